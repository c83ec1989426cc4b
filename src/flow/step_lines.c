/*
 * One function a kind names its fields, for reading and writing alike: what is written
 * can be read again, and the order of the fields stands in one place.
 */
#include "flow/step_lines.h"

#include "dedup/cluster.h"
#include "flow/step_fields.h"
#include "text/fold.h"

#define AS_TEXT_(number) #number
#define AS_TEXT(number)  AS_TEXT_(number)
#define VERSION          "/" AS_TEXT(DBN_LINES_VERSION) "." AS_TEXT(DBN_KEY_VERSION)

static const dbn_span names[DBN_LINE_KINDS] = {
    [DBN_LINE_CENTRE] = {"centre" VERSION, sizeof "centre" VERSION - 1},
    [DBN_LINE_CONTENT] = {"content" VERSION, sizeof "content" VERSION - 1},
    [DBN_LINE_CONTRADICTION] = {"contradiction" VERSION,
                                sizeof "contradiction" VERSION - 1},
    [DBN_LINE_COPY] = {"copy" VERSION, sizeof "copy" VERSION - 1},
    [DBN_LINE_GONE] = {"gone" VERSION, sizeof "gone" VERSION - 1},
    [DBN_LINE_GRAM] = {"gram" VERSION, sizeof "gram" VERSION - 1},
    [DBN_LINE_LINK] = {"link" VERSION, sizeof "link" VERSION - 1},
    [DBN_LINE_PAIR] = {"pair" VERSION, sizeof "pair" VERSION - 1},
    [DBN_LINE_PASSAGE] = {"passage" VERSION, sizeof "passage" VERSION - 1},
    [DBN_LINE_SHARE] = {"share" VERSION, sizeof "share" VERSION - 1},
    [DBN_LINE_TEXT] = {"text" VERSION, sizeof "text" VERSION - 1},
    [DBN_LINE_TOLD] = {"told" VERSION, sizeof "told" VERSION - 1},
};

#define STATE_MAX DBN_NODE_GOES

int
dbn_rank_order(const dbn_rank *a, const dbn_rank *b)
{
    if (a->primary != b->primary)
        return a->primary < b->primary ? -1 : 1;
    int order = dbn_id_order(a->key, b->key);
    return order != 0 ? order
                      : (a->document > b->document) - (a->document < b->document);
}

/* ---- kinds ------------------------------------------------------------------------
 */

static void
code_name(dbn_coder *c, dbn_line_kind kind)
{
    if (c->out != NULL) {
        dbn_coder_begin(c);
        dbn_coder_put(c, names[kind]);
    } else {
        (void)dbn_coder_next(c); /* dbn_line_peek() has seen it */
    }
}

static void
code_rank(dbn_coder *c, dbn_rank *rank)
{
    dbn_code_digits(c, 16, &rank->primary);
    dbn_code_id(c, &rank->key);
    dbn_code_digits(c, 16, &rank->document);
}

static void
code_standing(dbn_coder *c, dbn_standing *at)
{
    code_rank(c, &at->rank);
    dbn_code_range(c, &at->range);
    dbn_code_text(c, &at->id);
    dbn_code_utf8(c, &at->host);
    dbn_code_page(c, &at->page);
}

static void
code_content(dbn_coder *c, dbn_content_line *line)
{
    dbn_code_id(c, &line->content);
    code_name(c, DBN_LINE_CONTENT);
    code_standing(c, &line->at);
    dbn_code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    dbn_code_utf8(c, &line->lang);
    dbn_code_grams(c, &line->grams);
    dbn_code_utf8(c, &line->text);
    if (c->status == DBN_OK && line->text.len != dbn_range_len(line->at.range))
        dbn_coder_fail(c, DBN_ERR_SYNTAX);
}

static void
code_gram(dbn_coder *c, dbn_gram_line *line)
{
    dbn_code_digits(c, 16, &line->gram);
    code_name(c, DBN_LINE_GRAM);
    code_rank(c, &line->rank);
    dbn_code_number(c, 8, &line->beg);
    dbn_code_number(c, 8, &line->len);
    dbn_code_id(c, &line->content);
    dbn_code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    dbn_code_number(c, 8, &line->grams);
    dbn_code_number(c, DBN_GRAM_PLACE, &line->place);
}

