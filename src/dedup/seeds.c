/*
 * A table of the grams of the first text, walked along the second; a place where the
 * words in front are equal too has been followed already, so that each stretch is found
 * once; a word said over and over follows itself everywhere, so that there is an end to
 * what is followed in all. The seeds of key/shared.h would pass over two long texts
 * that have one paragraph in common, which is what is looked for here.
 */
#include "dedup/seeds.h"

#define NOTHING UINT32_MAX

/* The grams of the first text: newest[slot] is a token, older[token] the one before in
 * its slot. */
typedef struct gram_table {
    uint32_t *newest, *older;
    uint64_t mask;
} gram_table;

static uint32_t
grams_of(const dbn_key *key)
{
    uint32_t count = key->tokens.count;
    return count < DBN_GRAM_TOKENS ? 0 : count - (DBN_GRAM_TOKENS - 1);
}

static dbn_status
make_table(gram_table *table, const dbn_key *key, dbn_job *job)
{
    uint32_t count = key->tokens.count;
    uint64_t slots = 64;
    while (slots < (uint64_t)count * 2)
        slots *= 2;
    table->mask = slots - 1;
    table->newest = dbn_arena_alloc(&job->scratch, slots * sizeof *table->newest);
    table->older =
        dbn_arena_alloc(&job->scratch, (count + (size_t)1) * sizeof *table->older);
    if (table->newest == NULL || table->older == NULL)
        return dbn_job_nomem(job);
    memset(table->newest, 0xFF, slots * sizeof *table->newest);
    /* From the last on, so that the places of a slot come in the order of the text. */
    for (uint32_t t = grams_of(key); t-- > 0;) {
        uint64_t slot = dbn_gram_hash(key->tokens.items + t) & table->mask;
        table->older[t] = table->newest[slot];
        table->newest[slot] = t;
    }
    return DBN_OK;
}

static uint32_t
equal_run(const dbn_tokens *a, uint32_t i, const dbn_tokens *b, uint32_t k)
{
    uint32_t len = 0;
    uint32_t most = a->count - i < b->count - k ? a->count - i : b->count - k;
    while (len < most && a->items[i + len].hash == b->items[k + len].hash)
        len++;
    return len;
}

static dbn_status
find_seeds(dbn_seeds *out, const gram_table *table, const dbn_key *first,
           const dbn_key *second, dbn_job *job)
{
    const dbn_tokens *x = &first->tokens, *y = &second->tokens;
    uint64_t left = ((uint64_t)x->count + y->count) * DBN_GRAM_PLACES;
    for (uint32_t b = 0, end = grams_of(second); b < end; b++) {
        uint64_t slot = dbn_gram_hash(y->items + b) & table->mask;
        uint32_t a = table->newest[slot];
        for (uint32_t steps = 0; a != NOTHING && steps < DBN_GRAM_PLACES;
             a = table->older[a], steps++) {
            if (a > 0 && b > 0 && x->items[a - 1].hash == y->items[b - 1].hash)
                continue;
            uint32_t len = equal_run(x, a, y, b);
            if (len > left)
                return DBN_OK;
            left -= len;
            if (len >= DBN_GRAM_TOKENS)
                DBN_TRY_PUSH(
                    job, dbn_vec_push(&job->scratch, out, (dbn_seed){a, b, len, 0, 0}));
        }
    }
    return DBN_OK;
}

static int
by_place(const void *left, const void *right)
{
    const dbn_seed *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

/* Those of texts that say the same in one order come in it. */
static bool
is_sorted(const dbn_seeds *seeds)
{
    for (uint32_t i = 1; i < seeds->count; i++)
        if (by_place(&seeds->items[i - 1], &seeds->items[i]) > 0)
            return false;
    return true;
}

dbn_status
dbn_text_seeds(dbn_seeds *out, const dbn_key *a, const dbn_key *b, dbn_job *job)
{
    gram_table table;
    DBN_TRY(make_table(&table, a, job));
    DBN_TRY(find_seeds(out, &table, a, b, job));
    if (!is_sorted(out))
        qsort(out->items, out->count, sizeof out->items[0], by_place);
    return DBN_OK;
}
