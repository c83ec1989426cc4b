/*
 * write/markdown.c - a document as Markdown (CommonMark).
 *
 * What stands in the output text, block by block: headings, items, quotations, code,
 * tables; emphasis, links and line breaks from marks. It is a rendering: copies are
 * gone, and nobody can have the page back from it.
 *
 * Whatever could be read as markup is escaped. Emphasis that CommonMark would not see
 * as such (its inside starts or ends with a space, or with a mark right beside a
 * letter) is left out rather than shown as asterisks.
 */
#include "write/write.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/references.h"
#include "text/tag.h"
#include "write/attribute.h"
#include "write/json.h"
#include "write/markdown_table.h"

#include <assert.h>

/** Marks around one place that are written; deeper ones are left out. */
#define OPEN_MAX 16U
/** The heading of rank one is the title. */
#define HEADING_MIN 2U
#define HEADING_MAX 6U
/** Deeper items are not readable. */
#define ITEM_LEVELS 6U
/** CommonMark has no longer numbers of items, and none below 0. */
#define ITEM_NUMBER_MAX 999999999
/** Columns of the longest sign of an item: nine digits, a full stop and a space. */
#define ITEM_MARKER_MAX 11U

typedef struct open_mark {
    uint32_t end; /* in the output text */
    dbn_span close;
} open_mark;

typedef struct renderer {
    const dbn_writer *w;
    const dbn_document *doc;
    const dbn_view *decoded; /* where tags stand */
    dbn_span text;           /* the output */
    dbn_span prefix;         /* of every line of the block at hand */
    open_mark open[OPEN_MAX];
    uint32_t open_count;
    uint32_t mark;                /* the next one to look at */
    uint8_t markers[ITEM_LEVELS]; /* columns of the last item's sign, by level */
    dbn_markdown_table table;     /* the one at hand */
} renderer;

static dbn_status
raw(const renderer *r, dbn_span text)
{
    return dbn_json_raw(r->w->out, r->w->arena, text);
}

/* Has a byte a meaning wherever it stands? */
static bool
is_markup(char c)
{
    return c != '\0' && strchr("\\`*_[]<>|~", c) != NULL;
}

/* Does the byte at `at` make something else of a line that starts with it? */
static bool
is_line_markup(dbn_span line, size_t at)
{
    size_t digits = 0;
    if (at > 0) { /* "12." is the number of an item */
        while (digits < at && dbn_is_ascii_digit(line.ptr[digits]))
            digits++;
        return digits == at && digits < 10 &&
               (line.ptr[at] == '.' || line.ptr[at] == ')');
    }
    return strchr("#+-=>", line.ptr[0]) != NULL && line.ptr[0] != '\0';
}

/* Does "&" start a character reference? */
static bool
is_reference(dbn_span text, size_t at)
{
    uint32_t codes[2];
    bool terminated = false;
    dbn_span rest = {text.ptr + at + 1, text.len - at - 1};
    if (rest.len > 0 && rest.ptr[0] == '#')
        return true;
    return dbn_reference_named(rest, &terminated, codes) > 0 && terminated;
}

/* Bytes [beg, end) of the output, escaped; `line` is where its line starts. */
static dbn_status
escaped(const renderer *r, uint32_t beg, uint32_t end, uint32_t line)
{
    dbn_span from_line = {r->text.ptr + line, r->text.len - line};
    for (uint32_t at = beg; at < end; at++) {
        char c = r->text.ptr[at];
        if (is_markup(c) || is_line_markup(from_line, at - line) ||
            (c == '&' && is_reference(r->text, at)))
            DBN_TRY(raw(r, DBN_SPAN("\\")));
        DBN_TRY(raw(r, (dbn_span){&r->text.ptr[at], 1}));
    }
    return DBN_OK;
}

/* ---- marks ---- */

static dbn_char_class
class_before(dbn_span text, uint32_t at)
{
    uint32_t len, beg = at;
    if (at == 0)
        return DBN_CHAR_SPACE;
    do
        beg--;
    while (beg > 0 && dbn_utf8_is_continuation(text.ptr[beg]));
    return dbn_char_class_of(dbn_utf8_decode(text, beg, &len));
}

static dbn_char_class
class_at(dbn_span text, uint32_t at)
{
    uint32_t len;
    return at >= text.len ? DBN_CHAR_SPACE
                          : dbn_char_class_of(dbn_utf8_decode(text, at, &len));
}

static bool
is_word(dbn_char_class class)
{
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           class == DBN_CHAR_DIGIT;
}

