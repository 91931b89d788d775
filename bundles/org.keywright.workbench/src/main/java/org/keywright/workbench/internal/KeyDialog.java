// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.swt.widgets.Spinner;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyException;
import org.keywright.crypto.KeyUsage;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Statement;

/** Puts a key into a key set: one that is made now, or one from a key block. */
@SuppressWarnings("NullAway.Init") // the fields are made after the dialog
final class KeyDialog extends ActDialog {
  private static final List<String> KINDS =
      List.of("AES-128", "AES-192", "AES-256", "TDES-128", "TDES-192");
  private static final List<String> USAGES =
      List.of("D0", "K0", "K1", "M3", "M6", "M7", "P0", "B0", "C0", "E0", "E1", "E2", "V0");

  private final boolean importing;
  private final String keySet;
  private final List<ApplicationKey> there;
  private final String proposed;
  private Spinner ref;
  private Text label;
  private Optional<Combo> kind = Optional.empty();
  private Optional<Combo> usage = Optional.empty();
  private Optional<Text> block = Optional.empty();
  private Optional<Text> protection = Optional.empty();
  private Button diversify;
  private Button replace;

  private KeyDialog(
      Shell shell,
      Desk desk,
      boolean importing,
      String keySet,
      List<ApplicationKey> there,
      String proposed) {
    super(shell, desk, importing ? "key.import" : "key.generate");
    this.importing = importing;
    this.keySet = keySet;
    this.there = List.copyOf(there);
    this.proposed = proposed;
  }

  static KeyDialog generating(Shell shell, Desk desk, String keySet, List<ApplicationKey> there) {
    return new KeyDialog(shell, desk, false, keySet, there, "");
  }

  /** Asks for a key block, of which the file may be known already. */
  static KeyDialog importing(
      Shell shell, Desk desk, String keySet, List<ApplicationKey> there, String block) {
    return new KeyDialog(shell, desk, true, keySet, there, block);
  }

  @Override
  protected void fields(FieldGrid grid) {
    int free = there.stream().mapToInt(ApplicationKey::ref).max().orElse(0) + 1;
    ref = grid.number("key.ref", 1, 0xFFFF, Math.min(free, 0xFFFF));
    label = grid.field("key.label");
    label.setMessage(text("key.label.hint"));
    if (importing) {
      block = Optional.of(grid.file("key.block", new FileChooser(false, "key.block", ".tr31")));
      protection = Optional.of(grid.file("key.kbpk", new FileChooser(false, "key.kbpk", ".hex")));
    } else {
      kind = Optional.of(grid.choice("key.kind", KINDS));
      usage =
          Optional.of(
              grid.choice("key.usage", USAGES.stream().map(KeyDialog::usageWords).toList()));
    }
    diversify = grid.check("key.diversify");
    replace = grid.check("key.replace");
    block.ifPresent(field -> field.setText(proposed));
    label.setFocus();
  }

  private static String usageWords(String code) {
    try {
      return code + "  " + KeyUsage.of(code).meaning();
    } catch (KeyException e) {
      return code;
    }
  }

  @Override
  protected Optional<String> problem() {
    Optional<ApplicationKey> taken =
        there.stream().filter(key -> key.ref() == ref.getSelection()).findFirst();
    if (taken.isPresent() && !replace.getSelection()) {
      return Optional.of(text("key.taken", keySet, ref.getText(), taken.get().label()));
    } else if (importing && given(block.orElseThrow()).isEmpty()) {
      return Optional.of(text("key.noblock"));
    } else if (importing && given(protection.orElseThrow()).isEmpty()) {
      return Optional.of(text("key.nokbpk"));
    }
    return Optional.empty();
  }

  @Override
  protected Statement statement() {
    var statement =
        Statement.of(importing ? "key:import" : "key:generate")
            .argument(keySet)
            .argument(ref.getSelection())
            .option("--algorithm", kind.map(Combo::getText))
            .option("--usage", usage.map(choice -> choice.getText().substring(0, 2)))
            .option("--block-file", block.map(field -> field.getText().strip()))
            .option("--kbpk-file", protection.map(field -> field.getText().strip()))
            .option("--label", given(label));
    return statement
        .flag("--diversify", diversify.getSelection())
        .flag("--replace", replace.getSelection());
  }
}
