#include "flow/words.h"

#include "base/hash.h"

static uint64_t
hash_of(const dbn_check_options *options)
{
    uint64_t hash = DBN_HASH_START;
    for (uint32_t i = 0; i < options->word_count; i++) {
        const dbn_own_word *word = &options->words[i];
        hash = dbn_hash_mix(hash ^ dbn_hash_bytes(word->word));
        hash = dbn_hash_mix(hash ^ dbn_hash_bytes(word->model));
    }
    return options->word_count == 0 ? 0 : hash | 1;
}

dbn_status
dbn_words_prepare(dbn_words *words, dbn_dictionaries *dictionaries,
                  const dbn_profiles *profiles, const dbn_check_options *options,
                  dbn_error *err)
{
    uint64_t own = hash_of(options);
    if (words->spelling == NULL)
        DBN_TRY(dbn_spelling_new(&words->spelling, dictionaries, profiles, err));
    if (own == words->own)
        return DBN_OK;
    words->own = own;
    if (dbn_spelling_own(words->spelling, options->words, options->word_count) ==
        DBN_OK)
        return DBN_OK;
    return dbn_fail(err, DBN_ERR_NOMEM, "no memory is left");
}

void
dbn_words_release(dbn_words *words)
{
    dbn_spelling_free(words->spelling);
    *words = (dbn_words){0};
}
