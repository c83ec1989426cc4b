/*
 * tests/unit/message.c - is the catalogue complete, and are its rows sound? The sources
 * are read for the texts that people get to see: they must all have a translation.
 */
#define _XOPEN_SOURCE 700

#include "unit/test.h"

#include "base/message.h"
#include "base/utf8.h"
#include "text/records.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>

static const struct row {
    const char *english, *french;
} rows[] = {
#define MESSAGE(english, french) {english, french},
#include "base/messages.def"
#undef MESSAGE
};
enum { ROW_COUNT = sizeof rows / sizeof rows[0] };

#define NBSP  "\xC2\xA0"
#define NNBSP "\xE2\x80\xAF"

static bool
is_listed(const char *english)
{
    for (int i = 0; i < ROW_COUNT; i++)
        if (strcmp(rows[i].english, english) == 0)
            return true;
    return false;
}

/* ---- rows ----------------------------------------------------------------------- */

/* The placeholders of a format, one behind the other. */
static void
placeholders(char *out, size_t size, const char *format)
{
    size_t len = 0;
    for (const char *at = strchr(format, '%'); at != NULL; at = strchr(at, '%')) {
        size_t more = 1 + strspn(at + 1, "0123456789.*hlzjt") + 1;
        assert_true(at[more - 1] != '\0' && len + more < size);
        memcpy(out + len, at, more);
        len += more;
        at += more;
    }
    out[len] = '\0';
}

static void
placeholders_are_the_same_in_the_same_order(void **state)
{
    (void)state;
    for (int i = 0; i < ROW_COUNT; i++) {
        char english[128], french[128];
        placeholders(english, sizeof english, rows[i].english);
        placeholders(french, sizeof french, rows[i].french);
        assert_string_equal(english, french);
    }
}

static bool
ends_with(const char *text, const char *end)
{
    size_t len = strlen(text), end_len = strlen(end);
    return len >= end_len && strcmp(text + len - end_len, end) == 0;
}

static void
rows_are_sound(void **state)
{
    (void)state;
    for (int i = 0; i < ROW_COUNT; i++) {
        const char *english = rows[i].english, *french = rows[i].french;
        assert_true(*english != '\0' && *french != '\0');
        /* The report prints them as they are. */
        assert_null(strpbrk(english, "<>&\""));
        assert_null(strpbrk(french, "<>&\""));
        /* What ends with another message does so in every language. */
        assert_true(!ends_with(english, ": %s") || ends_with(french, "%s"));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(english, rows[j].english);
    }
}

