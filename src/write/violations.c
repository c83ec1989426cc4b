#include "write/violations.h"

#include <string.h>

#include "write/json.h"
#include "write/say.h"

/* A message around the one name or value that it shows. */
typedef struct shown {
    dbn_span before, about, after;
} shown;

static shown
show(dbn_ui ui, const dbn_violation *v)
{
    const char *message = dbn_message(ui, v->message), *place = strstr(message, "%s");
    if (place == NULL)
        return (shown){dbn_span_of(message), {"", 0}, {"", 0}};
    return (shown){
        {message, (size_t)(place - message)}, v->about, dbn_span_of(place + 2)};
}

/* ---- for people ------------------------------------------------------------------ */

static dbn_status
say_rule(const dbn_voice *voice, const dbn_violation *v)
{
    if (*v->format != '\0') {
        DBN_TRY(dbn_say_raw(voice, dbn_span_of(v->format)));
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(".")));
    }
    DBN_TRY(dbn_say_raw(voice, dbn_span_of(v->name)));
    return dbn_say_raw(voice, DBN_SPAN(": "));
}

static dbn_status
say_violation(const dbn_voice *voice, dbn_span name, const dbn_violation *v)
{
    shown text = show(voice->ui, v);
    DBN_TRY(dbn_say_given(voice, name));
    if (v->line > 0) {
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(":")));
        DBN_TRY(dbn_json_number(voice->out, voice->arena, v->line));
    }
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(": ")));
    DBN_TRY(say_rule(voice, v));
    DBN_TRY(dbn_say_raw(voice, text.before));
    DBN_TRY(dbn_say_given(voice, text.about));
    DBN_TRY(dbn_say_raw(voice, text.after));
    if (v->clause.len > 0) {
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN(" [")));
        DBN_TRY(dbn_say_raw(voice, v->clause));
        DBN_TRY(dbn_say_raw(voice, DBN_SPAN("]")));
    }
    return dbn_say_raw(voice, DBN_SPAN("\n"));
}

static dbn_status
say_all(const dbn_voice *voice, const dbn_violations_head *head,
        const dbn_violation *violations, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(say_violation(voice, head->name, &violations[i]));
    if (!head->is_cut)
        return DBN_OK;
    DBN_TRY(dbn_say_given(voice, head->name));
    DBN_TRY(dbn_say_raw(voice, DBN_SPAN(": ")));
    DBN_TRY(dbn_say(voice, "and more, of which nothing is told"));
    return dbn_say_raw(voice, DBN_SPAN("\n"));
}

/* ---- for machines ---------------------------------------------------------------- */

static dbn_status
write_violation(dbn_buffer *out, dbn_arena *arena, const dbn_violation *v)
{
    shown text = show(DBN_UI_EN, v);
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("{\"rule\":\"")));
    if (*v->format != '\0') {
        DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(v->format)));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(".")));
    }
    DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(v->name)));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\",\"line\":")));
    DBN_TRY(dbn_json_number(out, arena, v->line));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"clause\":")));
    DBN_TRY(dbn_json_string(out, arena, v->clause));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"message\":\"")));
    DBN_TRY(dbn_json_part(out, arena, text.before));
    DBN_TRY(dbn_json_part(out, arena, text.about));
    DBN_TRY(dbn_json_part(out, arena, text.after));
    return dbn_json_raw(out, arena, DBN_SPAN("\"}"));
}

static dbn_status
write_line(dbn_buffer *out, dbn_arena *arena, const dbn_violations_head *head,
           const dbn_violation *violations, uint32_t count)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("{\"source\":")));
    DBN_TRY(dbn_json_name(out, arena, head->name));
    DBN_TRY(
        dbn_json_raw(out, arena, DBN_SPAN(",\"doublon\":{\"schema\":1,\"format\":")));
    DBN_TRY(dbn_json_string(out, arena, dbn_span_of(head->format)));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",\"version\":")));
    DBN_TRY(dbn_json_string(out, arena, head->version));
    DBN_TRY(dbn_json_raw(out, arena,
                         count == 0 ? DBN_SPAN(",\"valid\":true,\"violations\":[")
                                    : DBN_SPAN(",\"valid\":false,\"violations\":[")));
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN(",")));
        DBN_TRY(write_violation(out, arena, &violations[i]));
    }
    return dbn_json_raw(
        out, arena, head->is_cut ? DBN_SPAN("],\"cut\":true}}\n") : DBN_SPAN("]}}\n"));
}

dbn_status
dbn_write_violations(dbn_buffer *out, dbn_arena *arena, const dbn_validate_input *in,
                     const dbn_violations_head *head, const dbn_violation *violations,
                     uint32_t count)
{
    const dbn_voice voice = {.out = out, .arena = arena, .ui = in->ui};
    return in->format == DBN_VALIDATE_JSONL
               ? write_line(out, arena, head, violations, count)
               : say_all(&voice, head, violations, count);
}
