// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;

/** Commands that bundles bring are known while their service is here. */
class PluggedCommandsIT {
  private final BundleContext context = FrameworkUtil.getBundle(getClass()).getBundleContext();

  /** A vendor's command. */
  public static final class Hello implements CommandGroup {
    @Command(value = "Greets.", example = "acme:hello")
    public String hello() {
      return "hello";
    }
  }

  @Test
  void theConsoleKnowsItsOwn() throws Exception {
    assertThat(names())
        .contains(
            "version",
            "vault:create",
            "keyset:create",
            "key:import",
            "sim:create",
            "link:probe",
            "apdu:send",
            "download:campaign",
            "job:show",
            "suite:list",
            "audit:verify",
            "claims:run");
  }

  @Test
  void aVendorsCommandComesAndGoes() throws Exception {
    var properties =
        FrameworkUtil.asDictionary(
            Map.of("keywright.scope", "acme", "keywright.commands", new String[] {"hello"}));
    var registration = context.registerService(CommandGroup.class, new Hello(), properties);
    assertThat(names()).contains("acme:hello");
    registration.unregister();
    assertThat(names()).doesNotContain("acme:hello");
  }

  /** The names that the console's table has; its classes are its own, so they are asked by name. */
  private List<String> names() throws Exception {
    var reference =
        context.getAllServiceReferences("org.keywright.console.internal.PluggedCommands", null)[0];
    Object commands = context.getService(reference);
    var table = commands.getClass().getDeclaredMethod("table");
    table.setAccessible(true);
    Object known = table.invoke(commands);
    var names = known.getClass().getDeclaredMethod("names");
    names.setAccessible(true);
    return ((Collection<?>) names.invoke(known)).stream().map(String::valueOf).toList();
  }
}
