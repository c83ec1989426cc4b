/*
 * read/html_skim.c - what each tag opens and closes, without what that means; the same
 * steps as in html_tags.c.
 */
#include "read/html_skim.h"

#include "read/read.h"

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

static bool
in_foreign(const dbn_html_skim *w)
{
    const dbn_html_open *top = dbn_html_top(&w->open);
    return top->is_foreign && !top->is_integration;
}

static void
close_down_to(dbn_html_skim *w, uint32_t at)
{
    while (w->open.count > at)
        dbn_html_pop(&w->open);
}

static void
close_by_end(dbn_html_skim *w, dbn_html_name element, dbn_range name)
{
    bool misnested;
    uint32_t at = dbn_html_ended_by_end(&w->open, element, name, &misnested);
    if (at != 0 && misnested)
        w->open.items[at].is_closed = true;
    else if (at != 0)
        close_down_to(w, at);
}

static void
open_element(dbn_html_skim *w, dbn_html_name element, const dbn_html_token *token)
{
    unsigned flags = dbn_html_element_of(element)->flags;
    bool is_inside = in_foreign(w);
    bool is_block = is_inside ? (flags & DBN_HTML_FLAG_BLOCK_FOREIGN) != 0 ||
                                    element == ELEMENT(FOREIGNOBJECT)
                              : (flags & DBN_HTML_FLAG_BLOCK) != 0;
    dbn_html_open *open = dbn_html_push(&w->open, element, token, is_block);
    if (open == NULL)
        return;
    open->is_foreign = is_inside || (flags & DBN_HTML_FLAG_FOREIGN) != 0;
    open->is_integration = is_inside && (flags & DBN_HTML_FLAG_INTEGRATION) != 0;
}

static void
close_before(dbn_html_skim *w, dbn_html_name element, dbn_range tag)
{
    if (w->open.beyond > 0)
        return;
    if (element == ELEMENT(A)) {
        close_by_end(w, element, (dbn_range){tag.beg, tag.beg});
        return;
    }
    for (uint32_t at; (at = dbn_html_ended_by_start(&w->open, element)) != 0;)
        close_down_to(w, at);
}

static void
take_start(dbn_html_skim *w, const dbn_html_token *token)
{
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(w->tokens.text, token->name));
    w->element = element;
    unsigned flags = dbn_html_element_of(element)->flags;
    dbn_html_state content = (dbn_html_state)dbn_html_element_of(element)->content;
    while (in_foreign(w) && (flags & DBN_HTML_FLAG_LEAVES) != 0)
        dbn_html_pop(&w->open);
    if (in_foreign(w)) {
        if (!token->self_closing)
            open_element(w, element, token);
        return;
    }
    if (content != DBN_HTML_DATA && (flags & DBN_HTML_FLAG_HIDDEN) != 0) {
        w->tokens.state = content;
        w->in_raw = true;
        return;
    }
    close_before(w, element, token->range);
    if ((flags & (DBN_HTML_FLAG_FRAME | DBN_HTML_FLAG_VOID)) != 0 ||
        ((flags & DBN_HTML_FLAG_FOREIGN) != 0 && token->self_closing))
        return;
    w->tokens.state = content;
    open_element(w, element, token);
}

static void
take_end(dbn_html_skim *w, const dbn_html_token *token)
{
    if (w->in_raw) {
        w->in_raw = false;
        return;
    }
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(w->tokens.text, token->name));
    unsigned flags = dbn_html_element_of(element)->flags;
    if (element == ELEMENT(BR))
        return;
    if (w->open.beyond > 0 && (flags & DBN_HTML_FLAG_VOID) == 0)
        w->open.beyond--;
    else if ((flags & (DBN_HTML_FLAG_FRAME | DBN_HTML_FLAG_VOID)) == 0)
        close_by_end(w, element, token->name);
}

dbn_status
dbn_html_skim_init(dbn_html_skim *skim, dbn_arena *arena, dbn_span text)
{
    *skim = (dbn_html_skim){0};
    dbn_html_tokens_init(&skim->tokens, text);
    return dbn_html_stack_init(&skim->open, arena, text, DBN_MAX_DEPTH);
}

bool
dbn_html_skim_next(dbn_html_skim *skim, dbn_html_token *token, dbn_html_state *state)
{
    *state = skim->tokens.state;
    if (!dbn_html_next(&skim->tokens, token))
        return false;
    if (token->kind == DBN_HTML_START)
        take_start(skim, token);
    else if (token->kind == DBN_HTML_CLOSE)
        take_end(skim, token);
    skim->tokens.in_foreign = dbn_html_top(&skim->open)->is_foreign;
    return true;
}
