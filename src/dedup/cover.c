/*
 * From chains to pieces, from pieces to pairs, and the question that all decisions
 * ask: does everything in this block stand elsewhere?
 *
 * A chain is cut into pieces where one side says more than a few words that the
 * other does not. A block is covered when pieces cover its tokens, but for what
 * tolerates() lets pass: a dateline, what an ellipsis cut short, a word or two. Cost:
 * the tokens of the pieces, of which a token has at most DBN_GRAM_PLACES.
 */
#include "dedup/cover.h"

#include <assert.h>

#include "base/utf8.h"
#include "text/fold.h"

/* Words that one copy has and the other does not, in one place, without being more
 * than an edit: "hier soir à Lyon". */
#define INSERT_MAX 3U
/* Words that stand for others. */
#define REPLACE_MAX 5U
/* A piece says something from so many common words on; or from half a short block. */
#define SAME_MIN 5U
/* The share of common words in a piece, in percent; with a slip in every sixth word
 * that no rule knows, eighty stay. */
#define SAME_SHARE 60U
/* Tokens of a dateline: "Genève, 2 sept. 2021 (Keystone-ATS). –" has 4. */
#define DATELINE_MAX 8U
/* Tokens behind an ellipsis: "… Lire la suite". */
#define TAIL_MAX 4U
/* A run that is looked for word by word in and beside the partners. */
#define RUN_MAX 14U
/* Tokens of one partner that are searched for such a run. */
#define SEARCH_MAX 4096U
/* Copies between two neighbours that are stepped over. */
#define NEIGHBOUR_STEPS 4
/* Words let pass: each run, and in a hundred, edits included. What a second telling
 * of the same news shares with the first is below: four words in five at most. */
#define MISS_RUN   2U
#define MISS_SHARE 18U
/* Words let pass more for a hundred slips. */
#define SLIP_SHARE 50U

static bool
is_hole(const dbn_step *s)
{
    if (s->kind != DBN_STEP_EDIT)
        return false;
    uint32_t least = s->a_count < s->b_count ? s->a_count : s->b_count;
    uint32_t most = s->a_count < s->b_count ? s->b_count : s->a_count;
    return most > REPLACE_MAX || most - least > INSERT_MAX;
}

bool
dbn_round_starts_word(const dbn_round *r, uint32_t t)
{
    dbn_span text = r->in->key->view->text;
    uint32_t at = r->in->key->tokens.items[t].beg;
    if (at == 0 || strchr("-':./&", text.ptr[at - 1]) != NULL)
        return at == 0;
    return at < 3 || memcmp(text.ptr + at - 3, "’", 3) != 0;
}

static bool
is_worth(const dbn_round *r, const dbn_piece *p)
{
    uint32_t a = dbn_member_len(&r->members[p->block[0]]);
    uint32_t b = dbn_member_len(&r->members[p->block[1]]);
    uint32_t len_a = dbn_range_len(p->tokens[0]), len_b = dbn_range_len(p->tokens[1]);
    uint32_t longest = len_a > len_b ? len_a : len_b;
    if (p->same * 100 < longest * SAME_SHARE)
        return false;
    uint32_t words = p->same;
    if (r->members[p->block[0]].is_dense)
        words /= 2;
    return words >= SAME_MIN || p->same * 2 >= (a < b ? a : b);
}

/* An edit at the end of a piece that says nothing of the other block: unless both
 * blocks end there, and with words that stand for each other. */
static bool
is_loose_end(const dbn_step *s, bool at_both_ends)
{
    return s->kind == DBN_STEP_EDIT &&
           (!at_both_ends || s->a_count == 0 || s->b_count == 0);
}

