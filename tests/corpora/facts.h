/*
 * tests/corpora/facts.h - what a page says of itself, against its gold.
 */
#ifndef DBN_TESTS_CORPORA_FACTS_H
#define DBN_TESTS_CORPORA_FACTS_H

#include "corpora/gold.h"

/** How many of the facts that the gold gives are those of the document; *wanted is how
 * many it gives. What differs is added to *details. */
uint32_t facts_judge(const gold_facts *gold, const dbn_doc *doc, uint32_t *wanted,
                     test_bytes *details);

#endif
