#include "write/memory.h"

#include "write/escape.h"
#include "write/json.h"

/* ---- TMX ------------------------------------------------------------------------ */

dbn_status
dbn_write_memory_head(dbn_buffer *out, dbn_arena *arena, const char *version)
{
    DBN_TRY(dbn_json_raw(
        out, arena,
        DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                 "<tmx version=\"1.4\">\n"
                 "<header creationtool=\"doublon\" creationtoolversion=\"")));
    DBN_TRY(dbn_write_xml(out, arena, dbn_span_of(version)));
    return dbn_json_raw(
        out, arena,
        DBN_SPAN("\" segtype=\"sentence\" o-tmf=\"doublon\" adminlang=\"en\" "
                 "srclang=\"*all*\" datatype=\"unknown\"/>\n<body>\n"));
}

/* Does it say already which language its source is in? No value of an attribute has
 * such a quotation mark. */
static bool
has_source(dbn_span attributes)
{
    static const dbn_span wanted = {" srclang=\"", 10};
    for (size_t at = 0; at + wanted.len <= attributes.len; at++)
        if (memcmp(attributes.ptr + at, wanted.ptr, wanted.len) == 0)
            return true;
    return false;
}

/* The head of the file says that every variant may be a source; the unit says which one
 * it is, unless all are. */
static dbn_status
write_source(dbn_buffer *out, dbn_arena *arena, const dbn_stored_unit *unit)
{
    const dbn_memory_variant *source = NULL;
    uint32_t count = 0;
    for (uint32_t i = 0; i < unit->variant_count; i++)
        if (unit->variants[i].is_source && count++ == 0)
            source = &unit->variants[i];
    if (source == NULL || count == unit->variant_count || has_source(unit->attributes))
        return DBN_OK;
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(" srclang=\"")));
    DBN_TRY(dbn_write_xml(out, arena, source->lang));
    return dbn_json_raw(out, arena, DBN_SPAN("\""));
}

static dbn_status
write_variant(dbn_buffer *out, dbn_arena *arena, const dbn_memory_variant *variant)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<tuv xml:lang=\"")));
    DBN_TRY(dbn_write_xml(out, arena, variant->lang));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\"")));
    DBN_TRY(dbn_json_raw(out, arena, variant->attributes));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(">")));
    DBN_TRY(dbn_json_raw(out, arena, variant->notes));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<seg>")));
    DBN_TRY(variant->content.ptr != NULL ? dbn_json_raw(out, arena, variant->content)
                                         : dbn_write_xml(out, arena, variant->text));
    return dbn_json_raw(out, arena, DBN_SPAN("</seg></tuv>\n"));
}

dbn_status
dbn_write_memory_unit(dbn_buffer *out, dbn_arena *arena, const dbn_stored_unit *unit)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<tu")));
    DBN_TRY(dbn_json_raw(out, arena, unit->attributes));
    DBN_TRY(write_source(out, arena, unit));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(">\n")));
    DBN_TRY(dbn_json_raw(out, arena, unit->notes));
    if (unit->notes.len > 0)
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\n")));
    for (uint32_t i = 0; i < unit->variant_count; i++)
        DBN_TRY(write_variant(out, arena, &unit->variants[i]));
    return dbn_json_raw(out, arena, DBN_SPAN("</tu>\n"));
}

dbn_status
dbn_write_memory_end(dbn_buffer *out, dbn_arena *arena)
{
    return dbn_json_raw(out, arena, DBN_SPAN("</body>\n</tmx>\n"));
}

/* ---- answers -------------------------------------------------------------------- */

static dbn_status
write_row(dbn_buffer *out, dbn_arena *arena, const dbn_memory_match *m, uint64_t number)
{
    const uint64_t numbers[] = {number, m->score, m->penalty, m->exchanged};
    const dbn_span texts[] = {m->source, m->target, m->source_lang, m->target_lang,
                              m->origin};
    for (int i = 0; i < 4; i++) {
        DBN_TRY(dbn_json_number(out, arena, numbers[i]));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
    }
    for (int i = 0; i < 5; i++) {
        DBN_TRY(dbn_write_cell(out, arena, texts[i]));
        DBN_TRY(dbn_json_raw(out, arena, i < 4 ? DBN_SPAN("\t") : DBN_SPAN("\n")));
    }
    return DBN_OK;
}

static dbn_status
number_member(dbn_buffer *out, dbn_arena *arena, const char *name, uint64_t value)
{
    DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(name)));
    return dbn_json_number(out, arena, value);
}

static dbn_status
text_member(dbn_buffer *out, dbn_arena *arena, const char *name, dbn_span value)
{
    DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(name)));
    return dbn_json_string(out, arena, value);
}

