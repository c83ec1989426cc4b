/*
 * write/review.c - translations beside their sources, to be revised.
 *
 *     1   Le ⟨1⟩pont⟨/1⟩ de Courtrai   De ⟨1⟩brug⟨/1⟩ van Courtrai   warning: this
 * place … 2   Il y a 1 340 camions.       Er zijn 1.430 wagens.         = 7, 85 % like
 * …
 *
 * The page holds the file, in pieces: what stands between two translations, and each of
 * those. So the script of the page (review.js) can write the file again with what was
 * edited, and needs to know nothing of its format.
 */
#include "write/html_style.h"
#include "write/report.h"

#include <stdlib.h>

typedef struct review {
    const dbn_findings_writer *f;
    dbn_voice voice;
    const dbn_document *doc;
    const dbn_pairs *pairs;
    uint32_t *first_alike; /* of each pair: the first with the same source */
    uint32_t term;         /* the next */
    bool is_editable;
} review;

static dbn_status
raw(const review *r, dbn_span markup)
{
    return dbn_say_raw(&r->voice, markup);
}

static dbn_status
text(const review *r, dbn_span value)
{
    return dbn_html_text(&r->voice, value);
}

static dbn_status
number(const review *r, dbn_span before, uint32_t n, dbn_span after)
{
    char digits[16];
    int len = snprintf(digits, sizeof digits, "%u", n);
    DBN_TRY(raw(r, before));
    DBN_TRY(raw(r, (dbn_span){digits, (size_t)len}));
    return raw(r, after);
}

/* A text of the catalogue as the value of an attribute. */
static dbn_status
label(const review *r, dbn_span attribute, const char *english)
{
    DBN_TRY(raw(r, attribute));
    DBN_TRY(raw(r, dbn_span_of(dbn_message(r->voice.ui, english))));
    return raw(r, DBN_SPAN("\""));
}

/* ---- which sources are the same ----------------------------------------------------
 */

typedef struct ordered {
    dbn_span source;
    uint32_t pair;
} ordered;

static int
by_source(const void *a, const void *b)
{
    const ordered *x = a, *y = b;
    int order = dbn_span_order(x->source, y->source);
    return order != 0 ? order : x->pair < y->pair ? -1 : x->pair > y->pair;
}

static dbn_status
find_alike(review *r)
{
    uint32_t count = r->pairs->items.count, first = 0;
    ordered *all = dbn_arena_alloc(r->voice.arena, (count + 1) * sizeof *all);
    r->first_alike =
        dbn_arena_alloc(r->voice.arena, (count + 1) * sizeof *r->first_alike);
    if (all == NULL || r->first_alike == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < count; i++)
        all[i] = (ordered){
            dbn_span_slice(r->doc->page->text, r->pairs->items.items[i].source.text),
            i};
    if (count > 0)
        qsort(all, count, sizeof *all, by_source);
    for (uint32_t i = 0; i < count; i++) {
        if (!dbn_span_equal(all[i].source, all[first].source))
            first = i;
        r->first_alike[all[i].pair] = all[first].pair;
    }
    return DBN_OK;
}

/* ---- texts with codes and marks
 * ------------------------------------------------------ */

/* Ranges of a text, sorted, without overlap, and what begins and ends them. */
typedef struct marked {
    dbn_range range;
    dbn_span title; /* shown where one points at it */
} marked;

typedef DBN_VEC(marked) marks;

static dbn_status
put_code(const review *r, const dbn_pair_code *code)
{
    DBN_TRY(raw(r, DBN_SPAN("<span class=\"code\" contenteditable=\"false\" "
                            "data-raw=\"")));
    DBN_TRY(text(r, dbn_span_slice(r->doc->decoded->text, code->tag)));
    DBN_TRY(raw(r, DBN_SPAN("\">")));
    DBN_TRY(text(r, code->name));
    return raw(r, DBN_SPAN("</span>"));
}

