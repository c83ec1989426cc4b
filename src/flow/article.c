/*
 * flow/article.c - the pipeline of `clean`.
 *
 *     source ─read▶ extracted ─clean▶ page ─dedup▶ reduced ─layout▶ output
 *                                      │ article: roles, fields
 *                                      └ key, segment: only blocks that share content
 *
 * Stages propose fixes; every text is made here, by dbn_view_derive().
 */
#include "flow/article.h"

#include "article/article.h"
#include "article/live.h"
#include "clean/clean.h"
#include "flow/desk.h"
#include "flow/furniture.h"
#include "flow/repetition.h"
#include "flow/segments.h"
#include "read/read.h"

/* A fix may make room for another one (a reference that hides a soft hyphen): so
 * many rounds, after which no real text has any left. */
#define REPAIR_ROUNDS 5

/* Readings of the reduced text after which its roles are taken as they are. */
#define SETTLE_ROUNDS 4

/* The roles that stand in the text whatever is asked for. */
#define TEXT_ROLES                                                                     \
    (DBN_ROLE_BIT(DBN_ROLE_LEAD) | DBN_ROLE_BIT(DBN_ROLE_HEADING) |                    \
     DBN_ROLE_BIT(DBN_ROLE_PARAGRAPH) | DBN_ROLE_BIT(DBN_ROLE_QUOTE) |                 \
     DBN_ROLE_BIT(DBN_ROLE_ITEM))
#define ALL_ROLES (DBN_ROLE_BIT(DBN_ROLE_COUNT) - 1)

/* One document on its way. */
typedef struct flow {
    dbn_job *job;
    dbn_document *doc;
    const dbn_clean_options *options;
    uint32_t passes;
    bool keep_all; /* nothing is judged and left out */
    dbn_matcher *matcher;
    const dbn_ruleset *rules;
    dbn_read read;
    dbn_doc *owner;
    dbn_span url;          /* of the document; may be empty */
    const bool *is_learnt; /* furniture: a flag each block; NULL: none is */
} flow;

static dbn_status
read_source(flow *f, const dbn_input *input)
{
    dbn_read_input in = {
        .source = input->bytes,
        .name = input->name,
        .charset = input->charset,
        .lang = input->lang,
        .kind = input->kind,
        .is_utf8 = input->is_utf8,
        .decode_only = (f->passes & DBN_DO_EXTRACTION) == 0,
        .keep_all = f->options->keep_all || f->options->keep_text,
        .max_blocks = f->options->max_blocks,
        .max_depth = f->options->max_depth,
    };
    DBN_TRY(dbn_read_run(&f->read, &in, f->owner->engine->profiles, f->job));
    f->doc->name = input->name;
    f->doc->source = f->read.source;
    f->doc->decoded = f->read.decoded;
    f->doc->charset = f->read.charset;
    f->doc->lang = f->read.lang;
    f->keep_all = f->options->keep_all ||
                  (f->options->keep_text && f->read.kind != DBN_INPUT_HTML);
    return DBN_OK;
}

/* Repair `view` until nothing is left to repair; the last look at it, with what
 * is to be seen there, goes to *last. */
static dbn_status
repair_view(flow *f, const dbn_view **view, dbn_clean *last)
{
    for (int round = 0;; round++) {
        dbn_clean_input in = {
            .view = *view,
            .encoding = (f->passes & DBN_DO_ENCODING) != 0,
            .unicode = (f->passes & DBN_DO_UNICODE) != 0,
            .line_breaks = (f->passes & DBN_DO_EXTRACTION) == 0,
            .markup =
                (f->passes & DBN_DO_EXTRACTION) == 0 && f->read.kind == DBN_INPUT_HTML,
        };
        DBN_TRY(dbn_clean_run(last, &in, f->read.profile, f->job));
        if (last->fixes.count == 0 || round == REPAIR_ROUNDS)
            return DBN_OK;
        DBN_TRY(dbn_view_derive(view, *view, dbn_view_all(*view), &last->fixes,
                                DBN_PASS_REPAIR, f->job));
    }
}

