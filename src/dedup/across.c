/*
 * Two texts: their seeds (dedup/seeds.h) are joined and aligned as those of the blocks
 * of an article are (key/align.h). Stretches that have enough in common count, the
 * longest first, and none that holds words of another. Most pairs have too little in
 * common to be looked at any further; of the others it is looked whether they disagree
 * (dedup/disagree.h).
 */
#include "dedup/across.h"

#include "dedup/disagree.h"
#include "dedup/seeds.h"

/* Words that a stretch must have in common: fewer are a set phrase ("ont la douleur de
 * faire part à leurs amis et connaissances de la perte …"), unless they are half of one
 * of two passages, which may be misread, or two thirds of a paragraph or a document.
 * That two passages look like each other is known of the whole of them: what they have
 * in common besides the longest stretch may be a longer phrase. */
#define SAME_MIN       16U
#define SAME_MIN_MORE  24U
#define SAME_MIN_SHORT 6U
/* And how many of them must be different words, where it needs SAME_MIN; fewer in
 * proportion where it needs fewer: lists of relatives ("Monsieur et Madame … et leurs
 * enfants") have the same few again and again. */
#define DIFFERENT_MIN 12U
/* Of a stretch, the percentage of words that are the same: of a passage, which is told
 * whatever stands around it, and of texts that are judged as a whole. */
#define PASSAGE_SAME 55U
#define STRETCH_SAME 30U
/* Thousandths of both texts from which on they are one; of the shorter, from which on
 * it is a part of the other. */
#define COPY_SHARE    900U
#define EXCERPT_SHARE 800U
/* Thousandths in common of two texts whose contradictions are told, and how many: more
 * is a formula. */
#define TOLD_SHARE              600U
#define TOLD_MAX                2U
#define WORDS_PER_CONTRADICTION 20U

typedef struct comparer {
    const dbn_across_text *a, *b;
    dbn_seeds seeds;
    dbn_alignment alignment;
    dbn_across_how how;
    const dbn_profile *profile;
    dbn_job *job;
    uint8_t *taken[2]; /* one a token of each: it stands in a stretch that counts */
    DBN_VEC(uint32_t) chains; /* which count */
    dbn_ranges *same; /* of each text: words that are the same; NULL: nobody asks */
} comparer;

static uint32_t
fewer_words(const dbn_across *across)
{
    return across->words[0] < across->words[1] ? across->words[0] : across->words[1];
}

/* Words that the next stretch must have in common. */
static uint32_t
stretch_min(const comparer *c, const dbn_across *across)
{
    bool is_more = c->how.unit == DBN_UNIT_PASSAGE && c->chains.count > 0;
    uint32_t most = is_more ? SAME_MIN_MORE : SAME_MIN;
    uint32_t fewer = fewer_words(across);
    uint32_t part = fewer - (c->how.unit == DBN_UNIT_PASSAGE ? fewer / 2 : fewer / 3);
    return part > most ? most : part < SAME_MIN_SHORT ? SAME_MIN_SHORT : part;
}

/* Are at least so many of the words in common different ones? */
static bool
has_different(const comparer *c, const dbn_chain *chain, uint32_t least)
{
    uint32_t seen[DIFFERENT_MIN] = {0}, count = 0;
    for (uint32_t i = chain->first; i < chain->first + chain->count; i++) {
        const dbn_step *step = &c->alignment.steps.items[i];
        if (step->kind == DBN_STEP_EDIT)
            continue;
        for (uint32_t t = step->a; t < step->a + step->a_count; t++) {
            uint32_t hash = c->a->key.tokens.items[t].hash, at = 0;
            while (at < count && seen[at] != hash)
                at++;
            if (at < count)
                continue;
            if (count + 1 >= least)
                return true;
            seen[count++] = hash;
        }
    }
    return false;
}

static bool
is_varied(const comparer *c, const dbn_across *across, const dbn_chain *chain)
{
    uint32_t least = stretch_min(c, across) * DIFFERENT_MIN / SAME_MIN;
    return has_different(c, chain, least < DIFFERENT_MIN ? least : DIFFERENT_MIN);
}

