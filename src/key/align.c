/*
 * Seeds are anchors; anchors that follow each other on
 * both sides are joined to chains, each anchor looking back at the LOOK_BACK before
 * it (as genome mappers do); a dynamic programme of at most 40 by 40 cells aligns
 * what lies between two anchors, and what lies behind the first and the last until
 * it stops paying. Cost: seeds * LOOK_BACK + 1600 cells a hole.
 *
 * Why not one alignment of two whole blocks: sentences may stand in another order,
 * and a block may be a whole book.
 */
#include "key/align.h"

#include <assert.h>

#include "key/token.h"

/* Anchors that an anchor may follow. */
#define LOOK_BACK 32U
/* Tokens between two anchors of a chain, and how far they may drift apart. */
#define GAP_MAX   30U
#define DRIFT_MAX 16U

/* Tokens that are looked at before the first and behind the last anchor. */
#define EXTEND_MAX 16U
/* Cells this far from the diagonal are left out where a stretch is open. */
#define BAND 6U
/* Tokens in anchors that make a chain worth aligning, unless they are a third of a
 * block: below are set phrases. */
#define ANCHORED_MIN 8U

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

typedef struct anchor {
    uint32_t a, b, len;
    int32_t score;
    uint32_t before; /* the anchor it follows, DBN_NONE */
    bool used;
} anchor;

typedef DBN_VEC(anchor) anchors;
typedef DBN_VEC(uint32_t) indices;

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

typedef struct aligner {
    const dbn_key *a, *b;
    const dbn_profile *profile;
    dbn_job *job;
    dbn_alignment *out;
    bool by_word;
    anchors anchors;
    DBN_VEC(uint64_t) order;   /* INT32_MAX - score, then the anchor */
    indices links;             /* of the traces, each with its last anchor first */
    DBN_VEC(dbn_range) traces; /* of links: chains to be made */
    uint32_t first_step;       /* of the chain being made */
    uint32_t path[2 * DBN_ALIGN_SPAN + 2];
    cell cells[DBN_ALIGN_SPAN + 1][DBN_ALIGN_SPAN + 1];
    side *sides; /* of a and of b; NULL where words are compared whole */
} aligner;

/* A rectangle of tokens; backward ones are read from their ends. */
typedef struct stretch {
    uint32_t a, b; /* the first tokens read */
    uint32_t a_count, b_count;
    bool backward;
    bool open;     /* may stop anywhere; else to the far corner */
    bool to_limit; /* the far corner ends both blocks */
} stretch;

static uint32_t
token_a(const stretch *s, uint32_t i)
{
    return s->backward ? s->a - i : s->a + i;
}

static uint32_t
token_b(const stretch *s, uint32_t i)
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
fill_cell(aligner *al, const stretch *s, uint32_t i, uint32_t j)
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
band_of(const stretch *s, uint32_t i)
{
    uint32_t end = s->b_count + 1;
    if (!s->open)
        return (dbn_range){0, end};
    return (dbn_range){i > BAND ? i - BAND : 0,
                       i + BAND + 1 < end ? i + BAND + 1 : end};
}

/* The best way into cell (i, j) where a word is equal or another one. */
static cell
cell_by_word(const aligner *al, const stretch *s, uint32_t i, uint32_t j)
{
    cell best = {SCORE_NEVER, MOVE_NONE, 0};
    if (i > 0 && j > 0) {
        uint32_t a = token_a(s, i - 1), b = token_b(s, j - 1);
        bool is_same = al->a->tokens.items[a].hash == al->b->tokens.items[b].hash &&
                       dbn_key_agree(al->a, a, al->b, b, al->profile);
        int score = al->cells[i - 1][j - 1].score + (is_same ? SCORE_SAME : SCORE_EDIT);
        best =
            (cell){(int16_t)score, MOVE_PAIR, is_same ? DBN_STEP_SAME : DBN_STEP_EDIT};
    }
    if (i > 0)
        offer(&best, al->cells[i - 1][j].score + SCORE_EDIT, MOVE_A, DBN_STEP_EDIT);
    if (j > 0)
        offer(&best, al->cells[i][j - 1].score + SCORE_EDIT, MOVE_B, DBN_STEP_EDIT);
    return best;
}

