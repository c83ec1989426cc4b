/*
 * How much a sequence is used as a term.
 *
 * A sum of what is known of it (terms/grammar.h), weighted: the logarithm of the odds
 * that somebody who lists the terms of the field lists it. Weights were fitted by
 * logistic regression on lists that others made; the other design in earnest, C-value
 * times specificity with one cut-off, reaches .22 to .29 where this one reaches .34 to
 * .40, since for single words, which are half of a list, C-value is frequency alone.
 */
#include "terms/inside.h"

#include <math.h>

/* Words that other texts have not count as so frequent, in 10^8. */
#define UNSEEN 60.0

/* How words of a candidate compare with other texts. */
typedef struct specificity {
    double mean, least;
    uint32_t words; /* that count */
} specificity;

static specificity
specificity_of(const dbn_term_candidate *c, const dbn_lexis *lexis)
{
    specificity s = {0};
    double scale = 1e8 / lexis->tokens.count;
    for (uint32_t i = 0; i < c->word_count; i++) {
        const dbn_lexis_word *word = &lexis->words.items[c->words[i]];
        if (word->is_small)
            continue;
        double here = lexis->lemma_counts.items[word->lemma] * scale;
        double w = log2(here / (word->elsewhere + UNSEEN));
        s.least = s.words == 0 || w < s.least ? w : s.least;
        s.mean += w;
        s.words++;
    }
    s.mean /= s.words == 0 ? 1 : s.words;
    return s;
}

/* How often the words stand together, of all the times that they stand there. */
static double
cohesion_of(const dbn_term_candidate *c, const dbn_lexis *lexis, uint32_t times)
{
    double sum = 0;
    uint32_t words = 0;
    for (uint32_t i = 0; i < c->word_count; i++) {
        const dbn_lexis_word *word = &lexis->words.items[c->words[i]];
        if (word->is_small)
            continue;
        sum += lexis->lemma_counts.items[word->lemma];
        words++;
    }
    return words == 0 ? 0 : log2(times / (sum / words) + 0.001);
}

static bool
disagrees(const dbn_term_candidate *c, const dbn_lexis *lexis)
{
    for (uint32_t i = 1; i < c->word_count; i++) {
        const dbn_lexis_word *a = &lexis->words.items[c->words[i - 1]];
        const dbn_lexis_word *b = &lexis->words.items[c->words[i]];
        if ((a->letter == 'N' || a->letter == 'B') &&
            (b->letter == 'A' || b->letter == 'B' || b->letter == 'K') &&
            a->is_plural != b->is_plural)
            return true;
    }
    return false;
}

static float
shape_weight(const dbn_term_candidate *c, const dbn_lexis *lexis,
             const dbn_term_grammar *grammar)
{
    char letters[DBN_TERM_WORDS];
    for (uint32_t i = 0; i < c->word_count; i++)
        letters[i] = lexis->words.items[c->words[i]].letter;
    for (uint32_t i = 0; i < grammar->shapes.count; i++)
        if (dbn_span_equal(grammar->shapes.items[i].letters,
                           (dbn_span){letters, c->word_count}))
            return grammar->shapes.items[i].weight;
    return 0;
}

/* What its words are, one by one. */
static void
look_at_words(double x[DBN_TERM_FEATURES], const dbn_term_candidate *c,
              const dbn_lexis *lexis, const dbn_term_grammar *grammar)
{
    for (uint32_t i = 0; i < c->word_count; i++) {
        const dbn_lexis_word *word = &lexis->words.items[c->words[i]];
        if (grammar->article != 0 && word->letter == grammar->article)
            x[DBN_TERM_ARTICLE] = 1;
        if (word->may_be_verb)
            x[DBN_TERM_VERB] = 1;
    }
    x[DBN_TERM_DISAGREES] = disagrees(c, lexis);
}

static void
look(double x[DBN_TERM_FEATURES], const dbn_term_candidate *c, const dbn_term_group *of,
     const dbn_lexis *lexis)
{
    specificity s = specificity_of(c, lexis);
    double times = log2(of->count), part = c->count;
    x[DBN_TERM_ALWAYS] = 1;
    x[DBN_TERM_TIMES] = times;
    x[DBN_TERM_SHARE] = log2(part) - times;
    x[DBN_TERM_BURST] = log2(part / c->documents);
    x[DBN_TERM_COMMON_WORD] = s.least;
    x[DBN_TERM_CAPITAL] = c->capitals / part;
    x[DBN_TERM_NESTED] = fmin(1, c->inside / part);
    x[DBN_TERM_LONG] = s.words > 3;
    if (s.words == 1) {
        x[DBN_TERM_ONE_TIMES] = times;
        x[DBN_TERM_ONE_SPECIFIC] = s.mean;
        x[DBN_TERM_ONE_BOTH] = times * s.mean / 10;
        return;
    }
    x[DBN_TERM_COHESION] = cohesion_of(c, lexis, of->count);
    x[DBN_TERM_MORE_SPECIFIC] = s.mean;
    x[DBN_TERM_MORE_TIMES_SQUARED] = times * times / 10;
    x[DBN_TERM_MORE_SPECIFIC_SQUARED] = s.mean * s.mean / 10;
    x[DBN_TERM_MORE_BOTH] = times * s.mean / 10;
    x[DBN_TERM_MORE_INSIDE] = log2(1 + c->inside_of);
}

void
dbn_candidates_score(dbn_candidates *candidates, const dbn_lexis *lexis,
                     const dbn_term_grammar *grammar)
{
    for (uint32_t i = 0; i < candidates->items.count; i++) {
        dbn_term_candidate *c = &candidates->items.items[i];
        dbn_term_group *of = &candidates->groups.items[c->group];
        double x[DBN_TERM_FEATURES] = {0};
        double sum = (double)shape_weight(c, lexis, grammar) - (double)grammar->cut;
        look(x, c, of, lexis);
        look_at_words(x, c, lexis, grammar);
        x[DBN_TERM_MAIN_FORM] = of->main == i;
        for (int k = 0; k < DBN_TERM_FEATURES; k++)
            sum += x[k] * (double)grammar->weights[k];
        c->score = (float)sum;
        if (of->best == 0 || c->score > of->best)
            of->best = c->score;
    }
}
