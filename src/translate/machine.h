/*
 * translate/machine.h - engines of machine translation behind one interface: a process
 * of Apertium, servers over HTTP, any filter.
 *
 *     dbn_machine *machine;
 *     DBN_TRY(dbn_machine_open(&machine, &options, &job->err));
 *     dbn_machine_answer answer;
 *     DBN_TRY(dbn_machine_ask(&answer, machine, texts, count, job));
 *     if (answer.outcome == DBN_ANSWER_DONE) … answer.texts[i] …
 *     dbn_machine_close(machine);
 *
 * An engine knows nothing of pages, terms and codes: it gets texts with masks in the
 * markup that it bears best (translate/masks.h), and what comes back is for its caller
 * to verify. What a question came to is an outcome, not a failure: the world's servers
 * are busy, spent or broken, and whoever asks decides what becomes of that.
 *
 * Keys are sent, and stand in no message, answer or name.
 */
#ifndef DBN_TRANSLATE_MACHINE_H
#define DBN_TRANSLATE_MACHINE_H

#include "base/job.h"
#include "base/span.h"
#include "base/vec.h"

typedef struct dbn_machine dbn_machine;

/** How a text says that something in it is not to be touched. */
typedef enum dbn_markup {
    DBN_MARKUP_WORDS, /* "XQ1X": a word of no language */
    DBN_MARKUP_TAGS,  /* <x id="1"/>, <g id="2">…</g>; the rest is escaped */
    DBN_MARKUP_MIXED, /* codes as tags, texts as words: an engine that knows grammar
                         wants a word where the article of one stands */
    DBN_MARKUP_BLANKS /* codes as [1], which Apertium carries along like a space, texts
                         as words */
} dbn_markup;

typedef struct dbn_machine_options {
    dbn_span engine;  /* "apertium", "deepl" …, "command:CMD" */
    dbn_span address; /* of a server; of Apertium its folder; empty: the usual one */
    dbn_span model;   /* of "openai" */
    dbn_span key;     /* secret; empty: none is sent */
    dbn_span source, target; /* languages, BCP 47 */
    uint32_t timeout;        /* seconds for an answer; 0: DBN_MACHINE_TIMEOUT */
    bool (*is_cancelled)(
        void *context); /* asked while one is waited for; may be NULL */
    void *context;
} dbn_machine_options;

#define DBN_MACHINE_TIMEOUT 60U

/** Bytes of one answer, whatever a server sends. */
#define DBN_ANSWER_BYTES_MAX (16U << 20)

/** What a question came to. */
typedef enum dbn_answer_outcome {
    DBN_ANSWER_DONE,
    DBN_ANSWER_LATER,   /* busy, or nobody answers: the same may do well later */
    DBN_ANSWER_BROKEN,  /* it is no answer, or half of one */
    DBN_ANSWER_REFUSED, /* these texts will never be translated */
    DBN_ANSWER_OVER /* nothing will be: a quota that is spent, a key that is wrong */
} dbn_answer_outcome;

typedef struct dbn_machine_answer {
    dbn_answer_outcome outcome;
    dbn_span *texts;   /* DONE: as many as were asked; in job->arena */
    bool is_fault;     /* LATER: the server fell over it, as one text may make it do */
    bool is_late;      /* LATER: it said nothing in time, as fewer texts may let it */
    uint32_t wait;     /* LATER: seconds that a server asks for; 0: it does not say */
    char message[200]; /* otherwise: a sentence of the catalogue */
} dbn_machine_answer;

/** Is `engine` the name of an engine that needs a key, and of which variable of the
 * environment is that the value? NULL: it needs none, or there is no such engine. */
const char *dbn_machine_key_name(dbn_span engine);

/** What is wrong with the options, whatever the languages: DBN_ERR_USAGE. Fails with
 * DBN_ERR_NOMEM. */
dbn_status dbn_machine_check(const dbn_machine_options *options,
                             dbn_error *error) DBN_CHECKED;

/**
 * Open an engine. Fails with DBN_ERR_USAGE where there is no such engine, it does not
 * serve the languages (Apertium: those that are there are named), an option is missing,
 * or this build has no HTTP; with DBN_ERR_IO where a server does not say what it
 * serves. *out is then NULL.
 */
dbn_status dbn_machine_open(dbn_machine **out, const dbn_machine_options *options,
                            dbn_error *error) DBN_CHECKED;

/** NULL is allowed. */
void dbn_machine_close(dbn_machine *machine);

dbn_markup dbn_machine_markup(const dbn_machine *machine);

/** Does each question cost something, so that it is asked as safely as can be at once,
 * and not freely first? */
bool dbn_machine_is_paid(const dbn_machine *machine);

/** Does it put signs in front of words that it has no form of? */
bool dbn_machine_marks_words(const dbn_machine *machine);

/** Texts that may be asked at a time. */
uint32_t dbn_machine_batch(const dbn_machine *machine);

/** What it is, for whoever reads the file: "apertium fr-es", "deepl". */
dbn_span dbn_machine_name(const dbn_machine *machine);

/** What makes its answers differ from those of another: name, address, model and
 * languages, in a line without tabs. */
dbn_span dbn_machine_identity(const dbn_machine *machine);

/** Ask once for 1 to dbn_machine_batch() texts, UTF-8. Fails with DBN_ERR_NOMEM; all
 * else is an outcome. */
dbn_status dbn_machine_ask(dbn_machine_answer *out, dbn_machine *machine,
                           const dbn_span *texts, uint32_t count,
                           dbn_job *job) DBN_CHECKED;

#endif
