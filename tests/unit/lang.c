/*
 * tests/unit/lang.c - profiles, identification, class words, and files refused.
 */
#include "unit/test.h"

#include "base/hash.h"
#include "base/span.h"
#include "base/utf8.h"
#include "lang/gaps.h"
#include "lang/lexicon.h"
#include "lang/plausible.h"
#include "lang/profile.h"
#include "text/fold.h"
#include "unit/folder.h"

static dbn_profiles *profiles;

static int
load(void **state)
{
    (void)state;
    dbn_error err = {0};
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    return 0;
}

static int
unload(void **state)
{
    (void)state;
    dbn_profiles_free(profiles);
    return 0;
}

static const dbn_profile *
profile(const char *tag)
{
    return dbn_profiles_find(profiles, dbn_span_of(tag));
}

static void
assert_span(dbn_span span, const char *expected)
{
    if (!dbn_span_equal(span, dbn_span_of(expected)))
        fail_msg("'%.*s' is not '%s'", (int)span.len, span.ptr, expected);
}

static dbn_word
word(const char *tag, const char *text)
{
    char bytes[128];
    size_t len = dbn_fold(bytes, sizeof bytes, dbn_span_of(text));
    return dbn_profile_word(profile(tag), (dbn_span){bytes, len});
}

static void
lexicon_finds_what_was_added(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 0);
    dbn_lexicon lexicon = {0};
    assert_int_equal(dbn_lexicon_find(&lexicon, DBN_SPAN("a")), DBN_NONE);
    char text[16];
    uint32_t number;
    for (uint32_t i = 0; i < 5000; i++) {
        int len = snprintf(text, sizeof text, "mot%u", i);
        assert_int_equal(
            dbn_lexicon_add(&number, &lexicon, (dbn_span){text, (size_t)len}, &arena),
            DBN_OK);
        assert_int_equal(number, i);
    }
    assert_int_equal(dbn_lexicon_add(&number, &lexicon, DBN_SPAN("mot42"), &arena),
                     DBN_OK);
    assert_int_equal(number, 42);
    assert_int_equal(dbn_lexicon_find(&lexicon, DBN_SPAN("mot4999")), 4999);
    assert_int_equal(dbn_lexicon_find(&lexicon, DBN_SPAN("mot5000")), DBN_NONE);
    assert_int_equal(dbn_lexicon_find(&lexicon, DBN_SPAN("")), DBN_NONE);
    dbn_arena_release(&arena);
}

static void
lexicon_keeps_to_its_budget(void **state)
{
    (void)state;
    dbn_arena arena;
    dbn_arena_init(&arena, 3000);
    dbn_lexicon lexicon = {0};
    char text[16];
    uint32_t number = 0, i = 0;
    dbn_status status = DBN_OK;
    for (; i < 5000 && status == DBN_OK; i++) {
        int len = snprintf(text, sizeof text, "mot%u", i);
        status =
            dbn_lexicon_add(&number, &lexicon, (dbn_span){text, (size_t)len}, &arena);
    }
    assert_int_equal(status, DBN_ERR_NOMEM);
    assert_true(i > 1 && arena.held <= 3000);
    assert_int_equal(dbn_lexicon_find(&lexicon, DBN_SPAN("mot0")), 0);
    dbn_arena_release(&arena);
}

