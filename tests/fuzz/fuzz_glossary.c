/*
 * tests/fuzz/fuzz_glossary.c - a file of terms: what is read can be found again, in
 * itself, and hits lie in the text, in order, without overlap.
 */
#include "glossary/read.h"

#include "base/utf8.h"

#include <assert.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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

static void
look(const dbn_glossary *glossary, dbn_span text, dbn_job *job)
{
    dbn_glossary_hits hits = {0};
    uint32_t end = 0;
    if (dbn_glossary_match(&hits, glossary, text, (dbn_range){0, (uint32_t)text.len},
                           job) != DBN_OK)
        return;
    for (uint32_t i = 0; i < hits.count; i++) {
        assert(hits.items[i].range.beg >= end);
        assert(hits.items[i].range.beg < hits.items[i].range.end);
        assert(hits.items[i].entry < dbn_glossary_count(glossary));
        end = hits.items[i].range.end;
    }
    assert(end <= text.len);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_glossary *glossary;
    dbn_job job;
    dbn_error error = {0}; /* it is said what names no column */
    dbn_span bytes = {(const char *)data, size};
    open_once();
    if (size == 0 || size > 1U << 16 ||
        dbn_glossary_new(&glossary, profile, morphology, NULL) != DBN_OK)
        return 0;
    dbn_job_init(&job, (size_t)64 << 20);
    const dbn_glossary_reading reading = {
        .lang = DBN_SPAN("fr"), .target = {"", 0}, .arena = &job.scratch};
    dbn_status status = dbn_glossary_is_tbx(bytes)
                            ? dbn_glossary_read_tbx(glossary, bytes, &reading, &error)
                            : dbn_glossary_read_rows(glossary, bytes, &reading, &error);
    for (uint32_t i = 0; i < dbn_glossary_count(glossary); i++) {
        const dbn_glossary_entry *e = dbn_glossary_entry_at(glossary, i);
        assert(e->term.len > 0 && e->term.len <= DBN_TERM_BYTES_MAX);
        assert(dbn_utf8_invalid_at(e->term, 0) == e->term.len);
    }
    if (status == DBN_OK && dbn_utf8_invalid_at(bytes, 0) == size)
        look(glossary, bytes, &job);
    dbn_glossary_free(glossary);
    dbn_job_release(&job);
    return 0;
}
