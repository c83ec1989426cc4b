/*
 * One source with two translations, and two sources with one: pairs sorted by what they
 * say on one side, neighbours compared.
 */
#include "revise/inside.h"

#include <stdlib.h>

#include "base/hash.h"

/* Words of a text that has one translation; shorter ones depend on what is around. */
#define WORDS_MIN 3U

typedef struct said {
    uint64_t source, target; /* hashes of the words, all 64 bits of each, and of the
                                codes: no two texts are one by chance */
    uint32_t pair;
    bool is_short;
} said;

static dbn_status
hash_side(uint64_t *out, uint32_t *words, const dbn_revise_side *side,
          const dbn_profile *profile, dbn_job *job)
{
    dbn_tokens tokens;
    DBN_TRY(revise_tokens(&tokens, side->text, profile, job));
    *out = side->code_count;
    *words = tokens.count;
    for (uint32_t i = 0; i < tokens.count; i++)
        *out = dbn_hash_mix(
                   *out ^
                   dbn_token_look_at(side->text, tokens.items[i].beg, profile).hash) +
               i;
    return DBN_OK;
}

static int
by_source(const void *a, const void *b)
{
    const said *x = a, *y = b;
    if (x->source != y->source)
        return x->source < y->source ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

static int
by_target(const void *a, const void *b)
{
    const said *x = a, *y = b;
    if (x->target != y->target)
        return x->target < y->target ? -1 : 1;
    return x->pair < y->pair ? -1 : x->pair > y->pair;
}

static dbn_status
say_all(said *all, const dbn_revise_pair *pairs, uint32_t count,
        const dbn_revise_languages *languages, dbn_job *job)
{
    for (uint32_t i = 0; i < count; i++) {
        uint32_t words, of_target;
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        dbn_status status =
            hash_side(&all[i].source, &words, &pairs[i].source, languages->source, job);
        if (status == DBN_OK)
            status = hash_side(&all[i].target, &of_target, &pairs[i].target,
                               languages->target, job);
        dbn_arena_rewind(&job->scratch, mark);
        DBN_TRY(status);
        all[i].pair = i;
        all[i].is_short = words < WORDS_MIN || of_target < WORDS_MIN;
    }
    return DBN_OK;
}

static dbn_range
all_of(dbn_span text)
{
    return (dbn_range){0, (uint32_t)text.len};
}

/* Every pair that differs from the first one that says the same on the other side. */
static dbn_status
compare(dbn_revise_findings *out, const said *all, uint32_t count,
        const dbn_revise_pair *pairs, bool by_their_source, dbn_job *job)
{
    dbn_rule rule = by_their_source ? DBN_RULE_BILINGUAL_SOURCE_TWICE
                                    : DBN_RULE_BILINGUAL_TARGET_TWICE;
    for (uint32_t first = 0, i = 1; i < count; i++) {
        const said *a = &all[first], *b = &all[i];
        bool same_source = a->source == b->source, same_target = a->target == b->target;
        if (by_their_source ? !same_source : !same_target) {
            first = i;
            continue;
        }
        if ((same_source && same_target) || b->is_short)
            continue;
        const dbn_revise_pair *pair = &pairs[b->pair];
        const dbn_revise_finding found = {b->pair, all_of(pair->source.text),
                                          all_of(pair->target.text), rule};
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, found));
    }
    return DBN_OK;
}

dbn_status
revise_agreement(dbn_revise_findings *out, const dbn_revise_pair *pairs, uint32_t count,
                 const dbn_revise_languages *languages, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    said *all = dbn_arena_alloc(&job->scratch, count * sizeof *all);
    if (all == NULL)
        return dbn_job_nomem(job);
    dbn_status status = say_all(all, pairs, count, languages, job);
    if (status == DBN_OK) {
        qsort(all, count, sizeof *all, by_source);
        status = compare(out, all, count, pairs, true, job);
    }
    if (status == DBN_OK) {
        qsort(all, count, sizeof *all, by_target);
        status = compare(out, all, count, pairs, false, job);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
