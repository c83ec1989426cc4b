/*
 * Suggestions.
 *
 * The automaton of the dictionary is walked along the word, and where a letter of the
 * word is missing, too many, another one or in its neighbour's place the walk goes on
 * with an edit less to spend: all words within one edit, then, where there are none,
 * within two. A letter with another accent or case costs a little and spends nothing.
 * What is reached is ranked by how often people write the word and how easily the error
 * happens: both are logarithms of probabilities (2 log2), so they add up. One edit
 * takes thousands of steps; two must be slips both, or the walk would take millions.
 *
 * The alternative, trying every string that is one edit away, needs a thousand look-ups
 * for one edit and a million for two.
 */
#include "lang/suggest.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "lang/case.h"
#include "lang/dictionary_inside.h"
#include "text/fold.h"

#define STEPS_MAX  150000U
#define KEPT       24U /* before spelling them out */
#define EDITS_MAX  2U
#define ALL_WORDS  53  /* 2 log2 of 10^8: what frequencies are of */
#define SHORT_MET  16U /* the least frequency of words of one or two letters */
#define SPLIT_EACH 20  /* the least frequency of each half of two words run together */

/* What an error costs: it happens to one in 2^(cost / 2). */
enum {
    COST_ACCENT = 3,
    COST_CAPITAL = 4, /* it lacks one */
    COST_DOUBLED = 3, /* one of two letters too few or too many */
    COST_SWAPPED = 4,
    COST_MISSING = 6,
    COST_ALIKE = 5,
    COST_NEAR = 7, /* the key beside it */
    COST_EXTRA = 9,
    COST_OTHER = 9,
    COST_FIRST = 3, /* people know how words begin */
    COST_SECOND = 16,
    COST_ELISION = 12, /* the word does not take the one that stands before it */
    COST_MIXED = 8,    /* an accent, where there is another error */
    COST_APOSTROPHE = 9,
    COST_SPACE = 4
};

typedef struct candidate {
    uint32_t number;
    int32_t score, cost;
    uint32_t edits;
    bool has_capital;
    uint32_t count;
    uint8_t path[DBN_SYMBOLS_WORD_MAX];
} candidate;

typedef struct search {
    const dbn_automaton *a;
    const dbn_dictionary_facts *facts;
    dbn_span elision;
    uint8_t word[DBN_SYMBOLS_WORD_MAX]; /* 0 for a letter that no word has */
    uint8_t base[DBN_SYMBOLS_MAX];      /* of the symbols: 1 to 26, 0 for no letter */
    uint8_t word_base[DBN_SYMBOLS_WORD_MAX];
    uint8_t capital[DBN_SYMBOLS_MAX]; /* is the symbol one? */
    uint32_t word_count;
    bool may_lack_capital; /* the word has none */
    uint32_t edits_max, steps;
    int32_t cost_max;
    uint8_t path[DBN_SYMBOLS_WORD_MAX];
    candidate kept[KEPT]; /* best first */
    uint32_t kept_count;
} search;

/* Where a walk is. */
typedef struct state {
    uint32_t first;  /* edge of the node */
    uint32_t number; /* of the first word that begins with the path */
    uint32_t at;     /* in the word */
    uint32_t depth;  /* of the path */
    uint32_t left;   /* edits */
    int32_t cost;
    bool ends;    /* the path is a word */
    bool inserts; /* the last step put a letter in */
    bool accents; /* one is another */
} state;

/* ---- letters ------------------------------------------------------------------ */

static uint8_t
base_of(uint32_t code)
{
    char folded[DBN_FOLD_MAX];
    uint32_t len = dbn_fold_codepoint(folded, code);
    return len > 0 && folded[0] >= 'a' && folded[0] <= 'z'
               ? (uint8_t)(folded[0] - 'a' + 1)
               : 0;
}

static int32_t
cost_of_other(const search *s, uint8_t base, uint8_t meant)
{
    if (base == 0 || meant == 0)
        return COST_OTHER;
    if ((s->facts->alike[base - 1] & 1U << (meant - 1)) != 0)
        return COST_ALIKE;
    return (s->facts->near[base - 1] & 1U << (meant - 1)) != 0 ? COST_NEAR : COST_OTHER;
}

/* ---- candidates --------------------------------------------------------------- */

