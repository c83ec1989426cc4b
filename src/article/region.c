/*
 * article/region.c - which blocks of a page are the body of its article.
 *
 * Every block gets a sum of weights: what its markup says (the signals), what its
 * text is like (prose, links, length), and what stands around it (its container, the
 * prose before and after). Above zero it is body. All weights are in the two tables
 * below, in hundredths, and nowhere else.
 *
 * Words of markup lie: a page may be one big form, or carry "has-newsletter" on its
 * body. So a signal counts only while it holds less than its share of the page's
 * prose; what holds most of the prose says nothing about a block.
 *
 * Cost: three passes over the blocks, and a pass over the containers.
 */
#include "article/page.h"

enum source { ZONE, CLASS };

/** A bit of a hint and what it is worth. */
typedef struct signal {
    uint8_t source;
    uint8_t bit;     /* of hint.zones or hint.words */
    uint8_t share;   /* per cent of the prose that it may hold and still count */
    int16_t weight;  /* of a block that has it */
    int16_t without; /* of a block that has it not, when it holds over a third */
    dbn_rule rule;   /* what it makes of a block that it weighs down */
} signal;

#define ZONE_SIGNAL(name)  ZONE, (uint8_t)__builtin_ctz(DBN_ZONE_##name)
#define CLASS_SIGNAL(name) CLASS, DBN_CLASS_##name

static const signal signals[] = {
    {ZONE_SIGNAL(HIDDEN), 60, -800, 0, DBN_RULE_ARTICLE_HIDDEN},
    {ZONE_SIGNAL(NAV), 50, -600, 0, DBN_RULE_ARTICLE_NAVIGATION},
    {ZONE_SIGNAL(FOOTER), 50, -500, 0, DBN_RULE_ARTICLE_SITE_FOOTER},
    {ZONE_SIGNAL(HEADER), 40, -150, 0, DBN_RULE_ARTICLE_SITE_HEADER},
    {ZONE_SIGNAL(ASIDE), 50, -450, 0, DBN_RULE_ARTICLE_ASIDE},
    {ZONE_SIGNAL(FORM), 40, -400, 0, DBN_RULE_ARTICLE_FORM},
    {ZONE_SIGNAL(BUTTON), 30, -600, 0, DBN_RULE_ARTICLE_FORM},
    {ZONE_SIGNAL(DIALOG), 40, -600, 0, DBN_RULE_ARTICLE_DIALOG},
    {ZONE_SIGNAL(NOSCRIPT), 50, -500, 0, DBN_RULE_ARTICLE_HIDDEN},
    {ZONE_SIGNAL(ADDRESS), 30, -200, 0, DBN_RULE_ARTICLE_OUTSIDE},
    {ZONE_SIGNAL(TABLE), 40, -150, 0, DBN_RULE_ARTICLE_OUTSIDE},
    {ZONE_SIGNAL(ARTICLE), 100, 100, -150, DBN_RULE_ARTICLE_OUTSIDE},
    {ZONE_SIGNAL(MAIN), 100, 50, -100, DBN_RULE_ARTICLE_OUTSIDE},
    {CLASS_SIGNAL(NAV), 40, -400, 0, DBN_RULE_ARTICLE_NAVIGATION},
    {CLASS_SIGNAL(SHARE), 30, -450, 0, DBN_RULE_ARTICLE_SHARE},
    {CLASS_SIGNAL(RELATED), 45, -650, 0, DBN_RULE_ARTICLE_RELATED},
    {CLASS_SIGNAL(AD), 30, -550, 0, DBN_RULE_ARTICLE_ADVERTISEMENT},
    {CLASS_SIGNAL(COOKIE), 60, -800, 0, DBN_RULE_ARTICLE_COOKIE},
    {CLASS_SIGNAL(NEWSLETTER), 40, -500, 0, DBN_RULE_ARTICLE_NEWSLETTER},
    {CLASS_SIGNAL(COMMENT), 80, -650, 0, DBN_RULE_ARTICLE_COMMENT},
    {CLASS_SIGNAL(PAYWALL), 30, -400, 0, DBN_RULE_ARTICLE_PAYWALL},
    {CLASS_SIGNAL(FOOTER), 40, -400, 0, DBN_RULE_ARTICLE_SITE_FOOTER},
    {CLASS_SIGNAL(ASIDE), 40, -400, 0, DBN_RULE_ARTICLE_ASIDE},
    {CLASS_SIGNAL(TAGS), 30, -400, 0, DBN_RULE_ARTICLE_TAGS},
    {CLASS_SIGNAL(HIDDEN), 40, -300, 0, DBN_RULE_ARTICLE_HIDDEN},
    {CLASS_SIGNAL(BYLINE), 25, -250, 0, DBN_RULE_ARTICLE_OUTSIDE},
    {CLASS_SIGNAL(LEAD), 40, 500, 0, DBN_RULE_ARTICLE_OUTSIDE},
    {CLASS_SIGNAL(BODY), 100, 150, -250, DBN_RULE_ARTICLE_OUTSIDE},
};