/* Records of the extracted view on the page, and what repair found there. */
static dbn_status
repair(flow *f)
{
    dbn_records *records = &f->doc->records;
    dbn_clean seen = {0}, ignored;
    const dbn_view *chain[DBN_VIEW_DEPTH];
    *records = f->read.records;
    f->doc->page = records->view;
    DBN_TRY(repair_view(f, &f->doc->page, &seen));
    uint32_t count = dbn_view_chain(chain, f->doc->page);
    for (uint32_t i = records->view->depth + 1; i < count; i++) {
        dbn_records before = *records;
        DBN_TRY(dbn_records_carry(records, &before, chain[i], f->job));
    }
    for (uint32_t i = 0; i < seen.findings.count; i++)
        DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->arena, &records->findings,
                                          seen.findings.items[i]));
    f->doc->fixes = seen.proposals;
    for (uint32_t i = 0; i < f->read.metas.count; i++)
        DBN_TRY(repair_view(f, &f->read.metas.items[i].value, &ignored));
    return DBN_OK;
}

static dbn_status
run_article(dbn_article *out, flow *f, bool is_page)
{
    dbn_article_input in = {
        .records = &f->doc->records,
        .decoded = f->doc->decoded,
        .metas = &f->read.metas,
        .matcher = f->matcher,
        .rules = f->rules,
        .is_learnt = f->is_learnt,
        .is_page = is_page,
        .keep_all = f->keep_all,
    };
    *out = (dbn_article){0};
    return dbn_article_run(out, &in, f->read.profile, f->job);
}

/* Quotations and titles in another language than the text around them. */
static void
name_languages(flow *f)
{
    dbn_blocks *blocks = &f->doc->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_block *block = &blocks->items[i];
        if (block->role == DBN_ROLE_CODE || block->role == DBN_ROLE_FURNITURE)
            continue;
        dbn_span text = dbn_span_slice(f->doc->page->text, block->range);
        const dbn_profile *seen = dbn_profiles_identify_part(
            f->owner->engine->profiles, text, f->read.profile, &f->job->letters);
        dbn_span lang = dbn_profile_lang(seen);
        if (!dbn_span_equal(lang, dbn_profile_lang(f->read.profile)))
            dbn_block_set_lang(block, lang);
    }
}

static dbn_status
name_roles(flow *f)
{
    dbn_article article;
    if (f->options->furniture != NULL && !f->keep_all)
        DBN_TRY(dbn_furniture_find(&f->is_learnt, f->options->furniture, f->url,
                                   &f->read.metas, &f->doc->records, f->job));
    DBN_TRY(run_article(&article, f, f->read.kind == DBN_INPUT_HTML));
    f->doc->records = article.records;
    f->doc->title = article.title;
    f->doc->bylines = article.bylines;
    f->doc->function = article.function;
    f->doc->date_text = article.date_text;
    f->doc->date = article.date;
    f->doc->lead = article.lead;
    f->doc->facts = article.facts;
    f->doc->is_article = article.is_article;
    return DBN_OK;
}

/* Find the copies, and make the reduced text. */
static dbn_status
reduce(flow *f)
{
    dbn_dedup dedup;
    DBN_TRY(dbn_flow_repetition(&dedup, &f->doc->records, f->options->survivor,
                                f->read.profile, f->job));
    f->doc->copies = dedup.copies;
    f->doc->contradictions = dedup.contradictions;
    if (dedup.fixes.count == 0)
        return DBN_OK;
    return dbn_view_derive(&f->doc->reduced, f->doc->page, dbn_view_all(f->doc->page),
                           &dedup.fixes, DBN_PASS_REPETITION, f->job);
}

/* Flag the blocks that went whole. */
static void
flag_removed(flow *f)
{
    dbn_blocks *blocks = &f->doc->records.blocks;
    if (f->doc->reduced == f->doc->page)
        return;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range left = dbn_range_forward(f->doc->reduced, blocks->items[i].range);
        if (left.beg == left.end && dbn_range_len(blocks->items[i].range) > 0)
            blocks->items[i].flags |= DBN_BLOCK_REMOVED;
    }
}

