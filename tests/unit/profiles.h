/*
 * tests/unit/profiles.h - for tests of what works in languages: the profiles of dicts/
 * and a job, there for all tests of a program (load and unload of its group).
 */
#ifndef DBN_TESTS_UNIT_PROFILES_H
#define DBN_TESTS_UNIT_PROFILES_H

#include "lang/profile.h"
#include "unit/test.h"

static dbn_profiles *profiles;
static dbn_job job;

static int
load(void **state)
{
    dbn_error err;
    dbn_job_init(&job, 0);
    *state = NULL;
    return dbn_profiles_load(&profiles, DBN_DICTS_DIR, &err) != DBN_OK;
}

static int
unload(void **state)
{
    (void)state;
    dbn_profiles_free(profiles);
    dbn_job_release(&job);
    return 0;
}

#endif
