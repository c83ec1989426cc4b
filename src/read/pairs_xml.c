/*
 * XLIFF and TMX, tag by tag (pairs_tags.c), with the place of everything: one pass, and
 * a stack of open elements of bounded depth. Nothing is fetched and nothing declared: a
 * file that declares entities is refused.
 */
#include "read/pairs_xml.h"

#include "base/message.h"

static dbn_status
refuse(scanner *s, const char *message)
{
    return draft_refuse(s->d, s->at, message);
}

/* ---- codes ----------------------------------------------------------------------- */

static dbn_status
join(scanner *s, dbn_span *out, const char *before, dbn_span id)
{
    size_t len = strlen(before);
    char *bytes = dbn_arena_alloc(&s->d->job->arena, len + id.len + 1);
    if (bytes == NULL)
        return dbn_job_nomem(s->d->job);
    memcpy(bytes, before, len);
    if (id.len > 0)
        memcpy(bytes + len, id.ptr, id.len);
    *out = (dbn_span){bytes, len + id.len};
    return DBN_OK;
}

static bool
is_named(const tag *t, const char *name)
{
    return dbn_span_equal(t->name, dbn_span_of(name));
}

/* The name of a code: what begins has that of what it belongs to, what ends the same
 * with a slash. */
static dbn_status
name_code(scanner *s, dbn_span *out, const tag *t)
{
    bool is_end = is_named(t, "ec") || is_named(t, "ex") || is_named(t, "ept");
    const dbn_span keys[] = {DBN_SPAN("startRef"), DBN_SPAN("rid"), DBN_SPAN("i"),
                             DBN_SPAN("id"),       DBN_SPAN("x"),   DBN_SPAN("hex")};
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        dbn_span id = pairs_xml_attribute(t, keys[i]);
        if (id.ptr != NULL)
            return join(s, out, is_end ? "/" : "", id);
    }
    return join(s, out, is_end ? "/" : "", t->name);
}

static bool
may_go(const tag *t)
{
    return dbn_span_equal(pairs_xml_attribute(t, DBN_SPAN("canDelete")),
                          DBN_SPAN("yes"));
}

/* ---- texts ----------------------------------------------------------------------- */

static void
close_side(scanner *s, uint32_t side, uint32_t at, uint32_t behind)
{
    draft_side *own = &s->d->sides.items[side];
    own->place.end = at;
    own->behind = behind;
    own->is_open = false;
}

static dbn_status
open_side(scanner *s, open_element *e, const tag *t, bool is_target)
{
    e->outer = s->side;
    DBN_TRY(draft_open(s->d, &e->side, t->range.end, is_target));
    draft_side *side = &s->d->sides.items[e->side];
    side->tag = t->range;
    side->element = t->name;
    side->is_empty = t->is_empty;
    s->side = e->side;
    return DBN_OK;
}

/* The language that an element says its texts are in. */
static dbn_span
language_of(const tag *t)
{
    dbn_span lang = pairs_xml_attribute(t, DBN_SPAN("xml:lang"));
    return lang.ptr != NULL ? lang : pairs_xml_attribute(t, DBN_SPAN("lang"));
}

static void
take_languages(scanner *s, const tag *t)
{
    static const char *const sources[] = {"source-language", "srcLang", "srclang"};
    static const char *const targets[] = {"target-language", "trgLang"};
    dbn_pairs *p = s->d->pairs;
    for (size_t i = 0; i < 3; i++) {
        dbn_span said = pairs_xml_attribute(t, dbn_span_of(sources[i]));
        if (said.len > 0 && p->source_lang.len == 0 &&
            !dbn_span_equal(said, DBN_SPAN("*all*")))
            p->source_lang = said;
        said = i < 2 ? pairs_xml_attribute(t, dbn_span_of(targets[i]))
                     : (dbn_span){NULL, 0};
        if (said.len > 0 && p->target_lang.len == 0)
            p->target_lang = said;
    }
}

/* ---- elements -------------------------------------------------------------------- */

static dbn_status
start_text(scanner *s, open_element *e, const tag *t)
{
    bool is_target = t->element == ELEMENT_TARGET;
    if (s->asides > 0 || s->side != DBN_NONE)
        return DBN_OK;
    DBN_TRY(open_side(s, e, t, is_target));
    if (t->element == ELEMENT_TEXT && s->depth > 0)
        s->d->sides.items[e->side].lang = s->open[s->depth - 1].lang;
    s->d->sides.items[e->side].is_case = t->element == ELEMENT_CUT_SOURCE;
    return DBN_OK;
}

