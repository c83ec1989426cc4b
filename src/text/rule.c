#include "text/rule.h"

#include "base/message.h"

static const dbn_span names[] = {
#define RULE(identifier, name) {name, sizeof(name) - 1},
#include "text/rules.def"
#undef RULE
};

dbn_span
dbn_rule_builtin_name(dbn_rule rule)
{
    return names[rule < DBN_RULE_DATA ? rule : DBN_RULE_NONE];
}

dbn_rule
dbn_rule_builtin_find(dbn_span name)
{
    for (dbn_rule rule = DBN_RULE_NONE + 1; rule < DBN_RULE_DATA; rule++)
        if (dbn_span_equal(names[rule], name))
            return rule;
    return DBN_RULE_NONE;
}

/* What findings say; all others are made, and say nothing. */
static const struct said {
    dbn_rule rule;
    const char *message;
} said[] = {
    {DBN_RULE_ENCODING_BIDI,
     DBN_MESSAGE("an invisible character that turns the direction of writing")},
    {DBN_RULE_ENCODING_MIXED_SCRIPT,
     DBN_MESSAGE("a word with letters of two scripts that look alike")},
    {DBN_RULE_ENCODING_REPLACEMENT,
     DBN_MESSAGE("a character was lost before the text came here")},
    {DBN_RULE_ENCODING_LOST_LETTER,
     DBN_MESSAGE("a letter of this word was lost before the text came here")},
    {DBN_RULE_ARTICLE_GLUED_WORD,
     DBN_MESSAGE("a label of a live page runs into the text")},
    {DBN_RULE_EXTRACT_DEPTH,
     DBN_MESSAGE("elements are nested too deeply here to be told apart")},
    {DBN_RULE_EXTRACT_ATTRIBUTES,
     DBN_MESSAGE("a tag has too many attributes for all of them to be read")},
    {DBN_RULE_EXTRACT_METAS, DBN_MESSAGE("the page says more of itself than is read")},
    {DBN_RULE_EXTRACT_UNCLOSED,
     DBN_MESSAGE(
         "what follows is inside a comment, a script or a tag that never ends")},
};

const char *
dbn_rule_builtin_message(dbn_rule rule)
{
    for (size_t i = 0; i < sizeof said / sizeof said[0]; i++)
        if (said[i].rule == rule)
            return said[i].message;
    return "";
}
