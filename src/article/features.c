/*
 * article/features.c - features of a block by itself.
 */
#include "article/features.h"

/** A label that is so short is a button or a number. */
#define TINY_BYTES 24U
#define LONG_BYTES 250U
/** A container with so much prose holds text on purpose. */
#define HOLDS_BYTES 400U
/** Of the text that the page gives apart, in per cent of a block's words. */
#define TOLD_SHARE     80
#define NOT_TOLD_SHARE 25
/** A bit of a hint and the feature that it is. */
typedef struct bit_feature {
    uint64_t bit;
    dbn_feature feature;
} bit_feature;

#define ZONE(name)                                                                     \
    {                                                                                  \
        DBN_ZONE_##name, DBN_FEATURE_ZONE_##name                                       \
    }
#define CLASS(name)                                                                    \
    {                                                                                  \
        DBN_CLASS_BIT(name), DBN_FEATURE_CLASS_##name                                  \
    }

static const bit_feature zones[] = {
    ZONE(HIDDEN), ZONE(NAV),    ZONE(FOOTER),   ZONE(HEADER),  ZONE(ASIDE), ZONE(FORM),
    ZONE(BUTTON), ZONE(DIALOG), ZONE(NOSCRIPT), ZONE(ADDRESS), ZONE(TABLE), ZONE(LIST),
    ZONE(QUOTE),  ZONE(FIGURE), ZONE(ARTICLE),  ZONE(MAIN)};

static const bit_feature classes[] = {
    CLASS(TITLE),  CLASS(BYLINE),     CLASS(DATE),    CLASS(CAPTION), CLASS(CREDIT),
    CLASS(BODY),   CLASS(NAV),        CLASS(SHARE),   CLASS(RELATED), CLASS(AD),
    CLASS(COOKIE), CLASS(NEWSLETTER), CLASS(COMMENT), CLASS(PAYWALL), CLASS(FOOTER),
    CLASS(ASIDE),  CLASS(QUOTE),      CLASS(TAGS),    CLASS(HIDDEN),  CLASS(FUNCTION)};

static void
add_bits(dbn_features *f, const bit_feature *table, size_t count, uint64_t bits)
{
    for (size_t i = 0; i < count; i++)
        dbn_features_add(f, table[i].feature, (bits & table[i].bit) != 0);
}

int32_t
dbn_features_weigh(const dbn_features *f, const int16_t *weights)
{
    int32_t sum = 0;
    for (unsigned set = 0; set < DBN_FEATURE_SETS; set++)
        for (uint64_t bits = f->bits[set]; bits != 0; bits &= bits - 1)
            sum += weights[set * 64 + (unsigned)__builtin_ctzll(bits)];
    return sum;
}

static void
add_markup(dbn_features *f, const dbn_scene *s, const dbn_hint *hint)
{
    uint32_t in = hint->zones & s->zones;
    uint64_t words = hint->words & s->words;
    /* A post of a network that stands in the article bears the network's name. */
    if ((in & DBN_ZONE_QUOTE) != 0)
        words &= ~DBN_CLASS_BIT(SHARE);
    add_bits(f, zones, sizeof zones / sizeof *zones, in);
    add_bits(f, classes, sizeof classes / sizeof *classes, words);
    dbn_features_add(f, DBN_FEATURE_NO_ARTICLE,
                     (s->lead_zones & ~hint->zones & DBN_ZONE_ARTICLE) != 0);
    dbn_features_add(f, DBN_FEATURE_NO_MAIN,
                     (s->lead_zones & ~hint->zones & DBN_ZONE_MAIN) != 0);
    dbn_features_add(f, DBN_FEATURE_NO_BODY,
                     s->leads_body && (words & DBN_CLASS_BIT(BODY)) == 0);
    dbn_features_add(f, DBN_FEATURE_OWN_BODY,
                     (hint->own_words & DBN_CLASS_BIT(BODY)) != 0);
    dbn_features_add(f, DBN_FEATURE_OWN_TITLE,
                     (hint->own_words & DBN_CLASS_BIT(TITLE)) != 0);
    dbn_features_add(f, DBN_FEATURE_TAG_P, hint->tag == DBN_TAG_P);
    dbn_features_add(f, DBN_FEATURE_TAG_DIV,
                     hint->tag == DBN_TAG_DIV || hint->tag == DBN_TAG_NONE);
}

