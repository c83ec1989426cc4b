/*
 * What scores a candidate of a search has, with its translation, and which are the
 * best.
 */
#include "memory/rank.h"

#include <assert.h>

#include "memory/distance.h"

/* A row of `variant` and of its unit, in the scratch. */
typedef struct found {
    dbn_span source, target, origin, target_lang, source_content, target_content;
    uint64_t before, after;
    int64_t unit;
    uint32_t
        penalty; /* of languages and codes; DBN_NONE: no translation in that language */
} found;

static dbn_status
keep(dbn_span *out, dbn_memory_searching *s, dbn_span text)
{
    *out = dbn_arena_copy(&s->job->scratch, text);
    return out->ptr == NULL ? dbn_job_nomem(s->job) : DBN_OK;
}

static dbn_status
take_target(found *f, dbn_memory_searching *s, int64_t first, int64_t count,
            int64_t own)
{
    dbn_statement *rows;
    bool has_row;
    DBN_TRY(dbn_memory_ask_for(&rows, s->memory, DBN_ASK_VARIANTS));
    dbn_statement_bind_number(rows, 1, first);
    dbn_statement_bind_number(rows, 2, first + count);
    dbn_status status;
    int64_t at = first;
    while ((status = dbn_statement_step(&has_row, rows)) == DBN_OK && has_row) {
        const dbn_memory_tag *tag =
            dbn_memory_tag_of(s->memory, dbn_statement_number(rows, 0));
        uint32_t penalty =
            tag == NULL ? DBN_NONE : dbn_memory_penalty(s->query->target, tag->tag);
        if (at++ == own || penalty >= f->penalty)
            continue;
        f->penalty = penalty;
        f->target_lang = tag->tag;
        DBN_TRY(keep(&f->target, s, dbn_statement_text(rows, 2)));
        DBN_TRY(keep(&f->target_content, s, dbn_statement_text(rows, 3)));
    }
    return status;
}

static dbn_status
take_found(found *f, dbn_memory_searching *s, const dbn_memory_candidate *c)
{
    dbn_statement *variant, *unit;
    bool has_row;
    *f = (found){.penalty = DBN_NONE};
    const dbn_memory_tag *tag = dbn_memory_tag_of(s->memory, c->language);
    uint32_t own =
        tag == NULL ? DBN_NONE : dbn_memory_penalty(s->query->source, tag->tag);
    if (own == DBN_NONE) /* of a language whose hash is the same */
        return DBN_OK;
    DBN_TRY(dbn_memory_ask_for(&variant, s->memory, DBN_ASK_VARIANT));
    dbn_statement_bind_number(variant, 1, c->variant);
    DBN_TRY(dbn_statement_step(&has_row, variant));
    if (!has_row)
        return DBN_OK;
    f->unit = dbn_statement_number(variant, 0);
    DBN_TRY(keep(&f->source, s, dbn_statement_text(variant, 1)));
    DBN_TRY(keep(&f->source_content, s, dbn_statement_text(variant, 2)));
    bool has_codes = s->query->has_codes || dbn_statement_text(variant, 2).len > 0;
    DBN_TRY(dbn_memory_ask_for(&unit, s->memory, DBN_ASK_UNIT_OF));
    dbn_statement_bind_number(unit, 1, f->unit);
    DBN_TRY(dbn_statement_step(&has_row, unit));
    if (!has_row)
        return DBN_OK;
    f->before = (uint64_t)dbn_statement_number(unit, 2);
    f->after = (uint64_t)dbn_statement_number(unit, 3);
    DBN_TRY(keep(&f->origin, s, dbn_statement_text(unit, 4)));
    DBN_TRY(take_target(f, s, dbn_statement_number(unit, 0),
                        dbn_statement_number(unit, 1), c->variant));
    if (f->penalty != DBN_NONE)
        f->penalty += own + (has_codes ? DBN_MEMORY_PENALTY_CODES : 0);
    return DBN_OK;
}

/* The same neighbours, as far as the memory knows them? */
static bool
is_in_context(const dbn_memory_searching *s, const found *f)
{
    bool is_known = f->before != DBN_MEMORY_UNKNOWN || f->after != DBN_MEMORY_UNKNOWN;
    return is_known && (f->before == DBN_MEMORY_UNKNOWN || f->before == s->before) &&
           (f->after == DBN_MEMORY_UNKNOWN || f->after == s->after);
}

