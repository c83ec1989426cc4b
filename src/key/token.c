/*
 * Words, numbers, hours and dates, in one pass.
 *
 * A word is collected, folded, in a buffer of 32 bytes that is hashed four words at
 * a time: one multiplication for eight letters, where hashing byte by byte costs
 * one for each. ASCII and the letters of Latin-1 (C3 xx) go through tables; all else
 * asks text/fold.h, a code point at a time. Only a word that the profile knows as a
 * number or month, and a digit, leave this path: the slow one looks ahead with a
 * copy of the scanner and takes what makes one value ("quatre-vingt-dix", "3 mars
 * 2011", "16 h 15"). Looking ahead is bounded by NUMBER_WORDS words, so all is linear.
 */
#include "key/token.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Folded bytes of a word that are kept: longer ones are hashed on, byte by byte. */
#define WORD_KEPT 32
/* "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf" has 11. */
#define NUMBER_WORDS 16
/* Letters of the shortest compound: dreizehn is listed, elfhundert is not. */
#define COMPOUND_MIN 7U
/* Digits that surely fit in 64 bits; longer runs are hashed as they stand. */
#define NUMBER_DIGITS 18

enum {
    BYTE_OTHER,
    BYTE_LETTER,
    BYTE_DIGIT,
    BYTE_APOSTROPHE,
    BYTE_HYPHEN,
    BYTE_LATIN, /* C3: U+00C0 to U+00FF */
    BYTE_HIGH
};

/* One letter a byte, sixteen bytes a row. */
/* clang-format off */
#define O BYTE_OTHER
#define L BYTE_LETTER
#define D BYTE_DIGIT
#define A BYTE_APOSTROPHE
#define Y BYTE_HYPHEN
#define C BYTE_LATIN
#define H BYTE_HIGH
static const uint8_t byte_kinds[256] = {
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 10 */
    O, O, O, O, O, O, O, A, O, O, O, O, O, Y, O, O, /* 20 */
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 30 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 40 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 50 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 70 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 80 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 90 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* A0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* B0 */
    O, O, H, C, H, H, H, H, H, H, H, H, H, H, H, H, /* C0 */
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* D0 */
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* E0 */
    H, H, H, H, H, H, H, O, O, O, O, O, O, O, O, O, /* F0 */
};
#undef O
#undef L
#undef D
#undef A
#undef Y
#undef C
#undef H
/* clang-format on */

/* The letter of C3 80+i without its accent; 0 asks text/fold.h (æ ð þ ß × ÷ ø). */
static const char latin_fold[65] = "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0"
                                   "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

/* A word as it was read: its hash, and its folded bytes if they are few. */
typedef struct word {
    uint64_t hash;
    uint32_t beg, end;
    uint32_t len; /* folded bytes, all of them */
    bool has_digit;
    bool is_elided;                /* an apostrophe follows it, inside `end` */
    uint64_t lanes[WORD_KEPT / 8]; /* eight a lane, the first lowest */
} word;

dbn_scanner
dbn_scanner_of(dbn_span text, dbn_range range, const dbn_profile *profile,
               dbn_word_entry *cache)
{
    dbn_notation notation = {.decimal = ','};
    if (profile != NULL)
        notation = dbn_profile_notation(profile);
    return (dbn_scanner){text.ptr, range.beg, range.end, profile, notation, cache};
}

static inline unsigned char
byte_at(const dbn_scanner *s, uint32_t at)
{
    return at < s->end ? (unsigned char)s->text[at] : 0;
}

static uint32_t
code_at(const dbn_scanner *s, uint32_t at, uint32_t *len)
{
    return dbn_utf8_decode((dbn_span){s->text, s->end}, at, len);
}

static inline uint64_t
hash_word(const word *w)
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

/* The folded bytes, in order on every machine. */
static void
spell(char out[WORD_KEPT], const word *w)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(out, w->lanes, WORD_KEPT);
#else
    for (uint32_t i = 0; i < WORD_KEPT; i++)
        out[i] = (char)(w->lanes[i / 8] >> (i % 8 * 8));
