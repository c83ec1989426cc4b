/*
 * write/omegat.h - the file that makes a folder a project of OmegaT.
 */
#ifndef DBN_WRITE_OMEGAT_H
#define DBN_WRITE_OMEGAT_H

#include "base/span.h"
#include "base/vec.h"
#include "glossary/glossary.h"

/** Append it: languages as BCP 47 has them, folders as usual, sentences as they are
 * cut. DBN_ERR_NOMEM without a message. */
dbn_status dbn_write_omegat(dbn_buffer *out, dbn_arena *arena, dbn_span source_lang,
                            dbn_span target_lang) DBN_CHECKED;

/** Append the terms that have translations as a glossary of OmegaT: a line each, of
 * three cells, in UTF-8, which is what the name must end in: ".utf8". */
dbn_status dbn_write_omegat_terms(dbn_buffer *out, dbn_arena *arena,
                                  const dbn_glossary *glossary) DBN_CHECKED;

/** The same as TBX of version 2 (martif), which other tools read as well. */
dbn_status dbn_write_omegat_tbx(dbn_buffer *out, dbn_arena *arena,
                                const dbn_glossary *glossary, dbn_span source_lang,
                                dbn_span target_lang) DBN_CHECKED;

#endif
