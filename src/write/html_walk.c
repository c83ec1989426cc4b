/*
 * write/html_walk.c - text with marks that overlap, as elements that nest.
 *
 *     marks       ├─── removed ───┤
 *                       ├── contradiction ──┤
 *     elements    <del>…<a>…</a></del><a>…</a>
 *
 * At each place where a mark begins or ends, what changed and what stands inside it is
 * closed and opened again. A kind is an element of its own level, so that marks of one
 * kind that overlap need one element: linear in text and marks.
 */
#include "write/html.h"

enum { ORDER_END, ORDER_EMPTY, ORDER_BEGIN };

static int
by_place(const void *left, const void *right)
{
    const dbn_html_event *a = left, *b = right;
    if (a->at != b->at)
        return a->at < b->at ? -1 : 1;
    if (a->order != b->order)
        return a->order - b->order;
    if (a->kind != b->kind)
        return a->kind - b->kind;
    return (a->number > b->number) - (a->number < b->number);
}

dbn_status
dbn_html_walk_init(dbn_html_walk *walk, dbn_span text, uint64_t document,
                   const dbn_html_marks *marks, dbn_arena *arena)
{
    *walk = (dbn_html_walk){.text = text, .document = document};
    for (uint32_t i = 0; i < marks->count; i++) {
        const dbn_html_mark *mark = &marks->items[i];
        bool is_empty = mark->range.beg == mark->range.end;
        dbn_html_event event = {mark->range.beg, mark->number, (uint8_t)mark->kind,
                                is_empty ? ORDER_EMPTY : ORDER_BEGIN};
        DBN_TRY(dbn_vec_push(arena, &walk->events, event));
        event.at = mark->range.end;
        event.order = ORDER_END;
        if (!is_empty)
            DBN_TRY(dbn_vec_push(arena, &walk->events, event));
    }
    if (walk->events.count > 1)
        qsort(walk->events.items, walk->events.count, sizeof walk->events.items[0],
              by_place);
    return DBN_OK;
}

/* Where the part of a cover stands: the number of that block, as a link. */
static dbn_status
part_of_cover(const dbn_voice *voice, const dbn_html_walk *walk, uint32_t block)
{
    char text[32];
    if (block == 0)
        return DBN_OK;
    int len = snprintf(text, sizeof text, ">%u</a></sup>", (unsigned)block);
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<sup><a")));
    DBN_TRY(dbn_html_href(voice, walk->document, "b", block));
    return dbn_say_raw(voice, (dbn_span){text, (size_t)len});
}

/* The rule names the link: its text may be a space. */
static dbn_status
link_to_finding(const dbn_voice *voice, const dbn_html_walk *walk, uint32_t number)
{
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<a class=\"f\" title=\"")));
    DBN_TRY(dbn_html_text(voice, walk->rule_of(walk->context, number)));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN("\"")));
    DBN_TRY(dbn_html_href(voice, walk->document, "n", number));
    return dbn_say_raw(voice, DBN_SPAN(">"));
}

static dbn_status
open_element(const dbn_voice *voice, const dbn_html_walk *walk, uint32_t kind)
{
    switch ((dbn_html_mark_kind)kind) {
    case DBN_HTML_MARK_REMOVED:
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<del>")));
        return part_of_cover(voice, walk, walk->number[kind]);
    case DBN_HTML_MARK_TWIN:
        return dbn_say_raw(voice, DBN_SPAN("<span class=\"w\">"));
    case DBN_HTML_MARK_CONTRADICTION:
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<a class=\"x\"")));
        DBN_TRY(dbn_html_href(voice, walk->document, "c", walk->number[kind]));
        return dbn_say_raw(voice, DBN_SPAN(">"));
    case DBN_HTML_MARK_FINDING:
        if (walk->rule_of != NULL)
            return link_to_finding(voice, walk, walk->number[kind]);
        return dbn_say_raw(voice, DBN_SPAN("<mark class=\"f\">"));
    case DBN_HTML_MARK_REPAIR:
        return dbn_say_raw(voice, DBN_SPAN("<ins class=\"r\">"));
    case DBN_HTML_MARK_COUNT:
        break;
    }
    return DBN_OK;
}

static dbn_status
close_element(const dbn_voice *voice, const dbn_html_walk *walk, uint32_t kind)
{
    static const dbn_span ends[DBN_HTML_MARK_COUNT] = {
        {"</del>", 6}, {"</span>", 7}, {"</a>", 4}, {"</mark>", 7}, {"</ins>", 6}};
    if (kind == DBN_HTML_MARK_FINDING && walk->rule_of != NULL)
        return dbn_say_raw(voice, DBN_SPAN("</a>"));
    return dbn_say_raw(voice, ends[kind]);
}

static void
apply(dbn_html_walk *walk, const dbn_html_event *event)
{
    if (event->order == ORDER_END)
        walk->depth[event->kind]--;
    else if (event->order == ORDER_BEGIN && walk->depth[event->kind]++ == 0)
        walk->number[event->kind] = event->number;
}

/* What is open at a place: for each kind 0, or the number of its mark and one. */
typedef struct state {
    uint32_t open[DBN_HTML_MARK_COUNT];
} state;

static state
state_of(const dbn_html_walk *walk)
{
    state s = {0};
    for (uint32_t kind = 0; kind < DBN_HTML_MARK_COUNT; kind++)
        s.open[kind] = walk->depth[kind] > 0 ? walk->number[kind] + 1 : 0;
    return s;
}

/* Close and open elements until what is open is what should be. */
static dbn_status
change(const dbn_voice *voice, const dbn_html_walk *walk, state *from, state to)
{
    uint32_t outermost = 0;
    while (outermost < DBN_HTML_MARK_COUNT &&
           from->open[outermost] == to.open[outermost])
        outermost++;
    for (uint32_t kind = DBN_HTML_MARK_COUNT; kind-- > outermost;)
        if (from->open[kind] != 0)
            DBN_TRY(close_element(voice, walk, kind));
    for (uint32_t kind = outermost; kind < DBN_HTML_MARK_COUNT; kind++)
        if (to.open[kind] != 0)
            DBN_TRY(open_element(voice, walk, kind));
    *from = to;
    return DBN_OK;
}

/* What is to be done next in a part: events at its end belong to it, but for what
 * begins there. */
static const dbn_html_event *
event_within(const dbn_html_walk *walk, dbn_range part)
{
    if (walk->next == walk->events.count)
        return NULL;
    const dbn_html_event *event = &walk->events.items[walk->next];
    bool is_within =
        event->at < part.end || (event->at == part.end && event->order != ORDER_BEGIN);
    return is_within ? event : NULL;
}

dbn_status
dbn_html_walk_part(const dbn_voice *voice, dbn_html_walk *walk, dbn_range part)
{
    state open = {0};
    uint32_t at = part.beg;
    while (walk->next < walk->events.count &&
           walk->events.items[walk->next].at < part.beg)
        apply(walk, &walk->events.items[walk->next++]);
    for (;;) {
        const dbn_html_event *event = event_within(walk, part);
        uint32_t until = event == NULL ? part.end : event->at;
        if (until > at) {
            DBN_TRY(change(voice, walk, &open, state_of(walk)));
            DBN_TRY(dbn_html_text(voice,
                                  dbn_span_slice(walk->text, (dbn_range){at, until})));
            at = until;
        }
        if (event == NULL)
            break;
        if (event->order == ORDER_EMPTY)
            DBN_TRY(dbn_say_raw(voice, DBN_SPAN("<ins class=\"r\"></ins>")));
        apply(walk, event);
        walk->next++;
    }
    return change(voice, walk, &open, (state){0});
}
