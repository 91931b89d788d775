// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keywright.vault.Officer;
import org.keywright.vault.Vault;
import org.keywright.vault.VaultInfo;

/**
 * The open vault in a few words, as a title and a status bar show it.
 *
 * @param open whether one is open
 * @param name its file's name, or that none is open
 * @param marks what is to be seen all the time: that it is for tests, that it is for one person
 * @param officer who is signed in, in a vault with officers
 * @param tooltip more about it
 */
public record VaultTitle(
    boolean open, String name, List<String> marks, Optional<String> officer, String tooltip) {
  /** Copies the list. */
  public VaultTitle {
    marks = List.copyOf(marks);
  }

  /** The vault that is open, if any. */
  public static VaultTitle of(Optional<Vault> vault) {
    if (vault.isEmpty()) {
      return new VaultTitle(
          false,
          Texts.text("vault.none"),
          List.of(),
          Optional.empty(),
          Texts.text("vault.none.hint"));
    }
    VaultInfo info = vault.get().info();
    boolean onePerson = vault.get().officers().onePerson();
    return new VaultTitle(
        true,
        info.name(),
        marks(info, onePerson),
        onePerson
            ? Optional.empty()
            : Optional.of(
                vault
                    .get()
                    .officers()
                    .signedIn()
                    .map(VaultTitle::words)
                    .orElse(Texts.text("vault.nobody"))),
        String.join("\n", lines(info, onePerson)));
  }

  private static String words(Officer officer) {
    return officer.name() + ", " + Texts.text(officer.role());
  }

  private static List<String> marks(VaultInfo info, boolean onePerson) {
    var marks = new ArrayList<String>();
    if (info.test()) {
      marks.add(Texts.text("vault.mark.test"));
    }
    if (onePerson) {
      marks.add(Texts.text("vault.mark.person"));
    }
    return marks;
  }

  private static List<String> lines(VaultInfo info, boolean onePerson) {
    var lines = new ArrayList<String>();
    lines.add(info.address());
    lines.add(Texts.text("vault.holds", info.keySets(), info.keys(), info.devices(), info.jobs()));
    if (info.test()) {
      lines.add(Texts.text("vault.test"));
    }
    if (onePerson) {
      lines.add(Texts.text("vault.person"));
    }
    if (info.failedOpenings() > 0) {
      lines.add(Texts.text("vault.failed", info.failedOpenings()));
    }
    return lines;
  }

  /** As the status bar has it: name, marks, and who is signed in. */
  public String status() {
    var words = new ArrayList<String>();
    words.add(name);
    words.addAll(marks);
    officer.ifPresent(words::add);
    return String.join("  –  ", words);
  }

  /** As the title of a window has it. */
  public String window() {
    String application = Texts.text("app.name");
    return open ? status() + "  –  " + application : application;
  }

  /** Whether it is one that is not for production. */
  public boolean marked() {
    return !marks.isEmpty();
  }
}
