/*
 * tests/unit/key.c - tokens are compared by what they mean, shared grams are found,
 * and alignments say where two texts differ.
 */
#include "unit/test.h"

#include "base/hash.h"
#include "key/align.h"
#include "key/key.h"
#include "key/shared.h"
#include "key/token.h"
#include "text/fold.h"
#include "unit/profiles.h"

static int
reset(void **state)
{
    (void)state;
    dbn_job_reset(&job);
    return 0;
}

static const dbn_profile *
profile_of(const char *lang)
{
    return dbn_profiles_find(profiles, dbn_span_of(lang));
}

/* The key of a text whose blocks are parted by bars. */
static dbn_key
key_of(const char *text, const char *lang, dbn_records *records)
{
    dbn_key key;
    *records = (dbn_records){0};
    assert_int_equal(dbn_view_source(&records->view, dbn_span_of(text), &job), DBN_OK);
    for (uint32_t at = 0; text[at] != '\0';) {
        uint32_t len = (uint32_t)strcspn(text + at, "|");
        dbn_block block = {.range = {at, at + len}, .parent = DBN_NONE};
        assert_int_equal(dbn_vec_push(&job.arena, &records->blocks, block), DBN_OK);
        at += len + (text[at + len] != '\0');
    }
    assert_int_equal(dbn_key_make(&key, records, profile_of(lang), &job), DBN_OK);
    return key;
}

static bool
is_equal(const char *lang, const char *a, const char *b)
{
    dbn_records records;
    dbn_key x = key_of(a, lang, &records), y = key_of(b, lang, &records);
    bool equal = x.tokens.count == y.tokens.count;
    for (uint32_t i = 0; equal && i < x.tokens.count; i++)
        equal = x.tokens.items[i].hash == y.tokens.items[i].hash;
    return equal;
}

static void
typography_is_folded(void **state)
{
    (void)state;
    assert_true(is_equal("fr", "« L’Été », dit-elle", "\"l'ete\" dit elle!"));
    assert_true(is_equal("fr", "CŒUR DE BŒUF", "coeur de boeuf"));
    assert_true(is_equal("fr", "caracté-\nres", "caractères"));
    assert_true(is_equal("fr", "con\xC2\xADseil", "conseil"));
    assert_true(is_equal("de", "Straße", "STRASSE"));
    assert_false(is_equal("fr", "le maire", "la maire"));
    assert_false(is_equal("fr", "Aubert", "Imbert"));
}

static void
elisions_are_split_and_other_apostrophes_not(void **state)
{
    (void)state;
    dbn_records records;
    dbn_key key = key_of("L’arbre d'aujourd’hui", "fr", &records);
    assert_int_equal(key.tokens.count, 4); /* l arbre d aujourd'hui */
    assert_int_equal(key.tokens.items[1].beg, 4);
    assert_true(is_equal("fr", "l'arbre", "l’ARBRE"));
}

static void
numbers_are_compared_by_value(void **state)
{
    (void)state;
    assert_true(is_equal("fr", "10.000", "10 000"));
    assert_true(is_equal("fr",
                         "10\xE2\x80\xAF"
                         "000",
                         "10000"));
    assert_true(is_equal("fr", "deux", "2"));
    assert_true(is_equal("fr", "quatre-vingt-dix-sept", "97"));
    assert_true(is_equal("fr", "deux mille onze", "2011"));
    assert_true(is_equal("fr", "vingt et un", "21"));
    assert_true(is_equal("fr", "3,5 millions", "3 500 000"));
    assert_true(is_equal("fr", "nonante", "90"));
    assert_false(is_equal("fr", "12", "112"));
    assert_false(is_equal("fr", "1,5", "15"));
    assert_false(is_equal("fr", "un homme", "1 homme")); /* an article */
}

static void
hours_and_dates_are_compared_by_value(void **state)
{
    (void)state;
    assert_true(is_equal("fr", "16h15", "16 h 15"));
    assert_true(is_equal("fr", "16h15", "16:15"));
    assert_true(is_equal("fr", "3 mars 2011", "03/03/2011"));
    assert_true(is_equal("fr", "le 1er mars", "le 1 mars"));
    assert_true(is_equal("fr", "2011-03-03", "3.3.2011"));
    assert_false(is_equal("fr", "3 mars 2011", "3 mai 2011"));
    assert_false(is_equal("fr", "16h15", "16h50"));
}

