/*
 * text/fold.h - words as they are compared: case, accents, ligatures, apostrophes
 * and dashes folded by frozen tables of ours, so that no library upgrade ever
 * changes a result. DBN_KEY_VERSION counts changes of the tables, and of whatever else
 * a key is made of: the words and notations of dicts/ (tests/unit/key.c tells when). It
 * is that of the dictionaries that come with the program: with others (DOUBLON_DICTS)
 * keys may differ under one version, and are to be compared with those of one folder.
 */
#ifndef DBN_TEXT_FOLD_H
#define DBN_TEXT_FOLD_H

#include "base/span.h"

/** Written into every output that depends on folding. */
#define DBN_KEY_VERSION 1

/** The most bytes that one code point folds to. */
#define DBN_FOLD_MAX 8

/**
 * The folded form of one code point: its bytes go to `out`, their number is
 * returned. 0 for what folding drops: combining accents, soft hyphens, zero-width
 * characters. Letters come out lower case without accents ('É' and 'é' give "e",
 * 'œ' "oe", 'ß' "ss", 'ﬁ' "fi"); every apostrophe gives "'", every dash "-", every
 * space " "; what the tables do not know stays as it is.
 */
uint32_t dbn_fold_codepoint(char out[DBN_FOLD_MAX], uint32_t code);

/**
 * Fold valid UTF-8 into `out` (`cap` bytes). Returns the length; a form longer
 * than `cap` is cut at a code point.
 */
size_t dbn_fold(char *out, size_t cap, dbn_span text);

/** What a code point is, by frozen tables. */
typedef enum dbn_char_class {
    DBN_CHAR_OTHER, /* punctuation, symbols, controls */
    DBN_CHAR_SPACE,
    DBN_CHAR_LOWER, /* letters without case count as lower */
    DBN_CHAR_UPPER,
    DBN_CHAR_DIGIT, /* ASCII digits only */
    DBN_CHAR_MARK   /* combining, joiners, soft hyphen: belongs to its word */
} dbn_char_class;

dbn_char_class dbn_char_class_of(uint32_t code);

/** Is it a letter of any script, with case or without? */
bool dbn_is_letter(uint32_t code);

/** Is it of a script that writes no spaces (Chinese, Japanese, Thai …), where each
 * character is taken for a word? */
bool dbn_is_word_alone(uint32_t code);

#endif
