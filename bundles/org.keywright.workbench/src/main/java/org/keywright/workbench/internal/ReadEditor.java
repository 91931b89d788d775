// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IEditorSite;
import org.eclipse.ui.part.EditorPart;

/** An editor in which nothing is saved: what changes is an act, done when it is asked for. */
public abstract class ReadEditor extends EditorPart {
  @Override
  public void init(IEditorSite site, IEditorInput input) {
    setSite(site);
    setInput(input);
    setPartName(input.getName());
  }

  @Override
  public final boolean isDirty() {
    return false;
  }

  @Override
  public final boolean isSaveAsAllowed() {
    return false;
  }

  @Override
  public final void doSave(IProgressMonitor monitor) {
    // there is nothing
  }

  @Override
  public final void doSaveAs() {
    // there is nothing
  }
}
