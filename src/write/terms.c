#include "write/terms.h"

#include "write/escape.h"
#include "write/json.h"

static dbn_span
status_name(dbn_term_status status)
{
    switch (status) {
    case DBN_TERM_PREFERRED:
        return DBN_SPAN("preferred");
    case DBN_TERM_ADMITTED:
        return DBN_SPAN("admitted");
    case DBN_TERM_FORBIDDEN:
        return DBN_SPAN("forbidden");
    }
    return DBN_SPAN("");
}

static dbn_status
write_range(dbn_buffer *out, dbn_arena *arena, dbn_range range)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
    DBN_TRY(dbn_json_number(out, arena, range.beg));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("-")));
    return dbn_json_number(out, arena, range.end);
}

/* Where something stands, with which an object begins. */
static dbn_status
write_place(dbn_buffer *out, dbn_arena *arena, dbn_span text, uint32_t segment,
            dbn_range range)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("{\"source\":")));
    DBN_TRY(dbn_json_name(out, arena, text));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"segment\":")));
    DBN_TRY(dbn_json_number(out, arena, segment));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"from\":")));
    DBN_TRY(dbn_json_number(out, arena, range.beg));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"to\":")));
    return dbn_json_number(out, arena, range.end);
}

static dbn_status
write_row(dbn_buffer *out, dbn_arena *arena, const dbn_term_hit_line *line)
{
    const dbn_span tab = DBN_SPAN("\t");
    DBN_TRY(dbn_json_number(out, arena, line->segment));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->form));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->entry->term));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->entry->translation));
    DBN_TRY(write_range(out, arena, line->range));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_json_raw(out, arena, status_name(line->entry->status)));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->text));
    return dbn_json_raw(out, arena, DBN_SPAN("\n"));
}

static dbn_status
write_line(dbn_buffer *out, dbn_arena *arena, const dbn_term_hit_line *line)
{
    DBN_TRY(write_place(out, arena, line->text, line->segment, line->range));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"form\":")));
    DBN_TRY(dbn_json_string(out, arena, line->form));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"term\":")));
    DBN_TRY(dbn_json_string(out, arena, line->entry->term));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"translation\":")));
    DBN_TRY(dbn_json_string(out, arena, line->entry->translation));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"status\":")));
    DBN_TRY(dbn_json_string(out, arena, status_name(line->entry->status)));
    if (line->entry->domain.len > 0) {
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"domain\":")));
        DBN_TRY(dbn_json_string(out, arena, line->entry->domain));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("}\n"));
}

dbn_status
dbn_write_term_hit(dbn_buffer *out, dbn_arena *arena, const dbn_term_hit_line *line,
                   dbn_terms_format format)
{
    return format == DBN_TERMS_JSONL ? write_line(out, arena, line)
                                     : write_row(out, arena, line);
}

/* ---- terms of texts -------------------------------------------------------------- */

/* Hundredths: 1.25. Scores of what stays are not negative. */
static dbn_status
write_score(dbn_buffer *out, dbn_arena *arena, float score)
{
    uint32_t hundredths = score <= 0 ? 0 : (uint32_t)(score * 100 + 0.5F);
    char decimals[3] = {'.', (char)('0' + hundredths / 10 % 10),
                        (char)('0' + hundredths % 10)};
    DBN_TRY(dbn_json_number(out, arena, hundredths / 100));
    return dbn_json_raw(out, arena, (dbn_span){decimals, sizeof decimals});
}

static dbn_status
write_term_row(dbn_buffer *out, dbn_arena *arena, const dbn_term_line *line)
{
    const dbn_span tab = DBN_SPAN("\t");
    DBN_TRY(dbn_write_cell(out, arena, line->form));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(write_score(out, arena, line->score));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_json_number(out, arena, line->count));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_json_number(out, arena, line->documents));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->head));
    if (line->context_count > 0) {
        const dbn_term_context *context = &line->contexts[0];
        DBN_TRY(dbn_json_raw(out, arena, tab));
        DBN_TRY(dbn_write_cell(out, arena, context->text));
        DBN_TRY(write_range(out, arena, context->range));
        DBN_TRY(dbn_json_raw(out, arena, tab));
        DBN_TRY(dbn_write_cell(out, arena, context->sentence));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("\n"));
}

static dbn_status
write_context(dbn_buffer *out, dbn_arena *arena, const dbn_term_context *context)
{
    DBN_TRY(write_place(out, arena, context->text, context->segment, context->range));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"sentence\":")));
    DBN_TRY(dbn_json_string(out, arena, context->sentence));
    return dbn_json_raw(out, arena, DBN_SPAN("}"));
}

static dbn_status
write_term_object(dbn_buffer *out, dbn_arena *arena, const dbn_term_line *line)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("{\"term\":")));
    DBN_TRY(dbn_json_string(out, arena, line->form));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"head\":")));
    DBN_TRY(dbn_json_string(out, arena, line->head));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"score\":")));
    DBN_TRY(write_score(out, arena, line->score));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"count\":")));
    DBN_TRY(dbn_json_number(out, arena, line->count));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"documents\":")));
    DBN_TRY(dbn_json_number(out, arena, line->documents));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"places\":[")));
    for (uint32_t i = 0; i < line->context_count; i++) {
        if (i > 0)
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",")));
        DBN_TRY(write_context(out, arena, &line->contexts[i]));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("]}\n"));
}

dbn_status
dbn_write_term(dbn_buffer *out, dbn_arena *arena, const dbn_term_line *line,
               dbn_terms_format format)
{
    return format == DBN_TERMS_JSONL ? write_term_object(out, arena, line)
                                     : write_term_row(out, arena, line);
}

