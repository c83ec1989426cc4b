/*
 * IBM model 1, both directions at once, over the beads of all documents. What a pair of
 * words counts is the product of what both directions say of it: neither gets used to
 * what the other does not see, and rare words do not collect what nobody else explains
 * (Liang, Taskar and Klein, Alignment by Agreement, 2006).
 *
 * A link is kept only if two beads or more have it, or somebody gave it; that is
 * decided before the first iteration, and is what makes a lexicon learnt from a few
 * hundred sentences worth having: without it every rare word is linked to everything
 * beside it. Two bits a hashed pair tell once from twice, so that pairs seen once
 * (nine in ten) take no memory. Then each iteration looks every pair of words of a
 * bead up once, for both directions.
 *
 * Brown et al., The Mathematics of Statistical Machine Translation, 1993. Given
 * entries are beads of their own, as often as they weigh.
 */
#include "align/model.h"

#include <assert.h>

#include "base/hash.h"

#define ITERATIONS 5
/* So that a word which neither a link nor nothing explains any more divides nothing by
 * nothing. */
#define TINY 1e-30F
/* A bead of more pairs of words than this teaches nothing that shorter ones do not. */
#define PAIRS_MAX (1U << 14)
/* From so many on a sample is read. */
#define PAIRS_ENOUGH 8000000U
/* A link less likely than this is forgotten, one more likely an anchor's. */
#define LINK_MIN 0.01F
#define SURE_MIN 0.15F

typedef struct slot {
    uint32_t source, target; /* source is DBN_NONE in an empty slot */
    uint32_t link;           /* its number */
} slot;

typedef struct learner {
    const dbn_lesson *lesson;
    uint32_t step; /* every so many beads are read */
    dbn_arena *scratch;
    uint64_t *seen; /* two bits a hashed pair: seen, seen twice */
    uint32_t seen_mask;
    slot *slots;
    uint32_t mask;
    DBN_VEC(dbn_link) links;
    float *null_forward, *null_backward; /* a word that nothing stands for */
    float *null_forward_count, *null_backward_count;
    uint32_t *numbers; /* of the links of one bead: a row a source word */
    float *shares;     /* what its source words say of each */
} learner;

/* The words of a bead, on each side. */
typedef struct lesson_bead {
    const uint32_t *source, *target;
    uint32_t source_count, target_count;
} lesson_bead;

static bool
take_bead(lesson_bead *out, const dbn_align_doc *doc, const dbn_bead *bead)
{
    const dbn_word_list *s = &doc->source, *t = &doc->target;
    out->source = s->words + s->offset[bead->source.beg];
    out->target = t->words + t->offset[bead->target.beg];
    out->source_count = s->offset[bead->source.end] - s->offset[bead->source.beg];
    out->target_count = t->offset[bead->target.end] - t->offset[bead->target.beg];
    return out->source_count > 0 && out->target_count > 0 &&
           (uint64_t)out->source_count * out->target_count <= PAIRS_MAX;
}

static uint64_t
pair_hash(uint32_t source, uint32_t target)
{
    return dbn_hash_mix(((uint64_t)source << 32 | target) *
                        UINT64_C(0x9E3779B97F4A7C15));
}

/* Has the pair been seen before, in another bead? Notes that it was. */
static void
note(learner *l, uint32_t source, uint32_t target)
{
    uint32_t at = (uint32_t)pair_hash(source, target) & l->seen_mask;
    uint64_t *word = &l->seen[at / 32];
    uint32_t bit = at % 32 * 2;
    *word |= (*word >> bit & 1) != 0 ? UINT64_C(2) << bit : UINT64_C(1) << bit;
}

static bool
is_seen_twice(const learner *l, uint32_t source, uint32_t target)
{
    uint32_t at = (uint32_t)pair_hash(source, target) & l->seen_mask;
    return (l->seen[at / 32] >> (at % 32 * 2) & 2) != 0;
}

static slot *
slot_of(const learner *l, uint32_t source, uint32_t target)
{
    uint32_t at = (uint32_t)(pair_hash(source, target) >> 20) & l->mask;
    for (;; at = (at + 1) & l->mask) {
        slot *s = &l->slots[at];
        if (s->source == DBN_NONE || (s->source == source && s->target == target))
            return s;
    }
}

