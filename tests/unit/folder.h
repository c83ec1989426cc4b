/*
 * tests/unit/folder.h - folders of a few small files, for tests of what reads dicts/.
 */
#ifndef DBN_TESTS_UNIT_FOLDER_H
#define DBN_TESTS_UNIT_FOLDER_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/** A new folder below the working directory; its path stays in `path`. */
static inline void
folder_make(char path[64])
{
    (void)snprintf(path, 64, "dicts-test-XXXXXX");
    assert_non_null(mkdtemp(path));
}

/** Write `folder`/a/b/…/file with the folders above it. */
static inline void
folder_write(const char *folder, const char *file, const char *bytes, size_t len)
{
    char path[256];
    assert_true(snprintf(path, sizeof path, "%s/%s", folder, file) < 256);
    for (char *slash = strchr(path, '/'); slash != NULL;
         slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    FILE *out = fopen(path, "wb");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, len, out), len);
    assert_int_equal(fclose(out), 0);
}

/** Remove a file that folder_write() wrote, and the folders that became empty. */
static inline void
folder_remove(const char *folder, const char *file)
{
    char path[256];
    assert_true(snprintf(path, sizeof path, "%s/%s", folder, file) < 256);
    (void)unlink(path);
    for (char *slash = strrchr(path, '/'); slash != NULL; slash = strrchr(path, '/')) {
        *slash = '\0';
        if (rmdir(path) != 0)
            break;
    }
}

#endif
