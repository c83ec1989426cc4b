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

/** Files of translators that a page can become. */
typedef enum dbn_prepare_format {
    DBN_PREPARE_XLIFF_2_1,
    DBN_PREPARE_XLIFF_2_2
} dbn_prepare_format;

/** A page that is to be translated: a document that was cleaned with DBN_DO_EXTRACTION
 * and DBN_DO_SEGMENTS. */
typedef struct dbn_prepare_input {
    dbn_doc *doc;
    dbn_span original; /* the name of its file, for who merges it */
    dbn_span target;   /* language of the translation, BCP 47 */
    dbn_prepare_format format;
    bool is_once; /* what only repeats what stands before it is locked; merging fills
                     it */
} dbn_prepare_input;

/** What was written. */
typedef struct dbn_prepared {
    uint32_t units;     /* that are to be translated */
    uint32_t furniture; /* units of the site, which are shown and locked */
    uint32_t segments;  /* of those that are to be translated */
    uint32_t repeated;  /* segments that repeat one before them, markup included */
} dbn_prepared;

/**
 * Write what of it is translated, in one piece: src/write/README.md. Of pages that is
 * the text, the title and captions, and what people read in attributes; of texts all of
 * it. Where nothing is to be translated nothing is written. What failed stands in
 * dbn_doc_error(). Fails with DBN_ERR_USAGE where `target` is no tag of a language,
 * with DBN_ERR_NOMEM, or as `output` does.
 */
DBN_API dbn_status dbn_prepare(dbn_prepared *out, const dbn_prepare_input *in,
                               dbn_status (*output)(void *context, dbn_span bytes),
                               void *context);

/** A file that came back from translators. Belongs to one thread. */
typedef struct dbn_translation dbn_translation;

/** Read it; `xliff` is borrowed until it is freed. Fails with DBN_ERR_SYNTAX (and a
 * line) where it is not accepted: dbn_validate() tells all that is wrong with it; with
 * DBN_ERR_NOMEM, DBN_ERR_LIMIT. *out is then NULL, and `error` (may be NULL) says what.
 */
DBN_API dbn_status dbn_translation_new(dbn_translation **out, dbn_span xliff,
                                       dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_translation_free(dbn_translation *translation);

/** The name of its page, as it was prepared. */
DBN_API dbn_span dbn_translation_original(const dbn_translation *translation);

/** Units of a page, by what became of them. */
typedef struct dbn_merged {
    uint32_t translated, partly, untranslated;
    uint32_t furniture; /* of the site: it stays as it is */
    uint32_t repeated;  /* segments that got the translation of what they repeat */
} dbn_merged;

/**
 * Write the page with what was translated, in its own encoding. Every other byte stays
 * as it is; units without a translation, too. Fails with DBN_ERR_SYNTAX, and nothing is
 * written, where `page` is not the one that was prepared; with DBN_ERR_USAGE where its
 * encoding cannot hold the translation of a plain text; or as `output` does. `error`
 * may be NULL.
 */
DBN_API dbn_status dbn_translation_merge(dbn_merged *out, dbn_translation *translation,
                                         dbn_span page,
                                         dbn_status (*output)(void *context,
                                                              dbn_span bytes),
                                         void *context, dbn_error *error);

#ifdef __cplusplus
}
#endif
#endif
