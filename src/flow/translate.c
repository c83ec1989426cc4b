/*
 * Rounds. In each, every sentence that waits makes a draft, all questions go out
 * together, and what comes back is judged; a sentence whose draft is no good makes
 * another one in the next round: with what was lost held, then cut at its codes. The
 * engine is asked freely first, since grammar is better where it sees the words; one
 * that is paid by the character gets terms held at once.
 *
 * Rounds are bounded, and what each of them asks is in the journal, so that the result
 * does not depend on where an earlier run was ended.
 */
#include "flow/translate.h"

#include <stdio.h>

#include "base/message.h"
#include "flow/leverage.h"
#include "flow/match_codes.h"
#include "flow/signs.h"
#include "flow/translated.h"

#define ROUNDS 4U

/** A sentence on its way. */
typedef struct waiting {
    dbn_sentence sentence;
    dbn_draft draft; /* of this round */
    dbn_judgement verdict;
    const char *fault;   /* of the engine; of the catalogue */
    dbn_judgement first; /* what was wrong with the first draft: that is told */
    const char *first_fault;
    bool has_failed;
    bool is_apart; /* cut at its codes */
    bool is_stuck; /* there is no other way: it would only be asked the same again */
    bool is_done;
} waiting;

typedef struct translating {
    dbn_translating *t;
    dbn_translated *out;
    DBN_VEC(waiting) waiting; /* in the order of the page */
    uint32_t *waiting_of;     /* of each part, from 1; 0: it does not wait */
} translating;

static dbn_job *
job_of(const translating *x)
{
    return x->t->job;
}

/* ---- targets --------------------------------------------------------------------- */

static dbn_status
set_target(translating *x, uint32_t part, const dbn_draft *draft)
{
    dbn_bilingual *b = x->t->b;
    dbn_arena *arena = &job_of(x)->arena;
    dbn_bilingual_begin_target(b, part);
    for (uint32_t i = 0; i < draft->count; i++) {
        const dbn_stretch *s = &draft->items[i];
        DBN_TRY_PUSH(job_of(x), s->kind == DBN_STRETCH_CODE
                                    ? dbn_bilingual_add_code(b, arena, part, s->code)
                                    : dbn_bilingual_add_text(b, arena, part, s->text));
    }
    return DBN_OK;
}

/* Where it stands: its own place, as readers of files set it. */
static void
set_origin(translating *x, const dbn_sentence *sentence, dbn_span origin,
           uint32_t score)
{
    dbn_unit_part *part = &x->t->b->parts.items[sentence->part];
    part->place = sentence->part - x->t->b->units.items[sentence->unit].part_beg;
    part->origin = origin;
    part->score = (uint8_t)score;
    part->state = score >= 100 ? DBN_STATE_TRANSLATED : DBN_STATE_REVIEW;
}

/* ---- which are translated -------------------------------------------------------- */

static bool
is_wanted(const dbn_bilingual *b, const dbn_bilingual_unit *unit, uint32_t part)
{
    const dbn_unit_part *own = &b->parts.items[part];
    return !unit->is_locked && own->is_segment && !own->has_target && !own->is_joined &&
           own->state != DBN_STATE_FINAL;
}

/* A repetition waits for the first, where that gets a translation, or has one. */
static dbn_status
find_sentences(translating *x)
{
    dbn_bilingual *b = x->t->b;
    dbn_arena *arena = &job_of(x)->arena;
    x->waiting_of =
        dbn_arena_alloc(arena, (b->parts.count + 1) * sizeof *x->waiting_of);
    if (x->waiting_of == NULL)
        return dbn_job_nomem(job_of(x));
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end; k++) {
            uint32_t first = b->parts.items[k].repeats;
            waiting w = {.is_done = false};
            if (!is_wanted(b, unit, k))
                continue;
            x->out->sentences++;
            if (first != DBN_NONE &&
                (x->waiting_of[first] != 0 || b->parts.items[first].has_target))
                continue;
            DBN_TRY_PUSH(job_of(x), dbn_sentence_read(&w.sentence, b, k, arena));
            w.sentence.unit = i;
            DBN_TRY_PUSH(job_of(x), dbn_vec_push(arena, &x->waiting, w));
            x->waiting_of[k] = x->waiting.count;
        }
    }
    return DBN_OK;
}

