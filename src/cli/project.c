/*
 * Sentences are not cut again (sentence_seg): each is a trans-unit already.
 */
#include "project.h"

#include "file.h"
#include "output.h"
#include "tell.h"

#include <doublon/cat.h>

#include <stdio.h>
#include <string.h>

static bool
path_in(char out[DBN_FOLDER_PATH_MAX], const char *folder, const char *name)
{
    int len = snprintf(out, DBN_FOLDER_PATH_MAX, "%s/%s", folder, name);
    return len > 0 && len < DBN_FOLDER_PATH_MAX;
}

bool
dbn_project_open(dbn_project *project, const char *command, const char *path)
{
    static const char *const names[] = {"target",     "tm",     "tm/auto", "glossary",
                                        "dictionary", "omegat", "source"};
    dbn_folder folder;
    *project = (dbn_project){.path = path};
    bool is_made = dbn_folder_open(&folder, command, path);
    for (size_t i = 0; i < sizeof names / sizeof names[0] && is_made; i++) {
        if (!path_in(project->source, path, names[i])) {
            dbn_tell(command, "'%s' is too long", path);
            return false;
        }
        is_made = dbn_folder_open(&folder, command, project->source);
    }
    return is_made && dbn_matches_new(&project->matches) == DBN_OK;
}

void
dbn_project_note(dbn_project *project, dbn_span source_lang)
{
    if (project->source_lang[0] == '\0' &&
        source_lang.len < sizeof project->source_lang)
        memcpy(project->source_lang, source_lang.ptr, source_lang.len);
}

static dbn_status
write_project(void *output, dbn_span bytes)
{
    return dbn_output_write(output, bytes);
}

/* What was opened is written whole, or not at all. */
static bool
finish(dbn_output *output, dbn_status status)
{
    if (dbn_output_commit(output) && status == DBN_OK)
        return true;
    dbn_output_abandon(output);
    return false;
}

static bool
write_terms(const dbn_project *project, const dbn_terms *terms, const char *name,
            dbn_omegat_format format)
{
    char place[DBN_FOLDER_PATH_MAX];
    dbn_output output;
    return terms == NULL ||
           (path_in(place, project->path, name) && dbn_output_open(&output, place) &&
            finish(&output,
                   dbn_omegat_glossary(terms, format, write_project, &output)));
}

/* A memory, opened once there is something in it: of nothing no file is left. */
typedef struct memory_output {
    dbn_output output;
    const char *place;
    bool is_open;
} memory_output;

static dbn_status
write_memory(void *context, dbn_span bytes)
{
    memory_output *to = context;
    if (!to->is_open && !dbn_output_open(&to->output, to->place))
        return DBN_ERR_IO;
    to->is_open = true;
    return dbn_output_write(&to->output, bytes);
}

static bool
write_matches(const dbn_project *project, const char *name, bool is_whole)
{
    char place[DBN_FOLDER_PATH_MAX];
    memory_output to = {.place = place};
    if (!path_in(place, project->path, name))
        return true;
    dbn_status status =
        dbn_matches_write(project->matches, is_whole, write_memory, &to);
    return to.is_open ? finish(&to.output, status) : status == DBN_OK;
}

static bool
write_files(const dbn_project *project, const dbn_terms *terms)
{
    return write_terms(project, terms, "glossary/doublon.utf8", DBN_OMEGAT_TABLE) &&
           write_terms(project, terms, "glossary/doublon.tbx", DBN_OMEGAT_TBX) &&
           write_matches(project, "tm/auto/doublon.tmx", true) &&
           write_matches(project, "tm/doublon.tmx", false);
}

bool
dbn_project_close(dbn_project *project, dbn_span target_lang, const dbn_terms *terms)
{
    char place[DBN_FOLDER_PATH_MAX];
    dbn_output output;
    bool has_page = project->source_lang[0] != '\0' &&
                    path_in(place, project->path, "omegat.project");
    bool is_written = !has_page || write_files(project, terms);
    dbn_matches_free(project->matches);
    project->matches = NULL;
    if (!has_page || !is_written || dbn_file_is_there(place))
        return is_written;
    dbn_span source = {project->source_lang, strlen(project->source_lang)};
    return dbn_output_open(&output, place) &&
           finish(&output,
                  dbn_omegat_project(source, target_lang, write_project, &output));
}