static dbn_status
open_mark(const review *r, const marked *mark, const char *class)
{
    DBN_TRY(raw(r, DBN_SPAN("<mark class=\"")));
    DBN_TRY(raw(r, dbn_span_of(class)));
    DBN_TRY(raw(r, DBN_SPAN("\" title=\"")));
    DBN_TRY(text(r, mark->title));
    return raw(r, DBN_SPAN("\">"));
}

/* Where something happens next behind `at`. */
static uint32_t
next_stop(const dbn_pair_code *code, const marked *mark, bool is_open, uint32_t at,
          uint32_t end)
{
    uint32_t stop = end;
    if (code != NULL && code->at < stop)
        stop = code->at;
    if (mark != NULL && !is_open && mark->range.beg < stop)
        stop = mark->range.beg;
    if (mark != NULL && is_open && mark->range.end < stop)
        stop = mark->range.end;
    return stop < at ? at : stop;
}

static dbn_status
put_text(const review *r, const dbn_pair_side *own, const marks *all, const char *class)
{
    uint32_t at = own->text.beg, c = own->code_beg, m = 0;
    bool is_open = false;
    for (;;) {
        const dbn_pair_code *code =
            c < own->code_end ? &r->pairs->codes.items[c] : NULL;
        const marked *mark = m < all->count ? &all->items[m] : NULL;
        uint32_t stop = next_stop(code, mark, is_open, at, own->text.end);
        DBN_TRY(text(r, dbn_span_slice(r->doc->page->text, (dbn_range){at, stop})));
        at = stop;
        if (is_open && mark->range.end <= at) {
            DBN_TRY(raw(r, DBN_SPAN("</mark>")));
            is_open = false;
            m++;
        } else if (code != NULL && (code->at <= at || at == own->text.end)) {
            DBN_TRY(put_code(r, code));
            c++;
        } else if (mark != NULL && !is_open && mark->range.beg <= at &&
                   at < own->text.end) {
            DBN_TRY(open_mark(r, mark, class));
            is_open = true;
        } else if (at >= own->text.end) {
            return is_open ? raw(r, DBN_SPAN("</mark>")) : DBN_OK;
        }
    }
}

/* Add a mark behind the others; where it overlaps the last one they are one. */
static dbn_status
add_mark(const review *r, marks *all, dbn_range range, dbn_span title)
{
    const marked mark = {range, title};
    if (range.beg == range.end)
        return DBN_OK;
    if (all->count > 0 && all->items[all->count - 1].range.end > range.beg) {
        dbn_range *last = &all->items[all->count - 1].range;
        last->end = last->end > range.end ? last->end : range.end;
        return DBN_OK;
    }
    return dbn_vec_push(r->voice.arena, all, mark);
}

/* ---- sources
 * ------------------------------------------------------------------------- */

/* What a memory had, as text: without tags, references read. */
static dbn_status
plain_of(const review *r, dbn_range range, dbn_span *out)
{
    static const struct {
        const char *name;
        char sign;
    } names[] = {{"&lt;", '<'},
                 {"&gt;", '>'},
                 {"&amp;", '&'},
                 {"&quot;", '"'},
                 {"&apos;", '\''}};
    dbn_buffer plain = {0};
    dbn_span left = dbn_span_slice(r->doc->decoded->text, range);
    while (left.len > 0) {
        size_t len = 1;
        char sign = left.ptr[0];
        const char *end = sign == '<' ? memchr(left.ptr, '>', left.len) : NULL;
        for (size_t i = 0; sign == '&' && i < sizeof names / sizeof names[0]; i++)
            if (dbn_span_starts(left, dbn_span_of(names[i].name))) {
                len = strlen(names[i].name);
                sign = names[i].sign;
                break;
            }
        if (end != NULL)
            len = (size_t)(end + 1 - left.ptr);
        else
            DBN_TRY(dbn_vec_push(r->voice.arena, &plain, sign));
        left = (dbn_span){left.ptr + len, left.len - len};
    }
    *out = (dbn_span){plain.items == NULL ? "" : plain.items, plain.count};
    return DBN_OK;
}

/* How many bytes two texts have in common at their beginning, or behind that at their
 * end, in whole words. */
