/*
 * Any filter: a text a line goes in, a text a line comes out. White space in a text is
 * that of one line, so that lines are texts whatever they hold.
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

static dbn_status
write_line(dbn_buffer *out, dbn_span text, dbn_job *job)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool ends_line = c == '\n' || c == '\r' || c == '\0';
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, ends_line ? ' ' : c));
    }
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, out, '\n'));
    return DBN_OK;
}

static bool
read_lines(dbn_machine_answer *out, dbn_span lines, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *end = lines.len == 0 ? NULL : memchr(lines.ptr, '\n', lines.len);
        if (end == NULL)
            return false;
        size_t len = (size_t)(end - lines.ptr);
        out->texts[i] = (dbn_span){lines.ptr, len};
        out->texts[i].len -= len > 0 && lines.ptr[len - 1] == '\r';
        lines = (dbn_span){end + 1, lines.len - len - 1};
    }
    return lines.len == 0;
}

static dbn_status
judge(dbn_machine_answer *out, dbn_process_end end, int ended, dbn_span lines,
      uint32_t count, const dbn_machine *machine)
{
    if (end == DBN_PROCESS_CANCELLED)
        dbn_answer_say(out, DBN_ANSWER_OVER, "it was interrupted");
    else if (end == DBN_PROCESS_LATE)
        dbn_answer_say(out, DBN_ANSWER_LATER, "no answer within %u seconds",
                       machine->options.timeout);
    else if (end == DBN_PROCESS_ABSENT)
        dbn_answer_say(out, DBN_ANSWER_OVER, "there is no such command");
    else if (end == DBN_PROCESS_FAILED && ended > 0)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command failed with status %d",
                       ended);
    else if (end == DBN_PROCESS_FAILED && ended < 0)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command was ended by the signal %d",
                       -ended);
    else if (end != DBN_PROCESS_DONE)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the command failed");
    else if (dbn_utf8_invalid_at(lines, 0) < lines.len)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer is not in UTF-8");
    else if (!read_lines(out, lines, count))
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
        DBN_TRY(write_line(&input, texts[i], job));
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
    return judge(out, end, ended, (dbn_span){output.items, output.count}, count,
                 machine);
}

const dbn_machine_kind dbn_machine_command = {
    .name = "command",
    .address = "",
    .markup = DBN_MARKUP_WORDS,
    .batch = 512,
    .ask = ask,
};
