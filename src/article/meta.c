/*
 * article/meta.c - what pages say of themselves, and whom to believe.
 */
#include "article/page.h"

/* One way of saying a field. Names of JSON-LD are ends of paths: the type in front
 * varies (NewsArticle, Article, BlogPosting …). */
typedef struct source {
    uint8_t field; /* dbn_meta_field */
    uint8_t kind;  /* dbn_meta_kind */
    dbn_span name;
} source;

/* In the order of trust for each field. */
static const source sources[] = {
    {DBN_META_FIELD_TITLE, DBN_META_JSONLD, {".headline", 9}},
    {DBN_META_FIELD_TITLE, DBN_META_NAME, {"og:title", 8}},
    {DBN_META_FIELD_TITLE, DBN_META_NAME, {"headline", 8}},
    {DBN_META_FIELD_TITLE, DBN_META_NAME, {"twitter:title", 13}},
    {DBN_META_FIELD_TITLE, DBN_META_NAME, {"dc.title", 8}},
    {DBN_META_FIELD_TITLE, DBN_META_TITLE, {"", 0}},
    {DBN_META_FIELD_SITE, DBN_META_NAME, {"og:site_name", 12}},
    {DBN_META_FIELD_SITE, DBN_META_JSONLD, {".publisher.name", 15}},
    {DBN_META_FIELD_SITE, DBN_META_NAME, {"application-name", 16}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".author.name", 12}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".author", 7}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"author", 6}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"article:author", 14}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"dc.creator", 10}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"dcterms.creator", 15}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"byl", 3}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"parsely-author", 14}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"sailthru.author", 15}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {".datePublished", 14}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"article:published_time", 22}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"og:article:published_time", 25}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"datepublished", 13}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"og:published_time", 17}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"article:published", 17}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"parsely-pub-date", 16}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"sailthru.date", 13}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"dc.date", 7}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"dc.date.issued", 14}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"dcterms.date", 12}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"dcterms.created", 15}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"pubdate", 7}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"publishdate", 11}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"publish-date", 12}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"date", 4}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {".dateCreated", 12}},
    {DBN_META_FIELD_DATE, DBN_META_TIME, {"", 0}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {".dateModified", 13}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"article:modified_time", 21}},
    {DBN_META_FIELD_LEAD, DBN_META_JSONLD, {".description", 12}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"og:description", 14}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"description", 11}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"twitter:description", 19}},
};

#define SOURCES (sizeof sources / sizeof *sources)

/* Objects of JSON-LD that are not the article but have the same fields. */
static bool
is_of_another(dbn_span path)
{
    static const dbn_span others[] = {{"Comment.", 8},       {"Review.", 7},
                                      {"Organization.", 13}, {"ImageObject.", 12},
                                      {"VideoObject.", 12},  {"Person.", 7}};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (dbn_span_starts(path, others[i]))
            return true;
    return false;
}

static bool
says(const dbn_meta *meta, const source *wanted)
{
    if (meta->kind != wanted->kind || dbn_span_trim(meta->value->text).len == 0)
        return false;
    if (meta->kind == DBN_META_JSONLD)
        return dbn_span_ends(meta->name, wanted->name) && !is_of_another(meta->name);
    return wanted->name.len == 0 || dbn_span_equal(meta->name, wanted->name);
}

const dbn_meta *
dbn_meta_next(const dbn_metas *metas, dbn_meta_field field, uint32_t *rank,
              uint32_t *from)
{
    for (; *rank < SOURCES; (*rank)++, *from = 0) {
        if (sources[*rank].field != field)
            continue;
        while (*from < metas->count) {
            const dbn_meta *meta = &metas->items[(*from)++];
            if (says(meta, &sources[*rank]))
                return meta;
        }
    }
    return NULL;
}

/* Many systems give the site for its author. */
static bool
is_site(const dbn_draft *draft, const dbn_view *value)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    dbn_letters name, site;
    dbn_letters_of(&name, value->text);
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_SITE, &rank,
                                 &from)) != NULL) {
        dbn_letters_of(&site, meta->value->text);
        if (dbn_letters_equal(&name, &site))
            return true;
    }
    return false;
}

/* All people of the first kind of statement that names any. */
static dbn_status
take_people(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0, chosen = UINT32_MAX;
    const dbn_meta *meta;
    dbn_line line;
    dbn_byline byline;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_AUTHOR, &rank,
                                 &from)) != NULL &&
           (chosen == UINT32_MAX || chosen == rank)) {
        if (is_site(draft, meta->value))
            continue;
        dbn_field at = {meta->value, {0, 0}, DBN_RULE_ARTICLE_BYLINE_META};
        dbn_line_cut(&line, meta->value->text, draft->profile);
        dbn_byline_trust(&byline, &line, draft->profile);
        DBN_TRY(dbn_draft_add_people(draft, meta->value, &byline, at));
        if (draft->article->bylines.count > 0)
            chosen = rank;
    }
    return DBN_OK;
}

static bool
read_date(dbn_date *date, const dbn_draft *draft, const dbn_view *value)
{
    dbn_line line;
    dbn_date_place place;
    if (dbn_date_of_iso(date, value->text))
        return true;
    dbn_line_cut(&line, value->text, draft->profile);
    return dbn_date_of_line(date, &place, &line, 0, draft->profile);
}

dbn_status
dbn_page_metas(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    dbn_date date;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_DATE, &rank,
                                 &from)) != NULL) {
        if (!read_date(&date, draft, meta->value))
            continue;
        draft->article->date = date;
        draft->article->date_text = (dbn_field){meta->value, dbn_view_all(meta->value),
                                                DBN_RULE_ARTICLE_DATE_META};
        break;
    }
    return take_people(draft);
}
