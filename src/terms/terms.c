/*
 * The stage: words, candidates, scores; then what is above the cut-off, forms of one
 * term together.
 */
#include "terms/terms.h"

#include <stdlib.h>

#include "lang/case.h"
#include "terms/inside.h"

/* A candidate that stays, and what it is sorted by. */
typedef struct kept {
    const dbn_term_candidate *candidate;
    float best; /* of its group */
    bool is_main;
    uint32_t index;
} kept;

/* Groups by their best form, in these the main form first; ties as they come. */
static int
by_score(const void *left, const void *right)
{
    const kept *a = left, *b = right;
    if (a->best != b->best)
        return a->best > b->best ? -1 : 1;
    if (a->candidate->group != b->candidate->group)
        return a->candidate->group < b->candidate->group ? -1 : 1;
    if (a->is_main != b->is_main)
        return a->is_main ? -1 : 1;
    if (a->candidate->score != b->candidate->score)
        return a->candidate->score > b->candidate->score ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

static dbn_range
range_of(const dbn_term_candidate *c, const dbn_lexis *lexis, uint32_t token)
{
    const dbn_lexis_token *first = &lexis->tokens.items[token];
    return (dbn_range){first->range.beg, first[c->word_count - 1].range.end};
}

/* Single spaces; small letters where it can stand without its capital. */
static dbn_status
form_of(dbn_span *out, const dbn_term_candidate *c, const dbn_lexis *lexis,
        const dbn_terms_input *in, dbn_arena *arena)
{
    uint32_t segment = lexis->tokens.items[c->first_token].segment;
    dbn_span text =
        dbn_span_slice(in->segments[segment].text, range_of(c, lexis, c->first_token));
    char *bytes = dbn_arena_alloc(arena, text.len + 1);
    size_t len = 0;
    if (bytes == NULL)
        return DBN_ERR_NOMEM;
    for (size_t i = 0; i < text.len; i++) {
        bool is_space = dbn_is_ascii_space(text.ptr[i]);
        if (!is_space)
            bytes[len++] = text.ptr[i];
        else if (len > 0 && bytes[len - 1] != ' ')
            bytes[len++] = ' ';
    }
    *out = (dbn_span){bytes, len};
    bool is_name = c->first_has_capital && c->capitals > 0;
    if (!is_name && dbn_case_of(*out) == DBN_CASE_CAPITAL) {
        char *low = dbn_arena_alloc(arena, len + 1);
        if (low == NULL)
            return DBN_ERR_NOMEM;
        *out = (dbn_span){low, dbn_case_lower(low, len + 1, *out, false)};
    }
    return DBN_OK;
}

static dbn_status
add_term(dbn_terms_result *out, const kept *one, const dbn_lexis *lexis,
         const dbn_terms_input *in, dbn_arena *arena)
{
    const dbn_term_candidate *c = one->candidate;
    dbn_term term = {.score = c->score,
                     .count = c->count,
                     .documents = c->documents,
                     .first_place = out->places.count};
    DBN_TRY(form_of(&term.form, c, lexis, in, arena));
    for (uint32_t i = 0; i < c->count && i < DBN_TERM_PLACES_MAX; i++) {
        dbn_term_place place = {lexis->tokens.items[c->places[i]].segment,
                                range_of(c, lexis, c->places[i])};
        DBN_TRY(dbn_vec_push(arena, &out->places, place));
        term.place_count++;
    }
    return dbn_vec_push(arena, &out->terms, term);
}

static dbn_status
take_best(dbn_terms_result *out, const dbn_candidates *candidates,
          const dbn_lexis *lexis, const dbn_terms_input *in, dbn_job *job)
{
    DBN_VEC(kept) all = {0};
    for (uint32_t i = 0; i < candidates->items.count; i++) {
        const dbn_term_candidate *c = &candidates->items.items[i];
        const dbn_term_group *of = &candidates->groups.items[c->group];
        kept one = {c, of->best, of->main == i, i};
        if (c->score >= 0)
            DBN_TRY(dbn_vec_push(&job->scratch, &all, one));
    }
    if (all.count > 1)
        qsort(all.items, all.count, sizeof *all.items, by_score);
    for (uint32_t i = 0; i < all.count; i++) {
        bool starts = i == 0 || all.items[i].candidate->group !=
                                    all.items[i - 1].candidate->group;
        DBN_TRY(add_term(out, &all.items[i], lexis, in, &job->arena));
        out->terms.items[i].head = starts ? i : out->terms.items[i - 1].head;
    }
    return DBN_OK;
}

static dbn_status
find(dbn_terms_result *out, const dbn_terms_input *in, const dbn_term_grammar *grammar,
     const dbn_profile *profile, dbn_job *job)
{
    dbn_lexis lexis;
    dbn_candidates candidates;
    DBN_TRY(dbn_lexis_read(&lexis, in, grammar, profile, &job->scratch));
    DBN_TRY(dbn_candidates_find(&candidates, &lexis, in, grammar, &job->scratch));
    dbn_candidates_score(&candidates, &lexis, grammar);
    DBN_TRY(dbn_abbreviations_join(&candidates, &lexis, in, &job->scratch));
    return take_best(out, &candidates, &lexis, in, job);
}

dbn_status
dbn_terms_run(dbn_terms_result *out, const dbn_terms_input *in,
              const dbn_profile *profile, dbn_job *job)
{
    *out = (dbn_terms_result){0};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_term_grammar *grammar = dbn_arena_alloc(&job->scratch, sizeof *grammar);
    if (grammar == NULL)
        return dbn_job_nomem(job);
    dbn_status status = dbn_term_grammar_load(grammar, in->grammar_path, in->grammar,
                                              &job->scratch, &job->err);
    if (status == DBN_OK)
        status = find(out, in, grammar, profile, job) == DBN_OK ? DBN_OK
                                                                : dbn_job_nomem(job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
