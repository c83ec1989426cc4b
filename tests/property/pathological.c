/*
 * Inputs made to be slow or to be lost: each must be read to its end, within the time
 * that the test is given (CMakeLists.txt), and show all of its text.
 *
 *     pathological NAME
 */
#include "support/support.h"

#include <doublon/desk.h>

#include <stdlib.h>
#include <string.h>

#define MB ((size_t)1 << 20)

/* A sentence of its own, by number, so that it can be counted. */
static void
add_sentence(test_bytes *out, unsigned number)
{
    test_bytes_format(out, "Le témoin %06u a parlé lundi devant la salle comble.",
                      number);
}

static void
add_repeated(test_bytes *out, const char *piece, size_t times)
{
    for (; times > 0; times--)
        test_bytes_add(out, test_span(piece));
}

/* What of a hostile text must be there at the end. Without a needle it is no text, and
 * must be refused. */
typedef struct hostile {
    const char *name;
    dbn_input_kind kind;
    void (*make)(test_bytes *out);
    const char *needle; /* stands so often in the page at least … */
    size_t times;
    size_t out_times; /* … and in the output, */
    size_t out_most;  /* and no more often there; 0: no bound */
} hostile;

/* For the copy desk: it repairs to the end, what it found lies in the page, and at
 * least so much was found. */
typedef struct desk_text {
    const char *name;
    void (*make)(test_bytes *out);
    uint32_t findings;
} desk_text;

static void
nested_tags(test_bytes *out)
{
    add_sentence(out, 1);
    add_repeated(out, "<div><b>", 100000);
    add_sentence(out, 2);
    add_repeated(out, "</b></div>", 100000);
    test_bytes_format(out, "<p>");
    add_sentence(out, 3);
}

static void
nested_lists(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++)
        test_bytes_format(out, "<ul><li>Le témoin %06u", i);
}

static void
nested_tables(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++)
        test_bytes_format(out, "<table><tr><td>Le témoin %06u", i);
}

/* Preformatted text, closed or not, in one line. */
static void
preformatted(test_bytes *out)
{
    for (unsigned i = 0; i < 40000; i++)
        test_bytes_format(out, "<div><pre>Le témoin %06u%s</div>", i,
                          i % 2 == 0 ? "</pre>" : "");
}

static void
attributes(test_bytes *out)
{
    test_bytes_format(out, "<p>");
    add_sentence(out, 1);
    test_bytes_format(out, "<p");
    for (unsigned i = 0; i < 200000; i++)
        test_bytes_format(out, " a%u='%u'", i, i);
    test_bytes_format(out, ">");
    add_sentence(out, 2);
}

static void
less_than_signs(test_bytes *out)
{
    add_sentence(out, 1);
    add_repeated(out, "<", 5 * MB);
    test_bytes_format(out, "<p>");
    add_sentence(out, 2);
}

static void
ampersands(test_bytes *out)
{
    add_sentence(out, 1);
    add_repeated(out, "&", 5 * MB);
    test_bytes_format(out, "<p>");
    add_sentence(out, 2);
}

static void
open_comment(test_bytes *out)
{
    add_sentence(out, 1);
    test_bytes_format(out, "<p>");
    add_sentence(out, 2);
    add_repeated(out, "<!-- ", MB);
}

static void
open_tags(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++)
        test_bytes_format(out, "<b><i><a href=x>Le témoin %06u ", i);
}

static void
quotes(test_bytes *out)
{
    add_sentence(out, 1);
    add_repeated(out, " « \" “ ' ", 250000);
    test_bytes_format(out, "\n");
    add_sentence(out, 2);
}

static void
one_line(test_bytes *out)
{
    for (unsigned i = 0; out->len < 50 * MB; i++) {
        add_sentence(out, i);
        test_bytes_format(out, " ");
    }
}

static void
one_word(test_bytes *out)
{
    add_sentence(out, 1);
    test_bytes_format(out, "\n\n");
    add_repeated(out, "mot", 3 * MB);
    test_bytes_format(out, "\n\n");
    add_sentence(out, 2);
}

