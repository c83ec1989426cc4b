/*
 * clean/residue.h - letters that were written as codes for a journey, and never read
 * back: "caf=C3=A9" of mail, "caf%C3%A9" of addresses.
 */
#ifndef DBN_CLEAN_RESIDUE_H
#define DBN_CLEAN_RESIDUE_H

#include "clean/clean.h"

/** Propose to read them, one fix a letter. Linear; text without "=" and "%" is skipped
 * at memory speed. DBN_ERR_NOMEM without a message. */
dbn_status dbn_residue_find(dbn_fixes *fixes, dbn_span text,
                            dbn_arena *arena) DBN_CHECKED;

#endif
