#include "clean/findings.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Bytes of a word that are looked at on both sides: longer ones are no words. */
#define WORD_MAX 128U

static bool
is_bidi_control(uint32_t code)
{
    return (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
           code == 0x200E || code == 0x200F || code == 0x061C;
}

static bool
is_cyrillic(uint32_t code)
{
    return code >= 0x0400 && code <= 0x052F;
}

/* Greek letters that look like Latin ones. Others stand next to Latin letters for good
 * reasons: "TNFα", "kΩ". */
static bool
is_greek_lookalike(uint32_t code)
{
    static const uint16_t codes[] = {
        0x0391, 0x0392, 0x0395, 0x0396, 0x0397, 0x0399, 0x039A, 0x039C, 0x039D,
        0x039F, 0x03A1, 0x03A4, 0x03A5, 0x03A7, 0x03BD, 0x03BF, 0x03F2, 0x03F3,
    };
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (codes[i] == code)
            return true;
    return false;
}

static bool
is_latin(uint32_t code)
{
    bool is_ascii = code < 0x80 && dbn_is_ascii_alpha((char)code);
    return is_ascii || (code >= 0xC0 && code < 0x250 && code != 0xD7 && code != 0xF7) ||
           (code >= 0x1E00 && code <= 0x1EFF);
}

static bool
is_letter(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER || class == DBN_CHAR_MARK;
}

static uint32_t
word_beg(dbn_span text, uint32_t at)
{
    uint32_t beg = at, len;
    while (beg > 0 && at - beg < WORD_MAX) {
        uint32_t before = beg - 1;
        while (before > 0 && dbn_utf8_is_continuation(text.ptr[before]))
            before--;
        if (!is_letter(dbn_utf8_decode(text, before, &len)))
            break;
        beg = before;
    }
    return beg;
}

/* Note the word around `at` when it mixes Latin letters with others. */
static dbn_status
note_word(dbn_notes *notes, uint32_t at)
{
    uint32_t beg = word_beg(notes->text, at), end = beg, len;
    bool has_latin = false;
    while (end < notes->text.len && end - beg < 2 * WORD_MAX) {
        uint32_t code = dbn_utf8_decode(notes->text, end, &len);
        if (!is_letter(code))
            break;
        has_latin = has_latin || is_latin(code);
        end += len;
    }
    notes->word_end = end;
    if (!has_latin)
        return DBN_OK;
    return dbn_vec_push(
        notes->arena, &notes->findings,
        (dbn_finding){.range = {beg, end}, .rule = DBN_RULE_ENCODING_MIXED_SCRIPT});
}

dbn_status
dbn_notes_look(dbn_notes *notes, uint32_t code, dbn_range range)
{
    if (is_bidi_control(code))
        return dbn_vec_push(
            notes->arena, &notes->findings,
            (dbn_finding){.range = range, .rule = DBN_RULE_ENCODING_BIDI});
    if (code == 0xFFFD)
        return dbn_vec_push(
            notes->arena, &notes->findings,
            (dbn_finding){.range = range, .rule = DBN_RULE_ENCODING_REPLACEMENT});
    bool may_mix = is_cyrillic(code) || is_greek_lookalike(code);
    return may_mix && range.beg >= notes->word_end ? note_word(notes, range.beg)
                                                   : DBN_OK;
}