static bool
is_better(const candidate *a, const candidate *b)
{
    return a->score != b->score ? a->score > b->score : a->number < b->number;
}

static bool
takes_elision(const search *s, uint32_t traits)
{
    const dbn_automaton_head *head = s->a->head;
    for (uint32_t i = 0; i < head->elision_count; i++)
        if (dbn_span_equal(dbn_span_of(head->elisions[i]), s->elision))
            return (traits & 1U << i) != 0;
    return false;
}

static void
keep(search *s, const state *at)
{
    const dbn_word_record *word = &s->a->words[at->number];
    uint32_t traits = s->a->trait_sets[word->traits];
    if ((traits & (DBN_TRAIT_FORBIDDEN | DBN_TRAIT_UNSUGGESTED)) != 0 ||
        (word->frequency < SHORT_MET && at->depth < 3))
        return;
    candidate c = {.number = at->number,
                   .score = word->frequency - at->cost,
                   .cost = at->cost,
                   .edits = s->edits_max - at->left,
                   .has_capital = s->capital[s->path[0]] != 0,
                   .count = at->depth};
    if (c.has_capital && s->may_lack_capital)
        c.score -= COST_CAPITAL;
    if (s->elision.len > 0 && !takes_elision(s, traits))
        c.score -= COST_ELISION;
    uint32_t place = 0;
    while (place < s->kept_count && s->kept[place].number != c.number)
        place++;
    if (place < s->kept_count && !is_better(&c, &s->kept[place]))
        return;
    if (place == s->kept_count) {
        if (s->kept_count < KEPT)
            s->kept_count++;
        else if (!is_better(&c, &s->kept[--place]))
            return;
    }
    for (; place > 0 && is_better(&c, &s->kept[place - 1]); place--)
        s->kept[place] = s->kept[place - 1];
    memcpy(c.path, s->path, at->depth);
    s->kept[place] = c;
}

/* ---- the walk ------------------------------------------------------------------- */

static void walk(search *s, const state *at);

/* Over an edge; `taken` letters of the word with it. */
static void
step(search *s, const state *from, uint32_t edge, uint32_t taken, int32_t cost,
     bool spends)
{
    if (from->depth == DBN_SYMBOLS_WORD_MAX || (spends && from->left == 0))
        return;
    uint32_t bits = s->a->edges[edge];
    bool is_second = spends && from->left < s->edits_max;
    state next = {.first = DBN_EDGE_TARGET(bits),
                  .number = from->number + from->ends + s->a->before[edge],
                  .at = from->at + taken,
                  .depth = from->depth + 1,
                  .left = from->left - spends,
                  .cost = from->cost + cost + (is_second ? COST_SECOND : 0) +
                          (spends && from->at == 0 ? COST_FIRST : 0),
                  .ends = (bits & DBN_EDGE_ENDS) != 0,
                  .inserts = taken == 0,
                  .accents = from->accents || (cost == COST_ACCENT && !spends)};
    bool is_mixed = next.accents && next.left < s->edits_max;
    if (is_mixed && !(from->accents && from->left < s->edits_max))
        next.cost += COST_MIXED;
    if ((is_second && next.cost > DBN_COST_SLIPS) || next.cost > s->cost_max)
        return;
    s->path[from->depth] = (uint8_t)DBN_EDGE_SYMBOL(bits);
    walk(s, &next);
}

/* The next two letters stand in each other's place. */
static void
swap(search *s, const state *at, uint32_t edge)
{
    uint8_t first = s->word[at->at];
    if (at->left == 0 || at->at + 1 >= s->word_count ||
        DBN_EDGE_SYMBOL(s->a->edges[edge]) != s->word[at->at + 1] ||
        first == s->word[at->at + 1])
        return;
    uint32_t bits = s->a->edges[edge];
    uint32_t second = dbn_automaton_edge(s->a, DBN_EDGE_TARGET(bits), first);
    if (second == DBN_NONE || at->depth == DBN_SYMBOLS_WORD_MAX)
        return;
    state between = *at;
    between.first = DBN_EDGE_TARGET(bits);
    between.number = at->number + at->ends + s->a->before[edge];
    between.ends = (bits & DBN_EDGE_ENDS) != 0;
    between.depth = at->depth + 1;
    s->path[at->depth] = (uint8_t)DBN_EDGE_SYMBOL(bits);
    step(s, &between, second, 2, COST_SWAPPED, true);
}