static dbn_token_look
look(const char *text, const char *at, const char *lang)
{
    return dbn_token_look_at(dbn_span_of(text), (uint32_t)(at - text),
                             profile_of(lang));
}

static void
tokens_say_what_they_are(void **state)
{
    (void)state;
    const char *text = "Hier Claire n’a pas payé 12 000 euros le 3 mars 2011.";
    assert_int_equal(look(text, text, "fr").kind, DBN_TOKEN_WORD);
    assert_int_equal(look(text, strstr(text, "Claire"), "fr").kind, DBN_TOKEN_NAME);
    assert_int_equal(look(text, strstr(text, "pas"), "fr").kind, DBN_TOKEN_NEGATION);
    dbn_token_look number = look(text, strstr(text, "12"), "fr");
    assert_int_equal(number.kind, DBN_TOKEN_NUMBER);
    assert_int_equal(dbn_range_len(number.range), 6);
    dbn_token_look date = look(text, strstr(text, "3 mars"), "fr");
    assert_int_equal(date.kind, DBN_TOKEN_DATE);
    assert_int_equal(date.year, 2011);
    assert_int_equal(date.month, 3);
    assert_int_equal(date.day, 3);
}

static void
scripts_without_spaces_have_a_token_a_character(void **state)
{
    (void)state;
    dbn_records records;
    assert_int_equal(key_of("国際連盟とフジ", "und", &records).tokens.count, 7);
}

/* The short way to a token is that of plain words: it must find what the long one
 * does, wherever the end of the block cuts it off. */
static void
the_short_way_finds_the_same_tokens(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "Vierundzwanzig Zwölftausend tweehonderdvijf Straßenbahnhaltestelle zwei und",
        "l’été d'aujourd'hui, quatre-vingt-dix mars 2011 à 16 h 15 œuvre À l’île",
        "sixteen lettersx seventeenletterss çédéfghijklmnopq abcdefghijklmnoé un",
        "fin-\nale caracté-\nres naïve na\u0131ve 日本 A380 ma1 x\u00ADy e\u0301t",
        "l’eau d’été qu'il «\u00A0jusqu’à\u00A0» l’« eau » d’ d’1 l’æther l’Œuvre d’",
        "d'un l’un d’une 3\u00A0mars l’\u00C0 d’\u00E9t\u00E9\u00BB l''eau",
        "l’’eau un\u00A0million l’",
    };
    static const char *const langs[] = {"fr", "de", "nl", "en", "und"};
    static dbn_word_entry cache[DBN_WORD_CACHE];
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (size_t k = 0; k < sizeof langs / sizeof *langs; k++)
            for (uint32_t end = (uint32_t)strlen(texts[i]); end > 0; end--) {
                dbn_span text = dbn_span_of(texts[i]);
                if (((unsigned char)text.ptr[end] & 0xC0) == 0x80)
                    continue;
                dbn_token_reader slow = dbn_token_reader_of(text, (dbn_range){0, end},
                                                            profile_of(langs[k]), NULL);
                dbn_token_reader fast = slow;
                fast.cache = cache;
                dbn_token tokens[64], token;
                uint32_t count = dbn_token_reader_fill(&fast, tokens, 64), next = 0;
                for (; dbn_token_reader_next(&slow, &token, NULL); next++)
                    assert_true(next < count && tokens[next].beg == token.beg &&
                                tokens[next].hash == token.hash);
                assert_int_equal(next, count);
            }
}

/* A gram that stands in more places than are kept makes the seeds short: those of
 * fewer blocks may be others. */
static void
seeds_say_when_they_are_short(void **state)
{
    (void)state;
    static const char line[] = "le maire de la ville|";
    char text[(DBN_GRAM_FREQUENT + 8) * sizeof line] = "";
    dbn_records records;
    dbn_seeds seeds;
    for (size_t i = 0; i < DBN_GRAM_FREQUENT + 8; i++)
        memcpy(text + i * (sizeof line - 1), line, sizeof line);
    dbn_key key = key_of(text, "fr", &records);
    uint32_t count = records.blocks.count;
    assert_int_equal(dbn_key_seeds(&seeds, &key, 2, NULL, &job), DBN_OK);
    assert_int_equal(seeds.count, 1); /* three grams in a row */
    assert_int_equal(seeds.items[0].len, 5);
    assert_false(seeds.is_short);
    assert_int_equal(dbn_key_seeds(&seeds, &key, count, NULL, &job), DBN_OK);
    assert_true(seeds.is_short);
}

