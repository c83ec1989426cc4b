/*
 * Only elements that say something are remembered, with how many of their name are open
 * in them. An element that does without its end tag ends where the next of its name
 * begins, a paragraph before any block; elements are not nested otherwise than that.
 */
#include "flow/kept.h"

#include "read/html_elements.h"

#define DEPTH_MAX 64U

typedef struct element {
    dbn_span name;
    uint32_t depth; /* of its name, itself included */
    bool is_kept;
} element;

typedef struct keeping {
    dbn_ranges *out;
    const dbn_its *its;
    dbn_job *job;
    element open[DEPTH_MAX];
    uint32_t count;
    dbn_span page;
    bool is_kept; /* what is read now */
} keeping;

dbn_kept
dbn_kept_says(const dbn_html_tokens *tokens, dbn_span name, const dbn_its *its)
{
    const dbn_html_attribute *said = dbn_html_find(tokens, DBN_SPAN("translate"));
    if (said != NULL) {
        dbn_span value = dbn_span_slice(tokens->text, said->value);
        bool is_kept = dbn_span_equal_ascii(value, DBN_SPAN("no"));
        bool is_not = value.len == 0 || dbn_span_equal_ascii(value, DBN_SPAN("yes"));
        return is_kept ? DBN_KEPT : is_not ? DBN_KEPT_NOT : DBN_KEPT_UNSAID;
    }
    const dbn_html_attribute *found = dbn_html_find(tokens, DBN_SPAN("class"));
    dbn_span classes =
        found == NULL ? DBN_SPAN("") : dbn_span_slice(tokens->text, found->value);
    for (dbn_span word; (word = dbn_span_next_word(&classes)).len > 0;)
        if (dbn_span_equal(word, DBN_SPAN("notranslate")))
            return DBN_KEPT;
    const dbn_its_rule *rule = dbn_its_translation_of(its, tokens, name);
    return rule == NULL ? DBN_KEPT_UNSAID : rule->is_kept ? DBN_KEPT : DBN_KEPT_NOT;
}

/* What is read from `at` on is kept, or is not. */
static dbn_status
turn(keeping *k, uint32_t at)
{
    bool is_kept = k->count > 0 && k->open[k->count - 1].is_kept;
    if (is_kept == k->is_kept)
        return DBN_OK;
    k->is_kept = is_kept;
    if (is_kept)
        DBN_TRY_PUSH(k->job, dbn_vec_push(&k->job->scratch, k->out,
                                          (dbn_range){at, (uint32_t)k->page.len}));
    else
        k->out->items[k->out->count - 1].end = at;
    return DBN_OK;
}

/* Elements whose end tags people leave out. */
bool
dbn_kept_ends_before(dbn_span open, dbn_span next)
{
    static const char *const names[] = {"li", "dt", "dd", "td", "th", "tr", "option"};
    if (dbn_span_equal_ascii(open, DBN_SPAN("p")))
        return (dbn_html_element_of(dbn_html_element_find(next))->flags &
                DBN_HTML_FLAG_ENDS_P) != 0;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dbn_span_equal_ascii(open, dbn_span_of(names[i])))
            return dbn_span_equal_ascii(open, next);
    return false;
}

static dbn_status
begin(keeping *k, const dbn_html_tokens *tokens, const dbn_html_token *token)
{
    dbn_span name = dbn_span_slice(k->page, token->name);
    bool is_field = dbn_span_equal_ascii(name, DBN_SPAN("textarea"));
    dbn_kept said = is_field ? DBN_KEPT : dbn_kept_says(tokens, name, k->its);
    if (k->count > 0 && dbn_kept_ends_before(k->open[k->count - 1].name, name)) {
        k->count--;
        DBN_TRY(turn(k, token->range.beg));
    }
    if (said != DBN_KEPT_UNSAID && k->count < DEPTH_MAX) {
        k->open[k->count++] = (element){name, 1, said == DBN_KEPT};
        return turn(k, token->range.beg);
    }
    if (k->count > 0 && dbn_span_equal_ascii(k->open[k->count - 1].name, name))
        k->open[k->count - 1].depth++;
    return DBN_OK;
}

static dbn_status
end(keeping *k, const dbn_html_token *token)
{
    dbn_span name = dbn_span_slice(k->page, token->name);
    if (k->count == 0 || !dbn_span_equal_ascii(k->open[k->count - 1].name, name) ||
        --k->open[k->count - 1].depth > 0)
        return DBN_OK;
    k->count--;
    return turn(k, token->range.end);
}

/* Nearly no page says anything: such a one is not read twice. */
static bool
may_keep(dbn_span page)
{
    const dbn_span word = DBN_SPAN("translate"), field = DBN_SPAN("textarea");
    for (size_t at = 0; at + field.len <= page.len; at++) {
        size_t left = page.len - at;
        if ((page.ptr[at] | 0x20) != 't')
            continue;
        if (dbn_span_equal_ascii((dbn_span){page.ptr + at, field.len}, field) ||
            (left >= word.len &&
             dbn_span_equal_ascii((dbn_span){page.ptr + at, word.len}, word)))
            return true;
    }
    return false;
}

dbn_status
dbn_kept_find(dbn_ranges *out, dbn_span page, const dbn_its *its, dbn_job *job)
{
    keeping k = {.out = out, .its = its, .job = job, .page = page};
    dbn_html_tokens tokens;
    dbn_html_token token;
    *out = (dbn_ranges){0};
    if (its->rules.count == 0 && !may_keep(page))
        return DBN_OK;
    dbn_html_tokens_init(&tokens, page);
    while (dbn_html_next(&tokens, &token)) {
        if (token.kind == DBN_HTML_CLOSE)
            DBN_TRY(end(&k, &token));
        if (token.kind != DBN_HTML_START || token.self_closing)
            continue;
        const dbn_html_element *row = dbn_html_element_of(
            dbn_html_element_find(dbn_span_slice(page, token.name)));
        tokens.state = (dbn_html_state)row->content;
        if ((row->flags & DBN_HTML_FLAG_VOID) == 0)
            DBN_TRY(begin(&k, &tokens, &token));
    }
    return DBN_OK;
}

bool
dbn_kept_holds(const dbn_ranges *kept, uint32_t *next, uint32_t at)
{
    while (*next < kept->count && kept->items[*next].end <= at)
        ++*next;
    return *next < kept->count && kept->items[*next].beg <= at;
}
