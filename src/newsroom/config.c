/*
 * One set of options for the file as a whole and one for each entry of `files`, all
 * made when it is read: what a document asks for afterwards costs a few patterns.
 */
#include "newsroom/config.h"

#include "base/nearest.h"
#include "base/vec.h"
#include "match/glob.h"
#include "match/house.h"
#include "newsroom/known.h"
#include "newsroom/place.h"

#include <stdlib.h>
#include <string.h>

/* Entries of `files`: each is tried with each document. */
#define FILES_MAX 256U

typedef DBN_VEC(dbn_span) spans;
typedef DBN_VEC(const dbn_yaml_node *) nodes;
typedef DBN_VEC(dbn_house_key) house_keys;
typedef DBN_VEC(dbn_switch) switches;
typedef DBN_VEC(dbn_level) levels;

/* What is known of one set while it is read. */
typedef struct wishes {
    dbn_check_options options;
    bool says_skip;
    spans fields;
    switches switches; /* in the order in which they stand */
    house_keys keys;
    levels levels;
    DBN_VEC(dbn_glob *) paths; /* of an entry of `files` */
} wishes;

struct dbn_config {
    dbn_arena arena;
    dbn_yaml file;
    dbn_folder folder; /* that it is in */
    wishes whole;
    DBN_VEC(wishes *) files;
    nodes rules, conventions, profiles, langs; /* that it names, to be looked up */
};

typedef struct reader {
    dbn_config *config;
    dbn_error *err;
} reader;

/* ---- values ----------------------------------------------------------------- */

static dbn_status
take_word(reader *r, const dbn_yaml_node *key, dbn_span *out)
{
    if (key->next->kind != DBN_YAML_SCALAR || key->next->text.len == 0)
        return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                               "'%.*s' must be one word", DBN_SHOWN(key->text));
    *out = key->next->text;
    return DBN_OK;
}

static dbn_status
take_bool(reader *r, const dbn_yaml_node *key, bool *out)
{
    if (!dbn_yaml_bool(key->next, out))
        return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                               "'%.*s' must be true or false", DBN_SHOWN(key->text));
    return DBN_OK;
}

static dbn_status
take_skip(reader *r, const dbn_yaml_node *key, wishes *w)
{
    w->says_skip = true;
    return take_bool(r, key, &w->options.skips);
}

/* The place of the word behind `key` in `words`, which end with NULL. */
static dbn_status
take_choice(reader *r, const dbn_yaml_node *key, const char *const *words,
            unsigned *out)
{
    for (*out = 0; words[*out] != NULL; (*out)++)
        if (key->next->kind == DBN_YAML_SCALAR &&
            dbn_span_equal(key->next->text, dbn_span_of(words[*out])))
            return DBN_OK;
    return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                           "'%.*s' cannot be '%.*s'", DBN_SHOWN(key->text),
                           DBN_SHOWN(key->next->text));
}

/* A word, or a list of words. */
static dbn_status
take_words(reader *r, const dbn_yaml_node *key, nodes *out)
{
    const dbn_yaml_node *value = key->next;
    bool is_list = value->kind == DBN_YAML_LIST;
    for (const dbn_yaml_node *item = is_list ? value->first : value; item != NULL;
         item = is_list ? item->next : NULL) {
        if (item->kind != DBN_YAML_SCALAR || item->text.len == 0)
            return dbn_yaml_refuse(r->err, &r->config->file, item,
                                   "'%.*s' must be a word or a list of words",
                                   DBN_SHOWN(key->text));
        if (dbn_vec_push(&r->config->arena, out, item) != DBN_OK)
            return dbn_load_nomem(r->err);
    }
    return DBN_OK;
}

static dbn_status
take_fields(reader *r, const dbn_yaml_node *key, spans *out)
{
    nodes words = {0};
    DBN_TRY(take_words(r, key, &words));
    for (uint32_t i = 0; i < words.count; i++)
        if (dbn_vec_push(&r->config->arena, out, words.items[i]->text) != DBN_OK)
            return dbn_load_nomem(r->err);
    return DBN_OK;
}

