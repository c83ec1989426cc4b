/*
 * read/html_open.c - implied ends and end tags in constant time.
 *
 * The standard walks down the stack for each tag ("has an element in scope"). Here
 * the walk is done once, when an element is opened: it notes the nearest barrier.
 * An element is in scope when it is not below the barrier of the top.
 */
#include "read/html_open.h"

#include "base/hash.h"

typedef dbn_html_stack stack;
typedef dbn_html_open open_element;

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

dbn_status
dbn_html_stack_init(stack *s, dbn_arena *arena, dbn_span page, uint32_t limit)
{
    memset(s, 0, sizeof *s);
    s->page = page;
    s->limit = limit;
    if (!dbn_vec_reserve(arena, s, limit))
        return DBN_ERR_NOMEM;
    open_element *document = &s->items[s->count++];
    *document = (open_element){.mark = DBN_NONE, .first_block = DBN_NONE};
    document->element = ELEMENT(UNKNOWN);
    document->is_block = true;
    return DBN_OK;
}

static uint16_t
chain_of(const stack *s, dbn_html_name element, dbn_range name)
{
    if (element != ELEMENT(UNKNOWN))
        return (uint16_t)element;
    uint64_t hash = DBN_HASH_START;
    for (uint32_t at = name.beg; at < name.end; at++)
        hash = dbn_hash_byte(hash, (unsigned char)dbn_ascii_lower(s->page.ptr[at]));
    return (uint16_t)(ELEMENT(UNKNOWN) + (dbn_hash_mix(hash) & 63));
}

open_element *
dbn_html_push(stack *s, dbn_html_name element, const dbn_html_token *token,
              bool is_block)
{
    if (s->count == s->limit) {
        s->beyond++;
        return NULL;
    }
    uint32_t at = s->count++;
    unsigned flags = dbn_html_element_of(element)->flags;
    open_element *top = &s->items[at];
    *top = s->items[at - 1];
    top->tag = token->range;
    top->name = token->name;
    top->element = (uint8_t)element;
    top->own_words = 0;
    top->number = 0;
    top->countdown = 0;
    top->is_numbered = top->is_reversed = top->is_from_end = false;
    top->mark = DBN_NONE;
    top->is_block = is_block;
    top->is_hidden = top->is_closed = top->spans_blocks = top->is_integration = false;
    top->chain = chain_of(s, element, token->name);
    top->below = s->last[top->chain];
    s->last[top->chain] = at;
    if ((flags & DBN_HTML_FLAG_BARRIER) != 0)
        top->barrier = top->special = top->stop = at;
    if (element == ELEMENT(BUTTON))
        top->special = top->stop = at;
    if (is_block)
        top->owner = top->special = at;
    if (is_block && element != ELEMENT(ADDRESS) && element != ELEMENT(DIV) &&
        element != ELEMENT(P))
        top->stop = at;
    return top;
}

void
dbn_html_pop(stack *s)
{
    const open_element *top = dbn_html_top(s);
    s->last[top->chain] = top->below;
    s->count--;
}

