/*
 * Two texts: their seeds are found, joined and aligned as those of the blocks of an
 * article are (key/align.h). Most pairs have too little in common to be looked at any
 * further; of the others the edits are judged by the rules of an article
 * (dedup/contrast.h), which see the texts as two blocks of one.
 *
 * Seeds: a table of the grams of the first text, walked along the second; a place where
 * the words in front are equal too has been followed already, so that each stretch is
 * found once; a word said over and over follows itself everywhere, so that there is an
 * end to what is followed in all. The seeds of key/shared.h would pass over two long
 * texts that have one paragraph in common, which is what is looked for here.
 */
#include "dedup/across.h"

#include <assert.h>

#include "dedup/contrast.h"
#include "key/slip.h"

/* Words that a stretch must have in common: fewer are a set phrase ("ont la douleur de
 * faire part à leurs amis de la perte …"), unless they are half of one of the texts. */
#define SAME_MIN       16U
#define SAME_MIN_SHORT 6U
/* Of a stretch, the percentage of words that are the same: of a passage, which is told
 * whatever stands around it, and of texts that are judged as a whole. */
#define PASSAGE_SAME 55U
#define STRETCH_SAME 30U
/* Letters in which two spellings of one name differ. */
#define NAME_SLIPS 1U
/* Thousandths of both texts from which on they are one; of the shorter, from which on
 * it is a part of the other. */
#define COPY_SHARE    900U
#define EXCERPT_SHARE 800U
/* Tokens of an edit that can contradict: in a longer one the sentence is another. */
#define EDIT_MAX 4U
/* Words beside an edit that must be the same for it to contradict. */
#define FRAME_WORDS 3U
#define NOTHING     UINT32_MAX
/* Bytes of the blank line between the texts. */
#define SEPARATOR 2U
/* Thousandths in common of two texts whose contradictions are told, and how many: more
 * is a formula. */
#define TOLD_SHARE              600U
#define TOLD_MAX                2U
#define WORDS_PER_CONTRADICTION 20U

/* The grams of the first text: newest[slot] is a token, older[token] the one before in
 * its slot. */
typedef struct gram_table {
    uint32_t *newest, *older;
    uint64_t mask;
} gram_table;

typedef struct comparer {
    const dbn_across_text *a, *b;
    dbn_seeds seeds;
    dbn_alignment alignment;
    dbn_across_how how;
    const dbn_profile *profile;
    dbn_job *job;
    uint8_t *taken[2]; /* one a token of each: it stands in a stretch that counts */
    DBN_VEC(uint32_t) chains; /* which count */
    dbn_ranges *same;    /* of each text: words that are the same; NULL: nobody asks */
    dbn_records records; /* both texts as one, made for contradictions alone */
    dbn_key key;
} comparer;

static uint32_t
grams_of(const dbn_key *key)
{
    uint32_t count = key->tokens.count;
    return count < DBN_GRAM_TOKENS ? 0 : count - (DBN_GRAM_TOKENS - 1);
}

static dbn_status
make_table(gram_table *table, const dbn_key *key, dbn_job *job)
{
    uint32_t count = key->tokens.count;
    uint64_t slots = 64;
    while (slots < (uint64_t)count * 2)
        slots *= 2;
    table->mask = slots - 1;
    table->newest = dbn_arena_alloc(&job->scratch, slots * sizeof *table->newest);
    table->older =
        dbn_arena_alloc(&job->scratch, (count + (size_t)1) * sizeof *table->older);
    if (table->newest == NULL || table->older == NULL)
        return dbn_job_nomem(job);
    memset(table->newest, 0xFF, slots * sizeof *table->newest);
    /* From the last on, so that the places of a slot come in the order of the text. */
    for (uint32_t t = grams_of(key); t-- > 0;) {
        uint64_t slot = dbn_gram_hash(key->tokens.items + t) & table->mask;
        table->older[t] = table->newest[slot];
        table->newest[slot] = t;
    }
    return DBN_OK;
}

static uint32_t
equal_run(const dbn_tokens *a, uint32_t i, const dbn_tokens *b, uint32_t k)
{
    uint32_t len = 0;
    uint32_t most = a->count - i < b->count - k ? a->count - i : b->count - k;
    while (len < most && a->items[i + len].hash == b->items[k + len].hash)
        len++;
    return len;
}

