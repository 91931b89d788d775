// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.viewers.ITreeContentProvider;
import org.jspecify.annotations.Nullable;
import org.keywright.workbench.model.KeySetTree;

/** Sets and their keys for a tree's widget. */
final class KeySetContent implements ITreeContentProvider {
  @Override
  public Object[] getElements(Object input) {
    return input instanceof KeySetTree tree ? tree.sets().toArray() : new Object[0];
  }

  @Override
  public Object[] getChildren(Object parent) {
    return parent instanceof KeySetTree.Node node ? node.keys().toArray() : new Object[0];
  }

  @Override
  public @Nullable Object getParent(Object element) {
    return null;
  }

  @Override
  public boolean hasChildren(Object element) {
    return element instanceof KeySetTree.Node node && !node.keys().isEmpty();
  }
}
