/*
 * Any bytes as a file of rules, and their examples as blocks. A file is taken or
 * refused with a message; what is taken keeps its promises: names are of the file,
 * sizes in their bounds, and a matcher that remembers answers as a fresh one does.
 */
#include "match/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static dbn_rule
ask_fresh(const dbn_ruleset *rules, dbn_span block)
{
    dbn_matcher *fresh;
    dbn_error err = {0};
    if (dbn_matcher_new(&fresh, rules, &err) != DBN_OK)
        return 0;
    dbn_rule found =
        dbn_matcher_block(fresh, DBN_SPAN("article"), DBN_SPAN("fr"), block);
    dbn_matcher_free(fresh);
    return found;
}

/* Places of a text lie in it, in order, and a rule that has one matches. */
static void
search(dbn_matcher *matcher, const dbn_rule_info *info, dbn_span text)
{
    dbn_match_input in = {DBN_SPAN("article"), DBN_SPAN("fr"), text, 7};
    dbn_findings found = {0};
    dbn_arena arena;
    bool has_rule = false;
    dbn_arena_init(&arena, 0);
    require(dbn_matcher_text(&found, matcher, &in, &arena) == DBN_OK);
    for (uint32_t i = 0; i < found.count; i++) {
        dbn_range range = found.items[i].range;
        require(range.beg >= 7 && range.beg <= range.end && range.end - 7 <= text.len);
        require(i == 0 || found.items[i - 1].range.beg <= range.beg);
        has_rule |= found.items[i].rule == info->id;
    }
    /* A match of nothing behind the last letter is the one that has no place. */
    if (has_rule)
        require(!info->is_block && dbn_matcher_rule(matcher, info->id, text));
    dbn_arena_release(&arena);
}

static void
match_examples(const dbn_ruleset *rules, dbn_matcher *matcher, dbn_rule id, bool wrong)
{
    dbn_span text;
    for (uint32_t i = 0; (text = dbn_ruleset_example(rules, id, wrong, i)).ptr != NULL;
         i++) {
        dbn_rule found =
            dbn_matcher_block(matcher, DBN_SPAN("article"), DBN_SPAN("fr"), text);
        require(found == ask_fresh(rules, text));
        if (found != 0)
            require(dbn_matcher_rule(matcher, found, text));
        const dbn_rule_info *info = dbn_ruleset_rule(rules, id);
        if (info->is_block && text.len != 0 && dbn_matcher_rule(matcher, id, text))
            require(found != 0);
        search(matcher, info, text);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_ruleset *rules;
    dbn_error err = {0};
    dbn_span bytes = {(const char *)data, size};
    dbn_status status = dbn_ruleset_parse(&rules, bytes, &err);
    if (status != DBN_OK) {
        require(rules == NULL && err.status == status && err.message[0] != '\0');
        return 0;
    }
    dbn_matcher *matcher;
    require(dbn_matcher_new(&matcher, rules, &err) == DBN_OK);
    for (uint32_t r = 0; r < dbn_ruleset_count(rules); r++) {
        const dbn_rule_info *info = dbn_ruleset_rule(rules, DBN_RULE_DATA + r);
        require(info->id == DBN_RULE_DATA + r && info->max >= 1 &&
                (info->max <= 65535 || !info->is_block));
        require(dbn_span_starts(info->name, DBN_SPAN("fr.article.")));
        match_examples(rules, matcher, info->id, true);
        match_examples(rules, matcher, info->id, false);
    }
    dbn_matcher_free(matcher);
    dbn_ruleset_free(rules);
    return 0;
}
