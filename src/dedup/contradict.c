/*
 * Copies that cannot both be right: at the same place one has a number, a date, a
 * name and the other has another; or one denies what the other says.
 *
 * Only the edits of pieces are looked at, and only where the two blocks are copies
 * otherwise: formulas (the weather, a stock price) differ in a number by nature.
 */
#include "dedup/contrast.h"

#include "base/utf8.h"
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
/* Places of a longer piece where other words of content stand that make another
 * statement, and common words for each. */
#define STATEMENTS_MIN          3U
#define WORDS_PER_OTHER_CONTENT 8U
/* Percent of the shorter block that the pieces must hold. */
#define PIECE_SHARE 60U
/* Words around an edit where another negation may stand (ne … pas), or hedge. */
#define NEARBY 5U
/* Bytes between "n'" and "pas" of one verb. */
#define NEGATION_BYTES 32U
/* Pieces of one pair that are compared: two blocks of sentences in another order. */
#define PIECES_COMPARED 64U
/* Edits from which two blocks under headings of their own are entries of one form. */
#define ENTRY_EDITS 3U
/* Tokens of an edit that are compared. */
#define EDIT_MAX 8U

/* Words that turn a statement by standing in it. */
typedef enum turn { TURN_DENIES, TURN_HEDGES, TURN_IS_ANOTHER, TURN_COUNT } turn;

typedef struct edit_side {
    dbn_token_look values[EDIT_MAX]; /* numbers and dates */
    dbn_token_look names[EDIT_MAX];
    dbn_token_look turns[TURN_COUNT][EDIT_MAX];
    uint32_t value_count, name_count, turn_count[TURN_COUNT];
    uint32_t beg, end; /* tokens */
} edit_side;

/* Words that have a capital for other reasons than being a name. The lists for other
 * ends, as that of words behind a hyphen, hold names: Jean, Bretagne. */
#define NO_NAME                                                                        \
    (DBN_WORD_STOP | DBN_WORD_MONTH | DBN_WORD_WEEKDAY | DBN_WORD_NUMBER |             \
     DBN_WORD_ORDINAL | DBN_WORD_NEGATION | DBN_WORD_ELISION | DBN_WORD_BY |           \
     DBN_WORD_AND | DBN_WORD_HOUR | DBN_WORD_ENCLITIC | DBN_WORD_TITLE |               \
     DBN_WORD_FUNCTION)

/* A capital inside a sentence; a place is a name also where nouns have capitals. */
static bool
is_name(const dbn_token_look *look)
{
    return look->kind == DBN_TOKEN_NAME &&
           ((look->classes & NO_NAME) == 0 || (look->classes & DBN_WORD_PLACE) != 0);
}

static bool
is_turn(const dbn_token_look *look, turn t)
{
    if (t == TURN_DENIES)
        return look->kind == DBN_TOKEN_NEGATION;
    if (t == TURN_IS_ANOTHER)
        return (look->classes & DBN_WORD_ANOTHER) != 0;
    /* a word with a capital is no hedge: they may, in May */
    return look->kind == DBN_TOKEN_WORD && (look->classes & DBN_WORD_HEDGE) != 0;
}