static dbn_status
widen(learner *l)
{
    uint32_t size = l->slots == NULL ? 1U << 12 : (l->mask + 1) * 2;
    l->slots =
        dbn_arena_grow(l->scratch, l->slots,
                       l->slots == NULL ? 0 : ((size_t)l->mask + 1) * sizeof(slot),
                       (size_t)size * sizeof(slot));
    if (l->slots == NULL)
        return DBN_ERR_NOMEM;
    l->mask = size - 1;
    memset(l->slots, 0xFF, (size_t)size * sizeof(slot));
    for (uint32_t i = 0; i < l->links.count; i++)
        *slot_of(l, l->links.items[i].source, l->links.items[i].target) =
            (slot){l->links.items[i].source, l->links.items[i].target, i};
    return DBN_OK;
}

/* The link of a pair, made where it is new. */
static dbn_status
add(learner *l, uint32_t source, uint32_t target, uint32_t *number)
{
    if (l->slots == NULL || l->links.count * 2 > l->mask)
        DBN_TRY(widen(l));
    slot *s = slot_of(l, source, target);
    if (s->source == DBN_NONE) {
        dbn_link link = {
            .source = source, .target = target, .forward = 1, .backward = 1};
        DBN_TRY(dbn_vec_push(l->scratch, &l->links, link));
        *s = (slot){source, target, l->links.count - 1};
    }
    *number = s->link;
    return DBN_OK;
}

static uint32_t
find(const learner *l, uint32_t source, uint32_t target)
{
    if (l->slots == NULL)
        return DBN_NONE;
    const slot *s = slot_of(l, source, target);
    return s->source == DBN_NONE ? DBN_NONE : s->link;
}

/* What is done with every pair of words of a bead; a word that stands in it twice
 * counts once. */
typedef dbn_status (*visit)(learner *l, const lesson_bead *bead);

static dbn_status
for_each_bead(learner *l, visit visit_bead)
{
    uint32_t number = 0;
    for (uint32_t d = 0; d < l->lesson->doc_count; d++) {
        const dbn_align_doc *doc = &l->lesson->docs[d];
        for (uint32_t i = 0; i < doc->beads.count; i++) {
            lesson_bead bead;
            if (number++ % l->step == 0 && take_bead(&bead, doc, &doc->beads.items[i]))
                DBN_TRY(visit_bead(l, &bead));
        }
    }
    return DBN_OK;
}

static bool
stands_before(const uint32_t *words, uint32_t at)
{
    for (uint32_t i = 0; i < at; i++)
        if (words[i] == words[at])
            return true;
    return false;
}

static dbn_status
note_pairs(learner *l, const lesson_bead *bead)
{
    for (uint32_t s = 0; s < bead->source_count; s++) {
        if (stands_before(bead->source, s))
            continue;
        for (uint32_t t = 0; t < bead->target_count; t++)
            if (!stands_before(bead->target, t))
                note(l, bead->source[s], bead->target[t]);
    }
    return DBN_OK;
}

static dbn_status
add_pairs(learner *l, const lesson_bead *bead)
{
    uint32_t number;
    for (uint32_t s = 0; s < bead->source_count; s++)
        for (uint32_t t = 0; t < bead->target_count; t++)
            if (is_seen_twice(l, bead->source[s], bead->target[t]))
                DBN_TRY(add(l, bead->source[s], bead->target[t], &number));
    return DBN_OK;
}

/* What each source word of the bead says of its target words; the links are numbered.
 */
static void
judge_backward(learner *l, const lesson_bead *bead)
{
    for (uint32_t s = 0; s < bead->source_count; s++) {
        uint32_t *row = l->numbers + (size_t)s * bead->target_count;
        float *share = l->shares + (size_t)s * bead->target_count;
        float nobody = l->null_backward[bead->source[s]], sum = nobody + TINY;
        for (uint32_t t = 0; t < bead->target_count; t++) {
            row[t] = find(l, bead->source[s], bead->target[t]);
            share[t] = row[t] == DBN_NONE ? 0 : l->links.items[row[t]].backward;
            sum += share[t];
        }
        l->null_backward_count[bead->source[s]] += nobody / sum;
        for (uint32_t t = 0; t < bead->target_count; t++)
            share[t] /= sum;
    }
}

