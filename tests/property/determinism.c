/*
 * The same bytes give the same result: twice, in another document, after any other
 * text, and whatever the number of threads.
 */
#include "property/batch.h"
#include "property/texts.h"

#include <stdlib.h>

/* Everything that can be read of a document, in one text. */
static void
describe(test_bytes *out, const dbn_doc *doc)
{
    uint32_t count;
    dbn_pass_edits pass;
    test_bytes_add(out, dbn_doc_text(doc));
    test_bytes_add(out, dbn_doc_lang(doc));
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_bytes_format(out, "\nblock %u-%u %u %u %u %u %u", blocks[i].range.beg,
                          blocks[i].range.end, blocks[i].parent, blocks[i].rule,
                          blocks[i].role, blocks[i].level, blocks[i].flags);
    const dbn_copy *copies = dbn_doc_copies(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_bytes_format(out, "\ncopy %u-%u %u-%u %u %u %u", copies[i].range.beg,
                          copies[i].range.end, copies[i].partner.beg,
                          copies[i].partner.end, copies[i].score, copies[i].kind,
                          copies[i].survivor);
    const dbn_contradiction *all = dbn_doc_contradictions(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_bytes_format(out, "\ncontradiction %u-%u %u-%u %u", all[i].a.beg,
                          all[i].a.end, all[i].b.beg, all[i].b.end, all[i].kind);
    const dbn_mark *marks = dbn_doc_marks(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        test_bytes_format(out, "\nmark %u-%u %u-%u %u-%u %u %u", marks[i].range.beg,
                          marks[i].range.end, marks[i].open.beg, marks[i].open.end,
                          marks[i].close.beg, marks[i].close.end, marks[i].block,
                          marks[i].kind);
    for (uint32_t i = 0; dbn_doc_pass(doc, i, &pass); i++)
        for (uint32_t j = 0; j < pass.count; j++)
            test_bytes_format(out, "\nedit %u %u-%u %u %u %u", (unsigned)i,
                              pass.edits[j].from, pass.edits[j].to, pass.edits[j].at,
                              pass.edits[j].len, pass.edits[j].rule);
}

/* p->doc has held every text before this one; a new document has held none. */
static void
check(property *p, const property_text *text)
{
    dbn_doc *fresh;
    test_bytes used = {0}, twice = {0}, first = {0};
    if (!property_clean(p, text))
        return;
    describe(&used, p->doc);
    if (property_clean(p, text))
        describe(&twice, p->doc);
    dbn_input input = {.bytes = text->bytes, .kind = text->kind};
    if (dbn_doc_new(&fresh, p->engine, 0) != DBN_OK)
        test_die("no memory is left");
    dbn_clean_options options = {.survivor = p->survivor};
    if (dbn_doc_clean(fresh, &input, &options) == DBN_OK)
        describe(&first, fresh);
    if (!test_span_is(test_bytes_span(&used), test_bytes_span(&twice)))
        property_fail(p, "the second time is another");
    if (!test_span_is(test_bytes_span(&used), test_bytes_span(&first)))
        property_fail(p, "what ran before changes the result");
    dbn_doc_free(fresh);
    test_bytes_release(&used);
    test_bytes_release(&twice);
    test_bytes_release(&first);
}

/* All of corpora/, gold files too, in both formats. */
static bool
threads_change_nothing(const dbn_engine *engine)
{
    static const uint32_t threads[] = {1, 2, 8};
    bool is_same = true;
    for (int format = DBN_FORMAT_TEXT; format <= DBN_FORMAT_JSONL; format++) {
        batch first = {0};
        for (int i = 0; i < 3; i++) {
            dbn_batch_options options = {.threads = threads[i],
                                         .format = (dbn_format)format};
            batch b = batch_run(engine, &options, DBN_CORPORA_DIR);
            if (i == 0) {
                first = b;
                continue;
            }
            bool is_like_first =
                test_span_is(test_bytes_span(&b.output),
                             test_bytes_span(&first.output)) &&
                test_span_is(test_bytes_span(&b.log), test_bytes_span(&first.log));
            if (!is_like_first)
                printf("format %d: %u threads write other bytes than one\n", format,
                       (unsigned)threads[i]);
            is_same = is_same && is_like_first;
            batch_release(&b);
        }
        if (first.output.len == 0)
            test_die("a batch over corpora/ writes nothing");
        batch_release(&first);
    }
    return is_same;
}

int
main(void)
{
    int status = property_run(1, check);
    dbn_engine *engine = test_engine_new();
    if (!threads_change_nothing(engine))
        status = EXIT_FAILURE;
    dbn_engine_free(engine);
    return status;
}
