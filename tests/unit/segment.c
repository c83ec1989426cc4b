/*
 * tests/unit/segment.c - where sentences end, in French and its neighbours.
 */
#include "unit/test.h"

#include "segment/segment.h"
#include "unit/profiles.h"

/* The sentences of one block must be those of `expected`, joined by " | ". */
static void
assert_sentences(const char *lang, const char *text, const char *expected)
{
    char got[2048] = "";
    size_t at = 0;
    dbn_records records = {0};
    dbn_segments segments;
    dbn_block block = {.range = {0, (uint32_t)strlen(text)}};
    assert_int_equal(dbn_view_source(&records.view, dbn_span_of(text), &job), DBN_OK);
    assert_int_equal(dbn_vec_push(&job.arena, &records.blocks, block), DBN_OK);
    assert_int_equal(
        dbn_segment_run(&segments, &(dbn_segment_input){.records = &records},
                        dbn_profiles_find(profiles, dbn_span_of(lang)), &job),
        DBN_OK);
    for (uint32_t i = 0; i < segments.count; i++) {
        dbn_span one = dbn_span_slice(records.view->text, segments.items[i].range);
        at += (size_t)snprintf(got + at, sizeof got - at, "%s%.*s", i > 0 ? " | " : "",
                               (int)one.len, one.ptr);
        assert_ptr_equal(dbn_segment_at(&segments, segments.items[i].range.beg),
                         &segments.items[i]);
    }
    assert_string_equal(got, expected);
    dbn_job_reset(&job);
}

static void
sentences_end_at_full_stops(void **state)
{
    (void)state;
    assert_sentences("fr", "Il pleut. Il neige ! Qui sait ? Peut-être…",
                     "Il pleut. | Il neige ! | Qui sait ? | Peut-être…");
    assert_sentences("fr", "  Sans point  ", "Sans point");
    assert_sentences("fr", "", "");
}

static void
quotes_close_with_their_sentence(void **state)
{
    (void)state;
    assert_sentences("fr", "« Il pleut. » Il sort.", "« Il pleut. » | Il sort.");
    assert_sentences("fr", "« Quoi ? » demanda-t-il. Rien.",
                     "« Quoi ? » demanda-t-il. | Rien.");
    assert_sentences("fr", "(Il dort.) Elle lit.", "(Il dort.) | Elle lit.");
}

static void
abbreviations_and_numbers_do_not_end(void **state)
{
    (void)state;
    assert_sentences("fr", "M. Dupont et Mme. Durand sortent. Ils rient.",
                     "M. Dupont et Mme. Durand sortent. | Ils rient.");
    assert_sentences("fr", "J. Dupont a 3.500 euros. Il rit.",
                     "J. Dupont a 3.500 euros. | Il rit.");
    assert_sentences("fr", "Voir le site example.com. Merci.",
                     "Voir le site example.com. | Merci.");
}

static void
wide_full_stops_need_no_space(void **state)
{
    (void)state;
    assert_sentences("und", "雨が降る。雪が降る。", "雨が降る。 | 雪が降る。");
    assert_sentences("und", "雨が降る…。雪が降る。", "雨が降る…。 | 雪が降る。");
}

/* Runs of full stops that end nothing: linear takes some hundredths of a second,
 * quadratic half a minute. */
static void
runs_of_full_stops_are_read_once(void **state)
{
    (void)state;
    enum { DOTS = 4000000 }; /* looked at from each, they would take hours */
    char *text = dbn_arena_alloc(&job.arena, DOTS + 1);
    assert_non_null(text);
    memset(text, '.', DOTS);
    text[DOTS] = 'a';
    dbn_records records = {0};
    dbn_segments segments;
    dbn_block block = {.range = {0, DOTS + 1}};
    assert_int_equal(dbn_view_source(&records.view, (dbn_span){text, DOTS + 1}, &job),
                     DBN_OK);
    assert_int_equal(dbn_vec_push(&job.arena, &records.blocks, block), DBN_OK);
    assert_int_equal(dbn_segment_run(&segments,
                                     &(dbn_segment_input){.records = &records},
                                     dbn_profiles_find(profiles, DBN_SPAN("fr")), &job),
                     DBN_OK);
    assert_int_equal(segments.count, 1);
    dbn_job_reset(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sentences_end_at_full_stops),
        cmocka_unit_test(quotes_close_with_their_sentence),
        cmocka_unit_test(abbreviations_and_numbers_do_not_end),
        cmocka_unit_test(wide_full_stops_need_no_space),
        cmocka_unit_test(runs_of_full_stops_are_read_once),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
