/*
 * Numbers and dates that one side has and the other has not.
 *
 * A value is asked for where it stands in digits; on the other side it may stand in
 * words (deux, tweede), in Roman numerals (XXIe), on another clock (16 h, 4 pm), in two
 * digits (les années 80, the 1980s), or, where notations do not say what is a date or
 * an hour, as the same groups of digits. A value that stands twice may stand once.
 */
#include "revise/inside.h"

#include "text/fold.h"

/* Values of a side; what has more is a table of figures, and is not looked at: each is
 * held against all of the other side. */
#define VALUES_MAX 256U
/* Groups of digits of one value: an address has four, a number of an account more. */
#define GROUPS_MAX 16U

typedef struct values {
    const dbn_token_look *items[VALUES_MAX]; /* in digits, or words that count */
    uint32_t count;
    bool is_table;
} values;

static bool
has_digit(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (dbn_is_ascii_digit(text.ptr[i]))
            return true;
    return false;
}

uint32_t
revise_roman_value(dbn_span word)
{
    static const struct letter {
        char sign;
        uint32_t value;
    } letters[] = {{'I', 1},   {'V', 5},   {'X', 10},  {'L', 50},
                   {'C', 100}, {'D', 500}, {'M', 1000}};
    uint32_t total = 0, last = 0;
    size_t i = 0;
    for (; i < word.len && i < 16; i++) {
        uint32_t value = 0;
        for (size_t k = 0; k < sizeof letters / sizeof letters[0]; k++)
            if (letters[k].sign == word.ptr[i])
                value = letters[k].value;
        if (value == 0)
            break;
        total += value;
        if (last < value)
            total -= 2 * last;
        last = value;
    }
    return i > 0 && word.len - i <= 4 ? total : 0;
}

static values
values_of(const revise_text *t)
{
    const uint32_t counting =
        DBN_WORD_NUMBER | DBN_WORD_ORDINAL | DBN_WORD_MONTH | DBN_WORD_WEEKDAY;
    values v = {.count = 0};
    for (uint32_t i = 0; i < t->count; i++) {
        const dbn_token_look *look = &t->tokens[i];
        dbn_span word = revise_slice(t, look->range);
        bool counts = look->kind == DBN_TOKEN_NUMBER || look->kind == DBN_TOKEN_DATE ||
                      has_digit(word) || (look->classes & counting) != 0 ||
                      revise_roman_value(word) != 0;
        if (!counts)
            continue;
        v.is_table = v.count == VALUES_MAX;
        if (v.is_table)
            break;
        v.items[v.count++] = look;
    }
    return v;
}

/* The groups of digits in a text, without zeros in front; their number. */
static uint32_t
groups_in(uint32_t out[GROUPS_MAX], dbn_span text)
{
    uint32_t count = 0;
    for (size_t i = 0; i < text.len && count < GROUPS_MAX;) {
        uint32_t value = 0;
        if (!dbn_is_ascii_digit(text.ptr[i])) {
            i++;
            continue;
        }
        for (; i < text.len && dbn_is_ascii_digit(text.ptr[i]); i++)
            value = value * 10 + (uint32_t)(text.ptr[i] - '0');
        out[count++] = value;
    }
    return count;
}

static int64_t
word_value(const revise_text *t, const dbn_token_look *look)
{
    char folded[64];
    size_t len = dbn_fold(folded, sizeof folded, revise_slice(t, look->range));
    return dbn_profile_word(t->profile, (dbn_span){folded, len}).value;
}

/* May `wanted`, one group of digits, be what `given`, another one, says? */
static bool
are_alike(uint32_t wanted, uint32_t given)
{
    uint32_t low = wanted < given ? wanted : given;
    uint32_t high = wanted < given ? given : wanted;
    bool is_clock = high > 12 && high < 24 && high - low == 12;
    bool is_decade =
        low < 100 && low % 10 == 0 && high >= 1000 && high < 2100 && high % 100 == low;
    return low == high || is_clock || is_decade;
}

/* Does a token say the number, by itself or as the day or the year of a date? */
static bool
says(const revise_text *t, const dbn_token_look *look, uint32_t wanted)
{
    uint32_t groups[GROUPS_MAX];
    dbn_span word = revise_slice(t, look->range);
    uint32_t count = groups_in(groups, word);
    bool is_whole = count == 1 || look->kind == DBN_TOKEN_DATE;
    for (uint32_t i = 0; i < count && is_whole; i++)
        if (are_alike(wanted, groups[i]))
            return true;
    if (count > 0)
        return false;
    if ((look->classes & (DBN_WORD_NUMBER | DBN_WORD_ORDINAL)) != 0 &&
        word_value(t, look) == (int64_t)wanted)
        return true;
    return revise_roman_value(word) == wanted;
}

