package dev.tendhost.api.response;

import dev.tendhost.api.WireType;

/**
 * Names a job that runs, or ran, on a host by itself. Whoever knows it can ask how it ended; the
 * evidence lies in the job's directory on the host.
 *
 * @param manager the id of the package manager that started it
 * @param step which step of its upgrade, in the manager's own words
 * @param jobId the job on that host
 * @param planDigest the plan it carries out
 */
@WireType
public record JobRef(String manager, String step, String jobId, String planDigest) {}
