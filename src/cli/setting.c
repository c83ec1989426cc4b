#include "setting.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- values ----------------------------------------------------------------- */

bool
dbn_value_number(const char *value, unsigned long long least, unsigned long long most,
                 unsigned long long *number)
{
    char *end;
    if (*value < '0' || *value > '9')
        return false;
    *number = strtoull(value, &end, 10);
    return *end == '\0' && *number >= least && *number <= most;
}

bool
dbn_value_uint32(uint32_t *out, const char *value, uint32_t least, uint32_t most)
{
    unsigned long long number;
    bool is_number = dbn_value_number(value, least, most, &number);
    if (is_number)
        *out = (uint32_t)number;
    return is_number;
}

bool
dbn_value_text(const char **out, const char *value)
{
    *out = value;
    return *value != '\0';
}

bool
dbn_value_bytes(dbn_span *out, const char *value)
{
    *out = (dbn_span){value, strlen(value)};
    return *value != '\0';
}

int
dbn_choice(const char *names, const char *value, size_t len)
{
    int index = 0;
    for (const char *name = names; *name != '\0'; index++) {
        size_t name_len = strcspn(name, ",");
        if (name_len == len && memcmp(name, value, len) == 0)
            return index;
        name += name_len + (name[name_len] == ',');
    }
    return -1;
}

/* ---- fields ----------------------------------------------------------------- */

/* A whole number into a field of one, four or eight bytes. */
static void
put(void *place, size_t size, unsigned long long number)
{
    uint32_t small = (uint32_t)number;
    bool flag = number != 0;
    uint64_t large = number;
    const void *from = size == sizeof large   ? (const void *)&large
                       : size == sizeof small ? (const void *)&small
                                              : (const void *)&flag;
    assert(size == sizeof large || size == sizeof small || size == sizeof flag);
    memcpy(place, from, size);
}

static bool
put_number(const dbn_setting *setting, void *place, const char *value)
{
    unsigned long long number;
    if (!dbn_value_number(value, setting->least, setting->most, &number))
        return false;
    put(place, setting->size, number * setting->factor);
    return true;
}

static bool
put_choice(const dbn_setting *setting, void *place, const char *value,
           const char *names)
{
    int choice = dbn_choice(names, value, strlen(value));
    if (choice >= 0)
        put(place, setting->size, (unsigned long long)choice);
    return choice >= 0;
}

static uint32_t *
count_of(const dbn_setting *setting, void *settings)
{
    return (uint32_t *)(void *)((char *)settings + setting->count);
}

static bool
put_item(const dbn_setting *setting, void *settings, const char *value)
{
    uint32_t *count = count_of(setting, settings);
    const char **items = (const char **)(void *)((char *)settings + setting->offset);
    if (*value == '\0' || *count == setting->most)
        return false;
    items[(*count)++] = value;
    return true;
}

bool
dbn_setting_set(const dbn_setting *setting, void *settings, const char *value,
                const char *values)
{
    void *place = (char *)settings + setting->offset;
    switch (setting->kind) {
    case DBN_SETTING_NONE:
        break;
    case DBN_SETTING_FLAG:
        put(place, setting->size, 1);
        return true;
    case DBN_SETTING_TEXT:
        return dbn_value_text(place, value);
    case DBN_SETTING_BYTES:
        return dbn_value_bytes(place, value);
    case DBN_SETTING_NUMBER:
        return put_number(setting, place, value);
    case DBN_SETTING_CHOICE:
        return put_choice(setting, place, value, values);
    case DBN_SETTING_LIST:
        return put_item(setting, settings, value);
    }
    return false;
}

bool
dbn_setting_is_full(const dbn_setting *setting, const void *settings)
{
    const uint32_t *count =
        (const uint32_t *)(const void *)((const char *)settings + setting->count);
    return setting->kind == DBN_SETTING_LIST && *count == setting->most;
}

void
dbn_said_set(const dbn_said *said, void *settings)
{
    uint32_t bits = 0;
    void *place = (char *)settings + said->offset;
    if (said->bits == 0)
        return;
    memcpy(&bits, place, said->size);
    put(place, said->size, bits | said->bits);
}
