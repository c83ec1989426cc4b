/*
 * A dynamic programme over at most 40 by 40 cells (Needleman and Wunsch), which knows
 * words that are misspelt, run together or torn apart. From end to end it fills all
 * cells; where it may stop, those near the diagonal, and it stops at the best one.
 */
#include "key/stretch.h"

#include <assert.h>

#include "key/token.h"

/* Cells this far from the diagonal are left out where a stretch is open. */
#define BAND 6U

/* Bytes of "e", "er", "nd" behind a Roman number; "ème" has four. */
#define ROMAN_ENDING 4U
/* Two words run together are no longer than this, in bytes. */
#define JOINED_MAX 64U

/* Scores of the dynamic programme. */
enum {
    SCORE_SAME = 4,
    SCORE_SLIP = 3,
    SCORE_EDIT = -2,
    SCORE_LIMIT = 8, /* to reach the ends of both blocks at once */
    SCORE_NEVER = -10000
};

enum { MOVE_NONE, MOVE_PAIR, MOVE_A, MOVE_B, MOVE_JOIN_A, MOVE_JOIN_B };

typedef struct cell {
    int16_t score;
    uint8_t move;
    uint8_t step; /* dbn_step_kind of a pair or join */
} cell;

/* A token of a stretch, and what slips are compared by, made when first asked for:
 * the word itself, and it and the one before it run together. */
typedef struct word {
    dbn_span text; /* in which `look` has its range */
    dbn_token_look look;
    dbn_word_form form, joined;
    bool has_form, has_joined;
} word;

typedef struct side {
    word words[DBN_ALIGN_SPAN];
} side;

/* Where an alignment ends: so many tokens of each side. */
typedef struct corner {
    uint32_t i, j;
    int score;
} corner;

struct dbn_word_aligner {
    const dbn_key *a, *b;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_steps *out;
    bool by_word;
    uint32_t first_step; /* of the chain being made */
    uint32_t path[2 * DBN_ALIGN_SPAN + 2];
    cell cells[DBN_ALIGN_SPAN + 1][DBN_ALIGN_SPAN + 1];
    corner best; /* the first of the cells with the highest score, if it is over 0 */
    uint32_t hashes[2][DBN_ALIGN_SPAN]; /* of the stretch, in the order it is read */
    side *sides; /* of a and of b; NULL where words are compared whole */
};

static uint32_t
token_a(const dbn_stretch *s, uint32_t i)
{
    return s->backward ? s->a - i : s->a + i;
}

static uint32_t
token_b(const dbn_stretch *s, uint32_t i)
{
    return s->backward ? s->b - i : s->b + i;
}

/* Digits are no slip of other digits. */
static bool
is_value(const word *w)
{
    return w->look.kind == DBN_TOKEN_DATE ||
           (w->look.kind == DBN_TOKEN_NUMBER &&
            dbn_is_ascii_digit(w->text.ptr[w->look.range.beg]));
}

/* Both are words of the language, so neither is the other misspelt. */
static bool
are_known(const dbn_token_look *a, const dbn_token_look *b)
{
    return a->classes != 0 && b->classes != 0;
}

static const dbn_word_form *
form_of(word *w)
{
    if (!w->has_form)
        dbn_word_form_of(&w->form, dbn_span_slice(w->text, w->look.range));
    w->has_form = true;
    return &w->form;
}

/* The form of a word and the one before it in the stretch, run together. */
static const dbn_word_form *
joined_form_of(word *w)
{
    const word *before = w - 1;
    dbn_range both = {before->look.range.beg, w->look.range.end};
    if (before->look.range.beg > w->look.range.beg)
        both = (dbn_range){w->look.range.beg, before->look.range.end};
    if (!w->has_joined && dbn_range_len(both) < JOINED_MAX)
        dbn_word_form_of(&w->joined, dbn_span_slice(w->text, both));
    w->has_joined = true;
    return &w->joined;
}

/* "II", "XIXe": two capitals of numbers or more, and no more than the ending of an
 * ordinal. */
