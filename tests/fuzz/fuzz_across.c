/*
 * What the documents of a corpus repeat of each other, in arbitrary text: two texts
 * that are one have everything in common, what two have in common stands in both and
 * nowhere twice, and what a corpus is told depends on no order of its documents.
 *
 * Input: the documents; each ends at a line end, '|' parts its paragraphs.
 */
#include "base/utf8.h"
#include "dedup/across.h"
#include "flow/relate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A text of so many words is found in itself. */
#define SURE_WORDS    16U
#define TEXT_MAX      8192U
#define DOCUMENTS_MAX 48U
#define UNITS                                                                          \
    (1U << DBN_UNIT_DOCUMENT | 1U << DBN_UNIT_PARAGRAPH | 1U << DBN_UNIT_PASSAGE)

static void
require(bool held)
{
    if (!held)
        abort();
}

/* ---- two texts ------------------------------------------------------------------- */

/* Whatever is given up for having too little in common, the verdict is the same. */
static dbn_across
across(dbn_span a, dbn_span b, dbn_unit unit, dbn_job *job)
{
    static const uint32_t near = 300;
    dbn_across_text x, y;
    dbn_across out = {0}, judged = {0};
    require(dbn_across_prepare(&x, a, NULL, job) == DBN_OK);
    require(dbn_across_prepare(&y, b, NULL, job) == DBN_OK);
    require(dbn_across_run(&judged, &x, &y, (dbn_across_how){unit, near}, job) ==
            DBN_OK);
    require(dbn_across_run(&out, &x, &y, (dbn_across_how){unit, 0}, job) == DBN_OK);
    require(dbn_across_stands_for(&judged, unit, near) ==
            dbn_across_stands_for(&out, unit, near));
    require(dbn_across_tells(&judged) == dbn_across_tells(&out));
    return out;
}

static bool
overlap(dbn_range a, dbn_range b)
{
    return a.beg < b.end && b.beg < a.end;
}

static void
check_pair(dbn_span a, dbn_span b, dbn_unit unit, dbn_job *job)
{
    dbn_across found = across(a, b, unit, job);
    for (uint32_t i = 0; i < found.common.count; i++) {
        const dbn_common *c = &found.common.items[i];
        require(c->a.beg < c->a.end && c->a.end <= a.len);
        require(c->b.beg < c->b.end && c->b.end <= b.len);
        for (uint32_t k = 0; k < i; k++)
            require(!overlap(found.common.items[k].a, c->a) &&
                    !overlap(found.common.items[k].b, c->b));
    }
    for (int side = 0; side < 2; side++)
        require(found.same[side] <= found.words[side]);
    dbn_across own = across(a, a, DBN_UNIT_DOCUMENT, job);
    require(own.contradictions.count == 0);
    require(own.words[0] < SURE_WORDS || dbn_across_contained(&own) == 1000);
}

/* ---- a corpus -------------------------------------------------------------------- */

typedef struct documents {
    dbn_span texts[DOCUMENTS_MAX];
    uint32_t count;
} documents;

static void
add(dbn_collection *collection, dbn_span text, dbn_job *job)
{
    static const dbn_signing signing = {UNITS, false, DBN_SURVIVOR_LONGEST};
    dbn_sign_input in = {.bytes = text, .text = text};
    dbn_json_input json = {0};
    dbn_signed sign;
    dbn_job_reset(job);
    require(dbn_flow_sign(&sign, &in, &signing, job) == DBN_OK);
    sign.is_page = true; /* its text is kept: there is no line to read it from again */
    require(dbn_collection_add(collection, &sign, &json, DBN_SPAN(""),
                               (dbn_line_place){NULL, 0}) == DBN_OK);
}

static uint64_t
mixed(uint64_t hash, uint64_t value)
{
    return dbn_hash_mix(hash ^ value) * UINT64_C(0xD6E8FEB86659FD93);
}

