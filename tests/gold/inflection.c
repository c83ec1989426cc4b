/*
 * tests/gold/inflection.c - are terms found in the forms that they have in texts?
 *
 *     DOUBLON_GOLD=DIR gold_inflection [--show]
 *
 * DIR/inflection/fr_*.tsv hold forms with their lemmas. All lemmas of a file are one
 * glossary; each form is a text. Found: the forms whose lemma is hit; merged: those
 * where another lemma of the file is. Below or above the bounds fails.
 */
#include "glossary/glossary.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/vec.h"
#include "lang/affix.h"
#include "lang/yaml.h"

#define SKIPPED 77
/* Thousandths. */
#define FOUND_MIN  970
#define MERGED_MAX 35

typedef struct bench {
    dbn_arena arena;
    dbn_job job;
    dbn_profiles *profiles;
    dbn_dictionaries *dictionaries;
    bool show;
} bench;

/* A form, and what it is one of. */
typedef struct pair {
    dbn_span form, lemma;
} pair;

typedef DBN_VEC(pair) pairs;

static void
check(bool is_fine, const dbn_error *err)
{
    if (is_fine)
        return;
    (void)fprintf(stderr, "%s\n", err->message);
    exit(1);
}

static dbn_span
cut(dbn_span *line)
{
    const char *tab = memchr(line->ptr, '\t', line->len);
    size_t len = tab == NULL ? line->len : (size_t)(tab - line->ptr);
    dbn_span cell = {line->ptr, len};
    len += tab != NULL;
    *line = (dbn_span){line->ptr + len, line->len - len};
    return cell;
}

static pairs
read_pairs(bench *b, const char *path)
{
    pairs all = {0};
    dbn_error err = {0};
    dbn_span file;
    check(dbn_file_read(&file, path, 1U << 24, &b->arena, &err) == DBN_OK, &err);
    for (dbn_span line; dbn_line_next(&line, &file);) {
        dbn_span form = cut(&line), lemma = cut(&line);
        check(dbn_vec_push(&b->arena, &all, (pair){form, lemma}) == DBN_OK, &err);
    }
    return all;
}

static dbn_glossary *
glossary_of(const bench *b, const pairs *all)
{
    dbn_glossary *glossary;
    const dbn_morphology *morphology;
    dbn_error err = {0};
    const dbn_profile *fr = dbn_profiles_find(b->profiles, DBN_SPAN("fr"));
    check(dbn_dictionaries_morphology(&morphology, b->dictionaries, fr, &err) == DBN_OK,
          &err);
    check(dbn_glossary_new(&glossary, fr, morphology, &err) == DBN_OK, &err);
    for (uint32_t i = 0; i < all->count; i++) {
        dbn_glossary_entry entry = {
            .term = all->items[i].lemma, .translation = {"", 0}, .domain = {"", 0}};
        check(dbn_glossary_add(glossary, &entry, &err) == DBN_OK, &err);
    }
    return glossary;
}

static bool
is_form_of(const pairs *all, dbn_span form, dbn_span lemma)
{
    for (uint32_t i = 0; i < all->count; i++)
        if (dbn_span_equal(all->items[i].form, form) &&
            dbn_span_equal(all->items[i].lemma, lemma))
            return true;
    return dbn_span_equal(form, lemma);
}

static void
show(const bench *b, const char *what, dbn_span form, dbn_span lemma)
{
    if (b->show)
        printf("  %s: %.*s of %.*s\n", what, DBN_SHOWN(form), DBN_SHOWN(lemma));
}

/* All words of the glossary that may be meant: each is asked for alone, since a match
 * is of one term. */
static bool
try_file(bench *b, const char *path)
{
    pairs all = read_pairs(b, path);
    dbn_glossary *glossary = glossary_of(b, &all);
    uint32_t found = 0, merged = 0;
    for (uint32_t i = 0; i < all.count; i++) {
        dbn_glossary_hits hits = {0};
        dbn_span form = all.items[i].form;
        bool is_found = false, is_merged = false;
        dbn_range whole = {0, (uint32_t)form.len};
        check(dbn_glossary_candidates(&hits, glossary, form, whole, &b->job) == DBN_OK,
              &b->job.err);
        for (uint32_t k = 0; k < hits.count; k++) {
            dbn_span term = dbn_glossary_entry_at(glossary, hits.items[k].entry)->term;
            if (dbn_span_equal(term, all.items[i].lemma))
                is_found = true;
            else if (!is_form_of(&all, form, term)) {
                is_merged = true;
                show(b, "merged", form, term);
            }
        }
        if (!is_found)
            show(b, "missed", form, all.items[i].lemma);
        found += is_found;
        merged += is_merged;
        dbn_job_reset(&b->job);
    }
    dbn_glossary_free(glossary);
    printf("%-50s %5u forms, found %.4f, merged %.4f\n", path, all.count,
           (double)found / all.count, (double)merged / all.count);
    return found * 1000ULL >= (uint64_t)FOUND_MIN * all.count &&
           merged * 1000ULL <= (uint64_t)MERGED_MAX * all.count;
}

int
main(int argc, char **argv)
{
    char pattern[1024];
    glob_t files;
    bench b = {.show = argc > 1 && strcmp(argv[1], "--show") == 0};
    dbn_error err = {0};
    dbn_dictionary_places places = {"/usr/share/hunspell", getenv("DOUBLON_TEST_CACHE"),
                                    DBN_DICTS_DIR};
    const char *gold = getenv("DOUBLON_GOLD");
    (void)snprintf(pattern, sizeof pattern, "%s/inflection/fr_*.tsv",
                   gold == NULL ? "" : gold);
    if (gold == NULL || glob(pattern, 0, NULL, &files) != 0)
        return SKIPPED;
    dbn_arena_init(&b.arena, 0);
    dbn_job_init(&b.job, 0);
    check(dbn_profiles_load(&b.profiles, DBN_DICTS_DIR, &err) == DBN_OK, &err);
    check(dbn_dictionaries_new(&b.dictionaries, &places, &err) == DBN_OK, &err);
    bool is_good = true;
    for (size_t i = 0; i < files.gl_pathc; i++)
        is_good = try_file(&b, files.gl_pathv[i]) && is_good;
    globfree(&files);
    dbn_dictionaries_free(b.dictionaries);
    dbn_profiles_free(b.profiles);
    dbn_job_release(&b.job);
    dbn_arena_release(&b.arena);
    return is_good ? 0 : 1;
}
