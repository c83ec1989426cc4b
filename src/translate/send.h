/*
 * translate/send.h - questions to an engine, patiently: those that a journal has an
 * answer to are not asked, equal ones once; a busy engine is asked again after a pause
 * that doubles; of a batch that it cannot do, halves, and of one that a server falls
 * over: one text may be what makes it fall. Of one that it has no answer to in time,
 * halves are asked once: each costs the whole time again.
 */
#ifndef DBN_TRANSLATE_SEND_H
#define DBN_TRANSLATE_SEND_H

#include "translate/journal.h"
#include "translate/machine.h"

typedef struct dbn_question {
    dbn_span text;
    dbn_span answer;   /* ptr NULL: there is none */
    const char *fault; /* why; NULL where it was not asked */
} dbn_question;

typedef DBN_VEC(dbn_question) dbn_questions;

/** Bounds of patience. */
#define DBN_SEND_PAUSE_MAX 60000U /* milliseconds between two tries */
#define DBN_SEND_WAIT_MAX  60U    /* seconds that a server may ask for */
#define DBN_SEND_BROKEN_MAX                                                            \
    2U /* times that a text is asked again after a broken answer */
#define DBN_SEND_FAULT_MAX 24U /* questions in a row that came to nothing */
#define DBN_SEND_DOWN_MAX  3U  /* of these, at which the server fell over */

typedef struct dbn_sender {
    dbn_machine *machine;
    dbn_journal *journal;
    uint32_t retries;                    /* of a question, after the first try */
    uint32_t pause;                      /* milliseconds before the first of them */
    uint64_t characters_max;             /* code points that may be sent; 0: no bound */
    bool is_dry;                         /* nothing is sent, only counted */
    bool (*is_cancelled)(void *context); /* may be NULL */
    /** Told before a pause that an engine asks for; may be NULL. */
    void (*on_wait)(void *context, uint32_t seconds);
    void *context;
    /* What became of it so far: */
    uint64_t characters; /* that were sent, or would be */
    uint32_t asked;      /* questions, or would be */
    uint32_t known;      /* that the journal had */
    uint32_t faults;     /* questions in a row that came to nothing */
    uint32_t down;       /* of these, at which the server fell over */
    uint32_t answered;
    bool is_over; /* nothing more is asked: `message` says why */
    char message[200];
} dbn_sender;

/** Fill in the answers. What was answered is on the disk when this returns. Fails with
 * DBN_ERR_NOMEM, or with DBN_ERR_IO where the journal cannot be written. */
dbn_status dbn_send(dbn_sender *sender, dbn_questions *questions,
                    dbn_job *job) DBN_CHECKED;

#endif
