/*
 * dedup/cover.h - which blocks stand in which others: private to dedup/.
 */
#ifndef DBN_DEDUP_COVER_H
#define DBN_DEDUP_COVER_H

#include "dedup/dedup.h"
#include "key/align.h"

/** Words that one copy has and the other does not, in one place, without being more
 * than an edit: "hier soir à Lyon". */
#define DBN_INSERT_MAX 3U
/** Words that stand nowhere else and are let pass. */
#define DBN_MISS_RUN 2U
/** Tokens of a dateline: "Genève, 2 sept. 2021 (Keystone-ATS). –" has 4. */
#define DBN_DATELINE_MAX 8U

/** A stretch of two blocks that says the same, without a hole on either side.
 * side[0] stands earlier in the text. */
typedef struct dbn_piece {
    uint32_t block[2];
    dbn_range tokens[2];
    uint32_t same;         /* tokens of side 0 that are equal or a slip */
    uint32_t first, count; /* its steps */
} dbn_piece;

typedef DBN_VEC(dbn_piece) dbn_pieces;

/** Two blocks with pieces in common. Sorted by block[0], block[1]. */
typedef struct dbn_pair {
    uint32_t block[2];
    uint32_t first, count; /* its pieces */
    bool is_within[2];     /* all of block[k] stands in the other one */
    bool contradicts;      /* and so neither may go for the other's sake */
} dbn_pair;

typedef DBN_VEC(dbn_pair) dbn_pairs;

/** A pair as one of its blocks sees it. */
typedef struct dbn_partner {
    uint32_t pair;
    uint8_t side; /* of the block itself */
} dbn_partner;

/** A block that was cut in two at the end of a sentence is two of the round's. */
typedef enum dbn_piece_of {
    DBN_WHOLE,
    DBN_HEAD, /* the next one is its tail */
    DBN_TAIL
} dbn_piece_of;

/** Where a block could be cut: what is on one side of it stands as a block of its own.
 */
typedef struct dbn_cut {
    uint32_t block, twin;
    uint32_t token; /* the first behind the cut */
} dbn_cut;

typedef DBN_VEC(dbn_cut) dbn_cuts;

/** What is known of one block while survivors are chosen. */
typedef struct dbn_member {
    uint32_t beg, end;     /* tokens */
    uint32_t words;        /* between spaces, 32 for more; two characters of a script
                              without spaces are one */
    uint32_t first, count; /* its partners */
    uint32_t rank;         /* place among the blocks of the text; DBN_NONE */
    uint32_t twin;         /* the equal block that stands for it; DBN_NONE */
    uint32_t mate;         /* the twin or near copy that stayed; DBN_NONE */
    uint32_t disputes;     /* partners that stay and contradict it */
    bool takes_part;       /* text, captions, asides */
    bool is_text;          /* may survive for another's sake */
    bool is_dense;         /* a script without spaces */
    bool is_cut_off;       /* ends with an ellipsis */
    bool is_label;         /* as short and open as a heading */
    bool is_summary;       /* made of short blocks from all over the text */
    bool is_gone;
    uint8_t piece; /* dbn_piece_of */
} dbn_member;

/** All of one round. */
typedef struct dbn_round {
    const dbn_dedup_input *in;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_dedup_input cut_in; /* `in` after cuts, with what it points to */
    dbn_records cut_records;
    dbn_key cut_key;
    dbn_cuts cuts;       /* found in this round */
    dbn_member *members; /* one a block */
    uint32_t count;
    uint32_t *ranked; /* blocks of the text, in order */
    uint32_t ranked_count;
    dbn_alignment alignment;
    dbn_alignment first;  /* of the first round: later ones have fewer blocks */
    const bool *in_first; /* the blocks of that */
    dbn_arena_mark kept;  /* where the scratch of later rounds begins */
    bool is_kept;
    dbn_pieces pieces;
    dbn_pairs pairs;
    dbn_partner *partners;
    struct dbn_print *print; /* made when first asked for */
    DBN_VEC(uint64_t) queue; /* scratch: pieces to paint */
    uint32_t *by; /* scratch: for each token of the block looked at, who covers it:
                     block + 1 */
} dbn_round;

/** Whose pieces may cover. */
typedef enum dbn_cover_from {
    DBN_COVER_ALIVE, /* whatever stays */
    DBN_COVER_FINER  /* blocks that stand in it whole; at its ends, a part of one */
} dbn_cover_from;

/** How far a block is covered. `round->by` says by whom. */
typedef struct dbn_cover {
    bool is_whole;
    uint32_t missed;   /* tokens that stand nowhere else and were let pass */
    uint32_t loose;    /* tokens that stand there, but somewhere else */
    uint32_t torn;     /* dates that stand there in pieces */
    uint32_t slips;    /* tokens misspelt on one side */
    uint32_t edited;   /* tokens for which others stand there */
    uint32_t dateline; /* tokens of a dateline in front */
} dbn_cover;

/** Pairs and pieces of the members that are not gone. */
dbn_status dbn_round_pair_up(dbn_round *round) DBN_CHECKED;

