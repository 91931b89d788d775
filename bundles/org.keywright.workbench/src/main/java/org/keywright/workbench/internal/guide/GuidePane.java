// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import static org.keywright.workbench.model.Texts.text;

import java.util.Optional;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.model.Guide;
import org.keywright.workbench.model.GuidePlace;
import org.keywright.workbench.model.GuideTrail;

/** The guide, page by page, with the way back, wherever it is shown. */
final class GuidePane {
  private final Guide guide =
      new Guide(file -> Optional.ofNullable(GuidePane.class.getResource("/docs/" + file)));
  private final GuideTrail trail = new GuideTrail();
  private final GuideSheet sheet;
  private final Runnable moved;

  /**
   * Shows nothing yet.
   *
   * @param moved is told when another page is shown
   */
  GuidePane(Composite parent, Runnable moved) {
    this.moved = moved;
    sheet = new GuideSheet(parent, this::go);
  }

  StyledText control() {
    return sheet.control();
  }

  GuideTrail trail() {
    return trail;
  }

  /** Shows a place. */
  void go(GuidePlace place) {
    trail.go(place);
    load();
  }

  void back() {
    trail.back();
    load();
  }

  void forward() {
    trail.forward();
    load();
  }

  private void load() {
    moved.run();
    trail
        .here()
        .ifPresent(
            place ->
                Background.read(
                    sheet.control(),
                    () -> LoadedPage.load(guide, place),
                    page -> show(place, page),
                    failure -> sheet.control().setText(text("guide.missing", place.page()))));
  }

  /** Shows what was read, if nobody has gone on meanwhile. */
  private void show(GuidePlace place, LoadedPage page) {
    if (trail.here().equals(Optional.of(place))) {
      sheet.show(page, place.heading());
    }
  }
}
