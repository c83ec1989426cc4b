/*
 * A quotation and who said it: "« … », dit Anne Morel", "« … » (Une mère)".
 *
 * A pull quote is set with its speaker where the article names him around the
 * quotation, so that the speaker is no ground to keep it.
 */
#include "dedup/cover.h"

/* Tokens of "(Une mère de famille de Namur)". */
#define ATTRIBUTION_MAX 8U
/* Words of it that may stand nowhere: the verb. */
#define VERB_MAX 1U
/* Blocks on each side of the one with the quotation, where its speaker is named. */
#define SPEAKER_REACH 2

/* What stands between token t of the block and the one before. */
static dbn_span
gap_before(const dbn_round *r, uint32_t block, uint32_t t)
{
    const dbn_member *m = &r->members[block];
    const dbn_token *tokens = r->in->key->tokens.items;
    dbn_range whole = r->in->records->blocks.items[block].range;
    dbn_range gap = {t > m->beg ? tokens[t - 1].beg : whole.beg,
                     t < m->end ? tokens[t].beg : whole.end};
    return dbn_span_slice(r->in->key->view->text, gap);
}

bool
dbn_round_has_quote_before(const dbn_round *r, uint32_t block, uint32_t t)
{
    return dbn_span_has_quote(gap_before(r, block, t));
}

bool
dbn_round_has_mark_before(const dbn_round *r, uint32_t block, uint32_t t)
{
    dbn_span gap = gap_before(r, block, t);
    for (size_t i = 0; i < gap.len; i++)
        if (memchr(",;:.!?)]", gap.ptr[i], 8) != NULL)
            return true;
    return dbn_span_has_quote(gap);
}

/* "« … ». La suite": the sentence ended with the quotation. */
static bool
has_stop_behind_quote(dbn_span gap)
{
    size_t at = gap.len;
    while (at > 0 && memchr(" ([-", gap.ptr[at - 1], 4) != NULL)
        at--;
    return at > 0 && memchr(".!?", gap.ptr[at - 1], 3) != NULL;
}

uint32_t
dbn_round_attribution(const dbn_round *r, uint32_t block)
{
    const dbn_member *m = &r->members[block];
    if (m->beg == m->end || !dbn_round_has_quote_before(r, block, m->beg) ||
        dbn_round_has_quote_before(r, block, m->end))
        return 0;
    for (uint32_t len = 1; len <= ATTRIBUTION_MAX && len < m->end - m->beg; len++)
        if (dbn_round_has_quote_before(r, block, m->end - len))
            return has_stop_behind_quote(gap_before(r, block, m->end - len)) ? 0 : len;
    return 0;
}

/* Does the token stand in `partner`, or beside it, the `quoted` block aside? */
static bool
stands_near(const dbn_round *r, uint32_t token, uint32_t partner, uint32_t quoted)
{
    uint32_t rank = r->members[partner].rank;
    dbn_range run = {token, token + 1};
    if (dbn_round_stands_in(r, partner, run))
        return true;
    for (int step = -SPEAKER_REACH; step <= SPEAKER_REACH && rank != DBN_NONE; step++) {
        uint32_t there = rank + (uint32_t)step; /* wraps to a rank beyond the last */
        if (there < r->ranked_count && r->ranked[there] != quoted &&
            !r->members[r->ranked[there]].is_gone &&
            dbn_round_stands_in(r, r->ranked[there], run))
            return true;
    }
    return false;
}

bool
dbn_round_names_speaker(const dbn_round *r, uint32_t block, dbn_range run,
                        uint32_t partner)
{
    uint32_t others = 0;
    for (uint32_t t = run.beg; t < run.end; t++) {
        dbn_token_look look = dbn_round_look_at(r, t);
        if ((look.classes & (DBN_WORD_STOP | DBN_WORD_ELISION)) != 0 ||
            stands_near(r, t, partner, block))
            continue;
        if (look.kind != DBN_TOKEN_WORD || ++others > VERB_MAX)
            return false;
    }
    return true;
}
