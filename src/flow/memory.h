/*
 * flow/memory.h - translation memories and their files.
 */
#ifndef DBN_FLOW_MEMORY_H
#define DBN_FLOW_MEMORY_H

#include "memory/memory.h"

/** As dbn_memory_file_import(). */
dbn_status dbn_flow_memory_import(dbn_memory_added *out, dbn_memory_store *memory,
                                  const dbn_memory_import *import,
                                  dbn_job *job) DBN_CHECKED;

/** As dbn_memory_file_export(); `version` of the library. */
dbn_status dbn_flow_memory_export(dbn_memory_store *memory,
                                  dbn_status (*output)(void *context, dbn_span bytes),
                                  void *context, const char *version,
                                  dbn_job *job) DBN_CHECKED;

#endif