/* Names of rules, which are looked up once all are known. */
static dbn_status
take_switches(reader *r, const dbn_yaml_node *key, bool is_on, switches *out)
{
    nodes words = {0};
    DBN_TRY(take_words(r, key, &words));
    for (uint32_t i = 0; i < words.count; i++) {
        dbn_switch one = {words.items[i]->text, is_on};
        if (dbn_vec_push(&r->config->arena, out, one) != DBN_OK ||
            dbn_vec_push(&r->config->arena, &r->config->rules, words.items[i]) !=
                DBN_OK)
            return dbn_load_nomem(r->err);
    }
    return DBN_OK;
}

/* Keys stand once in a map: the later of two would win in silence. */
static dbn_status
refuse_twice(reader *r, const dbn_yaml_node *map)
{
    for (const dbn_yaml_node *a = map->first; a != NULL; a = a->next->next)
        for (const dbn_yaml_node *b = a->next->next; b != NULL; b = b->next->next)
            if (dbn_span_equal(a->text, b->text))
                return dbn_yaml_refuse(r->err, &r->config->file, b,
                                       "'%.*s' stands twice", DBN_SHOWN(b->text));
    return DBN_OK;
}

static dbn_status
take_house(reader *r, const dbn_yaml_node *key, house_keys *out)
{
    if (key->next->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                               "'house' must be a map of conventions to values");
    DBN_TRY(refuse_twice(r, key->next));
    for (const dbn_yaml_node *k = key->next->first; k != NULL; k = k->next->next) {
        dbn_house_key one = {.key = k->text};
        DBN_TRY(take_word(r, k, &one.value));
        if (dbn_vec_push(&r->config->arena, out, one) != DBN_OK ||
            dbn_vec_push(&r->config->arena, &r->config->conventions, k) != DBN_OK)
            return dbn_load_nomem(r->err);
    }
    return DBN_OK;
}

/* The longer name before the shorter one, which may name the same rules. */
static int
by_length(const void *left, const void *right)
{
    const dbn_level *a = left, *b = right;
    if (a->name.len != b->name.len)
        return a->name.len > b->name.len ? -1 : 1;
    return dbn_span_order(a->name, b->name);
}

static dbn_status
take_levels(reader *r, const dbn_yaml_node *key, levels *out)
{
    static const char *const words[] = {"info", "warning", "error", NULL};
    if (key->next->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                               "'levels' must be a map of rules to severities");
    DBN_TRY(refuse_twice(r, key->next));
    for (const dbn_yaml_node *k = key->next->first; k != NULL; k = k->next->next) {
        unsigned choice;
        DBN_TRY(take_choice(r, k, words, &choice));
        dbn_level one = {k->text, (dbn_severity)choice};
        if (dbn_vec_push(&r->config->arena, out, one) != DBN_OK ||
            dbn_vec_push(&r->config->arena, &r->config->rules, k) != DBN_OK)
            return dbn_load_nomem(r->err);
    }
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_length);
    return DBN_OK;
}

/* A language or a profile, looked up once all are known. */
static dbn_status
take_tag(reader *r, const dbn_yaml_node *key, nodes *to_look_up, dbn_span *out)
{
    DBN_TRY(take_word(r, key, out));
    return dbn_vec_push(&r->config->arena, to_look_up, key->next) == DBN_OK
               ? DBN_OK
               : dbn_load_nomem(r->err);
}

static dbn_status
take_fail_on(reader *r, const dbn_yaml_node *key, dbn_fail_on *out)
{
    static const char *const words[] = {"error", "warning", "info", "never", NULL};
    unsigned choice;
    DBN_TRY(take_choice(r, key, words, &choice));
    *out = (dbn_fail_on)(DBN_FAIL_ON_ERROR + choice);
    return DBN_OK;
}

static dbn_status
take_paths(reader *r, const dbn_yaml_node *key, wishes *w)
{
    nodes patterns = {0};
    DBN_TRY(take_words(r, key, &patterns));
    for (uint32_t i = 0; i < patterns.count; i++) {
        dbn_glob *glob;
        dbn_status status = dbn_glob_new(&glob, patterns.items[i]->text);
        if (status == DBN_ERR_SYNTAX)
            return dbn_yaml_refuse(r->err, &r->config->file, patterns.items[i],
                                   "'%.*s' is no pattern of paths",
                                   DBN_SHOWN(patterns.items[i]->text));
        if (status != DBN_OK ||
            dbn_vec_push(&r->config->arena, &w->paths, glob) != DBN_OK) {
            dbn_glob_free(glob);
            return dbn_load_nomem(r->err);
        }
    }
    return DBN_OK;
}

