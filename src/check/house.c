/*
 * Terms that a newsroom does not write, in whatever form they stand.
 *
 *     malware: maliciel        des MALWARES ─▶ des MALICIELS
 *
 * A glossary knows the forms. What is proposed is put into the same one: the change
 * from the term to what stands there (malware+s) is tried on each word of the
 * replacement, as far as that gives forms of these words. Capitals are kept. Of terms
 * that overlap the leftmost counts, then the longest; where that is one which may be
 * written, nothing is found. Linear in the text.
 */
#include "check/desk.h"

#include "glossary/word.h"
#include "lang/case.h"

#include <assert.h>

#define FORM_MAX    100U /* bytes of a word whose form is looked for */
#define INSTEAD_MAX 5U   /* that are proposed */

/* How a form is made of a word: bytes that come off its end, and what comes there. */
typedef struct change {
    dbn_span off, on;
} change;

/* One place of a term. */
typedef struct place {
    const desk *desk;
    dbn_span text; /* what stands there */
    const dbn_glossary_entry *entry;
    change change;    /* its spans are in `bytes` */
    bool has_changed; /* it stands in another form */
    char bytes[2][FORM_MAX];
} place;

/* ---- forms -------------------------------------------------------------------- */

/* What makes the small `word` of the small `base`. */
static change
change_of(dbn_span base, dbn_span word)
{
    size_t same = 0;
    while (same < base.len && same < word.len && base.ptr[same] == word.ptr[same])
        same++;
    while (same > 0 &&
           ((same < base.len && ((unsigned char)base.ptr[same] & 0xC0) == 0x80) ||
            (same < word.len && ((unsigned char)word.ptr[same] & 0xC0) == 0x80)))
        same--;
    return (change){{base.ptr + same, base.len - same},
                    {word.ptr + same, word.len - same}};
}

/* The first word of the term that stands in another form. */
static void
find_change(place *p)
{
    dbn_text_word base, word;
    uint32_t at = 0, to = 0;
    while (
        dbn_text_word_next(&base, p->entry->term, &at, (uint32_t)p->entry->term.len) &&
        dbn_text_word_next(&word, p->text, &to, (uint32_t)p->text.len)) {
        dbn_span a = dbn_span_slice(p->entry->term, (dbn_range){base.beg, base.end});
        dbn_span b = dbn_span_slice(p->text, (dbn_range){word.beg, word.end});
        a = (dbn_span){p->bytes[0], dbn_case_lower(p->bytes[0], FORM_MAX, a, false)};
        b = (dbn_span){p->bytes[1], dbn_case_lower(p->bytes[1], FORM_MAX, b, false)};
        p->has_changed = !dbn_span_equal(a, b);
        if (!p->has_changed)
            continue;
        p->change = change_of(a, b);
        return;
    }
}

/* `word`, changed the same way, where that is a form of it; false where it is none. */
static dbn_status
inflect(bool *is_form, dbn_buffer *out, const place *p, dbn_span word)
{
    dbn_arena *scratch = &p->desk->job->scratch;
    dbn_word_forms forms = {0};
    char bytes[2 * FORM_MAX];
    const change *c = &p->change;
    *is_form = false;
    if (word.len > FORM_MAX || word.len <= c->off.len ||
        !dbn_span_equal((dbn_span){word.ptr + word.len - c->off.len, c->off.len},
                        c->off))
        return DBN_OK;
    size_t kept = word.len - c->off.len;
    memcpy(bytes, word.ptr, kept);
    memcpy(bytes + kept, c->on.ptr, c->on.len);
    dbn_span made = {bytes, kept + c->on.len};
    DBN_TRY(
        dbn_morphology_forms(&forms, p->desk->in->house->morphology, word, scratch));
    for (uint32_t i = 0; i < forms.count && !*is_form; i++)
        *is_form = dbn_span_equal(forms.items[i], made);
    return *is_form ? dbn_vec_append(scratch, out, made.ptr, (uint32_t)made.len)
                    : DBN_OK;
}

/* The replacement in the form of what stands there, in scratch. Its first words change
 * together, as nouns and their adjectives do, up to one that cannot. */
