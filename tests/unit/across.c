/*
 * tests/unit/across.c - what documents are compared by, what two of them have in
 * common, and which one stays.
 */
#include "unit/test.h"

#include <stdlib.h>

#include "dedup/across.h"
#include "dedup/cluster.h"
#include "dedup/sign.h"
#include "unit/profiles.h"

#define BUDGET                                                                           \
    "Le conseil communal a voté lundi soir le budget de la ville, après un débat de " \
    "trois heures. Les dépenses augmentent de 12 % cette année, et la taxe sur les "   \
    "chantiers reste ce qu'elle était depuis dix ans."

static int
reset(void **state)
{
    (void)state;
    dbn_job_reset(&job);
    return 0;
}

static dbn_across
across(const char *a, const char *b, dbn_unit unit)
{
    const dbn_profile *profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
    dbn_across_text x, y;
    dbn_across out = {0};
    assert_int_equal(dbn_across_prepare(&x, dbn_span_of(a), profile, &job), DBN_OK);
    assert_int_equal(dbn_across_prepare(&y, dbn_span_of(b), profile, &job), DBN_OK);
    assert_int_equal(dbn_across_run(&out, &x, &y, (dbn_across_how){unit, 0}, &job),
                     DBN_OK);
    return out;
}

static void
ids_tell_texts_apart(void **state)
{
    (void)state;
    dbn_id a = dbn_id_of(DBN_SPAN("12 morts à Gand"), 0), back;
    dbn_id b = dbn_id_of(DBN_SPAN("13 morts à Gand"), 0);
    dbn_id zero = dbn_id_of((dbn_span){"a\0", 2}, 0);
    char digits[DBN_ID_DIGITS];
    assert_int_not_equal(dbn_id_order(a, b), 0);
    assert_int_not_equal(dbn_id_order(a, dbn_id_of(DBN_SPAN("12 morts à Gand"), 1)), 0);
    assert_int_not_equal(dbn_id_order(zero, dbn_id_of(DBN_SPAN("a"), 0)), 0);
    dbn_id_write(digits, a);
    assert_true(dbn_id_read(&back, (dbn_span){digits, sizeof digits}));
    assert_int_equal(dbn_id_order(a, back), 0);
    assert_false(dbn_id_read(&back, DBN_SPAN("12")));
    digits[3] = 'g';
    assert_false(dbn_id_read(&back, (dbn_span){digits, sizeof digits}));
}

static void
check_paragraphs(const char *text, const char *expected)
{
    dbn_ranges found = {0};
    char out[64] = "";
    assert_int_equal(dbn_sign_paragraphs(&found, dbn_span_of(text), &job), DBN_OK);
    for (uint32_t i = 0; i < found.count; i++) {
        dbn_range range = found.items[i];
        strncat(out, text + range.beg, range.end - range.beg);
        strncat(out, "|", 2);
    }
    assert_string_equal(out, expected);
}

static void
blank_lines_part_paragraphs(void **state)
{
    (void)state;
    check_paragraphs("un\ndeux\n\ntrois", "un\ndeux|trois|");
    check_paragraphs("\n \n un \n \t\n\n\ndeux\n", "un|deux|");
    check_paragraphs("un\ndeux", "un|deux|");
    check_paragraphs(" \n\n ", "");
    check_paragraphs("", "");
}

