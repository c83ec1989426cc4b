/*
 * Spelling: what of a text no dictionary knows, and what was meant.
 *
 * A word is reported once, at its first place. A word with a capital is a name: people
 * know better than dictionaries, and so is a word that is like no other: a term. All of
 * them are one finding together, where a text has some. Names that stand twice, beside
 * another name, or behind a title are learnt from the text; only one that stands once,
 * alone, a slip or two from one that the dictionary or the text has, is a finding of
 * its own, and so is a word that has its capital from beginning a sentence.
 */
#include "check/spell.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "lang/suggest.h"
#include "text/fold.h"

#include <assert.h>

#define NAME_MIN     5U   /* letters of a name that may be meant for another one */
#define NAME_LONG    8U   /* and of one that may be two letters from it */
#define NAMES_NEAR   512U /* names of the text that one is compared with */
#define WORD_MET     16U  /* frequency of a word that may be meant by a first word */
#define GROUP_MIN    4U   /* unknown names that are worth a finding */
#define SUGGEST_WORD 5U   /* that are shown */

/* A word with all its places. */
typedef struct word {
    spell_unknown first;
    uint32_t count;
    bool starts_only;
    bool is_introduced; /* somewhere */
} word;

typedef struct words {
    DBN_VEC(word) items;
    uint32_t *slots; /* place in items + 1 */
    uint32_t mask;
} words;

/* The slot of a text in the table, or the empty one where it belongs. */
static uint32_t *
slot_of(const words *all, const spell *s, dbn_span text)
{
    for (uint64_t at = dbn_hash_bytes(text);; at++) {
        uint32_t *slot = &all->slots[at & all->mask];
        if (*slot == 0)
            return slot;
        assert(all->items.items != NULL);
        const word *w = &all->items.items[*slot - 1];
        if (dbn_span_equal(dbn_span_slice(s->desk->text, w->first.range), text))
            return slot;
    }
}

static dbn_status
gather(words *out, const spell *s)
{
    dbn_arena *scratch = &s->desk->job->scratch;
    uint32_t slots = 16;
    while (slots < s->unknown.count * 2)
        slots *= 2;
    out->slots = dbn_arena_alloc(scratch, slots * sizeof *out->slots);
    if (out->slots == NULL)
        return dbn_job_nomem(s->desk->job);
    out->mask = slots - 1;
    for (uint32_t i = 0; i < s->unknown.count; i++) {
        const spell_unknown *u = &s->unknown.items[i];
        if (u->is_dropped || desk_is_in(&s->desk->protected, u->range))
            continue;
        uint32_t *slot = slot_of(out, s, dbn_span_slice(s->desk->text, u->range));
        if (*slot == 0) {
            word added = {.first = *u, .starts_only = true};
            DBN_TRY_PUSH(s->desk->job, dbn_vec_push(scratch, &out->items, added));
            *slot = out->items.count;
        }
        assert(out->items.items != NULL);
        word *w = &out->items.items[*slot - 1];
        w->count++;
        w->starts_only &= u->starts;
        w->is_introduced = w->is_introduced || spell_is_introduced(s, u);
        if (u->range.beg < w->first.range.beg)
            w->first = *u;
    }
    return DBN_OK;
}

/* ---- what was meant --------------------------------------------------------- */

typedef struct meant {
    dbn_suggestion items[DBN_SUGGESTIONS_MAX];
    uint32_t count;
} meant;

/* What is looked for, in the order in which it is. */
typedef enum spell_aim { AIM_WORD, AIM_FIRST_WORD, AIM_NAME, AIM_LONG_NAME } spell_aim;

/* Of a search, to remember that it found nothing, in this text or in another one. */
static uint64_t
hash_of_search(dbn_span text, dbn_span elision, spell_aim aim)
{
    return dbn_hash_mix(dbn_hash_bytes(text) ^ dbn_hash_bytes(elision) * 31 ^ aim);
}

static bool
fits(const dbn_suggestion *m, spell_aim aim)
{
    switch (aim) {
    case AIM_WORD: /* by one error, or by two slips */
        return m->edits <= 1 || m->cost <= DBN_COST_SLIPS;
    case AIM_FIRST_WORD:
        return !m->has_capital &&
               (m->cost <= DBN_COST_SLIP || m->frequency >= WORD_MET + DBN_COST_SLIP);
    case AIM_NAME:
        return m->has_capital && m->cost <= DBN_COST_SLIP;
    case AIM_LONG_NAME:
        return m->has_capital && m->cost <= DBN_COST_SLIPS;
    }
    return false;
}

