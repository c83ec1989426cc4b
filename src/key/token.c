/*
 * Words, numbers, hours and dates, in one pass.
 *
 * Nearly every token is a plain word that nothing is joined to; take_plain() is all
 * that runs for it, eight letters at a time. Only a word that the profile may know as a
 * number or month, and a digit, leave this path: the slow one looks ahead with a
 * copy of the scanner and takes what makes one value ("quatre-vingt-dix", "3 mars
 * 2011", "16 h 15"). Looking ahead is bounded, so all is linear.
 */
#include "key/word.h"

#include "text/fold.h"

dbn_token_reader
dbn_token_reader_of(dbn_span text, dbn_range range, const dbn_profile *profile,
                    dbn_word_entry *cache)
{
    dbn_notation notation = {.decimal = ','};
    if (profile != NULL)
        notation = dbn_profile_notation(profile);
    return (dbn_token_reader){text.ptr, range.beg, range.end, profile, notation, cache};
}

/* Move to the next byte that can start a token. */
static inline bool
find_start(dbn_token_reader *s)
{
    uint32_t len;
    for (; s->at < s->end; s->at += len) {
        uint8_t kind = dbn_byte_kinds[(unsigned char)s->text[s->at]];
        len = 1;
        if (kind == DBN_BYTE_LETTER || kind == DBN_BYTE_DIGIT)
            return true;
        if (kind == DBN_BYTE_LATIN || kind == DBN_BYTE_HIGH) {
            if (dbn_is_letter(dbn_code_at(s, s->at, &len)))
                return true;
        }
    }
    return false;
}

static void
read_digits(dbn_token_reader *s, dbn_token_look *look)
{
    look->kind = DBN_TOKEN_NUMBER;
    if (!dbn_date_read(s, look))
        look->hash = dbn_number_read(s);
}

static inline void
read_letters(dbn_token_reader *s, dbn_token_look *look)
{
    dbn_read_word w;
    dbn_word_read(s, &w);
    uint64_t hash = dbn_word_hash(&w);
    dbn_word known = dbn_word_look_up(s, &w, hash);
    look->hash = hash;
    look->classes = known.classes;
    look->is_lettered = w.has_digit;
    if (w.has_digit || (known.classes & DBN_WORD_ORDINAL))
        look->kind = DBN_TOKEN_NUMBER;
    if (known.classes & DBN_WORD_NEGATION)
        look->kind = DBN_TOKEN_NEGATION;
    if (known.month != 0 && dbn_date_month_first(s, known.month, look))
        return;
    if ((known.classes & DBN_WORD_NUMBER) && known.value >= 0 && !w.is_elided)
        dbn_number_spoken(s, known, look);
}

bool
dbn_token_reader_next(dbn_token_reader *s, dbn_token *token, dbn_token_look *look)
{
    dbn_token_look seen = {.kind = DBN_TOKEN_WORD};
    if (!find_start(s))
        return false;
    token->beg = s->at;
    if (dbn_byte_kinds[(unsigned char)s->text[s->at]] == DBN_BYTE_DIGIT)
        read_digits(s, &seen);
    else
        read_letters(s, &seen);
    token->hash = (uint32_t)(seen.hash >> 32);
    if (look != NULL) {
        seen.range = (dbn_range){token->beg, s->at};
        *look = seen;
    }
    return true;
}

/* May the word be, or begin, a number or a date? Then what follows it counts. */
static inline bool
may_have_value(const dbn_token_reader *s, uint64_t start, uint32_t len)
{
    if (s->profile == NULL)
        return false;
    return dbn_profile_may_value(s->profile, start, len) ||
           (s->notation.units_first && len >= DBN_COMPOUND_MIN &&
            dbn_profile_may_count(s->profile, start));
}

/* What stands behind a word and is no part of it, as nearly always: ASCII, a space that
 * does not break, a guillemet. Two bytes can be read. */
