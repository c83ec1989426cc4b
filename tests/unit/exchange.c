/*
 * tests/unit/exchange.c - what files of translators are refused for, a rule at a time.
 */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/message.h"
#include "exchange/exchange.h"
#include "exchange/units.h"
#include "exchange/values.h"

static dbn_job job;

/* The units of a memory in two languages, as "source = target" lines. */
static const char *
units_of(const char *file, const char *source, const char *target)
{
    static char text[1024];
    dbn_tmx_units units;
    dbn_job_reset(&job);
    if (dbn_tmx_units_read(&units, dbn_span_of(file), dbn_span_of(source),
                           dbn_span_of(target), &job) != DBN_OK)
        return job.err.message;
    text[0] = '\0';
    for (uint32_t i = 0; i < units.items.count; i++) {
        const dbn_tmx_unit *one = &units.items.items[i];
        size_t at = strlen(text);
        (void)snprintf(text + at, sizeof text - at, "%u: %.*s = %.*s; ", one->line,
                       (int)one->source.len, one->source.ptr, (int)one->target.len,
                       one->target.ptr);
    }
    size_t at = strlen(text);
    (void)snprintf(text + at, sizeof text - at, "%u", units.passed_over);
    return text;
}

static void
test_units(void **state)
{
    (void)state;
    static const char file[] =
        "<?xml version='1.0'?>\n<tmx version='1.4'><header/><body>\n"
        "<tu><tuv xml:lang='fr-FR'><seg>Un <bpt i='1'>&lt;b></bpt>serveur<ept i='1'/> "
        "<hi>v\xC3\xA9rol\xC3\xA9</hi>.</seg></tuv>"
        "<tuv xml:lang='NL'><seg>Een server.</seg></tuv></tu>\n"
        "<tu><tuv lang='FR'><seg>Loin</seg></tuv>"
        "<tuv lang='nl'><seg>Ver</seg></tuv><tuv "
        "lang='nl-BE'><seg>Verre</seg></tuv></tu>\n"
        "<tu><tuv xml:lang='fr'><seg>Seul</seg></tuv></tu>\n"
        "<tu><tuv xml:lang='fr'><seg> </seg></tuv><tuv xml:lang='nl'><seg>x</seg></tuv>"
        "</tu></body></tmx>";
    assert_string_equal(units_of(file, "fr", "nl"),
                        "3: Un serveur v\xC3\xA9rol\xC3\xA9. = Een server.; "
                        "4: Loin = Ver; 2");
    assert_string_equal(units_of(file, "fr", "nl-BE"),
                        "3: Un serveur v\xC3\xA9rol\xC3\xA9. = Een server.; "
                        "4: Loin = Verre; 2");
    assert_string_equal(units_of(file, "de", "nl"), "4");
    assert_string_equal(units_of("<xliff/>", "fr", "nl"), "this is no TMX");
}

/* The names of the rules that a file breaks, in its order, with spaces between. */
static const char *
broken_by(const char *file)
{
    static char names[1024];
    dbn_exchange found;
    dbn_job_reset(&job);
    dbn_status status = dbn_exchange_validate(&found, dbn_span_of(file), &job);
    if (status != DBN_OK)
        return job.err.message;
    names[0] = '\0';
    for (uint32_t i = 0; i < found.refusals.count; i++)
        (void)snprintf(names + strlen(names), sizeof names - strlen(names), "%s%s",
                       i > 0 ? " " : "",
                       dbn_constraint_name(found.refusals.items[i].constraint));
    return names;
}

#include "unit/xliff_samples.h"

#define TMX(content)                                                                   \
    "<tmx version='1.4'><header creationtool='a' creationtoolversion='1' "             \
    "segtype='sentence' o-tmf='a' adminlang='en' srclang='fr' datatype='html'/>"       \
    "<body>" content "</body></tmx>"
#define TMX_OF(characters)                                                             \
    "<tmx version='1.4'><header creationtool='a' creationtoolversion='1' "             \
    "segtype='sentence' o-tmf='a' adminlang='en' srclang='fr' "                        \
    "datatype='html'>" characters "</header><body/></tmx>"
#define TUV(lang, text) "<tuv xml:lang='" lang "'><seg>" text "</seg></tuv>"

