/*
 * read/html_jsonld.c - one pass over the JSON, a second one over its strings.
 *
 * The first pass notes objects and strings: an object's @type may come after what it
 * names. Only strings, keys and brackets are looked at, so that what is broken
 * between them does no harm. Linear; nesting is a fixed stack.
 */
#include "read/html_jsonld.h"

#include "base/utf8.h"

typedef struct object {
    uint32_t parent; /* index of the object around it, DBN_NONE for none */
    dbn_range key;   /* of the parent that leads here */
    dbn_range type;  /* the value of @type, empty for none */
} object;

typedef struct string {
    uint32_t object;
    dbn_range key, value;
} string;

typedef struct frame {
    uint32_t object; /* DBN_NONE in an array that no object is around */
    dbn_range key;
    bool is_array;
} frame;

typedef struct scanner {
    dbn_span page;
    uint32_t at, end;
    uint32_t depth, beyond; /* open brackets, and those past the limit */
    frame frames[DBN_HTML_JSON_DEPTH];
    DBN_VEC(object) objects;
    DBN_VEC(string) strings;
    dbn_arena *arena;
} scanner;

static frame
current(const scanner *s)
{
    return s->depth == 0 ? (frame){.object = DBN_NONE} : s->frames[s->depth - 1];
}

/* The closing quotation mark of the string whose content starts at `at`, or the end. */
static uint32_t
string_end(const scanner *s, uint32_t at)
{
    for (; at < s->end && s->page.ptr[at] != '"'; at++)
        at += s->page.ptr[at] == '\\' && at + 1 < s->end;
    return at;
}

static dbn_status
open_bracket(scanner *s, bool is_array)
{
    frame inner = current(s);
    if (s->depth == DBN_HTML_JSON_DEPTH) {
        s->beyond++;
        return DBN_OK;
    }
    inner.is_array = is_array;
    if (!is_array) {
        DBN_TRY(dbn_vec_push(
            s->arena, &s->objects,
            (object){.parent = inner.object, .key = inner.key, .type = {0, 0}}));
        inner.object = s->objects.count - 1;
        inner.key = (dbn_range){0, 0};
    }
    s->frames[s->depth++] = inner;
    return DBN_OK;
}

static void
close_bracket(scanner *s)
{
    if (s->beyond > 0)
        s->beyond--;
    else if (s->depth > 0)
        s->depth--;
}

static bool
is_key(const scanner *s, dbn_range key, dbn_span name)
{
    return dbn_span_equal(dbn_span_slice(s->page, key), name);
}

/* A string at s->at: a key where a colon follows, else a value. */
static dbn_status
read_string(scanner *s)
{
    dbn_range content = {s->at + 1, string_end(s, s->at + 1)};
    s->at = content.end + 1;
    if (content.end == s->end || s->beyond > 0 || s->depth == 0)
        return DBN_OK;
    uint32_t after = s->at;
    while (after < s->end && dbn_html_is_space(s->page.ptr[after]))
        after++;
    frame *top = &s->frames[s->depth - 1];
    if (!top->is_array && after < s->end && s->page.ptr[after] == ':') {
        top->key = content;
        s->at = after + 1;
        return DBN_OK;
    }
    if (top->object == DBN_NONE)
        return DBN_OK;
    object *owner = &s->objects.items[top->object];
    if (is_key(s, top->key, DBN_SPAN("@type")) && dbn_range_len(owner->type) == 0)
        owner->type = content;
    return dbn_vec_push(s->arena, &s->strings,
                        (string){top->object, top->key, content});
}

/* A word that is no string: true and false are values too. */
static dbn_status
read_word(scanner *s)
{
    dbn_range word = {s->at, s->at};
    while (word.end < s->end && dbn_is_ascii_alpha(s->page.ptr[word.end]))
        word.end++;
    s->at = word.end;
    if (s->beyond > 0 || s->depth == 0 || s->frames[s->depth - 1].is_array ||
        !(is_key(s, word, DBN_SPAN("true")) || is_key(s, word, DBN_SPAN("false"))))
        return DBN_OK;
    const frame *top = &s->frames[s->depth - 1];
    return dbn_vec_push(s->arena, &s->strings, (string){top->object, top->key, word});
}

static dbn_status
scan(scanner *s)
{
    while (s->at < s->end && s->strings.count < DBN_HTML_METAS_MAX) {
        switch (s->page.ptr[s->at]) {
        case '{':
        case '[':
            DBN_TRY(open_bracket(s, s->page.ptr[s->at++] == '['));
            break;
        case '}':
        case ']':
            close_bracket(s);
            s->at++;
            break;
        case '"':
            DBN_TRY(read_string(s));
            break;
        case 't':
        case 'f':
            DBN_TRY(read_word(s));
            break;
        default:
            s->at++;
        }
    }
    return DBN_OK;
}

/* ---- names ---- */

typedef struct path {
    char bytes[DBN_HTML_PATH_MAX];
    uint32_t beg; /* it is written from its end */
    bool is_full;
} path;

