/*
 * cli/align_files.h - the files of `align`: pairs, dictionaries, lexicons.
 */
#ifndef DBN_CLI_ALIGN_FILES_H
#define DBN_CLI_ALIGN_FILES_H

#include "file.h"

#include <doublon/bitext.h>

/** Two files to align; `output` NULL: standard output. */
typedef struct dbn_align_job {
    char *source, *target, *output;
    bool has_both;         /* `source` has both texts, and `target` is NULL */
    bool is_partial;       /* lines of it were passed over */
    uint32_t first, count; /* its pairs in the bitext */
} dbn_align_job;

typedef struct dbn_align_jobs {
    dbn_align_job *items;
    uint32_t count, cap;
} dbn_align_jobs;

void dbn_align_job_release(dbn_align_job *job);
void dbn_align_jobs_release(dbn_align_jobs *jobs);

/** The lines of a list. False, and a message, where it cannot be read or is broken. */
bool dbn_align_list(dbn_align_jobs *jobs, const char *list);

/** The two files, or the files of the same names in two folders. False, and a message,
 * where there is no such thing. */
bool dbn_align_match(dbn_align_jobs *jobs, const char *source, const char *target);

/** One file with both texts. False, and a message, where memory is out. */
bool dbn_align_both(dbn_align_jobs *jobs, const char *path);

/** Add a lexicon; false, and a message, where it cannot be read. */
bool dbn_align_lexicon(dbn_bitext *bitext, const char *path);

/** Add what is installed for the two languages: our lexicon, and the dictionaries of
 * Debian's dict-freedict-*. What is missing is named. */
void dbn_align_dictionaries(dbn_bitext *bitext, const dbn_engine *engine,
                            const dbn_bitext_options *options);

#endif
