#include "furniture_file.h"

#include "file.h"
#include "tell.h"

static bool
add(const char *command, dbn_furniture *furniture, const char *path)
{
    dbn_file file;
    dbn_error error = {0};
    if (!dbn_file_read(command, &file, path))
        return false;
    dbn_status status = dbn_furniture_add(furniture, file.bytes, &error);
    if (status != DBN_OK)
        dbn_tell_error(command, path, &error);
    dbn_file_release(&file);
    return status == DBN_OK;
}

bool
dbn_furniture_read(const char *command, dbn_furniture **out, const char *const *paths,
                   uint32_t count)
{
    *out = NULL;
    if (count > 0 && dbn_furniture_new(out) != DBN_OK) {
        dbn_tell(command, "no memory is left");
        return false;
    }
    for (uint32_t i = 0; i < count; i++) {
        if (add(command, *out, paths[i]))
            continue;
        dbn_furniture_free(*out);
        *out = NULL;
        return false;
    }
    return true;
}
