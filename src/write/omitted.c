/*
 * Findings are counted by their rules, and by their rules and words in a table with
 * open addresses, which has an entry only for words that are listed at least once:
 * O(findings), and memory for those that are listed.
 */
#include "write/omitted.h"

#include "base/hash.h"

/* A rule with some words, by the first finding of it that is listed. */
typedef struct said {
    uint64_t hash;
    uint32_t finding; /* its number + 1; 0: the slot is free */
    uint32_t count;
} said;

typedef struct listing {
    const dbn_document *doc;
    const dbn_findings *all;
    dbn_listed *rules;
    dbn_arena *arena;
    said *slots;
    uint32_t slot_count, taken; /* a power of two; at most half of them */
    uint32_t max;
} listing;

/* Bytes of a finding that are looked at: one may be about all of a text, and a text may
 * have as many of those as it has numbers. */
#define WORDS_MAX 256U

static dbn_span
words_of(const listing *l, uint32_t finding)
{
    dbn_range range = l->all->items[finding].range;
    if (dbn_range_len(range) > WORDS_MAX)
        range.end = range.beg + WORDS_MAX;
    return dbn_span_slice(l->doc->page->text, range);
}

/* The slot of the rule and the words of a finding, or the free one where they belong.
 */
static said *
slot_of(const listing *l, uint64_t hash, uint32_t finding)
{
    const dbn_finding *findings = l->all->items;
    uint32_t at = (uint32_t)hash & (l->slot_count - 1);
    for (;; at = (at + 1) & (l->slot_count - 1)) {
        said *s = &l->slots[at];
        if (s->finding == 0 ||
            (s->hash == hash &&
             findings[s->finding - 1].rule == findings[finding].rule &&
             dbn_span_equal(words_of(l, s->finding - 1), words_of(l, finding))))
            return s;
    }
}

#define SLOTS_AT_FIRST 256U

static dbn_status
make_room(listing *l)
{
    listing larger = *l;
    if (l->taken < l->slot_count / 2)
        return DBN_OK;
    larger.slot_count = l->slot_count == 0 ? SLOTS_AT_FIRST : 2 * l->slot_count;
    larger.slots = dbn_arena_alloc(l->arena, larger.slot_count * sizeof *larger.slots);
    if (larger.slots == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < l->slot_count; i++)
        if (l->slots[i].finding != 0)
            *slot_of(&larger, l->slots[i].hash, l->slots[i].finding - 1) = l->slots[i];
    *l = larger;
    return DBN_OK;
}

/* Is the finding one of those that are listed? Then it is counted. */
static dbn_status
is_listed(bool *out, listing *l, uint32_t finding)
{
    dbn_rule rule = l->all->items[finding].rule;
    *out = l->rules[rule].count / DBN_LISTED_OF_RULE < l->max;
    if (!*out)
        return DBN_OK;
    DBN_TRY(make_room(l));
    uint64_t hash = dbn_hash_mix(dbn_hash_bytes(words_of(l, finding)) ^ rule);
    said *s = slot_of(l, hash, finding);
    if (s->finding == 0) {
        *s = (said){hash, finding + 1, 0};
        l->taken++;
    }
    *out = s->count < l->max;
    s->count += *out;
    l->rules[rule].count += *out;
    return DBN_OK;
}

/* Those that are listed, and the first of each rule that is not. */
static dbn_status
pick(dbn_findings *out, listing *l)
{
    for (uint32_t i = 0; i < l->all->count; i++) {
        const dbn_finding *finding = &l->all->items[i];
        dbn_listed *rule = &l->rules[finding->rule];
        bool is_in;
        DBN_TRY(is_listed(&is_in, l, i));
        if (!is_in && rule->omitted++ > 0)
            continue;
        if (!is_in)
            rule->first = out->count;
        DBN_TRY(dbn_vec_push(l->arena, out, *finding));
    }
    return DBN_OK;
}

/* One alone needs nobody that stands for it. */
static dbn_status
put_messages(dbn_findings *out, const listing *l, const dbn_writer *w, dbn_span ui)
{
    for (uint32_t i = 0; i < out->count; i++) {
        dbn_listed *rule = &l->rules[out->items[i].rule];
        if (rule->omitted == 0 || rule->first != i)
            continue;
        if (rule->omitted == 1) {
            rule->omitted = 0;
            continue;
        }
        dbn_buffer message = {0};
        const dbn_voice voice = {&message, l->arena, w->ui};
        DBN_TRY(dbn_say(&voice, "%llu more like it, not listed: ",
                        (unsigned long long)rule->omitted));
        DBN_TRY(
            dbn_say_raw(&voice, dbn_ruleset_message(w->rules, out->items[i].rule, ui)));
        rule->message = (dbn_span){message.items, message.count};
        out->items[i].fix_count = 0;
    }
    return DBN_OK;
}

dbn_status
dbn_findings_omit(dbn_document *doc, dbn_listed **rules, uint32_t max,
                  const dbn_writer *w, dbn_span ui)
{
    const dbn_findings all = doc->records.findings;
    *rules = NULL;
    if (max == UINT32_MAX || all.count <= max)
        return DBN_OK;
    size_t count = DBN_RULE_DATA + (size_t)dbn_ruleset_count(w->rules);
    listing l = {.doc = doc, .all = &all, .arena = w->arena, .max = max};
    l.rules = dbn_arena_alloc(w->arena, count * sizeof *l.rules);
    if (l.rules == NULL)
        return DBN_ERR_NOMEM;
    dbn_findings listed = {0};
    DBN_TRY(pick(&listed, &l));
    DBN_TRY(put_messages(&listed, &l, w, ui));
    doc->records.findings = listed;
    *rules = l.rules;
    return DBN_OK;
}
