/*
 * Which word of a sentence stands for which of its translation. Two hidden Markov
 * models (hmm.c), one each way, learn together: a pair of words counts by the product
 * of what both say of it, so that neither gets used to what the other does not see.
 * Liang, Taskar and Klein, Alignment by Agreement, 2006. That makes a few hundred
 * sentences enough, and one table of counts serves both directions.
 *
 * Words are cut to their first letters. Words that look alike, and entries of
 * dictionaries, count as if seen. Some rounds without order come first (each word for
 * itself, near the diagonal rather than far from it), then some with it.
 *
 * The pairs of a batch of sentences are numbered word by word of the source: one dense
 * row of target words then does for a table of pairs, and every round reads numbers in
 * order. Cost: the cells of all sentences, times rounds, times the reach of hmm.c.
 */
#include "align/align.h"

#include <math.h>

#include "align/hmm.h"
#include "align/symmetry.h"
#include "align/words.h"

/* Rounds without order, and with it. */
#define ROUNDS_ALONE   4
#define ROUNDS_ORDERED 3
/* How often nobody writes a word, and how fast pairs get rarer off the diagonal. */
#define NOBODY   0.05F
#define DIAGONAL 4.0F
/* How often words count as seen: that are alike, that begin alike, that an entry of
 * weight 1 names; and any pair at all, next to nothing. */
#define ALIKE_COUNT  5.0F
#define COUSIN_COUNT 2.0F
#define ENTRY_COUNT  0.05F
#define ANY_COUNT    0.00003F
/* How much more likely such words are at first. */
#define GIVEN_AT_FIRST 10.0F
/* Letters that words begin with alike. */
#define COUSIN_BYTES 4U
/* At first, how much rarer steps get with each word away from the next; far ones. */
#define STEP_DECAY 0.5F
#define STEP_FAR   0.005F
/* A writer is sure from here on: its steps are counted. */
#define SURE 0.3F
/* Cells of the sentences that learn together. */
#define CELLS_MAX (1U << 24)

/** The pairs of words of a batch: what they count, and what each word counts. */
typedef struct pair_counts {
    DBN_VEC(uint32_t) source, target; /* of each pair */
    DBN_VEC(float) given;
    float *count, *next;          /* of the last round, of this one */
    float *of_source, *of_target; /* sums over pairs, inverted */
} pair_counts;

/** Room for one sentence. */
typedef struct room {
    dbn_hmm hmm;
    float *forward, *backward;             /* how well words fit, each way */
    float *forward_share, *backward_share; /* posteriors */
    float *forward_free, *backward_free;
    uint8_t *cells;
    uint32_t *queue;
    bool *source, *target;
} room;

/** One side of all sentences. */
typedef struct side {
    uint32_t *words; /* of every token */
    float *share;    /* of each word, of all tokens */
} side;

typedef struct linker {
    const dbn_link_input *in;
    dbn_job *job;
    dbn_vocabularies words;
    side source, target;
    dbn_range batch; /* of sentences */
    uint32_t *cells; /* of the batch: the pair of each */
    pair_counts pairs;
    room room;
    dbn_hmm_steps forward, backward, forward_next, backward_next;
} linker;

/** A sentence of the batch. */
typedef struct sentence {
    const uint32_t *source, *target; /* words */
    uint32_t source_count, target_count;
    uint32_t *cells;
} sentence;

/* ---- words --------------------------------------------------------------------- */

static dbn_status
number_side(side *out, dbn_vocabulary *vocabulary, const dbn_token_list *list,
            const dbn_profile *profile, const linker *l)
{
    dbn_arena *arena = &l->job->scratch;
    uint32_t tokens = list->first[l->in->count];
    out->words = dbn_arena_alloc(arena, ((size_t)tokens + 1) * sizeof *out->words);
    if (out->words == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < tokens; i++)
        DBN_TRY(dbn_words_of_token(&out->words[i], vocabulary, list->tokens[i], profile,
                                   arena));
    uint32_t words = vocabulary->lexicon.words.count;
    out->share = dbn_arena_alloc(arena, ((size_t)words + 1) * sizeof *out->share);
    if (out->share == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < tokens; i++)
        out->share[out->words[i]] += 1 / (float)tokens;
    return DBN_OK;
}

static uint32_t
length_of(const dbn_token_list *list, uint32_t at)
{
    return list->first[at + 1] - list->first[at];
}

/* 0 for one that is too long, or empty on a side. */
static uint32_t
cells_of(const linker *l, uint32_t at)
{
    uint32_t s = length_of(&l->in->source, at), t = length_of(&l->in->target, at);
    return s > DBN_LINKED_MAX || t > DBN_LINKED_MAX ? 0 : s * t;
}

