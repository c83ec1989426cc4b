/*
 * doublon/bitext.h - sentences, and texts beside their translations.
 *
 * Sentences of one document:
 *     dbn_clean_options options = {.passes = DBN_DO_ENCODING | DBN_DO_EXTRACTION |
 *                                            DBN_DO_SEGMENTS};
 *     if (dbn_doc_clean(doc, &input, &options) == DBN_OK)
 *         … dbn_doc_segments(doc, &count) …
 *
 * Of many: dbn_batch_clean() with DBN_FORMAT_LINES or DBN_FORMAT_SEGMENTS.
 */
#ifndef DOUBLON_BITEXT_H
#define DOUBLON_BITEXT_H

#include "doublon/corpus.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The sentences of a document that was cleaned with DBN_DO_SEGMENTS: ranges of the
 * page, sorted, without overlap; every visible character of a block that stays lies in
 * one. The number goes to *count.
 */
DBN_API const dbn_segment *dbn_doc_segments(const dbn_doc *doc, uint32_t *count);

/** Their tokens, in order, where DBN_DO_TOKENS asked for them: l’|hébergeur, a|-t-il.
 */
DBN_API const dbn_range *dbn_doc_tokens(const dbn_doc *doc, uint32_t *count);

/**
 * Cut sentences as a file of SRX 1.0 or 2.0 says, in the languages that it has rules
 * for; in others as ever. To be called before the engine is used by anybody. `name` is
 * what messages call the file. Fails with DBN_ERR_SYNTAX and the line of what makes no
 * sense, DBN_ERR_LIMIT or DBN_ERR_NOMEM; nothing has changed then.
 */
DBN_API dbn_status dbn_engine_take_srx(dbn_engine *engine, dbn_span bytes,
                                       const char *name, dbn_error *error);

/** Write our own rules as SRX 2.0, as far as it can say them: those of the language of
 * a BCP 47 tag, or, where it is empty, of all languages. Fails as `output` does, with
 * DBN_ERR_USAGE for a language that has none, or with DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_engine_write_srx(const dbn_engine *engine, dbn_span lang,
                                        dbn_status (*output)(void *context,
                                                             dbn_span bytes),
                                        void *context);

/* ---- texts beside their translations ------------------------------------------- */

/** Pairs of texts that learn from each other. Belongs to one thread. */
typedef struct dbn_bitext dbn_bitext;

typedef struct dbn_bitext_options {
    dbn_span source_lang, target_lang; /* BCP 47; borrowed for the life of the bitext */
    bool is_segmented;  /* texts are lines, each a segment, also where it is empty */
    bool is_tokenised;  /* each line is the translation of the other text's same line,
                           and tokens have spaces between them */
    bool wants_lexicon; /* keep what was learnt for dbn_bitext_write_lexicon() */
    dbn_ui ui;          /* language of DBN_BITEXT_HTML */
    size_t budget;      /* bytes; 0: no bound */
} dbn_bitext_options;

/** Fails with DBN_ERR_NOMEM; *out is then NULL. */
DBN_API dbn_status dbn_bitext_new(dbn_bitext **out, const dbn_engine *engine,
                                  const dbn_bitext_options *options);

/** NULL is allowed. */
DBN_API void dbn_bitext_free(dbn_bitext *bitext);

/**
 * Read a text and its translation as dbn_doc_clean() would, and cut both into
 * sentences. Copies what it needs. Fails as dbn_doc_clean(); the pair is then not
 * there.
 */
DBN_API dbn_status dbn_bitext_add(dbn_bitext *bitext, const dbn_input *source,
                                  const dbn_input *target);

/**
 * The same of a file whose lines hold a text and its translation each, with a tab or
 * " ||| " between them, or, where `names` is not NULL, as two fields of a line of JSON
 * Lines. Every line is a pair, but for tokenised ones, which are all of one. Lines that
 * are broken are passed over, and their number goes to *broken, that of the first to
 * *line.
 */
typedef struct dbn_bitext_names {
    dbn_span source, target;
} dbn_bitext_names;

typedef struct dbn_bitext_broken {
    uint64_t count, line;
} dbn_bitext_broken;

DBN_API dbn_status dbn_bitext_add_lines(dbn_bitext *bitext, const dbn_input *file,
                                        const dbn_bitext_names *names,
                                        dbn_bitext_broken *broken);

