/*
 * archive/ask.c - what stood in an archive before.
 *
 * All that is asked about is looked for at once: what it is found by is sorted, and
 * the runs are walked beside it, from the lowest key to the highest. What they say
 * comes as matches, *this unit here shares a content, or a gram, with that one there*,
 * which are counted into the unit asked about (a counting sort), sorted there by the
 * unit they name, and added up. Only units that share a content or two grams are then
 * looked up among the documents.
 *
 * Matches are bounded: where there are more, the documents are asked about in halves.
 */
#include "archive/find.h"

#include <assert.h>
#include <stdlib.h>

#include "archive/runs.h"

/* Matches that are held at a time, 16 bytes each, twice. */
#define MATCHES_MAX (UINT32_C(1) << 23)
/* Units that are looked at of those that say the same, or share a gram. */
#define CONTENTS_MAX 64U
#define POSTINGS_MAX 1024U

/* A unit that is asked about and one of the archive. */
typedef struct match {
    uint64_t number;
    uint32_t asked;
    bool is_exact;
} match;

typedef DBN_VEC(match) matches;

/* A unit of the archive that came into question, and what was made of it. */
typedef struct candidate {
    uint64_t number;
    uint32_t shared;
    bool is_exact;
    uint16_t score, other_score;
} candidate;

typedef DBN_VEC(candidate) candidates;

typedef struct asker {
    dbn_archive *archive;
    const dbn_archive_document *documents;
    const dbn_archive_asking *asking;
    dbn_archive_hits *out;
    dbn_job *job;
    uint32_t beg, end;      /* documents */
    const uint32_t *firsts; /* of each document from `beg` on: its first unit, counted
                               from that of `beg`; one more at the end */
    dbn_gones gone;         /* these are skipped */
    matches found;
    bool is_full; /* there are more than are held */
    dbn_finder finder;
} asker;

/* ---- what is looked for --------------------------------------------------------- */

static dbn_status
look_for(dbn_run_entries *keys, asker *a, uint64_t key, uint32_t asked)
{
    dbn_run_entry entry = {key, asked};
    return dbn_vec_push(&a->job->scratch, keys, entry) == DBN_OK
               ? DBN_OK
               : dbn_sql_nomem(a->archive->db);
}

static dbn_status
list_contents(dbn_run_entries *keys, asker *a)
{
    for (uint32_t i = a->beg; i < a->end; i++) {
        const dbn_archive_document *d = &a->documents[i];
        uint32_t asked = a->firsts[i - a->beg];
        DBN_TRY(look_for(keys, a, d->content.high, asked));
        for (uint32_t k = 0; k < d->paragraph_count; k++)
            DBN_TRY(look_for(keys, a, d->paragraphs[k].content.high, asked + 1 + k));
    }
    return DBN_OK;
}

static dbn_status
list_grams(dbn_run_entries *keys, asker *a)
{
    for (uint32_t i = a->beg; i < a->end; i++) {
        const dbn_archive_document *d = &a->documents[i];
        for (uint32_t k = 0; k < d->paragraph_count; k++) {
            const dbn_archive_paragraph *p = &d->paragraphs[k];
            const uint64_t *grams = d->grams + p->first;
            dbn_sketch sketch = dbn_sketch_of(grams, p->count);
            for (uint32_t g = 0; g < p->count; g++)
                if (dbn_sketch_keeps(sketch.level, grams[g]))
                    DBN_TRY(look_for(keys, a, dbn_gram_key(grams[g]),
                                     a->firsts[i - a->beg] + 1 + k));
        }
    }
    return DBN_OK;
}

/* ---- matches -------------------------------------------------------------------- */

static dbn_status
add_match(asker *a, match found)
{
    if (a->found.count >= MATCHES_MAX) {
        a->is_full = true;
        return DBN_OK;
    }
    return dbn_vec_push(&a->job->scratch, &a->found, found) == DBN_OK
               ? DBN_OK
               : dbn_sql_nomem(a->archive->db);
}

