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
             const dbn_spans *replacements)
{
    part *p = dbn_arena_alloc(&rules->arena, sizeof *p);
    if (p == NULL)
        return DBN_ERR_NOMEM;
    p->pattern = dbn_arena_copy(&rules->arena, pattern);
    if (p->pattern.ptr == NULL)
        return DBN_ERR_NOMEM;
    p->replacements = *replacements;
    p->at_word = dbn_span_starts(pattern, DBN_SPAN("\\b"));
    p->at_start = pattern.ptr[0] == '^' && !has_alternatives(pattern);
    p->follows_case = !contains(pattern, DBN_SPAN("(?-i"));
    return dbn_vec_push(&rules->arena, &r->parts, p);
}

pcre2_code *
dbn_pattern_compile(dbn_span pattern, uint32_t extra, const dbn_ruleset *rules,
                    int *code, size_t *at)
{
    PCRE2_SIZE place = 0;
    pcre2_code *made = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                                     PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS |
                                         PCRE2_NEVER_BACKSLASH_C | extra,
                                     code, &place, rules->limits);
    *at = place;
    return made;
}

/* Anchored here and not at the match: machine code knows no anchors of its own. */
pcre2_code *
dbn_part_compile(const part *p, const dbn_ruleset *rules, int *code, size_t *at)
{
    return dbn_pattern_compile(p->pattern, PCRE2_ANCHORED, rules, code, at);
}

const pcre2_code *
dbn_code_publish(_Atomic(pcre2_code *) *place, pcre2_code *made)
{
    pcre2_code *first = NULL;
    if (made == NULL)
        return NULL;
    (void)pcre2_jit_compile(made, PCRE2_JIT_COMPLETE);
    if (atomic_compare_exchange_strong_explicit(
            place, &first, made, memory_order_acq_rel, memory_order_acquire))
        return made;
    pcre2_code_free(made);
    return first;
}

void
dbn_part_release(part *p)
{
    pcre2_code_free(atomic_load(&p->code));
}

const pcre2_code *
dbn_part_code(part *p, const dbn_ruleset *rules)
{
    int code;
    size_t at;
    const pcre2_code *made = atomic_load_explicit(&p->code, memory_order_acquire);
    return made != NULL
               ? made
               : dbn_code_publish(&p->code, dbn_part_compile(p, rules, &code, &at));
}
