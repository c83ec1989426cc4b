/*
 * flow/doc.h - the two objects behind the public handles.
 */
#ifndef DBN_FLOW_DOC_H
#define DBN_FLOW_DOC_H

#include "doublon.h"
#include "flow/choice.h"
#include "flow/words.h"
#include "lang/profile.h"
#include "match/breaks.h"
#include "match/rules.h"
#include "revise/revise.h"
#include "text/document.h"

/** Language data: immutable, shared. */
struct dbn_engine {
    dbn_profiles *profiles;
    dbn_ruleset *rules;
    char *dicts;       /* the folder of both */
    char *cache;       /* where it is kept which rules were tried; NULL: nowhere */
    char *config_path; /* of the configuration whose rules it has too; NULL for none */
    dbn_dictionaries *dictionaries; /* NULL: spelling is not looked at */
    dbn_breaks *breaks; /* rules of sentences that were brought; NULL: ours alone */
};

/** The languages of the file of translators that was last looked at, and their terms:
 * flow/revising.h. */
typedef struct dbn_revising {
    dbn_revise_languages languages;
    dbn_glossary *terms, *places, *forbidden;
    dbn_dictionaries *bare;     /* where the engine has none; NULL until then */
    const dbn_span *glossaries; /* that the terms are of, as options name them */
} dbn_revising;

/** One document after another, with what a thread needs to work on them. */
struct dbn_doc {
    const dbn_engine *engine;
    dbn_job job;
    dbn_matcher *matcher;
    dbn_document document;
    const dbn_config *config; /* of the copy desk, like the next: NULL for none */
    dbn_choices choices;
    dbn_words words;
    dbn_revising revising;
};

dbn_status dbn_doc_init(dbn_doc *doc, const dbn_engine *engine,
                        size_t budget) DBN_CHECKED;
void dbn_doc_release(dbn_doc *doc);

/** Go on with another engine, which has the same profiles and dictionaries. */
dbn_status dbn_doc_move(dbn_doc *doc, const dbn_engine *engine) DBN_CHECKED;

/** Is it the label of a charset that can be decoded? */
bool dbn_flow_knows_charset(dbn_span label);

#endif
