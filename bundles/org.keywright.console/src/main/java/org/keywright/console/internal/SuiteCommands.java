// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import java.util.List;
import java.util.Optional;
import org.keywright.console.spi.Cautioned;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.crypto.Suite;
import org.keywright.crypto.SuiteStatus;
import org.keywright.crypto.Suites;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The suites that are here. */
@Component
@CommandScope(
    scope = "suite",
    commands = {"list"})
public final class SuiteCommands implements CommandGroup {
  private final Suites suites;

  /** Called by the framework. */
  @Activate
  public SuiteCommands(@Reference Suites suites) {
    this.suites = suites;
  }

  record Row(
      String id,
      Cautioned name,
      String keys,
      SuiteStatus.Standing standing,
      String provider,
      String remark) {}

  /** Lists the suites. */
  @Command(
      value = "Lists the suites, those that cannot be used with the reason.",
      example = "suite:list")
  public List<Row> list() {
    return suites.statuses().stream().map(this::row).toList();
  }

  private Row row(SuiteStatus status) {
    Optional<Suite> suite =
        status.standing() == SuiteStatus.Standing.USABLE
            ? suites.find(status.id())
            : Optional.empty();
    return new Row(
        status.id() == 0 ? "" : "%02X".formatted(status.id()),
        new Cautioned(
            status.name(),
            suite.flatMap(Suite::caution).map(c -> "Suite %02X: %s".formatted(status.id(), c))),
        suite.map(s -> s.keySpec().toString()).orElse(""),
        status.standing(),
        simple(status.provider()),
        status.remark());
  }

  private static String simple(String provider) {
    return provider.substring(provider.lastIndexOf('.') + 1);
  }
}
