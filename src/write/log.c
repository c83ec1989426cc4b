/*
 * write/log.c - every edit with its rule, so that text + log give the source.
 *
 *     {"log":1,"document":"a.html","charset":"utf-8","bytes":N,"hash":"…","output":{"from":0,"to":M},
 *      "passes":[{"pass":"extract","bytes":N,"edits":2}, …]}
 *     {"pass":"extract","rule":"extract.tag","from":0,"to":3,"at":0,"len":0,"was":"<p>"}
 *     …
 *
 * `from`, `to`: in the source. `at`, `len`: in the text after the pass. `was`: what
 * stood there in the text before it; `was_hex` for bytes that are not UTF-8. Passes
 * without edits are left out: the text before and after is the same.
 */
#include "write/write.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "write/json.h"

typedef struct chain {
    const dbn_view *views[DBN_VIEW_DEPTH];
    uint32_t count;
} chain;

/* What makes a pass worth a line: it changed something or decoded a charset. */
static bool
is_logged(const dbn_view *view)
{
    return view->parent != NULL &&
           (view->edit_count > 0 || view->units != DBN_UNITS_SAME);
}

/* The logged views, from the source on. */
static chain
chain_of(const dbn_document *doc)
{
    const dbn_view *all[DBN_VIEW_DEPTH];
    uint32_t count = dbn_view_chain(all, doc->output);
    chain c = {0};
    for (uint32_t i = 0; i < count; i++)
        if (is_logged(all[i]))
            c.views[c.count++] = all[i];
    return c;
}

static dbn_status
named_number(const dbn_writer *w, dbn_span key, uint64_t value)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, key));
    return dbn_json_number(w->out, w->arena, value);
}

void
dbn_log_hash(char out[DBN_LOG_HASH_BYTES], dbn_span source)
{
    uint64_t hash = dbn_hash_bytes(source);
    for (int i = DBN_LOG_HASH_BYTES; i-- > 0; hash >>= 8)
        out[i] = (char)(hash & 0xFF);
}

/* By which it is seen whether the log belongs to a text: a hash of what comes back. */
static dbn_status
source_hash(const dbn_writer *w, dbn_span source)
{
    char bytes[DBN_LOG_HASH_BYTES];
    dbn_log_hash(bytes, source);
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"hash\":")));
    return dbn_json_hex(w->out, w->arena, (dbn_span){bytes, sizeof bytes});
}

static dbn_status
header(const dbn_writer *w, const dbn_document *doc, uint64_t line, uint64_t at,
       const chain *passes)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"log\":1,\"version\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_span_of(w->version)));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"document\":")));
    DBN_TRY(dbn_json_name(w->out, w->arena, doc->name));
    if (line > 0)
        DBN_TRY(named_number(w, DBN_SPAN(",\"line\":"), line));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"charset\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, doc->charset));
    DBN_TRY(named_number(w, DBN_SPAN(",\"bytes\":"), doc->source->text.len));
    DBN_TRY(source_hash(w, doc->source->text));
    DBN_TRY(named_number(w, DBN_SPAN(",\"output\":{\"from\":"), at));
    DBN_TRY(named_number(w, DBN_SPAN(",\"to\":"), at + doc->output->text.len));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("},\"passes\":[")));
    for (uint32_t i = 0; i < passes->count; i++) {
        const dbn_view *view = passes->views[i];
        DBN_TRY(
            dbn_json_raw(w->out, w->arena,
                         i == 0 ? DBN_SPAN("{\"pass\":") : DBN_SPAN(",{\"pass\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, dbn_pass_name(view->pass)));
        DBN_TRY(named_number(w, DBN_SPAN(",\"bytes\":"), view->text.len));
        DBN_TRY(named_number(w, DBN_SPAN(",\"edits\":"), view->edit_count));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("}")));
    }
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("]}\n"));
}

static dbn_status
edit_line(const dbn_writer *w, const dbn_view *view, const dbn_edit *edit)
{
    dbn_span was =
        dbn_span_slice(view->parent->text, (dbn_range){edit->from, edit->to});
    dbn_range source =
        dbn_range_back_to(view->parent, NULL, (dbn_range){edit->from, edit->to});
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"pass\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_pass_name(view->pass)));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"rule\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_ruleset_name(w->rules, edit->rule)));
    DBN_TRY(named_number(w, DBN_SPAN(",\"from\":"), source.beg));
    DBN_TRY(named_number(w, DBN_SPAN(",\"to\":"), source.end));
    DBN_TRY(named_number(w, DBN_SPAN(",\"at\":"), edit->at));
    DBN_TRY(named_number(w, DBN_SPAN(",\"len\":"), edit->len));
    if (dbn_utf8_invalid_at(was, 0) == was.len) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"was\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, was));
    } else {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"was_hex\":")));
        DBN_TRY(dbn_json_hex(w->out, w->arena, was));
    }
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("}\n"));
}

dbn_status
dbn_write_log(const dbn_writer *w, const dbn_document *doc, uint64_t line, uint64_t at)
{
    chain passes = chain_of(doc);
    DBN_TRY(header(w, doc, line, at, &passes));
    for (uint32_t i = 0; i < passes.count; i++)
        for (uint32_t j = 0; j < passes.views[i]->edit_count; j++)
            DBN_TRY(edit_line(w, passes.views[i], &passes.views[i]->edits[j]));
    return DBN_OK;
}