/* ---- keys ------------------------------------------------------------------- */

/* What stands at the top and in entries of `files`. */
static const char *const wish_keys[] = {"lang",    "profile", "house",   "enable",
                                        "disable", "levels",  "fail-on", "front-matter",
                                        "skip",    NULL};

/* What stands at the top only, and in entries of `files` only. */
static const char *const top_keys[] = {"files",   "baseline", "rules",
                                       "protect", "terms",    NULL};
static const char *const entry_keys[] = {"paths", NULL};

/* Refuse a key that is none of these, with the nearest of them. */
static dbn_status
refuse_key(reader *r, const dbn_yaml_node *key, bool is_entry)
{
    dbn_nearest search = {.wanted = key->text};
    const char *const *lists[] = {is_entry ? entry_keys : top_keys, wish_keys};
    for (int i = 0; i < 2; i++)
        for (const char *const *name = lists[i]; *name != NULL; name++)
            dbn_nearest_try(&search, dbn_span_of(*name));
    if (search.best.ptr == NULL)
        return dbn_yaml_refuse(r->err, &r->config->file, key,
                               is_entry ? "an entry of 'files' has no '%.*s'"
                                        : "there is no '%.*s' in a configuration",
                               DBN_SHOWN(key->text));
    return dbn_yaml_refuse(
        r->err, &r->config->file, key,
        is_entry ? "an entry of 'files' has no '%.*s': was '%.*s' meant?"
                 : "there is no '%.*s' in a configuration: was '%.*s' meant?",
        DBN_SHOWN(key->text), DBN_SHOWN(search.best));
}

/* A key that stands at the top and in entries of `files`; *is_known says whether it is
 * one. */
static dbn_status
take_wish(reader *r, const dbn_yaml_node *key, wishes *w, bool *is_known)
{
    dbn_span name = key->text;
    *is_known = true;
    if (dbn_span_equal(name, DBN_SPAN("lang")))
        return take_tag(r, key, &r->config->langs, &w->options.lang);
    if (dbn_span_equal(name, DBN_SPAN("profile")))
        return take_tag(r, key, &r->config->profiles, &w->options.profile);
    if (dbn_span_equal(name, DBN_SPAN("house")))
        return take_house(r, key, &w->keys);
    if (dbn_span_equal(name, DBN_SPAN("enable")))
        return take_switches(r, key, true, &w->switches);
    if (dbn_span_equal(name, DBN_SPAN("disable")))
        return take_switches(r, key, false, &w->switches);
    if (dbn_span_equal(name, DBN_SPAN("levels")))
        return take_levels(r, key, &w->levels);
    if (dbn_span_equal(name, DBN_SPAN("fail-on")))
        return take_fail_on(r, key, &w->options.fail_on);
    if (dbn_span_equal(name, DBN_SPAN("front-matter")))
        return take_fields(r, key, &w->fields);
    if (dbn_span_equal(name, DBN_SPAN("skip")))
        return take_skip(r, key, w);
    *is_known = false;
    return DBN_OK;
}

