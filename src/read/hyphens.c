/*
 * read/hyphens.c - hyphens at line ends: a part of the word, or of the line?
 *
 * The document knows best: where it writes the word elsewhere, joined or with its
 * hyphen, that is how it is written. All cut words go into one small hash table, both
 * ways of writing each; one pass over the words of the text counts them. Only then
 * frozen word lists of the language decide, so that the result never depends on a
 * dictionary that is updated.
 */
#include "read/hyphens.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Bytes of a word that are compared; longer ones are no words. */
#define WORD_MAX 128

#define SOFT_HYPHEN    0xAD
#define UNICODE_HYPHEN 0x2010

static bool
is_letter(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           (class == DBN_CHAR_MARK && code != SOFT_HYPHEN);
}

static bool
is_hyphen(uint32_t code)
{
    return code == '-' || code == SOFT_HYPHEN || code == UNICODE_HYPHEN;
}

static bool
is_word_part(uint32_t code)
{
    return is_letter(code) || is_hyphen(code) || (code >= '0' && code <= '9');
}

static uint32_t
word_beg(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t at;
    while (end > beg && is_word_part(dbn_utf8_decode_before(text, beg, end, &at)))
        end = at;
    return end;
}

static uint32_t
word_end(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t len;
    while (beg < end && is_word_part(dbn_utf8_decode(text, beg, &len)))
        beg += len;
    return beg;
}

bool
dbn_hyphen_between(dbn_hyphen *out, dbn_span text, dbn_range line, dbn_range next)
{
    uint32_t at, before;
    if (line.beg == line.end || next.beg == next.end ||
        !is_hyphen(dbn_utf8_decode_before(text, line.beg, line.end, &at)))
        return false;
    *out = (dbn_hyphen){.hyphen = {at, line.end}};
    if (at == line.beg)
        return false;
    before = dbn_utf8_decode_before(text, line.beg, at, &at);
    if (!is_word_part(before) || is_hyphen(before))
        return false;
    out->head = (dbn_range){word_beg(text, line.beg, out->hyphen.beg), out->hyphen.beg};
    out->tail = (dbn_range){next.beg, word_end(text, next.beg, next.end)};
    return out->tail.end > out->tail.beg &&
           !is_hyphen((unsigned char)text.ptr[next.beg]);
}

/* A cut word, written both ways, and how often the text writes it so. */
typedef struct entry {
    uint64_t hash; /* 0: free */
    uint32_t count;
} entry;

typedef struct table {
    entry *entries;
    uint32_t mask;
} table;

static entry *
find(const table *t, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & t->mask;
    while (t->entries[at].hash != 0 && t->entries[at].hash != hash)
        at = (at + 1) & t->mask;
    return &t->entries[at];
}

/* Hash of the folded word head + middle + tail; 0 is never returned. */
static uint64_t
hash_of(dbn_span head, dbn_span middle, dbn_span tail)
{
    char word[3 * WORD_MAX];
    size_t len = dbn_fold(word, WORD_MAX, head);
    len += dbn_fold(word + len, WORD_MAX, middle);
    len += dbn_fold(word + len, WORD_MAX, tail);
    uint64_t hash = dbn_hash_bytes((dbn_span){word, len});
    return hash == 0 ? 1 : hash;
}

static uint64_t
joined_hash(const dbn_hyphen *h, dbn_span text)
{
    return hash_of(dbn_span_slice(text, h->head), DBN_SPAN(""),
                   dbn_span_slice(text, h->tail));
}

static uint64_t
hyphenated_hash(const dbn_hyphen *h, dbn_span text)
{
    return hash_of(dbn_span_slice(text, h->head), DBN_SPAN("-"),
                   dbn_span_slice(text, h->tail));
}

/* Room for both writings of each hyphen, at most half full. */
static dbn_status
make_table(table *t, const dbn_hyphens *hyphens, dbn_span text, dbn_arena *scratch)
{
    uint32_t cap = 64;
    while (cap < 4 * (uint64_t)hyphens->count)
        cap *= 2;
    t->entries = dbn_arena_alloc(scratch, cap * sizeof t->entries[0]);
    t->mask = cap - 1;
    if (t->entries == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < hyphens->count; i++) {
        uint64_t hash = joined_hash(&hyphens->items[i], text);
        find(t, hash)->hash = hash;
        hash = hyphenated_hash(&hyphens->items[i], text);
        find(t, hash)->hash = hash;
    }
    return DBN_OK;
}

