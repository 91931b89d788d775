// SPDX-License-Identifier: EPL-2.0
package org.keywright.console.internal;

import org.keywright.console.CommandLine;
import org.keywright.console.CommandScreen;
import org.keywright.console.Consoles;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sessions inside another program. Each has the commands that all have, and control of its own. */
@Component
public final class EmbeddedConsoles implements Consoles {
  private final PluggedCommands commands;
  private final Settings settings;

  /** Called by the framework. */
  @Activate
  public EmbeddedConsoles(BundleContext context, @Reference PluggedCommands commands) {
    this.commands = commands;
    this.settings = Settings.of(context);
  }

  @Override
  public CommandLine open(CommandScreen screen) {
    // What a command has logged would stand among what it says.
    LogFile.replaceScreen(settings.log());
    return new EmbeddedSession(settings, commands.processor(), commands.table(), screen);
  }

  @Override
  public String actor() {
    return settings.actor();
  }
}