/* Of what lies beside the band, only the cells next to it are ever read. */
static void
fill_by_word(aligner *al, const stretch *s)
{
    const cell never = {SCORE_NEVER, MOVE_NONE, 0};
    for (uint32_t i = 0; i <= s->a_count; i++) {
        dbn_range band = band_of(s, i);
        if (band.beg > 0)
            al->cells[i][band.beg - 1] = never;
        if (band.end <= s->b_count)
            al->cells[i][band.end] = never;
        if (i == 0)
            al->cells[i][band.beg++] = (cell){0, MOVE_NONE, 0};
        for (uint32_t j = band.beg; j < band.end; j++)
            al->cells[i][j] = cell_by_word(al, s, i, j);
    }
}

static void
fill(aligner *al, const stretch *s)
{
    for (uint32_t i = 0; i <= s->a_count; i++)
        for (uint32_t j = 0; j <= s->b_count; j++)
            fill_cell(al, s, i, j);
}

static void
find_corner(const aligner *al, const stretch *s, uint32_t *i_end, uint32_t *j_end)
{
    *i_end = s->a_count;
    *j_end = s->b_count;
    if (!s->open)
        return;
    int best = 0;
    if (s->to_limit && s->b_count < band_of(s, s->a_count).end &&
        s->b_count >= band_of(s, s->a_count).beg)
        best = al->cells[s->a_count][s->b_count].score + SCORE_LIMIT;
    if (best <= 0)
        *i_end = *j_end = best = 0;
    for (uint32_t i = 0; i <= s->a_count; i++) {
        dbn_range band = band_of(s, i);
        for (uint32_t j = band.beg; j < band.end; j++)
            if (al->cells[i][j].score > best) {
                best = al->cells[i][j].score;
                *i_end = i;
                *j_end = j;
            }
    }
}

/* Add a step, joining it to the one before where both are of one kind. */
static dbn_status
add_step(aligner *al, dbn_step step)
{
    dbn_steps *steps = &al->out->steps;
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
add_steps(aligner *al, const stretch *s, uint32_t i, uint32_t j)
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
        DBN_TRY(add_step(al, (dbn_step){s->backward ? s->a + 1 - i : s->a + i - da,
                                        s->backward ? s->b + 1 - j : s->b + j - db,
                                        (uint16_t)da, (uint16_t)db, c->step}));
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

/* Do the two sides have no word in common? */
static bool
is_all_other(const aligner *al, const stretch *s)
{
    const dbn_token *a = al->a->tokens.items, *b = al->b->tokens.items;
    a += s->backward ? s->a + 1 - s->a_count : s->a;
    b += s->backward ? s->b + 1 - s->b_count : s->b;
    for (uint32_t i = 0; i < s->a_count; i++)
        for (uint32_t j = 0; j < s->b_count; j++)
            if (a[i].hash == b[j].hash)
                return false;
    return true;
}

/* What the programme would find of a stretch without a common word: one edit, or, where
 * it may stop and the far corner is not worth the way, nothing. */
static dbn_status
edit_stretch(aligner *al, const stretch *s, uint32_t *a_used, uint32_t *b_used)
{
    uint32_t longer = s->a_count > s->b_count ? s->a_count : s->b_count;
    *a_used = *b_used = 0;
    if (s->open && !(s->to_limit && (int)longer * SCORE_EDIT + SCORE_LIMIT > 0))
        return DBN_OK;
    *a_used = s->a_count;
    *b_used = s->b_count;
    return add_step(al, (dbn_step){s->backward ? s->a + 1 - s->a_count : s->a,
                                   s->backward ? s->b + 1 - s->b_count : s->b,
                                   (uint16_t)s->a_count, (uint16_t)s->b_count,
                                   DBN_STEP_EDIT});
}

static dbn_status
align_stretch(aligner *al, const stretch *s, uint32_t *a_used, uint32_t *b_used)
{
    if (al->by_word && is_all_other(al, s))
        return edit_stretch(al, s, a_used, b_used);
    for (uint32_t i = 0; i < s->a_count && !al->by_word; i++)
        look_at(&al->sides[0].words[i], al->a, token_a(s, i), al->profile);
    for (uint32_t j = 0; j < s->b_count && !al->by_word; j++)
        look_at(&al->sides[1].words[j], al->b, token_b(s, j), al->profile);
    if (al->by_word)
        fill_by_word(al, s);
    else
        fill(al, s);
    find_corner(al, s, a_used, b_used);
    return add_steps(al, s, *a_used, *b_used);
}

/* ---- chains ---- */

static int
by_number(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static dbn_status
make_anchors(aligner *al, const dbn_seed *seeds, uint32_t count)
{
    al->anchors.count = 0;
    for (uint32_t i = 0; i < count; i++) {
        anchor here = {seeds[i].a, seeds[i].b, seeds[i].len, 0, DBN_NONE, false};
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->anchors, here));
    }
    return DBN_OK;
}

