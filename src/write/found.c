#include "write/found.h"

#include "base/utf8.h"
#include "text/records.h"

/* Bytes of a text that are shown. */
#define SHOWN_MAX 48U

dbn_status
dbn_write_found_document(const dbn_voice *voice, dbn_span id)
{
    DBN_TRY(dbn_say_given(voice, id));
    return dbn_say_raw(voice, DBN_SPAN("\n"));
}

/* The text up to a line end, or to where it is cut, at a character. */
static dbn_status
say_beginning(const dbn_voice *voice, dbn_span text)
{
    size_t len = 0;
    while (len < text.len && text.ptr[len] != '\n')
        len++;
    if (len <= SHOWN_MAX)
        return dbn_say_given(voice, (dbn_span){text.ptr, len});
    for (len = SHOWN_MAX; len > 0 && dbn_utf8_is_continuation(text.ptr[len]);)
        len--;
    DBN_TRY(dbn_say_given(voice, (dbn_span){text.ptr, len}));
    return dbn_say_raw(voice, DBN_SPAN("\xE2\x80\xA6"));
}

dbn_status
dbn_write_found(const dbn_voice *voice, const dbn_index_hit *hit, dbn_span text)
{
    dbn_span unit = dbn_message_name(voice->ui, dbn_unit_span(hit->unit));
    DBN_TRY(dbn_say(voice, "  %.*s %u-%u: ", (int)unit.len, unit.ptr,
                    (unsigned)hit->range.beg, (unsigned)hit->range.end));
    if (hit->is_exact)
        DBN_TRY(dbn_say(voice, "the same in "));
    else if (hit->is_estimated)
        DBN_TRY(dbn_say(voice, "about %u %% in ", hit->score / 10U));
    else
        DBN_TRY(dbn_say(voice, "%u %% in ", hit->score / 10U));
    DBN_TRY(dbn_say_given(voice, hit->partner));
    DBN_TRY(dbn_say(voice, " %u-%u", (unsigned)hit->partner_range.beg,
                    (unsigned)hit->partner_range.end));
    if (hit->date.len > 0) {
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say_given(voice, hit->date));
    }
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(": ")));
    DBN_TRY(say_beginning(voice, text));
    return dbn_say_raw(voice, DBN_SPAN("\n"));
}

dbn_status
dbn_write_found_otherwise(const dbn_voice *voice, const dbn_corpus_contradiction *c)
{
    dbn_span kind = dbn_message_name(
        voice->ui, dbn_contradiction_kind_span((dbn_contradiction_kind)c->kind));
    DBN_TRY(dbn_say(voice, "  %.*s %u-%u: ", (int)kind.len, kind.ptr,
                    (unsigned)c->range.beg, (unsigned)c->range.end));
    DBN_TRY(dbn_say(voice, "otherwise in "));
    DBN_TRY(dbn_say_given(voice, c->partner));
    return dbn_say(voice, " %u-%u\n", (unsigned)c->partner_range.beg,
                   (unsigned)c->partner_range.end);
}
