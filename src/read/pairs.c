/*
 * A file of translators: its texts are found by its format (pairs_xml.c,
 * pairs_lists.c), and then made a view of it, in which everything that is no text is
 * removed. One pass each.
 */
#include "read/pairs.h"

#include "base/message.h"
#include "base/utf8.h"
#include "read/charset.h"
#include "read/pairs_draft.h"
#include "text/gettext.h"
#include "text/references.h"
#include "text/root.h"

#include <stdlib.h>

/* ---- kinds ----------------------------------------------------------------------- */

/* Of a list in UTF-16 so much is looked at, to know it for one. */
#define HEAD_MAX 4096U

/* The bytes of a list, or of one in UTF-16, which has a mark, its beginning in ASCII;
 * other characters are '?'. */
static dbn_span
plain_head(char out[HEAD_MAX], dbn_span bytes)
{
    bool is_little = dbn_span_starts(bytes, DBN_SPAN("\xFF\xFE"));
    if (!is_little && !dbn_span_starts(bytes, DBN_SPAN("\xFE\xFF")))
        return bytes;
    size_t len = 0;
    for (size_t i = 2; i + 1 < bytes.len && len < HEAD_MAX; i += 2) {
        char low = bytes.ptr[is_little ? i : i + 1];
        char high = bytes.ptr[is_little ? i + 1 : i];
        out[len++] = high == '\0' && (unsigned char)low < 0x80 ? low : '?';
    }
    return (dbn_span){out, len};
}

/* A file without anything in it is what its name says, and broken. */
static dbn_pairs_kind
kind_of_nothing(dbn_span name)
{
    if (dbn_span_ends(name, DBN_SPAN(".xlf")) ||
        dbn_span_ends(name, DBN_SPAN(".xliff")))
        return DBN_PAIRS_XLIFF12;
    if (dbn_span_ends(name, DBN_SPAN(".tmx")))
        return DBN_PAIRS_TMX;
    return dbn_span_ends(name, DBN_SPAN(".po")) ? DBN_PAIRS_PO : DBN_PAIRS_NONE;
}

static bool
has(dbn_span text, dbn_span wanted)
{
    for (size_t i = 0; i + wanted.len <= text.len; i++)
        if (memcmp(text.ptr + i, wanted.ptr, wanted.len) == 0)
            return true;
    return false;
}

dbn_pairs_kind
dbn_pairs_kind_of(dbn_span name, dbn_span bytes)
{
    dbn_root root;
    dbn_root_read(&root, bytes);
    if (dbn_span_equal(root.name, DBN_SPAN("xliff")))
        return dbn_root_has(&root, DBN_SPAN("srcLang")) ? DBN_PAIRS_XLIFF2
                                                        : DBN_PAIRS_XLIFF12;
    if (dbn_span_equal(root.name, DBN_SPAN("tmx")))
        return DBN_PAIRS_TMX;
    if (root.name.len > 0)
        return DBN_PAIRS_NONE;
    char head[HEAD_MAX];
    bytes = plain_head(head, bytes);
    if (dbn_span_trim(bytes).len == 0)
        return kind_of_nothing(name);
    if (dbn_span_ends(name, DBN_SPAN(".po")) && has(bytes, DBN_SPAN("msgid")))
        return DBN_PAIRS_PO;
    dbn_span line = {bytes.ptr, 0};
    while (line.len < bytes.len && bytes.ptr[line.len] != '\n')
        line.len++;
    bool is_table = (dbn_span_ends(name, DBN_SPAN(".tsv")) ||
                     dbn_span_ends(name, DBN_SPAN(".csv"))) &&
                    has(line, DBN_SPAN("source")) && has(line, DBN_SPAN("target"));
    return is_table ? DBN_PAIRS_TSV : DBN_PAIRS_NONE;
}

/* ---- the draft ------------------------------------------------------------------- */

dbn_status
draft_refuse(draft *d, uint32_t at, const char *message)
{
    dbn_status status = dbn_fail_at(&d->job->err, DBN_ERR_SYNTAX, at, "%s", message);
    d->job->err.line = 1;
    for (uint32_t i = 0; i < at && i < d->text.len; i++)
        d->job->err.line += d->text.ptr[i] == '\n';
    return status;
}

dbn_status
draft_open(draft *d, uint32_t *side, uint32_t at, bool is_target)
{
    const draft_side open = {.place = {at, at},
                             .id = {"", 0},
                             .lang = {"", 0},
                             .is_target = is_target,
                             .is_open = true};
    *side = d->sides.count;
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &d->sides, open));
    return DBN_OK;
}

