/*
 * tests/fuzz/fuzz_article.c - any text as a dump and as a page: ranges never change,
 * roles are roles, fields lie in their views, and what a dump keeps is kept again.
 */
#include "article/article.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct house {
    dbn_profiles *profiles;
    dbn_ruleset *rules;
    dbn_matcher *matcher;
} house;

static void
require(bool holds)
{
    if (!holds)
        abort();
}

static void
open_house(void)
{
    dbn_error err = {0};
    if (house.matcher != NULL)
        return;
    require(dbn_profiles_load(&house.profiles, DBN_DICTS_DIR, &err) == DBN_OK);
    require(dbn_ruleset_load_family(&house.rules, DBN_DICTS_DIR, DBN_SPAN("article"),
                                    &err) == DBN_OK);
    require(dbn_matcher_new(&house.matcher, house.rules, &err) == DBN_OK);
}

static uint32_t
blank_line(dbn_span text, uint32_t at)
{
    while (at + 1 < text.len && (text.ptr[at] != '\n' || text.ptr[at + 1] != '\n'))
        at++;
    return at + 1 < text.len ? at : (uint32_t)text.len;
}

/* Blocks between blank lines; on a page, hints from the bytes of each block. */
static dbn_records
records_of(dbn_span text, bool is_page, dbn_job *job)
{
    dbn_records records = {0};
    require(dbn_view_source(&records.view, text, job) == DBN_OK);
    for (uint32_t i = 0; is_page && i < 8; i++)
        require(dbn_vec_push(&job->arena, &records.containers, i / 2) == DBN_OK);
    for (uint32_t beg = 0; beg < text.len;) {
        dbn_block block = {.parent = DBN_NONE, .rule = DBN_RULE_READ_PARAGRAPH};
        block.range.beg = beg;
        block.range.end = blank_line(text, beg);
        beg = block.range.end + 2;
        if (is_page) {
            uint64_t bits = dbn_hash_bytes(dbn_span_slice(text, block.range));
            dbn_hint hint = {.zones = 1U << (bits & 31U),
                             .container = (uint32_t)(bits >> 5 & 7U),
                             .tag = (uint8_t)(bits >> 8 & 7U),
                             .words = UINT64_C(1) << (bits >> 11 & 31U)};
            block.role = (uint8_t)((bits >> 16) % DBN_ROLE_FURNITURE);
            hint.own_words = bits >> 24 & 1U ? hint.words : 0;
            require(dbn_vec_push(&job->arena, &records.hints, hint) == DBN_OK);
        }
        require(dbn_vec_push(&job->arena, &records.blocks, block) == DBN_OK);
    }
    return records;
}

static void
check_field(const dbn_field *field)
{
    require(field->view == NULL || (field->range.beg <= field->range.end &&
                                    field->range.end <= field->view->text.len));
}

static dbn_article
run(const dbn_records *records, const dbn_profile *profile, bool is_page, dbn_job *job)
{
    dbn_metas metas = {0};
    dbn_meta title = {
        .name = DBN_SPAN("og:title"), .value = records->view, .kind = DBN_META_NAME};
    dbn_article_input in = {.records = records,
                            .metas = &metas,
                            .rules = house.rules,
                            .matcher = house.matcher,
                            .is_page = is_page};
    dbn_article article;
    if (is_page)
        require(dbn_vec_push(&job->arena, &metas, title) == DBN_OK);
    require(dbn_article_run(&article, &in, profile, job) == DBN_OK);
    require(article.records.blocks.count == records->blocks.count);
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        const dbn_block *was = &records->blocks.items[i];
        const dbn_block *is = &article.records.blocks.items[i];
        require(was->range.beg == is->range.beg && was->range.end == is->range.end);
        require(is->role < DBN_ROLE_COUNT && is->rule != DBN_RULE_NONE);
    }
    check_field(&article.title);
    check_field(&article.function);
    check_field(&article.date_text);
    check_field(&article.lead);
    for (uint32_t i = 0; i < article.bylines.count; i++)
        check_field(&article.bylines.items[i]);
    return article;
}

static dbn_span
kept_text(const dbn_article *article, dbn_job *job)
{
    dbn_buffer out = {0};
    const dbn_blocks *blocks = &article->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text =
            dbn_span_slice(article->records.view->text, blocks->items[i].range);
        if (!dbn_role_is_text(blocks->items[i].role) || text.len == 0)
            continue;
        if (out.count > 0)
            require(dbn_vec_append(&job->arena, &out, "\n\n", 2) == DBN_OK);
        require(dbn_vec_append(&job->arena, &out, text.ptr, (uint32_t)text.len) ==
                DBN_OK);
    }
    return (dbn_span){out.items, out.count};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const tags[] = {"fr", "nl", "en", "de", "es", "it", "und"};
    dbn_span text = {(const char *)data, size};
    dbn_job job;
    if (size < 2 || dbn_utf8_invalid_at(text, 0) < size || data[0] >= 0x80)
        return 0;
    open_house();
    dbn_job_init(&job, 0);
    const dbn_profile *profile = dbn_profiles_find(
        house.profiles, dbn_span_of(tags[data[0] % (sizeof tags / sizeof *tags)]));
    bool is_page = (data[0] & 0x40U) != 0;
    text = (dbn_span){text.ptr + 1, text.len - 1};
    dbn_records records = records_of(text, is_page, &job);
    dbn_article first = run(&records, profile, is_page, &job);
    dbn_span once = kept_text(&first, &job);
    if (is_page) { /* settled as a pipeline settles it: see flow/article.c */
        records = records_of(once, false, &job);
        first = run(&records, profile, false, &job);
        once = kept_text(&first, &job);
    }
    /* The same blocks must come back: no blank line may end or start one. */
    records = records_of(once, false, &job);
    dbn_article second = run(&records, profile, false, &job);
    dbn_span twice = kept_text(&second, &job);
    require(dbn_span_equal(once, twice));
    dbn_job_release(&job);
    return 0;
}