static size_t
common_words(dbn_span a, dbn_span b, size_t from, bool at_end)
{
    size_t shorter = (a.len < b.len ? a.len : b.len) - from, same = 0, whole = 0;
    while (same < shorter) {
        char x = at_end ? a.ptr[a.len - 1 - same] : a.ptr[from + same];
        char y = at_end ? b.ptr[b.len - 1 - same] : b.ptr[from + same];
        if (x != y)
            return whole;
        same++;
        if (x == ' ')
            whole = same;
    }
    /* a word ends where the shorter text does, if the longer one has a space there */
    dbn_span longer = a.len > b.len ? a : b;
    if (longer.len == same + from ||
        longer.ptr[at_end ? longer.len - 1 - same : from + same] == ' ')
        return same;
    return whole;
}

static dbn_status
put_changed(const review *r, dbn_span open, dbn_span words, dbn_span close)
{
    if (words.len == 0)
        return DBN_OK;
    DBN_TRY(raw(r, open));
    DBN_TRY(text(r, words));
    return raw(r, close);
}

/* In what the source differs from that of which the memory had a translation. */
static dbn_status
put_difference(const review *r, const dbn_pair *pair)
{
    dbn_span was, is = dbn_span_slice(r->doc->page->text, pair->source.text);
    if (pair->similar.beg == pair->similar.end)
        return DBN_OK;
    DBN_TRY(plain_of(r, pair->similar, &was));
    if (dbn_span_equal(was, is))
        return DBN_OK;
    size_t front = common_words(was, is, 0, false);
    size_t back = common_words(was, is, front, true);
    DBN_TRY(raw(r, DBN_SPAN("<p class=\"was\">")));
    DBN_TRY(text(r, (dbn_span){was.ptr, front}));
    DBN_TRY(put_changed(r, DBN_SPAN("<del>"),
                        (dbn_span){was.ptr + front, was.len - front - back},
                        DBN_SPAN("</del>")));
    DBN_TRY(put_changed(r, DBN_SPAN("<ins>"),
                        (dbn_span){is.ptr + front, is.len - front - back},
                        DBN_SPAN("</ins>")));
    DBN_TRY(text(r, (dbn_span){was.ptr + was.len - back, back}));
    return raw(r, DBN_SPAN("</p>"));
}

static dbn_status
put_source(review *r, const dbn_pair *pair)
{
    marks all = {0};
    for (; r->term < r->pairs->terms.count; r->term++) {
        const dbn_pair_term *term = &r->pairs->terms.items[r->term];
        if (term->range.beg >= pair->source.text.end ||
            term->range.beg < pair->source.text.beg)
            break;
        DBN_TRY(add_mark(r, &all, term->range, term->translation));
    }
    DBN_TRY(raw(r, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(&r->voice, r->pairs->source_lang));
    DBN_TRY(raw(r, DBN_SPAN("><p class=\"s\">")));
    DBN_TRY(put_text(r, &pair->source, &all, "term"));
    DBN_TRY(raw(r, DBN_SPAN("</p>")));
    DBN_TRY(put_difference(r, pair));
    return raw(r, DBN_SPAN("</td>\n"));
}

/* ---- targets
 * ------------------------------------------------------------------------- */

/* The findings in the target of a pair: [*from, the result). O(log findings). */
static uint32_t
findings_of(const review *r, const dbn_pair *pair, uint32_t *from)
{
    const dbn_findings *all = &r->doc->records.findings;
    uint32_t low = 0, high = all->count;
    *from = 0;
    if (!pair->has_target || dbn_range_len(pair->target.text) == 0)
        return 0;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->items[middle].range.beg < pair->target.text.beg)
            low = middle + 1;
        else
            high = middle;
    }
    *from = low;
    while (low < all->count && all->items[low].range.beg <= pair->target.text.end)
        low++;
    return low;
}

static bool
can_edit(const review *r, const dbn_pair *pair)
{
    return r->is_editable && pair->slot.is_there;
}