/* When the block that was the lead went (it glued the lead and the first paragraph),
 * its first surviving part is the lead. */
static void
pass_lead_on(flow *f)
{
    dbn_document *doc = f->doc;
    dbn_blocks *blocks = &doc->records.blocks;
    for (uint32_t i = 0; i < doc->copies.count; i++) {
        const dbn_copy *copy = &doc->copies.items[i];
        uint32_t from = dbn_block_at(blocks, copy->range.beg);
        uint32_t to = dbn_block_at(blocks, copy->partner.beg);
        if (from == DBN_NONE || to == DBN_NONE || copy->survivor)
            continue;
        dbn_block *lead = &blocks->items[from], *heir = &blocks->items[to];
        if (lead->role != DBN_ROLE_LEAD || (lead->flags & DBN_BLOCK_REMOVED) == 0 ||
            (heir->role != DBN_ROLE_PARAGRAPH && heir->role != DBN_ROLE_HEADING) ||
            (heir->flags & DBN_BLOCK_REMOVED) != 0)
            continue;
        heir->role = DBN_ROLE_LEAD;
        heir->level = 0;
        heir->rule = lead->rule;
        if (doc->lead.view == doc->page && doc->lead.range.beg == lead->range.beg)
            doc->lead.range = heir->range;
        return;
    }
}

/* What it is called, who wrote it and when, where only the reading without copies and
 * markup says so. */
static void
add_fields(dbn_document *doc, const dbn_article *again)
{
    if (doc->title.view == NULL)
        doc->title = again->title;
    if (doc->bylines.count == 0)
        doc->bylines = again->bylines;
    if (doc->function.view == NULL)
        doc->function = again->function;
    if (doc->date_text.view == NULL && doc->date.year == 0) {
        doc->date_text = again->date_text;
        doc->date = again->date;
    }
}

/* A second title is none; the first may have been one that nothing confirmed. */
static bool
is_other_title(const dbn_document *doc, const dbn_block *block)
{
    return block->role == DBN_ROLE_TITLE && doc->title.view != NULL &&
           (doc->title.view != doc->page || doc->title.range.beg != block->range.beg);
}

/* A copy of what was left out since is what that is: a by-line, a date, a line that is
 * no second title. */
static void
name_copies(dbn_document *doc)
{
    const uint32_t left_out =
        DBN_ROLE_BIT(DBN_ROLE_BYLINE) | DBN_ROLE_BIT(DBN_ROLE_FUNCTION) |
        DBN_ROLE_BIT(DBN_ROLE_DATE) | DBN_ROLE_BIT(DBN_ROLE_FURNITURE);
    dbn_blocks *blocks = &doc->records.blocks;
    for (uint32_t i = 0; i < doc->copies.count; i++) {
        const dbn_copy *copy = &doc->copies.items[i];
        uint32_t gone = dbn_block_at(blocks, copy->range.beg);
        uint32_t stays = dbn_block_at(blocks, copy->partner.beg);
        if (copy->survivor || gone == DBN_NONE || stays == DBN_NONE ||
            (blocks->items[gone].flags & DBN_BLOCK_REMOVED) == 0 ||
            (DBN_ROLE_BIT(blocks->items[stays].role) & left_out) == 0)
            continue;
        blocks->items[gone].role = blocks->items[stays].role;
        blocks->items[gone].rule = blocks->items[stays].rule;
    }
}

/* Whoever cleans the output again reads it as a dump, without copies and markup: what
 * would be left out then is left out now, or cleaning twice would not be cleaning
 * once. Each round leaves out at least a block, and real articles need one. What stands
 * alone above the text, a place or a kicker, is no second title. */
