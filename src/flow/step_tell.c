/*
 * What documents are told, from what is known of contents: the first run tells both
 * ends of each pair, the second, where it hangs on the partner whether a copy goes,
 * asks whether that one stays. Memory: of a text whose passages are told, the places
 * where it stands.
 */
#include "flow/step.h"
#include "flow/step_filter.h"
#include "flow/told.h"

typedef struct tell {
    bool has_centre, has_survivor, is_gone;
    dbn_centre_line centre; /* that stands for the content; itself without one */
    dbn_standing survivor;
    DBN_VEC(dbn_standing) places; /* of a passage */
} tell;

static dbn_end
end_of(const dbn_standing *at)
{
    return (dbn_end){at->id, at->host, &at->page, at->range};
}

/* ---- both ends of a pair ----------------------------------------------------------
 */

static dbn_status
tell_end(dbn_filter *f, const dbn_standing *own, const dbn_standing *other,
         dbn_corpus_copy copy)
{
    const dbn_end x = end_of(own), y = end_of(other);
    dbn_copy_line told = {own->rank.document, other->rank, dbn_told_copy(copy, &x, &y)};
    dbn_removal removal = dbn_told_removal(&told.copy);
    told.copy.is_removed = removal == DBN_REMOVAL_ALWAYS;
    const dbn_line gone = {.kind = DBN_LINE_GONE, .as.gone = {own->rank.document}};
    if (dbn_told_goes_whole(&told.copy))
        DBN_TRY(dbn_filter_write(f, &gone));
    if (removal == DBN_REMOVAL_WHERE_PARTNER_STAYS)
        return dbn_filter_write(f,
                                &(dbn_line){.kind = DBN_LINE_TOLD,
                                            .as.told = {other->rank.document, told}});
    return dbn_filter_write(f, &(dbn_line){.kind = DBN_LINE_COPY, .as.copy = told});
}

static dbn_status
tell_pair(dbn_filter *f, const dbn_standing *copy, const dbn_standing *survivor,
          dbn_corpus_copy told)
{
    const dbn_end x = end_of(copy), y = end_of(survivor);
    told.relation = dbn_told_relation(told.relation, &x, &y);
    DBN_TRY(tell_end(f, copy, survivor, told));
    told.is_survivor = true;
    return tell_end(f, survivor, copy, told);
}

/* ---- lines of contents ------------------------------------------------------------
 */

static dbn_status
take_centre(dbn_filter *f, tell *t)
{
    dbn_line line;
    DBN_TRY(dbn_filter_keep(&line, f));
    t->centre = line.as.centre;
    t->has_centre = true;
    return DBN_OK;
}

static dbn_status
keep_standing(dbn_standing *out, const dbn_standing *at, dbn_arena *arena)
{
    *out = *at;
    out->page = (dbn_mappings){0};
    DBN_TRY(dbn_arena_keep(arena, &out->id));
    DBN_TRY(dbn_arena_keep(arena, &out->host));
    return dbn_vec_append(arena, &out->page, at->page.items, at->page.count);
}

/* Another place where the content stands, the best one first. */
static dbn_status
take_content(dbn_filter *f, tell *t)
{
    dbn_line line;
    dbn_standing place;
    dbn_arena *arena = &f->kept.arena;
    DBN_TRY(dbn_filter_read(&line, f));
    const dbn_content_line *content = &line.as.content;
    bool is_best = !t->has_survivor;
    if (is_best && t->has_centre)
        t->survivor = t->centre.at;
    else if (is_best)
        DBN_TRY(keep_standing(&t->survivor, &content->at, arena));
    t->has_survivor = true;
    if (content->unit == DBN_UNIT_PASSAGE) {
        DBN_TRY(keep_standing(&place, &content->at, arena));
        DBN_TRY(dbn_vec_push(arena, &t->places, place));
    }
    if (is_best && !t->has_centre)
        return DBN_OK;
    dbn_corpus_copy told = {.unit = content->unit,
                            .score = t->has_centre ? (uint16_t)t->centre.share : 1000,
                            .relation = t->has_centre ? t->centre.relation
                                                      : (uint8_t)DBN_RELATION_COPY};
    return tell_pair(f, &content->at, &t->survivor, told);
}

static dbn_status
take_passage(dbn_filter *f, const tell *t)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    const dbn_passage_line *passage = &line.as.passage;
    dbn_corpus_copy told = {.unit = DBN_UNIT_PASSAGE,
                            .score = (uint16_t)passage->share,
                            .relation = passage->relation};
    for (uint32_t i = 0; i < t->places.count; i++) {
        dbn_standing copy = t->places.items[i];
        copy.range = passage->goes;
        DBN_TRY(tell_pair(f, &copy, &passage->stays, told));
    }
    return t->places.count == 0 ? DBN_ERR_SYNTAX : DBN_OK;
}

/* ---- lines of documents -----------------------------------------------------------
 */

static dbn_status
take_gone(dbn_filter *f, tell *t)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    t->is_gone = true;
    return DBN_OK;
}

static dbn_status
take_told(dbn_filter *f, const tell *t)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    dbn_line out = {.kind = DBN_LINE_COPY, .as.copy = line.as.told.copy};
    out.as.copy.copy.is_removed = !t->is_gone;
    return dbn_filter_write(f, &out);
}

/* ---- the step ---------------------------------------------------------------------
 */

static dbn_status
take(dbn_filter *f, dbn_line_kind kind)
{
    switch ((int)kind) {
    case DBN_LINE_CENTRE:
        return take_centre(f, f->own);
    case DBN_LINE_CONTENT:
        return take_content(f, f->own);
    case DBN_LINE_PASSAGE:
        return take_passage(f, f->own);
    case DBN_LINE_GONE:
        return take_gone(f, f->own);
    case DBN_LINE_TOLD:
        return take_told(f, f->own);
    default: /* links have said all that they have to say */
        return DBN_OK;
    }
}

static dbn_status
end(dbn_filter *f)
{
    *(tell *)f->own = (tell){0};
    return DBN_OK;
}

dbn_status
dbn_step_tell(dbn_batch_result *result, const dbn_corpus_run *run,
              const dbn_dedup_options *dedup)
{
    static const dbn_filter_step step = {
        DBN_LINE_BIT(DBN_LINE_CENTRE) | DBN_LINE_BIT(DBN_LINE_CONTENT) |
            DBN_LINE_BIT(DBN_LINE_PASSAGE) | DBN_LINE_BIT(DBN_LINE_LINK) |
            DBN_LINE_BIT(DBN_LINE_GONE) | DBN_LINE_BIT(DBN_LINE_TOLD),
        DBN_LINE_BIT(DBN_LINE_COPY) | DBN_LINE_BIT(DBN_LINE_CONTRADICTION), take, end};
    tell own = {0};
    return dbn_filter_run(result, run, dedup, &step, &own);
}