static dbn_status
put_target(const review *r, uint32_t index)
{
    const dbn_pair *pair = &r->pairs->items.items[index];
    marks all = {0};
    uint32_t from, to = findings_of(r, pair, &from);
    for (uint32_t i = from; i < to; i++) {
        const dbn_finding *f = &r->doc->records.findings.items[i];
        bool is_all = dbn_range_len(f->range) == dbn_range_len(pair->target.text);
        if (!is_all)
            DBN_TRY(
                add_mark(r, &all, f->range, dbn_ruleset_name(r->f->w->rules, f->rule)));
    }
    DBN_TRY(raw(r, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(raw(r, DBN_SPAN("><div")));
    if (can_edit(r, pair)) {
        DBN_TRY(number(r, DBN_SPAN(" class=\"target\" role=\"textbox\" data-pair=\""),
                       index, DBN_SPAN("\"")));
        DBN_TRY(label(r, DBN_SPAN(" aria-label=\""), DBN_MESSAGE("translation")));
    }
    DBN_TRY(raw(r, DBN_SPAN(">")));
    if (pair->has_target)
        DBN_TRY(put_text(r, &pair->target, &all, "f"));
    return raw(r, DBN_SPAN("</div></td>\n"));
}

/* ---- notes
 * --------------------------------------------------------------------------- */

static dbn_status
put_finding(const review *r, uint32_t index)
{
    static const struct {
        const char *class, *word;
    } severities[] = {
        [DBN_SEVERITY_INFO] = {"n si", DBN_MESSAGE("remark")},
        [DBN_SEVERITY_WARNING] = {"n sw", DBN_MESSAGE("warning")},
        [DBN_SEVERITY_ERROR] = {"n se", DBN_MESSAGE("error")},
    };
    dbn_shown_finding s = dbn_finding_show(r->f, index);
    DBN_TRY(raw(r, DBN_SPAN("<div class=\"")));
    DBN_TRY(raw(r, dbn_span_of(severities[s.finding->severity].class)));
    DBN_TRY(raw(r, DBN_SPAN("\" data-r=\"")));
    DBN_TRY(text(r, s.rule));
    DBN_TRY(raw(r, DBN_SPAN("\"><p><strong>")));
    DBN_TRY(dbn_say(&r->voice, "%s",
                    dbn_message(r->voice.ui, severities[s.finding->severity].word)));
    DBN_TRY(raw(r, DBN_SPAN("</strong> ")));
    DBN_TRY(text(r, s.message));
    DBN_TRY(raw(r, DBN_SPAN("</p>")));
    dbn_range other = s.finding->other;
    if (dbn_range_len(other) > 0 && dbn_range_len(other) < 80) {
        DBN_TRY(raw(r, DBN_SPAN("<p><q>")));
        DBN_TRY(text(r, dbn_span_slice(r->doc->page->text, other)));
        DBN_TRY(raw(r, DBN_SPAN("</q></p>")));
    }
    return raw(r, DBN_SPAN("</div>\n"));
}

/* Where a translation comes from, and where its source stands before. */
static dbn_status
put_origin(const review *r, uint32_t index)
{
    const dbn_pair *pair = &r->pairs->items.items[index];
    uint32_t first = r->first_alike[index];
    if (first != index) {
        DBN_TRY(raw(r, DBN_SPAN("<p>")));
        DBN_TRY(dbn_say(&r->voice, "as in"));
        DBN_TRY(raw(r, DBN_SPAN(" <a")));
        DBN_TRY(dbn_html_href(&r->voice, r->f->options->number, "b", first + 1));
        DBN_TRY(number(r, DBN_SPAN(">"), first + 1, DBN_SPAN("</a></p>")));
    }
    if (pair->score == 0)
        return pair->has_target ? DBN_OK : dbn_say(&r->voice, "no translation");
    DBN_TRY(raw(r, DBN_SPAN("<p>")));
    DBN_TRY(dbn_say(&r->voice, "%u%% like", (unsigned)pair->score));
    DBN_TRY(raw(r, DBN_SPAN(" ")));
    DBN_TRY(text(r, pair->origin));
    return raw(r, DBN_SPAN("</p>"));
}

static dbn_status
put_rules(const review *r, uint32_t from, uint32_t to)
{
    if (from == to)
        return DBN_OK;
    DBN_TRY(raw(r, DBN_SPAN(" data-r=\"")));
    for (uint32_t i = from; i < to; i++) {
        if (i > from)
            DBN_TRY(raw(r, DBN_SPAN(" ")));
        DBN_TRY(text(r, dbn_ruleset_name(r->f->w->rules,
                                         r->doc->records.findings.items[i].rule)));
    }
    return raw(r, DBN_SPAN("\""));
}

static dbn_status
put_row(review *r, uint32_t index)
{
    const dbn_pair *pair = &r->pairs->items.items[index];
    uint64_t of = r->f->options->number;
    uint32_t from, to = findings_of(r, pair, &from);
    DBN_TRY(raw(r, DBN_SPAN("<tr")));
    DBN_TRY(dbn_html_class(&r->voice, "b", to > from ? DBN_HTML_FINDING : 0));
    DBN_TRY(put_rules(r, from, to));
    DBN_TRY(dbn_html_id(&r->voice, of, "b", index + 1));
    DBN_TRY(raw(r, DBN_SPAN(">\n<th scope=\"row\"><a")));
    DBN_TRY(dbn_html_href(&r->voice, of, "b", index + 1));
    DBN_TRY(number(r, DBN_SPAN(">"), index + 1, DBN_SPAN("</a></th>\n")));
    DBN_TRY(put_source(r, pair));
    DBN_TRY(put_target(r, index));
    DBN_TRY(raw(r, DBN_SPAN("<td class=\"c\">")));
    DBN_TRY(put_origin(r, index));
    for (uint32_t i = from; i < to; i++)
        DBN_TRY(put_finding(r, i));
    return raw(r, DBN_SPAN("</td>\n</tr>\n"));
}

/* ---- the file
 * ------------------------------------------------------------------------ */

static int
by_slot(const void *a, const void *b)
{
    const dbn_pair *const *x = a, *const *y = b;
    uint32_t one = (*x)->slot.range.beg, two = (*y)->slot.range.beg;
    if (one != two)
        return one < two ? -1 : 1;
    return *x < *y ? -1 : *x > *y;
}

static dbn_status
put_between(const review *r, dbn_range range)
{
    DBN_TRY(raw(r, DBN_SPAN("<i>")));
    DBN_TRY(text(r, dbn_span_slice(r->doc->decoded->text, range)));
    return raw(r, DBN_SPAN("</i>"));
}

static dbn_status
put_slot(const review *r, const dbn_pair *pair)
{
    uint32_t index = (uint32_t)(pair - r->pairs->items.items);
    DBN_TRY(number(r, DBN_SPAN("<i data-pair=\""), index, DBN_SPAN("\"")));
    if (pair->slot.first != DBN_NONE)
        DBN_TRY(number(r, DBN_SPAN(" data-unit=\""), pair->slot.first, DBN_SPAN("\"")));
    DBN_TRY(raw(r, DBN_SPAN(" data-before=\"")));
    DBN_TRY(text(r, pair->slot.before));
    DBN_TRY(raw(r, DBN_SPAN("\" data-after=\"")));
    DBN_TRY(text(r, pair->slot.after));
    DBN_TRY(raw(r, DBN_SPAN("\">")));
    DBN_TRY(text(r, dbn_span_slice(r->doc->decoded->text, pair->slot.range)));
    return raw(r, DBN_SPAN("</i>"));
}

/* All of the file, with a piece for each translation that can be another one. */
static dbn_status
put_file(const review *r)
{
    uint32_t count = 0, at = 0, end = (uint32_t)r->doc->decoded->text.len;
    const dbn_pair **all = dbn_arena_alloc(
        r->voice.arena, (r->pairs->items.count + 1) * sizeof(const dbn_pair *));
    if (all == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < r->pairs->items.count; i++)
        if (can_edit(r, &r->pairs->items.items[i]))
            all[count++] = &r->pairs->items.items[i];
    if (count > 0)
        qsort(all, count, sizeof *all, by_slot);
    DBN_TRY(raw(r, DBN_SPAN("<div class=\"file\" hidden=\"\">")));
    for (uint32_t i = 0; i < count; i++) {
        DBN_TRY(put_between(r, (dbn_range){at, all[i]->slot.range.beg}));
        DBN_TRY(put_slot(r, all[i]));
        at = all[i]->slot.range.end;
    }
    DBN_TRY(put_between(r, (dbn_range){at, end}));
    return raw(r, DBN_SPAN("</div>\n"));
}

/* ---- the document
 * -------------------------------------------------------------------- */

/* The name under which the file is saved: without its folders. */
static dbn_span
name_of(const review *r)
{
    dbn_span name = r->doc->name;
    for (size_t i = name.len; i > 0; i--)
        if (name.ptr[i - 1] == '/')
            return (dbn_span){name.ptr + i, name.len - i};
    return name;
}

static dbn_status
open_review(const review *r)
{
    DBN_TRY(raw(r, DBN_SPAN("<div class=\"review\" data-name=\"")));
    DBN_TRY(text(r, name_of(r)));
    DBN_TRY(raw(r, DBN_SPAN("\"")));
    DBN_TRY(label(r, DBN_SPAN(" data-take=\""), DBN_MESSAGE("Take the source")));
    DBN_TRY(label(r, DBN_SPAN(" data-edited=\""), DBN_MESSAGE("edited")));
    DBN_TRY(label(r, DBN_SPAN(" data-saved=\""), DBN_MESSAGE("saved")));
    DBN_TRY(
        label(r, DBN_SPAN(" data-broken=\""), DBN_MESSAGE("codes that do not fit:")));
    DBN_TRY(raw(r, DBN_SPAN(">\n<style>\n")));
    DBN_TRY(raw(r, dbn_html_review_style));
    DBN_TRY(raw(r, DBN_SPAN("</style>\n<p class=\"tools\"><button type=\"button\" "
                            "class=\"save\" hidden=\"\">")));
    DBN_TRY(dbn_say(&r->voice, "Save with the edits"));
    return raw(r, DBN_SPAN("</button> <span role=\"status\"></span></p>\n"));
}

static dbn_status
put_head(const review *r)
{
    DBN_TRY(
        raw(r, DBN_SPAN("<table class=\"beads\">\n<thead><tr>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "pair"));
    DBN_TRY(raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "source"));
    DBN_TRY(raw(r, DBN_SPAN(" ")));
    DBN_TRY(text(r, r->pairs->source_lang));
    DBN_TRY(raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "translation"));
    DBN_TRY(raw(r, DBN_SPAN(" ")));
    DBN_TRY(text(r, r->doc->lang));
    DBN_TRY(raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "notes"));
    return raw(r, DBN_SPAN("</th>\n</tr></thead>\n<tbody>\n"));
}

dbn_status
dbn_write_review(const dbn_findings_writer *f)
{
    review r = {.f = f,
                .voice = {f->w->out, f->w->arena, f->w->ui},
                .doc = f->doc,
                .pairs = f->doc->pairs};
    /* in lists of messages text is escaped otherwise */
    r.is_editable = r.pairs->kind < DBN_PAIRS_PO;
    DBN_TRY(find_alike(&r));
    DBN_TRY(open_review(&r));
    DBN_TRY(put_head(&r));
    for (uint32_t i = 0; i < r.pairs->items.count; i++)
        DBN_TRY(put_row(&r, i));
    DBN_TRY(raw(&r, DBN_SPAN("</tbody>\n</table>\n")));
    if (r.is_editable) {
        DBN_TRY(put_file(&r));
        DBN_TRY(raw(&r, DBN_SPAN("<script>")));
        DBN_TRY(raw(&r, dbn_html_script));
        DBN_TRY(raw(&r, DBN_SPAN("</script>\n")));
    }
    return raw(&r, DBN_SPAN("</div>\n"));
}