/** A unit of a memory: texts without their codes; spans that last for the call. */
typedef struct dbn_memory_unit {
    dbn_span source, target;
    uint32_t line; /* of the file, from 1 */
} dbn_memory_unit;

typedef struct dbn_memory_reading {
    dbn_span source_lang, target_lang; /* BCP 47 */
    dbn_status (*unit)(void *context, const dbn_memory_unit *unit);
    void *context;
    uint64_t passed_over; /* set: units without a text in both languages */
} dbn_memory_reading;

/** Hand on the units of a memory (TMX of any version), in the order of the file. Fails
 * as `unit` does, with DBN_ERR_SYNTAX and a line for what is no TMX, DBN_ERR_LIMIT,
 * DBN_ERR_NOMEM. */
DBN_API dbn_status dbn_memory_read(dbn_span tmx, dbn_memory_reading *reading,
                                   dbn_error *error);

/** How many pairs there are. */
DBN_API uint32_t dbn_bitext_count(const dbn_bitext *bitext);

/**
 * Words and their translations that are known: lines of "word, tab, translation, tab,
 * weight", or, reversed, "translation, tab, word …"; or a table: cells with tabs
 * between them, of which a first line names the languages, and any of which may hold
 * several words, "a|b". Lines that begin with # are passed over, and so are broken
 * ones, whose number goes to *broken.
 */
DBN_API dbn_status dbn_bitext_add_lexicon(dbn_bitext *bitext, dbn_span lines,
                                          bool is_reversed, uint64_t *broken);

/** The same from a dictionary of dictd: the bytes of its .index and its .dict.dz. */
DBN_API dbn_status dbn_bitext_add_dictionary(dbn_bitext *bitext, dbn_span index,
                                             dbn_span dictionary, bool is_reversed);

/**
 * Align all pairs. The same pairs give the same beads, in whatever order they were
 * added, but for words that only some of them teach. Linear memory.
 */
DBN_API dbn_status dbn_bitext_align(dbn_bitext *bitext);

/** The beads of pair number `pair` (0 …), sorted by source. */
DBN_API const dbn_bead *dbn_bitext_beads(const dbn_bitext *bitext, uint32_t pair,
                                         uint32_t *count);

/** How sure its beads are on average, by the letters they hold, in thousandths: below
 * 300 the texts are hardly translations of each other. */
DBN_API uint32_t dbn_bitext_confidence(const dbn_bitext *bitext, uint32_t pair);

/** The language (BCP 47) that one side of the pair leaves no doubt to be in, where that
 * is not the one that the options say; empty otherwise. */
DBN_API dbn_span dbn_bitext_seems(const dbn_bitext *bitext, uint32_t pair,
                                  bool is_target);

/** Link the words of all beads, once they are there. Linear in the beads; those of more
 * than 300 words on a side get no links. */
DBN_API dbn_status dbn_bitext_link_words(dbn_bitext *bitext, dbn_symmetry symmetry);

/** The links of a bead, sorted; none before dbn_bitext_link_words(). */
DBN_API const dbn_word_link *dbn_bitext_links(const dbn_bitext *bitext, uint32_t pair,
                                              uint32_t bead, uint32_t *count);

/** How beads are written: src/write/README.md. */
typedef enum dbn_bitext_format {
    DBN_BITEXT_BEADS,
    DBN_BITEXT_TSV,
    DBN_BITEXT_TMX,
    DBN_BITEXT_JSONL,
    DBN_BITEXT_PHARAOH, /* the links of a bead, a line: 0-0 1-2 */
    DBN_BITEXT_HTML     /* side by side, in one page that needs nothing else */
} dbn_bitext_format;

/** Where a pair stands among those of one file; TMX and HTML have a head and a foot. */
typedef struct dbn_bitext_place {
    bool is_first, is_last;
} dbn_bitext_place;

/** Write one pair. */
DBN_API dbn_status dbn_bitext_write(dbn_bitext *bitext, uint32_t pair,
                                    dbn_bitext_format format, dbn_bitext_place place,
                                    dbn_status (*output)(void *context, dbn_span bytes),
                                    void *context);

/** Write what was learnt, as dbn_bitext_add_lexicon() reads it. */
DBN_API dbn_status dbn_bitext_write_lexicon(dbn_bitext *bitext,
                                            dbn_status (*output)(void *context,
                                                                 dbn_span bytes),
                                            void *context);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_bitext_error(const dbn_bitext *bitext);

#ifdef __cplusplus
}
#endif
#endif
