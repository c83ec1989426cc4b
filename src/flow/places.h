/*
 * flow/places.h - does a file of translators say of its units what the page says?
 *
 * Such a file was in other hands, and its digests have no secret. What merging writes
 * into a page as markup, and where it does so, is held against the page itself.
 */
#ifndef DBN_FLOW_PLACES_H
#define DBN_FLOW_PLACES_H

#include "base/job.h"
#include "text/bilingual.h"

/**
 * Is `page` (bytes, as they were prepared) the page of `file`, and stands each unit
 * where it can be translated: one behind the other, as text of a page that says what
 * the unit says, with all its tags as they are there, or as a value that people read?
 * Units of plain text are those of what `kind` says, and AUTO its name, or how it
 * begins; what they say was repaired, and is not compared. Parts of pages get their
 * bytes. Fails with DBN_ERR_SYNTAX, and the line of the unit, where that is not so;
 * DBN_ERR_NOMEM, DBN_ERR_LIMIT. Linear in the page, but for sorting its attributes.
 */
dbn_status dbn_places_check(dbn_bilingual *file, dbn_span page, dbn_input_kind kind,
                            dbn_job *job) DBN_CHECKED;

#endif
