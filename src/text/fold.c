#include "text/fold.h"

#include "base/utf8.h"

/* Two steps: the page of a code point, then its entry, which holds the class and
 * the number of the folded form. Entry and form together cost three loads. */

#define PAGE_BITS   7
#define TABLE_END   0x10000U
#define ENTRY_CLASS 13
#define ENTRY_FORM  ((1U << ENTRY_CLASS) - 1)

/** Padded to the most that a code point folds to, so that it is copied whole. */
typedef struct fold_form {
    char bytes[DBN_FOLD_MAX];
    uint32_t len;
} fold_form;

#include "text/fold.inc"

static uint32_t
entry_of(uint32_t code)
{
    uint32_t page = fold_pages[code >> PAGE_BITS];
    return fold_entries[page << PAGE_BITS | (code & ((1U << PAGE_BITS) - 1))];
}

/** Tag characters and the supplement of variation selectors: they show nothing. */
static bool
is_invisible(uint32_t code)
{
    return code >= 0xE0000 && code < 0xE1000;
}

uint32_t
dbn_fold_codepoint(char out[DBN_FOLD_MAX], uint32_t code)
{
    if (code >= TABLE_END)
        return is_invisible(code) ? 0 : dbn_utf8_encode(out, code);
    uint32_t form = entry_of(code) & ENTRY_FORM;
    if (form == 0)
        return dbn_utf8_encode(out, code);
    memcpy(out, fold_forms[form].bytes, DBN_FOLD_MAX);
    return fold_forms[form].len;
}

size_t
dbn_fold(char *out, size_t cap, dbn_span text)
{
    size_t len = 0;
    for (size_t at = 0; at < text.len;) {
        if (dbn_is_ascii_alpha(text.ptr[at]) && len < cap) { /* nearly all are */
            out[len++] = dbn_ascii_lower(text.ptr[at++]);
            continue;
        }
        uint32_t width;
        uint32_t code = dbn_utf8_decode(text, at, &width);
        char form[DBN_FOLD_MAX];
        uint32_t form_len = dbn_fold_codepoint(form, code);
        if (form_len > cap - len)
            break;
        memcpy(out + len, form, form_len);
        len += form_len;
        at += width;
    }
    return len;
}

dbn_char_class
dbn_char_class_of(uint32_t code)
{
    if (code < TABLE_END)
        return (dbn_char_class)(entry_of(code) >> ENTRY_CLASS);
    if (is_invisible(code))
        return DBN_CHAR_MARK;
    /* Musical signs, tiles, cards, enclosed letters, pictures and smileys; all else
     * up there is letters, nearly always without case. */
    bool is_symbol = (code >= 0x1D000 && code < 0x1D400) ||
                     (code >= 0x1F000 && code < 0x20000) || code >= 0xF0000;
    return is_symbol ? DBN_CHAR_OTHER : DBN_CHAR_LOWER;
}

bool
dbn_is_letter(uint32_t code)
{
    dbn_char_class class = dbn_char_class_of(code);
    return class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
}

bool
dbn_is_word_alone(uint32_t code)
{
    return (code >= 0x0E00 && code < 0x0F00) || (code >= 0x1000 && code < 0x10A0) ||
           (code >= 0x1780 && code < 0x1800) || (code >= 0x3040 && code < 0x3100) ||
           (code >= 0x31F0 && code < 0x3200) || (code >= 0x3400 && code < 0xA000) ||
           (code >= 0xF900 && code < 0xFB00) || (code >= 0x20000 && code < 0x40000);
}
