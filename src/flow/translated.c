#include "flow/translated.h"

#include <stdio.h>

#include "base/message.h"
#include "glossary/read.h"
#include "lang/agreement.h"

/* ---- terms ----------------------------------------------------------------------- */

/* The first translation of a term that has one, and the term as it is listed; empty: it
 * has none. */
static dbn_span
translation_of(const dbn_glossary *glossary, uint32_t entry, dbn_span *listed)
{
    for (; entry != DBN_NONE; entry = dbn_glossary_next(glossary, entry)) {
        const dbn_glossary_entry *e = dbn_glossary_entry_at(glossary, entry);
        dbn_span rest = e->translation;
        dbn_span first = dbn_translation_next(&rest);
        *listed = e->term;
        if (first.len > 0 && e->status != DBN_TERM_FORBIDDEN)
            return first;
    }
    return DBN_SPAN("");
}

/* The small letters that have their capitals 32 below them: ASCII and Latin 1. */
static bool
is_small(dbn_span text, size_t *at)
{
    bool is_latin = text.len > 1 && text.ptr[0] == '\xC3';
    *at = is_latin ? 1 : 0;
    if (text.len <= *at)
        return false;
    unsigned char c = (unsigned char)text.ptr[*at];
    return is_latin ? c >= 0xA0 && c <= 0xBE && c != 0xB7 : c >= 'a' && c <= 'z';
}

/* A term that begins its sentence with a capital does so in the translation. */
static dbn_status
with_capital(dbn_span *as, dbn_span from, dbn_arena *arena)
{
    size_t at, place;
    dbn_span copy;
    bool is_capital = from.len > 0 && !is_small(from, &at) &&
                      (dbn_is_ascii_alpha(from.ptr[0]) || from.ptr[0] == '\xC3');
    if (!is_capital || !is_small(*as, &place))
        return DBN_OK;
    copy = dbn_arena_copy(arena, *as);
    if (copy.ptr == NULL)
        return DBN_ERR_NOMEM;
    char *first = dbn_arena_alloc(arena, copy.len);
    if (first == NULL)
        return DBN_ERR_NOMEM;
    memcpy(first, copy.ptr, copy.len);
    first[place] = (char)(first[place] - 0x20);
    *as = (dbn_span){first, copy.len};
    return DBN_OK;
}

/* The plural of a term asks for that of its translation, where both are certain. */
static dbn_status
agree(dbn_span *as, const dbn_translating *t, dbn_span listed, dbn_span text)
{
    dbn_agreement wanted;
    dbn_span form = DBN_SPAN("");
    const dbn_morphology *source = t->terms->morphology, *target = t->morphology;
    if (source == NULL || target == NULL)
        return DBN_OK;
    DBN_TRY_PUSH(t->job,
                 dbn_agreement_of(&wanted, source, listed, text, &t->job->arena));
    DBN_TRY_PUSH(t->job,
                 dbn_agreement_make(&form, target, *as, wanted, &t->job->arena));
    if (form.len > 0)
        *as = form;
    return DBN_OK;
}

static dbn_status
hold_term(dbn_sentence *sentence, const dbn_translating *t, const dbn_glossary_hit *hit,
          bool *is_new)
{
    dbn_span listed = DBN_SPAN("");
    dbn_span as = translation_of(t->terms->glossary, hit->entry, &listed);
    *is_new = false;
    if (as.len == 0)
        return DBN_OK;
    DBN_TRY(agree(&as, t, listed, dbn_span_slice(sentence->text, hit->range)));
    if (hit->range.beg == 0)
        DBN_TRY_PUSH(t->job,
                     with_capital(&as, dbn_span_slice(sentence->text, hit->range),
                                  &t->job->arena));
    /* A file is written when its glossary is gone. */
    DBN_TRY_PUSH(t->job, dbn_arena_keep(&t->job->arena, &as));
    DBN_TRY_PUSH(t->job, dbn_sentence_hold(sentence, (dbn_held){hit->range, as}, is_new,
                                           &t->job->arena));
    return DBN_OK;
}

dbn_status
dbn_flow_hold_terms(dbn_sentence *sentence, const dbn_translating *t, bool *has_any)
{
    dbn_glossary_hits hits;
    *has_any = false;
    if (t->terms == NULL || t->terms->glossary == NULL)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&t->terms->job.arena);
    dbn_status status = dbn_flow_terms_hits(&hits, t->terms, sentence->text);
    for (uint32_t i = 0; status == DBN_OK && i < hits.count; i++) {
        bool is_new;
        status = hold_term(sentence, t, &hits.items[i], &is_new);
        *has_any |= is_new;
    }
    dbn_arena_rewind(&t->terms->job.arena, mark);
    return status;
}

