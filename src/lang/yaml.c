#include "lang/yaml.h"

#include <dirent.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>
#include <yaml.h>

/* Nodes are made from libyaml's events, not from its documents: half the time, and
 * the arena owns everything. Our formats need five levels. */
#define DEPTH_MAX 12

/* How much of a path a message shows, so that its reason has room. */
#define PATH_SHOWN 100

dbn_status
dbn_load_nomem(dbn_error *err)
{
    return dbn_fail(err, DBN_ERR_NOMEM, "no memory left to load language data");
}

static dbn_status __attribute__((format(printf, 4, 0)))
refuse_line(dbn_error *err, const char *path, size_t line, const char *fmt,
            va_list args)
{
    char reason[sizeof err->message];
    if (vsnprintf(reason, sizeof reason, fmt, args) < 0)
        reason[0] = '\0';
    size_t len = strlen(path);
    const char *shown = len > PATH_SHOWN ? path + (len - PATH_SHOWN) : path;
    return dbn_fail(err, DBN_ERR_SYNTAX, "%s%s:%zu: %s", shown == path ? "" : "...",
                    shown, line, reason);
}

static dbn_status __attribute__((format(printf, 4, 5)))
refuse_at(dbn_error *err, const char *path, size_t line, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    dbn_status status = refuse_line(err, path, line, fmt, args);
    va_end(args);
    return status;
}

dbn_status
dbn_yaml_refuse(dbn_error *err, const dbn_yaml *file, const dbn_yaml_node *node,
                const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    dbn_status status = refuse_line(err, file->path, node->line, fmt, args);
    va_end(args);
    return status;
}

static dbn_status
refuse_system(dbn_error *err, const char *path)
{
    return dbn_fail(err, DBN_ERR_IO, "cannot read '%s': %s", path, strerror(errno));
}

dbn_status
dbn_file_read(dbn_span *out, const char *path, size_t max, dbn_arena *arena,
              dbn_error *err)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return refuse_system(err, path);
    dbn_status status = DBN_OK;
    struct stat about;
    char *bytes = NULL;
    size_t len = 0;
    if (fstat(fileno(file), &about) != 0) {
        status = refuse_system(err, path);
        goto out;
    }
    if (about.st_size > (off_t)max) {
        status = dbn_fail(err, DBN_ERR_LIMIT, "'%s' is larger than %zu MiB", path,
                          max >> 20);
        goto out;
    }
    bytes = dbn_arena_alloc(arena, (size_t)about.st_size);
    if (bytes == NULL) {
        status = dbn_load_nomem(err);
        goto out;
    }
    len = fread(bytes, 1, (size_t)about.st_size, file);
    if (ferror(file))
        status = refuse_system(err, path);
out:
    (void)fclose(file);
    *out = (dbn_span){bytes, len};
    return status;
}

/** An open list or map. */
typedef struct level {
    const dbn_yaml_node **tail; /* where its next child is hung */
    uint32_t children;          /* a map has a key at every even one */
    dbn_yaml_kind kind;
} level;

/** A tree under construction. */
typedef struct builder {
    dbn_arena *arena;
    const char *path;
    dbn_error *err;
    level open[DEPTH_MAX];
    uint32_t depth;
    const dbn_yaml_node *root;
} builder;

/** Hang `node` under the innermost open one; false for a key that is no scalar. */
static bool
hang_node(builder *b, dbn_yaml_node *node)
{
    level *top = &b->open[b->depth - 1];
    bool is_key = top->kind == DBN_YAML_MAP && top->children % 2 == 0;
    *top->tail = node;
    top->tail = &node->next;
    top->children++;
    return !is_key || node->kind == DBN_YAML_SCALAR;
}

static dbn_status
add_node(builder *b, const yaml_event_t *event, dbn_yaml_kind kind)
{
    size_t line = event->start_mark.line + 1;
    dbn_yaml_node *node = dbn_arena_alloc(b->arena, sizeof *node);
    if (node == NULL)
        return dbn_load_nomem(b->err);
    node->kind = kind;
    node->line = (uint32_t)line;
    if (kind == DBN_YAML_SCALAR) {
        dbn_span text = {(const char *)event->data.scalar.value,
                         event->data.scalar.length};
        node->text = dbn_arena_copy(b->arena, text);
        if (node->text.ptr == NULL)
            return dbn_load_nomem(b->err);
    }
    if (b->depth == 0)
        b->root = node;
    else if (!hang_node(b, node))
        return refuse_at(b->err, b->path, line, "a key must be a word");
    if (kind == DBN_YAML_SCALAR)
        return DBN_OK;
    if (b->depth == DEPTH_MAX)
        return refuse_at(b->err, b->path, line, "nested deeper than %d levels",
                         DEPTH_MAX);
    b->open[b->depth++] = (level){.kind = kind, .tail = &node->first};
    return DBN_OK;
}

