/*
 * text/sign.h - the minus before a number, which belongs to its value.
 */
#ifndef DBN_TEXT_SIGN_H
#define DBN_TEXT_SIGN_H

#include "base/span.h"

/**
 * How many bytes the minus takes right before the digit at `at`: a hyphen, an en dash
 * or U+2212, at the beginning, behind a space, or behind what opens a bracket. 0: there
 * is none; that of a range (3-4) or of a word (B-52) is none.
 */
static inline uint32_t
dbn_sign_before(dbn_span text, uint32_t at)
{
    static const dbn_span signs[] = {
        {"-", 1}, {"\xE2\x88\x92", 3}, {"\xE2\x80\x93", 3}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        uint32_t len = (uint32_t)signs[i].len, beg = at - len;
        if (at < len || !dbn_span_equal((dbn_span){text.ptr + beg, len}, signs[i]))
            continue;
        dbn_span before = {text.ptr, beg};
        bool is_free =
            beg == 0 || dbn_is_ascii_space(text.ptr[beg - 1]) ||
            text.ptr[beg - 1] == '(' || text.ptr[beg - 1] == '[' ||
            (beg >= 2 && memcmp(before.ptr + beg - 2, "\xC2\xA0", 2) == 0) ||
            (beg >= 3 && memcmp(before.ptr + beg - 3, "\xE2\x80\xAF", 3) == 0);
        return is_free ? len : 0;
    }
    return 0;
}

#endif
