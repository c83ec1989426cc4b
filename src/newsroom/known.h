/*
 * newsroom/known.h - are names that somebody wrote known: rules, conventions, profiles?
 */
#ifndef DBN_NEWSROOM_KNOWN_H
#define DBN_NEWSROOM_KNOWN_H

#include "doublon/desk.h"
#include "lang/profile.h"
#include "match/rules.h"

/** By whom names are known; both borrowed. */
typedef struct dbn_known {
    const dbn_ruleset *rules;
    const dbn_profiles *profiles;
} dbn_known;

/** DBN_OK for a rule, a family or a beginning of names of rules; for a convention with
 * a value that it can have; for a profile, or a tag of a language that has none; for a
 * tag of a language. Else DBN_ERR_USAGE with the name and the nearest that is known. */
dbn_status dbn_known_rule(const dbn_known *known, dbn_span name,
                          dbn_error *error) DBN_CHECKED;
dbn_status dbn_known_convention(const dbn_known *known, const dbn_house_key *pair,
                                dbn_error *error) DBN_CHECKED;
dbn_status dbn_known_profile(const dbn_known *known, dbn_span name,
                             dbn_error *error) DBN_CHECKED;
dbn_status dbn_known_lang(const dbn_known *known, dbn_span name,
                          dbn_error *error) DBN_CHECKED;

/** All that `options` name. */
dbn_status dbn_known_options(const dbn_known *known, const dbn_check_options *options,
                             dbn_error *error) DBN_CHECKED;

#endif