/* Would CommonMark see emphasis around the range? */
static bool
can_emphasise(dbn_span text, dbn_range range)
{
    bool opens =
        is_word(class_at(text, range.beg)) || !is_word(class_before(text, range.beg));
    bool closes =
        is_word(class_before(text, range.end)) || !is_word(class_at(text, range.end));
    return opens && closes;
}

static dbn_range
without_spaces(dbn_span text, dbn_range range)
{
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.beg]))
        range.beg++;
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.end - 1]))
        range.end--;
    return range;
}

/* An address with its references decoded, between angle brackets. */
static dbn_status
address(const renderer *r, dbn_span href)
{
    dbn_buffer bytes = {0};
    DBN_TRY(dbn_attribute_decode(&bytes, r->w->arena, href));
    DBN_TRY(raw(r, DBN_SPAN("](<")));
    for (uint32_t at = 0; at < bytes.count; at++) {
        char c = bytes.items[at];
        if (c != '\0' && strchr("<>\\", c) != NULL)
            DBN_TRY(raw(r, DBN_SPAN("\\")));
        if ((unsigned char)c >= ' ')
            DBN_TRY(raw(r, (dbn_span){&bytes.items[at], 1}));
    }
    return raw(r, DBN_SPAN(">)"));
}

static bool
is_address(dbn_span href)
{
    dbn_span script = DBN_SPAN("javascript:");
    return href.len > 0 && href.ptr[0] != '#' &&
           !(href.len >= script.len &&
             dbn_span_equal_ascii((dbn_span){href.ptr, script.len}, script));
}

/* What closes a mark of this kind; empty where Markdown has none. Links close with
 * their address, and are told by "]". */
static dbn_span
close_of(const renderer *r, const dbn_mark *mark, dbn_range range)
{
    dbn_span href;
    switch ((dbn_mark_kind)mark->kind) {
    case DBN_MARK_BOLD:
        return can_emphasise(r->text, range) ? DBN_SPAN("**") : DBN_SPAN("");
    case DBN_MARK_ITALIC:
        return can_emphasise(r->text, range) ? DBN_SPAN("*") : DBN_SPAN("");
    case DBN_MARK_STRIKE:
        return can_emphasise(r->text, range) ? DBN_SPAN("~~") : DBN_SPAN("");
    case DBN_MARK_LINK:
        if (dbn_tag_attribute(&href, dbn_span_slice(r->decoded->text, mark->open),
                              DBN_SPAN("href")) &&
            is_address(dbn_span_trim(href)))
            return dbn_span_trim(href);
        return DBN_SPAN("");
    case DBN_MARK_CODE:
    case DBN_MARK_SUB:
    case DBN_MARK_SUP:
    case DBN_MARK_UNDERLINE:
    case DBN_MARK_QUOTE:
    case DBN_MARK_BREAK:
    case DBN_MARK_IMAGE:
    case DBN_MARK_OTHER:
        break;
    }
    return DBN_SPAN("");
}

static bool
is_delimiter(dbn_span close)
{
    return close.len > 0 && close.len <= 2 &&
           (close.ptr[0] == '*' || close.ptr[0] == '~');
}

static bool
has_open(const renderer *r, dbn_span close)
{
    for (uint32_t i = 0; i < r->open_count; i++)
        if (dbn_span_equal(r->open[i].close, close) ||
            (!is_delimiter(close) && !is_delimiter(r->open[i].close)))
            return true;
    return false;
}

/* Open a mark that starts here; one that the mark around it does not hold whole ends
 * with that. */
static dbn_status
open_one(renderer *r, const dbn_mark *mark, dbn_range range)
{
    if (r->open_count > 0 && r->open[r->open_count - 1].end < range.end)
        range.end = r->open[r->open_count - 1].end;
    range = without_spaces(r->text, range);
    dbn_span close = close_of(r, mark, range);
    if (close.len == 0 || range.beg == range.end || r->open_count == OPEN_MAX ||
        has_open(r, close))
        return DBN_OK;
    r->open[r->open_count++] = (open_mark){range.end, close};
    return raw(r, is_delimiter(close) ? close : DBN_SPAN("["));
}

static dbn_status
close_until(renderer *r, uint32_t at)
{
    while (r->open_count > 0 && r->open[r->open_count - 1].end <= at) {
        dbn_span close = r->open[--r->open_count].close;
        DBN_TRY(is_delimiter(close) ? raw(r, close) : address(r, close));
    }
    return DBN_OK;
}

