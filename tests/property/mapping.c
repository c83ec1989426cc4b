/*
 * Every byte knows where it came from: the passes chain, what lies between their edits
 * is the same on both sides, and dbn_doc_map() says what a plain walk over the edits
 * says, both ways.
 */
#include "property/texts.h"

#include <string.h>

/* Ranges that are tried in one text; each walks all edits. */
#define RANGES 120

static bool
is_decode(const dbn_pass_edits *pass)
{
    return test_span_is(pass->name, TEXT("decode"));
}

/* Between two edits both texts are the same bytes (of a legacy charset: the same
 * characters, which support.c counts). */
static void
check_pass(property *p, const dbn_pass_edits *pass, bool same_bytes)
{
    uint32_t from = 0, at = 0;
    for (uint32_t i = 0; i <= pass->count; i++) {
        const dbn_edit *edit = i < pass->count ? &pass->edits[i] : NULL;
        uint32_t next_from = edit != NULL ? edit->from : (uint32_t)pass->before.len;
        uint32_t next_at = edit != NULL ? edit->at : (uint32_t)pass->after.len;
        bool is_sorted = next_from >= from && next_at >= at;
        bool is_same =
            is_sorted && next_from - from == next_at - at &&
            memcmp(pass->before.ptr + from, pass->after.ptr + at, next_at - at) == 0;
        if (!is_sorted || (same_bytes && !is_same)) {
            property_fail(p, "%.*s: edit %u does not fit", SHOW(pass->name),
                          (unsigned)i);
            return;
        }
        if (edit == NULL)
            return;
        from = edit->to;
        at = edit->at + edit->len;
    }
}

static uint32_t
check_passes(property *p, const property_text *text)
{
    bool is_utf8 = test_span_is(dbn_doc_charset(p->doc), TEXT("utf-8"));
    dbn_pass_edits pass;
    dbn_span before = text->bytes;
    uint32_t index = 0;
    for (; dbn_doc_pass(p->doc, index, &pass); index++) {
        if (!test_span_is(pass.before, before))
            property_fail(p, "%.*s does not begin where the pass before ends",
                          SHOW(pass.name));
        check_pass(p, &pass, is_utf8 || !is_decode(&pass));
        before = pass.after;
    }
    if (!test_span_is(before, dbn_doc_text(p->doc)))
        property_fail(p, "the last pass does not end with the output");
    if (!test_span_is(dbn_doc_view(p->doc, DBN_TEXT_SOURCE), text->bytes))
        property_fail(p, "the source is another one");
    return index;
}

static bool
is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static bool
is_inside(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* A random range of whole characters that begins and ends with something visible. */
static dbn_range
random_range(uint32_t *random, dbn_span text, uint32_t most)
{
    dbn_range range;
    range.beg = property_random(random, (uint32_t)text.len);
    while (range.beg > 0 && is_inside(text.ptr[range.beg]))
        range.beg--;
    range.end = range.beg + 1 + property_random(random, most);
    if (range.end > text.len)
        range.end = (uint32_t)text.len;
    while (range.end < text.len && is_inside(text.ptr[range.end]))
        range.end++;
    while (range.beg < range.end && is_space(text.ptr[range.beg]))
        range.beg++;
    while (range.beg < range.end && is_space(text.ptr[range.end - 1]))
        range.end--;
    return range;
}

static void
check_range(property *p, uint32_t passes, dbn_text of, dbn_range range)
{
    dbn_span text = dbn_doc_view(p->doc, of);
    dbn_span source = dbn_doc_view(p->doc, DBN_TEXT_SOURCE);
    dbn_range back = dbn_doc_map(p->doc, of, DBN_TEXT_SOURCE, range);
    dbn_range plain = test_source_of(p->doc, passes, range);
    if (back.beg != plain.beg || back.end != plain.end)
        property_fail(p, "%u-%u is mapped to %u-%u, and not to %u-%u",
                      (unsigned)range.beg, (unsigned)range.end, (unsigned)back.beg,
                      (unsigned)back.end, (unsigned)plain.beg, (unsigned)plain.end);
    if (back.beg >= back.end || back.end > source.len) {
        property_fail(p, "%u-%u has no source: '%.*s'", (unsigned)range.beg,
                      (unsigned)range.end, SHOW(test_span_slice(text, range)));
        return;
    }
    dbn_range again = dbn_doc_map(p->doc, DBN_TEXT_SOURCE, of, back);
    if (again.beg > range.beg || again.end < range.end)
        property_fail(p, "%u-%u comes from %u-%u, which goes to %u-%u",
                      (unsigned)range.beg, (unsigned)range.end, (unsigned)back.beg,
                      (unsigned)back.end, (unsigned)again.beg, (unsigned)again.end);
    bool is_equal =
        test_span_is(test_span_slice(text, range), test_span_slice(source, back));
    if (is_equal && (again.beg != range.beg || again.end != range.end))
        property_fail(p, "%u-%u is unchanged in the source, and comes back as %u-%u",
                      (unsigned)range.beg, (unsigned)range.end, (unsigned)again.beg,
                      (unsigned)again.end);
}

/* Letters of an undamaged UTF-8 text are hardly ever changed: if the mapping went
 * astray anywhere, most of them would not be found. */
static void
check_letters(property *p, uint32_t *random)
{
    dbn_span text = dbn_doc_text(p->doc);
    dbn_span source = dbn_doc_view(p->doc, DBN_TEXT_SOURCE);
    uint32_t same = 0, tried = 0;
    for (int i = 0; i < RANGES; i++) {
        dbn_range range = random_range(random, text, 1);
        if (range.beg == range.end || (unsigned char)text.ptr[range.beg] >= 0x80)
            continue;
        dbn_range back = dbn_doc_map(p->doc, DBN_TEXT_OUTPUT, DBN_TEXT_SOURCE, range);
        tried++;
        same +=
            test_span_is(test_span_slice(text, range), test_span_slice(source, back));
    }
    if (same * 100 < tried * 95)
        property_fail(p, "only %u of %u letters are found in the source",
                      (unsigned)same, (unsigned)tried);
}

static void
check(property *p, const property_text *text)
{
    if (!property_clean(p, text))
        return;
    uint32_t random = 77;
    uint32_t passes = check_passes(p, text), page = test_page_pass(p->doc);
    dbn_span output = dbn_doc_text(p->doc);
    for (int i = 0; i < RANGES && output.len > 0; i++) {
        dbn_range range = random_range(&random, output, i % 2 == 0 ? 3 : 400);
        if (range.beg < range.end)
            check_range(p, passes, DBN_TEXT_OUTPUT, range);
    }
    dbn_span page_text = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    for (int i = 0; i < RANGES / 2 && page_text.len > 0; i++) {
        dbn_range range = random_range(&random, page_text, 40);
        if (range.beg < range.end)
            check_range(p, page, DBN_TEXT_PAGE, range);
    }
    if (text->damage == 0 && output.len > 0 && !property_is_utf16(text->bytes))
        check_letters(p, &random);
}

int
main(void)
{
    return property_run(2, check);
}
