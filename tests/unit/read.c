/*
 * tests/unit/read.c - bytes to text that goes back, dumps to blocks, lines of JSON.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "read/charset.h"
#include "read/jsonl.h"
#include "read/read.h"

typedef struct fixture {
    dbn_job job;
    dbn_profiles *profiles;
} fixture;

static int
set_up_all(void **state)
{
    static fixture f;
    dbn_error err = {0};
    *state = &f;
    return dbn_profiles_load(&f.profiles, DBN_DICTS_DIR, &err) == DBN_OK ? 0 : -1;
}

static int
tear_down_all(void **state)
{
    dbn_profiles_free(((fixture *)*state)->profiles);
    return 0;
}

static int
set_up(void **state)
{
    dbn_job_init(&((fixture *)*state)->job, 0);
    return 0;
}

static int
tear_down(void **state)
{
    dbn_job_release(&((fixture *)*state)->job);
    return 0;
}

/* ---- charsets ---- */

static const dbn_view *
decoded(dbn_span bytes, const char *label, dbn_charset *charset, dbn_job *job)
{
    const dbn_view *source, *view;
    dbn_charset_input in = {.label = dbn_span_of(label)};
    assert_int_equal(dbn_view_source(&source, bytes, job), DBN_OK);
    if (dbn_charset_decode(&view, charset, source, &in, job) != DBN_OK)
        fail_msg("%s", job->err.message);
    return view;
}

/* The source again, from the text and what the edits took. */
static void
assert_restored(const dbn_view *view, dbn_charset charset, dbn_job *job)
{
    dbn_buffer out = {0};
    dbn_span source = view->parent->text;
    uint32_t at = 0;
    for (uint32_t i = 0; i <= view->edit_count; i++) {
        bool is_last = i == view->edit_count;
        uint32_t end = is_last ? (uint32_t)view->text.len : view->edits[i].at;
        dbn_span run = dbn_span_slice(view->text, (dbn_range){at, end});
        assert_int_equal(dbn_charset_encode(&out, &job->arena, charset, run, &job->err),
                         DBN_OK);
        if (is_last)
            break;
        const dbn_edit *edit = &view->edits[i];
        assert_int_equal(dbn_vec_append(&job->arena, &out, source.ptr + edit->from,
                                        edit->to - edit->from),
                         DBN_OK);
        at = edit->at + edit->len;
    }
    assert_int_equal(out.count, source.len);
    assert_true(source.len == 0 || memcmp(out.items, source.ptr, source.len) == 0);
}

static void
assert_decodes(const char *bytes, size_t len, const char *label, const char *text,
               const char *name, dbn_job *job)
{
    dbn_charset charset;
    const dbn_view *view = decoded((dbn_span){bytes, len}, label, &charset, job);
    if (!dbn_span_equal(view->text, dbn_span_of(text)))
        fail_msg("'%s' came out as '%.*s'", text, (int)view->text.len, view->text.ptr);
    assert_string_equal(dbn_charset_name(charset).ptr, name);
    assert_restored(view, charset, job);
}

#define ASSERT_DECODES(bytes, label, text, name, job)                                  \
    assert_decodes(bytes, sizeof(bytes) - 1, label, text, name, job)

static void
labels_are_those_of_the_standard(void **state)
{
    (void)state;
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("latin1")),
                     DBN_CHARSET_WINDOWS_1252);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("ISO-8859-1")),
                     DBN_CHARSET_WINDOWS_1252);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN(" us-ascii\n")),
                     DBN_CHARSET_WINDOWS_1252);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("UTF8")), DBN_CHARSET_UTF_8);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("gb2312")), DBN_CHARSET_GBK);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("866")), DBN_CHARSET_IBM866);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("x-x-big5")), DBN_CHARSET_BIG5);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("utf-7")), DBN_CHARSET_COUNT);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("utf")), DBN_CHARSET_COUNT);
    assert_int_equal(dbn_charset_of_label(DBN_SPAN("")), DBN_CHARSET_COUNT);
}

static void
valid_utf8_shares_its_bytes(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    dbn_charset charset;
    dbn_span bytes = DBN_SPAN("Déjà vu, 20 °C");
    const dbn_view *view = decoded(bytes, "windows-1252", &charset, job);
    assert_ptr_equal(view->text.ptr, bytes.ptr);
    assert_int_equal(charset, DBN_CHARSET_UTF_8);
    view = decoded(DBN_SPAN("\xEF\xBB\xBFoui"), "", &charset, job);
    assert_true(dbn_span_equal(view->text, DBN_SPAN("oui")));
    assert_int_equal(view->edits[0].rule, DBN_RULE_ENCODING_BOM);
    assert_restored(view, charset, job);
    view = decoded(DBN_SPAN(""), "", &charset, job);
    assert_int_equal(view->text.len, 0);
}

