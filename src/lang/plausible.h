/*
 * lang/plausible.h - how improbable a short piece of text is.
 */
#ifndef DBN_LANG_PLAUSIBLE_H
#define DBN_LANG_PLAUSIBLE_H

#include "lang/letters.h"

/** Code points of a short piece of text. */
#define DBN_PIECE_MAX 256U
typedef struct dbn_piece {
    uint32_t codes[DBN_PIECE_MAX];
    uint32_t count;
} dbn_piece;

/** What pieces are judged by. `extra` is what a language costs before its first
 * letter: the language of the text is the most probable one. */
typedef struct dbn_judge {
    const dbn_letter_stats *letters;
    uint32_t extra[DBN_LETTERS_COLUMNS];
} dbn_judge;

/** A judge of pieces of a text in `lang` ("und": in any). */
void dbn_judge_init(dbn_judge *judge, const dbn_letter_stats *letters, dbn_span lang);

/** What a piece costs, in units of DBN_LETTERS_NAT a nat: in the language where it is
 * the cheapest. Letters by those before them, signs by what stands around them. ASCII
 * that is no letter costs nothing. */
uint32_t dbn_piece_cost(const dbn_judge *judge, const dbn_piece *piece);

#endif
