package dev.tendhost.core.job;

import dev.tendhost.api.HostName;
import dev.tendhost.core.job.JobScripts.Question;
import dev.tendhost.core.port.Command;
import dev.tendhost.core.port.CommandResult;
import dev.tendhost.core.port.RemoteExecutor;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * The jobs of one host: commands that run in a session of their own and so outlive the connection,
 * the executor and the controller. Whoever knows a job's id can follow it, from any JVM.
 *
 * <p>A job has a directory on the host, by default {@code /var/lib/tendhost/jobs/<id>}, of mode
 * 0700, in which its command, output and exit code lie in plain text. Directories stay until {@link
 * #clean}; an id must not be used again, so that a job never runs twice. There is no way here to
 * end a job: a package manager must not be ended half way.
 *
 * <p>The process that runs a job, and the boot it ran in, are kept beside the job's directory, in
 * {@code .started-<id>}. So a job that removes its directory, or opens it to others, still counts
 * as running while a process of its session lives. What cannot be told then is the rest: no line of
 * a directory that others can write is read, and nobody knows the exit code of a job that removed
 * it. Nor can be told what has left the session ({@code setsid}, a daemon), or anything once
 * somebody removed the directory that holds them all.
 *
 * <p>Where systemd runs the host and jobs run as root, a job is the transient unit {@code
 * tendhost-<id>}; else it is started by {@code setsid}. The host needs a POSIX {@code sh} and the
 * usual small programs, GNU's or busybox's, and {@code /proc}; no bash and no Python.
 *
 * <p>Every call here is safe to repeat and is repeated by itself over lost connections and errors
 * that pass, for as long as {@link JobOptions#patience} ({@link #follow}: {@link
 * JobOptions#deadline}) allows. Errors that do not pass, such as a changed host key, are told at
 * once; a refused login, refused {@code sudo} or garbled reply only after ten more tries 30 seconds
 * apart if the host answered before, as it may be about to shut down or to replace its SSH server.
 *
 * <p>Safe for any thread; no method blocks; futures complete on any thread. The executor belongs to
 * the caller. No argument may be null.
 */
public final class DetachedJobs {
  private static final int MOST_FILES = 16;

  private final JobQuestions questions;
  private final JobOptions options;

  DetachedJobs(
      HostName name, RemoteExecutor executor, JobOptions options, Timers timers, String systemd) {
    Asking.Host host = new Asking.Host(executor, timers, new JobFailures(name));
    this.questions = new JobQuestions(host, options, new JobScripts(options, systemd));
    this.options = options;
  }

  /**
   * The jobs of a host, with the default options.
   *
   * @param host what errors call it
   * @param executor runs commands on it
   * @return the jobs; holds no thread and no connection, needs no closing
   */
  public static DetachedJobs of(HostName host, RemoteExecutor executor) {
    return of(host, executor, JobOptions.defaults());
  }

  /**
   * The jobs of a host.
   *
   * @param host what errors call it
   * @param executor runs commands on it
   * @param options where jobs are kept and how long they are watched
   * @return the jobs; holds no thread and no connection, needs no closing
   */
  public static DetachedJobs of(HostName host, RemoteExecutor executor, JobOptions options) {
    return new DetachedJobs(host, executor, options, Timers.ofTheJdk(), JobScripts.SYSTEMD);
  }

  /**
   * Starts a job, or finds that it was started: the same job is run once, however often and by how
   * many it is started.
   *
   * @param job what to run
   * @return succeeded when the job was started; failed with INVALID_CONFIGURATION if the id is
   *     another command's or the directory is not safe, with NO_SPACE if the disk is full, with
   *     COMMAND_FAILED or UNSUPPORTED if the host cannot run it or the job was given up: then this
   *     call ran nothing and never will. Any other failure leaves that open, also one of these
   *     after an attempt that was not answered, which is CONNECTION_LOST; {@link #follow} tells
   */
  public Future<Void> start(JobSpec job) {
    return questions.start(job);
  }

  /**
   * Watches a job until it is over, over any number of lost connections.
   *
   * <p>A job that was not started, or that the host does not know, is given up before that is told:
   * what keeps it from ever being started is written there, and {@link #start} of its id fails with
   * COMMAND_FAILED. A start under way has at least five seconds until then.
   *
   * @param id the job
   * @param files which of its files to read, each from its start, such as {@code out}, the job's
   *     output; at most 16. They must only grow
   * @param listener hears their lines
   * @return the watch; never fails here but in its verdict
   * @throws IllegalArgumentException if an id or name is malformed, or there are too many files
   */
  public JobWatch follow(String id, List<String> files, JobListener listener) {
    JobNames.requireId(id);
    files.forEach(JobNames::requireFile);
    List<String> each = List.copyOf(new LinkedHashSet<>(files));
    if (each.size() > MOST_FILES) {
      throw new IllegalArgumentException("at most " + MOST_FILES + " files can be followed");
    }
    Follow follow = questions.follow(id, each, listener);
    follow.begin(options.deadline());
    return new JobWatch(follow);
  }

  /**
   * Watches a job and its output, the file {@code out}.
   *
   * @param id the job
   * @param listener hears its output
   * @return as {@link #follow(String, List, JobListener)}
   * @throws IllegalArgumentException if the id is malformed
   */
  public JobWatch follow(String id, JobListener listener) {
    return follow(id, List.of("out"), listener);
  }

  /**
   * Tells how a job stands now.
   *
   * @param id the job
   * @return the verdict; NOT_STARTED and UNKNOWN may still change, as this does not keep anybody
   *     from starting it
   * @throws IllegalArgumentException if the id is malformed
   */
  public Future<JobVerdict> look(String id) {
    JobNames.requireId(id);
    return questions.look(id, Question.now()).map(Looked::verdict);
  }

  /**
   * Reads a file of a job, such as evidence it left.
   *
   * @param id the job
   * @param file the file's name
   * @param limit how many bytes it may have
   * @return its text, where bytes that are not UTF-8 are replaced; empty if there is no such file
   *     or job; failed with COMMAND_FAILED if it is longer
   * @throws IllegalArgumentException if the id or name is malformed
   */
  public Future<Optional<String>> read(String id, String file, int limit) {
    JobNames.requireId(id);
    JobNames.requireFile(file);
    return questions.read(id, file, limit);
  }

  /**
   * Runs a command that only looks, such as at what a job left, as patiently as all else here.
   *
   * @param question may be run any number of times
   * @return its result, however it ended
   */
  public Future<CommandResult> ask(Command question) {
    return questions.ask(question);
  }

  /**
   * Removes the directories of jobs that are over and in which nothing was changed for some time,
   * by the host's clock; at most 100 a call. Nothing here calls it by itself. It also forgets which
   * jobs were given up, so the time should be longer than any start takes.
   *
   * @param olderThan for how long, in whole minutes, rounded up
   * @return how many were removed
   */
  public Future<Integer> clean(Duration olderThan) {
    if (olderThan.isNegative()) {
      throw new IllegalArgumentException("olderThan must not be negative");
    }
    return questions.clean(olderThan);
  }
}