#endif
}

static inline void
add_byte(word *w, char byte)
{
    if (w->len < WORD_KEPT)
        w->lanes[w->len / 8] |= (uint64_t)(unsigned char)byte << (w->len % 8 * 8);
    else
        w->hash = dbn_hash_byte(w->hash, (unsigned char)byte);
    w->len++;
}

/* Scripts that write no spaces: a character is a word. */
static bool
stands_alone(uint32_t code)
{
    return (code >= 0x0E00 && code < 0x0F00) || (code >= 0x1000 && code < 0x10A0) ||
           (code >= 0x1780 && code < 0x1800) || (code >= 0x3040 && code < 0x3100) ||
           (code >= 0x31F0 && code < 0x3200) || (code >= 0x3400 && code < 0xA000) ||
           (code >= 0xF900 && code < 0xFB00) || (code >= 0x20000 && code < 0x40000);
}

static bool
is_letter(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
}

/* The length of an apostrophe at `at`, 0 for none: ' ’ ʼ ‘ */
static uint32_t
apostrophe_at(const dbn_scanner *s, uint32_t at)
{
    if (byte_at(s, at) == '\'')
        return 1;
    if (byte_at(s, at) == 0xE2 && byte_at(s, at + 1) == 0x80 &&
        (byte_at(s, at + 2) == 0x99 || byte_at(s, at + 2) == 0x98))
        return 3;
    return byte_at(s, at) == 0xCA && byte_at(s, at + 1) == 0xBC ? 2 : 0;
}

static bool
letter_at(const dbn_scanner *s, uint32_t at)
{
    uint32_t len;
    if (at >= s->end)
        return false;
    uint32_t code = code_at(s, at, &len);
    return is_letter(code) && !stands_alone(code);
}

/* ---- numbers in words ---- */

/* "quatre-vingt-dix-sept mille deux cents": `below` is what a thousand would
 * multiply, `total` the thousands so far. */
typedef struct spoken {
    int64_t total, below, last;
} spoken;

static bool
add_spoken(spoken *n, int64_t value)
{
    if (value >= 1000) {
        if (n->below > INT64_MAX / value / 4 || n->total > INT64_MAX / 4 ||
            (n->total != 0 && n->last >= value))
            return false;
        n->total += (n->below == 0 ? 1 : n->below) * value;
        n->below = 0;
    } else if (value == 100 && n->below % 100 < 10 && n->below > 0 && n->last < 10) {
        n->below += n->below % 100 * 99;
    } else if (value == 20 && n->last == 4) {
        n->below += 76;
    } else if (n->last >= 10 && value < n->last && (n->last >= 100 || value < 20) &&
               (n->last >= 20 || value < 10)) {
        n->below += value;
    } else if (n->last != 0 || n->below != 0) {
        return false;
    } else {
        n->below = value;
    }
    n->last = value;
    return true;
}

/* The value of a compound such as "vierundzwanzig", "zwolftausend", "tweehonderdvijf":
 * number words and "and" without a space, the units before the tens. 0: none. */
static int64_t
compound_value(const dbn_scanner *s, dbn_span folded)
{
    spoken n = {0, 0, 0};
    int64_t unit = -1; /* waits for its tens, behind "und" */
    int64_t before = 0;
    for (uint32_t at = 0; at < folded.len;) {
        uint32_t len = (uint32_t)folded.len - at;
        dbn_word part = {0};
        for (; len > 1; len--) {
            part = dbn_profile_word(s->profile, (dbn_span){folded.ptr + at, len});
            if ((part.classes & DBN_WORD_NUMBER) ||
                (at > 0 && (part.classes & DBN_WORD_AND)))
                break;
        }
        if (len < 2)
            return 0;
        at += len;
        if (!(part.classes & DBN_WORD_NUMBER)) {
            unit = before;
            if (unit <= 0 || unit >= 10)
                return 0;
            n.below -= unit;
            n.last = n.below > 0 ? 100 : 0;
            continue;
        }
        int64_t value = unit >= 0 ? part.value + unit : part.value;
        if (unit >= 0 && (part.value < 20 || part.value > 90))
            return 0;
        unit = -1;
        before = part.value;
        if (!add_spoken(&n, value))
            return 0;
    }
    return unit >= 0 ? 0 : n.total + n.below;
}

