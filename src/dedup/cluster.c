/*
 * Stars: from the best node to the worst, one that no survivor has taken survives, and
 * takes those of its neighbours that nobody took before. The same is found in rounds,
 * by neighbours alone: a node is settled when all better neighbours are.
 */
#include "dedup/cluster.h"

/* Both directions of each link, by node: those of node i are neighbours[first[i] …). */
typedef struct graph {
    uint32_t *first, *neighbours;
} graph;

static dbn_status
make_graph(graph *g, const dbn_link *links, size_t link_count, uint32_t count,
           dbn_job *job)
{
    g->first = dbn_arena_alloc(&job->scratch, (count + (size_t)2) * sizeof *g->first);
    g->neighbours =
        dbn_arena_alloc(&job->scratch, (link_count * 2 + 1) * sizeof *g->neighbours);
    if (g->first == NULL || g->neighbours == NULL)
        return dbn_job_nomem(job);
    uint32_t *next = g->first + 1; /* becomes first[] once all are in their places */
    for (size_t i = 0; i < link_count; i++) {
        next[links[i].a + 1]++;
        next[links[i].b + 1]++;
    }
    for (uint32_t i = 0; i < count; i++)
        next[i + 1] += next[i];
    for (size_t i = 0; i < link_count; i++) {
        g->neighbours[next[links[i].a]++] = links[i].b;
        g->neighbours[next[links[i].b]++] = links[i].a;
    }
    return DBN_OK;
}

static void
take_neighbours(uint32_t *centres, const graph *g, uint32_t node)
{
    for (uint32_t i = g->first[node]; i < g->first[node + 1]; i++)
        if (centres[g->neighbours[i]] == DBN_NONE)
            centres[g->neighbours[i]] = node;
}

dbn_status
dbn_cluster_run(const uint32_t **out, const dbn_link *links, size_t link_count,
                const uint32_t *order, uint32_t count, dbn_job *job)
{
    uint32_t *centres =
        dbn_arena_alloc(&job->arena, (count + (size_t)1) * sizeof *centres);
    graph g;
    if (centres == NULL)
        return dbn_job_nomem(job);
    *out = centres;
    memset(centres, 0xFF, (count + (size_t)1) * sizeof *centres);
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = make_graph(&g, links, link_count, count, job);
    for (uint32_t i = 0; status == DBN_OK && i < count; i++) {
        uint32_t node = order[i];
        if (centres[node] != DBN_NONE)
            continue;
        centres[node] = node;
        take_neighbours(centres, &g, node);
    }
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}

dbn_node_state
dbn_cluster_settle(const uint8_t *better, uint32_t count, uint32_t *centre)
{
    bool has_open = false;
    for (uint32_t i = 0; i < count; i++) {
        *centre = i;
        if (better[i] == DBN_NODE_STAYS)
            return DBN_NODE_GOES;
        has_open |= better[i] == DBN_NODE_OPEN;
    }
    return has_open ? DBN_NODE_OPEN : DBN_NODE_STAYS;
}
