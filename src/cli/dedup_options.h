/*
 * cli/dedup_options.h - the options of a dedup, in one process or in steps.
 *
 * The settings of such a command begin with a dbn_dedup_settings, which the rows fill.
 */
#ifndef DBN_CLI_DEDUP_OPTIONS_H
#define DBN_CLI_DEDUP_OPTIONS_H

#include "batch.h"

typedef struct dbn_dedup_settings {
    dbn_batch_options batch;
    dbn_dedup_options dedup;
} dbn_dedup_settings;

bool dbn_set_unit(void *settings, const char *value);
bool dbn_set_survivor(void *settings, const char *value);

/* The words that options take, in the order of their constants. */
#define DBN_UNITS "document,paragraph,passage"

/* clang-format off */
#define DBN_DEDUP_OPTIONS                                                              \
    {"mode", 0, "MODE",                                                                \
     "annotate (default): say what stands where; clean: remove it, too",               \
     DBN_TO_CHOICE(dbn_dedup_settings, dedup.removes, "annotate,clean")},              \
    {"unit", 'u', "UNIT,...",                                                          \
     "what is compared: document, paragraph (default: both), passage", dbn_set_unit, DBN_UNITS},\
    {"match", 0, "HOW", "near (default), or exact: the same byte for byte",          \
     DBN_TO_CHOICE(dbn_dedup_settings, dedup.exact, "near,exact")},                    \
    {"near", 0, "PERCENT",                                                             \
     "words of the shorter text that the other one has (default 30)",                  \
     DBN_TO_PERCENT(dbn_dedup_settings, dedup.near)},                                  \
    {"survivor", 0, "WHICH",                                                           \
     "copy that stays: earliest (default), latest, longest, cleanest, first",          \
     dbn_set_survivor, "earliest,latest,longest,cleanest,first"},                      \
    {"max-postings", 0, "N",                                                           \
     "of three words that more texts have one text answers (default 64)",              \
     DBN_TO_NUMBER(dbn_dedup_settings, dedup.max_postings, 2, 100000)}
/* clang-format on */

/** Is what the options ask for possible together? False, and a message of `command`,
 * where not. */
bool dbn_dedup_is_possible(const char *command, const dbn_dedup_options *options);

#endif
