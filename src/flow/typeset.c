/*
 * flow/typeset.c - the typography of a cleaned article: what is certain, and nothing
 * else.
 */
#include "check/check.h"
#include "flow/desk.h"

/* The fixes of one round. */
static dbn_status
find_certain(dbn_fixes *out, dbn_doc *doc, const dbn_records *records,
             const dbn_selection *selection)
{
    dbn_check found;
    const dbn_ruleset *rules = doc->engine->rules;
    dbn_check_input in = {.records = records,
                          .rules = rules,
                          .selection = selection,
                          .scanner = doc->choices.scanner};
    DBN_TRY(dbn_check_run(&found, &in,
                          dbn_profiles_find(doc->engine->profiles, doc->document.lang),
                          &doc->job));
    for (uint32_t i = 0; i < found.findings.count; i++) {
        const dbn_finding *f = &found.findings.items[i];
        if (f->fix_count > 0 &&
            dbn_ruleset_rule(rules, f->rule)->fix == DBN_FIX_CERTAIN)
            DBN_TRY_PUSH(&doc->job, dbn_fixes_copy(out, &doc->job.arena, &found.fixes,
                                                   f->first_fix));
    }
    dbn_fixes_resolve(out);
    return DBN_OK;
}

dbn_status
dbn_flow_typeset(dbn_doc *doc, dbn_span profile)
{
    static const dbn_switch others[] = {
        {{"spell", 5}, false}, {{"grammar", 7}, false}, {{"consistency", 11}, false}};
    dbn_check_options options = {.profile = profile,
                                 .switches = others,
                                 .switch_count = sizeof others / sizeof others[0]};
    dbn_document *d = &doc->document;
    const dbn_selection *selection;
    dbn_records records = d->records;
    DBN_TRY(dbn_choices_select(&selection, &doc->choices, doc->engine->rules, d->lang,
                               &options, &doc->job.err));
    if (d->reduced != d->page)
        DBN_TRY(dbn_records_carry(&records, &d->records, d->reduced, &doc->job));
    d->typeset = d->reduced;
    for (int round = 0; round < DBN_DESK_ROUNDS; round++) {
        dbn_fixes fixes = {0};
        dbn_records before = records;
        DBN_TRY(find_certain(&fixes, doc, &records, selection));
        if (fixes.count == 0)
            return DBN_OK;
        DBN_TRY(dbn_view_derive(&d->typeset, d->typeset, dbn_view_all(d->typeset),
                                &fixes, DBN_PASS_TYPOGRAPHY, &doc->job));
        DBN_TRY(dbn_records_carry(&records, &before, d->typeset, &doc->job));
    }
    return DBN_OK;
}
