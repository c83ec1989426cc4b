#include "revise/inside.h"

#include <stdlib.h>

#include "text/fold.h"

/* ---- what is found --------------------------------------------------------------- */

dbn_status
revise_found(revise *r, dbn_rule rule, dbn_range source, dbn_range target)
{
    const dbn_revise_finding found = {r->pair, source, target, rule};
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, r->out, found));
    return DBN_OK;
}

dbn_status
revise_lacks(revise *r, dbn_rule rule, dbn_range source)
{
    return revise_found(r, rule, source, (dbn_range){0, (uint32_t)r->target.text.len});
}

dbn_status
revise_has(revise *r, dbn_rule rule, dbn_range target)
{
    return revise_found(r, rule, (dbn_range){0, 0}, target);
}

/* ---- texts ----------------------------------------------------------------------- */

dbn_status
revise_tokens(dbn_tokens *out, dbn_span text, const dbn_profile *profile, dbn_job *job)
{
    dbn_view view = {.text = text};
    dbn_block block = {.range = {0, (uint32_t)text.len}};
    dbn_records records = {.view = &view,
                           .blocks = {.items = &block, .count = 1, .cap = 1}};
    dbn_key key;
    DBN_TRY(dbn_key_make(&key, &records, profile, job));
    *out = key.tokens;
    return DBN_OK;
}

static dbn_status
read_text(revise_text *out, const dbn_revise_side *side, const dbn_profile *profile,
          dbn_job *job)
{
    dbn_tokens tokens;
    DBN_TRY(revise_tokens(&tokens, side->text, profile, job));
    *out = (revise_text){
        .side = side, .profile = profile, .text = side->text, .count = tokens.count};
    out->tokens =
        dbn_arena_alloc(&job->scratch, (out->count + 1) * sizeof *out->tokens);
    if (out->tokens == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < out->count; i++)
        out->tokens[i] = dbn_token_look_at(out->text, tokens.items[i].beg, profile);
    return DBN_OK;
}

bool
revise_is_stop(const dbn_profile *profile, dbn_span word)
{
    char folded[64];
    size_t len = dbn_fold(folded, sizeof folded, word);
    return (dbn_profile_word(profile, (dbn_span){folded, len}).classes &
            DBN_WORD_STOP) != 0;
}

/* ---- the pairs ------------------------------------------------------------------- */

static dbn_status
revise_pair(revise *r)
{
    typedef dbn_status check(revise *);
    static check *const checks[] = {revise_codes,     revise_numbers, revise_names,
                                    revise_left_over, revise_loops,   revise_marks,
                                    revise_length,    revise_terms};
    DBN_TRY(revise_codes(r));
    if (revise_is_untranslated(r))
        return revise_found(r, DBN_RULE_BILINGUAL_UNTRANSLATED,
                            (dbn_range){0, (uint32_t)r->source.text.len},
                            (dbn_range){0, (uint32_t)r->target.text.len});
    for (size_t i = 1; i < sizeof checks / sizeof checks[0]; i++)
        DBN_TRY(checks[i](r));
    return DBN_OK;
}

static int
by_pair(const void *a, const void *b)
{
    const dbn_revise_finding *x = a, *y = b;
    const uint32_t of_x[] = {x->pair,       x->target.beg, x->rule,
                             x->source.beg, x->target.end, x->source.end};
    const uint32_t of_y[] = {y->pair,       y->target.beg, y->rule,
                             y->source.beg, y->target.end, y->source.end};
    for (size_t i = 0; i < sizeof of_x / sizeof of_x[0]; i++)
        if (of_x[i] != of_y[i])
            return of_x[i] < of_y[i] ? -1 : 1;
    return 0;
}

dbn_status
dbn_revise_run(dbn_revise_findings *out, const dbn_revise_pair *pairs, uint32_t count,
               const dbn_revise_languages *languages, dbn_job *job)
{
    uint32_t first = out->count;
    dbn_status status = DBN_OK;
    for (uint32_t i = 0; status == DBN_OK && i < count; i++) {
        revise r = {.languages = languages, .out = out, .job = job, .pair = i};
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        status = read_text(&r.source, &pairs[i].source, languages->source, job);
        if (status == DBN_OK)
            status = read_text(&r.target, &pairs[i].target, languages->target, job);
        if (status == DBN_OK)
            status = revise_pair(&r);
        dbn_arena_rewind(&job->scratch, mark);
    }
    if (status == DBN_OK && count > 1)
        status = revise_agreement(out, pairs, count, languages, job);
    if (out->count > first)
        qsort(out->items + first, out->count - first, sizeof *out->items, by_pair);
    return status;
}
