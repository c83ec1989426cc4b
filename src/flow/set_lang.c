#include "flow/set_lang.h"

#include "flow/survey.h"
#include "read/charset.h"
#include "read/html_jsonld.h"
#include "text/language_tag.h"

typedef struct setting {
    dbn_lang_edits *out;
    dbn_job *job;
    dbn_html_skim skim;
    const dbn_view *decoded;
    dbn_span source, target;
    dbn_span locale; /* the target as Open Graph writes it */
    bool has_root;
    dbn_survey survey; /* what its author keeps stays */
    uint32_t kept_next;
    uint32_t json; /* where the JSON-LD under way begins; DBN_NONE: none is */
    const dbn_bilingual *file;
    uint32_t unit;      /* the first that does not end before the text at hand */
    uint32_t undecided; /* edits from here on hold if the text that follows is
                           translated */
} setting;

static char
ascii_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - ('a' - 'A')) : c;
}

/* "nl_BE" of "nl-be", "zh_TW" of "zh-Hant-TW", "nl" where no country is said. */
static dbn_status
make_locale(setting *s)
{
    dbn_span language = dbn_language_of(s->target), country = {NULL, 0};
    for (size_t at = language.len + 1; at < s->target.len;) {
        dbn_span tag =
            dbn_language_of((dbn_span){s->target.ptr + at, s->target.len - at});
        if (tag.len == 2)
            country = tag;
        at += tag.len + 1;
    }
    char *locale = dbn_arena_alloc(&s->job->arena, language.len + 3);
    if (locale == NULL)
        return dbn_job_nomem(s->job);
    for (size_t i = 0; i < language.len; i++)
        locale[i] = dbn_ascii_lower(language.ptr[i]);
    s->locale = (dbn_span){locale, language.len};
    if (country.len == 2) {
        locale[language.len] = '_';
        for (size_t i = 0; i < 2; i++)
            locale[language.len + 1 + i] = ascii_upper(country.ptr[i]);
        s->locale.len += 3;
    }
    return DBN_OK;
}

static dbn_status
add(setting *s, dbn_range range, dbn_span text)
{
    const dbn_lang_edit edit = {.range = dbn_range_back_to(s->decoded, NULL, range),
                                .text = text};
    DBN_TRY_PUSH(s->job, dbn_vec_push(&s->job->arena, s->out, edit));
    return DBN_OK;
}

/* An attribute that has a value, or quotes for one. */
static const dbn_html_attribute *
find(const setting *s, const char *name)
{
    const dbn_html_attribute *found = dbn_html_find(&s->skim.tokens, dbn_span_of(name));
    bool has_value = found != NULL && found->value.beg > found->name.end;
    return has_value ? found : NULL;
}

static bool
says(const setting *s, const char *name, const char *value)
{
    const dbn_html_attribute *found = find(s, name);
    return found != NULL &&
           dbn_span_equal_ascii(dbn_span_slice(s->skim.tokens.text, found->value),
                                dbn_span_of(value));
}

static dbn_status
set_meta(setting *s)
{
    const dbn_html_attribute *content = find(s, "content");
    bool is_locale = says(s, "property", "og:locale") || says(s, "name", "og:locale");
    if (content == NULL)
        return DBN_OK;
    if (is_locale)
        return add(s, content->value, s->locale);
    return says(s, "http-equiv", "content-language") ? add(s, content->value, s->target)
                                                     : DBN_OK;
}

/* In the order of the tag. */
static dbn_status
set_attributes(setting *s, bool is_root)
{
    for (uint32_t i = 0; i < s->skim.tokens.attribute_count; i++) {
        const dbn_html_attribute *own = &s->skim.tokens.attributes[i];
        dbn_span name = dbn_span_slice(s->skim.tokens.text, own->name);
        dbn_span value = dbn_span_slice(s->skim.tokens.text, own->value);
        bool is_lang = dbn_span_equal_ascii(name, DBN_SPAN("lang")) ||
                       dbn_span_equal_ascii(name, DBN_SPAN("xml:lang"));
        bool is_source =
            dbn_span_equal_ascii(dbn_language_of(value), dbn_language_of(s->source));
        bool holds = is_root || is_source;
        if (!is_lang || own->value.beg == own->name.end)
            continue;
        DBN_TRY(add(s, own->value, s->target));
        s->out->items[s->out->count - 1].is_open = !holds;
    }
    return DBN_OK;
}

static bool
has_translation(const dbn_bilingual *b, const dbn_bilingual_unit *unit)
{
    for (uint32_t i = unit->part_beg; i < unit->part_end; i++) {
        const dbn_unit_part *part = &b->parts.items[i];
        if (part->is_segment && part->has_target && part->target.beg < part->target.end)
            return true;
    }
    return false;
}

static bool
has_any_translation(const dbn_bilingual *b)
{
    uint32_t i = 0;
    while (i < b->units.count && !has_translation(b, &b->units.items[i]))
        i++;
    return i < b->units.count;
}

/* Is what stands at `at` of the source in a unit that has a translation? */
static bool
is_translated(setting *s, uint32_t at)
{
    const dbn_bilingual *b = s->file;
    while (s->unit < b->units.count && b->units.items[s->unit].source.end <= at)
        s->unit++;
    return s->unit < b->units.count && b->units.items[s->unit].source.beg <= at &&
           has_translation(b, &b->units.items[s->unit]);
}

