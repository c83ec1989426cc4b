/*
 * Counted are articles, not documents: of those with the same address one is taken, the
 * one whose id is lowest. Of a host with very many articles a sample is, those whose
 * address has a hash that ends in enough zero bits; it gets one more bit when it is
 * full, so that memory is bounded and the sample is the same in any order.
 *
 *     blocks that stand in `articles` articles, `share` of the host's       candidates
 *     articles of which a quarter, in bytes, is no candidate                witnesses
 *     candidates that stand in as many witnesses                            furniture
 *
 * An article that was published again under many addresses is all candidates and
 * no witness, so its paragraphs are never furniture. Nor is one a witness that looks
 * like an earlier article by more than its candidates.
 *
 * Cost: O(blocks log blocks) of the sample.
 */
#include "flow/learn.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/sort.h"
#include "flow/furniture.h"
#include "text/fold.h"

/* Articles of a host that are looked at. */
#define SAMPLE 2048U
/* Of an article, in its bytes, that must be its own: one in so many. */
#define OWN_PART 4U
/* What of a copy may be due to candidates and chance, besides them: thousandths. */
#define LIKENESS 300U

#define ARTICLES_DEFAULT 5U
#define SHARE_DEFAULT    200U

/* ---- articles and hosts ---------------------------------------------------------- */

typedef struct seen_article {
    uint64_t identity;
    dbn_id id;
    dbn_lesson_page page; /* its blocks alone */
    uint32_t number;      /* of the document */
    uint32_t host;
    uint32_t next; /* of its host, 1 + its index; 0: none */
    uint32_t bytes, candidate_bytes;
    bool is_out; /* of the sample */
} seen_article;

typedef struct seen_host {
    dbn_span name;
    uint64_t mask;  /* bits of an identity that are zero */
    uint32_t first; /* article, 1 + its index; 0: none */
    uint32_t count; /* articles of the sample */
} seen_host;

/* Numbers + 1 by their hashes; a power of two of slots, at least twice the numbers. */
typedef struct table {
    uint32_t *slots;
    uint32_t count;
} table;

/* A block where it stands. */
typedef struct place {
    const dbn_lesson_block *block;
    uint32_t article;
    uint32_t host;
} place;

/* A block of a host, in so many articles. */
typedef struct learnt {
    dbn_span host, text;
    uint32_t articles, of;
} learnt;

struct dbn_learner {
    dbn_arena arena;
    DBN_VEC(seen_host) hosts;
    DBN_VEC(seen_article) articles;
    table by_name, by_identity;
    DBN_VEC(uint64_t) identities; /* of each document; 0: it teaches nothing */
    DBN_VEC(place) places;        /* by host, hash and article, each once */
    DBN_VEC(learnt) learnt;
};

static uint64_t
host_hash(const dbn_learner *l, uint32_t i)
{
    return dbn_hash_bytes(l->hosts.items[i].name);
}

static uint64_t
article_hash(const dbn_learner *l, uint32_t i)
{
    const seen_article *a = &l->articles.items[i];
    return dbn_hash_mix(a->identity + a->host);
}

/* Room for one more number: all are put into a table of twice the size. */
static dbn_status
make_room(dbn_learner *l, table *t, uint32_t count,
          uint64_t (*hash_of)(const dbn_learner *, uint32_t))
{
    if (count < t->count / 2)
        return DBN_OK;
    table wider = {.count = t->count == 0 ? 64 : 2 * t->count};
    wider.slots = dbn_arena_alloc(&l->arena, wider.count * sizeof *wider.slots);
    if (wider.slots == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t slot = (uint32_t)hash_of(l, i) & (wider.count - 1);
        while (wider.slots[slot] != 0)
            slot = (slot + 1) & (wider.count - 1);
        wider.slots[slot] = i + 1;
    }
    *t = wider;
    return DBN_OK;
}

static dbn_status
find_host(uint32_t *out, dbn_learner *l, dbn_span name)
{
    DBN_TRY(make_room(l, &l->by_name, l->hosts.count, host_hash));
    uint32_t mask = l->by_name.count - 1;
    uint32_t slot = (uint32_t)dbn_hash_bytes(name) & mask;
    for (; l->by_name.slots[slot] != 0; slot = (slot + 1) & mask) {
        *out = l->by_name.slots[slot] - 1;
        if (dbn_span_equal(l->hosts.items[*out].name, name))
            return DBN_OK;
    }
    DBN_TRY(dbn_arena_keep(&l->arena, &name));
    *out = l->hosts.count;
    l->by_name.slots[slot] = *out + 1;
    return dbn_vec_push(&l->arena, &l->hosts, (seen_host){.name = name});
}

