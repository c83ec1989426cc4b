/*
 * The words of beads, and their links.
 */
#include "flow/bitext.h"
#include "segment/segment.h"

/* Tokens that have spaces between them. */
static dbn_status
take_spaced(dbn_bitext_tokens *out, dbn_span text, dbn_arena *arena)
{
    for (dbn_span word; (word = dbn_span_next_word(&text)).len > 0;)
        DBN_TRY(dbn_vec_push(arena, &out->tokens, word));
    return DBN_OK;
}

static dbn_status
take_text(dbn_bitext_tokens *out, dbn_span text, const dbn_profile *profile,
          dbn_arena *arena)
{
    dbn_ranges ranges = {0};
    DBN_TRY(dbn_segment_tokens(&ranges, text, (dbn_range){0, (uint32_t)text.len},
                               profile, arena));
    for (uint32_t i = 0; i < ranges.count; i++)
        DBN_TRY(
            dbn_vec_push(arena, &out->tokens, dbn_span_slice(text, ranges.items[i])));
    return DBN_OK;
}

static dbn_status
take_side(dbn_bitext_tokens *out, dbn_bitext *b, const dbn_bitext_text *text,
          dbn_range segments, const dbn_profile *profile)
{
    dbn_arena *arena = &b->job.arena;
    DBN_TRY(dbn_vec_push(arena, &out->first, out->tokens.count));
    for (uint32_t i = segments.beg; i < segments.end; i++)
        DBN_TRY(b->options.is_tokenised
                    ? take_spaced(out, text->segments[i], arena)
                    : take_text(out, text->segments[i], profile, arena));
    return DBN_OK;
}

static dbn_status
take_tokens(dbn_bitext *b)
{
    for (uint32_t i = 0; i < b->pairs.count; i++) {
        dbn_bitext_pair *pair = &b->pairs.items[i];
        pair->first_link = b->source.first.count;
        for (uint32_t k = 0; k < pair->beads.count; k++) {
            const dbn_bead *bead = &pair->beads.items[k];
            DBN_TRY(take_side(&b->source, b, &pair->source, bead->source,
                              b->source_profile));
            DBN_TRY(take_side(&b->target, b, &pair->target, bead->target,
                              b->target_profile));
        }
    }
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_link(dbn_bitext *b, dbn_symmetry symmetry)
{
    dbn_arena *arena = &b->job.arena;
    b->source = b->target = (dbn_bitext_tokens){0};
    DBN_TRY_PUSH(&b->job, take_tokens(b));
    uint32_t count = b->source.first.count;
    DBN_TRY_PUSH(&b->job,
                 dbn_vec_push(arena, &b->source.first, b->source.tokens.count));
    DBN_TRY_PUSH(&b->job,
                 dbn_vec_push(arena, &b->target.first, b->target.tokens.count));
    dbn_link_input in = {.source = {b->source.tokens.items, b->source.first.items},
                         .target = {b->target.tokens.items, b->target.first.items},
                         .count = count,
                         .entries = b->entries.items,
                         .entry_count = b->entries.count,
                         .source_profile = b->source_profile,
                         .target_profile = b->target_profile,
                         .symmetry = symmetry};
    return dbn_align_link_words(&b->linked, &in, &b->job);
}
