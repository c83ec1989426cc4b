/*
 * match/select.h - which rules count for a text, and finding all of them in one pass.
 *
 * A selection is made once for a language, a profile and what somebody wants to hear;
 * it is immutable and shared. A scanner is the scratch memory of one thread.
 */
#ifndef DBN_MATCH_SELECT_H
#define DBN_MATCH_SELECT_H

#include "doublon/desk.h"
#include "match/rules.h"

typedef struct dbn_selection_options {
    dbn_span profile; /* BCP 47: "fr-BE"; its language says whose rules count */
    const dbn_house_key *keys; /* over the profile's own conventions */
    uint32_t key_count;
    const dbn_switch *switches; /* the last that names a rule counts */
    uint32_t switch_count;
} dbn_selection_options;

typedef struct dbn_selection dbn_selection;

/** Rules of the families `style` and `article` count only when switched on; those of
 * `protect` always do. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_selection_new(dbn_selection **out, const dbn_ruleset *rules,
                             const dbn_selection_options *options,
                             dbn_error *err) DBN_CHECKED;
void dbn_selection_free(dbn_selection *selection);

/** Does the rule count? */
bool dbn_selection_has(const dbn_selection *selection, dbn_rule rule);

/** Was it made for just these options? */
bool dbn_selection_is_for(const dbn_selection *selection,
                          const dbn_selection_options *options);

typedef struct dbn_scanner dbn_scanner;

dbn_status dbn_scanner_new(dbn_scanner **out, const dbn_ruleset *rules,
                           dbn_error *err) DBN_CHECKED;
void dbn_scanner_free(dbn_scanner *scanner);

/** Forget what is known of selections, before one is freed. */
void dbn_scanner_forget(dbn_scanner *scanner);

/** Forget the last text, before the first block of the next one. */
void dbn_scanner_reset(dbn_scanner *scanner);

/** Where dbn_scan_block() puts what it finds. */
typedef struct dbn_scan_output {
    dbn_findings *findings;
    dbn_fixes *fixes;
    dbn_arena *arena; /* of both */
} dbn_scan_output;

/**
 * Where the selected rules match in `range` (a block) of `text`, valid UTF-8: findings
 * by position, each with its fixes. Matches of one rule do not overlap; those of two
 * may. Blocks must come in order. A rule costs nothing where it cannot start. What was
 * given up at a match limit is no finding: see dbn_scanner_given_up(). DBN_ERR_NOMEM
 * without a message.
 */
dbn_status dbn_scan_block(const dbn_scan_output *out, dbn_scanner *scanner,
                          const dbn_selection *selection, dbn_span text,
                          dbn_range range) DBN_CHECKED;

/** The last rule that was given up at a limit since dbn_scanner_reset(), or
 * DBN_RULE_NONE. */
dbn_rule dbn_scanner_given_up(const dbn_scanner *scanner);

#endif
