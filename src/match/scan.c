/*
 * All selected rules in one pass over a text.
 *
 * An automaton of all patterns (match/dfa.h) says of each place of a text which of them
 * may match there; only those are then tried by PCRE2, anchored at the place. So a rule
 * costs nothing where it cannot begin, and next to nothing where it cannot go on, and a
 * text costs some look-ups a word, whatever the number of rules. Texts are read in
 * windows, so that memory does not grow with a block.
 */
#include "base/utf8.h"
#include "match/dfa.h"
#include "match/selection.h"

#define WINDOW          16384U /* places that are looked at together */
#define AUTOMATA        4U     /* selections that have one at a time */
#define GROUPS          16U /* that a replacement may name, the whole match included */
#define REPLACEMENT_MAX 4096U /* bytes; a longer one is not offered */

/* The automaton of a selection. */
typedef struct known {
    const dbn_selection *selection; /* NULL: none */
    dbn_dfa *dfa;
} known;

struct dbn_scanner {
    const dbn_ruleset *rules;
    known automata[AUTOMATA];
    uint32_t next; /* of them, to be replaced */
    pcre2_match_data *data;
    pcre2_match_context *limits;
    uint32_t *resume; /* by the rules' places: where the next match may begin */
    dbn_rule given_up;
    /* Classes of characters: the one before a window, those of it, and what walks that
     * begin in it may read. */
    uint8_t classes[1 + WINDOW + DFA_WALK_MAX + 1];
};

/* What one scan knows. */
typedef struct scan {
    dbn_scanner *s;
    const dbn_selection *selection;
    dbn_dfa *dfa;
    dbn_span block;
    uint32_t base; /* of the block in its text */
    dbn_findings *findings;
    dbn_fixes *fixes;
    dbn_arena *arena;
} scan;

dbn_status
dbn_scanner_new(dbn_scanner **out, const dbn_ruleset *rules, dbn_error *err)
{
    *out = NULL;
    dbn_scanner *s = calloc(1, sizeof *s);
    if (s == NULL)
        return dbn_load_nomem(err);
    s->rules = rules;
    s->data = pcre2_match_data_create(GROUPS, NULL);
    s->limits = pcre2_match_context_create(NULL);
    s->resume = calloc((size_t)rules->loaded.count + 1, sizeof *s->resume);
    if (s->data == NULL || s->limits == NULL || s->resume == NULL) {
        dbn_scanner_free(s);
        return dbn_load_nomem(err);
    }
    pcre2_set_match_limit(s->limits, DBN_RULE_STEPS_MAX);
    pcre2_set_depth_limit(s->limits, DBN_RULE_DEPTH_MAX);
    pcre2_set_heap_limit(s->limits, DBN_RULE_HEAP_MAX);
    *out = s;
    return DBN_OK;
}

void
dbn_scanner_free(dbn_scanner *scanner)
{
    if (scanner == NULL)
        return;
    pcre2_match_data_free(scanner->data);
    pcre2_match_context_free(scanner->limits);
    free(scanner->resume);
    dbn_scanner_forget(scanner);
    free(scanner);
}

void
dbn_scanner_forget(dbn_scanner *scanner)
{
    for (uint32_t i = 0; i < AUTOMATA; i++) {
        dbn_dfa_free(scanner->automata[i].dfa);
        scanner->automata[i] = (known){NULL, NULL};
    }
}

void
dbn_scanner_reset(dbn_scanner *scanner)
{
    memset(scanner->resume, 0,
           ((size_t)scanner->rules->loaded.count + 1) * sizeof *scanner->resume);
    scanner->given_up = DBN_RULE_NONE;
}

dbn_rule
dbn_scanner_given_up(const dbn_scanner *scanner)
{
    return scanner->given_up;
}

/* The first letter as a capital where the match has one and goes on small, or the match
 * is one capital: only ASCII letters and Latin-1 have a simple pair. */
