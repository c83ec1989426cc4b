/*
 * Names that the target lacks.
 *
 * Many names have a translation (Londres, États-Unis), and nobody lists them all: where
 * the target has as many names of its own that the source has not, they may be those.
 * So a name is missed only where nothing can stand for it. Two things cannot: a person,
 * whom no language calls otherwise (le député Jean Dupont), and a place that the
 * source's language writes as the target does, of which the source would have the name
 * (Bordeaux is not Toulouse). Popes and kings do have translations: a person of one
 * name is one only where a list says who has.
 */
#include "revise/inside.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Parts of names of a side; a list of more is not looked at. */
#define NAMES_MAX 64U
/* Bytes, folded, in which names must begin alike to be one: Londres, Londen. */
#define ALIKE_MIN 3U
#define WORD_MAX  64U

#define NO_NAME                                                                        \
    (DBN_WORD_STOP | DBN_WORD_MONTH | DBN_WORD_WEEKDAY | DBN_WORD_NUMBER |             \
     DBN_WORD_ORDINAL | DBN_WORD_NEGATION | DBN_WORD_ELISION | DBN_WORD_BY |           \
     DBN_WORD_AND | DBN_WORD_HOUR | DBN_WORD_ENCLITIC | DBN_WORD_TITLE |               \
     DBN_WORD_FUNCTION)

/* Words with a capital, in a row: [beg, end) of the tokens. */
typedef struct name {
    uint32_t beg, end;
    bool at_start; /* of a sentence, where any word has a capital */
    bool is_known; /* the other side has a part of it */
    bool is_person;
} name;

typedef struct names {
    name items[NAMES_MAX];
    uint32_t count;
    bool is_list;
} names;

static bool
has_capital(const revise_text *t, const dbn_token_look *look)
{
    uint32_t len;
    return dbn_char_class_of(dbn_utf8_decode(t->text, look->range.beg, &len)) ==
           DBN_CHAR_UPPER;
}

/* A capital inside a sentence; with `at_start`, one that begins it, too. */
static bool
is_name(const revise_text *t, uint32_t at, bool at_start)
{
    const dbn_token_look *look = &t->tokens[at];
    if (look->kind != DBN_TOKEN_NAME && look->kind != DBN_TOKEN_WORD)
        return false;
    if (look->is_lettered || !has_capital(t, look) || dbn_range_len(look->range) < 3 ||
        revise_roman_value(revise_slice(t, look->range)) != 0)
        return false;
    bool is_free = (look->classes & NO_NAME) == 0 || (look->classes & DBN_WORD_PLACE);
    return is_free && (look->kind == DBN_TOKEN_NAME || at_start);
}

/* Do a space or a hyphen, and nothing else, part the two? */
static bool
are_joined(const revise_text *t, uint32_t at)
{
    uint32_t beg = t->tokens[at].range.end, end = t->tokens[at + 1].range.beg;
    return end - beg <= 1 &&
           (end == beg || t->text.ptr[beg] == ' ' || t->text.ptr[beg] == '-');
}

/* A title in front of a name: the minister, Mr. With `is_one`, of one word, too. */
static bool
is_person(const revise_text *t, uint32_t beg, uint32_t end, bool is_one)
{
    if (beg == 0 || (end - beg < 2 && !is_one))
        return false;
    const dbn_token_look *before = &t->tokens[beg - 1];
    uint32_t gap = t->tokens[beg].range.beg - before->range.end;
    char first = t->text.ptr[before->range.end];
    bool is_next = (gap == 1 && first == ' ') || (gap == 2 && first == '.');
    return is_next && (before->classes & DBN_WORD_TITLE) != 0;
}

static names
names_of(const revise_text *t, bool at_start, bool has_list)
{
    names n = {.count = 0};
    for (uint32_t i = 0; i < t->count; i++) {
        if (!is_name(t, i, at_start))
            continue;
        uint32_t beg = i;
        while (i + 1 < t->count && are_joined(t, i) && is_name(t, i + 1, at_start))
            i++;
        n.is_list = n.count == NAMES_MAX;
        if (n.is_list)
            break;
        n.items[n.count++] = (name){beg, i + 1, t->tokens[beg].kind != DBN_TOKEN_NAME,
                                    false, is_person(t, beg, i + 1, has_list)};
    }
    return n;
}

static uint32_t
common_start(dbn_span a, dbn_span b)
{
    uint32_t len = 0;
    while (len < a.len && len < b.len && a.ptr[len] == b.ptr[len])
        len++;
    return len;
}