static bool
is_roman(const word *w)
{
    dbn_range range = w->look.range;
    uint32_t at = range.beg;
    while (at < range.end && w->text.ptr[at] != '\0' &&
           strchr("IVXLCDM", w->text.ptr[at]) != NULL)
        at++;
    return at > range.beg + 1 && at + ROMAN_ENDING >= range.end;
}

static bool
is_slip(word *a, word *b)
{
    const dbn_token_look *x = &a->look, *y = &b->look;
    if (is_value(a) || is_value(b) || are_known(x, y))
        return false;
    const dbn_word_form *first = form_of(a), *second = form_of(b);
    if (dbn_forms_are_far(first, second))
        return false;
    bool are_names = x->kind == DBN_TOKEN_NAME && y->kind == DBN_TOKEN_NAME;
    if (is_roman(a) && is_roman(b))
        return false;
    return dbn_form_is_slip(first, second, are_names ? 1 : DBN_SLIPS_MAX);
}

/* Are the letters of the two together far more or fewer than those of `one`, however
 * they are seen? Where they meet, two may be seen as one. */
static bool
are_apart(word *one, word *second)
{
    const dbn_word_form *whole = form_of(one), *x = form_of(second - 1),
                        *y = form_of(second);
    uint32_t plain = x->plain.count + y->plain.count;
    uint32_t scanned = x->scanned.count + y->scanned.count;
    uint32_t longest = plain > whole->plain.count ? plain : whole->plain.count;
    uint32_t limit = dbn_slips_allowed(longest);
    return plain <= DBN_SLIP_LETTERS &&
           dbn_counts_are_far(plain, whole->plain.count, limit) &&
           dbn_counts_are_far(scanned, whole->scanned.count, limit + 1);
}

/* Is `one` the word `second` and the one before it run together? */
static bool
is_joined(word *one, word *second)
{
    bool is_one = is_value(one);
    bool is_first = is_value(second - 1);
    bool is_second = is_value(second);
    if ((is_one && is_first && is_second) || are_apart(one, second))
        return false;
    /* "n'accepte" is no slip of "accepte". */
    if (second->look.kind == DBN_TOKEN_NEGATION ||
        (second - 1)->look.kind == DBN_TOKEN_NEGATION)
        return false;
    const dbn_word_form *joined = joined_form_of(second);
    const dbn_word_form *whole = form_of(one);
    if (joined->plain.count == 0 || dbn_forms_are_far(whole, joined))
        return false;
    bool has_value = is_one || is_first || is_second;
    return dbn_form_is_slip(whole, joined, has_value ? 0 : DBN_SLIPS_MAX);
}

static void
offer(cell *c, int score, uint8_t move, uint8_t step)
{
    if (score > c->score)
        *c = (cell){(int16_t)score, move, step};
}

/* The bytes of token t, and what stands between it and the next one. What the scanner
 * makes of a token never depends on what stands behind that. */
static dbn_span
token_text(const dbn_key *key, uint32_t t)
{
    const dbn_tokens *tokens = &key->tokens;
    dbn_range range = {tokens->items[t].beg, (uint32_t)key->view->text.len};
    if (t + 1 < tokens->count)
        range.end = tokens->items[t + 1].beg;
    return dbn_span_slice(key->view->text, range);
}

bool
dbn_key_agree(const dbn_key *a, uint32_t t, const dbn_key *b, uint32_t u,
              const dbn_profile *profile)
{
    if (a->tokens.items[t].hash != b->tokens.items[u].hash)
        return false;
    dbn_span x = token_text(a, t), y = token_text(b, u);
    return dbn_span_equal(x, y) || dbn_token_look_at(x, 0, profile).hash ==
                                       dbn_token_look_at(y, 0, profile).hash;
}

