/*
 * flow/merge.h - a page with its translation.
 */
#ifndef DBN_FLOW_MERGE_H
#define DBN_FLOW_MERGE_H

#include "flow/left.h"
#include "flow/set_lang.h"
#include "text/bilingual.h"

/** What became of the units. */
typedef struct dbn_flow_merged {
    uint32_t translated, partly, untranslated;
    uint32_t furniture; /* units of it that stay as they are */
    uint32_t review;    /* segments whose translation somebody must look at */
    uint32_t repeated;  /* segments that got the translation of what they repeat */
} dbn_flow_merged;

/** A page and its translation. */
typedef struct dbn_flow_merge_input {
    dbn_bilingual *file;
    dbn_span page; /* its bytes */
    const dbn_lang_edits
        *set; /* what the page says of its language; NULL: that stays */
    dbn_flow_left_listener left; /* is told of what stays */
} dbn_flow_merge_input;

/**
 * Write the page with what was translated; nothing else of it changes. A repetition
 * without a translation gets that of the first. `file` is that of the page:
 * flow/places.h tells of one that comes from elsewhere. Fails with DBN_ERR_SYNTAX,
 * before anything is written, where the codes of a unit are not those of its source; as
 * `output` does; with DBN_ERR_USAGE where a text is in an encoding that cannot hold its
 * translation.
 */
dbn_status dbn_flow_merge(dbn_flow_merged *out, const dbn_flow_merge_input *in,
                          dbn_job *job,
                          dbn_status (*output)(void *context, dbn_span bytes),
                          void *context) DBN_CHECKED;

#endif
