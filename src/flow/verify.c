/*
 * Contents in their order, a few at a time for each thread: for each, the shorter ones
 * that share grams with it are counted, and those that share enough aligned. It is the
 * longer text of a pair that asks, so that a limit of partners bounds what a long text
 * costs that many short ones are parts of.
 */
#include "flow/verify.h"

#include "dedup/sign.h"
#include "flow/relate.h"
#include "run/ordered.h"

/* Contents that one slot looks at. */
#define CONTENTS_A_SLOT 256U
/* Shorter contents that one is aligned with: those that share most with it. */
#define PARTNERS_MAX 256U

/* What one thread needs. */
typedef struct worker {
    uint32_t *shared; /* grams, by content; zero between two questions */
    dbn_jsonl_reader *reader;
} worker;

/* A content that shares grams with the one looked at. */
typedef struct partner {
    uint32_t content, shared;
} partner;

typedef struct chunk {
    uint32_t beg, end;
    dbn_job job;
    dbn_job texts; /* of the content looked at, and of its partner */
    DBN_VEC(partner) partners;
    dbn_edges edges;
    dbn_status status;
} chunk;

typedef struct verifier {
    const dbn_verifying *in;
    uint32_t next;
    worker *workers;
    chunk *chunks; /* one a slot */
    dbn_edges *out;
    dbn_job *job;
} verifier;

/* ---- candidates --------------------------------------------------------------------
 */

/* Is it `content` that asks for this pair: the longer one, the first of two as long? */
static bool
asks_for(const dbn_contents *contents, uint32_t content, uint32_t other)
{
    uint32_t own = dbn_range_len(dbn_content_best(contents, content)->range);
    uint32_t others = dbn_range_len(dbn_content_best(contents, other)->range);
    return own != others ? own > others : content < other;
}

static dbn_status
count_shared(chunk *c, const dbn_contents *contents, uint32_t *shared, uint32_t content)
{
    c->partners.count = 0;
    for (uint32_t i = contents->own_first[content];
         i < contents->own_first[content + 1]; i++) {
        uint32_t group = contents->groups[i];
        for (uint32_t m = contents->group_first[group];
             m < contents->group_first[group + 1]; m++) {
            uint32_t other = contents->members[m];
            if (!asks_for(contents, content, other))
                continue;
            if (shared[other]++ == 0)
                DBN_TRY(
                    dbn_vec_push(&c->job.scratch, &c->partners, (partner){other, 0}));
        }
    }
    return DBN_OK;
}

static int
by_number(const void *left, const void *right)
{
    const partner *a = left, *b = right;
    return a->content < b->content ? -1 : a->content > b->content;
}

static int
by_shared(const void *left, const void *right)
{
    const partner *a = left, *b = right;
    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    return by_number(left, right);
}

/* Keep the partners that share enough, in their order, and clear the counters. */
static void
choose_partners(chunk *c, const dbn_contents *contents, uint32_t *shared,
                uint32_t content)
{
    const dbn_occurrence *own = dbn_content_best(contents, content);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->partners.count; i++) {
        partner p = c->partners.items[i];
        const dbn_occurrence *other = dbn_content_best(contents, p.content);
        uint32_t fewer = own->grams < other->grams ? own->grams : other->grams;
        p.shared = shared[p.content];
        shared[p.content] = 0;
        if (dbn_sign_is_candidate((dbn_unit)own->unit, p.shared, fewer))
            c->partners.items[kept++] = p;
    }
    if (kept > PARTNERS_MAX) {
        qsort(c->partners.items, kept, sizeof c->partners.items[0], by_shared);
        kept = PARTNERS_MAX;
    }
    if (kept > 1)
        qsort(c->partners.items, kept, sizeof c->partners.items[0], by_number);
    c->partners.count = kept;
}

/* ---- verification ------------------------------------------------------------------
 */

static dbn_status
text_of(dbn_span *out, const verifier *v, chunk *c, worker *w, uint32_t content)
{
    const dbn_occurrence *best = dbn_content_best(v->in->contents, content);
    const dbn_collected *document =
        &v->in->contents->collection->documents.items[best->document];
    dbn_span text;
    DBN_TRY(dbn_flow_text_of(&text, document, v->in->options, &w->reader, &c->texts));
    *out = dbn_span_slice(text, best->range);
    return DBN_OK;
}

static dbn_status
add_edge(chunk *c, const dbn_across *across, dbn_edge edge, bool is_passage)
{
    dbn_arena *arena = &c->job.arena;
    dbn_edges *edges = &c->edges;
    bool tells = dbn_across_tells(across);
    edge.share[0] = (uint16_t)dbn_across_share(across, 0);
    edge.share[1] = (uint16_t)dbn_across_share(across, 1);
    edge.relation = (uint8_t)dbn_across_relation(across);
    edge.common_first = edges->common.count;
    edge.contradiction_first = edges->contradictions.count;
    if (is_passage)
        DBN_TRY(dbn_vec_append(arena, &edges->common, across->common.items,
                               across->common.count));
    if (tells)
        DBN_TRY(dbn_vec_append(arena, &edges->contradictions,
                               across->contradictions.items,
                               across->contradictions.count));
    edge.common_count = edges->common.count - edge.common_first;
    edge.contradiction_count = edges->contradictions.count - edge.contradiction_first;
    if (!edge.is_copy && !tells)
        return DBN_OK;
    return dbn_vec_push(arena, &edges->items, edge);
}

static const dbn_profile *
profile_of(const dbn_contents *contents, uint32_t content)
{
    uint32_t document = dbn_content_best(contents, content)->document;
    return contents->collection->documents.items[document].sign.profile;
}

