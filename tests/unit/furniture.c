/*
 * tests/unit/furniture.c - what many articles of a host have: counted by articles, the
 * same in any order, and never what one article says that stands in many places.
 */
#include "unit/test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "flow/furniture.h"
#include "flow/host.h"
#include "flow/learn.h"

#define ARTICLES 12U

static dbn_engine *engine;

static int
make_engine(void **state)
{
    (void)state;
    return dbn_engine_new(&engine, DBN_DICTS_DIR, NULL) != DBN_OK;
}

static int
free_engine(void **state)
{
    (void)state;
    dbn_engine_free(engine);
    return 0;
}

/* Texts are told by their first eight bytes here. */
static dbn_lesson_block
block_of(const char *text)
{
    dbn_lesson_block block = {.text = dbn_span_of(text),
                              .bytes = (uint32_t)strlen(text)};
    memcpy(&block.hash, text, 8);
    return block;
}

/* Article `i` of a host: a text of its own, and two that others have. */
static void
add(dbn_learner *learner, uint32_t i, const char *own, const char *shared)
{
    char text[32];
    (void)snprintf(text, sizeof text, "%08u%s", (unsigned)i, own);
    dbn_lesson_block blocks[] = {block_of(text), block_of(shared)};
    dbn_lesson_page page = {.host = DBN_SPAN("a.example"),
                            .identity = dbn_hash_mix(i + 1),
                            .blocks = {blocks, 2, 2}};
    assert_int_equal(dbn_learner_add(learner, &page, (dbn_id){i, 1}), DBN_OK);
}

static dbn_learner *
learner_new(void)
{
    dbn_learner *learner;
    assert_int_equal(dbn_learner_new(&learner, NULL), DBN_OK);
    return learner;
}

static void
assert_lines(dbn_learner *learner, const uint16_t *copied, const char *wanted)
{
    dbn_buffer list = {0};
    const dbn_learn_options options = {0};
    assert_int_equal(dbn_learner_tell(&list, learner, &options, copied), DBN_OK);
    const char *second = memchr(list.items, '\n', list.count);
    const char *end = list.items + list.count;
    const char *lines = memchr(second + 1, '\n', (size_t)(end - second) - 1);
    assert_true(dbn_span_equal((dbn_span){lines + 1, (size_t)(end - lines) - 1},
                               dbn_span_of(wanted)));
    dbn_learner_free(learner);
}

static void
learns_in_any_order(void **state)
{
    (void)state;
    dbn_learner *up = learner_new(), *down = learner_new();
    for (uint32_t i = 0; i < ARTICLES; i++) {
        add(up, i, " its own text", i % 2 == 0 ? "Abonnez-vous" : "Nos lettres");
        add(down, ARTICLES - 1 - i, " its own text",
            i % 2 == 1 ? "Abonnez-vous" : "Nos lettres");
    }
    const char *wanted =
        "a.example\t6\t12\tAbonnez-vous\na.example\t6\t12\tNos lettres\n";
    assert_lines(up, NULL, wanted);
    assert_lines(down, NULL, wanted);
}

/* One address, one article; the shared text is much more than what is its own. */
static void
counts_articles(void **state)
{
    (void)state;
    dbn_learner *versions = learner_new(), *copies = learner_new();
    for (uint32_t i = 0; i < ARTICLES; i++) {
        add(versions, i % 4, " its own text", "Abonnez-vous");
        add(copies, i, "",
            "Le tribunal a acquitté les deux prévenus dans le procès des faux "
            "tableaux.");
    }
    assert_lines(versions, NULL, "");
    assert_lines(copies, NULL, "");
}

static void
passes_over_copies(void **state)
{
    (void)state;
    uint16_t copied[ARTICLES] = {0};
    dbn_learner *few = learner_new(), *likeness = learner_new();
    for (uint32_t i = 0; i < ARTICLES; i++) {
        add(few, i, " its own text", "Abonnez-vous");
        add(likeness, i, " its own text", "Abonnez-vous");
        copied[i] = 500; /* of which the shared text is the most */
    }
    assert_lines(likeness, copied, "a.example\t12\t12\tAbonnez-vous\n");
    for (uint32_t i = 0; i < ARTICLES - 4; i++)
        copied[i] = 900;
    assert_lines(few, copied, "");
}

