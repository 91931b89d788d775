// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.jobs;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jface.wizard.WizardPage;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Text;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.model.KeySetTree;

/** Which key, into which place. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class LoadKeyPage extends WizardPage {
  private final KeySetTree tree;
  private final String proposedSet;
  private final int proposedRef;
  private final Supplier<Optional<String>> problem;
  private Combo set;
  private Combo key;
  private Text place;
  private Button replace;

  LoadKeyPage(
      KeySetTree tree, String proposedSet, int proposedRef, Supplier<Optional<String>> problem) {
    super("key");
    this.tree = tree;
    this.proposedSet = proposedSet;
    this.proposedRef = proposedRef;
    this.problem = problem;
    setTitle(text("load.page.key"));
    setDescription(text("load.page.key.hint"));
  }

  @Override
  public void createControl(Composite parent) {
    var body = new Composite(parent, SWT.NONE);
    var grid = FieldGrid.page(body, this::check);
    set = grid.choice("load.keyset", tree.sets().stream().map(node -> node.set().name()).toList());
    key = grid.choice("load.key.label", List.of());
    place = grid.field("load.place");
    place.setText("1");
    place.setMessage(text("load.place.hint"));
    replace = grid.check("load.replace");
    int index = set.indexOf(proposedSet);
    set.select(index < 0 ? 0 : index);
    set.addListener(SWT.Selection, event -> fillKeys());
    fillKeys();
    keys()
        .ifPresent(
            node -> {
              for (int i = 0; i < node.keys().size(); i++) {
                if (node.keys().get(i).ref() == proposedRef) {
                  key.select(i);
                }
              }
            });
    setControl(body);
    check();
    setErrorMessage(null);
  }

  private Optional<KeySetTree.Node> keys() {
    int index = set.getSelectionIndex();
    return index < 0 ? Optional.empty() : Optional.of(tree.sets().get(index));
  }

  private void fillKeys() {
    key.setItems(
        keys().stream()
            .flatMap(node -> node.keys().stream())
            .map(LoadKeyPage::words)
            .toArray(String[]::new));
    if (key.getItemCount() > 0) {
      key.select(0);
    }
    check();
  }

  private static String words(ApplicationKey key) {
    return "%d  %s, %s, KCV %s".formatted(key.ref(), key.label(), key.spec(), key.kcv());
  }

  private void check() {
    if (replace == null || getWizard() == null) {
      return;
    }
    Optional<String> wrong = problem.get();
    setErrorMessage(wrong.orElse(null));
    setPageComplete(wrong.isEmpty());
  }

  String keySet() {
    return set.getText();
  }

  int ref() {
    int index = key.getSelectionIndex();
    return index < 0 ? 0 : keys().map(node -> node.keys().get(index).ref()).orElse(0);
  }

  String place() {
    return place.getText();
  }

  boolean replacing() {
    return replace.getSelection();
  }
}
