/*
 * read/read.c - one document: which charset, which kind, which language.
 */
#include "read/read.h"

#include "read/charset.h"
#include "read/dump.h"
#include "read/html_page.h"
#include "read/json_parse.h"

#include <unicode/uversion.h>

static bool
has_extension(dbn_span name, dbn_span extension)
{
    if (name.len < extension.len)
        return false;
    dbn_span end = {name.ptr + name.len - extension.len, extension.len};
    return dbn_span_equal_ascii(end, extension);
}

static dbn_input_kind
kind_of_name(dbn_span name)
{
    const dbn_span pages[] = {DBN_SPAN(".html"), DBN_SPAN(".htm"), DBN_SPAN(".xhtml")};
    const dbn_span texts[] = {DBN_SPAN(".txt"), DBN_SPAN(".md"), DBN_SPAN(".text")};
    const dbn_span compressed[] = {DBN_SPAN(".gz"), DBN_SPAN(".zst")};
    for (size_t i = 0; i < sizeof compressed / sizeof compressed[0]; i++)
        if (has_extension(name, compressed[i]))
            name.len -= compressed[i].len;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        if (has_extension(name, pages[i]))
            return DBN_INPUT_HTML;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        if (has_extension(name, texts[i]))
            return DBN_INPUT_TEXT;
    return DBN_INPUT_AUTO;
}

/* How pages begin. A text about pages seldom begins with a tag of one. */
static dbn_input_kind
kind_of_bytes(dbn_span bytes)
{
    const dbn_span starts[] = {
        DBN_SPAN("<!doctype html"), DBN_SPAN("<html"),    DBN_SPAN("<head"),
        DBN_SPAN("<body"),          DBN_SPAN("<article"), DBN_SPAN("<?xml"),
        DBN_SPAN("<!--"),           DBN_SPAN("<meta"),    DBN_SPAN("<title"),
        DBN_SPAN("<div"),           DBN_SPAN("<p>"),      DBN_SPAN("<p "),
        DBN_SPAN("<main"),          DBN_SPAN("<section"), DBN_SPAN("<h1")};
    if (dbn_span_starts(bytes, DBN_SPAN("\xEF\xBB\xBF")))
        bytes = (dbn_span){bytes.ptr + 3, bytes.len - 3};
    while (bytes.len > 0 && dbn_is_ascii_space(bytes.ptr[0]))
        bytes = (dbn_span){bytes.ptr + 1, bytes.len - 1};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
        if (bytes.len >= starts[i].len &&
            dbn_span_equal_ascii((dbn_span){bytes.ptr, starts[i].len}, starts[i]))
            return DBN_INPUT_HTML;
    return DBN_INPUT_TEXT;
}

dbn_input_kind
dbn_read_kind(dbn_span name, dbn_span bytes)
{
    dbn_input_kind kind = kind_of_name(name);
    return kind == DBN_INPUT_AUTO ? kind_of_bytes(bytes) : kind;
}

static dbn_input_kind
kind_of(const dbn_read_input *in, dbn_span bytes)
{
    return in->kind != DBN_INPUT_AUTO ? in->kind : dbn_read_kind(in->name, bytes);
}

static dbn_status
decode(dbn_read *out, const dbn_read_input *in, const dbn_profiles *profiles,
       dbn_job *job)
{
    dbn_charset charset;
    dbn_charset_input input = {
        .label = in->charset,
        .is_utf8 = in->is_utf8,
        .is_html = kind_of(in, in->source) == DBN_INPUT_HTML,
        .letters = dbn_profiles_letters(profiles),
    };
    DBN_TRY(dbn_view_source(&out->source, in->source, job));
    DBN_TRY(dbn_charset_decode(&out->decoded, &charset, out->source, &input, job));
    out->charset = dbn_charset_name(charset);
    out->kind = kind_of(in, out->decoded->text);
    return DBN_OK;
}

/* The whole text as one block, as it is. */
static dbn_status
take_whole(dbn_read *out, dbn_job *job)
{
    dbn_fixes none = {0};
    dbn_range all = dbn_view_all(out->decoded);
    dbn_block block = {.range = all,
                       .parent = DBN_NONE,
                       .rule = DBN_RULE_READ_PARAGRAPH,
                       .role = DBN_ROLE_PARAGRAPH};
    DBN_TRY(dbn_view_derive(&out->records.view, out->decoded, all, &none,
                            DBN_PASS_EXTRACT, job));
    DBN_TRY_PUSH(job, dbn_vec_push(&job->arena, &out->records.blocks, block));
    return DBN_OK;
}

static bool
is_neutral(const dbn_profile *profile)
{
    return dbn_span_equal(dbn_profile_lang(profile), DBN_SPAN("und"));
}

static dbn_span
said_lang(const dbn_read *out)
{
    for (uint32_t i = 0; i < out->metas.count; i++)
        if (out->metas.items[i].kind == DBN_META_LANG)
            return out->metas.items[i].value->text;
    return DBN_SPAN("");
}

/* The language asked for; else the one seen in the text, because templates often say
 * another one; the page's word refines it (fr-BE) or stands in where none is seen. A
 * language that we have no profile of is believed; only a text that is in another
 * beyond doubt gets the profile of that one. */
static dbn_status
set_profile(dbn_read *out, const dbn_read_input *in, dbn_span text,
            const dbn_profiles *profiles, dbn_job *job)
{
    char bytes[DBN_TAG_MAX];
    dbn_span tag = dbn_profiles_tag(bytes, profiles, in->lang);
    bool is_asked = tag.len > 0;
    if (!is_asked)
        tag = dbn_profiles_tag(bytes, profiles, said_lang(out));
    out->profile = dbn_profiles_find(profiles, tag);
    if (tag.len > 0 && is_neutral(out->profile)) {
        out->profile = dbn_profiles_identify_surely(profiles, text, &job->letters);
    } else if (!is_asked) {
        const dbn_profile *seen = dbn_profiles_identify(profiles, text, &job->letters);
        dbn_span lang = dbn_profile_lang(seen);
        if (!is_neutral(seen) &&
            !dbn_span_equal(lang, dbn_profile_lang(out->profile))) {
            out->profile = seen;
            tag.len = 0;
        }
    }
    out->lang = tag.len == 0 ? dbn_profile_lang(out->profile)
                             : dbn_arena_copy(&job->arena, tag);
    return out->lang.ptr == NULL ? dbn_job_nomem(job) : DBN_OK;
}

dbn_status
dbn_read_run(dbn_read *out, const dbn_read_input *in, const dbn_profiles *profiles,
             dbn_job *job)
{
    *out = (dbn_read){0};
    DBN_TRY(decode(out, in, profiles, job));
    if (in->decode_only) {
        DBN_TRY(set_profile(out, in, out->decoded->text, profiles, job));
        return take_whole(out, job);
    }
    if (out->kind == DBN_INPUT_HTML) {
        DBN_TRY(dbn_html_extract(out, out->decoded, in, profiles, job));
        return set_profile(out, in, out->records.view->text, profiles, job);
    }
    DBN_TRY(set_profile(out, in, out->decoded->text, profiles, job));
    return dbn_dump_extract(out, out->decoded, in, out->profile, job);
}

bool
dbn_read_simdjson(char *version, size_t size)
{
    (void)snprintf(version, size, "%s", dbn_json_version());
    return true;
}

bool
dbn_read_icu(char *version, size_t size)
{
    UVersionInfo numbers;
    u_getVersion(numbers);
    (void)snprintf(version, size, "%d.%d", numbers[0], numbers[1]);
    return true;
}
