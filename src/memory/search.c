/*
 * What of a memory is like a text, without looking at all of it.
 *
 * Of a text of n tokens, one that matches with a score of t per cent or more shares
 * ceil(t * n / 100) tokens at least; n counts those of the longer. So
 *
 *     lengths     below t * n / 100 and above n / t * 100 are no match
 *     first       whatever n - ceil(t * n / 100) + 1 tokens of the query one takes, a
 *                 match has one of them: the rarest are taken, and only texts that
 *                 have one are looked at any further (prefix filter: Chaudhuri, Ganti,
 *                 Kaushik, 2006; Bayardo, Ma, Srikant, 2007)
 *     then        their hits among more tokens are counted, as long as lists are short
 *                 enough to be worth it: a match has all but so many as may be missing
 *     distance    what is left is compared, stem by stem, then as it is written
 *
 * Each step only leaves out what cannot reach the score: nothing is missed.
 *
 * A query may say how many texts are looked at. Then what no run has yet comes first,
 * and the youngest run; of a run the nearest lengths and the rarest tokens; and lists
 * of many postings are not read at all, but for the rarest token's.
 */
#include "memory/rank.h"

#include <assert.h>
#include <stdlib.h>

#include "base/varint.h"
#include "memory/distance.h"

/* Lists beyond the first are worth it while a posting of them costs less than looking
 * at a text that they rule out: for each text of the first so many postings, and in all
 * of one run no more than that. */
#define COUNTED_PER_TEXT 32U
#define COUNTED_MAX      (1U << 18)
/* First lists that are read where few texts are looked at: for each of these so many
 * postings. */
#define READ_PER_TEXT 256U
/* Rows with the very same text that are looked at, and as many between the same
 * neighbours. */
#define SAME_MAX 1000U

/* The postings of a token in one run, of texts of wanted lengths, read length by
 * length. */
typedef struct list {
    const unsigned char *beg, *at, *end;
    const unsigned char *next; /* group, once the one at hand is read */
    uint32_t length;           /* of the group at hand; DBN_NONE: there is none */
    uint32_t key, total;       /* total: of all lengths */
} list;

/* Tokens that two texts share at least, the longer of which has `longest`. */
static uint32_t
shared_by(const dbn_memory_searching *s, uint32_t longest)
{
    return longest - dbn_memory_edits_allowed(longest, s->query->least);
}

static uint32_t
longer_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* ---- candidates ----------------------------------------------------------------- */

/* Keep it if its stems are near enough. */
static dbn_status
consider(dbn_memory_searching *s, int64_t variant, int64_t language, dbn_span bytes)
{
    uint32_t count = (uint32_t)(bytes.len / 4);
    if (s->left == 0)
        return DBN_OK;
    s->left--;
    s->memory->compared++;
    uint32_t longest = longer_of(count, s->count);
    uint32_t limit = dbn_memory_edits_allowed(longest, s->query->least);
    if (count >= DBN_MEMORY_TOKENS_MAX || longest - s->count > limit ||
        longest - count > limit)
        return DBN_OK;
    uint32_t *stems = s->row + DBN_MEMORY_TOKENS_MAX + 1;
    dbn_memory_stems_read(stems, bytes);
    uint32_t edits =
        dbn_memory_distance(s->stems, s->count, stems, count, limit, s->row);
    if (edits > limit)
        return DBN_OK;
    const dbn_memory_candidate one = {variant, language,
                                      dbn_memory_score_of(longest, edits)};
    DBN_TRY_PUSH(s->job, dbn_vec_push(&s->job->scratch, &s->candidates, one));
    return DBN_OK;
}

static dbn_status
consider_number(dbn_memory_searching *s, int64_t number)
{
    dbn_statement *ask;
    bool has_row;
    if (s->left == 0)
        return DBN_OK;
    DBN_TRY(dbn_memory_ask_for(&ask, s->memory, DBN_ASK_STEMS));
    dbn_statement_bind_number(ask, 1, number);
    DBN_TRY(dbn_statement_step(&has_row, ask));
    if (!has_row)
        return DBN_OK;
    return consider(s, dbn_statement_number(ask, 1), dbn_statement_number(ask, 0),
                    dbn_statement_bytes(ask, 2));
}

/* ---- lists ---------------------------------------------------------------------- */

static void
read_head(list *l)
{
    uint32_t bytes;
    l->at = l->next;
    l->length = DBN_NONE;
    if (l->at == l->end)
        return;
    l->at = dbn_varint_take(l->at, l->end, &l->length);
    l->at = dbn_varint_take(l->at, l->end, &bytes);
    if (bytes > (size_t)(l->end - l->at)) { /* a damaged row */
        l->length = DBN_NONE;
        bytes = (uint32_t)(l->end - l->at);
    }
    l->next = l->at + bytes;
}