static bool
take_sentence(sentence *out, const linker *l, uint32_t at, uint32_t **cells)
{
    uint32_t count = cells_of(l, at);
    *out = (sentence){l->source.words + l->in->source.first[at],
                      l->target.words + l->in->target.first[at],
                      length_of(&l->in->source, at), length_of(&l->in->target, at),
                      *cells};
    *cells += count;
    return count > 0;
}

/* ---- pairs --------------------------------------------------------------------- */

/** Where the words of the batch stand, sorted by word. */
typedef struct posting {
    uint32_t word, row; /* row: the first cell of the word in its sentence */
    uint32_t sentence;
} posting;

typedef DBN_VEC(posting) postings;

static int
by_word(const void *a, const void *b)
{
    const posting *left = a, *right = b;
    if (left->word != right->word)
        return left->word < right->word ? -1 : 1;
    return (left->row > right->row) - (left->row < right->row);
}

static dbn_status
list_postings(postings *out, linker *l)
{
    uint32_t *cells = l->cells;
    for (uint32_t i = l->batch.beg; i < l->batch.end; i++) {
        sentence s;
        if (!take_sentence(&s, l, i, &cells))
            continue;
        for (uint32_t k = 0; k < s.source_count; k++)
            DBN_TRY(dbn_vec_push(
                &l->job->scratch, out,
                (posting){s.source[k],
                          (uint32_t)(s.cells - l->cells) + k * s.target_count, i}));
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_word);
    return DBN_OK;
}

/* How often two words count as seen, by their looks. */
static float
looks(dbn_span source, dbn_span target)
{
    if (dbn_span_equal(source, target))
        return dbn_word_is_telling(source) ? ALIKE_COUNT : 0;
    bool is_cousin = source.len >= COUSIN_BYTES && target.len >= COUSIN_BYTES &&
                     memcmp(source.ptr, target.ptr, COUSIN_BYTES) == 0;
    return is_cousin ? COUSIN_COUNT : 0;
}

static dbn_status
add_pair(linker *l, uint32_t source, uint32_t target)
{
    dbn_arena *arena = &l->job->scratch;
    float given = looks(l->words.source.lexicon.words.items[source],
                        l->words.target.lexicon.words.items[target]);
    DBN_TRY(dbn_vec_push(arena, &l->pairs.source, source));
    DBN_TRY(dbn_vec_push(arena, &l->pairs.target, target));
    return dbn_vec_push(arena, &l->pairs.given, given);
}

/* Number the pairs of a word where it stands; `row` has the last pair of each target
 * word, which is one with this word from `first` on. */
static dbn_status
number_posting(linker *l, const posting *p, uint32_t first, uint32_t *row)
{
    const uint32_t *words = l->target.words + l->in->target.first[p->sentence];
    uint32_t count = length_of(&l->in->target, p->sentence);
    for (uint32_t k = 0; k < count; k++) {
        uint32_t pair = row[words[k]];
        bool is_known = pair >= first && pair < l->pairs.source.count &&
                        l->pairs.target.items[pair] == words[k];
        if (!is_known) {
            row[words[k]] = l->pairs.source.count;
            DBN_TRY(add_pair(l, p->word, words[k]));
        }
        l->cells[p->row + k] = row[words[k]];
    }
    return DBN_OK;
}

static dbn_status
number_pairs(linker *l, uint32_t *row)
{
    postings list = {0};
    uint32_t first = 0;
    DBN_TRY(list_postings(&list, l));
    for (uint32_t i = 0; i < list.count; i++) {
        if (i > 0 && list.items[i].word != list.items[i - 1].word)
            first = l->pairs.source.count;
        DBN_TRY(number_posting(l, &list.items[i], first, row));
    }
    return DBN_OK;
}

/* Pairs are in the order of their source words: those of one are searched from the
 * first. */
static dbn_status
give_entries(linker *l)
{
    pair_counts *pairs = &l->pairs;
    uint32_t sources = l->words.source.lexicon.words.count;
    uint32_t *first =
        dbn_arena_alloc(&l->job->scratch, ((size_t)sources + 2) * sizeof *first);
    if (first == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < pairs->source.count; i++)
        first[pairs->source.items[i] + 1]++;
    for (uint32_t i = 0; i < sources; i++)
        first[i + 1] += first[i];
    for (uint32_t i = 0; i < l->in->entry_count; i++) {
        dbn_word_pair pair;
        DBN_TRY(
            dbn_words_of_entry(&pair, &l->words, &l->in->entries[i], &l->job->scratch));
        if (pair.source == DBN_NONE)
            continue;
        for (uint32_t k = first[pair.source]; k < first[pair.source + 1]; k++)
            if (pairs->target.items[k] == pair.target)
                pairs->given.items[k] += l->in->entries[i].weight * ENTRY_COUNT;
    }
    return DBN_OK;
}

