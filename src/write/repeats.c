/*
 * write/repeats.c - the report of a dedup as lines for people, and as an object.
 *
 *     5 documents, 1 failed: 2048 bytes
 *     980 bytes (47.8 %) stood in others before
 *
 *     Documents: 1 cluster, 3 copies
 *
 *      4 places, 720 bytes of copies: Le conseil communal a voté lundi soir
 *          b (deux.example) stays
 *          a (un.example): syndicated, 100.0 %
 */
#include "write/repeats.h"

#include <stdio.h>

#include "text/width.h"
#include "write/json.h"

/* ---- what the formats share ------------------------------------------------------ */

const char *
dbn_repeats_unit(dbn_unit unit)
{
    static const char *const names[DBN_UNIT_COUNT] = {
        DBN_MESSAGE("Documents"), DBN_MESSAGE("Paragraphs"), DBN_MESSAGE("Passages")};
    return names[unit];
}

const char *
dbn_repeats_relation(uint8_t relation)
{
    switch ((dbn_relation)relation) {
    case DBN_RELATION_COPY:
        return DBN_MESSAGE("copy");
    case DBN_RELATION_VERSION:
        return DBN_MESSAGE("version");
    case DBN_RELATION_EXCERPT:
        return DBN_MESSAGE("excerpt");
    case DBN_RELATION_SYNDICATED:
        return DBN_MESSAGE("syndicated");
    }
    return "";
}

dbn_span
dbn_repeats_percent(char room[DBN_PERCENT_BYTES], uint64_t part, uint64_t whole,
                    dbn_ui ui)
{
    unsigned thousandths =
        whole == 0 ? 0 : (unsigned)((double)part * 1000 / (double)whole);
    int len = snprintf(room, DBN_PERCENT_BYTES, "%u%c%u", thousandths / 10,
                       ui == DBN_UI_FR ? ',' : '.', thousandths % 10);
    return (dbn_span){room, (size_t)len};
}

/* ---- for people ------------------------------------------------------------------ */

/* Columns of the beginning of a text. */
#define BEGINNING_COLUMNS 56U

static dbn_status
raw(const dbn_voice *voice, dbn_span text)
{
    return dbn_say_raw(voice, text);
}

/* " (35.7 %)" */
static dbn_status
say_share(const dbn_voice *voice, uint64_t part, uint64_t whole)
{
    char room[DBN_PERCENT_BYTES];
    DBN_TRY(raw(voice, DBN_SPAN(" (")));
    DBN_TRY(raw(voice, dbn_repeats_percent(room, part, whole, voice->ui)));
    return raw(voice, DBN_SPAN("\xC2\xA0%)\n"));
}

