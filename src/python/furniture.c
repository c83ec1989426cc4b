/*
 * python/furniture.c - doublon._native.Furniture: lists of what many articles of a host
 * have, which is immutable once it is made.
 */
#include "native.h"

#include <stdio.h>

typedef struct furniture_object {
    PyObject_HEAD dbn_furniture *furniture;
} furniture_object;

static PyObject *furniture_class;

static PyObject *
raise_line(const dbn_error *error)
{
    if (error->line == 0)
        return dbn_py_raise(error);
    dbn_error with_line = *error;
    (void)snprintf(with_line.message, sizeof with_line.message, "line %llu: %.200s",
                   (unsigned long long)error->line, error->message);
    return dbn_py_raise(&with_line);
}

static bool
add_lists(dbn_furniture *furniture, PyObject *arguments)
{
    for (Py_ssize_t i = 0; i < PyTuple_Size(arguments); i++) {
        char *bytes;
        Py_ssize_t len;
        dbn_error error = {0};
        if (PyBytes_AsStringAndSize(PyTuple_GetItem(arguments, i), &bytes, &len) != 0)
            return false;
        if (dbn_furniture_add(furniture, (dbn_span){bytes, (size_t)len}, &error) !=
            DBN_OK) {
            (void)raise_line(&error);
            return false;
        }
    }
    return true;
}

/* Furniture(bytes, …), each a list. */
static PyObject *
furniture_new(PyTypeObject *type, PyObject *arguments, PyObject *keywords)
{
    (void)keywords;
    allocfunc allocate = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
    PyObject *object = allocate(type, 0);
    furniture_object *self = (furniture_object *)object;
    if (object == NULL)
        return NULL;
    if (dbn_furniture_new(&self->furniture) != DBN_OK)
        PyErr_NoMemory();
    else if (add_lists(self->furniture, arguments))
        return object;
    Py_DECREF(object);
    return NULL;
}

static void
furniture_dealloc(PyObject *object)
{
    PyTypeObject *type = Py_TYPE(object);
    dbn_furniture_free(((furniture_object *)object)->furniture);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(object);
    Py_DECREF(type);
}

static PyType_Slot slots[] = {
    {Py_tp_new, (void *)furniture_new},
    {Py_tp_dealloc, (void *)furniture_dealloc},
    {0, NULL},
};

static PyType_Spec spec = {
    .name = "doublon._native.Furniture",
    .basicsize = sizeof(furniture_object),
    .flags = Py_TPFLAGS_DEFAULT,
    .slots = slots,
};

PyObject *
dbn_py_furniture_type(void)
{
    furniture_class = PyType_FromSpec(&spec);
    Py_XINCREF(furniture_class); /* it is ours, and the module's */
    return furniture_class;
}

bool
dbn_py_furniture(const dbn_furniture **out, PyObject *object)
{
    *out = NULL;
    if (object == Py_None)
        return true;
    if (PyObject_IsInstance(object, furniture_class) == 1) {
        *out = ((furniture_object *)object)->furniture;
        return true;
    }
    PyErr_SetString(PyExc_TypeError, "a Furniture is wanted");
    return false;
}
