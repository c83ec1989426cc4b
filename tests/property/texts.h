/*
 * tests/property/texts.h - what properties are tried on: every file of corpora/, and
 * damaged copies of it, the same ones in every run.
 */
#ifndef DBN_TESTS_PROPERTY_TEXTS_H
#define DBN_TESTS_PROPERTY_TEXTS_H

#include "support/support.h"

typedef struct property_text {
    char name[96]; /* "fr/serveur-duqu/page.html~3": the third damaged copy */
    dbn_span bytes;
    dbn_input_kind kind;
    uint32_t damage; /* 0: as it stands in corpora/ */
} property_text;

/** A test of one property. `doc` is empty or holds what came before. */
typedef struct property {
    dbn_engine *engine;
    dbn_doc *doc;
    dbn_survivor survivor; /* that property_clean() asks for */
    const char *now;       /* name of the text on trial */
    uint32_t failed, tried, files;
} property;

/** Run `check` on every text, each file with `copies` damaged copies, and once more
 * with a survivor that is not the default. The exit status of the program. */
int property_run(uint32_t copies,
                 void (*check)(property *p, const property_text *text));

/** Clean into p->doc; false when that is refused, which is a failure unless the text
 * was damaged beyond being one. */
bool property_clean(property *p, const property_text *text);

/** Is it UTF-16? Nothing else of corpora/ holds a NUL, and not all of it has a mark. */
bool property_is_utf16(dbn_span bytes);

/** Note a failure: printed with the name of the text. The first few are. */
void property_fail(property *p, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/** Numbers that look random and are the same in every run. */
uint32_t property_random(uint32_t *state, uint32_t below);

/** The first place where two texts differ, for a message. */
size_t property_difference(dbn_span a, dbn_span b);

#endif