static dbn_status
take_entry(reader *r, const dbn_yaml_node *entry)
{
    dbn_config *config = r->config;
    if (entry->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(r->err, &r->config->file, entry,
                               "an entry of 'files' must be a map");
    if (config->files.count == FILES_MAX)
        return dbn_yaml_refuse(r->err, &r->config->file, entry,
                               "more than %u entries in 'files'", FILES_MAX);
    wishes *w = dbn_arena_alloc(&config->arena, sizeof *w);
    if (w == NULL || dbn_vec_push(&config->arena, &config->files, w) != DBN_OK)
        return dbn_load_nomem(r->err);
    *w = (wishes){0};
    DBN_TRY(refuse_twice(r, entry));
    for (const dbn_yaml_node *key = entry->first; key != NULL; key = key->next->next) {
        bool is_known;
        DBN_TRY(take_wish(r, key, w, &is_known));
        if (is_known)
            continue;
        if (!dbn_span_equal(key->text, DBN_SPAN("paths")))
            return refuse_key(r, key, true);
        DBN_TRY(take_paths(r, key, w));
    }
    if (w->paths.count == 0)
        return dbn_yaml_refuse(r->err, &r->config->file, entry,
                               "an entry of 'files' needs 'paths'");
    return DBN_OK;
}

static dbn_status
take_files(reader *r, const dbn_yaml_node *key)
{
    if (key->next->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(r->err, &r->config->file, key->next,
                               "'files' must be a list");
    for (const dbn_yaml_node *e = key->next->first; e != NULL; e = e->next)
        DBN_TRY(take_entry(r, e));
    return DBN_OK;
}

/* `path` as the file means it: from its own folder. NUL-terminated. */
static dbn_status
take_place(reader *r, const dbn_yaml_node *key, dbn_span *out)
{
    dbn_span word = DBN_SPAN("");
    DBN_TRY(take_word(r, key, &word));
    dbn_span root = word.ptr[0] == '/' ? (dbn_span){"", 0} : r->config->folder.root;
    char *path = dbn_arena_alloc(&r->config->arena, root.len + word.len + 1);
    if (path == NULL)
        return dbn_load_nomem(r->err);
    memcpy(path, root.ptr, root.len);
    memcpy(path + root.len, word.ptr, word.len);
    path[root.len + word.len] = '\0';
    *out = (dbn_span){path, root.len + word.len};
    return DBN_OK;
}

/* Who lists terms wants to hear of them, though they are a matter of style; any other
 * switch counts more. */
static dbn_status
enable_terms(reader *r, const dbn_yaml_node *root)
{
    const dbn_switch on = {DBN_SPAN(DBN_HOUSE_TERMS), true};
    for (const dbn_yaml_node *key = root->first; key != NULL; key = key->next->next)
        if (dbn_span_equal(key->text, DBN_SPAN("terms")) &&
            dbn_vec_push(&r->config->arena, &r->config->whole.switches, on) != DBN_OK)
            return dbn_load_nomem(r->err);
    return DBN_OK;
}

static dbn_status
take_top(reader *r, const dbn_yaml_node *root)
{
    wishes *w = &r->config->whole;
    if (root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(r->err, &r->config->file, root,
                               "the configuration must be a map");
    DBN_TRY(refuse_twice(r, root));
    DBN_TRY(enable_terms(r, root));
    for (const dbn_yaml_node *key = root->first; key != NULL; key = key->next->next) {
        bool is_known;
        DBN_TRY(take_wish(r, key, w, &is_known));
        if (is_known)
            continue;
        if (dbn_span_equal(key->text, DBN_SPAN("files")))
            DBN_TRY(take_files(r, key));
        else if (dbn_span_equal(key->text, DBN_SPAN("baseline")))
            DBN_TRY(take_place(r, key, &w->options.baseline));
        else if (!dbn_house_has_key(key->text))
            return refuse_key(r, key, false);
    }
    return DBN_OK;
}

/* ---- sets ------------------------------------------------------------------- */

/* One set of options; without `says_skip`, its `skips` is only a default. */
typedef struct layer {
    const dbn_check_options *options;
    bool says_skip;
} layer;

/* Put what `top` says on top of `w`. */
static dbn_status
lay_over(dbn_config *config, wishes *w, const layer *top)
{
    const dbn_check_options *over = top->options;
    dbn_check_options *o = &w->options;
    house_keys keys = {0};
    levels all = {0};
    o->profile = over->profile.len > 0 ? over->profile : o->profile;
    o->lang = over->lang.len > 0 ? over->lang : o->lang;
    o->fail_on = over->fail_on != DBN_FAIL_UNSAID ? over->fail_on : o->fail_on;
    o->baseline = over->baseline.len > 0 ? over->baseline : o->baseline;
    o->skips = top->says_skip ? over->skips : o->skips;
    DBN_TRY(dbn_vec_append(&config->arena, &w->switches, over->switches,
                           over->switch_count));
    DBN_TRY(dbn_vec_append(&config->arena, &w->fields, over->front_fields,
                           over->front_field_count));
    /* Of keys and levels the first one counts. */
    DBN_TRY(dbn_vec_append(&config->arena, &keys, over->keys, over->key_count));
    DBN_TRY(dbn_vec_append(&config->arena, &keys, w->keys.items, w->keys.count));
    DBN_TRY(dbn_vec_append(&config->arena, &all, over->levels, over->level_count));
    DBN_TRY(dbn_vec_append(&config->arena, &all, w->levels.items, w->levels.count));
    w->keys = keys;
    w->levels = all;
    return DBN_OK;
}

/* Let the options point to the lists, which grow no more. */
static void
settle(wishes *w)
{
    dbn_check_options *o = &w->options;
    o->switches = w->switches.items;
    o->switch_count = w->switches.count;
    o->front_fields = w->fields.items;
    o->front_field_count = w->fields.count;
    o->keys = w->keys.items;
    o->key_count = w->keys.count;
    o->levels = w->levels.items;
    o->level_count = w->levels.count;
}

/* One set of layers, the later over the earlier ones. */
static dbn_status
lay(dbn_config *config, wishes *w, const layer *layers, unsigned count)
{
    wishes all = {0};
    for (unsigned i = 0; i < count; i++)
        DBN_TRY(lay_over(config, &all, &layers[i]));
    settle(&all);
    w->options = all.options;
    return DBN_OK;
}

/* The file as a whole, then each of `files` over it, then the caller over all. */
static dbn_status
make_sets(dbn_config *config, const dbn_check_options *over)
{
    settle(&config->whole);
    const dbn_check_options whole = config->whole.options;
    const layer outside = {&whole, config->whole.says_skip};
    const layer caller = {over, over->skips};
    for (uint32_t i = 0; i < config->files.count; i++) {
        wishes *own = config->files.items[i];
        settle(own);
        const dbn_check_options narrow = own->options;
        const layer inside = {&narrow, own->says_skip};
        DBN_TRY(lay(config, own, (const layer[]){outside, inside, caller}, 3));
    }
    return lay(config, &config->whole, (const layer[]){outside, caller}, 2);
}

/* ---- paths ------------------------------------------------------------------ */

static bool
means(const wishes *w, dbn_span path)
{
    for (uint32_t i = 0; i < w->paths.count; i++)
        if (dbn_glob_matches(w->paths.items[i], path))
            return true;
    return false;
}

const dbn_check_options *
dbn_config_for(const dbn_config *config, dbn_span name)
{
    char room[DBN_PLACE_MAX];
    dbn_span path = dbn_folder_place(room, &config->folder, name);
    if (path.len == 0 || dbn_span_starts(path, DBN_SPAN("../")))
        return &config->whole.options; /* no file of this folder */
    for (uint32_t i = config->files.count; i > 0; i--)
        if (means(config->files.items[i - 1], path))
            return &config->files.items[i - 1]->options;
    return &config->whole.options;
}

/* ---- the whole -------------------------------------------------------------- */

/* Nothing but comments: whoever writes a configuration may begin with them. */
static bool
is_blank(dbn_span bytes)
{
    bool is_comment = false;
    for (size_t i = 0; i < bytes.len; i++) {
        is_comment = bytes.ptr[i] != '\n' && (is_comment || bytes.ptr[i] == '#');
        if (!is_comment && strchr(" \t\r\n", bytes.ptr[i]) == NULL)
            return false;
    }
    return true;
}

/* The file at `path`, or `bytes` that are called so. */
static dbn_status
read_file(dbn_config *config, const char *path, const dbn_span *bytes,
          const dbn_check_options *over, dbn_error *error)
{
    static const dbn_check_options nothing = {0};
    static const dbn_yaml_node no_keys = {.kind = DBN_YAML_MAP, .line = 1};
    dbn_span text = bytes == NULL ? (dbn_span){NULL, 0} : *bytes;
    reader r = {config, error};
    dbn_arena *arena = &config->arena;
    dbn_span kept = dbn_arena_copy(arena, (dbn_span){path, strlen(path) + 1});
    if (kept.ptr == NULL)
        return dbn_load_nomem(error);
    if (bytes == NULL)
        DBN_TRY(dbn_file_read(&text, kept.ptr, DBN_YAML_FILE_MAX, arena, error));
    if (is_blank(text))
        config->file = (dbn_yaml){.path = kept.ptr, .root = &no_keys};
    else
        DBN_TRY(dbn_yaml_parse(&config->file, kept.ptr, text, arena, error));
    DBN_TRY(dbn_folder_find(&config->folder, kept.ptr, arena, error));
    DBN_TRY(take_top(&r, config->file.root));
    if (make_sets(config, over == NULL ? &nothing : over) != DBN_OK)
        return dbn_load_nomem(error);
    return DBN_OK;
}

static dbn_status
read_new(dbn_config **out, const char *path, const dbn_span *bytes,
         const dbn_check_options *over, dbn_error *error)
{
    dbn_error ignored;
    *out = NULL;
    error = error == NULL ? &ignored : error;
    dbn_config *config = calloc(1, sizeof *config);
    if (config == NULL)
        return dbn_load_nomem(error);
    dbn_arena_init(&config->arena, 0);
    dbn_status status = read_file(config, path, bytes, over, error);
    if (status != DBN_OK) {
        dbn_config_free(config);
        return status;
    }
    *out = config;
    return DBN_OK;
}

dbn_status
dbn_config_read(dbn_config **out, const char *path, const dbn_check_options *over,
                dbn_error *error)
{
    return read_new(out, path, NULL, over, error);
}

dbn_status
dbn_config_parse(dbn_config **out, const char *path, dbn_span bytes,
                 const dbn_check_options *over, dbn_error *error)
{
    return read_new(out, path, &bytes, over, error);
}

void
dbn_config_free(dbn_config *config)
{
    if (config == NULL)
        return;
    for (uint32_t i = 0; i < config->files.count; i++)
        for (uint32_t k = 0; k < config->files.items[i]->paths.count; k++)
            dbn_glob_free(config->files.items[i]->paths.items[k]);
    dbn_arena_release(&config->arena);
    free(config);
}

const dbn_yaml *
dbn_config_file(const dbn_config *config)
{
    return &config->file;
}

bool
dbn_config_has_rules(const dbn_config *config)
{
    const dbn_yaml_node *key = config->file.root->first;
    while (key != NULL && !dbn_house_has_key(key->text))
        key = key->next->next;
    return key != NULL;
}

/* ---- what is known ----------------------------------------------------------- */

/* What is said of a name, where it stands. */
static dbn_status
place(const dbn_config *config, const dbn_yaml_node *node, dbn_status status,
      dbn_error *error)
{
    char reason[sizeof error->message];
    if (status == DBN_OK)
        return DBN_OK;
    memcpy(reason, error->message, sizeof reason);
    return dbn_yaml_refuse(error, &config->file, node, "%s", reason);
}

dbn_status
dbn_config_agrees(const dbn_config *config, const dbn_ruleset *rules,
                  const dbn_profiles *profiles, dbn_error *error)
{
    const dbn_known known = {rules, profiles};
    for (uint32_t i = 0; i < config->rules.count; i++) {
        const dbn_yaml_node *node = config->rules.items[i];
        DBN_TRY(place(config, node, dbn_known_rule(&known, node->text, error), error));
    }
    for (uint32_t i = 0; i < config->conventions.count; i++) {
        const dbn_yaml_node *key = config->conventions.items[i];
        const dbn_house_key pair = {key->text, key->next->text};
        DBN_TRY(place(config, key, dbn_known_convention(&known, &pair, error), error));
    }
    for (uint32_t i = 0; i < config->profiles.count; i++) {
        const dbn_yaml_node *node = config->profiles.items[i];
        DBN_TRY(
            place(config, node, dbn_known_profile(&known, node->text, error), error));
    }
    for (uint32_t i = 0; i < config->langs.count; i++) {
        const dbn_yaml_node *node = config->langs.items[i];
        DBN_TRY(place(config, node, dbn_known_lang(&known, node->text, error), error));
    }
    return DBN_OK;
}
