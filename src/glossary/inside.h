/*
 * glossary/inside.h - a glossary in memory; private to the folder.
 *
 *     word of a text ─fold, hash─▶ forms ─▶ words of terms ─▶ edges of a tree
 *
 *     (root) ─logiciel─▶ ○ ─malveillant─▶ ● entry 12, entry 340
 *
 * All forms of each word are made when a term is added, so that a text is looked
 * through without a dictionary: one look into a table a word.
 */
#ifndef DBN_GLOSSARY_INSIDE_H
#define DBN_GLOSSARY_INSIDE_H

#include "glossary/glossary.h"
#include "glossary/word.h"
#include "lang/lexicon.h"

/** How a word of a term must be written. */
typedef enum dbn_word_need {
    DBN_NEED_NOTHING,
    DBN_NEED_CAPITAL, /* a name, or a long abbreviation: Forem */
    DBN_NEED_CAPITALS /* a short one: IT is not it */
} dbn_word_need;

/** A form of a word of terms; those that fold alike are chained. */
typedef struct dbn_glossary_form {
    const char *ptr; /* small letters, ligatures taken apart */
    uint32_t len;
    uint32_t word;
    uint32_t next; /* + 1; 0: the last */
    dbn_word_need need;
} dbn_glossary_form;

typedef struct dbn_form_slot {
    uint64_t hash;  /* of the folded form */
    uint32_t first; /* + 1; 0: the slot is empty */
} dbn_form_slot;

typedef struct dbn_edge_slot {
    uint32_t node, word, child; /* child 0: the slot is empty */
} dbn_edge_slot;

/** What ends at a node of the tree: entries, + 1; 0: none. */
typedef struct dbn_term_node {
    uint32_t first, last;
} dbn_term_node;

struct dbn_glossary {
    dbn_arena arena;
    dbn_job scratch;
    const dbn_profile *profile;
    const dbn_morphology *morphology;
    const dbn_dictionary *dictionary; /* NULL for none */
    DBN_VEC(dbn_glossary_entry) entries;
    DBN_VEC(uint32_t) next; /* entries with the same term */
    dbn_lexicon words;      /* of terms, and whether hyphens join them to others */
    dbn_lexicon parts;      /* of units; their forms are those of words */
    DBN_VEC(dbn_glossary_form) forms;
    dbn_form_slot *form_slots;
    uint32_t form_mask, form_count;
    dbn_edge_slot *edge_slots;
    uint32_t edge_mask, edge_count;
    DBN_VEC(dbn_term_node) nodes;
};

/** The first form with this hash, + 1; 0 for none. */
uint32_t dbn_glossary_forms_of(const dbn_glossary *glossary, uint64_t hash);

/** The node behind `node` by `word`; 0 for none. The root is node 0. */
uint32_t dbn_glossary_child(const dbn_glossary *glossary, uint32_t node, uint32_t word);

/** Before either is asked for: let the processor fetch what will be looked at. A table
 * of 100 000 terms is in no cache, and waiting for it, a word at a time, is most of the
 * time. */
void dbn_glossary_expect_form(const dbn_glossary *glossary, uint64_t hash);
void dbn_glossary_expect_child(const dbn_glossary *glossary, uint32_t node,
                               uint32_t word);

/** The number of a word of a term, all of whose forms are then known: part `part` of
 * `unit`, which is cut by hyphens. DBN_ERR_NOMEM without a message. */
dbn_status dbn_glossary_word(uint32_t *out, dbn_glossary *glossary, dbn_span unit,
                             uint32_t part) DBN_CHECKED;

#endif
