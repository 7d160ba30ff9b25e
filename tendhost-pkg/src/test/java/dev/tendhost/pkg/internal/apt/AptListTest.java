package dev.tendhost.pkg.internal.apt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.core.port.Garbled;
import dev.tendhost.pkg.internal.Recorded;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AptListTest {
  @Test
  void upgradable() {
    assertThat(AptList.parse(Recorded.apt("removal-list.txt")))
        .contains(new AptList.Entry("tend-broken", "tend", "2.0", "all", "1.0"));
  }

  @Test
  void statesOfAPackage() {
    List<AptList.Entry> entries =
        AptList.parse(
            """
            Listing...
            a/s,s-security 2 amd64 [upgradable from: 1]
            b/now 1 i386 [installed,local]
            c/s 1 all
            d/s 1 all [residual-config]

            """);
    assertThat(entries).extracting(AptList.Entry::installed).containsExactly("1", "1", null, null);
    assertThat(Exclusions.operands(Set.of("a", "b:i386", "c", "d", "b:amd64"), entries))
        .containsExactly("a:amd64=1", "b:i386=1", "c-", "d-");
  }

  @Test
  void garbledIsNeverEmpty() {
    for (String output :
        List.of("", "\n", "Listing...", "<html>\n", "Listing...\n<p>hello</p>\n")) {
      assertThatThrownBy(() -> AptList.parse(output)).isInstanceOf(Garbled.class);
    }
  }

  @Test
  void holds() {
    assertThat(HoldList.parse("")).isEmpty();
    assertThat(HoldList.parse("bash\nlibc6:i386\n")).isEqualTo(Set.of("bash", "libc6:i386"));
    for (String output : List.of("bash", "\n", "<html>\n", "E: no\n")) {
      assertThatThrownBy(() -> HoldList.parse(output)).isInstanceOf(Garbled.class);
    }
  }
}
