/*
 * tests/bench/hostile.c - what hostile pages cost.
 *
 *     hostile [--megabytes=N] [NAME…]
 *
 * Each page is written twice, of N (default 5) and of 2 N megabytes, and cleaned by the
 * command at -j1 to JSON Lines. Printed are milliseconds of processor time a 10 MB,
 * start-up apart; how that grew from the one to the other (2 is linear); the peak of
 * memory, as megabytes and as a share of 3 times the page and 30 MB; and whether the
 * output has every sentence of the page. It reports and never judges.
 */
#define _XOPEN_SOURCE 700

#include "support/hostile.h"
#include "bench/measure.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define MB        1e6
#define RUNS      3
#define PATH_SIZE 256
#define PART_SIZE 65536

typedef struct place {
    char folder[64], page[PATH_SIZE], out[PATH_SIZE];
} place;

static void
put_to_file(void *context, const char *bytes, size_t len)
{
    if (len > 0 && fwrite(bytes, 1, len, context) != len) {
        perror("hostile");
        exit(EXIT_FAILURE);
    }
}

/* Writes the page, of `size` bytes or of none; how many sentences it has. */
static size_t
write_page(const place *at, const hostile_page *page, size_t size)
{
    FILE *file = fopen(at->page, "wb");
    size_t sentences = 0;
    if (file == NULL) {
        perror(at->page);
        exit(EXIT_FAILURE);
    }
    if (page != NULL)
        sentences = hostile_write(page, size, put_to_file, file);
    if (fclose(file) != 0) {
        perror(at->page);
        exit(EXIT_FAILURE);
    }
    return sentences;
}

static bench_cost
clean(place *at)
{
    char command[] = DBN_COMMAND, clean[] = "clean", quiet[] = "-q", jobs[] = "-j1";
    char format[] = "--format=jsonl", output[PATH_SIZE + 16];
    (void)snprintf(output, sizeof output, "--output=%s", at->out);
    char *argv[] = {command, clean, quiet, jobs, format, output, at->page, NULL};
    bench_cost best = bench_run(argv);
    for (int i = 1; i < RUNS && best.exit_status == 0; i++) {
        bench_cost cost = bench_run(argv);
        if (cost.cpu_seconds < best.cpu_seconds)
            best.cpu_seconds = cost.cpu_seconds;
    }
    return best;
}

/* How often the sentences stand in the output: twice each, in its text and in its
 * blocks, or once where a copy was removed. */
static size_t
count_sentences(const char *path)
{
    static char bytes[PART_SIZE + sizeof HOSTILE_NEEDLE];
    const size_t needle = strlen(HOSTILE_NEEDLE);
    FILE *file = fopen(path, "rb");
    size_t held = 0, count = 0;
    if (file == NULL)
        return 0;
    for (size_t got; (got = fread(bytes + held, 1, PART_SIZE, file)) > 0;) {
        size_t end = held + got, at = 0;
        for (; at + needle <= end; at++)
            count += memcmp(bytes + at, HOSTILE_NEEDLE, needle) == 0;
        held = end - at;
        memmove(bytes, bytes + at, held);
    }
    (void)fclose(file);
    return count;
}

static void
report(place *at, const hostile_page *page, size_t size, double start_up)
{
    (void)write_page(at, page, size);
    bench_cost half = clean(at);
    size_t sentences = write_page(at, page, 2 * size);
    bench_cost whole = clean(at);
    double bytes = 2 * (double)size, peak = (double)whole.peak_bytes;
    double seconds = whole.cpu_seconds - start_up, before = half.cpu_seconds - start_up;
    if (whole.exit_status != 0) {
        printf("%-22s refused\n", page->name);
        return;
    }
    printf("%-22s %6.0f ms  x%4.1f  %6.0f MB (%4.0f %%)  %s\n", page->name,
           seconds * 1e3 / (bytes / 1e7), before > 0.001 ? seconds / before : 0.0,
           peak / MB, 100 * peak / (3 * bytes + 30 * 1048576.0),
           count_sentences(at->out) >= sentences ? "" : "TEXT LOST");
    (void)fflush(stdout);
}

static bool
is_wanted(const hostile_page *page, int argc, char **argv)
{
    bool has_names = false;
    for (int i = 1; i < argc; i++) {
        has_names |= argv[i][0] != '-';
        if (strcmp(argv[i], page->name) == 0)
            return true;
    }
    return !has_names;
}

int
main(int argc, char **argv)
{
    static const char option[] = "--megabytes=";
    place at = {.folder = "/tmp/doublon-hostile-XXXXXX"};
    double megabytes = 5;
    for (int i = 1; i < argc; i++)
        if (strncmp(argv[i], option, sizeof option - 1) == 0)
            megabytes = strtod(argv[i] + sizeof option - 1, NULL);
    if (megabytes < 0.1 || megabytes > 500 || mkdtemp(at.folder) == NULL) {
        fprintf(stderr, "hostile: 0.1 to 500 megabytes, and a /tmp to write to\n");
        return EXIT_FAILURE;
    }
    (void)snprintf(at.page, sizeof at.page, "%s/page.html", at.folder);
    (void)snprintf(at.out, sizeof at.out, "%s/out.jsonl", at.folder);
    (void)write_page(&at, NULL, 0);
    double start_up = clean(&at).cpu_seconds;
    printf("%-22s %9s  %5s  %18s\n", "page", "a 10 MB", "grows",
           "memory (of 3 x + 30)");
    for (size_t i = 0; i < hostile_page_count; i++)
        if (is_wanted(&hostile_pages[i], argc, argv))
            report(&at, &hostile_pages[i], (size_t)(megabytes * MB), start_up);
    (void)remove(at.page);
    (void)remove(at.out);
    (void)rmdir(at.folder);
    return EXIT_SUCCESS;
}
