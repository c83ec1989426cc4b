/*
 * translate/environment.h - what a program that translates sees of our environment.
 */
#ifndef DBN_TRANSLATE_ENVIRONMENT_H
#define DBN_TRANSLATE_ENVIRONMENT_H

#include "base/arena.h"

typedef enum dbn_environment_kind {
    DBN_ENVIRONMENT_OWN,   /* of somebody's command: all but the keys of engines */
    DBN_ENVIRONMENT_NARROW /* of a program that we know: what it needs to run */
} dbn_environment_kind;

/** Variables that are added to those that are passed: "NAME=value". */
typedef struct dbn_environment_more {
    char *const *entries;
    size_t count;
} dbn_environment_more;

/**
 * The variables of this process that the program may see, then those of `more`, then
 * NULL; names and values are borrowed. NULL: no memory is left.
 */
char **dbn_environment_of(dbn_environment_kind kind, dbn_environment_more more,
                          dbn_arena *arena);

#endif
