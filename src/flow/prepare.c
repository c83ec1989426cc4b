/*
 * A block is cut out of the decoded text from its first visible character to its last,
 * and further by tags of elements that lie in it with one end. Nothing of a page is
 * rebuilt, so that a page whose units are left as they are is left as it is. Linear in
 * the page, times log(edits).
 */
#include "flow/prepare.h"

#include "flow/cut.h"
#include "flow/survey.h"

typedef struct preparing {
    dbn_cutting cutting;
    const dbn_document *doc;
    dbn_job *job;
    dbn_survey survey;
    uint32_t next_kept, next_cut;
    uint32_t segment, mark; /* how far the records of the page were used */
    dbn_range article;      /* from the first block that is translated to the last */
} preparing;

static dbn_span
page_of(const preparing *p)
{
    return p->doc->decoded->text;
}

/* The sentences of a block, of the page or of the text before it; where nobody cut it,
 * it is one. */
static dbn_status
find_sentences(preparing *p, uint32_t block, const dbn_view *of)
{
    const dbn_segments *segments = &p->doc->segments;
    dbn_range whole = p->doc->records.blocks.items[block].range;
    for (; p->segment < segments->count && segments->items[p->segment].block <= block;
         p->segment++) {
        const dbn_segment *segment = &segments->items[p->segment];
        dbn_range range = dbn_range_back_to(p->doc->page, of, segment->range);
        if (segment->block == block)
            DBN_TRY(dbn_cut_add_sentence(&p->cutting, range));
    }
    whole = dbn_range_back_to(p->doc->page, of, whole);
    return p->cutting.sentences.count == 0 ? dbn_cut_add_sentence(&p->cutting, whole)
                                           : DBN_OK;
}

/* Let the unit begin with the tags of elements that end in it, and end with those that
 * begin in it, as long as nothing else stands between. Inner marks come last. */
static dbn_range
widen(const preparing *p, dbn_range unit, uint32_t first, uint32_t last)
{
    const dbn_mark *marks = p->doc->records.marks.items;
    dbn_span page = page_of(p);
    for (uint32_t i = last; i-- > first;) {
        dbn_range open = marks[i].open, close = marks[i].close;
        if (open.beg == open.end || close.beg == close.end)
            continue;
        bool ends_inside = close.beg >= unit.beg && close.end <= unit.end;
        bool begins_inside = open.beg >= unit.beg && open.end <= unit.end;
        if (ends_inside && open.end <= unit.beg &&
            dbn_cut_is_white(dbn_span_slice(page, (dbn_range){open.end, unit.beg})))
            unit.beg = open.beg;
        if (begins_inside && close.beg >= unit.end &&
            dbn_cut_is_white(dbn_span_slice(page, (dbn_range){unit.end, close.beg})))
            unit.end = close.end;
    }
    return unit;
}

/* A plain text has no markup: its sentences are as they are on the page, where the
 * lines that were broken are whole again. */
static dbn_status
take_sentences(preparing *p, dbn_range block)
{
    const dbn_ranges *sentences = &p->cutting.sentences;
    const dbn_view *page = p->doc->page, *decoded = p->doc->decoded;
    uint32_t at = block.beg;
    for (uint32_t i = 0; i <= sentences->count; i++) {
        bool is_last = i == sentences->count;
        dbn_range next =
            is_last ? (dbn_range){block.end, block.end} : sentences->items[i];
        const dbn_range both[] = {{at, next.beg}, next};
        for (int k = 0; k < 2; k++) {
            if (both[k].beg == both[k].end)
                continue;
            dbn_range place = dbn_range_back_to(page, decoded, both[k]);
            if (k == 1)
                p->cutting.at = place.beg;
            DBN_TRY(dbn_cut_plain(&p->cutting, dbn_span_slice(page->text, both[k]),
                                  k == 1));
            p->cutting.at = place.end;
        }
        at = next.end;
    }
    return DBN_OK;
}

/* ---- blocks --------------------------------------------------------------------- */

static bool
is_offered(const dbn_block *block)
{
    switch ((dbn_role)block->role) {
    case DBN_ROLE_BYLINE:
    case DBN_ROLE_DATE:
    case DBN_ROLE_CODE:
        return false;
    default:
        return (block->flags & DBN_BLOCK_REMOVED) == 0;
    }
}

/* The marks of a block, [*first, result). */
static uint32_t
find_marks(preparing *p, uint32_t block)
{
    const dbn_marks *marks = &p->doc->records.marks;
    while (p->mark < marks->count && marks->items[p->mark].block < block)
        p->mark++;
    uint32_t end = p->mark;
    while (end < marks->count && marks->items[end].block == block)
        end++;
    return end;
}

static dbn_status
add_plain_block(preparing *p, uint32_t index, dbn_bilingual_unit *unit)
{
    dbn_cut_begin(&p->cutting, DBN_CUT_BLOCK);
    unit->writing = DBN_WRITTEN_AS_TEXT;
    DBN_TRY(find_sentences(p, index, p->doc->page));
    DBN_TRY(take_sentences(p, p->doc->records.blocks.items[index].range));
    return dbn_cut_end(&p->cutting, unit);
}

