/*
 * write/html_repeats.c - what a corpus repeats, to be looked at: a row a cluster, that
 * opens; in it the places, then survivor and copy side by side.
 *
 *     ▾ Le conseil communal a voté lundi soir …       4 places, 720 bytes of copies
 *         b   deux.example   stays
 *         a   un.example     syndicated, 98.7 %
 *
 *         Le conseil ~~communal~~ a voté    │  Le conseil municipal a voté
 */
#include "write/repeats.h"

#include <stdio.h>

#include "write/html.h"

typedef struct page_writer {
    dbn_voice voice;
    const dbn_repeats *repeats;
    uint32_t number; /* of the cluster, from 1 */
} page_writer;

static dbn_status
raw(const page_writer *w, dbn_span markup)
{
    return dbn_say_raw(&w->voice, markup);
}

static dbn_status
text(const page_writer *w, dbn_span value)
{
    return dbn_html_text(&w->voice, value);
}

static dbn_status
word(const page_writer *w, const char *english)
{
    return raw(w, dbn_span_of(dbn_message(w->voice.ui, english)));
}

static dbn_status
count(const page_writer *w, uint64_t value)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%llu", (unsigned long long)value);
    return raw(w, (dbn_span){digits, (size_t)len});
}

static dbn_status
percent(const page_writer *w, uint64_t part, uint64_t whole)
{
    char room[DBN_PERCENT_BYTES];
    DBN_TRY(raw(w, dbn_repeats_percent(room, part, whole, w->voice.ui)));
    return raw(w, DBN_SPAN("\xC2\xA0%"));
}

/* ---- a cluster ------------------------------------------------------------------- */

static dbn_status
put_place(const page_writer *w, const dbn_repeat_place *place)
{
    DBN_TRY(raw(w, DBN_SPAN("<tr><td>")));
    DBN_TRY(text(w, place->id));
    DBN_TRY(raw(w, DBN_SPAN("</td><td>")));
    DBN_TRY(text(w, place->host));
    return raw(w, DBN_SPAN("</td><td>"));
}

static dbn_status
put_copy(const page_writer *w, const dbn_repeat_place *copy)
{
    DBN_TRY(put_place(w, copy));
    DBN_TRY(word(w, dbn_repeats_relation(copy->relation)));
    DBN_TRY(raw(w, DBN_SPAN("</td><td>")));
    DBN_TRY(percent(w, copy->score, 1000));
    return raw(w, DBN_SPAN("</td></tr>\n"));
}

static dbn_status
put_head(const page_writer *w, const char *english)
{
    DBN_TRY(raw(w, DBN_SPAN("<th scope=\"col\">")));
    DBN_TRY(word(w, english));
    return raw(w, DBN_SPAN("</th>"));
}

static dbn_status
put_places(const page_writer *w, const dbn_repeat_cluster *cluster)
{
    uint32_t told = cluster->copies.count + 1;
    DBN_TRY(raw(w, DBN_SPAN("<table>\n<thead><tr>")));
    DBN_TRY(put_head(w, DBN_MESSAGE("document")));
    DBN_TRY(put_head(w, DBN_MESSAGE("host")));
    DBN_TRY(put_head(w, DBN_MESSAGE("relation")));
    DBN_TRY(put_head(w, DBN_MESSAGE("words in the one that stays")));
    DBN_TRY(raw(w, DBN_SPAN("</tr></thead>\n<tbody>\n")));
    DBN_TRY(put_place(w, &cluster->survivor));
    DBN_TRY(raw(w, DBN_SPAN("<strong>")));
    DBN_TRY(word(w, DBN_MESSAGE("stays")));
    DBN_TRY(raw(w, DBN_SPAN("</strong></td><td></td></tr>\n")));
    for (uint32_t i = 0; i < cluster->copies.count; i++)
        DBN_TRY(put_copy(w, &cluster->copies.items[i]));
    DBN_TRY(raw(w, DBN_SPAN("</tbody>\n</table>\n")));
    if (told == cluster->places)
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN("<p>")));
    DBN_TRY(dbn_say(&w->voice, "and %llu more",
                    (unsigned long long)(cluster->places - told)));
    return raw(w, DBN_SPAN("</p>\n"));
}

/* A text with the words that the other one has not. */
static dbn_status
put_side(const page_writer *w, const dbn_repeat_difference *d, int side)
{
    dbn_html_marks marks = {0};
    dbn_html_walk walk;
    const dbn_ranges *only = &d->only[side];
    for (uint32_t i = 0; i < only->count; i++) {
        const dbn_html_mark mark = {.range = only->items[i],
                                    .kind = side == 0 ? DBN_HTML_MARK_REMOVED
                                                      : DBN_HTML_MARK_REPAIR};
        DBN_TRY(dbn_vec_push(w->voice.arena, &marks, mark));
    }
    DBN_TRY(
        dbn_html_walk_init(&walk, d->texts[side], w->number, &marks, w->voice.arena));
    DBN_TRY(raw(w, DBN_SPAN("<td class=\"b\"><p class=\"t\">")));
    DBN_TRY(dbn_html_walk_part(&w->voice, &walk,
                               (dbn_range){0, (uint32_t)d->texts[side].len}));
    return raw(w, DBN_SPAN("</p></td>\n"));
}

