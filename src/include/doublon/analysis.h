/*
 * doublon/analysis.h - how much of texts is new: words by how much of them a memory
 * has, or they repeat themselves; and what that costs.
 *
 *     dbn_analysis *analysis;
 *     dbn_analysis_new(&analysis, engine, &options, &error);
 *     for each text:
 *         dbn_doc_clean(doc, …);         with DBN_DO_EXTRACTION and DBN_DO_SEGMENTS
 *         dbn_analysis_add(analysis, doc, name);
 *     dbn_analysis_write(analysis, DBN_ANALYSIS_TEXT, output, context);
 *     dbn_analysis_free(analysis);
 *
 * What counts is what dbn_prepare() hands on. Threads: a handle belongs to one.
 */
#ifndef DOUBLON_ANALYSIS_H
#define DOUBLON_ANALYSIS_H

#include "doublon/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/** What a word is: src/lang/count.c. */
typedef enum dbn_counting {
    DBN_COUNT_SPACES, /* as word processors count */
    DBN_COUNT_ELISIONS,
    DBN_COUNT_OMEGAT,
    DBN_COUNT_TRADOS
} dbn_counting;

/** Where a segment counts: in the last of these that it is. */
typedef enum dbn_band {
    DBN_BAND_NEW,
    DBN_BAND_50,   /* 50 to 74 % of a text of the memory */
    DBN_BAND_75,   /* to 84 */
    DBN_BAND_85,   /* to 94 */
    DBN_BAND_NEAR, /* the same words as an earlier segment, but for case, accents,
                      punctuation or how numbers are written */
    DBN_BAND_95,   /* to 99 */
    DBN_BAND_100,
    DBN_BAND_CROSS,    /* an earlier segment of another text, byte for byte */
    DBN_BAND_REPEATED, /* of the same text */
    DBN_BAND_101,
    DBN_BAND_COUNT
} dbn_band;

typedef struct dbn_analysis_options {
    dbn_counting counting;
    dbn_memory_file *memory; /* borrowed while it is used; NULL: none */
    dbn_span target;         /* language of the translation; wanted with a memory */
    dbn_memory_scoring scoring;
    bool is_internal;    /* earlier segments count as if the memory had them */
    dbn_span rates;      /* YAML: what a word of each band costs; may be empty */
    dbn_span rates_name; /* what messages call it */
    bool (*cancelled)(void *context); /* asked between segments; may be NULL */
    void *context;
} dbn_analysis_options;

typedef struct dbn_analysis dbn_analysis;

/** `options` and its spans are borrowed for the call. Fails with DBN_ERR_SYNTAX, and a
 * line, where the rates are no such file, DBN_ERR_USAGE, DBN_ERR_NOMEM; *out is then
 * NULL, and `error` says what. */
DBN_API dbn_status dbn_analysis_new(dbn_analysis **out, const dbn_engine *engine,
                                    const dbn_analysis_options *options,
                                    dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_analysis_free(dbn_analysis *analysis);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_analysis_error(const dbn_analysis *analysis);

/** Count a text; it is part of what the next ones may repeat. Texts of 2 GiB in all. */
DBN_API dbn_status dbn_analysis_add(dbn_analysis *analysis, dbn_doc *doc,
                                    dbn_span name);

/** JSON Lines, whose records are texts or pages: the fields `text` and `html`. */
typedef struct dbn_analysis_lines {
    dbn_span bytes;
    dbn_span name; /* of the file: that of a text is NAME:LINE */
    dbn_span
        lang; /* of all of them; empty: as each line says, or as it is recognised */
    const dbn_clean_options *clean;
    void (*failed)(void *context, const dbn_error *error); /* told of each line that is
                                                              none; may be NULL */
    void *context;
} dbn_analysis_lines;

/** Take each line as a text; empty ones are passed over. *failed counts the lines that
 * could not be read, and *count the others. Fails with DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_analysis_add_lines(uint32_t *count, uint32_t *failed,
                                          dbn_analysis *analysis, dbn_doc *doc,
                                          const dbn_analysis_lines *lines);

typedef enum dbn_analysis_format {
    DBN_ANALYSIS_TEXT,   /* a table */
    DBN_ANALYSIS_CSV,    /* a line a text and band: src/write/README.md */
    DBN_ANALYSIS_JSON,   /* one object */
    DBN_ANALYSIS_TRADOS, /* the XML of a report of Trados Studio */
    DBN_ANALYSIS_MEMOQ   /* the CSV of a report of memoQ */
} dbn_analysis_format;

/** Write what was counted, of each text and of all; `ui`: the language of the table.
 * Fails as `output` does, or with DBN_ERR_CANCELLED where `cancelled` says so. Texts
 * are counted by the first call; the next one writes the same in another format. */
DBN_API dbn_status
dbn_analysis_write(dbn_analysis *analysis, dbn_analysis_format format, dbn_ui ui,
                   dbn_status (*output)(void *context, dbn_span bytes), void *context);

#ifdef __cplusplus
}
#endif
#endif
