/*
 * What a text says in numbers: a key for each way in which something may be asked for,
 * sorted, so that tables of figures cost no more than their length allows.
 *
 * An hour is another one on the other clock only where it is said to be one, and the
 * other one may be one (14 h: 2 pm, at 2; never 2 dead); a year is a decade only where
 * both are said to be decades.
 */
#include "revise/values.h"

#include <stdlib.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"
#include "text/sign.h"

typedef enum key_kind {
    KEY_TOKEN = 1,
    KEY_DAY,          /* a month, a day, and a year or 0 */
    KEY_DAY_ANY_YEAR, /* the same in any year */
    KEY_NUMBER,
    KEY_GROUPS,
    KEY_AFTERNOON, /* 13 to 23, by what it is in the morning */
    KEY_MORNING,   /* 1 to 11 */
    KEY_LONG_DECADE,
    KEY_SHORT_DECADE,
    KEY_MINUS, /* the groups of a number with a minus */
} key_kind;

/* How many words behind a number may stand in front of the one for hours: "de 14 à 16
 * heures"; in front of it, behind the one for years: "années 70, 80 et 90". */
#define WORDS_MAX 4U

/* How many words away from a number the one may be that is its minus. */
#define MINUS_WORDS 4U

static uint64_t
key_of(key_kind kind, uint64_t value)
{
    return dbn_hash_mix(dbn_hash_mix(value + 1) ^ kind);
}

