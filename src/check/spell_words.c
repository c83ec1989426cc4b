/*
 * Texts into words that dictionaries have.
 *
 * A piece between spaces is asked for as it stands: aujourd’hui, peut-être. Where it is
 * not known, what a language elides before an apostrophe comes off, what hangs on a
 * hyphen too, and the rest is asked for. Whole pieces are remembered by their hash with
 * what came out, from one document to the next, so that a text costs a look-up a word
 * and only what is new costs more.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "check/spell.h"
#include "text/fold.h"

/* Letters from here on are not Latin, but for those of Vietnamese. */
#define LATIN_END      0x250U
#define VIETNAMESE     0x1E00U
#define VIETNAMESE_END 0x1F00U

#define PREFIX_MAX                                                                     \
    5U                /* bytes of what may stand before a hyphen without being a word  \
                       */
#define ACRONYM_MAX 5 /* letters of what is no word because it has no small ones */

/* Bytes that can only be letters, digits or joints of a word. */
static bool
is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '_';
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
is_letter(uint32_t code)
{
    if (code < 0x80)
        return is_word_byte((unsigned char)code);
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           class == DBN_CHAR_MARK || class == DBN_CHAR_DIGIT;
}

/* The letter or joint at `at`, and whether the word goes on with it. */
static bool
goes_on(dbn_span text, uint32_t at, uint32_t end, uint32_t *len)
{
    uint32_t next;
    if (is_word_byte((unsigned char)text.ptr[at])) {
        *len = 1;
        return true;
    }
    uint32_t code = dbn_utf8_decode(text, at, len);
    if (is_letter(code))
        return true;
    return (is_apostrophe(code) || is_hyphen(code)) && at + *len < end &&
           is_letter(dbn_utf8_decode(text, at + *len, &next));
}

/* The next piece of [*at, end) that begins with a letter; its hash. */
static bool
next_piece(dbn_range *piece, uint64_t *hash, dbn_span text, uint32_t *at, uint32_t end)
{
    uint32_t len, place = *at;
    uint64_t h = DBN_HASH_START;
    while (place < end && !is_word_byte((unsigned char)text.ptr[place])) {
        if ((unsigned char)text.ptr[place] < 0x80) {
            place++;
            continue;
        }
        if (is_letter(dbn_utf8_decode(text, place, &len)))
            break;
        place += len;
    }
    if (place >= end)
        return false;
    piece->beg = place;
    while (place < end && goes_on(text, place, end, &len)) {
        for (; len > 0; len--)
            h = dbn_hash_byte(h, (unsigned char)text.ptr[place++]);
    }
    piece->end = *at = place;
    *hash = dbn_hash_mix(h);
    return true;
}

dbn_span
spell_plain(char out[SPELL_WORD_MAX], const spell *s, dbn_range range)
{
    dbn_span text = dbn_span_slice(s->desk->text, range);
    size_t kept = 0;
    uint32_t len;
    for (size_t at = 0; at < text.len; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        bool is_kept = code == 0xAD || dbn_char_class_of(code) != DBN_CHAR_MARK;
        if (code == 0xAD || !is_kept)
            continue;
        if (kept + len > SPELL_WORD_MAX)
            return (dbn_span){out, 0};
        if (is_apostrophe(code))
            out[kept++] = '\'';
        else if (is_hyphen(code))
            out[kept++] = '-';
        else {
            memcpy(out + kept, text.ptr + at, len);
            kept += len;
        }
    }
    return (dbn_span){out, kept};
}

/* ---- what is no word ------------------------------------------------------------ */

typedef struct look {
    uint32_t letters, capitals, smalls;
    bool is_other; /* has a digit, or letters of another script */
    bool has_capital_first;
} look;

