/*
 * tests/unit/article.c - roles, fields and rules of articles, with the real profiles
 * and rules of dicts/.
 */
#include "unit/test.h"

#include "article/article.h"
#include "article/byline.h"
#include "article/date.h"
#include "article/scene.h"

typedef struct house {
    dbn_profiles *profiles;
    dbn_ruleset *rules;
    dbn_matcher *matcher;
    dbn_job job;
} house;

static int
set_up(void **state)
{
    static house h;
    dbn_error err = {0};
    dbn_job_init(&h.job, 0);
    if (dbn_profiles_load(&h.profiles, DBN_DICTS_DIR, &err) != DBN_OK ||
        dbn_ruleset_load_family(&h.rules, DBN_DICTS_DIR, DBN_SPAN("article"), &err) !=
            DBN_OK ||
        dbn_matcher_new(&h.matcher, h.rules, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = &h;
    return 0;
}

static int
tear_down(void **state)
{
    house *h = *state;
    dbn_matcher_free(h->matcher);
    dbn_ruleset_free(h->rules);
    dbn_profiles_free(h->profiles);
    dbn_job_release(&h->job);
    return 0;
}

static const dbn_profile *
profile_of(house *h, const char *lang)
{
    return dbn_profiles_find(h->profiles, dbn_span_of(lang));
}

static uint32_t
blank_line(dbn_span text, uint32_t at)
{
    while (at + 1 < text.len && (text.ptr[at] != '\n' || text.ptr[at + 1] != '\n'))
        at++;
    return at + 1 < text.len ? at : (uint32_t)text.len;
}

/* Blocks of a dump: paragraphs between blank lines. */
static dbn_records
records_of(house *h, dbn_span text)
{
    dbn_records records = {0};
    uint32_t beg = 0;
    assert_int_equal(dbn_view_source(&records.view, text, &h->job), DBN_OK);
    while (beg < text.len) {
        dbn_block block = {.parent = DBN_NONE, .rule = DBN_RULE_READ_PARAGRAPH};
        block.range.beg = beg;
        block.range.end = blank_line(text, beg);
        beg = block.range.end + 2;
        assert_int_equal(dbn_vec_push(&h->job.arena, &records.blocks, block), DBN_OK);
    }
    return records;
}

static dbn_article
run_dump(house *h, const char *lang, dbn_span text)
{
    dbn_records records = records_of(h, text);
    dbn_metas metas = {0};
    dbn_article_input in = {
        .records = &records, .metas = &metas, .rules = h->rules, .matcher = h->matcher};
    dbn_article article;
    assert_int_equal(dbn_article_run(&article, &in, profile_of(h, lang), &h->job),
                     DBN_OK);
    return article;
}

static dbn_span
field_text(const dbn_field *field)
{
    if (field->view == NULL)
        return DBN_SPAN("");
    return dbn_span_slice(field->view->text, field->range);
}

static void
assert_field(const dbn_field *field, const char *text)
{
    dbn_span got = field_text(field);
    if (!dbn_span_equal(got, dbn_span_of(text)))
        fail_msg("'%.*s' where '%s' was wanted", (int)got.len, got.ptr, text);
}

static void
assert_roles(const dbn_article *article, const char *letters)
{
    static const char of_role[DBN_ROLE_COUNT + 1] = "ptbfdclhqiksaxF";
    assert_int_equal(article->records.blocks.count, strlen(letters));
    for (uint32_t i = 0; letters[i] != '\0'; i++)
        if (of_role[article->records.blocks.items[i].role] != letters[i])
            fail_msg("block %u is '%c', not '%c'", i,
                     of_role[article->records.blocks.items[i].role], letters[i]);
}

#define LEAD                                                                           \
    "Par prudence, la Région a interdit dès ce mardi le passage des camions sur le " \
    "pont, où une inspection a mis au jour des fissures."
#define TEXT                                                                            \
    "Les plongeurs se sont donné rendez-vous lundi soir sous le tablier, à la lueur " \
    "des projecteurs. Leur rapport tient en une page."

static void
a_dump_has_its_roles(void **state)
{
    house *h = *state;
    dbn_article a = run_dump(
        h, "fr",
        DBN_SPAN(
            "Le pont de Strépy fermé aux camions\n\nPar Marie-Paule Detrooz\n\n"
            "Publié le mardi 12 février 2019 à 06h30\n\n" LEAD "\n\n"
            "Le pont, lundi soir, pendant l'inspection\n\n© Photo Belga-Canal\n\n" TEXT
            "\n\nLire aussi : Le canal à sec\n\nEt les piétons ?\n\n" TEXT
            "\n\nContenu partenaire"));
    assert_roles(&a, "tbdlkcpFhpF");
    assert_field(&a.title, "Le pont de Strépy fermé aux camions");
    assert_int_equal(a.bylines.count, 1);
    assert_field(&a.bylines.items[0], "Marie-Paule Detrooz");
    assert_field(&a.date_text, "mardi 12 février 2019 à 06h30");
    assert_int_equal(a.date.year, 2019);
    assert_int_equal(a.date.month, 2);
    assert_int_equal(a.date.day, 12);
    assert_int_equal(a.date.hour, 6);
    assert_int_equal(a.date.minute, 30);
    assert_field(&a.lead, LEAD);
    assert_true(a.is_article);
}

/* A sentence, a question or an answer in front of a credit may be of the article. */
static void
a_sentence_is_no_caption(void **state)
{
    static const char *const sentences[] = {
        "La ministre a démissionné.", "« Je pars », a-t-elle dit…", "Et maintenant ?",
        "– Non, répond le bourgmestre", "« Plus jamais ça ! »"};
    house *h = *state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        char text[1024];
        (void)snprintf(text, sizeof text, "%s\n\n%s\n\n%s\n\n© Joris Van Hove\n\n%s",
                       LEAD, TEXT, sentences[i], TEXT);
        dbn_article a = run_dump(h, "fr", dbn_span_of(text));
        assert_int_equal(a.records.blocks.items[3].role, DBN_ROLE_CREDIT);
        if (!dbn_role_is_text(a.records.blocks.items[2].role))
            fail_msg("'%s' is lost", sentences[i]);
    }
}

static void
a_name_stands_apart_from_its_function(void **state)
{
    house *h = *state;
    dbn_article a = run_dump(
        h, "fr",
        DBN_SPAN("Duqu : un serveur débranché en Belgique\n\nAurélien Castaing "
                 "Rédacteur de la rubrique Sécurité\n\n4 novembre 2011, 16h15\n\n" LEAD
                 "\n\n" TEXT));
    assert_roles(&a, "tbdlp");
    assert_int_equal(a.bylines.count, 1);
    assert_field(&a.bylines.items[0], "Aurélien Castaing");
    assert_field(&a.function, "Rédacteur de la rubrique Sécurité");
    assert_int_equal(a.date.hour, 16);
}

static void
a_sentence_is_no_byline(void **state)
{
    static const char *const sentences[] = {
        "Par prudence, la Région a fermé le pont.",
        "Par ailleurs, le budget attend.",
        "De Wever, silencieux depuis dimanche, a réuni ses partenaires",
        "Par Toutatis, le ciel nous tombe sur la tête !",
        "Les Verts",
        "La Louvière",
        "Faits divers",
        "Marie Dupont a gagné",
    };
    house *h = *state;
    for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++) {
        dbn_line line;
        dbn_byline byline;
        dbn_line_cut(&line, dbn_span_of(sentences[i]), profile_of(h, "fr"));
        dbn_byline_read(&byline, &line, profile_of(h, "fr"));
        if (byline.kind != DBN_BYLINE_NONE)
            fail_msg("'%s' was taken for kind %d", sentences[i], (int)byline.kind);
    }
}

