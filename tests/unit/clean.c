/*
 * tests/unit/clean.c - what is broken is mended once, and nothing else is touched.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "clean/clean.h"

static int
set_up(void **state)
{
    static dbn_job job;
    dbn_job_init(&job, 0);
    *state = &job;
    return 0;
}

static int
tear_down(void **state)
{
    dbn_job_release(*state);
    return 0;
}

static const dbn_view *
clean_as(dbn_span text, dbn_clean_input in, dbn_clean *clean, dbn_job *job)
{
    const dbn_view *source, *view;
    assert_int_equal(dbn_view_source(&source, text, job), DBN_OK);
    in.view = source;
    assert_int_equal(dbn_clean_run(clean, &in, NULL, job), DBN_OK);
    assert_int_equal(dbn_view_derive(&view, source, dbn_view_all(source), &clean->fixes,
                                     DBN_PASS_REPAIR, job),
                     DBN_OK);
    return view;
}

static const dbn_clean_input everything = {.encoding = true, .unicode = true};

static dbn_span
cleaned(const char *text, dbn_job *job)
{
    dbn_clean clean;
    return clean_as(dbn_span_of(text), everything, &clean, job)->text;
}

typedef struct pair {
    const char *broken, *mended;
} pair;

static void
assert_mended(const pair *pairs, size_t count, dbn_job *job)
{
    for (size_t i = 0; i < count; i++) {
        dbn_span got = cleaned(pairs[i].broken, job);
        if (!dbn_span_equal(got, dbn_span_of(pairs[i].mended)))
            fail_msg("'%s' gives '%.*s'", pairs[i].broken, (int)got.len, got.ptr);
        dbn_span again = cleaned(pairs[i].mended, job);
        if (!dbn_span_equal(again, dbn_span_of(pairs[i].mended)))
            fail_msg("'%s' does not stay", pairs[i].mended);
    }
}

#define ASSERT_MENDED(pairs, job)                                                      \
    assert_mended(pairs, sizeof(pairs) / sizeof(pairs)[0], job)

static void
references_become_characters(void **state)
{
    const pair pairs[] = {
        {"&eacute;t&eacute;", "été"},
        {"&amp;eacute;", "é"},
        {"&amp;amp;eacute;", "é"},
        {"&#38;eacute;", "é"},
        {"&#233; &#xE9; &#XE9;", "é é é"},
        {"caf&eacute et", "café et"},
        {"caf&eacute", "café"},
        {"un d&eacutegât, m&ecircme l&agrave", "un dégât, même là"},
        {"l&#8217amour", "l’amour"},
        {"&#146;", "’"},
        {"&lt;b&gt; &quot;x&quot;", "<b> \"x\""},
        {"&am&#112;;", "&"},
        {"&ea\xC2\xAD"
         "cute;",
         "é"},
        {"e&#x301;", "é"},
        {"&NotEqualTilde;", "≂̸"},
        {"&nbsp;", "\xC2\xA0"},
        {"a&shy;b", "ab"},
        {"a&NewLine;b", "a b"},
        {"&amp;&amp;&amp;", "&&&"},
    };
    ASSERT_MENDED(pairs, *state);
}

static void
what_is_no_reference_stays(void **state)
{
    const char *texts[] = {"Dupont & Fils",
                           "AT&T",
                           "?a=1&copy=2&lang=fr",
                           "&eacutez",
                           "B&thornton",
                           "R&ethan",
                           "&eacute\xC3\xA9",
                           "R&D;",
                           "&#;",
                           "&#x;",
                           "&#1;",
                           "&#0;",
                           "&#129;",
                           "&#xD800;",
                           "&",
                           "&&&&",
                           "&amputation",
                           "Q&A: &",
                           "&#99999999999999;",
                           "&#x110000; 12",
                           "&CounterClockwiseContourIntegralx;"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dbn_clean clean;
        clean_as(dbn_span_of(texts[i]), everything, &clean, *state);
        if (clean.fixes.count != 0)
            fail_msg("'%s' is changed", texts[i]);
    }
}

static void
characters_are_repaired(void **state)
{
    const pair pairs[] = {
        {"e\xCC\x81t\xC3\xA9", "été"},
        {"\xC2\x93mot\xC2\x94 \xC2\x85 \xC2\x80", "“mot” … €"},
        {"a\xC2\x81"
         "b",
         "ab"},
        {"eﬃcace, eﬀet, oﬃce, ﬆ", "efficace, effet, office, st"},
        {"co\xC2\xADop\xE2\x80\x8B\xE2\x81\xA0\xEF\xBB\xBF", "coop"},
        {"a\x01\x7F"
         "b",
         "ab"},
        {"a\r\nb\rc\x0B"
         "d\x0C"
         "e\xE2\x80\xA8"
         "f\xE2\x80\xA9g",
         "a\nb c d e f g"},
        {"\xE2\x84\xA6 \xE2\x84\xAB", "Ω Å"},
        {"\xE1\x84\x80\xE1\x85\xA1\xE1\x86\xA8", "각"},
        {"a\xCC\x81\xCC\xA3", "ạ́"},
        {"a\xE2\x80\x8D"
         "b",
         "ab"},
        {"<\xCC\xB8", "≮"},
    };
    ASSERT_MENDED(pairs, *state);
}

static void
typography_is_left_alone(void **state)
{
    static const char persian[] = "\xD9\x85\xDB\x8C\xE2\x80\x8C\xD8\xAE";
    static const char hindi[] = "\xE0\xA4\x95\xE0\xA5\x8D\xE2\x80\x8D\xE0\xA4\xB7";
    static const char burning_heart[] =
        "\xE2\x9D\xA4\xEF\xB8\x8F\xE2\x80\x8D\xF0\x9F\x94\xA5";
    const char *texts[] = {"« Quoi\xE2\x80\xAF? »\xC2\xA0; l’homme \"dit\" : 'oui'",
                           "non — peut-être… – 10\xC2\xA0%",
                           "\tcolonne\tet\n\nligne",
                           "½ ² ª ™ № ﷺ",
                           "Ελλάδα и Россия 日本語 العربية",
                           persian,
                           hindi,
                           burning_heart};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dbn_clean clean;
        clean_as(dbn_span_of(texts[i]), everything, &clean, *state);
        if (clean.fixes.count != 0)
            fail_msg("'%s' is changed", texts[i]);
    }
}

static void
a_whole_text_keeps_its_line_breaks(void **state)
{
    dbn_clean clean;
    dbn_clean_input in = everything;
    in.line_breaks = true;
    const dbn_view *view = clean_as(DBN_SPAN("a\rb\xE2\x80\xA8"
                                             "c\x0C"
                                             "d\r\ne&NewLine;f"),
                                    in, &clean, *state);
    assert_true(dbn_span_equal(view->text, DBN_SPAN("a\nb\nc\nd\ne\nf")));
}

static void
passes_can_be_asked_for_apart(void **state)
{
    dbn_clean clean;
    dbn_clean_input in = {.encoding = true};
    dbn_span text = DBN_SPAN("\xC2\x93"
                             "e\xCC\x81&amp;\xC2\x94");
    assert_true(dbn_span_equal(clean_as(text, in, &clean, *state)->text,
                               DBN_SPAN("“e\xCC\x81&amp;”")));
    in = (dbn_clean_input){.unicode = true};
    assert_true(dbn_span_equal(clean_as(text, in, &clean, *state)->text,
                               DBN_SPAN("\xC2\x93é&\xC2\x94")));
    in = (dbn_clean_input){0};
    clean_as(text, in, &clean, *state);
    assert_int_equal(clean.fixes.count, 0);
}

static void
a_fix_names_its_range_and_its_rule(void **state)
{
    dbn_clean clean;
    clean_as(DBN_SPAN("ab &amp;eacute; e\xCC\x81 \xC2\xAD"), everything, &clean,
             *state);
    assert_int_equal(clean.fixes.count, 3);
    assert_int_equal(clean.fixes.items[0].from, 3);
    assert_int_equal(clean.fixes.items[0].to, 15);
    assert_int_equal(clean.fixes.items[0].rule, DBN_RULE_ENCODING_ENTITY);
    assert_int_equal(clean.fixes.items[1].from, 16);
    assert_int_equal(clean.fixes.items[1].to, 19);
    assert_int_equal(clean.fixes.items[1].rule, DBN_RULE_ENCODING_NFC);
    assert_int_equal(clean.fixes.items[2].from, 20);
    assert_int_equal(clean.fixes.items[2].rule, DBN_RULE_ENCODING_SOFT_HYPHEN);
}

static void
what_cannot_be_mended_is_reported(void **state)
{
    dbn_clean clean;
    clean_as(DBN_SPAN("un p\xD0\xB0ys \xE2\x80\xAE"
                      "abc \xEF\xBF\xBD, Россия, TNFα, Μadame"),
             everything, &clean, *state);
    assert_int_equal(clean.findings.count, 4);
    assert_int_equal(clean.findings.items[0].rule, DBN_RULE_ENCODING_MIXED_SCRIPT);
    assert_int_equal(clean.findings.items[0].range.beg, 3);
    assert_int_equal(clean.findings.items[0].range.end, 8);
    assert_int_equal(clean.findings.items[1].rule, DBN_RULE_ENCODING_BIDI);
    assert_int_equal(clean.findings.items[2].rule, DBN_RULE_ENCODING_REPLACEMENT);
    assert_int_equal(clean.findings.items[3].rule, DBN_RULE_ENCODING_MIXED_SCRIPT);
    assert_int_equal(clean.fixes.count, 0);
}

/* Pieces that meet in repairs, in random order: the second time nothing is left to do.
 */
