/*
 * key/word.h - what the scanner's files share: bytes, words, digits. Private to key/.
 *
 *     token.c   where a token begins, and which kind it is
 *     word.c    words, and what the profile knows of them
 *     number.c  numbers, in digits and in words
 *     date.c    hours and dates
 */
#ifndef DBN_KEY_WORD_H
#define DBN_KEY_WORD_H

#include "base/eight.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "key/token.h"

enum {
    DBN_BYTE_OTHER,
    DBN_BYTE_LETTER,
    DBN_BYTE_DIGIT,
    DBN_BYTE_APOSTROPHE,
    DBN_BYTE_HYPHEN,
    DBN_BYTE_LATIN, /* C3: U+00C0 to U+00FF */
    DBN_BYTE_HIGH
};

/** The kind of each byte. */
extern const uint8_t dbn_byte_kinds[256];

/** The letter of C3 80+i without its accent; 0 asks text/fold.h (æ ð þ ß × ÷ ø). */
extern const char dbn_latin_fold[65];

/* Folded bytes of a word that are kept: longer ones are hashed on, byte by byte. */
#define DBN_WORD_KEPT 32
/* Letters of the shortest compound: dreizehn is listed, elfhundert is not. */
#define DBN_COMPOUND_MIN 7U

/** A word as it was read: its hash, and its folded bytes if they are few. */
typedef struct dbn_read_word {
    uint64_t hash;
    uint32_t beg, end;
    uint32_t len; /* folded bytes, all of them */
    bool has_digit;
    bool is_elided;                    /* an apostrophe follows it, inside `end` */
    uint64_t lanes[DBN_WORD_KEPT / 8]; /* eight a lane, the first lowest */
} dbn_read_word;

static inline unsigned char
dbn_byte_at(const dbn_token_reader *s, uint32_t at)
{
    return at < s->end ? (unsigned char)s->text[at] : 0;
}

static inline uint32_t
dbn_code_at(const dbn_token_reader *s, uint32_t at, uint32_t *len)
{
    return dbn_utf8_decode((dbn_span){s->text, s->end}, at, len);
}

/** The hash of a word of at most DBN_PLAIN_MAX letters. */
#define DBN_PLAIN_MAX 16
static inline uint64_t
dbn_lanes_hash(const uint64_t lanes[2], uint64_t len)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = (len * odd ^ lanes[0]) * odd;
    hash = (hash ^ hash >> 32 ^ lanes[1]) * odd;
    return hash ^ hash >> 29;
}

/** The same of any word. */
static inline uint64_t
dbn_word_hash(const dbn_read_word *w)
{
    const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15);
    uint64_t hash = ((w->hash ^ w->len) * odd ^ w->lanes[0]) * odd;
    hash = (hash ^ hash >> 32 ^ w->lanes[1]) * odd;
    if (w->len > 16) {
        hash = (hash ^ hash >> 32 ^ w->lanes[2]) * odd;
        hash = (hash ^ hash >> 32 ^ w->lanes[3]) * odd;
    }
    return hash ^ hash >> 29;
}

/* How many of eight bytes, whose bit 0x20 is set, are small letters before the first
 * that is none. Adding 0x80 - 'a' carries into the high bit from 'a' on, adding
 * 0x7F - 'z' from behind 'z' on: letters are where one did and the other did not. */
static inline uint32_t
dbn_letters_count(uint64_t eight)
{
    const uint64_t high = DBN_EACH_BYTE(0x80);
    uint64_t low = eight & ~high;
    uint64_t letters =
        ((low + DBN_EACH_BYTE(0x80 - 'a')) ^ (low + DBN_EACH_BYTE(0x7F - 'z'))) &
        ~eight & high;
    uint64_t others = ~letters & high;
    return others == 0 ? 8 : (uint32_t)__builtin_ctzll(others) / 8;
}

/** Read the word at s->at, which a letter starts (or nothing: then w->len is 0). */
void dbn_word_read(dbn_token_reader *s, dbn_read_word *w);

/** What the profile knows of a word with this hash. */
dbn_word dbn_word_look_up(const dbn_token_reader *s, const dbn_read_word *w,
                          uint64_t hash);

/** The word after spaces; s stays where it is if there is none or it is unknown. */
dbn_word dbn_word_next(dbn_token_reader *s);

/** Is there a letter of a script with spaces at `at`? */
bool dbn_letter_at(const dbn_token_reader *s, uint32_t at);

/** The length of an apostrophe at `at`, 0 for none: ' ’ ʼ ‘ */
uint32_t dbn_apostrophe_at(const dbn_token_reader *s, uint32_t at);

/** Length of one space of any kind at `at`: ' ' U+00A0 U+2009 U+202F. */
uint32_t dbn_space_at(const dbn_token_reader *s, uint32_t at);

/** Behind spaces and at most one line end: an empty line is a new paragraph. */
uint32_t dbn_spaces_skip(const dbn_token_reader *s, uint32_t at);

/** How many ASCII digits stand at `at`, and the value of the first nine of them. */
uint32_t dbn_digits_at(const dbn_token_reader *s, uint32_t at);
uint32_t dbn_digits_value(const dbn_token_reader *s, uint32_t at, uint32_t count);

/** The hash of a value; `tag` keeps numbers, hours and dates apart. */
static inline uint64_t
dbn_value_hash(uint64_t value, uint64_t tag)
{
    return dbn_hash_mix(value * UINT64_C(0xD6E8FEB86659FD93) ^ tag);
}

/** The number in digits at s->at, with what multiplies it: 3,5 millions. */
uint64_t dbn_number_read(dbn_token_reader *s);

/** A number that starts with the word `first`. False: the word is an article
 * (un, een, ein) unless more follows: un million. */
bool dbn_number_spoken(dbn_token_reader *s, dbn_word first, dbn_token_look *look);

/** The value of a compound such as "vierundzwanzig", "zwolftausend", "tweehonderdvijf":
 * number words and "and" without a space, the units before the tens. 0: none. */
int64_t dbn_number_compound(const dbn_token_reader *s, dbn_span folded);

/** The date or hour that begins with the digits at s->at. */
bool dbn_date_read(dbn_token_reader *s, dbn_token_look *look);

/** "March 3, 2011" behind the month. */
bool dbn_date_month_first(dbn_token_reader *s, uint32_t month, dbn_token_look *look);

#endif