/* Steps [beg, end) of a chain as a piece, without loose ends. */
static dbn_status
add_piece(dbn_round *r, const dbn_chain *c, uint32_t beg, uint32_t end)
{
    const dbn_step *steps = r->alignment.steps.items;
    const dbn_member *a = &r->members[c->block_a], *b = &r->members[c->block_b];
    while (beg < end &&
           is_loose_end(&steps[beg], steps[beg].a == a->beg && steps[beg].b == b->beg))
        beg++;
    while (end > beg &&
           is_loose_end(&steps[end - 1],
                        steps[end - 1].a + steps[end - 1].a_count == a->end &&
                            steps[end - 1].b + steps[end - 1].b_count == b->end))
        end--;
    if (beg == end)
        return DBN_OK;
    const dbn_step *last = &steps[end - 1];
    dbn_piece p = {{c->block_a, c->block_b},
                   {{steps[beg].a, last->a + last->a_count},
                    {steps[beg].b, last->b + last->b_count}},
                   0,
                   beg,
                   end - beg};
    for (uint32_t i = beg; i < end; i++)
        if (steps[i].kind != DBN_STEP_EDIT)
            p.same += steps[i].a_count;
    if (is_worth(r, &p))
        DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->pieces, p));
    return DBN_OK;
}

static dbn_status
add_pieces(dbn_round *r, const dbn_chain *c)
{
    const dbn_step *steps = r->alignment.steps.items;
    uint32_t beg = c->first, end = c->first + c->count;
    for (uint32_t i = beg; i < end; i++)
        if (is_hole(&steps[i])) {
            DBN_TRY(add_piece(r, c, beg, i));
            beg = i + 1;
        }
    return add_piece(r, c, beg, end);
}

/* Every pair twice, once for each of its blocks, by counting. */
static dbn_status
index_partners(dbn_round *r)
{
    r->partners = dbn_arena_alloc(&r->job->scratch,
                                  (size_t)r->pairs.count * 2 * sizeof *r->partners);
    if (r->partners == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i < r->count; i++)
        r->members[i].first = r->members[i].count = 0;
    for (uint32_t i = 0; i < r->pairs.count; i++)
        for (int k = 0; k < 2; k++)
            r->members[r->pairs.items[i].block[k]].count++;
    uint32_t total = 0;
    for (uint32_t i = 0; i < r->count; i++) {
        r->members[i].first = total;
        total += r->members[i].count;
        r->members[i].count = 0;
    }
    for (uint32_t i = 0; i < r->pairs.count; i++)
        for (uint8_t k = 0; k < 2; k++) {
            dbn_member *m = &r->members[r->pairs.items[i].block[k]];
            r->partners[m->first + m->count++] = (dbn_partner){i, k};
        }
    return DBN_OK;
}

static dbn_status
judge_pairs(dbn_round *r)
{
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        dbn_pair *pair = &r->pairs.items[i];
        dbn_cover cover;
        for (uint8_t k = 0; k < 2; k++) {
            DBN_TRY(dbn_pair_cover(&cover, r, pair, k));
            pair->is_within[k] = cover.is_whole;
        }
    }
    for (uint32_t i = 0; i < r->pairs.count; i++) {
        dbn_pair *pair = &r->pairs.items[i];
        DBN_TRY(dbn_pair_contradicts(&pair->contradicts, r, pair, NULL));
        for (int k = 0; k < 2; k++)
            r->members[pair->block[k]].disputes += pair->contradicts;
    }
    return DBN_OK;
}

dbn_status
dbn_round_pair_up(dbn_round *r)
{
    const dbn_key *key = r->in->key;
    dbn_seeds seeds;
    bool *wanted = dbn_arena_alloc(&r->job->scratch, r->count + (size_t)1);
    if (wanted == NULL)
        return dbn_job_nomem(r->job);
    for (uint32_t i = 0; i < r->count; i++)
        wanted[i] = r->members[i].takes_part && !r->members[i].is_gone;
    DBN_TRY(dbn_key_seeds(&seeds, key, r->count, wanted, r->job));
    DBN_TRY(dbn_key_align(&r->alignment, key, key, &seeds, r->profile, r->job));
    const dbn_chains *chains = &r->alignment.chains;
    for (uint32_t i = 0; i < chains->count; i++) {
        const dbn_chain *c = &chains->items[i];
        uint32_t before = r->pieces.count;
        DBN_TRY(add_pieces(r, c));
        if (r->pieces.count == before)
            continue;
        dbn_pair pair = {.block = {c->block_a, c->block_b},
                         .first = before,
                         .count = r->pieces.count - before};
        assert(r->pairs.items != NULL || r->pairs.cap == 0);
        dbn_pair *last =
            r->pairs.count == 0 ? NULL : &r->pairs.items[r->pairs.count - 1];
        if (last != NULL && last->block[0] == c->block_a &&
            last->block[1] == c->block_b)
            last->count += pair.count;
        else
            DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->pairs, pair));
    }
    DBN_TRY(index_partners(r));
    return judge_pairs(r);
}

