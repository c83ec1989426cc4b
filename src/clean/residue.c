/*
 * Two bytes or more of UTF-8 as codes are hardly anything else, where they make a
 * letter or a mark that newspapers set, in a word of text. In an address, a formula or
 * a tag, and behind a number, codes are what is meant: there, and where a code of the
 * same word is none, all stays. One byte of windows-1252 says less ("a=E9"): it is read
 * where several words of the text show that it was written so.
 */
#include "clean/residue.h"

#include "base/utf8.h"
#include "clean/pages.h"
#include "text/fold.h"

/* Bytes of a word that are looked at on each side of a code; a longer one is none. */
#define WORD_BYTES 64U
#define CODE_BYTES 3U /* "=C3" */
/* Words that show a text of single bytes, and the letters that make one of them. */
#define SHOWN_WORDS  2U
#define WORD_LETTERS 3U

/* A way to write bytes as codes, and what stands in no word of text. */
typedef struct writing {
    char mark;
    dbn_rule rule;
    const char *foreign;
} writing;

static const writing writings[] = {
    {'=', DBN_RULE_ENCODING_QUOTED_PRINTABLE, "/?&@#%<>\"\\{}[]_+*"},
    {'%', DBN_RULE_ENCODING_PERCENT, "/?&@#=<>\"\\{}[]_+*"},
};

static int
hex_digit(char c)
{
    if (dbn_is_ascii_digit(c))
        return c - '0';
    c = dbn_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte that is written at `at`, which has the mark; -1 where none is. */
static int
byte_of(dbn_span text, uint32_t at)
{
    if (text.len - at < CODE_BYTES)
        return -1;
    int high = hex_digit(text.ptr[at + 1]), low = hex_digit(text.ptr[at + 2]);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* A character that is written as codes. */
typedef struct written {
    uint32_t code;  /* its code point, 0 where there is none that a text has */
    uint32_t bytes; /* that write it, as many as there are codes */
} written;

/* Quotation marks, apostrophes, dashes, dots, spaces that do not break. */
static const uint16_t signs[] = {0xA0,   0xAB,   0xBB,   0x2013, 0x2014, 0x2018,
                                 0x2019, 0x201C, 0x201D, 0x2026, 0x202F};
/* The letters of windows-1252 that stand among its signs. */
static const uint16_t low_letters[] = {0x152, 0x153, 0x178};

static bool
is_letter(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
}

static bool
is_of_text(uint32_t code)
{
    if (is_letter(code))
        return true;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i] == code)
            return true;
    return false;
}

/* The UTF-8 of one character beyond ASCII from `at` on. */
static written
read_utf8(dbn_span text, uint32_t at, char mark)
{
    char bytes[DBN_UTF8_MAX];
    int lead = byte_of(text, at);
    if (lead < 0xC2)
        return (written){0, 0};
    uint32_t ignored, len = dbn_utf8_len((unsigned char)lead);
    for (uint32_t i = 0; i < len; i++, at += CODE_BYTES) {
        int byte = at < text.len && text.ptr[at] == mark ? byte_of(text, at) : -1;
        if (byte < 0)
            return (written){0, 0};
        bytes[i] = (char)byte;
    }
    dbn_span character = {bytes, len};
    if (dbn_utf8_invalid_at(character, 0) != len)
        return (written){0, 0};
    uint32_t code = dbn_utf8_decode(character, 0, &ignored);
    return (written){is_of_text(code) ? code : 0, len};
}

/* The one of `codes` that windows-1252 writes as `byte`, or 0. */
static uint32_t
find_in_1252(const uint16_t *codes, size_t count, int byte)
{
    for (size_t i = 0; i < count; i++) {
        const dbn_page_row *row = dbn_page_row_of(codes[i]);
        if (row != NULL && row->bytes[DBN_PAGE_1252] == byte)
            return codes[i];
    }
    return 0;
}

/* The byte of windows-1252 at `at`. */
static written
read_1252(dbn_span text, uint32_t at)
{
    int byte = byte_of(text, at);
    if (byte < 0x80)
        return (written){0, 0};
    if (byte >= 0xA0)
        return (written){is_of_text((uint32_t)byte) ? (uint32_t)byte : 0, 1};
    uint32_t code = find_in_1252(signs, sizeof signs / sizeof signs[0], byte);
    if (code == 0)
        code =
            find_in_1252(low_letters, sizeof low_letters / sizeof low_letters[0], byte);
    return (written){code, 1};
}

