#include "gold/defects.h"

#include "base/span.h"
#include "base/utf8.h"
#include "text/fold.h"

/* Paragraphs below are labels or answers, and stand twice by right. */
#define WORDS_MIN 10
#define WORDS_MAX 4000
#define LOOKS_MAX 60

const char *
defect_name(defect kind)
{
    static const char *const names[DEFECT_COUNT] = {
        "none",       "exact",     "glued",    "glued-edited", "split",
        "reordered",  "truncated", "dateline", "late",         "twice",
        "pull-quote", "print",     "slips",    "word-dropped", "number"};
    return names[kind];
}

/* ---- chance ---- */

typedef struct chance {
    uint64_t state;
} chance;

static uint32_t
below(chance *c, uint32_t n)
{
    c->state += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = c->state;
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)((z ^ z >> 31) >> 32) % n;
}

/* ---- strings and lists of them ---- */

static char *
slice(const char *text, size_t len)
{
    char *copy = malloc(len + 1);
    if (copy == NULL)
        abort();
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

static char *
join(const char *a, const char *between, const char *b)
{
    size_t x = strlen(a), y = strlen(between), z = strlen(b);
    char *all = malloc(x + y + z + 1);
    if (all == NULL)
        abort();
    memcpy(all, a, x);
    memcpy(all + x, between, y);
    memcpy(all + x + y, b, z + 1);
    return all;
}

/* Takes `text`. */
static void
insert(defect_blocks *blocks, uint32_t at, char *text, bool is_heading)
{
    if (blocks->count == blocks->cap) {
        blocks->cap = blocks->cap * 2 + 64;
        blocks->texts = realloc(blocks->texts, blocks->cap * sizeof(char *));
        blocks->headings = realloc(blocks->headings, blocks->cap * sizeof(bool));
        if (blocks->texts == NULL || blocks->headings == NULL)
            abort();
    }
    for (uint32_t i = blocks->count; i > at; i--) {
        blocks->texts[i] = blocks->texts[i - 1];
        blocks->headings[i] = blocks->headings[i - 1];
    }
    blocks->texts[at] = text;
    blocks->headings[at] = is_heading;
    blocks->count++;
}

static void
add(defect_blocks *blocks, const char *text, bool is_heading)
{
    insert(blocks, blocks->count, slice(text, strlen(text)), is_heading);
}

static void
add_article(defect_blocks *blocks, const gold_article *article)
{
    for (uint32_t i = 0; i < article->count; i++)
        add(blocks, article->paragraphs[i].text, article->paragraphs[i].is_heading);
}

static void
free_blocks(defect_blocks *blocks)
{
    for (uint32_t i = 0; i < blocks->count; i++)
        free(blocks->texts[i]);
    free(blocks->texts);
    free(blocks->headings);
}

void
defect_free(defect_article *article)
{
    free_blocks(&article->given);
    free_blocks(&article->wanted);
    free_blocks(&article->accepted);
}

/* ---- words and sentences, as a test sees them: by spaces ---- */

typedef struct words {
    dbn_span items[WORDS_MAX];
    uint32_t count;
} words;

static void
words_of(words *out, const char *text)
{
    out->count = 0;
    for (size_t at = 0; text[at] != '\0' && out->count < WORDS_MAX;) {
        size_t len = strcspn(text + at, " \n\t");
        if (len > 0)
            out->items[out->count++] = (dbn_span){text + at, len};
        at += len + strspn(text + at + len, " \n\t");
    }
}

static bool
has_digit(dbn_span word)
{
    for (size_t i = 0; i < word.len; i++)
        if (dbn_is_ascii_digit(word.ptr[i]))
            return true;
    return false;
}

static char *
joined(const words *w, uint32_t beg, uint32_t end)
{
    size_t len = 0;
    for (uint32_t i = beg; i < end; i++)
        len += w->items[i].len + 1;
    char *text = malloc(len + 1);
    if (text == NULL)
        abort();
    size_t at = 0;
    for (uint32_t i = beg; i < end; i++) {
        if (i > beg)
            text[at++] = ' ';
        memcpy(text + at, w->items[i].ptr, w->items[i].len);
        at += w->items[i].len;
    }
    text[at] = '\0';
    return text;
}

static bool
ends_sentence(dbn_span word, dbn_span next)
{
    size_t len = word.len;
    while (len > 0 && (word.ptr[len - 1] == '"' || word.ptr[len - 1] == ')'))
        len--;
    if (len >= 3 && (memcmp(word.ptr + len - 3, "”", 3) == 0 ||
                     memcmp(word.ptr + len - 3, "“", 3) == 0))
        len -= 3;
    uint32_t width;
    return len > 3 && strchr(".!?", word.ptr[len - 1]) != NULL &&
           dbn_char_class_of(dbn_utf8_decode(next, 0, &width)) == DBN_CHAR_UPPER;
}

typedef struct cuts {
    uint32_t ends[WORDS_MAX]; /* words, one past each sentence */
    uint32_t count;
} cuts;

static void
sentences_of(cuts *out, const words *w)
{
    out->count = 0;
    for (uint32_t i = 0; i + 1 < w->count; i++)
        if (ends_sentence(w->items[i], w->items[i + 1]))
            out->ends[out->count++] = i + 1;
    if (w->count > 0)
        out->ends[out->count++] = w->count;
}

/* ---- what happens to one text ---- */

static char *
with_slip(dbn_span word, chance *c)
{
    char *out = malloc(word.len + 3);
    if (out == NULL)
        abort();
    memcpy(out, word.ptr, word.len);
    size_t len = word.len, at = 1 + below(c, (uint32_t)word.len - 2);
    uint32_t kind = below(c, 6);
    while (at + 1 < len &&
           !(dbn_is_ascii_alpha(out[at]) && dbn_is_ascii_alpha(out[at + 1])))
        at++;
    if (at + 1 < len) {
        char *rn = NULL, *scan = NULL;
        out[len] = '\0';
        switch (kind) {
        case 0: { /* two letters change places */
            char first = out[at];
            out[at] = out[at + 1];
            out[at + 1] = first;
            break;
        }
        case 1: /* one is missing */
            memmove(out + at, out + at + 1, len - at - 1);
            len--;
            break;
        case 2: /* one is doubled */
            memmove(out + at + 1, out + at, len - at);
            len++;
            break;
        case 3: /* the key beside it */
            out[at] = (char)(out[at] == 'e' ? 'r' : out[at] == 'a' ? 's' : 'e');
            break;
        case 4: /* the scanner: m for rn and rn for m */
            rn = strstr(out, "rn");
            scan = strchr(out, 'm');
            if (rn != NULL) {
                rn[0] = 'm';
                memmove(rn + 1, rn + 2, len - (size_t)(rn - out) - 2);
                len--;
            } else if (scan != NULL) {
                memmove(scan + 1, scan, len - (size_t)(scan - out));
                scan[0] = 'r';
                scan[1] = 'n';
                len++;
            } else {
                out[at] = 'c';
            }
            break;
        default: /* the scanner: digits for letters */
            scan = strpbrk(out, "loiS");
            if (scan != NULL)
                *scan = *scan == 'o' ? '0' : *scan == 'S' ? '5' : '1';
            else
                out[at] = 'l';
        }
    }
    out[len] = '\0';
    return out;
}

static bool
can_slip(dbn_span word)
{
    return word.len >= 4 && !has_digit(word);
}

static char *
slipped(const char *text, chance *c)
{
    words w;
    words_of(&w, text);
    char *owned[WORDS_MAX] = {NULL};
    for (uint32_t i = 0; i < w.count; i++)
        if (can_slip(w.items[i]) && below(c, 100) < 20) { /* of words; ~15 % of all */
            owned[i] = with_slip(w.items[i], c);
            w.items[i] = dbn_span_of(owned[i]);
        }
    char *out = joined(&w, 0, w.count);
    for (uint32_t i = 0; i < w.count; i++)
        free(owned[i]);
    return out;
}

/* Words that turn a sentence into its contrary: two such copies both stay. */
static bool
may_deny(dbn_span word)
{
    static const char *const denials[] = {
        "not",   "no",      "never",  "nor",     "without", "nicht",  "kein",
        "keine", "keinen",  "nie",    "ohne",    "ne",      "pas",    "sans",
        "non",   "ni",      "sin",    "nunca",   "senza",   "mai",    "niet",
        "geen",  "nooit",   "não",    "sem",     "inte",    "ikke",   "ingen",
        "aldri", "neither", "none",   "nothing", "nichts",  "keiner", "keines",
        "weder", "niente",  "cannot", "nobody",  "niemand", "rien",   "jamais",
        "aucun", "aucune",  "keinem"};
    for (size_t i = 0; i < sizeof denials / sizeof denials[0]; i++)
        if (word.len >= strlen(denials[i]) && word.len <= strlen(denials[i]) + 1 &&
            dbn_span_equal_ascii((dbn_span){word.ptr, strlen(denials[i])},
                                 dbn_span_of(denials[i])))
            return true;
    for (size_t i = 0; i + 2 < word.len; i++)
        if (word.ptr[i] == 'n' &&
            (word.ptr[i + 1] == '\'' || word.ptr[i + 1] == '\xE2'))
            return true;
    return false;
}

/* A word in twenty replaced by another of the article, dropped or put in. */
static char *
edited(const char *text, const char *source, chance *c)
{
    static const char *const fillers[] = {"encore", "heute", "quite", "aussi", "very"};
    words w, all;
    words_of(&w, text);
    words_of(&all, source);
    dbn_span out[WORDS_MAX];
    uint32_t count = 0, last = 0;
    for (uint32_t i = 0; i < w.count && count + 2 < WORDS_MAX; i++) {
        uint32_t width;
        bool can = dbn_char_class_of(dbn_utf8_decode(w.items[i], 0, &width)) !=
                       DBN_CHAR_UPPER && /* names make another story of it */
                   !has_digit(w.items[i]) &&
                   !may_deny(w.items[i]) && w.items[i].len > 2 && i > last + 5 &&
                   !ends_sentence(w.items[i], w.items[i]) && below(c, 100) < 8;
        dbn_span other = all.items[below(c, all.count)];
        uint32_t kind = can ? below(c, 3) : 3;
        if (can)
            last = i;
        if (kind == 0 && !has_digit(other) && !may_deny(other))
            out[count++] = other;
        else if (kind != 1)
            out[count++] = w.items[i];
        if (kind == 2)
            out[count++] = dbn_span_of(fillers[below(c, 5)]);
    }
    memcpy(w.items, out, count * sizeof out[0]);
    w.count = count;
    return joined(&w, 0, w.count);
}

static char *
with_other_print(const char *text, chance *c)
{
    size_t len = strlen(text), at = 0;
    uint32_t kind = below(c, 5), width;
    char *out = malloc(len * 2 + 1);
    if (out == NULL)
        abort();
    for (size_t i = 0; i < len; i += width) {
        dbn_span all = {text, len};
        uint32_t code = dbn_utf8_decode(all, i, &width);
        char folded[DBN_FOLD_MAX];
        dbn_char_class class = dbn_char_class_of(code);
        bool letter = class == DBN_CHAR_LOWER || class == DBN_CHAR_UPPER;
        uint32_t count = dbn_fold_codepoint(folded, code);
        if ((kind == 0 || kind == 3) && letter && code < 0x250 && code != 'I' &&
            (code >= 0x80 || kind == 3)) { /* accents lost; or all small letters */
            if (class == DBN_CHAR_UPPER && kind == 0 && count == 1)
                folded[0] = (char)(folded[0] & ~0x20);
            memcpy(out + at, folded, count);
            at += count;
        } else if (kind == 1 && dbn_is_ascii_alpha(text[i])) {
            out[at++] = (char)(text[i] & ~0x20);
        } else if (kind == 2 && (code == ',' || code == ';' || code == ':') &&
                   text[i + 1] == ' ') {
            continue;
        } else if (kind == 4 && (code == 0x2019 || code == 0x2018)) {
            out[at++] = '\'';
        } else if (kind == 4 && (code == 0x2013 || code == 0x2014)) {
            out[at++] = '-';
        } else if (kind == 4 && (code == 0x201C || code == 0x201D || code == 0x201E ||
                                 code == 0xAB || code == 0xBB)) {
            out[at++] = '"';
        } else {
            memcpy(out + at, text + i, width);
            at += width;
        }
    }
    out[at] = '\0';
    return out;
}

static char *
with_dateline(const char *text, chance *c)
{
    static const char *const datelines[] = {"PARIS (AFP) – ",
                                            "Berlin (dpa) - ",
                                            "BRUXELLES, 12 mars (Belga) – ",
                                            "LONDON — ",
                                            "(Reuters) - ",
                                            "Genève, 2 sept. (Keystone-ATS). – ",
                                            "WIEN (APA/dpa). – ",
                                            "MADRID, 3 May (EFE).- "};
    return join(datelines[below(c, 8)], "", text);
}

static char *
truncated(const char *text, chance *c)
{
    static const char *const marks[] = {"…", "...", " …", " [...]", "…"};
    words w;
    words_of(&w, text);
    uint32_t keep = w.count * (40 + below(c, 45)) / 100;
    if (keep < 6)
        keep = 6;
    char *head = joined(&w, 0, keep);
    char *out = join(head, "", marks[below(c, 5)]);
    free(head);
    return out;
}

static char *
with_word_dropped(const char *text, chance *c)
{
    words w;
    words_of(&w, text);
    for (int look = 0; look < LOOKS_MAX; look++) {
        uint32_t at = below(c, w.count);
        if (has_digit(w.items[at]) || w.items[at].len < 3 || may_deny(w.items[at]))
            continue;
        memmove(w.items + at, w.items + at + 1, (w.count - at - 1) * sizeof w.items[0]);
        w.count--;
        return joined(&w, 0, w.count);
    }
    return NULL;
}

static char *
with_number_changed(const char *text, chance *c)
{
    size_t digits = 0;
    for (size_t i = 0; text[i] != '\0'; i++)
        digits += dbn_is_ascii_digit(text[i]);
    if (digits == 0)
        return NULL;
    size_t wanted = below(c, (uint32_t)digits);
    char *out = slice(text, strlen(text));
    for (size_t i = 0; out[i] != '\0'; i++)
        if (dbn_is_ascii_digit(out[i]) && wanted-- == 0) {
            out[i] = (char)('1' + (out[i] - '0' + (int)below(c, 8)) % 9);
            break;
        }
    if (strcmp(out, text) != 0)
        return out;
    free(out);
    return NULL;
}

static char *
reordered(const char *text, chance *c)
{
    words w;
    cuts s;
    words_of(&w, text);
    sentences_of(&s, &w);
    if (s.count < 2)
        return NULL;
    char *out = slice("", 0);
    uint32_t shift = 1 + below(c, s.count - 1);
    for (uint32_t i = 0; i < s.count; i++) {
        uint32_t k = (i + shift) % s.count;
        char *one = joined(&w, k == 0 ? 0 : s.ends[k - 1], s.ends[k]);
        char *more = join(out, i == 0 ? "" : " ", one);
        free(out);
        free(one);
        out = more;
    }
    return out;
}

static char *
pull_quote(const char *text, chance *c)
{
    words w;
    cuts s;
    words_of(&w, text);
    sentences_of(&s, &w);
    for (int look = 0; look < LOOKS_MAX && s.count > 1; look++) {
        uint32_t k = below(c, s.count), beg = k == 0 ? 0 : s.ends[k - 1];
        if (s.ends[k] - beg >= 8)
            return joined(&w, beg, s.ends[k]);
    }
    return NULL;
}

/* ---- what happens to an article ---- */

static bool
is_long(const char *text)
{
    words w;
    words_of(&w, text);
    return w.count >= WORDS_MIN;
}

static uint32_t
pick(const gold_article *article, chance *c)
{
    for (int look = 0; look < LOOKS_MAX; look++) {
        uint32_t i = below(c, article->count);
        if (!article->paragraphs[i].is_heading && is_long(article->paragraphs[i].text))
            return i;
    }
    return UINT32_MAX;
}

static bool
put(defect_article *out, char *copy, chance *c)
{
    if (copy == NULL)
        return false;
    insert(&out->given, below(c, out->given.count + 1), copy, false);
    return true;
}

static bool
put_glued(defect_article *out, const gold_article *article, chance *c, bool edit)
{
    uint32_t i = pick(article, c);
    if (i == UINT32_MAX || i + 1 >= article->count)
        return false;
    char *both =
        join(article->paragraphs[i].text, " ", article->paragraphs[i + 1].text);
    if (edit) {
        char *changed = edited(both, both, c);
        free(both);
        both = changed;
    }
    insert(&out->given, below(c, 2) == 0 ? i : below(c, out->given.count + 1), both,
           false);
    return true;
}

static bool
put_split(defect_article *out, const gold_article *article, chance *c)
{
    words w;
    cuts s;
    uint32_t i = pick(article, c);
    if (i == UINT32_MAX)
        return false;
    words_of(&w, article->paragraphs[i].text);
    sentences_of(&s, &w);
    uint32_t cut = 0;
    for (int look = 0; look < LOOKS_MAX && cut == 0 && s.count > 1; look++) {
        uint32_t at = s.ends[below(c, s.count - 1)];
        if (at >= 8 && w.count - at >= 8)
            cut = at;
    }
    if (cut == 0)
        return false;
    uint32_t at = below(c, out->given.count + 1);
    char *first = joined(&w, 0, cut), *second = joined(&w, cut, w.count);
    for (uint32_t k = 0; k < out->wanted.count; k++)
        add(&out->accepted, out->wanted.texts[k], false);
    free(out->wanted.texts[i]);
    out->wanted.texts[i] = slice(first, strlen(first));
    add(&out->wanted, second, false);
    insert(&out->given, at, second, false);
    insert(&out->given, at, first, false);
    return true;
}

static bool
put_reordered(defect_article *out, const gold_article *article, chance *c)
{
    uint32_t i = pick(article, c);
    char *copy = i == UINT32_MAX ? NULL : reordered(article->paragraphs[i].text, c);
    if (copy == NULL)
        return false;
    for (uint32_t k = 0; k < article->count; k++)
        add(&out->accepted, k == i ? copy : article->paragraphs[k].text, false);
    return put(out, copy, c);
}

static bool
put_number(defect_article *out, const gold_article *article, chance *c)
{
    for (int look = 0; look < LOOKS_MAX; look++) {
        uint32_t i = pick(article, c);
        char *copy = i == UINT32_MAX
                         ? NULL
                         : with_number_changed(article->paragraphs[i].text, c);
        if (copy == NULL)
            continue;
        add(&out->wanted, copy, false);
        out->wants_contradiction = true;
        return put(out, copy, c);
    }
    return false;
}

static bool
put_copy(defect_article *out, const gold_article *article, defect kind, chance *c)
{
    uint32_t i = pick(article, c);
    if (i == UINT32_MAX)
        return false;
    const char *text = article->paragraphs[i].text;
    switch (kind) {
    case DEFECT_EXACT:
        return put(out, slice(text, strlen(text)), c);
    case DEFECT_TRUNCATED:
        return put(out, truncated(text, c), c);
    case DEFECT_DATELINE:
        return put(out, with_dateline(text, c), c);
    case DEFECT_PULL_QUOTE:
        return put(out, pull_quote(text, c), c);
    case DEFECT_PRINT:
        return put(out, with_other_print(text, c), c);
    case DEFECT_SLIPS:
        return put(out, slipped(text, c), c);
    case DEFECT_DROPPED:
        return put(out, with_word_dropped(text, c), c);
    default:
        return false;
    }
}

static bool
put_late(defect_article *out, const gold_article *article)
{
    if (article->lead_count == 0 || !is_long(article->paragraphs[0].text))
        return false;
    for (uint32_t i = 0; i < article->lead_count; i++)
        add(&out->given, article->paragraphs[i].text, false);
    return true;
}

bool
defect_make(defect_article *out, const gold_article *article, defect kind,
            uint64_t seed)
{
    chance c = {seed * 64 + (uint64_t)kind};
    *out = (defect_article){0};
    add_article(&out->given, article);
    add_article(&out->wanted, article);
    for (int look = 0; look < LOOKS_MAX; look++) {
        bool done;
        switch (kind) {
        case DEFECT_NONE:
            done = true;
            break;
        case DEFECT_GLUED:
        case DEFECT_GLUED_EDITED:
            done = put_glued(out, article, &c, kind == DEFECT_GLUED_EDITED);
            break;
        case DEFECT_SPLIT:
            done = put_split(out, article, &c);
            break;
        case DEFECT_REORDERED:
            done = put_reordered(out, article, &c);
            break;
        case DEFECT_LATE:
            done = put_late(out, article);
            break;
        case DEFECT_TWICE:
            add_article(&out->given, article);
            done = true;
            break;
        case DEFECT_NUMBER:
            done = put_number(out, article, &c);
            break;
        default:
            done = put_copy(out, article, kind, &c);
        }
        if (done)
            return true;
    }
    return false;
}
