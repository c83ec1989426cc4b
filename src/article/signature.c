/*
 * article/signature.c - who signs a page and when, read from what it shows.
 *
 * Lines around the article that hold a person or a day are candidates: each gets points
 * for its wording ("Par …", "von Tobi", a day with a name), its class word, and how
 * near the title it stands; the best one counts, the first among equals. What stands in
 * a menu, among related articles or comments, or below the article by more than a few
 * blocks is not asked.
 *
 * Whom to believe, people: a signature by the title that names all people of the
 * metadata and more of them, or in elements of their own; or that contradicts metadata
 * outside JSON-LD (logins, houses), or one word in it; else metadata; else the best
 * signature. Where somebody signs, the site does not. Days: metadata of publication
 * first, since they have hours and zones; but a page that gives its hours in UTC and
 * shows the day before or after goes by the day that its readers see. Then what is
 * shown, which also goes before a publication that is told to be later than a change;
 * then the address of the page (meta.c), then metadata of any other day. resort.c has
 * what is left.
 */
#include "article/page.h"

/** A signature is shorter. */
#define LINE_BYTES 160U
/** One that stands in the text is shorter still. */
#define SHORT_BYTES 80U
/** One whose people stand in elements of their own may have more around them. */
#define NAMED_BYTES 600U
/** The start of a first text that may begin with its day: "Pressemitteilung vom 25.
 * Januar 2022 | Berlin – Die …". */
#define START_BYTES 64U
/** Where it stands: so many blocks above the title, below the article, at most. */
#define ABOVE_BLOCKS  8U
#define BELOW_BLOCKS  10U
#define WINDOW_BLOCKS 400U
/** Points. */
enum {
    POINTS_LABEL = 5,      /* "Autor: …" */
    POINTS_SAID = 4,       /* "Par …" */
    POINTS_INTRODUCED = 3, /* "… von Tobi am …" */
    POINTS_NAMED = 2,      /* <a rel="author"> */
    POINTS_NAMES = 1,
    POINTS_CLASS = 3,
    POINTS_OWN_CLASS = 1,
    POINTS_TOGETHER = 2, /* a person and a day */
    POINTS_NEAR = 3,
    POINTS_NEARBY = 2,
    POINTS_HEADER = 1, /* before the first text */
    POINTS_DAY = 2,    /* a day and little else */
    POINTS_TIME = 2,   /* <time> */
    POINTS_CHANGED = -2,
    PERSON_AT_LEAST = 5,
    PERSON_SURE = 8,
    DAY_AT_LEAST = 4
};
#define NEAR_BLOCKS   3U
#define NEARBY_BLOCKS 8U
/** Words beside a day that is still all there is. */
#define DAY_WORDS 4U

#define BAD_ZONES                                                                      \
    (DBN_ZONE_NAV | DBN_ZONE_FORM | DBN_ZONE_DIALOG | DBN_ZONE_HIDDEN | DBN_ZONE_ASIDE)
#define BAD_WORDS                                                                      \
    (DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(COMMENT) |            \
     DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) | DBN_CLASS_BIT(AD) |           \
     DBN_CLASS_BIT(ASIDE))

typedef struct candidate {
    int points;
    bool is_named; /* by elements of the person's own */
    uint32_t block;
    dbn_byline byline;
    dbn_date date;
    dbn_range date_range;
} candidate;

typedef struct finder {
    dbn_draft *draft;
    const dbn_region *region;
    uint32_t title, first, end;
    uint32_t label;        /* the last block that says what the next one is */
    candidate person, day; /* the best so far; no points for none */
} finder;

static int
points_of_place(const finder *f, uint32_t i)
{
    uint32_t title = f->title == DBN_NONE ? f->first : f->title;
    uint32_t distance = i > title ? i - title : title - i;
    int points = 0;
    if (distance <= NEAR_BLOCKS)
        points += POINTS_NEAR;
    else if (distance <= NEARBY_BLOCKS)
        points += POINTS_NEARBY;
    if (i <= f->first)
        points += POINTS_HEADER;
    return points;
}

static int
points_of_class(const finder *f, uint32_t i, uint64_t classes)
{
    dbn_hint hint = dbn_page_hint(f->draft, i);
    if (((hint.words & f->region->words) | hint.own_words) & classes)
        return POINTS_CLASS + ((hint.own_words & classes) != 0 ? POINTS_OWN_CLASS : 0);
    return 0;
}

/* What a rule of dicts/ says of the wording; DBN_ROLE_PARAGRAPH where none does. */
static dbn_role
role_by_wording(const dbn_draft *draft, dbn_span text)
{
    dbn_rule rule = dbn_draft_rule(draft, text);
    return rule == DBN_RULE_NONE
               ? DBN_ROLE_PARAGRAPH
               : (dbn_role)dbn_ruleset_rule(draft->in->rules, rule)->role;
}

