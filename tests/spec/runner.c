/*
 * tests/spec/runner.c - run the examples of spec files.
 *
 *     spec_runner [--update | --corpus=FOLDER] FILE.md…
 *
 * --update writes what the program gives into the files: read the difference before
 * you commit it. --corpus writes each input to a file, as a seed for the fuzzers.
 */
#include "spec/examples.h"

#include <stdlib.h>
#include <string.h>

typedef struct runner {
    dbn_doc *doc;
    const dbn_engine *engine;
    bool updates;
    const char *corpus;
    uint32_t run, failed, known;
} runner;

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
trace_edits(const runner *r, test_bytes *out, const spec_options *options)
{
    dbn_pass_edits pass;
    for (uint32_t i = 0; dbn_doc_pass(r->doc, i, &pass); i++) {
        if (!is_traced(&pass, options))
            continue;
        for (uint32_t j = 0; j < pass.count; j++) {
            const dbn_edit *edit = &pass.edits[j];
            dbn_range before = {edit->from, edit->to};
            add_range(out, test_source_of(r->doc, i, before));
            test_bytes_format(out, " %.*s\n",
                              SHOW(dbn_rule_name(r->engine, edit->rule)));
        }
    }
}

static void
trace_blocks(const runner *r, test_bytes *out, const spec_options *options)
{
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(r->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        bool is_kept = (blocks[i].flags & DBN_BLOCK_KEPT) != 0;
        bool is_shown = is_kept ? options->shows_blocks : !options->hides_blocks;
        if (!is_shown || (blocks[i].flags & DBN_BLOCK_REMOVED) != 0)
            continue;
        test_bytes_format(out, "%s", is_kept ? "" : "left out ");
        add_range(out, to_source(r->doc, blocks[i].range));
        test_bytes_format(out, " %.*s", SHOW(dbn_role_name(blocks[i].role)));
        if (blocks[i].level > 0)
            test_bytes_format(out, " %u", (unsigned)blocks[i].level);
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_rule_name(r->engine, blocks[i].rule)));
    }
}

static void
trace_repetition(const runner *r, test_bytes *out)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(r->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i].survivor)
            continue;
        test_bytes_format(out, "copy ");
        add_range(out, to_source(r->doc, copies[i].range));
        test_bytes_format(out, " of ");
        add_range(out, to_source(r->doc, copies[i].partner));
        test_bytes_format(out, " %.*s\n", SHOW(dbn_copy_kind_name(copies[i].kind)));
    }
    const dbn_contradiction *all = dbn_doc_contradictions(r->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        test_bytes_format(out, "contradiction ");
        add_range(out, to_source(r->doc, all[i].a));
        test_bytes_format(out, " / ");
        add_range(out, to_source(r->doc, all[i].b));
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_contradiction_kind_name(all[i].kind)));
    }
    const dbn_finding *findings = dbn_doc_findings(r->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        test_bytes_format(out, "finding ");
        add_range(out, to_source(r->doc, findings[i].range));
        test_bytes_format(out, " %.*s\n",
                          SHOW(dbn_rule_name(r->engine, findings[i].rule)));
    }
}

static void
trace_fields(const runner *r, test_bytes *out)
{
    static const char *const names[] = {"title", "byline", "function", "", "lead"};
    dbn_field_value value;
    for (int kind = DBN_FIELD_TITLE; kind <= DBN_FIELD_LEAD; kind++) {
        if (kind == DBN_FIELD_DATE)
            continue; /* said as a day, below */
        for (uint32_t i = 0; dbn_doc_field(r->doc, (dbn_field_kind)kind, i, &value);
             i++) {
            test_bytes_format(out, "%s: ", names[kind]);
            spec_encode(out, value.text);
        }
    }
    dbn_date date = dbn_doc_date(r->doc);
    if (date.year != 0)
        test_bytes_format(out, "date: %04d-%02d-%02d", (int)date.year, date.month,
                          date.day);
    if (date.year != 0 && date.hour >= 0)
        test_bytes_format(out, "T%02d:%02d", date.hour, date.minute);
    if (date.year != 0)
        test_bytes_format(out, "\n");
    test_bytes_format(out, "lang: %.*s\n", SHOW(dbn_doc_lang(r->doc)));
}

/* ---- one example ------------------------------------------------------------- */

typedef struct outcome {
    test_bytes output, trace;
} outcome;

static outcome
run_example(runner *r, const spec_options *options, dbn_span source)
{
    outcome got = {0};
    dbn_input input = {.bytes = source,
                       .kind = options->kind,
                       .lang = options->lang,
                       .charset = options->charset};
    if (dbn_doc_clean(r->doc, &input, &options->clean) != DBN_OK) {
        test_bytes_format(&got.trace, "error: %s\n", dbn_doc_error(r->doc)->message);
        return got;
    }
    if (dbn_doc_text(r->doc).len > 0)
        spec_encode(&got.output, dbn_doc_text(r->doc));
    trace_edits(r, &got.trace, options);
    trace_blocks(r, &got.trace, options);
    trace_repetition(r, &got.trace);
    if (options->shows_fields)
        trace_fields(r, &got.trace);
    return got;
}