/* A segment inside a segment is a part of its text: no tool can say whose it is. */
static dbn_status
start_mark(scanner *s, open_element *e, const tag *t)
{
    dbn_span id = pairs_xml_attribute(t, DBN_SPAN("mid"));
    bool is_segment =
        dbn_span_equal(pairs_xml_attribute(t, DBN_SPAN("mtype")), DBN_SPAN("seg")) &&
        id.len > 0 && s->d->sides.items[s->side].id.len == 0;
    DBN_TRY(draft_remove(s->d, s->side, t->range, DBN_RULE_EXTRACT_TAG));
    if (!is_segment)
        return DBN_OK;
    DBN_TRY(open_side(s, e, t, s->d->sides.items[s->side].is_target));
    s->d->sides.items[e->side].id = id;
    return DBN_OK;
}

/* A start tag inside a text. */
static dbn_status
start_inline(scanner *s, open_element *e, const tag *t)
{
    if (t->element == ELEMENT_OTHER || t->element == ELEMENT_ASIDE)
        return draft_remove(s->d, s->side, t->range, DBN_RULE_EXTRACT_TAG);
    DBN_TRY(name_code(s, &e->code, t));
    e->may_go = may_go(t);
    if (t->element == ELEMENT_OPAQUE && !t->is_empty) {
        s->opaque++;
        return DBN_OK;
    }
    const draft_code code = {.tag = t->range, .name = e->code, .may_go = e->may_go};
    return draft_add_code(s->d, s->side, &code);
}

static dbn_status
end_element(scanner *s, const tag *t)
{
    open_element *e = &s->open[--s->depth];
    if (e->side != DBN_NONE) {
        close_side(s, e->side, t->range.beg, t->range.end);
        s->side = e->outer;
        if (e->outer != DBN_NONE)
            DBN_TRY(draft_remove(s->d, e->outer, t->range, DBN_RULE_EXTRACT_TAG));
        return DBN_OK;
    }
    if (e->element == ELEMENT_SOURCE && s->asides > 0 && s->match_count > 0)
        s->matches[s->match_count - 1].source = (dbn_range){e->text, t->range.beg};
    if (e->element == ELEMENT_TARGET && s->asides > 0 && s->match_count > 0)
        s->matches[s->match_count - 1].target = (dbn_range){e->text, t->range.beg};
    s->asides -= e->element == ELEMENT_ASIDE;
    if (e->element == ELEMENT_UNIT && s->asides == 0)
        return pairs_xml_end_unit(s);
    if (s->side == DBN_NONE)
        return DBN_OK;
    if (e->element == ELEMENT_OPAQUE && e->code.ptr != NULL) {
        s->opaque--;
        const draft_code code = {
            .tag = {e->beg, t->range.end}, .name = e->code, .may_go = e->may_go};
        return s->opaque > 0 ? DBN_OK : draft_add_code(s->d, s->side, &code);
    }
    if (s->opaque > 0)
        return DBN_OK;
    if (e->element != ELEMENT_PAIRED)
        return draft_remove(s->d, s->side, t->range, DBN_RULE_EXTRACT_TAG);
    draft_code code = {.tag = t->range, .may_go = e->may_go};
    DBN_TRY(join(s, &code.name, "/", e->code));
    return draft_add_code(s->d, s->side, &code);
}

/* A match of version 2 says which segment it is for; matches stand in front of all of
 * them. */
static void
note_match(scanner *s, const tag *t)
{
    dbn_span said[] = {pairs_xml_attribute(t, DBN_SPAN("similarity")),
                       pairs_xml_attribute(t, DBN_SPAN("match-quality"))};
    dbn_span score = said[0].ptr != NULL ? said[0] : said[1];
    dbn_span segment = pairs_xml_attribute(t, DBN_SPAN("ref"));
    uint32_t value = 0;
    if (s->match_count == MATCHES_MAX || s->asides == 0)
        return;
    for (size_t i = 0; i < score.len && dbn_is_ascii_digit(score.ptr[i]) && value < 100;
         i++)
        value = value * 10 + (uint32_t)(score.ptr[i] - '0');
    if (segment.len > 0 && segment.ptr[0] == '#')
        segment = (dbn_span){segment.ptr + 1, segment.len - 1};
    if (segment.ptr == NULL)
        segment = pairs_xml_attribute(t, DBN_SPAN("mid"));
    dbn_span origin = pairs_xml_attribute(t, DBN_SPAN("origin"));
    s->matches[s->match_count++] =
        (match){.segment = segment.ptr == NULL ? DBN_SPAN("") : segment,
                .origin = origin.ptr == NULL ? DBN_SPAN("") : origin,
                .score = (uint8_t)(value > 100 ? 100 : value)};
}

