/*
 * article/byline.c - the grammar of by-lines.
 *
 *     byline   := [by] people [function] [agencies] [date]
 *     people   := name {("," | "/" | "&" | and) name}
 *     name     := one to four capitalised words, with particles and initials between
 *     function := from a word that starts one to the end, or to a date
 *
 * A by-line is recognised only when the grammar takes the whole line: "Par prudence,
 * la Région …" fails at its second word, "De Wever, silencieux …" at its third.
 */
#include "article/byline.h"

/** Space-separated words of one name, particles apart. */
#define NAME_WORDS_MAX 4U
/** Words of a function: "correspondante de la rubrique Économie à Bruxelles". */
#define FUNCTION_WORDS_MAX 12U
/** Words around a date that are neither: "publié", "mis à jour le", "Lecture". */
#define DATE_LABEL_WORDS_MAX 5U

typedef struct reader {
    const dbn_line *line;
    const dbn_profile *profile;
    uint32_t at;
} reader;

static const dbn_line_piece *
peek(const reader *r)
{
    return r->at < r->line->count ? &r->line->pieces[r->at] : NULL;
}

static bool
is_at(const reader *r, uint32_t classes)
{
    const dbn_line_piece *piece = peek(r);
    return piece != NULL && dbn_line_piece_is(piece, classes);
}

/* The end of the part of a name that no space interrupts: Pierre-Yves, O'Brien, J. */
static uint32_t
part_end(const dbn_line *line, uint32_t at)
{
    const uint32_t inner = DBN_GAP_HYPHEN | DBN_GAP_APOSTROPHE;
    while (at + 1 < line->count && !line->pieces[at + 1].is_digits &&
           (line->pieces[at + 1].gap == 0 || (line->pieces[at + 1].gap & ~inner) == 0))
        at++;
    return at + 1;
}

static bool
is_initial(const dbn_line_piece *piece)
{
    return piece->is_upper && piece->letters <= 2;
}

/* May the next piece belong to the name whose last piece is r->at - 1? */
static bool
goes_on(const reader *r)
{
    const dbn_line_piece *next = peek(r), *last = &r->line->pieces[r->at - 1];
    uint32_t gap;
    if (next == NULL || next->is_digits)
        return false;
    gap = next->gap & ~(uint32_t)DBN_GAP_SPACE;
    if (gap == DBN_GAP_POINT)
        return is_initial(last) || dbn_line_piece_is(last, DBN_WORD_TITLE);
    return gap == 0 || (gap == DBN_GAP_APOSTROPHE && last->letters <= 2);
}

static bool
starts_part(const reader *r)
{
    const dbn_line_piece *piece = peek(r);
    if (piece == NULL || piece->is_digits || !piece->is_upper)
        return false;
    return !dbn_line_piece_is(piece, DBN_WORD_FUNCTION | DBN_WORD_AGENCY |
                                         DBN_WORD_MONTH | DBN_WORD_WEEKDAY |
                                         DBN_WORD_CREDIT) ||
           is_initial(piece);
}

/* Skip particles in the middle of a name, when a capitalised part follows them. */
static uint32_t
after_particles(const reader *r)
{
    reader ahead = *r;
    while (is_at(&ahead, DBN_WORD_PARTICLE) && goes_on(&ahead))
        ahead.at++;
    if (ahead.at > r->at && goes_on(&ahead) && starts_part(&ahead))
        return ahead.at;
    return r->at;
}

/* Read one name; its number of words comes back, 0 for none. */
static uint32_t
read_name(reader *r, dbn_range *name)
{
    uint32_t first = r->at, words = 0;
    if (is_at(r, DBN_WORD_TITLE) && r->at + 1 < r->line->count)
        r->at++;
    /* "De Wever", "van den Brande": a name may start with its particle. */
    while (is_at(r, DBN_WORD_PARTICLE) && r->at + 1 < r->line->count &&
           (r->at == first || goes_on(r)))
        r->at++;
    while (words < NAME_WORDS_MAX && starts_part(r) && (r->at == first || goes_on(r))) {
        r->at = part_end(r->line, r->at);
        words++;
        r->at = after_particles(r);
    }
    if (words == 0) {
        r->at = first;
        return 0;
    }
    *name = dbn_line_range(r->line, first, r->at - 1);
    /* The full stop of a last initial belongs to it: "J. D.". */
    if (is_initial(&r->line->pieces[r->at - 1]) && name->end < r->line->text.len &&
        r->line->text.ptr[name->end] == '.')
        name->end++;
    return words;
}

/* "Les Verts", "La Louvière": an article starts no name, unless it is a particle. */
static bool
starts_as_text(const reader *r)
{
    return is_at(r, DBN_WORD_STOP) && !is_at(r, DBN_WORD_PARTICLE) &&
           !is_initial(peek(r));
}

