/*
 * Prices are whole millionths until they are written, in hundredths, halves up; that of
 * all texts is rounded once.
 */
#include "write/analysis.h"

#include <stdio.h>

#include "text/cell.h"
#include "text/width.h"
#include "write/escape.h"
#include "write/json.h"
#include "write/say.h"

typedef struct analysis_writer {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_analysed *analysed;
    dbn_ui ui;
} analysis_writer;

static dbn_status
raw(const analysis_writer *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static dbn_status
number(const analysis_writer *w, uint64_t value)
{
    return dbn_json_number(w->out, w->arena, value);
}

/* ---- sums ----------------------------------------------------------------------- */

static dbn_band_count
sum_of(const dbn_analysed_text *text)
{
    dbn_band_count sum = {0};
    for (int band = 0; band < DBN_BAND_COUNT; band++)
        dbn_band_add(&sum, &text->bands[band]);
    return sum;
}

static dbn_analysed_text
total_of(const dbn_analysed *analysed)
{
    dbn_analysed_text total = {.name = {NULL, 0}};
    for (uint32_t i = 0; i < analysed->texts.count; i++)
        for (int band = 0; band < DBN_BAND_COUNT; band++)
            dbn_band_add(&total.bands[band], &analysed->texts.items[i].bands[band]);
    return total;
}

static uint64_t
price_of(const dbn_analysed *analysed, const dbn_analysed_text *text)
{
    uint64_t price = 0;
    for (int band = 0; band < DBN_BAND_COUNT; band++)
        price += dbn_band_price(&analysed->rates, (dbn_band)band, &text->bands[band]);
    return price;
}

/* Room for 64 bits, a point and a NUL. */
#define PRICE_BYTES 24

static dbn_span
write_price(char room[PRICE_BYTES], uint64_t millionths)
{
    uint64_t hundredths = (millionths + 5000) / 10000;
    int len =
        snprintf(room, PRICE_BYTES, "%llu.%02u", (unsigned long long)(hundredths / 100),
                 (unsigned)(hundredths % 100));
    return (dbn_span){room, (size_t)len};
}

/* Every text, then all of them. */
static dbn_status
each_text(const analysis_writer *w,
          dbn_status (*write)(const analysis_writer *w, const dbn_analysed_text *text))
{
    for (uint32_t i = 0; i < w->analysed->texts.count; i++)
        DBN_TRY(write(w, &w->analysed->texts.items[i]));
    const dbn_analysed_text total = total_of(w->analysed);
    return write(w, &total);
}

/* ---- for people ----------------------------------------------------------------- */

/* Columns of the table. */
#define NAME_COLUMNS   24U
#define NUMBER_COLUMNS 12U

static dbn_status
pad(const analysis_writer *w, uint32_t columns)
{
    for (; columns > 0; columns--)
        DBN_TRY(raw(w, DBN_SPAN(" ")));
    return DBN_OK;
}

static dbn_status
right(const analysis_writer *w, dbn_span text)
{
    uint32_t columns = dbn_text_columns(text);
    DBN_TRY(pad(w, columns < NUMBER_COLUMNS ? NUMBER_COLUMNS - columns : 1));
    return raw(w, text);
}

static dbn_status
right_number(const analysis_writer *w, uint64_t value)
{
    char room[PRICE_BYTES];
    int len = snprintf(room, sizeof room, "%llu", (unsigned long long)value);
    return right(w, (dbn_span){room, (size_t)len});
}

static dbn_status
table_row(const analysis_writer *w, dbn_span name, const dbn_band_count *count,
          uint64_t price)
{
    char room[PRICE_BYTES];
    uint32_t columns = dbn_text_columns(name);
    DBN_TRY(raw(w, name));
    DBN_TRY(pad(w, columns < NAME_COLUMNS ? NAME_COLUMNS - columns : 0));
    DBN_TRY(right_number(w, count->segments));
    DBN_TRY(right_number(w, count->words));
    DBN_TRY(right_number(w, count->characters));
    if (w->analysed->rates.is_there)
        DBN_TRY(right(w, write_price(room, price)));
    return raw(w, DBN_SPAN("\n"));
}

static dbn_status
table_head(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_voice voice = {.out = w->out, .arena = w->arena, .ui = w->ui};
    const char *const heads[] = {dbn_message(w->ui, "segments"),
                                 dbn_message(w->ui, "words"),
                                 dbn_message(w->ui, "characters")};
    DBN_TRY(text->name.ptr != NULL
                ? dbn_say_given(&voice, text->name)
                : raw(w, dbn_span_of(dbn_message(w->ui, "all texts"))));
    DBN_TRY(raw(w, DBN_SPAN("\n")));
    DBN_TRY(pad(w, NAME_COLUMNS));
    for (int i = 0; i < 3; i++)
        DBN_TRY(right(w, dbn_span_of(heads[i])));
    if (w->analysed->rates.is_there)
        DBN_TRY(right(w, w->analysed->rates.currency));
    return raw(w, DBN_SPAN("\n"));
}

static dbn_status
write_table(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_band_count sum = sum_of(text);
    DBN_TRY(table_head(w, text));
    for (int band = DBN_BAND_COUNT; band-- > 0;) {
        const dbn_band_count *count = &text->bands[band];
        DBN_TRY(table_row(w, dbn_band_name((dbn_band)band), count,
                          dbn_band_price(&w->analysed->rates, (dbn_band)band, count)));
    }
    DBN_TRY(table_row(w, dbn_span_of(dbn_message(w->ui, "total")), &sum,
                      price_of(w->analysed, text)));
    return text->name.ptr != NULL ? raw(w, DBN_SPAN("\n")) : DBN_OK;
}

/* ---- CSV ------------------------------------------------------------------------ */

/* Names of files come from anybody, and spreadsheets reckon with formulas. */
static dbn_status
quoted(const analysis_writer *w, dbn_span text)
{
    DBN_TRY(raw(w, dbn_cell_is_formula(text) ? DBN_SPAN("\"'") : DBN_SPAN("\"")));
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '"')
            DBN_TRY(raw(w, DBN_SPAN("\"")));
        DBN_TRY(raw(w, (dbn_span){text.ptr + i, 1}));
    }
    return raw(w, DBN_SPAN("\""));
}

