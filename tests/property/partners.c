/*
 * Whatever a record of a copy names as partner stands in the text, and the same stands
 * there: tried on the corpora, and on texts made of a few sentences in every order.
 */
#include "property/texts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define MADE 300U /* texts */

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Every record of what went has one of what stays, and no byte is both. */
static void
check_standing(property *p)
{
    uint32_t count, gone = 0;
    const dbn_copy *copies = dbn_doc_copies(p->doc, &count);
    dbn_span page = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    char *is_gone = calloc(page.len + 1, 1);
    if (is_gone == NULL)
        test_die("no memory is left");
    for (uint32_t i = 0; i < count; i++)
        if (!copies[i].survivor) {
            gone++;
            memset(is_gone + copies[i].range.beg, 1,
                   copies[i].range.end - copies[i].range.beg);
        }
    if (gone * 2 != count)
        property_fail(p, "%u records, %u of what went", (unsigned)count,
                      (unsigned)gone);
    for (uint32_t i = 0; i < count; i++)
        for (uint32_t at = copies[i].range.beg;
             copies[i].survivor && at < copies[i].range.end; at++)
            if (is_gone[at] && !is_space(page.ptr[at])) {
                property_fail(p, "byte %u of a partner went", (unsigned)at);
                break;
            }
    free(is_gone);
}

/* Bytes that are left where alignment took a few words more on one side. */
#define LEFT_MAX 12U

static size_t
skip_spaces(dbn_span text, size_t at)
{
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return at;
}

/* The same letters, white space and case aside, but for a few at the end. */
static bool
is_same(dbn_span a, dbn_span b)
{
    size_t i = skip_spaces(a, 0), j = skip_spaces(b, 0);
    while (i < a.len && j < b.len &&
           tolower((unsigned char)a.ptr[i]) == tolower((unsigned char)b.ptr[j])) {
        i = skip_spaces(a, i + 1);
        j = skip_spaces(b, j + 1);
    }
    return i > 0 && a.len - i <= LEFT_MAX && b.len - j <= LEFT_MAX;
}

static void
check_same(property *p)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(p->doc, &count);
    dbn_span page = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    for (uint32_t i = 0; i < count; i++) {
        dbn_span here = test_span_slice(page, copies[i].range);
        dbn_span there = test_span_slice(page, copies[i].partner);
        if (!is_same(here, there))
            property_fail(p, "'%.*s' names '%.*s'", SHOW(here), SHOW(there));
    }
}

static void
check(property *p, const property_text *text)
{
    if (property_clean(p, text))
        check_standing(p);
}

/* Blocks of one to six sentences out of three. */
static void
make(test_bytes *text, uint32_t *state)
{
    static const char *const sentences[] = {
        "The council of the harbour town decided on Monday that the old bridge will be "
        "repaired before winter.",
        "Several fishermen complained loudly about the costs, because their boats "
        "cannot reach the open sea while workers stay there.",
        "Nobody in the ministry wanted to explain why engineers had waited so long "
        "with their famous report on safety."};
    for (uint32_t left = 2 + property_random(state, 4); left > 0; left--) {
        uint32_t count = 1 + property_random(state, 6);
        for (uint32_t i = 0; i < count; i++)
            test_bytes_format(text, "%s%s", i > 0 ? " " : "",
                              sentences[property_random(state, 3)]);
        test_bytes_format(text, "\n\n");
    }
}

static void
check_made(property *p)
{
    uint32_t state = 1;
    for (uint32_t i = 0; i < MADE; i++) {
        test_bytes bytes = {0};
        property_text text = {.kind = DBN_INPUT_TEXT};
        make(&bytes, &state);
        text.bytes = test_bytes_span(&bytes);
        (void)snprintf(text.name, sizeof text.name, "made %u", (unsigned)i);
        p->now = text.name;
        p->tried++;
        if (property_clean(p, &text)) {
            check_standing(p);
            check_same(p);
        }
        test_bytes_release(&bytes);
    }
}

int
main(void)
{
    property p = {.engine = test_engine_new()};
    if (dbn_doc_new(&p.doc, p.engine, 0) != DBN_OK)
        test_die("no memory is left");
    check_made(&p);
    dbn_doc_free(p.doc);
    dbn_engine_free(p.engine);
    printf("%u made, %u failures\n", (unsigned)p.tried, (unsigned)p.failed);
    int corpora = property_run(2, check);
    return p.failed == 0 ? corpora : EXIT_FAILURE;
}
