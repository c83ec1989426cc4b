/*
 * tests/bench/memory.c - how long a translation memory takes to fill and to answer, and
 * whether it misses anything.
 *
 *     bench_memory FILE [SEGMENTS [CHECKED]]
 *
 * FILE is made, or taken as an earlier run with as many segments made it. SEGMENTS
 * (default 100000) are drawn with words as frequent as those of texts (the r-th one 1 /
 * r as often); four in ten are earlier ones with some words changed, as memories of one
 * house are. 2000 queries are made likewise. CHECKED of them (default 200) are also
 * compared with every segment.
 */
#define _POSIX_C_SOURCE 200809L

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "memory/distance.h"
#include "memory/memory.h"
#include "memory/placeables.h"

#define QUERIES 2000U
#define WORDS   60000U
#define STEMS   12000U
#define TEXT    2048U
#define TOKENS  256U
#define MATCHES 5U

static uint64_t seed = 20261130;

static uint32_t
random_below(uint32_t n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((seed >> 33) % n);
}

static double
now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- texts ---------------------------------------------------------------------- */

static uint32_t
random_word(void)
{
    double u = (double)random_below(1U << 30) / (double)(1U << 30);
    return (uint32_t)(exp(u * log((double)WORDS)) - 1);
}

/* Five words share a stem, on average; frequent words are short. */
static size_t
put_word(char *out, uint32_t word)
{
    uint32_t stem = (uint32_t)((uint64_t)word * 2654435761U % STEMS);
    size_t len = 0;
    if (word % 29 == 11)
        return (size_t)snprintf(out, 16, "%u ", word / 29 + 2);
    for (uint32_t i = 0; i < (word < 100 ? 2U : 5U); i++, stem /= i == 2 ? 19 : 5)
        out[len++] = (i % 2 == 0 ? "bcdfghjklmnpqrstvwz"
                                 : "aeiou")[stem % (i % 2 == 0 ? 19 : 5)];
    for (uint32_t rest = word; rest > 0; rest /= 11)
        out[len++] = "estrnaliodu"[rest % 11];
    out[len++] = ' ';
    return len;
}

typedef struct text {
    uint32_t words[TOKENS];
    uint32_t count;
} text;

static void
draw(text *t)
{
    t->count = 2 + random_below(14) + random_below(14) + random_below(20) / 19 * 20;
    for (uint32_t i = 0; i < t->count; i++)
        t->words[i] = random_word();
}

static void
vary(text *t)
{
    for (uint32_t edits = 1 + random_below(1 + t->count / 4); edits > 0; edits--) {
        uint32_t at = random_below(t->count), what = random_below(3);
        if (what == 0 || t->count < 2) {
            t->words[at] = random_word();
        } else if (what == 1) {
            t->words[at] = t->words[--t->count];
        } else {
            t->words[t->count++] = t->words[at];
            t->words[at] = random_word();
        }
    }
}

static dbn_span
write(char *out, const text *t)
{
    size_t len = 0;
    for (uint32_t i = 0; i < t->count; i++)
        len += put_word(out + len, t->words[i]);
    out[len - 1] = '.';
    return (dbn_span){out, len};
}

/* ---- filling -------------------------------------------------------------------- */

typedef struct bench {
    dbn_memory_store *memory;
    dbn_job job;
    dbn_arena arena; /* of what is kept to compare with */
    DBN_VEC(dbn_memory_text) texts;
    text recent[4096];
} bench;

static void
fail(const bench *b)
{
    fprintf(stderr, "bench_memory: %s\n", b->job.err.message);
    exit(1);
}

static void
check(const bench *b, dbn_status status)
{
    if (status != DBN_OK)
        fail(b);
}

/* The next text, an earlier one changed four times in ten. */
static const text *
next_text(bench *b, uint32_t number)
{
    text *t = &b->recent[number % 4096];
    if (number > 4096 && random_below(10) < 4) {
        *t = b->recent[random_below(4096)];
        vary(t);
        if (t->count > TOKENS / 2)
            draw(t);
    } else {
        draw(t);
    }
    return t;
}

static void
add(bench *b, dbn_span source, uint32_t number)
{
    char target[32];
    bool is_new;
    const dbn_memory_variant variants[] = {
        {.lang = DBN_SPAN("fr"), .text = source, .is_source = true},
        {.lang = DBN_SPAN("nl"),
         .text = {target, (size_t)snprintf(target, sizeof target, "t%u", number)}}};
    const dbn_stored_unit unit = {.variants = variants, .variant_count = 2};
    check(b, dbn_memory_add(&is_new, b->memory, &unit, &b->job));
}

static void
keep(bench *b, dbn_span source)
{
    dbn_memory_text kept = {.text = dbn_arena_copy(&b->arena, source)};
    check(b, dbn_memory_tokens_of(&kept.tokens, kept.text, &b->arena));
    check(b, dbn_vec_push(&b->arena, &b->texts, kept));
}