static dbn_status
put_in_form(dbn_span *out, const place *p, dbn_span instead)
{
    dbn_arena *scratch = &p->desk->job->scratch;
    dbn_buffer made = {0};
    size_t at = 0;
    bool goes_on = p->has_changed;
    while (goes_on && at < instead.len) {
        const char *space = memchr(instead.ptr + at, ' ', instead.len - at);
        size_t end = space == NULL ? instead.len : (size_t)(space - instead.ptr);
        dbn_span word = {instead.ptr + at, end - at};
        DBN_TRY(inflect(&goes_on, &made, p, word));
        if (!goes_on)
            break;
        at = end;
        if (at < instead.len)
            DBN_TRY(dbn_vec_append(scratch, &made, instead.ptr + at++, 1));
    }
    DBN_TRY(
        dbn_vec_append(scratch, &made, instead.ptr + at, (uint32_t)(instead.len - at)));
    *out = (dbn_span){made.items, made.count};
    return DBN_OK;
}

/* The capitals of what stands there, where the term has none of its own. */
static dbn_status
put_in_case(dbn_span *text, const place *p)
{
    dbn_case own = dbn_case_of(p->entry->term), written = dbn_case_of(p->text);
    bool is_all = written == DBN_CASE_ALL && own != DBN_CASE_ALL;
    bool is_first = written == DBN_CASE_CAPITAL && own == DBN_CASE_SMALL;
    if (text->len == 0 || (!is_all && !is_first))
        return DBN_OK;
    size_t room = text->len * 3; /* a capital may take more bytes */
    char *raised = dbn_arena_alloc(&p->desk->job->scratch, room);
    if (raised == NULL)
        return DBN_ERR_NOMEM;
    *text = (dbn_span){raised, dbn_case_raise(raised, room, *text, is_all)};
    return DBN_OK;
}

/* ---- places ------------------------------------------------------------------- */

/* Report one place, unless what stands there is what should. */
static dbn_status
report(desk *d, dbn_range range, const dbn_glossary_entry *entry)
{
    place p = {.desk = d, .text = dbn_span_slice(d->text, range), .entry = entry};
    dbn_span instead[INSTEAD_MAX], rest = entry->translation;
    uint32_t count = 0;
    find_change(&p);
    while (rest.len > 0 && count < INSTEAD_MAX) {
        const char *bar = memchr(rest.ptr, '|', rest.len);
        dbn_span one = {rest.ptr, bar == NULL ? rest.len : (size_t)(bar - rest.ptr)};
        rest.ptr += one.len + (bar != NULL);
        rest.len -= one.len + (bar != NULL);
        if (dbn_span_equal(one, p.text))
            return DBN_OK;
        DBN_TRY_PUSH(d->job, put_in_form(&instead[count], &p, one));
        DBN_TRY_PUSH(d->job, put_in_case(&instead[count], &p));
        if (dbn_span_equal(instead[count], p.text))
            return DBN_OK;
        count++;
    }
    return desk_add_several(d, DBN_CODE_HOUSE_TERM, range, instead, count);
}

/* Of two terms that begin together: does `b` count rather than `a`? */
static bool
is_better(const dbn_glossary *g, const dbn_glossary_hit *a, const dbn_glossary_hit *b)
{
    if (a->range.end != b->range.end)
        return b->range.end > a->range.end;
    return dbn_glossary_entry_at(g, a->entry)->status != DBN_TERM_FORBIDDEN;
}

static dbn_status
check_block(desk *d, dbn_range block)
{
    const dbn_glossary *g = d->in->house->glossary;
    dbn_glossary_hits hits = {0};
    uint32_t free_from = block.beg;
    DBN_TRY(dbn_glossary_candidates(&hits, g, d->text, block, d->job));
    for (uint32_t i = 0; i < hits.count;) {
        assert(hits.items != NULL);
        dbn_glossary_hit best = hits.items[i];
        for (i++; i < hits.count && hits.items[i].range.beg == best.range.beg; i++)
            if (is_better(g, &best, &hits.items[i]))
                best = hits.items[i];
        if (best.range.beg < free_from)
            continue;
        const dbn_glossary_entry *entry = dbn_glossary_entry_at(g, best.entry);
        free_from = best.range.end;
        if (entry->status == DBN_TERM_FORBIDDEN)
            DBN_TRY(report(d, best.range, entry));
    }
    return DBN_OK;
}

dbn_status
desk_check_house(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; d->in->house != NULL && i < blocks->count; i++)
        if (desk_is_read(&blocks->items[i]))
            DBN_TRY(check_block(d, blocks->items[i].range));
    return DBN_OK;
}
