/*
 * A page that is prepared and merged untouched is the same page, byte for byte. And
 * when every source is its own translation, a reader of the merged page sees the same
 * text.
 */
#include "property/texts.h"

#include <stdlib.h>
#include <string.h>

#include <doublon/bitext.h>
#include <doublon/cat.h>

static dbn_status
take(void *context, dbn_span bytes)
{
    test_bytes_add(context, bytes);
    return DBN_OK;
}

/* The visible text of the bytes, every block. */
static test_bytes
visible(property *p, const property_text *text, dbn_span bytes)
{
    test_bytes out = {0};
    const dbn_input input = {.bytes = bytes, .kind = text->kind};
    const dbn_clean_options options = {.passes = DBN_DO_ALL & ~DBN_DO_REPETITION,
                                       .keep_all = true};
    if (dbn_doc_clean(p->doc, &input, &options) != DBN_OK)
        property_fail(p, "not cleaned: %s", dbn_doc_error(p->doc)->message);
    else
        test_bytes_add(&out, dbn_doc_text(p->doc));
    return out;
}

static bool
merge(property *p, test_bytes *out, dbn_span xliff, dbn_span page, dbn_merged *merged)
{
    dbn_translation *translation;
    dbn_error error = {0};
    bool is_merged =
        dbn_translation_new(&translation, xliff, &error) == DBN_OK &&
        dbn_translation_merge(merged, translation, page, take, out, &error) == DBN_OK;
    if (!is_merged)
        property_fail(p, "not merged: line %u: %s", (unsigned)error.line,
                      error.message);
    dbn_translation_free(translation);
    return is_merged;
}

/* Everything between `begin` and `end`, or every `step`-th of it, becomes itself and
 * the same as target. */
static test_bytes
translate_in(dbn_span xliff, const char *begin, const char *end, int step)
{
    test_bytes out = {0};
    size_t at = 0;
    for (int i = 0;; i++) {
        size_t from = test_span_find(xliff, test_span(begin), at);
        if (from == xliff.len)
            break;
        size_t to = test_span_find(xliff, test_span(end), from);
        dbn_span text = {xliff.ptr + from + strlen(begin), to - from - strlen(begin)};
        test_bytes_add(&out, (dbn_span){xliff.ptr + at, to + strlen(end) - at});
        if (i % step == 0)
            test_bytes_format(&out, "<target>%.*s</target>", SHOW(text));
        at = to + strlen(end);
    }
    test_bytes_add(&out, (dbn_span){xliff.ptr + at, xliff.len - at});
    return out;
}

/* For OmegaT each source is its own target already, and says that it is no translation;
 * of what it does not offer nothing is translated. */
static test_bytes
translate(dbn_span xliff, dbn_prepare_format format)
{
    static const char open[] = " state=\"needs-translation\"";
    test_bytes out = {0};
    if (format == DBN_PREPARE_XLIFF_1_2)
        return translate_in(xliff, "<seg-source>", "</seg-source>", 1);
    if (format != DBN_PREPARE_XLIFF_OMEGAT)
        return translate_in(xliff, "<source>", "</source>", 1);
    for (size_t at = 0, from; at < xliff.len; at = from + strlen(open)) {
        from = test_span_find(xliff, test_span(open), at);
        test_bytes_add(&out, (dbn_span){xliff.ptr + at, from - at});
        if (from == xliff.len)
            break;
    }
    return out;
}

static void
check_untouched(property *p, const property_text *text, dbn_span xliff)
{
    test_bytes same = {0};
    dbn_merged merged;
    if (merge(p, &same, xliff, text->bytes, &merged) &&
        !test_span_is(test_bytes_span(&same), text->bytes))
        property_fail(p, "another page: differs at %zu",
                      property_difference(test_bytes_span(&same), text->bytes));
    test_bytes_release(&same);
}

static void
check_translated(property *p, const property_text *text, dbn_span xliff,
                 dbn_prepare_format format)
{
    test_bytes translated = translate(xliff, format), page = {0};
    dbn_merged merged = {0};
    if (merge(p, &page, test_bytes_span(&translated), text->bytes, &merged)) {
        test_bytes before = visible(p, text, text->bytes);
        test_bytes after = visible(p, text, test_bytes_span(&page));
        if (merged.untranslated + merged.partly > 0)
            property_fail(p, "%u units not translated", (unsigned)merged.untranslated);
        if (!test_span_is(test_bytes_span(&before), test_bytes_span(&after)))
            property_fail(
                p, "another text: differs at %zu",
                property_difference(test_bytes_span(&before), test_bytes_span(&after)));
        test_bytes_release(&before);
        test_bytes_release(&after);
    }
    test_bytes_release(&translated);
    test_bytes_release(&page);
}

