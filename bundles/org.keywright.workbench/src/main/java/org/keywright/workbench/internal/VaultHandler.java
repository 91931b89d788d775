// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.handlers.HandlerUtil;
import org.eclipse.ui.menus.UIElement;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Offers;

/**
 * Does what a command of the workbench asks for, with what is chosen where it was asked. What
 * whoever is signed in may not do is offered disabled, and its tooltip says who could.
 */
public final class VaultHandler extends AbstractHandler
    implements IExecutableExtension, IElementUpdater {
  private static final String OURS = "org.keywright.workbench.";

  private String act = "";
  private String name = "";

  /** Made by the platform. */
  public VaultHandler() {
    // the platform's way to make a handler
  }

  @Override
  public void setInitializationData(
      IConfigurationElement command, String property, @Nullable Object data) {
    act = Offers.act(String.valueOf(command.getAttribute("id")).replace(OURS, "")).orElse("");
    name = String.valueOf(command.getAttribute("name"));
  }

  private Optional<String> refusal() {
    return act.isEmpty()
        ? Optional.empty()
        : PlatformUI.getWorkbench().getService(Desk.class).rights().refusal(act);
  }

  @Override
  public boolean isEnabled() {
    return refusal().isEmpty();
  }

  @Override
  public void updateElement(UIElement element, @SuppressWarnings("rawtypes") Map parameters) {
    element.setTooltip(refusal().orElse(name));
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    ISelection selection = HandlerUtil.getCurrentSelection(event);
    var acts = new VaultActs(window);
    switch (event.getCommand().getId().substring(OURS.length())) {
      case "vault.open" -> acts.open("");
      case "vault.create" -> acts.make();
      case "vault.restore" -> acts.restore();
      case "vault.close" -> acts.close();
      case "vault.demo" -> acts.demo();
      case "start" -> StartEditor.show(window.getActivePage());
      case "keyset.create" -> acts.makeKeySet();
      case "keyset.edit" -> keySets(window, selection).forEach(acts::edit);
      case "key.generate" ->
          keySets(window, selection).stream().findFirst().ifPresent(acts::generate);
      case "key.import" ->
          keySets(window, selection).stream().findFirst().ifPresent(acts::importKey);
      case "load" ->
          acts.load(
              keySets(window, selection).stream().findFirst().orElse(""),
              Selections.keys(selection).stream()
                  .mapToInt(ApplicationKey::ref)
                  .findFirst()
                  .orElse(0),
              Selections.endpoints(selection));
      case "script.save" -> acts.saveScript();
      case "theme" -> Themes.toggle(window);
      default -> throw new ExecutionException("unknown command " + event.getCommand().getId());
    }
    return null;
  }

  /** The key sets that are chosen, else the one in the editor in front. */
  private static List<String> keySets(IWorkbenchWindow window, ISelection selection) {
    List<String> chosen = Selections.keySets(selection);
    IEditorPart editor = window.getActivePage().getActiveEditor();
    return chosen.isEmpty()
            && editor != null
            && editor.getEditorInput() instanceof KeySetInput keySet
        ? List.of(keySet.name())
        : chosen;
  }
}
