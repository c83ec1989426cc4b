/*
 * tests/unit/read_html.c - pages: what is visible, where it came from, whose it is.
 */
#include "unit/test.h"

#include "base/utf8.h"
#include "read/html_elements.h"
#include "read/html_page.h"

#include <dirent.h>
#include <gumbo.h>
#include <stdio.h>

typedef struct page {
    dbn_job job;
    dbn_profiles *profiles;
    dbn_read read;
    dbn_span source;
} page;

static int
set_up(void **state)
{
    static page p;
    dbn_error err;
    dbn_job_init(&p.job, 0);
    if (dbn_profiles_load(&p.profiles, DBN_DICTS_DIR, &err) != DBN_OK) {
        print_error("%s\n", err.message);
        return -1;
    }
    *state = &p;
    return 0;
}

static int
tear_down(void **state)
{
    page *p = *state;
    dbn_profiles_free(p->profiles);
    dbn_job_release(&p->job);
    return 0;
}

/* ---- properties that every page has ---- */

static void
assert_blocks_are_sound(const dbn_records *records)
{
    uint32_t end = 0;
    assert_int_equal(records->hints.count, records->blocks.count);
    for (uint32_t i = 0; i < records->blocks.count; i++) {
        const dbn_block *block = &records->blocks.items[i];
        dbn_span text = dbn_span_slice(records->view->text, block->range);
        assert_true(block->range.beg < block->range.end);
        assert_int_equal(block->range.beg, i == 0 ? 0 : end + 1);
        assert_true(i == 0 || records->view->text.ptr[end] == '\n');
        assert_false(dbn_html_is_space(text.ptr[0]));
        assert_false(dbn_html_is_space(text.ptr[text.len - 1]));
        assert_true(block->parent == DBN_NONE || block->parent < i);
        assert_true(records->hints.items[i].link_bytes <= text.len);
        end = block->range.end;
    }
    assert_int_equal(end, records->view->text.len);
}

static void
assert_marks_are_sound(const dbn_records *records)
{
    dbn_range last = {0, UINT32_MAX};
    for (uint32_t i = 0; i < records->marks.count; i++) {
        const dbn_mark *mark = &records->marks.items[i];
        dbn_range block = records->blocks.items[mark->block].range;
        assert_true(block.beg <= mark->range.beg && mark->range.end <= block.end);
        assert_true(mark->range.beg <= mark->range.end);
        assert_true(mark->range.beg >= last.beg);
        assert_true(mark->open.beg < mark->open.end);
        assert_true(mark->close.beg <= mark->close.end);
        assert_true(mark->open.end <= mark->close.beg);
        last = mark->range;
    }
}

/* Every byte maps to its source: what is no edit stands there as it is. */
static void
assert_text_maps_back(const dbn_view *view)
{
    dbn_span source = view->parent->text;
    uint32_t edit = 0;
    for (uint32_t at = 0; at < view->text.len; at++) {
        dbn_range from = dbn_range_back(view, (dbn_range){at, at + 1});
        assert_true(from.beg <= from.end && from.end <= source.len);
        while (edit < view->edit_count &&
               view->edits[edit].at + view->edits[edit].len <= at)
            edit++;
        if (edit < view->edit_count && view->edits[edit].at <= at)
            continue;
        assert_int_equal(from.end - from.beg, 1);
        assert_int_equal(source.ptr[from.beg], view->text.ptr[at]);
    }
}

static void
extract_span(page *p, dbn_span html)
{
    dbn_read_input in = {0};
    const dbn_view *source;
    dbn_job_reset(&p->job);
    p->source = html;
    p->read = (dbn_read){0};
    assert_int_equal(dbn_view_source(&source, html, &p->job), DBN_OK);
    assert_int_equal(dbn_html_extract(&p->read, source, &in, p->profiles, &p->job),
                     DBN_OK);
    assert_blocks_are_sound(&p->read.records);
    assert_marks_are_sound(&p->read.records);
}

static void
extract(page *p, const char *html)
{
    extract_span(p, dbn_span_of(html));
    assert_text_maps_back(p->read.records.view);
}

static void
assert_span(dbn_span got, const char *want)
{
    if (!dbn_span_equal(got, dbn_span_of(want)))
        fail_msg("got '%.*s', want '%s'", (int)got.len, got.ptr, want);
}

/* `want`: the blocks, a line each. */
static void
assert_text(page *p, const char *html, const char *want)
{
    extract(p, html);
    assert_span(p->read.records.view->text, want);
}

static const dbn_block *
block_at(const page *p, uint32_t i)
{
    assert_true(i < p->read.records.blocks.count);
    return &p->read.records.blocks.items[i];
}

static const dbn_hint *
hint_at(const page *p, uint32_t i)
{
    assert_true(i < p->read.records.hints.count);
    return &p->read.records.hints.items[i];
}

/* ---- text ---- */

static void
white_space_collapses(void **state)
{
    assert_text(*state, "", "");
    assert_text(*state, " \n\t ", "");
    assert_text(*state, "un", "un");
    assert_text(*state, "<p>\n  Un   mot\r\n de \t plus \n</p>", "Un mot de plus");
    assert_text(*state, "<p>a <b> b</b> c</p>", "a b c");
    assert_text(*state, "<p>a<b> b </b>c</p>", "a b c");
    assert_text(*state, "<p>a<!-- x --> <!-- y --> b", "a b");
    assert_text(*state, "<p>a&#32; &#10;b", "a b");
    assert_text(*state, "a\n\n\n\n\n\n\n\n\nb  ccccccccc  d", "a b ccccccccc d");
}

