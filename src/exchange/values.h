/*
 * exchange/values.h - what values of attributes look like.
 */
#ifndef DBN_EXCHANGE_VALUES_H
#define DBN_EXCHANGE_VALUES_H

#include "base/span.h"

/**
 * Is it one of the values that `wanted` lists, parted by "|"? Each is the value itself
 * or a kind:
 *
 *     %any      anything             %id     a name token        %ids  some of them
 *     %lang     a tag of BCP 47      %own    "authority:value"   %hex  pairs of digits
 *     %count    1, 2 …               %number a whole number      %uri  no white space
 *     %percent  0 to 100             %share  0 to 1              %text not empty
 *     %time     20261130T081500Z, 2026-11-30T08:15:00Z
 *     %moment   2026-11-30T08:15:00+01:00, a date and time of XML Schema
 *     %reference   #xF8FF, a number of a character
 *     %private  x-any, which is anybody's; %day 2026-11-30, or a moment
 *     %pairs    names and values of attributes, as subFs of XLIFF has them
 *     %characters  a class of characters, %ranges ranges of languages: those of ITS
 */
bool dbn_value_is(dbn_span value, dbn_span wanted);

/** A tag of BCP 47, by its form (RFC 5646, 2.1). */
bool dbn_value_is_lang(dbn_span value);

/** A name token of XML. */
bool dbn_value_is_id(dbn_span value);

/** A hexadecimal number of at most eight digits; false for anything else. */
bool dbn_value_hex(dbn_span value, uint32_t *out);

/** A decimal number below DBN_NONE; false for anything else. */
bool dbn_value_decimal(dbn_span value, uint32_t *out);

/** A decimal number of at most nine digits, from 1; 0 for anything else. */
uint32_t dbn_value_count(dbn_span value);

#endif
