/*
 * doublon.h - scraped news articles into text that can be used.
 *
 * Quick start:
 *     dbn_engine *engine;
 *     dbn_doc *doc;
 *     dbn_error error;
 *     if (dbn_engine_new(&engine, "/usr/share/doublon/dicts", &error) != DBN_OK)
 *         return complain(error.message);
 *     dbn_doc_new(&doc, engine, 0);
 *     if (dbn_doc_clean(doc, &(dbn_input){.bytes = page}, NULL) == DBN_OK)
 *         print(dbn_doc_text(doc));
 *     else
 *         complain(dbn_doc_error(doc)->message);
 *     dbn_doc_free(doc);
 *     dbn_engine_free(engine);
 *
 * Ownership: what arrives through `out` is yours to free; what a function returns is
 * borrowed from its first argument, and stays until that cleans its next document.
 * Threads: an engine may be shared; a document belongs to one thread at a time.
 * Strings: UTF-8, pointer and length, not NUL-terminated, unless a comment says so.
 * Offsets: bytes, half-open.
 *
 * A document has four texts:
 *
 *     source      the bytes as they came, in their own encoding
 *     decoded     the same in UTF-8, markup and all
 *     page        everything visible, repaired, copies still in place
 *     output      the article, every repetition removed; its typography made right
 *                 where that is asked for
 *
 * and one that a check was asked to repair (doublon/desk.h) a fifth:
 *
 *     corrected   the decoded text with the copy desk's repairs made
 *
 * All records (blocks, marks, copies …) are ranges of the page; dbn_doc_map() takes a
 * range from any text to any other.
 */
#ifndef DOUBLON_H
#define DOUBLON_H

#include "doublon/types.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ---- version ---------------------------------------------------------------- */

#define DBN_SCHEMA 1 /* of the JSON that is written; see src/write/README.md */

/** "1.2.3", NUL-terminated, of the library that runs. Any thread. */
DBN_API const char *dbn_version(void);

/** Version of the folding and comparing tables: keys of different versions must not
 * be compared, nor those made with different dictionaries. Any thread. */
DBN_API uint32_t dbn_key_version(void);

/** Work of others that this library does its own with, or would where it is there. */
typedef struct dbn_part {
    const char *name;    /* "icu"; like the next two NUL-terminated, and stays */
    const char *purpose; /* what it is for, a few words */
    const char *package; /* the Debian package that brings it */
    bool is_needed;      /* nothing works without it */
    bool is_on;
    char version[32]; /* of what runs, NUL-terminated; empty where it has none */
} dbn_part;

/** The `index`-th part, needed ones first; false past the last. Any thread. */
DBN_API bool dbn_part_at(uint32_t index, dbn_part *part);

/* ---- engine ----------------------------------------------------------------- */

/** The language data; immutable, shared by threads. */
typedef struct dbn_engine dbn_engine;

/**
 * Load the dictionaries and rules below `dicts_dir` (NUL-terminated).
 *
 * Fails with DBN_ERR_USAGE (no such folder), DBN_ERR_SYNTAX (a broken file: its path
 * and line are in the message) or DBN_ERR_NOMEM; `error` (may be NULL) then says what,
 * and *out is NULL.
 */
DBN_API dbn_status dbn_engine_new(dbn_engine **out, const char *dicts_dir,
                                  dbn_error *error);

/** Documents of the engine must be freed before. NULL is allowed. */
DBN_API void dbn_engine_free(dbn_engine *engine);

/** The `index`-th language that has words, by name: "fr"; empty past the last. Any
 * thread. */
DBN_API dbn_span dbn_engine_language(const dbn_engine *engine, uint32_t index);

/** The code in three letters (ISO 639-3) of the language of a tag, "deu" of "de-AT", as
 * packages are named; empty where it has none. Any thread. */
DBN_API dbn_span dbn_engine_code(const dbn_engine *engine, dbn_span tag);

/** Name of a rule, as records carry it: "fr.article.read-also". Any thread. */
DBN_API dbn_span dbn_rule_name(const dbn_engine *engine, dbn_rule rule);

/** Names as output writes them ("lead", "covered", "number", "bold"). Any thread. */
DBN_API dbn_span dbn_role_name(dbn_role role);
DBN_API dbn_span dbn_copy_kind_name(dbn_copy_kind kind);
DBN_API dbn_span dbn_contradiction_kind_name(dbn_contradiction_kind kind);
DBN_API dbn_span dbn_mark_kind_name(dbn_mark_kind kind);

/* ---- people ----------------------------------------------------------------- */

/** A text or a printf format of the library's catalogue in another language, with the
 * same placeholders in the same order; `english` itself where the catalogue lacks it.
 * NUL-terminated, for ever. Any thread. */
DBN_API const char *dbn_ui_text(dbn_ui ui, const char *english)
    __attribute__((format_arg(2)));

/** The one of two English texts that the language wants with a number: French says
 * "0 copie". Any thread. */
