#define _XOPEN_SOURCE 700

#include "newsroom/place.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(DBN_PLACE_MAX >= 2 * PATH_MAX, "a folder, and a name in it");

/* The folder of `path` without links, and a slash. */
static dbn_status
find_real(dbn_span *out, const char *path, dbn_arena *arena, dbn_error *err)
{
    char room[PATH_MAX], real[PATH_MAX + 1];
    const char *slash = path == NULL ? NULL : strrchr(path, '/');
    size_t len = slash == NULL ? 1 : (size_t)(slash - path) + 1;
    if (len >= sizeof room)
        return dbn_fail(err, DBN_ERR_USAGE, "the path '%.60s...' is too long", path);
    memcpy(room, slash == NULL ? "." : path, len);
    room[len] = '\0';
    if (realpath(room, real) == NULL)
        return dbn_fail(err, DBN_ERR_IO, "cannot read '%s': %s", room, strerror(errno));
    size_t real_len = strlen(real);
    if (real_len > 1) /* "/" has its slash */
        real[real_len++] = '/';
    *out = dbn_arena_copy(arena, (dbn_span){real, real_len});
    return out->ptr == NULL ? dbn_fail(err, DBN_ERR_NOMEM, "no memory is left")
                            : DBN_OK;
}

dbn_status
dbn_folder_find(dbn_folder *out, const char *path, dbn_arena *arena, dbn_error *err)
{
    DBN_TRY(find_real(&out->root, path, arena, err));
    return find_real(&out->here, NULL, arena, err);
}

/* Take the name away that `room` ends in; it keeps its slash. */
static size_t
go_up(const char *room, size_t len)
{
    if (len > 1)
        len--;
    while (len > 0 && room[len - 1] != '/')
        len--;
    return len > 0 ? len : 1;
}

/* Go on in `room`, which ends in a slash, by the parts of `name`; it has room. */
static size_t
follow(char *room, size_t len, dbn_span name)
{
    for (size_t at = 0; at < name.len;) {
        const char *slash = memchr(name.ptr + at, '/', name.len - at);
        size_t end = slash == NULL ? name.len : (size_t)(slash - name.ptr);
        dbn_span part = {name.ptr + at, end - at};
        at = end + 1;
        if (dbn_span_equal(part, DBN_SPAN("..")))
            len = go_up(room, len);
        if (part.len == 0 || dbn_span_equal(part, DBN_SPAN(".")) ||
            dbn_span_equal(part, DBN_SPAN("..")))
            continue;
        memcpy(room + len, part.ptr, part.len);
        len += part.len;
        if (slash != NULL)
            room[len++] = '/';
    }
    return len;
}

/* The folder that `name` is in, all links followed, and a slash; 0 where there is none.
 */
static size_t
enter(char *room, dbn_span here, dbn_span folder)
{
    char path[PATH_MAX], real[PATH_MAX + 1];
    if (here.len + folder.len >= sizeof path ||
        (folder.len > 0 && memchr(folder.ptr, '\0', folder.len) != NULL))
        return 0;
    memcpy(path, here.ptr, here.len);
    if (folder.len > 0)
        memcpy(path + here.len, folder.ptr, folder.len);
    path[here.len + folder.len] = '\0';
    if (realpath(path, real) == NULL)
        return 0;
    size_t len = strlen(real);
    memcpy(room, real, len);
    if (len > 1)
        room[len++] = '/';
    return len;
}

/* `name` from the root of the system; 0 where there is no room. */
static size_t
find_whole(char room[DBN_PLACE_MAX], dbn_span here, dbn_span name)
{
    bool is_whole = name.len > 0 && name.ptr[0] == '/';
    if (is_whole)
        here = DBN_SPAN("/");
    if (here.len + name.len + 1 > DBN_PLACE_MAX - PATH_MAX)
        return 0;
    size_t cut = name.len;
    while (cut > 0 && name.ptr[cut - 1] != '/')
        cut--;
    dbn_span last =
        dbn_span_slice(name, (dbn_range){(uint32_t)cut, (uint32_t)name.len});
    size_t len = enter(room, here, (dbn_span){name.ptr, cut});
    if (len > 0)
        return follow(room, len, last);
    memcpy(room, here.ptr, here.len);
    return follow(room, here.len, name);
}

/* What both have in front, in whole folders. */
static size_t
shared_folders(dbn_span a, dbn_span b)
{
    size_t shared = 0;
    for (size_t i = 0; i < a.len && i < b.len && a.ptr[i] == b.ptr[i]; i++)
        if (a.ptr[i] == '/')
            shared = i + 1;
    return shared;
}

dbn_span
dbn_folder_place(char room[DBN_PLACE_MAX], const dbn_folder *folder, dbn_span name)
{
    size_t len = find_whole(room, folder->here, name), ups = 0;
    dbn_span root = folder->root, empty = {room, 0};
    if (len == 0)
        return empty;
    size_t shared = shared_folders((dbn_span){room, len}, root);
    for (size_t i = shared; i < root.len; i++)
        ups += root.ptr[i] == '/';
    if (3 * ups + len - shared > DBN_PLACE_MAX)
        return empty;
    memmove(room + 3 * ups, room + shared, len - shared);
    for (size_t i = 0; i < ups; i++)
        memcpy(room + 3 * i, "../", 3);
    return (dbn_span){room, 3 * ups + len - shared};
}
