/*
 * match/house.h - the rules of a newsroom, as its configuration has them.
 *
 *     rules: FOLDER               as dicts/: <lang>/rules/<family>.yaml below it
 *     protect: [PATTERN, …]       rule any.protect.house: what is no text
 *     terms: {TERM: INSTEAD, …}   rule any.style.house-terms; INSTEAD is a text, a
 *                                 list to choose from, or nothing; a TERM of words
 *                                 is found in any form, by code; others as they stand
 */
#ifndef DBN_MATCH_HOUSE_H
#define DBN_MATCH_HOUSE_H

#include "lang/yaml.h"
#include "match/rules.h"

/** The rule of `terms`. */
#define DBN_HOUSE_TERMS "any.style.house-terms"

/** Is it a key of the map above? */
bool dbn_house_has_key(dbn_span key);

/** Take the rules of a configuration, a map; its other keys are passed over. */
dbn_status dbn_house_take(dbn_ruleset *rules, const dbn_yaml *file,
                          dbn_error *err) DBN_CHECKED;

#endif