#define SIGNALS (sizeof signals / sizeof *signals)

/** What text and neighbours are worth. */
static const struct weights {
    int16_t prose, long_prose, sentence, label; /* what the block is */
    int16_t heading, item, quote, cell;         /* its role in the markup */
    int16_t some_links, many_links;             /* a quarter, a half of it */
    int16_t container, container_small;         /* prose in the same element */
    int16_t between, beside, far, far_prose;    /* prose before and after */
} weights = {
    .prose = 200,
    .long_prose = 200,
    .sentence = 50,
    .label = -100,
    .heading = 100,
    .item = -50,
    .quote = 200,
    .cell = -50,
    .some_links = -150,
    .many_links = -500,
    .container = 200,
    .container_small = 0,
    .between = 100,
    .beside = 50,
    .far = -150,
    .far_prose = -50,
};

/** Prose is at least so long, in bytes; long prose needs nobody's help. */
#define PROSE_BYTES      60U
#define LONG_PROSE_BYTES 250U
/** A container with so much prose holds text on purpose. */
#define CONTAINER_BYTES 400U
/** Neighbours are looked for so many blocks away. */
#define NEAR_BLOCKS 5U
/** A longer run of short blocks between two texts is judged block by block. */
#define GAP_BLOCKS 24U
/** A signal that holds this much of the prose, in per cent, speaks for the rest. */
#define HOLDS_BODY 33U

typedef struct scorer {
    const dbn_draft *draft;
    dbn_verdict *verdicts;
    uint32_t count;
    uint64_t prose;         /* bytes of prose of the page */
    uint64_t held[SIGNALS]; /* of these, those that have the signal */
    uint32_t *containers;   /* bytes of prose in each */
    uint32_t container_count;
} scorer;

static bool
has_signal(const signal *s, const dbn_hint *hint)
{
    return s->source == ZONE ? (hint->zones >> s->bit & 1U) != 0
                             : (hint->words >> s->bit & 1U) != 0;
}

static bool
is_sentence(dbn_span text)
{
    static const dbn_span ends[] = {{".", 1},
                                    {"!", 1},
                                    {"?", 1},
                                    {":", 1},
                                    {"\"", 1},
                                    {")", 1},
                                    {"'", 1},
                                    {"\xC2\xBB", 2},     /* » */
                                    {"\xE2\x80\x9D", 3}, /* ” */
                                    {"\xE2\x80\x99", 3}, /* ’ */
                                    {"\xE2\x80\x9C", 3}, /* “, which closes in German */
                                    {"\xE2\x80\xA6", 3},  /* … */
                                    {"\xE3\x80\x82", 3},  /* 。 */
                                    {"\xE0\xA5\xA4", 3}}; /* । */
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (dbn_span_ends(text, ends[i]))
            return true;
    return text.len >= LONG_PROSE_BYTES;
}

static uint32_t
block_bytes(const scorer *s, uint32_t i)
{
    return dbn_range_len(s->draft->article->records.blocks.items[i].range);
}

static bool
has_links(const scorer *s, uint32_t i, uint32_t part)
{
    return dbn_page_hint(s->draft, i).link_bytes >= block_bytes(s, i) / part;
}

