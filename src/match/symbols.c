/*
 * Symbols for code points, and sets of them by number.
 *
 * Which characters a class or an escape has is asked of PCRE2 itself, once for each way
 * of writing it, so that no table of ours can say other than it does.
 */
#include "base/utf8.h"
#include "match/nfa.h"

#define WRITTEN_MAX 8192 /* bytes of a class */

/* Signs and letters that have symbols of their own, after those of Latin-1. */
static const uint16_t named[] = {
    0x152,  0x153,  0x160,  0x161,  0x178,  0x17D,  0x17E,  0x2009, 0x2010,
    0x2011, 0x2013, 0x2014, 0x2018, 0x2019, 0x201A, 0x201C, 0x201D, 0x201E,
    0x2026, 0x202F, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2122, 0x2212,
};

#define LATIN_1    0x80U /* the symbol of U+00A0 */
#define NAMED      0xE0U
#define NAMED_SIZE (sizeof named / sizeof named[0])

unsigned
nfa_symbol_of(uint32_t code)
{
    if (code < 0x80)
        return code;
    if (code < 0xA0)
        return NFA_OTHER;
    if (code < 0x100)
        return code - 0xA0 + LATIN_1;
    size_t low = 0, high = NAMED_SIZE;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (named[mid] < code)
            low = mid + 1;
        else
            high = mid;
    }
    return low < NAMED_SIZE && named[low] == code ? NAMED + (unsigned)low : NFA_OTHER;
}

/* What `symbol` stands for; 0 where that is not one code point. */
static uint32_t
code_of(unsigned symbol)
{
    if (symbol < 0x80)
        return symbol;
    if (symbol < NAMED)
        return symbol - LATIN_1 + 0xA0;
    return symbol - NAMED < NAMED_SIZE ? named[symbol - NAMED] : 0;
}

/* ---- sets ----------------------------------------------------------------------- */

dbn_status
nfa_sets_number(uint32_t *out, nfa_sets *sets, const nfa_set *set, dbn_arena *arena)
{
    for (uint32_t i = 0; i < sets->items.count; i++) {
        if (memcmp(&sets->items.items[i], set, sizeof *set) == 0) {
            *out = i;
            return DBN_OK;
        }
    }
    *out = sets->items.count;
    return dbn_vec_push(arena, &sets->items, *set);
}

/* Symbols of a run of matches in a text of all code points: one a symbol. */
static void
add_run(nfa_set *set, dbn_span text, size_t beg, size_t end)
{
    uint32_t len;
    for (size_t at = beg; at < end; at += len)
        nfa_set_add(set, nfa_symbol_of(dbn_utf8_decode(text, at, &len)));
}

/* Ask PCRE2 which symbols `written` matches; false where it does not compile. */
static bool
ask(nfa_set *set, dbn_span written, bool is_caseless, pcre2_match_data *data)
{
    char pattern[WRITTEN_MAX + 8], all[256 * 3 + 3];
    size_t len = 0, at = 0;
    int code;
    PCRE2_SIZE place;
    *set = (nfa_set){{0}};
    if (written.len > WRITTEN_MAX)
        return false;
    int size = snprintf(pattern, sizeof pattern, "(?:%.*s)+", DBN_SHOWN(written));
    for (unsigned symbol = 0; symbol < NFA_OTHER; symbol++)
        if (symbol == 0 || code_of(symbol) != 0)
            len += dbn_utf8_encode(all + len, code_of(symbol));
    pcre2_code *compiled =
        pcre2_compile((PCRE2_SPTR)pattern, (PCRE2_SIZE)size,
                      PCRE2_UTF | PCRE2_UCP | (is_caseless ? PCRE2_CASELESS : 0), &code,
                      &place, NULL);
    if (compiled == NULL)
        return false;
    const PCRE2_SIZE *match = pcre2_get_ovector_pointer(data);
    while (at < len && pcre2_match(compiled, (PCRE2_SPTR)all, len, at,
                                   PCRE2_NO_UTF_CHECK, data, NULL) >= 0) {
        add_run(set, (dbn_span){all, len}, match[0], match[1]);
        at = match[1];
    }
    pcre2_code_free(compiled);
    nfa_set_add(set, NFA_OTHER);
    return true;
}

dbn_status
nfa_sets_of_written(uint32_t *out, nfa_sets *sets, dbn_span written, bool is_caseless,
                    dbn_arena *arena)
{
    char key[WRITTEN_MAX + 1];
    uint32_t number;
    nfa_set set;
    *out = DBN_NONE;
    if (written.len > WRITTEN_MAX)
        return DBN_OK;
    key[0] = is_caseless ? 'i' : '-';
    memcpy(key + 1, written.ptr, written.len);
    DBN_TRY(dbn_lexicon_add(&number, &sets->written, (dbn_span){key, written.len + 1},
                            arena));
    if (number == sets->of_written.count) {
        if (ask(&set, written, is_caseless, sets->data))
            DBN_TRY(nfa_sets_number(out, sets, &set, arena));
        return dbn_vec_push(arena, &sets->of_written, *out);
    }
    *out = sets->of_written.items[number];
    return DBN_OK;
}

dbn_status
nfa_sets_init(nfa_sets *sets, dbn_arena *arena)
{
    *sets = (nfa_sets){.data = pcre2_match_data_create(1, NULL)};
    if (sets->data == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(nfa_sets_of_written(&sets->word, sets, DBN_SPAN("\\w"), false, arena));
    DBN_TRY(nfa_sets_of_written(&sets->no_word, sets, DBN_SPAN("\\W"), false, arena));
    nfa_set set = sets->items.items[sets->no_word];
    nfa_set_add(&set, NFA_EDGE);
    return nfa_sets_number(&sets->no_word, sets, &set, arena);
}
