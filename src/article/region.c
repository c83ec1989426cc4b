/*
 * article/region.c - which blocks of a page are the body of its article.
 *
 * Every block has features: what its markup says, what its text is like, what holds it
 * (features.c, on the measures of scene.c). Each is worth something, and above zero in
 * sum a block is body. That is done twice: the first judging sees the block by itself,
 * the second also what the first one said of the blocks around it (surroundings.c).
 *
 * The weights are data: dicts/web/weights.yaml, made by dicts/tools/weights.py, which
 * says how. Integers, so that sums are the same everywhere.
 *
 * Cost: a few passes over the blocks, and one over the containers.
 */
#include "article/features.h"

/** A longer run of short blocks between two texts is judged block by block. */
#define GAP_BLOCKS 24U
/** A post of a network: its signature is shorter, and it has fewer paragraphs. */
#define SIGNATURE_BYTES 160U
#define POST_BLOCKS     8U
/** Percent of the body that posts hold, at most, in an article not told in them. */
#define POSTS_SHARE 10U

/** What the feature that weighs most against a block makes of it. */
static const struct {
    dbn_feature feature;
    dbn_rule rule;
} reasons[] = {
    {DBN_FEATURE_ZONE_HIDDEN, DBN_RULE_ARTICLE_HIDDEN},
    {DBN_FEATURE_ZONE_NAV, DBN_RULE_ARTICLE_NAVIGATION},
    {DBN_FEATURE_ZONE_FOOTER, DBN_RULE_ARTICLE_SITE_FOOTER},
    {DBN_FEATURE_ZONE_HEADER, DBN_RULE_ARTICLE_SITE_HEADER},
    {DBN_FEATURE_ZONE_ASIDE, DBN_RULE_ARTICLE_ASIDE},
    {DBN_FEATURE_ZONE_FORM, DBN_RULE_ARTICLE_FORM},
    {DBN_FEATURE_ZONE_BUTTON, DBN_RULE_ARTICLE_FORM},
    {DBN_FEATURE_ZONE_DIALOG, DBN_RULE_ARTICLE_DIALOG},
    {DBN_FEATURE_ZONE_NOSCRIPT, DBN_RULE_ARTICLE_HIDDEN},
    {DBN_FEATURE_CLASS_NAV, DBN_RULE_ARTICLE_NAVIGATION},
    {DBN_FEATURE_CLASS_SHARE, DBN_RULE_ARTICLE_SHARE},
    {DBN_FEATURE_CLASS_RELATED, DBN_RULE_ARTICLE_RELATED},
    {DBN_FEATURE_CLASS_AD, DBN_RULE_ARTICLE_ADVERTISEMENT},
    {DBN_FEATURE_CLASS_COOKIE, DBN_RULE_ARTICLE_COOKIE},
    {DBN_FEATURE_CLASS_NEWSLETTER, DBN_RULE_ARTICLE_NEWSLETTER},
    {DBN_FEATURE_CLASS_COMMENT, DBN_RULE_ARTICLE_COMMENT},
    {DBN_FEATURE_CLASS_PAYWALL, DBN_RULE_ARTICLE_PAYWALL},
    {DBN_FEATURE_CLASS_FOOTER, DBN_RULE_ARTICLE_SITE_FOOTER},
    {DBN_FEATURE_CLASS_ASIDE, DBN_RULE_ARTICLE_ASIDE},
    {DBN_FEATURE_CLASS_TAGS, DBN_RULE_ARTICLE_TAGS},
    {DBN_FEATURE_CLASS_HIDDEN, DBN_RULE_ARTICLE_HIDDEN},
    {DBN_FEATURE_REPEATED, DBN_RULE_ARTICLE_REPEATED_LABEL},
    {DBN_FEATURE_REFERENCE, DBN_RULE_ARTICLE_RELATED},
    {DBN_FEATURE_LINKS_MANY, DBN_RULE_ARTICLE_LINKS},
    {DBN_FEATURE_LINKS_ALL, DBN_RULE_ARTICLE_LINKS},
};

typedef struct judge {
    dbn_scene scene;
    const dbn_weights *weights;
    dbn_features *features;
    int32_t *scores; /* of the first judging */
    dbn_verdict *verdicts;
} judge;

/* The first of the strongest reasons in the order of the table; what is named goes
 * before links. */
