/*
 * text/gettext.h - what a file of gettext says of itself.
 */
#ifndef DBN_TEXT_GETTEXT_H
#define DBN_TEXT_GETTEXT_H

#include "base/span.h"

/** How much of a file its head is looked for in. */
#define DBN_GETTEXT_HEAD_MAX ((size_t)16384)

/** The encoding that its head names; empty: none. */
static inline dbn_span
dbn_gettext_charset(dbn_span file)
{
    const dbn_span mark = {"charset=", 8};
    size_t most = file.len < DBN_GETTEXT_HEAD_MAX ? file.len : DBN_GETTEXT_HEAD_MAX;
    for (size_t i = 0; i + mark.len < most; i++) {
        if (!dbn_span_equal_ascii((dbn_span){file.ptr + i, mark.len}, mark))
            continue;
        size_t beg = i + mark.len, end = beg;
        while (end < most && file.ptr[end] != '\\' && file.ptr[end] != '"' &&
               (unsigned char)file.ptr[end] > ' ')
            end++;
        return (dbn_span){file.ptr + beg, end - beg};
    }
    return (dbn_span){"", 0};
}

#endif