static void
bylines_are_read(void **state)
{
    static const struct {
        const char *lang, *text;
        dbn_byline_kind kind;
        uint32_t people;
        const char *first, *function;
    } cases[] = {
        {"fr", "Par Marie-Paule Detrooz", DBN_BYLINE_SAID, 1, "Marie-Paule Detrooz",
         ""},
        {"fr", "Inès Kaddour et Loïc Prigent-Hervé", DBN_BYLINE_NAMES, 2,
         "Inès Kaddour", ""},
        {"fr", "Thibault Lescrenier, journaliste politique", DBN_BYLINE_SAID, 1,
         "Thibault Lescrenier", "journaliste politique"},
        {"fr", "Noémie Le Goff", DBN_BYLINE_NAMES, 1, "Noémie Le Goff", ""},
        {"fr", "J. D. avec Belga", DBN_BYLINE_SAID, 1, "J. D.", ""},
        {"fr", "(AFP)", DBN_BYLINE_AGENCY, 0, "", ""},
        {"fr", "Belga / E. Lonneux", DBN_BYLINE_CREDIT, 0, "", ""},
        {"fr", "Photo : Jean-Yves Otis", DBN_BYLINE_CREDIT, 0, "", ""},
        {"fr", "Par Élodie Wattrelos | Publié le 3 mai 2023 à 18:04", DBN_BYLINE_SAID,
         1, "Élodie Wattrelos", ""},
        {"nl", "Pieter-Jan De Smedt", DBN_BYLINE_NAMES, 1, "Pieter-Jan De Smedt", ""},
        {"nl", "Door Sanne de Wit, verslaggever binnenvaart", DBN_BYLINE_SAID, 1,
         "Sanne de Wit", "verslaggever binnenvaart"},
        {"nl", "Mirjam Hoekstra en Koen Bruinsma", DBN_BYLINE_NAMES, 2,
         "Mirjam Hoekstra", ""},
        {"en", "ByAlex Smith", DBN_BYLINE_SAID, 1, "Alex Smith", ""},
        {"fr", "ParAnne Martin", DBN_BYLINE_SAID, 1, "Anne Martin", ""},
        {"en", "MacAlister Hume", DBN_BYLINE_NAMES, 1, "MacAlister Hume", ""},
        {"en", "By Ruth Hale and Tom O'Brien", DBN_BYLINE_SAID, 2, "Ruth Hale", ""},
        {"de", "Von Anna Lindner", DBN_BYLINE_SAID, 1, "Anna Lindner", ""},
        {"es", "Por Lucía Ferrer de la Torre", DBN_BYLINE_SAID, 1,
         "Lucía Ferrer de la Torre", ""},
        {"it", "di Chiara Moretti", DBN_BYLINE_SAID, 1, "Chiara Moretti", ""},
    };
    house *h = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const dbn_profile *profile = profile_of(h, cases[i].lang);
        dbn_line line;
        dbn_byline byline;
        dbn_span first, function;
        dbn_line_cut(&line, dbn_span_of(cases[i].text), profile);
        dbn_byline_read(&byline, &line, profile);
        first = dbn_span_slice(line.text, byline.people[0]);
        function = dbn_span_slice(line.text, byline.function);
        if (byline.kind != cases[i].kind || byline.count != cases[i].people ||
            !dbn_span_equal(first, dbn_span_of(cases[i].first)) ||
            !dbn_span_equal(function, dbn_span_of(cases[i].function)))
            fail_msg("'%s' gave kind %d, %u people, '%.*s', '%.*s'", cases[i].text,
                     (int)byline.kind, byline.count, (int)first.len, first.ptr,
                     (int)function.len, function.ptr);
    }
}

