/*
 * Words of class, id, rel and itemprop attributes: dicts/web/classes.yaml.
 *
 * An entry is kept without its hyphen, so that "read-more", "readMore" and
 * "readmore" are one.
 */
#include "lang/language.h"

/** The longest word of an attribute that is looked up, and half an entry. */
#define PART_MAX 32

static const char *const class_names[DBN_CLASS_COUNT] = {
    [DBN_CLASS_TITLE] = "title",
    [DBN_CLASS_LEAD] = "lead",
    [DBN_CLASS_BYLINE] = "byline",
    [DBN_CLASS_DATE] = "date",
    [DBN_CLASS_CAPTION] = "caption",
    [DBN_CLASS_CREDIT] = "credit",
    [DBN_CLASS_BODY] = "body",
    [DBN_CLASS_NAV] = "nav",
    [DBN_CLASS_SHARE] = "share",
    [DBN_CLASS_RELATED] = "related",
    [DBN_CLASS_AD] = "ad",
    [DBN_CLASS_COOKIE] = "cookie",
    [DBN_CLASS_NEWSLETTER] = "newsletter",
    [DBN_CLASS_COMMENT] = "comment",
    [DBN_CLASS_PAYWALL] = "paywall",
    [DBN_CLASS_FOOTER] = "footer",
    [DBN_CLASS_ASIDE] = "aside",
    [DBN_CLASS_QUOTE] = "quote",
    [DBN_CLASS_TAGS] = "tags",
    [DBN_CLASS_HIDDEN] = "hidden",
    [DBN_CLASS_FUNCTION] = "function",
};

dbn_span
dbn_class_name(unsigned kind)
{
    return dbn_span_of(kind < DBN_CLASS_COUNT ? class_names[kind] : NULL);
}

/** Letters of other scripts are letters; they have no case here. */
static bool
is_word_byte(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || (unsigned char)c >= 0x80;
}

static bool
is_upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

/** A hump begins at `at`: fooBar, fooBAR, and the B of FOOBar. */
static bool
is_hump(dbn_span value, size_t at)
{
    if (!is_upper(value.ptr[at]))
        return false;
    if (!is_upper(value.ptr[at - 1]))
        return true;
    return at + 1 < value.len && dbn_is_ascii_alpha(value.ptr[at + 1]) &&
           !is_upper(value.ptr[at + 1]);
}

static uint64_t
bits_of(const dbn_profiles *profiles, dbn_span word)
{
    uint32_t number = dbn_lexicon_find(&profiles->class_words, word);
    return number == DBN_NONE ? 0 : profiles->class_bits.items[number];
}

uint64_t
dbn_profiles_class_words(const dbn_profiles *profiles, dbn_span value)
{
    /* The word before and the current one, side by side, so that the pair needs no
     * copy: [before][current]. A word longer than PART_MAX is none of ours. */
    char pair[2 * PART_MAX];
    size_t before = 0;
    uint64_t bits = 0;
    for (size_t at = 0; at < value.len;) {
        if (!is_word_byte(value.ptr[at])) {
            at++;
            continue;
        }
        size_t len = 0;
        bool fits = true;
        do {
            fits = len < PART_MAX;
            if (fits)
                pair[before + len++] = dbn_ascii_lower(value.ptr[at]);
            at++;
        } while (at < value.len && is_word_byte(value.ptr[at]) && !is_hump(value, at));
        if (!fits) {
            before = 0;
            continue;
        }
        bits |= bits_of(profiles, (dbn_span){pair + before, len});
        if (before != 0)
            bits |= bits_of(profiles, (dbn_span){pair, before + len});
        memmove(pair, pair + before, len);
        before = len;
    }
    return bits;
}

static dbn_status
add_class_word(dbn_profiles *profiles, const dbn_yaml *file, const dbn_yaml_node *node,
               unsigned kind, dbn_error *err)
{
    char bytes[2 * PART_MAX];
    size_t len = 0, hyphens = 0;
    bool is_entry = node->kind == DBN_YAML_SCALAR && node->text.len <= sizeof bytes;
    for (size_t at = 0; is_entry && at < node->text.len; at++) {
        char c = node->text.ptr[at];
        hyphens += c == '-';
        is_entry = c == '-' || is_word_byte(c);
        if (c != '-')
            bytes[len++] = dbn_ascii_lower(c);
    }
    if (!is_entry || len == 0 || hyphens > 1)
        return dbn_yaml_refuse(err, file, node,
                               "'%.*s' is no class word: one word, or two and a "
                               "hyphen, of at most %d bytes",
                               DBN_SHOWN(node->text), 2 * PART_MAX);
    uint32_t number;
    if (dbn_lexicon_add(&number, &profiles->class_words, (dbn_span){bytes, len},
                        &profiles->arena) != DBN_OK)
        return dbn_load_nomem(err);
    if (number == profiles->class_bits.count &&
        dbn_vec_push(&profiles->arena, &profiles->class_bits, 0) != DBN_OK)
        return dbn_load_nomem(err);
    uint64_t bit = UINT64_C(1) << kind;
    if ((profiles->class_bits.items[number] & bit) != 0)
        return dbn_yaml_refuse(err, file, node, "'%.*s' stands twice in '%s'",
                               DBN_SHOWN(node->text), class_names[kind]);
    profiles->class_bits.items[number] |= bit;
    return DBN_OK;
}

dbn_status
dbn_classes_load(dbn_profiles *profiles, const dbn_yaml *file, dbn_error *err)
{
    if (file->root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, file->root, "classes must be a map of lists");
    for (const dbn_yaml_node *key = file->root->first; key != NULL;
         key = key->next->next) {
        unsigned kind = 0;
        while (kind < DBN_CLASS_COUNT &&
               !dbn_span_equal(key->text, dbn_class_name(kind)))
            kind++;
        if (kind == DBN_CLASS_COUNT)
            return dbn_yaml_refuse(err, file, key, "there is no kind named '%.*s'",
                                   DBN_SHOWN(key->text));
        if (key->next->kind != DBN_YAML_LIST)
            return dbn_yaml_refuse(err, file, key->next, "'%.*s' must be a list",
                                   DBN_SHOWN(key->text));
        for (const dbn_yaml_node *word = key->next->first; word != NULL;
             word = word->next)
            DBN_TRY(add_class_word(profiles, file, word, kind, err));
    }
    return DBN_OK;
}
