/*
 * flow/desk.c - the pipeline of `check`.
 *
 *     source ─▶ decoded ─read▶ … page ─check▶ findings with fixes
 *                  └─correct▶ corrected                             (flow/correct.c)
 */
#include "flow/desk.h"

#include "check/check.h"
#include "flow/article.h"
#include "flow/configs.h"
#include "flow/revising.h"
#include "match/ignore.h"
#include "newsroom/baseline.h"
#include "newsroom/config.h"

/* Without what comments in the text silence. */
static dbn_status
silence(dbn_doc *doc, dbn_findings *findings)
{
    const dbn_document *d = &doc->document;
    dbn_ignores ignores;
    uint32_t kept = 0;
    DBN_TRY_PUSH(&doc->job,
                 dbn_ignores_find(&ignores, d->decoded->text, &doc->job.arena));
    if (ignores.count == 0)
        return DBN_OK;
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *f = &findings->items[i];
        uint32_t at = dbn_range_back_to(d->page, d->decoded, f->range).beg;
        if (!dbn_ignores_has(&ignores, doc->engine->rules, f->rule, at))
            findings->items[kept++] = *f;
    }
    findings->count = kept;
    return DBN_OK;
}

/* Add what the article's own passes found, with its fixes, to what the desk found. */
static dbn_status
take_over(dbn_check *found, const dbn_document *d, const dbn_finding *finding,
          dbn_arena *arena)
{
    dbn_finding own = *finding;
    own.first_fix = found->fixes.count;
    for (uint32_t i = 0; i < finding->fix_count; i++)
        DBN_TRY(
            dbn_fixes_copy(&found->fixes, arena, &d->fixes, finding->first_fix + i));
    return dbn_vec_push(arena, &found->findings, own);
}

/* Give findings their severities; how many make the check fail. */
static uint64_t
weigh(dbn_findings *findings, const dbn_ruleset *rules,
      const dbn_check_options *options)
{
    static const int least[] = {
        [DBN_FAIL_UNSAID] = DBN_SEVERITY_ERROR,
        [DBN_FAIL_ON_ERROR] = DBN_SEVERITY_ERROR,
        [DBN_FAIL_ON_WARNING] = DBN_SEVERITY_WARNING,
        [DBN_FAIL_ON_INFO] = DBN_SEVERITY_INFO,
        [DBN_FAIL_NEVER] = DBN_SEVERITY_ERROR + 1,
    };
    uint64_t failing = 0;
    for (uint32_t i = 0; i < findings->count; i++) {
        dbn_finding *f = &findings->items[i];
        f->severity =
            dbn_ruleset_severity(rules, f->rule, options->levels, options->level_count);
        failing += (int)f->severity >= least[options->fail_on];
    }
    return failing;
}

/* What a configuration can say counts as it says it. */
static void
take_config(dbn_check_options *own, const dbn_config *config, dbn_span name)
{
    const dbn_check_options *said = dbn_config_for(config, name);
    own->lang = said->lang;
    own->profile = said->profile;
    own->keys = said->keys;
    own->key_count = said->key_count;
    own->switches = said->switches;
    own->switch_count = said->switch_count;
    own->levels = said->levels;
    own->level_count = said->level_count;
    own->fail_on = said->fail_on;
    own->front_fields = said->front_fields;
    own->front_field_count = said->front_field_count;
    own->skips = said->skips;
    own->baseline = said->baseline;
}

/* What counts for this input: the caller's wishes, and those of its configuration. */
static dbn_status
settle_options(dbn_check_options *own, dbn_doc *doc, const dbn_input *input,
               const dbn_check_options *options)
{
    *own = options == NULL ? (dbn_check_options){0} : *options;
    doc->config = own->config;
    if (own->configs != NULL) {
        dbn_configured found;
        DBN_TRY(dbn_configs_for(&found, own->configs, input->name, &doc->job.err));
        DBN_TRY(dbn_doc_move(doc, found.engine));
        doc->config = found.config;
        own->known = own->known != NULL ? own->known : found.known;
    }
    if (doc->config != NULL)
        take_config(own, doc->config, input->name);
    return DBN_OK;
}

static dbn_status
check(dbn_doc *doc, const dbn_check_options *options)
{
    dbn_document *d = &doc->document;
    const dbn_selection *selection = NULL;
    const dbn_ruleset *rules = doc->engine->rules;
    const dbn_profile *profile = dbn_profiles_find(doc->engine->profiles, d->lang);
    dbn_check found;
    DBN_TRY(dbn_choices_select(&selection, &doc->choices, rules, d->lang, options,
                               &doc->job.err));
    const dbn_words_wish wish = {.dictionaries = doc->engine->dictionaries,
                                 .dicts = doc->engine->dicts,
                                 .profiles = doc->engine->profiles,
                                 .profile = profile,
                                 .rules = rules,
                                 .options = options};
    DBN_TRY(dbn_words_prepare(&doc->words, &wish, &doc->job));
    dbn_check_input in = {.records = &d->records,
                          .contradictions = &d->contradictions,
                          .rules = rules,
                          .selection = selection,
                          .scanner = doc->choices.scanner,
                          .spelling = doc->words.spelling,
                          .house = dbn_words_house(&doc->words),
                          .front_fields = options->front_fields,
                          .front_field_count = options->front_field_count};
    DBN_TRY(dbn_check_run(&found, &in, profile, &doc->job));
    DBN_TRY(silence(doc, &found.findings));
    dbn_findings *all = &d->records.findings;
    for (uint32_t i = 0; i < all->count; i++)
        DBN_TRY_PUSH(&doc->job, take_over(&found, d, &all->items[i], &doc->job.arena));
    if (all->count > 0)
        dbn_findings_sort(&found.findings);
    const dbn_baseline_place place = {d->name, options->line};
    if (options->known != NULL)
        DBN_TRY(dbn_baseline_sift(&found.findings, options->known, &place,
                                  d->page->text, rules, &doc->job));
    *all = found.findings;
    d->failing = weigh(all, rules, options);
    d->fixes = found.fixes;
    d->given_up = found.given_up;
    d->spelling_off = found.spelling_off;
    return DBN_OK;
}

dbn_status
dbn_flow_look(dbn_doc *doc, const dbn_input *input, const dbn_check_options *options)
{
    const dbn_clean_options clean = {
        .passes =
            DBN_DO_ENCODING | DBN_DO_UNICODE | DBN_DO_EXTRACTION | DBN_DO_REPETITION,
        .max_blocks = options->max_blocks,
        .max_depth = options->max_depth,
    };
    dbn_input own = *input;
    if (own.lang.len == 0)
        own.lang = options->lang;
    dbn_pairs_kind kind = dbn_flow_pairs_kind(&own);
    DBN_TRY(kind != DBN_PAIRS_NONE ? dbn_flow_revise(doc, &own, kind, options)
                                   : dbn_flow_article(doc, &own, &clean));
    if (!options->skips)
        return check(doc, options);
    doc->document.records.findings.count = 0;
    return DBN_OK;
}

dbn_status
dbn_flow_desk(dbn_doc *doc, const dbn_input *input, const dbn_check_options *options)
{
    dbn_check_options own;
    dbn_status status = settle_options(&own, doc, input, options);
    if (status == DBN_OK)
        status = dbn_flow_look(doc, input, &own);
    if (status == DBN_OK && own.repair != DBN_REPAIR_NONE)
        status = dbn_flow_correct(doc, input, &own);
    if (status != DBN_OK)
        doc->document = (dbn_document){0};
    return status;
}