/* Of some units one sentence of two: the other stays as it is, down to its bytes. */
static void
check_partly(property *p, const property_text *text, dbn_span xliff)
{
    test_bytes translated = translate_in(xliff, "<source>", "</source>", 2), page = {0};
    dbn_merged merged = {0};
    if (merge(p, &page, test_bytes_span(&translated), text->bytes, &merged)) {
        test_bytes before = visible(p, text, text->bytes);
        test_bytes after = visible(p, text, test_bytes_span(&page));
        if (!test_span_is(test_bytes_span(&before), test_bytes_span(&after)))
            property_fail(
                p, "another text, in part: differs at %zu",
                property_difference(test_bytes_span(&before), test_bytes_span(&after)));
        test_bytes_release(&before);
        test_bytes_release(&after);
    }
    test_bytes_release(&translated);
    test_bytes_release(&page);
}

/* Copies of `bytes` without its tags that begin with `open`, and those that are
 * `close`. */
static void
add_without(test_bytes *out, dbn_span bytes, const char *open, const char *close)
{
    for (size_t at = 0; at < bytes.len;) {
        size_t start = test_span_find(bytes, test_span(open), at);
        size_t end = test_span_find(bytes, test_span(close), at);
        size_t tag = start < end ? start : end;
        test_bytes_add(out, (dbn_span){bytes.ptr + at, tag - at});
        at = tag == bytes.len ? tag : test_span_find(bytes, test_span(">"), tag) + 1;
    }
}

/* Some tools hand the segments of a unit back as one. Of two units one is translated
 * so, by itself: the other may repeat its sentences. */
static void
check_joined(property *p, const property_text *text, dbn_span xliff)
{
    static const char begin[] = "<seg-source>", end[] = "</seg-source>";
    test_bytes joined = {0}, page = {0};
    dbn_merged merged = {0};
    size_t at = 0;
    for (bool is_next = true;; is_next = !is_next) {
        size_t from = test_span_find(xliff, test_span(begin), at);
        if (from == xliff.len)
            break;
        from += strlen(begin);
        size_t to = test_span_find(xliff, test_span(end), from);
        test_bytes_add(&joined, (dbn_span){xliff.ptr + at, to + strlen(end) - at});
        at = to + strlen(end);
        if (!is_next)
            continue;
        test_bytes_format(&joined, "<target>");
        add_without(&joined, (dbn_span){xliff.ptr + from, to - from}, "<mrk ",
                    "</mrk>");
        test_bytes_format(&joined, "</target>");
    }
    test_bytes_add(&joined, (dbn_span){xliff.ptr + at, xliff.len - at});
    if (merge(p, &page, test_bytes_span(&joined), text->bytes, &merged)) {
        test_bytes before = visible(p, text, text->bytes);
        test_bytes after = visible(p, text, test_bytes_span(&page));
        if (!test_span_is(test_bytes_span(&before), test_bytes_span(&after)))
            property_fail(
                p, "another text, joined: differs at %zu",
                property_difference(test_bytes_span(&before), test_bytes_span(&after)));
        test_bytes_release(&before);
        test_bytes_release(&after);
    }
    test_bytes_release(&joined);
    test_bytes_release(&page);
}

/* What is wrong with what we write; nothing is. */
static void
check_valid(property *p, dbn_span xliff)
{
    test_bytes faults = {0};
    dbn_validation found;
    const dbn_validate_input in = {.bytes = xliff, .name = test_span("x")};
    if (dbn_validate(&found, &in, take, &faults) != DBN_OK || !found.is_valid)
        property_fail(p, "not valid: %.*s", (int)(faults.len < 200 ? faults.len : 200),
                      faults.ptr == NULL ? "" : faults.ptr);
    test_bytes_release(&faults);
}

/* Every message of a list becomes its own translation. */
static test_bytes
translate_list(dbn_span po)
{
    static const char begin[] = "\nmsgid ", end[] = "\nmsgstr ";
    test_bytes out = {0};
    size_t at = 0;
    for (;;) {
        size_t from = test_span_find(po, test_span(begin), at);
        if (from == po.len)
            break;
        from += strlen(begin);
        size_t to = test_span_find(po, test_span(end), from) + strlen(end);
        dbn_span text = {po.ptr + from, to - strlen(end) - from};
        test_bytes_add(&out, (dbn_span){po.ptr + at, to - at});
        test_bytes_add(&out, text);
        at = to + 2; /* the empty string that stood there */
    }
    test_bytes_add(&out, (dbn_span){po.ptr + at, po.len - at});
    return out;
}