static bool
is_joint(const reader *r)
{
    const dbn_line_piece *piece = peek(r);
    const uint32_t marks = DBN_GAP_COMMA | DBN_GAP_SLASH | DBN_GAP_BAR | DBN_GAP_DASH;
    if (piece == NULL)
        return false;
    return dbn_line_piece_is(piece, DBN_WORD_AND) || (piece->gap & marks) != 0 ||
           (piece->gap & ~(uint32_t)DBN_GAP_SPACE) == DBN_GAP_OTHER;
}

/* People, at least one; `least` words in the first name, two in the others. */
static bool
read_people(reader *r, dbn_byline *out, uint32_t least)
{
    while (out->count < DBN_BYLINE_PEOPLE) {
        reader ahead = *r;
        if (out->count > 0 && !is_joint(&ahead))
            break;
        if (out->count > 0 && is_at(&ahead, DBN_WORD_AND))
            ahead.at++;
        if (starts_as_text(&ahead) ||
            read_name(&ahead, &out->people[out->count]) < (out->count == 0 ? least : 2))
            break;
        out->count++;
        *r = ahead;
    }
    return out->count > 0;
}

/* Agencies with what joins them: "avec Belga", "(AFP, Reuters)", "Belga et AFP". */
static bool
read_agencies(reader *r)
{
    reader ahead = *r;
    bool found = false;
    for (; peek(&ahead) != NULL && !peek(&ahead)->is_digits; ahead.at++) {
        if (is_at(&ahead, DBN_WORD_AGENCY))
            found = true;
        else if (!is_at(&ahead, DBN_WORD_STOP | DBN_WORD_AND | DBN_WORD_BY))
            break;
    }
    if (!found)
        return false;
    *r = ahead;
    return true;
}

/* A date in what is left, with few words around it. */
static bool
read_date(reader *r, dbn_byline *out)
{
    dbn_date date;
    dbn_date_place place;
    if (!dbn_date_of_line(&date, &place, r->line, r->at, r->profile))
        return false;
    if (place.first - r->at > DATE_LABEL_WORDS_MAX ||
        r->line->count - 1 - place.last > DATE_LABEL_WORDS_MAX)
        return false;
    out->date = dbn_line_range(r->line, place.first, place.last);
    r->at = r->line->count;
    return true;
}

/* A function and what follows it, up to a date. */
static bool
read_function(reader *r, dbn_byline *out)
{
    uint32_t first = r->at, last = r->line->count - 1;
    reader ahead = *r;
    if (!is_at(r, DBN_WORD_FUNCTION))
        return false;
    if (read_date(&ahead, out)) {
        while (last > first && r->line->pieces[last].range.end > out->date.beg)
            last--;
        while (last > first &&
               !(r->line->pieces[last + 1].gap &
                 (DBN_GAP_BAR | DBN_GAP_DASH | DBN_GAP_COMMA | DBN_GAP_HYPHEN)))
            last--;
    }
    if (last - first >= FUNCTION_WORDS_MAX)
        return false;
    out->function = dbn_line_range(r->line, first, last);
    r->at = r->line->count;
    return true;
}

/* What may follow the names; true when it takes the rest of the line. */
static bool
read_tail(reader *r, dbn_byline *out)
{
    if (read_function(r, out))
        return true;
    (void)read_agencies(r);
    if (peek(r) == NULL || read_function(r, out))
        return true;
    return read_date(r, out);
}

static bool
is_prose_end(const dbn_line *line)
{
    const dbn_line_piece *last = &line->pieces[line->count - 1];
    if ((line->tail & (DBN_GAP_END | DBN_GAP_COMMA | DBN_GAP_COLON)) != 0)
        return true;
    return (line->tail & DBN_GAP_POINT) != 0 && !is_initial(last) &&
           !dbn_line_piece_is(last, DBN_WORD_AGENCY);
}

/* "Photo : Jean-Yves Otis", "© Joris Van Hove", "Belga / E. Lonneux". */
static bool
read_credit(reader *r)
{
    bool opens = is_at(r, DBN_WORD_CREDIT) || (peek(r)->gap & DBN_GAP_COPYRIGHT) != 0;
    bool has_agency = false, has_slash = false;
    for (; peek(r) != NULL; r->at++) {
        const dbn_line_piece *piece = peek(r);
        bool fits = piece->is_upper || piece->is_digits ||
                    dbn_line_piece_is(piece, DBN_WORD_CREDIT | DBN_WORD_AGENCY |
                                                 DBN_WORD_PARTICLE | DBN_WORD_AND);
        if (r->at > 0 && (piece->gap & DBN_GAP_END) != 0)
            return false;
        has_agency |= dbn_line_piece_is(piece, DBN_WORD_AGENCY);
        has_slash |= r->at > 0 && (piece->gap & (DBN_GAP_SLASH | DBN_GAP_BAR)) != 0;
        if (!fits && !(opens && dbn_line_piece_is(piece, DBN_WORD_STOP)))
            return false;
    }
    return opens || (has_agency && has_slash);
}

