/*
 * write/srx.h - our rules of sentences as SRX 2.0, for programs that read it.
 */
#ifndef DBN_WRITE_SRX_H
#define DBN_WRITE_SRX_H

#include "base/vec.h"
#include "lang/profile.h"

/**
 * Append a file with the rules of `count` languages and, for any other, those that need
 * no words. What SRX cannot say is left out: headings that lost their full stop, names
 * around initials, quotes that are open. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_write_srx(dbn_buffer *out, dbn_arena *arena,
                         const dbn_profile *const *profiles,
                         uint32_t count) DBN_CHECKED;

#endif
