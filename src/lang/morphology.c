/*
 * Forms of words.
 *
 * A form may belong to several entries (porte: a door, and he carries), and what is
 * meant by a word that stands alone is the entry that is written so; only where there
 * is none, any that has such a form. So "porte" has the form "portes", and not
 * "porter".
 *
 * A compound that no dictionary lists has the forms of its last part: the longest word
 * at its end that leaves a word, perhaps with a link, in front of it
 * (beveiligings|lek).
 */
#include "lang/morphology.h"

#include <math.h>

#include "base/utf8.h"
#include "lang/case.h"
#include "lang/dictionary_inside.h"

/* The shortest part of a compound, in bytes. */
#define PART_MIN 3U
/* The shortest last part whose first one nobody knows. */
#define LAST_PART_MIN 6U

static uint32_t
number_of(const dbn_dictionary *d, dbn_span word)
{
    uint8_t symbols[DBN_SYMBOLS_WORD_MAX];
    uint32_t count = dbn_automaton_encode(symbols, &d->words, word);
    return count == 0 ? DBN_NONE : dbn_automaton_find(&d->words, symbols, count);
}

static bool
has_kin(const dbn_automaton *a, uint32_t number)
{
    return number != DBN_NONE && a->kin_first[number] < a->kin_first[number + 1];
}

/* The number of `word` as it stands, or in small letters, or with a capital alone; of
 * the first of these that has entries. */
static uint32_t
number_in_any_case(const dbn_dictionary *d, dbn_span word)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    uint32_t number = number_of(d, word);
    if (has_kin(&d->words, number) || word.len > sizeof bytes / 2)
        return number;
    dbn_span other = {bytes, dbn_case_lower(bytes, sizeof bytes, word, false)};
    number = number_of(d, other);
    if (has_kin(&d->words, number))
        return number;
    other.len = dbn_case_lower(bytes, sizeof bytes, word, true);
    number = number_of(d, other);
    if (has_kin(&d->words, number))
        return number;
    other.len = dbn_case_raise(bytes, sizeof bytes, word, false);
    number = number_of(d, other);
    return has_kin(&d->words, number) ? number : DBN_NONE;
}

static dbn_status
add_form(dbn_word_forms *out, dbn_span head, dbn_span tail, dbn_arena *arena)
{
    if (out->count == DBN_WORD_FORMS_MAX)
        return DBN_OK;
    char *bytes = dbn_arena_alloc(arena, head.len + tail.len);
    if (bytes == NULL)
        return DBN_ERR_NOMEM;
    if (head.len > 0)
        memcpy(bytes, head.ptr, head.len);
    if (tail.len > 0)
        memcpy(bytes + head.len, tail.ptr, tail.len);
    return dbn_vec_push(arena, out, (dbn_span){bytes, head.len + tail.len});
}

/* The forms of word `number`, each behind `head`. */
static dbn_status
add_listed(dbn_word_forms *out, const dbn_dictionary *d, dbn_span head, uint32_t number,
           dbn_arena *arena)
{
    const dbn_automaton *a = &d->words;
    uint32_t beg = a->kin_first[number], end = a->kin_first[number + 1];
    uint32_t wanted = 0;
    for (uint32_t i = beg; i < end; i++)
        wanted |= a->kin[i] & DBN_KIN_BASE;
    for (uint32_t i = beg; i < end; i++) {
        uint32_t entry = a->kin[i] & ~DBN_KIN_BASE;
        if ((a->kin[i] & wanted) != wanted)
            continue;
        for (uint32_t k = a->forms_first[entry]; k < a->forms_first[entry + 1]; k++) {
            char bytes[DBN_DICTIONARY_WORD_MAX];
            dbn_span form = {bytes, dbn_dictionary_spell(bytes, d, a->forms[k])};
            DBN_TRY(add_form(out, head, form, arena));
        }
    }
    return DBN_OK;
}

/* Is `head` a word, or one with a link behind it? */
static bool
may_begin_compound(const dbn_morphology *m, const dbn_dictionary *d, dbn_span head)
{
    const dbn_inflection *inflection = &m->inflection;
    for (uint32_t i = 0; i < inflection->compound_links.count; i++) {
        dbn_span link = inflection->compound_links.items[i];
        if (!dbn_span_ends(head, link) || head.len < link.len + PART_MIN)
            continue;
        if (number_in_any_case(d, (dbn_span){head.ptr, head.len - link.len}) !=
            DBN_NONE)
            return true;
    }
    return false;
}

/* Where the last part of a compound begins; 0 for none. *number is that of the part. */
static size_t
last_part_of(const dbn_morphology *m, const dbn_dictionary *d, dbn_span word,
             uint32_t *number)
{
    size_t guess = 0;
    uint32_t guessed = DBN_NONE;
    for (size_t at = PART_MIN; at + PART_MIN <= word.len; at++) {
        dbn_span head = {word.ptr, at}, tail = {word.ptr + at, word.len - at};
        if (dbn_utf8_is_continuation(tail.ptr[0]))
            continue;
        *number = number_in_any_case(d, tail);
        if (*number == DBN_NONE)
            continue;
        if (may_begin_compound(m, d, head))
            return at;
        if (guess == 0 && tail.len >= LAST_PART_MIN) {
            guess = at;
            guessed = *number;
        }
    }
    *number = guessed;
    return guess;
}

