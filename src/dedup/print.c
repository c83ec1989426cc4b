/*
 * Of two copies with the same words, which is the better print?
 *
 * The rest of the document is the judge: its words as they are written, the letters
 * in a row inside them, and what stands between them. What a slip, a scanner, lost
 * accents or capitals made of a word stands nowhere else; what was there before often
 * does. A table holds, for every such form, up to three blocks in which it stands:
 * enough to know whether there is one beside the two copies. Then come what needs no
 * judge: capitals all over, accents, punctuation. O(text) once a round, O(block) a
 * comparison; most are settled by whole words, before letters in a row are looked at.
 */
#include "dedup/cover.h"

#include "base/hash.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Seen in as many blocks, a form is known whichever two are compared. */
#define BLOCKS_KEPT 3
/* Text that judges: enough to know a document's words, and a bound on the table. */
#define PRINT_BYTES_MAX ((uint64_t)64 * 1024)
#define SLOTS_FIRST     4096U
/* Letters in a row. */
#define LETTERS_IN_A_ROW 3

typedef struct form {
    uint32_t hash; /* 0: free */
    uint32_t blocks[BLOCKS_KEPT];
    uint32_t count;
    uint32_t seen; /* in all */
} form;

/* Grows with what is in it: a document has far fewer forms than letters. */
typedef struct table {
    form *forms; /* NULL: not made yet */
    uint32_t mask, count;
} table;

typedef struct dbn_print {
    table pieces; /* words, and what stands between them */
    table rows;   /* letters in a row */
} dbn_print;

/* What counts against a print, or for it. */
typedef struct marks {
    uint32_t strange_words, strange_letters, strange_gaps;
    uint32_t mixed;       /* words of letters and digits: rek0rd */
    uint64_t usual, rows; /* how usual the letters in a row are, and how many */
    uint32_t upper, letters, accents;
    uint32_t points, fine_points; /* punctuation; of it, what no typewriter has */
    uint32_t faults;              /* doubled punctuation and spaces */
    uint32_t small_starts;        /* sentences that begin with a small letter */
} marks;

/* One word or gap of a block. */
typedef struct piece_of_text {
    dbn_range range;
    bool is_word;
} piece_of_text;

static bool
is_word_class(dbn_char_class class)
{
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           class == DBN_CHAR_DIGIT || class == DBN_CHAR_MARK;
}

static bool
is_word_at(dbn_span text, uint32_t at, uint32_t *len)
{
    char c = text.ptr[at];
    *len = 1;
    if (dbn_is_ascii_alpha(c) || c == ' ')
        return c != ' ';
    return is_word_class(dbn_char_class_of(dbn_utf8_decode(text, at, len)));
}

/* The run of letters, or of anything else, at `at`. */
static piece_of_text
piece_at(dbn_span text, uint32_t at)
{
    uint32_t len, end = at;
    piece_of_text p = {.is_word = is_word_at(text, at, &len)};
    do
        end += len;
    while (end < text.len && is_word_at(text, end, &len) == p.is_word);
    p.range = (dbn_range){at, end < text.len ? end : (uint32_t)text.len};
    return p;
}

static uint32_t
hash_form(dbn_span bytes, uint32_t seed)
{
    uint64_t hash = DBN_HASH_START ^ seed;
    for (size_t i = 0; i < bytes.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)bytes.ptr[i]);
    uint32_t short_hash = (uint32_t)(dbn_hash_mix(hash) >> 32);
    return short_hash == 0 ? 1 : short_hash;
}

/* The same for two or three letters in a row. */
static uint32_t
hash_row(const char *letters, uint32_t count)
{
    const unsigned char *p = (const unsigned char *)letters;
    uint64_t row = (uint64_t)count << 24 | (uint64_t)p[0] << 8 | p[1];
    if (count == LETTERS_IN_A_ROW)
        row |= (uint64_t)p[2] << 16;
    uint32_t short_hash = (uint32_t)(row * UINT64_C(0x9E3779B97F4A7C15) >> 32);
    return short_hash == 0 ? 1 : short_hash;
}

