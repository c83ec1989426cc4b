/*
 * article/line.c - words of short blocks.
 */
#include "article/line.h"

#include "base/utf8.h"
#include "text/fold.h"

/** Longer words are in no list. */
#define WORD_BYTES 64U

static uint32_t
gap_of_mark(uint32_t code)
{
    switch (code) {
    case '.':
        return DBN_GAP_POINT;
    case ',':
    case ';':
        return DBN_GAP_COMMA;
    case ':':
        return DBN_GAP_COLON;
    case '/':
        return DBN_GAP_SLASH;
    case '(':
    case ')':
    case '[':
    case ']':
        return DBN_GAP_BRACKET;
    case '|':
    case 0xB7:
    case 0x2022:
    case 0x25CF:
        return DBN_GAP_BAR;
    case 0xA9:
        return DBN_GAP_COPYRIGHT;
    case '!':
    case '?':
    case 0x2026:
        return DBN_GAP_END;
    default:
        return DBN_GAP_OTHER;
    }
}

static uint32_t
gap_of(uint32_t code)
{
    char folded[DBN_FOLD_MAX];
    uint32_t len;
    if (dbn_char_class_of(code) == DBN_CHAR_SPACE)
        return DBN_GAP_SPACE;
    if (code == 0x2013 || code == 0x2014 || code == 0x2015)
        return DBN_GAP_DASH;
    len = dbn_fold_codepoint(folded, code);
    if (len == 1 && folded[0] == '-')
        return DBN_GAP_HYPHEN;
    if (len == 1 && folded[0] == '\'')
        return DBN_GAP_APOSTROPHE;
    return gap_of_mark(code);
}

static bool
is_letter(dbn_char_class class)
{
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
}

static uint32_t
run_end(dbn_span text, uint32_t at, bool digits, uint8_t *letters)
{
    uint32_t len, count = 0;
    for (; at < text.len; at += len) {
        len = 1;
        if (!digits && dbn_is_ascii_alpha(text.ptr[at])) { /* nearly all are */
            count++;
            continue;
        }
        dbn_char_class class = dbn_char_class_of(dbn_utf8_decode(text, at, &len));
        if (class == DBN_CHAR_MARK)
            continue;
        if (digits ? class != DBN_CHAR_DIGIT : !is_letter(class))
            break;
        count++;
    }
    *letters = count > UINT8_MAX ? UINT8_MAX : (uint8_t)count;
    return at;
}

static dbn_word
number_of(dbn_span digits)
{
    dbn_word word = {0};
    /* 18 digits fit 63 bits; a longer number is no date and no hour. */
    for (size_t i = 0; i < digits.len && i < 18; i++)
        word.value = word.value * 10 + (digits.ptr[i] - '0');
    return word;
}

static dbn_word
word_of(dbn_span letters, const dbn_profile *profile)
{
    char folded[WORD_BYTES];
    if (letters.len > WORD_BYTES)
        return (dbn_word){0};
    return dbn_profile_word(
        profile, (dbn_span){folded, dbn_fold(folded, sizeof folded, letters)});
}

/* "ByAlex Smith": where the word that starts a by-line is run together with a name,
 * the end of that word; else `end`. Asked of the first word alone: DiCaprio is a
 * name. */
static uint32_t
by_end(const dbn_line *line, uint32_t beg, uint32_t end, const dbn_profile *profile)
{
    uint32_t len;
    for (uint32_t at = beg; at < end; at += len) {
        dbn_char_class class = dbn_char_class_of(dbn_utf8_decode(line->text, at, &len));
        dbn_span start = {line->text.ptr + beg, at - beg};
        if (at > beg && class == DBN_CHAR_UPPER)
            return (word_of(start, profile).classes & DBN_WORD_BY) != 0 ? at : end;
    }
    return end;
}

static bool
add_piece(dbn_line *line, uint32_t *at, dbn_char_class class,
          const dbn_profile *profile)
{
    dbn_line_piece *piece = &line->pieces[line->count];
    dbn_span run;
    if (line->count == DBN_LINE_PIECES)
        return false;
    piece->is_digits = class == DBN_CHAR_DIGIT;
    piece->is_upper = class == DBN_CHAR_UPPER;
    piece->range.beg = *at;
    *at = run_end(line->text, *at, piece->is_digits, &piece->letters);
    if (line->count == 0 && piece->is_upper) {
        dbn_span start = {line->text.ptr, by_end(line, piece->range.beg, *at, profile)};
        *at = run_end(start, piece->range.beg, false, &piece->letters);
    }
    piece->range.end = *at;
    run = dbn_span_slice(line->text, piece->range);
    piece->word = piece->is_digits ? number_of(run) : word_of(run, profile);
    piece->gap = line->tail;
    line->tail = 0;
    line->count++;
    return true;
}

void
dbn_line_cut(dbn_line *out, dbn_span text, const dbn_profile *profile)
{
    uint32_t at = 0, len;
    out->text = text;
    out->count = 0;
    out->tail = 0;
    out->is_whole = text.len <= DBN_LINE_BYTES;
    while (out->is_whole && at < text.len) {
        if (text.ptr[at] == ' ') {
            out->tail |= DBN_GAP_SPACE;
            at++;
            continue;
        }
        uint32_t code = dbn_utf8_decode(text, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        if (class == DBN_CHAR_DIGIT || is_letter(class)) {
            out->is_whole = add_piece(out, &at, class, profile);
            continue;
        }
        if (class != DBN_CHAR_MARK)
            out->tail |= gap_of(code);
        at += len;
    }
}
