package dev.tendhost.core.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tendhost.api.response.ChangeAction;
import dev.tendhost.api.response.PackageChange;
import dev.tendhost.core.port.Garbled;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanFileTest {
  private static final List<PackageChange> PLAN =
      List.of(
          new PackageChange(ChangeAction.UPGRADE, "a", "all", "1", "2", "Tend:1/tend", true),
          new PackageChange(ChangeAction.INSTALL, "b", null, null, "2", null, false),
          new PackageChange(ChangeAction.REMOVE, "c", null, "1", null, null, false));

  @Test
  void whatIsWrittenIsRead() {
    assertThat(PlanFile.parse(PlanFile.text(PLAN).lines().toList())).isEqualTo(PLAN);
    assertThat(PlanFile.parse(PlanFile.text(List.of()).lines().toList())).isEmpty();
  }

  @Test
  void aCutPlanIsNoShorterOne() {
    String whole = PlanFile.text(PLAN);
    for (int length = 0; length < whole.length() - 1; length++) {
      String cut = whole.substring(0, length);
      assertThatThrownBy(() -> PlanFile.parse(cut.lines().toList()))
          .as(cut)
          .isInstanceOf(Garbled.class);
    }
  }

  @Test
  void aPlanWithAHoleIsGarbled() {
    List<String> lines = PlanFile.text(PLAN).lines().toList();
    List<String> hole = List.of(lines.get(0), lines.get(2), lines.get(3));
    assertThatThrownBy(() -> PlanFile.parse(hole)).isInstanceOf(Garbled.class);
  }
}
