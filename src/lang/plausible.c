/*
 * What a reader expects to see: words of some language, and signs where they belong.
 *
 * Words of Latin letters cost what lang/letters.h says, and more where capitals stand
 * inside them. Letters of other scripts cost little while a word keeps to one script.
 * Signs cost by how often texts have them and by their neighbours: a closing quotation
 * mark between two letters is improbable, "œ" is not. The numbers are natural
 * logarithms of rough frequencies, not fitted to anything: misread text is dearer by
 * ten times what they could be wrong by.
 */
#include "lang/plausible.h"

#include "text/fold.h"

#define NATS(n) ((n)*DBN_LETTERS_NAT)

#define OTHER_LANGUAGE NATS(3U) /* one of ours, but not the one of the text */
#define OTHER_COUNTRY  NATS(5U) /* none of ours */

#define CASE_FIRST   NATS(1U) /* a capital first, or a word in capitals */
#define CASE_INSIDE  NATS(7U) /* a change of case inside a word */
#define SCRIPT_PLAIN NATS(3U) /* a letter of the alphabets that the web writes most */
#define SCRIPT_OTHER NATS(6U)
#define SCRIPT_RARE  NATS(13U)
#define LETTER_NEVER NATS(17U) /* of Latin, but of no language here: "ſ" */
#define SCRIPT_GREEK NATS(8U)  /* "TNFα": beside Latin letters */
#define SCRIPT_MIXED NATS(16U) /* beside letters of another script */
#define SCRIPT_ALONE NATS(10U) /* one letter of another script is no word */
#define MARK         NATS(14U)

#define SIGN_COMMON  NATS(4U)
#define SIGN_KNOWN   NATS(7U)
#define SIGN_RARE    NATS(11U)
#define SIGN_NEVER   NATS(15U)
#define SIGN_PICTURE NATS(8U)
#define SIGN_LOST    NATS(10U)
#define SIGN_AGAIN                                                                     \
    NATS(2U) /* the same sign as before: a rule, dots, doubled quotes                  \
              */
#define SIGN_IN_WORD NATS(10U) /* between two letters, where it does not belong */
#define SIGN_AT_WORD NATS(4U)  /* on the wrong side of a word */

void
dbn_judge_init(dbn_judge *judge, const dbn_letter_stats *letters, dbn_span lang)
{
    judge->letters = letters;
    bool is_known = false;
    for (uint32_t i = 0; i < letters->ours; i++)
        is_known = is_known || dbn_span_equal(dbn_letters_name(letters, i), lang);
    for (uint32_t i = 0; i < letters->languages; i++) {
        bool is_own = dbn_span_equal(dbn_letters_name(letters, i), lang);
        uint32_t extra = i < letters->ours ? OTHER_LANGUAGE : OTHER_COUNTRY;
        judge->extra[i] = !is_known ? extra - OTHER_LANGUAGE : is_own ? 0 : extra;
    }
}

/* A piece being judged. */
typedef struct judging {
    const dbn_judge *judge;
    const dbn_piece *piece;
    dbn_letter_costs words;
    uint32_t rest; /* in every language */
} judging;

static bool
is_letter(uint32_t code)
{
    if (code < 0x80)
        return dbn_is_ascii_alpha((char)code);
    dbn_char_class class = dbn_char_class_of(code);
    return code != 0xAA && code != 0xBA &&
           (class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER);
}

static bool
is_upper(uint32_t code)
{
    return dbn_char_class_of(code) == DBN_CHAR_UPPER;
}

static bool
is_within(uint32_t code, uint32_t first, uint32_t last)
{
    return code >= first && code <= last;
}

static uint32_t
code_at(const judging *j, uint32_t at)
{
    return at < j->piece->count ? j->piece->codes[at] : ' ';
}

static uint32_t
code_before(const judging *j, uint32_t at)
{
    return at == 0 ? ' ' : j->piece->codes[at - 1];
}

/* A number for a script, as far as words that mix scripts are improbable: blocks of 256
 * code points, but those that one script shares. */
#define GREEK 0x3U
static uint32_t
script_of(uint32_t code)
{
    if (code < 0x250 || is_within(code, 0x1E00, 0x1EFF))
        return 0;
    if (is_within(code, 0x1F00, 0x1FFF))
        return GREEK;
    if (is_within(code, 0x500, 0x52F))
        return 0x4;
    return is_within(code, 0x3000, 0xD7FF) ? 0x30 : code >> 8;
}

/* Letters of that language alone, of which there are no statistics. */
static bool
is_vietnamese(uint32_t code)
{
    return code == 0x1A0 || code == 0x1A1 || code == 0x1AF || code == 0x1B0;
}

