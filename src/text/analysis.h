/*
 * text/analysis.h - how much of texts is new: what flow/ counts and write/ prints.
 */
#ifndef DBN_TEXT_ANALYSIS_H
#define DBN_TEXT_ANALYSIS_H

#include "base/span.h"
#include "base/vec.h"
#include "doublon/analysis.h"

typedef struct dbn_band_count {
    uint64_t segments, words;
    uint64_t characters; /* without white space */
    uint64_t placeables; /* numbers, addresses, codes */
    uint64_t tags;
} dbn_band_count;

typedef struct dbn_analysed_text {
    dbn_span name;
    dbn_span lang; /* BCP 47 */
    dbn_band_count bands[DBN_BAND_COUNT];
} dbn_analysed_text;

/** What is paid, in millionths of the currency. */
typedef struct dbn_rates {
    bool is_there;
    bool is_by_character; /* else by word */
    dbn_span currency;
    uint64_t millionths[DBN_BAND_COUNT];
} dbn_rates;

typedef struct dbn_analysed {
    DBN_VEC(dbn_analysed_text) texts;
    dbn_rates rates;
    dbn_span source; /* the language of the texts; "mul": of some of them is another */
    dbn_span target; /* may be empty */
    dbn_counting counting;
    bool is_internal;
} dbn_analysed;

/** Add what `from` counts. */
static inline void
dbn_band_add(dbn_band_count *to, const dbn_band_count *from)
{
    to->segments += from->segments;
    to->words += from->words;
    to->characters += from->characters;
    to->placeables += from->placeables;
    to->tags += from->tags;
}

/** Its name, as files write it: "new", "50-74" … */
static inline dbn_span
dbn_band_name(dbn_band band)
{
    static const char *const names[DBN_BAND_COUNT] = {"new",
                                                      "50-74",
                                                      "75-84",
                                                      "85-94",
                                                      "near-repetition",
                                                      "95-99",
                                                      "100",
                                                      "cross-file-repetition",
                                                      "repetition",
                                                      "101"};
    return dbn_span_of(names[band]);
}

/** What is paid for it. */
static inline uint64_t
dbn_band_price(const dbn_rates *rates, dbn_band band, const dbn_band_count *count)
{
    return rates->millionths[band] *
           (rates->is_by_character ? count->characters : count->words);
}

#endif
