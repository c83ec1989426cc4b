/*
 * A form of a word is its plural where the dictionary has it among the forms of the
 * word, and one rule of endings leads from one to the other. Words of a term follow
 * their head as the language has it: from the first up to a preposition, the last in
 * front of one, or none but a term of one word.
 */
#include "lang/agreement.h"

#include "lang/case.h"
#include "lang/dictionary_inside.h"

/** Words of a term, as glossaries bound them. */
#define WORDS_MAX      16U
#define WORD_BYTES_MAX 200U

typedef struct words {
    dbn_span items[WORDS_MAX];
    uint32_t count;
} words;

/* False: there are too many, or none. */
static bool
split(words *out, dbn_span term)
{
    out->count = 0;
    for (dbn_span word; (word = dbn_span_next_word(&term)).len > 0;) {
        if (out->count == WORDS_MAX || word.len > WORD_BYTES_MAX)
            return false;
        out->items[out->count++] = word;
    }
    return out->count > 0;
}

/* ---- one word
 * ------------------------------------------------------------------------ */

/* Does one of the rules make `to` of `from`? */
static bool
leads(const dbn_ending_pairs *rules, dbn_span from, dbn_span to)
{
    for (uint32_t i = 0; i < rules->count; i++) {
        const dbn_ending_pair *rule = &rules->items[i];
        if (!dbn_span_ends(from, rule->from))
            continue;
        size_t stem = from.len - rule->from.len;
        if (stem > 1 && to.len == stem + rule->to.len &&
            memcmp(from.ptr, to.ptr, stem) == 0 && dbn_span_ends(to, rule->to))
            return true;
    }
    return false;
}

/* Among the forms of `word`, is `form` what is wanted of it? */
static bool
is_form(const dbn_inflection *i, const dbn_word_forms *forms, dbn_span word,
        dbn_span form, dbn_agreement wanted)
{
    if (wanted == DBN_AGREEMENT_PLURAL)
        return leads(&i->plurals, word, form);
    if (wanted == DBN_AGREEMENT_FEMININE)
        return leads(&i->feminines, word, form);
    for (uint32_t k = 0; k < forms->count; k++)
        if (leads(&i->feminines, word, forms->items[k]) &&
            leads(&i->plurals, forms->items[k], form))
            return true;
    return false;
}

static dbn_status
word_of(dbn_agreement *out, const dbn_morphology *m, dbn_span listed, dbn_span form,
        dbn_arena *arena)
{
    char small[2][2 * WORD_BYTES_MAX];
    dbn_word_forms forms = {0};
    const dbn_span word = {small[0],
                           dbn_case_lower(small[0], sizeof small[0], listed, false)};
    const dbn_span own = {small[1],
                          dbn_case_lower(small[1], sizeof small[1], form, false)};
    uint32_t found = 0;
    bool is_there = false;
    *out = dbn_span_equal(word, own) ? DBN_AGREEMENT_SAME : DBN_AGREEMENT_UNKNOWN;
    if (*out == DBN_AGREEMENT_SAME)
        return DBN_OK;
    DBN_TRY(dbn_morphology_forms(&forms, m, word, arena));
    for (uint32_t i = 0; i < forms.count && !is_there; i++)
        is_there = dbn_span_equal(forms.items[i], own);
    for (int a = DBN_AGREEMENT_PLURAL; is_there && a < DBN_AGREEMENT_UNKNOWN; a++) {
        if (!is_form(&m->inflection, &forms, word, own, (dbn_agreement)a))
            continue;
        *out = (dbn_agreement)a;
        found++;
    }
    if (found != 1)
        *out = DBN_AGREEMENT_UNKNOWN;
    return DBN_OK;
}

