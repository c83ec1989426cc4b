/*
 * api/gathered.h - the struct behind dbn_matches, for api/ alone.
 */
#ifndef DBN_API_GATHERED_H
#define DBN_API_GATHERED_H

#include "doublon/cat.h"
#include "text/bilingual.h"

typedef struct dbn_gathered {
    dbn_span source, target, source_lang, target_lang;
    uint32_t place; /* in the order of the pages */
    bool is_whole;  /* the source is that of its sentence */
} dbn_gathered;

struct dbn_matches {
    dbn_arena arena;
    DBN_VEC(dbn_gathered) all;
};

/** Copy the matches of a page. DBN_ERR_NOMEM without a message. */
dbn_status dbn_matches_gather(dbn_matches *m, const dbn_bilingual *b) DBN_CHECKED;

#endif
