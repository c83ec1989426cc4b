/*
 * Copies that cannot both be right: at the same place one has a number, a date, a
 * name and the other has another; or one denies what the other says.
 *
 * Only the edits of pieces are looked at, and only where the two blocks are copies
 * otherwise: formulas (the weather, a stock price) differ in a number by nature.
 */
#include "dedup/cover.h"

#include "text/fold.h"

/* Differences that one copy may have; more in one piece is a formula. Above that,
 * one in so many words. */
#define DIFFERENCES_MAX      2U
#define WORDS_PER_DIFFERENCE 10U
/* Common words from which two pieces are copies, and no two lines of a table. */
#define WORDS_MIN 8U
/* Common words of two entries that differ in their hour alone by right. */
#define STAMPED_MAX 16U
/* Blocks of fewer words are one statement: another word of content makes another
 * one (condemned, acquitted), which nobody but an editor can judge. */
#define STATEMENT_MAX 24U
/* Percent of the shorter block that the pieces must hold. */
#define PIECE_SHARE 60U
/* Words around an edit where another negation may stand (ne … pas). */
#define NEGATION_REACH 5U
/* Pieces of one pair that are compared: two blocks of sentences in another order. */
#define PIECES_COMPARED 64U
/* Tokens of an edit that are compared. */
#define EDIT_MAX 8U

typedef struct edit_side {
    dbn_token_look values[EDIT_MAX]; /* numbers and dates */
    dbn_token_look names[EDIT_MAX];
    dbn_token_look negations[EDIT_MAX];
    uint32_t value_count, name_count, negation_count;
    uint32_t beg, end; /* tokens */
} edit_side;

static dbn_token_look
look_at(const dbn_round *r, uint32_t token)
{
    return dbn_token_look_at(r->in->records->view->text,
                             r->in->key->tokens.items[token].beg, r->profile);
}

/* A capital inside a sentence; a place is a name also where nouns have capitals. */
static bool
is_name(const dbn_token_look *look)
{
    return look->kind == DBN_TOKEN_NAME &&
           (look->classes == 0 || (look->classes & DBN_WORD_PLACE) != 0);
}

static edit_side
side_of(const dbn_round *r, uint32_t beg, uint32_t count)
{
    edit_side s = {.beg = beg, .end = beg + count};
    for (uint32_t t = beg; t < s.end && t < beg + EDIT_MAX; t++) {
        dbn_token_look look = look_at(r, t);
        if ((look.classes & (DBN_WORD_MONTH | DBN_WORD_WEEKDAY)) != 0)
            look.kind = DBN_TOKEN_DATE;
        if (look.kind == DBN_TOKEN_NUMBER || look.kind == DBN_TOKEN_DATE)
            s.values[s.value_count++] = look;
        else if (is_name(&look))
            s.names[s.name_count++] = look;
        else if (look.kind == DBN_TOKEN_NEGATION)
            s.negations[s.negation_count++] = look;
    }
    return s;
}

/* Does the longer one begin with the shorter, as "3 mars" and "24 minutes" do with
 * their digits? Then one says less, not otherwise. */
static bool
one_begins_other(dbn_span text, const dbn_token_look *a, const dbn_token_look *b)
{
    dbn_span x = dbn_span_slice(text, a->range), y = dbn_span_slice(text, b->range);
    dbn_span shorter = x.len < y.len ? x : y, longer = x.len < y.len ? y : x;
    return dbn_span_starts(longer, shorter) && longer.len > shorter.len &&
           !dbn_is_ascii_digit(longer.ptr[shorter.len]) &&
           !(longer.len > shorter.len + 1 &&
             dbn_is_ascii_digit(longer.ptr[shorter.len + 1]));
}

static uint32_t
next_digit(dbn_span text, uint32_t at, uint32_t end)
{
    while (at < end && !dbn_is_ascii_digit(text.ptr[at]))
        at++;
    return at;
}

/* The same digits on both sides, where a slip in a month, or its loss, made numbers of
 * a date. */
static bool
has_same_digits(dbn_span text, dbn_range a, dbn_range b)
{
    uint32_t i = next_digit(text, a.beg, a.end), j = next_digit(text, b.beg, b.end);
    while (i < a.end && j < b.end && text.ptr[i] == text.ptr[j]) {
        i = next_digit(text, i + 1, a.end);
        j = next_digit(text, j + 1, b.end);
    }
    return i == a.end && j == b.end;
}

/* "3 mars" and "3 mars 2011" agree, and "le 3" with both. */
static bool
values_agree(dbn_span text, const dbn_token_look *a, const dbn_token_look *b)
{
    if (a->hash == b->hash || one_begins_other(text, a, b))
        return true;
    bool are_days = a->day != 0 && b->day != 0; /* not "lundi", not "janvier" alone */
    return are_days && a->kind == DBN_TOKEN_DATE && b->kind == DBN_TOKEN_DATE &&
           a->month == b->month && a->day == b->day && (a->year == 0 || b->year == 0);
}