static form *
find_form(const table *t, uint32_t hash)
{
    uint32_t slot = hash & t->mask;
    while (t->forms[slot].hash != 0 && t->forms[slot].hash != hash)
        slot = (slot + 1) & t->mask;
    return &t->forms[slot];
}

/* Room for `more` forms, at most half of the slots taken; false when there is none. */
static bool
reserve(table *t, size_t more, dbn_arena *arena)
{
    while (t->forms == NULL || t->mask / 2 < t->count + more) {
        uint32_t slots = t->forms == NULL ? SLOTS_FIRST : (t->mask + 1) * 2;
        table wider = {dbn_arena_alloc(arena, slots * sizeof *wider.forms), slots - 1,
                       t->count};
        if (wider.forms == NULL)
            return false;
        for (uint32_t i = 0; t->forms != NULL && i <= t->mask; i++)
            if (t->forms[i].hash != 0)
                *find_form(&wider, t->forms[i].hash) = t->forms[i];
        *t = wider;
    }
    return true;
}

static void
note_form(table *t, uint32_t hash, uint32_t block)
{
    form *f = find_form(t, hash);
    t->count += f->hash == 0;
    f->hash = hash;
    f->seen++;
    for (uint32_t i = 0; i < f->count; i++)
        if (f->blocks[i] == block)
            return;
    if (f->count < BLOCKS_KEPT)
        f->blocks[f->count++] = block;
}

static bool
is_strange(const table *t, uint32_t hash, uint32_t a, uint32_t b)
{
    const form *f = find_form(t, hash);
    for (uint32_t i = 0; i < f->count; i++)
        if (f->blocks[i] != a && f->blocks[i] != b)
            return false;
    return true;
}

static bool
note_piece(table *t, const dbn_round *r, piece_of_text p, uint32_t block)
{
    dbn_span bytes = dbn_span_slice(dbn_round_text(r, block), p.range);
    if (!reserve(t, 1, &r->job->scratch))
        return false;
    note_form(t, hash_form(bytes, p.is_word), block);
    return true;
}

static bool
note_rows(table *t, const dbn_round *r, piece_of_text p, uint32_t block)
{
    dbn_span bytes = dbn_span_slice(dbn_round_text(r, block), p.range);
    if (!reserve(t, 2 * bytes.len, &r->job->scratch))
        return false;
    for (size_t i = 0; p.is_word && i < bytes.len; i++)
        for (uint32_t row = 2; row <= LETTERS_IN_A_ROW && i + row <= bytes.len; row++)
            note_form(t, hash_row(bytes.ptr + i, row), block);
    return true;
}

static bool
note_block(table *t, const dbn_round *r, uint32_t block,
           bool (*note)(table *, const dbn_round *, piece_of_text, uint32_t))
{
    dbn_span text = dbn_round_text(r, block);
    for (uint32_t at = 0; at < text.len;) {
        piece_of_text p = piece_at(text, at);
        if (!note(t, r, p, block))
            return false;
        at = p.range.end;
    }
    return true;
}

/* Make the table where it is not made yet; false when there is no room. */
static bool
fill(table *t, const dbn_round *r,
     bool (*note)(table *, const dbn_round *, piece_of_text, uint32_t))
{
    uint64_t read = 0;
    if (t->forms != NULL)
        return true;
    if (!reserve(t, 1, &r->job->scratch))
        return false;
    for (uint32_t i = 0; i < r->count; i++) {
        if (!r->members[i].takes_part || r->members[i].is_gone)
            continue;
        read += dbn_round_text(r, i).len;
        if (read > PRINT_BYTES_MAX)
            break;
        if (!note_block(t, r, i, note))
            return false;
    }
    return true;
}