static dbn_status
csv_row(const analysis_writer *w, dbn_span name, dbn_span band,
        const dbn_band_count *count, uint64_t price)
{
    char room[PRICE_BYTES];
    const uint64_t numbers[] = {count->segments, count->words, count->characters,
                                count->placeables, count->tags};
    DBN_TRY(quoted(w, name));
    DBN_TRY(raw(w, DBN_SPAN(",")));
    DBN_TRY(raw(w, band));
    for (int i = 0; i < 5; i++) {
        DBN_TRY(raw(w, DBN_SPAN(",")));
        DBN_TRY(number(w, numbers[i]));
    }
    if (w->analysed->rates.is_there) {
        DBN_TRY(raw(w, DBN_SPAN(",")));
        DBN_TRY(raw(w, write_price(room, price)));
    }
    return raw(w, DBN_SPAN("\r\n"));
}

static dbn_status
write_csv_text(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_band_count sum = sum_of(text);
    dbn_span name = text->name.ptr != NULL ? text->name : DBN_SPAN("");
    for (int band = 0; band < DBN_BAND_COUNT; band++)
        DBN_TRY(csv_row(
            w, name, dbn_band_name((dbn_band)band), &text->bands[band],
            dbn_band_price(&w->analysed->rates, (dbn_band)band, &text->bands[band])));
    return csv_row(w, name, DBN_SPAN("total"), &sum, price_of(w->analysed, text));
}

static dbn_status
write_csv(const analysis_writer *w)
{
    DBN_TRY(raw(w, DBN_SPAN("file,band,segments,words,characters,placeables,tags")));
    if (w->analysed->rates.is_there)
        DBN_TRY(raw(w, DBN_SPAN(",price")));
    DBN_TRY(raw(w, DBN_SPAN("\r\n")));
    return each_text(w, write_csv_text);
}

/* ---- JSON ----------------------------------------------------------------------- */

static dbn_status
json_count(const analysis_writer *w, const dbn_band_count *count, uint64_t price)
{
    static const char *const names[] = {
        "{\"segments\":", ",\"words\":", ",\"characters\":", ",\"placeables\":",
        ",\"tags\":"};
    char room[PRICE_BYTES];
    const uint64_t numbers[] = {count->segments, count->words, count->characters,
                                count->placeables, count->tags};
    for (int i = 0; i < 5; i++) {
        DBN_TRY(raw(w, dbn_span_of(names[i])));
        DBN_TRY(number(w, numbers[i]));
    }
    if (w->analysed->rates.is_there) {
        DBN_TRY(raw(w, DBN_SPAN(",\"price\":")));
        DBN_TRY(raw(w, write_price(room, price)));
    }
    return raw(w, DBN_SPAN("}"));
}

