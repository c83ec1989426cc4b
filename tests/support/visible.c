#include "support/visible.h"

#include <gumbo.h>
#include <string.h>

static bool
has_value(const GumboElement *element, const char *name, const char *part)
{
    GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);
    char squeezed[1024];
    size_t len = 0;
    if (attribute == NULL)
        return false;
    for (const char *c = attribute->value; *c != 0 && len + 1 < sizeof squeezed; c++)
        if (strchr(" \n\t\r\f", *c) == NULL)
            squeezed[len++] = *c >= 'A' && *c <= 'Z' ? (char)(*c + 32) : *c;
    squeezed[len] = '\0';
    return strstr(squeezed, part) != NULL;
}

/* RDF in drawings is about the drawing: browsers show none of it. */
static bool
is_metadata(const GumboElement *element)
{
    return element->tag == GUMBO_TAG_UNKNOWN &&
           strncmp(element->original_tag.data, "<metadata", 9) == 0;
}

static bool
is_seen(const GumboNode *node)
{
    const GumboElement *element = &node->v.element;
    if (is_metadata(element))
        return false;
    switch (element->tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_DESC:
        return false;
    default:
        return gumbo_get_attribute(&element->attributes, "hidden") == NULL &&
               !has_value(element, "style", "display:none");
    }
}

static void
collect(const GumboNode *node, test_bytes *out)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA ||
        node->type == GUMBO_NODE_WHITESPACE)
        test_bytes_add(out, test_span(node->v.text.text));
    if (node->type != GUMBO_NODE_ELEMENT || !is_seen(node))
        return;
    for (unsigned i = 0; i < node->v.element.children.length; i++)
        collect(node->v.element.children.data[i], out);
}

/* White space and what stands for it, of any kind: its length at the front of `text`,
 * or 0. U+FFFD is here too, which gumbo puts for controls. */
static size_t
blank_len(dbn_span text)
{
    static const struct {
        const char *prefix;
        unsigned char first, last; /* of the byte behind it */
    } blanks[] = {
        {"\xC2", 0xA0, 0xA0},     /* no-break space */
        {"\xE2\x80", 0x80, 0x8B}, /* spaces of all widths */
        {"\xE2\x80", 0xA8, 0xAF}, /* line and paragraph separator, directions */
        {"\xE2\x81", 0x9F, 0x9F}, /* mathematical space */
        {"\xE3\x80", 0x80, 0x80}, /* ideographic space */
        {"\xEF\xBB", 0xBF, 0xBF}, /* byte order mark */
        {"\xEF\xBF", 0xBD, 0xBD}, /* replacement character */
    };
    if (strchr(" \n\t\r\f", text.ptr[0]) != NULL)
        return 1;
    for (size_t i = 0; i < sizeof blanks / sizeof blanks[0]; i++) {
        size_t len = strlen(blanks[i].prefix);
        if (text.len <= len || memcmp(text.ptr, blanks[i].prefix, len) != 0)
            continue;
        unsigned char byte = (unsigned char)text.ptr[len];
        if (byte >= blanks[i].first && byte <= blanks[i].last)
            return len + 1;
    }
    return 0;
}

void
test_squeeze(test_bytes *out, dbn_span text)
{
    while (text.len > 0) {
        size_t blank = blank_len(text), len = blank == 0 ? 1 : blank;
        if (blank == 0)
            test_bytes_add(out, (dbn_span){text.ptr, 1});
        text = (dbn_span){text.ptr + len, text.len - len};
    }
}

test_bytes
test_visible(dbn_span page)
{
    test_bytes seen = {0}, squeezed = {0};
    GumboOutput *tree =
        gumbo_parse_with_options(&kGumboDefaultOptions, page.ptr, page.len);
    collect(tree->root, &seen);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    test_squeeze(&squeezed, test_bytes_span(&seen));
    test_bytes_release(&seen);
    return squeezed;
}
