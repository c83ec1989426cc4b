/*
 * tests/gold/json.h - JSON files of other people's test suites, as a tree.
 *
 * For trusted files of a few megabytes: recursive, no numbers but as text. Lone
 * surrogates are kept, as the three bytes that UTF-8 would give them.
 */
#ifndef DBN_TESTS_GOLD_JSON_H
#define DBN_TESTS_GOLD_JSON_H

#include "base/job.h"
#include "base/vec.h"

typedef enum json_kind { JSON_WORD, JSON_STRING, JSON_ARRAY, JSON_OBJECT } json_kind;

typedef struct json {
    json_kind kind;
    dbn_span text; /* of a string, unescaped; of a word (null, true, 12) as it is */
    DBN_VEC(struct json) items;
    DBN_VEC(dbn_span) keys; /* of an object, one an item */
} json;

/** The value of `text`, in the arena; false if it is no JSON. */
bool json_read(json *out, dbn_span text, dbn_arena *arena);

/** The member of an object, or NULL. */
const json *json_get(const json *object, dbn_span key);

/** Replace what \uXXXX stands for (other escapes stay); for JSON_STRING too. */
dbn_span json_unescape(dbn_span text, dbn_arena *arena);

#endif
