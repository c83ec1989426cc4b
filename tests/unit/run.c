/*
 * tests/unit/run.c - order whatever the threads; folders, lines and limits.
 */
#define _POSIX_C_SOURCE 200809L

#include "unit/test.h"

#include <stdatomic.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/vec.h"
#include "run/again.h"
#include "run/inputs.h"
#include "run/lender.h"
#include "run/ordered.h"
#include "run/spool.h"
#include "run/watch.h"

/* ---- ordered ---------------------------------------------------------------- */

enum { ITEMS = 2000, MAX_SLOTS = 64 };

typedef struct count {
    uint32_t taken, given;
    uint32_t items[MAX_SLOTS], results[MAX_SLOTS];
    uint32_t stop_at;
    bool is_ordered;
} count;

static bool
take(void *context, uint32_t slot)
{
    count *c = context;
    if (c->taken == ITEMS)
        return false;
    c->items[slot] = c->taken++;
    return true;
}

/* Uneven work, so that later items are done before earlier ones. */
static void
work(void *context, uint32_t slot, uint32_t worker)
{
    count *c = context;
    (void)worker;
    volatile uint32_t n = c->items[slot] % 7 * 500;
    while (n > 0)
        n = n - 1;
    c->results[slot] = c->items[slot] * 2;
}

static dbn_status
give(void *context, uint32_t slot)
{
    count *c = context;
    c->is_ordered = c->is_ordered && c->results[slot] == c->given * 2;
    c->given++;
    return c->given == c->stop_at ? DBN_ERR_CLOSED : DBN_OK;
}

static void
results_come_in_order_whatever_the_threads(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 16; threads *= 2) {
        count c = {.is_ordered = true};
        dbn_ordered run = {&c,   threads, threads == 1 ? 1 : threads * 2,
                           take, work,    give};
        assert_int_equal(dbn_ordered_run(&run), DBN_OK);
        assert_int_equal(c.given, ITEMS);
        assert_true(c.is_ordered);
    }
}

static void
a_failed_give_ends_the_run(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 8; threads *= 2) {
        count c = {.is_ordered = true, .stop_at = 100};
        dbn_ordered run = {&c, threads, threads * 2, take, work, give};
        assert_int_equal(dbn_ordered_run(&run), DBN_ERR_CLOSED);
        assert_int_equal(c.given, 100);
        assert_true(c.taken < 100 + MAX_SLOTS);
    }
}

/* An input that comes line by line: what is taken is given before the next is there. */
typedef struct slow {
    atomic_uint given;
    uint32_t taken;
    bool is_late;
} slow;

enum { SLOW_ITEMS = 5, PATIENCE_MS = 5000 };

static bool
take_slowly(void *context, uint32_t slot)
{
    slow *s = context;
    (void)slot;
    for (int ms = 0; atomic_load(&s->given) < s->taken && !s->is_late; ms++) {
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
        s->is_late = ms == PATIENCE_MS;
    }
    return s->taken++ < SLOW_ITEMS;
}

static void
work_on_nothing(void *context, uint32_t slot, uint32_t worker)
{
    (void)context, (void)slot, (void)worker;
}

static dbn_status
give_slowly(void *context, uint32_t slot)
{
    (void)slot;
    atomic_fetch_add(&((slow *)context)->given, 1);
    return DBN_OK;
}

static void
a_result_does_not_wait_for_the_next_input(void **state)
{
    (void)state;
    for (uint32_t threads = 1; threads <= 4; threads *= 2) {
        slow s = {.taken = 0};
        dbn_ordered run = {&s,          threads,         threads * 2,
                           take_slowly, work_on_nothing, give_slowly};
        assert_int_equal(dbn_ordered_run(&run), DBN_OK);
        assert_int_equal(atomic_load(&s.given), SLOW_ITEMS);
        assert_false(s.is_late);
    }
}

/* ---- inputs ----------------------------------------------------------------- */

typedef struct folder {
    char path[64];
} folder;

static int
make_folder(void **state)
{
    static folder f;
    memcpy(f.path, "/tmp/doublon-run-XXXXXX", sizeof "/tmp/doublon-run-XXXXXX");
    *state = &f;
    return mkdtemp(f.path) == NULL ? -1 : 0;
}

static void
path_in(char *out, size_t size, const folder *f, const char *name)
{
    assert_true(snprintf(out, size, "%s/%s", f->path, name) < (int)size);
}

static void
put_file(const folder *f, const char *name, const char *content)
{
    char path[128];
    path_in(path, sizeof path, f, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(content, 1, strlen(content), file), strlen(content));
    assert_int_equal(fclose(file), 0);
}

