/*
 * Between two "<" there are at most as many attributes as the bytes between them can
 * hold: only what lies far apart is looked at byte by byte.
 */
#include "text/xml_guard.h"

#include "base/message.h"

/* "<?xm" in EBCDIC, by which parsers know it. */
#define EBCDIC_START DBN_SPAN("\x4C\x6F\xA7\x94")

/* ' a=""' */
#define ATTRIBUTE_BYTES_MIN 5U

static void
find_width(dbn_xml_guard *g, dbn_span first)
{
    unsigned char b[4] = {1, 1, 1, 1};
    memcpy(b, first.ptr, first.len < sizeof b ? first.len : sizeof b);
    bool is_bom = (b[0] == 0xFE && b[1] == 0xFF) || (b[0] == 0xFF && b[1] == 0xFE);
    bool is_four = (b[0] == 0 && b[1] == 0) || (b[2] == 0 && b[3] == 0);
    bool is_two = is_bom || b[0] == 0 || b[1] == 0;
    g->width = is_four ? 4 : is_two ? 2 : 1;
    g->is_little = b[0] == 0xFF || (b[0] != 0 && b[0] != 0xFE);
}

static void
take(dbn_xml_guard *g, uint32_t c)
{
    if (c == '<') {
        g->state = DBN_XML_IN_OPENING;
        g->count = 0;
        g->quote = 0;
    } else if (g->state == DBN_XML_IN_OPENING) {
        g->state = c == '/' || c == '!' || c == '?' ? DBN_XML_IN_TEXT : DBN_XML_IN_TAG;
    } else if (g->quote != 0) {
        g->quote = c == (unsigned char)g->quote ? '\0' : g->quote;
    } else if (g->state == DBN_XML_IN_TAG) {
        if (c == '"' || c == '\'') {
            g->quote = (char)c;
            g->count++;
        } else if (c == '>') {
            g->state = DBN_XML_IN_TEXT;
        }
    }
}

static bool
refuse(dbn_xml_guard *g, dbn_span bytes, size_t at)
{
    g->why = DBN_MESSAGE("an element with more than 4096 attributes");
    for (size_t i = 0; i < at; i++)
        g->lines += bytes.ptr[i] == '\n';
    return false;
}

/* Where the next "<" stands, or the end. */
static size_t
next_tag(dbn_span bytes, size_t at)
{
    const char *found =
        at < bytes.len ? memchr(bytes.ptr + at, '<', bytes.len - at) : NULL;
    return found == NULL ? bytes.len : (size_t)(found - bytes.ptr);
}

static bool
pass_bytes(dbn_xml_guard *g, dbn_span bytes)
{
    for (size_t at = 0, next; at < bytes.len; at = next) {
        next = next_tag(bytes, at + 1);
        bool is_short =
            bytes.ptr[at] == '<' && next < bytes.len &&
            next - at < (size_t)DBN_XML_ATTRIBUTES_MAX * ATTRIBUTE_BYTES_MIN;
        bool is_text = g->state == DBN_XML_IN_TEXT && bytes.ptr[at] != '<';
        if (is_short || is_text)
            continue;
        for (size_t i = at; i < next; i++) {
            take(g, (unsigned char)bytes.ptr[i]);
            if (g->count > DBN_XML_ATTRIBUTES_MAX)
                return refuse(g, bytes, i);
        }
    }
    return true;
}

static bool
pass_wide(dbn_xml_guard *g, dbn_span bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t byte = (unsigned char)bytes.ptr[i];
        g->code = g->is_little ? g->code | byte << 8 * g->at : g->code << 8 | byte;
        if (++g->at < g->width)
            continue;
        take(g, g->code);
        g->code = g->at = 0;
        if (g->count > DBN_XML_ATTRIBUTES_MAX)
            return refuse(g, bytes, i);
    }
    return true;
}

bool
dbn_xml_guard_pass(dbn_xml_guard *guard, dbn_span bytes)
{
    if (bytes.len == 0)
        return true;
    if (guard->width == 0 && dbn_span_starts(bytes, EBCDIC_START)) {
        guard->why = DBN_MESSAGE("a file in EBCDIC, which is not read");
        return false;
    }
    if (guard->width == 0)
        find_width(guard, bytes);
    return guard->width == 1 ? pass_bytes(guard, bytes) : pass_wide(guard, bytes);
}
