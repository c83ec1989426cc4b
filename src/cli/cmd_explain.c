/*
 * cli/cmd_explain.c - doublon explain: a rule with its examples, or a style sheet.
 */
#include "commands.h"
#include "engine.h"
#include "options.h"
#include "tell.h"

#include <doublon/cat.h>
#include <doublon/desk.h>

#include <stdio.h>
#include <string.h>

typedef struct settings {
    bool all, is_html;
    dbn_span lang, ui;
} settings;

static const dbn_option options[] = {
    {"all", 0, NULL, "every rule: a style sheet", DBN_TO_FLAG(settings, all)},
    {"lang", 'l', "LANG", "with --all: only the rules of a language",
     DBN_TO_BYTES(settings, lang)},
    {"format", 'f', "FORMAT", "text (default) or html",
     DBN_TO_CHOICE(settings, is_html, "text,html")},
    DBN_COMMON_OPTIONS,
    {0},
};

const dbn_usage dbn_usage_explain = {
    "explain", "[RULE...]",
    "Say what a rule finds, with its examples. RULE is its name, or a beginning of it.",
    options};

/* Text with stand-ins for the spaces that nobody sees; escaped in a page. */
static void
print_text(const settings *s, dbn_span text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (i + 1 < text.len && memcmp(text.ptr + i, "\xC2\xA0", 2) == 0) {
            fputs("\xE2\x90\xA3", stdout);
            i++;
        } else if (i + 2 < text.len && memcmp(text.ptr + i, "\xE2\x80\xAF", 3) == 0) {
            fputs("\xE2\x8D\xBD", stdout);
            i += 2;
        } else if (s->is_html && text.ptr[i] == '<') {
            fputs("&lt;", stdout);
        } else if (s->is_html && text.ptr[i] == '&') {
            fputs("&amp;", stdout);
        } else {
            putchar(text.ptr[i]);
        }
    }
}

static void
print_line(const settings *s, const char *label, dbn_span text)
{
    if (text.len == 0)
        return;
    printf(s->is_html ? "<p><b>%s</b> " : "  %-9s", label);
    print_text(s, text);
    fputs(s->is_html ? "</p>\n" : "\n", stdout);
}

static void
print_pair(const settings *s, const char *label, dbn_span text, dbn_span right)
{
    printf(s->is_html ? "<li>%s <q>" : "  %-9s", label);
    print_text(s, text);
    if (right.ptr != NULL) {
        fputs(s->is_html ? "</q> &rarr; <q>" : "  ->  ", stdout);
        print_text(s, right);
    }
    fputs(s->is_html ? "</q></li>\n" : "\n", stdout);
}

static void
print_rule(const settings *s, const dbn_engine *engine, dbn_rule rule,
           const dbn_rule_card *card)
{
    static const char *const severities[] = {"info", "warning", "error"};
    static const char *const fixes[] = {"none", "guarded", "certain"};
    dbn_span text, right;
    printf(s->is_html ? "<h2>%.*s</h2>\n" : "%.*s\n", (int)card->name.len,
           card->name.ptr);
    print_line(s, "says", card->message);
    print_line(
        s, "severity",
        (dbn_span){severities[card->severity], strlen(severities[card->severity])});
    print_line(s, "fix", (dbn_span){fixes[card->fix], strlen(fixes[card->fix])});
    print_line(s, "guard", card->guard);
    print_line(s, "source", card->source);
    if (s->is_html)
        fputs("<ul>\n", stdout);
    for (uint32_t i = 0; dbn_rule_example(engine, rule, true, i, &text, &right); i++)
        print_pair(s, "wrong", text, right);
    for (uint32_t i = 0; dbn_rule_example(engine, rule, false, i, &text, &right); i++)
        print_pair(s, "left", text, right);
    for (uint32_t i = 0; dbn_rule_term(engine, rule, i, &text, &right); i++)
        print_pair(s, "term", text, right);
    fputs(s->is_html ? "</ul>\n" : "\n", stdout);
}

