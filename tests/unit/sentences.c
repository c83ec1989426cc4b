/*
 * tests/unit/sentences.c - the cases of tests/spec/sentences/: a line each, with " | "
 * where a sentence ends.
 */
#include "unit/test.h"

#include "segment/segment.h"
#include "unit/profiles.h"

#define LINE_MAX_BYTES 512

/* The sentences of `text`, joined as the files write them. */
static void
cut(char *out, size_t size, const char *text, const dbn_profile *profile)
{
    dbn_records records = {0};
    dbn_segments segments;
    dbn_block block = {.range = {0, (uint32_t)strlen(text)}};
    size_t at = 0;
    assert_int_equal(dbn_view_source(&records.view, dbn_span_of(text), &job), DBN_OK);
    assert_int_equal(dbn_vec_push(&job.arena, &records.blocks, block), DBN_OK);
    assert_int_equal(dbn_segment_run(&segments,
                                     &(dbn_segment_input){.records = &records}, profile,
                                     &job),
                     DBN_OK);
    out[0] = '\0';
    for (uint32_t i = 0; i < segments.count; i++) {
        dbn_span one = dbn_span_slice(records.view->text, segments.items[i].range);
        at += (size_t)snprintf(out + at, size - at, "%s%.*s", i > 0 ? " | " : "",
                               (int)one.len, one.ptr);
        assert_true(at < size);
    }
    dbn_job_reset(&job);
}

static void
without_bars(char *out, const char *line)
{
    for (; *line != '\0'; line++)
        if (strncmp(line, " | ", 3) != 0)
            *out++ = *line;
        else
            line++;
    *out = '\0';
}

static void
run_file(const char *lang, uint32_t least)
{
    char path[512], line[LINE_MAX_BYTES], text[LINE_MAX_BYTES], got[2 * LINE_MAX_BYTES];
    const dbn_profile *profile = dbn_profiles_find(profiles, dbn_span_of(lang));
    uint32_t cases = 0, wrong = 0;
    (void)snprintf(path, sizeof path, "%s/spec/sentences/%s.md", DBN_TESTS_DIR, lang);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    while (fgets(line, sizeof line, file) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (strncmp(line, "- ", 2) != 0)
            continue;
        cases++;
        without_bars(text, line + 2);
        cut(got, sizeof got, text, profile);
        if (strcmp(got, line + 2) == 0)
            continue;
        wrong++;
        print_error("%s\n  wanted %s\n  given  %s\n", path, line + 2, got);
    }
    (void)fclose(file);
    assert_true(cases >= least);
    assert_int_equal(wrong, 0);
}

static void
french(void **state)
{
    (void)state;
    run_file("fr", 150);
}

static void
its_neighbours(void **state)
{
    (void)state;
    static const char *const langs[] = {"nl", "en", "de", "es", "it"};
    for (size_t i = 0; i < sizeof langs / sizeof langs[0]; i++)
        run_file(langs[i], 60);
}

/* The tokens of `text` must be those of `expected`, between bars. */
static void
assert_tokens(const char *lang, const char *text, const char *expected)
{
    char got[LINE_MAX_BYTES] = "";
    dbn_ranges tokens = {0};
    size_t at = 0;
    assert_int_equal(dbn_segment_tokens(&tokens, dbn_span_of(text),
                                        (dbn_range){0, (uint32_t)strlen(text)},
                                        dbn_profiles_find(profiles, dbn_span_of(lang)),
                                        &job.arena),
                     DBN_OK);
    for (uint32_t i = 0; i < tokens.count; i++) {
        dbn_span one = dbn_span_slice(dbn_span_of(text), tokens.items[i]);
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", i > 0 ? "|" : "",
                               (int)one.len, one.ptr);
        assert_true(at < sizeof got);
    }
    assert_string_equal(got, expected);
    dbn_job_reset(&job);
}

static void
tokens_split_what_is_joined(void **state)
{
    (void)state;
    assert_tokens("fr", "L’hébergeur n'a-t-il rien dit ?",
                  "L’|hébergeur|n'|a|-t-il|rien|dit|?");
    assert_tokens("fr", "Aujourd’hui, le rendez-vous d'Aix-en-Provence.",
                  "Aujourd’hui|,|le|rendez-vous|d'|Aix-en-Provence|.");
    assert_tokens("fr", "À 16h15, 1.234,5 euros...", "À|16h15|,|1.234,5|euros|...");
    assert_tokens("fr", "Voir https://a.be/x?y=1, jean@b.be ou www.c.be.",
                  "Voir|https://a.be/x?y=1|,|jean@b.be|ou|www.c.be|.");
    assert_tokens("fr", "lorsqu’il", "lorsqu’|il");
    assert_tokens("it", "dell'arte", "dell'|arte");
    assert_tokens("en", "John’s dog isn't here -- it's \"out\"",
                  "John|’s|dog|isn't|here|--|it|'s|\"|out|\"");
    assert_tokens("fr", "", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(french),
        cmocka_unit_test(its_neighbours),
        cmocka_unit_test(tokens_split_what_is_joined),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
