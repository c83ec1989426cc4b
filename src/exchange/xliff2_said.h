/*
 * exchange/xliff2_said.h - what a file of XLIFF 2 says of its page and its texts; for
 * xliff2*.c alone.
 */
#ifndef DBN_EXCHANGE_XLIFF2_SAID_H
#define DBN_EXCHANGE_XLIFF2_SAID_H

#include "exchange/xml.h"
#include "text/bilingual.h"

/** Is a group of metadata ours? */
bool xliff2_is_ours(const dbn_xml *xml, uint32_t group);

/** What our metadata of a file or a unit say; {NULL, 0}: nothing. */
dbn_span xliff2_meta(const dbn_xml *xml, uint32_t parent, const char *type);

/** How far a segment that has a target is. */
dbn_state xliff2_said_state(const dbn_xml *xml, uint32_t segment);

/** Is a unit not to be translated? The nearest element around it that says so counts.
 */
bool xliff2_is_locked(const dbn_xml *xml, uint32_t node);

#endif
