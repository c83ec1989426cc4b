/*
 * Terms in texts.
 *
 * One look a word into the table of forms; from each word that may begin a term, down
 * the tree as far as words follow. A word may be several words of terms, so that the
 * way branches; each node of the tree is passed at most once from one place, and words
 * that are looked at from there are as many as the longest term has. 100 000 terms cost
 * as much as ten, but for what the processor's caches miss.
 */
#include "glossary/inside.h"

#include "base/utf8.h"
#include "lang/case.h"
#include "text/fold.h"

/* The most that stands between two words of a term: a line end, some spaces. */
#define GAP_MAX 16U

typedef struct finder {
    const dbn_glossary *glossary;
    dbn_span text;
    dbn_range range;
    const dbn_text_word *words;
    const uint32_t *forms; /* of each word, the first, + 1 */
    uint32_t count;
    uint32_t best_end, best_entry; /* words of the longest term; 0: none */
    dbn_glossary_hits *all;        /* every term goes here; NULL: the longest counts */
    dbn_arena *arena;              /* of these */
    bool is_full;                  /* there was no room for one */
} finder;

/* ---- one word ---------------------------------------------------------------------
 */

/* How a word of a text compares with a form. */
typedef enum likeness {
    LIKE_NOT,
    LIKE_BUT_ACCENTS, /* of small letters */
    LIKE
} likeness;

/* Letter by letter; a capital may have lost its accent. */
static likeness
compare(dbn_span word, dbn_span form)
{
    likeness found = LIKE;
    size_t at = 0, to = 0;
    if (dbn_span_equal(word, form)) /* as most words are written */
        return LIKE;
    while (at < word.len) {
        char low[2 * DBN_FOLD_MAX];
        uint32_t width, form_width;
        uint32_t code = dbn_utf8_decode(word, at, &width);
        dbn_span letter = {word.ptr + at, width};
        uint32_t len = dbn_text_word_lower(low, sizeof low, letter);
        at += width;
        if (len == 0)
            continue;
        if (to + len <= form.len && memcmp(form.ptr + to, low, len) == 0) {
            to += len;
            continue;
        }
        if (to >= form.len)
            return LIKE_NOT;
        (void)dbn_utf8_decode(form, to, &form_width);
        to += form_width;
        if (dbn_char_class_of(code) != DBN_CHAR_UPPER || code >= 0x80)
            found = LIKE_BUT_ACCENTS;
    }
    return to == form.len ? found : LIKE_NOT;
}

static bool
is_capital_at(dbn_span word, size_t at)
{
    uint32_t len;
    return at < word.len &&
           dbn_char_class_of(dbn_utf8_decode(word, at, &len)) == DBN_CHAR_UPPER;
}

static bool
is_written_as(const finder *f, dbn_span word, const dbn_glossary_form *form)
{
    if (form->need != DBN_NEED_NOTHING && !is_capital_at(word, 0))
        return false;
    if (form->need == DBN_NEED_CAPITALS &&
        !is_capital_at(word, dbn_utf8_len((unsigned char)word.ptr[0])))
        return false;
    switch (compare(word, (dbn_span){form->ptr, form->len})) {
    case LIKE:
        return true;
    case LIKE_BUT_ACCENTS:
        return f->glossary->dictionary == NULL ||
               dbn_dictionary_word(f->glossary->dictionary, word, (dbn_span){"", 0}) ==
                   DBN_VERDICT_UNKNOWN;
    case LIKE_NOT:
        break;
    }
    return false;
}

/* ---- between words ----------------------------------------------------------------
 */

/* May a term go on over what stands between two words? Spaces, with one line end at
 * most; hyphens, apostrophes, & and /. */
static bool
may_cross(const finder *f, uint32_t beg, uint32_t end)
{
    uint32_t len, line_ends = 0;
    if (end - beg > GAP_MAX)
        return false;
    for (uint32_t at = beg; at < end; at += len) {
        char form[DBN_FOLD_MAX];
        uint32_t code = dbn_utf8_decode(f->text, at, &len);
        uint32_t form_len = dbn_fold_codepoint(form, code);
        line_ends += code == '\n';
        bool joins = form_len == 0 || dbn_char_class_of(code) == DBN_CHAR_SPACE ||
                     code == '\n' || code == '\r' ||
                     (form_len == 1 && memchr("-' \t&/", form[0], 6) != NULL);
        if (!joins || line_ends > 1)
            return false;
    }
    return true;
}

static bool
is_hyphen_at(const finder *f, uint32_t at)
{
    return at >= f->range.beg && at < f->range.end && f->text.ptr[at] == '-';
}

