#include "spec/outcome.h"

#include <doublon/desk.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void
spec_program_open(spec_program *p)
{
    dbn_error error = {0};
    if (dbn_engine_new_for_desk(&p->engine, DBN_DICTS_DIR, NULL, &error) != DBN_OK)
        test_die("%s", error.message);
    test_spell(p->engine);
    if (dbn_doc_new(&p->doc, p->engine, 0) != DBN_OK)
        test_die("no memory is left");
}

void
spec_program_close(spec_program *p)
{
    dbn_doc_free(p->doc);
    dbn_engine_free(p->engine);
}

/* ---- the trace --------------------------------------------------------------- */

static dbn_range
to_source(const dbn_doc *doc, dbn_range page)
{
    return dbn_doc_map(doc, DBN_TEXT_PAGE, DBN_TEXT_SOURCE, page);
}

static void
add_range(test_bytes *out, dbn_range range)
{
    test_bytes_format(out, "%u-%u", (unsigned)range.beg, (unsigned)range.end);
}

static bool
is_traced(const dbn_pass_edits *pass, const spec_options *options)
{
    return options->shows_edits || (!test_span_is(pass->name, TEXT("extract")) &&
                                    !test_span_is(pass->name, TEXT("layout")));
}

static void
trace_edits(const spec_program *p, test_bytes *out, const spec_options *options)
{
    dbn_pass_edits pass;
    for (uint32_t i = 0; dbn_doc_pass(p->doc, i, &pass); i++) {
        if (!is_traced(&pass, options))
            continue;
        for (uint32_t j = 0; j < pass.count; j++) {
            const dbn_edit *edit = &pass.edits[j];
            dbn_range before = {edit->from, edit->to};
            add_range(out, test_source_of(p->doc, i, before));
            test_bytes_format(out, " %.*s\n",
                              SHOW(dbn_rule_name(p->engine, edit->rule)));
        }
    }
}

static void
trace_blocks(const spec_program *p, test_bytes *out, const spec_options *options)
{
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(p->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool is_kept = (blocks[i].flags & DBN_BLOCK_KEPT) != 0;
        bool is_shown = is_kept ? options->shows_blocks : !options->hides_blocks;
        if (!is_shown || (blocks[i].flags & DBN_BLOCK_REMOVED) != 0)
            continue;
        test_bytes_format(out, "%s", is_kept ? "" : "left out ");
        add_range(out, to_source(p->doc, blocks[i].range));
        test_bytes_format(out, " %.*s", SHOW(dbn_role_name(blocks[i].role)));
        if (blocks[i].level > 0)
            test_bytes_format(out, " %u", (unsigned)blocks[i].level);
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_rule_name(p->engine, blocks[i].rule)));
    }
}

static void
trace_repetition(const spec_program *p, test_bytes *out)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(p->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i].survivor)
            continue;
        test_bytes_format(out, "copy ");
        add_range(out, to_source(p->doc, copies[i].range));
        test_bytes_format(out, " of ");
        add_range(out, to_source(p->doc, copies[i].partner));
        test_bytes_format(out, " %.*s\n", SHOW(dbn_copy_kind_name(copies[i].kind)));
    }
    const dbn_contradiction *all = dbn_doc_contradictions(p->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        test_bytes_format(out, "contradiction ");
        add_range(out, to_source(p->doc, all[i].a));
        test_bytes_format(out, " / ");
        add_range(out, to_source(p->doc, all[i].b));
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_contradiction_kind_name(all[i].kind)));
    }
}

static void
trace_findings(const spec_program *p, test_bytes *out)
{
    uint32_t count;
    const dbn_finding *findings = dbn_doc_findings(p->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        test_bytes_format(out, "finding ");
        add_range(out, to_source(p->doc, findings[i].range));
        if (findings[i].other.beg < findings[i].other.end) {
            test_bytes_format(out, " / ");
            add_range(out, to_source(p->doc, findings[i].other));
        }
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_rule_name(p->engine, findings[i].rule)));
    }
}

static void
trace_fields(const spec_program *p, test_bytes *out)
{
    static const char *const names[] = {"title", "byline", "function", "", "lead"};
    dbn_field_value value;
    for (int kind = DBN_FIELD_TITLE; kind <= DBN_FIELD_LEAD; kind++) {
        if (kind == DBN_FIELD_DATE)
            continue; /* said as a day, below */
        for (uint32_t i = 0; dbn_doc_field(p->doc, (dbn_field_kind)kind, i, &value);
             i++) {
            test_bytes_format(out, "%s: ", names[kind]);
            spec_encode(out, value.text);
        }
    }
    dbn_date date = dbn_doc_date(p->doc);
    if (date.year != 0)
        test_bytes_format(out, "date: %04d-%02d-%02d", (int)date.year, date.month,
                          date.day);
    if (date.year != 0 && date.hour >= 0)
        test_bytes_format(out, "T%02d:%02d", date.hour, date.minute);
    if (date.year != 0)
        test_bytes_format(out, "\n");
    test_bytes_format(out, "lang: %.*s\n", SHOW(dbn_doc_lang(p->doc)));
}

/* ---- clean ------------------------------------------------------------------ */

