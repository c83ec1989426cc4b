/*
 * python/arrow.c - articles as columns, by the Arrow C Data Interface.
 *
 * The interface is three structs and a promise (arrow.apache.org/docs/format), and
 * needs no library. The table below says which columns there are; each is filled from
 * the attribute of its name, column by column: a struct's children from the attributes
 * of its values, a list's child from the items of all its values. Texts and lists have
 * 64-bit offsets, so that a batch has no limit of its own.
 */
#include "native.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* ---- the interface -------------------------------------------------------------- */

#define ARROW_FLAG_NULLABLE 2

struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};

struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *out);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *out);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};

/* ---- the columns ---------------------------------------------------------------- */

#define TEXT    "U" /* large utf8 */
#define INTEGER "l" /* int64 */
#define REAL    "g" /* float64 */
#define BOOLEAN "b"
#define LIST    "+L" /* large list */
#define STRUCT  "+s"

typedef struct column {
    const char *name, *format;
    bool is_nullable;
    int64_t child_count;
    const struct column *children;
} column;

#define CHILDREN(array) sizeof(array) / sizeof(array)[0], array

static const column block_columns[] = {
    {"role", TEXT, false, 0, NULL},       {"text", TEXT, false, 0, NULL},
    {"start", INTEGER, false, 0, NULL},   {"end", INTEGER, false, 0, NULL},
    {"rule", TEXT, false, 0, NULL},       {"level", INTEGER, false, 0, NULL},
    {"removed", BOOLEAN, false, 0, NULL},
};
static const column picture_columns[] = {
    {"start", INTEGER, false, 0, NULL},
    {"end", INTEGER, false, 0, NULL},
    {"caption", TEXT, true, 0, NULL},
    {"credit", TEXT, true, 0, NULL},
};
static const column entry_columns[] = {
    {"time", TEXT, true, 0, NULL},           {"heading", TEXT, true, 0, NULL},
    {"start", INTEGER, false, 0, NULL},      {"end", INTEGER, false, 0, NULL},
    {"text_start", INTEGER, false, 0, NULL},
};
static const column copy_columns[] = {
    {"kind", TEXT, false, 0, NULL},
    {"start", INTEGER, false, 0, NULL},
    {"end", INTEGER, false, 0, NULL},
    {"partner_start", INTEGER, false, 0, NULL},
    {"partner_end", INTEGER, false, 0, NULL},
    {"score", REAL, false, 0, NULL},
    {"survivor", BOOLEAN, false, 0, NULL},
};
static const column contradiction_columns[] = {
    {"kind", TEXT, false, 0, NULL},     {"a_start", INTEGER, false, 0, NULL},
    {"a_end", INTEGER, false, 0, NULL}, {"b_start", INTEGER, false, 0, NULL},
    {"b_end", INTEGER, false, 0, NULL},
};
static const column finding_columns[] = {
    {"rule", TEXT, false, 0, NULL},
    {"start", INTEGER, false, 0, NULL},
    {"end", INTEGER, false, 0, NULL},
};
static const column block = {"item", STRUCT, false, CHILDREN(block_columns)};
static const column picture = {"item", STRUCT, false, CHILDREN(picture_columns)};
static const column entry = {"item", STRUCT, false, CHILDREN(entry_columns)};
static const column copy = {"item", STRUCT, false, CHILDREN(copy_columns)};
static const column contradiction = {"item", STRUCT, false,
                                     CHILDREN(contradiction_columns)};
static const column finding = {"item", STRUCT, false, CHILDREN(finding_columns)};
static const column tag = {"item", TEXT, false, 0, NULL};
static const column article_columns[] = {
    {"id", TEXT, true, 0, NULL},
    {"text", TEXT, false, 0, NULL},
    {"title", TEXT, true, 0, NULL},
    {"byline", TEXT, true, 0, NULL},
    {"function", TEXT, true, 0, NULL},
    {"date", TEXT, true, 0, NULL},
    {"modified", TEXT, true, 0, NULL},
    {"lead", TEXT, true, 0, NULL},
    {"section", TEXT, true, 0, NULL},
    {"tags", LIST, false, 1, &tag},
    {"canonical", TEXT, true, 0, NULL},
    {"licence", TEXT, true, 0, NULL},
    {"robots", TEXT, true, 0, NULL},
    {"access", TEXT, true, 0, NULL},
    {"mining", TEXT, true, 0, NULL},
    {"lang", TEXT, false, 0, NULL},
    {"charset", TEXT, false, 0, NULL},
    {"error", TEXT, true, 0, NULL},
    {"blocks", LIST, false, 1, &block},
    {"pictures", LIST, false, 1, &picture},
    {"entries", LIST, false, 1, &entry},
    {"copies", LIST, false, 1, &copy},
    {"contradictions", LIST, false, 1, &contradiction},
    {"findings", LIST, false, 1, &finding},
};
static const column article = {"", STRUCT, false, CHILDREN(article_columns)};

