/*
 * cli/translate_options.h - what `doublon translate` is asked for.
 */
#ifndef DBN_CLI_TRANSLATE_OPTIONS_H
#define DBN_CLI_TRANSLATE_OPTIONS_H

#include "batch.h"
#include "glossary_file.h"
#include "options.h"

#include <doublon/translate.h>

typedef struct dbn_translate_settings {
    dbn_batch_options batch; /* first: options of all commands set it */
    dbn_translator_options wanted;
    const char *output, *memory;
    const char *glossaries[DBN_GLOSSARIES_MAX];
    uint32_t glossary_count;
    uint32_t least; /* score of a match */
    bool has_least;
    bool is_draft, sets_lang;
    bool lists_all; /* --list */
    bool is_quiet;
} dbn_translate_settings;

/** As they are before an option is read. */
#define DBN_TRANSLATE_DEFAULTS                                                         \
    {                                                                                  \
        .batch = {.clean = {.passes = DBN_DO_PREPARE, .keep_text = true}},             \
        .wanted = {.retries = 5, .pause = 1000}, .least = 100                          \
    }

/** What is missing of them; NULL for nothing. */
const char *dbn_translate_fault(const dbn_translate_settings *s, size_t count);

#endif
