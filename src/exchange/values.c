#include "exchange/values.h"

#include <string.h>

#include "base/utf8.h"

static bool
is_alnum(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c);
}

static bool
is_hex(char c)
{
    return dbn_is_ascii_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool
dbn_value_is_lang(dbn_span value)
{
    size_t len = 0, subtag = 0;
    bool is_private =
        value.len > 1 && dbn_ascii_lower(value.ptr[0]) == 'x' && value.ptr[1] == '-';
    for (size_t i = 0; i <= value.len; i++) {
        if (i < value.len && value.ptr[i] != '-') {
            if (!is_alnum(value.ptr[i]) ||
                (subtag == 0 && !dbn_is_ascii_alpha(value.ptr[i])))
                return false;
            len++;
            continue;
        }
        bool is_short = subtag == 0 && len < 2 && !is_private;
        if (len == 0 || len > 8 || is_short)
            return false;
        len = 0;
        subtag++;
    }
    return true;
}

/* Letters beyond ASCII are taken for name characters: the few that are none (dashes,
 * spaces, arrows) do no harm in an identifier. */
static bool
is_name_character(char c)
{
    return is_alnum(c) || c == '-' || c == '_' || c == '.' || c == ':' ||
           (unsigned char)c >= 0x80;
}

bool
dbn_value_is_id(dbn_span value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_name_character(value.ptr[i]))
            return false;
    return value.len > 0;
}

static bool
are_ids(dbn_span value)
{
    bool has_any = false;
    for (dbn_span id = dbn_span_next_word(&value); id.len > 0;
         id = dbn_span_next_word(&value)) {
        if (!dbn_value_is_id(id))
            return false;
        has_any = true;
    }
    return has_any;
}

static bool
is_own(dbn_span value)
{
    const char *colon = value.len == 0 ? NULL : memchr(value.ptr, ':', value.len);
    if (colon == NULL || colon == value.ptr || colon + 1 == value.ptr + value.len)
        return false;
    for (size_t i = 0; i < value.len; i++)
        if (dbn_is_ascii_space(value.ptr[i]) ||
            (value.ptr[i] == ':' && value.ptr + i != colon))
            return false;
    return true;
}

static bool
are_hex(dbn_span value)
{
    for (size_t i = 0; i < value.len; i++)
        if (!is_hex(value.ptr[i]))
            return false;
    return value.len > 0 && value.len % 2 == 0;
}

bool
dbn_value_hex(dbn_span value, uint32_t *out)
{
    *out = 0;
    if (value.len > 8 || !are_hex(value))
        return false;
    for (size_t i = 0; i < value.len; i++) {
        char c = dbn_ascii_lower(value.ptr[i]);
        *out = *out << 4 | (uint32_t)(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return true;
}

bool
dbn_value_decimal(dbn_span value, uint32_t *out)
{
    uint64_t number = 0;
    *out = 0;
    if (value.len == 0 || value.len > 10)
        return false;
    for (size_t i = 0; i < value.len; i++) {
        if (!dbn_is_ascii_digit(value.ptr[i]))
            return false;
        number = number * 10 + (uint64_t)(value.ptr[i] - '0');
    }
    if (number >= DBN_NONE)
        return false;
    *out = (uint32_t)number;
    return true;
}

uint32_t
dbn_value_count(dbn_span value)
{
    uint32_t number = 0;
    if (value.len == 0 || value.len > 9)
        return 0;
    for (size_t i = 0; i < value.len; i++) {
        if (!dbn_is_ascii_digit(value.ptr[i]))
            return 0;
        number = number * 10 + (uint32_t)(value.ptr[i] - '0');
    }
    return number;
}

static bool
is_number(dbn_span value)
{
    if (value.len > 0 && (*value.ptr == '-' || *value.ptr == '+'))
        value = (dbn_span){value.ptr + 1, value.len - 1};
    for (size_t i = 0; i < value.len; i++)
        if (!dbn_is_ascii_digit(value.ptr[i]))
            return false;
    return value.len > 0;
}

/* A decimal number from 0 to `max`, which has no decimals. */
static bool
is_up_to(dbn_span value, uint32_t max)
{
    uint32_t whole = 0, digits = 0;
    bool has_point = false, is_more = false;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!dbn_is_ascii_digit(value.ptr[i]))
            return false;
        digits++;
        uint32_t digit = (uint32_t)(value.ptr[i] - '0');
        if (has_point)
            is_more |= digit > 0;
        else if (whole <= max)
            whole = whole * 10 + digit;
    }
    return digits > 0 && (whole < max || (whole == max && !is_more));
}