static int
remove_folder(void **state)
{
    static const char *const names[] = {"a.txt",     "b.txt", "sub/c.txt", "x.jsonl",
                                        ".hidden",   "loop",  "sub/up",    "sub/pipe",
                                        "sub/other", "sub"};
    char path[128];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        path_in(path, sizeof path, *state, names[i]);
        (void)remove(path);
    }
    return rmdir(((folder *)*state)->path);
}

static bool
has_content(const dbn_item *item, const char *content)
{
    return dbn_span_equal((dbn_span){item->content.ptr, item->content.len},
                          dbn_span_of(content));
}

static dbn_inputs *
open_inputs(const char *const *paths, size_t paths_count, size_t max_bytes)
{
    dbn_inputs *inputs;
    dbn_error error;
    dbn_inputs_options options = {
        .paths = paths, .count = paths_count, .max_bytes = max_bytes};
    assert_int_equal(dbn_inputs_new(&inputs, &options, &error), DBN_OK);
    return inputs;
}

static void
folders_are_walked_in_the_order_of_names(void **state)
{
    char sub[128];
    path_in(sub, sizeof sub, *state, "sub");
    assert_int_equal(mkdir(sub, 0777), 0);
    put_file(*state, "b.txt", "bé");
    put_file(*state, "a.txt", "a");
    put_file(*state, "sub/c.txt", "c");
    put_file(*state, ".hidden", "h");
    const char *paths[] = {((folder *)*state)->path};
    dbn_inputs *inputs = open_inputs(paths, 1, 1000);
    dbn_item item = {0};
    static const char *const expected[] = {"a", "bé", "c"};
    for (uint64_t i = 0; i < 3; i++) {
        assert_true(dbn_inputs_next(inputs, &item));
        assert_int_equal(item.error.status, DBN_OK);
        assert_int_equal(item.index, i);
        assert_true(has_content(&item, expected[i]));
        assert_false(item.is_named);
    }
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
}

/* A link back to a folder on the way, a pipe that nobody writes to. */
static void
folders_are_walked_once_and_only_files_are_read(void **state)
{
    char sub[128], path[128];
    path_in(sub, sizeof sub, *state, "sub");
    assert_int_equal(mkdir(sub, 0777), 0);
    path_in(path, sizeof path, *state, "sub/up");
    assert_int_equal(symlink("..", path), 0);
    path_in(path, sizeof path, *state, "sub/pipe");
    assert_int_equal(mkfifo(path, 0666), 0);
    path_in(path, sizeof path, *state, "loop");
    assert_int_equal(symlink(".", path), 0);
    put_file(*state, "a.txt", "a");
    put_file(*state, "sub/c.txt", "c");
    path_in(path, sizeof path, *state, "sub/other");
    assert_int_equal(symlink("c.txt", path), 0);
    const char *paths[] = {((folder *)*state)->path, sub};
    dbn_inputs *inputs = open_inputs(paths, 2, 1000);
    dbn_item item = {0};
    /* The second path is gone down again, and from there up to the first. */
    static const char *const expected[] = {"a", "c", "c", "c", "c", "a"};
    for (uint64_t i = 0; i < sizeof expected / sizeof expected[0]; i++) {
        assert_true(dbn_inputs_next(inputs, &item));
        assert_int_equal(item.error.status, DBN_OK);
        assert_true(has_content(&item, expected[i]));
    }
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
}

static bool
is_cancelled(void *context)
{
    unsigned *questions = context;
    return ++*questions > 1;
}

/* The signal may have woken another thread. */
static void
who_waits_for_input_asks_whether_it_is_wanted(void **state)
{
    char path[128];
    unsigned questions = 0;
    path_in(path, sizeof path, *state, "pipe");
    assert_int_equal(mkfifo(path, 0666), 0);
    FILE *writer = fopen(path, "r+b");
    assert_non_null(writer);
    const char *paths[] = {path};
    dbn_inputs *inputs;
    dbn_error error;
    dbn_inputs_options options = {.paths = paths,
                                  .count = 1,
                                  .max_bytes = 10,
                                  .cancelled = is_cancelled,
                                  .context = &questions};
    assert_int_equal(dbn_inputs_new(&inputs, &options, &error), DBN_OK);
    dbn_item item = {0};
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.error.status, DBN_ERR_IO);
    assert_int_equal(questions, 2);
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
    assert_int_equal(fclose(writer), 0);
    assert_int_equal(remove(path), 0);
}

