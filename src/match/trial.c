/*
 * Rules are tried on their own examples while they are loaded: one that does not do
 * what it says, or that works too hard, is refused with its place in the file.
 */
#include "match/loader.h"

#define RIGHT_MAX 2048 /* bytes of an example once it is right */

dbn_status
dbn_rule_compile(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r)
{
    uint32_t options = PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_NEVER_BACKSLASH_C;
    if (r->info.is_block)
        options |= PCRE2_DOTALL | PCRE2_ANCHORED | PCRE2_ENDANCHORED;
    int code;
    PCRE2_SIZE at;
    r->code = pcre2_compile((PCRE2_SPTR)r->pattern.ptr, r->pattern.len, options, &code,
                            &at, load->rules->limits);
    if (r->code != NULL)
        return DBN_OK;
    PCRE2_UCHAR reason[120];
    if (pcre2_get_error_message(code, reason, sizeof reason) < 0)
        reason[0] = '\0';
    return dbn_yaml_refuse(load->err, &load->file, node,
                           "the pattern of '%.*s' is wrong at %zu: %s",
                           DBN_SHOWN(r->info.name), (size_t)at, (const char *)reason);
}

dbn_status
dbn_rule_compile_part(dbn_rule_loader *load, const dbn_yaml_node *node, rule *r,
                      dbn_span pattern, const dbn_spans *replacements)
{
    PCRE2_UCHAR reason[120] = {0};
    int code;
    size_t at;
    dbn_status status = dbn_part_add(r, load->rules, pattern, replacements, &code, &at);
    if (status == DBN_ERR_NOMEM)
        return dbn_load_nomem(load->err);
    if (status == DBN_OK)
        return DBN_OK;
    (void)pcre2_get_error_message(code, reason, sizeof reason);
    return dbn_yaml_refuse(load->err, &load->file, node,
                           "the pattern of '%.*s' is wrong at %zu: %s",
                           DBN_SHOWN(r->info.name), at, (const char *)reason);
}

/* An example that costs too much is refused: a text like it would be given up. */
static dbn_status
try_examples(dbn_rule_loader *load, const dbn_yaml_node *node, const rule *r,
             const dbn_spans *examples)
{
    for (uint32_t i = 0; i < examples->count && r->code != NULL; i++) {
        dbn_span text = examples->items[i];
        int found = pcre2_match(r->code, (PCRE2_SPTR)text.ptr, text.len, 0,
                                PCRE2_NO_JIT, load->rules->data, load->rules->trial);
        if (found == PCRE2_ERROR_MATCHLIMIT || found == PCRE2_ERROR_DEPTHLIMIT ||
            found == PCRE2_ERROR_HEAPLIMIT)
            return dbn_yaml_refuse(load->err, &load->file, node,
                                   "the pattern of '%.*s' works too hard on its "
                                   "example '%.*s'",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(text));
    }
    return DBN_OK;
}

/* The replacement must make of each wrong text what the rule calls right. */
static dbn_status
try_replacement(dbn_rule_loader *load, const dbn_yaml_node *node, const rule *r)
{
    for (uint32_t i = 0;
         i < r->wrong.count && r->replacements.count > 0 && r->code != NULL; i++) {
        char bytes[RIGHT_MAX];
        PCRE2_SIZE len = sizeof bytes;
        dbn_span wrong = r->wrong.items[i], right = r->right.items[i];
        if (right.ptr == NULL)
            continue;
        int done = pcre2_substitute(
            r->code, (PCRE2_SPTR)wrong.ptr, wrong.len, 0,
            PCRE2_SUBSTITUTE_GLOBAL | DBN_RULE_SUBSTITUTE, load->rules->data,
            load->rules->trial, (PCRE2_SPTR)r->info.replacement.ptr,
            r->info.replacement.len, (PCRE2_UCHAR *)bytes, &len);
        if (done < 0 || !dbn_span_equal((dbn_span){bytes, len}, right))
            return dbn_yaml_refuse(load->err, &load->file, node,
                                   "the replacement of '%.*s' does not make '%.*s' "
                                   "right",
                                   DBN_SHOWN(r->info.name), DBN_SHOWN(wrong));
    }
    return DBN_OK;
}

dbn_status
dbn_rule_try_examples(dbn_rule_loader *load, const dbn_yaml_node *node, const rule *r)
{
    DBN_TRY(try_examples(load, node, r, &r->wrong));
    DBN_TRY(try_examples(load, node, r, &r->left));
    return try_replacement(load, node, r);
}