static void
other_spaces_stay_inside_and_go_at_ends(void **state)
{
    assert_text(*state, "<p>Oui\u00A0!</p>", "Oui\u00A0!");
    assert_text(*state, "<p>Oui&nbsp;! <b>\u202Fa</b>", "Oui\u00A0! \u202Fa");
    assert_text(*state, "<p>\u00A0Oui&nbsp; </p>\u00A0<p>&nbsp;</p>Non&#8203;",
                "Oui\nNon");
    assert_text(*state, "<p>à\u00A0<b>b\u00A0</b></p>", "à\u00A0b");
    assert_text(*state, "<p>&nbsp;</p>\u00A0 <p>\u200B</p>", "");
}

static void
references_become_characters(void **state)
{
    assert_text(*state, "<p>L&rsquo;&eacute;t&eacute &amp &copy;2 &notin; &not;in",
                "L’été & ©2 ∉ ¬in");
    assert_text(*state, "&#233;&#xE9;&#Xe9 &#150; &#0;&#x110000;",
                "ééé – \uFFFD\uFFFD");
    assert_text(*state, "a & b &c; &; &# &#x; &bogus; AT&T",
                "a & b &c; &; &# &#x; &bogus; AT&T");
    assert_text(*state, "&NotEqualTilde;&bne;", "\u2242\u0338=\u20E5");
    assert_text(*state, "&lt;p&gt; est &#60;b>", "<p> est <b>");
}

static void
markup_that_is_none_is_text(void **state)
{
    assert_text(*state, "<p>1 < 2, a <3, <>, < p>, </", "1 < 2, a <3, <>, < p>, </");
    assert_text(*state, "a<!>b<!x>c<?php echo 1 ?>d</>e</ x>f", "abcdef");
    assert_text(*state, "<p title='a > b' x=\"<p>\" y=a/>b</p>", "b");
    assert_text(*state, "fin<p class=\"coup", "fin");
    assert_text(*state, "a<![CDATA[ b ]]>c", "ac");
    assert_text(*state, "<svg><text><![CDATA[ b ]]>c</text></svg>d", "b c\nd");
    extract_span(*state, (dbn_span){"<p>a\0b \0 c\0</p>\0", 17});
    assert_span(((page *)*state)->read.records.view->text, "ab c");
}

static void
hidden_text_is_hidden(void **state)
{
    page *p = *state;
    assert_text(p,
                "<head><title>T</title><style>p{}</style></head>a<script>if (a<b) "
                "\"</p>\";</script>b<template><p>c</p></template>d",
                "abd");
    assert_text(p, "<p>a<span hidden>x<b>y</b></span>b", "ab");
    assert_text(p, "<div style='color:red; DISPLAY : none'>x<div>y</div></div>z", "z");
    assert_text(p, "<div style='--display:none;xdisplay:none'>x</div>", "x");
    assert_text(p, "<p>a<iframe>x</iframe><noembed>y</noembed>b", "ab");
    assert_text(p, "<div hidden>x<p>y<li>z</div>w", "w");
    assert_text(p, "<body hidden style='display:none'>visible", "visible");
    assert_text(p, "<p>a<svg><title>x</title><desc>y</desc></svg>b", "ab");
    assert_text(p, "<script><!-- <script> </script> --></script>a", "a");
    assert_text(p, "a<!-- > -- ><p>", "a");
    assert_text(p, "<div hidden class=paywall><p>Offre</div>a", "a");
    assert_text(p, "<form><b><button style='display:none'/></b></form>a", "a");
    assert_text(p, "<div hidden>a<p>b</div>", "a\nb"); /* all there is */
    assert_true((hint_at(p, 1)->zones & DBN_ZONE_HIDDEN) != 0);
    assert_text(p, "<template>a</template><script>b</script>", "");
    assert_text(p, "<b aria-hidden=true>x</b>", "x");
    assert_true((hint_at(p, 0)->zones & DBN_ZONE_HIDDEN) != 0);
    assert_text(p, "<article><div hidden class=paywall><p>Suite</div>", "Suite");
    assert_true((hint_at(p, 0)->zones & DBN_ZONE_HIDDEN) != 0);
    assert_text(p, "a<noscript>b</noscript>", "a\nb");
    assert_int_equal(hint_at(p, 1)->zones, DBN_ZONE_NOSCRIPT);
}

/* What was hidden, commented or in the head is told apart in the edits. */
static void
rules_say_why_text_went(void **state)
{
    static const char html[] = "<title>T</title>a<!--c--><i hidden>x</i>b";
    page *p = *state;
    unsigned seen = 0;
    assert_text(p, html, "ab");
    const dbn_view *view = p->read.records.view;
    for (uint32_t i = 0; i < view->edit_count; i++) {
        dbn_span from = {html + view->edits[i].from,
                         view->edits[i].to - view->edits[i].from};
        if (view->edits[i].rule == DBN_RULE_EXTRACT_HEAD) {
            assert_span(from, "T");
            seen |= 1;
        } else if (view->edits[i].rule == DBN_RULE_EXTRACT_COMMENT) {
            assert_span(from, "<!--c-->");
            seen |= 2;
        } else if (view->edits[i].rule == DBN_RULE_EXTRACT_HIDDEN) {
            assert_span(from, "x</i>");
            seen |= 4;
        }
    }
    assert_int_equal(seen, 7);
}

