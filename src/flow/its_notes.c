/*
 * Notes are ranges of a page, an element each; they lie beside or in each other. So do
 * units, but no unit lies in another one. Both are gone through once, in their order.
 */
#include "flow/its.h"

typedef dbn_its_note note;

typedef struct noting {
    dbn_bilingual *b;
    const note *notes;
    const dbn_document *doc;
    dbn_job *job;
    uint32_t
        around[DBN_NEST_MAX]; /* notes that have not ended before the unit at hand */
    uint32_t around_count;
    dbn_fixes fixes;
} noting;

/* ---- notes of the page ----------------------------------------------------------- */

/* What is said of the element whose start tag was just read. */
static bool
find_note(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name, note *out)
{
    const dbn_html_attribute *own = dbn_html_find(tokens, DBN_SPAN("its-loc-note"));
    const dbn_its_rule *rule = dbn_its_note_of(its, tokens, name);
    if (own != NULL) {
        const dbn_html_attribute *type =
            dbn_html_find(tokens, DBN_SPAN("its-loc-note-type"));
        bool is_alert = type != NULL &&
                        dbn_span_equal_ascii(dbn_span_slice(tokens->text, type->value),
                                             DBN_SPAN("alert"));
        *out = (note){.text = own->value, .is_alert = is_alert, .is_value = true};
    } else if (rule != NULL) {
        *out = (note){.text = rule->note, .is_alert = rule->is_alert};
    }
    return own != NULL || rule != NULL;
}

/* Of the element that is none of the nest's any more. */
static void
end_innermost(dbn_its_notes *notes, uint32_t at)
{
    notes->found.items[notes->nest.open[notes->nest.count].value].range.end = at;
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
    if (!find_note(its, &skim->tokens, name, &found) ||
        !dbn_nest_push(&notes->nest, name, notes->found.count)) {
        dbn_nest_pass(&notes->nest, name);
        return DBN_OK;
    }
    found.range = (dbn_range){token->range.beg, (uint32_t)page.len};
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &notes->found, found));
    return DBN_OK;
}

/* ---- notes of units -------------------------------------------------------------- */

static dbn_status
add(noting *n, uint32_t unit, uint32_t index)
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
    const dbn_unit_note out = {unit, dbn_span_trim(said->text), own->is_alert};
    if (out.text.len > 0)
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
        if (n.around_count > 0)
            DBN_TRY(add(&n, i, n.around[n.around_count - 1]));
        for (; next < count && place_of(&n, next).beg < unit.end; next++) {
            go_in(&n, next);
            DBN_TRY(add(&n, i, next));
        }
    }
    return DBN_OK;
}
