/*
 * Candidates and glossaries of XLIFF 2: its modules mtc and gls.
 */
#include "exchange/aids.h"
#include "exchange/xliff2.h"

static xliff2_kind
kind_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_xml_node *n = &xml->nodes.items[node];
    return n->is_text ? XLIFF2_NOTHING : (xliff2_kind)n->kind;
}

/* The text of an element; *is_plain: it has nothing else. */
static dbn_status
text_of(dbn_span *out, bool *is_plain, const dbn_aids *aids, uint32_t node)
{
    dbn_buffer text = {0};
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    *is_plain = node != DBN_NONE;
    *out = DBN_SPAN("");
    for (uint32_t i = node + 1; *is_plain && i < nodes[node].end; i++) {
        dbn_span piece = dbn_xml_text(aids->xml, nodes[i].text);
        *is_plain = nodes[i].is_text;
        if (nodes[i].is_text)
            DBN_TRY_PUSH(aids->job, dbn_vec_append(&aids->job->arena, &text, piece.ptr,
                                                   (uint32_t)piece.len));
    }
    if (text.count > 0)
        *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

/* ---- candidates ------------------------------------------------------------------ */

/* "#s2", or "#/f=f1/u=u1/s2": what it names in its unit. */
static dbn_span
name_in_unit(dbn_span ref)
{
    size_t at = ref.len;
    while (at > 0 && ref.ptr[at - 1] != '#' && ref.ptr[at - 1] != '/')
        at--;
    return (dbn_span){ref.ptr + at, ref.len - at};
}

/* An engine's is none that may be taken for a translation. How good a translation is
 * says not how like its source is: that makes no match of the whole. */
static uint32_t
score_of(const dbn_xml *xml, uint32_t match)
{
    dbn_span type = dbn_xml_get(xml, match, "type");
    uint32_t score = dbn_aids_percent(dbn_xml_get(xml, match, "similarity"), DBN_NONE);
    if (score == DBN_NONE) {
        score = dbn_aids_percent(dbn_xml_get(xml, match, "matchQuality"), 0);
        score = score < 100 ? score : 99;
    }
    bool is_in_context = dbn_span_equal(type, DBN_SPAN("icm")) && score == 100;
    return dbn_span_equal(type, DBN_SPAN("mt")) ? 0 : score + is_in_context;
}

static dbn_aids_code
code_of(const dbn_xml *xml, uint32_t node)
{
    const dbn_span start = dbn_xml_get(xml, node, "startRef");
    dbn_aids_code code = {DBN_AIDS_OTHER, dbn_xml_get(xml, node, "id")};
    switch (kind_of(xml, node)) {
    case XLIFF2_PH:
        code.kind = DBN_AIDS_ALONE;
        return code;
    case XLIFF2_PC:
        code.kind = DBN_AIDS_AROUND;
        return code;
    case XLIFF2_SC:
        code.kind = DBN_AIDS_START;
        return code;
    case XLIFF2_EC:
        code.kind = DBN_AIDS_END;
        if (start.ptr != NULL)
            code.id = start;
        return code;
    case XLIFF2_MRK:
    case XLIFF2_SM:
    case XLIFF2_EM:
        code.kind = DBN_AIDS_MARK;
        return code;
    default:
        return code;
    }
}

static dbn_status
add_match(const dbn_aids *aids, uint32_t node, const dbn_ids *segments)
{
    dbn_unit_match match = {.origin = dbn_xml_get(aids->xml, node, "origin"),
                            .score = score_of(aids->xml, node)};
    const uint32_t texts[2] = {dbn_xml_child(aids->xml, node, XLIFF2_SOURCE),
                               dbn_xml_child(aids->xml, node, XLIFF2_TARGET)};
    bool is_read;
    match.part =
        dbn_ids_find(segments, 0, 0, name_in_unit(dbn_xml_get(aids->xml, node, "ref")));
    DBN_TRY(dbn_aids_read_match(&match, &is_read, aids, texts, code_of));
    if (match.origin.ptr == NULL)
        match.origin = DBN_SPAN("");
    return match.part != DBN_NONE && match.score > 0 && is_read
               ? dbn_aids_add_match(aids, match)
               : DBN_OK;
}

/* The parts of the unit by their names. */
static dbn_status
name_segments(dbn_ids *out, const dbn_aids *aids)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    uint32_t part = aids->part_beg;
    for (uint32_t i = dbn_xml_element(aids->xml, aids->unit, aids->unit + 1);
         i != DBN_NONE; i = dbn_xml_element(aids->xml, aids->unit, nodes[i].end)) {
        xliff2_kind kind = kind_of(aids->xml, i);
        dbn_id_row row = {.id = dbn_xml_get(aids->xml, i, "id"), .node = part};
        if (kind == XLIFF2_SEGMENT && row.id.ptr != NULL)
            DBN_TRY_PUSH(aids->job, dbn_vec_push(&aids->job->scratch, out, row));
        part += kind == XLIFF2_SEGMENT || kind == XLIFF2_IGNORABLE;
    }
    dbn_ids_sort(out);
    return DBN_OK;
}

