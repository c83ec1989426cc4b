/*
 * text/references.c - names by narrowing a sorted table one letter at a time.
 *
 * The names that agree with the text so far are neighbours; each further letter
 * bisects that range at both ends. At most 32 letters of 11 steps, whatever the
 * text; a name that ends inside the range is kept as the longest so far.
 */
#include "text/references.h"

typedef struct reference {
    uint32_t codes[2];
    char name[DBN_REFERENCE_NAME_MAX + 1];
} reference;

static const reference references[] = {
#include "text/references.inc"
};

#define REFERENCES ((uint32_t)(sizeof references / sizeof references[0]))

/* The first of [beg, end) whose letter `at` is not below `letter`. */
static uint32_t
first_not_below(uint32_t beg, uint32_t end, uint32_t at, unsigned letter)
{
    while (beg < end) {
        uint32_t middle = beg + (end - beg) / 2;
        if ((unsigned char)references[middle].name[at] < letter)
            beg = middle + 1;
        else
            end = middle;
    }
    return beg;
}

uint32_t
dbn_reference_named(dbn_span text, bool *terminated, uint32_t codes[2])
{
    uint32_t beg = 0, end = REFERENCES, len = 0;
    for (uint32_t at = 0; at < text.len && at < DBN_REFERENCE_NAME_MAX; at++) {
        unsigned letter = (unsigned char)text.ptr[at];
        if (letter == 0)
            break;
        beg = first_not_below(beg, end, at, letter);
        end = first_not_below(beg, end, at, letter + 1);
        if (beg == end)
            break;
        if (references[beg].name[at + 1] != '\0')
            continue;
        len = at + 1;
        *terminated = letter == ';';
        memcpy(codes, references[beg].codes, sizeof references[beg].codes);
    }
    return len;
}

static int
digit_value(char c)
{
    if (dbn_is_ascii_digit(c))
        return c - '0';
    c = dbn_ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 16;
}

uint32_t
dbn_reference_number(dbn_span text, bool *terminated, uint32_t *code)
{
    bool is_hex = text.len > 0 && dbn_ascii_lower(text.ptr[0]) == 'x';
    int base = is_hex ? 16 : 10;
    uint32_t first = is_hex ? 1 : 0, at = first, number = 0;
    for (; at < text.len && digit_value(text.ptr[at]) < base; at++)
        if (number <= 0x10FFFF)
            number = number * (uint32_t)base + (uint32_t)digit_value(text.ptr[at]);
    if (at == first)
        return 0;
    *terminated = at < text.len && text.ptr[at] == ';';
    *code = dbn_reference_code(number);
    return at + *terminated;
}

uint32_t
dbn_reference_code(uint32_t number)
{
    bool is_surrogate = number >= 0xD800 && number <= 0xDFFF;
    if (number == 0 || number > 0x10FFFF || is_surrogate)
        return 0xFFFD;
    return dbn_c1_character(number);
}

uint32_t
dbn_c1_character(uint32_t code)
{
    static const uint16_t characters[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
        0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
        0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
        0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
    };
    return code >= 0x80 && code <= 0x9F ? characters[code - 0x80] : code;
}
