/*
 * Seeds in two passes. The first throws every gram into a filter of two bits a slot:
 * seen, and seen again. The second keeps the places of grams that were seen again
 * (few: in an ordinary article one in twenty) in a hash table of chains, newest
 * place first; a place makes a seed with each older one of its chain in another
 * block. Memory: two bits a slot, eight slots a token, then 20 bytes a kept place.
 *
 * Why not sort all grams: news that repeats nothing is the common case, and there
 * the filter, which fits the cache, is all that runs.
 */
#include "key/shared.h"

#include "base/hash.h"

/* Slots of the filter for each token: one false "again" in eight to sixteen. */
#define SLOTS_PER_TOKEN 8
/* Grams that a block must share with one other to be worth aligning: two in a row
 * are four words, which headlines and set phrases share as well. */
#define GRAMS_ENOUGH 2
/* Steps through the places of a slot, other grams' included. */
#define SLOT_STEPS 64

typedef struct place {
    uint32_t gram;
    uint32_t at; /* token */
    uint32_t block;
    uint32_t older; /* of the same slot of the table; DBN_NONE */
    uint32_t rank;  /* how many stood before it, up to DBN_GRAM_FREQUENT */
} place;

typedef DBN_VEC(place) places;

static inline uint64_t
gram_at(const dbn_token *tokens)
{
    uint64_t hash = tokens[0].hash;
    hash = (hash ^ (uint64_t)tokens[1].hash << 32) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29 ^ tokens[2].hash) * UINT64_C(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 31;
}

static uint64_t
power_of_two_from(uint64_t least)
{
    uint64_t power = 64;
    while (power < least)
        power *= 2;
    return power;
}

/* `end` of the grams that start in block i. */
static uint32_t
grams_end(const dbn_key *key, uint32_t i)
{
    uint32_t beg = key->first[i], end = key->first[i + 1];
    return end - beg < DBN_GRAM_TOKENS ? beg : end - (DBN_GRAM_TOKENS - 1);
}

typedef struct filter {
    uint64_t *words; /* pairs of bits: seen, seen again */
    uint64_t mask;   /* of slots */
} filter;

static void
note(const filter *f, uint64_t gram)
{
    uint64_t slot = gram & f->mask;
    uint64_t *word = &f->words[slot / 32];
    uint64_t seen = UINT64_C(1) << (slot % 32 * 2);
    *word |= seen | (*word & seen) << 1;
}

static bool
was_seen_again(const filter *f, uint64_t gram)
{
    uint64_t slot = gram & f->mask;
    return f->words[slot / 32] >> (slot % 32 * 2 + 1) & 1;
}

static void
note_block(const filter *f, const dbn_token *tokens, const dbn_token *end)
{
    for (const dbn_token *t = tokens; t < end; t++)
        note(f, gram_at(t));
}

/* The places of a block whose grams were seen again. */
static dbn_status
keep_block(places *out, const filter *f, const dbn_key *key, uint32_t block,
           dbn_job *job)
{
    const dbn_token *tokens = key->tokens.items;
    for (uint32_t t = key->first[block], end = grams_end(key, block); t < end; t++) {
        uint64_t gram = gram_at(tokens + t);
        if (was_seen_again(f, gram))
            DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out,
                                           (place){(uint32_t)(gram >> 32), t, block,
                                                   DBN_NONE, 0}));
    }
    return DBN_OK;
}

static dbn_status
collect(places *out, const dbn_key *key, uint32_t count, const bool *wanted,
        dbn_job *job)
{
    if (key->tokens.count == 0)
        return DBN_OK;
    uint64_t slots = power_of_two_from((uint64_t)key->tokens.count * SLOTS_PER_TOKEN);
    filter f = {dbn_arena_alloc(&job->scratch, slots / 4), slots - 1};
    if (f.words == NULL)
        return dbn_job_nomem(job);
    const dbn_token *tokens = key->tokens.items;
    for (uint32_t i = 0; i < count; i++)
        if (wanted == NULL || wanted[i])
            note_block(&f, tokens + key->first[i], tokens + grams_end(key, i));
    for (uint32_t i = 0; i < count; i++)
        if (wanted == NULL || wanted[i])
            DBN_TRY(keep_block(out, &f, key, i, job));
    return DBN_OK;
}

static bool
is_same_gram(const dbn_key *key, const place *a, const place *b)
{
    const dbn_token *x = key->tokens.items + a->at, *y = key->tokens.items + b->at;
    for (int i = 0; i < DBN_GRAM_TOKENS; i++)
        if (x[i].hash != y[i].hash)
            return false;
    return true;
}

