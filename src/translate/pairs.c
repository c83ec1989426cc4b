/*
 * Breadth first over pairs that were sorted: what is reached first is reached by the
 * fewest of them.
 */
#include "translate/pairs.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/language_tag.h"

static const struct {
    const char *two, *three;
} languages[] = {
#define LANGUAGE(two, three) {two, three},
#include "translate/languages.def"
#undef LANGUAGE
};

/* The place of a language in the table; its size: it has none. */
static size_t
place_of(dbn_span language)
{
    size_t i = 0, count = sizeof languages / sizeof languages[0];
    while (i < count &&
           !dbn_span_equal_ascii(language, dbn_span_of(languages[i].two)) &&
           !dbn_span_equal_ascii(language, dbn_span_of(languages[i].three)))
        i++;
    return i;
}

bool
dbn_language_is_same(dbn_span one, dbn_span other)
{
    dbn_span a = dbn_language_of(one), b = dbn_language_of(other);
    size_t place = place_of(a);
    return dbn_span_equal_ascii(a, b) ||
           (place < sizeof languages / sizeof languages[0] && place == place_of(b));
}

static int
by_name(const void *first, const void *second)
{
    const dbn_pair *a = first, *b = second;
    int order = dbn_span_order(a->from, b->from);
    return order != 0 ? order : dbn_span_order(a->to, b->to);
}

static dbn_status
take_back(dbn_pairs *chain, const dbn_pairs *pairs, const uint32_t *before,
          uint32_t last, dbn_arena *arena)
{
    uint32_t count = 0;
    for (uint32_t i = last; i != UINT32_MAX; i = before[i])
        count++;
    if (!dbn_vec_reserve(arena, chain, count))
        return DBN_ERR_NOMEM;
    chain->count = count;
    for (uint32_t i = last; i != UINT32_MAX; i = before[i])
        chain->items[--count] = pairs->items[i];
    return DBN_OK;
}

dbn_status
dbn_pairs_chain(dbn_pairs *chain, dbn_pairs *pairs, dbn_span source, dbn_span target,
                dbn_arena *arena)
{
    DBN_VEC(uint32_t) reached = {0};
    *chain = (dbn_pairs){0};
    if (pairs->count > 1)
        qsort(pairs->items, pairs->count, sizeof *pairs->items, by_name);
    bool *is_used = dbn_arena_alloc(arena, pairs->count + 1);
    uint32_t *before = dbn_arena_alloc(arena, (pairs->count + 1) * sizeof *before);
    if (is_used == NULL || before == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t at = 0, step = UINT32_MAX; at <= reached.count; at++) {
        /* From the source first, then from where each pair that was reached leads. */
        step = at == 0 ? UINT32_MAX : reached.items[at - 1];
        dbn_span here = at == 0 ? source : pairs->items[step].to;
        for (uint32_t i = 0; i < pairs->count; i++) {
            if (is_used[i] || !dbn_language_is_same(pairs->items[i].from, here))
                continue;
            is_used[i] = true;
            before[i] = step;
            if (dbn_language_is_same(pairs->items[i].to, target))
                return take_back(chain, pairs, before, i, arena);
            DBN_TRY(dbn_vec_push(arena, &reached, i));
        }
    }
    return DBN_OK;
}

void
dbn_pairs_list(char *out, size_t size, const dbn_pairs *pairs)
{
    size_t at = 0;
    out[0] = '\0';
    for (uint32_t i = 0; i < pairs->count && at < size; i++) {
        const dbn_pair *p = &pairs->items[i];
        int len = snprintf(out + at, size - at, "%s%.*s-%.*s", i == 0 ? "" : " ",
                           (int)p->from.len, p->from.ptr, (int)p->to.len, p->to.ptr);
        if (len < 0 || (size_t)len >= size - at) {
            out[at] = '\0';
            return;
        }
        at += (size_t)len;
    }
}
