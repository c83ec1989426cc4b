#define _POSIX_C_SOURCE 200809L

#include "batch.h"

#include "commands.h"
#include "signals.h"
#include "tell.h"

#include <signal.h>
#include <stdlib.h>

/* ---- options ---------------------------------------------------------------- */

static dbn_batch_options *
batch_of(void *settings)
{
    return settings;
}

bool
dbn_set_charset(void *settings, const char *value)
{
    batch_of(settings)->charset = dbn_value_span(value);
    return dbn_charset_is_known(dbn_value_span(value));
}

bool
dbn_set_extract(void *settings, const char *value)
{
    dbn_clean_options *clean = &((dbn_batch_options *)settings)->clean;
    int choice = dbn_choice("auto,article,none", value, strlen(value));
    clean->keep_text = choice == 0;
    clean->keep_all = choice == 2;
    return choice >= 0;
}

/* ---- the end of a batch ------------------------------------------------------- */

static void
abandon(const dbn_batch_outputs *outputs)
{
    dbn_output_abandon(outputs->text);
    if (outputs->log != NULL)
        dbn_output_abandon(outputs->log);
}

static bool
has_failed_write(const dbn_batch_outputs *outputs)
{
    return outputs->text->failure != 0 ||
           (outputs->log != NULL && outputs->log->failure != 0);
}

dbn_status
dbn_batch_on_output(void *run, dbn_span bytes)
{
    return dbn_output_write(&((dbn_batch_run *)run)->output, bytes);
}

bool
dbn_batch_on_cancelled(void *run)
{
    return ((dbn_batch_run *)run)->guard.is_refused || dbn_signals_caught() != 0;
}

/* Results stand beside their place until the end, so that it is not too late. */
void
dbn_batch_on_opened(void *run, const char *path, int fd)
{
    dbn_guard_look(&((dbn_batch_run *)run)->guard, path, fd);
}

dbn_batch_events
dbn_batch_events_of(dbn_batch_run *run,
                    void (*document)(void *run, const dbn_report *report))
{
    return (dbn_batch_events){.context = run,
                              .output = dbn_batch_on_output,
                              .document = document,
                              .cancelled = dbn_batch_on_cancelled,
                              .opened = dbn_batch_on_opened};
}

bool
dbn_batch_is_cut_short(const dbn_batch_outputs *outputs, dbn_status status,
                       const dbn_batch_result *result, int *exit_status)
{
    int caught = dbn_signals_caught();
    *exit_status = DBN_EXIT_OUTPUT;
    if (status == DBN_ERR_CLOSED || caught != 0) {
        abandon(outputs);
        dbn_signals_end(caught != 0 ? caught : SIGPIPE);
        return true;
    }
    if (outputs->guard != NULL && outputs->guard->is_refused) {
        abandon(outputs);
        *exit_status = DBN_EXIT_USAGE;
        return true;
    }
    if (status == DBN_OK || has_failed_write(outputs))
        return false;
    fprintf(stderr, "doublon %s: ", outputs->command);
    dbn_print_message(result->error.message);
    fputc('\n', stderr);
    abandon(outputs);
    return true;
}

bool
dbn_batch_commit(const dbn_batch_outputs *outputs, const dbn_batch_result *result)
{
    if (!has_failed_write(outputs) && result->documents > 0 &&
        result->failed == result->documents) {
        abandon(outputs);
        return true;
    }
    return outputs->log == NULL ? dbn_output_commit(outputs->text)
                                : dbn_output_commit_both(outputs->text, outputs->log);
}

int
dbn_batch_end(const dbn_batch_outputs *outputs, const dbn_batch_result *result)
{
    dbn_tell_like_lines(outputs->command, result);
    if (!dbn_batch_commit(outputs, result) || dbn_batch_read_nothing(result))
        return DBN_EXIT_OUTPUT;
    return result->failed > 0 ? DBN_EXIT_SOME : DBN_EXIT_OK;
}
