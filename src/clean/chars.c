#include "clean/chars.h"

#include "text/references.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

bool
dbn_chars_init(dbn_chars *chars, const dbn_clean_input *in)
{
    UErrorCode status = U_ZERO_ERROR;
    *chars = (dbn_chars){.nfc = unorm2_getNFCInstance(&status),
                         .encoding = in->encoding,
                         .line_breaks = in->line_breaks,
                         .markup = in->markup};
    return U_SUCCESS(status);
}

bool
dbn_code_has_boundary(const dbn_chars *chars, uint32_t code)
{
    return code < 0x300 || unorm2_hasBoundaryBefore(chars->nfc, (UChar32)code);
}

static bool
is_line_end(uint32_t code)
{
    return code == '\v' || code == '\f' || code == '\r' || code == 0x2028 ||
           code == 0x2029;
}

static bool
is_zero_width(uint32_t code)
{
    return code == 0x200B || code == 0x2060 || code == 0xFEFF;
}

static bool
is_ligature(uint32_t code)
{
    return code >= 0xFB00 && code <= 0xFB06;
}

static bool
is_stray_control(uint32_t code)
{
    return (code < 0x20 && code != '\t' && code != '\n') || code == 0x7F;
}

/* FS, GS, RS and US: between them stand words. */
static bool
is_separator(uint32_t code)
{
    return code >= 0x1C && code <= 0x1F;
}

static bool
is_normal(uint32_t code)
{
    return u_getIntPropertyValue((UChar32)code, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
}

bool
dbn_code_is_plain(const dbn_chars *chars, uint32_t code)
{
    if (code < 0x80)
        return code != '&' && !is_stray_control(code);
    if (code < 0xA0)
        return !chars->encoding;
    if (code < 0x300)
        return code != 0xAD;
    if (is_line_end(code) || is_zero_width(code) || dbn_code_is_joiner(code) ||
        is_ligature(code))
        return false;
    return dbn_code_has_boundary(chars, code) && is_normal(code);
}

static dbn_repair
one_code(uint32_t code, dbn_rule rule)
{
    return (dbn_repair){.codes = {code}, .count = 1, .rule = rule};
}

static dbn_repair
letters_of(uint32_t code)
{
    static const char letters[7][4] = {"ff", "fi", "fl", "ffi", "ffl", "st", "st"};
    const char *text = letters[code - 0xFB00];
    dbn_repair repair = {.rule = DBN_RULE_ENCODING_LIGATURE};
    for (; text[repair.count] != '\0'; repair.count++)
        repair.codes[repair.count] = (unsigned char)text[repair.count];
    return repair;
}

static uint32_t
next_code(const UChar *text, int32_t *at, int32_t len)
{
    UChar32 code;
    U16_NEXT(text, *at, len, code);
    return (uint32_t)code;
}

/* Code points that are never part of a normal text stand for one to four others. */
static dbn_repair
normal_form(const dbn_chars *chars, uint32_t code)
{
    UChar from[2], to[2 * DBN_REPAIR_MAX];
    int32_t from_len = code > 0xFFFF ? 2 : 1, at = 0;
    UErrorCode status = U_ZERO_ERROR;
    dbn_repair repair = {.rule = DBN_RULE_ENCODING_NFC};
    from[0] = (UChar)(code > 0xFFFF ? U16_LEAD(code) : code);
    from[1] = (UChar)U16_TRAIL(code);
    int32_t len = unorm2_normalize(chars->nfc, from, from_len, to,
                                   (int32_t)(sizeof to / sizeof to[0]), &status);
    if (U_FAILURE(status))
        return one_code(code, DBN_RULE_NONE);
    while (at < len && repair.count < DBN_REPAIR_MAX)
        repair.codes[repair.count++] = next_code(to, &at, len);
    return repair;
}

static dbn_repair
c1_character(uint32_t code)
{
    uint32_t character = dbn_c1_character(code);
    if (character == code)
        return (dbn_repair){.rule = DBN_RULE_ENCODING_CONTROL};
    return one_code(character, DBN_RULE_ENCODING_C1);
}

dbn_repair
dbn_code_repair(const dbn_chars *chars, uint32_t code, bool is_written)
{
    if (code >= 0x80 && code < 0xA0)
        return chars->encoding ? c1_character(code) : one_code(code, DBN_RULE_NONE);
    if (is_line_end(code) || (code == '\n' && is_written))
        return one_code(chars->line_breaks ? '\n' : ' ', DBN_RULE_ENCODING_LINE_END);
    if (is_separator(code))
        return one_code(' ', DBN_RULE_ENCODING_CONTROL);
    if (is_stray_control(code))
        return (dbn_repair){.rule = DBN_RULE_ENCODING_CONTROL};
    if (code == 0xAD)
        return (dbn_repair){.rule = DBN_RULE_ENCODING_SOFT_HYPHEN};
    if (code < 0x300)
        return one_code(code, DBN_RULE_NONE);
    if (is_zero_width(code))
        return (dbn_repair){.rule = DBN_RULE_ENCODING_ZERO_WIDTH};
    if (is_ligature(code))
        return letters_of(code);
    if (u_getIntPropertyValue((UChar32)code, UCHAR_NFC_QUICK_CHECK) == UNORM_NO)
        return normal_form(chars, code);
    return one_code(code, DBN_RULE_NONE);
}

static bool
is_joining_script(UScriptCode script)
{
    switch ((int)script) {
    case USCRIPT_ARABIC:
    case USCRIPT_SYRIAC:
    case USCRIPT_MONGOLIAN:
    case USCRIPT_NKO:
    case USCRIPT_DEVANAGARI:
    case USCRIPT_BENGALI:
    case USCRIPT_GURMUKHI:
    case USCRIPT_GUJARATI:
    case USCRIPT_ORIYA:
    case USCRIPT_TAMIL:
    case USCRIPT_TELUGU:
    case USCRIPT_KANNADA:
    case USCRIPT_MALAYALAM:
    case USCRIPT_SINHALA:
    case USCRIPT_KHMER:
    case USCRIPT_MYANMAR:
    case USCRIPT_TIBETAN:
        return true;
    default:
        return false;
    }
}

bool
dbn_code_is_joined(uint32_t code)
{
    if (code < 0x600) /* also signs such as © that may be pictures: not here */
        return false;
    if (code == 0xFE0F || (code >= 0x1F3FB && code <= 0x1F3FF))
        return true; /* between a picture and the next: its style, its colour */
    if (u_hasBinaryProperty((UChar32)code, UCHAR_EXTENDED_PICTOGRAPHIC))
        return true;
    UErrorCode status = U_ZERO_ERROR;
    return is_joining_script(uscript_getScript((UChar32)code, &status));
}
