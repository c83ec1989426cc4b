/*
 * tests/spec/runner.c - run the examples of spec files.
 *
 *     spec_runner [--update | --corpus=FOLDER] FILE.md…
 *
 * --update writes what the program gives into the files: read the difference before
 * you commit it. --corpus writes each input to a file, as a seed for the fuzzers.
 */
#include "spec/outcome.h"

#include <stdlib.h>
#include <string.h>

typedef struct runner {
    spec_program program;
    bool updates;
    const char *corpus;
    uint32_t run, failed, known;
} runner;

/* ---- judging ------------------------------------------------------------------- */

static void
show(const char *what, dbn_span text)
{
    printf("--- %s\n%.*s", what, SHOW(text));
}

static void
complain(const spec_reader *in, const spec_example *example, const spec_outcome *got)
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
judge(runner *r, const spec_reader *in, const spec_example *example,
      const spec_outcome *got)
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
            const spec_example *example, const spec_outcome *got)
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
            spec_outcome got =
                spec_run(&r->program, &example.options, test_bytes_span(&source));
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
    spec_program_open(&r.program);
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0)
            r.updates = true;
        else if (strncmp(argv[i], "--corpus=", 9) == 0)
            r.corpus = argv[i] + 9;
        else
            run_file(&r, argv[i]);
    }
    spec_program_close(&r.program);
    if (r.run > 0)
        printf("%u examples, %u known bugs, %u wrong\n", (unsigned)r.run,
               (unsigned)r.known, (unsigned)r.failed);
    return r.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
