/*
 * Postings are sorted part by part, in parallel; a gram that more than so many contents
 * have is dropped whole. What is left are groups, stored twice, by gram and by content,
 * so that whoever asks for the partners of a content walks its groups with one counter
 * a content, and no list of all pairs is ever made: that would be quadratic in copies.
 */
#include "flow/contents.h"

#include "run/ordered.h"

/* ---- the order of documents and contents -------------------------------------------
 */

typedef struct ranked {
    uint64_t primary;
    dbn_id key;
    uint32_t document;
} ranked;

static int
by_rank(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (a->primary != b->primary)
        return a->primary < b->primary ? -1 : 1;
    int order = dbn_id_order(a->key, b->key);
    if (order != 0)
        return order;
    return a->document < b->document ? -1 : a->document > b->document;
}

static dbn_status
rank_documents(dbn_contents *out, dbn_job *job)
{
    uint32_t count = out->collection->documents.count;
    ranked *order = dbn_arena_alloc(&job->scratch, (count + (size_t)1) * sizeof *order);
    out->rank = dbn_arena_alloc(&job->arena, (count + (size_t)1) * sizeof *out->rank);
    if (order == NULL || out->rank == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < count; i++) {
        const dbn_signed *sign = &out->collection->documents.items[i].sign;
        order[i] = (ranked){sign->primary, sign->key, i};
    }
    qsort(order, count, sizeof *order, by_rank);
    for (uint32_t i = 0; i < count; i++)
        out->rank[order[i].document] = i;
    return DBN_OK;
}

typedef struct sorted {
    dbn_id content;
    uint32_t rank, beg, occurrence;
} sorted;

static int
by_content(const void *left, const void *right)
{
    const sorted *a = left, *b = right;
    int order = dbn_id_order(a->content, b->content);
    if (order != 0)
        return order;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->beg < b->beg ? -1 : a->beg > b->beg;
}

static dbn_status
sort_contents(dbn_contents *out, dbn_job *job)
{
    const dbn_occurrences *all = &out->collection->occurrences;
    size_t count = all->count;
    sorted *order = dbn_arena_alloc(&job->scratch, (count + 1) * sizeof *order);
    out->occurrences = dbn_arena_alloc(&job->arena, (count + 1) * sizeof(uint32_t));
    out->first = dbn_arena_alloc(&job->arena, (count + 1) * sizeof(uint32_t));
    if (order == NULL || out->occurrences == NULL || out->first == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < count; i++) {
        const dbn_occurrence *o = &all->items[i];
        order[i] = (sorted){o->content, out->rank[o->document], o->range.beg, i};
    }
    qsort(order, count, sizeof *order, by_content);
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || dbn_id_order(order[i].content, order[i - 1].content) != 0)
            out->first[out->count++] = i;
        out->occurrences[i] = order[i].occurrence;
    }
    out->first[out->count] = (uint32_t)count;
    return DBN_OK;
}

dbn_status
dbn_contents_make(dbn_contents *out, const dbn_collection *collection, dbn_job *job)
{
    *out = (dbn_contents){.collection = collection};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = rank_documents(out, job);
    if (status == DBN_OK)
        status = sort_contents(out, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* ---- groups ------------------------------------------------------------------------
 */

/* One part of the postings, and the groups found in it. */
typedef struct part {
    uint32_t number;
    dbn_job job; /* what is sorted, and what was found */
    DBN_VEC(uint32_t) members;
    DBN_VEC(uint32_t) sizes;
    dbn_status status;
} part;

typedef struct grouper {
    const dbn_contents *contents;
    dbn_collection *collection;
    const uint32_t *content_of; /* of the occurrences that stand for their content;
                                   DBN_NONE of others */
    uint32_t max_postings;
    uint32_t next;
    part *parts; /* one a slot */
    dbn_job *job;
    DBN_VEC(uint32_t) members;
    DBN_VEC(uint32_t) sizes;
} grouper;

/* By gram, byte by byte from the lowest on: equal grams keep their order. The highest
 * bits are those of the part. */
static void
sort_postings(dbn_posting *items, dbn_posting *room, uint32_t count)
{
    for (uint32_t shift = 0; shift < 64; shift += 8) {
        uint32_t starts[257] = {0};
        for (uint32_t i = 0; i < count; i++)
            starts[(items[i].gram >> shift & 255) + 1]++;
        for (uint32_t i = 0; i < 256; i++)
            starts[i + 1] += starts[i];
        for (uint32_t i = 0; i < count; i++)
            room[starts[items[i].gram >> shift & 255]++] = items[i];
        dbn_posting *swapped = items;
        items = room;
        room = swapped;
    }
}

static dbn_status
take_group(part *p, const dbn_posting *postings, uint32_t count)
{
    DBN_TRY(dbn_vec_reserve(&p->job.arena, &p->members, count) ? DBN_OK
                                                               : DBN_ERR_NOMEM);
    for (uint32_t i = 0; i < count; i++)
        p->members.items[p->members.count++] = postings[i].occurrence;
    return dbn_vec_push(&p->job.arena, &p->sizes, count);
}

static dbn_status
find_groups(const grouper *g, part *p)
{
    dbn_postings *all = &g->collection->postings[p->number];
    uint32_t count = 0;
    for (uint32_t i = 0; i < all->count; i++) {
        uint32_t content = g->content_of[all->items[i].occurrence];
        if (content != DBN_NONE)
            all->items[count++] = (dbn_posting){all->items[i].gram, content};
    }
    dbn_posting *room =
        dbn_arena_alloc(&p->job.scratch, (count + (size_t)1) * sizeof *room);
    if (room == NULL)
        return DBN_ERR_NOMEM;
    sort_postings(all->items, room, count);
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1; end < count && all->items[end].gram == all->items[beg].gram;
             end++)
            ;
        if (end - beg >= 2 && end - beg <= g->max_postings)
            DBN_TRY(take_group(p, all->items + beg, end - beg));
    }
    return DBN_OK;
}