static dbn_status
settle_roles(flow *f)
{
    dbn_blocks *blocks = &f->doc->records.blocks;
    bool is_plain_dump =
        f->read.kind != DBN_INPUT_HTML && f->doc->reduced == f->doc->page;
    bool has_changed = !is_plain_dump && !f->keep_all;
    for (int round = 0; has_changed && round < SETTLE_ROUNDS; round++) {
        dbn_article again;
        DBN_TRY(run_article(&again, f, false));
        has_changed = false;
        for (uint32_t i = 0; i < blocks->count; i++) {
            const dbn_block *read_again = &again.records.blocks.items[i];
            dbn_block *block = &blocks->items[i];
            if ((block->flags & DBN_BLOCK_REMOVED) != 0 ||
                !dbn_role_is_text((dbn_role)block->role) ||
                dbn_role_is_text((dbn_role)read_again->role))
                continue;
            block->role = read_again->role;
            block->rule = read_again->rule;
            if (is_other_title(f->doc, block)) {
                block->role = DBN_ROLE_FURNITURE;
                block->rule = DBN_RULE_ARTICLE_OUTSIDE;
            }
            has_changed = true;
            if (f->doc->lead.view == f->doc->page &&
                f->doc->lead.range.beg == block->range.beg)
                f->doc->lead = (dbn_field){0};
        }
        if (has_changed) {
            f->doc->is_article = true; /* else all would stay */
            add_fields(f->doc, &again);
        }
    }
    name_copies(f->doc);
    return DBN_OK;
}

static dbn_status
find_entries(flow *f)
{
    dbn_live_input in = {.records = &f->doc->records,
                         .decoded = f->doc->decoded,
                         .metas = &f->read.metas};
    if (f->keep_all || !f->doc->is_article)
        return DBN_OK;
    return dbn_live_run(&f->doc->entries, &in, f->read.profile, f->job);
}

static dbn_range
without_outer_spaces(dbn_span text, dbn_range range)
{
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.beg]))
        range.beg++;
    while (range.beg < range.end && dbn_is_ascii_space(text.ptr[range.end - 1]))
        range.end--;
    return range;
}

/* Text of the reduced view on its way to the output. */
typedef struct layout {
    dbn_fixes fixes;
    uint32_t at;      /* everything before is settled */
    bool has_content; /* a block was kept before */
} layout;

/* Settle the white space up to `end`: a blank line where a separator is wanted. */
static dbn_status
separate(layout *l, flow *f, uint32_t end, bool wants_separator)
{
    const char *text = f->doc->typeset->text.ptr;
    dbn_range gap = {l->at, end};
    l->at = end;
    if (wants_separator && dbn_range_len(gap) == 2 &&
        memcmp(text + gap.beg, "\n\n", 2) == 0)
        return DBN_OK;
    if (wants_separator)
        return dbn_fixes_replace(&l->fixes, &f->job->arena, gap, DBN_SPAN("\n\n"),
                                 DBN_RULE_LAYOUT_SEPARATOR);
    if (gap.beg == gap.end)
        return DBN_OK;
    return dbn_fixes_remove(&l->fixes, &f->job->arena, gap, DBN_RULE_LAYOUT_SEPARATOR);
}

static dbn_status
lay_out_block(layout *l, flow *f, dbn_block *block, uint32_t roles)
{
    dbn_range range = block->range;
    range = dbn_range_forward_to(f->doc->typeset, f->doc->page, range);
    range = without_outer_spaces(f->doc->typeset->text, range);
    if (range.beg == range.end)
        return DBN_OK;
    if ((roles & DBN_ROLE_BIT(block->role)) != 0) {
        DBN_TRY(separate(l, f, range.beg, l->has_content));
        l->has_content = true;
        block->flags |= DBN_BLOCK_KEPT;
        l->at = range.end;
        return DBN_OK;
    }
    DBN_TRY(separate(l, f, range.beg, false));
    l->at = range.end;
    return dbn_fixes_remove(&l->fixes, &f->job->arena, range, block->rule);
}

