/*
 * Words: folded bytes in a buffer of 32 that is hashed four words at a time: one
 * multiplication for eight letters, where hashing byte by byte costs one for each.
 * ASCII and the letters of Latin-1 (C3 xx) go through tables; all else asks
 * text/fold.h, a code point at a time.
 */
#include "key/word.h"

#include "text/fold.h"

/* One letter a byte, sixteen bytes a row. */
/* clang-format off */
#define O DBN_BYTE_OTHER
#define L DBN_BYTE_LETTER
#define D DBN_BYTE_DIGIT
#define A DBN_BYTE_APOSTROPHE
#define Y DBN_BYTE_HYPHEN
#define C DBN_BYTE_LATIN
#define H DBN_BYTE_HIGH
const uint8_t dbn_byte_kinds[256] = {
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 00 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 10 */
    O, O, O, O, O, O, O, A, O, O, O, O, O, Y, O, O, /* 20 */
    D, D, D, D, D, D, D, D, D, D, O, O, O, O, O, O, /* 30 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 40 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 50 */
    O, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L, /* 60 */
    L, L, L, L, L, L, L, L, L, L, L, O, O, O, O, O, /* 70 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 80 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* 90 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* A0 */
    O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, O, /* B0 */
    O, O, H, C, H, H, H, H, H, H, H, H, H, H, H, H, /* C0 */
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* D0 */
    H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, H, /* E0 */
    H, H, H, H, H, H, H, O, O, O, O, O, O, O, O, O, /* F0 */
};
#undef O
#undef L
#undef D
#undef A
#undef Y
#undef C
#undef H
/* clang-format on */

/* The letter of C3 80+i without its accent; 0 asks text/fold.h (æ ð þ ß × ÷ ø). */
const char dbn_latin_fold[65] = "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0\0"
                                "aaaaaa\0ceeeeiiii\0nooooo\0\0uuuuy\0y";

/* The folded bytes, in order on every machine. */
static void
spell(char out[DBN_WORD_KEPT], const dbn_read_word *w)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    memcpy(out, w->lanes, DBN_WORD_KEPT);
#else
    for (uint32_t i = 0; i < DBN_WORD_KEPT; i++)
        out[i] = (char)(w->lanes[i / 8] >> (i % 8 * 8));
#endif
}

static inline void
add_byte(dbn_read_word *w, char byte)
{
    if (w->len < DBN_WORD_KEPT)
        w->lanes[w->len / 8] |= (uint64_t)(unsigned char)byte << (w->len % 8 * 8);
    else
        w->hash = dbn_hash_byte(w->hash, (unsigned char)byte);
    w->len++;
}

uint32_t
dbn_apostrophe_at(const dbn_token_reader *s, uint32_t at)
{
    if (dbn_byte_at(s, at) == '\'')
        return 1;
    if (dbn_byte_at(s, at) == 0xE2 && dbn_byte_at(s, at + 1) == 0x80 &&
        (dbn_byte_at(s, at + 2) == 0x99 || dbn_byte_at(s, at + 2) == 0x98))
        return 3;
    return dbn_byte_at(s, at) == 0xCA && dbn_byte_at(s, at + 1) == 0xBC ? 2 : 0;
}

bool
dbn_letter_at(const dbn_token_reader *s, uint32_t at)
{
    uint32_t len;
    if (at >= s->end)
        return false;
    uint32_t code = dbn_code_at(s, at, &len);
    return dbn_is_letter(code) && !dbn_is_word_alone(code);
}

/* What the profile says, with the compounds that it need not list. */
static dbn_word
ask_profile(const dbn_token_reader *s, const dbn_read_word *w)
{
    char folded[DBN_WORD_KEPT];
    spell(folded, w);
    dbn_word known = dbn_profile_word(s->profile, (dbn_span){folded, w->len});
    if (known.classes == 0 && s->notation.units_first && w->len >= DBN_COMPOUND_MIN) {
        known.value = dbn_number_compound(s, (dbn_span){folded, w->len});
        known.classes = known.value > 0 ? DBN_WORD_NUMBER : 0;
    }
    return known;
}