static dbn_status
find_seeds(comparer *c, const gram_table *table)
{
    const dbn_tokens *x = &c->a->key.tokens, *y = &c->b->key.tokens;
    uint64_t left = ((uint64_t)x->count + y->count) * DBN_GRAM_PLACES;
    for (uint32_t b = 0, end = grams_of(&c->b->key); b < end; b++) {
        uint64_t slot = dbn_gram_hash(y->items + b) & table->mask;
        uint32_t a = table->newest[slot];
        for (uint32_t steps = 0; a != NOTHING && steps < DBN_GRAM_PLACES;
             a = table->older[a], steps++) {
            if (a > 0 && b > 0 && x->items[a - 1].hash == y->items[b - 1].hash)
                continue;
            uint32_t len = equal_run(x, a, y, b);
            if (len > left)
                return DBN_OK;
            left -= len;
            if (len >= DBN_GRAM_TOKENS)
                DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->scratch, &c->seeds,
                                                  (dbn_seed){a, b, len, 0, 0}));
        }
    }
    return DBN_OK;
}

static int
by_place(const void *left, const void *right)
{
    const dbn_seed *x = left, *y = right;
    if (x->a != y->a)
        return x->a < y->a ? -1 : 1;
    return x->b < y->b ? -1 : x->b > y->b;
}

static dbn_status
align(comparer *c)
{
    gram_table table;
    DBN_TRY(make_table(&table, &c->a->key, c->job));
    DBN_TRY(find_seeds(c, &table));
    if (c->seeds.count > 1)
        qsort(c->seeds.items, c->seeds.count, sizeof c->seeds.items[0], by_place);
    return dbn_key_align(&c->alignment, &c->a->key, &c->b->key, &c->seeds, c->profile,
                         c->job);
}

/* The two texts, a blank line between them, as one view with two blocks. */
static dbn_status
make_view(comparer *c, dbn_span a, dbn_span b)
{
    size_t len = a.len + SEPARATOR + b.len;
    char *text = dbn_arena_alloc(&c->job->scratch, len);
    if (text == NULL)
        return dbn_job_nomem(c->job);
    if (a.len > 0)
        memcpy(text, a.ptr, a.len);
    memcpy(text + a.len, "\n\n", SEPARATOR);
    if (b.len > 0)
        memcpy(text + a.len + SEPARATOR, b.ptr, b.len);
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
    uint32_t offset = (uint32_t)(a->text.len + SEPARATOR);
    dbn_range ranges[] = {{0, (uint32_t)a->text.len},
                          {offset, (uint32_t)c->records.view->text.len}};
    for (int i = 0; i < 2; i++)
        DBN_TRY_PUSH(c->job,
                     dbn_vec_push(&c->job->scratch, &c->records.blocks,
                                  (dbn_block){.range = ranges[i], .parent = DBN_NONE}));
    return make_key(c, &a->key.tokens, &b->key.tokens, offset);
}

static uint32_t
fewer_words(const dbn_across *across)
{
    return across->words[0] < across->words[1] ? across->words[0] : across->words[1];
}

/* Words that a stretch must have in common. */
static uint32_t
stretch_min(const dbn_across *across)
{
    uint32_t half = fewer_words(across) / 2 + fewer_words(across) % 2;
    return half > SAME_MIN ? SAME_MIN : half < SAME_MIN_SHORT ? SAME_MIN_SHORT : half;
}

static bool
is_stretch(const comparer *c, const dbn_across *across, const dbn_chain *chain)
{
    uint32_t a = chain->a_end - chain->a_beg, b = chain->b_end - chain->b_beg;
    uint32_t longer = a > b ? a : b;
    bool is_long = chain->same >= stretch_min(across);
    uint32_t least = c->how.unit == DBN_UNIT_PASSAGE ? PASSAGE_SAME : STRETCH_SAME;
    return is_long && (uint64_t)chain->same * 100 >= (uint64_t)longer * least;
}

/* Does a longer stretch hold some of its tokens? */
static bool
is_taken(const comparer *c, const dbn_chain *chain)
{
    for (uint32_t t = chain->a_beg; t < chain->a_end; t++)
        if (c->taken[0][t])
            return true;
    for (uint32_t t = chain->b_beg; t < chain->b_end; t++)
        if (c->taken[1][t])
            return true;
    return false;
}

