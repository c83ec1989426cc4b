/*
 * doublon/cat.h - the files that translators hand on.
 *
 *     dbn_validation found;
 *     dbn_validate_input in = {.bytes = …, .name = …};
 *     if (dbn_validate(&found, &in, output, context) != DBN_OK) …
 *     if (!found.is_valid) …
 */
#ifndef DOUBLON_CAT_H
#define DOUBLON_CAT_H

#include "doublon.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dbn_validate_format {
    DBN_VALIDATE_TEXT, /* "NAME:LINE: RULE: message [clause]", a line each */
    DBN_VALIDATE_JSONL /* a line a file: src/write/README.md */
} dbn_validate_format;

/** A file to validate, and how to tell what is wrong with it. */
typedef struct dbn_validate_input {
    dbn_span bytes; /* XLIFF 2.0 to 2.2, or TMX; in any encoding that it declares */
    dbn_span name;  /* what it is called */
    dbn_validate_format format;
    dbn_ui ui;     /* language of messages; JSON is in English */
    size_t budget; /* bytes of memory; 0: no bound */
} dbn_validate_input;

/** What became of it. */
typedef struct dbn_validation {
    bool is_valid;
    const char *format;  /* "xliff", "tmx"; "" where it is neither */
    uint32_t violations; /* that were told: at most a thousand of a file */
    dbn_error error;     /* why there was nothing to tell: memory, or `output` */
} dbn_validation;

/**
 * Hold a file to its standard, and write each violation with its rule, line and clause.
 * What is not well-formed, or in no such format, is a violation like others. No file or
 * address that it names is ever fetched; one that declares entities is refused. Fails
 * as `output` does, or with DBN_ERR_NOMEM or DBN_ERR_LIMIT (beyond 2 GiB). Any thread.
 */
DBN_API dbn_status dbn_validate(dbn_validation *out, const dbn_validate_input *in,
                                dbn_status (*output)(void *context, dbn_span bytes),
                                void *context);

#ifdef __cplusplus
}
#endif
#endif
