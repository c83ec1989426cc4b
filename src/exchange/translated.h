/*
 * exchange/translated.h - what comes back from translators: files of a page, as write/
 * wrote them, with targets.
 */
#ifndef DBN_EXCHANGE_TRANSLATED_H
#define DBN_EXCHANGE_TRANSLATED_H

#include "base/job.h"
#include "exchange/xml.h"
#include "text/bilingual.h"

/**
 * Read a file into the job's arena. Fails with DBN_ERR_SYNTAX, and a line, where it
 * breaks a rule of its standard, is not about one page, does not say which bytes its
 * units stand for, or has codes that are none of their source; DBN_ERR_NOMEM,
 * DBN_ERR_LIMIT. Whether targets have all the codes of their sources is for
 * dbn_bilingual_check_codes().
 */
dbn_status dbn_translated_read(dbn_bilingual *out, dbn_span bytes,
                               dbn_job *job) DBN_CHECKED;

/** Say where the parts of the last unit stand, which ends[i] say: "12 13 40", all but
 * the last. Where they do not fit its parts, which a tool may have cut otherwise,
 * nobody knows. Linear. */
void dbn_translated_place(dbn_bilingual *b, dbn_span ends);

/** Say who gave a target of the unit whose parts begin at `first` and are the last, and
 * how much of its source is his: "s2 100 house.tmx", "s3 mt apertium fr-es". What is
 * not understood is passed over. */
void dbn_translated_origin(dbn_bilingual *b, uint32_t first, dbn_span value);

/** dbn_translated_read() of a file of version 1.2, or 2, that holds to its standard. */
dbn_status dbn_xliff12_read(dbn_bilingual *out, const dbn_xml *xml,
                            dbn_job *job) DBN_CHECKED;
dbn_status dbn_xliff2_read(dbn_bilingual *out, const dbn_xml *xml,
                           dbn_job *job) DBN_CHECKED;

#endif
