/*
 * article/labels.c - labels that a page shows again and again.
 *
 * "Advertisement" between all paragraphs: what stands so often, and is no sentence, is
 * part of the page and not of its text. "Article 1", "Article 2" and the hours of a
 * live page are none. One pass that counts hashes, one that looks them up; two labels
 * of one hash would count as one, which needs a page of billions of labels.
 */
#include "article/scene.h"

#include "base/hash.h"

/** A label is shorter, in bytes. */
#define LABEL_BYTES 80U
/** It stands so many times at least. */
#define TIMES 3U

typedef struct counter {
    uint64_t hash; /* 0 for an empty one */
    uint32_t count;
} counter;

static uint64_t
hash_of(const dbn_scene *s, uint32_t i)
{
    dbn_role role = (dbn_role)s->draft->article->records.blocks.items[i].role;
    dbn_span text = dbn_scene_text(s, i);
    if (text.len == 0 || text.len > LABEL_BYTES || s->prose[i] ||
        role != DBN_ROLE_PARAGRAPH)
        return 0;
    return dbn_hash_bytes(text) | 1;
}

static counter *
counter_of(counter *counters, size_t mask, uint64_t hash)
{
    size_t at = hash >> 20 & mask;
    while (counters[at].hash != 0 && counters[at].hash != hash)
        at = (at + 1) & mask;
    counters[at].hash = hash;
    return &counters[at];
}

dbn_status
dbn_scene_labels(dbn_scene *scene)
{
    size_t size = 16;
    while (size < (size_t)scene->count * 2)
        size *= 2;
    counter *counters =
        dbn_arena_alloc(&scene->draft->job->scratch, size * sizeof *counters);
    if (counters == NULL)
        return dbn_job_nomem(scene->draft->job);
    memset(counters, 0, size * sizeof *counters);
    for (uint32_t i = 0; i < scene->count; i++) {
        uint64_t hash = hash_of(scene, i);
        if (hash != 0)
            counter_of(counters, size - 1, hash)->count++;
    }
    for (uint32_t i = 0; i < scene->count; i++) {
        uint64_t hash = hash_of(scene, i);
        scene->repeated[i] =
            hash != 0 && counter_of(counters, size - 1, hash)->count >= TIMES;
    }
    return DBN_OK;
}
