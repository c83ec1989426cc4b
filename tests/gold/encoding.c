/*
 * tests/gold/encoding.c - the html5lib suite of declared encodings:
 * $DOUBLON_GOLD/html/encoding.
 *
 *     #data⏎ page ⏎#encoding⏎ name ⏎⏎
 *
 * Exits with 77 (skipped) where the suite is not there.
 */
#include "base/arena.h"
#include "read/charset.h"

#include <stdio.h>

#define SKIPPED 77

/* A page that declares nothing is in this one, says the suite. */
#define DEFAULT "windows-1252"

static dbn_span
read_file(const char *path, dbn_arena *arena)
{
    FILE *file = fopen(path, "rb");
    dbn_buffer bytes = {0};
    char part[4096];
    if (file == NULL)
        return (dbn_span){NULL, 0};
    for (size_t len; (len = fread(part, 1, sizeof part, file)) > 0;)
        if (dbn_vec_append(arena, &bytes, part, (uint32_t)len) != DBN_OK)
            exit(2);
    fclose(file);
    return (dbn_span){bytes.items, bytes.count};
}

/* Where `mark` stands from `from` on; text.len where it does not. */
static size_t
find(dbn_span text, dbn_span mark, size_t from)
{
    for (size_t at = from; at + mark.len <= text.len; at++)
        if (memcmp(text.ptr + at, mark.ptr, mark.len) == 0)
            return at;
    return text.len;
}

typedef struct suite {
    unsigned run, failed;
} suite;

/* What a page declares; a byte order mark comes before that, when it is decoded. */
static dbn_span
name_of(dbn_span page)
{
    dbn_job job;
    const dbn_view *source, *decoded;
    dbn_charset charset = dbn_charset_declared(page);
    dbn_charset_input in = {.is_html = true};
    if (dbn_span_starts(page, DBN_SPAN("\xEF\xBB\xBF"))) {
        dbn_job_init(&job, 0);
        if (dbn_view_source(&source, page, &job) != DBN_OK ||
            dbn_charset_decode(&decoded, &charset, source, &in, &job) != DBN_OK)
            exit(2);
        dbn_job_release(&job);
    }
    dbn_span name = dbn_charset_name(charset);
    return name.len == 0 ? DBN_SPAN(DEFAULT) : name;
}

static void
run_case(suite *s, dbn_span page, dbn_span wanted)
{
    dbn_span given = name_of(page);
    s->run++;
    if (dbn_span_equal_ascii(given, wanted))
        return;
    s->failed++;
    printf("FAILED %.*s\n  want %.*s\n  got  %.*s\n", (int)page.len, page.ptr,
           (int)wanted.len, wanted.ptr, (int)given.len, given.ptr);
}

static void
run_file(suite *s, dbn_span file)
{
    const dbn_span data = DBN_SPAN("#data\n"), name = DBN_SPAN("\n#encoding\n");
    for (size_t at = find(file, data, 0); at < file.len;) {
        size_t page = at + data.len, middle = find(file, name, page);
        size_t end = find(file, DBN_SPAN("\n"), middle + name.len);
        if (middle == file.len)
            return;
        size_t label = middle + name.len;
        run_case(s, (dbn_span){file.ptr + page, middle - page},
                 dbn_span_trim((dbn_span){file.ptr + label, end - label}));
        at = find(file, data, end);
    }
}

int
main(void)
{
    static const char *const names[] = {"tests1.dat", "test-yahoo-jp.dat"};
    const char *gold = getenv("DOUBLON_GOLD");
    char path[4096];
    suite s = {0};
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    for (size_t i = 0; gold != NULL && i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/html/encoding/%s", gold, names[i]);
        run_file(&s, read_file(path, &arena));
    }
    dbn_arena_release(&arena);
    if (s.run == 0) {
        printf("skipped: DOUBLON_GOLD names no folder with html/encoding\n");
        return SKIPPED;
    }
    printf("%u of %u\n", s.run - s.failed, s.run);
    return s.failed > 0;
}
