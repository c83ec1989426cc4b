/*
 * Numbers by value: digits in groups with decimals, as the language writes them
 * ("10 000", "1.234,5"), and words ("quatre-vingt-dix-sept mille deux cents").
 * Looking ahead is bounded by NUMBER_WORDS words, so all is linear.
 */
#include "key/word.h"

/* "neuf cent quatre-vingt-dix-neuf mille neuf cent quatre-vingt-dix-neuf" has 11. */
#define NUMBER_WORDS 16
/* Digits that surely fit in 64 bits; longer runs are hashed as they stand. */
#define NUMBER_DIGITS 18

/* mantissa * 10^exponent, the mantissa without zeros at its end; or, past
 * NUMBER_DIGITS, a hash of the digits. */
typedef struct number {
    uint64_t mantissa;
    int32_t exponent;
    uint32_t digits; /* read so far */
    bool is_long;
} number;

static void
add_digit(number *n, char digit)
{
    if (n->digits >= NUMBER_DIGITS && !n->is_long) {
        n->is_long = true;
        n->mantissa = dbn_hash_mix(n->mantissa);
    }
    if (n->is_long)
        n->mantissa = dbn_hash_byte(n->mantissa, (unsigned char)digit);
    else
        n->mantissa = n->mantissa * 10 + (uint64_t)(digit - '0');
    if (n->digits > 0 || digit != '0')
        n->digits++;
}

static uint64_t
hash_number(number n)
{
    while (n.mantissa != 0 && n.mantissa % 10 == 0 && !n.is_long) {
        n.mantissa /= 10;
        n.exponent++;
    }
    if (n.mantissa == 0)
        n.exponent = 0;
    return dbn_value_hash(n.mantissa,
                          UINT64_C(0x4E756D62) + (uint64_t)(n.exponent + 64));
}

uint32_t
dbn_digits_at(const dbn_token_reader *s, uint32_t at)
{
    uint32_t count = 0;
    while (dbn_byte_kinds[dbn_byte_at(s, at + count)] == DBN_BYTE_DIGIT)
        count++;
    return count;
}

uint32_t
dbn_digits_value(const dbn_token_reader *s, uint32_t at, uint32_t count)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < count && i < 9; i++)
        value = value * 10 + (uint32_t)(s->text[at + i] - '0');
    return value;
}

uint32_t
dbn_space_at(const dbn_token_reader *s, uint32_t at)
{
    unsigned char a = dbn_byte_at(s, at);
    if (a == ' ')
        return 1;
    if (a == 0xC2 && dbn_byte_at(s, at + 1) == 0xA0)
        return 2;
    if (a == 0xE2 && dbn_byte_at(s, at + 1) == 0x80 &&
        (dbn_byte_at(s, at + 2) == 0xAF || dbn_byte_at(s, at + 2) == 0x89))
        return 3;
    return 0;
}

uint32_t
dbn_spaces_skip(const dbn_token_reader *s, uint32_t at)
{
    uint32_t len, lines = 0;
    while ((len = dbn_space_at(s, at)) > 0 ||
           (dbn_byte_at(s, at) == '\n' && lines++ == 0))
        at += len > 0 ? len : 1;
    return at;
}

/* Which group separator stands at `at`, and its length. 0: none of this language. */
static uint32_t
group_mark_at(const dbn_token_reader *s, uint32_t at, uint32_t *len)
{
    uint32_t mark = 0;
    *len = 1;
    if (dbn_byte_at(s, at) == '.') {
        mark = DBN_GROUP_POINT;
    } else if (dbn_byte_at(s, at) == ',') {
        mark = DBN_GROUP_COMMA;
    } else if ((*len = dbn_space_at(s, at)) > 0) {
        mark = DBN_GROUP_SPACE;
    } else if ((*len = dbn_apostrophe_at(s, at)) > 0) {
        mark = DBN_GROUP_APOSTROPHE;
    }
    return mark & s->notation.groups;
}

/* "10 000", "1.234,5": digits, groups of three, decimals. */
static number
read_number(dbn_token_reader *s)
{
    number n = {0, 0, 0, false};
    uint32_t first = dbn_digits_at(s, s->at), len;
    bool can_group = first <= 3 && s->text[s->at] != '0';
    for (uint32_t i = 0; i < first; i++)
        add_digit(&n, s->text[s->at++]);
    uint32_t mark = can_group ? group_mark_at(s, s->at, &len) : 0;
    while (mark != 0 && group_mark_at(s, s->at, &len) == mark &&
           dbn_digits_at(s, s->at + len) == 3) {
        s->at += len;
        for (uint32_t i = 0; i < 3; i++)
            add_digit(&n, s->text[s->at++]);
    }
    unsigned char decimal = dbn_byte_at(s, s->at);
    uint32_t decimals = dbn_digits_at(s, s->at + 1);
    if ((decimal == ',' || decimal == '.') && decimals > 0 && decimals < 10 &&
        !n.is_long) {
        s->at++;
        for (uint32_t i = 0; i < decimals; i++, n.exponent--)
            add_digit(&n, s->text[s->at++]);
    }
    return n;
}

/* What is multiplied by what stands before it: 3 millions. */
static bool
is_scale(dbn_word w)
{
    return (w.classes & DBN_WORD_NUMBER) && w.value >= 1000;
}

