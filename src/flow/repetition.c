/*
 * Keys, segments of the blocks that share content, and copies.
 *
 * What blocks repeat of themselves is found first, and the rest in the text without it,
 * as whoever cleans the result would find it: a view that is asked and forgotten, whose
 * results are mapped back.
 */
#include "flow/repetition.h"

#include "dedup/settle.h"
#include "segment/segment.h"

/* Times that blocks are rid of what they repeat of themselves: once is enough, unless
 * what went stood between two others. */
#define WITHIN_ROUNDS 3

typedef struct search {
    dbn_survivor survivor;
    bool within; /* what blocks repeat of themselves as well */
    const dbn_profile *profile;
    dbn_job *job;
} search;

/* Which blocks share content with others, and where; NULL: none does. */
static dbn_status
find_shared(const bool **shared, dbn_seeds *seeds, const dbn_key *key,
            const dbn_blocks *blocks, dbn_job *job)
{
    bool *takes_part = dbn_arena_alloc(&job->scratch, blocks->count + (size_t)1);
    if (takes_part == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < blocks->count; i++)
        takes_part[i] = dbn_dedup_takes_part((dbn_role)blocks->items[i].role);
    return dbn_key_shared(shared, seeds, key, blocks->count, takes_part, job);
}

/* Most articles repeat nothing: they are done once that is known. */
static dbn_status
find_copies(dbn_dedup *out, const dbn_records *records, const search *s)
{
    dbn_key key = {0};
    dbn_seeds seeds = {0};
    const bool *shared = NULL;
    dbn_segments segments = {0};
    *out = (dbn_dedup){0};
    DBN_TRY(dbn_key_make(&key, records, s->profile, s->job));
    DBN_TRY(find_shared(&shared, &seeds, &key, &records->blocks, s->job));
    if (shared == NULL)
        return DBN_OK;
    if (!s->within)
        seeds.echoes.count = 0;
    dbn_segment_input segment_in = {.records = records, .wanted = shared};
    DBN_TRY(dbn_segment_run(&segments, &segment_in, s->profile, s->job));
    dbn_dedup_input dedup_in = {.records = records,
                                .key = &key,
                                .seeds = &seeds,
                                .segments = &segments,
                                .survivor = s->survivor};
    return dbn_dedup_run(out, &dedup_in, s->profile, s->job);
}

/* Nothing asks for the key once the copies are known, and it is larger than the text.
 */
static dbn_status
find_step(dbn_dedup *out, const dbn_records *records, const search *s)
{
    dbn_arena_mark mark = dbn_arena_save(&s->job->scratch);
    dbn_status status = find_copies(out, records, s);
    dbn_arena_rewind(&s->job->scratch, mark);
    return status;
}

/* The first edit of the view behind `offset`. */
static uint32_t
edit_behind(const dbn_view *view, uint32_t offset)
{
    uint32_t low = 0, high = view->edit_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (view->edits[middle].at <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The parts of a copy between whose partners the view lacks something. */
static dbn_status
cut_partner(dbn_copies *parts, const dbn_copy *copy, const dbn_view *view, dbn_job *job)
{
    dbn_range left = copy->partner;
    dbn_copy part = *copy;
    for (uint32_t i = edit_behind(view, left.beg);
         i < view->edit_count && view->edits[i].at < copy->partner.end; i++) {
        dbn_range before = {left.beg, view->edits[i].at};
        left.beg = before.end;
        if (dbn_copy_part(&part, copy, before, view->text))
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, parts, part));
    }
    if (left.beg > copy->partner.beg && !dbn_copy_part(&part, copy, left, view->text))
        return DBN_OK;
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, parts, part));
    return DBN_OK;
}

static void
swap_sides(dbn_copy *copy)
{
    dbn_range range = copy->range;
    copy->range = copy->partner;
    copy->partner = range;
}

/* A copy found in `view`, in its parent: a record for each part that nothing was
 * removed from before. */
static dbn_status
map_copy(dbn_copies *out, const dbn_copy *copy, const dbn_view *view, dbn_job *job)
{
    dbn_copies parts = {0}, pieces = {0};
    DBN_TRY(cut_partner(&parts, copy, view, job));
    for (uint32_t i = 0; i < parts.count; i++) {
        swap_sides(&parts.items[i]);
        DBN_TRY(cut_partner(&pieces, &parts.items[i], view, job));
    }
    for (uint32_t i = 0; i < pieces.count; i++) {
        dbn_copy *piece = &pieces.items[i];
        dbn_range partner = dbn_range_back(view, piece->range);
        piece->range = dbn_range_back(view, piece->partner);
        piece->partner = partner;
        DBN_TRY(dbn_copies_add(out, piece, job));
    }
    return DBN_OK;
}

static dbn_status
map_copies(dbn_copies *out, const dbn_copies *found, const dbn_view *view, dbn_job *job)
{
    for (uint32_t i = 0; i < found->count; i++) {
        dbn_arena_mark mark = dbn_arena_save(&job->scratch);
        dbn_status status = DBN_OK;
        if (!found->items[i].survivor)
            status = map_copy(out, &found->items[i], view, job);
        dbn_arena_rewind(&job->scratch, mark);
        DBN_TRY(status);
    }
    return DBN_OK;
}

/* What was found in `view`, which lacks what was found before, in its parent. */
static dbn_status
add_found(dbn_dedup *out, const dbn_dedup *next, const dbn_view *view, dbn_job *job)
{
    DBN_TRY(map_copies(&out->copies, &next->copies, view, job));
    for (uint32_t i = 0; i < next->contradictions.count; i++) {
        dbn_contradiction *c = &next->contradictions.items[i];
        c->a = dbn_range_back(view, c->a);
        c->b = dbn_range_back(view, c->b);
    }
    for (uint32_t i = 0; i < next->fixes.count; i++) {
        dbn_fix fix = next->fixes.items[i];
        dbn_range range = dbn_range_back(view, (dbn_range){fix.from, fix.to});
        fix.from = range.beg;
        fix.to = range.end;
        DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &out->fixes, fix));
    }
    out->contradictions = next->contradictions;
    out->goes_on = next->goes_on;
    DBN_TRY(dbn_copies_settle(&out->copies, view->parent->text, job));
    dbn_dedup_sort(out);
    return DBN_OK;
}

dbn_status
dbn_flow_repetition(dbn_dedup *out, const dbn_records *records, dbn_survivor survivor,
                    const dbn_profile *profile, dbn_job *job)
{
    search s = {.survivor = survivor, .within = true, .profile = profile, .job = job};
    DBN_TRY(find_step(out, records, &s));
    for (int round = 1; out->goes_on; round++) {
        const dbn_view *once;
        dbn_records left;
        dbn_dedup next;
        s.within = round < WITHIN_ROUNDS;
        DBN_TRY(dbn_view_derive(&once, records->view, dbn_view_all(records->view),
                                &out->fixes, DBN_PASS_REPETITION, job));
        DBN_TRY(dbn_records_carry(&left, records, once, job));
        DBN_TRY(find_step(&next, &left, &s));
        DBN_TRY(add_found(out, &next, once, job));
    }
    return DBN_OK;
}
