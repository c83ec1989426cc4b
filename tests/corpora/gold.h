/*
 * tests/corpora/gold.h - gold.yaml of an article: what must come out of it.
 */
#ifndef DBN_TESTS_CORPORA_GOLD_H
#define DBN_TESTS_CORPORA_GOLD_H

#include "support/support.h"

/** The two forms in which an article is given. */
typedef enum gold_form { GOLD_PAGE, GOLD_DUMP, GOLD_FORMS } gold_form;
#define GOLD_BIT(form) (1U << (form))

typedef struct gold_block {
    dbn_role role;
    dbn_span text;
    uint32_t in; /* GOLD_BIT() of the forms in which it stands */
} gold_block;

typedef struct gold_copy {
    dbn_span kind, begins;
    uint32_t of[8];
    uint32_t of_count;
    uint32_t in;
} gold_copy;

typedef struct gold_contradiction {
    dbn_span kind, a, b;
} gold_contradiction;

typedef struct gold_finding {
    dbn_span rule, text;
    uint32_t in;
} gold_finding;

#define GOLD_LIST(type)                                                                \
    struct {                                                                           \
        type *items;                                                                   \
        uint32_t count;                                                                \
    }

typedef struct gold_picture {
    dbn_span caption, credit;
} gold_picture;

/* What the page says of itself. What is empty here is not judged. */
typedef struct gold_facts {
    dbn_span modified, section, canonical, licence, access, mining;
    GOLD_LIST(dbn_span) tags;
    GOLD_LIST(dbn_span) entries; /* of a live page: their hours, "14:32" */
    GOLD_LIST(gold_picture) pictures;
} gold_facts;

typedef struct gold_article {
    dbn_span lang, country, title, function, date; /* empty where absent */
    GOLD_LIST(dbn_span) bylines;
    GOLD_LIST(gold_block) text;
    GOLD_LIST(gold_block) left_out;
    GOLD_LIST(gold_copy) copies;
    GOLD_LIST(gold_contradiction) contradictions;
    GOLD_LIST(gold_finding) findings;
    gold_facts facts;
    struct gold_file *file; /* owns the strings */
} gold_article;

/** Read the gold of an article. A file that does not say what it should ends the
 * program. */
void gold_read(gold_article *out, const char *article);
void gold_release(gold_article *gold);

#endif