/* What the profile says, with the compounds that it need not list. */
static dbn_word
ask_profile(const dbn_scanner *s, const word *w)
{
    char folded[WORD_KEPT];
    spell(folded, w);
    dbn_word known = dbn_profile_word(s->profile, (dbn_span){folded, w->len});
    if (known.classes == 0 && s->notation.units_first && w->len >= COMPOUND_MIN) {
        known.value = compound_value(s, (dbn_span){folded, w->len});
        known.classes = known.value > 0 ? DBN_WORD_NUMBER : 0;
    }
    return known;
}

static dbn_word
look_up(const dbn_scanner *s, const word *w, uint64_t hash)
{
    dbn_word none = {0};
    if (s->profile == NULL || w->len > WORD_KEPT)
        return none;
    bool may_be_compound = s->notation.units_first && w->len >= COMPOUND_MIN;
    if (!may_be_compound && !dbn_profile_may_know(s->profile, w->lanes[0], w->len))
        return none;
    if (s->cache == NULL)
        return ask_profile(s, w);
    dbn_word_entry *entry = &s->cache[hash % DBN_WORD_CACHE];
    if (entry->hash != hash || entry->profile != s->profile)
        *entry = (dbn_word_entry){hash, s->profile, ask_profile(s, w)};
    return entry->word;
}

/* An apostrophe between letters: an elision ends the word, any other is its part
 * (aujourd'hui, don't, O'Neill). False: the word ends here. */
static bool
takes_apostrophe(dbn_scanner *s, word *w, uint32_t len)
{
    if (!letter_at(s, s->at + len))
        return false;
    if (look_up(s, w, hash_word(w)).classes & DBN_WORD_ELISION) {
        w->is_elided = true;
        s->at += len;
        return false;
    }
    add_byte(w, '\'');
    s->at += len;
    return true;
}

/* A hyphen at the end of a line inside a word: "caracté-\nres". */
static bool
takes_line_hyphen(dbn_scanner *s)
{
    uint32_t at = s->at + 1;
    while (byte_at(s, at) == ' ' || byte_at(s, at) == '\r')
        at++;
    if (byte_at(s, at) != '\n')
        return false;
    while (dbn_is_ascii_space((char)byte_at(s, at)))
        at++;
    uint32_t len;
    if (at >= s->end || dbn_char_class_of(code_at(s, at, &len)) != DBN_CHAR_LOWER)
        return false;
    s->at = at;
    return true;
}

/* A code point past Latin-1 letters. False: it is no part of the word. */
static bool
takes_code(dbn_scanner *s, word *w)
{
    uint32_t len, code = code_at(s, s->at, &len);
    uint32_t apostrophe = apostrophe_at(s, s->at);
    if (apostrophe > 0)
        return w->len > 0 && takes_apostrophe(s, w, apostrophe);
    dbn_char_class class = dbn_char_class_of(code);
    if (class == DBN_CHAR_MARK) {
        s->at += len;
        return true;
    }
    if ((class != DBN_CHAR_LOWER && class != DBN_CHAR_UPPER) ||
        (stands_alone(code) && w->len > 0))
        return false;
    char folded[DBN_FOLD_MAX];
    uint32_t count = dbn_fold_codepoint(folded, code);
    for (uint32_t i = 0; i < count; i++)
        add_byte(w, folded[i]);
    s->at += len;
    return !stands_alone(code);
}

#define EACH_BYTE(b) (UINT64_C(0x0101010101010101) * (b))

/* Eight bytes of text, the first lowest on every machine. */
static inline uint64_t
eight_at(const char *text)
{
    uint64_t eight;
    memcpy(&eight, text, sizeof eight);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    eight = __builtin_bswap64(eight);
#endif
    return eight;
}

