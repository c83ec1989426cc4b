/*
 * Two runs: the first gives each pair the text of its lower content, by the other one;
 * the second aligns them. Memory: two texts.
 */
#include "dedup/across.h"
#include "flow/step.h"
#include "flow/step_filter.h"
#include "flow/told.h"

typedef struct verify {
    bool has_own, is_prepared, has_last;
    dbn_content_line own;
    dbn_across_text text; /* of own, once it was asked for */
    dbn_id last;          /* the other content of the last pair */
} verify;

/* What two contents have in common, as it is told. */
typedef struct verdict {
    dbn_id content[2];
    const dbn_standing *at[2];
    dbn_across across;
    dbn_unit unit;
} verdict;

/* ---- what comes of a pair ---------------------------------------------------------
 */

static dbn_status
write_links(dbn_filter *f, const verdict *v)
{
    for (int own = 0; own < 2; own++) {
        int other = 1 - own;
        const dbn_line line = {
            .kind = DBN_LINE_LINK,
            .as.link = {.own = v->content[own],
                        .other = v->content[other],
                        .at = {*v->at[own], *v->at[other]},
                        .share = {dbn_across_share(&v->across, own),
                                  dbn_across_share(&v->across, other)},
                        .relation = (uint8_t)dbn_across_relation(&v->across)}};
        DBN_TRY(dbn_filter_write(f, &line));
    }
    return DBN_OK;
}

/* The stretches of the later one of two texts. */
static dbn_status
write_passages(dbn_filter *f, const verdict *v)
{
    int stays = dbn_rank_order(&v->at[0]->rank, &v->at[1]->rank) < 0 ? 0 : 1;
    int goes = 1 - stays;
    dbn_line line = {
        .kind = DBN_LINE_PASSAGE,
        .as.passage = {.own = v->content[goes],
                       .stays = *v->at[stays],
                       .share = dbn_across_share(&v->across, goes),
                       .relation = (uint8_t)dbn_across_relation(&v->across)}};
    for (uint32_t i = 0; i < v->across.common.count; i++) {
        const dbn_common *common = &v->across.common.items[i];
        line.as.passage.goes = goes == 0 ? common->a : common->b;
        line.as.passage.stays.range = goes == 0 ? common->b : common->a;
        DBN_TRY(dbn_filter_write(f, &line));
    }
    return DBN_OK;
}

static dbn_status
write_contradiction_end(dbn_filter *f, const verdict *v, int own,
                        const dbn_contradiction *found)
{
    int other = 1 - own;
    dbn_end ends[2];
    for (int i = 0; i < 2; i++) {
        const dbn_standing *at = v->at[i];
        dbn_range range = i == 0 ? found->a : found->b;
        uint32_t beg = at->range.beg;
        ends[i] =
            (dbn_end){at->id, at->host, &at->page, {range.beg + beg, range.end + beg}};
    }
    const dbn_line line = {
        .kind = DBN_LINE_CONTRADICTION,
        .as.contradiction = {.document = v->at[own]->rank.document,
                             .partner = v->at[other]->rank,
                             .contradiction = dbn_told_contradiction(
                                 &ends[own], &ends[other], found->kind)}};
    return dbn_filter_write(f, &line);
}

static dbn_status
write_verdict(dbn_filter *f, const verdict *v)
{
    if (dbn_across_stands_for(&v->across, v->unit, f->dedup->near))
        DBN_TRY(v->unit == DBN_UNIT_PASSAGE ? write_passages(f, v) : write_links(f, v));
    if (!dbn_across_tells(&v->across))
        return DBN_OK;
    for (uint32_t i = 0; i < v->across.contradictions.count; i++)
        for (int own = 0; own < 2; own++)
            DBN_TRY(
                write_contradiction_end(f, v, own, &v->across.contradictions.items[i]));
    return DBN_OK;
}

/* ---- the step ---------------------------------------------------------------------
 */

static const dbn_profile *
profile_of(const dbn_filter *f, dbn_span name)
{
    return dbn_profiles_find(f->run->engine->profiles, name);
}

/* Twice the same pair: both contents asked for each other. */
static bool
is_again(verify *v, dbn_id other)
{
    bool is_again = v->has_last && dbn_id_order(v->last, other) == 0;
    v->last = other;
    v->has_last = true;
    return is_again;
}

static dbn_status
take_content(dbn_filter *f, verify *v)
{
    dbn_line line;
    if (v->has_own)
        return DBN_OK;
    DBN_TRY(dbn_filter_keep(&line, f));
    v->own = line.as.content;
    v->has_own = true;
    return DBN_OK;
}

static dbn_status
take_pair(dbn_filter *f, verify *v)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    if (!v->has_own)
        return DBN_ERR_SYNTAX;
    if (is_again(v, line.as.pair.b))
        return DBN_OK;
    const dbn_line out = {.kind = DBN_LINE_TEXT,
                          .as.text = {.b = line.as.pair.b,
                                      .a = v->own.content,
                                      .at = v->own.at,
                                      .lang = v->own.lang,
                                      .text = v->own.text}};
    return dbn_filter_write(f, &out);
}

static dbn_status
take_text(dbn_filter *f, verify *v)
{
    dbn_line line;
    dbn_across_text other;
    DBN_TRY(dbn_filter_read(&line, f));
    const dbn_text_line *text = &line.as.text;
    if (!v->has_own || dbn_id_order(text->a, text->b) >= 0)
        return DBN_ERR_SYNTAX;
    if (!dbn_across_fits(text->text, v->own.text))
        return DBN_OK;
    if (!v->is_prepared)
        DBN_TRY(dbn_across_prepare(&v->text, v->own.text, profile_of(f, v->own.lang),
                                   &f->kept));
    v->is_prepared = true;
    DBN_TRY(dbn_across_prepare(&other, text->text, profile_of(f, text->lang), &f->job));
    verdict found = {.content = {text->a, text->b},
                     .at = {&text->at, &v->own.at},
                     .unit = (dbn_unit)v->own.unit};
    const dbn_across_how how = {found.unit, f->dedup->near};
    DBN_TRY(dbn_across_run(&found.across, &other, &v->text, how, &f->job));
    return write_verdict(f, &found);
}

static dbn_status
take(dbn_filter *f, dbn_line_kind kind)
{
    if (kind == DBN_LINE_CONTENT)
        return take_content(f, f->own);
    return kind == DBN_LINE_PAIR ? take_pair(f, f->own) : take_text(f, f->own);
}

static dbn_status
end(dbn_filter *f)
{
    *(verify *)f->own = (verify){0};
    return DBN_OK;
}

dbn_status
dbn_step_verify(dbn_batch_result *result, const dbn_corpus_run *run,
                const dbn_dedup_options *dedup)
{
    static const dbn_filter_step step = {DBN_LINE_BIT(DBN_LINE_CONTENT) |
                                             DBN_LINE_BIT(DBN_LINE_PAIR) |
                                             DBN_LINE_BIT(DBN_LINE_TEXT),
                                         0, take, end};
    verify own = {0};
    return dbn_filter_run(result, run, dedup, &step, &own);
}
