// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import static org.keywright.workbench.model.Texts.text;

import org.eclipse.jface.viewers.DelegatingStyledCellLabelProvider.IStyledLabelProvider;
import org.eclipse.jface.viewers.LabelProvider;
import org.eclipse.jface.viewers.StyledString;
import org.eclipse.swt.graphics.Image;
import org.jspecify.annotations.Nullable;
import org.keywright.crypto.KeyState;
import org.keywright.vault.ApplicationKey;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyTreeRoot;
import org.keywright.workbench.model.KeyVersion;

/** Names of sets and keys, with what is less important in a paler colour behind. */
final class KeySetLabels extends LabelProvider implements IStyledLabelProvider {
  @Override
  public StyledString getStyledText(Object element) {
    return switch (element) {
      case KeyTreeRoot root ->
          new StyledString(root.vault().name())
              .append(
                  "  " + text("keysets.sets", root.tree().sets().size()),
                  StyledString.QUALIFIER_STYLER);
      case KeySetTree.Node node ->
          new StyledString(node.set().name())
              .append(
                  "  " + text("keysets.keys", node.keys().size()), StyledString.QUALIFIER_STYLER);
      case ApplicationKey key ->
          new StyledString(key.ref() + "  " + key.label())
              .append("  " + faint(key), StyledString.QUALIFIER_STYLER);
      case KeyVersion version ->
          new StyledString(
              text("keysets.version", version.standing().version())
                  + ", "
                  + text(version.standing().life().state()),
              StyledString.QUALIFIER_STYLER);
      default -> new StyledString(String.valueOf(element));
    };
  }

  private static String faint(ApplicationKey key) {
    String version = text("keysets.version", key.keyVersion());
    return key.state() == KeyState.ACTIVE ? version : version + ", " + text(key.state());
  }

  @Override
  public @Nullable Image getImage(Object element) {
    return switch (element) {
      case KeyTreeRoot root -> Icons.image(root.vault().marked() ? "vault-test" : "vault");
      case KeySetTree.Node node -> Icons.image("keyset");
      case ApplicationKey key -> Icons.image(key.wellKnown().isPresent() ? "key-warning" : "key");
      case KeyVersion version -> Icons.image("key");
      default -> null;
    };
  }
}
