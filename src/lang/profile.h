/*
 * lang/profile.h - a language and its conventions, from dicts/.
 *
 * dicts/<lang>/profile.yaml lists words by class; all are folded (text/fold.h) into
 * one frozen hash table a language. A profile is immutable and shared by threads.
 */
#ifndef DBN_LANG_PROFILE_H
#define DBN_LANG_PROFILE_H

#include "base/job.h"
#include "base/nearest.h"
#include "lang/letters.h"

/** What a word can be; a word may be several. */
enum {
    DBN_WORD_STOP = 1U << 0,         /* articles, prepositions, pronouns … */
    DBN_WORD_MONTH = 1U << 1,        /* value: 1-12 */
    DBN_WORD_WEEKDAY = 1U << 2,      /* value: 1 (Monday) - 7 */
    DBN_WORD_NUMBER = 1U << 3,       /* value: 0 … 10^9 */
    DBN_WORD_ORDINAL = 1U << 4,      /* value */
    DBN_WORD_NEGATION = 1U << 5,     /* ne pas jamais aucun kein not never … */
    DBN_WORD_ELISION = 1U << 6,      /* what stands before an apostrophe: l d qu … */
    DBN_WORD_ABBREVIATION = 1U << 7, /* no sentence ends after its full stop */
    DBN_WORD_PARTICLE = 1U << 8,     /* inside names: de van von der di … */
    DBN_WORD_TITLE = 1U << 9,        /* before names: M. Mme Dr … */
    DBN_WORD_FUNCTION = 1U << 10,    /* starts a function: rédacteur journalist … */
    DBN_WORD_AGENCY = 1U << 11,      /* AFP Belga Reuters dpa … */
    DBN_WORD_BY = 1U << 12,          /* starts a by-line: par door by von por di */
    DBN_WORD_AND = 1U << 13,         /* joins names and numbers: et en and und y e */
    DBN_WORD_HOUR = 1U << 14,        /* between hours and minutes: h heures uur Uhr */
    DBN_WORD_LIVE = 1U << 15,        /* glued labels: update direct live mise-à-jour */
    DBN_WORD_KEEP_HYPHEN = 1U << 16, /* before a line-end hyphen: the hyphen is real */
    DBN_WORD_HYPHEN_TAIL = 1U << 17, /* after a line-end hyphen: the hyphen is real */
    DBN_WORD_CREDIT = 1U << 18,      /* starts a credit: photo foto © crédit */
    DBN_WORD_PLACE = 1U << 19,       /* capitals of datelines: Paris Bruxelles … */
    DBN_WORD_ABBREVIATION_LAST = 1U << 20,   /* may end a sentence: etc Inc */
    DBN_WORD_ABBREVIATION_NUMBER = 1U << 21, /* one before a number only: art mer */
    DBN_WORD_ENCLITIC = 1U << 22, /* hangs on the word before it: -t-il, 's */
    DBN_WORD_START = 1U << 23,    /* with a capital, begins a sentence, stop or not */
    DBN_WORD_DENYING = 1U << 24,  /* a prefix that makes the opposite: un- dé- */
    DBN_WORD_HEDGE = 1U << 25,    /* what it says is not certain: aurait allegedly */
    DBN_WORD_ANOTHER = 1U << 26,  /* of one more of the same: autre second */
    DBN_WORD_MINUS = 1U << 27     /* of a number below zero: moins minus below */
};

/** What two words that exclude each other are. */
typedef enum dbn_contrast_kind {
    DBN_CONTRAST_NONE,
    DBN_CONTRAST_MEASURE, /* dizaine centaine; euros dollars */
    DBN_CONTRAST_OPPOSITE /* hausse baisse; gagné perdu */
} dbn_contrast_kind;

/**
 * A word that is both STOP and NUMBER (un, een, ein) is an article first. `value` is
 * that of the number or ordinal where the word is one ("sept" is 7 before it is
 * September), else the month's, else the weekday's.
 */
typedef struct dbn_word {
    uint32_t classes; /* DBN_WORD_*, 0 for an unknown word */
    int64_t value;
    uint8_t month;         /* 1-12, 0 for a word that is no month */
    uint8_t weekday;       /* 1-7, 0 for a word that is no weekday */
    uint8_t contrast_kind; /* dbn_contrast_kind */
    uint16_t contrast;     /* words with the same tens and other units exclude each
                              other, so that of two statements that differ in them one
                              is wrong */
} dbn_word;

/** Contrasts of the signs % € $ £ and of the words for them, and of years. */
enum {
    DBN_CONTRAST_PERCENT = 11,
    DBN_CONTRAST_EURO = 12,
    DBN_CONTRAST_DOLLAR = 13,
    DBN_CONTRAST_POUND = 14,
    DBN_CONTRAST_YEAR = 53
};

typedef struct dbn_profile dbn_profile;

