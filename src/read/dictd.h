/*
 * read/dictd.h - dictionaries in the format of dictd, as dict-freedict-* installs them.
 */
#ifndef DBN_READ_DICTD_H
#define DBN_READ_DICTD_H

#include "base/job.h"
#include "base/vec.h"

/** A headword, and one of its translations. */
typedef struct dbn_dictd_entry {
    dbn_span word, translation;
} dbn_dictd_entry;

typedef DBN_VEC(dbn_dictd_entry) dbn_dictd_entries;

/**
 * The entries of a dictionary, from its .index and its .dict.dz (gzip; also plain).
 * Lines of the index that are broken are passed over. Entries live in job->arena.
 * Fails with DBN_ERR_SYNTAX where the dictionary is no gzip, DBN_ERR_LIMIT beyond
 * 256 MB unpacked, DBN_ERR_NOMEM.
 */
dbn_status dbn_dictd_read(dbn_dictd_entries *out, dbn_span index, dbn_span dictionary,
                          dbn_job *job) DBN_CHECKED;

#endif
