/*
 * Rules of SRX. An end needs a rule that asks for it, and these are few: their matches
 * are the places that are looked at, in one pass a rule. At each, the rules against an
 * end that stand before that rule are tried, `after` first, which is one try at one
 * place, then `before`, which has to end there: it is searched in the last
 * DBN_BREAK_REACH bytes, with the text cut off behind them.
 *
 * Matches of one rule do not overlap, as in the programs that these files are made for.
 */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "match/breaks.h"

#include <assert.h>
#include <pcre2.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "lang/yaml.h"

/* What one try may cost: steps, nesting of calls, KiB of heap. */
#define STEPS_MAX 20000U
#define DEPTH_MAX 2000U
#define HEAP_MAX  512U

typedef struct compiled_rule {
    pcre2_code *ends; /* of an end: `before`, then `after` ahead; else `before` at the
                         end of the text; NULL: it fits everywhere */
    pcre2_code
        *begins; /* against an end: `after`, anchored; NULL: it fits everywhere */
    bool is_end;
} compiled_rule;

typedef struct break_list {
    dbn_span name;
    uint32_t first, end; /* of the rules */
} break_list;

typedef struct break_map {
    pcre2_code *pattern;
    dbn_span name;
} break_map;

struct dbn_breaks {
    dbn_arena arena;
    DBN_VEC(compiled_rule) rules;
    DBN_VEC(break_list) lists;
    DBN_VEC(break_map) maps;
    pcre2_match_context *limits;
    bool is_cascade;
};

/* ---- made ------------------------------------------------------------------------ */

dbn_status
dbn_breaks_new(dbn_breaks **out, dbn_error *err)
{
    *out = NULL;
    dbn_breaks *breaks = calloc(1, sizeof *breaks);
    if (breaks == NULL)
        return dbn_load_nomem(err);
    dbn_arena_init(&breaks->arena, 0);
    breaks->limits = pcre2_match_context_create(NULL);
    if (breaks->limits == NULL) {
        dbn_breaks_free(breaks);
        return dbn_load_nomem(err);
    }
    pcre2_set_match_limit(breaks->limits, STEPS_MAX);
    pcre2_set_depth_limit(breaks->limits, DEPTH_MAX);
    pcre2_set_heap_limit(breaks->limits, HEAP_MAX);
    *out = breaks;
    return DBN_OK;
}

void
dbn_breaks_free(dbn_breaks *breaks)
{
    if (breaks == NULL)
        return;
    for (uint32_t i = 0; i < breaks->rules.count; i++) {
        pcre2_code_free(breaks->rules.items[i].ends);
        pcre2_code_free(breaks->rules.items[i].begins);
    }
    for (uint32_t i = 0; i < breaks->maps.count; i++)
        pcre2_code_free(breaks->maps.items[i].pattern);
    pcre2_match_context_free(breaks->limits);
    dbn_arena_release(&breaks->arena);
    free(breaks);
}

void
dbn_breaks_cascade(dbn_breaks *breaks, bool is_cascade)
{
    breaks->is_cascade = is_cascade;
}

dbn_status
dbn_breaks_begin(dbn_breaks *breaks, dbn_span name, dbn_error *err)
{
    for (uint32_t i = 0; i < breaks->lists.count; i++)
        if (dbn_span_equal(breaks->lists.items[i].name, name))
            return dbn_fail(err, DBN_ERR_SYNTAX, "the rules '%.*s' stand twice",
                            DBN_SHOWN(name));
    if (breaks->lists.count == DBN_BREAK_GROUPS_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "more than %u lists of rules",
                        DBN_BREAK_GROUPS_MAX);
    break_list list = {dbn_arena_copy(&breaks->arena, name), breaks->rules.count,
                       breaks->rules.count};
    if (list.name.ptr == NULL ||
        dbn_vec_push(&breaks->arena, &breaks->lists, list) != DBN_OK)
        return dbn_load_nomem(err);
    return DBN_OK;
}

/* ---- expressions ----------------------------------------------------------------- */

/* An expression of ICU on its way to PCRE2. */
typedef struct dialect {
    dbn_span from;
    dbn_buffer *out;
    dbn_arena *arena;
    bool in_set;
    const char *fault; /* what it has that PCRE2 has not */
} dialect;

static uint32_t
hex_digits(dbn_span text, size_t at, uint32_t count)
{
    uint32_t i = 0;
    while (i < count && at + i < text.len &&
           (dbn_is_ascii_digit(text.ptr[at + i]) ||
            (dbn_ascii_lower(text.ptr[at + i]) >= 'a' &&
             dbn_ascii_lower(text.ptr[at + i]) <= 'f')))
        i++;
    return i;
}

static dbn_status
put_span(dialect *d, dbn_span text)
{
    return dbn_vec_append(d->arena, d->out, text.ptr, (uint32_t)text.len);
}

