/*
 * Rounds: align every pair with what is known, learn from all beads, align again. What
 * is known at first are dictionaries, numbers, and words that both languages write
 * alike; where that is nothing, lengths alone make the first beads.
 *
 *     words ─▶ model ─▶ anchors ─▶ grids ─▶ beads ─┐
 *                ▲                                │  ROUNDS times
 *                └────────────── learn ◀──────────┘
 *     what was moved is aligned apart (blocks.c)
 */
#include "align/align.h"

#include "align/blocks.h"
#include "align/judge.h"

/* At most; where dictionaries are good the second one changes hardly anything, and is
 * the last. */
#define ROUNDS 3
/* So many beads in a thousand may change in the last round but one. */
#define SETTLED 10
/* How often a word that both sides write alike counts as seen. */
#define ALIKE_WEIGHT 1000U

typedef struct aligner {
    const dbn_align_input *in;
    dbn_job *job;
    dbn_vocabularies words;
    dbn_align_doc *docs;
    DBN_VEC(dbn_link) given;
    dbn_model model;
    float ratio;
} aligner;

static dbn_status
read_words(aligner *a)
{
    dbn_arena *arena = &a->job->scratch;
    uint64_t source_letters = 1, target_letters = 1;
    a->docs = dbn_arena_alloc(arena, ((size_t)a->in->pair_count + 1) * sizeof *a->docs);
    if (a->docs == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < a->in->pair_count; i++) {
        const dbn_align_pair *pair = &a->in->pairs[i];
        dbn_align_doc *doc = &a->docs[i];
        DBN_TRY(dbn_word_list_make(&doc->source, &a->words.source, pair->source,
                                   pair->source_count, a->in->source_profile, arena));
        DBN_TRY(dbn_word_list_make(&doc->target, &a->words.target, pair->target,
                                   pair->target_count, a->in->target_profile, arena));
        for (uint32_t k = 0; k < pair->source_count; k++)
            source_letters += doc->source.letters[k];
        for (uint32_t k = 0; k < pair->target_count; k++)
            target_letters += doc->target.letters[k];
    }
    a->ratio = (float)target_letters / (float)source_letters;
    return DBN_OK;
}

/* Counts to shares of all words. */
static void
share_words(dbn_vocabulary *vocabulary)
{
    for (uint32_t i = 0; i < vocabulary->share.count; i++)
        vocabulary->share.items[i] =
            (vocabulary->share.items[i] + 0.5F) / ((float)vocabulary->total + 1);
}

static dbn_status
give(aligner *a, uint32_t source, uint32_t target, uint32_t weight)
{
    dbn_link link = {.source = source, .target = target, .given = weight};
    return dbn_vec_push(&a->job->scratch, &a->given, link);
}

/* Numbers, names, signs, and words that differ in their endings only. */
static dbn_status
give_what_is_alike(aligner *a)
{
    for (uint32_t i = 0; i < a->words.source.lexicon.words.count; i++) {
        dbn_span word = a->words.source.lexicon.words.items[i];
        uint32_t same = dbn_lexicon_find(&a->words.target.lexicon, word);
        if (same != DBN_NONE && dbn_word_is_telling(word))
            DBN_TRY(give(a, i, same, ALIKE_WEIGHT));
    }
    return DBN_OK;
}

/* Entries of one word on each side that the texts have. */
static dbn_status
give_entries(aligner *a)
{
    for (uint32_t i = 0; i < a->in->entry_count; i++) {
        const dbn_align_entry *entry = &a->in->entries[i];
        dbn_word_pair pair;
        DBN_TRY(dbn_words_of_entry(&pair, &a->words, entry, &a->job->scratch));
        if (pair.source != DBN_NONE)
            DBN_TRY(give(a, pair.source, pair.target, (uint32_t)(entry->weight * 100)));
    }
    return DBN_OK;
}

static dbn_status
learn(aligner *a)
{
    dbn_lesson lesson = {.docs = a->docs,
                         .doc_count = a->in->pair_count,
                         .source = &a->words.source,
                         .target = &a->words.target,
                         .given = a->given.items,
                         .given_count = a->given.count};
    return dbn_model_learn(&a->model, &lesson, &a->job->arena, &a->job->scratch);
}

static dbn_blocks_input
input_of(const aligner *a, uint32_t doc, const dbn_shape *shape)
{
    return (dbn_blocks_input){.doc = &a->docs[doc],
                              .model = &a->model,
                              .source_words = &a->words.source,
                              .target_words = &a->words.target,
                              .shape = shape};
}

