#include "glossary_file.h"

#include "file.h"
#include "spelling.h"
#include "tell.h"

#include <doublon/bitext.h>

#include <string.h>

/* What a message is about. */
typedef struct source {
    const char *command, *path;
} source;

static void
on_broken(void *context, uint32_t line, const char *message)
{
    const source *from = context;
    if (line == 0)
        dbn_tell(from->command, "%s: %s", from->path, message);
    else
        dbn_tell(from->command, "%s:%u: %s", from->path, line, message);
}

/* The .dict.dz or .dict beside an index of dictd. */
static bool
read_dictionary(const char *command, dbn_file *file, const char *index)
{
    size_t len = strlen(index) - strlen(".index");
    char path[DBN_WORDS_PATH_MAX];
    if (len + sizeof ".dict.dz" > sizeof path)
        return false;
    memcpy(path, index, len);
    memcpy(path + len, ".dict.dz", sizeof ".dict.dz");
    if (dbn_file_read_quietly(file, path))
        return true;
    dbn_file_release(file);
    path[len + strlen(".dict")] = '\0';
    return dbn_file_read(command, file, path);
}

static bool
is_index(const char *path)
{
    size_t len = strlen(path), suffix = strlen(".index");
    return len > suffix && strcmp(path + len - suffix, ".index") == 0;
}

bool
dbn_glossary_add_from(const char *command, dbn_terms *terms, const char *path)
{
    dbn_file file, dictionary = {0};
    source from = {command, path};
    dbn_status status = DBN_ERR_IO;
    bool is_read = dbn_file_read(command, &file, path) &&
                   (!is_index(path) || read_dictionary(command, &dictionary, path));
    if (is_read) {
        dbn_glossary_file glossary = {.bytes = file.bytes,
                                      .dictionary = dictionary.bytes,
                                      .on_broken = on_broken,
                                      .context = &from};
        status = dbn_terms_add_glossary(terms, &glossary);
        if (status != DBN_OK)
            dbn_tell_error(command, path, dbn_terms_error(terms));
    }
    dbn_file_release(&dictionary);
    dbn_file_release(&file);
    return status == DBN_OK;
}