static void
dates_are_read(void **state)
{
    static const struct {
        const char *lang, *text;
        int year, month, day, hour, minute;
    } cases[] = {
        {"fr", "12 mars 2024 à 14 h 05", 2024, 3, 12, 14, 5},
        {"fr", "mardi 12 mars 2024 à 14h05", 2024, 3, 12, 14, 5},
        {"fr", "Le 1er août 2018 à 10h", 2018, 8, 1, 10, 0},
        {"fr", "27/03/2018", 2018, 3, 27, -1, -1},
        {"fr", "02.09.2021, 17h20", 2021, 9, 2, 17, 20},
        {"en", "March 12, 2024", 2024, 3, 12, -1, -1},
        {"en", "12 March 2024", 2024, 3, 12, -1, -1},
        {"de", "12. März 2024, 9:40 Uhr", 2024, 3, 12, 9, 40},
        {"es", "12 de marzo de 2024", 2024, 3, 12, -1, -1},
        {"it", "mercoledì 3 maggio 2023", 2023, 5, 3, -1, -1},
        {"nl", "14 mei 2019, 09.40 uur", 2019, 5, 14, 9, 40},
        {"nl", "27/03/2018 om 06u30", 2018, 3, 27, 6, 30},
        {"fr", "2024-02-29", 2024, 2, 29, -1, -1},
        {"fr", "31/02/2024", 0, 0, 0, -1, -1},
        {"fr", "14 h 05", 0, 0, 0, -1, -1},
    };
    house *h = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const dbn_profile *profile = profile_of(h, cases[i].lang);
        dbn_line line;
        dbn_date date;
        dbn_date_place place;
        dbn_line_cut(&line, dbn_span_of(cases[i].text), profile);
        (void)dbn_date_of_line(&date, &place, &line, 0, profile);
        if (date.year != cases[i].year || date.month != cases[i].month ||
            date.day != cases[i].day || date.hour != cases[i].hour ||
            date.minute != cases[i].minute)
            fail_msg("'%s' gave %d-%d-%d %d:%d", cases[i].text, date.year, date.month,
                     date.day, date.hour, date.minute);
    }
}

