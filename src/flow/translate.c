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
#include "flow/signs.h"
#include "flow/translating.h"

#define ROUNDS 4U

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
find_sentences(dbn_translation_run *x)
{
    dbn_bilingual *b = x->t->b;
    dbn_arena *arena = &x->t->job->arena;
    x->waiting_of =
        dbn_arena_alloc(arena, (b->parts.count + 1) * sizeof *x->waiting_of);
    if (x->waiting_of == NULL)
        return dbn_job_nomem(x->t->job);
    for (uint32_t i = 0; i < b->units.count; i++) {
        const dbn_bilingual_unit *unit = &b->units.items[i];
        for (uint32_t k = unit->part_beg; k < unit->part_end; k++) {
            uint32_t first = b->parts.items[k].repeats;
            dbn_waiting w = {.is_done = false};
            if (!is_wanted(b, unit, k))
                continue;
            x->out->sentences++;
            if (first != DBN_NONE &&
                (x->waiting_of[first] != 0 || b->parts.items[first].has_target))
                continue;
            DBN_TRY_PUSH(x->t->job, dbn_sentence_read(&w.sentence, b, k, arena));
            w.sentence.unit = i;
            DBN_TRY_PUSH(x->t->job, dbn_vec_push(arena, &x->waiting, w));
            x->waiting_of[k] = x->waiting.count;
        }
    }
    return DBN_OK;
}

/* ---- rounds
 * ------------------------------------------------------------------------------------
 */

static bool
was_asked(const dbn_waiting *w)
{
    for (uint32_t i = 0; i < w->draft.count; i++)
        if (w->draft.items[i].kind == DBN_STRETCH_ASKED)
            return true;
    return false;
}

static dbn_status
put_questions(dbn_translation_run *x, dbn_waiting *w, dbn_questions *questions)
{
    dbn_arena *arena = &x->t->job->arena;
    dbn_markup markup = dbn_machine_markup(x->t->sender->machine);
    w->draft = (dbn_draft){0};
    DBN_TRY_PUSH(x->t->job,
                 dbn_draft_make(&w->draft, x->t->b, &w->sentence, w->is_apart, arena));
    for (uint32_t i = 0; i < w->draft.count; i++) {
        dbn_stretch *s = &w->draft.items[i];
        dbn_buffer text = {0};
        if (s->kind != DBN_STRETCH_ASKED)
            continue;
        DBN_TRY_PUSH(x->t->job, dbn_masks_write(&text, arena, &s->runs, markup));
        s->question = questions->count;
        const dbn_question question = {.text = {text.items, text.count}};
        DBN_TRY_PUSH(x->t->job, dbn_vec_push(arena, questions, question));
    }
    return DBN_OK;
}

/* The draft with its answers; false in *is_read where one is missing or broken. */
static dbn_status
put_together(dbn_translation_run *x, dbn_waiting *w, const dbn_questions *questions,
             dbn_draft *whole, bool *is_read)
{
    dbn_arena *arena = &x->t->job->arena;
    dbn_markup markup = dbn_machine_markup(x->t->sender->machine);
    *is_read = true;
    w->fault = NULL;
    for (uint32_t i = 0; i < w->draft.count && *is_read; i++) {
        const dbn_stretch *s = &w->draft.items[i];
        if (s->kind != DBN_STRETCH_ASKED) {
            DBN_TRY_PUSH(x->t->job, dbn_vec_push(arena, whole, *s));
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
        DBN_TRY_PUSH(x->t->job,
                     dbn_draft_read(whole, is_read, s, answer, markup, arena));
        if (!*is_read)
            w->fault = DBN_MESSAGE("what was held back did not come back once");
    }
    return DBN_OK;
}

static dbn_status
finish(dbn_translation_run *x, dbn_waiting *w, const dbn_draft *whole)
{
    bool is_copy = !was_asked(w) && w->sentence.held.count == 0;
    DBN_TRY(dbn_flow_set_target(x, w->sentence.part, whole));
    dbn_flow_set_origin(x, &w->sentence,
                        is_copy ? DBN_SPAN("source")
                                : dbn_machine_name(x->t->sender->machine),
                        is_copy ? 100 : 0);
    w->is_done = true;
    x->out->copied += is_copy;
    x->out->from_engine += !is_copy;
    return DBN_OK;
}

/* Another way: with what was lost held; then terms, if they were not; then apart. */
static dbn_status
change(dbn_translation_run *x, dbn_waiting *w)
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
judge(dbn_translation_run *x, dbn_waiting *w, const dbn_questions *questions)
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
run_round(dbn_translation_run *x, bool *is_over)
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
    DBN_TRY(dbn_send(x->t->sender, &questions, x->t->job));
    *is_over = x->t->sender->is_over || x->t->sender->is_dry;
    for (uint32_t i = 0; i < x->waiting.count && !x->t->sender->is_dry; i++)
        if (!x->waiting.items[i].is_done && !x->waiting.items[i].is_stuck)
            DBN_TRY(judge(x, &x->waiting.items[i], &questions));
    return DBN_OK;
}

/* ---- what is left ---------------------------------------------------------------- */

static void
tell(const dbn_translation_run *x, const dbn_waiting *w)
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
tell_left(const dbn_translation_run *x)
{
    for (uint32_t i = 0; i < x->waiting.count; i++)
        if (!x->waiting.items[i].is_done && x->waiting.items[i].has_failed)
            tell(x, &x->waiting.items[i]);
}

/* What was told with a reason is not told again. */
static void
tell_stays(void *context, const dbn_flow_left *left)
{
    const dbn_translation_run *x = context;
    uint32_t at = left->part == DBN_NONE ? 0 : x->waiting_of[left->part];
    if (at == 0 || !x->waiting.items[at - 1].has_failed)
        x->t->left.tell(x->t->left.context, left);
}

static dbn_status
tell_all_stays(dbn_translation_run *x)
{
    const dbn_flow_left_listener to = {tell_stays, x};
    if (x->t->left.tell == NULL)
        return DBN_OK;
    for (uint32_t i = 0; i < x->t->b->units.count; i++)
        DBN_TRY(dbn_flow_tell_left(x->t->b, i, &to, x->t->job));
    return DBN_OK;
}

static void
count_left(dbn_translation_run *x)
{
    const dbn_bilingual *b = x->t->b;
    for (uint32_t i = 0; i < b->units.count; i++)
        for (uint32_t k = b->units.items[i].part_beg; k < b->units.items[i].part_end;
             k++)
            x->out->left += is_wanted(b, &b->units.items[i], k);
}

static dbn_status
fill(dbn_translation_run *x)
{
    dbn_bilingual *b = x->t->b;
    uint32_t filled;
    DBN_TRY_PUSH(x->t->job,
                 dbn_bilingual_fill_repetitions(b, &x->t->job->arena, &filled));
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
hold_first(dbn_translation_run *x)
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
    dbn_translation_run x = {.t = t, .out = out};
    const dbn_sender before = *t->sender;
    bool is_over = false;
    *out = (dbn_translated){0};
    dbn_arena_mark mark = dbn_arena_save(&t->job->scratch);
    DBN_TRY_PUSH(t->job, dbn_bilingual_find_repetitions(t->b, &t->job->scratch));
    dbn_arena_rewind(&t->job->scratch, mark);
    DBN_TRY(find_sentences(&x));
    DBN_TRY(dbn_flow_take_matches(&x));
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
