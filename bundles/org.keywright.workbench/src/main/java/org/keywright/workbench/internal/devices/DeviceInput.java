// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal.devices;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.internal.Icons;
import org.keywright.workbench.model.Subject;

/**
 * A device in an editor; it is not opened again at the next start, for no vault is open then.
 *
 * @param serial its serial number
 */
record DeviceInput(String serial) implements IEditorInput {
  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public ImageDescriptor getImageDescriptor() {
    return Icons.descriptor("module");
  }

  @Override
  public String getName() {
    return serial;
  }

  @Override
  public @Nullable IPersistableElement getPersistable() {
    return null;
  }

  @Override
  public String getToolTipText() {
    return serial;
  }

  @Override
  public <T> @Nullable T getAdapter(Class<T> type) {
    return type == Subject.class ? type.cast(new Subject(Subject.Kind.DEVICE, serial)) : null;
  }
}
