/*
 * tests/property/batch.h - a batch whose output stays in memory.
 */
#ifndef DBN_TESTS_PROPERTY_BATCH_H
#define DBN_TESTS_PROPERTY_BATCH_H

#include "support/support.h"

typedef struct batch {
    test_bytes output, log;
    dbn_batch_result result;
} batch;

/** Run over one path; a batch that does not reach its end ends the program. */
batch batch_run(const dbn_engine *engine, const dbn_batch_options *options,
                const char *path);
void batch_release(batch *batch);

/** A new folder for files, and its end with all that lies in it. */
void batch_folder_make(char *path, size_t size);
void batch_folder_remove(const char *path);

#endif
