#include "text/records.h"

#include <stdlib.h>

static dbn_status
carry_blocks(dbn_blocks *out, const dbn_blocks *blocks, const dbn_view *view,
             dbn_arena *arena)
{
    if (!dbn_vec_reserve(arena, out, blocks->count))
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_block block = blocks->items[i];
        block.range = dbn_range_forward(view, block.range);
        if (block.range.beg == block.range.end)
            block.flags |= DBN_BLOCK_REMOVED;
        out->items[out->count++] = block;
    }
    return DBN_OK;
}

static dbn_status
carry_marks(dbn_marks *out, const dbn_marks *marks, const dbn_view *view,
            dbn_arena *arena)
{
    if (!dbn_vec_reserve(arena, out, marks->count))
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < marks->count; i++) {
        dbn_mark mark = marks->items[i];
        mark.range = dbn_range_forward(view, mark.range);
        out->items[out->count++] = mark;
    }
    return DBN_OK;
}

static dbn_status
carry_findings(dbn_findings *out, const dbn_findings *findings, const dbn_view *view,
               dbn_arena *arena)
{
    if (!dbn_vec_reserve(arena, out, findings->count))
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < findings->count; i++) {
        dbn_finding finding = findings->items[i];
        finding.range = dbn_range_forward(view, finding.range);
        if (dbn_range_len(finding.other) > 0)
            finding.other = dbn_range_forward(view, finding.other);
        finding.first_fix = finding.fix_count = 0;
        out->items[out->count++] = finding;
    }
    return DBN_OK;
}

dbn_status
dbn_records_carry(dbn_records *out, const dbn_records *records, const dbn_view *view,
                  dbn_job *job)
{
    dbn_arena *arena = &job->arena;
    *out = (dbn_records){.view = view,
                         .hints = records->hints,
                         .containers = records->containers,
                         .mark_words = records->mark_words};
    if (carry_blocks(&out->blocks, &records->blocks, view, arena) != DBN_OK ||
        carry_marks(&out->marks, &records->marks, view, arena) != DBN_OK ||
        carry_findings(&out->findings, &records->findings, view, arena) != DBN_OK)
        return dbn_job_nomem(job);
    return DBN_OK;
}

