/*
 * Seeds in two passes. The first throws every gram into a filter of two bits a slot:
 * seen, and seen again. The second walks the blocks once more, over the grams that
 * were seen again (few: in an ordinary article one in twenty), with a hash table of
 * their places, newest first: a place meets the older ones of its gram, and what it
 * meets in another block goes on with the seed of the token before, or starts one.
 * Seeds of a block wait until its end, when it is known with which blocks it shares
 * enough.
 *
 * Memory: two bits a slot, eight slots a token; a place 16 bytes, of at most
 * PLACES_MAX, beyond which only grams are kept whose hash says so: the same ones
 * wherever they stand. A seed is a run, so a copy costs one, however long.
 *
 * Why not sort all grams: news that repeats nothing is the common case, and there
 * the filter, which fits the cache, is all that runs.
 */
#include "key/shared.h"

#include "base/hash.h"

/* Slots of the filter for each token: one false "again" in eight to sixteen. Half as
 * many from SLOTS_MANY on, where the filter no longer fits any cache. */
#define SLOTS_PER_TOKEN 8
#define SLOTS_MANY      (UINT64_C(1) << 22)
/* Steps through the places of a slot, other grams' included. */
#define SLOT_STEPS 64
/* Places that are kept, at most about so many. */
#define PLACES_MAX (1U << 19)
/* Seeds that a place can go on with: those that the places of the DBN_GRAM_TOKENS
 * tokens before it started or went on with. */
#define LIVE_MAX (DBN_GRAM_PLACES * (DBN_GRAM_TOKENS + 1))
/* Tokens that an echo is followed back from the gram where it was met: those before it
 * met the wrong places. */
#define ECHO_BACK_MAX 64U
/* The bits of a gram that decide whether it is kept: no other use is made of them. */
#define SAMPLE_SHIFT 54
/* Of so many tokens of the shorter block one begins a gram of both, or the pair is
 * left: two long blocks that share a set phrase or two are no copies. What is spared
 * here is most of what articles without repetition would cost. */
#define TOKENS_PER_GRAM 6U

typedef struct place {
    uint32_t at; /* token */
    uint32_t block;
    uint32_t older; /* of the same slot of the table; DBN_NONE */
    uint32_t rank;  /* how many of its gram stood before it */
} place;

typedef struct filter {
    uint64_t *words; /* pairs of bits: seen, seen again */
    uint64_t mask;   /* of slots */
    uint64_t again;  /* tokens whose gram was seen again, at most */
} filter;

/* The walk over the grams that were seen again. */
typedef struct finder {
    const dbn_key *key;
    dbn_job *job;
    filter filter;
    uint64_t sample; /* grams with one of these bits are passed over */
    uint32_t scale;  /* grams for each that is not */
    DBN_VEC(place) places;
    uint32_t *newest; /* by slot: index + 1 of a place; 0: none */
    uint64_t mask;    /* of slots */
    uint32_t *grams;  /* shared with each older block, by the one walked over */
    DBN_VEC(uint32_t) partners; /* the older blocks */
    dbn_seeds found;            /* of the block walked over */
    uint32_t live[LIVE_MAX];    /* of `found`: those that may still go on */
    uint32_t live_count;
    uint32_t echo_end; /* tokens before it were compared with an older place of theirs
                          in their block */
    uint32_t told_end; /* and stand in an echo that was told, up to here */
    dbn_seeds *out;
    uint32_t most; /* that go into it */
    bool *shared;  /* by block; may be NULL */
} finder;

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

static uint64_t
note(const filter *f, uint64_t gram)
{
    uint64_t slot = gram & f->mask;
    uint64_t *word = &f->words[slot / 32];
    unsigned at = slot % 32 * 2;
    uint64_t bits = *word >> at;
    *word |= (UINT64_C(1) | (bits & 1) << 1) << at;
    return (bits & 1) + (bits & ~(bits >> 1) & 1); /* the first one counts as well */
}

static bool
was_seen_again(const filter *f, uint64_t gram)
{
    uint64_t slot = gram & f->mask;
    return f->words[slot / 32] >> (slot % 32 * 2 + 1) & 1;
}

static dbn_status
fill_filter(finder *f, uint32_t count, const bool *wanted)
{
    const dbn_token *tokens = f->key->tokens.items;
    uint64_t slots =
        power_of_two_from((uint64_t)f->key->tokens.count * SLOTS_PER_TOKEN);
    if (slots > SLOTS_MANY)
        slots /= 2;
    f->filter.words = dbn_arena_alloc(&f->job->arena, slots / 4);
    f->filter.mask = slots - 1;
    if (f->filter.words == NULL)
        return dbn_job_nomem(f->job);
    uint64_t again = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (wanted != NULL && !wanted[i])
            continue;
        const dbn_token *end = tokens + grams_end(f->key, i);
        for (const dbn_token *t = tokens + f->key->first[i]; t < end; t++)
            again += note(&f->filter, dbn_gram_hash(t));
    }
    f->filter.again = again;
    return DBN_OK;
}

