#include "guard.h"

#include "output.h"
#include "tell.h"

#include <stdlib.h>

#define OUTPUTS (sizeof((dbn_guard *)0)->outputs / sizeof((dbn_guard *)0)->outputs[0])

static void
tell_input(const char *command, const char *option, const char *path)
{
    dbn_ui ui = dbn_tell_ui();
    dbn_tell(command, "%s would overwrite the input '%s'", dbn_ui_text(ui, option),
             dbn_output_is_standard(path) ? dbn_ui_text(ui, "standard input") : path);
}

static void
tell(const dbn_guard *guard, const dbn_guarded *output, const char *path)
{
    bool is_standard = dbn_output_is_standard(output->path);
    tell_input(guard->command, is_standard ? "standard output" : output->option, path);
}

bool
dbn_guard_refuses(const dbn_guard *guard, const char *const *paths, size_t count)
{
    for (size_t i = 0; i < OUTPUTS; i++) {
        const dbn_guarded *output = &guard->outputs[i];
        for (size_t k = 0; output->option != NULL && k < count; k++)
            if (dbn_output_destroys(output->path, paths[k])) {
                tell(guard, output, paths[k]);
                return true;
            }
    }
    return false;
}

bool
dbn_guard_refuses_batch(const dbn_guard *guard, const char *const *paths, size_t count)
{
    static const char *const standard_input[] = {"-"};
    return count == 0 ? dbn_guard_refuses(guard, standard_input, 1)
                      : dbn_guard_refuses(guard, paths, count);
}

void
dbn_guard_look(dbn_guard *guard, const char *path, int fd)
{
    for (size_t i = 0; i < OUTPUTS && !guard->is_refused; i++) {
        const dbn_guarded *output = &guard->outputs[i];
        guard->is_refused =
            output->option != NULL && dbn_output_destroys_open(output->path, fd);
        if (guard->is_refused)
            tell(guard, output, path);
    }
}

/* ---- many against many --------------------------------------------------------- */

typedef struct input {
    dbn_file_id id;
    const char *path;
} input;

static int
by_id(const void *a, const void *b)
{
    const dbn_file_id *left = &((const input *)a)->id, *right = &((const input *)b)->id;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    return left->number == right->number ? 0 : left->number < right->number ? -1 : 1;
}

/* The inputs that are files go to `found`, sorted; their number. */
static size_t
identify(input *found, const dbn_guard_files *inputs)
{
    size_t count = 0;
    for (size_t i = 0; i < inputs->count; i++) {
        found[count].path = inputs->paths[i];
        count += dbn_output_identify(&found[count].id, inputs->paths[i]);
    }
    qsort(found, count, sizeof *found, by_id);
    return count;
}

bool
dbn_guard_refuses_list(const char *command, const char *option,
                       const dbn_guard_files *outputs, const dbn_guard_files *inputs)
{
    input *found = malloc((inputs->count + 1) * sizeof *found);
    if (found == NULL) {
        dbn_tell(command, "no memory is left");
        return true;
    }
    const input *lost = NULL;
    size_t count = identify(found, inputs);
    for (size_t i = 0; i < outputs->count && lost == NULL; i++) {
        input wanted;
        if (!dbn_output_is_standard(outputs->paths[i]) &&
            dbn_output_identify(&wanted.id, outputs->paths[i]))
            lost = bsearch(&wanted, found, count, sizeof *found, by_id);
    }
    if (lost != NULL)
        tell_input(command, option, lost->path);
    free(found);
    return lost != NULL;
}
