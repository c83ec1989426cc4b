/*
 * Any bytes through the public functions, with any options. Whatever comes in, blocks
 * are in order and inside the page, ranges map into bounds, what stays of a copy is in
 * the output, and a second cleaning changes nothing.
 *
 * Input: two bytes of options, then the document.
 */
#include <doublon.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ranges that are mapped in one document. */
#define RANGES 16

static void
require(bool held)
{
    if (!held)
        abort();
}

/* Dictionaries are read once; documents are used again, as callers do. */
typedef struct state {
    dbn_engine *engine;
    dbn_doc *once, *twice;
} state;

static state *
get_state(void)
{
    static state s;
    if (s.engine == NULL) {
        require(dbn_engine_new(&s.engine, DBN_DICTS_DIR, NULL) == DBN_OK);
        require(dbn_doc_new(&s.once, s.engine, 0) == DBN_OK);
        require(dbn_doc_new(&s.twice, s.engine, 0) == DBN_OK);
    }
    return &s;
}

static bool
is_inside(dbn_range range, size_t len)
{
    return range.beg <= range.end && range.end <= len;
}

/* Does the block around `offset` stand in a text? Of two captions neither comes out. */
static bool
is_text_at(const dbn_block *blocks, uint32_t count, uint32_t offset)
{
    uint32_t i = 0;
    while (i < count && blocks[i].range.end <= offset)
        i++;
    return i < count &&
           (blocks[i].role == DBN_ROLE_LEAD || blocks[i].role == DBN_ROLE_HEADING ||
            blocks[i].role == DBN_ROLE_PARAGRAPH || blocks[i].role == DBN_ROLE_QUOTE ||
            blocks[i].role == DBN_ROLE_ITEM);
}