/* ---- blocks ---- */

static void
ends_are_implied(void **state)
{
    assert_text(*state, "<p>a<p>b<div>c</div>d", "a\nb\nc\nd");
    assert_text(*state, "<ul><li>a<li>b<ul><li>c</ul>d<li>e</ul>f", "a\nb\nc\nd\ne\nf");
    assert_text(*state, "<dl><dt>a<dd>b<dt>c<dd>d</dl>", "a\nb\nc\nd");
    assert_text(*state, "<table><tr><td>a<td>b<tr><th>c<td>d</table>e",
                "a\nb\nc\nd\ne");
    assert_text(*state, "<select><option>a<option>b<optgroup>c</select>d",
                "a\nb\nc\nd");
    assert_text(*state, "<h2>a<h3>b</h2>c", "a\nb\nc");
    assert_text(*state, "<p>a<b>b<p>c</b>d", "ab\ncd");
    assert_text(*state, "a<hr>b</p>c<div/>d", "a\nb\nc\nd");
    assert_text(*state, "<div>a<span>b</div>c</span>d", "ab\ncd");
}

/* How deep the element of a text is, seen from what it is a child of. */
static void
end_tags_find_their_element(void **state)
{
    page *p = *state;
    extract(p, "<div><ul><li>a<p>b</li><li>c</ul></div>d");
    assert_int_equal(hint_at(p, 0)->depth, 3);
    assert_int_equal(hint_at(p, 1)->depth, 4);
    assert_int_equal(hint_at(p, 2)->depth, 3);
    assert_int_equal(hint_at(p, 3)->depth, 0);
    extract(p, "<table><tr><td><p>a</table></p>b");
    assert_int_equal(hint_at(p, 0)->depth, 4);
    assert_int_equal(hint_at(p, 1)->depth, 0);
    extract(p, "<table><tr><td>a</div></tbody></p></table></td>b"); /* strays */
    assert_int_equal(hint_at(p, 1)->depth, 0);
    extract(p, "<p>a<b>b</p><p>c</b>d");
    assert_int_equal(hint_at(p, 1)->depth, 1);
    extract(p, "<x-a>a<x-b>b</x-a>c");
    assert_int_equal(hint_at(p, 0)->depth, 1);
    assert_span(dbn_span_slice(p->read.records.view->text, block_at(p, 0)->range),
                "abc");
}

static void
line_breaks_are_spaces_or_ends(void **state)
{
    page *p = *state;
    assert_text(p, "<p>a<br>b <br> c<br/>d", "a b c d");
    assert_int_equal(p->read.records.marks.count, 3);
    assert_int_equal(p->read.records.marks.items[0].kind, DBN_MARK_BREAK);
    assert_int_equal(p->read.records.marks.items[1].range.beg, 3);
    assert_text(p, "<p>a<br><br>b<br>\n<i><br></i>c<br></p>d", "a\nb\nc\nd");
    assert_int_equal(block_at(p, 1)->role, DBN_ROLE_PARAGRAPH);
    assert_int_equal(hint_at(p, 1)->tag, DBN_TAG_P);
    assert_text(p, "<br>a</br>b", "a b");
}

static void
pre_keeps_the_lines_of_code(void **state)
{
    page *p = *state;
    assert_text(p, "<pre>a\nb\n\nc   d</pre>", "a b\nc d");
    assert_int_equal(block_at(p, 0)->role, DBN_ROLE_PARAGRAPH);
    assert_text(p, "<pre><code>\n  if\n\n    b;\n</code></pre>x", "if\n\n    b;\nx");
    assert_int_equal(p->read.records.blocks.count, 2);
    assert_int_equal(block_at(p, 0)->role, DBN_ROLE_CODE);
    assert_text(p, "<p>un <code>a  b</code>", "un a b");
}