static bool
is_stretch(const comparer *c, const dbn_across *across, const dbn_chain *chain)
{
    uint32_t a = chain->a_end - chain->a_beg, b = chain->b_end - chain->b_beg;
    uint32_t longer = a > b ? a : b;
    bool is_long = chain->same >= stretch_min(c, across);
    uint32_t least = c->how.unit == DBN_UNIT_PASSAGE ? PASSAGE_SAME : STRETCH_SAME;
    return is_long && (uint64_t)chain->same * 100 >= (uint64_t)longer * least &&
           (c->how.unit != DBN_UNIT_PASSAGE || is_varied(c, across, chain));
}

/* Does a longer stretch hold some of its tokens? */
static bool
is_taken(const comparer *c, const dbn_chain *chain)
{
    for (uint32_t t = chain->a_beg; t < chain->a_end; t++)
        if (c->taken[0][t])
            return true;
    for (uint32_t t = chain->b_beg; t < chain->b_end; t++)
        if (c->taken[1][t])
            return true;
    return false;
}

static dbn_range
bytes_of(const dbn_across_text *of, uint32_t beg, uint32_t end)
{
    const dbn_token *tokens = of->key.tokens.items;
    dbn_token_look last = dbn_token_look_at(of->text, tokens[end - 1].beg, of->profile);
    return (dbn_range){tokens[beg].beg, last.range.end};
}

static dbn_status
take_same(comparer *c, const dbn_step *step)
{
    dbn_range a = bytes_of(c->a, step->a, step->a + step->a_count);
    dbn_range b = bytes_of(c->b, step->b, step->b + step->b_count);
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &c->same[0], a));
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &c->same[1], b));
    return DBN_OK;
}

static dbn_status
take_chain(comparer *c, dbn_across *out, uint32_t number)
{
    const dbn_chain *chain = &c->alignment.chains.items[number];
    memset(c->taken[0] + chain->a_beg, 1, chain->a_end - chain->a_beg);
    memset(c->taken[1] + chain->b_beg, 1, chain->b_end - chain->b_beg);
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->scratch, &c->chains, number));
    for (uint32_t i = chain->first; i < chain->first + chain->count; i++) {
        const dbn_step *step = &c->alignment.steps.items[i];
        if (step->kind == DBN_STEP_EDIT)
            continue;
        out->same[0] += step->a_count;
        out->same[1] += step->b_count;
        if (c->same != NULL && step->kind == DBN_STEP_SAME)
            DBN_TRY(take_same(c, step));
    }
    dbn_common common = {bytes_of(c->a, chain->a_beg, chain->a_end),
                         bytes_of(c->b, chain->b_beg, chain->b_end), chain->same};
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &out->common, common));
    return DBN_OK;
}

/* Words that two texts must have in common for anybody to care; 0 of passages. */
static uint32_t
least_same(const comparer *c, const dbn_across *across)
{
    uint32_t share = c->how.near < TOLD_SHARE ? c->how.near : TOLD_SHARE;
    if (c->how.unit == DBN_UNIT_PASSAGE)
        return 0;
    return (uint32_t)(((uint64_t)fewer_words(across) * share + 999) / 1000);
}

static dbn_status
compare(comparer *c, dbn_across *out)
{
    out->words[0] = c->a->key.tokens.count;
    out->words[1] = c->b->key.tokens.count;
    uint32_t least = least_same(c, out);
    for (int i = 0; i < 2; i++) {
        c->taken[i] = dbn_arena_alloc(&c->job->scratch, out->words[i] + (size_t)1);
        if (c->taken[i] == NULL)
            return dbn_job_nomem(c->job);
    }
    c->seeds.least = least;
    c->seeds.least_chain = stretch_min(c, out);
    DBN_TRY(dbn_text_seeds(&c->seeds, &c->a->key, &c->b->key, c->job));
    DBN_TRY(dbn_key_align(&c->alignment, &c->a->key, &c->b->key, &c->seeds, c->profile,
                          c->job));
    for (uint32_t i = 0; i < c->alignment.chains.count; i++) {
        const dbn_chain *chain = &c->alignment.chains.items[i];
        if (is_stretch(c, out, chain) && !is_taken(c, chain))
            DBN_TRY(take_chain(c, out, i));
    }
    if (c->chains.count == 0 || out->same[0] < least)
        return DBN_OK;
    const dbn_aligned_texts texts = {c->a, c->b, &c->alignment, c->chains.items,
                                     c->chains.count};
    return dbn_texts_disagree(out, &texts, c->job);
}