static dbn_status
put(dialect *d, size_t at, size_t len)
{
    return put_span(d, (dbn_span){d->from.ptr + at, len});
}

/* \uhhhh and \Uhhhhhhhh are \x{…} there; \Q…\E stays as it is. Behind it: *at. */
static dbn_status
put_escape(dialect *d, size_t *at)
{
    size_t from = *at;
    char letter = from + 1 < d->from.len ? d->from.ptr[from + 1] : '\0';
    uint32_t wanted = letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (letter == 'Q') {
        size_t end = from + 2;
        while (end < d->from.len &&
               !dbn_span_starts((dbn_span){d->from.ptr + end, d->from.len - end},
                                DBN_SPAN("\\E")))
            end++;
        *at = end < d->from.len ? end + 2 : end;
        return put(d, from, *at - from);
    }
    if (wanted == 0 || hex_digits(d->from, from + 2, wanted) < wanted) {
        *at = from + 2 < d->from.len ? from + 2 : d->from.len;
        return put(d, from, *at - from);
    }
    *at = from + 2 + wanted;
    DBN_TRY(put_span(d, DBN_SPAN("\\x{")));
    DBN_TRY(put(d, from + 2, wanted));
    return put_span(d, DBN_SPAN("}"));
}

/* What a set may hold in ICU and not in PCRE2, or means something else there. */
static const char *
set_fault(dbn_span rest)
{
    bool is_twice = rest.len > 1 && rest.ptr[0] == rest.ptr[1];
    if (rest.ptr[0] == '[' && !(rest.len > 1 && rest.ptr[1] == ':'))
        return "a set within a set";
    if (is_twice && rest.ptr[0] == '&')
        return "&& between sets";
    return is_twice && rest.ptr[0] == '-' ? "-- between sets" : NULL;
}

/* One character of the expression that is no escape; behind it: *at. */
static dbn_status
put_plain(dialect *d, size_t *at)
{
    size_t from = *at, len = 1;
    dbn_span rest = {d->from.ptr + from, d->from.len - from};
    if (!d->in_set && rest.ptr[0] == '[') {
        d->in_set = true;
        len += rest.len > 1 && rest.ptr[1] == '^';
        len += rest.len > len && rest.ptr[len] == ']';
    } else if (d->in_set && dbn_span_starts(rest, DBN_SPAN("[:"))) {
        while (len < rest.len && rest.ptr[len] != ']')
            len++;
        len += len < rest.len;
    } else if (d->in_set && rest.ptr[0] == ']') {
        d->in_set = false;
    } else if (d->in_set && d->fault == NULL) {
        d->fault = set_fault(rest);
    }
    *at = from + len;
    return put(d, from, len);
}

/* Append the expression as PCRE2 has it. */
static dbn_status
translate(dialect *d)
{
    for (size_t at = 0; at < d->from.len;)
        DBN_TRY(d->from.ptr[at] == '\\' ? put_escape(d, &at) : put_plain(d, &at));
    return DBN_OK;
}

/* What stands around an expression, and how it is compiled. */
typedef struct frame {
    dbn_span head, tail;
    uint32_t options;
} frame;

static dbn_status
refuse(dbn_error *err, dbn_span expression, const char *reason, size_t at)
{
    return dbn_fail(err, DBN_ERR_SYNTAX,
                    "the expression '%.*s' does not compile: %s, at its byte %zu",
                    DBN_SHOWN(expression), reason, at);
}

/* Compile `expression` within its frame; the machine's own code where it can. */
static dbn_status
compile(pcre2_code **out, dbn_span expression, frame around, dbn_arena *arena,
        dbn_error *err)
{
    dbn_buffer pattern = {0};
    dialect d = {.from = expression, .out = &pattern, .arena = arena};
    if (expression.len > DBN_BREAK_BYTES_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "an expression of more than %u bytes",
                        DBN_BREAK_BYTES_MAX);
    if (put_span(&d, around.head) != DBN_OK || translate(&d) != DBN_OK ||
        put_span(&d, around.tail) != DBN_OK)
        return dbn_load_nomem(err);
    if (d.fault != NULL)
        return refuse(err, expression, d.fault, 0);
    int code;
    PCRE2_SIZE at;
    const char *bytes = pattern.count > 0 ? pattern.items : "";
    *out =
        pcre2_compile((PCRE2_SPTR)bytes, pattern.count,
                      PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C | around.options,
                      &code, &at, NULL);
    if (*out == NULL) {
        PCRE2_UCHAR reason[128];
        (void)pcre2_get_error_message(code, reason, sizeof reason);
        size_t own = at > around.head.len ? at - around.head.len : 0;
        return refuse(err, expression, (const char *)reason,
                      own < expression.len ? own : expression.len);
    }
    (void)pcre2_jit_compile(*out, PCRE2_JIT_COMPLETE);
    return DBN_OK;
}

