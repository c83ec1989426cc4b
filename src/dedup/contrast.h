/*
 * dedup/contrast.h - words of which only one can be right: private to dedup/.
 */
#ifndef DBN_DEDUP_CONTRAST_H
#define DBN_DEDUP_CONTRAST_H

#include "dedup/cover.h"

/** Does the step put an opposite, or another measure, for what the other side says:
 * "en hausse" and "en baisse", "able" and "unable", "12 %" and "12 euros"? */
bool dbn_step_contrasts(const dbn_round *round, const dbn_piece *piece,
                        const dbn_step *step, dbn_contradiction *out);

/** Does the step say another number, date or name than the other side, or deny it, or
 * contrast with it? The pair tells whose blocks they are. */
bool dbn_step_contradicts(const dbn_round *round, const dbn_pair *pair,
                          const dbn_piece *piece, const dbn_step *step,
                          dbn_contradiction *out);

/** Are tokens t and u numbers with signs that exclude each other: $15, £15? */
bool dbn_numbers_contrast(const dbn_round *round, uint32_t t, uint32_t u);

/** Do the digits from `digits` on write the day and the month of the date: "3/3",
 * "03.03." for the 3rd of March? */
bool dbn_digits_are_date(dbn_span text, dbn_range digits, const dbn_token_look *date);

#endif
