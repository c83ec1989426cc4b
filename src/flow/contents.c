/*
 * Postings are sorted part by part, in parallel. Those of one gram are a group: the
 * contents that share it, by their numbers; whoever asks for the partners of a content
 * walks back from it in each of its groups with one counter a content, and no list of
 * all pairs is ever made: that would be quadratic in copies. A gram that very many
 * contents have is a set phrase or that of a text with very many copies; of the latter
 * one stays, and all need to be compared with that one alone.
 */
#include "flow/contents.h"

#include "base/sort.h"
#include "dedup/sign.h"
#include "run/ordered.h"

/* Contents of a group that are sorted by insertion. */
#define SORTED_IN_PLACE 16U
/* Occurrences that are looked at until memory has the one that it is asked for. */
#define AHEAD 16U
/* Members that are stored until memory is looked at. */
#define MEMBERS_REST (UINT32_C(1) << 18)

/* ---- the order of documents and contents -------------------------------------------
 */

typedef struct ranked {
    dbn_id key;
    uint32_t document;
} ranked;

static int
by_rank(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    int order = dbn_id_order(a->key, b->key);
    if (order != 0)
        return order;
    return a->document < b->document ? -1 : a->document > b->document;
}

/* Those of the same primary, by their keys. */
static dbn_status
rank_equals(dbn_contents *out, const dbn_keyed *order, dbn_range same, dbn_job *job)
{
    const dbn_collected *documents = out->collection->documents.items;
    uint32_t count = dbn_range_len(same);
    if (count == 1) {
        out->rank[order[same.beg].number] = same.beg;
        return DBN_OK;
    }
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    ranked *equals = dbn_arena_alloc(&job->scratch, count * sizeof *equals);
    if (equals == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t document = order[same.beg + i].number;
        equals[i] = (ranked){documents[document].sign.key, document};
    }
    DBN_TRY(dbn_sort(equals, count, sizeof *equals, by_rank, &job->scratch));
    for (uint32_t i = 0; i < count; i++)
        out->rank[equals[i].document] = same.beg + i;
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

static dbn_status
rank_documents(dbn_contents *out, dbn_job *job)
{
    uint32_t count = out->collection->documents.count;
    dbn_keyed *order =
        dbn_arena_alloc(&job->scratch, (count + (size_t)1) * sizeof *order);
    out->rank = dbn_arena_alloc(&job->arena, (count + (size_t)1) * sizeof *out->rank);
    if (order == NULL || out->rank == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        order[i] = (dbn_keyed){out->collection->documents.items[i].sign.primary, i};
    DBN_TRY(dbn_sort_keys(order, count, &job->scratch));
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1; end < count && order[end].key == order[beg].key; end++)
            ;
        DBN_TRY(rank_equals(out, order, (dbn_range){beg, end}, job));
    }
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

/* Contents are sorted by their lengths and the highest bits of their ids at first. */
static uint64_t
content_key(const dbn_occurrence *o)
{
    return (uint64_t)dbn_range_len(o->range) << 32 | o->content.high >> 32;
}

/* Those with one key are nearly always the occurrences of one content. */
static dbn_status
sort_equals(dbn_contents *out, const dbn_keyed *order, dbn_range same, dbn_job *job)
{
    const dbn_occurrence *all = out->collection->occurrences.items;
    uint32_t count = dbn_range_len(same);
    if (count == 1) {
        out->first[out->count++] = same.beg;
        out->occurrences[same.beg] = order[same.beg].number;
        return DBN_OK;
    }
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    sorted *equals = dbn_arena_alloc(&job->scratch, count * sizeof *equals);
    if (equals == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        const dbn_occurrence *o = &all[order[same.beg + i].number];
        uint32_t soon = same.beg + i + AHEAD;
        if (soon < out->collection->occurrences.count)
            __builtin_prefetch(&all[order[soon].number]);
        equals[i] = (sorted){o->content, out->rank[o->document], o->range.beg,
                             order[same.beg + i].number};
    }
    DBN_TRY(dbn_sort(equals, count, sizeof *equals, by_content, &job->scratch));
    for (uint32_t i = 0; i < count; i++) {
        if (i == 0 || dbn_id_order(equals[i].content, equals[i - 1].content) != 0)
            out->first[out->count++] = same.beg + i;
        out->occurrences[same.beg + i] = equals[i].occurrence;
    }
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}

static dbn_status
sort_contents(dbn_contents *out, dbn_job *job)
{
    const dbn_occurrences *all = &out->collection->occurrences;
    uint32_t count = all->count;
    if (count >= DBN_GROUP_COMMON)
        return dbn_fail(&job->err, DBN_ERR_LIMIT,
                        "the corpus has more than 1073741823 documents and paragraphs");
    size_t room = (count + (size_t)1) * sizeof(uint32_t);
    dbn_keyed *order =
        dbn_arena_alloc(&job->scratch, (count + (size_t)1) * sizeof *order);
    out->occurrences = dbn_arena_alloc(&job->arena, room);
    out->first = dbn_arena_alloc(&job->arena, room);
    if (order == NULL || out->occurrences == NULL || out->first == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        order[i] = (dbn_keyed){content_key(&all->items[i]), i};
    DBN_TRY(dbn_sort_keys(order, count, &job->scratch));
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1; end < count && order[end].key == order[beg].key; end++)
            ;
        DBN_TRY(sort_equals(out, order, (dbn_range){beg, end}, job));
    }
    out->first[out->count] = count;
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
    return status == DBN_ERR_NOMEM ? dbn_job_nomem(job) : status;
}

