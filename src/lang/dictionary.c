/*
 * Dictionaries: found, expanded once, mapped.
 *
 * A file of the cache is named after its language and a number made from all that it
 * was made from, so that a new dictionary of Debian, or a new doublon, makes a new one.
 * It is written beside its name and renamed, and a checksum is looked at: whoever reads
 * one reads all of it, or makes it himself.
 */
#include "lang/dictionary.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/hash.h"
#include "base/utf8.h"
#include "lang/automaton.h"
#include "lang/case.h"
#include "lang/dictionary_inside.h"
#include "lang/frequency.h"
#include "lang/language.h"
#include "lang/mapped.h"

#define FILE_BYTES_MAX (64U << 20)
#define MORPHOLOGY     "morphology.yaml"
#define LOCK_WAIT      1000000L /* ns between two tries */

/* What makes other words or other numbers of the same files counts it up. */
#define MADE_BY UINT64_C(4)

struct dbn_dictionaries {
    dbn_arena arena;
    const char *folder, *cache, *dicts;
    atomic_flag lock;
    DBN_VEC(dbn_dictionary *) all;
};

/* ---- one at a time ------------------------------------------------------------ */

/* Dictionaries are opened, and hunspell is made, so rarely that who waits may sleep. */
static void
lock(dbn_dictionaries *d)
{
    while (atomic_flag_test_and_set_explicit(&d->lock, memory_order_acquire))
        nanosleep(&(struct timespec){.tv_nsec = LOCK_WAIT}, NULL);
}

static void
unlock(dbn_dictionaries *d)
{
    atomic_flag_clear_explicit(&d->lock, memory_order_release);
}

void
dbn_dictionary_lock(const dbn_dictionary *dictionary)
{
    lock(dictionary->owner);
}

void
dbn_dictionary_unlock(const dbn_dictionary *dictionary)
{
    unlock(dictionary->owner);
}

/* ---- making a lexicon ----------------------------------------------------------- */

/* The files that one is made from. */
typedef struct sources {
    dbn_span aff, dic, frequencies, morphology;
    uint64_t key;
} sources;

static dbn_status
make_lexicon(dbn_span *out, const dbn_dictionary *d, const sources *from,
             dbn_arena *arena, dbn_error *err)
{
    dbn_affixes affixes;
    dbn_expansion expansion;
    uint8_t *frequencies;
    dbn_automaton_input in = {.expansion = &expansion, .key = from->key};
    DBN_TRY(dbn_affixes_read(&affixes, from->aff, arena, err));
    DBN_TRY(dbn_affixes_judge(&affixes, &d->morphology.inflection, arena));
    DBN_TRY(dbn_expand(&expansion, &affixes, from->dic, arena));
    dbn_forms_sort(&expansion);
    DBN_TRY(dbn_frequencies_make(&frequencies, &expansion, from->frequencies, arena));
    in.frequencies = frequencies;
    in.is_open = affixes.is_open;
    return dbn_automaton_make(out, &in, arena, err);
}

/* ---- the cache --------------------------------------------------------------------
 */

/* Mapped twice: the pages that were read for the checksum go again, and only those that
 * words are found on come back. */
static bool
map_lexicon(dbn_dictionary *d, const char *path, uint64_t key)
{
    struct stat status;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    bool is_good = fstat(fd, &status) == 0 && status.st_size > 0;
    for (int time = 0; time < 2 && is_good; time++) {
        size_t size = (size_t)status.st_size;
        void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        dbn_span file = {bytes, size};
        if (bytes == MAP_FAILED) {
            is_good = false;
            break;
        }
        is_good = dbn_automaton_open(&d->words, file, key) &&
                  (time > 0 || dbn_automaton_is_whole(&d->words, file));
        if (is_good && time > 0) {
            d->mapped = bytes;
            d->mapped_len = size;
        } else {
            (void)munmap(bytes, size);
        }
    }
    (void)close(fd);
    return is_good;
}

static bool
write_all(int fd, dbn_span bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes = (dbn_span){bytes.ptr + written, bytes.len - (size_t)written};
    }
    return true;
}

