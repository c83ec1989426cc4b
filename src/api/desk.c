/*
 * api/desk.c - doublon/desk.h over flow/.
 */
#include "doublon/desk.h"

#include "flow/desk.h"
#include "newsroom/baseline.h"
#include "newsroom/known.h"

dbn_status
dbn_doc_check(dbn_doc *doc, const dbn_input *input, const dbn_check_options *options)
{
    return dbn_flow_desk(doc, input, options);
}

dbn_span
dbn_doc_corrected(const dbn_doc *doc)
{
    const dbn_view *view = doc->document.corrected;
    return view == NULL ? (dbn_span){NULL, 0} : view->text;
}

bool
dbn_doc_fix(const dbn_doc *doc, const dbn_finding *finding, uint32_t index,
            dbn_range *range, dbn_span *text)
{
    const dbn_fixes *fixes = &doc->document.fixes;
    if (index >= finding->fix_count || finding->first_fix + index >= fixes->count)
        return false;
    const dbn_fix *fix = &fixes->items[finding->first_fix + index];
    *range = (dbn_range){fix->from, fix->to};
    *text = dbn_fix_text(fixes, fix);
    return true;
}

uint64_t
dbn_doc_failing(const dbn_doc *doc)
{
    return doc->document.failing;
}

dbn_status
dbn_baseline_add(dbn_baseline *baseline, const dbn_doc *doc, dbn_span name,
                 uint64_t line)
{
    const dbn_baseline_place place = {name, line};
    const dbn_findings *findings = &doc->document.records.findings;
    DBN_TRY(dbn_baseline_forget(baseline, name));
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *f = &findings->items[i];
        DBN_TRY(dbn_baseline_note(baseline, &place,
                                  dbn_ruleset_name(doc->engine->rules, f->rule),
                                  dbn_span_slice(doc->document.page->text, f->range)));
    }
    return DBN_OK;
}

const dbn_engine *
dbn_doc_engine(const dbn_doc *doc)
{
    return doc->engine;
}

const dbn_config *
dbn_doc_config(const dbn_doc *doc)
{
    return doc->config;
}

dbn_rule
dbn_doc_given_up(const dbn_doc *doc)
{
    return doc->document.given_up;
}

const dbn_error *
dbn_doc_spelling_off(const dbn_doc *doc)
{
    const dbn_error *off = &doc->document.spelling_off;
    return off->status == DBN_OK ? NULL : off;
}

dbn_status
dbn_engine_spell(dbn_engine *engine, const dbn_spelling_places *places,
                 dbn_error *error)
{
    dbn_dictionary_places all = {places->dictionaries, places->cache, engine->dicts};
    dbn_dictionaries_free(engine->dictionaries);
    return dbn_dictionaries_new(&engine->dictionaries, &all, error);
}

dbn_rule
dbn_rule_first(void)
{
    return DBN_RULE_DATA;
}

dbn_status
dbn_check_options_agree(const dbn_engine *engine, const dbn_check_options *options,
                        dbn_error *error)
{
    dbn_error ignored;
    const dbn_known known = {engine->rules, engine->profiles};
    return dbn_known_options(&known, options, error == NULL ? &ignored : error);
}

bool
dbn_rule_describe(const dbn_engine *engine, dbn_rule rule, dbn_span ui,
                  dbn_rule_card *card)
{
    const dbn_rule_info *info = dbn_ruleset_rule(engine->rules, rule);
    if (info == NULL)
        info = dbn_ruleset_builtin(engine->rules, rule);
    if (info == NULL)
        return false;
    *card = (dbn_rule_card){
        .name = info->name,
        .family = info->family,
        .message = dbn_ruleset_message(engine->rules, rule, ui),
        .source = info->source,
        .guard = dbn_guard_name(info->guard),
        .severity = info->severity,
        .fix = info->fix,
    };
    return true;
}

bool
dbn_rule_example(const dbn_engine *engine, dbn_rule rule, bool wrong, uint32_t index,
                 dbn_span *text, dbn_span *right)
{
    *text = dbn_ruleset_example(engine->rules, rule, wrong, index);
    *right =
        wrong ? dbn_ruleset_right(engine->rules, rule, index) : (dbn_span){NULL, 0};
    return text->ptr != NULL;
}

bool
dbn_rule_term(const dbn_engine *engine, dbn_rule rule, uint32_t index, dbn_span *term,
              dbn_span *instead)
{
    return dbn_ruleset_term(engine->rules, rule, index, term, instead);
}