static void
check_records(const dbn_doc *doc)
{
    uint32_t count, at = 0;
    size_t page = dbn_doc_view(doc, DBN_TEXT_PAGE).len;
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        require(is_inside(blocks[i].range, page) && blocks[i].range.beg >= at);
        require(blocks[i].role < DBN_ROLE_COUNT);
        at = blocks[i].range.end;
    }
    uint32_t block_count = count;
    const dbn_mark *marks = dbn_doc_marks(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        require(is_inside(marks[i].range, page) && marks[i].block < block_count);
    size_t decoded = dbn_doc_view(doc, DBN_TEXT_DECODED).len;
    const dbn_picture *pictures = dbn_doc_pictures(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        require(
            is_inside(pictures[i].tag, decoded) &&
            (pictures[i].caption == DBN_NONE || pictures[i].caption < block_count) &&
            (pictures[i].credit == DBN_NONE || pictures[i].credit < block_count));
    dbn_field_value value;
    for (int kind = DBN_FIELD_TITLE; kind <= DBN_FIELD_MODIFIED; kind++)
        for (uint32_t i = 0; dbn_doc_field(doc, (dbn_field_kind)kind, i, &value); i++)
            require(is_inside(value.source, dbn_doc_view(doc, DBN_TEXT_SOURCE).len));
    require(dbn_doc_access(doc) <= DBN_ACCESS_CLOSED &&
            dbn_doc_mining(doc) <= DBN_MINING_RESERVED &&
            dbn_doc_modified(doc).month <= 12);
    const dbn_copy *copies = dbn_doc_copies(doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        require(is_inside(copies[i].range, page) && is_inside(copies[i].partner, page));
        dbn_range stays = copies[i].survivor ? copies[i].range : copies[i].partner;
        dbn_range gone = copies[i].survivor ? copies[i].partner : copies[i].range;
        stays = dbn_doc_map(doc, DBN_TEXT_PAGE, DBN_TEXT_OUTPUT, stays);
        require(stays.beg < stays.end || !is_text_at(blocks, block_count, gone.beg));
    }
    const dbn_contradiction *all = dbn_doc_contradictions(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        require(is_inside(all[i].a, page) && is_inside(all[i].b, page));
    const dbn_finding *findings = dbn_doc_findings(doc, &count);
    for (uint32_t i = 0; i < count; i++)
        require(is_inside(findings[i].range, page));
}

static void
check_maps(const dbn_doc *doc)
{
    for (int from = DBN_TEXT_SOURCE; from <= DBN_TEXT_OUTPUT; from++) {
        size_t len = dbn_doc_view(doc, (dbn_text)from).len;
        for (uint32_t i = 0; i < RANGES && len > 0; i++) {
            dbn_range range = {(uint32_t)(len * i / RANGES),
                               (uint32_t)(len * (i + 1) / RANGES)};
            for (int to = DBN_TEXT_SOURCE; to <= DBN_TEXT_OUTPUT; to++)
                require(is_inside(dbn_doc_map(doc, (dbn_text)from, (dbn_text)to, range),
                                  dbn_doc_view(doc, (dbn_text)to).len));
        }
    }
}

static void
check_passes(const dbn_doc *doc)
{
    dbn_span text = dbn_doc_view(doc, DBN_TEXT_SOURCE);
    dbn_pass_edits pass;
    for (uint32_t i = 0; dbn_doc_pass(doc, i, &pass); i++) {
        require(pass.before.len == text.len);
        require(text.len == 0 || memcmp(pass.before.ptr, text.ptr, text.len) == 0);
        for (uint32_t j = 0; j < pass.count; j++) {
            const dbn_edit *edit = &pass.edits[j];
            require(edit->from <= edit->to && edit->to <= pass.before.len);
            require(edit->at <= pass.after.len &&
                    edit->len <= pass.after.len - edit->at);
            require(j == 0 || (edit[-1].to <= edit->from &&
                               edit[-1].at + edit[-1].len <= edit->at));
        }
        text = pass.after;
    }
    dbn_span output = dbn_doc_text(doc);
    require(text.len == output.len &&
            (text.len == 0 || memcmp(text.ptr, output.ptr, text.len) == 0));
}

static void
check_second_cleaning(state *s)
{
    dbn_span once = dbn_doc_text(s->once);
    dbn_input again = {
        .bytes = once, .kind = DBN_INPUT_TEXT, .lang = dbn_doc_lang(s->once)};
    dbn_status status = dbn_doc_clean(s->twice, &again, NULL);
    require(status == DBN_OK);
    dbn_span twice = dbn_doc_text(s->twice);
    require(once.len == twice.len &&
            (once.len == 0 || memcmp(once.ptr, twice.ptr, once.len) == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    state *s = get_state();
    if (size < 2)
        return 0;
    dbn_input input = {
        .bytes = {(const char *)data + 2, size - 2},
        .kind = (dbn_input_kind)(data[0] % 3), /* auto, html, text */
        .is_utf8 = false,
    };
    dbn_clean_options options = {
        .passes = (data[0] >> 2) & DBN_DO_ALL,
        .keep_all = (data[1] & 1) != 0,
        .keep = (data[1] & 2) != 0 ? DBN_ROLE_BIT(DBN_ROLE_FURNITURE) : 0,
        .survivor = (dbn_survivor)((data[1] >> 2) % 6),
    };
    dbn_status status = dbn_doc_clean(s->once, &input, &options);
    if (status != DBN_OK) {
        require(status == DBN_ERR_SYNTAX || status == DBN_ERR_LIMIT);
        require(dbn_doc_error(s->once)->message[0] != '\0');
        return 0;
    }
    check_records(s->once);
    check_maps(s->once);
    check_passes(s->once);
    /* The whole cleaning of text is the one that is to be stable: what was kept by an
     * option is not kept again without it. */
    bool is_whole = (options.passes == 0 || options.passes == DBN_DO_ALL) &&
                    options.keep == 0 && !options.keep_all && options.survivor == 0;
    if (is_whole)
        check_second_cleaning(s);
    return 0;
}
