/*
 * The index has a line an entry: word, place and length of its article, both in base 64
 * digits, parted by tabs. An article begins with a line that repeats the word, with its
 * pronunciation and part of speech; then come the translations, one line a sense where
 * there are several ("1. dispatch"), parted by commas; what follows is comment.
 */
#include "read/dictd.h"

#include "base/span.h"

#define ZLIB_CONST
#include <zlib.h>

#define UNPACKED_MAX ((size_t)256 << 20)
/* A longer translation is an explanation. */
#define TRANSLATION_MAX 60U

static dbn_status
unpack(dbn_span *out, dbn_span packed, dbn_job *job)
{
    if (packed.len < 2 || memcmp(packed.ptr, "\x1F\x8B", 2) != 0) {
        *out = packed;
        return DBN_OK;
    }
    z_stream stream = {.next_in = (const Bytef *)packed.ptr,
                       .avail_in = (uInt)packed.len};
    size_t cap = packed.len * 4 + 1024;
    char *text = dbn_arena_alloc(&job->arena, cap);
    if (text == NULL || inflateInit2(&stream, 15 + 16) != Z_OK)
        return dbn_job_nomem(job);
    int result = Z_OK;
    while (result == Z_OK && stream.total_out < UNPACKED_MAX) {
        if (stream.total_out == cap) {
            char *wider = dbn_arena_grow(&job->arena, text, cap, cap * 2);
            if (wider == NULL)
                break;
            text = wider;
            cap *= 2;
        }
        stream.next_out = (Bytef *)text + stream.total_out;
        stream.avail_out = (uInt)(cap - stream.total_out);
        result = inflate(&stream, Z_NO_FLUSH);
    }
    size_t len = stream.total_out;
    (void)inflateEnd(&stream);
    *out = (dbn_span){text, len};
    if (result == Z_STREAM_END)
        return DBN_OK;
    if (len >= UNPACKED_MAX)
        return dbn_fail(&job->err, DBN_ERR_LIMIT, "a dictionary of more than 256 MB");
    if (result == Z_OK)
        return dbn_job_nomem(job);
    return dbn_fail(&job->err, DBN_ERR_SYNTAX, "the dictionary is no gzip file");
}

/* The digits of dictd, the most significant first; false for another sign. */
static bool
number_of(dbn_span digits, uint64_t *value)
{
    static const char all[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    *value = 0;
    for (size_t i = 0; i < digits.len; i++) {
        const char *digit = memchr(all, digits.ptr[i], 64);
        if (digit == NULL || i >= 6)
            return false;
        *value = *value * 64 + (uint64_t)(digit - all);
    }
    return digits.len > 0;
}

static dbn_span
cut(dbn_span *rest, char sign)
{
    const char *end = rest->len == 0 ? NULL : memchr(rest->ptr, sign, rest->len);
    size_t len = end == NULL ? rest->len : (size_t)(end - rest->ptr);
    dbn_span part = {rest->ptr, len};
    size_t taken = len < rest->len ? len + 1 : len;
    *rest = (dbn_span){rest->ptr + taken, rest->len - taken};
    return part;
}

/* "1. ": the number of a sense; 0 for none. */
static size_t
sense_len(dbn_span line)
{
    size_t at = 0;
    while (at < line.len && dbn_is_ascii_digit(line.ptr[at]))
        at++;
    bool is_sense =
        at > 0 && at + 1 < line.len && line.ptr[at] == '.' && line.ptr[at + 1] == ' ';
    return is_sense ? at + 2 : 0;
}

/* Without what stands in brackets at its ends. */
static dbn_span
plain(dbn_span part)
{
    for (size_t i = 0; i < part.len; i++)
        if (part.ptr[i] == '(' || part.ptr[i] == '<' || part.ptr[i] == '[') {
            const char *close = memchr(part.ptr + i,
                                       part.ptr[i] == '('   ? ')'
                                       : part.ptr[i] == '<' ? '>'
                                                            : ']',
                                       part.len - i);
            if (i == 0 && close != NULL) {
                size_t taken = (size_t)(close - part.ptr) + 1;
                part = (dbn_span){part.ptr + taken, part.len - taken};
                i = (size_t)-1;
                continue;
            }
            part.len = i;
        }
    return dbn_span_trim(part);
}

static dbn_status
add_line(dbn_dictd_entries *out, dbn_span word, dbn_span line, dbn_arena *arena)
{
    while (line.len > 0) {
        dbn_span part = cut(&line, ',');
        while (part.len > 0) {
            dbn_span one = plain(cut(&part, ';'));
            if (one.len > 0 && one.len <= TRANSLATION_MAX)
                DBN_TRY(dbn_vec_push(arena, out, (dbn_dictd_entry){word, one}));
        }
    }
    return DBN_OK;
}

static dbn_status
add_article(dbn_dictd_entries *out, dbn_span word, dbn_span article, dbn_arena *arena)
{
    (void)cut(&article, '\n');
    for (bool is_first = true; article.len > 0; is_first = false) {
        dbn_span line = cut(&article, '\n');
        size_t number = sense_len(line);
        if (number == 0 && !is_first)
            continue;
        DBN_TRY(add_line(out, word, (dbn_span){line.ptr + number, line.len - number},
                         arena));
    }
    return DBN_OK;
}

dbn_status
dbn_dictd_read(dbn_dictd_entries *out, dbn_span index, dbn_span dictionary,
               dbn_job *job)
{
    dbn_span text = {0};
    DBN_TRY(unpack(&text, dictionary, job));
    while (index.len > 0) {
        dbn_span line = cut(&index, '\n');
        dbn_span word = cut(&line, '\t');
        uint64_t place, len;
        if (!number_of(cut(&line, '\t'), &place) ||
            !number_of(cut(&line, '\t'), &len) || place > text.len ||
            len > text.len - place || dbn_span_starts(word, DBN_SPAN("00database")))
            continue;
        DBN_TRY_PUSH(job, add_article(out, dbn_span_trim(word),
                                      (dbn_span){text.ptr + place, (size_t)len},
                                      &job->arena));
    }
    return DBN_OK;
}
