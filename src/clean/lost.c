/*
 * What was lost was one letter, or a sign: "d�j�" is looked up among the words of the
 * language (lang/gaps.h), and the one that fits is proposed, or one that is far more
 * frequent than all others that do. Where none does it is read with each letter, and
 * the readings are judged by the letters of 24 languages (lang/plausible.h): one is
 * proposed only where it is a plausible word and far more probable than every other.
 *
 * Holes are filled from left to right; of what stands before the next one, only the
 * most probable fillings are kept. Two U+FFFD in a row are left alone: they may have
 * been two letters, or the two bytes of one.
 */
#include "clean/lost.h"

#include "base/utf8.h"
#include "lang/case.h"
#include "lang/gaps.h"
#include "lang/plausible.h"
#include "text/fold.h"

#define NATS(n) ((n)*DBN_LETTERS_NAT)

/* By how much the best reading must be more probable than the next: e^3 to one. */
#define GAIN NATS(3U)
/* What a letter of a plausible word costs at most, on average, its end being one. */
#define LETTER_COST_MAX NATS(2U)
/* What a word of another language than the text's costs more than in misread text: a
 * letter is no proof of it. */
#define FOREIGN NATS(4U)

/* Words with more holes are not guessed at. */
#define HOLES_MAX 4U
#define KEPT      8U

/* Readings that are judged in one text: some thousand words. A text that lost more is
 * not one to mend by hand. */
#define READINGS_MAX 100000U

/* What one byte can have been: letters as small ones, and signs, which are rivals. */
static const uint16_t rivals[] = {
    0xE0, 0xE1, 0xE2, 0xE3, 0xE4,   0xE5,   0xE6,   0xE7,   0xE8,   0xE9,  0xEA,
    0xEB, 0xEC, 0xED, 0xEE, 0xEF,   0xF0,   0xF1,   0xF2,   0xF3,   0xF4,  0xF5,
    0xF6, 0xF8, 0xF9, 0xFA, 0xFB,   0xFC,   0xFD,   0xFF,   0xDF,   0x153, 0xA0,
    0xAB, 0xBB, 0xBA, 0xB0, 0x2013, 0x2019, 0x201C, 0x201D, 0x2026,
};
#define RIVALS (sizeof rivals / sizeof rivals[0])

typedef struct reading {
    uint16_t filled[HOLES_MAX];
    uint32_t cost;
} reading;

typedef struct mender {
    dbn_span text;
    const dbn_profile *profile;
    dbn_judge judge;
    uint32_t readings;
    uint32_t read_end, proposed_end; /* of the words behind us */
    /* The word at hand. */
    dbn_range range;
    dbn_piece codes;
    uint32_t holes[HOLES_MAX], hole_count, letters;
    bool is_capital, is_first_capital;
    reading kept[KEPT], next[KEPT];
    uint32_t kept_count;
    dbn_piece piece;
} mender;

static bool
is_of_word(uint32_t code)
{
    if (code < 0x80)
        return dbn_is_ascii_alpha((char)code);
    dbn_char_class class = dbn_char_class_of(code);
    return code == DBN_GAP || class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER ||
           class == DBN_CHAR_MARK;
}

static uint32_t
word_start(dbn_span text, uint32_t at)
{
    for (uint32_t i = 0; i <= DBN_LETTERS_WORD_MAX && at > 0; i++) {
        uint32_t before;
        if (!is_of_word(dbn_utf8_decode_before(text, 0, at, &before)))
            break;
        at = before;
    }
    return at;
}

/* Signs of addresses, file names and codes, beside which nothing is a word. */
static bool
is_technical(char c)
{
    return dbn_is_ascii_digit(c) || (c != '\0' && strchr("/\\@_=%&#+~", c) != NULL);
}

/* A capital is due at the beginning of a line and behind a full stop. */
static bool
begins_sentence(dbn_span text, uint32_t at)
{
    if (at == 0 || text.ptr[at - 1] == '\n')
        return true;
    return at >= 2 && text.ptr[at - 1] == ' ' &&
           (text.ptr[at - 2] == '.' || text.ptr[at - 2] == '!' ||
            text.ptr[at - 2] == '?');
}