/* How many of eight bytes, whose bit 0x20 is set, are small letters before the first
 * that is none. Adding 0x80 - 'a' carries into the high bit from 'a' on, adding
 * 0x7F - 'z' from behind 'z' on: letters are where one did and the other did not. */
static inline uint32_t
count_letters(uint64_t eight)
{
    const uint64_t high = EACH_BYTE(0x80);
    uint64_t low = eight & ~high;
    uint64_t letters =
        ((low + EACH_BYTE(0x80 - 'a')) ^ (low + EACH_BYTE(0x7F - 'z'))) & ~eight & high;
    uint64_t others = ~letters & high;
    return others == 0 ? 8 : (uint32_t)__builtin_ctzll(others) / 8;
}

/* The plain letters at s->at, eight at a time: all that most words are. The end of a
 * block and of a very long word are left to the caller's loop. */
static inline void
read_plain(dbn_scanner *s, word *w)
{
    const char *text = s->text;
    uint32_t at = s->at, end = s->end, len = 0;
    while (end - at >= 8 && len <= WORD_KEPT - 8) {
        uint64_t small = eight_at(text + at) | EACH_BYTE(0x20);
        uint32_t count = count_letters(small), shift = len % 8 * 8;
        if (count < 8)
            small &= (UINT64_C(1) << count * 8) - 1;
        w->lanes[len / 8] |= small << shift;
        if (shift != 0) /* else the next lane gets nothing, and may not exist */
            w->lanes[len / 8 + 1] |= small >> (64 - shift);
        len += count;
        at += count;
        if (count == 8)
            continue;
        if ((unsigned char)text[at] != 0xC3 || at + 1 == end || len == WORD_KEPT)
            break;
        char latin = latin_fold[text[at + 1] & 0x3F];
        if (latin == '\0')
            break;
        w->lanes[len / 8] |= (uint64_t)(unsigned char)latin << (len % 8 * 8);
        len++;
        at += 2;
    }
    w->len = len;
    s->at = at;
}

/* Read a word at s->at, which a letter starts (or nothing: then w->len is 0). */
static inline void
read_word(dbn_scanner *s, word *w)
{
    memset(w, 0, sizeof *w);
    w->beg = s->at;
    read_plain(s, w);
    for (bool goes_on = true; goes_on && s->at < s->end;) {
        unsigned char byte = (unsigned char)s->text[s->at];
        char latin;
        switch (byte_kinds[byte]) {
        case BYTE_LETTER:
            add_byte(w, (char)(byte | 0x20));
            s->at++;
            break;
        case BYTE_DIGIT:
            w->has_digit = true;
            add_byte(w, (char)byte);
            s->at++;
            break;
        case BYTE_LATIN:
            latin = s->at + 1 < s->end ? latin_fold[s->text[s->at + 1] & 0x3F] : '\0';
            if (latin == '\0') {
                goes_on = takes_code(s, w);
                break;
            }
            add_byte(w, latin);
            s->at += 2;
            break;
        case BYTE_HIGH:
            goes_on = takes_code(s, w);
            break;
        case BYTE_APOSTROPHE:
            goes_on = takes_apostrophe(s, w, 1);
            break;
        case BYTE_HYPHEN:
            goes_on = takes_line_hyphen(s);
            break;
        default:
            goes_on = false;
        }
    }
    w->end = s->at;
}

/* ---- numbers ---- */

/* mantissa * 10^exponent, the mantissa without zeros at its end; or, past
 * NUMBER_DIGITS, a hash of the digits. */
typedef struct number {
    uint64_t mantissa;
    int32_t exponent;
    uint32_t digits; /* read so far */
    bool is_long;
} number;

static void
add_digit(number *n, char digit)
{
    if (n->digits >= NUMBER_DIGITS && !n->is_long) {
        n->is_long = true;
        n->mantissa = dbn_hash_mix(n->mantissa);
    }
    if (n->is_long)
        n->mantissa = dbn_hash_byte(n->mantissa, (unsigned char)digit);
    else
        n->mantissa = n->mantissa * 10 + (uint64_t)(digit - '0');
    if (n->digits > 0 || digit != '0')
        n->digits++;
}

