/*
 * lang/mapped.h - files of which a run needs a few pages.
 */
#ifndef DBN_LANG_MAPPED_H
#define DBN_LANG_MAPPED_H

#include "base/span.h"
#include "base/status.h"

/**
 * All bytes of a file of at most `max` bytes, for reading only, until
 * dbn_file_unmap(): what is not looked at is not read. The file may be replaced by
 * another one meanwhile, but not cut. Fails with DBN_ERR_IO, DBN_ERR_LIMIT.
 */
dbn_status dbn_file_map(dbn_span *out, const char *path, size_t max,
                        dbn_error *err) DBN_CHECKED;

/** Give one back; of no bytes, too. */
void dbn_file_unmap(dbn_span file);

#endif
