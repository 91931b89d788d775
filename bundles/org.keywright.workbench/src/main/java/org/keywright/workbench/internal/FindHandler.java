// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.ISources;
import org.eclipse.ui.IWorkbenchPart;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jspecify.annotations.Nullable;

/** Puts the keyboard into the search field of the part in front, if it has one. */
public final class FindHandler extends AbstractHandler {
  /** Made by the platform. */
  public FindHandler() {
    // the platform's way to make a handler
  }

  @Override
  public void setEnabled(@Nullable Object context) {
    Object part = HandlerUtil.getVariable(context, ISources.ACTIVE_PART_NAME);
    setBaseEnabled(part instanceof IWorkbenchPart shown && field(shown).isPresent());
  }

  @Override
  public @Nullable Object execute(ExecutionEvent event) {
    Optional.ofNullable(HandlerUtil.getActivePart(event))
        .flatMap(FindHandler::field)
        .ifPresent(
            field -> {
              field.setFocus();
              field.selectAll();
            });
    return null;
  }

  private static Optional<Text> field(IWorkbenchPart part) {
    MPart shown = part.getSite().getService(MPart.class);
    return shown != null && shown.getWidget() instanceof Composite area
        ? fields(area).findFirst()
        : Optional.empty();
  }

  private static Stream<Text> fields(Composite area) {
    return Stream.of(area.getChildren()).filter(Control::isVisible).flatMap(FindHandler::within);
  }

  private static Stream<Text> within(Control control) {
    return switch (control) {
      case Text text when (text.getStyle() & SWT.SEARCH) != 0 -> Stream.of(text);
      case Composite area -> fields(area);
      default -> Stream.empty();
    };
  }
}
