/*
 * article/scene.c - measuring a page before its blocks are judged.
 *
 * The body is looked for from the page downwards: the container inside that holds most
 * of the prose is entered, as long as there is one. What markup speaks against (menus,
 * comments, related articles …) does not count as prose here.
 *
 * Words of markup lie: a page may be one big form, or carry "has-newsletter" on its
 * body. So a zone or class word counts only while it holds less than its share of the
 * page's prose; what holds most of the prose says nothing about a block.
 */
#include "article/scene.h"

/** Prose is at least so long, in bytes. */
#define PROSE_BYTES 60U
/** A text that is so long is prose however it ends. */
#define LONG_BYTES 250U
/** A container is entered when it holds this much of the prose around it. */
#define BODY_SHARE 60U
/** A zone or word that holds more of the prose means nothing; comments may be long. */
#define SIGNAL_SHARE  45U
#define COMMENT_SHARE 97U
/** What holds this much of the prose speaks against the rest. */
#define LEADS_SHARE 40U
/** A text that the page gives apart counts from so many bytes on. */
#define TOLD_BYTES 400U

#define BAD_ZONES                                                                      \
    (DBN_ZONE_NAV | DBN_ZONE_FOOTER | DBN_ZONE_ASIDE | DBN_ZONE_FORM |                 \
     DBN_ZONE_DIALOG | DBN_ZONE_HIDDEN | DBN_ZONE_BUTTON | DBN_ZONE_NOSCRIPT)
#define BAD_WORDS                                                                      \
    (DBN_CLASS_BIT(NAV) | DBN_CLASS_BIT(RELATED) | DBN_CLASS_BIT(AD) |                 \
     DBN_CLASS_BIT(COOKIE) | DBN_CLASS_BIT(NEWSLETTER) | DBN_CLASS_BIT(COMMENT) |      \
     DBN_CLASS_BIT(FOOTER) | DBN_CLASS_BIT(ASIDE))

bool
dbn_scene_is_sentence(dbn_span text)
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
    return text.len >= LONG_BYTES;
}

/* Bytes of prose in each zone and under each class word. */
typedef struct shares {
    uint64_t zones[32], words[64];
    uint64_t all;
} shares;

static void
add_bits(uint64_t *held, uint64_t bits, uint32_t bytes)
{
    for (; bits != 0; bits &= bits - 1)
        held[__builtin_ctzll(bits)] += bytes;
}

/* All of a block in one mark of emphasis: marks and blocks are walked side by side. */
static void
find_emphasis(dbn_scene *s)
{
    const dbn_marks *marks = &s->draft->article->records.marks;
    const dbn_blocks *blocks = &s->draft->article->records.blocks;
    uint32_t at = 0;
    for (uint32_t i = 0; i < s->count; i++) {
        dbn_range range = blocks->items[i].range;
        s->emphasis[i] = false;
        while (at < marks->count && marks->items[at].range.beg < range.beg)
            at++;
        for (uint32_t k = at;
             k < marks->count && marks->items[k].range.beg == range.beg; k++)
            s->emphasis[i] |= marks->items[k].kind <= DBN_MARK_ITALIC &&
                              marks->items[k].range.end >= range.end;
    }
}

static void
find_homes(dbn_scene *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (dbn_scene_text(s, i).len > 0)
            s->containers[dbn_page_hint(s->draft, i).container].all_blocks++;
    for (uint32_t c = s->container_count; c-- > 1;)
        s->containers[s->containers[c].outer].all_blocks += s->containers[c].all_blocks;
    for (uint32_t c = 1; c < s->container_count; c++)
        s->containers[c].home = s->containers[c].all_blocks > 1
                                    ? c
                                    : s->containers[s->containers[c].outer].home;
}

static void
measure_blocks(dbn_scene *s, shares *held)
{
    const dbn_blocks *blocks = &s->draft->article->records.blocks;
    for (uint32_t i = 0; i < s->count; i++) {
        dbn_span text = dbn_scene_text(s, i);
        dbn_hint hint = dbn_page_hint(s->draft, i);
        dbn_holding *holding = &s->containers[dbn_scene_home(s, i)];
        uint32_t bytes = (uint32_t)text.len;
        s->prose[i] = bytes >= PROSE_BYTES && dbn_scene_is_sentence(text) &&
                      !dbn_scene_has_links(s, i, 2) &&
                      blocks->items[i].role != DBN_ROLE_TITLE &&
                      blocks->items[i].role != DBN_ROLE_CODE;
        holding->blocks += bytes > 0;
        holding->bytes += bytes;
        holding->link_bytes += hint.link_bytes;
        if (!s->prose[i])
            continue;
        holding->prose += bytes;
        held->all += bytes;
        add_bits(held->zones, hint.zones, bytes);
        add_bits(held->words, hint.words, bytes);
    }
}