static bool
is_agencies_only(const dbn_line *line, const dbn_profile *profile)
{
    reader r = {line, profile, 0};
    return line->count <= 8 && read_agencies(&r) && peek(&r) == NULL;
}

static bool
read_said(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    reader r = {line, profile, 0};
    bool by = is_at(&r, DBN_WORD_BY) && line->count > 1;
    if (by)
        r.at++;
    if (!read_people(&r, out, by ? 1 : 2))
        return false;
    if (peek(&r) == NULL) {
        out->kind = by ? DBN_BYLINE_SAID : DBN_BYLINE_NAMES;
        return true;
    }
    out->kind = DBN_BYLINE_SAID;
    return read_tail(&r, out);
}

void
dbn_byline_read(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    reader r = {line, profile, 0};
    *out = (dbn_byline){0};
    if (!line->is_whole || line->count == 0 || is_prose_end(line))
        return;
    if (is_agencies_only(line, profile)) {
        out->kind = DBN_BYLINE_AGENCY;
        return;
    }
    if (read_credit(&r)) {
        out->kind = DBN_BYLINE_CREDIT;
        return;
    }
    if (read_said(out, line, profile))
        return;
    *out = (dbn_byline){0};
    r.at = 0;
    if (read_function(&r, out))
        out->kind = DBN_BYLINE_FUNCTION;
}

static uint32_t
space_count(const dbn_line *line, uint32_t first)
{
    uint32_t words = 0;
    for (uint32_t i = first; i < line->count; i++)
        words += i == first || (line->pieces[i].gap & DBN_GAP_SPACE) != 0;
    return words;
}

static bool
is_address(dbn_span text)
{
    return dbn_span_starts(text, DBN_SPAN("http")) ||
           dbn_span_starts(text, DBN_SPAN("@"));
}

/* "29. Juni 2017 · von Tobi", "Reportage : Hadrien Colmant": people after a word or a
 * mark that introduces them, when nothing but a tail follows. */
static bool
read_introduced(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    const uint32_t marks = DBN_GAP_COLON | DBN_GAP_BAR | DBN_GAP_DASH | DBN_GAP_COMMA;
    for (uint32_t i = line->count; i-- > 1;) {
        reader r = {line, profile, i};
        bool by = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_BY);
        if (!by && (line->pieces[i].gap & marks) == 0)
            continue;
        *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
        if (read_people(&r, out, by ? 1 : 2) &&
            (peek(&r) == NULL || read_tail(&r, out)))
            return true;
    }
    return false;
}

void
dbn_byline_trust(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    uint32_t first = 0;
    *out = (dbn_byline){0};
    if (line->count == 0 || is_address(line->text))
        return;
    if (read_said(out, line, profile) || read_introduced(out, line, profile))
        return;
    *out = (dbn_byline){0};
    if (line->count > 1 && dbn_line_piece_is(&line->pieces[0], DBN_WORD_BY))
        first = 1;
    if (space_count(line, first) > NAME_WORDS_MAX)
        return;
    out->kind = DBN_BYLINE_NAMES;
    out->count = 1;
    out->people[0] = dbn_line_range(line, first, line->count - 1);
}

bool
dbn_byline_find(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    for (uint32_t i = 1; line->is_whole && i < line->count; i++) {
        reader r = {line, profile, i};
        bool by = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_BY);
        bool named = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_FUNCTION) &&
                     (line->pieces[i].gap & DBN_GAP_COLON) != 0;
        *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
        if ((by || named) && read_people(&r, out, 2))
            return true;
    }
    *out = (dbn_byline){0};
    return false;
}

uint32_t
dbn_byline_glued_end(const dbn_line *line)
{
    const dbn_line_piece *name;
    uint32_t end;
    if (line->count < 3 || !dbn_line_piece_is(&line->pieces[0], DBN_WORD_LIVE))
        return 0;
    name = &line->pieces[1];
    if (!line->pieces[0].is_upper || name->gap != DBN_GAP_SPACE || name->is_digits ||
        !name->is_upper || dbn_line_piece_is(name, DBN_WORD_STOP))
        return 0;
    end = part_end(line, 1);
    if (end == line->count || line->pieces[end].gap != DBN_GAP_SPACE ||
        !line->pieces[end].is_upper || line->pieces[end].is_digits)
        return 0;
    return line->pieces[end - 1].range.end;
}