/* What each word counts, all its pairs together. */
static void
sum_counts(linker *l)
{
    pair_counts *p = &l->pairs;
    uint32_t sources = l->words.source.lexicon.words.count;
    uint32_t targets = l->words.target.lexicon.words.count;
    memset(p->of_source, 0, sources * sizeof *p->of_source);
    memset(p->of_target, 0, targets * sizeof *p->of_target);
    for (uint32_t i = 0; i < p->source.count; i++) {
        p->of_source[p->source.items[i]] += p->count[i];
        p->of_target[p->target.items[i]] += p->count[i];
    }
    for (uint32_t i = 0; i < sources; i++)
        p->of_source[i] = p->of_source[i] > 0 ? 1 / p->of_source[i] : 0;
    for (uint32_t i = 0; i < targets; i++)
        p->of_target[i] = p->of_target[i] > 0 ? 1 / p->of_target[i] : 0;
}

static dbn_status
make_pairs(linker *l)
{
    dbn_arena *arena = &l->job->scratch;
    uint32_t sources = l->words.source.lexicon.words.count;
    uint32_t targets = l->words.target.lexicon.words.count;
    uint32_t *row = dbn_arena_alloc(arena, ((size_t)targets + 1) * sizeof *row);
    if (row == NULL)
        return DBN_ERR_NOMEM;
    l->pairs = (pair_counts){0};
    DBN_TRY(number_pairs(l, row));
    DBN_TRY(give_entries(l));
    size_t count = (size_t)l->pairs.source.count + 1;
    l->pairs.count = dbn_arena_alloc(arena, count * sizeof(float));
    l->pairs.next = dbn_arena_alloc(arena, count * sizeof(float));
    l->pairs.of_source = dbn_arena_alloc(arena, ((size_t)sources + 1) * sizeof(float));
    l->pairs.of_target = dbn_arena_alloc(arena, ((size_t)targets + 1) * sizeof(float));
    if (l->pairs.count == NULL || l->pairs.next == NULL || l->pairs.of_source == NULL ||
        l->pairs.of_target == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < l->pairs.source.count; i++)
        l->pairs.count[i] = 1 + GIVEN_AT_FIRST * l->pairs.given.items[i];
    sum_counts(l);
    return DBN_OK;
}

/* ---- one sentence -------------------------------------------------------------- */

static dbn_status
make_room(linker *l)
{
    dbn_arena *arena = &l->job->scratch;
    room *r = &l->room;
    size_t cells = (size_t)DBN_LINKED_MAX * DBN_LINKED_MAX;
    float **fields[] = {&r->forward, &r->backward, &r->forward_share,
                        &r->backward_share};
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        *fields[i] = dbn_arena_alloc(arena, cells * sizeof(float));
        if (*fields[i] == NULL)
            return DBN_ERR_NOMEM;
    }
    r->forward_free = dbn_arena_alloc(arena, DBN_LINKED_MAX * sizeof(float));
    r->backward_free = dbn_arena_alloc(arena, DBN_LINKED_MAX * sizeof(float));
    r->cells = dbn_arena_alloc(arena, cells);
    r->queue = dbn_arena_alloc(arena, cells * sizeof *r->queue);
    r->source = dbn_arena_alloc(arena, DBN_LINKED_MAX);
    r->target = dbn_arena_alloc(arena, DBN_LINKED_MAX);
    if (r->forward_free == NULL || r->backward_free == NULL || r->cells == NULL ||
        r->queue == NULL || r->source == NULL || r->target == NULL)
        return DBN_ERR_NOMEM;
    return dbn_hmm_make(&r->hmm, DBN_LINKED_MAX, arena);
}

static void
read_fits(linker *l, const sentence *s)
{
    const pair_counts *p = &l->pairs;
    room *r = &l->room;
    for (uint32_t i = 0; i < s->source_count; i++) {
        float of_source = p->of_source[s->source[i]];
        r->backward_free[i] = l->source.share[s->source[i]];
        for (uint32_t k = 0; k < s->target_count; k++) {
            float count = p->count[s->cells[i * s->target_count + k]];
            r->forward[k * s->source_count + i] = count * of_source;
            r->backward[i * s->target_count + k] = count * p->of_target[s->target[k]];
        }
    }
    for (uint32_t k = 0; k < s->target_count; k++)
        r->forward_free[k] = l->target.share[s->target[k]];
}

