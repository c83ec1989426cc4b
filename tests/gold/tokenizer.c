/*
 * tests/gold/tokenizer.c - the html5lib tokenizer suite: $DOUBLON_GOLD/html/tokenizer.
 *
 * Expected and own tokens are written the same way, one a line, and compared. Exits
 * with 77 (skipped) where the suite is not there.
 */
#include "gold/json.h"

#include "base/utf8.h"
#include "read/html_tokens.h"
#include "text/view.h"

#include <dirent.h>
#include <stdio.h>

#define SKIPPED 77

typedef struct suite {
    dbn_job job;
    unsigned run, failed;
    bool is_coerced; /* xmlViolation: tokens as XML could hold them */
} suite;

/* Tokens written one a line; neighbouring characters are one token. */
typedef struct writer {
    dbn_buffer out;
    dbn_job *job;
    bool in_characters;
    bool is_double_escaped, is_coerced;
} writer;

static void
need(dbn_status status)
{
    if (status != DBN_OK) {
        fprintf(stderr, "tokenizer: out of memory\n");
        exit(2);
    }
}

static void
put(writer *w, dbn_span text)
{
    need(dbn_vec_append(&w->job->arena, &w->out, text.ptr, (uint32_t)text.len));
}

/* A string of a token. Line feeds are escaped, so that tokens stay lines. */
static void
put_string(writer *w, dbn_span text, bool is_null)
{
    if (is_null) {
        put(w, DBN_SPAN(" null"));
        return;
    }
    put(w, DBN_SPAN(" \""));
    for (size_t i = 0; i < text.len; i++)
        put(w, text.ptr[i] == '\n' ? DBN_SPAN("\\n") : (dbn_span){text.ptr + i, 1});
    put(w, DBN_SPAN("\""));
}

static void
put_kind(writer *w, dbn_span kind)
{
    put(w, DBN_SPAN("\n"));
    put(w, kind);
    w->in_characters = false;
}

static void
put_characters(writer *w, dbn_span text)
{
    if (text.len == 0)
        return;
    if (!w->in_characters)
        put_kind(w, DBN_SPAN("Character "));
    w->in_characters = true;
    for (size_t i = 0; i < text.len; i++)
        put(w, text.ptr[i] == '\n' ? DBN_SPAN("\\n") : (dbn_span){text.ptr + i, 1});
}

/* ---- what is expected ---- */

static dbn_span
expected_string(writer *w, const json *value)
{
    return w->is_double_escaped ? json_unescape(value->text, &w->job->arena)
                                : value->text;
}

static bool
is_word(const json *value, dbn_span word)
{
    return value->kind == JSON_WORD && dbn_span_equal(value->text, word);
}

static int
compare(dbn_span a, dbn_span b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.ptr, b.ptr, len);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

typedef struct pair {
    dbn_span name, value;
} pair;

typedef DBN_VEC(pair) pairs;

static int
by_name(const void *a, const void *b)
{
    return compare(((const pair *)a)->name, ((const pair *)b)->name);
}

static void
put_pairs(writer *w, pairs *list)
{
    if (list->count > 0)
        qsort(list->items, list->count, sizeof list->items[0], by_name);
    for (uint32_t i = 0; i < list->count; i++) {
        put_string(w, list->items[i].name, false);
        put(w, DBN_SPAN(" ="));
        put_string(w, list->items[i].value, false);
    }
}

static void
expect_tag(writer *w, const json *token)
{
    pairs list = {0};
    put_string(w, expected_string(w, &token->items.items[1]), false);
    if (token->items.count < 3)
        return;
    const json *attributes = &token->items.items[2];
    for (uint32_t i = 0; i < attributes->items.count; i++) {
        json name = {.kind = JSON_STRING, .text = attributes->keys.items[i]};
        pair one = {expected_string(w, &name),
                    expected_string(w, &attributes->items.items[i])};
        need(dbn_vec_push(&w->job->arena, &list, one));
    }
    put_pairs(w, &list);
    if (token->items.count > 3)
        put(w, DBN_SPAN(" /"));
}

static void
expect(writer *w, const json *token)
{
    const json *items = token->items.items;
    if (dbn_span_equal(items[0].text, DBN_SPAN("Character"))) {
        put_characters(w, expected_string(w, &items[1]));
        return;
    }
    put_kind(w, items[0].text);
    if (dbn_span_equal(items[0].text, DBN_SPAN("Comment")))
        put_string(w, expected_string(w, &items[1]), false);
    else if (!dbn_span_equal(items[0].text, DBN_SPAN("DOCTYPE")))
        expect_tag(w, token);
    else {
        for (int i = 1; i < 4; i++)
            put_string(w, expected_string(w, &items[i]), items[i].kind == JSON_WORD);
        put(w, is_word(&items[4], DBN_SPAN("true")) ? DBN_SPAN(" ok")
                                                    : DBN_SPAN(" quirks"));
    }
}

/* ---- what the tokenizer says ---- */

