/*
 * Contents, candidates, verification, clusters, and what each document is told of it.
 *
 * Everything that is told is told at occurrences: the best occurrence of a content is
 * the partner of the others, and of all that its content stands for (told.h).
 */
#include "flow/relate.h"

#include "base/sort.h"
#include "dedup/cluster.h"
#include "flow/told.h"
#include "flow/verify.h"

/* Occurrences that are told until memory has what it is asked for. */
#define AHEAD 8U
/* Between two looks at how much is held: copies in a row, and documents whose copies
 * lie anywhere. */
#define COPIES_REST    8192U
#define DOCUMENTS_REST 16U

typedef struct told_copy {
    uint32_t document;
    dbn_corpus_copy copy;
} told_copy;

typedef struct told_contradiction {
    uint32_t document;
    dbn_corpus_contradiction contradiction;
} told_contradiction;

typedef struct relater {
    const dbn_relating *in;
    dbn_collection *collection;
    dbn_contents contents;
    dbn_edges edges;
    const uint32_t *centres;
    const dbn_edge **edge_to_centre; /* of each content that is no centre; or NULL */
    DBN_VEC(told_copy) copies;
    DBN_VEC(told_contradiction) contradictions;
    dbn_job job;
} relater;

/* ---- clusters ----------------------------------------------------------------------
 */

/* By rank and place; of those of one place in their order. */
static dbn_status
order_contents(uint32_t **out, relater *r)
{
    uint32_t count = r->contents.count;
    dbn_keyed *ranks =
        dbn_arena_alloc(&r->job.arena, (count + (size_t)1) * sizeof *ranks);
    *out = dbn_arena_alloc(&r->job.arena, (count + (size_t)1) * sizeof **out);
    if (ranks == NULL || *out == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        const dbn_occurrence *best = dbn_content_best(&r->contents, i);
        uint64_t rank = r->contents.rank[best->document];
        ranks[i] = (dbn_keyed){rank << 32 | best->range.beg, i};
    }
    DBN_TRY(dbn_sort_keys(ranks, count, &r->job.scratch));
    for (uint32_t i = 0; i < count; i++)
        (*out)[i] = ranks[i].number;
    return DBN_OK;
}

static bool
is_passage(const relater *r, const dbn_edge *edge)
{
    return dbn_content_best(&r->contents, edge->a)->unit == DBN_UNIT_PASSAGE;
}

