// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Watch;

/**
 * Something that carries out an act when it is pressed. For whoever may not it is greyed, and says
 * who could; that is looked at again whenever somebody else is signed in. For the window's thread.
 */
public final class Offered {
  private final Desk desk;
  private final Supplier<String> act;
  private final Consumer<Boolean> enable;
  private final Consumer<String> tell;
  private boolean possible = true;
  private String usual = "";

  private Offered(
      Desk desk,
      Control owner,
      Supplier<String> act,
      Consumer<Boolean> enable,
      Consumer<String> tell) {
    this.desk = desk;
    this.act = act;
    this.enable = enable;
    this.tell = tell;
    var display = owner.getDisplay();
    Watch rights =
        desk.observeRights(
            () ->
                display.asyncExec(
                    () -> {
                      if (!owner.isDisposed()) {
                        show();
                      }
                    }));
    owner.addListener(SWT.Dispose, event -> rights.close());
    show();
  }

  /**
   * A button or another control.
   *
   * @param act the act's name in the log; empty for what takes no leave
   */
  public static <T extends Control> Offered control(Desk desk, T control, String act) {
    return control(desk, control, () -> act);
  }

  /** A control whose act is another from time to time; {@link #possible} looks at it again. */
  public static <T extends Control> Offered control(Desk desk, T control, Supplier<String> act) {
    Composite parent = control.getParent();
    if (parent.getData(Greyed.KEY) == null) {
      parent.setData(Greyed.KEY, true);
      parent.addListener(SWT.MouseMove, new Greyed(parent));
    }
    return new Offered(desk, control, act, control::setEnabled, control::setToolTipText);
  }

  /** A button with words in the person's language that carries out an act. */
  public static Offered push(Composite parent, Desk desk, String key, String act, Runnable deed) {
    return control(desk, Buttons.push(parent, key, deed), act);
  }

  /**
   * An action of a tool bar.
   *
   * @param owner with whose end it ends
   */
  public static Offered action(Desk desk, Control owner, Action action, String act) {
    var offered = new Offered(desk, owner, () -> act, action::setEnabled, action::setToolTipText);
    offered.usual = action.getText();
    offered.show();
    return offered;
  }

  /** Whether it can be done at all now, whoever is there. */
  public void possible(boolean yes) {
    possible = yes;
    show();
  }

  /** Whether it can be done at all now, and if not, why. */
  public void possible(Optional<String> obstacle) {
    usual = obstacle.orElse("");
    possible(obstacle.isEmpty());
  }

  private void show() {
    Optional<String> refusal = desk.rights().refusal(act.get());
    enable.accept(possible && refusal.isEmpty());
    tell.accept(refusal.orElse(usual));
  }

  /** Where a greyed control hears nothing of the mouse, what is around it says why it is grey. */
  private record Greyed(Composite parent) implements Listener {
    private static final String KEY = "org.keywright.workbench.greyed";

    @Override
    public void handleEvent(Event event) {
      String words = null;
      for (Control child : parent.getChildren()) {
        if (!child.isEnabled()
            && child.isVisible()
            && child.getBounds().contains(event.x, event.y)) {
          words = child.getToolTipText();
        }
      }
      parent.setToolTipText(words);
    }
  }
}
