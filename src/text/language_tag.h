/*
 * text/language_tag.h - what a tag of a language says: "fr", "nl-BE", "zh_Hant_TW".
 */
#ifndef DBN_TEXT_LANGUAGE_TAG_H
#define DBN_TEXT_LANGUAGE_TAG_H

#include "base/span.h"

/** The language alone, without script and place: "nl" of "nl-BE" and of "nl_BE". */
static inline dbn_span
dbn_language_of(dbn_span tag)
{
    size_t len = 0;
    while (len < tag.len && tag.ptr[len] != '-' && tag.ptr[len] != '_')
        len++;
    return (dbn_span){tag.ptr, len};
}

/** Is a text in `own` one in `wanted`? "fr-BE" is in "fr", too; ASCII case folded. */
static inline bool
dbn_language_is_in(dbn_span own, dbn_span wanted)
{
    return dbn_span_equal_ascii(own, wanted) ||
           (own.len > wanted.len && own.ptr[wanted.len] == '-' &&
            dbn_span_equal_ascii((dbn_span){own.ptr, wanted.len}, wanted));
}

#endif