static void
tags_find_the_longest_known_profile(void **state)
{
    (void)state;
    const struct {
        const char *tag, *name, *lang;
    } all[] = {
        {"fr", "fr", "fr"},
        {"fr-BE", "fr-BE", "fr"},
        {"fr_be", "fr-BE", "fr"},
        {"FR-be-NBN", "fr-BE-nbn", "fr"},
        {"fr-BE-other", "fr-BE", "fr"},
        {"fr-XX", "fr", "fr"},
        {"fr-Latn-BE", "fr", "fr"},
        {"nl_BE", "nl-BE", "nl"},
        {"nl-NL", "nl-NL", "nl"},
        {"en-gb", "en-GB", "en"},
        {"en-US", "en-US", "en"},
        {"de-AT", "de-AT", "de"},
        {"de-CH", "de-CH", "de"},
        {"es-ES", "es-ES", "es"},
        {"it-IT", "it-IT", "it"},
        {"fr-FR-a-long-private-use-tag-that-nobody-would-write", "fr-FR", "fr"},
        {"fro", "und", "und"},
        {"f", "und", "und"},
        {"", "und", "und"},
        {"-", "und", "und"},
        {"und", "und", "und"},
        {"sv-SE", "und", "und"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        assert_span(dbn_profile_name(profile(all[i].tag)), all[i].name);
        assert_span(dbn_profile_lang(profile(all[i].tag)), all[i].lang);
    }
}

static void
notations_are_those_of_the_places(void **state)
{
    (void)state;
    const struct {
        const char *tag;
        uint32_t has, has_not;
        char decimal;
        bool units_first, month_first;
    } all[] = {
        {"fr-FR", DBN_GROUP_SPACE, DBN_GROUP_COMMA, ',', false, false},
        {"fr-BE", DBN_GROUP_SPACE | DBN_GROUP_POINT, DBN_GROUP_COMMA, ',', false,
         false},
        {"fr-BE-nbn", DBN_GROUP_SPACE, DBN_GROUP_POINT, ',', false, false},
        {"fr-CH", DBN_GROUP_APOSTROPHE, DBN_GROUP_COMMA, ',', false, false},
        {"fr-CA", DBN_GROUP_SPACE, DBN_GROUP_POINT, ',', false, false},
        {"nl-BE", DBN_GROUP_POINT, DBN_GROUP_COMMA, ',', true, false},
        {"en-GB", DBN_GROUP_COMMA, DBN_GROUP_POINT, '.', false, false},
        {"en-US", DBN_GROUP_COMMA, DBN_GROUP_POINT, '.', false, true},
        {"de-DE", DBN_GROUP_POINT, DBN_GROUP_COMMA, ',', true, false},
        {"de-CH", DBN_GROUP_APOSTROPHE, DBN_GROUP_COMMA, '.', true, false},
        {"es-ES", DBN_GROUP_POINT, DBN_GROUP_COMMA, ',', false, false},
        {"it-IT", DBN_GROUP_POINT, DBN_GROUP_COMMA, ',', false, false},
        {"und", DBN_GROUP_SPACE, DBN_GROUP_COMMA, '.', false, false},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        dbn_notation notation = dbn_profile_notation(profile(all[i].tag));
        assert_int_equal(notation.groups & all[i].has, all[i].has);
        assert_int_equal(notation.groups & all[i].has_not, 0);
        assert_int_equal(notation.decimal, all[i].decimal);
        assert_int_equal(notation.units_first, all[i].units_first);
        assert_int_equal(notation.month_first, all[i].month_first);
        assert_int_equal(notation.noun_capitals, strncmp(all[i].tag, "de", 2) == 0);
    }
}

/* A decimal mark that also groups would make every number two. */
static void
no_notation_contradicts_itself(void **state)
{
    (void)state;
    static const char *const tags[] = {
        "fr",    "fr-FR", "fr-BE", "fr-CH", "fr-CA", "fr-EU", "nl",    "nl-NL",
        "nl-BE", "en",    "en-GB", "en-US", "de",    "de-DE", "de-AT", "de-CH",
        "es",    "es-ES", "es-MX", "it",    "it-IT", "pt",    "ca",    "und"};
    for (size_t i = 0; i < sizeof tags / sizeof tags[0]; i++) {
        dbn_notation notation = dbn_profile_notation(profile(tags[i]));
        assert_span(dbn_profile_name(profile(tags[i])), tags[i]);
        uint32_t same = notation.decimal == ',' ? DBN_GROUP_COMMA : DBN_GROUP_POINT;
        assert_int_equal(notation.groups & same, 0);
        assert_true(notation.groups != 0);
    }
}

static void
words_are_what_the_file_says(void **state)
{
    (void)state;
    assert_int_equal(word("fr", "Août").classes, DBN_WORD_MONTH);
    assert_int_equal(word("fr", "AOUT").value, 8);
    assert_int_equal(word("fr-CA", "dimanche").value, 7);
    assert_int_equal(word("fr-BE", "septante").value, 70);
    assert_int_equal(word("fr-CH", "huitante").value, 80);
    assert_int_equal(word("fr", "milliards").value, 1000000000);
    assert_true(word("fr", "rédactrice").classes & DBN_WORD_FUNCTION);
    assert_true(word("fr", "Envoyée").classes & DBN_WORD_FUNCTION);
    assert_true(word("fr", "jamais").classes & DBN_WORD_NEGATION);
    assert_true(word("fr", "l").classes & DBN_WORD_ELISION);
    assert_true(word("fr", "©").classes & DBN_WORD_CREDIT);
    assert_true(word("fr", "Bruxelles").classes & DBN_WORD_PLACE);
    assert_true(word("fr", "NEW YORK").classes & DBN_WORD_PLACE);
    assert_true(word("fr", "rendez").classes & DBN_WORD_KEEP_HYPHEN);
    assert_true(word("fr", "là").classes & DBN_WORD_HYPHEN_TAIL);
    assert_true(word("fr", "mise-à-jour").classes & DBN_WORD_LIVE);
    assert_true(word("nl", "Brussel").classes & DBN_WORD_PLACE);
    assert_int_equal(word("nl", "tweeëntwintig").value, 22);
    assert_int_equal(word("nl", "negenennegentig").value, 99);
    assert_int_equal(word("de", "vierundzwanzig").value, 24);
    assert_int_equal(word("de", "DREISSIG").value, 30);
    assert_int_equal(word("de", "Jänner").value, 1);
    assert_int_equal(word("es", "veintidós").value, 22);
    assert_int_equal(word("it", "ventotto").value, 28);
    assert_int_equal(word("it", "cinquantatré").value, 53);
    assert_int_equal(word("en", "billion").value, 1000000000);
    assert_int_equal(word("en", "31st").value, 31);
    assert_int_equal(word("en", "xyzzy").classes, 0);
    assert_int_equal(word("und", "the").classes, 0);
    assert_true(word("und", "AFP").classes & DBN_WORD_AGENCY);
}

/* "sept" counts, and is September before a year. */
static void
a_word_can_be_several(void **state)
{
    (void)state;
    dbn_word sept = word("fr", "sept");
    assert_int_equal(sept.classes & (DBN_WORD_NUMBER | DBN_WORD_MONTH),
                     DBN_WORD_NUMBER | DBN_WORD_MONTH);
    assert_int_equal(sept.value, 7);
    assert_int_equal(sept.month, 9);
    dbn_word un = word("fr", "un");
    assert_true(un.classes & DBN_WORD_STOP && un.classes & DBN_WORD_NUMBER);
    dbn_word zo = word("nl", "zo");
    assert_true(zo.classes & DBN_WORD_STOP && zo.classes & DBN_WORD_WEEKDAY);
    assert_int_equal(zo.weekday, 7);
}

static const struct {
    const char *lang, *months[12], *days[7];
    const char *by, *and, *photo, *chief, *title, *agency, *live, *hour;
} samples[] = {
    {"fr",
     {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
      "septembre", "octobre", "novembre", "décembre"},
     {"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"},
     "par",
     "et",
     "photo",
     "cheffe",
     "Mme",
     "Belga",
     "direct",
     "heures"},
    {"nl",
     {"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus",
      "september", "oktober", "november", "december"},
     {"maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"},
     "door",
     "en",
     "foto",
     "chef",
     "mevr",
     "ANP",
     "update",
     "uur"},
    {"en",
     {"January", "February", "March", "April", "May", "June", "July", "August",
      "September", "October", "November", "December"},
     {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
     "by",
     "and",
     "photo",
     "chief",
     "Mrs",
     "Reuters",
     "updated",
     "am"},
    {"de",
     {"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
      "September", "Oktober", "November", "Dezember"},
     {"Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag"},
     "von",
     "und",
     "Foto",
     "Leiterin",
     "Frau",
     "dpa",
     "Eilmeldung",
     "Uhr"},
    {"es",
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto",
      "septiembre", "octubre", "noviembre", "diciembre"},
     {"lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"},
     "por",
     "y",
     "foto",
     "jefa",
     "Sra",
     "EFE",
     "directo",
     "horas"},
    {"it",
     {"gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto",
      "settembre", "ottobre", "novembre", "dicembre"},
     {"lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"},
     "di",
     "e",
     "foto",
     "capo",
     "dott",
     "ANSA",
     "diretta",
     "ore"},
};

static void
every_language_has_every_list(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof samples / sizeof samples[0]; i++) {
        const char *lang = samples[i].lang;
        for (int m = 0; m < 12; m++)
            assert_int_equal(word(lang, samples[i].months[m]).month, m + 1);
        for (int d = 0; d < 7; d++)
            assert_int_equal(word(lang, samples[i].days[d]).weekday, d + 1);
        assert_true(word(lang, samples[i].by).classes & DBN_WORD_BY);
        assert_true(word(lang, samples[i].and).classes & DBN_WORD_AND);
        assert_true(word(lang, samples[i].photo).classes & DBN_WORD_CREDIT);
        assert_true(word(lang, samples[i].chief).classes & DBN_WORD_FUNCTION);
        assert_true(word(lang, samples[i].title).classes & DBN_WORD_TITLE);
        assert_true(word(lang, samples[i].agency).classes & DBN_WORD_AGENCY);
        assert_true(word(lang, samples[i].live).classes & DBN_WORD_LIVE);
        assert_true(word(lang, samples[i].hour).classes & DBN_WORD_HOUR);
    }
}

