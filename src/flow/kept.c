#include "flow/kept.h"

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
turn(dbn_keeping *k, uint32_t at, dbn_span page)
{
    bool is_kept = k->nest.count > 0 && k->nest.open[k->nest.count - 1].value != 0;
    if (is_kept == k->is_kept)
        return DBN_OK;
    k->is_kept = is_kept;
    if (is_kept)
        DBN_TRY_PUSH(k->job, dbn_vec_push(&k->job->scratch, k->out,
                                          (dbn_range){at, (uint32_t)page.len}));
    else
        k->out->items[k->out->count - 1].end = at;
    return DBN_OK;
}

static dbn_status
begin(dbn_keeping *k, const dbn_html_skim *skim, const dbn_html_token *token,
      dbn_kept said)
{
    dbn_span page = skim->tokens.text, name = dbn_span_slice(page, token->name);
    if (skim->element == DBN_HTML_TEXTAREA_ELEMENT)
        said = DBN_KEPT;
    if (dbn_nest_start(&k->nest, name))
        DBN_TRY(turn(k, token->range.beg, page));
    if (said == DBN_KEPT_UNSAID || !dbn_nest_push(&k->nest, name, said == DBN_KEPT)) {
        dbn_nest_pass(&k->nest, name);
        return DBN_OK;
    }
    return turn(k, token->range.beg, page);
}

dbn_status
dbn_kept_take(dbn_keeping *k, const dbn_html_skim *skim, const dbn_html_token *token,
              dbn_html_state state, bool *is_kept)
{
    dbn_span page = skim->tokens.text, name = dbn_span_slice(page, token->name);
    dbn_kept said = DBN_KEPT_UNSAID;
    if (token->kind == DBN_HTML_CLOSE && dbn_nest_end(&k->nest, name))
        DBN_TRY(turn(k, token->range.end, page));
    if (token->kind == DBN_HTML_START) {
        said = dbn_kept_says(&skim->tokens, name, k->its);
        if (!token->self_closing && !dbn_html_skim_is_void(skim))
            DBN_TRY(begin(k, skim, token, said));
    }
    if (state == DBN_HTML_CDATA && token->kind == DBN_HTML_TEXT && !k->is_kept)
        DBN_TRY_PUSH(k->job, dbn_vec_push(&k->job->scratch, k->out, token->range));
    *is_kept = k->is_kept || said == DBN_KEPT;
    return DBN_OK;
}

bool
dbn_kept_holds(const dbn_ranges *kept, uint32_t *next, uint32_t at)
{
    while (*next < kept->count && kept->items[*next].end <= at)
        ++*next;
    return *next < kept->count && kept->items[*next].beg <= at;
}
