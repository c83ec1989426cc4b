/*
 * Terms of a glossary whose translation the target lacks, names of places that it has
 * as the source does, and what is not to be written.
 */
#include "revise/inside.h"

#include "text/bilingual.h"
#include "text/fold.h"

/* Bytes of a translation, folded, that is looked for inside longer words; and from how
 * many on it need not have its last letters: no dictionary has all forms. */
#define PART_MIN   5U
#define STEM_MIN   9U
#define ENDING_MAX 2U

static dbn_status
add_translation(dbn_glossary *glossary, dbn_span translation, uint32_t line)
{
    dbn_error ignored;
    const dbn_glossary_entry entry = {
        .term = translation, .translation = {"", 0}, .domain = {"", 0}, .line = line};
    dbn_status status = dbn_glossary_add(glossary, &entry, &ignored);
    return status == DBN_ERR_SYNTAX ? DBN_OK : status;
}

dbn_status
dbn_revise_terms_make(dbn_revise_terms *out, const dbn_glossary *source,
                      const dbn_profile *target, const dbn_morphology *morphology,
                      dbn_error *err)
{
    dbn_status status = DBN_OK;
    *out = (dbn_revise_terms){.source = source};
    DBN_TRY(dbn_glossary_new(&out->target, target, morphology, err));
    for (uint32_t i = 0; status == DBN_OK && i < dbn_glossary_count(source); i++) {
        dbn_span left = dbn_glossary_entry_at(source, i)->translation;
        for (dbn_span one = dbn_translation_next(&left);
             status == DBN_OK && one.len > 0; one = dbn_translation_next(&left))
            status = add_translation(out->target, one, i + 1);
    }
    if (status == DBN_OK)
        return DBN_OK;
    dbn_glossary_free(out->target);
    out->target = NULL;
    return dbn_fail(err, status, "no memory is left");
}

/* Terms of one source; a text of more is no sentence, and is not looked at: each is
 * held against all of the target. */
#define HITS_MAX 256U

/* What is looked for: terms in both texts. */
typedef struct search {
    revise *r;
    const dbn_revise_terms *terms;
    dbn_glossary_hits there; /* all of the target, overlapping */
    dbn_span folded;         /* the target */
    bool are_places;
} search;

static bool
is_inside(dbn_span text, dbn_span part)
{
    for (size_t at = 0; at + part.len <= text.len; at++) {
        const char *next =
            memchr(text.ptr + at, part.ptr[0], text.len - at - part.len + 1);
        if (next == NULL)
            return false;
        at = (size_t)(next - text.ptr);
        if (memcmp(next, part.ptr, part.len) == 0)
            return true;
    }
    return false;
}

/* Is the translation there in any form, or inside a compound? */
static bool
is_used(const search *s, dbn_span translation)
{
    char folded[DBN_TERM_BYTES_MAX];
    for (uint32_t i = 0; i < s->there.count; i++) {
        uint32_t entry = s->there.items[i].entry;
        if (dbn_span_equal(dbn_glossary_entry_at(s->terms->target, entry)->term,
                           translation))
            return true;
    }
    size_t len = dbn_fold(folded, sizeof folded, translation);
    if (len >= STEM_MIN)
        len -= ENDING_MAX;
    return len >= PART_MIN && is_inside(s->folded, (dbn_span){folded, len});
}

/* Is one of the translations of a term, and of whatever else is written so, there? Or
 * has it none? */
static bool
is_translated(const search *s, uint32_t entry)
{
    bool has_any = false;
    for (; entry != DBN_NONE; entry = dbn_glossary_next(s->terms->source, entry)) {
        const dbn_glossary_entry *e = dbn_glossary_entry_at(s->terms->source, entry);
        dbn_span left = e->translation;
        for (dbn_span one = dbn_translation_next(&left); one.len > 0;
             one = dbn_translation_next(&left)) {
            has_any = true;
            if (is_used(s, one))
                return true;
        }
    }
    return !has_any;
}

