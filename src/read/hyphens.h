/*
 * read/hyphens.h - hyphens at line ends: a part of the word, or of the line?
 */
#ifndef DBN_READ_HYPHENS_H
#define DBN_READ_HYPHENS_H

#include "base/vec.h"
#include "lang/profile.h"

/** A word cut at a line end. The hyphen is [hyphen.beg, hyphen.end); `head` is the
 * word before it, back to what is neither letter nor hyphen, `tail` the one after. */
typedef struct dbn_hyphen {
    dbn_range head, hyphen, tail;
    bool is_kept;
} dbn_hyphen;

typedef DBN_VEC(dbn_hyphen) dbn_hyphens;

/**
 * The word cut between `line` and `next`; false where the line does not end in a
 * hyphen that stands between letters or digits.
 */
bool dbn_hyphen_between(dbn_hyphen *out, dbn_span text, dbn_range line, dbn_range next);

/**
 * Decide for each of `hyphens` (sorted) whether it stays: before digits and capitals;
 * else as the rest of `text` writes the word; else by the words of the profile that
 * keep their hyphen. One pass over the text. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_hyphens_decide(dbn_hyphens *hyphens, dbn_span text,
                              const dbn_profile *profile,
                              dbn_arena *scratch) DBN_CHECKED;

#endif
