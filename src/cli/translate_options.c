/*
 * cli/translate_options.c - the options of `doublon translate`.
 */
#include "translate_options.h"

#include "commands.h"

#include <string.h>

typedef dbn_translate_settings settings;

static const dbn_option options[] = {
    {"engine", 'e', "ENGINE",
     "apertium, apertium-apy, libretranslate, deepl, openai, or command:CMD",
     DBN_TO_BYTES(settings, wanted.engine)},
    {"to", 't', "LANG", "language of the translation (default: that of the file)",
     DBN_TO_BYTES(settings, wanted.target)},
    {"address", 0, "URL", "of the server; of apertium the folder of its pairs",
     DBN_TO_BYTES(settings, wanted.address)},
    {"model", 0, "NAME", "the model that openai is asked for",
     DBN_TO_BYTES(settings, wanted.model)},
    {"glossary", 'g', "FILE", "terms that must be translated so: a table or TBX",
     DBN_TO_LIST(settings, glossaries, glossary_count)},
    {"memory", 'm', "FILE",
     "what 'doublon memory add' made: what it has is not asked of the engine",
     DBN_TO_TEXT(settings, memory)},
    {"least", 0, "SCORE", "the lowest score of what it has, 30 to 101 (default 100)",
     DBN_TO_NUMBER(settings, least, DBN_MEMORY_SCORE_MIN, 101),
     DBN_SAID(settings, has_least, 1)},
    {"journal", 'j', "FILE", "keep answers there, so that none is asked for twice",
     DBN_TO_TEXT(settings, wanted.journal)},
    {"draft", 0, NULL, "write sentences and translations side by side, a line each",
     DBN_TO_FLAG(settings, is_draft)},
    {"set-lang", 0, NULL,
     "let the page say that it is in the language of its translation",
     DBN_TO_FLAG(settings, sets_lang)},
    {"dry-run", 'n', NULL, "send nothing: say how much would be sent",
     DBN_TO_FLAG(settings, wanted.is_dry)},
    {"max-characters", 0, "N", "send no more than these",
     DBN_TO_NUMBER(settings, wanted.characters_max, 1, 1000000000000ULL)},
    {"retries", 0, "N", "of a question that is not answered (default 5)",
     DBN_TO_NUMBER(settings, wanted.retries, 0, 20)},
    {"pause", 0, "MS", "before the first of them (default 1000), then twice that",
     DBN_TO_NUMBER(settings, wanted.pause, 0, 60000)},
    {"timeout", 0, "SECONDS", "to wait for an answer (default 60)",
     DBN_TO_NUMBER(settings, wanted.timeout, 1, 3600)},
    {"output", 'o', "FILE", "write there; for several files a folder",
     DBN_TO_TEXT(settings, output)},
    {"list", 0, NULL, "name all that has no translation",
     DBN_TO_FLAG(settings, lists_all)},
    {"quiet", 'q', NULL, "say nothing of pauses, and of furniture that stays",
     DBN_TO_FLAG(settings, is_quiet)},
    DBN_INPUT_OPTION,
    DBN_LANG_OPTION,
    DBN_CHARSET_OPTION,
    DBN_EXTRACT_OPTION,
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_translate = {
    "translate", "--engine=ENGINE [--to=LANG] FILE...",
    "Translate pages, texts, XLIFF, PO and tables by a memory and an engine, and "
    "verify it.\n"
    "FILE is a page, a text, or what 'doublon prepare' wrote: XLIFF, PO, a table.",
    options};

const char *
dbn_translate_fault(const settings *s, size_t count)
{
    if (s->wanted.engine.len == 0)
        return "--engine=ENGINE is wanted: who translates";
    if (count == 0)
        return "a FILE is wanted: a page, a text, XLIFF, PO or a table";
    if (count > 1 && s->output == NULL && !s->wanted.is_dry)
        return "several files want --output=DIR";
    if (s->has_least && s->memory == NULL)
        return "--least is for --memory";
    if (s->sets_lang && s->is_draft)
        return "--set-lang is for pages, and not for --draft";
    return s->batch.kind == DBN_INPUT_JSONL ? "the input is html or text" : NULL;
}
