/*
 * Where a walk may begin in each pattern: all ways from its first node to those that
 * take a symbol, with what must stand before it. Ways that meet where another has been
 * that allowed as much end there, so that loops do.
 */
#include "match/entries.h"

#include <assert.h>

#define GUARDS_MAX (1U << 16) /* steps to what a pattern begins with */

static bool
is_empty(const nfa_set *set)
{
    return (set->bits[0] | set->bits[1] | set->bits[2] | set->bits[3]) == 0;
}

/* A way into a pattern: where it is, and what must stand before and behind. */
typedef struct way {
    uint32_t node;
    nfa_set before, next;
} way;

typedef DBN_VEC(way) ways;

/* The lists of the patterns' beginnings, with what each can take. */
typedef struct beginnings {
    nfa *n;
    nfa_entries *entries;
    nfa_set_list *takes; /* by entry */
    nfa_set last;        /* the set of `last_number` */
    uint32_t last_number;
    uint32_t *seen; /* by node: the place in `met` of the last way to it, and one */
    ways met;
    dbn_arena *kept, *scratch;
} beginnings;

static dbn_status
add_entry(beginnings *b, const way *w, const nfa_set *takes)
{
    if (memcmp(&b->last, &w->before, sizeof b->last) != 0 ||
        b->last_number == DBN_NONE) {
        DBN_TRY(nfa_sets_number(&b->last_number, &b->n->sets, &w->before, b->kept));
        b->last = w->before;
    }
    nfa_entry added = {.node = w->node, .before = b->last_number};
    DBN_TRY(dbn_vec_push(b->kept, b->entries, added));
    return dbn_vec_push(b->scratch, b->takes, *takes);
}

static bool
is_inside(const nfa_set *a, const nfa_set *b)
{
    for (int i = 0; i < 4; i++)
        if ((a->bits[i] & ~b->bits[i]) != 0)
            return false;
    return true;
}

/* Was the node met before, by a way that allowed as much? Loops come back so. */
static dbn_status
meet(bool *is_new, beginnings *b, const way *w)
{
    uint32_t last = b->seen[w->node];
    assert(last <= b->met.count && (last == 0 || b->met.items != NULL));
    *is_new = last == 0 || !is_inside(&w->before, &b->met.items[last - 1].before) ||
              !is_inside(&w->next, &b->met.items[last - 1].next);
    if (!*is_new)
        return DBN_OK;
    DBN_TRY(dbn_vec_push(b->scratch, &b->met, *w));
    b->seen[w->node] = b->met.count;
    return DBN_OK;
}

/* One step on the way from `w`: into an entry, or onto what is `open`. */
static dbn_status
go_on(beginnings *b, ways *open, way w)
{
    const nfa_node *node = &b->n->nodes.items[w.node];
    const nfa_set *set = &b->n->sets.items.items[node->set];
    nfa_set takes;
    bool is_new;
    switch ((nfa_kind)node->kind) {
    case NFA_ACCEPT:
        return add_entry(b, &w, &w.next);
    case NFA_TAKE:
        takes = nfa_set_both(&w.next, set);
        return is_empty(&takes) ? DBN_OK : add_entry(b, &w, &takes);
    case NFA_NEXT:
        w.next = nfa_set_both(&w.next, set);
        break;
    case NFA_BEFORE:
        w.before = nfa_set_both(&w.before, set);
        break;
    case NFA_SPLIT:
        DBN_TRY(meet(&is_new, b, &w));
        if (!is_new)
            return DBN_OK;
        DBN_TRY(dbn_vec_push(b->scratch, open, (way){node->other, w.before, w.next}));
        break;
    }
    w.node = node->out;
    return is_empty(&w.next) || is_empty(&w.before) ? DBN_OK
                                                    : dbn_vec_push(b->scratch, open, w);
}

/* All ways into one pattern. One with too many may begin with anything. */
static dbn_status
find_beginnings(beginnings *b, uint32_t first)
{
    nfa_set all = {{~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0), ~UINT64_C(0)}};
    ways open = {0};
    uint32_t steps = 0;
    DBN_TRY(dbn_vec_push(b->scratch, &open, (way){first, all, all}));
    while (open.count > 0) {
        way w = open.items[--open.count];
        if (steps++ == GUARDS_MAX) {
            w.before = w.next = all;
            while (b->n->nodes.items[w.node].kind != NFA_ACCEPT)
                w.node--; /* that of the pattern is its first node */
            return add_entry(b, &w, &all);
        }
        DBN_TRY(go_on(b, &open, w));
    }
    return DBN_OK;
}

dbn_status
nfa_entries_find(nfa_entries *out, nfa_set_list *takes, nfa *n, dbn_arena *kept,
                 dbn_arena *scratch)
{
    beginnings b = {.n = n,
                    .entries = out,
                    .takes = takes,
                    .kept = kept,
                    .scratch = scratch,
                    .last_number = DBN_NONE};
    b.seen = dbn_arena_alloc(scratch, ((size_t)n->nodes.count + 1) * sizeof *b.seen);
    if (b.seen == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < n->entries.count; i++)
        DBN_TRY(find_beginnings(&b, n->entries.items[i]));
    return DBN_OK;
}