static dbn_range
bytes_of(const dbn_across_text *of, uint32_t beg, uint32_t end)
{
    const dbn_token *tokens = of->key.tokens.items;
    dbn_token_look last = dbn_token_look_at(of->text, tokens[end - 1].beg, of->profile);
    return (dbn_range){tokens[beg].beg, last.range.end};
}

static dbn_status
take_same(comparer *c, const dbn_step *step)
{
    dbn_range a = bytes_of(c->a, step->a, step->a + step->a_count);
    dbn_range b = bytes_of(c->b, step->b, step->b + step->b_count);
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &c->same[0], a));
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &c->same[1], b));
    return DBN_OK;
}

static dbn_status
take_chain(comparer *c, dbn_across *out, uint32_t number)
{
    const dbn_chain *chain = &c->alignment.chains.items[number];
    memset(c->taken[0] + chain->a_beg, 1, chain->a_end - chain->a_beg);
    memset(c->taken[1] + chain->b_beg, 1, chain->b_end - chain->b_beg);
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->scratch, &c->chains, number));
    for (uint32_t i = chain->first; i < chain->first + chain->count; i++) {
        const dbn_step *step = &c->alignment.steps.items[i];
        if (step->kind == DBN_STEP_EDIT)
            continue;
        out->same[0] += step->a_count;
        out->same[1] += step->b_count;
        if (c->same != NULL && step->kind == DBN_STEP_SAME)
            DBN_TRY(take_same(c, step));
    }
    dbn_common common = {bytes_of(c->a, chain->a_beg, chain->a_end),
                         bytes_of(c->b, chain->b_beg, chain->b_end), chain->same};
    DBN_TRY_PUSH(c->job, dbn_vec_push(&c->job->arena, &out->common, common));
    return DBN_OK;
}

static uint32_t
same_words(const comparer *c, const dbn_chain *chain, uint32_t step)
{
    if (step < chain->first || step >= chain->first + chain->count)
        return FRAME_WORDS; /* the end of a text frames as well as words do */
    const dbn_step *s = &c->alignment.steps.items[step];
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
    const dbn_step *step = &c->alignment.steps.items[number];
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
                       .profile = c->profile,
                       .job = c->job,
                       .members = members,
                       .count = 2,
                       .alignment = c->alignment};
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
        const dbn_step *step = &c->alignment.steps.items[i];
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

/* Of all chains that count. What is aligned counts the tokens of each text from its
 * own first one; that of both texts as one, on from those of the first. */
static dbn_status
find_contradictions(comparer *c, dbn_across *out)
{
    DBN_TRY(make_records(c));
    uint32_t before = c->key.first[1];
    for (uint32_t i = 0; i < c->alignment.steps.count; i++)
        c->alignment.steps.items[i].b += before;
    for (uint32_t i = 0; i < c->chains.count; i++) {
        dbn_chain chain = c->alignment.chains.items[c->chains.items[i]];
        chain.b_beg += before;
        chain.b_end += before;
        DBN_TRY(find_in_chain(c, out, &chain));
    }
    return DBN_OK;
}

/* Words that two texts must have in common for anybody to care; 0 of passages. */
static uint32_t
least_same(const comparer *c, const dbn_across *across)
{
    uint32_t share = c->how.near < TOLD_SHARE ? c->how.near : TOLD_SHARE;
    if (c->how.unit == DBN_UNIT_PASSAGE)
        return 0;
    return (uint32_t)(((uint64_t)fewer_words(across) * share + 999) / 1000);
}

static dbn_status
compare(comparer *c, dbn_across *out)
{
    out->words[0] = c->a->key.tokens.count;
    out->words[1] = c->b->key.tokens.count;
    uint32_t least = least_same(c, out);
    for (int i = 0; i < 2; i++) {
        c->taken[i] = dbn_arena_alloc(&c->job->scratch, out->words[i] + (size_t)1);
        if (c->taken[i] == NULL)
            return dbn_job_nomem(c->job);
    }
    c->seeds.least = least;
    c->seeds.least_chain = stretch_min(out);
    DBN_TRY(align(c));
    for (uint32_t i = 0; i < c->alignment.chains.count; i++) {
        const dbn_chain *chain = &c->alignment.chains.items[i];
        if (is_stretch(c, out, chain) && !is_taken(c, chain))
            DBN_TRY(take_chain(c, out, i));
    }
    if (c->chains.count == 0 || out->same[0] < least)
        return DBN_OK;
    return find_contradictions(c, out);
}