static void
take_capital(char *text, size_t len, dbn_span match)
{
    uint32_t first_len;
    if (len == 0 || match.len == 0)
        return;
    uint32_t first = dbn_utf8_decode(match, 0, &first_len);
    bool is_capital = (first >= 'A' && first <= 'Z') ||
                      (first >= 0xC0 && first <= 0xDE && first != 0xD7);
    if (!is_capital)
        return;
    if (text[0] >= 'a' && text[0] <= 'z')
        text[0] = (char)(text[0] - 'a' + 'A');
    else if (len > 1 && text[0] == (char)0xC3 && (unsigned char)text[1] >= 0xA0 &&
             (unsigned char)text[1] <= 0xBE && (unsigned char)text[1] != 0xB7)
        text[1] = (char)((unsigned char)text[1] - 0x20);
}

/* The match data hold the match. A replacement that does not work out is not offered.
 */
static dbn_status
propose(scan *c, part *p, dbn_range range, dbn_finding *finding)
{
    finding->first_fix = c->fixes->count;
    for (uint32_t i = 0; i < p->replacements.count; i++) {
        char bytes[REPLACEMENT_MAX];
        PCRE2_SIZE len = sizeof bytes;
        dbn_span wanted = p->replacements.items[i];
        dbn_span match = dbn_span_slice(c->block, range);
        int done = pcre2_substitute(dbn_part_code(p, c->s->rules),
                                    (PCRE2_SPTR)c->block.ptr, c->block.len, range.beg,
                                    PCRE2_SUBSTITUTE_MATCHED |
                                        PCRE2_SUBSTITUTE_REPLACEMENT_ONLY |
                                        DBN_RULE_SUBSTITUTE | PCRE2_NO_UTF_CHECK,
                                    c->s->data, c->s->limits, (PCRE2_SPTR)wanted.ptr,
                                    wanted.len, (PCRE2_UCHAR *)bytes, &len);
        if (done < 0)
            continue;
        if (p->follows_case)
            take_capital(bytes, len, match);
        if (dbn_span_equal((dbn_span){bytes, len}, match))
            continue;
        dbn_range place = {c->base + range.beg, c->base + range.end};
        DBN_TRY(dbn_fixes_replace(c->fixes, c->arena, place, (dbn_span){bytes, len},
                                  finding->rule));
    }
    finding->fix_count = c->fixes->count - finding->first_fix;
    return DBN_OK;
}

/* Texts are short here: what pcre2_match() does first is much of the work. */
static int
match(const scan *c, part *p, uint32_t at)
{
    const pcre2_code *code = dbn_part_code(p, c->s->rules);
    PCRE2_SPTR text = (PCRE2_SPTR)c->block.ptr;
    if (code == NULL)
        return PCRE2_ERROR_NOMEMORY;
    int found = pcre2_jit_match(code, text, c->block.len, at, PCRE2_NO_UTF_CHECK,
                                c->s->data, c->s->limits);
    if (found == PCRE2_ERROR_JIT_BADOPTION) /* there is no native code */
        found = pcre2_match(code, text, c->block.len, at, PCRE2_NO_UTF_CHECK,
                            c->s->data, c->s->limits);
    return found;
}

static dbn_status
try_part(scan *c, part *p, uint32_t at)
{
    uint32_t *resume = &c->s->resume[p->rule];
    const rule *r = c->s->rules->rules[p->rule];
    if (c->base + at < *resume || c->block.len > r->info.max)
        return DBN_OK;
    int found = match(c, p, at);
    if (found < 0) {
        if (found != PCRE2_ERROR_NOMATCH)
            c->s->given_up = r->info.id;
        return DBN_OK;
    }
    const PCRE2_SIZE *match = pcre2_get_ovector_pointer(c->s->data);
    dbn_range range = {(uint32_t)match[0], (uint32_t)match[1]};
    if (range.beg > range.end)
        return DBN_OK;
    dbn_finding finding = {.range = {c->base + range.beg, c->base + range.end},
                           .rule = r->info.id};
    *resume = finding.range.end > c->base + at ? finding.range.end : c->base + at + 1;
    DBN_TRY(propose(c, p, range, &finding));
    return dbn_vec_push(c->arena, c->findings, finding);
}

