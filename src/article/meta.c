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
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {"Article.author.name", 19}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {"Posting.author.name", 19}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".author.name", 12}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".author", 7}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"author", 6}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"article:author", 14}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"og:article:author", 17}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"article:author_name", 19}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"dc.creator", 10}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"dcterms.creator", 15}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"byl", 3}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"parsely-author", 14}},
    {DBN_META_FIELD_AUTHOR, DBN_META_NAME, {"sailthru.author", 15}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".creator.name", 13}},
    {DBN_META_FIELD_AUTHOR, DBN_META_JSONLD, {".creator", 8}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {"Article.datePublished", 21}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {"Posting.datePublished", 21}},
    {DBN_META_FIELD_DATE, DBN_META_JSONLD, {".datePublished", 14}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"article:published_time", 22}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"og:article:published_time", 25}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"datepublished", 13}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"og:published_time", 17}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"article:published", 17}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"parsely-pub-date", 16}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"sailthru.date", 13}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_NAME, {"dc.date", 7}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_NAME, {"dc.date.issued", 14}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_NAME, {"dcterms.date", 12}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_NAME, {"dcterms.created", 15}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"pubdate", 7}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"publishdate", 11}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"publish-date", 12}},
    {DBN_META_FIELD_DATE, DBN_META_NAME, {"date", 4}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_JSONLD, {".dateCreated", 12}},
    {DBN_META_FIELD_WEAK_DATE, DBN_META_TIME, {"", 0}},
    {DBN_META_FIELD_MODIFIED, DBN_META_JSONLD, {".dateModified", 13}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"article:modified_time", 21}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"og:updated_time", 15}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"og:article:modified_time", 24}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"datemodified", 12}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"dcterms.modified", 16}},
    {DBN_META_FIELD_MODIFIED, DBN_META_NAME, {"last-modified", 13}},
    {DBN_META_FIELD_LEAD, DBN_META_JSONLD, {".description", 12}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"og:description", 14}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"description", 11}},
    {DBN_META_FIELD_LEAD, DBN_META_NAME, {"twitter:description", 19}},
    {DBN_META_FIELD_SECTION, DBN_META_JSONLD, {".articleSection", 15}},
    {DBN_META_FIELD_SECTION, DBN_META_NAME, {"article:section", 15}},
    {DBN_META_FIELD_SECTION, DBN_META_NAME, {"og:article:section", 18}},
    {DBN_META_FIELD_SECTION, DBN_META_NAME, {"articlesection", 14}},
    {DBN_META_FIELD_SECTION, DBN_META_NAME, {"section", 7}},
    {DBN_META_FIELD_SECTION, DBN_META_NAME, {"parsely-section", 15}},
    {DBN_META_FIELD_TAG, DBN_META_NAME, {"article:tag", 11}},
    {DBN_META_FIELD_TAG, DBN_META_JSONLD, {".keywords", 9}},
    {DBN_META_FIELD_TAG, DBN_META_NAME, {"og:article:tag", 14}},
    {DBN_META_FIELD_TAG, DBN_META_NAME, {"news_keywords", 13}},
    {DBN_META_FIELD_TAG, DBN_META_NAME, {"keywords", 8}},
    {DBN_META_FIELD_TAG, DBN_META_NAME, {"parsely-tags", 12}},
    {DBN_META_FIELD_CANONICAL, DBN_META_LINK, {"canonical", 9}},
    {DBN_META_FIELD_CANONICAL, DBN_META_NAME, {"og:url", 6}},
    {DBN_META_FIELD_CANONICAL, DBN_META_JSONLD, {".mainEntityOfPage", 17}},
    {DBN_META_FIELD_LICENCE, DBN_META_LINK, {"license", 7}},
    {DBN_META_FIELD_LICENCE, DBN_META_JSONLD, {".license", 8}},
    {DBN_META_FIELD_LICENCE, DBN_META_NAME, {"dcterms.license", 15}},
    {DBN_META_FIELD_LICENCE, DBN_META_NAME, {"dc.rights", 9}},
    {DBN_META_FIELD_ROBOTS, DBN_META_NAME, {"robots", 6}},
    {DBN_META_FIELD_ROBOTS, DBN_META_NAME, {"googlebot", 9}},
    {DBN_META_FIELD_TDM, DBN_META_NAME, {"tdm-reservation", 15}},
    {DBN_META_FIELD_FREE, DBN_META_JSONLD, {".isAccessibleForFree", 20}},
    {DBN_META_FIELD_FREE, DBN_META_NAME, {"isaccessibleforfree", 19}},
    {DBN_META_FIELD_TIER, DBN_META_NAME, {"article:content_tier", 20}},
    {DBN_META_FIELD_TIER, DBN_META_NAME, {"og:article:content_tier", 23}},
    {DBN_META_FIELD_TIER, DBN_META_NAME, {"article.content_tier", 20}},
};

