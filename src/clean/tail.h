/*
 * clean/tail.h - the end of the repaired text, while it can still change.
 *
 *     "&am" │ "&#112;" ";"  ──▶  "&am" "p" ";"  ──▶  "&"
 *
 * Repairs meet: a decoded reference may complete another one, a removed character may
 * bring a letter and its accent together. So characters enter a tail; each that comes
 * is repaired against those before it until nothing changes, and only what nothing
 * that follows could reach leaves it as fixes. That is why repairing the result again
 * finds nothing. A step looks back a bounded way: linear in all.
 */
#ifndef DBN_CLEAN_TAIL_H
#define DBN_CLEAN_TAIL_H

#include "clean/chars.h"

/** The end of the text, fed as if it were a character. */
#define DBN_TAIL_END 0x110000U

/** A code point of the repaired text; it stands for [from, to) of the view. Where
 * several stand for one range the first has it, the others an empty one behind it. */
typedef struct dbn_tail_item {
    uint32_t code; /* DBN_TAIL_GONE: removed */
    uint32_t from, to;
    dbn_rule rule; /* DBN_RULE_NONE: as in the view */
} dbn_tail_item;

#define DBN_TAIL_GONE UINT32_MAX

typedef struct dbn_tail {
    const dbn_chars *chars;
    dbn_arena *scratch;
    DBN_VEC(dbn_tail_item) items;
    uint32_t ampersand; /* of the reference that may be growing, DBN_NONE */
    uint32_t name_len;  /* letters behind it */
    uint32_t joiner;    /* that waits for the next letter, DBN_NONE */
    uint32_t segment;   /* the last item that composes with nothing before it */
    uint32_t segment_len;
    bool is_composed; /* something after `segment` may compose */
} dbn_tail;

void dbn_tail_init(dbn_tail *tail, const dbn_chars *chars, dbn_arena *scratch);

/** Let `code`, which stands at [from, to) of the view, come. DBN_ERR_NOMEM without a
 * message. */
dbn_status dbn_tail_feed(dbn_tail *tail, uint32_t code, dbn_range range) DBN_CHECKED;

/** Let go what stands at `range`. DBN_ERR_NOMEM without a message. */
dbn_status dbn_tail_drop(dbn_tail *tail, dbn_range range, dbn_rule rule) DBN_CHECKED;

/** True while a plain character could still change what is before it. */
bool dbn_tail_is_open(const dbn_tail *tail);

/** Turn into fixes of `view` what nothing can change any more, when there is much of
 * it. DBN_ERR_NOMEM without a message. */
dbn_status dbn_tail_drain(dbn_tail *tail, dbn_fixes *fixes, dbn_span view,
                          dbn_arena *arena) DBN_CHECKED;

/** Turn all that changed into fixes of `view`, and empty the tail. */
dbn_status dbn_tail_flush(dbn_tail *tail, dbn_fixes *fixes, dbn_span view,
                          dbn_arena *arena) DBN_CHECKED;

#endif
