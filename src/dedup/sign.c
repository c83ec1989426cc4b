/*
 * Grams are sampled by their own hash: of a document one in four, of a paragraph one in
 * two, of a passage, which may be all that two long texts have in common, every one.
 * Two texts that share much share as large a part of what is kept, and no gram is kept
 * in one of them only. Why not min-hashes: what news texts reuse is a small part of
 * them, and a sketch of fixed size, made to tell .8 from .7, finds half of it.
 *
 * Most pairs that share grams by accident share one set phrase, or two somewhere. A
 * gram tells where it stands, so that those are known from the grams alone, before any
 * text is read again: of texts that are copies two grams stand as far from each other
 * in both, and farther than a phrase is long.
 */
#include "dedup/sign.h"

/* Bits of a gram that must be zero, by unit: others than its table uses. */
#define SAMPLE_SHIFT 40
static const uint64_t sample[] = {UINT64_C(3) << SAMPLE_SHIFT,
                                  UINT64_C(1) << SAMPLE_SHIFT, 0};

/* Shared grams from which on, and of how many at most one must be shared. Half of the
 * words of a text that was edited in every third place stand in no common gram. */
#define SHARED_MIN       2U
#define GRAMS_PER_SHARED 24U
/* Bits that shared grams must say of passages, which are told whatever stands around
 * them. Five grams do that nobody else has; of those that all have who announce a
 * death, which is a formula that is filled in each time, it takes seventeen. */
#define PASSAGE_BITS 33U
/* What a gram would say that one content alone has. */
#define GRAM_BITS 8U
/* The same of grams that very many texts have: those of a text with very many copies,
 * which stand in it as they stand in the copy. Set phrases that all texts are made of
 * stand anywhere: of so many one is in step by accident, but not of a few more. */
#define GRAMS_PER_COMMON 6U
#define COMMON_PER_STEP  3U
#define IN_STEP_MANY     5U
/* Tokens: grams that stand no farther from each other may be of one set phrase; those
 * of copies drift by what was put in or left out between them. */
#define PHRASE_MAX 7U
#define DRIFT_MAX  24U
/* Texts so short that a phrase is much of them: of so many grams one is shared; of
 * those that very many texts have, of so many. */
#define GRAMS_PER_PHRASE  4U
#define GRAMS_PER_FORMULA 2U

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
    uint64_t hash = dbn_hash_mix(gram + (uint64_t)unit * DBN_HASH_START);
    return hash >> DBN_GRAM_ZEROS << DBN_GRAM_ZEROS;
}

/* Is the gram new? The table has at least two slots a gram, with its number + 1. */
static bool
is_new(const dbn_grams *grams, uint32_t *table, uint32_t mask, uint64_t hash)
{
    uint32_t slot = (uint32_t)(hash >> 16) & mask;
    for (; table[slot] != 0; slot = (slot + 1) & mask)
        if (grams->items[table[slot] - 1].hash == hash)
            return false;
    table[slot] = grams->count + 1;
    return true;
}

dbn_status
dbn_sign_grams(dbn_grams *out, const dbn_token *tokens, uint32_t count, dbn_unit unit,
               dbn_job *job)
{
    uint32_t slots = 16;
    while (slots < count && slots <= UINT32_MAX / 4)
        slots *= 2;
    slots *= 2;
    uint32_t *table = dbn_arena_alloc(&job->scratch, (size_t)slots * sizeof *table);
    if (table == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i + DBN_GRAM_TOKENS <= count; i++) {
        uint64_t gram = dbn_gram_hash(tokens + i);
        if ((gram & sample[unit]) != 0)
            continue;
        gram = of_unit(gram, unit);
        if (is_new(out, table, slots - 1, gram))
            DBN_TRY_PUSH(job, dbn_vec_push(&job->scratch, out, (dbn_gram){gram, i}));
    }
    return DBN_OK;
}

uint32_t
dbn_gram_bits(uint32_t contents)
{
    uint32_t bits = GRAM_BITS;
    for (; contents > 1 && bits > 1; contents /= 2)
        bits--;
    return bits;
}

void
dbn_sharing_add(dbn_sharing *sharing, uint32_t own, uint32_t other, uint32_t bits)
{
    uint16_t step = (uint16_t)(own - other);
    uint16_t drift = (uint16_t)(step - sharing->step + DRIFT_MAX);
    uint16_t apart = (uint16_t)(own - sharing->place + PHRASE_MAX);
    if (sharing->shared > 0 && drift <= 2 * DRIFT_MAX && apart > 2 * PHRASE_MAX &&
        sharing->in_step < IN_STEP_MANY)
        sharing->in_step++;
    sharing->place = (uint16_t)own;
    sharing->step = step;
    sharing->shared++;
    sharing->common += bits == 0;
    if (sharing->bits < PASSAGE_BITS)
        sharing->bits = (uint8_t)(sharing->bits + bits);
}

/* Do they look like a copy by what very many other texts have, too? */
static bool
is_like_common(const dbn_sharing *sharing, uint32_t fewer)
{
    uint64_t shared = sharing->shared;
    bool is_in_step = sharing->in_step >= IN_STEP_MANY ||
                      (uint64_t)sharing->in_step * COMMON_PER_STEP + 1 >= shared;
    return shared >= SHARED_MIN && shared * GRAMS_PER_COMMON >= fewer &&
           (is_in_step || shared * GRAMS_PER_FORMULA >= fewer);
}

bool
dbn_sign_is_candidate(dbn_unit unit, const dbn_sharing *sharing, uint32_t fewer)
{
    uint32_t rare = sharing->shared - sharing->common;
    if (unit == DBN_UNIT_PASSAGE)
        return sharing->bits >= PASSAGE_BITS;
    if (sharing->in_step == 0 && (uint64_t)sharing->shared * GRAMS_PER_PHRASE < fewer)
        return false;
    return (rare >= SHARED_MIN && (uint64_t)rare * GRAMS_PER_SHARED >= fewer) ||
           is_like_common(sharing, fewer);
}

static int
by_number(const void *left, const void *right)
{
    const dbn_partner *a = left, *b = right;
    return a->content < b->content ? -1 : a->content > b->content;
}

static int
by_shared(const void *left, const void *right)
{
    const dbn_partner *a = left, *b = right;
    if (a->shared != b->shared)
        return a->shared > b->shared ? -1 : 1;
    return by_number(left, right);
}

uint32_t
dbn_sign_choose_partners(dbn_partner *partners, uint32_t count)
{
    if (count > DBN_PARTNERS_MAX) {
        qsort(partners, count, sizeof *partners, by_shared);
        count = DBN_PARTNERS_MAX;
    }
    if (count > 1)
        qsort(partners, count, sizeof *partners, by_number);
    return count;
}
