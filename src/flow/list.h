/*
 * flow/list.h - a list of messages as if it were a page, so that it can be translated.
 */
#ifndef DBN_FLOW_LIST_H
#define DBN_FLOW_LIST_H

#include "exchange/catalog.h"
#include "text/bilingual.h"

/** Does a message with this source need a translation: has it none, or one of another
 * source, which is there to be changed? */
bool dbn_flow_list_is_open(const dbn_catalog_entry *message);

/**
 * Make a unit of each message, in their order; a message that has its translation is
 * locked. `is_plain`: they are texts, and no markup. Fails with DBN_ERR_NOMEM. Linear.
 */
dbn_status dbn_flow_list_read(dbn_bilingual *out, const dbn_catalog *catalog,
                              bool is_plain, dbn_job *job) DBN_CHECKED;

/** Append `file`, which the catalogue was read from and which is not in UTF-16, with
 * the targets of the parts that are new. DBN_ERR_NOMEM, without a message. */
dbn_status dbn_flow_list_fill(dbn_buffer *out, const dbn_bilingual *b,
                              const dbn_catalog *catalog, dbn_span file,
                              const bool *is_new, dbn_arena *arena) DBN_CHECKED;

/** Are the messages of a catalogue plain texts? By the name of their page; where that
 * says nothing, by whether they hold markup. */
bool dbn_flow_list_is_plain(const dbn_catalog *catalog);

#endif
