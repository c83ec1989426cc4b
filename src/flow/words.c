#include "flow/words.h"

#include "base/hash.h"

/* ---- terms of the house --------------------------------------------------------- */

/* The i-th term that the rules list; false past the last. */
static bool
listed(const dbn_ruleset *rules, uint32_t i, dbn_listed_term *out)
{
    dbn_rule rule = dbn_ruleset_of_code(rules, DBN_CODE_HOUSE_TERM, DBN_SPAN("any"));
    return dbn_ruleset_listed(rules, rule, i, out);
}

/* What is no term for a glossary, a sign, is none that could stand in the way. */
static dbn_status
add_entry(dbn_glossary *glossary, dbn_span term, dbn_span instead,
          dbn_term_status status)
{
    dbn_error ignored;
    dbn_glossary_entry entry = {
        .term = term, .translation = instead, .domain = {"", 0}, .status = status};
    dbn_status added = dbn_glossary_add(glossary, &entry, &ignored);
    return added == DBN_ERR_SYNTAX ? DBN_OK : added;
}

static dbn_status
add_term(dbn_glossary *glossary, const dbn_listed_term *term, dbn_arena *arena)
{
    dbn_buffer instead = {0};
    for (uint32_t i = 0; i < term->count; i++) {
        dbn_span one = term->instead[i];
        if (i > 0)
            DBN_TRY(dbn_vec_append(arena, &instead, "|", 1));
        DBN_TRY(dbn_vec_append(arena, &instead, one.ptr, (uint32_t)one.len));
        DBN_TRY(add_entry(glossary, one, (dbn_span){"", 0}, DBN_TERM_PREFERRED));
    }
    return add_entry(glossary, term->term, (dbn_span){instead.items, instead.count},
                     DBN_TERM_FORBIDDEN);
}

/* The dictionaries of the wish, else some that have none: endings are known then. */
static dbn_status
any_dictionaries(dbn_dictionaries **out, dbn_words *words, const dbn_words_wish *wish,
                 dbn_error *err)
{
    const dbn_dictionary_places nowhere = {.folder = "", .dicts = wish->dicts};
    *out = wish->dictionaries;
    if (*out == NULL && words->bare == NULL)
        DBN_TRY(dbn_dictionaries_new(&words->bare, &nowhere, err));
    if (*out == NULL)
        *out = words->bare;
    return DBN_OK;
}

/* Where a dictionary is broken, spelling says so; terms are then left alone. */
static dbn_status
list_terms(dbn_words *words, const dbn_words_wish *wish, dbn_job *job)
{
    dbn_listed_term term;
    dbn_dictionaries *dictionaries;
    dbn_glossary_free(words->glossary);
    words->glossary = NULL;
    words->rules = NULL;
    if (listed(wish->rules, 0, &term)) {
        dbn_error ignored;
        DBN_TRY(any_dictionaries(&dictionaries, words, wish, &job->err));
        dbn_status status = dbn_dictionaries_morphology(
            &words->house.morphology, dictionaries, wish->profile, &ignored);
        if (status == DBN_ERR_NOMEM)
            return dbn_job_nomem(job);
        if (status == DBN_OK)
            DBN_TRY(dbn_glossary_new(&words->glossary, wish->profile,
                                     words->house.morphology, &job->err));
    }
    for (uint32_t i = 0; words->glossary != NULL && listed(wish->rules, i, &term); i++)
        DBN_TRY_PUSH(job, add_term(words->glossary, &term, &job->scratch));
    words->house.glossary = words->glossary;
    words->rules = wish->rules;
    words->profile = wish->profile;
    return DBN_OK;
}

/* ---- words that are right ------------------------------------------------------- */

typedef DBN_VEC(dbn_own_word) own_words;

static uint64_t
hash_of(const own_words *all)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = 0; i < all->count; i++) {
        hash = dbn_hash_mix(hash ^ dbn_hash_bytes(all->items[i].word));
        hash = dbn_hash_mix(hash ^ dbn_hash_bytes(all->items[i].model));
    }
    return all->count == 0 ? 0 : hash | 1;
}

/* A word of a term, in all its forms. */
static dbn_status
add_forms(own_words *out, const dbn_words *words, dbn_span word, dbn_arena *arena)
{
    dbn_word_forms forms = {0};
    DBN_TRY(dbn_morphology_forms(&forms, words->house.morphology, word, arena));
    for (uint32_t i = 0; i < forms.count; i++) {
        const dbn_own_word one = {forms.items[i], {"", 0}};
        DBN_TRY(dbn_vec_push(arena, out, one));
    }
    return DBN_OK;
}

/* The words of what the house writes, and of what it does not: each is reported as a
 * term, and once is enough. */
static dbn_status
add_words(own_words *out, const dbn_words *words, dbn_span text, dbn_arena *arena)
{
    for (dbn_span word; (word = dbn_span_next_word(&text)).len > 0;) {
        const char *apostrophe = memchr(word.ptr, '\'', word.len);
        DBN_TRY(add_forms(out, words, word, arena));
        if (apostrophe == NULL)
            continue;
        word.len -= (size_t)(apostrophe + 1 - word.ptr);
        word.ptr = apostrophe + 1;
        if (word.len > 0)
            DBN_TRY(add_forms(out, words, word, arena));
    }
    return DBN_OK;
}

static dbn_status
gather_own(own_words *out, const dbn_words *words, const dbn_words_wish *wish,
           dbn_arena *arena)
{
    const dbn_check_options *options = wish->options;
    dbn_listed_term term;
    DBN_TRY(dbn_vec_append(arena, out, options->words, options->word_count));
    for (uint32_t i = 0; words->glossary != NULL && listed(wish->rules, i, &term);
         i++) {
        DBN_TRY(add_words(out, words, term.term, arena));
        for (uint32_t k = 0; k < term.count; k++)
            DBN_TRY(add_words(out, words, term.instead[k], arena));
    }
    return DBN_OK;
}

static dbn_status
tell_spelling(dbn_words *words, const dbn_words_wish *wish, dbn_job *job)
{
    own_words own = {0};
    DBN_TRY_PUSH(job, gather_own(&own, words, wish, &job->scratch));
    uint64_t hash = hash_of(&own);
    if (hash == words->own)
        return DBN_OK;
    words->own = hash;
    DBN_TRY_PUSH(job, dbn_spelling_own(words->spelling, own.items, own.count));
    return DBN_OK;
}

dbn_status
dbn_words_prepare(dbn_words *words, const dbn_words_wish *wish, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = DBN_OK;
    bool is_new = words->rules != wish->rules || words->profile != wish->profile;
    if (wish->dictionaries != NULL && words->spelling == NULL) {
        status = dbn_spelling_new(&words->spelling, wish->dictionaries, wish->profiles,
                                  &job->err);
        is_new = true;
    }
    if (status == DBN_OK && is_new)
        status = list_terms(words, wish, job);
    if (status == DBN_OK && words->spelling != NULL)
        status = tell_spelling(words, wish, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

const dbn_house_words *
dbn_words_house(const dbn_words *words)
{
    return words->glossary == NULL ? NULL : &words->house;
}

void
dbn_words_release(dbn_words *words)
{
    dbn_spelling_free(words->spelling);
    dbn_glossary_free(words->glossary);
    dbn_dictionaries_free(words->bare);
    *words = (dbn_words){0};
}
