// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.pairing;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.layout.GridDataFactory;
import org.eclipse.jface.layout.GridLayoutFactory;
import org.eclipse.jface.resource.FontDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.eclipse.ui.part.ViewPart;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.PairingHost;
import org.keywright.vault.PairingModule;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Colours;
import org.keywright.workbench.internal.FieldGrid;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.model.CodeQuestion;
import org.keywright.workbench.model.CodeReply;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Watch;

/**
 * A help desk at the centre: what the owner of a host reads out goes in, the code comes out, and
 * either way there is a case. The code is gone with the next question and with the vault.
 */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the view
public final class CodeDeskView extends ViewPart {
  private static final int PROPOSED = 100;
  private static final int LEAST = 280;

  private Desk desk;
  private Combo module;
  private Combo host;
  private Text index;
  private Text attestation;
  private Text purpose;
  private Button erasing;
  private @Nullable Offered ask;
  private Button wipe;
  private Label code;
  private Label words;
  private Watch watch = () -> {};

  private record Known(List<String> modules, List<String> hosts) {}

  /** Made by the platform. */
  public CodeDeskView() {
    // the platform's way to make a view
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    var scrolled = new ScrolledComposite(parent, SWT.V_SCROLL | SWT.H_SCROLL);
    scrolled.setExpandHorizontal(true);
    scrolled.setExpandVertical(true);
    var all = new Composite(scrolled, SWT.NONE);
    GridLayoutFactory.swtDefaults().margins(10, 8).spacing(0, 8).applyTo(all);
    var fields = new Composite(all, SWT.NONE);
    GridDataFactory.fillDefaults().grab(true, false).applyTo(fields);
    var grid = new FieldGrid(fields, this::check);
    module = grid.proposals("code.module", List.of());
    host = grid.proposals("code.host", List.of());
    index = grid.field("code.index");
    index.setMessage(text("code.index.hint"));
    attestation = grid.field("code.attestation");
    attestation.setMessage(text("code.attestation.hint"));
    purpose = grid.field("code.purpose");
    purpose.setMessage(text("code.purpose.hint"));
    erasing = grid.check("code.erasing");
    var buttons = new Composite(all, SWT.NONE);
    GridLayoutFactory.fillDefaults().numColumns(2).applyTo(buttons);
    ask = Offered.push(buttons, desk, "code.ask", "pair:code", this::ask);
    wipe = Buttons.push(buttons, "code.wipe", this::wipe);
    answer(all);
    scrolled.setContent(all);
    scrolled.setMinSize(all.computeSize(LEAST, SWT.DEFAULT));
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::refresh));
    wipe();
    check();
    refresh();
  }

  private void answer(Composite all) {
    var resources = new LocalResourceManager(JFaceResources.getResources(), all);
    code = new Label(all, SWT.NONE);
    code.setFont(
        resources.create(
            FontDescriptor.createFrom(all.getFont()).increaseHeight(14).withStyle(SWT.BOLD)));
    GridDataFactory.fillDefaults().grab(true, false).applyTo(code);
    words = new Label(all, SWT.WRAP);
    GridDataFactory.fillDefaults().grab(true, true).hint(280, 50).applyTo(words);
  }

  private CodeQuestion question() {
    return new CodeQuestion(
        module.getText(),
        host.getText(),
        index.getText(),
        attestation.getText(),
        erasing.getSelection(),
        purpose.getText());
  }

  private void check() {
    if (ask != null) {
      ask.possible(
          desk.vault().isPresent() ? question().problem() : Optional.of(text("vault.none")));
    }
  }

  private void ask() {
    CodeQuestion question = question();
    wipe();
    asking();
    Background.act(
        code,
        text("code.asking"),
        () -> CodeReply.of(desk.perform(question.statement())),
        this::show,
        failure -> {
          words.setText(Failures.line(failure));
          check();
        });
  }

  /** One question at a time. */
  private void asking() {
    if (ask != null) {
      ask.possible(Optional.of(text("code.asking")));
    }
  }

  private void show(CodeReply reply) {
    code.setText(reply.digits().orElse(text("code.none")));
    code.setForeground(reply.digits().isPresent() ? Colours.good() : Colours.fault());
    words.setText(reply.words());
    wipe.setEnabled(true);
    code.getParent().layout();
    check();
  }

  /** Nothing of the last answer stays. */
  private void wipe() {
    code.setText("");
    words.setText("");
    wipe.setEnabled(false);
  }

  private void refresh() {
    if (code.isDisposed()) {
      return;
    }
    if (desk.vault().isEmpty()) {
      wipe();
      for (Text field : List.of(index, attestation, purpose)) {
        field.setText("");
      }
      module.setText("");
      host.setText("");
    }
    check();
    Background.read(code, this::known, this::propose, failure -> {});
  }

  private Known known() throws org.keywright.vault.VaultException {
    if (desk.vault().isEmpty()) {
      return new Known(List.of(), List.of());
    }
    var register = desk.vault().get().pairings();
    return new Known(
        register.modules("", PROPOSED).stream().map(PairingModule::id).toList(),
        register.hosts("", PROPOSED).stream().map(PairingHost::id).toList());
  }

  private void propose(Known known) {
    propose(module, known.modules());
    propose(host, known.hosts());
  }

  /** New proposals; what was typed stays. */
  private static void propose(Combo field, List<String> proposals) {
    if (!List.of(field.getItems()).equals(proposals)) {
      String typed = field.getText();
      field.setItems(proposals.toArray(String[]::new));
      field.setText(typed);
    }
  }

  /** Puts a module and a host into the fields, as they are chosen elsewhere. */
  void take(String moduleId, String hostId) {
    module.setText(moduleId);
    if (!hostId.isEmpty()) {
      host.setText(hostId);
    }
  }

  @Override
  public void setFocus() {
    module.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }
}
