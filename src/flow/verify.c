/*
 * Contents in their order, a few at a time for each thread: for each, those in front of
 * it in its groups are counted, and those that share enough aligned. Texts are read
 * again and cut into tokens once, and kept by each thread as long as there is room.
 */
#include "flow/verify.h"

#include <assert.h>

#include "dedup/sign.h"
#include "flow/relate.h"
#include "run/ordered.h"

/* Contents that one slot looks at. */
#define CONTENTS_A_SLOT 256U
/* Bytes of texts and tokens that a thread keeps, and slots of the table of them. */
#define KEPT_BYTES (UINT32_C(8) << 20)
#define KEPT_SLOTS 2048U
/* Texts that a thread reads until memory is looked at: the system fetches the
 * neighbours of each, too. */
#define TEXTS_REST 32U
/* Asks between the one that is looked at and the one that is sent for. */
#define ASKS_AHEAD 12
/* Grams that partners share. */
#define SHARED_MIN 2U
/* Contents whose counters are one byte: two bits each. */
#define SEEN_A_BYTE 4U

/* A text that is kept. */
typedef struct kept_text {
    uint32_t content; /* + 1; 0: the slot is free */
    dbn_across_text text;
} kept_text;

/* What one thread needs. */
typedef struct worker {
    dbn_sharing *sharings; /* by content; zero between two questions */
    uint8_t *seen;         /* the same: times_seen() */
    dbn_jsonl_reader *reader;
    dbn_job store; /* of what is kept */
    kept_text *kept;
    uint32_t kept_count;
    uint32_t read; /* texts so far */
} worker;

typedef struct chunk {
    uint32_t beg, end;
    dbn_job job;
    dbn_job pair; /* of the two contents that are aligned */
    DBN_VEC(dbn_partner) partners;
    dbn_edges edges;
    dbn_status status;
    dbn_error err;
} chunk;

typedef struct verifier {
    const dbn_verifying *in;
    uint32_t next;
    worker *workers;
    chunk *chunks; /* one a slot */
    dbn_edges *out;
    dbn_job *job;
} verifier;

/* ---- candidates ------------------------------------------------------------------ */

/* Groups lie anywhere in memory: those of asks a few further on are sent for. */
static void
send_for(const dbn_contents *contents, const dbn_ask *ask, const dbn_ask *end)
{
    if (end - ask <= ASKS_AHEAD || (ask[ASKS_AHEAD].whom & DBN_ASK_ONE) != 0)
        return;
    __builtin_prefetch(contents->members + ask[ASKS_AHEAD].whom);
    __builtin_prefetch(contents->places + ask[ASKS_AHEAD].whom);
}

/* Grams shared with a content, up to SHARED_MIN. */
static uint32_t
times_seen(const uint8_t *seen, uint32_t content)
{
    return (uint32_t)seen[content / SEEN_A_BYTE] >> content % SEEN_A_BYTE * 2 & 3;
}

static void
count_one(uint8_t *seen, uint32_t member, bool forgets)
{
    uint32_t content = member & ~DBN_GROUP_BITS;
    uint32_t one = times_seen(seen, content) < SHARED_MIN;
    uint8_t *byte = &seen[content / SEEN_A_BYTE];
    *byte = (uint8_t)(forgets ? 0U : *byte + (one << content % SEEN_A_BYTE * 2));
}

/* Most share one gram, and are no partners: who shares more is seen in a table so small
 * that it stays at hand. */
static void
count_seen(uint8_t *seen, const dbn_contents *contents, uint32_t content, bool forgets)
{
    const dbn_ask *end = contents->asks + contents->ask_first[content + 1];
    for (const dbn_ask *ask = contents->asks + contents->ask_first[content]; ask < end;
         ask++) {
        uint32_t at = ask->whom;
        send_for(contents, ask, end);
        if ((at & DBN_ASK_ONE) != 0)
            count_one(seen, at, forgets);
        else
            while ((contents->members[at] & DBN_GROUP_BEG) == 0)
                count_one(seen, contents->members[--at], forgets);
    }
}