/* ---- coverage ---- */

/* The bytes from token t to token `next`, or to the end of the block. */
static dbn_span
text_between(const dbn_round *r, uint32_t block, uint32_t t, uint32_t next)
{
    const dbn_token *tokens = r->in->key->tokens.items;
    dbn_range range = {tokens[t].beg, r->in->records->blocks.items[block].range.end};
    if (next < r->members[block].end)
        range.end = tokens[next].beg;
    return dbn_span_slice(r->in->key->view->text, range);
}

/* Is there an ellipsis in the text? */
static bool
has_ellipsis(dbn_span text)
{
    for (size_t i = 0; i + 3 <= text.len; i++)
        if (memcmp(text.ptr + i, "…", 3) == 0 || memcmp(text.ptr + i, "...", 3) == 0)
            return true;
    return false;
}

/* Is the partner cut off where this block goes on? Then it cannot stand for it. */
static bool
is_cut_from(const dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    uint32_t block = pair->block[side];
    const dbn_member *other = &r->members[pair->block[1 - side]];
    bool is_cut = false;
    if (!other->is_cut_off)
        return false;
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++) {
        const dbn_piece *piece = &r->pieces.items[p];
        uint32_t end = piece->tokens[side].end;
        if (piece->tokens[1 - side].end < other->end)
            continue;
        if (has_ellipsis(text_between(r, block, end - 1, end)))
            return false;
        is_cut = true;
    }
    return is_cut;
}

static bool
may_cover(const dbn_round *r, const dbn_pair *pair, uint8_t side, dbn_cover_from from)
{
    const dbn_member *m = &r->members[pair->block[1 - side]];
    if (m->is_gone || !m->is_text || pair->contradicts || is_cut_from(r, pair, side))
        return false;
    if (from == DBN_COVER_ALIVE)
        return true;
    uint32_t len = dbn_member_len(&r->members[pair->block[side]]);
    return pair->is_within[1 - side] && dbn_member_len(m) <= len + len / 16;
}

/* Tokens of an edit are painted as well, and counted. */
static void
paint_piece(dbn_cover *out, dbn_round *r, const dbn_piece *piece, uint8_t side)
{
    const dbn_member *m = &r->members[piece->block[side]];
    uint32_t color = piece->block[1 - side] + 1;
    for (uint32_t i = piece->first; i < piece->first + piece->count; i++) {
        const dbn_step *s = &r->alignment.steps.items[i];
        uint32_t beg = side == 0 ? s->a : s->b;
        uint32_t end = beg + (side == 0 ? s->a_count : s->b_count);
        for (uint32_t t = beg; t < end; t++) {
            if (r->by[t - m->beg] != 0)
                continue;
            r->by[t - m->beg] = color;
            out->edited += s->kind == DBN_STEP_EDIT;
            out->slips += s->kind == DBN_STEP_SLIP;
        }
    }
}

/* The longest pieces first: what two partners both say belongs to the one that says
 * more around it. */
static int
by_worth(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

static dbn_status
queue_pieces(dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++)
        DBN_TRY_PUSH(
            r->job,
            dbn_vec_push(&r->job->scratch, &r->queue,
                         (uint64_t)(UINT32_MAX - r->pieces.items[p].same) << 32 |
                             (uint64_t)p << 1 | side));
    return DBN_OK;
}

static void
paint_queue(dbn_cover *out, dbn_round *r)
{
    if (r->queue.count > 1)
        qsort(r->queue.items, r->queue.count, sizeof r->queue.items[0], by_worth);
    for (uint32_t i = 0; i < r->queue.count; i++) {
        uint32_t low = (uint32_t)r->queue.items[i];
        paint_piece(out, r, &r->pieces.items[low >> 1], low & 1);
    }
    r->queue.count = 0;
}

static void
clear_paint(dbn_round *r, const dbn_member *m)
{
    memset(r->by, 0, (size_t)dbn_member_len(m) * sizeof *r->by);
}

static uint32_t
last_code(dbn_span text, size_t *at)
{
    uint32_t len;
    *at = text.len - 1;
    while (*at > 0 && dbn_utf8_is_continuation(text.ptr[*at]))
        --*at;
    return dbn_utf8_decode(text, *at, &len);
}

