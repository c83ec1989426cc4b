/*
 * Days that do not exist, and weekdays that are not those of their dates.
 *
 *     lundi 3 janvier 2022        weekday? day month year?
 *
 * Words are known by the profile; only days written before their month are read, the
 * order of every language but American English.
 */
#include "base/calendar.h"
#include "check/desk.h"
#include "text/fold.h"

#define WORD_MAX 40 /* bytes of a folded word; the longest month is shorter */

/* A token of the last few. */
typedef struct date_word {
    dbn_range range;
    dbn_word known;
    int number; /* -1 for none */
} date_word;

/* Digits alone. */
static int
number_of(dbn_span text)
{
    int value = 0;
    if (text.len > 4)
        return -1;
    for (size_t i = 0; i < text.len; i++) {
        if (!dbn_is_ascii_digit(text.ptr[i]))
            return -1;
        value = value * 10 + (text.ptr[i] - '0');
    }
    return value;
}

/* What the word is; as a number also an ordinal in figures ("1er", "3rd"). */
static date_word
word_of(const desk *d, dbn_range range)
{
    char folded[WORD_MAX];
    dbn_span text = dbn_span_slice(d->text, range);
    date_word word = {.range = range, .number = number_of(text)};
    if (word.number >= 0)
        return word;
    word.known = dbn_profile_word(
        d->profile, (dbn_span){folded, dbn_fold(folded, sizeof folded, text)});
    if (dbn_is_ascii_digit(text.ptr[0]) &&
        (word.known.classes & DBN_WORD_ORDINAL) != 0 && word.known.value < 100)
        word.number = (int)word.known.value;
    return word;
}

/* Nothing but spaces between two words: no comma, which parts an enumeration. */
static bool
is_joined(const desk *d, dbn_range a, dbn_range b)
{
    for (uint32_t at = a.end; at < b.beg; at++) {
        unsigned char c = (unsigned char)d->text.ptr[at];
        if (c != ' ' && c != 0xC2 && c != 0xA0 && c != 0xE2 && c != 0x80 && c != 0xAF)
            return false;
    }
    return b.beg - a.end <= 3;
}

/* `w` are a word, a day, a month and a word, in this order. */
static dbn_status
check_date(desk *d, const date_word w[4])
{
    const dbn_span none = {NULL, 0};
    int day = w[1].number, month = w[2].known.month, year = 0;
    dbn_range range = {w[1].range.beg, w[2].range.end};
    if (month == 0 || day < 1 || !is_joined(d, w[1].range, w[2].range))
        return DBN_OK;
    /* "mars" and "mai" are rarely anything else behind a number; "mar." is. */
    if (dbn_range_len(w[2].range) < 3 || day > 99)
        return DBN_OK;
    if (w[3].number >= 1000 && is_joined(d, w[2].range, w[3].range)) {
        year = w[3].number;
        range.end = w[3].range.end;
    }
    if (day > dbn_month_days(year, month))
        return desk_add(d, DBN_CODE_IMPOSSIBLE_DATE, range, (dbn_range){0, 0}, none);
    if (w[0].known.weekday == 0 || year < 1600 || !is_joined(d, w[0].range, w[1].range))
        return DBN_OK;
    if (w[0].known.weekday == dbn_weekday_of(year, month, day))
        return DBN_OK;
    range.beg = w[0].range.beg;
    return desk_add(d, DBN_CODE_WEEKDAY, range, (dbn_range){0, 0}, none);
}

static dbn_status
check_block(desk *d, dbn_range block)
{
    date_word w[4] = {{.number = -1}, {.number = -1}, {.number = -1}, {.number = -1}};
    dbn_range range;
    uint32_t at = block.beg;
    for (bool has_word = true; has_word;) {
        date_word next = {.number = -1};
        has_word = desk_next_word(&range, d->text, &at, block.end);
        if (has_word)
            next = word_of(d, range);
        memmove(w, w + 1, sizeof w - sizeof w[0]);
        w[3] = next;
        DBN_TRY(check_date(d, w));
    }
    return DBN_OK;
}

dbn_status
desk_check_dates(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range block = blocks->items[i].range;
        /* Without a digit there is no date, and most paragraphs have none. */
        dbn_span text = dbn_span_slice(d->text, block);
        bool has_digit = false;
        for (size_t k = 0; k < text.len && !has_digit; k++)
            has_digit = dbn_is_ascii_digit(text.ptr[k]);
        if (has_digit && desk_is_read(&blocks->items[i]))
            DBN_TRY(check_block(d, block));
    }
    return DBN_OK;
}
