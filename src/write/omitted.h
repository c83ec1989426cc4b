/*
 * write/omitted.h - which findings of a document are listed, and how many are not.
 *
 * A text may have a million findings of one rule, and nobody reads them: only so many
 * about the same words are listed, so that others are seen, and ten times as many of
 * the rule. The first that is not stays in the list, in its place, without its fixes,
 * and stands for all the others.
 */
#ifndef DBN_WRITE_OMITTED_H
#define DBN_WRITE_OMITTED_H

#include "write/write.h"

/** So many times as many findings of a rule are listed as of a rule about the same
 * words. */
#define DBN_LISTED_OF_RULE 10U

/** Of one rule in a document. */
typedef struct dbn_listed {
    uint32_t count;   /* findings that are listed */
    uint32_t omitted; /* that are not; 0 or at least 2 */
    uint32_t first;   /* the place, among those listed, of what stands for them */
    dbn_span message; /* of that one; ptr NULL: nothing is omitted */
} dbn_listed;

/**
 * Leave findings of `doc` out: `max` of a rule about the same words stay, all where it
 * is UINT32_MAX. *rules has a dbn_listed for each rule by its number, NULL where
 * nothing is left out. `ui` is the language of the rules' messages. Linear;
 * DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_findings_omit(dbn_document *doc, dbn_listed **rules, uint32_t max,
                             const dbn_writer *w, dbn_span ui) DBN_CHECKED;

#endif
