/*
 * Nothing that can be seen is lost: blocks are sorted, apart, and hold all that the
 * page shows; each one is kept and stands in the output, or is left out with a role
 * that says why, or is a copy whose partner is kept.
 */
#include "property/texts.h"

#include <string.h>

/* For printf: as much of a text as is worth a line. */
#define BRIEF(text) (int)((text).len < 60 ? (text).len : 60), (text).ptr

static bool
is_space_at(dbn_span text, size_t at)
{
    return strchr(" \n\t\r\f", text.ptr[at]) != NULL && text.ptr[at] != '\0';
}

/* Characters of more than a byte that show nothing. */
static uint32_t
blank_len(dbn_span text, uint32_t at)
{
    static const char *const blanks[] = {"\xC2\xA0",     "\xE2\x80\xAF",
                                         "\xE2\x80\x8B", "\xE2\x80\xA8",
                                         "\xE2\x80\xA9", "\xEF\xBB\xBF"};
    if (is_space_at(text, at))
        return 1;
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t len = strlen(blanks[i]);
        if (text.len - at >= len && memcmp(text.ptr + at, blanks[i], len) == 0)
            return (uint32_t)len;
    }
    return 0;
}

static bool
is_blank(dbn_span text, uint32_t from, uint32_t to)
{
    uint32_t len = 1;
    for (; from < to && len > 0; from += len)
        len = blank_len(text, from);
    return len > 0;
}

static bool
is_text_role(uint8_t role)
{
    return role == DBN_ROLE_LEAD || role == DBN_ROLE_HEADING ||
           role == DBN_ROLE_PARAGRAPH || role == DBN_ROLE_QUOTE ||
           role == DBN_ROLE_ITEM;
}

static void
check_order(property *p, dbn_span page, const dbn_block *blocks, uint32_t count)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        dbn_range range = blocks[i].range;
        if (range.beg < at || range.end < range.beg || range.end > page.len) {
            property_fail(p, "block %u is out of order", (unsigned)i);
            return;
        }
        if (!is_blank(page, at, range.beg))
            property_fail(p, "in no block: '%.*s'", (int)(range.beg - at),
                          page.ptr + at);
        at = range.end;
        if (blocks[i].role >= DBN_ROLE_COUNT)
            property_fail(p, "block %u has no role", (unsigned)i);
        if (blocks[i].parent != DBN_NONE && blocks[i].parent > i)
            property_fail(p, "block %u stands in one that comes later", (unsigned)i);
    }
    if (!is_blank(page, at, (uint32_t)page.len))
        property_fail(p, "in no block: '%.*s'", (int)(page.len - at), page.ptr + at);
}

/* Is every visible byte of the block part of a removed copy? */
static bool
is_all_copied(property *p, dbn_span page, dbn_range range)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(p->doc, &count);
    for (uint32_t at = range.beg; at < range.end; at++) {
        uint32_t i = 0;
        while (i < count && (copies[i].survivor || at < copies[i].range.beg ||
                             at >= copies[i].range.end))
            i++;
        if (i == count && !is_space_at(page, at))
            return false;
    }
    return true;
}

/* A repair may leave a space at an end of a block; it belongs to no text. */
static dbn_range
trimmed(dbn_span page, dbn_range range)
{
    while (range.beg < range.end && is_space_at(page, range.beg))
        range.beg++;
    while (range.beg < range.end && is_space_at(page, range.end - 1))
        range.end--;
    return range;
}

static void
check_fate(property *p, dbn_span page, const dbn_block *block)
{
    dbn_range image = dbn_doc_map(p->doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, block->range);
    dbn_span text = test_span_slice(page, block->range);
    bool is_kept = (block->flags & DBN_BLOCK_KEPT) != 0;
    bool is_removed = (block->flags & DBN_BLOCK_REMOVED) != 0;
    if (is_blank(page, block->range.beg, block->range.end))
        return;
    if (is_kept && is_removed)
        property_fail(p, "kept and removed: '%.*s'", BRIEF(text));
    if (is_kept && image.beg == image.end)
        property_fail(p, "kept, and not in the output: '%.*s'", BRIEF(text));
    if (!is_kept && image.beg != image.end)
        property_fail(p, "not kept, and in the output: '%.*s'", BRIEF(text));
    if (is_removed && !is_all_copied(p, page, block->range))
        property_fail(p, "removed, and not all of it is a copy: '%.*s'", BRIEF(text));
    if (!is_kept && !is_removed && is_text_role(block->role))
        property_fail(p, "text, and lost: '%.*s'", BRIEF(text));
    if (!is_kept && !is_removed && dbn_rule_name(p->engine, block->rule).len == 0)
        property_fail(p, "left out by no rule: '%.*s'", BRIEF(text));
}

