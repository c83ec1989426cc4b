/*
 * text/fix.h - proposed edits. Stages return fixes; dbn_view_derive() applies them.
 */
#ifndef DBN_TEXT_FIX_H
#define DBN_TEXT_FIX_H

#include "base/job.h"
#include "base/vec.h"
#include "text/rule.h"

/** Replace [from, to) of the view by `len` bytes at `text` of the pool. */
typedef struct dbn_fix {
    uint32_t from, to;
    uint32_t text, len;
    dbn_rule rule;
} dbn_fix;

/** Fixes of one view, and the pool of their replacements. */
typedef struct dbn_fixes {
    dbn_fix *items;
    uint32_t count, cap;
    dbn_buffer pool;
} dbn_fixes;

/** What a fix puts in the place of its range: empty where it removes. */
static inline dbn_span
dbn_fix_text(const dbn_fixes *fixes, const dbn_fix *fix)
{
    return (dbn_span){fix->len == 0 ? "" : fixes->pool.items + fix->text, fix->len};
}

/** Propose to remove `range`. DBN_ERR_NOMEM without a message. */
dbn_status dbn_fixes_remove(dbn_fixes *fixes, dbn_arena *arena, dbn_range range,
                            dbn_rule rule) DBN_CHECKED;

/** Propose `text` (copied) for `range`. DBN_ERR_NOMEM without a message. */
dbn_status dbn_fixes_replace(dbn_fixes *fixes, dbn_arena *arena, dbn_range range,
                             dbn_span text, dbn_rule rule) DBN_CHECKED;

/** Propose the `index`-th fix of `from`, another set for the same view.
 * DBN_ERR_NOMEM without a message. */
dbn_status dbn_fixes_copy(dbn_fixes *fixes, dbn_arena *arena, const dbn_fixes *from,
                          uint32_t index) DBN_CHECKED;

/**
 * Sort the fixes and drop those that overlap a better one: earlier start, then
 * longer, then the rule's number. Returns how many were dropped: they may be
 * proposed again on the next view. O(n log n).
 */
uint32_t dbn_fixes_resolve(dbn_fixes *fixes);

#endif
