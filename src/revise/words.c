/*
 * Words that a translation should not have: those of its source, and the same ones
 * again and again, as machines write them where they lose their way.
 */
#include "revise/inside.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Words of the source in small letters, in a row, that nobody takes over by right: of
 * which one is an article or the like that the other language does not have; or so
 * many that it does not matter: "la fin de la" is French and Spanish. */
#define RUN_MIN  4U
#define RUN_LONG 5U
/* Words of a text whose language can be told, and how many of them are such. */
#define TELLING_MIN   5U
#define FOREIGN_SHARE 5U
/* The longest phrase that is looked for again behind itself, in words. */
#define PERIOD_MAX 12U
/* Words of a phrase that nobody says twice on purpose. */
#define LONG_PERIOD 4U

/* ---- the source's words ---------------------------------------------------------- */

/* A small word of the source's language that is none of the target's. */
static bool
is_foreign(const revise *r, const revise_text *t, const dbn_token_look *look)
{
    if (look->kind == DBN_TOKEN_NUMBER || look->kind == DBN_TOKEN_DATE)
        return false;
    dbn_span word = revise_slice(t, look->range);
    return revise_is_stop(r->languages->source, word) &&
           !revise_is_stop(r->languages->target, word);
}

static bool
starts_small(const revise_text *t, const dbn_token_look *look)
{
    uint32_t len;
    return look->kind == DBN_TOKEN_WORD &&
           dbn_char_class_of(dbn_utf8_decode(t->text, look->range.beg, &len)) ==
               DBN_CHAR_LOWER;
}

bool
revise_is_untranslated(const revise *r)
{
    const revise_text *s = &r->source;
    uint32_t small = 0, foreign = 0;
    /* by their letters: each language cuts words in its own way */
    if (!dbn_span_equal(dbn_span_trim(s->text), dbn_span_trim(r->target.text)) ||
        dbn_span_equal(dbn_profile_lang(s->profile),
                       dbn_profile_lang(r->target.profile)))
        return false;
    for (uint32_t i = 0; i < s->count; i++) {
        small += starts_small(s, &s->tokens[i]);
        foreign += is_foreign(r, s, &s->tokens[i]);
    }
    return foreign > 0 ? small > 1 : small > 3;
}

/* Two words in a row, of the source. */
static uint64_t
pair_at(const revise_text *t, uint32_t at)
{
    return dbn_hash_mix(t->tokens[at].hash) + t->tokens[at + 1].hash;
}

static int
by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return x < y ? -1 : x > y;
}

/* Does a quotation mark stand in front of `at`? What is quoted may stay as it is. */
static bool
is_quoted(const revise_text *t, uint32_t at)
{
    uint32_t count, where = at;
    const dbn_quotes *quotes = dbn_profile_quotes(t->profile, &count);
    while (where > 0) {
        uint32_t code = dbn_utf8_decode_before(t->text, 0, where, &where);
        if (dbn_char_class_of(code) == DBN_CHAR_SPACE)
            continue;
        bool is_opener =
            code == '"' || code == 0xAB || code == 0x201C || code == 0x2018;
        for (uint32_t i = 0; i < count; i++)
            is_opener |= code == quotes[i].opener;
        return is_opener;
    }
    return false;
}

static dbn_status
judge_run(revise *r, uint32_t beg, uint32_t end, bool *found)
{
    const revise_text *t = &r->target;
    uint32_t foreign = 0, small = 0;
    for (uint32_t i = beg; i < end; i++) {
        foreign += is_foreign(r, t, &t->tokens[i]);
        small += starts_small(t, &t->tokens[i]);
    }
    if (small < (foreign > 0 ? RUN_MIN : RUN_LONG) ||
        is_quoted(t, t->tokens[beg].range.beg))
        return DBN_OK;
    *found = true;
    return revise_has(
        r, DBN_RULE_BILINGUAL_SOURCE_LANGUAGE,
        (dbn_range){t->tokens[beg].range.beg, t->tokens[end - 1].range.end});
}

