/*
 * doublon/translate.h - pages and files of translators, translated by an engine.
 *
 *     dbn_translator *translator;
 *     dbn_translator_options options = {.engine = …, .source = fr, .target = es};
 *     if (dbn_translator_new(&translator, &options, &error) != DBN_OK) …
 *     dbn_translate_input in = {.translator = translator, .engine = engine, …};
 *     dbn_translate_doc(&translated, &in, doc, output, context);
 *     dbn_translator_free(translator);
 *
 * What was translated before comes first, then what a memory has, then the engine.
 * Codes and terms are held back from it as it bears best, and every sentence that comes
 * back is held against its source: codes, numbers by value, names, terms in any form,
 * words of the source, loops, length. One that fails is asked for another way, and then
 * stays untranslated, and is told. All an engine says is to be reviewed by people.
 *
 * The process must ignore SIGPIPE where an engine is a command.
 */
#ifndef DOUBLON_TRANSLATE_H
#define DOUBLON_TRANSLATE_H

#include "doublon/cat.h"
#include "doublon/memory.h"

#ifdef __cplusplus
extern "C" {
#endif

/** An engine, and a journal of what it said. Belongs to one thread. */
typedef struct dbn_translator dbn_translator;

typedef struct dbn_translator_options {
    dbn_span engine;         /* "apertium", "apertium-apy", "libretranslate", "deepl",
                                "openai", or "command:CMD" */
    dbn_span address;        /* of a server; empty: the usual one */
    dbn_span model;          /* of "openai" */
    dbn_span key;            /* secret: it is sent, and stands nowhere else */
    dbn_span source, target; /* languages, BCP 47 */
    const char *journal;     /* a path; what it has is not asked again; NULL: none */
    uint32_t timeout;        /* seconds for an answer; 0: a minute */
    uint32_t retries;        /* of a question that was not answered */
    uint32_t pause; /* milliseconds before the first of them; then twice that */
    uint64_t characters_max;             /* that may be sent; 0: no bound */
    bool is_dry;                         /* nothing is sent, only counted */
    bool (*is_cancelled)(void *context); /* asked all the time; may be NULL */
    /** Told before each pause that an engine asks for, of at most a minute; may be
     * NULL.
     */
    void (*on_wait)(void *context, uint32_t seconds);
    void *context;
} dbn_translator_options;

/** The variable of the environment that has the key of an engine; NULL: it has none. */
DBN_API const char *dbn_translator_key_name(dbn_span engine);

/** What is wrong with the options whatever the languages are: an engine that there is
 * not, an option that it wants or has no use for, a target that is no tag. Fails with
 * DBN_ERR_USAGE, DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_translator_check(const dbn_translator_options *options,
                                        dbn_error *error);

/** Fails with DBN_ERR_USAGE where there is no such engine, or it does not serve the
 * languages; DBN_ERR_IO, DBN_ERR_SYNTAX (the journal is something else), DBN_ERR_NOMEM;
 * *out is then NULL, and `error` says what. */
DBN_API dbn_status dbn_translator_new(dbn_translator **out,
                                      const dbn_translator_options *options,
                                      dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_translator_free(dbn_translator *translator);

/** Lines of the journal that were cut off or damaged, and are as if they were not
 * there. */
DBN_API uint32_t dbn_translator_broken(const dbn_translator *translator);

/** Why nothing more is asked: the engine does not answer, a quota is spent, a limit is
 * reached. A sentence of the catalogue; NULL: the engine does as it should. */
DBN_API const char *dbn_translator_over(const dbn_translator *translator);

/** A sentence that is not translated, and why. */
typedef struct dbn_translate_finding {
    dbn_span unit;      /* as the file names it: "u3" */
    uint32_t segment;   /* of its unit, from 1 */
    dbn_rule rule;      /* bilingual.*; DBN_NONE: `reason` says it */
    const char *reason; /* a sentence of the catalogue; else NULL */
    dbn_span text;      /* of the source: what is at fault, or all of it */
} dbn_translate_finding;

/** What stays as it is in the end, with no more to be said of it. */
typedef struct dbn_translate_left {
    dbn_span unit;    /* as the file names it */
    uint32_t segment; /* of its unit, from 1; 0: all of it, which is furniture */
    dbn_span role;    /* of its block; of an attribute its name */
    dbn_span text;    /* without markup */
} dbn_translate_left;

typedef struct dbn_translate_input {
    dbn_translator *translator;
    const dbn_engine *engine; /* languages */
    dbn_terms *terms;         /* with a glossary; NULL: none */
    dbn_memory_file *memory;  /* NULL: none */
    uint32_t least;           /* score of a match that is taken as a translation */
    bool sets_lang; /* let a page say that it is in the language of its translation */
    dbn_input_kind kind; /* of the page that a list is of; else its name says it */
    bool is_draft; /* write sentences and translations side by side, a line each */
    /** Told of each sentence whose translation was no good, in the order of the page;
     * what it gets is gone when it returns. May be NULL. */
    void (*on_finding)(void *context, const dbn_translate_finding *finding);
    /** Told afterwards of each piece of furniture, and of each other sentence without a
     * translation; the same holds. Nobody is told where nothing is sent. */
    void (*on_left)(void *context, const dbn_translate_left *left);
    void *context;
} dbn_translate_input;

/** Sentences that were to be translated, by what became of them. */
typedef struct dbn_translated {
    uint32_t sentences;
    uint32_t from_memory, from_engine;
    uint32_t repeated; /* got the translation of what they repeat */
    uint32_t copied;   /* have no words */
    uint32_t left;     /* have no translation */
    uint32_t plurals;  /* none of those above: messages of PO with plural forms, which
                          stay as they are */
    /* Of the translator, in this document: */
    uint64_t characters; /* that were sent, or would be */
    uint32_t questions;  /* the same */
    uint32_t known;      /* questions that the journal had answers to */
} dbn_translated;

/** Translate a document that was cleaned with DBN_DO_PREPARE, and write its page, or a
 * draft. What failed stands in dbn_doc_error(). Nothing is written where nothing is to
 * be translated, or nothing is sent. Fails as `output` does, with DBN_ERR_NOMEM, or
 * DBN_ERR_IO (the journal). */
DBN_API dbn_status
dbn_translate_doc(dbn_translated *out, const dbn_translate_input *in, dbn_doc *doc,
                  dbn_status (*output)(void *context, dbn_span bytes), void *context);

/**
 * Translate what has no target yet in `file`, XLIFF, PO or a table in UTF-8, and write
 * it: the same bytes, and targets, with their state and their origin, as the format has
 * them. Or a draft. Fails with DBN_ERR_SYNTAX where the file is not accepted.
 */
DBN_API dbn_status dbn_translate_file(dbn_translated *out,
                                      const dbn_translate_input *in, dbn_span file,
                                      dbn_status (*output)(void *context,
                                                           dbn_span bytes),
                                      void *context, dbn_error *error);

#ifdef __cplusplus
}
#endif
#endif
