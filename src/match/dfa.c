/*
 * The subset construction, as far as texts need it.
 *
 * A state is the list of nodes that wait for the next symbol, and of the parts that
 * have been accepted on the way into it; once a part is accepted its other nodes do not
 * matter any more. Where a walk starts there would be thousands of nodes: those are
 * listed by the first symbol that they take, with what may stand before, so that the
 * first step costs what can go on. Each further character costs a look-up, or, the
 * first time, the nodes of its state. After Thompson, and Cox (Regular expression
 * matching in the wild, 2010).
 */
#include "match/dfa.h"

#include "base/hash.h"
#include "match/entries.h"

#define STATES_MAX 16384U /* a power of two, below 65536 */
#define LINE       64U    /* bytes that memory brings together */
#define LINE_WAYS  (LINE / sizeof(uint16_t))
#define SORTED_MAX 32U        /* nodes of a state that are put in order */
#define POOL_MAX   (2U << 20) /* nodes and parts of all states */

typedef struct state {
    uint32_t beg, nodes, accepts; /* in the pool: nodes, then parts */
} state;

typedef struct engine {
    dbn_dfa face;
    dbn_arena arena; /* of the nodes */
    nfa n;
    uint8_t symbols[256]; /* one of each class */
    nfa_set lone;         /* those */
    nfa_entries entries;
    uint32_t stride;
    uint32_t firsts[257]; /* by class: where its places in `by_first` begin */
    uint32_t *by_first;
    uint16_t *next; /* by state and class: `stride` a state */
    void *room;     /* of `next`, which begins where a line does */
    state states[STATES_MAX];
    uint16_t slots[STATES_MAX * 2];
    uint32_t *pool, pool_count;
    uint32_t count; /* of states, the two that are none included */
    /* Of one step. */
    uint32_t *marks, mark; /* nodes that were met in it */
    uint32_t *part_marks;  /* parts that were accepted in it */
    uint32_t part_count;
    uint32_t *look_marks, *look_stack, *stack, *nodes; /* as many as there are nodes */
    uint32_t node_count, *accepts, accept_count;
    /* Of one walk. */
    uint32_t *found, found_count, *found_marks, walk;
} engine;

/* ---- making -----------------------------------------------------------------------
 */

/* Small letters, and what joins and parts words, have the first numbers, so that the
 * ways of a state that texts take lie together. */
static void
put_letters_first(engine *e)
{
    static const uint32_t first[] = {'a', 'b', 'c', 'd',  'e', 'f', 'g',    'h',
                                     'i', 'j', 'k', 'l',  'm', 'n', 'o',    'p',
                                     'q', 'r', 's', 't',  'u', 'v', 'w',    'x',
                                     'y', 'z', ' ', '\'', '-', ',', 0x2019, 0xE9};
    const unsigned count = sizeof first / sizeof first[0];
    uint32_t given = 0;
    uint8_t number[256];
    bool is_given[256] = {false};
    for (unsigned i = 0; i < count + 256; i++) {
        unsigned symbol = i < count ? nfa_symbol_of(first[i]) : i - count;
        uint8_t class = e->face.class_of[symbol];
        if (is_given[class])
            continue;
        is_given[class] = true;
        number[class] = (uint8_t)given++;
    }
    for (unsigned symbol = 0; symbol < 256; symbol++)
        e->face.class_of[symbol] = number[e->face.class_of[symbol]];
}

/* Symbols that every set has or has not together are one class. */
static void
make_classes(engine *e)
{
    uint32_t count = 1;
    memset(e->face.class_of, 0, sizeof e->face.class_of);
    for (uint32_t i = 0; i < e->n.sets.items.count && count < 256; i++) {
        uint32_t moved[256] = {0}, members[256] = {0}, inside[256] = {0};
        const nfa_set *set = &e->n.sets.items.items[i];
        for (unsigned s = 0; s < 256; s++) {
            members[e->face.class_of[s]]++;
            inside[e->face.class_of[s]] += nfa_set_has(set, s);
        }
        for (unsigned s = 0; s < 256; s++) {
            uint32_t own = e->face.class_of[s];
            if (!nfa_set_has(set, s) || inside[own] == members[own])
                continue;
            if (moved[own] == 0)
                moved[own] = count++;
            e->face.class_of[s] = (uint8_t)moved[own];
        }
    }
    e->face.classes = count;
    put_letters_first(e);
    const nfa_set *word = &e->n.sets.items.items[e->n.sets.word];
    for (unsigned s = 256; s-- > 0;) {
        e->symbols[e->face.class_of[s]] = (uint8_t)s;
        e->face.is_word[e->face.class_of[s]] = nfa_set_has(word, s);
    }
    for (uint32_t i = 0; i < count; i++)
        nfa_set_add(&e->lone, e->symbols[i]);
}