/* A text with a NUL here and there, as broken writers leave them. */
static void
sown_nuls(test_bytes *out)
{
    for (unsigned i = 0; i < 50000; i++) {
        add_sentence(out, i);
        test_bytes_format(out, "%c\n\n", 0);
    }
}

static void
nuls(test_bytes *out)
{
    add_sentence(out, 1);
    for (size_t i = 0; i < 5 * MB; i++)
        test_bytes_add(out, (dbn_span){"", 1});
}

static void
binary(test_bytes *out)
{
    uint32_t x = 2463534242U;
    add_sentence(out, 1);
    test_bytes_format(out, "\n\n");
    for (size_t i = 0; i < 3 * MB; i++) {
        x ^= x << 13;
        x ^= x >> 17;
        x ^= x << 5;
        char byte = (char)x;
        test_bytes_add(out, (dbn_span){&byte, 1});
    }
    test_bytes_format(out, "\n\n");
    add_sentence(out, 2);
}

static void
equal_paragraphs(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++) {
        add_sentence(out, 7);
        test_bytes_format(out, " ");
        add_sentence(out, 8);
        test_bytes_format(out, "\n\n");
    }
}

static void
equal_page_paragraphs(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++) {
        test_bytes_format(out, "<p>");
        add_sentence(out, 7);
        test_bytes_format(out, " ");
        add_sentence(out, 8);
    }
}

/* Each paragraph shares a sentence with the one before and one with the next. */
static void
chained_paragraphs(test_bytes *out)
{
    for (unsigned i = 0; i < 30000; i++) {
        add_sentence(out, i);
        test_bytes_format(out, " ");
        add_sentence(out, i + 1);
        test_bytes_format(out, "\n\n");
    }
}

/* All alike but for one number: nothing but contradictions. */
static void
differing_paragraphs(test_bytes *out)
{
    for (unsigned i = 0; i < 50000; i++) {
        test_bytes_format(
            out,
            "Un carambolage a fait %u blessés vendredi matin sur la route "
            "de Bailleul, dans le brouillard.\n\n",
            i);
    }
}

static void
accents(test_bytes *out)
{
    add_sentence(out, 1);
    test_bytes_format(out, "\n\ne");
    add_repeated(out, "\xCC\x81\xCC\xA3", MB);
    test_bytes_format(out, "\n\n");
    add_sentence(out, 2);
}

static void
soft_hyphens(test_bytes *out)
{
    add_sentence(out, 1);
    test_bytes_format(out, "\n\nmai");
    add_repeated(out, "\xC2\xAD", MB);
    test_bytes_format(out, "son\n\n");
    add_sentence(out, 2);
}

static void
escaped_references(test_bytes *out)
{
    add_sentence(out, 1);
    test_bytes_format(out, "\n\n&");
    add_repeated(out, "amp;", MB);
    test_bytes_format(out, "\n\n");
    add_sentence(out, 2);
}

static void
wrapped_words(test_bytes *out)
{
    for (unsigned i = 0; i < 200000; i++)
        test_bytes_format(
            out, "Le témoin %06u se souvient de la salle comble et de l’infor-\n", i);
}

static void
blank_lines(test_bytes *out)
{
    add_sentence(out, 1);
    add_repeated(out, "\n \t", 2 * MB);
    test_bytes_format(out, "\n");
    add_sentence(out, 2);
}

/* ---- for the copy desk ------------------------------------------------------------
 */

/* A comment that silences a rule, and a fault, on every line. */
static void
ignoring_comments(test_bytes *out)
{
    for (unsigned i = 0; i < 20000; i++)
        test_bytes_format(out, "/* doublon-ignore fr.typo.rule-%u */ Il est est.\n\n",
                          i);
}

/* The same in one line: its ends are far from every comment. */
static void
ignoring_line(test_bytes *out)
{
    for (unsigned i = 0; i < 20000; i++)
        test_bytes_format(out, "/* doublon-ignore fr.typo.rule-%u */ Il est est. ", i);
}

