/*
 * All selected rules in one pass over a text.
 *
 * At each place where a rule can begin at all (by the byte that stands there, and for
 * most rules only where a word begins), the next few letters are looked up in a table:
 * which rules can match a text that goes on so? PCRE2's partial matching answered that
 * once for each beginning; the table has a fixed size, and its entries replace each
 * other. Only those rules are then tried, anchored at the place. So a rule costs
 * nothing where it cannot begin, and a text costs one look-up a word, whatever the
 * number of rules. Nothing begins with most words: those are known by a table of
 * numbers that is small enough to stay near, and spares the other one. The tables never
 * change a result, only what it costs.
 */
#include "base/hash.h"
#include "base/utf8.h"
#include "match/opening.h"
#include "match/selection.h"

#define PREFIX_LETTERS  5U
#define PREFIX_MAX      20U    /* bytes: the letters at their longest */
#define SLOTS           65536U /* beginnings remembered; a power of two */
#define DULL_SLOTS      32768U /* of those that nothing begins with; a power of two */
#define DULL_BYTES      7U     /* of the longest of them: what a number can hold */
#define CANDIDATES      7U     /* a beginning that fits more is looked up each time */
#define GROUPS          16U /* that a replacement may name, the whole match included */
#define REPLACEMENT_MAX 4096U /* bytes; a longer one is not offered */

typedef struct beginning {
    const dbn_selection *selection; /* NULL: empty */
    char prefix[PREFIX_MAX];
    uint8_t len;
    uint8_t count;
    bool at_word;
    uint32_t candidates[CANDIDATES]; /* places in the selection's parts, ascending */
} beginning;

/** Parts that can match where a text goes on with two ASCII characters: places in
 * `pool`. */
typedef struct pair {
    uint32_t beg;
    uint32_t count;
    bool is_known;
} pair;

#define PAIRS (128U * 128U)

struct dbn_scanner {
    const dbn_ruleset *rules;
    const dbn_selection *paired; /* the selection that the pairs are of */
    dbn_arena arena;
    DBN_VEC(uint32_t) pool;
    pair pairs[2][PAIRS]; /* inside words and elsewhere; where a word may begin */
    uint64_t hopeless[2][PAIRS / 64]; /* the same: is known that none can match */
    uint64_t dull[DULL_SLOTS];        /* beginnings that nothing fits: dull_key() */
    pcre2_match_data *data;
    pcre2_match_context *limits;
    uint32_t *resume; /* by the rules' places: where the next match may begin */
    dbn_rule given_up;
    beginning beginnings[SLOTS];
};

/* What one scan knows. */
typedef struct scan {
    dbn_scanner *s;
    const dbn_selection *selection;
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
    dbn_arena_init(&s->arena, 0);
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
    dbn_arena_release(&scanner->arena);
    free(scanner);
}

