/*
 * tests/fuzz/fuzz_terms.c - a description of what terms look like, then, behind a line
 * of three hyphens, a text: whatever is found stands where it is said to stand, and
 * forms of one term stand together.
 */
#include "terms/terms.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TOKENS_MAX 4096U

/* Without hunspell: the endings of dicts/ are enough, and quick. */
static const dbn_morphology *morphology;
static const dbn_profile *profile;

static void
open_once(void)
{
    static dbn_profiles *profiles;
    static dbn_dictionaries *dictionaries;
    dbn_dictionary_places places = {"/nowhere", NULL, DBN_DICTS_DIR};
    if (profiles != NULL)
        return;
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, NULL) != DBN_OK ||
        dbn_dictionaries_new(&dictionaries, &places, NULL) != DBN_OK)
        abort();
    profile = dbn_profiles_find(profiles, DBN_SPAN("fr"));
    if (dbn_dictionaries_morphology(&morphology, dictionaries, profile, NULL) != DBN_OK)
        abort();
}

/* Where the text begins: behind "\n---\n"; at the end where there is none. */
static size_t
split(dbn_span bytes)
{
    for (size_t at = 0; at + 5 <= bytes.len; at++)
        if (memcmp(bytes.ptr + at, "\n---\n", 5) == 0)
            return at + 5;
    return bytes.len;
}

static uint32_t
cut(dbn_range *tokens, dbn_span text)
{
    uint32_t count = 0;
    for (uint32_t beg = 0, end; beg < text.len && count < TOKENS_MAX; beg = end + 1) {
        for (end = beg; end < text.len && !dbn_is_ascii_space(text.ptr[end]);)
            end++;
        if (end > beg)
            tokens[count++] = (dbn_range){beg, end};
    }
    return count;
}

static void
check(const dbn_terms_result *found, const dbn_terms_segment *segment)
{
    for (uint32_t i = 0; i < found->terms.count; i++) {
        const dbn_term *term = &found->terms.items[i];
        assert(term->form.len > 0 && term->count > 0 && term->documents == 1);
        assert(term->head <= i && found->terms.items[term->head].head == term->head);
        assert(i == 0 || term->head == i ||
               term->head == found->terms.items[i - 1].head);
        assert(term->first_place + term->place_count <= found->places.count);
        for (uint32_t k = 0; k < term->place_count; k++) {
            const dbn_term_place *place = &found->places.items[term->first_place + k];
            assert(place->segment == 0 && place->range.beg < place->range.end);
            assert(place->range.end <= segment->text.len);
        }
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static dbn_range tokens[TOKENS_MAX];
    dbn_span bytes = {(const char *)data, size};
    open_once();
    if (size == 0 || size > 1U << 15)
        return 0;
    size_t at = split(bytes);
    dbn_terms_segment segment = {.text = {bytes.ptr + at, size - at}, .tokens = tokens};
    if (dbn_utf8_invalid_at(segment.text, 0) < segment.text.len)
        return 0;
    segment.token_count = cut(tokens, segment.text);
    dbn_job job;
    dbn_terms_result found;
    dbn_job_init(&job, (size_t)64 << 20);
    const dbn_terms_input in = {.segments = &segment,
                                .count = 1,
                                .document_count = 1,
                                .morphology = morphology,
                                .grammar = {bytes.ptr, at},
                                .grammar_path = "terms.yaml"};
    if (dbn_terms_run(&found, &in, profile, &job) == DBN_OK)
        check(&found, &segment);
    else
        assert(job.err.message[0] != '\0');
    dbn_job_release(&job);
    return 0;
}