/* White space is white space, and none at the ends. */
static bool
is_same_text(dbn_span a, dbn_span b)
{
    for (;;) {
        dbn_span first = dbn_span_next_word(&a), second = dbn_span_next_word(&b);
        if (!dbn_span_equal(first, second))
            return false;
        if (first.len == 0)
            return true;
    }
}

static dbn_status
score_of(dbn_memory_match *m, dbn_memory_searching *s, const found *f)
{
    dbn_memory_text old = {.text = f->source}, target = {.text = f->target};
    dbn_memory_exchange exchange;
    dbn_arena *scratch = &s->job->scratch;
    if (is_same_text(f->source, s->text.text)) {
        m->score = f->penalty == 0 && is_in_context(s, f) ? 101 : 100;
        return DBN_OK;
    }
    DBN_TRY_PUSH(s->job, dbn_memory_tokens_of(&old.tokens, old.text, scratch));
    DBN_TRY_PUSH(s->job, dbn_memory_tokens_of(&target.tokens, target.text, scratch));
    DBN_TRY_PUSH(s->job,
                 dbn_memory_exchange_of(&exchange, &s->text, &old, &target, scratch));
    const dbn_memory_pair pair = {.a_text = s->text.text,
                                  .b_text = old.text,
                                  .a = s->text.tokens.items,
                                  .b = old.tokens.items,
                                  .a_count = s->text.tokens.count,
                                  .b_count = old.tokens.count,
                                  .is_exchanged = exchange.is_whole,
                                  .row = s->row};
    m->score = dbn_memory_score(&pair, s->query->scoring, s->query->least);
    m->score = m->score < 99 ? m->score : 99; /* punctuation differs */
    m->target = exchange.text;
    m->exchanged = exchange.count;
    return DBN_OK;
}

/* Into its place, unless it says what a better one says. */
static dbn_status
insert(dbn_memory_searching *s, dbn_memory_match m)
{
    dbn_memory_matches *out = s->out;
    uint32_t at = out->count;
    for (uint32_t i = 0; i < out->count; i++) {
        const dbn_memory_match *other = &out->items[i];
        if (!dbn_span_equal(other->source, m.source) ||
            !dbn_span_equal(other->target, m.target))
            continue;
        if (other->score >= m.score)
            return DBN_OK;
        memmove(&out->items[i], &out->items[i + 1],
                (--out->count - i) * sizeof *out->items);
        break;
    }
    while (at > 0 && (at > out->count || out->items[at - 1].score < m.score))
        at--;
    if (at == s->query->matches)
        return DBN_OK;
    dbn_span *const kept[] = {&m.source,        &m.target, &m.source_lang,
                              &m.target_lang,   &m.origin, &m.source_content,
                              &m.target_content};
    for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++) {
        *kept[i] = dbn_arena_copy(&s->job->arena, *kept[i]);
        if (kept[i]->ptr == NULL)
            return dbn_job_nomem(s->job);
    }
    DBN_TRY_PUSH(s->job, dbn_vec_push(&s->job->arena, out, m));
    memmove(&out->items[at + 1], &out->items[at],
            (out->count - 1 - at) * sizeof *out->items);
    out->items[at] = m;
    if (out->count > s->query->matches)
        out->count = s->query->matches;
    return DBN_OK;
}

dbn_status
dbn_memory_judge(dbn_memory_searching *s, const dbn_memory_candidate *c)
{
    found f;
    DBN_TRY(take_found(&f, s, c));
    if (f.penalty == DBN_NONE)
        return DBN_OK;
    const dbn_memory_tag *tag = dbn_memory_tag_of(s->memory, c->language);
    assert(tag != NULL);
    dbn_memory_match m = {.penalty = f.penalty,
                          .unit = f.unit,
                          .source = f.source,
                          .target = f.target,
                          .source_lang = tag->tag,
                          .target_lang = f.target_lang,
                          .origin = f.origin,
                          .source_content = f.source_content,
                          .target_content = f.target_content};
    DBN_TRY(score_of(&m, s, &f));
    m.score = m.score > m.penalty ? m.score - m.penalty : 0;
    return m.score < s->query->least ? DBN_OK : insert(s, m);
}
