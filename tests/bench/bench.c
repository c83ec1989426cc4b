/*
 * tests/bench/bench.c - how fast, how large, and how it grows.
 *
 *     bench [--smoke] [--keep=FOLDER] [--peer='COMMAND']…
 *
 * Articles are written from corpora/ by a fixed seed, so that two versions are
 * measured on the same bytes; the command runs on them as its users run it, and its
 * output is thrown away. Every figure is the best of a few runs. It reports and never
 * judges: the exit status says only whether the command ran.
 *
 *   --smoke   small inputs: do the measurements work?
 *   --keep    leave the inputs in this folder, which must exist, to run others on them
 *   --peer    another program, measured on the long dump and page as its last word
 */
#define _XOPEN_SOURCE 700

#include "bench/measure.h"
#include "bench/texts.h"

#include <errno.h>
#include <unistd.h>

#define SEED      UINT64_C(20111104)
#define MB        1e6
#define PATH_SIZE 512

/* Inputs, in bytes. */
typedef struct sizes {
    size_t many; /* of each JSON Lines file */
    size_t one;  /* of the smaller single document */
    int runs, start_ups;
} sizes;

static const sizes full_sizes = {48 << 20, 8 << 20, 3, 40};
static const sizes smoke_sizes = {4 << 20, 1 << 20, 1, 5};

typedef struct bench {
    sizes sizes;
    char folder[PATH_SIZE - 64]; /* leaves room for a name */
    bool keeps;
    int failures;
    bench_texts texts;
    dbn_error error;
} bench;

/* ---- inputs ----------------------------------------------------------------- */

static void
path_in(char path[PATH_SIZE], const bench *b, const char *name)
{
    (void)snprintf(path, PATH_SIZE, "%s/%s", b->folder, name);
}

static dbn_status
save(bench *b, const char *name, const dbn_buffer *bytes)
{
    char path[PATH_SIZE];
    path_in(path, b, name);
    FILE *file = fopen(path, "wb");
    if (file == NULL)
        return dbn_fail(&b->error, DBN_ERR_IO, "cannot write '%s': %s", path,
                        strerror(errno));
    bool written = fwrite(bytes->items, 1, bytes->count, file) == bytes->count;
    if (fclose(file) != 0 || !written)
        return dbn_fail(&b->error, DBN_ERR_IO, "cannot write '%s'", path);
    return DBN_OK;
}

/* What the lines of a file hold. */
typedef enum article_kind {
    DUMPS,       /* every fourth repeats its lead, as a mixed archive might */
    DUMPS_ONCE,  /* nothing is repeated */
    DUMPS_TWICE, /* every lead stands twice */
    PAGES,       /* those of corpora/: 5 to 20 kB, and full of copies */
    LARGE_PAGES
} article_kind;

#define LARGE_PAGE ((size_t)200 * 1000)

static dbn_status
write_article(dbn_buffer *out, bench *b, article_kind kind)
{
    static const uint32_t repeats[] = {
        [DUMPS] = 2, [DUMPS_ONCE] = 0, [DUMPS_TWICE] = 8};
    if (kind == PAGES)
        return bench_write_page(out, &b->texts);
    if (kind == LARGE_PAGES)
        return bench_write_long_page(out, &b->texts, LARGE_PAGE);
    return bench_write_dump(out, &b->texts, bench_article_len(&b->texts),
                            repeats[kind]);
}

static dbn_status
write_json_lines(bench *b, const char *name, article_kind kind)
{
    dbn_buffer lines = {0}, text = {0};
    dbn_arena_mark start = dbn_arena_save(b->texts.arena);
    const char *field = kind == PAGES || kind == LARGE_PAGES ? "html" : "text";
    for (uint32_t id = 0; lines.count < b->sizes.many; id++) {
        text.count = 0;
        DBN_TRY(write_article(&text, b, kind));
        DBN_TRY(bench_write_json_line(&lines, &b->texts, id, field,
                                      (dbn_span){text.items, text.count}));
    }
    dbn_status status = save(b, name, &lines);
    dbn_arena_rewind(b->texts.arena, start);
    return status;
}

/* One document: a page, a dump, or a dump as one line of JSON, by its ending. */
static dbn_status
write_one(bench *b, const char *name, size_t len)
{
    dbn_buffer text = {0}, line = {0};
    if (strstr(name, ".html") != NULL)
        DBN_TRY(bench_write_long_page(&text, &b->texts, len));
    else
        DBN_TRY(bench_write_dump(&text, &b->texts, len, 2));
    if (strstr(name, ".jsonl") == NULL)
        return save(b, name, &text);
    DBN_TRY(bench_write_json_line(&line, &b->texts, 0, "text",
                                  (dbn_span){text.items, text.count}));
    return save(b, name, &line);
}

