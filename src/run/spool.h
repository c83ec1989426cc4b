/*
 * run/spool.h - bytes that are more than memory should hold.
 *
 *     [ what is in the file, mapped                  ][ addresses that are kept free ]
 *     base                                         len
 *
 * They are in a temporary file without a name, which is mapped: where they are does not
 * change, and whoever has read or written enough of them sends them away. The system
 * reads back what is asked for. Belongs to one thread while it grows; any may read.
 */
#ifndef DBN_RUN_SPOOL_H
#define DBN_RUN_SPOOL_H

#include "base/status.h"

typedef struct dbn_spool {
    char *base; /* NULL: it is not open */
    size_t len;
    size_t room; /* of the file */
    int fd;
} dbn_spool;

/** Open one in `folder`. Zeroed is closed. Fails with a message: no file, no addresses.
 */
dbn_status dbn_spool_open(dbn_spool *spool, const char *folder,
                          dbn_error *err) DBN_CHECKED;
void dbn_spool_close(dbn_spool *spool);

/** `size` bytes more, zero, directly behind the last; NULL where the disk is full. */
void *dbn_spool_add(dbn_spool *spool, size_t size);

/** The same, aligned for any type. */
void *dbn_spool_take(dbn_spool *spool, size_t size);

/** Let a borrowed text be a copy of itself in the spool; {NULL, 0} stays what it is.
 * False where the disk is full. */
bool dbn_spool_keep(dbn_spool *spool, dbn_span *text);

/** Nobody will read those bytes again: their room is given back, as far as it can be.
 */
void dbn_spool_forget(dbn_spool *spool, size_t at, size_t size);

/** Out of memory with what is held of them, where the process has more than `most`
 * bytes there, or where nobody knows: of the first, and of the next as long as that is
 * not enough. By any thread: `base` alone is looked at. */
void dbn_spools_rest(const dbn_spool *spools, uint32_t count, uint64_t most);

#endif
