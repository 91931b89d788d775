// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.officers;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.preference.FieldEditorPreferencePage;
import org.eclipse.jface.preference.IntegerFieldEditor;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.IWorkbenchPreferencePage;
import org.eclipse.ui.preferences.ScopedPreferenceStore;

/** After how many minutes the workbench locks itself. */
public final class LockPreferences extends FieldEditorPreferencePage
    implements IWorkbenchPreferencePage {
  static final String NODE = "org.keywright.workbench";
  static final String MINUTES = "lock.minutes";
  static final int USUAL = 10;

  private static final int MOST = 480;

  /** Made by the platform. */
  public LockPreferences() {
    super(GRID);
  }

  @Override
  public void init(IWorkbench workbench) {
    var store = new ScopedPreferenceStore(InstanceScope.INSTANCE, NODE);
    store.setDefault(MINUTES, USUAL);
    setPreferenceStore(store);
    setDescription(text("lock.preferences"));
  }

  @Override
  protected void createFieldEditors() {
    var minutes = new IntegerFieldEditor(MINUTES, text("lock.minutes"), getFieldEditorParent());
    minutes.setValidRange(0, MOST);
    addField(minutes);
  }
}