static bool
is_letter(char c)
{
    return dbn_is_ascii_alpha(c) || (unsigned char)c >= 0x80;
}

/* A word of one letter has a space and another word on both sides; a comma may stand
 * before it. Behind a number a sign is as probable. */
static bool
stands_between_words(dbn_span text, dbn_range range)
{
    const char *beg = text.ptr + range.beg, *end = text.ptr + range.end;
    return range.beg >= 2 && range.end + 2 <= text.len && beg[-1] == ' ' &&
           (is_letter(beg[-2]) || beg[-2] == ',') && end[0] == ' ' &&
           (is_letter(end[1]) || dbn_is_ascii_digit(end[1]));
}

/* Take the word around `at`; false where it is none that can be read. */
static bool
take_word(mender *m, uint32_t at)
{
    uint32_t width, capitals = 0;
    dbn_range *range = &m->range;
    range->beg = range->end = word_start(m->text, at);
    m->codes.count = m->hole_count = m->letters = 0;
    for (; range->end < m->text.len; range->end += width) {
        uint32_t code = dbn_utf8_decode(m->text, range->end, &width);
        uint32_t count = m->codes.count;
        if (!is_of_word(code))
            break;
        if (count == DBN_LETTERS_WORD_MAX ||
            (code != DBN_GAP && code >= DBN_LETTERS_END))
            return false;
        if (code == DBN_GAP) {
            bool is_second = count > 0 && m->codes.codes[count - 1] == DBN_GAP;
            if (is_second || m->hole_count == HOLES_MAX)
                return false;
            m->holes[m->hole_count++] = count;
        } else {
            m->letters++;
            capitals += dbn_char_class_of(code) == DBN_CHAR_UPPER;
        }
        m->codes.codes[m->codes.count++] = code;
    }
    if ((m->letters == 0 && !stands_between_words(m->text, *range)) ||
        (range->beg > 0 && is_technical(m->text.ptr[range->beg - 1])) ||
        (range->end < m->text.len && is_technical(m->text.ptr[range->end])))
        return false;
    m->is_capital = m->letters > 1 && capitals == m->letters;
    m->is_first_capital = m->is_capital || begins_sentence(m->text, range->beg);
    return true;
}

static uint32_t
in_case(const mender *m, uint32_t rival, uint32_t at)
{
    bool is_capital = at == 0 ? m->is_first_capital : m->is_capital;
    return is_capital ? dbn_code_upper(rival) : rival;
}

/* The word up to `end` with the first `filled` holes of `r` in it, to m->piece. */
static void
fill(mender *m, const reading *r, uint32_t filled, uint32_t end)
{
    memcpy(m->piece.codes, m->codes.codes, end * sizeof m->codes.codes[0]);
    m->piece.count = end;
    for (uint32_t i = 0; i < filled; i++)
        m->piece.codes[m->holes[i]] = in_case(m, r->filled[i], m->holes[i]);
}

/* Keep `r` among the most probable ones. */
static void
keep(reading *kept, uint32_t *count, const reading *r)
{
    uint32_t at = *count;
    if (at == KEPT && kept[KEPT - 1].cost <= r->cost)
        return;
    if (at == KEPT)
        at--;
    else
        (*count)++;
    for (; at > 0 && kept[at - 1].cost > r->cost; at--)
        kept[at] = kept[at - 1];
    kept[at] = *r;
}

/* Fill one hole in all ways that were kept so far. */
static void
fill_next(mender *m, uint32_t hole)
{
    uint32_t count = 0;
    uint32_t end = hole + 1 < m->hole_count ? m->holes[hole + 1] : m->codes.count;
    for (uint32_t i = 0; i < m->kept_count; i++)
        for (size_t rival = 0; rival < RIVALS; rival++) {
            reading r = m->kept[i];
            r.filled[hole] = rivals[rival];
            fill(m, &r, hole + 1, end);
            r.cost = dbn_piece_cost(&m->judge, &m->piece);
            m->readings++;
            keep(m->next, &count, &r);
        }
    memcpy(m->kept, m->next, count * sizeof m->kept[0]);
    m->kept_count = count;
}