static bool
is_bracket(uint32_t code)
{
    return code == ')' || code == ']' || code == '}' || code == 0xFF09;
}

/* Of any language: « and “ close elsewhere. */
static bool
is_quote(uint32_t code)
{
    return code == '"' || code == '\'' || code == 0xAB || code == 0xBB ||
           (code >= 0x2018 && code <= 0x201F) || code == 0x2039 || code == 0x203A ||
           code == 0x300D || code == 0x300F;
}

static bool
is_end_mark(uint32_t code)
{
    return code == '.' || code == '!' || code == '?' || code == ':' || code == ';' ||
           code == 0x2026 || code == 0x3002 || code == 0xFF01 || code == 0xFF1F ||
           code == 0x0964;
}

bool
dbn_span_ends_sentence(dbn_span text)
{
    bool is_quoted = false;
    for (size_t at; text.len > 0; text.len = at) {
        uint32_t code = last_code(text, &at);
        if (is_end_mark(code))
            return true;
        if (!is_quote(code) && !is_bracket(code) &&
            dbn_char_class_of(code) != DBN_CHAR_SPACE)
            return is_quoted;
        is_quoted |= is_quote(code);
    }
    return false;
}

bool
dbn_span_has_quote(dbn_span text)
{
    uint32_t len;
    for (uint32_t at = 0; at < text.len; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_letter_before =
            at > 0 &&
            dbn_char_class_of((unsigned char)text.ptr[at - 1]) == DBN_CHAR_LOWER;
        bool is_apostrophe = (code == '\'' || code == 0x2019) && is_letter_before &&
                             at + len < text.len && text.ptr[at + len] != ' ';
        if (is_quote(code) && !is_apostrophe)
            return true;
    }
    return false;
}

bool
dbn_span_ends_with_ellipsis(dbn_span text)
{
    for (size_t at; text.len > 0; text.len = at) {
        uint32_t code = last_code(text, &at);
        if (!is_quote(code) && !is_bracket(code) &&
            dbn_char_class_of(code) != DBN_CHAR_SPACE)
            break;
    }
    return dbn_span_ends(text, DBN_SPAN("…")) || dbn_span_ends(text, DBN_SPAN("..."));
}

/* A city or an agency, or all in capitals as they are set in datelines. */
static bool
is_place(const dbn_round *r, uint32_t token)
{
    dbn_span text = r->in->key->view->text;
    dbn_token_look look =
        dbn_token_look_at(text, r->in->key->tokens.items[token].beg, r->profile);
    if (look.classes & (DBN_WORD_PLACE | DBN_WORD_AGENCY))
        return true;
    uint32_t upper = 0, len;
    for (uint32_t at = look.range.beg; at < look.range.end; at += len, upper++)
        if (dbn_char_class_of(dbn_utf8_decode(text, at, &len)) != DBN_CHAR_UPPER)
            return false;
    return upper > 2;
}

/* Is there, behind the last word, a dash or a bracket? A colon is no more than that
 * of "Second rule:", unless a place stands first. */
static bool
ends_like_dateline(dbn_span text, bool has_place)
{
    uint32_t len;
    size_t at = text.len;
    for (int i = 0; at > 0 && i < 8; i++) {
        do
            at--;
        while (at > 0 && dbn_utf8_is_continuation(text.ptr[at]));
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (code == '-' || code == ')' || code == ']' || code == '|' ||
            (code == ':' && has_place) || (code >= 0x2010 && code <= 0x2015))
            return true;
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
            class == DBN_CHAR_DIGIT)
            return false;
    }
    return false;
}

/* A word that a dateline may hold: a name, a date, an agency, a word between names. Of
 * a small word that the language does not know, its place tells: in brackets it is an
 * agency, behind a number another language's month. */
static bool
is_dateline_word(const dbn_round *r, uint32_t token)
{
    dbn_span text = r->in->key->view->text;
    uint32_t beg = r->in->key->tokens.items[token].beg, len;
    if (dbn_char_class_of(dbn_utf8_decode(text, beg, &len)) != DBN_CHAR_LOWER)
        return true;
    if (dbn_token_look_at(text, beg, r->profile).classes != 0)
        return true;
    char before = beg > 0 ? text.ptr[beg - 1] : ' ';
    return before == '(' || before == '/' ||
           (beg > 1 && before == ' ' && dbn_is_ascii_digit(text.ptr[beg - 2]));
}