static void
add_role(dbn_features *f, const dbn_block *block)
{
    dbn_role role = (dbn_role)block->role;
    dbn_features_add(f, DBN_FEATURE_HEADING_HIGH,
                     role == DBN_ROLE_HEADING && block->level <= 2);
    dbn_features_add(f, DBN_FEATURE_HEADING_LOW,
                     role == DBN_ROLE_HEADING && block->level > 2);
    dbn_features_add(f, DBN_FEATURE_ITEM, role == DBN_ROLE_ITEM);
    dbn_features_add(f, DBN_FEATURE_QUOTE, role == DBN_ROLE_QUOTE);
    dbn_features_add(f, DBN_FEATURE_CELL, role == DBN_ROLE_CELL);
    dbn_features_add(f, DBN_FEATURE_CAPTION, role == DBN_ROLE_CAPTION);
    dbn_features_add(f, DBN_FEATURE_CODE, role == DBN_ROLE_CODE);
}

static bool
has_letters(dbn_span text)
{
    for (size_t i = 0; i < text.len; i++)
        if (dbn_is_ascii_alpha(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0xC3)
            return true;
    return false;
}

/* The kinds of text exclude one another: long prose, prose, a short sentence, a
 * label. */
static void
add_text(dbn_features *f, const dbn_scene *s, uint32_t i)
{
    dbn_span text = dbn_scene_text(s, i);
    bool is_prose = s->prose[i], is_sentence = dbn_scene_is_sentence(text);
    dbn_features_add(f, DBN_FEATURE_LONG_PROSE, is_prose && text.len >= LONG_BYTES);
    dbn_features_add(f, DBN_FEATURE_PROSE, is_prose && text.len < LONG_BYTES);
    dbn_features_add(f, DBN_FEATURE_SENTENCE, !is_prose && is_sentence);
    dbn_features_add(f, DBN_FEATURE_LABEL, !is_prose && !is_sentence);
    dbn_features_add(f, DBN_FEATURE_TINY, text.len <= TINY_BYTES);
    dbn_features_add(f, DBN_FEATURE_QUESTION, dbn_span_ends(text, DBN_SPAN("?")));
    dbn_features_add(f, DBN_FEATURE_NO_LETTERS,
                     text.len <= TINY_BYTES && !has_letters(text));
    if (dbn_scene_has_links(s, i, 4)) {
        bool most = dbn_scene_has_links(s, i, 2);
        bool all =
            most && dbn_page_hint(s->draft, i).link_bytes * 10ULL >= text.len * 9ULL;
        dbn_features_add(f, DBN_FEATURE_LINKS_SOME, !most);
        dbn_features_add(f, DBN_FEATURE_LINKS_MANY, most && !all);
        dbn_features_add(f, DBN_FEATURE_LINKS_ALL, all);
    }
}

static void
add_told(dbn_features *f, const dbn_scene *s, uint32_t i)
{
    int share = dbn_grams_share(&s->told, dbn_scene_text(s, i));
    dbn_features_add(f, DBN_FEATURE_TOLD, share >= TOLD_SHARE);
    dbn_features_add(f, DBN_FEATURE_NOT_TOLD, share >= 0 && share <= NOT_TOLD_SHARE);
}

static void
add_containers(dbn_features *f, const dbn_scene *s, uint32_t i)
{
    uint32_t at = dbn_scene_home(s, i);
    const dbn_holding *holding = &s->containers[at], *body = &s->containers[s->body];
    bool is_inside = holding->is_in_body;
    uint32_t steps = is_inside ? holding->depth - body->depth : 0;
    dbn_features_add(f, DBN_FEATURE_BODY_DIRECT, at == s->body);
    dbn_features_add(f, DBN_FEATURE_BODY_CHILD, is_inside && steps == 1);
    dbn_features_add(f, DBN_FEATURE_BODY_DEEP, is_inside && steps > 1);
    dbn_features_add(f, DBN_FEATURE_BODY_OUTSIDE, !is_inside);
    dbn_features_add(f, DBN_FEATURE_HOLDS_PROSE, holding->prose >= HOLDS_BYTES);
    dbn_features_add(f, DBN_FEATURE_HOLDS_LITTLE,
                     holding->prose > 0 && holding->prose < HOLDS_BYTES);
    dbn_features_add(f, DBN_FEATURE_HOLDS_LINKS,
                     holding->link_bytes * 2ULL >= holding->bytes);
    dbn_features_add(f, DBN_FEATURE_ALONE, at != dbn_page_hint(s->draft, i).container);
    dbn_features_add(f, DBN_FEATURE_BEFORE_TITLE, s->title != DBN_NONE && i < s->title);
    dbn_features_add(f, DBN_FEATURE_LATE,
                     s->last_prose != DBN_NONE && i > s->last_prose);
}

/* The first mark that starts in the block. */
static uint32_t
first_mark(const dbn_marks *marks, dbn_range range)
{
    uint32_t low = 0, high = marks->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (marks->items[middle].range.beg < range.beg)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* "Read also: …", ">> More on this": a sign that points, and a link to the end. */
static bool
is_pointing(dbn_span before)
{
    static const dbn_span signs[] = {{":", 1},
                                     {"|", 1},
                                     {">", 1},
                                     {"-", 1},
                                     {"\xC2\xBB", 2},      /* » */
                                     {"\xE2\x80\x93", 3},  /* – */
                                     {"\xE2\x80\x94", 3},  /* — */
                                     {"\xE2\x80\xBA", 3},  /* › */
                                     {"\xE2\x86\x92", 3},  /* → */
                                     {"\xE2\x96\xB6", 3},  /* ▶ */
                                     {"\xE2\x96\xBA", 3}}; /* ► */
    before = dbn_span_trim(before);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (dbn_span_ends(before, signs[i]))
            return true;
    return false;
}

/* "The town hall on Monday", "Claire Martin (left)": no sentence, unless all of it is
 * in italics, and none that leads to what follows, as "What now?" or a heading in bold.
 */
static bool
is_image_label(const dbn_scene *s, uint32_t i, bool is_bold, bool is_italic)
{
    dbn_span text = dbn_scene_text(s, i);
    if (s->prose[i] ||
        s->draft->article->records.blocks.items[i].role != DBN_ROLE_PARAGRAPH ||
        dbn_span_ends(text, DBN_SPAN("?")) || dbn_span_ends(text, DBN_SPAN(":")))
        return false;
    return is_italic || (!is_bold && !dbn_span_ends(text, DBN_SPAN(".")) &&
                         !dbn_span_ends(text, DBN_SPAN("!")));
}

/* What its marks say of a block: a label behind a picture, a pointer to elsewhere. */
static void
add_marks(dbn_features *f, const dbn_scene *s, uint32_t i)
{
    const dbn_marks *marks = &s->draft->article->records.marks;
    dbn_range block = s->draft->article->records.blocks.items[i].range;
    dbn_span text = dbn_scene_text(s, i);
    bool has_image = false, is_reference = false, is_bold = false, is_italic = false;
    for (uint32_t k = first_mark(marks, block);
         k < marks->count && marks->items[k].range.beg < block.end; k++) {
        const dbn_mark *mark = &marks->items[k];
        bool is_first = mark->range.beg == block.beg;
        bool is_last = mark->range.end + 1 >= block.end;
        has_image |= mark->kind == DBN_MARK_IMAGE && is_first;
        is_bold |= mark->kind == DBN_MARK_BOLD && is_first && is_last;
        is_italic |= mark->kind == DBN_MARK_ITALIC && is_first && is_last;
        if (mark->kind == DBN_MARK_LINK && is_last)
            is_reference |=
                is_pointing((dbn_span){text.ptr, mark->range.beg - block.beg});
    }
    dbn_features_add(f, DBN_FEATURE_IMAGE_LABEL,
                     has_image && is_image_label(s, i, is_bold, is_italic));
    dbn_features_add(f, DBN_FEATURE_REFERENCE,
                     is_reference && dbn_scene_has_links(s, i, 4));
}

void
dbn_features_of(dbn_features *out, const dbn_scene *scene, uint32_t i)
{
    const dbn_block *block = &scene->draft->article->records.blocks.items[i];
    dbn_hint hint = dbn_page_hint(scene->draft, i);
    *out = (dbn_features){{0}};
    dbn_features_add(out, DBN_FEATURE_ANY, true);
    add_markup(out, scene, &hint);
    add_role(out, block);
    add_text(out, scene, i);
    add_told(out, scene, i);
    add_containers(out, scene, i);
    add_marks(out, scene, i);
    dbn_features_add(out, DBN_FEATURE_EMPHASIS, scene->emphasis[i]);
    dbn_features_add(out, DBN_FEATURE_REPEATED, scene->repeated[i]);
}
