/*
 * tests/unit/report.c - the pieces of reports: escaping, marks that overlap, the page
 * around one document and around many.
 */
#include "unit/test.h"

#include "flow/doc.h"
#include "flow/page.h"
#include "support/html_check.h"
#include "write/findings.h"
#include "write/html_bitext.h"
#include "write/html_terms.h"
#include "write/repeats.h"

#include <stdio.h>

typedef struct out {
    dbn_arena arena;
    dbn_buffer bytes;
    dbn_voice voice;
} out;

static void
begin(out *o, dbn_ui ui)
{
    *o = (out){0};
    dbn_arena_init(&o->arena, 0);
    o->voice = (dbn_voice){&o->bytes, &o->arena, ui};
}

static void
assert_written(out *o, const char *wanted)
{
    dbn_span got = {o->bytes.items, o->bytes.count};
    if (!dbn_span_equal(got, dbn_span_of(wanted)))
        fail_msg("'%.*s' instead of '%s'", (int)got.len, got.ptr, wanted);
    dbn_arena_release(&o->arena);
}

/* Texts that are as bad as they can be, one beside the other: `first` and `last` say
 * where the pair stands. */
static void
write_beads(out *o, bool first, bool last)
{
    static const dbn_span segments[] = {{"a < b & \"c\" \x01 \xFF", 14}, {"</td>", 5}};
    static const dbn_bead beads[] = {{{0, 1}, {0, 1}, 900, 0},
                                     {{1, 2}, {1, 1}, 500, 0},
                                     {{2, 2}, {1, 2}, 200, DBN_BEAD_MOVED},
                                     {{0, 2}, {0, 2}, 200, DBN_BEAD_MOVED}};
    const dbn_bitext_side side = {
        .name = DBN_SPAN("x&y.txt"), .lang = DBN_SPAN("fr"), .segments = segments};
    const dbn_bitext_page page = {.source = side,
                                  .target = side,
                                  .beads = beads,
                                  .bead_count = 4,
                                  .version = "9",
                                  .first = first,
                                  .last = last,
                                  .ui = o->voice.ui,
                                  .number = first ? 1 : 2};
    assert_int_equal(dbn_write_bitext_html(&o->bytes, &o->arena, &page), DBN_OK);
}

static bool
shows(const out *o, const char *text)
{
    return strstr(o->bytes.items, text) != NULL;
}

static void
beads_stand_side_by_side(void **state)
{
    (void)state;
    for (int pairs = 1; pairs <= 2; pairs++) {
        out o;
        begin(&o, pairs == 1 ? DBN_UI_EN : DBN_UI_FR);
        write_beads(&o, true, pairs == 1);
        if (pairs == 2)
            write_beads(&o, false, true);
        const char *fault = html_fault(o.bytes.items, o.bytes.count, NULL);
        if (fault != NULL)
            fail_msg("%s", fault);
        assert_int_equal(dbn_vec_push(&o.arena, &o.bytes, '\0'), DBN_OK);
        /* In words, not by a colour alone. */
        assert_true(shows(&o, pairs == 1 ? "<strong>doubtful</strong> "
                                           "<strong>moved</strong> 20"
                                         : "<strong>douteux</strong>"));
        assert_true(
            shows(&o, pairs == 1 ? "only in the translation" : "dans le texte"));
        assert_true(shows(&o, "<main id=\"main\">"));
        assert_true(o.bytes.count < 40000);
        dbn_arena_release(&o.arena);
    }
}

static void
terms_stand_in_rows(void **state)
{
    static const dbn_term_context context = {
        .text = {"x&y.txt", 7}, .sentence = {"a < b & \"c\" \x01 \xFF", 14}};
    static const dbn_term_line lines[] = {{.form = {"a<b>", 4},
                                           .score = 1.5F,
                                           .count = 3,
                                           .documents = 2,
                                           .contexts = &context,
                                           .context_count = 1},
                                          {.form = {"a&bs", 4}, .count = 4}};
    (void)state;
    out o;
    begin(&o, DBN_UI_FR);
    assert_int_equal(dbn_write_terms_head(&o.voice, "9"), DBN_OK);
    assert_int_equal(dbn_write_terms_row(&o.voice, DBN_SPAN("fr"), 1, lines, 2),
                     DBN_OK);
    assert_int_equal(dbn_write_terms_row(&o.voice, DBN_SPAN("fr"), 2, lines + 1, 1),
                     DBN_OK);
    assert_int_equal(dbn_write_terms_foot(&o.voice), DBN_OK);
    const char *fault = html_fault(o.bytes.items, o.bytes.count, NULL);
    if (fault != NULL)
        fail_msg("%s", fault);
    assert_int_equal(dbn_vec_push(&o.arena, &o.bytes, '\0'), DBN_OK);
    assert_true(shows(&o, "<b>a&lt;b&gt;</b>"));
    assert_true(shows(&o, "a&amp;bs 4</p>"));
    assert_true(shows(&o, "<td class=\"c\">7</td>\n<td class=\"c\">2</td>\n"
                          "<td class=\"c\">1.50</td>"));
    assert_true(shows(&o, "<h1 id=\"d1-t0\">Termes</h1>"));
    dbn_arena_release(&o.arena);
}

