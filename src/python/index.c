/*
 * python/index.c - doublon._native.Index: an archive that is open. One thread at a time
 * may use it, which _archive.py sees to; the interpreter's lock is not held while the
 * archive is read or written.
 */
#include "native.h"

#include <doublon/index.h>

#include <string.h>

typedef struct index_object {
    PyObject_HEAD dbn_index *index; /* NULL: closed */
    PyObject *engine;               /* kept alive */
} index_object;

/* ---- opening and closing -------------------------------------------------------- */

static dbn_status
open_index(index_object *self, PyObject *path, int mode,
           const dbn_index_options *options, dbn_error *error)
{
    const dbn_engine *engine = dbn_py_engine(self->engine);
    const char *name = PyBytes_AsString(path);
    dbn_status status;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_open(
        &self->index, engine, name, (dbn_index_mode)mode, options, error);
    Py_END_ALLOW_THREADS return status;
}

/* Index(engine, path, mode, exact, store_text, near, max_postings, max_hits) */
static PyObject *
index_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *engine, *path;
    int mode, exact, store_text;
    dbn_index_options options = {0};
    dbn_error error;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "OO&ippIII:Index", &engine, PyUnicode_FSConverter,
                          &path, &mode, &exact, &store_text, &options.near,
                          &options.max_postings, &options.max_hits))
        return NULL;
    options.exact = exact != 0;
    options.store_text = store_text != 0;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    PyObject *object = allocate(type, 0);
    index_object *self = (index_object *)object;
    if (object != NULL) {
        Py_INCREF(engine);
        self->engine = engine;
        if (dbn_py_engine(engine) == NULL ||
            open_index(self, path, mode, &options, &error) != DBN_OK) {
            if (!PyErr_Occurred())
                (void)dbn_py_raise(&error);
            Py_CLEAR(object);
        }
    }
    Py_DECREF(path);
    return object;
}

static void
close_index(index_object *self)
{
    dbn_index *index = self->index;
    self->index = NULL;
    Py_BEGIN_ALLOW_THREADS dbn_index_close(index);
    Py_END_ALLOW_THREADS
}

static void
index_dealloc(PyObject *object)
{
    index_object *self = (index_object *)object;
    PyTypeObject *type = Py_TYPE(object);
    close_index(self);
    Py_XDECREF(self->engine);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

static PyObject *
index_close(PyObject *object, PyObject *unused)
{
    (void)unused;
    close_index((index_object *)object);
    Py_RETURN_NONE;
}

/* The index of an object; NULL and an exception where it is closed. */
static dbn_index *
index_of(PyObject *object)
{
    dbn_index *index = ((index_object *)object)->index;
    if (index == NULL)
        PyErr_SetString(PyExc_ValueError, "the archive is closed");
    return index;
}

/* None, or what the index failed with. */
static PyObject *
none_or_raise(const dbn_index *index, dbn_status status)
{
    if (status != DBN_OK)
        return dbn_py_raise(dbn_index_error(index));
    Py_RETURN_NONE;
}

/* ---- texts ---------------------------------------------------------------------- */

/* (text, id, url, date, lang), each UTF-8. */
static bool
parse_text(dbn_index_text *out, PyObject *arguments, const char *format)
{
    Py_ssize_t len[5];
    dbn_span *parts[] = {&out->text, &out->id, &out->url, &out->date, &out->lang};
    if (!PyArg_ParseTuple(arguments, format, &out->text.ptr, &len[0], &out->id.ptr,
                          &len[1], &out->url.ptr, &len[2], &out->date.ptr, &len[3],
                          &out->lang.ptr, &len[4]))
        return false;
    for (int i = 0; i < 5; i++)
        parts[i]->len = (size_t)len[i];
    return true;
}

static PyObject *
index_add(PyObject *object, PyObject *arguments)
{
    dbn_index *index = index_of(object);
    dbn_index_text text = {.lang = {NULL, 0}};
    dbn_status status;
    if (index == NULL || !parse_text(&text, arguments, "s#s#s#s#s#:add"))
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_add(index, &text);
    Py_END_ALLOW_THREADS return none_or_raise(index, status);
}

static PyObject *
index_flush(PyObject *object, PyObject *unused)
{
    dbn_index *index = index_of(object);
    dbn_index_added added;
    dbn_status status;
    (void)unused;
    if (index == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_flush(index, &added);
    Py_END_ALLOW_THREADS if (status != DBN_OK) return none_or_raise(index, status);
    return Py_BuildValue("(KKK)", (unsigned long long)added.documents,
                         (unsigned long long)added.paragraphs,
                         (unsigned long long)added.known);
}

/* Code points in front of a byte, counted on from the last one asked for. */
typedef struct counter {
    dbn_span text;
    uint32_t byte;
    Py_ssize_t count;
} counter;

static Py_ssize_t
code_points(counter *c, uint32_t byte)
{
    if (byte < c->byte) {
        c->byte = 0;
        c->count = 0;
    }
    for (; c->byte < byte && c->byte < c->text.len; c->byte++)
        c->count += ((unsigned char)c->text.ptr[c->byte] & 0xC0) != 0x80;
    return c->count;
}

static PyObject *
text_or_none(dbn_span text)
{
    if (text.len == 0)
        Py_RETURN_NONE;
    return PyUnicode_DecodeUTF8(text.ptr, (Py_ssize_t)text.len, "replace");
}

static PyObject *
hit_object(counter *c, const dbn_index_hit *hit)
{
    static const char *const units[] = {"document", "paragraph", "passage"};
    static const char *const relations[] = {"copy", "version", "excerpt", "syndicated"};
    Py_ssize_t start = code_points(c, hit->range.beg);
    Py_ssize_t end = code_points(c, hit->range.end);
    return Py_BuildValue(
        "(nnssdOONkkNN)", start, end, units[hit->unit], relations[hit->relation],
        hit->score / 1000.0, hit->is_exact ? Py_True : Py_False,
        hit->is_estimated ? Py_True : Py_False, text_or_none(hit->partner),
        (unsigned long)hit->partner_range.beg, (unsigned long)hit->partner_range.end,
        text_or_none(hit->url), text_or_none(hit->date));
}

static PyObject *
index_query(PyObject *object, PyObject *arguments)
{
    dbn_index *index = index_of(object);
    dbn_index_text text = {.lang = {NULL, 0}};
    const dbn_index_hit *hits;
    uint32_t count;
    dbn_status status;
    if (index == NULL || !parse_text(&text, arguments, "s#s#s#s#s#:query"))
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_query(index, &text, &hits, &count);
    Py_END_ALLOW_THREADS if (status != DBN_OK) return none_or_raise(index, status);
    counter places = {.text = text.text};
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (uint32_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = hit_object(&places, &hits[i]);
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) != 0)
            Py_CLEAR(list);
    }
    return list;
}