static dbn_status
json_bands(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_band_count sum = sum_of(text);
    DBN_TRY(raw(w, DBN_SPAN("{\"bands\":{")));
    for (int band = 0; band < DBN_BAND_COUNT; band++) {
        DBN_TRY(raw(w, band > 0 ? DBN_SPAN(",\"") : DBN_SPAN("\"")));
        DBN_TRY(raw(w, dbn_band_name((dbn_band)band)));
        DBN_TRY(raw(w, DBN_SPAN("\":")));
        DBN_TRY(json_count(
            w, &text->bands[band],
            dbn_band_price(&w->analysed->rates, (dbn_band)band, &text->bands[band])));
    }
    DBN_TRY(raw(w, DBN_SPAN("},\"total\":")));
    DBN_TRY(json_count(w, &sum, price_of(w->analysed, text)));
    return raw(w, DBN_SPAN("}"));
}

static dbn_status
write_json(const analysis_writer *w)
{
    static const char *const countings[] = {"spaces", "elisions", "omegat", "trados"};
    const dbn_analysed *a = w->analysed;
    const dbn_analysed_text total = total_of(a);
    DBN_TRY(raw(w, DBN_SPAN("{\"doublon\":{\"schema\":1,\"count_like\":\"")));
    DBN_TRY(raw(w, dbn_span_of(countings[a->counting])));
    DBN_TRY(raw(w, a->is_internal ? DBN_SPAN("\",\"internal\":true,\"lang\":")
                                  : DBN_SPAN("\",\"internal\":false,\"lang\":")));
    DBN_TRY(dbn_json_string(w->out, w->arena, a->source));
    if (a->rates.is_there) {
        DBN_TRY(raw(w, DBN_SPAN(",\"currency\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, a->rates.currency));
    }
    DBN_TRY(raw(w, DBN_SPAN(",\"files\":[")));
    for (uint32_t i = 0; i < a->texts.count; i++) {
        DBN_TRY(raw(w, i > 0 ? DBN_SPAN(",{\"source\":") : DBN_SPAN("{\"source\":")));
        DBN_TRY(dbn_json_name(w->out, w->arena, a->texts.items[i].name));
        DBN_TRY(raw(w, DBN_SPAN(",\"lang\":")));
        DBN_TRY(dbn_json_string(w->out, w->arena, a->texts.items[i].lang));
        DBN_TRY(raw(w, DBN_SPAN(",\"counts\":")));
        DBN_TRY(json_bands(w, &a->texts.items[i]));
        DBN_TRY(raw(w, DBN_SPAN("}")));
    }
    DBN_TRY(raw(w, DBN_SPAN("],\"counts\":")));
    DBN_TRY(json_bands(w, &total));
    return raw(w, DBN_SPAN("}}\n"));
}

/* ---- Trados Studio -------------------------------------------------------------- */

static dbn_status
trados_count(const analysis_writer *w, const char *element, const dbn_band_count *count)
{
    static const char *const names[] = {" segments=\"", "\" words=\"",
                                        "\" characters=\"", "\" placeables=\"",
                                        "\" tags=\""};
    const uint64_t numbers[] = {count->segments, count->words, count->characters,
                                count->placeables, count->tags};
    DBN_TRY(raw(w, DBN_SPAN("      <")));
    DBN_TRY(raw(w, dbn_span_of(element)));
    for (int i = 0; i < 5; i++) {
        DBN_TRY(raw(w, dbn_span_of(names[i])));
        DBN_TRY(number(w, numbers[i]));
    }
    return raw(w, DBN_SPAN("\" />\n"));
}

/* Studio has no near repetitions: they are fuzzy matches of 95 to 99. */
static dbn_status
trados_analysis(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_band_count none = {0}, sum = sum_of(text), *b = text->bands;
    dbn_band_count high = b[DBN_BAND_95];
    dbn_band_add(&high, &b[DBN_BAND_NEAR]);
    const struct {
        const char *element;
        const dbn_band_count *count;
    } rows[] = {
        {"perfect", &none},
        {"inContextExact", &b[DBN_BAND_101]},
        {"exact", &b[DBN_BAND_100]},
        {"locked", &none},
        {"crossFileRepeated", &b[DBN_BAND_CROSS]},
        {"repeated", &b[DBN_BAND_REPEATED]},
        {"total", &sum},
        {"new", &b[DBN_BAND_NEW]},
        {"fuzzy min=\"50\" max=\"74\"", &b[DBN_BAND_50]},
        {"fuzzy min=\"75\" max=\"84\"", &b[DBN_BAND_75]},
        {"fuzzy min=\"85\" max=\"94\"", &b[DBN_BAND_85]},
        {"fuzzy min=\"95\" max=\"99\"", &high},
    };
    DBN_TRY(raw(w, DBN_SPAN("    <analyse>\n")));
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        DBN_TRY(trados_count(w, rows[i].element, rows[i].count));
    return raw(w, DBN_SPAN("    </analyse>\n"));
}

static dbn_status
trados_text(const analysis_writer *w, const dbn_analysed_text *text)
{
    if (text->name.ptr == NULL) {
        DBN_TRY(raw(w, DBN_SPAN("  <batchTotal>\n")));
        DBN_TRY(trados_analysis(w, text));
        return raw(w, DBN_SPAN("  </batchTotal>\n"));
    }
    DBN_TRY(raw(w, DBN_SPAN("  <file name=\"")));
    DBN_TRY(dbn_write_xml(w->out, w->arena, text->name));
    DBN_TRY(raw(w, DBN_SPAN("\">\n")));
    DBN_TRY(trados_analysis(w, text));
    return raw(w, DBN_SPAN("  </file>\n"));
}

static dbn_status
write_trados(const analysis_writer *w)
{
    DBN_TRY(raw(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
                            "<task name=\"analyse\">\n  <taskInfo>\n"
                            "    <language name=\"")));
    dbn_span lang =
        w->analysed->target.len > 0 ? w->analysed->target : w->analysed->source;
    DBN_TRY(dbn_write_xml(w->out, w->arena, lang));
    DBN_TRY(raw(w, DBN_SPAN("\" />\n    <settings reportCrossFileRepetitions=\"yes\" "
                            "reportInternalFuzzyLeverage=\"no\" "
                            "minimumMatchScore=\"50\" />\n  </taskInfo>\n")));
    DBN_TRY(each_text(w, trados_text));
    return raw(w, DBN_SPAN("</task>\n"));
}

/* ---- memoQ ---------------------------------------------------------------------- */

/* Each column of bands is five: segments, words, characters, those of Asian scripts,
 * tags. Repetitions of other texts are repetitions, near ones are matches of 95 to 99.
 */
static dbn_status
memoq_text(const analysis_writer *w, const dbn_analysed_text *text)
{
    const dbn_band_count none = {0}, sum = sum_of(text), *b = text->bands;
    dbn_band_count high = b[DBN_BAND_95], repeated = b[DBN_BAND_REPEATED];
    dbn_band_add(&high, &b[DBN_BAND_NEAR]);
    dbn_band_add(&repeated, &b[DBN_BAND_CROSS]);
    const dbn_band_count *const columns[] = {&none,
                                             &b[DBN_BAND_101],
                                             &repeated,
                                             &b[DBN_BAND_100],
                                             &high,
                                             &b[DBN_BAND_85],
                                             &b[DBN_BAND_75],
                                             &b[DBN_BAND_50],
                                             &b[DBN_BAND_NEW],
                                             &none,
                                             &sum};
    DBN_TRY(quoted(w, text->name.ptr != NULL ? text->name : DBN_SPAN("Total")));
    for (size_t i = 0; i < sizeof columns / sizeof columns[0]; i++) {
        const uint64_t numbers[] = {columns[i]->segments, columns[i]->words,
                                    columns[i]->characters, 0, columns[i]->tags};
        for (int k = 0; k < 5; k++) {
            DBN_TRY(raw(w, DBN_SPAN(";")));
            DBN_TRY(number(w, numbers[k]));
        }
    }
    return raw(w, DBN_SPAN("\r\n"));
}

static dbn_status
write_memoq(const analysis_writer *w)
{
    static const char *const columns[] = {"X-translated", "101%",      "Repetitions",
                                          "100%",         "95% - 99%", "85% - 94%",
                                          "75% - 84%",    "50% - 74%", "No match",
                                          "Fragments",    "Total"};
    static const size_t count = sizeof columns / sizeof columns[0];
    for (size_t i = 0; i < count; i++) {
        DBN_TRY(raw(w, i == 0 ? DBN_SPAN(";") : DBN_SPAN(";;;;;")));
        DBN_TRY(raw(w, dbn_span_of(columns[i])));
    }
    DBN_TRY(raw(w, DBN_SPAN(";;;;\r\nFile")));
    for (size_t i = 0; i < count; i++)
        DBN_TRY(raw(w, DBN_SPAN(";Segments;Words;Characters;Asian characters;Tags")));
    DBN_TRY(raw(w, DBN_SPAN("\r\n")));
    return each_text(w, memoq_text);
}

dbn_status
dbn_write_analysis(dbn_buffer *out, dbn_arena *arena, const dbn_analysed *analysed,
                   dbn_analysis_format format, dbn_ui ui)
{
    const analysis_writer w = {out, arena, analysed, ui};
    switch (format) {
    case DBN_ANALYSIS_TEXT:
        return each_text(&w, write_table);
    case DBN_ANALYSIS_CSV:
        return write_csv(&w);
    case DBN_ANALYSIS_JSON:
        return write_json(&w);
    case DBN_ANALYSIS_TRADOS:
        return write_trados(&w);
    case DBN_ANALYSIS_MEMOQ:
        return write_memoq(&w);
    }
    return DBN_OK;
}
