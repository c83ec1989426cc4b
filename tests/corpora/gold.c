#include "corpora/gold.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

struct gold_file {
    yaml_document_t document;
    test_bytes bytes;
    const char *article;
};

typedef struct gold_file gold_file;

static dbn_span
string_of(const yaml_node_t *node)
{
    if (node == NULL || node->type != YAML_SCALAR_NODE)
        return (dbn_span){"", 0};
    return (dbn_span){(const char *)node->data.scalar.value, node->data.scalar.length};
}

/* A member of a mapping; NULL where there is none. */
static yaml_node_t *
member(gold_file *file, const yaml_node_t *node, const char *name)
{
    if (node == NULL || node->type != YAML_MAPPING_NODE)
        return NULL;
    for (const yaml_node_pair_t *pair = node->data.mapping.pairs.start;
         pair < node->data.mapping.pairs.top; pair++)
        if (test_span_is(string_of(yaml_document_get_node(&file->document, pair->key)),
                         test_span(name)))
            return yaml_document_get_node(&file->document, pair->value);
    return NULL;
}

static uint32_t
length_of(const yaml_node_t *list)
{
    if (list == NULL || list->type != YAML_SEQUENCE_NODE)
        return 0;
    return (uint32_t)(list->data.sequence.items.top - list->data.sequence.items.start);
}

static yaml_node_t *
item(gold_file *file, const yaml_node_t *list, uint32_t i)
{
    return yaml_document_get_node(&file->document, list->data.sequence.items.start[i]);
}

static void *
array(uint32_t count, size_t size)
{
    void *items = calloc(count == 0 ? 1 : count, size);
    if (items == NULL)
        test_die("no memory is left");
    return items;
}

static uint32_t
forms_of(gold_file *file, const yaml_node_t *node)
{
    const yaml_node_t *list = member(file, node, "in");
    uint32_t forms = 0;
    for (uint32_t i = 0; i < length_of(list); i++)
        forms |= test_span_is(string_of(item(file, list, i)), TEXT("page"))
                     ? GOLD_BIT(GOLD_PAGE)
                     : GOLD_BIT(GOLD_DUMP);
    return forms == 0 ? GOLD_BIT(GOLD_PAGE) | GOLD_BIT(GOLD_DUMP) : forms;
}

static gold_block
block_of(gold_file *file, const yaml_node_t *node)
{
    for (int role = 0; role < DBN_ROLE_COUNT; role++) {
        char name[32];
        (void)snprintf(name, sizeof name, "%.*s", SHOW(dbn_role_name((dbn_role)role)));
        dbn_span text = string_of(member(file, node, name));
        if (text.len > 0)
            return (gold_block){(dbn_role)role, text, forms_of(file, node)};
    }
    test_die("%s/gold.yaml:%lu: a block without a role or a text", file->article,
             node->start_mark.line + 1);
}

static void
read_blocks(gold_article *out, const yaml_node_t *root)
{
    const yaml_node_t *text = member(out->file, root, "text");
    const yaml_node_t *left_out = member(out->file, root, "left_out");
    out->text.count = length_of(text);
    out->text.items = array(out->text.count, sizeof *out->text.items);
    for (uint32_t i = 0; i < out->text.count; i++)
        out->text.items[i] = block_of(out->file, item(out->file, text, i));
    out->left_out.count = length_of(left_out);
    out->left_out.items = array(out->left_out.count, sizeof *out->left_out.items);
    for (uint32_t i = 0; i < out->left_out.count; i++)
        out->left_out.items[i] = block_of(out->file, item(out->file, left_out, i));
}

static void
read_copies(gold_article *out, const yaml_node_t *root)
{
    const yaml_node_t *list = member(out->file, root, "copies");
    out->copies.count = length_of(list);
    out->copies.items = array(out->copies.count, sizeof *out->copies.items);
    for (uint32_t i = 0; i < out->copies.count; i++) {
        const yaml_node_t *node = item(out->file, list, i);
        gold_copy *copy = &out->copies.items[i];
        copy->kind = string_of(member(out->file, node, "kind"));
        copy->begins = string_of(member(out->file, node, "begins"));
        copy->in = forms_of(out->file, node);
        const yaml_node_t *of = member(out->file, node, "of");
        for (uint32_t j = 0; j < length_of(of) && copy->of_count < 8; j++) {
            unsigned long block =
                strtoul(string_of(item(out->file, of, j)).ptr, NULL, 10);
            if (block >= out->text.count)
                test_die("%s/gold.yaml: a copy of a block that is not there",
                         out->file->article);
            copy->of[copy->of_count++] = (uint32_t)block;
        }
    }
}

