#define _XOPEN_SOURCE 700

#include "property/batch.h"

#include <ftw.h>
#include <stdlib.h>
#include <unistd.h>

static dbn_status
take_output(void *context, dbn_span bytes)
{
    test_bytes_add(&((batch *)context)->output, bytes);
    return DBN_OK;
}

static dbn_status
take_log(void *context, dbn_span lines)
{
    test_bytes_add(&((batch *)context)->log, lines);
    return DBN_OK;
}

batch
batch_run(const dbn_engine *engine, const dbn_batch_options *options, const char *path)
{
    batch b = {0};
    dbn_batch_options with_path = *options;
    with_path.paths = &path;
    with_path.path_count = 1;
    dbn_batch_events events = {.context = &b, .output = take_output, .log = take_log};
    if (dbn_batch_clean(&b.result, engine, &with_path, &events) != DBN_OK)
        test_die("%s: %s", path, b.result.error.message);
    return b;
}

void
batch_release(batch *b)
{
    test_bytes_release(&b->output);
    test_bytes_release(&b->log);
}

void
batch_folder_make(char *path, size_t size)
{
    const char *parent = getenv("TMPDIR");
    (void)snprintf(path, size, "%s/doublon-test-XXXXXX",
                   parent == NULL ? "/tmp" : parent);
    if (mkdtemp(path) == NULL)
        test_die("%s: no folder can be made", path);
}

static int
remove_one(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

void
batch_folder_remove(const char *path)
{
    (void)nftw(path, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}
