/*
 * Entries sorted by file, line, rule and text, so that one is found by halving, and so
 * that the same findings make the same file.
 */
#define _POSIX_C_SOURCE 200809L

#include "newsroom/baseline.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "lang/yaml.h"
#include "newsroom/place.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char hex[] = "0123456789ABCDEF";

typedef struct known {
    dbn_span file;
    uint64_t line; /* 0: the file as a whole */
    dbn_span rule, text;
    uint32_t count; /* 0: forgotten */
} known;

typedef DBN_VEC(known) entries;

struct dbn_baseline {
    dbn_arena arena;
    dbn_folder folder; /* that its file is in */
    entries all;       /* sorted, and each once */
    entries added;     /* since */
};

/* ---- order ------------------------------------------------------------------ */

static int
by_document(const known *a, const known *b)
{
    int order = dbn_span_order(a->file, b->file);
    return order != 0 ? order : (a->line > b->line) - (a->line < b->line);
}

static int
by_place(const void *left, const void *right)
{
    const known *a = left, *b = right;
    int order = by_document(a, b);
    if (order == 0)
        order = dbn_span_order(a->rule, b->rule);
    return order != 0 ? order : dbn_span_order(a->text, b->text);
}

/* As many as can be written and read. */
static uint32_t
sum_of(uint32_t a, uint32_t b)
{
    return a > INT32_MAX - b ? INT32_MAX : a + b;
}

static void
sort(dbn_baseline *b)
{
    uint32_t kept = 0;
    if (b->all.count > 1)
        qsort(b->all.items, b->all.count, sizeof *b->all.items, by_place);
    for (uint32_t i = 0; i < b->all.count; i++) {
        known *last = kept == 0 ? NULL : &b->all.items[kept - 1];
        if (last != NULL && by_place(last, &b->all.items[i]) == 0)
            last->count = sum_of(last->count, b->all.items[i].count);
        else
            b->all.items[kept++] = b->all.items[i];
    }
    b->all.count = kept;
}

/* ---- names ------------------------------------------------------------------ */

/* How long the character at `at` is; 0 where there is none. */
static uint32_t
character_at(dbn_span text, size_t at)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)text.ptr[at];
    uint32_t len = dbn_utf8_len(lead);
    if (lead < 0x80)
        return 1;
    if (len == 1 || len > text.len - at)
        return 0;
    for (uint32_t i = 1; i < len; i++)
        if (!dbn_utf8_is_continuation(text.ptr[at + i]))
            return 0;
    uint32_t c = dbn_utf8_decode(text, at, &len);
    bool is_one = c >= least[len] && c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
    return lead < 0xF8 && is_one ? len : 0;
}

/* Put what is no UTF-8 as the "\xFF" that people read: a file of YAML has no bytes. */
static dbn_status
add_readable(dbn_buffer *out, dbn_span name, dbn_arena *arena)
{
    for (size_t at = 0; at < name.len;) {
        uint32_t len = character_at(name, at);
        unsigned char c = (unsigned char)name.ptr[at];
        const char escaped[] = {'\\', 'x', hex[c >> 4], hex[c & 15]};
        DBN_TRY(len == 0 ? dbn_vec_append(arena, out, escaped, 4)
                         : dbn_vec_append(arena, out, name.ptr + at, len));
        at += len == 0 ? 1 : len;
    }
    return DBN_OK;
}

/* `name` as the file calls it; that of standard input is no place. */
static dbn_status
name_of(dbn_span *out, const dbn_folder *folder, dbn_span name, dbn_arena *arena)
{
    char room[DBN_PLACE_MAX];
    dbn_buffer readable = {0};
    dbn_span place = dbn_span_equal(name, DBN_SPAN("-"))
                         ? name
                         : dbn_folder_place(room, folder, name);
    DBN_TRY(add_readable(&readable, place.len == 0 ? name : place, arena));
    *out = (dbn_span){readable.items, readable.count};
    return DBN_OK;
}