/* Is what is found only a part of a word that hyphens make: temps in mi-temps? */
static bool
is_inside_word(const finder *f, uint32_t first, uint32_t last)
{
    uint32_t beg = f->words[first].beg, end = f->words[last].end;
    if (f->glossary->dictionary == NULL)
        return false;
    if (first > 0 && beg > 0 && is_hyphen_at(f, beg - 1) &&
        f->words[first - 1].end == beg - 1)
        beg = f->words[first - 1].beg;
    if (last + 1 < f->count && is_hyphen_at(f, end) &&
        f->words[last + 1].beg == end + 1)
        end = f->words[last + 1].end;
    if (beg == f->words[first].beg && end == f->words[last].end)
        return false;
    dbn_span whole = dbn_span_slice(f->text, (dbn_range){beg, end});
    return dbn_dictionary_word(f->glossary->dictionary, whole, (dbn_span){"", 0}) ==
           DBN_VERDICT_WORD;
}

/* ---- terms ------------------------------------------------------------------------
 */

/* A term of words [first, end). */
static void
take(finder *f, uint32_t entry, uint32_t first, uint32_t end)
{
    if (f->all != NULL) {
        dbn_glossary_hit hit = {{f->words[first].beg, f->words[end - 1].end},
                                entry - 1};
        f->is_full |= dbn_vec_push(f->arena, f->all, hit) != DBN_OK;
    }
    if (end <= f->best_end)
        return;
    f->best_end = end;
    f->best_entry = entry;
}

/* Down the tree from `node` by word `at`; `depth` words are behind. */
static void
follow(finder *f, uint32_t node, uint32_t first, uint32_t at)
{
    const dbn_glossary *g = f->glossary;
    dbn_span word =
        dbn_span_slice(f->text, (dbn_range){f->words[at].beg, f->words[at].end});
    for (uint32_t i = f->forms[at]; i != 0; i = g->forms.items[i - 1].next) {
        const dbn_glossary_form *form = &g->forms.items[i - 1];
        uint32_t child = dbn_glossary_child(g, node, form->word);
        if (child == 0 || !is_written_as(f, word, form))
            continue;
        uint32_t entry = g->nodes.items[child].first;
        if (entry != 0 && !is_inside_word(f, first, at))
            take(f, entry, first, at + 1);
        if (at + 1 < f->count && f->forms[at + 1] != 0 &&
            at + 1 - first < DBN_TERM_WORDS_MAX &&
            may_cross(f, f->words[at].end, f->words[at + 1].beg))
            follow(f, child, first, at + 1);
    }
}

static dbn_status
find_all(dbn_glossary_hits *out, finder *f, dbn_arena *arena)
{
    for (uint32_t i = 0; i < f->count;) {
        f->best_end = 0;
        if (f->forms[i] != 0)
            follow(f, 0, i, i);
        if (f->is_full)
            return DBN_ERR_NOMEM;
        if (f->best_end == 0 || f->all != NULL) {
            i++;
            continue;
        }
        dbn_glossary_hit hit = {{f->words[i].beg, f->words[f->best_end - 1].end},
                                f->best_entry - 1};
        DBN_TRY(dbn_vec_push(arena, out, hit));
        i = f->best_end;
    }
    return DBN_OK;
}

static dbn_status
match(dbn_glossary_hits *out, const dbn_glossary *glossary, dbn_span text,
      dbn_range range, bool wants_all, dbn_job *job)
{
    dbn_text_words words = {0};
    DBN_VEC(uint32_t) forms = {0};
    dbn_text_word word;
    for (uint32_t at = range.beg; dbn_text_word_next(&word, text, &at, range.end);) {
        dbn_glossary_expect_form(glossary, word.hash);
        DBN_TRY(dbn_vec_push(&job->scratch, &words, word));
    }
    for (uint32_t i = 0; i < words.count; i++) {
        uint32_t form = dbn_glossary_forms_of(glossary, words.items[i].hash);
        if (form != 0)
            __builtin_prefetch(&glossary->forms.items[form - 1]);
        DBN_TRY(dbn_vec_push(&job->scratch, &forms, form));
    }
    for (uint32_t i = 0; i < forms.count; i++)
        if (forms.items[i] != 0)
            dbn_glossary_expect_child(glossary, 0,
                                      glossary->forms.items[forms.items[i] - 1].word);
    finder f = {.glossary = glossary,
                .text = text,
                .range = range,
                .words = words.items,
                .forms = forms.items,
                .count = words.count,
                .all = wants_all ? out : NULL,
                .arena = &job->arena};
    return find_all(out, &f, &job->arena);
}

static dbn_status
match_all(dbn_glossary_hits *out, const dbn_glossary *glossary, dbn_span text,
          dbn_range range, bool wants_all, dbn_job *job)
{
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = match(out, glossary, text, range, wants_all, job);
    dbn_arena_rewind(&job->scratch, mark);
    return status == DBN_OK ? DBN_OK : dbn_job_nomem(job);
}

dbn_status
dbn_glossary_match(dbn_glossary_hits *out, const dbn_glossary *glossary, dbn_span text,
                   dbn_range range, dbn_job *job)
{
    return match_all(out, glossary, text, range, false, job);
}

dbn_status
dbn_glossary_candidates(dbn_glossary_hits *out, const dbn_glossary *glossary,
                        dbn_span text, dbn_range range, dbn_job *job)
{
    return match_all(out, glossary, text, range, true, job);
}