/* ---- groups ------------------------------------------------------------------------
 */

/* Members and places, as dbn_contents has them; and between them pairs of one that asks
 * the other alone, of which the first has DBN_GROUP_COMMON. */
typedef struct found_groups {
    DBN_VEC(uint32_t) members;
    DBN_VEC(uint16_t) places;
} found_groups;

/* One part of the postings, and the groups found in it. */
typedef struct part {
    uint32_t number;
    dbn_job job; /* what is sorted, and what was found */
    found_groups found;
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
    found_groups found;
} grouper;

/* Byte `shift` / 8 of what is held of a gram. */
static uint32_t
byte_of(const dbn_held_posting *posting, uint32_t shift)
{
    return (shift < 32 ? posting->gram_low >> shift
                       : (uint32_t)posting->gram_high >> (shift - 32)) &
           255;
}

static bool
is_same_gram(const dbn_held_posting *a, const dbn_held_posting *b)
{
    return a->gram_low == b->gram_low && a->gram_high == b->gram_high;
}

/* By gram, byte by byte from the lowest on: equal grams keep their order. The highest
 * bits are those of the part; there is an even number of bytes. */
static void
sort_postings(dbn_held_posting *items, dbn_held_posting *room, uint32_t count)
{
    for (uint32_t shift = 0; shift < 48; shift += 8) {
        uint32_t starts[257] = {0};
        for (uint32_t i = 0; i < count; i++)
            starts[byte_of(&items[i], shift) + 1]++;
        for (uint32_t i = 0; i < 256; i++)
            starts[i + 1] += starts[i];
        for (uint32_t i = 0; i < count; i++)
            room[starts[byte_of(&items[i], shift)]++] = items[i];
        dbn_held_posting *swapped = items;
        items = room;
        room = swapped;
    }
}

static int
by_number(const void *left, const void *right)
{
    const dbn_held_posting *a = left, *b = right;
    return a->occurrence < b->occurrence ? -1 : a->occurrence > b->occurrence;
}

/* By number, in place where there are few, as nearly always. No two have the same. */
static void
sort_by_number(dbn_held_posting *postings, uint32_t count)
{
    if (count > SORTED_IN_PLACE) {
        qsort(postings, count, sizeof *postings, by_number);
        return;
    }
    for (uint32_t i = 1; i < count; i++) {
        dbn_held_posting posting = postings[i];
        uint32_t at = i;
        for (; at > 0 && postings[at - 1].occurrence > posting.occurrence; at--)
            postings[at] = postings[at - 1];
        postings[at] = posting;
    }
}

static dbn_status
add_member(part *p, const dbn_held_posting *posting, uint32_t bits)
{
    DBN_TRY(dbn_vec_push(&p->job.arena, &p->found.members, posting->occurrence | bits));
    return dbn_vec_push(&p->job.arena, &p->found.places, posting->place);
}

static dbn_status
add_group(part *p, dbn_held_posting *postings, uint32_t count)
{
    sort_by_number(postings, count);
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(add_member(p, &postings[i], i == 0 ? DBN_GROUP_BEG : 0));
    return DBN_OK;
}

/* Does content a stand in a better document than b, or in front of it? */
static bool
is_better(const dbn_contents *c, uint32_t a, uint32_t b)
{
    const dbn_occurrence *x = dbn_content_best(c, a), *y = dbn_content_best(c, b);
    if (c->rank[x->document] != c->rank[y->document])
        return c->rank[x->document] < c->rank[y->document];
    return x->range.beg < y->range.beg;
}

