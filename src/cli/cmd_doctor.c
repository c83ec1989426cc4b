/*
 * cli/cmd_doctor.c - doublon doctor: what is installed, and does the main job work?
 */
#define _XOPEN_SOURCE 700

#include "commands.h"
#include "engine.h"

#include <doublon.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* In the order of `format`. */
#define FORMATS "text,json"

typedef enum format { FORMAT_TEXT, FORMAT_JSON } format;

typedef struct settings {
    format format;
} settings;

static const dbn_option options[] = {
    {"format", 'f', "FORMAT", "text (default) or json",
     DBN_TO_CHOICE(settings, format, FORMATS)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_doctor = {
    "doctor", "",
    "Say what is installed, which features are off and what would bring them.\n"
    "Ends with 0 when articles can be cleaned, else with 1.",
    options};

/* What was seen. */
typedef struct examination {
    char room[DBN_DICTS_PATH_MAX];
    char *place;        /* of `dicts`, links followed; NULL where it does not exist */
    const char *dicts;  /* NULL: not found */
    dbn_engine *engine; /* NULL: `fault` says why */
    const char *fault;  /* NULL: the main job works */
    dbn_error error;    /* may hold `fault` */
} examination;

/* ---- examining ----------------------------------------------------------------- */

/* An article whose only paragraph stands twice must come out with one. */
static bool
removes_a_copy(dbn_doc *doc)
{
    static const char sentence[] =
        "The bridge over the river was closed on Monday after a lorry had struck it.";
    char twice[2 * sizeof sentence + 2];
    int len = snprintf(twice, sizeof twice, "%s\n\n%s\n", sentence, sentence);
    dbn_input input = {.bytes = {twice, (size_t)len}, .kind = DBN_INPUT_TEXT};
    if (dbn_doc_clean(doc, &input, NULL) != DBN_OK)
        return false;
    uint32_t copies = 0;
    (void)dbn_doc_copies(doc, &copies);
    dbn_span text = dbn_doc_text(doc);
    return copies > 0 && text.len >= sizeof sentence - 1 &&
           text.len <= sizeof sentence &&
           memcmp(text.ptr, sentence, sizeof sentence - 1) == 0;
}

static void
examine(examination *e)
{
    dbn_doc *doc;
    e->dicts = dbn_dicts_folder(e->room, sizeof e->room);
    if (e->dicts == NULL) {
        e->fault =
            "the dictionaries are not found; DOUBLON_DICTS can name their folder";
        return;
    }
    e->place = realpath(e->dicts, NULL);
    if (e->place != NULL)
        e->dicts = e->place;
    if (dbn_engine_new(&e->engine, e->dicts, &e->error) != DBN_OK) {
        e->fault = e->error.message;
        return;
    }
    if (dbn_doc_new(&doc, e->engine, 0) != DBN_OK) {
        e->fault = "no memory is left";
        return;
    }
    if (!removes_a_copy(doc))
        e->fault = "a paragraph that stands twice is not found";
    dbn_doc_free(doc);
}

/* ---- as text ------------------------------------------------------------------- */

static void
print_languages(const examination *e)
{
    for (uint32_t i = 0;; i++) {
        dbn_span code = dbn_engine_language(e->engine, i);
        if (code.len == 0)
            break;
        printf("%s%.*s", i == 0 ? "" : " ", (int)code.len, code.ptr);
    }
}

static void
print_part(const dbn_part *part)
{
    dbn_ui ui = dbn_tell_ui();
    const char *state = !part->is_on               ? dbn_ui_text(ui, "off")
                        : part->version[0] == '\0' ? dbn_ui_text(ui, "on")
                                                   : part->version;
    printf("  %-12s%-10s%s", part->name, state, dbn_ui_text(ui, part->purpose));
    if (!part->is_on)
        dbn_print(stdout, " (Debian package %s)", part->package);
    printf("\n");
}

static void
print_parts(bool is_needed)
{
    dbn_part part;
    for (uint32_t i = 0; dbn_part_at(i, &part); i++)
        if (part.is_needed == is_needed)
            print_part(&part);
}

static void
print_text(const examination *e)
{
    char fault[2 * sizeof e->error.message];
    dbn_ui ui = dbn_tell_ui();
    printf("doublon %s\n\n", dbn_version());
    dbn_print(stdout, "dictionaries  %s\n",
              e->dicts == NULL ? dbn_ui_text(ui, "not found") : e->dicts);
    if (e->engine != NULL) {
        dbn_print(stdout, "languages     ");
        print_languages(e);
        printf("\n");
    }
    printf("\n%s\n", dbn_ui_text(ui, "needed"));
    print_parts(true);
    printf("\n%s\n", dbn_ui_text(ui, "optional"));
    print_parts(false);
    printf("\n");
    if (e->fault == NULL) {
        dbn_print(stdout, "Articles can be cleaned.\n");
        return;
    }
    dbn_ui_message(ui, fault, sizeof fault, e->fault);
    dbn_print(stdout, "Articles cannot be cleaned: %s\n", fault);
}

/* ---- as JSON ------------------------------------------------------------------- */

/* How many bytes of well-formed UTF-8 start at `text`, which ends with a NUL: 1 to 4,
 * or 0 for none. */
static int
utf8_length(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    int len = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    unsigned char low = 0x80, high = 0xBF;
    if ((at[0] >= 0x80 && at[0] < 0xC2) || at[0] > 0xF4)
        return 0;
    if (at[0] == 0xE0 || at[0] == 0xF0)
        low = at[0] == 0xE0 ? 0xA0 : 0x90; /* shorter forms exist */
    if (at[0] == 0xED || at[0] == 0xF4)
        high = at[0] == 0xED ? 0x9F : 0x8F; /* surrogates; past the last character */
    for (int i = 1; i < len; i++, low = 0x80, high = 0xBF)
        if (at[i] < low || at[i] > high)
            return 0;
    return len;
}

/* A string of JSON. Bytes that are no UTF-8, which a path may have, are spelled as file
 * names are in all that doublon writes: U+FFFD and two digits. */
static void
print_json_string(const char *text)
{
    putchar('"');
    while (*text != '\0') {
        int len = utf8_length(text);
        if (len == 0)
            printf("\xEF\xBF\xBD%02X", (unsigned char)*text);
        else if (*text == '"' || *text == '\\')
            printf("\\%c", *text);
        else if ((unsigned char)*text < 0x20)
            printf("\\u%04x", (unsigned char)*text);
        else
            printf("%.*s", len, text);
        text += len == 0 ? 1 : len;
    }
    putchar('"');
}

static void
print_json_text(const char *name, const char *value)
{
    printf("\"%s\":", name);
    print_json_string(value);
}

static void
print_json_parts(void)
{
    dbn_part part;
    printf("\"parts\":[");
    for (uint32_t i = 0; dbn_part_at(i, &part); i++) {
        printf("%s{", i == 0 ? "" : ",");
        print_json_text("name", part.name);
        printf(",\"on\":%s,\"needed\":%s,", part.is_on ? "true" : "false",
               part.is_needed ? "true" : "false");
        print_json_text("version", part.version);
        printf(",");
        print_json_text("purpose", part.purpose);
        printf(",");
        print_json_text("package", part.package);
        printf("}");
    }
    printf("]");
}

static void
print_json(const examination *e)
{
    printf("{");
    print_json_text("version", dbn_version());
    printf(",\"schema\":%d,\"key_version\":%u,\"works\":%s", DBN_SCHEMA,
           dbn_key_version(), e->fault == NULL ? "true" : "false");
    if (e->fault != NULL) {
        printf(",");
        print_json_text("fault", e->fault);
    }
    if (e->dicts != NULL) {
        printf(",");
        print_json_text("dictionaries", e->dicts);
    }
    printf(",\"languages\":[");
    for (uint32_t i = 0; e->engine != NULL; i++) {
        dbn_span code = dbn_engine_language(e->engine, i);
        if (code.len == 0)
            break;
        printf("%s\"%.*s\"", i == 0 ? "" : ",", (int)code.len, code.ptr);
    }
    printf("],");
    print_json_parts();
    printf("}\n");
}

int
dbn_cmd_doctor(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_doctor, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    if (count > 0) {
        dbn_tell("doctor", "it takes no file, and '%s' is given", argv[0]);
        return DBN_EXIT_USAGE;
    }
    examination e = {0};
    examine(&e);
    if (s.format == FORMAT_JSON)
        print_json(&e);
    else
        print_text(&e);
    dbn_engine_free(e.engine);
    free(e.place);
    return e.fault == NULL ? DBN_EXIT_OK : DBN_EXIT_FINDINGS;
}
