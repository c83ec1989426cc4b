/*
 * Thompson's construction (Regular expression search algorithm, 1968), from the end of
 * a pattern to its beginning, so that each node knows what follows it.
 */
#include "match/nfa.h"

#define COPIES_MAX 8U      /* of what is repeated; from there on it is without end */
#define NODES_MAX  131072U /* of a pattern; a longer one may match anywhere */

typedef struct compiler {
    nfa *n;
    dbn_arena *arena;
    uint32_t part, accept;
    bool is_full;
} compiler;

static dbn_status compile(uint32_t *out, compiler *c, const syntax *tree, uint32_t next,
                          bool is_tail);

static dbn_status
add_node(uint32_t *out, compiler *c, nfa_kind kind, uint32_t set, uint32_t first,
         uint32_t second)
{
    *out = c->accept;
    c->is_full = c->is_full || c->n->nodes.count - c->accept > NODES_MAX;
    if (c->is_full)
        return DBN_OK;
    nfa_node node = {
        .kind = kind, .set = set, .out = first, .other = second, .part = c->part};
    *out = c->n->nodes.count;
    return dbn_vec_push(c->arena, &c->n->nodes, node);
}

/* Does it look only, and take nothing? */
static bool
takes_nothing(const syntax *tree)
{
    if (tree->kind == SYNTAX_SET || tree->kind == SYNTAX_UNKNOWN)
        return false;
    if (tree->kind == SYNTAX_AHEAD)
        return true;
    for (const syntax *child = tree->first; child != NULL; child = child->next)
        if (!takes_nothing(child))
            return false;
    return true;
}

/* What `tree` can begin with; false where it may take nothing. */
static bool
find_first(nfa_set *out, const syntax *tree, const nfa_sets *sets)
{
    if (tree->kind == SYNTAX_SET) {
        *out = sets->items.items[tree->set];
        return true;
    }
    if (tree->kind == SYNTAX_REPEAT)
        return tree->min > 0 && find_first(out, tree->first, sets);
    if (tree->kind == SYNTAX_ROW) {
        const syntax *first = tree->first;
        while (first != NULL && takes_nothing(first))
            first = first->next;
        return first != NULL && find_first(out, first, sets);
    }
    if (tree->kind != SYNTAX_EITHER)
        return false;
    *out = (nfa_set){{0}};
    for (const syntax *child = tree->first; child != NULL; child = child->next) {
        nfa_set one;
        if (!find_first(&one, child, sets))
            return false;
        for (int i = 0; i < 4; i++)
            out->bits[i] |= one.bits[i];
    }
    return true;
}

/* A word begins or ends here: what stands before decides what must follow. */
static dbn_status
compile_edge(uint32_t *out, compiler *c, bool is_not, uint32_t next)
{
    uint32_t word = c->n->sets.word, none = c->n->sets.no_word;
    uint32_t begins, ends;
    DBN_TRY(add_node(&begins, c, NFA_NEXT, is_not ? none : word, next, 0));
    DBN_TRY(add_node(&begins, c, NFA_BEFORE, none, begins, 0));
    DBN_TRY(add_node(&ends, c, NFA_NEXT, is_not ? word : none, next, 0));
    DBN_TRY(add_node(&ends, c, NFA_BEFORE, word, ends, 0));
    return add_node(out, c, NFA_SPLIT, 0, begins, ends);
}

/* At the end of a pattern what follows a match is read as a part of it; elsewhere only
 * how it begins. */
static dbn_status
compile_ahead(uint32_t *out, compiler *c, const syntax *tree, uint32_t next,
              bool is_tail)
{
    nfa_set set;
    uint32_t number;
    if (is_tail)
        return compile(out, c, tree->first, c->accept, true);
    *out = next;
    if (!find_first(&set, tree->first, &c->n->sets))
        return DBN_OK;
    DBN_TRY(nfa_sets_number(&number, &c->n->sets, &set, c->arena));
    return add_node(out, c, NFA_NEXT, number, next, 0);
}

static dbn_status
compile_row(uint32_t *out, compiler *c, const syntax *tree, uint32_t next, bool is_tail)
{
    *out = next;
    for (const syntax *child = tree->last; child != NULL; child = child->previous) {
        DBN_TRY(compile(out, c, child, *out, is_tail));
        is_tail = is_tail && takes_nothing(child);
    }
    return DBN_OK;
}

static dbn_status
compile_either(uint32_t *out, compiler *c, const syntax *tree, uint32_t next,
               bool is_tail)
{
    DBN_TRY(compile(out, c, tree->last, next, is_tail));
    for (const syntax *child = tree->last->previous; child != NULL;
         child = child->previous) {
        uint32_t one;
        DBN_TRY(compile(&one, c, child, next, is_tail));
        DBN_TRY(add_node(out, c, NFA_SPLIT, 0, one, *out));
    }
    return DBN_OK;
}

static dbn_status
compile_repeat(uint32_t *out, compiler *c, const syntax *tree, uint32_t next,
               bool is_tail)
{
    uint32_t most = tree->max, least = tree->min < COPIES_MAX ? tree->min : COPIES_MAX;
    bool is_endless = most > COPIES_MAX;
    bool is_once = most == 1;
    *out = next;
    if (is_endless) {
        uint32_t loop, body;
        DBN_TRY(add_node(&loop, c, NFA_SPLIT, 0, next, next));
        DBN_TRY(compile(&body, c, tree->first, loop, false));
        if (loop != c->accept)
            c->n->nodes.items[loop].other = body;
        *out = loop;
        most = least;
    }
    for (uint32_t i = most; i > 0; i--) {
        uint32_t body;
        DBN_TRY(compile(&body, c, tree->first, *out, is_tail && is_once));
        if (i > least)
            DBN_TRY(add_node(out, c, NFA_SPLIT, 0, body, next));
        else
            *out = body;
    }
    return DBN_OK;
}

static dbn_status
compile(uint32_t *out, compiler *c, const syntax *tree, uint32_t next, bool is_tail)
{
    switch (tree->kind) {
    case SYNTAX_SET:
        return add_node(out, c, NFA_TAKE, tree->set, next, 0);
    case SYNTAX_BEFORE:
        return add_node(out, c, NFA_BEFORE, tree->set, next, 0);
    case SYNTAX_NEXT:
        return add_node(out, c, NFA_NEXT, tree->set, next, 0);
    case SYNTAX_AHEAD:
        return compile_ahead(out, c, tree, next, is_tail);
    case SYNTAX_EDGE:
        return compile_edge(out, c, tree->is_not, next);
    case SYNTAX_ROW:
        return compile_row(out, c, tree, next, is_tail);
    case SYNTAX_EITHER:
        return compile_either(out, c, tree, next, is_tail);
    case SYNTAX_REPEAT:
        return compile_repeat(out, c, tree, next, is_tail);
    case SYNTAX_UNKNOWN:
        break;
    }
    *out = c->accept;
    return DBN_OK;
}

dbn_status
nfa_add(nfa *n, dbn_span pattern, dbn_arena *arena, dbn_arena *scratch)
{
    compiler c = {.n = n, .arena = arena, .part = n->entries.count};
    syntax *tree;
    uint32_t entry;
    c.accept = n->nodes.count;
    nfa_node accept = {.kind = NFA_ACCEPT, .part = c.part};
    DBN_TRY(dbn_vec_push(arena, &n->nodes, accept));
    DBN_TRY(dbn_syntax_parse(&tree, pattern, &n->sets, arena, scratch));
    DBN_TRY(compile(&entry, &c, tree, c.accept, true));
    return dbn_vec_push(arena, &n->entries, c.is_full ? c.accept : entry);
}