static void
begin_again(list *l)
{
    l->next = l->beg;
    read_head(l);
}

/* Go to the group of that length. Lengths are asked for in their order. */
static bool
go_to_length(list *l, uint32_t length)
{
    while (l->length < length && l->length != DBN_NONE)
        read_head(l);
    return l->length == length;
}

/* Count the texts of the group at hand: those of the first lists make candidates. */
static dbn_status
count_hits(dbn_memory_searching *s, const list *l, bool is_first)
{
    uint8_t *hits = s->memory->hits;
    uint32_t number = 0, step;
    for (const unsigned char *at = l->at; at < l->next;) {
        at = dbn_varint_take(at, l->next, &step);
        number += step;
        if (number >= DBN_MEMORY_RUN_MAX)
            break;
        if (hits[number] == 0) {
            if (!is_first)
                continue;
            DBN_TRY_PUSH(s->job, dbn_vec_push(&s->job->scratch, &s->touched, number));
        }
        if (hits[number] < UINT8_MAX)
            hits[number]++;
    }
    return DBN_OK;
}

/* Those of lengths of the range, its end included. */
static dbn_status
take_list(list *l, dbn_memory_searching *s, int64_t run, dbn_range lengths)
{
    dbn_statement *ask;
    bool has_row;
    dbn_buffer bytes = {0};
    DBN_TRY(dbn_memory_ask_for(&ask, s->memory, DBN_ASK_LISTS));
    dbn_statement_bind_number(ask, 1, run);
    dbn_statement_bind_number(ask, 2, l->key);
    dbn_statement_bind_number(ask, 3, lengths.beg);
    uint32_t longest = 0;
    do {
        DBN_TRY(dbn_statement_step(&has_row, ask));
        if (!has_row)
            break;
        longest = (uint32_t)dbn_statement_number(ask, 0);
        dbn_span row = dbn_statement_bytes(ask, 1);
        DBN_TRY_PUSH(s->job, dbn_vec_append(&s->job->scratch, &bytes, row.ptr,
                                            (uint32_t)row.len));
    } while (longest < lengths.end);
    l->beg = (const unsigned char *)(bytes.count == 0 ? "" : bytes.items);
    l->end = l->beg + bytes.count;
    begin_again(l);
    return DBN_OK;
}