/* All folders of a path but its last part; those that are there stay. */
static void
make_folders(char *path)
{
    for (char *at = path + 1; *at != '\0'; at++) {
        if (*at != '/')
            continue;
        *at = '\0';
        (void)mkdir(path, 0700);
        *at = '/';
    }
}

static bool
keep_lexicon(const char *path, dbn_span bytes, dbn_arena *arena)
{
    size_t len = strlen(path);
    char *beside = dbn_arena_alloc(arena, len + sizeof ".XXXXXX");
    if (beside == NULL)
        return false;
    memcpy(beside, path, len);
    memcpy(beside + len, ".XXXXXX", sizeof ".XXXXXX");
    make_folders(beside);
    int fd = mkstemp(beside);
    if (fd < 0)
        return false;
    bool is_kept = write_all(fd, bytes);
    is_kept = close(fd) == 0 && is_kept;
    is_kept = is_kept && rename(beside, path) == 0;
    if (!is_kept)
        (void)unlink(beside);
    return is_kept;
}

static const char *
cache_path(const dbn_dictionaries *all, const dbn_dictionary *d, uint64_t key,
           dbn_arena *arena)
{
    char name[64];
    if (all->cache == NULL)
        return NULL;
    (void)snprintf(name, sizeof name, "%.*s-%016llx.lexicon", (int)d->lang.len,
                   d->lang.ptr, (unsigned long long)key);
    return dbn_path_join(arena, all->cache, name);
}

/* In memory of its own: the arena also holds all that it was made from. */
static dbn_status
keep_in_memory(dbn_dictionary *d, dbn_span bytes, uint64_t key, dbn_error *err)
{
    void *copy = malloc(bytes.len);
    if (copy == NULL)
        return dbn_load_nomem(err);
    memcpy(copy, bytes.ptr, bytes.len);
    d->own = copy;
    if (!dbn_automaton_open(&d->words, (dbn_span){copy, bytes.len}, key))
        return dbn_fail(err, DBN_ERR_LIMIT, "the dictionary '%s' cannot be used",
                        d->dic);
    return DBN_OK;
}

/* ---- opening ----------------------------------------------------------------------
 */

/* dicts/<lang>/`name` */
static dbn_status
path_of_own(const char **out, const dbn_dictionaries *all, dbn_dictionary *d,
            const char *name, dbn_arena *arena)
{
    char lang[DBN_TAG_MAX + 1] = {0};
    memcpy(lang, d->lang.ptr, d->lang.len < DBN_TAG_MAX ? d->lang.len : DBN_TAG_MAX);
    const char *folder = dbn_path_join(arena, all->dicts, lang);
    *out = folder == NULL ? NULL : dbn_path_join(arena, folder, name);
    return *out == NULL ? dbn_load_nomem(&d->err) : DBN_OK;
}

/* Its bytes, none where it is not there. `path` may be NULL. */
static dbn_status
read_own(dbn_span *out, const char **path, const dbn_dictionaries *all,
         dbn_dictionary *d, const char *name, dbn_arena *arena)
{
    const char *file;
    *out = (dbn_span){"", 0};
    DBN_TRY(path_of_own(&file, all, d, name, arena));
    if (path != NULL)
        *path = file;
    return access(file, R_OK) != 0
               ? DBN_OK
               : dbn_file_read(out, file, FILE_BYTES_MAX, arena, &d->err);
}

/* Words change as their language does, whether there is a dictionary or not. */
static dbn_status
load_inflection(const dbn_dictionaries *all, dbn_dictionary *d)
{
    dbn_span bytes = {"", 0};
    const char *path = NULL;
    d->morphology.dictionary = d;
    DBN_TRY(read_own(&bytes, &path, all, d, MORPHOLOGY, &d->arena));
    return dbn_inflection_load(&d->morphology.inflection, path, bytes, &d->arena,
                               &d->err);
}

static void
unmap_sources(const sources *from)
{
    dbn_file_unmap(from->aff);
    dbn_file_unmap(from->dic);
    dbn_file_unmap(from->frequencies);
}