/* Those of the keys [beg, end), which are one key. */
static dbn_status
match_key(asker *a, dbn_runs *runs, const dbn_run_entries *keys, dbn_range same,
          dbn_run_kind kind)
{
    uint64_t numbers[POSTINGS_MAX + 1];
    uint32_t most = a->asking->max_postings, count;
    bool is_exact = kind == DBN_RUN_CONTENTS;
    if (most > POSTINGS_MAX)
        most = POSTINGS_MAX;
    if (is_exact)
        most = CONTENTS_MAX;
    DBN_TRY(dbn_runs_find(numbers, &count, runs, keys->items[same.beg].key, most + 1));
    if (count > most) /* of a set phrase the oldest answers for all */
        count = is_exact ? most : 1;
    for (uint32_t i = same.beg; i < same.end; i++)
        for (uint32_t k = 0; k < count; k++)
            DBN_TRY(add_match(
                a, (match){numbers[k], (uint32_t)keys->items[i].number, is_exact}));
    return DBN_OK;
}

static dbn_status
match_keys(asker *a, dbn_runs *runs, const dbn_run_entries *keys, dbn_run_kind kind)
{
    for (uint32_t beg = 0, end; beg < keys->count; beg = end) {
        for (end = beg + 1;
             end < keys->count && keys->items[end].key == keys->items[beg].key;)
            end++;
        DBN_TRY(match_key(a, runs, keys, (dbn_range){beg, end}, kind));
        if (a->is_full)
            break;
    }
    return DBN_OK;
}

static dbn_status
match_kind(asker *a, dbn_run_kind kind)
{
    dbn_runs *runs;
    dbn_run_entries keys = {0};
    DBN_TRY(kind == DBN_RUN_CONTENTS ? list_contents(&keys, a) : list_grams(&keys, a));
    dbn_run_entries_sort(&keys);
    dbn_status status = dbn_runs_open(&runs, a->archive->db, kind, &a->gone, a->job);
    if (status == DBN_OK)
        status = match_keys(a, runs, &keys, kind);
    dbn_runs_close(runs);
    return status;
}

/* The matches by the unit that is asked about; *firsts has where those of each begin,
 * and one more. */
static dbn_status
group(match **out, uint32_t **firsts, const asker *a)
{
    uint32_t units = a->firsts[a->end - a->beg];
    match *grouped =
        dbn_arena_alloc(&a->job->scratch, (size_t)a->found.count * sizeof *grouped);
    uint32_t *at = dbn_arena_alloc(&a->job->scratch, ((size_t)units + 2) * sizeof *at);
    if (grouped == NULL || at == NULL)
        return dbn_sql_nomem(a->archive->db);
    for (uint32_t i = 0; i < a->found.count; i++)
        at[a->found.items[i].asked + 2]++;
    for (uint32_t i = 2; i < units + 2; i++)
        at[i] += at[i - 1];
    for (uint32_t i = 0; i < a->found.count; i++)
        grouped[at[a->found.items[i].asked + 1]++] = a->found.items[i];
    *out = grouped;
    *firsts = at;
    return DBN_OK;
}

/* ---- what is told --------------------------------------------------------------- */

static int
by_number(const void *left, const void *right)
{
    const match *a = left, *b = right;
    return a->number < b->number ? -1 : a->number > b->number;
}

