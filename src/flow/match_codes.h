/*
 * flow/match_codes.h - the codes of a match in the places of those of a sentence.
 *
 *     memory    Le <bpt i="7">x</bpt>pont<ept i="7"/>.  Le pont, with two codes
 *     sentence  Le <b>pont</b>.                         the same text, codes of its own
 */
#ifndef DBN_FLOW_MATCH_CODES_H
#define DBN_FLOW_MATCH_CODES_H

#include "flow/draft.h"

/**
 * The target of a match as a draft of the sentence, each code of it that of the
 * sentence which stands where it stands in the source of the match. *fits is false
 * where that has another text, other kinds of codes or codes elsewhere, or its target
 * has codes that its source has not. Linear but for the codes of a sentence, which are
 * few. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_flow_match_codes(dbn_draft *out, bool *fits, const dbn_bilingual *b,
                                const dbn_sentence *sentence,
                                const dbn_unit_match *match,
                                dbn_arena *arena) DBN_CHECKED;

#endif
