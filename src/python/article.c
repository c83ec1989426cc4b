/*
 * python/article.c - a cleaned document as Python objects.
 */
#include "native.h"

#include <stdlib.h>

/* ---- offsets: bytes to code points -------------------------------------------- */

/* Between two marks bytes are counted one by one. */
#define MARK_EVERY 512U

/* marks[i]: code points in front of byte i * MARK_EVERY. */
typedef struct counter {
    const dbn_doc *doc;
    dbn_text counted;
    dbn_span text;
    uint32_t *marks;
} counter;

static bool
starts_code_point(char byte)
{
    return ((unsigned char)byte & 0xC0) != 0x80;
}

static bool
counter_init(counter *c, const dbn_doc *doc, dbn_text counted)
{
    *c = (counter){.doc = doc, .counted = counted, .text = dbn_doc_view(doc, counted)};
    c->marks = malloc((c->text.len / MARK_EVERY + 1) * sizeof *c->marks);
    if (c->marks == NULL) {
        PyErr_NoMemory();
        return false;
    }
    uint32_t seen = 0;
    for (size_t i = 0; i < c->text.len; i++) {
        if (i % MARK_EVERY == 0)
            c->marks[i / MARK_EVERY] = seen;
        seen += starts_code_point(c->text.ptr[i]);
    }
    if (c->text.len % MARK_EVERY == 0)
        c->marks[c->text.len / MARK_EVERY] = seen;
    return true;
}

static Py_ssize_t
code_points(const counter *c, uint32_t offset)
{
    uint32_t count = c->marks[offset / MARK_EVERY];
    for (uint32_t i = offset - offset % MARK_EVERY; i < offset; i++)
        count += starts_code_point(c->text.ptr[i]);
    return count;
}

/* Where a range of the page begins and ends, in code points. */
typedef struct place {
    Py_ssize_t start, end;
} place;

static place
place_of(const counter *c, dbn_range page_range)
{
    dbn_range range = dbn_doc_map(c->doc, DBN_TEXT_PAGE, c->counted, page_range);
    return (place){code_points(c, range.beg), code_points(c, range.end)};
}

/* ---- texts --------------------------------------------------------------------- */

static PyObject *
text_object(dbn_span text)
{
    return PyUnicode_DecodeUTF8(text.len == 0 ? "" : text.ptr, (Py_ssize_t)text.len,
                                "replace");
}

static PyObject *
none(void)
{
    Py_INCREF(Py_None);
    return Py_None;
}

static PyObject *
field_object(const dbn_doc *doc, dbn_field_kind kind)
{
    dbn_field_value value;
    return dbn_doc_field(doc, kind, 0, &value) ? text_object(value.text) : none();
}

/* All names, joined by ", ". */
static PyObject *
byline_object(const dbn_doc *doc)
{
    dbn_field_value value;
    if (!dbn_doc_field(doc, DBN_FIELD_BYLINE, 0, &value))
        return none();
    PyObject *names = text_object(value.text);
    for (uint32_t i = 1;
         names != NULL && dbn_doc_field(doc, DBN_FIELD_BYLINE, i, &value); i++) {
        PyObject *name = text_object(value.text);
        PyObject *longer =
            name == NULL ? NULL : PyUnicode_FromFormat("%U, %U", names, name);
        Py_XDECREF(name);
        Py_DECREF(names);
        names = longer;
    }
    return names;
}

/* All tags, a list of them. */
static PyObject *
tags_object(const dbn_doc *doc)
{
    dbn_field_value value;
    PyObject *tags = PyList_New(0);
    for (uint32_t i = 0; tags != NULL && dbn_doc_field(doc, DBN_FIELD_TAG, i, &value);
         i++) {
        PyObject *tag = text_object(value.text);
        if (tag == NULL || PyList_Append(tags, tag) != 0)
            Py_CLEAR(tags);
        Py_XDECREF(tag);
    }
    return tags;
}

/* The word that stands for a value, None for the first one, "unknown". */
static PyObject *
word_object(const char *const *words, uint32_t value)
{
    return words[value] == NULL ? none() : PyUnicode_FromString(words[value]);
}

