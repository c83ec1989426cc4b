/*
 * write/review.c - translations beside their sources, to be revised.
 *
 *     1   Le ⟨1⟩pont⟨/1⟩ de Courtrai   De ⟨1⟩brug⟨/1⟩ van Courtrai   warning: place
 *     2   Il y a 1 340 camions.      Er zijn 1.430 wagens.         = 7, 85 % like
 *
 * The page holds the file, in pieces: what stands between two translations, and each of
 * those. So the script of the page (review.js) can write the file again with what was
 * edited, and needs to know nothing of its format.
 */
#include "write/review.h"
#include "write/attribute.h"
#include "write/html_style.h"

#include <stdlib.h>

dbn_status
review_raw(const review *r, dbn_span markup)
{
    return dbn_say_raw(&r->voice, markup);
}

dbn_status
review_text(const review *r, dbn_span value)
{
    return dbn_html_text(&r->voice, value);
}

dbn_status
review_number(const review *r, dbn_span before, uint32_t n, dbn_span after)
{
    char digits[16];
    int len = snprintf(digits, sizeof digits, "%u", n);
    DBN_TRY(review_raw(r, before));
    DBN_TRY(review_raw(r, (dbn_span){digits, (size_t)len}));
    return review_raw(r, after);
}

dbn_status
review_label(const review *r, dbn_span attribute, const char *english)
{
    DBN_TRY(review_raw(r, attribute));
    DBN_TRY(review_raw(r, dbn_span_of(dbn_message(r->voice.ui, english))));
    return review_raw(r, DBN_SPAN("\""));
}

/* ---- which sources are the same ------------------------------------------------ */

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

/* ---- notes --------------------------------------------------------------------- */

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

static dbn_status
put_finding(const review *r, uint32_t index)
{
    dbn_shown_finding s = dbn_finding_show(r->f, index);
    DBN_TRY(review_raw(r, DBN_SPAN("<div class=\"")));
    DBN_TRY(review_raw(r, dbn_span_of(report_severities[s.finding->severity].class)));
    DBN_TRY(review_raw(r, DBN_SPAN("\" data-r=\"")));
    DBN_TRY(review_text(r, s.rule));
    DBN_TRY(review_raw(r, DBN_SPAN("\"><p><strong>")));
    DBN_TRY(
        dbn_say(&r->voice, "%s",
                dbn_message(r->voice.ui, report_severities[s.finding->severity].word)));
    DBN_TRY(review_raw(r, DBN_SPAN("</strong> ")));
    DBN_TRY(review_text(r, s.message));
    DBN_TRY(review_raw(r, DBN_SPAN("</p>")));
    dbn_range other = s.finding->other;
    if (dbn_range_len(other) > 0 && dbn_range_len(other) < 80) {
        DBN_TRY(review_raw(r, DBN_SPAN("<p><q>")));
        DBN_TRY(review_text(r, dbn_span_slice(r->doc->page->text, other)));
        DBN_TRY(review_raw(r, DBN_SPAN("</q></p>")));
    }
    return review_raw(r, DBN_SPAN("</div>\n"));
}

/* Where a translation comes from, and where its source stands before. */
static dbn_status
put_origin(const review *r, uint32_t index)
{
    dbn_buffer origin = {0};
    const dbn_pair *pair = &r->pairs->items.items[index];
    uint32_t first = r->first_alike[index];
    if (first != index) {
        DBN_TRY(review_raw(r, DBN_SPAN("<p>")));
        DBN_TRY(dbn_say(&r->voice, "as in"));
        DBN_TRY(review_raw(r, DBN_SPAN(" <a")));
        DBN_TRY(dbn_html_href(&r->voice, r->f->options->number, "b", first + 1));
        DBN_TRY(review_number(r, DBN_SPAN(">"), first + 1, DBN_SPAN("</a></p>")));
    }
    if (pair->score == 0)
        return pair->has_target ? DBN_OK : dbn_say(&r->voice, "no translation");
    DBN_TRY(review_raw(r, DBN_SPAN("<p>")));
    DBN_TRY(dbn_say(&r->voice, "%u%% like", (unsigned)pair->score));
    DBN_TRY(review_raw(r, DBN_SPAN(" ")));
    DBN_TRY(dbn_attribute_decode(&origin, r->voice.arena, pair->origin));
    DBN_TRY(review_text(r, (dbn_span){origin.items, origin.count}));
    DBN_TRY(review_raw(r, DBN_SPAN("</p>")));
    return review_memory(r, pair);
}

static dbn_status
put_rules(const review *r, uint32_t from, uint32_t to)
{
    if (from == to)
        return DBN_OK;
    DBN_TRY(review_raw(r, DBN_SPAN(" data-r=\"")));
    for (uint32_t i = from; i < to; i++) {
        if (i > from)
            DBN_TRY(review_raw(r, DBN_SPAN(" ")));
        DBN_TRY(
            review_text(r, dbn_ruleset_name(r->f->w->rules,
                                            r->doc->records.findings.items[i].rule)));
    }
    return review_raw(r, DBN_SPAN("\""));
}

