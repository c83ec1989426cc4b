#include "flow/hidden.h"

#include <assert.h>

#include "flow/kept.h"
#include "read/html_elements.h"
#include "read/html_jsonld.h"

/* Of a value there is only its text. */
static dbn_status
add_value(dbn_cutting *c, dbn_range range, dbn_span name, dbn_cut_kind kind)
{
    if (dbn_cut_is_white(dbn_span_slice(c->text, range)))
        return DBN_OK;
    assert(c->text.ptr != NULL);
    dbn_cut_begin(c, kind);
    DBN_TRY(dbn_cut_add_sentence(c, range));
    char before = range.beg > 0 ? c->text.ptr[range.beg - 1] : ' ';
    bool has_quotes = before == '"' || before == '\'';
    dbn_writing writing = kind == DBN_CUT_TITLE ? DBN_WRITTEN_AS_CONTENT
                          : has_quotes          ? DBN_WRITTEN_AS_VALUE
                                                : DBN_WRITTEN_AS_BARE;
    DBN_TRY(dbn_cut_markup(c, range));
    return dbn_cut_end(c, &(dbn_bilingual_unit){.source = range,
                                                .role = name,
                                                .writing = (uint8_t)writing});
}

/* Metas that people read, in other places than the page. */
static bool
is_read(dbn_span name)
{
    static const char *const names[] = {"description",    "og:title",
                                        "og:description", "og:image:alt",
                                        "twitter:title",  "twitter:description"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(name, dbn_span_of(names[i])))
            return true;
    return false;
}

static dbn_span
value_of(const dbn_cutting *c, const dbn_html_tokens *tokens, const char *name)
{
    const dbn_html_attribute *found = dbn_html_find(tokens, dbn_span_of(name));
    return found == NULL ? (dbn_span){NULL, 0} : dbn_span_slice(c->text, found->value);
}

static dbn_status
add_meta(dbn_cutting *c, const dbn_html_tokens *tokens)
{
    dbn_span name = value_of(c, tokens, "name");
    if (name.ptr == NULL)
        name = value_of(c, tokens, "property");
    const dbn_html_attribute *content = dbn_html_find(tokens, DBN_SPAN("content"));
    return content == NULL || !is_read(name)
               ? DBN_OK
               : add_value(c, content->value, name, DBN_CUT_VALUE);
}

static dbn_status
add_attributes(dbn_cutting *c, const dbn_html_tokens *tokens)
{
    static const char *const names[] = {"alt", "title", "aria-label"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const dbn_html_attribute *found = dbn_html_find(tokens, dbn_span_of(names[i]));
        if (found != NULL)
            DBN_TRY(add_value(c, found->value, dbn_span_of(names[i]), DBN_CUT_VALUE));
    }
    return DBN_OK;
}

/* ---- JSON-LD --------------------------------------------------------------------- */

static bool
is_one_of(dbn_span name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dbn_span_equal(name, dbn_span_of(names[i])))
            return true;
    return false;
}

#define IS_ONE_OF(name, names) is_one_of(name, names, sizeof(names) / sizeof(names)[0])

/* The last step of a path, which is cut off. */
static dbn_span
last_step(dbn_span *path)
{
    size_t beg = path->len;
    while (beg > 0 && path->ptr[beg - 1] != '.')
        beg--;
    dbn_span step = {path->ptr + beg, path->len - beg};
    path->len = beg > 0 ? beg - 1 : 0;
    return step;
}

/* "NewsArticle.headline": do people read it, and is it no name of somebody, and not
 * the text of the page once more? */
static bool
is_read_in_json(dbn_span path)
{
    static const char *const texts[] = {"headline", "alternativeHeadline",
                                        "description", "abstract", "caption"};
    static const char *const works[] = {"Article",
                                        "NewsArticle",
                                        "ReportageNewsArticle",
                                        "BlogPosting",
                                        "WebPage",
                                        "ImageObject",
                                        "VideoObject",
                                        "image",
                                        "primaryImageOfPage",
                                        "video",
                                        "mainEntityOfPage",
                                        "itemListElement",
                                        "item",
                                        "mainEntity"};
    static const char *const answers[] = {"acceptedAnswer", "suggestedAnswer"};
    dbn_span name = last_step(&path), of = last_step(&path);
    return IS_ONE_OF(name, texts) ||
           (dbn_span_equal(name, DBN_SPAN("name")) && IS_ONE_OF(of, works)) ||
           (dbn_span_equal(name, DBN_SPAN("text")) && IS_ONE_OF(of, answers));
}

