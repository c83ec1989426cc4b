/*
 * write/violations.h - what is wrong with files of translators, for people and
 * machines.
 */
#ifndef DBN_WRITE_VIOLATIONS_H
#define DBN_WRITE_VIOLATIONS_H

#include "base/vec.h"
#include "doublon/cat.h"

/** One place where a file does not hold to its standard. */
typedef struct dbn_violation {
    const char *format;  /* "xliff"; "" for what is wrong with XML itself */
    const char *name;    /* "id-unique" */
    const char *message; /* of the catalogue; may have one "%s" for `about` */
    dbn_span about, clause;
    uint64_t line; /* 0: unknown */
} dbn_violation;

/** What a line of JSON says of a file beside its violations. */
typedef struct dbn_violations_head {
    dbn_span name, version;
    const char *format;
    bool is_cut; /* there are more than those told */
} dbn_violations_head;

/** Append all that is wrong with a file. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_violations(dbn_buffer *out, dbn_arena *arena,
                                const dbn_validate_input *in,
                                const dbn_violations_head *head,
                                const dbn_violation *violations,
                                uint32_t count) DBN_CHECKED;

#endif