/* What counts of a text: its beginning, in whole characters. */
static dbn_span
beginning_of(dbn_span text)
{
    if (text.len <= DBN_BASELINE_TEXT_MAX)
        return text;
    text.len = DBN_BASELINE_TEXT_MAX;
    while (text.len > 0 && ((unsigned char)text.ptr[text.len] & 0xC0) == 0x80)
        text.len--;
    return text;
}

/* ---- reading ---------------------------------------------------------------- */

/* A number that may stand in a file. */
static bool
take_number(const dbn_yaml_node *value, int64_t *out)
{
    return dbn_yaml_number(value, out) && *out > 0 && *out <= INT32_MAX;
}

/* The name of the file of an entry, most often that of the one before. */
static dbn_status
take_file(dbn_baseline *b, known *one, dbn_span name, dbn_span *last)
{
    const dbn_folder inside = {b->folder.root, b->folder.root};
    const known *before = b->all.count == 0 ? NULL : &b->all.items[b->all.count - 1];
    if (before != NULL && dbn_span_equal(*last, name)) {
        one->file = before->file;
        return DBN_OK;
    }
    *last = name;
    return name_of(&one->file, &inside, name, &b->arena);
}

static dbn_status
take_entry(dbn_baseline *b, const dbn_yaml *file, const dbn_yaml_node *entry,
           dbn_span *last, dbn_error *err)
{
    known one = {0};
    dbn_span name = DBN_SPAN("");
    int64_t count = 0, line = 0;
    if (entry->kind != DBN_YAML_MAP)
        return dbn_yaml_refuse(err, file, entry, "a known finding must be a map");
    for (const dbn_yaml_node *key = entry->first; key != NULL; key = key->next->next) {
        const dbn_yaml_node *value = key->next;
        bool is_text = value->kind == DBN_YAML_SCALAR, is_known = is_text;
        if (is_text && dbn_span_equal(key->text, DBN_SPAN("file")))
            name = value->text;
        else if (is_text && dbn_span_equal(key->text, DBN_SPAN("rule")))
            one.rule = value->text;
        else if (is_text && dbn_span_equal(key->text, DBN_SPAN("text")))
            one.text = value->text;
        else if (dbn_span_equal(key->text, DBN_SPAN("line")))
            is_known = take_number(value, &line);
        else
            is_known = dbn_span_equal(key->text, DBN_SPAN("count")) &&
                       take_number(value, &count);
        if (!is_known)
            return dbn_yaml_refuse(err, file, key, "'%.*s' is not as it must be",
                                   DBN_SHOWN(key->text));
    }
    one.count = (uint32_t)count;
    one.line = (uint64_t)line;
    if (name.len == 0 || one.rule.len == 0 || count == 0)
        return dbn_yaml_refuse(err, file, entry,
                               "a known finding needs file, rule, text and count");
    if (take_file(b, &one, name, last) != DBN_OK ||
        dbn_vec_push(&b->arena, &b->all, one) != DBN_OK)
        return dbn_load_nomem(err);
    return DBN_OK;
}

/* Where known findings come from. */
typedef struct origin {
    const char *path;      /* NULL: from nowhere */
    const dbn_span *bytes; /* that are called so; NULL: the file */
    bool may_lack;         /* the file need not be there */
} origin;

static dbn_status
read_all(dbn_baseline *b, const origin *from, dbn_error *err)
{
    dbn_yaml file;
    dbn_span last = DBN_SPAN("");
    dbn_span path =
        dbn_arena_copy(&b->arena, (dbn_span){from->path, strlen(from->path) + 1});
    if (path.ptr == NULL)
        return dbn_load_nomem(err);
    if (from->bytes == NULL)
        DBN_TRY(dbn_yaml_read(&file, path.ptr, &b->arena, err));
    else
        DBN_TRY(dbn_yaml_parse(&file, path.ptr, *from->bytes, &b->arena, err));
    if (file.root->kind != DBN_YAML_LIST)
        return dbn_yaml_refuse(err, &file, file.root, "known findings must be a list");
    for (const dbn_yaml_node *e = file.root->first; e != NULL; e = e->next)
        DBN_TRY(take_entry(b, &file, e, &last, err));
    return DBN_OK;
}

