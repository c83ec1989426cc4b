/*
 * cli/setting.h - where the value of an option goes: a field of the command's settings.
 *
 * A row of a table (options.h) names the field with one of the macros below, which
 * look after its type; only an option that does something else has a function.
 *
 *     {"quiet", 'q', NULL, "say nothing", DBN_TO_FLAG(settings, is_quiet)},
 *     {"jobs", 'j', "N", "at a time", DBN_TO_NUMBER(settings, jobs, 1, 1024)},
 */
#ifndef DBN_CLI_SETTING_H
#define DBN_CLI_SETTING_H

#include <doublon.h>

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum dbn_setting_kind {
    DBN_SETTING_NONE,
    DBN_SETTING_FLAG,
    DBN_SETTING_TEXT,
    DBN_SETTING_BYTES,
    DBN_SETTING_NUMBER,
    DBN_SETTING_CHOICE,
    DBN_SETTING_LIST
} dbn_setting_kind;

/** Offsets are in the settings of the command. */
typedef struct dbn_setting {
    dbn_setting_kind kind;
    size_t offset, size;
    unsigned long long least, most; /* of a number; of a list, the most items */
    uint32_t factor;                /* by which a number is kept */
    size_t count;                   /* of a list: the offset of its count */
} dbn_setting;

/** Bits that are set in a field, a bool or a uint32_t, when the option is there. */
typedef struct dbn_said {
    size_t offset, size;
    uint32_t bits; /* 0: none */
} dbn_said;

/* clang-format off */
#define DBN_MEMBER(settings, member) (&((settings *)0)->member)
#define DBN_SIZE_OF(settings, member) (sizeof *DBN_MEMBER(settings, member))

/** A bool, which a switch makes true. */
#define DBN_TO_FLAG(settings, member)                                                  \
    .setting = {.kind = DBN_SETTING_FLAG, .size = DBN_SIZE_OF(settings, member),       \
                .offset = _Generic(DBN_MEMBER(settings, member),                       \
                                   bool *: offsetof(settings, member))}

/** A const char *, and a dbn_span: any value but an empty one. */
#define DBN_TO_TEXT(settings, member)                                                  \
    .setting = {.kind = DBN_SETTING_TEXT, .size = DBN_SIZE_OF(settings, member),       \
                .offset = _Generic(DBN_MEMBER(settings, member),                       \
                                   const char **: offsetof(settings, member))}
#define DBN_TO_BYTES(settings, member)                                                 \
    .setting = {.kind = DBN_SETTING_BYTES, .size = DBN_SIZE_OF(settings, member),      \
                .offset = _Generic(DBN_MEMBER(settings, member),                       \
                                   dbn_span *: offsetof(settings, member))}

/** A uint32_t, uint64_t or size_t: a whole number from `from` to `to`. */
#define DBN_TO_NUMBER(settings, member, from, to)                                      \
    .setting = {.kind = DBN_SETTING_NUMBER, .size = DBN_SIZE_OF(settings, member),     \
                .offset = _Generic(DBN_MEMBER(settings, member),                       \
                                   uint32_t *: offsetof(settings, member),             \
                                   uint64_t *: offsetof(settings, member)),            \
                .least = (from), .most = (to), .factor = 1}

/** A uint32_t in thousandths: whole per cent from 1 to 100. */
#define DBN_TO_PERCENT(settings, member)                                               \
    .setting = {.kind = DBN_SETTING_NUMBER, .size = DBN_SIZE_OF(settings, member),     \
                .offset = _Generic(DBN_MEMBER(settings, member),                       \
                                   uint32_t *: offsetof(settings, member)),            \
                .least = 1, .most = 100, .factor = 10}

/** An enum, or of two names a bool: the place of the value among `names`. */
#define DBN_TO_CHOICE(settings, member, names)                                         \
    .values = (names),                                                                 \
    .setting = {.kind = DBN_SETTING_CHOICE, .size = DBN_SIZE_OF(settings, member),     \
                .offset = offsetof(settings, member)}

/** An array of const char *, and a uint32_t that counts them: an option that may be
 * given as often as the array has room. */
#define DBN_TO_LIST(settings, member, counted)                                         \
    .setting = {.kind = DBN_SETTING_LIST,                                              \
                .most = DBN_SIZE_OF(settings, member) / sizeof(const char *),          \
                .offset = _Generic(&(*DBN_MEMBER(settings, member))[0],                \
                                   const char **: offsetof(settings, member)),         \
                .count = _Generic(DBN_MEMBER(settings, counted),                       \
                                  uint32_t *: offsetof(settings, counted))}

/** Of a function's list, how many names it has and how many it may have: where it has
 * refused a value for want of room, that is said. */
#define DBN_COUNTED(settings, counted, names)                                          \
    .setting = {.kind = DBN_SETTING_LIST, .most = (names),                             \
                .count = _Generic(DBN_MEMBER(settings, counted),                       \
                                  uint32_t *: offsetof(settings, counted))}

/** What else the row does: remember that the option was there. */
#define DBN_SAID(settings, member, bit)                                                \
    .said = {.bits = (bit), .size = DBN_SIZE_OF(settings, member),                     \
             .offset = _Generic(DBN_MEMBER(settings, member),                          \
                                bool *: offsetof(settings, member),                    \
                                uint32_t *: offsetof(settings, member))}
/* clang-format on */

/** Put `value` (NULL for a switch) into the field; false when it is no good. `values`
 * are the names of a choice. */
bool dbn_setting_set(const dbn_setting *setting, void *settings, const char *value,
                     const char *values);

/** Has a list no room for one more? */
bool dbn_setting_is_full(const dbn_setting *setting, const void *settings);

void dbn_said_set(const dbn_said *said, void *settings);

/** A whole number without sign, from `least` to `most`; false for anything else. */
bool dbn_value_number(const char *value, unsigned long long least,
                      unsigned long long most, unsigned long long *number);

/** Take such a number. */
bool dbn_value_uint32(uint32_t *out, const char *value, uint32_t least, uint32_t most);

/** Take a value that is not empty; false for one that is. */
bool dbn_value_text(const char **out, const char *value);
bool dbn_value_bytes(dbn_span *out, const char *value);

/** Is `value` one of the comma-separated words of `names`? Its index, or -1. */
int dbn_choice(const char *names, const char *value, size_t len);

#endif
