// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

/** Does what a command of the workbench asks for, with what is chosen where it was asked. */
public final class VaultHandler extends OfferedHandler {
  /** Made by the platform. */
  public VaultHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    ISelection selection = HandlerUtil.getCurrentSelection(event);
    var acts = new VaultActs(window);
    switch (event.getCommand().getId().substring(Ids.OURS.length())) {
      case "vault.open" -> acts.open("");
      case "vault.create" -> acts.make();
      case "vault.backup" -> acts.backUp();
      case "vault.restore" -> acts.restore();
      case "vault.older" -> acts.acceptOlder();
      case "vault.close" -> acts.close();
      case "vault.demo" -> acts.demo();
      case "start" -> StartEditor.show(window.getActivePage());
      case "keyset.create" -> acts.makeKeySet();
      case "keyset.edit" ->
          Selections.keySets(window, selection).forEach(new Showing(window)::edit);
      case "key.generate" -> acts.withKeySet(selection, acts::generate);
      case "key.import" -> acts.withKeySet(selection, acts::importKey);
      case "script.save" -> acts.saveScript();
      case "script.run" -> acts.runScript();
      case "plugin.install" -> acts.installPlugin("");
      case "theme" -> Themes.toggle(window);
      default -> throw new ExecutionException("unknown command " + event.getCommand().getId());
    }
    return null;
  }
}