/* Half a surrogate pair, or what is not UTF-8, has no way back. */
static bool
is_whole(dbn_span text)
{
    const dbn_span none = DBN_SPAN("\xEF\xBF\xBD");
    for (size_t i = 0; i + none.len <= text.len; i++)
        if (memcmp(text.ptr + i, none.ptr, none.len) == 0)
            return false;
    return true;
}

static dbn_status
add_string(dbn_cutting *c, const dbn_meta *meta)
{
    dbn_span text = meta->value->text;
    if (!is_read_in_json(meta->name) || dbn_cut_is_white(text) || !is_whole(text))
        return DBN_OK;
    dbn_range range =
        dbn_range_back_to(meta->value, c->doc->decoded, dbn_view_all(meta->value));
    dbn_cut_begin(c, DBN_CUT_VALUE);
    c->at = range.beg;
    DBN_TRY(dbn_cut_plain(c, text, true));
    return dbn_cut_end(c, &(dbn_bilingual_unit){.source = range,
                                                .role = meta->name,
                                                .writing = DBN_WRITTEN_AS_JSON});
}

static dbn_status
add_json(dbn_cutting *c, dbn_range script)
{
    dbn_metas found = {0};
    dbn_html_metas metas = {.out = &found, .page = c->doc->decoded, .job = c->job};
    DBN_TRY(dbn_html_jsonld(&metas, script));
    for (uint32_t i = 0; i < found.count; i++)
        DBN_TRY(add_string(c, &found.items[i]));
    return DBN_OK;
}

/* ---- the page -------------------------------------------------------------------- */

typedef struct hiding {
    dbn_cutting *c;
    const dbn_ranges *kept;
    uint32_t next_kept;
    dbn_range article;
    uint32_t title; /* where its text begins; DBN_NONE: it is not under way */
    uint32_t json;  /* likewise */
} hiding;

static dbn_status
read_tag(hiding *h, dbn_html_tokens *tokens, const dbn_html_token *token)
{
    dbn_span tag = dbn_span_slice(h->c->text, token->name);
    dbn_html_name name = dbn_html_element_find(tag);
    bool is_kept = dbn_kept_holds(h->kept, &h->next_kept, token->range.beg) ||
                   dbn_kept_says(tokens, tag, h->c->its) == DBN_KEPT;
    bool is_inside =
        token->range.beg >= h->article.beg && token->range.end <= h->article.end;
    if (name == DBN_HTML_META_ELEMENT && !is_kept)
        DBN_TRY(add_meta(h->c, tokens));
    else if (is_inside && !is_kept)
        DBN_TRY(add_attributes(h->c, tokens));
    if (name == DBN_HTML_TITLE_ELEMENT && !is_kept)
        h->title = token->range.end;
    if (dbn_html_is_jsonld(tokens) && !is_kept && !token->self_closing &&
        dbn_html_element_of(name)->content == DBN_HTML_SCRIPT)
        h->json = token->range.end;
    if (!token->self_closing)
        tokens->state = (dbn_html_state)dbn_html_element_of(name)->content;
    return DBN_OK;
}

dbn_status
dbn_hidden_add(dbn_cutting *c, dbn_range article, const dbn_ranges *kept)
{
    hiding h = {
        .c = c, .kept = kept, .article = article, .title = DBN_NONE, .json = DBN_NONE};
    dbn_html_tokens tokens;
    dbn_html_token token;
    dbn_html_tokens_init(&tokens, c->text);
    while (dbn_html_next(&tokens, &token)) {
        bool is_text = token.kind == DBN_HTML_TEXT || token.kind == DBN_HTML_REFERENCE;
        if (h.title != DBN_NONE && !is_text) {
            DBN_TRY(add_value(c, (dbn_range){h.title, token.range.beg},
                              DBN_SPAN("title"), DBN_CUT_TITLE));
            h.title = DBN_NONE;
        }
        if (h.json != DBN_NONE && !is_text) {
            DBN_TRY(add_json(c, (dbn_range){h.json, token.range.beg}));
            h.json = DBN_NONE;
        }
        if (token.kind == DBN_HTML_START)
            DBN_TRY(read_tag(&h, &tokens, &token));
    }
    return DBN_OK;
}