/* Two passes: count, then fill. */
static dbn_status
list_by_first(engine *e, const nfa_set_list *takes)
{
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < takes->count; i++) {
            nfa_set lone = nfa_set_both(&takes->items[i], &e->lone);
            for (int k = 0; k < 4; k++)
                for (uint64_t bits = lone.bits[k]; bits != 0; bits &= bits - 1) {
                    unsigned symbol = (unsigned)(k * 64 + __builtin_ctzll(bits));
                    uint32_t class = e->face.class_of[symbol];
                    if (pass == 0)
                        e->firsts[class + 1]++;
                    else
                        e->by_first[e->firsts[class]++] = i;
                }
        }
        for (uint32_t i = 0; i < 256 && pass == 0; i++)
            e->firsts[i + 1] += e->firsts[i];
        if (pass == 0)
            e->by_first = dbn_arena_alloc(&e->arena, ((size_t)e->firsts[256] + 1) *
                                                         sizeof *e->by_first);
        if (e->by_first == NULL)
            return DBN_ERR_NOMEM;
    }
    memmove(e->firsts + 1, e->firsts, 256 * sizeof *e->firsts);
    e->firsts[0] = 0;
    return DBN_OK;
}

static void
forget(engine *e)
{
    size_t classes = e->face.classes;
    memset(e->next, 0, (size_t)STATES_MAX * e->stride * sizeof *e->next);
    memset(e->face.start, 0, classes * classes * sizeof *e->face.start);
    memset(e->slots, 0, sizeof e->slots);
    e->count = DFA_DEAD + 1;
    e->pool_count = 0;
}

static void *
numbers(engine *e, size_t count)
{
    return dbn_arena_alloc(&e->arena, (count + 1) * sizeof(uint32_t));
}

static dbn_status
make_room(engine *e, uint32_t parts)
{
    size_t classes = e->face.classes;
    e->face.start = dbn_arena_alloc(&e->arena, classes * classes * sizeof(uint16_t));
    e->stride = (uint32_t)((classes + LINE_WAYS - 1) / LINE_WAYS * LINE_WAYS);
    e->room = calloc((size_t)STATES_MAX * e->stride + LINE_WAYS, sizeof *e->next);
    if (e->room != NULL) {
        size_t past = (uintptr_t)e->room % LINE;
        char *line = (char *)e->room + (past == 0 ? 0 : LINE - past);
        e->next = (void *)line;
    }
    e->pool = malloc(POOL_MAX * sizeof *e->pool);
    e->marks = numbers(e, e->n.nodes.count);
    e->look_marks = numbers(e, e->n.nodes.count);
    e->stack = numbers(e, (size_t)e->n.nodes.count * 2);
    e->look_stack = numbers(e, (size_t)e->n.nodes.count * 2);
    e->nodes = numbers(e, e->n.nodes.count);
    e->part_marks = numbers(e, parts);
    e->part_count = parts;
    e->accepts = numbers(e, parts);
    e->found = numbers(e, parts);
    e->found_marks = numbers(e, parts);
    e->count = DFA_DEAD + 1;
    bool has_all = e->face.start != NULL && e->next != NULL && e->pool != NULL &&
                   e->marks != NULL && e->look_marks != NULL && e->look_stack != NULL &&
                   e->stack != NULL && e->nodes != NULL && e->part_marks != NULL &&
                   e->accepts != NULL && e->found != NULL && e->found_marks != NULL;
    return has_all ? DBN_OK : DBN_ERR_NOMEM;
}

static dbn_status
make(engine *e, const part_list *parts, dbn_arena *scratch)
{
    nfa_set_list takes = {0};
    DBN_TRY(nfa_sets_init(&e->n.sets, &e->arena));
    for (uint32_t i = 0; i < parts->count; i++)
        DBN_TRY(nfa_add(&e->n, parts->items[i]->pattern, &e->arena, scratch));
    make_classes(e);
    DBN_TRY(nfa_entries_find(&e->entries, &takes, &e->n, &e->arena, scratch));
    DBN_TRY(list_by_first(e, &takes));
    return make_room(e, parts->count);
}

