#include "write/copies.h"

#include "text/fold.h"
#include "write/json.h"
#include "write/json_line.h"

static dbn_status
number_member(const dbn_writer *w, dbn_span key, uint32_t value)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, key));
    return dbn_json_number(w->out, w->arena, value);
}

static dbn_status
string_member(const dbn_writer *w, dbn_span key, dbn_span value)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, key));
    return dbn_json_name(w->out, w->arena, value);
}

/* The same of a word of ours, which needs no escape. */
static dbn_status
word_member(const dbn_writer *w, dbn_span key, dbn_span word)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, key));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("\"")));
    DBN_TRY(dbn_json_raw(w->out, w->arena, word));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("\""));
}

/* Where it stands, and where in the other document. */
static dbn_status
ends(const dbn_writer *w, dbn_range range, dbn_span partner, dbn_range partner_range)
{
    DBN_TRY(number_member(w, DBN_SPAN("{\"from\":"), range.beg));
    DBN_TRY(number_member(w, DBN_SPAN(",\"to\":"), range.end));
    DBN_TRY(string_member(w, DBN_SPAN(",\"partner\":"), partner));
    DBN_TRY(number_member(w, DBN_SPAN(",\"partner_from\":"), partner_range.beg));
    return number_member(w, DBN_SPAN(",\"partner_to\":"), partner_range.end);
}

static dbn_status
archived(const dbn_writer *w, const dbn_corpus_copy *copy)
{
    if (copy->date.len > 0)
        DBN_TRY(string_member(w, DBN_SPAN(",\"date\":"), copy->date));
    if (copy->url.len > 0)
        DBN_TRY(string_member(w, DBN_SPAN(",\"url\":"), copy->url));
    if (copy->is_estimated)
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"estimated\":true")));
    return DBN_OK;
}

static dbn_status
corpus_copies(const dbn_writer *w, const dbn_copies_line *line)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"copies\":[")));
    for (uint32_t i = 0; i < line->copy_count; i++) {
        const dbn_corpus_copy *copy = &line->copies[i];
        if (i > 0)
            DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",")));
        DBN_TRY(ends(w, copy->range, copy->partner, copy->partner_range));
        DBN_TRY(word_member(w, DBN_SPAN(",\"unit\":"),
                            dbn_unit_span((dbn_unit)copy->unit)));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"score\":")));
        DBN_TRY(dbn_json_thousandths(w->out, w->arena, copy->score));
        DBN_TRY(word_member(w, DBN_SPAN(",\"relation\":"),
                            dbn_relation_span((dbn_relation)copy->relation)));
        DBN_TRY(dbn_json_raw(w->out, w->arena,
                             copy->is_survivor ? DBN_SPAN(",\"survivor\":true")
                                               : DBN_SPAN(",\"survivor\":false")));
        if (copy->is_archived)
            DBN_TRY(archived(w, copy));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("}")));
    }
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("]"));
}

static dbn_status
corpus_contradictions(const dbn_writer *w, const dbn_copies_line *line)
{
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"contradictions\":[")));
    for (uint32_t i = 0; i < line->contradiction_count; i++) {
        const dbn_corpus_contradiction *c = &line->contradictions[i];
        if (i > 0)
            DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",")));
        DBN_TRY(ends(w, c->range, c->partner, c->partner_range));
        DBN_TRY(string_member(
            w, DBN_SPAN(",\"kind\":"),
            dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind)));
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN("}")));
    }
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("]"));
}

static dbn_status
corpus_shares(const dbn_writer *w, const dbn_copies_line *line)
{
    uint32_t bytes = line->bytes == 0 ? 1 : line->bytes;
    uint32_t repeated = (uint32_t)((uint64_t)line->repeated * 1000 / bytes);
    uint32_t kept = line->text.ptr == NULL
                        ? 1000
                        : (uint32_t)((uint64_t)line->text.len * 1000 / bytes);
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"shares\":{\"repeated\":")));
    DBN_TRY(dbn_json_thousandths(w->out, w->arena, repeated));
    DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"kept\":")));
    DBN_TRY(dbn_json_thousandths(w->out, w->arena, kept));
    return dbn_json_raw(w->out, w->arena, DBN_SPAN("}"));
}

dbn_status
dbn_write_copies(const dbn_writer *w, const dbn_copies_line *line)
{
    DBN_TRY(dbn_json_line_open(w, line->json, line->name));
    DBN_TRY(dbn_json_line_stamps(w));
    DBN_TRY(number_member(w, DBN_SPAN(",\"key_version\":"), DBN_KEY_VERSION));
    if (line->text.ptr != NULL) {
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"text\":")));
        DBN_TRY(dbn_json_line_string(w, line->text));
    }
    if (line->is_emptied)
        DBN_TRY(dbn_json_raw(w->out, w->arena, DBN_SPAN(",\"emptied\":true")));
    DBN_TRY(corpus_copies(w, line));
    DBN_TRY(corpus_contradictions(w, line));
    DBN_TRY(corpus_shares(w, line));
    return dbn_json_line_close(w, line->json);
}
