/*
 * clean/lost.h - which letter U+FFFD was: "d�j�" for "déjà".
 */
#ifndef DBN_CLEAN_LOST_H
#define DBN_CLEAN_LOST_H

#include "clean/clean.h"

/**
 * Where the letters around U+FFFD leave one reading, its finding becomes one of the
 * whole word, with the word it was as its fix, in clean->proposals. The findings are
 * those of `text`, sorted; the profile is that of the text, and has letters. Linear,
 * with a limit. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_lost_propose(dbn_clean *clean, dbn_span text, const dbn_profile *profile,
                            dbn_job *job) DBN_CHECKED;

#endif
