/*
 * doublon/index.h - what was published before: an archive on disk that is asked about
 * today's texts.
 *
 * Quick start:
 *     dbn_index *index;
 *     if (dbn_index_open(&index, engine, "archive.dbn", DBN_INDEX_CREATE, NULL,
 *                        &error) != DBN_OK)
 *         return complain(error.message);
 *     const dbn_index_text text = {.text = article, .id = id, .date = day};
 *     uint32_t count;
 *     const dbn_index_hit *hits;
 *     if (dbn_index_query(index, &text, &hits, &count) == DBN_OK)
 *         … hits[i].partner said hits[i].range of it …
 *     if (dbn_index_add(index, &text) != DBN_OK ||
 *         dbn_index_flush(index, NULL) != DBN_OK)
 *         complain(dbn_index_error(index)->message);
 *     dbn_index_close(index);
 *
 * The archive is one SQLite file; doublon-index(1) tells its tables. One process adds
 * at a time, others ask meanwhile about what stood before; one that is killed leaves
 * what was flushed. An archive made with other key tables (dbn_key_version()) is
 * refused.
 *
 * Threads: an index belongs to one at a time.
 */
#ifndef DOUBLON_INDEX_H
#define DOUBLON_INDEX_H

#include "doublon/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct dbn_index dbn_index;

/** What is done with it. */
typedef enum dbn_index_mode {
    DBN_INDEX_READ,  /* it must exist, and stays as it is */
    DBN_INDEX_WRITE, /* it must exist */
    DBN_INDEX_CREATE /* made where there is none */
} dbn_index_mode;

/** Zero gives the defaults. */
typedef struct dbn_index_options {
    /* Of an archive that is made; one that exists stays as it was made. */
    bool exact;      /* find what is the same byte for byte alone: half the size */
    bool store_text; /* keep the texts, so that what looks alike is verified */
    /* Of questions. */
    uint32_t near; /* thousandths of the words of the shorter paragraph that must stand
                      in the other one; 0: 300 where texts are kept, and 700 where that
                      is estimated */
    uint32_t max_postings; /* where three words in a row stand in more paragraphs the
                              oldest answers for all; 0: 64; at most 1024 */
    uint32_t max_hits;     /* told of one paragraph; 0: 4 */
} dbn_index_options;

/**
 * Open the archive at `path` (NUL-terminated). `options` may be NULL; the engine is
 * borrowed until it is closed. On failure *out is NULL, and `error` (may be NULL) says
 * what: DBN_ERR_IO (no such file, another writer, a full disk), DBN_ERR_SYNTAX (no
 * archive, a damaged one, one of another version), DBN_ERR_USAGE (another key version;
 * this library was built without SQLite or zstd), DBN_ERR_NOMEM.
 */
DBN_API dbn_status dbn_index_open(dbn_index **out, const dbn_engine *engine,
                                  const char *path, dbn_index_mode mode,
                                  const dbn_index_options *options, dbn_error *error);

/** What was added and not flushed is lost. NULL is allowed. */
DBN_API void dbn_index_close(dbn_index *index);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_index_error(const dbn_index *index);

/* ---- one text ------------------------------------------------------------------- */

/** A text, plain and UTF-8. All but `text` may be empty. */
typedef struct dbn_index_text {
    dbn_span text;
    dbn_span id, url; /* by which it is known: the id, else the url, else the text */
    dbn_span date;    /* ISO 8601 */
    dbn_span lang;    /* BCP 47; empty: recognised */
} dbn_index_text;

/** What was added since the index was opened, and written. */
typedef struct dbn_index_added {
    uint64_t documents, paragraphs;
    uint64_t known; /* documents that stood there already, and are the same */
} dbn_index_added;

/** Add a text. It is written with others, later: see dbn_index_flush(). */
DBN_API dbn_status dbn_index_add(dbn_index *index, const dbn_index_text *text);

/** Write what was added, all of it or nothing. `added` may be NULL. */
DBN_API dbn_status dbn_index_flush(dbn_index *index, dbn_index_added *added);

/** A paragraph, or the whole, of a text that stood in the archive before. */
typedef struct dbn_index_hit {
    dbn_range range;         /* of the text */
    dbn_unit unit;           /* document or paragraph */
    dbn_relation relation;   /* of the two */
    uint16_t score;          /* thousandths of its words that stand there */
    bool is_exact;           /* the same byte for byte */
    bool is_estimated;       /* score and relation come from hashes alone */
    dbn_span partner;        /* id of the document where it stood */
    dbn_range partner_range; /* of that document, as it was added */
    dbn_span url, date;      /* of it; may be empty */
} dbn_index_hit;

/** What of a text stood in the archive before, in the order of the text, exact hits
 * first, then the nearest. Borrowed from the index until its next call. */
DBN_API dbn_status dbn_index_query(dbn_index *index, const dbn_index_text *text,
                                   const dbn_index_hit **hits, uint32_t *count);

/* ---- many documents ------------------------------------------------------------- */

/** Add every document, read as dbn_batch_dedup() reads them. What was written stays
 * when the batch is ended early. Otherwise as dbn_batch_clean(), without output. */
DBN_API dbn_status dbn_batch_index_add(dbn_batch_result *result, dbn_index_added *added,
                                       dbn_index *index,
                                       const dbn_batch_options *options,
                                       const dbn_batch_events *events);

/** What was found. */
typedef struct dbn_index_found {
    uint64_t documents; /* with something that stood there before */
    uint64_t hits;
    uint64_t contradictions; /* where the archive has texts */
} dbn_index_found;

/** Ask about every document: a line each, as src/write/README.md says, or, for
 * DBN_FORMAT_TEXT, lines for people about those of which something was found. Documents
 * are asked about some thousand at a time. Otherwise as dbn_batch_dedup(). */
DBN_API dbn_status dbn_batch_index_query(dbn_batch_result *result,
                                         dbn_index_found *found, dbn_index *index,
                                         const dbn_batch_options *options,
                                         const dbn_batch_events *events);

/* ---- looking after it ----------------------------------------------------------- */

/** Remove the documents with that id; *count says how many there were. */
DBN_API dbn_status dbn_index_remove(dbn_index *index, dbn_span id, uint64_t *count);

/** Merge what many additions left, and give space back. In bounded memory; the disk
 * must have room for the archive three times. */
DBN_API dbn_status dbn_index_compact(dbn_index *index);

/** Read all of it; fails with DBN_ERR_SYNTAX where it is damaged. */
DBN_API dbn_status dbn_index_verify(dbn_index *index);

/** What an archive holds. */
typedef struct dbn_index_stats {
    uint32_t key_version;
    bool exact, store_text; /* as it was made */
    uint64_t documents, paragraphs;
    uint64_t removed; /* documents whose hashes are there until it is compacted */
    uint64_t runs;    /* sorted lists that are asked one after another */
    uint64_t contents, grams; /* entries of them */
    uint64_t text_bytes;      /* of texts, compressed */
    uint64_t bytes;           /* of the file */
} dbn_index_stats;

DBN_API dbn_status dbn_index_count(dbn_index *index, dbn_index_stats *out);

/** Write that: DBN_FORMAT_JSONL, a line, as src/write/README.md says; else lines for
 * people, in the language of `ui`. Fails as `output` does, too. */
DBN_API dbn_status dbn_index_write_stats(dbn_index *index, dbn_format format, dbn_ui ui,
                                         dbn_status (*output)(void *context,
                                                              dbn_span bytes),
                                         void *context);

#ifdef __cplusplus
}
#endif
#endif