static void
structure_gives_roles(void **state)
{
    static const struct {
        const char *html;
        uint8_t role, level;
        uint32_t tag, zones;
    } cases[] = {
        {"<p>a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_P, 0},
        {"a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_NONE, 0},
        {"<h3>a", DBN_ROLE_HEADING, 3, DBN_TAG_H3, DBN_ZONE_HEADING},
        {"<ul><li><ol><li>a", DBN_ROLE_ITEM, 2, DBN_TAG_LI, DBN_ZONE_LIST},
        {"<li><p>a", DBN_ROLE_ITEM, 0, DBN_TAG_P, 0},
        {"<blockquote><p>a", DBN_ROLE_QUOTE, 0, DBN_TAG_P, DBN_ZONE_QUOTE},
        {"<figure><figcaption><span>a", DBN_ROLE_CAPTION, 0, DBN_TAG_FIGCAPTION,
         DBN_ZONE_FIGURE | DBN_ZONE_CAPTION},
        {"<table><caption>a", DBN_ROLE_CAPTION, 0, DBN_TAG_CAPTION,
         DBN_ZONE_TABLE | DBN_ZONE_CAPTION},
        {"<table><td>a", DBN_ROLE_CELL, 0, DBN_TAG_TD, DBN_ZONE_TABLE},
        {"<table><td><p>a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_P, DBN_ZONE_TABLE},
        {"<main><article><aside><div>a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_DIV,
         DBN_ZONE_MAIN | DBN_ZONE_ARTICLE | DBN_ZONE_ASIDE},
        {"<li><section><p>a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_P, 0},
        {"<div role=navigation><form><button>a", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_OTHER,
         DBN_ZONE_NAV | DBN_ZONE_FORM | DBN_ZONE_BUTTON},
        {"<div><time>12 mars</time>", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_TIME,
         DBN_ZONE_TIME},
        {"<p><time>12</time> mars", DBN_ROLE_PARAGRAPH, 0, DBN_TAG_P, 0},
    };
    page *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        extract(p, cases[i].html);
        assert_int_equal(p->read.records.blocks.count, 1);
        assert_int_equal(block_at(p, 0)->role, cases[i].role);
        assert_int_equal(block_at(p, 0)->level, cases[i].level);
        assert_int_equal(hint_at(p, 0)->tag, cases[i].tag);
        assert_int_equal(hint_at(p, 0)->zones, cases[i].zones);
        assert_int_not_equal(block_at(p, 0)->rule, DBN_RULE_NONE);
    }
}

static void
groups_have_their_first_block_as_parent(void **state)
{
    page *p = *state;
    extract(p, "<p>a<ul><li>b<li>c<ul><li>d<li>e</ul><li>f</ul>g<blockquote><p>h<p>i");
    const uint32_t parents[] = {DBN_NONE, DBN_NONE, 1, 1, 3, 1, DBN_NONE, DBN_NONE, 7};
    assert_int_equal(p->read.records.blocks.count, 9);
    for (uint32_t i = 0; i < 9; i++)
        assert_int_equal(block_at(p, i)->parent, parents[i]);
}

static void
hints_say_whose_a_block_is(void **state)
{
    page *p = *state;
    extract(p,
            "<div class='article__lead'><p id=x>a <a href=u>lien</a> <a>b</a></p></div>"
            "<div><span class=author>Jean</span></div><section>c</section>");
    uint64_t lead = UINT64_C(1) << DBN_CLASS_LEAD, byline = UINT64_C(1)
                                                            << DBN_CLASS_BYLINE;
    assert_true((hint_at(p, 0)->words & lead) != 0);
    assert_true((hint_at(p, 0)->own_words & lead) == 0);
    assert_int_equal(hint_at(p, 0)->link_bytes, 4);
    assert_int_equal(hint_at(p, 0)->container, 1);
    assert_true((hint_at(p, 1)->own_words & byline) != 0);
    assert_int_equal(hint_at(p, 1)->container, 2);
    assert_int_equal(hint_at(p, 2)->container, 3);
    assert_int_equal(hint_at(p, 2)->words, 0);
}

/* ---- marks ---- */

static void
assert_mark(const page *p, uint32_t i, dbn_mark_kind kind, const char *text,
            const char *open, const char *close)
{
    assert_true(i < p->read.records.marks.count);
    const dbn_mark *mark = &p->read.records.marks.items[i];
    assert_int_equal(mark->kind, kind);
    assert_span(dbn_span_slice(p->read.records.view->text, mark->range), text);
    assert_span(dbn_span_slice(p->source, mark->open), open);
    assert_span(dbn_span_slice(p->source, mark->close), close);
}

static void
marks_know_their_tags(void **state)
{
    page *p = *state;
    extract(p, "<p>a <b>b <i class=x>c</i></b><a href=u> d</A><sup>e</p>");
    assert_int_equal(p->read.records.marks.count, 4);
    assert_mark(p, 0, DBN_MARK_BOLD, "b c", "<b>", "</b>");
    assert_mark(p, 1, DBN_MARK_ITALIC, "c", "<i class=x>", "</i>");
    assert_mark(p, 2, DBN_MARK_LINK, "d", "<a href=u>", "</A>");
    assert_mark(p, 3, DBN_MARK_SUP, "e", "<sup>", "");
    extract(p, "<b><i>x</b>y</i>"); /* misnested */
    assert_mark(p, 0, DBN_MARK_BOLD, "x", "<b>", "</b>");
    assert_mark(p, 1, DBN_MARK_ITALIC, "x", "<i>", "");
    extract(p, "<a href=u><h2>t</h2><p>s</p></a>v"); /* a mark a block */
    assert_int_equal(p->read.records.marks.count, 2);
    assert_mark(p, 0, DBN_MARK_LINK, "t", "<a href=u>", "</a>");
    assert_mark(p, 1, DBN_MARK_LINK, "s", "<a href=u>", "</a>");
    assert_int_equal(p->read.records.marks.items[1].block, 1);
    assert_int_equal(hint_at(p, 1)->link_bytes, 1);
    assert_int_equal(hint_at(p, 2)->link_bytes, 0);
    extract(p, "<a href=u><div>t</a>s</div>"); /* ends, while the div goes on */
    assert_mark(p, 0, DBN_MARK_LINK, "t", "<a href=u>", "</a>");
    assert_int_equal(hint_at(p, 0)->link_bytes, 1);
    extract(p, "<p>a<b></b> <em> </em>b");
    assert_int_equal(p->read.records.marks.count, 0);
}

static void
images_are_marks_and_no_text(void **state)
{
    page *p = *state;
    assert_text(p, "<img alt=x src=y><p>a <img alt=z> b</p><img>", "a b");
    assert_int_equal(p->read.records.marks.count, 3);
    assert_mark(p, 0, DBN_MARK_IMAGE, "", "<img alt=x src=y>", "");
    assert_mark(p, 1, DBN_MARK_IMAGE, "", "<img alt=z>", "");
    assert_mark(p, 2, DBN_MARK_IMAGE, "", "<img>", "");
    assert_int_equal(p->read.records.marks.items[2].range.beg, 3);
}

/* ---- metas ---- */

static void
assert_meta(const page *p, uint32_t i, dbn_meta_kind kind, const char *name,
            const char *value)
{
    assert_true(i < p->read.metas.count);
    const dbn_meta *meta = &p->read.metas.items[i];
    assert_int_equal(meta->kind, kind);
    assert_span(meta->name, name);
    assert_span(meta->value->text, value);
    assert_ptr_equal(meta->value->parent, p->read.records.view->parent);
    assert_text_maps_back(meta->value);
}

static void
pages_speak_of_themselves(void **state)
{
    page *p = *state;
    extract(p, "<html lang=fr-BE><head><title> L&rsquo;&eacute;t&eacute;\n | Site"
               "</title><meta property='OG:Title' content=' A &amp; B '>"
               "<meta name=author content=''><meta charset=utf-8>"
               "<link rel=canonical href='/x?a=1&copy=2&amp;b'><link rel=icon href=i>"
               "<svg><title>Non</title></svg>"
               "<time class=pub datetime=2024-05-03>3 mai</time>"
               "<span itemprop=datePublished content=2024></span>");
    assert_int_equal(p->read.metas.count, 6);
    assert_meta(p, 0, DBN_META_LANG, "", "fr-BE");
    assert_meta(p, 1, DBN_META_TITLE, "", "L’été | Site");
    assert_meta(p, 2, DBN_META_NAME, "og:title", "A & B");
    assert_meta(p, 3, DBN_META_LINK, "canonical", "/x?a=1&copy=2&b");
    assert_meta(p, 4, DBN_META_TIME, "pub", "2024-05-03");
    assert_meta(p, 5, DBN_META_NAME, "datepublished", "2024");
}

static void
jsonld_strings_have_paths(void **state)
{
    page *p = *state;
    extract(p,
            "<script type='application/ld+json'>{\"@context\":\"c\",\"@graph\":[{"
            "\"headline\":\"L\\u2019\\u00e9t\\u00e9 \\\"\\ud83d\\ude00\\\"\",\"n\":1,"
            "\"author\":[{\"name\":\"A\\/B\"},{\"name\" : \"C\"}],\"e\":\"\","
            "\"@type\":\"NewsArticle\"},{\"@type\":\"Person\",\"name\":\"D\"}]}"
            "</script><script>{\"a\":\"b\"}</script>");
    assert_int_equal(p->read.metas.count, 7);
    assert_meta(p, 0, DBN_META_JSONLD, "@context", "c");
    assert_meta(p, 1, DBN_META_JSONLD, "NewsArticle.headline", "L’été \"😀\"");
    assert_meta(p, 2, DBN_META_JSONLD, "NewsArticle.author.name", "A/B");
    assert_meta(p, 3, DBN_META_JSONLD, "NewsArticle.author.name", "C");
    assert_meta(p, 4, DBN_META_JSONLD, "NewsArticle.@type", "NewsArticle");
    assert_meta(p, 5, DBN_META_JSONLD, "Person.@type", "Person");
    assert_meta(p, 6, DBN_META_JSONLD, "Person.name", "D");
}

static void
broken_jsonld_gives_what_it_can(void **state)
{
    page *p = *state;
    extract(p, "<script type=application/ld+json>// <![CDATA[\n[{\"a\":\"x\ny\",,\"b\":"
               "\"\\q\\u12\\ud800\",}]}]}\"z\"{\"c\":\"no end</script>");
    assert_int_equal(p->read.metas.count, 2);
    assert_meta(p, 0, DBN_META_JSONLD, "a", "x\ny");
    assert_meta(p, 1, DBN_META_JSONLD, "b", "\\q\\u12\uFFFD");
}

static void
jsonld_depth_is_bounded(void **state)
{
    enum { DEPTH = 100000 };
    page *p = *state;
    char *html = test_malloc(DEPTH * 6 + 200);
    size_t len = (size_t)snprintf(html, 100, "<script type=application/ld+json>");
    for (int i = 0; i < DEPTH; i++, len += 5)
        memcpy(html + len, "{\"a\":", 5);
    len += (size_t)snprintf(html + len, 20, "\"deep\"");
    memset(html + len, '}', DEPTH - 1);
    len += DEPTH - 1;
    len += (size_t)snprintf(html + len, 40, ",\"b\":\"after\"}</script>");
    extract_span(p, (dbn_span){html, len});
    assert_int_equal(p->read.metas.count, 1);
    assert_meta(p, 0, DBN_META_JSONLD, "b", "after");
    test_free(html);
}

/* ---- the table of elements ---- */

static void
elements_are_found_in_any_case(void **state)
{
    (void)state;
    const dbn_html_element *last = NULL;
    for (dbn_html_name i = 0; i < DBN_HTML_UNKNOWN_ELEMENT; i++) {
        const dbn_html_element *row = dbn_html_element_of(i);
        size_t len = strnlen(row->name, sizeof row->name);
        assert_int_equal(dbn_html_element_find((dbn_span){row->name, len}), i);
        assert_true(last == NULL || memcmp(last->name, row->name, 16) < 0);
        last = row;
    }
    assert_int_equal(dbn_html_element_find(DBN_SPAN("BlockQuote")),
                     DBN_HTML_BLOCKQUOTE_ELEMENT);
    assert_int_equal(dbn_html_element_find(DBN_SPAN("x-article")),
                     DBN_HTML_UNKNOWN_ELEMENT);
    assert_int_equal(dbn_html_element_find(DBN_SPAN("seventeen-letters")),
                     DBN_HTML_UNKNOWN_ELEMENT);
    assert_int_equal(dbn_html_element_find(DBN_SPAN("")), DBN_HTML_UNKNOWN_ELEMENT);
}

/* ---- limits ---- */

static dbn_status
extract_within(page *p, const char *html, dbn_read_input in, size_t budget)
{
    const dbn_view *source;
    dbn_job_release(&p->job);
    dbn_job_init(&p->job, budget);
    p->read = (dbn_read){0};
    dbn_status status = dbn_view_source(&source, dbn_span_of(html), &p->job);
    if (status == DBN_OK)
        status = dbn_html_extract(&p->read, source, &in, p->profiles, &p->job);
    return status;
}

static void
limits_are_said(void **state)
{
    page *p = *state;
    dbn_read_input in = {.max_blocks = 2};
    assert_int_equal(extract_within(p, "<p>a<p>b", in, 0), DBN_OK);
    assert_int_equal(extract_within(p, "<p>a<p>b<p>c", in, 0), DBN_ERR_LIMIT);
    assert_non_null(strstr(p->job.err.message, "more than 2 blocks"));
    in = (dbn_read_input){.max_depth = 3};
    assert_int_equal(
        extract_within(p, "<div><div><div><b>a</b></div>b</div>c</div>d", in, 0),
        DBN_OK);
    assert_span(p->read.records.view->text, "a\nb\nc\nd");
    assert_int_equal(hint_at(p, 0)->depth, 4);
    assert_int_equal(hint_at(p, 3)->depth, 0);
}

/* Every budget ends in a page or in a clean refusal. */
static void
budgets_are_kept(void **state)
{
    static const char html[] = "<title>T</title><ul><li>a<b>b</b>&amp;<li>c</ul>";
    page *p = *state;
    bool was_read = false, was_refused = false;
    for (size_t budget = 1; budget < (size_t)1 << 21; budget += budget / 3 + 1) {
        dbn_status status = extract_within(p, html, (dbn_read_input){0}, budget);
        was_read |= status == DBN_OK;
        was_refused |= status == DBN_ERR_NOMEM;
        assert_true(status == DBN_OK || status == DBN_ERR_NOMEM);
        assert_true(status == DBN_OK || p->job.err.message[0] != '\0');
    }
    assert_true(was_read && was_refused);
    dbn_job_release(&p->job);
    dbn_job_init(&p->job, 0);
}

/* `count` times `unit`, with something in front and behind. */
static char *
repeated(const char *before, const char *unit, const char *after, size_t count,
         size_t *len)
{
    size_t unit_len = strlen(unit), before_len = strlen(before);
    char *html = test_malloc(before_len + count * unit_len + strlen(after) + 1);
    memcpy(html, before, before_len);
    for (size_t i = 0; i < count; i++)
        memcpy(html + before_len + i * unit_len, unit, unit_len);
    memcpy(html + before_len + count * unit_len, after, strlen(after) + 1);
    *len = before_len + count * unit_len + strlen(after);
    return html;
}

/* What is read, but not as deep or as wide as it is written, has a finding. */
static void
assert_finding(const page *p, dbn_rule rule, const char *text)
{
    const dbn_records *records = &p->read.records;
    assert_int_equal(records->findings.count, 1);
    assert_int_equal(records->findings.items[0].rule, rule);
    assert_span(dbn_span_slice(records->view->text, records->findings.items[0].range),
                text);
}

static void
limits_that_cut_are_findings(void **state)
{
    page *p = *state;
    dbn_read_input in = {.max_depth = 4};
    assert_int_equal(extract_within(p, "<p>a</p><div><p>b</p></div>", in, 0), DBN_OK);
    assert_int_equal(p->read.records.findings.count, 0);
    const char *deep = "<p>a</p><div><div><div><div><p>b</p></div></div>c";
    assert_int_equal(extract_within(p, deep, in, 0), DBN_OK);
    assert_finding(p, DBN_RULE_EXTRACT_DEPTH, "b");
    assert_int_equal(extract_within(p, "a<div><div><div><div></div>", in, 0), DBN_OK);
    assert_finding(p, DBN_RULE_EXTRACT_DEPTH, "");
    static const struct {
        const char *before, *unit, *after;
        size_t most;
        dbn_rule rule;
        const char *text;
    } cases[] = {
        {"<p>a<p", " c=d", ">b<p>c", 64, DBN_RULE_EXTRACT_ATTRIBUTES, "b"},
        {"", "<meta name=n content=v>", "<p>a", 4096, DBN_RULE_EXTRACT_METAS, "a"},
    };
    in = (dbn_read_input){0};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        for (size_t more = 0; more < 2; more++) {
            size_t len;
            char *html = repeated(cases[i].before, cases[i].unit, cases[i].after,
                                  cases[i].most + more, &len);
            assert_int_equal(extract_within(p, html, in, 0), DBN_OK);
            if (more == 0)
                assert_int_equal(p->read.records.findings.count, 0);
            else
                assert_finding(p, cases[i].rule, cases[i].text);
            test_free(html);
        }
    }
}

/* What a browser does not show, since something before it does not end, is told of. */
static void
ends_that_are_missing_are_told(void **state)
{
    static const char rest[] = "the rest of a page, which nobody will ever see in a "
                               "browser, for one is missing</p>";
    static const char *const before[] = {"<p>a</p><!-- ", "<p>a</p><script>",
                                         "<p>a</p><p class=\"b "};
    page *p = *state;
    char html[256];
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        (void)snprintf(html, sizeof html, "%s%s", before[i], rest);
        assert_int_equal(extract_within(p, html, (dbn_read_input){0}, 0), DBN_OK);
        assert_finding(p, DBN_RULE_EXTRACT_UNCLOSED, "a");
    }
    const char *ended = "<p>a</p><!-- b --><script>c</script><p class=\"d\"";
    assert_int_equal(extract_within(p, ended, (dbn_read_input){0}, 0), DBN_OK);
    assert_int_equal(p->read.records.findings.count, 0);
}

/* Hostile pages: all is read, what is visible stays, records grow with the page. */
static void
hostile_pages_are_read(void **state)
{
    static const struct {
        const char *before, *unit, *after;
        size_t count;
        const char *end; /* what the text must end with */
    } cases[] = {
        {"", "<", " fin", 1000000, "<<< fin"},
        {"", "<div>", "fin", 200000, "fin"},
        {"", "<div>a", "fin", 200000, "a\nafin"},
        {"", "<b>", "fin", 200000, "fin"},
        {"", "<b><p>x", "fin", 50000, "x\nxfin"},
        {"", "<x-y>", "</x-y>fin", 200000, "fin"},
        {"<p ", "a=b ", ">fin", 200000, "fin"},
        {"<p ", "a ", ">fin", 200000, "fin"},
        {"<p>", "&", "fin", 1000000, "&&&fin"},
        {"<p>", "&a", "fin", 500000, "&afin"},
        {"fin", "<!-", "", 500000, "fin"},
        {"fin<!--", "- ", "", 500000, "fin"},
        {"fin", "<!--", "", 500000, "fin"},
        {"fin<script>", "<!--<script>", "", 100000, "fin"},
        {"", "<a href=x>", "fin", 200000, "fin"},
        {"", "</b>", "fin", 500000, "fin"},
        {"<b><table>", "</b>", "fin", 500000, "fin"},
        {"<section>", "<li>", "fin", 300000, "fin"},
        {"", "<table><td>", "fin", 100000, "fin"},
        {"<p>", "&nbsp;", "fin", 300000, "fin"},
        {"fin", "<img>", "", 300000, "fin"},
        {"<title>", "&amp;", "</title>fin", 300000, "fin"},
        {"<p>fin <textarea>", "</textare", "", 300000, "</textare</textare"},
        {"<svg>", "<g>", "<p>fin", 200000, "fin"},
        {"<select>", "<option>x", "fin", 100000, "x\nxfin"},
        {"", "<a><div>", "fin", 100000, "fin"},
    };
    page *p = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        size_t len;
        char *html = repeated(cases[i].before, cases[i].unit, cases[i].after,
                              cases[i].count, &len);
        extract_span(p, (dbn_span){html, len});
        const dbn_records *records = &p->read.records;
        if (!dbn_span_ends(records->view->text, dbn_span_of(cases[i].end)))
            fail_msg("%s: lost its end", cases[i].unit);
        assert_true(records->marks.count <= len / 3);
        assert_true(p->job.arena.held + p->job.scratch.held < len * 80 + (4U << 20));
        test_free(html);
    }
}

