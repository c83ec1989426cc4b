/*
 * tests/bench/features.c - what the scorer of pages sees: for dicts/tools/weights.py.
 *
 *     features PAGE…
 *
 * For each page a line "page PATH", then a line for each block: its score in the first
 * judging, its role, the names of its features, its text, parted by tabs.
 */
#include "article/features.h"
#include "article/page.h"
#include "read/read.h"

#include <stdio.h>
#include <stdlib.h>

/* In the arena of the job; empty where it can't be read. */
static dbn_span
read_file(const char *path, dbn_job *job)
{
    FILE *file = fopen(path, "rb");
    long len = 0;
    char *bytes = NULL;
    if (file != NULL && fseek(file, 0, SEEK_END) == 0 && (len = ftell(file)) >= 0 &&
        fseek(file, 0, SEEK_SET) == 0)
        bytes = dbn_arena_alloc(&job->arena, (size_t)len + 1);
    size_t read = bytes == NULL ? 0 : fread(bytes, 1, (size_t)len, file);
    if (file != NULL)
        (void)fclose(file);
    return (dbn_span){bytes, read};
}

static void
print_block(const dbn_scene *scene, uint32_t i, const dbn_features *f, int32_t score)
{
    const dbn_block *block = &scene->draft->article->records.blocks.items[i];
    dbn_span role = dbn_role_span((dbn_role)block->role),
             text = dbn_scene_text(scene, i);
    printf("%d\t%.*s\t", (int)score, (int)role.len, role.ptr);
    for (unsigned k = 0; k < DBN_FEATURE_COUNT; k++) {
        dbn_span name = dbn_feature_name((dbn_feature)k);
        if ((f->bits[k / 64] >> k % 64 & 1) != 0)
            printf("%.*s ", (int)name.len, name.ptr);
    }
    (void)putchar('\t');
    for (size_t at = 0; at < text.len; at++)
        (void)putchar(text.ptr[at] == '\n' || text.ptr[at] == '\t' ? ' '
                                                                   : text.ptr[at]);
    (void)putchar('\n');
}

static dbn_status
print_page(const char *path, const dbn_profiles *profiles, dbn_job *job)
{
    dbn_span bytes = read_file(path, job);
    dbn_read read = {0};
    dbn_read_input in = {
        .source = bytes, .name = dbn_span_of(path), .kind = DBN_INPUT_HTML};
    DBN_TRY(dbn_read_run(&read, &in, profiles, job));
    dbn_article article = {.records = read.records};
    dbn_article_input article_in = {
        .records = &read.records, .metas = &read.metas, .is_page = true};
    dbn_draft draft = {
        .article = &article, .in = &article_in, .profile = read.profile, .job = job};
    uint32_t title = dbn_page_title(&draft), count = read.records.blocks.count;
    const int16_t *weights = dbn_profile_weights(read.profile)->of[DBN_JUDGE_FIRST];
    dbn_scene scene;
    dbn_surroundings around;
    DBN_TRY(dbn_scene_set(&scene, &draft, title));
    dbn_features *features =
        dbn_arena_alloc(&job->arena, (count + 1) * sizeof *features);
    int32_t *scores = dbn_arena_alloc(&job->arena, (count + 1) * sizeof *scores);
    if (features == NULL || scores == NULL)
        return dbn_job_nomem(job);
    for (uint32_t i = 0; i < count; i++) {
        dbn_features_of(&features[i], &scene, i);
        scores[i] = dbn_features_weigh(&features[i], weights);
    }
    DBN_TRY(dbn_surroundings_set(&around, &scene, scores));
    printf("page\t%s\n", path);
    for (uint32_t i = 0; i < count; i++) {
        dbn_features_around(&features[i], &around, i);
        print_block(&scene, i, &features[i], scores[i]);
    }
    return DBN_OK;
}

int
main(int count, char **arguments)
{
    dbn_profiles *profiles;
    dbn_error err;
    dbn_job job;
    if (dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK) {
        (void)fprintf(stderr, "features: %s\n", err.message);
        return EXIT_FAILURE;
    }
    dbn_job_init(&job, 0);
    for (int i = 1; i < count; i++) {
        dbn_job_reset(&job);
        if (print_page(arguments[i], profiles, &job) != DBN_OK)
            (void)fprintf(stderr, "features: %s: %s\n", arguments[i], job.err.message);
    }
    dbn_job_release(&job);
    dbn_profiles_free(profiles);
    return EXIT_SUCCESS;
}
