/*
 * read/html_traits.c - attributes to bits.
 */
#include "read/html_traits.h"

#include "base/hash.h"
#include "text/records.h"

/* Values longer than this are no names but data, and say nothing. */
#define VALUE_MAX 512

/* Is `hidden` a class of its own, and none that a wider window takes back
 * ("hidden md:block")? */
static bool
has_hidden(dbn_span value)
{
    bool is_hidden = false;
    for (size_t at = 0, end; at < value.len; at = end + 1) {
        end = at;
        while (end < value.len && !dbn_html_is_space(value.ptr[end]))
            end++;
        dbn_span class = {value.ptr + at, end - at};
        is_hidden |= dbn_span_equal(class, DBN_SPAN("hidden"));
        if (dbn_span_starts(class, DBN_SPAN("sm:")) ||
            dbn_span_starts(class, DBN_SPAN("md:")) ||
            dbn_span_starts(class, DBN_SPAN("lg:")) ||
            dbn_span_starts(class, DBN_SPAN("xl:")))
            return false;
    }
    return is_hidden;
}

/* `*hash` becomes that of the value, where it has words. */
static uint64_t
words_of(dbn_span value, const dbn_profiles *profiles, dbn_html_cache *cache,
         uint64_t *hash)
{
    if (value.len == 0 || value.len > VALUE_MAX)
        return 0;
    *hash = dbn_hash_bytes(value);
    uint64_t slot = *hash % DBN_HTML_CACHE;
    if (!dbn_span_equal(cache->items[slot].value, value)) {
        cache->items[slot].value = value;
        cache->items[slot].words = dbn_profiles_class_words(profiles, value) |
                                   (has_hidden(value) ? DBN_CLASS_BIT(HIDDEN) : 0);
    }
    return cache->items[slot].words;
}

/* Zones that an ARIA role stands for. */
static uint32_t
zones_of_role(dbn_span role)
{
    static const struct {
        dbn_span role;
        uint32_t zone;
    } roles[] = {
        {{"alertdialog", 11}, DBN_ZONE_DIALOG},
        {{"article", 7}, DBN_ZONE_ARTICLE},
        {{"banner", 6}, DBN_ZONE_HEADER},
        {{"button", 6}, DBN_ZONE_BUTTON},
        {{"complementary", 13}, DBN_ZONE_ASIDE},
        {{"contentinfo", 11}, DBN_ZONE_FOOTER},
        {{"dialog", 6}, DBN_ZONE_DIALOG},
        {{"figure", 6}, DBN_ZONE_FIGURE},
        {{"form", 4}, DBN_ZONE_FORM},
        {{"main", 4}, DBN_ZONE_MAIN},
        {{"menu", 4}, DBN_ZONE_NAV},
        {{"menubar", 7}, DBN_ZONE_NAV},
        {{"navigation", 10}, DBN_ZONE_NAV},
        {{"search", 6}, DBN_ZONE_FORM},
    };
    for (size_t i = 0; i < sizeof roles / sizeof roles[0]; i++)
        if (dbn_span_equal_ascii(role, roles[i].role))
            return roles[i].zone;
    return 0;
}

/* True when a style declares `property: value`. */
static bool
declares(dbn_span style, dbn_span property, dbn_span value)
{
    for (size_t at = 0; at + property.len < style.len; at++) {
        dbn_span here = {style.ptr + at, property.len};
        bool is_inside = at > 0 && (dbn_is_ascii_alpha(style.ptr[at - 1]) ||
                                    style.ptr[at - 1] == '-');
        if (is_inside || !dbn_span_equal_ascii(here, property))
            continue;
        at += property.len;
        while (at < style.len && dbn_html_is_space(style.ptr[at]))
            at++;
        if (at == style.len || style.ptr[at] != ':')
            continue;
        at++;
        while (at < style.len && dbn_html_is_space(style.ptr[at]))
            at++;
        if (style.len - at >= value.len &&
            dbn_span_equal_ascii((dbn_span){style.ptr + at, value.len}, value))
            return true;
    }
    return false;
}

static void
add_style(dbn_html_traits *traits, dbn_span style)
{
    traits->is_hidden |= declares(style, DBN_SPAN("display"), DBN_SPAN("none"));
    if (declares(style, DBN_SPAN("visibility"), DBN_SPAN("hidden")))
        traits->zones |= DBN_ZONE_HIDDEN;
}

/* What `hidden` means: "until-found" text comes up when it is searched for. */
static void
add_hidden(dbn_html_traits *traits, dbn_span value)
{
    if (dbn_span_equal_ascii(value, DBN_SPAN("until-found")))
        traits->zones |= DBN_ZONE_HIDDEN;
    else
        traits->is_hidden = true;
}

dbn_html_traits
dbn_html_traits_of(const dbn_html_tokens *tokens, const dbn_profiles *profiles,
                   dbn_html_cache *cache)
{
    dbn_html_traits traits = {0};
    for (uint32_t i = 0; i < tokens->attribute_count; i++) {
        dbn_span name = dbn_span_slice(tokens->text, tokens->attributes[i].name);
        dbn_span value = dbn_span_slice(tokens->text, tokens->attributes[i].value);
        uint64_t hash = 0;
        if (name.len < 2 || name.len > 11)
            continue;
        if (dbn_span_equal_ascii(name, DBN_SPAN("class"))) {
            traits.words |= words_of(value, profiles, cache, &hash);
            traits.dress = (uint32_t)(hash >> 32);
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("id")) ||
                   dbn_span_equal_ascii(name, DBN_SPAN("rel")) ||
                   dbn_span_equal_ascii(name, DBN_SPAN("itemprop")) ||
                   dbn_span_equal_ascii(name, DBN_SPAN("data-testid"))) {
            traits.words |= words_of(value, profiles, cache, &hash);
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("role"))) {
            traits.words |= words_of(value, profiles, cache, &hash);
            traits.zones |= zones_of_role(dbn_span_trim(value));
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("style"))) {
            add_style(&traits, value);
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("hidden"))) {
            add_hidden(&traits, value);
        } else if (dbn_span_equal_ascii(name, DBN_SPAN("aria-hidden")) &&
                   dbn_span_equal_ascii(value, DBN_SPAN("true"))) {
            traits.zones |= DBN_ZONE_HIDDEN;
        }
    }
    return traits;
}
