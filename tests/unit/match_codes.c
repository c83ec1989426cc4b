/*
 * tests/unit/match_codes.c - codes of a match in the places of those of a sentence, or
 * nothing at all.
 */
#include "unit/test.h"

#include "flow/match_codes.h"

static dbn_arena arena;
static dbn_bilingual b;
static dbn_sentence sentence;

static int
set_up(void **state)
{
    static const struct {
        const char *text;
        dbn_piece_kind kind;
    } pieces[] = {{"Le ", DBN_PIECE_TEXT},      {"<b>", DBN_PIECE_START},
                  {"pont", DBN_PIECE_TEXT},     {"</b>", DBN_PIECE_END},
                  {" reste <", DBN_PIECE_TEXT}, {"<br>", DBN_PIECE_CODE},
                  {"ouvert.", DBN_PIECE_TEXT}};
    (void)state;
    dbn_arena_init(&arena, 0);
    b = (dbn_bilingual){0};
    sentence = (dbn_sentence){0};
    assert_int_equal(dbn_bilingual_add_part(&b, &arena, true), DBN_OK);
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        const dbn_piece piece = {.text = dbn_span_of(pieces[i].text),
                                 .kind = (uint8_t)pieces[i].kind};
        assert_int_equal(dbn_bilingual_add_source(&b, &arena, piece), DBN_OK);
    }
    dbn_bilingual_pair(&b, 1, 3);
    assert_int_equal(dbn_sentence_read(&sentence, &b, 0, &arena), DBN_OK);
    return 0;
}

static int
tear_down(void **state)
{
    (void)state;
    dbn_arena_release(&arena);
    return 0;
}

/* The draft as the page would have it; "" where the match does not fit. */
static void
assert_draft(const char *source, const char *target, const char *wanted)
{
    dbn_draft draft;
    dbn_buffer text = {0};
    bool fits;
    const dbn_unit_match match = {.source_content = dbn_span_of(source),
                                  .target_content = dbn_span_of(target)};
    assert_int_equal(dbn_flow_match_codes(&draft, &fits, &b, &sentence, &match, &arena),
                     DBN_OK);
    for (uint32_t i = 0; fits && i < draft.count; i++) {
        const dbn_stretch *s = &draft.items[i];
        dbn_span part =
            s->kind == DBN_STRETCH_CODE ? b.pieces.items[s->code].text : s->text;
        assert_int_equal(dbn_vec_append(&arena, &text, part.ptr, (uint32_t)part.len),
                         DBN_OK);
    }
    assert_int_equal(text.count, strlen(wanted));
    if (text.count > 0)
        assert_memory_equal(text.items, wanted, text.count);
}

#define SOURCE                                                                         \
    "Le <bpt i=\"7\">x</bpt>pont<ept i=\"7\"/> reste &lt;<ph x=\"9\"/>ouvert."

static void
test_codes_are_those_of_the_sentence(void **state)
{
    (void)state;
    assert_draft(SOURCE,
                 "De <bpt i=\"7\"/>brug<ept i=\"7\"/> blijft &#60;<ph x=\"9\"/>open.",
                 "De <b>brug</b> blijft <<br>open.");
    assert_draft(SOURCE,
                 "Open <ph x=\"9\"/>blijft de <bpt i=\"7\"/>brug<ept i=\"7\"/>.",
                 "Open <br>blijft de <b>brug</b>.");
    assert_draft(SOURCE, "De brug blijft open.", "De brug blijft open.");
    /* numbers of pairs are those of a text, names those of both */
    assert_draft("Le <bpt i=\"1\" x=\"2\"/>pont<ept i=\"1\"/> reste\n&lt; <ph/>ouvert.",
                 "De <bpt i=\"5\" x=\"2\"/>brug<ept i=\"5\"/> blijft<ph/>open.",
                 "De <b>brug</b> blijft<br>open.");
}

static void
test_what_does_not_fit(void **state)
{
    (void)state;
    assert_draft("", "De brug", "");
    assert_draft(SOURCE, "", "");
    /* another text, other codes, codes elsewhere */
    assert_draft("Le <bpt i=\"7\"/>port<ept i=\"7\"/> reste &lt;<ph x=\"9\"/>ouvert.",
                 "De haven", "");
    assert_draft("Le <ph x=\"1\"/>pont<ph x=\"2\"/> reste &lt;<ph x=\"9\"/>ouvert.",
                 "De brug", "");
    assert_draft("Le <bpt i=\"7\"/>pont<ept i=\"7\"/> reste &lt;ouvert.", "De brug",
                 "");
    assert_draft("<bpt i=\"7\"/>Le pont<ept i=\"7\"/> reste &lt;<ph x=\"9\"/>ouvert.",
                 "De brug", "");
    /* a code that the source has not, one twice, one that is not understood */
    assert_draft(SOURCE, "De <ph x=\"8\"/>brug", "");
    assert_draft(SOURCE, "De <ph x=\"9\"/>brug<ph x=\"9\"/>", "");
    assert_draft(SOURCE, "De <it pos=\"begin\"/>brug", "");
    assert_draft(SOURCE, "De <ept i=\"3\"/>brug", "");
    assert_draft(SOURCE, "De <ph>brug", "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_codes_are_those_of_the_sentence, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(test_what_does_not_fit, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
