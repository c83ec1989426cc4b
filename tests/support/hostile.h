/*
 * tests/support/hostile.h - pages made to be slow, large or lost, of any size: the same
 * for the benchmark, which measures them, and the property, which reads them.
 */
#ifndef DBN_TESTS_SUPPORT_HOSTILE_H
#define DBN_TESTS_SUPPORT_HOSTILE_H

#include <stddef.h>

/**
 * before, `open` so often that the page has its size, middle, `close` as often, after.
 * In all of them '#' is a number, from 0, one more for each piece; '~' a NUL; '^' a
 * byte that is no UTF-8; '%' a number sign; '@' a sentence with such a number, for
 * which a reader can look.
 */
typedef struct hostile_page {
    const char *name;
    const char *before, *open, *middle, *close, *after;
} hostile_page;

extern const hostile_page hostile_pages[];
extern const size_t hostile_page_count;

/** Each sentence starts with these words, then a number of six digits, … */
#define HOSTILE_NEEDLE "Le témoin "
/** … and ends with these. */
#define HOSTILE_SENTENCE_END " a parlé lundi devant la salle comble."

/** Write the page, of about `size` bytes, by `write`, a piece at a time. Returns how
 * many sentences a reader sees. */
size_t hostile_write(const hostile_page *page, size_t size,
                     void (*write)(void *context, const char *bytes, size_t len),
                     void *context);

#endif
