#include "lang/profile.h"

#include <errno.h>

#include "lang/language.h"
#include "lang/mapped.h"

const dbn_profile *
dbn_profiles_named(const dbn_profiles *profiles, dbn_span name)
{
    for (uint32_t i = 0; i < profiles->profiles.count; i++)
        if (dbn_span_equal_ascii(profiles->profiles.items[i]->name, name))
            return profiles->profiles.items[i];
    return NULL;
}

const dbn_profile *
dbn_profiles_find(const dbn_profiles *profiles, dbn_span tag)
{
    char bytes[DBN_TAG_MAX];
    dbn_span name = dbn_profiles_tag(bytes, profiles, tag);
    while (name.len > 0) {
        const dbn_profile *profile = dbn_profiles_named(profiles, name);
        if (profile != NULL)
            return profile;
        while (name.len > 0 && name.ptr[name.len - 1] != '-')
            name.len--;
        name.len -= name.len > 0;
    }
    return profiles->neutral;
}

bool
dbn_profiles_has(const dbn_profiles *profiles, dbn_nearest *search)
{
    char bytes[DBN_TAG_MAX];
    for (uint32_t i = 0; i < profiles->profiles.count; i++) {
        dbn_span name = profiles->profiles.items[i]->name;
        dbn_nearest_try(search, name);
        if (dbn_span_equal_ascii(name, search->wanted))
            return true;
    }
    return dbn_profiles_tag(bytes, profiles, search->wanted).len > 0 &&
           dbn_profiles_find(profiles, search->wanted) == profiles->neutral;
}

dbn_span
dbn_profiles_language(const dbn_profiles *profiles, uint32_t index)
{
    if (index >= profiles->languages.count)
        return (dbn_span){0};
    return profiles->languages.items[index]->code;
}

dbn_span
dbn_profile_lang(const dbn_profile *profile)
{
    return profile->language->code;
}

dbn_span
dbn_profile_name(const dbn_profile *profile)
{
    return profile->name;
}

const dbn_letter_stats *
dbn_profiles_letters(const dbn_profiles *profiles)
{
    return profiles->letters.languages == 0 ? NULL : &profiles->letters;
}

const dbn_letter_stats *
dbn_profile_letters(const dbn_profile *profile)
{
    return profile->letters->languages == 0 ? NULL : profile->letters;
}

bool
dbn_profile_may_know(const dbn_profile *profile, uint64_t start, uint32_t len)
{
    uint32_t bit = dbn_sieve_bit(start, len);
    return profile->language->sieve[bit / 64] >> bit % 64 & 1;
}

bool
dbn_profile_may_value(const dbn_profile *profile, uint64_t start, uint32_t len)
{
    uint32_t bit = dbn_value_bit(start, len);
    return profile->language->values[bit / 64] >> bit % 64 & 1;
}

bool
dbn_profile_may_count(const dbn_profile *profile, uint64_t start)
{
    uint32_t bit = dbn_count_bit(start);
    return profile->language->counts[bit / 64] >> bit % 64 & 1;
}

dbn_word
dbn_profile_word(const dbn_profile *profile, dbn_span folded)
{
    uint32_t number = dbn_lexicon_find(&profile->language->lexicon, folded);
    return number == DBN_NONE ? (dbn_word){0} : profile->language->words.items[number];
}

const dbn_listed_word *
dbn_profile_listed(const dbn_profile *profile, uint32_t *count)
{
    *count = profile->language->listed.count;
    return profile->language->listed.items;
}

dbn_notation
dbn_profile_notation(const dbn_profile *profile)
{
    return profile->notation;
}

static int
by_name(const void *a, const void *b)
{
    const dbn_profile *const *left = a;
    const dbn_profile *const *right = b;
    return dbn_span_order((*left)->name, (*right)->name);
}

/** True also where the system refuses: reading it will say why. */
static bool
has_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return errno != ENOENT && errno != ENOTDIR;
    (void)fclose(file);
    return true;
}

/** For a folder that has no dicts/und: no words, the notation of programs. */
static dbn_status
make_neutral(dbn_profiles *profiles, dbn_error *err)
{
    dbn_language *language = dbn_arena_alloc(&profiles->arena, sizeof *language);
    dbn_profile *profile = dbn_arena_alloc(&profiles->arena, sizeof *profile);
    if (language == NULL || profile == NULL)
        return dbn_load_nomem(err);
    language->code = DBN_SPAN("und");
    profile->language = language;
    profile->name = language->code;
    profile->weights = &profiles->weights;
    profile->letters = &profiles->letters;
    profile->notation = (dbn_notation){.groups = DBN_GROUP_SPACE, .decimal = '.'};
    profiles->neutral = profile;
    return DBN_OK;
}

/** What reads a file of its own. */
typedef dbn_status (*take)(dbn_profiles *profiles, const dbn_yaml *file,
                           dbn_error *err);

/** Read `name` below `dir` where it is there. */
static dbn_status
load_file(dbn_profiles *profiles, const char *dir, const char *name, take take_file,
          dbn_error *err)
{
    const char *path = dbn_path_join(&profiles->arena, dir, name);
    dbn_yaml file;
    if (path == NULL)
        return dbn_load_nomem(err);
    if (!has_file(path))
        return DBN_OK;
    DBN_TRY(dbn_yaml_read(&file, path, &profiles->arena, err));
    return take_file(profiles, &file, err);
}

/** A file that lives as long as the profiles. */
static dbn_status
map_file(dbn_span *out, dbn_profiles *profiles, const char *path, size_t max,
         dbn_error *err)
{
    DBN_TRY(dbn_file_map(out, path, max, err));
    if (dbn_vec_push(&profiles->arena, &profiles->mapped, *out) == DBN_OK)
        return DBN_OK;
    dbn_file_unmap(*out);
    return dbn_load_nomem(err);
}