static const struct sample tmx[] = {
    {"", TMX("<tu>" TUV("fr-BE", "a") TUV("nl", "b") "</tu>")},
    {"", TMX("")},
    {"element-missing", TMX("<tu/>")},
    {"language-missing", TMX("<tu>" TUV("en", "a") TUV("nl", "b") "</tu>")},
    {"", TMX("<tu srclang='*all*'>" TUV("en", "a") "</tu>")},
    {"attribute-missing", TMX("<tu>" TUV("fr", "a") "<tuv><seg>b</seg></tuv></tu>")},
    {"", TMX("<tu>" TUV("fr", "<bpt i='1'/>a<ept i='1'/>") "</tu>")},
    {"pair-open", TMX("<tu>" TUV("fr", "<bpt i='1'/>a") "</tu>")},
    {"pair-taken",
     TMX("<tu>" TUV("fr", "<bpt i='1'/><bpt i='1'/>a<ept i='1'/>") "</tu>")},
    /* A subflow is a text of its own, a highlight is not. */
    {"pair-open pair-open",
     TMX("<tu>" TUV("fr", "<bpt i='1'><sub><ept i='1'/></sub></bpt>a") "</tu>")},
    {"", TMX("<tu>" TUV("fr", "<bpt i='1'/><hi>a<ept i='1'/></hi>") "</tu>")},
    {"unit-taken",
     TMX("<tu tuid='1'>" TUV("fr", "a") "</tu><tu tuid='1'>" TUV("fr", "b") "</tu>")},
    {"pair-reversed", TMX("<tu>" TUV("fr", "a<ept i='1'/>b<bpt i='1'/>") "</tu>")},
    {"", TMX_OF("<ude name='a' base='Mac'><map unicode='#xF8FF' code='#xF0'/></ude>")},
    {"", TMX_OF("<ude name='a'><map unicode='#xF8FF' ent='apple'/></ude>")},
    {"map-empty", TMX_OF("<ude name='a'><map unicode='#xF8FF'/></ude>")},
    {"base-missing", TMX_OF("<ude name='a'><map unicode='#xF8FF' code='#xF0'/></ude>")},
    {"attribute-value", TMX_OF("<ude name='a'><map unicode='F8FF' ent='b'/></ude>")},
    {"attribute-value", TMX("<tu creationdate='yesterday'>" TUV("fr", "a") "</tu>")},
};

#include "unit/xliff12_samples.h"

static void
test_xliff12(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof xliff12 / sizeof xliff12[0]; i++)
        assert_string_equal(broken_by(xliff12[i].file), xliff12[i].rules);
}

static void
try_samples(const struct sample *samples, size_t count)
{
    int wrong = 0;
    for (size_t i = 0; i < count; i++) {
        const char *rules = broken_by(samples[i].file);
        if (strcmp(rules, samples[i].rules) == 0)
            continue;
        print_error("'%s' instead of '%s':\n%s\n", rules, samples[i].rules,
                    samples[i].file);
        wrong++;
    }
    assert_int_equal(wrong, 0);
}

#include "unit/module_samples.h"
#include "unit/tbx_samples.h"

static void
test_xliff(void **state)
{
    (void)state;
    try_samples(xliff, sizeof xliff / sizeof xliff[0]);
}

static void
test_modules(void **state)
{
    (void)state;
    try_samples(modules, sizeof modules / sizeof modules[0]);
}

static void
test_tbx(void **state)
{
    (void)state;
    try_samples(tbx, sizeof tbx / sizeof tbx[0]);
}

static void
test_tmx(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof tmx / sizeof tmx[0]; i++)
        assert_string_equal(broken_by(tmx[i].file), tmx[i].rules);
}

/* Every rule is broken by a sample, and has its French. */
static void
test_every_rule(void **state)
{
    (void)state;
    for (int rule = 0; rule < DBN_CONSTRAINT_COUNT; rule++) {
        const char *name = dbn_constraint_name((dbn_constraint)rule);
        const char *message = dbn_constraint_message((dbn_constraint)rule);
        bool is_broken = false;
        for (size_t i = 0; i < sizeof xliff / sizeof xliff[0]; i++)
            is_broken |= strstr(xliff[i].rules, name) != NULL;
        for (size_t i = 0; i < sizeof modules / sizeof modules[0]; i++)
            is_broken |= strstr(modules[i].rules, name) != NULL;
        for (size_t i = 0; i < sizeof xliff12 / sizeof xliff12[0]; i++)
            is_broken |= strstr(xliff12[i].rules, name) != NULL;
        for (size_t i = 0; i < sizeof tmx / sizeof tmx[0]; i++)
            is_broken |= strstr(tmx[i].rules, name) != NULL;
        for (size_t i = 0; i < sizeof tbx / sizeof tbx[0]; i++)
            is_broken |= strstr(tbx[i].rules, name) != NULL;
        if (!is_broken)
            fail_msg("no sample breaks %s", name);
        if (strcmp(dbn_message(DBN_UI_FR, message), message) == 0)
            fail_msg("not in messages.def: %s", message);
    }
}

