/*
 * TMX of any size: a unit at a time is a tree (xml.h), of which the texts are kept as
 * people read them and, where they have codes, as they are written.
 */
#include "exchange/units.h"

#include "base/message.h"
#include "exchange/unit.h"

/* What TMX 1.4b has in segments, and beside them. What must be there, and is not, gets
 * a value; what is of no element of these is not kept, but for its text. */
static const struct {
    const char *name, *attributes;
    const char *wanted, *value;
} elements[] = {
    {"bpt", "i x type", "i", "1"},
    {"ept", "i", "i", "1"},
    {"ph", "x assoc type", NULL, NULL},
    {"it", "pos x type", "pos", "begin"},
    {"hi", "x type", NULL, NULL},
    {"ut", "x", NULL, NULL},
    {"sub", "datatype type", NULL, NULL},
    {"note", "o-encoding", NULL, NULL},
    {"prop", "type o-encoding", "type", "x-none"},
    {"tu",
     "tuid o-encoding datatype usagecount lastusagedate creationtool "
     "creationtoolversion creationdate creationid changedate segtype changeid o-tmf "
     "srclang",
     NULL, NULL},
    {"tuv",
     "o-encoding datatype usagecount lastusagedate creationtool creationtoolversion "
     "creationdate creationid changedate o-tmf changeid",
     NULL, NULL},
};
#define ELEMENT_COUNT (sizeof elements / sizeof elements[0])

/* Properties that name neighbours, as memoQ and OmegaT write them. */
static const char *const before_types[] = {"x-context-pre", "prev"};
static const char *const after_types[] = {"x-context-post", "next"};

/* The unit at hand. */
typedef struct taking {
    const dbn_xml *xml;
    dbn_arena *arena;
    dbn_memory_variants variants;
} taking;

typedef struct streaming {
    dbn_tmx_stream *stream;
    dbn_job *job;
    bool is_known; /* its version */
} streaming;

/* ---- markup --------------------------------------------------------------------- */

static dbn_span
reference_for(char c, bool is_attribute)
{
    switch (c) {
    case '&':
        return DBN_SPAN("&amp;");
    case '<':
        return DBN_SPAN("&lt;");
    case '>':
        return DBN_SPAN("&gt;");
    case '\r':
        return DBN_SPAN("&#13;");
    case '"':
        return is_attribute ? DBN_SPAN("&quot;") : DBN_SPAN("");
    case '\n':
        return is_attribute ? DBN_SPAN("&#10;") : DBN_SPAN("");
    case '\t':
        return is_attribute ? DBN_SPAN("&#9;") : DBN_SPAN("");
    default:
        return DBN_SPAN("");
    }
}

static dbn_status
append(dbn_buffer *out, dbn_arena *arena, dbn_span text)
{
    return dbn_vec_append(arena, out, text.ptr, (uint32_t)text.len);
}

static dbn_status
append_escaped(dbn_buffer *out, dbn_arena *arena, dbn_span text, bool is_attribute)
{
    size_t beg = 0;
    for (size_t at = 0; at < text.len; at++) {
        dbn_span reference = reference_for(text.ptr[at], is_attribute);
        if (reference.len == 0)
            continue;
        DBN_TRY(append(out, arena, (dbn_span){text.ptr + beg, at - beg}));
        DBN_TRY(append(out, arena, reference));
        beg = at + 1;
    }
    return append(out, arena, (dbn_span){text.ptr + beg, text.len - beg});
}

static dbn_status
append_attribute(dbn_buffer *out, dbn_arena *arena, dbn_span name, dbn_span value)
{
    DBN_TRY(append(out, arena, DBN_SPAN(" ")));
    DBN_TRY(append(out, arena, name));
    DBN_TRY(append(out, arena, DBN_SPAN("=\"")));
    DBN_TRY(append_escaped(out, arena, value, true));
    return append(out, arena, DBN_SPAN("\""));
}