/* ---- the oracle: another parser sees the same text ---- */

typedef struct seen {
    char *bytes;
    size_t len;
} seen;

static bool
has_value(const GumboElement *element, const char *name, const char *part)
{
    GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);
    if (attribute == NULL)
        return false;
    char squeezed[1024];
    size_t len = 0;
    for (const char *c = attribute->value; *c != 0 && len + 1 < sizeof squeezed; c++)
        if (!dbn_is_ascii_space(*c))
            squeezed[len++] = dbn_ascii_lower(*c);
    squeezed[len] = '\0';
    return strstr(squeezed, part) != NULL;
}

static bool
is_seen(const GumboNode *node)
{
    const GumboElement *element = &node->v.element;
    switch (element->tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_NOEMBED:
    case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_DESC:
        return false;
    case GUMBO_TAG_BODY:
    case GUMBO_TAG_HTML:
        return true;
    default:
        return gumbo_get_attribute(&element->attributes, "hidden") == NULL &&
               !has_value(element, "style", "display:none");
    }
}

/* Text without any white space, in document order. */
static void
collect(const GumboNode *node, seen *out)
{
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_CDATA) {
        size_t len = strlen(node->v.text.text);
        memcpy(out->bytes + out->len, node->v.text.text, len);
        out->len += len;
    }
    if (node->type != GUMBO_NODE_ELEMENT || !is_seen(node))
        return;
    for (unsigned i = 0; i < node->v.element.children.length; i++)
        collect(node->v.element.children.data[i], out);
}

