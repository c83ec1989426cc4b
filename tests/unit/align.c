/*
 * tests/unit/align.c - beads: what goes together, what is missing, what was moved.
 */
#include "unit/test.h"

#include "align/align.h"
#include "unit/profiles.h"

static const char *const french[] = {
    "Le serveur Duqu a été saisi à Gand en 2011.",
    "Deux experts de Kaspersky ont copié 46 disques.",
    "La police fédérale refuse de commenter.",
    "Le parquet de Bruxelles parle de 12 suspects.",
    "Une audience est prévue le 3 mars.",
    "Microsoft publiera une mise à jour mardi.",
    "Le centre de données appartient à Nucleus.",
    "Son directeur, Wim Peeters, dit avoir coopéré.",
};
static const char *const dutch[] = {
    "De Duqu-server werd in 2011 in Gent in beslag genomen.",
    "Twee experts van Kaspersky kopieerden 46 schijven.",
    "De federale politie weigert commentaar.",
    "Het parket van Brussel spreekt van 12 verdachten.",
    "Een zitting is gepland op 3 maart.",
    "Microsoft publiceert dinsdag een update.",
    "Het datacenter is van Nucleus.",
    "De directeur, Wim Peeters, zegt te hebben meegewerkt.",
};
#define TEXT_COUNT (sizeof french / sizeof french[0])

static const dbn_align_entry entries[] = {
    {{"serveur", 7}, {"server", 6}, 10},       {{"police", 6}, {"politie", 7}, 10},
    {{"fédérale", 10}, {"federale", 8}, 10},   {{"parquet", 7}, {"parket", 6}, 10},
    {{"suspects", 8}, {"verdachten", 10}, 10}, {{"audience", 8}, {"zitting", 7}, 10},
    {{"mardi", 5}, {"dinsdag", 7}, 10},        {{"directeur", 9}, {"directeur", 9}, 10},
    {{"données", 8}, {"datacenter", 10}, 10},  {{"disques", 7}, {"schijven", 8}, 10},
};

/* "0:0 1:1-2 3:" for the beads of two lists; m behind a moved one. */
static void
align(char *out, size_t size, const dbn_span *source, uint32_t source_count,
      const dbn_span *target, uint32_t target_count)
{
    dbn_align_pair pair = {source, target, source_count, target_count};
    dbn_align_input in = {.pairs = &pair,
                          .pair_count = 1,
                          .entries = entries,
                          .entry_count = sizeof entries / sizeof entries[0],
                          .source_profile = dbn_profiles_find(profiles, DBN_SPAN("fr")),
                          .target_profile =
                              dbn_profiles_find(profiles, DBN_SPAN("nl"))};
    dbn_align result;
    size_t at = 0;
    out[0] = '\0';
    assert_int_equal(dbn_align_run(&result, &in, &job), DBN_OK);
    for (uint32_t i = 0; i < result.beads[0].count; i++) {
        const dbn_bead *b = &result.beads[0].items[i];
        const dbn_range sides[] = {b->source, b->target};
        assert_true(b->confidence <= 1000);
        at += (size_t)snprintf(out + at, size - at, "%s", i > 0 ? " " : "");
        for (int side = 0; side < 2; side++) {
            if (dbn_range_len(sides[side]) > 0)
                at += (size_t)snprintf(out + at, size - at, "%u", sides[side].beg);
            if (dbn_range_len(sides[side]) > 1)
                at += (size_t)snprintf(out + at, size - at, "-%u", sides[side].end - 1);
            at += (size_t)snprintf(out + at, size - at, "%s", side == 0 ? ":" : "");
        }
        at += (size_t)snprintf(out + at, size - at, "%s",
                               (b->flags & DBN_BEAD_MOVED) != 0 ? "m" : "");
        assert_true(at < size);
    }
    dbn_job_reset(&job);
}

static void
spans(dbn_span *out, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        out[i] = dbn_span_of(texts[i]);
}

static void
a_text_goes_with_its_translation(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT], b[TEXT_COUNT];
    char got[512];
    spans(a, french, TEXT_COUNT);
    spans(b, dutch, TEXT_COUNT);
    align(got, sizeof got, a, TEXT_COUNT, b, TEXT_COUNT);
    assert_string_equal(got, "0:0 1:1 2:2 3:3 4:4 5:5 6:6 7:7");
}

static void
a_text_goes_with_itself(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT];
    char got[512];
    spans(a, french, TEXT_COUNT);
    align(got, sizeof got, a, TEXT_COUNT, a, TEXT_COUNT);
    assert_string_equal(got, "0:0 1:1 2:2 3:3 4:4 5:5 6:6 7:7");
}