/* The slot of the article, which is empty where it is new. */
static uint32_t *
find_article(const dbn_learner *l, uint32_t host, uint64_t identity)
{
    uint32_t mask = l->by_identity.count - 1;
    uint32_t slot = (uint32_t)dbn_hash_mix(identity + host) & mask;
    for (; l->by_identity.slots[slot] != 0; slot = (slot + 1) & mask) {
        const seen_article *a = &l->articles.items[l->by_identity.slots[slot] - 1];
        if (a->identity == identity && a->host == host)
            break;
    }
    return &l->by_identity.slots[slot];
}

static void
thin_out(dbn_learner *l, seen_host *h)
{
    h->mask = 2 * h->mask + 1;
    for (uint32_t *at = &h->first; *at != 0;) {
        seen_article *a = &l->articles.items[*at - 1];
        a->is_out = (a->identity & h->mask) != 0;
        if (a->is_out) {
            *at = a->next;
            h->count--;
        } else {
            at = &a->next;
        }
    }
}

static dbn_status
keep_blocks(seen_article *a, const dbn_lesson_page *page, dbn_arena *arena)
{
    a->page = (dbn_lesson_page){0};
    a->bytes = 0;
    DBN_TRY(
        dbn_vec_append(arena, &a->page.blocks, page->blocks.items, page->blocks.count));
    for (uint32_t i = 0; i < a->page.blocks.count; i++) {
        a->bytes += a->page.blocks.items[i].bytes;
        DBN_TRY(dbn_arena_keep(arena, &a->page.blocks.items[i].text));
    }
    return DBN_OK;
}

dbn_status
dbn_learner_add(dbn_learner *l, const dbn_lesson_page *page, dbn_id id)
{
    uint32_t in;
    seen_article made = {
        .identity = page->identity, .id = id, .number = l->identities.count};
    DBN_TRY(dbn_vec_push(&l->arena, &l->identities, page->identity));
    if (page->host.len == 0)
        return DBN_OK;
    DBN_TRY(find_host(&in, l, page->host));
    seen_host *h = &l->hosts.items[in];
    made.host = in;
    if ((made.identity & h->mask) != 0)
        return DBN_OK;
    DBN_TRY(make_room(l, &l->by_identity, l->articles.count, article_hash));
    uint32_t *slot = find_article(l, in, made.identity);
    seen_article *known = *slot == 0 ? NULL : &l->articles.items[*slot - 1];
    if (known != NULL && dbn_id_order(known->id, id) <= 0)
        return DBN_OK;
    DBN_TRY(keep_blocks(&made, page, &l->arena));
    if (known != NULL) {
        made.next = known->next;
        *known = made;
        return DBN_OK;
    }
    made.next = h->first;
    DBN_TRY(dbn_vec_push(&l->arena, &l->articles, made));
    *slot = h->first = l->articles.count;
    h->count++;
    while (h->count > SAMPLE && h->mask != UINT64_MAX)
        thin_out(l, h);
    return DBN_OK;
}

/* ---- telling --------------------------------------------------------------------- */

static int
by_block(const void *left, const void *right)
{
    const place *a = left, *b = right;
    if (a->host != b->host)
        return a->host < b->host ? -1 : 1;
    if (a->block->hash != b->block->hash)
        return a->block->hash < b->block->hash ? -1 : 1;
    return a->article < b->article ? -1 : a->article > b->article;
}

/* One place of each block that an article of the sample has. */
static dbn_status
gather(dbn_learner *l)
{
    for (uint32_t i = 0; i < l->articles.count; i++) {
        const seen_article *a = &l->articles.items[i];
        for (uint32_t k = 0; !a->is_out && k < a->page.blocks.count; k++)
            if (a->page.blocks.items[k].hash != 0)
                DBN_TRY(dbn_vec_push(&l->arena, &l->places,
                                     (place){&a->page.blocks.items[k], i, a->host}));
    }
    if (l->places.count == 0)
        return DBN_OK;
    place *places = l->places.items;
    uint32_t last = 0;
    DBN_TRY(dbn_sort(places, l->places.count, sizeof *places, by_block, &l->arena));
    for (uint32_t i = 1; i < l->places.count; i++)
        if (by_block(&places[last], &places[i]) != 0)
            places[++last] = places[i];
    l->places.count = last + 1;
    return DBN_OK;
}

/* Behind the last place of the block that place `from` has. */
static uint32_t
end_of_block(const dbn_learner *l, uint32_t from)
{
    const place *first = &l->places.items[from];
    uint32_t to = from + 1;
    while (to < l->places.count && l->places.items[to].host == first->host &&
           l->places.items[to].block->hash == first->block->hash)
        to++;
    return to;
}

static bool
is_enough(const dbn_learner *l, uint32_t host, uint32_t articles,
          const dbn_learn_options *options)
{
    uint32_t least = options->articles == 0 ? ARTICLES_DEFAULT : options->articles;
    uint32_t share = options->share == 0 ? SHARE_DEFAULT : options->share;
    return articles >= least &&
           (uint64_t)articles * 1000 >= (uint64_t)share * l->hosts.items[host].count;
}

