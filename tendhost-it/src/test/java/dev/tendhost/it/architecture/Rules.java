package dev.tendhost.it.architecture;

import com.tngtech.archunit.lang.ArchRule;
import java.util.LinkedHashMap;
import java.util.Map;

/** All rules, by name. */
final class Rules {
  private Rules() {}

  static Map<String, ArchRule> of(House house) {
    Map<String, ArchRule> rules = new LinkedHashMap<>();
    rules.put("api sees nothing of ours", ModuleRules.apiSeesNothingOfOurs(house));
    rules.put("core sees only api", ModuleRules.coreSeesOnlyApi(house));
    rules.put("exec sees only ports", ModuleRules.execSeesOnlyPorts(house));
    rules.put("pkg sees only ports", ModuleRules.pkgSeesOnlyPorts(house));
    rules.put("no cycles", ModuleRules.packagesAreFreeOfCycles(house));
    rules.put("no Vert.x in the domain", PurityRules.domainIsFreeOfVertx(house));
    rules.put("no clock in the domain", PurityRules.domainIsFreeOfClocks(house));
    rules.put("clocks in seams only", PurityRules.clocksAreReadInTheSeamsOnly(house));
    rules.put("SSH in exec.internal only", PurityRules.sshStaysInExecInternal(house));
    rules.put("processes in exec.internal only", PurityRules.processesStartInExecInternal(house));
    rules.put("no foreign type exported", SignatureRules.noForeignTypeIsExported(house));
    rules.put("nothing printed", MannerRules.nothingIsPrinted());
    rules.put("nothing sleeps", MannerRules.nothingSleeps());
    rules.put("no java.util.logging", MannerRules.nothingLogsToJul());
    rules.put("every package null-marked", MannerRules.everyPackageIsNullMarked());
    return rules;
  }
}
