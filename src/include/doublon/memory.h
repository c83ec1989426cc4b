/*
 * doublon/memory.h - translation memories: what was translated once, and what of it is
 * like a new text.
 *
 *     dbn_memory_file *file;
 *     dbn_error error;
 *     if (dbn_memory_file_open(&file, "house.memory", DBN_MEMORY_READ, &error) !=
 * DBN_OK) … const dbn_memory_query query = {.text = …, .source = fr, .target = nl,
 *                                     .least = 75, .matches = 5};
 *     dbn_memory_answer answer;
 *     if (dbn_memory_file_query(&answer, file, &query) == DBN_OK) …
 *     dbn_memory_file_free(file);
 *
 * A memory is one file. A unit of it is a text in some languages; those in its source
 * language are searched, and what comes back is their unit's text in the language that
 * is asked for. "fr" is found for "fr-BE" and the other way round, at a price.
 *
 * Scores: 101 the same text between the same neighbours, 100 the same text, 99 and less
 * what is like it. What a memory answers depends on what it holds, and on the order in
 * which that came.
 *
 * Threads: a handle belongs to one at a time. One program writes while others read:
 * each call what stands in the file when it is made.
 */
#ifndef DOUBLON_MEMORY_H
#define DOUBLON_MEMORY_H

#include "doublon.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- files ------------------------------------------------------------------ */

/** A memory that is open. */
typedef struct dbn_memory_file dbn_memory_file;

typedef enum dbn_memory_mode {
    DBN_MEMORY_READ, /* must exist */
    DBN_MEMORY_WRITE /* made where it does not exist */
} dbn_memory_mode;

/** Open the memory at `path` (NUL-terminated). Fails with DBN_ERR_IO, DBN_ERR_SYNTAX
 * (no memory, or damaged), DBN_ERR_NOMEM, DBN_ERR_USAGE (this build has no SQLite);
 * *out is then NULL, and `error` (may be NULL) says what. */