static void
what_cannot_be_read_is_an_item_and_the_rest_goes_on(void **state)
{
    char missing[128], good[128], loop[128];
    put_file(*state, "a.txt", "0123456789");
    path_in(missing, sizeof missing, *state, "missing.txt");
    path_in(good, sizeof good, *state, "a.txt");
    path_in(loop, sizeof loop, *state, "loop");
    assert_int_equal(symlink("loop", loop), 0);
    const char *paths[] = {missing, loop, good};
    dbn_inputs *inputs = open_inputs(paths, 3, 10);
    dbn_item item = {0};
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.error.status, DBN_ERR_IO);
    assert_true(item.is_unreadable && item.is_named);
    assert_string_equal(item.name.ptr, missing);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.error.status, DBN_ERR_IO);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_true(has_content(&item, "0123456789"));
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_inputs_free(inputs);
    inputs = open_inputs(paths + 2, 1, 9);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.error.status, DBN_ERR_LIMIT);
    assert_false(item.is_unreadable);
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
}

static void
json_lines_come_one_by_one(void **state)
{
    char path[128];
    put_file(*state, "x.jsonl",
             "\xEF\xBB\xBF{\"a\":1}\n\n  \n{\"b\":\"long, too long\"}\n{\"c\":3}");
    path_in(path, sizeof path, *state, "x.jsonl");
    const char *paths[] = {path};
    dbn_inputs *inputs = open_inputs(paths, 1, 12);
    dbn_item item = {0};
    assert_true(dbn_inputs_next(inputs, &item));
    assert_true(has_content(&item, "{\"a\":1}"));
    assert_int_equal(item.line, 1);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.error.status, DBN_ERR_LIMIT);
    assert_int_equal(item.line, 4);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_true(has_content(&item, "{\"c\":3}"));
    assert_int_equal(item.line, 5);
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
}

static void
is_read_again(dbn_again *again, dbn_line_place place, const char *line)
{
    dbn_span out;
    assert_non_null(place.file);
    assert_int_equal(dbn_again_read(&out, again, place, strlen(line)), DBN_OK);
    assert_true(dbn_span_equal(out, dbn_span_of(line)));
}

/* In any order, behind a byte order mark and blank lines; what was written to since is
 * told. */
static void
lines_are_read_again_where_they_stand(void **state)
{
    static const char *const lines[] = {"{\"a\":1}", "{\"b\":2}", "{\"c\":3}"};
    char path[128];
    put_file(*state, "x.jsonl", "\xEF\xBB\xBF{\"a\":1}\n\n  \n{\"b\":2}\r\n{\"c\":3}");
    path_in(path, sizeof path, *state, "x.jsonl");
    const char *paths[] = {path};
    dbn_error error;
    dbn_inputs *inputs;
    dbn_inputs_options options = {
        .paths = paths, .count = 1, .max_bytes = 100, .reads_again = true};
    assert_int_equal(dbn_inputs_new(&inputs, &options, &error), DBN_OK);
    dbn_item item = {0};
    dbn_line_place places[3];
    for (int i = 0; i < 3; i++) {
        assert_true(dbn_inputs_next(inputs, &item));
        places[i] = item.place;
    }
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_again again = {0};
    char copy[8] = "";
    bool is_changed;
    assert_int_equal(dbn_again_copy(copy, places[2], 7, &is_changed), DBN_OK);
    assert_string_equal(copy, lines[2]);
    assert_false(is_changed);
    for (int i = 0; i < 3; i++)
        is_read_again(&again, places[i], lines[i]);
    is_read_again(&again, places[0], lines[0]);
    assert_false(again.is_changed);
    dbn_again_release(&again);
    put_file(*state, "x.jsonl", "\xEF\xBB\xBF{\"a\":1}\n");
    is_read_again(&again, places[0], lines[0]);
    assert_true(again.is_changed);
    dbn_span out;
    assert_int_equal(dbn_again_read(&out, &again, places[1], 7), DBN_ERR_IO);
    dbn_again_release(&again);
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
}

/* A line longer than what is read at once goes with its buffer; what stands behind it
 * comes all the same. */
static void
long_json_lines_come_among_short_ones(void **state)
{
    enum { LONG = 700000 };
    static const char behind[] = "\n{\"b\":2}\n{\"c\":\"";
    char path[128];
    char *text = malloc(2 * LONG + 64), *at = text;
    assert_non_null(text);
    at = memcpy(at, "{\"a\":1}\n", 8);
    at += 8;
    memset(at, 'x', LONG);
    at = memcpy(at + LONG, behind, sizeof behind - 1);
    at += sizeof behind - 1;
    memset(at, 'y', LONG);
    at[LONG] = '\0';
    put_file(*state, "x.jsonl", text);
    path_in(path, sizeof path, *state, "x.jsonl");
    const char *paths[] = {path};
    dbn_inputs *inputs = open_inputs(paths, 1, 2 * (size_t)LONG);
    dbn_item item = {0};
    assert_true(dbn_inputs_next(inputs, &item));
    assert_true(has_content(&item, "{\"a\":1}"));
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.content.len, LONG);
    assert_memory_equal(item.content.ptr, text + 8, LONG);
    assert_true(dbn_inputs_next(inputs, &item));
    assert_true(has_content(&item, "{\"b\":2}"));
    assert_true(dbn_inputs_next(inputs, &item));
    assert_int_equal(item.content.len, LONG + 6);
    assert_memory_equal(item.content.ptr + 6, at, LONG);
    assert_false(dbn_inputs_next(inputs, &item));
    dbn_item_release(&item);
    dbn_inputs_free(inputs);
    free(text);
}

