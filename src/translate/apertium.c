/*
 * Apertium as it is installed: a folder of modes, of which each is a pair, and a
 * program that runs one. Its stream is documented as "Apertium stream format"; with
 * zeros between texts (-z) each of them is flushed through the whole pipe by itself, so
 * that no text is translated in the light of its neighbour.
 */
#define _POSIX_C_SOURCE 200809L

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "translate/apertium.h"
#include "translate/environment.h"
#include "translate/kind.h"
#include "translate/pairs.h"
#include "translate/process.h"

#define FOLDER "/usr/share/apertium"

/* ---- the stream ------------------------------------------------------------------ */

/* What ends a text, so that its last sentence has an end; taken off again. */
#define TEXT_END ".[]"

static bool
is_special(char c)
{
    return c != '\0' && strchr("^$/[]{}\\@<>", c) != NULL;
}

/* The length of a mask's blank at `at`, "[12]"; 0: there is none. */
static size_t
blank_len(dbn_span text, size_t at)
{
    size_t i = at + 1;
    if (text.ptr[at] != '[')
        return 0;
    while (i < text.len && dbn_is_ascii_digit(text.ptr[i]))
        i++;
    return i > at + 1 && i < text.len && text.ptr[i] == ']' ? i + 1 - at : 0;
}

dbn_status
dbn_apertium_write(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        size_t blank = blank_len(text, i);
        if (blank > 0) {
            DBN_TRY(dbn_vec_append(arena, out, text.ptr + i, (uint32_t)blank));
            i += blank - 1;
            continue;
        }
        char c = text.ptr[i] == '\0' ? ' ' : text.ptr[i];
        if (is_special(c))
            DBN_TRY(dbn_vec_push(arena, out, '\\'));
        DBN_TRY(dbn_vec_push(arena, out, c));
    }
    DBN_TRY(dbn_vec_append(arena, out, TEXT_END, sizeof TEXT_END - 1));
    return dbn_vec_push(arena, out, '\0');
}

static dbn_status
read_text(dbn_span *out, bool *is_whole, dbn_span text, dbn_arena *arena)
{
    dbn_buffer plain = {0};
    dbn_span end = DBN_SPAN(TEXT_END);
    *is_whole = dbn_span_ends(text, end);
    for (size_t i = 0; *is_whole && i < text.len - end.len; i++) {
        i += text.ptr[i] == '\\' && i + 1 < text.len - end.len;
        DBN_TRY(dbn_vec_push(arena, &plain, text.ptr[i]));
    }
    *out = (dbn_span){plain.count == 0 ? "" : plain.items, plain.count};
    return DBN_OK;
}

dbn_status
dbn_apertium_read(dbn_span *out, uint32_t count, bool *is_whole, dbn_span stream,
                  dbn_arena *arena)
{
    *is_whole = true;
    for (uint32_t i = 0; i < count && *is_whole; i++) {
        const char *end = stream.len == 0 ? NULL : memchr(stream.ptr, '\0', stream.len);
        size_t len = end == NULL ? 0 : (size_t)(end - stream.ptr);
        *is_whole = end != NULL;
        if (!*is_whole)
            break;
        DBN_TRY(read_text(&out[i], is_whole, (dbn_span){stream.ptr, len}, arena));
        stream = (dbn_span){end + 1, stream.len - len - 1};
    }
    return DBN_OK;
}

/* ---- pairs ------------------------------------------------------------------------
 */

/* "fr-es.mode": other modes ("eco-fr-es", "fr-es-tagger") are for other ends. */
static bool
pair_of(dbn_pair *out, dbn_span file)
{
    dbn_span suffix = DBN_SPAN(".mode");
    if (!dbn_span_ends(file, suffix))
        return false;
    dbn_span name = {file.ptr, file.len - suffix.len};
    const char *dash = name.len == 0 ? NULL : memchr(name.ptr, '-', name.len);
    if (dash == NULL)
        return false;
    out->from = (dbn_span){name.ptr, (size_t)(dash - name.ptr)};
    out->to = (dbn_span){dash + 1, name.len - out->from.len - 1};
    return out->from.len > 1 && out->to.len > 1 && out->to.len < 4 &&
           memchr(out->to.ptr, '-', out->to.len) == NULL;
}

