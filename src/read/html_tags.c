/*
 * read/html_tags.c - tags: what each opens and closes, and what it parts.
 */
#include "read/html_builder.h"

#define ELEMENT(name) DBN_HTML_##name##_ELEMENT

/* Close the top; `close` is its end tag or empty. */
dbn_status
dbn_html_close_top(dbn_html_builder *b, dbn_range close)
{
    uint32_t at = b->open.count - 1;
    dbn_html_open *top = &b->open.items[at];
    if (b->hidden == at)
        b->hidden = 0;
    if (top->is_block)
        dbn_html_block_break(b);
    if (b->marked_count > 0 && b->marked[b->marked_count - 1] == at) {
        if (!top->is_closed)
            DBN_TRY_PUSH(b->job, dbn_html_mark_close(b, top, close));
        b->marked_count--;
    }
    if (top->is_link && !top->is_closed)
        b->links--;
    dbn_html_pop(&b->open);
    return DBN_OK;
}

/* Close all from the top down to `at`, whose end tag is `close`. */
static dbn_status
close_down_to(dbn_html_builder *b, uint32_t at, dbn_range close)
{
    dbn_range nothing = {close.beg, close.beg};
    while (b->open.count > at + 1)
        DBN_TRY(dbn_html_close_top(b, nothing));
    return dbn_html_close_top(b, close);
}

/* Close by an end tag; its element may stay on the stack, if misnested. */
static dbn_status
close_by_end(dbn_html_builder *b, dbn_html_name element, dbn_range name,
             dbn_range close)
{
    bool misnested;
    uint32_t at = dbn_html_ended_by_end(&b->open, element, name, &misnested);
    if (at == 0)
        return DBN_OK;
    if (!misnested)
        return close_down_to(b, at, close);
    dbn_html_open *open = &b->open.items[at];
    DBN_TRY_PUSH(b->job, dbn_html_mark_close(b, open, close));
    open->is_closed = true;
    b->links -= open->is_link;
    return DBN_OK;
}

static bool
is_link(const dbn_html_builder *b, dbn_html_name element)
{
    return element == ELEMENT(A) && dbn_html_find(&b->tokens, DBN_SPAN("href")) != NULL;
}

/* Open an element that has content. */
static dbn_status
open_element(dbn_html_builder *b, dbn_html_name element, const dbn_html_token *token,
             bool is_block)
{
    unsigned flags = dbn_html_element_of(element)->flags;
    bool in_foreign =
        dbn_html_top(&b->open)->is_foreign && !dbn_html_top(&b->open)->is_integration;
    dbn_html_open *open = dbn_html_push(&b->open, element, token, is_block);
    if (open == NULL)
        return DBN_OK;
    open->is_foreign = in_foreign || (flags & DBN_HTML_FLAG_FOREIGN) != 0;
    open->is_integration = in_foreign && (flags & DBN_HTML_FLAG_INTEGRATION) != 0;
    open->is_link = is_link(b, element);
    b->links += open->is_link;
    DBN_TRY(dbn_html_element_means(b, open, in_foreign));
    if (!is_block && b->marked_count < DBN_HTML_MARKED_MAX)
        b->marked[b->marked_count++] = b->open.count - 1;
    return DBN_OK;
}

/* Script, style, title …: their text is no text of the page. */
static dbn_status
open_raw(dbn_html_builder *b, dbn_html_name element, const dbn_html_token *token)
{
    b->tokens.state = dbn_html_element_of(element)->content;
    b->in_raw = true;
    b->raw_beg = token->range.end;
    b->raw = element == ELEMENT(TITLE) ? DBN_HTML_PIECE_HEAD : DBN_HTML_PIECE_HIDDEN;
    b->in_jsonld = element == ELEMENT(SCRIPT) && dbn_html_is_jsonld(&b->tokens);
    return dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG);
}

/* Raw text ends at `end`: some of it says something of the page. */
dbn_status
dbn_html_close_raw(dbn_html_builder *b, uint32_t end)
{
    dbn_range content = {b->raw_beg, end};
    bool is_jsonld = b->in_jsonld;
    b->in_raw = b->in_jsonld = false;
    if (b->raw == DBN_HTML_PIECE_HEAD)
        return dbn_html_metas_title(&b->metas, content);
    return is_jsonld ? dbn_html_jsonld(&b->metas, content) : DBN_OK;
}

static dbn_status
take_void(dbn_html_builder *b, dbn_html_name element, const dbn_html_token *token)
{
    dbn_html_piece_kind kind =
        element == ELEMENT(BR) ? DBN_HTML_PIECE_BREAK : DBN_HTML_PIECE_TAG;
    if (element == ELEMENT(IMG) && b->hidden == 0) {
        dbn_html_empty_mark image = {token->range, DBN_MARK_IMAGE};
        DBN_TRY_PUSH(b->job, b->block == DBN_NONE
                                 ? dbn_vec_push(&b->job->scratch, &b->waiting, image)
                                 : dbn_html_mark_empty(b, image));
    }
    return dbn_html_gap(b, token->range, kind);
}

