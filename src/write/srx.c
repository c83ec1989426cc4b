/*
 * Our rules as SRX: the word lists of a profile as alternatives in one rule each, in
 * the order in which segment/stop.c asks them, then what holds in every language. A
 * list that fits decides, so that each stands before what it is an exception to.
 *
 * The expressions are those that ICU, Java and PCRE2 read alike.
 */
#include "write/srx.h"

#include "base/utf8.h"
#include "lang/case.h"
#include "text/fold.h"
#include "write/escape.h"
#include "write/json.h"

/* Behind a full stop and its closers: white space, then what can begin a sentence. */
#define OPENERS "\\s+[^\\p{L}\\p{N}]{0,8}"
#define CAPITAL OPENERS "[\\p{Lu}\\p{Lt}\\p{Lo}\\p{Nd}]"
/* Not in the middle of a word. */
#define WORD  "(?<![\\p{L}\\p{N}])"
#define MARKS "[.!?\\u2026\\u203C\\u203D\\u2047-\\u2049\\u061F\\u06D4\\u0964]"
#define CLOSERS                                                                        \
    "(?:[.!?\\u2026)\\]\"'\\u2019\\u201C\\u201D\\u203A\\u00BB]|\\s[\\u00BB\\u203A])*"

/* Initials and what is spelt: J. J.R.R. p.m. but no 25 Â°C. */
#define SPELT      "(?<![\\p{L}\\p{N}\\u00B0])(?:\\p{Lu}|(?:\\p{L}\\.)+\\p{L})\\."
#define NUMBER     "(?<![\\p{L}\\p{N}.,])\\p{Nd}{1,3}\\."
#define NO_LETTER  "(?![\\p{L}\\p{N}])"
#define APOSTROPHE "['\\u2019]"

/* A word of the lists, folded, has fewer bytes. */
#define FOLDED_MAX 64

typedef struct srx_writer {
    dbn_buffer *out;
    dbn_arena *arena;
    const dbn_profile *profile;
} srx_writer;

static dbn_status
raw(srx_writer *w, dbn_span text)
{
    return dbn_json_raw(w->out, w->arena, text);
}

static dbn_status
escaped(srx_writer *w, const char *expression)
{
    return dbn_write_xml(w->out, w->arena, dbn_span_of(expression));
}

/* ---- words ----------------------------------------------------------------------- */

/* One word in an expression: spaces of all kinds, full stops as they are. */
static dbn_status
put_word(srx_writer *w, dbn_span word)
{
    uint32_t len;
    for (uint32_t at = 0; at < word.len; at += len) {
        (void)dbn_utf8_decode(word, at, &len);
        dbn_span one = {word.ptr + at, len};
        if (one.ptr[0] == ' ') {
            DBN_TRY(raw(w, DBN_SPAN("\\s")));
            continue;
        }
        if (one.ptr[0] == '\'') {
            DBN_TRY(raw(w, DBN_SPAN("['\xE2\x80\x99]")));
            continue;
        }
        if (strchr("\\^$.|?*+()[]{}-", one.ptr[0]) != NULL)
            DBN_TRY(raw(w, DBN_SPAN("\\")));
        DBN_TRY(dbn_write_xml(w->out, w->arena, one));
    }
    return DBN_OK;
}

/* Which words of the lists: of `classes`, and none of `but`. */
typedef struct words {
    uint32_t classes, but;
    enum {
        WORDS_AS_THEY_ARE,
        WORDS_LONG,    /* of two letters or more */
        WORDS_LETTERS, /* of one letter, as a capital */
        WORDS_CAPITAL  /* with a capital, as they begin a sentence */
    } shape;
} words;

static bool
is_wanted(const srx_writer *w, const dbn_listed_word *word, words which)
{
    char folded[FOLDED_MAX];
    if ((word->class & which.classes) == 0)
        return false;
    dbn_span known = {folded, dbn_fold(folded, sizeof folded, word->text)};
    if ((dbn_profile_word(w->profile, known).classes & which.but) != 0)
        return false;
    return which.shape == WORDS_LONG      ? known.len > 1
           : which.shape == WORDS_LETTERS ? known.len == 1
                                          : true;
}

/* Does the profile have such words? */
static bool
has_words(const srx_writer *w, words which)
{
    uint32_t count;
    const dbn_listed_word *listed = dbn_profile_listed(w->profile, &count);
    for (uint32_t i = 0; i < count; i++)
        if (is_wanted(w, &listed[i], which))
            return true;
    return false;
}