static dbn_status
find_pairs(dbn_pairs *out, dbn_machine *machine)
{
    char path[4096];
    dbn_span folder = machine->options.address;
    int len = snprintf(path, sizeof path, "%.*s/modes", (int)folder.len, folder.ptr);
    DIR *modes = len < 0 || (size_t)len >= sizeof path ? NULL : opendir(path);
    dbn_status status = DBN_OK;
    if (modes == NULL)
        return DBN_OK;
    const struct dirent *entry;
    while (status == DBN_OK && out->count < DBN_PAIRS_MAX &&
           (entry = readdir(modes)) != NULL) {
        dbn_pair pair;
        dbn_span name = dbn_arena_copy(&machine->arena, dbn_span_of(entry->d_name));
        if (name.ptr == NULL)
            status = DBN_ERR_NOMEM;
        else if (pair_of(&pair, name))
            status = dbn_vec_push(&machine->arena, out, pair);
    }
    (void)closedir(modes);
    return status;
}

static dbn_status
set_mode(dbn_machine *machine, const dbn_pairs *chain)
{
    dbn_buffer mode = {0};
    for (uint32_t i = 0; i < chain->count; i++) {
        const dbn_pair *pair = &chain->items[i];
        const dbn_span parts[] = {i == 0 ? DBN_SPAN("") : DBN_SPAN("|"), pair->from,
                                  DBN_SPAN("-"), pair->to};
        for (size_t k = 0; k < sizeof parts / sizeof parts[0]; k++)
            DBN_TRY(dbn_vec_append(&machine->arena, &mode, parts[k].ptr,
                                   (uint32_t)parts[k].len));
    }
    machine->mode = (dbn_span){mode.items, mode.count};
    return DBN_OK;
}

static dbn_status
open_pair(dbn_machine *machine, dbn_error *error)
{
    char there[120];
    dbn_pairs pairs = {0}, chain;
    const dbn_machine_options *o = &machine->options;
    dbn_status status = find_pairs(&pairs, machine);
    if (status == DBN_OK)
        status = dbn_pairs_chain(&chain, &pairs, o->source, o->target, &machine->arena);
    if (status == DBN_OK && chain.count > 0)
        status = set_mode(machine, &chain);
    if (status != DBN_OK)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    if (chain.count > 0)
        return DBN_OK;
    dbn_pairs_list(there, sizeof there, &pairs);
    if (pairs.count == 0)
        return dbn_fail(
            error, DBN_ERR_USAGE, "no pair of Apertium is installed in %.*s",
            (int)(o->address.len < 64 ? o->address.len : 64), o->address.ptr);
    return dbn_fail(error, DBN_ERR_USAGE,
                    "no pair of Apertium leads from %.*s to %.*s; there are: %s",
                    (int)(o->source.len < 16 ? o->source.len : 16), o->source.ptr,
                    (int)(o->target.len < 16 ? o->target.len : 16), o->target.ptr,
                    there);
}

/* ---- asking -----------------------------------------------------------------------
 */

/* The arguments of a run are strings of C. */
static char *
string_of(dbn_span text, dbn_arena *arena)
{
    char *out = dbn_arena_alloc(arena, text.len + 1);
    if (out != NULL && text.len > 0)
        memcpy(out, text.ptr, text.len);
    return out;
}

