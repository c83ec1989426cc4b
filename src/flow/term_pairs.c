/*
 * Pairs of terms.
 *
 * The terms of each side are found as in any texts, then looked for as a glossary in
 * every bead, so that all their forms count. Two that stand in the same beads, and in
 * no others, are translations of each other: Dice's coefficient, lowered where they met
 * once or twice. The best pair takes both terms, then the next best of what is left
 * (competitive linking, Melamed 2000), which resolves one to many. Linear in the text
 * but for the pairs of a bead, whose terms are bounded.
 */
#include "flow/term_pairs.h"

#include <stdlib.h>

/* Terms of one side of a bead that are looked at. */
#define BEAD_TERMS_MAX 64U
/* Pairs below are chance, and such that met less often say nothing. */
#define SCORE_MIN 0.5F
#define COUNT_MIN 2U

/* One side of the bitext. */
typedef struct side {
    dbn_terms *terms;
    dbn_glossary *glossary; /* its heads; entry i is of term heads[i] */
    const uint32_t *heads;
    uint32_t *counts; /* beads that have it, by entry */
} side;

/* Terms of one bead, each once. */
typedef struct bead_terms {
    uint32_t items[BEAD_TERMS_MAX];
    uint32_t count;
} bead_terms;

typedef struct pairing {
    side source, target;
    const dbn_bitext *bitext;
    dbn_lexicon keys; /* of the pairs, two numbers each */
    dbn_term_pairs pairs;
    dbn_arena *arena;
} pairing;

static dbn_status
open_side(side *s, dbn_terms *terms, dbn_arena *arena)
{
    uint32_t *heads;
    s->terms = terms;
    DBN_TRY(dbn_flow_terms_extract(terms));
    DBN_TRY(dbn_glossary_new(&s->glossary, terms->profile, terms->morphology,
                             &terms->job.err));
    s->heads = heads =
        dbn_arena_alloc(arena, (terms->found.terms.count + 1) * sizeof *heads);
    s->counts =
        dbn_arena_alloc(arena, (terms->found.terms.count + 1) * sizeof *s->counts);
    if (heads == NULL || s->counts == NULL)
        return dbn_job_nomem(&terms->job);
    for (uint32_t i = 0; i < terms->found.terms.count; i++) {
        dbn_glossary_entry entry = {.term = terms->found.terms.items[i].form,
                                    .translation = {"", 0},
                                    .domain = {"", 0}};
        if (terms->found.terms.items[i].head != i)
            continue;
        dbn_status status = dbn_glossary_add(s->glossary, &entry, &terms->job.err);
        if (status == DBN_OK)
            heads[dbn_glossary_count(s->glossary) - 1] = i;
        else if (status != DBN_ERR_SYNTAX)
            return status;
    }
    return DBN_OK;
}

static void
add_once(bead_terms *all, uint32_t entry)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (all->items[i] == entry)
            return;
    if (all->count < BEAD_TERMS_MAX)
        all->items[all->count++] = entry;
}

/* The terms in segments [range) of text `number`, those inside longer ones too. */
static dbn_status
terms_in(bead_terms *out, side *s, uint32_t number, dbn_range range)
{
    const dbn_terms_text *text = &s->terms->texts.items[number];
    dbn_job *job = &s->terms->job;
    out->count = 0;
    for (uint32_t i = range.beg; i < range.end && i < text->count; i++) {
        dbn_glossary_hits hits = {0};
        dbn_arena_mark mark = dbn_arena_save(&job->arena);
        dbn_range whole = {0, (uint32_t)text->segments[i].len};
        dbn_status status =
            dbn_glossary_candidates(&hits, s->glossary, text->segments[i], whole, job);
        for (uint32_t k = 0; k < hits.count && status == DBN_OK; k++)
            add_once(out, hits.items[k].entry);
        dbn_arena_rewind(&job->arena, mark);
        DBN_TRY(status);
    }
    for (uint32_t i = 0; i < out->count; i++)
        s->counts[out->items[i]]++;
    return DBN_OK;
}

static dbn_status
count_bead(pairing *p, uint32_t number, uint32_t index)
{
    const dbn_bead *bead = &p->bitext->pairs.items[number].beads.items[index];
    bead_terms a, b;
    DBN_TRY(terms_in(&a, &p->source, number, bead->source));
    DBN_TRY(terms_in(&b, &p->target, number, bead->target));
    for (uint32_t i = 0; i < a.count; i++)
        for (uint32_t k = 0; k < b.count; k++) {
            uint32_t both[2] = {a.items[i], b.items[k]}, known;
            dbn_span key = {(const char *)both, sizeof both};
            DBN_TRY(dbn_lexicon_add(&known, &p->keys, key, p->arena));
            if (known == p->pairs.count)
                DBN_TRY(dbn_vec_push(p->arena, &p->pairs,
                                     (dbn_term_pair){.source = both[0],
                                                     .target = both[1],
                                                     .pair = number,
                                                     .bead = index}));
            p->pairs.items[known].count++;
        }
    return DBN_OK;
}

static int
by_score(const void *left, const void *right)
{
    const dbn_term_pair *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    if (a->source != b->source)
        return a->source < b->source ? -1 : 1;
    return a->target < b->target ? -1 : a->target > b->target;
}

