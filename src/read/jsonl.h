/*
 * read/jsonl.h - one line of JSON Lines: its article, and where to put the result.
 *
 *     {"id": 7, "html": "<p>…", "doublon": {…}}
 *               ╰── html ───╯   ╰─ doublon ─╯ ╰ close
 *
 * A reader keeps its memory from line to line, but for that of a line longer than a
 * MiB; it belongs to one thread.
 */
#ifndef DBN_READ_JSONL_H
#define DBN_READ_JSONL_H

#include "base/job.h"

typedef struct dbn_jsonl_reader dbn_jsonl_reader;

dbn_status dbn_jsonl_new(dbn_jsonl_reader **out, dbn_error *err) DBN_CHECKED;
void dbn_jsonl_free(dbn_jsonl_reader *reader);

/** Names of the fields that hold the article. Empty: "text" and "html". */
typedef struct dbn_jsonl_names {
    dbn_span text, html;
} dbn_jsonl_names;

/** `"name": value` at the top level of the line, from the first quotation mark to the
 * end of the value; empty where there is none. */
typedef struct dbn_jsonl_member {
    dbn_range range;
    uint32_t next; /* where the next member starts, or the closing brace stands */
} dbn_jsonl_member;

/** What a line holds. Values are decoded; ptr is NULL where the field is missing or no
 * string. Of two fields of one name the last counts. */
typedef struct dbn_jsonl_line {
    dbn_span text, html, id, url, lang, date; /* a number as `id` is taken as written */
    dbn_jsonl_member text_member, html_member, doublon_member;
    uint32_t members; /* at the top level */
    uint32_t close;   /* where the closing brace stands */
} dbn_jsonl_line;

/**
 * Read one line (without its line end). Values live in job->arena and are valid UTF-8:
 * half a surrogate pair is U+FFFD, \u0000 a NUL. Linear. Fails with DBN_ERR_SYNTAX and
 * the offset in the line, DBN_ERR_LIMIT for a line of 2^31 bytes or more,
 * DBN_ERR_NOMEM.
 */
dbn_status dbn_jsonl_read(dbn_jsonl_line *out, dbn_jsonl_reader *reader, dbn_span line,
                          const dbn_jsonl_names *names, dbn_job *job) DBN_CHECKED;

#define DBN_JSONL_KEPT_MAX 4

/**
 * The parts of the line up to its closing brace that stay when a new `doublon` is put
 * in front of that brace: all but an old one, and but the article's fields where
 * `drop_input` says so. In order, at most DBN_JSONL_KEPT_MAX; returns how many.
 * *needs_comma says whether a comma goes in front of the new member.
 */
uint32_t dbn_jsonl_kept(dbn_range kept[DBN_JSONL_KEPT_MAX], bool *needs_comma,
                        const dbn_jsonl_line *line, bool drop_input);

#endif