static dbn_status
add_matches(const dbn_aids *aids, uint32_t matches)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    dbn_ids segments = {0};
    dbn_arena_mark mark = dbn_arena_save(&aids->job->scratch);
    DBN_TRY(name_segments(&segments, aids));
    for (uint32_t i = dbn_xml_element(aids->xml, matches, matches + 1); i != DBN_NONE;
         i = dbn_xml_element(aids->xml, matches, nodes[i].end))
        if (kind_of(aids->xml, i) == XLIFF2_MATCH)
            DBN_TRY(add_match(aids, i, &segments));
    dbn_arena_rewind(&aids->job->scratch, mark);
    return DBN_OK;
}

/* ---- terms ----------------------------------------------------------------------- */

/* Its translations, joined by "|". */
static dbn_status
translations_of(dbn_span *out, const dbn_aids *aids, uint32_t entry)
{
    dbn_buffer all = {0};
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(aids->xml, entry, entry + 1); i != DBN_NONE;
         i = dbn_xml_element(aids->xml, entry, nodes[i].end)) {
        dbn_span one;
        bool is_plain;
        if (kind_of(aids->xml, i) != XLIFF2_TRANSLATION)
            continue;
        DBN_TRY(text_of(&one, &is_plain, aids, i));
        one = dbn_span_trim(one);
        if (all.count > 0 && one.len > 0)
            DBN_TRY_PUSH(aids->job, dbn_vec_push(&aids->job->arena, &all, '|'));
        if (one.len > 0)
            DBN_TRY_PUSH(aids->job, dbn_vec_append(&aids->job->arena, &all, one.ptr,
                                                   (uint32_t)one.len));
    }
    *out = (dbn_span){all.count == 0 ? "" : all.items, all.count};
    return DBN_OK;
}

static dbn_status
add_terms(const dbn_aids *aids, uint32_t glossary)
{
    const dbn_xml_node *nodes = aids->xml->nodes.items;
    for (uint32_t i = dbn_xml_element(aids->xml, glossary, glossary + 1); i != DBN_NONE;
         i = dbn_xml_element(aids->xml, glossary, nodes[i].end)) {
        dbn_span term = {0}, translation = {0};
        bool is_plain;
        if (kind_of(aids->xml, i) != XLIFF2_GLOSS_ENTRY)
            continue;
        DBN_TRY(
            text_of(&term, &is_plain, aids, dbn_xml_child(aids->xml, i, XLIFF2_TERM)));
        DBN_TRY(translations_of(&translation, aids, i));
        DBN_TRY(dbn_aids_add_term(aids, term, translation));
    }
    return DBN_OK;
}

dbn_status
dbn_aids_of_xliff2(const dbn_aids *aids)
{
    uint32_t matches = dbn_xml_child(aids->xml, aids->unit, XLIFF2_MATCHES);
    uint32_t glossary = dbn_xml_child(aids->xml, aids->unit, XLIFF2_GLOSSARY);
    if (matches != DBN_NONE)
        DBN_TRY(add_matches(aids, matches));
    return glossary == DBN_NONE ? DBN_OK : add_terms(aids, glossary);
}