static void
grams_are_kept_by_their_hash(void **state)
{
    (void)state;
    dbn_token tokens[400];
    dbn_grams all = {0}, some = {0}, part = {0};
    for (uint32_t i = 0; i < 400; i++)
        tokens[i] = (dbn_token){(uint32_t)(dbn_hash_mix(i + 1) >> 32), i};
    assert_int_equal(dbn_sign_grams(&all, tokens, 400, DBN_UNIT_PASSAGE, &job), DBN_OK);
    assert_int_equal(dbn_sign_grams(&some, tokens, 400, DBN_UNIT_DOCUMENT, &job),
                     DBN_OK);
    assert_int_equal(dbn_sign_grams(&part, tokens + 100, 200, DBN_UNIT_DOCUMENT, &job),
                     DBN_OK);
    assert_int_equal(all.count, 398);
    assert_in_range(some.count, 60, 140);
    for (uint32_t i = 0, j = 0; i < part.count; i++) {
        while (j < some.count && some.items[j].place < part.items[i].place + 100)
            j++;
        assert_true(j < some.count && some.items[j].hash == part.items[i].hash);
    }
    assert_int_equal(dbn_sign_grams(&all, tokens, 2, DBN_UNIT_PASSAGE, &job), DBN_OK);
}

/* Sharing of grams that begin at these pairs of places, up to one that is {0, 0}. */
static dbn_sharing
sharing(const uint32_t (*places)[2], uint32_t bits)
{
    dbn_sharing out = {0};
    for (; places[0][0] != 0 || places[0][1] != 0; places++)
        dbn_sharing_add(&out, places[0][0], places[0][1], bits);
    return out;
}

static void
grams_must_be_in_step(void **state)
{
    (void)state;
    static const uint32_t near[][2] = {{12, 40}, {80, 111}, {0, 0}};
    static const uint32_t far[][2] = {{12, 40}, {80, 12}, {0, 0}};
    static const uint32_t wrapped[][2] = {{3, 65538}, {65590, 131120}, {0, 0}};
    static const uint32_t many[][2] = {{12, 40}, {80, 12}, {9, 90}, {70, 4}, {0, 0}};
    static const uint32_t phrase[][2] = {{12, 40}, {19, 47}, {14, 42}, {0, 0}};
    static const uint32_t apart[][2] = {{20, 48}, {12, 40}, {0, 0}};
    dbn_sharing s = sharing(near, 7);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 48));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 49));
    s = sharing(far, 7);
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 10));
    s = sharing(wrapped, 7);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_PARAGRAPH, &s, 10));
    s = sharing(many, 7);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 16));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 17));
    s = sharing(phrase, 7);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 12));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 13));
    s = sharing(apart, 7);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 48));
    s = sharing(apart, 0);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 12));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 13));
}

static void
what_very_many_have_must_be_in_step(void **state)
{
    (void)state;
    static const uint32_t anywhere[][2] = {
        {12, 40}, {80, 12}, {9, 90}, {70, 4}, {0, 0}};
    static const uint32_t one_in_step[][2] = {
        {12, 40}, {80, 108}, {9, 90}, {70, 4}, {0, 0}};
    dbn_sharing s = sharing(anywhere, 0);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 8));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 9));
    s = sharing(one_in_step, 0);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 24));
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 25));
    dbn_sharing_add(&s, 200, 20, 0);
    assert_false(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 24));
    for (uint32_t i = 0; i < 5; i++)
        dbn_sharing_add(&s, 100 * i, 100 * i, 0);
    assert_true(dbn_sign_is_candidate(DBN_UNIT_DOCUMENT, &s, 24));
}

/* Are passages aligned that share so many grams which so many contents have? */
static bool
are_candidates(uint32_t grams, uint32_t contents)
{
    dbn_sharing s = {0};
    for (uint32_t i = 0; i < grams; i++)
        dbn_sharing_add(&s, i, i, dbn_gram_bits(contents));
    return dbn_sign_is_candidate(DBN_UNIT_PASSAGE, &s, 1000);
}

static void
passages_share_what_few_have(void **state)
{
    (void)state;
    assert_int_equal(dbn_gram_bits(2), DBN_GRAM_BITS_MAX);
    assert_int_equal(dbn_gram_bits(3), 7);
    assert_int_equal(dbn_gram_bits(4), 6);
    assert_int_equal(dbn_gram_bits(64), 2);
    assert_int_equal(dbn_gram_bits(UINT32_MAX), 1);
    assert_false(are_candidates(4, 2));
    assert_true(are_candidates(5, 2));
    assert_false(are_candidates(16, 64));
    assert_true(are_candidates(17, 64));
    assert_true(are_candidates(100000, 64));
}