/* ---- TBX ------------------------------------------------------------------------- */

dbn_status
dbn_write_tbx_head(dbn_buffer *out, dbn_arena *arena)
{
    return dbn_json_raw(
        out, arena,
        DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<tbx type=\"TBX-Basic\" style=\"dca\" xml:lang=\"en\" "
                 "xmlns=\"urn:iso:std:iso:30042:ed-2\">\n"
                 "<tbxHeader><fileDesc><sourceDesc><p>doublon terms</p></sourceDesc>"
                 "</fileDesc></tbxHeader>\n<text><body>\n"));
}

dbn_status
dbn_write_tbx_foot(dbn_buffer *out, dbn_arena *arena)
{
    return dbn_json_raw(out, arena, DBN_SPAN("</body></text>\n</tbx>\n"));
}

static dbn_status
write_tbx_term(dbn_buffer *out, dbn_arena *arena, const dbn_term_line *line)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("  <termSec><term>")));
    DBN_TRY(dbn_write_xml(out, arena, line->form));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</term>")));
    if (line->context_count > 0) {
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<descrip type=\"context\">")));
        DBN_TRY(dbn_write_xml(out, arena, line->contexts[0].sentence));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</descrip>")));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("</termSec>\n"));
}

dbn_status
dbn_write_tbx_concept(dbn_buffer *out, dbn_arena *arena, dbn_span lang,
                      const dbn_term_line *lines, uint32_t count)
{
    DBN_TRY(
        dbn_json_raw(out, arena, DBN_SPAN("<conceptEntry>\n <langSec xml:lang=\"")));
    DBN_TRY(dbn_write_xml(out, arena, lang));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\">\n")));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(write_tbx_term(out, arena, &lines[i]));
    return dbn_json_raw(out, arena, DBN_SPAN(" </langSec>\n</conceptEntry>\n"));
}

/* ---- pairs ----------------------------------------------------------------------- */

static dbn_status
write_pair_row(dbn_buffer *out, dbn_arena *arena, const dbn_term_pair_line *line)
{
    const dbn_span tab = DBN_SPAN("\t");
    const uint32_t counts[] = {line->count, line->source_count, line->target_count};
    const dbn_span cells[] = {dbn_span_of(line->verdict), line->text,
                              line->source_sentence, line->target_sentence};
    DBN_TRY(dbn_write_cell(out, arena, line->source));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(dbn_write_cell(out, arena, line->target));
    DBN_TRY(dbn_json_raw(out, arena, tab));
    DBN_TRY(write_score(out, arena, line->score));
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        DBN_TRY(dbn_json_raw(out, arena, tab));
        DBN_TRY(dbn_json_number(out, arena, counts[i]));
    }
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        DBN_TRY(dbn_json_raw(out, arena, tab));
        DBN_TRY(dbn_write_cell(out, arena, cells[i]));
    }
    DBN_TRY(write_range(out, arena, line->source_range));
    DBN_TRY(write_range(out, arena, line->target_range));
    return dbn_json_raw(out, arena, DBN_SPAN("\n"));
}

/* One language of a concept: " <langSet …" or " <langSec …". */
static dbn_status
write_language(dbn_buffer *out, dbn_arena *arena, dbn_span lang, dbn_span term,
               bool is_martif)
{
    DBN_TRY(dbn_json_raw(out, arena,
                         is_martif ? DBN_SPAN(" <langSet xml:lang=\"")
                                   : DBN_SPAN(" <langSec xml:lang=\"")));
    DBN_TRY(dbn_write_xml(out, arena, lang));
    DBN_TRY(dbn_json_raw(out, arena,
                         is_martif ? DBN_SPAN("\"><tig><term>")
                                   : DBN_SPAN("\"><termSec><term>")));
    DBN_TRY(dbn_write_xml(out, arena, term));
    return dbn_json_raw(out, arena,
                        is_martif ? DBN_SPAN("</term></tig></langSet>\n")
                                  : DBN_SPAN("</term></termSec></langSec>\n"));
}

static dbn_status
write_pair_concept(dbn_buffer *out, dbn_arena *arena, const dbn_term_pair_line *line,
                   bool is_martif)
{
    DBN_TRY(dbn_json_raw(out, arena,
                         is_martif ? DBN_SPAN("<termEntry>\n")
                                   : DBN_SPAN("<conceptEntry>\n")));
    DBN_TRY(write_language(out, arena, line->source_lang, line->source, is_martif));
    DBN_TRY(write_language(out, arena, line->target_lang, line->target, is_martif));
    return dbn_json_raw(out, arena,
                        is_martif ? DBN_SPAN("</termEntry>\n")
                                  : DBN_SPAN("</conceptEntry>\n"));
}

dbn_status
dbn_write_term_pair(dbn_buffer *out, dbn_arena *arena, const dbn_term_pair_line *line,
                    dbn_terms_format format)
{
    if (format == DBN_TERMS_TBX || format == DBN_TERMS_MARTIF)
        return write_pair_concept(out, arena, line, format == DBN_TERMS_MARTIF);
    return write_pair_row(out, arena, line);
}

dbn_status
dbn_write_martif_head(dbn_buffer *out, dbn_arena *arena)
{
    return dbn_json_raw(
        out, arena,
        DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<martif type=\"TBX\" xml:lang=\"en\">\n<martifHeader><fileDesc>"
                 "<sourceDesc><p>doublon terms</p></sourceDesc></fileDesc>"
                 "</martifHeader>\n<text><body>\n"));
}

dbn_status
dbn_write_martif_foot(dbn_buffer *out, dbn_arena *arena)
{
    return dbn_json_raw(out, arena, DBN_SPAN("</body></text>\n</martif>\n"));
}
