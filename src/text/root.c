#include "text/root.h"

#include <string.h>

/* A text of characters of one or two bytes. */
typedef struct units {
    dbn_span bytes;
    size_t width, low; /* of a character; where its lower byte is */
    size_t count;
} units;

static units
units_of(dbn_span bytes)
{
    bool is_little = dbn_span_starts(bytes, DBN_SPAN("\xFF\xFE"));
    bool is_big = dbn_span_starts(bytes, DBN_SPAN("\xFE\xFF"));
    size_t mark = is_little || is_big ? 2 : 0;
    if (dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")))
        mark = 3;
    is_little |= dbn_span_starts(bytes, (dbn_span){"<\0", 2});
    is_big |= dbn_span_starts(bytes, (dbn_span){"\0<", 2});
    units u = {.bytes = {bytes.len == 0 ? "" : bytes.ptr + mark, bytes.len - mark},
               .width = is_little || is_big ? 2 : 1,
               .low = is_big ? 1 : 0};
    u.count = u.bytes.len / u.width;
    return u;
}

/* '\0' behind the end, '?' for what is no ASCII. */
static char
at(const units *u, size_t index)
{
    if (index >= u->count)
        return '\0';
    const char *one = u->bytes.ptr + index * u->width;
    bool is_ascii =
        (unsigned char)one[u->low] < 0x80 && (u->width == 1 || one[1 - u->low] == '\0');
    return is_ascii ? one[u->low] : '?';
}

static bool
sees(const units *u, size_t index, const char *text)
{
    for (size_t i = 0; text[i] != '\0'; i++)
        if (at(u, index + i) != text[i])
            return false;
    return true;
}

static size_t
behind(const units *u, size_t index, const char *end)
{
    while (index < u->count && !sees(u, index, end))
        index++;
    return index + strlen(end);
}

/* Behind a declaration, with what it declares itself. */
static size_t
behind_declaration(const units *u, size_t index)
{
    uint32_t depth = 0;
    for (; index < u->count; index++) {
        char c = at(u, index);
        if (sees(u, index, "<!--")) {
            index = behind(u, index + 4, "-->") - 1;
            continue;
        }
        if (sees(u, index, "<?")) {
            index = behind(u, index + 2, "?>") - 1;
            continue;
        }
        if (c == '"' || c == '\'') {
            char quote[] = {c, '\0'};
            index = behind(u, index + 1, quote) - 1;
        }
        depth += c == '[';
        depth -= c == ']' && depth > 0;
        if (c == '>' && depth == 0)
            return index + 1;
    }
    return index;
}

/* The first tag that is of an element, from behind its bracket on. */
static size_t
first_tag(const units *u)
{
    size_t i = 0;
    for (;;) {
        while (i < u->count && dbn_is_ascii_space(at(u, i)))
            i++;
        if (sees(u, i, "<!--"))
            i = behind(u, i + 4, "-->");
        else if (sees(u, i, "<?"))
            i = behind(u, i + 2, "?>");
        else if (sees(u, i, "<!"))
            i = behind_declaration(u, i + 2);
        else
            return at(u, i) == '<' ? i + 1 : u->count;
    }
}

void
dbn_root_read(dbn_root *out, dbn_span bytes)
{
    const units u = units_of(bytes);
    size_t len = 0, name = 0, beg = 0;
    for (size_t i = first_tag(&u); i < u.count && len < DBN_ROOT_MAX; i++) {
        if (at(&u, i) == '>')
            break;
        out->tag[len++] = at(&u, i);
    }
    while (name < len && !dbn_is_ascii_space(out->tag[name]) && out->tag[name] != '/') {
        beg = out->tag[name] == ':' ? name + 1 : beg;
        name++;
    }
    out->name = (dbn_span){out->tag + beg, name - beg};
    out->attributes = (dbn_span){out->tag + name, len - name};
}

bool
dbn_root_has(const dbn_root *root, dbn_span attribute)
{
    dbn_span rest = root->attributes;
    for (; rest.len > attribute.len; rest = (dbn_span){rest.ptr + 1, rest.len - 1})
        if (dbn_is_ascii_space(rest.ptr[0]) &&
            memcmp(rest.ptr + 1, attribute.ptr, attribute.len) == 0)
            return true;
    return false;
}
