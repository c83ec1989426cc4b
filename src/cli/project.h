/*
 * cli/project.h - a folder that OmegaT opens as a project.
 *
 *     DIR/omegat.project    languages; kept where it is there already
 *         source/           what is prepared
 *         target/           what comes back
 *         tm/ tm/auto/          what is like its sentences, and what is the same
 *         glossary/             terms, as a table and as TBX
 *         dictionary/ omegat/
 */
#ifndef DBN_CLI_PROJECT_H
#define DBN_CLI_PROJECT_H

#include "folder.h"

#include <doublon/cat.h>

typedef struct dbn_project {
    const char *path;
    char source[DBN_FOLDER_PATH_MAX]; /* the folder of what is prepared */
    char source_lang[64];             /* of the first page; empty: there was none */
    dbn_matches *matches;             /* of its pages */
} dbn_project;

/** Make its folders. False, and a message of `command`, where one cannot be made. */
bool dbn_project_open(dbn_project *project, const char *command, const char *path);

/** Remember the language of the first page. */
void dbn_project_note(dbn_project *project, dbn_span source_lang);

/** Write its file, once there was a page, its memories, and the glossary of `terms`
 * (NULL: none). False, and a message, on failure. */
bool dbn_project_close(dbn_project *project, dbn_span target_lang,
                       const dbn_terms *terms);

#endif
