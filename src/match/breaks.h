/*
 * match/breaks.h - rules of somebody else's that say where sentences end, as SRX has
 * them: an expression that ends at a place, one that begins there, and whether the
 * place is an end. The first rule that fits a place decides; where none fits, there is
 * no end.
 *
 * Expressions are ICU's as far as PCRE2 has the same: a set within a set, && and --
 * between sets are refused, because PCRE2 would read them as something else.
 *
 * Made by one thread, then immutable and shared.
 */
#ifndef DBN_MATCH_BREAKS_H
#define DBN_MATCH_BREAKS_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

/** One rule; empty expressions fit everywhere. */
typedef struct dbn_break_rule {
    dbn_span before, after;
    bool is_end; /* else there is none here, whatever later rules say */
} dbn_break_rule;

/** How much of them there may be: a hundred times what the largest files have. */
#define DBN_BREAK_RULES_MAX  20000U
#define DBN_BREAK_GROUPS_MAX 2000U  /* of lists, and of languages that they are for */
#define DBN_BREAK_BYTES_MAX  65535U /* of an expression */

/** Bytes before a place that a rule against an end may look at. */
#define DBN_BREAK_REACH 256U

typedef struct dbn_breaks dbn_breaks;

dbn_status dbn_breaks_new(dbn_breaks **out, dbn_error *err) DBN_CHECKED;

/** NULL is allowed. */
void dbn_breaks_free(dbn_breaks *breaks);

/** Are all lists of a language used, in the order of the maps, or the first alone? */
void dbn_breaks_cascade(dbn_breaks *breaks, bool is_cascade);

/** Begin a list of rules, which is called `name`. Fails with DBN_ERR_SYNTAX for a name
 * that is there, DBN_ERR_LIMIT, DBN_ERR_NOMEM. */
dbn_status dbn_breaks_begin(dbn_breaks *breaks, dbn_span name,
                            dbn_error *err) DBN_CHECKED;

/** Add a rule to the list that was begun last; copied. Fails with DBN_ERR_SYNTAX for an
 * expression that does not compile: the message has it and says why. */
dbn_status dbn_breaks_add(dbn_breaks *breaks, const dbn_break_rule *rule,
                          dbn_error *err) DBN_CHECKED;

/** The list `name` is for languages whose whole tag `pattern` fits, without case. Fails
 * with DBN_ERR_SYNTAX for one that does not compile. */
dbn_status dbn_breaks_map(dbn_breaks *breaks, dbn_span pattern, dbn_span name,
                          dbn_error *err) DBN_CHECKED;

/** Do all lists that languages are mapped to stand there? The first one that does not
 * goes to *name. */
bool dbn_breaks_are_whole(const dbn_breaks *breaks, dbn_span *name);

/** The rules of a language, in their order. */
typedef DBN_VEC(uint32_t) dbn_break_choice;

/** The rules for a BCP 47 tag, in `arena`; none where no list is for it. */
dbn_status dbn_breaks_choose(dbn_break_choice *out, const dbn_breaks *breaks,
                             dbn_span lang, dbn_arena *arena) DBN_CHECKED;

typedef DBN_VEC(uint32_t) dbn_break_places;

/**
 * The places of `text`, UTF-8, where sentences end, in order, each once. An expression
 * that works too hard fits nothing. Linear for expressions whose matches are short.
 * DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_breaks_find(dbn_break_places *out, const dbn_breaks *breaks,
                           const dbn_break_choice *choice, dbn_span text,
                           dbn_arena *arena) DBN_CHECKED;

#endif