/* Find the prose of the page, and how much of it each signal and container holds. */
static void
weigh_prose(scorer *s)
{
    const dbn_blocks *blocks = &s->draft->article->records.blocks;
    for (uint32_t i = 0; i < s->count; i++) {
        dbn_span text = dbn_draft_text(s->draft, blocks->items[i].range);
        dbn_hint hint = dbn_page_hint(s->draft, i);
        dbn_verdict *verdict = &s->verdicts[i];
        verdict->is_prose = text.len >= PROSE_BYTES && is_sentence(text) &&
                            !has_links(s, i, 2) &&
                            blocks->items[i].role != DBN_ROLE_TITLE &&
                            blocks->items[i].role != DBN_ROLE_CODE;
        if (!verdict->is_prose)
            continue;
        s->prose += text.len;
        s->containers[hint.container] += (uint32_t)text.len;
        for (size_t j = 0; j < SIGNALS; j++)
            if (has_signal(&signals[j], &hint))
                s->held[j] += text.len;
    }
}

static int32_t
weigh_signals(const scorer *s, const dbn_hint *hint, dbn_rule *rule)
{
    int32_t sum = 0, worst = 0;
    for (size_t j = 0; j < SIGNALS; j++) {
        bool has = has_signal(&signals[j], hint);
        bool counts = s->held[j] * 100 <= s->prose * signals[j].share;
        bool leads = s->held[j] * 100 >= s->prose * HOLDS_BODY && s->prose > 0;
        int32_t weight = has && counts ? signals[j].weight : 0;
        if (!has && leads)
            weight = signals[j].without;
        sum += weight;
        if (weight < worst) {
            worst = weight;
            *rule = signals[j].rule;
        }
    }
    return sum;
}

static int32_t
weigh_role(dbn_role role)
{
    switch (role) {
    case DBN_ROLE_HEADING:
        return weights.heading;
    case DBN_ROLE_ITEM:
        return weights.item;
    case DBN_ROLE_QUOTE:
        return weights.quote;
    case DBN_ROLE_CELL:
        return weights.cell;
    case DBN_ROLE_PARAGRAPH:
    case DBN_ROLE_TITLE:
    case DBN_ROLE_BYLINE:
    case DBN_ROLE_FUNCTION:
    case DBN_ROLE_DATE:
    case DBN_ROLE_CREDIT:
    case DBN_ROLE_LEAD:
    case DBN_ROLE_CAPTION:
    case DBN_ROLE_ASIDE:
    case DBN_ROLE_CODE:
    case DBN_ROLE_FURNITURE:
    case DBN_ROLE_COUNT:
        break;
    }
    return 0;
}

static int32_t
weigh_text(const scorer *s, uint32_t i, dbn_rule *rule)
{
    const dbn_block *block = &s->draft->article->records.blocks.items[i];
    uint32_t bytes = block_bytes(s, i);
    int32_t sum = weigh_role(block->role);
    if (s->verdicts[i].is_prose)
        sum += bytes >= LONG_PROSE_BYTES ? weights.long_prose : weights.prose;
    else if (is_sentence(dbn_draft_text(s->draft, block->range)))
        sum += weights.sentence;
    else
        sum += weights.label;
    if (bytes == 0 || !has_links(s, i, 4))
        return sum;
    if (has_links(s, i, 2) && *rule == DBN_RULE_ARTICLE_OUTSIDE)
        *rule = DBN_RULE_ARTICLE_LINKS;
    return sum + (has_links(s, i, 2) ? weights.many_links : weights.some_links);
}

/* Distance to the nearest prose that scored, in the order of `step`. */
static void
measure_distances(const scorer *s, uint32_t *distances, bool forward)
{
    uint32_t distance = UINT32_MAX;
    for (uint32_t k = 0; k < s->count; k++) {
        uint32_t i = forward ? k : s->count - 1 - k;
        distances[i] = distance;
        if (s->verdicts[i].is_prose && s->verdicts[i].score > 0)
            distance = 0;
        if (distance != UINT32_MAX)
            distance++;
    }
}