static dbn_status
cut(dbn_across_text *out, dbn_job *job)
{
    dbn_records records = {0};
    dbn_key key;
    DBN_TRY(dbn_view_source(&records.view, out->text, job));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, &records.blocks,
                                   (dbn_block){.range = dbn_view_all(records.view),
                                               .parent = DBN_NONE}));
    DBN_TRY(dbn_key_make(&key, &records, out->profile, job));
    uint32_t *first = dbn_arena_alloc(&job->arena, 2 * sizeof *first);
    if (first == NULL)
        return dbn_job_nomem(job);
    first[1] = key.tokens.count;
    out->key.view = key.view;
    out->key.first = first;
    DBN_TRY_PUSH(job, dbn_vec_append(&job->arena, &out->key.tokens, key.tokens.items,
                                     key.tokens.count));
    return DBN_OK;
}

dbn_status
dbn_across_prepare(dbn_across_text *out, dbn_span text, const dbn_profile *profile,
                   dbn_job *job)
{
    *out = (dbn_across_text){.text = text, .profile = profile};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = cut(out, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

static dbn_status
run(comparer *c, dbn_across *out)
{
    *out = (dbn_across){0};
    c->profile = c->a->profile;
    c->seeds.by_word = c->how.unit != DBN_UNIT_PASSAGE;
    dbn_arena_mark mark = dbn_arena_save(&c->job->scratch);
    dbn_status status = compare(c, out);
    dbn_arena_rewind(&c->job->scratch, mark);
    return status;
}

dbn_status
dbn_across_run(dbn_across *out, const dbn_across_text *a, const dbn_across_text *b,
               dbn_across_how how, dbn_job *job)
{
    comparer c = {.a = a, .b = b, .how = how, .job = job};
    return run(&c, out);
}

static int
by_beg(const void *left, const void *right)
{
    const dbn_range *x = left, *y = right;
    return (x->beg > y->beg) - (x->beg < y->beg);
}

/* Chains come the longest first. */
dbn_status
dbn_across_same(dbn_ranges same[2], const dbn_across_text *a, const dbn_across_text *b,
                dbn_unit unit, dbn_job *job)
{
    dbn_across across;
    comparer c = {.a = a, .b = b, .how = {unit, 0}, .job = job, .same = same};
    same[0] = same[1] = (dbn_ranges){0};
    DBN_TRY(run(&c, &across));
    for (int side = 0; side < 2; side++)
        if (same[side].count > 1)
            qsort(same[side].items, same[side].count, sizeof same[side].items[0],
                  by_beg);
    return DBN_OK;
}

bool
dbn_across_fits(dbn_span a, dbn_span b)
{
    return a.len <= DBN_DOCUMENT_MAX - SEPARATOR &&
           b.len <= DBN_DOCUMENT_MAX - SEPARATOR - a.len;
}

uint32_t
dbn_across_share(const dbn_across *across, int side)
{
    uint32_t words = across->words[side];
    return words == 0 ? 0 : (uint32_t)((uint64_t)across->same[side] * 1000 / words);
}

uint32_t
dbn_across_contained(const dbn_across *across)
{
    int fewer = across->words[0] <= across->words[1] ? 0 : 1;
    return dbn_across_share(across, fewer);
}

bool
dbn_across_is_copy(const dbn_across *across, uint32_t near)
{
    return across->common.count > 0 && across->contradictions.count == 0 &&
           dbn_across_contained(across) >= near;
}

bool
dbn_across_stands_for(const dbn_across *across, dbn_unit unit, uint32_t near)
{
    return unit == DBN_UNIT_PASSAGE ? across->common.count > 0
                                    : dbn_across_is_copy(across, near);
}

bool
dbn_across_tells(const dbn_across *across)
{
    uint32_t most = fewer_words(across) / WORDS_PER_CONTRADICTION;
    return across->contradictions.count > 0 &&
           across->contradictions.count <= (most > TOLD_MAX ? most : TOLD_MAX) &&
           dbn_across_contained(across) >= TOLD_SHARE;
}

dbn_relation
dbn_across_relation(const dbn_across *across)
{
    uint32_t a = dbn_across_share(across, 0);
    uint32_t b = dbn_across_share(across, 1);
    if ((a < b ? a : b) >= COPY_SHARE)
        return DBN_RELATION_COPY;
    return dbn_across_contained(across) >= EXCERPT_SHARE ? DBN_RELATION_EXCERPT
                                                         : DBN_RELATION_VERSION;
}
