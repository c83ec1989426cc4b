/*
 * article/byline.c - the grammar of by-lines.
 *
 *     byline   := [by] people [function] [agencies] [date]
 *              |  [by our] function people [place]
 *     people   := as person.c reads them
 *     function := from a word that starts one to the end, or to a date
 *
 * A by-line is recognised only when the grammar takes the whole line: "Par prudence,
 * la Région …" fails at its second word, "De Wever, silencieux …" at its third.
 */
#include "article/byline.h"

#include "article/person.h"
#include "base/utf8.h"
#include "text/fold.h"

/** Letters of the word between a name and a place: "à", "in", "aus". */
#define PREPOSITION_LETTERS 3U
/** Words of a function: "correspondante de la rubrique Économie à Bruxelles". */
#define FUNCTION_WORDS_MAX 12U
/** Words of one in front of a name: "nostro inviato speciale". */
#define TITLED_WORDS_MAX 5U
/** Words that introduce it: "de notre". */
#define INTRODUCTION_MAX 3U
/** Letters of an agency's acronym. */
#define ACRONYM_LETTERS_MAX 5U
/** Words around a date that are neither: "publié", "mis à jour le", "Lecture". */
#define DATE_LABEL_WORDS_MAX 5U

static bool
is_acronym(const dbn_line *line, const dbn_line_piece *piece)
{
    uint32_t len;
    for (uint32_t at = piece->range.beg; at < piece->range.end; at += len)
        if (dbn_char_class_of(dbn_utf8_decode(line->text, at, &len)) != DBN_CHAR_UPPER)
            return false;
    return piece->letters >= 2 && piece->letters <= ACRONYM_LETTERS_MAX;
}

/* Agencies with what joins them: "avec Belga", "(AFP, Reuters)", "Belga et AFP"; in
 * brackets and behind a small word also one that nobody lists: "(avec ALP)". */
static bool
read_agencies(dbn_line_reader *r)
{
    dbn_line_reader ahead = *r;
    bool found = false;
    bool introduces = r->at > 0 && dbn_line_peek(r) != NULL &&
                      (dbn_line_peek(r)->gap & DBN_GAP_BRACKET) != 0 &&
                      !dbn_line_peek(r)->is_upper && dbn_line_is_at(r, DBN_WORD_STOP);
    for (; dbn_line_peek(&ahead) != NULL && !dbn_line_peek(&ahead)->is_digits;
         ahead.at++) {
        bool is_agency = dbn_line_is_at(&ahead, DBN_WORD_AGENCY) ||
                         (introduces && ahead.at == r->at + 1 &&
                          is_acronym(r->line, dbn_line_peek(&ahead)));
        if (!is_agency &&
            !dbn_line_is_at(&ahead, DBN_WORD_STOP | DBN_WORD_AND | DBN_WORD_BY))
            break;
        found |= is_agency;
    }
    if (!found)
        return false;
    *r = ahead;
    return true;
}

/* A date in what is left, with few words around it, and perhaps that of a change: "12
 * mars 2024 à 9:40 | mis à jour le 13 mars 2024". */
static bool
read_date(dbn_line_reader *r, dbn_byline *out)
{
    dbn_date date;
    dbn_date_place place;
    if (!dbn_date_of_line(&date, &place, r->line, r->at, r->profile) ||
        place.first - r->at > DATE_LABEL_WORDS_MAX)
        return false;
    dbn_range first = dbn_line_range(r->line, place.first, place.last);
    uint32_t end = place.last + 1;
    while (dbn_date_of_line(&date, &place, r->line, end, r->profile) &&
           place.first - end <= DATE_LABEL_WORDS_MAX)
        end = place.last + 1;
    if (r->line->count - end > DATE_LABEL_WORDS_MAX)
        return false;
    out->date = first;
    r->at = r->line->count;
    return true;
}