/* ---- the schema ------------------------------------------------------------------ */

static void
release_schema(struct ArrowSchema *schema)
{
    for (int64_t i = 0; i < schema->n_children; i++) {
        struct ArrowSchema *child = schema->children[i];
        if (child != NULL && child->release != NULL)
            child->release(child);
        free(child);
    }
    free(schema->children);
    schema->release = NULL;
}

/* 0, or ENOMEM with nothing left behind. */
static int
make_schema(struct ArrowSchema *out, const column *c)
{
    *out = (struct ArrowSchema){.format = c->format,
                                .name = c->name,
                                .flags = c->is_nullable ? ARROW_FLAG_NULLABLE : 0,
                                .release = release_schema};
    if (c->child_count == 0)
        return 0;
    out->children = calloc((size_t)c->child_count, sizeof *out->children);
    if (out->children == NULL) {
        release_schema(out);
        return ENOMEM;
    }
    out->n_children = c->child_count;
    for (int64_t i = 0; i < c->child_count; i++) {
        out->children[i] = calloc(1, sizeof **out->children);
        if (out->children[i] == NULL ||
            make_schema(out->children[i], &c->children[i])) {
            release_schema(out);
            return ENOMEM;
        }
    }
    return 0;
}

/* ---- arrays ---------------------------------------------------------------------- */

static void
release_array(struct ArrowArray *array)
{
    for (int64_t i = 0; i < array->n_children; i++) {
        struct ArrowArray *child = array->children[i];
        if (child != NULL && child->release != NULL)
            child->release(child);
        free(child);
    }
    void **buffers = array->private_data; /* as array->buffers, but ours to write */
    for (int64_t i = 0; i < array->n_buffers; i++)
        free(buffers[i]);
    free(buffers);
    free(array->children);
    array->release = NULL;
}

/* Values of one column: borrowed; None is null. */
typedef struct values {
    PyObject **items;
    int64_t count;
} values;

/* An exception is set where a function of these answers false. */
static bool fill(struct ArrowArray *out, const column *c, values v);

static void *
new_buffer(struct ArrowArray *out, int index, size_t bytes)
{
    void *buffer = calloc(1, bytes < 8 ? 8 : bytes);
    if (buffer == NULL)
        PyErr_NoMemory();
    ((void **)out->private_data)[index] = buffer;
    return buffer;
}

static void
set_bit(uint8_t *bits, int64_t index)
{
    bits[index / 8] = (uint8_t)(bits[index / 8] | 1U << index % 8);
}

/* The array without content, its validity filled in where something is null. */
static bool
open_array(struct ArrowArray *out, const column *c, values v, int buffers)
{
    *out = (struct ArrowArray){.length = v.count, .release = release_array};
    out->private_data = calloc((size_t)buffers, sizeof(void *));
    out->buffers = out->private_data;
    out->children = calloc((size_t)c->child_count + 1, sizeof *out->children);
    if (out->buffers == NULL || out->children == NULL) {
        PyErr_NoMemory();
        return false;
    }
    out->n_buffers = buffers;
    for (int64_t i = 0; i < c->child_count; i++) {
        out->children[i] = calloc(1, sizeof **out->children);
        if (out->children[i] == NULL) {
            PyErr_NoMemory();
            return false;
        }
        out->n_children++;
    }
    for (int64_t i = 0; i < v.count; i++)
        out->null_count += v.items[i] == Py_None;
    if (out->null_count == 0)
        return true;
    uint8_t *valid = new_buffer(out, 0, (size_t)(v.count + 7) / 8);
    for (int64_t i = 0; valid != NULL && i < v.count; i++)
        if (v.items[i] != Py_None)
            set_bit(valid, i);
    return valid != NULL;
}

static bool
values_new(values *v, int64_t count)
{
    v->count = 0;
    v->items = calloc((size_t)count + 1, sizeof(PyObject *));
    if (v->items == NULL)
        PyErr_NoMemory();
    return v->items != NULL;
}

static void
values_release(values *v)
{
    for (int64_t i = 0; i < v->count; i++)
        Py_DECREF(v->items[i]);
    free(v->items);
}

