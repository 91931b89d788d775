// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.OfferedHandler;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/** Does what is asked for at the management centre. */
public final class PairingHandler extends OfferedHandler {
  private static final String OURS = "org.keywright.workbench.pair.";

  /** Made by the platform. */
  public PairingHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    String what = event.getCommand().getId().substring(OURS.length());
    new VaultActs(window).withVault(() -> perform(what, window));
    return null;
  }

  private static void perform(String what, IWorkbenchWindow window) {
    Desk desk = window.getService(Desk.class);
    var shell = window.getShell();
    switch (what) {
      case "contact" -> ContactWizard.open(window, desk);
      case "estate" -> PairingDialogs.estate(shell, desk);
      case "produce" -> PairingDialogs.produce(shell, desk);
      case "centre.open" -> PairingDialogs.open(shell, desk);
      case "centre.close" ->
          Background.act(
              shell,
              text("centre.close"),
              () -> desk.perform(Statement.of("pair:central").argument("stop")),
              done -> new VaultActs(window).report(done, "centre.close"),
              failure -> {});
      default -> throw new IllegalStateException("unknown command " + what);
    }
  }
}
