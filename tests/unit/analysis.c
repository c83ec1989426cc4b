/*
 * tests/unit/analysis.c - where segments of texts count: in languages of their own,
 * once, and without comparing each with all before it.
 */
#include "unit/test.h"

#include <doublon/cat.h>

#include "flow/analyse.h"
#include "memory/inside.h"

static dbn_engine *engine;
static dbn_doc *doc;
static dbn_memory_store *memory;
static dbn_job job;
static dbn_analysing a;

static int
make_engine(void **state)
{
    (void)state;
    return dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) != DBN_OK ||
           dbn_doc_new(&doc, engine, 0) != DBN_OK;
}

static int
free_engine(void **state)
{
    (void)state;
    dbn_doc_free(doc);
    dbn_engine_free(engine);
    return 0;
}

static int
set_up(void **state)
{
    (void)state;
    dbn_job_init(&job, 0);
    return dbn_memory_open(&memory, NULL, DBN_MEMORY_WRITE, &job.err) != DBN_OK;
}

static int
tear_down(void **state)
{
    (void)state;
    dbn_flow_analyse_release(&a);
    dbn_memory_close(memory);
    dbn_job_release(&job);
    return 0;
}

static void
begin(const dbn_analysis_options *options)
{
    assert_int_equal(dbn_flow_analyse_init(&a, engine, options, memory), DBN_OK);
}

static void
add_text(const char *text, const char *lang)
{
    const dbn_clean_options options = {.passes = DBN_DO_PREPARE, .keep_text = true};
    const dbn_input input = {.bytes = dbn_span_of(text),
                             .kind = DBN_INPUT_TEXT,
                             .lang = dbn_span_of(lang),
                             .is_utf8 = true};
    assert_int_equal(dbn_doc_clean(doc, &input, &options), DBN_OK);
    if (dbn_flow_analyse_add(&a, doc, dbn_span_of(lang)) != DBN_OK)
        fail_msg("%s", a.job.err.message);
}

static void
count(void)
{
    if (dbn_flow_analyse_count(&a) != DBN_OK)
        fail_msg("%s", a.job.err.message);
}

static uint64_t
segments(uint32_t text, dbn_band band)
{
    return a.analysed.texts.items[text].bands[band].segments;
}

static void
translate(const char *lang, const char *text)
{
    bool is_new;
    const dbn_memory_variant variants[] = {
        {.lang = dbn_span_of(lang), .text = dbn_span_of(text), .is_source = true},
        {.lang = DBN_SPAN("nl"), .text = DBN_SPAN("De brug is gesloten.")}};
    const dbn_stored_unit unit = {.variants = variants, .variant_count = 2};
    assert_int_equal(dbn_memory_begin(memory), DBN_OK);
    assert_int_equal(dbn_memory_add(&is_new, memory, &unit, &job), DBN_OK);
    assert_int_equal(dbn_memory_commit(memory, &job), DBN_OK);
}

/* ---- languages ------------------------------------------------------------------ */

#define FRENCH  "La commune a fermé le pont de la rue Haute."
#define ENGLISH "The town has closed the bridge in High Street."

static void
each_text_is_of_its_language(void **state)
{
    static const char *const texts[] = {FRENCH, ENGLISH}, *const langs[] = {"fr", "en"};
    const dbn_analysis_options options = {.target = DBN_SPAN("nl")};
    (void)state;
    translate("fr", FRENCH);
    translate("en", ENGLISH);
    for (int first = 0; first < 2; first++) {
        begin(&options);
        add_text(texts[first], langs[first]);
        add_text(texts[1 - first], langs[1 - first]);
        count();
        assert_int_equal(segments(0, DBN_BAND_100), 1);
        assert_int_equal(segments(1, DBN_BAND_100), 1);
        assert_true(dbn_span_equal(a.analysed.source, DBN_SPAN("mul")));
        if (first == 0)
            dbn_flow_analyse_release(&a);
    }
}

