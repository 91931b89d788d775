// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.Map;
import java.util.Optional;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.runtime.IConfigurationElement;
import org.eclipse.core.runtime.IExecutableExtension;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.commands.IElementUpdater;
import org.eclipse.ui.menus.UIElement;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Offers;

/**
 * A handler of commands that may be acts: what whoever is signed in may not do, and what needs a
 * vault where none is open, is offered disabled, and its tooltip says why.
 */
public abstract class OfferedHandler extends AbstractHandler
    implements IExecutableExtension, IElementUpdater {
  private String command = "";
  private String act = "";

  /** Called by the handlers, which the platform makes. */
  protected OfferedHandler() {
    // the platform tells the rest by setInitializationData
  }

  @Override
  public void setInitializationData(
      IConfigurationElement element, String property, @Nullable Object data) {
    // It is a command's default handler, or one that stands by itself and names the command.
    String id =
        Optional.ofNullable(element.getAttribute("id"))
            .orElseGet(() -> String.valueOf(element.getAttribute("commandId")));
    command = id.replace(Ids.OURS, "");
    act = Offers.act(command).orElse("");
  }

  private static Desk desk() {
    return PlatformUI.getWorkbench().getService(Desk.class);
  }

  private Optional<String> refusal() {
    if (Offers.needsVault(command) && desk().vault().isEmpty()) {
      return Optional.of(text("vault.none"));
    }
    return act.isEmpty() ? Optional.empty() : desk().rights().refusal(act);
  }

  @Override
  public boolean isEnabled() {
    return refusal().isEmpty();
  }

  /** Why not. What can be done the platform calls by its name, where the name is not seen. */
  @Override
  public void updateElement(UIElement element, @SuppressWarnings("rawtypes") Map parameters) {
    element.setTooltip(refusal().orElse(null));
  }
}