/* One unit, or several where its author says that an element is no part of the text
 * around it. */
static dbn_status
cut_block(preparing *p, const dbn_bilingual_unit *block)
{
    dbn_bilingual_unit unit = *block;
    dbn_range rest = block->source;
    bool is_cut = false;
    while (rest.beg < rest.end) {
        unit.source =
            dbn_within_next(&p->survey.within, &p->next_cut, page_of(p), &rest);
        is_cut |= rest.beg < rest.end;
        if (!is_cut)
            unit.source = block->source;
        if (unit.source.beg == unit.source.end)
            continue;
        DBN_TRY(dbn_cut_markup(&p->cutting, unit.source));
        if (is_cut)
            dbn_cut_drop_empty(&p->cutting);
        DBN_TRY(dbn_cut_end(&p->cutting, &unit));
        dbn_cut_go_on(&p->cutting);
    }
    return DBN_OK;
}

static dbn_status
add_block(preparing *p, uint32_t index)
{
    const dbn_block *block = &p->doc->records.blocks.items[index];
    uint32_t mark_end = find_marks(p, index);
    dbn_range text = dbn_range_back_to(p->doc->page, p->doc->decoded, block->range);
    bool is_page = p->doc->records.hints.count > 0;
    bool is_set = is_page && p->doc->records.hints.items[index].tag == DBN_TAG_PRE;
    bool is_furniture = block->role == DBN_ROLE_FURNITURE;
    if (!is_offered(block) || is_set || text.beg == text.end ||
        dbn_kept_holds(&p->survey.kept, &p->next_kept, text.beg))
        return DBN_OK;
    dbn_bilingual_unit unit = {.source = text,
                               .role = dbn_role_span((dbn_role)block->role),
                               .writing = DBN_WRITTEN_AS_CONTENT,
                               .is_locked = is_furniture,
                               .is_furniture = is_furniture};
    if (!is_page)
        return add_plain_block(p, index, &unit);
    dbn_cut_begin(&p->cutting, DBN_CUT_BLOCK);
    DBN_TRY(find_sentences(p, index, p->doc->decoded));
    unit.source = text = widen(p, text, p->mark, mark_end);
    if (!is_furniture && p->article.end == 0)
        p->article.beg = text.beg;
    if (!is_furniture)
        p->article.end = text.end;
    return cut_block(p, &unit);
}

/* ---- the page ------------------------------------------------------------------- */

static void
tell_unread(preparing *p)
{
    dbn_bilingual *out = p->cutting.out;
    out->unread = p->survey.its.unread;
    out->unread_line = 1;
    for (uint32_t i = 0; i < p->survey.its.unread_at; i++)
        out->unread_line += page_of(p).ptr[i] == '\n';
}

static dbn_status
add_all(preparing *p)
{
    const dbn_records *records = &p->doc->records;
    bool is_page = records->hints.count > 0;
    if (is_page)
        DBN_TRY(dbn_survey_page(&p->survey, page_of(p), p->job));
    for (uint32_t i = 0; i < records->blocks.count; i++)
        DBN_TRY(add_block(p, i));
    if (is_page)
        DBN_TRY(dbn_hidden_cut(&p->cutting, &p->survey.hidden, p->article));
    dbn_bilingual_sort(p->cutting.out);
    if (is_page)
        DBN_TRY(dbn_its_add_notes(p->cutting.out, &p->survey.notes, p->doc, p->job));
    tell_unread(p);
    DBN_TRY_PUSH(p->job,
                 dbn_bilingual_find_repetitions(p->cutting.out, &p->job->scratch));
    return DBN_OK;
}

static dbn_status
describe_page(dbn_bilingual_page *out, const dbn_doc *doc, dbn_job *job)
{
    char digest[DBN_DIGEST_BYTES];
    dbn_span source = doc->document.source->text;
    dbn_page_digest(digest, source);
    out->bytes = (uint32_t)source.len;
    out->charset = doc->document.charset;
    out->source_lang = doc->document.lang;
    out->hash = dbn_arena_copy(&job->arena, (dbn_span){digest, sizeof digest});
    return out->hash.ptr == NULL ? dbn_job_nomem(job) : DBN_OK;
}

dbn_status
dbn_flow_prepare(dbn_bilingual *out, dbn_doc *doc)
{
    dbn_job *job = &doc->job;
    *out = (dbn_bilingual){0};
    DBN_TRY(describe_page(&out->page, doc, job));
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    preparing p = {.cutting = {.out = out,
                               .job = job,
                               .text = doc->document.decoded->text,
                               .doc = &doc->document},
                   .doc = &doc->document,
                   .job = job};
    p.cutting.its = &p.survey.its;
    dbn_status status = add_all(&p);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
