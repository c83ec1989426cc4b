/*
 * Annotations: comments have something to say, what begins ends.
 */
#include "exchange/xliff2.h"

static dbn_status
check_comment(xliff2 *x, uint32_t node, dbn_span ref, uint32_t target)
{
    dbn_span id = dbn_xml_get(x->xml, node, "id");
    bool has_value = dbn_xml_get(x->xml, node, "value").ptr != NULL;
    if (ref.ptr == NULL)
        return has_value ? DBN_OK : xliff2_refuse(x, DBN_COMMENT_EMPTY, node, id);
    if (has_value)
        return xliff2_refuse(x, DBN_COMMENT_BOTH, node, id);
    bool is_note = target != DBN_NONE && xliff2_kind_of(x, target) == XLIFF2_NOTE &&
                   x->places[target].unit == x->places[node].unit;
    return is_note ? DBN_OK : xliff2_refuse(x, DBN_COMMENT_NOTE, node, ref);
}

static dbn_status
check_end(xliff2 *x, uint32_t node)
{
    dbn_span start = dbn_xml_get(x->xml, node, "startRef");
    if (start.ptr == NULL)
        return DBN_OK;
    uint32_t begin = xliff2_counterpart(x, node, XLIFF2_ID_INLINE, start);
    if (begin != DBN_NONE && begin < node && xliff2_kind_of(x, begin) == XLIFF2_SM)
        return DBN_OK;
    return xliff2_refuse(x, DBN_MARK_UNKNOWN, node, start);
}

dbn_status
xliff2_check_mark(xliff2 *x, uint32_t node)
{
    if (x->places[node].unit == DBN_NONE)
        return DBN_OK; /* the grammar has refused it */
    xliff2_kind kind = xliff2_kind_of(x, node);
    if (kind == XLIFF2_EM)
        return check_end(x, node);
    dbn_span ref = dbn_xml_get(x->xml, node, "ref"),
             id = dbn_xml_get(x->xml, node, "id");
    uint32_t target;
    DBN_TRY(xliff2_check_reference(x, node, ref, &target));
    if (xliff2_is(x, node, "type", "comment"))
        DBN_TRY(check_comment(x, node, ref, target));
    if (xliff2_is(x, node, "type", "mtc:match") && ref.ptr != NULL)
        DBN_TRY(xliff2_refuse(x, DBN_CANDIDATE_REF, node, id));
    if (kind == XLIFF2_SM && id.ptr != NULL &&
        xliff2_counterpart(x, node, XLIFF2_ID_MARK_END, id) == DBN_NONE)
        return xliff2_refuse(x, DBN_MARK_OPEN, node, id);
    return DBN_OK;
}
