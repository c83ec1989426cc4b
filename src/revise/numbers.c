/*
 * Numbers and dates that one side has and the other has not.
 *
 * A value is asked for where it stands in digits; on the other side it may stand in
 * words (deux, tweede), in Roman numerals (XXIe), on another clock (16 h, 4 pm), in two
 * digits (les années 80, the 1980s), or, where notations do not say what is a date or
 * an hour, as the same groups of digits. A value that stands twice may stand once. A
 * minus is asked for where no word near the number says it on the other side (below
 * zero).
 */
#include "revise/values.h"

/* All that a date says, in other tokens. */
static bool
is_date_there(const dbn_token_look *date, const revise_groups *groups,
              const revise_values *there)
{
    if (date->month != 0 && !revise_values_have_month(there, date->month))
        return false;
    for (uint32_t i = 0; i < groups->count; i++)
        if (!revise_values_have_number(there, groups->items[i]))
            return false;
    return true;
}

static bool
is_there(const revise_text *t, const dbn_token_look *look, const revise_values *there)
{
    revise_groups groups = revise_groups_of(revise_slice(t, look->range));
    bool is_signed = revise_signed_range(t, look).beg < look->range.beg;
    if (is_signed && !revise_values_have_minus(there, &groups))
        return false;
    if (revise_values_have(there, look))
        return true;
    if (look->kind == DBN_TOKEN_DATE)
        return is_date_there(look, &groups, there);
    if (revise_has_scale(t, look))
        return false;
    if (revise_values_have_groups(there, &groups, revise_sense_of(t, look, &groups)))
        return true;
    /* "03" of "12/03", where the other one says "mars" */
    return groups.count == 1 && revise_values_have_month(there, groups.items[0]);
}

/* What one side says in digits and the other does not. */
static dbn_status
compare(revise *r, const revise_text *t, const revise_values *there, bool is_source)
{
    for (uint32_t i = 0; i < t->count; i++) {
        const dbn_token_look *look = &t->tokens[i];
        if (!revise_has_digit(revise_slice(t, look->range)) || is_there(t, look, there))
            continue;
        dbn_range range = revise_signed_range(t, look);
        DBN_TRY(is_source ? revise_lacks(r, DBN_RULE_BILINGUAL_NUMBER_MISSING, range)
                          : revise_has(r, DBN_RULE_BILINGUAL_NUMBER_EXTRA, range));
    }
    return DBN_OK;
}

dbn_status
revise_numbers(revise *r)
{
    revise_values of_source, of_target;
    DBN_TRY(revise_values_of(&of_source, &r->source, r->job));
    DBN_TRY(revise_values_of(&of_target, &r->target, r->job));
    DBN_TRY(compare(r, &r->source, &of_target, true));
    return compare(r, &r->target, &of_source, false);
}