void
dbn_scanner_forget(dbn_scanner *scanner)
{
    memset(scanner->beginnings, 0, sizeof scanner->beginnings);
    scanner->paired = NULL;
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

static bool
is_word_byte(char c)
{
    return dbn_is_ascii_alpha(c) || dbn_is_ascii_digit(c) || c == '_';
}

/* Could a word begin at `at`? Surely not behind an ASCII or a Latin-1 letter; where it
 * is not sure, the patterns themselves decide. */
static bool
may_begin_word(dbn_span text, uint32_t at)
{
    if (at == 0)
        return true;
    char before = text.ptr[at - 1];
    if (is_word_byte(before))
        return false;
    if (at >= 2 && text.ptr[at - 2] == (char)0xC3)
        return before == (char)0x97 || before == (char)0xB7; /* × and ÷ */
    return true;
}

/** Anything but a clear no: a limit that is hit here must not hide a match. */
static bool
can_begin(dbn_scanner *s, const part *p, dbn_span prefix)
{
    dbn_opening_fit fit = dbn_opening_compare(p->opening, prefix);
    if (fit != DBN_OPENING_PASSES || p->sieve == NULL)
        return fit != DBN_OPENING_DIFFERS;
    return pcre2_match(p->sieve, (PCRE2_SPTR)prefix.ptr, prefix.len, 0,
                       PCRE2_ANCHORED | PCRE2_PARTIAL_HARD | PCRE2_NO_UTF_CHECK,
                       s->data, s->limits) != PCRE2_ERROR_NOMATCH;
}

/* The parts that can match where a text goes on with the pair `two`, into the pool. */
static bool
fill_pair(scan *c, pair *known, dbn_span two, bool at_word)
{
    dbn_scanner *s = c->s;
    const part_index *indexes[] = {&c->selection->words, &c->selection->anywhere};
    unsigned first = (unsigned char)two.ptr[0];
    known->beg = s->pool.count;
    for (int k = at_word ? 0 : 1; k < 2; k++) {
        const part_index *index = indexes[k];
        for (uint32_t i = index->starts[first]; i < index->starts[first + 1]; i++) {
            if (!can_begin(s, c->selection->parts.items[index->parts[i]], two))
                continue;
            if (dbn_vec_push(&s->arena, &s->pool, index->parts[i]) != DBN_OK)
                return false;
        }
    }
    known->count = s->pool.count - known->beg;
    known->is_known = true;
    unsigned place = first * 128U + (unsigned char)two.ptr[1];
    if (known->count == 0)
        s->hopeless[at_word][place / 64] |= UINT64_C(1) << place % 64;
    return true;
}

/* The list of what can match at all by the first two characters; NULL where they are
 * not both ASCII, or no room is left. */
static const pair *
pair_of(scan *c, dbn_span prefix, bool at_word)
{
    dbn_scanner *s = c->s;
    if (prefix.len < 2 || (prefix.ptr[0] & 0x80) != 0 || (prefix.ptr[1] & 0x80) != 0)
        return NULL;
    if (s->paired != c->selection) {
        memset(s->pairs, 0, sizeof s->pairs);
        memset(s->hopeless, 0, sizeof s->hopeless);
        memset(s->dull, 0, sizeof s->dull);
        dbn_arena_reset(&s->arena);
        memset(&s->pool, 0, sizeof s->pool);
        s->paired = c->selection;
    }
    pair *known =
        &s->pairs[at_word][(unsigned)prefix.ptr[0] * 128U + (unsigned)prefix.ptr[1]];
    if (!known->is_known && !fill_pair(c, known, (dbn_span){prefix.ptr, 2}, at_word))
        return NULL;
    return known;
}

static bool
add_candidate(scan *c, beginning *b, uint32_t place, dbn_span prefix)
{
    if (!can_begin(c->s, c->selection->parts.items[place], prefix))
        return true;
    if (b->count == CANDIDATES)
        return false;
    b->candidates[b->count++] = place;
    return true;
}

static bool
add_candidates(scan *c, beginning *b, const pair *known, dbn_span prefix)
{
    const part_index *indexes[] = {&c->selection->words, &c->selection->anywhere};
    unsigned first = (unsigned char)prefix.ptr[0];
    for (uint32_t i = 0; known != NULL && i < known->count; i++)
        if (!add_candidate(c, b, c->s->pool.items[known->beg + i], prefix))
            return false;
    for (int k = b->at_word ? 0 : 1; known == NULL && k < 2; k++)
        for (uint32_t i = indexes[k]->starts[first]; i < indexes[k]->starts[first + 1];
             i++)
            if (!add_candidate(c, b, indexes[k]->parts[i], prefix))
                return false;
    return true;
}

/* What can match where a text goes on with `prefix`; false when that is too much to be
 * remembered. */
static bool
look_up(scan *c, dbn_span prefix, const pair *known, bool at_word,
        const beginning **out)
{
    uint64_t hash = DBN_HASH_START + at_word;
    for (size_t i = 0; i < prefix.len; i++)
        hash = dbn_hash_byte(hash, (unsigned char)prefix.ptr[i]);
    beginning *b = &c->s->beginnings[dbn_hash_mix(hash) & (SLOTS - 1)];
    *out = b;
    if (b->selection == c->selection && b->at_word == at_word &&
        dbn_span_equal((dbn_span){b->prefix, b->len}, prefix))
        return true;
    *b = (beginning){.at_word = at_word, .len = (uint8_t)prefix.len};
    memcpy(b->prefix, prefix.ptr, prefix.len);
    if (!add_candidates(c, b, known, prefix))
        return false;
    b->selection = c->selection;
    return true;
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
        int done = pcre2_substitute(
            dbn_part_code(p), (PCRE2_SPTR)c->block.ptr, c->block.len, range.beg,
            PCRE2_SUBSTITUTE_MATCHED | PCRE2_SUBSTITUTE_REPLACEMENT_ONLY |
                DBN_RULE_SUBSTITUTE | PCRE2_NO_UTF_CHECK,
            c->s->data, c->s->limits, (PCRE2_SPTR)wanted.ptr, wanted.len,
            (PCRE2_UCHAR *)bytes, &len);
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
    const pcre2_code *code = dbn_part_code(p);
    PCRE2_SPTR text = (PCRE2_SPTR)c->block.ptr;
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
    dbn_span rest = {c->block.ptr + at, c->block.len - at};
    if (c->base + at < *resume || c->block.len > r->info.max ||
        dbn_opening_compare(p->opening, rest) != DBN_OPENING_PASSES)
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

/* Too many to remember: all that can start with the byte. */
static dbn_status
try_all(scan *c, const part_index *index, uint32_t at)
{
    unsigned first = (unsigned char)c->block.ptr[at];
    for (uint32_t i = index->starts[first]; i < index->starts[first + 1]; i++)
        DBN_TRY(try_part(c, c->selection->parts.items[index->parts[i]], at));
    return DBN_OK;
}

static dbn_span
prefix_at(dbn_span block, uint32_t at)
{
    size_t end = at;
    for (unsigned i = 0; i < PREFIX_LETTERS && end < block.len; i++)
        end += dbn_utf8_len((unsigned char)block.ptr[end]);
    return (dbn_span){block.ptr + at, (end < block.len ? end : block.len) - at};
}

/* A beginning as a number, different for each; 0 for a long one. */
static uint64_t
dull_key(dbn_span prefix, bool at_word)
{
    uint64_t key = 2 + at_word;
    if (prefix.len > DULL_BYTES)
        return 0;
    for (size_t i = 0; i < prefix.len; i++)
        key = key << 8 | (unsigned char)prefix.ptr[i];
    return key;
}

static dbn_status
try_place(scan *c, uint32_t at, bool at_word)
{
    const beginning *b;
    dbn_span prefix = prefix_at(c->block, at);
    uint64_t key = dull_key(prefix, at_word);
    uint64_t *dull = &c->s->dull[dbn_hash_mix(key) & (DULL_SLOTS - 1)];
    if (key != 0 && *dull == key && c->s->paired == c->selection)
        return DBN_OK;
    const pair *known = pair_of(c, prefix, at_word);
    if (known != NULL && known->count == 0)
        return DBN_OK;
    if (look_up(c, prefix, known, at_word, &b)) {
        if (b->count == 0 && key != 0 && c->s->paired == c->selection)
            *dull = key;
        for (uint32_t i = 0; i < b->count; i++)
            DBN_TRY(try_part(c, c->selection->parts.items[b->candidates[i]], at));
        return DBN_OK;
    }
    if (at_word)
        DBN_TRY(try_all(c, &c->selection->words, at));
    return try_all(c, &c->selection->anywhere, at);
}

/* Is it known that nothing can match at `at`? A look at two bytes, for nearly every
 * letter of a text. */
static bool
is_hopeless(const scan *c, uint32_t at, bool at_word)
{
    unsigned one = (unsigned char)c->block.ptr[at], two;
    if (at + 1 >= c->block.len || c->s->paired != c->selection)
        return false;
    two = (unsigned char)c->block.ptr[at + 1];
    if ((one | two) >= 0x80)
        return false;
    unsigned place = one * 128U + two;
    return (c->s->hopeless[at_word][place / 64] >> place % 64 & 1) != 0;
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
    const uint32_t *words = selection->words.starts;
    const uint32_t *anywhere = selection->anywhere.starts;
    for (uint32_t i = 0; c.block.len > 0 && i < selection->starters.count; i++)
        DBN_TRY(try_part(&c, selection->starters.items[i], 0));
    for (uint32_t at = 0; at < c.block.len; at++) {
        unsigned byte = (unsigned char)c.block.ptr[at];
        bool can_be_sign = anywhere[byte] < anywhere[byte + 1];
        bool can_be_word = words[byte] < words[byte + 1];
        if ((!can_be_sign && !can_be_word) || (byte & 0xC0) == 0x80)
            continue;
        bool at_word = can_be_word && may_begin_word(c.block, at);
        if ((can_be_sign || at_word) && !is_hopeless(&c, at, at_word))
            DBN_TRY(try_place(&c, at, at_word));
    }
    return DBN_OK;
}