static dbn_status
put_row(review *r, uint32_t index)
{
    const dbn_pair *pair = &r->pairs->items.items[index];
    uint64_t of = r->f->options->number;
    uint32_t from, to = findings_of(r, pair, &from);
    DBN_TRY(review_raw(r, DBN_SPAN("<tr")));
    DBN_TRY(dbn_html_class(&r->voice, "b", to > from ? DBN_HTML_FINDING : 0));
    DBN_TRY(put_rules(r, from, to));
    DBN_TRY(dbn_html_id(&r->voice, of, "b", index + 1));
    DBN_TRY(review_raw(r, DBN_SPAN(">\n<th scope=\"row\"><a")));
    DBN_TRY(dbn_html_href(&r->voice, of, "b", index + 1));
    DBN_TRY(review_number(r, DBN_SPAN(">"), index + 1, DBN_SPAN("</a></th>\n")));
    DBN_TRY(review_source(r, pair));
    DBN_TRY(review_target(r, index, from, to));
    DBN_TRY(review_raw(r, DBN_SPAN("<td class=\"c\">")));
    DBN_TRY(put_origin(r, index));
    for (uint32_t i = from; i < to; i++)
        DBN_TRY(put_finding(r, i));
    return review_raw(r, DBN_SPAN("</td>\n</tr>\n"));
}

/* ---- the document -------------------------------------------------------------- */

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
    DBN_TRY(review_raw(r, DBN_SPAN("<div class=\"review\" data-name=\"")));
    DBN_TRY(review_text(r, name_of(r)));
    DBN_TRY(review_raw(r, DBN_SPAN("\"")));
    DBN_TRY(review_label(r, DBN_SPAN(" data-take=\""), DBN_MESSAGE("Take the source")));
    DBN_TRY(
        review_label(r, DBN_SPAN(" data-use=\""), DBN_MESSAGE("Take from the memory")));
    if (r->pairs->kind == DBN_PAIRS_XLIFF2 || r->pairs->kind == DBN_PAIRS_XLIFF12) {
        DBN_TRY(
            review_label(r, DBN_SPAN(" data-reviewed=\""), DBN_MESSAGE("reviewed")));
        DBN_TRY(review_raw(r, r->pairs->kind == DBN_PAIRS_XLIFF2
                                  ? DBN_SPAN(" data-kind=\"xliff2\"")
                                  : DBN_SPAN(" data-kind=\"xliff12\"")));
    }
    DBN_TRY(review_label(r, DBN_SPAN(" data-edited=\""), DBN_MESSAGE("edited")));
    DBN_TRY(review_label(r, DBN_SPAN(" data-saved=\""), DBN_MESSAGE("saved")));
    DBN_TRY(review_label(r, DBN_SPAN(" data-broken=\""),
                         DBN_MESSAGE("codes that do not fit:")));
    DBN_TRY(review_label(r, DBN_SPAN(" data-removed=\""),
                         DBN_MESSAGE("control characters were removed:")));
    DBN_TRY(review_raw(r, DBN_SPAN(">\n<style>\n")));
    DBN_TRY(review_raw(r, dbn_html_review_style));
    DBN_TRY(
        review_raw(r, DBN_SPAN("</style>\n<p class=\"tools\"><button type=\"button\" "
                               "class=\"save\" hidden=\"\">")));
    DBN_TRY(dbn_say(&r->voice, "Save with the edits"));
    return review_raw(r, DBN_SPAN("</button> <span role=\"status\"></span></p>\n"));
}

static dbn_status
put_head(const review *r)
{
    DBN_TRY(review_raw(
        r, DBN_SPAN("<table class=\"beads\">\n<thead><tr>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "pair"));
    DBN_TRY(review_raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "source"));
    DBN_TRY(review_raw(r, DBN_SPAN(" ")));
    DBN_TRY(review_text(r, r->pairs->source_lang));
    DBN_TRY(review_raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "translation"));
    DBN_TRY(review_raw(r, DBN_SPAN(" ")));
    DBN_TRY(review_text(r, r->doc->lang));
    DBN_TRY(review_raw(r, DBN_SPAN("</th>\n<th scope=\"col\">")));
    DBN_TRY(dbn_say(&r->voice, "notes"));
    return review_raw(r, DBN_SPAN("</th>\n</tr></thead>\n<tbody>\n"));
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
    DBN_TRY(review_raw(&r, DBN_SPAN("</tbody>\n</table>\n")));
    if (r.is_editable) {
        DBN_TRY(review_file(&r));
        DBN_TRY(review_raw(&r, DBN_SPAN("<script>")));
        DBN_TRY(review_raw(&r, dbn_html_script));
        DBN_TRY(review_raw(&r, DBN_SPAN("</script>\n")));
    }
    return review_raw(&r, DBN_SPAN("</div>\n"));
}