/* The role of the block in which a place of the page lies. */
static uint8_t
role_at(property *p, uint32_t offset)
{
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(p->doc, &count);
    for (uint32_t i = 0; i < count; i++)
        if (blocks[i].range.beg <= offset && offset < blocks[i].range.end)
            return blocks[i].role;
    return DBN_ROLE_COUNT;
}

/* What was removed stands elsewhere, and stays there. Only of two captions, neither of
 * which would have come out, the one that stays is left out as well. */
static void
check_copies(property *p, dbn_span page)
{
    uint32_t count;
    const dbn_copy *copies = dbn_doc_copies(p->doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        const dbn_copy *copy = &copies[i];
        dbn_range stays = copy->survivor ? copy->range : copy->partner;
        dbn_range gone = copy->survivor ? copy->partner : copy->range;
        if (copy->range.end > page.len || copy->partner.end > page.len ||
            copy->range.beg >= copy->range.end) {
            property_fail(p, "copy %u lies outside", (unsigned)i);
            continue;
        }
        dbn_range image = dbn_doc_map(p->doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, stays);
        if (image.beg == image.end && is_text_role(role_at(p, gone.beg)))
            property_fail(p, "the survivor of a copy is not in the output: '%.*s'",
                          SHOW(test_span_slice(page, stays)));
    }
}

/* Each removal of the pass is a copy, byte for byte. */
static void
check_removals(property *p, dbn_span page)
{
    dbn_pass_edits pass;
    uint32_t index = test_page_pass(p->doc);
    if (!dbn_doc_pass(p->doc, index, &pass) ||
        !test_span_is(pass.name, TEXT("repetition")))
        return;
    for (uint32_t i = 0; i < pass.count; i++) {
        dbn_range range = {pass.edits[i].from, pass.edits[i].to};
        if (!is_all_copied(p, page, range))
            property_fail(p, "removed, and no copy: '%.*s'",
                          SHOW(test_span_slice(page, range)));
    }
}

/* The output is the kept blocks, a blank line apart, and nothing else. */
static void
check_output(property *p, const dbn_block *blocks, uint32_t count)
{
    dbn_span output = dbn_doc_text(p->doc), page = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    size_t at = 0;
    for (uint32_t i = 0; i < count; i++) {
        if ((blocks[i].flags & DBN_BLOCK_KEPT) == 0)
            continue;
        dbn_range image = dbn_doc_map(p->doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT,
                                      trimmed(page, blocks[i].range));
        size_t gap = at == 0 ? 0 : 2;
        if (image.beg != at + gap || image.end <= image.beg ||
            is_space_at(output, image.beg) || is_space_at(output, image.end - 1) ||
            (gap > 0 && memcmp(output.ptr + at, "\n\n", 2) != 0)) {
            property_fail(p, "block %u does not follow in the output", (unsigned)i);
            return;
        }
        at = image.end;
    }
    if (at != output.len)
        property_fail(p, "the output goes on after the last block");
}

static void
check_marks(property *p, dbn_span page, uint32_t block_count)
{
    uint32_t count;
    const dbn_mark *marks = dbn_doc_marks(p->doc, &count);
    size_t source = dbn_doc_view(p->doc, DBN_TEXT_SOURCE).len;
    for (uint32_t i = 0; i < count; i++) {
        bool is_inside = marks[i].range.beg <= marks[i].range.end &&
                         marks[i].range.end <= page.len &&
                         marks[i].block < block_count &&
                         marks[i].open.beg <= marks[i].open.end &&
                         marks[i].close.beg <= marks[i].close.end &&
                         (source == 0 || marks[i].open.end > marks[i].open.beg);
        bool is_sorted = i == 0 || marks[i - 1].range.beg <= marks[i].range.beg;
        if (!is_inside || !is_sorted) {
            property_fail(p, "mark %u is out of order", (unsigned)i);
            return;
        }
    }
}

static void
check(property *p, const property_text *text)
{
    uint32_t count;
    if (!property_clean(p, text))
        return;
    const dbn_block *blocks = dbn_doc_blocks(p->doc, &count);
    dbn_span page = dbn_doc_view(p->doc, DBN_TEXT_PAGE);
    check_order(p, page, blocks, count);
    for (uint32_t i = 0; i < count; i++)
        check_fate(p, page, &blocks[i]);
    check_copies(p, page);
    check_removals(p, page);
    check_output(p, blocks, count);
    check_marks(p, page, count);
}

int
main(void)
{
    return property_run(5, check);
}
