/*
 * article/date.c - days and hours.
 *
 * A written date is three neighbours of a line: day, month and year in one of the
 * orders that a language uses. Names of months come from the profile; so does the
 * order of figures where both could be a month. Two-digit years are of 1970-2069.
 */
#include "article/date.h"

#include "base/calendar.h"

#define YEAR_MIN 1500
#define YEAR_MAX 2200

static const dbn_date no_date = {0, 0, 0, -1, -1, -1, false, 0};

static bool
is_day(int64_t year, int64_t month, int64_t day)
{
    if (year < YEAR_MIN || year > YEAR_MAX || month < 1 || month > 12 || day < 1)
        return false;
    return day <= dbn_month_days(year, (int)month);
}

static bool
set_day(dbn_date *out, int64_t year, int64_t month, int64_t day)
{
    *out = no_date;
    if (!is_day(year, month, day))
        return false;
    out->year = (int32_t)year;
    out->month = (uint8_t)month;
    out->day = (uint8_t)day;
    return true;
}

int64_t
dbn_date_day(const dbn_date *date)
{
    int64_t year = date->year - (date->month <= 2), month = (date->month + 9) % 12;
    return 365 * year + year / 4 - year / 100 + year / 400 + (month * 306 + 5) / 10 +
           date->day;
}

/* `digits` figures at `at`; -1 where there are fewer. */
static int
figures(dbn_span text, size_t at, size_t digits)
{
    int value = 0;
    if (at > text.len || text.len - at < digits)
        return -1;
    for (size_t i = 0; i < digits; i++) {
        if (!dbn_is_ascii_digit(text.ptr[at + i]))
            return -1;
        value = value * 10 + (text.ptr[at + i] - '0');
    }
    return value;
}

static char
byte_at(dbn_span text, size_t at)
{
    return at < text.len ? text.ptr[at] : '\0';
}

static void
read_zone(dbn_date *out, dbn_span text, size_t at)
{
    char sign = byte_at(text, at);
    int hours, minutes;
    if (sign == 'Z' || sign == 'z') {
        out->has_zone = true;
        return;
    }
    if (sign != '+' && sign != '-')
        return;
    hours = figures(text, at + 1, 2);
    minutes = figures(text, byte_at(text, at + 3) == ':' ? at + 4 : at + 3, 2);
    if (hours < 0 || hours > 14)
        return;
    out->has_zone = true;
    out->zone = (int16_t)(hours * 60 + (minutes > 0 && minutes < 60 ? minutes : 0));
    if (sign == '-')
        out->zone = (int16_t)-out->zone;
}

static void
read_hour(dbn_date *out, dbn_span text, size_t at)
{
    int hour = figures(text, at, 2), minute = figures(text, at + 3, 2), second;
    if (hour < 0 || hour > 23 || minute < 0 || minute > 59 ||
        byte_at(text, at + 2) != ':')
        return;
    out->hour = (int8_t)hour;
    out->minute = (int8_t)minute;
    at += 5;
    second = byte_at(text, at) == ':' ? figures(text, at + 1, 2) : -1;
    if (second >= 0 && second <= 60) {
        out->second = (int8_t)second;
        at += 3;
    }
    if (byte_at(text, at) == '.')
        do
            at++;
        while (dbn_is_ascii_digit(byte_at(text, at)));
    read_zone(out, text, byte_at(text, at) == ' ' ? at + 1 : at);
}

bool
dbn_date_of_iso(dbn_date *out, dbn_span text)
{
    int year, month, day;
    size_t step;
    text = dbn_span_trim(text);
    step = byte_at(text, 4) == '-' ? 1 : 0;
    year = figures(text, 0, 4);
    month = figures(text, 4 + step, 2);
    day = figures(text, 6 + 2 * step, 2);
    if ((step == 1 && byte_at(text, 7) != '-') || !set_day(out, year, month, day))
        return false;
    if (dbn_is_ascii_digit(byte_at(text, 8 + 2 * step)))
        return false;
    if (byte_at(text, 8 + 2 * step) == 'T' || byte_at(text, 8 + 2 * step) == ' ')
        read_hour(out, text, 9 + 2 * step);
    return true;
}

/* The address of an article has its day in the first half of this century or the last
 * years of the one before. */
#define ADDRESS_YEAR_MIN 1990
#define ADDRESS_YEAR_MAX 2060

