/*
 * tests/bench/repair.c - how fast the stage of repair goes over a text.
 *
 *     repair [--megabytes=N]
 *
 * Not the command but the library: the text is in memory, decoded, and looked at once
 * for what is broken in it. It is made of the dumps of corpora/ by a fixed seed: once
 * mended, so that it is clean; with nothing but ASCII; and misread as windows-1252.
 * Figures are of processor time, the best of a few runs.
 */
#define _XOPEN_SOURCE 700

#include "base/utf8.h"
#include "bench/texts.h"
#include "clean/clean.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define SEED UINT64_C(20111104)
#define MB   1e6
#define RUNS 7

typedef struct bench {
    const dbn_profile *profile;
    dbn_job job;
} bench;

static double
cpu_seconds(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* One look at `text`: what it costs goes to *seconds, what is to be mended to *fixes.
 */
static dbn_status
look(bench *b, dbn_span text, double *seconds, uint32_t *fixes)
{
    dbn_clean found;
    dbn_clean_input in = {.encoding = true, .unicode = true};
    dbn_job_reset(&b->job);
    DBN_TRY(dbn_view_source(&in.view, text, &b->job));
    double start = cpu_seconds();
    DBN_TRY(dbn_clean_run(&found, &in, b->profile, &b->job));
    *seconds = cpu_seconds() - start;
    *fixes = found.fixes.count;
    return DBN_OK;
}

static dbn_status
report(bench *b, const char *title, dbn_span text)
{
    double best = 0;
    uint32_t fixes = 0;
    for (int i = 0; i < RUNS; i++) {
        double seconds;
        DBN_TRY(look(b, text, &seconds, &fixes));
        best = i == 0 || seconds < best ? seconds : best;
    }
    printf("%-24s %7.1f MB/s   %5.1f MB, %u to be mended\n", title,
           (double)text.len / MB / best, (double)text.len / MB, (unsigned)fixes);
    return DBN_OK;
}

/* As many as real texts need (flow/article.c). */
#define ROUNDS 5

/* `text` without what is broken in it, in `arena`. */
static dbn_status
mend(dbn_span *out, bench *b, dbn_span text, dbn_arena *arena)
{
    dbn_clean found;
    dbn_clean_input in = {.encoding = true, .unicode = true, .line_breaks = true};
    dbn_job_reset(&b->job);
    DBN_TRY(dbn_view_source(&in.view, text, &b->job));
    for (int round = 0; round < ROUNDS; round++) {
        DBN_TRY(dbn_clean_run(&found, &in, b->profile, &b->job));
        DBN_TRY(dbn_view_derive(&in.view, in.view, dbn_view_all(in.view), &found.fixes,
                                DBN_PASS_REPAIR, &b->job));
    }
    *out = dbn_arena_copy(arena, in.view->text);
    return out->ptr == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

/* What becomes of a character. */
typedef enum change { AS_ASCII, MISREAD } change;

static dbn_status
append_changed(dbn_buffer *out, dbn_arena *arena, dbn_span text, change how)
{
    for (size_t at = 0; at < text.len; at++) {
        unsigned char byte = (unsigned char)text.ptr[at];
        char utf8[DBN_UTF8_MAX] = {'e'};
        uint32_t len = how == MISREAD ? dbn_utf8_encode(utf8, byte) : 1;
        if (byte < 0x80)
            DBN_TRY(dbn_vec_push(arena, out, (char)byte));
        else if (how == MISREAD || !dbn_utf8_is_continuation(text.ptr[at]))
            DBN_TRY(dbn_vec_append(arena, out, utf8, len));
    }
    return DBN_OK;
}

static dbn_status
run(bench *b, size_t size, dbn_arena *arena)
{
    bench_texts texts;
    dbn_buffer dumps = {0}, ascii = {0}, misread = {0};
    DBN_TRY(bench_texts_load(&texts, DBN_CORPORA_DIR, SEED, arena, &b->job.err));
    while (dumps.count < size)
        DBN_TRY(bench_write_dump(&dumps, &texts, bench_article_len(&texts), 0));
    dbn_span text;
    DBN_TRY(mend(&text, b, (dbn_span){dumps.items, dumps.count}, arena));
    DBN_TRY(append_changed(&ascii, arena, text, AS_ASCII));
    DBN_TRY(append_changed(&misread, arena, text, MISREAD));
    DBN_TRY(report(b, "clean", text));
    DBN_TRY(report(b, "clean, ASCII", (dbn_span){ascii.items, ascii.count}));
    return report(b, "misread", (dbn_span){misread.items, misread.count});
}

int
main(int argc, char **argv)
{
    static const char option[] = "--megabytes=";
    double megabytes = 32;
    dbn_profiles *profiles;
    dbn_arena arena;
    bench b;
    if (argc == 2 && strncmp(argv[1], option, sizeof option - 1) == 0)
        megabytes = strtod(argv[1] + sizeof option - 1, NULL);
    if (argc > 2 || megabytes < 0.1 || megabytes > 500) {
        (void)fprintf(stderr, "usage: repair [--megabytes=0.1..500]\n");
        return 2;
    }
    dbn_job_init(&b.job, 0);
    dbn_arena_init(&arena, 0);
    dbn_status status = dbn_profiles_load(&profiles, DBN_DICTS_DIR, &b.job.err);
    if (status == DBN_OK) {
        b.profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
        status = run(&b, (size_t)(megabytes * MB), &arena);
        dbn_profiles_free(profiles);
    }
    if (status != DBN_OK)
        (void)fprintf(stderr, "repair: %s\n",
                      b.job.err.message[0] != '\0' ? b.job.err.message
                                                   : "out of memory");
    dbn_arena_release(&arena);
    dbn_job_release(&b.job);
    return status == DBN_OK ? EXIT_SUCCESS : EXIT_FAILURE;
}