static dbn_rule
reason_of(const dbn_weights *weights, const dbn_features *f)
{
    dbn_rule rule = DBN_RULE_ARTICLE_OUTSIDE;
    int32_t worst = 0;
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
        unsigned feature = reasons[i].feature;
        int32_t weight = weights->of[DBN_JUDGE_FIRST][feature] +
                         weights->of[DBN_JUDGE_SECOND][feature];
        bool is_links = reasons[i].rule == DBN_RULE_ARTICLE_LINKS;
        if (!dbn_features_has(f, reasons[i].feature) || weight >= worst ||
            (is_links && worst < 0))
            continue;
        worst = weight;
        rule = reasons[i].rule;
    }
    return rule;
}

static bool
has_text(const judge *j, uint32_t i)
{
    return dbn_scene_text(&j->scene, i).len > 0;
}

/* "Your browser does not support the audio element.": what a page shows where it cannot
 * show something else, unless most of its text stands so; and the labels of a drawing.
 */
static bool
is_substitute(const judge *j, uint32_t i)
{
    return (dbn_page_hint(j->scene.draft, i).zones & j->scene.zones &
            (DBN_ZONE_NOSCRIPT | DBN_ZONE_DRAWING)) != 0;
}

static bool
can_be_body(const judge *j, uint32_t i)
{
    return has_text(j, i) && !is_substitute(j, i);
}

/* Is a block that scored too low what may stand between two texts all the same: no
 * signal against it, no links, in the same element as one of them, or in a box there?
 */
static bool
fits_between(const judge *j, uint32_t i, uint32_t before, uint32_t after)
{
    uint32_t home = dbn_scene_home(&j->scene, i);
    uint32_t outer = j->scene.containers[home].outer;
    uint32_t above = dbn_scene_home(&j->scene, before);
    uint32_t below = dbn_scene_home(&j->scene, after);
    if (j->verdicts[i].rule != DBN_RULE_ARTICLE_OUTSIDE ||
        dbn_scene_has_links(&j->scene, i, 4))
        return false;
    return home == above || home == below || outer == above || outer == below;
}

/* Short items and headings between two texts: where all of a run fits, it is body. */
static void
fill_gaps(judge *j)
{
    uint32_t before = DBN_NONE;
    for (uint32_t i = 0; i < j->scene.count; i++) {
        bool fits = before != DBN_NONE && i - before - 1 <= GAP_BLOCKS;
        if (!j->verdicts[i].is_body)
            continue;
        for (uint32_t k = before + 1; fits && k < i; k++)
            fits = !can_be_body(j, k) || fits_between(j, k, before, i);
        for (uint32_t k = before + 1; fits && k < i; k++)
            j->verdicts[k].is_body = can_be_body(j, k);
        before = i;
    }
}

/* Are two blocks set alike: the same element under the same ones, as markup has it? */
static bool
are_dressed_alike(const judge *j, uint32_t a, uint32_t b)
{
    dbn_hint x = dbn_page_hint(j->scene.draft, a), y = dbn_page_hint(j->scene.draft, b);
    return x.tag == y.tag && x.zones == y.zones && x.words == y.words &&
           x.own_words == y.own_words;
}

/* A page of bare divs has no paragraphs that would speak for a short answer. What
 * stands in the element that holds the prose, is dressed as the prose is, and ends as a
 * sentence does, is text as well. */
static void
fill_ends(judge *j)
{
    const dbn_scene *s = &j->scene;
    uint32_t model = DBN_NONE; /* prose that stands there */
    for (uint32_t i = 0; i < s->count && model == DBN_NONE; i++)
        if (j->verdicts[i].is_body && j->verdicts[i].is_prose &&
            dbn_scene_home(s, i) == s->body)
            model = i;
    for (uint32_t i = 0; i < s->count && model != DBN_NONE; i++)
        if (!j->verdicts[i].is_body && can_be_body(j, i) &&
            j->verdicts[i].rule == DBN_RULE_ARTICLE_OUTSIDE &&
            dbn_scene_home(s, i) == s->body && are_dressed_alike(j, i, model) &&
            dbn_scene_is_sentence(dbn_scene_text(s, i)) &&
            !dbn_scene_has_links(s, i, 4))
            j->verdicts[i].is_body = true;
}

/* "— Nora Lind (@noralind) 6 juillet 2023": the name and the login under a post of a
 * network, in the quotation that it was put into the page as. */