static bool
is_known(const dbn_round *r, dbn_span word)
{
    char folded[64];
    if (r->profile == NULL || word.len > sizeof folded / 2)
        return false;
    size_t len = dbn_fold(folded, sizeof folded, word);
    if (!dbn_span_equal_ascii((dbn_span){folded, len}, word))
        return false; /* its accents are lost, or never were */
    return dbn_profile_word(r->profile, (dbn_span){folded, len}).classes != 0;
}

/* Four times the binary logarithm, about. */
static uint32_t
magnitude(uint32_t count)
{
    uint32_t bits = 0, rest = count;
    for (; rest >= 8; rest /= 2)
        bits += 4;
    return bits + rest;
}

static void
mark_rows(marks *m, const dbn_round *r, dbn_span word, uint32_t a, uint32_t b)
{
    const table *rows = &r->print->rows;
    for (size_t i = 0; i + 2 <= word.len; i++) {
        m->rows++;
        m->usual += magnitude(find_form(rows, hash_row(word.ptr + i, 2))->seen);
        if (i + LETTERS_IN_A_ROW > word.len)
            continue;
        uint32_t row = hash_row(word.ptr + i, LETTERS_IN_A_ROW);
        m->usual += magnitude(find_form(rows, row)->seen);
        m->strange_letters += is_strange(rows, row, a, b);
    }
}

static void
mark_word(marks *m, const dbn_round *r, dbn_span word, uint32_t a, uint32_t b)
{
    if (is_strange(&r->print->pieces, hash_form(word, 1), a, b) && !is_known(r, word))
        m->strange_words++;
    if (r->print->rows.forms != NULL)
        mark_rows(m, r, word, a, b);
    uint32_t len;
    bool has_letter = false, has_digit = false;
    for (uint32_t at = 0; at < word.len; at += len) {
        m->letters++;
        len = 1;
        if (word.ptr[at] >= 'a' && word.ptr[at] <= 'z') { /* nearly all are */
            has_letter = true;
            continue;
        }
        uint32_t code = dbn_utf8_decode(word, at, &len);
        has_digit |= dbn_char_class_of(code) == DBN_CHAR_DIGIT;
        has_letter |= dbn_char_class_of(code) == DBN_CHAR_LOWER;
        m->upper += dbn_char_class_of(code) == DBN_CHAR_UPPER;
        m->accents += code >= 0x80;
    }
    m->mixed += has_letter && has_digit;
}

static void
mark_gap(marks *m, const dbn_round *r, dbn_span gap, uint32_t a, uint32_t b)
{
    m->strange_gaps += is_strange(&r->print->pieces, hash_form(gap, 0), a, b);
    uint32_t len, last = 0;
    for (uint32_t at = 0; at < gap.len; at += len) {
        uint32_t code = dbn_utf8_decode(gap, at, &len);
        bool is_space = dbn_char_class_of(code) == DBN_CHAR_SPACE || code == '\n';
        m->points += !is_space;
        m->fine_points += !is_space && code >= 0x80;
        m->faults += code == last && code != '.' && code != '-';
        m->faults += is_space && dbn_char_class_of(last) == DBN_CHAR_SPACE;
        last = code;
    }
}

/* Ends a sentence, for what stands between two words. */
static bool
ends_sentence(dbn_span gap)
{
    return gap.len >= 2 && gap.ptr[gap.len - 1] == ' ' &&
           (gap.ptr[0] == '.' || gap.ptr[0] == '!' || gap.ptr[0] == '?');
}

static bool
is_small(dbn_span word)
{
    uint32_t len;
    return dbn_char_class_of(dbn_utf8_decode(word, 0, &len)) == DBN_CHAR_LOWER;
}