static void
fill(bench *b, uint32_t segments, bool is_compared)
{
    char line[TEXT];
    dbn_memory_stats stats;
    check(b, dbn_memory_count(&stats, b->memory, &b->job));
    bool is_filled = stats.units > 0;
    double start = now();
    check(b, dbn_memory_begin(b->memory));
    for (uint32_t i = 0; i < segments; i++) {
        dbn_span source = write(line, next_text(b, i));
        if (!is_filled)
            add(b, source, i);
        if (is_compared)
            keep(b, source);
    }
    check(b, dbn_memory_commit(b->memory, &b->job));
    printf("%u segments in %.1f s%s\n", segments, now() - start,
           is_filled ? ", which were there" : "");
}

/* ---- asking --------------------------------------------------------------------- */

static uint32_t
longer_of(uint32_t a, uint32_t b)
{
    return a > b ? a : b;
}

/* The best scores, by comparing with everything. */
static uint32_t
compare_all(uint32_t best[MATCHES], const bench *b, const dbn_memory_text *q,
            uint32_t least)
{
    static uint32_t row[TOKENS], a[TOKENS], c[TOKENS];
    uint32_t count = 0;
    for (uint32_t i = 0; i < q->tokens.count; i++)
        a[i] = q->tokens.items[i].stem;
    for (uint32_t i = 0; i < b->texts.count; i++) {
        const dbn_memory_text *t = &b->texts.items[i];
        uint32_t longest = longer_of(q->tokens.count, t->tokens.count);
        uint32_t limit = dbn_memory_edits_allowed(longest, least);
        for (uint32_t k = 0; k < t->tokens.count; k++)
            c[k] = t->tokens.items[k].stem;
        if (dbn_memory_distance(a, q->tokens.count, c, t->tokens.count, limit, row) >
            limit)
            continue;
        const dbn_memory_pair pair = {.a_text = q->text,
                                      .b_text = t->text,
                                      .a = q->tokens.items,
                                      .b = t->tokens.items,
                                      .a_count = q->tokens.count,
                                      .b_count = t->tokens.count,
                                      .row = row};
        uint32_t score = dbn_memory_score(&pair, DBN_MEMORY_GRADED, least), at;
        score = dbn_span_equal(q->text, t->text) ? 100 : score < 99 ? score : 99;
        if (score < least)
            continue;
        at = count < MATCHES ? count++ : MATCHES;
        for (; at > 0 && (at == MATCHES || at > 0) && best[at - 1] < score; at--)
            if (at < MATCHES)
                best[at] = best[at - 1];
        if (at < MATCHES)
            best[at] = score;
    }
    return count;
}

static bool
is_complete(bench *b, const dbn_memory_matches *found, dbn_span query, uint32_t least)
{
    uint32_t best[MATCHES] = {0};
    dbn_memory_text q = {.text = query};
    check(b, dbn_memory_tokens_of(&q.tokens, query, &b->job.arena));
    uint32_t count = compare_all(best, b, &q, least);
    if (count != found->count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (best[i] != found->items[i].score)
            return false;
    return true;
}

static int
ascending(const void *first, const void *second)
{
    double a = *(const double *)first, b = *(const double *)second;
    return a < b ? -1 : a > b;
}

static void
ask(bench *b, uint32_t least, uint32_t checked)
{
    static double times[QUERIES];
    char line[TEXT];
    uint32_t found = 0, missed = 0;
    seed = least;
    for (uint32_t i = 0; i < QUERIES; i++) {
        text t = b->recent[random_below(4096)];
        if (i % 2 == 0)
            draw(&t);
        else
            vary(&t);
        dbn_memory_matches matches;
        const dbn_memory_query query = {.text = write(line, &t),
                                        .source = DBN_SPAN("fr"),
                                        .target = DBN_SPAN("nl"),
                                        .least = least,
                                        .matches = MATCHES};
        double start = now();
        check(b, dbn_memory_search(&matches, b->memory, &query, &b->job));
        times[i] = now() - start;
        found += matches.count > 0;
        if (i < checked)
            missed += !is_complete(b, &matches, query.text, least);
        dbn_job_reset(&b->job);
    }
    qsort(times, QUERIES, sizeof times[0], ascending);
    printf(">= %u: p50 %.2f ms, p99 %.2f ms, worst %.2f ms; %u of %u have matches; "
           "%u of %u not as by comparing with all\n",
           least, 1e3 * times[QUERIES / 2], 1e3 * times[QUERIES * 99 / 100],
           1e3 * times[QUERIES - 1], found, QUERIES, missed, checked);
}

int
main(int argc, char **argv)
{
    static bench b;
    uint32_t segments = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 100000;
    uint32_t checked = argc > 3 ? (uint32_t)strtoul(argv[3], NULL, 10) : 200;
    if (argc < 2) {
        fprintf(stderr, "usage: bench_memory FILE [SEGMENTS [CHECKED]]\n");
        return 2;
    }
    dbn_job_init(&b.job, 0);
    dbn_arena_init(&b.arena, 0);
    check(&b, dbn_memory_open(&b.memory, argv[1], DBN_MEMORY_WRITE, &b.job.err));
    fill(&b, segments, checked > 0);
    for (int round = 0; round < 2; round++) { /* the first one warms caches */
        ask(&b, 85, round == 0 ? 0 : checked);
        ask(&b, 75, round == 0 ? 0 : checked);
    }
    dbn_memory_close(b.memory);
    dbn_arena_release(&b.arena);
    dbn_job_release(&b.job);
    return 0;
}