static void
a_spool_holds_what_memory_forgets(void **state)
{
    (void)state;
    enum { COUNT = 1 << 20 };
    dbn_spool spool;
    dbn_error err = {0};
    assert_int_equal(dbn_spool_open(&spool, "/tmp", &err), DBN_OK);
    uint32_t *first = dbn_spool_add(&spool, sizeof *first);
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t *at = i == 0 ? first : dbn_spool_add(&spool, sizeof *at);
        assert_ptr_equal(at, first + i);
        *at = i;
        if (i % (COUNT / 16) == 0)
            dbn_spools_rest(&spool, 1, 0);
    }
    dbn_spools_rest(&spool, 1, 0);
    for (uint32_t i = 0; i < COUNT; i++)
        assert_int_equal(first[i], i);
    dbn_span text = DBN_SPAN("abc"), none = {0};
    assert_true(dbn_spool_keep(&spool, &text) && dbn_spool_keep(&spool, &none));
    assert_memory_equal(text.ptr, "abc", 3);
    assert_null(none.ptr);
    assert_int_equal((uintptr_t)dbn_spool_take(&spool, 1) % 16, 0);
    assert_null(dbn_spool_add(&spool, SIZE_MAX / 2));
    dbn_spool_close(&spool);
    dbn_spool_close(&spool);
    assert_int_equal(dbn_spool_open(&spool, "/missing", &err), DBN_ERR_IO);
}

/* Two arenas take turns, so that blocks grow where they are, and move. */
static void
arenas_have_their_blocks_in_a_spool(void **state)
{
    (void)state;
    enum { COUNT = 50000 };
    dbn_lender *lender;
    dbn_watch *watch;
    dbn_error err = {0};
    assert_int_equal(dbn_lender_new(&lender, "/tmp", &err), DBN_OK);
    const dbn_spool *spool = dbn_lender_spool(lender);
    assert_int_equal(dbn_watch_start(&watch, &spool, 1, 0, &err), DBN_OK);
    dbn_job job;
    dbn_job_init(&job, 0);
    dbn_lender_lend(lender, &job);
    DBN_VEC(uint32_t) a = {0}, b = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(dbn_vec_push(&job.arena, &a, i), DBN_OK);
        assert_int_equal(dbn_vec_push(&job.scratch, &b, ~i), DBN_OK);
    }
    const uint64_t *zeros = dbn_arena_alloc(&job.arena, COUNT * sizeof *zeros);
    assert_non_null(zeros);
    for (uint32_t i = 0; i < COUNT; i++) {
        assert_int_equal(a.items[i], i);
        assert_int_equal(b.items[i], ~i);
        assert_int_equal(zeros[i], 0);
    }
    dbn_job_reset(&job);
    dbn_job_release(&job);
    assert_int_equal(job.arena.held + job.scratch.held, 0);
    dbn_watch_stop(watch);
    dbn_lender_free(lender);
    assert_int_equal(dbn_lender_new(&lender, "/missing", &err), DBN_ERR_IO);
    dbn_lender_free(lender);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(results_come_in_order_whatever_the_threads),
        cmocka_unit_test(a_failed_give_ends_the_run),
        cmocka_unit_test(a_spool_holds_what_memory_forgets),
        cmocka_unit_test(arenas_have_their_blocks_in_a_spool),
        cmocka_unit_test_setup_teardown(folders_are_walked_in_the_order_of_names,
                                        make_folder, remove_folder),
        cmocka_unit_test(a_result_does_not_wait_for_the_next_input),
        cmocka_unit_test_setup_teardown(folders_are_walked_once_and_only_files_are_read,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(who_waits_for_input_asks_whether_it_is_wanted,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(
            what_cannot_be_read_is_an_item_and_the_rest_goes_on, make_folder,
            remove_folder),
        cmocka_unit_test_setup_teardown(long_json_lines_come_among_short_ones,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(lines_are_read_again_where_they_stand,
                                        make_folder, remove_folder),
        cmocka_unit_test_setup_teardown(json_lines_come_one_by_one, make_folder,
                                        remove_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
