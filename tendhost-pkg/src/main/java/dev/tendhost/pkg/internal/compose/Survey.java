package dev.tendhost.pkg.internal.compose;

import dev.tendhost.api.response.UncheckedPackage;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is known of all stacks of a host.
 *
 * @param tool the compose it has
 * @param stacks by name
 * @param models what the files of each stack say, by its name; not there if they cannot be read
 * @param running names of the services that run
 * @param updates every service that is not up to date
 * @param unchecked every service of which that cannot be told
 * @param problems what a person has to look at, a sentence each
 */
record Survey(
    ComposeTool tool,
    Map<String, Stack> stacks,
    Map<String, StackModel> models,
    Set<String> running,
    List<Update> updates,
    List<UncheckedPackage> unchecked,
    List<String> problems) {

  /** Whether something was asked and not answered. */
  boolean incomplete() {
    return unchecked.stream().anyMatch(each -> each.reason().failed());
  }
}
