package dev.tendhost.pkg.internal.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.response.UncheckedPackage.Reason;
import dev.tendhost.core.port.Garbled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryAnswerTest {
  private static final String DIGEST = "sha256:" + "ab".repeat(32);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          toomanyrequests: You have reached your pull rate limit.                     | RATE_LIMITED
          received unexpected HTTP status: 429 Too Many Requests                      | RATE_LIMITED
          Error response from daemon: unauthorized: authentication required           | ACCESS_DENIED
          pull access denied for x, repository does not exist or may require 'docker login' | ACCESS_DENIED
          Get "https://r/v2/": no basic auth credentials                              | ACCESS_DENIED
          denied: requested access to the resource is denied                          | ACCESS_DENIED
          error getting credentials - err: exec: "docker-credential-pass": executable file not found | ACCESS_DENIED
          manifest unknown: manifest unknown                                          | NOT_FOUND
          manifest for 127.0.0.1:5000/tend-web:nope not found: manifest unknown       | NOT_FOUND
          no such manifest: 127.0.0.1:5000/x:1                                        | NOT_FOUND
          name unknown: repository name not known to registry                         | NOT_FOUND
          Get "http://127.0.0.1:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused | UNREACHABLE
          dial tcp: lookup registry.invalid: no such host                             | UNREACHABLE
          net/http: request canceled while waiting for connection (Client.Timeout exceeded) | UNREACHABLE
          x509: certificate signed by unknown authority                               | UNREACHABLE
          http: server gave HTTP response to HTTPS client                             | UNREACHABLE
          received unexpected HTTP status: 503 Service Unavailable                    | UNREACHABLE
          context deadline exceeded                                                   | UNREACHABLE
          no idea why                                                                 | UNKNOWN
          ''                                                                          | UNKNOWN
          """)
  void refusals(String text, Reason reason) {
    RegistryAnswer answer = RegistryAnswer.unknown(text + "\n");
    assertThat(answer.reason()).isEqualTo(reason);
    assertThat(answer.digest()).isNull();
    assertThat(answer.detail()).isEqualTo(text);
    assertThat(reason.failed()).isTrue();
  }

  @Test
  void recordedAnswersOfTheEngine() {
    assertThat(RegistryAnswer.ofHttp(RecordedCompose.text("http-web.txt")).digest())
        .isEqualTo("sha256:22ae6b1cbf218c4d5c97369003177551cc6ba48e46981e298cf02d2ae5589e48");
    assertThat(RegistryAnswer.ofHttp(RecordedCompose.text("http-unknown.txt")).reason())
        .isEqualTo(Reason.NOT_FOUND);
    assertThat(RegistryAnswer.ofHttp(RecordedCompose.text("http-refused.txt")).reason())
        .isEqualTo(Reason.UNREACHABLE);
  }

  @Test
  void anEngineThatCannotBeAskedIsNoAnswer() {
    String podman = "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\n\r\nNot Found\n";
    assertThat(RegistryAnswer.ofHttp(podman).reason()).isEqualTo(Reason.UNKNOWN);
  }

  @Test
  void aBodyInChunks() {
    String body = "{\"Descriptor\":{\"digest\":\"" + DIGEST + "\"}}";
    String chunked =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5f\r\n" + body + "\r\n0\r\n\r\n";
    assertThat(RegistryAnswer.ofHttp(chunked).digest()).isEqualTo(DIGEST);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\nA: b\r\n\r\n{}",
        "HTTP/1.1 200 OK\r\nA: b\r\n\r\n{\"Descriptor\":{\"digest\":\"sha256:ab\"}}",
        "<html>"
      })
  void garbledIsNoAnswer(String response) {
    assertThatThrownBy(() -> RegistryAnswer.ofHttp(response)).isInstanceOf(Garbled.class);
  }

  @Test
  void composeResolvesOrIgnoresThatItWasAsked() {
    String resolved =
        "{\"name\":\"tendhost\",\"services\":{\"image\":{\"image\":\"r/x:1@" + DIGEST + "\"}}}";
    assertThat(RegistryAnswer.ofModel(resolved)).contains(RegistryAnswer.known(DIGEST));
    assertThat(RegistryAnswer.ofModel(RecordedCompose.text("unresolved.txt"))).isEmpty();
    assertThatThrownBy(() -> RegistryAnswer.ofModel("{\"services\":{}}"))
        .isInstanceOf(Garbled.class);
  }

  @Test
  void theCommandLineTellsOneManifest() {
    String one = "{\"mediaType\":\"m\",\"digest\":\"" + DIGEST + "\",\"size\":1}";
    assertThat(RegistryAnswer.ofClient(one).digest()).isEqualTo(DIGEST);
    assertThat(RegistryAnswer.ofClient("{\"Ref\":\"x\",\"Descriptor\":" + one + "}").digest())
        .isEqualTo(DIGEST);
    String several = "[{\"Descriptor\":" + one + "},{\"Descriptor\":" + one + "}]";
    assertThat(RegistryAnswer.ofClient(several).reason()).isEqualTo(Reason.ACCESS_DENIED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock | PRIVILEGE
          Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running? | UNHEALTHY
          write /var/lib/docker/tmp/x: no space left on device     | NO_SPACE
          sh: 1: docker: not found                                 | PACKAGE_MANAGER_MISSING
          docker: 'compose' is not a docker command.               | PACKAGE_MANAGER_MISSING
          toomanyrequests: slow down                               | COMMAND_FAILED
          yaml: line 1: did not find expected node content         | COMMAND_FAILED
          """)
  void failuresOfTheTools(String stderr, FailureKind kind) {
    assertThat(EngineFailure.of(stderr).kind()).isEqualTo(kind);
  }

  @Test
  void aFetchMayFailBecauseOfTheRegistry() {
    assertThat(EngineFailure.ofFetch("toomanyrequests: slow down").kind())
        .isEqualTo(FailureKind.REPOSITORY_UNAVAILABLE);
    assertThat(EngineFailure.ofFetch("x: no space left on device").kind())
        .isEqualTo(FailureKind.NO_SPACE);
    assertThat(EngineFailure.ofFetch("manifest unknown").kind())
        .isEqualTo(FailureKind.COMMAND_FAILED);
  }
}