/* ISO 8601 with what is known: a day, a time, a zone. */
static PyObject *
date_object(dbn_date d)
{
    if (d.year <= 0 || d.year > 9999)
        return none();
    if (d.hour < 0)
        return PyUnicode_FromFormat("%04d-%02d-%02d", d.year, d.month, d.day);
    char seconds[8] = "", zone[16] = "";
    if (d.second >= 0)
        (void)PyOS_snprintf(seconds, sizeof seconds, ":%02d", d.second);
    if (d.has_zone)
        (void)PyOS_snprintf(zone, sizeof zone, "%c%02d:%02d", d.zone < 0 ? '-' : '+',
                            abs(d.zone) / 60, abs(d.zone) % 60);
    return PyUnicode_FromFormat("%04d-%02d-%02dT%02d:%02d%s%s", d.year, d.month, d.day,
                                d.hour, d.minute < 0 ? 0 : d.minute, seconds, zone);
}

/* ---- records ------------------------------------------------------------------- */

/* What the records of a document are made with. */
typedef struct maker {
    const dbn_engine *engine;
    const dbn_doc *doc;
    counter places;
    dbn_span page;
} maker;

static PyObject *
block_object(const maker *m, const void *record)
{
    const dbn_block *block = record;
    place at = place_of(&m->places, block->range);
    dbn_span text = {m->page.ptr + block->range.beg,
                     block->range.end - block->range.beg};
    return Py_BuildValue("(NNnnNiO)", text_object(dbn_role_name((dbn_role)block->role)),
                         text_object(text), at.start, at.end,
                         text_object(dbn_rule_name(m->engine, block->rule)),
                         (int)block->level,
                         block->flags & DBN_BLOCK_REMOVED ? Py_True : Py_False);
}

static PyObject *
copy_object(const maker *m, const void *record)
{
    const dbn_copy *copy = record;
    place at = place_of(&m->places, copy->range);
    place partner = place_of(&m->places, copy->partner);
    return Py_BuildValue("(NnnnndO)",
                         text_object(dbn_copy_kind_name((dbn_copy_kind)copy->kind)),
                         at.start, at.end, partner.start, partner.end,
                         copy->score / 1000.0, copy->survivor ? Py_True : Py_False);
}

static PyObject *
contradiction_object(const maker *m, const void *record)
{
    const dbn_contradiction *c = record;
    place a = place_of(&m->places, c->a), b = place_of(&m->places, c->b);
    dbn_span kind = dbn_contradiction_kind_name((dbn_contradiction_kind)c->kind);
    return Py_BuildValue("(Nnnnn)", text_object(kind), a.start, a.end, b.start, b.end);
}

static PyObject *
finding_object(const maker *m, const void *record)
{
    const dbn_finding *finding = record;
    place at = place_of(&m->places, finding->range);
    return Py_BuildValue("(Nnn)", text_object(dbn_rule_name(m->engine, finding->rule)),
                         at.start, at.end);
}

/* The text of a block of the page, None where there is no such block. */
static PyObject *
block_text_object(const maker *m, uint32_t block)
{
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(m->doc, &count);
    if (block >= count)
        return none();
    dbn_range range = blocks[block].range;
    return text_object((dbn_span){m->page.ptr + range.beg, range.end - range.beg});
}

/* Tags are ranges of the decoded text, which all views of a document begin with. */
static PyObject *
picture_object(const maker *m, const void *record)
{
    const dbn_picture *picture = record;
    dbn_range tag =
        dbn_doc_map(m->doc, DBN_TEXT_DECODED, m->places.counted, picture->tag);
    return Py_BuildValue(
        "(nnNN)", code_points(&m->places, tag.beg), code_points(&m->places, tag.end),
        block_text_object(m, picture->caption), block_text_object(m, picture->credit));
}

/* When an entry was written: the hour alone where nothing says the day. */
static PyObject *
time_object(dbn_date time)
{
    if (time.year > 0 || time.hour < 0)
        return date_object(time);
    return PyUnicode_FromFormat("%02d:%02d", time.hour,
                                time.minute < 0 ? 0 : time.minute);
}

static PyObject *
entry_object(const maker *m, const void *record)
{
    const dbn_entry *entry = record;
    dbn_range heading = entry->heading;
    dbn_span name = {m->page.ptr + heading.beg, heading.end - heading.beg};
    place at = place_of(&m->places, (dbn_range){entry->stamp.beg, entry->text.end});
    place text = place_of(&m->places, entry->text);
    return Py_BuildValue("(NNnnn)", time_object(entry->time),
                         name.len == 0 ? none() : text_object(name), at.start, at.end,
                         text.start);
}