#define SOURCES (sizeof sources / sizeof *sources)

/* Objects of JSON-LD that are not the article but have the same fields: of another
 * type, or inside the article under a name that says so. */
static bool
is_of_another(dbn_span path)
{
    static const dbn_span types[] = {{"Comment.", 8},       {"Review.", 7},
                                     {"Organization.", 13}, {"ImageObject.", 12},
                                     {"VideoObject.", 12},  {"Person.", 7}};
    static const dbn_span parts[] = {{".image.", 7},
                                     {".video.", 7},
                                     {".hasPart.", 9},
                                     {".comment.", 9},
                                     {".review.", 8},
                                     {".isPartOf.", 10},
                                     {".mentions.", 10},
                                     {".itemListElement.", 17},
                                     {".associatedMedia.", 17},
                                     {".liveBlogUpdate.", 16}};
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (dbn_span_starts(path, types[i]))
            return true;
    for (size_t at = 0; at < path.len; at++)
        for (size_t i = 0; path.ptr[at] == '.' && i < sizeof parts / sizeof *parts; i++)
            if (dbn_span_starts((dbn_span){path.ptr + at, path.len - at}, parts[i]))
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

bool
dbn_page_is_site(const dbn_draft *draft, dbn_span value, bool or_part)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    dbn_letters name, site;
    dbn_letters_of(&name, value);
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_SITE, &rank,
                                 &from)) != NULL) {
        dbn_letters_of(&site, meta->value->text);
        if (or_part ? site.len > 0 && dbn_letters_start(&name, &site)
                    : dbn_letters_equal(&name, &site))
            return true;
    }
    return false;
}

/* The people of one statement. Many systems give the site for its author. */
static dbn_status
add_told(dbn_draft *draft, const dbn_meta *meta)
{
    dbn_field at = {meta->value, {0, 0}, DBN_RULE_ARTICLE_BYLINE_META};
    dbn_line line;
    dbn_byline byline;
    if (dbn_page_is_site(draft, meta->value->text, false))
        return DBN_OK;
    dbn_line_cut(&line, meta->value->text, draft->profile);
    dbn_byline_trust(&byline, &line, draft->profile);
    return dbn_draft_add_people(draft, meta->value, &byline, at);
}

static bool
is_told_as(const dbn_meta *meta, dbn_meta_kind kind, dbn_span name)
{
    return meta->kind == kind && dbn_span_equal(meta->name, name);
}

/* The name of the person whom JSON-LD calls `id`, before or behind it in the same
 * object; NULL for none. */
static const dbn_meta *
person_called(const dbn_metas *metas, dbn_span id)
{
    const dbn_meta *name = NULL; /* the last one */
    uint32_t wanted = 0;         /* object */
    for (uint32_t i = 0; i < metas->count; i++) {
        const dbn_meta *meta = &metas->items[i];
        if (is_told_as(meta, DBN_META_JSONLD, DBN_SPAN("Person.name")))
            name = meta;
        else if (is_told_as(meta, DBN_META_JSONLD, DBN_SPAN("Person.@id")) &&
                 dbn_span_equal(meta->value->text, id))
            wanted = meta->object;
        if (wanted != 0 && name != NULL && name->object == wanted)
            return name;
    }
    return NULL;
}

/* People whom JSON-LD describes apart: "author": {"@id": "#jane"}. */
static dbn_status
take_referred(dbn_draft *draft)
{
    const dbn_metas *metas = draft->in->metas;
    for (uint32_t i = 0, seen = 0; i < metas->count && seen < DBN_BYLINE_PEOPLE; i++) {
        const dbn_meta *meta = &metas->items[i], *person;
        if (meta->kind != DBN_META_JSONLD ||
            !dbn_span_ends(meta->name, DBN_SPAN("Article.author.@id")))
            continue;
        seen++;
        person = person_called(metas, meta->value->text);
        if (person != NULL)
            DBN_TRY(add_told(draft, person));
        draft->article->are_bylines_told = draft->article->bylines.count > 0;
    }
    return DBN_OK;
}

/* What a card of the page shows under a label of its own: "Written by" and a name. */
static dbn_status
take_labelled(dbn_draft *draft)
{
    const dbn_metas *metas = draft->in->metas;
    bool is_author = false;
    for (uint32_t i = 0; i < metas->count; i++) {
        const dbn_meta *meta = &metas->items[i];
        dbn_line line;
        if (is_told_as(meta, DBN_META_NAME, DBN_SPAN("twitter:label1"))) {
            dbn_line_cut(&line, meta->value->text, draft->profile);
            is_author = line.is_whole && line.count > 0 &&
                        dbn_line_piece_is(&line.pieces[line.count - 1], DBN_WORD_BY);
        } else if (is_author &&
                   is_told_as(meta, DBN_META_NAME, DBN_SPAN("twitter:data1"))) {
            return add_told(draft, meta);
        }
    }
    return DBN_OK;
}

