#define _POSIX_C_SOURCE 200809L

#include "bench/texts.h"

#include "base/hash.h"
#include "base/utf8.h"

#include <errno.h>
#include <glob.h>

/* A line of a dump that is shorter is a title, a by-line or furniture. */
#define PARAGRAPH_MIN 160
/* In pages, one word in so many gets another letter, so that no two are the same. */
#define WORDS_A_LETTER 24
/* Words that stay together in a new sentence. */
#define RUN_MAX 3
/* Words of a new paragraph, at least; it ends with the sentence. */
#define PARAGRAPH_WORDS 40
#define TITLE_WORDS     8

static uint32_t
random_below(bench_texts *texts, uint32_t limit)
{
    texts->seed = dbn_hash_mix(texts->seed + UINT64_C(0x9E3779B97F4A7C15));
    return (uint32_t)((texts->seed >> 32) % limit);
}

/* ---- reading corpora/ ------------------------------------------------------- */

static dbn_status
read_file(dbn_span *out, const char *path, dbn_arena *arena, dbn_error *error)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return dbn_fail(error, DBN_ERR_IO, "cannot open '%s': %s", path,
                        strerror(errno));
    dbn_buffer bytes = {0};
    char chunk[1 << 14];
    size_t count;
    dbn_status status = DBN_OK;
    while (status == DBN_OK && (count = fread(chunk, 1, sizeof chunk, file)) > 0)
        status = dbn_vec_append(arena, &bytes, chunk, (uint32_t)count);
    if (ferror(file) != 0)
        status = dbn_fail(error, DBN_ERR_IO, "cannot read '%s'", path);
    (void)fclose(file);
    *out = (dbn_span){bytes.items, bytes.count};
    return status;
}

static bool
is_utf8(dbn_span text)
{
    return text.len > 0 && dbn_utf8_invalid_at(text, 0) == text.len &&
           memchr(text.ptr, 0, text.len) == NULL;
}

static bool
ends_sentence(dbn_span word)
{
    char last = word.ptr[word.len - 1];
    return last == '.' || last == '!' || last == '?';
}

static dbn_status
take_words(bench_texts *texts, dbn_span paragraph)
{
    bool begins = true;
    size_t at = 0;
    while (at < paragraph.len) {
        size_t beg = at;
        while (at < paragraph.len && !dbn_is_ascii_space(paragraph.ptr[at]))
            at++;
        dbn_span text = {paragraph.ptr + beg, at - beg};
        if (text.len > 0) {
            bench_word word = {text, begins,
                               ends_sentence(text) || at == paragraph.len};
            DBN_TRY(dbn_vec_push(texts->arena, &texts->words, word));
            begins = word.ends;
        }
        at++;
    }
    return DBN_OK;
}

static dbn_status
take_dump(bench_texts *texts, dbn_span dump, dbn_span language)
{
    uint32_t count = texts->languages.count;
    if (count == 0 ||
        !dbn_span_equal(texts->languages.items[count - 1].name, language)) {
        bench_language next = {language, {texts->words.count, texts->words.count}};
        DBN_TRY(dbn_vec_push(texts->arena, &texts->languages, next));
    }
    size_t beg = 0;
    while (beg < dump.len) {
        const char *stop = memchr(dump.ptr + beg, '\n', dump.len - beg);
        size_t end = stop == NULL ? dump.len : (size_t)(stop - dump.ptr);
        dbn_span line = dbn_span_trim((dbn_span){dump.ptr + beg, end - beg});
        if (line.len >= PARAGRAPH_MIN)
            DBN_TRY(take_words(texts, line));
        beg = end + 1;
    }
    texts->languages.items[texts->languages.count - 1].words.end = texts->words.count;
    return DBN_OK;
}

/* corpora/LANGUAGE/SLUG/NAME */
static dbn_span
language_of(const char *path, size_t corpora_len)
{
    const char *beg = path + corpora_len + 1;
    return (dbn_span){beg, strcspn(beg, "/")};
}

static dbn_status
load_matches(bench_texts *texts, const char *corpora, const char *name,
             dbn_error *error)
{
    char pattern[4096];
    int len = snprintf(pattern, sizeof pattern, "%s/*/*/%s", corpora, name);
    glob_t found;
    if (len < 0 || (size_t)len >= sizeof pattern || glob(pattern, 0, NULL, &found) != 0)
        return dbn_fail(error, DBN_ERR_IO, "no '%s' below '%s'", name, corpora);
    dbn_status status = DBN_OK;
    for (size_t i = 0; i < found.gl_pathc && status == DBN_OK; i++) {
        const char *path = found.gl_pathv[i];
        dbn_span text = {NULL, 0};
        status = read_file(&text, path, texts->arena, error);
        if (status != DBN_OK || !is_utf8(text))
            continue;
        if (strcmp(name, "page.html") == 0)
            status = dbn_vec_push(texts->arena, &texts->pages, text);
        else
            status = take_dump(
                texts, text,
                dbn_arena_copy(texts->arena, language_of(path, strlen(corpora))));
    }
    globfree(&found);
    return status;
}

