/*
 * The tree of terms: a table of edges, so that adding one costs as much as it has
 * words.
 */
#include "glossary/glossary.h"

#include <stdlib.h>

#include "glossary/inside.h"
#include "lang/yaml.h"

#define FIRST_SLOTS 1024U

dbn_status
dbn_glossary_new(dbn_glossary **out, const dbn_profile *profile,
                 const dbn_morphology *morphology, dbn_error *err)
{
    dbn_glossary *g = calloc(1, sizeof *g);
    *out = NULL;
    if (g == NULL)
        return dbn_load_nomem(err);
    dbn_arena_init(&g->arena, 0);
    dbn_job_init(&g->scratch, 0);
    g->profile = profile;
    g->morphology = morphology;
    g->dictionary = dbn_morphology_dictionary(morphology);
    if (dbn_vec_push(&g->arena, &g->nodes, (dbn_term_node){0}) != DBN_OK) {
        dbn_glossary_free(g);
        return dbn_load_nomem(err);
    }
    *out = g;
    return DBN_OK;
}

void
dbn_glossary_free(dbn_glossary *glossary)
{
    if (glossary == NULL)
        return;
    dbn_job_release(&glossary->scratch);
    dbn_arena_release(&glossary->arena);
    free(glossary);
}

/* ---- edges -------------------------------------------------------------------- */

static uint32_t
edge_place(uint32_t node, uint32_t word)
{
    uint64_t key = (uint64_t)node << 32 | word;
    return (uint32_t)(key * UINT64_C(0x9E3779B97F4A7C15) >> 32);
}

static dbn_edge_slot *
slot_of(const dbn_glossary *g, uint32_t node, uint32_t word)
{
    uint32_t at = edge_place(node, word) & g->edge_mask;
    while (g->edge_slots[at].child != 0 &&
           (g->edge_slots[at].node != node || g->edge_slots[at].word != word))
        at = (at + 1) & g->edge_mask;
    return &g->edge_slots[at];
}

uint32_t
dbn_glossary_child(const dbn_glossary *glossary, uint32_t node, uint32_t word)
{
    return glossary->edge_slots == NULL ? 0 : slot_of(glossary, node, word)->child;
}

void
dbn_glossary_expect_child(const dbn_glossary *glossary, uint32_t node, uint32_t word)
{
    if (glossary->edge_slots != NULL)
        __builtin_prefetch(
            &glossary->edge_slots[edge_place(node, word) & glossary->edge_mask]);
}

static dbn_status
widen_edges(dbn_glossary *g)
{
    dbn_glossary wider = *g;
    uint32_t count = g->edge_slots == NULL ? FIRST_SLOTS : (g->edge_mask + 1) * 2;
    wider.edge_slots = dbn_arena_alloc(&g->arena, count * sizeof *wider.edge_slots);
    wider.edge_mask = count - 1;
    if (wider.edge_slots == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; g->edge_slots != NULL && i <= g->edge_mask; i++) {
        const dbn_edge_slot *slot = &g->edge_slots[i];
        if (slot->child != 0)
            *slot_of(&wider, slot->node, slot->word) = *slot;
    }
    g->edge_slots = wider.edge_slots;
    g->edge_mask = wider.edge_mask;
    return DBN_OK;
}

static dbn_status
step(uint32_t *node, dbn_glossary *g, uint32_t word)
{
    if (g->edge_slots == NULL || g->edge_count * 2 > g->edge_mask)
        DBN_TRY(widen_edges(g));
    dbn_edge_slot *slot = slot_of(g, *node, word);
    if (slot->child == 0) {
        DBN_TRY(dbn_vec_push(&g->arena, &g->nodes, (dbn_term_node){0}));
        *slot = (dbn_edge_slot){*node, word, g->nodes.count - 1};
        g->edge_count++;
    }
    *node = slot->child;
    return DBN_OK;
}

/* ---- terms -------------------------------------------------------------------- */

/* The words of a term, cut at spaces; what hyphens and apostrophes join is one unit of
 * several words. */
typedef struct term_words {
    uint32_t words[DBN_TERM_WORDS_MAX];
    uint32_t count;
    bool is_too_long;
} term_words;

/* Does anything but a hyphen stand between the two words? */
static bool
is_break(dbn_span text, uint32_t beg, uint32_t end)
{
    return end != beg + 1 || text.ptr[beg] != '-';
}

