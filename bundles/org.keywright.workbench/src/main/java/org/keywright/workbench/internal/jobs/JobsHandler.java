// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import java.util.List;
import java.util.Optional;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.OfferedHandler;
import org.keywright.workbench.internal.Selections;
import org.keywright.workbench.internal.VaultActs;
import org.keywright.workbench.model.Desk;

/** Opens the wizards that begin jobs, with what is chosen where it was asked. */
public final class JobsHandler extends OfferedHandler {
  /** Made by the platform. */
  public JobsHandler() {
    // the platform's way to make a handler
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) throws ExecutionException {
    IWorkbenchWindow window = HandlerUtil.getActiveWorkbenchWindowChecked(event);
    ISelection selection = HandlerUtil.getCurrentSelection(event);
    Desk desk = window.getService(Desk.class);
    String keySet =
        given(event, Ids.LOAD_KEY_SET)
            .or(() -> Selections.keySets(window, selection).stream().findFirst())
            .orElse("");
    int ref =
        given(event, Ids.LOAD_REF)
            .map(Integer::valueOf)
            .orElseGet(() -> Selections.load(desk, selection).ref());
    List<String> endpoints =
        given(event, Ids.LOAD_ENDPOINTS)
            .map(words -> List.of(words.split("\n", -1)))
            .orElseGet(() -> Selections.load(desk, selection).endpoints());
    String list = given(event, Ids.LOAD_LIST).orElse("");
    boolean campaign = event.getCommand().getId().endsWith(".campaign");
    new VaultActs(window)
        .withKeySets(
            tree -> {
              if (campaign) {
                CampaignWizard.open(window, desk, tree, keySet, ref, list);
              } else {
                LoadWizard.open(window, desk, tree, keySet, ref, endpoints);
              }
            });
    return null;
  }

  private static Optional<String> given(ExecutionEvent event, String parameter) {
    return Optional.ofNullable(event.getParameter(parameter)).filter(words -> !words.isEmpty());
  }
}