static void
iso_dates_are_read(void **state)
{
    dbn_date date;
    (void)state;
    assert_true(dbn_date_of_iso(&date, DBN_SPAN("2025-11-20T19:42:31.50-03:30")));
    assert_int_equal(date.day, 20);
    assert_int_equal(date.second, 31);
    assert_true(date.has_zone);
    assert_int_equal(date.zone, -210);
    assert_true(dbn_date_of_iso(&date, DBN_SPAN("20240312")));
    assert_int_equal(date.hour, -1);
    assert_false(dbn_date_of_iso(&date, DBN_SPAN("2024-13-01")));
    assert_false(dbn_date_of_iso(&date, DBN_SPAN("2023-02-29")));
    assert_false(dbn_date_of_iso(&date, DBN_SPAN("2024-3")));
    assert_false(dbn_date_of_iso(&date, DBN_SPAN("")));
}

static void
addresses_have_days(void **state)
{
    static const struct {
        const char *address;
        int year, month, day;
    } cases[] = {
        {"https://a.example/2012/08/02/film", 2012, 8, 2},
        {"https://a.example/news-2019-11-20-star", 2019, 11, 20},
        {"https://a.example/art_20180816.html", 2018, 8, 16},
        {"https://a.example/23-01-2022-sieg", 2022, 1, 23},
        {"https://a.example/03-04-2022-victoire", 0, 0, 0}, /* of April or of March */
        {"https://a.example/2012/13/02/", 0, 0, 0},
        {"https://a.example/id/120120802", 0, 0, 0},
        {"https://a.example/201208021234", 0, 0, 0},
        {"", 0, 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        dbn_date date;
        bool found = dbn_date_of_address(&date, dbn_span_of(cases[i].address));
        if (found != (cases[i].year != 0) || date.year != cases[i].year ||
            date.month != cases[i].month || date.day != cases[i].day)
            fail_msg("'%s' gave %d-%d-%d", cases[i].address, date.year, date.month,
                     date.day);
    }
}

/* People behind a word that introduces them; nobody where the word is one of a
 * sentence. */
static void
introduced_people_are_read(void **state)
{
    static const struct {
        const char *lang, *text, *first;
    } cases[] = {
        {"de", "29. Juni 2017, 23:39 · von Tobi", "Tobi"},
        {"de", "Gespeichert von rasos am 24. Juli 2017 - 18:55", "rasos"},
        {"de", "Datum: 19.11.2021 Autor: Fritz Imhof Quelle: Livenet", "Fritz Imhof"},
        {"de", "27. Januar 2014 by Barbara Russ / Kategorien: Mode", "Barbara Russ"},
        {"en", "Posted by oradmin", "oradmin"},
        {"en", "Words written by Kanae Nakamine", "Kanae Nakamine"},
        {"en", "Sold by the dozen", ""},
        {"fr", "Accueil | Par Anne Le Clerc | 30 septembre 2018", "Anne Le Clerc"},
        {"fr", "Publié le 3 mai", ""},
    };
    house *h = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const dbn_profile *profile = profile_of(h, cases[i].lang);
        dbn_line line;
        dbn_byline byline;
        dbn_line_cut(&line, dbn_span_of(cases[i].text), profile);
        (void)dbn_byline_introduced(&byline, &line, profile);
        dbn_span first = dbn_span_slice(line.text, byline.people[0]);
        if (!dbn_span_equal(first, dbn_span_of(cases[i].first)))
            fail_msg("'%s' gave '%.*s'", cases[i].text, (int)first.len, first.ptr);
    }
}

/* Names that markup vouches for end where another word runs into them, and are no
 * common words. */