DBN_API const char *dbn_ui_plural(dbn_ui ui, uint64_t n, const char *one,
                                  const char *many)
    __attribute__((format_arg(3), format_arg(4)));

/** The message of a dbn_error in another language, NUL-terminated and cut to `size`.
 * Errors are English until somebody reads them. Any thread. */
DBN_API void dbn_ui_message(dbn_ui ui, char *out, size_t size, const char *message);

/* ---- cleaning --------------------------------------------------------------- */

/** One document as it was scraped. Everything is borrowed for the life of the result.
 */
typedef struct dbn_input {
    dbn_span bytes;
    dbn_span name;       /* file name or empty; its ending may say the kind */
    dbn_span charset;    /* label from a protocol, may be empty */
    dbn_span lang;       /* BCP 47, may be empty: then said by the page or recognised */
    dbn_input_kind kind; /* not DBN_INPUT_JSONL */
    bool is_utf8;        /* known to be UTF-8: no guessing */
    dbn_span url;        /* where it stood; may be empty: then the page may say */
} dbn_input;

/** Is `label` one of the names that the Encoding Standard gives to charsets that pages
 * may have? Others are no help as dbn_input.charset, and are passed over. Any thread.
 */
DBN_API bool dbn_charset_is_known(dbn_span label);

/** Passes, as bits, in the order in which they run. */
enum {
    DBN_DO_ENCODING = 1U << 0,   /* bytes to UTF-8, misread controls */
    DBN_DO_UNICODE = 1U << 1,    /* NFC, references, ligatures, invisible characters */
    DBN_DO_EXTRACTION = 1U << 2, /* markup away, lines joined, roles given */
    DBN_DO_REPETITION = 1U << 3, /* copies found and removed */
    DBN_DO_LAYOUT = 1U << 4,     /* what does not belong to the text left out */
    DBN_DO_ALL = (1U << 5) - 1,
    /* Not among them: what is done with what stays. */
    DBN_DO_SEGMENTS = 1U << 5, /* cut it into sentences: doublon/bitext.h */
    DBN_DO_TOKENS = 1U << 6    /* and these into tokens */
};

/** A set of roles. */
#define DBN_ROLE_BIT(role) (1U << (role))

/** Blocks that many articles of a host have, which are its furniture: learnt from a
 * corpus (doublon/corpus.h), in lines that doublon-formats(7) describes. Immutable once
 * documents are cleaned with it, and then shared by threads. */
typedef struct dbn_furniture dbn_furniture;

/** A list without blocks. Fails with DBN_ERR_NOMEM; *out is then NULL. */
DBN_API dbn_status dbn_furniture_new(dbn_furniture **out);

/**
 * Add the blocks of such a list; `bytes` are not needed any longer then. Fails with
 * DBN_ERR_SYNTAX (error->line is at fault), DBN_ERR_LIMIT or DBN_ERR_NOMEM, and adds
 * nothing then. `error` may be NULL. O(n log n).
 */
DBN_API dbn_status dbn_furniture_add(dbn_furniture *furniture, dbn_span bytes,
                                     dbn_error *error);

/** NULL is allowed. */
DBN_API void dbn_furniture_free(dbn_furniture *furniture);

/** How to clean. Zero gives the defaults. */
typedef struct dbn_clean_options {
    uint32_t passes;       /* DBN_DO_*; 0: all. Without extraction the text stays in
                              one piece, and repetition and layout do not run */
    bool keep_all;         /* --extract=none: every visible block, nothing judged */
    bool keep_text;        /* the same where the input is plain text */
    uint32_t keep;         /* roles that come out besides lead, heading, paragraph,
                              quote and item: bits of DBN_ROLE_BIT() */
    dbn_survivor survivor; /* which copy stays */
    dbn_span typography;   /* profile, as in "fr-FR", whose certain rules of typography
                              are applied; empty: none are. Needs an engine for the
                              desk: doublon/desk.h */
    uint32_t max_blocks;   /* limits; 0: 1 000 000 blocks, 1 000 nested elements */
    uint32_t max_depth;
    const dbn_furniture *furniture; /* of hosts, which leaves out what it has of that of
                                       the document; NULL: nothing was learnt */
} dbn_clean_options;

/** A document and its memory; used again for one document after another. */
typedef struct dbn_doc dbn_doc;

/**
 * A document without content. `budget` bounds, in bytes, each of its two stores
 * (results, scratch); 0 for no bound. Fails with DBN_ERR_NOMEM; *out is then NULL.
 */
DBN_API dbn_status dbn_doc_new(dbn_doc **out, const dbn_engine *engine, size_t budget);

/** NULL is allowed. */
DBN_API void dbn_doc_free(dbn_doc *doc);

