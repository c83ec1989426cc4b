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
#include "doublon/terms.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef enum dbn_validate_format {
    DBN_VALIDATE_TEXT, /* "NAME:LINE: RULE: message [clause]", a line each */
    DBN_VALIDATE_JSONL /* a line a file: src/write/README.md */
} dbn_validate_format;

/** A file to validate, and how to tell what is wrong with it. */
typedef struct dbn_validate_input {
    dbn_span bytes; /* XLIFF 1.2 to 2.2, or TMX; in any encoding that it declares */
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

/** A rule that files are held to. Its texts live as long as the library. */
typedef struct dbn_validation_rule {
    const char *format;  /* "xliff", "tmx", "tbx", before its name; of several:
                            "xliff tbx"; "": of any */
    const char *name;    /* "id-unique" */
    const char *message; /* with "%s" for a name or a value */
    const char *clause;  /* of the standard; "": the element or attribute at fault */
} dbn_validation_rule;

/** The rule of number `index`, from 0, in a language; false behind the last. */
DBN_API bool dbn_validation_rule_at(dbn_validation_rule *out, uint32_t index,
                                    dbn_ui ui);

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
    DBN_PREPARE_XLIFF_2_2,
    DBN_PREPARE_XLIFF_1_2, /* segments in trans-units, for Trados, memoQ and others */
    DBN_PREPARE_XLIFF_OMEGAT, /* of version 1.2, too: a trans-unit a sentence */
    DBN_PREPARE_PO,           /* lists of messages: dbn_translation_is_list() */
    DBN_PREPARE_TSV
} dbn_prepare_format;

/** The passes that a document goes through before its page is prepared, or merged
 * with a list: what was said once need not be translated less, so nothing goes because
 * it repeats something. */
#define DBN_DO_PREPARE                                                                 \
    (DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_SEGMENTS)

/** A file that came back from translators: below. */
typedef struct dbn_translation dbn_translation;

/** What memories and earlier versions have that is like the sentences of pages,
 * gathered from several of them. Belongs to one thread. */
typedef struct dbn_matches dbn_matches;

/** A page that is to be translated: a document that was cleaned with DBN_DO_PREPARE. */
typedef struct dbn_prepare_input {
    dbn_doc *doc;
    dbn_span original; /* the name of its file, for who merges it */
    dbn_span target;   /* language of the translation, BCP 47 */
    dbn_terms *terms;  /* whose glossary says what terms become: doublon/terms.h; NULL:
                          nobody does */
    dbn_prepare_format format;
    bool is_once; /* what only repeats what stands before it is locked; merging fills
                     it */
    struct dbn_memory_file *memory; /* of doublon/memory.h: XLIFF 2 has what is like its
                                       sentences, three of each; NULL: none */
    uint32_t least;                 /* score of a match, DBN_MEMORY_SCORE_MIN to 101 */
    const dbn_translation
        *previous;        /* an earlier version of the page, whose translation
                             goes over where sentences are the same; what is
                             like one of it has that as a match. NULL: none */
    dbn_matches *matches; /* gets those of the page, too; NULL: nobody does */
} dbn_prepare_input;

