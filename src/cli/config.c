/*
 * cli/config.c - .doublon.yaml, found upwards from what is read.
 */
#define _XOPEN_SOURCE 700

#include "config.h"

#include "output.h"
#include "tell.h"

#include <limits.h>

/* Say what went wrong; false. */
static bool
tell_error(const dbn_error *error)
{
    fputs("doublon check: ", stderr);
    dbn_print_message(error->message);
    fputc('\n', stderr);
    return false;
}

bool
dbn_config_open(dbn_config **out, const char *path, const char *input,
                const dbn_check_options *over)
{
    char place[2 * PATH_MAX];
    dbn_error error;
    *out = NULL;
    if (path == NULL) {
        if (!dbn_config_find(place, sizeof place, input))
            return true;
        path = place;
    }
    return dbn_config_read(out, path, over, &error) == DBN_OK || tell_error(&error);
}

dbn_baseline *
dbn_baseline_open(const char *path, bool may_lack)
{
    dbn_baseline *baseline;
    dbn_error error;
    dbn_status status = may_lack ? dbn_baseline_read_if_there(&baseline, path, &error)
                                 : dbn_baseline_read(&baseline, path, &error);
    if (status != DBN_OK)
        (void)tell_error(&error);
    return baseline;
}

bool
dbn_baseline_save(dbn_baseline *baseline, const char *path)
{
    dbn_output file = {.fd = -1};
    dbn_span text;
    if (dbn_baseline_write(&text, baseline) != DBN_OK) {
        dbn_tell("check", "no memory is left");
        return false;
    }
    if (!dbn_output_open(&file, path))
        return false;
    (void)dbn_output_write(&file, text); /* what failed is said at the end */
    return dbn_output_commit(&file);
}
