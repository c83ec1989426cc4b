/*
 * match/glob.h - patterns of paths, as in .gitignore.
 */
#ifndef DBN_MATCH_GLOB_H
#define DBN_MATCH_GLOB_H

#include "base/span.h"
#include "base/status.h"

typedef struct dbn_glob dbn_glob;

/**
 * `*` stands for any text without a slash, `?` for one character, [ab] for one of
 * them, two stars between slashes or at an end for any folders. A pattern without a
 * slash means the last name of a path, wherever it stands; one that ends in a slash,
 * all in that folder. DBN_ERR_SYNTAX for what is no pattern, DBN_ERR_NOMEM; both
 * without a message.
 */
dbn_status dbn_glob_new(dbn_glob **out, dbn_span pattern) DBN_CHECKED;
void dbn_glob_free(dbn_glob *glob);

/** Does it mean `path`, whose folders are parted by slashes? Any thread. A pattern
 * that works too hard (DBN_RULE_STEPS_MAX) means nothing. */
bool dbn_glob_matches(const dbn_glob *glob, dbn_span path);

#endif
