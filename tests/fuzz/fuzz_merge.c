/*
 * tests/fuzz/fuzz_merge.c - any page that is prepared and merged untouched is the same
 * page; and any bytes are a translation or refused as one.
 */
#include "doublon/bitext.h"
#include "doublon/cat.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct bytes {
    char *ptr;
    size_t len;
} bytes;

static dbn_status
take(void *context, dbn_span more)
{
    bytes *to = context;
    char *grown = realloc(to->ptr, to->len + more.len + 1);
    assert(grown != NULL);
    if (more.len > 0)
        memcpy(grown + to->len, more.ptr, more.len);
    *to = (bytes){grown, to->len + more.len};
    return DBN_OK;
}

static void
merge(dbn_span xliff, dbn_span page, dbn_input_kind kind, bool is_ours)
{
    dbn_translation *translation;
    dbn_merged merged;
    bytes out = {0};
    dbn_status status = dbn_translation_new(&translation, xliff, NULL);
    if (status == DBN_OK)
        dbn_translation_set_kind(translation, kind);
    if (status == DBN_OK)
        status = dbn_translation_merge(&merged, translation, page, take, &out, NULL);
    assert(!is_ours || status == DBN_OK);
    assert(!is_ours || (out.len == page.len &&
                        (page.len == 0 || memcmp(out.ptr, page.ptr, page.len) == 0)));
    dbn_translation_free(translation);
    free(out.ptr);
}

/* The same by way of a list of messages. */
static void
merge_list(dbn_doc *doc, dbn_span list, dbn_span page)
{
    dbn_translation *translation;
    dbn_merged merged;
    bytes out = {0};
    assert(dbn_translation_new(&translation, list, NULL) == DBN_OK);
    assert(dbn_translation_is_list(translation));
    assert(dbn_translation_merge_doc(&merged, translation, doc, take, &out) == DBN_OK);
    assert(out.len == page.len &&
           (page.len == 0 || memcmp(out.ptr, page.ptr, page.len) == 0));
    dbn_translation_free(translation);
    free(out.ptr);
}

static void
prepare(dbn_doc *doc, dbn_span page, dbn_input_kind kind)
{
    const dbn_input input = {.bytes = page, .kind = kind};
    const dbn_clean_options options = {.passes = DBN_DO_ENCODING | DBN_DO_UNICODE |
                                                 DBN_DO_EXTRACTION | DBN_DO_SEGMENTS,
                                       .keep_text = true};
    dbn_prepare_input in = {.doc = doc, .original = {"page", 4}, .target = {"nl", 2}};
    dbn_prepared prepared;
    bytes xliff = {0};
    if (dbn_doc_clean(doc, &input, &options) != DBN_OK)
        return;
    assert(dbn_prepare(&prepared, &in, take, &xliff) == DBN_OK);
    if (prepared.units > 0)
        merge((dbn_span){xliff.ptr, xliff.len}, page, kind, true);
    for (in.format = DBN_PREPARE_PO; in.format <= DBN_PREPARE_TSV && prepared.units > 0;
         in.format++) {
        xliff.len = 0;
        assert(dbn_prepare(&prepared, &in, take, &xliff) == DBN_OK);
        merge_list(doc, (dbn_span){xliff.ptr, xliff.len}, page);
    }
    free(xliff.ptr);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_engine *engine;
    static dbn_doc *doc;
    dbn_span text = {(const char *)data, size};
    if (engine == NULL) {
        assert(dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) == DBN_OK);
        assert(dbn_doc_new(&doc, engine, 0) == DBN_OK);
    }
    prepare(doc, text, DBN_INPUT_HTML);
    prepare(doc, text, DBN_INPUT_TEXT);
    merge(text, (dbn_span){"", 0}, DBN_INPUT_AUTO, false);
    return 0;
}
