/*
 * write/jsonl.c - one document, one line.
 */
#include "write/write.h"

#include "text/fold.h"
#include "write/json.h"

/* What the parts of one line share. */
typedef struct line_writer {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_writer *w;
    const dbn_document *doc;
    dbn_offset_unit unit;
    const dbn_view *counted; /* the view whose offsets are written */
    dbn_line_index index;    /* of its text, when the unit is not bytes */
} line_writer;

static dbn_status
raw(line_writer *l, dbn_span text)
{
    return dbn_json_raw(l->out, l->arena, text);
}

static dbn_status
member(line_writer *l, dbn_span key, dbn_span value)
{
    DBN_TRY(raw(l, key));
    return dbn_json_string(l->out, l->arena, value);
}

/* Offsets count source bytes; other units count the decoded text. */
static const dbn_view *
counted_view(const dbn_document *doc, dbn_offset_unit unit)
{
    const dbn_view *view = doc->page;
    if (unit == DBN_OFFSET_BYTES)
        return doc->source;
    while (view->pass != DBN_PASS_DECODE && view->parent != NULL)
        view = view->parent;
    return view;
}

static dbn_status
named_offsets(line_writer *l, dbn_span from, dbn_span to, dbn_range page_range)
{
    dbn_range range = dbn_range_back_to(l->doc->page, l->counted, page_range);
    if (l->unit != DBN_OFFSET_BYTES) {
        range.beg = dbn_offset_in(&l->index, range.beg, l->unit);
        range.end = dbn_offset_in(&l->index, range.end, l->unit);
    }
    DBN_TRY(raw(l, from));
    DBN_TRY(dbn_json_number(l->out, l->arena, range.beg));
    DBN_TRY(raw(l, to));
    return dbn_json_number(l->out, l->arena, range.end);
}

static dbn_status
offsets(line_writer *l, dbn_range page_range)
{
    return named_offsets(l, DBN_SPAN("\"from\":"), DBN_SPAN(",\"to\":"), page_range);
}

static dbn_span
unit_name(dbn_offset_unit unit)
{
    switch (unit) {
    case DBN_OFFSET_BYTES:
        return DBN_SPAN("bytes");
    case DBN_OFFSET_CODEPOINTS:
        return DBN_SPAN("codepoints");
    case DBN_OFFSET_UTF16:
        return DBN_SPAN("utf16");
    }
    return DBN_SPAN("bytes");
}

