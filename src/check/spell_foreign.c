/*
 * Foreign words, judged by their own language.
 *
 * A paragraph or a quotation with many unknown words is in another language where its
 * letters leave no doubt; it is then read again by that language's dictionary, or
 * passed over where there is none. Two unknown words side by side that another language
 * knows both are its own, and so is one in italics or alone between quotation marks.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "check/spell.h"

#define SHARE        4U  /* one unknown word in so many makes a text look foreign */
#define LANGUAGE_MIN 12U /* bytes by which a language can be told */
/* What makes another hash of a word when it is asked whether others have it. */
#define ABROAD UINT64_C(0x61626F726164)

#define PHRASE  3U /* words of a quotation too short to tell its language by */
#define RUN_GAP 1U /* from one unknown word to the next of a run */

/* How many pieces `range` has. */
static uint32_t
count_words(const spell *s, dbn_range range)
{
    dbn_range word;
    uint32_t count = 0;
    for (uint32_t at = range.beg; desk_next_word(&word, s->desk->text, &at, range.end);)
        count++;
    return count;
}

/* The language of `range` where that is not the text's; NULL where it is. */
static const dbn_profile *
language_of(const spell *s, dbn_range range)
{
    const dbn_profiles *all = dbn_spelling_profiles(s->desk->in->spelling);
    dbn_span text = dbn_span_slice(s->desk->text, range);
    if (text.len < LANGUAGE_MIN)
        return NULL;
    const dbn_profile *found =
        dbn_profiles_identify_part(all, text, s->desk->profile, &s->desk->job->letters);
    return dbn_span_equal(dbn_profile_lang(found), dbn_profile_lang(s->desk->profile))
               ? NULL
               : found;
}

/* Unknown words [first, last) all lie in `range`, which looks foreign. */
static dbn_status
reread(spell *s, dbn_range range, uint32_t first, uint32_t last)
{
    uint32_t block = s->unknown.items[first].block;
    const dbn_profile *profile = language_of(s, range);
    if (profile == NULL)
        return DBN_OK;
    for (uint32_t i = first; i < last; i++)
        s->unknown.items[i].is_dropped = true;
    dbn_speller *speller = dbn_spelling_find(s->desk->in->spelling, profile);
    return speller == NULL ? DBN_OK : spell_walk(s, speller, range, block);
}

/* Names say nothing of the language of a text. */
static bool
looks_foreign(const spell *s, dbn_range range, uint32_t first, uint32_t last)
{
    uint32_t unknown = 0;
    for (uint32_t i = first; i < last; i++)
        unknown += !s->unknown.items[i].is_dropped && !s->unknown.items[i].has_capital;
    return unknown >= 2 && unknown * SHARE >= count_words(s, range);
}

/* The first unknown word of [from, count) that begins at or behind `place`. */
static uint32_t
first_behind(const spell *s, uint32_t from, uint32_t count, uint32_t place)
{
    while (from < count && s->unknown.items[from].range.beg < place)
        from++;
    return from;
}

/* Does the list of `speller` have every unknown word of [first, last)? */
static bool
has_all(const spell *s, const dbn_speller *speller, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i < last; i++) {
        char bytes[SPELL_WORD_MAX];
        const spell_unknown *u = &s->unknown.items[i];
        if (!u->is_dropped &&
            !dbn_speller_lists(speller, spell_plain(bytes, s, u->range)))
            return false;
    }
    return true;
}

/* Words of a piece that is too short to tell its language: one that knows them all. */
static void
drop_where_known(spell *s, uint32_t first, uint32_t last)
{
    const dbn_profiles *all = dbn_spelling_profiles(s->desk->in->spelling);
    dbn_span lang;
    for (uint32_t k = 0; (lang = dbn_profiles_language(all, k)).len > 0; k++) {
        const dbn_speller *speller =
            dbn_spelling_find(s->desk->in->spelling, dbn_profiles_find(all, lang));
        if (speller == NULL || speller == s->speller ||
            !has_all(s, speller, first, last))
            continue;
        for (uint32_t i = first; i < last; i++)
            s->unknown.items[i].is_dropped = true;
        return;
    }
}

