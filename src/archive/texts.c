#include "archive/texts.h"

#ifdef DBN_HAS_ZSTD
#include <zstd.h>
#endif

#define LEVEL     3
#define SEPARATOR DBN_SPAN("\n\n")
/* A document is not larger. */
#define SIZE_MAX_TEXT ((UINT64_C(1) << 31) - 1)

/* Where the paragraph at the beginning ends. */
static size_t
paragraph_len(dbn_span text)
{
    size_t len = 0;
    while (len < text.len) {
        const char *next = memchr(text.ptr + len, '\n', text.len - len);
        if (next == NULL)
            return text.len;
        len = (size_t)(next - text.ptr);
        if (dbn_span_starts((dbn_span){next, text.len - len}, SEPARATOR))
            return len;
        len++;
    }
    return len;
}

void
dbn_texts_split(dbn_span *out, uint32_t count, dbn_span text)
{
    bool is_over = false;
    for (uint32_t i = 0; i < count; i++) {
        out[i] = (dbn_span){NULL, 0};
        if (is_over)
            continue;
        out[i] = (dbn_span){text.ptr, paragraph_len(text)};
        is_over = out[i].len == text.len;
        size_t taken = out[i].len + (is_over ? 0 : SEPARATOR.len);
        text = (dbn_span){text.ptr + taken, text.len - taken};
    }
}

#ifdef DBN_HAS_ZSTD

bool
dbn_texts_can_be_kept(void)
{
    return true;
}

static dbn_status
join(dbn_buffer *out, const dbn_span *paragraphs, uint32_t count, dbn_arena *arena)
{
    for (uint32_t i = 0; i < count; i++) {
        if (i > 0)
            DBN_TRY(dbn_vec_append(arena, out, SEPARATOR.ptr, (uint32_t)SEPARATOR.len));
        DBN_TRY(
            dbn_vec_append(arena, out, paragraphs[i].ptr, (uint32_t)paragraphs[i].len));
    }
    return DBN_OK;
}

/* With a checksum, so that damage is seen; 0 for want of memory. */
static size_t
compress(char *out, size_t room, dbn_span text)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    if (context == NULL)
        return 0;
    size_t code = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, LEVEL);
    if (!ZSTD_isError(code))
        code = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    if (!ZSTD_isError(code))
        code = ZSTD_compress2(context, out, room, text.ptr, text.len);
    (void)ZSTD_freeCCtx(context);
    return ZSTD_isError(code) ? 0 : code;
}

dbn_status
dbn_texts_pack(dbn_span *out, uint64_t *size, const dbn_span *paragraphs,
               uint32_t count, dbn_arena *arena)
{
    dbn_buffer text = {0};
    DBN_TRY(join(&text, paragraphs, count, arena));
    size_t room = ZSTD_compressBound(text.count);
    char *packed = dbn_arena_alloc(arena, room);
    if (packed == NULL)
        return DBN_ERR_NOMEM;
    size_t len = compress(packed, room, (dbn_span){text.items, text.count});
    if (len == 0)
        return DBN_ERR_NOMEM;
    *out = (dbn_span){packed, len};
    *size = text.count;
    return DBN_OK;
}

dbn_status
dbn_texts_unpack(dbn_span *out, dbn_span packed, uint64_t size, dbn_arena *arena)
{
    *out = (dbn_span){NULL, 0};
    if (size > SIZE_MAX_TEXT ||
        ZSTD_getFrameContentSize(packed.ptr, packed.len) != size)
        return DBN_ERR_SYNTAX;
    char *text = dbn_arena_alloc(arena, (size_t)size);
    if (text == NULL)
        return DBN_ERR_NOMEM;
    if (ZSTD_decompress(text, (size_t)size, packed.ptr, packed.len) != size)
        return DBN_ERR_SYNTAX;
    *out = (dbn_span){text, (size_t)size};
    return DBN_OK;
}

#else

bool
dbn_texts_can_be_kept(void)
{
    return false;
}

dbn_status
dbn_texts_pack(dbn_span *out, uint64_t *size, const dbn_span *paragraphs,
               uint32_t count, dbn_arena *arena)
{
    (void)paragraphs;
    (void)count;
    (void)arena;
    *out = (dbn_span){NULL, 0};
    *size = 0;
    return DBN_ERR_USAGE;
}

dbn_status
dbn_texts_unpack(dbn_span *out, dbn_span packed, uint64_t size, dbn_arena *arena)
{
    (void)packed;
    (void)size;
    (void)arena;
    *out = (dbn_span){NULL, 0};
    return DBN_ERR_USAGE;
}

#endif
