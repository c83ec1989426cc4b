/*
 * Rules are tried on their own examples: one that does not do what it says, or that
 * works too hard, is refused with its place in the file. That takes longer than to read
 * them, so that a folder may remember, by a hash of their bytes, which ones were tried:
 * their patterns are then compiled when a text needs them.
 */
#include "lang/automaton.h"
#include "match/loader.h"
#include "match/proof.h"

#define RIGHT_MAX 2048 /* bytes of an example once it is right */

static dbn_status
refuse_pattern(dbn_error *err, const untried *u, int code, size_t at)
{
    const dbn_yaml file = {.path = u->path};
    PCRE2_UCHAR reason[120];
    if (pcre2_get_error_message(code, reason, sizeof reason) < 0)
        reason[0] = '\0';
    return dbn_yaml_refuse(err, &file, u->pattern,
                           "the pattern of '%.*s' is wrong at %zu: %s",
                           DBN_SHOWN(u->rule->info.name), at, (const char *)reason);
}

/* An example that costs too much is refused: a text like it would be given up. */
static dbn_status
try_examples(dbn_ruleset *rules, const untried *u, dbn_error *err,
             const dbn_spans *examples)
{
    const dbn_yaml file = {.path = u->path};
    const rule *r = u->rule;
    for (uint32_t i = 0; i < examples->count; i++) {
        dbn_span text = examples->items[i];
        int found = pcre2_match(r->code, (PCRE2_SPTR)text.ptr, text.len, 0,
                                PCRE2_NO_JIT, rules->data, rules->trial);
        if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
            found == PCRE2_ERROR_HEAPLIMIT)
            return dbn_yaml_refuse(err, &file, u->node,
                                   "the pattern of '%.*s' works too hard on its "
                                   "example '%.*s'",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(text));
    }
    return DBN_OK;
}

/* The replacement must make of each wrong text what the rule calls right. */
static dbn_status
try_replacement(dbn_ruleset *rules, const untried *u, dbn_error *err)
{
    const dbn_yaml file = {.path = u->path};
    const rule *r = u->rule;
    for (uint32_t i = 0; i < r->wrong.count && r->replacements.count > 0; i++) {
        char bytes[RIGHT_MAX];
        PCRE2_SIZE len = sizeof bytes;
        dbn_span wrong = r->wrong.items[i], right = r->right.items[i];
        if (right.ptr == NULL)
            continue;
        int done =
            pcre2_substitute(r->code, (PCRE2_SPTR)wrong.ptr, wrong.len, 0,
                             PCRE2_SUBSTITUTE_GLOBAL | DBN_RULE_SUBSTITUTE, rules->data,
                             rules->trial, (PCRE2_SPTR)r->info.replacement.ptr,
                             r->info.replacement.len, (PCRE2_UCHAR *)bytes, &len);
        if (done < 0 || !dbn_span_equal((dbn_span){bytes, len}, right))
            return dbn_yaml_refuse(err, &file, u->node,
                                   "the replacement of '%.*s' does not make '%.*s' "
                                   "right",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(wrong));
    }
    return DBN_OK;
}

static dbn_status
note(dbn_rule_loader *load, untried one)
{
    one.path = load->file.path;
    if (dbn_vec_push(&load->rules->arena, &load->rules->untried, one) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

dbn_status
dbn_rule_try_later(dbn_rule_loader *load, const dbn_yaml_node *pattern,
                   const dbn_yaml_node *node, rule *r)
{
    return note(load, (untried){.rule = r, .pattern = pattern, .node = node});
}

dbn_status
dbn_rule_add_term(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r,
                  dbn_span pattern, const dbn_spans *replacements)
{
    if (dbn_part_add(r, load->rules, pattern, replacements) != DBN_OK)
        return dbn_load_nomem(load->err);
    part *added = r->parts.items[r->parts.count - 1];
    return note(load, (untried){r, added, NULL, node, node});
}

/* A term has no examples of its own. */
static dbn_status
try_term(const dbn_ruleset *rules, const untried *u, dbn_error *err)
{
    int code;
    size_t at;
    pcre2_code *made = dbn_part_compile(u->part, rules, &code, &at);
    if (made == NULL)
        return refuse_pattern(err, u, code, at);
    pcre2_code_free(made);
    return DBN_OK;
}

static dbn_status
try_rule(dbn_ruleset *rules, const untried *u, bool is_known, dbn_error *err)
{
    rule *r = u->rule;
    int code;
    size_t at;
    if (is_known && !r->info.is_block)
        return DBN_OK;
    r->code = dbn_rule_compile(r, rules, &code, &at);
    if (r->code == NULL)
        return refuse_pattern(err, u, code, at);
    if (is_known)
        return DBN_OK;
    DBN_TRY(try_examples(rules, u, err, &r->wrong));
    DBN_TRY(try_examples(rules, u, err, &r->left));
    return try_replacement(rules, u, err);
}

static dbn_status
try_all(dbn_ruleset *rules, bool is_known, dbn_error *err)
{
    for (uint32_t i = 0; i < rules->untried.count; i++) {
        const untried *u = &rules->untried.items[i];
        if (u->part == NULL)
            DBN_TRY(try_rule(rules, u, is_known, err));
        else if (!is_known)
            DBN_TRY(try_term(rules, u, err));
    }
    rules->untried.count = 0;
    return DBN_OK;
}

dbn_status
dbn_rules_try(dbn_ruleset *rules, dbn_error *err)
{
    return try_all(rules, false, err);
}

/* What counts rules as right that did not before counts it up, and the other way. */
#define TRIED_BY UINT64_C(1)

dbn_status
dbn_rules_try_once(dbn_ruleset *rules, const char *cache, dbn_error *err)
{
    char version[64];
    if (cache == NULL)
        return try_all(rules, false, err);
    (void)dbn_match_pcre2(version, sizeof version);
    uint64_t key = dbn_file_hash(rules->key ^ TRIED_BY, dbn_span_of(version));
    bool is_known = dbn_proof_is_there(&rules->arena, cache, key);
    DBN_TRY(try_all(rules, is_known, err));
    if (!is_known)
        dbn_proof_leave(&rules->arena, cache, key);
    return DBN_OK;
}
