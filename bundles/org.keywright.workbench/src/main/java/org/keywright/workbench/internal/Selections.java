// SPDX-License-Identifier: EPL-2.0
package org.keywright.workbench.internal;

import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jface.viewers.ISelection;
import org.eclipse.jface.viewers.IStructuredSelection;
import org.eclipse.ui.IEditorPart;
import org.eclipse.ui.IWorkbenchWindow;
import org.keywright.vault.ApplicationKey;
import org.keywright.vault.Devices;
import org.keywright.workbench.model.KeySetTree;
import org.keywright.workbench.model.KeyVersion;
import org.keywright.workbench.model.LinkTree;

/** What is chosen in a part, in words of the domain. */
public final class Selections {
  private Selections() {}

  private static Stream<?> elements(ISelection selection) {
    return selection instanceof IStructuredSelection structured
        ? structured.toList().stream()
        : Stream.empty();
  }

  /** The names of the key sets that are chosen, or whose keys are. */
  public static List<String> keySets(ISelection selection) {
    return elements(selection)
        .flatMap(
            element ->
                switch (element) {
                  case KeySetTree.Node node -> Stream.of(node.set().name());
                  case ApplicationKey key -> Stream.of(key.keySet());
                  case KeyVersion version -> Stream.of(version.keySet());
                  case Devices.Device device -> Stream.of(device.keySet());
                  default -> Stream.<String>empty();
                })
        .filter(name -> !name.isEmpty())
        .distinct()
        .toList();
  }

  /** The key sets that are chosen, else the one in the editor in front. */
  public static List<String> keySets(IWorkbenchWindow window, ISelection selection) {
    List<String> chosen = keySets(selection);
    IEditorPart editor = window.getActivePage().getActiveEditor();
    return chosen.isEmpty()
            && editor != null
            && editor.getEditorInput() instanceof KeySetInput keySet
        ? List.of(keySet.name())
        : chosen;
  }

  /** The keys that are chosen. */
  public static List<ApplicationKey> keys(ISelection selection) {
    return elements(selection)
        .filter(ApplicationKey.class::isInstance)
        .map(ApplicationKey.class::cast)
        .toList();
  }

  /** Where the modules are that are chosen. */
  public static List<String> endpoints(ISelection selection) {
    return elements(selection)
        .flatMap(
            element ->
                switch (element) {
                  case Devices.Device device -> Stream.of(device.endpoint());
                  case LinkTree.Node node when node.kind() == LinkTree.Kind.ENDPOINT ->
                      Stream.of(node.name());
                  default -> Stream.<String>empty();
                })
        .distinct()
        .toList();
  }
}
