/*
 * archive/places.h - where the units of a document stand, and their sketches, in a few
 * bytes each: the column document.places.
 *
 *     whole        paragraph                    paragraph
 *     step length  step length level count      …
 *
 * All are varints; a step, from the end of the paragraph before to where one begins,
 * may go back, and is written 0, -1, 1, -2 … as 0, 1, 2, 3 …
 */
#ifndef DBN_ARCHIVE_PLACES_H
#define DBN_ARCHIVE_PLACES_H

#include "archive/archive.h"
#include "archive/sketch.h"

/** DBN_ERR_NOMEM, without a message. `sketches` are those of the paragraphs. */
dbn_status dbn_places_write(dbn_buffer *out, dbn_arena *arena,
                            const dbn_archive_document *document,
                            const dbn_sketch *sketches) DBN_CHECKED;

/** A unit as its document has it. */
typedef struct dbn_place {
    dbn_range range;
    dbn_sketch sketch; /* of a paragraph */
} dbn_place;

/** The places of `units` units, the whole first, into `out`, which may be NULL; false
 * where the bytes do not have so many. */
bool dbn_places_read(dbn_place *out, uint64_t units, dbn_span places);

#endif