/* Is it a word that stands alone in the dictionary, without an entry that has other
 * forms? Some plurals do. */
static bool
is_orphan(const dbn_dictionary *d, dbn_span word)
{
    const dbn_automaton *a = &d->words;
    uint32_t number = number_of(d, word);
    if (number == DBN_NONE)
        return false;
    for (uint32_t i = a->kin_first[number]; i < a->kin_first[number + 1]; i++) {
        uint32_t entry = a->kin[i] & ~DBN_KIN_BASE;
        if (a->forms_first[entry + 1] - a->forms_first[entry] > 1)
            return false;
    }
    return true;
}

/* The endings of the paradigm that fits the end of `word` best. `orphans` not NULL:
 * only where they make words of it that stand alone. */
static dbn_status
add_by_endings(dbn_word_forms *out, const dbn_morphology *m, dbn_span word,
               const dbn_dictionary *orphans, dbn_arena *arena)
{
    const dbn_endings *best = NULL;
    dbn_span ending = {"", 0};
    for (uint32_t i = 0; i < m->inflection.paradigms.count; i++) {
        const dbn_endings *paradigm = &m->inflection.paradigms.items[i];
        for (uint32_t k = 0; k < paradigm->count; k++) {
            dbn_span own = paradigm->items[k];
            if (!dbn_span_ends(word, own) || word.len < own.len + 2 ||
                (best != NULL && own.len <= ending.len))
                continue;
            best = paradigm;
            ending = own;
        }
    }
    for (uint32_t k = 0; best != NULL && k < best->count; k++) {
        uint32_t before = out->count;
        DBN_TRY(add_form(out, (dbn_span){word.ptr, word.len - ending.len},
                         best->items[k], arena));
        if (orphans != NULL && out->count > before &&
            !is_orphan(orphans, out->items[out->count - 1]))
            out->count = before;
    }
    return DBN_OK;
}

dbn_status
dbn_morphology_forms(dbn_word_forms *out, const dbn_morphology *morphology,
                     dbn_span word, dbn_arena *arena)
{
    const dbn_dictionary *d = dbn_morphology_dictionary(morphology);
    DBN_TRY(add_form(out, word, (dbn_span){"", 0}, arena));
    uint32_t number = d == NULL ? DBN_NONE : number_in_any_case(d, word);
    if (number != DBN_NONE) {
        DBN_TRY(add_listed(out, d, (dbn_span){"", 0}, number, arena));
        return add_by_endings(out, morphology, word, d, arena);
    }
    size_t at = d == NULL || morphology->inflection.compound_links.count == 0
                    ? 0
                    : last_part_of(morphology, d, word, &number);
    if (at > 0)
        return add_listed(out, d, (dbn_span){word.ptr, at}, number, arena);
    return add_by_endings(out, morphology, word, NULL, arena);
}

static bool
is_base_of(const dbn_automaton *a, uint32_t word, uint32_t entry)
{
    for (uint32_t i = a->kin_first[word]; i < a->kin_first[word + 1]; i++)
        if (a->kin[i] == (entry | DBN_KIN_BASE))
            return true;
    return false;
}

uint32_t
dbn_morphology_lemmas(dbn_lemma out[DBN_LEMMAS_MAX], const dbn_morphology *morphology,
                      dbn_span word)
{
    const dbn_dictionary *d = dbn_morphology_dictionary(morphology);
    uint32_t number = d == NULL ? DBN_NONE : number_in_any_case(d, word), count = 0;
    if (number == DBN_NONE)
        return 0;
    const dbn_automaton *a = &d->words;
    for (uint32_t i = a->kin_first[number];
         i < a->kin_first[number + 1] && count < DBN_LEMMAS_MAX; i++) {
        uint32_t entry = a->kin[i] & ~DBN_KIN_BASE;
        dbn_lemma lemma = {entry, DBN_NONE, a->parts[entry]};
        for (uint32_t k = a->forms_first[entry];
             k < a->forms_first[entry + 1] && lemma.form == DBN_NONE; k++)
            if (is_base_of(a, a->forms[k], entry))
                lemma.form = a->forms[k];
        out[count++] = lemma;
    }
    return count;
}

double
dbn_morphology_frequency(const dbn_morphology *morphology, dbn_span word)
{
    const dbn_dictionary *d = dbn_morphology_dictionary(morphology);
    uint32_t number = d == NULL ? DBN_NONE : number_in_any_case(d, word);
    double most = 0;
    if (number == DBN_NONE)
        return 0;
    const dbn_automaton *a = &d->words;
    for (uint32_t i = a->kin_first[number]; i < a->kin_first[number + 1]; i++) {
        uint32_t entry = a->kin[i] & ~DBN_KIN_BASE;
        double sum = 0;
        for (uint32_t k = a->forms_first[entry]; k < a->forms_first[entry + 1]; k++)
            if (a->words[a->forms[k]].frequency > 0)
                sum += exp2(a->words[a->forms[k]].frequency / 2.0);
        most = sum > most ? sum : most;
    }
    return most;
}

const dbn_dictionary *
dbn_morphology_dictionary(const dbn_morphology *morphology)
{
    const dbn_dictionary *d = morphology->dictionary;
    return d->status == DBN_OK ? d : NULL;
}
