/*
 * glossary/word.h - the words of texts as terms have them.
 */
#ifndef DBN_GLOSSARY_WORD_H
#define DBN_GLOSSARY_WORD_H

#include "base/span.h"
#include "base/vec.h"

/** A word of a text: letters, digits, and the signs of C++ and C#. */
typedef struct dbn_text_word {
    uint32_t beg, end;
    uint64_t hash; /* folded */
} dbn_text_word;

typedef DBN_VEC(dbn_text_word) dbn_text_words;

/** The next word of [*at, end) of `text`; moves *at behind it. False at the end. */
bool dbn_text_word_next(dbn_text_word *out, dbn_span text, uint32_t *at, uint32_t end);

/** `word` in small letters, ligatures and ß taken apart, marks left out, apostrophes
 * straight; at most `cap` bytes. The length. */
uint32_t dbn_text_word_lower(char *out, uint32_t cap, dbn_span word);

#endif