static bool
has_value(dbn_span text, const edit_side *s, const dbn_token_look *value)
{
    for (uint32_t i = 0; i < s->value_count; i++)
        if (values_agree(text, &s->values[i], value))
            return true;
    return false;
}

static dbn_range
both(dbn_range a, dbn_range b)
{
    return (dbn_range){a.beg < b.beg ? a.beg : b.beg, a.end > b.end ? a.end : b.end};
}

static dbn_range
range_of(const dbn_token_look *looks, uint32_t count)
{
    return both(looks[0].range, looks[count - 1].range);
}

static bool
values_differ(dbn_span text, const edit_side *a, const edit_side *b,
              dbn_contradiction *out)
{
    if (a->value_count == 0 || b->value_count == 0)
        return false;
    bool differ = false, dates = true, other_kinds = false;
    for (uint32_t i = 0; i < a->value_count; i++) {
        differ |= !has_value(text, b, &a->values[i]);
        dates &= a->values[i].kind == DBN_TOKEN_DATE;
    }
    for (uint32_t i = 0; i < b->value_count; i++) {
        differ |=
            a->value_count <= b->value_count && !has_value(text, a, &b->values[i]);
        dates &= b->values[i].kind == DBN_TOKEN_DATE;
    }
    for (uint32_t i = 0; i < a->value_count; i++)
        other_kinds |= a->values[i].kind != b->values[0].kind;
    *out = (dbn_contradiction){range_of(a->values, a->value_count),
                               range_of(b->values, b->value_count),
                               dates ? DBN_CONTRADICTS_DATE : DBN_CONTRADICTS_NUMBER};
    return differ && !(other_kinds && has_same_digits(text, out->a, out->b));
}

static bool
are_places(const edit_side *s)
{
    for (uint32_t i = 0; i < s->name_count; i++)
        if ((s->names[i].classes & DBN_WORD_PLACE) == 0)
            return false;
    return true;
}

/* One name for one name; where nouns are capitalised a capital says nothing. */
static bool
names_differ(const dbn_round *r, const edit_side *a, const edit_side *b,
             dbn_contradiction *out)
{
    if (a->name_count != b->name_count || a->name_count == 0 ||
        a->end - a->beg != b->end - b->beg || a->end - a->beg > 2 * a->name_count)
        return false;
    bool nouns_have_capitals =
        r->profile != NULL && dbn_profile_notation(r->profile).noun_capitals;
    if (nouns_have_capitals && (!are_places(a) || !are_places(b)))
        return false;
    *out = (dbn_contradiction){range_of(a->names, a->name_count),
                               range_of(b->names, b->name_count), DBN_CONTRADICTS_NAME};
    return true;
}

static bool
has_negation_near(const dbn_round *r, uint32_t block, const edit_side *s)
{
    const dbn_member *m = &r->members[block];
    uint32_t beg = s->beg > m->beg + NEGATION_REACH ? s->beg - NEGATION_REACH : m->beg;
    uint32_t end = s->end + NEGATION_REACH < m->end ? s->end + NEGATION_REACH : m->end;
    for (uint32_t t = beg; t < end; t++)
        if (look_at(r, t).kind == DBN_TOKEN_NEGATION)
            return true;
    return false;
}

/* A range for a side that says nothing: what stands before the edit. */
static dbn_range
place_of(const dbn_round *r, uint32_t block, const edit_side *s)
{
    const dbn_member *m = &r->members[block];
    uint32_t last = s->end > s->beg ? s->end - 1 : s->end;
    uint32_t first = s->end > s->beg || s->beg == m->beg ? s->beg : s->beg - 1;
    if (last >= m->end)
        last = m->end - 1;
    return both(look_at(r, first).range, look_at(r, last).range);
}

static bool
negations_differ(const dbn_round *r, const dbn_pair *pair, const edit_side *a,
                 const edit_side *b, dbn_contradiction *out)
{
    if ((a->negation_count == 0) == (b->negation_count == 0))
        return false;
    uint32_t silent = a->negation_count == 0 ? 0 : 1;
    const edit_side *other = silent == 0 ? a : b;
    if (has_negation_near(r, pair->block[silent], other))
        return false;
    *out = (dbn_contradiction){
        a->negation_count > 0 ? range_of(a->negations, a->negation_count)
                              : place_of(r, pair->block[0], a),
        b->negation_count > 0 ? range_of(b->negations, b->negation_count)
                              : place_of(r, pair->block[1], b),
        DBN_CONTRADICTS_NEGATION};
    return true;
}