dbn_word
dbn_word_look_up(const dbn_token_reader *s, const dbn_read_word *w, uint64_t hash)
{
    dbn_word none = {0};
    if (s->profile == NULL || w->len > DBN_WORD_KEPT)
        return none;
    bool may_be_compound = s->notation.units_first && w->len >= DBN_COMPOUND_MIN &&
                           dbn_profile_may_count(s->profile, w->lanes[0]);
    if (!may_be_compound && !dbn_profile_may_know(s->profile, w->lanes[0], w->len))
        return none;
    if (s->cache == NULL)
        return ask_profile(s, w);
    dbn_word_entry *entry = &s->cache[hash % DBN_WORD_CACHE];
    if (entry->hash != hash || entry->profile != s->profile)
        *entry = (dbn_word_entry){hash, s->profile, ask_profile(s, w)};
    return entry->word;
}

/* An apostrophe between letters: an elision ends the word, any other is its part
 * (aujourd'hui, don't, O'Neill). False: the word ends here. */
static bool
takes_apostrophe(dbn_token_reader *s, dbn_read_word *w, uint32_t len)
{
    if (!dbn_letter_at(s, s->at + len))
        return false;
    if (dbn_word_look_up(s, w, dbn_word_hash(w)).classes & DBN_WORD_ELISION) {
        w->is_elided = true;
        s->at += len;
        return false;
    }
    add_byte(w, '\'');
    s->at += len;
    return true;
}

/* A hyphen at the end of a line inside a word: "caracté-\nres". */
static bool
takes_line_hyphen(dbn_token_reader *s)
{
    uint32_t at = s->at + 1;
    while (dbn_byte_at(s, at) == ' ' || dbn_byte_at(s, at) == '\r')
        at++;
    if (dbn_byte_at(s, at) != '\n')
        return false;
    while (dbn_is_ascii_space((char)dbn_byte_at(s, at)))
        at++;
    uint32_t len;
    if (at >= s->end || dbn_char_class_of(dbn_code_at(s, at, &len)) != DBN_CHAR_LOWER)
        return false;
    s->at = at;
    return true;
}

/* A code point past Latin-1 letters. False: it is no part of the word. */
static bool
takes_code(dbn_token_reader *s, dbn_read_word *w)
{
    uint32_t len, code = dbn_code_at(s, s->at, &len);
    uint32_t apostrophe = dbn_apostrophe_at(s, s->at);
    if (apostrophe > 0)
        return w->len > 0 && takes_apostrophe(s, w, apostrophe);
    dbn_char_class class = dbn_char_class_of(code);
    if (class == DBN_CHAR_MARK) {
        s->at += len;
        return true;
    }
    if ((class != DBN_CHAR_LOWER && class != DBN_CHAR_UPPER) ||
        (dbn_is_word_alone(code) && w->len > 0))
        return false;
    char folded[DBN_FOLD_MAX];
    uint32_t count = dbn_fold_codepoint(folded, code);
    for (uint32_t i = 0; i < count; i++)
        add_byte(w, folded[i]);
    s->at += len;
    return !dbn_is_word_alone(code);
}

/* The plain letters at s->at, eight at a time: all that most words are. The end of a
 * block and of a very long word are left to the caller's loop. */
