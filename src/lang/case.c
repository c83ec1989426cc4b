#include "lang/case.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Capitals in one stretch, and how far their small letters are; or pairs side by side,
 * where the capital has an even number (EVEN) or an odd one (ODD). */
#define EVEN 1U
#define ODD  2U

static const struct stretch {
    uint32_t beg, end; /* capitals, both in it; of pairs: all */
    uint32_t distance;
} stretches[] = {
    {'A', 'Z', 32},         {0xC0, 0xD6, 32},     {0xD8, 0xDE, 32},
    {0x100, 0x12F, EVEN},   {0x132, 0x137, EVEN}, {0x139, 0x148, ODD},
    {0x14A, 0x177, EVEN},   {0x179, 0x17E, ODD},  {0x1CD, 0x1DC, ODD},
    {0x1DE, 0x1EF, EVEN},   {0x1F8, 0x21F, EVEN}, {0x222, 0x233, EVEN},
    {0x391, 0x3A1, 32},     {0x3A3, 0x3AB, 32},   {0x400, 0x40F, 80},
    {0x410, 0x42F, 32},     {0x460, 0x481, EVEN}, {0x1E00, 0x1E95, EVEN},
    {0x1EA0, 0x1EFF, EVEN},
};

uint32_t
dbn_code_lower(uint32_t code)
{
    if (code < 0x80)
        return code >= 'A' && code <= 'Z' ? code + 32 : code;
    if (code == 0x178)
        return 0xFF;
    for (size_t i = 0; i < sizeof stretches / sizeof stretches[0]; i++) {
        const struct stretch *s = &stretches[i];
        if (code < s->beg || code > s->end)
            continue;
        if (s->distance == EVEN || s->distance == ODD)
            return code + ((code & 1) == (s->distance == ODD));
        return code + s->distance;
    }
    return code;
}

uint32_t
dbn_code_upper(uint32_t code)
{
    if (code < 0x80)
        return code >= 'a' && code <= 'z' ? code - 32 : code;
    if (code == 0xFF)
        return 0x178;
    for (size_t i = 0; i < sizeof stretches / sizeof stretches[0]; i++) {
        const struct stretch *s = &stretches[i];
        if (s->distance == EVEN || s->distance == ODD) {
            if (code >= s->beg && code <= s->end)
                return code - ((code & 1) != (s->distance == ODD));
        } else if (code >= s->beg + s->distance && code <= s->end + s->distance) {
            return code - s->distance;
        }
    }
    return code;
}

dbn_case
dbn_case_of(dbn_span word)
{
    uint32_t len, uppers = 0, lowers = 0;
    bool is_first_upper = false;
    for (size_t at = 0; at < word.len; at += len) {
        uint32_t code = dbn_utf8_decode(word, at, &len);
        dbn_char_class class = dbn_char_class_of(code);
        uppers += class == DBN_CHAR_UPPER;
        lowers += class == DBN_CHAR_LOWER;
        is_first_upper |= at == 0 && class == DBN_CHAR_UPPER;
    }
    if (uppers == 0)
        return DBN_CASE_SMALL;
    if (uppers == 1 && is_first_upper)
        return DBN_CASE_CAPITAL;
    return lowers == 0 ? DBN_CASE_ALL : DBN_CASE_MIXED;
}

size_t
dbn_case_lower(char *out, size_t cap, dbn_span word, bool keeps_first)
{
    size_t kept = 0;
    uint32_t len;
    for (size_t at = 0; at < word.len; at += len) {
        char bytes[DBN_UTF8_MAX];
        uint32_t code = dbn_utf8_decode(word, at, &len);
        uint32_t count = dbn_utf8_encode(
            bytes, at == 0 && keeps_first ? code : dbn_code_lower(code));
        if (kept + count > cap)
            break;
        memcpy(out + kept, bytes, count);
        kept += count;
    }
    return kept;
}

size_t
dbn_case_raise(char *out, size_t cap, dbn_span word, bool all)
{
    size_t kept = 0;
    uint32_t len;
    for (size_t at = 0; at < word.len; at += len) {
        char bytes[DBN_UTF8_MAX];
        uint32_t code = dbn_utf8_decode(word, at, &len);
        uint32_t count =
            dbn_utf8_encode(bytes, at == 0 || all ? dbn_code_upper(code) : code);
        if (kept + count > cap)
            break;
        memcpy(out + kept, bytes, count);
        kept += count;
    }
    return kept;
}
