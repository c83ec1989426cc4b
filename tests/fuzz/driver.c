/*
 * tests/fuzz/driver.c - replay of a fuzz target over files, with any compiler.
 *
 *     replay_NAME FILE|FOLDER…
 *
 * Every file below the folders goes through LLVMFuzzerTestOneInput() whole and cut
 * at each eighth, since most of what breaks a reader breaks off. A folder that is
 * not there holds nothing; no file at all is a failure.
 */
#define _XOPEN_SOURCE 700

#include <errno.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Files larger than this are for the pathological tests, not for a replay. */
#define FILE_MAX ((size_t)1 << 20)
#define CUTS     8
/* Folders that nftw() keeps open at once. */
#define OPEN_FOLDERS 16

/* nftw() has no argument for its caller's state. */
static unsigned replayed;

/* A heap copy of exactly `size` bytes, so that a sanitizer sees a read beyond. */
static int
replay_piece(const uint8_t *data, size_t size)
{
    uint8_t *copy = malloc(size > 0 ? size : 1);
    if (copy == NULL)
        return ENOMEM;
    memcpy(copy, data, size);
    (void)LLVMFuzzerTestOneInput(copy, size);
    free(copy);
    return 0;
}

static int
replay_bytes(const uint8_t *data, size_t size)
{
    for (size_t cut = 0; cut < CUTS; cut++) {
        int error = replay_piece(data, size / CUTS * cut);
        if (error != 0)
            return error;
    }
    return replay_piece(data, size);
}

static int
replay_file(const char *path, size_t size)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return errno;
    int error = 0;
    uint8_t *data = malloc(size > 0 ? size : 1);
    if (data == NULL)
        error = ENOMEM;
    else if (fread(data, 1, size, file) != size)
        error = EIO;
    else
        error = replay_bytes(data, size);
    free(data);
    (void)fclose(file);
    return error;
}

static int
visit(const char *path, const struct stat *status, int type, struct FTW *place)
{
    (void)place;
    if (type != FTW_F || !S_ISREG(status->st_mode) ||
        (size_t)status->st_size > FILE_MAX)
        return 0;
    /* Said before, so that the last line names the file that a crash is about. */
    (void)fprintf(stderr, "%s\n", path);
    int error = replay_file(path, (size_t)status->st_size);
    if (error != 0) {
        (void)fprintf(stderr, "%s: %s\n", path, strerror(error));
        return 1;
    }
    replayed++;
    return 0;
}

int
main(int argc, char **argv)
{
    (void)setvbuf(stderr, NULL, _IONBF, 0);
    for (int i = 1; i < argc; i++) {
        bool walked = nftw(argv[i], visit, OPEN_FOLDERS, FTW_PHYS) == 0;
        if (!walked && errno != ENOENT) {
            (void)fprintf(stderr, "%s: cannot be replayed\n", argv[i]);
            return EXIT_FAILURE;
        }
        errno = 0;
    }
    (void)fprintf(stderr, "%u files replayed\n", replayed);
    return replayed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
