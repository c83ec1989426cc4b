#include "read/guess.h"

#include "base/utf8.h"
#include "lang/plausible.h"
#include "read/decode.h"

/* Zero bytes are a third of the units of any text in Latin letters, and of one in
 * others at least its spaces and line ends. */
#define UTF16_SAMPLE 4096U
#define UTF16_SHARE  20U /* one unit in twenty */
#define UTF16_LEAST  3U

/* Bytes that are UTF-8 as they stand are that, with zeros strewn in, unless a third of
 * the units have one, as in Latin letters, or other controls are as many as in other
 * letters: one in twenty. */
#define UTF8_ZEROS 3U

/* Units of [0, len) that are controls, but not of lines. */
static size_t
controls_in(dbn_span bytes, size_t len, size_t high)
{
    size_t count = 0;
    for (size_t i = 0; i + 1 < len; i += 2) {
        unsigned char low = (unsigned char)bytes.ptr[i + 1 - high];
        bool is_line = low == '\t' || low == '\n' || low == '\r';
        count += bytes.ptr[i + high] == '\0' && low < 0x20 && !is_line;
    }
    return count;
}

/* A sample with `zeros` zero bytes; its last character may be cut. */
static bool
is_utf8_with_zeros(dbn_span sample, size_t zeros)
{
    size_t controls = 0, units = sample.len / 2;
    for (size_t i = 0; i < sample.len; i++) {
        unsigned char byte = (unsigned char)sample.ptr[i];
        controls += byte > 0 && byte < 0x20 && !dbn_is_ascii_space(sample.ptr[i]);
    }
    return zeros < units / UTF8_ZEROS && controls <= units / UTF16_SHARE &&
           dbn_utf8_invalid_at(sample, 0) + 4 > sample.len;
}

dbn_charset
dbn_guess_utf16(dbn_span bytes)
{
    size_t len = bytes.len < UTF16_SAMPLE ? bytes.len : UTF16_SAMPLE, zeros[2] = {0};
    if (bytes.len % 2 != 0)
        return DBN_CHARSET_COUNT;
    for (size_t i = 0; i < len; i++)
        zeros[i % 2] += bytes.ptr[i] == '\0';
    if (is_utf8_with_zeros((dbn_span){bytes.ptr, len}, zeros[0] + zeros[1]))
        return DBN_CHARSET_COUNT;
    for (size_t high = 0; high < 2; high++)
        if (zeros[high] >= UTF16_LEAST && zeros[high] >= len / 2 / UTF16_SHARE &&
            zeros[1 - high] == 0 && controls_in(bytes, len, high) <= len / 128)
            return high == 0 ? DBN_CHARSET_UTF_16BE : DBN_CHARSET_UTF_16LE;
    return DBN_CHARSET_COUNT;
}

#define NATS(n) ((n)*DBN_LETTERS_NAT)

/* In the order of how often they are met; each must be more probable than windows-1252
 * by this much. */
static const struct candidate {
    dbn_charset charset;
    uint32_t prior;
} candidates[] = {
    {DBN_CHARSET_WINDOWS_1252, 0},        {DBN_CHARSET_ISO_8859_15, NATS(1U)},
    {DBN_CHARSET_MACINTOSH, NATS(3U)},    {DBN_CHARSET_IBM850, NATS(3U)},
    {DBN_CHARSET_WINDOWS_1250, NATS(8U)}, {DBN_CHARSET_WINDOWS_1251, NATS(15U)},
    {DBN_CHARSET_KOI8_R, NATS(15U)},
};

#define CANDIDATES (sizeof candidates / sizeof candidates[0])

/* Words that are looked at for each byte value, and how far they reach to both sides.
 */
#define WORDS 4U
#define REACH 24U

/* What a byte costs that is no character. */
#define NOTHING NATS(20U)

typedef struct guess {
    dbn_judge judge;
    const uint16_t *tables[CANDIDATES];
    uint64_t costs[CANDIDATES];
} guess;

