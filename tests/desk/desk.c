/*
 * tests/desk/desk.c - what the copy desk promises of its rules and its repairs.
 *
 *     examples   each rule finds its wrong texts, makes right what it says it does, and
 *                leaves the others alone, in the whole pipeline
 *     builtin    of the rules of C, those that repair characters do what examples say
 *     pairs      `wrong => right` of PROFILE.pairs, whole texts
 *     protected  no byte of PROFILE.protected changes
 *     typeset    `clean --typography` and `check --fix=safe` do the same by the rules
 * that are certain rounds     whatever round a repair was made in, what stands around
 * it maps back to the source corpora    repairing the articles twice is repairing them
 * once; what is left has no fix that is safe; markup stays as it is
 */
#include "support/support.h"

#include <doublon/desk.h>

#include <string.h>

typedef struct desk {
    dbn_engine *engine;
    dbn_doc *doc;
    int faults;
} desk;

static const struct stand_in {
    const char *written, *meant;
} stand_ins[] = {{"\xE2\x90\xA3", "\xC2\xA0"}, {"\xE2\x8D\xBD", "\xE2\x80\xAF"}};

/* `text` with spaces for their stand-ins. */
static test_bytes
meant(dbn_span text)
{
    test_bytes out = {0};
    for (size_t at = 0; at < text.len;) {
        dbn_span put = {text.ptr + at, 1};
        size_t step = 1;
        for (int i = 0; i < 2; i++) {
            size_t len = strlen(stand_ins[i].written);
            if (text.len - at < len ||
                memcmp(text.ptr + at, stand_ins[i].written, len) != 0)
                continue;
            put = test_span(stand_ins[i].meant);
            step = len;
        }
        test_bytes_add(&out, put);
        at += step;
    }
    return out;
}

static bool
check(desk *d, dbn_span text, dbn_span lang, const dbn_check_options *options)
{
    dbn_input input = {
        .bytes = text, .kind = DBN_INPUT_TEXT, .lang = lang, .is_utf8 = true};
    if (dbn_doc_check(d->doc, &input, options) == DBN_OK)
        return true;
    printf("refused: %s\n", dbn_doc_error(d->doc)->message);
    d->faults++;
    return false;
}

/* ---- examples ----------------------------------------------------------------- */

/* Conventions under which every rule holds somewhere. */
static const struct house {
    const char *profile;
    dbn_house_key key;
} houses[] = {
    {"fr-FR", {{"keep-together", 13}, {"yes", 3}}},
    {"fr-FR", {{"nbsp", 4}, {"thin", 4}}},
    {"fr-FR", {{"nbsp", 4}, {"wide", 4}}},
    {"fr-BE", {{"hours", 5}, {"tight", 5}}},
    {"fr-CA", {{"hours", 5}, {"spaced", 6}}},
    {"fr-EU", {{"range", 5}, {"dash", 4}}},
    {"nl-NL", {{"keep-together", 13}, {"yes", 3}}},
    {"nl-BE", {{"thousands", 9}, {"point", 5}}},
    {"nl", {{"quotes", 6}, {"low", 3}}},
    {"nl", {{"hours", 5}, {"tight", 5}}},
    {"nl", {{"range", 5}, {"dash", 4}}},
    {"en-US", {{"quotes", 6}, {"double", 6}}},
    {"en-GB", {{"quotes", 6}, {"any", 3}}},
    {"de", {{"quotes", 6}, {"low", 3}}},
    {"de-CH", {{"quotes", 6}, {"guillemets", 10}}},
    {"es-ES", {{"quotes", 6}, {"double", 6}}},
    {"es-ES", {{"quotes", 6}, {"guillemets", 10}}},
    {"it", {{"quotes", 6}, {"double", 6}}},
    {"it", {{"quotes", 6}, {"guillemets", 10}}},
};
enum { HOUSES = sizeof houses / sizeof houses[0] };

/* The language of a tag: what stands before its first hyphen or full stop. */
static dbn_span
language_of(dbn_span tag)
{
    size_t len = 0;
    while (len < tag.len && tag.ptr[len] != '-' && tag.ptr[len] != '.')
        len++;
    return (dbn_span){tag.ptr, len};
}

/* May a rule hold in that house: is it of its language, or of any? */
static bool
is_of(const dbn_rule_card *card, const struct house *house)
{
    dbn_span lang = language_of(card->name);
    return test_span_is(lang, test_span("any")) ||
           test_span_is(lang, language_of(test_span(house->profile)));
}

