/*
 * Abbreviations and what they stand for are forms of one term, where a text says so:
 *
 *     réseau privé virtuel (RPV)        RPV (réseau privé virtuel)
 *
 * A candidate in capitals that stands in brackets is looked at, and a sequence that
 * ends in front of the bracket; or the other way round. Its letters must be the first
 * ones of the words, of which small ones may be passed over. A look at the places of
 * every candidate, and a table of the brackets: linear.
 */
#include "base/utf8.h"
#include "lang/case.h"
#include "terms/inside.h"
#include "text/fold.h"

/* Letters of an abbreviation. */
#define LETTERS_MIN 2U
#define LETTERS_MAX 8U

/* Where an abbreviation is explained: the offset at which a sequence has to end (or to
 * begin) that it may stand for. */
typedef struct spot {
    uint32_t segment, offset;
    bool is_end;
} spot;

typedef struct joiner {
    dbn_candidates *candidates;
    const dbn_lexis *lexis;
    const dbn_terms_input *in;
    dbn_arena *arena;
    dbn_lexicon spots;            /* keys: spots as bytes */
    DBN_VEC(uint32_t) short_ones; /* the candidate of each spot */
} joiner;

static dbn_range
range_at(const joiner *j, const dbn_term_candidate *c, uint32_t token)
{
    const dbn_lexis_token *first = &j->lexis->tokens.items[token];
    return (dbn_range){first->range.beg, first[c->word_count - 1].range.end};
}

static dbn_span
text_of(const joiner *j, uint32_t token)
{
    return j->in->segments[j->lexis->tokens.items[token].segment].text;
}

static uint32_t
place_count(const dbn_term_candidate *c)
{
    return c->count < DBN_TERM_PLACES_MAX ? c->count : DBN_TERM_PLACES_MAX;
}

/* Behind the spaces before `at`, and before those behind it. */
static uint32_t
skip_back(dbn_span text, uint32_t at)
{
    while (at > 0 && text.ptr[at - 1] == ' ')
        at--;
    return at;
}

static uint32_t
skip_on(dbn_span text, uint32_t at)
{
    while (at < text.len && text.ptr[at] == ' ')
        at++;
    return at;
}

static bool
is_abbreviation(const joiner *j, const dbn_term_candidate *c)
{
    if (c->word_count != 1)
        return false;
    dbn_span word =
        dbn_span_slice(text_of(j, c->first_token), range_at(j, c, c->first_token));
    return word.len >= LETTERS_MIN && word.len <= LETTERS_MAX &&
           dbn_case_of(word) == DBN_CASE_ALL;
}

static dbn_status
note_spot(joiner *j, spot where, uint32_t candidate)
{
    spot key; /* its padding, too, is the same each time */
    uint32_t known;
    memset(&key, 0, sizeof key);
    key.segment = where.segment;
    key.offset = where.offset;
    key.is_end = where.is_end;
    DBN_TRY(dbn_lexicon_add(&known, &j->spots,
                            (dbn_span){(const char *)&key, sizeof key}, j->arena));
    return known < j->short_ones.count
               ? DBN_OK
               : dbn_vec_push(j->arena, &j->short_ones, candidate);
}

/* The places beside which the abbreviation may be explained. */
static dbn_status
note_spots(joiner *j, uint32_t candidate)
{
    const dbn_term_candidate *c = &j->candidates->items.items[candidate];
    for (uint32_t i = 0; i < place_count(c); i++) {
        dbn_span text = text_of(j, c->places[i]);
        dbn_range own = range_at(j, c, c->places[i]);
        uint32_t segment = j->lexis->tokens.items[c->places[i]].segment;
        uint32_t before = skip_back(text, own.beg), behind = skip_on(text, own.end);
        bool opens = before > 0 && text.ptr[before - 1] == '(';
        if (opens && behind < text.len && text.ptr[behind] == ')')
            DBN_TRY(note_spot(j, (spot){segment, skip_back(text, before - 1), true},
                              candidate));
        if (!opens && behind < text.len && text.ptr[behind] == '(')
            DBN_TRY(note_spot(j, (spot){segment, skip_on(text, behind + 1), false},
                              candidate));
    }
    return DBN_OK;
}

