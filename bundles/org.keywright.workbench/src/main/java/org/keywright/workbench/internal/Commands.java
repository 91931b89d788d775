// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Map;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;

/** Gives commands of the workbench, as a menu does. */
public final class Commands {
  private static final String OURS = "org.keywright.workbench.";

  private Commands() {}

  /** Gives a command, by its name behind that of the bundle. */
  public static void run(IServiceLocator where, String name) {
    run(where, name, Map.of());
  }

  /** Gives a command with its parameters. */
  public static void run(IServiceLocator where, String name, Map<String, String> parameters) {
    var command = where.getService(ICommandService.class).getCommand(OURS + name);
    try {
      where
          .getService(IHandlerService.class)
          .executeCommand(ParameterizedCommand.generateCommand(command, parameters), null);
    } catch (CommandException e) {
      throw new IllegalStateException("the command " + name + " cannot be given", e);
    }
  }
}