/* Are they one word, or two that begin alike over half of the shorter one? */
static bool
are_alike(dbn_span a, dbn_span b)
{
    size_t shorter = a.len < b.len ? a.len : b.len;
    size_t common = common_start(a, b);
    return common >= ALIKE_MIN && common * 2 >= shorter;
}

static dbn_span
folded(char out[WORD_MAX], const revise_text *t, uint32_t token)
{
    return (dbn_span){out,
                      dbn_fold(out, WORD_MAX, revise_slice(t, t->tokens[token].range))};
}

/* Does `other` have something like the name? Capitals do not matter: adjectives of
 * names have none in French. */
static bool
is_known(const revise_text *t, const name *n, const revise_text *other)
{
    char one[WORD_MAX], two[WORD_MAX];
    for (uint32_t i = n->beg; i < n->end; i++) {
        dbn_span part = folded(one, t, i);
        for (uint32_t k = 0; k < other->count; k++)
            if (other->tokens[k].hash == t->tokens[i].hash ||
                are_alike(part, folded(two, other, k)))
                return true;
    }
    return false;
}

static bool
is_long(const name *n)
{
    return n->end - n->beg > 1;
}

/* Does this language, too, write the place so? */
static bool
is_place_of(const dbn_profile *profile, const revise_text *t, const name *n)
{
    char word[WORD_MAX];
    return !is_long(n) && (dbn_profile_word(profile, folded(word, t, n->beg)).classes &
                           DBN_WORD_PLACE) != 0;
}

/* How many names of one word that the source has not may stand for one of its own, and
 * how many longer ones. A word at the beginning of a sentence is no person, and where
 * all nouns have capitals they say nothing. */
typedef struct substitutes {
    uint32_t of_one, of_long;
} substitutes;

static substitutes
substitutes_of(const revise *r, const names *n)
{
    substitutes s = {0, 0};
    bool are_nouns = dbn_profile_notation(r->languages->target).noun_capitals;
    for (uint32_t i = 0; i < n->count; i++) {
        const name *one = &n->items[i];
        if (one->is_person || is_place_of(r->languages->source, &r->target, one) ||
            is_known(&r->target, one, &r->source))
            continue;
        s.of_one++;
        s.of_long += are_nouns ? is_long(one) : !one->at_start;
    }
    return s;
}

static dbn_range
range_of(const revise_text *t, const name *n)
{
    return (dbn_range){t->tokens[n->beg].range.beg, t->tokens[n->end - 1].range.end};
}

/* What the target has, in its own words or in those of a list. */
static dbn_status
find_known(revise *r, names *of_source, uint32_t *missing)
{
    dbn_glossary_hits listed = {0};
    *missing = 0;
    for (uint32_t i = 0; i < of_source->count; i++) {
        name *n = &of_source->items[i];
        n->is_known = is_known(&r->source, n, &r->target);
        *missing += !n->is_known;
    }
    if (*missing == 0)
        return DBN_OK;
    DBN_TRY(revise_listed_names(&listed, r));
    for (uint32_t i = 0; i < of_source->count; i++) {
        name *n = &of_source->items[i];
        dbn_range range = range_of(&r->source, n);
        for (uint32_t k = 0; k < listed.count && !n->is_known; k++)
            if (dbn_range_len(dbn_range_common(range, listed.items[k].range)) > 0) {
                n->is_known = true;
                *missing -= 1;
            }
    }
    return DBN_OK;
}

dbn_status
revise_names(revise *r)
{
    const dbn_glossary *places = r->languages->places.source;
    bool has_list = places != NULL && dbn_glossary_count(places) > 0;
    names of_source = names_of(&r->source, false, has_list);
    names of_target = names_of(&r->target, true, has_list);
    uint32_t missing, others = 0, long_ones = 0;
    if (of_source.is_list || of_target.is_list ||
        dbn_profile_notation(r->languages->source).noun_capitals)
        return DBN_OK;
    DBN_TRY(find_known(r, &of_source, &missing));
    if (missing == 0)
        return DBN_OK;
    for (uint32_t i = 0; i < of_source.count; i++) {
        const name *n = &of_source.items[i];
        others += !n->is_known && !n->is_person;
        long_ones += !n->is_known && !n->is_person && is_long(n);
    }
    substitutes s = substitutes_of(r, &of_target);
    /* all are told: which of them has a translation there nobody knows */
    for (uint32_t i = 0; i < of_source.count; i++) {
        const name *n = &of_source.items[i];
        bool is_missed =
            n->is_person || others > s.of_one || (is_long(n) && long_ones > s.of_long);
        if (!n->is_known && is_missed)
            DBN_TRY(revise_lacks(r, DBN_RULE_BILINGUAL_NAME_MISSING,
                                 range_of(&r->source, n)));
    }
    return DBN_OK;
}
