#include "base/calendar.h"

int
dbn_month_days(int64_t year, int month)
{
    static const uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && !is_leap ? 28 : days[month - 1];
}

/* Zeller's congruence, which counts from Saturday. */
int
dbn_weekday_of(int year, int month, int day)
{
    int m = month < 3 ? month + 12 : month, y = month < 3 ? year - 1 : year;
    int since_saturday = (day + 13 * (m + 1) / 5 + y + y / 4 - y / 100 + y / 400) % 7;
    return (since_saturday + 5) % 7 + 1;
}