/* The first letter as a capital. */
static dbn_status
put_capital(srx_writer *w, dbn_span word)
{
    char capital[DBN_UTF8_MAX];
    uint32_t len;
    uint32_t code = dbn_code_upper(dbn_utf8_decode(word, 0, &len));
    DBN_TRY(put_word(w, (dbn_span){capital, dbn_utf8_encode(capital, code)}));
    return put_word(w, (dbn_span){word.ptr + len, word.len - len});
}

/* "(?:a|b|c)" */
static dbn_status
put_words(srx_writer *w, words which)
{
    uint32_t count, put = 0;
    const dbn_listed_word *listed = dbn_profile_listed(w->profile, &count);
    DBN_TRY(raw(w, DBN_SPAN("(?:")));
    for (uint32_t i = 0; i < count; i++) {
        if (!is_wanted(w, &listed[i], which))
            continue;
        if (put++ > 0)
            DBN_TRY(raw(w, DBN_SPAN("|")));
        DBN_TRY(which.shape >= WORDS_LETTERS ? put_capital(w, listed[i].text)
                                             : put_word(w, listed[i].text));
    }
    return raw(w, DBN_SPAN(")"));
}

/* ---- rules ----------------------------------------------------------------------- */

/* Half of a rule: an expression, and words within it. */
typedef struct half {
    const char *head;
    words which; /* of no class: none */
    const char *tail;
} half;

/* A rule; one whose words the profile has not is left out. */
typedef struct form {
    half before, after;
    bool is_end;
    bool needs_ordinals; /* only where a number with a full stop is one */
} form;

/* What begins a sentence: words, or those before an apostrophe; none of `but`, behind
 * an initial those of names. */
#define STARTERS(but)                                                                  \
    {                                                                                  \
        OPENERS, {DBN_WORD_STOP, but, WORDS_CAPITAL}, NO_LETTER                        \
    }
#define ELISIONS(but)                                                                  \
    {                                                                                  \
        OPENERS, {DBN_WORD_ELISION, but, WORDS_CAPITAL}, APOSTROPHE                    \
    }
/* Abbreviations that can end a sentence are none that never do. */
#define NO_PLAIN (DBN_WORD_ABBREVIATION_LAST | DBN_WORD_ABBREVIATION_NUMBER)
#define PLAIN(expression)                                                              \
    {                                                                                  \
        expression, {0}, ""                                                            \
    }

static const form of_language[] = {
    {{WORD "(?i:", {DBN_WORD_ABBREVIATION, NO_PLAIN, WORDS_LONG}, ")\\."},
     PLAIN("\\s"),
     false,
     false},
    {{WORD, {DBN_WORD_ABBREVIATION, NO_PLAIN, WORDS_LETTERS}, "\\."},
     PLAIN("\\s"),
     false,
     false},
    {{WORD "(?i:", {DBN_WORD_ABBREVIATION_NUMBER, 0, WORDS_AS_THEY_ARE}, ")\\."},
     PLAIN(OPENERS "(?:[\\p{Nd}\\p{Ll}]|[IVXLC]+" NO_LETTER ")"),
     false,
     false},
    {{WORD "(?i:", {DBN_WORD_ABBREVIATION_LAST, 0, WORDS_AS_THEY_ARE}, ")\\."},
     PLAIN(OPENERS "[\\p{Nd}\\p{Ll}]"),
     false,
     false},
    {PLAIN(SPELT),
     {OPENERS, {DBN_WORD_STOP, 0, WORDS_CAPITAL}, NO_LETTER "\\s+\\p{Ll}"},
     true,
     false},
    {PLAIN(SPELT), STARTERS(DBN_WORD_PARTICLE), true, false},
    {PLAIN(SPELT), ELISIONS(DBN_WORD_PARTICLE), true, false},
    {PLAIN(SPELT), PLAIN("\\s"), false, false},
    {PLAIN(NUMBER),
     {"\\s+(?i:", {DBN_WORD_MONTH, 0, WORDS_LONG}, ")" NO_LETTER},
     false,
     false},
    {PLAIN(NUMBER), STARTERS(0), true, true},
    {PLAIN(NUMBER), PLAIN(OPENERS "\\p{Lu}"), false, true},
    {PLAIN("(?<!\\p{L})\\p{Ll}{4,}\\."), PLAIN("\\s+\\p{Ll}"), true, false},
    {PLAIN(";"), STARTERS(0), true, false},
    {PLAIN(";"), ELISIONS(0), true, false},
};