static size_t
without_spaces(char *bytes, size_t len)
{
    static const char *const spaces[] = {"\u00A0", "\u202F", "\u200B", "\uFEFF"};
    size_t kept = 0;
    for (size_t at = 0; at < len;) {
        size_t skip = dbn_is_ascii_space(bytes[at]) ? 1 : 0;
        for (size_t i = 0; i < 4 && skip == 0; i++)
            if (dbn_span_starts((dbn_span){bytes + at, len - at},
                                dbn_span_of(spaces[i])))
                skip = strlen(spaces[i]);
        if (skip == 0)
            bytes[kept++] = bytes[at++];
        at += skip;
    }
    return kept;
}

static void
assert_oracle_agrees(page *p, const char *html, size_t len, const char *name)
{
    GumboOutput *tree = gumbo_parse_with_options(&kGumboDefaultOptions, html, len);
    char *want = test_malloc(len * 3 + 1), *got = test_malloc(len * 3 + 1);
    seen out = {want, 0};
    collect(tree->root, &out);
    out.len = without_spaces(want, out.len);
    gumbo_destroy_output(&kGumboDefaultOptions, tree);
    extract_span(p, (dbn_span){html, len});
    dbn_span text = p->read.records.view->text;
    memcpy(got, text.ptr, text.len);
    size_t got_len = without_spaces(got, text.len), at = 0;
    while (at < got_len && at < out.len && got[at] == want[at])
        at++;
    if (got_len != out.len || at != out.len)
        fail_msg("%s: the parsers part at byte %zu: '%.40s' and '%.40s'", name, at,
                 got + at, want + at);
    test_free(want);
    test_free(got);
}

