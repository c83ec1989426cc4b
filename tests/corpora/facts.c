#include "corpora/facts.h"

typedef struct judge {
    const dbn_doc *doc;
    test_bytes *details;
    uint32_t right, wanted;
} judge;

static void
compare(judge *j, const char *name, dbn_span wanted, dbn_span given)
{
    j->wanted++;
    if (test_span_is(wanted, given)) {
        j->right++;
        return;
    }
    test_bytes_format(j->details, "    %s: wanted '%.*s', given '%.*s'\n", name,
                      SHOW(wanted), SHOW(given));
}

static void
compare_field(judge *j, const char *name, dbn_span wanted, dbn_field_kind kind)
{
    dbn_field_value value;
    if (wanted.len > 0)
        compare(j, name, wanted,
                dbn_doc_field(j->doc, kind, 0, &value) ? value.text : TEXT(""));
}

static void
compare_day(judge *j, dbn_span wanted)
{
    char day[32] = "";
    dbn_date date = dbn_doc_modified(j->doc);
    if (wanted.len == 0)
        return;
    if (date.year != 0)
        (void)snprintf(day, sizeof day, "%04d-%02d-%02d", (int)date.year, date.month,
                       date.day);
    compare(j, "modified", wanted, test_span(day));
}

static void
compare_signals(judge *j, const gold_facts *gold)
{
    static const char *const access[] = {"", "free", "closed"};
    static const char *const mining[] = {"", "allowed", "reserved"};
    if (gold->access.len > 0)
        compare(j, "access", gold->access, test_span(access[dbn_doc_access(j->doc)]));
    if (gold->mining.len > 0)
        compare(j, "mining", gold->mining, test_span(mining[dbn_doc_mining(j->doc)]));
}

static void
join(test_bytes *out, uint32_t at, dbn_span text)
{
    test_bytes_format(out, "%s%.*s", at > 0 ? ", " : "", SHOW(text));
}

/* The hours of all entries are one fact. */
static void
compare_entries(judge *j, const gold_facts *gold)
{
    test_bytes wanted = {0}, given = {0};
    uint32_t count;
    const dbn_entry *entries = dbn_doc_entries(j->doc, &count);
    if (gold->entries.count == 0)
        return;
    for (uint32_t i = 0; i < gold->entries.count; i++)
        join(&wanted, i, gold->entries.items[i]);
    for (uint32_t i = 0; i < count; i++) {
        char hour[32];
        (void)snprintf(hour, sizeof hour, "%02d:%02d", entries[i].time.hour,
                       entries[i].time.minute);
        join(&given, i, test_span(hour));
    }
    compare(j, "entries", test_bytes_span(&wanted), test_bytes_span(&given));
    test_bytes_release(&wanted);
    test_bytes_release(&given);
}

/* All tags are one fact. */
static void
compare_tags(judge *j, const gold_facts *gold)
{
    test_bytes wanted = {0}, given = {0};
    dbn_field_value value;
    if (gold->tags.count == 0)
        return;
    for (uint32_t i = 0; i < gold->tags.count; i++)
        join(&wanted, i, gold->tags.items[i]);
    for (uint32_t i = 0; dbn_doc_field(j->doc, DBN_FIELD_TAG, i, &value); i++)
        join(&given, i, value.text);
    compare(j, "tags", test_bytes_span(&wanted), test_bytes_span(&given));
    test_bytes_release(&wanted);
    test_bytes_release(&given);
}

static dbn_span
block_text(const dbn_doc *doc, uint32_t block)
{
    uint32_t count;
    const dbn_block *blocks = dbn_doc_blocks(doc, &count);
    if (block >= count)
        return TEXT("");
    return test_span_slice(dbn_doc_view(doc, DBN_TEXT_PAGE), blocks[block].range);
}

/* A fact a picture, and one that there is no other. */
static void
compare_pictures(judge *j, const gold_facts *gold)
{
    uint32_t count;
    const dbn_picture *pictures = dbn_doc_pictures(j->doc, &count);
    if (gold->pictures.count == 0)
        return;
    for (uint32_t i = 0; i < gold->pictures.count; i++) {
        const gold_picture *wanted = &gold->pictures.items[i];
        test_bytes given = {0}, both = {0};
        if (i < count)
            test_bytes_format(&given, "%.*s | %.*s",
                              SHOW(block_text(j->doc, pictures[i].caption)),
                              SHOW(block_text(j->doc, pictures[i].credit)));
        test_bytes_format(&both, "%.*s | %.*s", SHOW(wanted->caption),
                          SHOW(wanted->credit));
        compare(j, "picture", test_bytes_span(&both), test_bytes_span(&given));
        test_bytes_release(&given);
        test_bytes_release(&both);
    }
    char given[16], wanted[16];
    (void)snprintf(given, sizeof given, "%u", (unsigned)count);
    (void)snprintf(wanted, sizeof wanted, "%u", (unsigned)gold->pictures.count);
    compare(j, "pictures", test_span(wanted), test_span(given));
}

uint32_t
facts_judge(const gold_facts *gold, const dbn_doc *doc, uint32_t *wanted,
            test_bytes *details)
{
    judge j = {.doc = doc, .details = details};
    compare_day(&j, gold->modified);
    compare_field(&j, "section", gold->section, DBN_FIELD_SECTION);
    compare_tags(&j, gold);
    compare_entries(&j, gold);
    compare_field(&j, "canonical", gold->canonical, DBN_FIELD_CANONICAL);
    compare_field(&j, "licence", gold->licence, DBN_FIELD_LICENCE);
    compare_signals(&j, gold);
    compare_pictures(&j, gold);
    *wanted = j.wanted;
    return j.right;
}