static const form of_all[] = {
    {PLAIN("[(\\[](?:\\u2026|\\.{3})[)\\]]"), PLAIN("\\s"), false, false},
    {PLAIN("^\\s*\\p{Nd}{1,3}\\."), PLAIN("\\s"), false, false},
    {PLAIN("^[^\\p{L}\\p{N}]{0,32}"), PLAIN("\\s"), false, false},
    {PLAIN(MARKS CLOSERS), PLAIN(CAPITAL), true, false},
    {PLAIN("[\\u3002\\uFF01\\uFF1F\\uFF0E]"), PLAIN(""), true, false},
};

static dbn_status
put_half(srx_writer *w, const char *element, half expression)
{
    dbn_span name = dbn_span_of(element);
    DBN_TRY(raw(w, DBN_SPAN("<")));
    DBN_TRY(raw(w, name));
    DBN_TRY(raw(w, DBN_SPAN(">")));
    DBN_TRY(escaped(w, expression.head));
    if (expression.which.classes != 0)
        DBN_TRY(put_words(w, expression.which));
    DBN_TRY(escaped(w, expression.tail));
    DBN_TRY(raw(w, DBN_SPAN("</")));
    DBN_TRY(raw(w, name));
    return raw(w, DBN_SPAN(">"));
}

static bool
is_said(const srx_writer *w, const form *rule)
{
    const half both[] = {rule->before, rule->after};
    for (int i = 0; i < 2; i++)
        if (both[i].which.classes != 0 && !has_words(w, both[i].which))
            return false;
    return !rule->needs_ordinals || dbn_profile_notation(w->profile).ordinal_stop;
}

static dbn_status
put_list(srx_writer *w, dbn_span name, const form *forms, size_t count)
{
    DBN_TRY(raw(w, DBN_SPAN("<languagerule languagerulename=\"")));
    DBN_TRY(raw(w, name));
    DBN_TRY(raw(w, DBN_SPAN("\">\n")));
    for (size_t i = 0; i < count; i++) {
        if (!is_said(w, &forms[i]))
            continue;
        DBN_TRY(raw(w, forms[i].is_end ? DBN_SPAN("<rule break=\"yes\">")
                                       : DBN_SPAN("<rule break=\"no\">")));
        DBN_TRY(put_half(w, "beforebreak", forms[i].before));
        DBN_TRY(put_half(w, "afterbreak", forms[i].after));
        DBN_TRY(raw(w, DBN_SPAN("</rule>\n")));
    }
    return raw(w, DBN_SPAN("</languagerule>\n"));
}

/* Tags come in any case, and with a place behind a hyphen or an underscore. */
static dbn_status
put_map(srx_writer *w, dbn_span code)
{
    DBN_TRY(raw(w, DBN_SPAN("<languagemap languagepattern=\"")));
    for (size_t i = 0; i < code.len; i++) {
        char letter = code.ptr[i];
        char both[] = {'[', (char)(letter - ('a' - 'A')), letter, ']'};
        DBN_TRY(raw(w, (dbn_span){both, sizeof both}));
    }
    DBN_TRY(raw(w, DBN_SPAN("([-_].*)?\" languagerulename=\"")));
    DBN_TRY(raw(w, code));
    return raw(w, DBN_SPAN("\"/>\n"));
}

static dbn_status
put_head(srx_writer *w)
{
    return raw(w, DBN_SPAN("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                           "<srx xmlns=\"http://www.lisa.org/srx20\" version=\"2.0\">\n"
                           "<header segmentsubflows=\"yes\" cascade=\"yes\">\n"
                           "<formathandle type=\"start\" include=\"no\"/>\n"
                           "<formathandle type=\"end\" include=\"yes\"/>\n"
                           "<formathandle type=\"isolated\" include=\"no\"/>\n"
                           "</header>\n<body>\n<languagerules>\n"));
}

dbn_status
dbn_write_srx(dbn_buffer *out, dbn_arena *arena, const dbn_profile *const *profiles,
              uint32_t count)
{
    srx_writer w = {.out = out, .arena = arena};
    DBN_TRY(put_head(&w));
    for (uint32_t i = 0; i < count; i++) {
        w.profile = profiles[i];
        DBN_TRY(put_list(&w, dbn_profile_lang(profiles[i]), of_language,
                         sizeof of_language / sizeof of_language[0]));
    }
    DBN_TRY(put_list(&w, DBN_SPAN("any"), of_all, sizeof of_all / sizeof of_all[0]));
    DBN_TRY(raw(&w, DBN_SPAN("</languagerules>\n<maprules>\n")));
    for (uint32_t i = 0; i < count; i++)
        DBN_TRY(put_map(&w, dbn_profile_lang(profiles[i])));
    return raw(&w, DBN_SPAN("<languagemap languagepattern=\".*\" "
                            "languagerulename=\"any\"/>\n"
                            "</maprules>\n</body>\n</srx>\n"));
}
