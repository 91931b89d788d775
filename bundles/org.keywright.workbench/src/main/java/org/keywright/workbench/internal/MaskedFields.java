// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.Arrays;
import java.util.Map;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.Text;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Secrets;

/**
 * Fields for secrets: they show dots, give nothing to the clipboard, and are wiped when what is in
 * them is taken.
 */
public final class MaskedFields {
  private static final char[] NOTHING = {};

  private MaskedFields() {}

  /** Makes one. */
  public static Text masked(Composite parent) {
    var field = new Text(parent, SWT.BORDER | SWT.SINGLE | SWT.PASSWORD);
    // The system's own menu offers to copy.
    field.setMenu(new Menu(field));
    return field;
  }

  /** Takes what was typed, which the caller owns, and wipes the field. */
  public static KeyMaterial take(Text field) {
    KeyMaterial taken = Secrets.consume(field.getTextChars());
    wipe(field);
    return taken;
  }

  /** Takes what was typed, if something was, as the answer to a question, and wipes the field. */
  public static void take(Text field, String question, Map<String, KeyMaterial> answers) {
    if (field.getCharCount() > 0) {
      answers.put(question, take(field));
    }
  }

  /** Wipes fields that are there still. */
  public static void wipe(@Nullable Text... fields) {
    for (Text field : fields) {
      if (field != null && !field.isDisposed()) {
        field.setTextChars(NOTHING);
      }
    }
  }

  /** Whether two fields have the same in them. */
  public static boolean same(Text one, Text other) {
    char[] first = one.getTextChars();
    char[] second = other.getTextChars();
    try {
      return Arrays.equals(first, second);
    } finally {
      Arrays.fill(first, '\0');
      Arrays.fill(second, '\0');
    }
  }
}
