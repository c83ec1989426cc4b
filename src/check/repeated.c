/*
 * The same word twice in a row, where the language has no reason for it.
 *
 * Legal doubles stand in a rule of the family `protect` (`fr.protect.double`): what it
 * covers is passed over.
 */
#include "base/utf8.h"
#include "check/desk.h"

/* Only white space of one line between two words. */
static bool
is_gap(dbn_span text, uint32_t beg, uint32_t end)
{
    uint32_t len;
    for (uint32_t at = beg; at < end; at += len) {
        uint32_t code = dbn_utf8_decode(text, at, &len);
        if (code != ' ' && code != 0xA0 && code != 0x202F)
            return false;
    }
    return end > beg;
}

static bool
is_repeatable(dbn_span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (dbn_is_ascii_digit(word.ptr[i]))
            return false;
    return word.len > 1 || (word.len == 1 && dbn_is_ascii_alpha(word.ptr[0]));
}

/* A capital behind a small letter's word begins a name: "Duran Duran", "à À". */
static bool
is_same_word(dbn_span a, dbn_span b)
{
    if (a.len != b.len)
        return false;
    if (dbn_span_equal(a, b)) {
        bool is_name = a.ptr[0] >= 'A' && a.ptr[0] <= 'Z';
        return !is_name;
    }
    bool is_first_capital = a.ptr[0] >= 'A' && a.ptr[0] <= 'Z';
    return is_first_capital && dbn_span_equal_ascii(a, b) && b.ptr[0] >= 'a' &&
           b.ptr[0] <= 'z';
}

static dbn_status
check_block(desk *d, dbn_range block)
{
    dbn_range before = {0, 0}, word;
    for (uint32_t at = block.beg; desk_next_word(&word, d->text, &at, block.end);
         before = word) {
        if (before.end == 0 || word.end - word.beg != before.end - before.beg)
            continue;
        dbn_span a = dbn_span_slice(d->text, before), b = dbn_span_slice(d->text, word);
        if (!is_same_word(a, b) || !is_repeatable(a) ||
            !is_gap(d->text, before.end, word.beg))
            continue;
        bool is_behind_apostrophe =
            before.beg >= 3 &&
            (d->text.ptr[before.beg - 1] == '\'' ||
             memcmp(d->text.ptr + before.beg - 3, "\xE2\x80\x99", 3) == 0);
        bool is_before_apostrophe =
            word.end < block.end &&
            (d->text.ptr[word.end] == '\'' ||
             (word.end + 3 <= block.end &&
              memcmp(d->text.ptr + word.end, "\xE2\x80\x99", 3) == 0));
        if (is_behind_apostrophe || is_before_apostrophe)
            continue;
        DBN_TRY(desk_add(d, DBN_CODE_REPEATED_WORD, (dbn_range){before.beg, word.end},
                         (dbn_range){0, 0}, a));
    }
    return DBN_OK;
}

dbn_status
desk_check_repeated(desk *d)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    for (uint32_t i = 0; i < blocks->count; i++)
        if (desk_is_read(&blocks->items[i]))
            DBN_TRY(check_block(d, blocks->items[i].range));
    return DBN_OK;
}