static void
bytes_say_more_than_labels(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    ASSERT_DECODES("caf\xE9", "", "café", "windows-1252", job);
    ASSERT_DECODES("caf\xE9 \x96 5 \x80", "utf-8", "café – 5 €", "windows-1252", job);
    ASSERT_DECODES("caf\xE9 5 \xA4", "iso-8859-15", "café 5 €", "iso-8859-15", job);
    ASSERT_DECODES("\xEF\xF0\xE8\xE2\xE5\xF2", "windows-1251", "привет", "windows-1251",
                   job);
    ASSERT_DECODES("\xFF\xFE\x65\x00\xE9\x00\x3D\xD8\x00\xDE", "", "eé😀", "utf-16le",
                   job);
    ASSERT_DECODES("\xFE\xFF\x00\x65\x00\xE9", "utf-8", "eé", "utf-16be", job);
    ASSERT_DECODES("a\x00\xE9\x00", "utf-16", "aé", "utf-16le", job);
    ASSERT_DECODES("\xFF\xFE\x00\xD8\x61\x00\x62", "",
                   "\xEF\xBF\xBD"
                   "a\xEF\xBF\xBD",
                   "utf-16le", job);
    ASSERT_DECODES("\xE9\x9F\x83", "", "韃", "utf-8", job);
}