/* Count what both directions say of every pair of words of the bead. */
static dbn_status
share_out(learner *l, const lesson_bead *bead)
{
    dbn_link *links = l->links.items;
    judge_backward(l, bead);
    for (uint32_t t = 0; t < bead->target_count; t++) {
        float nobody = l->null_forward[bead->target[t]], sum = nobody + TINY;
        for (uint32_t s = 0; s < bead->source_count; s++) {
            uint32_t number = l->numbers[(size_t)s * bead->target_count + t];
            if (number != DBN_NONE)
                sum += links[number].forward;
        }
        l->null_forward_count[bead->target[t]] += nobody / sum;
        for (uint32_t s = 0; s < bead->source_count; s++) {
            size_t cell = (size_t)s * bead->target_count + t;
            uint32_t number = l->numbers[cell];
            if (number != DBN_NONE)
                links[number].count += l->shares[cell] * links[number].forward / sum;
        }
    }
    return DBN_OK;
}

/* Counts to probabilities. A word that nothing stands for is as likely as it is
 * frequent. */
static void
normalise(learner *l, float *source_sum, float *target_sum)
{
    const dbn_lesson *lesson = l->lesson;
    uint32_t sources = lesson->source->lexicon.words.count;
    uint32_t targets = lesson->target->lexicon.words.count;
    memset(source_sum, 0, sources * sizeof *source_sum);
    memset(target_sum, 0, targets * sizeof *target_sum);
    for (uint32_t i = 0; i < l->links.count; i++) {
        const dbn_link *link = &l->links.items[i];
        source_sum[link->source] += link->count;
        target_sum[link->target] += link->count;
    }
    for (uint32_t i = 0; i < l->links.count; i++) {
        dbn_link *link = &l->links.items[i];
        link->forward = link->count / (source_sum[link->source] + 1e-9F);
        link->backward = link->count / (target_sum[link->target] + 1e-9F);
    }
    float forward = 1e-9F, backward = 1e-9F;
    for (uint32_t i = 0; i < targets; i++)
        forward += l->null_forward_count[i];
    for (uint32_t i = 0; i < sources; i++)
        backward += l->null_backward_count[i];
    for (uint32_t i = 0; i < targets; i++)
        l->null_forward[i] = l->null_forward_count[i] / forward;
    for (uint32_t i = 0; i < sources; i++)
        l->null_backward[i] = l->null_backward_count[i] / backward;
}

static dbn_status
iterate(learner *l)
{
    uint32_t sources = l->lesson->source->lexicon.words.count;
    uint32_t targets = l->lesson->target->lexicon.words.count;
    float *sums =
        dbn_arena_alloc(l->scratch, ((size_t)sources + targets) * sizeof *sums);
    l->numbers = dbn_arena_alloc(l->scratch, PAIRS_MAX * sizeof *l->numbers);
    l->shares = dbn_arena_alloc(l->scratch, PAIRS_MAX * sizeof *l->shares);
    if (sums == NULL || l->numbers == NULL || l->shares == NULL)
        return DBN_ERR_NOMEM;
    for (int round = 0; round < ITERATIONS; round++) {
        memset(l->null_forward_count, 0, targets * sizeof *l->null_forward_count);
        memset(l->null_backward_count, 0, sources * sizeof *l->null_backward_count);
        for (uint32_t i = 0; i < l->links.count; i++)
            l->links.items[i].count = (float)l->links.items[i].given / 100.0F;
        DBN_TRY(for_each_bead(l, share_out));
        normalise(l, sums, sums + sources);
    }
    return DBN_OK;
}

static int
by_words(const void *a, const void *b)
{
    const dbn_link *left = a, *right = b;
    if (left->source != right->source)
        return left->source < right->source ? -1 : 1;
    return (left->target > right->target) - (left->target < right->target);
}

static float
mean_of(const dbn_link *link)
{
    return (link->forward + link->backward) / 2;
}

static float
forward_of(const dbn_link *link)
{
    return link->forward;
}

static float
backward_of(const dbn_link *link)
{
    return link->backward;
}

/* What goes into a table: where a link is listed, how likely it is, from when on. */
typedef struct table_kind {
    float (*p)(const dbn_link *link);
    float least;
    bool by_target;
} table_kind;