/* A pair of each with the best one. */
static dbn_status
add_pairs(const grouper *g, part *p, const dbn_held_posting *postings, uint32_t count)
{
    const dbn_held_posting *best = postings;
    if (dbn_content_best(g->contents, best->occurrence)->unit == DBN_UNIT_PASSAGE)
        return DBN_OK;
    for (uint32_t i = 1; i < count; i++)
        if (is_better(g->contents, postings[i].occurrence, best->occurrence))
            best = &postings[i];
    for (uint32_t i = 0; i < count; i++) {
        if (&postings[i] == best)
            continue;
        DBN_TRY(add_member(p, &postings[i], DBN_GROUP_COMMON));
        DBN_TRY(add_member(p, best, 0));
    }
    return DBN_OK;
}

/* The postings of a part, those of one occurrence of each content, in a row. */
static dbn_status
gather(dbn_held_postings *out, const grouper *g, part *p)
{
    const dbn_part_postings *all = &g->collection->postings[p->number];
    if (g->collection->memory == 0 && all->pieces.count > 0)
        out->items = all->pieces.items[0].items;
    else if (!dbn_vec_reserve(&p->job.scratch, out, all->count + 1))
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < all->pieces.count; i++)
        for (uint32_t k = 0; k < all->pieces.items[i].count; k++) {
            dbn_held_posting posting = all->pieces.items[i].items[k];
            posting.occurrence = g->content_of[posting.occurrence];
            if (posting.occurrence != DBN_NONE)
                out->items[out->count++] = posting;
        }
    return DBN_OK;
}

static dbn_status
find_groups(const grouper *g, part *p)
{
    dbn_held_postings postings = {0}, *all = &postings;
    DBN_TRY(gather(all, g, p));
    uint32_t count = all->count;
    dbn_held_posting *room =
        dbn_arena_alloc(&p->job.scratch, (count + (size_t)1) * sizeof *room);
    if (room == NULL)
        return DBN_ERR_NOMEM;
    sort_postings(all->items, room, count);
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1;
             end < count && is_same_gram(&all->items[end], &all->items[beg]); end++)
            ;
        if (end - beg > g->max_postings)
            DBN_TRY(add_pairs(g, p, all->items + beg, end - beg));
        else if (end - beg >= 2)
            DBN_TRY(add_group(p, all->items + beg, end - beg));
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
    p->found = (found_groups){0};
    p->status = find_groups(g, p);
    g->collection->postings[p->number] = (dbn_part_postings){0};
    dbn_arena_release(&g->collection->parts[p->number]);
}

static dbn_status
spool_groups(dbn_collection *c, const found_groups *found)
{
    size_t count = found->members.count;
    uint32_t *members =
        dbn_spool_add(&c->spools[DBN_SPOOL_MEMBERS], count * sizeof *members);
    uint16_t *places =
        dbn_spool_add(&c->spools[DBN_SPOOL_PLACES], count * sizeof *places);
    if (members == NULL || places == NULL)
        return DBN_ERR_IO;
    if (count > 0) {
        memcpy(members, found->members.items, count * sizeof *members);
        memcpy(places, found->places.items, count * sizeof *places);
    }
    dbn_collection_rest(c);
    return DBN_OK;
}

