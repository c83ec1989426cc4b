/*
 * doublon/terms.h - terms: those of a glossary in texts, and those that texts have.
 *
 *     dbn_terms *terms;
 *     dbn_terms_options options = {.lang = …};
 *     if (dbn_terms_new(&terms, engine, &options) != DBN_OK) …
 *     … dbn_terms_add(terms, doc, name) for each document …
 *     dbn_terms_add_glossary(terms, &file, …);
 *     dbn_terms_write_hits(terms, DBN_TERMS_TSV, output, context);
 *
 * The engine must look at spelling (dbn_engine_spell()): its dictionaries say which
 * forms words have.
 */
#ifndef DOUBLON_TERMS_H
#define DOUBLON_TERMS_H

#include "doublon/bitext.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Texts in one language, and what is known of their terms. Belongs to one thread. */
typedef struct dbn_terms dbn_terms;

typedef struct dbn_terms_options {
    dbn_span lang;     /* of the texts, BCP 47; empty: that of the first of them */
    dbn_span target;   /* of translations; empty: whatever a glossary has first */
    bool is_tokenised; /* words stand apart: "l' hébergeur ," */
    dbn_ui ui;         /* language of pages */
    size_t budget;     /* bytes; 0: no bound */
} dbn_terms_options;

/** `engine` is borrowed for its life, `options` are copied. Fails with DBN_ERR_NOMEM;
 * *out is then NULL. */
DBN_API dbn_status dbn_terms_new(dbn_terms **out, const dbn_engine *engine,
                                 const dbn_terms_options *options);

/** NULL is allowed. */
DBN_API void dbn_terms_free(dbn_terms *terms);

/** Take the sentences of a document that was cleaned with DBN_DO_SEGMENTS: copied. */
DBN_API dbn_status dbn_terms_add(dbn_terms *terms, const dbn_doc *doc, dbn_span name);

/** A file of terms. */
typedef struct dbn_glossary_file {
    dbn_span bytes;      /* a table, TBX, or the index of a dictionary of dictd */
    dbn_span dictionary; /* the .dict or .dict.dz of that index; else empty */
    /** A line that is passed over, and what is wrong with it. May be NULL. */
    void (*on_broken)(void *context, uint32_t line, const char *message);
    void *context;
} dbn_glossary_file;

/** Add its terms; once the texts are there, unless the options say their language.
 * Fails with DBN_ERR_SYNTAX where the file is nothing of that; what could be read is
 * kept. */
DBN_API dbn_status dbn_terms_add_glossary(dbn_terms *terms,
                                          const dbn_glossary_file *file);

typedef enum dbn_terms_format {
    DBN_TERMS_TSV,
    DBN_TERMS_JSONL,
    DBN_TERMS_TBX,    /* of version 3; for terms of texts only */
    DBN_TERMS_MARTIF, /* TBX of version 2; for pairs only */
    DBN_TERMS_HTML    /* a page to look at; for terms of texts only */
} dbn_terms_format;

/** Write where terms of the glossaries stand, in the order of the texts; in a table or
 * as JSON Lines: src/write/README.md. Fails as `output` does, or with DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_terms_write_hits(dbn_terms *terms, dbn_terms_format format,
                                        dbn_status (*output)(void *context,
                                                             dbn_span bytes),
                                        void *context);

/**
 * Find the terms that the texts have, and write them, forms of one term side by side,
 * in a table, as JSON Lines, as TBX or as a page. What they look like stands in
 * dicts/<lang>/terms.yaml; DBN_ERR_USAGE for a language that has none. Fails as
 * `output` does, or with DBN_ERR_NOMEM.
 */
DBN_API dbn_status dbn_terms_write_found(dbn_terms *terms, dbn_terms_format format,
                                         dbn_status (*output)(void *context,
                                                              dbn_span bytes),
                                         void *context);

/**
 * Write the terms of `source` and their translations, terms of `target`: the texts of
 * the two are the sides of the aligned `bitext`, in its order. A table, whose last
 * column but two says what the glossaries of `source` say of a pair: new, confirmed,
 * contradicted; or TBX of version 2 or 3: src/write/README.md. What failed stands in
 * dbn_terms_error(source).
 */
DBN_API dbn_status dbn_terms_write_pairs(
    dbn_terms *source, dbn_terms *target, const dbn_bitext *bitext,
    dbn_terms_format format, dbn_status (*output)(void *context, dbn_span bytes),
    void *context);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_terms_error(const dbn_terms *terms);

#ifdef __cplusplus
}
#endif
#endif