/* A day at `at`, whose parts the byte `mark` parts, if any. */
static bool
address_day(dbn_date *out, dbn_span address, size_t at, char mark)
{
    size_t step = mark == '\0' ? 0 : 1;
    int year = figures(address, at, 4), month = figures(address, at + 4 + step, 2);
    int day = figures(address, at + 6 + 2 * step, 2);
    if (year < ADDRESS_YEAR_MIN || year > ADDRESS_YEAR_MAX ||
        (step == 1 &&
         (byte_at(address, at + 4) != mark || byte_at(address, at + 7) != mark)))
        return false;
    return !dbn_is_ascii_digit(byte_at(address, at + 8 + 2 * step)) &&
           set_day(out, year, month, day);
}

/* 23-01-2022, as some systems write it; where both could be the month, no day is
 * said. */
static bool
address_day_first(dbn_date *out, dbn_span address, size_t at)
{
    int day = figures(address, at, 2), month = figures(address, at + 3, 2);
    int year = figures(address, at + 6, 4);
    char mark = byte_at(address, at + 2);
    if ((mark != '-' && mark != '_') || byte_at(address, at + 5) != mark ||
        year < ADDRESS_YEAR_MIN || year > ADDRESS_YEAR_MAX ||
        (day <= 12 && day != month))
        return false;
    return !dbn_is_ascii_digit(byte_at(address, at + 10)) &&
           set_day(out, year, month, day);
}

bool
dbn_date_of_address(dbn_date *out, dbn_span address)
{
    for (size_t at = 1; at + 8 <= address.len; at++) {
        if (dbn_is_ascii_digit(address.ptr[at - 1]))
            continue;
        if (address_day(out, address, at, '/') || address_day(out, address, at, '-') ||
            address_day(out, address, at, '_') || address_day(out, address, at, '\0') ||
            address_day_first(out, address, at))
            return true;
    }
    *out = no_date;
    return false;
}

static const dbn_line_piece *
piece_at(const dbn_line *line, uint32_t i)
{
    return i < line->count ? &line->pieces[i] : NULL;
}

static bool
is_year(const dbn_line_piece *piece)
{
    return piece != NULL && piece->is_digits && piece->letters == 4;
}

static bool
is_short_number(const dbn_line_piece *piece)
{
    return piece != NULL && piece->is_digits && piece->letters <= 2;
}

static bool
is_month(const dbn_line_piece *piece)
{
    return piece != NULL && dbn_line_piece_is(piece, DBN_WORD_MONTH);
}

/* The "er", "st", "th" of 1er, 1st, 12th, glued to the figure. */
static bool
is_glued_ending(const dbn_line_piece *piece)
{
    return piece != NULL && !piece->is_digits && piece->gap == 0 &&
           piece->letters <= 2 && !dbn_line_piece_is(piece, DBN_WORD_HOUR);
}

/* The "de" of "12 de marzo de 2024". */
static uint32_t
after_joining(const dbn_line *line, uint32_t i)
{
    const dbn_line_piece *piece = piece_at(line, i);
    bool joins = piece != NULL && !piece->is_digits && !is_month(piece) &&
                 dbn_line_piece_is(piece, DBN_WORD_STOP | DBN_WORD_PARTICLE);
    return joins ? i + 1 : i;
}

static int64_t
full_year(const dbn_line_piece *piece)
{
    if (piece->letters == 4)
        return piece->word.value;
    return piece->word.value + (piece->word.value < 70 ? 2000 : 1900);
}

/* 12/03/2024, 12.03.24, 2024-03-12: one mark twice, nothing else between. */
static bool
all_figures(dbn_date *out, const dbn_line *line, uint32_t i, const dbn_profile *profile)
{
    const dbn_line_piece *a = piece_at(line, i), *b = piece_at(line, i + 1),
                         *c = piece_at(line, i + 2);
    const uint32_t marks = DBN_GAP_SLASH | DBN_GAP_POINT | DBN_GAP_HYPHEN;
    if (c == NULL || !a->is_digits || !is_short_number(b) || !c->is_digits)
        return false;
    if ((b->gap & marks) == 0 || (b->gap & ~(marks | DBN_GAP_SPACE)) != 0 ||
        b->gap != c->gap)
        return false;
    if (is_year(a) && is_short_number(c))
        return set_day(out, a->word.value, b->word.value, c->word.value);
    if (!is_short_number(a) || !(is_year(c) || c->letters == 2))
        return false;
    if (dbn_profile_notation(profile).month_first && a->word.value <= 12)
        return set_day(out, full_year(c), a->word.value, b->word.value);
    return set_day(out, full_year(c), b->word.value, a->word.value);
}

