/*
 * Both pipes are served in turn, as they are ready: a filter that writes before it has
 * read all would otherwise wait for us, and we for it.
 */
#define _POSIX_C_SOURCE 200809L

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "translate/process.h"

/* Milliseconds after which it is looked whether anybody waits. */
#define WAKE 100

typedef struct running {
    const dbn_process *process;
    dbn_buffer *out;
    dbn_job *job;
    pid_t pid;
    int to, from; /* -1: closed */
    size_t sent;
    int64_t deadline; /* in milliseconds of the clock */
    dbn_process_end end;
} running;

static int64_t
now(void)
{
    struct timespec at = {0};
    (void)clock_gettime(CLOCK_MONOTONIC, &at);
    return (int64_t)at.tv_sec * 1000 + at.tv_nsec / 1000000;
}

static void
close_end(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* No descriptor of ours goes to the child but the two ends that are its own. */
static bool
make_pipe(int ends[2])
{
    if (pipe(ends) != 0)
        return false;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC);
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    return true;
}

/* A group of its own, so that what the program starts ends with it; and the signals
 * that a filter expects. */
static int
spawn(running *r, int in, int out)
{
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    sigset_t defaults, none;
    (void)sigemptyset(&defaults);
    (void)sigemptyset(&none);
    (void)sigaddset(&defaults, SIGPIPE);
    if (posix_spawn_file_actions_init(&actions) != 0)
        return ENOMEM;
    if (posix_spawnattr_init(&attributes) != 0) {
        (void)posix_spawn_file_actions_destroy(&actions);
        return ENOMEM;
    }
    (void)posix_spawnattr_setsigdefault(&attributes, &defaults);
    (void)posix_spawnattr_setsigmask(&attributes, &none);
    (void)posix_spawnattr_setpgroup(&attributes, 0);
    (void)posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGDEF |
                                                    POSIX_SPAWN_SETSIGMASK |
                                                    POSIX_SPAWN_SETPGROUP);
    int failure = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (failure == 0)
        failure = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (failure == 0)
        failure = posix_spawnp(&r->pid, r->process->argv[0], &actions, &attributes,
                               r->process->argv, r->process->environment);
    (void)posix_spawnattr_destroy(&attributes);
    (void)posix_spawn_file_actions_destroy(&actions);
    return failure;
}

static dbn_status
begin(running *r)
{
    int to[2], from[2];
    if (!make_pipe(to))
        return dbn_fail(&r->job->err, DBN_ERR_IO, "no process can be started");
    if (!make_pipe(from)) {
        (void)close(to[0]);
        (void)close(to[1]);
        return dbn_fail(&r->job->err, DBN_ERR_IO, "no process can be started");
    }
    int failure = spawn(r, to[0], from[1]);
    (void)close(to[0]);
    (void)close(from[1]);
    r->to = to[1];
    r->from = from[0];
    (void)fcntl(r->to, F_SETFL, O_NONBLOCK);
    if (failure == 0)
        return DBN_OK;
    close_end(&r->to);
    close_end(&r->from);
    r->pid = -1;
    r->end = DBN_PROCESS_ABSENT;
    return failure == ENOENT || failure == EACCES
               ? DBN_OK
               : dbn_fail(&r->job->err, DBN_ERR_IO, "no process can be started");
}

static void
feed(running *r)
{
    dbn_span rest = {r->process->input.ptr + r->sent, r->process->input.len - r->sent};
    ssize_t count = write(r->to, rest.ptr, rest.len);
    if (count > 0)
        r->sent += (size_t)count;
    bool is_over = count < 0 && errno != EAGAIN && errno != EINTR;
    if (is_over || r->sent == r->process->input.len)
        close_end(&r->to);
}

static dbn_status
drain(running *r)
{
    char bytes[16384];
    ssize_t count = read(r->from, bytes, sizeof bytes);
    if (count == 0 || (count < 0 && errno != EINTR)) {
        close_end(&r->from);
        return DBN_OK;
    }
    if (count < 0)
        return DBN_OK;
    if (r->out->count + (size_t)count > r->process->limit) {
        r->end = DBN_PROCESS_TOO_MUCH;
        close_end(&r->from);
        return DBN_OK;
    }
    DBN_TRY_PUSH(r->job,
                 dbn_vec_append(&r->job->arena, r->out, bytes, (uint32_t)count));
    return DBN_OK;
}

static bool
is_cancelled(const running *r)
{
    return r->process->is_cancelled != NULL &&
           r->process->is_cancelled(r->process->context);
}

static dbn_status
serve(running *r)
{
    while (r->from >= 0) {
        struct pollfd ends[2] = {{.fd = r->from, .events = POLLIN},
                                 {.fd = r->to, .events = POLLOUT}};
        int64_t left = r->deadline - now();
        if (left <= 0 || is_cancelled(r)) {
            r->end = left <= 0 ? DBN_PROCESS_LATE : DBN_PROCESS_CANCELLED;
            return DBN_OK;
        }
        int count = poll(ends, 2, left < WAKE ? (int)left : WAKE);
        if (count < 0 && errno == EINTR)
            continue; /* what poll() has found of the ends is not said */
        if (count < 0)
            return dbn_fail(&r->job->err, DBN_ERR_IO, "no process can be started");
        if (r->to >= 0 && ends[1].revents != 0)
            feed(r);
        if (ends[0].revents != 0)
            DBN_TRY(drain(r));
    }
    return DBN_OK;
}

/* It has closed its output, and is given the rest of its time to end. */
static void
finish(running *r)
{
    int status = 0;
    close_end(&r->to);
    close_end(&r->from);
    if (r->end != DBN_PROCESS_DONE)
        (void)kill(-r->pid, SIGKILL);
    pid_t gone = 0;
    while ((gone = waitpid(r->pid, &status, WNOHANG)) == 0) {
        const struct timespec moment = {0, 2000000};
        if (now() > r->deadline || is_cancelled(r)) {
            r->end = now() > r->deadline ? DBN_PROCESS_LATE : DBN_PROCESS_CANCELLED;
            (void)kill(-r->pid, SIGKILL);
        }
        (void)nanosleep(&moment, NULL);
    }
    if (r->process->ended != NULL)
        *r->process->ended = gone <= 0             ? 0
                             : WIFSIGNALED(status) ? -WTERMSIG(status)
                                                   : WEXITSTATUS(status);
    /* A shell says so where there is no such command, or none that it may run. */
    bool is_absent = gone > 0 && WIFEXITED(status) && WEXITSTATUS(status) >= 126 &&
                     WEXITSTATUS(status) <= 127;
    if (r->end == DBN_PROCESS_DONE && is_absent)
        r->end = DBN_PROCESS_ABSENT;
    else if (r->end == DBN_PROCESS_DONE &&
             (gone < 0 || !WIFEXITED(status) || WEXITSTATUS(status) != 0))
        r->end = DBN_PROCESS_FAILED;
}

dbn_status
dbn_process_run(dbn_process_end *end, dbn_buffer *out, const dbn_process *process,
                dbn_job *job)
{
    running r = {.process = process,
                 .out = out,
                 .job = job,
                 .pid = -1,
                 .to = -1,
                 .from = -1,
                 .deadline = now() + (int64_t)process->timeout * 1000};
    dbn_status status = begin(&r);
    if (status == DBN_OK && r.pid > 0 && process->input.len == 0)
        close_end(&r.to);
    if (status == DBN_OK && r.pid > 0)
        status = serve(&r);
    if (r.pid > 0) {
        if (status != DBN_OK)
            r.end = DBN_PROCESS_FAILED;
        finish(&r);
    }
    *end = r.end;
    return status;
}
