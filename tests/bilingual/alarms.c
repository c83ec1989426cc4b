/*
 * tests/bilingual/alarms.c - what the rules for translations say of good ones: the
 * beads of corpora/bitexts/, as tables. A row two languages: pairs, and findings in a
 * thousand of them; more than are told here fail.
 */
#include "corpora/beads.h"

#include <doublon/desk.h>

#include <stdlib.h>
#include <string.h>

typedef struct trial {
    const char *source, *target;
    uint32_t at_most; /* in a thousand pairs */
    uint32_t pairs, alarms;
} trial;

static void
put_side(test_bytes *out, const gold_side *side, dbn_range range)
{
    for (uint32_t i = range.beg; i < range.end; i++)
        test_bytes_format(out, "%s%.*s", i == range.beg ? "" : " ",
                          SHOW(side->lines[i].text));
}

static void
count_alarms(trial *t, const dbn_engine *engine, dbn_doc *doc, const char *name)
{
    uint32_t count;
    const dbn_finding *findings = dbn_doc_findings(doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        dbn_span rule = dbn_rule_name(engine, findings[i].rule);
        dbn_span text = dbn_doc_view(doc, DBN_TEXT_PAGE);
        if (rule.len < 10 || memcmp(rule.ptr, "bilingual.", 10) != 0)
            continue;
        dbn_range at = findings[i].range;
        printf("    %s-%s %s: %.*s: %.*s\n", t->source, t->target, name, SHOW(rule),
               (int)(at.end - at.beg), text.ptr + at.beg);
        t->alarms++;
    }
}

static void
try_article(trial *t, const dbn_engine *engine, dbn_doc *doc, const char *name)
{
    gold_side source, target;
    gold_beads beads;
    test_bytes table = {0};
    gold_side_read(&source, name, t->source);
    gold_side_read(&target, name, t->target);
    gold_beads_make(&beads, &source, &target, name);
    test_bytes_format(&table, "source:%s\ttarget:%s\n", t->source, t->target);
    for (uint32_t i = 0; i < beads.count; i++) {
        const gold_bead *bead = &beads.items[i];
        if (bead->source.beg == bead->source.end ||
            bead->target.beg == bead->target.end)
            continue;
        put_side(&table, &source, bead->source);
        test_bytes_format(&table, "\t");
        put_side(&table, &target, bead->target);
        test_bytes_format(&table, "\n");
        t->pairs++;
    }
    const dbn_input input = {.bytes = test_bytes_span(&table),
                             .name = test_span("beads.tsv"),
                             .is_utf8 = true};
    if (dbn_doc_check(doc, &input, NULL) != DBN_OK)
        test_die("%s: %s", name, dbn_doc_error(doc)->message);
    count_alarms(t, engine, doc, name);
    test_bytes_release(&table);
    gold_beads_release(&beads);
    gold_side_release(&source);
    gold_side_release(&target);
}

int
main(void)
{
    trial trials[] = {
        {"fr", "nl", 4, 0, 0}, {"fr", "en", 15, 0, 0}, {"en", "nl", 40, 0, 0}};
    dbn_engine *engine;
    dbn_doc *doc;
    dbn_error error;
    int faults = 0;
    test_corpora articles = test_bitexts_list();
    if (dbn_engine_new_for_desk(&engine, DBN_DICTS_DIR, NULL, &error) != DBN_OK ||
        dbn_doc_new(&doc, engine, 0) != DBN_OK)
        test_die("%s", error.message);
    for (size_t i = 0; i < sizeof trials / sizeof trials[0]; i++) {
        trial *t = &trials[i];
        for (size_t k = 0; k < articles.count; k++)
            try_article(t, engine, doc, articles.names[k]);
        uint32_t share = t->pairs == 0 ? 0 : t->alarms * 1000 / t->pairs;
        printf("%s-%s: %u pairs, %u alarms, %u in a thousand\n", t->source, t->target,
               t->pairs, t->alarms, share);
        faults += t->pairs < 100 || share > t->at_most;
    }
    dbn_doc_free(doc);
    dbn_engine_free(engine);
    test_corpora_release(&articles);
    return faults > 0;
}