static size_t
element_of(const dbn_xml *xml, uint32_t node)
{
    size_t i = 0;
    while (i < ELEMENT_COUNT && !dbn_tmx_is_named(xml, node, elements[i].name))
        i++;
    return i;
}

/* Those that the element has in the standard, in its order. */
static dbn_status
append_attributes(dbn_buffer *out, const taking *t, uint32_t node, size_t element)
{
    dbn_span names = dbn_span_of(elements[element].attributes);
    for (dbn_span name; (name = dbn_span_next_word(&names)).len > 0;) {
        const dbn_xml_node *n = &t->xml->nodes.items[node];
        dbn_span value = {NULL, 0};
        for (uint32_t i = n->attr_beg; i < n->attr_end; i++) {
            const dbn_xml_attr *attr = &t->xml->attrs.items[i];
            if (attr->ns == DBN_XML_NS_NONE &&
                dbn_span_equal(dbn_xml_text(t->xml, attr->name), name))
                value = dbn_xml_text(t->xml, attr->value);
        }
        if (value.ptr == NULL && elements[element].wanted != NULL &&
            dbn_span_equal(name, dbn_span_of(elements[element].wanted)))
            value = dbn_span_of(elements[element].value);
        if (value.ptr != NULL)
            DBN_TRY(append_attribute(out, t->arena, name, value));
    }
    return DBN_OK;
}

static dbn_status
append_tag(dbn_buffer *out, const taking *t, size_t element, bool is_end)
{
    DBN_TRY(append(out, t->arena, is_end ? DBN_SPAN("</") : DBN_SPAN("<")));
    DBN_TRY(append(out, t->arena, dbn_span_of(elements[element].name)));
    return is_end ? append(out, t->arena, DBN_SPAN(">")) : DBN_OK;
}

static dbn_status
begin_element(dbn_buffer *out, const taking *t, uint32_t node, size_t element)
{
    DBN_TRY(append_tag(out, t, element, false));
    DBN_TRY(append_attributes(out, t, node, element));
    dbn_span lang = dbn_tmx_language(t->xml, node);
    bool has_lang = lang.ptr != NULL && (dbn_tmx_is_named(t->xml, node, "note") ||
                                         dbn_tmx_is_named(t->xml, node, "prop"));
    if (has_lang)
        DBN_TRY(append_attribute(out, t->arena, DBN_SPAN("xml:lang"), lang));
    return append(out, t->arena, DBN_SPAN(">"));
}

/* What stands in [beg, end), nodes of whole subtrees, as markup. Ends are those of the
 * elements around a node, innermost first. */
static dbn_status
append_markup(dbn_buffer *out, const taking *t, uint32_t beg, uint32_t end)
{
    const dbn_xml_node *nodes = t->xml->nodes.items;
    uint32_t open = beg < end ? nodes[beg].parent : DBN_NONE, root = open;
    for (uint32_t i = beg; i <= end; i++) {
        while (open != root && (i == end || nodes[open].end <= i)) {
            if (element_of(t->xml, open) < ELEMENT_COUNT)
                DBN_TRY(append_tag(out, t, element_of(t->xml, open), true));
            open = nodes[open].parent;
        }
        if (i == end)
            break;
        if (nodes[i].is_text) {
            DBN_TRY(append_escaped(out, t->arena, dbn_xml_text(t->xml, nodes[i].text),
                                   false));
            continue;
        }
        size_t element = element_of(t->xml, i);
        if (element < ELEMENT_COUNT)
            DBN_TRY(begin_element(out, t, i, element));
        open = i;
    }
    return DBN_OK;
}

dbn_status
dbn_tmx_property(dbn_buffer *out, const char *type, dbn_span text, dbn_arena *arena)
{
    DBN_TRY(append(out, arena, DBN_SPAN("<prop")));
    DBN_TRY(append_attribute(out, arena, DBN_SPAN("type"), dbn_span_of(type)));
    DBN_TRY(append(out, arena, DBN_SPAN(">")));
    DBN_TRY(append_escaped(out, arena, text, false));
    return append(out, arena, DBN_SPAN("</prop>"));
}

