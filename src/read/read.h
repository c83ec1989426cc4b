/*
 * read/read.h - bytes to blocks: decode, then extract from a page or a dump.
 *
 *     source ──decode──▶ UTF-8 ──extract──▶ text with blocks, hints, marks, metas
 *
 * The text holds everything a reader of the source could see, in order, block after
 * block; what is article and what is furniture is decided later (article/).
 */
#ifndef DBN_READ_READ_H
#define DBN_READ_READ_H

#include "lang/profile.h"
#include "text/records.h"

typedef struct dbn_read_input {
    dbn_span source;  /* borrowed for the life of the job's document */
    dbn_span name;    /* file name or empty */
    dbn_span charset; /* label from a protocol or an option; may be empty */
    dbn_span lang;    /* BCP 47 tag asked for by an option; may be empty */
    dbn_input_kind kind;
    bool is_utf8;        /* the source is known to be UTF-8 (a JSON field) */
    bool decode_only;    /* no extraction: the text is the decoded text, one block */
    bool keep_all;       /* --extract=none: visible text and blocks, nothing judged */
    uint32_t max_blocks; /* limits; 0 for the defaults below */
    uint32_t max_depth;
} dbn_read_input;

/** Beyond, the document is refused with DBN_ERR_LIMIT. */
#define DBN_MAX_BLOCKS 1000000U

/** Open elements that are remembered; deeper ones are read, but count as children of
 * the deepest. */
#define DBN_MAX_DEPTH 1000U

typedef struct dbn_read {
    const dbn_view *source;
    const dbn_view *decoded;
    dbn_records records; /* on the extracted view */
    dbn_metas metas;
    const dbn_profile *profile; /* of the language asked for, said or seen */
    dbn_span lang;              /* that language: BCP 47, as in "fr-BE"; or "und" */
    dbn_span charset;           /* WHATWG name, lower case: "utf-8", "windows-1252" */
    dbn_input_kind kind;        /* HTML or TEXT */
} dbn_read;

/** Are ICU and simdjson there? The version goes to `version`, NUL-terminated. */
bool dbn_read_icu(char *version, size_t size);
bool dbn_read_simdjson(char *version, size_t size);

/** What a document is by its name, or where that says nothing by how it begins. */
dbn_input_kind dbn_read_kind(dbn_span name, dbn_span bytes);

/**
 * Read one document. Everything in `out` lives in job->arena. Linear in the source.
 * Fails with DBN_ERR_LIMIT (a limit, named in the message), DBN_ERR_NOMEM.
 */
dbn_status dbn_read_run(dbn_read *out, const dbn_read_input *in,
                        const dbn_profiles *profiles, dbn_job *job) DBN_CHECKED;

#endif