/** The largest statistics of letters, and the largest list of words. */
#define LETTERS_MAX ((size_t)32 << 20)

/** Take words.bin, which only says more than letters do. */
static dbn_status
load_listed(dbn_profiles *profiles, const char *dir, dbn_error *err)
{
    const char *path = dbn_path_join(&profiles->arena, dir, "words.bin");
    dbn_span file;
    if (path == NULL)
        return dbn_load_nomem(err);
    if (!has_file(path))
        return DBN_OK;
    DBN_TRY(map_file(&file, profiles, path, LETTERS_MAX, err));
    if (dbn_letters_take_words(&profiles->letters, file, err) != DBN_OK)
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "'%s' is no list of words for these statistics of "
                        "letters, or is cut off",
                        path);
    return DBN_OK;
}

/** Take letters.bin; its languages that have no profile tell what a text is not. */
static dbn_status
load_letters(dbn_profiles *profiles, const char *dir, dbn_error *err)
{
    const char *path = dbn_path_join(&profiles->arena, dir, "letters.bin");
    dbn_span file;
    if (path == NULL)
        return dbn_load_nomem(err);
    if (!has_file(path))
        return DBN_OK;
    DBN_TRY(map_file(&file, profiles, path, LETTERS_MAX, err));
    if (dbn_letters_open(&profiles->letters, file, err) != DBN_OK)
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "'%s' is no statistics of letters of this "
                        "version, or is cut off",
                        path);
    for (uint32_t i = 0; i < profiles->letters.ours; i++)
        profiles->columns[i] =
            dbn_profiles_named(profiles, dbn_letters_name(&profiles->letters, i));
    return load_listed(profiles, dir, err);
}

/** The largest list of frequencies. */
#define FREQUENCIES_MAX ((size_t)32 << 20)

/** Take the words of frequencies.txt into the language, where its folder has them. */
static dbn_status
load_words(dbn_profiles *profiles, dbn_language *language, const char *folder,
           dbn_error *err)
{
    dbn_arena *arena = &profiles->arena;
    const char *path = dbn_path_join(arena, folder, "frequencies.txt");
    dbn_span file;
    if (path == NULL)
        return dbn_load_nomem(err);
    if (!has_file(path))
        return DBN_OK;
    DBN_TRY(map_file(&file, profiles, path, FREQUENCIES_MAX, err));
    language->gaps = dbn_arena_alloc(arena, sizeof *language->gaps);
    if (language->gaps == NULL)
        return dbn_load_nomem(err);
    language->gaps->file = file;
    return DBN_OK;
}

static dbn_status
load_all(dbn_profiles *profiles, const char *dir, dbn_error *err)
{
    dbn_arena *arena = &profiles->arena;
    dbn_names names;
    DBN_TRY(dbn_folder_names(&names, dir, arena, err));
    for (uint32_t i = 0; i < names.count; i++) {
        const char *folder = dbn_path_join(arena, dir, names.items[i]);
        const char *path =
            folder == NULL ? NULL : dbn_path_join(arena, folder, "profile.yaml");
        if (path == NULL)
            return dbn_load_nomem(err);
        if (!has_file(path))
            continue;
        dbn_yaml file;
        DBN_TRY(dbn_yaml_read(&file, path, arena, err));
        uint32_t count = profiles->languages.count;
        DBN_TRY(dbn_language_load(profiles, &file, names.items[i], err));
        if (profiles->languages.count > count)
            DBN_TRY(
                load_words(profiles, profiles->languages.items[count], folder, err));
    }
    DBN_TRY(load_file(profiles, dir, "web/classes.yaml", dbn_classes_load, err));
    DBN_TRY(load_file(profiles, dir, "web/weights.yaml", dbn_weights_load, err));
    DBN_TRY(load_file(profiles, dir, "languages.yaml", dbn_codes_load, err));
    if (profiles->languages.count == 0)
        return dbn_fail(err, DBN_ERR_USAGE,
                        "no language in '%s': it has no */profile.yaml", dir);
    if (profiles->neutral == NULL)
        DBN_TRY(make_neutral(profiles, err));
    if (profiles->profiles.count > 1)
        qsort(profiles->profiles.items, profiles->profiles.count,
              sizeof *profiles->profiles.items, by_name);
    DBN_TRY(load_letters(profiles, dir, err));
    return dbn_voters_gather(profiles, err);
}

dbn_status
dbn_profiles_load(dbn_profiles **out, const char *dir, dbn_error *err)
{
    *out = NULL;
    dbn_profiles *profiles = calloc(1, sizeof *profiles);
    if (profiles == NULL)
        return dbn_load_nomem(err);
    dbn_arena_init(&profiles->arena, 0);
    dbn_status status = load_all(profiles, dir, err);
    if (status != DBN_OK) {
        dbn_profiles_free(profiles);
        return status;
    }
    *out = profiles;
    return DBN_OK;
}

void
dbn_profiles_free(dbn_profiles *profiles)
{
    if (profiles == NULL)
        return;
    for (uint32_t i = 0; i < profiles->languages.count; i++)
        if (profiles->languages.items[i]->gaps != NULL)
            dbn_gaps_release(profiles->languages.items[i]->gaps);
    for (uint32_t i = 0; i < profiles->mapped.count; i++)
        dbn_file_unmap(profiles->mapped.items[i]);
    dbn_arena_release(&profiles->arena);
    free(profiles);
}