/* What was meant, as far as it fits the aim: all of it for a word, where some does. */
static void
suggest(meant *out, const spell *s, const word *w, spell_aim aim)
{
    char bytes[SPELL_WORD_MAX], folded[SPELL_WORD_MAX];
    static const dbn_suggest_limits limits[] = {[AIM_WORD] = {2, DBN_COST_ANY},
                                                [AIM_FIRST_WORD] = {1, DBN_COST_ANY},
                                                [AIM_NAME] = {1, DBN_COST_SLIP},
                                                [AIM_LONG_NAME] = {2, DBN_COST_SLIPS}};
    uint32_t fitting = 0;
    dbn_span text = spell_plain(bytes, s, w->first.range);
    dbn_span elision = dbn_span_slice(s->desk->text, w->first.elision);
    elision = (dbn_span){folded, dbn_fold(folded, sizeof folded, elision)};
    uint64_t hash = hash_of_search(text, elision, aim);
    out->count = 0;
    if (dbn_speller_recall(w->first.speller, hash) == DBN_MEMORY_WRONG)
        return;
    uint32_t count =
        dbn_suggest_once(out->items, w->first.speller, text, elision, &limits[aim]);
    bool is_name = aim == AIM_NAME || aim == AIM_LONG_NAME;
    for (uint32_t i = 0; i < count && is_name; i++)
        if (out->items[i].cost == 0) /* capitals alone, Ijmuiden, are typography */
            count = 0;
    for (uint32_t i = 0; i < count; i++) {
        bool is_one = fits(&out->items[i], aim);
        fitting += is_one;
        if (is_one || aim == AIM_WORD || aim == AIM_FIRST_WORD)
            out->items[out->count++] = out->items[i];
    }
    bool is_first = aim != AIM_FIRST_WORD || (count > 0 && fits(&out->items[0], aim));
    if (fitting > 0 && is_first)
        return;
    out->count = 0;
    dbn_speller_remember(w->first.speller, hash, false);
}

static uint32_t
count_letters(const spell *s, dbn_range range)
{
    uint32_t count = 0;
    for (uint32_t at = range.beg; at < range.end; at++)
        count += !dbn_utf8_is_continuation(s->desk->text.ptr[at]);
    return count;
}

/* A name of the text that stands twice and is as near comes first. */
static void
add_near_neighbour(meant *m, const spell *s, const words *all, const word *w)
{
    char own[SPELL_WORD_MAX * 2], other[SPELL_WORD_MAX * 2];
    uint32_t letters = count_letters(s, w->first.range);
    uint32_t limit = letters < NAME_LONG ? 1 : 2, looked = 0;
    dbn_span folded = {
        own, dbn_fold(own, sizeof own, dbn_span_slice(s->desk->text, w->first.range))};
    for (uint32_t i = 0; i < all->items.count && looked < NAMES_NEAR; i++) {
        const word *n = &all->items.items[i];
        dbn_span text = dbn_span_slice(s->desk->text, n->first.range);
        if (!n->first.has_capital || n->count < 2 || text.len > SPELL_WORD_MAX)
            continue;
        looked++;
        dbn_span with = {other, dbn_fold(other, sizeof other, text)};
        if (dbn_letters_apart(folded, with) > limit)
            continue;
        for (uint32_t k = m->count < DBN_SUGGESTIONS_MAX ? m->count++
                                                         : DBN_SUGGESTIONS_MAX - 1;
             k > 0; k--)
            m->items[k] = m->items[k - 1];
        m->items[0] = (dbn_suggestion){.len = (uint32_t)text.len};
        memcpy(m->items[0].bytes, text.ptr, text.len);
        return;
    }
}

/* ---- findings
 * ------------------------------------------------------------------------ */

