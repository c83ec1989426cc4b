/*
 * tests/fuzz/fuzz_unpack.c - whatever a file is, it is gone through to its end: leaves
 * have names, faults have messages, and a second time all is the same.
 */
#include "run/unpack.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Of a leaf so much is looked at; the rest is passed by. */
#define LOOK 65536U

typedef struct memory {
    dbn_span bytes;
    size_t at;
} memory;

static ptrdiff_t
read_memory(void *context, char *out, size_t size, dbn_error *err)
{
    memory *m = context;
    size_t len = m->bytes.len - m->at;
    (void)err;
    len = len < size ? len : size;
    if (len > 0)
        memcpy(out, m->bytes.ptr + m->at, len);
    m->at += len;
    return (ptrdiff_t)len;
}

static void
note(uint64_t *hash, dbn_span bytes)
{
    for (size_t i = 0; i < bytes.len; i++)
        *hash = (*hash ^ (unsigned char)bytes.ptr[i]) * UINT64_C(1099511628211);
}

static uint64_t
go_through(dbn_span bytes)
{
    static char part[4096];
    uint64_t hash = 0;
    memory m = {bytes, 0};
    dbn_unpack *unpack = dbn_unpack_new();
    dbn_leaf leaf;
    dbn_error err = {0};
    if (unpack == NULL ||
        !dbn_unpack_start(unpack, (dbn_feed){&m, read_memory}, DBN_SPAN("f"), true))
        abort();
    while (dbn_unpack_next(unpack, &leaf, &err)) {
        size_t seen = 0;
        ptrdiff_t got = 1;
        note(&hash, dbn_bytes_span(leaf.name));
        for (; err.status == DBN_OK && got > 0 && seen < LOOK; seen += (size_t)got) {
            got = dbn_unpack_read(unpack, part, sizeof part, &err);
            if (got < 0)
                break;
            note(&hash, (dbn_span){part, (size_t)got});
        }
        if (leaf.name->len == 0 || (err.status != DBN_OK && err.message[0] == '\0'))
            abort();
        note(&hash, dbn_span_of(err.message));
        err = (dbn_error){0};
    }
    dbn_unpack_free(unpack);
    return hash;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    dbn_span bytes = {(const char *)data, size};
    uint64_t hash = go_through(bytes);
    if (go_through(bytes) != hash)
        abort();
    return 0;
}
