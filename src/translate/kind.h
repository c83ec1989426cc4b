/*
 * translate/kind.h - an engine, for those that are one: machine.c alone asks them.
 */
#ifndef DBN_TRANSLATE_KIND_H
#define DBN_TRANSLATE_KIND_H

#include "translate/machine.h"

/** A kind of engine. */
typedef struct dbn_machine_kind {
    const char *name;
    const char *key;     /* the variable of the environment that has its key; or NULL */
    const char *address; /* the usual one; NULL: it must be given; "": it has none */
    dbn_markup markup;
    uint32_t batch;
    bool is_paid;
    bool needs_model;
    bool marks_words; /* with #, @ or *, where it has no form of them */
    /** Find out how to ask: sets `mode`, or fails. May be NULL. */
    dbn_status (*open)(dbn_machine *machine, dbn_error *error);
    dbn_status (*ask)(dbn_machine_answer *out, dbn_machine *machine,
                      const dbn_span *texts, uint32_t count, dbn_job *job);
} dbn_machine_kind;

/** All texts live in `arena`. */
struct dbn_machine {
    dbn_arena arena;
    const dbn_machine_kind *kind;
    dbn_machine_options options; /* copied; `engine` without what follows its colon */
    bool has_colon;              /* "command:CMD" */
    dbn_span command;            /* that of "command:" */
    dbn_span mode;               /* pairs of Apertium: "fr-es", "fr-ca|ca-es" */
    dbn_span name, identity;
    struct dbn_http *http; /* from the first question on; NULL */
};

extern const dbn_machine_kind dbn_machine_apertium, dbn_machine_apy, dbn_machine_libre,
    dbn_machine_deepl, dbn_machine_openai, dbn_machine_command;

/** Say what went wrong; a message of the catalogue, printf. */
void dbn_answer_say(dbn_machine_answer *out, dbn_answer_outcome outcome,
                    const char *format, ...) __attribute__((format(printf, 3, 4)));

#endif