static const struct {
    const char *lang, *text;
} paragraphs[] = {
    {"fr", "Le conseil communal a voté lundi soir la rénovation de la piscine, fermée "
           "depuis trois ans. Les travaux commenceront au printemps et coûteront moins "
           "que prévu, selon l'échevine, qui n'a pas voulu donner de chiffre avant la "
           "signature du contrat avec l'entreprise."},
    {"nl",
     "De gemeenteraad heeft maandagavond beslist om het zwembad te vernieuwen, dat "
     "al drie jaar dicht is. De werken beginnen in het voorjaar en zullen minder "
     "kosten dan gedacht, zegt de schepen, die nog geen bedrag wilde noemen voor "
     "het contract getekend is."},
    {"en",
     "The town council voted on Monday night to rebuild the swimming pool, which "
     "has been closed for three years. Work will start in the spring and cost less "
     "than expected, according to the deputy mayor, who would not give a figure "
     "before the contract is signed."},
    {"de",
     "Der Gemeinderat hat am Montagabend beschlossen, das Schwimmbad zu erneuern, "
     "das seit drei Jahren geschlossen ist. Die Arbeiten beginnen im Frühling und "
     "kosten weniger als gedacht, sagt die Stadträtin, die vor der Unterschrift "
     "unter den Vertrag keine Zahl nennen wollte."},
    {"es",
     "El pleno municipal aprobó el lunes por la noche la reforma de la piscina, que "
     "lleva tres años cerrada. Las obras empezarán en primavera y costarán menos de "
     "lo previsto, según la concejala, que no quiso dar una cifra antes de la firma "
     "del contrato con la empresa."},
    {"it",
     "Il consiglio comunale ha approvato lunedì sera il rifacimento della piscina, "
     "chiusa da tre anni. I lavori inizieranno in primavera e costeranno meno del "
     "previsto, secondo l'assessora, che non ha voluto dare una cifra prima della "
     "firma del contratto con l'impresa."},
    {"pt",
     "A câmara municipal aprovou na segunda-feira à noite a renovação da piscina, "
     "fechada há três anos. As obras vão começar na primavera e custarão menos do "
     "que o previsto, segundo a vereadora, que não quis dar um número antes da "
     "assinatura do contrato com a empresa."},
    {"ca",
     "El ple municipal va aprovar dilluns al vespre la reforma de la piscina, que "
     "fa tres anys que és tancada. Les obres començaran a la primavera i costaran "
     "menys del que es preveia, segons la regidora, que no ha volgut donar cap "
     "xifra abans de signar el contracte amb l'empresa."},
};

static void
languages_are_identified(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paragraphs / sizeof paragraphs[0]; i++)
        assert_span(dbn_profile_name(dbn_profiles_identify(
                        profiles, dbn_span_of(paragraphs[i].text), NULL)),
                    paragraphs[i].lang);
}

/* Neighbours of our languages, of which we have no profile. */
static const struct {
    const char *lang, *text;
} neighbours[] = {
    {"sv",
     "Kommunen stängde bron för lastbilar på måndagen, utan att säga hur länge det "
     "ska vara. Polisen har satt upp skyltar vid vägen, och den som vill över får "
     "köra runt sjön. Det tar en halvtimme, säger en förare som gör det varje dag."},
    {"da",
     "Kommunen lukkede broen for lastbiler i mandags uden at sige, hvor længe det "
     "skal vare. Politiet har sat skilte op ved vejen, og den, der vil over, må "
     "køre uden om søen. Det tager en halv time, siger en chauffør."},
    {"ro", "Primăria a închis podul pentru camioane luni, fără să spună până când. "
           "Poliția a pus semne pe drum, iar cine vrea să treacă trebuie să ocolească "
           "lacul. Durează o jumătate de oră, spune un șofer."},
};

