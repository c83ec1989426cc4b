/*
 * lang/tag.c - language tags as people and programs write them, to BCP 47.
 *
 * "fra", "fre", "FR_be" and "fr_BE.UTF-8" are "fr" and "fr-BE". The three letters of
 * ISO 639-2 and 639-3 become two where dicts/languages.yaml has them, because BCP 47
 * writes the shortest code there is.
 */
#include "lang/language.h"

/** The most letters of a part of a tag. */
#define PART_MAX 8U

static bool
is_tag_byte(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c);
}

/* The part of `tag` at `at`; empty where there is none. */
static dbn_span
part_at(dbn_span tag, size_t at)
{
    size_t end = at;
    if (at >= tag.len)
        return (dbn_span){0};
    while (end < tag.len && is_tag_byte(tag.ptr[end]))
        end++;
    /* "français" is a word, and "fr" is no part of it. */
    bool is_cut = end < tag.len && (unsigned char)tag.ptr[end] >= 0x80;
    return (dbn_span){tag.ptr + at, is_cut || end - at > PART_MAX ? 0 : end - at};
}

static bool
is_alpha(dbn_span part)
{
    for (size_t i = 0; i < part.len; i++)
        if (!dbn_is_ascii_alpha(part.ptr[i]))
            return false;
    return true;
}

/* A language, in two letters where it has two; empty where it says nothing. */
static dbn_span
language_of(const dbn_profiles *profiles, dbn_span part)
{
    static const dbn_span nothing[] = {{"und", 3}, {"mul", 3}, {"mis", 3}, {"zxx", 3}};
    char code[3];
    if (part.len < 2 || part.len > sizeof code || !is_alpha(part))
        return (dbn_span){part.ptr, 0};
    for (size_t i = 0; i < sizeof nothing / sizeof *nothing; i++)
        if (dbn_span_equal_ascii(part, nothing[i]))
            return (dbn_span){part.ptr, 0};
    for (size_t i = 0; i < part.len; i++)
        code[i] = dbn_ascii_lower(part.ptr[i]);
    uint32_t number = dbn_lexicon_find(&profiles->codes, (dbn_span){code, part.len});
    return number == DBN_NONE ? part : profiles->short_codes.items[number];
}

/* Append a part: Latn, BE, nbn. Behind a single letter ("x") all is small. */
static void
put_part(char *to, dbn_span part, bool has_case)
{
    bool is_region = has_case && part.len == 2;
    bool is_script = has_case && part.len == 4 && is_alpha(part);
    for (size_t i = 0; i < part.len; i++) {
        char c = dbn_ascii_lower(part.ptr[i]);
        bool is_upper = is_region || (is_script && i == 0);
        to[i] = is_upper && c >= 'a' ? (char)(c - 'a' + 'A') : c;
    }
}

dbn_span
dbn_profiles_tag(char bytes[DBN_TAG_MAX], const dbn_profiles *profiles, dbn_span tag)
{
    tag = dbn_span_trim(tag);
    dbn_span part = part_at(tag, 0);
    dbn_span language = language_of(profiles, part);
    size_t at = part.len, len = language.len;
    bool has_case = true;
    put_part(bytes, language, false);
    while (len > 0 && at < tag.len && (tag.ptr[at] == '-' || tag.ptr[at] == '_')) {
        part = part_at(tag, at + 1);
        if (part.len == 0 || len + 1 + part.len > DBN_TAG_MAX)
            break;
        has_case = has_case && part.len > 1;
        bytes[len] = '-';
        put_part(bytes + len + 1, part, has_case);
        len += 1 + part.len;
        at += 1 + part.len;
    }
    return (dbn_span){bytes, len};
}

/* The file has the code of ISO 639-3 before others for the same language. */
dbn_span
dbn_profiles_code(const dbn_profiles *profiles, dbn_span tag)
{
    dbn_span language = language_of(profiles, part_at(tag, 0));
    for (uint32_t i = 0; language.len > 0 && i < profiles->short_codes.count; i++)
        if (dbn_span_equal_ascii(profiles->short_codes.items[i], language))
            return profiles->codes.words.items[i];
    return (dbn_span){"", 0};
}

static bool
is_code(const dbn_yaml_node *node, size_t letters)
{
    return node->kind == DBN_YAML_SCALAR && node->text.len == letters &&
           is_alpha(node->text);
}

dbn_status
dbn_codes_load(dbn_profiles *profiles, const dbn_yaml *file, dbn_error *err)
{
    const dbn_yaml_node *key = file->root->first;
    if (file->root->kind != DBN_YAML_MAP || key == NULL ||
        !dbn_span_equal(key->text, DBN_SPAN("codes")) || key->next->next != NULL ||
        key->next->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, file->root,
                               "languages must be a map named 'codes'");
    for (key = key->next->first; key != NULL; key = key->next->next) {
        uint32_t number;
        if (!is_code(key, 3) || !is_code(key->next, 2))
            return dbn_yaml_refuse(err, file, key,
                                   "'%.*s' must be three letters, and what it stands "
                                   "for two",
                                   DBN_SHOWN(key->text));
        if (dbn_lexicon_add(&number, &profiles->codes, key->text, &profiles->arena) !=
            DBN_OK)
            return dbn_load_nomem(err);
        if (number != profiles->short_codes.count)
            return dbn_yaml_refuse(err, file, key, "'%.*s' stands twice",
                                   DBN_SHOWN(key->text));
        if (dbn_vec_push(&profiles->arena, &profiles->short_codes, key->next->text) !=
            DBN_OK)
            return dbn_load_nomem(err);
    }
    return DBN_OK;
}
