/*
 * Words that exclude each other, by the profile's lists, and the units of numbers.
 */
#include "dedup/contrast.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Tokens of an edit that are looked at. */
#define EDIT_MAX 8U
/* Folded bytes of the longest word of a list. */
#define WORD_MAX 64
/* Letters of the shortest word that a prefix denies: able, unable. */
#define DENIED_MIN 4U

typedef struct contrast {
    uint16_t value; /* 0: none */
    uint8_t kind;
    dbn_range range;
} contrast;

static contrast
contrast_of_word(const dbn_round *r, uint32_t t)
{
    char folded[WORD_MAX];
    dbn_range range = dbn_round_look_at(r, t).range;
    dbn_span word = dbn_span_slice(r->in->key->view->text, range);
    if (r->profile == NULL || word.len >= WORD_MAX)
        return (contrast){0};
    size_t len = dbn_fold(folded, sizeof folded, word);
    dbn_word known = dbn_profile_word(r->profile, (dbn_span){folded, len});
    return (contrast){known.contrast, known.contrast_kind, range};
}

static uint16_t
sign_value(dbn_span text)
{
    static const struct {
        const char *sign;
        uint16_t value;
    } signs[] = {{"%", DBN_CONTRAST_PERCENT},
                 {"€", DBN_CONTRAST_EURO},
                 {"$", DBN_CONTRAST_DOLLAR},
                 {"£", DBN_CONTRAST_POUND}};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (dbn_span_starts(text, dbn_span_of(signs[i].sign)))
            return signs[i].value;
    return 0;
}

/* Of the character before `at`. */
static uint32_t
step_back(dbn_span text, uint32_t at)
{
    do
        at--;
    while (at > 0 && ((unsigned char)text.ptr[at] & 0xC0U) == 0x80U);
    return at;
}

/* The sign behind a number, else the one before it: 12 %, $15. */
static contrast
contrast_of_sign(const dbn_round *r, dbn_range number)
{
    dbn_span text = r->in->key->view->text;
    uint32_t at = number.end, len;
    while (at < text.len &&
           dbn_char_class_of(dbn_utf8_decode(text, at, &len)) == DBN_CHAR_SPACE)
        at += len;
    uint16_t value = sign_value((dbn_span){text.ptr + at, text.len - at});
    if (value != 0) {
        number.end = at + dbn_utf8_len((unsigned char)text.ptr[at]);
    } else if (number.beg > 0) {
        at = step_back(text, number.beg);
        if (at > 0 &&
            dbn_char_class_of(dbn_utf8_decode(text, at, &len)) == DBN_CHAR_SPACE)
            at = step_back(text, at);
        value = sign_value((dbn_span){text.ptr + at, text.len - at});
        number.beg = value != 0 ? at : number.beg;
    }
    return (contrast){value, DBN_CONTRAST_MEASURE, number};
}

/* What one side of an edit holds: its words, and the sign of the number before it. A
 * unit is told with its number. */
static uint32_t
gather(const dbn_round *r, dbn_range tokens, uint32_t least,
       contrast found[EDIT_MAX + 1])
{
    uint32_t count = 0;
    dbn_token_look before = {0};
    if (tokens.beg > least)
        before = dbn_round_look_at(r, tokens.beg - 1);
    if (before.kind == DBN_TOKEN_NUMBER)
        found[count++] = contrast_of_sign(r, before.range);
    for (uint32_t t = tokens.beg; t < tokens.end && t < tokens.beg + EDIT_MAX; t++) {
        found[count] = contrast_of_word(r, t);
        if (t == tokens.beg && before.kind == DBN_TOKEN_NUMBER &&
            found[count].kind == DBN_CONTRAST_MEASURE)
            found[count].range.beg = before.range.beg;
        count++;
    }
    return count;
}

static bool
excludes(const contrast *a, const contrast *b)
{
    return a->value != 0 && a->kind == b->kind && a->value != b->value &&
           a->value / 10 == b->value / 10;
}

