/*
 * One pattern of a rule of scope text.
 */
#include "match/rule.h"

/* Are there alternatives outside of all groups? */
static bool
has_alternatives(dbn_span pattern)
{
    bool in_class = false;
    int depth = 0;
    for (size_t at = 0; at < pattern.len; at++) {
        char c = pattern.ptr[at];
        if (c == '\\')
            at++;
        else if (in_class)
            in_class = c != ']';
        else if (c == '[')
            in_class = true;
        else if (c == '(' || c == ')')
            depth += c == '(' ? 1 : -1;
        else if (c == '|' && depth == 0)
            return true;
    }
    return false;
}

static pcre2_code *
compile(dbn_span pattern, uint32_t extra, const dbn_ruleset *rules, int *code,
        size_t *at)
{
    PCRE2_SIZE place = 0;
    pcre2_code *made = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                                         PCRE2_NEVER_BACKSLASH_C | extra,
                                     code, &place, rules->limits);
    *at = place;
    return made;
}

static bool
contains(dbn_span text, dbn_span needle)
{
    for (size_t i = 0; i + needle.len <= text.len; i++)
        if (memcmp(text.ptr + i, needle.ptr, needle.len) == 0)
            return true;
    return false;
}

dbn_status
dbn_part_add(rule *r, dbn_ruleset *rules, dbn_span pattern,
             const dbn_spans *replacements, int *code, size_t *at)
{
    part *p = dbn_arena_alloc(&rules->arena, sizeof *p);
    *code = 0;
    if (p == NULL)
        return DBN_ERR_NOMEM;
    p->pattern = dbn_arena_copy(&rules->arena, pattern);
    if (p->pattern.ptr == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_push(&rules->arena, &r->parts, p));
    p->replacements = *replacements;
    p->at_word = dbn_span_starts(pattern, DBN_SPAN("\\b"));
    p->at_start = pattern.ptr[0] == '^' && !has_alternatives(pattern);
    p->follows_case = !contains(pattern, DBN_SPAN("(?-i"));
    /* Anchored here and not at the match: machine code knows no anchors of its own. */
    p->code = compile(pattern, PCRE2_ANCHORED, rules, code, at);
    if (p->code == NULL)
        return DBN_ERR_SYNTAX;
    return DBN_OK;
}

void
dbn_part_release(part *p)
{
    pcre2_code *native = atomic_load(&p->native);
    if (native != p->code)
        pcre2_code_free(native);
    pcre2_code_free(p->code);
}

const pcre2_code *
dbn_part_code(part *p)
{
    pcre2_code *native = atomic_load_explicit(&p->native, memory_order_acquire);
    if (native != NULL)
        return native;
    /* A compiled pattern must not change while others use it: see dbn_rule_code(). */
    native = pcre2_code_copy(p->code);
    if (native == NULL)
        return p->code;
    (void)pcre2_jit_compile(native, PCRE2_JIT_COMPLETE);
    pcre2_code *first = NULL;
    if (atomic_compare_exchange_strong_explicit(
            &p->native, &first, native, memory_order_acq_rel, memory_order_acquire))
        return native;
    pcre2_code_free(native);
    return first;
}
