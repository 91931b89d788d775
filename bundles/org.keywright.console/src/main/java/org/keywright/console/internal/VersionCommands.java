// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.keywright.console.spi.Command;
import org.keywright.console.spi.CommandGroup;
import org.keywright.console.spi.CommandScope;
import org.keywright.console.spi.Outcome;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Says which program this is; needs nothing else of it. */
@Component
@CommandScope(
    scope = "",
    commands = {"version"})
public final class VersionCommands implements CommandGroup {
  private final BundleContext context;

  /** Called by the framework. */
  @Activate
  public VersionCommands(BundleContext context) {
    this.context = context;
  }

  record About(String program, String version, String java) implements Outcome {
    @Override
    public String sentence() {
      return program + " " + version;
    }
  }

  /** Says which version this is. */
  @Command(value = "Says which version this is.", example = "version --json")
  public About version() {
    return new About(
        "Keywright", context.getBundle().getVersion().toString(), Runtime.version().toString());
  }
}
