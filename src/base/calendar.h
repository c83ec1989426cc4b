/*
 * base/calendar.h - months and weekdays of the Gregorian calendar.
 */
#ifndef DBN_BASE_CALENDAR_H
#define DBN_BASE_CALENDAR_H

#include <stdbool.h>
#include <stdint.h>

/** Days of a month (1-12) of a year; of year 0, the most that it can have. */
int dbn_month_days(int64_t year, int month);

/** The weekday of a day that exists, in a year from 1 on: 1 (Monday) to 7. */
int dbn_weekday_of(int year, int month, int day);

#endif
