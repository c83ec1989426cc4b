#include "support/hostile.h"

#include <stdio.h>
#include <string.h>

#define HEAD "<!doctype html><html lang=fr><title>Titre</title><body><h1>Titre</h1>"

/* A page of pieces between two paragraphs. */
#define BETWEEN(name, open)                                                            \
    {                                                                                  \
        name, HEAD "<p>@<p>", open, "", "", "<p>@"                                     \
    }

const hostile_page hostile_pages[] = {
    /* ---- tags ---- */
    {"attributes", HEAD "<p>@<p", " a#='#'", "", "", ">@"},
    {"long-attribute", HEAD "<p>@<p class='", "word ", "", "", "'>@"},
    {"nested-elements", HEAD, "<div>", "@", "</div>", "<p>@"},
    {"nested-unclosed", HEAD, "<div>", "@", "", "<p>@"},
    {"nested-b-i", HEAD "<p>", "<b><i>", "@", "</i></b>", "<p>@"},
    {"nested-b-i-crossed", HEAD "<p>", "<b><i>", "@", "</b></i>", "<p>@"},
    {"nested-b-i-texts", HEAD, "<b><i>@", "", "", ""},
    {"nested-tables", HEAD, "<table><tr><td>", "@", "", "<p>@"},
    {"nested-table-texts", HEAD, "<table><tr><td>@", "", "", ""},
    {"nested-list-texts", HEAD, "<ul><li>@", "", "", ""},
    {"nested-quote-texts", HEAD, "<blockquote>@", "", "", ""},
    {"nested-templates", HEAD, "<template>", "", "</template>", "<p>@"},
    {"nested-svg", HEAD, "<svg><g>", "", "</g></svg>", "<p>@"},
    {"marks-across-blocks", HEAD, "<b><p>@</p>", "", "", ""},
    BETWEEN("end-tags", "</b></p></div></table>"),
    BETWEEN("empty-paragraphs", "<p>"),
    BETWEEN("line-breaks", "<br>"),
    BETWEEN("less-than-signs", "<"),
    BETWEEN("end-tag-openings", "</"),
    BETWEEN("tag-openings", "<a"),
    BETWEEN("pictures", "<img src=a#.jpg alt='Photo #'>"),
    BETWEEN("data-urls", "<img src='data:image/png;base64,QUJDQUJDQUJDQUJDQUJD'>"),
    /* ---- what is not shown ---- */
    {"open-comment", HEAD "<p>@<p>@<!--", " <!-- - -> ", "", "", ""},
    {"open-script", HEAD "<p>@<p>@<script>", "if (a<b) '</scrip' <!--", "", "", ""},
    {"open-cdata", HEAD "<p>@<p>@<svg><![CDATA[", " ]] > ", "", "", ""},
    BETWEEN("comments", "<!-- c --><!--[if IE]>x<![endif]-->"),
    BETWEEN("scripts", "<script>var a = '<p>mot';</script>"),
    BETWEEN("doctypes", "<!DOCTYPE html PUBLIC 'a' 'b'>"),
    BETWEEN("frames", "<iframe srcdoc='&lt;p>mot'>mot</iframe>"),
    BETWEEN("metas", "<meta property=og:title content='Titre #'>"),
    {"one-json-ld", HEAD "<script type=application/ld+json>{'articleBody':\"",
     "Une phrase de plus. ", "\"}</script>", "", "<p>@"},
    BETWEEN("json-ld-texts",
            "<script type=application/ld+json>{\"headline\":\"Titre #\","
            "\"author\":{\"name\":\"Jean #\"}}</script>"),
    {"deep-json-ld", HEAD "<script type=application/ld+json>", "{\"a\":[", "</script>",
     "", "<p>@"},
    /* ---- text ---- */
    {"paragraphs", HEAD, "<p>@ @ @", "", "", ""},
    {"equal-paragraphs", HEAD, "<p>Une phrase dite deux fois, et mille fois encore.",
     "", "", ""},
    {"copied-paragraphs", HEAD,
     "<p>Une phrase dite deux fois, et mille fois encore, dans la salle comble de la "
     "mairie de la ville.",
     "", "", ""},
    {"one-line", HEAD "<p>", "@ ", "", "", ""},
    {"one-word", HEAD "<p>@<p>", "mot", "", "", "<p>@"},
    {"words-as-paragraphs", HEAD, "<p>Le mot numéro #", "", "", ""},
    {"headings", HEAD, "<h2>Chapitre #</h2>", "", "", ""},
    {"cells", HEAD "<table>", "<tr><td>Le chiffre #<td>et #", "", "", ""},
    {"links", HEAD "<ul>", "<li><a href=/x/#>Lien numéro #</a>", "", "", ""},
    {"captions", HEAD, "<figure><img src=a><figcaption>Photo #</figcaption></figure>",
     "", "", ""},
    {"bylines", HEAD, "<p class=author>Par Jean Dupont #", "", "", ""},
    {"dates", HEAD, "<time datetime=2024-03-05T10:20:30Z>5 mars 2024</time> ", "", "",
     ""},
    {"numbers", HEAD, "<p>La route de Bailleul a fait # blessés vendredi matin.", "",
     "", ""},
    BETWEEN("spaces", " \n\t"),
    BETWEEN("quotes", "« “ \" ‘ ' » "),
    /* ---- characters ---- */
    BETWEEN("ampersands", "&"),
    BETWEEN("references", "&eacute;&%233;&amp; "),
    BETWEEN("spaces-by-name", "&nbsp;"),
    {"invalid-bytes", HEAD "<meta charset=utf-8><p>@<p>", "^", "", "", "<p>@"},
    {"invalid-texts", HEAD, "<p>@ mot ^ mot", "", "", ""},
    {"nuls-in-texts", HEAD, "<p>@~", "", "", ""},
    {"accents", HEAD "<p>@<p>e", "\xCC\x81\xCC\xA3", "", "", "<p>@"},
    {"mojibake", HEAD, "<p>Ã©tÃ© dâ€™annÃ©e #", "", "", ""},
};
const size_t hostile_page_count = sizeof hostile_pages / sizeof hostile_pages[0];

