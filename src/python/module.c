/*
 * python/module.c - doublon._native: an engine, and one document after another.
 *
 * Cleaning runs without the interpreter's lock, so that as many threads as there are
 * processors clean at once. Documents, which hold memory that is worth keeping, wait
 * in the engine between two calls; each call has one for itself.
 */
#include "native.h"

#include <string.h>

/* More calls at a time are possible; their documents are not kept. */
#define IDLE_MAX 64

typedef struct engine_object {
    PyObject_HEAD dbn_engine *engine;
    dbn_doc *idle[IDLE_MAX];
    int idle_count;
} engine_object;

static PyObject *error_class;  /* doublon.Error */
static PyObject *engine_class; /* doublon._native.Engine */

PyObject *
dbn_py_raise(const dbn_error *error)
{
    PyObject *exception = PyObject_CallFunction(error_class, "s", error->message);
    PyObject *offset = error->has_offset ? PyLong_FromUnsignedLongLong(error->offset)
                                         : (Py_INCREF(Py_None), Py_None);
    if (exception != NULL && offset != NULL &&
        PyObject_SetAttrString(exception, "offset", offset) == 0)
        PyErr_SetObject(error_class, exception);
    Py_XDECREF(exception);
    Py_XDECREF(offset);
    return NULL;
}

/* ---- Engine -------------------------------------------------------------------- */

/* Reading the dictionaries takes a while, and the lock is not needed for it. */
static dbn_status
load_engine(dbn_engine **out, PyObject *path, dbn_error *error)
{
    const char *folder = PyBytes_AsString(path);
    dbn_status status;
    Py_BEGIN_ALLOW_THREADS status = dbn_engine_new(out, folder, error);
    Py_END_ALLOW_THREADS return status;
}

static PyObject *
engine_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    PyObject *path;
    dbn_error error;
    (void)keywords;
    if (!PyArg_ParseTuple(arguments, "O&:Engine", PyUnicode_FSConverter, &path))
        return NULL;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    PyObject *self = allocate(type, 0);
    if (self != NULL &&
        load_engine(&((engine_object *)self)->engine, path, &error) != DBN_OK) {
        Py_CLEAR(self);
        (void)dbn_py_raise(&error);
    }
    Py_DECREF(path);
    return self;
}

