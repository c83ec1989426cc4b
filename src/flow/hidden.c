#include "flow/hidden.h"

#include <assert.h>

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

/* ---- the page ------------------------------------------------------------------- */

static dbn_status
find(dbn_hidden *h, dbn_hidden_value value)
{
    DBN_TRY_PUSH(h->job, dbn_vec_push(&h->job->scratch, &h->values, value));
    return DBN_OK;
}

static dbn_status
find_meta(dbn_hidden *h, const dbn_html_tokens *tokens)
{
    const dbn_html_attribute *name = dbn_html_find(tokens, DBN_SPAN("name"));
    const dbn_html_attribute *content = dbn_html_find(tokens, DBN_SPAN("content"));
    if (name == NULL)
        name = dbn_html_find(tokens, DBN_SPAN("property"));
    if (name == NULL || content == NULL)
        return DBN_OK;
    dbn_span what = dbn_span_slice(tokens->text, name->value);
    return is_read(what)
               ? find(h, (dbn_hidden_value){.range = content->value, .name = what})
               : DBN_OK;
}

static dbn_status
find_attributes(dbn_hidden *h, const dbn_html_tokens *tokens, dbn_range tag)
{
    static const char *const names[] = {"alt", "title", "aria-label"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        dbn_span name = dbn_span_of(names[i]);
        const dbn_html_attribute *found = dbn_html_find(tokens, name);
        if (found != NULL)
            DBN_TRY(find(h, (dbn_hidden_value){
                                .range = found->value, .tag = tag, .name = name}));
    }
    return DBN_OK;
}

/* The text behind the tag is one value. */
static dbn_status
open_text(dbn_hidden *h, const dbn_html_skim *skim, const dbn_html_token *token)
{
    uint32_t at = token->range.end;
    if (skim->element == DBN_HTML_TITLE_ELEMENT) {
        h->is_open = true;
        return find(h, (dbn_hidden_value){.range = {at, at},
                                          .name = DBN_SPAN("title"),
                                          .kind = DBN_HIDDEN_TITLE});
    }
    if (token->self_closing || !dbn_html_skim_is_script(skim) ||
        !dbn_html_is_jsonld(&skim->tokens))
        return DBN_OK;
    h->is_open = true;
    return find(h, (dbn_hidden_value){.range = {at, at}, .kind = DBN_HIDDEN_JSON});
}

dbn_status
dbn_hidden_take(dbn_hidden *h, const dbn_html_skim *skim, const dbn_html_token *token,
                bool is_kept)
{
    bool is_text = token->kind == DBN_HTML_TEXT || token->kind == DBN_HTML_REFERENCE;
    if (h->is_open && is_text)
        h->values.items[h->values.count - 1].range.end = token->range.end;
    h->is_open &= is_text;
    if (token->kind != DBN_HTML_START || is_kept)
        return DBN_OK;
    DBN_TRY(skim->element == DBN_HTML_META_ELEMENT
                ? find_meta(h, &skim->tokens)
                : find_attributes(h, &skim->tokens, token->range));
    return open_text(h, skim, token);
}

dbn_status
dbn_hidden_cut(dbn_cutting *c, const dbn_hidden *h, dbn_range article)
{
    /* A text that the end of the page cuts off is none. */
    uint32_t count = h->values.count - h->is_open;
    for (uint32_t i = 0; i < count; i++) {
        const dbn_hidden_value *value = &h->values.items[i];
        bool is_attribute = value->tag.end > 0;
        if (is_attribute &&
            (value->tag.beg < article.beg || value->tag.end > article.end))
            continue;
        if (value->kind == DBN_HIDDEN_JSON)
            DBN_TRY(add_json(c, value->range));
        else
            DBN_TRY(add_value(c, value->range, value->name,
                              value->kind == DBN_HIDDEN_TITLE ? DBN_CUT_TITLE
                                                              : DBN_CUT_VALUE));
    }
    return DBN_OK;
}
