/*
 * Rules of ITS are read by the tokenizer of pages: they are tags, and nothing of XML
 * that it does not know matters to them. Linear in the page.
 */
#include "flow/its.h"

typedef struct reading {
    dbn_its *out;
    dbn_job *job;
    dbn_span page;
    bool is_css;
    bool is_foreign;      /* selectors in a language that nobody knows */
    bool has_open;        /* a rule waits for its note */
    uint32_t open_at;     /* where it begins */
    uint32_t note;        /* where the note's text begins; DBN_NONE: there is none */
    dbn_its_rule waiting; /* that rule */
} reading;

/* ---- selectors ------------------------------------------------------------------- */

static bool
is_of_name(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || c == '-' || c == '_' ||
           (unsigned char)c >= 0x80;
}

/* Cut a name off; empty for none. */
static dbn_span
take_name(dbn_span *rest)
{
    size_t len = 0;
    while (len < rest->len && is_of_name(rest->ptr[len]))
        len++;
    dbn_span name = {rest->ptr, len};
    *rest = (dbn_span){rest->ptr + len, rest->len - len};
    return name;
}

static bool
take(dbn_span *rest, dbn_span wanted)
{
    if (!dbn_span_starts(*rest, wanted))
        return false;
    *rest = (dbn_span){rest->ptr + wanted.len, rest->len - wanted.len};
    return true;
}

/* Behind "=": a value in quotes, or in CSS a name. */
static bool
take_value(dbn_span *rest, bool is_css, dbn_span *out)
{
    char quote = rest->len > 0 ? rest->ptr[0] : ' ';
    if (quote != '"' && quote != '\'') {
        *out = take_name(rest);
        return is_css && out->len > 0;
    }
    const char *end = memchr(rest->ptr + 1, quote, rest->len - 1);
    if (end == NULL)
        return false;
    *out = (dbn_span){rest->ptr + 1, (size_t)(end - rest->ptr) - 1};
    *rest = (dbn_span){end + 1, rest->len - out->len - 2};
    return true;
}

/* "[@lang]", "[@lang='en']"; in CSS "[lang]", "[lang=en]", ".brand", "#lead". */
static bool
take_test(dbn_span *rest, bool is_css, dbn_its_test *out)
{
    *out = (dbn_its_test){0};
    bool is_class = is_css && take(rest, DBN_SPAN("."));
    if (is_class || (is_css && take(rest, DBN_SPAN("#")))) {
        out->name = is_class ? DBN_SPAN("class") : DBN_SPAN("id");
        out->is_word = is_class;
        out->has_value = true;
        out->value = take_name(rest);
        return out->value.len > 0;
    }
    if (!take(rest, is_css ? DBN_SPAN("[") : DBN_SPAN("[@")))
        return false;
    out->name = take_name(rest);
    out->has_value = take(rest, DBN_SPAN("="));
    return out->name.len > 0 &&
           (!out->has_value || take_value(rest, is_css, &out->value)) &&
           take(rest, DBN_SPAN("]"));
}

static bool
read_selector(dbn_its_rule *rule, dbn_span selector, bool is_css)
{
    dbn_span rest = dbn_span_trim(selector);
    if (rest.len == 0 || (!is_css && !take(&rest, DBN_SPAN("//"))))
        return false;
    bool is_any = take(&rest, DBN_SPAN("*"));
    rule->element = is_any ? DBN_SPAN("") : take_name(&rest);
    if (!is_any && !is_css && take(&rest, DBN_SPAN(":")))
        rule->element = take_name(&rest);
    if (!is_any && !is_css && rule->element.len == 0)
        return false;
    for (; rest.len > 0; rule->test_count++)
        if (rule->test_count == DBN_ITS_TESTS_MAX ||
            !take_test(&rest, is_css, &rule->tests[rule->test_count]))
            return false;
    return true;
}

static bool
has_word(dbn_span words, dbn_span wanted)
{
    for (dbn_span word; (word = dbn_span_next_word(&words)).len > 0;)
        if (dbn_span_equal(word, wanted))
            return true;
    return false;
}

static bool
is_about(const dbn_its_rule *rule, const dbn_html_tokens *tokens, dbn_span name)
{
    if (rule->element.len > 0 && !dbn_span_equal_ascii(rule->element, name))
        return false;
    for (uint32_t i = 0; i < rule->test_count; i++) {
        const dbn_its_test *test = &rule->tests[i];
        const dbn_html_attribute *found = dbn_html_find(tokens, test->name);
        if (found == NULL)
            return false;
        dbn_span value = dbn_span_slice(tokens->text, found->value);
        if (test->has_value && !(test->is_word ? has_word(value, test->value)
                                               : dbn_span_equal(value, test->value)))
            return false;
    }
    return true;
}