/** All profiles of a dicts folder. Immutable once loaded. */
typedef struct dbn_profiles dbn_profiles;

/**
 * Load every dicts/<lang>/profile.yaml, and what dicts/web says of pages, below `dir`.
 * A broken file fails with DBN_ERR_SYNTAX, its path and line in `err`.
 */
dbn_status dbn_profiles_load(dbn_profiles **out, const char *dir,
                             dbn_error *err) DBN_CHECKED;
void dbn_profiles_free(dbn_profiles *profiles);

/** The `index`-th language, by code ("ca", "de" …), without the neutral one; empty past
 * the last. */
dbn_span dbn_profiles_language(const dbn_profiles *profiles, uint32_t index);

/**
 * The profile of a language tag ("fr", "fr-BE-nbn", "nl_be", "fra"), as far as
 * dbn_profiles_tag() understands it: that of its longest known beginning, else the
 * neutral one. Never NULL.
 */
const dbn_profile *dbn_profiles_find(const dbn_profiles *profiles, dbn_span tag);

/** Is search->wanted a profile, or a tag of a language that no profile is in? Else the
 * names of profiles are tried. */
bool dbn_profiles_has(const dbn_profiles *profiles, dbn_nearest *search);

/**
 * `tag` as BCP 47 writes it, in `bytes`: "fr-BE" for "fra_be" or "fr_BE.UTF-8". What
 * follows the tag is passed over; a longer one loses its last parts. Empty for what is
 * no tag, and for those that name no language (und, mul, mis, zxx).
 */
#define DBN_TAG_MAX 35U
dbn_span dbn_profiles_tag(char bytes[DBN_TAG_MAX], const dbn_profiles *profiles,
                          dbn_span tag);

/** The code of three letters (ISO 639-3) of the language of a tag; empty for none. */
dbn_span dbn_profiles_code(const dbn_profiles *profiles, dbn_span tag);

/**
 * The profile of the language of `text`, by its letters: of at most 2 KiB, in pieces
 * from all over the text, which leave no doubt and take some 30 us. Among our languages
 * even two words get one; the neutral profile is for one word, and for texts in other
 * languages, in other scripts, in none. Ties go to the first name in the alphabet.
 * `cache`, here and below, is one of a job for letters, or NULL: slower.
 */
const dbn_profile *dbn_profiles_identify(const dbn_profiles *profiles, dbn_span text,
                                         dbn_cache *cache);

/**
 * The same, of a text that leaves no doubt: enough to use its profile although the
 * text is said to be in another language, of which we know nothing.
 */
const dbn_profile *dbn_profiles_identify_surely(const dbn_profiles *profiles,
                                                dbn_span text, dbn_cache *cache);

/**
 * The language of one paragraph of a text in the language of `whole`, which it is in
 * unless its first letters leave no doubt that it is not: then that of another profile,
 * or the neutral one.
 */
const dbn_profile *dbn_profiles_identify_part(const dbn_profiles *profiles,
                                              dbn_span text, const dbn_profile *whole,
                                              dbn_cache *cache);

/** The statistics of letters that came with the profiles; NULL for none. */
const dbn_letter_stats *dbn_profiles_letters(const dbn_profiles *profiles);
const dbn_letter_stats *dbn_profile_letters(const dbn_profile *profile);

/** BCP 47 language ("fr"; "und" for the neutral one) and full name ("fr-BE"). */
dbn_span dbn_profile_lang(const dbn_profile *profile);
dbn_span dbn_profile_name(const dbn_profile *profile);

/**
 * What the folded word is in this language. Elisions are asked for without their
 * apostrophe, abbreviations and titles without their final full stop. A few entries
 * are of several words ("new york"), found when the caller asks for the whole.
 */
dbn_word dbn_profile_word(const dbn_profile *profile, dbn_span folded);

/** A word as its list writes it, with its capitals and accents, and what the list makes
 * of it: one DBN_WORD_*, 0 for a contrast. */
typedef struct dbn_listed_word {
    dbn_span text;
    uint32_t class;
} dbn_listed_word;

/** The words of all lists, in their order; one that stands in several comes as often.
 */
const dbn_listed_word *dbn_profile_listed(const dbn_profile *profile, uint32_t *count);

/** Could dbn_profile_word() know a word of `len` bytes that begins so? `start` holds
 * its first eight bytes, the first one lowest, zeros behind the end. A multiplication
 * and a look at 8 KiB, for whoever asks for every word of a text. */
bool dbn_profile_may_know(const dbn_profile *profile, uint64_t start, uint32_t len);

/** The same, asked of numbers and months alone: 512 bytes, which stay at hand. */
bool dbn_profile_may_value(const dbn_profile *profile, uint64_t start, uint32_t len);

