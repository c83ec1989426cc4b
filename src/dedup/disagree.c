/*
 * Edits are judged by the rules of an article (dedup/contrast.h), which see the two
 * texts as two blocks of one. An edit counts where it is a small one in a sentence that
 * is otherwise the same; how much of it must be, depends on what it says.
 */
#include "dedup/disagree.h"

#include <assert.h>

#include "dedup/contrast.h"
#include "key/slip.h"

/* Letters in which two spellings of one name differ. */
#define NAME_SLIPS 1U
/* Tokens of an edit that can contradict: in a longer one the sentence is another. */
#define EDIT_MAX 4U
/* Words beside an edit that must be the same for it to contradict. */
#define FRAME_WORDS 3U

typedef struct comparer {
    const dbn_across_text *a, *b;
    dbn_alignment *alignment;
    dbn_job *job;
    dbn_records records; /* both texts as one */
    dbn_key key;
} comparer;

/* The two texts, a blank line between them, as one view with two blocks. */
static dbn_status
make_view(comparer *c, dbn_span a, dbn_span b)
{
    size_t len = a.len + DBN_TEXTS_APART + b.len;
    char *text = dbn_arena_alloc(&c->job->scratch, len);
    if (text == NULL)
        return dbn_job_nomem(c->job);
    if (a.len > 0)
        memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, "\n\n", DBN_TEXTS_APART);
    if (b.len > 0)
        memcpy(text + a.len + DBN_TEXTS_APART, b.ptr, b.len);
    return dbn_view_source(&c->records.view, (dbn_span){text, len}, c->job);
}

/* Their tokens in a row: those of a text do not depend on what stands around it. */
static dbn_status
make_key(comparer *c, const dbn_tokens *a, const dbn_tokens *b, uint32_t offset)
{
    dbn_tokens *tokens = &c->key.tokens;
    uint32_t *first = dbn_arena_alloc(&c->job->scratch, 3 * sizeof *first);
    if (first == NULL ||
        !dbn_vec_reserve(&c->job->scratch, tokens, a->count + b->count))
        return dbn_job_nomem(c->job);
    if (a->count > 0)
        memcpy(tokens->items, a->items, a->count * sizeof *a->items);
    tokens->count = a->count;
    for (uint32_t i = 0; i < b->count; i++)
        tokens->items[tokens->count++] =
            (dbn_token){b->items[i].hash, b->items[i].beg + offset};
    first[1] = a->count;
    first[2] = tokens->count;
    c->key.first = first;
    c->key.view = c->records.view;
    return DBN_OK;
}

static dbn_status
make_records(comparer *c)
{
    const dbn_across_text *a = c->a, *b = c->b;
    DBN_TRY(make_view(c, a->text, b->text));
    assert(c->records.view != NULL);
    uint32_t offset = (uint32_t)(a->text.len + DBN_TEXTS_APART);
    dbn_range ranges[] = {{0, (uint32_t)a->text.len},
                          {offset, (uint32_t)c->records.view->text.len}};
    for (int i = 0; i < 2; i++)
        DBN_TRY_PUSH(c->job,
                     dbn_vec_push(&c->job->scratch, &c->records.blocks,
                                  (dbn_block){.range = ranges[i], .parent = DBN_NONE}));
    return make_key(c, &a->key.tokens, &b->key.tokens, offset);
}

static uint32_t
same_words(const comparer *c, const dbn_chain *chain, uint32_t step)
{
    if (step < chain->first || step >= chain->first + chain->count)
        return FRAME_WORDS; /* the end of a text frames as well as words do */
    const dbn_step *s = &c->alignment->steps.items[step];
    return s->kind == DBN_STEP_EDIT ? 0 : s->a_count;
}

/* Is the edit a small one in a sentence that is otherwise the same? For another number
 * the sentence may be edited once more nearby, as in "12 and 14 of them". */