static bool
is_uri(dbn_span value)
{
    for (size_t i = 0; i < value.len; i++)
        if (dbn_is_ascii_space(value.ptr[i]))
            return false;
    return value.len > 0;
}

/* ISO 8601 with or without signs between: all that is asked for is the digits. */
static bool
is_time(dbn_span value)
{
    static const char form[] = "00000000T000000Z";
    size_t at = 0;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '-' || c == ':')
            continue;
        if (at == sizeof form - 1 ||
            (form[at] == '0' ? !dbn_is_ascii_digit(c) : c != form[at]))
            return false;
        at++;
    }
    return at == sizeof form - 1;
}

/* As XML Schema has moments: "2026-11-30T08:15:00", then a part of a second and a zone
 * where there are some. */
static bool
is_moment(dbn_span value)
{
    static const char form[] = "0000-00-00T00:00:00";
    size_t at = 0;
    for (; at < sizeof form - 1; at++)
        if (at >= value.len || (form[at] == '0' ? !dbn_is_ascii_digit(value.ptr[at])
                                                : value.ptr[at] != form[at]))
            return false;
    if (at < value.len && value.ptr[at] == '.')
        for (at++; at < value.len && dbn_is_ascii_digit(value.ptr[at]);)
            at++;
    dbn_span zone = {value.ptr + at, value.len - at};
    if (zone.len == 0 || dbn_span_equal(zone, DBN_SPAN("Z")))
        return true;
    return zone.len == 6 && (zone.ptr[0] == '+' || zone.ptr[0] == '-') &&
           dbn_is_ascii_digit(zone.ptr[1]) && dbn_is_ascii_digit(zone.ptr[2]) &&
           zone.ptr[3] == ':' && dbn_is_ascii_digit(zone.ptr[4]) &&
           dbn_is_ascii_digit(zone.ptr[5]);
}

static bool
is_day(dbn_span value)
{
    static const char form[] = "0000-00-00";
    if (value.len != sizeof form - 1)
        return is_moment(value);
    for (size_t i = 0; i < value.len; i++)
        if (form[i] == '0' ? !dbn_is_ascii_digit(value.ptr[i]) : value.ptr[i] != '-')
            return false;
    return true;
}

static bool
is_reference(dbn_span value)
{
    if (!dbn_span_starts(value, DBN_SPAN("#x")) || value.len > 8)
        return false;
    for (size_t i = 2; i < value.len; i++)
        if (!is_hex(value.ptr[i]))
            return false;
    return value.len > 2;
}

static bool
is_private(dbn_span value)
{
    return value.len > 2 && dbn_span_starts(value, DBN_SPAN("x-"));
}

/* Names and values of attributes: a comma between them, a backslash between pairs; in a
 * value both are written with a backslash before them. */
static bool
are_pairs(dbn_span value)
{
    size_t name = 0;
    bool has_comma = false;
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        bool is_written = c == '\\' && i + 1 < value.len &&
                          (value.ptr[i + 1] == '\\' || value.ptr[i + 1] == ',');
        if (is_written && has_comma) {
            i++;
        } else if (c == '\\') {
            if (!has_comma)
                return false;
            name = 0;
            has_comma = false;
        } else if (c == ',') {
            if (has_comma || name == 0)
                return false;
            has_comma = true;
        } else if (!has_comma) {
            name++;
        }
    }
    return has_comma;
}

