#include "text/lines.h"

#include "base/utf8.h"

#define POINT_EVERY 1024U

typedef struct dbn_line_point line_point;

/* Count one byte into `point`. */
static void
count_byte(line_point *point, dbn_span text, uint32_t at)
{
    char c = text.ptr[at];
    if (!dbn_utf8_is_continuation(c)) {
        point->codepoints++;
        point->utf16 += (unsigned char)c >= 0xF0 ? 2 : 1;
    }
    bool ends_line =
        c == '\n' || (c == '\r' && (at + 1 == text.len || text.ptr[at + 1] != '\n'));
    if (ends_line) {
        point->lines++;
        point->line_codepoints = point->codepoints;
    }
}

dbn_status
dbn_line_index_make(dbn_line_index *out, dbn_span text, dbn_arena *arena)
{
    uint32_t count = (uint32_t)(text.len / POINT_EVERY) + 1;
    *out = (dbn_line_index){.text = text, .count = count};
    out->points = dbn_arena_alloc(arena, count * sizeof *out->points);
    if (out->points == NULL)
        return DBN_ERR_NOMEM;
    line_point point = {0};
    for (uint32_t at = 0; at < text.len; at++) {
        if (at % POINT_EVERY == 0)
            out->points[at / POINT_EVERY] = point;
        count_byte(&point, text, at);
    }
    if (text.len % POINT_EVERY == 0)
        out->points[count - 1] = point;
    return DBN_OK;
}

static line_point
point_at(const dbn_line_index *index, uint32_t offset)
{
    if (offset > index->text.len)
        offset = (uint32_t)index->text.len;
    line_point point = index->points[offset / POINT_EVERY];
    for (uint32_t at = offset / POINT_EVERY * POINT_EVERY; at < offset; at++)
        count_byte(&point, index->text, at);
    return point;
}

uint32_t
dbn_offset_in(const dbn_line_index *index, uint32_t offset, dbn_offset_unit unit)
{
    switch (unit) {
    case DBN_OFFSET_BYTES:
        return offset;
    case DBN_OFFSET_CODEPOINTS:
        return point_at(index, offset).codepoints;
    case DBN_OFFSET_UTF16:
        return point_at(index, offset).utf16;
    }
    return offset;
}

dbn_place
dbn_place_of(const dbn_line_index *index, uint32_t offset)
{
    line_point point = point_at(index, offset);
    uint32_t column = point.codepoints - point.line_codepoints + 1;
    return (dbn_place){point.lines + 1, column};
}
