#include "write/omegat.h"

#include "text/bilingual.h"
#include "write/escape.h"
#include "write/json.h"

/* Of the versions that Debian has had since 2014; later ones read it. */
static const char head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<omegat>\n"
    "<project version=\"1.0\">\n"
    "<source_dir>__DEFAULT__</source_dir>\n<target_dir>__DEFAULT__</target_dir>\n"
    "<tm_dir>__DEFAULT__</tm_dir>\n<glossary_dir>__DEFAULT__</glossary_dir>\n"
    "<glossary_file>__DEFAULT__</glossary_file>\n"
    "<dictionary_dir>__DEFAULT__</dictionary_dir>\n<source_lang>";
static const char tail[] =
    "</target_lang>\n<sentence_seg>false</sentence_seg>\n"
    "<support_default_translations>true</support_default_translations>\n"
    "<remove_tags>false</remove_tags>\n</project>\n</omegat>\n";

dbn_status
dbn_write_omegat(dbn_buffer *out, dbn_arena *arena, dbn_span source_lang,
                 dbn_span target_lang)
{
    DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(head)));
    DBN_TRY(dbn_write_xml(out, arena, source_lang));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</source_lang>\n<target_lang>")));
    DBN_TRY(dbn_write_xml(out, arena, target_lang));
    return dbn_json_raw(out, arena, dbn_span_of(tail));
}

dbn_status
dbn_write_omegat_terms(dbn_buffer *out, dbn_arena *arena, const dbn_glossary *glossary)
{
    for (uint32_t i = 0; i < dbn_glossary_count(glossary); i++) {
        const dbn_glossary_entry *entry = dbn_glossary_entry_at(glossary, i);
        dbn_span rest = entry->translation;
        for (dbn_span one; (one = dbn_translation_next(&rest)).len > 0;) {
            DBN_TRY(dbn_write_cell(out, arena, entry->term));
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
            DBN_TRY(dbn_write_cell(out, arena, one));
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\t")));
            DBN_TRY(dbn_write_cell(out, arena, entry->domain));
            DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("\n")));
        }
    }
    return DBN_OK;
}

static const char tbx_head[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<!DOCTYPE martif SYSTEM \"TBXcoreStructV02.dtd\">\n"
    "<martif type=\"TBX\" xml:lang=\"en\">\n<martifHeader><fileDesc><sourceDesc>"
    "<p>doublon prepare</p></sourceDesc></fileDesc></martifHeader>\n<text><body>\n";

static dbn_status
put_tbx_term(dbn_buffer *out, dbn_arena *arena, dbn_span term)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<tig><term>")));
    DBN_TRY(dbn_write_xml(out, arena, term));
    return dbn_json_raw(out, arena, DBN_SPAN("</term></tig>"));
}

static dbn_status
begin_tbx_language(dbn_buffer *out, dbn_arena *arena, dbn_span lang)
{
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<langSet xml:lang=\"")));
    DBN_TRY(dbn_write_xml(out, arena, lang));
    return dbn_json_raw(out, arena, DBN_SPAN("\">"));
}

static dbn_status
put_tbx_entry(dbn_buffer *out, dbn_arena *arena, const dbn_glossary_entry *entry,
              dbn_span source_lang, dbn_span target_lang)
{
    dbn_span rest = entry->translation;
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<termEntry>")));
    if (entry->domain.len > 0) {
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("<descrip type=\"subjectField\">")));
        DBN_TRY(dbn_write_xml(out, arena, entry->domain));
        DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</descrip>")));
    }
    DBN_TRY(begin_tbx_language(out, arena, source_lang));
    DBN_TRY(put_tbx_term(out, arena, entry->term));
    DBN_TRY(dbn_json_raw(out, arena, DBN_SPAN("</langSet>")));
    DBN_TRY(begin_tbx_language(out, arena, target_lang));
    for (dbn_span one; (one = dbn_translation_next(&rest)).len > 0;)
        DBN_TRY(put_tbx_term(out, arena, one));
    return dbn_json_raw(out, arena, DBN_SPAN("</langSet></termEntry>\n"));
}

dbn_status
dbn_write_omegat_tbx(dbn_buffer *out, dbn_arena *arena, const dbn_glossary *glossary,
                     dbn_span source_lang, dbn_span target_lang)
{
    DBN_TRY(dbn_json_raw(out, arena, dbn_span_of(tbx_head)));
    for (uint32_t i = 0; i < dbn_glossary_count(glossary); i++) {
        const dbn_glossary_entry *entry = dbn_glossary_entry_at(glossary, i);
        dbn_span rest = entry->translation;
        if (dbn_translation_next(&rest).len > 0)
            DBN_TRY(put_tbx_entry(out, arena, entry, source_lang, target_lang));
    }
    return dbn_json_raw(out, arena, DBN_SPAN("</body></text>\n</martif>\n"));
}