static void
only_texts_of_our_languages_are_sure(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paragraphs / sizeof paragraphs[0]; i++)
        assert_span(dbn_profile_name(dbn_profiles_identify_surely(
                        profiles, dbn_span_of(paragraphs[i].text), NULL)),
                    paragraphs[i].lang);
    for (size_t i = 0; i < sizeof neighbours / sizeof neighbours[0]; i++)
        assert_span(dbn_profile_name(dbn_profiles_identify_surely(
                        profiles, dbn_span_of(neighbours[i].text), NULL)),
                    "und");
    assert_span(dbn_profile_name(
                    dbn_profiles_identify_surely(profiles, DBN_SPAN("le pont"), NULL)),
                "und");
}

static void
tags_are_written_as_bcp_47_has_them(void **state)
{
    (void)state;
    const struct {
        const char *tag, *written;
    } all[] = {
        {"fr", "fr"},
        {"FRA", "fr"},
        {"fre", "fr"},
        {"ger-at", "de-AT"},
        {"fr_be", "fr-BE"},
        {"fr_BE.UTF-8", "fr-BE"},
        {" fr-fr; q=0.8", "fr-FR"},
        {"fr, en", "fr"},
        {"FR-LATN-be-NBN", "fr-Latn-BE-nbn"},
        {"en-US-x-AB-CDEF", "en-US-x-ab-cdef"},
        {"sv-SE", "sv-SE"},
        {"fro", "fro"},
        {"fr-ABCDEFGHI", "fr"},
        {"fr-aaaaaaaa-bbbbbbbb-cccccccc-dddddddd", "fr-aaaaaaaa-bbbbbbbb-cccccccc"},
        {"fr-", "fr"},
        {"und", ""},
        {"mul", ""},
        {"français", ""},
        {"french", ""},
        {"f", ""},
        {"12", ""},
        {"{{ lang }}", ""},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char bytes[DBN_TAG_MAX];
        assert_span(dbn_profiles_tag(bytes, profiles, dbn_span_of(all[i].tag)),
                    all[i].written);
    }
    assert_span(dbn_profile_name(profile("fra-BE")), "fr-BE");
    assert_span(dbn_profile_name(profile("dut")), "nl");
}

static void
capitals_and_lost_accents_change_no_language(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof paragraphs / sizeof paragraphs[0]; i++) {
        char folded[1024];
        size_t len = dbn_fold(folded, sizeof folded, dbn_span_of(paragraphs[i].text));
        dbn_span text = {folded, len};
        assert_span(dbn_profile_lang(dbn_profiles_identify(profiles, text, NULL)),
                    paragraphs[i].lang);
        for (size_t at = 0; at < len; at++)
            if (folded[at] >= 'a' && folded[at] <= 'z')
                folded[at] = (char)(folded[at] - 'a' + 'A');
        assert_span(dbn_profile_lang(dbn_profiles_identify(profiles, text, NULL)),
                    paragraphs[i].lang);
    }
}

static void
what_is_unclear_is_neutral(void **state)
{
    (void)state;
    static const char swedish[] =
        "Regeringen vill ge skolan mer pengar nästa år, säger ministern i Stockholm. "
        "Det "
        "är en viktig fråga för många familjer i hela landet.";
    static const char *const texts[] = {
        "",
        "2026",
        "12,5 % (+3) – 14:00",
        swedish,
        "Правительство хочет выделить больше денег на школы в следующем году.",
        "今日は天気がいいですね。",
        "Hej",
        "Bonjour",
        "Internationalisierung!",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++)
        assert_span(dbn_profile_lang(
                        dbn_profiles_identify(profiles, dbn_span_of(texts[i]), NULL)),
                    "und");
}

static void
a_long_text_is_looked_at_all_over(void **state)
{
    (void)state;
    enum { LEN = 1 << 20, BEGINNING = 16 << 10 };
    char *text = malloc(LEN);
    assert_non_null(text);
    for (size_t half = 0; half < 2; half++) {
        dbn_span of = dbn_span_of(paragraphs[half].text);
        size_t from = 0, end = half == 0 ? BEGINNING : LEN;
        for (size_t at = half == 0 ? 0 : BEGINNING; at < end; at++) {
            text[at] = of.ptr[from];
            from = from + 1 < of.len ? from + 1 : 0;
        }
    }
    assert_span(
        dbn_profile_lang(dbn_profiles_identify(profiles, (dbn_span){text, LEN}, NULL)),
        "nl");
    memset(text, 'x', LEN); /* one word that is no word */
    assert_span(
        dbn_profile_lang(dbn_profiles_identify(profiles, (dbn_span){text, LEN}, NULL)),
        "und");
    free(text);
}

static void
assert_classes(const char *value, uint64_t expected)
{
    uint64_t bits = dbn_profiles_class_words(profiles, dbn_span_of(value));
    if (bits != expected)
        fail_msg("'%s' has the bits %llx, not %llx", value, (unsigned long long)bits,
                 (unsigned long long)expected);
}

#define BIT(kind) (UINT64_C(1) << DBN_CLASS_##kind)

static void
class_words_are_split_and_paired(void **state)
{
    (void)state;
    assert_classes("", 0);
    assert_classes("c-x7 js__y", 0);
    assert_classes("article__lead-text", BIT(LEAD));
    assert_classes("chapo", BIT(LEAD));
    assert_classes("ArticleHeadline", BIT(TITLE));
    assert_classes("readMore", BIT(RELATED));
    assert_classes("read_more", BIT(RELATED));
    assert_classes("READMORE", BIT(RELATED));
    assert_classes("js-read more", BIT(RELATED));
    assert_classes("more read", 0);
    assert_classes("articleBody", BIT(BODY));
    assert_classes("HTMLCaption", BIT(CAPTION));
    assert_classes("photo-credit", BIT(CREDIT));
    assert_classes("leesook nieuwsbrief", BIT(RELATED) | BIT(NEWSLETTER));
    assert_classes("datePublished", BIT(DATE));
    assert_classes("header lead ad", BIT(LEAD) | BIT(AD));
    assert_classes("leader header shadow", 0);
    assert_classes("overflow-hidden md:hidden category-x", 0);
}

