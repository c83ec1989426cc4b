/*
 * flow/step_lines.h - the lines that the steps of a dedup hand to each other.
 *
 *     KEY ⇥ KIND/VERSION ⇥ field ⇥ field …
 *
 * Lines with the same key belong together, and the bytes of a line say where it stands
 * among them: numbers and ids are hexadecimal digits of a fixed width, so that any sort
 * by bytes will do. Of texts, backslash, tab, line end, carriage return and NUL are
 * written \\ \t \n \r \0. What each field is: the order below, which is that of the
 * lines, and doublon-step(1).
 *
 * A document is told by its number: that of its part of the input in the highest 24
 * bits, its place there in the others. Of those that the input gave twice the first one
 * is better, so that the parts in a row say the same as one.
 */
#ifndef DBN_FLOW_STEP_LINES_H
#define DBN_FLOW_STEP_LINES_H

#include "dedup/sign.h"
#include "flow/collection.h"
#include "run/inputs.h"
#include "write/copies.h"

/** Raised when a field changes; lines of another version are refused, as are those of
 * another DBN_KEY_VERSION, which knows other grams. */
#define DBN_LINES_VERSION 2

/** Bits of a document's number that are its place in its part of the input. */
#define DBN_PART_SHIFT 40
#define DBN_PARTS_MAX  (UINT32_C(1) << 24)

/** In the order of their names. */
typedef enum dbn_line_kind {
    DBN_LINE_CENTRE,
    DBN_LINE_CONTENT,
    DBN_LINE_CONTRADICTION,
    DBN_LINE_COPY,
    DBN_LINE_GONE,
    DBN_LINE_GRAM,
    DBN_LINE_LINK,
    DBN_LINE_PAIR,
    DBN_LINE_PASSAGE,
    DBN_LINE_SHARE,
    DBN_LINE_TEXT,
    DBN_LINE_TOLD,
    DBN_LINE_KINDS
} dbn_line_kind;

/** Where a document stands among all, from the best on. */
typedef struct dbn_rank {
    uint64_t primary;
    dbn_id key;
    uint64_t document;
} dbn_rank;

/** Below, at or above zero. */
int dbn_rank_order(const dbn_rank *a, const dbn_rank *b);

/** A text where it stands. */
typedef struct dbn_standing {
    dbn_rank rank;
    dbn_range range; /* of the text of its document */
    dbn_span id, host;
    dbn_mappings page; /* paragraphs of the source that belong to it; none: a text */
} dbn_standing;

/** content: once for each place where it stands, the best first. */
typedef struct dbn_content_line {
    dbn_id content;
    dbn_standing at;
    uint8_t unit;
    dbn_span lang; /* name of a profile */
    dbn_grams grams;
    dbn_span text;
} dbn_content_line;

/** gram: once for each content that has it, that of the best document first. */
typedef struct dbn_gram_line {
    uint64_t gram;
    dbn_rank rank; /* of the best place where the content stands */
    uint32_t beg;
    uint32_t len; /* bytes of the content: contents are ordered by this, then by id */
    dbn_id content;
    uint8_t unit;
    uint32_t grams; /* kept of the content */
    uint32_t place; /* of this one: a token of it, modulo 2^16 */
} dbn_gram_line;

/** share: two contents have a gram in common; the longer one asks, or the one that is
 * not the best of very many. */
typedef struct dbn_share_line {
    dbn_id asker;
    uint32_t other_len;
    dbn_id other;
    uint64_t gram;
    uint32_t place, other_place;
    uint8_t bits; /* what the gram says; 0: very many contents have it */
    uint8_t unit;
    uint32_t grams, other_grams;
} dbn_share_line;

/** pair: two contents that are to be aligned; a has the lower id. */
typedef struct dbn_pair_line {
    dbn_id a, b;
} dbn_pair_line;

/** text: a content that b is to be aligned with. */
typedef struct dbn_text_line {
    dbn_id b, a;
    dbn_standing at; /* the best place of a */
    dbn_span lang, text;
} dbn_text_line;

/** link: one of two contents that match may stand for the other; once for each. */
typedef struct dbn_link_line {
    dbn_id own, other;
    dbn_standing at[2]; /* the best places, own first */
    uint32_t share[2];  /* words of each that stand in the other, in thousandths */
    uint8_t relation;
    uint8_t state[2]; /* dbn_node_state */
} dbn_link_line;

/** centre: the content that stands for this one. */
typedef struct dbn_centre_line {
    dbn_id own;
    dbn_standing at; /* its best place */
    uint32_t share;  /* of own that stands there */
    uint8_t relation;
} dbn_centre_line;

/** passage: a stretch of a content that stands in a better one. */
typedef struct dbn_passage_line {
    dbn_id own;
    dbn_range goes;
    dbn_standing stays; /* its range is that of the stretch */
    uint32_t share;
    uint8_t relation;
} dbn_passage_line;

/** copy: what the line of a document says of one of its copies. */
typedef struct dbn_copy_line {
    uint64_t document;
    dbn_rank partner;
    dbn_corpus_copy copy; /* without partner_rank */
} dbn_copy_line;

/** told: the same, by its partner: it goes where that one stays. */
typedef struct dbn_told_line {
    uint64_t partner;
    dbn_copy_line copy;
} dbn_told_line;

/** gone: the document goes whole. */
typedef struct dbn_gone_line {
    uint64_t document;
} dbn_gone_line;

/** contradiction: what the line of a document says of one of its contradictions. */
typedef struct dbn_contradiction_line {
    uint64_t document;
    dbn_rank partner;
    dbn_corpus_contradiction contradiction; /* without partner_rank */
} dbn_contradiction_line;

typedef struct dbn_line {
    dbn_line_kind kind;
    union {
        dbn_centre_line centre;
        dbn_content_line content;
        dbn_contradiction_line contradiction;
        dbn_copy_line copy;
        dbn_gone_line gone;
        dbn_gram_line gram;
        dbn_link_line link;
        dbn_pair_line pair;
        dbn_passage_line passage;
        dbn_share_line share;
        dbn_text_line text;
        dbn_told_line told;
    } as;
} dbn_line;

/** The key and the kind of a line, which may be broken otherwise. False for what is no
 * line of this version; nothing is set then. */
bool dbn_line_peek(dbn_span *key, dbn_line_kind *kind, dbn_span line);

/** Read a line, without its end. Borrows from it; the rest is in `arena`. Fails with
 * DBN_ERR_SYNTAX or DBN_ERR_NOMEM, without a message. What was read is sound: ranges
 * and enumerations are, and texts, hosts and profiles are UTF-8. Ids are any bytes, as
 * the name of a file is: they are written with dbn_json_name(). Linear. */
dbn_status dbn_line_read(dbn_line *out, dbn_span line, dbn_arena *arena) DBN_CHECKED;

/** Append a line and its end to `out`, in `arena`. DBN_ERR_NOMEM, without a message. */
dbn_status dbn_line_write(dbn_buffer *out, const dbn_line *line,
                          dbn_arena *arena) DBN_CHECKED;

/** Is the line of the item in order behind `before`, which it becomes? *error says
 * where it is not; DBN_ERR_NOMEM without a message. */
dbn_status dbn_line_follow(dbn_bytes *before, const dbn_item *item,
                           dbn_error *error) DBN_CHECKED;

#endif