/* "PARIS (AFP) –", "Genève, 2 sept. (Keystone-ATS). –": short, of names and dates,
 * and marked off from what follows. */
static bool
is_dateline(const dbn_round *r, uint32_t block, uint32_t tokens)
{
    const dbn_key *key = r->in->key;
    const dbn_member *m = &r->members[block];
    if (tokens == 0 || tokens > DATELINE_MAX || m->beg + tokens >= m->end)
        return false;
    dbn_range range = {key->tokens.items[m->beg].beg,
                       key->tokens.items[m->beg + tokens].beg};
    for (uint32_t t = m->beg; t < m->beg + tokens; t++)
        if (!is_dateline_word(r, t))
            return false;
    return ends_like_dateline(dbn_span_slice(key->view->text, range),
                              is_place(r, m->beg));
}

/* Where the tokens [beg, end) stand in a row in `block`. */
static bool
stands_in(const dbn_round *r, uint32_t block, dbn_range run)
{
    const dbn_key *key = r->in->key;
    const dbn_member *m = &r->members[block];
    uint32_t len = dbn_range_len(run);
    uint32_t stop = m->end - m->beg > SEARCH_MAX ? m->beg + SEARCH_MAX : m->end;
    for (uint32_t t = m->beg; t + len <= stop; t++) {
        uint32_t i = 0;
        while (i < len && dbn_key_agree(key, t + i, key, run.beg + i, r->profile))
            i++;
        if (i == len)
            return true;
    }
    return false;
}

/* Is the run, a slip or an edited word apart, the whole of `block`? */
static dbn_status
is_whole_of(bool *is, dbn_round *r, uint32_t block, dbn_range run)
{
    const dbn_member *m = &r->members[block];
    uint32_t len = dbn_range_len(run), other = dbn_member_len(m);
    *is = len == other && stands_in(r, block, run);
    if (*is || other == 0 || other > RUN_MAX || other > len + 2 || len > other + 2)
        return DBN_OK;
    dbn_alignment aligned = {0};
    dbn_arena_mark mark = dbn_arena_save(&r->job->scratch);
    dbn_key_span here = {r->in->key, run}, there = {r->in->key, {m->beg, m->end}};
    dbn_status status = dbn_key_align_span(&aligned, here, there, r->profile, r->job);
    uint32_t same = 0;
    for (uint32_t i = 0; i < aligned.steps.count; i++)
        if (aligned.steps.items[i].kind != DBN_STEP_EDIT)
            same += aligned.steps.items[i].b_count;
    dbn_arena_rewind(&r->job->scratch, mark);
    *is = same * 2 >= (len > other ? len : other);
    return status;
}

/* The next text block that stays, `step` (1 or -1) from `other`, over `block` itself;
 * DBN_NONE. */
static uint32_t
neighbour(const dbn_round *r, uint32_t other, uint32_t block, int step)
{
    uint32_t rank = r->members[other].rank;
    for (int i = 0; rank != DBN_NONE && i < NEIGHBOUR_STEPS; i++) {
        rank += (uint32_t)step; /* wraps to a rank beyond the last */
        if (rank >= r->ranked_count)
            return DBN_NONE;
        if (r->ranked[rank] != block && !r->members[r->ranked[rank]].is_gone)
            return r->ranked[rank];
    }
    return DBN_NONE;
}

/* The block that holds the run: a partner beside it, or that one's neighbour (a
 * heading glued to its paragraph). */
static dbn_status
find_run(uint32_t *holder, dbn_round *r, uint32_t block, dbn_range run, bool beside)
{
    const dbn_member *m = &r->members[block];
    uint32_t around[2] = {run.beg > m->beg ? r->by[run.beg - 1 - m->beg] : 0,
                          run.end < m->end ? r->by[run.end - m->beg] : 0};
    *holder = DBN_NONE;
    for (int i = 0; i < 2 && beside && *holder == DBN_NONE; i++)
        for (int step = -1; step <= 1 && around[i] != 0; step += 2) {
            uint32_t other = neighbour(r, around[i] - 1, block, step);
            bool is = false;
            if (other != DBN_NONE)
                DBN_TRY(is_whole_of(&is, r, other, run));
            if (is)
                *holder = other;
        }
    for (int i = 0; i < 2 && *holder == DBN_NONE; i++)
        if (around[i] != 0 && stands_in(r, around[i] - 1, run))
            *holder = around[i] - 1;
    return DBN_OK;
}