/* Count a gram of two, which begins at these places. */
static dbn_status
add_shared(chunk *c, worker *w, uint32_t other, const uint16_t places[2], uint32_t bits)
{
    dbn_sharing *sharing = &w->sharings[other];
    if (times_seen(w->seen, other) < SHARED_MIN)
        return DBN_OK;
    if (sharing->shared == 0)
        DBN_TRY(dbn_vec_push(&c->job.scratch, &c->partners, (dbn_partner){other, 0}));
    dbn_sharing_add(sharing, places[0], places[1], bits);
    return DBN_OK;
}

static dbn_status
count_shared(chunk *c, const dbn_contents *contents, worker *w, uint32_t content)
{
    c->partners.count = 0;
    count_seen(w->seen, contents, content, false);
    const dbn_ask *end = contents->asks + contents->ask_first[content + 1];
    for (const dbn_ask *ask = contents->asks + contents->ask_first[content]; ask < end;
         ask++) {
        uint16_t places[2] = {ask->place, ask->other};
        if ((ask->whom & DBN_ASK_ONE) != 0) {
            DBN_TRY(add_shared(c, w, ask->whom & ~DBN_ASK_ONE, places, 0));
            continue;
        }
        for (uint32_t at = ask->whom; (contents->members[at] & DBN_GROUP_BEG) == 0;) {
            uint32_t other = contents->members[--at] & ~DBN_GROUP_BITS;
            places[1] = contents->places[at];
            DBN_TRY(add_shared(c, w, other, places, ask->other));
        }
    }
    count_seen(w->seen, contents, content, true);
    return DBN_OK;
}

/* Keep the partners that share enough, in their order, and clear the counters. */
static void
choose_partners(chunk *c, const dbn_contents *contents, dbn_sharing *sharings,
                uint32_t content)
{
    const dbn_occurrence *own = dbn_content_best(contents, content);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < c->partners.count; i++) {
        dbn_partner p = c->partners.items[i];
        const dbn_sharing sharing = sharings[p.content];
        sharings[p.content] = (dbn_sharing){0};
        const dbn_occurrence *other = dbn_content_best(contents, p.content);
        uint32_t fewer = own->grams < other->grams ? own->grams : other->grams;
        p.shared = sharing.shared;
        if (dbn_sign_is_candidate((dbn_unit)own->unit, &sharing, fewer))
            c->partners.items[kept++] = p;
    }
    c->partners.count = dbn_sign_choose_partners(c->partners.items, kept);
}

/* ---- texts ----------------------------------------------------------------------- */

static dbn_status
read_text(kept_text *slot, const verifier *v, worker *w, uint32_t content)
{
    const dbn_contents *contents = v->in->contents;
    const dbn_occurrence *best = dbn_content_best(contents, content);
    const dbn_collected *document =
        &contents->collection->documents.items[best->document];
    dbn_span text;
    if (w->read++ % TEXTS_REST == 0)
        dbn_collection_rest(contents->collection);
    DBN_TRY(dbn_flow_text_of(&text, document, v->in->options, &w->reader, &w->store));
    DBN_TRY(dbn_across_prepare(&slot->text, dbn_span_slice(text, best->range),
                               document->sign.profile, &w->store));
    slot->content = content + 1;
    w->kept_count++;
    return DBN_OK;
}

/* The text of a content, valid until make_room(). */
static dbn_status
text_of(const dbn_across_text **out, const verifier *v, worker *w, uint32_t content)
{
    uint32_t slot = (uint32_t)(dbn_hash_mix(content) >> 32) % KEPT_SLOTS;
    while (w->kept[slot].content != 0 && w->kept[slot].content != content + 1)
        slot = (slot + 1) % KEPT_SLOTS;
    *out = &w->kept[slot].text;
    return w->kept[slot].content != 0 ? DBN_OK
                                      : read_text(&w->kept[slot], v, w, content);
}

static dbn_status
make_room(worker *w)
{
    if (w->kept != NULL && w->store.arena.held < KEPT_BYTES &&
        w->kept_count < KEPT_SLOTS / 2)
        return DBN_OK;
    dbn_job_reset(&w->store);
    w->kept_count = 0;
    w->kept = dbn_arena_alloc(&w->store.arena, KEPT_SLOTS * sizeof *w->kept);
    return w->kept == NULL ? dbn_job_nomem(&w->store) : DBN_OK;
}

