/*
 * lang/language.h - what dicts/ becomes in memory; seen by lang/ only.
 */
#ifndef DBN_LANG_LANGUAGE_H
#define DBN_LANG_LANGUAGE_H

#include "lang/gaps.h"
#include "lang/letters.h"
#include "lang/lexicon.h"
#include "lang/profile.h"
#include "lang/yaml.h"

/** Two thousand words leave one bit in thirty set. */
#define DBN_SIEVE_BITS 65536U

/** A hundred numbers and months leave one bit in forty set. */
#define DBN_COUNT_BITS 4096U

/** Pairs of quotation marks that a language may name. */
#define DBN_QUOTES_MAX 8

/** The words of one profile.yaml. */
typedef struct dbn_language {
    dbn_span code; /* "fr" */
    dbn_lexicon lexicon;
    DBN_VEC(dbn_word) words;         /* by the numbers of the lexicon */
    DBN_VEC(dbn_listed_word) listed; /* as the file has them, list after list */
    uint64_t
        sieve[DBN_SIEVE_BITS / 64]; /* a bit for the start and length of each word */
    uint64_t
        counts[DBN_COUNT_BITS / 64]; /* a bit for the first letters of each number */
    uint64_t values[DBN_COUNT_BITS / 64]; /* a bit for each number and month */
    dbn_quotes quotes[DBN_QUOTES_MAX];    /* no two with one opener */
    uint32_t quote_count;
    dbn_dictionary_facts dictionary;
    dbn_gaps *gaps; /* NULL where the folder has no frequencies.txt */
} dbn_language;

/** The bit of a word in the sieve, from its first eight bytes and its length. */
static inline uint32_t
dbn_sieve_bit(uint64_t start, uint32_t len)
{
    return (uint32_t)((start ^ len) * UINT64_C(0x9E3779B97F4A7C15) >> 48);
}

/** The bit of a number's first three bytes. */
static inline uint32_t
dbn_count_bit(uint64_t start)
{
    return (uint32_t)((start & 0xFFFFFF) * UINT64_C(0x9E3779B97F4A7C15) >> 52);
}

/** The bit of a number or a month, as dbn_sieve_bit(). */
static inline uint32_t
dbn_value_bit(uint64_t start, uint32_t len)
{
    return (uint32_t)((start ^ len) * UINT64_C(0x9E3779B97F4A7C15) >> 52);
}

/** A language with the notation of a place. */
struct dbn_profile {
    const dbn_language *language;
    dbn_span name;              /* "fr", "fr-BE", "fr-BE-nbn" */
    const dbn_weights *weights; /* of all profiles of a folder */
    dbn_notation notation;
    const dbn_letter_stats *letters; /* of all languages */
};

/** Languages that a word votes for: bits by their place in the alphabet. */
typedef struct dbn_vote_set {
    uint64_t stop;    /* as a word */
    uint64_t elision; /* before an apostrophe */
} dbn_vote_set;

#define DBN_LANGUAGES_MAX 64 /* bits of a vote set */

/** The most words that identification counts: its counters stand on the stack. */
#define DBN_VOTE_WORDS_MAX 8192

/** The longest word of a lexicon, folded, in bytes. */
#define DBN_WORD_MAX 64

struct dbn_profiles {
    dbn_arena arena;                       /* holds all that follows */
    DBN_VEC(dbn_language *) languages;     /* by code; without the neutral one */
    DBN_VEC(const dbn_profile *) profiles; /* by name; without the neutral one */
    const dbn_profile *neutral;
    dbn_lexicon voters;
    DBN_VEC(dbn_vote_set) votes;   /* by the numbers of `voters` */
    dbn_lexicon codes;             /* of languages, in three letters */
    DBN_VEC(dbn_span) short_codes; /* by the numbers of `codes` */
    dbn_lexicon class_words;
    DBN_VEC(uint64_t) class_bits; /* by the numbers of `class_words` */
    dbn_weights weights;
    dbn_letter_stats letters; /* without languages where the folder has none */
    DBN_VEC(dbn_span) mapped; /* files that the above are read from */
    const dbn_profile *columns[DBN_LETTERS_COLUMNS]; /* NULL: not ours */
};

/** The profile with exactly this name, NULL for none. */
const dbn_profile *dbn_profiles_named(const dbn_profiles *profiles, dbn_span name);

/** Take dicts/<code>/profile.yaml into `profiles`, whose arena holds the file. */
dbn_status dbn_language_load(dbn_profiles *profiles, const dbn_yaml *file,
                             const char *code, dbn_error *err) DBN_CHECKED;

/** Take the list `quotes` of a language's file. */
dbn_status dbn_quotes_load(dbn_language *language, const dbn_yaml *file,
                           const dbn_yaml_node *node, dbn_error *err) DBN_CHECKED;

/** Take the map `dictionary` of a language's file. */
dbn_status dbn_dictionary_facts_load(dbn_language *language, const dbn_yaml *file,
                                     const dbn_yaml_node *node,
                                     dbn_error *err) DBN_CHECKED;

/** Take dicts/web/classes.yaml into `profiles`, whose arena holds the file. */
dbn_status dbn_classes_load(dbn_profiles *profiles, const dbn_yaml *file,
                            dbn_error *err) DBN_CHECKED;

/** Take dicts/web/weights.yaml into `profiles`. */
dbn_status dbn_weights_load(dbn_profiles *profiles, const dbn_yaml *file,
                            dbn_error *err) DBN_CHECKED;

/** Take dicts/languages.yaml into `profiles`, whose arena holds the file. */
dbn_status dbn_codes_load(dbn_profiles *profiles, const dbn_yaml *file,
                          dbn_error *err) DBN_CHECKED;

/** Gather the words that vote; once all languages are there. */
dbn_status dbn_voters_gather(dbn_profiles *profiles, dbn_error *err) DBN_CHECKED;

/** The language that the stop words of `text` vote for; the neutral profile where none
 * has a clear lead, or, surely, one that leaves no doubt. */
const dbn_profile *dbn_vote(const dbn_profiles *profiles, dbn_span text);
const dbn_profile *dbn_vote_surely(const dbn_profiles *profiles, dbn_span text);

#endif
