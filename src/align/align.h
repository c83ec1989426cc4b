/*
 * align/align.h - two lists of segments to beads; words of sentences to links.
 */
#ifndef DBN_ALIGN_ALIGN_H
#define DBN_ALIGN_ALIGN_H

#include "lang/profile.h"
#include "text/records.h"

/** A text and its translation, as segments. */
typedef struct dbn_align_pair {
    const dbn_span *source, *target;
    uint32_t source_count, target_count;
} dbn_align_pair;

/** What somebody knows already: a word or several, and their translation. */
typedef struct dbn_align_entry {
    dbn_span source, target;
    float weight; /* as if seen so often */
} dbn_align_entry;

typedef DBN_VEC(dbn_align_entry) dbn_align_entries;

typedef struct dbn_align_input {
    const dbn_align_pair *pairs;
    uint32_t pair_count;
    const dbn_align_entry *entries; /* dictionaries, glossaries, lexicons */
    uint32_t entry_count;
    const dbn_profile *source_profile, *target_profile;
    bool wants_links;
} dbn_align_input;

typedef DBN_VEC(dbn_bead) dbn_beads;

/** What was learnt: words cut to their first letters, and how sure they are. */
typedef struct dbn_align_link {
    dbn_span source, target;
    float p; /* the mean of p(target | source) and p(source | target) */
} dbn_align_link;

typedef DBN_VEC(dbn_align_link) dbn_align_links;

typedef struct dbn_align {
    dbn_beads *beads;      /* one list a pair, sorted by source, then target */
    dbn_align_links links; /* of all pairs, sorted; where they were asked for */
} dbn_align;

/** Sentences as tokens: first[i] … first[i + 1] are those of sentence i. */
typedef struct dbn_token_list {
    const dbn_span *tokens;
    const uint32_t *first;
} dbn_token_list;

typedef struct dbn_link_input {
    dbn_token_list source, target;
    uint32_t count; /* of sentences, each with its translation */
    const dbn_align_entry *entries;
    uint32_t entry_count;
    const dbn_profile *source_profile, *target_profile;
    dbn_symmetry symmetry;
} dbn_link_input;

typedef DBN_VEC(dbn_word_link) dbn_word_links;

/** Links of sentence i: first[i] … first[i + 1], sorted by source, then target. */
typedef struct dbn_linked {
    dbn_word_links links;
    uint32_t *first;
} dbn_linked;

/**
 * Align all pairs, which learn from each other. Every segment lies in exactly one bead.
 * A list aligned with itself gives beads of one and one. Memory linear in the text;
 * time, too, where the texts have words in common that can be found. Results in
 * job->arena.
 */
dbn_status dbn_align_run(dbn_align *out, const dbn_align_input *in,
                         dbn_job *job) DBN_CHECKED;

/**
 * Link the words of sentences, which learn from each other. Sentences of more than
 * DBN_LINKED_MAX words on a side get no links. Linear in the sentences; memory: theirs,
 * and a bound. Results in job->arena.
 */
#define DBN_LINKED_MAX 300U
dbn_status dbn_align_link_words(dbn_linked *out, const dbn_link_input *in,
                                dbn_job *job) DBN_CHECKED;

#endif
