/*
 * What a language says of its dictionary, in its profile.yaml.
 */
#include "lang/language.h"

static dbn_status
load_names(dbn_dictionary_facts *facts, const dbn_yaml *file, const dbn_yaml_node *node,
           dbn_error *err)
{
    if (node->kind != DBN_YAML_LIST || node->first == NULL)
        return dbn_yaml_refuse(err, file, node, "'files' must be a list of names");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        if (facts->count == DBN_DICTIONARY_NAMES_MAX)
            return dbn_yaml_refuse(err, file, item,
                                   "more than %d names of a dictionary",
                                   DBN_DICTIONARY_NAMES_MAX);
        facts->names[facts->count++] = item->text;
    }
    return DBN_OK;
}

static void
relate(uint32_t of[26], char a, char b)
{
    of[a - 'a'] |= 1U << (b - 'a');
    of[b - 'a'] |= 1U << (a - 'a');
}

/* A row of a keyboard, whose letters are near their neighbours, or letters that are all
 * alike. */
static dbn_status
load_letters(uint32_t of[26], bool is_row, const dbn_yaml *file,
             const dbn_yaml_node *node, dbn_error *err)
{
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        dbn_span row = item->text;
        for (size_t i = 0; i < row.len; i++)
            if (row.ptr[i] < 'a' || row.ptr[i] > 'z')
                return dbn_yaml_refuse(err, file, item, "'%.*s' is not all of a-z",
                                       DBN_SHOWN(row));
        for (size_t i = 0; i < row.len; i++)
            for (size_t k = i + 1; k < row.len && (!is_row || k == i + 1); k++)
                relate(of, row.ptr[i], row.ptr[k]);
    }
    return DBN_OK;
}

/* Keys that stand one above the other, a little to the right or to the left. */
static void
relate_rows(uint32_t of[26], const dbn_yaml_node *node)
{
    for (const dbn_yaml_node *item = node->first; item != NULL && item->next != NULL;
         item = item->next) {
        dbn_span above = item->text, below = item->next->text;
        for (size_t i = 0; i < below.len; i++)
            for (size_t k = i; k < i + 2 && k < above.len; k++)
                relate(of, below.ptr[i], above.ptr[k]);
    }
}

dbn_status
dbn_dictionary_facts_load(dbn_language *language, const dbn_yaml *file,
                          const dbn_yaml_node *node, dbn_error *err)
{
    dbn_dictionary_facts *facts = &language->dictionary;
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, node, "'dictionary' must be a map");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        bool is_keyboard = dbn_span_equal(key->text, DBN_SPAN("keyboard"));
        if (dbn_span_equal(key->text, DBN_SPAN("files")))
            DBN_TRY(load_names(facts, file, key->next, err));
        else if (dbn_span_equal(key->text, DBN_SPAN("package")))
            facts->package = key->next->text;
        else if (is_keyboard || dbn_span_equal(key->text, DBN_SPAN("alike")))
            DBN_TRY(load_letters(is_keyboard ? facts->near : facts->alike, is_keyboard,
                                 file, key->next, err));
        else
            return dbn_yaml_refuse(err, file, key, "a dictionary has no '%.*s'",
                                   DBN_SHOWN(key->text));
        if (is_keyboard)
            relate_rows(facts->near, key->next);
    }
    if (facts->count == 0 || facts->package.len == 0)
        return dbn_yaml_refuse(err, file, node,
                               "a dictionary must say its files and its package");
    return DBN_OK;
}

dbn_dictionary_facts
dbn_profile_dictionary(const dbn_profile *profile)
{
    return profile->language->dictionary;
}