static void
follow(search *s, const state *at, uint32_t edge)
{
    uint8_t symbol = (uint8_t)DBN_EDGE_SYMBOL(s->a->edges[edge]);
    bool has_letter = at->at < s->word_count;
    bool is_same = has_letter && symbol == s->word[at->at];
    uint8_t meant = s->base[symbol];
    if (is_same) {
        step(s, at, edge, 1, 0, false);
        return;
    }
    if (has_letter && meant != 0 && meant == s->word_base[at->at])
        step(s, at, edge, 1, s->capital[symbol] ? 0 : COST_ACCENT, false);
    else if (has_letter && at->left > 0)
        step(s, at, edge, 1, cost_of_other(s, s->word_base[at->at], meant), true);
    if (at->left == 0)
        return;
    bool doubles = at->depth > 0 && s->path[at->depth - 1] == symbol;
    step(s, at, edge, 0, doubles ? COST_DOUBLED : COST_MISSING, true);
    swap(s, at, edge);
}

static void
walk(search *s, const state *at)
{
    if (s->steps >= STEPS_MAX)
        return;
    s->steps++;
    if (at->at == s->word_count && at->ends)
        keep(s, at);
    if (at->left > 0 && at->at < s->word_count && !at->inserts) {
        bool doubles = at->at > 0 && s->word_base[at->at] == s->word_base[at->at - 1];
        bool is_second = at->left < s->edits_max;
        state next = *at;
        next.at++;
        next.left--;
        next.cost += (doubles ? COST_DOUBLED : COST_EXTRA) +
                     (is_second ? COST_SECOND : 0) + (at->at == 0 ? COST_FIRST : 0) +
                     (at->accents && !is_second ? COST_MIXED : 0);
        if ((!is_second || next.cost <= DBN_COST_SLIPS) && next.cost <= s->cost_max)
            walk(s, &next);
    }
    if (at->first == 0)
        return;
    if (at->left == 0 && at->at == s->word_count)
        return;
    for (uint32_t edge = at->first;; edge++) {
        follow(s, at, edge);
        if ((s->a->edges[edge] & DBN_EDGE_LAST) != 0)
            return;
    }
}

/* ---- words run together --------------------------------------------------------- */

/* With a vowel, or an h: before these words are elided. */
static bool
begins_open(dbn_span word)
{
    uint32_t len;
    uint8_t base = base_of(dbn_utf8_decode(word, 0, &len));
    return base != 0 && memchr("aeiouyh", base - 1 + 'a', 7) != NULL;
}

static uint32_t
add_split(dbn_suggestion *out, const dbn_dictionary *d, dbn_span small, uint32_t cut)
{
    dbn_span left = {small.ptr, cut}, right = {small.ptr + cut, small.len - cut};
    uint32_t behind = dbn_dictionary_frequency(d, right);
    char folded[DBN_DICTIONARY_WORD_MAX];
    dbn_span elision = {folded, dbn_fold(folded, sizeof folded, left)};
    bool is_elided = cut < 8 && right.len > 2 && behind > 0 && begins_open(right) &&
                     dbn_dictionary_word(d, right, elision) == DBN_VERDICT_WORD;
    uint32_t before = dbn_dictionary_frequency(d, left);
    if (!is_elided &&
        (before < SPLIT_EACH || behind < SPLIT_EACH || cut < 2 || right.len < 2))
        return 0;
    *out = (dbn_suggestion){.score = is_elided ? (int32_t)behind - COST_APOSTROPHE
                                               : (int32_t)(before + behind) -
                                                     ALL_WORDS - COST_SPACE,
                            .cost = is_elided ? COST_APOSTROPHE : COST_SPACE,
                            .edits = 1,
                            .frequency = behind};
    memcpy(out->bytes, left.ptr, left.len);
    out->bytes[left.len] = is_elided ? '\'' : ' ';
    memcpy(out->bytes + left.len + 1, right.ptr, right.len);
    out->len = (uint32_t)(small.len + 1);
    return 1;
}

/* The best way to cut the word in two. */
static uint32_t
split(dbn_suggestion *out, const dbn_dictionary *d, dbn_span small)
{
    uint32_t found = 0, len;
    for (uint32_t cut = dbn_utf8_len((unsigned char)small.ptr[0]); cut < small.len;
         cut += len) {
        dbn_suggestion other;
        (void)dbn_utf8_decode(small, cut, &len);
        if (add_split(&other, d, small, cut) == 0 ||
            (found == 1 && other.score <= out->score))
            continue;
        *out = other;
        found = 1;
    }
    return found;
}