static void
test_no_file_of_ours(void **state)
{
    static const struct sample files[] = {
        {"not well-formed", ""},
        {"not well-formed", "<xliff"},
        {"not well-formed", "a line of text"},
        {"a file in EBCDIC, which is not read", "\x4C\x6F\xA7\x94\x93"},
        {"neither XLIFF, TMX nor TBX: the file begins with 'html'", "<html/>"},
        {"the element 'xliff' is not in the namespace of its standard", "<xliff/>"},
        {"the element 'tbx' is not in the namespace of its standard", "<tbx/>"},
        {"the file declares entities",
         "<!DOCTYPE tmx [<!ENTITY a 'b'>]><tmx>&a;</tmx>"},
        {"the file declares entities",
         "<!DOCTYPE tmx [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><tmx>&a;</tmx>"},
        {"the file declares attributes",
         "<!DOCTYPE tmx [<!ATTLIST tmx a CDATA 'b'>]><tmx/>"},
        {"a reference to an entity",
         "<!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx>&hellip;</tmx>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
        if (strncmp(broken_by(files[i].file), files[i].rules, strlen(files[i].rules)) !=
            0)
            fail_msg("%s: %s", files[i].file, broken_by(files[i].file));
}

/* Lines are those of the file; what is told of a hopeless one ends. */
static void
test_places(void **state)
{
    static char file[65536];
    dbn_exchange found;
    (void)state;
    dbn_job_reset(&job);
    assert_int_equal(
        dbn_exchange_validate(
            &found, dbn_span_of(SOURCE("a\n\n<ph id='1'/>\n<ph id='1'/>")), &job),
        DBN_OK);
    assert_int_equal(found.refusals.count, 1);
    assert_int_equal(found.refusals.items[0].line, 4);
    assert_string_equal(found.format, "xliff");

    (void)snprintf(file, sizeof file, "%s", "<tmx version='1.4'>");
    for (int i = 0; i < 2000; i++)
        (void)snprintf(file + strlen(file), sizeof file - strlen(file), "<a/>");
    (void)snprintf(file + strlen(file), sizeof file - strlen(file), "</tmx>");
    dbn_job_reset(&job);
    assert_int_equal(dbn_exchange_validate(&found, dbn_span_of(file), &job), DBN_OK);
    assert_int_equal(found.refusals.count, DBN_REFUSALS_MAX);
    assert_true(found.is_cut);
}

static void
test_values(void **state)
{
    static const struct {
        const char *kind, *good[4], *bad[4];
    } kinds[] = {
        {"%lang",
         {"fr", "nl-BE", "zh-Hant-TW", "x-own"},
         {"", "f", "fr_BE", "abcdefghi"}},
        {"%id", {"a", "1", "a.b-c:d", "é"}, {"", "a b", "a/b", "#"}},
        {"%own", {"a:b", "xlf:lb", "a:1", "é:é"}, {"a", "a:", ":b", "a:b:c"}},
        {"%count", {"1", "9", "10", "999999999"}, {"0", "-1", "1.5", "1000000000"}},
        {"%percent", {"0", "100", "99.9", "100.0"}, {"101", "-1", "100.1", "."}},
        {"%hex", {"00", "0a", "FFFF", "001F600A"}, {"", "0", "0g", "x0"}},
        {"%time",
         {"20261130T081500Z", "00000000T000000Z", "19990101T235959Z",
          "20000229T000000Z"},
         {"", "2026-11-30", "20261130T081500", "20261130T0815000Z"}},
        {"a|b|%count", {"a", "b", "7", "1"}, {"", "c", "a|b", "0"}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        for (int k = 0; k < 4; k++) {
            dbn_span kind = dbn_span_of(kinds[i].kind);
            if (!dbn_value_is(dbn_span_of(kinds[i].good[k]), kind) ||
                dbn_value_is(dbn_span_of(kinds[i].bad[k]), kind))
                fail_msg("%s: %s, %s", kinds[i].kind, kinds[i].good[k],
                         kinds[i].bad[k]);
        }
}

static char *
append(char *at, const char *text, int times)
{
    size_t len = strlen(text);
    for (; times > 0; times--, at += len)
        memcpy(at, text, len);
    *at = '\0';
    return at;
}

/* Elements in elements, and codes in highlights, cost no more the deeper they are: a
 * walk from each to the root would not end. */
static void
test_depth(void **state)
{
    enum { DEPTH = 30000 };
    static const struct {
        const char *begin, *open, *close, *end;
    } files[] = {
        {XLIFF "<file id='f'>",
         "<group id='g'><unit id='u'><segment><source>a</source><target>b</target>"
         "</segment></unit>",
         "</group>", "</file></xliff>"},
        {"<tmx version='1.4'><body><tu><tuv xml:lang='fr'><seg>", "<hi><bpt i='1'/>",
         "</hi>", "</seg></tuv></tu></body></tmx>"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        char *file = malloc((size_t)DEPTH * 160 + 1024);
        assert_non_null(file);
        char *at = append(file, files[i].begin, 1);
        at = append(at, files[i].open, DEPTH);
        at = append(at, files[i].close, DEPTH);
        (void)append(at, files[i].end, 1);
        assert_non_null(strstr(broken_by(file), i == 0 ? "id-unique" : "pair-taken"));
        free(file);
    }
}

/* Under every budget the end is a verdict or a clean refusal. */
static void
test_budgets(void **state)
{
    const char *file = SEGMENT("<source><sc id='1'/>a<ec startRef='1'/></source>"
                               "<target><pc id='1'><ph id='2'/></pc></target>");
    (void)state;
    bool was_enough = false;
    for (size_t budget = 256; budget < (size_t)1 << 18; budget += budget / 8) {
        dbn_job tight;
        dbn_exchange found;
        dbn_job_init(&tight, budget);
        dbn_status status = dbn_exchange_validate(&found, dbn_span_of(file), &tight);
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        was_enough |= status == DBN_OK;
        dbn_job_release(&tight);
    }
    assert_true(was_enough);
}

/* ---- files of any size ---------------------------------------------------------- */

/* `middle`, so many times, between a beginning and an end. */
typedef struct long_file {
    const char *beg, *middle, *end;
    uint32_t left;
    uint64_t read;
    uint32_t units;
} long_file;

static dbn_status
read_long(void *context, char *out, size_t size, size_t *count)
{
    long_file *f = context;
    *count = 0;
    for (size_t len; *f->beg != '\0' && *count + (len = strlen(f->beg)) <= size;) {
        memcpy(out + *count, f->beg, len);
        *count += len;
        f->beg = f->left > 0 ? f->middle : f->end;
        f->end = f->left > 0 ? f->end : "";
        f->left -= f->left > 0;
    }
    f->read += *count;
    return DBN_OK;
}

static dbn_status
count_unit(void *context, const dbn_stored_unit *unit)
{
    long_file *f = context;
    f->units++;
    assert_int_equal(unit->variant_count, 2);
    assert_true(unit->variants[1].is_source);
    return DBN_OK;
}

/* Within a mebibyte, most of which is what is read at a time. */
static dbn_status
read_stream(long_file *f)
{
    dbn_job tight;
    dbn_tmx_stream stream = {
        .read = read_long, .read_context = f, .on_unit = count_unit, .unit_context = f};
    dbn_job_init(&tight, (size_t)1 << 20);
    dbn_status status = dbn_tmx_stream_read(&stream, &tight);
    if (status == DBN_ERR_SYNTAX)
        assert_string_equal(tight.err.message, "this is no TMX");
    dbn_job_release(&tight);
    return status;
}

static void
test_streams(void **state)
{
    static const char beg[] = "<tmx version='1.4'><header srclang='nl'/><body>",
                      unit[] =
                          "<tu><tuv xml:lang='fr'><seg>a</seg></tuv>"
                          "<tuv xml:lang='nl'><seg>b</seg></tuv></tu></body></tmx>";
    long_file other = {.beg = "<a>", .middle = "<a/>", .end = "</a>", .left = 1U << 18},
              junk = {.beg = beg,
                      .middle = "<a b='c'>d<header srclang='fr'/> </a>",
                      .end = unit,
                      .left = 1U << 16};
    (void)state;
    /* Refused by its first element, not at its end. */
    assert_int_equal(read_stream(&other), DBN_ERR_SYNTAX);
    assert_true(other.read <= 2 * (uint64_t)DBN_XML_STREAM_BYTES);
    /* What stands outside of units goes, but for the head. */
    assert_int_equal(read_stream(&junk), DBN_OK);
    assert_int_equal(junk.units, 1);
}

static int
begin(void **state)
{
    (void)state;
    dbn_job_init(&job, 0);
    return 0;
}

static int
end(void **state)
{
    (void)state;
    dbn_job_release(&job);
    return 0;
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),      cmocka_unit_test(test_xliff),
        cmocka_unit_test(test_modules),    cmocka_unit_test(test_xliff12),
        cmocka_unit_test(test_tmx),        cmocka_unit_test(test_tbx),
        cmocka_unit_test(test_every_rule), cmocka_unit_test(test_no_file_of_ours),
        cmocka_unit_test(test_places),     cmocka_unit_test(test_depth),
        cmocka_unit_test(test_values),     cmocka_unit_test(test_budgets),
        cmocka_unit_test(test_streams),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