static void
what_is_missing_stands_alone(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT], b[TEXT_COUNT];
    char got[512];
    spans(a, french, TEXT_COUNT);
    spans(b, dutch, 3);
    spans(b + 3, dutch + 5, TEXT_COUNT - 5);
    align(got, sizeof got, a, TEXT_COUNT, b, TEXT_COUNT - 2);
    assert_string_equal(got, "0:0 1:1 2:2 3: 4: 5:3 6:4 7:5");
}

/* Weekdays, months, ordinals and numbers, whatever the language. */
static void
values_are_known(void **state)
{
    (void)state;
    static const char *const days[] = {"Lundi, personne n’attendait devant la porte",
                                       "Juin, deuxième", "Mercredi",
                                       "Le quatorze janvier", "Vendredi"};
    static const char *const others[] = {"Juni, tweede", "Woensdag", "Veertien januari",
                                         "Vrijdag"};
    dbn_span a[5], b[4];
    char got[512];
    spans(a, days, 5);
    spans(b, others, 4);
    align(got, sizeof got, a, 5, b, 4);
    assert_string_equal(got, "0: 1:0 2:1 3:2 4:3");
}

static void
what_was_moved_is_found(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT], b[TEXT_COUNT];
    char got[512];
    spans(a, french, TEXT_COUNT);
    spans(b, dutch + 6, 2);
    spans(b + 2, dutch, TEXT_COUNT - 2);
    align(got, sizeof got, a, TEXT_COUNT, b, TEXT_COUNT);
    assert_string_equal(got, "0:2 1:3 2:4 3:5 4:6 5:7 6:0m 7:1m");
}

static void
two_sentences_become_one(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT], b[TEXT_COUNT];
    char got[512];
    static const char joined[] =
        "Het parket van Brussel spreekt van 12 verdachten en een zitting is gepland op "
        "3 maart.";
    spans(a, french, TEXT_COUNT);
    spans(b, dutch, 3);
    b[3] = dbn_span_of(joined);
    spans(b + 4, dutch + 5, TEXT_COUNT - 5);
    align(got, sizeof got, a, TEXT_COUNT, b, TEXT_COUNT - 1);
    assert_string_equal(got, "0:0 1:1 2:2 3-4:3 5:4 6:5 7:6");
}

static void
an_empty_side_gives_empty_beads(void **state)
{
    (void)state;
    dbn_span a[2] = {DBN_SPAN("Un."), DBN_SPAN("Deux.")}, none[1] = {{"", 0}};
    char got[512];
    align(got, sizeof got, a, 2, none, 0);
    assert_string_equal(got, "0: 1:");
    align(got, sizeof got, none, 0, a, 2);
    assert_string_equal(got, ":0 :1");
    align(got, sizeof got, none, 0, none, 0);
    assert_string_equal(got, "");
    align(got, sizeof got, none, 1, none, 1);
    assert_string_equal(got, "0:0");
}

/* A segment of a megabyte among others: it is one of the beads, and nothing is lost. */
static void
one_long_segment_does_no_harm(void **state)
{
    (void)state;
    enum { LONG = 1 << 20 };
    char *text = malloc(LONG);
    char got[512];
    assert_non_null(text);
    for (int i = 0; i < LONG; i++)
        text[i] = "abcdef "[i % 7];
    dbn_span a[3] = {dbn_span_of(french[0]), {text, LONG}, dbn_span_of(french[1])};
    dbn_span b[3] = {dbn_span_of(dutch[0]), {text, LONG}, dbn_span_of(dutch[1])};
    align(got, sizeof got, a, 3, b, 3);
    assert_string_equal(got, "0:0 1:1 2:2");
    free(text);
}

/* Every budget ends in beads or in a refusal. */
static void
memory_may_run_out_anywhere(void **state)
{
    (void)state;
    dbn_span a[TEXT_COUNT], b[TEXT_COUNT];
    spans(a, french, TEXT_COUNT);
    spans(b, dutch, TEXT_COUNT);
    dbn_align_pair pair = {a, b, TEXT_COUNT, TEXT_COUNT};
    dbn_align_input in = {.pairs = &pair, .pair_count = 1, .wants_links = true};
    bool is_enough = false;
    for (size_t budget = 1; !is_enough && budget < (size_t)64 << 20; budget += 50000) {
        dbn_job small;
        dbn_align result;
        dbn_job_init(&small, budget);
        dbn_status status = dbn_align_run(&result, &in, &small);
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        is_enough = status == DBN_OK;
        dbn_job_release(&small);
    }
    assert_true(is_enough);
}