static inline bool
ends_word(const char *at)
{
    unsigned char byte = (unsigned char)at[0], next = (unsigned char)at[1];
    return dbn_byte_kinds[byte] == DBN_BYTE_OTHER ||
           (byte == 0xC2 && (next == 0xA0 || next == 0xAB || next == 0xBB));
}

/* Behind the apostrophe at `at`, where it ends an elision that is known already, and a
 * plain letter follows: l'eau, d’été. 0: it is something else, or must be looked up. */
static inline uint32_t
elision_end(const dbn_token_reader *s, uint32_t at, uint64_t hash)
{
    const char *text = s->text;
    if (s->cache == NULL || s->end - at < 5)
        return 0;
    if (text[at] == '\'')
        at += 1;
    else if (memcmp(text + at, "\xE2\x80\x99", 3) == 0)
        at += 3;
    else
        return 0;
    uint8_t kind = dbn_byte_kinds[(unsigned char)text[at]];
    bool is_letter =
        kind == DBN_BYTE_LETTER ||
        (kind == DBN_BYTE_LATIN && dbn_latin_fold[text[at + 1] & 0x3F] != '\0');
    const dbn_word_entry *known = &s->cache[hash % DBN_WORD_CACHE];
    bool is_elision = known->hash == hash && known->profile == s->profile &&
                      (known->word.classes & DBN_WORD_ELISION) != 0 &&
                      known->word.month == 0;
    return is_letter && is_elision ? at : 0;
}

/* The token at s->at, if it is what most are: a word of at most DBN_PLAIN_MAX letters,
 * of ASCII and Latin-1, that nothing is joined to and that is no number. Whatever else
 * the profile knows of it does not show in its token. False: dbn_token_reader_next()
 * reads it.
 */
static inline bool
take_plain(dbn_token_reader *s, dbn_token *token)
{
    const char *text = s->text;
    uint64_t lanes[2] = {0, 0};
    uint32_t at = s->at, end = s->end, len = 0;
    for (;;) {
        if (end - at < 9)
            return false;
        uint64_t small = dbn_eight_at(text + at) | DBN_EACH_BYTE(0x20);
        uint32_t count = dbn_letters_count(small), shift = len % 8 * 8;
        if (len + count > DBN_PLAIN_MAX)
            return false;
        if (count < 8)
            small &= (UINT64_C(1) << count * 8) - 1;
        lanes[len / 8 % 2] |= small << shift;
        if (len < 8 && shift != 0)
            lanes[1] = small >> (64 - shift);
        len += count;
        at += count;
        if (count == 8)
            continue;
        if ((unsigned char)text[at] != 0xC3)
            break;
        char latin = dbn_latin_fold[text[at + 1] & 0x3F];
        if (latin == '\0' || len == DBN_PLAIN_MAX)
            return false;
        lanes[len / 8] |= (uint64_t)(unsigned char)latin << (len % 8 * 8);
        len++;
        at += 2;
    }
    uint64_t hash = dbn_lanes_hash(lanes, len);
    if (!ends_word(text + at)) {
        uint32_t behind = elision_end(s, at, hash);
        if (behind == 0)
            return false;
        at = behind;
    } else if (may_have_value(s, lanes[0], len)) {
        return false;
    }
    token->beg = s->at;
    token->hash = (uint32_t)(hash >> 32);
    s->at = at;
    return true;
}

uint32_t
dbn_token_reader_fill(dbn_token_reader *scanner, dbn_token *out, uint32_t room)
{
    dbn_token_reader s = *scanner;
    uint32_t count = 0;
    while (count < room && s.at < s.end) {
        uint8_t kind = dbn_byte_kinds[(unsigned char)s.text[s.at]];
        if (kind == DBN_BYTE_LETTER || kind == DBN_BYTE_LATIN) {
            if (take_plain(&s, &out[count])) {
                count++;
                continue;
            }
        } else if (kind == DBN_BYTE_OTHER) {
            s.at++;
            continue;
        }
        if (!dbn_token_reader_next(&s, &out[count], NULL))
            break;
        count++;
    }
    scanner->at = s.at;
    return count;
}
