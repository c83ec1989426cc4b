/*
 * cli/cmd_memory.c - doublon memory add, query, export, stats.
 */
#define _POSIX_C_SOURCE 200809L

#include "batch.h"
#include "commands.h"
#include "file.h"
#include "options.h"
#include "output.h"
#include "signals.h"
#include "tell.h"

#include <doublon/memory.h>

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define SCORE_DEFAULT   75U
#define MATCHES_DEFAULT 5U

typedef struct settings {
    const char *memory, *output;
    dbn_memory_query query; /* languages and limits */
    dbn_memory_format format;
    bool is_ordered, is_quiet;
    unsigned given; /* options that not every action has, a bit each */
} settings;

/* As rows of what is given. */
enum {
    GIVEN_ORDERED = 1,
    GIVEN_LANG = 2,
    GIVEN_TO = 4,
    GIVEN_LEAST = 8,
    GIVEN_MATCHES = 16,
    GIVEN_SCORE = 32,
    GIVEN_FORMAT = 64,
    GIVEN_OUTPUT = 128,
    GIVEN_QUIET = 256,
    GIVEN_BY_QUERY = 2 | 4 | 8 | 16 | 32 | 64 | 128
};

#define FORMATS  "tsv,jsonl"
#define SCORINGS "doublon,omegat"