static uint64_t
hash_value(uint64_t value, uint64_t tag)
{
    return dbn_hash_mix(value * UINT64_C(0xD6E8FEB86659FD93) ^ tag);
}

static uint64_t
hash_number(number n)
{
    while (n.mantissa != 0 && n.mantissa % 10 == 0 && !n.is_long) {
        n.mantissa /= 10;
        n.exponent++;
    }
    if (n.mantissa == 0)
        n.exponent = 0;
    return hash_value(n.mantissa, UINT64_C(0x4E756D62) + (uint64_t)(n.exponent + 64));
}

static uint64_t
hash_hour(uint32_t hours, uint32_t minutes)
{
    return hash_value((uint64_t)hours * 60 + minutes, UINT64_C(0x486F7572) << 16);
}

static uint64_t
hash_date(int32_t year, uint32_t month, uint32_t day)
{
    return hash_value((uint64_t)year * 416 + (uint64_t)month * 32 + day,
                      UINT64_C(0x44617465) << 16);
}

static uint32_t
digits_at(const dbn_scanner *s, uint32_t at)
{
    uint32_t count = 0;
    while (byte_kinds[byte_at(s, at + count)] == BYTE_DIGIT)
        count++;
    return count;
}

static uint32_t
small_value(const dbn_scanner *s, uint32_t at, uint32_t count)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < count && i < 9; i++)
        value = value * 10 + (uint32_t)(s->text[at + i] - '0');
    return value;
}

/* Length of one space of any kind at `at`: ' ' U+00A0 U+2009 U+202F. */
static uint32_t
space_at(const dbn_scanner *s, uint32_t at)
{
    unsigned char a = byte_at(s, at);
    if (a == ' ')
        return 1;
    if (a == 0xC2 && byte_at(s, at + 1) == 0xA0)
        return 2;
    if (a == 0xE2 && byte_at(s, at + 1) == 0x80 &&
        (byte_at(s, at + 2) == 0xAF || byte_at(s, at + 2) == 0x89))
        return 3;
    return 0;
}

/* Behind spaces and at most one line end: an empty line is a new paragraph. */
static uint32_t
skip_spaces(const dbn_scanner *s, uint32_t at)
{
    uint32_t len, lines = 0;
    while ((len = space_at(s, at)) > 0 || (byte_at(s, at) == '\n' && lines++ == 0))
        at += len > 0 ? len : 1;
    return at;
}

/* Which group separator stands at `at`, and its length. 0: none of this language. */
static uint32_t
group_mark_at(const dbn_scanner *s, uint32_t at, uint32_t *len)
{
    uint32_t mark = 0;
    *len = 1;
    if (byte_at(s, at) == '.') {
        mark = DBN_GROUP_POINT;
    } else if (byte_at(s, at) == ',') {
        mark = DBN_GROUP_COMMA;
    } else if ((*len = space_at(s, at)) > 0) {
        mark = DBN_GROUP_SPACE;
    } else if ((*len = apostrophe_at(s, at)) > 0) {
        mark = DBN_GROUP_APOSTROPHE;
    }
    return mark & s->notation.groups;
}

/* "10 000", "1.234,5": digits, groups of three, decimals. */
static number
read_number(dbn_scanner *s)
{
    number n = {0, 0, 0, false};
    uint32_t first = digits_at(s, s->at), len;
    bool can_group = first <= 3 && s->text[s->at] != '0';
    for (uint32_t i = 0; i < first; i++)
        add_digit(&n, s->text[s->at++]);
    uint32_t mark = can_group ? group_mark_at(s, s->at, &len) : 0;
    while (mark != 0 && group_mark_at(s, s->at, &len) == mark &&
           digits_at(s, s->at + len) == 3) {
        s->at += len;
        for (uint32_t i = 0; i < 3; i++)
            add_digit(&n, s->text[s->at++]);
    }
    unsigned char decimal = byte_at(s, s->at);
    uint32_t decimals = digits_at(s, s->at + 1);
    if ((decimal == ',' || decimal == '.') && decimals > 0 && decimals < 10 &&
        !n.is_long) {
        s->at++;
        for (uint32_t i = 0; i < decimals; i++, n.exponent--)
            add_digit(&n, s->text[s->at++]);
    }
    return n;
}

