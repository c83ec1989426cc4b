/*
 * Letters by what stands before them.
 *
 * The file holds the grams that matter, up to six symbols each, the last of which costs
 * what its row says after the others. A gram that is not there says nothing that the
 * one without its first symbol does not say: a letter costs the row of the longest gram
 * that ends with it. The grams stand there as the machine of Aho and Corasick
 * (Communications of the ACM 18, 1975) that finds it: a state is the longest end of
 * what was read that begins a gram. One symbol is one step, and on average at most one
 * step back to a shorter beginning.
 *
 *     cells   ... | symbol 1, row 3, next 4 | ...      state 32 has its step for the
 *                   ^ 32 + symbol                      symbol s in cell 32 + s, if that
 *     backs   ... | state | ...                        cell names s: cells of several
 *                   ^ 32                               states lie between each other
 *
 * dicts/README.md has the format; dicts/tools/letters.py writes it.
 */
#include "lang/letters.h"

#include "base/eight.h"
#include "base/hash.h"

#define MAGIC       DBN_SPAN("DBNLET03")
#define HEADER_SIZE 24U /* magic, languages, ours, rows, cells */
#define NAME_SIZE   4U
#define CELL_SIZE   8U
#define BACK_SIZE   4U
#define GRAM_MAX    6U

#define ROWS_MAX  (1U << 24)
#define CELLS_MAX (1U << 24)

/* The costs of a row are added so many at a time; rows are filled up to it. */
#define COLUMNS_AT_ONCE 8U

/* The cells of a state lie within so many, one a symbol. */
#define SYMBOLS 256U

