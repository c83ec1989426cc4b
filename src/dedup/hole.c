/*
 * What the pieces leave bare of a block, and whether it may be let pass: a dateline,
 * what stands behind an ellipsis, a word or two; and what stands in the partners after
 * all, too short to be a piece: sentences of a few words in another order, a heading
 * glued to its paragraph, halves of a date.
 *
 * Cost: a hole is looked for only when it is short, and in no more than SEARCH_MAX
 * tokens of each partner beside it.
 */
#include "dedup/cover.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Tokens behind an ellipsis: "… Lire la suite". */
#define TAIL_MAX 4U
/* A run that is looked for word by word in and beside the partners. */
#define RUN_MAX 14U
/* Tokens of one partner that are searched for such a run. */
#define SEARCH_MAX   4096U
#define SEARCH_BYTES 32768U
/* What a torn date is on the other side: a number and a month. */
#define TORN_TOKENS 2U
/* Copies between two neighbours that are stepped over. */
#define NEIGHBOUR_STEPS 4

static bool
is_letter(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c);
}

bool
dbn_round_starts_sentence(const dbn_round *r, uint32_t block, uint32_t t)
{
    if (t == r->members[block].beg)
        return true;
    const dbn_token *tokens = r->in->key->tokens.items;
    uint32_t at = tokens[t].beg;
    const dbn_segment *s =
        r->in->segments == NULL ? NULL : dbn_segment_at(r->in->segments, at);
    if (s != NULL && tokens[t - 1].beg < s->range.beg)
        return true;
    dbn_span text = r->in->key->view->text;
    for (uint32_t i = at; i-- > tokens[t - 1].beg && !is_letter(text.ptr[i]);)
        if (text.ptr[i] == '.' || text.ptr[i] == '!' || text.ptr[i] == '?')
            return true;
    return false;
}

dbn_span
dbn_round_between(const dbn_round *r, uint32_t block, uint32_t t, uint32_t next)
{
    const dbn_token *tokens = r->in->key->tokens.items;
    dbn_range range = {tokens[t].beg, r->in->records->blocks.items[block].range.end};
    if (next < r->members[block].end)
        range.end = tokens[next].beg;
    return dbn_span_slice(r->in->key->view->text, range);
}

/* A city or an agency, or all in capitals as they are set in datelines. */
static bool
is_place(const dbn_round *r, uint32_t token)
{
    dbn_span text = r->in->key->view->text;
    dbn_token_look look = dbn_round_look_at(r, token);
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
    if (tokens == 0 || tokens > DBN_DATELINE_MAX || m->beg + tokens >= m->end)
        return false;
    dbn_range range = {key->tokens.items[m->beg].beg,
                       key->tokens.items[m->beg + tokens].beg};
    for (uint32_t t = m->beg; t < m->beg + tokens; t++)
        if (!is_dateline_word(r, t))
            return false;
    return ends_like_dateline(dbn_span_slice(key->view->text, range),
                              is_place(r, m->beg));
}

/* Do the tokens of the run stand in a row in `block`? */
static bool
has_tokens(const dbn_round *r, uint32_t block, dbn_range run)
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

static bool
is_word_byte(char c)
{
    return is_letter(c) || (unsigned char)c >= 0x80;
}

/* Do the words stand in the text as they are written? */
static bool
has_words(dbn_span text, dbn_span wanted)
{
    if (text.len > SEARCH_BYTES)
        text.len = SEARCH_BYTES;
    for (size_t at = 0; at + wanted.len <= text.len; at++) {
        const char *found =
            memchr(text.ptr + at, wanted.ptr[0], text.len - wanted.len - at + 1);
        if (found == NULL)
            return false;
        at = (size_t)(found - text.ptr);
        size_t end = at + wanted.len;
        if (memcmp(found, wanted.ptr, wanted.len) == 0 &&
            (at == 0 || !is_word_byte(text.ptr[at - 1])) &&
            (end == text.len || !is_word_byte(text.ptr[end])))
            return true;
    }
    return false;
}

