/*
 * Hours and dates: "16h15" is "16 h 15", "3 mars 2011" is "03/03/2011".
 */
#include "key/word.h"

static uint64_t
hash_hour(uint32_t hours, uint32_t minutes)
{
    return dbn_value_hash((uint64_t)hours * 60 + minutes, UINT64_C(0x486F7572) << 16);
}

static uint64_t
hash_date(int32_t year, uint32_t month, uint32_t day)
{
    return dbn_value_hash((uint64_t)year * 416 + (uint64_t)month * 32 + day,
                          UINT64_C(0x44617465) << 16);
}

/* ":15" or "h 15" or "heures" behind 1-2 digits. */
static bool
take_hour(dbn_token_reader *s, dbn_token_look *look)
{
    uint32_t count = dbn_digits_at(s, s->at);
    dbn_token_reader ahead = *s;
    uint32_t hours = dbn_digits_value(s, s->at, count), minutes = 0;
    if (count > 2 || hours > 24)
        return false;
    ahead.at += count;
    unsigned char mark = dbn_byte_at(s, ahead.at);
    bool has_minutes = (mark == ':' || mark == '.') &&
                       dbn_digits_at(s, ahead.at + 1) == 2 &&
                       dbn_byte_at(s, ahead.at + 3) != mark;
    if (has_minutes) {
        minutes = dbn_digits_value(s, ahead.at + 1, 2);
        ahead.at += 3;
    }
    bool has_word = (dbn_word_next(&ahead).classes & DBN_WORD_HOUR) != 0;
    if (has_word && !has_minutes) {
        uint32_t at = dbn_spaces_skip(s, ahead.at);
        if (dbn_digits_at(s, at) == 2 && dbn_digits_value(s, at, 2) < 60) {
            minutes = dbn_digits_value(s, at, 2);
            ahead.at = at + 2;
        }
    }
    if (minutes >= 60 || !(has_word || (has_minutes && mark == ':')))
        return false;
    if (!has_word)
        ahead.at = s->at + count + 3;
    s->at = ahead.at;
    look->hash = hash_hour(hours, minutes);
    return true;
}

static bool
is_date(uint32_t year, uint32_t month, uint32_t day)
{
    return year < 3000 && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

static bool
set_date(dbn_token_look *look, uint32_t year, uint32_t month, uint32_t day)
{
    if (!is_date(year, month, day))
        return false;
    look->kind = DBN_TOKEN_DATE;
    look->year = (int32_t)year;
    look->month = (uint8_t)month;
    look->day = (uint8_t)day;
    look->hash = hash_date((int32_t)year, month, day);
    return true;
}

/* 03/03/2011, 3.3.2011, 2011-03-03. */
static bool
take_numeric_date(dbn_token_reader *s, dbn_token_look *look)
{
    uint32_t lens[3], values[3], at = s->at;
    unsigned char mark = 0;
    for (int i = 0; i < 3; i++) {
        lens[i] = dbn_digits_at(s, at);
        values[i] = dbn_digits_value(s, at, lens[i]);
        if (lens[i] == 0 || lens[i] > 4)
            return false;
        at += lens[i];
        if (i == 0)
            mark = dbn_byte_at(s, at);
        if (i < 2 && (dbn_byte_at(s, at++) != mark ||
                      (mark != '/' && mark != '.' && mark != '-')))
            return false;
    }
    bool dated = false;
    if (lens[0] == 4 && lens[1] <= 2 && lens[2] <= 2)
        dated = set_date(look, values[0], values[1], values[2]);
    else if (lens[0] <= 2 && lens[1] <= 2 && lens[2] == 4)
        dated = s->notation.month_first && values[0] <= 12
                    ? set_date(look, values[2], values[0], values[1])
                    : set_date(look, values[2], values[1], values[0]);
    if (dated)
        s->at = at;
    return dated;
}

/* ", 2011" or " de 2011" behind a day and a month. 0: no year. */
static uint32_t
take_year(dbn_token_reader *s)
{
    dbn_token_reader ahead = *s;
    if (dbn_byte_at(s, ahead.at) == '.' || dbn_byte_at(s, ahead.at) == ',')
        ahead.at++;
    uint32_t at = dbn_spaces_skip(&ahead, ahead.at);
    if (dbn_digits_at(s, at) == 0 && (dbn_word_next(&ahead).classes & DBN_WORD_STOP))
        at = dbn_spaces_skip(&ahead, ahead.at);
    uint32_t year = dbn_digits_at(s, at) == 4 ? dbn_digits_value(s, at, 4) : 0;
    if (year < 1000 || year >= 3000)
        return 0;
    s->at = at + 4;
    return year;
}

/* "3 mars 2011", "1er mars", "3. März", "3 de marzo de 2011". */
static bool
take_day_first(dbn_token_reader *s, dbn_token_look *look)
{
    uint32_t count = dbn_digits_at(s, s->at);
    dbn_token_reader ahead = *s;
    uint32_t day = dbn_digits_value(s, s->at, count);
    if (count > 2 || day < 1 || day > 31)
        return false;
    ahead.at += count;
    for (int i = 0; i < 2 && dbn_letter_at(&ahead, ahead.at); i++) { /* 1er, 3rd */
        uint32_t len;
        dbn_code_at(&ahead, ahead.at, &len);
        ahead.at += len;
    }
    if (dbn_byte_at(s, ahead.at) == '.')
        ahead.at++;
    dbn_word w = dbn_word_next(&ahead);
    if ((w.classes & DBN_WORD_STOP) && w.month == 0)
        w = dbn_word_next(&ahead);
    if (w.month == 0)
        return false;
    s->at = ahead.at;
    uint32_t year = take_year(s);
    return set_date(look, year, w.month, day);
}

bool
dbn_date_month_first(dbn_token_reader *s, uint32_t month, dbn_token_look *look)
{
    dbn_token_reader ahead = *s;
    uint32_t at = dbn_spaces_skip(s, s->at), count = dbn_digits_at(s, at);
    uint32_t day = dbn_digits_value(s, at, count);
    unsigned char after = dbn_byte_at(s, at + count);
    bool is_other = (after == ':' || after == '.' || after == ',' || after == '/') &&
                    dbn_digits_at(s, at + count + 1) > 0;
    if (count < 1 || count > 2 || !is_date(0, month, day) || is_other || at == s->at)
        return false;
    ahead.at = at + count;
    s->at = ahead.at;
    uint32_t year = take_year(s);
    return set_date(look, year, month, day);
}

bool
dbn_date_read(dbn_token_reader *s, dbn_token_look *look)
{
    return take_numeric_date(s, look) || take_day_first(s, look) || take_hour(s, look);
}
