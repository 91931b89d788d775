// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Font;
import org.eclipse.swt.layout.RowData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * What one can begin with, a card each. They share the width there is, or stand below one another
 * where it is narrow; all of them are as wide as one another.
 */
final class StartCards {
  /** A card is so many points wide at least, and more where letters are larger. */
  private static final int NARROWEST = 200;

  private static final int WIDEST = 270;
  private static final int GAP = 10;

  private final Composite row;
  private final Font bold;
  private int abreast;
  private int width;

  StartCards(Composite parent, Font bold) {
    this.bold = bold;
    row = new Composite(parent, SWT.NONE);
    width = Letters.scaled(row, WIDEST);
    RowLayoutFactory.fillDefaults().wrap(true).fill(true).spacing(GAP).applyTo(row);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(row);
  }

  /**
   * Adds a card.
   *
   * @param key what its texts' keys begin with: {@code .title}, {@code .text}, {@code .do}
   */
  void add(String icon, String key, Runnable act) {
    var card = new Composite(row, SWT.BORDER);
    GridLayoutFactory.swtDefaults().margins(16, 16).spacing(0, 8).applyTo(card);
    card.setLayoutData(new RowData(width, SWT.DEFAULT));
    var title = new Composite(card, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 0).applyTo(title);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(title);
    var picture = new Label(title, SWT.NONE);
    picture.setImage(Icons.image(icon));
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.BEGINNING).applyTo(picture);
    var name = new Label(title, SWT.WRAP);
    name.setText(text(key + ".title"));
    name.setFont(bold);
    GridDataFactory.fillDefaults().grab(true, false).hint(1, SWT.DEFAULT).applyTo(name);
    var words = new Label(card, SWT.WRAP);
    words.setText(text(key + ".text"));
    GridDataFactory.fillDefaults().grab(true, true).hint(1, SWT.DEFAULT).applyTo(words);
    StartEditor.link(card, text(key + ".do"), act);
  }

  /** How wide a card is at least. */
  int narrowest() {
    return Letters.scaled(row, NARROWEST);
  }

  /**
   * Divides so much width among the cards.
   *
   * @return whether they stand otherwise than before, and are to be laid out
   */
  boolean share(int room) {
    Control[] cards = row.getChildren();
    int nowAbreast = Math.clamp((room + GAP) / (narrowest() + GAP), 1, cards.length);
    int nowWidth = Math.min(Letters.scaled(row, WIDEST), (room + GAP) / nowAbreast - GAP);
    if (nowAbreast == abreast && nowWidth == width) {
      return false;
    }
    abreast = nowAbreast;
    width = nowWidth;
    for (Control card : cards) {
      int frame = ((Composite) card).computeTrim(0, 0, 0, 0).width;
      card.setLayoutData(new RowData(width - frame, SWT.DEFAULT));
    }
    return true;
  }
}