/* The best way into cell (i, j) from those before it. */
static void
fill_cell(dbn_word_aligner *al, const dbn_stretch *s, uint32_t i, uint32_t j)
{
    cell *c = &al->cells[i][j];
    *c = (cell){SCORE_NEVER, MOVE_NONE, 0};
    if (s->open && (i > j + BAND || j > i + BAND))
        return;
    if (i == 0 && j == 0) {
        c->score = 0;
        return;
    }
    word *a = &al->sides[0].words[i == 0 ? 0 : i - 1];
    word *b = &al->sides[1].words[j == 0 ? 0 : j - 1];
    if (i > 0 && j > 0) {
        int before = al->cells[i - 1][j - 1].score;
        if (dbn_key_agree(al->a, token_a(s, i - 1), al->b, token_b(s, j - 1),
                          al->profile))
            offer(c, before + SCORE_SAME, MOVE_PAIR, DBN_STEP_SAME);
        else if (is_slip(a, b))
            offer(c, before + SCORE_SLIP, MOVE_PAIR, DBN_STEP_SLIP);
        else
            offer(c, before + SCORE_EDIT, MOVE_PAIR, DBN_STEP_EDIT);
    }
    if (i > 0)
        offer(c, al->cells[i - 1][j].score + SCORE_EDIT, MOVE_A, DBN_STEP_EDIT);
    if (j > 0)
        offer(c, al->cells[i][j - 1].score + SCORE_EDIT, MOVE_B, DBN_STEP_EDIT);
    if (c->step == DBN_STEP_SAME || i == 0 || j == 0)
        return;
    /* What cannot be the best is not compared letter by letter. */
    int joined_a = i > 1 ? al->cells[i - 2][j - 1].score + SCORE_SLIP : SCORE_NEVER;
    if (joined_a > c->score && is_joined(b, a))
        offer(c, joined_a, MOVE_JOIN_A, DBN_STEP_SLIP);
    int joined_b = j > 1 ? al->cells[i - 1][j - 2].score + SCORE_SLIP : SCORE_NEVER;
    if (joined_b > c->score && is_joined(a, b))
        offer(c, joined_b, MOVE_JOIN_B, DBN_STEP_SLIP);
}

/* The cells of row i that are filled: from, and behind the last. */
static dbn_range
band_of(const dbn_stretch *s, uint32_t i)
{
    uint32_t end = s->b_count + 1;
    if (!s->open)
        return (dbn_range){0, end};
    return (dbn_range){i > BAND ? i - BAND : 0,
                       i + BAND + 1 < end ? i + BAND + 1 : end};
}

/* Note the cell if it is the best so far: cells come row by row. */
static void
note_best(dbn_word_aligner *al, uint32_t i, uint32_t j)
{
    int score = al->cells[i][j].score;
    if (score > al->best.score)
        al->best = (corner){i, j, score};
}

/* Row 0: nothing but words that stand on the other side alone. */
static void
fill_first_row(dbn_word_aligner *al, uint32_t end)
{
    al->cells[0][0] = (cell){0, MOVE_NONE, 0};
    for (uint32_t j = 1; j < end; j++)
        al->cells[0][j] = (cell){(int16_t)((int)j * SCORE_EDIT), MOVE_B, DBN_STEP_EDIT};
}

/* The cells of row i from `beg` > 0 on, where a word is equal or another one. */
static void
fill_row_by_word(dbn_word_aligner *al, const dbn_stretch *s, uint32_t i, dbn_range band)
{
    const cell *above = al->cells[i - 1];
    cell *row = al->cells[i];
    uint32_t hash = al->hashes[0][i - 1];
    int left = row[band.beg - 1].score;
    for (uint32_t j = band.beg; j < band.end; j++) {
        bool is_same = al->hashes[1][j - 1] == hash &&
                       dbn_key_agree(al->a, token_a(s, i - 1), al->b, token_b(s, j - 1),
                                     al->profile);
        int pair = above[j - 1].score + (is_same ? SCORE_SAME : SCORE_EDIT);
        int a = above[j].score + SCORE_EDIT, b = left + SCORE_EDIT;
        uint8_t move = a > pair ? MOVE_A : MOVE_PAIR;
        left = a > pair ? a : pair;
        move = b > left ? MOVE_B : move;
        left = b > left ? b : left;
        is_same &= move == MOVE_PAIR;
        row[j] = (cell){(int16_t)left, move, is_same ? DBN_STEP_SAME : DBN_STEP_EDIT};
    }
}