static void
blocks_that_share_are_found(void **state)
{
    (void)state;
    dbn_records records;
    dbn_key key = key_of("Le maire a ouvert la séance à huit heures.|"
                         "Rien de tout cela ne surprend personne ici.|"
                         "Hier, le maire a ouvert la séance avec retard.",
                         "fr", &records);
    dbn_seeds seeds;
    const bool *shared;
    assert_int_equal(dbn_key_shared(&shared, &seeds, &key, 3, NULL, &job), DBN_OK);
    assert_true(shared[0]);
    assert_false(shared[1]);
    assert_true(shared[2]);
    const bool only_two[] = {true, true, false};
    assert_int_equal(dbn_key_shared(&shared, &seeds, &key, 3, only_two, &job), DBN_OK);
    assert_null(shared);
}

/* What stands again in its own block, once or more, and no run of a few words. */
static void
echoes_are_found_inside_a_block(void **state)
{
    (void)state;
    dbn_records records;
    dbn_key key = key_of("Hier le maire de la ville a ouvert la séance à huit heures. "
                         "Puis le maire de la ville a ouvert la séance à huit heures "
                         "et le maire de la ville a ouvert la séance à huit heures.|"
                         "Rien de tout cela ne surprend personne ici, ni rien de tout "
                         "cela ne surprend ailleurs.",
                         "fr", &records);
    dbn_seeds seeds;
    const bool *shared;
    assert_int_equal(dbn_key_shared(&shared, &seeds, &key, 2, NULL, &job), DBN_OK);
    assert_int_equal(seeds.echoes.count, 2);
    for (uint32_t i = 0; i < 2; i++) {
        const dbn_echo *echo = &seeds.echoes.items[i];
        assert_int_equal(echo->block, 0);
        assert_int_equal(echo->len, 12);
        assert_int_equal(echo->b - echo->a, 13);
    }
    assert_true(shared[0]);
    assert_false(shared[1]);
}

static void
alignments_know_slips_and_edits(void **state)
{
    (void)state;
    dbn_records records;
    dbn_key key = key_of("Le maire de la ville a ouvert la séance du conseil|"
                         "Le maire de la ville a enfin ouvret la séance du conseil",
                         "fr", &records);
    dbn_seeds seeds;
    dbn_alignment aligned;
    assert_int_equal(dbn_key_seeds(&seeds, &key, 2, NULL, &job), DBN_OK);
    assert_int_equal(
        dbn_key_align(&aligned, &key, &key, &seeds, profile_of("fr"), &job), DBN_OK);
    assert_int_equal(aligned.chains.count, 1);
    const dbn_chain *chain = &aligned.chains.items[0];
    assert_int_equal(chain->a_beg, key.first[0]);
    assert_int_equal(chain->a_end, key.first[1]);
    assert_int_equal(chain->b_end, key.first[2]);
    uint32_t kinds[3] = {0, 0, 0};
    for (uint32_t i = chain->first; i < chain->first + chain->count; i++)
        kinds[aligned.steps.items[i].kind]++;
    assert_int_equal(kinds[DBN_STEP_SAME], 2);
    assert_int_equal(kinds[DBN_STEP_SLIP], 1);
    assert_int_equal(kinds[DBN_STEP_EDIT], 1);
}

static void
two_texts_can_be_aligned(void **state)
{
    (void)state;
    dbn_records records, others;
    dbn_key a =
        key_of("Le maire de la ville a ouvert la séance du conseil", "fr", &records);
    dbn_key b =
        key_of("Autre chose|Hier, le maire de la ville a enfin ouvret la séance "
               "du conseil",
               "fr", &others);
    dbn_seeds seeds = {0};
    dbn_alignment aligned;
    dbn_seed seed = {a.first[0], b.first[1] + 1, 4, 0, 1}; /* le maire de la */
    assert_int_equal(dbn_vec_push(&job.scratch, &seeds, seed), DBN_OK);
    assert_int_equal(dbn_key_align(&aligned, &a, &b, &seeds, profile_of("fr"), &job),
                     DBN_OK);
    assert_int_equal(aligned.chains.count, 1);
    const dbn_chain *chain = &aligned.chains.items[0];
    assert_int_equal(chain->a_beg, a.first[0]);
    assert_int_equal(chain->a_end, a.first[1]);
    assert_int_equal(chain->b_beg, b.first[1] + 1);
    assert_int_equal(chain->b_end, b.first[2]);
    assert_int_equal(chain->same, a.first[1] - a.first[0]);
}