/* Where the mark stands in the output, without spaces at its ends. */
static dbn_range
place_of(const renderer *r, const dbn_mark *mark)
{
    return without_spaces(
        r->text, dbn_range_forward_to(r->doc->output, r->doc->page, mark->range));
}

/* ---- blocks ---- */

/* The text of a block with its marks. */
static dbn_status
inline_text(renderer *r, dbn_range range, uint32_t block)
{
    const dbn_marks *marks = &r->doc->records.marks;
    uint32_t at = range.beg;
    while (r->mark < marks->count && marks->items[r->mark].block < block)
        r->mark++;
    for (; r->mark < marks->count && marks->items[r->mark].block == block; r->mark++) {
        const dbn_mark *mark = &marks->items[r->mark];
        dbn_range place = place_of(r, mark);
        if (place.beg < at || place.end > range.end)
            continue;
        while (r->open_count > 0 && r->open[r->open_count - 1].end <= place.beg) {
            uint32_t end = r->open[r->open_count - 1].end;
            DBN_TRY(escaped(r, at, end, range.beg));
            at = end;
            DBN_TRY(close_until(r, end));
        }
        DBN_TRY(escaped(r, at, place.beg, range.beg));
        at = place.beg;
        if (mark->kind == DBN_MARK_BREAK && at > range.beg && at < range.end) {
            DBN_TRY(raw(r, r->table.columns > 0 ? DBN_SPAN("<br>") : DBN_SPAN("\\\n")));
            DBN_TRY(raw(r, r->prefix));
            at += r->text.ptr[at] == ' ';
        } else if (place.beg < place.end) {
            DBN_TRY(open_one(r, mark, place));
        }
    }
    while (r->open_count > 0) {
        uint32_t end = r->open[r->open_count - 1].end;
        DBN_TRY(escaped(r, at, end, range.beg));
        at = end;
        DBN_TRY(close_until(r, end));
    }
    return escaped(r, at, range.end, range.beg);
}

/* Code stands as it is, in a fence that is longer than any run of backticks in it. */
static dbn_status
code(const renderer *r, dbn_range range)
{
    uint32_t longest = 2, run = 0;
    for (uint32_t at = range.beg; at < range.end; at++) {
        run = r->text.ptr[at] == '`' ? run + 1 : 0;
        longest = run > longest ? run : longest;
    }
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i <= longest; i++)
            DBN_TRY(raw(r, DBN_SPAN("`")));
        if (side == 0) {
            DBN_TRY(raw(r, DBN_SPAN("\n")));
            DBN_TRY(raw(r, dbn_span_slice(r->text, range)));
            DBN_TRY(raw(r, DBN_SPAN("\n")));
        }
    }
    return DBN_OK;
}

/* An item is set in as far as the text of the one that it belongs to. */
static dbn_status
open_item(renderer *r, const dbn_block *block)
{
    static const char spaces[] = "                                                  "
                                 "                ";
    static_assert(sizeof spaces > (size_t)ITEM_LEVELS * ITEM_MARKER_MAX,
                  "the text of the deepest item, behind the longest signs");
    bool is_numbered = (block->flags & DBN_BLOCK_NUMBERED) != 0 && block->number >= 0 &&
                       block->number <= ITEM_NUMBER_MAX;
    uint32_t level = block->level == 0            ? 1
                     : block->level > ITEM_LEVELS ? ITEM_LEVELS
                                                  : block->level;
    uint32_t before = 0, width = 2;
    for (uint32_t i = 0; i + 1 < level; i++)
        before += r->markers[i] == 0 ? 2 : r->markers[i];
    for (int32_t n = block->number; is_numbered && n > 9; n /= 10)
        width++;
    width += is_numbered;
    r->markers[level - 1] = (uint8_t)width;
    r->prefix = (dbn_span){spaces, before + width};
    DBN_TRY(raw(r, (dbn_span){spaces, before}));
    if (!is_numbered)
        return raw(r, DBN_SPAN("- "));
    DBN_TRY(dbn_json_number(r->w->out, r->w->arena, (uint64_t)block->number));
    return raw(r, DBN_SPAN(". "));
}