static uint32_t
higher(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* The topmost of two elements that no table separates from the top. */
static uint32_t
in_table(const stack *s, dbn_html_name a, dbn_html_name b)
{
    uint32_t floor = higher(s->last[ELEMENT(TABLE)], s->last[ELEMENT(TEMPLATE)]);
    uint32_t at = higher(s->last[a], s->last[b]);
    return at > floor ? at : 0;
}

static uint32_t
in_scope(const stack *s, uint32_t at)
{
    return at >= dbn_html_top(s)->barrier ? at : 0;
}

/* A paragraph does not end from inside a button. */
static uint32_t
in_button_scope(const stack *s, uint32_t at)
{
    return at > s->last[ELEMENT(BUTTON)] ? in_scope(s, at) : 0;
}

static uint32_t
ended_in_table(const stack *s, dbn_html_name element)
{
    if (element == ELEMENT(TD) || element == ELEMENT(TH))
        return in_table(s, ELEMENT(TD), ELEMENT(TH));
    uint32_t caption = in_table(s, ELEMENT(CAPTION), ELEMENT(COLGROUP));
    if (caption != 0)
        return caption;
    uint32_t row = in_table(s, ELEMENT(TR), ELEMENT(TR));
    if (row != 0 || element == ELEMENT(TR))
        return row;
    return higher(in_table(s, ELEMENT(TBODY), ELEMENT(THEAD)),
                  in_table(s, ELEMENT(TFOOT), ELEMENT(TFOOT)));
}

/* The stop of the top when it is one of two elements: what a list item ends. */
static uint32_t
ended_in_list(const stack *s, dbn_html_name a, dbn_html_name b)
{
    uint32_t stop = dbn_html_top(s)->stop;
    uint8_t element = s->items[stop].element;
    return stop != 0 && (element == a || element == b) ? stop : 0;
}

static bool
is_heading(uint8_t element)
{
    return element >= ELEMENT(H1) && element <= ELEMENT(H6);
}

uint32_t
dbn_html_ended_by_start(const stack *s, dbn_html_name element)
{
    uint32_t top = s->count - 1, at = 0;
    uint8_t open = s->items[top].element;
    switch (element) {
    case ELEMENT(LI):
        at = ended_in_list(s, ELEMENT(LI), ELEMENT(LI));
        break;
    case ELEMENT(DT):
    case ELEMENT(DD):
        at = ended_in_list(s, ELEMENT(DT), ELEMENT(DD));
        break;
    case ELEMENT(TD):
    case ELEMENT(TH):
    case ELEMENT(TR):
    case ELEMENT(TBODY):
    case ELEMENT(THEAD):
    case ELEMENT(TFOOT):
        return ended_in_table(s, element);
    case ELEMENT(BUTTON):
        return in_scope(s, s->last[ELEMENT(BUTTON)]);
    case ELEMENT(OPTION):
        return open == ELEMENT(OPTION) ? top : 0;
    case ELEMENT(OPTGROUP):
        return open == ELEMENT(OPTION) || open == ELEMENT(OPTGROUP) ? top : 0;
    default:
        break;
    }
    if (at == 0 && (dbn_html_element_of(element)->flags & DBN_HTML_FLAG_ENDS_P) != 0)
        at = in_button_scope(s, s->last[ELEMENT(P)]);
    if (at == 0 && is_heading((uint8_t)element) && is_heading(open))
        at = top;
    return at;
}

static bool
same_name(const stack *s, dbn_range a, dbn_range b)
{
    return dbn_span_equal_ascii(dbn_span_slice(s->page, a), dbn_span_slice(s->page, b));
}

/* The topmost open element of this name. */
static uint32_t
topmost(const stack *s, dbn_html_name element, dbn_range name)
{
    uint32_t at = s->last[chain_of(s, element, name)];
    if (element == ELEMENT(UNKNOWN))
        while (at != 0 && !same_name(s, s->items[at].name, name))
            at = s->items[at].below;
    if (!is_heading((uint8_t)element))
        return at;
    for (dbn_html_name i = ELEMENT(H1); i <= ELEMENT(H6); i++)
        at = higher(at, s->last[i]);
    return at;
}

uint32_t
dbn_html_ended_by_end(const stack *s, dbn_html_name element, dbn_range name,
                      bool *misnested)
{
    uint32_t at = topmost(s, element, name);
    *misnested = false;
    if (at == 0)
        return 0;
    switch (element) {
    case ELEMENT(TABLE):
        return at > s->last[ELEMENT(TEMPLATE)] ? at : 0;
    case ELEMENT(TEMPLATE):
        return at;
    case ELEMENT(BUTTON):
        return in_scope(s, at);
    case ELEMENT(P):
        return in_button_scope(s, at);
    case ELEMENT(CAPTION):
    case ELEMENT(TBODY):
    case ELEMENT(TD):
    case ELEMENT(TFOOT):
    case ELEMENT(TH):
    case ELEMENT(THEAD):
    case ELEMENT(TR):
        return in_table(s, element, element);
    default:
        break;
    }
    const open_element *open = &s->items[at];
    if (open->is_block || at >= dbn_html_top(s)->special)
        return in_scope(s, at);
    unsigned flags = dbn_html_element_of(element)->flags;
    if ((flags & DBN_HTML_FLAG_FORMAT) == 0 || in_scope(s, at) == 0 || open->is_closed)
        return 0;
    *misnested = true;
    return at;
}
