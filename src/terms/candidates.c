/*
 * Sequences that look like terms, counted; which of them are forms of one term; and
 * how often each stands inside a longer one.
 */
#include "terms/inside.h"

#include "base/hash.h"

#define FIRST_SLOTS 4096U

typedef struct finder {
    dbn_candidates *out;
    const dbn_lexis *lexis;
    const dbn_terms_input *in;
    const dbn_term_grammar *grammar;
    dbn_arena *arena;
} finder;

static uint64_t
hash_of(const uint32_t *words, uint32_t count)
{
    uint64_t hash = DBN_HASH_START ^ count;
    for (uint32_t i = 0; i < count; i++)
        hash = (hash ^ hash >> 29 ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
    return dbn_hash_mix(hash);
}

/* The slot of a sequence, or the empty one where it belongs. */
static uint32_t *
slot_of(const dbn_candidates *c, const uint32_t *words, uint32_t count)
{
    uint32_t at = (uint32_t)hash_of(words, count) & c->mask;
    for (;; at = (at + 1) & c->mask) {
        uint32_t item = c->slots[at];
        if (item == 0)
            return &c->slots[at];
        const dbn_term_candidate *known = &c->items.items[item - 1];
        if (known->word_count == count &&
            memcmp(known->words, words, count * sizeof *words) == 0)
            return &c->slots[at];
    }
}

static dbn_status
widen(dbn_candidates *c, dbn_arena *arena)
{
    uint32_t count = c->slots == NULL ? FIRST_SLOTS : (c->mask + 1) * 2;
    c->slots = dbn_arena_alloc(arena, count * sizeof *c->slots);
    if (c->slots == NULL)
        return DBN_ERR_NOMEM;
    c->mask = count - 1;
    for (uint32_t i = 0; i < c->items.count; i++)
        *slot_of(c, c->items.items[i].words, c->items.items[i].word_count) = i + 1;
    return DBN_OK;
}

/* Tokens [first, first + count) are one once more. */
static dbn_status
add(finder *f, uint32_t first, uint32_t count)
{
    dbn_candidates *c = f->out;
    const dbn_lexis_token *tokens = f->lexis->tokens.items + first;
    dbn_term_candidate fresh = {.word_count = count, .last_document = DBN_NONE};
    for (uint32_t i = 0; i < count; i++)
        fresh.words[i] = tokens[i].word;
    if (c->slots == NULL || c->items.count * 2 > c->mask)
        DBN_TRY(widen(c, f->arena));
    uint32_t *slot = slot_of(c, fresh.words, count);
    if (*slot == 0) {
        fresh.first_token = first;
        fresh.first_has_capital = true;
        DBN_TRY(dbn_vec_push(f->arena, &c->items, fresh));
        *slot = c->items.count;
    }
    dbn_term_candidate *known = &c->items.items[*slot - 1];
    uint32_t document = f->in->segments[tokens[0].segment].document;
    if (known->count < DBN_TERM_PLACES_MAX)
        known->places[known->count] = first;
    known->count++;
    known->documents += document != known->last_document;
    known->last_document = document;
    known->capitals += tokens[0].has_capital;
    if (known->first_has_capital && !tokens[0].has_capital) {
        known->first_token = first;
        known->first_has_capital = false;
    }
    return DBN_OK;
}

static dbn_status
find_from(finder *f, uint32_t first)
{
    const dbn_lexis *x = f->lexis;
    unsigned char last = '\0';
    for (uint32_t n = 0; n < DBN_TERM_WORDS && first + n < x->tokens.count; n++) {
        const dbn_lexis_token *token = &x->tokens.items[first + n];
        unsigned char letter = (unsigned char)x->words.items[token->word].letter;
        if (token->segment != x->tokens.items[first].segment ||
            !(n == 0 ? f->grammar->starts[letter] : f->grammar->follows[last][letter]))
            break;
        if (f->grammar->ends[letter])
            DBN_TRY(add(f, first, n + 1));
        last = letter;
    }
    return DBN_OK;
}

/* ---- forms of one term ------------------------------------------------------------
 */

static dbn_status
group(finder *f)
{
    dbn_candidates *c = f->out;
    dbn_lexicon keys = {0};
    for (uint32_t i = 0; i < c->items.count; i++) {
        dbn_term_candidate *one = &c->items.items[i];
        uint32_t lemmas[DBN_TERM_WORDS];
        for (uint32_t k = 0; k < one->word_count; k++)
            lemmas[k] = f->lexis->words.items[one->words[k]].lemma;
        dbn_span key = {(const char *)lemmas, one->word_count * sizeof lemmas[0]};
        DBN_TRY(dbn_lexicon_add(&one->group, &keys, key, f->arena));
        if (one->group == c->groups.count)
            DBN_TRY(dbn_vec_push(f->arena, &c->groups, (dbn_term_group){.main = i}));
        dbn_term_group *of = &c->groups.items[one->group];
        of->count += one->count;
        if (one->count > c->items.items[of->main].count)
            of->main = i;
    }
    return DBN_OK;
}

/* ---- inside longer ones -----------------------------------------------------------
 */

/* Has the part of `one` from `beg` on, of `count` words, stood further left in it? */
static bool
is_repeated(const dbn_term_candidate *one, uint32_t beg, uint32_t count)
{
    for (uint32_t i = 0; i < beg; i++)
        if (memcmp(one->words + i, one->words + beg, count * sizeof one->words[0]) == 0)
            return true;
    return false;
}

/* Those that stand once may be anything. */
static void
nest(dbn_candidates *c)
{
    for (uint32_t i = 0; i < c->items.count; i++) {
        const dbn_term_candidate *one = &c->items.items[i];
        if (one->count < 2)
            continue;
        for (uint32_t count = 1; count < one->word_count; count++)
            for (uint32_t beg = 0; beg + count <= one->word_count; beg++) {
                uint32_t item = *slot_of(c, one->words + beg, count);
                if (item == 0 || is_repeated(one, beg, count))
                    continue;
                c->items.items[item - 1].inside += one->count;
                c->items.items[item - 1].inside_of++;
            }
    }
}

dbn_status
dbn_candidates_find(dbn_candidates *out, const dbn_lexis *lexis,
                    const dbn_terms_input *in, const dbn_term_grammar *grammar,
                    dbn_arena *arena)
{
    finder f = {out, lexis, in, grammar, arena};
    *out = (dbn_candidates){0};
    for (uint32_t i = 0; i < lexis->tokens.count; i++)
        DBN_TRY(find_from(&f, i));
    DBN_TRY(group(&f));
    nest(out);
    return DBN_OK;
}
