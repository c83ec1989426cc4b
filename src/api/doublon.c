/*
 * api/doublon.c - doublon.h over flow/.
 */
#define _POSIX_C_SOURCE 200809L

#include "doublon.h"
#include "doublon/desk.h"

#include "base/message.h"
#include "flow/article.h"
#include "flow/furniture.h"
#include "flow/parts.h"
#include "newsroom/config.h"
#include "text/fold.h"

const char *
dbn_version(void)
{
    return DBN_VERSION_STRING;
}

uint32_t
dbn_key_version(void)
{
    return DBN_KEY_VERSION;
}

bool
dbn_part_at(uint32_t index, dbn_part *part)
{
    return dbn_flow_part(index, part);
}

const char *
dbn_ui_text(dbn_ui ui, const char *english)
{
    return dbn_message(ui, english);
}

const char *
dbn_ui_plural(dbn_ui ui, uint64_t n, const char *one, const char *many)
{
    return dbn_message_for(ui, n, one, many);
}

void
dbn_ui_message(dbn_ui ui, char *out, size_t size, const char *message)
{
    dbn_message_translate(ui, out, size, message);
}

/* An engine without rules. */
static dbn_status
new_engine(dbn_engine **out, const char *dicts_dir, dbn_error *error)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    size_t size = strlen(dicts_dir) + 1;
    (*out)->dicts = malloc(size);
    if ((*out)->dicts == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    memcpy((*out)->dicts, dicts_dir, size);
    return dbn_profiles_load(&(*out)->profiles, dicts_dir, error);
}

/* Hand it over where all went well, else free it. */
static dbn_status
hand_over(dbn_engine **out, dbn_engine *engine, dbn_status status)
{
    if (status != DBN_OK)
        dbn_engine_free(engine);
    *out = status == DBN_OK ? engine : NULL;
    return status;
}

dbn_status
dbn_engine_new(dbn_engine **out, const char *dicts_dir, dbn_error *error)
{
    dbn_error ignored;
    dbn_engine *engine;
    error = error == NULL ? &ignored : error;
    dbn_status status = new_engine(&engine, dicts_dir, error);
    if (status == DBN_OK)
        status = dbn_ruleset_load_family(&engine->rules, dicts_dir, DBN_SPAN("article"),
                                         error);
    return hand_over(out, engine, status);
}

/* Its rules are there: do they know what it names? */
static dbn_status
take_config(dbn_engine *engine, const dbn_config *config, dbn_error *error)
{
    if (dbn_config_has_rules(config)) {
        engine->config_path = strdup(dbn_config_file(config)->path);
        if (engine->config_path == NULL)
            return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    }
    return dbn_config_agrees(config, engine->rules, engine->profiles, error);
}

dbn_status
dbn_engine_new_for_desk(dbn_engine **out, const char *dicts_dir,
                        const dbn_config *config, dbn_error *error)
{
    return dbn_engine_new_for_desk_cached(out, dicts_dir, config, NULL, error);
}

/* What is remembered needs no folder: none is no failure. */
static dbn_status
take_cache(dbn_engine *engine, const char *cache, dbn_error *error)
{
    engine->cache = cache == NULL ? NULL : strdup(cache);
    if (cache != NULL && engine->cache == NULL)
        return dbn_fail(error, DBN_ERR_NOMEM, "no memory is left");
    return DBN_OK;
}

dbn_status
dbn_engine_new_for_desk_cached(dbn_engine **out, const char *dicts_dir,
                               const dbn_config *config, const char *cache,
                               dbn_error *error)
{
    dbn_error ignored;
    dbn_engine *engine;
    error = error == NULL ? &ignored : error;
    dbn_status status = new_engine(&engine, dicts_dir, error);
    if (status == DBN_OK)
        status = take_cache(engine, cache, error);
    if (status == DBN_OK)
        status = dbn_ruleset_load(&engine->rules, dicts_dir,
                                  config == NULL ? NULL : dbn_config_file(config),
                                  engine->cache, error);
    if (status == DBN_OK && config != NULL)
        status = take_config(engine, config, error);
    return hand_over(out, engine, status);
}