/* ---- looking after it ----------------------------------------------------------- */

static PyObject *
index_remove(PyObject *object, PyObject *arguments)
{
    dbn_index *index = index_of(object);
    const char *id;
    Py_ssize_t len;
    uint64_t count;
    dbn_status status;
    if (index == NULL || !PyArg_ParseTuple(arguments, "s#:remove", &id, &len))
        return NULL;
    Py_BEGIN_ALLOW_THREADS status =
        dbn_index_remove(index, (dbn_span){id, (size_t)len}, &count);
    Py_END_ALLOW_THREADS if (status != DBN_OK) return none_or_raise(index, status);
    return PyLong_FromUnsignedLongLong(count);
}

static PyObject *
index_compact(PyObject *object, PyObject *unused)
{
    dbn_index *index = index_of(object);
    dbn_status status;
    (void)unused;
    if (index == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_compact(index);
    Py_END_ALLOW_THREADS return none_or_raise(index, status);
}

static PyObject *
index_verify(PyObject *object, PyObject *unused)
{
    dbn_index *index = index_of(object);
    dbn_status status;
    (void)unused;
    if (index == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_verify(index);
    Py_END_ALLOW_THREADS return none_or_raise(index, status);
}

static PyObject *
index_stats(PyObject *object, PyObject *unused)
{
    dbn_index *index = index_of(object);
    dbn_index_stats s;
    dbn_status status;
    (void)unused;
    if (index == NULL)
        return NULL;
    Py_BEGIN_ALLOW_THREADS status = dbn_index_count(index, &s);
    Py_END_ALLOW_THREADS if (status != DBN_OK) return none_or_raise(index, status);
    return Py_BuildValue(
        "{sKsKsKsKsKsKsKsKsIsOsO}", "documents", (unsigned long long)s.documents,
        "paragraphs", (unsigned long long)s.paragraphs, "removed",
        (unsigned long long)s.removed, "bytes", (unsigned long long)s.bytes,
        "text_bytes", (unsigned long long)s.text_bytes, "runs",
        (unsigned long long)s.runs, "contents", (unsigned long long)s.contents, "grams",
        (unsigned long long)s.grams, "key_version", (unsigned)s.key_version, "exact",
        s.exact ? Py_True : Py_False, "store_text", s.store_text ? Py_True : Py_False);
}

static PyMethodDef methods[] = {
    {"add", index_add, METH_VARARGS, NULL},
    {"flush", index_flush, METH_NOARGS, NULL},
    {"query", index_query, METH_VARARGS, NULL},
    {"remove", index_remove, METH_VARARGS, NULL},
    {"compact", index_compact, METH_NOARGS, NULL},
    {"verify", index_verify, METH_NOARGS, NULL},
    {"stats", index_stats, METH_NOARGS, NULL},
    {"close", index_close, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_new, (void *)index_new},
    {Py_tp_dealloc, (void *)index_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "doublon._native.Index",
    .basicsize = sizeof(index_object),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = slots,
};

PyObject *
dbn_py_index_type(void)
{
    return PyType_FromSpec(&spec);
}
