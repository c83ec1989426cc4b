/*
 * lang/dictionary_inside.h - a dictionary in memory; seen by lang/ only.
 */
#ifndef DBN_LANG_DICTIONARY_INSIDE_H
#define DBN_LANG_DICTIONARY_INSIDE_H

#include "lang/automaton.h"
#include "lang/dictionary.h"
#include "lang/inflection.h"
#include "lang/morphology.h"

/** Of a language, also where it has no dictionary. */
struct dbn_morphology {
    const dbn_dictionary *dictionary; /* that it is part of; its status may be bad */
    dbn_inflection inflection;
};

/** Immutable once opened. */
struct dbn_dictionary {
    dbn_dictionaries *owner;
    dbn_arena arena; /* of the paths */
    dbn_span lang;
    const char *aff, *dic;
    dbn_automaton words;
    dbn_morphology morphology;
    void *mapped; /* NULL where it is not in a file but in `own` */
    size_t mapped_len;
    void *own;
    dbn_status status;
    dbn_error err; /* why it could not be opened */
};

void dbn_dictionary_release(dbn_dictionary *dictionary);

/** One dictionary of a set is opened at a time, one hunspell made. */
void dbn_dictionary_lock(const dbn_dictionary *dictionary);
void dbn_dictionary_unlock(const dbn_dictionary *dictionary);

#endif
