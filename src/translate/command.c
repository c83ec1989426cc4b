/*
 * Any filter: a line goes in, a line comes out. A text of several lines, as messages of
 * programs are, goes in line by line, and gets its line ends back.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "translate/environment.h"
#include "translate/kind.h"
#include "translate/process.h"

/* What a command can ask for beside its input. */
static char *
variable(const char *name, dbn_span value, dbn_arena *arena)
{
    size_t len = strlen(name);
    char *out = dbn_arena_alloc(arena, len + value.len + 2);
    if (out == NULL)
        return NULL;
    memcpy(out, name, len);
    out[len] = '=';
    if (value.len > 0)
        memcpy(out + len + 1, value.ptr, value.len);
    return out;
}

static dbn_status
make_environment(char ***out, const dbn_machine *machine, dbn_job *job)
{
    dbn_arena *arena = &job->arena;
    char *own[] = {variable("DOUBLON_SOURCE", machine->options.source, arena),
                   variable("DOUBLON_TARGET", machine->options.target, arena)};
    const dbn_environment_more more = {own, sizeof own / sizeof own[0]};
    *out = dbn_environment_of(DBN_ENVIRONMENT_OWN, more, arena);
    return *out == NULL || own[0] == NULL || own[1] == NULL ? dbn_job_nomem(job)
                                                            : DBN_OK;
}

/* A line of a text: white space around it, which is not sent, and its end. */
typedef struct line {
    dbn_span before, sent, behind; /* sent: empty where there is nothing else */
} line;

static size_t
white_len(dbn_span text)
{
    size_t len = 0;
    while (len < text.len &&
           (dbn_is_ascii_space(text.ptr[len]) || text.ptr[len] == '\0'))
        len++;
    return len;
}

/* Cut the next line off a text. */
static line
next_line(dbn_span *text)
{
    line out = {.before = {text->ptr, white_len(*text)}};
    dbn_span rest = {text->ptr + out.before.len, text->len - out.before.len};
    size_t end = 0, len = 0;
    while (end < rest.len && rest.ptr[end] != '\n' && rest.ptr[end] != '\r')
        if (!dbn_is_ascii_space(rest.ptr[end++]))
            len = end;
    out.sent = (dbn_span){rest.ptr, len};
    rest = (dbn_span){rest.ptr + len, rest.len - len};
    out.behind = (dbn_span){rest.ptr, white_len(rest)};
    *text = (dbn_span){rest.ptr + out.behind.len, rest.len - out.behind.len};
    return out;
}

static dbn_status
write_lines(dbn_buffer *out, dbn_span text, dbn_job *job)
{
    while (text.len > 0) {
        line next = next_line(&text);
        for (size_t i = 0; i < next.sent.len; i++) {
            char c = next.sent.ptr[i];
            DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, c == '\0' ? ' ' : c));
        }
        if (next.sent.len > 0)
            DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, '\n'));
    }
    return DBN_OK;
}

/* Cut the next line off what came back; false: there is none. */
static bool
next_answer(dbn_span *out, dbn_span *lines)
{
    const char *end = lines->len == 0 ? NULL : memchr(lines->ptr, '\n', lines->len);
    if (end == NULL)
        return false;
    size_t len = (size_t)(end - lines->ptr);
    *out = (dbn_span){lines->ptr, len};
    out->len -= len > 0 && lines->ptr[len - 1] == '\r';
    *lines = (dbn_span){end + 1, lines->len - len - 1};
    return true;
}

static dbn_status
put(dbn_buffer *out, dbn_span text, dbn_job *job)
{
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, out, text.ptr == NULL ? "" : text.ptr,
                                     (uint32_t)text.len));
    return DBN_OK;
}