/* A cluster of three places, of which two are shown, with names and texts as bad as
 * they can be. */
static dbn_repeats
repeats_of(dbn_arena *arena)
{
    dbn_repeat_cluster cluster = {.places = 3,
                                  .bytes = 20,
                                  .survivor = {.id = {"a<b>\x1B", 5}},
                                  .beginning = {"</p> & \xFF", 8}};
    const dbn_repeat_place copy = {.id = {"c\"d", 3},
                                   .host = {"x&y", 3},
                                   .range = {1, 11},
                                   .score = 987,
                                   .relation = DBN_RELATION_SYNDICATED};
    dbn_repeat_difference difference = {.texts = {{"one <two>", 9}, {"one & four", 10}},
                                        .is_cut = true};
    dbn_repeats repeats = {.version = "9", .documents = 4, .bytes = 80, .repeated = 10};
    assert_int_equal(dbn_vec_push(arena, &difference.only[0], ((dbn_range){5, 8})),
                     DBN_OK);
    assert_int_equal(dbn_vec_push(arena, &difference.only[1], ((dbn_range){6, 10})),
                     DBN_OK);
    assert_int_equal(dbn_vec_push(arena, &cluster.copies, copy), DBN_OK);
    assert_int_equal(dbn_vec_push(arena, &cluster.differences, difference), DBN_OK);
    dbn_repeat_clusters *paragraphs = &repeats.clusters[DBN_UNIT_PARAGRAPH];
    paragraphs->count = 2;
    paragraphs->copies = 5;
    assert_int_equal(dbn_vec_push(arena, &paragraphs->items, cluster), DBN_OK);
    const dbn_repeat_hosts hosts = {{"x&y", 3}, {"z", 1}, {7, 0, 0}};
    repeats.host_count = 1;
    assert_int_equal(dbn_vec_push(arena, &repeats.hosts, hosts), DBN_OK);
    return repeats;
}

static void
copies_stand_beside_what_stays(void **state)
{
    (void)state;
    out o;
    begin(&o, DBN_UI_EN);
    dbn_repeats repeats = repeats_of(&o.arena);
    assert_int_equal(dbn_write_repeats_html(&o.voice, &repeats), DBN_OK);
    const char *fault = html_fault(o.bytes.items, o.bytes.count, NULL);
    if (fault != NULL)
        fail_msg("%s", fault);
    assert_int_equal(dbn_vec_push(&o.arena, &o.bytes, '\0'), DBN_OK);
    assert_true(shows(&o, "one &lt;<del>two</del>&gt;"));
    assert_true(shows(&o, "one &amp; <ins class=\"r\">four</ins>"));
    assert_true(shows(&o, "of each text the first 4096 bytes are shown"));
    assert_true(shows(&o, "the 1 largest are shown"));
    assert_true(shows(&o, "and 1 more"));
    assert_true(shows(&o, "<td>x&amp;y</td><td>syndicated</td><td>98.7"));
    o.bytes.count = 0;
    assert_int_equal(dbn_write_repeats_text(&o.voice, &repeats), DBN_OK);
    assert_int_equal(dbn_vec_push(&o.arena, &o.bytes, '\0'), DBN_OK);
    assert_true(shows(&o, "    a<b>\\x1B  stays\n    c\"d (x&y)  syndicated, 98.7"));
    assert_true(shows(&o, "\n    and 1 more\n"));
    o.bytes.count = 0;
    assert_int_equal(dbn_write_repeats_json(&o.bytes, &o.arena, &repeats), DBN_OK);
    assert_int_equal(dbn_vec_push(&o.arena, &o.bytes, '\0'), DBN_OK);
    assert_true(shows(&o, "\"id\":\"a<b>\\u001b\""));
    assert_true(shows(&o, "{\"id\":\"c\\\"d\",\"host\":\"x&y\",\"from\":1,\"to\":11,"
                          "\"score\":0.987,\"relation\":\"syndicated\"}"));
    assert_true(shows(&o, "{\"copying\":\"x&y\",\"copied\":\"z\",\"documents\":7,"));
    dbn_arena_release(&o.arena);
}

