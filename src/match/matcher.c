/*
 * Which rule fits a block.
 *
 * Hundreds of patterns, and nearly every block fits none. Three sieves, each exact,
 * stand before a pattern is tried:
 *   1. blocks longer than any rule of the family allows: nearly all prose;
 *   2. the first byte: PCRE2 knows which bytes a pattern can start with;
 *   3. the first letters (PREFIX_LETTERS): PCRE2's partial matching says whether a
 *      text that begins so can match at all. The answer is remembered for each
 *      beginning, in a table of fixed size whose entries replace each other.
 * The sieves never change a result, only its cost.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "match/rule.h"

#define PREFIX_LETTERS 4U
#define PREFIX_MAX     16U   /* bytes: the letters at their longest */
#define SLOTS          1024U /* beginnings remembered; a power of two */
#define CANDIDATES     6U    /* a beginning that fits more rules is not remembered */

/** A beginning, and the rules that a block beginning so can match. */
typedef struct beginning {
    const group *group; /* NULL: empty */
    char prefix[PREFIX_MAX];
    uint8_t len;
    uint8_t count;
    uint16_t candidates[CANDIDATES];
} beginning;

struct dbn_matcher {
    const dbn_ruleset *rules;
    pcre2_match_data *data;
    pcre2_match_context *limits;
    uint64_t limit_hits;
    beginning beginnings[SLOTS];
};

pcre2_code *
dbn_rule_compile(const rule *r, const dbn_ruleset *rules, int *code, size_t *at)
{
    uint32_t whole = PCRE2_DOTALL | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    return dbn_pattern_compile(r->pattern, r->info.is_block ? whole : 0, rules, code,
                               at);
}

const pcre2_code *
dbn_rule_code(rule *r, const dbn_ruleset *rules)
{
    int code;
    size_t at;
    const pcre2_code *native = atomic_load_explicit(&r->native, memory_order_acquire);
    if (native != NULL)
        return native;
    /* A compiled pattern must not change while others use it: a copy is made native,
     * and the first thread that has one publishes it. */
    pcre2_code *made = r->code == NULL ? dbn_rule_compile(r, rules, &code, &at)
                                       : pcre2_code_copy(r->code);
    native = dbn_code_publish(&r->native, made);
    return native == NULL ? r->code : native;
}

dbn_status
dbn_matcher_new(dbn_matcher **out, const dbn_ruleset *rules, dbn_error *err)
{
    *out = NULL;
    dbn_matcher *matcher = calloc(1, sizeof *matcher);
    if (matcher == NULL)
        return dbn_load_nomem(err);
    matcher->rules = rules;
    matcher->data = pcre2_match_data_create(1, NULL);
    matcher->limits = pcre2_match_context_create(NULL);
    if (matcher->data == NULL || matcher->limits == NULL) {
        dbn_matcher_free(matcher);
        return dbn_load_nomem(err);
    }
    pcre2_set_match_limit(matcher->limits, DBN_RULE_STEPS_MAX);
    pcre2_set_depth_limit(matcher->limits, DBN_RULE_DEPTH_MAX);
    pcre2_set_heap_limit(matcher->limits, DBN_RULE_HEAP_MAX);
    *out = matcher;
    return DBN_OK;
}

void
dbn_matcher_free(dbn_matcher *matcher)
{
    if (matcher == NULL)
        return;
    pcre2_match_data_free(matcher->data);
    pcre2_match_context_free(matcher->limits);
    free(matcher);
}

static int
run(dbn_matcher *m, const pcre2_code *code, dbn_span text, size_t from)
{
    if (code == NULL) { /* no memory was left for it */
        m->limit_hits++;
        return PCRE2_ERROR_NOMEMORY;
    }
    /* Most blocks are short: what pcre2_match() does first is much of the work. */
    int found = pcre2_jit_match(code, (PCRE2_SPTR)text.ptr, text.len, from,
                                PCRE2_NO_UTF_CHECK, m->data, m->limits);
    if (found == PCRE2_ERROR_JIT_BADOPTION) /* there is no native code */
        found = pcre2_match(code, (PCRE2_SPTR)text.ptr, text.len, from,
                            PCRE2_NO_UTF_CHECK, m->data, m->limits);
    m->limit_hits += found < 0 && found != PCRE2_ERROR_NOMATCH;
    return found;
}

/** Anything but a clear no: a limit that is hit here must not hide a match. */
static bool
can_begin(dbn_matcher *m, const rule *r, dbn_span prefix)
{
    return pcre2_match(r->code, (PCRE2_SPTR)prefix.ptr, prefix.len, 0,
                       PCRE2_PARTIAL_HARD | PCRE2_NO_JIT | PCRE2_NO_UTF_CHECK, m->data,
                       m->limits) != PCRE2_ERROR_NOMATCH;
}

static bool
matches(dbn_matcher *m, uint32_t place, dbn_span block)
{
    rule *r = m->rules->rules[place];
    return block.len <= r->info.max &&
           run(m, dbn_rule_code(r, m->rules), block, 0) >= 0;
}

static dbn_span
prefix_of(dbn_span block)
{
    size_t len = 0;
    for (unsigned i = 0; i < PREFIX_LETTERS && len < block.len; i++)
        len += dbn_utf8_len((unsigned char)block.ptr[len]);
    return (dbn_span){block.ptr, len < block.len ? len : block.len};
}

