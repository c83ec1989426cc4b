/*
 * The units of TMX:
 *
 *     tu ─ tuv xml:lang ─ seg ─ text, and codes (bpt, ept, it, ph, ut), whose content
 * is markup, and <hi>, whose content is text
 *
 * The order of nodes is that of the file: one walk, in which the subtree of a code is
 * skipped.
 */
#include "exchange/units.h"

#include "exchange/unit.h"
#include "text/root.h"

bool
dbn_is_tmx(dbn_span bytes)
{
    dbn_root root;
    dbn_root_read(&root, bytes);
    return dbn_span_equal(root.name, DBN_SPAN("tmx"));
}

uint32_t
dbn_tmx_fit(dbn_span tag, dbn_span wanted)
{
    size_t same = 0;
    while (same < tag.len && same < wanted.len &&
           (dbn_ascii_lower(tag.ptr[same]) == dbn_ascii_lower(wanted.ptr[same]) ||
            (tag.ptr[same] == '_' && wanted.ptr[same] == '-')))
        same++;
    if (tag.len > 0 && same == tag.len && same == wanted.len)
        return 2;
    size_t language = 0;
    while (language < wanted.len && wanted.ptr[language] != '-')
        language++;
    return same >= language && language > 0 &&
           (tag.len == language || tag.ptr[language] == '-' ||
            tag.ptr[language] == '_');
}

static bool
is_code(const dbn_xml *xml, uint32_t node)
{
    static const char *const names[] = {"bpt", "ept", "it", "ph", "ut", "sub"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_tmx_is_named(xml, node, names[i]))
            return true;
    return false;
}

dbn_status
dbn_tmx_text(dbn_span *out, const dbn_xml *xml, uint32_t segment, dbn_arena *arena)
{
    dbn_buffer text = {0};
    for (uint32_t i = segment + 1; i < xml->nodes.items[segment].end;) {
        const dbn_xml_node *node = &xml->nodes.items[i];
        if (!node->is_text && is_code(xml, i)) {
            i = node->end;
            continue;
        }
        dbn_span part = dbn_xml_text(xml, node->text);
        if (node->is_text)
            DBN_TRY(dbn_vec_append(arena, &text, part.ptr, (uint32_t)part.len));
        i++;
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

uint32_t
dbn_tmx_segment(const dbn_xml *xml, uint32_t variant)
{
    uint32_t end = xml->nodes.items[variant].end;
    for (uint32_t i = variant + 1; i < end; i = xml->nodes.items[i].end)
        if (dbn_tmx_is_named(xml, i, "seg"))
            return i;
    return DBN_NONE;
}

dbn_span
dbn_tmx_language(const dbn_xml *xml, uint32_t node)
{
    dbn_span tag = dbn_xml_get_xml(xml, node, "lang");
    return tag.ptr != NULL ? tag : dbn_xml_get(xml, node, "lang");
}

/* The segment of the unit in the language; DBN_NONE for none. */
static uint32_t
find_segment(const dbn_xml *xml, uint32_t unit, dbn_span wanted)
{
    uint32_t best = 0, found = DBN_NONE, end = xml->nodes.items[unit].end;
    for (uint32_t i = unit + 1; i < end; i = xml->nodes.items[i].end) {
        if (!dbn_tmx_is_named(xml, i, "tuv"))
            continue;
        uint32_t fits = dbn_tmx_fit(dbn_tmx_language(xml, i), wanted);
        if (fits <= best)
            continue;
        best = fits;
        found = dbn_tmx_segment(xml, i);
    }
    return found;
}

static dbn_status
take_unit(dbn_tmx_units *out, const dbn_xml *xml, uint32_t unit,
          const dbn_span langs[2], dbn_arena *arena)
{
    dbn_tmx_unit one = {.line = xml->nodes.items[unit].line};
    dbn_span *texts[] = {&one.source, &one.target};
    for (int i = 0; i < 2; i++) {
        uint32_t segment = find_segment(xml, unit, langs[i]);
        if (segment == DBN_NONE)
            continue;
        DBN_TRY(dbn_tmx_text(texts[i], xml, segment, arena));
        *texts[i] = dbn_span_trim(*texts[i]);
    }
    if (one.source.len > 0 && one.target.len > 0)
        return dbn_vec_push(arena, &out->items, one);
    out->passed_over++;
    return DBN_OK;
}

dbn_status
dbn_tmx_is_file(const dbn_xml *xml, dbn_job *job)
{
    return xml->nodes.count > 0 && dbn_tmx_is_named(xml, 0, "tmx")
               ? DBN_OK
               : dbn_fail(&job->err, DBN_ERR_SYNTAX, "this is no TMX");
}

dbn_status
dbn_tmx_units_read(dbn_tmx_units *out, dbn_span bytes, dbn_span source, dbn_span target,
                   dbn_job *job)
{
    static const char *const none[] = {NULL};
    const dbn_span langs[2] = {source, target};
    dbn_xml xml;
    *out = (dbn_tmx_units){0};
    DBN_TRY(dbn_xml_read(&xml, bytes, none, job));
    DBN_TRY(dbn_tmx_is_file(&xml, job));
    for (uint32_t i = 0; i < xml.nodes.count; i++)
        if (dbn_tmx_is_named(&xml, i, "tu"))
            DBN_TRY_PUSH(job, take_unit(out, &xml, i, langs, &job->arena));
    return DBN_OK;
}