static void
code_sharing(dbn_coder *c, dbn_share_line *line)
{
    dbn_code_id(c, &line->asker);
    code_name(c, DBN_LINE_SHARE);
    dbn_code_number(c, 8, &line->other_len);
    dbn_code_id(c, &line->other);
    dbn_code_digits(c, 16, &line->gram);
    dbn_code_number(c, DBN_GRAM_PLACE, &line->place);
    dbn_code_number(c, DBN_GRAM_PLACE, &line->other_place);
    dbn_code_choice(c, &line->bits, DBN_GRAM_BITS_MAX);
    dbn_code_choice(c, &line->unit, DBN_UNIT_COUNT - 1);
    dbn_code_number(c, 8, &line->grams);
    dbn_code_number(c, 8, &line->other_grams);
}

static void
code_pair(dbn_coder *c, dbn_pair_line *line)
{
    dbn_code_id(c, &line->a);
    code_name(c, DBN_LINE_PAIR);
    dbn_code_id(c, &line->b);
}

static void
code_text_line(dbn_coder *c, dbn_text_line *line)
{
    dbn_code_id(c, &line->b);
    code_name(c, DBN_LINE_TEXT);
    dbn_code_id(c, &line->a);
    code_standing(c, &line->at);
    dbn_code_utf8(c, &line->lang);
    dbn_code_utf8(c, &line->text);
}

static void
code_link(dbn_coder *c, dbn_link_line *line)
{
    dbn_code_id(c, &line->own);
    code_name(c, DBN_LINE_LINK);
    dbn_code_id(c, &line->other);
    for (int i = 0; i < 2; i++) {
        code_standing(c, &line->at[i]);
        dbn_code_share(c, &line->share[i]);
        dbn_code_choice(c, &line->state[i], STATE_MAX);
    }
    dbn_code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

static void
code_centre(dbn_coder *c, dbn_centre_line *line)
{
    dbn_code_id(c, &line->own);
    code_name(c, DBN_LINE_CENTRE);
    code_standing(c, &line->at);
    dbn_code_share(c, &line->share);
    dbn_code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

static void
code_passage(dbn_coder *c, dbn_passage_line *line)
{
    dbn_code_id(c, &line->own);
    code_name(c, DBN_LINE_PASSAGE);
    dbn_code_range(c, &line->goes);
    code_standing(c, &line->stays);
    dbn_code_share(c, &line->share);
    dbn_code_choice(c, &line->relation, DBN_RELATION_SYNDICATED);
}

/* All of a copy but whose it is, in the order in which a line says them. */
static void
code_copy_fields(dbn_coder *c, dbn_copy_line *line)
{
    dbn_corpus_copy *copy = &line->copy;
    uint32_t score = copy->score;
    dbn_code_choice(c, &copy->unit, DBN_UNIT_COUNT - 1);
    dbn_code_flag(c, &copy->is_survivor);
    dbn_code_range(c, &copy->range);
    code_rank(c, &line->partner);
    dbn_code_range(c, &copy->partner_range);
    dbn_code_range(c, &copy->own);
    dbn_code_share(c, &score);
    dbn_code_choice(c, &copy->relation, DBN_RELATION_SYNDICATED);
    dbn_code_flag(c, &copy->is_removed);
    dbn_code_text(c, &copy->partner);
    copy->score = (uint16_t)score;
}

static void
code_copy(dbn_coder *c, dbn_copy_line *line)
{
    dbn_code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_COPY);
    code_copy_fields(c, line);
}

static void
code_told(dbn_coder *c, dbn_told_line *line)
{
    dbn_code_digits(c, 16, &line->partner);
    code_name(c, DBN_LINE_TOLD);
    dbn_code_digits(c, 16, &line->copy.document);
    code_copy_fields(c, &line->copy);
}

static void
code_gone(dbn_coder *c, dbn_gone_line *line)
{
    dbn_code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_GONE);
}