/* The word around `at`. */
static dbn_range
word_around(dbn_span bytes, size_t at)
{
    size_t beg = at, end = at + 1;
    while (beg > 0 && at - beg < REACH && !dbn_is_ascii_space(bytes.ptr[beg - 1]))
        beg--;
    while (end < bytes.len && end - at < REACH && !dbn_is_ascii_space(bytes.ptr[end]))
        end++;
    return (dbn_range){(uint32_t)beg, (uint32_t)end};
}

static uint32_t
cost_of_word(const guess *g, dbn_span word, const uint16_t *table)
{
    dbn_piece piece = {.count = 0};
    uint32_t extra = 0;
    for (size_t i = 0; i < word.len && piece.count < DBN_PIECE_MAX; i++) {
        unsigned char byte = (unsigned char)word.ptr[i];
        uint32_t code = byte < 0x80 ? byte : table[byte - 0x80];
        extra += code == 0 && byte != 0 ? NOTHING : 0;
        piece.codes[piece.count++] = code;
    }
    return dbn_piece_cost(&g->judge, &piece) + extra;
}

/* Count what the words with `byte` cost, `times` over. */
static void
weigh(guess *g, dbn_span bytes, unsigned char byte, uint64_t times)
{
    size_t at = 0;
    uint64_t sums[CANDIDATES] = {0}, words = 0;
    while (words < WORDS && at < bytes.len) {
        const char *found = memchr(bytes.ptr + at, byte, bytes.len - at);
        if (found == NULL)
            break;
        dbn_range range = word_around(bytes, (size_t)(found - bytes.ptr));
        for (size_t i = 0; i < CANDIDATES; i++)
            sums[i] += cost_of_word(g, dbn_span_slice(bytes, range), g->tables[i]);
        words++;
        at = range.end;
    }
    for (size_t i = 0; i < CANDIDATES && words > 0; i++)
        g->costs[i] += sums[i] * times / words;
}

/* Marks of UTF-16 get into a text where files were put one behind the other. */
static bool
is_stray_mark(dbn_span bytes, size_t at)
{
    dbn_span rest = {bytes.ptr + at, bytes.len - at};
    return dbn_span_starts(rest, DBN_SPAN("\xFF\xFE")) ||
           dbn_span_starts(rest, DBN_SPAN("\xFE\xFF"));
}

/* How often each byte value beyond ASCII stands there, but in what is of another
 * charset whatever the rest is in: whole sequences of UTF-8, and such marks. */
static void
count_bytes(uint64_t counts[256], dbn_span bytes)
{
    size_t at = dbn_utf8_invalid_at(bytes, 0);
    while (at < bytes.len) {
        size_t end = at + dbn_utf8_subpart_len(bytes, at);
        if (is_stray_mark(bytes, at))
            at = end = at + 2;
        for (; at < end; at++)
            counts[(unsigned char)bytes.ptr[at]]++;
        at = dbn_utf8_invalid_at(bytes, at);
    }
}

dbn_charset
dbn_guess_single_byte(dbn_span bytes, const dbn_letter_stats *letters)
{
    guess g = {.costs = {0}};
    uint64_t counts[256] = {0};
    size_t best = 0;
    if (letters == NULL)
        return DBN_CHARSET_WINDOWS_1252;
    dbn_judge_init(&g.judge, letters, DBN_SPAN("und"));
    for (size_t i = 0; i < CANDIDATES; i++) {
        g.tables[i] = dbn_charset_table(candidates[i].charset);
        g.costs[i] = candidates[i].prior;
    }
    count_bytes(counts, bytes);
    for (unsigned byte = 0x80; byte <= 0xFF; byte++)
        if (counts[byte] > 0)
            weigh(&g, bytes, (unsigned char)byte, counts[byte]);
    for (size_t i = 1; i < CANDIDATES; i++)
        if (g.costs[i] < g.costs[best])
            best = i;
    return candidates[best].charset;
}