static void
nothing_repeats_another_language(void **state)
{
    const dbn_analysis_options options = {.is_internal = true};
    (void)state;
    begin(&options);
    add_text("Station Bruxelles-Midi 1250.", "fr");
    add_text("Station Bruxelles-Midi 1250.", "nl");
    add_text("Station Bruxelles-Midi 1250.", "fr-BE");
    count();
    assert_int_equal(segments(1, DBN_BAND_NEW), 1);
    assert_int_equal(segments(2, DBN_BAND_CROSS), 1);
}

/* ---- counting ------------------------------------------------------------------- */

static void
what_was_counted_is_not_counted_again(void **state)
{
    const dbn_analysis_options options = {.is_internal = true};
    (void)state;
    begin(&options);
    add_text(FRENCH, "fr");
    count();
    assert_int_equal(segments(0, DBN_BAND_NEW), 1);
    count();
    assert_int_equal(segments(0, DBN_BAND_NEW), 1);
    add_text("La commune a fermé le pont de la rue Basse.", "fr");
    count();
    assert_int_equal(segments(0, DBN_BAND_NEW), 1);
    assert_int_equal(segments(1, DBN_BAND_85), 1);
}

static bool
is_third_time(void *context)
{
    return ++*(int *)context == 3;
}

static void
it_ends_when_asked_to(void **state)
{
    int asked = 0;
    const dbn_analysis_options options = {.cancelled = is_third_time,
                                          .context = &asked};
    (void)state;
    begin(&options);
    for (int i = 0; i < 4; i++)
        add_text(FRENCH, "fr");
    assert_int_equal(dbn_flow_analyse_count(&a), DBN_ERR_CANCELLED);
    assert_int_equal(asked, 3);
    count();
    assert_int_equal(segments(0, DBN_BAND_NEW), 1);
    assert_int_equal(segments(3, DBN_BAND_CROSS), 1);
}

/* ---- growth --------------------------------------------------------------------- */

#define SEGMENTS 600U

/* Texts that one is compared with while `count_of` segments are counted: all unlike, or
 * all with half their words in common. */
static uint64_t
compared_among(uint32_t count_of, bool are_alike)
{
    const dbn_analysis_options options = {.is_internal = true};
    static char text[2 * SEGMENTS * 80];
    uint32_t at = 0, seed = 1;
    for (uint32_t i = 0; i < count_of; i++) {
        for (int word = 0; word < 7; word++) {
            seed = seed * 1664525U + 1013904223U;
            uint32_t letters = are_alike && word < 5 ? (uint32_t)word * 7654321U : seed;
            at += (uint32_t)snprintf(
                text + at, sizeof text - at, "%c%c%c%c%c ", 'a' + letters / 7 % 26,
                'a' + (letters >> 8) % 26, 'a' + (letters >> 13) % 26,
                'a' + (letters >> 18) % 26, 'a' + (letters >> 24) % 26);
        }
        at += (uint32_t)snprintf(text + at, sizeof text - at, "fin.\n\n");
    }
    begin(&options);
    add_text(text, "fr");
    count();
    uint64_t compared = a.internal->compared;
    assert_true(a.segments.count >= count_of);
    return compared;
}

static void
assert_grows_with_the_text(bool are_alike)
{
    uint64_t few = compared_among(SEGMENTS, are_alike);
    dbn_flow_analyse_release(&a);
    uint64_t many = compared_among(2 * SEGMENTS, are_alike);
    if (many > 3 * few)
        fail_msg("%llu texts compared, with twice the segments %llu",
                 (unsigned long long)few, (unsigned long long)many);
}

static void
earlier_segments_are_indexed(void **state)
{
    (void)state;
    assert_grows_with_the_text(false);
}

static void
of_many_alike_some_are_compared(void **state)
{
    (void)state;
    assert_grows_with_the_text(true);
    assert_true(segments(0, DBN_BAND_75) > SEGMENTS);
}

int
main(void)
{
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        EACH(each_text_is_of_its_language),
        EACH(nothing_repeats_another_language),
        EACH(what_was_counted_is_not_counted_again),
        EACH(it_ends_when_asked_to),
        EACH(earlier_segments_are_indexed),
        EACH(of_many_alike_some_are_compared),
    };
#undef EACH
    return cmocka_run_group_tests(tests, make_engine, free_engine);
}