DBN_API dbn_status dbn_memory_file_open(dbn_memory_file **out, const char *path,
                                        dbn_memory_mode mode, dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_memory_file_free(dbn_memory_file *file);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_memory_file_error(const dbn_memory_file *file);

/* ---- TMX -------------------------------------------------------------------- */

/** A file of TMX, of any size, in any encoding that it declares. */
typedef struct dbn_memory_import {
    /** Up to `size` bytes into `out`; *count: 0 at the end. */
    dbn_status (*read)(void *context, char *out, size_t size, size_t *count);
    void *context;
    dbn_span name;   /* what it is called: the origin of its units */
    bool is_ordered; /* its units stand as in their text: they are each other's
                        neighbours where it does not name any */
    dbn_span target; /* of several translations of a unit, those in this language are
                        taken, whatever their country; empty: all */
} dbn_memory_import;

/** What became of its units. */
typedef struct dbn_memory_added {
    uint64_t added;
    uint64_t known;       /* were there already, with the same source and neighbours */
    uint64_t passed_over; /* have no text in any language, or no translation in the one
                             that is wanted */
    uint64_t others;      /* texts in other languages than the source and that one */
} dbn_memory_added;

/**
 * Add the units of a file: all of them, or none where it fails, with DBN_ERR_SYNTAX and
 * a line where it is not well-formed or no TMX; or as `read` does. Memory does not grow
 * with the file.
 */
DBN_API dbn_status dbn_memory_file_import(dbn_memory_added *out, dbn_memory_file *file,
                                          const dbn_memory_import *import);

/** Write all of it as TMX 1.4b, in pieces, in the order in which it came. Fails as
 * `output` does. */
DBN_API dbn_status dbn_memory_file_export(dbn_memory_file *file,
                                          dbn_status (*output)(void *context,
                                                               dbn_span bytes),
                                          void *context);

/* ---- what it holds ---------------------------------------------------------- */

/** Its texts in one language, and how many of them are searched. */
typedef struct dbn_memory_language {
    dbn_span lang;
    uint64_t variants, sources;
} dbn_memory_language;

typedef struct dbn_memory_stats {
    uint64_t units;
    uint64_t contexts;                    /* units of which a neighbour is known */
    uint64_t bytes;                       /* of the file */
    const dbn_memory_language *languages; /* by tag */
    uint32_t language_count;
} dbn_memory_stats;

/** Counts; borrowed until the next call. */
DBN_API dbn_status dbn_memory_file_count(dbn_memory_stats *out, dbn_memory_file *file);

typedef enum dbn_memory_format {
    DBN_MEMORY_TSV,  /* a line a match, or a number */
    DBN_MEMORY_JSONL /* a line a query, or all counts: src/write/README.md */
} dbn_memory_format;

/** Write them in a format. Fails as `output` does. */
DBN_API dbn_status dbn_memory_file_write_stats(
    dbn_memory_file *file, dbn_memory_format format,
    dbn_status (*output)(void *context, dbn_span bytes), void *context);

/* ---- search ----------------------------------------------------------------- */

/** How alike two texts are: trunc(100 * (longer - edits) / longer), where edits are the
 * tokens that must be put in, taken out or exchanged, at least. */
typedef enum dbn_memory_scoring {
    DBN_MEMORY_GRADED, /* another form of a word is a part of an edit */
    DBN_MEMORY_STRICT  /* it is one, as for OmegaT */
} dbn_memory_scoring;

/** Off the score, for each side: another tag of one language, where one is the
 * beginning of the other (fr, fr-BE), or where none is (fr-FR, fr-BE). */
#define DBN_MEMORY_PENALTY_GENERAL 1U
#define DBN_MEMORY_PENALTY_OTHER   2U
/** Off the score where one of the texts has codes: the translation that is handed over
 * has none. */
#define DBN_MEMORY_PENALTY_CODES 1U

/** The lowest score, and the most matches, that can be asked for. */
#define DBN_MEMORY_SCORE_MIN   30U
#define DBN_MEMORY_MATCHES_MAX 100U

typedef struct dbn_memory_query {
    dbn_span text;
    dbn_span source, target; /* BCP 47 */
    dbn_span before, after;  /* the texts around it; ptr NULL: unknown; empty: it is the
                                first, the last */
    dbn_memory_scoring scoring;
    uint32_t least;   /* score, DBN_MEMORY_SCORE_MIN to 101 */
    uint32_t matches; /* at most so many, 1 to DBN_MEMORY_MATCHES_MAX */
    bool has_codes;   /* markup was taken out of the text */
    uint32_t most;    /* texts of the memory that are looked at, those with the rarest
                         words first, so that time has a limit where thousands are alike
                         and a better match may be missed; 0: all that can be one */
} dbn_memory_query;

typedef struct dbn_memory_match {
    uint32_t score;   /* the penalty taken off */
    uint32_t penalty; /* of both languages, and of codes */
    uint32_t
        exchanged;   /* numbers, addresses, codes in `target` that come from the query
                      */
    int64_t unit;    /* its number in the memory */
    dbn_span source; /* as the memory has it */
    dbn_span target; /* with the query's numbers, addresses, codes */
    dbn_span source_lang, target_lang, origin;
    /* The two texts as XML, with their codes, as TMX has them; empty: no codes. */
    dbn_span source_content, target_content;
} dbn_memory_match;

typedef struct dbn_memory_answer {
    const dbn_memory_match *matches; /* the best first; of equal ones that whose stems
                                        are nearer, then that which came first */
    uint32_t count;
} dbn_memory_answer;

/** What is like a text; borrowed until the next call. None is missed, but for texts of
 * 4096 words or more, which only match themselves; and of units that have the same text
 * between the same neighbours, the first 1000 are looked at. Fails with DBN_ERR_USAGE
 * where a number is out of its bounds, with DBN_ERR_SYNTAX where the text is no UTF-8.
 */
DBN_API dbn_status dbn_memory_file_query(dbn_memory_answer *out, dbn_memory_file *file,
                                         const dbn_memory_query *query);

/** An answer, and the query that it is one to: the `number`-th, from 1. */
typedef struct dbn_memory_reply {
    const dbn_memory_query *query;
    const dbn_memory_answer *answer;
    uint64_t number;
} dbn_memory_reply;

/** Write an answer in a format. Fails as `output` does. */
DBN_API dbn_status dbn_memory_file_write(
    dbn_memory_file *file, const dbn_memory_reply *reply, dbn_memory_format format,
    dbn_status (*output)(void *context, dbn_span bytes), void *context);

#ifdef __cplusplus
}
#endif
#endif