static inline void
read_plain(dbn_token_reader *s, dbn_read_word *w)
{
    const char *text = s->text;
    uint32_t at = s->at, end = s->end, len = 0;
    while (end - at >= 8 && len <= DBN_WORD_KEPT - 8) {
        uint64_t small = dbn_eight_at(text + at) | DBN_EACH_BYTE(0x20);
        uint32_t count = dbn_letters_count(small), shift = len % 8 * 8;
        if (count < 8)
            small &= (UINT64_C(1) << count * 8) - 1;
        w->lanes[len / 8] |= small << shift;
        if (shift != 0) /* else the next lane gets nothing, and may not exist */
            w->lanes[len / 8 + 1] |= small >> (64 - shift);
        len += count;
        at += count;
        if (count == 8)
            continue;
        if ((unsigned char)text[at] != 0xC3 || at + 1 == end || len == DBN_WORD_KEPT)
            break;
        char latin = dbn_latin_fold[text[at + 1] & 0x3F];
        if (latin == '\0')
            break;
        w->lanes[len / 8] |= (uint64_t)(unsigned char)latin << (len % 8 * 8);
        len++;
        at += 2;
    }
    w->len = len;
    s->at = at;
}

void
dbn_word_read(dbn_token_reader *s, dbn_read_word *w)
{
    memset(w, 0, sizeof *w);
    w->beg = s->at;
    read_plain(s, w);
    for (bool goes_on = true; goes_on && s->at < s->end;) {
        unsigned char byte = (unsigned char)s->text[s->at];
        char latin;
        switch (dbn_byte_kinds[byte]) {
        case DBN_BYTE_LETTER:
            add_byte(w, (char)(byte | 0x20));
            s->at++;
            break;
        case DBN_BYTE_DIGIT:
            w->has_digit = true;
            add_byte(w, (char)byte);
            s->at++;
            break;
        case DBN_BYTE_LATIN:
            latin =
                s->at + 1 < s->end ? dbn_latin_fold[s->text[s->at + 1] & 0x3F] : '\0';
            if (latin == '\0') {
                goes_on = takes_code(s, w);
                break;
            }
            add_byte(w, latin);
            s->at += 2;
            break;
        case DBN_BYTE_HIGH:
            goes_on = takes_code(s, w);
            break;
        case DBN_BYTE_APOSTROPHE:
            goes_on = takes_apostrophe(s, w, 1);
            break;
        case DBN_BYTE_HYPHEN:
            goes_on = takes_line_hyphen(s);
            break;
        default:
            goes_on = false;
        }
    }
    w->end = s->at;
}

dbn_word
dbn_word_next(dbn_token_reader *s)
{
    dbn_token_reader ahead = *s;
    dbn_read_word w;
    ahead.at = dbn_spaces_skip(s, s->at);
    if (!dbn_letter_at(&ahead, ahead.at))
        return (dbn_word){0};
    dbn_word_read(&ahead, &w);
    if (w.has_digit) { /* the h of 16h15 */
        for (ahead.end = w.beg;
             dbn_byte_kinds[dbn_byte_at(s, ahead.end)] != DBN_BYTE_DIGIT;)
            ahead.end++;
        ahead.at = w.beg;
        dbn_word_read(&ahead, &w);
    }
    dbn_word known = dbn_word_look_up(&ahead, &w, dbn_word_hash(&w));
    if (known.classes != 0)
        s->at = ahead.at;
    return known;
}

uint32_t
dbn_word_fold(char *out, uint32_t cap, dbn_span text)
{
    uint32_t count = 0, len;
    char folded[DBN_FOLD_MAX];
    for (size_t at = 0; at < text.len; at += len) {
        uint8_t kind = dbn_byte_kinds[(unsigned char)text.ptr[at]];
        if (kind == DBN_BYTE_LETTER ||
            kind == DBN_BYTE_DIGIT) { /* digits have bit 0x20 */
            len = 1;
            if (count < cap)
                out[count++] = (char)(text.ptr[at] | 0x20);
            continue;
        }
        uint32_t code = dbn_utf8_decode(text, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        if (class != DBN_CHAR_LOWER && class != DBN_CHAR_UPPER &&
            class != DBN_CHAR_DIGIT)
            continue;
        uint32_t more = dbn_fold_codepoint(folded, code);
        for (uint32_t i = 0; i < more && count < cap; i++)
            out[count++] = folded[i];
    }
    return count;
}
