#define _POSIX_C_SOURCE 200809L

#include "match/proof.h"

#include "lang/yaml.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BEFORE "rules-"
#define BEHIND ".tried"
#define DIGITS 16U
#define NAME   (sizeof BEFORE - 1 + DIGITS + sizeof BEHIND - 1)

/* NULL where no memory is left. */
static const char *
path_of(dbn_arena *arena, const char *cache, uint64_t key)
{
    char name[NAME + 1];
    (void)snprintf(name, sizeof name, BEFORE "%016llx" BEHIND, (unsigned long long)key);
    return dbn_path_join(arena, cache, name);
}

static bool
is_name(const char *name)
{
    const char *digits = name + sizeof BEFORE - 1;
    return strlen(name) == NAME && strncmp(name, BEFORE, sizeof BEFORE - 1) == 0 &&
           strspn(digits, "0123456789abcdef") == DIGITS &&
           strcmp(digits + DIGITS, BEHIND) == 0;
}

/* Their ages are told by the file system alone, so that no clock is asked. */
static void
remove_old(const char *cache, const struct stat *fresh)
{
    DIR *folder = opendir(cache);
    if (folder == NULL)
        return;
    int in = dirfd(folder);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        struct stat old;
        if (is_name(entry->d_name) &&
            fstatat(in, entry->d_name, &old, AT_SYMLINK_NOFOLLOW) == 0 &&
            S_ISREG(old.st_mode) &&
            (long long)fresh->st_mtime - (long long)old.st_mtime > DBN_PROOF_AGE_MAX)
            (void)unlinkat(in, entry->d_name, 0);
    }
    (void)closedir(folder);
}

bool
dbn_proof_is_there(dbn_arena *arena, const char *cache, uint64_t key)
{
    const char *path = path_of(arena, cache, key);
    return path != NULL && access(path, F_OK) == 0;
}

void
dbn_proof_leave(dbn_arena *arena, const char *cache, uint64_t key)
{
    struct stat fresh;
    const char *path = path_of(arena, cache, key);
    int fd = path == NULL ? -1 : open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return;
    if (fstat(fd, &fresh) == 0)
        remove_old(cache, &fresh);
    (void)close(fd);
}
