/*
 * Two bytes or more of UTF-8 as codes are hardly anything else, where they make a
 * letter or a mark that newspapers set, in a word of text. In an address, a formula or
 * a tag, and behind a number, codes are what is meant: there, and where a code of the
 * same word is none, all stays.
 */
#include "clean/residue.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Bytes of a word that are looked at on each side of a code; a longer one is none. */
#define WORD_BYTES 64U
#define CODE_BYTES 3U /* "=C3" */

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

/* The UTF-8 of one character beyond ASCII, written from `at` on, to `out`; its length,
 * 0 where there is none. */
static uint32_t
read_character(char out[DBN_UTF8_MAX], dbn_span text, uint32_t at, char mark)
{
    int lead = byte_of(text, at);
    if (lead < 0xC2)
        return 0;
    uint32_t len = dbn_utf8_len((unsigned char)lead);
    for (uint32_t i = 0; i < len; i++, at += CODE_BYTES) {
        int byte = at < text.len && text.ptr[at] == mark ? byte_of(text, at) : -1;
        if (byte < 0)
            return 0;
        out[i] = (char)byte;
    }
    return dbn_utf8_invalid_at((dbn_span){out, len}, 0) == len ? len : 0;
}

/* A letter, a quotation mark, an apostrophe, a dash, dots, a space that does not break.
 */
static bool
is_of_text(uint32_t code)
{
    static const uint16_t signs[] = {0xA0,   0xAB,   0xBB,   0x2013, 0x2014, 0x2018,
                                     0x2019, 0x201C, 0x201D, 0x2026, 0x202F};
    dbn_char_class class = dbn_char_class_of(code);
    if (class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER)
        return true;
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i] == code)
            return true;
    return false;
}

/* Does what stands between spaces around `at` belong to a text, with every mark in it
 * the beginning of a code? */
static bool
is_in_text(dbn_span text, uint32_t at, const writing *w)
{
    uint32_t beg = at, end = at;
    while (beg > 0 && !dbn_is_ascii_space(text.ptr[beg - 1]) && at - beg <= WORD_BYTES)
        beg--;
    while (end < text.len && !dbn_is_ascii_space(text.ptr[end]) &&
           end - at <= WORD_BYTES)
        end++;
    if (at - beg > WORD_BYTES || end - at > WORD_BYTES)
        return false;
    for (uint32_t i = beg; i < end; i++) {
        bool is_after_digit =
            i > beg && dbn_is_ascii_digit(text.ptr[i - 1]) &&
            (i < beg + CODE_BYTES || text.ptr[i - CODE_BYTES] != w->mark);
        if (text.ptr[i] == '\0' || strchr(w->foreign, text.ptr[i]) != NULL ||
            (text.ptr[i] == w->mark && (byte_of(text, i) < 0 || is_after_digit)))
            return false;
    }
    return true;
}

static dbn_status
find_written(dbn_fixes *fixes, dbn_span text, const writing *w, dbn_arena *arena)
{
    for (uint32_t at = 0; at < text.len;) {
        const char *mark = memchr(text.ptr + at, w->mark, text.len - at);
        char utf8[DBN_UTF8_MAX];
        if (mark == NULL)
            return DBN_OK;
        at = (uint32_t)(mark - text.ptr);
        uint32_t ignored, len = read_character(utf8, text, at, w->mark);
        dbn_span character = {utf8, len};
        if (len == 0 || !is_of_text(dbn_utf8_decode(character, 0, &ignored)) ||
            !is_in_text(text, at, w)) {
            at++;
            continue;
        }
        dbn_range range = {at, at + len * CODE_BYTES};
        DBN_TRY(dbn_fixes_replace(fixes, arena, range, character, w->rule));
        at = range.end;
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
