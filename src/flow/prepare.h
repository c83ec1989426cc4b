/*
 * flow/prepare.h - what of a document is to be translated.
 */
#ifndef DBN_FLOW_PREPARE_H
#define DBN_FLOW_PREPARE_H

#include "flow/doc.h"
#include "text/bilingual.h"

/**
 * The units of a document that was cleaned with DBN_DO_EXTRACTION and DBN_DO_SEGMENTS:
 * the blocks of its text, its title and captions, what people read in attributes, and
 * the furniture of its site, which is locked. They do not overlap, and lie in the arena
 * of the document. The name of the page and the language of its translation are left to
 * the caller.
 */
dbn_status dbn_flow_prepare(dbn_bilingual *out, dbn_doc *doc) DBN_CHECKED;

#endif