static void
weigh_markup(dbn_scene *s, const shares *held)
{
    for (unsigned i = 0; i < 32; i++)
        if (held->zones[i] * 100 <= held->all * SIGNAL_SHARE)
            s->zones |= 1U << i;
    for (unsigned i = 0; i < DBN_CLASS_COUNT; i++)
        if (held->words[i] * 100 <=
            held->all * (i == DBN_CLASS_COMMENT ? COMMENT_SHARE : SIGNAL_SHARE))
            s->words |= UINT64_C(1) << i;
    if (held->all == 0)
        return;
    /* Good signs count whatever they hold. */
    s->words |= DBN_CLASS_BIT(BODY);
    s->zones |= DBN_ZONE_ARTICLE | DBN_ZONE_MAIN;
    for (unsigned i = 0; i < 2; i++) {
        uint32_t zone = i == 0 ? DBN_ZONE_ARTICLE : DBN_ZONE_MAIN;
        if (held->zones[__builtin_ctz(zone)] * 100 >= held->all * LEADS_SHARE)
            s->lead_zones |= zone;
    }
    s->leads_body = held->words[DBN_CLASS_BODY] * 100 >= held->all * LEADS_SHARE;
}

/* Enter the container that holds most of the prose, from the page downwards. */
static void
find_body(dbn_scene *s)
{
    for (uint32_t i = 0; i < s->count; i++) {
        dbn_hint hint = dbn_page_hint(s->draft, i);
        bool is_bad = (hint.zones & s->zones & BAD_ZONES) != 0 ||
                      (hint.words & s->words & BAD_WORDS) != 0;
        if (s->prose[i] && !is_bad)
            s->containers[dbn_scene_home(s, i)].all_prose +=
                (uint32_t)dbn_scene_text(s, i).len;
    }
    for (uint32_t c = s->container_count; c-- > 1;)
        s->containers[s->containers[c].outer].all_prose += s->containers[c].all_prose;
    s->body = 0;
    for (uint32_t c = 1; c < s->container_count; c++) {
        const dbn_holding *inner = &s->containers[c];
        if (inner->outer == s->body && inner->all_prose > 0 &&
            (uint64_t)inner->all_prose * 100 >=
                (uint64_t)s->containers[s->body].all_prose * BODY_SHARE)
            s->body = c;
    }
    s->containers[s->body].is_in_body = true;
    for (uint32_t c = s->body + 1; c < s->container_count; c++)
        s->containers[c].is_in_body = s->containers[s->containers[c].outer].is_in_body;
}

static void
find_last_prose(dbn_scene *s)
{
    s->last_prose = DBN_NONE;
    for (uint32_t i = s->count; i-- > 0 && s->last_prose == DBN_NONE;) {
        uint32_t container = dbn_scene_home(s, i);
        if (s->prose[i] &&
            (container == s->body || s->containers[container].outer == s->body))
            s->last_prose = i;
    }
}

static dbn_status
read_told(dbn_scene *s)
{
    const dbn_metas *metas = s->draft->in->metas;
    const dbn_view *longest = NULL;
    for (uint32_t i = 0; i < metas->count; i++)
        if (metas->items[i].kind == DBN_META_JSONLD &&
            dbn_span_ends(metas->items[i].name, DBN_SPAN(".articleBody")) &&
            (longest == NULL || metas->items[i].value->text.len > longest->text.len))
            longest = metas->items[i].value;
    if (longest == NULL || longest->text.len < TOLD_BYTES)
        return DBN_OK;
    return dbn_grams_set(&s->told, longest->text, s->draft->job);
}

static dbn_status
set_up(dbn_scene *s, const dbn_draft *draft)
{
    dbn_arena *scratch = &draft->job->scratch;
    const dbn_containers *containers = &draft->article->records.containers;
    s->count = draft->article->records.blocks.count;
    s->container_count = containers->count == 0 ? 1 : containers->count;
    s->prose = dbn_arena_alloc(scratch, (size_t)s->count * sizeof *s->prose);
    s->emphasis = dbn_arena_alloc(scratch, (size_t)s->count * sizeof *s->emphasis);
    s->repeated = dbn_arena_alloc(scratch, (size_t)s->count * sizeof *s->repeated);
    s->containers =
        dbn_arena_alloc(scratch, (size_t)s->container_count * sizeof *s->containers);
    if (s->prose == NULL || s->emphasis == NULL || s->repeated == NULL ||
        s->containers == NULL)
        return dbn_job_nomem(draft->job);
    memset(s->containers, 0, (size_t)s->container_count * sizeof *s->containers);
    for (uint32_t c = 1; c < s->container_count; c++) {
        s->containers[c].outer = containers->items[c];
        s->containers[c].depth = s->containers[containers->items[c]].depth + 1;
    }
    return DBN_OK;
}

dbn_status
dbn_scene_set(dbn_scene *out, const dbn_draft *draft, uint32_t title)
{
    shares held = {{0}, {0}, 0};
    *out = (dbn_scene){.draft = draft, .title = title};
    DBN_TRY(set_up(out, draft));
    find_emphasis(out);
    find_homes(out);
    measure_blocks(out, &held);
    weigh_markup(out, &held);
    find_body(out);
    find_last_prose(out);
    DBN_TRY(dbn_scene_labels(out));
    return read_told(out);
}