/* ---- verification ---------------------------------------------------------------- */

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

/* Align two texts, of which `a` is that of the lower id. */
static dbn_status
compare_pair(const verifier *v, chunk *c, dbn_edge edge, const dbn_across_text *a,
             const dbn_across_text *b)
{
    dbn_unit unit = (dbn_unit)dbn_content_best(v->in->contents, edge.a)->unit;
    bool is_passage = unit == DBN_UNIT_PASSAGE;
    dbn_across across;
    if (!dbn_across_fits(a->text, b->text))
        return DBN_OK;
    DBN_TRY(
        dbn_across_run(&across, a, b, (dbn_across_how){unit, v->in->near}, &c->pair));
    edge.is_copy = dbn_across_stands_for(&across, unit, v->in->near);
    return add_edge(c, &across, edge, is_passage);
}

static dbn_status
compare(const verifier *v, chunk *c, worker *w, uint32_t content)
{
    const dbn_contents *contents = v->in->contents;
    dbn_id own = dbn_content_best(contents, content)->content;
    assert(c->partners.items != NULL);
    for (uint32_t i = 0; i < c->partners.count; i++) {
        uint32_t other = c->partners.items[i].content;
        bool is_first =
            dbn_id_order(own, dbn_content_best(contents, other)->content) < 0;
        dbn_edge edge = {.a = is_first ? content : other,
                         .b = is_first ? other : content};
        const dbn_across_text *a, *b;
        dbn_job_reset(&c->pair);
        DBN_TRY(make_room(w));
        DBN_TRY(text_of(&a, v, w, edge.a));
        DBN_TRY(text_of(&b, v, w, edge.b));
        DBN_TRY(compare_pair(v, c, edge, a, b));
    }
    return DBN_OK;
}

/* ---- in parallel ----------------------------------------------------------------- */

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
    for (uint32_t i = c->beg; i < c->end; i++) {
        DBN_TRY(count_shared(c, contents, w, i));
        choose_partners(c, contents, w->sharings, i);
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
    worker *w = &v->workers[number];
    c->status = look_at(v, c, w);
    c->err = w->store.err.status != DBN_OK ? w->store.err : c->pair.err;
}

static dbn_status
give_chunk(void *context, uint32_t slot)
{
    verifier *v = context;
    const dbn_edges *found = &v->chunks[slot].edges;
    dbn_edges *out = v->out;
    dbn_arena *arena = &v->job->arena;
    if (v->chunks[slot].status != DBN_OK) {
        v->job->err = v->chunks[slot].err;
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
        dbn_job_release(&v->chunks[i].pair);
    }
    for (uint32_t i = 0; v->workers != NULL && i < threads; i++) {
        dbn_job_release(&v->workers[i].store);
        dbn_jsonl_free(v->workers[i].reader);
    }
    free(v->chunks);
    free(v->workers);
}

static void
init_job(const verifier *v, dbn_job *job)
{
    dbn_job_init(job, 0);
    dbn_lender_lend(v->in->contents->collection->lender, job);
}

/* Jobs first: they are released all, whatever else there was no room for. */
static dbn_status
make_rooms(verifier *v, uint32_t slots, uint32_t threads)
{
    size_t count = v->in->contents->count + (size_t)1;
    for (uint32_t i = 0; i < slots; i++) {
        init_job(v, &v->chunks[i].job);
        init_job(v, &v->chunks[i].pair);
    }
    for (uint32_t i = 0; i < threads; i++)
        init_job(v, &v->workers[i].store);
    for (uint32_t i = 0; i < threads; i++) {
        worker *w = &v->workers[i];
        w->sharings = dbn_arena_alloc(&v->job->scratch, count * sizeof *w->sharings);
        w->seen = dbn_arena_alloc(&v->job->scratch, count / SEEN_A_BYTE + 1);
        if (w->sharings == NULL || w->seen == NULL)
            return DBN_ERR_NOMEM;
    }
    return DBN_OK;
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
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_ordered run = {&v, threads, slots, take_chunk, work_on_chunk, give_chunk};
    if (status == DBN_OK)
        status = make_rooms(&v, slots, threads);
    if (status == DBN_OK)
        status = dbn_ordered_run(&run);
    release(&v, slots, threads);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
