/*
 * Any bytes to the copy desk, with any repairs. Findings are in order and inside the
 * page, and so are their fixes; and every byte of the corrected text maps to the
 * decoded one and back.
 *
 * Input: a byte of options, then the document.
 */
#include <doublon/desk.h>

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A larger one says nothing more, and is slow with sanitizers. */
#define TEXT_MAX 2048

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
        require(dbn_engine_new_for_desk(&s.engine, DBN_DICTS_DIR, NULL, NULL) ==
                DBN_OK);
        require(dbn_doc_new(&s.doc, s.engine, 0) == DBN_OK);
    }
    return &s;
}

static bool
is_inside(dbn_range range, size_t len)
{
    return range.beg <= range.end && range.end <= len;
}

static void
check_findings(const dbn_doc *doc)
{
    uint32_t count, at = 0;
    size_t page = dbn_doc_view(doc, DBN_TEXT_PAGE).len;
    const dbn_finding *findings = dbn_doc_findings(doc, &count);
    for (uint32_t i = 0; i < count; i++) {
        dbn_range range;
        dbn_span text;
        require(is_inside(findings[i].range, page) &&
                is_inside(findings[i].other, page) && findings[i].range.beg >= at);
        at = findings[i].range.beg;
        for (uint32_t k = 0; dbn_doc_fix(doc, &findings[i], k, &range, &text); k++)
            require(is_inside(range, page));
    }
}

/* Each byte of the corrected text maps into the decoded one, in its order, and from
 * there back to where it is, whatever the round that changed what is around it. */
static void
check_correction(const dbn_doc *doc)
{
    dbn_span before = dbn_doc_view(doc, DBN_TEXT_DECODED);
    dbn_span after = dbn_doc_view(doc, DBN_TEXT_CORRECTED);
    uint32_t at = 0;
    for (uint32_t i = 0; i < after.len; i++) {
        dbn_range one = {i, i + 1};
        dbn_range place = dbn_doc_map(doc, DBN_TEXT_CORRECTED, DBN_TEXT_DECODED, one);
        dbn_range again = dbn_doc_map(doc, DBN_TEXT_DECODED, DBN_TEXT_CORRECTED, place);
        require(is_inside(place, before.len) && place.beg >= at);
        require(again.beg <= i && (again.end > i || again.beg == again.end));
        at = place.beg;
    }
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const profiles[] = {"", "fr-FR", "fr-BE", "nl-BE"};
    state *s = get_state();
    if (size < 1)
        return 0;
    size_t len = size - 1 < TEXT_MAX ? size - 1 : TEXT_MAX;
    const char *profile = profiles[data[0] >> 2 & 3];
    dbn_switch style = {{"style", 5}, true};
    dbn_input input = {.bytes = {(const char *)data + 1, len},
                       .kind = data[0] & 1 ? DBN_INPUT_HTML : DBN_INPUT_TEXT};
    dbn_check_options options = {
        .profile = {profile, strlen(profile)},
        .switches = &style,
        .switch_count = data[0] >> 4 & 1,
        .repair = data[0] & 2 ? DBN_REPAIR_ALL : DBN_REPAIR_SAFE,
    };
    dbn_status status = dbn_doc_check(s->doc, &input, &options);
    if (status != DBN_OK) {
        require(status == DBN_ERR_SYNTAX || status == DBN_ERR_LIMIT);
        require(dbn_doc_error(s->doc)->message[0] != '\0');
        return 0;
    }
    check_findings(s->doc);
    check_correction(s->doc);
    return 0;
}
