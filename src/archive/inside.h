/*
 * archive/inside.h - an archive that is open. Seen by archive/ only.
 */
#ifndef DBN_ARCHIVE_INSIDE_H
#define DBN_ARCHIVE_INSIDE_H

#include "archive/archive.h"

struct dbn_archive {
    dbn_sql *db;
    dbn_error *error;
    dbn_archive_shape shape;
    dbn_job job; /* `arena` holds what waits to be written */
    DBN_VEC(dbn_archive_document) waiting;
    dbn_index_added added; /* and committed */
};

#endif
