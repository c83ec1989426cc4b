/*
 * flow/host.h - whose page it is: the host of an address.
 */
#ifndef DBN_FLOW_HOST_H
#define DBN_FLOW_HOST_H

#include "base/job.h"

/** The host of `url`, in lower case and without www., who asks, a port and
 * the full stop of the root; {NULL, 0} where it has none, or control characters. In
 * job->arena. */
dbn_status dbn_host_of(dbn_span *out, dbn_span url, dbn_job *job) DBN_CHECKED;

#endif