static void
texts_belong_together_in_four_ways(void **state)
{
    (void)state;
    dbn_across same = across(BUDGET, BUDGET, DBN_UNIT_DOCUMENT);
    assert_true(dbn_across_is_copy(&same, 1000));
    assert_int_equal(dbn_across_relation(&same), DBN_RELATION_COPY);
    dbn_across part =
        across(BUDGET,
               "Un renard passe. " BUDGET " Personne ne l'attendait sur la place du "
               "marché, ni les maraîchers, ni les clients, ni le garde champêtre, "
               "qui l'a suivi jusqu'au canal et l'a perdu de vue derrière l'écluse.",
               DBN_UNIT_DOCUMENT);
    assert_true(dbn_across_is_copy(&part, 900));
    assert_int_equal(dbn_across_relation(&part), DBN_RELATION_EXCERPT);
    assert_int_equal(part.common.count, 1);
    assert_int_equal(part.common.items[0].a.beg, 0);
    assert_int_equal(part.common.items[0].b.beg, strlen("Un renard passe. "));
    dbn_across other =
        across(BUDGET,
               "La bibliothèque rouvre samedi, avec une salle de lecture "
               "plus claire et deux fois plus grande qu'avant.",
               DBN_UNIT_DOCUMENT);
    assert_false(dbn_across_is_copy(&other, 1));
    assert_int_equal(dbn_across_contained(&other), 0);
    dbn_across none = across("", "", DBN_UNIT_DOCUMENT);
    assert_false(dbn_across_is_copy(&none, 0));
}

static void
another_number_is_no_copy(void **state)
{
    (void)state;
    static const char other[] =
        "Le conseil communal a voté lundi soir le budget de la ville, après un débat "
        "de "
        "trois heures. Les dépenses augmentent de 14 % cette année, et la taxe sur les "
        "chantiers reste ce qu'elle était depuis dix ans.";
    dbn_across a = across(BUDGET, other, DBN_UNIT_DOCUMENT);
    assert_false(dbn_across_is_copy(&a, 300));
    assert_true(dbn_across_tells(&a));
    if (a.contradictions.count != 1) {
        fail_msg("%u contradictions", a.contradictions.count);
        return;
    }
    const dbn_contradiction *c = &a.contradictions.items[0];
    assert_int_equal(c->kind, DBN_CONTRADICTS_NUMBER);
    assert_int_equal(c->a.beg, c->b.beg);
    assert_memory_equal(other + c->b.beg, "14", 2);
}

static void
too_little_in_common_is_given_up(void **state)
{
    (void)state;
    static const char other[] =
        "Le conseil communal a voté lundi soir la fin de la fête, et personne ne sait "
        "pourquoi les forains, venus de loin, ont plié leurs tentes avant la nuit.";
    const dbn_profile *profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
    dbn_across_text x, y;
    dbn_across out;
    assert_int_equal(dbn_across_prepare(&x, dbn_span_of(BUDGET), profile, &job),
                     DBN_OK);
    assert_int_equal(dbn_across_prepare(&y, dbn_span_of(other), profile, &job), DBN_OK);
    dbn_across all = across(BUDGET, other, DBN_UNIT_PARAGRAPH);
    for (uint32_t near = 10; near <= 1000; near += 10) {
        const dbn_across_how how = {DBN_UNIT_PARAGRAPH, near};
        assert_int_equal(dbn_across_run(&out, &x, &y, how, &job), DBN_OK);
        assert_int_equal(dbn_across_is_copy(&out, near),
                         dbn_across_is_copy(&all, near));
        assert_int_equal(out.words[1], all.words[1]);
    }
    assert_int_equal(out.common.count, 0);
}

