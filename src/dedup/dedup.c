/*
 * Rounds. Each looks at the blocks that are left: pairs them up, lets go what stands
 * elsewhere, and is repeated while something went, since what goes may have hidden
 * other copies (a gram that stood too often, a refrain that now stands twice). The
 * last round finds nothing, so a second run over the result finds nothing either.
 */
#include "dedup/dedup.h"

#include "base/utf8.h"
#include "dedup/choose.h"
#include "dedup/settle.h"
#include "dedup/within.h"

/* Articles need two; texts that a fuzzer made of shreds of each other needed five. Each
 * round but the last lets something go. */
#define ROUNDS_MAX 8
/* Times that blocks are cut: once is enough, unless a tail repeats the next block. */
#define CUTS_MAX 4
/* Blocks as short as this that end without a full stop may be headings. */
#define LABEL_MAX 12U
/* Words that are counted where nobody asks for more. */
#define WORDS_TOLD 32U

bool
dbn_dedup_takes_part(dbn_role role)
{
    return dbn_role_is_text(role) || role == DBN_ROLE_CAPTION || role == DBN_ROLE_ASIDE;
}

/* A full stop inside: a heading has none. */
static bool
has_inner_stop(dbn_span text)
{
    for (size_t i = 1; i + 1 < text.len; i++)
        if (text.ptr[i + 1] == ' ' && strchr(".!?", text.ptr[i]) != NULL)
            return true;
    return false;
}

/* A character of three bytes or more: most scripts without spaces. */
static bool
is_wide_at(const dbn_round *r, uint32_t t)
{
    uint32_t len;
    dbn_utf8_decode(r->in->records->view->text, r->in->key->tokens.items[t].beg, &len);
    return len >= 3;
}

/* Words between spaces, up to `most`; characters of scripts without spaces, which
 * follow each other at once, count half. */
static uint32_t
count_words(const dbn_round *r, const dbn_member *m, uint32_t most)
{
    const dbn_token *tokens = r->in->key->tokens.items;
    dbn_span text = r->in->records->view->text;
    uint32_t halves = m->end > m->beg ? 2 : 0;
    for (uint32_t t = m->beg; t + 1 < m->end && halves / 2 < most; t++) {
        uint32_t len = dbn_utf8_len((unsigned char)text.ptr[tokens[t].beg]);
        bool is_wide = len >= 3 && tokens[t + 1].beg == tokens[t].beg + len;
        halves += is_wide ? 1 : dbn_round_starts_word(r, t + 1) ? 2 : 0;
    }
    return halves / 2;
}

static void
set_member(dbn_round *r, uint32_t i)
{
    dbn_member *m = &r->members[i];
    const dbn_block *block = &r->in->records->blocks.items[i];
    dbn_role role = (dbn_role)block->role;
    bool was_gone = m->is_gone;
    uint8_t piece = m->piece;
    *m = (dbn_member){.beg = r->in->key->first[i],
                      .end = r->in->key->first[i + 1],
                      .rank = DBN_NONE,
                      .twin = DBN_NONE,
                      .mate = DBN_NONE,
                      .is_text = dbn_role_is_text(role),
                      .is_gone = was_gone || block->range.beg == block->range.end,
                      .piece = piece};
    bool is_wide = m->end > m->beg && is_wide_at(r, m->beg);
    m->words = count_words(r, m, is_wide ? UINT32_MAX : WORDS_TOLD);
    m->is_dense = is_wide && m->words * 3 < dbn_member_len(m) * 2;
    m->takes_part = dbn_dedup_takes_part(role);
    m->is_cut_off = dbn_span_ends_with_ellipsis(dbn_round_text(r, i));
    /* By its words alone: what is a heading depends on what stands around it, and a
     * second cleaning finds other things there. */
    m->is_label = m->words < LABEL_MAX &&
                  !dbn_span_ends_sentence(dbn_round_text(r, i)) &&
                  !has_inner_stop(dbn_round_text(r, i));
    if (m->is_text && !m->is_gone) {
        m->rank = r->ranked_count;
        r->ranked[r->ranked_count++] = i;
    }
}