/* The answers to the lines of a text, with what stands between them. */
static dbn_status
read_text(dbn_span *out, bool *is_whole, dbn_span text, dbn_span *lines, dbn_job *job)
{
    dbn_buffer whole = {0};
    while (*is_whole && text.len > 0) {
        line next = next_line(&text);
        dbn_span answer = DBN_SPAN("");
        if (next.sent.len > 0)
            *is_whole = next_answer(&answer, lines);
        DBN_TRY(put(&whole, next.before, job));
        DBN_TRY(put(&whole, answer, job));
        DBN_TRY(put(&whole, next.behind, job));
    }
    *out = (dbn_span){whole.count == 0 ? "" : whole.items, whole.count};
    return DBN_OK;
}

/* What came to nothing; DONE where nothing is known to have. */
static void
judge(dbn_machine_answer *out, dbn_process_end end, int ended,
      const dbn_machine *machine)
{
    if (end == DBN_PROCESS_CANCELLED)
        dbn_answer_say(out, DBN_ANSWER_OVER, "it was interrupted");
    else if (end == DBN_PROCESS_LATE)
        dbn_answer_say(out, DBN_ANSWER_LATER, "no answer within %u s",
                       machine->options.timeout);
    else if (end == DBN_PROCESS_ABSENT)
        dbn_answer_say(out, DBN_ANSWER_OVER, "there is no such command");
    else if (end == DBN_PROCESS_TOO_MUCH)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command answers more than %u MiB",
                       DBN_ANSWER_BYTES_MAX >> 20);
    else if (end == DBN_PROCESS_FAILED && ended > 0)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command failed with status %d",
                       ended);
    else if (end == DBN_PROCESS_FAILED && ended < 0)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command was ended by the signal %d",
                       -ended);
    else if (end != DBN_PROCESS_DONE)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command failed");
}

static dbn_status
read_answer(dbn_machine_answer *out, dbn_span lines, const dbn_span *texts,
            uint32_t count, dbn_job *job)
{
    bool is_whole = true;
    if (dbn_utf8_invalid_at(lines, 0) < lines.len) {
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer is not in UTF-8");
        return DBN_OK;
    }
    for (uint32_t i = 0; is_whole && i < count; i++)
        DBN_TRY(read_text(&out->texts[i], &is_whole, texts[i], &lines, job));
    if (!is_whole || lines.len > 0)
        dbn_answer_say(out, DBN_ANSWER_BROKEN,
                       "the command does not give a line for a line");
    return DBN_OK;
}

static dbn_status
ask(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
    uint32_t count, dbn_job *job)
{
    static char shell[] = "/bin/sh", option[] = "-c";
    dbn_buffer input = {0}, output = {0};
    char **environment = NULL,
         *command = dbn_arena_alloc(&job->arena, machine->command.len + 1);
    dbn_process_end end;
    int ended = 0;
    out->texts = dbn_arena_alloc(&job->arena, count * sizeof *out->texts);
    if (command == NULL || out->texts == NULL)
        return dbn_job_nomem(job);
    memcpy(command, machine->command.ptr, machine->command.len);
    DBN_TRY(make_environment(&environment, machine, job));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(write_lines(&input, texts[i], job));
    char *argv[] = {shell, option, command, NULL};
    const dbn_process process = {.argv = argv,
                                 .environment = environment,
                                 .input = {input.items, input.count},
                                 .timeout = machine->options.timeout,
                                 .limit = DBN_ANSWER_BYTES_MAX,
                                 .ended = &ended,
                                 .is_cancelled = machine->options.is_cancelled,
                                 .context = machine->options.context};
    DBN_TRY(dbn_process_run(&end, &output, &process, job));
    judge(out, end, ended, machine);
    if (out->outcome != DBN_ANSWER_DONE)
        return DBN_OK;
    const dbn_span lines = {output.count == 0 ? "" : output.items, output.count};
    return read_answer(out, lines, texts, count, job);
}

const dbn_machine_kind dbn_machine_command = {
    .name = "command",
    .address = "",
    .markup = DBN_MARKUP_WORDS,
    .batch = 64,
    .ask = ask,
};