/* An array of records as a list. */
static PyObject *
list_object(const maker *m, const void *records, uint32_t count, size_t size,
            PyObject *(*make)(const maker *, const void *))
{
    PyObject *list = PyList_New((Py_ssize_t)count);
    for (uint32_t i = 0; list != NULL && i < count; i++) {
        PyObject *item = make(m, (const char *)records + i * size);
        if (item == NULL || PyList_SetItem(list, (Py_ssize_t)i, item) != 0)
            Py_CLEAR(list);
    }
    return list;
}

/* Put a value under its name; what could not be made is an exception already. */
static bool
put(PyObject *facts, const char *name, PyObject *value)
{
    bool is_put = value != NULL && PyDict_SetItemString(facts, name, value) == 0;
    Py_XDECREF(value);
    return is_put;
}

static bool
put_fields(PyObject *facts, const dbn_doc *doc)
{
    static const char *const access[] = {NULL, "free", "closed"};
    static const char *const mining[] = {NULL, "allowed", "reserved"};
    static const struct {
        const char *name;
        dbn_field_kind kind;
    } fields[] = {
        {"title", DBN_FIELD_TITLE},         {"function", DBN_FIELD_FUNCTION},
        {"lead", DBN_FIELD_LEAD},           {"section", DBN_FIELD_SECTION},
        {"canonical", DBN_FIELD_CANONICAL}, {"licence", DBN_FIELD_LICENCE},
        {"robots", DBN_FIELD_ROBOTS},
    };
    bool is_good = true;
    for (size_t i = 0; is_good && i < sizeof fields / sizeof fields[0]; i++)
        is_good = put(facts, fields[i].name, field_object(doc, fields[i].kind));
    return is_good && put(facts, "text", text_object(dbn_doc_text(doc))) &&
           put(facts, "byline", byline_object(doc)) &&
           put(facts, "date", date_object(dbn_doc_date(doc))) &&
           put(facts, "modified", date_object(dbn_doc_modified(doc))) &&
           put(facts, "tags", tags_object(doc)) &&
           put(facts, "access", word_object(access, dbn_doc_access(doc))) &&
           put(facts, "mining", word_object(mining, dbn_doc_mining(doc))) &&
           put(facts, "lang", text_object(dbn_doc_lang(doc))) &&
           put(facts, "charset", text_object(dbn_doc_charset(doc)));
}

static bool
put_records(PyObject *facts, const maker *m)
{
    uint32_t count;
    const dbn_doc *doc = m->doc;
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    if (!put(facts, "blocks",
             list_object(m, blocks, count, sizeof *blocks, block_object)))
        return false;
    const dbn_picture *pictures = dbn_doc_pictures(doc, &count);
    if (!put(facts, "pictures",
             list_object(m, pictures, count, sizeof *pictures, picture_object)))
        return false;
    const dbn_entry *entries = dbn_doc_entries(doc, &count);
    if (!put(facts, "entries",
             list_object(m, entries, count, sizeof *entries, entry_object)))
        return false;
    const dbn_copy *copies = dbn_doc_copies(doc, &count);
    if (!put(facts, "copies",
             list_object(m, copies, count, sizeof *copies, copy_object)))
        return false;
    const dbn_contradiction *apart = dbn_doc_contradictions(doc, &count);
    if (!put(facts, "contradictions",
             list_object(m, apart, count, sizeof *apart, contradiction_object)))
        return false;
    const dbn_finding *findings = dbn_doc_findings(doc, &count);
    return put(facts, "findings",
               list_object(m, findings, count, sizeof *findings, finding_object));
}

PyObject *
dbn_py_article(const dbn_engine *engine, const dbn_doc *doc, dbn_text counted)
{
    maker m = {.engine = engine, .doc = doc, .page = dbn_doc_view(doc, DBN_TEXT_PAGE)};
    if (!counter_init(&m.places, doc, counted))
        return NULL;
    PyObject *facts = PyDict_New();
    /* Of a str, the caller has the source. */
    if (facts != NULL &&
        (!put_fields(facts, doc) || !put_records(facts, &m) ||
         (counted != DBN_TEXT_SOURCE &&
          !put(facts, "source", text_object(dbn_doc_view(doc, counted))))))
        Py_CLEAR(facts);
    free(m.places.marks);
    return facts;
}