static bool
is_wanted(const settings *s, const dbn_rule_card *card, const char *const *names,
          size_t count)
{
    if (s->all)
        return s->lang.len == 0 ||
               (card->name.len > s->lang.len &&
                memcmp(card->name.ptr, s->lang.ptr, s->lang.len) == 0 &&
                card->name.ptr[s->lang.len] == '.');
    for (size_t i = 0; i < count; i++) {
        size_t len = strlen(names[i]);
        if (card->name.len >= len && memcmp(card->name.ptr, names[i], len) == 0 &&
            (card->name.len == len || card->name.ptr[len] == '.'))
            return true;
    }
    return false;
}

/* Is `name` a rule of `validate`: "xliff.id-unique"? */
static bool
is_named(const dbn_validation_rule *rule, const char *name)
{
    const char *point = strchr(name, '.');
    if (point == NULL || strcmp(point + 1, rule->name) != 0)
        return false;
    size_t len = (size_t)(point - name);
    const char *formats = rule->format[0] == '\0' ? "xliff tmx tbx" : rule->format;
    for (size_t word = strcspn(formats, " "); word > 0; word = strcspn(formats, " ")) {
        if (word == len && memcmp(formats, name, len) == 0)
            return true;
        formats += word;
        formats += strspn(formats, " ");
    }
    return false;
}

static size_t
explain_validation(const settings *s, const char *name)
{
    dbn_validation_rule rule;
    size_t shown = 0;
    for (uint32_t i = 0; dbn_validation_rule_at(&rule, i, dbn_tell_ui()); i++) {
        const char *place = strstr(rule.message, "%s");
        if (place == NULL || !is_named(&rule, name))
            continue;
        printf(s->is_html ? "<h2>%s</h2>\n" : "%s\n", name);
        fputs(s->is_html ? "<p><b>says</b> " : "  says     ", stdout);
        print_text(s, (dbn_span){rule.message, (size_t)(place - rule.message)});
        fputs("\xE2\x80\xA6", stdout);
        print_text(s, (dbn_span){place + 2, strlen(place + 2)});
        fputs(s->is_html ? "</p>\n" : "\n", stdout);
        print_line(s, "clause", (dbn_span){rule.clause, strlen(rule.clause)});
        fputs("\n", stdout);
        shown++;
    }
    return shown;
}

int
dbn_cmd_explain(int argc, char **argv)
{
    settings s = {0};
    size_t count = 0, shown = 0;
    dbn_parsed parsed = dbn_options_parse(&dbn_usage_explain, &s, argc, argv, &count);
    if (parsed != DBN_PARSED_OK)
        return parsed == DBN_PARSED_HELP ? DBN_EXIT_OK : DBN_EXIT_USAGE;
    s.ui = dbn_tell_language();
    if (count == 0 && !s.all) {
        dbn_tell("explain", "name a rule, or ask for --all");
        return DBN_EXIT_USAGE;
    }
    dbn_engine *engine = dbn_engine_open_for_desk(NULL);
    if (engine == NULL)
        return DBN_EXIT_OUTPUT;
    if (s.is_html)
        fputs("<!doctype html>\n<meta charset=\"utf-8\">\n<title>doublon</title>\n",
              stdout);
    dbn_rule_card card;
    for (dbn_rule rule = 1;; rule++) {
        bool is_known = dbn_rule_describe(engine, rule, s.ui, &card);
        if (!is_known && rule >= dbn_rule_first())
            break;
        if (!is_known || !is_wanted(&s, &card, (const char *const *)argv, count))
            continue;
        print_rule(&s, engine, rule, &card);
        shown++;
    }
    dbn_engine_free(engine);
    for (size_t i = 0; i < count; i++)
        shown += explain_validation(&s, argv[i]);
    if (shown > 0)
        return DBN_EXIT_OK;
    if (count == 0)
        dbn_tell("explain", "no rule is called '%.*s'", (int)s.lang.len, s.lang.ptr);
    for (size_t i = 0; i < count; i++)
        dbn_tell("explain", "no rule is called '%.*s'", (int)strlen(argv[i]), argv[i]);
    return DBN_EXIT_USAGE;
}