static dbn_status
read_known(dbn_baseline *b, const origin *from, dbn_error *err)
{
    const char *path = from->path;
    DBN_TRY(dbn_folder_find(&b->folder, path, &b->arena, err));
    if (path == NULL || (from->may_lack && access(path, F_OK) != 0 && errno == ENOENT))
        return DBN_OK;
    return read_all(b, from, err);
}

static dbn_status
read_new(dbn_baseline **out, const origin *from, dbn_error *error)
{
    dbn_error ignored;
    *out = NULL;
    error = error == NULL ? &ignored : error;
    dbn_baseline *b = calloc(1, sizeof *b);
    if (b == NULL)
        return dbn_load_nomem(error);
    dbn_arena_init(&b->arena, 0);
    dbn_status status = read_known(b, from, error);
    if (status != DBN_OK) {
        dbn_baseline_free(b);
        return status;
    }
    sort(b);
    *out = b;
    return DBN_OK;
}

dbn_status
dbn_baseline_read(dbn_baseline **out, const char *path, dbn_error *error)
{
    return read_new(out, &(const origin){path, NULL, false}, error);
}

dbn_status
dbn_baseline_read_if_there(dbn_baseline **out, const char *path, dbn_error *error)
{
    return read_new(out, &(const origin){path, NULL, true}, error);
}

dbn_status
dbn_baseline_parse(dbn_baseline **out, const char *path, dbn_span bytes,
                   dbn_error *error)
{
    return read_new(out, &(const origin){path, &bytes, false}, error);
}

void
dbn_baseline_free(dbn_baseline *baseline)
{
    if (baseline == NULL)
        return;
    dbn_arena_release(&baseline->arena);
    free(baseline);
}

/* ---- using ------------------------------------------------------------------ */

