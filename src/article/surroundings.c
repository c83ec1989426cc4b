/*
 * article/surroundings.c - features of what stands around a block, once every block
 * was judged by itself. Two sweeps over the blocks.
 */
#include "article/features.h"

/** Neighbours are looked for so many blocks away. */
#define NEAR_BLOCKS 5U
/** A heading is followed by what it heads. */
#define HEADS_BLOCKS 2U
/** Scores, in hundredths, that leave little doubt. */
#define HIGH 250
#define LOW  (-250)

static bool
is_good_prose(const dbn_surroundings *a, uint32_t i)
{
    return a->scene->prose[i] && a->scores[i] > 0;
}

static dbn_status
set_up(dbn_surroundings *a, dbn_job *job)
{
    size_t blocks = (size_t)a->scene->count * sizeof *a->before;
    size_t containers = (size_t)a->scene->container_count * sizeof *a->good;
    a->before = dbn_arena_alloc(&job->scratch, blocks);
    a->after = dbn_arena_alloc(&job->scratch, blocks);
    a->heading = dbn_arena_alloc(&job->scratch, blocks);
    a->good = dbn_arena_alloc(&job->scratch, containers);
    if (a->before == NULL || a->after == NULL || a->heading == NULL || a->good == NULL)
        return dbn_job_nomem(job);
    memset(a->good, 0, containers);
    return DBN_OK;
}

static uint32_t
one_more(uint32_t distance)
{
    return distance == DBN_NONE ? DBN_NONE : distance + 1;
}

/* The dress of most of the good prose: the one that is left when each block votes with
 * its bytes, for its own and against the one that leads, counted once more. */
static void
find_dress(dbn_surroundings *a)
{
    uint64_t lead = 0, all = 0, alike = 0;
    for (uint32_t i = 0; i < a->scene->count; i++) {
        uint32_t dress = dbn_page_hint(a->scene->draft, i).dress;
        uint64_t bytes = is_good_prose(a, i) ? dbn_scene_text(a->scene, i).len : 0;
        if (dress == a->dress)
            lead += bytes;
        else if (lead >= bytes)
            lead -= bytes;
        else {
            a->dress = dress;
            lead = bytes - lead;
        }
    }
    for (uint32_t i = 0; i < a->scene->count; i++) {
        uint64_t bytes = is_good_prose(a, i) ? dbn_scene_text(a->scene, i).len : 0;
        all += bytes;
        if (dbn_page_hint(a->scene->draft, i).dress == a->dress)
            alike += bytes;
    }
    a->has_dress = alike * 2 > all;
}

dbn_status
dbn_surroundings_set(dbn_surroundings *out, const dbn_scene *scene,
                     const int32_t *scores)
{
    const dbn_blocks *blocks = &scene->draft->article->records.blocks;
    uint32_t distance = DBN_NONE, heading = DBN_NONE;
    *out = (dbn_surroundings){.scene = scene,
                              .scores = scores,
                              .first = DBN_NONE,
                              .last = DBN_NONE,
                              .last_plain = DBN_NONE};
    DBN_TRY(set_up(out, scene->draft->job));
    for (uint32_t i = 0; i < scene->count; i++) {
        out->before[i] = distance;
        out->heading[i] = heading;
        out->good[dbn_scene_home(scene, i)] += scores[i] > 0;
        distance = one_more(distance);
        if (blocks->items[i].role == DBN_ROLE_HEADING)
            heading = i;
        if (!is_good_prose(out, i))
            continue;
        distance = 1;
        out->last = i;
        if (!scene->emphasis[i])
            out->last_plain = i;
        if (out->first == DBN_NONE)
            out->first = i;
    }
    distance = DBN_NONE;
    for (uint32_t i = scene->count; i-- > 0;) {
        out->after[i] = distance;
        distance = is_good_prose(out, i) ? 1 : one_more(distance);
    }
    find_dress(out);
    return DBN_OK;
}