/* Align two texts, of which `a` is that of the lower number. */
static dbn_status
compare_pair(const verifier *v, chunk *c, dbn_edge edge, dbn_span a, dbn_span b)
{
    const dbn_contents *contents = v->in->contents;
    dbn_unit unit = (dbn_unit)dbn_content_best(contents, edge.a)->unit;
    bool is_passage = unit == DBN_UNIT_PASSAGE;
    dbn_across across;
    if (!dbn_across_fits(a, b))
        return DBN_OK;
    DBN_TRY(
        dbn_across_run(&across, a, b, unit, profile_of(contents, edge.a), &c->texts));
    edge.is_copy =
        is_passage ? across.common.count > 0 : dbn_across_is_copy(&across, v->in->near);
    return add_edge(c, &across, edge, is_passage);
}

static dbn_status
compare(const verifier *v, chunk *c, worker *w, uint32_t content)
{
    dbn_job_reset(&c->texts);
    dbn_span text, other;
    DBN_TRY(text_of(&text, v, c, w, content));
    for (uint32_t i = 0; i < c->partners.count; i++) {
        uint32_t number = c->partners.items[i].content;
        bool is_first = content < number;
        dbn_edge edge = {.a = is_first ? content : number,
                         .b = is_first ? number : content};
        dbn_arena_mark mark = dbn_arena_save(&c->texts.arena);
        DBN_TRY(text_of(&other, v, c, w, number));
        DBN_TRY(
            compare_pair(v, c, edge, is_first ? text : other, is_first ? other : text));
        dbn_arena_rewind(&c->texts.arena, mark);
    }
    return DBN_OK;
}

/* ---- in parallel -------------------------------------------------------------------
 */

static bool
take_chunk(void *context, uint32_t slot)
{
    verifier *v = context;
    uint32_t count = v->in->contents->count;
    if (v->next == count)
        return false;
    uint32_t end =
        count - v->next > CONTENTS_A_SLOT ? v->next + CONTENTS_A_SLOT : count;
    v->chunks[slot].beg = v->next;
    v->chunks[slot].end = v->next = end;
    return true;
}

static dbn_status
look_at(const verifier *v, chunk *c, worker *w)
{
    const dbn_contents *contents = v->in->contents;
    if (w->shared == NULL)
        w->shared = calloc(contents->count + (size_t)1, sizeof *w->shared);
    if (w->shared == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = c->beg; i < c->end; i++) {
        DBN_TRY(count_shared(c, contents, w->shared, i));
        choose_partners(c, contents, w->shared, i);
        if (c->partners.count > 0)
            DBN_TRY(compare(v, c, w, i));
    }
    return DBN_OK;
}

static void
work_on_chunk(void *context, uint32_t slot, uint32_t number)
{
    const verifier *v = context;
    chunk *c = &v->chunks[slot];
    dbn_job_reset(&c->job);
    c->edges = (dbn_edges){0};
    c->partners.items = NULL;
    c->partners.count = c->partners.cap = 0;
    c->status = look_at(v, c, &v->workers[number]);
}

static dbn_status
give_chunk(void *context, uint32_t slot)
{
    verifier *v = context;
    const dbn_edges *found = &v->chunks[slot].edges;
    dbn_edges *out = v->out;
    dbn_arena *arena = &v->job->arena;
    if (v->chunks[slot].status != DBN_OK) {
        v->job->err = v->chunks[slot].texts.err;
        return v->chunks[slot].status;
    }
    for (uint32_t i = 0; i < found->items.count; i++) {
        dbn_edge edge = found->items.items[i];
        edge.common_first += out->common.count;
        edge.contradiction_first += out->contradictions.count;
        DBN_TRY(dbn_vec_push(arena, &out->items, edge));
    }
    DBN_TRY(
        dbn_vec_append(arena, &out->common, found->common.items, found->common.count));
    return dbn_vec_append(arena, &out->contradictions, found->contradictions.items,
                          found->contradictions.count);
}

static void
release(verifier *v, uint32_t slots, uint32_t threads)
{
    for (uint32_t i = 0; v->chunks != NULL && i < slots; i++) {
        dbn_job_release(&v->chunks[i].job);
        dbn_job_release(&v->chunks[i].texts);
    }
    for (uint32_t i = 0; v->workers != NULL && i < threads; i++) {
        free(v->workers[i].shared);
        dbn_jsonl_free(v->workers[i].reader);
    }
    free(v->chunks);
    free(v->workers);
}

dbn_status
dbn_verify_run(dbn_edges *out, const dbn_verifying *verifying, dbn_job *job)
{
    *out = (dbn_edges){0};
    uint32_t threads = verifying->threads, slots = threads == 1 ? 1 : threads * 2;
    verifier v = {.in = verifying, .out = out, .job = job};
    v.workers = calloc(threads, sizeof *v.workers);
    v.chunks = calloc(slots, sizeof *v.chunks);
    dbn_status status = v.workers == NULL || v.chunks == NULL ? DBN_ERR_NOMEM : DBN_OK;
    if (status == DBN_OK) {
        for (uint32_t i = 0; i < slots; i++) {
            dbn_job_init(&v.chunks[i].job, 0);
            dbn_job_init(&v.chunks[i].texts, 0);
        }
        dbn_ordered run = {&v, threads, slots, take_chunk, work_on_chunk, give_chunk};
        status = dbn_ordered_run(&run);
    }
    release(&v, slots, threads);
    return status;
}
