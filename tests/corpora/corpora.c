/*
 * tests/corpora/corpora.c - every article of corpora/, as page and as dump, against
 * its gold.
 *
 *     corpora [--update] [ARTICLE…]
 *
 * A row an article and form: how much of what must come out does, and after the plus
 * what came out besides. expected.txt holds the rows: a drop fails, and so does an
 * improvement until --update has recorded it.
 */
#include "corpora/facts.h"

#include <stdlib.h>
#include <string.h>

#define EXPECTED DBN_TESTS_DIR "/corpora/expected.txt"

/* Columns of the table of roles after those of the library. */
enum { IN_TEXT = DBN_ROLE_COUNT, NOWHERE, COLUMNS };

typedef struct tester {
    const dbn_engine *engine;
    dbn_doc *doc;
    test_bytes rows, details;
    uint32_t confusion[DBN_ROLE_COUNT][COLUMNS];
    uint32_t perfect, total;
} tester;

/* One article in one form. */
typedef struct trial {
    tester *t;
    const gold_article *gold;
    gold_form form;
    dbn_span page, output;
    const dbn_block *blocks;
    uint32_t block_count;
} trial;

typedef struct score {
    uint32_t right, wanted, besides;
} score;

static void
add_score(test_bytes *row, const char *name, score s, bool counts_besides)
{
    test_bytes_format(row, "  %s %u/%u", name, (unsigned)s.right, (unsigned)s.wanted);
    if (counts_besides)
        test_bytes_format(row, "+%u", (unsigned)s.besides);
}

static bool
is_perfect(score s)
{
    return s.right == s.wanted && s.besides == 0;
}

static bool
is_wanted_here(const trial *a, uint32_t in)
{
    return (in & GOLD_BIT(a->form)) != 0;
}

/* ---- text and roles ------------------------------------------------------------ */

/* The next paragraph of the output from *at on. */
static bool
next_paragraph(dbn_span output, size_t *at, dbn_span *paragraph)
{
    if (*at >= output.len)
        return false;
    size_t end = test_span_find(output, TEXT("\n\n"), *at);
    *paragraph = (dbn_span){output.ptr + *at, end - *at};
    *at = end + 2;
    return true;
}

static bool
is_paragraph_of(dbn_span output, dbn_span text)
{
    dbn_span paragraph;
    for (size_t at = 0; next_paragraph(output, &at, &paragraph);)
        if (test_span_is(paragraph, text))
            return true;
    return false;
}

/* Does the form that is tried hold this block? */
static bool
is_in_form(const trial *a, const gold_block *block)
{
    return (block->in & GOLD_BIT(a->form)) != 0;
}

static bool
is_gold_text(const trial *a, dbn_span text)
{
    for (uint32_t i = 0; i < a->gold->text.count; i++)
        if (is_in_form(a, &a->gold->text.items[i]) &&
            test_span_is(a->gold->text.items[i].text, text))
            return true;
    return false;
}

static score
score_text(const trial *a)
{
    score s = {0};
    test_bytes wanted = {0}, *details = &a->t->details;
    for (uint32_t i = 0; i < a->gold->text.count; i++) {
        dbn_span text = a->gold->text.items[i].text;
        if (!is_in_form(a, &a->gold->text.items[i]))
            continue;
        test_bytes_format(&wanted, "%s%.*s", s.wanted++ > 0 ? "\n\n" : "", SHOW(text));
        bool is_there = is_paragraph_of(a->output, text);
        s.right += is_there;
        if (!is_there)
            test_bytes_format(details, "    text misses: %.*s\n", SHOW(text));
    }
    dbn_span paragraph;
    for (size_t at = 0; next_paragraph(a->output, &at, &paragraph);) {
        if (is_gold_text(a, paragraph))
            continue;
        s.besides++;
        test_bytes_format(details, "    text besides: %.*s\n", SHOW(paragraph));
    }
    bool is_same = test_span_is(test_bytes_span(&wanted), a->output);
    if (!is_same && is_perfect(s)) { /* all is there: in another order, or twice */
        s.besides++;
        test_bytes_format(details, "    text: order or number of blocks differs\n");
    }
    test_bytes_release(&wanted);
    return s;
}