/* Of very many articles a sample, which is the same whatever came first. */
static void
bounds_its_sample(void **state)
{
    (void)state;
    dbn_buffer lists[2] = {{0}, {0}};
    dbn_learner *learners[2];
    const dbn_learn_options options = {0};
    for (uint32_t k = 0; k < 2; k++) {
        learners[k] = learner_new();
        for (uint32_t i = 0; i < 9000; i++)
            add(learners[k], k == 0 ? i : 8999 - i, " its own text", "Abonnez-vous");
        assert_int_equal(dbn_learner_tell(&lists[k], learners[k], &options, NULL),
                         DBN_OK);
    }
    assert_int_equal(lists[0].count, lists[1].count);
    assert_memory_equal(lists[0].items, lists[1].items, lists[0].count);
    const char *line = strstr(lists[0].items, "a.example\t");
    char *end;
    unsigned long articles = strtoul(line + strlen("a.example\t"), &end, 10);
    unsigned long of = strtoul(end, &end, 10);
    assert_int_equal(articles, of);
    assert_in_range(of, 1024, 2048);
    dbn_learner_free(learners[0]);
    dbn_learner_free(learners[1]);
}

/* With every budget a page is cleaned, or refused for want of memory. */
static void
survives_every_budget(void **state)
{
    (void)state;
    static const char list[] = "# doublon furniture 1\n"
                               "a.example\t5\t9\tRien que pour nos lecteurs\n";
    dbn_furniture *furniture;
    assert_int_equal(dbn_furniture_new(&furniture), DBN_OK);
    assert_int_equal(dbn_furniture_add(furniture, dbn_span_of(list), NULL), DBN_OK);
    const dbn_clean_options options = {.furniture = furniture};
    const dbn_input input = {
        .bytes = DBN_SPAN("Le pont rouvre lundi matin.\n\nRien que pour nos "
                          "lecteurs !\n\nLa ville l'a annoncé hier."),
        .url = DBN_SPAN("https://www.A.example/x")};
    bool is_cleaned = false;
    for (size_t budget = 1; budget < (size_t)1 << 22; budget += budget / 8 + 1) {
        dbn_doc *doc;
        if (dbn_doc_new(&doc, engine, budget) != DBN_OK)
            continue;
        is_cleaned = dbn_doc_clean(doc, &input, &options) == DBN_OK;
        if (is_cleaned)
            assert_true(dbn_span_equal(dbn_doc_text(doc),
                                       DBN_SPAN("Le pont rouvre lundi matin.\n\n"
                                                "La ville l'a annoncé hier.")));
        else
            assert_int_equal(dbn_doc_error(doc)->status, DBN_ERR_NOMEM);
        dbn_doc_free(doc);
    }
    assert_true(is_cleaned);
    dbn_furniture_free(furniture);
}

static void
hosts_are_hosts(void **state)
{
    static const char *const urls[][2] = {
        {"https://www.Journal.example/a", "journal.example"},
        {"https://bob:pw@journal.example:8080/a", "journal.example"},
        {"https://bob@journal.example.?a@b", "journal.example"},
        {"https://journal\t.example/", ""},
        {"https://journal.example\n/", ""},
        {"https://./", ""},
    };
    dbn_job job;
    (void)state;
    dbn_job_init(&job, 0);
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        dbn_span host;
        assert_int_equal(dbn_host_of(&host, dbn_span_of(urls[i][0]), &job), DBN_OK);
        assert_int_equal(host.len, strlen(urls[i][1]));
        assert_true(host.len == 0 || memcmp(host.ptr, urls[i][1], host.len) == 0);
    }
    dbn_job_release(&job);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hosts_are_hosts),   cmocka_unit_test(learns_in_any_order),
        cmocka_unit_test(counts_articles),   cmocka_unit_test(passes_over_copies),
        cmocka_unit_test(bounds_its_sample), cmocka_unit_test(survives_every_budget),
    };
    return cmocka_run_group_tests(tests, make_engine, free_engine);
}