/* Without a label, the charset in which the bytes are words. */
static void
letters_say_which_charset(void **state)
{
    const struct {
        dbn_span bytes;
        const char *charset;
    } all[] = {
        {DBN_SPAN("Le caf\xE9 de l\x92h\xF4tel a ferm\xE9"), "windows-1252"},
        {DBN_SPAN("Le c\xBDur co\xFBte 3 \xA4, dit la s\xBDur"), "iso-8859-15"},
        {DBN_SPAN("Le caf\x8E de l\xD5h\x99tel a ferm\x8E"), "macintosh"},
        {DBN_SPAN("Le caf\x82 de l'h\x93tel a ferm\x82 \x85 No\x89l"), "ibm850"},
        {DBN_SPAN("Die M\x84"
                  "dchen h\x94ren \x81"
                  "ber f\x81nf B\x84ume"),
         "ibm850"},
        {DBN_SPAN("El ni\xF1o volvi\xF3 ma\xF1"
                  "ana"),
         "windows-1252"},
        {DBN_SPAN(
             "\xCF\xF0\xE8\xE2\xE5\xF2, \xEC\xE8\xF0 \xE8 \xE4\xF0\xF3\xE7\xFC\xFF"),
         "windows-1251"},
        {DBN_SPAN("L\0e\0 \0c\0a\0f\0\xE9\0 \0f\0e\0r\0m\0\xE9\0"), "utf-16le"},
        {DBN_SPAN("\0L\0e\0 \0c\0a\0f\0\xE9\0 \0f\0e\0r\0m\0\xE9"), "utf-16be"},
        {DBN_SPAN("a\0b"), "utf-8"},
        {DBN_SPAN("Un\0 Le caf\xC3\xA9 a ferme\0 Deux\0 La mer.\n"), "utf-8"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        const dbn_view *source, *view;
        dbn_charset charset;
        dbn_charset_input in = {.letters = dbn_profiles_letters(f->profiles)};
        assert_int_equal(dbn_view_source(&source, all[i].bytes, &f->job), DBN_OK);
        assert_int_equal(dbn_charset_decode(&view, &charset, source, &in, &f->job),
                         DBN_OK);
        if (!dbn_span_equal(dbn_charset_name(charset), dbn_span_of(all[i].charset)))
            fail_msg("%zu is taken for %s", i, dbn_charset_name(charset).ptr);
        assert_restored(view, charset, &f->job);
    }
}

static void
nearly_valid_utf8_stays_utf8(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    ASSERT_DECODES("été à la mer, l\x92"
                   "eau",
                   "", "été à la mer, l’eau", "utf-8", job);
    ASSERT_DECODES("été à Li\xE8ge", "", "été à Liège", "utf-8", job);
    ASSERT_DECODES("été à l\xE2\x80", "", "été à l\xEF\xBF\xBD", "utf-8", job);
    ASSERT_DECODES("été à l\xC3", "", "été à l\xEF\xBF\xBD", "utf-8", job);
    ASSERT_DECODES("déjà été à \xED\xA0\x80là", "", "déjà été à \xEF\xBF\xBDlà",
                   "utf-8", job);
    dbn_charset charset;
    const dbn_view *view =
        decoded(DBN_SPAN("déjà été à Li\xE8ge, \xE2\x80 oui"), "", &charset, job);
    assert_int_equal(view->edit_count, 2);
    assert_int_equal(view->edits[0].rule, DBN_RULE_ENCODING_STRAY);
    assert_int_equal(view->edits[1].rule, DBN_RULE_ENCODING_INVALID);
    dbn_range back = dbn_range_back(view, (dbn_range){18, 20});
    assert_int_equal(back.beg, 18);
    assert_int_equal(back.end, 19);
}

static void
multibyte_charsets_are_edits(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    ASSERT_DECODES("a \x93\xFA\x96{ b", "shift_jis", "a 日本 b", "shift_jis", job);
    ASSERT_DECODES("\xD6\xD0\xCE\xC4", "gb2312", "中文", "gbk", job);
    ASSERT_DECODES("\xC7\xD1\xB1\xDB!", "euc-kr", "한글!", "euc-kr", job);
    ASSERT_DECODES("\xA4\xA4\xA4\xE5", "big5", "中文", "big5", job);
    ASSERT_DECODES("\xC6\xFC\xCB\xDC", "euc-jp", "日本", "euc-jp", job);
    ASSERT_DECODES("\x1B$BF|K\\\x1B(B ok", "iso-2022-jp", "日本 ok", "iso-2022-jp",
                   job);
    ASSERT_DECODES("a\xFD", "shift_jis", "a\xEF\xBF\xBD", "shift_jis", job);
    ASSERT_DECODES("ok \x81", "gb18030", "ok \xEF\xBF\xBD", "gb18030", job);
}

/* Every byte of every charset of one byte a character comes back. */
static void
every_byte_comes_back(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    char bytes[3 * 256];
    for (size_t i = 0; i < 256; i++) {
        bytes[3 * i] = 'a'; /* so that no two of them are UTF-8 */
        bytes[3 * i + 1] = i < ' ' && i != '\t' ? ' ' : (char)i;
        bytes[3 * i + 2] = ' ';
    }
    uint32_t tried = 0;
    for (int c = DBN_CHARSET_IBM866; c <= DBN_CHARSET_X_USER_DEFINED; c++) {
        dbn_charset charset;
        const dbn_view *view =
            decoded((dbn_span){bytes, sizeof bytes},
                    dbn_charset_name((dbn_charset)c).ptr, &charset, job);
        assert_int_equal(charset, c);
        assert_int_equal(dbn_utf8_invalid_at(view->text, 0), view->text.len);
        assert_restored(view, charset, job);
        tried++;
    }
    assert_int_equal(tried, 29);
}

static void
assert_declares(const char *page, dbn_charset charset)
{
    if (dbn_charset_declared(dbn_span_of(page)) != charset)
        fail_msg("'%s' is not read as '%s'", page, dbn_charset_name(charset).ptr);
}

static void
pages_declare_their_charset(void **state)
{
    (void)state;
    assert_declares("<!doctype html><meta charset=iso-8859-2>", DBN_CHARSET_ISO_8859_2);
    assert_declares("<META\nCHARSET = ' Shift_JIS '>", DBN_CHARSET_SHIFT_JIS);
    assert_declares(
        "<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>",
        DBN_CHARSET_KOI8_R);
    assert_declares("<meta content='text/html; charset=koi8-r'>", DBN_CHARSET_COUNT);
    assert_declares("<meta content=\"charset = 'big5'; x\" http-equiv=content-type>",
                    DBN_CHARSET_BIG5);
    assert_declares("<!-- <meta charset=big5> --><meta charset=euc-kr>",
                    DBN_CHARSET_EUC_KR);
    assert_declares("<!--><meta charset=euc-kr>", DBN_CHARSET_EUC_KR);
    assert_declares("<a title='<meta charset=big5>'><meta charset=gbk>",
                    DBN_CHARSET_GBK);
    assert_declares("<metacharset=big5>", DBN_CHARSET_COUNT);
    assert_declares("<meta charset=utf-16>", DBN_CHARSET_UTF_8);
    assert_declares("<meta charset=x-user-defined>", DBN_CHARSET_WINDOWS_1252);
    assert_declares("<meta charset=nothing><meta charset=big5>", DBN_CHARSET_BIG5);
    assert_declares("<?xml version='1.0' encoding='iso-8859-5'?><html>",
                    DBN_CHARSET_ISO_8859_5);
    assert_declares("<meta charset=", DBN_CHARSET_COUNT);
    assert_declares("<meta charset='big5", DBN_CHARSET_BIG5);
    char late[20000];
    memset(late, ' ', sizeof late);
    memcpy(late + 9000, "<meta charset=big5>", 20);
    assert_declares(late, DBN_CHARSET_BIG5);
    memset(late + 9000, ' ', 20);
    memcpy(late + 17000, "<meta charset=big5>", 20);
    assert_declares(late, DBN_CHARSET_COUNT);
}

static void
what_is_no_text_is_refused(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    const dbn_view *source, *view;
    dbn_charset charset;
    dbn_charset_input in = {0};
    char noise[4096];
    for (uint32_t i = 0; i < sizeof noise; i++)
        noise[i] = (char)(i * 2654435761U >> 24);
    memcpy(noise, "abc\x01", 4);
    const dbn_span sources[] = {DBN_SPAN("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
                                {noise, sizeof noise}};
    const uint64_t offsets[] = {0, 3};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(dbn_view_source(&source, sources[i], job), DBN_OK);
        assert_int_equal(dbn_charset_decode(&view, &charset, source, &in, job),
                         DBN_ERR_SYNTAX);
        assert_memory_equal(job->err.message, "not a text: ", 12);
        assert_true(job->err.has_offset);
        assert_int_equal(job->err.offset, offsets[i]);
    }
    const dbn_span utf32[] = {{"\xFF\xFE\0\0<\0\0\0p\0\0\0>\0\0\0", 16},
                              {"\0\0\xFE\xFF\0\0\0<", 8}};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(dbn_view_source(&source, utf32[i], job), DBN_OK);
        assert_int_equal(dbn_charset_decode(&view, &charset, source, &in, job),
                         DBN_ERR_SYNTAX);
        assert_memory_equal(job->err.message, "the document is in UTF-32", 25);
    }
    ASSERT_DECODES("un NUL \1 ici", "", "un NUL \1 ici", "utf-8", job);
}

