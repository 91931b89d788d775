// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.MaskedFields;

/** Two fields for a passphrase that is made now, typed twice. */
final class FreshPassphrase {
  private static final int LEAST = 8;

  private final Text fresh;
  private final Text again;

  /**
   * Puts the fields in.
   *
   * @param key of the first field's label
   */
  FreshPassphrase(FieldGrid grid, String key) {
    fresh = grid.masked(key);
    again = grid.masked("vault.passphrase.again");
  }

  /** What is wrong with it. */
  Optional<String> problem() {
    if (fresh.getCharCount() < LEAST) {
      return Optional.of(text("vault.passphrase.short", LEAST));
    }
    return MaskedFields.same(fresh, again)
        ? Optional.empty()
        : Optional.of(text("vault.passphrase.differ"));
  }

  /** Takes what was typed as the answer to a question, and wipes the fields. */
  void take(String question, Map<String, KeyMaterial> secrets) {
    MaskedFields.take(fresh, question, secrets);
    MaskedFields.wipe(again);
  }

  void wipe() {
    MaskedFields.wipe(fresh, again);
  }
}