/* Does a space that breaks, or none, stand where French wants one that does not? */
static bool
has_bad_space(const char *text)
{
    static const char *const bad[] = {" :", " ;", " !", " ?", " »", "« ", "'", "...%"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (strstr(text, bad[i]) != NULL)
            return true;
    for (const char *at = strstr(text, "«"); at != NULL; at = strstr(at + 1, "«"))
        if (strncmp(at + 2, NBSP, 2) != 0)
            return true;
    for (const char *at = strstr(text, "»"); at != NULL; at = strstr(at + 1, "»"))
        if (at - text < 2 || strncmp(at - 2, NBSP, 2) != 0)
            return true;
    for (const char *at = strpbrk(text, ";!?"); at != NULL; at = strpbrk(at + 1, ";!?"))
        if (at - text < 3 || strncmp(at - 3, NNBSP, 3) != 0)
            return true;
    return false;
}

static void
french_is_set_as_french(void **state)
{
    (void)state;
    for (int i = 0; i < ROW_COUNT; i++)
        if (has_bad_space(rows[i].french))
            fail_msg("'%s'", rows[i].french);
}

static void
names_have_translations(void **state)
{
    (void)state;
    for (int i = 0; i < DBN_ROLE_COUNT; i++)
        assert_true(is_listed(dbn_role_span((dbn_role)i).ptr));
    for (int i = 0; i <= DBN_COPY_COVERED; i++)
        assert_true(is_listed(dbn_copy_kind_span((dbn_copy_kind)i).ptr));
    for (int i = 0; i <= DBN_CONTRADICTS_CERTAINTY; i++)
        assert_true(
            is_listed(dbn_contradiction_kind_span((dbn_contradiction_kind)i).ptr));
}

/* ---- the sources ---------------------------------------------------------------- */

/* Functions that are given texts for people, and which argument is one, from 1. */
static const struct speaker {
    const char *name;
    int first, last;
} speakers[] = {
    {"dbn_fail", 3, 3},        {"dbn_fail_at", 4, 4}, {"refuse_at", 4, 4},
    {"dbn_yaml_refuse", 4, 4}, {"dbn_say", 2, 2},     {"dbn_say_count", 3, 4},
    {"dbn_tell", 2, 2},        {"dbn_print", 2, 2},   {"dbn_print_count", 3, 4},
    {"DBN_MESSAGE", 1, 1},     {"dbn_ui_text", 2, 2}, {"print_text", 1, 1},
    {"dbn_answer_say", 3, 3},
};

/* A function that takes a printf format is one of them, or it forwards to one: these
 * many attributes are known (status.h 2, status.c 1, say.h 1, say.c 1, yaml.h 1,
 * yaml.c 2, tell.h 2, kind.h 1). A new one belongs into the list above. */
#define KNOWN_FORMATS 11

static int texts_found, formats_found, missing;

static bool
is_word(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || c == '_';
}

static int
hex_value(char c)
{
    return dbn_is_ascii_digit(c) ? c - '0' : (dbn_ascii_lower(c) - 'a') + 10;
}

/* A string literal at its quotation mark, added to `out`; where it ends. */
static const char *
read_literal(const char *at, char *out, size_t size)
{
    size_t len = strlen(out);
    for (at++; *at != '"'; at++) {
        char c = *at;
        assert_true(c != '\0' && len + 1 < size);
        if (c == '\\') {
            at++;
            if (*at == 'x') {
                c = (char)(hex_value(at[1]) << 4 | hex_value(at[2]));
                at += 2;
            } else {
                c = *at == 'n' ? '\n' : *at == 't' ? '\t' : *at == '0' ? '\0' : *at;
            }
        }
        out[len++] = c;
    }
    out[len] = '\0';
    return at + 1;
}

/* A text that says something: more than placeholders and signs. */
static bool
has_words(const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '%')
            at += strspn(at + 1, "0123456789.*hlzjt") + 1;
        else if (dbn_is_ascii_alpha(*at))
            return true;
    }
    return false;
}

static void
check_text(const char *file, char *text)
{
    if (has_words(text)) {
        texts_found++;
        if (!is_listed(text)) {
            missing++;
            print_message("%s: no translation: \"%s\"\n", file, text);
        }
    }
    text[0] = '\0';
}

/* The literals of one argument; those next to each other are one. */
static void
check_arguments(const char *file, const char *at, const struct speaker *speaker)
{
    char text[1024] = "";
    int depth = 1, argument = 1;
    for (; depth > 0 && *at != '\0'; at++) {
        bool is_wanted = argument >= speaker->first && argument <= speaker->last;
        if (*at == '"') {
            char ignored[1024] = "";
            at = read_literal(at, is_wanted ? text : ignored, sizeof text) - 1;
            continue;
        }
        if (strchr(" \t\n", *at) != NULL)
            continue;
        check_text(file, text);
        if (*at == '(' || *at == '{' || *at == '[')
            depth++;
        else if (*at == ')' || *at == '}' || *at == ']')
            depth--;
        else if (*at == ',' && depth == 1)
            argument++;
    }
}

static void
check_source(const char *file, const char *source)
{
    for (const char *at = source; (at = strstr(at, "format(printf")) != NULL; at++)
        formats_found++;
    for (size_t i = 0; i < sizeof speakers / sizeof speakers[0]; i++) {
        const char *name = speakers[i].name;
        size_t len = strlen(name);
        for (const char *at = source; (at = strstr(at, name)) != NULL; at += len)
            if (at[len] == '(' && (at == source || !is_word(at[-1])))
                check_arguments(file, at + len + 1, &speakers[i]);
    }
}

