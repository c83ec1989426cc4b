/*
 * cli/output.h - where results go: standard output, or a file that is there whole or
 * not at all.
 */
#ifndef DBN_CLI_OUTPUT_H
#define DBN_CLI_OUTPUT_H

#include <doublon/corpus.h>

#include <stdio.h>

/** A result on its way. A named file is written beside its place, under a name that
 * starts with a dot, and moved there by dbn_output_commit(). A link stays, and so do
 * the permissions of a file that was there. */
typedef struct dbn_output {
    int fd;
    const char *path; /* as given; NULL: standard output */
    char *place;      /* the file that is replaced, links followed */
    char *temporary;  /* NULL where the path is written directly (a device) */
    int failure;      /* errno of the write that failed, 0 for none */
} dbn_output;

/** At most so many are open at a time. */
#define DBN_OUTPUT_MAX 2

/** Is `path` standard output: NULL or "-"? */
bool dbn_output_is_standard(const char *path);

/** Would writing `output` (as for dbn_output_open()) destroy what stands at `path` ("-"
 * is standard input)? Both are then one file, whatever their names; devices are not. */
bool dbn_output_destroys(const char *output, const char *path);

/** The same, of an input that is open. */
bool dbn_output_destroys_open(const char *output, int fd);

/** A file, whatever its names are. */
typedef struct dbn_file_id {
    uint64_t device, number;
} dbn_file_id;

/** The file at `path`, or behind standard input for "-". False where there is none, or
 * only a device, which nothing destroys. */
bool dbn_output_identify(dbn_file_id *id, const char *path);

/** Would the two outputs end in one file, or both on standard output? */
bool dbn_output_is_same(const char *a, const char *b);

/** Open `path`, or standard output for NULL or "-". False, and a message, on failure.
 */
bool dbn_output_open(dbn_output *output, const char *path);

/** Write it all. DBN_ERR_CLOSED when a reader has gone, DBN_ERR_IO on other failures.
 */
dbn_status dbn_output_write(dbn_output *output, dbn_span bytes);

/** Put the file in its place; false, and a message, when that or a write failed. */
bool dbn_output_commit(dbn_output *output);

/** Two that belong together, as a text and its log: both are put in their places, or
 * neither is. */
bool dbn_output_commit_both(dbn_output *first, dbn_output *second);

/** Leave nothing behind. */
void dbn_output_abandon(dbn_output *output);

/** Remove what is not yet in its place, for a process that ends now. May be called in
 * the handler of a signal. */
void dbn_output_unlink_all(void);

#endif