/* Wording that a rule of dicts/ knows as furniture is nobody's name. */
static bool
is_furniture(const dbn_draft *draft, dbn_span text)
{
    return role_by_wording(draft, text) == DBN_ROLE_FURNITURE;
}

/* A sentence of the text may name somebody too: a signature is mostly names, or a line
 * of links. */
static bool
can_be_signature(const finder *f, uint32_t block, const dbn_byline *byline)
{
    uint32_t bytes =
        dbn_range_len(f->draft->article->records.blocks.items[block].range);
    uint32_t named = 0;
    if (dbn_page_hint(f->draft, block).link_bytes * 10ULL >= bytes * 9ULL)
        return true;
    for (uint32_t i = 0; i < byline->count; i++)
        named += dbn_range_len(byline->people[i]);
    return named * 2 >= bytes;
}

/* People whom elements of the block name. */
static void
weigh_named(finder *f, uint32_t i)
{
    const dbn_block *block = &f->draft->article->records.blocks.items[i];
    candidate c = {.block = i, .is_named = true};
    int points = points_of_class(f, i, DBN_CLASS_BIT(BYLINE));
    if (!dbn_page_named(&c.byline, f->draft, i, points > 0) ||
        (dbn_role_is_text((dbn_role)block->role) && !can_be_signature(f, i, &c.byline)))
        return;
    c.points = POINTS_NAMED + POINTS_CLASS + POINTS_OWN_CLASS + points_of_place(f, i);
    if (c.points > f->person.points && c.points >= PERSON_AT_LEAST &&
        !is_furniture(f->draft, dbn_span_slice(dbn_draft_text(f->draft, block->range),
                                               c.byline.people[0])))
        f->person = c;
}

/* "Autor: Nora Lind (Gastbeitrag)" */
static bool
starts_with_label(const dbn_line *line)
{
    return line->count > 1 && (line->pieces[1].gap & DBN_GAP_COLON) != 0 &&
           dbn_line_piece_is(&line->pieces[0], DBN_WORD_BY | DBN_WORD_FUNCTION);
}

static void
weigh_person(finder *f, uint32_t i, const dbn_line *line, bool has_day)
{
    candidate c = {.block = i};
    const dbn_profile *profile = f->draft->profile;
    const dbn_block *block = &f->draft->article->records.blocks.items[i];
    bool is_worded = role_by_wording(f->draft, line->text) == DBN_ROLE_BYLINE;
    if (!has_day && !is_worded && dbn_role_is_text((dbn_role)block->role))
        return;
    dbn_byline_read(&c.byline, line, profile);
    if (c.byline.kind == DBN_BYLINE_SAID && c.byline.count > 0)
        c.points = POINTS_SAID;
    else if (c.byline.kind == DBN_BYLINE_NAMES && f->label + 1 == i)
        c.points = POINTS_LABEL;
    else if (c.byline.kind == DBN_BYLINE_NAMES &&
             (has_day || points_of_class(f, i, DBN_CLASS_BIT(BYLINE)) > 0))
        c.points = POINTS_NAMES;
    else if (dbn_byline_introduced(&c.byline, line, profile))
        c.points = starts_with_label(line) ? POINTS_LABEL
                   : is_worded             ? POINTS_SAID /* "Écrit par …" */
                                           : POINTS_INTRODUCED;
    else
        return;
    c.points += points_of_place(f, i) + points_of_class(f, i, DBN_CLASS_BIT(BYLINE)) +
                (has_day ? POINTS_TOGETHER : 0);
    if (c.points > f->person.points && c.points >= PERSON_AT_LEAST &&
        !is_furniture(f->draft, dbn_span_slice(line->text, c.byline.people[0])))
        f->person = c;
}

static bool
says_changed(const dbn_line *line, uint32_t until)
{
    for (uint32_t i = 0; i < until; i++)
        if (dbn_line_piece_is(&line->pieces[i], DBN_WORD_LIVE))
            return true;
    return false;
}

/* "Tout a basculé le 12 mars 2011.": a day that the text tells of, and no markup. */
static bool
is_story(const finder *f, uint32_t i, const dbn_line *line, dbn_date_place place)
{
    const dbn_block *block = &f->draft->article->records.blocks.items[i];
    return dbn_role_is_text((dbn_role)block->role) &&
           (dbn_page_hint(f->draft, i).zones & DBN_ZONE_TIME) == 0 &&
           points_of_class(f, i, DBN_CLASS_BIT(DATE) | DBN_CLASS_BIT(BYLINE)) == 0 &&
           dbn_draft_tells_date(f->draft, line, place);
}