static const dbn_block *
kept_block(const trial *a, dbn_span text, uint32_t *from)
{
    for (uint32_t i = *from; i < a->block_count; i++) {
        const dbn_block *block = &a->blocks[i];
        if ((block->flags & DBN_BLOCK_KEPT) != 0 &&
            test_span_is(test_span_slice(a->page, block->range), text)) {
            *from = i + 1;
            return block;
        }
    }
    return NULL;
}

/* In a dump nothing marks a quotation, an item or a heading: the lead binds. */
static score
score_roles(const trial *a)
{
    score s = {0};
    uint32_t from = 0;
    for (uint32_t i = 0; i < a->gold->text.count; i++) {
        const gold_block *wanted = &a->gold->text.items[i];
        if (!is_in_form(a, wanted))
            continue;
        const dbn_block *block = kept_block(a, wanted->text, &from);
        if (a->form == GOLD_DUMP && wanted->role != DBN_ROLE_LEAD)
            continue;
        s.wanted++;
        if (block != NULL && block->role == (uint8_t)wanted->role) {
            s.right++;
            continue;
        }
        test_bytes_format(
            &a->t->details, "    role of text: %.*s, not %.*s (%.*s): %.60s…\n",
            SHOW(dbn_role_name(wanted->role)),
            SHOW(block == NULL ? TEXT("missing") : dbn_role_name(block->role)),
            SHOW(block == NULL ? TEXT("") : dbn_rule_name(a->t->engine, block->rule)),
            wanted->text.ptr);
    }
    return s;
}

/* ---- fields -------------------------------------------------------------------- */

static void
judge_field(const trial *a, score *s, const char *name, dbn_span wanted, dbn_span given)
{
    s->wanted++;
    if (test_span_is(wanted, given)) {
        s->right++;
        return;
    }
    test_bytes_format(&a->t->details, "    %s: wanted '%.*s', given '%.*s'\n", name,
                      SHOW(wanted), SHOW(given));
}

static dbn_span
field_text(const trial *a, dbn_field_kind kind)
{
    dbn_field_value value;
    return dbn_doc_field(a->t->doc, kind, 0, &value) ? value.text : TEXT("");
}

static score
score_fields(const trial *a)
{
    score s = {0};
    const gold_article *gold = a->gold;
    test_bytes wanted = {0}, given = {0};
    dbn_field_value value;
    judge_field(a, &s, "title", gold->title, field_text(a, DBN_FIELD_TITLE));
    for (uint32_t i = 0; i < gold->bylines.count; i++)
        test_bytes_format(&wanted, "%s%.*s", i > 0 ? ", " : "",
                          SHOW(gold->bylines.items[i]));
    for (uint32_t i = 0; dbn_doc_field(a->t->doc, DBN_FIELD_BYLINE, i, &value); i++)
        test_bytes_format(&given, "%s%.*s", i > 0 ? ", " : "", SHOW(value.text));
    judge_field(a, &s, "byline", test_bytes_span(&wanted), test_bytes_span(&given));
    judge_field(a, &s, "function", gold->function, field_text(a, DBN_FIELD_FUNCTION));
    char day[32] = "";
    dbn_date date = dbn_doc_date(a->t->doc);
    if (date.year != 0)
        (void)snprintf(day, sizeof day, "%04d-%02d-%02d", (int)date.year, date.month,
                       date.day);
    judge_field(a, &s, "date", gold->date, test_span(day));
    dbn_span lang = dbn_doc_lang(a->t->doc);
    if (lang.len > 2) /* the region is not the gold's */
        lang.len = 2;
    judge_field(a, &s, "lang", gold->lang, lang);
    test_bytes_release(&wanted);
    test_bytes_release(&given);
    return s;
}

/* ---- what is left out ----------------------------------------------------------- */

static bool
is_left_out(const dbn_block *block)
{
    return (block->flags & (DBN_BLOCK_KEPT | DBN_BLOCK_REMOVED)) == 0;
}

