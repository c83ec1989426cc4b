/*
 * dedup/choose.h - which blocks go: private to dedup/.
 */
#ifndef DBN_DEDUP_CHOOSE_H
#define DBN_DEDUP_CHOOSE_H

#include "dedup/cover.h"

/** Equal blocks of fewer words are labels, answers, stamps: repeated on purpose. */
#define DBN_TWIN_MIN 8U

/** Blocks of equal tokens: all but the best print go. */
dbn_status dbn_round_drop_twins(dbn_round *round, dbn_dedup *out) DBN_CHECKED;

/** Covers, parts and copies, after dbn_round_pair_up(). */
dbn_status dbn_round_choose(dbn_round *round, dbn_dedup *out) DBN_CHECKED;

/** Headings and short paragraphs beside copies: a body that stands twice. */
dbn_status dbn_round_drop_runs(dbn_round *round, dbn_dedup *out) DBN_CHECKED;

#endif
