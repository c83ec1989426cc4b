/*
 * The two texts of a pair: codes are names in boxes, which keep what they stand for;
 * terms and findings are marked; and where the memory had another source, the words in
 * which this one differs stand below it.
 */
#include "write/review.h"

/* Ranges of a text, sorted, without overlap, and what begins and ends them. */
typedef struct marked {
    dbn_range range;
    dbn_span title; /* shown where one points at it */
} marked;

typedef DBN_VEC(marked) marks;

dbn_status
review_code(const review *r, const dbn_pair_code *code)
{
    DBN_TRY(review_raw(r, DBN_SPAN("<span class=\"code\" contenteditable=\"false\" "
                                   "data-raw=\"")));
    DBN_TRY(review_text(r, dbn_span_slice(r->doc->decoded->text, code->tag)));
    DBN_TRY(review_raw(r, DBN_SPAN("\">")));
    DBN_TRY(review_text(r, code->name));
    return review_raw(r, DBN_SPAN("</span>"));
}

static dbn_status
open_mark(const review *r, const marked *mark, const char *class)
{
    DBN_TRY(review_raw(r, DBN_SPAN("<mark class=\"")));
    DBN_TRY(review_raw(r, dbn_span_of(class)));
    DBN_TRY(review_raw(r, DBN_SPAN("\" title=\"")));
    DBN_TRY(review_text(r, mark->title));
    return review_raw(r, DBN_SPAN("\">"));
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
        DBN_TRY(
            review_text(r, dbn_span_slice(r->doc->page->text, (dbn_range){at, stop})));
        at = stop;
        if (is_open && mark->range.end <= at) {
            DBN_TRY(review_raw(r, DBN_SPAN("</mark>")));
            is_open = false;
            m++;
        } else if (code != NULL && (code->at <= at || at == own->text.end)) {
            DBN_TRY(review_code(r, code));
            c++;
        } else if (mark != NULL && !is_open && mark->range.beg <= at &&
                   at < own->text.end) {
            DBN_TRY(open_mark(r, mark, class));
            is_open = true;
        } else if (at >= own->text.end) {
            return is_open ? review_raw(r, DBN_SPAN("</mark>")) : DBN_OK;
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

dbn_status
review_plain(const review *r, dbn_range range, dbn_span *out)
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
    DBN_TRY(review_raw(r, open));
    DBN_TRY(review_text(r, words));
    return review_raw(r, close);
}

/* In what the source differs from that of which the memory had a translation. */
static dbn_status
put_difference(const review *r, const dbn_pair *pair)
{
    dbn_span was, is = dbn_span_slice(r->doc->page->text, pair->source.text);
    if (pair->similar.beg == pair->similar.end)
        return DBN_OK;
    DBN_TRY(review_plain(r, pair->similar, &was));
    if (dbn_span_equal(was, is))
        return DBN_OK;
    size_t front = common_words(was, is, 0, false);
    size_t back = common_words(was, is, front, true);
    DBN_TRY(review_raw(r, DBN_SPAN("<p class=\"was\">")));
    DBN_TRY(review_text(r, (dbn_span){was.ptr, front}));
    DBN_TRY(put_changed(r, DBN_SPAN("<del>"),
                        (dbn_span){was.ptr + front, was.len - front - back},
                        DBN_SPAN("</del>")));
    DBN_TRY(put_changed(r, DBN_SPAN("<ins>"),
                        (dbn_span){is.ptr + front, is.len - front - back},
                        DBN_SPAN("</ins>")));
    DBN_TRY(review_text(r, (dbn_span){was.ptr + was.len - back, back}));
    return review_raw(r, DBN_SPAN("</p>"));
}

dbn_status
review_source(review *r, const dbn_pair *pair)
{
    marks all = {0};
    for (; r->term < r->pairs->terms.count; r->term++) {
        const dbn_pair_term *term = &r->pairs->terms.items[r->term];
        if (term->range.beg >= pair->source.text.end ||
            term->range.beg < pair->source.text.beg)
            break;
        DBN_TRY(add_mark(r, &all, term->range, term->translation));
    }
    DBN_TRY(review_raw(r, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(&r->voice, r->pairs->source_lang));
    DBN_TRY(review_raw(r, DBN_SPAN("><p class=\"s\">")));
    DBN_TRY(put_text(r, &pair->source, &all, "term"));
    DBN_TRY(review_raw(r, DBN_SPAN("</p>")));
    DBN_TRY(put_difference(r, pair));
    return review_raw(r, DBN_SPAN("</td>\n"));
}

dbn_status
review_target(const review *r, uint32_t index, uint32_t from, uint32_t to)
{
    const dbn_pair *pair = &r->pairs->items.items[index];
    marks all = {0};
    for (uint32_t i = from; i < to; i++) {
        const dbn_finding *f = &r->doc->records.findings.items[i];
        bool is_all = dbn_range_len(f->range) == dbn_range_len(pair->target.text);
        if (!is_all)
            DBN_TRY(
                add_mark(r, &all, f->range, dbn_ruleset_name(r->f->w->rules, f->rule)));
    }
    DBN_TRY(review_raw(r, DBN_SPAN("<td")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(review_raw(r, DBN_SPAN("><div")));
    if (review_can_edit(r, pair)) {
        DBN_TRY(review_number(
            r, DBN_SPAN(" class=\"target\" role=\"textbox\" data-pair=\""), index,
            DBN_SPAN("\"")));
        DBN_TRY(
            review_label(r, DBN_SPAN(" aria-label=\""), DBN_MESSAGE("translation")));
    }
    DBN_TRY(review_raw(r, DBN_SPAN(">")));
    if (pair->has_target)
        DBN_TRY(put_text(r, &pair->target, &all, "f"));
    return review_raw(r, DBN_SPAN("</div></td>\n"));
}