static bool
weigh_day(finder *f, uint32_t i, const dbn_line *line)
{
    candidate c = {.block = i};
    dbn_date_place place;
    if (!dbn_date_of_line(&c.date, &place, line, 0, f->draft->profile))
        return false;
    if (is_story(f, i, line, place))
        return true;
    c.points = points_of_place(f, i) +
               points_of_class(f, i, DBN_CLASS_BIT(DATE) | DBN_CLASS_BIT(BYLINE));
    if (place.first <= DAY_WORDS && line->count - 1 - place.last <= DAY_WORDS)
        c.points += POINTS_DAY;
    if ((dbn_page_hint(f->draft, i).zones & DBN_ZONE_TIME) != 0)
        c.points += POINTS_TIME;
    if (says_changed(line, place.first))
        c.points += POINTS_CHANGED;
    c.date_range = dbn_line_range(line, place.first, place.last);
    if (c.points > f->day.points && c.points >= DAY_AT_LEAST)
        f->day = c;
    return true;
}

static bool
can_sign(const finder *f, uint32_t i)
{
    const dbn_block *block = &f->draft->article->records.blocks.items[i];
    dbn_hint hint = dbn_page_hint(f->draft, i);
    uint32_t bytes = dbn_range_len(block->range);
    return bytes > 0 && bytes <= NAMED_BYTES && block->role != DBN_ROLE_TITLE &&
           (!dbn_role_is_text((dbn_role)block->role) || bytes <= SHORT_BYTES) &&
           block->role != DBN_ROLE_CREDIT && block->role != DBN_ROLE_CAPTION &&
           (hint.zones & f->region->zones & BAD_ZONES) == 0 &&
           (hint.words & f->region->words & BAD_WORDS) == 0;
}

/* The day before the first bar or dash of the first text. */
static void
weigh_start(finder *f)
{
    dbn_line line;
    dbn_span text = dbn_draft_text(
        f->draft, f->draft->article->records.blocks.items[f->first].range);
    size_t end = 0;
    while (end < text.len && end < START_BYTES && text.ptr[end] != '|' &&
           (unsigned char)text.ptr[end] != 0xE2)
        end++;
    if (end == text.len || end == START_BYTES)
        return;
    dbn_line_cut(&line, (dbn_span){text.ptr, end}, f->draft->profile);
    if (line.is_whole && line.count > 0)
        (void)weigh_day(f, f->first, &line);
}

static void
find_candidates(finder *f)
{
    uint32_t count = f->draft->article->records.blocks.count;
    uint32_t from = f->title != DBN_NONE && f->title < f->first ? f->title : f->first;
    uint32_t to = f->end + BELOW_BLOCKS;
    from = from > ABOVE_BLOCKS ? from - ABOVE_BLOCKS : 0;
    for (uint32_t i = from; i < count && i < to && i < from + WINDOW_BLOCKS; i++) {
        dbn_range range = f->draft->article->records.blocks.items[i].range;
        dbn_line line;
        if (!can_sign(f, i))
            continue;
        weigh_named(f, i);
        if (dbn_range_len(range) > LINE_BYTES)
            continue;
        dbn_line_cut(&line, dbn_draft_text(f->draft, range), f->draft->profile);
        if (line.is_whole && line.count > 0)
            weigh_person(f, i, &line, weigh_day(f, i, &line));
        if (dbn_byline_is_label(&line))
            f->label = i;
    }
}

static dbn_field
field_of(const finder *f, const candidate *c)
{
    const dbn_block *block = &f->draft->article->records.blocks.items[c->block];
    return (dbn_field){f->draft->article->records.view, block->range, block->rule};
}

/* Are all people that are known named in the line? */
static bool
names_all(const finder *f)
{
    const dbn_fields *known = &f->draft->article->bylines;
    dbn_letters line, name;
    dbn_letters_of(&line, dbn_draft_text(f->draft, field_of(f, &f->person).range));
    for (uint32_t i = 0; i < known->count; i++) {
        dbn_letters_of(&name, dbn_field_text(&known->items[i]));
        bool found = false;
        for (uint32_t at = 0; at + name.len <= line.len && !found; at++)
            found = memcmp(line.text + at, name.text, name.len) == 0;
        if (!found)
            return false;
    }
    return true;
}

static bool
is_one_word(const dbn_field *name)
{
    dbn_span text = dbn_field_text(name);
    return text.len == 0 || memchr(text.ptr, ' ', text.len) == NULL;
}

/* Does the signature say more than metadata do? Where it names the same people, a line
 * may hold more than their names, and metadata do not. */
static bool
says_more(const finder *f)
{
    const dbn_article *article = f->draft->article;
    const dbn_fields *known = &article->bylines;
    if (known->count == 0)
        return true;
    if (f->person.points < PERSON_SURE)
        return false;
    if (!names_all(f)) /* a login, an agency or a house in one word says little */
        return !article->are_bylines_told ||
               (known->count == 1 && is_one_word(&known->items[0]));
    return f->person.byline.count > known->count || f->person.is_named ||
           is_one_word(&known->items[0]);
}

