/*
 * One name spelt several ways.
 *
 * Two words with capitals are one name when they differ only in what people hesitate
 * about: accents, double letters, y for i. Each skeleton is looked up in a table of the
 * text's names; the rarer spelling is the finding. Linear.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "check/desk.h"
#include "text/fold.h"

#include <assert.h>

#define NAME_MAX  32     /* bytes of a skeleton */
#define NAME_MIN  5      /* letters: short words meet by chance */
#define TABLE_MIN 256    /* slots */
#define NAMES_MAX 65536U /* of a text; further ones are passed over */

typedef struct name {
    dbn_range first;
    uint32_t count;
    bool starts_only; /* seen only where a sentence starts */
} name;

typedef struct names {
    DBN_VEC(name) items;
    uint32_t *slots;     /* of spellings: place in items + 1 */
    uint32_t *skeletons; /* the first of each skeleton: place in items + 1 */
    uint32_t slot_count;
} names;

/* The word without what people hesitate about. */
static dbn_span
skeleton_of(char out[NAME_MAX], dbn_span word)
{
    char folded[NAME_MAX];
    size_t len = dbn_fold(folded, sizeof folded, word), kept = 0;
    for (size_t i = 0; i < len; i++) {
        char c = folded[i] == 'y' ? 'i' : folded[i];
        if (kept > 0 && out[kept - 1] == c)
            continue;
        out[kept++] = c;
    }
    return (dbn_span){out, kept};
}

static bool
is_name(const desk *d, dbn_range word)
{
    uint32_t len;
    dbn_span text = dbn_span_slice(d->text, word);
    if (text.len < NAME_MIN || text.len >= NAME_MAX ||
        dbn_char_class_of(dbn_utf8_decode(text, 0, &len)) != DBN_CHAR_UPPER)
        return false;
    for (size_t at = len; at < text.len; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (dbn_char_class_of(code) != DBN_CHAR_LOWER)
            return false;
    }
    return true;
}

/* What stands before the first word of a sentence, spaces aside. */
static bool
is_before_sentence(char c)
{
    switch (c) {
    case '.':
    case '!':
    case '?':
    case ':':
    case '\n':
    case '"':
    case '-':
    case '(':
        return true;
    default:
        return false;
    }
}

bool
desk_starts_sentence(const desk *d, dbn_range block, uint32_t at)
{
    while (at > block.beg &&
           (d->text.ptr[at - 1] == ' ' || (unsigned char)d->text.ptr[at - 1] >= 0x80))
        at--;
    return at == block.beg || is_before_sentence(d->text.ptr[at - 1]);
}

/* The place of `word` in the table under `hash`, with those whose text is the same. */
static uint32_t *
slot_of(const desk *d, const names *n, dbn_span word)
{
    uint64_t at = dbn_hash_bytes(word);
    for (;; at++) {
        uint32_t *slot = &n->slots[at & (n->slot_count - 1)];
        if (*slot == 0 ||
            dbn_span_equal(dbn_span_slice(d->text, n->items.items[*slot - 1].first),
                           word))
            return slot;
    }
}

static uint32_t *
skeleton_slot(const desk *d, const names *n, dbn_span skeleton)
{
    char other[NAME_MAX];
    uint64_t at = dbn_hash_bytes(skeleton);
    for (;; at++) {
        uint32_t *slot = &n->skeletons[at & (n->slot_count - 1)];
        if (*slot == 0 ||
            dbn_span_equal(
                skeleton_of(other,
                            dbn_span_slice(d->text, n->items.items[*slot - 1].first)),
                skeleton))
            return slot;
    }
}

static dbn_status
note(desk *d, names *n, dbn_range block, dbn_range word)
{
    uint32_t *slot = slot_of(d, n, dbn_span_slice(d->text, word));
    bool starts = desk_starts_sentence(d, block, word.beg);
    assert(*slot <= n->items.count);
    if (*slot > 0) {
        n->items.items[*slot - 1].count++;
        n->items.items[*slot - 1].starts_only &= starts;
        return DBN_OK;
    }
    name added = {.first = word, .count = 1, .starts_only = starts};
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &n->items, added));
    *slot = n->items.count;
    return DBN_OK;
}

static dbn_status
collect(desk *d, names *n)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_range word, block = blocks->items[i].range;
        if (!desk_is_read(&blocks->items[i]))
            continue;
        for (uint32_t at = block.beg; desk_next_word(&word, d->text, &at, block.end);)
            if (n->items.count < n->slot_count / 2 && is_name(d, word))
                DBN_TRY(note(d, n, block, word));
    }
    return DBN_OK;
}

/* Do the words have the same letters beyond ASCII, in the same order? */
static bool
has_same_accents(dbn_span a, dbn_span b)
{
    size_t k = 0;
    for (size_t i = 0; i < a.len; i++) {
        if ((a.ptr[i] & 0x80) == 0)
            continue;
        while (k < b.len && (b.ptr[k] & 0x80) == 0)
            k++;
        if (k == b.len || a.ptr[i] != b.ptr[k++])
            return false;
    }
    while (k < b.len && (b.ptr[k] & 0x80) == 0)
        k++;
    return k == b.len;
}

/* Two spellings of one skeleton, both inside sentences, are one name spelt two ways. */
static dbn_status
compare(desk *d, names *n)
{
    /* There an accent makes another noun: "Mutter", "Mütter". */
    bool nouns_have_capitals =
        d->profile != NULL && dbn_profile_notation(d->profile).noun_capitals;
    for (uint32_t i = 0; i < n->items.count; i++) {
        const name *this = &n->items.items[i];
        char bytes[NAME_MAX];
        if (this->starts_only)
            continue;
        dbn_span word = dbn_span_slice(d->text, this->first);
        uint32_t *slot = skeleton_slot(d, n, skeleton_of(bytes, word));
        if (*slot == 0) {
            *slot = i + 1;
            continue;
        }
        const name *other = &n->items.items[*slot - 1];
        const name *rare = this->count <= other->count ? this : other;
        const name *usual = rare == this ? other : this;
        if (usual->count < 2 ||
            (nouns_have_capitals &&
             !has_same_accents(word, dbn_span_slice(d->text, other->first))))
            continue;
        DBN_TRY(desk_add(d, DBN_CODE_NAME, rare->first, usual->first,
                         dbn_span_slice(d->text, usual->first)));
    }
    return DBN_OK;
}

dbn_status
desk_check_names(desk *d)
{
    names n = {.slot_count = TABLE_MIN};
    while (n.slot_count < d->text.len / 32 && n.slot_count < NAMES_MAX)
        n.slot_count *= 2;
    n.slots = dbn_arena_alloc(&d->job->scratch, n.slot_count * sizeof *n.slots);
    n.skeletons = dbn_arena_alloc(&d->job->scratch, n.slot_count * sizeof *n.skeletons);
    if (n.slots == NULL || n.skeletons == NULL)
        return dbn_job_nomem(d->job);
    DBN_TRY(collect(d, &n));
    return compare(d, &n);
}
