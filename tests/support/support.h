/*
 * tests/support/support.h - what the programs that test the public headers share:
 * bytes, files, the corpora, and an independent reading of edits.
 *
 * Trouble that is not the library's (no memory, a file that is not there) ends the
 * program with a message: a test has nobody to report it to.
 */
#ifndef DBN_TESTS_SUPPORT_SUPPORT_H
#define DBN_TESTS_SUPPORT_SUPPORT_H

#include <doublon.h>
#include <doublon/corpus.h>

#include <stdio.h>

/** A literal as a span. */
#define TEXT(literal) ((dbn_span){(literal), sizeof(literal) - 1})

/** For printf: "%.*s", SHOW(span). */
#define SHOW(span) (int)(span).len, (span).ptr

/** Bytes that grow. Zero is empty. */
typedef struct test_bytes {
    char *ptr;
    size_t len, cap;
} test_bytes;

void test_bytes_add(test_bytes *bytes, dbn_span more);
void test_bytes_format(test_bytes *bytes, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void test_bytes_release(test_bytes *bytes);

static inline dbn_span
test_bytes_span(const test_bytes *bytes)
{
    return (dbn_span){bytes->ptr == NULL ? "" : bytes->ptr, bytes->len};
}

/** Let the engine look at spelling, by the dictionaries of Debian; what is made of them
 * stays in the folder of the build. */
void test_spell(dbn_engine *engine);

/** End the program, with a message of one line. */
_Noreturn void test_die(const char *format, ...) __attribute__((format(printf, 1, 2)));

/** The whole of a file, to be released. */
test_bytes test_file_read(const char *path);
bool test_file_exists(const char *path);
void test_file_write(const char *path, dbn_span bytes);

dbn_span test_span(const char *text);
bool test_span_is(dbn_span a, dbn_span b);
/** Where `needle` first stands in `text` from `from` on; text.len when it does not. */
size_t test_span_find(dbn_span text, dbn_span needle, size_t from);
static inline dbn_span
test_span_slice(dbn_span text, dbn_range range)
{
    return (dbn_span){text.ptr + range.beg, range.end - range.beg};
}

/** The engine over the dictionaries of the source tree. */
dbn_engine *test_engine_new(void);

/** The articles of corpora/, "fr/serveur-duqu", in the order of their names. */
typedef struct test_corpora {
    char **names;
    size_t count;
} test_corpora;

test_corpora test_corpora_list(void);
/** Those that have translations, "bitexts/serveur-duqu". */
test_corpora test_bitexts_list(void);
void test_corpora_release(test_corpora *corpora);
/** A file of an article, to be released. */
test_bytes test_corpora_read(const char *article, const char *file);

/**
 * Where `range` of the text before pass `index` stands in the source, by walking the
 * edits of the passes one by one: the slow, plain way, to be compared with
 * dbn_doc_map().
 */
dbn_range test_source_of(const dbn_doc *doc, uint32_t index, dbn_range range);

/** The pass before which the page stands: what comes after removes and lays out. */
uint32_t test_page_pass(const dbn_doc *doc);

#endif
