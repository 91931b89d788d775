// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.services.IServiceLocator;
import org.keywright.engine.personalization.CentralSystems;
import org.keywright.engine.personalization.PersonalizationUnits;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.UnderWay;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * Asks before a vault or the window is closed whether what is under way may end with that: jobs at
 * work, and parties that listen. For the window's thread.
 */
final class Leaving {
  private final Desk desk;

  /** For what the services of a window know. */
  Leaving(IServiceLocator services) {
    this.desk = services.getService(Desk.class);
  }

  private UnderWay underWay() {
    return UnderWay.of(
        desk.engines().jobs().running(),
        inUse(PersonalizationUnits.class, PersonalizationUnits::servers),
        inUse(CentralSystems.class, CentralSystems::servers));
  }

  /** What a service has under way: nothing if nobody uses it, and then it need not be made. */
  private static <S, T> List<T> inUse(Class<S> service, Function<S, List<T>> asked) {
    BundleContext context = FrameworkUtil.getBundle(Leaving.class).getBundleContext();
    ServiceReference<S> reference = context.getServiceReference(service);
    if (reference == null || reference.getUsingBundles() == null) {
      return List.of();
    }
    S used = context.getService(reference);
    try {
      return used == null ? List.of() : asked.apply(used);
    } finally {
      context.ungetService(reference);
    }
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