/* What following `before` is worth to `after`; 0 or less: nothing. */
static int32_t
link_score(const anchor *before, const anchor *after)
{
    int64_t da = (int64_t)after->a - before->a - before->len;
    int64_t db = (int64_t)after->b - before->b - before->len;
    int64_t overlap = da < db ? -da : -db, drift = da < db ? db - da : da - db;
    if (overlap < 0)
        overlap = 0;
    if (after->a <= before->a || after->b <= before->b || overlap >= after->len ||
        da > GAP_MAX || db > GAP_MAX || drift > DRIFT_MAX)
        return 0;
    int64_t gap = da > db ? da : db;
    return (int32_t)(before->score - 4 * overlap - drift - (gap > 0 ? gap / 2 : 0));
}

static void
link_anchors(aligner *al)
{
    for (uint32_t i = 0; i < al->anchors.count; i++) {
        anchor *here = &al->anchors.items[i];
        int32_t best = 0;
        uint32_t first = i > LOOK_BACK ? i - LOOK_BACK : 0;
        for (uint32_t j = first; j < i; j++) {
            int32_t score = link_score(&al->anchors.items[j], here);
            if (score > best) {
                best = score;
                here->before = j;
            }
        }
        here->score = best + 4 * (int32_t)here->len;
    }
}

/* Align backward from (a, b) or forward; both are in the chain's blocks. */
static dbn_status
extend(aligner *al, const dbn_chain *c, stretch s, uint32_t *a_used, uint32_t *b_used)
{
    const uint32_t *a = al->a->first, *b = al->b->first;
    uint32_t a_left = s.backward ? s.a + 1 - a[c->block_a] : a[c->block_a + 1] - s.a;
    uint32_t b_left = s.backward ? s.b + 1 - b[c->block_b] : b[c->block_b + 1] - s.b;
    *a_used = *b_used = 0;
    if (a_left == 0 || b_left == 0)
        return DBN_OK;
    s.open = true;
    s.to_limit = a_left <= EXTEND_MAX && b_left <= EXTEND_MAX;
    s.a_count = a_left < EXTEND_MAX ? a_left : EXTEND_MAX;
    s.b_count = b_left < EXTEND_MAX ? b_left : EXTEND_MAX;
    return align_stretch(al, &s, a_used, b_used);
}

/* Where the bytes are equal, so are all tokens. */
static bool
is_equal(const aligner *al, const anchor *here)
{
    const dbn_token *a = al->a->tokens.items + here->a;
    const dbn_token *b = al->b->tokens.items + here->b;
    dbn_range x = {a->beg, a[here->len - 1].beg}, y = {b->beg, b[here->len - 1].beg};
    return here->len < UINT16_MAX && dbn_range_len(x) == dbn_range_len(y) &&
           dbn_span_equal(dbn_span_slice(al->a->view->text, x),
                          dbn_span_slice(al->b->view->text, y));
}

/* The tokens of an anchor, whose hashes are equal. */
static dbn_status
add_equal(aligner *al, anchor here)
{
    if (here.len > 1 && is_equal(al, &here)) {
        uint16_t but_last = (uint16_t)(here.len - 1);
        DBN_TRY(add_step(
            al, (dbn_step){here.a, here.b, but_last, but_last, DBN_STEP_SAME}));
        here = (anchor){.a = here.a + but_last, .b = here.b + but_last, .len = 1};
    }
    for (uint32_t i = 0; i < here.len; i++) {
        bool agree = dbn_key_agree(al->a, here.a + i, al->b, here.b + i, al->profile);
        DBN_TRY(add_step(al, (dbn_step){here.a + i, here.b + i, 1, 1,
                                        agree ? DBN_STEP_SAME : DBN_STEP_EDIT}));
    }
    return DBN_OK;
}

/* The hole between the end of the chain and an anchor, then the anchor. */
static dbn_status
add_anchor(aligner *al, dbn_chain *c, anchor here)
{
    uint32_t a_used, b_used;
    uint32_t overlap_a = c->a_end > here.a ? c->a_end - here.a : 0;
    uint32_t overlap_b = c->b_end > here.b ? c->b_end - here.b : 0;
    uint32_t overlap = overlap_a > overlap_b ? overlap_a : overlap_b;
    here.a += overlap;
    here.b += overlap;
    here.len -= overlap;
    stretch hole = {c->a_end, c->b_end, here.a - c->a_end, here.b - c->b_end, false,
                    false,    false};
    if (hole.a_count > 0 || hole.b_count > 0)
        DBN_TRY(align_stretch(al, &hole, &a_used, &b_used));
    c->a_end = here.a + here.len;
    c->b_end = here.b + here.len;
    return add_equal(al, here);
}

