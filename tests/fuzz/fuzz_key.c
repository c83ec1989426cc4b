/*
 * Tokens of arbitrary UTF-8: they move on, stay inside their block, do not depend on
 * what stands around it, and a text aligned with itself is the same from end to end.
 *
 * Input: the text; its lines are blocks, and the text stands twice.
 */
#include "base/utf8.h"
#include "key/align.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX 4096

static void
require(bool held)
{
    if (!held)
        abort();
}

static dbn_key
key_of(dbn_span text, dbn_records *records, dbn_job *job)
{
    dbn_key key;
    *records = (dbn_records){0};
    require(dbn_view_source(&records->view, text, job) == DBN_OK);
    for (uint32_t at = 0; at < text.len;) {
        const char *end = memchr(text.ptr + at, '\n', text.len - at);
        uint32_t stop = end == NULL ? (uint32_t)text.len : (uint32_t)(end - text.ptr);
        dbn_block block = {.range = {at, stop}, .parent = DBN_NONE};
        require(dbn_vec_push(&job->arena, &records->blocks, block) == DBN_OK);
        at = stop + 1;
    }
    require(dbn_key_make(&key, records, NULL, job) == DBN_OK);
    return key;
}

static void
check_tokens(const dbn_key *key, const dbn_records *records)
{
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        dbn_range range = records->blocks.items[i].range;
        uint32_t last = 0;
        for (uint32_t t = key->first[i]; t < key->first[i + 1]; t++) {
            uint32_t beg = key->tokens.items[t].beg;
            require(beg >= range.beg && beg < range.end);
            require(t == key->first[i] || beg > last);
            last = beg;
        }
    }
}

static void
check_alignment(const dbn_key *key, const dbn_records *records, dbn_job *job)
{
    dbn_seeds seeds;
    dbn_alignment aligned;
    require(dbn_key_seeds(&seeds, key, records->blocks.count, NULL, job) == DBN_OK);
    require(dbn_key_align(&aligned, key, key, &seeds, NULL, job) == DBN_OK);
    for (uint32_t i = 0; i < aligned.chains.count; i++) {
        const dbn_chain *c = &aligned.chains.items[i];
        uint32_t a = c->a_beg, b = c->b_beg;
        require(c->a_beg >= key->first[c->block_a] &&
                c->a_end <= key->first[c->block_a + 1]);
        require(c->b_beg >= key->first[c->block_b] &&
                c->b_end <= key->first[c->block_b + 1]);
        for (uint32_t k = c->first; k < c->first + c->count; k++) {
            const dbn_step *s = &aligned.steps.items[k];
            require(s->a == a && s->b == b);
            for (uint32_t t = 0; s->kind == DBN_STEP_SAME && t < s->a_count; t++)
                require(key->tokens.items[a + t].hash == key->tokens.items[b + t].hash);
            a += s->a_count;
            b += s->b_count;
        }
        require(a == c->a_end && b == c->b_end);
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char twice[2 * TEXT_MAX + 1];
    dbn_span text = {(const char *)data, size < TEXT_MAX ? size : TEXT_MAX};
    text.len = dbn_utf8_invalid_at(text, 0);
    memcpy(twice, text.ptr == NULL ? "" : text.ptr, text.len);
    twice[text.len] = '\n';
    memcpy(twice + text.len + 1, twice, text.len);
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_records once_records, records;
    dbn_key once = key_of((dbn_span){twice, text.len}, &once_records, &job);
    dbn_key key = key_of((dbn_span){twice, 2 * text.len + 1}, &records, &job);
    check_tokens(&key, &records);
    require(key.tokens.count == 2 * once.tokens.count);
    for (uint32_t t = 0; t < key.tokens.count; t++)
        require(key.tokens.items[t].hash ==
                once.tokens.items[t % once.tokens.count].hash);
    check_alignment(&key, &records, &job);
    dbn_job_release(&job);
    return 0;
}
