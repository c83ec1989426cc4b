/*
 * What a configuration says of rules becomes rules: those of a folder beside it as
 * those of dicts/, its lists as rules whose names are fixed.
 */
#include "match/house.h"

#include "match/rule.h"

#include <string.h>

enum { KEY_RULES, KEY_PROTECT, KEY_TERMS, KEY_COUNT };

static const char *const keys[KEY_COUNT] = {"rules", "protect", "terms"};

static unsigned
key_of(dbn_span name)
{
    unsigned key = 0;
    while (key < KEY_COUNT && !dbn_span_equal(name, dbn_span_of(keys[key])))
        key++;
    return key;
}

bool
dbn_house_has_key(dbn_span key)
{
    return key_of(key) < KEY_COUNT;
}

/* The folder is beside the configuration. */
static dbn_status
take_folder(dbn_ruleset *rules, const dbn_yaml *file, const dbn_yaml_node *node,
            dbn_error *err)
{
    if (node->kind != DBN_YAML_SCALAR || node->text.len == 0)
        return dbn_yaml_refuse(err, file, node, "'rules' must be the path of a folder");
    const char *slash = strrchr(file->path, '/');
    size_t beside = slash == NULL || node->text.ptr[0] == '/'
                        ? 0
                        : (size_t)(slash - file->path) + 1;
    char *path = dbn_arena_alloc(&rules->arena, beside + node->text.len + 1);
    if (path == NULL)
        return dbn_load_nomem(err);
    memcpy(path, file->path, beside);
    memcpy(path + beside, node->text.ptr, node->text.len);
    path[beside + node->text.len] = '\0';
    return dbn_rules_take_folder(rules, path, (dbn_span){"", 0}, err);
}

dbn_status
dbn_house_take(dbn_ruleset *rules, const dbn_yaml *file, dbn_error *err)
{
    for (const dbn_yaml_node *key = file->root->first; key != NULL;
         key = key->next->next) {
        dbn_yaml_kind kind = key->next->kind;
        switch (key_of(key->text)) {
        case KEY_RULES:
            DBN_TRY(take_folder(rules, file, key->next, err));
            break;
        case KEY_PROTECT:
            if (kind != DBN_YAML_LIST)
                return dbn_yaml_refuse(err, file, key->next,
                                       "'protect' must be a list of patterns");
            DBN_TRY(dbn_rules_take_house(rules, file, key->next,
                                         DBN_SPAN("any.protect.house"),
                                         DBN_SPAN("protect"), err));
            break;
        case KEY_TERMS:
            if (kind != DBN_YAML_MAP)
                return dbn_yaml_refuse(err, file, key->next,
                                       "'terms' must be a map of terms to what to "
                                       "write");
            DBN_TRY(dbn_rules_take_house(rules, file, key->next,
                                         DBN_SPAN(DBN_HOUSE_TERMS), DBN_SPAN("style"),
                                         err));
            break;
        default:
            break;
        }
    }
    return DBN_OK;
}