/* What stands in front of a block; r->prefix is what its other lines start with. */
static dbn_status
opening(renderer *r, const dbn_block *block)
{
    static const char hashes[] = "###### ";
    uint32_t level = block->level;
    r->prefix = DBN_SPAN("");
    switch ((dbn_role)block->role) {
    case DBN_ROLE_TITLE:
    case DBN_ROLE_HEADING:
        if (level == 0 || block->role == DBN_ROLE_TITLE)
            level = 1;
        if (block->role == DBN_ROLE_HEADING && level < HEADING_MIN)
            level = HEADING_MIN;
        level = level > HEADING_MAX ? HEADING_MAX : level;
        return raw(r, (dbn_span){hashes + HEADING_MAX - level, level + 1});
    case DBN_ROLE_QUOTE:
        r->prefix = DBN_SPAN("> ");
        return raw(r, r->prefix);
    case DBN_ROLE_ITEM:
        return open_item(r, block);
    case DBN_ROLE_PARAGRAPH:
    case DBN_ROLE_BYLINE:
    case DBN_ROLE_FUNCTION:
    case DBN_ROLE_DATE:
    case DBN_ROLE_CREDIT:
    case DBN_ROLE_LEAD:
    case DBN_ROLE_CAPTION:
    case DBN_ROLE_CELL:
    case DBN_ROLE_ASIDE:
    case DBN_ROLE_CODE:
    case DBN_ROLE_FURNITURE:
    case DBN_ROLE_COUNT:
        break;
    }
    return DBN_OK;
}

/* ---- the document ---- */

/* Between two blocks: a blank line, which items of one list do without, and which
 * paragraphs of one quotation share with it. */
static dbn_status
separate(const renderer *r, const dbn_block *before, const dbn_block *block)
{
    if (before == NULL)
        return DBN_OK;
    if (before->role == DBN_ROLE_ITEM && block->role == DBN_ROLE_ITEM)
        return raw(r, DBN_SPAN("\n"));
    if (before->role == DBN_ROLE_QUOTE && block->role == DBN_ROLE_QUOTE &&
        before->parent != DBN_NONE && before->parent == block->parent)
        return raw(r, DBN_SPAN("\n>\n"));
    return raw(r, DBN_SPAN("\n\n"));
}

/* From the block before to the text of block `i`. */
static dbn_status
approach(renderer *r, const dbn_block *before, uint32_t i)
{
    const dbn_blocks *blocks = &r->doc->records.blocks;
    const dbn_block *block = &blocks->items[i];
    if (!dbn_markdown_table_holds(&r->table, block)) {
        DBN_TRY(dbn_markdown_table_end(&r->table, r->w));
        DBN_TRY(separate(r, before, block));
        dbn_markdown_table_begin(&r->table, blocks, i);
    }
    return r->table.columns > 0 ? dbn_markdown_table_cell(&r->table, r->w, block)
                                : opening(r, block);
}

static const dbn_view *
decoded_view(const dbn_document *doc)
{
    return doc->decoded == NULL ? doc->page : doc->decoded;
}

/* The title, where no block that stands in the text has it. */
static dbn_status
title(renderer *r, const dbn_block **before)
{
    static const dbn_block heading = {.role = DBN_ROLE_TITLE};
    dbn_span text = dbn_field_text(&r->doc->title), output = r->text;
    for (uint32_t i = 0; i < r->doc->records.blocks.count; i++) {
        const dbn_block *block = &r->doc->records.blocks.items[i];
        if ((block->flags & DBN_BLOCK_KEPT) != 0 &&
            r->doc->title.view == r->doc->page &&
            block->range.beg == r->doc->title.range.beg)
            return DBN_OK;
    }
    if (text.len == 0)
        return DBN_OK;
    DBN_TRY(raw(r, DBN_SPAN("# ")));
    r->text = text;
    DBN_TRY(escaped(r, 0, (uint32_t)text.len, 0));
    r->text = output;
    *before = &heading;
    return DBN_OK;
}

dbn_status
dbn_write_markdown(const dbn_writer *w, const dbn_document *doc)
{
    renderer r = {
        .w = w, .doc = doc, .decoded = decoded_view(doc), .text = doc->output->text};
    const dbn_blocks *blocks = &doc->records.blocks;
    const dbn_block *before = NULL;
    DBN_TRY(title(&r, &before));
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *block = &blocks->items[i];
        dbn_range range = without_spaces(
            r.text, dbn_range_forward_to(doc->output, doc->page, block->range));
        if ((block->flags & DBN_BLOCK_KEPT) == 0 || range.beg == range.end)
            continue;
        DBN_TRY(approach(&r, before, i));
        DBN_TRY(block->role == DBN_ROLE_CODE ? code(&r, range)
                                             : inline_text(&r, range, i));
        before = block;
    }
    DBN_TRY(dbn_markdown_table_end(&r.table, w));
    return before == NULL ? DBN_OK : raw(&r, DBN_SPAN("\n"));
}
