#include "flow/within.h"

static bool
is_in_kept(const dbn_keeping *keeping)
{
    for (uint32_t i = 0; i < keeping->nest.count; i++)
        if (keeping->nest.open[i].value != 0)
            return true;
    return false;
}

static dbn_status
cut(dbn_within *w, const dbn_keeping *keeping, uint32_t at)
{
    if (!is_in_kept(keeping))
        DBN_TRY_PUSH(keeping->job, dbn_vec_push(&keeping->job->scratch, &w->cuts, at));
    return DBN_OK;
}

dbn_status
dbn_within_take(dbn_within *w, const dbn_keeping *keeping, const dbn_html_skim *skim,
                const dbn_html_token *token)
{
    dbn_span page = skim->tokens.text, name = dbn_span_slice(page, token->name);
    if (token->kind == DBN_HTML_CLOSE && dbn_nest_end(&w->nest, name)) {
        DBN_TRY(cut(w, keeping, token->range.beg));
        return cut(w, keeping, token->range.end);
    }
    if (token->kind != DBN_HTML_START)
        return DBN_OK;
    bool is_empty = token->self_closing || dbn_html_skim_is_void(skim);
    if (!is_empty && dbn_nest_start(&w->nest, name))
        DBN_TRY(cut(w, keeping, token->range.beg));
    bool is_apart = dbn_its_is_apart(keeping->its, &skim->tokens, name);
    if (!is_empty && (!is_apart || !dbn_nest_push(&w->nest, name, 0))) {
        dbn_nest_pass(&w->nest, name);
        return DBN_OK;
    }
    if (!is_apart)
        return DBN_OK;
    DBN_TRY(cut(w, keeping, token->range.beg));
    return cut(w, keeping, token->range.end);
}

dbn_range
dbn_within_next(const dbn_within *w, uint32_t *next, dbn_span page, dbn_range *rest)
{
    dbn_range range = *rest;
    while (*next < w->cuts.count && w->cuts.items[*next] <= range.beg)
        ++*next;
    if (*next < w->cuts.count && w->cuts.items[*next] < range.end)
        range.end = w->cuts.items[*next];
    rest->beg = range.end;
    while (range.beg < range.end && dbn_html_is_space(page.ptr[range.beg]))
        range.beg++;
    while (range.end > range.beg && dbn_html_is_space(page.ptr[range.end - 1]))
        range.end--;
    return range;
}
