#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/message.h"
#include "base/utf8.h"
#include "translate/send.h"

/* Questions that are asked at a time, without those that others ask, too. */
typedef struct sending {
    dbn_sender *sender;
    dbn_questions *questions;
    dbn_job *job;
    uint32_t *open; /* of the questions */
    uint32_t open_count;
} sending;

/* ---- which are asked ----------------------------------------------------------------
 */

typedef struct row {
    dbn_span text;
    uint32_t question;
} row;

static int
by_text(const void *first, const void *second)
{
    const row *a = first, *b = second;
    int order = dbn_span_order(a->text, b->text);
    return order != 0                  ? order
           : a->question < b->question ? -1
                                       : a->question > b->question;
}

static bool
look_up(const dbn_sender *sender, dbn_question *question)
{
    return dbn_journal_find(&question->answer, sender->journal,
                            dbn_machine_identity(sender->machine), question->text);
}

/* In the order in which they were put, of equal ones the first. */
static dbn_status
find_open(sending *s)
{
    uint32_t count = s->questions->count, kept = 0;
    row *rows = dbn_arena_alloc(&s->job->scratch, (count + 1) * sizeof *rows);
    bool *is_first = dbn_arena_alloc(&s->job->scratch, count + 1);
    s->open = dbn_arena_alloc(&s->job->scratch, (count + 1) * sizeof *s->open);
    if (rows == NULL || is_first == NULL || s->open == NULL)
        return dbn_job_nomem(s->job);
    for (uint32_t i = 0; i < count; i++) {
        dbn_question *question = &s->questions->items[i];
        if (look_up(s->sender, question))
            s->sender->known++;
        else
            rows[kept++] = (row){question->text, i};
    }
    if (kept > 1)
        qsort(rows, kept, sizeof *rows, by_text);
    for (uint32_t i = 0; i < kept; i++)
        is_first[rows[i].question] =
            i == 0 || !dbn_span_equal(rows[i].text, rows[i - 1].text);
    for (uint32_t i = 0; i < count; i++)
        if (is_first[i])
            s->open[s->open_count++] = i;
    return DBN_OK;
}

/* ---- asking ---------------------------------------------------------------------- */

static uint64_t
characters_of(dbn_span text)
{
    uint64_t count = 0;
    for (size_t i = 0; i < text.len; i++)
        count += !dbn_utf8_is_continuation(text.ptr[i]);
    return count;
}

static void
give_up(dbn_sender *sender, const char *message)
{
    sender->is_over = true;
    (void)snprintf(sender->message, sizeof sender->message, "%s", message);
}

static bool
is_cancelled(dbn_sender *sender)
{
    if (sender->is_cancelled == NULL || !sender->is_cancelled(sender->context))
        return false;
    give_up(sender, DBN_MESSAGE("it was interrupted"));
    return true;
}

/* In pieces, so that a signal is not kept waiting. */
static void
pause_for(dbn_sender *sender, uint64_t milliseconds)
{
    const uint64_t piece = 100;
    while (milliseconds > 0 && !is_cancelled(sender)) {
        uint64_t now = milliseconds < piece ? milliseconds : piece;
        const struct timespec moment = {0, (long)now * 1000000};
        (void)nanosleep(&moment, NULL);
        milliseconds -= now;
    }
}

static uint64_t
pause_of(const dbn_sender *sender, uint32_t tries, uint32_t wait)
{
    uint64_t pause = sender->pause;
    for (uint32_t i = 0; i < tries && pause < DBN_SEND_PAUSE_MAX; i++)
        pause *= 2;
    pause = pause < DBN_SEND_PAUSE_MAX ? pause : DBN_SEND_PAUSE_MAX;
    uint64_t asked = wait < DBN_SEND_WAIT_MAX ? wait : DBN_SEND_WAIT_MAX;
    return asked * 1000 > pause ? asked * 1000 : pause;
}

/* Wait before question number `tries` + 2. */
static void
rest(dbn_sender *sender, uint32_t tries, uint32_t wait)
{
    uint64_t pause = pause_of(sender, tries, wait);
    if (wait > 0 && sender->on_wait != NULL)
        sender->on_wait(sender->context, (uint32_t)(pause / 1000));
    pause_for(sender, pause);
}

/* Is it the texts, or how many they are, that let the server say nothing? */
static bool
is_down(const dbn_machine_answer *answer)
{
    return answer->outcome == DBN_ANSWER_LATER && (answer->is_fault || answer->is_late);
}

/* Ask until there is an answer that a pause would not better. Half an answer may be a
 * whole one the next time. */