/* A letter of another script than the first ones of Latin. */
static uint32_t
script_cost(uint32_t code)
{
    bool is_plain = is_within(code, 0x386, 0x3CE) || is_within(code, 0x401, 0x45F) ||
                    is_within(code, 0x5D0, 0x5EA) || is_within(code, 0x621, 0x64A);
    bool is_used = is_within(code, 0x900, 0xD7F) || is_within(code, 0xE00, 0xEFF) ||
                   is_within(code, 0x1E00, 0x1EFF) || is_within(code, 0x3040, 0x30FF) ||
                   is_within(code, 0x4E00, 0x9FFF) || is_within(code, 0xAC00, 0xD7A3) ||
                   is_within(code, 0x660, 0x6D3);
    return is_plain ? SCRIPT_PLAIN : is_used ? SCRIPT_OTHER : SCRIPT_RARE;
}

/* Capitals: one first, or all; each change inside the word is improbable. */
static uint32_t
case_cost(const judging *j, uint32_t beg, uint32_t end)
{
    uint32_t capitals = 0, changes = 0;
    const uint32_t *codes = j->piece->codes;
    for (uint32_t i = beg; i < end; i++) {
        capitals += is_upper(codes[i]);
        changes += i > beg && is_upper(codes[i]) != is_upper(codes[i - 1]);
    }
    bool is_first = end - beg > 1 && is_upper(codes[beg]) && !is_upper(codes[beg + 1]);
    changes -= is_first;
    return (capitals > 0 ? CASE_FIRST : 0) + changes * CASE_INSIDE;
}

/* The word from `beg` on; returns its end. */
static uint32_t
take_word(judging *j, uint32_t beg)
{
    uint8_t symbols[DBN_LETTERS_WORD_MAX];
    uint32_t len = 0, end = beg;
    uint32_t script = script_of(j->piece->codes[beg]);
    for (; end < j->piece->count && is_letter(j->piece->codes[end]); end++) {
        uint32_t code = j->piece->codes[end];
        uint8_t symbol = dbn_letters_symbol(j->judge->letters, code);
        if (script_of(code) != script)
            j->rest += script == GREEK || script_of(code) == GREEK ? SCRIPT_GREEK
                                                                   : SCRIPT_MIXED;
        script = script_of(code);
        if (symbol == DBN_SYMBOL_NONE)
            j->rest += script_cost(code);
        else if (len < DBN_LETTERS_WORD_MAX)
            symbols[len++] = symbol;
        if (symbol == DBN_SYMBOL_UNKNOWN && !is_vietnamese(code))
            j->rest += LETTER_NEVER;
    }
    if (len == 0 && end == beg + 1)
        j->rest += SCRIPT_ALONE;
    if (len > 0)
        (void)dbn_letters_add_word(&j->words, j->judge->letters, symbols, len, NULL);
    j->rest += case_cost(j, beg, end);
    return end;
}

typedef enum sign_side {
    SIDE_ANY,
    SIDE_BEFORE,
    SIDE_AFTER, /* perhaps behind a space, as French sets it */
    SIDE_CLOSE, /* right behind */
    SIDE_BETWEEN
} sign_side;

/* Signs of ordinary texts: what they cost, and on which side of a word they stand. */
static const struct sign {
    uint32_t code, cost;
    sign_side side;
} signs[] = {
    {0xA0, SIGN_COMMON, SIDE_ANY},      {0xA1, SIGN_KNOWN, SIDE_BEFORE},
    {0xA3, SIGN_KNOWN, SIDE_ANY},       {0xA7, SIGN_KNOWN, SIDE_ANY},
    {0xA9, SIGN_KNOWN, SIDE_BEFORE},    {0xAA, SIGN_KNOWN, SIDE_CLOSE},
    {0xAB, SIGN_COMMON, SIDE_BEFORE},   {0xAD, SIGN_KNOWN, SIDE_BETWEEN},
    {0xAE, SIGN_KNOWN, SIDE_CLOSE},     {0xB0, SIGN_KNOWN, SIDE_CLOSE},
    {0xB1, SIGN_KNOWN, SIDE_BEFORE},    {0xB2, SIGN_KNOWN, SIDE_CLOSE},
    {0xB3, SIGN_KNOWN, SIDE_CLOSE},     {0xB5, SIGN_KNOWN, SIDE_BEFORE},
    {0xB7, SIGN_KNOWN, SIDE_BETWEEN},   {0xB9, SIGN_KNOWN, SIDE_CLOSE},
    {0xBA, SIGN_KNOWN, SIDE_CLOSE},     {0xBB, SIGN_COMMON, SIDE_AFTER},
    {0xBC, SIGN_KNOWN, SIDE_ANY},       {0xBD, SIGN_KNOWN, SIDE_ANY},
    {0xBE, SIGN_KNOWN, SIDE_ANY},       {0xBF, SIGN_KNOWN, SIDE_BEFORE},
    {0xD7, SIGN_KNOWN, SIDE_ANY},       {0x2009, SIGN_KNOWN, SIDE_ANY},
    {0x200A, SIGN_NEVER, SIDE_ANY},     {0x200B, SIGN_KNOWN, SIDE_BETWEEN},
    {0x200E, SIGN_KNOWN, SIDE_ANY},     {0x2010, SIGN_KNOWN, SIDE_BETWEEN},
    {0x2011, SIGN_KNOWN, SIDE_BETWEEN}, {0x2013, SIGN_COMMON, SIDE_ANY},
    {0x2014, SIGN_COMMON, SIDE_ANY},    {0x2018, SIGN_COMMON, SIDE_BEFORE},
    {0x2019, NATS(2U), SIDE_BETWEEN},   {0x201A, SIGN_RARE, SIDE_BEFORE},
    {0x201C, SIGN_COMMON, SIDE_ANY},    {0x201D, SIGN_COMMON, SIDE_AFTER},
    {0x201E, SIGN_KNOWN, SIDE_BEFORE},  {0x2022, SIGN_KNOWN, SIDE_BEFORE},
    {0x2026, SIGN_COMMON, SIDE_CLOSE},  {0x202F, SIGN_COMMON, SIDE_ANY},
    {0x2032, SIGN_KNOWN, SIDE_CLOSE},   {0x2033, SIGN_KNOWN, SIDE_CLOSE},
    {0x2039, SIGN_KNOWN, SIDE_BEFORE},  {0x203A, SIGN_KNOWN, SIDE_AFTER},
    {0x20AC, SIGN_COMMON, SIDE_ANY},    {0x2122, SIGN_KNOWN, SIDE_CLOSE},
    {0x2190, SIGN_KNOWN, SIDE_ANY},     {0x2192, SIGN_KNOWN, SIDE_ANY},
    {0x2212, SIGN_KNOWN, SIDE_BEFORE},  {0xFEFF, SIGN_KNOWN, SIDE_ANY},
};