/* How often `rule` is found, and the text with its first fixes made. */
static int
found_by(desk *d, dbn_rule rule, dbn_span text, test_bytes *repaired)
{
    uint32_t count;
    int found = 0;
    size_t at = 0;
    const dbn_finding *all = dbn_doc_findings(d->doc, &count);
    dbn_span page = dbn_doc_view(d->doc, DBN_TEXT_PAGE);
    for (uint32_t i = 0; i < count; i++) {
        dbn_range range;
        dbn_span instead;
        if (all[i].rule != rule)
            continue;
        found++;
        if (!dbn_doc_fix(d->doc, &all[i], 0, &range, &instead) || range.beg < at)
            continue;
        test_bytes_add(repaired, (dbn_span){page.ptr + at, range.beg - at});
        test_bytes_add(repaired, instead);
        at = range.end;
    }
    test_bytes_add(repaired, (dbn_span){page.ptr + at, page.len - at});
    (void)text;
    return found;
}

/* Does the rule keep its word on one example, in one house? */
static bool
holds(desk *d, dbn_rule rule, const struct house *house, dbn_span text, dbn_span right,
      bool wrong)
{
    dbn_rule_card card;
    test_bytes repaired = {0};
    (void)dbn_rule_describe(d->engine, rule, test_span("en"), &card);
    dbn_switch own = {card.name, true};
    dbn_check_options options = {.profile = test_span(house->profile),
                                 .keys = &house->key,
                                 .key_count = 1,
                                 .switches = &own,
                                 .switch_count = 1};
    bool is_kept = check(d, text, language_of(options.profile), &options);
    int found = is_kept ? found_by(d, rule, text, &repaired) : 0;
    is_kept = is_kept && (found > 0) == wrong &&
              (right.ptr == NULL || test_span_is(test_bytes_span(&repaired), right));
    test_bytes_release(&repaired);
    return is_kept;
}

static bool
holds_in(desk *d, dbn_rule rule, const struct house *house, bool shows)
{
    dbn_span text, right;
    bool is_kept = true;
    for (int wrong = 0; wrong < 2; wrong++)
        for (uint32_t i = 0; dbn_rule_example(d->engine, rule, wrong, i, &text, &right);
             i++) {
            if (holds(d, rule, house, text, right, wrong))
                continue;
            is_kept = false;
            if (shows)
                printf("  %s '%.*s'\n", wrong ? "wrong" : "left", SHOW(text));
        }
    return is_kept;
}

/* Rules that say nothing of a text alone: two copies, parts of a page. */
static bool
is_about_more(const dbn_rule_card *card)
{
    return test_span_is(card->family, test_span("article")) ||
           test_span_is(card->family, test_span("protect")) ||
           test_span_is(card->name, test_span("any.consistency.contradiction"));
}

static void
try_examples(desk *d)
{
    dbn_rule_card card;
    int tried = 0;
    for (dbn_rule rule = dbn_rule_first();
         dbn_rule_describe(d->engine, rule, test_span("en"), &card); rule++) {
        bool is_kept = is_about_more(&card);
        tried += !is_kept;
        const struct house *last = NULL;
        for (int i = 0; i < HOUSES && !is_kept; i++) {
            if (!is_of(&card, &houses[i]))
                continue;
            last = &houses[i];
            is_kept = holds_in(d, rule, last, false);
        }
        if (is_kept)
            continue;
        printf("%.*s does not do what its examples say\n", SHOW(card.name));
        (void)(last != NULL && holds_in(d, rule, last, true));
        d->faults++;
    }
    printf("%d rules\n", tried);
    d->faults += tried < 100;
}

/* ---- rules of C ------------------------------------------------------------------ */

static bool
becomes(desk *d, dbn_span text, dbn_span right)
{
    const dbn_clean_options clean = {.passes = DBN_DO_ENCODING | DBN_DO_UNICODE};
    const dbn_input input = {.bytes = text, .kind = DBN_INPUT_TEXT};
    if (dbn_doc_clean(d->doc, &input, &clean) == DBN_OK &&
        test_span_is(dbn_doc_view(d->doc, DBN_TEXT_OUTPUT), right))
        return true;
    printf("'%.*s'\n   became '%.*s'\n   and not '%.*s'\n", SHOW(text),
           SHOW(dbn_doc_view(d->doc, DBN_TEXT_OUTPUT)), SHOW(right));
    return false;
}

