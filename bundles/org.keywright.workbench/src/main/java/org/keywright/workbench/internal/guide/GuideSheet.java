// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.PaintObjectEvent;
import org.eclipse.swt.custom.StyleRange;
import org.eclipse.swt.custom.StyledText;
import org.eclipse.swt.events.TraverseEvent;
import org.eclipse.swt.graphics.GlyphMetrics;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Composite;
import org.keywright.workbench.internal.guide.GuideText.Shown;
import org.keywright.workbench.model.GuidePlace;

/**
 * A page of the guide as one reads it. Pictures are as wide as there is room. <b>Tab</b> goes from
 * link to link, and <b>Enter</b> follows.
 */
final class GuideSheet {
  private static final int MARGIN = 14;

  private final StyledText sheet;
  private final LocalResourceManager resources;
  private final Consumer<GuidePlace> follow;
  private final List<Image> images = new ArrayList<>();

  GuideSheet(Composite parent, Consumer<GuidePlace> follow) {
    this.follow = follow;
    sheet = new StyledText(parent, SWT.MULTI | SWT.READ_ONLY | SWT.WRAP | SWT.V_SCROLL);
    resources = new LocalResourceManager(JFaceResources.getResources(), sheet);
    sheet.setMargins(MARGIN, MARGIN, MARGIN, MARGIN);
    sheet.setLineSpacing(3);
    sheet.addPaintObjectListener(GuideSheet::paint);
    sheet.addListener(SWT.Resize, event -> fit());
    sheet.addListener(SWT.Dispose, event -> images.forEach(Image::dispose));
    sheet.addListener(SWT.MouseUp, event -> clicked(new Point(event.x, event.y)));
    sheet.addListener(
        SWT.MouseMove,
        event ->
            sheet.setCursor(
                at(new Point(event.x, event.y)).isPresent()
                    ? sheet.getDisplay().getSystemCursor(SWT.CURSOR_HAND)
                    : null));
    sheet.addListener(SWT.DefaultSelection, event -> enter());
    sheet.addListener(
        SWT.KeyDown,
        event -> {
          if (event.keyCode == SWT.CR || event.keyCode == SWT.KEYPAD_CR) {
            enter();
          }
        });
    sheet.addTraverseListener(this::tab);
  }

  StyledText control() {
    return sheet;
  }

  /** Shows a page, from its beginning or from a heading on. */
  void show(LoadedPage page, String heading) {
    sheet.setText("");
    images.forEach(Image::dispose);
    images.clear();
    var text = new GuideText(sheet, resources);
    page.page().blocks().forEach(text::add);
    text.show();
    for (StyleRange range : sheet.getStyleRanges()) {
      if (range.data instanceof Shown picture && page.pictures().containsKey(picture.file())) {
        var image = new Image(sheet.getDisplay(), page.pictures().get(picture.file()));
        images.add(image);
        range.data = image;
        sheet.setStyleRange(range);
      }
    }
    fit();
    int line = text.line(heading);
    sheet.setCaretOffset(sheet.getOffsetAtLine(line));
    if (line > 0) {
      sheet.setTopIndex(line);
    } else {
      sheet.setTopPixel(0);
    }
  }

  /** Gives pictures the room that there is. */
  private void fit() {
    int room = sheet.getClientArea().width - 3 * MARGIN;
    for (StyleRange range : sheet.getStyleRanges()) {
      if (range.data instanceof Image image && room > 0) {
        Rectangle size = image.getBounds();
        int width = Math.min(size.width, room);
        range.metrics = new GlyphMetrics(size.height * width / size.width, 0, width);
        sheet.setStyleRange(range);
      }
    }
  }

  private static void paint(PaintObjectEvent event) {
    if (event.style.data instanceof Image image) {
      Rectangle size = image.getBounds();
      GlyphMetrics room = event.style.metrics;
      event.gc.setAdvanced(true);
      event.gc.setInterpolation(SWT.HIGH);
      int top = event.y + event.ascent - room.ascent;
      event.gc.drawImage(
          image, 0, 0, size.width, size.height, event.x, top, room.width, room.ascent);
    }
  }

  private Optional<GuidePlace> at(Point point) {
    int offset = sheet.getOffsetAtPoint(point);
    return offset < 0 ? Optional.empty() : link(offset);
  }

  private Optional<GuidePlace> link(int offset) {
    StyleRange style = offset < sheet.getCharCount() ? sheet.getStyleRangeAtOffset(offset) : null;
    return style != null && style.data instanceof GuidePlace place
        ? Optional.of(place)
        : Optional.empty();
  }

  private void clicked(Point point) {
    if (sheet.getSelectionCount() == 0) {
      at(point).ifPresent(follow);
    }
  }

  private void enter() {
    link(sheet.getSelectionRange().x).ifPresent(follow);
  }

  /** Marks the next link, or the one before; behind the last one the focus goes on. */
  private void tab(TraverseEvent event) {
    boolean on = event.detail == SWT.TRAVERSE_TAB_NEXT;
    if (!on && event.detail != SWT.TRAVERSE_TAB_PREVIOUS) {
      return;
    }
    event.doit = true;
    int here = sheet.getSelectionRange().x;
    StyleRange next = null;
    for (StyleRange range : sheet.getStyleRanges()) {
      if (range.data instanceof GuidePlace
          && (on ? next == null && range.start > here : range.start < here)) {
        next = range;
      }
    }
    if (next != null) {
      sheet.setSelectionRange(next.start, next.length);
      sheet.showSelection();
      event.doit = false;
    }
  }
}
