/*
 * Every copy names the place that stays for it: sorted by that place, copies of one
 * cluster follow each other. Clusters are sorted by size, those that are shown read
 * again.
 *
 *     copies, by what stays      [b b b][e][f f]
 *     clusters, by size          b 3, f 2, e 1
 *
 * Paragraphs and passages of a document that is a copy whole are not looked at: their
 * document says it already.
 */
#include "flow/repeats.h"

#include "base/utf8.h"
#include "dedup/across.h"
#include "flow/told.h"

/* A copy where it stands, and what it is a copy of. */
typedef struct repeat {
    const dbn_corpus_copy *copy;
    uint32_t rank, document;
} repeat;

/* Copies of one place: repeats[first … first + count). */
typedef struct group {
    const dbn_corpus_copy *copy; /* the first */
    uint32_t first, count;
    uint64_t bytes;
} group;

typedef struct repeater {
    const dbn_repeating *in;
    dbn_repeats *out;
    dbn_arena *arena;      /* of the collection */
    uint32_t *document;    /* of each rank */
    DBN_VEC(repeat) items; /* by unit and what stays */
    DBN_VEC(group) groups;
    DBN_VEC(dbn_repeat_hosts) hosts;
    dbn_job job; /* of one difference */
    dbn_jsonl_reader *reader;
} repeater;

/* ---- clusters -------------------------------------------------------------------- */

static int
order_numbers(const uint64_t *a, const uint64_t *b, int count)
{
    for (int i = 0; i < count; i++)
        if (a[i] != b[i])
            return a[i] < b[i] ? -1 : 1;
    return 0;
}

static int
order_places(const dbn_corpus_copy *x, const dbn_corpus_copy *y)
{
    const uint64_t p[] = {x->unit, x->partner_rank, x->partner_own.beg,
                          x->partner_own.end};
    const uint64_t q[] = {y->unit, y->partner_rank, y->partner_own.beg,
                          y->partner_own.end};
    return order_numbers(p, q, 4);
}

static int
by_place(const void *left, const void *right)
{
    const repeat *a = left, *b = right;
    int order = order_places(a->copy, b->copy);
    const uint64_t p[] = {a->rank, a->copy->own.beg, a->copy->own.end};
    const uint64_t q[] = {b->rank, b->copy->own.beg, b->copy->own.end};
    return order != 0 ? order : order_numbers(p, q, 3);
}

/* Of a unit the largest first. */
static int
by_size(const void *left, const void *right)
{
    const group *a = left, *b = right;
    const uint64_t p[] = {a->copy->unit, b->count, b->bytes};
    const uint64_t q[] = {b->copy->unit, a->count, a->bytes};
    int order = order_numbers(p, q, 3);
    return order != 0 ? order : order_places(a->copy, b->copy);
}

static const dbn_collected *
collected(const repeater *r, uint32_t document)
{
    return &r->in->collection->documents.items[document];
}

static bool
goes_whole(const dbn_corpus_copy *copies, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (dbn_told_goes_whole(&copies[i]))
            return true;
    return false;
}

static dbn_status
take_document(repeater *r, uint32_t document)
{
    const dbn_related *related = r->in->related;
    uint32_t first = related->first_copy[document];
    uint32_t count = related->first_copy[document + 1] - first;
    if (count == 0)
        return DBN_OK;
    const dbn_corpus_copy *copies = related->copies.items + first;
    bool is_whole = goes_whole(copies, count);
    r->out->whole += is_whole;
    for (uint32_t i = 0; i < count; i++) {
        bool is_told = is_whole && copies[i].unit != DBN_UNIT_DOCUMENT;
        if (copies[i].is_survivor || is_told)
            continue;
        DBN_TRY(dbn_vec_push(r->arena, &r->items,
                             (repeat){&copies[i], related->rank[document], document}));
    }
    return DBN_OK;
}

static dbn_status
take_all(repeater *r)
{
    uint32_t count = r->in->collection->documents.count;
    r->document = dbn_arena_alloc(r->arena, (count + (size_t)1) * sizeof *r->document);
    if (r->document == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        r->document[r->in->related->rank[i]] = i;
        DBN_TRY(take_document(r, i));
    }
    if (r->items.count > 1)
        qsort(r->items.items, r->items.count, sizeof r->items.items[0], by_place);
    return DBN_OK;
}

static dbn_status
make_groups(repeater *r)
{
    for (uint32_t i = 0; i < r->items.count; i++) {
        const dbn_corpus_copy *copy = r->items.items[i].copy;
        bool is_new = i == 0 || order_places(r->items.items[i - 1].copy, copy) != 0;
        if (is_new)
            DBN_TRY(dbn_vec_push(r->arena, &r->groups, (group){copy, i, 0, 0}));
        group *last = &r->groups.items[r->groups.count - 1];
        last->count++;
        last->bytes += dbn_range_len(copy->own);
    }
    if (r->groups.count > 1)
        qsort(r->groups.items, r->groups.count, sizeof r->groups.items[0], by_size);
    return DBN_OK;
}

