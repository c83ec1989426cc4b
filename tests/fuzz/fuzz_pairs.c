/*
 * tests/fuzz/fuzz_pairs.c - any bytes are a file of translators or refused as one; what
 * is read of it stands in the file: texts of pairs do not overlap, and their codes lie
 * in them; and what a reviser finds lies in the texts. The first byte says what the
 * file is.
 */
#include "read/pairs.h"
#include "revise/revise.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look_at_side(const dbn_pairs *pairs, const dbn_read *read, const dbn_pair_side *side)
{
    dbn_span text = read->records.view->text;
    assert(side->text.beg <= side->text.end && side->text.end <= text.len);
    assert(side->place.beg <= side->place.end);
    assert(side->place.end <= read->decoded->text.len);
    assert(side->code_beg <= side->code_end && side->code_end <= pairs->codes.count);
    for (uint32_t i = side->code_beg; i < side->code_end; i++) {
        const dbn_pair_code *code = &pairs->codes.items[i];
        assert(code->tag.beg >= side->place.beg && code->tag.end <= side->place.end);
        assert(code->at <= text.len);
        assert(code->tag.beg < code->tag.end);
    }
    const dbn_block *block = &read->records.blocks.items[side->block];
    assert(block->range.beg == side->text.beg && block->range.end == side->text.end);
}

static dbn_revise_side
side_of(const dbn_read *read, const dbn_pair_side *side)
{
    return (dbn_revise_side){.text =
                                 dbn_span_slice(read->records.view->text, side->text)};
}

static void
revise(const dbn_pairs *pairs, const dbn_read *read, const dbn_profiles *profiles,
       dbn_job *job)
{
    dbn_revise_findings found = {0};
    const dbn_revise_languages languages = {
        .profiles = profiles,
        .source = dbn_profiles_find(profiles, DBN_SPAN("fr")),
        .target = dbn_profiles_find(profiles, DBN_SPAN("nl"))};
    dbn_revise_pair *all = calloc(pairs->items.count + 1, sizeof *all);
    uint32_t count = 0;
    assert(all != NULL);
    for (uint32_t i = 0; i < pairs->items.count; i++) {
        if (!pairs->items.items[i].has_target)
            continue;
        all[count].source = side_of(read, &pairs->items.items[i].source);
        all[count++].target = side_of(read, &pairs->items.items[i].target);
    }
    assert(dbn_revise_run(&found, all, count, &languages, job) == DBN_OK);
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_revise_finding *f = &found.items[i];
        assert(f->pair < count && f->source.beg <= f->source.end);
        assert(f->source.end <= all[f->pair].source.text.len);
        assert(f->target.beg <= f->target.end);
        assert(f->target.end <= all[f->pair].target.text.len);
    }
    free(all);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_profiles *profiles;
    dbn_error err;
    dbn_job job;
    dbn_pairs pairs;
    dbn_read read;
    if (profiles == NULL && dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK)
        abort();
    if (size == 0)
        return 0;
    const dbn_read_input in = {.source = {(const char *)data + 1, size - 1}};
    dbn_pairs_kind kind = (dbn_pairs_kind)(1 + data[0] % DBN_PAIRS_TSV);
    (void)dbn_pairs_kind_of((dbn_span){"a.po", 4}, in.source);
    (void)dbn_pairs_kind_of((dbn_span){"a.tsv", 5}, in.source);
    dbn_job_init(&job, 0);
    if (dbn_pairs_read(&pairs, &read, &in, kind, profiles, &job) == DBN_OK) {
        uint32_t last = 0;
        for (uint32_t i = 0; i < pairs.items.count; i++) {
            look_at_side(&pairs, &read, &pairs.items.items[i].source);
            if (pairs.items.items[i].has_target)
                look_at_side(&pairs, &read, &pairs.items.items[i].target);
        }
        for (uint32_t i = 0; i < read.records.blocks.count; i++) {
            assert(read.records.blocks.items[i].range.beg >= last);
            last = read.records.blocks.items[i].range.end;
        }
        revise(&pairs, &read, profiles, &job);
    }
    dbn_job_release(&job);
    return 0;
}
