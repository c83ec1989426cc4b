/*
 * tests/unit/glossary.c - terms of glossaries in texts, and the files they come from.
 */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/span.h"
#include "glossary/inside.h"
#include "glossary/read.h"
#include "lang/yaml.h"

static dbn_profiles *profiles;
static dbn_dictionaries *dictionaries;
static dbn_job job;

static int
load(void **state)
{
    (void)state;
    dbn_error err = {0};
    const char *cache = getenv("DOUBLON_TEST_CACHE"); /* of the build: made once */
    dbn_dictionary_places places = {"/usr/share/hunspell", cache, DBN_DICTS_DIR};
    dbn_job_init(&job, 0);
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK ||
        dbn_dictionaries_new(&dictionaries, &places, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int
unload(void **state)
{
    (void)state;
    dbn_dictionaries_free(dictionaries);
    dbn_profiles_free(profiles);
    dbn_job_release(&job);
    return 0;
}

static dbn_glossary *
glossary_in(const char *lang)
{
    dbn_error err = {0};
    dbn_glossary *glossary;
    const dbn_morphology *morphology;
    const dbn_profile *profile = dbn_profiles_find(profiles, dbn_span_of(lang));
    assert_int_equal(
        dbn_dictionaries_morphology(&morphology, dictionaries, profile, &err), DBN_OK);
    if (dbn_morphology_dictionary(morphology) == NULL &&
        dbn_profile_dictionary(profile).count > 0)
        skip();
    assert_int_equal(dbn_glossary_new(&glossary, profile, morphology, &err), DBN_OK);
    return glossary;
}

static void
add(dbn_glossary *glossary, const char *term)
{
    dbn_error err = {0};
    dbn_glossary_entry entry = {
        .term = dbn_span_of(term), .translation = {"", 0}, .domain = {"", 0}};
    if (dbn_glossary_add(glossary, &entry, &err) != DBN_OK)
        fail_msg("%s", err.message);
}

/* What is found in `text`, "a|b". */
static const char *
hits_in(const dbn_glossary *glossary, const char *text)
{
    static char found[1024];
    dbn_glossary_hits hits = {0};
    dbn_span span = dbn_span_of(text);
    size_t len = 0;
    assert_int_equal(dbn_glossary_match(&hits, glossary, span,
                                        (dbn_range){0, (uint32_t)span.len}, &job),
                     DBN_OK);
    for (uint32_t i = 0; i < hits.count; i++) {
        dbn_range r = hits.items[i].range;
        int written = snprintf(found + len, sizeof found - len, "%s%.*s",
                               i == 0 ? "" : "|", (int)dbn_range_len(r), text + r.beg);
        assert_true(written > 0 && (size_t)written < sizeof found - len);
        len += (size_t)written;
    }
    found[len] = '\0';
    return found;
}

typedef struct example {
    const char *lang, *term, *text, *hits;
} example;

/* Each term by itself in each text. */
static void
terms_are_found_as_they_stand(void **state)
{
    (void)state;
    static const example examples[] = {
        /* inflected parts, capitals, elisions, line ends */
        {"fr", "logiciel malveillant", "des logiciels malveillants",
         "logiciels malveillants"},
        {"fr", "logiciel malveillant", "LOGICIEL MALVEILLANT", "LOGICIEL MALVEILLANT"},
        {"fr", "logiciel malveillant", "un logiciel\nmalveillant",
         "logiciel\nmalveillant"},
        {"fr", "logiciel malveillant", "un logiciel\n\nmalveillant", ""},
        {"fr", "logiciel malveillant", "ce logiciel, malveillant", ""},
        {"fr", "hébergeur", "l’hébergeur et d'hébergeurs", "hébergeur|hébergeurs"},
        {"fr", "système d’exploitation", "les systèmes d'exploitation",
         "systèmes d'exploitation"},
        {"fr", "pare-feu", "des pare-feux", "pare-feux"},
        {"fr", "pare-feu", "un pare feu", "pare feu"},
        {"fr", "beau-frère", "ses beaux-frères", "beaux-frères"},
        {"fr", "temps", "un mi-temps, le temps", "temps"},
        /* accents and ligatures */
        {"fr", "État", "ETAT, état, Etat", "ETAT|état|Etat"},
        {"fr", "pêche", "la pêche, le péché, PECHE", "pêche|PECHE"},
        {"fr", "cœur de réseau", "des coeurs de réseau", "coeurs de réseau"},
        {"fr", "œuvre", "ŒUVRES", "ŒUVRES"},
        /* what is written so is meant, not what else has such a form */
        {"fr", "porte", "les portes qu’il faut porter", "portes"},
        /* words that no dictionary has */
        {"fr", "maliciel", "des maliciels", "maliciels"},
        {"fr", "rançongiciel", "des rançongiciels", "rançongiciels"},
        /* names and abbreviations */
        {"fr", "SI", "si le SI tombe", "SI"},
        {"fr", "ONEM", "l’Onem et l’ONEM", "Onem|ONEM"},
        {"fr", "Apple", "apple, Apple", "Apple"},
        {"en", "IT", "it is IT", "IT"},
        {"en", "C++", "C, C++ and C#", "C++"},
        {"en", "vulnerability", "two vulnerabilities", "vulnerabilities"},
        {"en", "hacker", "to hack, a hacker, hackers", "hacker|hackers"},
        {"en", "hack", "he hacked; hackers", "hacked"},
        {"nl", "beveiligingslek", "twee beveiligingslekken", "beveiligingslekken"},
        {"nl", "gegevensbank", "de gegevensbanken", "gegevensbanken"},
        {"nl", "kwaadaardige software", "Kwaadaardige software",
         "Kwaadaardige software"},
        {"de", "Sicherheitslücke", "der Sicherheitslücken", "Sicherheitslücken"},
        {"de", "Straße", "STRASSEN", "STRASSEN"},
        {"es", "copia de seguridad", "copias de seguridad", "copias de seguridad"},
        {"it", "rete privata", "le reti private", "reti private"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        const example *e = &examples[i];
        dbn_glossary *glossary = glossary_in(e->lang);
        add(glossary, e->term);
        const char *found = hits_in(glossary, e->text);
        if (strcmp(found, e->hits) != 0)
            fail_msg("%s, '%s' in '%s': '%s' instead of '%s'", e->lang, e->term,
                     e->text, found, e->hits);
        dbn_glossary_free(glossary);
    }
}

static void
the_longest_term_counts(void **state)
{
    (void)state;
    dbn_glossary *glossary = glossary_in("fr");
    add(glossary, "réseau");
    add(glossary, "réseau privé");
    add(glossary, "réseau privé virtuel");
    add(glossary, "virtuel");
    assert_string_equal(
        hits_in(glossary, "un réseau, des réseaux privés virtuels, du virtuel"),
        "réseau|réseaux privés virtuels|virtuel");
    assert_string_equal(hits_in(glossary, "un réseau privé, virtuel"),
                        "réseau privé|virtuel");
    dbn_glossary_free(glossary);
}

static void
one_term_may_have_several_entries(void **state)
{
    (void)state;
    dbn_glossary *glossary = glossary_in("fr");
    dbn_glossary_hits hits = {0};
    add(glossary, "serveur");
    add(glossary, "client");
    add(glossary, "serveur");
    assert_int_equal(dbn_glossary_match(&hits, glossary, DBN_SPAN("des serveurs"),
                                        (dbn_range){0, 12}, &job),
                     DBN_OK);
    assert_int_equal(hits.count, 1);
    assert_int_equal(hits.items[0].entry, 0);
    assert_int_equal(dbn_glossary_next(glossary, 0), 2);
    assert_int_equal(dbn_glossary_next(glossary, 2), DBN_NONE);
    dbn_glossary_free(glossary);
}

/* Entries of one term are not walked at each that is added. */
static void
a_term_may_have_very_many_entries(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    dbn_glossary *glossary = glossary_in("fr");
    for (uint32_t i = 0; i < MANY; i++)
        add(glossary, "serveur");
    uint32_t count = 0;
    for (uint32_t i = 0; i != DBN_NONE; i = dbn_glossary_next(glossary, i))
        assert_int_equal(i, count++);
    assert_int_equal(count, MANY);
    dbn_glossary_free(glossary);
}

/* However many words begin with it, a text's "non" is compared with one. */
static void
parts_are_one_word_in_all_units(void **state)
{
    (void)state;
    dbn_glossary *glossary = glossary_in("fr");
    char term[] = "non-aaa";
    for (int c = 'a'; c <= 'z'; c++) {
        term[4] = (char)c;
        add(glossary, term);
    }
    uint32_t count = 0;
    for (uint32_t i = dbn_glossary_forms_of(glossary, dbn_hash_bytes(DBN_SPAN("non")));
         i != 0; i = glossary->forms.items[i - 1].next)
        count++;
    assert_int_equal(count, 1);
    assert_string_equal(hits_in(glossary, "le non-taa, non zaa, non yab"),
                        "non-taa|non zaa");
    dbn_glossary_free(glossary);
}

static void
what_is_no_term_is_refused(void **state)
{
    (void)state;
    char lengthy[DBN_TERM_BYTES_MAX + 2];
    const char *terms[] = {"", " … ", "a b c d e f g h i j k l m n o p q", lengthy};
    dbn_glossary *glossary = glossary_in("fr");
    memset(lengthy, 'a', sizeof lengthy - 1);
    lengthy[sizeof lengthy - 1] = '\0';
    for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
        dbn_error err = {0};
        dbn_glossary_entry entry = {
            .term = dbn_span_of(terms[i]), .translation = {"", 0}, .domain = {"", 0}};
        assert_int_equal(dbn_glossary_add(glossary, &entry, &err), DBN_ERR_SYNTAX);
        assert_true(err.message[0] != '\0');
    }
    assert_int_equal(dbn_glossary_count(glossary), 0);
    dbn_glossary_free(glossary);
}

/* ---- files ------------------------------------------------------------------------
 */

typedef struct trouble {
    char text[512];
    size_t len;
} trouble;

static void
on_broken(void *context, uint32_t line, const char *message)
{
    trouble *t = context;
    int written =
        snprintf(t->text + t->len, sizeof t->text - t->len, "%u: %s\n", line, message);
    assert_true(written > 0);
    t->len += (size_t)written;
}

/* The entries of a file, "term=translation(domain)! …"; ! is forbidden. */
static const char *
entries_of(const char *lang, const char *target, const char *file, trouble *t)
{
    static char found[1024];
    dbn_error err = {0};
    size_t len = 0;
    dbn_glossary *glossary = glossary_in(lang);
    dbn_glossary_reading reading = {.lang = dbn_span_of(lang),
                                    .target = dbn_span_of(target),
                                    .arena = &job.scratch,
                                    .on_broken = on_broken,
                                    .context = t};
    dbn_span bytes = dbn_span_of(file);
    dbn_status status = dbn_glossary_is_tbx(bytes)
                            ? dbn_glossary_read_tbx(glossary, bytes, &reading, &err)
                            : dbn_glossary_read_rows(glossary, bytes, &reading, &err);
    if (status != DBN_OK)
        on_broken(t, 0, err.message);
    found[0] = '\0';
    for (uint32_t i = 0; i < dbn_glossary_count(glossary); i++) {
        const dbn_glossary_entry *e = dbn_glossary_entry_at(glossary, i);
        len += (size_t)snprintf(found + len, sizeof found - len, "%s%.*s=%.*s(%.*s)%s",
                                i == 0 ? "" : " ", (int)e->term.len, e->term.ptr,
                                (int)e->translation.len, e->translation.ptr,
                                (int)e->domain.len, e->domain.ptr,
                                e->status == DBN_TERM_FORBIDDEN ? "!" : "");
        assert_true(len < sizeof found);
    }
    dbn_glossary_free(glossary);
    return found;
}

static void
tables_are_read(void **state)
{
    (void)state;
    static const struct {
        const char *lang, *target, *file, *entries, *trouble;
    } examples[] = {
        {"fr", "nl", "serveur\tserver\nréseau\tnetwerk\tIT\n",
         "serveur=server() réseau=netwerk(IT)", ""},
        {"fr", "nl", "# ours\nen;nl;fr;domain\nfirewall;firewall;pare-feu;IT\r\n",
         "pare-feu=firewall(IT)", ""},
        {"fr-BE", "en", "nl,fr,en\n\"lek\",\"faille, \"\"trou\"\"\",hole\n",
         "faille, \"trou\"=hole()", ""},
        {"fr", "nl",
         "fr\tnl\tavoid\tstatus\nlogiciel malveillant|maliciel\tmalware\tmalware\t\n",
         "logiciel malveillant=malware() maliciel=malware() "
         "malware=logiciel malveillant|maliciel()!",
         ""},
        {"fr", "", "fr;de\nréseau;Netz\n;Loch\nfaille;\"Loch\nserveur;Server\n",
         "réseau=Netz() serveur=Server()",
         "3: no term\n4: a quotation mark that does not close\n"},
        {"fr", "", "# ours\nde,nl\nNetz,net\n", "",
         "0: line 2 names no column of 'fr'\n"},
        {"fr", "", "si,koe\n", "si=koe()", ""},
        {"fr", "", "mot de passe,wachtwoord\n\xFF,x\n…,y\n",
         "mot de passe=wachtwoord()",
         "2: bytes that are no UTF-8\n3: a term without a word: '…'\n"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof examples[0]; i++) {
        trouble t = {.len = 0};
        const char *found =
            entries_of(examples[i].lang, examples[i].target, examples[i].file, &t);
        assert_string_equal(found, examples[i].entries);
        assert_string_equal(t.text, examples[i].trouble);
    }
}

static void
many_quoted_cells_take_little_room(void **state)
{
    (void)state;
    enum { CELLS = 40000 };
    static char line[CELLS * 4];
    dbn_error err = {0};
    dbn_job small;
    dbn_glossary *glossary = glossary_in("fr");
    dbn_glossary_reading reading = {
        .lang = DBN_SPAN("fr"), .target = {"", 0}, .arena = &small.scratch};
    for (size_t i = 0; i < CELLS; i++)
        memcpy(line + i * 4, "\"a\",", 4);
    dbn_job_init(&small, 1U << 18);
    assert_int_equal(
        dbn_glossary_read_rows(glossary, (dbn_span){line, sizeof line}, &reading, &err),
        DBN_OK);
    assert_int_equal(dbn_glossary_count(glossary), 1);
    dbn_job_release(&small);
    dbn_glossary_free(glossary);
}

#define TBX2                                                                           \
    "<?xml version='1.0'?><martif type='TBX'><text><body><termEntry id='1'>"           \
    "<descrip type='subjectField'>IT</descrip>"                                        \
    "<langSet xml:lang='fr'><tig><term>pare-feu</term></tig>"                          \
    "<ntig><termGrp><term>firewall</term><termNote type='administrativeStatus'>"       \
    "deprecatedTerm-admn-sts</termNote></termGrp></ntig></langSet>"                    \
    "<langSet xml:lang='nl'><tig><term>firewall</term></tig><tig><term>brandmuur"      \
    "</term></tig></langSet></termEntry></body></text></martif>"

/* Statuses of terms that are not taken, marks and comments inside one. */
#define TBX_PARTS                                                                      \
    "<martif type='TBX'><text><body><termEntry>"                                       \
    "<langSet xml:lang='fr'><tig><term>serveur</term></tig></langSet>"                 \
    "<langSet xml:lang='de'><tig><term>Server</term><termNote "                        \
    "type='administrativeStatus'>deprecated</termNote></tig></langSet>"                \
    "<langSet xml:lang='fr'><tig><term>logiciel <hi>mal<!-- c -->veillant</hi> "       \
    "<hi>r\u00E9el</hi></term></tig><tig><term></term><term/><termNote "               \
    "type='administrativeStatus'>deprecated</termNote></tig></langSet></termEntry>"    \
    "</body></text></martif>"

#define TBX3                                                                            \
    "<tbx type='TBX-Basic' style='dct' xml:lang='en'><text><body><conceptEntry "        \
    "id='c1'><basic:subjectField xmlns:basic='b'>IT</basic:subjectField>"               \
    "<langSec xml:lang='fr'><termSec><term>réseau &amp; co</term></termSec></langSec>" \
    "<langSec xml:lang='en'><termSec><term>network</term></termSec></langSec>"          \
    "</conceptEntry></body></text></tbx>"

static void
tbx_is_read(void **state)
{
    (void)state;
    trouble t = {.len = 0};
    assert_string_equal(entries_of("fr-BE", "nl", TBX2, &t),
                        "pare-feu=firewall|brandmuur(IT) firewall=pare-feu(IT)!");
    assert_string_equal(entries_of("fr", "", TBX3, &t), "réseau & co=network(IT)");
    assert_string_equal(entries_of("fr", "nl", TBX_PARTS, &t),
                        "serveur=() logiciel malveillant réel=()");
    assert_string_equal(t.text, "");
    assert_string_equal(entries_of("fr", "", "<?xml version='1.0'?>\n<martif>\n<a", &t),
                        "");
    assert_non_null(strstr(t.text, "no XML from line 3 on"));
}

/* ---- the glossaries that come with the program --------------------------------------
 */

typedef struct shipped {
    const char *file, *lang, *target;
    uint32_t least; /* entries */
} shipped;

/* No line is broken, nothing stands twice, each term has its translation. */
static uint32_t
check_shipped(const shipped *s)
{
    char path[256];
    dbn_error err = {0};
    dbn_span bytes;
    trouble t = {.len = 0};
    dbn_glossary *glossary = glossary_in(s->lang);
    dbn_glossary_reading reading = {.lang = dbn_span_of(s->lang),
                                    .target = dbn_span_of(s->target),
                                    .arena = &job.scratch,
                                    .on_broken = on_broken,
                                    .context = &t};
    (void)snprintf(path, sizeof path, "%s/terms/%s", DBN_DICTS_DIR, s->file);
    assert_int_equal(dbn_file_read(&bytes, path, 1U << 24, &job.arena, &err), DBN_OK);
    assert_int_equal(dbn_glossary_read_rows(glossary, bytes, &reading, &err), DBN_OK);
    assert_string_equal(t.text, "");
    uint32_t preferred = 0;
    for (uint32_t i = 0; i < dbn_glossary_count(glossary); i++) {
        const dbn_glossary_entry *e = dbn_glossary_entry_at(glossary, i);
        if (e->translation.len == 0)
            fail_msg("%s: no translation of %.*s", s->file, (int)e->term.len,
                     e->term.ptr);
        preferred += e->status == DBN_TERM_PREFERRED;
        for (uint32_t k = dbn_glossary_next(glossary, i); k != DBN_NONE;
             k = dbn_glossary_next(glossary, k))
            if (dbn_span_equal(e->translation,
                               dbn_glossary_entry_at(glossary, k)->translation))
                fail_msg("%s: %.*s stands twice", s->file, (int)e->term.len,
                         e->term.ptr);
    }
    dbn_glossary_free(glossary);
    return preferred;
}

static void
shipped_glossaries_are_whole(void **state)
{
    (void)state;
    static const shipped all[] = {
        {"security.tsv", "fr", "nl", 300}, {"security.tsv", "nl", "en", 300},
        {"security.tsv", "en", "de", 300}, {"security.tsv", "de", "es", 300},
        {"security.tsv", "es", "fr", 300}, {"newsroom.tsv", "fr", "nl", 100},
        {"newsroom.tsv", "nl", "en", 100}, {"newsroom.tsv", "en", "de", 100},
        {"newsroom.tsv", "de", "es", 100}, {"newsroom.tsv", "es", "fr", 100},
        {"belgium.tsv", "fr", "nl", 300},  {"belgium.tsv", "nl-BE", "fr", 300}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_true(check_shipped(&all[i]) >= all[i].least);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_found_as_they_stand),
        cmocka_unit_test(the_longest_term_counts),
        cmocka_unit_test(one_term_may_have_several_entries),
        cmocka_unit_test(a_term_may_have_very_many_entries),
        cmocka_unit_test(parts_are_one_word_in_all_units),
        cmocka_unit_test(what_is_no_term_is_refused),
        cmocka_unit_test(tables_are_read),
        cmocka_unit_test(many_quoted_cells_take_little_room),
        cmocka_unit_test(tbx_is_read),
        cmocka_unit_test(shipped_glossaries_are_whole),
    };
    return cmocka_run_group_tests(tests, load, unload);
}
