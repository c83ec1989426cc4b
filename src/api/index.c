/*
 * api/index.c - doublon/index.h over flow/.
 */
#include "doublon/index.h"

#include "flow/index.h"
#include "write/index_stats.h"

dbn_status
dbn_index_open(dbn_index **out, const dbn_engine *engine, const char *path,
               dbn_index_mode mode, const dbn_index_options *options, dbn_error *error)
{
    return dbn_flow_index_open(out, engine, path, mode, options, error);
}

void
dbn_index_close(dbn_index *index)
{
    dbn_flow_index_close(index);
}

const dbn_error *
dbn_index_error(const dbn_index *index)
{
    return &index->error;
}

dbn_status
dbn_index_add(dbn_index *index, const dbn_index_text *text)
{
    return dbn_flow_index_add(index, text);
}

dbn_status
dbn_index_flush(dbn_index *index, dbn_index_added *added)
{
    dbn_index_added ignored;
    return dbn_archive_flush(added == NULL ? &ignored : added, index->archive);
}

dbn_status
dbn_index_query(dbn_index *index, const dbn_index_text *text,
                const dbn_index_hit **hits, uint32_t *count)
{
    return dbn_flow_index_query(index, text, hits, count);
}

dbn_status
dbn_batch_index_add(dbn_batch_result *result, dbn_index_added *added, dbn_index *index,
                    const dbn_batch_options *options, const dbn_batch_events *events)
{
    const dbn_corpus_run run = {index->engine, options, events, dbn_version()};
    return dbn_flow_index_add_all(result, added, index, &run);
}

dbn_status
dbn_batch_index_query(dbn_batch_result *result, dbn_index_found *found,
                      dbn_index *index, const dbn_batch_options *options,
                      const dbn_batch_events *events)
{
    const dbn_corpus_run run = {index->engine, options, events, dbn_version()};
    return dbn_flow_index_query_all(result, found, index, &run);
}

dbn_status
dbn_index_remove(dbn_index *index, dbn_span id, uint64_t *count)
{
    return dbn_archive_remove(count, index->archive, id);
}

dbn_status
dbn_index_compact(dbn_index *index)
{
    return dbn_archive_compact(index->archive);
}

dbn_status
dbn_index_verify(dbn_index *index)
{
    return dbn_archive_verify(index->archive);
}

dbn_status
dbn_index_count(dbn_index *index, dbn_index_stats *out)
{
    return dbn_archive_count(out, index->archive);
}

dbn_status
dbn_index_write_stats(dbn_index *index, dbn_format format, dbn_ui ui,
                      dbn_status (*output)(void *context, dbn_span bytes),
                      void *context)
{
    dbn_index_stats stats;
    dbn_buffer text = {0};
    const dbn_voice voice = {&text, &index->job.arena, ui};
    dbn_job_reset(&index->job);
    DBN_TRY(dbn_archive_count(&stats, index->archive));
    dbn_status status =
        format == DBN_FORMAT_JSONL
            ? dbn_write_index_stats_json(&voice, &stats, dbn_span_of(dbn_version()))
            : dbn_write_index_stats(&voice, &stats);
    if (status != DBN_OK)
        return dbn_fail(&index->error, status, "no memory is left");
    return output(context, (dbn_span){text.items, text.count});
}