static void
try_builtin(desk *d)
{
    dbn_rule_card card;
    dbn_span text, right;
    int tried = 0;
    for (dbn_rule rule = 1; rule < dbn_rule_first(); rule++) {
        if (!dbn_rule_describe(d->engine, rule, test_span("fr"), &card) ||
            card.message.len == 0 ||
            !dbn_rule_example(d->engine, rule, true, 0, &text, &right)) {
            printf("nothing is said of the rule %u of C\n", rule);
            d->faults++;
            continue;
        }
        if (!test_span_is(card.family, test_span("encoding")))
            continue;
        for (uint32_t i = 0; dbn_rule_example(d->engine, rule, true, i, &text, &right);
             i++)
            d->faults += right.ptr != NULL && !becomes(d, text, right);
        for (uint32_t i = 0; dbn_rule_example(d->engine, rule, false, i, &text, &right);
             i++)
            d->faults += !becomes(d, text, text);
        tried++;
    }
    printf("%d rules\n", tried);
    d->faults += tried < 15;
}

/* ---- pairs and protected lines -------------------------------------------------- */

static void
try_pair(desk *d, dbn_span profile, dbn_span wrong, dbn_span right)
{
    dbn_check_options options = {.profile = profile, .repair = DBN_REPAIR_SAFE};
    test_bytes text = meant(wrong), wanted = meant(right);
    if (check(d, test_bytes_span(&text), language_of(profile), &options) &&
        !test_span_is(dbn_doc_corrected(d->doc), test_bytes_span(&wanted))) {
        printf("'%.*s'\n   became '%.*s'\n   and not '%.*s'\n", SHOW(wrong),
               SHOW(dbn_doc_corrected(d->doc)), SHOW(right));
        d->faults++;
    }
    test_bytes_release(&text);
    test_bytes_release(&wanted);
}

/* What is tried with a line: a text, and what it becomes. */
typedef void try_line(desk *d, dbn_span profile, dbn_span wrong, dbn_span right);

/* Lines of a file but comments: `wrong => right`, or a text that stays. */
static void
try_lines(desk *d, const char *name, int at_least, try_line *try)
{
    char path[1024];
    (void)snprintf(path, sizeof path, "%s/%s", DBN_DESK_DIR, name);
    test_bytes file = test_file_read(path);
    dbn_span profile = {name, strcspn(name, ".")};
    int count = 0;
    for (size_t at = 0; at < file.len;) {
        const char *end = memchr(file.ptr + at, '\n', file.len - at);
        size_t len = end == NULL ? file.len - at : (size_t)(end - file.ptr) - at;
        dbn_span line = {file.ptr + at, len};
        at += len + 1;
        if (len == 0 || (line.ptr[0] == '#' && count == 0))
            continue;
        size_t arrow = test_span_find(line, test_span(" => "), 0);
        dbn_span right = line;
        if (arrow < line.len) {
            right = (dbn_span){line.ptr + arrow + 4, line.len - arrow - 4};
            line.len = arrow;
        }
        try(d, profile, line, right);
        count++;
    }
    printf("%s: %d lines\n", name, count);
    d->faults += count < at_least;
    test_bytes_release(&file);
}

/* Files named after the profile that they are of, and how many lines they must have. */
typedef struct lines {
    const char *name;
    int at_least;
} lines;

static const lines pairs[] = {
    {"fr-FR.pairs", 600}, {"nl-NL.pairs", 200}, {"nl-BE.pairs", 20}, {"en.pairs", 40},
    {"de.pairs", 40},     {"es.pairs", 40},     {"it.pairs", 40}};
static const lines protected[] = {{"fr-FR.protected", 500}, {"nl-NL.protected", 100}};

static void
try_files(desk *d, const lines *files, size_t count, try_line *try)
{
    for (size_t i = 0; i < count; i++)
        try_lines(d, files[i].name, files[i].at_least, try);
}

/* ---- two ways to the same text --------------------------------------------------- */

#define GUARDED_MAX 1024

