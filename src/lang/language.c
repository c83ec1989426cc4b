/*
 * One language: dicts/<code>/profile.yaml to a lexicon and its profiles.
 */
#include "lang/language.h"
#include "text/fold.h"

/** A list of words in the file, and what its words are. */
typedef struct word_list {
    const char *name;
    uint32_t class;   /* 0: a contrast */
    int64_t min, max; /* of the values; both 0 where the words have none */
} word_list;

#define VALUE_MAX 1000000000000 /* "billion", a million millions */

static const word_list word_lists[] = {
    {"stop", DBN_WORD_STOP, 0, 0},
    {"month", DBN_WORD_MONTH, 1, 12},
    {"weekday", DBN_WORD_WEEKDAY, 1, 7},
    {"number", DBN_WORD_NUMBER, 0, VALUE_MAX},
    {"ordinal", DBN_WORD_ORDINAL, 1, VALUE_MAX},
    {"negation", DBN_WORD_NEGATION, 0, 0},
    {"elision", DBN_WORD_ELISION, 0, 0},
    {"abbreviation", DBN_WORD_ABBREVIATION, 0, 0},
    {"particle", DBN_WORD_PARTICLE, 0, 0},
    {"title", DBN_WORD_TITLE, 0, 0},
    {"function", DBN_WORD_FUNCTION, 0, 0},
    {"agency", DBN_WORD_AGENCY, 0, 0},
    {"by", DBN_WORD_BY, 0, 0},
    {"and", DBN_WORD_AND, 0, 0},
    {"hour", DBN_WORD_HOUR, 0, 0},
    {"live", DBN_WORD_LIVE, 0, 0},
    {"keep-hyphen", DBN_WORD_KEEP_HYPHEN, 0, 0},
    {"hyphen-tail", DBN_WORD_HYPHEN_TAIL, 0, 0},
    {"credit", DBN_WORD_CREDIT, 0, 0},
    {"place", DBN_WORD_PLACE, 0, 0},
    {"abbreviation-last", DBN_WORD_ABBREVIATION_LAST, 0, 0},
    {"abbreviation-number", DBN_WORD_ABBREVIATION_NUMBER, 0, 0},
    {"enclitic", DBN_WORD_ENCLITIC, 0, 0},
    {"start", DBN_WORD_START, 0, 0},
    {"denying", DBN_WORD_DENYING, 0, 0},
    {"hedge", DBN_WORD_HEDGE, 0, 0},
    {"another", DBN_WORD_ANOTHER, 0, 0},
    {"minus", DBN_WORD_MINUS, 0, 0},
    {"measure", 0, 10, UINT16_MAX},
    {"opposite", 0, 10, UINT16_MAX},
};

#define WORD_LIST_COUNT (sizeof word_lists / sizeof word_lists[0])

/** What the functions below share. */
typedef struct loader {
    dbn_profiles *profiles;
    dbn_language *language;
    dbn_yaml file;
    dbn_error *err;
} loader;

static dbn_status
set_value(loader *load, const dbn_yaml_node *node, const word_list *list,
          dbn_word *word, int64_t value)
{
    const uint32_t counted = DBN_WORD_NUMBER | DBN_WORD_ORDINAL;
    bool is_contrast = list->class == 0;
    if ((is_contrast && word->contrast != 0 && word->contrast != value) ||
        ((list->class & counted) != 0 && (word->classes & counted) != 0 &&
         word->value != value))
        return dbn_yaml_refuse(load->err, &load->file, node, "'%.*s' has two values",
                               DBN_SHOWN(node->text));
    if (is_contrast) {
        bool is_measure = dbn_span_equal(dbn_span_of(list->name), DBN_SPAN("measure"));
        word->contrast_kind = is_measure ? DBN_CONTRAST_MEASURE : DBN_CONTRAST_OPPOSITE;
        word->contrast = (uint16_t)value;
        return DBN_OK;
    }
    if (list->class == DBN_WORD_MONTH)
        word->month = (uint8_t)value;
    if (list->class == DBN_WORD_WEEKDAY)
        word->weekday = (uint8_t)value;
    if ((list->class & counted) != 0)
        word->value = value;
    else if ((word->classes & counted) == 0)
        word->value = word->month != 0 ? word->month : word->weekday;
    return DBN_OK;
}