static int
by_place(const void *left, const void *right)
{
    const dbn_finding *a = left, *b = right;
    const uint32_t x[] = {a->range.beg, a->rule, a->range.end, a->other.beg,
                          a->first_fix};
    const uint32_t y[] = {b->range.beg, b->rule, b->range.end, b->other.beg,
                          b->first_fix};
    for (size_t i = 0; i < sizeof x / sizeof x[0]; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

void
dbn_findings_sort(dbn_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof findings->items[0], by_place);
}

uint32_t
dbn_block_at(const dbn_blocks *blocks, uint32_t offset)
{
    uint32_t low = 0, high = blocks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (blocks->items[middle].range.beg <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low == 0 ? DBN_NONE : low - 1;
}

dbn_span
dbn_role_span(dbn_role role)
{
    switch (role) {
    case DBN_ROLE_PARAGRAPH:
        return DBN_SPAN("paragraph");
    case DBN_ROLE_TITLE:
        return DBN_SPAN("title");
    case DBN_ROLE_BYLINE:
        return DBN_SPAN("byline");
    case DBN_ROLE_FUNCTION:
        return DBN_SPAN("function");
    case DBN_ROLE_DATE:
        return DBN_SPAN("date");
    case DBN_ROLE_CREDIT:
        return DBN_SPAN("credit");
    case DBN_ROLE_LEAD:
        return DBN_SPAN("lead");
    case DBN_ROLE_HEADING:
        return DBN_SPAN("heading");
    case DBN_ROLE_QUOTE:
        return DBN_SPAN("quote");
    case DBN_ROLE_ITEM:
        return DBN_SPAN("item");
    case DBN_ROLE_CAPTION:
        return DBN_SPAN("caption");
    case DBN_ROLE_CELL:
        return DBN_SPAN("cell");
    case DBN_ROLE_ASIDE:
        return DBN_SPAN("aside");
    case DBN_ROLE_CODE:
        return DBN_SPAN("code");
    case DBN_ROLE_FURNITURE:
        return DBN_SPAN("furniture");
    case DBN_ROLE_COUNT:
        break;
    }
    return DBN_SPAN("paragraph");
}

dbn_span
dbn_copy_kind_span(dbn_copy_kind kind)
{
    switch (kind) {
    case DBN_COPY_EXACT:
        return DBN_SPAN("exact");
    case DBN_COPY_NEAR:
        return DBN_SPAN("near");
    case DBN_COPY_CONTAINED:
        return DBN_SPAN("contained");
    case DBN_COPY_COVERED:
        return DBN_SPAN("covered");
    }
    return DBN_SPAN("near");
}

dbn_span
dbn_unit_span(dbn_unit unit)
{
    static const dbn_span names[DBN_UNIT_COUNT] = {
        {"document", 8}, {"paragraph", 9}, {"passage", 7}};
    return names[unit];
}

dbn_span
dbn_relation_span(dbn_relation relation)
{
    switch (relation) {
    case DBN_RELATION_COPY:
        return DBN_SPAN("copy");
    case DBN_RELATION_VERSION:
        return DBN_SPAN("version");
    case DBN_RELATION_EXCERPT:
        return DBN_SPAN("excerpt");
    case DBN_RELATION_SYNDICATED:
        return DBN_SPAN("syndicated");
    }
    return DBN_SPAN("copy");
}

dbn_span
dbn_contradiction_kind_span(dbn_contradiction_kind kind)
{
    switch (kind) {
    case DBN_CONTRADICTS_NUMBER:
        return DBN_SPAN("number");
    case DBN_CONTRADICTS_DATE:
        return DBN_SPAN("date");
    case DBN_CONTRADICTS_NAME:
        return DBN_SPAN("name");
    case DBN_CONTRADICTS_NEGATION:
        return DBN_SPAN("negation");
    case DBN_CONTRADICTS_CERTAINTY:
        return DBN_SPAN("certainty");
    }
    return DBN_SPAN("number");
}

dbn_span
dbn_mark_kind_span(dbn_mark_kind kind)
{
    switch (kind) {
    case DBN_MARK_BOLD:
        return DBN_SPAN("bold");
    case DBN_MARK_ITALIC:
        return DBN_SPAN("italic");
    case DBN_MARK_LINK:
        return DBN_SPAN("link");
    case DBN_MARK_CODE:
        return DBN_SPAN("code");
    case DBN_MARK_SUB:
        return DBN_SPAN("sub");
    case DBN_MARK_SUP:
        return DBN_SPAN("sup");
    case DBN_MARK_UNDERLINE:
        return DBN_SPAN("underline");
    case DBN_MARK_STRIKE:
        return DBN_SPAN("strike");
    case DBN_MARK_QUOTE:
        return DBN_SPAN("quote");
    case DBN_MARK_BREAK:
        return DBN_SPAN("break");
    case DBN_MARK_IMAGE:
        return DBN_SPAN("image");
    case DBN_MARK_OTHER:
        return DBN_SPAN("other");
    }
    return DBN_SPAN("other");
}

bool
dbn_role_is_text(dbn_role role)
{
    return role == DBN_ROLE_PARAGRAPH || role == DBN_ROLE_LEAD ||
           role == DBN_ROLE_HEADING || role == DBN_ROLE_QUOTE || role == DBN_ROLE_ITEM;
}

const dbn_segment *
dbn_segment_at(const dbn_segments *segments, uint32_t at)
{
    uint32_t low = 0, high = segments->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (segments->items[middle].range.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    return low < segments->count && segments->items[low].range.beg <= at
               ? &segments->items[low]
               : NULL;
}

void
dbn_block_set_lang(dbn_block *block, dbn_span tag)
{
    size_t len = tag.len;
    if (len > sizeof block->lang) { /* not in the middle of a part */
        len = sizeof block->lang;
        while (len > 0 && tag.ptr[len] != '-')
            len--;
    }
    memset(block->lang, 0, sizeof block->lang);
    if (len > 0)
        memcpy(block->lang, tag.ptr, len);
}

dbn_span
dbn_block_lang(const dbn_block *block)
{
    const char *end = memchr(block->lang, '\0', sizeof block->lang);
    return (dbn_span){block->lang,
                      end == NULL ? sizeof block->lang : (size_t)(end - block->lang)};
}
