/*
 * tests/spec/examples.h - the examples of a spec file, and their stand-ins.
 */
#ifndef DBN_TESTS_SPEC_EXAMPLES_H
#define DBN_TESTS_SPEC_EXAMPLES_H

#include "support/support.h"

#include <doublon/desk.h>

/** What is run: the first word after `example`. */
typedef enum spec_command {
    SPEC_CLEAN, /* one document */
    SPEC_CHECK, /* the same, by the copy desk */
    SPEC_BATCH  /* a file of many documents, or one written in another format */
} spec_command;

/** Conventions that one example may set. */
#define SPEC_KEYS_MAX 4

/** What an example asks for: the words after `example`. */
typedef struct spec_options {
    spec_command command;
    dbn_input_kind kind; /* `html`, else text */
    dbn_span lang;       /* lang=, "fr" when it is not said */
    dbn_span charset;    /* charset= */
    dbn_clean_options clean;
    dbn_span name;                     /* name=, of the file that a batch reads */
    dbn_format format;                 /* format=, of a batch */
    dbn_repair repair;                 /* fix=, safe when it is not said */
    dbn_span profile;                  /* profile= */
    dbn_span enabled;                  /* enable=, one name */
    dbn_span disabled;                 /* disable=, one name */
    dbn_house_key keys[SPEC_KEYS_MAX]; /* house=key:value, each */
    uint32_t key_count;
    bool spells;       /* spelling: what is spelt wrong is looked for, too */
    bool known_bug;    /* it fails, and must be said when it does no more */
    bool shows_fields; /* fields: title, by-lines … stand in the trace */
    bool shows_blocks; /* blocks: so do the blocks that are kept */
    bool shows_edits;  /* edits: of every pass, not of the repairs and removals alone */
    bool hides_blocks; /* text: not even the blocks that are left out */
} spec_options;

/** One example: ranges of the file. */
typedef struct spec_example {
    spec_options options;
    uint32_t number;               /* from 1 */
    uint32_t line;                 /* of its first fence, from 1 */
    dbn_span input, output, trace; /* as they stand in the file, line ends included */
} spec_example;

/** Where the next example is looked for. */
typedef struct spec_reader {
    const char *path;
    dbn_span file;
    size_t at;
    uint32_t line, number;
} spec_reader;

/** The next example; false at the end. A file that is broken ends the program. */
bool spec_next(spec_reader *reader, spec_example *example);

/** The bytes that a part of an example stands for; its last line end is not theirs. */
void spec_decode(test_bytes *out, dbn_span part);

/** Bytes as a part of an example shows them, with a line end behind. */
void spec_encode(test_bytes *out, dbn_span bytes);

#endif
