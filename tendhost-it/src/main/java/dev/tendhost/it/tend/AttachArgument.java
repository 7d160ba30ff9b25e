package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * One value of {@code --attach}: {@code HOST=MANAGER:STEP:JOB:PLAN}, what is not plain in it as in
 * the query of a URL.
 *
 * @param host the name of a host of the command line
 * @param job the job on it
 */
record AttachArgument(HostName host, JobRef job) {
  private static final int PARTS = 4;

  static String text(HostName host, JobRef job) {
    return host
        + "="
        + Stream.of(job.manager(), job.step(), job.jobId(), job.planDigest())
            .map(part -> URLEncoder.encode(part, UTF_8))
            .collect(Collectors.joining(":"));
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException if it cannot be right; its message says why
   */
  static AttachArgument parse(String text) {
    int equals = text.indexOf('=');
    List<String> parts =
        Arrays.stream(text.substring(equals + 1).split(":", -1))
            .map(part -> URLDecoder.decode(part, UTF_8))
            .toList();
    if (equals < 1 || parts.size() != PARTS || parts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException(
          "\""
              + text
              + "\" is not a job; write HOST=MANAGER:STEP:JOB:PLAN as it was printed when the job"
              + " started");
    }
    return new AttachArgument(
        HostName.of(text.substring(0, equals)),
        new JobRef(parts.get(0), parts.get(1), parts.get(2), parts.get(3)));
  }

  /** Reads values of {@code --attach}. */
  static final class Converter implements ITypeConverter<AttachArgument> {
    @Override
    public AttachArgument convert(String text) {
      try {
        return parse(text);
      } catch (IllegalArgumentException wrong) {
        throw new TypeConversionException(wrong.getMessage());
      }
    }
  }
}