static void
long_class_words_are_passed_over(void **state)
{
    (void)state;
    char value[5000];
    memset(value, 'a', sizeof value);
    memcpy(value + 4000, " lead ", 6);
    dbn_span all = {value, sizeof value};
    assert_true(dbn_profiles_class_words(profiles, all) == BIT(LEAD));
}

static void
every_kind_of_class_has_words(void **state)
{
    (void)state;
    static const char *const words[DBN_CLASS_COUNT] = {
        "headline",   "standfirst", "byline",     "pubdate",      "figcaption",
        "bildquelle", "storybody",  "navbar",     "sharebar",     "outbrain",
        "advert",     "cookies",    "infolettre", "commentaires", "paywall",
        "footer",     "sidebar",    "blockquote", "mots-cles",    "sr-only",
        "jobtitle"};
    for (unsigned kind = 0; kind < DBN_CLASS_COUNT; kind++) {
        assert_true(dbn_class_name(kind).len > 0);
        assert_classes(words[kind], UINT64_C(1) << kind);
    }
    assert_true(dbn_class_name(DBN_CLASS_COUNT).len == 0);
}

/** Load a folder with this one file; its refusal must say `reason`. */
static void
assert_refused(const char *file, const char *yaml, size_t len, const char *reason)
{
    char folder[64];
    folder_make(folder);
    folder_write(folder, file, yaml, len);
    if (strncmp(file, "xx/", 3) != 0)
        folder_write(folder, "xx/profile.yaml",
                     "{language: xx, profiles: {xx: {decimal: point}}}", 48);
    dbn_profiles *loaded;
    dbn_error err = {0};
    dbn_status status = dbn_profiles_load(&loaded, folder, &err);
    folder_remove(folder, file);
    folder_remove(folder, "xx/profile.yaml");
    assert_int_equal(status, DBN_ERR_SYNTAX);
    assert_null(loaded);
    if (strstr(err.message, reason) == NULL)
        fail_msg("'%s' does not say '%s'", err.message, reason);
}