/* Quotations and brackets that open, and none that closes. */
static void
open_quotes(test_bytes *out)
{
    for (unsigned i = 0; i < 20000; i++)
        test_bytes_format(out, "Il a dit « voici « (là [ici\n\n");
}

/* Quotations that close, and none that opens, behind a text without any. */
static void
closing_quotes(test_bytes *out)
{
    for (unsigned i = 0; i < 200; i++)
        add_sentence(out, i);
    test_bytes_format(out, "\n\n");
    add_repeated(out, "fin » ", 50000);
    test_bytes_format(out, "\n\nFin.");
}

/* The same, of two kinds in turn. */
static void
closing_pairs(test_bytes *out)
{
    for (unsigned i = 0; i < 200; i++)
        add_sentence(out, i);
    test_bytes_format(out, "\n\n");
    add_repeated(out, "fin » ” ", 500000);
    test_bytes_format(out, "\n\nFin.");
}

/* What stays open in one block is looked for in the blocks behind it. */
static void
open_block(test_bytes *out)
{
    for (unsigned i = 0; i < 50000; i++)
        test_bytes_format(out, "« a » b) « c ");
    test_bytes_format(out, "\n\nFin.");
}

/* A word that is there once is there twice; each round halves a run. */
static void
repeated_words(test_bytes *out)
{
    for (unsigned i = 0; i < 100000; i++)
        test_bytes_format(out, "mot%s", i % 100 == 99 ? ". " : " ");
}

/* As many names, two spellings each. */
static void
many_names(test_bytes *out)
{
    for (unsigned i = 0; i < 20000; i++) {
        char name[8];
        unsigned n = i;
        for (int k = 0; k < 7; k++, n /= 9)
            name[k] = (char)('a' + n % 9);
        test_bytes_format(out, "avec D%.7so, avec D%.7so, avec D%.7soo\n\n", name, name,
                          name);
    }
}

/* Straight quotation marks, whose guard reads their whole paragraph. */
static void
straight_quotes(test_bytes *out)
{
    for (unsigned i = 0; i < 20000; i++)
        test_bytes_format(out, "Il dit \"oui\" et ");
    test_bytes_format(out, "part.\n\nFin.");
}

static const desk_text desk_texts[] = {
    {"desk-ignoring-comments", ignoring_comments, 20000},
    {"desk-ignoring-line", ignoring_line, 20000},
    {"desk-open-quotes", open_quotes, 20000},
    {"desk-closing-quotes", closing_quotes, 50000},
    {"desk-closing-pairs", closing_pairs, 1000000},
    {"desk-open-block", open_block, 1},
    {"desk-repeated-words", repeated_words, 50000},
    {"desk-many-names", many_names, 1000},
    {"desk-straight-quotes", straight_quotes, 40000},
};
#define DESK_COUNT (sizeof desk_texts / sizeof desk_texts[0])

static bool
run_desk(const desk_text *text)
{
    dbn_engine *engine;
    dbn_doc *doc;
    dbn_error error;
    test_bytes bytes = {0};
    uint32_t count;
    text->make(&bytes);
    if (dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, &error) != DBN_OK ||
        dbn_doc_new(&doc, engine, 0) != DBN_OK)
        test_die("no desk");
    dbn_input input = {
        .bytes = test_bytes_span(&bytes), .kind = DBN_INPUT_TEXT, .lang = TEXT("fr")};
    dbn_check_options options = {.repair = DBN_REPAIR_ALL};
    if (dbn_doc_check(doc, &input, &options) != DBN_OK)
        test_die("%s: %s", text->name, dbn_doc_error(doc)->message);
    const dbn_finding *findings = dbn_doc_findings(doc, &count);
    size_t page = dbn_doc_view(doc, DBN_TEXT_PAGE).len;
    bool is_good = count >= text->findings;
    for (uint32_t i = 0; i < count; i++)
        is_good &= findings[i].range.beg <= findings[i].range.end &&
                   findings[i].range.end <= page &&
                   (i == 0 || findings[i - 1].range.beg <= findings[i].range.beg);
    printf("%s: %zu bytes, %u findings\n", text->name, page, (unsigned)count);
    dbn_doc_free(doc);
    dbn_engine_free(engine);
    test_bytes_release(&bytes);
    return is_good;
}

