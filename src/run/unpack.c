/*
 * run/unpack.c - a stack of levels.
 *
 * A level is bytes with a name: the file, or a member of the container that the level
 * below turned out to be. Its first bytes are held, to see whether it is a container;
 * who reads it gets them first. All bytes that leave a level are counted: what leaves a
 * container is weighed against the file.
 */
#include "run/unpack.h"

/* The file, and a level for what comes out of each container. */
#define LEVELS (DBN_UNPACK_DEPTH + 1)

typedef struct level {
    dbn_unpack *unpack;
    dbn_feed under;
    dbn_bytes name;
    dbn_container *container; /* what the level is, if it is one */
    uint64_t passed;          /* bytes that left it */
    bool is_member;
    size_t held, given; /* of head */
    char head[DBN_CONTAINER_HEAD];
} level;

struct dbn_unpack {
    level levels[LEVELS];
    uint32_t count; /* levels that are open */
    bool opens_warc;
    bool has_leaf; /* the top level is a leaf, and was handed out */
    bool is_bomb;  /* nothing more is read of this file */
    dbn_skipped skipped;
};

dbn_unpack *
dbn_unpack_new(void)
{
    dbn_unpack *unpack = calloc(1, sizeof *unpack);
    for (uint32_t i = 0; unpack != NULL && i < LEVELS; i++)
        unpack->levels[i].unpack = unpack;
    return unpack;
}

static level *
top(dbn_unpack *unpack)
{
    return &unpack->levels[unpack->count - 1];
}

static void
add_skipped(dbn_skipped *sum, dbn_skipped more)
{
    sum->revisits += more.revisits;
    sum->failures += more.failures;
    sum->others += more.others;
}

static void
pop(dbn_unpack *unpack)
{
    level *l = top(unpack);
    if (l->container != NULL)
        add_skipped(&unpack->skipped, dbn_container_skipped(l->container));
    dbn_container_free(l->container);
    l->container = NULL;
    unpack->count--;
}

static void
pop_all(dbn_unpack *unpack)
{
    while (unpack->count > 0)
        pop(unpack);
}

void
dbn_unpack_free(dbn_unpack *unpack)
{
    if (unpack == NULL)
        return;
    pop_all(unpack);
    for (uint32_t i = 0; i < LEVELS; i++)
        dbn_bytes_release(&unpack->levels[i].name);
    free(unpack);
}

dbn_skipped
dbn_unpack_skipped(const dbn_unpack *unpack)
{
    dbn_skipped sum = unpack->skipped;
    for (uint32_t i = 0; i < unpack->count; i++)
        if (unpack->levels[i].container != NULL)
            add_skipped(&sum, dbn_container_skipped(unpack->levels[i].container));
    return sum;
}

/* ---- bytes of a level ------------------------------------------------------- */

/* Count what leaves a level, and weigh it. */
static ptrdiff_t
count(level *l, ptrdiff_t got, dbn_error *err)
{
    const level *file = &l->unpack->levels[0];
    if (got <= 0)
        return got;
    l->passed += (uint64_t)got;
    if (l == file || l->passed < DBN_UNPACK_BYTES ||
        l->passed / DBN_UNPACK_SWELL <= file->passed)
        return got;
    l->unpack->is_bomb = true;
    (void)dbn_fail_at(err, DBN_ERR_LIMIT, file->passed,
                      "the archive swells more than %u times when it is unpacked",
                      DBN_UNPACK_SWELL);
    return -1;
}

static ptrdiff_t
read_level(void *context, char *out, size_t size, dbn_error *err)
{
    level *l = context;
    size_t left = l->held - l->given;
    if (left == 0)
        return count(l, l->under.read(l->under.context, out, size, err), err);
    size_t len = left < size ? left : size;
    memcpy(out, l->head + l->given, len);
    l->given += len;
    return count(l, (ptrdiff_t)len, err);
}

ptrdiff_t
dbn_unpack_read(dbn_unpack *unpack, char *out, size_t size, dbn_error *err)
{
    return read_level(top(unpack), out, size, err);
}

/* Hold as many of the first bytes as it takes to know what the level is. */
static dbn_status
look(level *l, dbn_container_kind *kind, dbn_error *err)
{
    bool is_all = false;
    l->held = l->given = 0;
    for (;;) {
        *kind = dbn_container_kind_of((dbn_span){l->head, l->held}, is_all);
        if (*kind != DBN_CONTAINER_UNKNOWN)
            return DBN_OK;
        ptrdiff_t got = l->under.read(l->under.context, l->head + l->held,
                                      sizeof l->head - l->held, err);
        if (got < 0)
            return err->status;
        l->held += (size_t)got;
        is_all = got == 0;
    }
}

