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

bool dbn_set_mode(void *settings, const char *value);
bool dbn_set_unit(void *settings, const char *value);
bool dbn_set_match(void *settings, const char *value);
bool dbn_set_near(void *settings, const char *value);
bool dbn_set_max_postings(void *settings, const char *value);
bool dbn_set_survivor(void *settings, const char *value);

/* The words that options take, in the order of their constants. */
#define DBN_MODES   "annotate,clean"
#define DBN_UNITS   "document,paragraph,passage"
#define DBN_MATCHES "near,exact"

/* clang-format off */
#define DBN_DEDUP_OPTIONS                                                              \
    {"mode", 0, "MODE",                                                                \
     "annotate (default): say what stands where; clean: remove it, too", dbn_set_mode, \
     DBN_MODES},                                                                       \
    {"unit", 'u', "UNIT,...",                                                          \
     "what is compared: document, paragraph (default: both), passage", dbn_set_unit, DBN_UNITS},\
    {"match", 0, "HOW", "near (default), or exact: the same byte for byte", dbn_set_match,\
     DBN_MATCHES},                                                                     \
    {"near", 0, "PERCENT",                                                             \
     "words of the shorter text that the other one has (default 30)", dbn_set_near, NULL},\
    {"survivor", 0, "WHICH",                                                           \
     "copy that stays: earliest (default), latest, longest, cleanest, first",          \
     dbn_set_survivor, "earliest,latest,longest,cleanest,first"},                      \
    {"max-postings", 0, "N",                                                           \
     "of three words that more texts have one text answers (default 64)",              \
     dbn_set_max_postings, NULL}
#define DBN_DEDUP_FIELDS                                                               \
    {"text-field", 0, "NAME", "field with the text in JSON Lines (default text)",      \
     dbn_set_text_field, NULL},                                                        \
    {"html-field", 0, "NAME", "field with the page in JSON Lines (default html)",      \
     dbn_set_html_field, NULL},                                                        \
    {"drop-input", 0, NULL, "leave that field out of the JSON Lines written",          \
     dbn_set_drop_input, NULL}
/* clang-format on */

/** Is what the options ask for possible together? False, and a message of `command`,
 * where not. */
bool dbn_dedup_is_possible(const char *command, const dbn_dedup_options *options);

#endif
