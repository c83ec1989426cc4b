/*
 * Notes are ranges of a page, an element each; they lie beside or in each other. So do
 * units, but no unit lies in another one. Both are gone through once, in their order.
 */
#include "flow/its.h"

#include "exchange/values.h"

#define KINDS (DBN_NOTE_SIZE + 1)

typedef dbn_its_note note;

typedef struct noting {
    dbn_bilingual *b;
    const note *notes;
    const dbn_document *doc;
    dbn_job *job;
    uint32_t around[DBN_NEST_MAX * KINDS]; /* notes that have not ended before the unit
                                              at hand */
    uint32_t around_count;
    dbn_fixes fixes;
} noting;

/* ---- notes of the page ----------------------------------------------------------- */

/* What is said of the element whose start tag was just read. */
static bool
find_note(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name, note *out,
          dbn_note_kind kind)
{
    static const char *const names[KINDS] = {"its-loc-note", "its-allowed-characters",
                                             "its-storage-size"};
    const dbn_html_attribute *own = dbn_html_find(tokens, dbn_span_of(names[kind]));
    const dbn_its_rule *rule = dbn_its_note_of(its, tokens, name, kind);
    if (own != NULL) {
        const dbn_html_attribute *type =
            dbn_html_find(tokens, DBN_SPAN("its-loc-note-type"));
        const dbn_html_attribute *encoding =
            dbn_html_find(tokens, DBN_SPAN("its-storage-encoding"));
        bool is_alert = kind == DBN_NOTE_SAID && type != NULL &&
                        dbn_span_equal_ascii(dbn_span_slice(tokens->text, type->value),
                                             DBN_SPAN("alert"));
        *out = (note){.text = own->value, .is_alert = is_alert, .is_value = true};
        if (encoding != NULL)
            out->encoding = encoding->value;
    } else if (rule != NULL) {
        *out = (note){.text = rule->note,
                      .encoding = rule->encoding,
                      .is_alert = rule->is_alert,
                      .is_value = kind != DBN_NOTE_SAID};
    }
    out->kind = (uint8_t)kind;
    return own != NULL || rule != NULL;
}

/* Of the element that is none of the nest's any more; all that is said of it stands in
 * a row. */
static void
end_innermost(dbn_its_notes *notes, uint32_t at)
{
    uint32_t i = notes->nest.open[notes->nest.count].value;
    uint32_t beg = notes->found.items[i].range.beg;
    for (; i < notes->found.count && notes->found.items[i].range.beg == beg; i++)
        notes->found.items[i].range.end = at;
}

dbn_status
dbn_its_take_note(dbn_its_notes *notes, const dbn_its *its, const dbn_html_skim *skim,
                  const dbn_html_token *token, dbn_job *job)
{
    note found;
    dbn_span page = skim->tokens.text, name = dbn_span_slice(page, token->name);
    if (token->kind == DBN_HTML_CLOSE && dbn_nest_end(&notes->nest, name))
        end_innermost(notes, token->range.end);
    if (token->kind != DBN_HTML_START || token->self_closing ||
        dbn_html_skim_is_void(skim))
        return DBN_OK;
    if (dbn_nest_start(&notes->nest, name))
        end_innermost(notes, token->range.beg);
    bool is_open = false;
    for (int kind = 0; kind < KINDS; kind++) {
        if (!find_note(its, &skim->tokens, name, &found, (dbn_note_kind)kind))
            continue;
        if (!is_open && !dbn_nest_push(&notes->nest, name, notes->found.count))
            break;
        is_open = true;
        found.range = (dbn_range){token->range.beg, (uint32_t)page.len};
        DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &notes->found, found));
    }
    if (!is_open)
        dbn_nest_pass(&notes->nest, name);
    return DBN_OK;
}

/* ---- notes of units -------------------------------------------------------------- */

