/*
 * exchange/xliff2_said.h - what a file of XLIFF 2 says of its page and its texts; for
 * xliff2*.c alone.
 */
#ifndef DBN_EXCHANGE_XLIFF2_SAID_H
#define DBN_EXCHANGE_XLIFF2_SAID_H

#include "exchange/xml.h"
#include "text/bilingual.h"

/** Our metadata. */
enum {
    XLIFF2_META_BYTES,
    XLIFF2_META_HASH,
    XLIFF2_META_CHARSET,
    XLIFF2_META_UNITS,
    XLIFF2_META_FROM,
    XLIFF2_META_TO,
    XLIFF2_META_ROLE,
    XLIFF2_META_WRITING,
    XLIFF2_META_DIGEST,
    XLIFF2_META_ENDS,
    XLIFF2_META_COUNT
};

typedef struct xliff2_metas {
    dbn_span values[XLIFF2_META_COUNT]; /* the first of each; {NULL, 0}: none */
} xliff2_metas;

/** Of a file or a unit. Linear in its metadata. */
xliff2_metas xliff2_metas_of(const dbn_xml *xml, uint32_t parent);

/** Is the node metadata of ours? */
bool xliff2_is_meta(const dbn_xml *xml, uint32_t node);

/** The text that is first in an element; "" for none. */
dbn_span xliff2_text_of(const dbn_xml *xml, uint32_t node);

/** How far a segment that has a target is. */
dbn_state xliff2_said_state(const dbn_xml *xml, uint32_t segment);

/** Is a unit not to be translated? The nearest element around it that says so counts.
 */
bool xliff2_is_locked(const dbn_xml *xml, uint32_t node);

#endif