/* ---- what is shown of a cluster -------------------------------------------------- */

static uint32_t
survivor_of(const repeater *r, const dbn_corpus_copy *copy)
{
    return r->document[copy->partner_rank];
}

/* The beginning of `text` in at most `most` bytes, whole characters. */
static dbn_span
shown(dbn_span text, size_t most)
{
    if (text.len <= most)
        return text;
    while (most > 0 && dbn_utf8_is_continuation(text.ptr[most]))
        most--;
    return (dbn_span){text.ptr, most};
}

/* A text of the collection, in r->job.arena or longer. */
static dbn_status
read_range(dbn_span *out, repeater *r, uint32_t document, dbn_range range)
{
    DBN_TRY(dbn_flow_text_of(out, collected(r, document), r->in->options, &r->reader,
                             &r->job));
    *out = dbn_span_slice(*out, range);
    return DBN_OK;
}

static dbn_status
keep(dbn_span *out, repeater *r, dbn_span text)
{
    *out = dbn_arena_copy(r->arena, text);
    return out->ptr == NULL ? DBN_ERR_NOMEM : DBN_OK;
}

static dbn_status
read_beginning(dbn_span *out, repeater *r, const dbn_corpus_copy *copy)
{
    dbn_span text;
    DBN_TRY(read_range(&text, r, survivor_of(r, copy), copy->partner_own));
    text = dbn_span_trim(text);
    const char *end = text.len == 0 ? NULL : memchr(text.ptr, '\n', text.len);
    if (end != NULL)
        text.len = (size_t)(end - text.ptr);
    return keep(out, r, shown(text, DBN_REPEATS_BEGINNING));
}

/* Words that do not stand in the other text, as far as the text is shown; neighbours
 * as one range. */
static dbn_status
find_only(dbn_ranges *out, repeater *r, const dbn_across_text *text,
          const dbn_ranges *same, size_t end)
{
    uint32_t at = 0;
    bool goes_on = false;
    for (uint32_t i = 0; i < text->key.tokens.count; i++) {
        uint32_t beg = text->key.tokens.items[i].beg;
        while (at < same->count && same->items[at].end <= beg)
            at++;
        if (beg >= end)
            break;
        bool is_same = at < same->count && same->items[at].beg <= beg;
        dbn_range range = dbn_token_look_at(text->text, beg, text->profile).range;
        if (range.end > end)
            range.end = (uint32_t)end;
        if (!is_same && goes_on)
            out->items[out->count - 1].end = range.end;
        else if (!is_same)
            DBN_TRY(dbn_vec_push(r->arena, out, range));
        goes_on = !is_same;
    }
    return DBN_OK;
}

static dbn_status
compare(dbn_repeat_difference *out, repeater *r, const repeat *of)
{
    const dbn_corpus_copy *copy = of->copy;
    const uint32_t documents[] = {survivor_of(r, copy), of->document};
    const dbn_range ranges[] = {copy->partner_own, copy->own};
    dbn_across_text texts[2];
    dbn_ranges same[2];
    for (int side = 0; side < 2; side++) {
        dbn_span text;
        DBN_TRY(read_range(&text, r, documents[side], ranges[side]));
        DBN_TRY(dbn_across_prepare(
            &texts[side], text, collected(r, documents[side])->sign.profile, &r->job));
    }
    DBN_TRY(dbn_across_same(same, &texts[0], &texts[1], (dbn_unit)copy->unit, &r->job));
    for (int side = 0; side < 2; side++) {
        dbn_span text = texts[side].text, part = shown(text, DBN_REPEATS_TEXT);
        DBN_TRY(find_only(&out->only[side], r, &texts[side], &same[side], part.len));
        DBN_TRY(keep(&out->texts[side], r, part));
        out->is_cut |= part.len < text.len;
    }
    return DBN_OK;
}

/* The first copies that are not the same word for word. */
static dbn_status
find_differences(dbn_repeat_cluster *out, repeater *r, const group *g)
{
    for (uint32_t i = 0; i < out->copies.count; i++) {
        dbn_repeat_difference found = {.copy = i};
        if (out->differences.count == DBN_REPEATS_DIFFERENCES)
            break;
        dbn_job_reset(&r->job);
        DBN_TRY(compare(&found, r, &r->items.items[g->first + i]));
        if (found.only[0].count + found.only[1].count > 0)
            DBN_TRY(dbn_vec_push(r->arena, &out->differences, found));
    }
    return DBN_OK;
}