static dbn_status
add_chain(aligner *al, dbn_chain c, const uint32_t *links, uint32_t count)
{
    uint32_t a_used, b_used;
    const anchor *first = &al->anchors.items[links[count - 1]];
    c.first = al->first_step = al->out->steps.count;
    c.a_beg = c.a_end = first->a;
    c.b_beg = c.b_end = first->b;
    if (first->a > 0 && first->b > 0) {
        DBN_TRY(extend(al, &c, (stretch){first->a - 1, first->b - 1, 0, 0, true, 0, 0},
                       &a_used, &b_used));
        c.a_beg -= a_used;
        c.b_beg -= b_used;
    }
    for (uint32_t i = count; i-- > 0;)
        DBN_TRY(add_anchor(al, &c, al->anchors.items[links[i]]));
    DBN_TRY(extend(al, &c, (stretch){c.a_end, c.b_end, 0, 0, false, 0, 0}, &a_used,
                   &b_used));
    c.a_end += a_used;
    c.b_end += b_used;
    c.count = al->out->steps.count - c.first;
    for (uint32_t i = c.first; i < al->out->steps.count; i++)
        if (al->out->steps.items[i].kind != DBN_STEP_EDIT)
            c.same += al->out->steps.items[i].a_count;
    DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->out->chains, c));
    return DBN_OK;
}

/* The chain that ends in anchor `last`, as far as its anchors are free. */
static dbn_status
trace(aligner *al, const dbn_chain *c, uint32_t last)
{
    uint32_t anchored = 0, first = al->links.count;
    uint32_t shortest = al->a->first[c->block_a + 1] - al->a->first[c->block_a];
    uint32_t other = al->b->first[c->block_b + 1] - al->b->first[c->block_b];
    if (other < shortest)
        shortest = other;
    for (uint32_t i = last; i != DBN_NONE && !al->anchors.items[i].used;
         i = al->anchors.items[i].before) {
        al->anchors.items[i].used = true;
        anchored += al->anchors.items[i].len;
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->links, i));
    }
    dbn_range links = {first, al->links.count};
    if (links.beg < links.end && (anchored >= ANCHORED_MIN || anchored * 3 >= shortest))
        DBN_TRY_PUSH(al->job, dbn_vec_push(&al->job->scratch, &al->traces, links));
    return DBN_OK;
}

/* ---- is it worth while? ---- */

/* Words of the stretch that also stand on its other side. */
static uint32_t
shared_words(const aligner *al, const stretch *s)
{
    const dbn_token *a = al->a->tokens.items + s->a, *b = al->b->tokens.items + s->b;
    uint32_t shared = 0;
    for (uint32_t i = 0; i < s->a_count; i++) {
        bool stands = false;
        for (uint32_t j = 0; j < s->b_count; j++)
            stands |= a[i].hash == b[j].hash;
        shared += stands;
    }
    return shared;
}

/* The same of what a chain may be extended by, in front of (a, b) or behind. */
static uint32_t
shared_at_end(const aligner *al, const dbn_chain *c, const anchor *here, bool is_front)
{
    const uint32_t *a = al->a->first + c->block_a, *b = al->b->first + c->block_b;
    stretch s = {.a = here->a + here->len, .b = here->b + here->len};
    uint32_t a_left = is_front ? here->a - a[0] : a[1] - s.a;
    uint32_t b_left = is_front ? here->b - b[0] : b[1] - s.b;
    s.a_count = a_left < EXTEND_MAX ? a_left : EXTEND_MAX;
    s.b_count = b_left < EXTEND_MAX ? b_left : EXTEND_MAX;
    if (is_front) {
        s.a = here->a - s.a_count;
        s.b = here->b - s.b_count;
    }
    return shared_words(al, &s);
}

/* At most so many words of a chain are the same: those of its anchors, and what the two
 * sides share between them and at its ends. */
static uint32_t
most_same(const aligner *al, const dbn_chain *c, dbn_range links)
{
    const anchor *anchors_of = al->anchors.items;
    const anchor *here = &anchors_of[al->links.items[links.end - 1]];
    uint32_t same = here->len + shared_at_end(al, c, here, true);
    for (uint32_t i = links.end - 1; i-- > links.beg;) {
        stretch hole = {.a = here->a + here->len, .b = here->b + here->len};
        here = &anchors_of[al->links.items[i]];
        if (here->a > hole.a && here->b > hole.b) {
            hole.a_count = here->a - hole.a;
            hole.b_count = here->b - hole.b;
            same += shared_words(al, &hole);
        }
        same += here->len;
    }
    return same + shared_at_end(al, c, here, false);
}