/* ---- units ---------------------------------------------------------------------- */

static dbn_span
text_of(const dbn_buffer *buffer)
{
    return (dbn_span){buffer->items, buffer->count};
}

/* The attributes of a unit or a variant, and its notes and properties. */
static dbn_status
take_head(dbn_span *attributes, dbn_span *notes, const taking *t, uint32_t node)
{
    dbn_buffer head = {0}, inside = {0};
    const dbn_xml_node *nodes = t->xml->nodes.items;
    DBN_TRY(append_attributes(&head, t, node, element_of(t->xml, node)));
    for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
        if (dbn_tmx_is_named(t->xml, i, "note") || dbn_tmx_is_named(t->xml, i, "prop"))
            DBN_TRY(append_markup(&inside, t, i, nodes[i].end));
    *attributes = text_of(&head);
    *notes = text_of(&inside);
    return DBN_OK;
}

/* Is it more than a text, or one with tabs and line ends, which others may lose? */
static bool
is_markup(const dbn_xml *xml, uint32_t node, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ')
            return true;
    for (uint32_t i = node + 1; i < xml->nodes.items[node].end; i++)
        if (!xml->nodes.items[i].is_text)
            return true;
    return false;
}

static dbn_status
take_variant(taking *t, uint32_t node)
{
    dbn_memory_variant one = {.lang = dbn_tmx_language(t->xml, node)};
    uint32_t segment = dbn_tmx_segment(t->xml, node);
    if (segment == DBN_NONE || one.lang.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_tmx_text(&one.text, t->xml, segment, t->arena));
    bool has_content = is_markup(t->xml, segment, one.text);
    if (one.text.len == 0 && !has_content)
        return DBN_OK;
    if (has_content) {
        dbn_buffer content = {0};
        DBN_TRY(
            append_markup(&content, t, segment + 1, t->xml->nodes.items[segment].end));
        one.content = text_of(&content);
    }
    DBN_TRY(take_head(&one.attributes, &one.notes, t, node));
    return dbn_vec_push(t->arena, &t->variants, one);
}

/* The text of the unit's or its source's property of one of two types. */
static uint64_t
neighbour_of(const dbn_xml *xml, uint32_t unit, const char *const types[2])
{
    for (uint32_t i = unit + 1; i < xml->nodes.items[unit].end; i++) {
        if (!dbn_tmx_is_named(xml, i, "prop"))
            continue;
        dbn_span type = dbn_xml_get(xml, i, "type");
        uint32_t inside = i + 1;
        bool is_wanted = dbn_span_equal(type, dbn_span_of(types[0])) ||
                         dbn_span_equal(type, dbn_span_of(types[1]));
        if (!is_wanted)
            continue;
        if (inside == xml->nodes.items[i].end)
            return dbn_memory_context(DBN_SPAN(""));
        if (xml->nodes.items[inside].is_text)
            return dbn_memory_context(dbn_xml_text(xml, xml->nodes.items[inside].text));
    }
    return DBN_MEMORY_UNKNOWN;
}

/* Its own, else that of the file. */
static dbn_span
source_of(const dbn_xml *xml, uint32_t unit)
{
    dbn_span own = dbn_xml_get(xml, unit, "srclang");
    for (uint32_t i = 0; i < unit && own.ptr == NULL; i++)
        if (dbn_tmx_is_named(xml, i, "header"))
            own = dbn_xml_get(xml, i, "srclang");
    return own;
}

/* Sources are the variants whose language fits best; where none fits, those in that of
 * the first. */