static dbn_status
start_outside(scanner *s, open_element *e, const tag *t)
{
    switch (t->element) {
    case ELEMENT_FILE:
        take_languages(s, t);
        return DBN_OK;
    case ELEMENT_MATCH:
        note_match(s, t);
        return DBN_OK;
    case ELEMENT_CASE:
        s->match_count = 0;
        return DBN_OK;
    case ELEMENT_UNIT:
        s->first_side = s->asides > 0 ? s->first_side : s->d->sides.count;
        if (s->d->pairs->kind != DBN_PAIRS_XLIFF2)
            s->match_count = 0;
        s->is_locked = e->is_locked;
        s->unit_id = pairs_xml_attribute(t, DBN_SPAN("id"));
        if (s->unit_id.ptr == NULL)
            s->unit_id = pairs_xml_attribute(t, DBN_SPAN("tuid"));
        if (s->unit_id.ptr == NULL)
            s->unit_id = DBN_SPAN("");
        return DBN_OK;
    case ELEMENT_VARIANT:
        e->lang = language_of(t);
        return DBN_OK;
    case ELEMENT_ASIDE:
        s->asides++;
        if (dbn_span_ends(t->name, DBN_SPAN("alt-trans")))
            note_match(s, t);
        return DBN_OK;
    case ELEMENT_SOURCE:
    case ELEMENT_CUT_SOURCE:
    case ELEMENT_TARGET:
    case ELEMENT_TEXT:
        return start_text(s, e, t);
    default:
        return DBN_OK;
    }
}

static dbn_status
take_start(scanner *s, const tag *t)
{
    if (s->depth == DEPTH_MAX)
        return dbn_fail(&s->d->job->err, DBN_ERR_LIMIT,
                        "elements are nested too deeply");
    open_element e = {.name = t->name,
                      .element = t->element,
                      .side = DBN_NONE,
                      .outer = DBN_NONE,
                      .beg = t->range.beg,
                      .text = t->range.end};
    dbn_span said = pairs_xml_attribute(t, DBN_SPAN("translate"));
    e.is_locked = said.ptr == NULL ? s->depth > 0 && s->open[s->depth - 1].is_locked
                                   : dbn_span_equal(said, DBN_SPAN("no"));
    if (s->side == DBN_NONE)
        DBN_TRY(start_outside(s, &e, t));
    else if (s->opaque > 0)
        s->opaque += t->element == ELEMENT_OPAQUE && !t->is_empty;
    else if (t->element == ELEMENT_MARK)
        DBN_TRY(start_mark(s, &e, t));
    else
        DBN_TRY(start_inline(s, &e, t));
    if (s->opaque > 0 && e.code.ptr == NULL && t->element == ELEMENT_OPAQUE &&
        !t->is_empty)
        e.code = DBN_SPAN("");
    s->open[s->depth++] = e;
    if (!t->is_empty)
        return DBN_OK;
    /* it ends where it begins, and has no end tag to be removed */
    if (e.side != DBN_NONE) {
        close_side(s, e.side, t->range.end, t->range.end);
        s->side = e.outer;
    }
    s->asides -= t->element == ELEMENT_ASIDE && s->side == DBN_NONE;
    s->depth--;
    return t->element == ELEMENT_UNIT && s->side == DBN_NONE ? pairs_xml_end_unit(s)
                                                             : DBN_OK;
}

static dbn_status
take_tag(scanner *s)
{
    tag t;
    DBN_TRY(pairs_xml_read_tag(s, &t));
    if (!t.is_end)
        return take_start(s, &t);
    if (s->depth == 0 || !dbn_span_equal(s->open[s->depth - 1].name, t.name)) {
        s->at = t.range.beg;
        return refuse(
            s, DBN_MESSAGE("an end tag is not that of the element that is open"));
    }
    return end_element(s, &t);
}

/* ---- what is no tag -------------------------------------------------------------- */