/* Only where a lexicon must be made is anything done with their bytes but to hash them.
 */
static dbn_status
map_sources(sources *out, const dbn_dictionaries *all, dbn_dictionary *d,
            dbn_arena *arena, dbn_error *err)
{
    const char *path;
    DBN_TRY(dbn_file_map(&out->aff, d->aff, FILE_BYTES_MAX, err));
    DBN_TRY(dbn_file_map(&out->dic, d->dic, FILE_BYTES_MAX, err));
    DBN_TRY(path_of_own(&path, all, d, "frequencies.txt", arena));
    if (access(path, R_OK) == 0)
        DBN_TRY(dbn_file_map(&out->frequencies, path, FILE_BYTES_MAX, err));
    DBN_TRY(read_own(&out->morphology, NULL, all, d, MORPHOLOGY, arena));
    out->key = dbn_file_hash(DBN_HASH_START ^ MADE_BY, out->aff);
    out->key = dbn_file_hash(out->key, out->dic);
    out->key = dbn_file_hash(out->key, out->frequencies);
    out->key = dbn_file_hash(out->key, out->morphology);
    return DBN_OK;
}

static dbn_status
take_lexicon(const dbn_dictionaries *all, dbn_dictionary *d, const sources *from,
             dbn_arena *arena, dbn_error *err)
{
    dbn_span bytes;
    const char *path = cache_path(all, d, from->key, arena);
    if (path != NULL && map_lexicon(d, path, from->key))
        return DBN_OK;
    dbn_status status = make_lexicon(&bytes, d, from, arena, err);
    if (status == DBN_ERR_NOMEM)
        return dbn_load_nomem(err);
    DBN_TRY(status);
    if (path != NULL && keep_lexicon(path, bytes, arena) &&
        map_lexicon(d, path, from->key))
        return DBN_OK;
    return keep_in_memory(d, bytes, from->key, err);
}

static dbn_status
open_lexicon(const dbn_dictionaries *all, dbn_dictionary *d, dbn_arena *arena,
             dbn_error *err)
{
    const dbn_span nothing = {"", 0};
    sources from = {nothing, nothing, nothing, nothing, 0};
    dbn_status status = map_sources(&from, all, d, arena, err);
    if (status == DBN_OK)
        status = take_lexicon(all, d, &from, arena, err);
    unmap_sources(&from);
    return status;
}

/* The first of its names under which both files are there. */
static dbn_status
find_files(const dbn_dictionaries *all, dbn_dictionary *d, const dbn_profile *profile)
{
    dbn_dictionary_facts names = dbn_profile_dictionary(profile);
    for (uint32_t i = 0; i < names.count; i++) {
        char name[64];
        for (int k = 0; k < 2; k++) {
            (void)snprintf(name, sizeof name, "%.*s.%s", (int)names.names[i].len,
                           names.names[i].ptr, k == 0 ? "aff" : "dic");
            const char *path = dbn_path_join(&d->arena, all->folder, name);
            if (path == NULL)
                return dbn_load_nomem(&d->err);
            *(k == 0 ? &d->aff : &d->dic) = path;
        }
        if (access(d->aff, R_OK) == 0 && access(d->dic, R_OK) == 0)
            return DBN_OK;
    }
    return dbn_fail(&d->err, DBN_ERR_USAGE,
                    "no dictionary of '%.*s' in '%s': install the package %.*s",
                    DBN_SHOWN(d->lang), all->folder, DBN_SHOWN(names.package));
}

/* Opening goes on where it failed only in that the language has no words then. */
static dbn_status
open_dictionary(dbn_dictionary **out, dbn_dictionaries *all, const dbn_profile *profile)
{
    dbn_arena scratch;
    dbn_dictionary *d = calloc(1, sizeof *d);
    *out = NULL;
    if (d == NULL)
        return DBN_ERR_NOMEM;
    dbn_arena_init(&d->arena, 0);
    dbn_arena_init(&scratch, 0);
    d->owner = all;
    d->lang = dbn_profile_lang(profile);
    d->status = load_inflection(all, d);
    if (d->status == DBN_OK)
        d->status = find_files(all, d, profile);
    if (d->status == DBN_OK)
        d->status = open_lexicon(all, d, &scratch, &d->err);
    dbn_arena_release(&scratch);
    if (dbn_vec_push(&all->arena, &all->all, d) != DBN_OK) {
        dbn_dictionary_release(d);
        return DBN_ERR_NOMEM;
    }
    *out = d;
    return DBN_OK;
}