static void
trusted_names_are_names(void **state)
{
    static const struct {
        const char *lang, *text, *first;
    } cases[] = {
        {"en", "Sarah LazareTwitter", "Sarah Lazare"},
        {"en", "Jessica DeFino", "Jessica DeFino"},
        {"en", "Floyd", "Floyd"},
        {"de", "Jule Radeck Vom 3.2.2022", "Jule Radeck"},
        {"de", "Neues aus Berlin", ""},
        {"fr", "La rédaction", ""},
        {"fr", "arianschlichen", "arianschlichen"},
    };
    house *h = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const dbn_profile *profile = profile_of(h, cases[i].lang);
        dbn_line line;
        dbn_byline byline;
        dbn_line_cut(&line, dbn_span_of(cases[i].text), profile);
        dbn_byline_trust(&byline, &line, profile);
        dbn_span first = dbn_span_slice(line.text, byline.people[0]);
        if (!dbn_span_equal(first, dbn_span_of(cases[i].first)))
            fail_msg("'%s' gave '%.*s'", cases[i].text, (int)first.len, first.ptr);
    }
}

/* A block is told when its words stand in the text that the page gives apart. */
static void
told_words_are_found(void **state)
{
    house *h = *state;
    dbn_arena_mark mark = dbn_arena_save(&h->job.scratch);
    dbn_grams grams = {0};
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("one two three four")), -1);
    assert_int_equal(
        dbn_grams_set(&grams, DBN_SPAN("<p>One, two, three! Four five.</p><b>Six</b>"),
                      &h->job),
        DBN_OK);
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("one two three four")), 100);
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("Three four five SIX")), 100);
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("one two four three")), 0);
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("two three four five seven")),
                     50);
    assert_int_equal(dbn_grams_share(&grams, DBN_SPAN("one two three")), -1);
    dbn_arena_rewind(&h->job.scratch, mark);
}

static void
glued_words_are_reported(void **state)
{
    house *h = *state;
    dbn_article a = run_dump(
        h, "fr",
        DBN_SPAN(TEXT "\n\nUpdate Claire Vandamme, porte-parole de l'entreprise, nous "
                      "précise que le contrat avait été payé d'avance.\n\n" TEXT));
    dbn_span word;
    assert_int_equal(a.records.findings.count, 1);
    assert_int_equal(a.records.findings.items[0].rule, DBN_RULE_ARTICLE_GLUED_WORD);
    word = dbn_span_slice(a.records.view->text, a.records.findings.items[0].range);
    assert_true(dbn_span_equal(word, DBN_SPAN("Update Claire")));
    assert_roles(&a, "lpp");
}

static void
a_list_of_short_lines_is_no_article(void **state)
{
    house *h = *state;
    dbn_article a = run_dump(h, "fr",
                             DBN_SPAN("Elio Di Rupo\n\nJean Dupont\n\n"
                                      "12 mars 2024\n\nAnne Martin"));
    assert_false(a.is_article);
    assert_roles(&a, "pppp");
    for (uint32_t i = 0; i < 4; i++)
        assert_int_equal(a.records.blocks.items[i].rule, DBN_RULE_ARTICLE_NONE);
}

static void
furniture_in_the_text_wants_a_second_vote(void **state)
{
    house *h = *state;
    dbn_article a = run_dump(
        h, "fr", DBN_SPAN(LEAD "\n\nSoutenez les plus faibles !\n\n" TEXT "\n\n" TEXT));
    assert_roles(&a, "lhpp"); /* a heading, for all we know */
    a = run_dump(h, "fr",
                 DBN_SPAN(LEAD "\n\n" TEXT "\n\nSoutenez votre journal !\n\n"
                               "Newsletter\n\n2 commentaires"));
    assert_roles(&a, "lpFFF");
    a = run_dump(h, "fr",
                 DBN_SPAN(LEAD "\n\n" TEXT "\n\nSoutenez votre journal !\n\n"
                               "Contenu partenaire\n\n" TEXT));
    assert_roles(&a, "lpFFp");
}

/* A page as a reader of markup hands it on: text, element, zones, words of classes. */
typedef struct page_block {
    const char *text;
    uint8_t role, tag;
    bool is_link;
    uint32_t zones;
    uint64_t words;
} page_block;