static const struct sign *
sign_of(uint32_t code)
{
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (signs[i].code == code)
            return &signs[i];
    return NULL;
}

/* What a sign costs for standing between `before` and `after`. */
static uint32_t
side_cost(sign_side side, uint32_t before, uint32_t after)
{
    bool has_before = is_letter(before), has_after = is_letter(after), is_wrong = false;
    if (has_before && has_after)
        return side == SIDE_BETWEEN ? 0 : SIGN_IN_WORD;
    switch (side) {
    case SIDE_ANY:
        break;
    case SIDE_BEFORE:
        is_wrong = has_before;
        break;
    case SIDE_AFTER:
        is_wrong = has_after;
        break;
    case SIDE_CLOSE:
        is_wrong = has_after || before == ' ';
        break;
    case SIDE_BETWEEN:
        is_wrong = true;
        break;
    }
    return is_wrong ? SIGN_AT_WORD : 0;
}

static uint32_t
other_sign_cost(uint32_t code)
{
    if (code == 0xFFFD)
        return SIGN_LOST;
    if (code == 0xAF || code == 0xB8 || code < 0xA0)
        return SIGN_NEVER;
    if (is_within(code, 0x2500, 0x259F)) /* boxes */
        return SIGN_RARE;
    if (is_within(code, 0x2190, 0x2BFF) || is_within(code, 0x1F000, 0x1FAFF))
        return SIGN_PICTURE;
    bool is_some = code < 0x370 || is_within(code, 0x2000, 0x214F) ||
                   is_within(code, 0x3000, 0x303F) || is_within(code, 0xFE00, 0xFE0F) ||
                   is_within(code, 0xFF00, 0xFFEF);
    return is_some ? SIGN_RARE : SIGN_NEVER;
}

/* Letters bear the marks of their script; signs and digits those that strike out. */
static bool
may_bear_mark(uint32_t code, uint32_t mark)
{
    if (mark >= 0x370)
        return is_letter(code) && code >= 0x370;
    return is_letter(code) || (code > ' ' && code < 0x7F && code != '"');
}

static void
take_sign(judging *j, uint32_t at)
{
    uint32_t code = j->piece->codes[at];
    if (code < 0x80)
        return;
    if (dbn_char_class_of(code) == DBN_CHAR_MARK && code != 0xAD && code < 0x2000) {
        j->rest += MARK + (may_bear_mark(code_before(j, at), code) ? 0 : SIGN_RARE);
        return;
    }
    if (code == code_before(j, at)) {
        j->rest += SIGN_AGAIN;
        return;
    }
    const struct sign *sign = sign_of(code);
    j->rest += sign != NULL ? sign->cost : other_sign_cost(code);
    if (code != 0xFFFD)
        j->rest += side_cost(sign != NULL ? sign->side : SIDE_ANY, code_before(j, at),
                             code_at(j, at + 1));
}

uint32_t
dbn_piece_cost(const dbn_judge *judge, const dbn_piece *piece)
{
    judging j = {.judge = judge, .piece = piece};
    for (uint32_t at = 0; at < piece->count;) {
        if (is_letter(piece->codes[at])) {
            at = take_word(&j, at);
            continue;
        }
        take_sign(&j, at);
        at++;
    }
    uint32_t least = UINT32_MAX;
    for (uint32_t i = 0; i < judge->letters->languages; i++)
        if (j.words.of[i] + judge->extra[i] < least)
            least = j.words.of[i] + judge->extra[i];
    return least + j.rest;
}