/* With the text's own apostrophes; `room` holds them all. */
static dbn_status
report(const spell *s, dbn_desk_code code, const word *w, const meant *m)
{
    dbn_span instead[SUGGEST_WORD];
    uint32_t count = m->count < SUGGEST_WORD ? m->count : SUGGEST_WORD;
    for (uint32_t i = 0; i < count; i++) {
        dbn_span text = {m->items[i].bytes, m->items[i].len};
        dbn_buffer out = {0};
        for (size_t at = 0; at < text.len; at++) {
            bool is_curled = s->is_curly && text.ptr[at] == '\'';
            DBN_TRY_PUSH(s->desk->job,
                         dbn_vec_append(&s->desk->job->scratch, &out,
                                        is_curled ? "\xE2\x80\x99" : text.ptr + at,
                                        is_curled ? 3 : 1));
        }
        instead[i] = (dbn_span){out.items, out.count};
    }
    return desk_add_several(s->desk, code, w->first.range, instead, count);
}

/* A small word: a slip of one that there is, else a term or a foreign word. Beside a
 * name it may be a part of that, unless a finger slipped in a word that is met often.
 */
static bool
is_slip(const spell *s, const word *w, meant *m)
{
    bool is_long = count_letters(s, w->first.range) >= NAME_MIN, is_near = false;
    suggest(m, s, w, AIM_WORD);
    for (uint32_t i = 0; i < m->count; i++)
        is_near |=
            m->items[i].cost <= DBN_COST_SLIP ||
            (is_long && m->items[i].edits <= 1 && m->items[i].frequency >= WORD_MET);
    return m->count > 0 && (is_near || !w->first.has_company);
}

/* A first word of a sentence that is an ordinary one with an error in it. */
static bool
is_ordinary(const spell *s, const word *w, meant *m)
{
    if (!w->starts_only || w->is_introduced || w->first.is_loud)
        return false;
    suggest(m, s, w, AIM_FIRST_WORD);
    return m->count > 0;
}

/* Was another name meant? */
static bool
is_near(const spell *s, const words *all, const word *w, meant *m)
{
    uint32_t letters = count_letters(s, w->first.range);
    if (w->count > 1 || w->is_introduced || w->first.is_loud || letters < NAME_MIN)
        return false;
    suggest(m, s, w, letters < NAME_LONG ? AIM_NAME : AIM_LONG_NAME);
    add_near_neighbour(m, s, all, w);
    return m->count > 0;
}

/* What a word is, beside the names and terms of the text. */
static dbn_desk_code
judge(spell *s, const words *all, const word *w, meant *m)
{
    bool has_names = !dbn_profile_notation(s->desk->profile).noun_capitals;
    if (!w->first.has_capital || (!has_names && !w->is_introduced))
        return is_slip(s, w, m) ? DBN_CODE_UNKNOWN_WORD : DBN_CODE_UNKNOWN_NAMES;
    if (spell_is_abroad(s, &w->first))
        return DBN_CODE_NONE;
    if (is_ordinary(s, w, m))
        return DBN_CODE_UNKNOWN_WORD;
    return is_near(s, all, w, m) ? DBN_CODE_MISSPELT_NAME : DBN_CODE_UNKNOWN_NAMES;
}

static dbn_status
report_all(spell *s, const words *all)
{
    const word *first = NULL;
    uint32_t names = 0;
    for (uint32_t i = 0; i < all->items.count; i++) {
        const word *w = &all->items.items[i];
        meant m;
        dbn_desk_code code = judge(s, all, w, &m);
        if (code == DBN_CODE_NONE)
            continue;
        if (code != DBN_CODE_UNKNOWN_NAMES) {
            DBN_TRY(report(s, code, w, &m));
            continue;
        }
        names++;
        if (first == NULL || w->first.range.beg < first->first.range.beg)
            first = w;
    }
    if (names < GROUP_MIN)
        return DBN_OK;
    return desk_add_several(s->desk, DBN_CODE_UNKNOWN_NAMES, first->first.range, NULL,
                            0);
}

/* ---- names
 * ----------------------------------------------------------------------------- */

static bool
is_capital_at(dbn_span text, uint32_t at)
{
    uint32_t len;
    return at < text.len &&
           dbn_char_class_of(dbn_utf8_decode(text, at, &len)) == DBN_CHAR_UPPER;
}

