/*
 * match/opening.h - the text that every match of a pattern begins with, as far as it is
 * plain to see in the pattern: nearly all of most terms.
 *
 *     \bdans[ ␣⍽]le[ ␣⍽]cas[ ␣⍽]ou     ─▶ "dans le cas ou"
 *     \bs['’]est[ ␣⍽](?:vrai|bon)       ─▶ "s'est "
 *
 * Reading it is what spares most tries of PCRE2. It passes a little more than the
 * pattern, and never less: letters count without their case, a space stands for the two
 * that do not break, an apostrophe for the typographic one. (A Kelvin sign is no k.)
 */
#ifndef DBN_MATCH_OPENING_H
#define DBN_MATCH_OPENING_H

#include "base/arena.h"
#include "base/span.h"
#include "base/status.h"

/** Does the pattern have alternatives outside of brackets? */
bool dbn_pattern_has_alternatives(dbn_span pattern);

/** Make the opening of `pattern`, of PCRE2; empty for none. DBN_ERR_NOMEM without a
 * message. */
dbn_status dbn_opening_make(dbn_span *out, dbn_span pattern,
                            dbn_arena *arena) DBN_CHECKED;

/** How a text and an opening compare. */
typedef enum dbn_opening_fit {
    DBN_OPENING_DIFFERS,
    DBN_OPENING_ENDS,  /* the text is over before the opening is */
    DBN_OPENING_PASSES /* the text begins with it */
} dbn_opening_fit;

dbn_opening_fit dbn_opening_compare(dbn_span opening, dbn_span text);

#endif
