package dev.tendhost.it.tend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tendhost.core.port.SecretSource;
import dev.tendhost.exec.LocalExecutor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example, as a user runs it, against what the machine's own apt simulates: package for package
 * and version for version, on the machine as it is and with a hold, a removal and a phased package.
 * Changes nothing and needs no root. Where apt has nothing to upgrade it is shown an older package.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AgreesWithAptTest {
  private static final Path STATUS = Path.of("/var/lib/dpkg/status");
  private static final Path LISTS = Path.of("/var/lib/apt/lists");
  private static final Pattern INST =
      Pattern.compile("^Inst (\\S+)(?: \\[(\\S+)\\])? \\((\\S+) ", Pattern.MULTILINE);

  private static Path machine = STATUS;
  private static List<String> today;

  @TempDir private Path directory;

  @BeforeAll
  static void somethingToUpgrade(@TempDir Path shared) throws Exception {
    assumeThat(Path.of("/usr/bin/apt-get")).as("apt on this machine").exists();
    today = plan(List.of());
    if (today.isEmpty()) {
      machine = aged(shared);
      today = plan(statusOption(machine));
    }
    assumeThat(today).as("packages that apt would upgrade: it has no lists").isNotEmpty();
  }

  @Test
  void onThisMachineAsItIs() throws Exception {
    List<JsonNode> lines = tend("--setting", "apt.status-file=" + machine);
    assertThat(changes(lines)).containsExactlyElementsOf(today);
    assertThat(summary(lines).get("changes").asInt()).isEqualTo(today.size());
  }

  @Test
  void withAPackageOnHold() throws Exception {
    String held = name(today.get(0));
    Path copy =
        status(
            text ->
                text.replaceFirst(
                    "(?m)^(Package: " + Pattern.quote(held) + "\n(?:.+\n)*?Status: )install ok",
                    "$1hold ok"));
    List<JsonNode> lines = tend("--setting", "apt.status-file=" + copy);
    assertThat(changes(lines)).containsExactlyElementsOf(plan(statusOption(copy)));
    assertThat(heldBack(lines)).contains(held + " held");
    assertThat(changes(lines)).noneMatch(change -> name(change).equals(held));
  }

  @Test
  void withAPackageWhoseUpgradeNeedsARemoval() throws Exception {
    String stuck = name(today.get(0));
    String installed = today.get(0).split(" ")[1];
    Path copy =
        status(
            text ->
                text
                    + ("Package: tend-needs-the-old\nStatus: install ok installed\n"
                        + "Architecture: all\nMaintainer: nobody\nVersion: 1\n")
                    + ("Depends: " + stuck + " (= " + installed + ")\nDescription: x\n\n"));
    List<JsonNode> lines = tend("--setting", "apt.status-file=" + copy);
    assertThat(changes(lines)).containsExactlyElementsOf(plan(statusOption(copy)));
    assertThat(heldBack(lines)).contains(stuck + " needs_removal");
    List<JsonNode> removing =
        tend("--setting", "apt.status-file=" + copy, "--mode", "with-removals");
    assertThat(changes(removing))
        .containsAll(simulated(statusOption(copy), "dist-upgrade"))
        .contains("tend-needs-the-old 1 null");
  }

  @Test
  void withAPhasedPackage() throws Exception {
    String phased = name(today.get(0));
    Path lists = listsWithPhased(phased);
    Path config =
        Files.writeString(
            directory.resolve("apt.conf"),
            ("Dir::State::lists \"" + lists + "\";\n")
                + ("Dir::State::status \"" + machine + "\";\n")
                + "APT::Machine-ID \"0123456789abcdef0123456789abcdef\";\n"
                + "APT::Get::Never-Include-Phased-Updates \"true\";\n");
    List<JsonNode> lines = tend("--setting", "apt.config=" + config);
    assertThat(changes(lines)).containsExactlyElementsOf(plan(List.of("-c", config.toString())));
    assertThat(heldBack(lines)).contains(phased + " phased");
  }

  /** The machine's lists, with one package given to nobody yet. */
  private Path listsWithPhased(String name) throws Exception {
    Path lists = Files.createDirectories(directory.resolve("lists"));
    Files.createDirectories(lists.resolve("partial"));
    Pattern stanza = Pattern.compile("(?m)^Package: " + Pattern.quote(name) + "$");
    try (Stream<Path> files = Files.list(LISTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String to = file.getFileName().toString();
        if (to.contains("_Packages")) {
          String text = output(List.of("/usr/lib/apt/apt-helper", "cat-file", file.toString()));
          Files.writeString(
              lists.resolve(to.replaceFirst("\\.[a-z0-9]+$", "")),
              stanza.matcher(text).replaceAll("$0\nPhased-Update-Percentage: 0"));
        } else if (Files.isReadable(file)) {
          Files.copy(file, lists.resolve(to));
        }
      }
    }
    return lists;
  }

  private Path status(UnaryOperator<String> change) throws IOException {
    String before = Files.readString(machine);
    String after = change.apply(before);
    assertThat(after.equals(before)).as("the copy is the status itself").isFalse();
    return Files.writeString(directory.resolve("status"), after);
  }

  /** A machine that is up to date, with an older version of a package that every Debian has. */
  private static Path aged(Path shared) throws IOException {
    String before = Files.readString(STATUS);
    String after =
        before.replaceFirst("(?m)^(Package: base-files\n(?:.+\n)*?Version: ).+$", "$1" + "0");
    return Files.writeString(shared.resolve("aged"), after);
  }

  private static List<String> statusOption(Path copy) {
    return List.of("-o", "Dir::State::status=" + copy);
  }

  private static List<String> plan(List<String> options) throws Exception {
    return simulated(options, "--with-new-pkgs", "upgrade");
  }

  /** What apt itself says, as {@code name from to}, read by other means than the adapter's. */
  private static List<String> simulated(List<String> options, String... command) throws Exception {
    List<String> argv = new ArrayList<>(List.of("/usr/bin/apt-get", "-s"));
    argv.addAll(List.of("-o", "Dir::Cache::pkgcache=", "-o", "Dir::Cache::srcpkgcache="));
    argv.addAll(options);
    argv.addAll(List.of(command));
    Matcher line = INST.matcher(output(argv));
    List<String> found = new ArrayList<>();
    while (line.find()) {
      found.add(line.group(1) + " " + line.group(2) + " " + line.group(3));
    }
    return found;
  }

  private static String output(List<String> argv) throws Exception {
    Process process =
        new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(argv.toString()).isZero();
    return text;
  }

  private static List<JsonNode> tend(String... options) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    List<String> arguments = new ArrayList<>(List.of("--json"));
    arguments.addAll(List.of(options));
    Tend tend =
        new Tend(
            (line, prompt) ->
                new Site(
                    line.hosts(),
                    LocalExecutor.provider(),
                    RealSite.managers(),
                    SecretSource.none(),
                    () -> {}),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Terminal.none(),
            null);
    assertThat(tend.execute(arguments.toArray(String[]::new)))
        .as(out.toString(UTF_8) + err.toString(UTF_8))
        .isEqualTo(ExitCode.OK);
    List<JsonNode> lines = new ArrayList<>();
    for (String line : out.toString(UTF_8).lines().toList()) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  /** The lines of one type. */
  private static Stream<JsonNode> of(List<JsonNode> lines, String type) {
    return lines.stream().filter(line -> line.get("type").asText().equals(type));
  }

  private static List<String> changes(List<JsonNode> lines) throws Exception {
    List<String> usual =
        List.of("all", output(List.of("/usr/bin/dpkg", "--print-architecture")).strip());
    return of(lines, "Change")
        .map(line -> fullName(line, usual) + " " + text(line, "from") + " " + text(line, "to"))
        .toList();
  }

  /** apt writes a foreign architecture behind the name. */
  private static String fullName(JsonNode change, List<String> usual) {
    String arch = change.path("arch").asText("all");
    return change.get("name").asText() + (usual.contains(arch) ? "" : ":" + arch);
  }

  private static String text(JsonNode line, String field) {
    return line.path(field).isMissingNode() ? "null" : line.get(field).asText("null");
  }

  private static List<String> heldBack(List<JsonNode> lines) {
    return of(lines, "HeldBack")
        .map(line -> line.get("name").asText() + " " + line.get("reason").asText())
        .toList();
  }

  private static JsonNode summary(List<JsonNode> lines) {
    JsonNode last = lines.get(lines.size() - 1);
    assertThat(last.get("type").asText()).isEqualTo("Summary");
    return last;
  }

  private static String name(String change) {
    return change.substring(0, change.indexOf(' '));
  }
}
