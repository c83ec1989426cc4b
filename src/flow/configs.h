/*
 * flow/configs.h - for each document the nearest configuration, with the rules and the
 * known findings that it asks for.
 *
 *     a/x.txt ─▶ a/.doublon.yaml ─▶ rules of dicts/
 *     b/y.txt ─▶ b/.doublon.yaml, which has terms ─▶ rules of dicts/ and its own
 *     z.txt   ─▶ none ─▶ rules of dicts/
 *
 * Each is read once, when the first document asks for it, and kept to the end: by any
 * thread, without locks. Two that want the same at once both read it; one is kept.
 */
#ifndef DBN_FLOW_CONFIGS_H
#define DBN_FLOW_CONFIGS_H

#include "doublon/desk.h"
#include "flow/doc.h"

/** Configurations of one run; and of those, the ones that have rules of their own, each
 * with a set of all rules: a few megabytes. Threads may go beyond by one each. */
#define DBN_CONFIGS_MAX       256U
#define DBN_CONFIGS_RULES_MAX 64U

/** What holds for documents: immutable, and there as long as the configurations. */
typedef struct dbn_configured {
    const dbn_engine *engine;  /* with the rules that count */
    const dbn_config *config;  /* NULL: none was found */
    const dbn_baseline *known; /* NULL: nothing is */
} dbn_configured;

/** What holds for the document `name`, a path from the working folder. Fails as
 * dbn_config_read() does, or with DBN_ERR_LIMIT. Any thread. */
dbn_status dbn_configs_for(dbn_configured *out, dbn_configs *configs, dbn_span name,
                           dbn_error *error) DBN_CHECKED;

#endif