/** Is `block` covered? Its members in round->by are valid until the next question. */
dbn_status dbn_round_cover(dbn_cover *out, dbn_round *round, uint32_t block,
                           dbn_cover_from from) DBN_CHECKED;

/** Is block[side] of the pair covered by the other one alone? */
dbn_status dbn_pair_cover(dbn_cover *out, dbn_round *round, const dbn_pair *pair,
                          uint8_t side) DBN_CHECKED;

/** May the bare tokens `run` of the block be let pass? Paints what stands in the
 * partners after all, counts the rest in `out`. `beside`: their neighbours' as well. */
dbn_status dbn_hole_passes(bool *passes, dbn_cover *out, dbn_round *round,
                           uint32_t block, dbn_range run, bool beside) DBN_CHECKED;

/** Text of a block. */
static inline dbn_span
dbn_round_text(const dbn_round *round, uint32_t block)
{
    const dbn_records *records = round->in->records;
    return dbn_span_slice(records->view->text, records->blocks.items[block].range);
}

/** What token t is, by the profile of the text. */
dbn_token_look dbn_round_look_at(const dbn_round *round, uint32_t t);

/** Does token t, not the first of its block, begin a word between spaces? The second
 * half of non-lieu and the tree of l'arbre do not. */
bool dbn_round_starts_word(const dbn_round *round, uint32_t t);

/** The bytes from token t of the block to token `next`, or to the end of the block. */
dbn_span dbn_round_between(const dbn_round *round, uint32_t block, uint32_t t,
                           uint32_t next);

/** Do the tokens of the run, of any block, stand in a row in `block`, or their very
 * words? Looks at the first 4096 tokens of `block`, or 32 KiB. */
bool dbn_round_stands_in(const dbn_round *round, uint32_t block, dbn_range run);

/** Does token t of `block` start a sentence? A full stop before it is enough, even that
 * of an abbreviation: who cuts out quotes is not more careful. */
bool dbn_round_starts_sentence(const dbn_round *round, uint32_t block, uint32_t t);

static inline uint32_t
dbn_member_len(const dbn_member *m)
{
    return m->end - m->beg;
}

/** Is the text cut off: "…", "...", "[…]"? */
bool dbn_span_ends_with_ellipsis(dbn_span text);

/** Does it hold "…" or "..."? */
bool dbn_span_has_ellipsis(dbn_span text);

/** Does it hold a quotation mark? An apostrophe is none. */
bool dbn_span_has_quote(dbn_span text);

/** Is there a quotation mark between token t of the block and the one before? */
bool dbn_round_has_quote_before(const dbn_round *round, uint32_t block, uint32_t t);

/** Or any mark, so that a clause ends there? */
bool dbn_round_has_mark_before(const dbn_round *round, uint32_t block, uint32_t t);

/** How many tokens behind a quotation that is all else of the block say whose it is;
 * by the marks alone. */
uint32_t dbn_round_attribution(const dbn_round *round, uint32_t block);

/** Does what `run` says of the speaker stand in `partner` or beside it, a verb apart?
 */
bool dbn_round_names_speaker(const dbn_round *round, uint32_t block, dbn_range run,
                             uint32_t partner);

/** Do the pair's pieces hold numbers, dates, names or negations that differ? Adds
 * them to `out` when it is not NULL. */
dbn_status dbn_pair_contradicts(bool *contradicts, dbn_round *round,
                                const dbn_pair *pair,
                                dbn_contradictions *out) DBN_CHECKED;

/** Does the longer block of the pair begin or end with the whole of the other, two
 * sentences or more, so that it can be cut there and the finer structure stays? Notes
 * it for dbn_round_cut(). `side` is that of the shorter block. */
dbn_status dbn_round_note_cut(bool *can_cut, dbn_round *round, const dbn_pair *pair,
                              uint8_t side) DBN_CHECKED;

/** Make two blocks of each that can be cut; the next round judges them. */
dbn_status dbn_round_cut(bool *has_cut, dbn_round *round) DBN_CHECKED;

/** Below 0: block `a` is the better print of the two, above: `b`, 0: no difference.
 * Both hold the same words: `same_words` says whether slips and edits are out of the
 * question, so that accents decide at once. */
int dbn_round_compare_print(dbn_round *round, uint32_t a, uint32_t b, bool same_words);

/** What copies stay by. */
typedef enum dbn_preference {
    DBN_PREFER_PRINT, /* structure, completeness, print */
    DBN_PREFER_LENGTH,
    DBN_PREFER_FIRST, /* places */
    DBN_PREFER_LAST
} dbn_preference;

dbn_preference dbn_round_preference(const dbn_round *round);

/** Below 0: block `a` came less damaged than `b`, above 0: more. 0 where nobody asked
 * for the cleanest. */
int dbn_round_compare_damage(const dbn_round *round, uint32_t a, uint32_t b);

/** Did the block come with less damage than the blocks that dbn_round_cover() painted
 * last? False where nobody asked for the cleanest. */
bool dbn_round_is_cleaner_than_cover(const dbn_round *round, uint32_t block);

/** Does it end with a full stop or the like, or a quotation mark? */
bool dbn_span_ends_sentence(dbn_span text);

#endif