dbn_status
bench_texts_load(bench_texts *texts, const char *corpora, uint64_t seed,
                 dbn_arena *arena, dbn_error *error)
{
    *texts = (bench_texts){.arena = arena, .seed = seed};
    DBN_TRY(load_matches(texts, corpora, "dump.txt", error));
    DBN_TRY(load_matches(texts, corpora, "page.html", error));
    if (texts->words.count == 0 || texts->pages.count == 0)
        return dbn_fail(error, DBN_ERR_IO, "nothing to write articles from in '%s'",
                        corpora);
    return DBN_OK;
}

/* ---- writing ---------------------------------------------------------------- */

static dbn_status
append(dbn_buffer *out, bench_texts *texts, dbn_span text)
{
    return dbn_vec_append(texts->arena, out, text.ptr, (uint32_t)text.len);
}

/* `text` with another letter in some words: ASCII for ASCII, outside references. */
static dbn_status
append_changed(dbn_buffer *out, bench_texts *texts, dbn_span text)
{
    uint32_t beg = out->count;
    DBN_TRY(append(out, texts, text));
    bool starts_word = true, in_reference = false;
    for (uint32_t i = beg; i < out->count; i++) {
        char *c = &out->items[i];
        in_reference = *c == '&' || (in_reference && *c != ';' && *c != ' ');
        bool is_letter = *c >= 'a' && *c <= 'z';
        if (is_letter && starts_word && !in_reference &&
            random_below(texts, WORDS_A_LETTER) == 0)
            *c = (char)('a' + random_below(texts, 26));
        starts_word = *c == ' ';
    }
    return DBN_OK;
}

/* A word of the language that begins a sentence, or that does not: the next one after
 * a random place. Every language has both. */
static uint32_t
any_word(bench_texts *texts, dbn_range words, bool begins)
{
    uint32_t i = words.beg + random_below(texts, dbn_range_len(words));
    while (texts->words.items[i].begins != begins)
        i = i + 1 == words.end ? words.beg : i + 1;
    return i;
}

/* Append sentences of at least `count` words in all. */
static dbn_status
append_sentences(dbn_buffer *out, bench_texts *texts, dbn_range words, uint32_t count)
{
    bool begins = true;
    while (count > 0 || !begins) {
        uint32_t i = any_word(texts, words, begins);
        uint32_t run = 1 + random_below(texts, RUN_MAX);
        for (bool ends = false; run > 0 && i < words.end && !ends; run--, i++) {
            if (out->count > 0 && !dbn_is_ascii_space(out->items[out->count - 1]))
                DBN_TRY(append(out, texts, DBN_SPAN(" ")));
            DBN_TRY(append(out, texts, texts->words.items[i].text));
            count -= count > 0;
            ends = begins = texts->words.items[i].ends;
        }
    }
    return DBN_OK;
}

static dbn_status
append_title(dbn_buffer *out, bench_texts *texts, dbn_range words)
{
    for (uint32_t i = 0; i < TITLE_WORDS; i++) {
        uint32_t word = any_word(texts, words, i == 0);
        if (texts->words.items[word].ends)
            continue;
        if (i > 0)
            DBN_TRY(append(out, texts, DBN_SPAN(" ")));
        DBN_TRY(append(out, texts, texts->words.items[word].text));
    }
    return DBN_OK;
}

/* Languages as often as corpora/ has words of them. */
static dbn_range
any_language(bench_texts *texts)
{
    uint32_t word = random_below(texts, texts->words.count);
    uint32_t i = 0;
    while (texts->languages.items[i].words.end <= word)
        i++;
    return texts->languages.items[i].words;
}

