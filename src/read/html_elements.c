/*
 * read/html_elements.c - names in a sorted table, by their first letter; of those with
 * the same one (sixteen at most) sixteen bytes are compared at once.
 *
 * Why not by bisection: its branches cannot be foretold, which costs more than looking
 * at the few that are there. The shortest names, which are the most frequent, come
 * first.
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

#define AT(identifier) DBN_HTML_##identifier##_ELEMENT

/* Where the names start that start with a letter, or with a later one. */
static const uint8_t firsts[] = {
    AT(A),      AT(B),   AT(CANVAS), AT(DATA),    AT(EM),      AT(FIELDSET), AT(H1),
    AT(H1),     AT(I),   AT(KBD),    AT(KBD),     AT(LABEL),   AT(MAIN),     AT(NAV),
    AT(OBJECT), AT(P),   AT(Q),      AT(RP),      AT(S),       AT(TABLE),    AT(U),
    AT(VAR),    AT(WBR), AT(XMP),    AT(UNKNOWN), AT(UNKNOWN), AT(UNKNOWN)};
_Static_assert(sizeof firsts == 'z' - 'a' + 2, "one a letter, and the end");
_Static_assert(AT(UNKNOWN) <= UINT8_MAX, "places fit in a byte");

typedef struct key {
    uint64_t front, back;
} key;

static key
key_of(const char name[16])
{
    key k;
    memcpy(&k, name, sizeof k);
    return k;
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
    if (lower[0] < 'a' || lower[0] > 'z')
        return DBN_HTML_UNKNOWN_ELEMENT;
    key wanted = key_of(lower);
    unsigned at = firsts[lower[0] - 'a'], end = firsts[lower[0] - 'a' + 1];
    for (; at < end; at++) {
        key given = key_of(elements[at].name);
        if (given.front == wanted.front && given.back == wanted.back)
            return (dbn_html_name)at;
    }
    return DBN_HTML_UNKNOWN_ELEMENT;
}
