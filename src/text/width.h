/*
 * text/width.h - how many columns of a terminal a text takes.
 *
 * Marks on letters and signs that are not seen take none, East Asian and emoji signs
 * two; emoji joined by U+200D count as the first of them. Controls count as one: who
 * prints them shows something in their place. Tables of our own, not the system's: the
 * same on every machine.
 */
#ifndef DBN_TEXT_WIDTH_H
#define DBN_TEXT_WIDTH_H

#include "base/span.h"

/** Columns of valid UTF-8. O(text). */
uint32_t dbn_text_columns(dbn_span text);

/** The longest beginning of `text` that takes at most `columns`, marks on its last
 * letter included: its length in bytes. */
size_t dbn_text_fitting(dbn_span text, uint32_t columns);

#endif
