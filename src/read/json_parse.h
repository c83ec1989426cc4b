/*
 * read/json_parse.h - simdjson behind a C face: one JSON value, and the members of it
 * when it is an object.
 */
#ifndef DBN_READ_JSON_PARSE_H
#define DBN_READ_JSON_PARSE_H

#include "doublon/types.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dbn_json_parser dbn_json_parser;

/** NULL when there is no memory. One thread uses it. */
dbn_json_parser *dbn_json_parser_new(void);
void dbn_json_parser_free(dbn_json_parser *parser);

typedef enum dbn_json_result {
    DBN_JSON_OBJECT,
    DBN_JSON_OTHER, /* a valid value that is no object */
    DBN_JSON_BROKEN,
    DBN_JSON_TOO_DEEP, /* more than 1024 levels */
    DBN_JSON_NO_MEMORY
} dbn_json_result;

/** Parse `text`, which is copied. Half a surrogate pair is read as U+FFFD. */
dbn_json_result dbn_json_parse(dbn_json_parser *parser, dbn_span text);

/**
 * The next member of the object that was parsed last, in the order of the text; false
 * at its end. The value of a string is decoded; that of a number is empty with
 * *is_number; ptr is NULL for everything else. Both live until the next parse.
 */
bool dbn_json_next(dbn_json_parser *parser, dbn_span *name, dbn_span *value,
                   bool *is_number);

/** "3.0.1" of the headers, which hold most of it. */
const char *dbn_json_version(void);

/** Give back what a long text took. What dbn_json_next() gave is gone. */
void dbn_json_trim(dbn_json_parser *parser);

#ifdef __cplusplus
}
#endif

#endif
