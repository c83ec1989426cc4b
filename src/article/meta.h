/*
 * article/meta.h - what the metadata of a page say of its article.
 */
#ifndef DBN_ARTICLE_META_H
#define DBN_ARTICLE_META_H

#include "text/records.h"

/** Fields that a page's metadata name. */
typedef enum dbn_meta_field {
    DBN_META_FIELD_TITLE,
    DBN_META_FIELD_SITE,
    DBN_META_FIELD_AUTHOR,
    DBN_META_FIELD_DATE,
    DBN_META_FIELD_WEAK_DATE, /* of something, perhaps of publication */
    DBN_META_FIELD_MODIFIED,
    DBN_META_FIELD_LEAD,
    DBN_META_FIELD_SECTION,
    DBN_META_FIELD_TAG,
    DBN_META_FIELD_CANONICAL,
    DBN_META_FIELD_LICENCE,
    DBN_META_FIELD_ROBOTS,
    DBN_META_FIELD_TDM,  /* text and data mining: 1 for reserved */
    DBN_META_FIELD_FREE, /* may anybody read it: true, false */
    DBN_META_FIELD_TIER  /* free, metered, locked */
} dbn_meta_field;

/**
 * Walk the statements of a page about `field`, the most trustworthy kind first:
 * `*rank` starts at 0, and NULL ends the walk. O(metas) a step.
 */
const dbn_meta *dbn_meta_next(const dbn_metas *metas, dbn_meta_field field,
                              uint32_t *rank, uint32_t *from);

#endif