/** A final full stop would never be found: callers ask without. */
static bool
is_entry(dbn_span folded)
{
    return folded.len != 0 && folded.len < DBN_WORD_MAX && folded.ptr[0] != ' ' &&
           folded.ptr[folded.len - 1] != ' ' && folded.ptr[folded.len - 1] != '.';
}

static uint64_t
first_eight(dbn_span folded)
{
    uint64_t start = 0;
    for (uint32_t i = 0; i < 8 && i < folded.len; i++)
        start |= (uint64_t)(unsigned char)folded.ptr[i] << (i * 8);
    return start;
}

static void
add_to_sieve(dbn_language *language, dbn_span folded)
{
    uint32_t bit = dbn_sieve_bit(first_eight(folded), (uint32_t)folded.len);
    language->sieve[bit / 64] |= UINT64_C(1) << bit % 64;
}

/** The first part of a compound: behind two letters anything may follow. */
static void
add_to_counts(dbn_language *language, dbn_span folded)
{
    uint64_t start = first_eight(folded);
    uint64_t last = folded.len < 3 ? 0xFF : 0;
    for (uint64_t third = 0; third <= last; third++) {
        uint32_t bit = dbn_count_bit(start | third << 16);
        language->counts[bit / 64] |= UINT64_C(1) << bit % 64;
    }
}

static void
add_to_values(dbn_language *language, dbn_span folded)
{
    uint32_t bit = dbn_value_bit(first_eight(folded), (uint32_t)folded.len);
    language->values[bit / 64] |= UINT64_C(1) << bit % 64;
}

static dbn_status
add_word(loader *load, const dbn_yaml_node *node, const word_list *list, int64_t value)
{
    char bytes[DBN_WORD_MAX];
    dbn_span folded = {bytes, dbn_fold(bytes, sizeof bytes, node->text)};
    if (node->kind != DBN_YAML_SCALAR || !is_entry(folded))
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'%.*s' is no word: 1 to %d bytes without a full stop "
                               "or a space at its ends",
                               DBN_SHOWN(node->text), DBN_WORD_MAX - 1);
    dbn_language *language = load->language;
    dbn_arena *arena = &load->profiles->arena;
    uint32_t number;
    if (dbn_lexicon_add(&number, &language->lexicon, folded, arena) != DBN_OK)
        return dbn_load_nomem(load->err);
    if (number == language->words.count &&
        dbn_vec_push(arena, &language->words, (dbn_word){0}) != DBN_OK)
        return dbn_load_nomem(load->err);
    if (dbn_vec_push(arena, &language->listed,
                     (dbn_listed_word){node->text, list->class}) != DBN_OK)
        return dbn_load_nomem(load->err);
    add_to_sieve(language, folded);
    if (list->class == DBN_WORD_NUMBER)
        add_to_counts(language, folded);
    if (list->class == DBN_WORD_NUMBER || list->class == DBN_WORD_MONTH)
        add_to_values(language, folded);
    dbn_word *word = &language->words.items[number];
    if (list->max != 0)
        DBN_TRY(set_value(load, node, list, word, value));
    word->classes |= list->class;
    return DBN_OK;
}

static dbn_status
load_list(loader *load, const dbn_yaml_node *node, const word_list *list)
{
    bool is_valued = list->max != 0;
    if (node->kind != (is_valued ? DBN_YAML_MAP : DBN_YAML_LIST))
        return dbn_yaml_refuse(load->err, &load->file, node,
                               is_valued ? "'%s' must be a map of words to values"
                                         : "'%s' must be a list of words",
                               list->name);
    for (const dbn_yaml_node *word = node->first; word != NULL; word = word->next) {
        int64_t value = 0;
        const dbn_yaml_node *entry = word;
        if (is_valued) {
            word = word->next;
            if (!dbn_yaml_number(word, &value) || value < list->min ||
                value > list->max)
                return dbn_yaml_refuse(load->err, &load->file, word,
                                       "the value of '%.*s' must be a number from "
                                       "%lld to %lld",
                                       DBN_SHOWN(entry->text), (long long)list->min,
                                       (long long)list->max);
        }
        DBN_TRY(add_word(load, entry, list, value));
    }
    return DBN_OK;
}

