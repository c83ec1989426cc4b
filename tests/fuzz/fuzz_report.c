/*
 * Any bytes as a document with any options, and its report: it is well-formed, its
 * links lead somewhere, and every byte of the page stands in it, block after block; the
 * account ends its lines.
 *
 * Input: two bytes of options, then the document.
 */
#include "flow/page.h"
#include "support/html_check.h"

#include "flow/doc.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
require(bool held)
{
    if (!held)
        abort();
}

typedef struct state {
    dbn_engine *engine;
    dbn_doc *doc;
} state;

static state *
get_state(void)
{
    static state s;
    if (s.engine == NULL) {
        require(dbn_engine_new(&s.engine, DBN_DICTS_DIR, NULL) == DBN_OK);
        require(dbn_doc_new(&s.doc, s.engine, 0) == DBN_OK);
    }
    return &s;
}

typedef struct collected {
    dbn_buffer bytes;
    dbn_arena arena;
} collected;

static dbn_status
collect(void *context, dbn_span bytes)
{
    collected *c = context;
    return dbn_vec_append(&c->arena, &c->bytes, bytes.ptr, (uint32_t)bytes.len);
}

/* The page with the document once or twice. */
static void
write_page(const state *s, collected *out, dbn_ui ui, uint32_t times)
{
    dbn_page page = {.send = collect, .context = out, .version = "0", .ui = ui};
    dbn_html_total total = {.documents = times};
    dbn_page_init(&page);
    for (uint32_t i = 0; i < times; i++) {
        dbn_arena arena;
        dbn_buffer body = {0};
        dbn_arena_init(&arena, 0);
        dbn_writer w = {.out = &body,
                        .arena = &arena,
                        .rules = s->engine->rules,
                        .version = "0",
                        .ui = ui};
        dbn_html_place place = {.number = i + 1};
        require(dbn_html_document(&w, &s->doc->document, &place) == DBN_OK);
        dbn_page_document document = {.document = &s->doc->document,
                                      .rules = s->engine->rules,
                                      .body = {body.items, body.count}};
        require(dbn_page_add(&page, &document) == DBN_OK);
        dbn_arena_release(&arena);
    }
    require(dbn_page_end(&page, &total) == DBN_OK);
    dbn_page_release(&page);
}

/* What the report must say: the blocks of the page, a line each. */
static void
add_page(html_text *wanted, const dbn_document *doc)
{
    dbn_span page = doc->page->text;
    const dbn_blocks *blocks = &doc->records.blocks;
    for (uint32_t i = 0; i < blocks->count; i++) {
        dbn_span text = dbn_span_slice(page, blocks->items[i].range);
        html_text_add(wanted, text.ptr, text.len);
        html_text_add(wanted, "\n", 1);
    }
    if (blocks->count > 0 || page.len == 0)
        return;
    html_text_add(wanted, page.ptr, page.len);
    html_text_add(wanted, "\n", 1);
}

static void
check_report(const state *s, dbn_ui ui, uint32_t times)
{
    collected html = {0};
    html_text found = {0}, wanted = {0};
    dbn_arena_init(&html.arena, 0);
    write_page(s, &html, ui, times);
    require(html_fault(html.bytes.items, html.bytes.count, &found) == NULL);
    for (uint32_t i = 0; i < times; i++)
        add_page(&wanted, &s->doc->document);
    require(found.len == wanted.len &&
            (found.len == 0 || memcmp(found.ptr, wanted.ptr, found.len) == 0));
    free(found.ptr);
    free(wanted.ptr);
    dbn_arena_release(&html.arena);
}

static void
check_account(const state *s, dbn_ui ui)
{
    dbn_arena arena;
    dbn_buffer lines = {0};
    dbn_arena_init(&arena, 0);
    dbn_writer w = {.out = &lines,
                    .arena = &arena,
                    .rules = s->engine->rules,
                    .version = "0",
                    .ui = ui,
                    .has_color = true};
    require(dbn_write_account(&w, &s->doc->document) == DBN_OK);
    require(lines.count > 0 && lines.items[lines.count - 1] == '\n');
    dbn_arena_release(&arena);
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
    };
    dbn_clean_options options = {
        .passes = (data[0] >> 2) & DBN_DO_ALL,
        .keep_all = (data[1] & 1) != 0,
        .keep = (data[1] & 2) != 0 ? DBN_ROLE_BIT(DBN_ROLE_FURNITURE) : 0,
        .survivor = (dbn_survivor)((data[1] >> 2) % 6),
    };
    if (dbn_doc_clean(s->doc, &input, &options) != DBN_OK)
        return 0;
    dbn_ui ui = (dbn_ui)((data[1] >> 4) % DBN_UI_COUNT);
    check_report(s, ui, 1 + ((data[1] >> 5) & 1));
    check_account(s, ui);
    return 0;
}