static dbn_status
lay_out(flow *f)
{
    dbn_document *doc = f->doc;
    dbn_blocks *blocks = &doc->records.blocks;
    layout l = {0};
    uint32_t roles = TEXT_ROLES | f->options->keep;
    if (f->keep_all || !doc->is_article)
        roles = ALL_ROLES;
    for (uint32_t i = 0; i < blocks->count; i++)
        DBN_TRY_PUSH(f->job, lay_out_block(&l, f, &blocks->items[i], roles));
    DBN_TRY_PUSH(f->job, separate(&l, f, (uint32_t)doc->typeset->text.len, false));
    return dbn_view_derive(&doc->output, doc->typeset, dbn_view_all(doc->typeset),
                           &l.fixes, DBN_PASS_LAYOUT, f->job);
}

/* Without a layout nothing is left out. */
static void
keep_blocks(flow *f)
{
    dbn_blocks *blocks = &f->doc->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if ((blocks->items[i].flags & DBN_BLOCK_REMOVED) == 0)
            blocks->items[i].flags |= DBN_BLOCK_KEPT;
}

/* Letters that were misread twice are those of no language; mended, they are. */
static void
name_language(flow *f)
{
    if (f->doc->page == f->read.records.view ||
        !dbn_span_equal(f->doc->lang, DBN_SPAN("und")))
        return;
    f->read.profile = dbn_profiles_identify(f->owner->engine->profiles,
                                            f->doc->page->text, &f->job->letters);
    f->doc->lang = dbn_profile_lang(f->read.profile);
}

static dbn_status
run_passes(flow *f)
{
    DBN_TRY(repair(f));
    name_language(f);
    f->doc->reduced = f->doc->typeset = f->doc->output = f->doc->page;
    if ((f->passes & DBN_DO_EXTRACTION) == 0) {
        keep_blocks(f);
        return DBN_OK;
    }
    DBN_TRY(name_roles(f));
    name_languages(f);
    /* Reading, repair and naming each found theirs in the order of the text. */
    dbn_findings_sort(&f->doc->records.findings);
    if ((f->passes & DBN_DO_REPETITION) != 0) {
        DBN_TRY(reduce(f));
        flag_removed(f);
        pass_lead_on(f);
    }
    DBN_TRY(settle_roles(f));
    DBN_TRY(find_entries(f));
    f->doc->typeset = f->doc->reduced;
    if (f->options->typography.len > 0)
        DBN_TRY(dbn_flow_typeset(f->owner, f->options->typography));
    f->doc->output = f->doc->typeset;
    if ((f->passes & DBN_DO_LAYOUT) != 0)
        return lay_out(f);
    keep_blocks(f);
    return DBN_OK;
}

static void
weigh_findings(flow *f)
{
    dbn_findings *findings = &f->doc->records.findings;
    for (uint32_t i = 0; i < findings->count; i++)
        findings->items[i].severity =
            dbn_ruleset_severity(f->rules, findings->items[i].rule, NULL, 0);
}

static dbn_status
run(flow *f, const dbn_input *input)
{
    DBN_TRY(read_source(f, input));
    DBN_TRY(run_passes(f));
    weigh_findings(f);
    if ((f->passes & (DBN_DO_SEGMENTS | DBN_DO_TOKENS)) == 0)
        return DBN_OK;
    dbn_flow_cutting cutting = {.all = f->keep_all,
                                .tokens = (f->passes & DBN_DO_TOKENS) != 0,
                                .breaks = f->owner->engine->breaks};
    return dbn_flow_segments(f->doc, cutting, f->read.profile, f->job);
}

dbn_status
dbn_flow_article(dbn_doc *doc, const dbn_input *input, const dbn_clean_options *options)
{
    static const dbn_clean_options defaults = {0};
    dbn_job_reset(&doc->job);
    doc->document = (dbn_document){0};
    flow f = {
        .job = &doc->job,
        .doc = &doc->document,
        .options = options == NULL ? &defaults : options,
        .matcher = doc->matcher,
        .rules = doc->engine->rules,
        .owner = doc,
        .url = input->url,
    };
    f.passes = f.options->passes == 0 ? DBN_DO_ALL : f.options->passes;
    dbn_status status = run(&f, input);
    if (status != DBN_OK)
        doc->document = (dbn_document){0};
    return status;
}
