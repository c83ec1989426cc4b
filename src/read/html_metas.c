/*
 * read/html_metas.c - meta, link, title, time, html.
 */
#include "read/html_metas.h"

#include <assert.h>

/* Names of statements are short; longer ones mean nothing to anybody. */
#define NAME_MAX_LEN 64

dbn_status
dbn_html_metas_add(dbn_html_metas *metas, dbn_meta_kind kind, dbn_span name,
                   dbn_range value)
{
    dbn_job *job = metas->job;
    if (metas->out->count >= DBN_HTML_METAS_MAX) {
        metas->has_more = true;
        return DBN_OK;
    }
    dbn_meta meta = {.name = dbn_arena_copy(&job->arena, name), .kind = (uint8_t)kind};
    if (meta.name.ptr == NULL && name.len > 0)
        return dbn_job_nomem(job);
    DBN_TRY(dbn_view_derive(&meta.value, metas->page, value, &metas->fixes,
                            DBN_PASS_EXTRACT, job));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, metas->out, meta));
    return DBN_OK;
}

/* Propose to collapse white space and to decode what lies between. */
static dbn_status
decode_words(dbn_html_metas *metas, dbn_range value, dbn_html_writing writing)
{
    dbn_span page = metas->page->text;
    dbn_arena *arena = &metas->job->scratch;
    metas->fixes.count = metas->fixes.pool.count = 0;
    for (uint32_t at = value.beg; at < value.end;) {
        uint32_t beg = at;
        while (at < value.end && !dbn_html_is_space(page.ptr[at]))
            at++;
        DBN_TRY(
            dbn_html_decode(&metas->fixes, arena, page, (dbn_range){beg, at}, writing));
        beg = at;
        while (at < value.end && dbn_html_is_space(page.ptr[at]))
            at++;
        if (at - beg > 1 || (at > beg && page.ptr[beg] != ' '))
            DBN_TRY(dbn_fixes_replace(&metas->fixes, arena, (dbn_range){beg, at},
                                      DBN_SPAN(" "), DBN_RULE_EXTRACT_SPACE));
    }
    return DBN_OK;
}

static dbn_range
trim(dbn_span page, dbn_range value)
{
    while (value.beg < value.end && dbn_html_is_space(page.ptr[value.beg]))
        value.beg++;
    while (value.beg < value.end && dbn_html_is_space(page.ptr[value.end - 1]))
        value.end--;
    return value;
}

static dbn_status
add_decoded(dbn_html_metas *metas, dbn_meta_kind kind, dbn_span name, dbn_range value,
            dbn_html_writing writing)
{
    value = trim(metas->page->text, value);
    if (value.beg == value.end)
        return DBN_OK;
    if (metas->out->count >= DBN_HTML_METAS_MAX) {
        metas->has_more = true;
        return DBN_OK;
    }
    DBN_TRY_PUSH(metas->job, decode_words(metas, value, writing));
    return dbn_html_metas_add(metas, kind, name, value);
}

dbn_status
dbn_html_metas_title(dbn_html_metas *metas, dbn_range content)
{
    if (metas->has_title)
        return DBN_OK;
    metas->has_title = true;
    return add_decoded(metas, DBN_META_TITLE, DBN_SPAN(""), content,
                       DBN_HTML_AS_RCDATA);
}

/* The value of an attribute, lower case in `room`; empty where it is too long. */
static dbn_span
lower_value(const dbn_html_tokens *tokens, const dbn_html_attribute *attribute,
            char room[NAME_MAX_LEN])
{
    if (attribute == NULL)
        return (dbn_span){room, 0};
    dbn_span value = dbn_span_trim(dbn_span_slice(tokens->text, attribute->value));
    if (value.len > NAME_MAX_LEN)
        return (dbn_span){room, 0};
    for (size_t i = 0; i < value.len; i++)
        room[i] = dbn_ascii_lower(value.ptr[i]);
    return (dbn_span){room, value.len};
}

/* <meta name|property|itemprop|http-equiv=… content=…>, and itemprop with content on
 * any other element. */
static dbn_status
add_meta(dbn_html_metas *metas, const dbn_html_tokens *tokens, bool is_meta)
{
    static const dbn_span names[] = {
        {"itemprop", 8}, {"property", 8}, {"name", 4}, {"http-equiv", 10}};
    const dbn_html_attribute *content = dbn_html_find(tokens, DBN_SPAN("content"));
    if (content == NULL)
        return DBN_OK;
    char room[NAME_MAX_LEN];
    for (size_t i = 0; i < (is_meta ? sizeof names / sizeof names[0] : 1); i++) {
        dbn_span name = lower_value(tokens, dbn_html_find(tokens, names[i]), room);
        if (name.len > 0)
            DBN_TRY(add_decoded(metas, DBN_META_NAME, name, content->value,
                                DBN_HTML_AS_VALUE));
    }
    return DBN_OK;
}

/* The section of a paper is longer for nobody. */
#define SECTION_MAX 128U