/* Where an entry stands: as a block, else somewhere in blocks that follow one another.
 */
static int
column_of(const trial *a, dbn_span text)
{
    int column = NOWHERE;
    for (uint32_t i = 0; i < a->block_count; i++)
        if (is_left_out(&a->blocks[i]) &&
            test_span_is(test_span_slice(a->page, a->blocks[i].range), text))
            return a->blocks[i].role;
    test_bytes all = {0};
    for (uint32_t i = 0; i < a->block_count && column == NOWHERE; i++) {
        if (!is_left_out(&a->blocks[i]))
            continue;
        test_bytes_format(&all, "%.*s ",
                          SHOW(test_span_slice(a->page, a->blocks[i].range)));
        if (test_span_find(test_bytes_span(&all), text, 0) < all.len)
            column = a->blocks[i].role;
    }
    test_bytes_release(&all);
    if (column == NOWHERE && test_span_find(a->output, text, 0) < a->output.len)
        column = IN_TEXT;
    return column;
}

static dbn_span
column_name(int column)
{
    if (column == IN_TEXT)
        return TEXT("text");
    return column == NOWHERE ? TEXT("nowhere") : dbn_role_name((dbn_role)column);
}

static score
score_left_out(const trial *a)
{
    score s = {0};
    for (uint32_t i = 0; i < a->gold->left_out.count; i++) {
        const gold_block *wanted = &a->gold->left_out.items[i];
        if (!is_wanted_here(a, wanted->in))
            continue;
        int column = column_of(a, wanted->text);
        a->t->confusion[wanted->role][column]++;
        s.wanted++;
        s.right += column == (int)wanted->role;
        if (column != (int)wanted->role)
            test_bytes_format(&a->t->details, "    left out: %.*s, not %.*s: %.*s\n",
                              SHOW(dbn_role_name(wanted->role)),
                              SHOW(column_name(column)), SHOW(wanted->text));
    }
    return s;
}

/* ---- copies --------------------------------------------------------------------- */

static bool
starts_with(dbn_span text, dbn_span beginning)
{
    return text.len >= beginning.len &&
           memcmp(text.ptr, beginning.ptr, beginning.len) == 0;
}

/* The block that a range of the page begins in. */
static uint32_t
block_of(const trial *a, uint32_t offset)
{
    uint32_t i = 0;
    while (i < a->block_count && a->blocks[i].range.end <= offset)
        i++;
    return i;
}

/* Does a record of the removed span name a partner in the block that reads `text`? A
 * block that is covered has a record a partner, each with its part of the block. */
static bool
has_partner(const trial *a, const dbn_copy *given, dbn_span text)
{
    uint32_t count, block = block_of(a, given->range.beg);
    const dbn_copy *copies = dbn_doc_copies(a->t->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i].survivor || block_of(a, copies[i].range.beg) != block)
            continue;
        uint32_t partner = block_of(a, copies[i].partner.beg);
        if (partner < a->block_count &&
            test_span_is(test_span_slice(a->page, a->blocks[partner].range), text))
            return true;
    }
    return false;
}

/* How well a removed span is what the gold says: 0 not at all, 1 begins so, 2 is of
 * that kind, 3 repeats those blocks as well. */
static uint32_t
likeness(const trial *a, const gold_copy *wanted, const dbn_copy *given)
{
    if (!starts_with(test_span_slice(a->page, given->range), wanted->begins))
        return 0;
    if (!test_span_is(dbn_copy_kind_name(given->kind), wanted->kind))
        return 1;
    for (uint32_t i = 0; i < wanted->of_count; i++)
        if (!has_partner(a, given, a->gold->text.items[wanted->of[i]].text))
            return 2;
    return 3;
}

/* Is it the first record of a block, or a part of one, that was removed? */
static bool
is_removed_span(const trial *a, const dbn_copy *copies, uint32_t i)
{
    if (copies[i].survivor)
        return false;
    for (uint32_t j = 0; j < i; j++)
        if (!copies[j].survivor && copies[j].kind == copies[i].kind &&
            block_of(a, copies[j].range.beg) == block_of(a, copies[i].range.beg))
            return false;
    return true;
}

