/*
 * read/html_elements.c - names by bisecting a sorted table, sixteen bytes at once:
 * seven comparisons of two integers a tag.
 */
#include "read/html_elements.h"

#define FLAG(flag) DBN_HTML_FLAG_##flag
#define ZONE(zone) DBN_ZONE_##zone

static const dbn_html_element elements[DBN_HTML_ELEMENT_COUNT] = {
#define ELEMENT(identifier, name, flags, content, tag, mark, zones)                    \
    {name, zones, flags, DBN_HTML_##content, DBN_TAG_##tag, DBN_MARK_##mark},
#include "read/html_elements.def"
#undef ELEMENT
    {"", 0, 0, DBN_HTML_DATA, DBN_TAG_OTHER, DBN_MARK_OTHER},
};

typedef struct key {
    uint64_t high, low;
} key;

/* Eight bytes as a number that sorts as they do. */
static uint64_t
big_endian(const char *bytes)
{
    uint64_t value = 0;
    for (int i = 0; i < 8; i++)
        value = value << 8 | (unsigned char)bytes[i];
    return value;
}

static key
key_of(const char name[16])
{
    return (key){big_endian(name), big_endian(name + 8)};
}

static bool
is_below(key a, key b)
{
    return a.high != b.high ? a.high < b.high : a.low < b.low;
}

const dbn_html_element *
dbn_html_element_of(dbn_html_name name)
{
    return &elements[name];
}

dbn_html_name
dbn_html_element_find(dbn_span name)
{
    char lower[16] = {0};
    if (name.len > sizeof lower)
        return DBN_HTML_UNKNOWN_ELEMENT;
    for (size_t i = 0; i < name.len; i++)
        lower[i] = dbn_ascii_lower(name.ptr[i]);
    key wanted = key_of(lower);
    unsigned beg = 0, end = DBN_HTML_UNKNOWN_ELEMENT;
    while (beg < end) {
        unsigned middle = beg + (end - beg) / 2;
        if (is_below(key_of(elements[middle].name), wanted))
            beg = middle + 1;
        else
            end = middle;
    }
    bool is_known = beg < DBN_HTML_UNKNOWN_ELEMENT &&
                    memcmp(elements[beg].name, lower, sizeof lower) == 0;
    return is_known ? (dbn_html_name)beg : DBN_HTML_UNKNOWN_ELEMENT;
}
