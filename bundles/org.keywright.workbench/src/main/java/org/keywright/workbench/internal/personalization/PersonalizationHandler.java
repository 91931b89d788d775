// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.personalization;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.dialogs.MessageDialog;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.OfferedHandler;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.PartyAct;
import org.keywright.workbench.model.PartyRow;

/** Opens what work orders and runs are made with. */
public final class PersonalizationHandler extends OfferedHandler {
  /** Made by the platform. */
  public PersonalizationHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    switch (event.getCommand().getId().substring(Ids.OURS.length())) {
      case "perso.order" ->
          order(window, given(event, Ids.ORDER_UNIT), given(event, Ids.ORDER_MODULE));
      case "perso.party" ->
          CertificateDialogs.open(
              window.getShell(),
              window.getService(Desk.class),
              PartyAct.valueOf(given(event, Ids.PARTY_ACT)),
              given(event, Ids.PARTY_NAME));
      default ->
          withUnits(
              window,
              units -> PersonalizationWizard.open(window, window.getService(Desk.class), units));
    }
    return null;
  }

  private static String given(ExecutionEvent event, String parameter) {
    return Optional.ofNullable(event.getParameter(parameter)).orElse("");
  }

  /**
   * Asks for new work orders.
   *
   * @param unit the unit that certified the module; empty for whichever
   * @param module the module that gets another certificate; empty for whichever
   */
  static void order(IWorkbenchWindow window, String unit, String module) {
    withUnits(
        window,
        units ->
            new OrderDialog(
                    window.getShell(),
                    window.getService(Desk.class),
                    units,
                    Math.max(units.indexOf(unit), 0),
                    module)
                .open());
  }

  private static void withUnits(IWorkbenchWindow window, Consumer<List<String>> then) {
    Desk desk = window.getService(Desk.class);
    new VaultActs(window)
        .withVault(
            () ->
                Background.read(
                    window.getShell(),
                    () ->
                        desk.vault().isEmpty()
                            ? List.<String>of()
                            : PartyRow.names(desk.vault().get(), PartyRow.Kind.UNIT),
                    then,
                    failure ->
                        MessageDialog.openError(
                            window.getShell(), text("app.name"), Failures.line(failure))));
  }
}
