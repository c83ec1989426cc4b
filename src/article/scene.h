/*
 * article/scene.h - a page as the scorer sees it: which blocks are prose, what each
 * container holds, where the body is, what the page says elsewhere of its text.
 */
#ifndef DBN_ARTICLE_SCENE_H
#define DBN_ARTICLE_SCENE_H

#include "article/page.h"

/** What a container holds: itself, and with all containers inside it. A box around a
 * single block is none: pages wrap each of their paragraphs. */
typedef struct dbn_holding {
    uint32_t outer;
    uint32_t home;       /* the nearest container that holds more than one block */
    uint32_t all_blocks; /* with all containers inside it */
    uint32_t blocks;     /* itself */
    uint32_t prose;      /* bytes of prose, itself */
    uint32_t bytes;      /* of text, itself */
    uint32_t link_bytes; /* itself */
    uint32_t all_prose;  /* bytes of prose in it that no markup speaks against */
    uint32_t depth;
    bool is_in_body; /* the body, or inside it */
} dbn_holding;

/** Hashes of four words in a row of a text that the page gives apart. */
typedef struct dbn_grams {
    uint32_t *slots; /* 0 for an empty one */
    uint32_t mask;   /* of a hash; 0 where there is no such text */
} dbn_grams;

typedef struct dbn_scene {
    const dbn_draft *draft;
    uint32_t count; /* blocks */
    uint32_t title; /* the title's block, DBN_NONE for none */
    bool *prose;    /* one a block */
    bool *emphasis; /* one a block: all of it in one mark of emphasis */
    bool *repeated; /* one a block: a label that stands in the page again and again */
    dbn_holding *containers;
    uint32_t container_count;
    uint32_t body;       /* the container that holds the body */
    uint32_t last_prose; /* the last block of prose in it */
    uint32_t zones;      /* those that mean something on this page */
    uint64_t words;      /* class words that do */
    uint32_t lead_zones; /* ARTICLE, MAIN where most of the prose has them */
    bool leads_body;     /* most of the prose has the class word for body */
    dbn_grams told;      /* articleBody */
} dbn_scene;

/** Measure a page. Arrays in scratch. Linear in blocks, containers and metas. */
dbn_status dbn_scene_set(dbn_scene *out, const dbn_draft *draft,
                         uint32_t title) DBN_CHECKED;

static inline dbn_span
dbn_scene_text(const dbn_scene *scene, uint32_t i)
{
    return dbn_draft_text(scene->draft,
                          scene->draft->article->records.blocks.items[i].range);
}

/** The container that holds the block among others. */
static inline uint32_t
dbn_scene_home(const dbn_scene *scene, uint32_t i)
{
    return scene->containers[dbn_page_hint(scene->draft, i).container].home;
}

/** Does at least a `part`th of the block stand in links? */
static inline bool
dbn_scene_has_links(const dbn_scene *scene, uint32_t i, uint32_t part)
{
    uint32_t bytes =
        dbn_range_len(scene->draft->article->records.blocks.items[i].range);
    uint32_t links = dbn_page_hint(scene->draft, i).link_bytes;
    return links > 0 && links >= bytes / part;
}

/** Fill `repeated`. Linear in the bytes of labels. */
dbn_status dbn_scene_labels(dbn_scene *scene) DBN_CHECKED;

/** Does a text end as sentences do, or is it so long that it must be some? */
bool dbn_scene_is_sentence(dbn_span text);

/** Grams of `text`, in scratch; of the first 16 million words at most. */
dbn_status dbn_grams_set(dbn_grams *out, dbn_span text, dbn_job *job) DBN_CHECKED;

/** Four-word grams of `text` that stand in `grams`, in per cent; -1 for a text of fewer
 * words, and where there are no grams. */
int dbn_grams_share(const dbn_grams *grams, dbn_span text);

#endif