/* A block that stands twice in an article counts once: what its copies take is not
 * known, and article.bytes has them, which makes the article more of a witness. */
static void
count_candidates(dbn_learner *l, const dbn_learn_options *options)
{
    for (uint32_t from = 0, to; from < l->places.count; from = to) {
        to = end_of_block(l, from);
        if (!is_enough(l, l->places.items[from].host, to - from, options))
            continue;
        for (uint32_t i = from; i < to; i++)
            l->articles.items[l->places.items[i].article].candidate_bytes +=
                l->places.items[i].block->bytes;
    }
}

static bool
is_witness(const seen_article *a, const uint16_t *copied)
{
    uint64_t candidates = a->candidate_bytes, all = a->bytes;
    if ((all - candidates) * OWN_PART < all)
        return false;
    return copied == NULL ||
           copied[a->number] * all <= candidates * 1000 + LIKENESS * all;
}

/* Of the texts of one block the one that is first by its bytes stands for all. */
static dbn_status
learn_block(dbn_learner *l, uint32_t from, uint32_t to,
            const dbn_learn_options *options, const uint16_t *copied)
{
    uint32_t in = l->places.items[from].host;
    learnt block = {.host = l->hosts.items[in].name,
                    .of = l->hosts.items[in].count,
                    .text = l->places.items[from].block->text};
    for (uint32_t i = from; i < to; i++) {
        const place *at = &l->places.items[i];
        block.articles += is_witness(&l->articles.items[at->article], copied);
        if (dbn_span_order(at->block->text, block.text) < 0)
            block.text = at->block->text;
    }
    if (!is_enough(l, in, block.articles, options))
        return DBN_OK;
    return dbn_vec_push(&l->arena, &l->learnt, block);
}

static int
by_articles(const void *left, const void *right)
{
    const learnt *a = left, *b = right;
    int order = dbn_span_order(a->host, b->host);
    if (order != 0)
        return order;
    if (a->articles != b->articles)
        return a->articles > b->articles ? -1 : 1;
    return dbn_span_order(a->text, b->text);
}

static dbn_status
learn_all(dbn_learner *l, const dbn_learn_options *options, const uint16_t *copied)
{
    DBN_TRY(gather(l));
    count_candidates(l, options);
    for (uint32_t from = 0, to; from < l->places.count; from = to) {
        to = end_of_block(l, from);
        DBN_TRY(learn_block(l, from, to, options, copied));
    }
    if (l->learnt.count > 1)
        qsort(l->learnt.items, l->learnt.count, sizeof *l->learnt.items, by_articles);
    return DBN_OK;
}

static dbn_status
write_line(dbn_buffer *out, dbn_arena *arena, const learnt *block)
{
    char numbers[32];
    int len = snprintf(numbers, sizeof numbers, "\t%" PRIu32 "\t%" PRIu32 "\t",
                       block->articles, block->of);
    DBN_TRY(dbn_vec_append(arena, out, block->host.ptr, (uint32_t)block->host.len));
    DBN_TRY(dbn_vec_append(arena, out, numbers, (uint32_t)len));
    DBN_TRY(dbn_vec_append(arena, out, block->text.ptr, (uint32_t)block->text.len));
    return dbn_vec_push(arena, out, '\n');
}

dbn_status
dbn_learner_tell(dbn_buffer *out, dbn_learner *l, const dbn_learn_options *options,
                 const uint16_t *copied)
{
    static const char head[] = DBN_FURNITURE_HEAD "\tkey_version=";
    static const char columns[] = "\n# host\tarticles\tof\ttext\n";
    char version[16];
    int len = snprintf(version, sizeof version, "%d", DBN_KEY_VERSION);
    DBN_TRY(learn_all(l, options, copied));
    DBN_TRY(dbn_vec_append(&l->arena, out, head, sizeof head - 1));
    DBN_TRY(dbn_vec_append(&l->arena, out, version, (uint32_t)len));
    DBN_TRY(dbn_vec_append(&l->arena, out, columns, sizeof columns - 1));
    for (uint32_t i = 0; i < l->learnt.count; i++)
        DBN_TRY(write_line(out, &l->arena, &l->learnt.items[i]));
    return DBN_OK;
}

bool
dbn_learner_is_same(const dbn_learner *l, uint32_t document, uint32_t other)
{
    return l->identities.items[document] == l->identities.items[other];
}

dbn_status
dbn_learner_new(dbn_learner **out, dbn_lender *lender)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_init(&(*out)->arena, 0);
    dbn_lender_lend_to(lender, &(*out)->arena);
    return DBN_OK;
}

void
dbn_learner_free(dbn_learner *learner)
{
    if (learner == NULL)
        return;
    dbn_arena_release(&learner->arena);
    free(learner);
}