static dbn_status
show_group(repeater *r, const group *g, dbn_repeat_clusters *clusters)
{
    const dbn_corpus_copy *first = g->copy;
    const dbn_signed *survivor = &collected(r, survivor_of(r, first))->sign;
    dbn_repeat_cluster shows = {
        .places = g->count + 1,
        .bytes = g->bytes,
        .survivor = {survivor->id, survivor->host, first->partner_range, 0, 0}};
    dbn_job_reset(&r->job);
    DBN_TRY(read_beginning(&shows.beginning, r, first));
    for (uint32_t i = 0; i < g->count && i < DBN_REPEATS_COPIES; i++) {
        const repeat *of = &r->items.items[g->first + i];
        const dbn_signed *sign = &collected(r, of->document)->sign;
        const dbn_repeat_place place = {sign->id, sign->host, of->copy->range,
                                        of->copy->score, of->copy->relation};
        DBN_TRY(dbn_vec_push(r->arena, &shows.copies, place));
    }
    if (r->in->has_differences)
        DBN_TRY(find_differences(&shows, r, g));
    return dbn_vec_push(r->arena, &clusters->items, shows);
}

static dbn_status
show_clusters(repeater *r)
{
    for (uint32_t i = 0; i < r->groups.count; i++) {
        const group *g = &r->groups.items[i];
        dbn_repeat_clusters *clusters = &r->out->clusters[g->copy->unit];
        clusters->count++;
        clusters->copies += g->count;
        if (clusters->count <= DBN_REPEATS_CLUSTERS)
            DBN_TRY(show_group(r, g, clusters));
    }
    return DBN_OK;
}

/* ---- hosts ----------------------------------------------------------------------- */

static int
order_spans(dbn_span a, dbn_span b)
{
    int order = memcmp(a.ptr, b.ptr, a.len < b.len ? a.len : b.len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static int
by_names(const void *left, const void *right)
{
    const dbn_repeat_hosts *a = left, *b = right;
    int order = order_spans(a->copying, b->copying);
    return order != 0 ? order : order_spans(a->copied, b->copied);
}

static int
by_copies(const void *left, const void *right)
{
    const dbn_repeat_hosts *a = left, *b = right;
    int order = order_numbers(b->copies, a->copies, DBN_UNIT_COUNT);
    return order != 0 ? order : by_names(left, right);
}

static dbn_status
take_hosts(repeater *r)
{
    for (uint32_t i = 0; i < r->items.count; i++) {
        const repeat *of = &r->items.items[i];
        dbn_repeat_hosts pair = {.copying = collected(r, of->document)->sign.host,
                                 .copied =
                                     collected(r, survivor_of(r, of->copy))->sign.host};
        pair.copies[of->copy->unit] = 1;
        if (pair.copying.len > 0 && pair.copied.len > 0 &&
            !dbn_span_equal(pair.copying, pair.copied))
            DBN_TRY(dbn_vec_push(r->arena, &r->hosts, pair));
    }
    return DBN_OK;
}

/* Pairs with the same names as one. */
static void
unite_hosts(repeater *r)
{
    uint32_t last = 0;
    dbn_repeat_hosts *pairs = r->hosts.items;
    qsort(pairs, r->hosts.count, sizeof *pairs, by_names);
    for (uint32_t i = 1; i < r->hosts.count; i++) {
        if (by_names(&pairs[last], &pairs[i]) != 0)
            pairs[++last] = pairs[i];
        else
            for (int unit = 0; unit < DBN_UNIT_COUNT; unit++)
                pairs[last].copies[unit] += pairs[i].copies[unit];
    }
    r->hosts.count = last + 1;
    qsort(pairs, r->hosts.count, sizeof *pairs, by_copies);
}

static dbn_status
show_hosts(repeater *r)
{
    DBN_TRY(take_hosts(r));
    if (r->hosts.count == 0)
        return DBN_OK;
    unite_hosts(r);
    r->out->host_count = r->hosts.count;
    for (uint32_t i = 0; i < r->hosts.count && i < DBN_REPEATS_HOSTS; i++)
        DBN_TRY(dbn_vec_push(r->arena, &r->out->hosts, r->hosts.items[i]));
    return DBN_OK;
}

/* ---- all ------------------------------------------------------------------------- */

static dbn_status
find_all(repeater *r)
{
    DBN_TRY(take_all(r));
    DBN_TRY(make_groups(r));
    DBN_TRY(show_clusters(r));
    return show_hosts(r);
}

dbn_status
dbn_flow_repeats(dbn_repeats *out, const dbn_repeating *in, dbn_error *error)
{
    repeater r = {.in = in, .out = out, .arena = &in->collection->arena};
    dbn_job_init(&r.job, 0);
    dbn_lender_lend(in->collection->lender, &r.job);
    dbn_status status = find_all(&r);
    *error = r.job.err;
    dbn_job_release(&r.job);
    dbn_jsonl_free(r.reader);
    return status;
}
