/*
 * api/memory.c - doublon/memory.h over flow/ and memory/.
 */
#include "doublon/memory.h"

#include "api/memory_file.h"
#include "base/utf8.h"
#include "flow/memory.h"
#include "write/memory.h"

#include <assert.h>
#include <stdlib.h>

dbn_status
dbn_memory_file_open(dbn_memory_file **out, const char *path, dbn_memory_mode mode,
                     dbn_error *error)
{
    *out = NULL;
    dbn_memory_file *file = calloc(1, sizeof *file);
    if (file == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    dbn_job_init(&file->job, 0);
    dbn_status status = dbn_memory_open(&file->memory, path, mode, &file->job.err);
    if (status == DBN_OK) {
        *out = file;
        return DBN_OK;
    }
    if (error != NULL)
        *error = file->job.err;
    dbn_memory_file_free(file);
    return status;
}

void
dbn_memory_file_free(dbn_memory_file *file)
{
    if (file == NULL)
        return;
    dbn_memory_close(file->memory);
    dbn_job_release(&file->job);
    free(file);
}

const dbn_error *
dbn_memory_file_error(const dbn_memory_file *file)
{
    return &file->job.err;
}

dbn_status
dbn_memory_file_import(dbn_memory_added *out, dbn_memory_file *file,
                       const dbn_memory_import *import)
{
    dbn_job_reset(&file->job);
    return dbn_flow_memory_import(out, file->memory, import, &file->job);
}

dbn_status
dbn_memory_file_export(dbn_memory_file *file,
                       dbn_status (*output)(void *context, dbn_span bytes),
                       void *context)
{
    dbn_job_reset(&file->job);
    return dbn_flow_memory_export(file->memory, output, context, dbn_version(),
                                  &file->job);
}

dbn_status
dbn_memory_file_count(dbn_memory_stats *out, dbn_memory_file *file)
{
    dbn_job_reset(&file->job);
    return dbn_memory_count(out, file->memory, &file->job);
}

dbn_status
dbn_memory_file_write_stats(dbn_memory_file *file, dbn_memory_format format,
                            dbn_status (*output)(void *context, dbn_span bytes),
                            void *context)
{
    dbn_memory_stats stats;
    dbn_buffer text = {0};
    DBN_TRY(dbn_memory_file_count(&stats, file));
    DBN_TRY_PUSH(&file->job, dbn_write_memory_stats(&text, &file->job.arena, &stats,
                                                    format, dbn_version()));
    return output(context, (dbn_span){text.items, text.count});
}

dbn_status
dbn_memory_file_query(dbn_memory_answer *out, dbn_memory_file *file,
                      const dbn_memory_query *query)
{
    dbn_memory_matches found = {0};
    *out = (dbn_memory_answer){0};
    dbn_job_reset(&file->job);
    if (query->least < DBN_MEMORY_SCORE_MIN || query->least > 101 ||
        query->matches == 0 || query->matches > DBN_MEMORY_MATCHES_MAX)
        return dbn_fail(&file->job.err, DBN_ERR_USAGE,
                        "a score or a number of matches is out of its bounds");
    size_t invalid = dbn_utf8_invalid_at(query->text, 0);
    if (invalid < query->text.len)
        return dbn_fail_at(&file->job.err, DBN_ERR_SYNTAX, invalid,
                           "the text is not UTF-8");
    DBN_TRY(dbn_memory_search(&found, file->memory, query, &file->job));
    *out = (dbn_memory_answer){found.items, found.count};
    return DBN_OK;
}

dbn_status
dbn_memory_file_write(dbn_memory_file *file, const dbn_memory_reply *reply,
                      dbn_memory_format format,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context)
{
    dbn_buffer text = {0};
    DBN_TRY_PUSH(&file->job, dbn_write_memory_reply(&text, &file->job.arena, reply,
                                                    format, dbn_version()));
    return text.count == 0 ? DBN_OK
                           : output(context, (dbn_span){text.items, text.count});
}
