#include "lang/speller.h"

#include "base/hash.h"
#include "lang/case.h"
#include "lang/language.h"

/* Verdicts that are kept: 256 KiB, most words of a language that news use. */
#define MEMORY_SLOTS 32768U

struct dbn_speller {
    dbn_spelling *owner;
    const dbn_dictionary *dictionary;
    const dbn_profile *profile;
    dbn_hunspell *hunspell;  /* NULL until it is needed */
    bool is_hunspell_broken; /* it could not be made: what is not written out is none */
    void *room;              /* dbn_speller_room() */
    uint64_t memory[MEMORY_SLOTS]; /* a hash, its lowest bit set for right */
};

struct dbn_spelling {
    dbn_dictionaries *dictionaries;
    const dbn_profiles *profiles;
    dbn_arena arena; /* of the own words */
    dbn_lexicon own;
    DBN_VEC(dbn_span) models; /* by the numbers of `own` */
    bool has_models;
    DBN_VEC(dbn_speller *) spellers;
    dbn_arena lists; /* of `spellers` */
    dbn_error missing;
};

dbn_status
dbn_spelling_new(dbn_spelling **out, dbn_dictionaries *dictionaries,
                 const dbn_profiles *profiles, dbn_error *err)
{
    dbn_spelling *spelling = calloc(1, sizeof *spelling);
    *out = NULL;
    if (spelling == NULL)
        return dbn_load_nomem(err);
    spelling->dictionaries = dictionaries;
    spelling->profiles = profiles;
    dbn_arena_init(&spelling->arena, 0);
    dbn_arena_init(&spelling->lists, 0);
    *out = spelling;
    return DBN_OK;
}

void
dbn_spelling_free(dbn_spelling *spelling)
{
    if (spelling == NULL)
        return;
    for (uint32_t i = 0; i < spelling->spellers.count; i++) {
        dbn_hunspell_free(spelling->spellers.items[i]->hunspell);
        free(spelling->spellers.items[i]->room);
        free(spelling->spellers.items[i]);
    }
    dbn_arena_release(&spelling->arena);
    dbn_arena_release(&spelling->lists);
    free(spelling);
}

dbn_status
dbn_spelling_own(dbn_spelling *spelling, const dbn_own_word *words, uint32_t count)
{
    dbn_arena_release(&spelling->arena);
    spelling->own = (dbn_lexicon){0};
    spelling->models.items = NULL;
    spelling->models.count = spelling->models.cap = 0;
    spelling->has_models = false;
    for (uint32_t i = 0; i < spelling->spellers.count; i++) {
        dbn_speller *s = spelling->spellers.items[i];
        memset(s->memory, 0, sizeof s->memory);
        dbn_hunspell_free(s->hunspell); /* it has the old ones */
        s->hunspell = NULL;
    }
    for (uint32_t i = 0; i < count; i++) {
        uint32_t number;
        dbn_span model = dbn_arena_copy(&spelling->arena, words[i].model);
        if (model.ptr == NULL || dbn_lexicon_add(&number, &spelling->own, words[i].word,
                                                 &spelling->arena) != DBN_OK)
            return DBN_ERR_NOMEM;
        if (number == spelling->models.count)
            DBN_TRY(dbn_vec_push(&spelling->arena, &spelling->models, model));
        spelling->has_models |= model.len > 0;
    }
    return DBN_OK;
}

dbn_speller *
dbn_spelling_find(dbn_spelling *spelling, const dbn_profile *profile)
{
    dbn_span lang = dbn_profile_lang(profile);
    spelling->missing = (dbn_error){0};
    for (uint32_t i = 0; i < spelling->spellers.count; i++)
        if (dbn_span_equal(dbn_profile_lang(spelling->spellers.items[i]->profile),
                           lang))
            return spelling->spellers.items[i];
    const dbn_dictionary *dictionary;
    dbn_status status = dbn_dictionaries_find(&dictionary, spelling->dictionaries,
                                              profile, &spelling->missing);
    if (status != DBN_OK || dictionary == NULL)
        return NULL;
    dbn_speller *speller = calloc(1, sizeof *speller);
    if (speller == NULL ||
        dbn_vec_push(&spelling->lists, &spelling->spellers, speller) != DBN_OK) {
        free(speller);
        return NULL;
    }
    speller->owner = spelling;
    speller->dictionary = dictionary;
    speller->profile = profile;
    return speller;
}

