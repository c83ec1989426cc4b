#define _POSIX_C_SOURCE 200809L

#include "flow/configs.h"

#include "match/house.h"
#include "newsroom/config.h"
#include "newsroom/find.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* A configuration that was asked for; all but `next` is made before others see it. */
typedef struct entry {
    struct entry *next;
    char *path; /* NULL: for documents without one */
    dbn_config *config;
    dbn_baseline *known;
    dbn_ruleset *rules; /* its own; NULL: those of the engine that was given */
    dbn_engine engine;  /* the given one, with the rules that count */
    dbn_error error;    /* why it cannot be used */
} entry;

struct dbn_configs {
    const dbn_engine *engine;
    const dbn_check_options *over;
    bool reads_known;
    _Atomic(entry *) first;
    atomic_uint count, with_rules; /* that are kept: who comes second does not count */
};

static void
free_entry(entry *e)
{
    if (e == NULL)
        return;
    dbn_baseline_free(e->known);
    dbn_ruleset_free(e->rules);
    dbn_config_free(e->config);
    free(e->path);
    free(e);
}

dbn_status
dbn_configs_new(dbn_configs **out, const dbn_engine *engine,
                const dbn_configs_options *options, dbn_error *error)
{
    dbn_configs *configs = calloc(1, sizeof *configs);
    *out = configs;
    if (configs == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    configs->engine = engine;
    configs->over = options->over;
    configs->reads_known = options->reads_known;
    return DBN_OK;
}

void
dbn_configs_free(dbn_configs *configs)
{
    if (configs == NULL)
        return;
    for (entry *e = atomic_load(&configs->first), *next; e != NULL; e = next) {
        next = e->next;
        free_entry(e);
    }
    free(configs);
}

/* ---- one configuration -------------------------------------------------------- */

static entry *entry_for(dbn_configs *configs, const char *path);

static dbn_status
load_rules(dbn_configs *configs, entry *e)
{
    if (atomic_load(&configs->with_rules) >= DBN_CONFIGS_RULES_MAX)
        return dbn_fail(&e->error, DBN_ERR_LIMIT,
                        "more than %u configurations with rules of their own",
                        DBN_CONFIGS_RULES_MAX);
    DBN_TRY(dbn_ruleset_load(&e->rules, configs->engine->dicts,
                             e->config == NULL ? NULL : dbn_config_file(e->config),
                             configs->engine->cache, &e->error));
    e->engine.rules = e->rules;
    return DBN_OK;
}

/* The engine that was given has the rules of dicts/, and perhaps those of one
 * configuration: others without rules of their own then share a set for documents that
 * have no configuration. */
static dbn_status
choose_rules(dbn_configs *configs, entry *e)
{
    const char *of_engine = configs->engine->config_path;
    bool is_that =
        of_engine != NULL && e->path != NULL && strcmp(of_engine, e->path) == 0;
    bool has_own = e->config != NULL && dbn_config_has_rules(e->config);
    if (is_that || (of_engine == NULL && !has_own))
        return DBN_OK;
    if (has_own || e->path == NULL)
        return load_rules(configs, e);
    const entry *plain = entry_for(configs, NULL);
    if (plain == NULL)
        return dbn_fail(&e->error, DBN_ERR_NOMEM, "no memory is left");
    e->error = plain->error;
    e->engine.rules = plain->engine.rules;
    return plain->error.status;
}

static dbn_status
load(dbn_configs *configs, entry *e)
{
    if (e->path != NULL)
        DBN_TRY(dbn_config_read(&e->config, e->path, configs->over, &e->error));
    DBN_TRY(choose_rules(configs, e));
    if (e->config == NULL)
        return DBN_OK;
    DBN_TRY(
        dbn_config_agrees(e->config, e->engine.rules, e->engine.profiles, &e->error));
    const char *known = dbn_config_for(e->config, DBN_SPAN(""))->baseline.ptr;
    if (!configs->reads_known || known == NULL)
        return DBN_OK;
    return dbn_baseline_read(&e->known, known, &e->error);
}

static entry *
new_entry(dbn_configs *configs, const char *path)
{
    entry *e = calloc(1, sizeof *e);
    if (e == NULL)
        return NULL;
    if (path != NULL && (e->path = strdup(path)) == NULL) {
        free(e);
        return NULL;
    }
    e->engine = *configs->engine;
    if (atomic_load(&configs->count) >= DBN_CONFIGS_MAX)
        e->error.status = dbn_fail(&e->error, DBN_ERR_LIMIT,
                                   "more than %u configurations", DBN_CONFIGS_MAX);
    else
        e->error.status = load(configs, e);
    return e;
}

/* ---- all of them -------------------------------------------------------------- */

static entry *
find(entry *from, const entry *to, const char *path)
{
    for (; from != to; from = from->next) {
        bool both = from->path != NULL && path != NULL;
        if (both ? strcmp(from->path, path) == 0 : from->path == path)
            return from;
    }
    return NULL;
}

/* Put it in front, unless somebody has put the same there since `seen`: then that. */
static entry *
publish(dbn_configs *configs, entry *e, entry *seen)
{
    e->next = seen;
    while (!atomic_compare_exchange_weak(&configs->first, &e->next, e)) {
        entry *other = find(e->next, seen, e->path);
        if (other != NULL) {
            free_entry(e);
            return other;
        }
        seen = e->next;
    }
    atomic_fetch_add(&configs->count, 1);
    atomic_fetch_add(&configs->with_rules, e->rules != NULL);
    return e;
}

/* NULL where no memory is left. */
static entry *
entry_for(dbn_configs *configs, const char *path)
{
    entry *seen = atomic_load(&configs->first);
    entry *e = find(seen, NULL, path);
    if (e != NULL)
        return e;
    e = new_entry(configs, path);
    return e == NULL ? NULL : publish(configs, e, seen);
}

dbn_status
dbn_configs_for(dbn_configured *out, dbn_configs *configs, dbn_span name,
                dbn_error *error)
{
    char path[DBN_CONFIG_PATH_MAX];
    bool is_found = dbn_config_find_above(path, dbn_config_folder_of(name));
    const entry *e = entry_for(configs, is_found ? path : NULL);
    if (e == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    if (e->error.status != DBN_OK) {
        *error = e->error;
        return e->error.status;
    }
    *out = (dbn_configured){&e->engine, e->config, e->known};
    return DBN_OK;
}