/* Rows of words of the target that stand in the source, in pairs. */
static dbn_status
find_runs(revise *r, bool *found)
{
    const revise_text *s = &r->source, *t = &r->target;
    uint64_t *pairs = dbn_arena_alloc(&r->job->scratch, s->count * sizeof *pairs);
    if (pairs == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i + 1 < s->count; i++)
        pairs[i] = pair_at(s, i);
    qsort(pairs, s->count - 1, sizeof *pairs, by_value);
    for (uint32_t beg = 0, i = 0; i < t->count; i++) {
        uint64_t pair = i + 1 < t->count ? pair_at(t, i) : 0;
        if (i + 1 < t->count &&
            bsearch(&pair, pairs, s->count - 1, sizeof *pairs, by_value) != NULL)
            continue;
        DBN_TRY(judge_run(r, beg, i + 1, found));
        beg = i + 1;
    }
    return DBN_OK;
}

/* Is all of it in the language of the source? */
static bool
is_in_source_language(const revise *r)
{
    const revise_text *t = &r->target;
    uint32_t foreign = 0;
    for (uint32_t i = 0; i < t->count; i++)
        foreign += is_foreign(r, t, &t->tokens[i]);
    if (t->count < TELLING_MIN || foreign * FOREIGN_SHARE < t->count || foreign < 2)
        return false;
    const dbn_profile *seen =
        dbn_profiles_identify(r->languages->profiles, t->text, &r->job->letters);
    return dbn_span_equal(dbn_profile_lang(seen), dbn_profile_lang(r->source.profile));
}

dbn_status
revise_left_over(revise *r)
{
    const dbn_revise_languages *l = r->languages;
    bool found = false;
    if (dbn_span_equal(dbn_profile_lang(l->source), dbn_profile_lang(l->target)))
        return DBN_OK;
    if (r->source.count > 1 && r->target.count > 1)
        DBN_TRY(find_runs(r, &found));
    if (found || l->profiles == NULL || !is_in_source_language(r))
        return DBN_OK;
    return revise_has(r, DBN_RULE_BILINGUAL_SOURCE_LANGUAGE,
                      (dbn_range){0, (uint32_t)r->target.text.len});
}

/* ---- loops ----------------------------------------------------------------------- */

/* The longest row of words each of which is that of `period` words before: where it
 * begins, and how long it is, the first phrase included. */
static uint32_t
longest_loop(const revise_text *t, uint32_t period, uint32_t *beg)
{
    uint32_t longest = 0, run = 0;
    for (uint32_t i = period; i < t->count; i++) {
        run = t->tokens[i].hash == t->tokens[i - period].hash ? run + 1 : 0;
        if (run > longest) {
            longest = run;
            *beg = i + 1 - run - period;
        }
    }
    return longest == 0 ? 0 : longest + period;
}

/* Words that a row must have to be a loop: a word four times, a few three times, many
 * twice. */
static uint32_t
least_of(uint32_t period)
{
    return period == 1 ? 4 : period < LONG_PERIOD ? 3 * period : 2 * period;
}

/* Has the text a loop, and where? */
static bool
find_loop(const revise_text *t, dbn_range *out)
{
    for (uint32_t period = 1; period <= PERIOD_MAX; period++) {
        uint32_t beg = 0, len = longest_loop(t, period, &beg);
        if (len < least_of(period))
            continue;
        *out =
            (dbn_range){t->tokens[beg].range.beg, t->tokens[beg + len - 1].range.end};
        return true;
    }
    return false;
}

dbn_status
revise_loops(revise *r)
{
    dbn_range range, ignored;
    r->has_loop = find_loop(&r->target, &range) && !find_loop(&r->source, &ignored);
    return r->has_loop ? revise_has(r, DBN_RULE_BILINGUAL_LOOP, range) : DBN_OK;
}