static dbn_status
write_inputs(bench *b)
{
    dbn_arena *arena = b->texts.arena;
    DBN_TRY(write_json_lines(b, "dumps.jsonl", DUMPS));
    DBN_TRY(write_json_lines(b, "once.jsonl", DUMPS_ONCE));
    DBN_TRY(write_json_lines(b, "twice.jsonl", DUMPS_TWICE));
    DBN_TRY(write_json_lines(b, "pages.jsonl", PAGES));
    DBN_TRY(write_json_lines(b, "large.jsonl", LARGE_PAGES));
    dbn_arena_mark start = dbn_arena_save(arena);
    DBN_TRY(write_one(b, "tiny.txt", 500));
    DBN_TRY(write_one(b, "one.txt", b->sizes.one));
    DBN_TRY(write_one(b, "two.txt", 2 * b->sizes.one));
    DBN_TRY(write_one(b, "one.html", b->sizes.one));
    DBN_TRY(write_one(b, "two.html", 2 * b->sizes.one));
    DBN_TRY(write_one(b, "one.jsonl", b->sizes.one));
    DBN_TRY(write_one(b, "two.jsonl", 2 * b->sizes.one));
    dbn_arena_rewind(arena, start);
    return DBN_OK;
}

static const char *const inputs[] = {"dumps.jsonl", "once.jsonl",  "twice.jsonl",
                                     "pages.jsonl", "large.jsonl", "tiny.txt",
                                     "one.txt",     "two.txt",     "one.html",
                                     "two.html",    "one.jsonl",   "two.jsonl"};
#define INPUT_COUNT (sizeof inputs / sizeof *inputs)

static void
remove_inputs(const bench *b)
{
    if (b->keeps)
        return;
    for (size_t i = 0; i < INPUT_COUNT; i++) {
        char path[PATH_SIZE];
        path_in(path, b, inputs[i]);
        (void)unlink(path);
    }
    (void)rmdir(b->folder);
}

/* ---- figures ---------------------------------------------------------------- */

static double
bytes_of(const bench *b, const char *name)
{
    char path[PATH_SIZE];
    path_in(path, b, name);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    long end = fseek(file, 0, SEEK_END) == 0 ? ftell(file) : 0;
    (void)fclose(file);
    return end < 0 ? 0 : (double)end;
}

/* `threads` is an option; without it, one a processor. */
static bench_cost
clean(bench *b, const char *name, const char *threads, int runs)
{
    char path[PATH_SIZE];
    path_in(path, b, name);
    const char *words[] = {DBN_COMMAND, "clean", "--quiet", "--format=jsonl",
                           path,        threads, NULL};
    char *argv[sizeof words / sizeof *words];
    memcpy(argv, words, sizeof words);
    bench_cost cost = bench_fastest(argv, runs);
    if (cost.exit_status != 0) {
        printf("%-28s failed with exit status %d\n", name, cost.exit_status);
        b->failures++;
    }
    return cost;
}

static void
report_speed(bench *b, const char *title, const char *name, const char *threads)
{
    bench_cost cost = clean(b, name, threads, b->sizes.runs);
    bool is_alone = threads != NULL; /* waits for nobody but the machine */
    double seconds = is_alone ? cost.cpu_seconds : cost.seconds;
    if (cost.exit_status == 0)
        printf("%-28s %7.1f MB/s   %6.2f s   %6.2f s of cores   peak %6.1f MB\n", title,
               bytes_of(b, name) / MB / seconds, cost.seconds, cost.cpu_seconds,
               (double)cost.peak_bytes / MB);
}

/* The copy desk on one core: all of it, or without what is named. The first run makes
 * the list of a dictionary's words, where there is none yet. */
static void
report_desk(bench *b, const char *title, const char *name, const char *without)
{
    char path[PATH_SIZE];
    path_in(path, b, name);
    const char *words[] = {
        DBN_COMMAND,   "check",           "--lang=fr", "--format=jsonl", "-j1",
        "--no-config", "--fail-on=never", path,        without,          NULL};
    char *argv[sizeof words / sizeof *words];
    memcpy(argv, words, sizeof words);
    bench_cost cost = bench_fastest(argv, b->sizes.runs + 1);
    if (cost.exit_status == 0)
        printf("%-28s %7.1f MB/s   %6.2f s of cores   peak %6.1f MB\n", title,
               bytes_of(b, name) / MB / cost.cpu_seconds, cost.cpu_seconds,
               (double)cost.peak_bytes / MB);
    b->failures += cost.exit_status != 0;
}

/* One document and one twice as long: time, and memory as the limit has it, in
 * multiples of the document beyond 30 MB. */
