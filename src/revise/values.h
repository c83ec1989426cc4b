/*
 * revise/values.h - all that a text says in numbers, to be asked for one by one.
 */
#ifndef DBN_REVISE_VALUES_H
#define DBN_REVISE_VALUES_H

#include "revise/inside.h"

/** Groups of digits of one number that are told apart: an address has four. */
#define REVISE_GROUPS_MAX 16U

/** The groups of digits of a number, without zeros in front. */
typedef struct revise_groups {
    uint64_t items[REVISE_GROUPS_MAX];
    uint32_t count;
} revise_groups;

/** What is around a number says what may be another way to write it. */
typedef enum revise_sense {
    REVISE_COUNT,  /* of something: 14 morts */
    REVISE_BARE,   /* of nothing that is named: at 4, de 14 à 16 */
    REVISE_HOUR,   /* 14 h, 4 pm, 14:30 */
    REVISE_DECADE, /* les années 80, the 1980s */
} revise_sense;

/** What texts say, as sorted hashes. */
typedef struct revise_values {
    DBN_VEC(uint64_t) keys;
    uint32_t months; /* a bit each */
} revise_values;

/** The range of a number with its minus. */
dbn_range revise_signed_range(const revise_text *t, const dbn_token_look *look);

bool revise_has_digit(dbn_span text);
revise_groups revise_groups_of(dbn_span text);

/** "3 milliards": only the same value is the same. */
bool revise_has_scale(const revise_text *t, const dbn_token_look *look);

/** All that a text says, in the order of a list of n: O(n log n). In scratch. */
dbn_status revise_values_of(revise_values *out, const revise_text *t, dbn_job *job);

/** Is a token said, by its hash, or a date with its day? */
bool revise_values_have(const revise_values *v, const dbn_token_look *look);

/** A number in digits, in a word (deux, tweede), or in Roman numerals, by itself or as
 * the day or the year of a date. */
bool revise_values_have_number(const revise_values *v, uint64_t wanted);

/** A number of these groups with a minus, in a sign or in a word near it. */
bool revise_values_have_minus(const revise_values *v, const revise_groups *groups);

/** The name of a month, or its number. */
bool revise_values_have_month(const revise_values *v, uint64_t month);

/** The same groups of digits, one by one (16h15 and 16.15), on another clock (16 h,
 * 4 pm), or with another notation of a decade (1980s, 80). */
bool revise_values_have_groups(const revise_values *v, const revise_groups *groups,
                               revise_sense sense);

revise_sense revise_sense_of(const revise_text *t, const dbn_token_look *look,
                             const revise_groups *groups);

#endif