/* ---- places ------------------------------------------------------------------------
 */

static dbn_status
find_automaton(dbn_dfa **out, dbn_scanner *s, const dbn_selection *selection)
{
    for (uint32_t i = 0; i < AUTOMATA; i++) {
        *out = s->automata[i].dfa;
        if (s->automata[i].selection == selection)
            return DBN_OK;
    }
    known *place = &s->automata[s->next];
    s->next = (s->next + 1) % AUTOMATA;
    dbn_dfa_free(place->dfa);
    *place = (known){NULL, NULL};
    DBN_TRY(dbn_dfa_new(out, &selection->parts));
    *place = (known){selection, *out};
    return DBN_OK;
}

/* The classes of up to `most` characters from `at` on, and that of the edge where the
 * block ends; how many there are. */
static uint32_t
read_classes(uint8_t *out, const scan *c, uint32_t at, uint32_t most)
{
    uint32_t count = 0, len;
    while (count < most && at < c->block.len) {
        unsigned char byte = (unsigned char)c->block.ptr[at];
        unsigned symbol = byte;
        len = 1;
        if (byte >= 0x80)
            symbol = nfa_symbol_of(dbn_utf8_decode(c->block, at, &len));
        out[count++] = c->dfa->class_of[symbol];
        at += len;
    }
    if (count < most)
        out[count++] = c->dfa->class_of[NFA_EDGE];
    return count;
}

static dbn_status
try_place(scan *c, const uint8_t *classes, uint32_t count, uint32_t at)
{
    dbn_dfa_found found;
    dbn_dfa_key key = dbn_dfa_key_of(c->dfa, classes);
    if (dbn_dfa_is_dull(c->dfa, key))
        return DBN_OK;
    DBN_TRY(dbn_dfa_walk(&found, c->dfa, classes,
                         count < DFA_WALK_MAX ? count : DFA_WALK_MAX));
    if (found.count == 0)
        dbn_dfa_note_dull(c->dfa, key, found.read);
    for (uint32_t i = 0; i < found.count; i++)
        DBN_TRY(try_part(c, c->selection->parts.items[found.parts[i]], at));
    return DBN_OK;
}

/* All places of a block, a window after the other. */
static dbn_status
try_places(scan *c)
{
    uint8_t *classes = c->s->classes;
    classes[0] = c->dfa->class_of[NFA_EDGE];
    for (uint32_t at = 0; at < c->block.len;) {
        uint32_t count = read_classes(classes + 1, c, at, WINDOW + DFA_WALK_MAX + 1);
        uint32_t place = 0;
        for (; place < WINDOW && at < c->block.len; place++) {
            if (!dbn_dfa_is_dead(c->dfa, classes + place))
                DBN_TRY(try_place(c, classes + place, count - place, at));
            at += dbn_utf8_len((unsigned char)c->block.ptr[at]);
        }
        classes[0] = classes[place];
    }
    return DBN_OK;
}

dbn_status
dbn_scan_block(const dbn_scan_output *out, dbn_scanner *scanner,
               const dbn_selection *selection, dbn_span text, dbn_range range)
{
    scan c = {.s = scanner,
              .selection = selection,
              .block = dbn_span_slice(text, range),
              .base = range.beg,
              .findings = out->findings,
              .fixes = out->fixes,
              .arena = out->arena};
    DBN_TRY(find_automaton(&c.dfa, scanner, selection));
    for (uint32_t i = 0; c.block.len > 0 && i < selection->starters.count; i++)
        DBN_TRY(try_part(&c, selection->starters.items[i], 0));
    return try_places(&c);
}
