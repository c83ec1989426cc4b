/*
 * cli/translate_options.c - the options of `doublon translate`.
 */
#include "translate_options.h"

#include "commands.h"

#include <string.h>

typedef dbn_translate_settings settings;

static bool
set_engine(void *context, const char *value)
{
    return dbn_value_bytes(&((settings *)context)->wanted.engine, value);
}

static bool
set_target(void *context, const char *value)
{
    return dbn_value_bytes(&((settings *)context)->wanted.target, value);
}

static bool
set_address(void *context, const char *value)
{
    return dbn_value_bytes(&((settings *)context)->wanted.address, value);
}

static bool
set_model(void *context, const char *value)
{
    return dbn_value_bytes(&((settings *)context)->wanted.model, value);
}

static bool
set_output(void *context, const char *value)
{
    return dbn_value_text(&((settings *)context)->output, value);
}

static bool
set_journal(void *context, const char *value)
{
    return dbn_value_text(&((settings *)context)->wanted.journal, value);
}

static bool
set_memory(void *context, const char *value)
{
    return dbn_value_text(&((settings *)context)->memory, value);
}

static bool
set_glossary(void *context, const char *value)
{
    settings *s = context;
    return dbn_glossary_list(s->glossaries, &s->glossary_count, value);
}

static bool
set_least(void *context, const char *value)
{
    ((settings *)context)->has_least = true;
    return dbn_value_uint32(&((settings *)context)->least, value, DBN_MEMORY_SCORE_MIN,
                            101);
}

static bool
set_draft(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->is_draft = true;
    return true;
}

static bool
set_set_lang(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->sets_lang = true;
    return true;
}

static bool
set_dry(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->wanted.is_dry = true;
    return true;
}

static bool
set_list(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->lists_all = true;
    return true;
}

static bool
set_quiet(void *context, const char *value)
{
    (void)value;
    ((settings *)context)->is_quiet = true;
    return true;
}

static bool
set_retries(void *context, const char *value)
{
    return dbn_value_uint32(&((settings *)context)->wanted.retries, value, 0, 20);
}

static bool
set_pause(void *context, const char *value)
{
    return dbn_value_uint32(&((settings *)context)->wanted.pause, value, 0, 60000);
}

static bool
set_timeout(void *context, const char *value)
{
    return dbn_value_uint32(&((settings *)context)->wanted.timeout, value, 1, 3600);
}

static bool
set_characters(void *context, const char *value)
{
    unsigned long long number;
    bool is_number = dbn_value_number(value, 1, 1000000000000ULL, &number);
    if (is_number)
        ((settings *)context)->wanted.characters_max = number;
    return is_number;
}

static const dbn_option options[] = {
    {"engine", 'e', "ENGINE",
     "apertium, apertium-apy, libretranslate, deepl, openai, or command:CMD",
     set_engine, NULL},
    {"to", 't', "LANG", "language of the translation (default: that of the XLIFF)",
     set_target, NULL},
    {"address", 0, "URL", "of the server; of apertium the folder of its pairs",
     set_address, NULL},
    {"model", 0, "NAME", "the model that openai is asked for", set_model, NULL},
    {"glossary", 'g', "FILE", "terms that must be translated so: a table or TBX",
     set_glossary, NULL},
    {"memory", 'm', "FILE",
     "what 'doublon memory add' made: what it has is not asked of the engine",
     set_memory, NULL},
    {"least", 0, "SCORE", "the lowest score of what it has, 30 to 101 (default 100)",
     set_least, NULL},
    {"journal", 'j', "FILE", "keep answers there, so that none is asked for twice",
     set_journal, NULL},
    {"draft", 0, NULL, "write sentences and translations side by side, a line each",
     set_draft, NULL},
    {"set-lang", 0, NULL,
     "let the page say that it is in the language of its translation", set_set_lang,
     NULL},
    {"dry-run", 'n', NULL, "send nothing: say how much would be sent", set_dry, NULL},
    {"max-characters", 0, "N", "send no more than these", set_characters, NULL},
    {"retries", 0, "N", "of a question that is not answered (default 5)", set_retries,
     NULL},
    {"pause", 0, "MS", "before the first of them (default 1000), then twice that",
     set_pause, NULL},
    {"timeout", 0, "SECONDS", "to wait for an answer (default 60)", set_timeout, NULL},
    {"output", 'o', "FILE", "write there; for several files a folder", set_output,
     NULL},
    {"list", 0, NULL, "name all that has no translation", set_list, NULL},
    {"quiet", 'q', NULL, "say nothing of pauses, and of furniture that stays",
     set_quiet, NULL},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_translate = {
    "translate", "--engine=ENGINE [--to=LANG] FILE...",
    "Translate pages, texts and XLIFF by a memory and an engine, and verify it.\n"
    "FILE is a page, a text, or what 'doublon prepare' wrote.",
    options};

const char *
dbn_translate_fault(const settings *s, size_t count)
{
    if (s->wanted.engine.len == 0)
        return "--engine=ENGINE is wanted: who translates";
    if (count == 0)
        return "a FILE is wanted: a page, a text or XLIFF";
    if (count > 1 && s->output == NULL && !s->wanted.is_dry)
        return "several files want --output=DIR";
    if (s->has_least && s->memory == NULL)
        return "--least is for --memory";
    if (s->sets_lang && s->is_draft)
        return "--set-lang is for pages, and not for --draft";
    return s->batch.kind == DBN_INPUT_JSONL ? "the input is html or text" : NULL;
}