/* A word after spaces; s stays where it is if there is none or it is unknown. */
static dbn_word
next_word(dbn_scanner *s)
{
    dbn_scanner ahead = *s;
    word w;
    ahead.at = skip_spaces(s, s->at);
    if (!letter_at(&ahead, ahead.at))
        return (dbn_word){0};
    read_word(&ahead, &w);
    if (w.has_digit) { /* the h of 16h15 */
        for (ahead.end = w.beg; byte_kinds[byte_at(s, ahead.end)] != BYTE_DIGIT;)
            ahead.end++;
        ahead.at = w.beg;
        read_word(&ahead, &w);
    }
    dbn_word known = look_up(&ahead, &w, hash_word(&w));
    if (known.classes != 0)
        s->at = ahead.at;
    return known;
}

/* What is multiplied by what stands before it: 3 millions. */
static bool
is_scale(dbn_word w)
{
    return (w.classes & DBN_WORD_NUMBER) && w.value >= 1000;
}

static void
take_scale(dbn_scanner *s, number *n)
{
    dbn_scanner ahead = *s;
    dbn_word scale = next_word(&ahead);
    if (!is_scale(scale) || n->is_long)
        return;
    int64_t value = scale.value;
    for (; value >= 10 && value % 10 == 0; value /= 10)
        n->exponent++;
    if (value == 1)
        s->at = ahead.at;
}

/* ---- hours and dates ---- */

/* ":15" or "h 15" or "heures" behind 1-2 digits. */
static bool
take_hour(dbn_scanner *s, dbn_token_look *look)
{
    uint32_t count = digits_at(s, s->at);
    dbn_scanner ahead = *s;
    uint32_t hours = small_value(s, s->at, count), minutes = 0;
    if (count > 2 || hours > 24)
        return false;
    ahead.at += count;
    unsigned char mark = byte_at(s, ahead.at);
    bool has_minutes = (mark == ':' || mark == '.') &&
                       digits_at(s, ahead.at + 1) == 2 &&
                       byte_at(s, ahead.at + 3) != mark;
    if (has_minutes) {
        minutes = small_value(s, ahead.at + 1, 2);
        ahead.at += 3;
    }
    bool has_word = (next_word(&ahead).classes & DBN_WORD_HOUR) != 0;
    if (has_word && !has_minutes) {
        uint32_t at = skip_spaces(s, ahead.at);
        if (digits_at(s, at) == 2 && small_value(s, at, 2) < 60) {
            minutes = small_value(s, at, 2);
            ahead.at = at + 2;
        }
    }
    if (minutes >= 60 || !(has_word || (has_minutes && mark == ':')))
        return false;
    if (!has_word)
        ahead.at = s->at + count + 3;
    s->at = ahead.at;
    look->hash = hash_hour(hours, minutes);
    return true;
}