static dbn_status
join(noting *n, dbn_span *out, dbn_span before, dbn_span value, dbn_span after)
{
    const dbn_span parts[] = {before, value, after};
    dbn_buffer text = {0};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
        if (parts[i].len > 0)
            DBN_TRY_PUSH(n->job, dbn_vec_append(&n->job->arena, &text, parts[i].ptr,
                                                (uint32_t)parts[i].len));
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* Say in words what is none; its kind stays what it is where that is about all of the
 * unit, and as a file for translators can say it. */
static dbn_status
put_in_words(noting *n, dbn_unit_note *out, const note *own, bool is_whole)
{
    dbn_span page = n->doc->decoded->text;
    dbn_span encoding = dbn_span_trim(dbn_span_slice(page, own->encoding));
    bool is_size = own->kind == DBN_NOTE_SIZE, is_utf8 = false;
    uint32_t size;
    if (own->kind == DBN_NOTE_SAID)
        return DBN_OK;
    if (encoding.len == 0)
        encoding = DBN_SPAN("UTF-8");
    is_utf8 = dbn_span_equal_ascii(encoding, DBN_SPAN("utf-8"));
    out->value = out->text;
    bool is_sound = is_size ? is_utf8 && dbn_value_decimal(out->value, &size)
                            : dbn_value_is(out->value, DBN_SPAN("%characters"));
    out->kind = is_whole && is_sound ? own->kind : DBN_NOTE_SAID;
    if (!is_size)
        return join(n, &out->text, DBN_SPAN("characters: "), out->value, DBN_SPAN(""));
    DBN_TRY(
        join(n, &out->text, DBN_SPAN("at most "), out->value, DBN_SPAN(" bytes of ")));
    return join(n, &out->text, out->text, encoding, DBN_SPAN(""));
}

static dbn_status
add(noting *n, uint32_t unit, uint32_t index, bool is_whole)
{
    const note *own = &n->notes[index];
    const dbn_view *said;
    n->fixes.count = n->fixes.pool.count = 0;
    DBN_TRY_PUSH(
        n->job,
        dbn_html_decode(&n->fixes, &n->job->scratch, n->doc->decoded->text, own->text,
                        own->is_value ? DBN_HTML_AS_VALUE : DBN_HTML_AS_RCDATA));
    DBN_TRY(dbn_view_derive(&said, n->doc->decoded, own->text, &n->fixes,
                            DBN_PASS_EXTRACT, n->job));
    dbn_unit_note out = {
        .unit = unit, .text = dbn_span_trim(said->text), .is_alert = own->is_alert};
    if (out.text.len == 0)
        return DBN_OK;
    DBN_TRY(put_in_words(n, &out, own, is_whole));
    DBN_TRY_PUSH(n->job, dbn_vec_push(&n->job->arena, &n->b->notes, out));
    return DBN_OK;
}

/* In the bytes of the source, as those of units are. */
static dbn_range
place_of(const noting *n, uint32_t index)
{
    return dbn_range_back_to(n->doc->decoded, NULL, n->notes[index].range);
}

static void
go_out(noting *n, uint32_t at)
{
    while (n->around_count > 0 && place_of(n, n->around[n->around_count - 1]).end <= at)
        n->around_count--;
}

static void
go_in(noting *n, uint32_t index)
{
    go_out(n, place_of(n, index).beg);
    n->around[n->around_count++] = index;
}

/* Of each kind the innermost that is around a unit. */
static dbn_status
add_around(noting *n, uint32_t unit)
{
    bool has[KINDS] = {false};
    for (uint32_t k = n->around_count; k-- > 0;) {
        uint8_t kind = n->notes[n->around[k]].kind;
        if (has[kind])
            continue;
        has[kind] = true;
        DBN_TRY(add(n, unit, n->around[k], true));
    }
    return DBN_OK;
}

dbn_status
dbn_its_add_notes(dbn_bilingual *b, const dbn_its_notes *notes, const dbn_document *doc,
                  dbn_job *job)
{
    uint32_t next = 0, count = notes->found.count;
    noting n = {.b = b, .notes = notes->found.items, .doc = doc, .job = job};
    for (uint32_t i = 0; i < b->units.count && count > 0; i++) {
        dbn_range unit = b->units.items[i].source;
        for (; next < count && place_of(&n, next).beg <= unit.beg; next++)
            go_in(&n, next);
        go_out(&n, unit.beg);
        DBN_TRY(add_around(&n, i));
        for (; next < count && place_of(&n, next).beg < unit.end; next++) {
            go_in(&n, next);
            DBN_TRY(add(&n, i, next, false));
        }
    }
    return DBN_OK;
}
