/*
 * flow/index_tell.c - from what an archive found to what is told. Where it has the
 * text, the two are aligned as those of a corpus are, and what does not hold is
 * dropped; else hashes say it, and it is told as an estimate.
 */
#include "flow/index.h"

#include "dedup/across.h"

#define NEAR_VERIFIED  300U
#define NEAR_ESTIMATED 700U
/* Grams that must be shared: two are a set phrase, unless alignment says otherwise. */
#define SHARED_VERIFIED  2U
#define SHARED_ESTIMATED 3U
#define POSTINGS_DEFAULT 64U
#define HITS_DEFAULT     4U
/* Candidates for each that is told: some do not stand when they are aligned. */
#define CANDIDATES_PER_HIT 2U

static uint32_t
near_of(const dbn_index *index)
{
    if (index->options.near != 0)
        return index->options.near;
    return index->shape.has_texts ? NEAR_VERIFIED : NEAR_ESTIMATED;
}

/* An estimate is off by .15 in the mean: what is verified afterwards is not dropped for
 * what its hashes say, however near it must be. */
static uint32_t
near_to_ask(const dbn_index *index)
{
    uint32_t near = near_of(index);
    return index->shape.has_texts && near > NEAR_VERIFIED ? NEAR_VERIFIED : near;
}

static uint32_t
max_hits_of(const dbn_index *index)
{
    return index->options.max_hits == 0 ? HITS_DEFAULT : index->options.max_hits;
}

dbn_archive_asking
dbn_index_asking(const dbn_index *index)
{
    uint32_t postings = index->options.max_postings, hits = max_hits_of(index);
    return (dbn_archive_asking){
        .near = near_to_ask(index),
        .min_shared = index->shape.has_texts ? SHARED_VERIFIED : SHARED_ESTIMATED,
        .max_postings = postings == 0 ? POSTINGS_DEFAULT : postings,
        .max_hits = index->shape.has_texts ? hits * CANDIDATES_PER_HIT : hits};
}

/* ---- alignment ------------------------------------------------------------------ */

typedef struct teller {
    dbn_index_answer *out;
    const dbn_index *index;
    const dbn_archive_document *document;
    const dbn_profile *profile;
    dbn_job *job;
} teller;

/* The text that is asked about, that of the archive, and what they have in common: the
 * lower text is side 0, so that the result does not depend on who asks. */
typedef struct aligned {
    dbn_span own, other;
    dbn_across across;
    int side; /* of `own` */
} aligned;

static dbn_status
align(aligned *a, const teller *t)
{
    dbn_across_text texts[2];
    a->side = dbn_span_order(a->own, a->other) <= 0 ? 0 : 1;
    DBN_TRY(dbn_across_prepare(&texts[a->side], a->own, t->profile, t->job));
    DBN_TRY(dbn_across_prepare(&texts[1 - a->side], a->other, t->profile, t->job));
    return dbn_across_run(&a->across, &texts[0], &texts[1],
                          (dbn_across_how){DBN_UNIT_PARAGRAPH, 0}, t->job);
}

/* A range of a paragraph where the paragraph is told: in a page, the paragraph. */
static dbn_range
place_in(dbn_range place, dbn_span text, dbn_range range)
{
    if (dbn_range_len(place) != text.len)
        return place;
    return (dbn_range){place.beg + range.beg, place.beg + range.end};
}

static dbn_status
tell_contradictions(teller *t, const aligned *a, const dbn_archive_hit *hit)
{
    dbn_range place = t->document->paragraphs[hit->paragraph].place;
    for (uint32_t i = 0; i < a->across.contradictions.count; i++) {
        const dbn_contradiction *found = &a->across.contradictions.items[i];
        dbn_range own = a->side == 0 ? found->a : found->b;
        dbn_range other = a->side == 0 ? found->b : found->a;
        dbn_corpus_contradiction told = {.range = place_in(place, a->own, own),
                                         .partner_range =
                                             place_in(hit->place, a->other, other),
                                         .partner = hit->id,
                                         .kind = found->kind};
        DBN_TRY_PUSH(t->job,
                     dbn_vec_push(&t->job->arena, &t->out->contradictions, told));
    }
    return DBN_OK;
}

/* ---- hits ----------------------------------------------------------------------- */

/* Two texts of which shares are known alone: the fewer words one has, the higher is its
 * share of the same words. */
static dbn_relation
estimated_relation(const dbn_archive_hit *hit)
{
    uint32_t own = hit->score, other = hit->other_score;
    uint32_t same = own * other / 1000;
    dbn_across across = {.words = {other, own}, .same = {same, same}};
    return dbn_across_relation(&across);
}

static dbn_status
tell_hit(teller *t, const dbn_archive_hit *hit)
{
    bool is_whole = hit->paragraph == DBN_NONE;
    bool is_verified = !hit->is_exact && hit->text.ptr != NULL;
    const dbn_archive_document *d = t->document;
    dbn_range own = is_whole ? d->own : d->paragraphs[hit->paragraph].own;
    dbn_index_hit told = {.range =
                              is_whole ? d->place : d->paragraphs[hit->paragraph].place,
                          .unit = is_whole ? DBN_UNIT_DOCUMENT : DBN_UNIT_PARAGRAPH,
                          .relation = estimated_relation(hit),
                          .score = hit->score,
                          .is_exact = hit->is_exact,
                          .is_estimated = !hit->is_exact && !is_verified,
                          .partner = hit->id,
                          .partner_range = hit->place,
                          .url = hit->url,
                          .date = hit->date};
    if (is_verified) {
        aligned a = {.own = t->document->texts[hit->paragraph], .other = hit->text};
        DBN_TRY(align(&a, t));
        if (dbn_across_tells(&a.across))
            DBN_TRY(tell_contradictions(t, &a, hit));
        if (!dbn_across_is_copy(&a.across, near_of(t->index)))
            return DBN_OK;
        told.relation = dbn_across_relation(&a.across);
        told.score = (uint16_t)dbn_across_share(&a.across, a.side);
    }
    DBN_TRY_PUSH(t->job, dbn_vec_push(&t->job->arena, &t->out->hits, told));
    DBN_TRY_PUSH(t->job, dbn_vec_push(&t->job->arena, &t->out->owns, own));
    return DBN_OK;
}

dbn_status
dbn_index_tell(dbn_index_answer *out, const dbn_index *index,
               const dbn_index_asked *asked, dbn_job *job)
{
    teller t = {out, index, asked->document, asked->profile, job};
    const dbn_archive_hit *hits = asked->hits;
    uint32_t most = max_hits_of(index), before = 0;
    *out = (dbn_index_answer){0};
    for (uint32_t i = 0; i < asked->count; i++) {
        if (i == 0 || hits[i].paragraph != hits[i - 1].paragraph)
            before = out->hits.count;
        if (out->hits.count - before < most)
            DBN_TRY(tell_hit(&t, &hits[i]));
    }
    return DBN_OK;
}
