/*
 * cli/signals.h - what a signal does to a run: the first one ends it between two
 * documents, but lets the one at hand have only some seconds; the second ends it at
 * once. Neither leaves a half-written file behind.
 */
#ifndef DBN_CLI_SIGNALS_H
#define DBN_CLI_SIGNALS_H

#include <stdbool.h>

/** Watch SIGINT, SIGTERM and SIGHUP; a broken pipe becomes a failed write. Where the
 * run cannot ask in between, it is not patient: the first signal ends it at once. */
void dbn_signals_watch(bool is_patient);

/** The signal that came, 0 for none. Any thread. */
int dbn_signals_caught(void);

/** End as `number` ends a process that does not watch it. */
void dbn_signals_end(int number);

#endif