static dbn_status
say_totals(const dbn_voice *voice, const dbn_repeats *r)
{
    DBN_TRY(dbn_say_count(voice, r->documents, "%llu document", "%llu documents"));
    if (r->failed > 0) {
        DBN_TRY(raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say(voice, "%llu failed", (unsigned long long)r->failed));
    }
    DBN_TRY(raw(voice, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(voice, r->bytes, "%llu byte of text", "%llu bytes of text"));
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    DBN_TRY(dbn_say_count(voice, r->repeated, "%llu byte stood elsewhere before",
                          "%llu bytes stood elsewhere before"));
    DBN_TRY(say_share(voice, r->repeated, r->bytes));
    DBN_TRY(dbn_say_count(voice, r->removable, "%llu byte may go: --mode=clean",
                          "%llu bytes may go: --mode=clean"));
    DBN_TRY(say_share(voice, r->removable, r->bytes));
    DBN_TRY(dbn_say_count(voice, r->whole, "%llu document may go whole",
                          "%llu documents may go whole"));
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    DBN_TRY(dbn_say_count(voice, r->contradictions, "%llu contradiction",
                          "%llu contradictions"));
    return raw(voice, DBN_SPAN("\n"));
}

static dbn_status
say_place(const dbn_voice *voice, const dbn_repeat_place *place)
{
    DBN_TRY(raw(voice, DBN_SPAN("    ")));
    DBN_TRY(dbn_say_given(voice, place->id));
    if (place->host.len == 0)
        return DBN_OK;
    DBN_TRY(raw(voice, DBN_SPAN(" (")));
    DBN_TRY(dbn_say_given(voice, place->host));
    return raw(voice, DBN_SPAN(")"));
}

static dbn_status
say_copy(const dbn_voice *voice, const dbn_repeat_place *copy)
{
    char room[DBN_PERCENT_BYTES];
    const char *relation = dbn_message(voice->ui, dbn_repeats_relation(copy->relation));
    DBN_TRY(say_place(voice, copy));
    DBN_TRY(raw(voice, DBN_SPAN("  ")));
    DBN_TRY(raw(voice, dbn_span_of(relation)));
    DBN_TRY(raw(voice, DBN_SPAN(", ")));
    DBN_TRY(raw(voice, dbn_repeats_percent(room, copy->score, 1000, voice->ui)));
    return raw(voice, DBN_SPAN("\xC2\xA0%\n"));
}

static dbn_status
say_cluster(const dbn_voice *voice, const dbn_repeat_cluster *cluster)
{
    size_t fits = dbn_text_fitting(cluster->beginning, BEGINNING_COLUMNS);
    uint32_t told = cluster->copies.count + 1;
    DBN_TRY(raw(voice, DBN_SPAN("\n  ")));
    DBN_TRY(dbn_say_given(voice, (dbn_span){cluster->beginning.ptr, fits}));
    if (fits < cluster->beginning.len)
        DBN_TRY(raw(voice, DBN_SPAN("…")));
    DBN_TRY(raw(voice, DBN_SPAN("\n  ")));
    DBN_TRY(dbn_say_count(voice, cluster->places, "%llu place", "%llu places"));
    DBN_TRY(raw(voice, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(voice, cluster->bytes, "%llu byte of copies",
                          "%llu bytes of copies"));
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    DBN_TRY(say_place(voice, &cluster->survivor));
    DBN_TRY(raw(voice, DBN_SPAN("  ")));
    DBN_TRY(dbn_say(voice, "stays"));
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    for (uint32_t i = 0; i < cluster->copies.count; i++)
        DBN_TRY(say_copy(voice, &cluster->copies.items[i]));
    if (told == cluster->places)
        return DBN_OK;
    DBN_TRY(raw(voice, DBN_SPAN("    ")));
    DBN_TRY(
        dbn_say(voice, "and %llu more", (unsigned long long)(cluster->places - told)));
    return raw(voice, DBN_SPAN("\n"));
}

static dbn_status
say_clusters(const dbn_voice *voice, const dbn_repeats *r, dbn_unit unit)
{
    const dbn_repeat_clusters *c = &r->clusters[unit];
    if (c->count == 0)
        return DBN_OK;
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    DBN_TRY(raw(voice, dbn_span_of(dbn_message(voice->ui, dbn_repeats_unit(unit)))));
    DBN_TRY(raw(voice, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(voice, c->count, "%llu cluster", "%llu clusters"));
    DBN_TRY(raw(voice, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(voice, c->copies, "%llu copy", "%llu copies"));
    if (c->items.count < c->count) {
        DBN_TRY(raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say(voice, "the %u largest are shown", c->items.count));
    }
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    for (uint32_t i = 0; i < c->items.count; i++)
        DBN_TRY(say_cluster(voice, &c->items.items[i]));
    return DBN_OK;
}

static dbn_status
say_hosts(const dbn_voice *voice, const dbn_repeats *r)
{
    if (r->host_count == 0)
        return DBN_OK;
    DBN_TRY(raw(voice, DBN_SPAN("\n")));
    DBN_TRY(dbn_say(voice, "Hosts that copy"));
    if (r->hosts.count < r->host_count) {
        DBN_TRY(raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say(voice, "the %u largest are shown", r->hosts.count));
    }
    DBN_TRY(raw(voice, DBN_SPAN("\n\n")));
    for (uint32_t i = 0; i < r->hosts.count; i++) {
        const dbn_repeat_hosts *h = &r->hosts.items[i];
        DBN_TRY(raw(voice, DBN_SPAN("  ")));
        DBN_TRY(dbn_say_given(voice, h->copying));
        DBN_TRY(raw(voice, DBN_SPAN(" ← ")));
        DBN_TRY(dbn_say_given(voice, h->copied));
        DBN_TRY(raw(voice, DBN_SPAN("  ")));
        DBN_TRY(dbn_say_count(voice, h->copies[DBN_UNIT_DOCUMENT], "%llu document",
                              "%llu documents"));
        DBN_TRY(raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say_count(voice, h->copies[DBN_UNIT_PARAGRAPH], "%llu paragraph",
                              "%llu paragraphs"));
        DBN_TRY(raw(voice, DBN_SPAN(", ")));
        DBN_TRY(dbn_say_count(voice, h->copies[DBN_UNIT_PASSAGE], "%llu passage",
                              "%llu passages"));
        DBN_TRY(raw(voice, DBN_SPAN("\n")));
    }
    return DBN_OK;
}

dbn_status
dbn_write_repeats_text(const dbn_voice *voice, const dbn_repeats *repeats)
{
    DBN_TRY(say_totals(voice, repeats));
    for (int unit = 0; unit < DBN_UNIT_COUNT; unit++)
        DBN_TRY(say_clusters(voice, repeats, (dbn_unit)unit));
    return say_hosts(voice, repeats);
}

/* ---- for programs ---------------------------------------------------------------- */

typedef struct json {
    dbn_buffer *out;
    dbn_arena *arena;
} json;

static dbn_status
put(const json *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static dbn_status
put_number(const json *w, dbn_span key, uint64_t value)
{
    DBN_TRY(put(w, key));
    return dbn_json_number(w->out, w->arena, value);
}

static dbn_status
put_name(const json *w, dbn_span key, dbn_span value)
{
    DBN_TRY(put(w, key));
    return dbn_json_name(w->out, w->arena, value);
}

/* An object that is left open. */
static dbn_status
put_place(const json *w, const dbn_repeat_place *place)
{
    DBN_TRY(put_name(w, DBN_SPAN("{\"id\":"), place->id));
    if (place->host.len > 0)
        DBN_TRY(put_name(w, DBN_SPAN(",\"host\":"), place->host));
    DBN_TRY(put_number(w, DBN_SPAN(",\"from\":"), place->range.beg));
    return put_number(w, DBN_SPAN(",\"to\":"), place->range.end);
}

static dbn_status
put_copy(const json *w, const dbn_repeat_place *copy)
{
    DBN_TRY(put_place(w, copy));
    DBN_TRY(put(w, DBN_SPAN(",\"score\":")));
    DBN_TRY(dbn_json_thousandths(w->out, w->arena, copy->score));
    DBN_TRY(put_name(w, DBN_SPAN(",\"relation\":"),
                     dbn_relation_span((dbn_relation)copy->relation)));
    return put(w, DBN_SPAN("}"));
}

static dbn_status
put_cluster(const json *w, const dbn_repeat_cluster *cluster)
{
    DBN_TRY(put_number(w, DBN_SPAN("{\"places\":"), cluster->places));
    DBN_TRY(put_number(w, DBN_SPAN(",\"bytes\":"), cluster->bytes));
    DBN_TRY(put_name(w, DBN_SPAN(",\"beginning\":"), cluster->beginning));
    DBN_TRY(put(w, DBN_SPAN(",\"survivor\":")));
    DBN_TRY(put_place(w, &cluster->survivor));
    DBN_TRY(put(w, DBN_SPAN("},\"copies\":[")));
    for (uint32_t i = 0; i < cluster->copies.count; i++) {
        if (i > 0)
            DBN_TRY(put(w, DBN_SPAN(",")));
        DBN_TRY(put_copy(w, &cluster->copies.items[i]));
    }
    return put(w, DBN_SPAN("]}"));
}

static dbn_status
put_clusters(const json *w, const dbn_repeat_clusters *clusters, dbn_unit unit)
{
    DBN_TRY(put(w, unit == 0 ? DBN_SPAN("\"") : DBN_SPAN(",\"")));
    DBN_TRY(put(w, dbn_unit_span(unit)));
    DBN_TRY(put_number(w, DBN_SPAN("\":{\"count\":"), clusters->count));
    DBN_TRY(put_number(w, DBN_SPAN(",\"copies\":"), clusters->copies));
    DBN_TRY(put(w, DBN_SPAN(",\"largest\":[")));
    for (uint32_t i = 0; i < clusters->items.count; i++) {
        if (i > 0)
            DBN_TRY(put(w, DBN_SPAN(",")));
        DBN_TRY(put_cluster(w, &clusters->items.items[i]));
    }
    return put(w, DBN_SPAN("]}"));
}

static dbn_status
put_hosts(const json *w, const dbn_repeats *r)
{
    DBN_TRY(put_number(w, DBN_SPAN(",\"hosts\":{\"count\":"), r->host_count));
    DBN_TRY(put(w, DBN_SPAN(",\"largest\":[")));
    for (uint32_t i = 0; i < r->hosts.count; i++) {
        const dbn_repeat_hosts *h = &r->hosts.items[i];
        DBN_TRY(put_name(w,
                         i > 0 ? DBN_SPAN(",{\"copying\":") : DBN_SPAN("{\"copying\":"),
                         h->copying));
        DBN_TRY(put_name(w, DBN_SPAN(",\"copied\":"), h->copied));
        DBN_TRY(
            put_number(w, DBN_SPAN(",\"documents\":"), h->copies[DBN_UNIT_DOCUMENT]));
        DBN_TRY(
            put_number(w, DBN_SPAN(",\"paragraphs\":"), h->copies[DBN_UNIT_PARAGRAPH]));
        DBN_TRY(put_number(w, DBN_SPAN(",\"passages\":"), h->copies[DBN_UNIT_PASSAGE]));
        DBN_TRY(put(w, DBN_SPAN("}")));
    }
    return put(w, DBN_SPAN("]}"));
}

dbn_status
dbn_write_repeats_json(dbn_buffer *out, dbn_arena *arena, const dbn_repeats *r)
{
    const json w = {out, arena};
    DBN_TRY(put_name(&w, DBN_SPAN("{\"doublon\":{\"schema\":1,\"version\":"),
                     dbn_span_of(r->version)));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"documents\":"), r->documents));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"failed\":"), r->failed));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"bytes\":"), r->bytes));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"repeated\":"), r->repeated));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"removable\":"), r->removable));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"whole\":"), r->whole));
    DBN_TRY(put_number(&w, DBN_SPAN(",\"contradictions\":"), r->contradictions));
    DBN_TRY(put(&w, DBN_SPAN(",\"clusters\":{")));
    for (int unit = 0; unit < DBN_UNIT_COUNT; unit++)
        DBN_TRY(put_clusters(&w, &r->clusters[unit], (dbn_unit)unit));
    DBN_TRY(put(&w, DBN_SPAN("}")));
    DBN_TRY(put_hosts(&w, r));
    return put(&w, DBN_SPAN("}}\n"));
}
