/*
 * write/terms.h - terms as tables, lines of JSON, TBX, a page.
 */
#ifndef DBN_WRITE_TERMS_H
#define DBN_WRITE_TERMS_H

#include "base/vec.h"
#include "doublon/terms.h"
#include "glossary/glossary.h"

/** One hit, with all that is told of it. */
typedef struct dbn_term_hit_line {
    dbn_span text; /* the name of the text */
    uint32_t segment;
    dbn_span form;
    dbn_range range; /* in the source */
    const dbn_glossary_entry *entry;
} dbn_term_hit_line;

/** Append a line: TSV or JSON Lines. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_term_hit(dbn_buffer *out, dbn_arena *arena,
                              const dbn_term_hit_line *line,
                              dbn_terms_format format) DBN_CHECKED;

/** A place of a term. */
typedef struct dbn_term_context {
    dbn_span text; /* the name of the text */
    uint32_t segment;
    dbn_span sentence;
    dbn_range range; /* in the source */
} dbn_term_context;

/** One form of a term, with all that is told of it. */
typedef struct dbn_term_line {
    dbn_span form, head;
    float score;
    uint32_t count, documents;
    const dbn_term_context *contexts;
    uint32_t context_count;
} dbn_term_line;

/** Append a line: TSV or JSON Lines. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_term(dbn_buffer *out, dbn_arena *arena, const dbn_term_line *line,
                          dbn_terms_format format) DBN_CHECKED;

/** What stands in front of all terms of a TBX, and behind them. */
dbn_status dbn_write_tbx_head(dbn_buffer *out, dbn_arena *arena) DBN_CHECKED;
dbn_status dbn_write_tbx_foot(dbn_buffer *out, dbn_arena *arena) DBN_CHECKED;

/** One concept of a TBX of version 3: the forms of one term in `lang`. */
dbn_status dbn_write_tbx_concept(dbn_buffer *out, dbn_arena *arena, dbn_span lang,
                                 const dbn_term_line *lines,
                                 uint32_t count) DBN_CHECKED;

/** A term and its translation, with all that is told of them. */
typedef struct dbn_term_pair_line {
    dbn_span source, target, source_lang, target_lang;
    float score;
    uint32_t count, source_count, target_count;
    const char *verdict;
    dbn_span source_sentence, target_sentence, text;
    dbn_range source_range, target_range; /* of the sentences, in their sources */
} dbn_term_pair_line;

/** Append a row, or a concept of a TBX of either version. */
dbn_status dbn_write_term_pair(dbn_buffer *out, dbn_arena *arena,
                               const dbn_term_pair_line *line,
                               dbn_terms_format format) DBN_CHECKED;

/** What stands in front of the concepts of version 2, and behind them. */
dbn_status dbn_write_martif_head(dbn_buffer *out, dbn_arena *arena) DBN_CHECKED;
dbn_status dbn_write_martif_foot(dbn_buffer *out, dbn_arena *arena) DBN_CHECKED;

#endif