static const page_block page[] = {
    {"Le Quotidien", DBN_ROLE_PARAGRAPH, DBN_TAG_P, true, DBN_ZONE_HEADER, 0},
    {"Politique", DBN_ROLE_ITEM, DBN_TAG_LI, true, DBN_ZONE_NAV, 0},
    {"Le pont fermé aux camions", DBN_ROLE_HEADING, DBN_TAG_H1, false,
     DBN_ZONE_ARTICLE | DBN_ZONE_HEADING, 0},
    {"Thibault Lescrenier, journaliste politique", DBN_ROLE_PARAGRAPH, DBN_TAG_P, false,
     DBN_ZONE_ARTICLE, DBN_CLASS_BIT(BYLINE)},
    {"Mis en ligne le 20/11/2025 à 19:42", DBN_ROLE_PARAGRAPH, DBN_TAG_P, false,
     DBN_ZONE_ARTICLE, DBN_CLASS_BIT(DATE)},
    {LEAD, DBN_ROLE_PARAGRAPH, DBN_TAG_P, false, DBN_ZONE_ARTICLE, DBN_CLASS_BIT(LEAD)},
    {"Le pont, lundi soir.", DBN_ROLE_PARAGRAPH, DBN_TAG_FIGCAPTION, false,
     DBN_ZONE_ARTICLE | DBN_ZONE_FIGURE | DBN_ZONE_CAPTION, 0},
    {TEXT, DBN_ROLE_PARAGRAPH, DBN_TAG_P, false, DBN_ZONE_ARTICLE, DBN_CLASS_BIT(BODY)},
    {"Et les piétons ?", DBN_ROLE_HEADING, DBN_TAG_H2, false,
     DBN_ZONE_ARTICLE | DBN_ZONE_HEADING, DBN_CLASS_BIT(BODY)},
    {TEXT, DBN_ROLE_PARAGRAPH, DBN_TAG_P, false, DBN_ZONE_ARTICLE, DBN_CLASS_BIT(BODY)},
    {"Abonnez-vous dès 1 € par semaine", DBN_ROLE_PARAGRAPH, DBN_TAG_P, false,
     DBN_ZONE_ARTICLE, DBN_CLASS_BIT(PAYWALL)},
    {"Trois questions sur la règle des 3 %", DBN_ROLE_PARAGRAPH, DBN_TAG_P, true,
     DBN_ZONE_ASIDE, DBN_CLASS_BIT(RELATED)},
    {"Nous gardons vos données le temps qu'il faut, et pas un jour de plus.",
     DBN_ROLE_PARAGRAPH, DBN_TAG_P, false, DBN_ZONE_FOOTER, 0},
};

#define PAGE_BLOCKS (sizeof page / sizeof *page)

/* What the page says of itself in <meta>. */
static dbn_status
say(dbn_metas *metas, dbn_job *job, const char *name, const char *value)
{
    const dbn_view *view;
    DBN_TRY(dbn_view_source(&view, dbn_span_of(value), job));
    dbn_meta meta = {.name = dbn_span_of(name), .value = view, .kind = DBN_META_NAME};
    return dbn_vec_push(&job->arena, metas, meta);
}

static dbn_status
run_page(dbn_article *out, house *h, dbn_job *job, const char *title)
{
    dbn_records records = {0};
    dbn_metas metas = {0};
    dbn_buffer text = {0};
    for (uint32_t i = 0; i < 2; i++)
        DBN_TRY(dbn_vec_push(&job->arena, &records.containers, 0));
    for (size_t i = 0; i < PAGE_BLOCKS; i++) {
        dbn_block block = {.parent = DBN_NONE, .rule = DBN_RULE_READ_PARAGRAPH};
        dbn_hint hint = {.zones = page[i].zones, .tag = page[i].tag};
        hint.container = (page[i].zones & DBN_ZONE_ARTICLE) != 0;
        uint32_t len = (uint32_t)strlen(page[i].text);
        hint.words = hint.own_words = page[i].words;
        hint.link_bytes = page[i].is_link ? len : 0;
        block.role = page[i].role;
        block.range = (dbn_range){text.count, text.count + len};
        DBN_TRY(dbn_vec_append(&job->arena, &text, page[i].text, len));
        DBN_TRY(dbn_vec_append(&job->arena, &text, "\n\n", 2));
        DBN_TRY(dbn_vec_push(&job->arena, &records.blocks, block));
        DBN_TRY(dbn_vec_push(&job->arena, &records.hints, hint));
    }
    DBN_TRY(dbn_view_source(&records.view, (dbn_span){text.items, text.count}, job));
    DBN_TRY(say(&metas, job, "og:title", title));
    DBN_TRY(say(&metas, job, "og:site_name", "Le Quotidien"));
    DBN_TRY(say(&metas, job, "author", "Le quotidien"));
    dbn_article_input in = {.records = &records,
                            .metas = &metas,
                            .rules = h->rules,
                            .matcher = h->matcher,
                            .is_page = true};
    return dbn_article_run(out, &in, profile_of(h, "fr"), job);
}