static dbn_span
written(const dbn_round *r, dbn_range run)
{
    const dbn_key *key = r->in->key;
    dbn_span all = key->view->text;
    uint32_t last = key->tokens.items[run.end - 1].beg;
    dbn_range range = {key->tokens.items[run.beg].beg,
                       dbn_token_look_at(all, last, r->profile).range.end};
    return dbn_span_slice(all, range);
}

/* Who cuts sentences behind every full stop tears dates: "July 2024." of "10. July
 * 2024." is another token, but stands there as it is written. */
bool
dbn_round_stands_in(const dbn_round *r, uint32_t block, dbn_range run)
{
    return has_tokens(r, block, run) ||
           has_words(dbn_round_text(r, block), written(r, run));
}

/* Is the run, a slip or an edited word apart, the whole of `block`? */
static dbn_status
is_whole_of(bool *is, dbn_round *r, uint32_t block, dbn_range run)
{
    const dbn_member *m = &r->members[block];
    uint32_t len = dbn_range_len(run), other = dbn_member_len(m);
    *is = len == other && has_tokens(r, block, run);
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

/* What the paint left bare, and who stands beside it. */
typedef struct hole {
    dbn_cover *out;
    dbn_round *round;
    uint32_t block;
    bool beside;    /* look at the partners' neighbours as well */
    uint32_t by[2]; /* the members that cover what stands right before it and right
                       behind it, + 1; 0: nobody */
} hole;

static hole
hole_at(dbn_cover *out, dbn_round *r, uint32_t block, dbn_range run, bool beside)
{
    const dbn_member *m = &r->members[block];
    return (hole){out,
                  r,
                  block,
                  beside,
                  {run.beg > m->beg ? r->by[run.beg - 1 - m->beg] : 0,
                   run.end < m->end ? r->by[run.end - m->beg] : 0}};
}

/* The block that holds the run: a partner beside it, or that one's neighbour (a
 * heading glued to its paragraph). */
static dbn_status
find_run(uint32_t *holder, const hole *h, dbn_range run)
{
    *holder = DBN_NONE;
    for (int i = 0; i < 2 && h->beside && *holder == DBN_NONE; i++)
        for (int step = -1; step <= 1 && h->by[i] != 0; step += 2) {
            uint32_t other = neighbour(h->round, h->by[i] - 1, h->block, step);
            bool is = false;
            if (other != DBN_NONE)
                DBN_TRY(is_whole_of(&is, h->round, other, run));
            if (is)
                *holder = other;
        }
    for (int i = 0; i < 2 && *holder == DBN_NONE; i++)
        if (h->by[i] != 0 && dbn_round_stands_in(h->round, h->by[i] - 1, run))
            *holder = h->by[i] - 1;
    return DBN_OK;
}

static void
paint(const hole *h, uint32_t beg, uint32_t count, uint32_t holder)
{
    uint32_t *by = h->round->by + (beg - h->round->members[h->block].beg);
    for (uint32_t i = 0; i < count; i++)
        by[i] = holder + 1;
}

/* Paints the run in the color of the block that holds it. False: none does. */
static dbn_status
paint_run(bool *is_held, const hole *h, dbn_range run)
{
    uint32_t len = dbn_range_len(run), holder = DBN_NONE;
    if (len <= RUN_MAX)
        DBN_TRY(find_run(&holder, h, run));
    *is_held = holder != DBN_NONE;
    if (*is_held)
        paint(h, run.beg, len, holder);
    if (*is_held && len <= DBN_MISS_RUN)
        h->out->loose += len;
    return DBN_OK;
}

/* Does all of a date stand in `block`, torn in pieces? */
static bool
has_torn_date(const dbn_round *r, uint32_t block, uint32_t t)
{
    dbn_span text = r->in->key->view->text;
    dbn_token_look look = dbn_round_look_at(r, t);
    if (look.kind != DBN_TOKEN_DATE)
        return false;
    for (uint32_t beg = look.range.beg, end; beg < look.range.end; beg = end) {
        for (end = beg; end < look.range.end && is_word_byte(text.ptr[end]);)
            end++;
        dbn_range word = {beg, end};
        if (beg < end &&
            !has_words(dbn_round_text(r, block), dbn_span_slice(text, word)))
            return false;
        end += beg == end;
    }
    return true;
}

/* How many tokens of the run, from its first on, stand in a row in a partner beside it:
 * as many as make a gram, or a torn date. */
static uint32_t
count_held(uint32_t *holder, const hole *h, dbn_range run)
{
    for (int i = 0; i < 2; i++) {
        if (h->by[i] == 0)
            continue;
        *holder = h->by[i] - 1;
        uint32_t end = run.beg + DBN_GRAM_TOKENS;
        while (end <= run.end &&
               has_tokens(h->round, *holder, (dbn_range){run.beg, end}))
            end++;
        if (end > run.beg + DBN_GRAM_TOKENS)
            return end - 1 - run.beg;
        if (!has_torn_date(h->round, *holder, run.beg))
            continue;
        h->out->loose += TORN_TOKENS;
        h->out->torn++;
        return 1;
    }
    return 0;
}

/* Paints what of the run stands in the partners, piece by piece. Returns how many
 * tokens are left. */
static uint32_t
paint_rests(const hole *h, dbn_range run)
{
    uint32_t left = 0, holder = DBN_NONE;
    if (dbn_range_len(run) > RUN_MAX)
        return dbn_range_len(run);
    while (run.beg < run.end) {
        uint32_t count = count_held(&holder, h, run);
        paint(h, run.beg, count, holder);
        left += count == 0;
        run.beg += count == 0 ? 1 : count;
    }
    return left;
}

/* Sentences that changed places leave a run of several, which stand there each for
 * itself. Paints those, and tells how many tokens are left. */
static dbn_status
paint_sentences(uint32_t *left, const hole *h, dbn_range run)
{
    *left = 0;
    for (uint32_t t = run.beg, end; t < run.end; t = end) {
        end = t + 1;
        while (end < run.end && !dbn_round_starts_sentence(h->round, h->block, end))
            end++;
        bool is_held;
        dbn_range sentence = {t, end};
        DBN_TRY(paint_run(&is_held, h, sentence));
        if (!is_held)
            *left += paint_rests(h, sentence);
    }
    return DBN_OK;
}

/* Does the block end with an ellipsis, the run behind it or not? */
static bool
is_cut_short(const dbn_round *r, uint32_t block, dbn_range run)
{
    return dbn_span_ends_with_ellipsis(dbn_round_text(r, block)) ||
           dbn_span_has_ellipsis(dbn_round_between(r, block, run.beg - 1, run.beg));
}

dbn_status
dbn_hole_passes(bool *passes, dbn_cover *out, dbn_round *r, uint32_t block,
                dbn_range run, bool beside)
{
    const dbn_member *m = &r->members[block];
    hole h = hole_at(out, r, block, run, beside);
    uint32_t len = dbn_range_len(run);
    bool has_dateline = run.beg == m->beg && is_dateline(r, block, len);
    *passes = true;
    if (beside || !has_dateline) {
        bool is_held;
        DBN_TRY(paint_run(&is_held, &h, run));
        if (is_held)
            return DBN_OK;
    }
    if (has_dateline) {
        out->dateline = len;
        return DBN_OK;
    }
    if (run.end == m->end && len <= TAIL_MAX && run.beg > m->beg &&
        is_cut_short(r, block, run))
        return DBN_OK;
    if (run.end == m->end && h.by[0] != 0 && len == dbn_round_attribution(r, block) &&
        dbn_round_names_speaker(r, block, run, h.by[0] - 1))
        return DBN_OK;
    DBN_TRY(paint_sentences(&len, &h, run));
    out->missed += len;
    bool is_inside = beside && run.beg > m->beg && run.end < m->end;
    *passes = len <= (is_inside ? DBN_INSERT_MAX : DBN_MISS_RUN);
    return DBN_OK;
}
