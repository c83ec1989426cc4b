/*
 * Cleaning the text that came out changes nothing: clean(clean(x)) = clean(x).
 *
 * The second run reads the text as a dump, as somebody would who does not know that it
 * is clean. Only the language is told, since a damaged text may have lost all that it
 * could be recognised by.
 */
#include "property/texts.h"

static void
complain(property *p, dbn_span once, dbn_span twice)
{
    size_t at = property_difference(once, twice);
    size_t from = at < 60 ? 0 : at - 60;
    property_fail(p, "differs at byte %zu\n  once:  %.120s\n  twice: %.120s", at,
                  once.ptr + from, twice.ptr + (from < twice.len ? from : twice.len));
}

static void
check(property *p, const property_text *text)
{
    if (!property_clean(p, text))
        return;
    test_bytes once = {0}, lang = {0};
    test_bytes_add(&once, dbn_doc_text(p->doc));
    test_bytes_add(&lang, dbn_doc_lang(p->doc));
    dbn_input again = {.bytes = test_bytes_span(&once),
                       .kind = DBN_INPUT_TEXT,
                       .lang = test_bytes_span(&lang)};
    dbn_clean_options options = {.survivor = p->survivor};
    if (dbn_doc_clean(p->doc, &again, &options) != DBN_OK)
        property_fail(p, "refused again: %s", dbn_doc_error(p->doc)->message);
    else if (!test_span_is(test_bytes_span(&once), dbn_doc_text(p->doc))) {
        test_bytes twice = {0}; /* with a NUL behind, as `once` gets here */
        test_bytes_add(&twice, dbn_doc_text(p->doc));
        dbn_span a = test_bytes_span(&once), b = test_bytes_span(&twice);
        test_bytes_format(&once, "%c", 0);
        test_bytes_format(&twice, "%c", 0);
        complain(p, (dbn_span){once.ptr, a.len}, (dbn_span){twice.ptr, b.len});
        test_bytes_release(&twice);
    }
    test_bytes_release(&once);
    test_bytes_release(&lang);
}

int
main(void)
{
    return property_run(5, check);
}