/* ITS 2.0, 8.20: nothing, any character, or a class of characters. */
static bool
are_characters(dbn_span value)
{
    if (value.len == 0 || dbn_span_equal(value, DBN_SPAN(".")))
        return true;
    if (value.len < 3 || value.ptr[0] != '[' || value.ptr[value.len - 1] != ']')
        return false;
    size_t i = value.ptr[1] == '^' ? 2 : 1;
    if (i == value.len - 1)
        return false;
    for (; i < value.len - 1; i++) {
        char c = value.ptr[i];
        if (c == '[' || c == ']')
            return false;
        if (c == '\\' && ++i == value.len - 1)
            return false;
    }
    return true;
}

/* Ranges of languages (RFC 4647) with commas between; "": none. */
static bool
are_ranges(dbn_span value)
{
    while (value.len > 0) {
        const char *comma = memchr(value.ptr, ',', value.len);
        size_t len = comma == NULL ? value.len : (size_t)(comma - value.ptr);
        dbn_span range = dbn_span_trim((dbn_span){value.ptr, len});
        for (bool is_first = true; range.len > 0 || is_first; is_first = false) {
            const char *dash =
                range.len == 0 ? NULL : memchr(range.ptr, '-', range.len);
            size_t part = dash == NULL ? range.len : (size_t)(dash - range.ptr);
            dbn_span subtag = {range.ptr, part};
            for (size_t i = 0; i < part; i++)
                if (!is_alnum(subtag.ptr[i]) && !dbn_span_equal(subtag, DBN_SPAN("*")))
                    return false;
            if (part == 0 || part > 8 || (dash != NULL && part + 1 == range.len))
                return false;
            part += dash != NULL;
            range = (dbn_span){range.ptr + part, range.len - part};
        }
        len += comma != NULL;
        value = (dbn_span){value.ptr + len, value.len - len};
    }
    return true;
}

static bool
is_any(dbn_span value)
{
    (void)value;
    return true;
}

static bool
is_text(dbn_span value)
{
    return value.len > 0;
}

static bool
is_count(dbn_span value)
{
    return dbn_value_count(value) > 0;
}

static bool
is_percent(dbn_span value)
{
    return is_up_to(value, 100);
}

static bool
is_share(dbn_span value)
{
    return is_up_to(value, 1);
}

static const struct {
    const char *name;
    bool (*fits)(dbn_span value);
} kinds[] = {
    {"%any", is_any},         {"%id", dbn_value_is_id},
    {"%ids", are_ids},        {"%lang", dbn_value_is_lang},
    {"%own", is_own},         {"%hex", are_hex},
    {"%count", is_count},     {"%number", is_number},
    {"%uri", is_uri},         {"%percent", is_percent},
    {"%share", is_share},     {"%text", is_text},
    {"%time", is_time},       {"%moment", is_moment},
    {"%day", is_day},         {"%reference", is_reference},
    {"%private", is_private},

    {"%pairs", are_pairs},    {"%characters", are_characters},
    {"%ranges", are_ranges},
};

static bool
is_one(dbn_span value, dbn_span wanted)
{
    if (!dbn_span_starts(wanted, DBN_SPAN("%")))
        return dbn_span_equal(value, wanted);
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
        if (dbn_span_equal(wanted, dbn_span_of(kinds[i].name)))
            return kinds[i].fits(value);
    return dbn_span_equal(value, wanted);
}

bool
dbn_value_is(dbn_span value, dbn_span wanted)
{
    while (wanted.len > 0) {
        const char *bar = memchr(wanted.ptr, '|', wanted.len);
        size_t len = bar == NULL ? wanted.len : (size_t)(bar - wanted.ptr);
        if (is_one(value, (dbn_span){wanted.ptr, len}))
            return true;
        len += bar != NULL;
        wanted = (dbn_span){wanted.ptr + len, wanted.len - len};
    }
    return false;
}
