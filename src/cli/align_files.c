#define _POSIX_C_SOURCE 200809L

#include "align_files.h"
#include "engine.h"
#include "tell.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define PATH_MAX_BYTES 4096

/* ---- pairs -------------------------------------------------------------------- */

static char *
copy_of(const char *text, size_t len)
{
    char *copy = malloc(len + 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, text, len);
    copy[len] = '\0';
    return copy;
}

void
dbn_align_job_release(dbn_align_job *job)
{
    free(job->source);
    free(job->target);
    free(job->output);
    *job = (dbn_align_job){0};
}

static bool
add_job(dbn_align_jobs *jobs, dbn_align_job job)
{
    if (jobs->count == jobs->cap) {
        uint32_t cap = jobs->cap == 0 ? 16 : jobs->cap * 2;
        dbn_align_job *grown = realloc(jobs->items, cap * sizeof *grown);
        if (grown == NULL) {
            dbn_align_job_release(&job);
            return false;
        }
        jobs->items = grown;
        jobs->cap = cap;
    }
    jobs->items[jobs->count++] = job;
    return job.source != NULL && (job.target != NULL || job.has_both);
}

void
dbn_align_jobs_release(dbn_align_jobs *jobs)
{
    for (uint32_t i = 0; i < jobs->count; i++)
        dbn_align_job_release(&jobs->items[i]);
    free(jobs->items);
    *jobs = (dbn_align_jobs){0};
}

static bool
add_line(dbn_align_jobs *jobs, const char *line, size_t len)
{
    const char *end = line + len, *tab = memchr(line, '\t', len);
    if (tab == NULL || tab == line || tab + 1 == end)
        return false;
    const char *second = memchr(tab + 1, '\t', (size_t)(end - tab - 1));
    const char *target_end = second == NULL ? end : second;
    dbn_align_job job = {.source = copy_of(line, (size_t)(tab - line)),
                         .target = copy_of(tab + 1, (size_t)(target_end - tab - 1))};
    if (second != NULL && second + 1 < end)
        job.output = copy_of(second + 1, (size_t)(end - second - 1));
    return add_job(jobs, job);
}

bool
dbn_align_list(dbn_align_jobs *jobs, const char *list)
{
    dbn_file file;
    bool is_good = dbn_file_read("align", &file, list);
    unsigned number = 0;
    for (size_t at = 0; is_good && at < file.bytes.len;) {
        const char *line = file.bytes.ptr + at;
        const char *feed = memchr(line, '\n', file.bytes.len - at);
        size_t len = feed == NULL ? file.bytes.len - at : (size_t)(feed - line);
        at += len + 1;
        number++;
        if (len > 0 && line[len - 1] == '\r')
            len--;
        if (len == 0 || add_line(jobs, line, len))
            continue;
        dbn_tell("align",
                 "%s:%u: a text and its translation, with a tab between, are "
                 "wanted",
                 list, number);
        is_good = false;
    }
    dbn_file_release(&file);
    return is_good;
}

static bool
is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int
by_name(const void *a, const void *b)
{
    const dbn_align_job *left = a, *right = b;
    return strcmp(left->source, right->source);
}

static bool
add_named(dbn_align_jobs *jobs, const char *source, const char *target,
          const char *name)
{
    char a[PATH_MAX_BYTES], b[PATH_MAX_BYTES];
    struct stat info;
    int a_len = snprintf(a, sizeof a, "%s/%s", source, name);
    int b_len = snprintf(b, sizeof b, "%s/%s", target, name);
    if (a_len < 0 || b_len < 0 || (size_t)a_len >= sizeof a ||
        (size_t)b_len >= sizeof b)
        return true;
    if (is_folder(a))
        return true;
    if (stat(b, &info) != 0) {
        dbn_tell("align", "'%s' has no '%s'", target, name);
        return true;
    }
    return add_job(jobs, (dbn_align_job){.source = copy_of(a, (size_t)a_len),
                                         .target = copy_of(b, (size_t)b_len)});
}

bool
dbn_align_both(dbn_align_jobs *jobs, const char *path)
{
    return add_job(
        jobs, (dbn_align_job){.source = copy_of(path, strlen(path)), .has_both = true});
}

bool
dbn_align_match(dbn_align_jobs *jobs, const char *source, const char *target)
{
    if (is_folder(source) != is_folder(target)) {
        dbn_tell("align", "two files, or two folders, are wanted");
        return false;
    }
    if (!is_folder(source))
        return add_job(jobs,
                       (dbn_align_job){.source = copy_of(source, strlen(source)),
                                       .target = copy_of(target, strlen(target))});
    DIR *folder = opendir(source);
    if (folder == NULL) {
        dbn_tell("align", "cannot read '%s': %s", source, strerror(errno));
        return false;
    }
    bool is_good = true;
    for (struct dirent *entry; is_good && (entry = readdir(folder)) != NULL;)
        if (entry->d_name[0] != '.')
            is_good = add_named(jobs, source, target, entry->d_name);
    (void)closedir(folder);
    if (jobs->count > 1)
        qsort(jobs->items, jobs->count, sizeof *jobs->items, by_name);
    return is_good;
}

