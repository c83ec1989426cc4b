#include "base/status.h"

#include <stdarg.h>

static void say(dbn_error *err, dbn_status status, const char *fmt, va_list args)
    __attribute__((format(printf, 3, 0)));

static void
say(dbn_error *err, dbn_status status, const char *fmt, va_list args)
{
    err->status = status;
    err->has_offset = false;
    err->offset = err->line = 0;
    if (vsnprintf(err->message, sizeof err->message, fmt, args) < 0)
        err->message[0] = '\0';
}

dbn_status
dbn_fail(dbn_error *err, dbn_status status, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(err, status, fmt, args);
    va_end(args);
    return status;
}

dbn_status
dbn_fail_at(dbn_error *err, dbn_status status, uint64_t offset, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    say(err, status, fmt, args);
    va_end(args);
    err->has_offset = true;
    err->offset = offset;
    return status;
}
