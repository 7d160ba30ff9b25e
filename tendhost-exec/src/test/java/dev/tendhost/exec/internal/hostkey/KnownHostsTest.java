package dev.tendhost.exec.internal.hostkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tendhost.exec.fixture.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownHostsTest {
  private static final String KEY = SshKey.of(TestKeys.ecdsa()).line();
  private static final long SEED = 20_260_401;
  private static final int FILES = 40;
  private static final int LINES = 30;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          web               | web              | yes
          WEB               | web              | yes
          web               | WEB              | yes
          web,db            | db               | yes
          web,db            | we               | no
          web,,db           | db               | yes
          w?b               | web              | yes
          w?b               | wb               | no
          *.lab             | a.lab            | yes
          *.lab             | .lab             | yes
          *.lab             | lab              | no
          *                 | [web]:2222       | yes
          *.lab             | [a.lab]:2222     | no
          *.lab,!b.lab      | a.lab            | yes
          *.lab,!b.lab      | b.lab            | no
          !b.lab,*.lab      | b.lab            | no
          !b.lab            | a.lab            | no
          [web]:2222        | [web]:2222       | yes
          [web]:2222        | web              | no
          web               | [web]:2222       | no
          [*.lab]:2222      | [a.lab]:2222     | yes
          [*]:*             | [a.lab]:2222     | yes
          2001:db8::1       | 2001:db8::1      | yes
          2001:DB8::1       | 2001:db8::1      | yes
          [2001:db8::1]:222 | [2001:db8::1]:222 | yes
          bücher.lab        | bücher.lab       | yes
          b??cher.lab       | bücher.lab       | yes
          a_b.+(x           | a_b.+(x          | yes
          a.b               | aXb              | no
          *a*a*a*a*a*a*a*b  | aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac | no
          """)
  void aLineIsAboutTheMachinesItNames(String names, String name, String expected)
      throws IOException {
    Path file = write(names + " " + KEY);
    assertThat(found(file, name)).hasSize(expected.equals("yes") ? 1 : 0);
    assertThat(foundBySshKeygen(file, name)).isEqualTo(numbers(found(file, name)));
  }

  @Test
  void hashedNamesAreFound() throws IOException {
    Path file = write("web,[db]:2222 " + KEY, "bücher.lab " + KEY, "*.lab " + KEY);
    Tools.run(Tools.need("ssh-keygen").toString(), "-q", "-H", "-f", file.toString());
    assertThat(Files.readString(file)).contains("|1|").doesNotContain("web").contains("*.lab");
    assertThat(found(file, "web")).hasSize(1);
    assertThat(found(file, "[db]:2222")).hasSize(1);
    assertThat(found(file, "bücher.lab")).hasSize(2);
    assertThat(found(file, "db")).isEmpty();
  }

  @Test
  void linesThatCannotBeRightAreLeftOutAndTheOthersCount() throws IOException {
    String base64 = KEY.split(" ")[1];
    Path file =
        write(
            "",
            "# web " + KEY,
            "   # web " + KEY,
            "web",
            "web ssh-rsa",
            "web " + base64,
            "web ssh-rsa " + base64,
            "web ssh-nothing " + base64,
            "web ecdsa-sha2-nistp256 " + base64.substring(0, base64.length() - 8),
            "web ecdsa-sha2-nistp256 " + base64.substring(1),
            "web ecdsa-sha2-nistp256 !!!!",
            "@unknown web " + KEY,
            "@revoked @cert-authority web " + KEY,
            "@revoked",
            "|1|bad|bad " + KEY,
            "|2|AAAA|AAAA " + KEY,
            " \tweb\t " + KEY.replace(" ", "\t \t") + " a comment # with anything\r");
    assertThat(numbers(found(file, "web"))).isEqualTo("[17]");
    assertThat(found(file, "web").get(0).place()).isEqualTo(file + ":17");
  }

  @Test
  void markersSayWhatAKeyMeans() throws IOException {
    Path file = write("web " + KEY, "@cert-authority web " + KEY, "@revoked\tweb " + KEY + "\r");
    assertThat(found(file, "web"))
        .extracting(KnownLine::role)
        .containsExactly(KnownLine.Role.HOST, KnownLine.Role.AUTHORITY, KnownLine.Role.REVOKED);
  }

  @Test
  void randomFilesSayTheSameToSshKeygen() throws IOException {
    String keygen = Tools.need("ssh-keygen").toString();
    Random random = new Random(SEED);
    int matches = 0;
    for (int i = 0; i < FILES; i++) {
      List<String> lines = new ArrayList<>();
      for (int line = 0; line < LINES; line++) {
        lines.add(randomLine(random));
      }
      Path file = write(lines.toArray(String[]::new));
      if (i % 2 == 1) {
        Tools.run(keygen, "-q", "-H", "-f", file.toString());
      }
      for (int j = 0; j < 5; j++) {
        String name = randomName(random);
        List<KnownLine> found = found(file, name);
        matches += found.size();
        assertThat(foundBySshKeygen(file, name))
            .as("%s in %s", name, Files.readAllLines(file, StandardCharsets.ISO_8859_1))
            .isEqualTo(numbers(found));
      }
    }
    assertThat(matches).isGreaterThan(FILES);
  }

  private static String randomLine(Random random) {
    List<String> names = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      String pattern = randomName(random);
      if (random.nextInt(4) == 0) {
        int at = random.nextInt(pattern.length());
        char wild = random.nextBoolean() ? '*' : '?';
        pattern = pattern.substring(0, at) + wild + pattern.substring(at + 1);
      }
      names.add((random.nextInt(8) == 0 ? "!" : "") + pattern);
    }
    String marker = List.of("", "", "", "@revoked ", "@cert-authority ").get(random.nextInt(5));
    return marker + String.join(",", names) + " " + KEY + (random.nextBoolean() ? " c # d" : "");
  }

  /** Few enough that they meet. */
  private static String randomName(Random random) {
    StringBuilder name = new StringBuilder();
    int length = 1 + random.nextInt(3);
    for (int i = 0; i < length; i++) {
      name.append("abA.-".charAt(random.nextInt(5)));
    }
    return random.nextInt(4) == 0 ? "[" + name + "]:2" + random.nextInt(2) : "x" + name;
  }

  private List<KnownLine> found(Path file, String name) throws IOException {
    return KnownHosts.parse(file, Files.readAllBytes(file)).of(KnownNames.encode(name));
  }

  private static String numbers(List<KnownLine> lines) {
    return new TreeSet<>(lines.stream().map(KnownLine::number).toList()).toString();
  }

  /** The line numbers that {@code ssh-keygen -F} names; ssh(1) asks in lower case. */
  private String foundBySshKeygen(Path file, String name) throws IOException {
    // In a file: Java hands over arguments in the charset of the locale.
    byte[] lower = KnownNames.encode(name).getBytes(StandardCharsets.ISO_8859_1);
    Path asked = Files.write(directory.resolve("asked"), lower);
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "exec \"$0\" -F \"$(cat \"$1\")\" -f \"$2\"",
                Tools.need("ssh-keygen").toString(),
                asked.toString(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().close();
    TreeSet<Integer> numbers = new TreeSet<>();
    for (String line : new String(process.getInputStream().readAllBytes()).split("\n")) {
      if (line.startsWith("# Host ")) {
        numbers.add(Integer.valueOf(line.replaceFirst(".* found: line (\\d+).*", "$1")));
      }
    }
    return numbers.toString();
  }

  private Path write(String... lines) throws IOException {
    Path file = Files.createTempFile(directory, "known_hosts", null);
    return Files.write(file, List.of(lines));
  }
}
