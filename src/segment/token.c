/*
 * A token is a word, a number, an address, or a sign (several equal ones: …, --). Words
 * go on over hyphens and apostrophes, but for what the lists of the language say:
 *
 *     elision     l’|hébergeur, aujourd’hui       ends behind its apostrophe
 *     enclitic    a|-t-il, John|’s, rendez-vous   begins at its hyphen or apostrophe,
 *                                                 unless the word before keeps hyphens
 */
#include "base/utf8.h"
#include "base/vec.h"
#include "segment/segment.h"
#include "text/fold.h"

/* Bytes of the longest part of a word that is looked up. */
#define PART_MAX 32U
/* Bytes after which a word goes on over no more hyphens and apostrophes. */
#define COMPOUND_MAX 128U

typedef struct tokenizer {
    dbn_span text; /* up to where it is cut into tokens */
    const dbn_profile *profile;
} tokenizer;

static uint32_t
code_at(const tokenizer *t, uint32_t at, uint32_t *len)
{
    *len = 1;
    return at < t->text.len ? dbn_utf8_decode(t->text, at, len) : ' ';
}

static bool
is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019;
}

static bool
is_hyphen(uint32_t code)
{
    return code == '-' || code == 0x2010 || code == 0x2011;
}

static bool
is_blank(uint32_t code)
{
    return code <= ' ' || dbn_char_class_of(code) == DBN_CHAR_SPACE;
}

/* A letter, a mark or a digit. */
static bool
is_inside(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class != DBN_CHAR_OTHER && class != DBN_CHAR_SPACE;
}

static uint32_t
letters_end(const tokenizer *t, uint32_t at)
{
    for (uint32_t len; at < t->text.len; at += len)
        if (!is_inside(code_at(t, at, &len)))
            break;
    return at;
}

static bool
is_of_class(const tokenizer *t, uint32_t beg, uint32_t end, uint32_t class)
{
    char folded[PART_MAX + DBN_FOLD_MAX];
    if (t->profile == NULL || end - beg > PART_MAX || beg == end)
        return false;
    size_t count =
        dbn_fold(folded, sizeof folded, (dbn_span){t->text.ptr + beg, end - beg});
    return (dbn_profile_word(t->profile, (dbn_span){folded, count}).classes & class) !=
           0;
}

/* Where a word with its hyphens and apostrophes ends from `at` on. */
static uint32_t
compound_end(const tokenizer *t, uint32_t at)
{
    for (uint32_t beg = at, len;;) {
        at = letters_end(t, at);
        uint32_t code = code_at(t, at, &len), next_len;
        if (at - beg > COMPOUND_MAX)
            return at;
        if ((!is_hyphen(code) && !is_apostrophe(code)) ||
            !is_inside(code_at(t, at + len, &next_len)))
            return at;
        at += len;
    }
}

/* 1.234,5 and 12:30: digits go on over one sign before another digit. */
static uint32_t
number_end(const tokenizer *t, uint32_t at)
{
    for (;;) {
        at = letters_end(t, at);
        if (at + 1 >= t->text.len || memchr(".,:/", t->text.ptr[at], 4) == NULL ||
            !dbn_is_ascii_digit(t->text.ptr[at + 1]) ||
            !dbn_is_ascii_digit(t->text.ptr[at - 1]))
            return at;
        at++;
    }
}

static uint32_t
word_end(const tokenizer *t, uint32_t beg)
{
    uint32_t part = beg, end = letters_end(t, beg), len, next_len;
    uint32_t whole = compound_end(t, beg);
    for (; end < whole; end = letters_end(t, part)) {
        uint32_t code = code_at(t, end, &len);
        uint32_t behind = end + len;
        if (!is_inside(code_at(t, behind, &next_len)))
            return end;
        if (is_apostrophe(code) && is_of_class(t, part, end, DBN_WORD_ELISION))
            return behind;
        if (is_of_class(t, behind, whole, DBN_WORD_ENCLITIC) &&
            !is_of_class(t, part, end, DBN_WORD_KEEP_HYPHEN))
            return end;
        part = behind;
    }
    return end;
}

/* The end of an address (a scheme, an at sign, www.) that begins at `beg`; `beg` for
 * none. Looks no further than the next blank, and is asked once a blank. */
static uint32_t
address_end(const tokenizer *t, uint32_t beg)
{
    uint32_t end = beg;
    bool is_address = dbn_span_starts((dbn_span){t->text.ptr + beg, t->text.len - beg},
                                      DBN_SPAN("www."));
    for (; end < t->text.len && (unsigned char)t->text.ptr[end] > ' '; end++) {
        char c = t->text.ptr[end];
        is_address |= c == '@' && end > beg;
        is_address |= c == ':' && end + 2 < t->text.len &&
                      memcmp(t->text.ptr + end, "://", 3) == 0;
    }
    if (!is_address)
        return beg;
    while (end > beg && memchr(".,;:!?)]\"'>", t->text.ptr[end - 1], 11) != NULL)
        end--;
    return end;
}

/* Equal signs in a row. */
static uint32_t
sign_end(const tokenizer *t, uint32_t beg)
{
    uint32_t len, next_len, code = code_at(t, beg, &len), end = beg + len;
    while (end < t->text.len && code_at(t, end, &next_len) == code)
        end += next_len;
    return end;
}

/* An enclitic was cut off before its hyphen or apostrophe, which is of it. */
static uint32_t
enclitic_end(const tokenizer *t, uint32_t beg, uint32_t previous_end)
{
    uint32_t len, code = code_at(t, beg, &len);
    if (beg != previous_end || (!is_hyphen(code) && !is_apostrophe(code)))
        return beg;
    uint32_t whole = compound_end(t, beg + len);
    return is_of_class(t, beg + len, whole, DBN_WORD_ENCLITIC) ? whole : beg;
}

dbn_status
dbn_segment_tokens(dbn_ranges *out, dbn_span text, dbn_range range,
                   const dbn_profile *profile, dbn_arena *arena)
{
    tokenizer t = {{text.ptr, range.end}, profile};
    uint32_t len, previous_end = DBN_NONE, blank_end = range.beg;
    for (uint32_t at = range.beg; at < range.end;) {
        uint32_t code = code_at(&t, at, &len);
        if (is_blank(code)) {
            at += len;
            blank_end = at;
            continue;
        }
        uint32_t end = at == blank_end ? address_end(&t, at) : at;
        if (end == at && is_inside(code))
            end = dbn_is_ascii_digit(t.text.ptr[at]) ? number_end(&t, at)
                                                     : word_end(&t, at);
        if (end == at)
            end = enclitic_end(&t, at, previous_end);
        if (end == at)
            end = sign_end(&t, at);
        if (dbn_vec_push(arena, out, (dbn_range){at, end}) != DBN_OK)
            return DBN_ERR_NOMEM;
        previous_end = at = end;
    }
    return DBN_OK;
}
