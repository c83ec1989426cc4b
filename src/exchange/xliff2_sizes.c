/*
 * The size and length restriction module of XLIFF 2: what profiles the file names, what
 * sizes they can express, and whether a translation keeps to them. Codes are counted as
 * nothing and white space is counted once, so that what is refused is too long however
 * it is measured. Text is measured once for the whole file: sums over the nodes, of
 * which an element takes a difference.
 */
#include "exchange/xliff2.h"

#include <string.h>

#include "base/utf8.h"
#include "exchange/values.h"

typedef struct xliff2_size {
    uint64_t points, bytes8, bytes16;
} xliff2_size;

#define UNLIMITED UINT32_MAX

/* ---- profiles ------------------------------------------------------------------- */

static bool
is_length(dbn_span profile)
{
    return dbn_span_equal(profile, DBN_SPAN("xliff:codepoints"));
}

static bool
is_storage(dbn_span profile)
{
    return dbn_span_equal(profile, DBN_SPAN("xliff:utf8")) ||
           dbn_span_equal(profile, DBN_SPAN("xliff:utf16")) ||
           dbn_span_equal(profile, DBN_SPAN("xliff:utf32"));
}

static bool
is_none(dbn_span form)
{
    return form.ptr == NULL || dbn_span_equal(form, DBN_SPAN("none"));
}

static dbn_status
read_profiles(xliff2 *x, uint32_t node)
{
    xliff2_sizes *s = &x->sizes;
    uint32_t forms = dbn_xml_child(x->xml, node, XLIFF2_NORMALIZATION);
    s->general = dbn_xml_get(x->xml, node, "generalProfile");
    s->storage = dbn_xml_get(x->xml, node, "storageProfile");
    s->is_plain =
        forms == DBN_NONE || (is_none(dbn_xml_get(x->xml, forms, "general")) &&
                              is_none(dbn_xml_get(x->xml, forms, "storage")));
    if (dbn_span_starts(s->general, DBN_SPAN("xliff:")) && !is_length(s->general))
        DBN_TRY(xliff2_refuse(x, DBN_PROFILE_UNKNOWN, node, s->general));
    if (dbn_span_starts(s->storage, DBN_SPAN("xliff:")) && !is_storage(s->storage))
        DBN_TRY(xliff2_refuse(x, DBN_PROFILE_UNKNOWN, node, s->storage));
    return DBN_OK;
}

/* ---- values --------------------------------------------------------------------- */

/* "20", "5,20", "5,*": what is the most; false for anything else. */
static bool
read_limit(dbn_span value, uint32_t *most)
{
    uint32_t least = 0;
    const char *comma = value.len == 0 ? NULL : memchr(value.ptr, ',', value.len);
    dbn_span last = value;
    if (comma != NULL) {
        size_t len = (size_t)(comma - value.ptr);
        last = dbn_span_trim((dbn_span){comma + 1, value.len - len - 1});
        if (!dbn_value_decimal(dbn_span_trim((dbn_span){value.ptr, len}), &least))
            return false;
    }
    if (dbn_span_equal(last, DBN_SPAN("*"))) {
        *most = UNLIMITED;
        return true;
    }
    return dbn_value_decimal(last, most) && least <= *most;
}

/* One size, or of a pair one for each end. */
static bool
is_size(dbn_span value, bool is_pair)
{
    uint32_t size;
    const char *comma = value.len == 0 ? NULL : memchr(value.ptr, ',', value.len);
    if (comma == NULL)
        return dbn_value_decimal(value, &size);
    size_t len = (size_t)(comma - value.ptr);
    return is_pair && dbn_value_decimal((dbn_span){value.ptr, len}, &size) &&
           dbn_value_decimal((dbn_span){comma + 1, value.len - len - 1}, &size);
}

/* ---- measuring ------------------------------------------------------------------ */

static xliff2_size
measure(dbn_span text)
{
    xliff2_size size = {0, 0, 0};
    bool was_space = false;
    text = dbn_span_trim(text);
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        bool is_space = dbn_is_ascii_space(text.ptr[i]);
        if (is_space && was_space)
            continue;
        was_space = is_space;
        size.bytes8++;
        if ((c & 0xC0) == 0x80)
            continue;
        size.points++;
        size.bytes16 += c >= 0xF0 ? 4 : 2;
    }
    return size;
}

static dbn_status
measure_all(xliff2 *x)
{
    dbn_job *job = x->refusing->job;
    uint32_t count = x->xml->nodes.count;
    xliff2_size *sums = dbn_arena_alloc(&job->arena, (count + 1) * sizeof *sums);
    if (sums == NULL)
        return dbn_job_nomem(job);
    sums[0] = (xliff2_size){0, 0, 0};
    for (uint32_t i = 0; i < count; i++) {
        const dbn_xml_node *node = &x->xml->nodes.items[i];
        sums[i + 1] = sums[i];
        if (!node->is_text)
            continue;
        xliff2_size size = measure(dbn_xml_text(x->xml, node->text));
        sums[i + 1].points += size.points;
        sums[i + 1].bytes8 += size.bytes8;
        sums[i + 1].bytes16 += size.bytes16;
    }
    x->sizes.sums = sums;
    return DBN_OK;
}