static bool
take_part(void *context, uint32_t slot)
{
    grouper *g = context;
    if (g->next == DBN_GRAM_PARTS)
        return false;
    g->parts[slot].number = g->next++;
    return true;
}

static void
work_on_part(void *context, uint32_t slot, uint32_t worker)
{
    (void)worker;
    const grouper *g = context;
    part *p = &g->parts[slot];
    dbn_job_reset(&p->job);
    p->members.items = p->sizes.items = NULL;
    p->members.count = p->members.cap = p->sizes.count = p->sizes.cap = 0;
    p->status = find_groups(g, p);
}

static dbn_status
give_part(void *context, uint32_t slot)
{
    grouper *g = context;
    const part *p = &g->parts[slot];
    if (p->status != DBN_OK)
        return p->status;
    DBN_TRY(dbn_vec_append(&g->job->scratch, &g->members, p->members.items,
                           p->members.count));
    return dbn_vec_append(&g->job->scratch, &g->sizes, p->sizes.items, p->sizes.count);
}

/* The occurrences that stand for their contents; the others' postings say the same. */
static dbn_status
choose_occurrences(grouper *g)
{
    const dbn_contents *c = g->contents;
    size_t size = (c->collection->occurrences.count + (size_t)1) * sizeof(uint32_t);
    uint32_t *content_of = dbn_arena_alloc(&g->job->scratch, size);
    if (content_of == NULL)
        return DBN_ERR_NOMEM;
    memset(content_of, 0xFF, size);
    for (uint32_t i = 0; i < c->count; i++)
        content_of[c->occurrences[c->first[i]]] = i;
    g->content_of = content_of;
    return DBN_OK;
}

/* The groups by gram and by content. */
static dbn_status
store_groups(dbn_contents *out, const grouper *g)
{
    size_t members = g->members.count, groups = g->sizes.count;
    dbn_arena *arena = &g->job->arena;
    out->group_count = (uint32_t)groups;
    out->group_first = dbn_arena_alloc(arena, (groups + 1) * sizeof(uint32_t));
    out->members = dbn_arena_alloc(arena, (members + 1) * sizeof(uint32_t));
    out->own_first =
        dbn_arena_alloc(arena, (out->count + (size_t)2) * sizeof(uint32_t));
    out->groups = dbn_arena_alloc(arena, (members + 1) * sizeof(uint32_t));
    if (out->group_first == NULL || out->members == NULL || out->own_first == NULL ||
        out->groups == NULL)
        return DBN_ERR_NOMEM;
    uint32_t *next = out->own_first + 1, at = 0;
    for (size_t i = 0; i < members; i++) {
        out->members[i] = g->members.items[i];
        next[out->members[i] + 1]++;
    }
    for (uint32_t i = 0; i < out->count; i++)
        next[i + 1] += next[i];
    for (uint32_t i = 0; i < groups; i++) {
        out->group_first[i] = at;
        for (uint32_t end = at + g->sizes.items[i]; at < end; at++)
            out->groups[next[out->members[at]]++] = i;
    }
    out->group_first[groups] = at;
    return DBN_OK;
}

static dbn_status
run_parts(grouper *g, uint32_t threads)
{
    uint32_t slots = threads == 1 ? 1 : threads * 2;
    g->parts = calloc(slots, sizeof *g->parts);
    if (g->parts == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < slots; i++)
        dbn_job_init(&g->parts[i].job, 0);
    dbn_ordered run = {g, threads, slots, take_part, work_on_part, give_part};
    dbn_status status = dbn_ordered_run(&run);
    for (uint32_t i = 0; i < slots; i++)
        dbn_job_release(&g->parts[i].job);
    free(g->parts);
    return status;
}

dbn_status
dbn_contents_group(dbn_contents *contents, dbn_collection *collection,
                   uint32_t max_postings, uint32_t threads, dbn_job *job)
{
    grouper g = {.contents = contents,
                 .collection = collection,
                 .max_postings = max_postings,
                 .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = choose_occurrences(&g);
    if (status == DBN_OK)
        status = run_parts(&g, threads);
    if (status == DBN_OK)
        status = store_groups(contents, &g);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

/* ---- ids ---------------------------------------------------------------------------
 */

typedef struct named {
    dbn_id id, key;
} named;

static int
by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    int order = dbn_id_order(a->id, b->id);
    return order != 0 ? order : dbn_id_order(a->key, b->key);
}

dbn_status
dbn_contents_twice(uint64_t *out, const dbn_collection *collection, dbn_job *job)
{
    uint32_t count = 0;
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    named *names = dbn_arena_alloc(
        &job->scratch, (collection->documents.count + (size_t)1) * sizeof *names);
    if (names == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < collection->documents.count; i++) {
        const dbn_collected *document = &collection->documents.items[i];
        if (document->failed.ptr == NULL)
            names[count++] =
                (named){dbn_id_of(document->sign.id, 0), document->sign.key};
    }
    qsort(names, count, sizeof *names, by_name);
    *out = 0;
    bool is_counted = false;
    for (uint32_t i = 1; i < count; i++) {
        bool is_same = dbn_id_order(names[i].id, names[i - 1].id) == 0;
        bool is_twice = is_same && dbn_id_order(names[i].key, names[i - 1].key) != 0;
        *out += is_twice && !is_counted;
        is_counted = is_same && (is_counted || is_twice);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}