/* A text, or the end of an element (`at` DBN_NONE), decides on the languages of the
 * elements that have just begun. */
static void
decide(setting *s, uint32_t at)
{
    bool holds = at != DBN_NONE && is_translated(s, at);
    uint32_t kept = s->undecided;
    for (uint32_t i = kept; i < s->out->count; i++) {
        if (s->out->items[i].is_open && !holds)
            continue;
        s->out->items[kept] = s->out->items[i];
        s->out->items[kept++].is_open = false;
    }
    s->out->count = s->undecided = kept;
}

static void
pass_text(setting *s, dbn_range text)
{
    dbn_span page = s->decoded->text;
    while (text.beg < text.end && dbn_is_ascii_space(page.ptr[text.beg]))
        text.beg++;
    if (text.beg < text.end && s->undecided < s->out->count)
        decide(s, dbn_range_back_to(s->decoded, NULL, text).beg);
}

/* Behind the name of the root. */
static dbn_status
set_root(setting *s, const dbn_html_token *token)
{
    if (s->has_root)
        return DBN_OK;
    s->has_root = true;
    if (dbn_html_find(&s->skim.tokens, DBN_SPAN("lang")) == NULL) {
        dbn_buffer text = {0};
        dbn_arena *arena = &s->job->arena;
        DBN_TRY_PUSH(s->job, dbn_vec_append(arena, &text, " lang=\"", 7));
        DBN_TRY_PUSH(s->job, dbn_vec_append(arena, &text, s->target.ptr,
                                            (uint32_t)s->target.len));
        DBN_TRY_PUSH(s->job, dbn_vec_append(arena, &text, "\"", 1));
        DBN_TRY(add(s, (dbn_range){token->name.end, token->name.end},
                    (dbn_span){text.items, text.count}));
    }
    return set_attributes(s, true);
}

/* "inLanguage" of JSON-LD, where it is the language of the page. */
static dbn_status
set_json(setting *s, dbn_range script)
{
    const dbn_span wanted = DBN_SPAN(".inLanguage");
    dbn_metas found = {0};
    dbn_html_metas metas = {.out = &found, .page = s->decoded, .job = s->job};
    DBN_TRY(dbn_html_jsonld(&metas, script));
    for (uint32_t i = 0; i < found.count; i++) {
        const dbn_view *value = found.items[i].value;
        if (dbn_span_ends(found.items[i].name, wanted) &&
            dbn_span_equal_ascii(dbn_language_of(value->text),
                                 dbn_language_of(s->source)))
            DBN_TRY(add(s, dbn_range_back_to(value, s->decoded, dbn_view_all(value)),
                        s->target));
    }
    return DBN_OK;
}

static dbn_status
set_tag(setting *s, const dbn_html_token *token)
{
    dbn_span name = dbn_span_slice(s->skim.tokens.text, token->name);
    if (dbn_html_skim_is_script(&s->skim) && dbn_html_is_jsonld(&s->skim.tokens))
        s->json = token->range.end;
    if (s->skim.element == DBN_HTML_META_ELEMENT)
        return set_meta(s);
    if (dbn_span_equal_ascii(name, DBN_SPAN("html")))
        return set_root(s, token);
    return dbn_kept_holds(&s->survey.kept, &s->kept_next, token->range.beg)
               ? DBN_OK
               : set_attributes(s, false);
}

static dbn_status
set(setting *s)
{
    dbn_html_token token;
    dbn_html_state state;
    dbn_span page = s->decoded->text;
    s->json = DBN_NONE;
    DBN_TRY(dbn_survey_page(&s->survey, page, s->job));
    DBN_TRY_PUSH(s->job, dbn_html_skim_init(&s->skim, &s->job->scratch, page));
    while (dbn_html_skim_next(&s->skim, &token, &state)) {
        if (s->json != DBN_NONE && token.kind != DBN_HTML_TEXT) {
            DBN_TRY(set_json(s, (dbn_range){s->json, token.range.beg}));
            s->json = DBN_NONE;
        }
        if (token.kind == DBN_HTML_START)
            DBN_TRY(set_tag(s, &token));
        else if (token.kind == DBN_HTML_TEXT)
            pass_text(s, token.range);
        else if (token.kind == DBN_HTML_CLOSE)
            decide(s, DBN_NONE);
    }
    decide(s, DBN_NONE);
    return DBN_OK;
}

dbn_status
dbn_flow_set_lang(dbn_lang_edits *out, const dbn_bilingual *file, dbn_span bytes,
                  dbn_job *job)
{
    const dbn_bilingual_page *page = &file->page;
    dbn_charset charset;
    const dbn_view *source;
    const dbn_charset_input in = {.label = page->charset};
    setting s = {.out = out,
                 .job = job,
                 .file = file,
                 .source = page->source_lang,
                 .target = page->target_lang};
    *out = (dbn_lang_edits){0};
    if (!has_any_translation(file))
        return DBN_OK;
    DBN_TRY(make_locale(&s));
    DBN_TRY(dbn_view_source(&source, bytes, job));
    DBN_TRY(dbn_charset_decode(&s.decoded, &charset, source, &in, job));
    dbn_arena_mark mark = dbn_arena_save(&job->scratch);
    dbn_status status = set(&s);
    dbn_arena_rewind(&job->scratch, mark);
    return status;
}
