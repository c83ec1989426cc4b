/*
 * check/desk.h - what the files of check/ share.
 */
#ifndef DBN_CHECK_DESK_H
#define DBN_CHECK_DESK_H

#include "check/check.h"

/** One text under way. */
typedef struct desk {
    const dbn_check_input *in;
    const dbn_profile *profile;
    const dbn_quotes *quotes; /* of the profile */
    uint32_t quote_count;
    dbn_job *job;
    dbn_span text;
    dbn_check *out;
    dbn_ranges protected; /* sorted, not overlapping; in scratch */
    dbn_ranges quoted;    /* the same: inside quotation marks */
    dbn_range balanced;   /* the block that was last looked at for balanced quotes, */
    bool is_balanced;     /* and what was seen */
} desk;

/** A finding of the rule of `code`, unless there is none or the selection leaves it
 * out. `instead` is its fix; ptr NULL for none. */
dbn_status desk_add(desk *d, dbn_desk_code code, dbn_range range, dbn_range other,
                    dbn_span instead) DBN_CHECKED;

/** The same with several fixes, the best first. */
dbn_status desk_add_several(desk *d, dbn_desk_code code, dbn_range range,
                            const dbn_span *instead, uint32_t count) DBN_CHECKED;

/** Does `range` reach into one of `ranges`? An empty range does when it is inside. */
bool desk_is_in(const dbn_ranges *ranges, dbn_range range);

/** Is the block one that people read: no code, no furniture? */
bool desk_is_read(const dbn_block *block);

/** Sort `ranges` and join those that touch. */
void desk_join(dbn_ranges *ranges);

/** Code, marks of code, fences and front matter of a dump. */
dbn_status desk_protect(desk *d) DBN_CHECKED;

/** What stands between quotation marks, block by block. */
dbn_status desk_find_quotations(desk *d) DBN_CHECKED;

/** What closes the quotation that `code` opens; 0 where it opens none. */
uint32_t desk_quote_closer(const desk *d, uint32_t code);

/** Does `code` close quotations? */
bool desk_closes_quote(const desk *d, uint32_t code);

/** Does the guard of its rule, if it has one, let the finding pass? */
bool desk_guard_holds(desk *d, const dbn_finding *finding);

/** The findings of code, one family a function, over all blocks. */
dbn_status desk_check_pairs(desk *d) DBN_CHECKED;
dbn_status desk_check_repeated(desk *d) DBN_CHECKED;
dbn_status desk_check_dates(desk *d) DBN_CHECKED;
dbn_status desk_check_names(desk *d) DBN_CHECKED;
dbn_status desk_check_house(desk *d) DBN_CHECKED;
dbn_status desk_check_spelling(desk *d) DBN_CHECKED;

/** Does what is at `at` of the block begin a sentence there? */
bool desk_starts_sentence(const desk *d, dbn_range block, uint32_t at);

/** The next word of [*at, end): letters, digits, and hyphens between them; false at the
 * end. *at moves behind it. */
bool desk_next_word(dbn_range *word, dbn_span text, uint32_t *at, uint32_t end);

#endif