static const hostile texts[] = {
    {"nested-tags", DBN_INPUT_HTML, nested_tags, "Le témoin 00000", 3, 3, 0},
    {"nested-lists", DBN_INPUT_HTML, nested_lists, "Le témoin ", 100000, 100000, 0},
    {"nested-tables", DBN_INPUT_HTML, nested_tables, "Le témoin ", 100000, 0, 0},
    {"preformatted", DBN_INPUT_HTML, preformatted, "Le témoin ", 40000, 40000, 0},
    {"attributes", DBN_INPUT_HTML, attributes, "Le témoin 00000", 2, 2, 0},
    {"less-than-signs", DBN_INPUT_HTML, less_than_signs, "Le témoin 00000", 2, 2, 0},
    {"ampersands", DBN_INPUT_HTML, ampersands, "Le témoin 00000", 2, 2, 0},
    {"open-comment", DBN_INPUT_HTML, open_comment, "Le témoin 00000", 2, 2, 0},
    {"open-tags", DBN_INPUT_HTML, open_tags, "Le témoin ", 100000, 100000, 0},
    {"quotes", DBN_INPUT_TEXT, quotes, "\"", 250000, 250000, 0},
    {"one-line", DBN_INPUT_TEXT, one_line, "Le témoin ", 900000, 900000, 0},
    {"one-word", DBN_INPUT_TEXT, one_word, "mot", 3 * MB, 3 * MB, 0},
    {"sown-nuls", DBN_INPUT_TEXT, sown_nuls, "Le témoin ", 50000, 50000, 0},
    {"nuls", DBN_INPUT_TEXT, nuls, NULL, 0, 0, 0},
    {"binary", DBN_INPUT_TEXT, binary, NULL, 0, 0, 0},
    {"equal-paragraphs", DBN_INPUT_TEXT, equal_paragraphs, "Le témoin ", 200000, 2, 2},
    {"equal-page-paragraphs", DBN_INPUT_HTML, equal_page_paragraphs, "Le témoin ",
     200000, 2, 2},
    {"chained-paragraphs", DBN_INPUT_TEXT, chained_paragraphs, "Le témoin ", 60000,
     30001, 0},
    {"differing-paragraphs", DBN_INPUT_TEXT, differing_paragraphs, " blessés ", 50000,
     50000, 0},
    {"accents", DBN_INPUT_TEXT, accents, "Le témoin 00000", 2, 2, 0},
    {"soft-hyphens", DBN_INPUT_TEXT, soft_hyphens, "maison", 1, 1, 0},
    {"escaped-references", DBN_INPUT_TEXT, escaped_references, "Le témoin 00000", 2, 2,
     0},
    {"wrapped-words", DBN_INPUT_TEXT, wrapped_words, "Le témoin ", 200000, 200000, 0},
    {"blank-lines", DBN_INPUT_TEXT, blank_lines, "Le témoin 00000", 2, 2, 0},
};
#define TEXT_COUNT (sizeof texts / sizeof texts[0])

static size_t
times_in(dbn_span text, dbn_span needle)
{
    size_t times = 0;
    for (size_t at = 0; (at = test_span_find(text, needle, at)) < text.len;
         at += needle.len)
        times++;
    return times;
}

/* Each copy that was removed has a partner that stays. */
static bool
survivors_stay(const dbn_doc *doc)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        dbn_range range = copies[i].survivor ? copies[i].range : copies[i].partner;
        range = dbn_doc_map(doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, range);
        if (range.beg == range.end)
            return false;
    }
    return true;
}

