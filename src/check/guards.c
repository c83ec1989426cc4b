/*
 * Guards: what must also hold where the pattern of a rule matches (its key `guard`).
 * One that is about the paragraph lets all of its matches there pass, or none.
 */
#include "base/utf8.h"
#include "check/desk.h"

/* The straight quotation marks of the block open and close in turn. */
static bool
has_balanced_quotes(const desk *d, dbn_range block)
{
    bool is_open = false;
    dbn_span text = dbn_span_slice(d->text, block);
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '"')
            continue;
        bool space_before = i == 0 || text.ptr[i - 1] == ' ' ||
                            text.ptr[i - 1] == '(' || text.ptr[i - 1] == '[' ||
                            text.ptr[i - 1] == '\n' ||
                            (unsigned char)text.ptr[i - 1] >= 0x80;
        bool space_behind =
            i + 1 == text.len || text.ptr[i + 1] == ' ' || text.ptr[i + 1] == '\n';
        if (!is_open && (!space_before || space_behind))
            return false;
        if (is_open && i > 0 && text.ptr[i - 1] == ' ')
            return false;
        is_open = !is_open;
    }
    return !is_open;
}

/* Do they where `finding` stands? Findings come block by block: each is looked at once.
 */
static bool
is_balanced_at(desk *d, const dbn_finding *finding)
{
    const dbn_blocks *blocks = &d->in->records->blocks;
    uint32_t block = dbn_block_at(blocks, finding->range.beg);
    if (block == DBN_NONE)
        return true;
    dbn_range range = blocks->items[block].range;
    if (range.beg != d->balanced.beg || range.end != d->balanced.end) {
        d->balanced = range;
        d->is_balanced = has_balanced_quotes(d, range);
    }
    return d->is_balanced;
}

bool
desk_guard_holds(desk *d, const dbn_finding *finding)
{
    const dbn_rule_info *info = dbn_ruleset_rule(d->in->rules, finding->rule);
    switch (info == NULL ? DBN_GUARD_NONE : info->guard) {
    case DBN_GUARD_BALANCED_QUOTES:
        return is_balanced_at(d, finding);
    case DBN_GUARD_NOT_IN_QUOTATION:
        return !desk_is_in(&d->quoted, finding->range);
    case DBN_GUARD_NONE:
    case DBN_GUARD_COUNT:
        break;
    }
    return true;
}
