/*
 * article/person.c - names of people in a line.
 *
 *     people   := name {("," | "/" | "&" | and) name}
 *     name     := one to four capitalised words, with particles and initials between
 */
#include "article/person.h"

#include "base/utf8.h"
#include "text/fold.h"

/* Letters in lower case before a capital that starts another word. */
#define HUMP_LETTERS 4U

/* The figures at the end of a login, "Marianne1"; not a day run into a name: "Lind12.
 * März". */
static bool
is_figure_of_login(const dbn_line *line, uint32_t at)
{
    const dbn_line_piece *piece = &line->pieces[at];
    const dbn_line_piece *next = at + 1 < line->count ? &line->pieces[at + 1] : NULL;
    return piece->is_digits && piece->gap == 0 &&
           (next == NULL || (next->gap == DBN_GAP_SPACE && !next->is_digits &&
                             !dbn_line_piece_is(next, DBN_WORD_MONTH)));
}

uint32_t
dbn_name_part_end(const dbn_line *line, uint32_t at)
{
    const uint32_t inner = DBN_GAP_HYPHEN | DBN_GAP_APOSTROPHE;
    while (at + 1 < line->count && !line->pieces[at + 1].is_digits &&
           (line->pieces[at + 1].gap == 0 || (line->pieces[at + 1].gap & ~inner) == 0))
        at++;
    if (at + 1 < line->count && is_figure_of_login(line, at + 1))
        at++;
    return at + 1;
}

/* May the next piece belong to the name whose last piece is r->at - 1? */
static bool
goes_on(const dbn_line_reader *r)
{
    const dbn_line_piece *next = dbn_line_peek(r), *last = &r->line->pieces[r->at - 1];
    uint32_t gap;
    if (next == NULL || next->is_digits)
        return false;
    gap = next->gap & ~(uint32_t)DBN_GAP_SPACE;
    if (gap == DBN_GAP_POINT)
        return dbn_line_piece_is_initial(last) ||
               dbn_line_piece_is(last, DBN_WORD_TITLE);
    return gap == 0 || (gap == DBN_GAP_APOSTROPHE && last->letters <= 2);
}

/* "Jan Peeters", "Theresa May": a month that has a part of a name beside it, and no
 * figure, is one itself. */
static bool
is_month_as_name(const dbn_line *line, uint32_t at)
{
    const uint32_t others = DBN_WORD_MONTH | DBN_WORD_WEEKDAY;
    const dbn_line_piece *last = at > 0 ? &line->pieces[at - 1] : NULL;
    const dbn_line_piece *next = at + 1 < line->count ? &line->pieces[at + 1] : NULL;
    if ((last != NULL && last->is_digits) || (next != NULL && next->is_digits))
        return false;
    if (next != NULL && !dbn_line_piece_is(next, others) &&
        (dbn_line_piece_is(next, DBN_WORD_PARTICLE) ||
         (next->is_upper && !dbn_line_piece_is(next, DBN_WORD_STOP))))
        return true;
    return last != NULL && last->is_upper &&
           !dbn_line_piece_is(last, others | DBN_WORD_BY | DBN_WORD_STOP);
}

static bool
starts_part(const dbn_line_reader *r)
{
    const uint32_t others =
        DBN_WORD_FUNCTION | DBN_WORD_AGENCY | DBN_WORD_WEEKDAY | DBN_WORD_CREDIT;
    const dbn_line_piece *piece = dbn_line_peek(r);
    if (piece == NULL || piece->is_digits || !piece->is_upper)
        return false;
    if (dbn_line_piece_is_initial(piece))
        return true;
    return !dbn_line_piece_is(piece, others) &&
           (!dbn_line_piece_is(piece, DBN_WORD_MONTH) ||
            is_month_as_name(r->line, r->at));
}

/* "Jule Radeck Vom …": what goes on behind a name with a capital of its own. */
static bool
is_text_behind_name(const dbn_line_reader *r)
{
    const dbn_line_piece *piece = dbn_line_peek(r);
    const dbn_line_piece *next =
        r->at + 1 < r->line->count ? &r->line->pieces[r->at + 1] : NULL;
    if (dbn_line_piece_is_initial(piece) ||
        !dbn_line_piece_is(piece, DBN_WORD_BY | DBN_WORD_STOP))
        return false;
    return next == NULL || next->is_digits ||
           !dbn_line_piece_is(piece, DBN_WORD_PARTICLE);
}

/* Skip particles in the middle of a name, when a capitalised part follows them. */
static uint32_t
after_particles(const dbn_line_reader *r)
{
    dbn_line_reader ahead = *r;
    while (dbn_line_is_at(&ahead, DBN_WORD_PARTICLE) && goes_on(&ahead))
        ahead.at++;
    if (ahead.at > r->at && goes_on(&ahead) && starts_part(&ahead))
        return ahead.at;
    return r->at;
}