/* Seeds of one place with the older ones of its gram. */
static dbn_status
pair_up(dbn_seeds *out, const dbn_key *key, const places *all, uint32_t index,
        dbn_job *job)
{
    place *here = &all->items[index];
    uint32_t met = 0, steps = 0;
    for (uint32_t i = here->older;
         i != DBN_NONE && met < DBN_GRAM_PLACES && steps < SLOT_STEPS;
         i = all->items[i].older, steps++) {
        const place *there = &all->items[i];
        if (there->gram != here->gram || !is_same_gram(key, there, here))
            continue;
        if (met++ == 0)
            here->rank = there->rank + 1;
        if (here->rank >= DBN_GRAM_FREQUENT) {
            here->rank = DBN_GRAM_FREQUENT;
            return DBN_OK;
        }
        if (there->block == here->block)
            continue;
        DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, out,
                                       (dbn_seed){there->at, here->at, there->block,
                                                  here->block}));
    }
    return DBN_OK;
}

static int
by_pair(const void *left, const void *right)
{
    const dbn_seed *a = left, *b = right;
    uint64_t blocks_a = (uint64_t)a->block_a << 32 | a->block_b;
    uint64_t blocks_b = (uint64_t)b->block_a << 32 | b->block_b;
    if (blocks_a != blocks_b)
        return blocks_a < blocks_b ? -1 : 1;
    if (a->b - a->a != b->b - b->a)
        return a->b - a->a < b->b - b->a ? -1 : 1;
    return a->a < b->a ? -1 : a->a > b->a;
}

/* Every place with the older ones of its gram. */
static dbn_status
pair_all(dbn_seeds *out, const dbn_key *key, places *all, dbn_job *job)
{
    if (all->count < 2)
        return DBN_OK;
    uint64_t mask = power_of_two_from((uint64_t)all->count * 2) - 1;
    uint32_t *newest = dbn_arena_alloc(&job->arena, (mask + 1) * sizeof *newest);
    if (newest == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < all->count; i++) { /* slots hold index + 1 */
        uint32_t *slot = &newest[all->items[i].gram & mask];
        all->items[i].older = *slot == 0 ? DBN_NONE : *slot - 1;
        *slot = i + 1;
        DBN_TRY(pair_up(out, key, all, i, job));
    }
    return DBN_OK;
}

/* The seeds grow in one arena, all that is needed to find them in the other: the filter
 * can go before there are seeds, and the places before the seeds are sorted, which
 * takes their size once more. */
dbn_status
dbn_key_seeds(dbn_seeds *out, const dbn_key *key, uint32_t count, const bool *wanted,
              dbn_job *job)
{
    *out = (dbn_seeds){0};
    places all = {0};
    dbn_arena_mark filtering = dbn_arena_save(&job->scratch);
    dbn_arena_mark finding = dbn_arena_save(&job->arena);
    dbn_status status = collect(&all, key, count, wanted, job);
    dbn_arena_rewind(&job->scratch, filtering);
    if (status == DBN_OK)
        status = pair_all(out, key, &all, job);
    dbn_arena_rewind(&job->arena, finding);
    if (out->count > 1) /* none: there is no array either */
        qsort(out->items, out->count, sizeof out->items[0], by_pair);
    return status;
}

/* Blocks of one or two tokens have no gram: they are looked at when a block beside
 * them is. */
static void
widen(bool *shared, const dbn_key *key, uint32_t count, const bool *wanted)
{
    uint32_t last = DBN_NONE; /* the wanted block before */
    bool last_was = false;
    for (uint32_t i = 0; i < count; i++) {
        if (wanted != NULL && !wanted[i])
            continue;
        bool is = shared[i];
        if (is && last != DBN_NONE && grams_end(key, last) == key->first[last])
            shared[last] = true;
        if (last_was && grams_end(key, i) == key->first[i])
            shared[i] = true;
        last = i;
        last_was = is;
    }
}

static void
mark_pairs(bool *shared, const dbn_key *key, const dbn_seeds *seeds)
{
    for (uint32_t i = 0, end; i < seeds->count; i = end) {
        const dbn_seed *seed = &seeds->items[i];
        for (end = i + 1; end < seeds->count &&
                          seeds->items[end].block_a == seed->block_a &&
                          seeds->items[end].block_b == seed->block_b;)
            end++;
        uint32_t shortest = key->first[seed->block_a + 1] - key->first[seed->block_a];
        uint32_t other = key->first[seed->block_b + 1] - key->first[seed->block_b];
        if (other < shortest)
            shortest = other;
        if (end - i >= GRAMS_ENOUGH || shortest <= DBN_GRAM_TOKENS + GRAMS_ENOUGH)
            shared[seed->block_a] = shared[seed->block_b] = true;
    }
}

dbn_status
dbn_key_shared(const bool **out, const dbn_key *key, uint32_t block_count,
               const bool *wanted, dbn_job *job)
{
    bool *shared = dbn_arena_alloc(&job->arena, block_count + (size_t)1);
    if (shared == NULL)
        return dbn_job_nomem(job);
    *out = shared;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_seeds seeds;
    dbn_status status = dbn_key_seeds(&seeds, key, block_count, wanted, job);
    if (status == DBN_OK) {
        mark_pairs(shared, key, &seeds);
        widen(shared, key, block_count, wanted);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
