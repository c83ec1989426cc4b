/*
 * The syntax of PCRE2's patterns, as far as an outline of them needs it.
 *
 * Recursive descent; sets of characters are those of symbols.c. Whatever is not known
 * here is SYNTAX_UNKNOWN: it stands for anything.
 */
#include "base/utf8.h"
#include "match/nfa.h"

#define DEPTH_MAX 40     /* groups in groups, and calls of groups */
#define NODES_MAX 65536U /* of a pattern; what is called beyond is not looked at */

/* ---- the tree ------------------------------------------------------------------- */

typedef struct parser {
    dbn_span pattern;
    size_t at;
    nfa_sets *sets;
    dbn_arena *kept, *arena;
    uint32_t depth, nodes;
} parser;

/* How letters and spaces of a pattern are read, up to the end of its group. */
typedef struct reading {
    bool is_caseless, is_spaced;
} reading;

static dbn_status parse_either(syntax **out, parser *p, reading how);

static syntax *
new_node(parser *p, syntax_kind kind)
{
    syntax *node = dbn_arena_alloc(p->arena, sizeof *node);
    p->nodes++;
    if (node != NULL)
        node->kind = kind;
    return node;
}

static void
append(syntax *parent, syntax *child)
{
    child->previous = parent->last;
    child->next = NULL;
    if (parent->last == NULL)
        parent->first = child;
    else
        parent->last->next = child;
    parent->last = child;
}

static bool
sees(const parser *p, const char *text)
{
    dbn_span rest = {p->pattern.ptr + p->at, p->pattern.len - p->at};
    return dbn_span_starts(rest, dbn_span_of(text));
}

static bool
takes(parser *p, const char *text)
{
    if (!sees(p, text))
        return false;
    p->at += strlen(text);
    return true;
}

static dbn_status
new_set(syntax **out, parser *p, syntax_kind kind, const nfa_set *set)
{
    *out = new_node(p, kind);
    return *out == NULL ? DBN_ERR_NOMEM
                        : nfa_sets_number(&(*out)->set, p->sets, set, p->kept);
}