/* What a range means, in lower case for names. */
static dbn_span
meaning(writer *w, const dbn_view *page, dbn_range range, dbn_html_writing writing)
{
    dbn_fixes fixes = {0};
    const dbn_view *view;
    need(dbn_html_decode(&fixes, &w->job->arena, page->text, range, writing));
    need(dbn_view_derive(&view, page, range, &fixes, DBN_PASS_EXTRACT, w->job));
    return view->text;
}

static dbn_span
lower(writer *w, dbn_span text)
{
    char *out = dbn_arena_alloc(&w->job->arena, text.len);
    for (size_t i = 0; i < text.len; i++)
        out[i] = dbn_ascii_lower(text.ptr[i]);
    return (dbn_span){out, text.len};
}

static dbn_span
name_of(writer *w, const dbn_view *page, dbn_range range)
{
    return lower(w, meaning(w, page, range, DBN_HTML_AS_RAW));
}

static void
say_tag(writer *w, const dbn_view *page, const dbn_html_tokens *tokens,
        const dbn_html_token *token)
{
    pairs list = {0};
    put_string(w, name_of(w, page, token->name), false);
    if (token->kind == DBN_HTML_CLOSE)
        return;
    for (uint32_t i = 0; i < tokens->attribute_count; i++) {
        const dbn_html_attribute *attribute = &tokens->attributes[i];
        pair one = {name_of(w, page, attribute->name),
                    meaning(w, page, attribute->value, DBN_HTML_AS_VALUE)};
        bool is_new = true;
        for (uint32_t j = 0; j < list.count && is_new; j++)
            is_new = !dbn_span_equal(list.items[j].name, one.name);
        if (is_new) /* the first of two counts */
            need(dbn_vec_push(&w->job->arena, &list, one));
    }
    put_pairs(w, &list);
    if (token->self_closing)
        put(w, DBN_SPAN(" /"));
}

static void
say_doctype(writer *w, const dbn_view *page, const dbn_html_doctype *type)
{
    put_string(w, name_of(w, page, type->name), !type->has_name);
    put_string(w, meaning(w, page, type->public_id, DBN_HTML_AS_RAW),
               !type->has_public);
    put_string(w, meaning(w, page, type->system_id, DBN_HTML_AS_RAW),
               !type->has_system);
    put(w, type->force_quirks ? DBN_SPAN(" quirks") : DBN_SPAN(" ok"));
}

/* What XML cannot hold, as the standard's "coercing an HTML DOM into an infoset". */
static dbn_span
coerced(writer *w, dbn_span text, bool is_comment)
{
    dbn_buffer out = {0};
    dbn_arena *arena = &w->job->arena;
    if (!w->is_coerced)
        return text;
    for (size_t i = 0; i < text.len; i++) {
        dbn_span rest = {text.ptr + i, text.len - i};
        if (dbn_span_starts(rest, DBN_SPAN("\xEF\xBF\xBF"))) {
            need(dbn_vec_append(arena, &out, "\xEF\xBF\xBD", 3));
            i += 2;
        } else if (is_comment && dbn_span_starts(rest, DBN_SPAN("--"))) {
            need(dbn_vec_append(arena, &out, "- ", 2));
        } else {
            need(dbn_vec_push(arena, &out, rest.ptr[0] == '\f' ? ' ' : rest.ptr[0]));
        }
    }
    return out.count == 0 ? DBN_SPAN("") : (dbn_span){out.items, out.count};
}

static void
say(writer *w, const dbn_view *page, const dbn_html_tokens *tokens,
    const dbn_html_token *token)
{
    char bytes[8];
    bool is_raw = tokens->state != DBN_HTML_DATA && tokens->state != DBN_HTML_CDATA;
    switch (token->kind) {
    case DBN_HTML_TEXT:
        put_characters(w, coerced(w,
                                  meaning(w, page, token->range,
                                          is_raw ? DBN_HTML_AS_RAW : DBN_HTML_AS_TEXT),
                                  false));
        return;
    case DBN_HTML_REFERENCE: {
        uint32_t len = dbn_utf8_encode(bytes, token->codes[0]);
        if (token->codes[1] != 0)
            len += dbn_utf8_encode(bytes + len, token->codes[1]);
        put_characters(w, (dbn_span){bytes, len});
        return;
    }
    case DBN_HTML_START:
        put_kind(w, DBN_SPAN("StartTag"));
        say_tag(w, page, tokens, token);
        return;
    case DBN_HTML_CLOSE:
        put_kind(w, DBN_SPAN("EndTag"));
        say_tag(w, page, tokens, token);
        return;
    case DBN_HTML_COMMENT:
        put_kind(w, DBN_SPAN("Comment"));
        put_string(w, coerced(w, meaning(w, page, token->name, DBN_HTML_AS_RAW), true),
                   false);
        return;
    case DBN_HTML_DOCTYPE:
        put_kind(w, DBN_SPAN("DOCTYPE"));
        say_doctype(w, page, &tokens->doctype);
        return;
    case DBN_HTML_NOTHING:
        return;
    }
}