/* ---- dumps ---- */

static dbn_read
read_text(const char *text, dbn_read_input in, fixture *f)
{
    dbn_read out;
    in.source = dbn_span_of(text);
    in.kind = DBN_INPUT_TEXT;
    if (dbn_read_run(&out, &in, f->profiles, &f->job) != DBN_OK)
        fail_msg("%s", f->job.err.message);
    return out;
}

/* Blocks as "role|text", one a line. */
static void
assert_blocks(const dbn_read *read, const char *wanted, dbn_arena *arena)
{
    dbn_buffer got = {0};
    for (uint32_t i = 0; i < read->records.blocks.count; i++) {
        const dbn_block *block = &read->records.blocks.items[i];
        dbn_span parts[] = {dbn_role_span((dbn_role)block->role), DBN_SPAN("|"),
                            dbn_span_slice(read->records.view->text, block->range),
                            DBN_SPAN("\n")};
        for (int p = 0; p < 4; p++)
            assert_int_equal(
                dbn_vec_append(arena, &got, parts[p].ptr, (uint32_t)parts[p].len), 0);
    }
    assert_int_equal(dbn_vec_push(arena, &got, '\0'), DBN_OK);
    assert_string_equal(got.items, wanted);
}

/* Were lines of the text joined? */
static bool
has_joined(const dbn_read *read)
{
    const dbn_view *view = read->records.view;
    for (uint32_t i = 0; i < view->edit_count; i++)
        if (view->edits[i].rule == DBN_RULE_EXTRACT_LINE ||
            view->edits[i].rule == DBN_RULE_EXTRACT_HYPHEN)
            return true;
    return false;
}

static void
assert_dump(const char *text, const char *wanted, bool is_wrapped, void **state)
{
    fixture *f = *state;
    dbn_read read = read_text(text, (dbn_read_input){.lang = DBN_SPAN("fr")}, f);
    assert_blocks(&read, wanted, &f->job.arena);
    assert_int_equal(has_joined(&read), is_wrapped);
}

static void
a_line_is_a_paragraph(void **state)
{
    assert_dump("Un titre\nPar Jeanne Roy\nLe texte commence ici, avec une phrase.\n",
                "paragraph|Un titre\nparagraph|Par Jeanne Roy\n"
                "paragraph|Le texte commence ici, avec une phrase.\n",
                false, state);
    assert_dump(
        "\r\n  un  \r\n\t\r\n\xC2\xA0\r\ndeux\xC2\xA0\rtrois\fquatre\xE2\x80\xA9"
        "cinq",
        "paragraph|un\nparagraph|deux\nparagraph|trois\nparagraph|quatre\n"
        "paragraph|cinq\n",
        false, state);
    assert_dump("", "", false, state);
    assert_dump(" \n\n\xE2\x80\x8B\n", "", false, state);
}

