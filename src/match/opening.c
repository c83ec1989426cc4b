#include "match/opening.h"

#include "base/utf8.h"
#include "base/vec.h"

#include <string.h>

/* What stands in a pattern of a term for a space, and for an apostrophe. */
#define SPACE_CLASS      DBN_SPAN("[ \xC2\xA0\xE2\x80\xAF]")
#define APOSTROPHE_CLASS DBN_SPAN("['\xE2\x80\x99]")

/* Is it the second byte of a small Latin-1 letter that has a capital (à … þ)? */
static bool
is_small_latin(unsigned char byte)
{
    return byte >= 0xA0 && byte <= 0xBE && byte != 0xB7;
}

static bool
is_capital_latin(unsigned char byte)
{
    return byte >= 0x80 && byte <= 0x9E && byte != 0x97;
}

/* One sign of the pattern at its beginning, as openings have it, and its bytes there; 0
 * for all that is not plain. */
static size_t
take_sign(dbn_span pattern, char out[2], uint32_t *len)
{
    unsigned char c = (unsigned char)pattern.ptr[0];
    *len = 1;
    out[0] = dbn_ascii_lower((char)c);
    if (dbn_span_starts(pattern, SPACE_CLASS)) {
        out[0] = ' ';
        return SPACE_CLASS.len;
    }
    if (dbn_span_starts(pattern, APOSTROPHE_CLASS)) {
        out[0] = '\'';
        return APOSTROPHE_CLASS.len;
    }
    if (dbn_is_ascii_alpha((char)c) || dbn_is_ascii_digit((char)c) || c == ' ' ||
        c == '-')
        return 1;
    if (c != 0xC3 || pattern.len < 2)
        return 0;
    unsigned char second = (unsigned char)pattern.ptr[1];
    if (!is_small_latin(second) && !is_capital_latin(second))
        return 0;
    out[1] = (char)(is_small_latin(second) ? second : second + 0x20);
    *len = 2;
    return 2;
}

bool
dbn_pattern_has_alternatives(dbn_span pattern)
{
    bool in_class = false;
    int depth = 0;
    for (size_t at = 0; at < pattern.len; at++) {
        char c = pattern.ptr[at];
        if (c == '\\')
            at++;
        else if (in_class)
            in_class = c != ']';
        else if (c == '[')
            in_class = true;
        else if (c == '(' || c == ')')
            depth += c == '(' ? 1 : -1;
        else if (c == '|' && depth == 0)
            return true;
    }
    return false;
}

dbn_status
dbn_opening_make(dbn_span *out, dbn_span pattern, dbn_arena *arena)
{
    dbn_buffer text = {0};
    *out = (dbn_span){"", 0};
    if (dbn_pattern_has_alternatives(pattern))
        return DBN_OK;
    size_t at = dbn_span_starts(pattern, DBN_SPAN("\\b")) ? 2 : 0;
    while (at < pattern.len) {
        char sign[2];
        uint32_t len;
        size_t taken =
            take_sign((dbn_span){pattern.ptr + at, pattern.len - at}, sign, &len);
        at += taken;
        bool is_repeated =
            at < pattern.len && memchr("?*+{", pattern.ptr[at], 4) != NULL;
        if (taken == 0 || is_repeated)
            break;
        DBN_TRY(dbn_vec_append(arena, &text, sign, len));
    }
    if (text.count > 0)
        *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* The bytes of the text's first sign where the opening's first byte, which is no
 * letter, allows it; 0 where it does not. */
static size_t
take_other(char wanted, dbn_span text)
{
    if (text.ptr[0] == wanted)
        return 1;
    if (wanted == '\'')
        return dbn_span_starts(text, DBN_SPAN("\xE2\x80\x99")) ? 3 : 0;
    if (wanted != ' ')
        return 0;
    if (dbn_span_starts(text, DBN_SPAN("\xC2\xA0")))
        return 2;
    return dbn_span_starts(text, DBN_SPAN("\xE2\x80\xAF")) ? 3 : 0;
}

/* Is `byte` the wanted second byte of a Latin-1 letter, or that of its capital? */
static bool
is_latin(char wanted, char byte)
{
    return byte == wanted || (unsigned char)byte + 0x20U == (unsigned char)wanted;
}

dbn_opening_fit
dbn_opening_compare(dbn_span opening, dbn_span text)
{
    size_t at = 0;
    for (size_t i = 0; i < opening.len; i++) {
        char wanted = opening.ptr[i];
        if (at >= text.len)
            return DBN_OPENING_ENDS;
        if (dbn_ascii_lower(text.ptr[at]) == wanted) {
            at++;
            continue;
        }
        bool is_second = i > 0 && opening.ptr[i - 1] == (char)0xC3;
        size_t taken =
            is_second ? is_latin(wanted, text.ptr[at])
                      : take_other(wanted, (dbn_span){text.ptr + at, text.len - at});
        if (taken == 0)
            return DBN_OPENING_DIFFERS;
        at += taken;
    }
    return DBN_OPENING_PASSES;
}
