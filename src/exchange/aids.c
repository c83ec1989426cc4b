#include "exchange/aids.h"

/* Codes in each other; what has more is not understood. */
#define OPEN_MAX 64U

/* The text of an element, and the same with its codes. */
typedef struct content {
    const dbn_aids *aids;
    dbn_aids_reader read;
    dbn_buffer text, coded;
    uint32_t open[OPEN_MAX]; /* nodes */
    uint32_t open_count;
    bool has_codes, is_read;
} content;

static dbn_status
put(content *c, dbn_buffer *to, dbn_span text)
{
    if (text.len == 0)
        return DBN_OK;
    DBN_TRY_PUSH(c->aids->job, dbn_vec_append(&c->aids->job->arena, to, text.ptr,
                                              (uint32_t)text.len));
    return DBN_OK;
}

static dbn_status
put_text(content *c, dbn_span text)
{
    DBN_TRY(put(c, &c->text, text));
    for (size_t i = 0; i < text.len; i++) {
        const char byte = text.ptr[i];
        DBN_TRY(put(c, &c->coded,
                    byte == '&'   ? DBN_SPAN("&amp;")
                    : byte == '<' ? DBN_SPAN("&lt;")
                    : byte == '>' ? DBN_SPAN("&gt;")
                                  : (dbn_span){&text.ptr[i], 1}));
    }
    return DBN_OK;
}

static dbn_status
put_code(content *c, dbn_span head, dbn_span id)
{
    for (size_t i = 0; i < id.len; i++)
        if (memchr("<>&\"", id.ptr[i], 4) != NULL)
            c->is_read = false;
    c->has_codes = true;
    DBN_TRY(put(c, &c->coded, head));
    DBN_TRY(put(c, &c->coded, id));
    return put(c, &c->coded, DBN_SPAN("\"/>"));
}

/* What ends at a node. */
static dbn_status
close_before(content *c, uint32_t node)
{
    const dbn_xml *xml = c->aids->xml;
    for (; c->open_count > 0; c->open_count--) {
        uint32_t around = c->open[c->open_count - 1];
        if (xml->nodes.items[around].end > node)
            break;
        DBN_TRY(put_code(c, DBN_SPAN("<ept i=\""), c->read(xml, around).id));
    }
    return DBN_OK;
}

/* An element; *next: the node behind what was read of it. */
static dbn_status
put_element(content *c, uint32_t node, uint32_t *next)
{
    const dbn_aids_code code = c->read(c->aids->xml, node);
    const uint32_t end = c->aids->xml->nodes.items[node].end;
    *next = node + 1;
    switch (code.kind) {
    case DBN_AIDS_MARK:
        return DBN_OK;
    case DBN_AIDS_ALONE:
        *next = end;
        return put_code(c, DBN_SPAN("<ph x=\""), code.id);
    case DBN_AIDS_END:
        *next = end;
        return put_code(c, DBN_SPAN("<ept i=\""), code.id);
    case DBN_AIDS_START:
        *next = end;
        return put_code(c, DBN_SPAN("<bpt i=\""), code.id);
    case DBN_AIDS_AROUND:
        c->is_read &= c->open_count < OPEN_MAX;
        if (c->open_count < OPEN_MAX)
            c->open[c->open_count++] = node;
        return put_code(c, DBN_SPAN("<bpt i=\""), code.id);
    case DBN_AIDS_OTHER:
        break;
    }
    c->is_read = false;
    return DBN_OK;
}

static dbn_status
read_content(content *c, uint32_t node)
{
    const dbn_xml_node *nodes = c->aids->xml->nodes.items;
    c->is_read = node != DBN_NONE;
    for (uint32_t i = node + 1, next; c->is_read && i < nodes[node].end; i = next) {
        next = i + 1;
        DBN_TRY(close_before(c, i));
        DBN_TRY(nodes[i].is_text
                    ? put_text(c, dbn_xml_text(c->aids->xml, nodes[i].text))
                    : put_element(c, i, &next));
    }
    return c->is_read ? close_before(c, DBN_NONE) : DBN_OK;
}

static dbn_span
span_of(const dbn_buffer *text)
{
    return text->count == 0 ? DBN_SPAN("") : (dbn_span){text->items, text->count};
}

dbn_status
dbn_aids_read_match(dbn_unit_match *match, bool *is_read, const dbn_aids *aids,
                    const uint32_t nodes[2], dbn_aids_reader read)
{
    content source = {.aids = aids, .read = read}, target = source;
    DBN_TRY(read_content(&source, nodes[0]));
    if (source.is_read)
        DBN_TRY(read_content(&target, nodes[1]));
    *is_read = source.is_read && target.is_read;
    match->is_given = true;
    match->source = span_of(&source.text);
    match->target = span_of(&target.text);
    if (source.has_codes || target.has_codes) {
        match->source_content = span_of(&source.coded);
        match->target_content = span_of(&target.coded);
    }
    return DBN_OK;
}

dbn_status
dbn_aids_add_match(const dbn_aids *aids, dbn_unit_match match)
{
    if (dbn_span_trim(match.target).len == 0)
        return DBN_OK;
    DBN_TRY_PUSH(aids->job,
                 dbn_vec_push(&aids->job->arena, &aids->out->matches, match));
    return DBN_OK;
}

dbn_status
dbn_aids_add_term(const dbn_aids *aids, dbn_span term, dbn_span translation)
{
    const dbn_unit_term one = {.unit = aids->index,
                               .term = dbn_span_trim(term),
                               .translation = dbn_span_trim(translation)};
    if (one.term.len == 0 || one.translation.len == 0)
        return DBN_OK;
    DBN_TRY_PUSH(aids->job, dbn_vec_push(&aids->job->arena, &aids->out->terms, one));
    return DBN_OK;
}

uint32_t
dbn_aids_percent(dbn_span value, uint32_t other)
{
    uint32_t number = 0;
    size_t i = 0;
    value = dbn_span_trim(value);
    for (; i < value.len && i < 3 && dbn_is_ascii_digit(value.ptr[i]); i++)
        number = number * 10 + (uint32_t)(value.ptr[i] - '0');
    bool is_number = i > 0 && number <= 100 &&
                     (i == value.len || value.ptr[i] == '.' || value.ptr[i] == '%');
    return is_number ? number : other;
}
