/*
 * One round of dbn_cluster_settle() for every content: a line that says what is known
 * of a neighbour becomes one that says to the neighbour what is known here. Once lines
 * come out as they went in (sorted), each content knows whether it stays, and for which
 * one it goes. Memory: the neighbours of a content.
 */
#include "dedup/cluster.h"
#include "flow/step.h"
#include "flow/step_filter.h"

typedef struct components {
    DBN_VEC(dbn_link_line) links; /* of one content */
} components;

static int
by_place(const dbn_standing *a, const dbn_standing *b)
{
    int order = dbn_rank_order(&a->rank, &b->rank);
    return order != 0 ? order
                      : (a->range.beg > b->range.beg) - (a->range.beg < b->range.beg);
}

static int
by_neighbour(const void *left, const void *right)
{
    const dbn_link_line *const *a = left, *const *b = right;
    return by_place(&(*a)->at[1], &(*b)->at[1]);
}

/* The state of the content; the link to its centre where it has one, else NULL. */
static dbn_status
settle(dbn_node_state *state, const dbn_link_line **centre, dbn_filter *f,
       const components *own)
{
    uint32_t count = 0, index = 0;
    size_t room = own->links.count;
    const dbn_link_line **better =
        dbn_arena_alloc(&f->kept.arena, room * sizeof *better);
    uint8_t *states = dbn_arena_alloc(&f->kept.arena, room);
    if (better == NULL || states == NULL)
        return DBN_ERR_NOMEM;
    for (uint32_t i = 0; i < own->links.count; i++) {
        const dbn_link_line *link = &own->links.items[i];
        if (by_place(&link->at[1], &link->at[0]) < 0)
            better[count++] = link;
    }
    if (count > 1)
        qsort(better, count, sizeof *better, by_neighbour);
    for (uint32_t i = 0; i < count; i++)
        states[i] = better[i]->state[1];
    *state = dbn_cluster_settle(states, count, &index);
    *centre = *state == DBN_NODE_GOES ? better[index] : NULL;
    return DBN_OK;
}

static dbn_status
write_turned(dbn_filter *f, const dbn_link_line *link, dbn_node_state state)
{
    const dbn_line line = {.kind = DBN_LINE_LINK,
                           .as.link = {.own = link->other,
                                       .other = link->own,
                                       .at = {link->at[1], link->at[0]},
                                       .share = {link->share[1], link->share[0]},
                                       .relation = link->relation,
                                       .state = {link->state[1], (uint8_t)state}}};
    return dbn_filter_write(f, &line);
}

static dbn_status
take(dbn_filter *f, dbn_line_kind kind)
{
    components *own = f->own;
    dbn_line line;
    if (kind == DBN_LINE_CENTRE) /* that of the round before */
        return DBN_OK;
    DBN_TRY(dbn_filter_keep(&line, f));
    return dbn_vec_push(&f->kept.arena, &own->links, line.as.link);
}

static dbn_status
end(dbn_filter *f)
{
    components *own = f->own;
    dbn_node_state state;
    const dbn_link_line *centre;
    if (own->links.count == 0)
        return DBN_OK;
    DBN_TRY(settle(&state, &centre, f, own));
    for (uint32_t i = 0; i < own->links.count; i++)
        DBN_TRY(write_turned(f, &own->links.items[i], state));
    *own = (components){0};
    if (centre == NULL)
        return DBN_OK;
    const dbn_line line = {.kind = DBN_LINE_CENTRE,
                           .as.centre = {.own = centre->own,
                                         .at = centre->at[1],
                                         .share = centre->share[0],
                                         .relation = centre->relation}};
    return dbn_filter_write(f, &line);
}

dbn_status
dbn_step_components(dbn_batch_result *result, const dbn_corpus_run *run,
                    const dbn_dedup_options *dedup)
{
    static const dbn_filter_step step = {
        DBN_LINE_BIT(DBN_LINE_LINK) | DBN_LINE_BIT(DBN_LINE_CENTRE),
        DBN_LINE_BIT(DBN_LINE_PASSAGE) | DBN_LINE_BIT(DBN_LINE_CONTRADICTION), take,
        end};
    components own = {0};
    return dbn_filter_run(result, run, dedup, &step, &own);
}
