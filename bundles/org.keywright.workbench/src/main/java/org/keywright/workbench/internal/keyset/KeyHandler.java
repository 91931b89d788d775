// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import java.util.Arrays;
import java.util.Optional;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.OfferedHandler;
import org.keywright.workbench.internal.Selections;
import org.keywright.workbench.internal.Showing;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.KeySetDraft;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.LifeStep;

/** Does what a command asks for with the key or the key set that is chosen. */
public final class KeyHandler extends OfferedHandler {
  private static final String LIFE = "org.keywright.workbench.key.life.";
  private static final String PAGE = "org.keywright.workbench.keyset.page.";

  /** Made by the platform. */
  public KeyHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    String command = event.getCommand().getId();
    var selection = HandlerUtil.getCurrentSelection(event);
    if (command.startsWith(LIFE)) {
      LifeStep step = step(command.substring(LIFE.length()));
      Shell shell = window.getShell();
      Selections.keys(selection).stream()
          .findFirst()
          .ifPresent(
              key ->
                  new LifeDialog(
                          shell,
                          window.getService(Desk.class),
                          step,
                          KeySetDraft.name(key),
                          key.kcv())
                      .open());
    } else if (command.equals(Ids.LABEL_COMMAND)) {
      Selections.keys(selection).stream().findFirst().ifPresent(key -> label(window, key));
    } else {
      Selections.keySets(selection).stream().findFirst().ifPresent(new Showing(window)::edit);
      editor(window).ifPresent(shown -> shown.setActivePage(command.substring(PAGE.length())));
    }
    return null;
  }

  private static void label(IWorkbenchWindow window, ApplicationKey key) {
    new Showing(window).edit(key.keySet());
    editor(window).ifPresent(shown -> shown.label(KeySetTree.name(key)));
  }

  private static LifeStep step(String word) throws ExecutionException {
    return Arrays.stream(LifeStep.values())
        .filter(step -> step.texts().equals("life." + word))
        .findFirst()
        .orElseThrow(() -> new ExecutionException("no step in a key's life is " + word));
  }

  private static Optional<KeySetEditor> editor(IWorkbenchWindow window) {
    IEditorPart active = window.getActivePage().getActiveEditor();
    return active instanceof KeySetEditor keySet ? Optional.of(keySet) : Optional.empty();
  }
}
