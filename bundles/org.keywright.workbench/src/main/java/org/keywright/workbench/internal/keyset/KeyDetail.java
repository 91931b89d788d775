// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.keyset;

import static org.keywright.workbench.model.Texts.text;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jface.fieldassist.ControlDecoration;
import org.eclipse.jface.fieldassist.FieldDecorationRegistry;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.keywright.crypto.Kcv;
import org.keywright.vault.KeyLife;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Layouts;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.model.KeyField;
import org.keywright.workbench.model.LifeStep;
import org.keywright.workbench.model.Moments;

/** What can be edited of one key, how it stands, and the steps that its life allows. */
final class KeyDetail {
  /**
   * The key that is shown.
   *
   * @param name as the draft has it
   * @param kcv its check value
   * @param life how it stands
   */
  record Shown(String name, Kcv kcv, KeyLife life) {}

  /** A field with its label before it, and the mark that it has while it is wrong. */
  private record Field(
      KeyField field, Label label, Text text, Offered typing, ControlDecoration mark) {}

  private static final String EMPTY = "–";

  /** What a field and its label need beside others. */
  private static final int FIELD = 280;

  private final KeySetEditor editor;
  private final FormToolkit kit;
  private final Composite body;
  private final List<Field> fields = new ArrayList<>();
  private final Map<LifeStep, Button> steps = new EnumMap<>(LifeStep.class);
  private final Label standing;
  private Optional<Shown> shown = Optional.empty();
  private boolean filling;

  /**
   * Makes the widgets.
   *
   * @param which the fields that there are
   */
  KeyDetail(KeySetEditor editor, FormToolkit kit, Composite parent, List<KeyField> which) {
    this.editor = editor;
    this.kit = kit;
    body = kit.createComposite(parent);
    GridLayoutFactory.swtDefaults()
        .numColumns(2 * which.size())
        .spacing(12, 8)
        .margins(4, 6)
        .applyTo(body);
    which.forEach(this::field);
    standing = kit.createLabel(body, EMPTY, SWT.WRAP);
    GridDataFactory.fillDefaults()
        .span(2 * which.size(), 1)
        .grab(true, false)
        .hint(300, SWT.DEFAULT)
        .applyTo(standing);
    var row = kit.createComposite(body);
    GridLayoutFactory.fillDefaults().numColumns(LifeStep.values().length).applyTo(row);
    GridDataFactory.fillDefaults().span(2 * which.size(), 1).applyTo(row);
    for (LifeStep step : LifeStep.values()) {
      Button button = Buttons.push(row, step.texts() + ".menu", () -> ask(step));
      GridDataFactory.fillDefaults().applyTo(button);
      Offered.control(editor.desk(), button, step.act());
      steps.put(step, button);
    }
    show(Optional.empty());
  }

  Composite control() {
    return body;
  }

  /** Has the fields stand below one another where the page is narrow. */
  void stack(ScrolledForm page) {
    Layouts.stack(page, body, FIELD);
  }

  /** Puts the keyboard into the label. */
  void typeLabel() {
    Text label = fields.getFirst().text();
    label.setFocus();
    label.selectAll();
  }

  private void ask(LifeStep step) {
    shown.ifPresent(
        key ->
            new LifeDialog(editor.getSite().getShell(), editor.desk(), step, key.name(), key.kcv())
                .open());
  }

  private void field(KeyField field) {
    Label label = kit.createLabel(body, text(field));
    GridDataFactory.fillDefaults().align(SWT.BEGINNING, SWT.CENTER).applyTo(label);
    Text text = kit.createText(body, "", SWT.SINGLE | SWT.BORDER);
    if (field != KeyField.LABEL) {
      text.setMessage(text("draft.moment.hint"));
    }
    GridDataFactory.fillDefaults()
        .grab(field == KeyField.LABEL, false)
        .align(field == KeyField.LABEL ? SWT.FILL : SWT.BEGINNING, SWT.CENTER)
        .hint(field == KeyField.LABEL ? 200 : 160, SWT.DEFAULT)
        .indent(6, 0)
        .applyTo(text);
    text.addModifyListener(
        event -> {
          if (!filling) {
            shown.ifPresent(key -> editor.type(key.name(), field, text.getText()));
          }
        });
    var mark = new ControlDecoration(text, SWT.TOP | SWT.LEFT);
    mark.setImage(
        FieldDecorationRegistry.getDefault()
            .getFieldDecoration(FieldDecorationRegistry.DEC_ERROR)
            .getImage());
    mark.hide();
    Offered typing =
        Offered.control(editor.desk(), text, field == KeyField.LABEL ? "key:label" : "key:period");
    fields.add(new Field(field, label, text, typing, mark));
  }

  /** Shows another key, or none. */
  void show(Optional<Shown> key) {
    shown = key;
    standing.setText(key.map(KeyDetail::words).orElse(text("keyset.nokey")));
    List<LifeStep> allowed = key.map(each -> LifeStep.from(each.life().state())).orElse(List.of());
    steps.forEach((step, button) -> Layouts.show(button, allowed.contains(step)));
    showDraft();
    body.layout(true, true);
  }

  private static String words(Shown key) {
    KeyLife life = key.life();
    String by = life.actor().isEmpty() ? "" : text("keyset.by", life.actor());
    String why = life.reason().isEmpty() ? "" : text("keyset.why", life.reason());
    return text(
        "keyset.standing",
        key.name(),
        text(life.state()),
        Moments.text(life.since()),
        by + why,
        key.kcv());
  }

  /** Shows what is typed, where it is not as it is stored, and where it is wrong. */
  void showDraft() {
    filling = true;
    fields.forEach(this::show);
    filling = false;
    body.layout(true);
  }

  private void show(Field each) {
    String name = shown.map(Shown::name).orElse("");
    KeyField field = each.field();
    String value = editor.draft().value(name, field);
    if (!each.text().getText().equals(value)) {
      each.text().setText(value);
    }
    each.typing().possible(editor.draft().isEditable(name, field));
    boolean dirty = editor.draft().isDirty(name, field);
    each.label().setText((dirty ? "* " : "") + text(field));
    Optional<String> problem = editor.draft().problem(name, field);
    each.mark().setDescriptionText(problem.orElse(""));
    if (problem.isPresent()) {
      each.mark().show();
    } else {
      each.mark().hide();
    }
  }
}