static void
read_reports(gold_article *out, const yaml_node_t *root)
{
    const yaml_node_t *list = member(out->file, root, "contradictions");
    out->contradictions.count = length_of(list);
    out->contradictions.items =
        array(out->contradictions.count, sizeof *out->contradictions.items);
    for (uint32_t i = 0; i < out->contradictions.count; i++) {
        const yaml_node_t *node = item(out->file, list, i);
        out->contradictions.items[i] =
            (gold_contradiction){string_of(member(out->file, node, "kind")),
                                 string_of(member(out->file, node, "a")),
                                 string_of(member(out->file, node, "b"))};
    }
    list = member(out->file, root, "findings");
    out->findings.count = length_of(list);
    out->findings.items = array(out->findings.count, sizeof *out->findings.items);
    for (uint32_t i = 0; i < out->findings.count; i++) {
        const yaml_node_t *node = item(out->file, list, i);
        out->findings.items[i] = (gold_finding){
            string_of(member(out->file, node, "rule")),
            string_of(member(out->file, node, "text")), forms_of(out->file, node)};
    }
}

static void
read_strings(gold_file *file, const yaml_node_t *list, dbn_span **items,
             uint32_t *count)
{
    *count = length_of(list);
    *items = array(*count, sizeof **items);
    for (uint32_t i = 0; i < *count; i++)
        (*items)[i] = string_of(item(file, list, i));
}

static void
read_facts(gold_facts *out, gold_file *file, const yaml_node_t *facts)
{
    *out = (gold_facts){.modified = string_of(member(file, facts, "modified")),
                        .section = string_of(member(file, facts, "section")),
                        .canonical = string_of(member(file, facts, "canonical")),
                        .licence = string_of(member(file, facts, "licence")),
                        .access = string_of(member(file, facts, "access")),
                        .mining = string_of(member(file, facts, "mining"))};
    read_strings(file, member(file, facts, "tags"), &out->tags.items, &out->tags.count);
    read_strings(file, member(file, facts, "entries"), &out->entries.items,
                 &out->entries.count);
    const yaml_node_t *list = member(file, facts, "pictures");
    out->pictures.count = length_of(list);
    out->pictures.items = array(out->pictures.count, sizeof *out->pictures.items);
    for (uint32_t i = 0; i < out->pictures.count; i++) {
        const yaml_node_t *node = item(file, list, i);
        out->pictures.items[i] =
            (gold_picture){string_of(member(file, node, "caption")),
                           string_of(member(file, node, "credit"))};
    }
}

static void
load(gold_file *file)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        test_die("no memory is left");
    file->bytes = test_corpora_read(file->article, "gold.yaml");
    yaml_parser_set_input_string(&parser, (const unsigned char *)file->bytes.ptr,
                                 file->bytes.len);
    if (!yaml_parser_load(&parser, &file->document))
        test_die("%s/gold.yaml:%lu: %s", file->article, parser.problem_mark.line + 1,
                 parser.problem);
    yaml_parser_delete(&parser);
}

void
gold_read(gold_article *out, const char *article)
{
    *out = (gold_article){.file = array(1, sizeof *out->file)};
    out->file->article = article;
    load(out->file);
    const yaml_node_t *root = yaml_document_get_root_node(&out->file->document);
    out->lang = string_of(member(out->file, root, "lang"));
    out->country = string_of(member(out->file, root, "country"));
    out->title = string_of(member(out->file, root, "title"));
    out->function = string_of(member(out->file, root, "function"));
    out->date = string_of(member(out->file, root, "date"));
    read_strings(out->file, member(out->file, root, "byline"), &out->bylines.items,
                 &out->bylines.count);
    read_blocks(out, root);
    read_copies(out, root);
    read_reports(out, root);
    read_facts(&out->facts, out->file, member(out->file, root, "facts"));
    if (out->text.count == 0 || out->lang.len == 0)
        test_die("%s/gold.yaml: no text or no language", article);
}

void
gold_release(gold_article *gold)
{
    yaml_document_delete(&gold->file->document);
    test_bytes_release(&gold->file->bytes);
    free(gold->file);
    free(gold->bylines.items);
    free(gold->text.items);
    free(gold->left_out.items);
    free(gold->copies.items);
    free(gold->contradictions.items);
    free(gold->findings.items);
    free(gold->facts.tags.items);
    free(gold->facts.entries.items);
    free(gold->facts.pictures.items);
    *gold = (gold_article){0};
}
