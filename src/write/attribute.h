/*
 * write/attribute.h - values of attributes as people read them.
 */
#ifndef DBN_WRITE_ATTRIBUTE_H
#define DBN_WRITE_ATTRIBUTE_H

#include "base/span.h"
#include "base/vec.h"

/** Append the value of an attribute with its character references decoded.
 * DBN_ERR_NOMEM, without a message. */
dbn_status dbn_attribute_decode(dbn_buffer *out, dbn_arena *arena,
                                dbn_span value) DBN_CHECKED;

#endif
