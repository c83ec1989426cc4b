/*
 * archive/inside.h - an archive that is open. Seen by archive/ only.
 */
#ifndef DBN_ARCHIVE_INSIDE_H
#define DBN_ARCHIVE_INSIDE_H

#include "archive/archive.h"
#include "archive/runs.h"

struct dbn_archive {
    dbn_sql *db;
    dbn_error *error;
    dbn_archive_shape shape;
    dbn_job job; /* `arena` holds what waits to be written */
    DBN_VEC(dbn_archive_document) waiting;
    dbn_index_added added; /* and committed */
};

/** The units that were removed and still stand in runs. In job->scratch of the job; in
 * a transaction of the caller. */
dbn_status dbn_archive_gone(dbn_gones *out, dbn_archive *archive,
                            dbn_job *job) DBN_CHECKED;

#endif
