/*
 * translate/json_pick.h - strings out of an answer in JSON, by their path; simdjson
 * behind a C face.
 */
#ifndef DBN_TRANSLATE_JSON_PICK_H
#define DBN_TRANSLATE_JSON_PICK_H

#include "doublon/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dbn_json_picked {
    DBN_JSON_PICKED,
    DBN_JSON_NONE, /* something on the path is not there, or no string, or not wanted */
    DBN_JSON_INVALID,
    DBN_JSON_NO_ROOM
} dbn_json_picked;

/**
 * Hand the strings at `path` to `take`, in the order of the text. Names of the path are
 * parted by slashes, "0" is the first of an array, an asterisk all of it:
 * "choices/0/message/content". `take` says whether it wants more: false ends it, with
 * DBN_JSON_NONE. A string lives until it returns.
 */
dbn_json_picked dbn_json_pick(const char *path, dbn_span json,
                              bool (*take)(void *context, dbn_span text),
                              void *context);

#ifdef __cplusplus
}
#endif

#endif