static void
take_scale(dbn_token_reader *s, number *n)
{
    dbn_token_reader ahead = *s;
    dbn_word scale = dbn_word_next(&ahead);
    if (!is_scale(scale) || n->is_long)
        return;
    int64_t value = scale.value;
    for (; value >= 10 && value % 10 == 0; value /= 10)
        n->exponent++;
    if (value == 1)
        s->at = ahead.at;
}

/* "descendu à -5 degrés", "(−5)": a sign stands behind a space or a bracket and right
 * before the digits. At the beginning of a line it may be the dash of a list. */
static bool
has_minus(const dbn_token_reader *s, uint32_t at)
{
    uint32_t sign = 0;
    if (at > 0 && s->text[at - 1] == '-')
        sign = 1;
    else if (at > 2 && memcmp(s->text + at - 3, "\u2212", 3) == 0)
        sign = 3;
    if (sign == 0 || at < sign + 1)
        return false;
    char before = s->text[at - sign - 1];
    bool is_nbsp = at > sign + 1 && memcmp(s->text + at - sign - 2, "\u00A0", 2) == 0;
    return before == ' ' || before == '(' || is_nbsp;
}

uint64_t
dbn_number_read(dbn_token_reader *s)
{
    bool is_negative = has_minus(s, s->at);
    number n = read_number(s);
    take_scale(s, &n);
    return is_negative ? dbn_hash_mix(hash_number(n)) : hash_number(n);
}

/* ---- numbers in words ---- */

/* "quatre-vingt-dix-sept mille deux cents": `below` is what a thousand would
 * multiply, `total` the thousands so far. */
typedef struct spoken {
    int64_t total, below, last;
} spoken;

static bool
add_spoken(spoken *n, int64_t value)
{
    if (value >= 1000) {
        if (n->below > INT64_MAX / value / 4 || n->total > INT64_MAX / 4 ||
            (n->total != 0 && n->last >= value))
            return false;
        n->total += (n->below == 0 ? 1 : n->below) * value;
        n->below = 0;
    } else if (value == 100 && n->below % 100 < 10 && n->below > 0 && n->last < 10) {
        n->below += n->below % 100 * 99;
    } else if (value == 20 && n->last == 4) {
        n->below += 76;
    } else if (n->last >= 10 && value < n->last && (n->last >= 100 || value < 20) &&
               (n->last >= 20 || value < 10)) {
        n->below += value;
    } else if (n->last != 0 || n->below != 0) {
        return false;
    } else {
        n->below = value;
    }
    n->last = value;
    return true;
}

int64_t
dbn_number_compound(const dbn_token_reader *s, dbn_span folded)
{
    spoken n = {0, 0, 0};
    int64_t unit = -1; /* waits for its tens, behind "und" */
    int64_t before = 0;
    for (uint32_t at = 0; at < folded.len;) {
        uint32_t len = (uint32_t)folded.len - at;
        dbn_word part = {0};
        for (; len > 1; len--) {
            part = dbn_profile_word(s->profile, (dbn_span){folded.ptr + at, len});
            if ((part.classes & DBN_WORD_NUMBER) ||
                (at > 0 && (part.classes & DBN_WORD_AND)))
                break;
        }
        if (len < 2)
            return 0;
        at += len;
        if (!(part.classes & DBN_WORD_NUMBER)) {
            unit = before;
            if (unit <= 0 || unit >= 10)
                return 0;
            n.below -= unit;
            n.last = n.below > 0 ? 100 : 0;
            continue;
        }
        int64_t value = unit >= 0 ? part.value + unit : part.value;
        if (unit >= 0 && (part.value < 20 || part.value > 90))
            return 0;
        unit = -1;
        before = part.value;
        if (!add_spoken(&n, value))
            return 0;
    }
    return unit >= 0 ? 0 : n.total + n.below;
}

/* The next spoken part after spaces or one hyphen, over an "and" (vingt et un). */
static bool
take_spoken(dbn_token_reader *s, spoken *n)
{
    dbn_token_reader ahead = *s;
    if (dbn_byte_at(s, s->at) == '-')
        ahead.at++;
    dbn_word w = dbn_word_next(&ahead);
    if ((w.classes & DBN_WORD_AND) && !(w.classes & DBN_WORD_NUMBER) && n->last >= 20) {
        if (dbn_byte_at(s, ahead.at) == '-')
            ahead.at++;
        w = dbn_word_next(&ahead);
    }
    if (!(w.classes & DBN_WORD_NUMBER) || !add_spoken(n, w.value))
        return false;
    s->at = ahead.at;
    return true;
}

bool
dbn_number_spoken(dbn_token_reader *s, dbn_word first, dbn_token_look *look)
{
    spoken n = {0, 0, 0};
    int parts = 0;
    add_spoken(&n, first.value);
    while (parts < NUMBER_WORDS && take_spoken(s, &n))
        parts++;
    if (parts == 0 && (first.classes & DBN_WORD_STOP))
        return false;
    look->kind = DBN_TOKEN_NUMBER;
    look->hash = hash_number((number){(uint64_t)(n.total + n.below), 0, 0, false});
    return true;
}
