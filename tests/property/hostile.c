/*
 * Pages made to be slow, large or lost (support/hostile.h): every sentence that a
 * reader sees is on the page, whole, and is accounted for there: it stands in the
 * output, or in a block that is left out under a role that is no text (a field, or
 * furniture) by a rule that has a name, or in a copy that was removed. What is recorded
 * of a page twice as long is twice as much, and a memory of so many times the page is
 * enough for it.
 *
 *     property_hostile [NAME]
 */
#include "support/hostile.h"
#include "support/support.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of the smaller page. A quadratic program would need minutes a page already. */
#define SIZE ((size_t)192 << 10)

/* Each of the two stores of a document, in bytes a byte of the page, and apart from
 * that. A block of a few letters, or a mark around nothing, is the dearest. */
#define STORE_TIMES 40U
#define STORE_BASE  ((size_t)8 << 20)

/* Twice, and what rounding and the ends of the page add. */
#define GROWTH_MAX  2.3
#define GROWTH_BASE 100U

typedef struct sizes {
    uint64_t edits, blocks, marks, copies, page, output;
} sizes;

static void
put_to_bytes(void *context, const char *bytes, size_t len)
{
    test_bytes_add(context, (dbn_span){bytes, len});
}

static sizes
sizes_of(const dbn_doc *doc)
{
    sizes s = {.page = dbn_doc_view(doc, DBN_TEXT_PAGE).len,
               .output = dbn_doc_text(doc).len};
    dbn_pass_edits pass;
    uint32_t count;
    for (uint32_t i = 0; dbn_doc_pass(doc, i, &pass); i++)
        s.edits += pass.count;
    (void)dbn_doc_blocks(doc, &count);
    s.blocks = count;
    (void)dbn_doc_marks(doc, &count);
    s.marks = count;
    (void)dbn_doc_copies(doc, &count);
    s.copies = count;
    return s;
}

/* Sentences by their numbers. */
typedef struct sentences {
    bool *has;
    size_t count;
} sentences;

/* The number of the sentence of which the needle stands at `at`; SIZE_MAX for one that
 * is not whole. */
static size_t
sentence_at(dbn_span text, size_t at)
{
    size_t beg = at + sizeof HOSTILE_NEEDLE - 1, end = beg, number = 0;
    for (; end < text.len && text.ptr[end] >= '0' && text.ptr[end] <= '9'; end++)
        number = number * 10 + (size_t)(text.ptr[end] - '0');
    size_t rest = sizeof HOSTILE_SENTENCE_END - 1;
    bool is_whole = end - beg == 6 && text.len - end >= rest &&
                    memcmp(text.ptr + end, HOSTILE_SENTENCE_END, rest) == 0;
    return is_whole ? number : SIZE_MAX;
}

/* Where the next sentence begins, from `at` on; text.len where there is none. */
static size_t
next_sentence(dbn_span text, size_t at)
{
    return test_span_find(text, TEXT(HOSTILE_NEEDLE), at);
}

/* Which bytes of the page are in copies that were removed. */
static bool *
removed_bytes(const dbn_doc *doc, dbn_span page)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(doc, &count);
    int *steps = calloc(page.len + 1, sizeof *steps), depth = 0;
    bool *is_removed = calloc(page.len + 1, sizeof *is_removed);
    if (steps == NULL || is_removed == NULL)
        test_die("no memory is left");
    for (uint32_t i = 0; i < count; i++) {
        if (copies[i].survivor)
            continue;
        steps[copies[i].range.beg]++;
        steps[copies[i].range.end]--;
    }
    for (size_t at = 0; at < page.len; at++) {
        depth += steps[at];
        is_removed[at] = depth > 0;
    }
    free(steps);
    return is_removed;
}

/* Is the block left out for a reason that is said: it is a field, or furniture? */
static bool
is_left_out(const dbn_engine *engine, const dbn_block *block)
{
    bool is_text = block->role == DBN_ROLE_LEAD || block->role == DBN_ROLE_HEADING ||
                   block->role == DBN_ROLE_PARAGRAPH || block->role == DBN_ROLE_QUOTE ||
                   block->role == DBN_ROLE_ITEM;
    return (block->flags & (DBN_BLOCK_KEPT | DBN_BLOCK_REMOVED)) == 0 && !is_text &&
           dbn_rule_name(engine, block->rule).len > 0;
}

static bool
is_in_output(const dbn_doc *doc, dbn_range range, size_t number)
{
    dbn_span output = dbn_doc_text(doc);
    dbn_range image = dbn_doc_map(doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, range);
    size_t at = next_sentence(output, image.beg);
    return image.beg < image.end && at < image.end && sentence_at(output, at) == number;
}

static bool
is_accounted_for(const dbn_engine *engine, const dbn_doc *doc, const dbn_block *block,
                 const bool *is_removed)
{
    dbn_span page = dbn_doc_view(doc, DBN_TEXT_PAGE);
    dbn_range image = dbn_doc_map(doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, block->range);
    if ((block->flags & DBN_BLOCK_KEPT) != 0)
        return image.beg < image.end;
    if (is_left_out(engine, block))
        return true;
    for (uint32_t at = block->range.beg; at < block->range.end; at++)
        if (!is_removed[at] && strchr(" \t\n", page.ptr[at]) == NULL)
            return false;
    return true;
}