static char *
put_digits(char *at, uint32_t value, uint32_t width)
{
    for (uint32_t i = width; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    return at + width;
}

/* ISO 8601 with what is known: a day, a time, a zone. */
static dbn_status
date_member(line_writer *l, const dbn_date *date)
{
    char text[32], *at = text;
    if (date->year <= 0 || date->year > 9999)
        return DBN_OK;
    at = put_digits(at, (uint32_t)date->year, 4);
    *at++ = '-';
    at = put_digits(at, date->month, 2);
    *at++ = '-';
    at = put_digits(at, date->day, 2);
    if (date->hour >= 0) {
        *at++ = 'T';
        at = put_digits(at, (uint32_t)date->hour, 2);
        *at++ = ':';
        at = put_digits(at, date->minute < 0 ? 0 : (uint32_t)date->minute, 2);
        if (date->second >= 0) {
            *at++ = ':';
            at = put_digits(at, (uint32_t)date->second, 2);
        }
        if (date->has_zone) {
            uint32_t minutes = (uint32_t)(date->zone < 0 ? -date->zone : date->zone);
            *at++ = date->zone < 0 ? '-' : '+';
            at = put_digits(at, minutes / 60, 2);
            *at++ = ':';
            at = put_digits(at, minutes % 60, 2);
        }
    }
    return member(l, DBN_SPAN(",\"date\":"), (dbn_span){text, (size_t)(at - text)});
}

static dbn_status
field_member(line_writer *l, dbn_span key, const dbn_field *field)
{
    if (field->view == NULL)
        return DBN_OK;
    return member(l, key, dbn_field_text(field));
}

static dbn_status
byline_member(line_writer *l, const dbn_fields *bylines)
{
    dbn_buffer names = {0};
    if (bylines->count == 0)
        return DBN_OK;
    for (uint32_t i = 0; i < bylines->count; i++) {
        if (i > 0)
            DBN_TRY(dbn_json_raw(&names, l->arena, DBN_SPAN(", ")));
        DBN_TRY(dbn_json_raw(&names, l->arena, dbn_field_text(&bylines->items[i])));
    }
    return member(l, DBN_SPAN(",\"byline\":"), (dbn_span){names.items, names.count});
}

static dbn_status
blocks_member(line_writer *l)
{
    const dbn_blocks *blocks = &l->doc->records.blocks;
    dbn_span page = l->doc->page->text;
    DBN_TRY(raw(l, DBN_SPAN(",\"blocks\":[")));
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *block = &blocks->items[i];
        DBN_TRY(member(l, i == 0 ? DBN_SPAN("{\"role\":") : DBN_SPAN(",{\"role\":"),
                       dbn_role_span((dbn_role)block->role)));
        DBN_TRY(member(l, DBN_SPAN(",\"text\":"), dbn_span_slice(page, block->range)));
        DBN_TRY(raw(l, DBN_SPAN(",")));
        DBN_TRY(offsets(l, block->range));
        DBN_TRY(member(l, DBN_SPAN(",\"rule\":"),
                       dbn_ruleset_name(l->w->rules, block->rule)));
        if (block->level > 0) {
            DBN_TRY(raw(l, DBN_SPAN(",\"level\":")));
            DBN_TRY(dbn_json_number(l->out, l->arena, block->level));
        }
        if (block->flags & DBN_BLOCK_REMOVED)
            DBN_TRY(raw(l, DBN_SPAN(",\"removed\":true")));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
}

/* A score in thousandths as 0.987, without floating point. */
static dbn_status
score_number(line_writer *l, uint16_t score)
{
    char text[5] = {'0', '.'};
    if (score >= 1000)
        return raw(l, DBN_SPAN("1"));
    (void)put_digits(text + 2, score, 3);
    return raw(l, (dbn_span){text, sizeof text});
}

static dbn_status
copies_member(line_writer *l)
{
    const dbn_copies *copies = &l->doc->copies;
    DBN_TRY(raw(l, DBN_SPAN(",\"copies\":[")));
    for (uint32_t i = 0; i < copies->count; i++) {
        const dbn_copy *copy = &copies->items[i];
        DBN_TRY(raw(l, i == 0 ? DBN_SPAN("{") : DBN_SPAN(",{")));
        DBN_TRY(offsets(l, copy->range));
        DBN_TRY(named_offsets(l, DBN_SPAN(",\"partner_from\":"),
                              DBN_SPAN(",\"partner_to\":"), copy->partner));
        DBN_TRY(member(l, DBN_SPAN(",\"kind\":"),
                       dbn_copy_kind_span((dbn_copy_kind)copy->kind)));
        DBN_TRY(raw(l, DBN_SPAN(",\"score\":")));
        DBN_TRY(score_number(l, copy->score));
        DBN_TRY(raw(l, copy->survivor ? DBN_SPAN(",\"survivor\":true}")
                                      : DBN_SPAN(",\"survivor\":false}")));
    }
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
contradictions_member(line_writer *l)
{
    const dbn_contradictions *all = &l->doc->contradictions;
    DBN_TRY(raw(l, DBN_SPAN(",\"contradictions\":[")));
    for (uint32_t i = 0; i < all->count; i++) {
        const dbn_contradiction *c = &all->items[i];
        DBN_TRY(raw(l, i == 0 ? DBN_SPAN("{\"a\":{") : DBN_SPAN(",{\"a\":{")));
        DBN_TRY(offsets(l, c->a));
        DBN_TRY(raw(l, DBN_SPAN("},\"b\":{")));
        DBN_TRY(offsets(l, c->b));
        DBN_TRY(member(l, DBN_SPAN("},\"kind\":"),
                       dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind)));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
findings_member(line_writer *l)
{
    const dbn_findings *findings = &l->doc->records.findings;
    DBN_TRY(raw(l, DBN_SPAN(",\"findings\":[")));
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *finding = &findings->items[i];
        DBN_TRY(member(l, i == 0 ? DBN_SPAN("{\"rule\":") : DBN_SPAN(",{\"rule\":"),
                       dbn_ruleset_name(l->w->rules, finding->rule)));
        DBN_TRY(raw(l, DBN_SPAN(",")));
        DBN_TRY(offsets(l, finding->range));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
}

/* The input object up to its brace, without what is left out. */
static dbn_status
open_line(const dbn_writer *w, const dbn_json_input *input, dbn_span name)
{
    if (input->line.len == 0) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"source\":")));
        DBN_TRY(dbn_json_name(w->out, w->arena, name));
        return dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"doublon\":"));
    }
    for (uint32_t i = 0; i < input->kept_count; i++)
        DBN_TRY(dbn_json_passed(w->out, w->arena,
                                dbn_span_slice(input->line, input->kept[i])));
    return dbn_json_raw(w->out, w->arena,
                        input->needs_comma ? DBN_SPAN(",\"doublon\":")
                                           : DBN_SPAN("\"doublon\":"));
}