static bool
is_date(uint32_t year, uint32_t month, uint32_t day)
{
    return year < 3000 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool
set_date(dbn_token_look *look, uint32_t year, uint32_t month, uint32_t day)
{
    if (!is_date(year, month, day))
        return false;
    look->kind = DBN_TOKEN_DATE;
    look->year = (int32_t)year;
    look->month = (uint8_t)month;
    look->day = (uint8_t)day;
    look->hash = hash_date((int32_t)year, month, day);
    return true;
}

/* 03/03/2011, 3.3.2011, 2011-03-03. */
static bool
take_numeric_date(dbn_scanner *s, dbn_token_look *look)
{
    uint32_t lens[3], values[3], at = s->at;
    unsigned char mark = 0;
    for (int i = 0; i < 3; i++) {
        lens[i] = digits_at(s, at);
        values[i] = small_value(s, at, lens[i]);
        if (lens[i] == 0 || lens[i] > 4)
            return false;
        at += lens[i];
        if (i == 0)
            mark = byte_at(s, at);
        if (i < 2 &&
            (byte_at(s, at++) != mark || (mark != '/' && mark != '.' && mark != '-')))
            return false;
    }
    bool dated = false;
    if (lens[0] == 4 && lens[1] <= 2 && lens[2] <= 2)
        dated = set_date(look, values[0], values[1], values[2]);
    else if (lens[0] <= 2 && lens[1] <= 2 && lens[2] == 4)
        dated = s->notation.month_first && values[0] <= 12
                    ? set_date(look, values[2], values[0], values[1])
                    : set_date(look, values[2], values[1], values[0]);
    if (dated)
        s->at = at;
    return dated;
}

/* ", 2011" or " de 2011" behind a day and a month. 0: no year. */
static uint32_t
take_year(dbn_scanner *s)
{
    dbn_scanner ahead = *s;
    if (byte_at(s, ahead.at) == '.' || byte_at(s, ahead.at) == ',')
        ahead.at++;
    uint32_t at = skip_spaces(&ahead, ahead.at);
    if (digits_at(s, at) == 0 && (next_word(&ahead).classes & DBN_WORD_STOP))
        at = skip_spaces(&ahead, ahead.at);
    uint32_t year = digits_at(s, at) == 4 ? small_value(s, at, 4) : 0;
    if (year < 1000 || year >= 3000)
        return 0;
    s->at = at + 4;
    return year;
}

/* "3 mars 2011", "1er mars", "3. März", "3 de marzo de 2011". */
static bool
take_day_first(dbn_scanner *s, dbn_token_look *look)
{
    uint32_t count = digits_at(s, s->at);
    dbn_scanner ahead = *s;
    uint32_t day = small_value(s, s->at, count);
    if (count > 2 || day < 1 || day > 31)
        return false;
    ahead.at += count;
    for (int i = 0; i < 2 && letter_at(&ahead, ahead.at); i++) { /* 1er, 3rd */
        uint32_t len;
        code_at(&ahead, ahead.at, &len);
        ahead.at += len;
    }
    if (byte_at(s, ahead.at) == '.')
        ahead.at++;
    dbn_word w = next_word(&ahead);
    if ((w.classes & DBN_WORD_STOP) && w.month == 0)
        w = next_word(&ahead);
    if (w.month == 0)
        return false;
    s->at = ahead.at;
    uint32_t year = take_year(s);
    return set_date(look, year, w.month, day);
}

/* "March 3, 2011" behind the month. */
static bool
take_month_first(dbn_scanner *s, uint32_t month, dbn_token_look *look)
{
    dbn_scanner ahead = *s;
    uint32_t at = skip_spaces(s, s->at), count = digits_at(s, at);
    uint32_t day = small_value(s, at, count);
    unsigned char after = byte_at(s, at + count);
    bool is_other = (after == ':' || after == '.' || after == ',' || after == '/') &&
                    digits_at(s, at + count + 1) > 0;
    if (count < 1 || count > 2 || !is_date(0, month, day) || is_other || at == s->at)
        return false;
    ahead.at = at + count;
    s->at = ahead.at;
    uint32_t year = take_year(s);
    return set_date(look, year, month, day);
}

static void
read_digits(dbn_scanner *s, dbn_token_look *look)
{
    look->kind = DBN_TOKEN_NUMBER;
    if (take_numeric_date(s, look) || take_day_first(s, look) || take_hour(s, look))
        return;
    number n = read_number(s);
    take_scale(s, &n);
    look->hash = hash_number(n);
}

/* The next spoken part after spaces or one hyphen, over an "and" (vingt et un). */
static bool
take_spoken(dbn_scanner *s, spoken *n)
{
    dbn_scanner ahead = *s;
    if (byte_at(s, s->at) == '-')
        ahead.at++;
    dbn_word w = next_word(&ahead);
    if ((w.classes & DBN_WORD_AND) && !(w.classes & DBN_WORD_NUMBER) && n->last >= 20) {
        if (byte_at(s, ahead.at) == '-')
            ahead.at++;
        w = next_word(&ahead);
    }
    if (!(w.classes & DBN_WORD_NUMBER) || !add_spoken(n, w.value))
        return false;
    s->at = ahead.at;
    return true;
}

/* A number that starts with the word `first`. False: the word is an article
 * (un, een, ein) unless more follows: un million. */
static bool
read_spoken(dbn_scanner *s, dbn_word first, dbn_token_look *look)
{
    spoken n = {0, 0, 0};
    int parts = 0;
    add_spoken(&n, first.value);
    while (parts < NUMBER_WORDS && take_spoken(s, &n))
        parts++;
    if (parts == 0 && (first.classes & DBN_WORD_STOP))
        return false;
    look->kind = DBN_TOKEN_NUMBER;
    look->hash = hash_number((number){(uint64_t)(n.total + n.below), 0, 0, false});
    return true;
}

/* ---- tokens ---- */

/* Move to the next byte that can start a token. */
static inline bool
find_start(dbn_scanner *s)
{
    uint32_t len;
    for (; s->at < s->end; s->at += len) {
        uint8_t kind = byte_kinds[(unsigned char)s->text[s->at]];
        len = 1;
        if (kind == BYTE_LETTER || kind == BYTE_DIGIT)
            return true;
        if (kind == BYTE_LATIN || kind == BYTE_HIGH) {
            if (is_letter(code_at(s, s->at, &len)))
                return true;
        }
    }
    return false;
}

static inline void
read_letters(dbn_scanner *s, dbn_token_look *look)
{
    word w;
    read_word(s, &w);
    uint64_t hash = hash_word(&w);
    dbn_word known = look_up(s, &w, hash);
    look->hash = hash;
    look->classes = known.classes;
    look->is_lettered = w.has_digit;
    if (w.has_digit || (known.classes & DBN_WORD_ORDINAL))
        look->kind = DBN_TOKEN_NUMBER;
    if (known.classes & DBN_WORD_NEGATION)
        look->kind = DBN_TOKEN_NEGATION;
    if (known.month != 0 && take_month_first(s, known.month, look))
        return;
    if ((known.classes & DBN_WORD_NUMBER) && known.value >= 0 && !w.is_elided)
        read_spoken(s, known, look);
}

bool
dbn_scanner_next(dbn_scanner *s, dbn_token *token, dbn_token_look *look)
{
    dbn_token_look seen = {.kind = DBN_TOKEN_WORD};
    if (!find_start(s))
        return false;
    token->beg = s->at;
    if (byte_kinds[(unsigned char)s->text[s->at]] == BYTE_DIGIT)
        read_digits(s, &seen);
    else
        read_letters(s, &seen);
    token->hash = (uint32_t)(seen.hash >> 32);
    if (look != NULL) {
        seen.range = (dbn_range){token->beg, s->at};
        *look = seen;
    }
    return true;
}

uint32_t
dbn_word_fold(char *out, uint32_t cap, dbn_span text)
{
    uint32_t count = 0, len;
    char folded[DBN_FOLD_MAX];
    for (size_t at = 0; at < text.len; at += len) {
        uint8_t kind = byte_kinds[(unsigned char)text.ptr[at]];
        if (kind == BYTE_LETTER || kind == BYTE_DIGIT) { /* digits have bit 0x20 */
            len = 1;
            if (count < cap)
                out[count++] = (char)(text.ptr[at] | 0x20);
            continue;
        }
        uint32_t code = dbn_utf8_decode(text, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        if (class != DBN_CHAR_LOWER && class != DBN_CHAR_UPPER &&
            class != DBN_CHAR_DIGIT)
            continue;
        uint32_t more = dbn_fold_codepoint(folded, code);
        for (uint32_t i = 0; i < more && count < cap; i++)
            out[count++] = folded[i];
    }
    return count;
}