static void
weigh_neighbours(scorer *s, const uint32_t *before, const uint32_t *after)
{
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t container = dbn_page_hint(s->draft, i).container;
        bool has_before = before[i] <= NEAR_BLOCKS, has_after = after[i] <= NEAR_BLOCKS;
        int32_t sum = has_before && has_after   ? weights.between
                      : has_before || has_after ? weights.beside
                      : s->verdicts[i].is_prose ? weights.far_prose
                                                : weights.far;
        /* A heading belongs to what follows it. */
        if (s->draft->article->records.blocks.items[i].role == DBN_ROLE_HEADING &&
            !has_after)
            sum = weights.far;
        sum += s->containers[container] >= CONTAINER_BYTES ? weights.container
                                                           : weights.container_small;
        s->verdicts[i].score += sum;
    }
}

/* Is a block that scored too low what may stand between two texts all the same: no
 * signal against it, no links, in the same element as one of them? */
static bool
fits_between(const scorer *s, uint32_t i, uint32_t before, uint32_t after)
{
    uint32_t container = dbn_page_hint(s->draft, i).container;
    if (s->verdicts[i].rule != DBN_RULE_ARTICLE_OUTSIDE || has_links(s, i, 4))
        return false;
    return container == dbn_page_hint(s->draft, before).container ||
           container == dbn_page_hint(s->draft, after).container;
}

/* Short items and headings between two texts: where all of a run fits, it is body. */
static void
fill_gaps(scorer *s)
{
    uint32_t before = DBN_NONE;
    for (uint32_t i = 0; i < s->count; i++) {
        bool fits = before != DBN_NONE && i - before - 1 <= GAP_BLOCKS;
        if (!s->verdicts[i].is_body)
            continue;
        for (uint32_t k = before + 1; fits && k < i; k++)
            fits = block_bytes(s, k) == 0 || fits_between(s, k, before, i);
        for (uint32_t k = before + 1; fits && k < i; k++)
            s->verdicts[k].is_body = block_bytes(s, k) > 0;
        before = i;
    }
}

static dbn_status
set_up(scorer *s, dbn_draft const *draft)
{
    dbn_arena *scratch = &draft->job->scratch;
    *s = (scorer){.draft = draft, .count = draft->article->records.blocks.count};
    for (uint32_t i = 0; i < s->count; i++) {
        uint32_t container = dbn_page_hint(draft, i).container;
        if (container >= s->container_count)
            s->container_count = container + 1;
    }
    s->verdicts = dbn_arena_alloc(scratch, (size_t)s->count * sizeof *s->verdicts);
    s->containers =
        dbn_arena_alloc(scratch, (size_t)s->container_count * sizeof *s->containers);
    if (s->verdicts == NULL || s->containers == NULL)
        return dbn_job_nomem(draft->job);
    return DBN_OK;
}

dbn_status
dbn_page_region(dbn_verdict **out, const dbn_draft *draft)
{
    scorer s;
    uint32_t *before, *after;
    DBN_TRY(set_up(&s, draft));
    before = dbn_arena_alloc(&draft->job->scratch, (size_t)s.count * sizeof *before);
    after = dbn_arena_alloc(&draft->job->scratch, (size_t)s.count * sizeof *after);
    if (before == NULL || after == NULL)
        return dbn_job_nomem(draft->job);
    weigh_prose(&s);
    for (uint32_t i = 0; i < s.count; i++) {
        dbn_hint hint = dbn_page_hint(draft, i);
        s.verdicts[i].rule = DBN_RULE_ARTICLE_OUTSIDE;
        s.verdicts[i].score = weigh_signals(&s, &hint, &s.verdicts[i].rule);
        s.verdicts[i].score += weigh_text(&s, i, &s.verdicts[i].rule);
    }
    measure_distances(&s, before, true);
    measure_distances(&s, after, false);
    weigh_neighbours(&s, before, after);
    for (uint32_t i = 0; i < s.count; i++)
        s.verdicts[i].is_body = s.verdicts[i].score > 0 && block_bytes(&s, i) > 0;
    fill_gaps(&s);
    *out = s.verdicts;
    return DBN_OK;
}
