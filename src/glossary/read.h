/*
 * glossary/read.h - files of terms: tables and TBX.
 */
#ifndef DBN_GLOSSARY_READ_H
#define DBN_GLOSSARY_READ_H

#include "glossary/glossary.h"

typedef struct dbn_glossary_reading {
    dbn_span lang;    /* of the terms, BCP 47: "fr-BE" takes those of "fr", too */
    dbn_span target;  /* of their translations; empty: the first other language */
    dbn_arena *arena; /* of what is needed while reading; rewound by who owns it */
    /** A line that is passed over, and what is wrong with it. May be NULL. */
    void (*on_broken)(void *context, uint32_t line, const char *message);
    void *context;
} dbn_glossary_reading;

/**
 * Lines of cells, separated by tabs, semicolons or commas, quoted as spreadsheets do;
 * UTF-8. A first line of names (languages, source, target, status, domain, avoid,
 * avoid-fr) says what they are; without it they are term, translation, domain. A cell
 * may hold several terms: "a|b". Lines that begin with # are passed over.
 * DBN_ERR_SYNTAX where the first line names languages, but not the one that is wanted:
 * nothing is taken; DBN_ERR_NOMEM.
 */
dbn_status dbn_glossary_read_rows(dbn_glossary *glossary, dbn_span bytes,
                                  const dbn_glossary_reading *reading,
                                  dbn_error *err) DBN_CHECKED;

/** TBX: version 2 (martif) and version 3, in either style of marking. DBN_ERR_SYNTAX
 * where it is no XML from some line on; what stands before it is taken. */
dbn_status dbn_glossary_read_tbx(dbn_glossary *glossary, dbn_span bytes,
                                 const dbn_glossary_reading *reading,
                                 dbn_error *err) DBN_CHECKED;

/** Does the file begin as TBX does? */
bool dbn_glossary_is_tbx(dbn_span bytes);

/** How well a language tag fits what is wanted: 2 for the same, 1 for the same language
 * of no other place ("fr" for "fr-BE"), 0 for another one. */
uint32_t dbn_glossary_lang_fits(dbn_span tag, dbn_span wanted);

/** The status that a glossary names: preferred, admitted, deprecated, forbidden, and
 * those of TBX (preferredTerm-admn-sts …). */
dbn_term_status dbn_term_status_of(dbn_span name);

/** Is libxml2 there? Its version goes to `version`, NUL-terminated. */
bool dbn_glossary_libxml(char *version, size_t size);

#endif