dbn_status
draft_replace(draft *d, uint32_t side, dbn_range range, uint32_t code, dbn_rule rule)
{
    draft_edit edit = {.side = side, .range = range, .rule = rule};
    if (code != 0)
        edit.len = (uint8_t)dbn_utf8_encode(edit.text, code);
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &d->edits, edit));
    return DBN_OK;
}

dbn_status
draft_remove(draft *d, uint32_t side, dbn_range range, dbn_rule rule)
{
    return draft_replace(d, side, range, 0, rule);
}

dbn_status
draft_reference(draft *d, uint32_t side, uint32_t at, uint32_t end, uint32_t *behind)
{
    dbn_span rest = {d->text.ptr + at + 1, end - at - 1};
    bool is_ended;
    uint32_t len, codes[2] = {0, 0};
    *behind = at;
    if (dbn_span_starts(rest, DBN_SPAN("#"))) {
        rest = (dbn_span){rest.ptr + 1, rest.len - 1};
        len = dbn_reference_number(rest, &is_ended, &codes[0]) + 1;
    } else {
        len = dbn_reference_named(rest, &is_ended, codes);
    }
    if (len < 2 || !is_ended || codes[1] != 0)
        return DBN_OK;
    *behind = at + 1 + len;
    return draft_replace(d, side, (dbn_range){at, *behind}, codes[0],
                         DBN_RULE_EXTRACT_REFERENCE);
}

dbn_status
draft_add_code(draft *d, uint32_t side, const draft_code *code)
{
    draft_code own = *code;
    own.side = side;
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->scratch, &d->codes, own));
    return draft_remove(d, side, code->tag, DBN_RULE_EXTRACT_TAG);
}

dbn_status
draft_pair(draft *d, uint32_t source, uint32_t target, dbn_span id)
{
    dbn_pair pair = {.id = id, .has_target = target != DBN_NONE};
    uint32_t number = d->pairs->items.count;
    d->sides.items[source].is_chosen = true;
    d->sides.items[source].pair = number;
    if (target != DBN_NONE) {
        d->sides.items[target].is_chosen = true;
        d->sides.items[target].pair = number;
    }
    DBN_TRY_PUSH(d->job, dbn_vec_push(&d->job->arena, &d->pairs->items, pair));
    return DBN_OK;
}

/* ---- the view -------------------------------------------------------------------- */

/* The view on its way: what was settled of the file, and how long it is so far. */
typedef struct building {
    draft *d;
    dbn_fixes fixes;
    dbn_records *records;
    uint32_t at, len;
    uint32_t edit, code; /* the next of each */
} building;

static dbn_status
put_gap(building *b, uint32_t end)
{
    dbn_range gap = {b->at, end};
    bool is_first = b->records->blocks.count == 0 || end == b->d->text.len;
    b->at = end;
    if (gap.beg == gap.end)
        return DBN_OK;
    if (is_first)
        return dbn_fixes_remove(&b->fixes, &b->d->job->arena, gap,
                                DBN_RULE_EXTRACT_TAG);
    b->len += 2;
    return dbn_fixes_replace(&b->fixes, &b->d->job->arena, gap, DBN_SPAN("\n\n"),
                             DBN_RULE_EXTRACT_BREAK);
}

/* Codes of the text that stand in front of `end`. */
static dbn_status
take_codes(building *b, uint32_t side, uint32_t end)
{
    draft *d = b->d;
    for (; b->code < d->codes.count; b->code++) {
        const draft_code *c = &d->codes.items[b->code];
        if (c->tag.beg >= end)
            break;
        if (c->side != side)
            continue;
        const dbn_pair_code code = {b->len + (c->tag.beg - b->at), c->tag, c->name,
                                    c->may_go};
        DBN_TRY(dbn_vec_push(&d->job->arena, &d->pairs->codes, code));
    }
    return DBN_OK;
}

static dbn_status
put_edits(building *b, uint32_t side, uint32_t end)
{
    draft *d = b->d;
    for (; b->edit < d->edits.count; b->edit++) {
        const draft_edit *e = &d->edits.items[b->edit];
        if (e->range.beg >= end)
            break;
        if (e->side != side || e->range.beg < b->at)
            continue;
        DBN_TRY(take_codes(b, side, e->range.beg + 1));
        b->len += e->range.beg - b->at + e->len;
        b->at = e->range.end;
        DBN_TRY(dbn_fixes_replace(&b->fixes, &d->job->arena, e->range,
                                  (dbn_span){e->text, e->len}, e->rule));
    }
    DBN_TRY(take_codes(b, side, end));
    b->len += end - b->at;
    b->at = end;
    return DBN_OK;
}

