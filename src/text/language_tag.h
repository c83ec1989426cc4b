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

#endif
