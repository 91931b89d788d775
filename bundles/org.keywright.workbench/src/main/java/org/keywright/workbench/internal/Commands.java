// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Map;
import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.core.commands.common.CommandException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.handlers.IHandlerService;
import org.eclipse.ui.services.IServiceLocator;
import org.keywright.workbench.model.Failures;

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
    try {
      give(where, OURS + name, parameters);
    } catch (CommandException e) {
      throw new IllegalStateException("the command " + name + " cannot be given", e);
    }
  }

  /** Opens the page of a device. */
  public static void openDevice(IServiceLocator where, String serial) {
    run(where, "device.open", Map.of(Ids.DEVICE_SERIAL, serial));
  }

  /** Asks which key is loaded where, with what is known already, and begins. */
  public static void load(IWorkbenchWindow window, String keySet, int ref, List<String> endpoints) {
    begin(
        window,
        Ids.LOAD,
        Map.of(
            Ids.LOAD_KEY_SET, keySet,
            Ids.LOAD_REF, Integer.toString(ref),
            Ids.LOAD_ENDPOINTS, String.join("\n", endpoints)));
  }

  /** Gives a command by its whole name with what is known already, and says if it cannot be. */
  static void begin(IWorkbenchWindow window, String id, Map<String, String> known) {
    try {
      give(window, id, known);
    } catch (CommandException e) {
      MessageDialog.openError(window.getShell(), text("app.name"), Failures.line(e));
    }
  }

  /**
   * Gives a command by its whole name.
   *
   * @throws CommandException if there is none, or it is not offered now, or fails
   */
  static void give(IServiceLocator where, String id, Map<String, String> parameters)
      throws CommandException {
    var command = where.getService(ICommandService.class).getCommand(id);
    where
        .getService(IHandlerService.class)
        .executeCommand(ParameterizedCommand.generateCommand(command, parameters), null);
  }
}