static dbn_status
load_words(loader *load, const dbn_yaml_node *node)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'words' must be a map of lists");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        size_t i = 0;
        while (i < WORD_LIST_COUNT &&
               !dbn_span_equal(key->text, dbn_span_of(word_lists[i].name)))
            i++;
        if (i == WORD_LIST_COUNT)
            return dbn_yaml_refuse(load->err, &load->file, key,
                                   "there is no list named '%.*s'",
                                   DBN_SHOWN(key->text));
        DBN_TRY(load_list(load, key->next, &word_lists[i]));
    }
    return DBN_OK;
}

static dbn_status
load_groups(loader *load, const dbn_yaml_node *node, dbn_notation *notation)
{
    static const char *const names[] = {"space", "point", "comma", "apostrophe"};
    if (node->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(load->err, &load->file, node, "'groups' must be a list");
    for (const dbn_yaml_node *item = node->first; item != NULL; item = item->next) {
        unsigned i = 0;
        while (i < 4 && !dbn_span_equal(item->text, dbn_span_of(names[i])))
            i++;
        if (i == 4)
            return dbn_yaml_refuse(load->err, &load->file, item,
                                   "'%.*s' is none of space, point, comma, apostrophe",
                                   DBN_SHOWN(item->text));
        notation->groups |= 1U << i;
    }
    return DBN_OK;
}

static dbn_status
load_decimal(loader *load, const dbn_yaml_node *node, dbn_notation *notation)
{
    if (dbn_span_equal(node->text, DBN_SPAN("comma")))
        notation->decimal = ',';
    else if (dbn_span_equal(node->text, DBN_SPAN("point")))
        notation->decimal = '.';
    else
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'decimal' must be comma or point");
    return DBN_OK;
}

static dbn_status
load_flag(loader *load, const dbn_yaml_node *key, bool *flag)
{
    if (dbn_yaml_bool(key->next, flag))
        return DBN_OK;
    return dbn_yaml_refuse(load->err, &load->file, key->next,
                           "'%.*s' must be true or false", DBN_SHOWN(key->text));
}

static dbn_status
load_notation(loader *load, const dbn_yaml_node *node, dbn_notation *notation)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "a notation must be a map");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next) {
        if (dbn_span_equal(key->text, DBN_SPAN("groups")))
            DBN_TRY(load_groups(load, key->next, notation));
        else if (dbn_span_equal(key->text, DBN_SPAN("decimal")))
            DBN_TRY(load_decimal(load, key->next, notation));
        else if (dbn_span_equal(key->text, DBN_SPAN("units-first")))
            DBN_TRY(load_flag(load, key, &notation->units_first));
        else if (dbn_span_equal(key->text, DBN_SPAN("month-first")))
            DBN_TRY(load_flag(load, key, &notation->month_first));
        else if (dbn_span_equal(key->text, DBN_SPAN("noun-capitals")))
            DBN_TRY(load_flag(load, key, &notation->noun_capitals));
        else if (dbn_span_equal(key->text, DBN_SPAN("ordinal-stop")))
            DBN_TRY(load_flag(load, key, &notation->ordinal_stop));
        else
            return dbn_yaml_refuse(load->err, &load->file, key,
                                   "a notation has no '%.*s'", DBN_SHOWN(key->text));
    }
    if (notation->decimal == 0)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "a notation must say its decimal mark");
    return DBN_OK;
}

/** "fr" and "fr-…" belong to the language "fr". */
static bool
is_profile_of(dbn_span name, dbn_span code)
{
    return dbn_span_starts(name, code) &&
           (name.len == code.len || name.ptr[code.len] == '-');
}