static void
wrapped_lines_are_joined(void **state)
{
    assert_dump("La commune a fermé le pont aux camions, et les\n"
                "entreprises comptent déjà les détours que leurs\n"
                "chauffeurs devront faire chaque matin. Une dé-\n"
                "viation est fléchée par la nationale, peut-\n"
                "être jusqu’au printemps, c’est-à-dire pendant\n"
                "toute la durée des travaux de l’après-\n"
                "guerre.\n"
                "\n"
                "Les bus gardent le droit de passer, au pas et\n"
                "sans se croiser, a précisé mardi Jean-\n"
                "Pierre Malherbe, le bourgmestre de la com-\n"
                "mune, peut-être jusqu’à l’été.\n",
                "paragraph|La commune a fermé le pont aux camions, et les entreprises "
                "comptent déjà les détours que leurs chauffeurs devront faire chaque "
                "matin. Une déviation est fléchée par la nationale, peut-être jusqu’au "
                "printemps, c’est-à-dire pendant toute la durée des travaux de "
                "l’après-guerre.\n"
                "paragraph|Les bus gardent le droit de passer, au pas et sans se "
                "croiser, a précisé mardi Jean-Pierre Malherbe, le bourgmestre de la "
                "commune, peut-être jusqu’à l’été.\n",
                true, state);
}

static void
joined_lines_are_edits(void **state)
{
    fixture *f = *state;
    dbn_read read = read_text("un paragraphe assez long pour compter\n"
                              "continue en bas de casse, avec des vé-  \r\n"
                              "  hicules qui passent encore au pas sur\n"
                              "le pont.",
                              (dbn_read_input){.lang = DBN_SPAN("fr")}, f);
    assert_true(has_joined(&read));
    const dbn_view *view = read.records.view;
    assert_int_equal(view->edit_count, 3);
    assert_int_equal(view->edits[0].rule, DBN_RULE_EXTRACT_LINE);
    assert_int_equal(view->edits[1].rule, DBN_RULE_EXTRACT_HYPHEN);
    assert_int_equal(view->edits[1].len, 0);
    assert_int_equal(read.records.blocks.count, 1);
    assert_true(dbn_span_equal(
        dbn_span_slice(view->text, read.records.blocks.items[0].range), view->text));
}

static void
items_quotes_and_headings_have_roles(void **state)
{
    const char *body = "Le conseil a longuement débattu de la question, sans trancher, "
                       "et reprendra la discussion mardi prochain dans la même salle.";
    char text[1000];
    (void)snprintf(
        text, sizeof text,
        "Un sujet qui fâche\n\n%s\n\n• un\n• deux\n- trois\n1. quatre\n\n> cité\n"
        ">\n> encore\n>pas\n",
        body);
    char wanted[1000];
    (void)snprintf(wanted, sizeof wanted,
                   "heading|Un sujet qui fâche\nparagraph|%s\nitem|• un\nitem|• deux\n"
                   "item|- trois\nitem|1. quatre\nquote|> cité\nquote|> encore\n"
                   "paragraph|>pas\n",
                   body);
    assert_dump(text, wanted, false, state);
}

static void
a_dash_inside_a_wrapped_sentence_is_no_item(void **state)
{
    assert_dump(
        "Le tram, dont la première rame est partie lundi\n"
        "– la veille du marché –, dessert vingt-trois\n"
        "arrêts et transporte déjà plus de voyageurs que\n"
        "les lignes de bus qu’il remplace depuis un mois,\n"
        "même si les habitués regrettent l’ancien trajet\n"
        "et les chauffeurs qui les appelaient par leur\n"
        "prénom :\n"
        "- le 2\n"
        "- le 4\n",
        "paragraph|Le tram, dont la première rame est partie lundi – la veille "
        "du marché –, dessert vingt-trois arrêts et transporte déjà plus de "
        "voyageurs que les lignes de bus qu’il remplace depuis un mois, même si "
        "les habitués regrettent l’ancien trajet et les chauffeurs qui les "
        "appelaient par leur prénom :\n"
        "item|- le 2\nitem|- le 4\n",
        true, state);
}

static void
decoding_alone_is_one_block(void **state)
{
    fixture *f = *state;
    dbn_read read = read_text("a\n\n b ", (dbn_read_input){.decode_only = true}, f);
    assert_blocks(&read, "paragraph|a\n\n b \n", &f->job.arena);
    assert_ptr_equal(read.records.view->text.ptr, read.source->text.ptr);
}

#define FRENCH                                                                         \
    "La commune a fermé le pont aux camions lundi, sans dire pour combien de temps. " \
    "La police a mis des panneaux le long de la route, et ceux qui veulent passer "    \
    "doivent faire le tour du lac."
#define SWEDISH                                                                           \
    "Kommunen stängde bron för lastbilar på måndagen, utan att säga hur länge det " \
    "ska vara. Polisen har satt upp skyltar vid vägen, och den som vill över får "     \
    "köra runt sjön."

