/*
 * flow/parts.h - the libraries behind the folders, one row each.
 */
#ifndef DBN_FLOW_PARTS_H
#define DBN_FLOW_PARTS_H

#include "doublon.h"

/** As dbn_part_at() says. */
bool dbn_flow_part(uint32_t index, dbn_part *part);

#endif
