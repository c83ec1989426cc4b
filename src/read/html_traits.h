/*
 * read/html_traits.h - what the attributes of an element say about its text.
 */
#ifndef DBN_READ_HTML_TRAITS_H
#define DBN_READ_HTML_TRAITS_H

#include "lang/profile.h"
#include "read/html_tokens.h"

typedef struct dbn_html_traits {
    uint64_t
        words; /* DBN_CLASS_* bits of class, id, rel, itemprop, data-testid, role */
    uint32_t zones; /* DBN_ZONE_* of its role and of being hidden */
    uint32_t dress; /* a hash of its class; 0 for none */
    bool is_hidden; /* hidden, display:none */
} dbn_html_traits;

/** Pages repeat the same values over and over: the last one of each hash is kept. */
#define DBN_HTML_CACHE 256

typedef struct dbn_html_cache {
    struct {
        dbn_span value;
        uint64_t words;
    } items[DBN_HTML_CACHE];
} dbn_html_cache;

/** Traits of the last start tag of `tokens`. `cache` starts zeroed, for one page. */
dbn_html_traits dbn_html_traits_of(const dbn_html_tokens *tokens,
                                   const dbn_profiles *profiles, dbn_html_cache *cache);

#endif