/* "Nora Lind, Le Journal": where somebody signs, the site does not. */
static void
leave_out_site(finder *f)
{
    dbn_byline *byline = &f->person.byline;
    dbn_span line;
    uint32_t count = 0;
    if (f->person.points == 0 || byline->count < 2)
        return;
    line = dbn_draft_text(f->draft, field_of(f, &f->person).range);
    for (uint32_t i = 0; i < byline->count; i++)
        if (!dbn_page_is_site(f->draft, dbn_span_slice(line, byline->people[i]), true))
            byline->people[count++] = byline->people[i];
    if (count > 0)
        byline->count = count;
}

/* The people of another block that is set as the one that signs, as the items of a list
 * of authors are; false where it is not. */
static bool
signs_alike(const finder *f, uint32_t i, dbn_byline *out)
{
    const dbn_blocks *blocks = &f->draft->article->records.blocks;
    if (i >= blocks->count)
        return false;
    dbn_hint hint = dbn_page_hint(f->draft, i);
    dbn_hint signing = dbn_page_hint(f->draft, f->person.block);
    return hint.tag == signing.tag && hint.own_words == signing.own_words &&
           (hint.own_words & DBN_CLASS_BIT(BYLINE)) != 0 && can_sign(f, i) &&
           dbn_page_named(out, f->draft, i, true);
}

/* Those who sign, each in a block of their own: all blocks in a row, in their order. */
static dbn_status
add_people(finder *f)
{
    const dbn_article *article = f->draft->article;
    uint32_t first = f->person.block, steps = 0;
    dbn_byline byline;
    while (first > 0 && steps++ < DBN_BYLINE_PEOPLE &&
           signs_alike(f, first - 1, &byline))
        first--;
    for (uint32_t i = first; i < first + 2 * DBN_BYLINE_PEOPLE; i++) {
        candidate c = {.block = i, .byline = f->person.byline};
        if (i != f->person.block && !signs_alike(f, i, &c.byline))
            break;
        DBN_TRY(dbn_draft_add_people(f->draft, article->records.view, &c.byline,
                                     field_of(f, &c)));
    }
    return DBN_OK;
}

static dbn_status
take_person(finder *f)
{
    dbn_article *article = f->draft->article;
    bool wins = says_more(f);
    dbn_block *block = &article->records.blocks.items[f->person.block];
    bool is_unnamed = dbn_role_is_text((dbn_role)block->role) ||
                      block->rule == DBN_RULE_ARTICLE_OUTSIDE;
    /* A line with a person and a day by the title is no text. */
    if (f->person.points >= PERSON_SURE && is_unnamed) {
        block->role = DBN_ROLE_BYLINE;
        block->rule = DBN_RULE_ARTICLE_BYLINE_BY;
        block->level = 0;
    }
    if (f->person.points == 0 || !wins)
        return DBN_OK;
    article->bylines.count = 0;
    return add_people(f);
}

static void
take_day(finder *f)
{
    dbn_article *article = f->draft->article;
    const dbn_date *told = &article->date, *shown = &f->day.date;
    int64_t apart;
    if (f->day.points == 0)
        return;
    apart = told->year == 0 ? 0 : dbn_date_day(shown) - dbn_date_day(told);
    bool is_local = told->has_zone && told->zone == 0 && (apart == 1 || apart == -1);
    if (told->year != 0 && !is_local && !article->is_date_weak)
        return;
    /* The day of the last change says nothing against the one told. */
    if (told->year != 0 && !is_local && article->facts.modified_date.year != 0 &&
        dbn_date_day(shown) == dbn_date_day(&article->facts.modified_date))
        return;
    article->date = *shown;
    article->date_text = field_of(f, &f->day);
    article->date_text.range.end = article->date_text.range.beg + f->day.date_range.end;
    article->date_text.range.beg += f->day.date_range.beg;
}

dbn_status
dbn_page_signature(dbn_draft *draft, const dbn_region *region, uint32_t title)
{
    finder f = {.draft = draft,
                .region = region,
                .title = title,
                .first = DBN_NONE,
                .label = DBN_NONE - 1};
    for (uint32_t i = 0; i < draft->article->records.blocks.count; i++)
        if (region->verdicts[i].is_body && region->verdicts[i].is_prose) {
            f.first = f.first == DBN_NONE ? i : f.first;
            f.end = i + 1;
        }
    find_candidates(&f);
    if (f.first != DBN_NONE)
        weigh_start(&f);
    take_day(&f);
    leave_out_site(&f);
    return take_person(&f);
}
