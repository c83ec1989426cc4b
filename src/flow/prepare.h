/*
 * flow/prepare.h - what of a document is to be translated.
 */
#ifndef DBN_FLOW_PREPARE_H
#define DBN_FLOW_PREPARE_H

#include "flow/doc.h"
#include "text/units.h"

/**
 * The units of a document that was cleaned with DBN_DO_EXTRACTION and DBN_DO_SEGMENTS:
 * the blocks of its text, its title and captions, and what people read in attributes.
 * They do not overlap, and lie in the arena of the document.
 */
dbn_status dbn_flow_prepare(dbn_page_units *out, dbn_doc *doc) DBN_CHECKED;

#endif