/* Into the page of the document at hand. */
static bool
merge_list(property *p, test_bytes *out, dbn_span list, dbn_merged *merged)
{
    dbn_translation *translation;
    dbn_error error = {0};
    dbn_status status = dbn_translation_new(&translation, list, &error);
    if (status == DBN_OK) {
        status = dbn_translation_merge_doc(merged, translation, p->doc, take, out);
        error = *dbn_doc_error(p->doc);
    }
    if (status != DBN_OK)
        property_fail(p, "list not merged: line %u: %s", (unsigned)error.line,
                      error.message);
    dbn_translation_free(translation);
    return status == DBN_OK;
}

static void
check_list(property *p, const property_text *text, dbn_prepare_input in)
{
    test_bytes list = {0}, page = {0};
    dbn_prepared prepared;
    dbn_merged merged = {0};
    in.format = DBN_PREPARE_PO;
    if (dbn_prepare(&prepared, &in, take, &list) != DBN_OK)
        property_fail(p, "no list: %s", dbn_doc_error(p->doc)->message);
    else if (merge_list(p, &page, test_bytes_span(&list), &merged) &&
             !test_span_is(test_bytes_span(&page), text->bytes))
        property_fail(p, "another page by a list: differs at %zu",
                      property_difference(test_bytes_span(&page), text->bytes));
    page.len = 0;
    test_bytes translated = translate_list(test_bytes_span(&list));
    if (text->damage == 0 &&
        merge_list(p, &page, test_bytes_span(&translated), &merged)) {
        if (merged.untranslated + merged.partly + merged.unused > 0)
            property_fail(p, "%u units not translated by a list",
                          (unsigned)(merged.untranslated + merged.partly));
        test_bytes before = visible(p, text, text->bytes);
        test_bytes after = visible(p, text, test_bytes_span(&page));
        if (!test_span_is(test_bytes_span(&before), test_bytes_span(&after)))
            property_fail(
                p, "another text by a list: differs at %zu",
                property_difference(test_bytes_span(&before), test_bytes_span(&after)));
        test_bytes_release(&before);
        test_bytes_release(&after);
    }
    test_bytes_release(&translated);
    test_bytes_release(&list);
    test_bytes_release(&page);
}

static const dbn_prepare_format formats[] = {
    DBN_PREPARE_XLIFF_2_1, DBN_PREPARE_XLIFF_2_2, DBN_PREPARE_XLIFF_1_2,
    DBN_PREPARE_XLIFF_OMEGAT};
#define FORMATS (sizeof formats / sizeof formats[0])

static void
check(property *p, const property_text *text)
{
    test_bytes files[FORMATS] = {{0}};
    dbn_prepared prepared = {0};
    const dbn_input input = {.bytes = text->bytes, .kind = text->kind};
    const dbn_clean_options options = {.passes = DBN_DO_PREPARE, .keep_text = true};
    if (dbn_doc_clean(p->doc, &input, &options) != DBN_OK)
        return; /* damaged beyond being a text: other properties look at that */
    dbn_prepare_input in = {
        .doc = p->doc, .original = test_span("page"), .target = test_span("nl")};
    for (size_t i = 0; i < FORMATS; i++) {
        in.format = formats[i];
        if (dbn_prepare(&prepared, &in, take, &files[i]) != DBN_OK)
            property_fail(p, "not prepared: %s", dbn_doc_error(p->doc)->message);
    }
    if (prepared.units > 0)
        check_list(p, text, in); /* the document is another one then */
    for (size_t i = 0; i < FORMATS; i++) {
        dbn_span file = test_bytes_span(&files[i]);
        if (file.len > 0) {
            check_valid(p, file);
            check_untouched(p, text, file);
        }
        if (file.len > 0 && text->damage == 0)
            check_translated(p, text, file, formats[i]);
        if (file.len > 0 && text->damage == 0 && text->kind == DBN_INPUT_HTML &&
            formats[i] == DBN_PREPARE_XLIFF_2_1)
            check_partly(p, text, file);
        /* Half a text may have its lines set otherwise than the other half. */
        if (file.len > 0 && text->damage == 0 && text->kind == DBN_INPUT_HTML &&
            formats[i] == DBN_PREPARE_XLIFF_1_2)
            check_joined(p, text, file);
        test_bytes_release(&files[i]);
    }
}

int
main(void)
{
    return property_run(2, check);
}
