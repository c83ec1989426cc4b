/*
 * Grams are sampled by their own hash: of a document one in four, of a paragraph one in
 * two, of a passage, which may be all that two long texts have in common, every one.
 * Two texts that share much share as large a part of what is kept, and no gram is kept
 * in one of them only. Why not min-hashes: what news texts reuse is a small part of
 * them, and a sketch of fixed size, made to tell .8 from .7, finds half of it.
 */
#include "dedup/sign.h"

/* Bits of a gram that must be zero, by unit: others than its table uses. */
#define SAMPLE_SHIFT 40
static const uint64_t sample[] = {UINT64_C(3) << SAMPLE_SHIFT,
                                  UINT64_C(1) << SAMPLE_SHIFT, 0};

/* Shared grams from which on, and of how many at most one must be shared. Half of the
 * words of a text that was edited in every third place stand in no common gram. */
#define SHARED_MIN         2U
#define GRAMS_PER_SHARED   24U
#define SHARED_MIN_PASSAGE 2U

static bool
is_blank_line(dbn_span text, size_t at)
{
    while (at < text.len && dbn_is_ascii_space(text.ptr[at]) && text.ptr[at] != '\n')
        at++;
    return at < text.len && text.ptr[at] == '\n';
}

/* Where the paragraph that begins at `at` ends: at a line end that is followed by a
 * blank line, or at any where `by_lines`. */
static size_t
paragraph_end(dbn_span text, size_t at, bool by_lines)
{
    for (; at < text.len; at++) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        if (end == NULL)
            return text.len;
        at = (size_t)(end - text.ptr);
        if (by_lines || is_blank_line(text, at + 1))
            return at;
    }
    return text.len;
}

dbn_status
dbn_sign_paragraphs(dbn_ranges *out, dbn_span text, dbn_job *job)
{
    size_t first = paragraph_end(text, 0, false);
    bool by_lines = first == text.len;
    for (size_t at = 0; at < text.len;) {
        size_t end = at == 0 && !by_lines ? first : paragraph_end(text, at, by_lines);
        size_t beg = at, last = end;
        while (beg < last && dbn_is_ascii_space(text.ptr[beg]))
            beg++;
        while (last > beg && dbn_is_ascii_space(text.ptr[last - 1]))
            last--;
        if (last > beg)
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, out,
                                           (dbn_range){(uint32_t)beg, (uint32_t)last}));
        at = end + 1;
    }
    return DBN_OK;
}

/* A document meets no paragraph. */
static uint64_t
of_unit(uint64_t gram, dbn_unit unit)
{
    return dbn_hash_mix(gram + (uint64_t)unit * DBN_HASH_START);
}

static int
by_value(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

dbn_status
dbn_sign_grams(dbn_grams *out, const dbn_token *tokens, uint32_t count, dbn_unit unit,
               dbn_job *job)
{
    for (uint32_t i = 0; i + DBN_GRAM_TOKENS <= count; i++) {
        uint64_t gram = dbn_gram_hash(tokens + i);
        if ((gram & sample[unit]) == 0)
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, out, of_unit(gram, unit)));
    }
    if (out->count < 2)
        return DBN_OK;
    qsort(out->items, out->count, sizeof out->items[0], by_value);
    uint32_t kept = 1;
    for (uint32_t i = 1; i < out->count; i++)
        if (out->items[i] != out->items[kept - 1])
            out->items[kept++] = out->items[i];
    out->count = kept;
    return DBN_OK;
}

bool
dbn_sign_is_candidate(dbn_unit unit, uint32_t shared, uint32_t fewer)
{
    if (unit == DBN_UNIT_PASSAGE)
        return shared >= SHARED_MIN_PASSAGE;
    return shared >= SHARED_MIN && (uint64_t)shared * GRAMS_PER_SHARED >= fewer;
}