/* The table of places, and how many grams are sampled for it. */
static dbn_status
make_table(finder *f, uint32_t count)
{
    uint64_t places = f->filter.again;
    f->scale = 1;
    for (; places > PLACES_MAX; places /= 2) {
        f->sample = f->sample << 1 | UINT64_C(1) << SAMPLE_SHIFT;
        f->scale *= 2;
    }
    f->mask = power_of_two_from(places * 2) - 1;
    f->newest = dbn_arena_alloc(&f->job->arena, (f->mask + 1) * sizeof *f->newest);
    f->grams = dbn_arena_alloc(&f->job->arena, count * sizeof *f->grams);
    bool has_room = dbn_vec_reserve(&f->job->arena, &f->places, (uint32_t)(places + 1));
    return f->newest != NULL && f->grams != NULL && has_room ? DBN_OK
                                                             : dbn_job_nomem(f->job);
}

static bool
is_same_gram(const dbn_key *key, uint32_t a, uint32_t b)
{
    const dbn_token *x = key->tokens.items + a, *y = key->tokens.items + b;
    for (int i = 0; i < DBN_GRAM_TOKENS; i++)
        if (x[i].hash != y[i].hash)
            return false;
    return true;
}

/* Forget the seeds that end too far before token b to go on with it. */
static void
let_die(finder *f, uint32_t b)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < f->live_count; i++) {
        const dbn_seed *seed = &f->found.items[f->live[i]];
        if (b <= seed->b + seed->len)
            f->live[left++] = f->live[i];
    }
    f->live_count = left;
}

/* The gram of token b of block_b stands at the place. */
static dbn_status
meet(finder *f, const place *there, uint32_t b, uint32_t block_b)
{
    if (f->grams[there->block]++ == 0)
        DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->arena, &f->partners, there->block));
    for (uint32_t i = 0; i < f->live_count; i++) {
        dbn_seed *seed = &f->found.items[f->live[i]];
        if (b - seed->b == there->at - seed->a && seed->block_a == there->block) {
            seed->len = b + DBN_GRAM_TOKENS - seed->b;
            return DBN_OK;
        }
    }
    if (f->live_count < LIVE_MAX)
        f->live[f->live_count++] = f->found.count;
    dbn_seed seed = {there->at, b, DBN_GRAM_TOKENS, there->block, block_b};
    DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->arena, &f->found, seed));
    return DBN_OK;
}

static bool
are_equal(const dbn_key *key, uint32_t a, uint32_t b)
{
    return key->tokens.items[a].hash == key->tokens.items[b].hash;
}

/* The gram of token b stands at token a of the same block: follow the two as far as
 * they go. Each token is compared once on the way, so that this is linear, and
 * ECHO_BACK_MAX times at most on the way back. */
static dbn_status
follow_echo(finder *f, uint32_t a, uint32_t b, uint32_t block)
{
    if (f->shared == NULL || b < f->echo_end)
        return DBN_OK;
    uint32_t first = f->key->first[block], end = f->key->first[block + 1];
    uint32_t least = f->told_end > first ? f->told_end : first, len = 0;
    while (b + len < end && are_equal(f->key, a + len, b + len))
        len++;
    f->echo_end = b + len;
    for (uint32_t i = 0;
         i < ECHO_BACK_MAX && a > first && b > least && are_equal(f->key, a - 1, b - 1);
         i++, a--, b--)
        len++;
    if (len < DBN_ECHO_MIN)
        return DBN_OK;
    f->told_end = b + len;
    f->shared[block] = true;
    DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->scratch, &f->out->echoes,
                                      (dbn_echo){a, b, len, block}));
    return DBN_OK;
}

/* Let token t meet the older places of its gram, and keep its own. A place past
 * DBN_GRAM_FREQUENT says nothing and is not kept: the next one finds the last that
 * was, and is past it as well. */