/* The first letter of `text` at *at, folded; behind it: *at. */
static char
first_letter(dbn_span text, uint32_t *at)
{
    char folded[DBN_FOLD_MAX];
    uint32_t len;
    uint32_t code = dbn_utf8_decode(text, *at, &len);
    *at += len;
    return dbn_fold_codepoint(folded, code) > 0 ? folded[0] : '\0';
}

/* Are the letters of the abbreviation the first ones of the words, in their order? */
static bool
spells(const joiner *j, const dbn_term_candidate *c, dbn_span abbreviation)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < c->word_count; i++) {
        uint32_t here = at, beg = 0;
        dbn_span word = j->lexis->names.words.items[c->words[i]];
        if (at < abbreviation.len && word.len > 0 &&
            first_letter(abbreviation, &here) == first_letter(word, &beg))
            at = here;
        else if (i == 0 || !j->lexis->words.items[c->words[i]].is_small)
            return false;
    }
    return at == abbreviation.len;
}

/* All forms of the abbreviation become forms of the candidate. */
static void
join(const joiner *j, uint32_t abbreviation, uint32_t candidate)
{
    dbn_candidates *c = j->candidates;
    uint32_t from = c->items.items[abbreviation].group;
    uint32_t to = c->items.items[candidate].group;
    if (from == to || c->groups.items[from].count == 0)
        return;
    dbn_term_group *into = &c->groups.items[to];
    into->count += c->groups.items[from].count;
    if (c->groups.items[from].best > into->best)
        into->best = c->groups.items[from].best;
    c->groups.items[from].joined = to + 1;
    c->groups.items[from].count = 0;
}

/* What a text explains is a term, however rare its words are together: of the two the
 * one that is above the cut-off takes the other along. */
static void
keep_both(const joiner *j, uint32_t abbreviation, uint32_t candidate)
{
    dbn_term_candidate *one = &j->candidates->items.items[abbreviation];
    dbn_term_candidate *other = &j->candidates->items.items[candidate];
    if (one->score >= 0 && other->score < 0)
        other->score = 0;
    else if (other->score >= 0 && one->score < 0)
        one->score = 0;
}

static void
explain(const joiner *j, uint32_t candidate)
{
    const dbn_term_candidate *c = &j->candidates->items.items[candidate];
    for (uint32_t i = 0; i < 2 * place_count(c) && c->word_count > 1; i++) {
        uint32_t token = c->places[i / 2], known;
        dbn_range own = range_at(j, c, token);
        spot key;
        memset(&key, 0, sizeof key);
        key.segment = j->lexis->tokens.items[token].segment;
        key.is_end = i % 2 == 0;
        key.offset = key.is_end ? own.end : own.beg;
        known = dbn_lexicon_find(&j->spots, (dbn_span){(const char *)&key, sizeof key});
        if (known == DBN_NONE)
            continue;
        uint32_t abbreviation = j->short_ones.items[known];
        uint32_t first = j->candidates->items.items[abbreviation].first_token;
        dbn_span word = dbn_span_slice(
            text_of(j, first),
            range_at(j, &j->candidates->items.items[abbreviation], first));
        if (!spells(j, c, word))
            continue;
        keep_both(j, abbreviation, candidate);
        join(j, abbreviation, candidate);
    }
}

dbn_status
dbn_abbreviations_join(dbn_candidates *candidates, const dbn_lexis *lexis,
                       const dbn_terms_input *in, dbn_arena *arena)
{
    joiner j = {.candidates = candidates, .lexis = lexis, .in = in, .arena = arena};
    for (uint32_t i = 0; i < candidates->items.count; i++)
        if (is_abbreviation(&j, &candidates->items.items[i]))
            DBN_TRY(note_spots(&j, i));
    for (uint32_t i = 0; i < candidates->items.count && j.spots.words.count > 0; i++)
        explain(&j, i);
    for (uint32_t i = 0; i < candidates->items.count; i++) {
        dbn_term_candidate *one = &candidates->items.items[i];
        uint32_t joined = candidates->groups.items[one->group].joined;
        if (joined > 0)
            one->group = joined - 1;
    }
    return DBN_OK;
}