/* ---- levels ----------------------------------------------------------------- */

/* The name of a level: that of the level below and, behind a colon, its own. */
static bool
set_name(level *l, const level *below, dbn_span name)
{
    if (below == NULL)
        return dbn_bytes_set(&l->name, name);
    if (!dbn_bytes_set(&l->name, dbn_bytes_span(&below->name)) ||
        !dbn_bytes_reserve(&l->name, name.len + 2))
        return false;
    if (name.len == 0)
        return true;
    l->name.ptr[l->name.len] = ':';
    memcpy(l->name.ptr + l->name.len + 1, name.ptr, name.len);
    l->name.len += name.len + 1;
    l->name.ptr[l->name.len] = '\0';
    return true;
}

/* A level over `under`; false when there is no memory. */
static bool
push(dbn_unpack *unpack, dbn_feed under, dbn_span name)
{
    level *l = &unpack->levels[unpack->count];
    const level *below = unpack->count == 0 ? NULL : l - 1;
    if (!set_name(l, below, name))
        return false;
    l->under = under;
    l->passed = 0;
    l->held = l->given = 0;
    l->is_member = below != NULL && (below->is_member || name.len > 0);
    unpack->count++;
    return true;
}

bool
dbn_unpack_start(dbn_unpack *unpack, dbn_feed file, dbn_span name, bool opens_warc)
{
    pop_all(unpack);
    unpack->opens_warc = opens_warc;
    unpack->has_leaf = unpack->is_bomb = false;
    return push(unpack, file, name);
}

/* Find out what the top level is. True when it is a leaf or has failed; else it is a
 * container now. */
static bool
settle(dbn_unpack *unpack, dbn_error *err)
{
    level *l = top(unpack);
    dbn_container_kind kind;
    if (look(l, &kind, err) != DBN_OK)
        return true;
    if (kind == DBN_CONTAINER_NONE ||
        (kind == DBN_CONTAINER_WARC && !unpack->opens_warc))
        return true;
    if (unpack->count == LEVELS) {
        (void)dbn_fail(err, DBN_ERR_LIMIT,
                       "archives in one another are opened to a depth of %u",
                       DBN_UNPACK_DEPTH);
        return true;
    }
    dbn_feed feed = {l, read_level};
    return dbn_container_new(&l->container, kind, feed, err) != DBN_OK;
}

/* Leave the leaf on top. What nobody wanted of it is read, so that it is counted: a
 * bomb is told of here, anything else by whoever reads next. */
static void
leave_leaf(dbn_unpack *unpack, dbn_error *err)
{
    char waste[16384];
    dbn_error failure = {0};
    if (unpack->count > 1)
        while (read_level(top(unpack), waste, sizeof waste, &failure) > 0) {
        }
    if (failure.status != DBN_OK && unpack->is_bomb)
        *err = failure;
    pop(unpack);
}

/* Step into the next member of the container on top, or leave it. True when there is a
 * leaf, or a failure to tell of. */
static bool
step(dbn_unpack *unpack, dbn_leaf *out, dbn_error *err)
{
    dbn_container *container = top(unpack)->container;
    dbn_member member;
    if (!dbn_container_next(container, &member, err)) {
        if (err->status == DBN_OK)
            pop(unpack);
        return err->status != DBN_OK;
    }
    if (!push(unpack, dbn_container_feed(container), member.name)) {
        (void)dbn_fail(err, DBN_ERR_NOMEM, "no memory is left");
        return true;
    }
    if (member.is_passed_by) {
        leave_leaf(unpack, err);
        return err->status != DBN_OK;
    }
    unpack->has_leaf = member.is_capture || settle(unpack, err);
    out->is_capture = member.is_capture;
    out->capture = member.capture;
    return unpack->has_leaf;
}

bool
dbn_unpack_next(dbn_unpack *unpack, dbn_leaf *out, dbn_error *err)
{
    bool is_told = unpack->is_bomb, has_leaf = unpack->has_leaf;
    *out = (dbn_leaf){0};
    unpack->has_leaf = false;
    if (is_told)
        pop_all(unpack);
    else if (has_leaf)
        leave_leaf(unpack, err);
    while (unpack->count > 0 && err->status == DBN_OK) {
        if (top(unpack)->container != NULL)
            (void)step(unpack, out, err);
        else
            unpack->has_leaf = settle(unpack, err);
        if (unpack->has_leaf)
            break;
    }
    if (unpack->count == 0)
        return false;
    out->name = &top(unpack)->name;
    out->is_file = unpack->count == 1 && top(unpack)->container == NULL;
    out->is_member = top(unpack)->is_member;
    return true;
}
