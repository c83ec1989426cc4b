#define _POSIX_C_SOURCE 200809L

#include "tell.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Languages of --ui. Where the catalogue of messages has none of it, what rules say is
 * in that language and everything else in English. */
static const struct language {
    const char *name;
    dbn_ui ui;
} languages[] = {{"en", DBN_UI_EN}, {"fr", DBN_UI_FR}, {"nl", DBN_UI_EN}};
enum { LANGUAGES = sizeof languages / sizeof languages[0] };

static const struct language *language = &languages[0];
static enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER } color;

/* The place of `value` in a list that NULL ends; -1 for none. */
static int
place_in(const char *const *names, const char *value)
{
    for (int i = 0; names[i] != NULL; i++)
        if (strcmp(names[i], value) == 0)
            return i;
    return -1;
}

bool
dbn_tell_set_ui(void *settings, const char *value)
{
    (void)settings;
    for (int i = 0; i < LANGUAGES; i++) {
        if (strcmp(languages[i].name, value) != 0)
            continue;
        language = &languages[i];
        return true;
    }
    return false;
}

bool
dbn_tell_set_color(void *settings, const char *value)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    int place = place_in(names, value);
    (void)settings;
    if (place == 0)
        color = COLOR_AUTO;
    else if (place > 0)
        color = place == 1 ? COLOR_ALWAYS : COLOR_NEVER;
    return place >= 0;
}

/* Words at `at` that are --ui and a language that there is; 0 for others. */
static int
take_ui(int argc, char **argv, int at)
{
    static const char option[] = "--ui";
    size_t len = sizeof option - 1;
    if (strncmp(argv[at], option, len) != 0)
        return 0;
    if (argv[at][len] == '=')
        return dbn_tell_set_ui(NULL, argv[at] + len + 1) ? 1 : 0;
    bool has_value = argv[at][len] == '\0' && at + 1 < argc;
    return has_value && dbn_tell_set_ui(NULL, argv[at + 1]) ? 2 : 0;
}

int
dbn_tell_begin(int argc, char **argv)
{
    int in_front = 0;
    for (int at = 1; at < argc && strcmp(argv[at], "--") != 0;) {
        int words = take_ui(argc, argv, at);
        if (words > 0 && at == in_front + 1)
            in_front += words;
        at += words > 0 ? words : 1;
    }
    return in_front;
}

dbn_ui
dbn_tell_ui(void)
{
    return language->ui;
}

dbn_span
dbn_tell_language(void)
{
    return (dbn_span){language->name, strlen(language->name)};
}

bool
dbn_tell_has_color(void)
{
    const char *no_color = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (color != COLOR_AUTO)
        return color == COLOR_ALWAYS;
    if (no_color != NULL && *no_color != '\0')
        return false;
    return isatty(STDERR_FILENO) && terminal != NULL && strcmp(terminal, "dumb") != 0;
}

void
dbn_tell(const char *command, const char *format, ...)
{
    va_list args;
    if (command == NULL)
        fputs("doublon: ", stderr);
    else
        fprintf(stderr, "doublon %s: ", command);
    va_start(args, format);
    vfprintf(stderr, dbn_ui_text(language->ui, format), args);
    va_end(args);
    fputc('\n', stderr);
}

void
dbn_print(FILE *stream, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stream, dbn_ui_text(language->ui, format), args);
    va_end(args);
}

void
dbn_print_count(FILE *stream, unsigned long long n, const char *one, const char *many)
{
    static const char place[] = "%llu";
    const char *format =
        dbn_ui_text(language->ui, dbn_ui_plural(language->ui, n, one, many));
    const char *at = strstr(format, place);
    if (at == NULL)
        return;
    fprintf(stream, "%.*s%llu%s", (int)(at - format), format, n, at + sizeof place - 1);
}

void
dbn_print_name(dbn_span name)
{
    for (size_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.ptr[i];
        unsigned char next = i + 1 < name.len ? (unsigned char)name.ptr[i + 1] : 0;
        bool is_long = c == 0xC2 && next >= 0x80 && next < 0xA0;
        if (is_long || c < 0x20 || c == 0x7F)
            fprintf(stderr, "\\x%02X", is_long ? next : c);
        else
            fputc(c, stderr);
        i += is_long;
    }
}

void
dbn_print_message(const char *message)
{
    char text[2 * sizeof((dbn_error *)0)->message];
    dbn_ui_message(language->ui, text, sizeof text, message);
    fputs(text, stderr);
}

void
dbn_tell_message(const char *command, const char *message)
{
    fprintf(stderr, "doublon %s: ", command);
    dbn_print_message(message);
    fputc('\n', stderr);
}

/* Where a file is at fault, and why: behind its name. */
static void
print_fault(uint64_t line, const dbn_error *error)
{
    fputc(':', stderr);
    if (line > 0)
        fprintf(stderr, "%llu:", (unsigned long long)line);
    if (error->has_offset)
        dbn_print(stderr, " at byte %llu:", (unsigned long long)error->offset);
    fputc(' ', stderr);
    dbn_print_message(error->message);
    fputc('\n', stderr);
}

void
dbn_tell_error(const char *command, const char *path, const dbn_error *error)
{
    fprintf(stderr, "doublon %s: ", command);
    dbn_print_name((dbn_span){path, strlen(path)});
    print_fault(error->line, error);
}

void
dbn_print_bold(bool is_on)
{
    if (dbn_tell_has_color())
        fputs(is_on ? "\033[1m" : "\033[0m", stderr);
}

void
dbn_tell_like_lines(const char *command, const dbn_batch_result *result)
{
    if (result->like_lines > 0)
        dbn_tell(command, "what was read as text looks like JSON Lines: with "
                          "--input=jsonl each line is a document");
}

void
dbn_tell_failure(const char *command, const dbn_report *report)
{
    fprintf(stderr, "doublon %s: ", command);
    dbn_print_name(report->name);
    print_fault(report->line, report->error);
}