static void
repairing_twice_changes_nothing(void **state)
{
    static const char *const pieces[] = {"&",
                                         "#",
                                         "x",
                                         "amp",
                                         ";",
                                         "eacute",
                                         "copy",
                                         "38",
                                         "e9",
                                         "=",
                                         " ",
                                         "e",
                                         "\xCC\x81",
                                         "\xCC\xB8",
                                         "\xC2\xAD",
                                         "\xE2\x80\x8D",
                                         "\xD8\xA7",
                                         "\xD9\x93",
                                         "\xC3\xA9",
                                         "\r",
                                         "\n",
                                         "\xC2\x85",
                                         "\xEF\xAC\x81",
                                         "\xCD\xBE",
                                         "&amp;",
                                         "&#",
                                         "59;",
                                         "semi;",
                                         "shy;",
                                         "\xE0\xA5\x8D",
                                         "\xCD\x84",
                                         "\xE1\x84\x80",
                                         "\xE1\x85\xA1",
                                         "<",
                                         "97"};
    const uint32_t count = sizeof pieces / sizeof pieces[0];
    dbn_job *job = *state;
    uint32_t random = 20111104, changed = 0;
    for (int round = 0; round < 20000; round++) {
        dbn_buffer text = {0};
        dbn_clean clean;
        for (int i = 0; i < 12; i++) {
            random = random * 1664525 + 1013904223;
            const char *piece = pieces[(random >> 8) % count];
            assert_int_equal(
                dbn_vec_append(&job->arena, &text, piece, (uint32_t)strlen(piece)),
                DBN_OK);
        }
        const dbn_view *once =
            clean_as((dbn_span){text.items, text.count}, everything, &clean, job);
        changed += clean.fixes.count > 0;
        assert_int_equal(dbn_utf8_invalid_at(once->text, 0), once->text.len);
        clean_as(once->text, everything, &clean, job);
        if (clean.fixes.count != 0)
            fail_msg("'%.*s' gives '%.*s', which changes again", (int)text.count,
                     text.items, (int)once->text.len, once->text.ptr);
        dbn_job_reset(job);
    }
    assert_true(changed > 10000);
}

