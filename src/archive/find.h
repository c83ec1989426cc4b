/*
 * archive/find.h - documents of an archive, by the numbers of their units. Seen by
 * archive/ only.
 */
#ifndef DBN_ARCHIVE_FIND_H
#define DBN_ARCHIVE_FIND_H

#include "archive/inside.h"
#include "archive/places.h"

/** A document of the archive that was looked up. */
typedef struct dbn_found_document {
    uint64_t number, units; /* units 0: none */
    dbn_span id, url, date;
    dbn_id key;
    const dbn_place *places; /* of its units */
    const dbn_span *texts;   /* of its paragraphs; NULL: not looked up, or not kept */
    bool has_texts;          /* they were looked up */
    dbn_arena arena;
} dbn_found_document;

/** Documents that are held: a text that repeats one is told of it paragraph after
 * paragraph. */
#define DBN_FOUND_MAX 16U

typedef struct dbn_finder {
    dbn_archive *archive;
    dbn_found_document held[DBN_FOUND_MAX]; /* those looked up last */
    uint32_t held_next;                     /* where the next one goes */
    dbn_statement *find, *find_text;
} dbn_finder;

/** In a transaction of the caller. To be closed, zeroed or not opened whole, too. */
dbn_status dbn_finder_open(dbn_finder *finder, dbn_archive *archive) DBN_CHECKED;
void dbn_finder_close(dbn_finder *finder);

/** Look up the document of a unit; NULL where it was removed. Held until DBN_FOUND_MAX
 * others were looked up. */
dbn_status dbn_finder_document(dbn_found_document **out, dbn_finder *finder,
                               uint64_t number) DBN_CHECKED;

/** The text of a unit of it; {NULL, 0} for the whole, and where none is kept. */
dbn_status dbn_finder_text(dbn_span *out, dbn_finder *finder,
                           dbn_found_document *document, uint64_t number) DBN_CHECKED;

#endif