/* <span itemprop="articleSection">Politique</span>: what the element shows, where its
 * text stands in it at once. */
static dbn_status
add_section(dbn_html_metas *metas, const dbn_html_tokens *tokens)
{
    char room[NAME_MAX_LEN];
    dbn_span name =
        lower_value(tokens, dbn_html_find(tokens, DBN_SPAN("itemprop")), room);
    assert(tokens->text.ptr != NULL);
    dbn_span left = {tokens->text.ptr + tokens->at, tokens->text.len - tokens->at};
    if (left.len > SECTION_MAX)
        left.len = SECTION_MAX;
    const char *end = left.len == 0 ? NULL : memchr(left.ptr, '<', left.len);
    if (!dbn_span_equal(name, DBN_SPAN("articlesection")) || end == NULL ||
        dbn_html_find(tokens, DBN_SPAN("content")) != NULL)
        return DBN_OK;
    dbn_range text = {tokens->at, tokens->at + (uint32_t)(end - left.ptr)};
    return add_decoded(metas, DBN_META_NAME, name, text, DBN_HTML_AS_RCDATA);
}

/* Links that say something of the article, not of how it is drawn. */
static bool
is_told(dbn_span rel)
{
    static const dbn_span told[] = {
        {"alternate", 9}, {"amphtml", 7},   {"author", 6},
        {"canonical", 9}, {"license", 7},   {"next", 4},
        {"prev", 4},      {"publisher", 9}, {"shortlink", 9}};
    for (size_t i = 0; i < sizeof told / sizeof told[0]; i++)
        if (dbn_span_equal(rel, told[i]))
            return true;
    return false;
}

/* <link rel=… href=…>; <link itemprop="license" href=…>, but not that of a picture. */
static dbn_status
add_link(dbn_html_metas *metas, const dbn_html_tokens *tokens)
{
    char room[NAME_MAX_LEN];
    const dbn_html_attribute *href = dbn_html_find(tokens, DBN_SPAN("href"));
    dbn_span rel = lower_value(tokens, dbn_html_find(tokens, DBN_SPAN("rel")), room);
    if (rel.len == 0 && !metas->is_in_figure) {
        rel = lower_value(tokens, dbn_html_find(tokens, DBN_SPAN("itemprop")), room);
        if (!dbn_span_equal(rel, DBN_SPAN("license")))
            return DBN_OK;
    }
    if (href == NULL || !is_told(rel))
        return DBN_OK;
    return add_decoded(metas, DBN_META_LINK, rel, href->value, DBN_HTML_AS_VALUE);
}

static dbn_status
add_time(dbn_html_metas *metas, const dbn_html_tokens *tokens)
{
    const dbn_html_attribute *time = dbn_html_find(tokens, DBN_SPAN("datetime"));
    const dbn_html_attribute *class = dbn_html_find(tokens, DBN_SPAN("class"));
    if (time == NULL)
        return DBN_OK;
    dbn_span name = {"", 0};
    if (class != NULL && dbn_range_len(class->value) <= NAME_MAX_LEN)
        name = dbn_span_slice(tokens->text, class->value);
    return add_decoded(metas, DBN_META_TIME, name, time->value, DBN_HTML_AS_VALUE);
}

static dbn_status
add_lang(dbn_html_metas *metas, const dbn_html_tokens *tokens)
{
    const dbn_html_attribute *lang = dbn_html_find(tokens, DBN_SPAN("lang"));
    if (lang == NULL)
        lang = dbn_html_find(tokens, DBN_SPAN("xml:lang"));
    if (lang == NULL)
        return DBN_OK;
    return add_decoded(metas, DBN_META_LANG, DBN_SPAN(""), lang->value,
                       DBN_HTML_AS_VALUE);
}

dbn_status
dbn_html_metas_of_tag(dbn_html_metas *metas, const dbn_html_tokens *tokens,
                      dbn_html_name element)
{
    if (tokens->attribute_count == 0)
        return DBN_OK;
    switch (element) {
    case DBN_HTML_META_ELEMENT:
        return add_meta(metas, tokens, true);
    case DBN_HTML_LINK_ELEMENT:
        return add_link(metas, tokens);
    case DBN_HTML_TIME_ELEMENT:
        DBN_TRY(add_time(metas, tokens));
        break;
    case DBN_HTML_HTML_ELEMENT:
        return add_lang(metas, tokens);
    default:
        break;
    }
    DBN_TRY(add_section(metas, tokens));
    return add_meta(metas, tokens, false);
}

bool
dbn_html_is_jsonld(const dbn_html_tokens *tokens)
{
    const dbn_html_attribute *type = dbn_html_find(tokens, DBN_SPAN("type"));
    dbn_span json = DBN_SPAN("application/ld+json");
    if (type == NULL)
        return false;
    dbn_span value = dbn_span_trim(dbn_span_slice(tokens->text, type->value));
    return value.len >= json.len &&
           dbn_span_equal_ascii((dbn_span){value.ptr, json.len}, json);
}