/* Take what stands in the holes from a word as long; its capital makes a name. */
static void
fill_from(mender *m, dbn_span word)
{
    uint32_t at = 0, len, hole = 0;
    for (uint32_t i = 0; hole < m->hole_count; i++, at += len) {
        uint32_t code = dbn_utf8_decode(word, at, &len);
        if (i != m->holes[hole])
            continue;
        uint32_t small = dbn_code_lower(code);
        m->is_first_capital |= i == 0 && small != code;
        m->kept[0].filled[hole++] = (uint16_t)small;
    }
    fill(m, &m->kept[0], m->hole_count, m->codes.count);
}

/* Guess the word by its letters, to m->piece; false where nothing is certain. */
static bool
guess_word(mender *m)
{
    m->kept[0] = (reading){.cost = 0};
    m->kept_count = 1;
    for (uint32_t hole = 0; hole < m->hole_count; hole++)
        fill_next(m, hole);
    const reading *best = &m->kept[0];
    if (m->kept[1].cost - best->cost < GAIN ||
        best->cost > (m->codes.count + 1) * LETTER_COST_MAX)
        return false;
    fill(m, best, m->hole_count, m->codes.count);
    return true;
}

/* Read the word, which goes to m->piece; false where nothing is certain. */
static bool
read_word(mender *m)
{
    dbn_span word;
    switch (dbn_gaps_read(&word, m->profile, m->codes.codes, m->codes.count)) {
    case DBN_GAP_ONE:
        fill_from(m, word);
        return true;
    case DBN_GAP_SEVERAL:
        return false;
    case DBN_GAP_NO_WORD:
        break;
    }
    return m->letters > 0 && guess_word(m);
}

static dbn_status
propose(const mender *m, dbn_finding *finding, dbn_fixes *fixes, dbn_arena *arena)
{
    char text[DBN_LETTERS_WORD_MAX * DBN_UTF8_MAX];
    uint32_t len = 0;
    for (uint32_t i = 0; i < m->piece.count; i++)
        len += dbn_utf8_encode(text + len, m->piece.codes[i]);
    *finding = (dbn_finding){.range = m->range,
                             .rule = DBN_RULE_ENCODING_LOST_LETTER,
                             .first_fix = fixes->count,
                             .fix_count = 1};
    return dbn_fixes_replace(fixes, arena, m->range, (dbn_span){text, len},
                             finding->rule);
}

/* What the finding may become: a proposal, where its word is read, else it stays. */
static dbn_status
look_at(mender *m, dbn_finding *finding, dbn_fixes *fixes, dbn_arena *arena)
{
    if (finding->range.beg < m->read_end || m->readings >= READINGS_MAX)
        return DBN_OK;
    bool is_word = take_word(m, finding->range.beg);
    m->read_end = m->range.end;
    if (!is_word || !read_word(m))
        return DBN_OK;
    m->proposed_end = m->range.end;
    return propose(m, finding, fixes, arena);
}

dbn_status
dbn_lost_propose(dbn_clean *clean, dbn_span text, const dbn_profile *profile,
                 dbn_job *job)
{
    const dbn_letter_stats *letters = dbn_profile_letters(profile);
    uint32_t kept = 0;
    mender *m = dbn_arena_alloc(&job->scratch, sizeof *m);
    if (m == NULL)
        return DBN_ERR_NOMEM;
    m->text = text;
    m->readings = m->read_end = m->proposed_end = 0;
    m->profile = profile;
    dbn_judge_init(&m->judge, letters, dbn_profile_lang(profile));
    for (uint32_t i = 0; i < letters->languages; i++)
        m->judge.extra[i] += m->judge.extra[i] > 0 ? FOREIGN : 0;
    for (uint32_t i = 0; i < clean->findings.count; i++) {
        dbn_finding f = clean->findings.items[i];
        bool is_lost = f.rule == DBN_RULE_ENCODING_REPLACEMENT;
        if (is_lost && f.range.beg < m->proposed_end)
            continue; /* in a word that is proposed already */
        if (is_lost)
            DBN_TRY(look_at(m, &f, &clean->proposals, &job->arena));
        clean->findings.items[kept++] = f;
    }
    clean->findings.count = kept;
    return DBN_OK;
}
