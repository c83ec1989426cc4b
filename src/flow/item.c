/*
 * flow/item.c - a file, a line or a capture as one document.
 */
#include "flow/item.h"

#include "read/http.h"

dbn_status
dbn_flow_line(dbn_jsonl_line *line, dbn_input *out, dbn_json_input *json,
              const dbn_batch_options *options, dbn_jsonl_reader **reader, dbn_job *job)
{
    _Static_assert(DBN_JSON_KEPT_MAX == DBN_JSONL_KEPT_MAX, "one array, two floors");
    dbn_jsonl_names names = {options->text_field, options->html_field};
    dbn_span content = out->bytes;
    if (*reader == NULL)
        DBN_TRY(dbn_jsonl_new(reader, &job->err));
    DBN_TRY(dbn_jsonl_read(line, *reader, content, &names, job));
    json->line = content;
    json->close = line->close;
    json->kept_count =
        dbn_jsonl_kept(json->kept, &json->needs_comma, line, options->drop_input);
    bool is_page = line->html.ptr != NULL;
    out->bytes = is_page ? line->html : line->text;
    out->is_utf8 = true;
    out->kind = is_page ? DBN_INPUT_HTML : DBN_INPUT_TEXT;
    if (out->lang.len == 0)
        out->lang = line->lang;
    out->url = line->url;
    return DBN_OK;
}

static dbn_status
read_line(dbn_input *out, dbn_json_input *json, const dbn_batch_options *options,
          dbn_jsonl_reader **reader, dbn_job *job)
{
    dbn_jsonl_line line;
    DBN_TRY(dbn_flow_line(&line, out, json, options, reader, job));
    if (line.html.ptr == NULL && line.text.ptr == NULL)
        return dbn_fail(&job->err, DBN_ERR_SYNTAX, "the line has no text and no page");
    return DBN_OK;
}

/* The name of a capture is no file's, and its ending says nothing. */
static dbn_status
read_capture(dbn_input *out, const dbn_item *item, size_t max, dbn_job *job)
{
    dbn_media media = dbn_media_of(dbn_bytes_span(&item->media_type));
    if (out->kind == DBN_INPUT_AUTO)
        out->kind = media.kind;
    if (out->charset.len == 0)
        out->charset = media.charset;
    return item->is_http ? dbn_http_body(&out->bytes, out->bytes, max, job) : DBN_OK;
}

dbn_status
dbn_flow_item(dbn_input *out, dbn_json_input *json, const dbn_item *item,
              const dbn_batch_options *options, dbn_jsonl_reader **reader, dbn_job *job)
{
    *json = (dbn_json_input){.url = dbn_bytes_span(&item->url),
                             .date = dbn_bytes_span(&item->date)};
    *out = (dbn_input){
        .bytes = dbn_bytes_span(&item->content),
        .name = dbn_bytes_span(&item->name),
        .charset = options->charset,
        .lang = options->lang,
        .kind = options->kind,
        .url = dbn_bytes_span(&item->url),
    };
    if (item->error.status != DBN_OK) {
        job->err = item->error;
        return item->error.status;
    }
    if (item->line > 0)
        return read_line(out, json, options, reader, job);
    size_t max = options->max_bytes == 0 ? DBN_DOCUMENT_MAX : options->max_bytes;
    return read_capture(out, item, max, job);
}