static void
engine_dealloc(PyObject *object)
{
    engine_object *self = (engine_object *)object;
    PyTypeObject *type = Py_TYPE(object);
    while (self->idle_count > 0)
        dbn_doc_free(self->idle[--self->idle_count]);
    dbn_engine_free(self->engine);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

static dbn_doc *
take_document(engine_object *self)
{
    dbn_doc *doc;
    if (self->idle_count > 0)
        return self->idle[--self->idle_count];
    if (dbn_doc_new(&doc, self->engine, 0) != DBN_OK)
        PyErr_NoMemory();
    return doc;
}

static void
give_back(engine_object *self, dbn_doc *doc)
{
    if (self->idle_count < IDLE_MAX)
        self->idle[self->idle_count++] = doc;
    else
        dbn_doc_free(doc);
}

static dbn_span
span_of(const char *text)
{
    return (dbn_span){text, strlen(text)};
}

/* clean(data, is_text, name, charset, lang, url, kind, passes, keep_all, keep,
 * survivor, max_blocks, max_depth, furniture): `data` is UTF-8 where it was text. */
static PyObject *
engine_clean(PyObject *object, PyObject *arguments)
{
    engine_object *self = (engine_object *)object;
    const char *data, *name, *charset, *lang, *url;
    PyObject *furniture;
    Py_ssize_t len;
    int is_text, kind, keep_all, survivor;
    dbn_clean_options options = {0};
    if (!PyArg_ParseTuple(arguments, "y#pssssiIpIiIIO:clean", &data, &len, &is_text,
                          &name, &charset, &lang, &url, &kind, &options.passes,
                          &keep_all, &options.keep, &survivor, &options.max_blocks,
                          &options.max_depth, &furniture) ||
        !dbn_py_furniture(&options.furniture, furniture))
        return NULL;
    options.keep_all = keep_all != 0;
    options.survivor = (dbn_survivor)survivor;
    dbn_input input = {.bytes = {data, (size_t)len},
                       .name = span_of(name),
                       .charset = span_of(charset),
                       .lang = span_of(lang),
                       .url = span_of(url),
                       .kind = (dbn_input_kind)kind,
                       .is_utf8 = is_text != 0};
    dbn_doc *doc = take_document(self);
    if (doc == NULL)
        return NULL;
    dbn_status status;
    Py_BEGIN_ALLOW_THREADS status = dbn_doc_clean(doc, &input, &options);
    Py_END_ALLOW_THREADS PyObject *result;
    if (status == DBN_OK)
        result = dbn_py_article(self->engine, doc,
                                is_text ? DBN_TEXT_SOURCE : DBN_TEXT_DECODED);
    else
        result = dbn_py_raise(dbn_doc_error(doc));
    give_back(self, doc);
    return result;
}

static PyObject *
engine_languages(PyObject *object, PyObject *unused)
{
    const engine_object *self = (const engine_object *)object;
    (void)unused;
    PyObject *list = PyList_New(0);
    for (uint32_t i = 0; list != NULL; i++) {
        dbn_span code = dbn_engine_language(self->engine, i);
        if (code.len == 0)
            break;
        PyObject *text = PyUnicode_FromStringAndSize(code.ptr, (Py_ssize_t)code.len);
        if (text == NULL || PyList_Append(list, text) != 0)
            Py_CLEAR(list);
        Py_XDECREF(text);
    }
    return list;
}

static PyMethodDef engine_methods[] = {
    {"clean", engine_clean, METH_VARARGS, NULL},
    {"languages", engine_languages, METH_NOARGS, NULL},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot engine_slots[] = {
    {Py_tp_new, (void *)engine_new},
    {Py_tp_dealloc, (void *)engine_dealloc},
    {Py_tp_methods, engine_methods},
    {0, NULL},
};

static PyType_Spec engine_spec = {
    .name = "doublon._native.Engine",
    .basicsize = sizeof(engine_object),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = engine_slots,
};

const dbn_engine *
dbn_py_engine(PyObject *engine)
{
    if (PyObject_IsInstance(engine, engine_class) == 1)
        return ((engine_object *)engine)->engine;
    PyErr_SetString(PyExc_TypeError, "an Engine is wanted");
    return NULL;
}

/* ---- the module ---------------------------------------------------------------- */

static PyMethodDef functions[] = {
    {"dedup", dbn_py_dedup, METH_VARARGS, NULL},
    {"arrow_schema", dbn_py_arrow_schema, METH_NOARGS, NULL},
    {"arrow_stream", dbn_py_arrow_stream, METH_O, NULL},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "doublon._native",
    .m_size = -1,
    .m_methods = functions,
};

/* Role names in the order of dbn_role. */
static PyObject *
role_names(void)
{
    PyObject *names = PyTuple_New(DBN_ROLE_COUNT);
    for (int role = 0; names != NULL && role < DBN_ROLE_COUNT; role++) {
        dbn_span name = dbn_role_name((dbn_role)role);
        PyObject *text = PyUnicode_FromStringAndSize(name.ptr, (Py_ssize_t)name.len);
        if (text == NULL || PyTuple_SetItem(names, role, text) != 0)
            Py_CLEAR(names);
    }
    return names;
}

/* PyModule_AddObject() takes the reference only where it succeeds. */
static bool
add(PyObject *module, const char *name, PyObject *object)
{
    if (object != NULL && PyModule_AddObject(module, name, object) == 0)
        return true;
    Py_XDECREF(object);
    return false;
}

PyMODINIT_FUNC
PyInit__native(void)
{
    PyObject *module = PyModule_Create(&definition);
    if (module == NULL)
        return NULL;
    error_class = PyErr_NewExceptionWithDoc(
        "doublon.Error",
        "A document or a folder of dictionaries was refused. `offset` is where, in "
        "bytes, or None.",
        PyExc_ValueError, NULL);
    engine_class = PyType_FromSpec(&engine_spec);
    Py_XINCREF(error_class); /* they are ours, and the module's */
    Py_XINCREF(engine_class);
    if (add(module, "Error", error_class) && add(module, "Engine", engine_class) &&
        add(module, "Index", dbn_py_index_type()) &&
        add(module, "Furniture", dbn_py_furniture_type()) &&
        add(module, "ROLES", role_names()) &&
        add(module, "__version__", PyUnicode_FromString(dbn_version())) &&
        add(module, "DICTS", PyUnicode_DecodeFSDefault(DBN_DICTS_INSTALLED)))
        return module;
    Py_DECREF(module);
    return NULL;
}