static void
text_is_escaped(void **state)
{
    const struct {
        dbn_span text;
        const char *html;
    } cases[] = {
        {DBN_SPAN(""), ""},
        {DBN_SPAN("l’été « là »"), "l’été « là »"},
        {DBN_SPAN("<b>&amp;\"'"), "&lt;b&gt;&amp;amp;&quot;'"},
        {DBN_SPAN("a\tb\nc\rd"), "a\tb\nc&#13;d"},
        {{"a\0b\x1B[1m", 7},
         "a\xE2\x90\x80"
         "b\xE2\x90\x9B[1m"},
        {DBN_SPAN("caf\xE9.txt"), "caf\xEF\xBF\xBD"
                                  "E9.txt"},
        {DBN_SPAN("\xE2\x80"), "\xEF\xBF\xBD"
                               "E2\xEF\xBF\xBD"
                               "80"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        out o;
        begin(&o, DBN_UI_EN);
        assert_int_equal(dbn_html_text(&o.voice, cases[i].text), DBN_OK);
        assert_written(&o, cases[i].html);
    }
}

/* "abcdefgh" with marks, in the parts [0, 4) and [4, 8). */
static void
write_marks(out *o, const dbn_html_mark *items, uint32_t count)
{
    dbn_html_walk walk;
    dbn_html_marks marks = {0};
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(dbn_vec_push(&o->arena, &marks, items[i]), DBN_OK);
    assert_int_equal(
        dbn_html_walk_init(&walk, DBN_SPAN("abcdefgh"), 7, &marks, &o->arena), DBN_OK);
    for (uint32_t beg = 0; beg < 8; beg += 4) {
        assert_int_equal(
            dbn_html_walk_part(&o->voice, &walk, (dbn_range){beg, beg + 4}), DBN_OK);
        assert_int_equal(dbn_say_raw(&o->voice, DBN_SPAN("|")), DBN_OK);
    }
}

static void
marks_that_overlap_become_elements_that_nest(void **state)
{
    enum {
        REMOVED = DBN_HTML_MARK_REMOVED,
        TWIN = DBN_HTML_MARK_TWIN,
        CLASH = DBN_HTML_MARK_CONTRADICTION,
        REPAIR = DBN_HTML_MARK_REPAIR
    };
    static const struct {
        dbn_html_mark marks[3];
        uint32_t count;
        const char *html;
    } cases[] = {
        {{{{0}, 0, 0}}, 0, "abcd|efgh|"},
        {{{{0, 8}, 0, REMOVED}}, 1, "<del>abcd</del>|<del>efgh</del>|"},
        {{{{1, 3}, 0, TWIN}}, 1, "a<span class=\"w\">bc</span>d|efgh|"},
        {{{{0, 2}, 0, REMOVED}, {{1, 3}, 4, CLASH}},
         2,
         "<del>a<a class=\"x\" href=\"#d7-c4\">b</a></del>"
         "<a class=\"x\" href=\"#d7-c4\">c</a>d|efgh|"},
        {{{{0, 3}, 1, CLASH}, {{1, 4}, 3, CLASH}},
         2,
         "<a class=\"x\" href=\"#d7-c1\">abcd</a>|efgh|"},
        {{{{2, 2}, 0, REPAIR}, {{4, 4}, 0, REPAIR}, {{8, 8}, 0, REPAIR}},
         3,
         "ab<ins class=\"r\"></ins>cd<ins class=\"r\"></ins>|efgh<ins "
         "class=\"r\"></ins>|"},
        {{{{0, 2}, 5, REMOVED}, {{2, 4}, 6, REMOVED}},
         2,
         "<del><sup><a href=\"#d7-b5\">5</a></sup>ab</del>"
         "<del><sup><a href=\"#d7-b6\">6</a></sup>cd</del>|efgh|"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        out o;
        begin(&o, DBN_UI_EN);
        write_marks(&o, cases[i].marks, cases[i].count);
        assert_written(&o, cases[i].html);
    }
}

static void
counts_have_their_nouns(void **state)
{
    out o;
    (void)state;
    begin(&o, DBN_UI_FR);
    for (uint64_t n = 0; n < 3; n++)
        assert_int_equal(
            dbn_say_count(&o.voice, n, "%llu copy removed", "%llu copies removed"),
            DBN_OK);
    assert_written(&o, "0 copie retirée1 copie retirée2 copies retirées");
    begin(&o, DBN_UI_EN);
    for (uint64_t n = 0; n < 3; n++)
        assert_int_equal(dbn_say_count(&o.voice, n, "%llu repair", "%llu repairs"),
                         DBN_OK);
    assert_written(&o, "0 repairs1 repair2 repairs");
}

/* ---- pages ---------------------------------------------------------------------- */

static dbn_status
collect(void *context, dbn_span bytes)
{
    out *o = context;
    return dbn_say_raw(&o->voice, bytes);
}

/* The page of documents of which all failed. */
static void
write_page(out *o, dbn_ui ui, uint64_t documents)
{
    dbn_error error = {0};
    (void)dbn_fail(&error, DBN_ERR_SYNTAX, "not a text: a PDF file");
    begin(o, ui);
    dbn_page page = {.send = collect, .context = o, .version = "9", .ui = ui};
    dbn_page_init(&page);
    for (uint64_t i = 0; i < documents; i++) {
        dbn_page_document document = {.error = &error, .name = DBN_SPAN("a<b.pdf")};
        assert_int_equal(dbn_page_add(&page, &document), DBN_OK);
        /* The first waits until it is known whether it is alone. */
        assert_true((o->bytes.count == 0) == (i == 0));
    }
    dbn_html_total total = {.documents = documents, .failed = documents};
    assert_int_equal(dbn_page_end(&page, &total), DBN_OK);
    dbn_page_release(&page);
}

static bool
has(const out *o, const char *needle)
{
    dbn_span text = {o->bytes.items, o->bytes.count}, part = dbn_span_of(needle);
    for (size_t at = 0; at + part.len <= text.len; at++)
        if (memcmp(text.ptr + at, part.ptr, part.len) == 0)
            return true;
    return false;
}

static void
a_page_is_whole_whatever_the_number_of_documents(void **state)
{
    (void)state;
    for (uint64_t documents = 0; documents < 4; documents++) {
        out o;
        write_page(&o, DBN_UI_FR, documents);
        const char *fault = html_fault(o.bytes.items, o.bytes.count, NULL);
        if (fault != NULL)
            fail_msg("%s", fault);
        assert_true(has(&o, "<html lang=\"fr\">"));
        assert_true(has(&o, "<h1>a&lt;b.pdf</h1>") == (documents == 1));
        assert_true(has(&o, "<footer class=\"total\">") == (documents != 1));
        assert_true(has(&o, "aucun document") == (documents == 0));
        assert_true(has(&o, "pas un texte\xC2\xA0: un fichier PDF") == (documents > 0));
        assert_true(has(&o, "3 documents, 3 en échec") == (documents == 3));
        /* What is around documents has to be small. */
        assert_true(o.bytes.count < 16384);
        dbn_arena_release(&o.arena);
    }
}

/* ---- a check --------------------------------------------------------------------- */

/* The page of one document, `times` times. */
static void
write_checked(out *o, const dbn_doc *doc, uint32_t times)
{
    const dbn_ruleset *rules = doc->engine->rules;
    dbn_html_total total = {.documents = times, .counts = {.of = DBN_HTML_OF_DESK}};
    begin(o, DBN_UI_EN);
    dbn_page page = {.send = collect, .context = o, .version = "9", .is_desk = true};
    dbn_page_init(&page);
    for (uint32_t i = 0; i < times; i++) {
        out body;
        begin(&body, DBN_UI_EN);
        dbn_writer w = {.out = &body.bytes, .arena = &body.arena, .rules = rules};
        dbn_findings_options options = {.format = DBN_CHECK_HTML, .number = i + 1};
        assert_int_equal(dbn_write_findings(&w, &doc->document, NULL, 0, &options),
                         DBN_OK);
        dbn_page_document document = {.document = &doc->document,
                                      .rules = rules,
                                      .body = {body.bytes.items, body.bytes.count}};
        assert_int_equal(dbn_page_add(&page, &document), DBN_OK);
        dbn_arena_release(&body.arena);
    }
    assert_int_equal(dbn_page_end(&page, &total), DBN_OK);
    dbn_page_release(&page);
}

static void
a_check_is_well_formed_small_and_says_its_rules(void **state)
{
    const char *text =
        "Titre\n\nIl a dit que ce mot est est répété ; voilà.\n\n"
        "Encore un mot mot deux fois, et <b>du balisage</b> &amp; plus.\n";
    const dbn_input input = {.bytes = dbn_span_of(text), .lang = DBN_SPAN("fr")};
    dbn_engine *engine;
    dbn_doc *doc;
    (void)state;
    assert_int_equal(dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, NULL),
                     DBN_OK);
    assert_int_equal(dbn_doc_new(&doc, engine, 0), DBN_OK);
    assert_int_equal(dbn_doc_check(doc, &input, NULL), DBN_OK);
    for (uint32_t times = 1; times < 4; times++) {
        out o;
        write_checked(&o, doc, times);
        const char *fault = html_fault(o.bytes.items, o.bytes.count, NULL);
        if (fault != NULL)
            fail_msg("%s", fault);
        char choice[64];
        (void)snprintf(choice, sizeof choice, "any.consistency.repeated-word (%u)",
                       2 * times);
        assert_true(has(&o, choice));
        assert_true(o.bytes.count < 18000 + times * 8000);
        dbn_arena_release(&o.arena);
    }
    dbn_doc_free(doc);
    dbn_engine_free(engine);
}

/* ---- budgets -------------------------------------------------------------------- */

static dbn_span
read_file(const char *path, char *room, size_t size)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t len = fread(room, 1, size, file);
    assert_true(len > 0 && len < size);
    fclose(file);
    return (dbn_span){room, len};
}

