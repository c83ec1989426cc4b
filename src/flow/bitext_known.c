/*
 * flow/bitext_known.c - words whose translations are known, for `align`: lexicons of
 * two languages, tables of several, dictionaries.
 */
#include "flow/bitext.h"
#include "glossary/read.h"
#include "read/dictd.h"

/* How often an entry of a dictionary, or of a table, counts as seen. */
#define DICTIONARY_WEIGHT 10.0F
/* The least and the most that one of a lexicon does. */
#define LEXICON_MIN 0.5F
#define LEXICON_MAX 100.0F
/* Words of a cell that are taken: every one is a pair with every one of the other. */
#define CELL_WORDS_MAX 32

/* The next piece of `text` up to `end`; moves *at behind it. False at the end. */
static bool
next_piece(dbn_span *piece, dbn_span text, char end, size_t *at)
{
    if (*at > text.len)
        return false;
    const char *found =
        *at == text.len ? NULL : memchr(text.ptr + *at, end, text.len - *at);
    size_t to = found == NULL ? text.len : (size_t)(found - text.ptr);
    *piece = (dbn_span){text.ptr + *at, to - *at};
    *at = to + 1;
    return true;
}

static dbn_span
cell_of(dbn_span line, uint32_t column)
{
    dbn_span cell = {0};
    size_t at = 0;
    for (uint32_t i = 0; next_piece(&cell, line, '\t', &at); i++)
        if (i == column)
            return dbn_span_trim(cell);
    return (dbn_span){0};
}

/* ---- lexicons ------------------------------------------------------------------ */

/* Whole numbers and decimals, as lexicons have them. */
static bool
weight_of(dbn_span text, float *weight)
{
    float value = 0, unit = 1;
    bool has_digit = false, has_point = false;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '.' && !has_point) {
            has_point = true;
            continue;
        }
        if (!dbn_is_ascii_digit(text.ptr[i]))
            return false;
        has_digit = true;
        if (has_point)
            unit /= 10;
        value = has_point ? value + unit * (float)(text.ptr[i] - '0')
                          : value * 10 + (float)(text.ptr[i] - '0');
    }
    *weight = value < LEXICON_MIN ? LEXICON_MIN : value;
    *weight = *weight > LEXICON_MAX ? LEXICON_MAX : *weight;
    return has_digit;
}

static dbn_status
add_words(dbn_bitext *b, dbn_span line, bool is_reversed, bool *is_broken)
{
    dbn_span source = cell_of(line, is_reversed), target = cell_of(line, !is_reversed);
    float weight;
    *is_broken =
        source.len == 0 || target.len == 0 || !weight_of(cell_of(line, 2), &weight);
    return *is_broken ? DBN_OK : dbn_flow_bitext_entry(b, source, target, weight);
}

/* ---- tables -------------------------------------------------------------------- */

/* Where a table has the words of both languages; one that has those of one only says
 * nothing here. */
typedef struct columns {
    uint32_t source, target; /* DBN_NONE: nowhere */
} columns;

static columns
columns_of(const dbn_bitext *b, dbn_span names)
{
    columns found = {DBN_NONE, DBN_NONE};
    uint32_t source_fits = 0, target_fits = 0;
    dbn_span name;
    size_t at = 0;
    for (uint32_t i = 0; next_piece(&name, names, '\t', &at); i++) {
        name = dbn_span_trim(name);
        uint32_t fits = dbn_glossary_lang_fits(name, b->options.source_lang);
        if (fits > source_fits) {
            found.source = i;
            source_fits = fits;
        }
        fits = dbn_glossary_lang_fits(name, b->options.target_lang);
        if (fits > target_fits) {
            found.target = i;
            target_fits = fits;
        }
    }
    return found;
}

/* Any word of one cell may be any of the other. */
static dbn_status
add_row(dbn_bitext *b, dbn_span line, columns at)
{
    dbn_span sources = cell_of(line, at.source), targets = cell_of(line, at.target);
    dbn_span source, target;
    size_t i = 0, j;
    for (int s = 0; s < CELL_WORDS_MAX && next_piece(&source, sources, '|', &i); s++) {
        j = 0;
        for (int t = 0; t < CELL_WORDS_MAX && next_piece(&target, targets, '|', &j);
             t++)
            if (source.len > 0 && target.len > 0)
                DBN_TRY(dbn_flow_bitext_entry(b, dbn_span_trim(source),
                                              dbn_span_trim(target),
                                              DICTIONARY_WEIGHT));
    }
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_lexicon(dbn_bitext *b, dbn_span lines, bool is_reversed,
                        uint64_t *broken)
{
    columns table = {DBN_NONE, DBN_NONE};
    bool has_read = false;
    dbn_span line;
    *broken = 0;
    for (size_t at = 0; next_piece(&line, lines, '\n', &at);) {
        bool is_broken = false;
        if (line.len == 0 || line.ptr[0] == '#')
            continue;
        if (!has_read)
            table = columns_of(b, line);
        bool is_table = table.source != DBN_NONE || table.target != DBN_NONE;
        if (is_table && has_read)
            DBN_TRY(add_row(b, line, table));
        else if (!is_table)
            DBN_TRY(add_words(b, line, is_reversed, &is_broken));
        has_read = true;
        *broken += is_broken;
    }
    return DBN_OK;
}

/* ---- dictionaries -------------------------------------------------------------- */

dbn_status
dbn_flow_bitext_dictionary(dbn_bitext *b, dbn_span index, dbn_span dictionary,
                           bool is_reversed)
{
    dbn_dictd_entries entries = {0};
    DBN_TRY(dbn_dictd_read(&entries, index, dictionary, &b->job));
    for (uint32_t i = 0; i < entries.count; i++) {
        const dbn_dictd_entry *e = &entries.items[i];
        DBN_TRY(dbn_flow_bitext_entry(b, is_reversed ? e->translation : e->word,
                                      is_reversed ? e->word : e->translation,
                                      DICTIONARY_WEIGHT));
    }
    return DBN_OK;
}
