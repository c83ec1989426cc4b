/*
 * tests/bench/texts.h - any amount of articles like those of corpora/, from a seed.
 */
#ifndef DBN_TESTS_BENCH_TEXTS_H
#define DBN_TESTS_BENCH_TEXTS_H

#include "base/vec.h"

/** A word of a dump, with the punctuation at it. */
typedef struct bench_word {
    dbn_span text;
    bool begins, ends; /* a sentence */
} bench_word;

/** The words of one language: a range of bench_texts.words. */
typedef struct bench_language {
    dbn_span name;
    dbn_range words;
} bench_language;

/** What articles are made of. */
typedef struct bench_texts {
    dbn_arena *arena;
    DBN_VEC(bench_word) words; /* of the paragraphs of all dumps, in order */
    DBN_VEC(bench_language) languages;
    DBN_VEC(dbn_span) pages; /* those that are UTF-8 */
    uint64_t seed;           /* the next random number comes from it */
} bench_texts;

/** Read the dumps and pages below `corpora`. Everything lives in `arena`. */
dbn_status bench_texts_load(bench_texts *texts, const char *corpora, uint64_t seed,
                            dbn_arena *arena, dbn_error *error) DBN_CHECKED;

/**
 * Append a dump of about `len` bytes: a title, then paragraphs of new sentences made
 * of two or three words here and there, so that the words are as frequent as in real
 * articles and nothing longer is repeated. Of eight articles `repeats` have their lead
 * twice, in half of them glued to a paragraph.
 */
dbn_status bench_write_dump(dbn_buffer *out, bench_texts *texts, size_t len,
                            uint32_t repeats) DBN_CHECKED;

/** Append a page of corpora/ with other letters in its text. */
dbn_status bench_write_page(dbn_buffer *out, bench_texts *texts) DBN_CHECKED;

/** Append a page of about `len` bytes with one long article. */
dbn_status bench_write_long_page(dbn_buffer *out, bench_texts *texts,
                                 size_t len) DBN_CHECKED;

/** A length as articles have it: 1 to 12 kB, short ones more often. */
size_t bench_article_len(bench_texts *texts);

/** Append {"id":"…","FIELD":"…"} and a line end. */
dbn_status bench_write_json_line(dbn_buffer *out, bench_texts *texts, uint32_t id,
                                 const char *field, dbn_span text) DBN_CHECKED;

#endif
