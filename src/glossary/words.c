/*
 * Words of texts, and the forms of words of terms.
 */
#include "glossary/inside.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "lang/case.h"
#include "text/fold.h"

#define FIRST_SLOTS 1024U

/* A short abbreviation has at most so many letters. */
#define SHORT_MAX 3U

/* ---- words of texts ------------------------------------------------------------- */

/* Does the code point belong to a word? + and # do behind a letter: C++, C#. */
static bool
is_inside(uint32_t code, bool is_first)
{
    if (code == '+' || code == '#')
        return !is_first;
    switch (dbn_char_class_of(code)) {
    case DBN_CHAR_LOWER:
    case DBN_CHAR_UPPER:
    case DBN_CHAR_DIGIT:
        return true;
    case DBN_CHAR_MARK:
        return !is_first;
    case DBN_CHAR_SPACE:
    case DBN_CHAR_OTHER:
        break;
    }
    return false;
}

static uint64_t
fold_on(uint64_t hash, uint32_t code)
{
    char form[DBN_FOLD_MAX];
    uint32_t len = dbn_fold_codepoint(form, code);
    for (uint32_t i = 0; i < len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)form[i]);
    return hash;
}

bool
dbn_text_word_next(dbn_text_word *out, dbn_span text, uint32_t *at, uint32_t end)
{
    dbn_span seen = {text.ptr, end};
    uint64_t hash = DBN_HASH_START;
    uint32_t len, here = *at;
    bool is_first = true;
    for (; here < end; here += len) {
        char c = text.ptr[here];
        len = 1;
        if (dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c)) { /* nearly all are */
            hash = dbn_hash_byte(hash, (unsigned char)dbn_ascii_lower(c));
        } else if (c == ' ') {
            if (!is_first)
                break;
            continue;
        } else {
            uint32_t code = dbn_utf8_decode(seen, here, &len);
            if (!is_inside(code, is_first)) {
                if (!is_first)
                    break;
                continue;
            }
            hash = fold_on(hash, code);
        }
        if (is_first)
            out->beg = here;
        is_first = false;
    }
    out->end = *at = here;
    out->hash = dbn_hash_mix(hash);
    return !is_first;
}

uint32_t
dbn_text_word_lower(char *out, uint32_t cap, dbn_span word)
{
    uint32_t len = 0, width;
    for (size_t at = 0; at < word.len; at += width) {
        char form[DBN_FOLD_MAX];
        uint32_t code = dbn_utf8_decode(word, at, &width);
        uint32_t form_len = dbn_fold_codepoint(form, code);
        bool is_ligature = form_len > 1 && dbn_is_ascii_alpha(form[0]);
        bool is_one = form_len == 1 && !dbn_is_ascii_alpha(form[0]);
        if (!is_ligature && !is_one && form_len > 0)
            form_len = dbn_utf8_encode(form, dbn_code_lower(code));
        if (len + form_len > cap)
            break;
        memcpy(out + len, form, form_len);
        len += form_len;
    }
    return len;
}

/* ---- forms ---------------------------------------------------------------------- */

static dbn_form_slot *
slot_of(const dbn_glossary *g, uint64_t hash)
{
    uint32_t at = (uint32_t)hash & g->form_mask;
    while (g->form_slots[at].first != 0 && g->form_slots[at].hash != hash)
        at = (at + 1) & g->form_mask;
    return &g->form_slots[at];
}

uint32_t
dbn_glossary_forms_of(const dbn_glossary *glossary, uint64_t hash)
{
    return glossary->form_slots == NULL ? 0 : slot_of(glossary, hash)->first;
}

void
dbn_glossary_expect_form(const dbn_glossary *glossary, uint64_t hash)
{
    if (glossary->form_slots != NULL)
        __builtin_prefetch(&glossary->form_slots[(uint32_t)hash & glossary->form_mask]);
}

static dbn_status
widen_forms(dbn_glossary *g)
{
    dbn_glossary wider = *g;
    uint32_t count = g->form_slots == NULL ? FIRST_SLOTS : (g->form_mask + 1) * 2;
    wider.form_slots = dbn_arena_alloc(&g->arena, count * sizeof *wider.form_slots);
    wider.form_mask = count - 1;
    if (wider.form_slots == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; g->form_slots != NULL && i <= g->form_mask; i++)
        if (g->form_slots[i].first != 0)
            *slot_of(&wider, g->form_slots[i].hash) = g->form_slots[i];
    g->form_slots = wider.form_slots;
    g->form_mask = wider.form_mask;
    return DBN_OK;
}