/** What is known of blocks that begin so; false when too many rules fit. */
static bool
look_up(dbn_matcher *m, const group *g, dbn_span prefix, const beginning **out)
{
    uint64_t hash = dbn_hash_bytes(prefix) + (uint64_t)(uintptr_t)g;
    beginning *slot = &m->beginnings[dbn_hash_mix(hash) & (SLOTS - 1)];
    *out = slot;
    if (slot->group == g && dbn_span_equal((dbn_span){slot->prefix, slot->len}, prefix))
        return true;
    slot->group = NULL;
    slot->count = 0;
    unsigned char first = (unsigned char)prefix.ptr[0];
    for (uint32_t i = g->starts[first]; i < g->starts[first + 1]; i++) {
        if (!can_begin(m, m->rules->rules[g->by_byte[i]], prefix))
            continue;
        if (slot->count == CANDIDATES)
            return false;
        slot->candidates[slot->count++] = (uint16_t)g->by_byte[i];
    }
    slot->group = g;
    slot->len = (uint8_t)prefix.len;
    memcpy(slot->prefix, prefix.ptr, prefix.len);
    return true;
}

dbn_rule
dbn_matcher_block(dbn_matcher *matcher, dbn_span family, dbn_span lang, dbn_span block)
{
    const group *g = dbn_group_find(matcher->rules, family, lang);
    if (g == NULL || block.len == 0 || block.len > g->longest)
        return 0;
    const beginning *known;
    if (look_up(matcher, g, prefix_of(block), &known)) {
        for (uint32_t i = 0; i < known->count; i++)
            if (matches(matcher, known->candidates[i], block))
                return DBN_RULE_DATA + known->candidates[i];
        return 0;
    }
    unsigned char first = (unsigned char)block.ptr[0];
    for (uint32_t i = g->starts[first]; i < g->starts[first + 1]; i++)
        if (matches(matcher, g->by_byte[i], block))
            return DBN_RULE_DATA + g->by_byte[i];
    return 0;
}

bool
dbn_matcher_rule(dbn_matcher *matcher, dbn_rule id, dbn_span text)
{
    if (dbn_ruleset_rule(matcher->rules, id) == NULL)
        return false;
    rule *r = matcher->rules->rules[id - DBN_RULE_DATA];
    if (r->pattern.len > 0)
        return matches(matcher, id - DBN_RULE_DATA, text);
    bool found = false; /* terms: their patterns are anchored */
    for (uint32_t i = 0; i < r->parts.count; i++)
        for (size_t at = 0; at < text.len && !found; at++)
            found = !dbn_utf8_is_continuation(text.ptr[at]) &&
                    run(matcher, dbn_part_code(r->parts.items[i], matcher->rules), text,
                        at) >= 0;
    return found;
}

uint64_t
dbn_matcher_limit_hits(const dbn_matcher *matcher)
{
    return matcher->limit_hits;
}

/* Every match of one rule, from left to right. */
static dbn_status
find_all(dbn_findings *out, dbn_matcher *m, rule *r, const dbn_match_input *in,
         dbn_arena *arena)
{
    dbn_span text = in->text;
    const pcre2_code *code = dbn_rule_code(r, m->rules);
    const PCRE2_SIZE *match = pcre2_get_ovector_pointer(m->data);
    for (size_t at = 0; at < text.len && run(m, code, text, at) >= 0;) {
        dbn_finding finding = {.rule = r->info.id};
        finding.range.beg = in->base + (uint32_t)match[0];
        finding.range.end = in->base + (uint32_t)match[1];
        if (match[0] > match[1]) /* \K in what looks ahead */
            return DBN_OK;
        DBN_TRY(dbn_vec_push(arena, out, finding));
        /* A match of nothing is a place; the search goes on behind its next letter. */
        at = match[1];
        if (match[0] == match[1] && at < text.len)
            at += dbn_utf8_len((unsigned char)text.ptr[at]);
    }
    return DBN_OK;
}

dbn_status
dbn_matcher_text(dbn_findings *out, dbn_matcher *matcher, const dbn_match_input *in,
                 dbn_arena *arena)
{
    const group *g = dbn_group_find(matcher->rules, in->family, in->lang);
    uint64_t bytes[4] = {0};
    uint32_t first = out->count;
    if (g == NULL || g->texts.count == 0)
        return DBN_OK;
    for (size_t i = 0; i < in->text.len; i++) {
        unsigned byte = (unsigned char)in->text.ptr[i];
        bytes[byte / 64] |= UINT64_C(1) << byte % 64;
    }
    for (uint32_t i = 0; i < g->texts.count; i++) {
        rule *r = matcher->rules->rules[g->texts.items[i]];
        uint64_t shared = 0;
        for (int k = 0; k < 4; k++)
            shared |= bytes[k] & r->starts[k];
        if (shared != 0 && in->text.len <= r->info.max)
            DBN_TRY(find_all(out, matcher, r, in, arena));
    }
    dbn_findings found = {.items = out->items + first, .count = out->count - first};
    dbn_findings_sort(&found);
    return DBN_OK;
}
