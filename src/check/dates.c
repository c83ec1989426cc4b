/*
 * Days that do not exist, and weekdays that are not those of their dates.
 *
 *     lundi 3 janvier 2022     mardi, 03/01/2022     2022-02-30
 *     └weekday─┘└─date───┘
 *
 * Dates begin with a digit: only words that do are looked at, and what stands beside
 * them. Words are known by the profile; of dates in words only those are read that name
 * the day before its month, the order of every language but American English.
 */
#include "base/calendar.h"
#include "check/desk.h"
#include "text/fold.h"

#define WORD_MAX   40    /* bytes of a folded word; the longest month is shorter */
#define GAP_MAX    4     /* bytes between the words of a date: ", " with a wide space */
#define SIGNS      "/-." /* between figures of a date */
#define YEAR_LEAST 1600  /* before, calendars differ */

/* A day as it stands in the text. */
typedef struct date {
    dbn_range range;
    int year; /* 0: it does not say */
    int month, day;
} date;

static dbn_word
word_of(const desk *d, dbn_range range)
{
    char folded[WORD_MAX];
    dbn_span text = dbn_span_slice(d->text, range);
    return dbn_profile_word(d->profile,
                            (dbn_span){folded, dbn_fold(folded, sizeof folded, text)});
}

/* Digits alone, or -1. */
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

/* A number of days, which may be an ordinal in figures: "1er", "3rd"; or -1. */
static int
day_of(const desk *d, dbn_range range)
{
    int number = number_of(dbn_span_slice(d->text, range));
    if (number >= 0)
        return number;
    dbn_word known = word_of(d, range);
    bool is_ordinal = (known.classes & DBN_WORD_ORDINAL) != 0 && known.value < 100;
    return is_ordinal ? (int)known.value : -1;
}

/* Nothing but spaces between two words, or one of `signs` and a space. */
static bool
is_joined(const desk *d, dbn_range a, dbn_range b, const char *signs)
{
    dbn_span gap = dbn_span_slice(d->text, (dbn_range){a.end, b.beg});
    if (gap.len == 0 || gap.len > GAP_MAX)
        return false;
    if (gap.len > 1 && strchr(signs, gap.ptr[0]) != NULL) {
        gap.ptr++;
        gap.len--;
    }
    return dbn_span_equal(gap, DBN_SPAN(" ")) ||
           dbn_span_equal(gap, DBN_SPAN("\xC2\xA0")) ||
           dbn_span_equal(gap, DBN_SPAN("\xE2\x80\xAF"));
}

/* ---- dates ------------------------------------------------------------------ */

/* Does what stands at `at` belong to the figures before it, too? A full stop ends a
 * sentence where no digit follows. */
static bool
goes_on(dbn_span text, uint32_t at, uint32_t end, char sign)
{
    if (at >= end)
        return false;
    bool has_digit_behind = at + 1 < end && dbn_is_ascii_digit(text.ptr[at + 1]);
    return dbn_is_ascii_digit(text.ptr[at]) ||
           (text.ptr[at] == sign && (sign != '.' || has_digit_behind));
}

/* Three numbers with one sign between them, of which the first or the last is a year:
 * no more, no less, or it is an address, a version, a telephone number. */
static bool
read_figures(date *out, const desk *d, uint32_t beg, uint32_t end)
{
    int values[3] = {0};
    uint32_t digits[3] = {0}, at = beg;
    const char *text = d->text.ptr;
    char sign = '\0';
    for (int i = 0; i < 3; i++) {
        for (; at < end && dbn_is_ascii_digit(text[at]) && digits[i] < 4; at++) {
            values[i] = values[i] * 10 + (text[at] - '0');
            digits[i]++;
        }
        if (digits[i] == 0 || i == 2)
            break;
        bool is_sign = at < end && memchr(SIGNS, text[at], sizeof SIGNS - 1) != NULL;
        if (!is_sign || (i > 0 && text[at] != sign))
            return false;
        sign = text[at++];
    }
    bool has_year_first = digits[0] == 4;
    bool has_more = beg > 0 && memchr(SIGNS, text[beg - 1], sizeof SIGNS - 1) != NULL;
    if (has_more || has_year_first == (digits[2] == 4) || digits[2] == 0 ||
        goes_on(d->text, at, end, sign))
        return false;
    int year = values[has_year_first ? 0 : 2], day = values[has_year_first ? 2 : 0];
    bool is_month_first =
        !has_year_first && dbn_profile_notation(d->profile).month_first;
    *out = (date){.range = {beg, at},
                  .year = year,
                  .month = is_month_first ? day : values[1],
                  .day = is_month_first ? values[1] : day};
    return year >= YEAR_LEAST;
}

/* A day, a month in words, and perhaps a year; `day` is the first word. */
static bool
read_words(date *out, const desk *d, dbn_range day, uint32_t end)
{
    dbn_range month, year;
    uint32_t at = day.end;
    if (!desk_next_word(&month, d->text, &at, end) || !is_joined(d, day, month, ""))
        return false;
    /* "mars" and "mai" are rarely anything else behind a number; "mar." is. */
    if (dbn_range_len(month) < 3)
        return false;
    *out = (date){.range = {day.beg, month.end},
                  .month = word_of(d, month).month,
                  .day = day_of(d, day)};
    if (out->month == 0)
        return false;
    if (!desk_next_word(&year, d->text, &at, end) || !is_joined(d, month, year, "."))
        return true;
    int number = number_of(dbn_span_slice(d->text, year));
    if (number >= 1000) {
        out->year = number;
        out->range.end = year.end;
    }
    return true;
}

/* ---- what is wrong with them ------------------------------------------------ */

/* `before` is the word before the date; empty for none. */
static dbn_status
check_date(desk *d, const date *found, dbn_range before)
{
    const dbn_range nowhere = {0, 0};
    const dbn_span none = {NULL, 0};
    if (found->month < 1 || found->month > 12 || found->day < 1 || found->day > 99)
        return DBN_OK;
    if (found->day > dbn_month_days(found->year, found->month))
        return desk_add(d, DBN_CODE_IMPOSSIBLE_DATE, found->range, nowhere, none);
    if (found->year < YEAR_LEAST || dbn_range_len(before) == 0 ||
        !is_joined(d, before, found->range, ",."))
        return DBN_OK;
    int weekday = (int)word_of(d, before).weekday;
    if (weekday == 0 ||
        weekday == dbn_weekday_of(found->year, found->month, found->day))
        return DBN_OK;
    dbn_range range = {before.beg, found->range.end};
    return desk_add(d, DBN_CODE_WEEKDAY, range, nowhere, none);
}

static dbn_status
check_block(desk *d, dbn_range block)
{
    dbn_range word, before = {block.beg, block.beg};
    uint32_t at = block.beg;
    while (desk_next_word(&word, d->text, &at, block.end)) {
        date found;
        if (dbn_is_ascii_digit(d->text.ptr[word.beg]) &&
            (read_figures(&found, d, word.beg, block.end) ||
             read_words(&found, d, word, block.end))) {
            DBN_TRY(check_date(d, &found, before));
            at = at < found.range.end ? found.range.end : at;
        }
        before = word;
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