static edit_side
side_of(const dbn_round *r, uint32_t beg, uint32_t count)
{
    edit_side s = {.beg = beg, .end = beg + count};
    for (uint32_t t = beg; t < s.end && t < beg + EDIT_MAX; t++) {
        dbn_token_look look = dbn_round_look_at(r, t);
        for (turn which = 0; which < TURN_COUNT; which++)
            if (is_turn(&look, which))
                s.turns[which][s.turn_count[which]++] = look;
        if ((look.classes & (DBN_WORD_MONTH | DBN_WORD_WEEKDAY)) != 0)
            look.kind = DBN_TOKEN_DATE;
        if (look.kind == DBN_TOKEN_NUMBER || look.kind == DBN_TOKEN_DATE)
            s.values[s.value_count++] = look;
        else if (is_name(&look))
            s.names[s.name_count++] = look;
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

/* "le 3 mars" and "le 3/3": the key does not know that the digits are a date. */
static bool
are_one_date(dbn_span text, const edit_side *a, const edit_side *b)
{
    if (a->value_count != 1 || a->values[0].kind != DBN_TOKEN_DATE ||
        b->value_count == 0 || b->value_count > 2)
        return false;
    return dbn_digits_are_date(text, range_of(b->values, b->value_count), a->values);
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

/* Is token t, beside what was edited, a title, a first name or the like? Where nouns
 * have capitals, two in a row are a name: Bürgermeister Müller, Anna Müller. The
 * letters of an office are none. */
static bool
goes_with_name(const dbn_round *r, uint32_t t, uint32_t space)
{
    dbn_span text = r->in->records->view->text;
    dbn_token_look look = dbn_round_look_at(r, t);
    uint32_t first, second = look.range.beg;
    dbn_char_class first_class =
        dbn_char_class_of(dbn_utf8_decode(text, second, &first));
    second += first;
    if (text.ptr[space] != ' ' || first_class != DBN_CHAR_UPPER ||
        second >= look.range.end ||
        dbn_char_class_of(dbn_utf8_decode(text, second, &first)) != DBN_CHAR_LOWER)
        return false;
    return (look.classes & (DBN_WORD_TITLE | DBN_WORD_FUNCTION)) != 0 ||
           (look.classes & NO_NAME) == 0;
}

static bool
stands_beside_name(const dbn_round *r, const dbn_pair *pair, const edit_side *a)
{
    const dbn_member *m = &r->members[pair->block[0]];
    uint32_t beg = dbn_round_look_at(r, a->beg).range.beg;
    uint32_t end = dbn_round_look_at(r, a->end - 1).range.end;
    dbn_span text = r->in->records->view->text;
    if ((beg > 0 && text.ptr[beg - 1] == '-') ||
        (end < text.len && text.ptr[end] == '-'))
        return false; /* UN-Sitz */
    if (a->beg > m->beg && dbn_round_look_at(r, a->beg - 1).range.end + 1 == beg &&
        goes_with_name(r, a->beg - 1, beg - 1))
        return true;
    return a->end < m->end && dbn_round_look_at(r, a->end).range.beg == end + 1 &&
           goes_with_name(r, a->end, end);
}

/* One name for one name; where nouns are capitalised a capital alone says nothing. */
static bool
names_differ(const dbn_round *r, const dbn_pair *pair, const edit_side *a,
             const edit_side *b, dbn_contradiction *out)
{
    if (a->name_count != b->name_count || a->name_count == 0 ||
        a->end - a->beg != b->end - b->beg || a->end - a->beg > 2 * a->name_count)
        return false;
    bool nouns_have_capitals =
        r->profile != NULL && dbn_profile_notation(r->profile).noun_capitals;
    if (nouns_have_capitals && !are_places(a) && !are_places(b) &&
        !stands_beside_name(r, pair, a))
        return false;
    *out = (dbn_contradiction){range_of(a->names, a->name_count),
                               range_of(b->names, b->name_count), DBN_CONTRADICTS_NAME};
    return true;
}

/* Does such a word stand around the edit? */
static bool
has_near(const dbn_round *r, uint32_t block, const edit_side *s, turn which)
{
    const dbn_member *m = &r->members[block];
    uint32_t beg = s->beg > m->beg + NEARBY ? s->beg - NEARBY : m->beg;
    uint32_t end = s->end + NEARBY < m->end ? s->end + NEARBY : m->end;
    for (uint32_t t = beg; t < end; t++) {
        dbn_token_look look = dbn_round_look_at(r, t);
        if (is_turn(&look, which))
            return true;
    }
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
    return both(dbn_round_look_at(r, first).range, dbn_round_look_at(r, last).range);
}

/* Does one side alone hold such words? */
static bool
turns_differ(const dbn_round *r, const dbn_pair *pair, const edit_side *a,
             const edit_side *b, turn which)
{
    bool a_does = a->turn_count[which] > 0, b_does = b->turn_count[which] > 0;
    int silent = a_does ? 1 : 0;
    return a_does != b_does &&
           !has_near(r, pair->block[silent], silent == 0 ? a : b, which);
}

static dbn_range
range_of_turn(const dbn_round *r, uint32_t block, const edit_side *s, turn which)
{
    uint32_t count = s->turn_count[which];
    return count > 0 ? range_of(s->turns[which], count) : place_of(r, block, s);
}

/* Are both blocks as short as one statement? */
static bool
are_statements(const dbn_round *r, const dbn_pair *pair)
{
    return dbn_member_len(&r->members[pair->block[0]]) < STATEMENT_MAX &&
           dbn_member_len(&r->members[pair->block[1]]) < STATEMENT_MAX;
}

/* Does one side deny what the other says, or say that it is so, the other that it may
 * be? */
static bool
statements_differ(const dbn_round *r, const dbn_pair *pair, const edit_side *a,
                  const edit_side *b, dbn_contradiction *out)
{
    bool is_denied = turns_differ(r, pair, a, b, TURN_DENIES);
    turn which = is_denied ? TURN_DENIES : TURN_HEDGES;
    if (!is_denied &&
        !(are_statements(r, pair) && turns_differ(r, pair, a, b, TURN_HEDGES)))
        return false;
    *out = (dbn_contradiction){range_of_turn(r, pair->block[0], a, which),
                               range_of_turn(r, pair->block[1], b, which),
                               is_denied ? DBN_CONTRADICTS_NEGATION
                                         : DBN_CONTRADICTS_CERTAINTY};
    return true;
}

/* A man and a second man are two, of whom the same can be said. */
static bool
names_another(const dbn_round *r, const dbn_pair *pair, const dbn_step *step)
{
    if (step->kind != DBN_STEP_EDIT || !are_statements(r, pair))
        return false;
    edit_side a = side_of(r, step->a, step->a_count);
    edit_side b = side_of(r, step->b, step->b_count);
    if (a.turn_count[TURN_IS_ANOTHER] > 0 && b.turn_count[TURN_IS_ANOTHER] > 0)
        return a.turns[TURN_IS_ANOTHER][0].hash != b.turns[TURN_IS_ANOTHER][0].hash;
    return turns_differ(r, pair, &a, &b, TURN_IS_ANOTHER);
}

/* Are all tokens of the step numbers or dates? */
static bool
is_of_values(const dbn_round *r, const dbn_step *step)
{
    edit_side s = side_of(r, step->a, step->a_count);
    return s.value_count == step->a_count;
}

/* "car 2, 12 enfants", "car 12, 3 enfants": the 12 that both have stands for something
 * else, since a number before it and one behind it have no other side. */
static bool
values_move(const dbn_round *r, const dbn_piece *piece, const dbn_step *step,
            dbn_contradiction *out)
{
    const dbn_step *end = r->alignment.steps.items + piece->first + piece->count;
    if (end - step < 3 || step[1].kind != DBN_STEP_SAME ||
        step[2].kind != DBN_STEP_EDIT || !is_of_values(r, &step[1]))
        return false;
    edit_side a[2], b[2];
    for (int i = 0; i < 2; i++) {
        const dbn_step *edited = i == 0 ? step : step + 2;
        a[i] = side_of(r, edited->a, edited->a_count);
        b[i] = side_of(r, edited->b, edited->b_count);
    }
    bool is_left = a[0].value_count > 0 && b[0].value_count == 0 &&
                   a[1].value_count == 0 && b[1].value_count > 0;
    bool is_right = b[0].value_count > 0 && a[0].value_count == 0 &&
                    b[1].value_count == 0 && a[1].value_count > 0;
    if (!is_left && !is_right)
        return false;
    edit_side all_a = side_of(r, a[0].beg, a[1].end - a[0].beg);
    edit_side all_b = side_of(r, b[0].beg, b[1].end - b[0].beg);
    if (all_a.value_count < 2 || all_b.value_count < 2)
        return false; /* longer than what is looked at */
    *out = (dbn_contradiction){range_of(all_a.values, all_a.value_count),
                               range_of(all_b.values, all_b.value_count),
                               DBN_CONTRADICTS_NUMBER};
    return true;
}

/* "16 h 30. Le niveau …": an hour alone at the head of an entry of a live blog. */
static bool
is_stamp(const dbn_round *r, uint32_t block, uint32_t beg, uint32_t count)
{
    const dbn_member *m = &r->members[block];
    if (beg != m->beg || count != 1 || m->end == m->beg + 1)
        return false;
    dbn_token_look look = dbn_round_look_at(r, beg);
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
        if ((dbn_round_look_at(r, t).classes & DBN_WORD_STOP) == 0)
            return true;
    return false;
}

/* Does a short block say another word of content where the other says its own? */
static bool
states_otherwise(const dbn_round *r, const dbn_pair *pair, const dbn_step *step)
{
    if (step->kind != DBN_STEP_EDIT || step->a_count == 0 || step->b_count == 0)
        return false;
    return are_statements(r, pair) && has_content(r, step->a, step->a_count) &&
           has_content(r, step->b, step->b_count);
}

/* Does the piece say other things all over, each in the same frame:
 * gas for bread, public for private? An edit or two are a copy that was edited. */
static bool
differs_in_content(const dbn_round *r, const dbn_piece *piece)
{
    uint32_t others = 0;
    for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
        const dbn_step *s = &r->alignment.steps.items[i];
        others += s->kind == DBN_STEP_EDIT && s->a_count > 0 &&
                  s->a_count == s->b_count && has_content(r, s->a, s->a_count) &&
                  has_content(r, s->b, s->b_count);
    }
    return others >= STATEMENTS_MIN && others * WORDS_PER_OTHER_CONTENT >= piece->same;
}

/* Does the step write one date in two ways? */
static bool
step_is_date(const dbn_round *r, const dbn_step *step)
{
    if (step->kind != DBN_STEP_EDIT)
        return false;
    edit_side a = side_of(r, step->a, step->a_count);
    edit_side b = side_of(r, step->b, step->b_count);
    dbn_span text = r->in->records->view->text;
    return are_one_date(text, &a, &b) || are_one_date(text, &b, &a);
}

static bool
step_differs(const dbn_round *r, const dbn_pair *pair, const dbn_piece *piece,
             const dbn_step *step, dbn_contradiction *out)
{
    if (step->kind != DBN_STEP_EDIT)
        return false;
    edit_side a = side_of(r, step->a, step->a_count);
    edit_side b = side_of(r, step->b, step->b_count);
    return values_differ(r->in->records->view->text, &a, &b, out) ||
           names_differ(r, pair, &a, &b, out) ||
           statements_differ(r, pair, &a, &b, out) || values_move(r, piece, step, out);
}

bool
dbn_step_contradicts(const dbn_round *r, const dbn_pair *pair, const dbn_piece *piece,
                     const dbn_step *step, dbn_contradiction *out)
{
    return !step_is_date(r, step) && (step_differs(r, pair, piece, step, out) ||
                                      dbn_step_contrasts(r, piece, step, out));
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

/* "n'avait pas": two edits that deny one verb are one contradiction. */
static bool
joins_last(dbn_contradictions *out, uint32_t first, const dbn_contradiction *c)
{
    if (out->count == first || c->kind != DBN_CONTRADICTS_NEGATION)
        return false;
    dbn_contradiction *last = &out->items[out->count - 1];
    if (last->kind != DBN_CONTRADICTS_NEGATION || c->b.beg < last->b.beg ||
        c->b.beg > last->b.end + NEGATION_BYTES ||
        c->a.beg > last->a.end + NEGATION_BYTES)
        return false;
    last->a = both(last->a, c->a);
    last->b = both(last->b, c->b);
    return true;
}

/* The heading that stands on top of the block; DBN_NONE: none does. */
static uint32_t
heading_of(const dbn_round *r, uint32_t block)
{
    uint32_t rank = r->members[block].rank;
    if (rank == DBN_NONE || rank == 0)
        return DBN_NONE;
    uint32_t above = r->ranked[rank - 1];
    return r->members[above].is_label ? above : DBN_NONE;
}

/* The forecast of Tuesday and that of Wednesday: blocks that each begin under a heading
 * of their own and differ in many places are filled in as a form is. */
static bool
are_entries(const dbn_round *r, const dbn_pair *pair)
{
    uint32_t a = heading_of(r, pair->block[0]), b = heading_of(r, pair->block[1]);
    uint32_t edits = 0;
    if (a == DBN_NONE || b == DBN_NONE ||
        dbn_span_equal(dbn_round_text(r, a), dbn_round_text(r, b)))
        return false;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        for (uint32_t i = piece->first; i < piece->first + piece->count; i++)
            edits += r->alignment.steps.items[i].kind == DBN_STEP_EDIT;
    }
    return edits >= ENTRY_EDITS;
}

dbn_status
dbn_pair_contradicts(bool *contradicts, dbn_round *r, const dbn_pair *pair,
                     dbn_contradictions *out)
{
    *contradicts = false;
    if (share_of(r, pair) < PIECE_SHARE)
        return DBN_OK;
    bool is_form = out != NULL && are_entries(r, pair);
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
            if (step_is_date(r, s))
                continue;
            bool otherwise = states_otherwise(r, pair, s) || names_another(r, pair, s);
            *contradicts |= otherwise;
            others += otherwise;
            if (!step_differs(r, pair, piece, s, &c) &&
                !dbn_step_contrasts(r, piece, s, &c))
                continue;
            found++;
            stamped |= is_stamp(r, pair->block[0], s->a, s->a_count) &&
                       is_stamp(r, pair->block[1], s->b, s->b_count);
            if (out != NULL && !joins_last(out, first, &c))
                DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->arena, out, c));
        }
        *contradicts |= found > 0 || (!counted && differs_in_content(r, piece));
        if (out != NULL &&
            (is_form || found > (most > DIFFERENCES_MAX ? most : DIFFERENCES_MAX) ||
             others > DIFFERENCES_MAX || piece->same < WORDS_MIN ||
             (stamped && piece->same < STAMPED_MAX)))
            out->count = first; /* a formula: both stay, nobody is told */
    }
    return DBN_OK;
}