static bool
is_slip(const char *a, const char *b)
{
    return dbn_word_is_slip(dbn_span_of(a), dbn_span_of(b), DBN_SLIPS_MAX);
}

static void
slips_are_told_from_other_words(void **state)
{
    (void)state;
    assert_true(is_slip("matrimoniales", "matrirnoniales"));
    assert_true(is_slip("lecteurs", "lectuers"));
    assert_true(is_slip("2011", "20l1"));
    assert_true(is_slip("minuscule", "minuscu1e"));
    assert_false(is_slip("12", "13"));
    assert_false(is_slip("A380", "A381"));
    assert_false(is_slip("de", "le"));
    assert_false(is_slip("Nantes", "Rennes"));
    assert_false(dbn_word_is_slip(DBN_SPAN("Aubert"), DBN_SPAN("Imbert"), 1));
}

/* Archives and shards compare keys that other runs have made. When a change of the
 * tables or of dicts/ moves one of these, DBN_KEY_VERSION must grow with it. */
static void
keys_are_those_of_their_version(void **state)
{
    static const struct {
        const char *lang, *text;
        uint64_t digest;
    } frozen[] = {
        {"fr",
         "L’œuvre d’art, le 3 mars 2011 à 16h15 : vingt-deux morts, 10.000 €, la 1re "
         "fois",
         UINT64_C(0x6EC7DF2F701A6AC4)},
        {"nl",
         "Op 3 maart 2011 om 16.15 uur: tweeëntwintig doden, 10.000 euro, de 1ste keer",
         UINT64_C(0x6B41B07A3C36431C)},
        {"en",
         "On March 3, 2011 at 4.15 p.m.: twenty-two dead, 10,000 pounds, the 1st time",
         UINT64_C(0xEDF6EDADBBB50ED9)},
        {"de",
         "Am 3. März 2011 um 16.15 Uhr: zweiundzwanzig Tote, 10.000 Euro, zum 1. Mal",
         UINT64_C(0xFAF07E991B942FC8)},
        {"es",
         "El 3 de marzo de 2011 a las 16.15: veintidós muertos, 10.000 euros, la 1.ª "
         "vez",
         UINT64_C(0xDBC3730130DC9379)},
        {"it",
         "Il 3 marzo 2011 alle 16.15: ventidue morti, 10.000 euro, dell’opera, la 1ª "
         "volta",
         UINT64_C(0x67135037EAEA338A)},
    };
    assert_int_equal(DBN_KEY_VERSION, 1);
    for (size_t i = 0; i < sizeof frozen / sizeof frozen[0]; i++) {
        dbn_records records;
        dbn_key key = key_of(frozen[i].text, frozen[i].lang, &records);
        uint64_t digest = DBN_HASH_START;
        for (uint32_t t = 0; t < key.tokens.count; t++)
            digest = dbn_hash_mix(digest ^ key.tokens.items[t].hash);
        if (digest != frozen[i].digest)
            print_error("%s: 0x%016llX\n", frozen[i].lang, (unsigned long long)digest);
        assert_true(digest == frozen[i].digest);
    }
    (void)state;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(keys_are_those_of_their_version, reset),
        cmocka_unit_test_teardown(typography_is_folded, reset),
        cmocka_unit_test_teardown(elisions_are_split_and_other_apostrophes_not, reset),
        cmocka_unit_test_teardown(numbers_are_compared_by_value, reset),
        cmocka_unit_test_teardown(hours_and_dates_are_compared_by_value, reset),
        cmocka_unit_test_teardown(tokens_say_what_they_are, reset),
        cmocka_unit_test_teardown(scripts_without_spaces_have_a_token_a_character,
                                  reset),
        cmocka_unit_test_teardown(the_short_way_finds_the_same_tokens, reset),
        cmocka_unit_test_teardown(seeds_say_when_they_are_short, reset),
        cmocka_unit_test_teardown(blocks_that_share_are_found, reset),
        cmocka_unit_test_teardown(echoes_are_found_inside_a_block, reset),
        cmocka_unit_test_teardown(alignments_know_slips_and_edits, reset),
        cmocka_unit_test_teardown(two_texts_can_be_aligned, reset),
        cmocka_unit_test_teardown(slips_are_told_from_other_words, reset),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