/* Can the uncovered run be let pass? Counts it in `out`. */
static dbn_status
tolerates(bool *passes, dbn_cover *out, dbn_round *r, uint32_t block, dbn_range run,
          bool beside)
{
    const dbn_member *m = &r->members[block];
    uint32_t len = dbn_range_len(run), holder;
    bool has_dateline = run.beg == m->beg && is_dateline(r, block, len);
    *passes = true;
    if (len <= RUN_MAX && (beside || !has_dateline)) {
        DBN_TRY(find_run(&holder, r, block, run, beside));
        for (uint32_t t = run.beg; t < run.end && holder != DBN_NONE; t++)
            r->by[t - m->beg] = holder + 1;
        if (holder != DBN_NONE && len <= MISS_RUN)
            out->loose += len;
        if (holder != DBN_NONE)
            return DBN_OK;
    }
    if (has_dateline) {
        out->dateline = len;
        return DBN_OK;
    }
    if (run.end == m->end && len <= TAIL_MAX && run.beg > m->beg &&
        (dbn_span_ends_with_ellipsis(dbn_round_text(r, block)) ||
         has_ellipsis(text_between(r, block, run.beg - 1, run.beg))))
        return DBN_OK;
    out->missed += len;
    bool is_inside = beside && run.beg > m->beg && run.end < m->end;
    *passes = len <= (is_inside ? INSERT_MAX : MISS_RUN);
    return DBN_OK;
}

/* Judge what is painted. */
static dbn_status
look_at_holes(dbn_cover *out, dbn_round *r, uint32_t block, bool beside)
{
    const dbn_member *m = &r->members[block];
    uint32_t covered = 0;
    for (uint32_t t = m->beg, end; t < m->end; t = end) {
        for (end = t; end < m->end && r->by[end - m->beg] != 0;)
            end++;
        covered += end - t;
        uint32_t hole = end;
        while (end < m->end && r->by[end - m->beg] == 0)
            end++;
        bool passes = true;
        if (hole < end)
            DBN_TRY(tolerates(&passes, out, r, block, (dbn_range){hole, end}, beside));
        if (!passes)
            return DBN_OK;
    }
    /* Where there are slips, some words are beyond recognition. */
    uint32_t other = out->missed + out->edited;
    uint32_t share = dbn_member_len(m) * MISS_SHARE + out->slips * SLIP_SHARE;
    out->is_whole = covered > 0 && (other * 100 <= share || other <= MISS_RUN);
    return DBN_OK;
}

dbn_status
dbn_round_cover(dbn_cover *out, dbn_round *r, uint32_t block, dbn_cover_from from)
{
    const dbn_member *m = &r->members[block];
    *out = (dbn_cover){0};
    clear_paint(r, m);
    for (uint32_t i = m->first; i < m->first + m->count; i++) {
        const dbn_partner *partner = &r->partners[i];
        const dbn_pair *pair = &r->pairs.items[partner->pair];
        if (may_cover(r, pair, partner->side, from))
            DBN_TRY(queue_pieces(r, pair, partner->side));
    }
    paint_queue(out, r);
    return look_at_holes(out, r, block, true);
}

dbn_status
dbn_pair_cover(dbn_cover *out, dbn_round *r, const dbn_pair *pair, uint8_t side)
{
    const dbn_member *m = &r->members[pair->block[side]];
    uint64_t tokens = 0;
    *out = (dbn_cover){0};
    for (uint32_t p = pair->first; p < pair->first + pair->count; p++)
        tokens += dbn_range_len(r->pieces.items[p].tokens[side]);
    if ((tokens + DATELINE_MAX) * 2 < dbn_member_len(m))
        return DBN_OK;
    clear_paint(r, m);
    DBN_TRY(queue_pieces(r, pair, side));
    paint_queue(out, r);
    return look_at_holes(out, r, pair->block[side], false);
}