/* Without links each content is the centre of itself. */
static dbn_status
stay_alone(relater *r)
{
    uint32_t count = r->contents.count;
    uint32_t *centres =
        dbn_arena_alloc(&r->job.arena, (count + (size_t)1) * sizeof *centres);
    if (centres == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        centres[i] = i;
    r->centres = centres;
    return DBN_OK;
}

static dbn_status
cluster(relater *r)
{
    DBN_VEC(dbn_link) links = {0};
    uint32_t *order;
    size_t size = (r->contents.count + (size_t)1) * sizeof *r->edge_to_centre;
    for (uint32_t i = 0; i < r->edges.items.count; i++) {
        const dbn_edge *edge = &r->edges.items.items[i];
        if (edge->is_copy && !is_passage(r, edge))
            DBN_TRY(dbn_vec_push(&r->job.arena, &links, (dbn_link){edge->a, edge->b}));
    }
    if (links.count == 0)
        return stay_alone(r);
    DBN_TRY(order_contents(&order, r));
    DBN_TRY(dbn_cluster_run(&r->centres, links.items, links.count, order,
                            r->contents.count, &r->job));
    r->edge_to_centre = dbn_arena_alloc(&r->job.arena, size);
    if (r->edge_to_centre == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->edges.items.count; i++) {
        const dbn_edge *edge = &r->edges.items.items[i];
        if (!edge->is_copy || is_passage(r, edge))
            continue;
        if (r->centres[edge->a] == edge->b)
            r->edge_to_centre[edge->a] = edge;
        if (r->centres[edge->b] == edge->a)
            r->edge_to_centre[edge->b] = edge;
    }
    return DBN_OK;
}

/* ---- what is told ------------------------------------------------------------------
 */

static const dbn_signed *
signed_of(const relater *r, const dbn_occurrence *o)
{
    return &r->collection->documents.items[o->document].sign;
}

/* A range of a text where it stands. */
typedef struct end_of_pair {
    const dbn_occurrence *occurrence;
    dbn_range range; /* of the text of its document */
} end_of_pair;

static dbn_end
told_end(const relater *r, end_of_pair end)
{
    const dbn_signed *sign = signed_of(r, end.occurrence);
    return (dbn_end){sign->id, sign->host, &sign->page, end.range};
}

static dbn_status
tell_end(relater *r, end_of_pair own, end_of_pair other, dbn_corpus_copy copy)
{
    dbn_end x = told_end(r, own), y = told_end(r, other);
    told_copy told = {own.occurrence->document, dbn_told_copy(copy, &x, &y)};
    told.copy.partner_rank = r->contents.rank[other.occurrence->document];
    return dbn_vec_push(&r->job.arena, &r->copies, told);
}

/* Tell both ends: `copy` that `survivor` stands for it, and the survivor of its copy.
 */
static dbn_status
tell_pair(relater *r, end_of_pair copy, end_of_pair survivor, uint16_t score,
          uint8_t relation)
{
    dbn_end x = told_end(r, copy), y = told_end(r, survivor);
    dbn_corpus_copy told = {.score = score,
                            .unit = copy.occurrence->unit,
                            .relation = dbn_told_relation(relation, &x, &y)};
    DBN_TRY(tell_end(r, copy, survivor, told));
    told.is_survivor = true;
    return tell_end(r, survivor, copy, told);
}

static const dbn_occurrence *
occurrence_at(const relater *r, uint32_t index)
{
    return &r->collection->occurrences.items[r->contents.occurrences[index]];
}

static end_of_pair
whole(const dbn_occurrence *o)
{
    return (end_of_pair){o, o->range};
}

/* Those of a content stand all over memory: it is asked for what is looked at soon. */
static void
prefetch(const relater *r, uint32_t index)
{
    const dbn_collection *c = r->collection;
    uint32_t count = c->occurrences.count;
    if (index + 2 * AHEAD >= count)
        return;
    const dbn_occurrence *soon = occurrence_at(r, index + AHEAD);
    __builtin_prefetch(&c->documents.items[soon->document].sign);
    __builtin_prefetch(occurrence_at(r, index + 2 * AHEAD));
}

/* All occurrences of a content but the one that survives. */
static dbn_status
tell_content(relater *r, uint32_t content)
{
    const dbn_contents *c = &r->contents;
    uint32_t centre = r->centres[content];
    if (centre == content && c->first[content + 1] - c->first[content] == 1)
        return DBN_OK;
    const dbn_edge *edge = centre == content ? NULL : r->edge_to_centre[content];
    const dbn_occurrence *survivor = dbn_content_best(c, centre);
    uint16_t score = edge == NULL ? 1000 : edge->share[edge->a == content ? 0 : 1];
    uint8_t relation = edge == NULL ? DBN_RELATION_COPY : edge->relation;
    for (uint32_t i = c->first[content]; i < c->first[content + 1]; i++) {
        const dbn_occurrence *o = occurrence_at(r, i);
        prefetch(r, i);
        if (o != survivor)
            DBN_TRY(tell_pair(r, whole(o), whole(survivor), score, relation));
    }
    return DBN_OK;
}

static dbn_range
shifted(dbn_range range, uint32_t by)
{
    return (dbn_range){range.beg + by, range.end + by};
}

/* The stretches of two documents, at every occurrence of the later content. */
static dbn_status
tell_passages(relater *r, const dbn_edge *edge)
{
    const dbn_contents *c = &r->contents;
    const dbn_occurrence *a = dbn_content_best(c, edge->a);
    const dbn_occurrence *b = dbn_content_best(c, edge->b);
    bool a_stays = c->rank[a->document] < c->rank[b->document];
    uint32_t copies = a_stays ? edge->b : edge->a;
    for (uint32_t i = 0; i < edge->common_count; i++) {
        const dbn_common *common = &r->edges.common.items[edge->common_first + i];
        dbn_range stays = a_stays ? common->a : common->b;
        dbn_range goes = a_stays ? common->b : common->a;
        end_of_pair survivor = {a_stays ? a : b, stays};
        for (uint32_t k = c->first[copies]; k < c->first[copies + 1]; k++) {
            end_of_pair copy = {occurrence_at(r, k), goes};
            DBN_TRY(tell_pair(r, copy, survivor, edge->share[a_stays ? 1 : 0],
                              edge->relation));
        }
    }
    return DBN_OK;
}

static dbn_status
tell_contradiction_end(relater *r, end_of_pair own, end_of_pair other, uint8_t kind)
{
    dbn_end x = told_end(r, own), y = told_end(r, other);
    told_contradiction told = {own.occurrence->document,
                               dbn_told_contradiction(&x, &y, kind)};
    told.contradiction.partner_rank = r->contents.rank[other.occurrence->document];
    return dbn_vec_push(&r->job.arena, &r->contradictions, told);
}

static dbn_status
tell_contradictions(relater *r, const dbn_edge *edge)
{
    const dbn_occurrence *a = dbn_content_best(&r->contents, edge->a);
    const dbn_occurrence *b = dbn_content_best(&r->contents, edge->b);
    for (uint32_t i = 0; i < edge->contradiction_count; i++) {
        const dbn_contradiction *found =
            &r->edges.contradictions.items[edge->contradiction_first + i];
        end_of_pair x = {a, shifted(found->a, a->range.beg)};
        end_of_pair y = {b, shifted(found->b, b->range.beg)};
        DBN_TRY(tell_contradiction_end(r, x, y, found->kind));
        DBN_TRY(tell_contradiction_end(r, y, x, found->kind));
    }
    return DBN_OK;
}

static dbn_status
tell_all(relater *r)
{
    for (uint32_t i = 0; i < r->contents.count; i++)
        DBN_TRY(tell_content(r, i));
    for (uint32_t i = 0; i < r->edges.items.count; i++) {
        const dbn_edge *edge = &r->edges.items.items[i];
        if (is_passage(r, edge))
            DBN_TRY(tell_passages(r, edge));
        DBN_TRY(tell_contradictions(r, edge));
    }
    return DBN_OK;
}

/* ---- order, and an end to it -------------------------------------------------------
 */

static int
order_numbers(const uint32_t *a, const uint32_t *b, int count)
{
    for (int i = 0; i < count; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

/* What nearly all are told apart by. */
static uint64_t
place_key(const dbn_corpus_copy *copy)
{
    uint32_t kind = (uint32_t)copy->unit << 1 | copy->is_survivor;
    return (uint64_t)kind << 32 | copy->range.beg;
}

static int
by_place(const void *left, const void *right)
{
    const dbn_corpus_copy *x = *(const dbn_corpus_copy *const *)left;
    const dbn_corpus_copy *y = *(const dbn_corpus_copy *const *)right;
    uint64_t first = place_key(x), second = place_key(y);
    if (first != second)
        return first < second ? -1 : 1;
    uint32_t p[] = {x->range.end, x->partner_rank, x->partner_range.beg,
                    x->partner_range.end};
    uint32_t q[] = {y->range.end, y->partner_rank, y->partner_range.beg,
                    y->partner_range.end};
    return order_numbers(p, q, 4);
}

static int
by_contradiction(const void *left, const void *right)
{
    const told_contradiction *a = left, *b = right;
    const dbn_corpus_contradiction *x = &a->contradiction, *y = &b->contradiction;
    uint32_t p[] = {a->document,     x->range.beg,         x->range.end,
                    x->partner_rank, x->partner_range.beg, x->partner_range.end,
                    x->kind};
    uint32_t q[] = {b->document,     y->range.beg,         y->range.end,
                    y->partner_rank, y->partner_range.beg, y->partner_range.end,
                    y->kind};
    return order_numbers(p, q, 7);
}

/* Entry i of a table of `count` + 1 by document: how many stand before document i. */
static uint32_t *
make_firsts(relater *r)
{
    return dbn_arena_alloc(&r->collection->arena,
                           (r->collection->documents.count + (size_t)1) *
                               sizeof(uint32_t));
}

static void
add_up(uint32_t *firsts, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        firsts[i + 1] += firsts[i];
}

/* Memory fills as fast as copies are read, and on a busy machine those who look at it
 * from aside are late. */
static void
rest_at(const relater *r, uint32_t i, uint32_t step)
{
    if (i % step == 0)
        dbn_collection_rest(r->collection);
}

/* Which copies may go. */
static dbn_status
choose_removed(relater *r)
{
    bool *is_gone =
        dbn_arena_alloc(&r->job.arena, r->collection->documents.count + (size_t)1);
    if (is_gone == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->copies.count; i++) {
        const told_copy *told = &r->copies.items[i];
        rest_at(r, i, COPIES_REST);
        if (dbn_told_goes_whole(&told->copy))
            is_gone[r->contents.rank[told->document]] = true;
    }
    for (uint32_t i = 0; i < r->copies.count; i++) {
        dbn_corpus_copy *copy = &r->copies.items[i].copy;
        rest_at(r, i, COPIES_REST);
        dbn_removal removal = dbn_told_removal(copy);
        copy->is_removed = removal == DBN_REMOVAL_ALWAYS ||
                           (removal == DBN_REMOVAL_WHERE_PARTNER_STAYS &&
                            !is_gone[copy->partner_rank]);
    }
    return DBN_OK;
}

/* The copies, document by document: of document i from firsts[i] on. */
static dbn_status
group_copies(const dbn_corpus_copy ***out, uint32_t *firsts, relater *r)
{
    uint32_t count = r->collection->documents.count;
    size_t size = (r->copies.count + (size_t)1) * sizeof **out;
    *out = dbn_arena_alloc(&r->job.arena, size);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->copies.count; i++) {
        rest_at(r, i, COPIES_REST);
        firsts[r->copies.items[i].document + 1]++;
    }
    add_up(firsts, count);
    for (uint32_t i = 0; i < r->copies.count; i++) {
        const told_copy *told = &r->copies.items[i];
        rest_at(r, i, COPIES_REST);
        (*out)[firsts[told->document]++] = &told->copy;
    }
    for (uint32_t i = count; i > 0; i--)
        firsts[i] = firsts[i - 1];
    firsts[0] = 0;
    return DBN_OK;
}

static dbn_status
hand_out_copies(dbn_related *out, relater *r)
{
    dbn_arena *arena = &r->collection->arena;
    uint32_t *firsts = make_firsts(r), count = r->collection->documents.count;
    const dbn_corpus_copy **copies;
    if (firsts == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(group_copies(&copies, firsts, r));
    uint32_t beg = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t end = firsts[i + 1], run = 0;
        rest_at(r, i, DOCUMENTS_REST);
        DBN_TRY(dbn_sort(copies + beg, end - beg, sizeof *copies, by_place,
                         &r->job.scratch));
        for (uint32_t k = beg; k < end; k++)
            if (!dbn_told_is_too_many(copies[k], k == beg ? NULL : copies[k - 1], &run))
                DBN_TRY(dbn_vec_push(arena, &out->copies, *copies[k]));
        firsts[i + 1] = out->copies.count;
        beg = end;
    }
    out->first_copy = firsts;
    return DBN_OK;
}

static dbn_status
hand_out_contradictions(dbn_related *out, relater *r)
{
    dbn_arena *arena = &r->collection->arena;
    uint32_t *firsts = make_firsts(r), run = 0, ends = 0;
    if (firsts == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(dbn_sort(r->contradictions.items, r->contradictions.count,
                     sizeof r->contradictions.items[0], by_contradiction,
                     &r->job.scratch));
    const told_contradiction *before = NULL;
    for (uint32_t i = 0; i < r->contradictions.count; i++) {
        const told_contradiction *told = &r->contradictions.items[i];
        if (before != NULL && by_contradiction(before, told) == 0)
            continue;
        run = before != NULL && before->document == told->document ? run + 1 : 0;
        before = told;
        ends++;
        if (run >= DBN_TOLD_CONTRADICTIONS)
            continue;
        DBN_TRY(dbn_vec_push(arena, &out->contradictions, told->contradiction));
        firsts[told->document + 1]++;
    }
    out->contradiction_pairs =
        (ends + 1) / 2; /* the ends of one on a page may be one */
    add_up(firsts, r->collection->documents.count);
    out->first_contradiction = firsts;
    return DBN_OK;
}

static dbn_status
hand_out_ranks(dbn_related *out, const relater *r)
{
    size_t size = r->collection->documents.count * sizeof *out->rank;
    uint32_t *rank = dbn_arena_alloc(&r->collection->arena, size + 1);
    if (rank == NULL)
        return DBN_ERR_NOMEM;
    if (size > 0)
        memcpy(rank, r->contents.rank, size);
    out->rank = rank;
    return DBN_OK;
}

static bool
has_postings(const dbn_collection *c)
{
    bool has = false;
    for (uint32_t i = 0; i < DBN_GRAM_PARTS; i++)
        has |= c->postings[i].count > 0;
    return has;
}

/* Groups are large, and nobody asks for them once they are verified. */
static dbn_status
find_edges(relater *r)
{
    if (!has_postings(r->collection))
        return DBN_OK;
    dbn_job groups;
    const dbn_verifying verifying = {&r->contents, r->in->options, r->in->near,
                                     r->in->threads};
    dbn_job_init(&groups, 0);
    dbn_lender_lend(r->collection->lender, &groups);
    dbn_status status = dbn_contents_group(
        &r->contents, r->collection, r->in->max_postings, r->in->threads, &groups);
    if (status == DBN_OK)
        status = dbn_verify_run(&r->edges, &verifying, &r->job);
    else
        r->job.err = groups.err;
    dbn_job_release(&groups);
    return status;
}

static dbn_status
relate(dbn_related *out, relater *r)
{
    DBN_TRY(dbn_contents_make(&r->contents, r->collection, &r->job));
    DBN_TRY(hand_out_ranks(out, r));
    DBN_TRY(dbn_contents_twice(&out->twice, r->collection, &r->job));
    DBN_TRY(find_edges(r));
    DBN_TRY(cluster(r));
    DBN_TRY(tell_all(r));
    DBN_TRY(choose_removed(r));
    DBN_TRY(hand_out_copies(out, r));
    return hand_out_contradictions(out, r);
}

dbn_status
dbn_flow_relate(dbn_related *out, dbn_collection *collection,
                const dbn_relating *relating, dbn_error *error)
{
    *out = (dbn_related){0};
    relater r = {.in = relating, .collection = collection};
    dbn_job_init(&r.job, 0);
    dbn_lender_lend(collection->lender, &r.job);
    dbn_status status = relate(out, &r);
    *error = r.job.err;
    dbn_job_release(&r.job);
    return status;
}

dbn_status
dbn_flow_text_of(dbn_span *out, const dbn_collected *document,
                 const dbn_batch_options *options, dbn_jsonl_reader **reader,
                 dbn_job *job)
{
    *out = document->sign.text;
    if (out->ptr != NULL)
        return DBN_OK;
    dbn_jsonl_names names = {options->text_field, options->html_field};
    dbn_jsonl_line line;
    dbn_span bytes = document->json.line;
    if (*reader == NULL)
        DBN_TRY(dbn_jsonl_new(reader, &job->err));
    if (bytes.ptr == NULL)
        DBN_TRY(dbn_flow_line_again(&bytes, document, job));
    DBN_TRY(dbn_jsonl_read(&line, *reader, bytes, &names, job));
    return dbn_flow_line_text(out, &line, bytes, *reader, job);
}