/* The range of the target that is written as the source writes the term. */
static bool
find_same(const search *s, dbn_range term, dbn_range *out)
{
    const revise_text *t = &s->r->target;
    dbn_span word = dbn_span_slice(s->r->source.text, term);
    for (uint32_t i = 0; i < t->count; i++) {
        uint32_t beg = t->tokens[i].range.beg;
        dbn_span rest = {t->text.ptr + beg, t->text.len - beg};
        *out = (dbn_range){beg, beg + (uint32_t)word.len};
        if (dbn_span_starts(rest, word))
            return true;
    }
    return false;
}

static dbn_status
judge(search *s, const dbn_glossary_hit *hit)
{
    dbn_range same;
    if (is_translated(s, hit->entry))
        return DBN_OK;
    if (!s->are_places)
        return revise_lacks(s->r, DBN_RULE_BILINGUAL_TERM_MISSING, hit->range);
    if (!find_same(s, hit->range, &same))
        return DBN_OK;
    return revise_found(s->r, DBN_RULE_BILINGUAL_PLACE_NAME, hit->range, same);
}

/* The terms of the source, and what is needed to look for their translations; none
 * where there are too many. */
static dbn_status
begin_search(search *s, dbn_glossary_hits *hits)
{
    revise *r = s->r;
    dbn_span target = r->target.text;
    if (s->terms->source == NULL || s->terms->target == NULL)
        return DBN_OK;
    DBN_TRY(dbn_glossary_match(hits, s->terms->source, r->source.text,
                               (dbn_range){0, (uint32_t)r->source.text.len}, r->job));
    if (hits->count > HITS_MAX)
        hits->count = 0;
    if (hits->count == 0)
        return DBN_OK;
    DBN_TRY(dbn_glossary_candidates(&s->there, s->terms->target, target,
                                    (dbn_range){0, (uint32_t)target.len}, r->job));
    size_t room = target.len * 2 + DBN_FOLD_MAX;
    char *folded = dbn_arena_alloc(&r->job->scratch, room);
    if (folded == NULL)
        return dbn_job_nomem(r->job);
    s->folded = (dbn_span){folded, dbn_fold(folded, room, target)};
    return DBN_OK;
}

static dbn_status
check_terms(revise *r, const dbn_revise_terms *terms, bool are_places)
{
    search s = {.r = r, .terms = terms, .are_places = are_places};
    dbn_glossary_hits hits = {0};
    DBN_TRY(begin_search(&s, &hits));
    for (uint32_t i = 0; i < hits.count; i++)
        DBN_TRY(judge(&s, &hits.items[i]));
    return DBN_OK;
}

dbn_status
revise_listed_names(dbn_glossary_hits *out, revise *r)
{
    search s = {.r = r, .terms = &r->languages->places, .are_places = true};
    DBN_TRY(begin_search(&s, out));
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->count; i++)
        if (is_translated(&s, out->items[i].entry))
            out->items[kept++] = out->items[i];
    out->count = kept;
    return DBN_OK;
}

static dbn_status
check_forbidden(revise *r)
{
    const dbn_glossary *glossary = r->languages->forbidden;
    dbn_glossary_hits hits = {0};
    if (glossary == NULL)
        return DBN_OK;
    DBN_TRY(dbn_glossary_match(&hits, glossary, r->target.text,
                               (dbn_range){0, (uint32_t)r->target.text.len}, r->job));
    for (uint32_t i = 0; i < hits.count; i++)
        if (dbn_glossary_entry_at(glossary, hits.items[i].entry)->status ==
            DBN_TERM_FORBIDDEN)
            DBN_TRY(
                revise_has(r, DBN_RULE_BILINGUAL_FORBIDDEN_TERM, hits.items[i].range));
    return DBN_OK;
}

dbn_status
revise_terms(revise *r)
{
    DBN_TRY(check_terms(r, &r->languages->terms, false));
    DBN_TRY(check_terms(r, &r->languages->places, true));
    return check_forbidden(r);
}