/* Each expression alone, so that a bracket of one cannot close one of the frame. */
static dbn_status
try_alone(const dbn_break_rule *rule, dbn_arena *arena, dbn_error *err)
{
    const frame plain = {{"", 0}, {"", 0}, 0};
    const dbn_span both[] = {rule->before, rule->after};
    for (int i = 0; i < 2; i++) {
        pcre2_code *code = NULL;
        DBN_TRY(compile(&code, both[i], plain, arena, err));
        pcre2_code_free(code);
    }
    return DBN_OK;
}

/* An end is one expression: both parts, the second one only looked at. */
static dbn_status
compile_end(compiled_rule *out, const dbn_break_rule *rule, dbn_arena *arena,
            dbn_error *err)
{
    dbn_buffer head = {0};
    dialect d = {.from = rule->before, .out = &head, .arena = arena};
    if (put_span(&d, DBN_SPAN("(?:")) != DBN_OK || translate(&d) != DBN_OK ||
        put_span(&d, DBN_SPAN(")(?=")) != DBN_OK)
        return dbn_load_nomem(err);
    const frame around = {{head.items, head.count}, DBN_SPAN(")"), 0};
    return compile(&out->ends, rule->after, around, arena, err);
}

static dbn_status
compile_rule(compiled_rule *out, const dbn_break_rule *rule, dbn_arena *arena,
             dbn_error *err)
{
    const frame at_end = {DBN_SPAN("(?:"), DBN_SPAN(")\\z"), 0};
    const frame anchored = {{"", 0}, {"", 0}, PCRE2_ANCHORED};
    DBN_TRY(try_alone(rule, arena, err));
    if (rule->is_end)
        return compile_end(out, rule, arena, err);
    if (rule->before.len > 0)
        DBN_TRY(compile(&out->ends, rule->before, at_end, arena, err));
    return rule->after.len == 0
               ? DBN_OK
               : compile(&out->begins, rule->after, anchored, arena, err);
}

dbn_status
dbn_breaks_add(dbn_breaks *breaks, const dbn_break_rule *rule, dbn_error *err)
{
    assert(breaks->lists.count > 0);
    if (breaks->rules.count == DBN_BREAK_RULES_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "more than %u rules", DBN_BREAK_RULES_MAX);
    if (!dbn_vec_reserve(&breaks->arena, &breaks->rules, 1))
        return dbn_load_nomem(err);
    compiled_rule compiled = {.is_end = rule->is_end};
    dbn_arena scratch;
    dbn_arena_init(&scratch, 0);
    dbn_status status = compile_rule(&compiled, rule, &scratch, err);
    dbn_arena_release(&scratch);
    /* Taken even where it failed: its first half is released with the others. */
    breaks->rules.items[breaks->rules.count++] = compiled;
    breaks->lists.items[breaks->lists.count - 1].end = breaks->rules.count;
    return status;
}

dbn_status
dbn_breaks_map(dbn_breaks *breaks, dbn_span pattern, dbn_span name, dbn_error *err)
{
    const frame whole = {DBN_SPAN("(?:"), DBN_SPAN(")\\z"),
                         PCRE2_ANCHORED | PCRE2_CASELESS};
    if (breaks->maps.count == DBN_BREAK_GROUPS_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "more than %u maps", DBN_BREAK_GROUPS_MAX);
    break_map map = {.name = dbn_arena_copy(&breaks->arena, name)};
    if (map.name.ptr == NULL || !dbn_vec_reserve(&breaks->arena, &breaks->maps, 1))
        return dbn_load_nomem(err);
    DBN_TRY(compile(&map.pattern, pattern, whole, &breaks->arena, err));
    breaks->maps.items[breaks->maps.count++] = map;
    return DBN_OK;
}

/* ---- chosen ---------------------------------------------------------------------- */

static const break_list *
list_named(const dbn_breaks *breaks, dbn_span name)
{
    for (uint32_t i = 0; i < breaks->lists.count; i++)
        if (dbn_span_equal(breaks->lists.items[i].name, name))
            return &breaks->lists.items[i];
    return NULL;
}

bool
dbn_breaks_are_whole(const dbn_breaks *breaks, dbn_span *name)
{
    for (uint32_t i = 0; i < breaks->maps.count; i++) {
        *name = breaks->maps.items[i].name;
        if (list_named(breaks, *name) == NULL)
            return false;
    }
    return true;
}

/* A search, with the limits of all of them. */
typedef struct finder {
    const dbn_breaks *breaks;
    pcre2_match_data *data;
} finder;

/* Where `code` matches `text` from `from` on; false where it does not, or where trying
 * costs too much. */