/* `form` is one of `word`, where it is not known as that. */
static dbn_status
add_form(dbn_glossary *g, dbn_span form, uint32_t word, dbn_word_need need)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    dbn_span low = {bytes, dbn_text_word_lower(bytes, sizeof bytes, form)};
    dbn_text_word read;
    uint32_t at = 0;
    if (!dbn_text_word_next(&read, low, &at, (uint32_t)low.len))
        return DBN_OK;
    if (g->form_slots == NULL || g->form_count * 2 > g->form_mask)
        DBN_TRY(widen_forms(g));
    dbn_form_slot *slot = slot_of(g, read.hash);
    for (uint32_t i = slot->first; i != 0; i = g->forms.items[i - 1].next) {
        const dbn_glossary_form *known = &g->forms.items[i - 1];
        if (known->word == word &&
            dbn_span_equal((dbn_span){known->ptr, known->len}, low))
            return DBN_OK;
    }
    dbn_span copy = dbn_arena_copy(&g->arena, low);
    if (copy.ptr == NULL)
        return DBN_ERR_NOMEM;
    dbn_glossary_form own = {copy.ptr, (uint32_t)copy.len, word, slot->first, need};
    DBN_TRY(dbn_vec_push(&g->arena, &g->forms, own));
    g->form_count += slot->first == 0;
    *slot = (dbn_form_slot){read.hash, g->forms.count};
    return DBN_OK;
}

/* Part `part` of what hyphens join; empty where there are fewer. */
static dbn_span
part_of(dbn_span unit, uint32_t part)
{
    dbn_text_word word;
    uint32_t at = 0, i = 0;
    while (dbn_text_word_next(&word, unit, &at, (uint32_t)unit.len))
        if (i++ == part)
            return dbn_span_slice(unit, (dbn_range){word.beg, word.end});
    return (dbn_span){unit.ptr, 0};
}

/* Names and abbreviations are not the words that they look like. In a language whose
 * nouns have capitals, a capital tells nothing. */
static dbn_word_need
need_of(const dbn_glossary *g, dbn_span word)
{
    char bytes[DBN_DICTIONARY_WORD_MAX];
    dbn_case written = dbn_case_of(word);
    if (written == DBN_CASE_ALL && word.len > 1)
        return word.len <= SHORT_MAX ? DBN_NEED_CAPITALS : DBN_NEED_CAPITAL;
    if (written != DBN_CASE_CAPITAL || g->dictionary == NULL ||
        dbn_profile_notation(g->profile).noun_capitals)
        return DBN_NEED_NOTHING;
    dbn_span low = {bytes, dbn_text_word_lower(bytes, sizeof bytes, word)};
    return dbn_dictionary_word(g->dictionary, low, (dbn_span){"", 0}) ==
                   DBN_VERDICT_UNKNOWN
               ? DBN_NEED_CAPITAL
               : DBN_NEED_NOTHING;
}

/* The forms of part `part` of `unit`: of the whole, cut, and where hyphens join several
 * those of the part by itself (beau-frère, beaux-frères). */
static dbn_status
add_forms(dbn_glossary *g, dbn_span unit, uint32_t part, uint32_t word)
{
    dbn_word_forms forms = {0};
    dbn_arena *scratch = &g->scratch.scratch;
    dbn_span own = part_of(unit, part);
    bool is_last = part_of(unit, part + 1).len == 0;
    dbn_word_need need = need_of(g, own);
    DBN_TRY(add_form(g, own, word, need));
    DBN_TRY(dbn_morphology_forms(&forms, g->morphology, unit, scratch));
    for (uint32_t i = 0; i < forms.count; i++) {
        dbn_span form = part_of(forms.items[i], part);
        if (form.len > 0 && (part_of(forms.items[i], part + 1).len == 0) == is_last)
            DBN_TRY(add_form(g, form, word, need));
    }
    forms.count = 0;
    if (!is_last || part > 0)
        DBN_TRY(dbn_morphology_forms(&forms, g->morphology, own, scratch));
    for (uint32_t i = 0; i < forms.count; i++)
        DBN_TRY(add_form(g, forms.items[i], word, need));
    return DBN_OK;
}

/* Is part `part` of `unit` seen for the first time? */
static dbn_status
is_new_part(bool *out, dbn_glossary *g, dbn_span unit, uint32_t part)
{
    char key[DBN_TERM_BYTES_MAX + 1];
    uint32_t number, known = g->parts.words.count;
    if (unit.len >= sizeof key)
        unit.len = sizeof key - 1;
    memcpy(key, unit.ptr, unit.len);
    key[unit.len] = (char)part; /* no letter, so that it cannot be part of one */
    DBN_TRY(
        dbn_lexicon_add(&number, &g->parts, (dbn_span){key, unit.len + 1}, &g->arena));
    *out = number >= known;
    return DBN_OK;
}

/* A part is one word in all units: as many of them begin with "non-" as somebody lists,
 * and a text's "non" is compared with each word that has such a form. */
dbn_status
dbn_glossary_word(uint32_t *out, dbn_glossary *glossary, dbn_span unit, uint32_t part)
{
    bool is_new;
    dbn_span own = part_of(unit, part);
    bool is_whole = part == 0 && part_of(unit, 1).len == 0;
    char key[DBN_TERM_BYTES_MAX + 1];
    if (own.len >= sizeof key)
        own.len = sizeof key - 1;
    memcpy(key, own.ptr, own.len);
    key[own.len] = is_whole ? ' ' : '-';
    DBN_TRY(dbn_lexicon_add(out, &glossary->words, (dbn_span){key, own.len + 1},
                            &glossary->arena));
    DBN_TRY(is_new_part(&is_new, glossary, unit, part));
    if (!is_new)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&glossary->scratch.scratch);
    dbn_status status = add_forms(glossary, unit, part, *out);
    dbn_arena_rewind(&glossary->scratch.scratch, mark);
    return status;
}
