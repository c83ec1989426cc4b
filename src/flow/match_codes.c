#include "flow/match_codes.h"

#include "base/utf8.h"
#include "write/xml_tags.h"

/** Codes of a match; one of more is for the engine. */
#define CODES_MAX 64U

/* A code of a match. */
typedef struct code {
    dbn_span name; /* by which it is known in both texts */
    uint32_t at;   /* in the text: in front of that byte */
    uint8_t kind;  /* dbn_piece_kind */
} code;

/* What a content says. */
typedef struct content {
    dbn_buffer text;
    code codes[CODES_MAX];
    dbn_span pairs[CODES_MAX]; /* of each code: the number that its other half has */
    uint32_t count;
} content;

/* ---- reading -----------------------------------------------------------------------
 */

/* "&lt;", "&#13;": its length, and what it stands for; 0: it is none. */
static size_t
read_reference(dbn_span text, size_t at, char out[DBN_UTF8_MAX], uint32_t *len)
{
    static const struct {
        const char *name;
        char c;
    } names[] = {{"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&amp;", '&'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    const dbn_span rest = {text.ptr + at, text.len - at};
    uint32_t value = 0;
    size_t i = 2;
    *len = 1;
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++)
        if (dbn_span_starts(rest, dbn_span_of(names[k].name))) {
            out[0] = names[k].c;
            return strlen(names[k].name);
        }
    if (!dbn_span_starts(rest, DBN_SPAN("&#")))
        return 0;
    for (; i < rest.len && i < 9 && dbn_is_ascii_digit(rest.ptr[i]); i++)
        value = value * 10 + (uint32_t)(rest.ptr[i] - '0');
    if (i == 2 || i == rest.len || rest.ptr[i] != ';' || value == 0 || value > 0x10FFFF)
        return 0;
    *len = dbn_utf8_encode(out, value);
    return i + 1;
}

static dbn_status
add_text(content *c, dbn_span text, dbn_arena *arena)
{
    for (size_t i = 0; i < text.len;) {
        char bytes[DBN_UTF8_MAX] = {text.ptr[i]};
        uint32_t len = 1;
        size_t taken = text.ptr[i] == '&' ? read_reference(text, i, bytes, &len) : 1;
        if (taken == 0) /* not as it was written */
            taken = 1;
        DBN_TRY(dbn_vec_append(arena, &c->text, bytes, len));
        i += taken;
    }
    return DBN_OK;
}

/* The name of the beginning that an end is of; empty: there is none. */
static dbn_span
name_of_pair(const content *c, dbn_span pair)
{
    for (uint32_t i = 0; i < c->count; i++)
        if (c->codes[i].kind == DBN_PIECE_START && dbn_span_equal(c->pairs[i], pair))
            return c->codes[i].name;
    return DBN_SPAN("");
}

/* False: it is no code that can be told from others. */
static bool
add_code(content *c, dbn_span text, const dbn_xml_tag *tag)
{
    dbn_span pair = dbn_xml_tag_value(text, tag, "i"),
             name = dbn_xml_tag_value(text, tag, "x");
    bool is_start = dbn_xml_tag_is(tag, "bpt"), is_end = dbn_xml_tag_is(tag, "ept"),
         is_alone = dbn_xml_tag_is(tag, "ph");
    if (c->count == CODES_MAX || (!is_start && !is_end && !is_alone))
        return false;
    if (is_start && name.len == 0)
        name = pair;
    if (is_end)
        name = name_of_pair(c, pair);
    c->pairs[c->count] = pair;
    c->codes[c->count++] = (code){name, c->text.count,
                                  is_start ? DBN_PIECE_START
                                  : is_end ? DBN_PIECE_END
                                           : DBN_PIECE_CODE};
    return is_alone || name.len > 0;
}

/* *is_read is false where it has what is not understood. */
static dbn_status
read_content(content *c, bool *is_read, dbn_span text, dbn_arena *arena)
{
    uint32_t at = 0, copied = 0;
    *c = (content){.count = 0};
    *is_read = true;
    for (dbn_xml_tag tag; *is_read && dbn_xml_tag_next(&tag, text, &at);) {
        DBN_TRY(add_text(c, dbn_span_slice(text, (dbn_range){copied, tag.range.beg}),
                         arena));
        *is_read = !tag.is_end && add_code(c, text, &tag);
        dbn_xml_tag inside = tag;
        if (!tag.is_empty) /* its markup, up to its end */
            *is_read &= dbn_xml_tag_next(&inside, text, &at) && inside.is_end &&
                        dbn_span_equal(inside.name, tag.name);
        copied = at;
    }
    return *is_read
               ? add_text(c,
                          dbn_span_slice(text, (dbn_range){copied, (uint32_t)text.len}),
                          arena)
               : DBN_OK;
}

/* ---- fitting -----------------------------------------------------------------------
 */

/* Where the next byte that is no space stands, at *at or behind; the length: nowhere.
 */
static uint32_t
next_letter(dbn_span text, uint32_t at)
{
    while (at < text.len && dbn_is_ascii_space(text.ptr[at]))
        at++;
    return at;
}

/* White space apart: a line break of a page stands for some. Codes count with the
 * letter that follows them. */
static bool
has_same_codes(const content *source, const dbn_bilingual *b,
               const dbn_sentence *sentence)
{
    const dbn_span own = sentence->text,
                   text = {source->text.count == 0 ? "" : source->text.items,
                           source->text.count};
    uint32_t at = 0, other = 0, next = 0;
    if (source->count != sentence->codes.count)
        return false;
    for (;;) {
        at = next_letter(text, at);
        other = next_letter(own, other);
        for (; next < source->count && source->codes[next].at <= at; next++) {
            const dbn_sentence_code *twin = &sentence->codes.items[next];
            if (twin->at > other ||
                source->codes[next].kind != b->pieces.items[twin->piece].kind)
                return false;
        }
        if (next < source->count && sentence->codes.items[next].at <= other)
            return false;
        if (at == text.len || other == own.len)
            return at == text.len && other == own.len;
        if (text.ptr[at++] != own.ptr[other++])
            return false;
    }
}

/* Which code of the source one of the target is: of the same name and kind, and of
 * those that have no name the next one; DBN_NONE: none. */
static uint32_t
twin_of(const content *source, const code *wanted, bool used[CODES_MAX])
{
    for (uint32_t i = 0; i < source->count; i++) {
        const code *own = &source->codes[i];
        if (used[i] || own->kind != wanted->kind ||
            !dbn_span_equal(own->name, wanted->name))
            continue;
        used[i] = true;
        return i;
    }
    return DBN_NONE;
}

static dbn_status
put(dbn_draft *out, bool *fits, const content *source, const content *target,
    const dbn_sentence *sentence, dbn_arena *arena)
{
    bool used[CODES_MAX] = {false};
    uint32_t at = 0;
    for (uint32_t i = 0; i <= target->count && *fits; i++) {
        uint32_t end = i < target->count ? target->codes[i].at : target->text.count;
        const dbn_stretch text = {.kind = DBN_STRETCH_TEXT,
                                  .text = {target->text.items + at, end - at}};
        if (end > at)
            DBN_TRY(dbn_vec_push(arena, out, text));
        at = end;
        if (i == target->count)
            break;
        uint32_t twin = twin_of(source, &target->codes[i], used);
        *fits = twin != DBN_NONE;
        dbn_stretch own = {.kind = DBN_STRETCH_CODE};
        if (*fits)
            own.code = sentence->codes.items[twin].piece;
        if (*fits)
            DBN_TRY(dbn_vec_push(arena, out, own));
    }
    return DBN_OK;
}

dbn_status
dbn_flow_match_codes(dbn_draft *out, bool *fits, const dbn_bilingual *b,
                     const dbn_sentence *sentence, const dbn_unit_match *match,
                     dbn_arena *arena)
{
    content *both = dbn_arena_alloc(arena, 2 * sizeof *both);
    *out = (dbn_draft){0};
    *fits = false;
    if (both == NULL)
        return DBN_ERR_NOMEM;
    if (match->source_content.len == 0 || match->target_content.len == 0)
        return DBN_OK;
    DBN_TRY(read_content(&both[0], fits, match->source_content, arena));
    if (*fits)
        DBN_TRY(read_content(&both[1], fits, match->target_content, arena));
    *fits = *fits && has_same_codes(&both[0], b, sentence) && both[1].text.count > 0;
    return *fits ? put(out, fits, &both[0], &both[1], sentence, arena) : DBN_OK;
}
