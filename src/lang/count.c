/*
 * What parts words:
 *
 *     spaces     white space that may break a line: word processors count so, lone
 *                dashes and « among the words
 *     elisions   the same, and behind the apostrophe of an elision (l’|hébergeur); what
 *                has neither letter nor digit is none
 *     omegat     what parts them in Java (java.text.BreakIterator), by which OmegaT
 *                counts: letters go on over dashes, ' " . and _ before a letter, digits
 *                over ' " , and . before a digit, and each over the other; what has
 *                neither is none. Held against OmegaT 3.6
 *     trados     white space of any kind, dashes but no hyphens, slashes, apostrophes;
 *                what has neither letter nor digit is none
 */
#include "lang/count.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Bytes of the longest elision that is looked up. */
#define ELISION_MAX 16U

typedef struct counter {
    dbn_span text;
    const dbn_profile *profile;
} counter;

static uint32_t
code_at(const counter *c, size_t at, uint32_t *len)
{
    *len = 1;
    return at < c->text.len ? dbn_utf8_decode(c->text, at, len) : 0;
}

static bool
is_space(uint32_t code)
{
    return code == ' ' || (code >= '\t' && code <= '\r') ||
           (code >= 0x80 && dbn_char_class_of(code) == DBN_CHAR_SPACE);
}

static bool
may_break(uint32_t code)
{
    return is_space(code) && code != 0xA0 && code != 0x202F && code != 0x2007;
}

static bool
is_apostrophe(uint32_t code)
{
    return code == '\'' || code == 0x2019;
}

static bool
is_dash(uint32_t code)
{
    return code == '-' || (code >= 0x2010 && code <= 0x2015);
}

static bool
is_digit(uint32_t code)
{
    return dbn_char_class_of(code) == DBN_CHAR_DIGIT;
}

static bool
is_letter_or_digit(uint32_t code)
{
    return dbn_is_letter(code) || is_digit(code);
}

/* ---- what parts words ----------------------------------------------------------- */

/* Is text[beg, at), before an apostrophe, an elision? */
static bool
is_elision(const counter *c, size_t beg, size_t at)
{
    char folded[ELISION_MAX + DBN_FOLD_MAX];
    if (c->profile == NULL || at - beg > ELISION_MAX || at == beg)
        return false;
    size_t len =
        dbn_fold(folded, sizeof folded, (dbn_span){c->text.ptr + beg, at - beg});
    dbn_word word = dbn_profile_word(c->profile, (dbn_span){folded, len});
    return (word.classes & DBN_WORD_ELISION) != 0;
}

/* Does the character at `at` end the word that began at `beg`? */
static bool
is_parted(const counter *c, dbn_counting counting, size_t beg, size_t at, uint32_t code)
{
    switch (counting) {
    case DBN_COUNT_SPACES:
        return may_break(code);
    case DBN_COUNT_ELISIONS:
        return may_break(code) || (is_apostrophe(code) && is_elision(c, beg, at));
    case DBN_COUNT_TRADOS:
        return is_space(code) || is_apostrophe(code) || code == '/' ||
               (code >= 0x2012 && code <= 0x2015);
    case DBN_COUNT_OMEGAT:
        break;
    }
    return true;
}

static uint64_t
count_parted(const counter *c, dbn_counting counting)
{
    uint64_t count = 0;
    bool is_word = false;
    size_t beg = 0;
    for (size_t at = 0; at < c->text.len;) {
        uint32_t len, code = code_at(c, at, &len);
        at += len;
        if (is_parted(c, counting, beg, at - len, code)) {
            count += is_word;
            is_word = false;
            beg = at;
        } else {
            is_word |= counting == DBN_COUNT_SPACES || is_letter_or_digit(code);
            beg = is_letter_or_digit(code) || is_word ? beg : at;
        }
    }
    return count + is_word;
}

/* ---- as Java does --------------------------------------------------------------- */

static bool
joins_letters(uint32_t code)
{
    return is_dash(code) || code == '\'' || code == '"' || code == '.' || code == '_' ||
           code == 0xAD || code == 0x2027;
}

static bool
joins_digits(uint32_t code)
{
    return code == '\'' || code == '"' || code == ',' || code == '.';
}

/* Scripts whose runs are words of their own. */
enum { SCRIPT_OTHER, SCRIPT_IDEOGRAPHS, SCRIPT_HIRAGANA, SCRIPT_KATAKANA };

static int
script_of(uint32_t code)
{
    if (code >= 0x3040 && code < 0x30A0)
        return SCRIPT_HIRAGANA;
    if ((code >= 0x30A0 && code < 0x3100) || (code >= 0x31F0 && code < 0x3200))
        return SCRIPT_KATAKANA;
    bool is_ideograph = (code >= 0x3400 && code < 0xA000) ||
                        (code >= 0xF900 && code < 0xFB00) ||
                        (code >= 0x20000 && code < 0x40000);
    return is_ideograph ? SCRIPT_IDEOGRAPHS : SCRIPT_OTHER;
}

/* Does a word whose last letter or digit is `last` go on over the sign at `at`? */
static bool
goes_on_over(const counter *c, size_t at, uint32_t code, uint32_t len, uint32_t last)
{
    uint32_t next_len, next = code_at(c, at + len, &next_len);
    if (at + len >= c->text.len || script_of(last) != SCRIPT_OTHER)
        return false;
    return is_digit(last) ? joins_digits(code) && is_digit(next)
                          : joins_letters(code) && dbn_is_letter(next) &&
                                script_of(next) == SCRIPT_OTHER;
}

/* The end of the word at `at`, whose first character is a letter or a digit. */
static size_t
java_word_end(const counter *c, size_t at)
{
    uint32_t len, last = code_at(c, at, &len);
    for (at += len; at < c->text.len; at += len) {
        uint32_t code = code_at(c, at, &len);
        bool is_mark = dbn_char_class_of(code) == DBN_CHAR_MARK && code != 0xAD;
        if (is_letter_or_digit(code) && script_of(code) == script_of(last))
            last = code;
        else if (!is_mark && !goes_on_over(c, at, code, len, last))
            break;
    }
    return at;
}

static uint64_t
count_java(const counter *c)
{
    uint64_t count = 0;
    for (size_t at = 0; at < c->text.len;) {
        uint32_t len, code = code_at(c, at, &len);
        if (!is_letter_or_digit(code)) {
            at += len;
            continue;
        }
        at = java_word_end(c, at);
        count++;
    }
    return count;
}

uint64_t
dbn_count_words(dbn_span text, dbn_counting counting, const dbn_profile *profile)
{
    const counter c = {text, profile};
    return counting == DBN_COUNT_OMEGAT ? count_java(&c) : count_parted(&c, counting);
}

uint64_t
dbn_count_characters(dbn_span text)
{
    uint64_t count = 0;
    uint32_t len;
    for (size_t at = 0; at < text.len; at += len)
        count += !is_space(dbn_utf8_decode(text, at, &len));
    return count;
}