static int
in_order(const void *a, const void *b)
{
    const uint64_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

static bool
has_key(const revise_values *v, uint64_t key)
{
    return v->keys.count > 0 && bsearch(&key, v->keys.items, v->keys.count,
                                        sizeof *v->keys.items, in_order) != NULL;
}

/* ---- one number ------------------------------------------------------------------ */

bool
revise_has_digit(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (dbn_is_ascii_digit(text.ptr[i]))
            return true;
    return false;
}

/* Is it a numeral with what hangs on one (Ier, XIXe), and no word that begins with such
 * letters? Of one letter there are I, V and X alone. */
static bool
is_roman(dbn_span word)
{
    static const char *const endings[] = {"",   "e",   "er", "re", "ème", "eme",
                                          "de", "ste", "st", "nd", "rd",  "th"};
    size_t letters = 0;
    while (letters < word.len && letters < 16 &&
           strchr("IVXLCDM", word.ptr[letters]) != NULL)
        letters++;
    dbn_span ending = {word.ptr + letters, word.len - letters};
    bool is_known = letters > 1 || (letters == 1 && strchr("IVX", word.ptr[0]) != NULL);
    for (size_t i = 0; is_known && i < sizeof endings / sizeof endings[0]; i++)
        if (dbn_span_equal(ending, dbn_span_of(endings[i])))
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
    if (!is_roman(word))
        return 0;
    size_t i = 0;
    for (; i < word.len; i++) {
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
    return total;
}

/* Digits too many for a value become a hash of them: no two numbers are one. */
static uint64_t
group_value(dbn_span digits)
{
    uint64_t value = 0;
    while (digits.len > 0 && digits.ptr[0] == '0')
        digits = (dbn_span){digits.ptr + 1, digits.len - 1};
    if (digits.len > 18)
        return dbn_hash_bytes(digits) | UINT64_C(1) << 63;
    for (size_t i = 0; i < digits.len; i++)
        value = value * 10 + (uint64_t)(digits.ptr[i] - '0');
    return value;
}

revise_groups
revise_groups_of(dbn_span text)
{
    revise_groups out = {.count = 0};
    for (size_t i = 0; i < text.len;) {
        size_t beg = i;
        while (i < text.len && dbn_is_ascii_digit(text.ptr[i]))
            i++;
        if (i == beg) {
            i++;
            continue;
        }
        uint64_t value = group_value((dbn_span){text.ptr + beg, i - beg});
        if (out.count < REVISE_GROUPS_MAX) {
            out.items[out.count++] = value;
            continue;
        }
        uint64_t *last = &out.items[REVISE_GROUPS_MAX - 1];
        *last = dbn_hash_mix(*last ^ value) + 1;
    }
    return out;
}

dbn_range
revise_signed_range(const revise_text *t, const dbn_token_look *look)
{
    dbn_range range = look->range;
    if (look->kind == DBN_TOKEN_NUMBER)
        range.beg -= dbn_sign_before(t->text, range.beg);
    return range;
}

/* Also "- 12": an item of a list, which "-12" on the other side may be. */
static bool
may_be_signed(const revise_text *t, const dbn_token_look *look)
{
    uint32_t at = look->range.beg;
    if (revise_signed_range(t, look).beg < at)
        return true;
    while (at > 0 && dbn_is_ascii_space(t->text.ptr[at - 1]))
        at--;
    return dbn_sign_before(t->text, at) > 0;
}

static dbn_word
word_of(const revise_text *t, dbn_span word)
{
    char folded[64];
    size_t len = dbn_fold(folded, sizeof folded, word);
    return dbn_profile_word(t->profile, (dbn_span){folded, len});
}

bool
revise_has_scale(const revise_text *t, const dbn_token_look *look)
{
    dbn_span left = revise_slice(t, look->range), last = left;
    for (dbn_span word = dbn_span_next_word(&left); word.len > 0;
         word = dbn_span_next_word(&left))
        last = word;
    dbn_word word = word_of(t, last);
    return (word.classes & DBN_WORD_NUMBER) != 0 && word.value >= 1000;
}

/* ---- what it is a number of ------------------------------------------------------ */

/* Letters are ASCII, or no character of the blocks of signs and spaces: U+0080 to
 * U+00BF, U+2000 to U+2FFF. */
static bool
is_letter(char c)
{
    unsigned char byte = (unsigned char)c;
    return byte >= 0x80 ? byte != 0xC2 && byte != 0xE2 : dbn_is_ascii_alpha(c);
}

/* The next run of letters behind `*at`, with the full stops and apostrophes inside it
 * (p.m, o'clock); signs and digits are passed over, a colon between digits is told. */
static dbn_span
next_letters(dbn_span text, uint32_t *at, bool *has_colon)
{
    uint32_t i = *at;
    while (i < text.len && !is_letter(text.ptr[i])) {
        *has_colon |= text.ptr[i] == ':' && i > 0 &&
                      dbn_is_ascii_digit(text.ptr[i - 1]) && i + 1 < text.len &&
                      dbn_is_ascii_digit(text.ptr[i + 1]);
        i += (uint32_t)dbn_utf8_len((unsigned char)text.ptr[i]);
    }
    uint32_t beg = i < text.len ? i : (uint32_t)text.len;
    i = beg;
    while (i < text.len &&
           (is_letter(text.ptr[i]) || text.ptr[i] == '.' || text.ptr[i] == '\''))
        i++;
    *at = i;
    while (i > beg && text.ptr[i - 1] == '.')
        i--;
    return (dbn_span){text.ptr + beg, i - beg};
}

/* Minutes are of the same class, and have one clock. */
static bool
is_hour_word(const dbn_word *word, dbn_span letters)
{
    return (word->classes & DBN_WORD_HOUR) != 0 &&
           !dbn_span_starts(letters, DBN_SPAN("min"));
}

/* Digits of a decade have an ending (80s, 80er), an apostrophe in front, or the word
 * for years there. */
static bool
is_decade(const revise_text *t, const dbn_token_look *look)
{
    const uint32_t passed = DBN_WORD_NUMBER | DBN_WORD_AND | DBN_WORD_STOP;
    uint32_t end = look->range.beg, beg = look->range.beg;
    while (end < t->text.len && dbn_is_ascii_digit(t->text.ptr[end]))
        end++;
    dbn_span rest = {t->text.ptr + end, t->text.len - end};
    if (dbn_span_starts(rest, DBN_SPAN("-")) || dbn_span_starts(rest, DBN_SPAN("'")))
        rest = (dbn_span){rest.ptr + 1, rest.len - 1};
    size_t len = 0;
    while (len < rest.len && dbn_is_ascii_alpha(rest.ptr[len]))
        len++;
    dbn_span ending = {rest.ptr, len}, before = {t->text.ptr, beg};
    if (dbn_span_equal(ending, DBN_SPAN("s")) ||
        dbn_span_equal(ending, DBN_SPAN("er")) ||
        dbn_span_equal(ending, DBN_SPAN("ern")) ||
        dbn_span_ends(before, DBN_SPAN("'")) || dbn_span_ends(before, DBN_SPAN("’")))
        return true;
    uint32_t at = (uint32_t)(look - t->tokens);
    for (uint32_t i = 0; i < WORDS_MAX && at > 0; i++) {
        dbn_word word = word_of(t, revise_slice(t, t->tokens[--at].range));
        if (word.contrast == DBN_CONTRAST_YEAR)
            return true;
        if ((word.classes & passed) == 0 && t->tokens[at].kind != DBN_TOKEN_NUMBER)
            return false;
    }
    return false;
}

revise_sense
revise_sense_of(const revise_text *t, const dbn_token_look *look,
                const revise_groups *groups)
{
    const uint32_t passed = DBN_WORD_NUMBER | DBN_WORD_STOP;
    bool has_colon = false;
    uint32_t at = look->range.beg;
    if (groups->count == 1 && groups->items[0] % 10 == 0 && groups->items[0] < 2100 &&
        is_decade(t, look))
        return REVISE_DECADE;
    if (groups->count == 0 || groups->items[0] == 0 || groups->items[0] > 23)
        return REVISE_COUNT;
    for (uint32_t i = 0; i < WORDS_MAX; i++) {
        dbn_span letters = next_letters(t->text, &at, &has_colon);
        dbn_word word = word_of(t, letters);
        if (has_colon || is_hour_word(&word, letters))
            return REVISE_HOUR;
        if (letters.len == 0)
            return REVISE_BARE;
        bool is_before_another = at + 1 < t->text.len && t->text.ptr[at] == ' ' &&
                                 dbn_is_ascii_digit(t->text.ptr[at + 1]);
        if ((word.classes & passed) == 0 && !is_before_another)
            return i == 0 ? REVISE_COUNT : REVISE_BARE;
    }
    return REVISE_BARE;
}

/* ---- keys ------------------------------------------------------------------------ */

static uint64_t
groups_key(key_kind kind, const revise_groups *groups, uint64_t first)
{
    uint64_t hash = dbn_hash_mix(first + 1);
    for (uint32_t i = 1; i < groups->count; i++)
        hash = dbn_hash_mix(hash ^ (groups->items[i] + 1)) + i;
    return key_of(kind, hash);
}

static uint64_t
day_key(key_kind kind, const dbn_token_look *date, int32_t year)
{
    return key_of(kind, (uint64_t)(uint32_t)year << 16 | (uint64_t)date->month << 8 |
                            date->day);
}

/* The way in which groups may be written otherwise; 0: in none. */
static uint64_t
other_key(const revise_groups *groups, revise_sense sense, bool is_asked)
{
    uint64_t first = groups->count > 0 ? groups->items[0] : 0;
    if (sense == REVISE_DECADE && first < 100)
        return key_of(is_asked ? KEY_LONG_DECADE : KEY_SHORT_DECADE, first);
    if (sense == REVISE_DECADE && first >= 1000)
        return key_of(is_asked ? KEY_SHORT_DECADE : KEY_LONG_DECADE, first % 100);
    if (sense == REVISE_HOUR && first > 12 && first < 24)
        return groups_key(is_asked ? KEY_MORNING : KEY_AFTERNOON, groups, first - 12);
    if ((sense == REVISE_HOUR || sense == REVISE_BARE) && first > 0 && first < 12)
        return groups_key(is_asked ? KEY_AFTERNOON : KEY_MORNING, groups, first);
    return 0;
}

typedef struct taking {
    revise_values *out;
    const revise_text *text;
    dbn_job *job;
} taking;

/* A minus in a word (moins 5, 5 degrees below zero) stands near its number. */
static bool
is_near_minus(const revise_text *t, const dbn_token_look *look)
{
    uint32_t at = (uint32_t)(look - t->tokens);
    uint32_t from = at > MINUS_WORDS ? at - MINUS_WORDS : 0;
    for (uint32_t i = from; i < t->count && i <= at + MINUS_WORDS; i++)
        if ((t->tokens[i].classes & DBN_WORD_MINUS) != 0)
            return true;
    return false;
}

static dbn_status
add(taking *t, uint64_t key)
{
    DBN_TRY_PUSH(t->job, dbn_vec_push(&t->job->scratch, &t->out->keys, key));
    return DBN_OK;
}

static dbn_status
take_digits(taking *t, const dbn_token_look *look, const revise_groups *groups)
{
    bool is_date = look->kind == DBN_TOKEN_DATE;
    for (uint32_t i = 0; i < groups->count && (is_date || groups->count == 1); i++)
        DBN_TRY(add(t, key_of(KEY_NUMBER, groups->items[i])));
    if (may_be_signed(t->text, look) || is_near_minus(t->text, look))
        DBN_TRY(add(t, groups_key(KEY_MINUS, groups, groups->items[0])));
    if (revise_has_scale(t->text, look))
        return DBN_OK;
    uint64_t other =
        is_date ? 0 : other_key(groups, revise_sense_of(t->text, look, groups), false);
    DBN_TRY(add(t, groups_key(KEY_GROUPS, groups, groups->items[0])));
    return other == 0 ? DBN_OK : add(t, other);
}

static dbn_status
take_word(taking *t, const dbn_token_look *look, dbn_span text)
{
    dbn_word word = word_of(t->text, text);
    uint64_t roman = revise_roman_value(text);
    if ((look->classes & (DBN_WORD_NUMBER | DBN_WORD_ORDINAL)) != 0)
        DBN_TRY(add(t, key_of(KEY_NUMBER, (uint64_t)word.value)));
    if ((look->classes & DBN_WORD_NUMBER) != 0 && is_near_minus(t->text, look)) {
        const revise_groups one = {.items = {(uint64_t)word.value}, .count = 1};
        DBN_TRY(add(t, groups_key(KEY_MINUS, &one, one.items[0])));
    }
    return roman == 0 ? DBN_OK : add(t, key_of(KEY_NUMBER, roman));
}

static dbn_status
take_token(taking *t, const dbn_token_look *look)
{
    const uint32_t counting =
        DBN_WORD_NUMBER | DBN_WORD_ORDINAL | DBN_WORD_MONTH | DBN_WORD_WEEKDAY;
    dbn_span text = revise_slice(t->text, look->range);
    bool is_date = look->kind == DBN_TOKEN_DATE;
    bool counts = look->kind == DBN_TOKEN_NUMBER || is_date || revise_has_digit(text) ||
                  (look->classes & counting) != 0 || revise_roman_value(text) != 0;
    if (!counts)
        return DBN_OK;
    DBN_TRY(add(t, key_of(KEY_TOKEN, look->hash)));
    if (look->month != 0)
        t->out->months |= 1U << look->month;
    if (is_date && look->day != 0) {
        DBN_TRY(add(t, day_key(KEY_DAY, look, look->year)));
        DBN_TRY(add(t, day_key(KEY_DAY_ANY_YEAR, look, 0)));
    }
    revise_groups groups = revise_groups_of(text);
    return groups.count > 0 ? take_digits(t, look, &groups) : take_word(t, look, text);
}

dbn_status
revise_values_of(revise_values *out, const revise_text *t, dbn_job *job)
{
    *out = (revise_values){0};
    taking taken = {out, t, job};
    for (uint32_t i = 0; i < t->count; i++)
        DBN_TRY(take_token(&taken, &t->tokens[i]));
    if (out->keys.count > 1)
        qsort(out->keys.items, out->keys.count, sizeof *out->keys.items, in_order);
    return DBN_OK;
}

/* ---- questions ------------------------------------------------------------------- */

bool
revise_values_have(const revise_values *v, const dbn_token_look *look)
{
    if (has_key(v, key_of(KEY_TOKEN, look->hash)))
        return true;
    if (look->kind != DBN_TOKEN_DATE || look->day == 0)
        return false;
    return look->year == 0 ? has_key(v, day_key(KEY_DAY_ANY_YEAR, look, 0))
                           : has_key(v, day_key(KEY_DAY, look, look->year)) ||
                                 has_key(v, day_key(KEY_DAY, look, 0));
}

bool
revise_values_have_number(const revise_values *v, uint64_t wanted)
{
    return has_key(v, key_of(KEY_NUMBER, wanted));
}

bool
revise_values_have_minus(const revise_values *v, const revise_groups *groups)
{
    return groups->count > 0 &&
           has_key(v, groups_key(KEY_MINUS, groups, groups->items[0]));
}

bool
revise_values_have_month(const revise_values *v, uint64_t month)
{
    return (month >= 1 && month <= 12 && (v->months >> month & 1) != 0) ||
           revise_values_have_number(v, month);
}

bool
revise_values_have_groups(const revise_values *v, const revise_groups *groups,
                          revise_sense sense)
{
    uint64_t other = other_key(groups, sense, true);
    return groups->count > 0 &&
           (has_key(v, groups_key(KEY_GROUPS, groups, groups->items[0])) ||
            (other != 0 && has_key(v, other)));
}