static void
lists_of_relatives_are_no_passage(void **state)
{
    (void)state;
    dbn_across lists = across(
        "Monsieur et Madame Alfred Bonnet et leurs enfants, Monsieur et Madame Luc "
        "Carpin et leurs enfants, Monsieur et Madame Jean Delmotte et leurs enfants, "
        "Monsieur et Madame Ernest Fauvel et leurs enfants",
        "Monsieur et Madame Hugues Sallin et leurs enfants, Monsieur et Madame Aimé "
        "Tornay et leurs enfants, Monsieur et Madame Marc Vessaz et leurs enfants, "
        "Monsieur et Madame Octave Wuillème et leurs enfants",
        DBN_UNIT_PASSAGE);
    assert_int_equal(lists.common.count, 0);
    assert_int_equal(across(BUDGET, BUDGET, DBN_UNIT_PASSAGE).common.count, 1);
    static const char few[] = "Fermé le lundi et le mardi";
    assert_int_equal(across(few, few, DBN_UNIT_PASSAGE).common.count, 1);
}

static void
short_texts_share_more_than_a_phrase(void **state)
{
    (void)state;
    static const char short_text[] = "Les résultats ont été publiés lundi soir "
                                     "par une revue de médecine.";
    static const char long_text[] =
        "Des chercheurs gantois ont compté les libellules du canal pendant sept étés. "
        "Les résultats ont été publiés lundi par un journal d'entomologie, "
        "et la réserve en attend des mesures.";
    assert_int_equal(across(short_text, long_text, DBN_UNIT_PARAGRAPH).common.count, 0);
    assert_int_equal(across(short_text, long_text, DBN_UNIT_PASSAGE).common.count, 1);
    static const char longer[] =
        "La commune s'est tue. Les résultats ont été publiés lundi soir par "
        "une revue de Genève, et la réserve en attend des mesures depuis deux ans.";
    assert_int_equal(across(short_text, longer, DBN_UNIT_PARAGRAPH).common.count, 1);
}

static void
passages_share_no_phrase_besides(void **state)
{
    (void)state;
    static const char phrase[] = " Le conseil siège à l'hôtel de ville le premier "
                                 "lundi du mois, à vingt heures, "
                                 "et ses séances sont publiques.";
    static const char *const others[] = {
        " Une pêcheuse de Sète a vu deux dauphins près du môle, mercredi à l'aube.",
        " Les vergers du coteau donnent peu de cerises, et les merles mangent le "
        "reste."};
    char a[1024], b[1024];
    (void)snprintf(a, sizeof a, "%s%s%s", BUDGET, others[0], phrase);
    (void)snprintf(b, sizeof b, "%s%s%s", phrase, others[1], BUDGET);
    dbn_across documents = across(a, b, DBN_UNIT_DOCUMENT);
    assert_int_equal(documents.common.count, 2);
    dbn_across passages = across(a, b, DBN_UNIT_PASSAGE);
    assert_int_equal(passages.common.count, 1);
    assert_int_equal(passages.common.items[0].same, documents.common.items[0].same);
}

static void
words_of_passages_may_be_misread(void **state)
{
    (void)state;
    static const char scanned[] =
        "Le conseiI communal a vote lnndi soir le bndget de la viIle, apres un debat "
        "de "
        "trois henres. Les depenses angmentent de 12 % cette annee, et la taxe snr les "
        "chantiers reste ce qu'elIe etait depnis dix ans.";
    dbn_across words = across(BUDGET, scanned, DBN_UNIT_DOCUMENT);
    dbn_across letters = across(BUDGET, scanned, DBN_UNIT_PASSAGE);
    assert_true(dbn_across_contained(&letters) > 900);
    assert_true(dbn_across_contained(&words) < dbn_across_contained(&letters));
}

/* `words` times the same word, behind one of its own. */
static char *
litany(const char *first, uint32_t words)
{
    size_t len = strlen(first);
    char *text = malloc(len + (size_t)words * 4 + 1);
    assert_non_null(text);
    memcpy(text, first, len);
    for (uint32_t i = 0; i < words; i++)
        memcpy(text + len + (size_t)i * 4, " bla", 4);
    text[len + (size_t)words * 4] = '\0';
    return text;
}