static dbn_status
cut(dbn_across_text *out, dbn_job *job)
{
    dbn_records records = {0};
    dbn_key key;
    DBN_TRY(dbn_view_source(&records.view, out->text, job));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &records.blocks,
                                   (dbn_block){.range = dbn_view_all(records.view),
                                               .parent = DBN_NONE}));
    DBN_TRY(dbn_key_make(&key, &records, out->profile, job));
    uint32_t *first = dbn_arena_alloc(&job->arena, 2 * sizeof *first);
    if (first == NULL)
        return dbn_job_nomem(job);
    first[1] = key.tokens.count;
    out->key.view = key.view;
    out->key.first = first;
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, &out->key.tokens, key.tokens.items,
                                     key.tokens.count));
    return DBN_OK;
}

dbn_status
dbn_across_prepare(dbn_across_text *out, dbn_span text, const dbn_profile *profile,
                   dbn_job *job)
{
    *out = (dbn_across_text){.text = text, .profile = profile};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = cut(out, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

static dbn_status
run(comparer *c, dbn_across *out)
{
    *out = (dbn_across){0};
    c->profile = c->a->profile;
    c->seeds.by_word = c->how.unit != DBN_UNIT_PASSAGE;
    dbn_arena_mark mark = dbn_arena_save(&c->job->scratch);
    dbn_status status = compare(c, out);
    dbn_arena_rewind(&c->job->scratch, mark);
    return status;
}

dbn_status
dbn_across_run(dbn_across *out, const dbn_across_text *a, const dbn_across_text *b,
               dbn_across_how how, dbn_job *job)
{
    comparer c = {.a = a, .b = b, .how = how, .job = job};
    return run(&c, out);
}

static int
by_beg(const void *left, const void *right)
{
    const dbn_range *x = left, *y = right;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

/* Chains come the longest first. */
dbn_status
dbn_across_same(dbn_ranges same[2], const dbn_across_text *a, const dbn_across_text *b,
                dbn_unit unit, dbn_job *job)
{
    dbn_across across;
    comparer c = {.a = a, .b = b, .how = {unit, 0}, .job = job, .same = same};
    same[0] = same[1] = (dbn_ranges){0};
    DBN_TRY(run(&c, &across));
    for (int side = 0; side < 2; side++)
        if (same[side].count > 1)
            qsort(same[side].items, same[side].count, sizeof same[side].items[0],
                  by_beg);
    return DBN_OK;
}

bool
dbn_across_fits(dbn_span a, dbn_span b)
{
    return a.len <= DBN_DOCUMENT_MAX - DBN_TEXTS_APART &&
           b.len <= DBN_DOCUMENT_MAX - DBN_TEXTS_APART - a.len;
}

uint32_t
dbn_across_share(const dbn_across *across, int side)
{
    uint32_t words = across->words[side];
    return words == 0 ? 0 : (uint32_t)((uint64_t)across->same[side] * 1000 / words);
}

uint32_t
dbn_across_contained(const dbn_across *across)
{
    int fewer = across->words[0] <= across->words[1] ? 0 : 1;
    return dbn_across_share(across, fewer);
}

bool
dbn_across_is_copy(const dbn_across *across, uint32_t near)
{
    return across->common.count > 0 && across->contradictions.count == 0 &&
           dbn_across_contained(across) >= near;
}

bool
dbn_across_stands_for(const dbn_across *across, dbn_unit unit, uint32_t near)
{
    return unit == DBN_UNIT_PASSAGE ? across->common.count > 0
                                    : dbn_across_is_copy(across, near);
}

bool
dbn_across_tells(const dbn_across *across)
{
    uint32_t most = fewer_words(across) / WORDS_PER_CONTRADICTION;
    return across->contradictions.count > 0 &&
           across->contradictions.count <= (most > TOLD_MAX ? most : TOLD_MAX) &&
           dbn_across_contained(across) >= TOLD_SHARE;
}

dbn_relation
dbn_across_relation(const dbn_across *across)
{
    uint32_t a = dbn_across_share(across, 0);
    uint32_t b = dbn_across_share(across, 1);
    if ((a < b ? a : b) >= COPY_SHARE)
        return DBN_RELATION_COPY;
    return dbn_across_contained(across) >= EXCERPT_SHARE ? DBN_RELATION_EXCERPT
                                                         : DBN_RELATION_VERSION;
}
