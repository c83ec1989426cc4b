/*
 * api/memory_file.h - the memory behind its handle. Seen by api/ alone.
 */
#ifndef DBN_API_MEMORY_FILE_H
#define DBN_API_MEMORY_FILE_H

#include "memory/memory.h"

struct dbn_memory_file {
    dbn_job job;
    dbn_memory_store *memory;
};

#endif