static dbn_status
put_column(const page_writer *w, dbn_span id)
{
    DBN_TRY(raw(w, DBN_SPAN("<th scope=\"col\">")));
    DBN_TRY(text(w, id));
    return raw(w, DBN_SPAN("</th>\n"));
}

static dbn_status
put_difference(const page_writer *w, const dbn_repeat_cluster *cluster,
               const dbn_repeat_difference *d)
{
    DBN_TRY(raw(w, DBN_SPAN("<table class=\"beads\">\n<thead><tr>\n")));
    DBN_TRY(put_column(w, cluster->survivor.id));
    DBN_TRY(put_column(w, cluster->copies.items[d->copy].id));
    DBN_TRY(raw(w, DBN_SPAN("</tr></thead>\n<tbody><tr>\n")));
    DBN_TRY(put_side(w, d, 0));
    DBN_TRY(put_side(w, d, 1));
    DBN_TRY(raw(w, DBN_SPAN("</tr></tbody>\n</table>\n")));
    if (!d->is_cut)
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN("<p>")));
    DBN_TRY(dbn_say(&w->voice, "of each text the first %u bytes are shown",
                    DBN_REPEATS_TEXT));
    return raw(w, DBN_SPAN("</p>\n"));
}

static dbn_status
put_cluster(const page_writer *w, const dbn_repeat_cluster *cluster)
{
    DBN_TRY(raw(w, DBN_SPAN("<details class=\"doc\"")));
    DBN_TRY(dbn_html_id(&w->voice, w->number, "d", 0));
    DBN_TRY(raw(w, DBN_SPAN(">\n<summary><span>")));
    DBN_TRY(text(w, cluster->beginning));
    DBN_TRY(raw(w, DBN_SPAN("</span>\n<span class=\"file\">")));
    DBN_TRY(dbn_say_count(&w->voice, cluster->places, "%llu place", "%llu places"));
    DBN_TRY(raw(w, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(&w->voice, cluster->bytes, "%llu byte of copies",
                          "%llu bytes of copies"));
    DBN_TRY(raw(w, DBN_SPAN("</span>\n</summary>\n")));
    DBN_TRY(put_places(w, cluster));
    for (uint32_t i = 0; i < cluster->differences.count; i++)
        DBN_TRY(put_difference(w, cluster, &cluster->differences.items[i]));
    return raw(w, DBN_SPAN("</details>\n"));
}

/* A heading with how many there are, and how many are shown. */
static dbn_status
put_heading(const page_writer *w, const char *english, uint32_t shown, uint32_t all)
{
    DBN_TRY(raw(w, DBN_SPAN("<h2>")));
    DBN_TRY(word(w, english));
    DBN_TRY(raw(w, DBN_SPAN("</h2>\n")));
    if (shown == all)
        return DBN_OK;
    DBN_TRY(raw(w, DBN_SPAN("<p>")));
    DBN_TRY(dbn_say(&w->voice, "the %u largest are shown", shown));
    return raw(w, DBN_SPAN("</p>\n"));
}

static dbn_status
put_clusters(page_writer *w, dbn_unit unit)
{
    const dbn_repeat_clusters *c = &w->repeats->clusters[unit];
    if (c->count == 0)
        return DBN_OK;
    DBN_TRY(put_heading(w, dbn_repeats_unit(unit), c->items.count, c->count));
    DBN_TRY(raw(w, DBN_SPAN("<p class=\"file\">")));
    DBN_TRY(dbn_say_count(&w->voice, c->count, "%llu cluster", "%llu clusters"));
    DBN_TRY(raw(w, DBN_SPAN(", ")));
    DBN_TRY(dbn_say_count(&w->voice, c->copies, "%llu copy", "%llu copies"));
    DBN_TRY(raw(w, DBN_SPAN("</p>\n")));
    for (uint32_t i = 0; i < c->items.count; i++) {
        w->number++;
        DBN_TRY(put_cluster(w, &c->items.items[i]));
    }
    return DBN_OK;
}

/* ---- hosts ----------------------------------------------------------------------- */

static dbn_status
put_pair(const page_writer *w, const dbn_repeat_hosts *h)
{
    DBN_TRY(raw(w, DBN_SPAN("<tr><td>")));
    DBN_TRY(text(w, h->copying));
    DBN_TRY(raw(w, DBN_SPAN("</td><td>")));
    DBN_TRY(text(w, h->copied));
    for (int unit = 0; unit < DBN_UNIT_COUNT; unit++) {
        DBN_TRY(raw(w, DBN_SPAN("</td><td>")));
        DBN_TRY(count(w, h->copies[unit]));
    }
    return raw(w, DBN_SPAN("</td></tr>\n"));
}

static dbn_status
put_hosts(const page_writer *w)
{
    const dbn_repeats *r = w->repeats;
    if (r->host_count == 0)
        return DBN_OK;
    DBN_TRY(
        put_heading(w, DBN_MESSAGE("Hosts that copy"), r->hosts.count, r->host_count));
    DBN_TRY(raw(w, DBN_SPAN("<table>\n<thead><tr>")));
    DBN_TRY(put_head(w, DBN_MESSAGE("has copies")));
    DBN_TRY(put_head(w, DBN_MESSAGE("has what stays")));
    for (int unit = 0; unit < DBN_UNIT_COUNT; unit++)
        DBN_TRY(put_head(w, dbn_repeats_unit((dbn_unit)unit)));
    DBN_TRY(raw(w, DBN_SPAN("</tr></thead>\n<tbody>\n")));
    for (uint32_t i = 0; i < r->hosts.count; i++)
        DBN_TRY(put_pair(w, &r->hosts.items[i]));
    return raw(w, DBN_SPAN("</tbody>\n</table>\n"));
}

/* ---- the page -------------------------------------------------------------------- */

static dbn_status
put_fact(const page_writer *w, const char *name, uint64_t value)
{
    DBN_TRY(raw(w, DBN_SPAN("<div><dt>")));
    DBN_TRY(word(w, name));
    DBN_TRY(raw(w, DBN_SPAN("</dt><dd>")));
    DBN_TRY(count(w, value));
    return raw(w, DBN_SPAN("</dd></div>\n"));
}

static dbn_status
put_share(const page_writer *w, const char *name, uint64_t part)
{
    DBN_TRY(raw(w, DBN_SPAN("<div><dt>")));
    DBN_TRY(word(w, name));
    DBN_TRY(raw(w, DBN_SPAN("</dt><dd>")));
    DBN_TRY(count(w, part));
    DBN_TRY(raw(w, DBN_SPAN(" (")));
    DBN_TRY(percent(w, part, w->repeats->bytes));
    return raw(w, DBN_SPAN(")</dd></div>\n"));
}

static dbn_status
put_facts(const page_writer *w)
{
    const dbn_repeats *r = w->repeats;
    DBN_TRY(raw(w, DBN_SPAN("<dl class=\"facts\">\n")));
    DBN_TRY(put_fact(w, DBN_MESSAGE("documents"), r->documents));
    if (r->failed > 0)
        DBN_TRY(put_fact(w, DBN_MESSAGE("failed"), r->failed));
    DBN_TRY(put_fact(w, DBN_MESSAGE("bytes of text"), r->bytes));
    DBN_TRY(put_share(w, DBN_MESSAGE("stood elsewhere before"), r->repeated));
    DBN_TRY(put_share(w, DBN_MESSAGE("may go"), r->removable));
    DBN_TRY(put_fact(w, DBN_MESSAGE("documents that may go whole"), r->whole));
    DBN_TRY(put_fact(w, DBN_MESSAGE("contradictions"), r->contradictions));
    return raw(w, DBN_SPAN("</dl>\n"));
}

static dbn_status
put_legend(const page_writer *w)
{
    DBN_TRY(raw(w, DBN_SPAN("<p class=\"file\"><del>")));
    DBN_TRY(word(w, DBN_MESSAGE("only in what stays")));
    DBN_TRY(raw(w, DBN_SPAN("</del>, <ins class=\"r\">")));
    DBN_TRY(word(w, DBN_MESSAGE("only in the copy")));
    return raw(w, DBN_SPAN("</ins></p>\n"));
}

dbn_status
dbn_write_repeats_html(const dbn_voice *voice, const dbn_repeats *repeats)
{
    page_writer w = {.voice = *voice, .repeats = repeats};
    const char *title = dbn_message(voice->ui, DBN_MESSAGE("What is repeated"));
    const dbn_html_page page = {.title = dbn_span_of(title),
                                .version = repeats->version,
                                .of = DBN_HTML_OF_REPEATS};
    DBN_TRY(dbn_html_head(voice, &page));
    DBN_TRY(raw(&w, DBN_SPAN("<h1>")));
    DBN_TRY(raw(&w, dbn_span_of(title)));
    DBN_TRY(raw(&w, DBN_SPAN("</h1>\n")));
    DBN_TRY(put_facts(&w));
    DBN_TRY(put_legend(&w));
    for (int unit = 0; unit < DBN_UNIT_COUNT; unit++)
        DBN_TRY(put_clusters(&w, (dbn_unit)unit));
    DBN_TRY(put_hosts(&w));
    return dbn_html_foot(voice, NULL);
}