/* What stands between spaces around `at`; empty where that is no word, but longer. */
static dbn_range
word_around(dbn_span text, uint32_t at)
{
    uint32_t beg = at, end = at;
    while (beg > 0 && !dbn_is_ascii_space(text.ptr[beg - 1]) && at - beg <= WORD_BYTES)
        beg--;
    while (end < text.len && !dbn_is_ascii_space(text.ptr[end]) &&
           end - at <= WORD_BYTES)
        end++;
    bool is_long = at - beg > WORD_BYTES || end - at > WORD_BYTES;
    return is_long ? (dbn_range){at, at} : (dbn_range){beg, end};
}

/* Does the word around `at` belong to a text, with every mark in it the beginning of a
 * code? */
static bool
is_in_text(dbn_span text, uint32_t at, const writing *w)
{
    dbn_range word = word_around(text, at);
    uint32_t beg = word.beg;
    for (uint32_t i = beg; i < word.end; i++) {
        bool is_after_digit =
            i > beg && dbn_is_ascii_digit(text.ptr[i - 1]) &&
            (i < beg + CODE_BYTES || text.ptr[i - CODE_BYTES] != w->mark);
        if (text.ptr[i] == '\0' || strchr(w->foreign, text.ptr[i]) != NULL ||
            (text.ptr[i] == w->mark && (byte_of(text, i) < 0 || is_after_digit)))
            return false;
    }
    return dbn_range_len(word) > 0;
}

/* Does the word around the code at `at` show, by itself, that a letter is meant? */
static bool
shows_letter(dbn_span text, uint32_t at, const writing *w)
{
    dbn_range word = word_around(text, at);
    uint32_t letters = 0;
    for (uint32_t i = word.beg; i < word.end; i++)
        if (text.ptr[i] == w->mark)
            i += CODE_BYTES - 1;
        else if (dbn_is_ascii_alpha(text.ptr[i]))
            letters++;
    return letters >= WORD_LETTERS && is_letter(read_1252(text, at).code) &&
           is_in_text(text, at, w);
}

/* Where the next mark stands from `at` on, or the end of the text. */
static uint32_t
next_mark(dbn_span text, uint32_t at, char mark)
{
    const char *found =
        at < text.len ? memchr(text.ptr + at, mark, text.len - at) : NULL;
    return (uint32_t)(found == NULL ? text.len : (size_t)(found - text.ptr));
}

/* Was the text written in single bytes of windows-1252? */
static bool
is_in_1252(dbn_span text, const writing *w)
{
    uint32_t shown = 0;
    for (uint32_t at = next_mark(text, 0, w->mark);
         at < text.len && shown < SHOWN_WORDS; at = next_mark(text, at + 1, w->mark))
        if (read_utf8(text, at, w->mark).bytes == 0 && shows_letter(text, at, w))
            shown++;
    return shown == SHOWN_WORDS;
}

static dbn_status
find_written(dbn_fixes *fixes, dbn_span text, const writing *w, dbn_arena *arena)
{
    bool is_1252 = is_in_1252(text, w);
    for (uint32_t at = next_mark(text, 0, w->mark); at < text.len;) {
        written read = read_utf8(text, at, w->mark);
        if (read.bytes == 0 && is_1252)
            read = read_1252(text, at);
        if (read.code != 0 && is_in_text(text, at, w)) {
            char utf8[DBN_UTF8_MAX];
            uint32_t len = dbn_utf8_encode(utf8, read.code);
            dbn_span character = {utf8, len};
            dbn_range range = {at, at + read.bytes * CODE_BYTES};
            DBN_TRY(dbn_fixes_replace(fixes, arena, range, character, w->rule));
            at = range.end - 1;
        }
        at = next_mark(text, at + 1, w->mark);
    }
    return DBN_OK;
}

dbn_status
dbn_residue_find(dbn_fixes *fixes, dbn_span text, dbn_arena *arena)
{
    for (size_t i = 0; i < sizeof writings / sizeof writings[0]; i++)
        DBN_TRY(find_written(fixes, text, &writings[i], arena));
    return DBN_OK;
}
