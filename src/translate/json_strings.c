#include "translate/json_strings.h"

typedef struct taking {
    dbn_span *out;
    uint32_t max, count;
    dbn_arena *arena;
    bool is_out_of_memory;
} taking;

static bool
take(void *context, dbn_span text)
{
    taking *t = context;
    if (t->count == t->max)
        return false;
    dbn_span copy = dbn_arena_copy(t->arena, text);
    t->is_out_of_memory = copy.ptr == NULL;
    if (copy.ptr != NULL)
        t->out[t->count++] = copy;
    return copy.ptr != NULL;
}

dbn_json_picked
dbn_json_strings(dbn_span *out, uint32_t max, uint32_t *count, const char *path,
                 dbn_span json, dbn_arena *arena)
{
    taking t = {.out = out, .max = max, .arena = arena};
    dbn_json_picked picked = dbn_json_pick(path, json, take, &t);
    *count = t.count;
    return t.is_out_of_memory ? DBN_JSON_NO_ROOM : picked;
}
