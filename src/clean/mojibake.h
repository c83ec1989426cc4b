/*
 * clean/mojibake.h - UTF-8 that was taken for another charset: "Ã©" for "é".
 */
#ifndef DBN_CLEAN_MOJIBAKE_H
#define DBN_CLEAN_MOJIBAKE_H

#include "clean/clean.h"

/**
 * Propose to read again what was misread, one fix a word or run of signs. Linear; clean
 * text is skipped at memory speed. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_mojibake_find(dbn_fixes *fixes, dbn_span text,
                             const dbn_letter_stats *letters, dbn_span lang,
                             dbn_job *job) DBN_CHECKED;

#endif
