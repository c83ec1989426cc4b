/*
 * tests/gold/articles.h - reads articles that others annotated (JSON Lines), for
 * tests that put defects into them.
 */
#ifndef DBN_TESTS_GOLD_ARTICLES_H
#define DBN_TESTS_GOLD_ARTICLES_H

#include <stdbool.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct gold_paragraph {
    char *text; /* NUL-terminated */
    bool is_heading;
} gold_paragraph;

typedef struct gold_article {
    char *name;
    gold_paragraph *paragraphs; /* lead, then headlines and paragraphs by section */
    uint32_t count;
    uint32_t lead_count;
} gold_article;

typedef struct gold_articles {
    gold_article *items;
    uint32_t count;
} gold_articles;

/** Read `path`. False, with a message on standard error, when it cannot. */
bool gold_articles_read(gold_articles *out, const char *path);
void gold_articles_free(gold_articles *articles);

#ifdef __cplusplus
}
#endif
#endif
