#include "flow/doc.h"

#include "flow/revising.h"
#include "read/charset.h"

dbn_status
dbn_doc_init(dbn_doc *doc, const dbn_engine *engine, size_t budget)
{
    *doc = (dbn_doc){.engine = engine};
    dbn_job_init(&doc->job, budget);
    return dbn_matcher_new(&doc->matcher, engine->rules, &doc->job.err);
}

void
dbn_doc_release(dbn_doc *doc)
{
    dbn_matcher_free(doc->matcher);
    dbn_choices_release(&doc->choices);
    dbn_words_release(&doc->words);
    dbn_revising_release(&doc->revising);
    dbn_job_release(&doc->job);
    *doc = (dbn_doc){0};
}

dbn_status
dbn_doc_move(dbn_doc *doc, const dbn_engine *engine)
{
    bool has_same = doc->engine->rules == engine->rules;
    doc->engine = engine;
    if (has_same)
        return DBN_OK;
    dbn_matcher_free(doc->matcher);
    doc->matcher = NULL;
    dbn_choices_release(&doc->choices);
    return dbn_matcher_new(&doc->matcher, engine->rules, &doc->job.err);
}

bool
dbn_flow_knows_charset(dbn_span label)
{
    return dbn_charset_of_label(label) != DBN_CHARSET_COUNT;
}
