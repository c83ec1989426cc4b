/*
 * match/proof.h - files that say that rules were tried, named by a hash of the rules.
 *
 * They are empty: rules-0123456789abcdef.tried. Each run with other rules leaves
 * another one, so that those of a month before go when a new one comes.
 */
#ifndef DBN_MATCH_PROOF_H
#define DBN_MATCH_PROOF_H

#include "base/arena.h"

bool dbn_proof_is_there(dbn_arena *arena, const char *cache, uint64_t key);

/** Leave one in the folder `cache`, and remove old ones, but no file of another name.
 * Where that fails, rules are tried again the next time: nothing is said. */
void dbn_proof_leave(dbn_arena *arena, const char *cache, uint64_t key);

/** So many seconds before a new one an old one must have been made. */
#define DBN_PROOF_AGE_MAX ((long long)30 * 24 * 3600)

#endif