static void
prepend(path *name, dbn_span step)
{
    bool has_more = name->beg < DBN_HTML_PATH_MAX;
    name->is_full |= step.len + has_more > name->beg;
    if (name->is_full || step.len == 0)
        return;
    if (has_more)
        name->bytes[--name->beg] = '.';
    name->beg -= (uint32_t)step.len;
    memcpy(name->bytes + name->beg, step.ptr, step.len);
}

/* The member of a @graph stands alone. */
static bool
is_outermost(const scanner *s, const object *inner)
{
    return inner->parent == DBN_NONE || is_key(s, inner->key, DBN_SPAN("@graph"));
}

static void
write_path(const scanner *s, const string *value, path *name)
{
    name->beg = DBN_HTML_PATH_MAX;
    name->is_full = false;
    prepend(name, dbn_span_slice(s->page, value->key));
    const object *inner = &s->objects.items[value->object];
    for (; !is_outermost(s, inner); inner = &s->objects.items[inner->parent])
        prepend(name, dbn_span_slice(s->page, inner->key));
    prepend(name, dbn_span_slice(s->page, inner->type));
}

/* ---- values ---- */

/* The number of four hexadecimal digits at `at`, UINT32_MAX if they are not. */
static uint32_t
hex4(dbn_span page, uint32_t at, uint32_t end)
{
    uint32_t code = 0;
    if (end - at < 4)
        return UINT32_MAX;
    for (uint32_t i = at; i < at + 4; i++) {
        char c = dbn_ascii_lower(page.ptr[i]);
        if (dbn_is_ascii_digit(c))
            code = code << 4 | (uint32_t)(c - '0');
        else if (c >= 'a' && c <= 'f')
            code = code << 4 | (uint32_t)(c - 'a' + 10);
        else
            return UINT32_MAX;
    }
    return code;
}

/* "\uXXXX" at `at`, with its other half if it is a surrogate; returns its end. */
static uint32_t
unicode_escape(dbn_span page, uint32_t at, uint32_t end, uint32_t *code)
{
    *code = hex4(page, at + 2, end);
    if (*code == UINT32_MAX)
        return at;
    at += 6;
    bool is_high = *code >= 0xD800 && *code < 0xDC00;
    if (!is_high || end - at < 6 || page.ptr[at] != '\\' || page.ptr[at + 1] != 'u')
        return at;
    uint32_t low = hex4(page, at + 2, end);
    if (low < 0xDC00 || low > 0xDFFF)
        return at;
    *code = 0x10000 + ((*code - 0xD800) << 10) + (low - 0xDC00);
    return at + 6;
}

/* The escape at `at`, a backslash; returns its end, `at` where it is none. */
static uint32_t
escape(dbn_span page, uint32_t at, uint32_t end, uint32_t *code)
{
    static const char letters[] = "bfnrt\"\\/", means[] = "\b\f\n\r\t\"\\/";
    if (at + 1 >= end)
        return at;
    if (page.ptr[at + 1] == 'u')
        return unicode_escape(page, at, end, code);
    const char *letter = memchr(letters, page.ptr[at + 1], sizeof letters - 1);
    if (letter == NULL)
        return at;
    *code = (uint32_t)means[letter - letters];
    return at + 2;
}

static dbn_status
decode_escapes(dbn_html_metas *metas, dbn_range value)
{
    dbn_span page = metas->page->text;
    metas->fixes.count = metas->fixes.pool.count = 0;
    for (uint32_t at = value.beg; at < value.end;) {
        const char *found = memchr(page.ptr + at, '\\', value.end - at);
        if (found == NULL)
            break;
        uint32_t beg = (uint32_t)(found - page.ptr), code = 0;
        at = escape(page, beg, value.end, &code);
        if (at == beg) {
            at++;
            continue;
        }
        char text[DBN_UTF8_MAX];
        dbn_span means = {text, dbn_utf8_encode(text, code)};
        DBN_TRY(dbn_fixes_replace(&metas->fixes, &metas->job->scratch,
                                  (dbn_range){beg, at}, means,
                                  DBN_RULE_EXTRACT_ESCAPE));
    }
    return DBN_OK;
}

dbn_status
dbn_html_jsonld(dbn_html_metas *metas, dbn_range script)
{
    scanner s = {.page = metas->page->text,
                 .at = script.beg,
                 .end = script.end,
                 .arena = &metas->job->scratch};
    DBN_TRY_PUSH(metas->job, scan(&s));
    path name;
    for (uint32_t i = 0; i < s.strings.count; i++) {
        dbn_range value = s.strings.items[i].value;
        if (metas->out->count >= DBN_HTML_METAS_MAX)
            break;
        write_path(&s, &s.strings.items[i], &name);
        if (value.beg == value.end || name.is_full)
            continue;
        DBN_TRY_PUSH(metas->job, decode_escapes(metas, value));
        DBN_TRY(dbn_html_metas_add(
            metas, DBN_META_JSONLD,
            (dbn_span){name.bytes + name.beg, DBN_HTML_PATH_MAX - name.beg}, value));
        metas->out->items[metas->out->count - 1].object =
            metas->objects + s.strings.items[i].object + 1;
    }
    metas->objects += s.objects.count;
    return DBN_OK;
}
