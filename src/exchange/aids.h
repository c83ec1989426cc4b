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
 * Those whose codes are not understood are passed over. Fail with DBN_ERR_NOMEM; n log
 * n. */
dbn_status dbn_aids_of_xliff2(const dbn_aids *aids) DBN_CHECKED;
dbn_status dbn_aids_of_xliff12(const dbn_aids *aids) DBN_CHECKED;

/** The same of one trans-unit, which is the part `part`: candidates alone. */
dbn_status dbn_aids_of_trans_unit(const dbn_aids *aids, uint32_t trans_unit,
                                  uint32_t part) DBN_CHECKED;

/** An element in the text of a candidate. */
typedef struct dbn_aids_code {
    enum {
        DBN_AIDS_OTHER,  /* not understood */
        DBN_AIDS_MARK,   /* says something of its text, and is no code */
        DBN_AIDS_ALONE,  /* a code */
        DBN_AIDS_START,  /* one that begins something, */
        DBN_AIDS_END,    /* and ends it; */
        DBN_AIDS_AROUND, /* both, around its text */
    } kind;
    dbn_span id; /* of an end, that of its beginning */
} dbn_aids_code;

/** What such an element is in a dialect. */
typedef dbn_aids_code (*dbn_aids_reader)(const dbn_xml *xml, uint32_t node);

/** The texts of a candidate from two elements, and where they have codes, also as a
 * memory writes them. *is_read: both are there, and all of them was understood. Linear.
 */
dbn_status dbn_aids_read_match(dbn_unit_match *match, bool *is_read,
                               const dbn_aids *aids, const uint32_t nodes[2],
                               dbn_aids_reader read) DBN_CHECKED;

/** Add a candidate, unless it says nothing. */
dbn_status dbn_aids_add_match(const dbn_aids *aids, dbn_unit_match match) DBN_CHECKED;

/** Add a term; several translations are joined by "|" already. */
dbn_status dbn_aids_add_term(const dbn_aids *aids, dbn_span term,
                             dbn_span translation) DBN_CHECKED;

/** "100", "99.5", "87%": in percent, without what follows the point; `other`: it is no
 * number. */
uint32_t dbn_aids_percent(dbn_span value, uint32_t other);

#endif