static void
code_contradiction(dbn_coder *c, dbn_contradiction_line *line)
{
    dbn_corpus_contradiction *contradiction = &line->contradiction;
    dbn_code_digits(c, 16, &line->document);
    code_name(c, DBN_LINE_CONTRADICTION);
    dbn_code_range(c, &contradiction->range);
    code_rank(c, &line->partner);
    dbn_code_range(c, &contradiction->partner_range);
    dbn_code_choice(c, &contradiction->kind, DBN_CONTRADICTS_CERTAINTY);
    dbn_code_text(c, &contradiction->partner);
}

static void
code_line(dbn_coder *c, dbn_line *line)
{
    switch (line->kind) {
    case DBN_LINE_CENTRE:
        code_centre(c, &line->as.centre);
        break;
    case DBN_LINE_CONTENT:
        code_content(c, &line->as.content);
        break;
    case DBN_LINE_CONTRADICTION:
        code_contradiction(c, &line->as.contradiction);
        break;
    case DBN_LINE_COPY:
        code_copy(c, &line->as.copy);
        break;
    case DBN_LINE_GONE:
        code_gone(c, &line->as.gone);
        break;
    case DBN_LINE_GRAM:
        code_gram(c, &line->as.gram);
        break;
    case DBN_LINE_LINK:
        code_link(c, &line->as.link);
        break;
    case DBN_LINE_PAIR:
        code_pair(c, &line->as.pair);
        break;
    case DBN_LINE_PASSAGE:
        code_passage(c, &line->as.passage);
        break;
    case DBN_LINE_SHARE:
        code_sharing(c, &line->as.share);
        break;
    case DBN_LINE_TEXT:
        code_text_line(c, &line->as.text);
        break;
    case DBN_LINE_TOLD:
        code_told(c, &line->as.told);
        break;
    case DBN_LINE_KINDS:
        break;
    }
}

/* ---- lines ------------------------------------------------------------------------
 */

bool
dbn_line_peek(dbn_span *key, dbn_line_kind *kind, dbn_span line)
{
    dbn_coder c = {.rest = line};
    dbn_span first = dbn_coder_next(&c), second = dbn_coder_next(&c);
    if (c.status != DBN_OK || first.len == 0)
        return false;
    for (int i = 0; i < DBN_LINE_KINDS; i++) {
        if (!dbn_span_equal(second, names[i]))
            continue;
        *key = first;
        *kind = (dbn_line_kind)i;
        return true;
    }
    return false;
}

dbn_status
dbn_line_read(dbn_line *out, dbn_span line, dbn_arena *arena)
{
    dbn_span key;
    dbn_coder c = {.arena = arena, .rest = line};
    *out = (dbn_line){0};
    if (!dbn_line_peek(&key, &out->kind, line))
        return DBN_ERR_SYNTAX;
    code_line(&c, out);
    if (c.rest.ptr != NULL)
        dbn_coder_fail(&c, DBN_ERR_SYNTAX);
    return c.status;
}

dbn_status
dbn_line_write(dbn_buffer *out, const dbn_line *line, dbn_arena *arena)
{
    dbn_coder c = {.arena = arena, .out = out};
    dbn_line written = *line; /* fields are named for reading, too */
    code_line(&c, &written);
    dbn_coder_put(&c, DBN_SPAN("\n"));
    return c.status;
}

dbn_status
dbn_line_follow(dbn_bytes *before, const dbn_item *item, dbn_error *error)
{
    dbn_span line = dbn_bytes_span(&item->content);
    if (before->len > 0 && dbn_span_order(dbn_bytes_span(before), line) > 0)
        return dbn_fail(error, DBN_ERR_SYNTAX,
                        "line %llu of '%s' comes before the one in front of it: sort "
                        "the lines by their bytes (LC_ALL=C sort)",
                        (unsigned long long)item->line, item->name.ptr);
    return dbn_bytes_set(before, line) ? DBN_OK : DBN_ERR_NOMEM;
}
