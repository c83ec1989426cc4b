#include "memory/placeables.h"

#include <assert.h>

#include "text/sign.h"

/* Texts with more are left as they are: they are tables. */
#define PLACEABLES_MAX 64U

/* A range of the translation, and what takes its place. */
typedef struct exchange {
    dbn_range old;
    dbn_span new;
} exchange;

typedef struct exchanges {
    exchange items[PLACEABLES_MAX]; /* by place */
    uint32_t count;
} exchanges;

static uint32_t
next_placeable(const dbn_memory_tokens *tokens, uint32_t at)
{
    while (at < tokens->count && !dbn_memory_is_placeable(&tokens->items[at]))
        at++;
    return at;
}

/* The token of that form, which stands once in the text; NULL for none. */
static const dbn_memory_token *
only_one(const dbn_memory_text *text, uint32_t form)
{
    const dbn_memory_token *found = NULL;
    for (uint32_t i = 0; i < text->tokens.count; i++) {
        const dbn_memory_token *token = &text->tokens.items[i];
        if (token->form != form)
            continue;
        if (found != NULL)
            return NULL;
        found = token;
    }
    return found;
}

/* The range of a token, with the minus of a number. */
static dbn_range
signed_range(const dbn_memory_text *text, const dbn_memory_token *token)
{
    dbn_range range = token->range;
    assert(text->text.ptr != NULL); /* it has a token */
    if (token->kind == DBN_MEMORY_NUMBER)
        range.beg -= dbn_sign_before(text->text, range.beg);
    return range;
}

static bool
has_sign(const dbn_memory_text *text, const dbn_memory_token *token)
{
    return signed_range(text, token).beg < token->range.beg;
}

static void
insert(exchanges *all, exchange one)
{
    uint32_t at = all->count++;
    for (; at > 0 && all->items[at - 1].old.beg > one.old.beg; at--)
        all->items[at] = all->items[at - 1];
    all->items[at] = one;
}

/* False where some cannot be exchanged. */
static bool
gather(exchanges *out, const dbn_memory_text *new, const dbn_memory_text *old,
       const dbn_memory_text *target)
{
    uint32_t i = 0, j = 0, count = 0;
    for (;; i++, j++, count++) {
        i = next_placeable(&new->tokens, i);
        j = next_placeable(&old->tokens, j);
        if (i == new->tokens.count || j == old->tokens.count)
            return i == new->tokens.count &&j == old->tokens.count;
        const dbn_memory_token *a = &new->tokens.items[i], *b = &old->tokens.items[j];
        if (a->kind != b->kind || count == PLACEABLES_MAX)
            return false;
        if (a->form == b->form && has_sign(new, a) == has_sign(old, b))
            continue;
        const dbn_memory_token *place = only_one(target, b->form);
        if (place == NULL || only_one(old, b->form) == NULL ||
            has_sign(target, place) != has_sign(old, b))
            return false;
        insert(out, (exchange){signed_range(target, place),
                               dbn_span_slice(new->text, signed_range(new, a))});
    }
}

static dbn_status
write(dbn_span *out, const exchanges *all, dbn_span target, dbn_arena *arena)
{
    dbn_buffer text = {0};
    uint32_t at = 0;
    for (uint32_t i = 0; i <= all->count; i++) {
        uint32_t end = i < all->count ? all->items[i].old.beg : (uint32_t)target.len;
        DBN_TRY(dbn_vec_append(arena, &text, target.ptr + at, end - at));
        if (i == all->count)
            break;
        dbn_span new = all->items[i].new;
        DBN_TRY(dbn_vec_append(arena, &text, new.ptr, (uint32_t) new.len));
        at = all->items[i].old.end;
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

dbn_status
dbn_memory_exchange_of(dbn_memory_exchange *out, const dbn_memory_text *new,
                       const dbn_memory_text *old, const dbn_memory_text *target,
                       dbn_arena *arena)
{
    exchanges all = {.count = 0};
    *out = (dbn_memory_exchange){.text = target->text};
    out->is_whole = gather(&all, new, old, target);
    if (!out->is_whole || all.count == 0)
        return DBN_OK;
    out->count = all.count;
    return write(&out->text, &all, target->text, arena);
}
