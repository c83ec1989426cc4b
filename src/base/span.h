/*
 * base/span.h - borrowed text and ranges as values.
 */
#ifndef DBN_BASE_SPAN_H
#define DBN_BASE_SPAN_H

#include "base/status.h"

/** A span of a string literal. */
#define DBN_SPAN(literal) ((dbn_span){"" literal, sizeof(literal) - 1})

static inline dbn_span
dbn_span_of(const char *nul_terminated)
{
    return (dbn_span){nul_terminated,
                      nul_terminated == NULL ? 0 : strlen(nul_terminated)};
}

static inline bool
dbn_span_equal(dbn_span a, dbn_span b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

/** Equal when ASCII letters are compared without case. */
bool dbn_span_equal_ascii(dbn_span a, dbn_span b);

static inline bool
dbn_span_starts(dbn_span text, dbn_span prefix)
{
    return text.len >= prefix.len &&
           (prefix.len == 0 || memcmp(text.ptr, prefix.ptr, prefix.len) == 0);
}

static inline bool
dbn_span_ends(dbn_span text, dbn_span suffix)
{
    return text.len >= suffix.len &&
           (suffix.len == 0 ||
            memcmp(text.ptr + text.len - suffix.len, suffix.ptr, suffix.len) == 0);
}

/** Below, at or above zero as `a` comes before `b` by their bytes, or is `b`, or
 * behind. */
int dbn_span_order(dbn_span a, dbn_span b);

/** The part of `text` that `range` names. */
static inline dbn_span
dbn_span_slice(dbn_span text, dbn_range range)
{
    if (text.ptr == NULL) /* even no step from NULL is one too many */
        return text;
    return (dbn_span){text.ptr + range.beg, range.end - range.beg};
}

/** Without ASCII white space at both ends. */
dbn_span dbn_span_trim(dbn_span text);

static inline uint32_t
dbn_range_len(dbn_range r)
{
    return r.end - r.beg;
}

/** What lies in both; empty, at the beginning of either, where nothing does. */
static inline dbn_range
dbn_range_common(dbn_range a, dbn_range b)
{
    uint32_t beg = a.beg > b.beg ? a.beg : b.beg, end = a.end < b.end ? a.end : b.end;
    return (dbn_range){beg, end > beg ? end : beg};
}

static inline bool
dbn_is_ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/** Cut the next word, which white space parts from others, off the text; empty where
 * there is none. */
static inline dbn_span
dbn_span_next_word(dbn_span *text)
{
    size_t beg = 0, end;
    if (text->len == 0)
        return *text;
    while (beg < text->len && dbn_is_ascii_space(text->ptr[beg]))
        beg++;
    for (end = beg; end < text->len && !dbn_is_ascii_space(text->ptr[end]);)
        end++;
    dbn_span word = {text->ptr + beg, end - beg};
    *text = (dbn_span){text->ptr + end, text->len - end};
    return word;
}

static inline bool
dbn_is_ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool
dbn_is_ascii_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char
dbn_ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

#endif
