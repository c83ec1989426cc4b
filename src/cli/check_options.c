#include "check_options.h"

#include "commands.h"
#include "tell.h"

#include <string.h>

typedef dbn_check_settings settings;

#define FORMATS "text,json,jsonl,sarif,github,gitlab,checkstyle,junit,html"
#define LEVELS  "info,warning,error,never"
#define REPAIRS "safe,all"

static bool
add_switches(settings *s, const char *value, bool is_on)
{
    while (*value != '\0') {
        size_t len = strcspn(value, ",");
        if (s->check.switch_count == DBN_CHECK_LIST_MAX || len == 0)
            return false;
        s->switches[s->check.switch_count++] = (dbn_switch){{value, len}, is_on};
        value += len + (value[len] == ',');
    }
    return s->check.switch_count > 0;
}

static bool
set_enable(void *context, const char *value)
{
    return add_switches(context, value, true);
}

static bool
set_style(void *context, const char *value)
{
    (void)value;
    return add_switches(context, "style", true);
}

static bool
set_disable(void *context, const char *value)
{
    return add_switches(context, value, false);
}

/* hours=tight,thousands=point */
static bool
set_house(void *context, const char *value)
{
    settings *s = context;
    while (*value != '\0') {
        size_t len = strcspn(value, ","), key = strcspn(value, "=");
        if (key == 0 || key + 1 >= len || s->check.key_count == DBN_CHECK_LIST_MAX)
            return false;
        s->keys[s->check.key_count++] =
            (dbn_house_key){{value, key}, {value + key + 1, len - key - 1}};
        value += len + (value[len] == ',');
    }
    return s->check.key_count > 0;
}

static bool
set_fix(void *context, const char *value)
{
    int choice = dbn_choice(REPAIRS, value, strlen(value));
    ((settings *)context)->check.repair =
        choice == 1 ? DBN_REPAIR_ALL : DBN_REPAIR_SAFE;
    return choice >= 0;
}

static bool
set_diff(void *context, const char *value)
{
    settings *s = context;
    (void)value;
    s->check.format = DBN_CHECK_DIFF;
    s->has_format = true;
    return true;
}

static bool
set_fail_on(void *context, const char *value)
{
    static const dbn_fail_on levels[] = {DBN_FAIL_ON_INFO, DBN_FAIL_ON_WARNING,
                                         DBN_FAIL_ON_ERROR, DBN_FAIL_NEVER};
    settings *s = context;
    int level = dbn_choice(LEVELS, value, strlen(value));
    s->check.fail_on = level < 0 ? DBN_FAIL_UNSAID : levels[level];
    return level >= 0;
}

/* 0 stands for all. */
static bool
set_max_findings(void *context, const char *value)
{
    uint32_t *max = &((settings *)context)->check.max_findings;
    bool is_number = dbn_value_uint32(max, value, 0, UINT32_MAX - 1);
    if (is_number && *max == 0)
        *max = UINT32_MAX;
    return is_number;
}

static bool
set_baseline(void *context, const char *value)
{
    settings *s = context;
    s->baseline = value;
    return dbn_value_bytes(&s->check.baseline, value);
}

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "text (default), html: a report, or for programs",
     DBN_TO_CHOICE(settings, check.format, FORMATS), DBN_SAID(settings, has_format, 1)},
    DBN_LANG_OPTION,
    {"profile", 'p', "PROFILE", "whose conventions: fr-FR, fr-BE, fr-BE-nbn, fr-CH ...",
     DBN_TO_BYTES(settings, check.profile)},
    {"house", 0, "KEY=VALUE,...", "conventions of the house: hours=tight ...",
     set_house, NULL, DBN_COUNTED(settings, check.key_count, DBN_CHECK_LIST_MAX)},
    {"enable", 0, "NAME,...", "families or rules to add: style, article", set_enable,
     NULL, DBN_COUNTED(settings, check.switch_count, DBN_CHECK_LIST_MAX)},
    {"style", 0, NULL, "the same as --enable=style", set_style, NULL,
     DBN_COUNTED(settings, check.switch_count, DBN_CHECK_LIST_MAX)},
    {"disable", 0, "NAME,...", "families or rules to leave out", set_disable, NULL,
     DBN_COUNTED(settings, check.switch_count, DBN_CHECK_LIST_MAX)},
    {"fix", 0, "WHICH", "write the text with fixes made: safe, or all", set_fix,
     REPAIRS},
    {"diff", 0, NULL, "what the fixes change, as a unified diff", set_diff, NULL},
    {"in-place", 0, NULL, "write the fixes into the files",
     DBN_TO_FLAG(settings, in_place)},
    {"dry-run", 0, NULL, "with --in-place: only say which files would change",
     DBN_TO_FLAG(settings, dry_run)},
    {"fail-on", 0, "LEVEL", "exit with 1 from there on: error (default), never ...",
     set_fail_on, LEVELS},
    {"max-findings", 0, "N",
     "list so many of a rule on the same words (default 1000; 0: all)",
     set_max_findings, NULL},
    {"config", 0, "FILE", "configuration (default: .doublon.yaml, found upwards)",
     DBN_TO_TEXT(settings, config)},
    {"no-config", 0, NULL, "without a configuration", DBN_TO_FLAG(settings, no_config)},
    {"baseline", 0, "FILE", "pass over the findings that it lists", set_baseline, NULL},
    {"update-baseline", 0, NULL, "write what is found now to the baseline",
     DBN_TO_FLAG(settings, updates)},
    {"glossary", 'g', "FILE", "of files of translators: terms and their translations",
     DBN_TO_LIST(settings, glossaries, check.glossary_count)},
    {"stdin-filename", 0, "NAME", "what standard input is called",
     DBN_TO_BYTES(settings, batch.stdin_name)},
    DBN_COMMON_OPTIONS,
    DBN_INPUT_OPTION,
    DBN_CHARSET_OPTION,
    DBN_LINES_OPTIONS,
    DBN_JOBS_OPTION,
    DBN_LIMIT_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_check = {
    "check", "[FILE...]",
    "Find what a copy desk would: typography, repetition, contradictions, style.\n"
    "FILE is a page, a text, a JSON Lines file or a folder; none or -: standard input.",
    options};

bool
dbn_check_settle(dbn_check_settings *s)
{
    if (s->in_place && (s->batch.path_count == 0 || s->batch.kind == DBN_INPUT_JSONL)) {
        dbn_tell("check",
                 "--in-place needs files to write to, and these cannot be JSON Lines");
        return false;
    }
    if (s->dry_run && !s->in_place) {
        dbn_tell("check", "--dry-run goes with --in-place");
        return false;
    }
    if (s->in_place && s->check.repair == DBN_REPAIR_NONE) {
        dbn_tell("check", "--in-place goes with --fix=safe or --fix=all");
        return false;
    }
    if (s->check.format == DBN_CHECK_DIFF && s->check.repair == DBN_REPAIR_NONE)
        s->check.repair = DBN_REPAIR_SAFE;
    if (s->check.repair != DBN_REPAIR_NONE && !s->has_format && !s->in_place)
        s->check.format = DBN_CHECK_CORRECTED;
    return true;
}