void
dbn_engine_free(dbn_engine *engine)
{
    if (engine == NULL)
        return;
    dbn_breaks_free(engine->breaks);
    dbn_dictionaries_free(engine->dictionaries);
    dbn_ruleset_free(engine->rules);
    dbn_profiles_free(engine->profiles);
    free(engine->config_path);
    free(engine->cache);
    free(engine->dicts);
    free(engine);
}

dbn_status
dbn_furniture_new(dbn_furniture **out)
{
    *out = calloc(1, sizeof **out);
    if (*out == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_init(&(*out)->arena, 0);
    return DBN_OK;
}

dbn_status
dbn_furniture_add(dbn_furniture *furniture, dbn_span bytes, dbn_error *error)
{
    dbn_error ignored;
    return dbn_furniture_load(furniture, bytes, error == NULL ? &ignored : error);
}

void
dbn_furniture_free(dbn_furniture *furniture)
{
    if (furniture == NULL)
        return;
    dbn_arena_release(&furniture->arena);
    free(furniture);
}

dbn_span
dbn_engine_language(const dbn_engine *engine, uint32_t index)
{
    return dbn_profiles_language(engine->profiles, index);
}

dbn_span
dbn_engine_code(const dbn_engine *engine, dbn_span tag)
{
    return dbn_profiles_code(engine->profiles, tag);
}

dbn_span
dbn_rule_name(const dbn_engine *engine, dbn_rule rule)
{
    return dbn_ruleset_name(engine->rules, rule);
}

dbn_span
dbn_role_name(dbn_role role)
{
    return dbn_role_span(role);
}

dbn_span
dbn_copy_kind_name(dbn_copy_kind kind)
{
    return dbn_copy_kind_span(kind);
}

dbn_span
dbn_contradiction_kind_name(dbn_contradiction_kind kind)
{
    return dbn_contradiction_kind_span(kind);
}

dbn_span
dbn_mark_kind_name(dbn_mark_kind kind)
{
    return dbn_mark_kind_span(kind);
}

dbn_status
dbn_doc_new(dbn_doc **out, const dbn_engine *engine, size_t budget)
{
    *out = NULL;
    dbn_doc *doc = malloc(sizeof *doc);
    if (doc == NULL)
        return DBN_ERR_NOMEM;
    dbn_status status = dbn_doc_init(doc, engine, budget);
    if (status != DBN_OK) {
        dbn_doc_free(doc);
        return status;
    }
    *out = doc;
    return DBN_OK;
}

void
dbn_doc_free(dbn_doc *doc)
{
    if (doc == NULL)
        return;
    dbn_doc_release(doc);
    free(doc);
}

dbn_status
dbn_doc_clean(dbn_doc *doc, const dbn_input *input, const dbn_clean_options *options)
{
    return dbn_flow_article(doc, input, options);
}

const dbn_error *
dbn_doc_error(const dbn_doc *doc)
{
    return &doc->job.err;
}

bool
dbn_charset_is_known(dbn_span label)
{
    return dbn_flow_knows_charset(label);
}

static const dbn_view *
view_of(const dbn_doc *doc, dbn_text text)
{
    switch (text) {
    case DBN_TEXT_SOURCE:
        return doc->document.source;
    case DBN_TEXT_DECODED:
        return doc->document.decoded;
    case DBN_TEXT_PAGE:
        return doc->document.page;
    case DBN_TEXT_OUTPUT:
        return doc->document.output;
    case DBN_TEXT_CORRECTED:
        return doc->document.corrected;
    }
    return NULL;
}

dbn_span
dbn_doc_view(const dbn_doc *doc, dbn_text text)
{
    const dbn_view *view = view_of(doc, text);
    return view == NULL ? (dbn_span){"", 0} : view->text;
}

dbn_span
dbn_doc_text(const dbn_doc *doc)
{
    return dbn_doc_view(doc, DBN_TEXT_OUTPUT);
}

dbn_range
dbn_doc_map(const dbn_doc *doc, dbn_text from, dbn_text to, dbn_range range)
{
    const dbn_view *start = view_of(doc, from), *end = view_of(doc, to);
    if (start == NULL || end == NULL)
        return (dbn_range){0, 0};
    if (range.end > start->text.len)
        range.end = (uint32_t)start->text.len;
    if (range.beg > range.end)
        range.beg = range.end;
    const dbn_view *common = dbn_view_common(start, end);
    return dbn_range_forward_to(end, common, dbn_range_back_to(start, common, range));
}

dbn_span
dbn_doc_lang(const dbn_doc *doc)
{
    return doc->document.lang;
}

dbn_span
dbn_doc_charset(const dbn_doc *doc)
{
    return doc->document.charset;
}

static const dbn_field *
field_of(const dbn_document *document, dbn_field_kind kind, uint32_t index)
{
    const dbn_field *single = NULL;
    switch (kind) {
    case DBN_FIELD_TITLE:
        single = &document->title;
        break;
    case DBN_FIELD_BYLINE:
        return index < document->bylines.count ? &document->bylines.items[index] : NULL;
    case DBN_FIELD_FUNCTION:
        single = &document->function;
        break;
    case DBN_FIELD_DATE:
        single = &document->date_text;
        break;
    case DBN_FIELD_LEAD:
        single = &document->lead;
        break;
    case DBN_FIELD_SECTION:
        single = &document->facts.section;
        break;
    case DBN_FIELD_TAG:
        return index < document->facts.tags.count ? &document->facts.tags.items[index]
                                                  : NULL;
    case DBN_FIELD_CANONICAL:
        single = &document->facts.canonical;
        break;
    case DBN_FIELD_LICENCE:
        single = &document->facts.licence;
        break;
    case DBN_FIELD_ROBOTS:
        single = &document->facts.robots;
        break;
    case DBN_FIELD_MODIFIED:
        single = &document->facts.modified;
        break;
    }
    return index == 0 && single != NULL && single->view != NULL ? single : NULL;
}

bool
dbn_doc_field(const dbn_doc *doc, dbn_field_kind kind, uint32_t index,
              dbn_field_value *value)
{
    const dbn_field *field = field_of(&doc->document, kind, index);
    if (field == NULL)
        return false;
    *value = (dbn_field_value){
        .text = dbn_field_text(field),
        .source = dbn_range_back_to(field->view, NULL, field->range),
        .rule = field->rule,
    };
    return true;
}

dbn_date
dbn_doc_date(const dbn_doc *doc)
{
    return doc->document.date;
}

dbn_date
dbn_doc_modified(const dbn_doc *doc)
{
    return doc->document.facts.modified_date;
}

dbn_access
dbn_doc_access(const dbn_doc *doc)
{
    return doc->document.facts.access;
}

dbn_mining
dbn_doc_mining(const dbn_doc *doc)
{
    return doc->document.facts.mining;
}

const dbn_picture *
dbn_doc_pictures(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.facts.pictures.count;
    return doc->document.facts.pictures.items;
}

const dbn_entry *
dbn_doc_entries(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.entries.count;
    return doc->document.entries.items;
}

const dbn_block *
dbn_doc_blocks(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.records.blocks.count;
    return doc->document.records.blocks.items;
}

const dbn_copy *
dbn_doc_copies(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.copies.count;
    return doc->document.copies.items;
}

const dbn_contradiction *
dbn_doc_contradictions(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.contradictions.count;
    return doc->document.contradictions.items;
}

const dbn_finding *
dbn_doc_findings(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.records.findings.count;
    return doc->document.records.findings.items;
}

const dbn_mark *
dbn_doc_marks(const dbn_doc *doc, uint32_t *count)
{
    *count = doc->document.records.marks.count;
    return doc->document.records.marks.items;
}

bool
dbn_doc_pass(const dbn_doc *doc, uint32_t index, dbn_pass_edits *pass)
{
    const dbn_view *chain[DBN_VIEW_DEPTH];
    const dbn_view *output = doc->document.output;
    if (output == NULL || index + 1 >= dbn_view_chain(chain, output))
        return false;
    const dbn_view *view = chain[index + 1];
    *pass = (dbn_pass_edits){
        .name = dbn_pass_name(view->pass),
        .before = view->parent->text,
        .after = view->text,
        .edits = view->edits,
        .count = view->edit_count,
    };
    return true;
}