typedef enum written { ACCOUNT, CLEANED, CHECKED, WHAT_COUNT } written;

static dbn_status
write_document(const dbn_engine *engine, const dbn_doc *doc, size_t budget,
               written what)
{
    dbn_buffer bytes = {0};
    dbn_arena arena;
    dbn_arena_init(&arena, budget);
    dbn_writer w = {
        .out = &bytes, .arena = &arena, .rules = engine->rules, .version = "9"};
    dbn_html_place place = {.number = 1};
    dbn_findings_options desk = {.format = DBN_CHECK_HTML, .number = 1};
    dbn_status status = what == ACCOUNT ? dbn_write_account(&w, &doc->document)
                        : what == CLEANED
                            ? dbn_html_document(&w, &doc->document, &place)
                            : dbn_write_findings(&w, &doc->document, NULL, 0, &desk);
    dbn_arena_release(&arena);
    return status;
}

/* Whatever the budget, a report is whole or refused. */
static void
a_full_arena_is_a_status(void **state)
{
    static char room[65536];
    dbn_engine *engine;
    dbn_doc *doc;
    (void)state;
    dbn_span page =
        read_file(DBN_CORPORA_DIR "/fr/accident-bilan/page.html", room, sizeof room);
    assert_int_equal(dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, NULL),
                     DBN_OK);
    assert_int_equal(dbn_doc_new(&doc, engine, 0), DBN_OK);
    for (written what = ACCOUNT; what < WHAT_COUNT; what++) {
        const dbn_input input = {.bytes = page};
        assert_int_equal(what == CHECKED ? dbn_doc_check(doc, &input, NULL)
                                         : dbn_doc_clean(doc, &input, NULL),
                         DBN_OK);
        dbn_status status = DBN_ERR_NOMEM;
        size_t refused = 0;
        for (size_t budget = 64; status != DBN_OK; budget += budget / 16 + 16) {
            status = write_document(engine, doc, budget, what);
            assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
            refused += status != DBN_OK;
        }
        assert_true(refused > 50);
    }
    dbn_doc_free(doc);
    dbn_engine_free(engine);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_escaped),
        cmocka_unit_test(beads_stand_side_by_side),
        cmocka_unit_test(terms_stand_in_rows),
        cmocka_unit_test(copies_stand_beside_what_stays),
        cmocka_unit_test(marks_that_overlap_become_elements_that_nest),
        cmocka_unit_test(counts_have_their_nouns),
        cmocka_unit_test(a_page_is_whole_whatever_the_number_of_documents),
        cmocka_unit_test(a_check_is_well_formed_small_and_says_its_rules),
        cmocka_unit_test(a_full_arena_is_a_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