/* ---- sides ------------------------------------------------------------------------
 */

typedef struct side {
    dbn_buffer text;
    DBN_VEC(dbn_revise_code) codes;
} side;

/* "3" for the start of a pair, "/3" for its end. */
static dbn_status
add_code(side *s, const dbn_bilingual *b, uint32_t code, uint32_t at, dbn_job *job)
{
    char name[16];
    const dbn_piece *piece = &b->pieces.items[code];
    bool is_end = piece->kind == DBN_PIECE_END && piece->partner != DBN_NONE;
    int len = snprintf(name, sizeof name, "%s%u", is_end ? "/" : "",
                       is_end ? piece->partner : code);
    const dbn_revise_code one = {
        at, dbn_arena_copy(&job->arena, (dbn_span){name, (size_t)len}), piece->may_go};
    if (one.name.ptr == NULL)
        return dbn_job_nomem(job);
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &s->codes, one));
    return DBN_OK;
}

static dbn_revise_side
side_of(const side *s, dbn_span text)
{
    return (dbn_revise_side){text, s->codes.items, s->codes.count};
}

static dbn_status
read_source(side *out, const dbn_translating *t, const dbn_sentence *sentence)
{
    for (uint32_t i = 0; i < sentence->codes.count; i++)
        DBN_TRY(add_code(out, t->b, sentence->codes.items[i].piece,
                         sentence->codes.items[i].at, t->job));
    return DBN_OK;
}

static dbn_status
read_draft(side *out, const dbn_translating *t, const dbn_draft *draft)
{
    for (uint32_t i = 0; i < draft->count; i++) {
        const dbn_stretch *s = &draft->items[i];
        if (s->kind == DBN_STRETCH_CODE)
            DBN_TRY(add_code(out, t->b, s->code, out->text.count, t->job));
        else
            DBN_TRY_PUSH(t->job, dbn_vec_append(&t->job->arena, &out->text, s->text.ptr,
                                                (uint32_t)s->text.len));
    }
    return DBN_OK;
}

/* May the code be gone? Of a pair both go, or none; a half whose other one stands in
 * another sentence stays. */
static bool
may_be_gone(const bool *is_there, const dbn_bilingual *b, const dbn_sentence *sentence,
            uint32_t code)
{
    const dbn_piece *piece = &b->pieces.items[code];
    uint32_t first = sentence->codes.items[0].piece;
    uint32_t last = sentence->codes.items[sentence->codes.count - 1].piece;
    bool has_partner = piece->kind != DBN_PIECE_CODE && piece->partner != DBN_NONE;
    return piece->may_go &&
           (!has_partner || (piece->partner >= first && piece->partner <= last &&
                             !is_there[piece->partner - first]));
}

/* Are the codes of the draft those of the sentence, each once, no start behind its end?
 */
static dbn_status
check_codes(bool *is_sound, const dbn_translating *t, const dbn_sentence *sentence,
            const dbn_draft *draft)
{
    const dbn_piece *pieces = t->b->pieces.items;
    *is_sound = true;
    if (sentence->codes.count == 0)
        return DBN_OK;
    uint32_t first = sentence->codes.items[0].piece;
    uint32_t last = sentence->codes.items[sentence->codes.count - 1].piece;
    bool *is_there = dbn_arena_alloc(&t->job->arena, last - first + 1);
    if (is_there == NULL)
        return dbn_job_nomem(t->job);
    for (uint32_t i = 0; i < draft->count; i++) {
        if (draft->items[i].kind != DBN_STRETCH_CODE)
            continue;
        uint32_t code = draft->items[i].code, partner = pieces[code].partner;
        bool is_start = pieces[code].kind == DBN_PIECE_START && partner != DBN_NONE;
        if (is_there[code - first] || (is_start && partner >= first &&
                                       partner <= last && is_there[partner - first]))
            *is_sound = false;
        is_there[code - first] = true;
    }
    for (uint32_t i = 0; i < sentence->codes.count; i++) {
        uint32_t code = sentence->codes.items[i].piece;
        *is_sound &=
            is_there[code - first] || may_be_gone(is_there, t->b, sentence, code);
    }
    return DBN_OK;
}