/* ---- all together --------------------------------------------------------------- */

static void
prepare(search *s, dbn_span small)
{
    for (uint32_t i = 1; i < DBN_SYMBOLS_MAX; i++) {
        uint32_t code = s->a->head->codes[i];
        s->base[i] = code == 0 ? 0 : base_of(code);
        s->capital[i] = code != 0 && dbn_code_lower(code) != code;
    }
    uint32_t len;
    for (size_t at = 0; at < small.len && s->word_count < DBN_SYMBOLS_WORD_MAX;
         at += len) {
        uint32_t code = dbn_utf8_decode(small, at, &len);
        s->word[s->word_count] = dbn_automaton_symbol(s->a, code);
        s->word_base[s->word_count++] = base_of(code);
    }
}

static void
spell(dbn_suggestion *out, const search *s, const candidate *c)
{
    *out = (dbn_suggestion){.score = c->score,
                            .cost = c->cost,
                            .edits = c->edits,
                            .frequency = s->a->words[c->number].frequency,
                            .has_capital = c->has_capital};
    for (uint32_t i = 0; i < c->count; i++)
        out->len +=
            dbn_utf8_encode(out->bytes + out->len, s->a->head->codes[c->path[i]]);
}

/* Written as the word is. */
static void
dress(dbn_suggestion *suggestion, dbn_case written)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    if (written == DBN_CASE_SMALL || written == DBN_CASE_MIXED)
        return;
    suggestion->len = (uint32_t)dbn_case_raise(
        bytes, sizeof bytes, (dbn_span){suggestion->bytes, suggestion->len},
        written == DBN_CASE_ALL);
    memcpy(suggestion->bytes, bytes, suggestion->len);
}

static uint32_t
collect(dbn_suggestion out[DBN_SUGGESTIONS_MAX], const search *s,
        const dbn_suggestion *cut, bool has_cut)
{
    uint32_t count = 0, next = 0;
    while (count < DBN_SUGGESTIONS_MAX && (next < s->kept_count || has_cut)) {
        if (has_cut && (next == s->kept_count || cut->score > s->kept[next].score)) {
            out[count++] = *cut;
            has_cut = false;
            continue;
        }
        spell(&out[count++], s, &s->kept[next++]);
    }
    return count;
}

uint32_t
dbn_suggest(dbn_suggestion out[DBN_SUGGESTIONS_MAX], const dbn_speller *speller,
            dbn_span word, dbn_span elision, const dbn_suggest_limits *limits)
{
    const dbn_dictionary *d = dbn_speller_dictionary(speller);
    dbn_dictionary_facts facts = dbn_profile_dictionary(dbn_speller_profile(speller));
    dbn_case written = dbn_case_of(word);
    char bytes[DBN_DICTIONARY_WORD_MAX];
    if (word.len == 0 || word.len > DBN_FORM_MAX)
        return 0;
    dbn_span small = {bytes, dbn_case_lower(bytes, sizeof bytes, word, false)};
    search s = {.a = &d->words,
                .facts = &facts,
                .elision = elision,
                .cost_max = limits->cost,
                .may_lack_capital = written == DBN_CASE_SMALL};
    prepare(&s, small);
    for (s.edits_max = 1; s.edits_max <= limits->edits && s.edits_max <= EDITS_MAX;
         s.edits_max++) {
        state start = {.first = s.a->head->root, .left = s.edits_max};
        s.steps = 0;
        if (s.edits_max == 1 || (s.kept_count == 0 && s.word_count > 3))
            walk(&s, &start);
    }
    dbn_suggestion cut;
    bool has_cut = elision.len == 0 && split(&cut, d, small) > 0;
    uint32_t count = collect(out, &s, &cut, has_cut);
    for (uint32_t i = 0; i < count; i++)
        dress(&out[i], written);
    return count;
}

/* ---- once -------------------------------------------------------------------------
 */

#define REMEMBERED 2048U /* searches */
#define REMEMBERED_MAX                                                                 \
    44U /* bytes of a suggestion; what has a longer one is not kept */

