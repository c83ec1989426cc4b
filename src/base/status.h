/*
 * base/status.h - errors as values with a place and a complete sentence.
 *
 * Messages: lower case, no full stop, the fault first, the subject in single
 * quotes, complete without context. The library never prints.
 */
#ifndef DBN_BASE_STATUS_H
#define DBN_BASE_STATUS_H

#include "base/banned.h"
#include "doublon/types.h"

/** The status of a call that can fail; ignoring it is a compile error. */
#define DBN_CHECKED __attribute__((warn_unused_result))

/** Record a failure and return its status, so that a caller writes `return
 * dbn_fail(…)`. */
dbn_status dbn_fail(dbn_error *err, dbn_status status, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));

/** The same, at a byte offset of the input. */
dbn_status dbn_fail_at(dbn_error *err, dbn_status status, uint64_t offset,
                       const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/** Return the status if the call failed. Only where nothing is held. */
#define DBN_TRY(call)                                                                  \
    do {                                                                               \
        dbn_status try_status_ = (call);                                               \
        if (try_status_ != DBN_OK)                                                     \
            return try_status_;                                                        \
    } while (0)

#endif