static look
look_at(dbn_span word)
{
    look l = {0};
    uint32_t len;
    for (size_t at = 0; at < word.len; at += len) {
        uint32_t code = dbn_utf8_decode(word, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        bool is_latin =
            code < LATIN_END || (code >= VIETNAMESE && code < VIETNAMESE_END);
        l.letters++;
        l.capitals += class == DBN_CHAR_UPPER;
        l.smalls += class == DBN_CHAR_LOWER;
        l.has_capital_first |= at == 0 && class == DBN_CHAR_UPPER;
        bool is_sign = code > 0xA0 && code < 0xC0; /* superscripts, fractions */
        l.is_other |= class == DBN_CHAR_DIGIT || code == '_' || is_sign || !is_latin;
    }
    return l;
}

/* XIV, XIXe, VIIIes: digits of Rome, and an ending. */
static bool
is_roman(dbn_span word)
{
    size_t digits = 0;
    while (digits < word.len && memchr("IVXLCDM", word.ptr[digits], 7) != NULL)
        digits++;
    size_t rest = digits;
    while (rest < word.len && !(word.ptr[rest] >= 'A' && word.ptr[rest] <= 'Z'))
        rest++;
    return digits > 0 && rest == word.len && word.len - digits <= 4;
}

static bool
is_no_word(dbn_span word, const look *l)
{
    bool is_acronym = l->smalls == 0 && l->capitals > 1 && l->letters <= ACRONYM_MAX;
    return word.len == 0 || l->is_other || l->letters < 2 || is_acronym ||
           is_roman(word);
}

/* ---- pieces of a word -------------------------------------------------------------
 */

static uint32_t
class_of(const dbn_profile *profile, dbn_span word)
{
    char folded[SPELL_WORD_MAX * 2];
    size_t len = dbn_fold(folded, sizeof folded, word);
    return dbn_profile_word(profile, (dbn_span){folded, len}).classes;
}

/* Before a vowel or an h a word may be elided whatever the dictionary says of it: that
 * is grammar. */
static bool
may_follow_elision(dbn_span word)
{
    char folded[DBN_FOLD_MAX];
    uint32_t len;
    return word.len > 0 &&
           dbn_fold_codepoint(folded, dbn_utf8_decode(word, 0, &len)) > 0 &&
           memchr("aeiouyh", folded[0], 7) != NULL;
}

/* oeil, caecum: two letters for one is typography, not spelling. */
static bool
is_without_ligature(dbn_speller *speller, dbn_span word, dbn_span elided)
{
    char bytes[SPELL_WORD_MAX];
    for (size_t at = 0; at + 1 < word.len; at++) {
        bool is_oe = dbn_ascii_lower(word.ptr[at]) == 'o' && word.ptr[at + 1] == 'e';
        bool is_ae = dbn_ascii_lower(word.ptr[at]) == 'a' && word.ptr[at + 1] == 'e';
        if (!is_oe && !is_ae)
            continue;
        bool is_capital = word.ptr[at] < 'a';
        memcpy(bytes, word.ptr, word.len);
        memcpy(bytes + at,
               is_oe ? (is_capital ? "\xC5\x92" : "\xC5\x93")
                     : (is_capital ? "\xC3\x86" : "\xC3\xA6"),
               2);
        if (dbn_speller_accepts(speller, (dbn_span){bytes, word.len}, elided))
            return true;
    }
    return false;
}

bool
spell_accepts(const spell *s, dbn_speller *speller, dbn_range piece, dbn_range elision)
{
    char bytes[SPELL_WORD_MAX], folded[SPELL_WORD_MAX];
    dbn_span word = spell_plain(bytes, s, piece);
    look l = look_at(word);
    if (is_no_word(word, &l))
        return true;
    dbn_span elided = dbn_span_slice(s->desk->text, elision);
    elided = (dbn_span){folded, dbn_fold(folded, sizeof folded, elided)};
    if (dbn_speller_accepts(speller, word, elided) ||
        is_without_ligature(speller, word, elided))
        return true;
    return elided.len > 0 && may_follow_elision(word) &&
           dbn_speller_accepts(speller, word, (dbn_span){"", 0});
}

static dbn_status
add_unknown(spell *s, dbn_speller *speller, dbn_range piece, dbn_range elision,
            uint32_t block)
{
    char bytes[SPELL_WORD_MAX];
    look l = look_at(spell_plain(bytes, s, piece));
    dbn_range in = s->desk->in->records->blocks.items[block].range;
    uint32_t beg = elision.end > elision.beg ? elision.beg : piece.beg;
    spell_unknown u = {.range = piece,
                       .elision = elision,
                       .speller = speller,
                       .block = block,
                       .token = s->tokens,
                       .has_capital = l.capitals > 0,
                       .is_loud = l.smalls == 0,
                       .starts = desk_starts_sentence(s->desk, in, beg)};
    DBN_TRY_PUSH(s->desk->job, dbn_vec_push(&s->desk->job->scratch, &s->unknown, u));
    return DBN_OK;
}

/* The first joint of [beg, end) that is one of `is_joint`; its length. */
static uint32_t
find_joint(dbn_span text, dbn_range in, bool (*is_joint)(uint32_t), uint32_t *len)
{
    for (uint32_t at = in.beg; at < in.end; at += *len)
        if (is_joint(dbn_utf8_decode(text, at, len)))
            return at;
    *len = 0;
    return in.end;
}

static dbn_status
judge_word(spell *s, dbn_speller *speller, dbn_range word, dbn_range elision,
           uint32_t block)
{
    return spell_accepts(s, speller, word, elision)
               ? DBN_OK
               : add_unknown(s, speller, word, elision, block);
}

/* Does a profile know the piece, in whatever letters, as one that hangs on a hyphen? */
static bool
hangs_on_hyphen(const spell *s, const dbn_speller *speller, dbn_range part)
{
    uint32_t hangs = DBN_WORD_ENCLITIC | DBN_WORD_KEEP_HYPHEN | DBN_WORD_HYPHEN_TAIL |
                     DBN_WORD_ELISION;
    dbn_span text = dbn_span_slice(s->desk->text, part);
    return (class_of(dbn_speller_profile(speller), text) & hangs) != 0;
}

static dbn_status
judge_hyphened(spell *s, dbn_speller *speller, dbn_range piece, dbn_range elision,
               uint32_t block)
{
    uint32_t len, at = find_joint(s->desk->text, piece, is_hyphen, &len);
    if (at == piece.end)
        return judge_word(s, speller, piece, elision, block);
    if (spell_accepts(s, speller, piece, elision))
        return DBN_OK;
    for (uint32_t beg = piece.beg; beg < piece.end; beg = at + len) {
        at = find_joint(s->desk->text, (dbn_range){beg, piece.end}, is_hyphen, &len);
        bool is_prefix = at < piece.end && at - beg <= PREFIX_MAX; /* co-, penta- */
        dbn_range part = {beg, at};
        if (!is_prefix && !hangs_on_hyphen(s, speller, part))
            DBN_TRY(judge_word(s, speller, part, elision, block));
        elision = (dbn_range){at, at};
    }
    return DBN_OK;
}

/* Apostrophes: an elision and a word, a word and what hangs on it, or a name. */
static dbn_status
judge(spell *s, dbn_speller *speller, dbn_range piece, uint32_t block)
{
    dbn_range elision = {piece.beg, piece.beg};
    dbn_span text = s->desk->text;
    const dbn_profile *profile = dbn_speller_profile(speller);
    for (;;) {
        uint32_t len, at = find_joint(text, piece, is_apostrophe, &len);
        if (at == piece.end)
            return judge_hyphened(s, speller, piece, elision, block);
        if (spell_accepts(s, speller, piece, elision))
            return DBN_OK;
        dbn_range left = {piece.beg, at}, right = {at + len, piece.end};
        if ((class_of(profile, dbn_span_slice(text, left)) & DBN_WORD_ELISION) != 0) {
            elision = left;
            piece = right;
            continue;
        }
        DBN_TRY(judge_hyphened(s, speller, left, elision, block));
        if ((class_of(profile, dbn_span_slice(text, right)) & DBN_WORD_ENCLITIC) != 0)
            return DBN_OK;
        elision = (dbn_range){right.beg, right.beg};
        piece = right;
    }
}

/* Is the piece itself all that has been added since there were `before` unknown words?
 */
static bool
is_wrong_whole(const spell *s, uint32_t before, dbn_range piece)
{
    const spell_unknown *last = &s->unknown.items[before];
    return s->unknown.count == before + 1 && last->range.beg == piece.beg &&
           last->range.end == piece.end && last->elision.beg == last->elision.end;
}

dbn_status
spell_walk(spell *s, dbn_speller *speller, dbn_range range, uint32_t block)
{
    dbn_range piece;
    uint64_t hash;
    for (uint32_t at = range.beg;
         next_piece(&piece, &hash, s->desk->text, &at, range.end); s->tokens++) {
        dbn_memory memory = dbn_speller_recall(speller, hash);
        if (memory == DBN_MEMORY_RIGHT)
            continue;
        if (memory == DBN_MEMORY_WRONG) {
            dbn_range nothing = {piece.beg, piece.beg};
            DBN_TRY(add_unknown(s, speller, piece, nothing, block));
            continue;
        }
        uint32_t before = s->unknown.count;
        DBN_TRY(judge(s, speller, piece, block));
        if (s->unknown.count == before || is_wrong_whole(s, before, piece))
            dbn_speller_remember(speller, hash, s->unknown.count == before);
    }
    return DBN_OK;
}