/* The numbers behind the needle: every one that the page has, the output has too. */
#define NUMBERS_MAX 1000000U

static void
note_numbers(dbn_span text, bool *has)
{
    dbn_span needle = TEXT("Le témoin ");
    for (size_t at = 0; (at = test_span_find(text, needle, at)) < text.len;) {
        unsigned number = 0;
        for (at += needle.len; at < text.len; at++) {
            if (text.ptr[at] < '0' || text.ptr[at] > '9' || number >= NUMBERS_MAX / 10)
                break;
            number = number * 10 + (unsigned)(text.ptr[at] - '0');
        }
        has[number] = true;
    }
}

static bool
no_number_is_lost(dbn_span page, dbn_span output)
{
    bool *has = calloc((size_t)2 * NUMBERS_MAX, sizeof *has), is_lost = false;
    if (has == NULL)
        test_die("no memory is left");
    note_numbers(page, has);
    note_numbers(output, has + NUMBERS_MAX);
    for (unsigned i = 0; i < NUMBERS_MAX && !is_lost; i++) {
        is_lost = has[i] && !has[NUMBERS_MAX + i];
        if (is_lost)
            printf("'Le témoin %06u' is lost\n", i);
    }
    free(has);
    return !is_lost;
}

static bool
judge(const hostile *text, const dbn_doc *doc)
{
    dbn_span page = dbn_doc_view(doc, DBN_TEXT_PAGE), output = dbn_doc_text(doc);
    dbn_span needle = test_span(text->needle);
    size_t times = times_in(page, needle), out = times_in(output, needle);
    printf("%s: %zu bytes of page, %zu of output, '%s' %zu and %zu times\n", text->name,
           page.len, output.len, text->needle, times, out);
    return times >= text->times && out >= text->out_times &&
           (text->out_most == 0 || out <= text->out_most) &&
           no_number_is_lost(page, output) && survivors_stay(doc);
}

/* What is no text at all is refused, with the place where that is seen. */
static bool
judge_refusal(const hostile *text, const dbn_doc *doc, dbn_status status)
{
    const dbn_error *error = dbn_doc_error(doc);
    printf("%s: refused: %s\n", text->name, error->message);
    return text->needle == NULL && status == DBN_ERR_SYNTAX && error->has_offset &&
           error->message[0] != '\0' && dbn_doc_text(doc).len == 0;
}

static bool
run(const hostile *text)
{
    dbn_engine *engine = test_engine_new();
    dbn_doc *doc;
    test_bytes bytes = {0};
    text->make(&bytes);
    if (dbn_doc_new(&doc, engine, 0) != DBN_OK)
        test_die("no memory is left");
    dbn_input input = {
        .bytes = test_bytes_span(&bytes), .kind = text->kind, .lang = TEXT("fr")};
    dbn_status status = dbn_doc_clean(doc, &input, NULL);
    bool is_good = status == DBN_OK ? text->needle != NULL && judge(text, doc)
                                    : judge_refusal(text, doc, status);
    dbn_doc_free(doc);
    dbn_engine_free(engine);
    test_bytes_release(&bytes);
    return is_good;
}

int
main(int argc, char **argv)
{
    for (size_t i = 0; argc == 2 && i < TEXT_COUNT; i++)
        if (strcmp(argv[1], texts[i].name) == 0)
            return run(&texts[i]) ? EXIT_SUCCESS : EXIT_FAILURE;
    for (size_t i = 0; argc == 2 && i < DESK_COUNT; i++)
        if (strcmp(argv[1], desk_texts[i].name) == 0)
            return run_desk(&desk_texts[i]) ? EXIT_SUCCESS : EXIT_FAILURE;
    for (size_t i = 0; i < TEXT_COUNT; i++)
        printf("%s\n", texts[i].name);
    for (size_t i = 0; i < DESK_COUNT; i++)
        printf("%s\n", desk_texts[i].name);
    return EXIT_FAILURE;
}
