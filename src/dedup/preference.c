/*
 * Which copy was asked for. Places and lengths are seen by whoever compares two blocks;
 * damage is counted here: repairs of the encoding and of Unicode in the block, in every
 * view since the page was read, and the characters that are lost for good.
 * O(block + log edits).
 */
#include "dedup/cover.h"

#include "base/utf8.h"

#define LOST DBN_SPAN("\xEF\xBF\xBD")

dbn_preference
dbn_round_preference(const dbn_round *r)
{
    switch (r->in->survivor) {
    case DBN_SURVIVOR_FINEST:
    case DBN_SURVIVOR_CLEANEST:
        return DBN_PREFER_PRINT;
    case DBN_SURVIVOR_LONGEST:
        return DBN_PREFER_LENGTH;
    case DBN_SURVIVOR_FIRST:
    case DBN_SURVIVOR_EARLIEST:
        return DBN_PREFER_FIRST;
    case DBN_SURVIVOR_LATEST:
        return DBN_PREFER_LAST;
    }
    return DBN_PREFER_PRINT;
}

static uint32_t
damage_of(const dbn_round *r, uint32_t block)
{
    const dbn_view *view = r->in->records->view;
    dbn_range range = r->in->records->blocks.items[block].range;
    dbn_span text = dbn_round_text(r, block);
    uint32_t damage = 0;
    for (uint32_t i = 0; i + LOST.len <= text.len; i++)
        damage += memcmp(text.ptr + i, LOST.ptr, LOST.len) == 0;
    for (; view->parent != NULL; view = view->parent) {
        if (view->pass == DBN_PASS_REPAIR)
            damage += dbn_view_edits_in(view, range);
        range = dbn_range_back(view, range);
    }
    return damage;
}

int
dbn_round_compare_damage(const dbn_round *r, uint32_t a, uint32_t b)
{
    if (r->in->survivor != DBN_SURVIVOR_CLEANEST)
        return 0;
    uint32_t x = damage_of(r, a), y = damage_of(r, b);
    return x < y ? -1 : x > y;
}

bool
dbn_round_is_cleaner_than_cover(const dbn_round *r, uint32_t block)
{
    if (r->in->survivor != DBN_SURVIVOR_CLEANEST)
        return false;
    uint32_t own = damage_of(r, block), others = 0, last = 0;
    for (uint32_t i = 0; i < dbn_member_len(&r->members[block]); i++) {
        if (r->by[i] == 0 || r->by[i] == last)
            continue;
        last = r->by[i];
        others += damage_of(r, last - 1);
    }
    return own < others;
}