/* Leave the traces that can be long enough; can they have enough in common? */
static bool
may_share(aligner *al, const dbn_chain *c, const dbn_seeds *seeds)
{
    uint32_t kept = 0;
    uint64_t all = 0;
    if (seeds->least == 0)
        return true;
    for (uint32_t i = 0; i < al->traces.count; i++) {
        uint32_t same = most_same(al, c, al->traces.items[i]);
        if (same < seeds->least_chain)
            continue;
        al->traces.items[kept++] = al->traces.items[i];
        all += same;
    }
    al->traces.count = kept;
    return all >= seeds->least;
}

/* Anchors by score, best first; equal ones by position. */
static dbn_status
sort_by_score(aligner *al)
{
    al->order.count = 0;
    for (uint32_t i = 0; i < al->anchors.count; i++) {
        uint64_t score = (uint64_t)(INT32_MAX - al->anchors.items[i].score);
        DBN_TRY_PUSH(al->job,
                     dbn_vec_push(&al->job->scratch, &al->order, score << 32 | i));
    }
    qsort(al->order.items, al->order.count, sizeof al->order.items[0], by_number);
    return DBN_OK;
}

/* Of the seeds, those from the first to the end. */
static dbn_status
align_pair(aligner *al, const dbn_seeds *seeds, uint32_t first, uint32_t end)
{
    const dbn_seed *seed = &seeds->items[first];
    DBN_TRY(make_anchors(al, seed, end - first));
    link_anchors(al);
    DBN_TRY(sort_by_score(al));
    dbn_chain c = {.block_a = seed->block_a, .block_b = seed->block_b};
    al->links.count = al->traces.count = 0;
    for (uint32_t i = 0; i < al->order.count; i++)
        DBN_TRY(trace(al, &c, (uint32_t)al->order.items[i]));
    if (!may_share(al, &c, seeds))
        return DBN_OK;
    for (uint32_t i = 0; i < al->traces.count; i++) {
        dbn_range links = al->traces.items[i];
        DBN_TRY(add_chain(al, c, al->links.items + links.beg, dbn_range_len(links)));
    }
    return DBN_OK;
}

static aligner *
new_aligner(const dbn_key *a, const dbn_key *b, const dbn_profile *profile,
            bool by_word, dbn_job *job)
{
    aligner *al = dbn_arena_alloc(&job->scratch, sizeof *al);
    if (al == NULL)
        return NULL;
    al->a = a;
    al->b = b;
    al->profile = profile;
    al->job = job;
    al->by_word = by_word;
    if (!by_word)
        al->sides = dbn_arena_alloc(&job->scratch, 2 * sizeof *al->sides);
    return by_word || al->sides != NULL ? al : NULL;
}

dbn_status
dbn_key_align(dbn_alignment *out, const dbn_key *a, const dbn_key *b,
              const dbn_seeds *seeds, const dbn_profile *profile, dbn_job *job)
{
    *out = (dbn_alignment){0};
    aligner *al = new_aligner(a, b, profile, seeds->by_word, job);
    if (al == NULL)
        return dbn_job_nomem(job);
    al->out = out;
    for (uint32_t i = 0, end; i < seeds->count; i = end) {
        const dbn_seed *seed = &seeds->items[i];
        for (end = i + 1; end < seeds->count &&
                          seeds->items[end].block_a == seed->block_a &&
                          seeds->items[end].block_b == seed->block_b;)
            end++;
        DBN_TRY(align_pair(al, seeds, i, end));
    }
    return DBN_OK;
}

dbn_status
dbn_key_align_span(dbn_alignment *out, dbn_key_span a, dbn_key_span b,
                   const dbn_profile *profile, dbn_job *job)
{
    aligner *al = new_aligner(a.key, b.key, profile, false, job);
    if (al == NULL)
        return dbn_job_nomem(job);
    uint32_t a_len = dbn_range_len(a.tokens), b_len = dbn_range_len(b.tokens);
    assert(a_len <= DBN_ALIGN_SPAN && b_len <= DBN_ALIGN_SPAN);
    al->out = out;
    stretch s = {a.tokens.beg, b.tokens.beg, a_len, b_len, false, false, false};
    uint32_t a_used, b_used;
    return align_stretch(al, &s, &a_used, &b_used);
}