typedef struct writer {
    void (*put)(void *context, const char *bytes, size_t len);
    void *context;
    size_t written, sentences, number;
} writer;

static void
put(writer *w, const char *bytes, size_t len)
{
    w->put(w->context, bytes, len);
    w->written += len;
}

static void
put_number(writer *w)
{
    char digits[24];
    int len = snprintf(digits, sizeof digits, "%06zu", w->number);
    put(w, digits, (size_t)len);
}

static void
put_sentence(writer *w)
{
    put(w, HOSTILE_NEEDLE, sizeof HOSTILE_NEEDLE - 1);
    put_number(w);
    put(w, HOSTILE_SENTENCE_END, sizeof HOSTILE_SENTENCE_END - 1);
    w->sentences++;
    w->number++;
}

static void
put_piece(writer *w, const char *piece)
{
    while (*piece != '\0') {
        size_t len = strcspn(piece, "#~^%@");
        put(w, piece, len);
        piece += len;
        switch (*piece) {
        case '#':
            put_number(w);
            break;
        case '~':
            put(w, "", 1);
            break;
        case '^':
            put(w, "\xFF", 1);
            break;
        case '%':
            put(w, "#", 1);
            break;
        case '@':
            put_sentence(w);
            break;
        default:
            return;
        }
        piece++;
    }
    w->number++;
}

size_t
hostile_write(const hostile_page *page, size_t size,
              void (*write)(void *context, const char *bytes, size_t len),
              void *context)
{
    writer w = {.put = write, .context = context};
    size_t times = 0, share = page->close[0] == '\0' ? size : size / 2;
    put_piece(&w, page->before);
    for (; w.written < share; times++)
        put_piece(&w, page->open);
    put_piece(&w, page->middle);
    for (; times > 0 && page->close[0] != '\0'; times--)
        put_piece(&w, page->close);
    put_piece(&w, page->after);
    return w.sentences;
}