const dbn_its_rule *
dbn_its_translation_of(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name)
{
    for (uint32_t i = its == NULL ? 0 : its->rules.count; i-- > 0;)
        if (its->rules.items[i].says_translate &&
            is_about(&its->rules.items[i], tokens, name))
            return &its->rules.items[i];
    return NULL;
}

const dbn_its_rule *
dbn_its_note_of(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name,
                dbn_note_kind kind)
{
    for (uint32_t i = its->rules.count; i-- > 0;)
        if (its->rules.items[i].has_note && its->rules.items[i].kind == kind &&
            is_about(&its->rules.items[i], tokens, name))
            return &its->rules.items[i];
    return NULL;
}

bool
dbn_its_is_term(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name)
{
    const dbn_html_attribute *own = dbn_html_find(tokens, DBN_SPAN("its-term"));
    if (own != NULL)
        return dbn_span_equal_ascii(dbn_span_slice(tokens->text, own->value),
                                    DBN_SPAN("yes"));
    for (uint32_t i = its == NULL ? 0 : its->rules.count; i-- > 0;)
        if (its->rules.items[i].says_term &&
            is_about(&its->rules.items[i], tokens, name))
            return its->rules.items[i].is_term;
    return false;
}

bool
dbn_its_is_apart(const dbn_its *its, const dbn_html_tokens *tokens, dbn_span name)
{
    const dbn_html_attribute *own = dbn_html_find(tokens, DBN_SPAN("its-within-text"));
    if (own != NULL)
        return dbn_span_equal_ascii(dbn_span_slice(tokens->text, own->value),
                                    DBN_SPAN("no"));
    for (uint32_t i = its == NULL ? 0 : its->rules.count; i-- > 0;)
        if (its->rules.items[i].says_within &&
            is_about(&its->rules.items[i], tokens, name))
            return its->rules.items[i].is_apart;
    return false;
}

/* ---- rules ----------------------------------------------------------------------- */

static void
leave_out(reading *r, uint32_t at)
{
    if (r->out->unread++ == 0)
        r->out->unread_at = at;
}

static dbn_span
value_of(const dbn_html_tokens *tokens, dbn_span name)
{
    const dbn_html_attribute *found = dbn_html_find(tokens, name);
    return found == NULL ? (dbn_span){NULL, 0}
                         : dbn_span_slice(tokens->text, found->value);
}

static dbn_status
add_rule(reading *r, const dbn_its_rule *rule, uint32_t at)
{
    if (r->out->rules.count == DBN_ITS_RULES_MAX) {
        leave_out(r, at);
        return DBN_OK;
    }
    DBN_TRY_PUSH(r->job, dbn_vec_push(&r->job->scratch, &r->out->rules, *rule));
    return DBN_OK;
}

/* Its name without the prefix, which is anybody's choice. */
static dbn_span
local_name(dbn_span page, dbn_range range)
{
    dbn_span name = dbn_span_slice(page, range);
    const char *colon = name.len == 0 ? NULL : memchr(name.ptr, ':', name.len);
    return colon == NULL
               ? name
               : (dbn_span){colon + 1, name.len - (size_t)(colon + 1 - name.ptr)};
}

static void
begin_rules(reading *r, const dbn_html_tokens *tokens, uint32_t at)
{
    dbn_span language = value_of(tokens, DBN_SPAN("querylanguage"));
    r->is_css = dbn_span_equal(language, DBN_SPAN("css"));
    r->is_foreign =
        language.len > 0 && !r->is_css && !dbn_span_equal(language, DBN_SPAN("xpath"));
    if (value_of(tokens, DBN_SPAN("xlink:href")).ptr != NULL)
        leave_out(r, at);
}

static dbn_range
range_of(const dbn_html_tokens *tokens, dbn_span name)
{
    const dbn_html_attribute *found = dbn_html_find(tokens, name);
    return found == NULL ? (dbn_range){0, 0} : found->value;
}

/* What a rule says in its attributes alone; false: nothing, or nothing known. */
static bool
read_attributes(dbn_its_rule *rule, const dbn_html_tokens *tokens, dbn_span name)
{
    dbn_span said = value_of(tokens, DBN_SPAN("translate"));
    dbn_span term = value_of(tokens, DBN_SPAN("term"));
    bool is_size = dbn_span_equal_ascii(name, DBN_SPAN("storageSizeRule"));
    bool is_class = dbn_span_equal_ascii(name, DBN_SPAN("allowedCharactersRule"));
    rule->is_kept = dbn_span_equal(said, DBN_SPAN("no"));
    rule->says_translate = dbn_span_equal_ascii(name, DBN_SPAN("translateRule")) &&
                           (rule->is_kept || dbn_span_equal(said, DBN_SPAN("yes")));
    rule->is_term = dbn_span_equal(term, DBN_SPAN("yes"));
    rule->says_term = dbn_span_equal_ascii(name, DBN_SPAN("termRule")) &&
                      (rule->is_term || dbn_span_equal(term, DBN_SPAN("no")));
    dbn_span within = value_of(tokens, DBN_SPAN("withintext"));
    rule->is_apart = dbn_span_equal(within, DBN_SPAN("no"));
    rule->says_within = dbn_span_equal_ascii(name, DBN_SPAN("withinTextRule")) &&
                        (rule->is_apart || dbn_span_equal(within, DBN_SPAN("yes")));
    if (is_size || is_class) {
        rule->kind = is_size ? DBN_NOTE_SIZE : DBN_NOTE_CHARACTERS;
        rule->note = range_of(tokens, is_size ? DBN_SPAN("storagesize")
                                              : DBN_SPAN("allowedcharacters"));
        rule->encoding = range_of(tokens, DBN_SPAN("storageencoding"));
        rule->has_note = rule->note.end > rule->note.beg;
    }
    return rule->says_translate || rule->says_term || rule->says_within ||
           rule->has_note;
}