/* All that is told of document i, as one number. */
static uint64_t
told_of(const dbn_collection *collection, const dbn_related *related, uint32_t i)
{
    const dbn_signed *sign = &collection->documents.items[i].sign;
    uint64_t hash = mixed(sign->key.high, sign->key.low);
    for (uint32_t k = related->first_copy[i]; k < related->first_copy[i + 1]; k++) {
        const dbn_corpus_copy *c = &related->copies.items[k];
        require(c->range.beg <= c->range.end && c->range.end <= sign->text.len);
        hash = mixed(hash, (uint64_t)c->range.beg << 32 | c->range.end);
        hash = mixed(hash, (uint64_t)c->partner_range.beg << 32 | c->partner_range.end);
        hash = mixed(hash, dbn_hash_bytes(c->partner));
        hash = mixed(hash, (uint64_t)c->score << 32 | (uint64_t)c->unit << 16 |
                               (uint64_t)c->relation << 8 |
                               (uint64_t)c->is_survivor << 1 | c->is_removed);
    }
    for (uint32_t k = related->first_contradiction[i];
         k < related->first_contradiction[i + 1]; k++) {
        const dbn_corpus_contradiction *c = &related->contradictions.items[k];
        hash = mixed(hash, (uint64_t)c->range.beg << 32 | c->range.end);
        hash = mixed(hash, (uint64_t)c->partner_range.beg << 32 | c->kind);
    }
    return hash;
}

/* The sum of what all are told: the same for every order. */
static uint64_t
relate(const documents *d, bool is_backward, uint32_t max_postings, dbn_job *job)
{
    dbn_batch_options options = {0};
    dbn_relating relating = {&options, 300, max_postings, 1};
    dbn_collection collection;
    dbn_related related;
    dbn_error error;
    uint64_t sum = 0;
    dbn_collection_init(&collection);
    for (uint32_t i = 0; i < d->count; i++)
        add(&collection, d->texts[is_backward ? d->count - 1 - i : i], job);
    require(dbn_flow_relate(&related, &collection, &relating, &error) == DBN_OK);
    for (uint32_t i = 0; i < d->count; i++)
        sum += told_of(&collection, &related, i);
    dbn_collection_release(&collection);
    return sum;
}

static bool
is_among(const documents *d, dbn_span text)
{
    for (uint32_t i = 0; i < d->count; i++)
        if (dbn_span_equal(d->texts[i], text))
            return true;
    return false;
}

/* Different documents: of two that are one, either may be told of the other. */
static void
cut(documents *d, char *room, dbn_span text)
{
    size_t used = 0;
    *d = (documents){0};
    for (size_t at = 0; at < text.len && d->count < DOCUMENTS_MAX;) {
        size_t beg = used;
        for (; at < text.len && text.ptr[at] != '\n'; at++) {
            bool is_end = text.ptr[at] == '|';
            room[used++] = is_end ? '\n' : text.ptr[at];
            if (is_end)
                room[used++] = '\n';
        }
        at++;
        dbn_span document = {room + beg, used - beg};
        if (!is_among(d, document))
            d->texts[d->count++] = document;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static char room[2 * TEXT_MAX];
    dbn_span text = {(const char *)data, size < TEXT_MAX ? size : TEXT_MAX};
    text.len = dbn_utf8_invalid_at(text, 0);
    documents d;
    dbn_job job;
    dbn_job_init(&job, 0);
    cut(&d, room, text);
    for (uint32_t i = 0; i + 1 < d.count && i < 4; i++)
        check_pair(d.texts[i], d.texts[i + 1],
                   i % 2 == 0 ? DBN_UNIT_DOCUMENT : DBN_UNIT_PASSAGE, &job);
    uint32_t most = size % 2 == 0 ? 2 : 64; /* with two, most groups are common */
    if (d.count > 1)
        require(relate(&d, false, most, &job) == relate(&d, true, most, &job));
    dbn_job_release(&job);
    return 0;
}
