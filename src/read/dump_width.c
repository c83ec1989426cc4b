/*
 * read/dump_width.c - whether lines were wrapped, and at which width.
 *
 * A program that wraps lines fills each one: the first word of the next line had no
 * room. So a text is wrapped at a width when nearly all lines, but the last of their
 * group, come close to that width, leave no room for the next word, and end in the
 * middle of a sentence. Lines that somebody ended on purpose (a title, a date, a
 * paragraph) differ in length and end sentences.
 *
 * The whole text is asked, and then each group of lines between blank lines: a lead may
 * be wrapped narrower than its body. Few lines prove a width only where verse and
 * lists do not reach, and where none of them needs another reason for its end.
 */
#include "read/dump_lines.h"

#include "text/fold.h"

/* Narrower columns are lists, wider ones paragraphs. */
#define WIDTH_MIN 24U
#define WIDTH_MAX 160U
/* Narrower lines are verse, addresses, entries: few of them prove nothing. */
#define PROSE_MIN 56U

/* A ragged edge: the longest words that are carried over. */
#define RAGGED 16U

/* Fewer lines than this prove a width only when each goes on in lower case, or as a
 * few lines of prose do. */
#define LINES_MIN 6U
/* Full lines of such a few, and of a group for itself. */
#define FULL_MIN 2U

/* Shares of the lines that can prove a width, in tenths. */
#define FULL_TENTHS     7U
#define SENTENCE_TENTHS 5U

/* Lines [beg, end) that are asked together. */
typedef struct part {
    const dbn_dump_line *lines;
    uint32_t beg, end;
    dbn_span text;
} part;

/* What its lines say of a width; but the last of each group. */
typedef struct counts {
    uint32_t lines, full, sentences, lower;
    uint32_t full_lower;    /* full ones that go on in lower case */
    uint32_t full_sentence; /* full ones that end a sentence, by chance */
    uint32_t ended;         /* ends of paragraphs, and a title: not full by right */
} counts;

bool
dbn_dump_line_is_full(const dbn_dump_line *line, const dbn_dump_line *next,
                      uint32_t width)
{
    return line->columns <= width + RAGGED &&
           (line->columns + 1 + next->first > width ||
            (line->flags & DBN_LINE_HYPHEN) != 0);
}

/* True when `line` is followed by another one of its group: its end can prove a
 * width. */
static bool
goes_on(const part *p, uint32_t i)
{
    return i + 1 < p->end && (p->lines[i + 1].flags & DBN_LINE_STARTS_GROUP) == 0;
}

/* The width that most lines come close to, from below. */
static uint32_t
common_width(const part *p)
{
    uint32_t of_width[WIDTH_MAX + 1] = {0};
    for (uint32_t i = p->beg; i < p->end; i++)
        if (goes_on(p, i) && p->lines[i].columns <= WIDTH_MAX)
            of_width[p->lines[i].columns]++;
    uint32_t close = 0, best = 0, width = 0;
    for (uint32_t w = 0; w <= WIDTH_MAX; w++) {
        close += of_width[w];
        if (w >= RAGGED)
            close -= of_width[w - RAGGED];
        if (close > best) {
            best = close;
            width = w;
        }
    }
    return width;
}

static counts
count_lines(const part *p, uint32_t width)
{
    counts c = {0};
    for (uint32_t i = p->beg; i < p->end; i++) {
        if (!goes_on(p, i))
            continue;
        const dbn_dump_line *line = &p->lines[i];
        bool is_full = dbn_dump_line_is_full(line, line + 1, width);
        bool is_sentence = (line->flags & DBN_LINE_ENDS_SENTENCE) != 0;
        bool is_lower = (line[1].flags & DBN_LINE_STARTS_LOWER) != 0;
        bool is_title = (line->flags & DBN_LINE_STARTS_GROUP) != 0 && !is_lower;
        c.lines++;
        c.full += is_full;
        c.sentences += is_sentence;
        c.lower += is_lower;
        c.full_lower += is_full && is_lower;
        c.full_sentence += is_full && is_sentence;
        c.ended += !is_full && line->columns <= width && (is_sentence || is_title);
    }
    return c;
}