/* Is the target the source again, with words in it that nobody takes over? Two small
 * ones make it no name. */
static bool
is_echo(dbn_span source, dbn_span target)
{
    uint32_t small = 0;
    dbn_span rest = source;
    if (!dbn_span_equal(source, target))
        return false;
    for (dbn_span word; (word = dbn_span_next_word(&rest)).len > 0;)
        small += word.ptr[0] >= 'a' && word.ptr[0] <= 'z';
    return small > 1;
}

/* ---- the verdict --------------------------------------------------------------------
 */

/* What makes a translation worse than none; the rest is for who reviews it. */
static bool
is_fatal(dbn_rule rule)
{
    switch (rule) {
    case DBN_RULE_BILINGUAL_UNTRANSLATED:
    case DBN_RULE_BILINGUAL_NUMBER_MISSING:
    case DBN_RULE_BILINGUAL_NUMBER_EXTRA:
    case DBN_RULE_BILINGUAL_NAME_MISSING:
    case DBN_RULE_BILINGUAL_CODE_MISSING:
    case DBN_RULE_BILINGUAL_CODE_EXTRA:
    case DBN_RULE_BILINGUAL_CODE_ORDER:
    case DBN_RULE_BILINGUAL_SOURCE_LANGUAGE:
    case DBN_RULE_BILINGUAL_LOOP:
    case DBN_RULE_BILINGUAL_LENGTH:
    case DBN_RULE_BILINGUAL_TERM_MISSING:
    case DBN_RULE_BILINGUAL_FORBIDDEN_TERM:
        return true;
    default:
        return false;
    }
}

static dbn_status
hold_lost(dbn_sentence *sentence, const dbn_translating *t,
          const dbn_revise_finding *found, bool *is_new)
{
    const dbn_held as_it_is = {found->source,
                               dbn_span_slice(sentence->text, found->source)};
    *is_new = false;
    if (found->rule == DBN_RULE_BILINGUAL_TERM_MISSING)
        return dbn_flow_hold_terms(sentence, t, is_new);
    if (found->rule != DBN_RULE_BILINGUAL_NUMBER_MISSING &&
        found->rule != DBN_RULE_BILINGUAL_NAME_MISSING)
        return DBN_OK;
    DBN_TRY_PUSH(t->job, dbn_sentence_hold(sentence, as_it_is, is_new, &t->job->arena));
    return DBN_OK;
}

static dbn_status
weigh(dbn_judgement *out, const dbn_translating *t, dbn_sentence *sentence,
      const dbn_revise_findings *found)
{
    for (uint32_t i = 0; i < found->count; i++) {
        const dbn_revise_finding *f = &found->items[i];
        bool is_new;
        if (!is_fatal(f->rule))
            continue;
        if (out->is_good) {
            out->is_good = false;
            out->rule = f->rule;
            out->source = f->source;
        }
        DBN_TRY(hold_lost(sentence, t, f, &is_new));
        out->is_held |= is_new;
    }
    return DBN_OK;
}

dbn_status
dbn_flow_judge(dbn_judgement *out, const dbn_translating *t, dbn_sentence *sentence,
               const dbn_draft *draft)
{
    side source = {0}, target = {0};
    dbn_revise_findings found = {0};
    bool is_sound;
    *out = (dbn_judgement){.is_good = true};
    DBN_TRY(read_source(&source, t, sentence));
    DBN_TRY(read_draft(&target, t, draft));
    const dbn_span text = {target.text.count == 0 ? "" : target.text.items,
                           target.text.count};
    DBN_TRY(check_codes(&is_sound, t, sentence, draft));
    bool is_empty =
        dbn_span_trim(text).len == 0 && dbn_span_trim(sentence->text).len > 0;
    if (!is_sound || is_empty) {
        out->is_good = false;
        out->reason = is_empty ? DBN_MESSAGE("the answer is empty")
                               : DBN_MESSAGE("codes are lost, doubled or disordered");
        return DBN_OK;
    }
    if (is_echo(sentence->text, text)) {
        out->is_good = false;
        out->rule = DBN_RULE_BILINGUAL_UNTRANSLATED;
        return DBN_OK;
    }
    const dbn_revise_pair pair = {side_of(&source, sentence->text),
                                  side_of(&target, text)};
    DBN_TRY(dbn_revise_run(&found, &pair, 1, &t->languages, t->job));
    return weigh(out, t, sentence, &found);
}
