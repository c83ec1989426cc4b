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
#include "clean/clean.h"
#include "dedup/dedup.h"
#include "key/shared.h"
#include "read/read.h"
#include "segment/segment.h"

/* A fix may make room for another one (a reference that hides a soft hyphen): so
 * many rounds, after which no real text has any left. */
#define REPAIR_ROUNDS 3

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
    dbn_matcher *matcher;
    const dbn_ruleset *rules;
    dbn_read read;
} flow;

static dbn_status
read_source(flow *f, const dbn_input *input, const dbn_profiles *profiles)
{
    dbn_read_input in = {
        .source = input->bytes,
        .name = input->name,
        .charset = input->charset,
        .lang = input->lang,
        .kind = input->kind,
        .is_utf8 = input->is_utf8,
        .decode_only = (f->passes & DBN_DO_EXTRACTION) == 0,
        .keep_all = f->options->keep_all,
        .max_blocks = f->options->max_blocks,
        .max_depth = f->options->max_depth,
    };
    DBN_TRY(dbn_read_run(&f->read, &in, profiles, f->job));
    f->doc->name = input->name;
    f->doc->source = f->read.source;
    f->doc->decoded = f->read.decoded;
    f->doc->charset = f->read.charset;
    f->doc->lang = f->read.lang;
    return DBN_OK;
}

/* Repair `view` until nothing is left to repair; what is to be seen in the last one
 * goes to *findings. */
static dbn_status
repair_view(flow *f, const dbn_view **view, dbn_findings *findings)
{
    for (int round = 0;; round++) {
        dbn_clean_input in = {
            .view = *view,
            .encoding = (f->passes & DBN_DO_ENCODING) != 0,
            .unicode = (f->passes & DBN_DO_UNICODE) != 0,
            .line_breaks = (f->passes & DBN_DO_EXTRACTION) == 0,
        };
        dbn_clean clean = {0};
        DBN_TRY(dbn_clean_run(&clean, &in, f->read.profile, f->job));
        *findings = clean.findings;
        if (clean.fixes.count == 0 || round == REPAIR_ROUNDS)
            return DBN_OK;
        DBN_TRY(dbn_view_derive(view, *view, dbn_view_all(*view), &clean.fixes,
                                DBN_PASS_REPAIR, f->job));
    }
}

/* Records of the extracted view on the page, and what repair found there. */
static dbn_status
repair(flow *f)
{
    dbn_records *records = &f->doc->records;
    dbn_findings findings = {0}, ignored;
    const dbn_view *chain[DBN_VIEW_DEPTH];
    *records = f->read.records;
    f->doc->page = records->view;
    DBN_TRY(repair_view(f, &f->doc->page, &findings));
    uint32_t count = dbn_view_chain(chain, f->doc->page);
    for (uint32_t i = records->view->depth + 1; i < count; i++) {
        dbn_records before = *records;
        DBN_TRY(dbn_records_carry(records, &before, chain[i], f->job));
    }
    for (uint32_t i = 0; i < findings.count; i++)
        DBN_TRY_PUSH(f->job, dbn_vec_push(&f->job->arena, &records->findings,
                                          findings.items[i]));
    for (uint32_t i = 0; i < f->read.metas.count; i++)
        DBN_TRY(repair_view(f, &f->read.metas.items[i].value, &ignored));
    return DBN_OK;
}

static dbn_status
run_article(dbn_article *out, flow *f, bool is_page)
{
    dbn_article_input in = {
        .records = &f->doc->records,
        .metas = &f->read.metas,
        .matcher = f->matcher,
        .rules = f->rules,
        .is_page = is_page,
        .keep_all = f->options->keep_all,
    };
    *out = (dbn_article){0};
    return dbn_article_run(out, &in, f->read.profile, f->job);
}

static dbn_status
name_roles(flow *f)
{
    dbn_article article;
    DBN_TRY(run_article(&article, f, f->read.kind == DBN_INPUT_HTML));
    f->doc->records = article.records;
    f->doc->title = article.title;
    f->doc->bylines = article.bylines;
    f->doc->function = article.function;
    f->doc->date_text = article.date_text;
    f->doc->date = article.date;
    f->doc->lead = article.lead;
    f->doc->is_article = article.is_article;
    return DBN_OK;
}

