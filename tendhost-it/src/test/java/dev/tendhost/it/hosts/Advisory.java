package dev.tendhost.it.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What a repository of rpm says of the packages that fix a hole. */
final class Advisory {
  private static final String XML =
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <updates>
        <update from="tests@example.org" status="stable" type="security" version="1">
          <id>TEST-2026-1</id>
          <title>holes</title>
          <issued date="2026-11-01 00:00:00"/>
          <severity>Important</severity>
          <description>holes</description>
          <pkglist>
            <collection short="tests">
              <name>tests</name>
      %s      </collection>
          </pkglist>
        </update>
      </updates>
      """;

  private static final String PACKAGE =
      """
              <package name="%s" epoch="0" version="%s" release="1" arch="noarch">
                <filename>%s</filename>
              </package>
      """;

  private Advisory() {}

  /** Writes one advisory about all of them. */
  static void write(Path file, List<RpmPackage> packages) {
    StringBuilder list = new StringBuilder();
    packages.forEach(
        one -> list.append(PACKAGE.formatted(one.name(), one.version(), one.fileName())));
    try {
      Files.writeString(file, XML.formatted(list));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