/* "BardyThe West Australian": where the last part of a name runs into a capital, behind
 * more letters than "Mac" and "Van" have, two elements of a page were set without a
 * space. */
static uint32_t
hump_of(const dbn_line *line, dbn_range part)
{
    uint32_t lower = 0, len;
    for (uint32_t at = part.beg; at < part.end; at += len) {
        dbn_char_class class = dbn_char_class_of(dbn_utf8_decode(line->text, at, &len));
        if (class == DBN_CHAR_UPPER && lower >= HUMP_LETTERS)
            return at;
        lower = class == DBN_CHAR_LOWER ? lower + 1 : 0;
    }
    return part.end;
}

/* "JEAN DUPONT ET MARIE DURAND", "Ana Ruiz y Pedro Romero": what joins two names may
 * look like an initial, or like the particle of "Ortega y Gasset", behind which one
 * part stands. */
static bool
is_joining(const dbn_line_reader *r, uint32_t words)
{
    const dbn_line_piece *next = dbn_line_peek(r);
    if (words < 2 || r->at + 2 >= r->line->count || !dbn_line_is_at(r, DBN_WORD_AND))
        return false;
    return next[0].gap == DBN_GAP_SPACE && next[1].gap == DBN_GAP_SPACE &&
           next[1].is_upper && next[2].gap == DBN_GAP_SPACE &&
           (next[2].is_upper || dbn_line_piece_is(&next[2], DBN_WORD_PARTICLE));
}

uint32_t
dbn_name_read(dbn_line_reader *r, dbn_range *name)
{
    uint32_t first = r->at, words = 0;
    if (dbn_line_is_at(r, DBN_WORD_TITLE) && r->at + 1 < r->line->count)
        r->at++;
    /* "De Wever", "van den Brande": a name may start with its particle. */
    while (dbn_line_is_at(r, DBN_WORD_PARTICLE) && r->at + 1 < r->line->count &&
           (r->at == first || goes_on(r)))
        r->at++;
    while (words < DBN_NAME_WORDS_MAX && starts_part(r) &&
           (r->at == first || goes_on(r)) && !(words > 0 && is_text_behind_name(r)) &&
           !is_joining(r, words)) {
        r->at = dbn_name_part_end(r->line, r->at);
        words++;
        if (!is_joining(r, words))
            r->at = after_particles(r);
    }
    if (words == 0) {
        r->at = first;
        return 0;
    }
    *name = dbn_line_range(r->line, first, r->at - 1);
    name->end = hump_of(r->line, r->line->pieces[r->at - 1].range);
    /* The full stop of a last initial belongs to it: "J. D.". */
    if (dbn_line_piece_is_initial(&r->line->pieces[r->at - 1]) &&
        name->end < r->line->text.len && r->line->text.ptr[name->end] == '.')
        name->end++;
    return words;
}

bool
dbn_name_starts_as_text(const dbn_line_reader *r)
{
    return dbn_line_is_at(r, DBN_WORD_STOP) && !dbn_line_is_at(r, DBN_WORD_PARTICLE) &&
           !dbn_line_piece_is_initial(dbn_line_peek(r));
}

static bool
is_joint(const dbn_line_reader *r)
{
    const dbn_line_piece *piece = dbn_line_peek(r);
    const uint32_t marks = DBN_GAP_COMMA | DBN_GAP_SLASH | DBN_GAP_BAR | DBN_GAP_DASH;
    if (piece == NULL)
        return false;
    return dbn_line_piece_is(piece, DBN_WORD_AND) || (piece->gap & marks) != 0 ||
           (piece->gap & ~(uint32_t)DBN_GAP_SPACE) == DBN_GAP_OTHER;
}

/* "Von" alone, or with a mark behind it, is a word and no name. */
static bool
is_bare_by(const dbn_line_reader *r)
{
    const dbn_line_piece *next =
        r->at + 1 < r->line->count ? &r->line->pieces[r->at + 1] : NULL;
    return dbn_line_is_at(r, DBN_WORD_BY) &&
           (next == NULL || next->gap != DBN_GAP_SPACE);
}

bool
dbn_people_read(dbn_line_reader *r, dbn_byline *out, uint32_t least)
{
    while (out->count < DBN_BYLINE_PEOPLE) {
        dbn_line_reader ahead = *r;
        if (out->count > 0 && !is_joint(&ahead))
            break;
        if (out->count > 0 && dbn_line_is_at(&ahead, DBN_WORD_AND))
            ahead.at++;
        if (dbn_name_starts_as_text(&ahead) || is_bare_by(&ahead) ||
            dbn_name_read(&ahead, &out->people[out->count]) <
                (out->count == 0 ? least : 2))
            break;
        out->count++;
        *r = ahead;
    }
    return out->count > 0;
}