/* Of what lies beside the band, only the cells next to it are ever read. */
static void
fill_by_word(dbn_word_aligner *al, const dbn_stretch *s)
{
    const cell never = {SCORE_NEVER, MOVE_NONE, 0};
    dbn_range band = band_of(s, 0);
    fill_first_row(al, band.end);
    for (uint32_t i = 1; i <= s->a_count; i++) {
        if (band.end <= s->b_count)
            al->cells[i - 1][band.end] = never;
        band = band_of(s, i);
        if (band.beg == 0)
            al->cells[i][band.beg++] =
                (cell){(int16_t)((int)i * SCORE_EDIT), MOVE_A, DBN_STEP_EDIT};
        else
            al->cells[i][band.beg - 1] = never;
        fill_row_by_word(al, s, i, band);
        for (uint32_t j = band.beg; s->open && j < band.end; j++)
            note_best(al, i, j);
    }
}

static void
fill(dbn_word_aligner *al, const dbn_stretch *s)
{
    for (uint32_t i = 0; i <= s->a_count; i++)
        for (uint32_t j = 0; j <= s->b_count; j++) {
            fill_cell(al, s, i, j);
            note_best(al, i, j);
        }
}

static void
find_corner(const dbn_word_aligner *al, const dbn_stretch *s, uint32_t *i_end,
            uint32_t *j_end)
{
    dbn_range last = band_of(s, s->a_count);
    int limit = 0;
    if (s->to_limit && s->b_count >= last.beg && s->b_count < last.end)
        limit = al->cells[s->a_count][s->b_count].score + SCORE_LIMIT;
    *i_end = s->a_count;
    *j_end = s->b_count;
    if (!s->open || (limit > 0 && al->best.score <= limit))
        return;
    *i_end = al->best.i;
    *j_end = al->best.j;
}

void
dbn_word_aligner_begin(dbn_word_aligner *al)
{
    al->first_step = al->out->count;
}

dbn_status
dbn_word_aligner_add(dbn_word_aligner *al, dbn_step step)
{
    dbn_steps *steps = al->out;
    assert(steps->items != NULL || steps->cap == 0);
    dbn_step *last =
        steps->count == al->first_step ? NULL : &steps->items[steps->count - 1];
    if (last != NULL && last->kind == step.kind && step.kind != DBN_STEP_SLIP &&
        last->a + last->a_count == step.a && last->b + last->b_count == step.b &&
        last->a_count < UINT16_MAX - step.a_count &&
        last->b_count < UINT16_MAX - step.b_count) {
        last->a_count = (uint16_t)(last->a_count + step.a_count);
        last->b_count = (uint16_t)(last->b_count + step.b_count);
        return DBN_OK;
    }
    DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, steps, step));
    return DBN_OK;
}

static const uint8_t move_a[] = {0, 1, 1, 0, 2, 1};
static const uint8_t move_b[] = {0, 1, 0, 1, 1, 2};

/* The steps from the near corner to (i, j), in the order of the text. */
static dbn_status
add_steps(dbn_word_aligner *al, const dbn_stretch *s, uint32_t i, uint32_t j)
{
    uint32_t *path = al->path, count = 0;
    while (i > 0 || j > 0) {
        path[count++] = i << 16 | j;
        const cell *c = &al->cells[i][j];
        i -= move_a[c->move];
        j -= move_b[c->move];
    }
    for (uint32_t k = 0; k < count; k++) {
        uint32_t at = s->backward ? path[k] : path[count - 1 - k];
        i = at >> 16;
        j = at & 0xFFFF;
        const cell *c = &al->cells[i][j];
        uint32_t da = move_a[c->move], db = move_b[c->move];
        DBN_TRY(dbn_word_aligner_add(
            al, (dbn_step){s->backward ? s->a + 1 - i : s->a + i - da,
                           s->backward ? s->b + 1 - j : s->b + j - db, (uint16_t)da,
                           (uint16_t)db, c->step}));
    }
    return DBN_OK;
}