/* The links are sorted by source, then target; counting keeps that order. */
static dbn_status
make_table(dbn_link_table *out, const learner *l, const table_kind *kind,
           dbn_arena *arena)
{
    const dbn_vocabulary *v = kind->by_target ? l->lesson->target : l->lesson->source;
    uint32_t words = v->lexicon.words.count, count = 0;
    out->first = dbn_arena_alloc(arena, ((size_t)words + 2) * sizeof *out->first);
    if (out->first == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < l->links.count; i++) {
        const dbn_link *link = &l->links.items[i];
        if (kind->p(link) < kind->least)
            continue;
        out->first[(kind->by_target ? link->target : link->source) + 2]++;
        count++;
    }
    for (uint32_t i = 0; i < words; i++)
        out->first[i + 1] += out->first[i];
    out->ends = dbn_arena_alloc(arena, ((size_t)count + 1) * sizeof *out->ends);
    if (out->ends == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < l->links.count; i++) {
        const dbn_link *link = &l->links.items[i];
        float p = kind->p(link);
        if (p < kind->least)
            continue;
        uint32_t at = kind->by_target ? link->target : link->source;
        uint32_t other = kind->by_target ? link->source : link->target;
        out->ends[out->first[at + 1]++] = (dbn_link_end){other, p};
    }
    return DBN_OK;
}

static dbn_status
make_tables(dbn_model *out, learner *l, dbn_arena *arena)
{
    static const table_kind forward = {forward_of, LINK_MIN, false};
    static const table_kind backward = {backward_of, LINK_MIN, true};
    static const table_kind sure = {mean_of, SURE_MIN, false};
    if (l->links.count > 1)
        qsort(l->links.items, l->links.count, sizeof(dbn_link), by_words);
    DBN_TRY(make_table(&out->forward, l, &forward, arena));
    DBN_TRY(make_table(&out->backward, l, &backward, arena));
    return make_table(&out->sure, l, &sure, arena);
}

/* From so many pairs of words on, every second, third … bead says enough. */
static void
choose_step(learner *l)
{
    uint64_t pairs = 0;
    for (uint32_t d = 0; d < l->lesson->doc_count; d++) {
        const dbn_align_doc *doc = &l->lesson->docs[d];
        for (uint32_t i = 0; i < doc->beads.count; i++) {
            lesson_bead bead;
            if (take_bead(&bead, doc, &doc->beads.items[i]))
                pairs += (uint64_t)bead.source_count * bead.target_count;
        }
    }
    l->step = (uint32_t)(pairs / PAIRS_ENOUGH) + 1;
}

static dbn_status
learn(dbn_model *out, learner *l, dbn_arena *out_arena)
{
    const dbn_lesson *lesson = l->lesson;
    uint32_t sources = lesson->source->lexicon.words.count;
    uint32_t targets = lesson->target->lexicon.words.count;
    uint64_t pairs = (lesson->source->total + lesson->target->total) * 16;
    choose_step(l);
    l->seen_mask = (1U << 16) - 1;
    while (l->seen_mask < pairs && l->seen_mask < (1U << 26) - 1)
        l->seen_mask = l->seen_mask * 2 + 1;
    l->seen = dbn_arena_alloc(l->scratch, ((size_t)l->seen_mask + 1) / 4);
    l->null_forward =
        dbn_arena_alloc(l->scratch, ((size_t)targets + 1) * sizeof(float));
    l->null_backward =
        dbn_arena_alloc(l->scratch, ((size_t)sources + 1) * sizeof(float));
    l->null_forward_count =
        dbn_arena_alloc(l->scratch, ((size_t)targets + 1) * sizeof(float));
    l->null_backward_count =
        dbn_arena_alloc(l->scratch, ((size_t)sources + 1) * sizeof(float));
    if (l->seen == NULL || l->null_forward == NULL || l->null_backward == NULL ||
        l->null_forward_count == NULL || l->null_backward_count == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < targets; i++)
        l->null_forward[i] = 1;
    for (uint32_t i = 0; i < sources; i++)
        l->null_backward[i] = 1;
    for (uint32_t i = 0; lesson->given != NULL && i < lesson->given_count; i++) {
        uint32_t number;
        DBN_TRY(add(l, lesson->given[i].source, lesson->given[i].target, &number));
        assert(l->links.items != NULL);
        l->links.items[number].given += lesson->given[i].given;
    }
    DBN_TRY(for_each_bead(l, note_pairs));
    DBN_TRY(for_each_bead(l, add_pairs));
    DBN_TRY(iterate(l));
    return make_tables(out, l, out_arena);
}

dbn_status
dbn_model_learn(dbn_model *out, const dbn_lesson *lesson, dbn_arena *out_arena,
                dbn_arena *scratch)
{
    learner l = {.lesson = lesson, .scratch = scratch};
    dbn_arena_mark mark = dbn_arena_save(scratch);
    *out = (dbn_model){0};
    dbn_status status = learn(out, &l, out_arena);
    dbn_arena_rewind(scratch, mark);
    return status;
}