/* "0-0 1-2 | 0-0" for the links of sentences of tokens with spaces between them. */
static void
link_words(char *out, size_t size, const char *const (*sentences)[2], uint32_t count,
           dbn_symmetry symmetry)
{
    dbn_span tokens[2][64];
    uint32_t first[2][8];
    for (int side = 0; side < 2; side++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < count; i++) {
            first[side][i] = n;
            const char *at = sentences[i][side];
            for (size_t len; *at != '\0'; at += len + (at[len] == ' ')) {
                len = strcspn(at, " ");
                tokens[side][n++] = (dbn_span){at, len};
            }
        }
        first[side][count] = n;
    }
    dbn_link_input in = {.source = {tokens[0], first[0]},
                         .target = {tokens[1], first[1]},
                         .count = count,
                         .source_profile = dbn_profiles_find(profiles, DBN_SPAN("fr")),
                         .target_profile = dbn_profiles_find(profiles, DBN_SPAN("nl")),
                         .symmetry = symmetry};
    dbn_linked linked;
    size_t at = 0;
    assert_int_equal(dbn_align_link_words(&linked, &in, &job), DBN_OK);
    for (uint32_t i = 0; i < count; i++) {
        at += (size_t)snprintf(out + at, size - at, "%s", i > 0 ? " |" : "");
        for (uint32_t k = linked.first[i]; k < linked.first[i + 1]; k++)
            at += (size_t)snprintf(out + at, size - at, "%s%u-%u", at > 0 ? " " : "",
                                   linked.links.items[k].source,
                                   linked.links.items[k].target);
    }
    assert_true(at < size);
    dbn_job_reset(&job);
}

static const char *const linked_sentences[][2] = {
    {"le serveur tombe", "de server valt"},
    {"le pont tombe", "de brug valt"},
    {"le vieux serveur", "de oude server"},
    {"", "niets"},
    {"12 ponts", "12 bruggen"},
};

static void
words_are_linked(void **state)
{
    (void)state;
    char got[256];
    link_words(got, sizeof got, linked_sentences, 5, DBN_SYMMETRY_INTERSECT);
    assert_string_equal(got, "0-0 1-1 2-2 | 0-0 1-1 2-2 | 0-0 1-1 2-2 | | 0-0 1-1");
}

/* A word that one direction alone links is grown from its neighbour's link. */
static void
links_grow(void **state)
{
    (void)state;
    char few[256], more[256];
    static const char *const sentences[][2] = {
        {"la mise en demeure est faite", "de ingebrekestelling is gedaan"},
        {"la lettre est faite", "de brief is gedaan"},
        {"la mise en demeure suit", "de ingebrekestelling volgt"},
    };
    link_words(few, sizeof few, sentences, 3, DBN_SYMMETRY_INTERSECT);
    link_words(more, sizeof more, sentences, 3, DBN_SYMMETRY_GROW);
    assert_true(strlen(more) > strlen(few));
}

static void
a_sentence_that_is_too_long_has_no_links(void **state)
{
    (void)state;
    dbn_span tokens[DBN_LINKED_MAX + 2];
    uint32_t first[] = {0, 1, DBN_LINKED_MAX + 2};
    for (uint32_t i = 0; i < DBN_LINKED_MAX + 2; i++)
        tokens[i] = DBN_SPAN("pont");
    dbn_link_input in = {
        .source = {tokens, first}, .target = {tokens, first}, .count = 2};
    dbn_linked linked;
    assert_int_equal(dbn_align_link_words(&linked, &in, &job), DBN_OK);
    assert_int_equal(linked.first[1], 1);
    assert_int_equal(linked.first[2], 1);
    dbn_job_reset(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_are_linked),
        cmocka_unit_test(links_grow),
        cmocka_unit_test(a_sentence_that_is_too_long_has_no_links),
        cmocka_unit_test(a_text_goes_with_its_translation),
        cmocka_unit_test(a_text_goes_with_itself),
        cmocka_unit_test(what_is_missing_stands_alone),
        cmocka_unit_test(values_are_known),
        cmocka_unit_test(what_was_moved_is_found),
        cmocka_unit_test(two_sentences_become_one),
        cmocka_unit_test(an_empty_side_gives_empty_beads),
        cmocka_unit_test(one_long_segment_does_no_harm),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