static void
the_language_is_the_one_asked_for_or_seen(void **state)
{
    const struct {
        const char *asked, *text, *lang, *profile;
    } all[] = {
        {"fra", FRENCH, "fr", "fr"},
        {"fr_BE", FRENCH, "fr-BE", "fr-BE"},
        {"fr-LU", FRENCH, "fr-LU", "fr"},
        {"en", FRENCH, "en", "en"},
        {"", FRENCH, "fr", "fr"},
        {"zxx", FRENCH, "fr", "fr"},
        {"sv", FRENCH, "sv", "fr"},
        {"sv", SWEDISH, "sv", "und"},
        {"swe-SE", SWEDISH, "sv-SE", "und"},
        {"sv", "Hej", "sv", "und"},
        {"", "Hej", "und", "und"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        dbn_read_input in = {.lang = dbn_span_of(all[i].asked)};
        dbn_read read = read_text(all[i].text, in, f);
        assert_true(dbn_span_equal(read.lang, dbn_span_of(all[i].lang)));
        assert_true(dbn_span_equal(dbn_profile_name(read.profile),
                                   dbn_span_of(all[i].profile)));
    }
}

/* What a page says of its language, and what its text says. */
static void
a_page_refines_its_language(void **state)
{
    const struct {
        const char *page, *lang, *profile;
    } all[] = {
        {"<html lang=fr-be><p>" FRENCH, "fr-BE", "fr-BE"},
        {"<html lang=en><p>" FRENCH, "fr", "fr"},
        {"<html lang=sv><p>" SWEDISH, "sv", "und"},
        {"<html lang=fr><p>Oui", "fr", "fr"},
        {"<p>" FRENCH, "fr", "fr"},
    };
    fixture *f = *state;
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        dbn_read read;
        dbn_read_input in = {.source = dbn_span_of(all[i].page),
                             .kind = DBN_INPUT_HTML};
        assert_int_equal(dbn_read_run(&read, &in, f->profiles, &f->job), DBN_OK);
        assert_true(dbn_span_equal(read.lang, dbn_span_of(all[i].lang)));
        assert_true(dbn_span_equal(dbn_profile_name(read.profile),
                                   dbn_span_of(all[i].profile)));
    }
}

static void
too_many_blocks_are_refused(void **state)
{
    fixture *f = *state;
    dbn_read out;
    dbn_read_input in = {.source = DBN_SPAN("a\nb\nc\n"), .max_blocks = 2};
    assert_int_equal(dbn_read_run(&out, &in, f->profiles, &f->job), DBN_ERR_LIMIT);
    assert_string_equal(f->job.err.message, "more than 2 blocks");
    assert_int_equal(f->job.err.offset, 4);
}

static uint32_t
next_random(uint32_t *random)
{
    *random = *random * 1664525 + 1013904223;
    return *random >> 8;
}

/* Pieces that matter to lines, in random order. */
static void
make_heap(char *text, size_t len, uint32_t *random)
{
    static const char *const pieces[] = {"mot ",
                                         "Mot ",
                                         "infor-",
                                         "\n",
                                         "\n",
                                         "\n\n",
                                         "- ",
                                         "> ",
                                         ">",
                                         "1. ",
                                         "• ",
                                         ".\n",
                                         "\r\n",
                                         " ",
                                         "é",
                                         "\xC2\xA0",
                                         "\f",
                                         "\t",
                                         "\x01",
                                         "20-\n",
                                         "-\n",
                                         "\xC2\xAD\n",
                                         "\xE2\x80\x8B",
                                         "une phrase un peu plus longue, ",
                                         "et voilà la suite du texte\n"};
    const uint32_t count = sizeof pieces / sizeof pieces[0];
    for (*text = '\0'; strlen(text) < len;) {
        const char *piece = pieces[next_random(random) % count];
        memcpy(text + strlen(text), piece, strlen(piece) + 1);
    }
}

/* Words, wrapped at a random width, some of them cut. */
static void
make_wrapped(char *text, size_t len, uint32_t *random)
{
    static const char *const words[] = {
        "le",           "tramway", "passe", "à",     "Liège",
        "peut-être",    "depuis",  "hier",  "1914-", "C’est",
        "nouvellement", "fini.",   "–",     "«",     "»"};
    const uint32_t count = sizeof words / sizeof words[0];
    size_t width = 30 + next_random(random) % 40, column = 0;
    for (*text = '\0'; strlen(text) < len;) {
        const char *word = words[next_random(random) % count];
        bool breaks = column > 0 && column + 1 + strlen(word) > width;
        const char *sign = column == 0 ? "" : breaks ? "\n" : " ";
        if (next_random(random) % 60 == 0)
            sign = "\n\n";
        column = *sign == '\n' ? strlen(word) : column + 1 + strlen(word);
        (void)snprintf(text + strlen(text), 64, "%s%s", sign, word);
    }
}

