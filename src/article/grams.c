/*
 * article/grams.c - is a block part of the text that a page gives apart from what it
 * shows (articleBody of JSON-LD)?
 *
 * Both are read as words, without case, marks and tags; four words in a row make a
 * hash. One pass over each text, a table of twice as many slots as words.
 */
#include "article/scene.h"

/** Words in a row. */
#define GRAM 4U

typedef struct words {
    dbn_span text;
    size_t at;
    uint32_t hashes[GRAM]; /* a ring */
    uint32_t count;
} words;

static bool
is_word_byte(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || (unsigned char)c >= 0xC3;
}

/* The end of a tag that starts at `at`; `at` where none does. */
static size_t
after_tag(dbn_span text, size_t at)
{
    const char *end;
    if (text.ptr[at] != '<' || at + 1 == text.len ||
        !(dbn_is_ascii_alpha(text.ptr[at + 1]) || text.ptr[at + 1] == '/'))
        return at;
    end = memchr(text.ptr + at, '>', text.len - at);
    return end == NULL ? at : (size_t)(end - text.ptr) + 1;
}

/* The next word goes into the ring; false at the end. */
static bool
next_word(words *w)
{
    uint32_t hash = 2166136261U; /* FNV-1a */
    size_t beg;
    while (w->at < w->text.len && !is_word_byte(w->text.ptr[w->at])) {
        size_t after = after_tag(w->text, w->at);
        w->at = after > w->at ? after : w->at + 1;
    }
    beg = w->at;
    while (w->at < w->text.len &&
           (is_word_byte(w->text.ptr[w->at]) ||
            (w->at > beg && (unsigned char)w->text.ptr[w->at] >= 0x80)))
        hash =
            (hash ^ (unsigned char)dbn_ascii_lower(w->text.ptr[w->at++])) * 16777619U;
    if (w->at == beg)
        return false;
    w->hashes[w->count++ % GRAM] = hash;
    return true;
}

static uint32_t
gram_of(const words *w)
{
    uint32_t hash = 0;
    for (uint32_t i = 0; i < GRAM; i++)
        hash = (hash ^ w->hashes[(w->count + i) % GRAM]) * 0x9E3779B1U;
    hash ^= hash >> 15;
    return hash == 0 ? 1 : hash;
}

static bool
has_gram(const dbn_grams *grams, uint32_t hash)
{
    uint32_t at = hash & grams->mask;
    while (grams->slots[at] != 0 && grams->slots[at] != hash)
        at = (at + 1) & grams->mask;
    return grams->slots[at] == hash;
}

dbn_status
dbn_grams_set(dbn_grams *out, dbn_span text, dbn_job *job)
{
    words w = {.text = text};
    uint32_t slots = 64;
    /* Two letters and a space are the shortest word on average. */
    while (slots < text.len * 2 / 3 && slots < (1U << 24))
        slots *= 2;
    out->slots = dbn_arena_alloc(&job->scratch, (size_t)slots * sizeof *out->slots);
    if (out->slots == NULL)
        return dbn_job_nomem(job);
    memset(out->slots, 0, (size_t)slots * sizeof *out->slots);
    out->mask = slots - 1;
    for (uint32_t used = 0; used < slots / 2 && next_word(&w);) {
        uint32_t hash = gram_of(&w), at = hash & out->mask;
        if (w.count < GRAM || has_gram(out, hash))
            continue;
        while (out->slots[at] != 0)
            at = (at + 1) & out->mask;
        out->slots[at] = hash;
        used++;
    }
    return DBN_OK;
}

int
dbn_grams_share(const dbn_grams *grams, dbn_span text)
{
    words w = {.text = text};
    uint32_t found = 0, asked = 0;
    if (grams->mask == 0)
        return -1;
    while (next_word(&w)) {
        if (w.count < GRAM)
            continue;
        asked++;
        found += has_gram(grams, gram_of(&w));
    }
    return asked == 0 ? -1 : (int)(found * 100 / asked);
}
