/*
 * flow/its.h - what a page says to its translators by ITS 2.0, the Internationalization
 * Tag Set: rules in <script type="application/its+xml">, and notes in its-loc-note.
 *
 * Of rules those are understood that say whether elements are translated
 * (translateRule), are terms (termRule), which characters (allowedCharactersRule) and
 * how many bytes (storageSizeRule) they may have, whether they are part of the text
 * around them (withinTextRule: yes, no), or say something about them (locNoteRule, with
 * its note in it), and whose selector names elements, by attributes where it likes:
 *
 *     //h:code   //p[@lang]   //p[@class='brand'][@id]      XPath
 *     code   .brand   p#lead   span[lang=en]                queryLanguage="css"
 *
 * The prefix of a name is not looked at. What else there is is counted.
 */
#ifndef DBN_FLOW_ITS_H
#define DBN_FLOW_ITS_H

#include "flow/nest.h"
#include "read/html_skim.h"
#include "text/bilingual.h"
#include "text/document.h"

#define DBN_ITS_TESTS_MAX 4U

/** More rules are not understood: each is held against each tag of the page. */
#define DBN_ITS_RULES_MAX 64U

/** An attribute that an element must have. */
typedef struct dbn_its_test {
    dbn_span name, value;
    bool has_value;
    bool is_word; /* one of its words is the value: class */
} dbn_its_test;

typedef struct dbn_its_rule {
    dbn_span element; /* empty: any */
    dbn_its_test tests[DBN_ITS_TESTS_MAX];
    uint32_t test_count;
    bool says_translate, is_kept;
    bool says_term, is_term;
    bool says_within, is_apart;
    bool has_note, is_alert;
    uint8_t kind;             /* of its note: dbn_note_kind */
    dbn_range note, encoding; /* of the page */
} dbn_its_rule;

/** Zero: a page without rules. */
typedef struct dbn_its {
    DBN_VEC(dbn_its_rule) rules; /* a later one counts for more */
    uint32_t unread;             /* rules, or files of rules, that are not understood */
    uint32_t unread_at;          /* where the first of them begins */
} dbn_its;

/** The next token of a page that is gone through, *script being DBN_NONE at first: its
 * rules come in the job's scratch. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_its_take(dbn_its *its, uint32_t *script, const dbn_html_skim *skim,
                        const dbn_html_token *token, dbn_job *job) DBN_CHECKED;

/** The last rule about the start tag that was just read, whose name is `name`, that
 * says whether it is translated; NULL: none. Another that has a note. */
const dbn_its_rule *dbn_its_translation_of(const dbn_its *its,
                                           const dbn_html_tokens *tokens,
                                           dbn_span name);
const dbn_its_rule *dbn_its_note_of(const dbn_its *its, const dbn_html_tokens *tokens,
                                    dbn_span name, dbn_note_kind kind);

/** Does the element itself, or the last rule about it, say that it is a term? `its`
 * NULL: there are no rules. */
bool dbn_its_is_term(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name);

/** Likewise, that it is no part of the text around it? */
bool dbn_its_is_apart(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name);

/** What is said of an element. */
typedef struct dbn_its_note {
    dbn_range range;    /* of the element, in the text of the page */
    dbn_range text;     /* likewise */
    dbn_range encoding; /* of a size; empty: UTF-8 */
    uint8_t kind;       /* dbn_note_kind */
    bool is_alert;
    bool is_value; /* of an attribute; else of a rule */
} dbn_its_note;

typedef struct dbn_its_notes {
    DBN_VEC(dbn_its_note) found; /* in the job's scratch */
    dbn_nest nest;
} dbn_its_notes;

/** The next token. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_its_take_note(dbn_its_notes *notes, const dbn_its *its,
                             const dbn_html_skim *skim, const dbn_html_token *token,
                             dbn_job *job) DBN_CHECKED;

/** Give units, in their order, what notes say of them or of what is in them: of notes
 * around a unit the innermost. Linear. Fails with DBN_ERR_NOMEM. */
dbn_status dbn_its_add_notes(dbn_bilingual *b, const dbn_its_notes *notes,
                             const dbn_document *doc, dbn_job *job) DBN_CHECKED;

#endif
