// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jface.viewers.ITreeContentProvider;
import org.jspecify.annotations.Nullable;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTreeRoot;
import org.keywright.workbench.model.KeyVersion;

/** The vault, its sets, their keys, and the earlier versions of those for a tree's widget. */
final class KeySetContent implements ITreeContentProvider {
  private final Map<String, List<KeyVersion>> versions = new HashMap<>();

  /** Takes the earlier versions of a key that were read when somebody wanted to see them. */
  void versions(ApplicationKey key, List<KeyVersion> read) {
    versions.put(KeySetTree.name(key), read);
  }

  /** Forgets the versions that were read. */
  void forgetVersions() {
    versions.clear();
  }

  @Override
  public Object[] getElements(Object input) {
    return input instanceof Object[] roots ? roots : new Object[0];
  }

  @Override
  public Object[] getChildren(Object parent) {
    return switch (parent) {
      case KeyTreeRoot root -> root.tree().sets().toArray();
      case KeySetTree.Node node -> node.keys().toArray();
      case ApplicationKey key when key.keyVersion() > 1 -> versions(key);
      default -> new Object[0];
    };
  }

  private Object[] versions(ApplicationKey key) {
    List<KeyVersion> read = versions.get(KeySetTree.name(key));
    return read == null ? new Object[] {text("keysets.reading")} : read.toArray();
  }

  @Override
  public @Nullable Object getParent(Object element) {
    return null;
  }

  @Override
  public boolean hasChildren(Object element) {
    return switch (element) {
      case KeyTreeRoot root -> !root.tree().sets().isEmpty();
      case KeySetTree.Node node -> !node.keys().isEmpty();
      case ApplicationKey key -> key.keyVersion() > 1;
      default -> false;
    };
  }
}
