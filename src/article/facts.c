/*
 * article/facts.c - what a page says of its article besides: where it belongs, its
 * address, who may read it, whether machines may learn from it, its pictures.
 *
 * Nothing is guessed: what no metadata say is unknown.
 */
#include "article/page.h"

/** More tags than this name everything, and so nothing. */
#define TAGS_MAX 64U

static const dbn_meta *
first_of(const dbn_draft *draft, dbn_meta_field field)
{
    uint32_t rank = 0, from = 0;
    return dbn_meta_next(draft->in->metas, field, &rank, &from);
}

static void
take(dbn_field *out, const dbn_draft *draft, dbn_meta_field field)
{
    const dbn_meta *meta = first_of(draft, field);
    if (meta != NULL)
        *out =
            (dbn_field){meta->value, dbn_view_all(meta->value), DBN_RULE_ARTICLE_META};
}

static dbn_range
trimmed(dbn_span text, dbn_range range)
{
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.beg]))
        range.beg++;
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.end - 1]))
        range.end--;
    return range;
}

static bool
is_known(const dbn_fields *tags, dbn_span tag)
{
    for (uint32_t i = 0; i < tags->count; i++)
        if (dbn_span_equal(dbn_field_text(&tags->items[i]), tag))
            return true;
    return false;
}

/* The tags of one statement, which commas part. */
static dbn_status
add_tags(dbn_draft *draft, const dbn_meta *meta)
{
    dbn_fields *tags = &draft->article->facts.tags;
    dbn_span text = meta->value->text;
    for (uint32_t beg = 0; beg < text.len && tags->count < TAGS_MAX;) {
        const char *comma = memchr(text.ptr + beg, ',', text.len - beg);
        uint32_t end =
            comma == NULL ? (uint32_t)text.len : (uint32_t)(comma - text.ptr);
        dbn_field tag = {meta->value, trimmed(text, (dbn_range){beg, end}),
                         DBN_RULE_ARTICLE_META};
        beg = end + 1;
        if (dbn_range_len(tag.range) > 0 && !is_known(tags, dbn_field_text(&tag)))
            DBN_TRY_PUSH(draft->job, dbn_vec_push(&draft->job->arena, tags, tag));
    }
    return DBN_OK;
}

/* All statements of the first kind that makes any. */
static dbn_status
take_tags(dbn_draft *draft)
{
    uint32_t rank = 0, from = 0, chosen = UINT32_MAX;
    const dbn_meta *meta;
    while ((meta = dbn_meta_next(draft->in->metas, DBN_META_FIELD_TAG, &rank, &from)) !=
               NULL &&
           (chosen == UINT32_MAX || chosen == rank)) {
        chosen = rank;
        DBN_TRY(add_tags(draft, meta));
    }
    return DBN_OK;
}

/* Is `word` one of the words of a list that commas and spaces part? */
static bool
lists(dbn_span list, dbn_span word)
{
    for (size_t at = 0; at < list.len;) {
        size_t end = at;
        while (end < list.len && list.ptr[end] != ',' && list.ptr[end] != ' ')
            end++;
        if (dbn_span_equal_ascii((dbn_span){list.ptr + at, end - at}, word))
            return true;
        at = end + 1;
    }
    return false;
}

static dbn_access
access_of(const dbn_draft *draft)
{
    const dbn_meta *free = first_of(draft, DBN_META_FIELD_FREE);
    const dbn_meta *tier = first_of(draft, DBN_META_FIELD_TIER);
    if (free != NULL && dbn_span_equal_ascii(free->value->text, DBN_SPAN("false")))
        return DBN_ACCESS_CLOSED;
    if (free != NULL && dbn_span_equal_ascii(free->value->text, DBN_SPAN("true")))
        return DBN_ACCESS_FREE;
    if (tier == NULL)
        return DBN_ACCESS_UNKNOWN;
    return dbn_span_equal_ascii(tier->value->text, DBN_SPAN("free"))
               ? DBN_ACCESS_FREE
               : DBN_ACCESS_CLOSED;
}

/* TDM reservation (1 or 0) before what some write into robots. */
static dbn_mining
mining_of(const dbn_draft *draft)
{
    static const dbn_span reserved[] = {
        {"noai", 4}, {"noimageai", 9}, {"notrain", 7}, {"noml", 4}};
    const dbn_meta *tdm = first_of(draft, DBN_META_FIELD_TDM);
    const dbn_meta *robots = first_of(draft, DBN_META_FIELD_ROBOTS);
    if (tdm != NULL && dbn_span_equal(tdm->value->text, DBN_SPAN("1")))
        return DBN_MINING_RESERVED;
    if (tdm != NULL && dbn_span_equal(tdm->value->text, DBN_SPAN("0")))
        return DBN_MINING_ALLOWED;
    for (size_t i = 0; robots != NULL && i < sizeof reserved / sizeof *reserved; i++)
        if (lists(robots->value->text, reserved[i]))
            return DBN_MINING_RESERVED;
    return DBN_MINING_UNKNOWN;
}

dbn_status
dbn_page_facts(dbn_draft *draft)
{
    dbn_facts *facts = &draft->article->facts;
    take(&facts->section, draft, DBN_META_FIELD_SECTION);
    take(&facts->canonical, draft, DBN_META_FIELD_CANONICAL);
    take(&facts->licence, draft, DBN_META_FIELD_LICENCE);
    take(&facts->robots, draft, DBN_META_FIELD_ROBOTS);
    facts->access = access_of(draft);
    facts->mining = mining_of(draft);
    return take_tags(draft);
}

/* The block of a role at `i` or right behind it, behind captions too. */
static uint32_t
block_beside(const dbn_draft *draft, uint32_t i, dbn_role role)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t k = i; k < blocks->count && k < i + 3; k++) {
        if (blocks->items[k].role == role)
            return k;
        if (k > i && blocks->items[k].role != DBN_ROLE_CAPTION)
            break;
    }
    return DBN_NONE;
}

/* A picture belongs to the article when it has a caption or a credit, or stands in its
 * text. */
dbn_status
dbn_page_pictures(dbn_draft *draft)
{
    const dbn_records *records = &draft->article->records;
    for (uint32_t i = 0; i < records->marks.count; i++) {
        const dbn_mark *mark = &records->marks.items[i];
        if (mark->kind != DBN_MARK_IMAGE || mark->block >= records->blocks.count)
            continue;
        dbn_picture picture = {
            .tag = mark->open,
            .caption = block_beside(draft, mark->block, DBN_ROLE_CAPTION),
            .credit = block_beside(draft, mark->block, DBN_ROLE_CREDIT)};
        bool is_in_text =
            dbn_role_is_text((dbn_role)records->blocks.items[mark->block].role);
        if (picture.caption != DBN_NONE || picture.credit != DBN_NONE || is_in_text)
            DBN_TRY_PUSH(draft->job,
                         dbn_vec_push(&draft->job->arena,
                                      &draft->article->facts.pictures, picture));
    }
    return DBN_OK;
}
