/*
 * Slips: what a hurried hand or a scanner makes of a word.
 *
 * Edit distance with transpositions, on folded letters, at most one for a short
 * word and three for a long one; letters and digits that scanners confuse count as
 * the same (1 l i, 0 o, 5 s, 8 b, rn m, cl d, vv w).
 */
#include "key/slip.h"

#include "key/token.h"

typedef dbn_letters letters;

/* What scanners confuse: 1 i j l, 0 o, 5 s, 8 b. */
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

/* One bit a letter or digit, others share one. */
static uint64_t
letter_bit(char c)
{
    if (c >= 'a' && c <= 'z')
        return UINT64_C(1) << (c - 'a');
    if (dbn_is_ascii_digit(c))
        return UINT64_C(1) << (26 + c - '0');
    return UINT64_C(1) << 36;
}

static void
add_letter(letters *out, char c)
{
    out->digits += dbn_is_ascii_digit(c);
    out->set |= letter_bit(c);
    out->text[out->count++] = c;
}

/* The one letter that a scanner may see in the two from `at` on; 0 for none. */
static char
merged_pair(const letters *l, uint32_t at)
{
    char first = l->text[at];
    if ((first != 'r' && first != 'c' && first != 'v') || at + 1 == l->count)
        return 0;
    char second = l->text[at + 1];
    if (first == 'r')
        return second == 'n' ? 'm' : 0;
    if (first == 'c')
        return second == 'l' ? 'd' : 0;
    return second == 'v' ? 'w' : 0;
}

/* What scanners confuse is made the same. */
static void
scan(letters *out, const letters *plain)
{
    for (uint32_t i = 0; i < plain->count; i++) {
        char merged = merged_pair(plain, i);
        add_letter(out, merged != 0 ? merged : look_alike(plain->text[i]));
        i += merged != 0;
    }
}

void
dbn_word_form_of(dbn_word_form *out, dbn_span word)
{
    char folded[DBN_SLIP_LETTERS];
    uint32_t count = dbn_word_fold(folded, DBN_SLIP_LETTERS, word);
    out->plain.count = out->plain.digits = 0;
    out->scanned.count = out->scanned.digits = 0;
    out->plain.set = out->scanned.set = 0;
    for (uint32_t i = 0; i < count; i++)
        add_letter(&out->plain, folded[i]);
    scan(&out->scanned, &out->plain);
}

/* Optimal string alignment distance, or `limit` + 1. Cells further than `limit` from
 * the diagonal are beyond it, and so is what stands in for them. */
static uint32_t
distance(const letters *a, const letters *b, uint32_t limit)
{
    uint32_t rows[3][DBN_SLIP_LETTERS + 2];
    if (dbn_letters_are_far(a, b, limit))
        return limit + 1;
    for (uint32_t j = 0; j <= limit + 1 && j <= b->count; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= a->count; i++) {
        uint32_t *row = rows[i % 3], *up = rows[(i + 2) % 3], *up2 = rows[(i + 1) % 3];
        uint32_t first = i > limit ? i - limit : 1, least = i;
        uint32_t last = i + limit < b->count ? i + limit : b->count;
        row[first - 1] = first > 1 ? limit + 1 : i;
        row[last + 1] = limit + 1; /* for the next row */
        for (uint32_t j = first; j <= last; j++) {
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
dbn_form_is_slip(const dbn_word_form *a, const dbn_word_form *b, uint32_t most)
{
    const letters *x = &a->plain, *y = &b->plain;
    uint32_t longest = x->count > y->count ? x->count : y->count;
    bool pure = x->digits == x->count || y->digits == y->count;
    if (x->digits > 0 && y->digits > 0 &&
        (x->digits != y->digits || !has_same_digits(x, y))) {
        /* 2011 and 20l1, but not 12 and 13 */
        if (x->digits == x->count && y->digits == y->count)
            return false;
        return distance(&a->scanned, &b->scanned, 0) == 0;
    }
    uint32_t allowed = dbn_slips_allowed(longest);
    if (allowed > most)
        allowed = most;
    if (!pure && distance(x, y, allowed) <= allowed)
        return true;
    allowed = pure ? 0 : allowed;
    return distance(&a->scanned, &b->scanned, allowed) <= allowed;
}

bool
dbn_word_is_slip(dbn_span a, dbn_span b, uint32_t most)
{
    dbn_word_form x, y;
    dbn_word_form_of(&x, a);
    dbn_word_form_of(&y, b);
    return dbn_form_is_slip(&x, &y, most);
}