/* "16 h 30. Le niveau …": an hour alone at the head of an entry of a live blog. */
static bool
is_stamp(const dbn_round *r, uint32_t block, uint32_t beg, uint32_t count)
{
    const dbn_member *m = &r->members[block];
    if (beg != m->beg || count != 1 || m->end == m->beg + 1)
        return false;
    dbn_token_look look = look_at(r, beg);
    dbn_span text = r->in->records->view->text;
    uint32_t digits = look.range.beg;
    while (digits < look.range.end && dbn_is_ascii_digit(text.ptr[digits]))
        digits++;
    if (look.kind != DBN_TOKEN_NUMBER || digits == look.range.end)
        return false;
    uint32_t next = r->in->key->tokens.items[beg + 1].beg;
    for (uint32_t at = look.range.end; at < next; at++)
        if (!dbn_is_ascii_space(text.ptr[at]))
            return true;
    return false;
}

static bool
has_content(const dbn_round *r, uint32_t beg, uint32_t count)
{
    for (uint32_t t = beg; t < beg + count && t < beg + EDIT_MAX; t++)
        if ((look_at(r, t).classes & DBN_WORD_STOP) == 0)
            return true;
    return false;
}

/* Does a short block say another word of content where the other says its own? */
static bool
states_otherwise(const dbn_round *r, const dbn_pair *pair, const dbn_step *step)
{
    if (step->kind != DBN_STEP_EDIT || step->a_count == 0 || step->b_count == 0)
        return false;
    for (int k = 0; k < 2; k++)
        if (dbn_member_len(&r->members[pair->block[k]]) >= STATEMENT_MAX)
            return false;
    return has_content(r, step->a, step->a_count) &&
           has_content(r, step->b, step->b_count);
}

static bool
step_differs(const dbn_round *r, const dbn_pair *pair, const dbn_step *step,
             dbn_contradiction *out)
{
    if (step->kind != DBN_STEP_EDIT)
        return false;
    edit_side a = side_of(r, step->a, step->a_count);
    edit_side b = side_of(r, step->b, step->b_count);
    return values_differ(r->in->records->view->text, &a, &b, out) ||
           names_differ(r, &a, &b, out) || negations_differ(r, pair, &a, &b, out);
}

/* Percent of the shorter block that stands in the pair's pieces. */
static uint32_t
share_of(const dbn_round *r, const dbn_pair *pair)
{
    uint64_t most = 0;
    for (int k = 0; k < 2; k++) {
        uint64_t tokens = 0, len = dbn_member_len(&r->members[pair->block[k]]);
        for (uint32_t p = pair->first; p < pair->first + pair->count; p++)
            tokens += dbn_range_len(r->pieces.items[p].tokens[k]);
        if (len > 0 && tokens * 100 / len > most)
            most = tokens * 100 / len;
    }
    return most > 100 ? 100 : (uint32_t)most;
}

/* Does another piece of the pair, a longer one, hold these tokens already? Formulas
 * align with their like as well as with themselves. */
static bool
is_told_elsewhere(const dbn_round *r, const dbn_pair *pair, uint32_t piece)
{
    const dbn_piece *p = &r->pieces.items[piece];
    for (uint32_t i = pair->first; i < pair->first + pair->count; i++) {
        const dbn_piece *q = &r->pieces.items[i];
        for (int k = 0; k < 2 && i != piece && q->same >= p->same; k++)
            if (q->tokens[k].beg < p->tokens[k].end &&
                p->tokens[k].beg < q->tokens[k].end)
                return true;
    }
    return false;
}

dbn_status
dbn_pair_contradicts(bool *contradicts, dbn_round *r, const dbn_pair *pair,
                     dbn_contradictions *out)
{
    *contradicts = false;
    if (share_of(r, pair) < PIECE_SHARE)
        return DBN_OK;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        bool stamped = false;
        uint32_t found = 0, others = 0, first = out == NULL ? 0 : out->count;
        uint32_t most = piece->same / WORDS_PER_DIFFERENCE;
        bool counted =
            p - pair->first >= PIECES_COMPARED || is_told_elsewhere(r, pair, p);
        for (uint32_t i = piece->first; i < piece->first + piece->count && !counted;
             i++) {
            dbn_contradiction c;
            const dbn_step *s = &r->alignment.steps.items[i];
            bool otherwise = states_otherwise(r, pair, s);
            *contradicts |= otherwise;
            others += otherwise;
            if (!step_differs(r, pair, s, &c))
                continue;
            found++;
            stamped |= is_stamp(r, pair->block[0], s->a, s->a_count) &&
                       is_stamp(r, pair->block[1], s->b, s->b_count);
            if (out != NULL)
                DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, out, c));
        }
        *contradicts |= found > 0;
        if (out != NULL && (found > (most > DIFFERENCES_MAX ? most : DIFFERENCES_MAX) ||
                            others > DIFFERENCES_MAX || piece->same < WORDS_MIN ||
                            (stamped && piece->same < STAMPED_MAX)))
            out->count = first; /* a formula: both stay, nobody is told */
    }
    return DBN_OK;
}
