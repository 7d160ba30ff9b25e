package dev.tendhost.it.skipped;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What the reports of one build say about skipped tests.
 *
 * @param tests how many there were
 * @param reasons why, and how many
 */
record SkippedTests(int tests, Map<String, Integer> reasons) {
  private static final String MARK = "skipped: ";

  /**
   * Reads the reports of all modules.
   *
   * @param root the directory of the parent project
   * @param since when the build began; older reports are of tests that did not run
   */
  static SkippedTests in(Path root, Instant since) throws IOException {
    int tests = 0;
    Map<String, Integer> reasons = new TreeMap<>();
    for (Path report : reports(root, since)) {
      NodeList cases = parsed(report).getElementsByTagName("testcase");
      tests += cases.getLength();
      for (int i = 0; i < cases.getLength(); i++) {
        Node skipped = ((Element) cases.item(i)).getElementsByTagName("skipped").item(0);
        if (skipped != null) {
          reasons.merge(reason((Element) skipped), 1, Integer::sum);
        }
      }
    }
    return new SkippedTests(tests, reasons);
  }

  int skipped() {
    return reasons.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One line for people. */
  String line() {
    if (skipped() == 0) {
      return "Of " + tests + " tests none was skipped.";
    }
    String why =
        reasons.entrySet().stream()
            .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
            .collect(Collectors.joining(", "));
    return "Of " + tests + " tests " + skipped() + " were skipped: " + why + ".";
  }

  private static List<Path> reports(Path root, Instant since) throws IOException {
    try (Stream<Path> modules = Files.list(root)) {
      List<Path> directories =
          modules
              .map(module -> module.resolve("target/surefire-reports"))
              .filter(Files::isDirectory)
              .toList();
      List<Path> found = new ArrayList<>();
      for (Path directory : directories) {
        try (Stream<Path> files = Files.list(directory)) {
          for (Path file : files.toList()) {
            String name = file.getFileName().toString();
            if (name.startsWith("TEST-")
                && name.endsWith(".xml")
                && !Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
              found.add(file);
            }
          }
        }
      }
      return found;
    }
  }

  private static Element parsed(Path report) throws IOException {
    try {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(report.toFile())
          .getDocumentElement();
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException("cannot read " + report, e);
    }
  }

  private static String reason(Element skipped) {
    String message = skipped.getAttribute("message").strip();
    String plain = message.startsWith(MARK) ? message.substring(MARK.length()) : message;
    return plain.isEmpty() ? "no reason given" : plain.lines().findFirst().orElseThrow();
  }
}