static const dbn_option options[] = {
    {"memory", 'm', "FILE", "the memory; add makes it where there is none",
     DBN_TO_TEXT(settings, memory)},
    {"ordered", 0, NULL, "add: units stand as in their text, and are neighbours",
     DBN_TO_FLAG(settings, is_ordered), DBN_SAID(settings, given, GIVEN_ORDERED)},
    {"lang", 'l', "LANG", "query: language of the text, as in fr or nl-BE",
     DBN_TO_BYTES(settings, query.source), DBN_SAID(settings, given, GIVEN_LANG)},
    {"to", 't', "LANG",
     "query: language of the translation; add: of several, only that one",
     DBN_TO_BYTES(settings, query.target), DBN_SAID(settings, given, GIVEN_TO)},
    {"least", 0, "SCORE", "query: the lowest score, 30 to 101 (default 75)",
     DBN_TO_NUMBER(settings, query.least, DBN_MEMORY_SCORE_MIN, 101),
     DBN_SAID(settings, given, GIVEN_LEAST)},
    {"matches", 0, "N", "query: matches of a line, at most (default 5)",
     DBN_TO_NUMBER(settings, query.matches, 1, DBN_MEMORY_MATCHES_MAX),
     DBN_SAID(settings, given, GIVEN_MATCHES)},
    {"score", 0, "HOW",
     "query: doublon (default): forms of one word are near; omegat: they are not",
     DBN_TO_CHOICE(settings, query.scoring, SCORINGS),
     DBN_SAID(settings, given, GIVEN_SCORE)},
    {"format", 'f', "FORMAT", "query, stats: tsv (default), or jsonl",
     DBN_TO_CHOICE(settings, format, FORMATS), DBN_SAID(settings, given, GIVEN_FORMAT)},
    {"output", 'o', "FILE", "write there instead of to standard output",
     DBN_TO_TEXT(settings, output), DBN_SAID(settings, given, GIVEN_OUTPUT)},
    {"quiet", 'q', NULL, "add: say nothing of what was added",
     DBN_TO_FLAG(settings, is_quiet), DBN_SAID(settings, given, GIVEN_QUIET)},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_memory = {
    "memory", "add|query|export|stats --memory=FILE [FILE...]",
    "What was translated once: TMX in and out, and what is like a new text.\n"
    "FILE is TMX (add), or texts, a segment a line (query); none or -: standard "
    "input.",
    options};

/* ---- running ---------------------------------------------------------------- */

typedef struct run {
    dbn_batch_run to; /* first: what events of a batch get */
    const settings *settings;
    dbn_memory_file *memory;
    const char *path;    /* of the file at hand */
    size_t failed, lost; /* files without any result, files with a part missing */
    bool is_over;        /* the memory or the output failed */
} run;

/* Of the memory itself, which the message names. */
static void
tell_failure(const dbn_error *error)
{
    dbn_tell_message("memory", error->message);
}

/* ---- add -------------------------------------------------------------------- */

/* Bytes between which a signal is looked for. */
#define READ_BYTES 4096U

static dbn_status
read_stream(void *context, char *out, size_t size, size_t *count)
{
    FILE *from = context;
    *count = fread(out, 1, size < READ_BYTES ? size : READ_BYTES, from);
    if (dbn_signals_caught() != 0)
        return DBN_ERR_CANCELLED;
    return ferror(from) ? DBN_ERR_IO : DBN_OK;
}

static void
tell_added(const char *path, const dbn_memory_added *added)
{
    dbn_tell("memory", "%s: units added: %llu, known: %llu, passed over: %llu", path,
             (unsigned long long)added->added, (unsigned long long)added->known,
             (unsigned long long)added->passed_over);
    if (added->others > 0)
        dbn_tell("memory", "%s: texts in other languages, passed over: %llu", path,
                 (unsigned long long)added->others);
}

/* All of a file is added, or nothing: the rest goes on. */
static void
add_file(run *r, const char *path)
{
    dbn_memory_added added;
    bool is_standard = strcmp(path, "-") == 0;
    FILE *from = is_standard ? stdin : fopen(path, "rb");
    if (from == NULL) {
        dbn_tell("memory", "cannot read '%s': %s", path,
                 dbn_ui_text(dbn_tell_ui(), strerror(errno)));
        r->failed++;
        return;
    }
    const dbn_memory_import import = {.read = read_stream,
                                      .context = from,
                                      .name = dbn_value_span(path),
                                      .is_ordered = r->settings->is_ordered,
                                      .target = r->settings->query.target};
    dbn_status status = dbn_memory_file_import(&added, r->memory, &import);
    if (status == DBN_OK) {
        if (!r->settings->is_quiet)
            tell_added(path, &added);
    } else if (status == DBN_ERR_CANCELLED) {
        r->is_over = true;
    } else if (ferror(from)) {
        dbn_tell("memory", "cannot read '%s': %s", path,
                 dbn_ui_text(dbn_tell_ui(), strerror(errno)));
    } else {
        dbn_tell_error("memory", path, dbn_memory_file_error(r->memory));
        r->is_over = status == DBN_ERR_IO;
    }
    r->failed += status != DBN_OK;
    if (!is_standard)
        (void)fclose(from);
}

/* ---- query ------------------------------------------------------------------ */

/* A line of [*at, len); false at the end. Its end, and a carriage return before it, are
 * none of it. */
static bool
next_line(dbn_span *line, dbn_span text, size_t *at)
{
    if (*at >= text.len)
        return false;
    const char *beg = text.ptr + *at;
    const char *end = memchr(beg, '\n', text.len - *at);
    size_t len = end == NULL ? text.len - *at : (size_t)(end - beg);
    *at += len + (end != NULL);
    *line = (dbn_span){beg, len > 0 && beg[len - 1] == '\r' ? len - 1 : len};
    return true;
}

/* The next line that holds something; false, and an empty one, at the end. */
static bool
next_segment(dbn_span *line, dbn_span text, size_t *at, uint64_t *number)
{
    while (next_line(line, text, at)) {
        ++*number;
        for (size_t i = 0; i < line->len; i++)
            if (line->ptr[i] != ' ' && line->ptr[i] != '\t')
                return true;
    }
    *line = (dbn_span){"", 0};
    return false;
}

static dbn_status
answer(run *r, const dbn_memory_query *query, uint64_t number)
{
    dbn_memory_answer found;
    dbn_status status = dbn_memory_file_query(&found, r->memory, query);
    const dbn_memory_reply reply = {query, &found, number};
    if (status == DBN_OK)
        return dbn_memory_file_write(r->memory, &reply, r->settings->format,
                                     dbn_batch_on_output, r);
    if (status != DBN_ERR_SYNTAX)
        return status;
    dbn_error error = *dbn_memory_file_error(r->memory);
    error.line = number;
    dbn_tell_error("memory", r->path, &error);
    r->lost++;
    return DBN_OK;
}

/* Each segment between its neighbours. */
static dbn_status
query_text(run *r, dbn_span text)
{
    dbn_memory_query query = r->settings->query;
    size_t at = 0;
    uint64_t number = 0, next_number = 0;
    dbn_span next;
    if (text.len >= 3 && memcmp(text.ptr, "\xEF\xBB\xBF", 3) == 0)
        at = 3; /* a mark of the encoding is no text */
    query.before = (dbn_span){"", 0};
    bool is_there = next_segment(&query.text, text, &at, &number);
    for (next_number = number; is_there && dbn_signals_caught() == 0;) {
        bool is_next = next_segment(&next, text, &at, &next_number);
        query.after = next;
        dbn_status status = answer(r, &query, number);
        if (status != DBN_OK)
            return status;
        query.before = query.text;
        query.text = next;
        number = next_number;
        is_there = is_next;
    }
    return DBN_OK;
}

static void
query_file(run *r, const char *path)
{
    dbn_file file;
    r->path = path;
    if (!dbn_file_read("memory", &file, path)) {
        dbn_file_release(&file);
        r->failed++;
        return;
    }
    uint64_t lost = r->lost;
    dbn_status status = query_text(r, file.bytes);
    dbn_file_release(&file);
    r->lost = lost + (r->lost > lost);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    r->is_over = status != DBN_OK;
    if (r->is_over && r->to.output.failure == 0)
        tell_failure(dbn_memory_file_error(r->memory));
}

/* ---- export, stats ---------------------------------------------------------- */

static void
export_all(run *r, const char *path)
{
    (void)path;
    dbn_status status = dbn_memory_file_export(r->memory, dbn_batch_on_output, r);
    if (status == DBN_ERR_CLOSED)
        dbn_signals_end(SIGPIPE);
    r->is_over = status != DBN_OK;
    if (r->is_over && r->to.output.failure == 0)
        tell_failure(dbn_memory_file_error(r->memory));
}

static void
write_stats(run *r, const char *path)
{
    (void)path;
    dbn_status status = dbn_memory_file_write_stats(r->memory, r->settings->format,
                                                    dbn_batch_on_output, r);
    r->is_over = status != DBN_OK;
    if (r->is_over && r->to.output.failure == 0)
        tell_failure(dbn_memory_file_error(r->memory));
}

/* ---- the command ------------------------------------------------------------ */

static const struct {
    const char *name;
    void (*run)(run *r, const char *path);
    dbn_memory_mode mode;
    bool has_files, has_languages;
    unsigned takes; /* of options that not every action has */
} actions[] = {
    {"add", add_file, DBN_MEMORY_WRITE, true, false,
     GIVEN_ORDERED | GIVEN_TO | GIVEN_QUIET},
    {"query", query_file, DBN_MEMORY_READ, true, true, GIVEN_BY_QUERY},
    {"export", export_all, DBN_MEMORY_READ, false, false, GIVEN_OUTPUT},
    {"stats", write_stats, DBN_MEMORY_READ, false, false, GIVEN_FORMAT | GIVEN_OUTPUT},
};
enum { ACTION_COUNT = sizeof actions / sizeof actions[0] };

static int
find_action(const char *name)
{
    int i = 0;
    while (i < ACTION_COUNT && strcmp(actions[i].name, name) != 0)
        i++;
    return i;
}

/* What is missing; NULL for nothing. */
static const char *
fault_of(const settings *s, int action, size_t files)
{
    if (action == ACTION_COUNT)
        return "add, query, export or stats is wanted";
    if (s->memory == NULL)
        return "--memory=FILE is wanted";
    if (!actions[action].has_files && files > 0)
        return "export and stats take no FILE";
    if (actions[action].has_languages &&
        (s->query.source.len == 0 || s->query.target.len == 0))
        return "--lang=LANG and --to=LANG are wanted: of the text, and of its "
               "translation";
    return NULL;
}

/* An option that would do nothing is a mistake. */
static bool
has_strangers(const settings *s, int action)
{
    static const char *const names[] = {"--ordered", "--lang",    "--to",
                                        "--least",   "--matches", "--score",
                                        "--format",  "--output",  "--quiet"};
    unsigned strange = s->given & ~actions[action].takes;
    for (int i = 0; i < (int)(sizeof names / sizeof names[0]); i++)
        if ((strange >> i & 1U) != 0)
            dbn_tell("memory", "%s is not for '%s'", names[i], actions[action].name);
    return strange != 0;
}

static char
lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool
begins_with(dbn_span tag, dbn_span language)
{
    for (size_t i = 0; i < language.len; i++)
        if (i >= tag.len || lower(tag.ptr[i]) != lower(language.ptr[i]))
            return false;
    return tag.len == language.len || tag.ptr[language.len] == '-';
}

/* Say where the memory has no text in a language, whatever its country. */
static void
check_language(const dbn_memory_stats *stats, dbn_span wanted)
{
    size_t len = 0;
    while (len < wanted.len && wanted.ptr[len] != '-')
        len++;
    for (uint32_t i = 0; i < stats->language_count; i++)
        if (begins_with(stats->languages[i].lang, (dbn_span){wanted.ptr, len}))
            return;
    dbn_tell("memory", "the memory has no text in '%.*s'", (int)wanted.len, wanted.ptr);
}

static void
check_languages(run *r)
{
    dbn_memory_stats stats;
    if (dbn_memory_file_count(&stats, r->memory) != DBN_OK)
        return;
    check_language(&stats, r->settings->query.source);
    check_language(&stats, r->settings->query.target);
}

static int
finish(run *r, size_t count)
{
    if (dbn_signals_caught() != 0) {
        dbn_output_abandon(&r->to.output);
        dbn_signals_end(dbn_signals_caught());
    }
    if (r->is_over || (count > 0 && r->failed == count)) {
        if (r->to.output.failure != 0)
            (void)dbn_output_commit(&r->to.output);
        dbn_output_abandon(&r->to.output);
        return DBN_EXIT_OUTPUT;
    }
    if (!dbn_output_commit(&r->to.output))
        return DBN_EXIT_OUTPUT;
    return r->failed + r->lost > 0 ? DBN_EXIT_SOME : DBN_EXIT_OK;
}

/* With what stands beside it where the disk had no room to put it away. */
static void
remove_memory(const char *path)
{
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    char name[PATH_MAX];
    for (int i = 0; i < 3; i++) {
        int len = snprintf(name, sizeof name, "%s%s", path, suffixes[i]);
        if (len > 0 && (size_t)len < sizeof name)
            (void)unlink(name);
    }
}

static int
run_action(run *r, int action, const char *const *paths, size_t count)
{
    dbn_error error = {0};
    bool was_there = dbn_file_is_there(r->settings->memory);
    if (dbn_memory_file_open(&r->memory, r->settings->memory, actions[action].mode,
                             &error) != DBN_OK) {
        tell_failure(&error);
        return DBN_EXIT_OUTPUT;
    }
    int status = DBN_EXIT_OUTPUT;
    if (actions[action].has_languages)
        check_languages(r);
    if (dbn_output_open(&r->to.output, r->settings->output)) {
        for (size_t i = 0; i < count && !r->is_over && dbn_signals_caught() == 0; i++)
            actions[action].run(r, paths[i]);
        status = finish(r, count);
    }
    dbn_memory_file_free(r->memory);
    if (!was_there && status == DBN_EXIT_OUTPUT) /* nothing is in it */
        remove_memory(r->settings->memory);
    return status;
}

/* Would what is read be lost: the memory by an output, a file by the memory? */
static bool
is_overwritten(const settings *s, const char *const *paths, size_t count)
{
    const dbn_guard outputs = {.command = "memory",
                               .outputs = {{"--output", s->output}}};
    const dbn_guard memory = {.command = "memory",
                              .outputs = {{"--memory", s->memory}}};
    return (s->output != NULL && dbn_guard_refuses(&outputs, &s->memory, 1)) ||
           dbn_guard_refuses(&outputs, paths, count) ||
           dbn_guard_refuses(&memory, paths, count);
}

int
dbn_cmd_memory(int argc, char **argv)
{
    static const char *const standard[] = {"-"};
    settings s = {.query = {.least = SCORE_DEFAULT, .matches = MATCHES_DEFAULT}};
    size_t count = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_memory, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    int action = count == 0 ? ACTION_COUNT : find_action(argv[0]);
    const char *fault = fault_of(&s, action, count == 0 ? 0 : count - 1);
    if (fault != NULL) {
        dbn_tell("memory", "%s", dbn_ui_text(dbn_tell_ui(), fault));
        return DBN_EXIT_USAGE;
    }
    if (has_strangers(&s, action))
        return DBN_EXIT_USAGE;
    const char *const *paths = (const char *const *)argv + 1;
    if (--count == 0) {
        paths = standard;
        count = 1;
    }
    run r = {.to = {.output = {.fd = -1}}, .settings = &s};
    if (is_overwritten(&s, paths, count))
        return DBN_EXIT_USAGE;
    dbn_signals_watch(true);
    return run_action(&r, action, paths, count);
}