static uint32_t
number_at(const unsigned char *p)
{
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* What happens on a symbol. */
typedef struct step {
    uint32_t row, next;
    bool is_there; /* else the state has no such step */
} step;

static step
step_of(const dbn_letter_stats *letters, uint32_t state, uint8_t symbol)
{
    const unsigned char *cell = letters->cells + (size_t)(state + symbol) * CELL_SIZE;
    uint32_t first = number_at(cell);
    return (step){first >> 8, number_at(cell + 4), (first & 0xFF) == symbol};
}

/* No step leads out of the tables. */
static bool
is_closed(const dbn_letter_stats *letters, uint32_t rows, uint32_t cells)
{
    for (size_t i = 0; i < cells; i++) {
        const unsigned char *cell = letters->cells + i * CELL_SIZE;
        if (number_at(cell) >> 8 >= rows || number_at(cell + 4) > cells - SYMBOLS ||
            number_at(letters->backs + i * BACK_SIZE) > cells - SYMBOLS)
            return false;
    }
    return true;
}

dbn_status
dbn_letters_open(dbn_letter_stats *out, dbn_span file, dbn_error *err)
{
    *out = (dbn_letter_stats){0};
    if (file.len < HEADER_SIZE || !dbn_span_starts(file, MAGIC))
        return dbn_fail(err, DBN_ERR_SYNTAX,
                        "no statistics of letters that this "
                        "version of doublon can read");
    const unsigned char *head = (const unsigned char *)file.ptr;
    uint32_t languages = number_at(head + 8), ours = number_at(head + 12);
    uint32_t rows = number_at(head + 16), cells = number_at(head + 20);
    uint32_t width =
        (languages + COLUMNS_AT_ONCE - 1) / COLUMNS_AT_ONCE * COLUMNS_AT_ONCE;
    bool is_sound = languages > 0 && languages <= DBN_LETTERS_COLUMNS && ours > 0 &&
                    ours <= languages && rows > 0 && rows <= ROWS_MAX &&
                    cells >= SYMBOLS && cells <= CELLS_MAX;
    size_t names = (size_t)languages * NAME_SIZE;
    size_t tables = (size_t)cells * (CELL_SIZE + BACK_SIZE) + (size_t)rows * width;
    if (!is_sound || file.len != HEADER_SIZE + names + DBN_LETTERS_END + tables)
        return dbn_fail(err, DBN_ERR_SYNTAX, "the statistics of letters are cut off");
    dbn_letter_stats letters = {.languages = languages, .ours = ours, .width = width};
    letters.names = file.ptr + HEADER_SIZE;
    letters.symbols = (const uint8_t *)letters.names + names;
    letters.cells = letters.symbols + DBN_LETTERS_END;
    letters.backs = letters.cells + (size_t)cells * CELL_SIZE;
    letters.costs = letters.backs + (size_t)cells * BACK_SIZE;
    if (!is_closed(&letters, rows, cells))
        return dbn_fail(err, DBN_ERR_SYNTAX, "the statistics of letters are damaged");
    letters.start = step_of(&letters, 0, DBN_SYMBOL_NONE).next;
    *out = letters;
    return DBN_OK;
}

dbn_span
dbn_letters_name(const dbn_letter_stats *letters, uint32_t language)
{
    const char *name = letters->names + (size_t)language * NAME_SIZE;
    const char *end = memchr(name, '\0', NAME_SIZE);
    return (dbn_span){name, end == NULL ? NAME_SIZE : (size_t)(end - name)};
}

/* The row of what ends with `symbol`, after what `state` stands for; the next state. */
static const uint8_t *
take_symbol(const dbn_letter_stats *letters, uint32_t *state, uint8_t symbol)
{
    for (uint32_t len = 0; len < GRAM_MAX; len++) {
        step seen = step_of(letters, *state, symbol);
        if (seen.is_there) {
            *state = seen.next;
            return letters->costs + (size_t)seen.row * letters->width;
        }
        if (*state == 0)
            break;
        *state = number_at(letters->backs + (size_t)*state * BACK_SIZE);
    }
    *state = 0;
    return letters->costs;
}

#define EVERY_OTHER UINT64_C(0x00FF00FF00FF00FF)

/* Eight costs as they lie in a row go to two sums: every other one, in 16 bits each,
 * which hold the costs of all letters of a word. */
static inline void
add_row(dbn_letter_word *word, const dbn_letter_stats *letters, const uint8_t *row)
{
    for (uint32_t i = 0; i < letters->width / COLUMNS_AT_ONCE; i++) {
        uint64_t eight = dbn_eight_at((const char *)row + (size_t)i * COLUMNS_AT_ONCE);
        word->lanes[i][0] += eight & EVERY_OTHER;
        word->lanes[i][1] += eight >> 8 & EVERY_OTHER;
    }
}

static void
measure_word(dbn_letter_word *word, const dbn_letter_stats *letters,
             const uint8_t *symbols, uint32_t count)
{
    uint32_t state = letters->start;
    word->cells = letters->cells;
    word->count = (uint8_t)count;
    memcpy(word->symbols, symbols, count);
    memset(word->lanes, 0, sizeof word->lanes);
    for (uint32_t i = 0; i < count; i++)
        add_row(word, letters, take_symbol(letters, &state, symbols[i]));
    add_row(word, letters, take_symbol(letters, &state, DBN_SYMBOL_NONE));
}

/* One job may work with several statistics. */
static bool
is_word(const dbn_letter_word *word, const dbn_letter_stats *letters,
        const uint8_t *symbols, uint32_t count)
{
    return word->cells == letters->cells && word->count == count &&
           memcmp(word->symbols, symbols, count) == 0;
}

/* Fits the second-level cache. */
#define WORDS_KEPT 2048U

dbn_letter_word *
dbn_letters_cache(dbn_cache *cache)
{
    return cache == NULL ? NULL
                         : dbn_cache_for(cache, WORDS_KEPT * sizeof(dbn_letter_word));
}

uint32_t
dbn_letters_add_word(dbn_letter_costs *costs, const dbn_letter_stats *letters,
                     const uint8_t *symbols, uint32_t count, dbn_letter_word *words)
{
    dbn_letter_word own, *word = &own;
    if (count > DBN_LETTERS_WORD_MAX)
        count = DBN_LETTERS_WORD_MAX;
    uint64_t hash = dbn_hash_bytes((dbn_span){(const char *)symbols, count});
    if (words != NULL)
        word = &words[hash >> 32 & (WORDS_KEPT - 1)];
    if (words == NULL || !is_word(word, letters, symbols, count)) {
        measure_word(word, letters, symbols, count);
        word->lacking = dbn_letters_lacking(letters, hash);
    }
    for (uint32_t i = 0; i < letters->width; i += COLUMNS_AT_ONCE) {
        const uint64_t *lanes = word->lanes[i / COLUMNS_AT_ONCE];
        for (uint32_t k = 0; k < COLUMNS_AT_ONCE; k++)
            costs->of[i + k] += (uint32_t)(lanes[k % 2] >> k / 2 * 16) & 0xFFFF;
    }
    return word->lacking;
}
