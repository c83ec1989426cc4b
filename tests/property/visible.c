/*
 * No text that a page shows is lost: whatever another parser finds visible stands in
 * the blocks, character for character, on damaged pages too. That parser moves text
 * about (out of a table that it is misplaced in), so that order is not compared here;
 * and it hides more, so that blocks may hold more.
 */
#include "property/texts.h"

#include "support/visible.h"

/* How often each byte stands in a text. */
typedef struct census {
    size_t bytes[256];
} census;

static void
count_bytes(census *c, test_bytes *text)
{
    for (size_t at = 0; at < text->len; at++)
        c->bytes[(unsigned char)text->ptr[at]]++;
    test_bytes_release(text);
}

static void
check(property *p, const property_text *text)
{
    dbn_input input = {.bytes = text->bytes, .kind = text->kind};
    /* Repair would change what is counted. */
    dbn_clean_options options = {.passes = DBN_DO_EXTRACTION};
    test_bytes blocks_text = {0};
    census wanted = {{0}}, given = {{0}};
    uint32_t count;
    if (text->kind != DBN_INPUT_HTML ||
        dbn_doc_clean(p->doc, &input, &options) != DBN_OK)
        return;
    test_bytes visible = test_visible(dbn_doc_view(p->doc, DBN_TEXT_DECODED));
    count_bytes(&wanted, &visible);
    dbn_span page = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    const dbn_block *blocks = dbn_doc_blocks(p->doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_squeeze(&blocks_text, test_span_slice(page, blocks[i].range));
    count_bytes(&given, &blocks_text);
    for (int byte = 0; byte < 256; byte++)
        if (wanted.bytes[byte] > given.bytes[byte]) {
            property_fail(p, "byte %d: %zu are seen, %zu are in blocks", byte,
                          wanted.bytes[byte], given.bytes[byte]);
            return;
        }
}

int
main(void)
{
    return property_run(10, check);
}