static dbn_status
start_round(dbn_round *r)
{
    uint32_t longest = 0;
    r->ranked_count = 0;
    r->ranked =
        dbn_arena_alloc(&r->job->scratch, (r->count + (size_t)1) * sizeof *r->ranked);
    if (r->ranked == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i < r->count; i++) {
        set_member(r, i);
        if (dbn_member_len(&r->members[i]) > longest)
            longest = dbn_member_len(&r->members[i]);
    }
    r->by = dbn_arena_alloc(&r->job->scratch, (longest + (size_t)1) * sizeof *r->by);
    if (r->by == NULL)
        return dbn_job_nomem(r->job);
    r->alignment = (dbn_alignment){0};
    r->pieces = (dbn_pieces){0};
    r->pairs = (dbn_pairs){0};
    r->cuts.count = 0;
    r->print = NULL;
    r->queue.items = NULL;
    r->queue.count = r->queue.cap = 0;
    return DBN_OK;
}

static dbn_status
tell_contradictions(dbn_round *r, dbn_dedup *out)
{
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        const dbn_pair *pair = &r->pairs.items[i];
        bool contradicts;
        if (pair->contradicts && !r->members[pair->block[0]].is_gone &&
            !r->members[pair->block[1]].is_gone)
            DBN_TRY(dbn_pair_contradicts(&contradicts, r, pair, &out->contradictions));
    }
    return DBN_OK;
}

static dbn_status
run_round(dbn_round *r, dbn_dedup *out)
{
    DBN_TRY(start_round(r));
    DBN_TRY(dbn_round_drop_twins(r, out));
    DBN_TRY(dbn_round_pair_up(r));
    DBN_TRY(dbn_round_choose(r, out));
    DBN_TRY(dbn_round_drop_runs(r, out));
    out->contradictions.count = 0;
    return tell_contradictions(r, out);
}

static int
by_first(const void *left, const void *right)
{
    const dbn_contradiction *a = left, *b = right;
    if (a->a.beg != b->a.beg)
        return a->a.beg < b->a.beg ? -1 : 1;
    return a->b.beg < b->b.beg ? -1 : a->b.beg > b->b.beg;
}

/* Rounds until one lets nothing go. */
static dbn_status
run_rounds(dbn_round *r, dbn_dedup *out)
{
    for (int i = 0; i < ROUNDS_MAX; i++) {
        uint32_t before = out->fixes.count;
        dbn_arena_mark mark = dbn_arena_save(&r->job->scratch);
        dbn_status status = run_round(r, out);
        dbn_arena_rewind(&r->job->scratch, r->is_kept ? r->kept : mark);
        if (status != DBN_OK)
            return status;
        if (out->fixes.count == before)
            break;
    }
    return DBN_OK;
}

void
dbn_dedup_sort(dbn_dedup *out)
{
    dbn_copies_sort(&out->copies);
    if (out->contradictions.count > 1)
        qsort(out->contradictions.items, out->contradictions.count,
              sizeof out->contradictions.items[0], by_first);
    dbn_fixes_resolve(&out->fixes);
}

/* A paragraph that holds its lead twice is no copy of the lead before it holds it once:
 * that goes first, and the rest is found in what is left. */
static dbn_status
find_within(dbn_round *r, dbn_dedup *out)
{
    const dbn_seeds *seeds = r->in->seeds;
    if (seeds == NULL || seeds->echoes.count == 0 || r->in->segments == NULL)
        return DBN_OK;
    DBN_TRY(start_round(r));
    DBN_TRY(dbn_round_drop_within(r, out));
    out->goes_on = out->fixes.count > 0;
    return DBN_OK;
}

static dbn_status
find_all(dbn_round *r, dbn_dedup *out)
{
    size_t size = (r->count + (size_t)1) * sizeof *r->members;
    bool has_cut = true;
    r->members = dbn_arena_alloc(&r->job->scratch, size);
    if (r->members == NULL)
        return dbn_job_nomem(r->job);
    DBN_TRY(find_within(r, out));
    for (int i = 0; i < CUTS_MAX && has_cut && !out->goes_on; i++) {
        DBN_TRY(run_rounds(r, out));
        DBN_TRY(dbn_round_cut(&has_cut, r));
    }
    DBN_TRY(dbn_copies_settle(&out->copies, r->in->records->view->text, r->job));
    dbn_dedup_sort(out);
    return DBN_OK;
}

dbn_status
dbn_dedup_run(dbn_dedup *out, const dbn_dedup_input *in, const dbn_profile *profile,
              dbn_job *job)
{
    *out = (dbn_dedup){0};
    dbn_round round = {
        .in = in, .profile = profile, .job = job, .count = in->records->blocks.count};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = find_all(&round, out);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
