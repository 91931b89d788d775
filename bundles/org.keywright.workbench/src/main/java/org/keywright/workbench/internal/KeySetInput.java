// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.ui.IEditorInput;
import org.eclipse.ui.IPersistableElement;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.Subject;

/**
 * A key set in an editor; it is not opened again at the next start, for no vault is open then.
 *
 * @param name the key set's name
 */
public record KeySetInput(String name) implements IEditorInput {
  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public ImageDescriptor getImageDescriptor() {
    return Icons.descriptor("keyset");
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public @Nullable IPersistableElement getPersistable() {
    return null;
  }

  @Override
  public String getToolTipText() {
    return name;
  }

  @Override
  public <T> @Nullable T getAdapter(Class<T> adapter) {
    return adapter == Subject.class ? adapter.cast(new Subject(Subject.Kind.KEY_SET, name)) : null;
  }
}