/* The word that ends at or before `end`, on the same line; empty for none. */
static dbn_range
word_before(dbn_span text, uint32_t end)
{
    dbn_range found;
    uint32_t at;
    while (end > 0 && (text.ptr[end - 1] == ' ' || text.ptr[end - 1] == '.' ||
                       text.ptr[end - 1] == '-'))
        end--;
    if (end > 1 && memcmp(text.ptr + end - 2, "\xC2\xA0", 2) == 0)
        end -= 2;
    found.beg = found.end = end;
    while (found.beg > 0) {
        dbn_char_class class =
            dbn_char_class_of(dbn_utf8_decode_before(text, 0, found.beg, &at));
        if (class == DBN_CHAR_OTHER || class == DBN_CHAR_SPACE)
            break;
        found.beg = at;
    }
    return found;
}

bool
spell_is_beside_capital(const spell *s, const spell_unknown *u)
{
    dbn_span text = s->desk->text;
    uint32_t behind = u->range.end;
    dbn_range before = word_before(text, u->range.beg);
    dbn_range block = s->desk->in->records->blocks.items[u->block].range;
    return (behind < text.len && text.ptr[behind] == ' ' &&
            is_capital_at(text, behind + 1)) ||
           (before.end > before.beg && before.end + 1 == u->range.beg &&
            text.ptr[before.end] == ' ' && is_capital_at(text, before.beg) &&
            !desk_starts_sentence(s->desk, block, before.beg));
}

bool
spell_is_introduced(const spell *s, const spell_unknown *u)
{
    dbn_span text = s->desk->text;
    char folded[SPELL_WORD_MAX];
    uint32_t behind = u->range.end;
    if (behind < text.len && (text.ptr[behind] == ' ' || text.ptr[behind] == '-') &&
        is_capital_at(text, behind + 1))
        return true;
    if (u->elision.end > u->elision.beg)
        return false;
    dbn_range before = word_before(text, u->range.beg);
    if (before.beg == before.end || before.end + 3 < u->range.beg)
        return false;
    size_t len = dbn_fold(folded, sizeof folded, dbn_span_slice(text, before));
    uint32_t classes =
        dbn_profile_word(s->desk->profile, (dbn_span){folded, len}).classes;
    if ((classes & (DBN_WORD_TITLE | DBN_WORD_FUNCTION | DBN_WORD_PARTICLE)) ==
            DBN_WORD_TITLE ||
        (classes & DBN_WORD_FUNCTION) != 0)
        return true;
    return is_capital_at(text, before.beg) && text.ptr[before.end] != '.' &&
           (classes & DBN_WORD_STOP) == 0;
}

/* ---- the stage
 * --------------------------------------------------------------------------- */

static bool
is_wanted(const desk *d)
{
    static const dbn_desk_code codes[] = {DBN_CODE_UNKNOWN_WORD, DBN_CODE_MISSPELT_NAME,
                                          DBN_CODE_UNKNOWN_NAMES};
    bool is_any = false;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        is_any |= dbn_selection_has(
            d->in->selection,
            dbn_ruleset_of_code(d->in->rules, codes[i], dbn_profile_lang(d->profile)));
    return is_any;
}

static bool
has_curly_apostrophe(dbn_span text)
{
    for (size_t at = 0; at + 3 <= text.len; at += 3) {
        const char *found = memchr(text.ptr + at, '\xE2', text.len - at - 2);
        if (found == NULL)
            return false;
        if (memcmp(found, "\xE2\x80\x99", 3) == 0)
            return true;
        at = (size_t)(found - text.ptr);
    }
    return false;
}

dbn_status
desk_check_spelling(desk *d)
{
    if (d->in->spelling == NULL || !is_wanted(d))
        return DBN_OK;
    spell s = {.desk = d, .speller = dbn_spelling_find(d->in->spelling, d->profile)};
    if (s.speller == NULL) {
        d->out->spelling_off = *dbn_spelling_missing(d->in->spelling);
        return DBN_OK;
    }
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if (desk_is_read(&blocks->items[i]))
            DBN_TRY(spell_walk(&s, s.speller, blocks->items[i].range, i));
    if (s.unknown.count == 0)
        return DBN_OK;
    words all = {0};
    s.is_curly = has_curly_apostrophe(d->text);
    DBN_TRY(spell_sieve_foreign(&s));
    DBN_TRY(gather(&all, &s));
    return report_all(&s, &all);
}