/* A function and what follows it, up to a date. */
static bool
read_function(dbn_line_reader *r, dbn_byline *out)
{
    uint32_t first = r->at, last = r->line->count - 1;
    dbn_line_reader ahead = *r;
    if (!dbn_line_is_at(r, DBN_WORD_FUNCTION))
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

/* ", Berlin", "| Londres", "in London": from where somebody writes, to the end; `by`
 * where a word said that they do. */
static bool
read_place(const dbn_line_reader *r, bool by)
{
    const uint32_t marks = DBN_GAP_COMMA | DBN_GAP_BAR | DBN_GAP_DASH;
    dbn_line_reader ahead = *r;
    if (dbn_line_peek(r) == NULL)
        return false;
    if ((dbn_line_peek(r)->gap & (by ? marks : DBN_GAP_BAR | DBN_GAP_DASH)) == 0) {
        if (!by || dbn_line_peek(r)->gap != DBN_GAP_SPACE ||
            dbn_line_peek(r)->is_upper ||
            dbn_line_peek(r)->letters > PREPOSITION_LETTERS)
            return false;
        ahead.at++;
    }
    return ahead.at + 1 == r->line->count && dbn_line_is_at(&ahead, DBN_WORD_PLACE) &&
           dbn_line_peek(&ahead)->is_upper;
}

/* What may follow the names; true when it takes the rest of the line. */
static bool
read_tail(dbn_line_reader *r, dbn_byline *out)
{
    if (read_function(r, out))
        return true;
    (void)read_agencies(r);
    if (dbn_line_peek(r) == NULL || read_function(r, out))
        return true;
    return read_date(r, out);
}

static bool
is_prose_end(const dbn_line *line)
{
    const dbn_line_piece *last = &line->pieces[line->count - 1];
    if ((line->tail & (DBN_GAP_END | DBN_GAP_COMMA | DBN_GAP_COLON)) != 0)
        return true;
    return (line->tail & DBN_GAP_POINT) != 0 && !dbn_line_piece_is_initial(last) &&
           !dbn_line_piece_is(last, DBN_WORD_AGENCY);
}

/* "Photo : Jean-Yves Otis", "© Joris Van Hove", "Belga / E. Lonneux". */
static bool
read_credit(dbn_line_reader *r)
{
    bool opens = dbn_line_is_at(r, DBN_WORD_CREDIT) ||
                 (r->line->pieces[r->at].gap & DBN_GAP_COPYRIGHT) != 0;
    bool has_agency = false, has_slash = false;
    for (; dbn_line_peek(r) != NULL; r->at++) {
        const dbn_line_piece *piece = dbn_line_peek(r);
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
    dbn_line_reader r = {line, profile, 0};
    return line->count <= 8 && read_agencies(&r) && dbn_line_peek(&r) == NULL;
}

/* "Wetter-Experte Jan Lind", "par notre reporter Nora Lind": what somebody is may stand
 * before the name; `by` where a word said that they write. */
static void
skip_office(dbn_line_reader *r, dbn_byline *out, bool by)
{
    uint32_t at = r->at, end;
    const dbn_line_piece *first, *next;
    while (by && at + 1 < r->line->count && !r->line->pieces[at].is_upper &&
           r->line->pieces[at + 1].gap == DBN_GAP_SPACE &&
           dbn_line_piece_is(&r->line->pieces[at], DBN_WORD_STOP))
        at++;
    first = &r->line->pieces[at];
    end = dbn_name_part_end(r->line, at);
    bool is_noun =
        end - at > 1 ||
        (by && (!first->is_upper || dbn_profile_notation(r->profile).noun_capitals));
    next = end < r->line->count ? &r->line->pieces[end] : NULL;
    if (!is_noun || next == NULL || next->gap != DBN_GAP_SPACE || !next->is_upper ||
        !dbn_line_piece_is(&r->line->pieces[end - 1], DBN_WORD_FUNCTION) ||
        dbn_line_piece_is(next, DBN_WORD_FUNCTION))
        return;
    out->function = dbn_line_range(r->line, at, end - 1);
    r->at = end;
}

static bool
read_said(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    dbn_line_reader r = {line, profile, 0};
    bool by = dbn_line_is_at(&r, DBN_WORD_BY) && line->count > 1;
    if (by)
        r.at++;
    skip_office(&r, out, by);
    if (!dbn_people_read(&r, out, by ? 1 : 2))
        return false;
    if (dbn_line_peek(&r) == NULL || read_place(&r, by)) {
        out->kind = by ? DBN_BYLINE_SAID : DBN_BYLINE_NAMES;
        return true;
    }
    out->kind = DBN_BYLINE_SAID;
    return read_tail(&r, out);
}

/* The words of a function in front of a name: small ones, and those that start one;
 * the first may be of any kind, "Political correspondent". */
static bool
read_title_words(dbn_line_reader *r)
{
    uint32_t first = r->at;
    bool is_function = false;
    for (; dbn_line_peek(r) != NULL && r->at - first < TITLED_WORDS_MAX; r->at++) {
        const dbn_line_piece *piece = dbn_line_peek(r);
        bool starts = dbn_line_piece_is(piece, DBN_WORD_FUNCTION);
        if (piece->is_digits)
            return false;
        if (r->at > first &&
            (piece->gap != DBN_GAP_SPACE || (piece->is_upper && !starts)))
            break;
        is_function |= starts;
    }
    return is_function;
}

/* "correspondant à Rome, Jean Dupont": the place belongs to the function. Behind a
 * small word that no place follows, what has a capital does: "Redakteur im Ressort
 * Land". */
static bool
ends_title(dbn_line_reader *r)
{
    const dbn_line_piece *last = &r->line->pieces[r->at - 1];
    bool is_small = !last->is_upper && last->letters <= PREPOSITION_LETTERS;
    if (is_small && dbn_line_is_at(r, DBN_WORD_PLACE) &&
        dbn_line_peek(r)->gap == DBN_GAP_SPACE) {
        r->at++;
        return true;
    }
    return last->is_upper ||
           !dbn_line_piece_is(last, DBN_WORD_STOP | DBN_WORD_PARTICLE);
}

/* "Journaliste Jean Dupont", "Von unserem Korrespondenten Hans Müller", "Dal nostro
 * inviato Mario Rossi": two small words, or one of a by-line, say that somebody wrote;
 * without them it is one only where one can stand, and none where "Redakteur Politik
 * Ausland" has no name in it. */
static bool
read_titled(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    dbn_line_reader r = {line, profile, 0};
    bool by = dbn_line_is_at(&r, DBN_WORD_BY);
    while (dbn_line_is_at(&r, DBN_WORD_BY | DBN_WORD_STOP) && r.at < INTRODUCTION_MAX)
        r.at++;
    uint32_t first = r.at;
    by |= first > 1;
    bool nouns_have_capitals =
        profile != NULL && dbn_profile_notation(profile).noun_capitals;
    if (((first > 0 || nouns_have_capitals) && !by) || !read_title_words(&r) ||
        !ends_title(&r))
        return false;
    uint32_t last = r.at - 1;
    if (dbn_line_peek(&r) == NULL ||
        (dbn_line_peek(&r)->gap != DBN_GAP_SPACE &&
         (dbn_line_peek(&r)->gap & DBN_GAP_COMMA) == 0) ||
        !dbn_people_read(&r, out, 2))
        return false;
    if (dbn_line_peek(&r) != NULL && !read_place(&r, true) && !read_date(&r, out))
        return false;
    out->kind = by ? DBN_BYLINE_SAID : DBN_BYLINE_NAMES;
    out->function = dbn_line_range(line, first, last);
    return true;
}

/* "La rédaction", "the newsdesk": a function behind its article is nobody's name. */
static bool
is_staff(const dbn_line *line, uint32_t first)
{
    return first + 1 < line->count &&
           dbn_line_piece_is(&line->pieces[first], DBN_WORD_STOP) &&
           dbn_line_piece_is(&line->pieces[line->count - 1], DBN_WORD_FUNCTION);
}

/* "Coastal correspondent", "Wetenschapsredacteur": languages that put the noun last
 * have its kind in front. */
static bool
is_trailing_function(const dbn_line *line, dbn_byline *out)
{
    const dbn_line_piece *last = &line->pieces[line->count - 1];
    if (line->count > DBN_NAME_WORDS_MAX || !line->pieces[0].is_upper ||
        last->is_digits || dbn_line_piece_is(&line->pieces[0], DBN_WORD_BY) ||
        !dbn_line_piece_is(last, DBN_WORD_FUNCTION) || is_staff(line, 0))
        return false;
    for (uint32_t i = 1; i < line->count; i++)
        if (line->pieces[i].gap != DBN_GAP_SPACE || line->pieces[i].is_digits)
            return false;
    out->function = dbn_line_range(line, 0, line->count - 1);
    return true;
}

void
dbn_byline_read(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    dbn_line_reader r = {line, profile, 0};
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
    if (read_titled(out, line, profile))
        return;
    *out = (dbn_byline){0};
    r.at = 0;
    if (read_function(&r, out) || is_trailing_function(line, out))
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

bool
dbn_byline_is_address(dbn_span text)
{
    return dbn_span_starts(text, DBN_SPAN("http")) ||
           dbn_span_starts(text, DBN_SPAN("www.")) ||
           (text.len > 0 && memchr(text.ptr, '@', text.len) != NULL &&
            memchr(text.ptr, ' ', text.len) == NULL);
}

/* Does a credit stand here: "Photos : Marc Petit"? */
static bool
is_at_credit(const dbn_line *line, uint32_t at)
{
    return at + 1 < line->count &&
           dbn_line_piece_is(&line->pieces[at], DBN_WORD_CREDIT) &&
           (line->pieces[at + 1].gap & DBN_GAP_COLON) != 0;
}

/* "29. Juni 2017 · von Tobi", "Reportage : Hadrien Colmant": people after a word or a
 * mark that introduces them, when nothing but a tail follows, or a credit: who took the
 * pictures is none of them. */
static bool
read_introduced(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    const uint32_t marks = DBN_GAP_COLON | DBN_GAP_BAR | DBN_GAP_DASH | DBN_GAP_COMMA;
    for (uint32_t i = line->count; i-- > 1;) {
        dbn_line_reader r = {line, profile, i};
        bool by = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_BY);
        bool is_dash = line->pieces[i].gap == (DBN_GAP_HYPHEN | DBN_GAP_SPACE);
        if ((!by && !is_dash && (line->pieces[i].gap & marks) == 0) ||
            is_at_credit(line, i - 1))
            continue;
        *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
        if (dbn_people_read(&r, out, by ? 1 : 2) &&
            (dbn_line_peek(&r) == NULL || is_at_credit(line, r.at) ||
             read_tail(&r, out)))
            return true;
    }
    return false;
}

/* Words with capitals, particles apart, or one word of any kind. */
static bool
could_be_name(const dbn_line *line, uint32_t first)
{
    const uint32_t text = DBN_WORD_STOP | DBN_WORD_BY;
    if (is_staff(line, first))
        return false;
    for (uint32_t i = first; i < line->count; i++) {
        const dbn_line_piece *piece = &line->pieces[i];
        bool is_inside = i > first && piece->gap != DBN_GAP_SPACE;
        if (i > first && ((piece->gap & (DBN_GAP_BRACKET | DBN_GAP_COLON)) != 0 ||
                          dbn_line_piece_is(piece, DBN_WORD_AND)))
            return false;
        if (dbn_line_piece_is(piece, text) &&
            !dbn_line_piece_is(piece, DBN_WORD_PARTICLE) &&
            !dbn_line_piece_is_initial(piece))
            return false;
        if (!piece->is_upper && !piece->is_digits && !is_inside &&
            first + 1 < line->count && !dbn_line_piece_is(piece, DBN_WORD_PARTICLE))
            return false;
    }
    return first < line->count;
}

/* "Nora Lind, Hochschule für Gartenbau": a whole name before a comma, and what the
 * person is or writes for. */
static bool
read_described(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    dbn_line_reader r = {line, profile, 0};
    *out = (dbn_byline){.kind = DBN_BYLINE_SAID, .count = 1};
    return !dbn_name_starts_as_text(&r) && dbn_name_read(&r, &out->people[0]) >= 2 &&
           dbn_line_peek(&r) != NULL && (dbn_line_peek(&r)->gap & DBN_GAP_COMMA) != 0;
}

void
dbn_byline_trust(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    uint32_t first = 0;
    *out = (dbn_byline){0};
    if (line->count == 0 || dbn_byline_is_address(line->text))
        return;
    if (read_said(out, line, profile) || read_introduced(out, line, profile) ||
        read_described(out, line, profile))
        return;
    *out = (dbn_byline){0};
    if (line->count > 1 && dbn_line_piece_is(&line->pieces[0], DBN_WORD_BY))
        first = 1;
    if (space_count(line, first) > DBN_NAME_WORDS_MAX || !could_be_name(line, first))
        return;
    out->kind = DBN_BYLINE_NAMES;
    out->count = 1;
    out->people[0] = dbn_line_range(line, first, line->count - 1);
}

/* One word that no name is made of, a login: with what it is parted from the rest, or
 * a small word behind it. */
static bool
read_login(dbn_byline *out, const dbn_line *line, uint32_t i)
{
    uint32_t end = dbn_name_part_end(line, i);
    const dbn_line_piece *piece = &line->pieces[i];
    bool is_apart =
        end == line->count ||
        (line->pieces[end].gap & ~(uint32_t)DBN_GAP_POINT) != DBN_GAP_SPACE ||
        dbn_line_piece_is(&line->pieces[end], DBN_WORD_STOP) ||
        line->pieces[end].is_digits;
    if (piece->is_digits || piece->letters < 2 || !is_apart ||
        dbn_line_piece_is(piece, DBN_WORD_STOP | DBN_WORD_FUNCTION | DBN_WORD_AGENCY |
                                     DBN_WORD_BY) ||
        (end < line->count && dbn_line_piece_is(&line->pieces[end], DBN_WORD_BY)))
        return false;
    out->people[0] = dbn_line_range(line, i, end - 1);
    out->count = 1;
    return true;
}

/* May the word behind piece `by` be a name although it is alone? "minute par minute"
 * and "chemin de fer" have such words too: at the start of a line, behind a mark, or in
 * a line with a year. */
static bool
can_be_alone(const dbn_line *line, uint32_t by)
{
    if (by == 0 || (line->pieces[by].gap & ~(uint32_t)DBN_GAP_SPACE) != 0 ||
        (by == 1 && !dbn_line_piece_is(&line->pieces[by], DBN_WORD_PARTICLE)))
        return true;
    for (uint32_t i = 0; i < line->count; i++)
        if (line->pieces[i].is_digits && line->pieces[i].letters == 4)
            return true;
    return false;
}

bool
dbn_byline_is_label(const dbn_line *line)
{
    const uint32_t labels = DBN_WORD_BY | DBN_WORD_FUNCTION;
    return line->is_whole && line->count == 1 &&
           dbn_line_piece_is(&line->pieces[0], labels);
}

bool
dbn_byline_introduced(dbn_byline *out, const dbn_line *line, const dbn_profile *profile)
{
    for (uint32_t i = 1; line->is_whole && i < line->count; i++) {
        dbn_line_reader r = {line, profile, i};
        bool by = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_BY);
        bool named = dbn_line_piece_is(&line->pieces[i - 1], DBN_WORD_FUNCTION) &&
                     (line->pieces[i].gap & DBN_GAP_COLON) != 0;
        bool alone = by && can_be_alone(line, i - 1);
        *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
        if ((by || named) && dbn_people_read(&r, out, alone ? 1 : 2))
            return true;
        *out = (dbn_byline){.kind = DBN_BYLINE_SAID};
        if (alone && read_login(out, line, i))
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
    end = dbn_name_part_end(line, 1);
    if (end == line->count || line->pieces[end].gap != DBN_GAP_SPACE ||
        !line->pieces[end].is_upper || line->pieces[end].is_digits)
        return 0;
    return line->pieces[end - 1].range.end;
}