/* Is one word the other with a prefix that denies it: happy, unhappy? */
static bool
denies(const dbn_round *r, dbn_range a, dbn_range b)
{
    dbn_span text = r->in->key->view->text;
    char x[WORD_MAX], y[WORD_MAX];
    if (r->profile == NULL || dbn_range_len(a) >= WORD_MAX ||
        dbn_range_len(b) >= WORD_MAX)
        return false;
    dbn_span one = {x, dbn_fold(x, sizeof x, dbn_span_slice(text, a))};
    dbn_span other = {y, dbn_fold(y, sizeof y, dbn_span_slice(text, b))};
    dbn_span shorter = one.len < other.len ? one : other;
    dbn_span longer = one.len < other.len ? other : one;
    size_t prefix = longer.len - shorter.len;
    if (prefix == 0 || shorter.len < DENIED_MIN ||
        memcmp(longer.ptr + prefix, shorter.ptr, shorter.len) != 0)
        return false;
    dbn_word known = dbn_profile_word(r->profile, (dbn_span){longer.ptr, prefix});
    return (known.classes & DBN_WORD_DENYING) != 0;
}

static bool
signs_contrast(const dbn_round *r, uint32_t t, uint32_t u, dbn_contradiction *out)
{
    dbn_span text = r->in->key->view->text;
    const dbn_token *tokens = r->in->key->tokens.items;
    if (!dbn_is_ascii_digit(text.ptr[tokens[t].beg]) ||
        !dbn_is_ascii_digit(text.ptr[tokens[u].beg]))
        return false;
    contrast a = contrast_of_sign(r, dbn_round_look_at(r, t).range);
    contrast b = contrast_of_sign(r, dbn_round_look_at(r, u).range);
    *out = (dbn_contradiction){a.range, b.range, DBN_CONTRADICTS_NUMBER};
    return excludes(&a, &b);
}

bool
dbn_numbers_contrast(const dbn_round *r, uint32_t t, uint32_t u)
{
    dbn_contradiction found;
    return signs_contrast(r, t, u, &found);
}

/* The same numbers with other signs. */
static bool
equal_contrasts(const dbn_round *r, const dbn_step *s, dbn_contradiction *out)
{
    for (uint32_t i = 0; i < s->a_count && i < s->b_count; i++)
        if (signs_contrast(r, s->a + i, s->b + i, out))
            return true;
    return false;
}

bool
dbn_step_contrasts(const dbn_round *r, const dbn_piece *piece, const dbn_step *s,
                   dbn_contradiction *out)
{
    contrast a[EDIT_MAX + 1], b[EDIT_MAX + 1];
    const contrast *x = NULL, *y = NULL;
    if (s->kind == DBN_STEP_SAME) /* a slip may make one word of the other */
        return equal_contrasts(r, s, out);
    uint32_t left =
        gather(r, (dbn_range){s->a, s->a + s->a_count}, piece->tokens[0].beg, a);
    uint32_t right =
        gather(r, (dbn_range){s->b, s->b + s->b_count}, piece->tokens[1].beg, b);
    for (uint32_t i = 0; i < left; i++)
        for (uint32_t j = 0; j < right; j++) {
            if (a[i].value != 0 && a[i].value == b[j].value && a[i].kind == b[j].kind)
                return false; /* both say it */
            if (x == NULL &&
                (excludes(&a[i], &b[j]) || denies(r, a[i].range, b[j].range))) {
                x = &a[i];
                y = &b[j];
            }
        }
    if (x == NULL)
        return false;
    *out =
        (dbn_contradiction){x->range, y->range,
                            x->kind == DBN_CONTRAST_MEASURE ? DBN_CONTRADICTS_NUMBER
                                                            : DBN_CONTRADICTS_NEGATION};
    return true;
}

/* The next number in digits, of two at most; 0: none. */
static uint32_t
next_number(dbn_span text, uint32_t *at, uint32_t end)
{
    uint32_t value = 0, digits = 0;
    while (*at < end && !dbn_is_ascii_digit(text.ptr[*at]))
        ++*at;
    for (; *at < end && dbn_is_ascii_digit(text.ptr[*at]); ++*at, digits++)
        value = digits < 2 ? value * 10 + (uint32_t)(text.ptr[*at] - '0') : 0;
    return digits <= 2 ? value : 0;
}

bool
dbn_digits_are_date(dbn_span text, dbn_range digits, const dbn_token_look *date)
{
    uint32_t at = digits.beg;
    if (date->day == 0 || date->month == 0)
        return false;
    uint32_t first = next_number(text, &at, digits.end);
    if (at >= digits.end || memchr("/.-", text.ptr[at], 3) == NULL)
        return false;
    uint32_t second = next_number(text, &at, digits.end);
    return first == date->day && second == date->month &&
           next_number(text, &at, digits.end) == 0;
}
