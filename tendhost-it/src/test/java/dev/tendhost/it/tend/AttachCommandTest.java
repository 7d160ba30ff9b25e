package dev.tendhost.it.tend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.api.HostName;
import dev.tendhost.api.response.JobRef;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class AttachCommandTest {
  private static final HostName WEB = HostName.of("web-1");

  @Test
  void everyReferenceIsReadAsItWasWritten() {
    JobRef odd = new JobRef("my-pm", "step: 1 = 50%", "id+1/2", "ü");
    String text = AttachArgument.text(WEB, odd);
    assertThat(text).isEqualTo("web-1=my-pm:step%3A+1+%3D+50%25:id%2B1%2F2:%C3%BC");
    assertThat(AttachArgument.parse(text)).isEqualTo(new AttachArgument(WEB, odd));
    assertThat(AttachArgument.text(WEB, Samples.JOB))
        .isEqualTo("web-1=apt:install:apt-install-1:digest");
  }

  @Test
  void theWayToTheHostIsInIt() {
    Arguments arguments =
        parse(
            "--host",
            "web-1=admin@[::1]:2222",
            "other",
            "--identity",
            "/keys/my key",
            "--known-hosts=/k",
            "--ssh-config=/c",
            "--accept-new-host-keys",
            "--sudo",
            "--setting",
            "apt.config=/etc/$x",
            "--apply",
            "--yes",
            "--json");
    assertThat(new AttachCommand(arguments).text(Map.of(WEB, Samples.JOB)))
        .isEqualTo(
            "mvn -q -Ptend -Dtend.args=\"--host web-1=admin@[::1]:2222 --identity '/keys/my key'"
                + " --known-hosts /k --ssh-config /c --accept-new-host-keys --sudo"
                + " --setting 'apt.config=/etc/\\$x'"
                + " --attach web-1=apt:install:apt-install-1:digest\"");
  }

  @Test
  void thisMachineIsLocal() {
    String words =
        String.join(
            " ",
            new AttachCommand(parse("--apply")).words(Map.of(ThisMachine.name(), Samples.JOB)));
    assertThat(words)
        .isEqualTo("--local --attach " + AttachArgument.text(ThisMachine.name(), Samples.JOB));
  }

  @Test
  void anApostropheIsQuotedTheOtherWay() {
    Arguments arguments = parse("--host", "web-1", "--identity", "/it's");
    assertThat(new AttachCommand(arguments).text(Map.of(WEB, Samples.JOB)))
        .contains(" --identity \\\"/it's\\\" ");
  }

  private static Arguments parse(String... args) {
    Arguments arguments = new Arguments();
    new CommandLine(arguments).parseArgs(args);
    return arguments;
  }
}
