// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Table;
import org.eclipse.swt.widgets.TableItem;
import org.eclipse.swt.widgets.Text;
import org.keywright.crypto.KeyMaterial;
import org.keywright.workbench.model.Secrets;

/**
 * Takes new passphrases, one person after the other: each is typed twice, kept as key material, and
 * wiped from its fields before the next person sits down.
 */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class PassphrasesPage extends WizardPage {
  private static final int LEAST = 8;
  private static final int BUTTON = 100;

  private final Supplier<List<Asked>> questions;
  private final Map<String, KeyMaterial> kept = new HashMap<>();
  private List<Asked> asked = List.of();
  private Table people;
  private Label whose;
  private Text passphrase;
  private Text again;
  private Button keep;

  /**
   * A passphrase that is wanted.
   *
   * @param who whose, in words
   * @param question to which it is the answer
   */
  record Asked(String who, String question) {}

  PassphrasesPage(Supplier<List<Asked>> questions) {
    super("passphrases", text("founding.passphrases"), null);
    this.questions = questions;
    setDescription(text("founding.passphrases.hint"));
    setPageComplete(false);
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    GridLayoutFactory.swtDefaults().numColumns(2).margins(12, 12).spacing(16, 8).applyTo(body);
    people = new Table(body, SWT.BORDER | SWT.SINGLE);
    people.addListener(SWT.Selection, event -> ask(people.getSelectionIndex()));
    GridDataFactory.fillDefaults().grab(true, true).hint(220, 160).applyTo(people);
    var right = new Composite(body, SWT.NONE);
    GridLayoutFactory.fillDefaults().spacing(0, 6).applyTo(right);
    GridDataFactory.fillDefaults().grab(true, true).hint(280, SWT.DEFAULT).applyTo(right);
    whose = new Label(right, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(whose);
    passphrase = field(right, "vault.passphrase");
    again = field(right, "vault.passphrase.again");
    keep = new Button(right, SWT.PUSH);
    keep.setText(text("founding.keep"));
    GridDataFactory.fillDefaults()
        .align(SWT.END, SWT.CENTER)
        .hint(BUTTON, SWT.DEFAULT)
        .applyTo(keep);
    keep.addListener(SWT.Selection, event -> keep());
    Buttons.onEnter(again, this::keep);
    setControl(body);
  }

  private Text field(Composite right, String key) {
    new Label(right, SWT.NONE).setText(text(key));
    Text field = MaskedFields.masked(right);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(field);
    field.addModifyListener(event -> check());
    return field;
  }

  @Override
  public void setVisible(boolean visible) {
    super.setVisible(visible);
    if (visible) {
      List<Asked> now = questions.get();
      if (!now.equals(asked)) {
        wipe();
        asked = now;
        people.removeAll();
        asked.forEach(each -> new TableItem(people, SWT.NONE).setText(each.who()));
      }
      ask(next());
    }
  }

  /** The first whose passphrase is not kept yet. */
  private int next() {
    for (int i = 0; i < asked.size(); i++) {
      if (!kept.containsKey(asked.get(i).question())) {
        return i;
      }
    }
    return -1;
  }

  private void ask(int index) {
    for (int i = 0; i < asked.size(); i++) {
      boolean there = kept.containsKey(asked.get(i).question());
      people.getItem(i).setImage(Icons.image(there ? "done" : "note"));
    }
    people.setSelection(index);
    boolean asking = index >= 0;
    whose.setText(asking ? text("founding.whose", asked.get(index).who()) : text("founding.all"));
    passphrase.setEnabled(asking);
    again.setEnabled(asking);
    MaskedFields.wipe(passphrase, again);
    setErrorMessage(null);
    setPageComplete(next() < 0 && !asked.isEmpty());
    if (asking) {
      passphrase.setFocus();
    }
    getControl().getParent().layout(true, true);
  }

  private Optional<String> problem() {
    if (passphrase.getCharCount() == 0) {
      return Optional.of(text("vault.passphrase.none"));
    } else if (passphrase.getCharCount() < LEAST) {
      return Optional.of(text("vault.passphrase.short", LEAST));
    } else if (!MaskedFields.same(passphrase, again)) {
      return Optional.of(text("vault.passphrase.differ"));
    }
    return Optional.empty();
  }

  private void check() {
    Optional<String> problem = problem();
    keep.setEnabled(problem.isEmpty());
    boolean begun = passphrase.getCharCount() > 0;
    setErrorMessage(begun ? problem.orElse(null) : null);
  }

  private void keep() {
    int index = people.getSelectionIndex();
    if (index < 0 || problem().isPresent()) {
      return;
    }
    KeyMaterial before = kept.put(asked.get(index).question(), MaskedFields.take(passphrase));
    if (before != null) {
      before.close();
    }
    ask(next());
  }

  /** The answers, which the caller owns; this page has them no more. */
  Secrets secrets(Map<String, KeyMaterial> others) {
    Map<String, KeyMaterial> all = new HashMap<>(others);
    all.putAll(kept);
    kept.clear();
    return Secrets.named(all);
  }

  /** Says why it failed; all have to type again. */
  void failed(String why) {
    ask(next());
    setErrorMessage(why);
  }

  void wipe() {
    kept.values().forEach(KeyMaterial::close);
    kept.clear();
    MaskedFields.wipe(passphrase, again);
  }
}
