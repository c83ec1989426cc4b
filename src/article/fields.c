/*
 * article/fields.c - title, people, date and lead out of the blocks that have them.
 */
#include "article/draft.h"

#include "text/fold.h"

/** By-lines stand together: one that is so many blocks below the first is another's. */
#define BYLINE_BLOCKS 6U
/** Two names are compared in this much folded text. */
#define NAME_BYTES 128U

static dbn_field
field_of(const dbn_draft *draft, const dbn_block *block)
{
    return (dbn_field){draft->article->records.view, block->range, block->rule};
}

static bool
is_same_name(dbn_span a, dbn_span b)
{
    char x[NAME_BYTES], y[NAME_BYTES];
    return dbn_span_equal((dbn_span){x, dbn_fold(x, sizeof x, a)},
                          (dbn_span){y, dbn_fold(y, sizeof y, b)});
}

static bool
is_known(const dbn_fields *people, dbn_span name)
{
    for (uint32_t i = 0; i < people->count; i++) {
        const dbn_field *field = &people->items[i];
        if (is_same_name(dbn_span_slice(field->view->text, field->range), name))
            return true;
    }
    return false;
}

dbn_status
dbn_draft_add_people(dbn_draft *draft, const dbn_view *view, const dbn_byline *byline,
                     dbn_field at)
{
    dbn_fields *people = &draft->article->bylines;
    for (uint32_t i = 0; i < byline->count; i++) {
        dbn_field name = at;
        name.view = view;
        name.range.beg = at.range.beg + byline->people[i].beg;
        name.range.end = at.range.beg + byline->people[i].end;
        if (people->count < DBN_BYLINE_PEOPLE &&
            !is_known(people, dbn_span_slice(view->text, name.range)))
            DBN_TRY_PUSH(draft->job, dbn_vec_push(&draft->job->arena, people, name));
    }
    return DBN_OK;
}

static void
set_part(dbn_field *field, const dbn_draft *draft, const dbn_block *block,
         dbn_range part)
{
    if (field->view != NULL || part.end == part.beg)
        return;
    *field = field_of(draft, block);
    field->range.beg = block->range.beg + part.beg;
    field->range.end = block->range.beg + part.end;
}

/* The date of a line, as far as no better one is known. */
static void
take_date(dbn_draft *draft, const dbn_block *block, const dbn_line *line)
{
    dbn_date date;
    dbn_date_place place;
    if (draft->article->date_text.view != NULL ||
        !dbn_date_of_line(&date, &place, line, 0, draft->profile))
        return;
    set_part(&draft->article->date_text, draft, block,
             dbn_line_range(line, place.first, place.last));
    if (draft->article->date.year == 0)
        draft->article->date = date;
}

static dbn_status
take_byline(dbn_draft *draft, const dbn_block *block, bool wants_people)
{
    dbn_line line;
    dbn_byline byline;
    dbn_line_cut(&line, dbn_draft_text(draft, block->range), draft->profile);
    dbn_byline_read(&byline, &line, draft->profile);
    if (byline.count == 0 &&
        (block->rule == DBN_RULE_ARTICLE_BYLINE_CLASS || block->rule >= DBN_RULE_DATA))
        dbn_byline_trust(&byline, &line, draft->profile);
    /* "La rédaction" is nobody's name: a rule of dicts/ vouches for a by-line, but the
     * person must be introduced. */
    if (block->rule >= DBN_RULE_DATA && byline.kind == DBN_BYLINE_NAMES)
        byline.count = 0;
    if (wants_people)
        DBN_TRY(dbn_draft_add_people(draft, draft->article->records.view, &byline,
                                     field_of(draft, block)));
    set_part(&draft->article->function, draft, block, byline.function);
    take_date(draft, block, &line);
    return DBN_OK;
}

/* "Publié le 5 mars 2024 par Julie Renard": a date may name who signs, with more than
 * one word. */
static dbn_status
take_date_block(dbn_draft *draft, const dbn_block *block, bool wants_people)
{
    dbn_line line;
    dbn_byline byline;
    dbn_line_cut(&line, dbn_draft_text(draft, block->range), draft->profile);
    take_date(draft, block, &line);
    if (!wants_people || !dbn_byline_introduced(&byline, &line, draft->profile))
        return DBN_OK;
    dbn_span name = dbn_span_slice(line.text, byline.people[0]);
    if (memchr(name.ptr, ' ', name.len) == NULL)
        return DBN_OK;
    return dbn_draft_add_people(draft, draft->article->records.view, &byline,
                                field_of(draft, block));
}

/* A date without its year says something too, when nothing says more. */
static void
take_any_date(dbn_draft *draft)
{
    const dbn_blocks *blocks = &draft->article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if (draft->article->date_text.view == NULL &&
            blocks->items[i].role == DBN_ROLE_DATE &&
            dbn_range_len(blocks->items[i].range) > 0)
            draft->article->date_text = field_of(draft, &blocks->items[i]);
}

/* A first line that stays in the text because nothing confirms it names the article
 * all the same. */
static bool
is_title(const dbn_block *block)
{
    return block->role == DBN_ROLE_TITLE ||
           block->rule == DBN_RULE_ARTICLE_TITLE_UNCONFIRMED;
}

dbn_status
dbn_draft_fields(dbn_draft *draft)
{
    dbn_article *article = draft->article;
    const dbn_blocks *blocks = &article->records.blocks;
    bool wants_people = article->bylines.count == 0;
    uint32_t people_at = DBN_NONE;
    for (uint32_t i = 0; i < blocks->count; i++) {
        const dbn_block *block = &blocks->items[i];
        bool is_gone = (block->flags & DBN_BLOCK_REMOVED) != 0 ||
                       block->range.end == block->range.beg;
        if (is_gone)
            continue;
        if (is_title(block) && article->title.view == NULL)
            article->title = field_of(draft, block);
        else if (block->role == DBN_ROLE_LEAD && article->lead.view == NULL)
            article->lead = field_of(draft, block);
        else if (block->role == DBN_ROLE_FUNCTION && article->function.view == NULL)
            article->function = field_of(draft, block);
        else if (block->role == DBN_ROLE_BYLINE) {
            bool is_near = people_at == DBN_NONE || i - people_at <= BYLINE_BLOCKS;
            DBN_TRY(take_byline(draft, block, wants_people && is_near));
            if (people_at == DBN_NONE && article->bylines.count > 0)
                people_at = i;
        } else if (block->role == DBN_ROLE_DATE)
            DBN_TRY(take_date_block(draft, block,
                                    wants_people && article->bylines.count == 0));
    }
    take_any_date(draft);
    return DBN_OK;
}