static dbn_status
add_unit(term_words *t, dbn_glossary *g, dbn_span unit, uint32_t parts)
{
    for (uint32_t part = 0; part < parts; part++) {
        uint32_t word;
        if (t->count == DBN_TERM_WORDS_MAX) {
            t->is_too_long = true;
            return DBN_OK;
        }
        DBN_TRY(dbn_glossary_word(&word, g, unit, part));
        t->words[t->count++] = word;
    }
    return DBN_OK;
}

static dbn_status
cut_term(term_words *t, dbn_glossary *g, dbn_span term)
{
    dbn_text_word word;
    uint32_t at = 0, beg = 0, end = 0, parts = 0;
    while (dbn_text_word_next(&word, term, &at, (uint32_t)term.len)) {
        if (parts > 0 && is_break(term, end, word.beg)) {
            DBN_TRY(add_unit(t, g, (dbn_span){term.ptr + beg, end - beg}, parts));
            parts = 0;
        }
        if (parts++ == 0)
            beg = word.beg;
        end = word.end;
    }
    return parts == 0 ? DBN_OK
                      : add_unit(t, g, (dbn_span){term.ptr + beg, end - beg}, parts);
}

/* Entries of one term that are looked at for one that says the same. */
#define SAME_MAX 64

/* Does a line say what an earlier one has said? What comes from no line, as entries of
 * a dictionary, may be said as often as it likes. */
static bool
is_repeated(const dbn_glossary *g, const dbn_glossary_entry *entry, uint32_t node)
{
    uint32_t at = g->nodes.items[node].first;
    for (int i = 0; i < SAME_MAX && at != 0 && entry->line > 0; i++) {
        const dbn_glossary_entry *other = &g->entries.items[at - 1];
        if (other->line > 0 && other->status == entry->status &&
            dbn_span_equal(other->term, entry->term) &&
            dbn_span_equal(other->translation, entry->translation) &&
            dbn_span_equal(other->domain, entry->domain))
            return true;
        at = g->next.items[at - 1];
    }
    return false;
}

static dbn_status
keep_entry(dbn_glossary *g, const dbn_glossary_entry *entry, uint32_t node)
{
    dbn_glossary_entry own = *entry;
    own.term = dbn_arena_copy(&g->arena, entry->term);
    own.translation = dbn_arena_copy(&g->arena, entry->translation);
    own.domain = dbn_arena_copy(&g->arena, entry->domain);
    if (own.term.ptr == NULL || own.translation.ptr == NULL || own.domain.ptr == NULL)
        return DBN_ERR_NOMEM;
    dbn_term_node *end = &g->nodes.items[node];
    DBN_TRY(dbn_vec_push(&g->arena, &g->entries, own));
    DBN_TRY(dbn_vec_push(&g->arena, &g->next, 0));
    if (end->first == 0)
        end->first = g->entries.count;
    else
        g->next.items[end->last - 1] = g->entries.count;
    end->last = g->entries.count;
    return DBN_OK;
}

dbn_status
dbn_glossary_add(dbn_glossary *glossary, const dbn_glossary_entry *entry,
                 dbn_error *err)
{
    term_words t = {.count = 0};
    uint32_t node = 0;
    if (entry->term.len > DBN_TERM_BYTES_MAX)
        return dbn_fail(err, DBN_ERR_SYNTAX, "a term of more than %u bytes",
                        DBN_TERM_BYTES_MAX);
    if (cut_term(&t, glossary, entry->term) != DBN_OK)
        return dbn_load_nomem(err);
    if (t.count == 0)
        return dbn_fail(err, DBN_ERR_SYNTAX, "a term without a word: '%.*s'",
                        DBN_SHOWN(entry->term));
    if (t.is_too_long)
        return dbn_fail(err, DBN_ERR_SYNTAX, "a term of more than %u words: '%.*s'",
                        DBN_TERM_WORDS_MAX, DBN_SHOWN(entry->term));
    for (uint32_t i = 0; i < t.count; i++)
        if (step(&node, glossary, t.words[i]) != DBN_OK)
            return dbn_load_nomem(err);
    if (is_repeated(glossary, entry, node))
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "'%.*s' stands there already, and says the same",
                        DBN_SHOWN(entry->term));
    return keep_entry(glossary, entry, node) == DBN_OK ? DBN_OK : dbn_load_nomem(err);
}

uint32_t
dbn_glossary_count(const dbn_glossary *glossary)
{
    return glossary->entries.count;
}

const dbn_glossary_entry *
dbn_glossary_entry_at(const dbn_glossary *glossary, uint32_t index)
{
    return &glossary->entries.items[index];
}

uint32_t
dbn_glossary_next(const dbn_glossary *glossary, uint32_t index)
{
    uint32_t next = glossary->next.items[index];
    return next == 0 ? DBN_NONE : next - 1;
}