static bool
is_framed(const comparer *c, const dbn_chain *chain, uint32_t step)
{
    uint32_t before = same_words(c, chain, step - 1);
    uint32_t after = same_words(c, chain, step + 1);
    return before > 0 && after > 0 && (before >= FRAME_WORDS || after >= FRAME_WORDS);
}

static bool
is_framed_well(const comparer *c, const dbn_chain *chain, uint32_t step)
{
    return same_words(c, chain, step - 1) >= FRAME_WORDS &&
           same_words(c, chain, step + 1) >= FRAME_WORDS;
}

/* Words that were put for others may deny by accident; a denial is put in. */
static bool
is_denial(const dbn_step *step)
{
    return step->a_count <= 1 || step->b_count <= 1;
}

/* Is it one name, misspelt? */
static bool
is_misspelt(const comparer *c, const dbn_contradiction *found)
{
    dbn_span text = c->records.view->text;
    return found->kind == DBN_CONTRADICTS_NAME &&
           dbn_word_is_slip(dbn_span_slice(text, found->a),
                            dbn_span_slice(text, found->b), NAME_SLIPS);
}

static bool
counts(const comparer *c, const dbn_chain *chain, uint32_t number,
       const dbn_contradiction *found)
{
    const dbn_step *step = &c->alignment->steps.items[number];
    switch ((dbn_contradiction_kind)found->kind) {
    case DBN_CONTRADICTS_NEGATION:
    case DBN_CONTRADICTS_CERTAINTY:
        return is_framed_well(c, chain, number) && is_denial(step);
    case DBN_CONTRADICTS_NAME:
        return is_framed_well(c, chain, number) && !is_misspelt(c, found);
    default:
        return true;
    }
}

/* Edits that say another number, name or date, or deny. */
static dbn_status
find_in_chain(comparer *c, dbn_across *out, const dbn_chain *chain)
{
    dbn_dedup_input in = {.records = &c->records, .key = &c->key};
    dbn_member members[2] = {{.beg = c->key.first[0], .end = c->key.first[1]},
                             {.beg = c->key.first[1], .end = c->key.first[2]}};
    dbn_round round = {.in = &in,
                       .profile = c->a->profile,
                       .job = c->job,
                       .members = members,
                       .count = 2,
                       .alignment = *c->alignment};
    dbn_pair pair = {.block = {0, 1}, .count = 1};
    dbn_piece piece = {
        .block = {0, 1},
        .tokens = {{chain->a_beg, chain->a_end}, {chain->b_beg, chain->b_end}},
        .same = chain->same,
        .first = chain->first,
        .count = chain->count};
    uint32_t offset = c->records.blocks.items[1].range.beg;
    for (uint32_t i = chain->first; i < chain->first + chain->count; i++) {
        dbn_contradiction found;
        const dbn_step *step = &c->alignment->steps.items[i];
        if (step->kind != DBN_STEP_EDIT || step->a_count > EDIT_MAX ||
            step->b_count > EDIT_MAX || !is_framed(c, chain, i) ||
            !dbn_step_contradicts(&round, &pair, &piece, step, &found) ||
            !counts(c, chain, i, &found))
            continue;
        found.b.beg -= offset;
        found.b.end -= offset;
        DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &out->contradictions, found));
    }
    return DBN_OK;
}

/* What is aligned counts the tokens of each text from its own first one; that of both
 * texts as one, on from those of the first. */
dbn_status
dbn_texts_disagree(dbn_across *out, const dbn_aligned_texts *texts, dbn_job *job)
{
    comparer c = {
        .a = texts->a, .b = texts->b, .alignment = texts->alignment, .job = job};
    DBN_TRY(make_records(&c));
    uint32_t before = c.key.first[1];
    for (uint32_t i = 0; i < c.alignment->steps.count; i++)
        c.alignment->steps.items[i].b += before;
    for (uint32_t i = 0; i < texts->chain_count; i++) {
        dbn_chain chain = c.alignment->chains.items[texts->chains[i]];
        chain.b_beg += before;
        chain.b_end += before;
        DBN_TRY(find_in_chain(&c, out, &chain));
    }
    return DBN_OK;
}