/* Count the words of the text that the table knows. The parts of cut words are words
 * of other hashes: they end at the line. */
static void
count_words(const table *t, dbn_span text)
{
    uint32_t len = (uint32_t)text.len, width;
    for (uint32_t at = 0; at < len;) {
        uint32_t code = dbn_utf8_decode(text, at, &width);
        if (!is_letter(code)) {
            at += width;
            continue;
        }
        uint32_t end = word_end(text, at, len);
        if (end - at < WORD_MAX) {
            uint64_t hash = hash_of((dbn_span){text.ptr + at, end - at}, DBN_SPAN(""),
                                    DBN_SPAN(""));
            entry *e = find(t, hash);
            e->count += e->hash == hash;
        }
        at = end;
    }
}

static uint32_t
classes_of(dbn_span text, dbn_range range, const dbn_profile *profile)
{
    char word[WORD_MAX];
    size_t len = dbn_fold(word, sizeof word, dbn_span_slice(text, range));
    return dbn_profile_word(profile, (dbn_span){word, len}).classes;
}

/* The part of the head behind its last hyphen. */
static dbn_range
last_part(dbn_span text, dbn_range head)
{
    for (uint32_t at = head.end; at > head.beg; at--)
        if (text.ptr[at - 1] == '-')
            return (dbn_range){at, head.end};
    return head;
}

static dbn_range
first_part(dbn_span text, dbn_range tail)
{
    for (uint32_t at = tail.beg; at < tail.end; at++)
        if (text.ptr[at] == '-')
            return (dbn_range){tail.beg, at};
    return tail;
}

/* Inside a compound the short parts are words: "c'est-à-", "va-t-", "arc-en-". */
#define LINK_CODES 2U

static bool
is_link(dbn_span text, dbn_range head, dbn_range part)
{
    uint32_t codes = 0;
    for (uint32_t at = part.beg; at < part.end; at++)
        codes += !dbn_utf8_is_continuation(text.ptr[at]);
    return part.beg > head.beg && codes <= LINK_CODES;
}

/* A capital after the hyphen keeps it, unless all is in capitals. */
static bool
keeps_before_capital(dbn_span text, const dbn_hyphen *h)
{
    uint32_t len, at;
    uint32_t code = dbn_utf8_decode(text, h->tail.beg, &len);
    if (code >= '0' && code <= '9')
        return true;
    if (dbn_char_class_of(code) != DBN_CHAR_UPPER)
        return false;
    uint32_t last = dbn_utf8_decode_before(text, h->head.beg, h->head.end, &at);
    if (dbn_char_class_of(last) != DBN_CHAR_UPPER || h->tail.beg + len >= h->tail.end)
        return true;
    code = dbn_utf8_decode(text, h->tail.beg + len, &len);
    return dbn_char_class_of(code) != DBN_CHAR_UPPER;
}

static bool
keeps_by_words(dbn_span text, const dbn_hyphen *h, const dbn_profile *profile)
{
    dbn_range head = last_part(text, h->head), tail = first_part(text, h->tail);
    if (is_link(text, h->head, head))
        return true;
    return (classes_of(text, head, profile) & DBN_WORD_KEEP_HYPHEN) != 0 ||
           (classes_of(text, h->head, profile) & DBN_WORD_KEEP_HYPHEN) != 0 ||
           (classes_of(text, tail, profile) & DBN_WORD_HYPHEN_TAIL) != 0;
}

static bool
is_soft(dbn_span text, const dbn_hyphen *h)
{
    uint32_t len;
    return dbn_utf8_decode(text, h->hyphen.beg, &len) == SOFT_HYPHEN;
}

dbn_status
dbn_hyphens_decide(dbn_hyphens *hyphens, dbn_span text, const dbn_profile *profile,
                   dbn_arena *scratch)
{
    table words;
    if (hyphens->count == 0)
        return DBN_OK;
    DBN_TRY(make_table(&words, hyphens, text, scratch));
    count_words(&words, text);
    for (uint32_t i = 0; i < hyphens->count; i++) {
        dbn_hyphen *h = &hyphens->items[i];
        uint32_t joined = find(&words, joined_hash(h, text))->count;
        uint32_t hyphenated = find(&words, hyphenated_hash(h, text))->count;
        if (is_soft(text, h))
            h->is_kept = false;
        else if (keeps_before_capital(text, h))
            h->is_kept = true;
        else if (joined != hyphenated)
            h->is_kept = hyphenated > joined;
        else
            h->is_kept = keeps_by_words(text, h, profile);
    }
    return DBN_OK;
}