const dbn_profiles *
dbn_spelling_profiles(const dbn_spelling *spelling)
{
    return spelling->profiles;
}

const dbn_error *
dbn_spelling_missing(const dbn_spelling *spelling)
{
    return &spelling->missing;
}

const dbn_dictionary *
dbn_speller_dictionary(const dbn_speller *speller)
{
    return speller->dictionary;
}

const dbn_profile *
dbn_speller_profile(const dbn_speller *speller)
{
    return speller->profile;
}

/* As it stands in the list, or with the capitals that any word may have. */
static bool
is_own(const dbn_speller *s, dbn_span word)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    const dbn_lexicon *own = &s->owner->own;
    if (own->words.count == 0 || word.len > sizeof bytes / 2)
        return false;
    if (dbn_lexicon_find(own, word) != DBN_NONE)
        return true;
    dbn_case written = dbn_case_of(word);
    if (written != DBN_CASE_CAPITAL && written != DBN_CASE_ALL)
        return false;
    dbn_span small = {bytes, dbn_case_lower(bytes, sizeof bytes, word, false)};
    if (dbn_lexicon_find(own, small) != DBN_NONE)
        return true;
    small.len = dbn_case_lower(bytes, sizeof bytes, word, true);
    return written == DBN_CASE_ALL && dbn_lexicon_find(own, small) != DBN_NONE;
}

/* hunspell with the own words that have models; false where it could not be made. */
static bool
wake_hunspell(dbn_speller *s)
{
    if (s->hunspell != NULL)
        return true;
    if (s->is_hunspell_broken ||
        dbn_hunspell_new(&s->hunspell, s->dictionary, NULL) != DBN_OK) {
        s->is_hunspell_broken = true;
        return false;
    }
    const dbn_spelling *owner = s->owner;
    for (uint32_t i = 0; i < owner->models.count; i++)
        if (owner->models.items[i].len > 0)
            dbn_hunspell_add(s->hunspell, owner->own.words.items[i],
                             owner->models.items[i]);
    return true;
}

bool
dbn_speller_lists(const dbn_speller *speller, dbn_span word)
{
    return dbn_dictionary_word(speller->dictionary, word, (dbn_span){"", 0}) ==
           DBN_VERDICT_WORD;
}

bool
dbn_speller_accepts(dbn_speller *speller, dbn_span word, dbn_span elision)
{
    dbn_verdict verdict = dbn_dictionary_word(speller->dictionary, word, elision);
    if (verdict == DBN_VERDICT_WORD || is_own(speller, word))
        return true;
    bool may_be_made =
        dbn_dictionary_is_open(speller->dictionary) || speller->owner->has_models;
    return verdict == DBN_VERDICT_UNKNOWN && may_be_made && wake_hunspell(speller) &&
           dbn_hunspell_accepts(speller->hunspell, word);
}

dbn_memory
dbn_speller_recall(const dbn_speller *speller, uint64_t hash)
{
    uint64_t kept = speller->memory[hash >> 20 & (MEMORY_SLOTS - 1)];
    if ((kept ^ hash) >> 1 != 0 || kept >> 1 == 0)
        return DBN_MEMORY_NONE;
    return (kept & 1) != 0 ? DBN_MEMORY_RIGHT : DBN_MEMORY_WRONG;
}

void
dbn_speller_remember(dbn_speller *speller, uint64_t hash, bool is_right)
{
    speller->memory[hash >> 20 & (MEMORY_SLOTS - 1)] =
        (hash & ~UINT64_C(1)) | (is_right ? 1 : 0);
}

void *
dbn_speller_room(dbn_speller *speller, size_t size)
{
    if (speller->room == NULL)
        speller->room = calloc(1, size);
    return speller->room;
}