/** What was written. */
typedef struct dbn_prepared {
    uint32_t units;     /* that are to be translated */
    uint32_t furniture; /* units of the site, which are shown and locked */
    uint32_t segments;  /* of those that are to be translated */
    uint32_t repeated;  /* segments that repeat one before them, markup included */
    /* Of an earlier version: */
    uint32_t carried; /* segments that have its translation */
    uint32_t
        renumbered;   /* that have one whose numbers were exchanged: to be reviewed */
    uint32_t changed; /* that have one of it as a match */
    bool is_previous_at; /* what failed stands in it, and so does the line of the error
                          */
    /* Of what the author of the page says: */
    uint32_t unread;      /* rules of ITS that are not understood */
    uint32_t unread_line; /* of the first of them */
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

/** Write the file omegat.project, which makes a folder a project of OmegaT. Fails as
 * `output` does, or with DBN_ERR_NOMEM. Any thread. */
DBN_API dbn_status dbn_omegat_project(dbn_span source_lang, dbn_span target_lang,
                                      dbn_status (*output)(void *context,
                                                           dbn_span bytes),
                                      void *context);

typedef enum dbn_omegat_format {
    DBN_OMEGAT_TABLE, /* of three columns; the name of its file ends in ".utf8" */
    DBN_OMEGAT_TBX    /* of version 2 */
} dbn_omegat_format;

/** Write the glossary of `terms` for OmegaT. Fails as `output` does, or with
 * DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_omegat_glossary(const dbn_terms *terms, dbn_omegat_format format,
                                       dbn_status (*output)(void *context,
                                                            dbn_span bytes),
                                       void *context);

/** Begin to gather. DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_matches_new(dbn_matches **out);

/** NULL is allowed. */
DBN_API void dbn_matches_free(dbn_matches *matches);

/** Write, as TMX 1.4b and each once, those that score 100 or more, or those that do
 * not; nothing where there are none. Fails as `output` does, or with DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_matches_write(dbn_matches *matches, bool is_whole,
                                     dbn_status (*output)(void *context,
                                                          dbn_span bytes),
                                     void *context);

/** Is it XLIFF of any version, by its first element? */
DBN_API bool dbn_is_xliff(dbn_span bytes);

/** Read XLIFF, PO or TSV, which is borrowed until the translation is freed. Fails with
 * DBN_ERR_SYNTAX (and a line) where it is not accepted: dbn_validate() tells all that
 * is wrong with it; with DBN_ERR_NOMEM, DBN_ERR_LIMIT. *out is then NULL, and `error`
 * (may be NULL) says what.
 */
DBN_API dbn_status dbn_translation_new(dbn_translation **out, dbn_span bytes,
                                       dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_translation_free(dbn_translation *translation);

/** The name of its page, as it was prepared; empty where it does not say. */
DBN_API dbn_span dbn_translation_original(const dbn_translation *translation);

/** Is it a list of messages? Such a one does not hold its page: the page is cut again,
 * and its sentences are looked up. */
DBN_API bool dbn_translation_is_list(const dbn_translation *translation);

/** The language of the page, BCP 47; empty where the file does not say. */
DBN_API dbn_span dbn_translation_source_lang(const dbn_translation *translation);

/** That of its translation; empty where the file does not say. */
DBN_API dbn_span dbn_translation_target_lang(const dbn_translation *translation);

/** Say what its page was read as when it was prepared; otherwise that is asked of its
 * name, then of how it begins. A list has a document for that. */
DBN_API void dbn_translation_set_kind(dbn_translation *translation,
                                      dbn_input_kind kind);

/** Say whether the merged page says that it is in the language of its translation:
 * `lang` and `xml:lang` of its root, and where they are that of the source elsewhere,
 * og:locale, content-language. Otherwise it says what it said. */
DBN_API void dbn_translation_set_lang(dbn_translation *translation, bool sets_lang);

/** A text that stays as it is when a page is merged. */
typedef struct dbn_left_text {
    dbn_span text; /* without markup; borrowed for the call */
    dbn_span role; /* of its block; of an attribute its name */
    uint32_t line; /* of its unit in the file; 0: it has none, as in a list */
    bool is_furniture;
} dbn_left_text;

typedef void (*dbn_translation_left)(void *context, const dbn_left_text *left);

/** Have `left` told of each sentence without a translation, and of each piece of
 * furniture, while the page is merged; in the order of the page. */
DBN_API void dbn_translation_on_left(dbn_translation *translation,
                                     dbn_translation_left left, void *context);

/** Units of a page, by what became of them. */
typedef struct dbn_merged {
    uint32_t translated, partly, untranslated;
    uint32_t furniture; /* of the site: it stays as it is */
    uint32_t review; /* segments whose translation is marked for somebody to look at */
    uint32_t repeated; /* segments that got the translation of what they repeat */
    uint32_t fuzzy;    /* messages of a list that somebody must look at: not used */
    uint32_t unused;   /* translated messages that are no sentence of the page */
} dbn_merged;

/**
 * Write the page with what was translated, in its own encoding. Every other byte stays
 * as it is; units without a translation, too. Fails with DBN_ERR_SYNTAX, and nothing is
 * written, where `page` is not the one that was prepared, or has other tags or values
 * than the file says; with DBN_ERR_USAGE where its
 * encoding cannot hold the translation of a plain text; or as `output` does. `error`
 * may be NULL.
 */
DBN_API dbn_status dbn_translation_merge(dbn_merged *out, dbn_translation *translation,
                                         dbn_span page,
                                         dbn_status (*output)(void *context,
                                                              dbn_span bytes),
                                         void *context, dbn_error *error);

/**
 * The same with a list: `doc` is its page, cleaned with DBN_DO_PREPARE as it was when
 * it was prepared. What failed stands in dbn_doc_error(); fails with DBN_ERR_SYNTAX
 * where a message has other tags than its source.
 */
DBN_API dbn_status dbn_translation_merge_doc(
    dbn_merged *out, dbn_translation *translation, dbn_doc *doc,
    dbn_status (*output)(void *context, dbn_span bytes), void *context);

#ifdef __cplusplus
}
#endif
#endif
