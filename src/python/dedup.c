/*
 * python/dedup.c - doublon._native.dedup(): a dedup from one file to another. What is
 * in them is the business of _dedup.py; the interpreter's lock is not held meanwhile.
 */
#include "native.h"

#include <doublon/corpus.h>

#include <stdio.h>
#include <string.h>

/* Where the results go, and which of them could not be written. */
typedef struct outputs {
    FILE *lines, *furniture;
} outputs;

static dbn_status
write_to(FILE *file, dbn_span bytes)
{
    return fwrite(bytes.ptr, 1, bytes.len, file) == bytes.len ? DBN_OK : DBN_ERR_IO;
}

static dbn_status
on_lines(void *context, dbn_span bytes)
{
    return write_to(((outputs *)context)->lines, bytes);
}

static dbn_status
on_furniture(void *context, dbn_span list)
{
    return write_to(((outputs *)context)->furniture, list);
}

/* False where not all of it is written. */
static bool
close_file(FILE *file)
{
    return file == NULL || fclose(file) == 0;
}

typedef struct paths {
    PyObject *input, *lines, *furniture; /* bytes; `furniture` empty: none is learnt */
} paths;

static dbn_status
run(dbn_batch_result *result, dbn_dedup_result *found, const dbn_engine *engine,
    const dbn_batch_options *read_by, const dbn_dedup_options *wanted, const paths *p)
{
    dbn_batch_options options = *read_by;
    dbn_dedup_options dedup = *wanted;
    const char *input = PyBytes_AsString(p->input);
    const char *furniture = PyBytes_AsString(p->furniture);
    const char *lines = PyBytes_AsString(p->lines);
    options.paths = &input;
    options.path_count = 1;
    dbn_status status = DBN_ERR_IO;
    Py_BEGIN_ALLOW_THREADS outputs to = {.lines = fopen(lines, "wb")};
    const dbn_batch_events events = {.context = &to, .output = on_lines};
    if (*furniture != '\0') {
        to.furniture = fopen(furniture, "wb");
        dedup.learn.output = on_furniture;
        dedup.learn.context = &to;
    }
    if (to.lines != NULL && (*furniture == '\0' || to.furniture != NULL))
        status = dbn_batch_dedup(result, found, engine, &options, &dedup, &events);
    bool is_written = close_file(to.lines);
    is_written = close_file(to.furniture) && is_written;
    if (status == DBN_OK && !is_written)
        status = DBN_ERR_IO;
    Py_END_ALLOW_THREADS return status;
}

static PyObject *
examples(const dbn_example *ids, uint64_t count)
{
    PyObject *list = PyList_New(0);
    for (uint64_t i = 0; list != NULL && i < count && i < DBN_EXAMPLES; i++) {
        PyObject *id =
            PyUnicode_DecodeUTF8(ids[i], (Py_ssize_t)strlen(ids[i]), "replace");
        if (id == NULL || PyList_Append(list, id) != 0)
            Py_CLEAR(list);
        Py_XDECREF(id);
    }
    return list;
}

static PyObject *
result_object(const dbn_batch_result *result, const dbn_dedup_result *found)
{
    return Py_BuildValue(
        "{sKsKsKsKsKsKsKsNsN}", "documents", (unsigned long long)result->documents,
        "failed", (unsigned long long)result->failed, "copies",
        (unsigned long long)found->copies, "contradictions",
        (unsigned long long)found->contradictions, "emptied",
        (unsigned long long)found->emptied, "twice", (unsigned long long)found->twice,
        "misdated", (unsigned long long)found->misdated, "twice_ids",
        examples(found->twice_ids, found->twice), "misdated_ids",
        examples(found->misdated_ids, found->misdated));
}

static PyObject *
raise_failure(dbn_status status, const dbn_error *error, const paths *p)
{
    if (error->message[0] != '\0')
        return dbn_py_raise(error);
    if (status == DBN_ERR_NOMEM)
        return PyErr_NoMemory();
    return PyErr_Format(PyExc_OSError, "'%s' or '%s' cannot be written",
                        PyBytes_AsString(p->lines), PyBytes_AsString(p->furniture));
}

PyObject *
dbn_py_dedup(PyObject *module, PyObject *arguments)
{
    PyObject *engine;
    paths p = {NULL, NULL, NULL};
    int exact, removes, survivor, drop_input;
    dbn_batch_options options = {.kind = DBN_INPUT_JSONL, .format = DBN_FORMAT_JSONL};
    dbn_dedup_options dedup = {0};
    dbn_batch_result read = {0};
    dbn_dedup_result found = {0};
    const char *text_field, *html_field;
    (void)module;
    if (!PyArg_ParseTuple(arguments, "OO!O!O!IppiIIIIssp:dedup", &engine, &PyBytes_Type,
                          &p.input, &PyBytes_Type, &p.lines, &PyBytes_Type,
                          &p.furniture, &dedup.units, &exact, &removes, &survivor,
                          &dedup.near, &dedup.max_postings, &dedup.learn.articles,
                          &dedup.learn.share, &text_field, &html_field, &drop_input))
        return NULL;
    dedup.exact = exact != 0;
    dedup.removes = removes != 0;
    dedup.survivor = (dbn_survivor)survivor;
    options.drop_input = drop_input != 0;
    options.text_field = (dbn_span){text_field, strlen(text_field)};
    options.html_field = (dbn_span){html_field, strlen(html_field)};
    const dbn_engine *loaded = dbn_py_engine(engine);
    if (loaded == NULL)
        return NULL;
    dbn_status status = run(&read, &found, loaded, &options, &dedup, &p);
    return status == DBN_OK ? result_object(&read, &found)
                            : raise_failure(status, &read.error, &p);
}
