/*
 * tests/corpora/beads.c - from labels to beads. Articles are short: every line is
 * compared with every other.
 */
#include "corpora/beads.h"

#include <stdlib.h>
#include <string.h>

static void *
allocate(size_t count, size_t size)
{
    void *items = calloc(count == 0 ? 1 : count, size);
    if (items == NULL)
        test_die("no memory is left");
    return items;
}

/* ---- sentences ----------------------------------------------------------------- */

static uint32_t
count_lines(dbn_span file)
{
    uint32_t lines = 0;
    for (size_t i = 0; i < file.len; i++)
        lines += file.ptr[i] == '\n';
    return lines;
}

void
gold_side_read(gold_side *out, const char *article, const char *lang)
{
    char file[16];
    (void)snprintf(file, sizeof file, "%s.txt", lang);
    *out = (gold_side){.file = test_corpora_read(article, file)};
    dbn_span bytes = test_bytes_span(&out->file);
    out->lines = allocate(count_lines(bytes), sizeof *out->lines);
    for (size_t at = 0, end; at < bytes.len; at = end + 1) {
        end = test_span_find(bytes, TEXT("\n"), at);
        size_t tab = test_span_find(bytes, TEXT("\t"), at);
        if (end == bytes.len)
            test_die("%s/%s: the last line has no end", article, file);
        if (end == at) /* between paragraphs */
            continue;
        if (tab == at || tab + 1 >= end)
            test_die("%s/%s: no label, tab and sentence: %.*s", article, file,
                     (int)(end - at), bytes.ptr + at);
        out->lines[out->count++] =
            (gold_line){.labels = {bytes.ptr + at, tab - at},
                        .text = {bytes.ptr + tab + 1, end - tab - 1}};
    }
}

void
gold_side_release(gold_side *side)
{
    free(side->lines);
    test_bytes_release(&side->file);
}

/* The next label from *at on. */
static bool
next_label(dbn_span labels, size_t *at, dbn_span *label)
{
    if (*at >= labels.len)
        return false;
    size_t end = test_span_find(labels, TEXT(" "), *at);
    *label = (dbn_span){labels.ptr + *at, end - *at};
    *at = end + 1;
    return true;
}

static bool
have_label(dbn_span a, dbn_span b)
{
    dbn_span x, y;
    for (size_t i = 0; next_label(a, &i, &x);)
        for (size_t j = 0; next_label(b, &j, &y);)
            if (test_span_is(x, y))
                return true;
    return false;
}

/* ---- beads --------------------------------------------------------------------- */

/* Lines of both sides, those of the source first. */
typedef struct lines {
    const gold_side *source, *target;
    uint32_t *bead; /* the first line of the bead of a line */
    const char *name;
} lines;

static uint32_t
line_count(const lines *l)
{
    return l->source->count + l->target->count;
}

static const gold_line *
line_at(const lines *l, uint32_t i)
{
    return i < l->source->count ? &l->source->lines[i]
                                : &l->target->lines[i - l->source->count];
}

/* Give both lines, and those that lie with them already, one bead. */
static void
join_beads(const lines *l, uint32_t a, uint32_t b)
{
    uint32_t kept = a < b ? a : b, other = a < b ? b : a;
    for (uint32_t i = 0; kept != other && i < line_count(l); i++)
        if (l->bead[i] == other)
            l->bead[i] = kept;
}

static void
join_lines(const lines *l)
{
    for (uint32_t i = 0; i < line_count(l); i++)
        l->bead[i] = i;
    for (uint32_t i = 0; i < l->source->count; i++)
        for (uint32_t j = l->source->count; j < line_count(l); j++)
            if (have_label(line_at(l, i)->labels, line_at(l, j)->labels))
                join_beads(l, l->bead[i], l->bead[j]);
}

/* The lines from `from` to `to` of a bead, numbered from 0. */
static dbn_range
range_of(const lines *l, uint32_t bead, uint32_t from, uint32_t to)
{
    dbn_range range = {0};
    uint32_t count = 0;
    for (uint32_t i = from; i < to; i++) {
        if (l->bead[i] != bead)
            continue;
        if (count++ == 0)
            range.beg = i - from;
        range.end = i - from + 1;
    }
    if (range.end - range.beg != count)
        test_die("%s: other lines between those of one bead: %.*s", l->name,
                 SHOW(line_at(l, bead)->labels));
    return range;
}

static size_t
weight_of(const gold_side *side, dbn_range range)
{
    size_t weight = 0;
    for (uint32_t i = range.beg; i < range.end; i++)
        weight += side->lines[i].text.len;
    return weight;
}

static bool
has_both(const gold_bead *bead)
{
    return bead->source.end > 0 && bead->target.end > 0;
}

/* Mark what is not of the heaviest chain. Beads are sorted by source. */
static void
mark_moved(const gold_beads *beads, const lines *l)
{
    size_t *weight = allocate(beads->count, sizeof *weight);
    uint32_t *before = allocate(beads->count, sizeof *before), last = beads->count;
    for (uint32_t i = 0; i < beads->count; i++) {
        gold_bead *bead = &beads->items[i];
        bead->is_moved = has_both(bead);
        before[i] = beads->count;
        if (!bead->is_moved)
            continue;
        for (uint32_t j = 0; j < i; j++)
            if (has_both(&beads->items[j]) &&
                beads->items[j].target.end <= bead->target.beg &&
                weight[j] > weight[i]) {
                weight[i] = weight[j];
                before[i] = j;
            }
        weight[i] +=
            weight_of(l->source, bead->source) + weight_of(l->target, bead->target);
        if (last == beads->count || weight[i] > weight[last])
            last = i;
    }
    for (; last < beads->count; last = before[last])
        beads->items[last].is_moved = false;
    free(weight);
    free(before);
}

void
gold_beads_make(gold_beads *out, const gold_side *source, const gold_side *target,
                const char *name)
{
    lines l = {.source = source, .target = target, .name = name};
    uint32_t count = line_count(&l);
    l.bead = allocate(count, sizeof *l.bead);
    *out = (gold_beads){.items = allocate(count, sizeof *out->items)};
    join_lines(&l);
    for (uint32_t i = 0; i < count; i++)
        if (l.bead[i] == i)
            out->items[out->count++] =
                (gold_bead){.source = range_of(&l, i, 0, source->count),
                            .target = range_of(&l, i, source->count, count)};
    mark_moved(out, &l);
    free(l.bead);
}

void
gold_beads_release(gold_beads *beads)
{
    free(beads->items);
}