/* Each word for itself: posteriors of who wrote it. */
static void
judge_alone(float *out, const float *fits, const float *free, uint32_t words,
            uint32_t writers)
{
    for (uint32_t k = 0; k < words; k++, fits += writers, out += writers) {
        float all = NOBODY * free[k];
        for (uint32_t i = 0; i < writers; i++) {
            float off = (float)i / (float)writers - (float)k / (float)words;
            out[i] = fits[i] * (1 - NOBODY) / (float)writers *
                     expf(-DIAGONAL * (off < 0 ? -off : off));
            all += out[i];
        }
        for (uint32_t i = 0; all > 0 && i < writers; i++)
            out[i] /= all;
    }
}

static void
judge_sentence(linker *l, const sentence *s, bool is_ordered)
{
    room *r = &l->room;
    read_fits(l, s);
    if (!is_ordered) {
        judge_alone(r->forward_share, r->forward, r->forward_free, s->target_count,
                    s->source_count);
        judge_alone(r->backward_share, r->backward, r->backward_free, s->source_count,
                    s->target_count);
        return;
    }
    dbn_hmm_input forward = {s->source_count, s->target_count, r->forward,
                             r->forward_free, &l->forward,     NOBODY};
    dbn_hmm_input backward = {s->target_count,  s->source_count, r->backward,
                              r->backward_free, &l->backward,    NOBODY};
    dbn_hmm_posteriors(r->forward_share, &r->hmm, &forward);
    dbn_hmm_posteriors(r->backward_share, &r->hmm, &backward);
}

/* ---- learning ------------------------------------------------------------------ */

/* Who wrote each word, DBN_NONE where nobody is likelier than `least`. */
static uint32_t
likeliest(const float *share, uint32_t writers, float least)
{
    uint32_t best = DBN_NONE;
    for (uint32_t i = 0; i < writers; i++) {
        if (share[i] <= least)
            continue;
        least = share[i];
        best = i;
    }
    return best;
}

static void
count_steps(dbn_hmm_steps *steps, const float *share, uint32_t words, uint32_t writers)
{
    int64_t before = -1;
    for (uint32_t k = 0; k < words; k++, share += writers) {
        uint32_t writer = likeliest(share, writers, SURE);
        if (writer == DBN_NONE)
            continue;
        steps->of[dbn_hmm_step((int64_t)writer - before)]++;
        before = writer;
    }
}

/* A far step is one of many places: shared among some twenty. */
static void
share_steps(dbn_hmm_steps *steps, dbn_hmm_steps *counts)
{
    float all = 0;
    for (size_t i = 0; i < DBN_HMM_STEPS; i++)
        all += counts->of[i] += 2;
    counts->of[0] /= 20;
    counts->of[DBN_HMM_STEPS - 1] /= 20;
    for (size_t i = 0; i < DBN_HMM_STEPS; i++)
        steps->of[i] = counts->of[i] / all;
    *counts = (dbn_hmm_steps){0};
}

static void
set_first_steps(dbn_hmm_steps *steps)
{
    for (int d = -DBN_HMM_REACH; d <= DBN_HMM_REACH; d++)
        steps->of[dbn_hmm_step(d)] = expf(-STEP_DECAY * (float)(d < 1 ? 1 - d : d - 1));
    steps->of[0] = steps->of[DBN_HMM_STEPS - 1] = STEP_FAR;
}

static void
learn_round(linker *l, bool is_ordered)
{
    pair_counts *p = &l->pairs;
    uint32_t *cells = l->cells;
    for (uint32_t i = 0; i < p->source.count; i++)
        p->next[i] = p->given.items[i] + ANY_COUNT;
    for (uint32_t i = l->batch.beg; i < l->batch.end; i++) {
        sentence s;
        if (!take_sentence(&s, l, i, &cells))
            continue;
        judge_sentence(l, &s, is_ordered);
        for (uint32_t k = 0; k < s.source_count; k++)
            for (uint32_t t = 0; t < s.target_count; t++)
                p->next[s.cells[k * s.target_count + t]] +=
                    l->room.forward_share[t * s.source_count + k] *
                    l->room.backward_share[k * s.target_count + t];
        count_steps(&l->forward_next, l->room.forward_share, s.target_count,
                    s.source_count);
        count_steps(&l->backward_next, l->room.backward_share, s.source_count,
                    s.target_count);
    }
    float *last = p->count;
    p->count = p->next;
    p->next = last;
    sum_counts(l);
    share_steps(&l->forward, &l->forward_next);
    share_steps(&l->backward, &l->backward_next);
}

