#include <stdio.h>

#include "write/escape.h"
#include "write/json.h"
#include "write/xliff.h"

dbn_status
dbn_xliff_origin(dbn_buffer *out, dbn_arena *arena, const dbn_unit_part *part,
                 uint32_t number)
{
    char head[48];
    int len = part->state == DBN_STATE_REVIEW && part->score == 0
                  ? snprintf(head, sizeof head, "s%u mt ", number)
                  : snprintf(head, sizeof head, "s%u %u ", number, part->score);
    DBN_TRY(dbn_json_raw(out, arena, (dbn_span){head, (size_t)len}));
    return dbn_write_xml(out, arena, part->origin);
}