static dbn_status
run_pair(dbn_machine_answer *out, dbn_machine *machine, dbn_span pair, dbn_span input,
         dbn_buffer *output, dbn_job *job)
{
    static char program[] = "apertium", no_marks[] = "-u", zeros[] = "-z",
                format[] = "-f", none[] = "none", data[] = "-d";
    char *folder = string_of(machine->options.address, &job->arena);
    char *mode = string_of(pair, &job->arena);
    char *argv[] = {program, no_marks, zeros, format, none, data, folder, mode, NULL};
    char **environment = dbn_environment_of(DBN_ENVIRONMENT_NARROW,
                                            (dbn_environment_more){0}, &job->arena);
    const dbn_process process = {.argv = argv,
                                 .environment = environment,
                                 .input = input,
                                 .timeout = machine->options.timeout,
                                 .limit = DBN_ANSWER_BYTES_MAX,
                                 .is_cancelled = machine->options.is_cancelled,
                                 .context = machine->options.context};
    dbn_process_end end;
    if (folder == NULL || mode == NULL || environment == NULL)
        return dbn_job_nomem(job);
    DBN_TRY(dbn_process_run(&end, output, &process, job));
    if (end == DBN_PROCESS_CANCELLED)
        dbn_answer_say(out, DBN_ANSWER_OVER, "it was interrupted");
    else if (end == DBN_PROCESS_ABSENT)
        dbn_answer_say(out, DBN_ANSWER_OVER, "the program '%s' is not installed",
                       "apertium");
    else if (end == DBN_PROCESS_LATE)
        dbn_answer_say(out, DBN_ANSWER_LATER, "no answer within %u s",
                       machine->options.timeout);
    else if (end != DBN_PROCESS_DONE)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the program '%s' failed", "apertium");
    return DBN_OK;
}

/* The texts through one pair: in place. */
static dbn_status
ask_pair(dbn_machine_answer *out, dbn_machine *machine, dbn_span pair, uint32_t count,
         dbn_job *job)
{
    dbn_buffer input = {0}, output = {0};
    bool is_whole;
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY_PUSH(job, dbn_apertium_write(&input, &job->arena, out->texts[i]));
    DBN_TRY(run_pair(out, machine, pair, (dbn_span){input.items, input.count}, &output,
                     job));
    if (out->outcome != DBN_ANSWER_DONE)
        return DBN_OK;
    const dbn_span stream = {output.items, output.count};
    DBN_TRY_PUSH(job,
                 dbn_apertium_read(out->texts, count, &is_whole, stream, &job->arena));
    if (!is_whole)
        dbn_answer_say(out, DBN_ANSWER_BROKEN, "the answer is only half of one");
    return DBN_OK;
}

/* Cut the next pair off a mode. */
static dbn_span
next_pair(dbn_span *mode)
{
    const char *bar = mode->len == 0 ? NULL : memchr(mode->ptr, '|', mode->len);
    size_t len = bar == NULL ? mode->len : (size_t)(bar - mode->ptr);
    dbn_span pair = {mode->ptr, len};
    len += bar != NULL;
    *mode = (dbn_span){mode->ptr + len, mode->len - len};
    return pair;
}

static dbn_status
ask(dbn_machine_answer *out, dbn_machine *machine, const dbn_span *texts,
    uint32_t count, dbn_job *job)
{
    dbn_span rest = machine->mode;
    out->texts = dbn_arena_alloc(&job->arena, count * sizeof *out->texts);
    if (out->texts == NULL)
        return dbn_job_nomem(job);
    memcpy(out->texts, texts, count * sizeof *texts);
    for (dbn_span pair; (pair = next_pair(&rest)).len > 0;) {
        DBN_TRY(ask_pair(out, machine, pair, count, job));
        if (out->outcome != DBN_ANSWER_DONE)
            break;
    }
    return DBN_OK;
}

const dbn_machine_kind dbn_machine_apertium = {
    .name = "apertium",
    .address = FOLDER,
    .markup = DBN_MARKUP_BLANKS,
    .batch = 512,
    .marks_words = true,
    .open = open_pair,
    .ask = ask,
};