/* The blocks of a dump, a blank line between them, are a dump of the same blocks. */
static void
reading_blocks_again_gives_them_again(void **state)
{
    fixture *f = *state;
    uint32_t random = 4112011, wrapped = 0;
    for (int round = 0; round < 4000; round++) {
        char text[2048], again[4096] = "";
        (round % 2 == 0 ? make_heap : make_wrapped)(text, 600, &random);
        dbn_read_input in = {.lang = DBN_SPAN("fr")};
        dbn_read once = read_text(text, in, f);
        size_t len = 0;
        for (uint32_t i = 0; i < once.records.blocks.count; i++) {
            dbn_span block = dbn_span_slice(once.records.view->text,
                                            once.records.blocks.items[i].range);
            assert_true(block.len > 0 && memchr(block.ptr, '\n', block.len) == NULL);
            memcpy(again + len, block.ptr, block.len);
            memcpy(again + len + block.len, "\n\n", 3);
            len += block.len + 2;
        }
        wrapped += has_joined(&once);
        dbn_read twice = read_text(again, in, f);
        assert_int_equal(twice.records.view->edit_count, 0);
        assert_int_equal(twice.records.blocks.count, once.records.blocks.count);
        for (uint32_t i = 0; i < twice.records.blocks.count; i++)
            assert_true(
                dbn_span_equal(dbn_span_slice(twice.records.view->text,
                                              twice.records.blocks.items[i].range),
                               dbn_span_slice(once.records.view->text,
                                              once.records.blocks.items[i].range)));
        dbn_job_reset(&f->job);
    }
    assert_true(wrapped > 1000);
}

/* Under every budget a document is read, or the budget is said to be spent. */
static void
a_spent_budget_is_said(void **state)
{
    fixture *f = *state;
    char text[2048];
    uint32_t random = 7, spent = 0;
    make_wrapped(text, 600, &random);
    const dbn_span sources[] = {dbn_span_of(text), DBN_SPAN("\xFF\xFE\x65\x00\xE9\x00"),
                                DBN_SPAN("Li\xE8ge: \xE0 c\xF4t\xE9")};
    for (size_t budget = 1; budget < 200000; budget += 1777) {
        for (size_t i = 0; i < sizeof sources / sizeof sources[0]; i++) {
            dbn_job job;
            dbn_read out;
            dbn_read_input in = {.source = sources[i], .kind = DBN_INPUT_TEXT};
            dbn_job_init(&job, budget);
            dbn_status status = dbn_read_run(&out, &in, f->profiles, &job);
            assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
            assert_true(status == DBN_OK || job.err.message[0] != '\0');
            spent += status == DBN_ERR_NOMEM;
            dbn_job_release(&job);
        }
    }
    assert_true(spent > 0);
}

/* ---- JSON Lines ---- */

static dbn_status
read_line(dbn_jsonl_line *out, const char *line, dbn_jsonl_names names, dbn_job *job)
{
    dbn_jsonl_reader *reader;
    assert_int_equal(dbn_jsonl_new(&reader, &job->err), DBN_OK);
    dbn_status status = dbn_jsonl_read(out, reader, dbn_span_of(line), &names, job);
    dbn_jsonl_free(reader);
    return status;
}

static void
assert_span(dbn_span got, const char *wanted)
{
    if (!dbn_span_equal(got, dbn_span_of(wanted)))
        fail_msg("'%.*s' is not '%s'", (int)got.len, got.ptr == NULL ? "" : got.ptr,
                 wanted);
}

static void
a_line_gives_its_fields(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    dbn_jsonl_line line;
    assert_int_equal(
        read_line(
            &line,
            " {\"id\": 12e1, \"meta\": {\"text\": \"non\", \"a\": [\"}\", \"\\\"\"]}, "
            "\"te\\u0078t\": \"d\\u00e9j\\u00E0\\n\\ud83d\\ude00 \\ud83d!\\u0000\","
            "\"lang\":\"fr\", \"url\": null, \"date\": \"2011-11-04\"} ",
            (dbn_jsonl_names){0}, job),
        DBN_OK);
    assert_true(dbn_span_equal(line.text, DBN_SPAN("déjà\n😀 \xEF\xBF\xBD!\0")));
    assert_span(line.id, "12e1");
    assert_span(line.lang, "fr");
    assert_span(line.date, "2011-11-04");
    assert_null(line.url.ptr);
    assert_null(line.html.ptr);
    assert_int_equal(line.members, 6);
    assert_int_equal(read_line(&line, "{\"body\":\"\",\"text\":1}",
                               (dbn_jsonl_names){.text = DBN_SPAN("body")}, job),
                     DBN_OK);
    assert_non_null(line.text.ptr);
    assert_int_equal(line.text.len, 0);
}