/* That of the profile's language, whatever came of opening it. */
static dbn_status
find_or_open(dbn_dictionary **found, dbn_dictionaries *all, const dbn_profile *profile,
             dbn_error *err)
{
    dbn_status status = DBN_OK;
    *found = NULL;
    lock(all);
    for (uint32_t i = 0; i < all->all.count && *found == NULL; i++)
        if (dbn_span_equal(all->all.items[i]->lang, dbn_profile_lang(profile)))
            *found = all->all.items[i];
    if (*found == NULL)
        status = open_dictionary(found, all, profile);
    unlock(all);
    return status == DBN_OK ? DBN_OK : dbn_load_nomem(err);
}

dbn_status
dbn_dictionaries_find(const dbn_dictionary **out, dbn_dictionaries *all,
                      const dbn_profile *profile, dbn_error *err)
{
    dbn_dictionary *found;
    *out = NULL;
    if (dbn_profile_dictionary(profile).count == 0)
        return DBN_OK;
    DBN_TRY(find_or_open(&found, all, profile, err));
    if (found->status == DBN_OK)
        *out = found;
    else if (err != NULL)
        *err = found->err;
    return found->status;
}

dbn_status
dbn_dictionaries_morphology(const dbn_morphology **out, dbn_dictionaries *all,
                            const dbn_profile *profile, dbn_error *err)
{
    dbn_dictionary *found;
    *out = NULL;
    DBN_TRY(find_or_open(&found, all, profile, err));
    assert(found != NULL);
    if (found->status == DBN_OK && !dbn_automaton_kin_is_whole(&found->words))
        return dbn_fail(err, DBN_ERR_IO, "a broken file of '%.*s' in the cache '%s'",
                        DBN_SHOWN(found->lang), all->cache == NULL ? "" : all->cache);
    if (found->status != DBN_OK && found->status != DBN_ERR_USAGE) {
        if (err != NULL)
            *err = found->err;
        return found->status;
    }
    *out = &found->morphology;
    return DBN_OK;
}

void
dbn_dictionary_release(dbn_dictionary *d)
{
    if (d->mapped != NULL)
        (void)munmap(d->mapped, d->mapped_len);
    free(d->own);
    dbn_arena_release(&d->arena);
    free(d);
}

dbn_status
dbn_dictionaries_new(dbn_dictionaries **out, const dbn_dictionary_places *places,
                     dbn_error *err)
{
    dbn_dictionaries *all = calloc(1, sizeof *all);
    *out = NULL;
    if (all == NULL)
        return dbn_load_nomem(err);
    dbn_arena_init(&all->arena, 0);
    atomic_flag_clear(&all->lock);
    dbn_span folder = dbn_span_of(places->folder), dicts = dbn_span_of(places->dicts);
    dbn_span cache = dbn_span_of(places->cache == NULL ? "" : places->cache);
    folder.len++; /* with its NUL */
    dicts.len++;
    cache.len++;
    all->folder = dbn_arena_copy(&all->arena, folder).ptr;
    all->dicts = dbn_arena_copy(&all->arena, dicts).ptr;
    all->cache = dbn_arena_copy(&all->arena, cache).ptr;
    if (all->folder == NULL || all->dicts == NULL || all->cache == NULL) {
        dbn_dictionaries_free(all);
        return dbn_load_nomem(err);
    }
    if (places->cache == NULL)
        all->cache = NULL;
    *out = all;
    return DBN_OK;
}

void
dbn_dictionaries_free(dbn_dictionaries *all)
{
    if (all == NULL)
        return;
    for (uint32_t i = 0; i < all->all.count; i++)
        dbn_dictionary_release(all->all.items[i]);
    dbn_arena_release(&all->arena);
    free(all);
}

