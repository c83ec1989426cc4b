/*
 * tests/fuzz/fuzz_fill.c - whatever file of translators is accepted, XLIFF of either
 * version, PO or a table: filled with targets it is accepted again, with these targets,
 * and filled with none it is the same file.
 */
#include "exchange/catalog.h"
#include "exchange/translated.h"
#include "flow/list.h"
#include "flow/recode.h"
#include "write/xliff12_fill.h"
#include "write/xliff_fill.h"

#include <assert.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct file {
    dbn_span bytes;
    dbn_catalog catalog;
    dbn_bilingual b;
    bool is_list, is_plain;
} file;

static bool
read_file(file *f, dbn_span bytes, dbn_job *job)
{
    *f = (file){.bytes = bytes};
    bool is_po = dbn_is_po(bytes);
    f->is_list = is_po || dbn_is_tsv(bytes);
    if (!f->is_list)
        return dbn_translated_read(&f->b, bytes, job) == DBN_OK;
    dbn_span charset;
    if (!is_po && dbn_flow_table_decode(&f->bytes, &charset, bytes, job) != DBN_OK)
        return false;
    if ((is_po ? dbn_po_read(&f->catalog, f->bytes, job)
               : dbn_tsv_read(&f->catalog, f->bytes, job)) != DBN_OK)
        return false;
    f->is_plain = dbn_flow_list_is_plain(&f->catalog);
    return dbn_flow_list_read(&f->b, &f->catalog, f->is_plain, job) == DBN_OK;
}

static bool
fill(dbn_span *out, const file *f, const bool *is_new, dbn_job *job)
{
    dbn_buffer text = {0};
    dbn_status status =
        f->is_list ? dbn_flow_list_fill(&text, &f->b, &f->catalog, f->bytes, is_new,
                                        &job->arena)
                   : dbn_write_xliff_fill(&text, &job->arena, f->bytes, &f->b, is_new);
    if (status == DBN_ERR_SYNTAX) {
        text.count = 0;
        status = dbn_write_xliff12_fill(&text, &job->arena, f->bytes, &f->b, is_new);
    }
    *out = (dbn_span){text.count == 0 ? "" : text.items, text.count};
    assert(status != DBN_ERR_NOMEM);
    return status == DBN_OK;
}

/* A text, then the codes of the source. */
static void
give(dbn_bilingual *b, uint32_t part, dbn_job *job)
{
    const dbn_pieces source = b->parts.items[part].source;
    dbn_bilingual_begin_target(b, part);
    assert(dbn_bilingual_add_text(b, &job->arena, part, DBN_SPAN("x \"y\"; <&")) ==
           DBN_OK);
    for (uint32_t i = source.beg; i < source.end; i++)
        if (b->pieces.items[i].kind != DBN_PIECE_TEXT)
            assert(dbn_bilingual_add_code(b, &job->arena, part, i) == DBN_OK);
    b->parts.items[part].place = 0;
    b->parts.items[part].state = DBN_STATE_REVIEW;
    b->parts.items[part].origin = DBN_SPAN("an <engine>");
}

/* What is open, with its source for a target: whoever asks an engine tries it so. */
static void
open_parts(file *f, bool *is_new)
{
    for (uint32_t i = 0; i < f->b.units.count; i++)
        for (uint32_t k = f->b.units.items[i].part_beg;
             k < f->b.units.items[i].part_end; k++) {
            dbn_unit_part *part = &f->b.parts.items[k];
            is_new[k] = part->is_segment && !part->has_target && !part->is_joined &&
                        !f->b.units.items[i].is_locked;
            part->has_target |= is_new[k];
            part->target = is_new[k] ? part->source : part->target;
        }
}

static void
hold(const file *f, dbn_span filled, const bool *is_new, dbn_job *job)
{
    file again;
    bool is_read = read_file(&again, filled, job);
    assert(is_read && again.b.units.count == f->b.units.count);
    for (uint32_t i = 0; f->is_list && i < f->catalog.messages.count; i++)
        if (is_new[f->b.units.items[i].part_beg])
            assert(again.catalog.messages.items[i].target.len > 0);
    for (uint32_t i = 0; !f->is_list && i < f->b.parts.count; i++)
        assert(!is_new[i] || again.b.parts.items[i].has_target);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_job job;
    file f;
    dbn_span filled;
    const dbn_span bytes = {size == 0 ? "" : (const char *)data, size};
    if (size > 1U << 15)
        return 0;
    dbn_job_init(&job, (size_t)256 << 20);
    if (read_file(&f, bytes, &job)) {
        bool *is_new = dbn_arena_alloc(&job.arena, f.b.parts.count + 1);
        assert(is_new != NULL);
        bool can_copy = fill(&filled, &f, is_new, &job);
        assert(!can_copy || dbn_span_equal(filled, f.bytes));
        open_parts(&f, is_new);
        bool can_fill = can_copy && fill(&filled, &f, is_new, &job);
        for (uint32_t i = 0; can_fill && i < f.b.parts.count; i++)
            if (is_new[i])
                give(&f.b, i, &job);
        if (can_fill) {
            bool is_filled = fill(&filled, &f, is_new, &job);
            assert(is_filled);
            hold(&f, filled, is_new, &job);
        }
    }
    dbn_job_release(&job);
    return 0;
}