static spec_outcome
run_clean(const spec_program *p, const spec_options *options, dbn_span source)
{
    spec_outcome got = {0};
    dbn_input input = {.bytes = source,
                       .kind = options->kind,
                       .lang = options->lang,
                       .charset = options->charset};
    if (dbn_doc_clean(p->doc, &input, &options->clean) != DBN_OK) {
        test_bytes_format(&got.trace, "error: %s\n", dbn_doc_error(p->doc)->message);
        return got;
    }
    if (dbn_doc_text(p->doc).len > 0)
        spec_encode(&got.output, dbn_doc_text(p->doc));
    trace_edits(p, &got.trace, options);
    trace_blocks(p, &got.trace, options);
    trace_repetition(p, &got.trace);
    trace_findings(p, &got.trace);
    if (options->shows_fields)
        trace_fields(p, &got.trace);
    return got;
}

/* ---- check ------------------------------------------------------------------ */

/* The text with its repairs, and what was found in it before. */
static spec_outcome
run_check(const spec_program *p, const spec_options *options, dbn_span source)
{
    spec_outcome got = {0};
    dbn_input input = {.bytes = source,
                       .kind = options->kind,
                       .lang = options->lang,
                       .charset = options->charset};
    dbn_switch switches[3];
    uint32_t switch_count = 0;
    if (options->enabled.len > 0)
        switches[switch_count++] = (dbn_switch){options->enabled, true};
    if (options->disabled.len > 0)
        switches[switch_count++] = (dbn_switch){options->disabled, false};
    if (!options->spells)
        switches[switch_count++] = (dbn_switch){TEXT("spell"), false};
    dbn_check_options check = {.profile = options->profile,
                               .keys = options->keys,
                               .key_count = options->key_count,
                               .switches = switches,
                               .switch_count = switch_count,
                               .repair = options->repair};
    if (dbn_doc_check(p->doc, &input, &check) != DBN_OK) {
        test_bytes_format(&got.trace, "error: %s\n", dbn_doc_error(p->doc)->message);
        return got;
    }
    dbn_span corrected = dbn_doc_corrected(p->doc);
    if (corrected.ptr == NULL)
        corrected = dbn_doc_view(p->doc, DBN_TEXT_DECODED);
    spec_encode(&got.output, corrected);
    trace_findings(p, &got.trace);
    return got;
}

/* ---- batches ---------------------------------------------------------------- */

/* What the batch calls a document: its file without the folder that it lies in. */
typedef struct batch_trace {
    test_bytes output;
    test_bytes *trace;
    size_t folder_len;
} batch_trace;

static dbn_status
on_output(void *context, dbn_span bytes)
{
    test_bytes_add(&((batch_trace *)context)->output, bytes);
    return DBN_OK;
}

static void
on_document(void *context, const dbn_report *report)
{
    batch_trace *t = context;
    dbn_span name = {report->name.ptr + t->folder_len,
                     report->name.len - t->folder_len};
    test_bytes_format(t->trace, "document %.*s", SHOW(name));
    if (report->line > 0)
        test_bytes_format(t->trace, ":%llu", (unsigned long long)report->line);
    if (report->error != NULL)
        test_bytes_format(t->trace, " error: %s", report->error->message);
    test_bytes_format(t->trace, "\n");
}

static void
trace_result(test_bytes *out, const dbn_batch_result *result)
{
    const dbn_skipped *skipped = &result->skipped;
    if (skipped->revisits + skipped->failures + skipped->others > 0)
        test_bytes_format(out, "skipped %llu revisits %llu failures %llu others\n",
                          (unsigned long long)skipped->revisits,
                          (unsigned long long)skipped->failures,
                          (unsigned long long)skipped->others);
    if (result->error.status != DBN_OK)
        test_bytes_format(out, "error: %s\n", result->error.message);
}

/* The example as a file of the name that it gives itself. */
static spec_outcome
run_batch(const spec_program *p, const spec_options *options, dbn_span source)
{
    spec_outcome got = {0};
    char folder[] = "/tmp/doublon-spec-XXXXXX", path[sizeof folder + 128];
    if (mkdtemp(folder) == NULL)
        test_die("no folder for an example can be made");
    (void)snprintf(path, sizeof path, "%s/%.*s", folder, SHOW(options->name));
    test_file_write(path, source);
    const char *paths[] = {path};
    batch_trace trace = {.trace = &got.trace, .folder_len = strlen(folder) + 1};
    dbn_batch_options batch = {.paths = paths,
                               .path_count = 1,
                               .lang = options->lang,
                               .clean = options->clean,
                               .format = options->format,
                               .drop_input = true,
                               .threads = 1};
    dbn_batch_events events = {
        .context = &trace, .output = on_output, .document = on_document};
    dbn_batch_result result = {0};
    (void)dbn_batch_clean(&result, p->engine, &batch, &events);
    trace_result(&got.trace, &result);
    if (trace.output.len > 0) {
        dbn_span output = test_bytes_span(&trace.output);
        output.len -= output.ptr[output.len - 1] == '\n';
        spec_encode(&got.output, output);
    }
    test_bytes_release(&trace.output);
    (void)unlink(path);
    (void)rmdir(folder);
    return got;
}

spec_outcome
spec_run(const spec_program *p, const spec_options *options, dbn_span source)
{
    switch (options->command) {
    case SPEC_CLEAN:
        return run_clean(p, options, source);
    case SPEC_CHECK:
        return run_check(p, options, source);
    case SPEC_BATCH:
        return run_batch(p, options, source);
    }
    test_die("no such command");
}
