/*
 * read/html_tokens.h - a page as tokens, by the state machine of the WHATWG standard.
 *
 *     dbn_html_tokens tokens;
 *     dbn_html_tokens_init(&tokens, text);
 *     for (dbn_html_token token; dbn_html_next(&tokens, &token);) …
 *
 * Tokens are ranges of the text and follow each other without a gap, so that nothing
 * of a page can be lost. Nothing is decoded or allocated: names, values, comments are
 * ranges too, and dbn_html_decode() says what to change in them. One pass, constant
 * look-ahead; the attributes of a tag are remembered up to a limit.
 */
#ifndef DBN_READ_HTML_TOKENS_H
#define DBN_READ_HTML_TOKENS_H

#include "text/fix.h"

typedef enum dbn_html_kind {
    DBN_HTML_TEXT,      /* characters as they stand */
    DBN_HTML_REFERENCE, /* a character reference in text: see `codes` */
    DBN_HTML_START,     /* a start tag: name, attributes of the tokenizer */
    DBN_HTML_CLOSE,     /* an end tag: name */
    DBN_HTML_COMMENT,   /* a comment, also a bogus one: its content is `name` */
    DBN_HTML_DOCTYPE,   /* see `doctype` of the tokenizer */
    DBN_HTML_NOTHING    /* markup without a token: "</>", the delimiters of a CDATA
                           section, a tag that the end of the page cuts off */
} dbn_html_kind;

/** What the characters after the last token are read as. */
typedef enum dbn_html_state {
    DBN_HTML_DATA,
    DBN_HTML_RCDATA,  /* title, textarea: text and references up to the end tag */
    DBN_HTML_RAWTEXT, /* style, xmp, iframe, noembed, noframes: text up to it */
    DBN_HTML_SCRIPT,  /* script: the same, but for its escaped parts */
    DBN_HTML_PLAINTEXT,
    DBN_HTML_CDATA
} dbn_html_state;

typedef struct dbn_html_token {
    dbn_range range;
    dbn_range name;
    uint32_t codes[2]; /* of a reference; the second is 0 for most */
    dbn_html_kind kind;
    bool self_closing;
} dbn_html_token;

typedef struct dbn_html_attribute {
    dbn_range name;
    dbn_range value; /* without its quotes */
} dbn_html_attribute;

typedef struct dbn_html_doctype {
    dbn_range name, public_id, system_id;
    bool has_name, has_public, has_system, force_quirks;
} dbn_html_doctype;

/** Attributes of one tag that are remembered; later ones are read over. A page that
 * means something has fewer than twenty; the limit keeps look-ups cheap. */
#define DBN_HTML_ATTRIBUTES_MAX 64

typedef struct dbn_html_tokens {
    dbn_span text;
    uint32_t at;
    dbn_html_state state; /* set by the caller after a start tag that asks for it;
                             an end tag brings DBN_HTML_DATA back */
    bool in_foreign;      /* set by the caller inside svg and math: CDATA is read */
    dbn_range last_start; /* name of the last start tag */
    dbn_span last_name;   /* the same as text: what an end tag must match in RCDATA */
    dbn_html_doctype doctype;
    uint32_t attribute_count;
    bool has_more; /* the last tag has attributes past the limit */
    dbn_html_attribute attributes[DBN_HTML_ATTRIBUTES_MAX]; /* of the last tag */
} dbn_html_tokens;

/** Start at the beginning of `text`, which is borrowed and at most DBN_DOCUMENT_MAX
 * bytes long. */
void dbn_html_tokens_init(dbn_html_tokens *tokens, dbn_span text);

/** The next token; false at the end of the text. */
bool dbn_html_next(dbn_html_tokens *tokens, dbn_html_token *token);

/** The first attribute of the last tag with this lower-case name, or NULL. */
const dbn_html_attribute *dbn_html_find(const dbn_html_tokens *tokens, dbn_span name);

/** How a range of a page is written. */
typedef enum dbn_html_writing {
    DBN_HTML_AS_TEXT,  /* of DATA: carriage returns are line feeds */
    DBN_HTML_AS_RAW,   /* and NUL is U+FFFD: names, comments, raw text */
    DBN_HTML_AS_VALUE, /* and references are read, by the rule of attributes */
    DBN_HTML_AS_RCDATA /* and by the rule of text */
} dbn_html_writing;

/**
 * Propose what turns `range` of `text` into what it means. Appends to `fixes`, in
 * order. DBN_ERR_NOMEM without a message.
 */
dbn_status dbn_html_decode(dbn_fixes *fixes, dbn_arena *arena, dbn_span text,
                           dbn_range range, dbn_html_writing writing) DBN_CHECKED;

/** White space of HTML: tab, line feed, form feed, carriage return, space. */
static inline bool
dbn_html_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

#endif