/* A heap of accents or of ampersands costs what its length says. */
static void
heaps_are_linear(void **state)
{
    static const char *const heaps[] = {
        "\xCC\x81\xCC\xA3", "&",         "&#",  "&amp", "\xC2\xAD",
        "\xE2\x80\x8D",     "a\xCC\x81", "&#59"};
    dbn_job *job = *state;
    for (size_t i = 0; i < sizeof heaps / sizeof heaps[0]; i++) {
        dbn_buffer text = {0};
        dbn_clean clean;
        for (int n = 0; n < 100000; n++)
            assert_int_equal(dbn_vec_append(&job->arena, &text, heaps[i],
                                            (uint32_t)strlen(heaps[i])),
                             DBN_OK);
        const dbn_view *once =
            clean_as((dbn_span){text.items, text.count}, everything, &clean, job);
        clean_as(once->text, everything, &clean, job);
        assert_int_equal(clean.fixes.count, 0);
        dbn_job_reset(job);
    }
}

static void
a_spent_budget_is_said(void **state)
{
    dbn_job job;
    (void)state;
    for (size_t budget = 1; budget < 40000; budget += 999) {
        dbn_job_init(&job, budget);
        const dbn_view *source;
        dbn_clean clean;
        dbn_span text = DBN_SPAN("&eacute;&eacute; e\xCC\x81 p\xD0\xB0ys");
        dbn_clean_input in = everything;
        dbn_status status = dbn_view_source(&source, text, &job);
        if (status == DBN_OK) {
            in.view = source;
            status = dbn_clean_run(&clean, &in, NULL, &job);
        }
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        assert_true(status == DBN_OK || job.err.message[0] != '\0');
        dbn_job_release(&job);
    }
}