static bool
search(const finder *f, const pcre2_code *code, dbn_span text, size_t from)
{
    return pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, from, PCRE2_NO_UTF_CHECK,
                       f->data, f->breaks->limits) >= 0;
}

static dbn_status
choose(dbn_break_choice *out, const finder *f, dbn_span lang, dbn_arena *arena)
{
    const dbn_breaks *breaks = f->breaks;
    for (uint32_t i = 0; i < breaks->maps.count; i++) {
        const break_list *list = list_named(breaks, breaks->maps.items[i].name);
        if (list == NULL || !search(f, breaks->maps.items[i].pattern, lang, 0))
            continue;
        for (uint32_t rule = list->first; rule < list->end; rule++)
            DBN_TRY(dbn_vec_push(arena, out, rule));
        if (!breaks->is_cascade)
            return DBN_OK;
    }
    return DBN_OK;
}

dbn_status
dbn_breaks_choose(dbn_break_choice *out, const dbn_breaks *breaks, dbn_span lang,
                  dbn_arena *arena)
{
    *out = (dbn_break_choice){0};
    finder f = {breaks, pcre2_match_data_create(1, NULL)};
    if (f.data == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = choose(out, &f, lang, arena);
    pcre2_match_data_free(f.data);
    return status;
}

/* ---- found ----------------------------------------------------------------------- */

/* A place that a rule makes an end: `rule` is its place among the chosen ones. */
typedef struct candidate {
    uint32_t at, rule;
} candidate;

typedef DBN_VEC(candidate) candidates;

/* Append the places of one rule. */
static dbn_status
propose(candidates *out, const finder *f, candidate rule, const pcre2_code *code,
        dbn_span text, dbn_arena *arena)
{
    const PCRE2_SIZE *match = pcre2_get_ovector_pointer(f->data);
    for (size_t from = 0; from <= text.len && search(f, code, text, from);) {
        rule.at = (uint32_t)match[1];
        DBN_TRY(dbn_vec_push(arena, out, rule));
        uint32_t len = 1; /* an empty match is not found twice */
        if (match[1] == from && from < text.len)
            (void)dbn_utf8_decode(text, from, &len);
        from = match[1] > from ? match[1] : from + len;
    }
    return DBN_OK;
}

static int
by_place(const void *a, const void *b)
{
    const candidate *left = a, *right = b;
    if (left->at != right->at)
        return left->at < right->at ? -1 : 1;
    return left->rule < right->rule ? -1 : left->rule > right->rule;
}

/* Does the rule, which is against an end, fit the place? */
static bool
forbids(const finder *f, const compiled_rule *rule, dbn_span text, uint32_t at)
{
    if (rule->begins != NULL && !search(f, rule->begins, text, at))
        return false;
    if (rule->ends == NULL)
        return true;
    size_t from = at > DBN_BREAK_REACH ? at - DBN_BREAK_REACH : 0;
    while (from > 0 && dbn_utf8_is_continuation(text.ptr[from]))
        from--;
    return search(f, rule->ends, (dbn_span){text.ptr, at}, from);
}

static bool
is_end(const finder *f, const dbn_break_choice *choice, dbn_span text, candidate c)
{
    for (uint32_t i = 0; i < c.rule; i++) {
        const compiled_rule *rule = &f->breaks->rules.items[choice->items[i]];
        if (!rule->is_end && forbids(f, rule, text, c.at))
            return false;
    }
    return true;
}

static dbn_status
find(dbn_break_places *out, const finder *f, const dbn_break_choice *choice,
     dbn_span text, dbn_arena *arena)
{
    candidates proposed = {0};
    for (uint32_t i = 0; i < choice->count; i++) {
        const compiled_rule *rule = &f->breaks->rules.items[choice->items[i]];
        if (rule->is_end)
            DBN_TRY(propose(&proposed, f, (candidate){0, i}, rule->ends, text, arena));
    }
    if (proposed.count > 1)
        qsort(proposed.items, proposed.count, sizeof *proposed.items, by_place);
    for (uint32_t i = 0; i < proposed.count; i++) {
        candidate c = proposed.items[i];
        if (i > 0 && proposed.items[i - 1].at == c.at) /* an earlier rule has it */
            continue;
        if (is_end(f, choice, text, c))
            DBN_TRY(dbn_vec_push(arena, out, c.at));
    }
    return DBN_OK;
}

dbn_status
dbn_breaks_find(dbn_break_places *out, const dbn_breaks *breaks,
                const dbn_break_choice *choice, dbn_span text, dbn_arena *arena)
{
    *out = (dbn_break_places){0};
    finder f = {breaks, pcre2_match_data_create(1, NULL)};
    if (f.data == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = find(out, &f, choice, text, arena);
    pcre2_match_data_free(f.data);
    return status;
}