static bool
fill_text(struct ArrowArray *out, values v)
{
    values encoded;
    size_t total = 0;
    int64_t *offsets = new_buffer(out, 1, (size_t)(v.count + 1) * sizeof *offsets);
    if (offsets == NULL || !values_new(&encoded, v.count))
        return false;
    bool is_good = true;
    for (int64_t i = 0; is_good && i < v.count; i++) {
        PyObject *bytes = v.items[i] == Py_None ? PyBytes_FromString("")
                                                : PyUnicode_AsUTF8String(v.items[i]);
        is_good = bytes != NULL;
        if (!is_good)
            break;
        encoded.items[encoded.count++] = bytes;
        total += (size_t)PyBytes_Size(bytes);
        offsets[i + 1] = (int64_t)total;
    }
    char *data = is_good ? new_buffer(out, 2, total) : NULL;
    for (int64_t i = 0; data != NULL && i < v.count; i++)
        memcpy(data + offsets[i], PyBytes_AsString(encoded.items[i]),
               (size_t)(offsets[i + 1] - offsets[i]));
    values_release(&encoded);
    return data != NULL;
}

static bool
fill_integers(struct ArrowArray *out, values v)
{
    int64_t *data = new_buffer(out, 1, (size_t)v.count * sizeof *data);
    for (int64_t i = 0; data != NULL && i < v.count; i++)
        data[i] = v.items[i] == Py_None ? 0 : PyLong_AsLongLong(v.items[i]);
    return data != NULL && PyErr_Occurred() == NULL;
}

static bool
fill_reals(struct ArrowArray *out, values v)
{
    double *data = new_buffer(out, 1, (size_t)v.count * sizeof *data);
    for (int64_t i = 0; data != NULL && i < v.count; i++)
        data[i] = v.items[i] == Py_None ? 0 : PyFloat_AsDouble(v.items[i]);
    return data != NULL && PyErr_Occurred() == NULL;
}

static bool
fill_booleans(struct ArrowArray *out, values v)
{
    uint8_t *bits = new_buffer(out, 1, (size_t)(v.count + 7) / 8);
    for (int64_t i = 0; bits != NULL && i < v.count; i++)
        if (v.items[i] == Py_True)
            set_bit(bits, i);
    return bits != NULL;
}

static bool
fill_struct(struct ArrowArray *out, const column *c, values v)
{
    bool is_good = true;
    for (int64_t child = 0; is_good && child < c->child_count; child++) {
        values attributes;
        if (!values_new(&attributes, v.count))
            return false;
        for (int64_t i = 0; is_good && i < v.count; i++) {
            PyObject *value =
                PyObject_GetAttrString(v.items[i], c->children[child].name);
            is_good = value != NULL;
            if (is_good)
                attributes.items[attributes.count++] = value;
        }
        is_good =
            is_good && fill(out->children[child], &c->children[child], attributes);
        values_release(&attributes);
    }
    return is_good;
}

static bool
fill_list(struct ArrowArray *out, const column *c, values v)
{
    values items;
    int64_t total = 0;
    int64_t *offsets = new_buffer(out, 1, (size_t)(v.count + 1) * sizeof *offsets);
    for (int64_t i = 0; offsets != NULL && i < v.count; i++) {
        Py_ssize_t size = PySequence_Size(v.items[i]);
        if (size < 0)
            return false;
        total += size;
        offsets[i + 1] = total;
    }
    if (offsets == NULL || !values_new(&items, total))
        return false;
    bool is_good = true;
    for (int64_t i = 0; is_good && i < v.count; i++)
        for (Py_ssize_t at = 0; is_good && at < offsets[i + 1] - offsets[i]; at++) {
            PyObject *item = PySequence_GetItem(v.items[i], at);
            is_good = item != NULL;
            if (is_good)
                items.items[items.count++] = item;
        }
    is_good = is_good && fill(out->children[0], c->children, items);
    values_release(&items);
    return is_good;
}

static bool
fill(struct ArrowArray *out, const column *c, values v)
{
    bool is_text = strcmp(c->format, TEXT) == 0;
    bool is_struct = strcmp(c->format, STRUCT) == 0;
    if (!open_array(out, c, v, is_struct ? 1 : is_text ? 3 : 2))
        return false;
    if (is_struct)
        return fill_struct(out, c, v);
    if (is_text)
        return fill_text(out, v);
    if (strcmp(c->format, LIST) == 0)
        return fill_list(out, c, v);
    if (strcmp(c->format, INTEGER) == 0)
        return fill_integers(out, v);
    if (strcmp(c->format, REAL) == 0)
        return fill_reals(out, v);
    return fill_booleans(out, v);
}