/* The text within an element, as a profile measures it. */
static uint64_t
size_of(const xliff2 *x, uint32_t node, dbn_span profile)
{
    const xliff2_size *end = &x->sizes.sums[x->xml->nodes.items[node].end];
    const xliff2_size *beg = &x->sizes.sums[node];
    if (dbn_span_equal(profile, DBN_SPAN("xliff:utf8")))
        return end->bytes8 - beg->bytes8;
    if (dbn_span_equal(profile, DBN_SPAN("xliff:utf16")))
        return end->bytes16 - beg->bytes16;
    return (end->points - beg->points) *
           (dbn_span_equal(profile, DBN_SPAN("xliff:utf32")) ? 4 : 1);
}

/* The targets of a unit; of what stands in a target its own text. */
static uint64_t
size_of_translation(const xliff2 *x, uint32_t node, dbn_span profile)
{
    uint64_t size = 0;
    if (xliff2_kind_of(x, node) != XLIFF2_UNIT)
        return x->places[node].side == XLIFF2_IN_TARGET ? size_of(x, node, profile) : 0;
    for (uint32_t part = dbn_xml_element(x->xml, node, node + 1); part != DBN_NONE;
         part = dbn_xml_element(x->xml, node, x->xml->nodes.items[part].end)) {
        xliff2_kind kind = xliff2_kind_of(x, part);
        uint32_t target = kind == XLIFF2_SEGMENT || kind == XLIFF2_IGNORABLE
                              ? dbn_xml_child(x->xml, part, XLIFF2_TARGET)
                              : DBN_NONE;
        if (target != DBN_NONE)
            size += size_of(x, target, profile);
    }
    return size;
}

/* ---- attributes ----------------------------------------------------------------- */

/* What a group or a file asks for, it asks of all together: that is not measured. */
static bool
is_measured(xliff2_kind kind)
{
    return kind == XLIFF2_UNIT || kind == XLIFF2_PC || kind == XLIFF2_MRK;
}

static dbn_status
check_limit(xliff2 *x, uint32_t node, const char *name, dbn_span profile)
{
    dbn_span value = xliff2_get(x, node, XLIFF2_NS_SLR, name);
    uint32_t line = x->xml->nodes.items[node].line, most;
    if (value.ptr == NULL)
        return DBN_OK;
    if (profile.ptr == NULL)
        return dbn_refuse(x->refusing, DBN_PROFILE_MISSING, line, dbn_span_of(name),
                          NULL);
    if (!is_length(profile) && !is_storage(profile))
        return DBN_OK; /* somebody's own */
    if (!read_limit(value, &most))
        return dbn_refuse(x->refusing, DBN_SIZE_VALUE, line, value, name);
    if (most == UNLIMITED || !x->sizes.is_plain ||
        !is_measured(xliff2_kind_of(x, node)))
        return DBN_OK;
    if (x->sizes.sums == NULL)
        DBN_TRY(measure_all(x));
    return size_of_translation(x, node, profile) > most
               ? dbn_refuse(x->refusing, DBN_SIZE_EXCEEDED, line, value, name)
               : DBN_OK;
}

dbn_status
xliff2_check_sizes(xliff2 *x, uint32_t node)
{
    xliff2_sizes *s = &x->sizes;
    xliff2_kind kind = xliff2_kind_of(x, node);
    if (kind == XLIFF2_FILE)
        s->general = s->storage = (dbn_span){NULL, 0};
    if (kind == XLIFF2_PROFILES)
        return read_profiles(x, node);
    dbn_span info = xliff2_get(x, node, XLIFF2_NS_SLR, "sizeInfoRef");
    dbn_span equiv = xliff2_get(x, node, XLIFF2_NS_SLR, "equivStorage");
    if (info.ptr != NULL && xliff2_get(x, node, XLIFF2_NS_SLR, "sizeInfo").ptr != NULL)
        DBN_TRY(xliff2_refuse(x, DBN_SIZE_BOTH, node, info));
    if (equiv.ptr != NULL && s->storage.ptr == NULL)
        DBN_TRY(xliff2_refuse(x, DBN_PROFILE_MISSING, node, DBN_SPAN("equivStorage")));
    else if (equiv.ptr != NULL && is_storage(s->storage) &&
             !is_size(equiv, kind == XLIFF2_PC))
        DBN_TRY(dbn_refuse(x->refusing, DBN_SIZE_VALUE, x->xml->nodes.items[node].line,
                           equiv, "equivStorage"));
    if (kind == XLIFF2_FILE)
        return DBN_OK; /* its profiles come only now */
    DBN_TRY(check_limit(x, node, "sizeRestriction", s->general));
    return check_limit(x, node, "storageRestriction", s->storage);
}
