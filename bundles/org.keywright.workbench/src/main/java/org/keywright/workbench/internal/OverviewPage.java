// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.ui.forms.IManagedForm;
import org.eclipse.ui.forms.editor.FormEditor;
import org.eclipse.ui.forms.editor.FormPage;
import org.eclipse.ui.forms.widgets.ExpandableComposite;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.KeySetSummary;

/** What a key set is, in a few words, with what is to be minded above. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the page
final class OverviewPage extends FormPage {
  private final Desk desk;
  private ScrolledForm form;
  private FormToolkit kit;
  private Composite facts;
  private Composite cautions;

  OverviewPage(FormEditor editor, Desk desk) {
    super(editor, "overview", text("keyset.overview"));
    this.desk = desk;
  }

  @Override
  protected void createFormContent(IManagedForm managed) {
    form = managed.getForm();
    kit = managed.getToolkit();
    kit.decorateFormHeading(form.getForm());
    form.setText(getEditorInput().getName());
    form.setImage(Icons.image("keyset"));
    Composite body = form.getBody();
    GridLayoutFactory.swtDefaults().margins(12, 12).spacing(0, 16).applyTo(body);
    cautions = kit.createComposite(body);
    GridLayoutFactory.fillDefaults().numColumns(2).spacing(8, 4).applyTo(cautions);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(cautions);
    facts = section(body, "keyset.identity");
    actions(section(body, "keyset.actions"));
    refresh();
  }

  private Composite section(Composite body, String key) {
    var section = kit.createSection(body, ExpandableComposite.TITLE_BAR);
    section.setText(text(key));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(section);
    var client = kit.createComposite(section);
    GridLayoutFactory.swtDefaults().numColumns(2).spacing(16, 6).margins(4, 8).applyTo(client);
    section.setClient(client);
    return client;
  }

  private void actions(Composite client) {
    GridLayoutFactory.swtDefaults().numColumns(3).spacing(16, 6).margins(4, 8).applyTo(client);
    action(client, "key.generate.menu", () -> acts().generate(name()));
    action(client, "key.import.menu", () -> acts().importKey(name()));
    action(client, "load.menu", () -> acts().load(name(), 0, List.of()));
  }

  private void action(Composite client, String key, Runnable act) {
    kit.createButton(client, text(key), SWT.PUSH).addListener(SWT.Selection, event -> act.run());
  }

  private String name() {
    return getEditorInput().getName();
  }

  private VaultActs acts() {
    return new VaultActs(getSite().getWorkbenchWindow());
  }

  /** Reads what is shown anew. */
  void refresh() {
    if (form == null || form.isDisposed()) {
      return;
    }
    Background.read(
        form,
        () -> KeySetSummary.of(desk, name()),
        this::show,
        failure ->
            form.setMessage(
                Failures.line(failure), org.eclipse.jface.dialogs.IMessageProvider.ERROR));
  }

  private void show(KeySetSummary summary) {
    clear(facts);
    summary.facts().forEach(fact -> fact(fact.name(), fact.value()));
    clear(cautions);
    for (String caution : summary.cautions()) {
      kit.createLabel(cautions, "").setImage(Icons.image("warning"));
      var words = kit.createLabel(cautions, caution, SWT.WRAP);
      GridDataFactory.fillDefaults().grab(true, false).applyTo(words);
    }
    cautions.setVisible(!summary.cautions().isEmpty());
    if (cautions.getLayoutData() instanceof org.eclipse.swt.layout.GridData data) {
      data.exclude = summary.cautions().isEmpty();
    }
    // Other words in as many places leave the sizes above as they were.
    form.getBody().layout(true, true);
    form.reflow(true);
  }

  private static void clear(Composite parent) {
    for (Control old : parent.getChildren()) {
      old.dispose();
    }
  }

  private void fact(String name, String value) {
    var label = kit.createLabel(facts, name);
    label.setForeground(kit.getColors().getColor(org.eclipse.ui.forms.IFormColors.TITLE));
    var shown = kit.createText(facts, value, SWT.READ_ONLY | SWT.SINGLE);
    shown.setData(FormToolkit.KEY_DRAW_BORDER, false);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(shown);
  }
}
