#include "archive/places.h"

#include "base/varint.h"

static dbn_status
write_number(dbn_buffer *out, dbn_arena *arena, uint64_t value)
{
    char bytes[DBN_VARINT_MAX];
    uint32_t len = dbn_varint_put(bytes, value);
    return dbn_vec_append(arena, out, bytes, len);
}

static dbn_status
write_range(dbn_buffer *out, dbn_arena *arena, dbn_range range, uint32_t from)
{
    uint64_t step = range.beg >= from ? 2 * (uint64_t)(range.beg - from)
                                      : 2 * (uint64_t)(from - range.beg) - 1;
    DBN_TRY(write_number(out, arena, step));
    return write_number(out, arena, dbn_range_len(range));
}

dbn_status
dbn_places_write(dbn_buffer *out, dbn_arena *arena,
                 const dbn_archive_document *document, const dbn_sketch *sketches)
{
    uint32_t from = 0;
    DBN_TRY(write_range(out, arena, document->place, 0));
    for (uint32_t i = 0; i < document->paragraph_count; i++) {
        dbn_range place = document->paragraphs[i].place;
        DBN_TRY(write_range(out, arena, place, from));
        DBN_TRY(write_number(out, arena, sketches[i].level));
        DBN_TRY(write_number(out, arena, sketches[i].count));
        from = place.end;
    }
    return DBN_OK;
}

static bool
read_range(dbn_range *out, dbn_span places, size_t *at, uint32_t from)
{
    uint64_t step, len;
    if (!dbn_varint_get(&step, places, at) || !dbn_varint_get(&len, places, at) ||
        step / 2 > UINT32_MAX || len > UINT32_MAX)
        return false;
    int64_t beg = (int64_t)from +
                  (step % 2 == 0 ? (int64_t)(step / 2) : -(int64_t)(step / 2) - 1);
    if (beg < 0 || beg + (int64_t)len > UINT32_MAX)
        return false;
    *out = (dbn_range){(uint32_t)beg, (uint32_t)(beg + (int64_t)len)};
    return true;
}

static bool
read_paragraph(dbn_place *out, dbn_span places, size_t *at, uint32_t from)
{
    uint64_t level, count;
    if (!read_range(&out->range, places, at, from) ||
        !dbn_varint_get(&level, places, at) || !dbn_varint_get(&count, places, at) ||
        level > DBN_SKETCH_LEVEL_MAX || count > UINT32_MAX)
        return false;
    out->sketch = (dbn_sketch){(uint32_t)level, (uint32_t)count};
    return true;
}

bool
dbn_places_read(dbn_place *out, uint64_t units, dbn_span places)
{
    size_t at = 0;
    uint32_t from = 0;
    for (uint64_t i = 0; i < units; i++) {
        dbn_place place = {.sketch = {0, 0}};
        bool is_there = i == 0 ? read_range(&place.range, places, &at, 0)
                               : read_paragraph(&place, places, &at, from);
        if (!is_there)
            return false;
        if (i > 0)
            from = place.range.end;
        if (out != NULL)
            out[i] = place;
    }
    return true;
}