static void
report_growth(bench *b, const char *title, const char *one, const char *two)
{
    bench_cost small = clean(b, one, "-j1", b->sizes.runs);
    bench_cost large = clean(b, two, "-j1", b->sizes.runs);
    if (small.exit_status != 0 || large.exit_status != 0)
        return;
    printf("%-28s %7.1f MB/s   %6.2f s, of twice the length %.2f times that;   "
           "peak %.1f MB = %.2f x + 30 MB\n",
           title, bytes_of(b, two) / MB / large.cpu_seconds, large.cpu_seconds,
           large.cpu_seconds / small.cpu_seconds, (double)large.peak_bytes / MB,
           ((double)large.peak_bytes - 30 * MB) / bytes_of(b, two));
}

static void
report_start_up(bench *b)
{
    bench_cost cost = clean(b, "tiny.txt", "-j1", b->sizes.start_ups);
    if (cost.exit_status == 0)
        printf("%-28s %7.2f ms   peak %.1f MB\n", "start-up", cost.seconds * 1e3,
               (double)cost.peak_bytes / MB);
}

static void
report_peer(const bench *b, const char *peer)
{
    static const char *const files[] = {"two.txt", "two.html"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char script[2 * PATH_SIZE];
        int len = snprintf(script, sizeof script, "exec %s '%s/%s' 2>/dev/null", peer,
                           b->folder, files[i]);
        if (len < 0 || (size_t)len >= sizeof script)
            continue;
        char shell[] = "/bin/sh", option[] = "-c";
        bench_cost cost =
            bench_fastest((char *[]){shell, option, script, NULL}, b->sizes.runs);
        printf("peer on %-20s %7.1f MB/s   %6.2f s   peak %6.1f MB   exit %d   %s\n",
               files[i], bytes_of(b, files[i]) / MB / cost.seconds, cost.seconds,
               (double)cost.peak_bytes / MB, cost.exit_status, peer);
    }
}

static void
report(bench *b, int argc, char **argv)
{
    report_start_up(b);
    report_speed(b, "dumps to JSON Lines, -j1", "dumps.jsonl", "-j1");
    report_speed(b, "  nothing repeated", "once.jsonl", "-j1");
    report_speed(b, "  every lead twice", "twice.jsonl", "-j1");
    report_speed(b, "pages to JSON Lines, -j1", "pages.jsonl", "-j1");
    report_speed(b, "  large ones", "large.jsonl", "-j1");
    report_speed(b, "dumps, every core", "dumps.jsonl", NULL);
    report_speed(b, "pages, every core", "pages.jsonl", NULL);
    report_desk(b, "copy desk, -j1", "dumps.jsonl", NULL);
    report_desk(b, "  without spelling", "dumps.jsonl", "--disable=spell");
    report_desk(b, "  a tiny text", "tiny.txt", NULL);
    report_growth(b, "one long dump", "one.txt", "two.txt");
    report_growth(b, "one long page", "one.html", "two.html");
    report_growth(b, "one long line of JSON", "one.jsonl", "two.jsonl");
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], "--peer=", 7) == 0)
            report_peer(b, argv[i] + 7);
}

/* ----------------------------------------------------------------------------- */

static bool
read_options(bench *b, int argc, char **argv)
{
    const char *folder = NULL;
    b->sizes = full_sizes;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--smoke") == 0)
            b->sizes = smoke_sizes;
        else if (strncmp(argv[i], "--keep=", 7) == 0)
            folder = argv[i] + 7;
        else if (strncmp(argv[i], "--peer=", 7) != 0)
            return false;
    }
    b->keeps = folder != NULL;
    if (folder == NULL) {
        (void)snprintf(b->folder, sizeof b->folder, "%s", "/tmp/doublon-bench-XXXXXX");
        return mkdtemp(b->folder) != NULL;
    }
    int len = snprintf(b->folder, sizeof b->folder, "%s", folder);
    return len > 0 && (size_t)len < sizeof b->folder;
}

int
main(int argc, char **argv)
{
    bench b = {0};
    if (!read_options(&b, argc, argv)) {
        (void)fprintf(stderr,
                      "usage: bench [--smoke] [--keep=FOLDER] [--peer='COMMAND']...\n");
        return 2;
    }
    (void)setvbuf(stdout, NULL, _IOLBF, BUFSIZ);
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_status status =
        bench_texts_load(&b.texts, DBN_CORPORA_DIR, SEED, &arena, &b.error);
    if (status == DBN_OK)
        status = write_inputs(&b);
    dbn_arena_release(&arena);
    if (status == DBN_OK)
        report(&b, argc, argv);
    else
        (void)fprintf(stderr, "bench: %s\n",
                      b.error.message[0] != '\0' ? b.error.message : "out of memory");
    remove_inputs(&b);
    return status == DBN_OK && b.failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