static dbn_status
close_line(const dbn_writer *w, const dbn_json_input *input)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("}")));
    if (input->line.len == 0)
        return dbn_json_raw(w->out, w->arena, DBN_SPAN("}\n"));
    dbn_span tail = {input->line.ptr + input->close, input->line.len - input->close};
    DBN_TRY(dbn_json_raw(w->out, w->arena, tail));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("\n"));
}

static dbn_status
stamps(const dbn_writer *w)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"schema\":1,\"version\":")));
    return dbn_json_string(w->out, w->arena, dbn_span_of(w->version));
}

static dbn_status
fields(line_writer *l)
{
    const dbn_document *doc = l->doc;
    DBN_TRY(field_member(l, DBN_SPAN(",\"title\":"), &doc->title));
    DBN_TRY(byline_member(l, &doc->bylines));
    DBN_TRY(field_member(l, DBN_SPAN(",\"function\":"), &doc->function));
    DBN_TRY(date_member(l, &doc->date));
    DBN_TRY(field_member(l, DBN_SPAN(",\"lead\":"), &doc->lead));
    DBN_TRY(member(l, DBN_SPAN(",\"lang\":"), doc->lang));
    DBN_TRY(member(l, DBN_SPAN(",\"charset\":"), doc->charset));
    return member(l, DBN_SPAN(",\"offsets\":"), unit_name(l->unit));
}

dbn_status
dbn_write_jsonl(const dbn_writer *w, const dbn_document *doc,
                const dbn_json_input *input, dbn_offset_unit unit)
{
    line_writer l = {.out = w->out,
                     .arena = w->arena,
                     .w = w,
                     .doc = doc,
                     .unit = unit,
                     .counted = counted_view(doc, unit)};
    if (unit != DBN_OFFSET_BYTES)
        DBN_TRY(dbn_line_index_make(&l.index, l.counted->text, w->arena));
    DBN_TRY(open_line(w, input, doc->name));
    DBN_TRY(stamps(w));
    DBN_TRY(raw(&l, DBN_SPAN(",\"key_version\":")));
    DBN_TRY(dbn_json_number(l.out, l.arena, DBN_KEY_VERSION));
    DBN_TRY(member(&l, DBN_SPAN(",\"text\":"), doc->output->text));
    DBN_TRY(fields(&l));
    DBN_TRY(blocks_member(&l));
    DBN_TRY(copies_member(&l));
    DBN_TRY(contradictions_member(&l));
    DBN_TRY(findings_member(&l));
    return close_line(w, input);
}

dbn_status
dbn_write_jsonl_error(const dbn_writer *w, dbn_span name, uint64_t line,
                      const dbn_json_input *input, const dbn_error *error)
{
    if (input->line.len == 0 && line > 0) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("{\"source\":")));
        DBN_TRY(dbn_json_name(w->out, w->arena, name));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"line\":")));
        DBN_TRY(dbn_json_number(w->out, w->arena, line));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"doublon\":")));
    } else {
        DBN_TRY(open_line(w, input, name));
    }
    DBN_TRY(stamps(w));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"error\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_span_of(error->message)));
    if (error->has_offset) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"offset\":")));
        DBN_TRY(dbn_json_number(w->out, w->arena, error->offset));
    }
    return close_line(w, input);
}
