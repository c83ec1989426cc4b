/*
 * The quotation marks of a language, from its profile.yaml.
 */
#include "base/utf8.h"
#include "lang/language.h"

/* "«»": a mark that opens and the one that closes it, which may be the same. */
static bool
read_pair(dbn_quotes *out, dbn_span text)
{
    uint32_t first, second;
    if (text.len == 0)
        return false;
    out->opener = dbn_utf8_decode(text, 0, &first);
    if (first >= text.len)
        return false;
    out->closer = dbn_utf8_decode(text, first, &second);
    return first + second == text.len && out->opener > 0x7F && out->closer > 0x7F;
}

dbn_status
dbn_quotes_load(dbn_language *language, const dbn_yaml *file, const dbn_yaml_node *node,
                dbn_error *err)
{
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(err, file, node, "'quotes' must be a list");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        dbn_quotes pair;
        if (item->kind != DBN_YAML_SCALAR || !read_pair(&pair, item->text))
            return dbn_yaml_refuse(err, file, item,
                                   "'%.*s' is no pair of quotation marks",
                                   DBN_SHOWN(item->text));
        if (language->quote_count == DBN_QUOTES_MAX)
            return dbn_yaml_refuse(err, file, item,
                                   "more than %d pairs of quotation marks",
                                   DBN_QUOTES_MAX);
        for (uint32_t i = 0; i < language->quote_count; i++)
            if (language->quotes[i].opener == pair.opener)
                return dbn_yaml_refuse(err, file, item,
                                       "what '%.*s' opens is opened twice",
                                       DBN_SHOWN(item->text));
        language->quotes[language->quote_count++] = pair;
    }
    return DBN_OK;
}

const dbn_quotes *
dbn_profile_quotes(const dbn_profile *profile, uint32_t *count)
{
    *count = profile->language->quote_count;
    return profile->language->quotes;
}