static uint32_t
best_copy(const trial *a, const gold_copy *wanted, const bool *used, uint32_t *like)
{
    uint32_t count, best = 0;
    const dbn_copy *copies = dbn_doc_copies(a->t->doc, &count);
    *like = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (used[i] || !is_removed_span(a, copies, i))
            continue;
        uint32_t l = likeness(a, wanted, &copies[i]);
        if (l > *like) {
            *like = l;
            best = i;
        }
    }
    return best;
}

static void
say_besides(const trial *a, const dbn_copy *copy)
{
    test_bytes_format(&a->t->details, "    copy besides (%.*s): %.*s\n",
                      SHOW(dbn_copy_kind_name(copy->kind)),
                      SHOW(test_span_slice(a->page, copy->range)));
}

static score
score_copies(const trial *a)
{
    static const char *const faults[] = {"not found", "of another kind",
                                         "of other blocks"};
    score s = {0};
    uint32_t count, like;
    const dbn_copy *copies = dbn_doc_copies(a->t->doc, &count);
    bool *used = calloc(count == 0 ? 1 : count, sizeof *used);
    if (used == NULL)
        test_die("no memory is left");
    for (uint32_t i = 0; i < a->gold->copies.count; i++) {
        const gold_copy *wanted = &a->gold->copies.items[i];
        if (!is_wanted_here(a, wanted->in))
            continue;
        uint32_t best = best_copy(a, wanted, used, &like);
        s.wanted++;
        s.right += like == 3;
        if (like > 0)
            used[best] = true;
        if (like < 3)
            test_bytes_format(
                &a->t->details, "    copy %s (%.*s, given %.*s): %.*s\n", faults[like],
                SHOW(wanted->kind),
                SHOW(like == 0 ? TEXT("none") : dbn_copy_kind_name(copies[best].kind)),
                SHOW(wanted->begins));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (used[i] || !is_removed_span(a, copies, i))
            continue;
        s.besides++;
        say_besides(a, &copies[i]);
    }
    free(used);
    return s;
}

/* ---- contradictions and findings --------------------------------------------------
 */

/* Does the range overlap one of the places where the words stand? */
static bool
is_at(const trial *a, dbn_range range, dbn_span words)
{
    size_t at = 0;
    while ((at = test_span_find(a->page, words, at)) < a->page.len) {
        if (range.beg < at + words.len && at < range.end)
            return true;
        at++;
    }
    return false;
}

static bool
is_said(const trial *a, const gold_contradiction *wanted,
        const dbn_contradiction *given)
{
    if (!test_span_is(dbn_contradiction_kind_name(given->kind), wanted->kind))
        return false;
    return (is_at(a, given->a, wanted->a) && is_at(a, given->b, wanted->b)) ||
           (is_at(a, given->a, wanted->b) && is_at(a, given->b, wanted->a));
}

static score
score_contradictions(const trial *a)
{
    uint32_t count;
    const dbn_contradiction *all = dbn_doc_contradictions(a->t->doc, &count);
    score s = {.wanted = a->gold->contradictions.count, .besides = count};
    for (uint32_t i = 0; i < s.wanted; i++) {
        const gold_contradiction *wanted = &a->gold->contradictions.items[i];
        uint32_t j = 0;
        while (j < count && !is_said(a, wanted, &all[j]))
            j++;
        s.right += j < count;
        if (j == count)
            test_bytes_format(&a->t->details, "    contradiction missed: %.*s / %.*s\n",
                              SHOW(wanted->a), SHOW(wanted->b));
    }
    s.besides -= s.right < count ? s.right : count;
    for (uint32_t j = 0; s.besides > 0 && j < count; j++)
        test_bytes_format(&a->t->details,
                          "    contradiction given (%.*s): %.*s / %.*s\n",
                          SHOW(dbn_contradiction_kind_name(all[j].kind)),
                          SHOW(test_span_slice(a->page, all[j].a)),
                          SHOW(test_span_slice(a->page, all[j].b)));
    return s;
}

