/*
 * write/jsonl.c - one document, one line.
 */
#include "write/write.h"

#include "base/utf8.h"
#include "text/fold.h"
#include "text/tag.h"
#include "write/attribute.h"
#include "write/findings.h"
#include "write/json.h"
#include "write/json_line.h"

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
    return dbn_json_line_string(l->w, value);
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

/* 14:05 */
static char *
put_hour(char *at, const dbn_date *date)
{
    at = put_digits(at, (uint32_t)date->hour, 2);
    *at++ = ':';
    return put_digits(at, date->minute < 0 ? 0 : (uint32_t)date->minute, 2);
}

/* ISO 8601 with what is known: a day, a time, a zone. */
static dbn_status
date_member(line_writer *l, dbn_span key, const dbn_date *date)
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
        at = put_hour(at, date);
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
    return member(l, key, (dbn_span){text, (size_t)(at - text)});
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
tags_member(line_writer *l, const dbn_fields *tags)
{
    if (tags->count == 0)
        return DBN_OK;
    DBN_TRY(raw(l, DBN_SPAN(",\"tags\":[")));
    for (uint32_t i = 0; i < tags->count; i++)
        DBN_TRY(member(l, i == 0 ? DBN_SPAN("") : DBN_SPAN(","),
                       dbn_field_text(&tags->items[i])));
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
block_text_member(line_writer *l, dbn_span key, uint32_t block)
{
    if (block == DBN_NONE)
        return DBN_OK;
    return member(
        l, key,
        dbn_span_slice(l->doc->page->text, l->doc->records.blocks.items[block].range));
}

static dbn_status
attribute_member(line_writer *l, dbn_span key, dbn_span value)
{
    dbn_buffer bytes = {0};
    DBN_TRY(dbn_attribute_decode(&bytes, l->arena, value));
    return member(l, key, (dbn_span){bytes.items, bytes.count});
}

static dbn_status
picture(line_writer *l, const dbn_picture *picture)
{
    dbn_span tag = dbn_span_slice(l->doc->decoded->text, picture->tag);
    dbn_span src = DBN_SPAN(""), alt;
    bool has_src = dbn_tag_attribute(&src, tag, DBN_SPAN("src"));
    if (!has_src || dbn_span_starts(src, DBN_SPAN("data:")))
        (void)dbn_tag_attribute(&src, tag, DBN_SPAN("data-src"));
    DBN_TRY(attribute_member(l, DBN_SPAN("{\"src\":"), src));
    if (dbn_tag_attribute(&alt, tag, DBN_SPAN("alt")) && alt.len > 0)
        DBN_TRY(attribute_member(l, DBN_SPAN(",\"alt\":"), alt));
    DBN_TRY(block_text_member(l, DBN_SPAN(",\"caption\":"), picture->caption));
    DBN_TRY(block_text_member(l, DBN_SPAN(",\"credit\":"), picture->credit));
    return raw(l, DBN_SPAN("}"));
}

static dbn_status
pictures_member(line_writer *l, const dbn_pictures *pictures)
{
    if (pictures->count == 0)
        return DBN_OK;
    DBN_TRY(raw(l, DBN_SPAN(",\"pictures\":[")));
    for (uint32_t i = 0; i < pictures->count; i++) {
        DBN_TRY(raw(l, i == 0 ? DBN_SPAN("") : DBN_SPAN(",")));
        DBN_TRY(picture(l, &pictures->items[i]));
    }
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
facts(line_writer *l)
{
    static const dbn_span access[] = {{NULL, 0}, {"free", 4}, {"closed", 6}};
    static const dbn_span mining[] = {{NULL, 0}, {"allowed", 7}, {"reserved", 8}};
    const dbn_facts *facts = &l->doc->facts;
    DBN_TRY(date_member(l, DBN_SPAN(",\"modified\":"), &facts->modified_date));
    DBN_TRY(field_member(l, DBN_SPAN(",\"section\":"), &facts->section));
    DBN_TRY(tags_member(l, &facts->tags));
    DBN_TRY(field_member(l, DBN_SPAN(",\"canonical\":"), &facts->canonical));
    DBN_TRY(field_member(l, DBN_SPAN(",\"licence\":"), &facts->licence));
    DBN_TRY(field_member(l, DBN_SPAN(",\"robots\":"), &facts->robots));
    if (facts->access != DBN_ACCESS_UNKNOWN)
        DBN_TRY(member(l, DBN_SPAN(",\"access\":"), access[facts->access]));
    if (facts->mining != DBN_MINING_UNKNOWN)
        DBN_TRY(member(l, DBN_SPAN(",\"mining\":"), mining[facts->mining]));
    return pictures_member(l, &facts->pictures);
}

/* What stands of the text in `range`, a blank line between two blocks. */
static dbn_status
text_member(line_writer *l, dbn_span key, dbn_range range)
{
    const dbn_blocks *blocks = &l->doc->records.blocks;
    bool is_first = true;
    DBN_TRY(raw(l, key));
    DBN_TRY(raw(l, DBN_SPAN("\"")));
    for (uint32_t i = dbn_block_at(blocks, range.beg);
         i < blocks->count && blocks->items[i].range.beg < range.end; i++) {
        const dbn_block *block = &blocks->items[i];
        dbn_range part = dbn_range_common(block->range, range);
        if (dbn_range_len(part) == 0 || (block->flags & DBN_BLOCK_REMOVED) != 0 ||
            !dbn_role_is_text((dbn_role)block->role))
            continue;
        if (!is_first)
            DBN_TRY(dbn_json_part(l->out, l->arena, DBN_SPAN("\n\n")));
        is_first = false;
        DBN_TRY(dbn_json_line_parts(l->w, dbn_span_slice(l->doc->page->text, part),
                                    dbn_json_part));
    }
    return raw(l, DBN_SPAN("\""));
}

/* When: the hour alone where nothing says the day. */
static dbn_status
time_member(line_writer *l, const dbn_date *time)
{
    char hour[8];
    if (time->year > 0 || time->hour < 0)
        return date_member(l, DBN_SPAN(",\"time\":"), time);
    char *end = put_hour(hour, time);
    return member(l, DBN_SPAN(",\"time\":"), (dbn_span){hour, (size_t)(end - hour)});
}

static dbn_status
entries_member(line_writer *l)
{
    const dbn_entries *entries = &l->doc->entries;
    if (entries->count == 0)
        return DBN_OK;
    DBN_TRY(raw(l, DBN_SPAN(",\"entries\":[")));
    for (uint32_t i = 0; i < entries->count; i++) {
        const dbn_entry *entry = &entries->items[i];
        DBN_TRY(raw(l, i == 0 ? DBN_SPAN("{") : DBN_SPAN(",{")));
        DBN_TRY(offsets(l, (dbn_range){entry->stamp.beg, entry->text.end}));
        DBN_TRY(time_member(l, &entry->time));
        if (dbn_range_len(entry->heading) > 0)
            DBN_TRY(member(l, DBN_SPAN(",\"heading\":"),
                           dbn_span_slice(l->doc->page->text, entry->heading)));
        DBN_TRY(text_member(l, DBN_SPAN(",\"text\":"), entry->text));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
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
        if ((block->flags & DBN_BLOCK_ROW) != 0)
            DBN_TRY(raw(l, DBN_SPAN(",\"row\":true")));
        if ((block->flags & DBN_BLOCK_NUMBERED) != 0) {
            bool is_negative = block->number < 0;
            int64_t number = block->number;
            DBN_TRY(raw(l, is_negative ? DBN_SPAN(",\"number\":-")
                                       : DBN_SPAN(",\"number\":")));
            DBN_TRY(dbn_json_number(l->out, l->arena,
                                    (uint64_t)(is_negative ? -number : number)));
        }
        if (block->lang[0] != '\0')
            DBN_TRY(member(l, DBN_SPAN(",\"lang\":"), dbn_block_lang(block)));
        if (block->flags & DBN_BLOCK_REMOVED)
            DBN_TRY(raw(l, DBN_SPAN(",\"removed\":true")));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
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
        DBN_TRY(dbn_json_thousandths(l->out, l->arena, copy->score));
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
fixes_member(line_writer *l, const dbn_finding *finding)
{
    DBN_TRY(raw(l, DBN_SPAN("\"fixes\":[")));
    for (uint32_t i = 0; i < finding->fix_count; i++)
        DBN_TRY(member(l, i == 0 ? DBN_SPAN("") : DBN_SPAN(","),
                       dbn_finding_instead(l->doc, finding, i)));
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
        if (finding->fix_count > 0) {
            DBN_TRY(raw(l, DBN_SPAN(",")));
            DBN_TRY(fixes_member(l, finding));
        }
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
fields(line_writer *l)
{
    const dbn_document *doc = l->doc;
    DBN_TRY(field_member(l, DBN_SPAN(",\"title\":"), &doc->title));
    DBN_TRY(byline_member(l, &doc->bylines));
    DBN_TRY(field_member(l, DBN_SPAN(",\"function\":"), &doc->function));
    DBN_TRY(date_member(l, DBN_SPAN(",\"date\":"), &doc->date));
    DBN_TRY(field_member(l, DBN_SPAN(",\"lead\":"), &doc->lead));
    DBN_TRY(facts(l));
    DBN_TRY(member(l, DBN_SPAN(",\"lang\":"), doc->lang));
    DBN_TRY(member(l, DBN_SPAN(",\"charset\":"), doc->charset));
    return member(l, DBN_SPAN(",\"offsets\":"), unit_name(l->unit));
}

static dbn_status
begin(line_writer *l, const dbn_writer *w, const dbn_document *doc,
      dbn_offset_unit unit)
{
    *l = (line_writer){.out = w->out,
                       .arena = w->arena,
                       .w = w,
                       .doc = doc,
                       .unit = unit,
                       .counted = counted_view(doc, unit)};
    if (unit == DBN_OFFSET_BYTES)
        return DBN_OK;
    return dbn_line_index_make(&l->index, l->counted->text, w->arena);
}

/* The tokens of one segment, from number *next on, as pairs of offsets. */
static dbn_status
tokens_member(line_writer *l, dbn_range segment, uint32_t *next)
{
    const dbn_ranges *tokens = &l->doc->tokens;
    DBN_TRY(raw(l, DBN_SPAN(",\"tokens\":[")));
    for (bool is_first = true;
         *next < tokens->count && tokens->items[*next].beg < segment.end; ++*next) {
        DBN_TRY(named_offsets(l, is_first ? DBN_SPAN("[") : DBN_SPAN(",["),
                              DBN_SPAN(","), tokens->items[*next]));
        DBN_TRY(raw(l, DBN_SPAN("]")));
        is_first = false;
    }
    return raw(l, DBN_SPAN("]"));
}

static dbn_status
segments_member(line_writer *l)
{
    const dbn_segments *segments = &l->doc->segments;
    dbn_span page = l->doc->page->text;
    uint32_t next = 0;
    DBN_TRY(raw(l, DBN_SPAN(",\"segments\":[")));
    for (uint32_t i = 0; i < segments->count; i++) {
        const dbn_segment *segment = &segments->items[i];
        DBN_TRY(raw(l, i == 0 ? DBN_SPAN("{") : DBN_SPAN(",{")));
        DBN_TRY(offsets(l, segment->range));
        DBN_TRY(raw(l, DBN_SPAN(",\"block\":")));
        DBN_TRY(dbn_json_number(l->out, l->arena, segment->block));
        DBN_TRY(
            member(l, DBN_SPAN(",\"text\":"), dbn_span_slice(page, segment->range)));
        if (l->doc->tokens.count > 0)
            DBN_TRY(tokens_member(l, segment->range, &next));
        DBN_TRY(raw(l, DBN_SPAN("}")));
    }
    return raw(l, DBN_SPAN("]"));
}

dbn_status
dbn_write_segments(const dbn_writer *w, const dbn_document *doc,
                   const dbn_json_input *input, dbn_offset_unit unit)
{
    line_writer l;
    DBN_TRY(begin(&l, w, doc, unit));
    DBN_TRY(dbn_json_line_open(w, input, doc->name));
    DBN_TRY(dbn_json_line_stamps(w));
    DBN_TRY(member(&l, DBN_SPAN(",\"lang\":"), doc->lang));
    DBN_TRY(member(&l, DBN_SPAN(",\"charset\":"), doc->charset));
    DBN_TRY(member(&l, DBN_SPAN(",\"offsets\":"), unit_name(unit)));
    DBN_TRY(segments_member(&l));
    return dbn_json_line_close(w, input);
}

dbn_status
dbn_write_jsonl(const dbn_writer *w, const dbn_document *doc,
                const dbn_json_input *input, dbn_offset_unit unit)
{
    line_writer l;
    DBN_TRY(begin(&l, w, doc, unit));
    DBN_TRY(dbn_json_line_open(w, input, doc->name));
    DBN_TRY(dbn_json_line_stamps(w));
    DBN_TRY(raw(&l, DBN_SPAN(",\"key_version\":")));
    DBN_TRY(dbn_json_number(l.out, l.arena, DBN_KEY_VERSION));
    DBN_TRY(member(&l, DBN_SPAN(",\"text\":"), doc->output->text));
    DBN_TRY(fields(&l));
    DBN_TRY(entries_member(&l));
    DBN_TRY(blocks_member(&l));
    DBN_TRY(copies_member(&l));
    DBN_TRY(contradictions_member(&l));
    DBN_TRY(findings_member(&l));
    return dbn_json_line_close(w, input);
}

/* One finding of the copy desk, with its words and its fixes. */
static dbn_status
desk_finding(line_writer *l, const dbn_shown_finding *shown)
{
    const dbn_finding *finding = shown->finding;
    DBN_TRY(member(l, DBN_SPAN("{\"rule\":"), shown->rule));
    DBN_TRY(member(l, DBN_SPAN(",\"severity\":"), shown->severity));
    DBN_TRY(member(l, DBN_SPAN(",\"fix\":"), shown->fix));
    DBN_TRY(raw(l, DBN_SPAN(",")));
    DBN_TRY(offsets(l, finding->range));
    if (finding->other.end > finding->other.beg)
        DBN_TRY(named_offsets(l, DBN_SPAN(",\"other_from\":"),
                              DBN_SPAN(",\"other_to\":"), finding->other));
    DBN_TRY(member(l, DBN_SPAN(",\"message\":"), shown->message));
    if (shown->omitted > 0) {
        DBN_TRY(raw(l, DBN_SPAN(",\"omitted\":")));
        DBN_TRY(dbn_json_number(l->out, l->arena, shown->omitted));
    }
    DBN_TRY(raw(l, DBN_SPAN(",")));
    DBN_TRY(fixes_member(l, finding));
    return raw(l, DBN_SPAN("}"));
}

dbn_status
dbn_write_findings_line(const dbn_findings_writer *f, const dbn_json_input *input)
{
    const dbn_document *doc = f->doc;
    line_writer l = {.out = f->w->out,
                     .arena = f->w->arena,
                     .w = f->w,
                     .doc = doc,
                     .unit = f->options->unit,
                     .counted = counted_view(doc, f->options->unit)};
    if (l.unit != DBN_OFFSET_BYTES)
        DBN_TRY(dbn_line_index_make(&l.index, l.counted->text, l.arena));
    DBN_TRY(dbn_json_line_open(f->w, input, doc->name));
    DBN_TRY(dbn_json_line_stamps(f->w));
    if (doc->corrected != NULL)
        DBN_TRY(member(&l, DBN_SPAN(",\"text\":"), doc->corrected->text));
    DBN_TRY(member(&l, DBN_SPAN(",\"lang\":"), doc->lang));
    DBN_TRY(member(&l, DBN_SPAN(",\"charset\":"), doc->charset));
    DBN_TRY(member(&l, DBN_SPAN(",\"offsets\":"), unit_name(l.unit)));
    DBN_TRY(raw(&l, DBN_SPAN(",\"findings\":[")));
    for (uint32_t i = 0; i < doc->records.findings.count; i++) {
        dbn_shown_finding shown = dbn_finding_show(f, i);
        if (i > 0)
            DBN_TRY(raw(&l, DBN_SPAN(",")));
        DBN_TRY(desk_finding(&l, &shown));
    }
    DBN_TRY(raw(&l, DBN_SPAN("]")));
    return dbn_json_line_close(f->w, input);
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
        DBN_TRY(dbn_json_line_open(w, input, name));
    }
    DBN_TRY(dbn_json_line_stamps(w));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"error\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, dbn_span_of(error->message)));
    if (error->has_offset) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"offset\":")));
        DBN_TRY(dbn_json_number(w->out, w->arena, error->offset));
    }
    return dbn_json_line_close(w, input);
}