/**
 * Clean one document; what the last one gave is forgotten. `options` may be NULL.
 * The same bytes give the same result, whatever ran before, and cleaning the output
 * again changes nothing. Linear in the input.
 *
 * Fails with DBN_ERR_NOMEM (budget), DBN_ERR_LIMIT (named in the message) or
 * DBN_ERR_SYNTAX (not a text: with the offset); dbn_doc_error() says what. The
 * document is then empty.
 */
DBN_API dbn_status dbn_doc_clean(dbn_doc *doc, const dbn_input *input,
                                 const dbn_clean_options *options);

/** What the last failure was. Never NULL. */
DBN_API const dbn_error *dbn_doc_error(const dbn_doc *doc);

/* ---- results ---------------------------------------------------------------- */

/** The texts of a document, each but the last made from the one before. */
typedef enum dbn_text {
    DBN_TEXT_SOURCE,
    DBN_TEXT_DECODED,
    DBN_TEXT_PAGE,
    DBN_TEXT_OUTPUT,
    DBN_TEXT_CORRECTED /* made from the decoded one; empty unless a check repaired it */
} dbn_text;

/** One of the texts. The source is in its own encoding. */
DBN_API dbn_span dbn_doc_view(const dbn_doc *doc, dbn_text text);

/** The article: dbn_doc_view(doc, DBN_TEXT_OUTPUT). Blocks stand a blank line apart. */
DBN_API dbn_span dbn_doc_text(const dbn_doc *doc);

/**
 * Where `range` of one text stands in another. A range that reaches into a change
 * widens to all of it; an empty answer means that it was removed. O(log edits).
 */
DBN_API dbn_range dbn_doc_map(const dbn_doc *doc, dbn_text from, dbn_text to,
                              dbn_range range);

/** BCP 47 language ("und" where none was recognised); WHATWG name of the charset. */
DBN_API dbn_span dbn_doc_lang(const dbn_doc *doc);
DBN_API dbn_span dbn_doc_charset(const dbn_doc *doc);

/** Fields of an article. */
typedef enum dbn_field_kind {
    DBN_FIELD_TITLE,
    DBN_FIELD_BYLINE, /* one a person */
    DBN_FIELD_FUNCTION,
    DBN_FIELD_DATE, /* as the source writes it; see dbn_doc_date() */
    DBN_FIELD_LEAD,
    DBN_FIELD_SECTION,
    DBN_FIELD_TAG,       /* one a tag */
    DBN_FIELD_CANONICAL, /* the address that the page gives for itself */
    DBN_FIELD_LICENCE,
    DBN_FIELD_ROBOTS,
    DBN_FIELD_MODIFIED /* as the source writes it; see dbn_doc_modified() */
} dbn_field_kind;

typedef struct dbn_field_value {
    dbn_span text;
    dbn_range source; /* in the source */
    dbn_rule rule;    /* that found it */
} dbn_field_value;

/** The `index`-th value of a field; false past the last. */
DBN_API bool dbn_doc_field(const dbn_doc *doc, dbn_field_kind kind, uint32_t index,
                           dbn_field_value *value);

/** When it was published, and changed last; year 0 for unknown. */
DBN_API dbn_date dbn_doc_date(const dbn_doc *doc);
DBN_API dbn_date dbn_doc_modified(const dbn_doc *doc);

/** Who may read it, and whether machines may learn from it, as the page says. */
DBN_API dbn_access dbn_doc_access(const dbn_doc *doc);
DBN_API dbn_mining dbn_doc_mining(const dbn_doc *doc);

/** The pictures of the article; tags are ranges of the decoded text. */
DBN_API const dbn_picture *dbn_doc_pictures(const dbn_doc *doc, uint32_t *count);

/** The entries of a live page, in page order; none of any other. */
DBN_API const dbn_entry *dbn_doc_entries(const dbn_doc *doc, uint32_t *count);

/** Records, sorted by position in the page. The number goes to *count. */
DBN_API const dbn_block *dbn_doc_blocks(const dbn_doc *doc, uint32_t *count);
DBN_API const dbn_copy *dbn_doc_copies(const dbn_doc *doc, uint32_t *count);
DBN_API const dbn_contradiction *dbn_doc_contradictions(const dbn_doc *doc,
                                                        uint32_t *count);
DBN_API const dbn_finding *dbn_doc_findings(const dbn_doc *doc, uint32_t *count);

/** Inline markup; `open` and `close` are ranges of the decoded text. */
DBN_API const dbn_mark *dbn_doc_marks(const dbn_doc *doc, uint32_t *count);

/** One pass: its name, its edits from the text before to the text after. */
typedef struct dbn_pass_edits {
    dbn_span name; /* "decode", "extract", "repair", "repetition", "typography",
                      "layout" */
    dbn_span before, after;
    const dbn_edit *edits;
    uint32_t count;
} dbn_pass_edits;

/** The `index`-th pass, in the order in which they ran; false past the last. */
DBN_API bool dbn_doc_pass(const dbn_doc *doc, uint32_t index, dbn_pass_edits *pass);

#ifdef __cplusplus
}
#endif
#endif