/* ---- misread text ---- */

static dbn_profiles *profiles;

static int
load_profiles(void **state)
{
    dbn_error err = {0};
    (void)state;
    return dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) == DBN_OK ? 0 : -1;
}

static int
free_profiles(void **state)
{
    (void)state;
    dbn_profiles_free(profiles);
    return 0;
}

/* The text after as many rounds as there are fixes; the first rule in *rule. */
static dbn_span
reread(const char *text, const char *lang, dbn_rule *rule, dbn_job *job)
{
    const dbn_view *view;
    dbn_clean clean = {0};
    const dbn_profile *profile = dbn_profiles_find(profiles, dbn_span_of(lang));
    assert_int_equal(dbn_view_source(&view, dbn_span_of(text), job), DBN_OK);
    *rule = DBN_RULE_NONE;
    for (int round = 0; round < 5; round++) {
        dbn_clean_input in = {.view = view, .encoding = true};
        assert_int_equal(dbn_clean_run(&clean, &in, profile, job), DBN_OK);
        if (clean.fixes.count == 0)
            return view->text;
        if (*rule == DBN_RULE_NONE)
            *rule = clean.fixes.items[0].rule;
        assert_int_equal(dbn_view_derive(&view, view, dbn_view_all(view), &clean.fixes,
                                         DBN_PASS_REPAIR, job),
                         DBN_OK);
    }
    fail_msg("'%s' is never done", text);
    return view->text;
}

static void
misread_text_is_read_again(void **state)
{
    const struct {
        const char *lang, *broken, *mended;
        dbn_rule rule;
    } all[] = {
        {"fr", "un Ã©tÃ© sec", "un été sec", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr",
         "un Ã\xC2\x89"
         "tat",
         "un État", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "trÃšs bien", "très bien", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "une fen√™tre", "une fenêtre", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "une fen├¬tre", "une fenêtre", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "un ├⌐t├⌐ sec", "un été sec", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "un Ă©tĂ© sec", "un été sec", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "lâ€™eau", "l’eau", DBN_RULE_ENCODING_MOJIBAKE},
        {"fr", "nÃƒÂ© Ã  Mons", "né à Mons", DBN_RULE_ENCODING_MOJIBAKE_TWICE},
        {"fr", "voilÃ  le travail", "voilà le travail",
         DBN_RULE_ENCODING_MOJIBAKE_LOSSY},
        {"fr", "voilÃ le travail", "voilà le travail",
         DBN_RULE_ENCODING_MOJIBAKE_LOSSY},
        {"pt", "atenÃ§Ã£o Ã s crianÃ§as", "atenção às crianças",
         DBN_RULE_ENCODING_MOJIBAKE},
        {"und", "РґРѕСЂРѕРіРµ, РґРµС€РµРІРѕ", "дороге, дешево",
         DBN_RULE_ENCODING_MOJIBAKE},
        {"und", "ç®€ä½“ä¸\u00ADæ–‡", "简体中文", DBN_RULE_ENCODING_MOJIBAKE},
        {"en", "so happy ðŸ˜€", "so happy 😀", DBN_RULE_ENCODING_MOJIBAKE},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        dbn_rule rule;
        dbn_span got = reread(all[i].broken, all[i].lang, &rule, *state);
        if (!dbn_span_equal(got, dbn_span_of(all[i].mended)))
            fail_msg("'%s' gives '%.*s'", all[i].broken, (int)got.len, got.ptr);
        assert_int_equal(rule, all[i].rule);
        (void)reread(all[i].mended, all[i].lang, &rule, *state);
        assert_int_equal(rule, DBN_RULE_NONE);
    }
}