static dbn_html_state
state_of(dbn_span name)
{
    static const struct {
        const char *name;
        dbn_html_state state;
    } states[] = {
        {"Data state", DBN_HTML_DATA},
        {"RCDATA state", DBN_HTML_RCDATA},
        {"RAWTEXT state", DBN_HTML_RAWTEXT},
        {"Script data state", DBN_HTML_SCRIPT},
        {"PLAINTEXT state", DBN_HTML_PLAINTEXT},
        {"CDATA section state", DBN_HTML_CDATA},
    };
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++)
        if (dbn_span_equal(name, dbn_span_of(states[i].name)))
            return states[i].state;
    fprintf(stderr, "tokenizer: unknown state '%.*s'\n", (int)name.len, name.ptr);
    exit(2);
}

/* ---- running ---- */

static void
run_case(suite *s, const json *test, dbn_html_state state)
{
    const json *last = json_get(test, DBN_SPAN("lastStartTag"));
    const json *doubled = json_get(test, DBN_SPAN("doubleEscaped"));
    const json *output = json_get(test, DBN_SPAN("output"));
    writer want = {.job = &s->job, .is_coerced = s->is_coerced};
    want.is_double_escaped = doubled != NULL && is_word(doubled, DBN_SPAN("true"));
    writer got = want;
    for (uint32_t i = 0; i < output->items.count; i++)
        expect(&want, &output->items.items[i]);
    const dbn_view *page;
    dbn_span input = expected_string(&want, json_get(test, DBN_SPAN("input")));
    need(dbn_view_source(&page, input, &s->job));
    dbn_html_tokens tokens;
    dbn_html_tokens_init(&tokens, input);
    tokens.state = state;
    tokens.last_name = last == NULL ? DBN_SPAN("") : last->text;
    uint32_t end = 0;
    for (dbn_html_token token; dbn_html_next(&tokens, &token);) {
        if (token.range.beg != end || token.range.end <= end)
            put_kind(&got, DBN_SPAN("gap!"));
        end = token.range.end;
        say(&got, page, &tokens, &token);
    }
    s->run++;
    if (end == input.len && want.out.count == got.out.count &&
        (want.out.count == 0 ||
         memcmp(want.out.items, got.out.items, want.out.count) == 0))
        return;
    dbn_span name = json_get(test, DBN_SPAN("description"))->text;
    s->failed++;
    printf("FAILED %.*s\n  want %.*s\n  got  %.*s\n", (int)name.len, name.ptr,
           (int)want.out.count, want.out.items, (int)got.out.count, got.out.items);
}

static void
run_test(suite *s, const json *test)
{
    const json *states = json_get(test, DBN_SPAN("initialStates"));
    if (states == NULL)
        run_case(s, test, DBN_HTML_DATA);
    else
        for (uint32_t i = 0; i < states->items.count; i++)
            run_case(s, test, state_of(states->items.items[i].text));
}

static dbn_span
read_file(const char *path, dbn_arena *arena)
{
    FILE *file = fopen(path, "rb");
    dbn_buffer bytes = {0};
    char part[4096];
    if (file == NULL)
        return (dbn_span){NULL, 0};
    for (size_t len; (len = fread(part, 1, sizeof part, file)) > 0;)
        need(dbn_vec_append(arena, &bytes, part, (uint32_t)len));
    fclose(file);
    return (dbn_span){bytes.items, bytes.count};
}

static void
run_file(suite *s, const char *path, const char *name)
{
    unsigned run = s->run, failed = s->failed;
    json file;
    if (!json_read(&file, read_file(path, &s->job.arena), &s->job.arena)) {
        fprintf(stderr, "tokenizer: %s is no JSON\n", path);
        exit(2);
    }
    const json *tests = json_get(&file, DBN_SPAN("tests"));
    s->is_coerced = tests == NULL;
    if (tests == NULL)
        tests = json_get(&file, DBN_SPAN("xmlViolationTests"));
    for (uint32_t i = 0; tests != NULL && i < tests->items.count; i++)
        run_test(s, &tests->items.items[i]);
    run = s->run - run;
    failed = s->failed - failed;
    printf("%-28s %4u of %4u\n", name, run - failed, run);
    dbn_job_reset(&s->job);
}

int
main(void)
{
    const char *gold = getenv("DOUBLON_GOLD");
    char folder[4096], path[8192];
    snprintf(folder, sizeof folder, "%s/html/tokenizer", gold == NULL ? "" : gold);
    DIR *dir = gold == NULL ? NULL : opendir(folder);
    if (dir == NULL) {
        printf("skipped: DOUBLON_GOLD names no folder with html/tokenizer\n");
        return SKIPPED;
    }
    suite s = {0};
    dbn_job_init(&s.job, 0);
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        if (!dbn_span_ends(dbn_span_of(entry->d_name), DBN_SPAN(".test")))
            continue;
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        run_file(&s, path, entry->d_name);
    }
    closedir(dir);
    printf("%-28s %4u of %4u\n", "all", s.run - s.failed, s.run);
    dbn_job_release(&s.job);
    return s.failed > 0 || s.run == 0;
}