/* All but typography that is certain is switched off. */
static uint32_t
switch_off(const desk *d, dbn_switch switches[GUARDED_MAX])
{
    static const char *const others[] = {"spell", "grammar", "consistency"};
    dbn_rule_card card;
    uint32_t count = 0;
    for (; count < sizeof others / sizeof others[0]; count++)
        switches[count] = (dbn_switch){test_span(others[count]), false};
    for (dbn_rule rule = dbn_rule_first();
         dbn_rule_describe(d->engine, rule, test_span("en"), &card); rule++)
        if (card.fix == DBN_FIX_GUARDED && count < GUARDED_MAX)
            switches[count++] = (dbn_switch){card.name, false};
    return count;
}

/* Where reading the text changes nothing of it, so that both have the same to mend. */
static void
try_typeset(desk *d, dbn_span profile, dbn_span wrong, dbn_span right)
{
    dbn_switch switches[GUARDED_MAX];
    dbn_check_options options = {.profile = profile,
                                 .repair = DBN_REPAIR_SAFE,
                                 .switches = switches,
                                 .switch_count = switch_off(d, switches)};
    const dbn_clean_options clean = {.keep_all = true, .typography = profile};
    test_bytes text = meant(wrong), checked = {0};
    dbn_input input = {.bytes = test_bytes_span(&text),
                       .kind = DBN_INPUT_TEXT,
                       .lang = language_of(profile),
                       .is_utf8 = true};
    (void)right;
    if (check(d, input.bytes, input.lang, &options) &&
        test_span_is(dbn_doc_view(d->doc, DBN_TEXT_PAGE), input.bytes)) {
        test_bytes_add(&checked, dbn_doc_corrected(d->doc));
        if (dbn_doc_clean(d->doc, &input, &clean) != DBN_OK ||
            !test_span_is(dbn_doc_view(d->doc, DBN_TEXT_OUTPUT),
                          test_bytes_span(&checked))) {
            printf("'%.*s'\n   checked '%.*s'\n   cleaned '%.*s'\n", SHOW(wrong),
                   SHOW(test_bytes_span(&checked)),
                   SHOW(dbn_doc_view(d->doc, DBN_TEXT_OUTPUT)));
            d->faults++;
        }
    }
    test_bytes_release(&checked);
    test_bytes_release(&text);
}

/* ---- rounds --------------------------------------------------------------------- */

/* Every word of the repaired text that starts with a capital, and which none of the
 * repairs touches, stands where it maps to; and so do the signs around it. */
static bool
maps_back(const dbn_doc *doc, dbn_text to)
{
    dbn_span after = dbn_doc_view(doc, DBN_TEXT_CORRECTED);
    dbn_span before = dbn_doc_view(doc, to);
    for (uint32_t at = 0; at < after.len; at++) {
        dbn_range word = {at, at};
        while (word.end < after.len && after.ptr[word.end] >= 'A' &&
               after.ptr[word.end] <= 'Z')
            word.end++;
        if (word.end == word.beg)
            continue;
        dbn_range place = dbn_doc_map(doc, DBN_TEXT_CORRECTED, to, word);
        dbn_range again = dbn_doc_map(doc, to, DBN_TEXT_CORRECTED, place);
        if (!test_span_is(test_span_slice(after, word),
                          test_span_slice(before, place)) ||
            again.beg != word.beg || again.end != word.end) {
            printf("'%.*s' maps to '%.*s'\n", SHOW(test_span_slice(after, word)),
                   SHOW(test_span_slice(before, place)));
            return false;
        }
        at = word.end;
    }
    return true;
}

static void
try_rounds(desk *d)
{
    static const struct {
        dbn_input_kind kind;
        const char *text, *repaired;
    } all[] = {
        {DBN_INPUT_TEXT, "un mot A.", "un mot A."},
        {DBN_INPUT_TEXT, "A un mot mot B et la la C.", "A un mot B et la C."},
        {DBN_INPUT_TEXT, "A un mot mot mot mot B et la la la C.",
         "A un mot B et la C."},
        {DBN_INPUT_TEXT,
         "\xEF\xBB\xBF"
         "A un mot mot mot B.",
         "A un mot B."},
        {DBN_INPUT_HTML, "<p>A un mot mot mot <b>B</b> et la la la C.",
         "<p>A un mot <b>B</b> et la C."},
    };
    dbn_check_options options = {.repair = DBN_REPAIR_ALL,
                                 .profile = test_span("fr-BE")};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        dbn_input input = {.bytes = test_span(all[i].text),
                           .kind = all[i].kind,
                           .lang = test_span("fr")};
        if (dbn_doc_check(d->doc, &input, &options) == DBN_OK &&
            test_span_is(dbn_doc_corrected(d->doc), test_span(all[i].repaired)) &&
            maps_back(d->doc, DBN_TEXT_DECODED) && maps_back(d->doc, DBN_TEXT_SOURCE))
            continue;
        printf("'%s' became '%.*s'\n", all[i].text, SHOW(dbn_doc_corrected(d->doc)));
        d->faults++;
    }
}

