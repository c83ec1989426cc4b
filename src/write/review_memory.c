/*
 * What a memory had for a source, as a translation of it: where the text that it had is
 * that of the source, with codes of the same kinds in the same places, codes of its
 * translation are those of the source. Otherwise its text alone is there.
 */
#include "write/review.h"
#include "write/xml_tags.h"

/** Codes of a text; what has more is shown without. */
#define CODES_MAX 32U

/* A code of what a memory had. */
typedef struct memory_code {
    dbn_span name; /* by which it is known in both texts */
    uint32_t at;   /* in the text: in front of that byte */
    enum { CODE_ALONE, CODE_START, CODE_END } kind;
} memory_code;

typedef struct memory_text {
    dbn_span text;
    memory_code codes[CODES_MAX];
    uint32_t count;
    uint32_t open[CODES_MAX]; /* codes that have not ended */
    uint32_t open_count;
} memory_text;

/* False: it is no code that can be told from others. */
static bool
add_code(memory_text *m, dbn_span file, const dbn_xml_tag *tag, uint32_t at)
{
    bool is_pair = dbn_xml_tag_is(tag, "pc") || dbn_xml_tag_is(tag, "g");
    bool is_alone = dbn_xml_tag_is(tag, "ph") || dbn_xml_tag_is(tag, "x");
    bool is_start = dbn_xml_tag_is(tag, "sc"), is_end = dbn_xml_tag_is(tag, "ec");
    if (dbn_xml_tag_is(tag, "mrk"))
        return true;
    if (m->count == CODES_MAX || is_pair == tag->is_empty ||
        (!is_pair && !is_alone && !is_start && !is_end))
        return false;
    memory_code code = {dbn_xml_tag_value(file, tag, is_end ? "startRef" : "id"), at,
                        is_alone ? CODE_ALONE
                        : is_end ? CODE_END
                                 : CODE_START};
    if (is_pair && tag->is_end) {
        if (m->open_count == 0)
            return false;
        code.name = m->codes[m->open[--m->open_count]].name;
        code.kind = CODE_END;
    } else if (is_pair) {
        m->open[m->open_count++] = m->count;
    }
    m->codes[m->count++] = code;
    return code.name.len > 0;
}

/* *is_read: its codes are understood. */
static dbn_status
read_text(memory_text *m, bool *is_read, const review *r, dbn_range range)
{
    const dbn_span file = r->doc->decoded->text, own = {file.ptr, range.end};
    dbn_buffer text = {0};
    uint32_t at = range.beg, from = range.beg;
    dbn_xml_tag tag;
    *is_read = true;
    m->count = m->open_count = 0;
    for (bool is_more = true; is_more;) {
        is_more = dbn_xml_tag_next(&tag, own, &at);
        uint32_t stop = is_more ? tag.range.beg : range.end;
        dbn_span plain;
        DBN_TRY(review_plain(r, (dbn_range){from, stop}, &plain));
        DBN_TRY(dbn_vec_append(r->voice.arena, &text, plain.ptr, (uint32_t)plain.len));
        from = at;
        if (is_more)
            *is_read &= add_code(m, own, &tag, text.count);
    }
    *is_read &= m->open_count == 0;
    m->text = (dbn_span){text.items == NULL ? "" : text.items, text.count};
    return DBN_OK;
}

/* ---- codes of the source --------------------------------------------------------- */

static int
kind_of(const review *r, const dbn_pair_side *of, const dbn_pair_code *code)
{
    if (code->name.len > 0 && code->name.ptr[0] == '/')
        return CODE_END;
    for (uint32_t i = of->code_beg; i < of->code_end; i++) {
        dbn_span other = r->pairs->codes.items[i].name;
        if (other.len == code->name.len + 1 && other.ptr[0] == '/' &&
            dbn_span_equal((dbn_span){other.ptr + 1, other.len - 1}, code->name))
            return CODE_START;
    }
    return CODE_ALONE;
}

static bool
has_same_codes(const review *r, const dbn_pair_side *of, const memory_text *had)
{
    dbn_span text = dbn_span_slice(r->doc->page->text, of->text);
    if (had->count != of->code_end - of->code_beg || had->count == 0 ||
        !dbn_span_equal(had->text, text))
        return false;
    for (uint32_t i = 0; i < had->count; i++) {
        const dbn_pair_code *own = &r->pairs->codes.items[of->code_beg + i];
        if (own->at != of->text.beg + had->codes[i].at ||
            kind_of(r, of, own) != (int)had->codes[i].kind)
            return false;
    }
    return true;
}

/* Which code of the source each of the target is; false: one is none, or one twice. */
static bool
find_twins(uint32_t twins[CODES_MAX], const memory_text *source,
           const memory_text *target)
{
    bool is_used[CODES_MAX] = {false};
    for (uint32_t i = 0; i < target->count; i++) {
        uint32_t k = 0;
        while (k < source->count &&
               (is_used[k] || source->codes[k].kind != target->codes[i].kind ||
                !dbn_span_equal(source->codes[k].name, target->codes[i].name)))
            k++;
        if (k == source->count)
            return false;
        is_used[k] = true;
        twins[i] = k;
    }
    return true;
}

static dbn_status
put_target(const review *r, const dbn_pair *pair, const memory_text *target,
           const uint32_t *twins)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i < target->count; i++) {
        const memory_code *code = &target->codes[i];
        DBN_TRY(
            review_text(r, dbn_span_slice(target->text, (dbn_range){at, code->at})));
        DBN_TRY(
            review_code(r, &r->pairs->codes.items[pair->source.code_beg + twins[i]]));
        at = code->at;
    }
    return review_text(
        r, dbn_span_slice(target->text, (dbn_range){at, (uint32_t)target->text.len}));
}

dbn_status
review_memory(const review *r, const dbn_pair *pair)
{
    dbn_span had;
    DBN_TRY(review_plain(r, pair->memory, &had));
    had = dbn_span_trim(had);
    bool is_there =
        pair->has_target &&
        dbn_span_equal(had, dbn_span_slice(r->doc->page->text, pair->target.text));
    if (had.len == 0 || is_there || !review_can_edit(r, pair))
        return DBN_OK;
    memory_text source, target;
    uint32_t twins[CODES_MAX];
    bool is_read, fits;
    DBN_TRY(read_text(&source, &is_read, r, pair->similar));
    fits = is_read && has_same_codes(r, &pair->source, &source);
    DBN_TRY(read_text(&target, &is_read, r, pair->memory));
    fits = fits && is_read && find_twins(twins, &source, &target);
    DBN_TRY(review_raw(r, DBN_SPAN("<p class=\"memory\"")));
    DBN_TRY(dbn_html_lang(&r->voice, r->doc->lang));
    DBN_TRY(review_raw(r, DBN_SPAN(">")));
    DBN_TRY(fits ? put_target(r, pair, &target, twins) : review_text(r, had));
    return review_raw(r, DBN_SPAN("</p>"));
}
