/*
 * What each word is, and how much more frequent it is here than elsewhere.
 */
#include "terms/inside.h"

#include "base/utf8.h"
#include "lang/case.h"
#include "text/fold.h"

#define WORD_BYTES_MAX 200U

/* ---- one word ---------------------------------------------------------------------
 */

/* Letters, digits, hyphens and apostrophes, the first no punctuation. */
static bool
is_word(dbn_span word)
{
    uint32_t len, count = 0;
    for (size_t at = 0; at < word.len; at += len, count++) {
        uint32_t code = dbn_utf8_decode(word, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        bool joins = at > 0 && (code == '-' || code == '\'' || code == 0x2019);
        if (class != DBN_CHAR_LOWER && class != DBN_CHAR_UPPER &&
            class != DBN_CHAR_DIGIT && class != DBN_CHAR_MARK && !joins)
            return false;
    }
    return count > 1 && word.ptr[word.len - 1] != '-'; /* corruptie- en fraude… */
}

static bool
has_digit(dbn_span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (dbn_is_ascii_digit(word.ptr[i]))
            return true;
    return false;
}

static bool
is_stop(dbn_span word, const dbn_profile *profile)
{
    char folded[WORD_BYTES_MAX];
    dbn_span key = {folded, dbn_fold(folded, sizeof folded, word)};
    bool is_elided = dbn_span_ends(key, DBN_SPAN("'"));
    if (is_elided)
        key.len--;
    uint32_t classes = dbn_profile_word(profile, key).classes;
    return is_elided || (classes & DBN_WORD_STOP) != 0;
}

static bool
is_participle(dbn_span word, const dbn_term_grammar *grammar)
{
    for (uint32_t i = 0; i < grammar->participles.count; i++)
        if (dbn_span_ends(word, grammar->participles.items[i]))
            return true;
    return false;
}

/* The letter of a word of the dictionary: the first that holds of noun, adjective,
 * participle, infinitive, name. */
static char
letter_of_lemmas(dbn_lexis_word *word, dbn_span text, const dbn_lemma *lemmas,
                 uint32_t count, const dbn_dictionary *dictionary,
                 const dbn_term_grammar *grammar)
{
    uint32_t parts = 0;
    bool is_infinitive = false, has_participle = false;
    for (uint32_t i = 0; i < count; i++) {
        char bytes[DBN_DICTIONARY_WORD_MAX];
        parts |= lemmas[i].part;
        if ((lemmas[i].part & DBN_PART_VERB) == 0)
            continue;
        dbn_span base = {bytes, 0};
        if (lemmas[i].form != DBN_NONE)
            base.len = dbn_dictionary_spell(bytes, dictionary, lemmas[i].form);
        bool is_base = dbn_span_equal(base, text);
        bool is_part = !is_base && is_participle(text, grammar);
        is_infinitive |= is_base;
        has_participle |= is_part;
        word->may_be_verb |= !is_base && !is_part;
    }
    if ((parts & DBN_PART_NOUN) != 0)
        return (parts & DBN_PART_ADJECTIVE) != 0 ? 'B' : 'N';
    if ((parts & DBN_PART_ADJECTIVE) != 0)
        return 'A';
    if (has_participle)
        return 'K';
    if (is_infinitive)
        return 'I';
    return (parts & DBN_PART_NAME) != 0 ? 'P' : '.';
}

/* The entry that a noun is of, else that of an adjective, else of anything. */
static const dbn_lemma *
main_lemma(const dbn_lemma *lemmas, uint32_t count)
{
    static const uint8_t order[] = {DBN_PART_NOUN, DBN_PART_ADJECTIVE, DBN_PART_VERB};
    for (size_t k = 0; k < sizeof order; k++)
        for (uint32_t i = 0; i < count; i++)
            if ((lemmas[i].part & order[k]) != 0 && lemmas[i].form != DBN_NONE)
                return &lemmas[i];
    return NULL;
}

static char
letter_of(dbn_lexis_word *word, dbn_span text, const dbn_term_grammar *grammar,
          const dbn_profile *profile)
{
    for (uint32_t i = 0; i < grammar->small_words.count; i++)
        if (dbn_span_equal(grammar->small_words.items[i].word, text)) {
            word->is_small = true;
            return grammar->small_words.items[i].letter;
        }
    if (!is_word(text) || is_stop(text, profile))
        return '.';
    if (has_digit(text))
        return dbn_is_ascii_digit(text.ptr[0]) ? '.' : '#';
    return '?';
}

/* What all words are described by. */
typedef struct describer {
    dbn_lexis *lexis;
    const dbn_terms_input *in;
    const dbn_term_grammar *grammar;
    const dbn_profile *profile;
    dbn_arena *arena;
} describer;

/* All of a new word but how often it stands there. */
static dbn_status
describe(const describer *d, dbn_lexis_word *word, dbn_span text)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    dbn_lemma lemmas[DBN_LEMMAS_MAX];
    dbn_span lemma = text, plurals = d->grammar->plurals;
    const dbn_morphology *morphology = d->in->morphology;
    const dbn_dictionary *dictionary = dbn_morphology_dictionary(morphology);
    uint32_t count = dbn_morphology_lemmas(lemmas, morphology, text);
    word->letter = letter_of(word, text, d->grammar, d->profile);
    if (word->letter == '?' && count > 0 && dictionary != NULL)
        word->letter =
            letter_of_lemmas(word, text, lemmas, count, dictionary, d->grammar);
    const dbn_lemma *chosen = main_lemma(lemmas, count);
    if (!word->is_small && chosen != NULL && dictionary != NULL)
        lemma =
            (dbn_span){bytes, dbn_dictionary_spell(bytes, dictionary, chosen->form)};
    word->elsewhere = dbn_morphology_frequency(morphology, text);
    word->is_plural = text.len > 0 && plurals.len > 0 &&
                      memchr(plurals.ptr, text.ptr[text.len - 1], plurals.len) != NULL;
    DBN_TRY(dbn_lexicon_add(&word->lemma, &d->lexis->lemmas, lemma, d->arena));
    while (d->lexis->lemma_counts.count < d->lexis->lemmas.words.count)
        DBN_TRY(dbn_vec_push(d->arena, &d->lexis->lemma_counts, 0));
    return DBN_OK;
}

