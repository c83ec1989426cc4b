/*
 * flow/signs.h - signs that engines put in front of words that they have no form of.
 */
#ifndef DBN_FLOW_SIGNS_H
#define DBN_FLOW_SIGNS_H

#include "base/arena.h"
#include "base/span.h"

/** An answer without the #, @ and * in front of its words that its source has not: the
 * word is meant, in the form that it has. The answer itself where no memory is left. */
dbn_span dbn_flow_without_signs(dbn_span answer, dbn_span source, dbn_arena *arena);

#endif