static int
visit(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)place;
    if (kind != FTW_F ||
        !(ends_with(path, ".c") || ends_with(path, ".h") || ends_with(path, ".cpp")))
        return 0;
    FILE *file = fopen(path, "rb");
    char *source = malloc((size_t)info->st_size + 1);
    assert_true(file != NULL && source != NULL);
    size_t len = fread(source, 1, (size_t)info->st_size, file);
    source[len] = '\0';
    fclose(file);
    check_source(path, source);
    free(source);
    return 0;
}

static void
everything_people_read_has_a_translation(void **state)
{
    (void)state;
    texts_found = formats_found = missing = 0;
    assert_int_equal(nftw(DBN_TESTS_DIR "/../src", visit, 16, FTW_PHYS), 0);
    assert_true(texts_found > 150);
    assert_int_equal(formats_found, KNOWN_FORMATS);
    assert_int_equal(missing, 0);
}

/* ---- translating ---------------------------------------------------------------- */

static void
finished_messages_are_translated_by_their_format(void **state)
{
    (void)state;
    static const struct row cases[] = {
        {"no memory is left", "il ne reste plus de mémoire"},
        {"more than 12 blocks", "plus de 12 blocs"},
        {"cannot read: No such file or directory",
         "lecture impossible" NBSP ": fichier ou dossier introuvable"},
        {"cannot read 'a': b': Is a directory",
         "impossible de lire «" NBSP "a" NBSP "»" NBSP ": b': Is a directory"},
        {"not a text: a PDF file", "pas un texte" NBSP ": un fichier PDF"},
        {"dicts/fr/profile.yaml:12: the file is empty",
         "dicts/fr/profile.yaml:12" NBSP ": le fichier est vide"},
        {"dicts/fr/rules.yaml:3: the rule 'x' stands twice",
         "dicts/fr/rules.yaml:3" NBSP ": la règle «" NBSP "x" NBSP
         "» apparaît deux fois"},
        {"not a text: 9 control bytes among the first 10",
         "pas un texte" NBSP ": 9 octets de commande parmi les 10 premiers"},
        {"the charset 'big5' lacks the character U+00E9",
         "l’encodage «" NBSP "big5" NBSP "» n’a pas le caractère U+00E9"},
        {"more than x blocks", "more than x blocks"},
        {"said by another library", "said by another library"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[256];
        dbn_message_translate(DBN_UI_FR, out, sizeof out, cases[i].english);
        assert_string_equal(out, cases[i].french);
        dbn_message_translate(DBN_UI_EN, out, sizeof out, cases[i].english);
        assert_string_equal(out, cases[i].english);
    }
}

static void
translations_are_cut_at_a_character(void **state)
{
    (void)state;
    for (size_t size = 1; size < 40; size++) {
        char out[64];
        memset(out, 'x', sizeof out);
        dbn_message_translate(DBN_UI_FR, out, size, "the log has no document 'é'");
        assert_true(strlen(out) < size);
        assert_true(dbn_utf8_invalid_at(dbn_span_of(out), 0) == strlen(out));
        assert_true(out[size] == 'x');
    }
}

static void
each_language_has_its_plural(void **state)
{
    (void)state;
    for (uint64_t n = 0; n < 4; n++) {
        assert_string_equal(dbn_message_for(DBN_UI_EN, n, "one", "many"),
                            n == 1 ? "one" : "many");
        assert_string_equal(dbn_message_for(DBN_UI_FR, n, "one", "many"),
                            n < 2 ? "one" : "many");
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(placeholders_are_the_same_in_the_same_order),
        cmocka_unit_test(rows_are_sound),
        cmocka_unit_test(french_is_set_as_french),
        cmocka_unit_test(names_have_translations),
        cmocka_unit_test(everything_people_read_has_a_translation),
        cmocka_unit_test(finished_messages_are_translated_by_their_format),
        cmocka_unit_test(translations_are_cut_at_a_character),
        cmocka_unit_test(each_language_has_its_plural),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
