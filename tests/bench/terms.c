/*
 * tests/bench/terms.c - what a glossary of 100 000 terms costs: loading it, and looking
 * for it in texts.
 *
 *     terms [FOLDER OF THE CACHE]
 *
 * Terms are words of the French dictionary, one to three; the text is its frequent
 * words with a term now and then.
 */
#define _POSIX_C_SOURCE 200809L

#include "glossary/glossary.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/span.h"

#define TERMS      100000U
#define TEXT_BYTES (8U << 20)
#define FREQUENT   10U /* 2 log2 of times in 10^8 */
#define SENTENCE   30U /* words */

static uint32_t seed = 1;

static uint32_t
next_random(uint32_t below)
{
    seed = seed * 1664525U + 1013904223U;
    return (seed >> 8) % below;
}

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Is it written as an entry of the dictionary is? Terms are listed so. */
static bool
is_base(const dbn_morphology *m, const dbn_dictionary *d, dbn_span word)
{
    dbn_lemma lemmas[DBN_LEMMAS_MAX];
    uint32_t count = dbn_morphology_lemmas(lemmas, m, word);
    for (uint32_t i = 0; i < count; i++) {
        char base[DBN_DICTIONARY_WORD_MAX];
        if (lemmas[i].form != DBN_NONE &&
            dbn_span_equal(
                word, (dbn_span){base, dbn_dictionary_spell(base, d, lemmas[i].form)}))
            return true;
    }
    return false;
}

static uint32_t
put_word(char *to, const dbn_morphology *m, const dbn_dictionary *d, uint32_t least)
{
    for (;;) {
        uint32_t len =
            dbn_dictionary_spell(to, d, next_random(dbn_dictionary_word_count(d)));
        if (dbn_dictionary_frequency(d, (dbn_span){to, len}) >= least &&
            (least > 1 || is_base(m, d, (dbn_span){to, len})))
            return len;
    }
}

static uint32_t
put_term(char *to, const dbn_morphology *m, const dbn_dictionary *d)
{
    uint32_t words = 1 + next_random(3), len = 0;
    for (uint32_t i = 0; i < words; i++) {
        if (i > 0)
            to[len++] = ' ';
        len += put_word(to + len, m, d, 1);
    }
    return len;
}

static dbn_glossary *
load(const dbn_profile *fr, const dbn_morphology *m, const dbn_dictionary *d)
{
    dbn_glossary *glossary;
    dbn_error err = {0};
    uint32_t added = 0;
    double made = 0, begin = now();
    if (dbn_glossary_new(&glossary, fr, m, &err) != DBN_OK)
        return NULL;
    while (added < TERMS) {
        char term[4 * DBN_DICTIONARY_WORD_MAX];
        double making = now();
        dbn_glossary_entry entry = {.term = {term, put_term(term, m, d)},
                                    .translation = DBN_SPAN("x"),
                                    .domain = {"", 0}};
        made += now() - making;
        added += dbn_glossary_add(glossary, &entry, &err) == DBN_OK;
    }
    printf("%u terms loaded in %.2f s\n", added, now() - begin - made);
    return glossary;
}

static void
match(const dbn_glossary *glossary, const dbn_morphology *m, const dbn_dictionary *d)
{
    dbn_job job;
    dbn_job_init(&job, 0);
    char *text = dbn_arena_alloc(&job.arena, TEXT_BYTES);
    uint32_t len = 0, words = 0;
    uint64_t hits = 0;
    while (text != NULL && len + 4 * DBN_DICTIONARY_WORD_MAX < TEXT_BYTES) {
        len += next_random(12) == 0 ? put_term(text + len, m, d)
                                    : put_word(text + len, m, d, FREQUENT);
        text[len++] = ++words % SENTENCE == 0 ? '\n' : ' ';
    }
    double begin = now();
    for (uint32_t beg = 0, end; beg < len; beg = end + 1) {
        dbn_glossary_hits found = {0};
        dbn_arena_mark mark = dbn_arena_save(&job.arena);
        for (end = beg; end < len && text[end] != '\n';)
            end++;
        if (dbn_glossary_match(&found, glossary, (dbn_span){text, len},
                               (dbn_range){beg, end}, &job) != DBN_OK)
            break;
        hits += found.count;
        dbn_arena_rewind(&job.arena, mark);
    }
    double seconds = now() - begin;
    printf("%.1f MB/s, %llu hits in %.0f MB\n", len / 1e6 / seconds,
           (unsigned long long)hits, len / 1e6);
    dbn_job_release(&job);
}

int
main(int argc, char **argv)
{
    dbn_error err = {0};
    dbn_profiles *profiles = NULL;
    dbn_dictionaries *dictionaries = NULL;
    const dbn_morphology *m = NULL;
    dbn_dictionary_places places = {"/usr/share/hunspell", argc > 1 ? argv[1] : NULL,
                                    DBN_DICTS_DIR};
    dbn_status status = dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err);
    if (status == DBN_OK)
        status = dbn_dictionaries_new(&dictionaries, &places, &err);
    const dbn_profile *fr =
        status != DBN_OK ? NULL : dbn_profiles_find(profiles, DBN_SPAN("fr"));
    if (status == DBN_OK)
        status = dbn_dictionaries_morphology(&m, dictionaries, fr, &err);
    const dbn_dictionary *d = status == DBN_OK ? dbn_morphology_dictionary(m) : NULL;
    dbn_glossary *glossary = d == NULL ? NULL : load(fr, m, d);
    if (glossary != NULL)
        match(glossary, m, d);
    else
        (void)fprintf(stderr, "%s\n", err.message);
    dbn_glossary_free(glossary);
    dbn_dictionaries_free(dictionaries);
    dbn_profiles_free(profiles);
    return glossary == NULL;
}