/* A note comes later: only then it is a rule. */
static dbn_status
begin_rule(reading *r, const dbn_html_tokens *tokens, const dbn_html_token *token,
           dbn_span name)
{
    dbn_its_rule rule = {0};
    uint32_t at = token->range.beg;
    dbn_span type = value_of(tokens, DBN_SPAN("locnotetype"));
    bool is_note = dbn_span_equal_ascii(name, DBN_SPAN("locNoteRule"));
    bool is_known = read_attributes(&rule, tokens, name) || is_note;
    rule.is_alert = dbn_span_equal(type, DBN_SPAN("alert"));
    if (r->is_foreign || !is_known || (is_note && token->self_closing) ||
        !read_selector(&rule, value_of(tokens, DBN_SPAN("selector")), r->is_css)) {
        leave_out(r, at);
        return DBN_OK;
    }
    if (!is_note)
        return add_rule(r, &rule, at);
    r->has_open = true;
    r->waiting = rule;
    r->open_at = at;
    return DBN_OK;
}

static dbn_status
end_tag(reading *r, const dbn_html_token *token)
{
    dbn_span name = local_name(r->page, token->name);
    if (r->has_open && r->note != DBN_NONE &&
        dbn_span_equal_ascii(name, DBN_SPAN("locNote"))) {
        r->waiting.has_note = true;
        r->waiting.note = (dbn_range){r->note, token->range.beg};
        r->has_open = false;
        return add_rule(r, &r->waiting, r->open_at);
    }
    if (r->has_open && dbn_span_equal_ascii(name, DBN_SPAN("locNoteRule"))) {
        r->has_open = false;
        leave_out(r, r->open_at);
    }
    return DBN_OK;
}

static dbn_status
read_rules(reading *r, dbn_range script)
{
    dbn_html_tokens tokens;
    dbn_html_token token;
    dbn_html_tokens_init(&tokens, (dbn_span){r->page.ptr, script.end});
    tokens.at = script.beg;
    r->has_open = r->is_css = r->is_foreign = false;
    r->note = DBN_NONE;
    while (dbn_html_next(&tokens, &token)) {
        if (token.kind == DBN_HTML_CLOSE)
            DBN_TRY(end_tag(r, &token));
        if (token.kind != DBN_HTML_START)
            continue;
        dbn_span name = local_name(r->page, token.name);
        if (dbn_span_equal_ascii(name, DBN_SPAN("rules")))
            begin_rules(r, &tokens, token.range.beg);
        else if (dbn_span_equal_ascii(name, DBN_SPAN("locNote")))
            r->note = token.range.end;
        else if (name.len > 4 &&
                 dbn_span_equal_ascii((dbn_span){name.ptr + name.len - 4, 4},
                                      DBN_SPAN("Rule"))) {
            r->note = DBN_NONE;
            DBN_TRY(begin_rule(r, &tokens, &token, name));
        }
    }
    return DBN_OK;
}

/* ---- the page ------------------------------------------------------------------- */

dbn_status
dbn_its_take(dbn_its *its, uint32_t *script, const dbn_html_skim *skim,
             const dbn_html_token *token, dbn_job *job)
{
    const dbn_html_tokens *tokens = &skim->tokens;
    if (*script != DBN_NONE && token->kind != DBN_HTML_TEXT) {
        reading r = {.out = its, .job = job, .page = tokens->text};
        dbn_range range = {*script, token->range.beg};
        *script = DBN_NONE;
        DBN_TRY(read_rules(&r, range));
    }
    if (token->kind != DBN_HTML_START || token->self_closing)
        return DBN_OK;
    if (dbn_html_skim_is_script(skim) &&
        dbn_span_equal_ascii(dbn_span_trim(value_of(tokens, DBN_SPAN("type"))),
                             DBN_SPAN("application/its+xml")))
        *script = token->range.end;
    if (dbn_span_equal_ascii(value_of(tokens, DBN_SPAN("rel")),
                             DBN_SPAN("its-rules"))) {
        reading r = {.out = its};
        leave_out(&r, token->range.beg);
    }
    return DBN_OK;
}
