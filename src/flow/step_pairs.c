/*
 * From contents to grams, to what each two contents share, to the pairs that are worth
 * aligning: three runs with a sort between two. contents.c and verify.c find the same
 * in memory, where one thread counts what a content shares with all the others; here
 * the sort brings what two contents share together.
 *
 * Memory: the grams of a content, max_postings lines of a gram, the candidates of a
 * content. Lines: of a gram with k <= max_postings contents k(k-1)/2, of others k-1.
 */
#include "flow/step.h"
#include "flow/step_filter.h"

typedef struct pairs {
    bool has_content; /* its best place was seen */
    DBN_VEC(dbn_gram_line) run;
    bool is_common;       /* more than max_postings have the gram */
    dbn_share_line asked; /* the last one */
    dbn_sharing sharing;  /* with the content that it asked for */
    uint32_t number;      /* of that one among those of the asker, from 1 */
    DBN_VEC(dbn_partner) partners;
    DBN_VEC(dbn_id) ids; /* of the partners */
} pairs;

/* ---- contents ---------------------------------------------------------------------
 */

/* The grams of its best place: elsewhere the text may be said to be in another
 * language, and then has others. */
static dbn_status
take_content(dbn_filter *f, pairs *p)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    if (p->has_content)
        return DBN_OK;
    p->has_content = true;
    const dbn_content_line *content = &line.as.content;
    dbn_line out = {.kind = DBN_LINE_GRAM,
                    .as.gram = {.rank = content->at.rank,
                                .beg = content->at.range.beg,
                                .len = dbn_range_len(content->at.range),
                                .content = content->content,
                                .unit = content->unit,
                                .grams = content->grams.count}};
    for (uint32_t i = 0; i < content->grams.count; i++) {
        out.as.gram.gram = content->grams.items[i].hash;
        out.as.gram.place = content->grams.items[i].place;
        DBN_TRY(dbn_filter_write(f, &out));
    }
    return DBN_OK;
}

/* ---- grams ------------------------------------------------------------------------
 */

/* Contents in the order of their numbers (contents.h). */
static int
by_number(const void *left, const void *right)
{
    const dbn_gram_line *a = left, *b = right;
    if (a->len != b->len)
        return a->len < b->len ? -1 : 1;
    return dbn_id_order(a->content, b->content);
}

static dbn_status
ask(dbn_filter *f, const dbn_gram_line *asker, const dbn_gram_line *other,
    uint32_t bits)
{
    const dbn_line line = {.kind = DBN_LINE_SHARE,
                           .as.share = {.asker = asker->content,
                                        .other_len = other->len,
                                        .other = other->content,
                                        .gram = asker->gram,
                                        .place = asker->place,
                                        .other_place = other->place,
                                        .bits = (uint8_t)bits,
                                        .unit = asker->unit,
                                        .grams = asker->grams,
                                        .other_grams = other->grams}};
    return dbn_filter_write(f, &line);
}

/* The best one comes first. */
static dbn_status
take_gram(dbn_filter *f, pairs *p)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    const dbn_gram_line *gram = &line.as.gram;
    if (p->is_common)
        return gram->unit == DBN_UNIT_PASSAGE ? DBN_OK
                                              : ask(f, gram, &p->run.items[0], 0);
    DBN_TRY(dbn_vec_push(&f->kept.arena, &p->run, *gram));
    p->is_common = p->run.count > f->dedup->max_postings;
    if (!p->is_common || gram->unit == DBN_UNIT_PASSAGE)
        return DBN_OK;
    for (uint32_t i = 1; i < p->run.count; i++)
        DBN_TRY(ask(f, &p->run.items[i], &p->run.items[0], 0));
    return DBN_OK;
}

static dbn_status
end_gram(dbn_filter *f, pairs *p)
{
    if (p->is_common || p->run.count < 2)
        return DBN_OK;
    qsort(p->run.items, p->run.count, sizeof p->run.items[0], by_number);
    uint32_t bits = dbn_gram_bits(p->run.count);
    for (uint32_t i = 1; i < p->run.count; i++)
        for (uint32_t k = 0; k < i; k++)
            DBN_TRY(ask(f, &p->run.items[i], &p->run.items[k], bits));
    return DBN_OK;
}

/* ---- what is shared ---------------------------------------------------------------
 */

/* All that two contents share was counted. */
static dbn_status
end_sharing(dbn_filter *f, pairs *p)
{
    const dbn_share_line *asked = &p->asked;
    uint32_t fewer =
        asked->grams < asked->other_grams ? asked->grams : asked->other_grams;
    if (p->number == 0 ||
        !dbn_sign_is_candidate((dbn_unit)asked->unit, &p->sharing, fewer))
        return DBN_OK;
    dbn_partner partner = {p->ids.count, p->sharing.shared};
    DBN_TRY(dbn_vec_push(&f->kept.arena, &p->partners, partner));
    return dbn_vec_push(&f->kept.arena, &p->ids, asked->other);
}

static dbn_status
take_share(dbn_filter *f, pairs *p)
{
    dbn_line line;
    DBN_TRY(dbn_filter_read(&line, f));
    const dbn_share_line *share = &line.as.share;
    if (p->number == 0 || dbn_id_order(share->other, p->asked.other) != 0) {
        DBN_TRY(end_sharing(f, p));
        p->number++;
        p->sharing = (dbn_sharing){0};
    }
    p->asked = *share;
    dbn_sharing_add(&p->sharing, share->place, share->other_place, share->bits);
    return DBN_OK;
}

static dbn_status
write_pairs(dbn_filter *f, pairs *p)
{
    DBN_TRY(end_sharing(f, p));
    uint32_t count = dbn_sign_choose_partners(p->partners.items, p->partners.count);
    for (uint32_t i = 0; i < count; i++) {
        dbn_id own = p->asked.asker, other = p->ids.items[p->partners.items[i].content];
        bool is_first = dbn_id_order(own, other) < 0;
        const dbn_line line = {
            .kind = DBN_LINE_PAIR,
            .as.pair = {is_first ? own : other, is_first ? other : own}};
        DBN_TRY(dbn_filter_write(f, &line));
    }
    return DBN_OK;
}

/* ---- the step ---------------------------------------------------------------------
 */

static dbn_status
take(dbn_filter *f, dbn_line_kind kind)
{
    if (kind == DBN_LINE_CONTENT)
        return take_content(f, f->own);
    return kind == DBN_LINE_GRAM ? take_gram(f, f->own) : take_share(f, f->own);
}

static dbn_status
end(dbn_filter *f)
{
    pairs *p = f->own;
    DBN_TRY(end_gram(f, p));
    DBN_TRY(write_pairs(f, p));
    *p = (pairs){0};
    return DBN_OK;
}

dbn_status
dbn_step_pairs(dbn_batch_result *result, const dbn_corpus_run *run,
               const dbn_dedup_options *dedup)
{
    static const dbn_filter_step step = {DBN_LINE_BIT(DBN_LINE_CONTENT) |
                                             DBN_LINE_BIT(DBN_LINE_GRAM) |
                                             DBN_LINE_BIT(DBN_LINE_SHARE),
                                         DBN_LINE_BIT(DBN_LINE_PAIR), take, end};
    pairs own = {0};
    return dbn_filter_run(result, run, dedup, &step, &own);
}
