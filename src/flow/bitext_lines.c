/*
 * Files whose lines hold a text and its translation each.
 */
#include "flow/bitext.h"

#include <assert.h>

#include "read/jsonl.h"

/** A text and its translation. */
typedef struct line_pair {
    dbn_span source, target;
} line_pair;

/* At the first " ||| ", or where there is none the first tab. */
static bool
cut(line_pair *out, dbn_span line)
{
    static const char bars[] = " ||| ";
    const size_t len = sizeof bars - 1;
    for (const char *at = line.ptr; at != NULL && at + len <= line.ptr + line.len;
         at++) {
        at = memchr(at, ' ', (size_t)(line.ptr + line.len - at));
        if (at == NULL || at + len > line.ptr + line.len)
            break;
        if (memcmp(at, bars, len) != 0)
            continue;
        size_t first = (size_t)(at - line.ptr);
        *out = (line_pair){{line.ptr, first}, {at + len, line.len - first - len}};
        return true;
    }
    const char *tab = line.len == 0 ? NULL : memchr(line.ptr, '\t', line.len);
    if (tab == NULL)
        return false;
    size_t first = (size_t)(tab - line.ptr);
    dbn_span rest = {tab + 1, line.len - first - 1};
    const char *end = rest.len == 0 ? NULL : memchr(rest.ptr, '\t', rest.len);
    *out = (line_pair){{line.ptr, first},
                       {rest.ptr, end == NULL ? rest.len : (size_t)(end - rest.ptr)}};
    return true;
}

typedef struct line_reader {
    dbn_bitext *bitext;
    const dbn_input *file;
    const dbn_bitext_names *names;
    dbn_jsonl_reader *json; /* NULL: tables */
    dbn_bitext_pair whole;  /* tokenised lines, all together */
} line_reader;

static dbn_status
read_line(line_pair *out, bool *is_good, line_reader *r, dbn_span line)
{
    if (r->json == NULL) {
        *is_good = cut(out, line);
        return DBN_OK;
    }
    dbn_jsonl_line fields = {0};
    dbn_jsonl_names names = {r->names->source, r->names->target};
    dbn_status status = dbn_jsonl_read(&fields, r->json, line, &names, &r->bitext->job);
    *is_good = status == DBN_OK && fields.text.ptr != NULL && fields.html.ptr != NULL;
    if (*is_good)
        *out = (line_pair){fields.text, fields.html};
    return status == DBN_ERR_NOMEM ? status : DBN_OK;
}

static dbn_status
add_to(dbn_bitext *b, dbn_bitext_text *text, dbn_span line, dbn_range range)
{
    assert(text->segments != NULL);
    text->segments[text->count] = dbn_arena_copy(&b->job.arena, line);
    text->ranges[text->count] = range;
    return text->segments[text->count++].ptr == NULL ? dbn_job_nomem(&b->job) : DBN_OK;
}

/* Where a part of the file stands in it; values of JSON are copies, and stand in their
 * line. */
static dbn_range
range_of(const line_reader *r, dbn_span part, dbn_range line)
{
    uintptr_t file = (uintptr_t)r->file->bytes.ptr, at = (uintptr_t)part.ptr;
    if (r->json != NULL || at < file)
        return line;
    return (dbn_range){(uint32_t)(at - file), (uint32_t)(at - file + part.len)};
}

static dbn_status
add_pair(line_reader *r, const line_pair *pair, dbn_range line)
{
    dbn_bitext *b = r->bitext;
    if (b->options.is_tokenised) {
        DBN_TRY(
            add_to(b, &r->whole.source, pair->source, range_of(r, pair->source, line)));
        return add_to(b, &r->whole.target, pair->target,
                      range_of(r, pair->target, line));
    }
    dbn_input source = {.bytes = pair->source,
                        .name = r->file->name,
                        .kind = r->file->kind,
                        .is_utf8 = true};
    dbn_input target = source;
    target.bytes = pair->target;
    return dbn_flow_bitext_add(b, &source, &target);
}

static dbn_status
read_lines(line_reader *r, dbn_bitext_broken *broken)
{
    dbn_span all = r->file->bytes;
    uint64_t number = 0;
    for (uint32_t beg = 0, end; beg < all.len; beg = end + 1) {
        const char *feed = memchr(all.ptr + beg, '\n', all.len - beg);
        end = feed == NULL ? (uint32_t)all.len : (uint32_t)(feed - all.ptr);
        dbn_span line = {all.ptr + beg, end - beg};
        if (line.len > 0 && line.ptr[line.len - 1] == '\r')
            line.len--;
        number++;
        line_pair pair = {line, {line.ptr, 0}};
        bool is_good = line.len == 0;
        if (!is_good)
            DBN_TRY(read_line(&pair, &is_good, r, line));
        /* Tokenised lines are counted by whoever reads their links. */
        if (r->bitext->options.is_tokenised || (is_good && line.len > 0))
            DBN_TRY(add_pair(r, &pair, (dbn_range){beg, end}));
        if (is_good)
            continue;
        broken->line = broken->count == 0 ? number : broken->line;
        broken->count++;
    }
    return DBN_OK;
}

static dbn_status
make_whole(line_reader *r)
{
    dbn_arena *arena = &r->bitext->job.arena;
    dbn_bitext_text *sides[] = {&r->whole.source, &r->whole.target};
    size_t lines = 1;
    for (size_t i = 0; i < r->file->bytes.len; i++)
        lines += r->file->bytes.ptr[i] == '\n';
    for (size_t i = 0; i < 2; i++) {
        sides[i]->name = dbn_arena_copy(arena, r->file->name);
        sides[i]->segments = dbn_arena_alloc(arena, lines * sizeof(dbn_span));
        sides[i]->ranges = dbn_arena_alloc(arena, lines * sizeof(dbn_range));
        if (sides[i]->segments == NULL || sides[i]->ranges == NULL)
            return dbn_job_nomem(&r->bitext->job);
    }
    return DBN_OK;
}

dbn_status
dbn_flow_bitext_lines(dbn_bitext *b, const dbn_input *file,
                      const dbn_bitext_names *names, dbn_bitext_broken *broken)
{
    line_reader r = {.bitext = b, .file = file, .names = names};
    *broken = (dbn_bitext_broken){0};
    if (file->bytes.len > INT32_MAX)
        return dbn_fail(&b->job.err, DBN_ERR_LIMIT,
                        "the document is larger than 2147483647 bytes");
    if (names != NULL)
        DBN_TRY(dbn_jsonl_new(&r.json, &b->job.err));
    dbn_status status = b->options.is_tokenised ? make_whole(&r) : DBN_OK;
    if (status == DBN_OK)
        status = read_lines(&r, broken);
    dbn_jsonl_free(r.json);
    if (status == DBN_OK && b->options.is_tokenised)
        DBN_TRY_PUSH(&b->job, dbn_vec_push(&b->job.arena, &b->pairs, r.whole));
    return status;
}
