#include "write/patches.h"

#include <assert.h>
#include <stdlib.h>

#include "write/json.h"

dbn_status
dbn_patches_add(dbn_patches *patches, dbn_arena *arena, dbn_range range, dbn_span text)
{
    return dbn_vec_push(arena, patches, ((dbn_patch){range, text}));
}

/* A patch, and when it was added. */
typedef struct row {
    dbn_patch patch;
    uint32_t number;
} row;

static int
by_place(const void *first, const void *second)
{
    const row *a = first, *b = second;
    if (a->patch.range.beg != b->patch.range.beg)
        return a->patch.range.beg < b->patch.range.beg ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

dbn_status
dbn_patches_apply(dbn_buffer *out, dbn_arena *arena, dbn_span file,
                  dbn_patches *patches)
{
    uint32_t at = 0, count = patches->count;
    row *rows = dbn_arena_alloc(arena, (count + 1) * sizeof *rows);
    if (rows == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        rows[i] = (row){patches->items[i], i};
    if (count > 1)
        qsort(rows, count, sizeof *rows, by_place);
    for (uint32_t i = 0; i < count; i++) {
        const dbn_patch *patch = &rows[i].patch;
        assert(patch->range.beg >= at && patch->range.end <= file.len);
        DBN_TRY(dbn_json_raw(out, arena,
                             dbn_span_slice(file, (dbn_range){at, patch->range.beg})));
        DBN_TRY(dbn_json_raw(out, arena, patch->text));
        at = patch->range.end;
    }
    return dbn_json_raw(out, arena,
                        dbn_span_slice(file, (dbn_range){at, (uint32_t)file.len}));
}