static void
look_at(word *w, const dbn_key *key, uint32_t token, const dbn_profile *profile)
{
    w->text = key->view->text;
    w->look = dbn_token_look_at(w->text, key->tokens.items[token].beg, profile);
    w->joined.plain.count = 0;
    w->has_form = w->has_joined = false;
}

/* The hashes of a side, in the order in which it is read. */
static void
gather(uint32_t *out, const dbn_token *first, uint32_t count, bool backward)
{
    for (uint32_t i = 0; i < count && !backward; i++)
        out[i] = first[i].hash;
    for (uint32_t i = 0; i < count && backward; i++)
        out[i] = (first - i)->hash;
}

/* Do the two sides have no word in common? */
static bool
is_all_other(const dbn_word_aligner *al, const dbn_stretch *s)
{
    for (uint32_t i = 0; i < s->a_count; i++) {
        uint32_t hash = al->hashes[0][i];
        bool stands = false;
        for (uint32_t j = 0; j < s->b_count; j++)
            stands |= al->hashes[1][j] == hash;
        if (stands)
            return false;
    }
    return true;
}

/* What the programme would find of a stretch without a common word: one edit, or, where
 * it may stop and the far corner is not worth the way, nothing. */
static dbn_status
edit_stretch(dbn_word_aligner *al, const dbn_stretch *s, uint32_t *a_used,
             uint32_t *b_used)
{
    uint32_t longer = s->a_count > s->b_count ? s->a_count : s->b_count;
    *a_used = *b_used = 0;
    if (s->open && !(s->to_limit && (int)longer * SCORE_EDIT + SCORE_LIMIT > 0))
        return DBN_OK;
    *a_used = s->a_count;
    *b_used = s->b_count;
    return dbn_word_aligner_add(
        al, (dbn_step){s->backward ? s->a + 1 - s->a_count : s->a,
                       s->backward ? s->b + 1 - s->b_count : s->b, (uint16_t)s->a_count,
                       (uint16_t)s->b_count, DBN_STEP_EDIT});
}

static void
look_at_sides(dbn_word_aligner *al, const dbn_stretch *s)
{
    for (uint32_t i = 0; i < s->a_count; i++)
        look_at(&al->sides[0].words[i], al->a, token_a(s, i), al->profile);
    for (uint32_t j = 0; j < s->b_count; j++)
        look_at(&al->sides[1].words[j], al->b, token_b(s, j), al->profile);
}

dbn_status
dbn_word_aligner_align(dbn_word_aligner *al, const dbn_stretch *s, uint32_t *a_used,
                       uint32_t *b_used)
{
    al->best = (corner){0, 0, 0};
    if (al->by_word) {
        gather(al->hashes[0], al->a->tokens.items + s->a, s->a_count, s->backward);
        gather(al->hashes[1], al->b->tokens.items + s->b, s->b_count, s->backward);
        if (is_all_other(al, s))
            return edit_stretch(al, s, a_used, b_used);
        fill_by_word(al, s);
    } else {
        look_at_sides(al, s);
        fill(al, s);
    }
    find_corner(al, s, a_used, b_used);
    return add_steps(al, s, *a_used, *b_used);
}

dbn_word_aligner *
dbn_word_aligner_new(dbn_steps *out, const dbn_key *a, const dbn_key *b,
                     const dbn_profile *profile, bool by_word, dbn_job *job)
{
    dbn_word_aligner *al = dbn_arena_alloc(&job->scratch, sizeof *al);
    if (al == NULL)
        return NULL;
    al->a = a;
    al->b = b;
    al->profile = profile;
    al->job = job;
    al->out = out;
    al->by_word = by_word;
    if (!by_word)
        al->sides = dbn_arena_alloc(&job->scratch, 2 * sizeof *al->sides);
    return by_word || al->sides != NULL ? al : NULL;
}