static bool
is_said(const revise_text *t, const values *v, uint32_t wanted)
{
    for (uint32_t i = 0; i < v->count; i++)
        if (says(t, v->items[i], wanted))
            return true;
    return false;
}

static bool
is_month_said(const revise_text *t, const values *v, uint32_t month)
{
    for (uint32_t i = 0; i < v->count; i++)
        if (v->items[i]->month == month)
            return true;
    return is_said(t, v, month);
}

/* "3 milliards": only the same value is the same. */
static bool
has_scale(const revise_text *t, const dbn_token_look *look)
{
    dbn_span left = revise_slice(t, look->range), last = left;
    for (dbn_span word = dbn_span_next_word(&left); word.len > 0;
         word = dbn_span_next_word(&left))
        last = word;
    char folded[64];
    size_t len = dbn_fold(folded, sizeof folded, last);
    dbn_word word = dbn_profile_word(t->profile, (dbn_span){folded, len});
    return (word.classes & DBN_WORD_NUMBER) != 0 && word.value >= 1000;
}

/* Are the groups of digits of two tokens the same, one by one: 16h15 and 16.15? */
static bool
are_same_groups(const uint32_t *wanted, uint32_t count, dbn_span word)
{
    uint32_t groups[GROUPS_MAX];
    if (groups_in(groups, word) != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!are_alike(wanted[i], groups[i]))
            return false;
    return count > 0;
}

static bool
is_same_day(const dbn_token_look *a, const dbn_token_look *b)
{
    return a->kind == DBN_TOKEN_DATE && b->kind == DBN_TOKEN_DATE && a->day != 0 &&
           a->day == b->day && a->month == b->month &&
           (a->year == b->year || a->year == 0 || b->year == 0);
}

/* All that a date says, in other tokens. */
static bool
is_date_there(const dbn_token_look *date, const uint32_t *groups, uint32_t count,
              const revise_text *other, const values *there)
{
    if (date->month != 0 && !is_month_said(other, there, date->month))
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!is_said(other, there, groups[i]))
            return false;
    return true;
}

static bool
is_there(const revise_text *t, const dbn_token_look *look, const revise_text *other,
         const values *there)
{
    uint32_t groups[GROUPS_MAX];
    uint32_t count = groups_in(groups, revise_slice(t, look->range));
    bool is_scaled = has_scale(t, look);
    for (uint32_t i = 0; i < there->count; i++)
        if (there->items[i]->hash == look->hash || is_same_day(there->items[i], look))
            return true;
    if (look->kind == DBN_TOKEN_DATE)
        return is_date_there(look, groups, count, other, there);
    for (uint32_t i = 0; i < there->count && !is_scaled; i++) {
        const dbn_token_look *one = there->items[i];
        if (!has_scale(other, one) &&
            are_same_groups(groups, count, revise_slice(other, one->range)))
            return true;
    }
    /* "03" of "12/03", where the other one says "mars" */
    return !is_scaled && count == 1 &&
           (is_said(other, there, groups[0]) || is_month_said(other, there, groups[0]));
}

dbn_status
revise_numbers(revise *r)
{
    values of_source = values_of(&r->source), of_target = values_of(&r->target);
    if (of_source.is_table || of_target.is_table)
        return DBN_OK;
    for (uint32_t i = 0; i < of_source.count; i++) {
        const dbn_token_look *look = of_source.items[i];
        if (has_digit(revise_slice(&r->source, look->range)) &&
            !is_there(&r->source, look, &r->target, &of_target))
            DBN_TRY(revise_lacks(r, DBN_RULE_BILINGUAL_NUMBER_MISSING, look->range));
    }
    for (uint32_t i = 0; i < of_target.count; i++) {
        const dbn_token_look *look = of_target.items[i];
        if (has_digit(revise_slice(&r->target, look->range)) &&
            !is_there(&r->target, look, &r->source, &of_source))
            DBN_TRY(revise_has(r, DBN_RULE_BILINGUAL_NUMBER_EXTRA, look->range));
    }
    return DBN_OK;
}
