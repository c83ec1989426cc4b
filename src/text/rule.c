#include "text/rule.h"

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
