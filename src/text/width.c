#include "text/width.h"

#include "base/utf8.h"

static const struct width_range {
    uint32_t beg, end;
    uint32_t columns;
} ranges[] = {
#include "text/width.inc"
};

#define JOINER      0x200DU
#define EMOJI_STYLE 0xFE0FU /* asks for the sign in front as an emoji: wide */
#define FIRST_TONE  0x1F3FBU
#define LAST_TONE   0x1F3FFU

static uint32_t
columns_of(uint32_t code)
{
    size_t low = 0, high = sizeof ranges / sizeof ranges[0];
    if (code < 0x300)
        return 1;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (code >= ranges[middle].end)
            low = middle + 1;
        else
            high = middle;
    }
    bool is_listed = low < sizeof ranges / sizeof ranges[0] && code >= ranges[low].beg;
    return is_listed ? ranges[low].columns : 1;
}

/* Columns that a code point adds behind `before`, of which `taken` are its own. */
static uint32_t
columns_behind(uint32_t code, uint32_t before, uint32_t taken)
{
    if (before == JOINER)
        return 0;
    if (code == EMOJI_STYLE)
        return taken == 1 ? 1 : 0;
    if (code >= FIRST_TONE && code <= LAST_TONE && taken == 2)
        return 0;
    return columns_of(code);
}

/* Walk while the columns are at most `most`; how many were taken goes to *columns. */
static size_t
walk(dbn_span text, uint32_t most, uint32_t *columns)
{
    uint32_t before = 0, taken = 0;
    size_t at = 0;
    *columns = 0;
    while (at < text.len) {
        uint32_t len;
        uint32_t code = dbn_utf8_decode(text, at, &len);
        uint32_t more = columns_behind(code, before, taken);
        if (more > most - *columns)
            break;
        taken = more == 0 ? taken : more;
        before = code;
        *columns += more;
        at += len;
    }
    return at;
}

uint32_t
dbn_text_columns(dbn_span text)
{
    uint32_t columns;
    (void)walk(text, UINT32_MAX, &columns);
    return columns;
}

size_t
dbn_text_fitting(dbn_span text, uint32_t columns)
{
    uint32_t taken;
    return walk(text, columns, &taken);
}
