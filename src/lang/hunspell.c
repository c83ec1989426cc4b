#include <hunspell.h>

#include "lang/dictionary_inside.h"
#include "lang/language.h"

struct dbn_hunspell {
    Hunhandle *handle;
    const dbn_dictionary *dictionary;
};

dbn_status
dbn_hunspell_new(dbn_hunspell **out, const dbn_dictionary *dictionary, dbn_error *err)
{
    dbn_hunspell *hunspell = calloc(1, sizeof *hunspell);
    *out = NULL;
    if (hunspell == NULL)
        return dbn_load_nomem(err);
    hunspell->dictionary = dictionary;
    /* Its tables of letters are made by whoever comes first, without a lock. That both
     * files are there is known already: it makes an empty one where they are not. */
    dbn_dictionary_lock(dictionary);
    hunspell->handle = Hunspell_create(dictionary->aff, dictionary->dic);
    dbn_dictionary_unlock(dictionary);
    if (hunspell->handle == NULL) {
        free(hunspell);
        return dbn_load_nomem(err);
    }
    *out = hunspell;
    return DBN_OK;
}

void
dbn_hunspell_free(dbn_hunspell *hunspell)
{
    if (hunspell == NULL)
        return;
    dbn_dictionary_lock(hunspell->dictionary);
    Hunspell_destroy(hunspell->handle);
    dbn_dictionary_unlock(hunspell->dictionary);
    free(hunspell);
}

/* As a C string; false where it is none or too long to be a word. */
static bool
terminate(char out[DBN_DICTIONARY_WORD_MAX], dbn_span word)
{
    if (word.len == 0 || word.len >= DBN_FORM_MAX ||
        memchr(word.ptr, '\0', word.len) != NULL)
        return false;
    memcpy(out, word.ptr, word.len);
    out[word.len] = '\0';
    return true;
}

bool
dbn_hunspell_accepts(dbn_hunspell *hunspell, dbn_span word)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    return terminate(bytes, word) && Hunspell_spell(hunspell->handle, bytes) != 0;
}

void
dbn_hunspell_add(dbn_hunspell *hunspell, dbn_span word, dbn_span model)
{
    char bytes[DBN_DICTIONARY_WORD_MAX], like[DBN_DICTIONARY_WORD_MAX];
    if (!terminate(bytes, word))
        return;
    if (terminate(like, model))
        (void)Hunspell_add_with_affix(hunspell->handle, bytes, like);
    else
        (void)Hunspell_add(hunspell->handle, bytes);
}

/* The library does not say its version: that of the headers it was built with. */
bool
dbn_lang_hunspell(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", DBN_HUNSPELL_VERSION);
    return true;
}
