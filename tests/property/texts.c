#include "property/texts.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

/* More failures than this say nothing new. */
#define FAILURES_SHOWN 20
/* Values of dbn_survivor. */
#define SURVIVORS 6

uint32_t
property_random(uint32_t *state, uint32_t below)
{
    uint32_t x = *state; /* xorshift32: never 0 */
    x ^= x << 13;
    x ^= x >> 17;
    x ^= x << 5;
    *state = x;
    return below == 0 ? 0 : x % below;
}

size_t
property_difference(dbn_span a, dbn_span b)
{
    size_t at = 0;
    while (at < a.len && at < b.len && a.ptr[at] == b.ptr[at])
        at++;
    return at;
}

void
property_fail(property *p, const char *format, ...)
{
    va_list arguments;
    if (p->failed++ >= FAILURES_SHOWN)
        return;
    printf("%s: ", p->now);
    va_start(arguments, format);
    (void)vprintf(format, arguments);
    va_end(arguments);
    printf("\n");
}

bool
property_clean(property *p, const property_text *text)
{
    dbn_input input = {.bytes = text->bytes, .kind = text->kind};
    dbn_clean_options options = {.survivor = p->survivor};
    dbn_status status = dbn_doc_clean(p->doc, &input, &options);
    if (status == DBN_OK)
        return true;
    /* UTF-16 that has lost the mark by which it is known is no text. */
    if (status == DBN_ERR_SYNTAX && text->damage > 0)
        return false;
    property_fail(p, "refused: %s", dbn_doc_error(p->doc)->message);
    return false;
}

bool
property_is_utf16(dbn_span bytes)
{
    return memchr(bytes.ptr, '\0', bytes.len) != NULL;
}

/* ---- damage -------------------------------------------------------------------- */

/* What breaks readers: openings without end, cut characters, invisible ones. */
static const char *const fragments[] = {
    "<",        "</p>",         "<p>",         "<!--",         "<script>",
    "&",        "&amp;eacute;", "&#x",         "\xE2\x80",     "\xE2\x80\xAE",
    "\xFF",     "\r",           "\n\n",        "\n",           "\xE2\x80\xA6",
    "\xC2\xAD", "\xC2\x92",     "e\xCC\x81",   "\xEF\xAC\x81", "<div hidden>",
    "</div>",   "<br>",         "<table><td>", "Photo : ",     "\t \xC2\xA0",
};
#define FRAGMENT_COUNT (sizeof fragments / sizeof fragments[0])

/* The largest slice that is moved about. */
#define SLICE_MAX 3000U

static dbn_range
slice(uint32_t *random, size_t len)
{
    uint32_t beg = property_random(random, (uint32_t)len + 1);
    uint32_t most = (uint32_t)len - beg < SLICE_MAX ? (uint32_t)len - beg : SLICE_MAX;
    return (dbn_range){beg, beg + property_random(random, most + 1)};
}

static void
splice(test_bytes *bytes, dbn_range out, dbn_span in)
{
    test_bytes spliced = {0};
    test_bytes_add(&spliced, (dbn_span){bytes->ptr, out.beg});
    test_bytes_add(&spliced, in);
    test_bytes_add(&spliced, (dbn_span){bytes->ptr + out.end, bytes->len - out.end});
    test_bytes_release(bytes);
    *bytes = spliced;
}

static void
damage_once(test_bytes *bytes, uint32_t *random)
{
    dbn_range from = slice(random, bytes->len);
    dbn_range at = slice(random, bytes->len);
    const char *fragment = fragments[property_random(random, FRAGMENT_COUNT)];
    at.end = at.beg;
    switch (property_random(random, 6)) {
    case 0: /* broken off */
        bytes->len = from.beg;
        break;
    case 1: /* a piece is missing */
        splice(bytes, from, TEXT(""));
        break;
    case 2: { /* a piece stands twice */
        test_bytes piece = {0};
        test_bytes_add(&piece, test_span_slice(test_bytes_span(bytes), from));
        splice(bytes, at, test_bytes_span(&piece));
        test_bytes_release(&piece);
        break;
    }
    case 3: { /* any byte */
        char byte = (char)property_random(random, 256);
        splice(bytes, at, (dbn_span){&byte, 1});
        break;
    }
    default:
        splice(bytes, at, test_span(fragment));
        break;
    }
}

static uint32_t
seed_of(const char *name)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    for (; *name != '\0'; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619U;
    return hash == 0 ? 1 : hash;
}

/* ---- running ------------------------------------------------------------------- */

typedef void (*property_check)(property *p, const property_text *text);

static void
try_text(property *p, property_check check, const property_text *text)
{
    p->now = text->name;
    p->tried++;
    check(p, text);
}

static void
try_file(property *p, property_check check, uint32_t copies, const char *article,
         const char *file)
{
    test_bytes bytes = test_corpora_read(article, file);
    property_text text = {.kind = strcmp(file, "page.html") == 0 ? DBN_INPUT_HTML
                                                                 : DBN_INPUT_TEXT};
    text.bytes = test_bytes_span(&bytes);
    (void)snprintf(text.name, sizeof text.name, "%s/%s", article, file);
    try_text(p, check, &text);
    p->survivor = (dbn_survivor)(1 + p->files++ % (SURVIVORS - 1));
    try_text(p, check, &text);
    p->survivor = DBN_SURVIVOR_FINEST;
    for (uint32_t i = 1; i <= copies; i++) {
        test_bytes damaged = {0};
        (void)snprintf(text.name, sizeof text.name, "%s/%s~%u", article, file,
                       (unsigned)i);
        uint32_t random = seed_of(text.name);
        test_bytes_add(&damaged, test_bytes_span(&bytes));
        for (uint32_t n = 1 + property_random(&random, 4); n > 0; n--)
            damage_once(&damaged, &random);
        text.bytes = test_bytes_span(&damaged);
        text.damage = i;
        try_text(p, check, &text);
        test_bytes_release(&damaged);
    }
    test_bytes_release(&bytes);
}

int
property_run(uint32_t copies, void (*check)(property *p, const property_text *text))
{
    property p = {.engine = test_engine_new()};
    if (dbn_doc_new(&p.doc, p.engine, 0) != DBN_OK)
        test_die("no memory is left");
    test_corpora corpora = test_corpora_list();
    for (size_t i = 0; i < corpora.count; i++) {
        try_file(&p, check, copies, corpora.names[i], "page.html");
        try_file(&p, check, copies, corpora.names[i], "dump.txt");
    }
    test_corpora_release(&corpora);
    dbn_doc_free(p.doc);
    dbn_engine_free(p.engine);
    printf("%u texts, %u failures\n", (unsigned)p.tried, (unsigned)p.failed);
    return p.failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