/* A button in a sentence is a word of it; elsewhere it is apart. */
static bool
is_apart(const dbn_html_builder *b, dbn_html_name element, unsigned flags)
{
    if (element != ELEMENT(BUTTON))
        return (flags & DBN_HTML_FLAG_BLOCK) != 0;
    uint8_t owner = b->open.items[dbn_html_top(&b->open)->owner].element;
    bool is_sentence = owner == ELEMENT(P) || owner == ELEMENT(LI) ||
                       (owner >= ELEMENT(H1) && owner <= ELEMENT(H6));
    return b->block == DBN_NONE || !is_sentence;
}

static dbn_status
close_before(dbn_html_builder *b, dbn_html_name element, dbn_range tag)
{
    if (b->open.beyond > 0)
        return DBN_OK;
    dbn_range nothing = {tag.beg, tag.beg};
    if (element == ELEMENT(A))
        return close_by_end(b, element, nothing, nothing);
    for (uint32_t at; (at = dbn_html_ended_by_start(&b->open, element)) != 0;)
        DBN_TRY(close_down_to(b, at, nothing));
    return DBN_OK;
}

/* A start tag inside svg or math. */
static dbn_status
take_foreign_start(dbn_html_builder *b, dbn_html_name element,
                   const dbn_html_token *token)
{
    unsigned flags = dbn_html_element_of(element)->flags;
    bool is_block =
        (flags & DBN_HTML_FLAG_BLOCK_FOREIGN) != 0 || element == ELEMENT(FOREIGNOBJECT);
    if (is_block)
        dbn_html_block_break(b);
    DBN_TRY(dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG));
    if (token->self_closing)
        return DBN_OK;
    return open_element(b, element, token, is_block);
}

static bool
in_foreign(const dbn_html_builder *b)
{
    const dbn_html_open *top = dbn_html_top(&b->open);
    return top->is_foreign && !top->is_integration;
}

dbn_status
dbn_html_take_start(dbn_html_builder *b, const dbn_html_token *token)
{
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(b->tokens.text, token->name));
    unsigned flags = dbn_html_element_of(element)->flags;
    b->metas.is_in_figure = (dbn_html_top(&b->open)->zones & DBN_ZONE_FIGURE) != 0;
    DBN_TRY(dbn_html_metas_of_tag(&b->metas, &b->tokens, element));
    while (in_foreign(b) && (flags & DBN_HTML_FLAG_LEAVES) != 0)
        DBN_TRY(dbn_html_close_top(b, (dbn_range){token->range.beg, token->range.beg}));
    if (in_foreign(b))
        return take_foreign_start(b, element, token);
    uint8_t content = dbn_html_element_of(element)->content;
    if (content != DBN_HTML_DATA && (flags & DBN_HTML_FLAG_HIDDEN) != 0)
        return open_raw(b, element, token);
    DBN_TRY(close_before(b, element, token->range));
    bool is_block = is_apart(b, element, flags);
    if (is_block)
        dbn_html_block_break(b);
    if ((flags & DBN_HTML_FLAG_FRAME) != 0)
        return dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG);
    if ((flags & DBN_HTML_FLAG_VOID) != 0)
        return take_void(b, element, token);
    DBN_TRY(dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG));
    bool is_self_closed_foreign =
        (flags & DBN_HTML_FLAG_FOREIGN) != 0 && token->self_closing;
    if (is_self_closed_foreign)
        return DBN_OK;
    b->tokens.state = content;
    return open_element(b, element, token, is_block);
}

dbn_status
dbn_html_take_end(dbn_html_builder *b, const dbn_html_token *token)
{
    if (b->in_raw) {
        DBN_TRY(dbn_html_close_raw(b, token->range.beg));
        return dbn_html_gap(b, token->range, DBN_HTML_PIECE_TAG);
    }
    dbn_html_name element =
        dbn_html_element_find(dbn_span_slice(b->tokens.text, token->name));
    unsigned flags = dbn_html_element_of(element)->flags;
    /* An end tag that closes nothing parts nothing, but for </p>, which makes an empty
     * paragraph; beyond the limit of depth nobody knows what it closes. */
    bool may_part = element == ELEMENT(P) || b->open.beyond > 0 ||
                    (flags & DBN_HTML_FLAG_FRAME) != 0;
    if ((flags & DBN_HTML_FLAG_BLOCK) != 0 && may_part)
        dbn_html_block_break(b);
    if (element == ELEMENT(BR))
        return dbn_html_gap(b, token->range, DBN_HTML_PIECE_BREAK);
    /* The tag of what hides is part of what is hidden. */
    bool was_hidden = b->hidden != 0;
    if (b->open.beyond > 0 && (flags & DBN_HTML_FLAG_VOID) == 0)
        b->open.beyond--;
    else if ((flags & (DBN_HTML_FLAG_FRAME | DBN_HTML_FLAG_VOID)) == 0)
        DBN_TRY(close_by_end(b, element, token->name, token->range));
    DBN_TRY_PUSH(b->job, dbn_html_text_gap(&b->text, token->range,
                                           was_hidden ? DBN_HTML_PIECE_HIDDEN
                                                      : DBN_HTML_PIECE_TAG));
    return DBN_OK;
}
