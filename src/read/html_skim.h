/*
 * read/html_skim.h - the tokens of a page as its reader sees them: what is text, what
 * is raw, and what is of svg or math.
 *
 * Which characters are text depends on the elements that are open: a script is raw, but
 * within svg its content is text and tags. Whoever looks at the tokens of a page beside
 * what was read of it (flow/places.h) must cut them the same way.
 */
#ifndef DBN_READ_HTML_SKIM_H
#define DBN_READ_HTML_SKIM_H

#include "read/html_open.h"
#include "read/html_tokens.h"

typedef struct dbn_html_skim {
    dbn_html_tokens tokens;
    dbn_html_stack open;
    dbn_html_name element; /* of the start tag that was read last */
    bool in_raw;
} dbn_html_skim;

/** Has the element of the start tag that was read last neither content nor end tag? */
static inline bool
dbn_html_skim_is_void(const dbn_html_skim *skim)
{
    return (dbn_html_element_of(skim->element)->flags & DBN_HTML_FLAG_VOID) != 0;
}

/** Is what follows that tag a script, as text? */
static inline bool
dbn_html_skim_is_script(const dbn_html_skim *skim)
{
    return skim->tokens.state == DBN_HTML_SCRIPT;
}

/** Start at the beginning of `text`, which is borrowed, as is the arena.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_html_skim_init(dbn_html_skim *skim, dbn_arena *arena,
                              dbn_span text) DBN_CHECKED;

/** The next token, and in *state what kind of text it was found in; false at the end.
 */
bool dbn_html_skim_next(dbn_html_skim *skim, dbn_html_token *token,
                        dbn_html_state *state);

#endif
