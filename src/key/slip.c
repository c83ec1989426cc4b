/*
 * Slips: what a hurried hand or a scanner makes of a word.
 *
 * Edit distance with transpositions, on folded letters, at most one for a short
 * word and three for a long one; letters and digits that scanners confuse count as
 * the same (1 l i, 0 o, 5 s, 8 b, rn m, cl d, vv w).
 */
#include "key/align.h"

#include "key/token.h"

/* Longer words are compared by their first letters. */
#define SLIP_LETTERS 32U

typedef struct letters {
    char text[SLIP_LETTERS];
    uint32_t count;
    uint32_t digits;
} letters;

static char
look_alike(char c)
{
    switch (c) {
    case '1':
    case 'i':
    case 'j':
        return 'l';
    case '0':
        return 'o';
    case '5':
        return 's';
    case '8':
        return 'b';
    default:
        return c;
    }
}

static bool
is_pair(const letters *l, uint32_t at, char first, char second)
{
    return at + 1 < l->count && l->text[at] == first && l->text[at + 1] == second;
}

static letters
letters_of(dbn_span word, bool scanned)
{
    letters raw = {.count = 0}, out = {.count = 0};
    raw.count = dbn_word_fold(raw.text, SLIP_LETTERS, word);
    for (uint32_t i = 0; i < raw.count; i++) {
        char c = raw.text[i];
        out.digits += dbn_is_ascii_digit(c);
        if (scanned && is_pair(&raw, i, 'r', 'n')) {
            c = 'm';
            i++;
        } else if (scanned && is_pair(&raw, i, 'c', 'l')) {
            c = 'd';
            i++;
        } else if (scanned && is_pair(&raw, i, 'v', 'v')) {
            c = 'w';
            i++;
        } else if (scanned) {
            c = look_alike(c);
        }
        out.text[out.count++] = c;
    }
    return out;
}

/* Optimal string alignment distance, or `limit` + 1. */
static uint32_t
distance(const letters *a, const letters *b, uint32_t limit)
{
    uint32_t rows[3][SLIP_LETTERS + 1];
    if (a->count > b->count + limit || b->count > a->count + limit)
        return limit + 1;
    for (uint32_t j = 0; j <= b->count; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= a->count; i++) {
        uint32_t *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        uint32_t least = row[0] = i;
        for (uint32_t j = 1; j <= b->count; j++) {
            char x = a->text[i - 1], y = b->text[j - 1];
            uint32_t best = up[j - 1] + (x != y);
            if (up[j] + 1 < best)
                best = up[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            if (i > 1 && j > 1 && x == b->text[j - 2] && a->text[i - 2] == y &&
                up2[j - 2] + 1 < best)
                best = up2[j - 2] + 1;
            row[j] = best;
            least = best < least ? best : least;
        }
        if (least > limit)
            return limit + 1;
    }
    uint32_t found = rows[a->count % 3][b->count];
    return found > limit ? limit + 1 : found;
}

static uint32_t
slips_allowed(uint32_t count)
{
    return count < 3 ? 0 : count < 6 ? 1 : count < 10 ? 2 : 3;
}

/* The digits of both, in order. */
static bool
has_same_digits(const letters *a, const letters *b)
{
    uint32_t j = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        if (!dbn_is_ascii_digit(a->text[i]))
            continue;
        while (j < b->count && !dbn_is_ascii_digit(b->text[j]))
            j++;
        if (j == b->count || b->text[j++] != a->text[i])
            return false;
    }
    return true;
}

bool
dbn_word_is_slip(dbn_span a, dbn_span b, uint32_t most)
{
    letters x = letters_of(a, false), y = letters_of(b, false);
    uint32_t longest = x.count > y.count ? x.count : y.count;
    bool pure = x.digits == x.count || y.digits == y.count;
    if (x.digits > 0 && y.digits > 0 &&
        (x.digits != y.digits || !has_same_digits(&x, &y))) {
        /* 2011 and 20l1, but not 12 and 13 */
        if (x.digits == x.count && y.digits == y.count)
            return false;
        letters p = letters_of(a, true), q = letters_of(b, true);
        return distance(&p, &q, 0) == 0;
    }
    uint32_t allowed = slips_allowed(longest);
    if (allowed > most)
        allowed = most;
    if (!pure && distance(&x, &y, allowed) <= allowed)
        return true;
    letters p = letters_of(a, true), q = letters_of(b, true);
    return distance(&p, &q, pure ? 0 : allowed) <= (pure ? 0 : allowed);
}