/* ---- words ------------------------------------------------------------------------
 */

static bool
takes_elision(const dbn_automaton *a, uint32_t traits, dbn_span elision)
{
    for (uint32_t i = 0; i < a->head->elision_count; i++)
        if (dbn_span_equal(dbn_span_of(a->head->elisions[i]), elision))
            return (traits & 1U << i) != 0;
    return false;
}

/* What the list says of exactly these letters. `is_own` false: the word has capitals
 * that it does not have there. */
static dbn_verdict
look_up(const dbn_dictionary *d, dbn_span word, dbn_span elision, bool is_own)
{
    uint8_t symbols[DBN_SYMBOLS_WORD_MAX];
    uint32_t count = dbn_automaton_encode(symbols, &d->words, word);
    uint32_t number =
        count == 0 ? DBN_NONE : dbn_automaton_find(&d->words, symbols, count);
    if (number == DBN_NONE)
        return DBN_VERDICT_UNKNOWN;
    uint32_t traits = d->words.trait_sets[d->words.words[number].traits];
    if ((traits & DBN_TRAIT_FORBIDDEN) != 0)
        return DBN_VERDICT_FORBIDDEN;
    if ((!is_own && (traits & DBN_TRAIT_KEEPS_CASE) != 0) ||
        (elision.len > 0 && !takes_elision(&d->words, traits, elision)))
        return DBN_VERDICT_UNKNOWN;
    return DBN_VERDICT_WORD;
}

dbn_verdict
dbn_dictionary_word(const dbn_dictionary *dictionary, dbn_span word, dbn_span elision)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    dbn_verdict verdict = look_up(dictionary, word, elision, true);
    dbn_case written = dbn_case_of(word);
    if (verdict != DBN_VERDICT_UNKNOWN || written == DBN_CASE_SMALL ||
        written == DBN_CASE_MIXED || word.len > sizeof bytes / 2)
        return verdict;
    dbn_span small = {bytes, dbn_case_lower(bytes, sizeof bytes, word, false)};
    verdict = look_up(dictionary, small, elision, false);
    if (verdict != DBN_VERDICT_UNKNOWN || written != DBN_CASE_ALL)
        return verdict;
    small.len = dbn_case_lower(bytes, sizeof bytes, word, true);
    return look_up(dictionary, small, elision, false);
}

uint32_t
dbn_dictionary_frequency(const dbn_dictionary *dictionary, dbn_span word)
{
    const dbn_automaton *a = &dictionary->words;
    uint8_t symbols[DBN_SYMBOLS_WORD_MAX];
    uint32_t count = dbn_automaton_encode(symbols, a, word);
    uint32_t number = count == 0 ? DBN_NONE : dbn_automaton_find(a, symbols, count);
    return number == DBN_NONE ? 0 : a->words[number].frequency;
}

bool
dbn_dictionary_is_open(const dbn_dictionary *dictionary)
{
    return dictionary->words.head->is_open != 0;
}

uint32_t
dbn_dictionary_word_count(const dbn_dictionary *dictionary)
{
    return dictionary->words.head->word_count;
}

uint32_t
dbn_dictionary_spell(char out[DBN_DICTIONARY_WORD_MAX],
                     const dbn_dictionary *dictionary, uint32_t index)
{
    const dbn_automaton *a = &dictionary->words;
    uint32_t first = a->head->root, len = 0;
    while (first != 0) {
        uint32_t at = first; /* the last edge whose words do not begin behind it */
        while ((a->edges[at] & DBN_EDGE_LAST) == 0 && a->before[at + 1] <= index)
            at++;
        index -= a->before[at];
        len +=
            dbn_utf8_encode(out + len, a->head->codes[DBN_EDGE_SYMBOL(a->edges[at])]);
        if ((a->edges[at] & DBN_EDGE_ENDS) != 0 && index-- == 0)
            break;
        first = DBN_EDGE_TARGET(a->edges[at]);
    }
    return len;
}