/* All people of the first kind of statement that names any. */
static dbn_status
take_people(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0, chosen = UINT32_MAX;
    const dbn_meta *meta;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_AUTHOR, &rank,
                                 &from)) != NULL &&
           (chosen == UINT32_MAX || chosen == rank)) {
        DBN_TRY(add_told(draft, meta));
        if (draft->article->bylines.count == 0)
            continue;
        chosen = rank;
        draft->article->are_bylines_told = meta->kind == DBN_META_JSONLD;
    }
    if (draft->article->bylines.count == 0)
        DBN_TRY(take_referred(draft));
    return draft->article->bylines.count == 0 ? take_labelled(draft) : DBN_OK;
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

/* The first date of a field; false for none. */
static bool
take_date(dbn_date *date, dbn_field *text, const dbn_draft *draft, dbn_meta_field field)
{
    uint32_t rank = 0, from = 0;
    const dbn_meta *meta;
    while ((meta = dbn_meta_next(draft->in->metas, field, &rank, &from)) != NULL)
        if (read_date(date, draft, meta->value)) {
            *text = (dbn_field){meta->value, dbn_view_all(meta->value),
                                DBN_RULE_ARTICLE_DATE_META};
            return true;
        }
    return false;
}

/* The day in the address of the page: /2012/08/02/, /2012-08-02-, 20120802. */
static bool
take_address_date(dbn_date *date, dbn_field *text, const dbn_draft *draft)
{
    const dbn_metas *metas = draft->in->metas;
    for (uint32_t i = 0; i < metas->count; i++) {
        const dbn_meta *meta = &metas->items[i];
        bool is_address = (meta->kind == DBN_META_LINK &&
                           dbn_span_equal(meta->name, DBN_SPAN("canonical"))) ||
                          (meta->kind == DBN_META_NAME &&
                           dbn_span_equal(meta->name, DBN_SPAN("og:url")));
        if (!is_address || !dbn_date_of_address(date, meta->value->text))
            continue;
        *text = (dbn_field){meta->value, dbn_view_all(meta->value),
                            DBN_RULE_ARTICLE_DATE_ADDRESS};
        return true;
    }
    return false;
}

/* Is `a` before `b`, as far as both say it in one zone? */
static bool
is_before(const dbn_date *a, const dbn_date *b)
{
    const int x[] = {a->year, a->month, a->day, a->hour, a->minute, a->second};
    const int y[] = {b->year, b->month, b->day, b->hour, b->minute, b->second};
    if (a->has_zone != b->has_zone || a->zone != b->zone)
        return false;
    for (size_t i = 0; i < sizeof x / sizeof *x; i++)
        if (x[i] != y[i])
            return x[i] < y[i] && x[i] >= 0;
    return false;
}

/* Minutes of UTC, of a date with an hour and a zone. */
static int64_t
moment_of(const dbn_date *date)
{
    return (dbn_date_day(date) * 24 + date->hour) * 60 + date->minute - date->zone;
}

/* Systems that give UTC to machines often show the hour of the place in <time>, or give
 * it in another statement: the same moment, and perhaps another day, which is the one
 * that readers were told. */
static void
move_to_place(dbn_date *date, const dbn_metas *metas)
{
    if (!date->has_zone || date->zone != 0 || date->hour < 0)
        return;
    for (uint32_t i = 0; i < metas->count; i++) {
        dbn_date same;
        if (!dbn_date_of_iso(&same, metas->items[i].value->text) || !same.has_zone ||
            same.zone == 0 || same.hour < 0 || moment_of(&same) != moment_of(date))
            continue;
        same.second = date->second;
        *date = same;
        return;
    }
}

dbn_status
dbn_page_metas(dbn_draft *draft)
{
    dbn_article *a = draft->article;
    dbn_date none = a->date;
    if (!take_date(&a->facts.modified_date, &a->facts.modified, draft,
                   DBN_META_FIELD_MODIFIED))
        a->facts.modified_date = none;
    if (!take_date(&a->date, &a->date_text, draft, DBN_META_FIELD_DATE)) {
        a->is_date_weak = true;
        if (!take_address_date(&a->date, &a->date_text, draft) &&
            !take_date(&a->date, &a->date_text, draft, DBN_META_FIELD_WEAK_DATE) &&
            !take_date(&a->date, &a->date_text, draft, DBN_META_FIELD_MODIFIED))
            a->date = none;
    } else if (a->facts.modified.view != NULL) {
        /* Some systems write the day on which they made the page anew. */
        a->is_date_weak = is_before(&a->facts.modified_date, &a->date);
    }
    move_to_place(&a->date, draft->in->metas);
    move_to_place(&a->facts.modified_date, draft->in->metas);
    return take_people(draft);
}