static dbn_status
sieve_quotations(spell *s, uint32_t count)
{
    const dbn_ranges *quoted = &s->desk->quoted;
    uint32_t at = 0;
    for (uint32_t q = 0; q < quoted->count && at < count; q++) {
        uint32_t first = first_behind(s, at, count, quoted->items[q].beg);
        uint32_t last = first_behind(s, first, count, quoted->items[q].end);
        at = last;
        if (first == last)
            continue;
        uint32_t words = count_words(s, quoted->items[q]);
        if (looks_foreign(s, quoted->items[q], first, last))
            DBN_TRY(reread(s, quoted->items[q], first, last));
        else if (words <= PHRASE)
            drop_where_known(s, first, last);
    }
    return DBN_OK;
}

static dbn_status
sieve_blocks(spell *s, uint32_t count)
{
    for (uint32_t first = 0, last; first < count; first = last) {
        uint32_t block = s->unknown.items[first].block;
        dbn_range range = s->desk->in->records->blocks.items[block].range;
        for (last = first + 1; last < count && s->unknown.items[last].block == block;)
            last++;
        if (last - first > 2 && looks_foreign(s, range, first, last))
            DBN_TRY(reread(s, range, first, last));
    }
    return DBN_OK;
}

/* Does another word with a capital, or another unknown one, stand beside word i? */
static bool
has_company(const spell *s, uint32_t i, uint32_t count)
{
    const spell_unknown *all = s->unknown.items, *u = &all[i];
    return (i > 0 && all[i - 1].block == u->block &&
            u->token - all[i - 1].token <= RUN_GAP) ||
           (i + 1 < count && all[i + 1].block == u->block &&
            all[i + 1].token - u->token <= RUN_GAP) ||
           spell_is_beside_capital(s, u);
}

/* "breaking news", "Hall of Fame", "zu Guttenberg": small words of another language's
 * name or turn. */
static void
sieve_runs(spell *s, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        spell_unknown *u = &s->unknown.items[i];
        if (u->has_capital || u->is_dropped || !has_company(s, i, count))
            continue;
        u->has_company = true;
        drop_where_known(s, i, i + 1);
    }
}

static void
sieve_italics(spell *s, uint32_t count)
{
    const dbn_marks *marks = &s->desk->in->records->marks;
    for (uint32_t m = 0; m < marks->count; m++) {
        const dbn_mark *mark = &marks->items[m];
        if (mark->kind != DBN_MARK_ITALIC || dbn_range_len(mark->range) == 0)
            continue;
        uint32_t low = 0, high = count;
        while (low < high) {
            uint32_t mid = low + (high - low) / 2;
            if (s->unknown.items[mid].range.beg < mark->range.beg)
                low = mid + 1;
            else
                high = mid;
        }
        uint32_t last = first_behind(s, low, count, mark->range.end);
        if (last > low)
            drop_where_known(s, low, last);
    }
}

static bool
is_listed_abroad(spell *s, const spell_unknown *u, dbn_span word)
{
    const dbn_profiles *all = dbn_spelling_profiles(s->desk->in->spelling);
    dbn_span lang;
    for (uint32_t k = 0; (lang = dbn_profiles_language(all, k)).len > 0; k++) {
        const dbn_speller *speller =
            dbn_spelling_find(s->desk->in->spelling, dbn_profiles_find(all, lang));
        if (speller != NULL && speller != u->speller &&
            dbn_speller_lists(speller, word))
            return true;
    }
    return false;
}

bool
spell_is_abroad(spell *s, const spell_unknown *u)
{
    char bytes[SPELL_WORD_MAX];
    dbn_span word = spell_plain(bytes, s, u->range);
    uint64_t hash = dbn_hash_mix(dbn_hash_bytes(word) ^ ABROAD);
    dbn_memory memory = dbn_speller_recall(u->speller, hash);
    if (memory != DBN_MEMORY_NONE)
        return memory == DBN_MEMORY_RIGHT;
    bool is_abroad = is_listed_abroad(s, u, word);
    dbn_speller_remember(u->speller, hash, is_abroad);
    return is_abroad;
}

dbn_status
spell_sieve_foreign(spell *s)
{
    uint32_t count =
        s->unknown.count; /* those that a second reading adds stand behind */
    DBN_TRY(sieve_quotations(s, count));
    DBN_TRY(sieve_blocks(s, count));
    sieve_runs(s, count);
    sieve_italics(s, count);
    return DBN_OK;
}
