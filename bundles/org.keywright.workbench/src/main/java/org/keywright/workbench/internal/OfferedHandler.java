// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

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
 * A handler of commands that may be acts: what whoever is signed in may not do is offered disabled,
 * and its tooltip says who could.
 */
public abstract class OfferedHandler extends AbstractHandler
    implements IExecutableExtension, IElementUpdater {
  private String act = "";
  private @Nullable String name;

  /** Called by the handlers, which the platform makes. */
  protected OfferedHandler() {
    // the platform tells the rest by setInitializationData
  }

  @Override
  public void setInitializationData(
      IConfigurationElement command, String property, @Nullable Object data) {
    // It is a command's default handler, or one that stands by itself and names the command.
    String id =
        Optional.ofNullable(command.getAttribute("id"))
            .orElseGet(() -> String.valueOf(command.getAttribute("commandId")));
    act = Offers.act(id.replace(Ids.OURS, "")).orElse("");
    name = command.getAttribute("name");
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
}