static void
add_neighbours(dbn_features *f, const dbn_surroundings *a, uint32_t i)
{
    uint32_t container = dbn_scene_home(a->scene, i);
    bool has_before = a->before[i] <= NEAR_BLOCKS,
         has_after = a->after[i] <= NEAR_BLOCKS;
    if (i > 0) {
        dbn_features_add(f, DBN_FEATURE_BEFORE_GOOD, a->scores[i - 1] > 0);
        dbn_features_add(f, DBN_FEATURE_BEFORE_BAD, a->scores[i - 1] < LOW);
    }
    if (i + 1 < a->scene->count) {
        dbn_features_add(f, DBN_FEATURE_AFTER_GOOD, a->scores[i + 1] > 0);
        dbn_features_add(f, DBN_FEATURE_AFTER_BAD, a->scores[i + 1] < LOW);
    }
    dbn_features_add(f, DBN_FEATURE_BETWEEN, has_before && has_after);
    dbn_features_add(f, DBN_FEATURE_BESIDE, has_before != has_after);
    dbn_features_add(f, DBN_FEATURE_FAR, !has_before && !has_after);
    dbn_features_add(f, DBN_FEATURE_SAME_BEFORE,
                     has_before &&
                         dbn_scene_home(a->scene, i - a->before[i]) == container);
    dbn_features_add(f, DBN_FEATURE_SAME_AFTER,
                     has_after &&
                         dbn_scene_home(a->scene, i + a->after[i]) == container);
}

static void
add_headings(dbn_features *f, const dbn_surroundings *a, uint32_t i)
{
    const dbn_blocks *blocks = &a->scene->draft->article->records.blocks;
    if (blocks->items[i].role == DBN_ROLE_HEADING) {
        bool heads = a->after[i] <= HEADS_BLOCKS;
        dbn_features_add(f, DBN_FEATURE_HEADS_GOOD, heads);
        dbn_features_add(f, DBN_FEATURE_HEADS_BAD, !heads);
    } else if (a->heading[i] != DBN_NONE && a->heading[i] != a->scene->title) {
        dbn_features_add(f, DBN_FEATURE_UNDER_BAD, a->scores[a->heading[i]] < LOW);
    }
}

/* What is set as most of the text is, and what is set in another way though it is
 * neither a heading nor an item nor a quotation. */
static void
add_dress(dbn_features *f, const dbn_surroundings *a, uint32_t i)
{
    dbn_role role = (dbn_role)a->scene->draft->article->records.blocks.items[i].role;
    dbn_hint hint = dbn_page_hint(a->scene->draft, i);
    bool is_alike = hint.dress == a->dress;
    dbn_features_add(f, DBN_FEATURE_DRESSED_ALIKE, a->has_dress && is_alike);
    dbn_features_add(f, DBN_FEATURE_DRESSED_APART,
                     a->has_dress && !is_alike && role == DBN_ROLE_PARAGRAPH &&
                         hint.tag != DBN_TAG_PRE);
    dbn_features_add(f, DBN_FEATURE_EMPHASIS_END,
                     a->scene->emphasis[i] && a->last_plain != DBN_NONE &&
                         i > a->last_plain);
}

void
dbn_features_around(dbn_features *f, const dbn_surroundings *around, uint32_t i)
{
    int32_t score = around->scores[i];
    uint32_t container = dbn_scene_home(around->scene, i);
    uint32_t all = around->scene->containers[container].blocks;
    dbn_features_add(f, DBN_FEATURE_FIRST_HIGH, score > HIGH);
    dbn_features_add(f, DBN_FEATURE_FIRST_GOOD, score > 0);
    dbn_features_add(f, DBN_FEATURE_FIRST_BAD, score < -HIGH / 2);
    dbn_features_add(f, DBN_FEATURE_FIRST_LOW, score < LOW);
    add_neighbours(f, around, i);
    add_headings(f, around, i);
    add_dress(f, around, i);
    dbn_features_add(f, DBN_FEATURE_PAST_END,
                     around->last != DBN_NONE && i > around->last);
    dbn_features_add(f, DBN_FEATURE_BEFORE_START,
                     around->first != DBN_NONE && i < around->first);
    dbn_features_add(f, DBN_FEATURE_SHARE_HIGH, around->good[container] * 3 >= all * 2);
    dbn_features_add(f, DBN_FEATURE_SHARE_LOW, around->good[container] * 4 <= all);
}
