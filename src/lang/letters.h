/*
 * lang/letters.h - how probable each letter is after those before it, by language:
 * the statistics of dicts/letters.bin.
 *
 * One table serves all that must tell a word of some language from what is none: which
 * language a text is in, which charset its bytes are in, whether "Ã©" was "é". Costs
 * are −ln P in sixteenths: 16 is e times less probable. They add up, and those of two
 * readings of the same bytes compare. Immutable, shared by threads.
 */
#ifndef DBN_LANG_LETTERS_H
#define DBN_LANG_LETTERS_H

#include "base/job.h"
#include "base/span.h"

/** The most languages that a file has. */
#define DBN_LETTERS_COLUMNS 32U

/** Cost of what is e times less probable. */
#define DBN_LETTERS_NAT 16U

/** Letters from here on have no statistics: all Latin ones of Europe lie before. */
#define DBN_LETTERS_END 0x250U

/** What dbn_letters_symbol() gives for no letter, and for letters of no language here.
 */
#define DBN_SYMBOL_NONE    0U
#define DBN_SYMBOL_UNKNOWN 255U

typedef struct dbn_letter_stats {
    uint32_t languages;         /* columns of the rows */
    uint32_t ours;              /* the first ones: languages of dicts/ */
    uint32_t width;             /* bytes of a row: columns, and what fills it up */
    uint32_t start;             /* the state at the beginning of a word */
    const char *names;          /* four bytes each, NUL-padded */
    const uint8_t *symbols;     /* of the code points below DBN_LETTERS_END */
    const unsigned char *cells; /* eight bytes each: letters.c draws them */
    const unsigned char *backs; /* four bytes a cell: the state of a shorter context */
    const uint8_t *costs;       /* rows; the first is that of no gram */
    const unsigned char
        *words;          /* four bytes each: listed.c; NULL where none are known */
    uint32_t words_mask; /* of places among them, a power of two less one */
} dbn_letter_stats;

/** Costs of a text in each language. */
typedef struct dbn_letter_costs {
    uint32_t of[DBN_LETTERS_COLUMNS];
} dbn_letter_costs;

/**
 * The statistics in `file`, which is borrowed. DBN_ERR_SYNTAX where it is no such file,
 * or one of another version.
 */
dbn_status dbn_letters_open(dbn_letter_stats *out, dbn_span file,
                            dbn_error *err) DBN_CHECKED;

/**
 * Let the statistics know which of our languages have words that their letters mislead
 * about: `file` is that of dicts/words.bin, and is borrowed. DBN_ERR_SYNTAX where it is
 * no such file, or was made for other statistics, which then stay as they are.
 */
dbn_status dbn_letters_take_words(dbn_letter_stats *letters, dbn_span file,
                                  dbn_error *err) DBN_CHECKED;

/** Columns of ours, a bit each, that lack the word of whose symbols `hash` is the
 * dbn_hash_bytes(), while others of ours have it. 0 where nothing is known of it. */
uint32_t dbn_letters_lacking(const dbn_letter_stats *letters, uint64_t hash);

/** BCP 47 code of a column. */
dbn_span dbn_letters_name(const dbn_letter_stats *letters, uint32_t language);

/** The number of a letter, the same in both cases; DBN_SYMBOL_NONE for what is no
 * letter, DBN_SYMBOL_UNKNOWN for letters without statistics. Beyond DBN_LETTERS_END
 * nothing is a letter. */
static inline uint8_t
dbn_letters_symbol(const dbn_letter_stats *letters, uint32_t code)
{
    return code < DBN_LETTERS_END ? letters->symbols[code] : DBN_SYMBOL_NONE;
}

/** Letters of a word that are looked at; the rest of a longer one costs nothing. */
#define DBN_LETTERS_WORD_MAX 40U

/** What a word costs: sums of every other column of eight, in 16 bits each. It is kept
 * with its letters: those of another word with the same hash are not taken for it. */
typedef struct dbn_letter_word {
    const unsigned char *cells; /* of the statistics; NULL: no word */
    uint64_t lanes[DBN_LETTERS_COLUMNS / 8][2];
    uint32_t lacking; /* dbn_letters_lacking() */
    uint8_t count;
    uint8_t symbols[DBN_LETTERS_WORD_MAX];
} dbn_letter_word;

/** The words that `cache` keeps, for dbn_letters_add_word(): half the letters of a text
 * are in words that came before. NULL without a cache, or memory for it. */
dbn_letter_word *dbn_letters_cache(dbn_cache *cache);

/** Add to `costs` what the word of `count` symbols costs in each language, its end
 * included, by its letters alone; what dbn_letters_lacking() says of it. `words` may be
 * NULL. */
uint32_t dbn_letters_add_word(dbn_letter_costs *costs, const dbn_letter_stats *letters,
                              const uint8_t *symbols, uint32_t count,
                              dbn_letter_word *words);

#endif
