/*
 * write/omegat.h - the file that makes a folder a project of OmegaT.
 */
#ifndef DBN_WRITE_OMEGAT_H
#define DBN_WRITE_OMEGAT_H

#include "base/span.h"
#include "base/vec.h"

/** Append it: languages as BCP 47 has them, folders as usual, sentences as they are
 * cut. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_omegat(dbn_buffer *out, dbn_arena *arena, dbn_span source_lang,
                            dbn_span target_lang) DBN_CHECKED;

#endif