static int
by_score(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    if (a->is_exact != b->is_exact)
        return a->is_exact ? -1 : 1;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

/* The unit that is asked about. */
typedef struct question {
    uint32_t document;
    uint32_t paragraph; /* DBN_NONE: the whole */
    const uint64_t *grams;
    uint32_t gram_count;
    dbn_sketch sketch;
} question;

/* Is it the one that is asked about, or a version of it? */
static bool
is_itself(const dbn_found_document *d, const dbn_archive_document *asked)
{
    return (!asked->is_nameless && dbn_id_order(d->key, asked->key) == 0) ||
           (asked->has_id && dbn_span_equal(d->id, asked->id));
}

/* Is the candidate one to tell? Its score goes into it. */
static dbn_status
judge(bool *is_hit, asker *a, const question *q, candidate *c)
{
    dbn_found_document *d;
    DBN_TRY(dbn_finder_document(&d, &a->finder, c->number));
    *is_hit = d != NULL && !is_itself(d, &a->documents[q->document]);
    c->score = c->other_score = 1000;
    if (!*is_hit || c->is_exact)
        return DBN_OK;
    dbn_resemblance is =
        dbn_sketch_compare(q->grams, q->gram_count, q->sketch,
                           d->places[c->number - d->number].sketch, c->shared);
    c->score = is.own;
    c->other_score = is.other;
    /* That of the one with fewer words is the higher one. */
    *is_hit = is.own >= a->asking->near || is.other >= a->asking->near;
    return DBN_OK;
}

/* The matches of one unit, added up by the unit that they name, and judged. */
static dbn_status
judge_matches(candidates *out, asker *a, const question *q, match *found,
              uint32_t count)
{
    if (count > 1)
        qsort(found, count, sizeof *found, by_number);
    for (uint32_t beg = 0, end; beg < count; beg = end) {
        candidate c = {.number = found[beg].number};
        bool is_hit;
        for (end = beg; end < count && found[end].number == c.number; end++) {
            c.is_exact |= found[end].is_exact;
            c.shared += !found[end].is_exact;
        }
        if (!c.is_exact && c.shared < a->asking->min_shared)
            continue;
        DBN_TRY(judge(&is_hit, a, q, &c));
        if (is_hit && dbn_vec_push(&a->job->scratch, out, c) != DBN_OK)
            return dbn_sql_nomem(a->archive->db);
    }
    return DBN_OK;
}

static dbn_status
tell(asker *a, const question *q, const candidate *c)
{
    dbn_arena *arena = &a->job->arena;
    dbn_found_document *d;
    dbn_span text;
    DBN_TRY(dbn_finder_document(&d, &a->finder, c->number));
    assert(d != NULL);
    DBN_TRY(dbn_finder_text(&text, &a->finder, d, c->number));
    dbn_archive_hit hit = {.document = q->document,
                           .paragraph = q->paragraph,
                           .number = c->number,
                           .is_exact = c->is_exact,
                           .score = c->score,
                           .other_score = c->other_score,
                           .place = d->places[c->number - d->number].range,
                           .id = dbn_arena_copy(arena, d->id),
                           .url = dbn_arena_copy(arena, d->url),
                           .date = dbn_arena_copy(arena, d->date)};
    bool has_room = hit.id.ptr != NULL && hit.url.ptr != NULL && hit.date.ptr != NULL;
    if (text.ptr != NULL) {
        hit.text = dbn_arena_copy(arena, text);
        has_room = has_room && hit.text.ptr != NULL;
    }
    if (!has_room || dbn_vec_push(arena, a->out, hit) != DBN_OK)
        return dbn_sql_nomem(a->archive->db);
    return DBN_OK;
}

static dbn_status
answer_unit(asker *a, const question *q, match *found, uint32_t count)
{
    candidates list = {0};
    if (count == 0)
        return DBN_OK;
    dbn_arena_mark mark = dbn_arena_save(&a->job->scratch);
    dbn_status status = judge_matches(&list, a, q, found, count);
    if (status == DBN_OK && list.count > 1)
        qsort(list.items, list.count, sizeof list.items[0], by_score);
    for (uint32_t i = 0; status == DBN_OK && i < list.count; i++) {
        if (i == a->asking->max_hits)
            break;
        status = tell(a, q, &list.items[i]);
    }
    dbn_arena_rewind(&a->job->scratch, mark);
    return status;
}

static dbn_status
answer_document(asker *a, uint32_t document, match *found, const uint32_t *firsts)
{
    const dbn_archive_document *d = &a->documents[document];
    uint32_t unit = a->firsts[document - a->beg];
    question q = {.document = document, .paragraph = DBN_NONE};
    DBN_TRY(answer_unit(a, &q, found + firsts[unit], firsts[unit + 1] - firsts[unit]));
    for (uint32_t i = 0; i < d->paragraph_count; i++) {
        const dbn_archive_paragraph *p = &d->paragraphs[i];
        unit++;
        q.paragraph = i;
        q.gram_count = a->archive->shape.exact ? 0 : p->count;
        q.grams = q.gram_count == 0 ? NULL : d->grams + p->first;
        q.sketch = dbn_sketch_of(q.grams, q.gram_count);
        DBN_TRY(
            answer_unit(a, &q, found + firsts[unit], firsts[unit + 1] - firsts[unit]));
    }
    return DBN_OK;
}

static dbn_status
answer(asker *a)
{
    match *found = NULL;
    uint32_t *firsts = NULL;
    DBN_TRY(group(&found, &firsts, a));
    assert(firsts != NULL);
    for (uint32_t i = a->beg; i < a->end; i++)
        DBN_TRY(answer_document(a, i, found, firsts));
    return DBN_OK;
}

/* ---- asking --------------------------------------------------------------------- */

static dbn_status
number_units(asker *a)
{
    uint32_t *firsts = dbn_arena_alloc(
        &a->job->scratch, ((size_t)(a->end - a->beg) + 1) * sizeof *firsts);
    if (firsts == NULL)
        return dbn_sql_nomem(a->archive->db);
    for (uint32_t i = a->beg; i < a->end; i++)
        firsts[i - a->beg + 1] =
            firsts[i - a->beg] + 1 + a->documents[i].paragraph_count;
    a->firsts = firsts;
    return DBN_OK;
}

static dbn_status
match_all(asker *a)
{
    a->is_full = false;
    a->found.items = NULL;
    a->found.count = a->found.cap = 0;
    DBN_TRY(number_units(a));
    DBN_TRY(match_kind(a, DBN_RUN_CONTENTS));
    if (!a->archive->shape.exact && !a->is_full)
        DBN_TRY(match_kind(a, DBN_RUN_GRAMS));
    return DBN_OK;
}

/* Ask about the documents, some at a time, so that the matches of each time
 * can be held; those of one document must do as far as they go. */
static dbn_status
ask_in_parts(asker *a, uint32_t count)
{
    uint32_t width = count;
    for (a->beg = 0; a->beg < count;) {
        a->end = count - a->beg < width ? count : a->beg + width;
        dbn_arena_mark mark = dbn_arena_save(&a->job->scratch);
        dbn_status status = match_all(a);
        bool is_halved = status == DBN_OK && a->is_full && a->end - a->beg > 1;
        if (status == DBN_OK && !is_halved)
            status = answer(a);
        dbn_arena_rewind(&a->job->scratch, mark);
        DBN_TRY(status);
        if (is_halved)
            width = (a->end - a->beg) / 2;
        else
            a->beg = a->end;
    }
    return DBN_OK;
}

static dbn_status
ask(asker *a, uint32_t count)
{
    DBN_TRY(dbn_finder_open(&a->finder, a->archive));
    DBN_TRY(dbn_archive_gone(&a->gone, a->archive, a->job));
    return ask_in_parts(a, count);
}

dbn_status
dbn_archive_ask(dbn_archive_hits *out, dbn_archive *archive,
                const dbn_archive_document *documents, uint32_t count,
                const dbn_archive_asking *asking, dbn_job *job)
{
    asker a = {.archive = archive,
               .documents = documents,
               .asking = asking,
               .out = out,
               .job = job};
    *out = (dbn_archive_hits){0};
    if (count == 0)
        return DBN_OK;
    DBN_TRY(dbn_sql_begin(archive->db, false));
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = ask(&a, count);
    dbn_arena_rewind(&job->scratch, mark);
    dbn_finder_close(&a.finder);
    if (status == DBN_OK)
        status = dbn_sql_commit(archive->db);
    dbn_sql_rollback(archive->db);
    return status;
}
