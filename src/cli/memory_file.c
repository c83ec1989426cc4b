#include "memory_file.h"

#include "tell.h"

bool
dbn_memory_open_from(const char *command, dbn_memory_file **out, const char *path)
{
    dbn_error error = {0};
    if (path == NULL ||
        dbn_memory_file_open(out, path, DBN_MEMORY_READ, &error) == DBN_OK)
        return true;
    dbn_tell_message(command, error.message);
    return false;
}
