// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.forms.editor.FormEditor;
import org.keywright.workbench.model.Desk;
import org.keywright.workbench.model.Watch;

/** A key set: what it is, its keys, and what was done with it. It is read anew at each change. */
public final class KeySetEditor extends FormEditor {
  private Watch watch = () -> {};

  /** Made by the platform. */
  public KeySetEditor() {
    // the platform's way to make an editor
  }

  @Override
  public void init(IEditorSite site, IEditorInput input) throws PartInitException {
    super.init(site, input);
    setPartName(input.getName());
  }

  /** The key set's name. */
  String keySet() {
    return getEditorInput().getName();
  }

  @Override
  protected void addPages() {
    Desk desk = getSite().getService(Desk.class);
    var overview = new OverviewPage(this, desk);
    var keys = new KeysPage(this, desk);
    var history = new HistoryPage(this, desk);
    try {
      addPage(overview);
      addPage(keys);
      addPage(history);
    } catch (PartInitException e) {
      throw new IllegalStateException("the key set cannot be shown", e);
    }
    var display = getSite().getShell().getDisplay();
    watch =
        desk.observe(
            () ->
                display.asyncExec(
                    () -> {
                      if (desk.vault().isEmpty()) {
                        close(false);
                      } else {
                        overview.refresh();
                        keys.refresh();
                        history.refresh();
                      }
                    }));
  }

  @Override
  public void dispose() {
    watch.close();
    super.dispose();
  }

  @Override
  public boolean isSaveAsAllowed() {
    return false;
  }

  @Override
  public void doSave(IProgressMonitor monitor) {
    // each change is an act of its own, done when it is asked for
  }

  @Override
  public void doSaveAs() {
    // as doSave
  }
}
