package dev.tendhost.core.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.FailureKind;
import dev.tendhost.api.FleetError;
import dev.tendhost.api.HostName;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class TendhostExceptionTest {
  private static final HostName HOST = HostName.of("web-1");
  private static final HostName OTHER = HostName.of("web-2");

  @Test
  void saysTheErrorInItsMessage() {
    FleetError error =
        new FleetError(FailureKind.NO_SPACE, HOST, "/boot is full", "apt-get upgrade", Map.of());
    Exception cause = new IllegalStateException("x");
    assertThat(new TendhostException(error, cause))
        .hasMessage("NO_SPACE on web-1: /boot is full [apt-get upgrade]")
        .hasCause(cause)
        .extracting(TendhostException::error)
        .isSameAs(error);
    assertThat(new TendhostException(FailureKind.TIMEOUT, null, "too long"))
        .hasMessage("TIMEOUT: too long");
  }

  @Test
  void keepsATypedErrorAndNamesTheHostWhereItIsMissing() {
    TendhostException nameless = new TendhostException(FailureKind.TIMEOUT, null, "too long");
    assertThat(TendhostException.errorOf(nameless, HOST))
        .isEqualTo(FleetError.of(FailureKind.TIMEOUT, HOST, "too long"));
    assertThat(TendhostException.errorOf(nameless, null)).isSameAs(nameless.error());
    TendhostException named = new TendhostException(FailureKind.TIMEOUT, OTHER, "too long");
    assertThat(TendhostException.errorOf(named, HOST)).isSameAs(named.error());
  }

  @Test
  void anythingElseIsInternalAndSaysWhatIsKnown() {
    assertThat(TendhostException.errorOf(new IllegalStateException("boom"), HOST))
        .isEqualTo(
            new FleetError(
                FailureKind.INTERNAL,
                HOST,
                "unexpected IllegalStateException: boom",
                null,
                Map.of("exception", "java.lang.IllegalStateException")));
    assertThat(TendhostException.errorOf(new NullPointerException(), null).message())
        .isEqualTo("unexpected NullPointerException: no message");
    assertThat(TendhostException.errorOf(new StackOverflowError(), HOST).kind())
        .isEqualTo(FailureKind.INTERNAL);
  }

  @Test
  void whatFuturesWrapIsUnwrapped() {
    TendhostException known = new TendhostException(FailureKind.TIMEOUT, HOST, "too long");
    Exception wrapped = new ExecutionException(new CompletionException(known));
    assertThat(TendhostException.errorOf(wrapped, null)).isSameAs(known.error());
    assertThat(TendhostException.errorOf(new CompletionException("no cause", null), null).message())
        .isEqualTo("unexpected CompletionException: no cause");
  }

  @Test
  void aHugeMessageIsCut() {
    Exception huge = new IllegalStateException("x".repeat(50 << 20));
    assertThat(TendhostException.errorOf(huge, HOST).message()).hasSizeLessThan(1_100);
  }
}
