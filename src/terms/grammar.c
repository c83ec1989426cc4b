#include "terms/grammar.h"

typedef struct loader {
    dbn_term_grammar *out;
    const dbn_yaml *file;
    dbn_arena *arena;
    dbn_error *err;
} loader;

static const char *const feature_names[DBN_TERM_FEATURES] = {
    [DBN_TERM_ALWAYS] = "always",
    [DBN_TERM_TIMES] = "times",
    [DBN_TERM_SHARE] = "share",
    [DBN_TERM_BURST] = "burst",
    [DBN_TERM_COMMON_WORD] = "common-word",
    [DBN_TERM_CAPITAL] = "capital",
    [DBN_TERM_NESTED] = "nested",
    [DBN_TERM_COHESION] = "cohesion",
    [DBN_TERM_LONG] = "long",
    [DBN_TERM_ARTICLE] = "article",
    [DBN_TERM_VERB] = "verb",
    [DBN_TERM_ONE_TIMES] = "one-times",
    [DBN_TERM_ONE_SPECIFIC] = "one-specific",
    [DBN_TERM_ONE_BOTH] = "one-both",
    [DBN_TERM_MORE_SPECIFIC] = "more-specific",
    [DBN_TERM_MORE_TIMES_SQUARED] = "more-times-squared",
    [DBN_TERM_MORE_SPECIFIC_SQUARED] = "more-specific-squared",
    [DBN_TERM_MORE_BOTH] = "more-both",
    [DBN_TERM_DISAGREES] = "disagrees",
    [DBN_TERM_MORE_INSIDE] = "more-inside",
    [DBN_TERM_MAIN_FORM] = "main-form",
};

/* The file is refused where a value is not what its key asks for. */
static dbn_status
expect(const loader *l, const dbn_yaml_node *value, dbn_yaml_kind kind)
{
    if (value->kind == kind)
        return DBN_OK;
    if (kind == DBN_YAML_SCALAR)
        return dbn_yaml_refuse(l->err, l->file, value, "here must stand a word");
    return dbn_yaml_refuse(l->err, l->file, value,
                           kind == DBN_YAML_LIST ? "here must stand a list"
                                                 : "here must stand a map");
}

/* Thousandths. */
static dbn_status
load_weight(loader *l, float *out, const dbn_yaml_node *node)
{
    int64_t value;
    if (!dbn_yaml_number(node, &value) || value > 100000 || value < -100000)
        return dbn_yaml_refuse(l->err, l->file, node,
                               "a weight must be a number of thousandths");
    *out = (float)value / 1000;
    return DBN_OK;
}

static dbn_status
load_weights(loader *l, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_MAP));
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        uint32_t i = 0;
        while (i < DBN_TERM_FEATURES &&
               !dbn_span_equal(key->text, dbn_span_of(feature_names[i])))
            i++;
        if (i == DBN_TERM_FEATURES)
            return dbn_yaml_refuse(l->err, l->file, key,
                                   "nothing known of terms is '%.*s'",
                                   DBN_SHOWN(key->text));
        DBN_TRY(load_weight(l, &l->out->weights[i], key->next));
    }
    return DBN_OK;
}

static dbn_status
load_shapes(loader *l, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_MAP));
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        dbn_shape shape = {.letters = key->text};
        DBN_TRY(load_weight(l, &shape.weight, key->next));
        if (dbn_vec_push(l->arena, &l->out->shapes, shape) != DBN_OK)
            return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

static dbn_status
load_set(loader *l, dbn_letter_set set, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_SCALAR));
    for (size_t i = 0; i < node->text.len; i++) {
        if ((unsigned char)node->text.ptr[i] >= 128)
            return dbn_yaml_refuse(l->err, l->file, node, "letters of words are ASCII");
        set[(unsigned char)node->text.ptr[i]] = true;
    }
    return DBN_OK;
}

static dbn_status
load_follows(loader *l, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_MAP));
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        if (key->text.len != 1 || (unsigned char)key->text.ptr[0] >= 128)
            return dbn_yaml_refuse(l->err, l->file, key, "letters of words are ASCII");
        DBN_TRY(
            load_set(l, l->out->follows[(unsigned char)key->text.ptr[0]], key->next));
    }
    return DBN_OK;
}

/* {d: [de, d'], …} */
static dbn_status
load_small_words(loader *l, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_MAP));
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        if (key->text.len != 1 || !dbn_is_ascii_alpha(key->text.ptr[0]))
            return dbn_yaml_refuse(l->err, l->file, key, "letters of words are ASCII");
        DBN_TRY(expect(l, key->next, DBN_YAML_LIST));
        for (const dbn_yaml_node *item = key->next->first; item != NULL;
             item = item->next) {
            DBN_TRY(expect(l, item, DBN_YAML_SCALAR));
            dbn_small_word word = {item->text, key->text.ptr[0]};
            if (dbn_vec_push(l->arena, &l->out->small_words, word) != DBN_OK)
                return dbn_load_nomem(l->err);
        }
    }
    return DBN_OK;
}

static dbn_status
load_participles(loader *l, const dbn_yaml_node *node)
{
    DBN_TRY(expect(l, node, DBN_YAML_LIST));
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        DBN_TRY(expect(l, item, DBN_YAML_SCALAR));
        if (dbn_vec_push(l->arena, &l->out->participles, item->text) != DBN_OK)
            return dbn_load_nomem(l->err);
    }
    return DBN_OK;
}

static dbn_status
load_key(loader *l, const dbn_yaml_node *key)
{
    const dbn_yaml_node *value = key->next;
    dbn_span name = key->text;
    if (dbn_span_equal(name, DBN_SPAN("small-words")))
        return load_small_words(l, value);
    if (dbn_span_equal(name, DBN_SPAN("participles")))
        return load_participles(l, value);
    if (dbn_span_equal(name, DBN_SPAN("starts")))
        return load_set(l, l->out->starts, value);
    if (dbn_span_equal(name, DBN_SPAN("ends")))
        return load_set(l, l->out->ends, value);
    if (dbn_span_equal(name, DBN_SPAN("follows")))
        return load_follows(l, value);
    if (dbn_span_equal(name, DBN_SPAN("shapes")))
        return load_shapes(l, value);
    if (dbn_span_equal(name, DBN_SPAN("weights")))
        return load_weights(l, value);
    if (dbn_span_equal(name, DBN_SPAN("cut")))
        return load_weight(l, &l->out->cut, value);
    if (dbn_span_equal(name, DBN_SPAN("plurals"))) {
        l->out->plurals = value->text;
        return expect(l, value, DBN_YAML_SCALAR);
    }
    if (dbn_span_equal(name, DBN_SPAN("article")) && value->text.len == 1) {
        l->out->article = value->text.ptr[0];
        return DBN_OK;
    }
    return dbn_yaml_refuse(l->err, l->file, key, "terms have no '%.*s'",
                           DBN_SHOWN(name));
}

dbn_status
dbn_term_grammar_load(dbn_term_grammar *out, const char *path, dbn_span bytes,
                      dbn_arena *arena, dbn_error *err)
{
    dbn_yaml file;
    loader l = {.out = out, .file = &file, .arena = arena, .err = err};
    *out = (dbn_term_grammar){0};
    if (bytes.len == 0)
        return DBN_OK;
    DBN_TRY(dbn_yaml_parse(&file, path, bytes, arena, err));
    if (file.root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, &file, file.root, "terms must be a map");
    for (const dbn_yaml_node *key = file.root->first; key != NULL;
         key = key->next->next)
        DBN_TRY(load_key(&l, key));
    return DBN_OK;
}