/** Could a word that begins so begin with a number, of two letters or more? `start` as
 * above; of it, three letters count. Cheaper than asking for every beginning of every
 * word, where compounds are written without a space ("vierundzwanzig"). */
bool dbn_profile_may_count(const dbn_profile *profile, uint64_t start);

/** How a profile writes numbers: a bit set of what may stand between groups of three
 * digits, and the decimal mark. Spaces of all kinds count as one. */
enum {
    DBN_GROUP_SPACE = 1U << 0,
    DBN_GROUP_POINT = 1U << 1,
    DBN_GROUP_COMMA = 1U << 2,
    DBN_GROUP_APOSTROPHE = 1U << 3
};
typedef struct dbn_notation {
    uint32_t groups;    /* DBN_GROUP_* */
    char decimal;       /* ',' or '.' */
    bool units_first;   /* "vierundzwanzig", "vierentwintig": units before tens */
    bool month_first;   /* 3/12 is March 12 */
    bool noun_capitals; /* all nouns are capitalised: a capital makes no name */
    bool ordinal_stop;  /* a number with a full stop is an ordinal: 3. März */
} dbn_notation;

dbn_notation dbn_profile_notation(const dbn_profile *profile);

/** A mark that opens a quotation, and the one that closes it. Both may be one, and what
 * closes may also open: German has „…“ and »…«. */
typedef struct dbn_quotes {
    uint32_t opener, closer; /* code points, no ASCII */
} dbn_quotes;

/** The quotation marks of the language, each opener once; none where nobody knows how
 * it quotes. The straight ones, which all languages have, are not among them. */
const dbn_quotes *dbn_profile_quotes(const dbn_profile *profile, uint32_t *count);

/** Under which names hunspell's dictionary of a language is looked for, the Debian
 * package that brings it, and which letters are easily taken for each other. */
#define DBN_DICTIONARY_NAMES_MAX 4
typedef struct dbn_dictionary_facts {
    dbn_span names[DBN_DICTIONARY_NAMES_MAX]; /* "fr_FR", without .aff and .dic */
    uint32_t count;                           /* 0: nobody knows of one */
    dbn_span package;
    uint32_t near[26];  /* of each letter, a bit for each whose key is beside its own */
    uint32_t alike[26]; /* the same for those that sound alike */
} dbn_dictionary_facts;

dbn_dictionary_facts dbn_profile_dictionary(const dbn_profile *profile);

/** Kinds of class, id, rel and itemprop words of pages (dicts/web/classes.yaml). */
enum {
    DBN_CLASS_TITLE = 0,
    DBN_CLASS_LEAD,
    DBN_CLASS_BYLINE,
    DBN_CLASS_DATE,
    DBN_CLASS_CAPTION,
    DBN_CLASS_CREDIT,
    DBN_CLASS_BODY,
    DBN_CLASS_NAV,
    DBN_CLASS_SHARE,
    DBN_CLASS_RELATED,
    DBN_CLASS_AD,
    DBN_CLASS_COOKIE,
    DBN_CLASS_NEWSLETTER,
    DBN_CLASS_COMMENT,
    DBN_CLASS_PAYWALL,
    DBN_CLASS_FOOTER,
    DBN_CLASS_ASIDE,
    DBN_CLASS_QUOTE,
    DBN_CLASS_TAGS,
    DBN_CLASS_HIDDEN,
    DBN_CLASS_FUNCTION,
    DBN_CLASS_COUNT
};

/** The bit of a kind: DBN_CLASS_BIT(LEAD). */
#define DBN_CLASS_BIT(name) (UINT64_C(1) << DBN_CLASS_##name)

/** Name of a kind as classes.yaml writes it: "title", "lead" … */
dbn_span dbn_class_name(unsigned kind);

/** Features of blocks of pages. */
typedef enum dbn_feature {
#define FEATURE(id, name) DBN_FEATURE_##id,
#include "lang/features.def"
#undef FEATURE
    DBN_FEATURE_COUNT
} dbn_feature;

/** Judging by the block itself, then also by what stands around it. */
enum { DBN_JUDGE_FIRST, DBN_JUDGE_SECOND, DBN_JUDGE_COUNT };

/** What each feature is worth, in hundredths (dicts/web/weights.yaml). */
typedef struct dbn_weights {
    int16_t of[DBN_JUDGE_COUNT][DBN_FEATURE_COUNT];
} dbn_weights;

const dbn_weights *dbn_profile_weights(const dbn_profile *profile);

/** Name of a feature as weights.yaml writes it. */
dbn_span dbn_feature_name(dbn_feature feature);

/**
 * DBN_CLASS_BIT() of each kind, for one attribute value such as `article__lead-text`:
 * it is split at everything but letters and digits and at camelCase humps, and
 * each word and each pair of neighbours is looked up without case.
 */
uint64_t dbn_profiles_class_words(const dbn_profiles *profiles, dbn_span value);

#endif
