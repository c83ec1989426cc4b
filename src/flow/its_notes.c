/*
 * Notes are ranges of a page, an element each; they lie beside or in each other. So do
 * units, but no unit lies in another one. Both are gone through once, in their order.
 */
#include "flow/its.h"

#include "flow/kept.h"
#include "read/html_elements.h"

#define DEPTH_MAX 64U

typedef struct note {
    dbn_range range; /* of the source */
    dbn_range text;  /* of the decoded text */
    bool is_alert;
    bool is_value; /* of an attribute; else of a rule */
} note;

typedef struct element {
    dbn_span name;
    uint32_t depth; /* of its name, itself included */
    uint32_t note;
} element;

typedef struct noting {
    dbn_bilingual *b;
    const dbn_its *its;
    const dbn_document *doc;
    dbn_job *job;
    DBN_VEC(note) notes;
    element open[DEPTH_MAX];
    uint32_t count;
    uint32_t around[DEPTH_MAX]; /* notes that have not ended before the unit at hand */
    uint32_t around_count;
    dbn_fixes fixes;
} noting;

/* ---- notes of the page ----------------------------------------------------------- */

/* What is said of the element whose start tag was just read. */
static bool
find_note(const noting *n, const dbn_html_tokens *tokens, dbn_span name, note *out)
{
    const dbn_html_attribute *own = dbn_html_find(tokens, DBN_SPAN("its-loc-note"));
    const dbn_its_rule *rule = dbn_its_note_of(n->its, tokens, name);
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

static void
end_innermost(noting *n, uint32_t at)
{
    n->notes.items[n->open[--n->count].note].range.end = at;
}

static dbn_status
begin(noting *n, const dbn_html_tokens *tokens, const dbn_html_token *token)
{
    note found;
    dbn_span name = dbn_span_slice(tokens->text, token->name);
    if (n->count > 0 && dbn_kept_ends_before(n->open[n->count - 1].name, name))
        end_innermost(n, token->range.beg);
    if (n->count < DEPTH_MAX && find_note(n, tokens, name, &found)) {
        n->open[n->count++] = (element){name, 1, n->notes.count};
        found.range = (dbn_range){token->range.beg, (uint32_t)tokens->text.len};
        DBN_TRY_PUSH(n->job, dbn_vec_push(&n->job->scratch, &n->notes, found));
    } else if (n->count > 0 && dbn_span_equal_ascii(n->open[n->count - 1].name, name)) {
        n->open[n->count - 1].depth++;
    }
    return DBN_OK;
}

static dbn_status
find_notes(noting *n)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    dbn_html_tokens_init(&tokens, n->doc->decoded->text);
    while (dbn_html_next(&tokens, &token)) {
        dbn_span name = dbn_span_slice(tokens.text, token.name);
        if (token.kind == DBN_HTML_CLOSE && n->count > 0 &&
            dbn_span_equal_ascii(n->open[n->count - 1].name, name) &&
            --n->open[n->count - 1].depth == 0)
            end_innermost(n, token.range.end);
        if (token.kind != DBN_HTML_START || token.self_closing)
            continue;
        const dbn_html_element *row = dbn_html_element_of(dbn_html_element_find(name));
        tokens.state = (dbn_html_state)row->content;
        if ((row->flags & DBN_HTML_FLAG_VOID) == 0)
            DBN_TRY(begin(n, &tokens, &token));
    }
    for (uint32_t i = 0; i < n->notes.count; i++)
        n->notes.items[i].range =
            dbn_range_back_to(n->doc->decoded, NULL, n->notes.items[i].range);
    return DBN_OK;
}

/* ---- notes of units -------------------------------------------------------------- */

static dbn_status
add(noting *n, uint32_t unit, uint32_t index)
{
    const note *own = &n->notes.items[index];
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

static void
go_in(noting *n, uint32_t index)
{
    uint32_t at = n->notes.items[index].range.beg;
    while (n->around_count > 0 &&
           n->notes.items[n->around[n->around_count - 1]].range.end <= at)
        n->around_count--;
    n->around[n->around_count++] = index;
}

static dbn_status
place_notes(noting *n)
{
    uint32_t next = 0;
    for (uint32_t i = 0; i < n->b->units.count; i++) {
        dbn_range unit = n->b->units.items[i].source;
        for (; next < n->notes.count && n->notes.items[next].range.beg <= unit.beg;
             next++)
            go_in(n, next);
        while (n->around_count > 0 &&
               n->notes.items[n->around[n->around_count - 1]].range.end <= unit.beg)
            n->around_count--;
        if (n->around_count > 0)
            DBN_TRY(add(n, i, n->around[n->around_count - 1]));
        for (; next < n->notes.count && n->notes.items[next].range.beg < unit.end;
             next++) {
            go_in(n, next);
            DBN_TRY(add(n, i, next));
        }
    }
    return DBN_OK;
}

/* ---- all ------------------------------------------------------------------------- */

static bool
may_have_notes(dbn_span page)
{
    const dbn_span word = DBN_SPAN("its-loc-note");
    for (size_t at = 0; at + word.len <= page.len; at++)
        if ((page.ptr[at] | 0x20) == 'i' && (page.ptr[at + 1] | 0x20) == 't' &&
            dbn_span_equal_ascii((dbn_span){page.ptr + at, word.len}, word))
            return true;
    return false;
}

dbn_status
dbn_its_add_notes(dbn_bilingual *b, const dbn_its *its, const dbn_document *doc,
                  dbn_job *job)
{
    noting n = {.b = b, .its = its, .doc = doc, .job = job};
    bool has_rule = false;
    for (uint32_t i = 0; i < its->rules.count; i++)
        has_rule |= its->rules.items[i].has_note;
    if (!has_rule && !may_have_notes(doc->decoded->text))
        return DBN_OK;
    DBN_TRY(find_notes(&n));
    return place_notes(&n);
}