static int
rarest_first(const void *first, const void *second)
{
    const list *a = first, *b = second;
    if (a->total != b->total)
        return a->total < b->total ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

/* The lists of the query's tokens, the shortest first. */
static dbn_status
order_lists(list *lists, dbn_memory_searching *s, int64_t run)
{
    dbn_statement *ask;
    bool has_row;
    DBN_TRY(dbn_memory_ask_for(&ask, s->memory, DBN_ASK_TOTAL));
    for (uint32_t i = 0; i < s->count; i++) {
        dbn_statement_reset(ask);
        dbn_statement_bind_number(ask, 1, run);
        dbn_statement_bind_number(ask, 2, s->keys[i]);
        DBN_TRY(dbn_statement_step(&has_row, ask));
        lists[i] = (list){.key = s->keys[i]};
        if (has_row)
            lists[i].total = (uint32_t)dbn_statement_number(ask, 0);
    }
    qsort(lists, s->count, sizeof *lists, rarest_first);
    return DBN_OK;
}

/* ---- runs ----------------------------------------------------------------------- */

/* The texts of one length: `first` lists make candidates, all `used` count. */
static dbn_status
search_length(dbn_memory_searching *s, const dbn_memory_run *run, list *lists,
              uint32_t length, dbn_range used)
{
    uint32_t missing = s->count - shared_by(s, longer_of(length, s->count));
    uint32_t wanted = used.end > missing ? used.end - missing : 1;
    wanted = wanted < UINT8_MAX ? wanted : UINT8_MAX;
    dbn_status status = DBN_OK;
    s->touched.count = 0;
    if (s->left == 0)
        return DBN_OK;
    for (uint32_t i = 0; i < used.end && status == DBN_OK; i++)
        if (go_to_length(&lists[i], length))
            status = count_hits(s, &lists[i], i < used.beg);
    /* All are zero again, whatever failed: the next search counts on it. */
    for (uint32_t i = 0; i < s->touched.count; i++) {
        uint32_t number = s->touched.items[i];
        bool is_wanted = s->memory->hits[number] >= wanted;
        s->memory->hits[number] = 0;
        if (is_wanted && status == DBN_OK)
            status = consider_number(s, run->beg + number);
    }
    return status;
}

/* Of `count` lists those that are read where few texts are looked at, at least one. */
static uint32_t
fitting_lists(const dbn_memory_searching *s, const list *lists, uint32_t count)
{
    uint64_t postings = 0, limit = (uint64_t)s->query->most * READ_PER_TEXT;
    for (uint32_t i = 0; i < count; i++) {
        postings += lists[i].total;
        if (i > 0 && postings > limit)
            return i;
    }
    return count;
}

/* How many lists make candidates, and how many are counted. */
static dbn_range
choose_lists(const dbn_memory_searching *s, const list *lists)
{
    dbn_range used = {s->count - shared_by(s, s->count) + 1, 0};
    uint64_t candidates = 0, counted = 0;
    if (s->query->most > 0)
        used.beg = fitting_lists(s, lists, used.beg);
    for (; used.end < s->count; used.end++) {
        uint32_t total = lists[used.end].total;
        candidates += used.end < used.beg ? total : 0;
        counted += used.end < used.beg ? 0 : total;
        if (counted > COUNTED_MAX || counted > candidates * COUNTED_PER_TEXT)
            break;
    }
    return used;
}

static dbn_status
search_run(dbn_memory_searching *s, const dbn_memory_run *run)
{
    uint32_t n = s->count;
    uint32_t high = (uint32_t)((uint64_t)n * 100 / s->query->least);
    const dbn_range lengths = {dbn_memory_length_of(shared_by(s, n)),
                               dbn_memory_length_of(high)};
    list *lists = dbn_arena_alloc(&s->job->scratch, n * sizeof *lists);
    if (lists == NULL)
        return dbn_job_nomem(s->job);
    DBN_TRY(order_lists(lists, s, run->beg));
    dbn_range used = choose_lists(s, lists);
    for (uint32_t i = 0; i < used.end; i++)
        DBN_TRY(take_list(&lists[i], s, run->beg, lengths));
    uint32_t own = dbn_memory_length_of(n);
    for (uint32_t length = own; length <= lengths.end; length++)
        DBN_TRY(search_length(s, run, lists, length, used));
    for (uint32_t i = 0; i < used.end; i++)
        begin_again(&lists[i]);
    for (uint32_t length = lengths.beg; length < own; length++)
        DBN_TRY(search_length(s, run, lists, length, used));
    return DBN_OK;
}

/* What no run has yet. */
static dbn_status
search_tail(dbn_memory_searching *s)
{
    const dbn_memory_store *memory = s->memory;
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_memory_ask_for(&rows, s->memory, DBN_ASK_STEMS_FROM));
    dbn_statement_bind_number(rows, 1, dbn_memory_indexed(memory));
    dbn_statement_bind_number(rows, 2, memory->searched);
    dbn_status status;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row)
        DBN_TRY(consider(s, dbn_statement_number(rows, 3),
                         dbn_statement_number(rows, 1), dbn_statement_bytes(rows, 2)));
    return status;
}

/* ---- judging -------------------------------------------------------------------- */

static dbn_status
judge_and_forget(dbn_memory_searching *s, const dbn_memory_candidate *c)
{
    dbn_arena_mark mark = dbn_arena_save(&s->job->scratch);
    dbn_status status = dbn_memory_judge(s, c);
    dbn_arena_rewind(&s->job->scratch, mark);
    return status;
}

static int
best_first(const void *first, const void *second)
{
    const dbn_memory_candidate *a = first, *b = second;
    if (a->bound != b->bound)
        return a->bound > b->bound ? -1 : 1;
    return a->variant < b->variant ? -1 : a->variant > b->variant;
}