static size_t
read_file(const char *path, char *bytes, size_t cap)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return 0;
    size_t len = fread(bytes, 1, cap, file);
    fclose(file);
    return len;
}

/* Pages of corpora/ that are UTF-8: decoding is not under test here. */
static void
another_parser_sees_the_same_text(void **state)
{
    enum { CAP = 4 << 20 };
    char lang_path[1024], path[2048];
    char *bytes = test_malloc(CAP);
    unsigned pages = 0;
    DIR *langs = opendir(DBN_CORPORA_DIR);
    assert_non_null(langs);
    for (const struct dirent *lang; (lang = readdir(langs)) != NULL;) {
        snprintf(lang_path, sizeof lang_path, "%s/%s", DBN_CORPORA_DIR, lang->d_name);
        DIR *articles = lang->d_name[0] == '.' ? NULL : opendir(lang_path);
        if (articles == NULL)
            continue;
        for (const struct dirent *article; (article = readdir(articles)) != NULL;) {
            snprintf(path, sizeof path, "%s/%s/page.html", lang_path, article->d_name);
            size_t len = read_file(path, bytes, CAP);
            if (len == 0 || dbn_utf8_invalid_at((dbn_span){bytes, len}, 0) != len)
                continue;
            assert_oracle_agrees(*state, bytes, len, path);
            assert_text_maps_back(((page *)*state)->read.records.view);
            pages++;
        }
        closedir(articles);
    }
    closedir(langs);
    test_free(bytes);
    print_message("%u pages compared\n", pages);
    assert_true(pages >= 10);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(white_space_collapses),
        cmocka_unit_test(other_spaces_stay_inside_and_go_at_ends),
        cmocka_unit_test(references_become_characters),
        cmocka_unit_test(markup_that_is_none_is_text),
        cmocka_unit_test(hidden_text_is_hidden),
        cmocka_unit_test(rules_say_why_text_went),
        cmocka_unit_test(ends_are_implied),
        cmocka_unit_test(end_tags_find_their_element),
        cmocka_unit_test(line_breaks_are_spaces_or_ends),
        cmocka_unit_test(pre_keeps_the_lines_of_code),
        cmocka_unit_test(structure_gives_roles),
        cmocka_unit_test(groups_have_their_first_block_as_parent),
        cmocka_unit_test(hints_say_whose_a_block_is),
        cmocka_unit_test(marks_know_their_tags),
        cmocka_unit_test(images_are_marks_and_no_text),
        cmocka_unit_test(pages_speak_of_themselves),
        cmocka_unit_test(jsonld_strings_have_paths),
        cmocka_unit_test(broken_jsonld_gives_what_it_can),
        cmocka_unit_test(jsonld_depth_is_bounded),
        cmocka_unit_test(elements_are_found_in_any_case),
        cmocka_unit_test(limits_are_said),
        cmocka_unit_test(limits_that_cut_are_findings),
        cmocka_unit_test(budgets_are_kept),
        cmocka_unit_test(ends_that_are_missing_are_told),
        cmocka_unit_test(hostile_pages_are_read),
        cmocka_unit_test(another_parser_sees_the_same_text),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
