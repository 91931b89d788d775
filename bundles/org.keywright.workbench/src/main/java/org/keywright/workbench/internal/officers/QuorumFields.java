// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.MaskedFields;
import org.keywright.workbench.model.Secrets;

/** Fields for as many security officers as open the roots: who is here, and his passphrase. */
final class QuorumFields {
  private final List<Combo> officers = new ArrayList<>();
  private final List<Text> passphrases = new ArrayList<>();

  /**
   * Puts the fields in.
   *
   * @param holders the security officers
   * @param threshold how many of them are needed
   */
  QuorumFields(FieldGrid grid, List<String> holders, int threshold) {
    for (int i = 0; i < threshold; i++) {
      Combo officer = grid.choice("period.officer", holders);
      officer.select(Math.min(i, holders.size() - 1));
      officers.add(officer);
      passphrases.add(grid.masked("vault.passphrase"));
    }
  }

  void setFocus() {
    passphrases.getFirst().setFocus();
  }

  /** Who is here. */
  List<String> names() {
    return officers.stream().map(Combo::getText).filter(name -> !name.isEmpty()).toList();
  }

  /** Whose passphrase is missing, if one is. */
  Optional<String> problem() {
    return passphrases.stream().anyMatch(field -> field.getCharCount() == 0)
        ? Optional.of(text("period.passphrases"))
        : Optional.empty();
  }

  /** Takes what was typed, and wipes the fields. */
  void take(Map<String, KeyMaterial> secrets) {
    for (int i = 0; i < passphrases.size(); i++) {
      MaskedFields.take(
          passphrases.get(i), Secrets.passphraseOf(officers.get(i).getText()), secrets);
    }
  }

  void wipe() {
    MaskedFields.wipe(passphrases.toArray(Text[]::new));
  }
}