static bool
is_wanted_finding(const trial *a, const dbn_finding *given)
{
    dbn_span rule = dbn_rule_name(a->t->engine, given->rule);
    for (uint32_t i = 0; i < a->gold->findings.count; i++) {
        const gold_finding *wanted = &a->gold->findings.items[i];
        if (is_wanted_here(a, wanted->in) && test_span_is(rule, wanted->rule) &&
            is_at(a, given->range, wanted->text))
            return true;
    }
    return false;
}

static bool
is_given_finding(const trial *a, const gold_finding *wanted)
{
    uint32_t count;
    const dbn_finding *all = dbn_doc_findings(a->t->doc, &count);
    for (uint32_t i = 0; i < count; i++)
        if (test_span_is(dbn_rule_name(a->t->engine, all[i].rule), wanted->rule) &&
            is_at(a, all[i].range, wanted->text))
            return true;
    return false;
}

static score
score_findings(const trial *a)
{
    score s = {0};
    uint32_t count;
    const dbn_finding *all = dbn_doc_findings(a->t->doc, &count);
    for (uint32_t i = 0; i < a->gold->findings.count; i++) {
        const gold_finding *wanted = &a->gold->findings.items[i];
        if (!is_wanted_here(a, wanted->in))
            continue;
        bool is_given = is_given_finding(a, wanted);
        s.wanted++;
        s.right += is_given;
        if (!is_given)
            test_bytes_format(&a->t->details, "    finding missed: %.*s '%.*s'\n",
                              SHOW(wanted->rule), SHOW(wanted->text));
    }
    for (uint32_t i = 0; i < count; i++) {
        if (is_wanted_finding(a, &all[i]))
            continue;
        s.besides++;
        test_bytes_format(&a->t->details, "    finding besides: %.*s '%.*s'\n",
                          SHOW(dbn_rule_name(a->t->engine, all[i].rule)),
                          SHOW(test_span_slice(a->page, all[i].range)));
    }
    return s;
}

/* ---- one article ------------------------------------------------------------------
 */

static void
add_row(const trial *a, const char *article)
{
    static const char *const names[] = {
        "text", "roles", "fields", "left out", "copies", "contradictions", "findings"};
    enum { SCORES = 7 };
    score scores[SCORES] = {score_text(a),     score_roles(a),  score_fields(a),
                            score_left_out(a), score_copies(a), score_contradictions(a),
                            score_findings(a)};
    bool is_all_right = true;
    test_bytes *rows = &a->t->rows;
    test_bytes_format(rows, "%-26s %s", article,
                      a->form == GOLD_PAGE ? "page" : "dump");
    for (int i = 0; i < SCORES; i++) {
        add_score(rows, names[i], scores[i], i == 0 || i > 3);
        is_all_right = is_all_right && is_perfect(scores[i]);
    }
    score facts = {0};
    if (a->form == GOLD_PAGE)
        facts.right =
            facts_judge(&a->gold->facts, a->t->doc, &facts.wanted, &a->t->details);
    if (facts.wanted > 0)
        add_score(rows, "facts", facts, false);
    is_all_right = is_all_right && is_perfect(facts);
    test_bytes_format(rows, "%s\n", is_all_right ? "" : "  *");
    a->t->total++;
    a->t->perfect += is_all_right;
}

static void
run_form(tester *t, const char *article, const gold_article *gold, gold_form form)
{
    const char *file = form == GOLD_PAGE ? "page.html" : "dump.txt";
    test_bytes bytes = test_corpora_read(article, file);
    dbn_input input = {.bytes = test_bytes_span(&bytes), .name = test_span(file)};
    size_t row = t->rows.len;
    if (dbn_doc_clean(t->doc, &input, NULL) != DBN_OK) {
        test_bytes_format(&t->rows, "%s %s refused: %s\n", article, file,
                          dbn_doc_error(t->doc)->message);
        t->total++;
    } else {
        trial a = {.t = t,
                   .gold = gold,
                   .form = form,
                   .page = dbn_doc_view(t->doc, DBN_TEXT_PAGE),
                   .output = dbn_doc_text(t->doc)};
        a.blocks = dbn_doc_blocks(t->doc, &a.block_count);
        size_t details = t->details.len;
        add_row(&a, article);
        if (t->details.len > details) {
            printf("%.*s%.*s", (int)(t->rows.len - row), t->rows.ptr + row,
                   (int)(t->details.len - details), t->details.ptr + details);
        }
    }
    test_bytes_release(&bytes);
}