static void
find_sources(taking *t, dbn_span wanted)
{
    dbn_memory_variant *all = t->variants.items;
    bool is_any = dbn_span_equal_ascii(wanted, DBN_SPAN("*all*"));
    uint32_t best = 0;
    for (uint32_t i = 0; i < t->variants.count; i++) {
        uint32_t fit = dbn_tmx_fit(all[i].lang, wanted);
        best = fit > best ? fit : best;
    }
    for (uint32_t i = 0; i < t->variants.count; i++)
        all[i].is_source =
            is_any || (best > 0 ? dbn_tmx_fit(all[i].lang, wanted) == best
                                : dbn_span_equal(all[i].lang, all[0].lang));
}

static dbn_status
take_unit(taking *t, dbn_stored_unit *out, uint32_t node)
{
    const dbn_xml_node *nodes = t->xml->nodes.items;
    for (uint32_t i = node + 1; i < nodes[node].end; i = nodes[i].end)
        if (dbn_tmx_is_named(t->xml, i, "tuv"))
            DBN_TRY(take_variant(t, i));
    find_sources(t, source_of(t->xml, node));
    *out = (dbn_stored_unit){.variants = t->variants.items,
                             .variant_count = t->variants.count,
                             .before = neighbour_of(t->xml, node, before_types),
                             .after = neighbour_of(t->xml, node, after_types)};
    return take_head(&out->attributes, &out->notes, t, node);
}

/* 1.1 to 1.4, or "1.4b" as some write it. */
static dbn_status
check_version(streaming *s, const dbn_xml *xml)
{
    dbn_span version = dbn_xml_get(xml, 0, "version");
    bool is_known = version.len >= 3 && version.len <= 4 &&
                    dbn_span_starts(version, DBN_SPAN("1.")) && version.ptr[2] >= '1' &&
                    version.ptr[2] <= '4' &&
                    (version.len == 3 || dbn_span_equal(version, DBN_SPAN("1.4b")));
    s->is_known = true;
    if (is_known || version.ptr == NULL)
        return DBN_OK;
    s->job->err.line = xml->nodes.items[0].line;
    return dbn_fail(&s->job->err, DBN_ERR_SYNTAX, "TMX of version '%.*s' is not known",
                    (int)(version.len < 16 ? version.len : 16), version.ptr);
}

static dbn_status
on_element(void *context, const dbn_xml *xml, uint32_t node)
{
    streaming *s = context;
    if (!s->is_known)
        DBN_TRY(check_version(s, xml));
    dbn_stored_unit unit;
    dbn_arena_mark mark = dbn_arena_save(&s->job->scratch);
    taking t = {.xml = xml, .arena = &s->job->scratch};
    DBN_TRY_PUSH(s->job, take_unit(&t, &unit, node));
    dbn_status status = DBN_OK;
    if (unit.variant_count > 0)
        status = s->stream->on_unit(s->stream->unit_context, &unit);
    else
        s->stream->passed_over++;
    dbn_arena_rewind(&s->job->scratch, mark);
    return status;
}

/* ---- the file ------------------------------------------------------------------- */

static dbn_status
read_bytes(void *context, char *out, size_t size, size_t *count)
{
    streaming *s = context;
    return s->stream->read(s->stream->read_context, out, size, count);
}

dbn_status
dbn_tmx_stream_read(dbn_tmx_stream *stream, dbn_job *job)
{
    static const char *const none[] = {NULL};
    dbn_xml xml;
    streaming s = {.stream = stream, .job = job};
    const dbn_xml_stream wanted = {.read = read_bytes,
                                   .root = "tmx",
                                   .refusal = DBN_MESSAGE("this is no TMX"),
                                   .head = "header",
                                   .name = "tu",
                                   .on_element = on_element,
                                   .context = &s};
    stream->passed_over = 0;
    /* A chunk of the scratch stays, or each unit would ask for one. */
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    if (dbn_arena_alloc(&job->scratch, 1) == NULL)
        return dbn_job_nomem(job);
    dbn_status status = dbn_xml_stream_read(&xml, &wanted, none, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
