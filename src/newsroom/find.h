/*
 * newsroom/find.h - which configuration is the nearest one of a file.
 */
#ifndef DBN_NEWSROOM_FIND_H
#define DBN_NEWSROOM_FIND_H

#include "base/span.h"

#include <limits.h>

/** What a configuration is called. */
#define DBN_CONFIG_NAME ".doublon.yaml"

/** Room for the path of one. */
#define DBN_CONFIG_PATH_MAX (PATH_MAX + sizeof DBN_CONFIG_NAME)

/** Put the path of the first configuration at or above `folder` into `place`, without
 * links. What is no folder (that of a member in an archive) is passed over on the way
 * up; empty is the working folder. False where there is none. */
bool dbn_config_find_above(char place[DBN_CONFIG_PATH_MAX], dbn_span folder);

/** The folder part of the name of a document, which decides alone: up to its last
 * slash; empty for none. */
dbn_span dbn_config_folder_of(dbn_span name);

#endif