/* Those of a hash, at most SAME_MAX. */
static dbn_status
take_same(dbn_memory_candidates *out, dbn_memory_searching *s, dbn_memory_ask ask,
          int64_t hash)
{
    dbn_statement *rows;
    bool has_row;
    uint32_t end = out->count + SAME_MAX;
    DBN_TRY(dbn_memory_ask_for(&rows, s->memory, ask));
    dbn_statement_bind_number(rows, 1, hash);
    dbn_status status = DBN_OK;
    while (out->count < end &&
           (status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        const dbn_memory_candidate one = {dbn_statement_number(rows, 1),
                                          dbn_statement_number(rows, 0), 101};
        DBN_TRY_PUSH(s->job, dbn_vec_push(&s->job->scratch, out, one));
    }
    return status;
}

/* The very same text, tokens or none, above all between the same neighbours: both, or
 * the one that the memory knows. */
static dbn_status
judge_same(dbn_memory_searching *s)
{
    dbn_memory_candidates same = {0};
    int64_t place = dbn_memory_place_of(s->language, s->text.text);
    const int64_t contexts[] = {
        dbn_memory_place_in(place, s->before, s->after),
        dbn_memory_place_in(place, s->before, DBN_MEMORY_UNKNOWN),
        dbn_memory_place_in(place, DBN_MEMORY_UNKNOWN, s->after)};
    for (int i = 0; i < 3; i++)
        if (contexts[i] != 0)
            DBN_TRY(take_same(&same, s, DBN_ASK_CONTEXT, contexts[i]));
    DBN_TRY(take_same(&same, s, DBN_ASK_SAME, place));
    if (same.count > 1)
        qsort(same.items, same.count, sizeof *same.items, best_first);
    for (uint32_t i = 0; i < same.count; i++)
        if (i == 0 || same.items[i].variant != same.items[i - 1].variant)
            DBN_TRY(judge_and_forget(s, &same.items[i]));
    return DBN_OK;
}

static dbn_status
judge_candidates(dbn_memory_searching *s)
{
    if (s->candidates.count > 1)
        qsort(s->candidates.items, s->candidates.count, sizeof *s->candidates.items,
              best_first);
    for (uint32_t i = 0; i < s->candidates.count; i++) {
        const dbn_memory_candidate *c = &s->candidates.items[i];
        uint32_t bound = c->bound < 99 ? c->bound : 99;
        if (s->out->count == s->query->matches &&
            s->out->items[s->out->count - 1].score >= bound)
            break;
        DBN_TRY(judge_and_forget(s, c));
    }
    return DBN_OK;
}

/* ---- the search ----------------------------------------------------------------- */

static dbn_status
prepare(dbn_memory_searching *s)
{
    dbn_arena *scratch = &s->job->scratch;
    s->text.text = dbn_span_trim(s->query->text);
    DBN_TRY_PUSH(s->job, dbn_memory_tokens_of(&s->text.tokens, s->text.text, scratch));
    s->count = s->text.tokens.count;
    s->stems = dbn_arena_alloc(scratch, (s->count + 1) * sizeof *s->stems);
    s->keys = dbn_arena_alloc(scratch, (s->count + 1) * sizeof *s->keys);
    s->row = dbn_arena_alloc(scratch,
                             2 * ((size_t)DBN_MEMORY_TOKENS_MAX + 1) * sizeof *s->row);
    if (s->memory->hits == NULL)
        s->memory->hits = calloc(DBN_MEMORY_RUN_MAX, 1);
    if (s->stems == NULL || s->keys == NULL || s->row == NULL ||
        s->memory->hits == NULL)
        return dbn_job_nomem(s->job);
    for (uint32_t i = 0; i < s->count; i++)
        s->stems[i] = s->text.tokens.items[i].stem;
    DBN_TRY_PUSH(s->job,
                 dbn_memory_keys(s->keys, s->language, s->stems, s->count, scratch));
    return DBN_OK;
}

static uint64_t
context_of(dbn_span neighbour)
{
    return neighbour.ptr == NULL ? DBN_MEMORY_UNKNOWN : dbn_memory_context(neighbour);
}

static dbn_status
search(dbn_memory_searching *s)
{
    DBN_TRY(prepare(s));
    DBN_TRY(judge_same(s));
    if (s->query->least > 99 || s->count == 0 || s->count == DBN_MEMORY_TOKENS_MAX)
        return DBN_OK;
    DBN_TRY(search_tail(s));
    for (uint32_t i = s->memory->runs.count; i > 0 && s->left > 0; i--)
        DBN_TRY(search_run(s, &s->memory->runs.items[i - 1]));
    return judge_candidates(s);
}

dbn_status
dbn_memory_search(dbn_memory_matches *out, dbn_memory_store *memory,
                  const dbn_memory_query *query, dbn_job *job)
{
    assert(query->least >= DBN_MEMORY_SCORE_MIN && query->matches > 0);
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_memory_searching s = {.memory = memory,
                              .query = query,
                              .job = job,
                              .out = out,
                              .left = query->most == 0 ? UINT32_MAX : query->most,
                              .language = dbn_memory_language_hash(query->source),
                              .before = context_of(query->before),
                              .after = context_of(query->after)};
    *out = (dbn_memory_matches){0};
    DBN_TRY(dbn_memory_look(memory));
    dbn_status status = search(&s);
    dbn_memory_look_away(memory);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