/* Find copies and propose to remove them. */
static dbn_status
find_copies(dbn_dedup *out, flow *f)
{
    const dbn_records *records = &f->doc->records;
    dbn_key key = {0};
    const bool *shared = NULL;
    dbn_segments segments = {0};
    DBN_TRY(dbn_key_make(&key, records, f->read.profile, f->job));
    DBN_TRY(dbn_key_shared(&shared, &key, records->blocks.count, NULL, f->job));
    if (shared == NULL)
        return DBN_OK;
    dbn_segment_input segment_in = {.records = records, .wanted = shared};
    DBN_TRY(dbn_segment_run(&segments, &segment_in, f->read.profile, f->job));
    dbn_dedup_input dedup_in = {.records = records,
                                .key = &key,
                                .segments = &segments,
                                .survivor = f->options->survivor};
    return dbn_dedup_run(out, &dedup_in, f->read.profile, f->job);
}

/* Make the reduced text. Nothing asks for the key once the copies are known, and it is
 * larger than the text. */
static dbn_status
reduce(flow *f)
{
    dbn_dedup dedup = {0};
    dbn_arena_mark mark = dbn_arena_save(&f->job->scratch);
    dbn_status status = find_copies(&dedup, f);
    dbn_arena_rewind(&f->job->scratch, mark);
    DBN_TRY(status);
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
            heir->role != DBN_ROLE_PARAGRAPH || (heir->flags & DBN_BLOCK_REMOVED) != 0)
            continue;
        heir->role = DBN_ROLE_LEAD;
        heir->rule = lead->rule;
        if (doc->lead.view == doc->page && doc->lead.range.beg == lead->range.beg)
            doc->lead.range = heir->range;
        return;
    }
}

/* Whoever cleans the output again reads it as a dump, without copies and markup: what
 * would be left out then is left out now, or cleaning twice would not be cleaning
 * once. Each round leaves out at least a block, and real articles need one. */
static dbn_status
settle_roles(flow *f)
{
    dbn_blocks *blocks = &f->doc->records.blocks;
    bool is_plain_dump =
        f->read.kind != DBN_INPUT_HTML && f->doc->reduced == f->doc->page;
    bool has_changed = !is_plain_dump && f->doc->is_article && !f->options->keep_all;
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
            has_changed = true;
            if (f->doc->lead.view == f->doc->page &&
                f->doc->lead.range.beg == block->range.beg)
                f->doc->lead = (dbn_field){0};
        }
    }
    return DBN_OK;
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
    const char *text = f->doc->reduced->text.ptr;
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
    if (f->doc->reduced != f->doc->page)
        range = dbn_range_forward(f->doc->reduced, range);
    range = without_outer_spaces(f->doc->reduced->text, range);
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
    if (f->options->keep_all || !doc->is_article)
        roles = ALL_ROLES;
    for (uint32_t i = 0; i < blocks->count; i++)
        DBN_TRY_PUSH(f->job, lay_out_block(&l, f, &blocks->items[i], roles));
    DBN_TRY_PUSH(f->job, separate(&l, f, (uint32_t)doc->reduced->text.len, false));
    return dbn_view_derive(&doc->output, doc->reduced, dbn_view_all(doc->reduced),
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

static int
by_place(const void *left, const void *right)
{
    const dbn_finding *a = left, *b = right;
    if (a->range.beg != b->range.beg)
        return a->range.beg < b->range.beg ? -1 : 1;
    return (a->rule > b->rule) - (a->rule < b->rule);
}

/* Reading, repair and naming each found theirs in the order of the text. */
static void
sort_findings(dbn_findings *findings)
{
    if (findings->count > 1)
        qsort(findings->items, findings->count, sizeof findings->items[0], by_place);
}

static dbn_status
run(flow *f, const dbn_input *input, const dbn_profiles *profiles)
{
    DBN_TRY(read_source(f, input, profiles));
    DBN_TRY(repair(f));
    f->doc->reduced = f->doc->output = f->doc->page;
    if ((f->passes & DBN_DO_EXTRACTION) == 0) {
        keep_blocks(f);
        return DBN_OK;
    }
    DBN_TRY(name_roles(f));
    sort_findings(&f->doc->records.findings);
    if ((f->passes & DBN_DO_REPETITION) != 0) {
        DBN_TRY(reduce(f));
        flag_removed(f);
        pass_lead_on(f);
    }
    DBN_TRY(settle_roles(f));
    f->doc->output = f->doc->reduced;
    if ((f->passes & DBN_DO_LAYOUT) != 0)
        return lay_out(f);
    keep_blocks(f);
    return DBN_OK;
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
    };
    f.passes = f.options->passes == 0 ? DBN_DO_ALL : f.options->passes;
    dbn_status status = run(&f, input, doc->engine->profiles);
    if (status != DBN_OK)
        doc->document = (dbn_document){0};
    return status;
}
