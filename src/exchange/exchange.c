#include "exchange/exchange.h"

typedef struct format {
    const char *name;
    const dbn_grammar *grammar;
    dbn_status (*check)(dbn_refusing *refusing, const dbn_xml *xml);
} format;

static const format xliff12 = {"xliff", &dbn_grammar_xliff12, dbn_xliff12_check};
static const format tbx2 = {"tbx", &dbn_grammar_tbx2, dbn_tbx_check};
static const format tbx3 = {"tbx", &dbn_grammar_tbx3, dbn_tbx_check};
static const format formats[] = {{"xliff", &dbn_grammar_xliff2, dbn_xliff2_check},
                                 {"tmx", &dbn_grammar_tmx, dbn_tmx_check}};

/* By the root alone: what it should hold is for the grammar to say. */
static const format *
format_of(const dbn_xml *xml)
{
    const dbn_xml_node *root = &xml->nodes.items[0];
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++) {
        const dbn_grammar *grammar = formats[i].grammar;
        if (root->ns == dbn_grammar_ns(grammar, "") &&
            dbn_span_equal(dbn_xml_text(xml, root->text),
                           dbn_span_of(grammar->elements[1].name)))
            return &formats[i];
    }
    return NULL;
}

/* Version 1.2 has elements of the same names in a namespace of its own. */
static bool
is_xliff12(const dbn_xml *xml)
{
    uint32_t ns = xml->nodes.items[0].ns;
    return ns >= DBN_XML_NS_FIRST && ns < xml->namespace_count &&
           dbn_span_equal(xml->namespaces[ns],
                          dbn_span_of(dbn_grammar_xliff12.namespaces[0]));
}

/* A root of TBX, of either version: by its name. */
static const format *
tbx_of(const dbn_xml *xml)
{
    const dbn_xml_node *root = &xml->nodes.items[0];
    dbn_span name = dbn_xml_text(xml, root->text);
    if (root->ns == DBN_XML_NS_NONE && dbn_span_equal(name, DBN_SPAN("martif")))
        return &tbx2;
    return dbn_span_equal(name, DBN_SPAN("tbx")) ? &tbx3 : NULL;
}

/* The core of version 2.2 has a namespace of its own, and the elements of this one. */
static void
join_namespaces(dbn_xml *xml)
{
    uint32_t core = dbn_grammar_ns(&dbn_grammar_xliff2, ""), other = DBN_XML_NS_NONE;
    for (uint32_t i = DBN_XML_NS_FIRST; i < xml->namespace_count; i++)
        if (dbn_span_equal(xml->namespaces[i],
                           DBN_SPAN("urn:oasis:names:tc:xliff:document:2.2")))
            other = i;
    for (uint32_t i = 0; other != DBN_XML_NS_NONE && i < xml->nodes.count; i++)
        if (xml->nodes.items[i].ns == other)
            xml->nodes.items[i].ns = core;
}

/* Of XLIFF and TBX the namespace is part of the name. */
static dbn_status
refuse_root(const dbn_xml *xml, dbn_job *job)
{
    const dbn_xml_node *node = &xml->nodes.items[0];
    dbn_span root = dbn_xml_text(xml, node->text);
    int len = (int)(root.len < 64 ? root.len : 64);
    bool is_foreign = dbn_span_equal(root, DBN_SPAN("xliff")) ||
                      dbn_span_equal(root, DBN_SPAN("tmx")) ||
                      dbn_span_equal(root, DBN_SPAN("tbx"));
    dbn_status status =
        is_foreign
            ? dbn_fail(&job->err, DBN_ERR_SYNTAX,
                       "the element '%.*s' is not in the namespace of its standard",
                       len, root.ptr)
            : dbn_fail(&job->err, DBN_ERR_SYNTAX,
                       "neither XLIFF, TMX nor TBX: the file begins with '%.*s'", len,
                       root.ptr);
    job->err.line = node->line;
    return status;
}

dbn_status
dbn_exchange_read(dbn_exchange *out, const dbn_xml **tree, dbn_span bytes, dbn_job *job)
{
    dbn_xml *xml = dbn_arena_alloc(&job->arena, sizeof *xml);
    *out = (dbn_exchange){.format = ""};
    *tree = xml;
    if (xml == NULL)
        return dbn_job_nomem(job);
    DBN_TRY(dbn_xml_read(xml, bytes, dbn_grammar_xliff2.namespaces, job));
    const format *tbx = tbx_of(xml);
    bool is_1_2 = is_xliff12(xml);
    if (tbx == &tbx3)
        DBN_TRY(dbn_xml_read(xml, bytes, dbn_grammar_tbx3.namespaces, job));
    else if (is_1_2)
        DBN_TRY(dbn_xml_read(xml, bytes, dbn_grammar_xliff12.namespaces, job));
    else
        join_namespaces(xml);
    const format *found = is_1_2 ? &xliff12 : tbx != NULL ? tbx : format_of(xml);
    bool is_foreign_tbx =
        tbx == &tbx3 && xml->nodes.items[0].ns != dbn_grammar_ns(&dbn_grammar_tbx3, "");
    if (found == NULL || is_foreign_tbx)
        return refuse_root(xml, job);
    dbn_refusing refusing = {.job = job};
    DBN_TRY(dbn_grammar_check(&refusing, xml, found->grammar));
    DBN_TRY(found->check(&refusing, xml));
    dbn_refusals_sort(&refusing.refusals);
    *out = (dbn_exchange){.format = found->name,
                          .version = found == &tbx2   ? DBN_SPAN("2")
                                     : found == &tbx3 ? DBN_SPAN("3")
                                                      : dbn_xml_get(xml, 0, "version"),
                          .refusals = refusing.refusals,
                          .is_cut = refusing.is_cut,
                          .grammar = found->grammar};
    return DBN_OK;
}

dbn_status
dbn_exchange_validate(dbn_exchange *out, dbn_span bytes, dbn_job *job)
{
    const dbn_xml *xml;
    return dbn_exchange_read(out, &xml, bytes, job);
}