static void
a_page_has_its_roles(void **state)
{
    house *h = *state;
    dbn_article a;
    assert_int_equal(run_page(&a, h, &h->job, "Le pont fermé aux camions"), DBN_OK);
    assert_roles(&a, "FFtbdlkphpFFF");
    assert_field(&a.title, "Le pont fermé aux camions");
    assert_int_equal(a.bylines.count, 1);
    assert_field(&a.bylines.items[0], "Thibault Lescrenier");
    assert_field(&a.function, "journaliste politique");
    assert_int_equal(a.date.year, 2025);
    assert_int_equal(a.date.minute, 42);
    assert_field(&a.lead, LEAD);
    assert_int_equal(a.records.blocks.items[1].rule, DBN_RULE_ARTICLE_NAVIGATION);
    assert_int_equal(a.records.blocks.items[2].rule, DBN_RULE_ARTICLE_TITLE_H1);
    assert_int_equal(a.records.blocks.items[5].rule, DBN_RULE_ARTICLE_LEAD_CLASS);
    assert_int_equal(a.records.blocks.items[10].rule, DBN_RULE_ARTICLE_PAYWALL);
    assert_int_equal(a.records.blocks.items[12].rule, DBN_RULE_ARTICLE_SITE_FOOTER);
}

static void
a_site_is_no_author(void **state)
{
    house *h = *state;
    dbn_article a;
    assert_int_equal(run_page(&a, h, &h->job, "Le pont fermé aux camions"), DBN_OK);
    assert_int_equal(a.bylines.count, 1);
    assert_field(&a.bylines.items[0], "Thibault Lescrenier");
}

/* Whatever the budget, a run ends in a result or in a status with its message. */
static void
a_spent_budget_is_a_status(void **state)
{
    house *h = *state;
    uint32_t refused = 0, done = 0;
    for (size_t budget = 256; budget < 1000000; budget += budget / 8) {
        dbn_job job;
        dbn_article a;
        dbn_job_init(&job, budget);
        dbn_status status = run_page(&a, h, &job, "Le pont fermé aux camions");
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        refused += status == DBN_ERR_NOMEM;
        done += status == DBN_OK;
        dbn_job_release(&job);
    }
    assert_true(refused > 0 && done > 0);
}

static void
structure_alone_is_kept_when_asked(void **state)
{
    house *h = *state;
    dbn_records records = records_of(h, DBN_SPAN("Titre\n\nPar Anne Martin\n\n" TEXT));
    dbn_metas metas = {0};
    dbn_article_input in = {.records = &records,
                            .metas = &metas,
                            .rules = h->rules,
                            .matcher = h->matcher,
                            .keep_all = true};
    dbn_article a;
    assert_int_equal(dbn_article_run(&a, &in, profile_of(h, "fr"), &h->job), DBN_OK);
    assert_roles(&a, "ppp");
    assert_null(a.title.view);
    assert_int_equal(a.bylines.count, 0);
}

/* What a dump is made of, each chosen because some rule looks at it. */
static const char *const pieces[] = {
    "Le pont fermé aux camions",
    "Et les piétons ?",
    "14 h 05",
    "Jean Dupont",
    "Par Anne Martin",
    "Claire Vandamme, journaliste",
    "envoyé spécial à Berne",
    "Le Fleuve libre, Berne",
    "12 mars 2024",
    "Publié le 12 mars 2024 à 14 h 05",
    "ATS",
    "© Joris Van Hove",
    "Belga / E. Lonneux",
    "Le quai de la pourvoirie, à sec depuis août.",
    "Contenu partenaire",
    "Soutenez votre journal !",
    "Newsletter",
    "2 commentaires",
    "Nous utilisons des cookies pour mesurer notre audience.",
    "Dossier : dix ans de budget",
    "© Le Quotidien de Namur et ses lecteurs, tous ensemble depuis 1999, sans faute.",
    "« Non », dit-elle.",
    "Oui.",
    "Par prudence, la Région a interdit le pont aux camions dès ce mardi.",
    "Les plongeurs se sont donné rendez-vous. Leur rapport tient en une page.",
};

#define PIECES (sizeof pieces / sizeof *pieces)

