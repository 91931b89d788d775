// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.RowLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.keywright.vault.ItemState;

/** How many modules of a job came to what; those that are pressed leave the others out. */
final class OutcomeCounts {
  private final Map<ItemState, Button> buttons = new EnumMap<>(ItemState.class);

  /**
   * Makes a row of buttons over two columns of a grid.
   *
   * @param filter is called when others are pressed
   */
  OutcomeCounts(Composite parent, Runnable filter) {
    var row = new Composite(parent, SWT.NONE);
    RowLayoutFactory.fillDefaults().spacing(4).wrap(true).applyTo(row);
    GridDataFactory.fillDefaults().grab(true, false).span(2, 1).applyTo(row);
    for (ItemState state : ItemState.values()) {
      var button = new Button(row, SWT.TOGGLE);
      button.setText(text("item.count", text(state), 0));
      button.addListener(SWT.Selection, event -> filter.run());
      buttons.put(state, button);
    }
  }

  /** Those that are pressed. */
  Set<ItemState> pressed() {
    var pressed = EnumSet.noneOf(ItemState.class);
    buttons.forEach(
        (state, button) -> {
          if (button.getSelection()) {
            pressed.add(state);
          }
        });
    return pressed;
  }

  /** Lets go of all. */
  void release() {
    buttons.values().forEach(button -> button.setSelection(false));
  }

  /** Shows how many there are, and says whether a button has other words now. */
  boolean show(Map<ItemState, Long> counts) {
    boolean other = false;
    for (var each : buttons.entrySet()) {
      long count = counts.getOrDefault(each.getKey(), 0L);
      String words = text("item.count", text(each.getKey()), count);
      // One that is pressed can be let go also when its last module has come further.
      each.getValue().setEnabled(count > 0 || each.getValue().getSelection());
      if (!each.getValue().getText().equals(words)) {
        each.getValue().setText(words);
        other = true;
      }
    }
    return other;
  }
}