static dbn_status
write_match(dbn_buffer *out, dbn_arena *arena, const dbn_memory_match *m)
{
    DBN_TRY(number_member(out, arena, "{\"score\":", m->score));
    DBN_TRY(number_member(out, arena, ",\"penalty\":", m->penalty));
    DBN_TRY(number_member(out, arena, ",\"exchanged\":", m->exchanged));
    DBN_TRY(number_member(out, arena, ",\"unit\":", (uint64_t)m->unit));
    DBN_TRY(text_member(out, arena, ",\"source\":", m->source));
    DBN_TRY(text_member(out, arena, ",\"target\":", m->target));
    DBN_TRY(text_member(out, arena, ",\"source_lang\":", m->source_lang));
    DBN_TRY(text_member(out, arena, ",\"target_lang\":", m->target_lang));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"origin\":")));
    DBN_TRY(dbn_json_name(out, arena, m->origin));
    return dbn_json_raw(out, arena, DBN_SPAN("}"));
}

static dbn_status
write_object(dbn_buffer *out, dbn_arena *arena, const dbn_memory_reply *reply,
             const char *version)
{
    DBN_TRY(number_member(out, arena, "{\"line\":", reply->number));
    DBN_TRY(text_member(out, arena, ",\"text\":", reply->query->text));
    DBN_TRY(text_member(
        out, arena, ",\"doublon\":{\"schema\":1,\"version\":", dbn_span_of(version)));
    DBN_TRY(text_member(out, arena, ",\"langs\":[", reply->query->source));
    DBN_TRY(text_member(out, arena, ",", reply->query->target));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("],\"matches\":[")));
    for (uint32_t i = 0; i < reply->answer->count; i++) {
        if (i > 0)
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",")));
        DBN_TRY(write_match(out, arena, &reply->answer->matches[i]));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("]}}\n"));
}

dbn_status
dbn_write_memory_reply(dbn_buffer *out, dbn_arena *arena, const dbn_memory_reply *reply,
                       dbn_memory_format format, const char *version)
{
    if (format == DBN_MEMORY_JSONL)
        return write_object(out, arena, reply, version);
    for (uint32_t i = 0; i < reply->answer->count; i++)
        DBN_TRY(write_row(out, arena, &reply->answer->matches[i], reply->number));
    return DBN_OK;
}

/* ---- counts --------------------------------------------------------------------- */

static dbn_status
write_count(dbn_buffer *out, dbn_arena *arena, const char *name, uint64_t value)
{
    DBN_TRY(number_member(out, arena, name, value));
    return dbn_json_raw(out, arena, DBN_SPAN("\n"));
}

static dbn_status
write_counts(dbn_buffer *out, dbn_arena *arena, const dbn_memory_stats *stats)
{
    DBN_TRY(write_count(out, arena, "units\t", stats->units));
    DBN_TRY(write_count(out, arena, "contexts\t", stats->contexts));
    DBN_TRY(write_count(out, arena, "bytes\t", stats->bytes));
    for (uint32_t i = 0; i < stats->language_count; i++) {
        const dbn_memory_language *l = &stats->languages[i];
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("language\t")));
        DBN_TRY(dbn_write_cell(out, arena, l->lang));
        DBN_TRY(number_member(out, arena, "\t", l->variants));
        DBN_TRY(write_count(out, arena, "\t", l->sources));
    }
    return DBN_OK;
}

dbn_status
dbn_write_memory_stats(dbn_buffer *out, dbn_arena *arena, const dbn_memory_stats *stats,
                       dbn_memory_format format, const char *version)
{
    if (format == DBN_MEMORY_TSV)
        return write_counts(out, arena, stats);
    DBN_TRY(text_member(
        out, arena, "{\"doublon\":{\"schema\":1,\"version\":", dbn_span_of(version)));
    DBN_TRY(number_member(out, arena, ",\"units\":", stats->units));
    DBN_TRY(number_member(out, arena, ",\"contexts\":", stats->contexts));
    DBN_TRY(number_member(out, arena, ",\"bytes\":", stats->bytes));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"languages\":[")));
    for (uint32_t i = 0; i < stats->language_count; i++) {
        const dbn_memory_language *l = &stats->languages[i];
        DBN_TRY(text_member(out, arena, i > 0 ? ",{\"lang\":" : "{\"lang\":", l->lang));
        DBN_TRY(number_member(out, arena, ",\"texts\":", l->variants));
        DBN_TRY(number_member(out, arena, ",\"searched\":", l->sources));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("}")));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("]}}\n"));
}
