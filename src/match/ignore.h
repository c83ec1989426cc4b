/*
 * match/ignore.h - comments of a text that silence rules in it.
 *
 *     <!-- doublon-ignore fr.typo.thin-space, style -->    its line and the next
 *     <!-- doublon-ignore-file -->                         the whole text, all rules
 */
#ifndef DBN_MATCH_IGNORE_H
#define DBN_MATCH_IGNORE_H

#include "match/rules.h"

/** What one comment says of one rule or family: [beg, end] of the text, `end` with it.
 * An empty name stands for all. */
typedef struct dbn_ignore {
    dbn_span name;
    dbn_range where;
} dbn_ignore;

/** By name, then by place; those of one name do not overlap. */
typedef DBN_VEC(dbn_ignore) dbn_ignores;

/** The comments of `text`; names are parts of it. O(n log n) in the names. Fails with
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_ignores_find(dbn_ignores *out, dbn_span text,
                            dbn_arena *arena) DBN_CHECKED;

/** Is the rule silenced at `at`, by its name, by its family's, or by all? O(log n). */
bool dbn_ignores_has(const dbn_ignores *ignores, const dbn_ruleset *rules,
                     dbn_rule rule, uint32_t at);

#endif
