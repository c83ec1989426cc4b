/*
 * cli/check_options.h - what `doublon check` is asked for.
 */
#ifndef DBN_CLI_CHECK_OPTIONS_H
#define DBN_CLI_CHECK_OPTIONS_H

#include "batch.h"
#include "file.h"
#include "glossary_file.h"
#include "options.h"

#include <doublon/corpus.h>

/** Names that one command line may list: rules to hear of, conventions. */
#define DBN_CHECK_LIST_MAX 512

typedef struct dbn_check_settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    dbn_check_options check;
    dbn_switch switches[DBN_CHECK_LIST_MAX];
    dbn_house_key keys[DBN_CHECK_LIST_MAX];
    const char *config, *baseline;
    const char *glossaries[DBN_GLOSSARIES_MAX]; /* their files */
    dbn_file glossary_files[DBN_GLOSSARIES_MAX];
    dbn_span glossary_bytes[DBN_GLOSSARIES_MAX];
    bool no_config, updates;
    bool in_place, dry_run, has_format;
} dbn_check_settings;

/** Are they possible together? Then what they ask for is settled: which repairs, and
 * what is written. False, and a message, where not. */
bool dbn_check_settle(dbn_check_settings *s);

#endif