/* Followed from every place to the end this would take minutes. */
static void
a_word_over_and_over_is_followed_once(void **state)
{
    (void)state;
    char *a = litany("Un", 200000), *b = litany("Deux", 200000);
    dbn_across found = across(a, b, DBN_UNIT_DOCUMENT);
    assert_true(dbn_across_contained(&found) > 900);
    free(a);
    free(b);
}

static void
two_texts_are_aligned_as_one_document(void **state)
{
    (void)state;
    const char *text = "a"; /* nobody reads on */
    dbn_span none = {text, 0}, largest = {text, DBN_DOCUMENT_MAX};
    dbn_span half = {text, DBN_DOCUMENT_MAX / 2}, less = {text, half.len - 2};
    assert_true(dbn_across_fits(none, none));
    assert_true(dbn_across_fits(half, less));
    assert_false(dbn_across_fits(half, half));
    assert_false(dbn_across_fits(largest, none));
    assert_false(dbn_across_fits(none, largest));
    assert_false(dbn_across_fits(largest, largest));
}

static void
copies_gather_round_the_survivor(void **state)
{
    (void)state;
    /* The drawing of dedup/cluster.h. */
    static const dbn_link links[] = {{1, 3}, {3, 6}, {4, 1}, {3, 4}};
    static const uint32_t order[] = {1, 0, 3, 4, 6, 5, 2};
    const uint32_t *centres;
    assert_int_equal(dbn_cluster_run(&centres, links, 4, order, 7, &job), DBN_OK);
    static const uint32_t expected[] = {0, 1, 2, 1, 1, 5, 6};
    assert_memory_equal(centres, expected, sizeof expected);
    assert_int_equal(dbn_cluster_run(&centres, NULL, 0, order, 0, &job), DBN_OK);
}

#define NODES 40U
#define LINKS 60U

/* What every node knows of its neighbours, which here are all better ones in the order
 * of their numbers. */
static bool
settle_all(uint8_t *states, uint32_t *centres, const dbn_link *links)
{
    uint8_t before[NODES];
    memcpy(before, states, NODES);
    for (uint32_t node = 0; node < NODES; node++) {
        uint8_t better[NODES];
        uint32_t neighbours[NODES], count = 0, centre = 0;
        for (uint32_t other = 0; other < node; other++)
            for (uint32_t i = 0; i < LINKS; i++)
                if (links[i].a == other && links[i].b == node) {
                    better[count] = before[other];
                    neighbours[count++] = other;
                    break;
                }
        dbn_node_state state = dbn_cluster_settle(better, count, &centre);
        states[node] = (uint8_t)state;
        centres[node] = state == DBN_NODE_GOES ? neighbours[centre] : node;
    }
    return memcmp(before, states, NODES) != 0;
}

static void
rounds_end_where_one_run_does(void **state)
{
    (void)state;
    uint32_t order[NODES], random = 1;
    for (uint32_t i = 0; i < NODES; i++)
        order[i] = i;
    for (uint32_t trial = 0; trial < 50; trial++) {
        dbn_link links[LINKS];
        uint8_t states[NODES] = {DBN_NODE_OPEN};
        uint32_t centres[NODES], rounds = 0;
        const uint32_t *expected;
        for (uint32_t i = 0; i < LINKS; i++) {
            random = random * 1664525U + 1013904223U;
            links[i].a = (random >> 16) % (NODES - 1);
            links[i].b = links[i].a + 1 + (random >> 8) % (NODES - 1 - links[i].a);
        }
        while (settle_all(states, centres, links))
            assert_true(++rounds <= NODES);
        assert_int_equal(dbn_cluster_run(&expected, links, LINKS, order, NODES, &job),
                         DBN_OK);
        assert_memory_equal(centres, expected, sizeof centres);
    }
}