static dbn_status
keep(dbn_beads *out, const dbn_scored_beads *beads, dbn_arena *arena)
{
    out->count = 0;
    for (uint32_t i = 0; i < beads->count; i++)
        DBN_TRY(dbn_vec_push(arena, out, beads->items[i].bead));
    return DBN_OK;
}

/* How many beads of `now` the last round did not have. Both are sorted. */
static uint32_t
changed(const dbn_beads *before, const dbn_scored_beads *now)
{
    uint32_t count = 0, k = 0;
    for (uint32_t i = 0; i < now->count; i++) {
        const dbn_bead *bead = &now->items[i].bead;
        while (k < before->count && before->items[k].source.beg < bead->source.beg)
            k++;
        uint32_t at = k;
        while (at < before->count && before->items[at].source.beg == bead->source.beg &&
               memcmp(&before->items[at], bead, sizeof *bead) != 0)
            at++;
        count +=
            at == before->count || before->items[at].source.beg != bead->source.beg;
    }
    return count;
}

/* One round over all pairs; its beads are found in `last`, and whether they are those
 * of the round before in *is_settled. */
static dbn_status
run_round(aligner *a, dbn_scored_beads *last, bool *is_settled)
{
    uint64_t beads_in_all = 0, changes = 0;
    DBN_TRY(learn(a));
    for (uint32_t i = 0; i < a->in->pair_count; i++) {
        dbn_scored_beads beads = {0};
        dbn_shape shape;
        dbn_shape_learn(&shape, &a->docs[i], a->ratio);
        dbn_blocks_input in = input_of(a, i, &shape);
        DBN_TRY(dbn_blocks_align(&beads, &in, &a->job->arena, &a->job->scratch));
        beads_in_all += beads.count;
        changes += changed(&a->docs[i].beads, &beads);
        DBN_TRY(keep(&a->docs[i].beads, &beads, &a->job->arena));
        last[i] = beads;
    }
    *is_settled = changes * 1000 <= beads_in_all * SETTLED;
    return DBN_OK;
}

/* What is sure of the last model; words alike need no lexicon. */
static dbn_status
list_links(dbn_align *out, const aligner *a)
{
    const dbn_link_table *sure = &a->model.sure;
    for (uint32_t s = 0; s < a->words.source.lexicon.words.count; s++)
        for (uint32_t i = sure->first[s]; i < sure->first[s + 1]; i++) {
            dbn_arena *arena = &a->job->arena;
            dbn_span source = a->words.source.lexicon.words.items[s];
            dbn_span target = a->words.target.lexicon.words.items[sure->ends[i].word];
            if (dbn_span_equal(source, target) || !dbn_word_is_telling(source) ||
                !dbn_word_is_telling(target))
                continue;
            dbn_align_link link = {dbn_arena_copy(arena, source),
                                   dbn_arena_copy(arena, target), sure->ends[i].p};
            DBN_TRY(dbn_vec_push(arena, &out->links, link));
        }
    return DBN_OK;
}

static dbn_status
run(dbn_align *out, aligner *a)
{
    dbn_arena *scratch = &a->job->scratch;
    dbn_scored_beads *last =
        dbn_arena_alloc(scratch, ((size_t)a->in->pair_count + 1) * sizeof *last);
    out->beads = dbn_arena_alloc(&a->job->arena,
                                 ((size_t)a->in->pair_count + 1) * sizeof *out->beads);
    if (last == NULL || out->beads == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(read_words(a));
    share_words(&a->words.source);
    share_words(&a->words.target);
    DBN_TRY(give_what_is_alike(a));
    DBN_TRY(give_entries(a));
    bool is_settled = false;
    for (int round = 0; round < ROUNDS && !is_settled; round++)
        DBN_TRY(run_round(a, last, &is_settled));
    for (uint32_t i = 0; i < a->in->pair_count; i++) {
        DBN_TRY(dbn_beads_judge(&out->beads[i], &last[i], &a->job->arena));
    }
    return a->in->wants_links ? list_links(out, a) : DBN_OK;
}

dbn_status
dbn_align_run(dbn_align *out, const dbn_align_input *in, dbn_job *job)
{
    aligner a = {.in = in,
                 .job = job,
                 .words = {.source_profile = in->source_profile,
                           .target_profile = in->target_profile}};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    *out = (dbn_align){0};
    dbn_status status = run(out, &a);
    dbn_arena_rewind(&job->scratch, mark);
    return status == DBN_ERR_NOMEM ? dbn_job_nomem(job) : status;
}