dbn_status
dbn_dfa_new(dbn_dfa **out, const part_list *parts)
{
    dbn_arena scratch;
    engine *e = calloc(1, sizeof *e);
    *out = NULL;
    if (e == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_init(&e->arena, 0);
    dbn_arena_init(&scratch, 0);
    dbn_status status = make(e, parts, &scratch);
    pcre2_match_data_free(e->n.sets.data);
    e->n.sets.data = NULL;
    dbn_arena_release(&scratch);
    if (status != DBN_OK)
        dbn_dfa_free(&e->face);
    else
        *out = &e->face;
    return status;
}

void
dbn_dfa_free(dbn_dfa *dfa)
{
    engine *e = (engine *)dfa;
    if (e == NULL)
        return;
    pcre2_match_data_free(e->n.sets.data);
    free(e->room);
    free(e->pool);
    dbn_arena_release(&e->arena);
    free(e);
}

/* ---- a step -----------------------------------------------------------------------
 */

static bool
has(const engine *e, uint32_t set, unsigned symbol)
{
    return nfa_set_has(&e->n.sets.items.items[set], symbol);
}

static void
accept(engine *e, uint32_t place)
{
    if (e->part_marks[place] == e->mark)
        return;
    e->part_marks[place] = e->mark;
    e->accepts[e->accept_count++] = place;
}

/* From `node` to all that waits behind `symbol`. */
static void
arrive(engine *e, uint32_t node, unsigned symbol)
{
    uint32_t open = 0;
    e->stack[open++] = node;
    while (open > 0) {
        uint32_t at = e->stack[--open];
        const nfa_node *n = &e->n.nodes.items[at];
        if (e->marks[at] == e->mark)
            continue;
        e->marks[at] = e->mark;
        if (n->kind == NFA_ACCEPT)
            accept(e, n->part);
        else if (n->kind == NFA_TAKE || n->kind == NFA_NEXT)
            e->nodes[e->node_count++] = at;
        else if (n->kind == NFA_SPLIT) {
            e->stack[open++] = n->other;
            e->stack[open++] = n->out;
        } else if (has(e, n->set, symbol))
            e->stack[open++] = n->out;
    }
}

/* What `node`, which looks at the next symbol, comes to with that one. What stands
 * before is not known any more, and may be anything. */
static void
look(engine *e, uint32_t node, unsigned symbol)
{
    uint32_t open = 0;
    e->look_stack[open++] = node;
    while (open > 0) {
        uint32_t at = e->look_stack[--open];
        const nfa_node *n = &e->n.nodes.items[at];
        if (e->look_marks[at] == e->mark)
            continue;
        e->look_marks[at] = e->mark;
        if (n->kind == NFA_ACCEPT) {
            accept(e, n->part);
        } else if (n->kind == NFA_TAKE) {
            if (has(e, n->set, symbol))
                arrive(e, n->out, symbol);
        } else if (n->kind == NFA_SPLIT) {
            e->look_stack[open++] = n->other;
            e->look_stack[open++] = n->out;
        } else if (n->kind == NFA_BEFORE || has(e, n->set, symbol)) {
            e->look_stack[open++] = n->out;
        }
    }
}

static void
clear(uint32_t *marks, uint32_t count)
{
    if (count > 0)
        memset(marks, 0, count * sizeof *marks);
}

static void
begin_step(engine *e)
{
    if (++e->mark == 0) { /* marks of the first round are no marks of this one */
        clear(e->marks, e->n.nodes.count);
        clear(e->look_marks, e->n.nodes.count);
        clear(e->part_marks, e->part_count);
        e->mark = 1;
    }
    e->node_count = e->accept_count = 0;
}

static bool
is_same(const engine *e, const state *s)
{
    const uint32_t *at = e->pool + s->beg;
    return s->nodes == e->node_count && s->accepts == e->accept_count &&
           memcmp(at, e->nodes, s->nodes * sizeof *at) == 0 &&
           memcmp(at + s->nodes, e->accepts, s->accepts * sizeof *at) == 0;
}

static uint64_t
hash_of(const uint32_t *items, uint32_t count, uint64_t hash)
{
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ items[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return dbn_hash_mix(hash ^ count);
}

/* The order in which nodes are met says nothing, and would make two states of one. */
static void
sort(uint32_t *items, uint32_t count)
{
    for (uint32_t i = 1; i < count && count <= SORTED_MAX; i++) {
        uint32_t item = items[i], at = i;
        for (; at > 0 && items[at - 1] > item; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/* The state that a step came to; DFA_UNKNOWN where there is no room for a new one. */
static uint16_t
end_step(engine *e)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < e->node_count; i++)
        if (e->part_marks[e->n.nodes.items[e->nodes[i]].part] != e->mark)
            e->nodes[kept++] = e->nodes[i];
    e->node_count = kept;
    sort(e->nodes, kept);
    sort(e->accepts, e->accept_count);
    if (kept + e->accept_count == 0)
        return DFA_DEAD;
    uint64_t hash = hash_of(e->nodes, kept, DBN_HASH_START);
    hash = hash_of(e->accepts, e->accept_count, hash);
    uint32_t mask = STATES_MAX * 2 - 1, slot = (uint32_t)hash & mask;
    for (; e->slots[slot] != 0; slot = (slot + 1) & mask)
        if (is_same(e, &e->states[e->slots[slot]]))
            return e->slots[slot];
    if (e->count == STATES_MAX || POOL_MAX - e->pool_count < kept + e->accept_count)
        return DFA_UNKNOWN;
    state *s = &e->states[e->count];
    *s = (state){e->pool_count, kept, e->accept_count};
    memcpy(e->pool + s->beg, e->nodes, kept * sizeof *e->pool);
    memcpy(e->pool + s->beg + kept, e->accepts, e->accept_count * sizeof *e->pool);
    e->pool_count += kept + e->accept_count;
    e->slots[slot] = (uint16_t)e->count;
    return (uint16_t)e->count++;
}

static uint16_t
step_first(engine *e, uint32_t before, uint32_t class)
{
    unsigned symbol = e->symbols[class];
    begin_step(e);
    for (uint32_t i = e->firsts[class]; i < e->firsts[class + 1]; i++) {
        const nfa_entry *w = &e->entries.items[e->by_first[i]];
        const nfa_node *n = &e->n.nodes.items[w->node];
        if (!has(e, w->before, e->symbols[before]))
            continue;
        if (n->kind == NFA_ACCEPT)
            accept(e, n->part);
        else
            arrive(e, n->out, symbol);
    }
    return end_step(e);
}

static uint16_t
step(engine *e, uint32_t from, uint32_t class)
{
    const state *s = &e->states[from];
    unsigned symbol = e->symbols[class];
    begin_step(e);
    for (uint32_t i = 0; i < s->nodes; i++) {
        uint32_t at = e->pool[s->beg + i];
        const nfa_node *n = &e->n.nodes.items[at];
        if (!has(e, n->set, symbol))
            continue;
        if (n->kind == NFA_TAKE)
            arrive(e, n->out, symbol);
        else
            look(e, n->out, symbol);
    }
    return end_step(e);
}

/* ---- a walk -----------------------------------------------------------------------
 */

static void
find(engine *e, uint32_t place)
{
    uint32_t at = e->found_count;
    if (e->found_marks[place] == e->walk)
        return;
    e->found_marks[place] = e->walk;
    for (e->found_count++; at > 0 && e->found[at - 1] > place; at--)
        e->found[at] = e->found[at - 1];
    e->found[at] = place;
}

/* Forgetting makes room for any one walk, so it happens once in one. */
static uint16_t
way_from(engine *e, uint32_t from, const uint8_t *at, uint32_t i)
{
    uint16_t *to = i == 1 ? &e->face.start[at[0] * e->face.classes + at[1]]
                          : &e->next[(size_t)from * e->stride + at[i]];
    if (*to == DFA_UNKNOWN)
        *to = i == 1 ? step_first(e, at[0], at[1]) : step(e, from, at[i]);
    return *to;
}

dbn_status
dbn_dfa_walk(dbn_dfa_found *out, dbn_dfa *dfa, const uint8_t *at, uint32_t count)
{
    engine *e = (engine *)dfa;
    uint32_t state_at = DFA_DEAD, read = 0;
    bool has_forgotten = false;
    if (++e->walk == 0) {
        clear(e->found_marks, e->part_count);
        e->walk = 1;
    }
    e->found_count = 0;
    for (uint32_t i = 1; i <= count; i++) {
        uint16_t to = way_from(e, state_at, at, i);
        if (to == DFA_UNKNOWN) {
            if (has_forgotten)
                return DBN_ERR_NOMEM;
            has_forgotten = true;
            forget(e);
            i = 0;
            continue;
        }
        state_at = to;
        read = i;
        const state *s = &e->states[to];
        for (uint32_t k = 0; k < s->accepts; k++)
            find(e, e->pool[s->beg + s->nodes + k]);
        if (to == DFA_DEAD || s->nodes == 0)
            break;
        if (i == count)
            for (uint32_t k = 0; k < s->nodes; k++)
                find(e, e->n.nodes.items[e->pool[s->beg + k]].part);
    }
    *out = (dbn_dfa_found){e->found, e->found_count, read};
    return DBN_OK;
}
