// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import static org.keywright.workbench.model.Texts.text;

import java.util.List;
import java.util.Optional;
import org.eclipse.jface.action.Action;
import org.eclipse.jface.dialogs.IMessageProvider;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.WorkbenchException;
import org.eclipse.ui.forms.widgets.FormToolkit;
import org.eclipse.ui.forms.widgets.ScrolledForm;
import org.keywright.workbench.internal.Background;
import org.keywright.workbench.internal.Buttons;
import org.keywright.workbench.internal.Commands;
import org.keywright.workbench.internal.Editors;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.internal.Ids;
import org.keywright.workbench.internal.Offered;
import org.keywright.workbench.internal.ReadEditor;
import org.keywright.workbench.internal.Refresh;
import org.keywright.workbench.internal.Showing;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.DeviceFile;
import org.keywright.workbench.model.Failures;
import org.keywright.workbench.model.Performed;
import org.keywright.workbench.model.Statement;
import org.keywright.workbench.model.Watch;

/** All that the vault knows of one device, and what can be done with it. */
@SuppressWarnings("NullAway.Init") // the platform makes the widgets after the editor
public final class DeviceEditor extends ReadEditor {
  /** What this editor is called in {@code plugin.xml}. */
  private static final String ID = "org.keywright.workbench.editor.device";

  private Desk desk;
  private FormToolkit kit;
  private ScrolledForm form;
  private DeviceSections sections;
  private Refresh<DeviceFile> refresh;
  private Optional<DeviceFile> shown = Optional.empty();
  private Watch watch = () -> {};

  /** Made by the platform. */
  public DeviceEditor() {
    // the platform's way to make an editor
  }

  /** Shows the page of a device. */
  public static void open(IWorkbenchPage page, String serial) throws WorkbenchException {
    Editors.open(page.getWorkbenchWindow(), new DeviceInput(serial), ID, Ids.DEVICES_PERSPECTIVE);
  }

  private String serial() {
    return getEditorInput().getName();
  }

  @Override
  public void createPartControl(Composite parent) {
    desk = getSite().getService(Desk.class);
    kit = new FormToolkit(parent.getDisplay());
    form = kit.createScrolledForm(parent);
    kit.decorateFormHeading(form.getForm());
    form.setText(serial());
    form.setImage(Icons.image("module"));
    action("device.probe", "probe", this::probe);
    Offered.action(desk, form, action("load.menu", "load", this::load), "download:load");
    action("device.keyset.open", "keyset", this::openKeySet);
    form.updateToolBar();
    sections = new DeviceSections(kit, form);
    refresh = new Refresh<>(form, () -> DeviceFile.of(desk, serial()), this::show, this::failed);
    var display = parent.getDisplay();
    watch = desk.observe(() -> display.asyncExec(this::follow));
    refresh.now();
  }

  /** A page that was closed meanwhile has nothing to follow any more. */
  private void follow() {
    if (form.isDisposed()) {
      return;
    }
    if (desk.vault().isEmpty()) {
      getSite().getPage().closeEditor(this, false);
    } else {
      refresh.now();
    }
  }

  private Action action(String key, String icon, Runnable act) {
    Action action = Buttons.action(key, icon, act);
    form.getToolBarManager().add(action);
    return action;
  }

  private void show(DeviceFile file) {
    shown = Optional.of(file);
    form.setMessage(
        file.inDoubt() ? text("device.indoubt") : null,
        file.inDoubt() ? IMessageProvider.WARNING : IMessageProvider.NONE);
    sections.show(file);
  }

  private void failed(Exception why) {
    form.setMessage(Failures.line(why), IMessageProvider.ERROR);
  }

  private Optional<String> endpoint() {
    return shown.flatMap(DeviceFile::endpoint);
  }

  /** Asks the device itself. */
  private void probe() {
    if (endpoint().isEmpty()) {
      form.setMessage(text("device.noendpoint"), IMessageProvider.INFORMATION);
      return;
    }
    sections.answer(text("device.probing", endpoint().get()), true);
    Statement statement = Statement.of("link:probe").argument(endpoint().get());
    Background.act(
        form,
        text("device.probe"),
        () -> desk.perform(statement),
        (Performed done) -> sections.answer(done.message(), done.ok()),
        failure -> sections.answer(Failures.line(failure), false));
  }

  private void load() {
    Commands.load(
        getSite().getWorkbenchWindow(),
        shown.map(DeviceFile::keySet).orElse(""),
        0,
        endpoint().map(List::of).orElseGet(List::of));
  }

  private void openKeySet() {
    shown
        .map(DeviceFile::keySet)
        .filter(name -> !name.isEmpty())
        .ifPresent(new Showing(getSite().getWorkbenchWindow())::edit);
  }

  @Override
  public void setFocus() {
    form.setFocus();
  }

  @Override
  public void dispose() {
    watch.close();
    if (kit != null) {
      kit.dispose();
    }
    super.dispose();
  }
}
