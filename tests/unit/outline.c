/*
 * tests/unit/outline.c - the automaton in front of PCRE2 passes all that PCRE2 matches,
 * whatever the syntax, and where it can say so just that.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "match/dfa.h"

/* One pattern, as itself and in outline. */
typedef struct both {
    pcre2_code *code;
    pcre2_match_data *data;
    part part;
    dbn_dfa *dfa;
} both;

static void
open_both(both *b, const char *pattern)
{
    int code;
    PCRE2_SIZE place;
    b->part = (part){.pattern = dbn_span_of(pattern)};
    b->code = pcre2_compile((PCRE2_SPTR)pattern, strlen(pattern),
                            PCRE2_UTF | PCRE2_UCP | PCRE2_CASELESS | PCRE2_ANCHORED,
                            &code, &place, NULL);
    assert_non_null(b->code);
    b->data = pcre2_match_data_create(1, NULL);
    const part_list list = {(part *[]){&b->part}, 1, 1};
    assert_int_equal(dbn_dfa_new(&b->dfa, &list), DBN_OK);
}

static void
close_both(both *b)
{
    pcre2_match_data_free(b->data);
    pcre2_code_free(b->code);
    dbn_dfa_free(b->dfa);
}

/* May the pattern match `text` from byte `at` on, as its outline has it? */
static bool
is_candidate(const both *b, dbn_span text, uint32_t at)
{
    dbn_dfa_found found;
    uint32_t count = 0, len;
    uint8_t classes[DFA_WALK_MAX + 1];
    classes[count++] = b->dfa->class_of[NFA_EDGE];
    for (uint32_t i = 0; i < text.len; i += len) {
        unsigned symbol = nfa_symbol_of(dbn_utf8_decode(text, i, &len));
        if (i < at)
            classes[0] = b->dfa->class_of[symbol];
        else
            classes[count++] = b->dfa->class_of[symbol];
    }
    classes[count] = b->dfa->class_of[NFA_EDGE];
    assert_int_equal(dbn_dfa_walk(&found, b->dfa, classes, count), DBN_OK);
    return found.count > 0;
}

static void
compare(const both *b, const char *text, bool is_exact)
{
    uint32_t len;
    dbn_span all = dbn_span_of(text);
    for (uint32_t at = 0; at < all.len; at += len) {
        (void)dbn_utf8_decode(all, at, &len);
        bool passes = is_candidate(b, all, at);
        bool found =
            pcre2_match(b->code, (PCRE2_SPTR)text, all.len, at, 0, b->data, NULL) >= 0;
        if (found ? !passes : passes && is_exact)
            fail_msg("'%s' at %u of '%s': %s", b->part.pattern.ptr, at, text,
                     found ? "it matches" : "it does not match");
    }
}

/* Never less than the pattern, and no more where it is said to be exact. */
static void
an_outline_passes_all_that_its_pattern_matches(void **state)
{
    static const struct {
        const char *pattern;
        bool is_exact; /* for the texts below */
    } cases[] = {
        {"\\bla\\b", true},
        {"\\b(?<!-)(?<!d')la\\b", false},
        {"\\B[a-c]+", true},
        {"(?<![\\pL'-])est(?![\\pL\\pN])", true},
        {"(?<=\\d)\\h?%", true},
        {"(?:\\bmer|\\bpays) du\\b", true},
        {"[A-Z\xC3\x89](?-i:[a-z\xC3\xA9]{2,})", true},
        {"(?-i)\\p{Lu}\\p{Ll}+", true},
        {"(?i-x:\xC3\x89t\xC3\xA9)", true},
        {"\\d{1,3}(?:[ \xC2\xA0]\\d{3})+", true},
        {"a{0}b|x{2}y", true},
        {"(?x) \\b la # no comment\n \\h+ (?: mer | [#] )", true},
        {"un (?=ami\\b)", true},
        {"un (?=ami)a", false},
        {"un (?=[ae])\\w+", true},
        {"un (?!ami)\\w+", false},
        {"(?<w>la|le) (?&w)", true},
        {"(?(DEFINE)(?<w>la|le))\\b(?&w)\\b", true},
        {"(\\w)\\1", false},
        {"(?>l[ae])++ ?", true},
        {"fin\\.$", true},
        {"(?!$)\\n", false},
        {"^la", true},
        {"\\Ala|\\bmer\\z", false},
        {"la\\Kmer", true},
        {"[[:upper:]][^]a]", true},
        {"[]x\\]]+", true},
        {"\\x{e9}t\\xe9", true},
        {"k|s|\xC3\xA5", true},
        {"(?:a|b*)*c", true},
        {"\xC5\x93u(?=f|v)", true},
        {".{3}\\R", false},
        {"(?s:a.b)", false},
        {"\\.{2,}", true},
        {"(?xx)[^a b]+n", false},
        {"x{,3}y", false},
        {"ab{,}c", false},
    };
    static const char *const texts[] = {
        "la mer du Nord, un ami",
        "D'LA LA d'la -la l'est\xC2\xA0"
        "est",
        "\xC3\x89t\xC3\xA9 \xC3\xA9t\xC3\xA9 \xC5\x93uf \xC5\x92uvre",
        "12 %, 1\xC2\xA0"
        "000 000, abc, bb",
        "le la lala la#\nfin.\n",
        "x{,3}y ab{,}c xx]x xxy Axy AB ]A ... mer",
        "la\tmer une amie un a un b fin.",
        "\xE2\x84\xAA \xC5\xBF \xE2\x84\xAB \xD0\xB6\xD0\xB6\xD0\xB6 \xF0\x9F\x98\x80",
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        both b;
        open_both(&b, cases[i].pattern);
        /* The last one has letters that all have one symbol. */
        for (size_t k = 0; k < sizeof texts / sizeof texts[0]; k++)
            compare(&b, texts[k],
                    cases[i].is_exact && k + 1 < sizeof texts / sizeof texts[0]);
        close_both(&b);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_outline_passes_all_that_its_pattern_matches),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