static dbn_status
new_unknown(syntax **out, parser *p)
{
    *out = new_node(p, SYNTAX_UNKNOWN);
    return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

/* One of what is written in [beg, p->at). */
static dbn_status
take_written(syntax **out, parser *p, size_t beg, reading how)
{
    uint32_t number;
    dbn_span written = {p->pattern.ptr + beg, p->at - beg};
    DBN_TRY(nfa_sets_of_written(&number, p->sets, written, how.is_caseless, p->kept));
    if (number == DBN_NONE)
        return new_unknown(out, p);
    *out = new_node(p, SYNTAX_SET);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    (*out)->set = number;
    return DBN_OK;
}

/* Behind the bracket that opens it. */
static void
skip_class(parser *p)
{
    p->at++;
    (void)takes(p, "^");
    (void)takes(p, "]");
    while (p->at < p->pattern.len && p->pattern.ptr[p->at] != ']') {
        if (takes(p, "[:")) {
            while (p->at < p->pattern.len && !takes(p, ":]"))
                p->at++;
            continue;
        }
        p->at += p->pattern.ptr[p->at] == '\\' ? 2 : 1;
    }
    p->at = p->at < p->pattern.len ? p->at + 1 : p->pattern.len;
}

static void
skip_braces(parser *p)
{
    if (!sees(p, "{"))
        return;
    while (p->at < p->pattern.len && !takes(p, "}"))
        p->at++;
}

static dbn_status
parse_escape(syntax **out, parser *p, reading how)
{
    size_t beg = p->at;
    char c = p->at + 1 < p->pattern.len ? p->pattern.ptr[p->at + 1] : '\0';
    p->at += 2;
    if (c == 'b' || c == 'B') {
        *out = new_node(p, SYNTAX_EDGE);
        if (*out != NULL)
            (*out)->is_not = c == 'B';
        return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
    }
    if (c == 'K') {
        *out = new_node(p, SYNTAX_ROW);
        return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
    }
    if (c == 'p' || c == 'P' || c == 'x') {
        if (sees(p, "{"))
            skip_braces(p);
        else
            p->at += c == 'x' ? 2 : 1;
        return p->at <= p->pattern.len ? take_written(out, p, beg, how)
                                       : new_unknown(out, p);
    }
    bool is_sign = (unsigned char)c < 0x80 && !dbn_is_ascii_alpha(c) &&
                   !dbn_is_ascii_digit(c) && c != '\0';
    if (is_sign || (c != '\0' && strchr("hHvVsSdDwWnrtfe", c) != NULL))
        return take_written(out, p, beg, how);
    return new_unknown(out, p);
}

/* ---- groups --------------------------------------------------------------------- */

/* The set that a tree is, where it takes just one symbol, or looks at just the next. */
static bool
is_only_set(nfa_set *out, const syntax *tree, const nfa_sets *sets)
{
    if (tree->kind == SYNTAX_SET || tree->kind == SYNTAX_NEXT) {
        *out = sets->items.items[tree->set];
        return true;
    }
    if (tree->kind == SYNTAX_ROW && tree->first != NULL && tree->first == tree->last)
        return is_only_set(out, tree->first, sets);
    if (tree->kind != SYNTAX_EITHER)
        return false;
    *out = (nfa_set){{0}};
    for (const syntax *child = tree->first; child != NULL; child = child->next) {
        nfa_set one;
        if (!is_only_set(&one, child, sets))
            return false;
        for (int i = 0; i < 4; i++)
            out->bits[i] |= one.bits[i];
    }
    return true;
}

/* All symbols that the last one of `tree` can be; false where there may be none. */
static bool
find_last(nfa_set *out, const syntax *tree, const nfa_sets *sets)
{
    *out = (nfa_set){{0}};
    if (tree->kind == SYNTAX_SET || tree->kind == SYNTAX_BEFORE) {
        *out = sets->items.items[tree->set];
        return true;
    }
    if (tree->kind == SYNTAX_REPEAT)
        return tree->min > 0 && find_last(out, tree->first, sets);
    if (tree->kind == SYNTAX_ROW) {
        const syntax *last = tree->last;
        while (last != NULL && last->kind == SYNTAX_EDGE)
            last = last->previous;
        return last != NULL && find_last(out, last, sets);
    }
    if (tree->kind != SYNTAX_EITHER)
        return false;
    for (const syntax *child = tree->first; child != NULL; child = child->next) {
        nfa_set one;
        if (!find_last(&one, child, sets))
            return false;
        for (int i = 0; i < 4; i++)
            out->bits[i] |= one.bits[i];
    }
    return true;
}

/* "$" is a line break only where that ends the text, so one may still follow. */
static nfa_set
other_than(nfa_set set)
{
    bool may_end = nfa_set_has(&set, NFA_EDGE);
    for (int i = 0; i < 4; i++)
        set.bits[i] = ~set.bits[i];
    nfa_set_add(&set, NFA_OTHER);
    if (may_end)
        nfa_set_add(&set, '\n');
    return set;
}

/* What must, or must not, stand before: of the last symbol, as far as that says it. */
static dbn_status
look_behind(syntax **out, parser *p, const syntax *inside, bool is_not)
{
    nfa_set set;
    bool is_known =
        is_not ? is_only_set(&set, inside, p->sets) : find_last(&set, inside, p->sets);
    if (is_known && is_not)
        set = other_than(set);
    if (is_known)
        return new_set(out, p, SYNTAX_BEFORE, &set);
    *out = new_node(p, SYNTAX_ROW);
    return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

static dbn_status
look_ahead(syntax **out, parser *p, syntax *inside, bool is_not)
{
    nfa_set set;
    if (is_only_set(&set, inside, p->sets)) {
        if (is_not)
            set = other_than(set);
        return new_set(out, p, SYNTAX_NEXT, &set);
    }
    *out = new_node(p, is_not ? SYNTAX_ROW : SYNTAX_AHEAD);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    if (!is_not)
        append(*out, inside);
    return DBN_OK;
}

static void
skip_group(parser *p)
{
    int depth = 1;
    while (p->at < p->pattern.len && depth > 0) {
        char c = p->pattern.ptr[p->at];
        if (c == '[') {
            skip_class(p);
            continue;
        }
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        p->at += c == '\\' ? 2 : 1;
    }
}

/* (?&name): what the group of that name holds, in any case. */
static dbn_status
parse_call(syntax **out, parser *p, reading how)
{
    char opener[64];
    size_t beg = p->at;
    while (p->at < p->pattern.len && p->pattern.ptr[p->at] != ')')
        p->at++;
    dbn_span name = {p->pattern.ptr + beg, p->at - beg};
    size_t back = p->at < p->pattern.len ? p->at + 1 : p->at;
    int len = snprintf(opener, sizeof opener, "(?<%.*s>", DBN_SHOWN(name));
    if (len < 0 || (size_t)len >= sizeof opener || p->depth >= DEPTH_MAX ||
        p->nodes > NODES_MAX) {
        p->at = back;
        return new_unknown(out, p);
    }
    p->at = 0;
    while (p->at < p->pattern.len && !takes(p, opener))
        p->at++;
    if (p->at >= p->pattern.len) {
        p->at = back;
        return new_unknown(out, p);
    }
    dbn_status status = parse_either(out, p, (reading){true, how.is_spaced});
    p->at = back;
    return status;
}

/* (?i), (?-i:…) and their like: false for what is none. */
static bool
take_options(parser *p, reading *how)
{
    bool is_on = true;
    size_t at = p->at;
    for (; at < p->pattern.len; at++) {
        char c = p->pattern.ptr[at];
        bool is_doubled = at + 1 < p->pattern.len && p->pattern.ptr[at + 1] == c;
        if (c == 'x' && is_doubled)
            break; /* then spaces in classes count as nothing */
        if (c == '-')
            is_on = false;
        else if (c == 'i')
            how->is_caseless = is_on;
        else if (c == 'x')
            how->is_spaced = is_on;
        else
            break;
    }
    if (at >= p->pattern.len ||
        (p->pattern.ptr[at] != ':' && p->pattern.ptr[at] != ')'))
        return false;
    p->at = at;
    return true;
}

/* Up to the bracket that closes, and behind it. */
static dbn_status
parse_inside(syntax **out, parser *p, reading how)
{
    DBN_TRY(parse_either(out, p, how));
    (void)takes(p, ")");
    return DBN_OK;
}

static dbn_status
parse_look(syntax **out, parser *p, reading how, bool is_behind, bool is_not)
{
    syntax *inside;
    DBN_TRY(parse_inside(&inside, p, how));
    return is_behind ? look_behind(out, p, inside, is_not)
                     : look_ahead(out, p, inside, is_not);
}

/* At "("; options that have no group of their own change `how`. */
static dbn_status
parse_group(syntax **out, parser *p, reading *how)
{
    reading inside = *how;
    p->at++;
    if (takes(p, "?=") || takes(p, "?!"))
        return parse_look(out, p, *how, false, p->pattern.ptr[p->at - 1] == '!');
    if (takes(p, "?<=") || takes(p, "?<!"))
        return parse_look(out, p, *how, true, p->pattern.ptr[p->at - 1] == '!');
    if (takes(p, "?(DEFINE)")) {
        skip_group(p);
        *out = new_node(p, SYNTAX_ROW);
        return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
    }
    if (takes(p, "?&"))
        return parse_call(out, p, *how);
    if (takes(p, "?:") || takes(p, "?>") || takes(p, "?|"))
        return parse_inside(out, p, inside);
    if (takes(p, "?<") || takes(p, "?P<")) {
        while (p->at < p->pattern.len && !takes(p, ">"))
            p->at++;
        return parse_inside(out, p, inside);
    }
    if (sees(p, "?")) {
        p->at++;
        if (take_options(p, &inside)) {
            if (takes(p, ":"))
                return parse_inside(out, p, inside);
            p->at++;
            *how = inside;
            *out = new_node(p, SYNTAX_ROW);
            return *out == NULL ? DBN_ERR_NOMEM : DBN_OK;
        }
    } else if (!sees(p, "*")) {
        return parse_inside(out, p, inside);
    }
    skip_group(p);
    return new_unknown(out, p);
}

/* ---- rows and alternatives ------------------------------------------------------- */

static dbn_status
parse_atom(syntax **out, parser *p, reading *how)
{
    size_t beg = p->at;
    char c = p->pattern.ptr[p->at];
    nfa_set edge = {{0}};
    if (c == '(')
        return parse_group(out, p, how);
    if (c == '\\')
        return parse_escape(out, p, *how);
    if (c == '[') {
        skip_class(p);
        return take_written(out, p, beg, *how);
    }
    if (c == '$' || c == '^') {
        p->at++;
        nfa_set_add(&edge, NFA_EDGE);
        nfa_set_add(&edge, '\n');
        return new_set(out, p, c == '$' ? SYNTAX_NEXT : SYNTAX_BEFORE, &edge);
    }
    p->at += dbn_utf8_len((unsigned char)c);
    if (p->at > p->pattern.len)
        p->at = p->pattern.len;
    return take_written(out, p, beg, *how);
}

/* {2}, {2,}, {,3}, {2,3}: false where it is no such thing. */
static bool
take_counts(parser *p, syntax *node)
{
    uint32_t counts[2] = {0, SYNTAX_ENDLESS};
    size_t at = p->at + 1;
    bool has_comma = false, has_digit = false;
    for (; at < p->pattern.len && p->pattern.ptr[at] != '}'; at++) {
        char c = p->pattern.ptr[at];
        if (c == ',' && !has_comma) {
            has_comma = true;
            has_digit = false;
            continue;
        }
        if (!dbn_is_ascii_digit(c))
            return false;
        uint32_t *count = &counts[has_comma];
        *count = (has_digit ? *count : 0) * 10 + (uint32_t)(c - '0');
        has_digit = true;
        if (*count >= SYNTAX_ENDLESS)
            return false;
    }
    if (at >= p->pattern.len || (!has_comma && !has_digit))
        return false;
    node->min = (uint16_t)counts[0];
    node->max = (uint16_t)(has_comma ? counts[1] : counts[0]);
    p->at = at + 1;
    return true;
}

/* What follows an atom and says how often. */
static dbn_status
parse_repeat(syntax **atom, parser *p)
{
    syntax many = {.min = 0, .max = SYNTAX_ENDLESS};
    bool is_version = sees(p, "{,"); /* a count, or letters before 10.43 */
    if (p->at >= p->pattern.len)
        return DBN_OK;
    if (takes(p, "?"))
        many.max = 1;
    else if (takes(p, "+"))
        many.min = 1;
    else if (!takes(p, "*") && !(sees(p, "{") && take_counts(p, &many)))
        return DBN_OK;
    if (is_version)
        return new_unknown(atom, p);
    if (!takes(p, "?")) /* lazy or possessive: the same texts, or fewer */
        (void)takes(p, "+");
    syntax *node = new_node(p, SYNTAX_REPEAT);
    if (node == NULL)
        return DBN_ERR_NOMEM;
    node->min = many.min;
    node->max = many.max;
    append(node, *atom);
    *atom = node;
    return DBN_OK;
}

static bool
skip_spaces(parser *p)
{
    char c = p->pattern.ptr[p->at];
    if (c == '#') {
        while (p->at < p->pattern.len && p->pattern.ptr[p->at] != '\n')
            p->at++;
        return true;
    }
    bool is_space = dbn_is_ascii_space(c);
    p->at += is_space;
    return is_space;
}

static dbn_status
parse_row(syntax **out, parser *p, reading *how)
{
    *out = new_node(p, SYNTAX_ROW);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    while (p->at < p->pattern.len && p->pattern.ptr[p->at] != '|' &&
           p->pattern.ptr[p->at] != ')') {
        syntax *atom;
        if (how->is_spaced && skip_spaces(p))
            continue;
        DBN_TRY(parse_atom(&atom, p, how));
        while (how->is_spaced && p->at < p->pattern.len && skip_spaces(p))
            ;
        DBN_TRY(parse_repeat(&atom, p));
        append(*out, atom);
    }
    return DBN_OK;
}

static dbn_status
parse_either(syntax **out, parser *p, reading how)
{
    if (p->depth >= DEPTH_MAX) {
        skip_group(p);
        p->at -= p->at > 0;
        return new_unknown(out, p);
    }
    p->depth++;
    syntax *row;
    DBN_TRY(parse_row(&row, p, &how));
    *out = row;
    if (sees(p, "|")) {
        *out = new_node(p, SYNTAX_EITHER);
        if (*out == NULL)
            return DBN_ERR_NOMEM;
        append(*out, row);
        while (takes(p, "|")) {
            DBN_TRY(parse_row(&row, p, &how));
            append(*out, row);
        }
    }
    p->depth--;
    return DBN_OK;
}

dbn_status
dbn_syntax_parse(syntax **out, dbn_span pattern, nfa_sets *sets, dbn_arena *arena,
                 dbn_arena *scratch)
{
    parser p = {.pattern = pattern, .sets = sets, .kept = arena, .arena = scratch};
    DBN_TRY(parse_either(out, &p, (reading){true, false}));
    return p.at == pattern.len ? DBN_OK : new_unknown(out, &p);
}