/* A text: a block of the view, and a side of its pair. */
static dbn_status
put_side(building *b, uint32_t number)
{
    draft *d = b->d;
    const draft_side *side = &d->sides.items[number];
    dbn_pair *pair = &d->pairs->items.items[side->pair];
    dbn_pair_side *out = side->is_target ? &pair->target : &pair->source;
    DBN_TRY(put_gap(b, side->place.beg));
    out->place = side->place;
    out->code_beg = d->pairs->codes.count;
    out->text.beg = b->len;
    DBN_TRY(put_edits(b, number, side->place.end));
    out->text.end = b->len;
    out->code_end = d->pairs->codes.count;
    out->block = b->records->blocks.count;
    bool is_checked = side->is_target && !pair->is_locked;
    const dbn_block block = {.range = out->text,
                             .parent = DBN_NONE,
                             .rule = DBN_RULE_READ_PARAGRAPH,
                             .role = is_checked ? DBN_ROLE_PARAGRAPH : DBN_ROLE_CODE};
    return dbn_vec_push(&d->job->arena, &b->records->blocks, block);
}

static void
trim(dbn_range *range, dbn_span text)
{
    while (range->beg < range->end && dbn_is_ascii_space(text.ptr[range->beg]))
        range->beg++;
    while (range->beg < range->end && dbn_is_ascii_space(text.ptr[range->end - 1]))
        range->end--;
}

static dbn_status
build(draft *d, dbn_read *out)
{
    building b = {.d = d, .records = &out->records};
    for (uint32_t i = 0; i < d->sides.count; i++)
        if (d->sides.items[i].is_chosen)
            DBN_TRY_PUSH(d->job, put_side(&b, i));
    DBN_TRY_PUSH(d->job, put_gap(&b, (uint32_t)d->text.len));
    DBN_TRY(dbn_view_derive(&out->records.view, out->decoded,
                            dbn_view_all(out->decoded), &b.fixes, DBN_PASS_EXTRACT,
                            d->job));
    dbn_span text = out->records.view->text;
    for (uint32_t i = 0; i < d->pairs->items.count; i++) {
        trim(&d->pairs->items.items[i].source.text, text);
        trim(&d->pairs->items.items[i].target.text, text);
    }
    for (uint32_t i = 0; i < out->records.blocks.count; i++)
        trim(&out->records.blocks.items[i].range, text);
    return DBN_OK;
}

static dbn_status
read_draft(draft *d)
{
    if (dbn_span_trim(d->text).len == 0)
        return draft_refuse(d, 0, DBN_MESSAGE("the file is empty"));
    switch (d->pairs->kind) {
    case DBN_PAIRS_PO:
        return draft_read_po(d);
    case DBN_PAIRS_TSV:
        return draft_read_tsv(d);
    case DBN_PAIRS_NONE:
    case DBN_PAIRS_XLIFF12:
    case DBN_PAIRS_XLIFF2:
    case DBN_PAIRS_TMX:
        break;
    }
    return draft_read_xml(d);
}

dbn_status
dbn_pairs_read(dbn_pairs *pairs, dbn_read *out, const dbn_read_input *in,
               dbn_pairs_kind kind, const dbn_profiles *profiles, dbn_job *job)
{
    dbn_charset charset;
    bool says_itself = kind == DBN_PAIRS_PO && in->charset.len == 0;
    const dbn_charset_input input = {
        .label = says_itself ? dbn_gettext_charset(in->source) : in->charset,
        .is_utf8 = in->is_utf8,
        .is_html = kind < DBN_PAIRS_PO,
        .letters = dbn_profiles_letters(profiles)};
    *out = (dbn_read){.kind = DBN_INPUT_TEXT};
    *pairs = (dbn_pairs){.kind = kind};
    DBN_TRY(dbn_view_source(&out->source, in->source, job));
    DBN_TRY(dbn_charset_decode(&out->decoded, &charset, out->source, &input, job));
    out->charset = dbn_charset_name(charset);
    draft d = {.job = job, .text = out->decoded->text, .pairs = pairs};
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = read_draft(&d);
    if (status == DBN_OK)
        status = build(&d, out);
    dbn_arena_rewind(&job->scratch, mark);
    DBN_TRY(status);
    out->lang = in->lang.len > 0 ? in->lang : pairs->target_lang;
    if (out->lang.len == 0)
        out->lang = DBN_SPAN("und");
    out->profile = dbn_profiles_find(profiles, out->lang);
    return DBN_OK;
}
