/*
 * clean/chars.h - what is wrong with a single code point.
 */
#ifndef DBN_CLEAN_CHARS_H
#define DBN_CLEAN_CHARS_H

#include "clean/clean.h"

#include <unicode/unorm2.h>

/** The most code points that one is replaced by. */
#define DBN_REPAIR_MAX 4U

/** What a code point becomes; `rule` is DBN_RULE_NONE where it stays. */
typedef struct dbn_repair {
    uint32_t codes[DBN_REPAIR_MAX];
    uint32_t count; /* 0: it goes away */
    dbn_rule rule;
} dbn_repair;

/** How to look at code points. */
typedef struct dbn_chars {
    const UNormalizer2 *nfc;
    bool encoding; /* C1 controls are windows-1252 */
    bool line_breaks;
    bool markup; /* references to ASCII stay written */
} dbn_chars;

/** False where ICU lacks its own normalisation data. */
bool dbn_chars_init(dbn_chars *chars, const dbn_clean_input *in);

/** True for a code point that stays, and stays apart from what is before it. Ampersands
 * and joiners are not plain. */
bool dbn_code_is_plain(const dbn_chars *chars, uint32_t code);

/** What `code` becomes on its own. `is_written` says that a character reference stood
 * for it: then a line end does not end a line, unless line ends are wanted. */
dbn_repair dbn_code_repair(const dbn_chars *chars, uint32_t code, bool is_written);

/** True when nothing before `code` can compose with it. */
bool dbn_code_has_boundary(const dbn_chars *chars, uint32_t code);

static inline bool
dbn_code_is_joiner(uint32_t code)
{
    return code == 0x200C || code == 0x200D;
}

/** True for characters beside which a joiner means something: letters of cursive and
 * Indic scripts, and pictures. */
bool dbn_code_is_joined(uint32_t code);

#endif