/* What is written for `line`: the kept parts, the new member, the rest. */
static void
assert_written(const char *line, bool drop_input, const char *wanted, dbn_job *job)
{
    dbn_jsonl_line read;
    dbn_range kept[DBN_JSONL_KEPT_MAX];
    bool needs_comma;
    char out[500] = "";
    if (read_line(&read, line, (dbn_jsonl_names){0}, job) != DBN_OK)
        fail_msg("'%s': %s", line, job->err.message);
    uint32_t count = dbn_jsonl_kept(kept, &needs_comma, &read, drop_input);
    for (uint32_t i = 0; i < count; i++)
        memcpy(out + strlen(out), line + kept[i].beg, dbn_range_len(kept[i]));
    (void)snprintf(out + strlen(out), 100, "%s\"doublon\":1%s", needs_comma ? "," : "",
                   line + read.close);
    assert_string_equal(out, wanted);
}

static void
the_result_goes_before_the_brace(void **state)
{
    dbn_job *job = &((fixture *)*state)->job;
    assert_written("{}", false, "{\"doublon\":1}", job);
    assert_written("{\"text\":\"a\"}", false, "{\"text\":\"a\",\"doublon\":1}", job);
    assert_written("{\"text\":\"a\"}", true, "{\"doublon\":1}", job);
    assert_written("{ \"text\" : \"a\" , \"b\": {\"doublon\": 2} }", true,
                   "{ \"b\": {\"doublon\": 2} ,\"doublon\":1}", job);
    assert_written("{\"a\":1, \"text\":\"a\"}", true, "{\"a\":1, \"doublon\":1}", job);
    assert_written("{\"doublon\":{\"x\":[1,2]},\"a\":1}", false,
                   "{\"a\":1,\"doublon\":1}", job);
    assert_written("{\"a\":1,\"text\":\"t\",\"doublon\":{\"x\":\"}\"}}\r", true,
                   "{\"a\":1,\"doublon\":1}\r", job);
    assert_written("{\"html\":\"h\",\"a\":1,\"text\":\"t\",\"doublon\":2,\"z\":3}",
                   true, "{\"a\":1,\"z\":3,\"doublon\":1}", job);
}

static void
a_broken_line_is_refused_at_its_fault(void **state)
{
    static const struct {
        const char *line;
        uint64_t offset;
    } lines[] = {
        {"{\"a\": tru}", 6},
        {"{\"a\": 1,}", 8},
        {"{\"a\" 1}", 5},
        {"", 0},
        {"[1]", 0},
        {"{\"a\": \"b", 8},
        {"{\"a\": 1} x", 9},
        {"{\"a\":\"\xFF\"}", 6},
        {"{\"a\": {\"b\": 01}}", 6},
        {"{\"a\": \"\\x\"}", 6},
        {"{\"a\": 1 \"b\": 2}", 8},
    };
    dbn_job *job = &((fixture *)*state)->job;
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++) {
        dbn_jsonl_line line;
        if (read_line(&line, lines[i].line, (dbn_jsonl_names){0}, job) !=
            DBN_ERR_SYNTAX)
            fail_msg("'%s' is taken for JSON", lines[i].line);
        if (!job->err.has_offset || job->err.offset != lines[i].offset)
            fail_msg("'%s': %s at %d", lines[i].line, job->err.message,
                     (int)job->err.offset);
    }
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int
main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(labels_are_those_of_the_standard),
        TEST(valid_utf8_shares_its_bytes),
        TEST(bytes_say_more_than_labels),
        TEST(letters_say_which_charset),
        TEST(nearly_valid_utf8_stays_utf8),
        TEST(multibyte_charsets_are_edits),
        TEST(every_byte_comes_back),
        TEST(pages_declare_their_charset),
        TEST(what_is_no_text_is_refused),
        TEST(a_line_is_a_paragraph),
        TEST(wrapped_lines_are_joined),
        TEST(joined_lines_are_edits),
        TEST(items_quotes_and_headings_have_roles),
        TEST(a_dash_inside_a_wrapped_sentence_is_no_item),
        TEST(decoding_alone_is_one_block),
        TEST(the_language_is_the_one_asked_for_or_seen),
        TEST(a_page_refines_its_language),
        TEST(too_many_blocks_are_refused),
        TEST(reading_blocks_again_gives_them_again),
        TEST(a_spent_budget_is_said),
        TEST(a_line_gives_its_fields),
        TEST(the_result_goes_before_the_brace),
        TEST(a_broken_line_is_refused_at_its_fault),
    };
    return cmocka_run_group_tests(tests, set_up_all, tear_down_all);
}
