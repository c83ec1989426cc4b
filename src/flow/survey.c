/*
 * A rule is about elements before it, too: a page that has rules is read again. Nearly
 * none has.
 */
#include "flow/survey.h"

/* By the rules that are known; more of them may be found. */
static dbn_status
read_page(dbn_survey *s, dbn_its *more, dbn_span page, dbn_job *job)
{
    dbn_html_skim skim;
    dbn_html_token token;
    dbn_html_state state;
    bool is_kept;
    uint32_t script = DBN_NONE;
    s->kept.count = s->notes.found.count = s->hidden.values.count = 0;
    s->notes.nest.count = s->within.nest.count = s->within.cuts.count = 0;
    s->hidden.is_open = false;
    s->hidden.job = job;
    dbn_keeping keeping = {.out = &s->kept, .its = &s->its, .job = job};
    DBN_TRY_PUSH(job, dbn_html_skim_init(&skim, &job->scratch, page));
    while (dbn_html_skim_next(&skim, &token, &state)) {
        if (more != NULL)
            DBN_TRY(dbn_its_take(more, &script, &skim, &token, job));
        DBN_TRY(dbn_kept_take(&keeping, &skim, &token, state, &is_kept));
        DBN_TRY(dbn_within_take(&s->within, &keeping, &skim, &token));
        DBN_TRY(dbn_its_take_note(&s->notes, &s->its, &skim, &token, job));
        DBN_TRY(dbn_hidden_take(&s->hidden, &skim, &token, is_kept));
    }
    return DBN_OK;
}

dbn_status
dbn_survey_page(dbn_survey *out, dbn_span page, dbn_job *job)
{
    dbn_its found = {0};
    *out = (dbn_survey){0};
    DBN_TRY(read_page(out, &found, page, job));
    out->its = found;
    return found.rules.count > 0 ? read_page(out, NULL, page, job) : DBN_OK;
}