static dbn_status
load_profile(loader *load, const dbn_yaml_node *key)
{
    dbn_profiles *profiles = load->profiles;
    if (!is_profile_of(key->text, load->language->code))
        return dbn_yaml_refuse(load->err, &load->file, key,
                               "'%.*s' is no profile of '%.*s'", DBN_SHOWN(key->text),
                               DBN_SHOWN(load->language->code));
    if (dbn_profiles_named(profiles, key->text) != NULL)
        return dbn_yaml_refuse(load->err, &load->file, key,
                               "the profile '%.*s' stands twice", DBN_SHOWN(key->text));
    dbn_profile *profile = dbn_arena_alloc(&profiles->arena, sizeof *profile);
    if (profile == NULL)
        return dbn_load_nomem(load->err);
    profile->language = load->language;
    profile->name = key->text;
    profile->weights = &load->profiles->weights;
    profile->letters = &load->profiles->letters;
    DBN_TRY(load_notation(load, key->next, &profile->notation));
    if (dbn_span_equal(profile->name, DBN_SPAN("und")))
        profiles->neutral = profile;
    else if (dbn_vec_push(&profiles->arena, &profiles->profiles, profile) != DBN_OK)
        return dbn_load_nomem(load->err);
    return DBN_OK;
}

static dbn_status
load_profiles(loader *load, const dbn_yaml_node *node)
{
    if (node->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(load->err, &load->file, node,
                               "'profiles' must be a map of notations");
    for (const dbn_yaml_node *key = node->first; key != NULL; key = key->next->next)
        DBN_TRY(load_profile(load, key));
    return DBN_OK;
}

static dbn_status
load_key(loader *load, const dbn_yaml_node *key)
{
    if (dbn_span_equal(key->text, DBN_SPAN("profiles")))
        return load_profiles(load, key->next);
    if (dbn_span_equal(key->text, DBN_SPAN("words")))
        return load_words(load, key->next);
    if (dbn_span_equal(key->text, DBN_SPAN("quotes")))
        return dbn_quotes_load(load->language, &load->file, key->next, load->err);
    if (dbn_span_equal(key->text, DBN_SPAN("dictionary")))
        return dbn_dictionary_facts_load(load->language, &load->file, key->next,
                                         load->err);
    if (!dbn_span_equal(key->text, DBN_SPAN("language")))
        return dbn_yaml_refuse(load->err, &load->file, key,
                               "there is no key named '%.*s'", DBN_SHOWN(key->text));
    if (!dbn_span_equal(key->next->text, load->language->code))
        return dbn_yaml_refuse(load->err, &load->file, key->next,
                               "the language must be that of the folder, '%.*s'",
                               DBN_SHOWN(load->language->code));
    return DBN_OK;
}

dbn_status
dbn_language_load(dbn_profiles *profiles, const dbn_yaml *file, const char *code,
                  dbn_error *err)
{
    dbn_arena *arena = &profiles->arena;
    dbn_language *language = dbn_arena_alloc(arena, sizeof *language);
    if (language == NULL)
        return dbn_load_nomem(err);
    language->code = dbn_span_of(code);
    loader load = {
        .profiles = profiles, .language = language, .file = *file, .err = err};
    const dbn_yaml_node *root = load.file.root;
    if (root->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, &load.file, root, "a profile must be a map");
    for (const dbn_yaml_node *key = root->first; key != NULL; key = key->next->next)
        DBN_TRY(load_key(&load, key));
    bool is_neutral = dbn_span_equal(language->code, DBN_SPAN("und"));
    if (is_neutral ? profiles->neutral == NULL
                   : dbn_profiles_named(profiles, language->code) == NULL)
        return dbn_yaml_refuse(err, &load.file, root,
                               "'profiles' must have one named '%s'", code);
    if (is_neutral)
        return DBN_OK;
    if (profiles->languages.count == DBN_LANGUAGES_MAX)
        return dbn_fail(err, DBN_ERR_LIMIT, "more than %d languages",
                        DBN_LANGUAGES_MAX);
    if (dbn_vec_push(arena, &profiles->languages, language) != DBN_OK)
        return dbn_load_nomem(err);
    return DBN_OK;
}