static void
learn(linker *l)
{
    for (int round = 0; round < ROUNDS_ALONE; round++)
        learn_round(l, false);
    for (int round = 0; round < ROUNDS_ORDERED; round++)
        learn_round(l, true);
}

/* ---- links --------------------------------------------------------------------- */

/* Mark who most likely wrote each word, unless nobody is likelier. */
static void
mark_writers(uint8_t *cells, const linker *l, const sentence *s)
{
    memset(cells, 0, (size_t)s->source_count * s->target_count);
    for (uint32_t t = 0; t < s->target_count; t++) {
        const float *share = l->room.forward_share + (size_t)t * s->source_count;
        float nobody = 1;
        for (uint32_t k = 0; k < s->source_count; k++)
            nobody -= share[k];
        uint32_t writer = likeliest(share, s->source_count, nobody);
        if (writer != DBN_NONE)
            cells[writer * s->target_count + t] |= DBN_LINKED_FORWARD;
    }
    for (uint32_t k = 0; k < s->source_count; k++) {
        const float *share = l->room.backward_share + (size_t)k * s->target_count;
        float nobody = 1;
        for (uint32_t t = 0; t < s->target_count; t++)
            nobody -= share[t];
        uint32_t writer = likeliest(share, s->target_count, nobody);
        if (writer != DBN_NONE)
            cells[k * s->target_count + writer] |= DBN_LINKED_BACKWARD;
    }
}

static dbn_status
link_sentence(dbn_linked *out, linker *l, const sentence *s)
{
    room *r = &l->room;
    dbn_link_field field = {r->cells, r->source, r->target, s->source_count,
                            s->target_count};
    judge_sentence(l, s, true);
    mark_writers(r->cells, l, s);
    memset(r->source, 0, s->source_count);
    memset(r->target, 0, s->target_count);
    dbn_symmetrise(&field, l->in->symmetry, r->queue);
    for (uint32_t k = 0; k < s->source_count; k++)
        for (uint32_t t = 0; t < s->target_count; t++)
            if ((r->cells[k * s->target_count + t] & DBN_LINKED) != 0)
                DBN_TRY(
                    dbn_vec_push(&l->job->arena, &out->links, (dbn_word_link){k, t}));
    return DBN_OK;
}

static dbn_status
link_batch(dbn_linked *out, linker *l)
{
    uint32_t *cells = l->cells;
    set_first_steps(&l->forward);
    set_first_steps(&l->backward);
    DBN_TRY(make_pairs(l));
    learn(l);
    for (uint32_t i = l->batch.beg; i < l->batch.end; i++) {
        sentence s;
        out->first[i] = out->links.count;
        if (take_sentence(&s, l, i, &cells))
            DBN_TRY(link_sentence(out, l, &s));
    }
    out->first[l->batch.end] = out->links.count;
    return DBN_OK;
}

/* The next batch: sentences of at most CELLS_MAX cells. */
static dbn_status
next_batch(linker *l)
{
    uint32_t end = l->batch.end;
    size_t cells = 0;
    while (end < l->in->count && cells + cells_of(l, end) <= CELLS_MAX)
        cells += cells_of(l, end++);
    l->batch = (dbn_range){l->batch.end, end};
    l->cells = dbn_arena_alloc(&l->job->scratch, (cells + 1) * sizeof *l->cells);
    return l->cells == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

static dbn_status
run(dbn_linked *out, linker *l)
{
    const dbn_link_input *in = l->in;
    dbn_arena *scratch = &l->job->scratch;
    out->first =
        dbn_arena_alloc(&l->job->arena, ((size_t)in->count + 1) * sizeof *out->first);
    if (out->first == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(
        number_side(&l->source, &l->words.source, &in->source, in->source_profile, l));
    DBN_TRY(
        number_side(&l->target, &l->words.target, &in->target, in->target_profile, l));
    DBN_TRY(make_room(l));
    while (l->batch.end < in->count) {
        dbn_arena_mark mark = dbn_arena_save(scratch);
        DBN_TRY(next_batch(l));
        DBN_TRY(link_batch(out, l));
        dbn_arena_rewind(scratch, mark);
    }
    return DBN_OK;
}

dbn_status
dbn_align_link_words(dbn_linked *out, const dbn_link_input *in, dbn_job *job)
{
    linker l = {.in = in,
                .job = job,
                .words = {.source_profile = in->source_profile,
                          .target_profile = in->target_profile}};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    *out = (dbn_linked){0};
    dbn_status status = run(out, &l);
    dbn_arena_rewind(&job->scratch, mark);
    return status == DBN_ERR_NOMEM ? dbn_job_nomem(job) : status;
}