dbn_status
bench_write_dump(dbn_buffer *out, bench_texts *texts, size_t len, uint32_t repeats)
{
    uint32_t beg = out->count;
    dbn_range words = any_language(texts);
    uint32_t copy = random_below(texts, 8); /* even: the lead again, odd: glued */
    DBN_TRY(append_title(out, texts, words));
    dbn_range lead = {0, 0};
    for (uint32_t number = 0; number < 3 || out->count - beg < len; number++) {
        DBN_TRY(append(out, texts, DBN_SPAN("\n\n")));
        if (number == 2 && copy < repeats) {
            /* The lead may move while the buffer grows: make room before. */
            if (!dbn_vec_reserve(texts->arena, out, dbn_range_len(lead)))
                return DBN_ERR_NOMEM;
            dbn_span again = {out->items + lead.beg, dbn_range_len(lead)};
            DBN_TRY(append(out, texts, again));
            DBN_TRY(
                append(out, texts, copy % 2 == 0 ? DBN_SPAN("\n\n") : DBN_SPAN(" ")));
        }
        uint32_t at = out->count;
        DBN_TRY(append_sentences(
            out, texts, words, PARAGRAPH_WORDS + random_below(texts, PARAGRAPH_WORDS)));
        if (number == 0)
            lead = (dbn_range){at, out->count};
    }
    return append(out, texts, DBN_SPAN("\n"));
}

/* End of the markup that starts at `beg` with '<': of a script or style, with all its
 * content. */
static size_t
markup_end(dbn_span page, size_t beg)
{
    dbn_span rest = {page.ptr + beg, page.len - beg};
    const char *close = NULL;
    if (dbn_span_starts(rest, DBN_SPAN("<script")))
        close = strstr(rest.ptr, "</script");
    else if (dbn_span_starts(rest, DBN_SPAN("<style")))
        close = strstr(rest.ptr, "</style");
    else if (dbn_span_starts(rest, DBN_SPAN("<!--")))
        close = strstr(rest.ptr, "-->");
    const char *stop = strchr(close == NULL ? rest.ptr : close, '>');
    return stop == NULL ? page.len : (size_t)(stop - page.ptr) + 1;
}

dbn_status
bench_write_page(dbn_buffer *out, bench_texts *texts)
{
    dbn_span page = texts->pages.items[random_below(texts, texts->pages.count)];
    size_t at = 0;
    while (at < page.len) {
        const char *tag = memchr(page.ptr + at, '<', page.len - at);
        size_t beg = tag == NULL ? page.len : (size_t)(tag - page.ptr);
        DBN_TRY(append_changed(out, texts, (dbn_span){page.ptr + at, beg - at}));
        at = beg == page.len ? beg : markup_end(page, beg);
        DBN_TRY(append(out, texts, (dbn_span){page.ptr + beg, at - beg}));
    }
    return DBN_OK;
}

dbn_status
bench_write_long_page(dbn_buffer *out, bench_texts *texts, size_t len)
{
    uint32_t beg = out->count;
    dbn_range words = any_language(texts);
    DBN_TRY(append(out, texts,
                   DBN_SPAN("<!DOCTYPE html><html><head><title>Long</title></head>\n"
                            "<body><article><h1>Long</h1>\n")));
    while (out->count - beg < len) {
        DBN_TRY(append(out, texts, DBN_SPAN("<p>\n")));
        DBN_TRY(append_sentences(
            out, texts, words, PARAGRAPH_WORDS + random_below(texts, PARAGRAPH_WORDS)));
        DBN_TRY(append(out, texts, DBN_SPAN("</p>\n")));
    }
    return append(out, texts, DBN_SPAN("</article></body></html>\n"));
}

size_t
bench_article_len(bench_texts *texts)
{
    return 1000 + (size_t)random_below(texts, 3000) +
           (random_below(texts, 4) == 0 ? random_below(texts, 8000) : 0);
}

dbn_status
bench_write_json_line(dbn_buffer *out, bench_texts *texts, uint32_t id,
                      const char *field, dbn_span text)
{
    char piece[64];
    int len = snprintf(piece, sizeof piece, "{\"id\":\"%u\",\"%s\":\"", id, field);
    DBN_TRY(append(out, texts, (dbn_span){piece, (size_t)len}));
    size_t beg = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c >= 0x20 && c != '"' && c != '\\')
            continue;
        DBN_TRY(append(out, texts, (dbn_span){text.ptr + beg, i - beg}));
        len = c == '\n'  ? snprintf(piece, sizeof piece, "\\n")
              : c < 0x20 ? snprintf(piece, sizeof piece, "\\u%04x", c)
                         : snprintf(piece, sizeof piece, "\\%c", c);
        DBN_TRY(append(out, texts, (dbn_span){piece, (size_t)len}));
        beg = i + 1;
    }
    DBN_TRY(append(out, texts, (dbn_span){text.ptr + beg, text.len - beg}));
    return append(out, texts, DBN_SPAN("\"}\n"));
}
