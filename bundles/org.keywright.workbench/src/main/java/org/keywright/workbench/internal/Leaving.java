// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.services.IServiceLocator;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.UnderWay;

/**
 * Asks before a vault or the window is closed whether what is under way may end with that: jobs at
 * work, and parties that listen. For the window's thread.
 */
final class Leaving {
  private final IServiceLocator services;

  /** For what the services of a window know. */
  Leaving(IServiceLocator services) {
    this.services = services;
  }

  private UnderWay underWay() {
    return UnderWay.of(
        services.getService(Desk.class).engines().jobs().running(),
        services.getService(PersonalizationUnits.class).servers(),
        services.getService(CentralSystems.class).servers());
  }

  /** Whether the window may be closed; nobody is asked if nothing is under way. */
  boolean may(Shell shell) {
    return agreed(shell, "exit", underWay());
  }

  /** Has a vault give way, with what is under way in it, if that may end. */
  void vault(Shell shell, Runnable then) {
    if (agreed(shell, "vault.close", underWay())) {
      then.run();
    }
  }

  /** Whoever presses Enter, or Escape, keeps what is under way. */
  private static boolean agreed(Shell shell, String key, UnderWay work) {
    Optional<String> question = work.question(key + ".underway");
    return question.isEmpty() || agreed(shell, key, question.get());
  }

  private static boolean agreed(Shell shell, String key, String question) {
    String[] buttons = {text(key + ".do"), text("button.cancel")};
    return new MessageDialog(
                shell, text(key + ".title"), null, question, MessageDialog.WARNING, 1, buttons)
            .open()
        == 0;
  }
}
