#define _POSIX_C_SOURCE 200809L

#include "signals.h"

#include "output.h"

#include <signal.h>
#include <unistd.h>

/* So long a signal waits for the document at hand: most take much less, and whoever
 * stops a run, or a machine, kills what stays for much longer. */
#define GRACE_SECONDS 5U

/* Set by the first signal, and read between documents. */
static volatile sig_atomic_t caught_signal;
static volatile sig_atomic_t waits_for_document;

/* Everything it calls may be called here (signal-safety(7)). The signal that is raised
 * comes when the handler returns. */
static void
on_signal(int number)
{
    bool is_first = caught_signal == 0;
    if (number != SIGALRM || is_first)
        caught_signal = number;
    if (is_first && waits_for_document != 0) {
        alarm(GRACE_SECONDS);
        return;
    }
    dbn_output_unlink_all();
    dbn_signals_end(caught_signal);
}

void
dbn_signals_watch(bool is_patient)
{
    struct sigaction action = {.sa_handler = on_signal};
    waits_for_document = is_patient;
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    sigaction(SIGHUP, &action, NULL);
    sigaction(SIGALRM, &action, NULL); /* from on_signal() */
    action.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &action, NULL);
}

int
dbn_signals_caught(void)
{
    return caught_signal;
}

void
dbn_signals_end(int number)
{
    struct sigaction action = {.sa_handler = SIG_DFL};
    sigaction(number, &action, NULL);
    raise(number);
}