static void
run_article(tester *t, const char *article)
{
    gold_article gold;
    gold_read(&gold, article);
    for (gold_form form = GOLD_PAGE; form < GOLD_FORMS; form++)
        run_form(t, article, &gold, form);
    gold_release(&gold);
}

/* ---- the table ---------------------------------------------------------------------
 */

static void
print_confusion(const tester *t)
{
    printf("\nwhat is left out: a row a role of the gold, then what it was given\n");
    for (int role = 0; role < DBN_ROLE_COUNT; role++) {
        bool is_named = false;
        for (int column = 0; column < COLUMNS; column++) {
            if (t->confusion[role][column] == 0)
                continue;
            if (!is_named)
                printf("  %-10.*s", SHOW(dbn_role_name((dbn_role)role)));
            is_named = true;
            printf("  %.*s %u", SHOW(column_name(column)),
                   (unsigned)t->confusion[role][column]);
        }
        if (is_named)
            printf("\n");
    }
}

/* Rows that are not the expected ones; their number. */
static uint32_t
print_changes(dbn_span given, dbn_span expected)
{
    uint32_t changes = 0;
    for (size_t at = 0; at < given.len;) {
        size_t end = test_span_find(given, TEXT("\n"), at) + 1;
        dbn_span row = {given.ptr + at, end - at};
        at = end;
        if (test_span_find(expected, row, 0) < expected.len)
            continue;
        changes++;
        dbn_span name = {row.ptr, 32};
        size_t was = test_span_find(expected, name, 0);
        size_t was_end = test_span_find(expected, TEXT("\n"), was);
        if (was < expected.len)
            printf("was    %.*s\n", (int)(was_end - was), expected.ptr + was);
        printf("is     %.*s", SHOW(row));
    }
    return changes;
}

static int
compare(const tester *t)
{
    test_bytes expected = {0};
    if (test_file_exists(EXPECTED))
        expected = test_file_read(EXPECTED);
    bool is_same = test_span_is(test_bytes_span(&t->rows), test_bytes_span(&expected));
    if (!is_same) {
        printf(
            "\nnot as in tests/corpora/expected.txt (corpora --update records it):\n");
        (void)print_changes(test_bytes_span(&t->rows), test_bytes_span(&expected));
    }
    test_bytes_release(&expected);
    return is_same ? EXIT_SUCCESS : EXIT_FAILURE;
}

int
main(int argc, char **argv)
{
    tester t = {0};
    bool updates = false, chooses = false;
    dbn_engine *engine = test_engine_new();
    t.engine = engine;
    if (dbn_doc_new(&t.doc, engine, 0) != DBN_OK)
        test_die("no memory is left");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--update") == 0) {
            updates = true;
            continue;
        }
        chooses = true;
        run_article(&t, argv[i]);
    }
    int status = EXIT_SUCCESS;
    if (!chooses) {
        test_corpora corpora = test_corpora_list();
        for (size_t i = 0; i < corpora.count; i++)
            run_article(&t, corpora.names[i]);
        test_corpora_release(&corpora);
        print_confusion(&t);
        if (updates)
            test_file_write(EXPECTED, test_bytes_span(&t.rows));
        else
            status = compare(&t);
    }
    printf("\n%u of %u right in everything\n", (unsigned)t.perfect, (unsigned)t.total);
    test_bytes_release(&t.rows);
    test_bytes_release(&t.details);
    dbn_doc_free(t.doc);
    dbn_engine_free(engine);
    return status;
}
