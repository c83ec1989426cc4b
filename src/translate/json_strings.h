/*
 * translate/json_strings.h - what dbn_json_pick() finds, in an arena.
 */
#ifndef DBN_TRANSLATE_JSON_STRINGS_H
#define DBN_TRANSLATE_JSON_STRINGS_H

#include "base/arena.h"
#include "translate/json_pick.h"

/** The strings at a path: copied into `arena`, at most `max`; more are DBN_JSON_NONE.
 */
dbn_json_picked dbn_json_strings(dbn_span *out, uint32_t max, uint32_t *count,
                                 const char *path, dbn_span json, dbn_arena *arena);

#endif
