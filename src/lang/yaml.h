/*
 * lang/yaml.h - the files of dicts/: YAML as nodes that know their line, and the
 * names in a folder in a fixed order. The only place that knows libyaml.
 */
#ifndef DBN_LANG_YAML_H
#define DBN_LANG_YAML_H

#include "base/arena.h"
#include "base/span.h"
#include "base/vec.h"

typedef enum dbn_yaml_kind {
    DBN_YAML_SCALAR,
    DBN_YAML_LIST,
    DBN_YAML_MAP
} dbn_yaml_kind;

/** One node. The children of a map are key, value, key, value …; keys are scalars. */
typedef struct dbn_yaml_node {
    const struct dbn_yaml_node *first; /* child; NULL in a scalar or when empty */
    const struct dbn_yaml_node *next;  /* sibling */
    dbn_span text;                     /* of a scalar */
    uint32_t line;                     /* from 1 */
    dbn_yaml_kind kind;
} dbn_yaml_node;

typedef struct dbn_yaml {
    const char *path; /* borrowed */
    const dbn_yaml_node *root;
} dbn_yaml;

/** The largest file: a hundred times the largest of ours. */
#define DBN_YAML_FILE_MAX (8U << 20)

/**
 * Read one document; nodes live in `arena`, `path` is kept. Fails with DBN_ERR_IO
 * when the system refuses, DBN_ERR_SYNTAX with path and line when the file is not
 * YAML or uses what we do without: aliases, several documents, deep nesting.
 */
dbn_status dbn_yaml_read(dbn_yaml *out, const char *path, dbn_arena *arena,
                         dbn_error *err) DBN_CHECKED;

/** The same for bytes in memory; `path` is what messages call them. */
dbn_status dbn_yaml_parse(dbn_yaml *out, const char *path, dbn_span bytes,
                          dbn_arena *arena, dbn_error *err) DBN_CHECKED;

/** Refuse a file: "path:line: what is wrong", DBN_ERR_SYNTAX. */
dbn_status dbn_yaml_refuse(dbn_error *err, const dbn_yaml *file,
                           const dbn_yaml_node *node, const char *fmt, ...)
    __attribute__((format(printf, 4, 5))) DBN_CHECKED;

/** A whole number of at most 18 digits, perhaps with a minus, in `node`; false when it
 * is none. */
bool dbn_yaml_number(const dbn_yaml_node *node, int64_t *value);

/** "true" or "false" in `node`; false when it is neither. */
bool dbn_yaml_bool(const dbn_yaml_node *node, bool *value);

/** `text` as printf's "%.*s" wants it, cut to what a message can show. */
#define DBN_SHOWN(text) (int)((text).len < 60 ? (text).len : 60), (text).ptr

/** All bytes of a file of at most `max` bytes, in `arena`. Fails with DBN_ERR_IO,
 * DBN_ERR_LIMIT, DBN_ERR_NOMEM. */
dbn_status dbn_file_read(dbn_span *out, const char *path, size_t max, dbn_arena *arena,
                         dbn_error *err) DBN_CHECKED;

/** Names, NUL-terminated. */
typedef DBN_VEC(const char *) dbn_names;

/**
 * What stands in the folder `path`, by the bytes of the names, without those that
 * begin with a full stop. DBN_ERR_USAGE when there is no such folder, DBN_ERR_IO when
 * the system refuses to read it.
 */
dbn_status dbn_folder_names(dbn_names *out, const char *path, dbn_arena *arena,
                            dbn_error *err) DBN_CHECKED;

/** "a/b" in `arena`; NULL when there is no room. */
const char *dbn_path_join(dbn_arena *arena, const char *a, const char *b);

/** DBN_ERR_NOMEM with its message. */
dbn_status dbn_load_nomem(dbn_error *err) DBN_CHECKED;

/** Is libyaml there? Its version goes to `version`, NUL-terminated. */
bool dbn_lang_libyaml(char *version, size_t size);

#endif
