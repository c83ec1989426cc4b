#include "lang/inflection.h"

#include "lang/morphology.h"
#include "lang/yaml.h"

typedef struct loader {
    dbn_inflection *out;
    const dbn_yaml *file;
    dbn_arena *arena;
    dbn_error *err;
} loader;

static const struct {
    const char *name;
    uint8_t part;
} parts[] = {
    {"noun", DBN_PART_NOUN}, {"adjective", DBN_PART_ADJECTIVE},
    {"verb", DBN_PART_VERB}, {"adverb", DBN_PART_ADVERB},
    {"name", DBN_PART_NAME},
};

static dbn_status
load_part(loader *l, uint8_t part, const dbn_yaml_node *node)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(l->err, l->file, node, "a part of speech must be a map");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        bool is_tag = dbn_span_equal(key->text, DBN_SPAN("tags"));
        bool is_capital = false;
        if (dbn_span_equal(key->text, DBN_SPAN("capitals"))) {
            if (!dbn_yaml_bool(key->next, &is_capital))
                return dbn_yaml_refuse(l->err, l->file, key->next,
                                       "'capitals' must be true or false");
            l->out->capital_part = is_capital ? part : 0;
            continue;
        }
        if (!is_tag && !dbn_span_equal(key->text, DBN_SPAN("flags")))
            return dbn_yaml_refuse(l->err, l->file, key,
                                   "a part of speech has no '%.*s'",
                                   DBN_SHOWN(key->text));
        for (const dbn_yaml_node *item = key->next->first; item != NULL;
             item = item->next) {
            dbn_part_mark mark = {item->text, part};
            dbn_status status = is_tag ? dbn_vec_push(l->arena, &l->out->tags, mark)
                                       : dbn_vec_push(l->arena, &l->out->flags, mark);
            if (status != DBN_OK)
                return dbn_load_nomem(l->err);
        }
    }
    return DBN_OK;
}

static dbn_status
load_parts(loader *l, const dbn_yaml_node *node)
{
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        size_t i = 0;
        while (i < sizeof parts / sizeof parts[0] &&
               !dbn_span_equal(key->text, dbn_span_of(parts[i].name)))
            i++;
        if (i == sizeof parts / sizeof parts[0])
            return dbn_yaml_refuse(l->err, l->file, key, "no part of speech is '%.*s'",
                                   DBN_SHOWN(key->text));
        DBN_TRY(load_part(l, parts[i].part, key->next));
    }
    return DBN_OK;
}

static dbn_status
load_paradigms(loader *l, const dbn_yaml_node *node)
{
    for (const dbn_yaml_node *list = node->first; list != NULL; list = list->next) {
        dbn_endings endings = {0};
        if (list->kind != DBN_YAML_LIST)
            return dbn_yaml_refuse(l->err, l->file, list,
                                   "endings must be lists of those of one word");
        for (const dbn_yaml_node *item = list->first; item != NULL; item = item->next)
            if (dbn_vec_push(l->arena, &endings, item->text) != DBN_OK)
                return dbn_load_nomem(l->err);
        if (dbn_vec_push(l->arena, &l->out->paradigms, endings) != DBN_OK)
            return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

static dbn_status
load_pairs(loader *l, dbn_ending_pairs *out, const dbn_yaml_node *node)
{
    for (const dbn_yaml_node *pair = node->first; pair != NULL; pair = pair->next) {
        bool is_pair = pair->kind == DBN_YAML_LIST && pair->first != NULL &&
                       pair->first->next != NULL && pair->first->next->next == NULL;
        if (!is_pair)
            return dbn_yaml_refuse(l->err, l->file, pair,
                                   "two endings must stand here");
        const dbn_ending_pair own = {pair->first->text, pair->first->next->text};
        if (dbn_vec_push(l->arena, out, own) != DBN_OK)
            return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

static dbn_status
load_order(loader *l, const dbn_yaml_node *node)
{
    bool is_first = dbn_span_equal(node->text, DBN_SPAN("first"));
    if (!is_first && !dbn_span_equal(node->text, DBN_SPAN("last")))
        return dbn_yaml_refuse(l->err, l->file, node, "'order' must be first or last");
    l->out->order = is_first ? DBN_ORDER_FIRST : DBN_ORDER_LAST;
    return DBN_OK;
}

static dbn_status
load_agreement(loader *l, const dbn_yaml_node *node)
{
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        const dbn_yaml_node *value = key->next;
        if (dbn_span_equal(key->text, DBN_SPAN("order")))
            DBN_TRY(load_order(l, value));
        else if (dbn_span_equal(key->text, DBN_SPAN("plural")))
            DBN_TRY(load_pairs(l, &l->out->plurals, value));
        else if (dbn_span_equal(key->text, DBN_SPAN("feminine")))
            DBN_TRY(load_pairs(l, &l->out->feminines, value));
        else if (!dbn_span_equal(key->text, DBN_SPAN("links")))
            return dbn_yaml_refuse(l->err, l->file, key, "an agreement has no '%.*s'",
                                   DBN_SHOWN(key->text));
        else
            for (const dbn_yaml_node *item = value->first; item != NULL;
                 item = item->next)
                if (dbn_vec_push(l->arena, &l->out->links, item->text) != DBN_OK)
                    return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

static dbn_status
load_key(loader *l, const dbn_yaml_node *key)
{
    const dbn_yaml_node *value = key->next;
    bool derives = dbn_span_equal(key->text, DBN_SPAN("derivations"));
    if (dbn_span_equal(key->text, DBN_SPAN("parts")) && value->kind == DBN_YAML_MAP)
        return load_parts(l, value);
    if (dbn_span_equal(key->text, DBN_SPAN("agreement")) && value->kind == DBN_YAML_MAP)
        return load_agreement(l, value);
    if (dbn_span_equal(key->text, DBN_SPAN("endings")) && value->kind == DBN_YAML_LIST)
        return load_paradigms(l, value);
    if (value->kind != DBN_YAML_LIST ||
        (!derives && !dbn_span_equal(key->text, DBN_SPAN("compounds"))))
        return dbn_yaml_refuse(l->err, l->file, key, "a morphology has no '%.*s'",
                               DBN_SHOWN(key->text));
    for (const dbn_yaml_node *item = value->first; item != NULL; item = item->next) {
        dbn_status status =
            derives ? dbn_vec_push(l->arena, &l->out->derivations, item->text)
                    : dbn_vec_push(l->arena, &l->out->compound_links, item->text);
        if (status != DBN_OK)
            return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

dbn_status
dbn_inflection_load(dbn_inflection *out, const char *path, dbn_span bytes,
                    dbn_arena *arena, dbn_error *err)
{
    dbn_yaml file;
    loader l = {.out = out, .file = &file, .arena = arena, .err = err};
    *out = (dbn_inflection){0};
    if (bytes.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_yaml_parse(&file, path, bytes, arena, err));
    if (file.root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, &file, file.root, "morphology must be a map");
    for (const dbn_yaml_node *key = file.root->first; key != NULL;
         key = key->next->next)
        DBN_TRY(load_key(&l, key));
    return DBN_OK;
}