/* Behind `end`, which ends what begins at s->at. */
static dbn_status
skip_to(scanner *s, dbn_span end)
{
    dbn_span text = s->d->text;
    for (uint32_t at = s->at; at + end.len <= text.len; at++) {
        if (memcmp(text.ptr + at, end.ptr, end.len) != 0)
            continue;
        dbn_range range = {s->at, at + (uint32_t)end.len};
        s->at = range.end;
        if (s->side == DBN_NONE || s->opaque > 0)
            return DBN_OK;
        return draft_remove(s->d, s->side, range, DBN_RULE_EXTRACT_COMMENT);
    }
    return refuse(s, DBN_MESSAGE("a tag does not end"));
}

/* Text that is as it stands: only its marks go. */
static dbn_status
take_cdata(scanner *s)
{
    uint32_t beg = s->at;
    const dbn_span open = DBN_SPAN("<![CDATA["), close = DBN_SPAN("]]>");
    uint32_t side = s->side;
    s->side = DBN_NONE;
    dbn_status status = skip_to(s, close);
    s->side = side;
    if (status != DBN_OK || side == DBN_NONE || s->opaque > 0)
        return status;
    uint32_t text = beg + (uint32_t)open.len, end = s->at - (uint32_t)close.len;
    DBN_TRY(draft_remove(s->d, side, (dbn_range){beg, text}, DBN_RULE_EXTRACT_TAG));
    return draft_remove(s->d, side, (dbn_range){end, s->at}, DBN_RULE_EXTRACT_TAG);
}

static dbn_status
take_doctype(scanner *s)
{
    dbn_span text = s->d->text;
    for (; s->at < text.len && text.ptr[s->at] != '>'; s->at++)
        if (text.ptr[s->at] == '[')
            return refuse(s, DBN_MESSAGE("the file declares entities of its own"));
    s->at++;
    return DBN_OK;
}

static dbn_status
take_markup(scanner *s)
{
    dbn_span rest = {s->d->text.ptr + s->at, s->d->text.len - s->at};
    if (dbn_span_starts(rest, DBN_SPAN("<!--")))
        return skip_to(s, DBN_SPAN("-->"));
    if (dbn_span_starts(rest, DBN_SPAN("<?")))
        return skip_to(s, DBN_SPAN("?>"));
    if (dbn_span_starts(rest, DBN_SPAN("<![CDATA[")))
        return take_cdata(s);
    if (dbn_span_starts(rest, DBN_SPAN("<!")))
        return take_doctype(s);
    return take_tag(s);
}

/* White space that breaks lines is one space. */
static dbn_status
take_spaces(scanner *s)
{
    dbn_span text = s->d->text;
    uint32_t beg = s->at;
    bool breaks = false;
    for (; s->at < text.len && dbn_is_ascii_space(text.ptr[s->at]); s->at++)
        breaks |= text.ptr[s->at] == '\n' || text.ptr[s->at] == '\r';
    if (!breaks || (s->at == beg + 1 && text.ptr[beg] == ' '))
        return DBN_OK;
    return draft_replace(s->d, s->side, (dbn_range){beg, s->at}, ' ',
                         DBN_RULE_EXTRACT_SPACE);
}

static dbn_status
take_text(scanner *s)
{
    dbn_span text = s->d->text;
    char c = text.ptr[s->at];
    if (s->side == DBN_NONE || s->opaque > 0) {
        const char *next = memchr(text.ptr + s->at, '<', text.len - s->at);
        s->at = next == NULL ? (uint32_t)text.len : (uint32_t)(next - text.ptr);
        return DBN_OK;
    }
    if (dbn_is_ascii_space(c))
        return take_spaces(s);
    if (c == '&') {
        uint32_t behind;
        DBN_TRY(draft_reference(s->d, s->side, s->at, (uint32_t)text.len, &behind));
        if (behind == s->at)
            return refuse(
                s, DBN_MESSAGE("the file has a reference that stands for nothing"));
        s->at = behind;
        return DBN_OK;
    }
    s->at++;
    return DBN_OK;
}

dbn_status
draft_read_xml(draft *d)
{
    scanner *s = dbn_arena_alloc(&d->job->scratch, sizeof *s);
    if (s == NULL)
        return dbn_job_nomem(d->job);
    s->d = d;
    s->side = DBN_NONE;
    s->unit_id = DBN_SPAN("");
    while (s->at < d->text.len)
        DBN_TRY(d->text.ptr[s->at] == '<' ? take_markup(s) : take_text(s));
    if (s->depth > 0)
        return refuse(s, DBN_MESSAGE("the file ends inside an element"));
    return DBN_OK;
}