static dbn_status
add_place(finder *f, uint64_t gram, uint32_t t, uint32_t block)
{
    uint32_t *newest = &f->newest[gram >> 32 & f->mask];
    place here = {t, block, *newest == 0 ? DBN_NONE : *newest - 1, 0};
    uint32_t met = 0, steps = 0, i = here.older;
    let_die(f, t);
    for (; i != DBN_NONE && met < DBN_GRAM_PLACES && steps < SLOT_STEPS;
         i = f->places.items[i].older, steps++) {
        const place *there = &f->places.items[i];
        if (!is_same_gram(f->key, there->at, t))
            continue;
        if (met++ == 0) {
            here.rank = there->rank + 1;
            if (there->block == block)
                DBN_TRY(follow_echo(f, there->at, t, block));
        }
        if (here.rank >= DBN_GRAM_FREQUENT) {
            f->out->is_short = true;
            return DBN_OK;
        }
        if (there->block != block)
            DBN_TRY(meet(f, there, t, block));
    }
    f->out->is_short |= i != DBN_NONE;
    DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->arena, &f->places, here));
    *newest = f->places.count;
    return DBN_OK;
}

static uint32_t
block_len(const dbn_key *key, uint32_t i)
{
    return key->first[i + 1] - key->first[i];
}

/* Does the block share enough with the older one? */
static bool
is_enough(const finder *f, uint32_t older, uint32_t block)
{
    uint32_t a = block_len(f->key, older), b = block_len(f->key, block);
    uint64_t grams = (uint64_t)f->grams[older] * f->scale;
    return grams * TOKENS_PER_GRAM >= (a < b ? a : b);
}

/* The seeds of a block with those that it shares enough with. */
static dbn_status
end_block(finder *f, uint32_t block)
{
    for (uint32_t i = 0; i < f->found.count; i++) {
        const dbn_seed *seed = &f->found.items[i];
        if (!is_enough(f, seed->block_a, block))
            continue;
        if (f->shared != NULL)
            f->shared[seed->block_a] = f->shared[block] = true;
        if (f->out->count < f->most)
            DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->scratch, f->out, *seed));
        else
            f->out->is_short = true;
    }
    for (uint32_t i = 0; i < f->partners.count; i++)
        f->grams[f->partners.items[i]] = 0;
    f->found.count = f->partners.count = f->live_count = 0;
    return DBN_OK;
}

static dbn_status
walk(finder *f, uint32_t count, const bool *wanted)
{
    const dbn_token *tokens = f->key->tokens.items;
    DBN_TRY(fill_filter(f, count, wanted));
    if (f->filter.again == 0)
        return DBN_OK;
    DBN_TRY(make_table(f, count));
    f->out->is_short = f->sample != 0;
    for (uint32_t i = 0; i < count; i++) {
        if (wanted != NULL && !wanted[i])
            continue;
        for (uint32_t t = f->key->first[i], end = grams_end(f->key, i); t < end; t++) {
            uint64_t gram = dbn_gram_hash(tokens + t);
            if (was_seen_again(&f->filter, gram) && (gram & f->sample) == 0)
                DBN_TRY(add_place(f, gram, t, i));
        }
        DBN_TRY(end_block(f, i));
    }
    return DBN_OK;
}

static int
by_pair(const void *left, const void *right)
{
    const dbn_seed *x = left, *y = right;
    if (x->block_a != y->block_a)
        return x->block_a < y->block_a ? -1 : 1;
    if (x->block_b != y->block_b)
        return x->block_b < y->block_b ? -1 : 1;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static dbn_status
find(finder *f, uint32_t count, const bool *wanted)
{
    dbn_seeds *out = f->out;
    *out = (dbn_seeds){0};
    if (f->key->tokens.count == 0)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&f->job->arena);
    dbn_status status = walk(f, count, wanted);
    dbn_arena_rewind(&f->job->arena, mark);
    if (out->count > 1) /* none: there is no array either */
        qsort(out->items, out->count, sizeof out->items[0], by_pair);
    return status;
}

dbn_status
dbn_key_seeds(dbn_seeds *out, const dbn_key *key, uint32_t count, const bool *wanted,
              dbn_job *job)
{
    finder f = {.key = key, .job = job, .out = out, .most = UINT32_MAX};
    return find(&f, count, wanted);
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

dbn_status
dbn_key_shared(const bool **out, dbn_seeds *seeds, const dbn_key *key, uint32_t count,
               const bool *wanted, dbn_job *job)
{
    bool *shared = dbn_arena_alloc(&job->arena, count + (size_t)1);
    if (shared == NULL)
        return dbn_job_nomem(job);
    *out = NULL;
    finder f = {
        .key = key, .job = job, .out = seeds, .most = DBN_SEEDS_KEPT, .shared = shared};
    DBN_TRY(find(&f, count, wanted));
    if (seeds->count == 0 && seeds->echoes.count == 0 && !seeds->is_short)
        return DBN_OK;
    widen(shared, key, count, wanted);
    *out = shared;
    return DBN_OK;
}
