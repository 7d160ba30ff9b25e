package dev.tendhost.it.hosts;

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

  /** One advisory about all of them. */
  static String xml(List<RpmPackage> packages) {
    StringBuilder list = new StringBuilder();
    packages.forEach(
        one -> list.append(PACKAGE.formatted(one.name(), one.version(), one.fileName())));
    return XML.formatted(list);
  }
}