/* 12 mars 2024, 1er mars 2024, 12. März 2024, 12 de marzo de 2024. */
static bool
day_first(dbn_date *out, const dbn_line *line, uint32_t i, uint32_t *last)
{
    const dbn_line_piece *month, *year;
    uint32_t at = i + 1;
    if (!is_short_number(piece_at(line, i)))
        return false;
    if (is_glued_ending(piece_at(line, at)) && !is_month(piece_at(line, at)))
        at++;
    at = after_joining(line, at);
    month = piece_at(line, at);
    if (!is_month(month))
        return false;
    at = after_joining(line, at + 1);
    year = piece_at(line, at);
    if (!is_year(year))
        return false;
    *last = at;
    return set_day(out, year->word.value, month->word.value,
                   line->pieces[i].word.value);
}

/* March 12, 2024; March 12th 2024. */
static bool
month_first(dbn_date *out, const dbn_line *line, uint32_t i, uint32_t *last)
{
    const dbn_line_piece *day = piece_at(line, i + 1), *year;
    uint32_t at = i + 2;
    if (!is_month(piece_at(line, i)) || !is_short_number(day))
        return false;
    if (is_glued_ending(piece_at(line, at)))
        at++;
    year = piece_at(line, at);
    if (!is_year(year))
        return false;
    *last = at;
    return set_day(out, year->word.value, line->pieces[i].word.value, day->word.value);
}

/* The minutes of 14 h 05, 14:05, 9.40 after the hours at `i`. */
static uint32_t
read_minutes(dbn_date *out, const dbn_line *line, uint32_t i)
{
    const dbn_line_piece *next = piece_at(line, i + 1);
    bool has_word = next != NULL && dbn_line_piece_is(next, DBN_WORD_HOUR);
    const dbn_line_piece *minutes = piece_at(line, has_word ? i + 2 : i + 1);
    bool is_pair = minutes != NULL && minutes->is_digits && minutes->letters == 2 &&
                   minutes->word.value < 60;
    if (has_word && is_pair && (minutes->gap & ~DBN_GAP_SPACE) == 0) {
        out->minute = (int8_t)minutes->word.value;
        return i + 2;
    }
    if (has_word) {
        out->minute = 0;
        return i + 1;
    }
    if (is_pair && (minutes->gap == DBN_GAP_COLON || minutes->gap == DBN_GAP_POINT)) {
        out->minute = (int8_t)minutes->word.value;
        next = piece_at(line, i + 2);
        return next != NULL && dbn_line_piece_is(next, DBN_WORD_HOUR) ? i + 2 : i + 1;
    }
    return 0;
}

uint32_t
dbn_date_hour(dbn_date *out, const dbn_line *line, uint32_t at)
{
    const dbn_line_piece *hours = piece_at(line, at);
    if (!is_short_number(hours) || hours->word.value > 23)
        return DBN_NONE;
    uint32_t end = read_minutes(out, line, at);
    if (end == 0)
        return DBN_NONE;
    out->hour = (int8_t)hours->word.value;
    return end;
}

/* The hour after a day that ends at piece `last`: "à 14h05", ", 16h15", "um 9:40 Uhr".
 * Returns the last piece of both. */
static uint32_t
read_clock(dbn_date *out, const dbn_line *line, uint32_t last)
{
    uint32_t at = last + 1;
    const dbn_line_piece *small = piece_at(line, at);
    if (small != NULL && !small->is_digits && small->letters <= 3 && !small->is_upper)
        at++;
    uint32_t end = dbn_date_hour(out, line, at);
    if (end == DBN_NONE)
        return last;
    /* "2:05 pm" in a language whose words we do not have: the day is enough. */
    if (piece_at(line, end + 1) != NULL && line->pieces[end + 1].letters <= 2 &&
        !line->pieces[end + 1].is_digits) {
        out->hour = out->minute = -1;
        return last;
    }
    return end;
}

bool
dbn_date_of_line(dbn_date *out, dbn_date_place *place, const dbn_line *line,
                 uint32_t from, const dbn_profile *profile)
{
    for (uint32_t i = from; line->is_whole && i < line->count; i++) {
        uint32_t last = i + 2;
        if (!all_figures(out, line, i, profile) && !day_first(out, line, i, &last) &&
            !month_first(out, line, i, &last))
            continue;
        place->first =
            i > from && dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_WEEKDAY)
                ? i - 1
                : i;
        place->last = read_clock(out, line, last);
        return true;
    }
    *out = no_date;
    return false;
}