/* The first entry that does not come before `wanted`. */
static uint32_t
find(const dbn_baseline *b, const known *wanted)
{
    uint32_t low = 0, high = b->all.count;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (by_place(&b->all.items[mid], wanted) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

dbn_status
dbn_baseline_sift(dbn_findings *findings, const dbn_baseline *baseline,
                  const dbn_baseline_place *place, dbn_span text,
                  const dbn_ruleset *rules, dbn_job *job)
{
    known first = {.line = place->line};
    DBN_TRY_PUSH(job,
                 name_of(&first.file, &baseline->folder, place->file, &job->scratch));
    uint32_t beg = find(baseline, &first), end = beg, kept = 0;
    while (end < baseline->all.count &&
           by_document(&baseline->all.items[end], &first) == 0)
        end++;
    if (beg == end)
        return DBN_OK;
    uint32_t *used = dbn_arena_alloc(&job->scratch, (end - beg) * sizeof *used);
    if (used == NULL)
        return dbn_job_nomem(job);
    memset(used, 0, (end - beg) * sizeof *used);
    for (uint32_t i = 0; i < findings->count; i++) {
        const dbn_finding *f = &findings->items[i];
        known wanted = {first.file, first.line, dbn_ruleset_name(rules, f->rule),
                        beginning_of(dbn_span_slice(text, f->range)), 0};
        uint32_t at = find(baseline, &wanted);
        bool is_known = at < end && by_place(&baseline->all.items[at], &wanted) == 0 &&
                        used[at - beg]++ < baseline->all.items[at].count;
        if (!is_known)
            findings->items[kept++] = *f;
    }
    findings->count = kept;
    return DBN_OK;
}

dbn_status
dbn_baseline_forget(dbn_baseline *baseline, dbn_span file)
{
    known first = {0};
    DBN_TRY(name_of(&first.file, &baseline->folder, file, &baseline->arena));
    for (uint32_t i = find(baseline, &first);
         i < baseline->all.count && baseline->all.items[i].count > 0 &&
         dbn_span_equal(baseline->all.items[i].file, first.file);
         i++)
        baseline->all.items[i].count = 0;
    return DBN_OK;
}

dbn_status
dbn_baseline_note(dbn_baseline *baseline, const dbn_baseline_place *place,
                  dbn_span rule, dbn_span text)
{
    dbn_arena *arena = &baseline->arena;
    known one = {.line = place->line,
                 .rule = dbn_arena_copy(arena, rule),
                 .text = dbn_arena_copy(arena, beginning_of(text)),
                 .count = 1};
    if (one.rule.ptr == NULL || one.text.ptr == NULL)
        return DBN_ERR_NOMEM;
    DBN_TRY(name_of(&one.file, &baseline->folder, place->file, arena));
    return dbn_vec_push(arena, &baseline->added, one);
}

/* ---- writing ---------------------------------------------------------------- */

static dbn_status
put(dbn_baseline *b, dbn_buffer *out, const char *text, size_t len)
{
    return dbn_vec_append(&b->arena, out, text, (uint32_t)len);
}

/* Is it a character that YAML wants escaped, or takes for the end of a line? */
static bool
is_special(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 ||
           c == 0xFEFF || c == 0xFFFE || c == 0xFFFF;
}

/* `text`, which is UTF-8, between double quotes, as YAML has it. */
static dbn_status
put_text(dbn_baseline *b, dbn_buffer *out, dbn_span text)
{
    DBN_TRY(put(b, out, "\"", 1));
    for (size_t at = 0; at < text.len;) {
        uint32_t len, c = dbn_utf8_decode(text, at, &len);
        const char escaped[] = {
            '\\',       'u', hex[c >> 12 & 15], hex[c >> 8 & 15], hex[c >> 4 & 15],
            hex[c & 15]};
        if (is_special(c))
            DBN_TRY(put(b, out, escaped, sizeof escaped));
        else if (c == '"' || c == '\\')
            DBN_TRY(put(b, out, (char[]){'\\', (char)c}, 2));
        else
            DBN_TRY(put(b, out, text.ptr + at, len));
        at += len;
    }
    return put(b, out, "\"", 1);
}

static dbn_status
put_entry(dbn_baseline *b, dbn_buffer *out, const known *one)
{
    char line[48] = "", count[32];
    int count_len =
        snprintf(count, sizeof count, ", count: %u}\n", (unsigned)one->count);
    if (one->line > 0)
        (void)snprintf(line, sizeof line, ", line: %" PRIu64, one->line);
    DBN_TRY(put(b, out, "- {file: ", 9));
    DBN_TRY(put_text(b, out, one->file));
    DBN_TRY(put(b, out, line, strlen(line)));
    DBN_TRY(put(b, out, ", rule: ", 8));
    DBN_TRY(put_text(b, out, one->rule));
    DBN_TRY(put(b, out, ", text: ", 8));
    DBN_TRY(put_text(b, out, one->text));
    return put(b, out, count, (size_t)count_len);
}

dbn_status
dbn_baseline_write(dbn_span *out, dbn_baseline *baseline)
{
    static const char head[] =
        "# Findings that are known: doublon check --baseline passes over them.\n";
    dbn_buffer text = {0};
    bool has_any = false;
    DBN_TRY(dbn_vec_append(&baseline->arena, &baseline->all, baseline->added.items,
                           baseline->added.count));
    baseline->added.count = 0;
    sort(baseline);
    DBN_TRY(put(baseline, &text, head, sizeof head - 1));
    for (uint32_t i = 0; i < baseline->all.count; i++) {
        const known *one = &baseline->all.items[i];
        if (one->count == 0)
            continue;
        has_any = true;
        DBN_TRY(put_entry(baseline, &text, one));
    }
    if (!has_any)
        DBN_TRY(put(baseline, &text, "[]\n", 3));
    *out = (dbn_span){text.items, text.count};
    return DBN_OK;
}