/* ---- corpora -------------------------------------------------------------------- */

/* The tags of a page, one after the other. */
static test_bytes
tags_of(dbn_span page)
{
    test_bytes out = {0};
    bool inside = false;
    for (size_t i = 0; i < page.len; i++) {
        inside |= page.ptr[i] == '<';
        if (inside)
            test_bytes_add(&out, (dbn_span){page.ptr + i, 1});
        inside &= page.ptr[i] != '>';
    }
    return out;
}

static void
try_article(desk *d, const char *name, const char *file, dbn_input_kind kind)
{
    test_bytes source = test_corpora_read(name, file), once = {0};
    dbn_check_options options = {.repair = DBN_REPAIR_SAFE};
    dbn_input input = {.bytes = test_bytes_span(&source), .kind = kind};
    if (dbn_doc_check(d->doc, &input, &options) != DBN_OK) {
        printf("%s/%s: %s\n", name, file, dbn_doc_error(d->doc)->message);
        d->faults++;
    } else {
        test_bytes_add(&once, dbn_doc_corrected(d->doc));
        test_bytes before = tags_of(dbn_doc_view(d->doc, DBN_TEXT_DECODED));
        test_bytes after = tags_of(test_bytes_span(&once));
        if (kind == DBN_INPUT_HTML &&
            !test_span_is(test_bytes_span(&before), test_bytes_span(&after))) {
            printf("%s/%s: markup changed\n", name, file);
            d->faults++;
        }
        test_bytes_release(&before);
        test_bytes_release(&after);
        input.bytes = test_bytes_span(&once);
        input.is_utf8 = true;
        if (dbn_doc_check(d->doc, &input, &options) != DBN_OK ||
            !test_span_is(dbn_doc_corrected(d->doc), test_bytes_span(&once))) {
            printf("%s/%s: repaired again, it changes\n", name, file);
            d->faults++;
        }
    }
    test_bytes_release(&once);
    test_bytes_release(&source);
}

static void
try_corpora(desk *d)
{
    test_corpora corpora = test_corpora_list();
    for (size_t i = 0; i < corpora.count; i++) {
        try_article(d, corpora.names[i], "page.html", DBN_INPUT_HTML);
        try_article(d, corpora.names[i], "dump.txt", DBN_INPUT_TEXT);
    }
    printf("%zu articles\n", corpora.count);
    d->faults += corpora.count == 0;
    test_corpora_release(&corpora);
}

int
main(int argc, char **argv)
{
    desk d = {0};
    dbn_error error;
    if (argc != 2)
        test_die("usage: desk examples|builtin|pairs|protected|typeset|rounds|corpora");
    if (dbn_engine_new_for_desk(&d.engine, DBN_DICTS_DIR, NULL, &error) != DBN_OK)
        test_die("%s", error.message);
    if (strcmp(argv[1], "examples") == 0)
        test_spell(d.engine);
    if (dbn_doc_new(&d.doc, d.engine, 0) != DBN_OK)
        test_die("no memory");
    if (strcmp(argv[1], "examples") == 0)
        try_examples(&d);
    else if (strcmp(argv[1], "builtin") == 0)
        try_builtin(&d);
    else if (strcmp(argv[1], "pairs") == 0)
        try_files(&d, pairs, sizeof pairs / sizeof pairs[0], try_pair);
    else if (strcmp(argv[1], "typeset") == 0)
        try_files(&d, pairs, sizeof pairs / sizeof pairs[0], try_typeset);
    else if (strcmp(argv[1], "protected") == 0)
        try_files(&d, protected, sizeof protected / sizeof protected[0], try_pair);
    else if (strcmp(argv[1], "rounds") == 0)
        try_rounds(&d);
    else
        try_corpora(&d);
    dbn_doc_free(d.doc);
    dbn_engine_free(d.engine);
    return d.faults > 0;
}
