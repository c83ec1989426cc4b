/*
 * python/native.h - the files of doublon._native, on the installed headers and
 * the limited API of Python 3.9, so that one wheel serves every later Python.
 */
#ifndef DBN_PYTHON_NATIVE_H
#define DBN_PYTHON_NATIVE_H

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <doublon.h>

/**
 * What a document came to: a dictionary with the fields of Article (_types.py) by name,
 * records as tuples in the order of theirs. Offsets are code points of `counted`,
 * DBN_TEXT_SOURCE for what was a str, which is then not among the fields. NULL and an
 * exception on failure.
 */
PyObject *dbn_py_article(const dbn_engine *engine, const dbn_doc *doc,
                         dbn_text counted);

/** arrow_schema(): a PyCapsule "arrow_schema" of the table of articles. */
PyObject *dbn_py_arrow_schema(PyObject *module, PyObject *unused);

/** arrow_stream(batches): a PyCapsule "arrow_array_stream" that takes lists of articles
 * from the iterator `batches` as it is read. */
PyObject *dbn_py_arrow_stream(PyObject *module, PyObject *batches);

/** The type Index, a new reference; index.c. */
PyObject *dbn_py_index_type(void);

/** dedup(engine, input, lines, furniture, units, exact, removes, survivor, near,
 * max_postings, articles, share, text_field, html_field, drop_input): the three paths
 * are bytes; a dictionary of counts. */
PyObject *dbn_py_dedup(PyObject *module, PyObject *arguments);

/** The type Furniture, a new reference; furniture.c. What one holds, NULL for None;
 * false and an exception where the object is neither. */
PyObject *dbn_py_furniture_type(void);
bool dbn_py_furniture(const dbn_furniture **out, PyObject *object);

/** What an Engine holds; NULL and an exception where the object is none. */
const dbn_engine *dbn_py_engine(PyObject *engine);

/** Raise doublon.Error with what failed; NULL. */
PyObject *dbn_py_raise(const dbn_error *error);

#endif
