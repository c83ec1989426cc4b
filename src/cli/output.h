/*
 * cli/output.h - where results go: standard output, or a file that is there whole or
 * not at all.
 */
#ifndef DBN_CLI_OUTPUT_H
#define DBN_CLI_OUTPUT_H

#include <doublon/corpus.h>

#include <stdio.h>

/** A result on its way. A named file is written beside its place and moved there by
 * dbn_output_commit(). */
typedef struct dbn_output {
    int fd;
    const char *path; /* NULL: standard output */
    char *temporary;  /* NULL where the path is written directly (a device) */
    int failure;      /* errno of the write that failed, 0 for none */
} dbn_output;

/** Open `path`, or standard output for NULL or "-". False, and a message, on failure.
 */
bool dbn_output_open(dbn_output *output, const char *path);

/** Write it all. DBN_ERR_CLOSED when a reader has gone, DBN_ERR_IO on other failures.
 */
dbn_status dbn_output_write(dbn_output *output, dbn_span bytes);

/** Put the file in its place; false, and a message, when that or a write failed. */
bool dbn_output_commit(dbn_output *output);

/** Leave nothing behind. */
void dbn_output_abandon(dbn_output *output);

#endif