static void
what_only_looks_misread_stays(void **state)
{
    static const char *const texts[] = {
        "FERMÉ… « Ô DÉSESPOIR ! »",
        "il dit «\u00A0é\u00A0», puis «\u00A0à\u00A0».",
        "une grille de 4\u00A0×\u00A04 cases",
        "on lit « Ã© » pour « é », ou “Ã¨”",
        "A IRMÃ DULCE E A MANHÃ DE NATAL",
        "Å være eller ikke være; SELKÄ\u00A0EDELLÄ",
        "L’épisode d’été, l’île, « À l’œuvre », 20\u202F000\u00A0€",
        "Håkan Ångström, Łukasz Żółć, Gyöngyös, Ødegård, Škoda, Dvořák",
        "Тіло, Київ; Η ανατροφή; 日本語のテキスト; ‘ta’ ‚so‘",
        "┌──┬──┐ │ a │ b │ └──┴──┘ ¼ ½ ¾",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        dbn_rule rule;
        dbn_span got = reread(texts[i], "fr", &rule, *state);
        if (rule != DBN_RULE_NONE)
            fail_msg("'%s' becomes '%.*s'", texts[i], (int)got.len, got.ptr);
        (void)reread(texts[i], "und", &rule, *state);
        assert_int_equal(rule, DBN_RULE_NONE);
    }
}

/* The only proposal for `text`; empty where there is none. */
static dbn_span
proposed(const char *text, const char *lang, dbn_job *job)
{
    dbn_clean clean;
    dbn_clean_input in = everything;
    assert_int_equal(dbn_view_source(&in.view, dbn_span_of(text), job), DBN_OK);
    const dbn_profile *profile = dbn_profiles_find(profiles, dbn_span_of(lang));
    assert_int_equal(dbn_clean_run(&clean, &in, profile, job), DBN_OK);
    assert_int_equal(clean.fixes.count, 0);
    if (clean.proposals.count == 0)
        return DBN_SPAN("");
    assert_int_equal(clean.proposals.count, 1);
    assert_int_equal(clean.findings.count, 1);
    const dbn_finding *finding = &clean.findings.items[0];
    const dbn_fix *fix = &clean.proposals.items[finding->first_fix];
    assert_int_equal(finding->rule, DBN_RULE_ENCODING_LOST_LETTER);
    assert_int_equal(finding->fix_count, 1);
    assert_int_equal(finding->range.beg, fix->from);
    assert_int_equal(finding->range.end, fix->to);
    return dbn_fix_text(&clean.proposals, fix);
}

