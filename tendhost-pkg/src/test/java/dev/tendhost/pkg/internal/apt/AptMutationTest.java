package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.job.PlanFile;
import dev.tendhost.core.port.Framed;
import dev.tendhost.pkg.internal.Recorded;
import dev.tendhost.pkg.internal.Spoilt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** More than 20,000 spoilt transcripts of apt and dpkg in every build. */
class AptMutationTest {
  private static final int LINES = 2_000;
  private static final int CUTS = 200;

  static Stream<Spoilt> transcripts() {
    return Stream.of(
        spoilt("bookworm-everything.txt", Recorded.apt("bookworm-everything.txt"), Kind.PLAN),
        spoilt("removal", Recorded.apt("removal-dist-upgrade.txt"), Kind.PLAN),
        spoilt("bookworm-list.txt", Recorded.apt("bookworm-list.txt"), Kind.LIST),
        spoilt("holds", "bash\nlibc6\nlinux-image-amd64\n", Kind.HOLDS),
        spoilt("policy", POLICY, Kind.POLICY),
        spoilt("dpkg state", DPKG, Kind.DPKG),
        spoilt("metadata", METADATA, Kind.METADATA),
        spoilt("reboot", REBOOT, Kind.REBOOT),
        spoilt("room", ROOM, Kind.ROOM),
        spoilt("evidence", evidence(), Kind.EVIDENCE));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void aSpoiltLineIsAnErrorOrThatOnePackage(Spoilt transcript) {
    assertThat(transcript.lines(LINES)).isBetween(1, LINES - 1);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  void aCutTranscriptIsAnError(Spoilt transcript) {
    transcript.cuts(CUTS);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("transcripts")
  @Tag("campaign")
  void aMillionSpoiltTranscripts(Spoilt transcript) {
    transcript.ofAMillion((int) transcripts().count());
  }

  private enum Kind {
    PLAN,
    LIST,
    HOLDS,
    POLICY,
    DPKG,
    METADATA,
    REBOOT,
    ROOM,
    EVIDENCE
  }

  private static Spoilt spoilt(String name, String body, Kind kind) {
    String text = "tendhost-probe-begin\n" + body + "tendhost-probe-end\n";
    return new Spoilt(name, text, output -> things(kind, output));
  }

  private static Collection<?> things(Kind kind, String output) {
    return switch (kind) {
      case PLAN -> SimulationParser.parse(Framed.body(output)).changes();
      case LIST -> AptList.parse(Framed.body(output));
      case HOLDS -> HoldList.parse(Framed.body(output));
      case POLICY -> List.of(PolicyParser.security(List.of("a", "b", "c"), Framed.body(output)));
      case DPKG -> List.of(DpkgProbe.parse(output));
      case METADATA -> List.of(MetadataProbe.parse(output));
      case REBOOT -> List.of(RebootProbe.parse(output));
      case ROOM -> List.of(AptSpace.parse(output));
      case EVIDENCE -> {
        AptEvidence evidence = AptEvidence.parse(output);
        List<Object> things = new ArrayList<>(evidence.after().entries().entrySet());
        things.addAll(evidence.plan());
        yield things;
      }
    };
  }

  private static final String POLICY =
      """
      a:
        Installed: 1
        Candidate: 2
        Version table:
           2 500
              500 file:/r tend/main amd64 Packages
       *** 1 100
      b:
        Installed: 1
        Candidate: 2
        Version table:
           2 500
              500 http://security.example.org tend-security/main amd64 Packages
                  release v=1,o=Tend,a=tend-security,n=tend,l=Tend-Security,c=main,b=amd64
       *** 1 100
      c:
        Installed: 1
        Candidate: 1
        Version table:
       *** 1 100
      """;
  private static final String DPKG =
      "arch amd64\nunfinished tend-conf (half-configured)\nstatus read\njournal no\n";
  private static final String METADATA =
      "now 1700000100\nbirth 1600000000\nsource 1699990000 1699990500 a_\nsource missing b_\n";
  private static final String REBOOT =
      "container none\nmarked yes\npackage libc6\nnotifier no\nrunning 6.1.0-35-amd64\n"
          + "image 6.1.0-35-amd64\nmodules 6.1.0-35-amd64\n";
  private static final String ROOM =
      "apt Need to get 168 MB/218 MB of archives.\n"
          + "apt After this operation, 3233 kB of additional disk space will be used.\n"
          + "free ARCHIVES 82715228 /\nfree USR 82715228 /\nfree BOOT 5228 /boot\nkernel 80\n";

  private static String evidence() {
    StringBuilder text = new StringBuilder();
    List<PackageChange> plan = new ArrayList<>();
    for (String name : List.of("a", "b", "c", "d")) {
      text.append("before ii |").append(name).append("|all|1\n");
      text.append("after ii |").append(name).append("|all|2\n");
      plan.add(
          new PackageChange(ChangeAction.UPGRADE, name, "all", "1", "2", "Tend:1/tend", false));
    }
    text.append(PlanFile.text(plan).replaceAll("(?m)^(?=.)", "plan "));
    return text + "arch amd64\nstatus pmstatus:a:10.0:Installing a\nout Setting up a\nall told\n";
  }
}