/* Behind the number, hour or date that begins at `at`; `at` itself: none does. */
static uint32_t
end_of_value(const dbn_round *r, dbn_span text, uint32_t at)
{
    dbn_token_look look = dbn_token_look_at(text, at, r->profile);
    bool is_value = look.kind == DBN_TOKEN_NUMBER || look.kind == DBN_TOKEN_DATE;
    return is_value && look.range.beg == at ? look.range.end : at;
}

/* The marks of `block`. How equal values are written counts for neither side: 16h15 and
 * 16 h 15 are both right. */
static marks
marks_of(const dbn_round *r, uint32_t block, uint32_t other, bool same_words)
{
    marks m = {0};
    dbn_span text = dbn_round_text(r, block);
    bool starts = true;
    for (uint32_t at = 0; at < text.len;) {
        piece_of_text p = piece_at(text, at);
        uint32_t value_end = same_words && p.is_word ? end_of_value(r, text, at) : at;
        if (value_end > at) {
            at = value_end;
            starts = false;
            continue;
        }
        dbn_span bytes = dbn_span_slice(text, p.range);
        if (p.is_word) {
            mark_word(&m, r, bytes, block, other);
            m.small_starts += starts && is_small(bytes);
            starts = false;
        } else {
            mark_gap(&m, r, bytes, block, other);
            starts |= ends_sentence(bytes);
        }
        at = p.range.end;
    }
    return m;
}

static int
less(uint32_t a, uint32_t b)
{
    return a < b ? -1 : a > b;
}

static bool
is_shouted(const marks *m)
{
    return m->letters > 0 && m->upper * 2 > m->letters;
}

static int
first_of(const int *verdicts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (verdicts[i] != 0)
            return verdicts[i];
    return 0;
}

/* By what needs no look at letters in a row. */
static int
compare_words(const marks *x, const marks *y, bool same_words)
{
    const int verdicts[] = {
        is_shouted(x) - is_shouted(y),
        less(x->small_starts, y->small_starts),
        same_words ? less(y->accents, x->accents) : 0,
        less(x->mixed, y->mixed),
        less(x->strange_words, y->strange_words),
    };
    return first_of(verdicts, sizeof verdicts / sizeof verdicts[0]);
}

/* Shares of all letters in a row: what lost a letter has fewer of them, strange or not.
 */
static int
compare_letters(const marks *x, const marks *y)
{
    uint64_t x_usual = x->usual * y->rows, y_usual = y->usual * x->rows;
    uint64_t x_strange = x->strange_letters * y->rows;
    uint64_t y_strange = y->strange_letters * x->rows;
    const int verdicts[] = {
        x_strange < y_strange ? -1 : x_strange > y_strange,
        less(y->accents, x->accents),
        y_usual < x_usual ? -1 : y_usual > x_usual,
        less(y->upper, x->upper),
        less(x->faults, y->faults),
        less(y->points, x->points),
        less(y->fine_points, x->fine_points),
        less(x->strange_gaps, y->strange_gaps),
    };
    return first_of(verdicts, sizeof verdicts / sizeof verdicts[0]);
}

/* Without room to judge there is no difference: the first stays. */
int
dbn_round_compare_print(dbn_round *r, uint32_t a, uint32_t b, bool same_words)
{
    if (dbn_span_equal(dbn_round_text(r, a), dbn_round_text(r, b)))
        return 0;
    if (r->print == NULL)
        r->print = dbn_arena_alloc(&r->job->scratch, sizeof *r->print);
    if (r->print == NULL || !fill(&r->print->pieces, r, note_piece))
        return 0;
    marks x = marks_of(r, a, b, same_words), y = marks_of(r, b, a, same_words);
    int words = compare_words(&x, &y, same_words);
    if (words != 0)
        return words;
    bool had_rows = r->print->rows.forms != NULL;
    if (!fill(&r->print->rows, r, note_rows))
        return 0;
    if (!had_rows) {
        x = marks_of(r, a, b, same_words);
        y = marks_of(r, b, a, same_words);
    }
    return compare_letters(&x, &y);
}
