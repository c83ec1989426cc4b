/*
 * One pattern of a rule of scope text, and its sieve.
 *
 * Of a text's few next letters PCRE2's partial matching says whether a pattern can
 * match there. It must not look behind them, for there is nothing: what a pattern says
 * of the text before a match is cut out of the sieve, which so passes a little more
 * than the pattern, and never less.
 */
#include "match/opening.h"
#include "match/rule.h"

#define NOTHING "(?:)"

/* The end of the group that opens at `at`, behind its bracket. */
static size_t
end_of_group(dbn_span pattern, size_t at)
{
    int depth = 0;
    bool in_class = false;
    for (; at < pattern.len; at++) {
        char c = pattern.ptr[at];
        if (c == '\\')
            at++;
        else if (in_class)
            in_class = c != ']';
        else if (c == '[')
            in_class = true;
        else if (c == '(')
            depth++;
        else if (c == ')' && --depth == 0)
            return at + 1;
    }
    return pattern.len;
}

/* Length of what the sieve leaves out at `at`; 0 for anything else. What must not
 * follow goes too: in there, leaving out would let less pass. */
static size_t
left_out(dbn_span pattern, size_t at)
{
    dbn_span rest = {pattern.ptr + at, pattern.len - at};
    if (dbn_span_starts(rest, DBN_SPAN("(?<=")) ||
        dbn_span_starts(rest, DBN_SPAN("(?<!")) ||
        dbn_span_starts(rest, DBN_SPAN("(?!")))
        return end_of_group(pattern, at) - at;
    if (dbn_span_starts(rest, DBN_SPAN("\\B")) ||
        dbn_span_starts(rest, DBN_SPAN("\\A")) ||
        dbn_span_starts(rest, DBN_SPAN("\\b")) ||
        dbn_span_starts(rest, DBN_SPAN("\\G")))
        return 2;
    return rest.ptr[0] == '^' ? 1 : 0;
}

/* `pattern` without what looks behind. */
static dbn_status
blind(dbn_span *out, dbn_span pattern, dbn_arena *arena)
{
    dbn_buffer text = {0};
    bool in_class = false;
    for (size_t at = 0; at < pattern.len;) {
        size_t len = in_class ? 0 : left_out(pattern, at);
        if (len > 0) {
            DBN_TRY(dbn_vec_append(arena, &text, NOTHING, sizeof NOTHING - 1));
            at += len;
            continue;
        }
        char c = pattern.ptr[at];
        len = c == '\\' && at + 1 < pattern.len ? 2 : 1;
        in_class = in_class ? c != ']' : c == '[';
        /* A bracket right behind the start of a class belongs to it. */
        if (in_class && c == '[' && at + 1 < pattern.len && pattern.ptr[at + 1] == '^')
            len = 2;
        if (in_class && c == '[' && at + len < pattern.len &&
            pattern.ptr[at + len] == ']')
            len++;
        DBN_TRY(dbn_vec_append(arena, &text, pattern.ptr + at, (uint32_t)len));
        at += len;
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

static void
find_starts(part *p)
{
    const uint8_t *bitmap = NULL;
    uint32_t type = 0, unit = 0;
    if (p->sieve != NULL) {
        (void)pcre2_pattern_info(p->sieve, PCRE2_INFO_FIRSTBITMAP, &bitmap);
        (void)pcre2_pattern_info(p->sieve, PCRE2_INFO_FIRSTCODETYPE, &type);
        (void)pcre2_pattern_info(p->sieve, PCRE2_INFO_FIRSTCODEUNIT, &unit);
    }
    for (unsigned byte = 0; byte < 256; byte++) {
        bool can = type == 1 ? byte == unit || (dbn_is_ascii_alpha((char)unit) &&
                                                byte == (unit ^ 0x20))
                             : bitmap == NULL || (bitmap[byte / 8] >> byte % 8 & 1);
        p->starts[byte / 64] |= (uint64_t)can << byte % 64;
    }
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
    int ignored_code;
    size_t ignored_at;
    dbn_span sieve;
    part *p = dbn_arena_alloc(&rules->arena, sizeof *p);
    *code = 0;
    if (p == NULL || blind(&sieve, pattern, &rules->arena) != DBN_OK ||
        dbn_opening_make(&p->opening, pattern, &rules->arena) != DBN_OK)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_vec_push(&rules->arena, &r->parts, p));
    p->replacements = *replacements;
    p->at_word = dbn_span_starts(pattern, DBN_SPAN("\\b"));
    p->at_start = pattern.ptr[0] == '^' && !dbn_pattern_has_alternatives(pattern);
    p->follows_case = !contains(pattern, DBN_SPAN("(?-i"));
    /* Anchored here and not at the match: machine code knows no anchors of its own. */
    p->code = compile(pattern, PCRE2_ANCHORED, rules, code, at);
    if (p->code == NULL)
        return DBN_ERR_SYNTAX;
    p->sieve = compile(sieve, 0, rules, &ignored_code, &ignored_at);
    find_starts(p);
    return DBN_OK;
}

void
dbn_part_release(part *p)
{
    pcre2_code *native = atomic_load(&p->native);
    if (native != p->code)
        pcre2_code_free(native);
    pcre2_code_free(p->sieve);
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