/* ---- what is known ----------------------------------------------------------------
 */

bool
dbn_align_lexicon(dbn_bitext *bitext, const char *path)
{
    dbn_file file;
    uint64_t broken = 0;
    bool is_good = dbn_file_read("align", &file, path);
    if (is_good &&
        dbn_bitext_add_lexicon(bitext, file.bytes, false, &broken) != DBN_OK) {
        dbn_tell_error("align", path, dbn_bitext_error(bitext));
        is_good = false;
    }
    if (broken > 0)
        dbn_tell("align", "%s: %llu broken lines were passed over", path,
                 (unsigned long long)broken);
    dbn_file_release(&file);
    return is_good;
}

/* Where dictionaries lie in the format of dictd. */
static const char *
dictd_folder(void)
{
    const char *folder = getenv("DOUBLON_DICTD");
    return folder == NULL || *folder == '\0' ? "/usr/share/dictd" : folder;
}

static bool
add_freedict(dbn_bitext *bitext, dbn_span from, dbn_span to, bool is_reversed)
{
    char path[PATH_MAX_BYTES];
    dbn_file index, dictionary;
    const char *folder = dictd_folder();
    (void)snprintf(path, sizeof path, "%s/freedict-%.3s-%.3s.index", folder, from.ptr,
                   to.ptr);
    bool is_there = dbn_file_read_quietly(&index, path);
    (void)snprintf(path, sizeof path, "%s/freedict-%.3s-%.3s.dict.dz", folder, from.ptr,
                   to.ptr);
    is_there = dbn_file_read_quietly(&dictionary, path) && is_there;
    if (is_there && dbn_bitext_add_dictionary(bitext, index.bytes, dictionary.bytes,
                                              is_reversed) != DBN_OK)
        dbn_tell_error("align", path, dbn_bitext_error(bitext));
    dbn_file_release(&index);
    dbn_file_release(&dictionary);
    return is_there;
}

/* A file of dicts/, where it is there. */
static bool
add_shipped(dbn_bitext *bitext, const char *name, bool is_reversed)
{
    char room[DBN_DICTS_PATH_MAX], path[DBN_DICTS_PATH_MAX + 64];
    const char *dicts = dbn_dicts_folder(room, sizeof room);
    dbn_file file;
    uint64_t broken;
    if (dicts == NULL)
        return false;
    (void)snprintf(path, sizeof path, "%s/%s", dicts, name);
    bool is_there = dbn_file_read_quietly(&file, path);
    if (is_there &&
        dbn_bitext_add_lexicon(bitext, file.bytes, is_reversed, &broken) != DBN_OK)
        dbn_tell_error("align", path, dbn_bitext_error(bitext));
    dbn_file_release(&file);
    return is_there;
}

/* What was learnt of two languages, and the tables of several. */
static void
add_all_shipped(dbn_bitext *bitext, dbn_span a, dbn_span b)
{
    static const char *const tables[] = {"lexicons/words.tsv", "terms/belgium.tsv",
                                         "terms/newsroom.tsv", "terms/security.tsv"};
    char name[64];
    (void)snprintf(name, sizeof name, "lexicons/%.2s-%.2s.tsv", a.ptr, b.ptr);
    if (!add_shipped(bitext, name, false)) {
        (void)snprintf(name, sizeof name, "lexicons/%.2s-%.2s.tsv", b.ptr, a.ptr);
        (void)add_shipped(bitext, name, true);
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        (void)add_shipped(bitext, tables[i], false);
}

void
dbn_align_dictionaries(dbn_bitext *bitext, const dbn_engine *engine,
                       const dbn_bitext_options *options)
{
    dbn_span a = options->source_lang, b = options->target_lang;
    dbn_span from = dbn_engine_code(engine, a), to = dbn_engine_code(engine, b);
    if (from.len == 0 || to.len == 0 || from.ptr == to.ptr)
        return;
    add_all_shipped(bitext, a, b);
    bool is_there = add_freedict(bitext, from, to, false);
    is_there |= add_freedict(bitext, to, from, true);
    if (!is_there)
        dbn_tell("align",
                 "no dictionary of %.3s and %.3s is installed; dict-freedict-%.3s-%.3s "
                 "or dict-freedict-%.3s-%.3s would help",
                 from.ptr, to.ptr, from.ptr, to.ptr, to.ptr, from.ptr);
}