static dbn_span
kept_text(house *h, const dbn_article *article)
{
    dbn_buffer out = {0};
    const dbn_blocks *blocks = &article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text =
            dbn_span_slice(article->records.view->text, blocks->items[i].range);
        if (!dbn_role_is_text(blocks->items[i].role))
            continue;
        if (out.count > 0)
            assert_int_equal(dbn_vec_append(&h->job.arena, &out, "\n\n", 2), DBN_OK);
        assert_int_equal(
            dbn_vec_append(&h->job.arena, &out, text.ptr, (uint32_t)text.len), DBN_OK);
    }
    return (dbn_span){out.items, out.count};
}

/* Reading what was kept again leaves nothing more out. */
static void
reading_twice_changes_nothing(void **state)
{
    house *h = *state;
    uint64_t seed = 20240312;
    uint32_t left_out = 0;
    for (int round = 0; round < 60000; round++) {
        dbn_buffer text = {0};
        uint32_t count = 1 + (uint32_t)(round % 9);
        dbn_article first, second;
        dbn_span once, twice;
        dbn_job_reset(&h->job);
        for (uint32_t i = 0; i < count; i++) {
            const char *piece;
            seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            piece = pieces[(seed >> 33) % PIECES];
            if (i > 0)
                assert_int_equal(dbn_vec_append(&h->job.arena, &text, "\n\n", 2), 0);
            assert_int_equal(
                dbn_vec_append(&h->job.arena, &text, piece, (uint32_t)strlen(piece)),
                0);
        }
        first = run_dump(h, "fr", (dbn_span){text.items, text.count});
        once = kept_text(h, &first);
        second = run_dump(h, "fr", once);
        twice = kept_text(h, &second);
        left_out += once.len < text.count;
        if (!dbn_span_equal(once, twice))
            fail_msg("of\n%.*s\n== came\n%.*s\n== then\n%.*s", (int)text.count,
                     text.items, (int)once.len, once.ptr, (int)twice.len, twice.ptr);
        assert_true(once.len > 0);
    }
    assert_true(left_out > 25000);
}

static void
every_rule_keeps_its_examples(void **state)
{
    house *h = *state;
    uint32_t seen = 0;
    for (uint32_t i = 0; i < dbn_ruleset_count(h->rules); i++) {
        const dbn_rule_info *info = dbn_ruleset_rule(h->rules, DBN_RULE_DATA + i);
        dbn_span text;
        if (!dbn_span_equal(info->family, DBN_SPAN("article")))
            continue;
        seen++;
        for (int wrong = 0; wrong < 2; wrong++) {
            for (uint32_t k = 0;; k++) {
                dbn_rule rule;
                text = dbn_ruleset_example(h->rules, info->id, wrong == 1, k);
                if (text.ptr == NULL)
                    break;
                rule = dbn_matcher_block(h->matcher, info->family, info->lang, text);
                if ((wrong == 1) != (rule == info->id) || (wrong == 0 && rule != 0))
                    print_error("%.*s: '%.*s' gave '%.*s'\n", (int)info->name.len,
                                info->name.ptr, (int)text.len, text.ptr,
                                (int)dbn_ruleset_name(h->rules, rule).len,
                                dbn_ruleset_name(h->rules, rule).ptr);
                assert_int_equal(wrong == 1, rule == info->id);
            }
        }
    }
    assert_true(seen > 80);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_dump_has_its_roles),
        cmocka_unit_test(a_sentence_is_no_caption),
        cmocka_unit_test(a_site_is_no_author),
        cmocka_unit_test(a_name_stands_apart_from_its_function),
        cmocka_unit_test(a_sentence_is_no_byline),
        cmocka_unit_test(bylines_are_read),
        cmocka_unit_test(dates_are_read),
        cmocka_unit_test(iso_dates_are_read),
        cmocka_unit_test(addresses_have_days),
        cmocka_unit_test(introduced_people_are_read),
        cmocka_unit_test(trusted_names_are_names),
        cmocka_unit_test(told_words_are_found),
        cmocka_unit_test(glued_words_are_reported),
        cmocka_unit_test(a_list_of_short_lines_is_no_article),
        cmocka_unit_test(a_page_has_its_roles),
        cmocka_unit_test(a_spent_budget_is_a_status),
        cmocka_unit_test(structure_alone_is_kept_when_asked),
        cmocka_unit_test(furniture_in_the_text_wants_a_second_vote),
        cmocka_unit_test(reading_twice_changes_nothing),
        cmocka_unit_test(every_rule_keeps_its_examples),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