/* No line is longer than what goes for full, and none is set in columns. */
static bool
is_prose(const part *p, uint32_t width)
{
    for (uint32_t i = p->beg; i < p->end; i++) {
        const dbn_dump_line *line = &p->lines[i];
        if (line->columns > width + RAGGED)
            return false;
        for (uint32_t at = line->body; at + 2 < line->end; at++)
            if (p->text.ptr[at] == '\t' || memcmp(p->text.ptr + at, "   ", 3) == 0)
                return false;
    }
    return true;
}

static bool
ends_sentence(const part *p)
{
    return (p->lines[p->end - 1].flags & DBN_LINE_ENDS_SENTENCE) != 0;
}

/* Does a sentence end inside a line, as in no list of titles? */
static bool
has_inner_stop(const part *p)
{
    for (uint32_t i = p->beg; i < p->end; i++)
        for (uint32_t at = p->lines[i].body; at + 3 < p->lines[i].end; at++)
            if (memchr(".!?", p->text.ptr[at], 3) != NULL &&
                p->text.ptr[at + 1] == ' ' && !dbn_is_ascii_digit(p->text.ptr[at + 2]))
                return true;
    return false;
}

/* Do the full lines go on in the next one? Most begin in lower case there; where nouns
 * have capitals few do, but none ends a sentence and the last one does. */
static bool
are_unfinished(const part *p, const counts *c)
{
    if (c->full_lower * 2 >= c->full)
        return c->full_sentence * 3 <= c->full;
    return c->full_sentence == 0 && ends_sentence(p) &&
           (c->full_lower > 0 || has_inner_stop(p));
}

/* A few lines of prose: full, most of them in the middle of a sentence, and the others
 * end what they are. */
static bool
are_wrapped_prose(const part *p, uint32_t width, const counts *c)
{
    return width >= PROSE_MIN && c->full >= FULL_MIN &&
           c->full + c->ended == c->lines && are_unfinished(p, c) && is_prose(p, width);
}

/* A few lines of any width that all go on in lower case, to the end of a sentence. */
static bool
are_one_sentence(const part *p, uint32_t width, const counts *c)
{
    return c->full == c->lines && c->sentences == 0 && c->lower == c->lines &&
           ends_sentence(p) && is_prose(p, width);
}

/* The width of all lines; 0 where each stands for itself. */
static uint32_t
width_of_text(const part *p)
{
    uint32_t width = common_width(p);
    if (width < WIDTH_MIN)
        return 0;
    counts c = count_lines(p, width);
    bool is_wrapped =
        c.lines >= LINES_MIN
            ? c.full * 10 >= c.lines * FULL_TENTHS &&
                  c.sentences * 10 < c.lines * SENTENCE_TENTHS
            : are_one_sentence(p, width, &c) || are_wrapped_prose(p, width, &c);
    return is_wrapped ? width : 0;
}

/* Do all lines that can say so agree with the width? */
static bool
agrees(const part *p, uint32_t width)
{
    counts c = count_lines(p, width);
    return c.full + c.ended == c.lines;
}

/* The width of one group: its own where it proves one, else that of the text, or of
 * the group before it where it fits that. */
static uint32_t
width_of_group(const part *p, uint32_t of_text, uint32_t before)
{
    if (p->end - p->beg > FULL_MIN && (of_text == 0 || !agrees(p, of_text))) {
        uint32_t width = common_width(p);
        counts c = count_lines(p, width);
        if (are_wrapped_prose(p, width, &c))
            return width;
    }
    if (of_text == 0 && before != 0 && agrees(p, before) && is_prose(p, before))
        return before;
    return of_text;
}

void
dbn_dump_lines_measure(dbn_dump_lines *lines, dbn_span text)
{
    part whole = {lines->items, 0, lines->count, text};
    uint32_t of_text = width_of_text(&whole), before = 0;
    for (uint32_t beg = 0, end; beg < lines->count; beg = end) {
        for (end = beg + 1; end < lines->count &&
                            (lines->items[end].flags & DBN_LINE_STARTS_GROUP) == 0;)
            end++;
        part group = {lines->items, beg, end, text};
        uint32_t width =
            end - beg > 1 ? width_of_group(&group, of_text, before) : of_text;
        for (uint32_t i = beg; i < end; i++)
            lines->items[i].width = width;
        before = width != 0 ? width : before;
    }
}