static bool
signs_post(const judge *j, uint32_t i)
{
    dbn_span text = dbn_scene_text(&j->scene, i);
    if ((dbn_page_hint(j->scene.draft, i).zones & DBN_ZONE_QUOTE) == 0 ||
        text.len > SIGNATURE_BYTES)
        return false;
    for (size_t at = 0; at + 2 < text.len; at++)
        if (text.ptr[at] == '(' && text.ptr[at + 1] == '@')
            return memchr(text.ptr + at, ')', text.len - at) != NULL;
    return false;
}

/* Posts of others that stand in the article are asides, unless it is told in them. */
static dbn_status
take_out_posts(judge *j)
{
    uint64_t all = 0, posts = 0;
    size_t size = j->scene.count * sizeof(bool);
    bool *in_post = dbn_arena_alloc(&j->scene.draft->job->scratch, size);
    if (in_post == NULL)
        return dbn_job_nomem(j->scene.draft->job);
    memset(in_post, 0, size);
    for (uint32_t i = 0; i < j->scene.count; i++) {
        uint32_t container = dbn_page_hint(j->scene.draft, i).container;
        for (uint32_t k = i + 1; signs_post(j, i) && k-- > 0 && i - k < POST_BLOCKS;) {
            dbn_hint hint = dbn_page_hint(j->scene.draft, k);
            if ((hint.zones & DBN_ZONE_QUOTE) == 0 || hint.container != container)
                break;
            in_post[k] = true;
        }
    }
    for (uint32_t i = 0; i < j->scene.count; i++) {
        uint64_t bytes = j->verdicts[i].is_body ? dbn_scene_text(&j->scene, i).len : 0;
        all += bytes;
        posts += in_post[i] ? bytes : 0;
    }
    for (uint32_t i = 0; i < j->scene.count; i++)
        if (in_post[i] && posts * 100 <= all * POSTS_SHARE) {
            j->verdicts[i].is_body = false;
            j->verdicts[i].rule = DBN_RULE_ARTICLE_ASIDE;
        }
    return DBN_OK;
}

static dbn_status
set_up(judge *j, const dbn_draft *draft, uint32_t title)
{
    dbn_arena *scratch = &draft->job->scratch;
    DBN_TRY(dbn_scene_set(&j->scene, draft, title));
    size_t count = j->scene.count;
    j->weights = dbn_profile_weights(draft->profile);
    j->features = dbn_arena_alloc(scratch, count * sizeof *j->features);
    j->scores = dbn_arena_alloc(scratch, count * sizeof *j->scores);
    j->verdicts = dbn_arena_alloc(scratch, count * sizeof *j->verdicts);
    if (j->features == NULL || j->scores == NULL || j->verdicts == NULL)
        return dbn_job_nomem(draft->job);
    return DBN_OK;
}

dbn_status
dbn_page_region(dbn_region *out, const dbn_draft *draft, uint32_t title)
{
    judge j;
    dbn_surroundings around;
    DBN_TRY(set_up(&j, draft, title));
    for (uint32_t i = 0; i < j.scene.count; i++) {
        dbn_features_of(&j.features[i], &j.scene, i);
        j.scores[i] =
            dbn_features_weigh(&j.features[i], j.weights->of[DBN_JUDGE_FIRST]);
    }
    DBN_TRY(dbn_surroundings_set(&around, &j.scene, j.scores));
    for (uint32_t i = 0; i < j.scene.count; i++) {
        dbn_features_around(&j.features[i], &around, i);
        int32_t score =
            dbn_features_weigh(&j.features[i], j.weights->of[DBN_JUDGE_SECOND]);
        /* What is listed above the title is the news of others. */
        bool is_listed_above =
            title != DBN_NONE && i < title &&
            draft->article->records.blocks.items[i].role == DBN_ROLE_ITEM;
        j.verdicts[i] = (dbn_verdict){
            .score = score,
            .rule = reason_of(j.weights, &j.features[i]),
            .is_prose = j.scene.prose[i],
            .is_caption = dbn_features_has(&j.features[i], DBN_FEATURE_IMAGE_LABEL),
            .is_body = score > 0 && can_be_body(&j, i) && !is_listed_above};
    }
    *out = (dbn_region){j.verdicts, j.scene.zones, j.scene.words};
    dbn_page_leads(out, draft, title);
    fill_gaps(&j);
    fill_ends(&j);
    return take_out_posts(&j);
}
