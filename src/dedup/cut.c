/*
 * A lead that stands again in front of new text, "A. B." and later "A. B. C. D.", and a
 * first paragraph glued to a lead that stands nowhere else, "A. B. C. D." and then "C.
 * D.". The
 * finer structure stays, so the longer block loses its first or last sentences. It is
 * cut in two, a head and a tail, and both are judged as all blocks are: one of the two
 * is a twin of the shorter block, and goes.
 *
 * Only that is cut: whole sentences, word for word, two or more, so that a pull quote
 * taken from an end of a paragraph is still the copy and not the paragraph.
 */
#include "dedup/cover.h"

/* Sentences and words that are worth a cut; words that must be left behind it. */
#define SENTENCES_MIN 2U
#define HEAD_MIN      12U
#define REST_MIN      5U

/* The index of the first segment that begins at `offset` or later. */
static uint32_t
segment_from(const dbn_segments *segments, uint32_t offset)
{
    uint32_t low = 0, high = segments->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (segments->items[middle].range.beg < offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t
count_sentences(const dbn_round *r, dbn_range range)
{
    return segment_from(r->in->segments, range.end) -
           segment_from(r->in->segments, range.beg);
}

/* Does the sentence that holds token t begin with it? */
static bool
begins_sentence(const dbn_round *r, uint32_t t)
{
    const dbn_token *tokens = r->in->key->tokens.items;
    const dbn_segment *s = dbn_segment_at(r->in->segments, tokens[t].beg);
    return s != NULL && tokens[t - 1].beg < s->range.beg;
}

/* All of the shorter block, word for word, in one piece. */
static bool
is_word_for_word(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    const dbn_piece *piece = &r->pieces.items[pair->first];
    const dbn_member *m = &r->members[pair->block[side]];
    for (uint32_t i = piece->first; i < piece->first + piece->count; i++)
        if (r->alignment.steps.items[i].kind != DBN_STEP_SAME)
            return false;
    return piece->tokens[side].beg == m->beg && piece->tokens[side].end == m->end;
}

/* The token before which the longer block is to be cut: behind the lead of the text or
 * what stands right before; or, in the first block, in front of what stands right
 * behind. Further down that is a pull quote. DBN_NONE: nowhere. */
static uint32_t
place_of_cut(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    const dbn_member *m = &r->members[pair->block[side]];
    const dbn_member *longer = &r->members[pair->block[1 - side]];
    dbn_range there = r->pieces.items[pair->first].tokens[1 - side];
    if (m->rank == DBN_NONE || longer->rank == DBN_NONE)
        return DBN_NONE;
    bool is_before = longer->rank == m->rank + 1 || (m->rank == 0 && longer->rank > 0);
    if (is_before && there.beg == longer->beg && there.end + REST_MIN <= longer->end)
        return there.end;
    if (longer->rank == 0 && m->rank == 1 && there.end == longer->end &&
        longer->beg + REST_MIN <= there.beg)
        return there.beg;
    return DBN_NONE;
}

dbn_status
dbn_round_note_cut(bool *can_cut, dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    uint32_t block = pair->block[side], other = pair->block[1 - side];
    const dbn_member *m = &r->members[block];
    dbn_range range = r->in->records->blocks.items[block].range;
    *can_cut = false;
    if (dbn_round_preference(r) != DBN_PREFER_PRINT || r->in->segments == NULL ||
        pair->count == 0 || r->members[other].piece != DBN_WHOLE)
        return DBN_OK;
    uint32_t token = place_of_cut(r, pair, side);
    *can_cut = token != DBN_NONE && !m->is_cut_off && m->words >= HEAD_MIN &&
               is_word_for_word(r, pair, side) && begins_sentence(r, token) &&
               count_sentences(r, range) >= SENTENCES_MIN &&
               dbn_span_ends_sentence(dbn_round_text(r, block)) &&
               !dbn_span_has_quote(dbn_round_text(r, block));
    if (*can_cut)
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, &r->cuts,
                                          (dbn_cut){other, block, token}));
    return DBN_OK;
}

/* For each block the cut it gets, and how many there are. */
static uint32_t
choose_cuts(const dbn_round *r, const dbn_cut **of)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->cuts.count; i++) {
        const dbn_cut *cut = &r->cuts.items[i];
        if (of[cut->block] != NULL || r->members[cut->block].is_gone ||
            r->members[cut->twin].is_gone)
            continue;
        of[cut->block] = cut;
        count++;
    }
    return count;
}

/* Where the sentence of a token begins, and where what stands before it ends. */
static dbn_range
gap_before(const dbn_round *r, uint32_t token)
{
    dbn_span text = r->in->key->view->text;
    uint32_t beg =
        dbn_segment_at(r->in->segments, r->in->key->tokens.items[token].beg)->range.beg;
    dbn_range gap = {beg, beg};
    while (dbn_is_ascii_space(text.ptr[gap.beg - 1]))
        gap.beg--;
    return gap;
}

/* The arrays of a round with more blocks. */
typedef struct arrays {
    dbn_block *blocks;
    uint32_t *first;
    dbn_member *members;
    uint32_t count;
} arrays;

static void
add_block(arrays *to, dbn_block block, uint32_t first, dbn_member member)
{
    to->blocks[to->count] = block;
    to->first[to->count] = first;
    to->members[to->count++] = member;
}

static void
fill_arrays(arrays *to, const dbn_round *r, const dbn_cut **of)
{
    for (uint32_t i = 0; i < r->count; i++) {
        dbn_block block = r->in->records->blocks.items[i];
        dbn_member member = r->members[i];
        uint32_t first = r->in->key->first[i];
        if (of[i] != NULL) {
            dbn_range gap = gap_before(r, of[i]->token);
            dbn_block head = block;
            head.range.end = gap.beg;
            block.range.beg = gap.end;
            member.piece = DBN_HEAD;
            add_block(to, head, first, member);
            member.piece = DBN_TAIL;
            first = of[i]->token;
        }
        add_block(to, block, first, member);
    }
    to->first[to->count] = r->in->key->first[r->count];
}

dbn_status
dbn_round_cut(bool *has_cut, dbn_round *r)
{
    dbn_arena *arena = &r->job->scratch;
    const dbn_cut **of = dbn_arena_alloc(arena, (r->count + (size_t)1) * sizeof *of);
    if (of == NULL)
        return dbn_job_nomem(r->job);
    uint32_t cuts = choose_cuts(r, of);
    *has_cut = cuts > 0;
    if (cuts == 0)
        return DBN_OK;
    size_t count = (size_t)r->count + cuts;
    arrays to = {
        .blocks = dbn_arena_alloc(arena, count * sizeof *to.blocks),
        .first = dbn_arena_alloc(arena, (count + 1) * sizeof *to.first),
        .members = dbn_arena_alloc(arena, (count + 1) * sizeof *to.members),
    };
    if (to.blocks == NULL || to.first == NULL || to.members == NULL)
        return dbn_job_nomem(r->job);
    fill_arrays(&to, r, of);
    r->cut_records = (dbn_records){.view = r->in->records->view};
    r->cut_records.blocks.items = to.blocks;
    r->cut_records.blocks.count = r->cut_records.blocks.cap = to.count;
    r->cut_key = *r->in->key;
    r->cut_key.first = to.first;
    r->cut_in = *r->in;
    r->cut_in.records = &r->cut_records;
    r->cut_in.key = &r->cut_key;
    r->cut_in.seeds = NULL;
    r->is_kept = false;
    r->in = &r->cut_in;
    r->members = to.members;
    r->count = to.count;
    return DBN_OK;
}
