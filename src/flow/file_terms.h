/*
 * flow/file_terms.h - the terms that a file of translators brings with it.
 */
#ifndef DBN_FLOW_FILE_TERMS_H
#define DBN_FLOW_FILE_TERMS_H

#include "flow/terms.h"
#include "text/bilingual.h"

/**
 * Make of `out`, which is initialised, the terms of `glossary` (NULL: none), then those
 * of `b`, each once, but for those that the former says something of.
 * Fails with DBN_ERR_NOMEM, and as dictionaries are opened. n log n.
 */
dbn_status dbn_flow_file_terms(dbn_terms *out, const dbn_glossary *glossary,
                               const dbn_bilingual *b) DBN_CHECKED;

#endif