static void
a_lost_letter_is_proposed_where_it_is_certain(void **state)
{
    static const struct {
        const char *text, *lang, *word;
    } cases[] = {
        {"il est d\uFFFDj\uFFFD tard", "fr", "déjà"},
        {"le pr\uFFFDfet", "fr", "préfet"},
        {"en fran\uFFFDais", "fr", "français"},
        {"LA SOCI\uFFFDT\uFFFD", "fr", "SOCIÉTÉ"},
        {"de g\uFFFDn\uFFFDrale", "fr", "générale"},
        {"f\uFFFDr die", "de", "für"},
        /* words that letters alone leave open, by how frequent they are */
        {"il a \uFFFDt\uFFFD", "fr", "été"},
        {"la m\uFFFDme", "fr", "même"},
        {"N\uFFFD hier", "fr", "Né"},
        {"va \uFFFD Paris", "fr", "à"},
        {"une \uFFFDtude", "fr", "étude"},
        {"es \uFFFDltimo", "es", "último"},
        {"d\uFFFDjà vu", "fr", "déjà"},
        /* as frequent as others; a sign perhaps */
        {"ils v\uFFFDcurent", "fr", ""},
        {"dit \uFFFD. Puis", "fr", ""},
        /* no word, two bytes or two letters, an address, a code, too many */
        {"3 \uFFFD de", "fr", ""},
        {"la cr\uFFFD\uFFFD", "fr", ""},
        {"/d\uFFFDj\uFFFD", "fr", ""},
        {"d\uFFFDj\uFFFD=1", "fr", ""},
        {"xqz\uFFFDkw", "fr", ""},
        {"r\uFFFDp\uFFFDt\uFFFDt\uFFFDt\uFFFD", "fr", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_span got = proposed(cases[i].text, cases[i].lang, *state);
        if (!dbn_span_equal(got, dbn_span_of(cases[i].word)))
            fail_msg("'%s' gives '%.*s'", cases[i].text, (int)got.len, got.ptr);
    }
}

/* Whatever is repeated, a round ends, and within its budget or with a word about it. */
static void
misread_heaps_are_read(void **state)
{
    static const char *const heaps[] = {"Ã©",  "Ã ",      "Ã",   "ÃƒÂ©",
                                        "â€�", "×\u00A0", "Ã© ", "d\uFFFDj\uFFFD "};
    dbn_job *job = *state;
    const dbn_profile *profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
    for (size_t i = 0; i < sizeof heaps / sizeof heaps[0]; i++) {
        dbn_buffer text = {0};
        const dbn_view *view;
        dbn_clean clean;
        for (int n = 0; n < 20000; n++)
            assert_int_equal(dbn_vec_append(&job->arena, &text, heaps[i],
                                            (uint32_t)strlen(heaps[i])),
                             DBN_OK);
        assert_int_equal(
            dbn_view_source(&view, (dbn_span){text.items, text.count}, job), DBN_OK);
        dbn_clean_input in = {.view = view, .encoding = true, .unicode = true};
        assert_int_equal(dbn_clean_run(&clean, &in, profile, job), DBN_OK);
        assert_int_equal(dbn_view_derive(&view, view, dbn_view_all(view), &clean.fixes,
                                         DBN_PASS_REPAIR, job),
                         DBN_OK);
        dbn_job_reset(job);
    }
    for (size_t budget = 1; budget < 800000; budget += 39989) {
        dbn_job small;
        dbn_job_init(&small, budget);
        dbn_clean clean;
        dbn_clean_input in = {.encoding = true};
        dbn_status status = dbn_view_source(&in.view, DBN_SPAN("un Ã©tÃ© sec"), &small);
        if (status == DBN_OK)
            status = dbn_clean_run(&clean, &in, profile, &small);
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        dbn_job_release(&small);
    }
}

/* More words than are kept at a time, and each of them twice. */
static void
every_misread_word_is_its_own(void **state)
{
    dbn_job *job = *state;
    dbn_buffer text = {0}, wanted = {0};
    const dbn_view *view;
    dbn_clean clean;
    char word[32];
    for (int i = 0; i < 10000; i++) {
        int len = snprintf(word, sizeof word, "cafÃ©-%04d ", i % 5000);
        assert_int_equal(dbn_vec_append(&job->arena, &text, word, (uint32_t)len),
                         DBN_OK);
        len = snprintf(word, sizeof word, "café-%04d ", i % 5000);
        assert_int_equal(dbn_vec_append(&job->arena, &wanted, word, (uint32_t)len),
                         DBN_OK);
    }
    dbn_clean_input in = {.encoding = true};
    assert_int_equal(dbn_view_source(&in.view, (dbn_span){text.items, text.count}, job),
                     DBN_OK);
    assert_int_equal(
        dbn_clean_run(&clean, &in, dbn_profiles_find(profiles, DBN_SPAN("fr")), job),
        DBN_OK);
    assert_int_equal(clean.fixes.count, 10000);
    assert_int_equal(dbn_view_derive(&view, in.view, dbn_view_all(in.view),
                                     &clean.fixes, DBN_PASS_REPAIR, job),
                     DBN_OK);
    assert_true(dbn_span_equal(view->text, (dbn_span){wanted.items, wanted.count}));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(references_become_characters),
        TEST(what_is_no_reference_stays),
        TEST(characters_are_repaired),
        TEST(typography_is_left_alone),
        TEST(a_whole_text_keeps_its_line_breaks),
        TEST(passes_can_be_asked_for_apart),
        TEST(a_fix_names_its_range_and_its_rule),
        TEST(what_cannot_be_mended_is_reported),
        TEST(repairing_twice_changes_nothing),
        TEST(heaps_are_linear),
        TEST(a_spent_budget_is_said),
        TEST(misread_text_is_read_again),
        TEST(what_only_looks_misread_stays),
        TEST(a_lost_letter_is_proposed_where_it_is_certain),
        TEST(misread_heaps_are_read),
        TEST(every_misread_word_is_its_own),
    };
    return cmocka_run_group_tests(tests, load_profiles, free_profiles);
}
