// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import org.eclipse.jface.viewers.IElementComparer;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTreeRoot;
import org.keywright.workbench.model.KeyVersion;

/** Has what was read anew be the same by its name: it stays chosen, and open if it was. */
final class KeySetNames implements IElementComparer {
  @Override
  public boolean equals(Object one, Object other) {
    return name(one).equals(name(other));
  }

  @Override
  public int hashCode(Object element) {
    return name(element).hashCode();
  }

  private static Object name(Object element) {
    return switch (element) {
      case KeyTreeRoot _ -> KeyTreeRoot.class;
      case KeySetTree.Node node -> node.set().name();
      case ApplicationKey key -> KeySetTree.name(key);
      case KeyVersion version -> version.standing().key();
      default -> element;
    };
  }
}