/* ---- all of them ------------------------------------------------------------------
 */

/* In small letters, with straight apostrophes. */
static dbn_span
lower(char bytes[WORD_BYTES_MAX], dbn_span word)
{
    size_t len = dbn_case_lower(bytes, WORD_BYTES_MAX, word, false), to = 0;
    for (size_t at = 0; at < len; to++) {
        bool is_curly = len - at >= 3 && memcmp(bytes + at, "\xE2\x80\x99", 3) == 0;
        bytes[to] = is_curly ? '\'' : bytes[at];
        at += is_curly ? 3 : 1;
    }
    return (dbn_span){bytes, to};
}

static bool
has_capital(dbn_span word)
{
    uint32_t len;
    return word.len > 0 &&
           dbn_char_class_of(dbn_utf8_decode(word, 0, &len)) == DBN_CHAR_UPPER;
}

/* Token `index` of segment `number`. */
static dbn_status
read_token(const describer *d, uint32_t number, uint32_t index)
{
    char bytes[WORD_BYTES_MAX];
    const dbn_terms_segment *segment = &d->in->segments[number];
    dbn_lexis *lexis = d->lexis;
    dbn_span word = dbn_span_slice(segment->text, segment->tokens[index]);
    dbn_span low = lower(bytes, word);
    dbn_lexis_token token = {.segment = number,
                             .range = segment->tokens[index],
                             .has_capital = index > 0 && has_capital(word)};
    DBN_TRY(dbn_lexicon_add(&token.word, &lexis->names, low, d->arena));
    if (token.word == lexis->words.count) {
        dbn_lexis_word fresh = {0};
        DBN_TRY(describe(d, &fresh, low));
        DBN_TRY(dbn_vec_push(d->arena, &lexis->words, fresh));
    }
    dbn_lexis_word *known = &lexis->words.items[token.word];
    known->count++;
    lexis->lemma_counts.items[known->lemma]++;
    return dbn_vec_push(d->arena, &lexis->tokens, token);
}

dbn_status
dbn_lexis_read(dbn_lexis *out, const dbn_terms_input *in,
               const dbn_term_grammar *grammar, const dbn_profile *profile,
               dbn_arena *arena)
{
    const describer d = {out, in, grammar, profile, arena};
    *out = (dbn_lexis){0};
    for (uint32_t i = 0; i < in->count; i++)
        for (uint32_t k = 0; k < in->segments[i].token_count; k++)
            DBN_TRY(read_token(&d, i, k));
    return DBN_OK;
}
