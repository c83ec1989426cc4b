/*
 * exchange/srx.h - rules of segmentation that somebody brings: SRX 1.0 and 2.0.
 */
#ifndef DBN_EXCHANGE_SRX_H
#define DBN_EXCHANGE_SRX_H

#include "match/breaks.h"

/** The largest file: a hundred times the largest that is known. */
#define DBN_SRX_BYTES_MAX ((size_t)32 << 20)

/**
 * Read the rules of `bytes`, a file that messages call `name`. Its lists, their maps
 * and `cascade` are kept; what it says of subflows and inline markup is passed over,
 * since sentences are cut where there is none. What makes no sense is refused with its
 * line: DBN_ERR_SYNTAX for what is no XML or no SRX, for an expression that does not
 * compile, a list that is not there; DBN_ERR_LIMIT, DBN_ERR_NOMEM.
 */
dbn_status dbn_srx_read(dbn_breaks **out, dbn_span bytes, const char *name,
                        dbn_error *err) DBN_CHECKED;

#endif