static void
those_that_share_most_are_aligned(void **state)
{
    (void)state;
    dbn_partner partners[DBN_PARTNERS_MAX + 2];
    uint32_t count = DBN_PARTNERS_MAX + 2;
    for (uint32_t i = 0; i < count; i++)
        partners[i] = (dbn_partner){count - 1 - i, i == 1 ? 9 : 2};
    assert_int_equal(dbn_sign_choose_partners(partners, count), DBN_PARTNERS_MAX);
    /* Of those that share as much, the last two go; number count - 2 shares more. */
    assert_int_equal(partners[0].content, 0);
    assert_int_equal(partners[DBN_PARTNERS_MAX - 1].content, count - 2);
    assert_int_equal(partners[DBN_PARTNERS_MAX - 2].content, DBN_PARTNERS_MAX - 2);
    assert_int_equal(dbn_sign_choose_partners(NULL, 0), 0);
}

/* Every word of a text stands in a range of what is the same, or nowhere in the other
 * one. */
static void
what_is_the_same_is_told_word_by_word(void **state)
{
    const dbn_profile *profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
    static const char *const texts[] = {
        "Hier soir le conseil communal a voté le budget de la ville sans débat.",
        "Le CONSEIL communal a voté enfin le budget de la ville sans débat, dit-on."};
    dbn_across_text x, y;
    dbn_ranges same[2];
    (void)state;
    assert_int_equal(dbn_across_prepare(&x, dbn_span_of(texts[0]), profile, &job),
                     DBN_OK);
    assert_int_equal(dbn_across_prepare(&y, dbn_span_of(texts[1]), profile, &job),
                     DBN_OK);
    assert_int_equal(dbn_across_same(same, &x, &y, DBN_UNIT_PARAGRAPH, &job), DBN_OK);
    static const char *const wanted[2][2] = {
        {"le conseil communal a voté", "le budget de la ville sans débat"},
        {"Le CONSEIL communal a voté", "le budget de la ville sans débat"}};
    for (int side = 0; side < 2; side++) {
        assert_int_equal(same[side].count, 2);
        for (uint32_t i = 0; i < 2; i++) {
            dbn_span got =
                dbn_span_slice(dbn_span_of(texts[side]), same[side].items[i]);
            assert_true(dbn_span_equal(got, dbn_span_of(wanted[side][i])));
        }
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(ids_tell_texts_apart, reset),
        cmocka_unit_test_setup(blank_lines_part_paragraphs, reset),
        cmocka_unit_test_setup(grams_are_kept_by_their_hash, reset),
        cmocka_unit_test_setup(grams_must_be_in_step, reset),
        cmocka_unit_test_setup(what_very_many_have_must_be_in_step, reset),
        cmocka_unit_test_setup(passages_share_what_few_have, reset),
        cmocka_unit_test_setup(texts_belong_together_in_four_ways, reset),
        cmocka_unit_test_setup(another_number_is_no_copy, reset),
        cmocka_unit_test_setup(too_little_in_common_is_given_up, reset),
        cmocka_unit_test_setup(words_of_passages_may_be_misread, reset),
        cmocka_unit_test_setup(passages_share_no_phrase_besides, reset),
        cmocka_unit_test_setup(lists_of_relatives_are_no_passage, reset),
        cmocka_unit_test_setup(short_texts_share_more_than_a_phrase, reset),
        cmocka_unit_test_setup(a_word_over_and_over_is_followed_once, reset),
        cmocka_unit_test_setup(two_texts_are_aligned_as_one_document, reset),
        cmocka_unit_test_setup(copies_gather_round_the_survivor, reset),
        cmocka_unit_test_setup(rounds_end_where_one_run_does, reset),
        cmocka_unit_test_setup(those_that_share_most_are_aligned, reset),
        cmocka_unit_test_setup(what_is_the_same_is_told_word_by_word, reset),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