/* A list of articles; they stay its. */
static bool
make_batch(struct ArrowArray *out, PyObject *list)
{
    values rows;
    Py_ssize_t count = PySequence_Size(list);
    *out = (struct ArrowArray){0};
    if (count < 0 || !values_new(&rows, count))
        return false;
    bool is_good = true;
    for (Py_ssize_t i = 0; is_good && i < count; i++) {
        PyObject *row = PySequence_GetItem(list, i);
        is_good = row != NULL;
        if (is_good)
            rows.items[rows.count++] = row;
    }
    is_good = is_good && fill(out, &article, rows);
    if (!is_good && out->release != NULL)
        out->release(out);
    values_release(&rows);
    return is_good;
}

/* ---- the stream -------------------------------------------------------------------
 */

typedef struct stream_state {
    PyObject *batches; /* an iterator over lists of articles */
    char error[256];
} stream_state;

static int
stream_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    (void)stream;
    return make_schema(out, &article);
}

/* Take the exception as the stream's error. */
static int
keep_error(stream_state *state)
{
    PyObject *type, *value, *trace;
    PyErr_Fetch(&type, &value, &trace);
    PyObject *text = value == NULL ? NULL : PyObject_Str(value);
    PyObject *bytes = text == NULL ? NULL : PyUnicode_AsUTF8String(text);
    PyOS_snprintf(state->error, sizeof state->error, "%s",
                  bytes == NULL ? "an article cannot be taken"
                                : PyBytes_AsString(bytes));
    Py_XDECREF(bytes);
    Py_XDECREF(text);
    Py_XDECREF(type);
    Py_XDECREF(value);
    Py_XDECREF(trace);
    PyErr_Clear();
    return EIO;
}

static int
stream_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    stream_state *state = stream->private_data;
    int failure = 0;
    *out = (struct ArrowArray){0}; /* released: the end */
    PyGILState_STATE lock = PyGILState_Ensure();
    PyObject *batch = PyIter_Next(state->batches);
    if (batch == NULL ? PyErr_Occurred() != NULL : !make_batch(out, batch))
        failure = keep_error(state);
    Py_XDECREF(batch);
    PyGILState_Release(lock);
    return failure;
}

static const char *
stream_error(struct ArrowArrayStream *stream)
{
    return ((const stream_state *)stream->private_data)->error;
}

static void
stream_release(struct ArrowArrayStream *stream)
{
    stream_state *state = stream->private_data;
    PyGILState_STATE lock = PyGILState_Ensure();
    Py_XDECREF(state->batches);
    PyGILState_Release(lock);
    free(state);
    stream->release = NULL;
}

/* ---- capsules ---------------------------------------------------------------------
 */

static void
free_schema_capsule(PyObject *capsule)
{
    struct ArrowSchema *schema = PyCapsule_GetPointer(capsule, "arrow_schema");
    if (schema != NULL && schema->release != NULL)
        schema->release(schema);
    free(schema);
}

static void
free_stream_capsule(PyObject *capsule)
{
    struct ArrowArrayStream *stream =
        PyCapsule_GetPointer(capsule, "arrow_array_stream");
    if (stream != NULL && stream->release != NULL)
        stream->release(stream);
    free(stream);
}

PyObject *
dbn_py_arrow_schema(PyObject *module, PyObject *unused)
{
    (void)module, (void)unused;
    struct ArrowSchema *schema = calloc(1, sizeof *schema);
    if (schema == NULL || make_schema(schema, &article) != 0) {
        free(schema);
        return PyErr_NoMemory();
    }
    PyObject *capsule = PyCapsule_New(schema, "arrow_schema", free_schema_capsule);
    if (capsule == NULL) {
        schema->release(schema);
        free(schema);
    }
    return capsule;
}

PyObject *
dbn_py_arrow_stream(PyObject *module, PyObject *batches)
{
    (void)module;
    struct ArrowArrayStream *stream = calloc(1, sizeof *stream);
    stream_state *state = calloc(1, sizeof *state);
    PyObject *iterator = PyObject_GetIter(batches);
    if (stream == NULL || state == NULL || iterator == NULL) {
        free(stream);
        free(state);
        Py_XDECREF(iterator);
        return PyErr_Occurred() != NULL ? NULL : PyErr_NoMemory();
    }
    state->batches = iterator;
    *stream = (struct ArrowArrayStream){.get_schema = stream_schema,
                                        .get_next = stream_next,
                                        .get_last_error = stream_error,
                                        .release = stream_release,
                                        .private_data = state};
    PyObject *capsule =
        PyCapsule_New(stream, "arrow_array_stream", free_stream_capsule);
    if (capsule == NULL) {
        stream->release(stream);
        free(stream);
    }
    return capsule;
}