static dbn_status
ask(dbn_machine_answer *out, sending *s, const dbn_span *texts, uint32_t count,
    bool is_half)
{
    dbn_sender *sender = s->sender;
    uint32_t broken = 0;
    for (uint32_t tries = 0; !is_cancelled(sender); tries++) {
        DBN_TRY(dbn_machine_ask(out, sender->machine, texts, count, s->job));
        /* what fell over the whole may fall over its half: that is not waited for */
        bool is_fault = is_half && (out->is_late || (out->is_fault && count > 1));
        bool is_later = out->outcome == DBN_ANSWER_LATER && !is_fault;
        bool is_broken = out->outcome == DBN_ANSWER_BROKEN && count == 1;
        broken += is_broken;
        if (tries >= sender->retries ||
            (!is_later && !(is_broken && broken <= DBN_SEND_BROKEN_MAX)))
            break;
        rest(sender, tries, is_later ? out->wait : 0);
    }
    bool is_later = out->outcome == DBN_ANSWER_LATER && !is_down(out);
    if (!sender->is_over && (is_later || out->outcome == DBN_ANSWER_OVER))
        give_up(sender, out->message);
    return DBN_OK;
}

static dbn_status
keep(sending *s, const uint32_t *open, uint32_t count, const dbn_machine_answer *answer)
{
    dbn_sender *sender = s->sender;
    sender->faults = sender->down = 0;
    sender->answered += count;
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(dbn_journal_add(sender->journal, dbn_machine_identity(sender->machine),
                                s->questions->items[open[i]].text, answer->texts[i],
                                &s->job->err));
    return dbn_journal_sync(sender->journal, &s->job->err);
}

static dbn_status
fault(sending *s, const uint32_t *open, uint32_t count,
      const dbn_machine_answer *answer)
{
    size_t len = strlen(answer->message) + 1;
    char *copy = dbn_arena_alloc(&s->job->arena, len);
    if (copy == NULL)
        return dbn_job_nomem(s->job);
    memcpy(copy, answer->message, len);
    for (uint32_t i = 0; i < count; i++)
        s->questions->items[open[i]].fault = copy;
    s->sender->down = is_down(answer) ? s->sender->down + 1 : 0;
    if (++s->sender->faults == DBN_SEND_FAULT_MAX ||
        s->sender->down == DBN_SEND_DOWN_MAX)
        give_up(s->sender, answer->message);
    return DBN_OK;
}

static dbn_status
ask_batch(sending *s, const uint32_t *open, uint32_t count, bool is_half,
          bool *is_split)
{
    dbn_machine_answer answer = {.outcome = DBN_ANSWER_LATER};
    dbn_span *texts = dbn_arena_alloc(&s->job->arena, count * sizeof *texts);
    *is_split = false;
    if (texts == NULL)
        return dbn_job_nomem(s->job);
    for (uint32_t i = 0; i < count; i++)
        texts[i] = s->questions->items[open[i]].text;
    DBN_TRY(ask(&answer, s, texts, count, is_half));
    if (answer.outcome == DBN_ANSWER_DONE)
        return keep(s, open, count, &answer);
    if (s->sender->is_over ||
        (answer.outcome != DBN_ANSWER_BROKEN && answer.outcome != DBN_ANSWER_REFUSED &&
         !is_down(&answer)))
        return DBN_OK;
    *is_split = count > 1 && !(is_half && answer.is_late);
    return *is_split ? DBN_OK : fault(s, open, count, &answer);
}

/* As deep as batches can be halved. */
static dbn_status
ask_halves(sending *s, const uint32_t *open, uint32_t count, bool is_half)
{
    bool is_split;
    if (s->sender->is_over)
        return DBN_OK;
    DBN_TRY(ask_batch(s, open, count, is_half, &is_split));
    if (!is_split)
        return DBN_OK;
    DBN_TRY(ask_halves(s, open, count / 2, true));
    return ask_halves(s, open + count / 2, count - count / 2, true);
}

/* How many of what is open fit into what may still be sent. */
static uint32_t
take(sending *s, uint32_t from, uint32_t most)
{
    dbn_sender *sender = s->sender;
    uint32_t count = 0;
    while (count < most && from + count < s->open_count) {
        uint64_t more = characters_of(s->questions->items[s->open[from + count]].text);
        if (sender->characters_max > 0 &&
            sender->characters + more > sender->characters_max)
            break;
        sender->characters += more;
        count++;
    }
    sender->asked += count;
    return count;
}

static const char *
last_fault(const dbn_questions *questions)
{
    uint32_t at = questions->count;
    while (at > 0 && questions->items[at - 1].fault == NULL)
        at--;
    return at == 0 ? "" : questions->items[at - 1].fault;
}

dbn_status
dbn_send(dbn_sender *sender, dbn_questions *questions, dbn_job *job)
{
    sending s = {.sender = sender, .questions = questions, .job = job};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = find_open(&s);
    for (uint32_t at = 0; status == DBN_OK && at < s.open_count && !sender->is_over;) {
        uint32_t count = take(&s, at, dbn_machine_batch(sender->machine));
        if (count == 0)
            give_up(sender, DBN_MESSAGE("as many characters were sent as may be"));
        else if (!sender->is_dry)
            status = ask_halves(&s, s.open + at, count, false);
        at += count;
    }
    /* A server that fell over all that it was ever asked is down. */
    if (sender->down > 0 && sender->answered + sender->known == 0 && !sender->is_over)
        give_up(sender, last_fault(questions));
    dbn_arena_rewind(&job->scratch, mark);
    for (uint32_t i = 0; status == DBN_OK && i < questions->count; i++)
        (void)look_up(sender, &questions->items[i]);
    return status;
}