static void
broken_profiles_are_refused_with_their_line(void **state)
{
    (void)state;
#define HEAD "language: xx\nprofiles:\n  xx: {decimal: comma}\n"
    const struct {
        const char *yaml, *reason;
    } all[] = {
        {"", "profile.yaml:1: the file is empty"},
        {"- a\n", ":1: a profile must be a map"},
        {"a: [1\n", ":2: "},
        {"language: xx\n\twords: x\n", ":2: "},
        {"language: yy\n", ":1: the language must be that of the folder, 'xx'"},
        {HEAD "colour: red\n", ":4: there is no key named 'colour'"},
        {HEAD "words:\n  stops: [a]\n", ":5: there is no list named 'stops'"},
        {HEAD "quotes: «»\n", ":4: 'quotes' must be a list"},
        {HEAD "quotes: [«]\n", ":4: '«' is no pair of quotation marks"},
        {HEAD "quotes: [«»x]\n", "is no pair of quotation marks"},
        {HEAD "quotes: [()]\n", "is no pair of quotation marks"},
        {HEAD "quotes: [«», «“]\n", "what '«“' opens is opened twice"},
        {HEAD "words: [a]\n", ":4: 'words' must be a map"},
        {HEAD "words:\n  stop: {a: 1}\n", ":5: 'stop' must be a list"},
        {HEAD "words:\n  month: [a]\n", ":5: 'month' must be a map"},
        {HEAD "words:\n  month: {a: 13}\n", ":5: the value of 'a' must be a number"},
        {HEAD "words:\n  month: {a: -1}\n", "from 1 to 12"},
        {HEAD "words:\n  number: {a: 1x}\n", ":5: the value of 'a'"},
        {HEAD "words:\n  number: {a: 1}\n  ordinal: {a: 2}\n", "'a' has two values"},
        {HEAD "words:\n  title: [mme.]\n", ":5: 'mme.' is no word"},
        {HEAD "words:\n  stop: ['']\n", ":5: '' is no word"},
        {HEAD "words:\n  stop: [[a]]\n", "is no word"},
        {HEAD "words:\n  stop: *x\n", "aliases"},
        {HEAD "---\na: b\n", "a second document"},
        {"language: xx\nprofiles:\n  yy: {decimal: comma}\n", "'yy' is no profile of"},
        {"language: xx\nprofiles:\n  xx: {groups: [dot]}\n", "'dot' is none of"},
        {"language: xx\nprofiles:\n  xx: {decimal: dot}\n", "'decimal' must be"},
        {"language: xx\nprofiles:\n  xx: {groups: [space]}\n", "its decimal mark"},
        {"language: xx\nprofiles:\n  xx: {units-first: yes}\n", "true or false"},
        {"language: xx\nprofiles:\n  xx: {colour: red}\n", "no 'colour'"},
        {"language: xx\nprofiles:\n  xx: {decimal: comma}\n  xx: {decimal: comma}\n",
         ":4: the profile 'xx' stands twice"},
        {"language: xx\n", "'profiles' must have one named 'xx'"},
        {"a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: {a: b}}}}}}}}}}}}}\n",
         "nested deeper"},
        {"? [a]\n: b\n", "a key must be a word"},
        {"language: \"\xC3\x28\"\n", ":1: "},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_refused("xx/profile.yaml", all[i].yaml, strlen(all[i].yaml),
                       all[i].reason);
#undef HEAD
}

static void
broken_classes_are_refused_with_their_line(void **state)
{
    (void)state;
    const struct {
        const char *yaml, *reason;
    } all[] = {
        {"- a\n", "classes.yaml:1: classes must be a map"},
        {"lead: [a]\ncolour: [b]\n", ":2: there is no kind named 'colour'"},
        {"lead: a\n", ":1: 'lead' must be a list"},
        {"lead: [a-b-c]\n", ":1: 'a-b-c' is no class word"},
        {"lead: ['a b']\n", "'a b' is no class word"},
        {"lead: ['-']\n", "'-' is no class word"},
        {"lead:\n- ab\n- a-b\n", ":3: 'a-b' stands twice in 'lead'"},
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        assert_refused("web/classes.yaml", all[i].yaml, strlen(all[i].yaml),
                       all[i].reason);
}

static void
broken_weights_are_refused_with_their_line(void **state)
{
    (void)state;
    const struct {
        const char *yaml, *reason;
    } all[] = {
        {"- a\n", ":1: weights must be a map of maps"},
        {"third: {any: 1}\n", ":1: 'third' is neither first nor second"},
        {"first: [any]\n", ":1: weights must be a map"},
        {"first:\n  beauty: 1\n", ":2: there is no feature named 'beauty'"},
        {"first:\n  any: a\n", ":2: a weight is a number"},
        {"first:\n  any: 3001\n", "from -3000 to 3000"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_refused("web/weights.yaml", all[i].yaml, strlen(all[i].yaml),
                       all[i].reason);
}

static void
weights_are_read(void **state)
{
    (void)state;
    const dbn_weights *weights =
        dbn_profile_weights(dbn_profiles_find(profiles, DBN_SPAN("fr")));
    assert_ptr_equal(weights,
                     dbn_profile_weights(dbn_profiles_find(profiles, DBN_SPAN("zz"))));
    assert_true(weights->of[DBN_JUDGE_FIRST][DBN_FEATURE_BODY_DIRECT] > 0);
    assert_true(weights->of[DBN_JUDGE_FIRST][DBN_FEATURE_CLASS_COMMENT] < 0);
    assert_true(dbn_span_equal(dbn_feature_name(DBN_FEATURE_ANY), DBN_SPAN("any")));
    assert_int_equal(dbn_feature_name(DBN_FEATURE_COUNT).len, 0);
}

/* A foreign paragraph is seen among others; names and short pieces are no language. */
static void
parts_are_in_the_language_of_the_whole(void **state)
{
    (void)state;
    const dbn_profile *fr = profile("fr-BE");
    const struct {
        const char *text, *lang;
    } all[] = {
        {"We shall not raise taxes this year, and nobody should expect us to.", "en"},
        {"Regeringen vill ge skolan mer pengar nästa år, säger ministern.", "und"},
        {"Les syndicats, eux, attendent de voir les chiffres.", "fr"},
        {"Manchester United – Bayern München", "fr"},
        {"Yes, we can!", "fr"},
        {"", "fr"},
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        assert_span(dbn_profile_lang(dbn_profiles_identify_part(
                        profiles, dbn_span_of(all[i].text), fr, NULL)),
                    all[i].lang);
    const dbn_profile *und = profile("und");
    assert_ptr_equal(
        dbn_profiles_identify_part(profiles, dbn_span_of(all[0].text), und, NULL), und);
}

/* Misread text is dearer than what it was; so is what stands in no language. */
static void
pieces_cost_what_they_are_worth(void **state)
{
    (void)state;
    dbn_judge judge;
    dbn_judge_init(&judge, dbn_profiles_letters(profiles), DBN_SPAN("fr"));
    static const char *const pairs[][2] = {{"été", "Ã©tÃ©"},   {"l’eau", "lâ€™eau"},
                                           {"école", "écôle"}, {"Paris", "pARIS"},
                                           {"école", "xzqwk"}, {"fin…", "f…in"},
                                           {"дом", "доm"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        uint32_t costs[2];
        for (int k = 0; k < 2; k++) {
            dbn_piece piece = {.count = 0};
            dbn_span text = dbn_span_of(pairs[i][k]);
            uint32_t len;
            for (size_t at = 0; at < text.len; at += len)
                piece.codes[piece.count++] = dbn_utf8_decode(text, at, &len);
            costs[k] = dbn_piece_cost(&judge, &piece);
        }
        if (costs[0] >= costs[1])
            fail_msg("'%s' costs %u, '%s' %u", pairs[i][0], costs[0], pairs[i][1],
                     costs[1]);
    }
}

static void
broken_letters_are_refused(void **state)
{
    (void)state;
    static const char *const files[] = {
        "", "DBNLET03", "DBNLET02\1\0\0\0\1\0\0\0\1\0\0\0fr\0\0", "no such thing"};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        assert_refused("letters.bin", files[i], strlen(files[i]), "letters.bin");
    char bytes[24] = "DBNLET03\xFF\xFF\xFF\xFF\1\0\0\0\1";
    assert_refused("letters.bin", bytes, sizeof bytes, "letters.bin");
}

/* One language, one row, the cells of one state, and what may go wrong in them. */
static void
letters_lead_to_letters(void **state)
{
    (void)state;
    enum { CELLS = 24 + 4 + 592, BACKS = CELLS + 256 * 8, END = BACKS + 256 * 4 + 8 };
    static const struct {
        size_t at;
        char byte;
    } wrong[] = {{CELLS + 5 * 8 + 1, 1}, {CELLS + 5 * 8 + 4, 1}, {BACKS + 255 * 4, 1}};
    char bytes[END] = "DBNLET03\1\0\0\0\1\0\0\0\1\0\0\0\0\1\0\0fr";
    dbn_letter_stats letters;
    dbn_error err = {0};
    assert_int_equal(dbn_letters_open(&letters, (dbn_span){bytes, END}, &err), DBN_OK);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        bytes[wrong[i].at] = wrong[i].byte;
        assert_int_equal(dbn_letters_open(&letters, (dbn_span){bytes, END}, &err),
                         DBN_ERR_SYNTAX);
        assert_string_equal(err.message, "the statistics of letters are damaged");
        bytes[wrong[i].at] = '\0';
    }
}

/* A list of one word, that of the hash, and what may be wrong with it. */
static void
lists_of_words_belong_to_their_letters(void **state)
{
    (void)state;
    const uint64_t hash = UINT64_C(0xABCDEF0123456785);
    dbn_letter_stats letters = *dbn_profiles_letters(profiles);
    enum { HEADER = 20, SLOT = 4 };
    unsigned char bytes[HEADER + 8 * SLOT] = "DBNWRD01";
    unsigned char *place = bytes + HEADER + (size_t)6 * SLOT;
    dbn_error err = {0};
    dbn_span file = {(const char *)bytes, sizeof bytes};
    uint64_t alphabet =
        dbn_hash_bytes((dbn_span){(const char *)letters.symbols, DBN_LETTERS_END});
    bytes[8] = (unsigned char)letters.ours;
    for (int i = 0; i < 4; i++)
        bytes[12 + i] = (unsigned char)(alphabet >> 8 * i);
    bytes[16] = 8;
    static const unsigned char slot[] = {0x05, 0xEF, 0xCD, 0xAB};
    memcpy(place, slot, sizeof slot);
    *(place - SLOT) = 1; /* a slot of another word, before it */
    assert_int_equal(dbn_letters_take_words(&letters, file, &err), DBN_OK);
    assert_int_equal(dbn_letters_lacking(&letters, hash), 0xFF & ~5);
    assert_int_equal(dbn_letters_lacking(&letters, hash + 2), 0);
    assert_int_equal(dbn_letters_lacking(&letters, hash + (UINT64_C(1) << 40)), 0);
    bytes[12]++;
    assert_int_equal(dbn_letters_take_words(&letters, file, &err), DBN_ERR_SYNTAX);
    assert_string_equal(err.message, "the list of words is that of other statistics");
    file.len--;
    assert_int_equal(dbn_letters_take_words(&letters, file, &err), DBN_ERR_SYNTAX);
    assert_string_equal(err.message, "the list of words is cut off");
    file.len = 8;
    assert_int_equal(dbn_letters_take_words(&letters, file, &err), DBN_ERR_SYNTAX);
}

/* Two words whose letters other languages have too, and one that has them. */
static void
words_tell_where_letters_mislead(void **state)
{
    (void)state;
    static const char *const texts[][2] = {
        {"es", "pueden darse"}, {"es", "poder procesar"}, {"ca", "metges contenen"}};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const dbn_profile *seen =
            dbn_profiles_identify(profiles, dbn_span_of(texts[i][1]), NULL);
        assert_span(dbn_profile_lang(seen), texts[i][0]);
    }
}

/* Words that share a place of the cache cost what each costs alone. */
static void
kept_words_are_compared(void **state)
{
    (void)state;
    static const uint8_t one[] = {1, 2, 3}, other[] = {3, 2, 9, 1};
    const dbn_letter_stats *letters = dbn_profiles_letters(profiles);
    dbn_letter_costs alone = {{0}}, kept = {{0}};
    dbn_letter_word *of_one = NULL, *of_other = NULL;
    dbn_cache cache = {0};
    dbn_letter_word *words = dbn_letters_cache(&cache);
    assert_non_null(words);
    dbn_letters_add_word(&alone, letters, one, sizeof one, NULL);
    dbn_letters_add_word(&kept, letters, one, sizeof one, words);
    dbn_letters_add_word(&kept, letters, other, sizeof other, words);
    for (uint32_t i = 0; i < cache.size / sizeof *words; i++) {
        if (words[i].count == sizeof one)
            of_one = &words[i];
        if (words[i].count == sizeof other)
            of_other = &words[i];
    }
    if (of_one == NULL || of_other == NULL) {
        fail_msg("a word is not kept");
        return;
    }
    *of_one = *of_other;
    kept = (dbn_letter_costs){{0}};
    dbn_letters_add_word(&kept, letters, one, sizeof one, words);
    assert_memory_equal(&kept, &alone, sizeof kept);
    free(cache.memory);
}

static void
folders_without_languages_are_refused(void **state)
{
    (void)state;
    dbn_profiles *loaded;
    dbn_error err = {0};
    assert_int_equal(dbn_profiles_load(&loaded, "no-such-folder", &err), DBN_ERR_USAGE);
    assert_non_null(strstr(err.message, "no-such-folder"));
    char folder[64];
    folder_make(folder);
    folder_write(folder, "README.md", "x", 1);
    assert_int_equal(dbn_profiles_load(&loaded, folder, &err), DBN_ERR_USAGE);
    folder_remove(folder, "README.md");
    assert_null(loaded);
}

/* A folder needs no neutral profile: there is one without words. */
static void
a_small_folder_is_enough(void **state)
{
    (void)state;
    static const char yaml[] = "language: xx\nprofiles: {xx: {decimal: comma}}\n"
                               "words: {stop: [le, la, les], elision: [l]}\n";
    char folder[64];
    folder_make(folder);
    folder_write(folder, "xx/profile.yaml", yaml, sizeof yaml - 1);
    dbn_profiles *loaded;
    dbn_error err = {0};
    dbn_status status = dbn_profiles_load(&loaded, folder, &err);
    folder_remove(folder, "xx/profile.yaml");
    assert_int_equal(status, DBN_OK);
    assert_span(dbn_profile_lang(dbn_profiles_find(loaded, DBN_SPAN("fr"))), "und");
    assert_span(dbn_profile_lang(
                    dbn_profiles_identify(loaded, DBN_SPAN("l'eau, la vie"), NULL)),
                "xx");
    assert_true(dbn_profiles_class_words(loaded, DBN_SPAN("lead")) == 0);
    dbn_profiles_free(loaded);
    dbn_profiles_free(NULL);
}

static void
languages_have_codes_of_three_letters(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        {"fr", "fra"}, {"nl-BE", "nld"}, {"de_AT", "deu"}, {"ger", "deu"},
        {"EN", "eng"}, {"el", "ell"},    {"und", ""},      {"", ""}};
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        dbn_span code = dbn_profiles_code(profiles, dbn_span_of(pairs[i][0]));
        assert_true(dbn_span_equal(code, dbn_span_of(pairs[i][1])));
    }
}

/* What closes the quotation that `opener` opens. */
static uint32_t
closer_in(const char *tag, uint32_t opener)
{
    uint32_t count, closer = 0;
    const dbn_quotes *quotes = dbn_profile_quotes(profile(tag), &count);
    for (uint32_t i = 0; i < count; i++)
        if (quotes[i].opener == opener)
            closer = quotes[i].closer;
    return closer;
}

static void
languages_say_how_they_quote(void **state)
{
    (void)state;
    assert_int_equal(closer_in("fr-BE", 0xAB), 0xBB);
    assert_int_equal(closer_in("de", 0x201E), 0x201C);
    assert_int_equal(closer_in("de", 0xBB), 0xAB);
    assert_int_equal(closer_in("nl", 0x201E), 0x201D);
    assert_int_equal(closer_in("en", 0x201C), 0x201D);
    assert_int_equal(closer_in("en", 0xAB), 0);
    assert_int_equal(closer_in("und", 0xAB), 0);
}

static dbn_gap_verdict
read_gaps(dbn_span *word, const char *tag, dbn_span pattern)
{
    uint32_t codes[16], count = 0;
    for (uint32_t at = 0, len; at < pattern.len; at += len)
        codes[count++] = dbn_utf8_decode(pattern, at, &len);
    *word = (dbn_span){0};
    return dbn_gaps_read(word, profile(tag), codes, count);
}

static void
words_are_found_by_what_is_left(void **state)
{
    static const struct {
        const char *tag, *left, *word;
        dbn_gap_verdict verdict;
    } cases[] = {
        {"fr", "d\uFFFDj\uFFFD", "déjà", DBN_GAP_ONE},
        {"fr-BE", "D\uFFFDJÀ", "déjà", DBN_GAP_ONE},
        {"fr", "d\uFFFDja", "", DBN_GAP_NO_WORD}, /* an "a" is an "a" */
        {"fr", "d\uFFFDjé", "", DBN_GAP_NO_WORD},
        {"fr", "deja", "", DBN_GAP_NO_WORD},
        {"fr", "l\uFFFD", "là", DBN_GAP_SEVERAL}, /* lé, of the Littré */
        {"fr", "", "", DBN_GAP_NO_WORD},
        {"de", "f\uFFFDr", "für", DBN_GAP_ONE},
        {"und", "f\uFFFDr", "", DBN_GAP_NO_WORD},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        dbn_span word;
        dbn_gap_verdict verdict =
            read_gaps(&word, cases[i].tag, dbn_span_of(cases[i].left));
        if (verdict != cases[i].verdict ||
            !dbn_span_equal(word, dbn_span_of(cases[i].word)))
            fail_msg("'%s' gives '%.*s', %d", cases[i].left, (int)word.len, word.ptr,
                     (int)verdict);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lexicon_finds_what_was_added),
        cmocka_unit_test(lexicon_keeps_to_its_budget),
        cmocka_unit_test(tags_find_the_longest_known_profile),
        cmocka_unit_test(notations_are_those_of_the_places),
        cmocka_unit_test(no_notation_contradicts_itself),
        cmocka_unit_test(words_are_what_the_file_says),
        cmocka_unit_test(a_word_can_be_several),
        cmocka_unit_test(every_language_has_every_list),
        cmocka_unit_test(languages_are_identified),
        cmocka_unit_test(only_texts_of_our_languages_are_sure),
        cmocka_unit_test(tags_are_written_as_bcp_47_has_them),
        cmocka_unit_test(capitals_and_lost_accents_change_no_language),
        cmocka_unit_test(what_is_unclear_is_neutral),
        cmocka_unit_test(a_long_text_is_looked_at_all_over),
        cmocka_unit_test(class_words_are_split_and_paired),
        cmocka_unit_test(long_class_words_are_passed_over),
        cmocka_unit_test(every_kind_of_class_has_words),
        cmocka_unit_test(broken_profiles_are_refused_with_their_line),
        cmocka_unit_test(broken_classes_are_refused_with_their_line),
        cmocka_unit_test(broken_weights_are_refused_with_their_line),
        cmocka_unit_test(weights_are_read),
        cmocka_unit_test(parts_are_in_the_language_of_the_whole),
        cmocka_unit_test(pieces_cost_what_they_are_worth),
        cmocka_unit_test(broken_letters_are_refused),
        cmocka_unit_test(letters_lead_to_letters),
        cmocka_unit_test(lists_of_words_belong_to_their_letters),
        cmocka_unit_test(words_tell_where_letters_mislead),
        cmocka_unit_test(kept_words_are_compared),
        cmocka_unit_test(folders_without_languages_are_refused),
        cmocka_unit_test(a_small_folder_is_enough),
        cmocka_unit_test(languages_have_codes_of_three_letters),
        cmocka_unit_test(languages_say_how_they_quote),
        cmocka_unit_test(words_are_found_by_what_is_left),
    };
    return cmocka_run_group_tests_name("lang", tests, load, unload);
}
