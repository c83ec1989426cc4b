/*
 * flow/choice.h - the rules that count for a document of the copy desk.
 *
 * Most documents of a batch want the same; a few selections are kept, and with them the
 * scanner that remembers what can begin where under each.
 */
#ifndef DBN_FLOW_CHOICE_H
#define DBN_FLOW_CHOICE_H

#include "doublon/desk.h"
#include "match/select.h"

/** More languages than most corpora have. */
#define DBN_CHOICES 8

typedef struct dbn_choices {
    dbn_selection *items[DBN_CHOICES]; /* NULL: not yet made */
    uint32_t next;                     /* which one is replaced next */
    dbn_scanner *scanner;              /* NULL until it is needed */
} dbn_choices;

/** The selection for a text in `lang` under `options`; it stays until so many others
 * were asked for. choices->scanner is then there, too. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_choices_select(const dbn_selection **out, dbn_choices *choices,
                              const dbn_ruleset *rules, dbn_span lang,
                              const dbn_check_options *options,
                              dbn_error *err) DBN_CHECKED;

void dbn_choices_release(dbn_choices *choices);

#endif