/* Is `text`, in some form, term `entry` of the side? */
static dbn_status
is_term(bool *out, side *s, uint32_t entry, dbn_span text)
{
    dbn_glossary_hits hits = {0};
    dbn_job *job = &s->terms->job;
    dbn_arena_mark mark = dbn_arena_save(&job->arena);
    dbn_range whole = {0, (uint32_t)text.len};
    dbn_status status = dbn_glossary_candidates(&hits, s->glossary, text, whole, job);
    for (uint32_t i = 0; i < hits.count && status == DBN_OK; i++)
        *out |= hits.items[i].entry == entry &&
                dbn_range_len(hits.items[i].range) == text.len;
    dbn_arena_rewind(&job->arena, mark);
    return status;
}

/* Is the target of the pair, in some form, among the "a|b" of what a glossary says? */
static dbn_status
says(bool *out, side *target, const dbn_term_pair *pair, dbn_span said)
{
    dbn_span form = target->terms->found.terms.items[target->heads[pair->target]].form;
    while (said.len > 0) {
        const char *bar = memchr(said.ptr, '|', said.len);
        size_t len = bar == NULL ? said.len : (size_t)(bar - said.ptr);
        dbn_span one = dbn_span_trim((dbn_span){said.ptr, len});
        *out |= dbn_span_equal_ascii(one, form);
        if (!*out)
            DBN_TRY(is_term(out, target, pair->target, one));
        len += bar != NULL;
        said = (dbn_span){said.ptr + len, said.len - len};
    }
    return DBN_OK;
}

/* What the glossary of the source says of the pair, whose terms are entries of the
 * sides. */
static dbn_status
judge(dbn_term_pair *pair, const side *source, side *target)
{
    dbn_span term = source->terms->found.terms.items[source->heads[pair->source]].form;
    const dbn_glossary *known = source->terms->glossary;
    dbn_glossary_hits hits;
    bool is_said = false;
    DBN_TRY(dbn_flow_terms_hits(&hits, source->terms, term));
    if (hits.count != 1 || dbn_range_len(hits.items[0].range) != term.len)
        return DBN_OK;
    for (uint32_t e = hits.items[0].entry; e != DBN_NONE && !is_said;
         e = dbn_glossary_next(known, e))
        DBN_TRY(
            says(&is_said, target, pair, dbn_glossary_entry_at(known, e)->translation));
    pair->verdict = is_said ? DBN_PAIR_CONFIRMED : DBN_PAIR_CONTRADICTED;
    return DBN_OK;
}

/* The best pair takes both of its terms. */
static dbn_status
link(dbn_term_pairs *out, pairing *p)
{
    uint32_t sources = dbn_glossary_count(p->source.glossary);
    uint32_t targets = dbn_glossary_count(p->target.glossary);
    bool *has_source = dbn_arena_alloc(p->arena, sources + 1);
    bool *has_target = dbn_arena_alloc(p->arena, targets + 1);
    if (has_source == NULL || has_target == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < p->pairs.count; i++) {
        dbn_term_pair *one = &p->pairs.items[i];
        one->source_count = p->source.counts[one->source];
        one->target_count = p->target.counts[one->target];
        float together = (float)one->count;
        one->score = 2 * together / (float)(one->source_count + one->target_count) *
                     together / (together + 0.5F);
    }
    if (p->pairs.count > 1)
        qsort(p->pairs.items, p->pairs.count, sizeof *p->pairs.items, by_score);
    for (uint32_t i = 0; i < p->pairs.count; i++) {
        dbn_term_pair one = p->pairs.items[i];
        if (one.score < SCORE_MIN || one.count < COUNT_MIN || has_source[one.source] ||
            has_target[one.target])
            continue;
        has_source[one.source] = has_target[one.target] = true;
        DBN_TRY(judge(&one, &p->source, &p->target));
        one.source = p->source.heads[one.source];
        one.target = p->target.heads[one.target];
        DBN_TRY(dbn_vec_push(&p->source.terms->job.arena, out, one));
    }
    return DBN_OK;
}

static dbn_status
pair_all(dbn_term_pairs *out, pairing *p, dbn_terms *source, dbn_terms *target)
{
    DBN_TRY(open_side(&p->source, source, p->arena));
    DBN_TRY(open_side(&p->target, target, p->arena));
    for (uint32_t i = 0; i < p->bitext->pairs.count && i < source->texts.count &&
                         i < target->texts.count;
         i++)
        for (uint32_t k = 0; k < p->bitext->pairs.items[i].beads.count; k++)
            DBN_TRY(count_bead(p, i, k));
    return link(out, p);
}

dbn_status
dbn_flow_term_pairs(dbn_term_pairs *out, dbn_terms *source, dbn_terms *target,
                    const dbn_bitext *bitext)
{
    dbn_arena scratch;
    dbn_arena_init(&scratch, 0);
    pairing p = {.bitext = bitext, .arena = &scratch};
    *out = (dbn_term_pairs){0};
    dbn_status status = pair_all(out, &p, source, target);
    dbn_glossary_free(p.source.glossary);
    dbn_glossary_free(p.target.glossary);
    dbn_arena_release(&scratch);
    if (target->job.err.status != DBN_OK)
        source->job.err = target->job.err;
    return status == DBN_ERR_NOMEM ? dbn_job_nomem(&source->job) : status;
}