/* ---- what a memory has ----------------------------------------------------------- */

/* A sentence with codes has them again where the match has the same, and where they
 * stand; then nothing is off the score for them. One of the file that has codes, for a
 * sentence that has none, is of another sentence. */
static dbn_status
draft_match(dbn_draft *draft, bool *fits, uint32_t *score, const translating *x,
            const waiting *w, const dbn_unit_match *match)
{
    dbn_arena *arena = &job_of(x)->arena;
    const dbn_stretch text = {.kind = DBN_STRETCH_TEXT, .text = match->target};
    *score = match->score;
    *fits = true;
    if (w->sentence.codes.count == 0) {
        *fits = !match->is_given || match->source_content.len == 0;
        DBN_TRY_PUSH(job_of(x), dbn_vec_push(arena, draft, text));
        return DBN_OK;
    }
    DBN_TRY_PUSH(job_of(x), dbn_flow_match_codes(draft, fits, x->t->b, &w->sentence,
                                                 match, arena));
    *score += match->is_given ? 0 : DBN_MEMORY_PENALTY_CODES;
    return DBN_OK;
}

static dbn_status
take_match(translating *x, waiting *w, const dbn_unit_match *match, uint32_t least)
{
    dbn_draft draft = {0};
    dbn_judgement verdict = {0};
    uint32_t score;
    bool fits;
    DBN_TRY(draft_match(&draft, &fits, &score, x, w, match));
    if (!fits || score < least)
        return DBN_OK;
    DBN_TRY(dbn_flow_judge(&verdict, x->t, &w->sentence, &draft));
    w->sentence.held.count = 0;
    if (!verdict.is_good)
        return DBN_OK;
    DBN_TRY(set_target(x, w->sentence.part, &draft));
    set_origin(x, &w->sentence,
               match->origin.len > 0 ? match->origin : DBN_SPAN("memory"), score);
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
index_matches(matches_of *out, const translating *x, uint32_t beg, uint32_t end)
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
take_matches(translating *x, waiting *w, const matches_of *of, uint32_t least)
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
best_score(const translating *x, const matches_of *of, uint32_t part)
{
    uint32_t at = of->first[part];
    return at == 0 ? 0 : x->t->b->matches.items[at - 1].score;
}

/* Those of the file are taken before those of the memory, unless the latter are better.
 */
static dbn_status
choose_match(translating *x, waiting *w, const matches_of *of_file,
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

static dbn_status
look_up(translating *x)
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

/* ---- rounds
 * ------------------------------------------------------------------------------------
 */

static bool
was_asked(const waiting *w)
{
    for (uint32_t i = 0; i < w->draft.count; i++)
        if (w->draft.items[i].kind == DBN_STRETCH_ASKED)
            return true;
    return false;
}

static dbn_status
put_questions(translating *x, waiting *w, dbn_questions *questions)
{
    dbn_arena *arena = &job_of(x)->arena;
    dbn_markup markup = dbn_machine_markup(x->t->sender->machine);
    w->draft = (dbn_draft){0};
    DBN_TRY_PUSH(job_of(x),
                 dbn_draft_make(&w->draft, x->t->b, &w->sentence, w->is_apart, arena));
    for (uint32_t i = 0; i < w->draft.count; i++) {
        dbn_stretch *s = &w->draft.items[i];
        dbn_buffer text = {0};
        if (s->kind != DBN_STRETCH_ASKED)
            continue;
        DBN_TRY_PUSH(job_of(x), dbn_masks_write(&text, arena, &s->runs, markup));
        s->question = questions->count;
        const dbn_question question = {.text = {text.items, text.count}};
        DBN_TRY_PUSH(job_of(x), dbn_vec_push(arena, questions, question));
    }
    return DBN_OK;
}

/* The draft with its answers; false in *is_read where one is missing or broken. */
static dbn_status
put_together(translating *x, waiting *w, const dbn_questions *questions,
             dbn_draft *whole, bool *is_read)
{
    dbn_arena *arena = &job_of(x)->arena;
    dbn_markup markup = dbn_machine_markup(x->t->sender->machine);
    *is_read = true;
    w->fault = NULL;
    for (uint32_t i = 0; i < w->draft.count && *is_read; i++) {
        const dbn_stretch *s = &w->draft.items[i];
        if (s->kind != DBN_STRETCH_ASKED) {
            DBN_TRY_PUSH(job_of(x), dbn_vec_push(arena, whole, *s));
            continue;
        }
        const dbn_question *q = &questions->items[s->question];
        *is_read = q->answer.ptr != NULL;
        w->fault = q->fault;
        if (!*is_read)
            break;
        dbn_span answer =
            dbn_machine_marks_words(x->t->sender->machine)
                ? dbn_flow_without_signs(q->answer, w->sentence.text, arena)
                : q->answer;
        DBN_TRY_PUSH(job_of(x),
                     dbn_draft_read(whole, is_read, s, answer, markup, arena));
        if (!*is_read)
            w->fault = DBN_MESSAGE("what was held back did not come back once");
    }
    return DBN_OK;
}

static dbn_status
finish(translating *x, waiting *w, const dbn_draft *whole)
{
    bool is_copy = !was_asked(w) && w->sentence.held.count == 0;
    DBN_TRY(set_target(x, w->sentence.part, whole));
    set_origin(x, &w->sentence,
               is_copy ? DBN_SPAN("source") : dbn_machine_name(x->t->sender->machine),
               is_copy ? 100 : 0);
    w->is_done = true;
    x->out->copied += is_copy;
    x->out->from_engine += !is_copy;
    return DBN_OK;
}

/* Another way: with what was lost held; then terms, if they were not; then apart. */
static dbn_status
change(translating *x, waiting *w)
{
    bool has_more = w->verdict.is_held;
    if (!has_more)
        DBN_TRY(dbn_flow_hold_terms(&w->sentence, x->t, &has_more));
    w->is_stuck = !has_more && (w->is_apart || w->sentence.codes.count == 0);
    if (!has_more)
        w->is_apart = true;
    return DBN_OK;
}

static dbn_status
judge(translating *x, waiting *w, const dbn_questions *questions)
{
    dbn_draft whole = {0};
    bool is_read;
    w->verdict = (dbn_judgement){0};
    DBN_TRY(put_together(x, w, questions, &whole, &is_read));
    if (is_read) {
        DBN_TRY(dbn_flow_judge(&w->verdict, x->t, &w->sentence, &whole));
        if (w->verdict.is_good)
            return finish(x, w, &whole);
    }
    if (!w->has_failed) {
        w->first = w->verdict;
        w->first_fault = w->fault;
    }
    w->has_failed = w->has_failed || is_read || w->fault != NULL;
    return change(x, w);
}

static dbn_status
run_round(translating *x, bool *is_over)
{
    dbn_questions questions = {0};
    uint32_t open = 0;
    for (uint32_t i = 0; i < x->waiting.count; i++) {
        if (x->waiting.items[i].is_done || x->waiting.items[i].is_stuck)
            continue;
        open++;
        DBN_TRY(put_questions(x, &x->waiting.items[i], &questions));
        x->out->copied += x->t->sender->is_dry && !was_asked(&x->waiting.items[i]);
    }
    *is_over = open == 0;
    if (*is_over)
        return DBN_OK;
    DBN_TRY(dbn_send(x->t->sender, &questions, job_of(x)));
    *is_over = x->t->sender->is_over || x->t->sender->is_dry;
    for (uint32_t i = 0; i < x->waiting.count && !x->t->sender->is_dry; i++)
        if (!x->waiting.items[i].is_done && !x->waiting.items[i].is_stuck)
            DBN_TRY(judge(x, &x->waiting.items[i], &questions));
    return DBN_OK;
}

/* ---- what is left ---------------------------------------------------------------- */

static void
tell(const translating *x, const waiting *w)
{
    char name[24];
    const dbn_bilingual_unit *unit = &x->t->b->units.items[w->sentence.unit];
    int len = snprintf(name, sizeof name, "u%u", w->sentence.unit + 1);
    bool has_range = w->first.source.beg < w->first.source.end;
    const char *reason = w->first_fault != NULL ? w->first_fault : w->first.reason;
    const dbn_translate_finding finding = {
        .unit = unit->id.len > 0 ? unit->id : (dbn_span){name, (size_t)len},
        .segment = w->sentence.part - unit->part_beg + 1,
        .rule = reason == NULL ? w->first.rule : DBN_NONE,
        .reason = reason,
        .text = has_range ? dbn_span_slice(w->sentence.text, w->first.source)
                          : w->sentence.text};
    if (x->t->on_finding != NULL)
        x->t->on_finding(x->t->context, &finding);
}

/* Those that nobody was asked for are only counted: one reason is that of all. */
static void
tell_left(const translating *x)
{
    for (uint32_t i = 0; i < x->waiting.count; i++)
        if (!x->waiting.items[i].is_done && x->waiting.items[i].has_failed)
            tell(x, &x->waiting.items[i]);
}

/* What was told with a reason is not told again. */
static void
tell_stays(void *context, const dbn_flow_left *left)
{
    const translating *x = context;
    uint32_t at = left->part == DBN_NONE ? 0 : x->waiting_of[left->part];
    if (at == 0 || !x->waiting.items[at - 1].has_failed)
        x->t->left.tell(x->t->left.context, left);
}

static dbn_status
tell_all_stays(translating *x)
{
    const dbn_flow_left_listener to = {tell_stays, x};
    if (x->t->left.tell == NULL)
        return DBN_OK;
    for (uint32_t i = 0; i < x->t->b->units.count; i++)
        DBN_TRY(dbn_flow_tell_left(x->t->b, i, &to, job_of(x)));
    return DBN_OK;
}

static void
count_left(translating *x)
{
    const dbn_bilingual *b = x->t->b;
    for (uint32_t i = 0; i < b->units.count; i++)
        for (uint32_t k = b->units.items[i].part_beg; k < b->units.items[i].part_end;
             k++)
            x->out->left += is_wanted(b, &b->units.items[i], k);
}

static dbn_status
fill(translating *x)
{
    dbn_bilingual *b = x->t->b;
    uint32_t filled;
    DBN_TRY_PUSH(job_of(x),
                 dbn_bilingual_fill_repetitions(b, &job_of(x)->arena, &filled));
    x->out->repeated = filled;
    for (uint32_t i = 0; i < b->units.count; i++)
        for (uint32_t k = b->units.items[i].part_beg; k < b->units.items[i].part_end;
             k++)
            if (b->parts.items[k].place == DBN_NONE)
                b->parts.items[k].place = k - b->units.items[i].part_beg;
    return DBN_OK;
}

/* Terms of an engine that is paid are held from the first round on. */
static dbn_status
hold_first(translating *x)
{
    bool has_any;
    if (!dbn_machine_is_paid(x->t->sender->machine))
        return DBN_OK;
    for (uint32_t i = 0; i < x->waiting.count; i++)
        DBN_TRY(dbn_flow_hold_terms(&x->waiting.items[i].sentence, x->t, &has_any));
    return DBN_OK;
}

dbn_status
dbn_flow_translate(dbn_translated *out, dbn_translating *t)
{
    translating x = {.t = t, .out = out};
    const dbn_sender before = *t->sender;
    bool is_over = false;
    *out = (dbn_translated){0};
    dbn_arena_mark mark = dbn_arena_save(&t->job->scratch);
    DBN_TRY_PUSH(t->job, dbn_bilingual_find_repetitions(t->b, &t->job->scratch));
    dbn_arena_rewind(&t->job->scratch, mark);
    DBN_TRY(find_sentences(&x));
    DBN_TRY(look_up(&x));
    DBN_TRY(hold_first(&x));
    for (uint32_t round = 0; round < ROUNDS && !is_over && !t->sender->is_over; round++)
        DBN_TRY(run_round(&x, &is_over));
    if (!t->sender->is_dry)
        tell_left(&x);
    DBN_TRY(fill(&x));
    if (t->sender->is_dry)
        out->repeated = out->sentences - x.waiting.count;
    else
        DBN_TRY(tell_all_stays(&x));
    count_left(&x);
    out->characters = t->sender->characters - before.characters;
    out->questions = t->sender->asked - before.asked;
    out->known = t->sender->known - before.known;
    return DBN_OK;
}