/* Is every block? Not all that is hostile is made of sentences. */
static bool
accounts_for_blocks(const dbn_engine *engine, const dbn_doc *doc, const char *name)
{
    bool *is_removed = removed_bytes(doc, dbn_doc_view(doc, DBN_TEXT_PAGE));
    uint32_t count, i = 0;
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    while (i < count && is_accounted_for(engine, doc, &blocks[i], is_removed))
        i++;
    free(is_removed);
    if (i < count)
        printf("%s: block %u of %u is lost\n", name, (unsigned)i, (unsigned)count);
    return i == count && count > 0;
}

/* Note the sentences of the page that are accounted for. */
static void
note_accounted(sentences *found, const dbn_engine *engine, const dbn_doc *doc)
{
    dbn_span page = dbn_doc_view(doc, DBN_TEXT_PAGE);
    bool *is_removed = removed_bytes(doc, page);
    uint32_t count, i = 0;
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    for (size_t at = 0; (at = next_sentence(page, at)) < page.len; at++) {
        size_t number = sentence_at(page, at);
        dbn_range range = {(uint32_t)at, (uint32_t)(at + sizeof HOSTILE_NEEDLE - 1)};
        while (i < count && blocks[i].range.end <= at)
            i++;
        if (number < found->count && i < count && blocks[i].range.beg <= at)
            found->has[number] |= is_in_output(doc, range, number) || is_removed[at] ||
                                  is_left_out(engine, &blocks[i]);
    }
    free(is_removed);
}

/* Is every sentence of the source accounted for? */
static bool
accounts_for_all(const dbn_engine *engine, const dbn_doc *doc, dbn_span source,
                 const char *page)
{
    size_t lost = 0, seen = 0;
    sentences found = {.count = 1000000};
    found.has = calloc(found.count, sizeof *found.has);
    if (found.has == NULL)
        test_die("no memory is left");
    note_accounted(&found, engine, doc);
    for (size_t at = 0; (at = next_sentence(source, at)) < source.len; at++) {
        size_t number = sentence_at(source, at);
        seen++;
        if (number < found.count && found.has[number])
            continue;
        if (lost++ == 0)
            printf("%s: sentence %zu is lost\n", page, number);
    }
    free(found.has);
    return lost == 0 && seen > 0;
}

static bool
grows(const char *page, const char *what, uint64_t half, uint64_t whole)
{
    if ((double)whole <= GROWTH_MAX * (double)half + GROWTH_BASE)
        return false;
    printf("%s: %s grow from %llu to %llu\n", page, what, (unsigned long long)half,
           (unsigned long long)whole);
    return true;
}

/* Clean a page of `size` bytes, with the memory that is due to it. */
static bool
clean(const dbn_engine *engine, const hostile_page *page, size_t size, sizes *out)
{
    test_bytes bytes = {0};
    dbn_doc *doc;
    size_t written = hostile_write(page, size, put_to_bytes, &bytes);
    if (dbn_doc_new(&doc, engine, STORE_TIMES * size + STORE_BASE) != DBN_OK)
        test_die("no memory is left");
    dbn_input input = {.bytes = test_bytes_span(&bytes), .kind = DBN_INPUT_HTML};
    bool is_good = dbn_doc_clean(doc, &input, NULL) == DBN_OK;
    if (!is_good)
        printf("%s: %s\n", page->name, dbn_doc_error(doc)->message);
    else
        is_good =
            accounts_for_blocks(engine, doc, page->name) &&
            (written == 0 || accounts_for_all(engine, doc, input.bytes, page->name));
    *out = sizes_of(doc);
    dbn_doc_free(doc);
    test_bytes_release(&bytes);
    return is_good;
}

static bool
try_page(const dbn_engine *engine, const hostile_page *page)
{
    sizes half, whole;
    if (!clean(engine, page, SIZE, &half) || !clean(engine, page, 2 * SIZE, &whole))
        return false;
    bool is_bad = grows(page->name, "edits", half.edits, whole.edits);
    is_bad |= grows(page->name, "blocks", half.blocks, whole.blocks);
    is_bad |= grows(page->name, "marks", half.marks, whole.marks);
    is_bad |= grows(page->name, "copies", half.copies, whole.copies);
    is_bad |= grows(page->name, "bytes of page", half.page, whole.page);
    is_bad |= grows(page->name, "bytes of output", half.output, whole.output);
    return !is_bad;
}

int
main(int argc, char **argv)
{
    dbn_engine *engine = test_engine_new();
    size_t tried = 0, failed = 0;
    for (size_t i = 0; i < hostile_page_count; i++) {
        if (argc == 2 && strcmp(argv[1], hostile_pages[i].name) != 0)
            continue;
        tried++;
        failed += !try_page(engine, &hostile_pages[i]);
    }
    dbn_engine_free(engine);
    printf("%zu pages, %zu failures\n", tried, failed);
    return tried > 0 && failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
