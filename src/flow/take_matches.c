#include "flow/leverage.h"
#include "flow/match_codes.h"
#include "flow/translating.h"

/* ---- targets --------------------------------------------------------------------- */

dbn_status
dbn_flow_set_target(dbn_translation_run *x, uint32_t part, const dbn_draft *draft)
{
    dbn_bilingual *b = x->t->b;
    dbn_arena *arena = &x->t->job->arena;
    dbn_bilingual_begin_target(b, part);
    for (uint32_t i = 0; i < draft->count; i++) {
        const dbn_stretch *s = &draft->items[i];
        DBN_TRY_PUSH(x->t->job, s->kind == DBN_STRETCH_CODE
                                    ? dbn_bilingual_add_code(b, arena, part, s->code)
                                    : dbn_bilingual_add_text(b, arena, part, s->text));
    }
    return DBN_OK;
}

/* Where it stands: its own place, as readers of files set it. */
void
dbn_flow_set_origin(dbn_translation_run *x, const dbn_sentence *sentence,
                    dbn_span origin, uint32_t score)
{
    dbn_unit_part *part = &x->t->b->parts.items[sentence->part];
    part->place = sentence->part - x->t->b->units.items[sentence->unit].part_beg;
    part->origin = origin;
    part->score = (uint8_t)score;
    part->state = score >= 100 ? DBN_STATE_TRANSLATED : DBN_STATE_REVIEW;
}

/* ---- what a memory has ----------------------------------------------------------- */

/* A sentence with codes has them again where the match has the same, and where they
 * stand; then nothing is off the score for them. One of the file that has codes, for a
 * sentence that has none, is of another sentence. */
static dbn_status
draft_match(dbn_draft *draft, bool *fits, uint32_t *score, const dbn_translation_run *x,
            const dbn_waiting *w, const dbn_unit_match *match)
{
    dbn_arena *arena = &x->t->job->arena;
    const dbn_stretch text = {.kind = DBN_STRETCH_TEXT, .text = match->target};
    *score = match->score;
    *fits = true;
    if (w->sentence.codes.count == 0) {
        *fits = !match->is_given || match->source_content.len == 0;
        DBN_TRY_PUSH(x->t->job, dbn_vec_push(arena, draft, text));
        return DBN_OK;
    }
    DBN_TRY_PUSH(x->t->job, dbn_flow_match_codes(draft, fits, x->t->b, &w->sentence,
                                                 match, arena));
    *score += match->is_given ? 0 : DBN_MEMORY_PENALTY_CODES;
    return DBN_OK;
}

/* A file says itself how good its matches are: the sentence must be the same. */
static bool
is_same_text(dbn_span a, dbn_span b)
{
    for (;;) {
        dbn_span own = dbn_span_next_word(&a), other = dbn_span_next_word(&b);
        if (!dbn_span_equal(own, other))
            return false;
        if (own.len == 0)
            return true;
    }
}

static dbn_status
take_match(dbn_translation_run *x, dbn_waiting *w, const dbn_unit_match *match,
           uint32_t least)
{
    dbn_draft draft = {0};
    dbn_judgement verdict = {0};
    uint32_t score;
    bool fits;
    if (match->is_given && !is_same_text(match->source, w->sentence.text))
        return DBN_OK;
    DBN_TRY(draft_match(&draft, &fits, &score, x, w, match));
    if (!fits || score < least)
        return DBN_OK;
    DBN_TRY(dbn_flow_judge(&verdict, x->t, &w->sentence, &draft));
    w->sentence.held.count = 0;
    if (!verdict.is_good)
        return DBN_OK;
    DBN_TRY(dbn_flow_set_target(x, w->sentence.part, &draft));
    dbn_flow_set_origin(x, &w->sentence,
                        match->origin.len > 0 ? match->origin : DBN_SPAN("memory"),
                        score);
    w->is_done = true;
    x->out->from_memory++;
    return DBN_OK;
}

/* Of one sentence that are looked at: what is like it may have other codes. */
#define MATCHES_MAX 3U

/* A match of the whole sentence. */
#define SCORE_WHOLE 100U

/* Which of the matches in [beg, end) is the first of each part, and the best. */
typedef struct matches_of {
    uint32_t *first; /* from 1; 0: it has none */
    uint32_t end;
} matches_of;

static dbn_status
index_matches(matches_of *out, const dbn_translation_run *x, uint32_t beg, uint32_t end)
{
    const dbn_bilingual *b = x->t->b;
    dbn_arena *scratch = &x->t->job->scratch;
    out->first = dbn_arena_alloc(scratch, (b->parts.count + 1) * sizeof *out->first);
    if (out->first == NULL)
        return dbn_job_nomem(x->t->job);
    out->end = end;
    for (uint32_t i = end; i > beg; i--)
        out->first[b->matches.items[i - 1].part] = i;
    return DBN_OK;
}

/* Those of a part, the best first, until one will do. */
static dbn_status
take_matches(dbn_translation_run *x, dbn_waiting *w, const matches_of *of,
             uint32_t least)
{
    const dbn_bilingual *b = x->t->b;
    uint32_t part = w->sentence.part, at = of->first[part];
    for (; at > 0 && at <= of->end && !w->is_done; at++) {
        const dbn_unit_match *match = &b->matches.items[at - 1];
        if (match->part != part)
            break;
        DBN_TRY(take_match(x, w, match, least));
    }
    return DBN_OK;
}

static uint32_t
best_score(const dbn_translation_run *x, const matches_of *of, uint32_t part)
{
    uint32_t at = of->first[part];
    return at == 0 ? 0 : x->t->b->matches.items[at - 1].score;
}

/* Those of the file are taken before those of the memory, unless the latter are better.
 */
static dbn_status
choose_match(dbn_translation_run *x, dbn_waiting *w, const matches_of *of_file,
             const matches_of *of_memory)
{
    uint32_t part = w->sentence.part, least = x->t->least;
    bool is_memory_first =
        best_score(x, of_memory, part) > best_score(x, of_file, part);
    if (is_memory_first)
        DBN_TRY(take_matches(x, w, of_memory, least));
    DBN_TRY(take_matches(x, w, of_file, SCORE_WHOLE));
    return is_memory_first ? DBN_OK : take_matches(x, w, of_memory, least);
}

dbn_status
dbn_flow_take_matches(dbn_translation_run *x)
{
    const dbn_translating *t = x->t;
    matches_of of_file, of_memory;
    const dbn_memory_query like = {.source = t->b->page.source_lang,
                                   .target = t->b->page.target_lang,
                                   .least = t->least,
                                   .matches = MATCHES_MAX};
    dbn_arena_mark mark = dbn_arena_save(&t->job->scratch);
    DBN_TRY_PUSH(t->job, dbn_bilingual_sort_matches(t->b, &t->job->scratch));
    dbn_arena_rewind(&t->job->scratch, mark);
    uint32_t own = t->b->matches.count;
    if (t->memory != NULL)
        DBN_TRY(dbn_flow_leverage(t->b, t->memory, &like, true, t->job));
    if (t->b->matches.count == 0)
        return DBN_OK;
    mark = dbn_arena_save(&t->job->scratch);
    DBN_TRY(index_matches(&of_file, x, 0, own));
    DBN_TRY(index_matches(&of_memory, x, own, t->b->matches.count));
    for (uint32_t i = 0; i < x->waiting.count; i++)
        DBN_TRY(choose_match(x, &x->waiting.items[i], &of_file, &of_memory));
    dbn_arena_rewind(&t->job->scratch, mark);
    return DBN_OK;
}
