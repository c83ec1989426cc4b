/*
 * exchange/aids.h - what a file has beside its texts that helps who translates them:
 * texts that are like its own, and terms. What is not understood is passed over: nobody
 * loses a text by it.
 */
#ifndef DBN_EXCHANGE_AIDS_H
#define DBN_EXCHANGE_AIDS_H

#include "exchange/ids.h"
#include "exchange/xml.h"
#include "text/bilingual.h"

/** A unit under way: the last one, whose parts are read. */
typedef struct dbn_aids {
    dbn_bilingual *out;
    const dbn_xml *xml;
    dbn_job *job;
    uint32_t unit;           /* its node */
    uint32_t index;          /* of it among the units of `out` */
    uint32_t part_beg;       /* its parts: from there to the end */
    const dbn_ids *segments; /* of 1.2: the part of each mid; empty: it has one */
} dbn_aids;

/** Add candidates for segments, as matches, and terms; of 1.2 also who gave targets.
 * Those with codes are passed over. Fail with DBN_ERR_NOMEM; n log n. */
dbn_status dbn_aids_of_xliff2(const dbn_aids *aids) DBN_CHECKED;
dbn_status dbn_aids_of_xliff12(const dbn_aids *aids) DBN_CHECKED;

/** The same of one trans-unit, which is the part `part`: candidates alone. */
dbn_status dbn_aids_of_trans_unit(const dbn_aids *aids, uint32_t trans_unit,
                                  uint32_t part) DBN_CHECKED;

/** Add a candidate, unless it says nothing. */
dbn_status dbn_aids_add_match(const dbn_aids *aids, dbn_unit_match match) DBN_CHECKED;

/** Add a term; several translations are joined by "|" already. */
dbn_status dbn_aids_add_term(const dbn_aids *aids, dbn_span term,
                             dbn_span translation) DBN_CHECKED;

/** "100", "99.5", "87%": in percent, without what follows the point; `other`: it is no
 * number. */
uint32_t dbn_aids_percent(dbn_span value, uint32_t other);

#endif