static dbn_status
give_part(void *context, uint32_t slot)
{
    grouper *g = context;
    const part *p = &g->parts[slot];
    if (p->status != DBN_OK)
        return p->status;
    const found_groups *found = &p->found;
    if (g->collection->memory > 0)
        return spool_groups(g->collection, found);
    DBN_TRY(dbn_vec_append(&g->job->arena, &g->found.members, found->members.items,
                           found->members.count));
    return dbn_vec_append(&g->job->arena, &g->found.places, found->places.items,
                          found->places.count);
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

/* How much is asked by each content, at [content + 2]; in all. */
static size_t
count_asks(uint32_t *counts, const dbn_contents *c, size_t members)
{
    size_t count = 0;
    for (size_t i = 0; i < members; i++) {
        uint32_t member = c->members[i];
        if ((member & DBN_GROUP_BEG) != 0)
            continue;
        counts[(member & ~DBN_GROUP_BITS) + 2]++;
        count++;
        i += (member & DBN_GROUP_COMMON) != 0;
    }
    return count;
}

/* What the gram of the group that begins at `at` says. */
static uint16_t
bits_of(const dbn_contents *c, size_t at, size_t members)
{
    size_t end = at + 1;
    while (end < members && (c->members[end] & DBN_GROUP_BITS) == 0)
        end++;
    return (uint16_t)dbn_gram_bits((uint32_t)(end - at));
}

static void
store_asks(dbn_contents *out, dbn_collection *collection, size_t members)
{
    uint32_t *next = out->ask_first + 1;
    uint16_t bits = 0;
    for (size_t i = 0; i < members; i++) {
        uint32_t member = out->members[i];
        dbn_ask ask = {(uint32_t)i, out->places[i], bits};
        if (i % MEMBERS_REST == 0)
            dbn_collection_rest(collection);
        if ((member & DBN_GROUP_BEG) != 0) {
            bits = bits_of(out, i, members);
            continue;
        }
        if ((member & DBN_GROUP_COMMON) != 0) {
            i++;
            ask.whom = out->members[i] | DBN_ASK_ONE;
            ask.other = out->places[i];
        }
        out->asks[next[member & ~DBN_GROUP_BITS]++] = ask;
    }
}

/* The groups, and what each content asks. */
static dbn_status
store_groups(dbn_contents *out, const grouper *g)
{
    dbn_collection *c = g->collection;
    dbn_spool *spools = c->spools;
    size_t members = g->found.members.count;
    dbn_arena *arena = &g->job->arena;
    out->members = g->found.members.items;
    out->places = g->found.places.items;
    if (c->memory > 0) {
        members = spools[DBN_SPOOL_MEMBERS].len / sizeof *out->members;
        out->members = (uint32_t *)(void *)spools[DBN_SPOOL_MEMBERS].base;
        out->places = (uint16_t *)(void *)spools[DBN_SPOOL_PLACES].base;
    }
    if (members >= DBN_ASK_ONE)
        return dbn_fail(&g->job->err, DBN_ERR_LIMIT,
                        "the documents of the corpus share more than 2147483647 grams");
    out->ask_first =
        dbn_arena_alloc(arena, (out->count + (size_t)2) * sizeof *out->ask_first);
    if (out->ask_first == NULL)
        return DBN_ERR_NOMEM;
    size_t size = count_asks(out->ask_first, out, members) * sizeof *out->asks;
    out->asks = c->memory == 0 ? dbn_arena_alloc(arena, size)
                               : dbn_spool_add(&spools[DBN_SPOOL_ASKS], size);
    if (out->asks == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 1; i <= out->count; i++)
        out->ask_first[i + 1] += out->ask_first[i];
    store_asks(out, c, members);
    return DBN_OK;
}

static dbn_status
run_parts(grouper *g, uint32_t threads)
{
    uint32_t slots = threads == 1 ? 1 : threads * 2;
    g->parts = calloc(slots, sizeof *g->parts);
    if (g->parts == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < slots; i++) {
        dbn_job_init(&g->parts[i].job, 0);
        dbn_lender_lend(g->collection->lender, &g->parts[i].job);
    }
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
    uint32_t document;
} named;

static int
by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    int order = dbn_id_order(a->id, b->id);
    if (order == 0)
        order = dbn_id_order(a->key, b->key);
    return order != 0 ? order
                      : (a->document > b->document) - (a->document < b->document);
}

/* Count an id; its first document goes among the first of all. */
static void
count_twice(dbn_twice *out, uint32_t document)
{
    uint64_t at = out->count < DBN_EXAMPLES ? out->count : DBN_EXAMPLES;
    out->count++;
    for (; at > 0 && out->documents[at - 1] > document; at--)
        if (at < DBN_EXAMPLES)
            out->documents[at] = out->documents[at - 1];
    if (at < DBN_EXAMPLES)
        out->documents[at] = document;
}

/* Look at those of one id; `names` are in the order of by_name(). */
static void
look_at_id(dbn_twice *out, const named *names, uint32_t count)
{
    uint32_t first = names[0].document;
    for (uint32_t i = 1; i < count; i++)
        if (names[i].document < first)
            first = names[i].document;
    if (dbn_id_order(names[0].key, names[count - 1].key) != 0)
        count_twice(out, first);
}

dbn_status
dbn_contents_twice(dbn_twice *out, const dbn_collection *collection, dbn_job *job)
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
                (named){dbn_id_of(document->sign.id, 0), document->sign.key, i};
    }
    DBN_TRY_PUSH(job, dbn_sort(names, count, sizeof *names, by_name, &job->scratch));
    *out = (dbn_twice){0};
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        for (end = beg + 1;
             end < count && dbn_id_order(names[end].id, names[beg].id) == 0; end++)
            ;
        look_at_id(out, names + beg, end - beg);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return DBN_OK;
}