static dbn_status
take_event(builder *b, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return add_node(b, event, DBN_YAML_SCALAR);
    case YAML_SEQUENCE_START_EVENT:
        return add_node(b, event, DBN_YAML_LIST);
    case YAML_MAPPING_START_EVENT:
        return add_node(b, event, DBN_YAML_MAP);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        b->depth--;
        return DBN_OK;
    case YAML_ALIAS_EVENT:
        return refuse_at(b->err, b->path, event->start_mark.line + 1,
                         "aliases are not used here");
    case YAML_DOCUMENT_START_EVENT:
        if (b->root != NULL)
            return refuse_at(b->err, b->path, event->start_mark.line + 1,
                             "a second document begins here");
        return DBN_OK;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        return DBN_OK;
    }
    return DBN_OK;
}

static dbn_status
build(builder *b, yaml_parser_t *parser)
{
    for (;;) {
        yaml_event_t event;
        if (!yaml_parser_parse(parser, &event))
            return refuse_at(b->err, b->path, parser->problem_mark.line + 1, "%s",
                             parser->problem == NULL ? "not YAML" : parser->problem);
        bool is_last = event.type == YAML_STREAM_END_EVENT;
        dbn_status status = take_event(b, &event);
        yaml_event_delete(&event);
        if (status != DBN_OK || is_last)
            return status;
    }
}

dbn_status
dbn_yaml_read(dbn_yaml *out, const char *path, dbn_arena *arena, dbn_error *err)
{
    dbn_span bytes = {NULL, 0};
    DBN_TRY(dbn_file_read(&bytes, path, DBN_YAML_FILE_MAX, arena, err));
    return dbn_yaml_parse(out, path, bytes, arena, err);
}

dbn_status
dbn_yaml_parse(dbn_yaml *out, const char *path, dbn_span bytes, dbn_arena *arena,
               dbn_error *err)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        return dbn_load_nomem(err);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes.ptr, bytes.len);
    builder b = {.arena = arena, .path = path, .err = err};
    dbn_status status = build(&b, &parser);
    yaml_parser_delete(&parser);
    if (status == DBN_OK && b.root == NULL)
        status = refuse_at(err, path, 1, "the file is empty");
    *out = (dbn_yaml){.path = path, .root = b.root};
    return status;
}

bool
dbn_yaml_number(const dbn_yaml_node *node, int64_t *value)
{
    dbn_span digits = node->text;
    bool is_negative = dbn_span_starts(digits, DBN_SPAN("-"));
    if (is_negative)
        digits = (dbn_span){digits.ptr + 1, digits.len - 1};
    if (node->kind != DBN_YAML_SCALAR || digits.len == 0 || digits.len > 18)
        return false;
    int64_t sum = 0;
    for (size_t i = 0; i < digits.len; i++) {
        if (!dbn_is_ascii_digit(digits.ptr[i]))
            return false;
        sum = sum * 10 + (digits.ptr[i] - '0');
    }
    *value = is_negative ? -sum : sum;
    return true;
}

bool
dbn_yaml_bool(const dbn_yaml_node *node, bool *value)
{
    *value = dbn_span_equal(node->text, DBN_SPAN("true"));
    return node->kind == DBN_YAML_SCALAR &&
           (*value || dbn_span_equal(node->text, DBN_SPAN("false")));
}

static int
by_bytes(const void *a, const void *b)
{
    const char *const *left = a;
    const char *const *right = b;
    return strcmp(*left, *right);
}

static dbn_status
add_names(dbn_names *out, DIR *folder, dbn_arena *arena, dbn_error *err)
{
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        dbn_span name = {entry->d_name, strlen(entry->d_name) + 1};
        dbn_span kept = dbn_arena_copy(arena, name);
        if (kept.ptr == NULL || dbn_vec_push(arena, out, kept.ptr) != DBN_OK)
            return dbn_load_nomem(err);
    }
    return DBN_OK;
}

dbn_status
dbn_folder_names(dbn_names *out, const char *path, dbn_arena *arena, dbn_error *err)
{
    *out = (dbn_names){0};
    DIR *folder = opendir(path);
    if (folder == NULL && (errno == ENOENT || errno == ENOTDIR))
        return dbn_fail(err, DBN_ERR_USAGE, "there is no folder '%s'", path);
    if (folder == NULL)
        return refuse_system(err, path);
    dbn_status status = add_names(out, folder, arena, err);
    (void)closedir(folder);
    if (out->count > 1)
        qsort(out->items, out->count, sizeof *out->items, by_bytes);
    return status;
}

const char *
dbn_path_join(dbn_arena *arena, const char *a, const char *b)
{
    size_t a_len = strlen(a), b_len = strlen(b);
    char *path = dbn_arena_alloc(arena, a_len + b_len + 2);
    if (path == NULL)
        return NULL;
    memcpy(path, a, a_len);
    path[a_len] = '/';
    memcpy(path + a_len + 1, b, b_len + 1);
    return path;
}

bool
dbn_lang_libyaml(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", yaml_get_version_string());
    return true;
}