/* The only form that it may be; empty: there is none, or several. */
static dbn_status
make_word(dbn_span *out, const dbn_morphology *m, dbn_span word, dbn_agreement wanted,
          dbn_arena *arena)
{
    dbn_word_forms forms = {0};
    bool is_one = true;
    *out = DBN_SPAN("");
    DBN_TRY(dbn_morphology_forms(&forms, m, word, arena));
    for (uint32_t i = 0; i < forms.count && is_one; i++) {
        if (!is_form(&m->inflection, &forms, word, forms.items[i], wanted))
            continue;
        is_one = out->len == 0 || dbn_span_equal(*out, forms.items[i]);
        *out = forms.items[i];
    }
    if (!is_one)
        *out = DBN_SPAN("");
    return DBN_OK;
}

/* ---- terms -------------------------------------------------------------------------
 */

dbn_status
dbn_agreement_of(dbn_agreement *out, const dbn_morphology *morphology, dbn_span listed,
                 dbn_span form, dbn_arena *arena)
{
    words one = {0}, other = {0};
    *out = DBN_AGREEMENT_UNKNOWN;
    if (!split(&one, listed) || !split(&other, form) || one.count != other.count)
        return DBN_OK;
    *out = DBN_AGREEMENT_SAME;
    for (uint32_t i = 0; i < one.count && *out != DBN_AGREEMENT_UNKNOWN; i++) {
        dbn_agreement word;
        DBN_TRY(word_of(&word, morphology, one.items[i], other.items[i], arena));
        bool fits =
            word == DBN_AGREEMENT_SAME || *out == DBN_AGREEMENT_SAME || word == *out;
        if (!fits)
            *out = DBN_AGREEMENT_UNKNOWN;
        else if (word != DBN_AGREEMENT_SAME)
            *out = word;
    }
    return DBN_OK;
}

/* How many words stand in front of the first that only links. */
static uint32_t
head_of(const dbn_inflection *inflection, const words *w)
{
    for (uint32_t i = 1; i < w->count; i++)
        for (uint32_t k = 0; k < inflection->links.count; k++)
            if (dbn_span_equal(w->items[i], inflection->links.items[k]))
                return i;
    return w->count;
}

/* A noun beside another may change or not: "des serveurs web". */
static bool
is_adjective(const dbn_morphology *m, dbn_span word)
{
    dbn_lemma lemmas[DBN_LEMMAS_MAX];
    uint32_t count = dbn_morphology_lemmas(lemmas, m, word);
    for (uint32_t i = 0; i < count; i++)
        if ((lemmas[i].part & DBN_PART_ADJECTIVE) != 0)
            return true;
    return false;
}

static dbn_status
join(dbn_span *out, const words *w, dbn_arena *arena)
{
    dbn_buffer text = {0};
    for (uint32_t i = 0; i < w->count; i++) {
        if (i > 0)
            DBN_TRY(dbn_vec_push(arena, &text, ' '));
        DBN_TRY(
            dbn_vec_append(arena, &text, w->items[i].ptr, (uint32_t)w->items[i].len));
    }
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}

dbn_status
dbn_agreement_make(dbn_span *out, const dbn_morphology *morphology, dbn_span listed,
                   dbn_agreement wanted, dbn_arena *arena)
{
    words w = {0};
    const dbn_inflection *inflection = &morphology->inflection;
    *out = DBN_SPAN("");
    if (wanted == DBN_AGREEMENT_SAME || wanted == DBN_AGREEMENT_UNKNOWN ||
        !split(&w, listed))
        return DBN_OK;
    uint32_t head = head_of(inflection, &w);
    bool is_last = inflection->order == DBN_ORDER_LAST;
    if (inflection->order == DBN_ORDER_ONE && w.count > 1)
        return DBN_OK;
    for (uint32_t i = is_last ? head - 1 : 0; i < head; i++) {
        dbn_span form = DBN_SPAN("");
        bool is_head = is_last || i == 0;
        if (is_head || is_adjective(morphology, w.items[i]))
            DBN_TRY(make_word(&form, morphology, w.items[i], wanted, arena));
        if (form.len == 0)
            return DBN_OK;
        w.items[i] = form;
    }
    return join(out, &w, arena);
}