static void
show(const char *what, dbn_span text)
{
    printf("--- %s\n%.*s", what, SHOW(text));
}

static void
complain(const spec_reader *in, const spec_example *example, const outcome *got)
{
    printf("%s:%u: example %u fails\n", in->path, example->line, example->number);
    show("input", example->input);
    if (!test_span_is(test_bytes_span(&got->output), example->output)) {
        show("text wanted", example->output);
        show("text given", test_bytes_span(&got->output));
    }
    if (!test_span_is(test_bytes_span(&got->trace), example->trace)) {
        show("trace wanted", example->trace);
        show("trace given", test_bytes_span(&got->trace));
    }
    printf("---\n\n");
}

static void
judge(runner *r, const spec_reader *in, const spec_example *example, const outcome *got)
{
    bool is_right = test_span_is(test_bytes_span(&got->output), example->output) &&
                    test_span_is(test_bytes_span(&got->trace), example->trace);
    r->run++;
    if (example->options.known_bug) {
        r->known++;
        if (!is_right)
            return;
        r->failed++;
        printf("%s:%u: example %u is right now: it is no known bug any more\n",
               in->path, example->line, example->number);
        return;
    }
    if (is_right)
        return;
    r->failed++;
    complain(in, example, got);
}

static void
write_seed(const runner *r, const spec_reader *in, const spec_example *example,
           dbn_span source)
{
    const char *name = strrchr(in->path, '/');
    name = name == NULL ? in->path : name + 1;
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%.*s-%03u.%s", r->corpus,
                   (int)strcspn(name, "."), name, (unsigned)example->number,
                   example->options.kind == DBN_INPUT_HTML ? "html" : "txt");
    test_file_write(path, source);
}

/* ---- files ------------------------------------------------------------------- */

/* The file again, with what was given in the place of what was wanted. */
static void
add_updated(test_bytes *file, const spec_reader *in, size_t from,
            const spec_example *example, const outcome *got)
{
    const char *expected = example->output.ptr;
    test_bytes_add(file, (dbn_span){in->file.ptr + from,
                                    (size_t)(expected - in->file.ptr) - from});
    if (example->options.known_bug) {
        const char *end = in->file.ptr + in->at;
        test_bytes_add(file, (dbn_span){expected, (size_t)(end - expected)});
        return;
    }
    test_bytes_add(file, test_bytes_span(&got->output));
    test_bytes_add(file, TEXT(".\n"));
    test_bytes_add(file, test_bytes_span(&got->trace));
    test_bytes_add(file, TEXT("````````````````\n"));
}

static void
run_file(runner *r, const char *path)
{
    test_bytes file = test_file_read(path), updated = {0};
    spec_reader in = {.path = path, .file = test_bytes_span(&file)};
    spec_example example;
    size_t from = 0; /* everything before stands in `updated` */
    for (; spec_next(&in, &example); from = in.at) {
        test_bytes source = {0};
        spec_decode(&source, example.input);
        if (r->corpus != NULL) {
            write_seed(r, &in, &example, test_bytes_span(&source));
        } else {
            outcome got = run_example(r, &example.options, test_bytes_span(&source));
            if (r->updates)
                add_updated(&updated, &in, from, &example, &got);
            else
                judge(r, &in, &example, &got);
            test_bytes_release(&got.output);
            test_bytes_release(&got.trace);
        }
        test_bytes_release(&source);
    }
    if (in.number == 0)
        test_die("%s: no example", path);
    if (r->updates) {
        test_bytes_add(&updated, (dbn_span){file.ptr + from, file.len - from});
        test_file_write(path, test_bytes_span(&updated));
    }
    test_bytes_release(&updated);
    test_bytes_release(&file);
}

int
main(int argc, char **argv)
{
    runner r = {0};
    dbn_engine *engine = test_engine_new();
    r.engine = engine;
    if (dbn_doc_new(&r.doc, engine, 0) != DBN_OK)
        test_die("no memory is left");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0)
            r.updates = true;
        else if (strncmp(argv[i], "--corpus=", 9) == 0)
            r.corpus = argv[i] + 9;
        else
            run_file(&r, argv[i]);
    }
    dbn_doc_free(r.doc);
    dbn_engine_free(engine);
    if (r.run > 0)
        printf("%u examples, %u known bugs, %u wrong\n", (unsigned)r.run,
               (unsigned)r.known, (unsigned)r.failed);
    return r.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