/* A suggestion in less room. */
typedef struct small_suggestion {
    char bytes[REMEMBERED_MAX];
    int32_t score, cost;
    uint8_t len, edits, frequency;
    bool has_capital;
} small_suggestion;

typedef struct remembered {
    uint64_t hash; /* 0: empty */
    uint32_t count;
    small_suggestion items[DBN_SUGGESTIONS_MAX];
} remembered;

static bool
remember(remembered *r, const dbn_suggestion *found, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const dbn_suggestion *f = &found[i];
        if (f->len > REMEMBERED_MAX || f->edits > UINT8_MAX || f->frequency > UINT8_MAX)
            return false;
        r->items[i] = (small_suggestion){.score = f->score,
                                         .cost = f->cost,
                                         .len = (uint8_t)f->len,
                                         .edits = (uint8_t)f->edits,
                                         .frequency = (uint8_t)f->frequency,
                                         .has_capital = f->has_capital};
        memcpy(r->items[i].bytes, f->bytes, f->len);
    }
    r->count = count;
    return true;
}

static uint32_t
recall(dbn_suggestion *out, const remembered *r)
{
    for (uint32_t i = 0; i < r->count; i++) {
        const small_suggestion *kept = &r->items[i];
        out[i].len = kept->len;
        out[i].score = kept->score;
        out[i].cost = kept->cost;
        out[i].edits = kept->edits;
        out[i].frequency = kept->frequency;
        out[i].has_capital = kept->has_capital;
        memcpy(out[i].bytes, kept->bytes, kept->len);
    }
    return r->count;
}

/* A search by its hash, as the speller's memory has words. */
static uint64_t
hash_of(dbn_span word, dbn_span elision, const dbn_suggest_limits *limits)
{
    uint64_t hash = dbn_hash_bytes(word) ^ dbn_hash_bytes(elision) * 31;
    hash = dbn_hash_mix(hash + (uint64_t)limits->cost * 8 + limits->edits);
    return hash == 0 ? 1 : hash;
}

uint32_t
dbn_suggest_once(dbn_suggestion out[DBN_SUGGESTIONS_MAX], dbn_speller *speller,
                 dbn_span word, dbn_span elision, const dbn_suggest_limits *limits)
{
    uint64_t hash = hash_of(word, elision, limits);
    remembered *all = dbn_speller_room(speller, REMEMBERED * sizeof *all);
    if (all == NULL)
        return dbn_suggest(out, speller, word, elision, limits);
    remembered *r = &all[hash % REMEMBERED];
    if (r->hash == hash)
        return recall(out, r);
    uint32_t count = dbn_suggest(out, speller, word, elision, limits);
    r->hash = remember(r, out, count) ? hash : 0;
    return count;
}

/* Two letters that stand in each other's place are one edit. */
uint32_t
dbn_letters_apart(dbn_span a, dbn_span b)
{
    uint8_t rows[3][DBN_FORM_MAX + 2];
    if (a.len > DBN_FORM_MAX || b.len > DBN_FORM_MAX)
        return EDITS_MAX + 1;
    for (size_t k = 0; k <= b.len; k++)
        rows[0][k] = (uint8_t)k;
    for (size_t i = 1; i <= a.len; i++) {
        uint8_t *row = rows[i % 3], *above = rows[(i + 2) % 3],
                *two = rows[(i + 1) % 3];
        uint8_t least = row[0] = (uint8_t)i;
        for (size_t k = 1; k <= b.len; k++) {
            uint8_t best = (uint8_t)(above[k - 1] + (a.ptr[i - 1] != b.ptr[k - 1]));
            if (above[k] + 1 < best)
                best = (uint8_t)(above[k] + 1);
            if (row[k - 1] + 1 < best)
                best = (uint8_t)(row[k - 1] + 1);
            if (i > 1 && k > 1 && a.ptr[i - 1] == b.ptr[k - 2] &&
                a.ptr[i - 2] == b.ptr[k - 1] && two[k - 2] + 1 < best)
                best = (uint8_t)(two[k - 2] + 1);
            row[k] = best;
            if (best < least)
                least = best;
        }
        if (least > EDITS_MAX)
            return EDITS_MAX + 1;
    }
    uint8_t distance = rows[a.len % 3][b.len];
    return distance > EDITS_MAX ? EDITS_MAX + 1 : distance;
}
